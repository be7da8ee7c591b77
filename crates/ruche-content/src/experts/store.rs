//! SQL of who knows: what was written near a question, as far as its reader may see it, and how much people helped of late.

use super::asks::actions::KEPT_MS;
use super::asks::rules::{Load, WEEK_MS};
use super::asks::store::{load, loaded};
use super::near::{Comment, Post};
use super::rank::{AGES, MEMORY_COMMENTS};
use ruche_kernel::{MemberId, Result};
use ruche_people::members::store::person;
use ruche_platform::db::{Db, Row};
use ruche_platform::{sql, values};
use ruche_web::parts::Person;
use std::collections::HashMap;

/// The most comments below questions that are looked at.
const BELOW: i64 = 500;

/// Whether the viewer ($1) reads where it stands. Not a join, since whoever belongs to an open place has it twice.
macro_rules! read {
    ($of:literal) => {
        concat!("EXISTS (SELECT 1 FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = ", $of, ".place_id)")
    };
}
/// What is read of comment `c` below post `p`.
macro_rules! comment {
    () => {
        concat!(
            "c.id, c.root_id, c.author_id, c.published_at, p.author_id AS asker_id, CASE WHEN p.answer_id = c.id THEN 1 ELSE 0 END AS accepted,
            CASE WHEN c.vote_count > 0 THEN 1 ELSE 0 END AS helped, CASE WHEN p.format = 'question' AND c.parent_id IS NULL THEN 1 ELSE 0 END AS answers
        FROM comments c JOIN posts p ON p.id = c.root_id
        WHERE c.root_kind = 'post' AND c.deleted_at IS NULL AND p.deleted_at IS NULL AND ",
            read!("c")
        )
    };
}
sql! {
    /// Posts that a viewer ($1) reads.
    POSTS = concat!("SELECT p.id, p.author_id, p.published_at, p.format FROM posts p WHERE p.id IN ({list}) AND p.deleted_at IS NULL AND ", read!("p"));
    /// Comments that a viewer reads, and what they are.
    COMMENTS = concat!("SELECT ", comment!(), " AND c.id IN ({list})");
    /// The comments right below some questions.
    UNDER = concat!("SELECT ", comment!(), " AND c.root_id IN ({list}) AND c.parent_id IS NULL LIMIT $2");
    /// How much people helped of late, by age: their answers to questions of others that were accepted, or found helpful.
    /// SQLite would rather search every comment below posts than those of some people, hence the CASE.
    ACTIVE = "SELECT c.author_id, CAST(SUM(CASE WHEN c.published_at > $2 THEN 1 ELSE 0 END) AS BIGINT) AS n0, CAST(SUM(CASE WHEN c.published_at <= $2 AND c.published_at > $3 THEN 1 ELSE 0 END) AS BIGINT) AS n1,
            CAST(SUM(CASE WHEN c.published_at <= $3 AND c.published_at > $4 THEN 1 ELSE 0 END) AS BIGINT) AS n2, CAST(SUM(CASE WHEN c.published_at <= $4 THEN 1 ELSE 0 END) AS BIGINT) AS n3
        FROM comments c JOIN posts p ON p.id = c.root_id
        WHERE c.author_id IN ({list}) AND c.published_at > $5 AND c.deleted_at IS NULL AND p.deleted_at IS NULL AND p.format = 'question'
            AND CASE WHEN c.root_kind = 'post' AND c.parent_id IS NULL AND p.author_id <> c.author_id AND (c.vote_count > 0 OR p.answer_id = c.id) THEN 1 ELSE 0 END > 0
            AND +c.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) GROUP BY c.author_id";
    /// When the 100th last comment was written; ids are made in the order of time.
    MEMORY = "SELECT published_at FROM comments ORDER BY id DESC LIMIT 1 OFFSET $1";
    /// Those of some people who can be asked, with where they are.
    PEOPLE = concat!("SELECT ", loaded!(), ", c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state, m.site_id, m.site, m.unit_id, m.unit, m.languages FROM members m JOIN member_cards c ON c.id = m.id
        WHERE m.state = 0 AND m.kind <> 2 AND m.id IN ({list})");
}

fn comment(r: &Row) -> Result<Comment> {
    Ok(Comment {
        id: r.int("id")?,
        post: r.int("root_id")?,
        author: r.int("author_id")?,
        at: r.int("published_at")?,
        asker: r.int("asker_id")?,
        accepted: r.flag("accepted")?,
        helped: r.flag("helped")?,
        answers: r.flag("answers")?,
    })
}

pub(super) async fn posts(db: &Db, viewer: MemberId, ids: &[i64]) -> Result<Vec<Post>> {
    db.all_in(&POSTS, values![viewer], ids, |r| {
        Ok(Post { id: r.int("id")?, author: r.int("author_id")?, at: r.int("published_at")?, question: r.text("format")? == "question" })
    })
    .await
}

pub(super) async fn comments(db: &Db, viewer: MemberId, ids: &[i64]) -> Result<Vec<Comment>> {
    db.all_in(&COMMENTS, values![viewer], ids, comment).await
}

pub(super) async fn under(db: &Db, viewer: MemberId, questions: &[i64]) -> Result<Vec<Comment>> {
    db.all_in(&UNDER, values![viewer, BELOW], questions, comment).await
}

/// How often people helped within a year, by [`AGES`].
pub(super) async fn active(db: &Db, viewer: MemberId, ids: &[i64], now: i64) -> Result<HashMap<i64, [i64; AGES.len()]>> {
    let since = AGES.map(|(days, _)| now - days * 86_400_000);
    let rows = db
        .all_in(&ACTIVE, values![viewer, since[0], since[1], since[2], since[3]], ids, |r| {
            Ok((r.int("author_id")?, [r.int("n0")?, r.int("n1")?, r.int("n2")?, r.int("n3")?]))
        })
        .await?;
    Ok(rows.into_iter().collect())
}

/// When the 100th last comment was written, in milliseconds UTC.
pub(super) async fn memory(db: &Db) -> Result<Option<i64>> {
    db.opt(&MEMORY, values![MEMORY_COMMENTS - 1], |r| r.int("published_at")).await
}

/// Somebody who can be asked.
#[derive(Clone, Debug)]
pub(super) struct Someone {
    pub person: Person,
    pub site: Option<(i64, String)>,
    pub unit: Option<(i64, String)>,
    /// As the person wrote them.
    pub languages: String,
    /// The words of the site, whatever it is.
    pub at: String,
    /// How much they are asked.
    pub load: Load,
}

pub(super) async fn people(db: &Db, ids: &[i64], now: i64) -> Result<Vec<Someone>> {
    db.all_in(&PEOPLE, values![now - WEEK_MS, now - KEPT_MS], ids, |r| {
        let (site, unit) = (r.text("site")?, r.text("unit")?);
        Ok(Someone {
            person: person(r)?,
            site: r.opt_int("site_id")?.map(|id| (id, site.clone())),
            unit: r.opt_int("unit_id")?.map(|id| (id, unit)),
            languages: r.text("languages")?,
            at: site,
            load: load(r)?,
        })
    })
    .await
}
