//! SQL of who knows: what was written near a question, as far as its reader may see it, and what people answered of late.

use super::asks::actions::KEPT_MS;
use super::asks::rules::{Load, WEEK_MS};
use super::asks::store::{load, loaded};
use super::near::{Comment, Post};
use super::rank::{AGES, MEMORY_ANSWERS};
use ruche_kernel::{MemberId, Result};
use ruche_people::members::store::person;
use ruche_platform::db::{Db, Row};
use ruche_platform::{sql, values};
use ruche_web::parts::Person;
use std::collections::HashMap;

/// The most comments below questions that are looked at.
const BELOW: i64 = 500;

/// What is read of comment `c` below post `p`.
macro_rules! comment {
    () => {
        "c.id, c.root_id, c.author_id, c.published_at, p.author_id AS asker_id, CASE WHEN p.answer_id = c.id THEN 1 ELSE 0 END AS accepted,
            CASE WHEN p.format = 'question' AND c.parent_id IS NULL THEN 1 ELSE 0 END AS answers"
    };
}
sql! {
    /// Posts that a viewer ($1) reads.
    POSTS = "SELECT p.id, p.author_id, p.published_at, p.format FROM posts p JOIN visible_places v ON v.viewer_id = $1 AND v.place_id = p.place_id
        WHERE p.id IN ({list}) AND p.deleted_at IS NULL";
    /// Comments that a viewer reads, and what they are.
    COMMENTS = concat!("SELECT ", comment!(), " FROM comments c JOIN posts p ON p.id = c.root_id JOIN visible_places v ON v.viewer_id = $1 AND v.place_id = c.place_id
        WHERE c.id IN ({list}) AND c.root_kind = 'post' AND c.deleted_at IS NULL AND p.deleted_at IS NULL");
    /// The comments right below some questions.
    UNDER = concat!("SELECT ", comment!(), " FROM comments c JOIN posts p ON p.id = c.root_id JOIN visible_places v ON v.viewer_id = $1 AND v.place_id = c.place_id
        WHERE c.root_kind = 'post' AND c.root_id IN ({list}) AND c.parent_id IS NULL AND c.deleted_at IS NULL AND p.deleted_at IS NULL LIMIT $2");
    /// How much people answered of late, by age, and since when they were last there.
    ACTIVE = "SELECT c.author_id, CAST(SUM(CASE WHEN c.published_at > $1 THEN 1 ELSE 0 END) AS BIGINT) AS n0, CAST(SUM(CASE WHEN c.published_at <= $1 AND c.published_at > $2 THEN 1 ELSE 0 END) AS BIGINT) AS n1,
            CAST(SUM(CASE WHEN c.published_at <= $2 AND c.published_at > $3 THEN 1 ELSE 0 END) AS BIGINT) AS n2, CAST(SUM(CASE WHEN c.published_at <= $3 THEN 1 ELSE 0 END) AS BIGINT) AS n3, max(c.published_at) AS last
        FROM comments c WHERE c.author_id IN ({list}) AND c.published_at > $4 AND c.deleted_at IS NULL AND c.parent_id IS NULL GROUP BY c.author_id";
    /// When the 50th last comment was written; ids are made in the order of time.
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

/// What somebody answered within a year.
#[derive(Clone, Debug, Default)]
pub(super) struct Active {
    /// How many answers, by [`AGES`].
    pub answers: [i64; AGES.len()],
    /// When the last was written, in milliseconds UTC.
    pub last: i64,
}

pub(super) async fn active(db: &Db, ids: &[i64], now: i64) -> Result<HashMap<i64, Active>> {
    let since = AGES.map(|(days, _)| now - days * 86_400_000);
    let rows = db
        .all_in(&ACTIVE, values![since[0], since[1], since[2], since[3]], ids, |r| {
            let answers = [r.int("n0")?, r.int("n1")?, r.int("n2")?, r.int("n3")?];
            Ok((r.int("author_id")?, Active { answers, last: r.int("last")? }))
        })
        .await?;
    Ok(rows.into_iter().collect())
}

/// When the 50th last comment was written, in milliseconds UTC.
pub(super) async fn memory(db: &Db) -> Result<Option<i64>> {
    db.opt(&MEMORY, values![MEMORY_ANSWERS - 1], |r| r.int("published_at")).await
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
