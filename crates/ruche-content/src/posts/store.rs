//! SQL of posts.

use super::formats::{self, Answer, CalendarEvent, Details, Responses};
use super::model::{Accepted, PlaceMark, Post, PostId, Quote, Reason, Shared, Writer};
use super::relevance::{self, Candidate};
use super::rules::Hands;
use crate::comments::model::CommentId;
use crate::marks::Mark;
use crate::topics;
use crate::writing::{LinkCard, Text};
use ruche_kernel::{Cursor, Error, MemberId, PlaceId, Result};
use ruche_people::access::Standing;
use ruche_people::communities::Writable;
use ruche_people::members;
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};
use ruche_web::parts::Person;

/// What every statement that shows posts reads: the post, its author's card, its place's, what the viewer ($1) is to the place.
macro_rules! shown {
    ($more:expr, $condition:expr) => {
        concat!(
            "SELECT p.id AS post_id, p.place_id, '' AS body, p.html, p.title AS post_title, p.language, p.language_chosen, p.missing_file, p.comment_count, p.version, p.published_at, p.edited_at, p.pinned_at, p.expires_at, p.archived_at, p.remind_at, p.format, p.heading, p.details, p.answer_id, p.shared_id,
                z.id AS writer_id, z.name AS writer_name, z.title AS writer_title, z.photo_id AS writer_photo, z.hue AS writer_hue, z.partner AS writer_partner, z.state AS writer_state,
                CASE WHEN p.writer_id IS NOT NULL THEN (SELECT d.created_at FROM delegations d WHERE d.member_id = p.author_id AND d.delegate_id = p.writer_id) END AS delegated_at,
                s.id AS shared_post, s.published_at AS shared_at, s.format AS shared_format, s.details AS shared_details, s.heading AS shared_heading, s.html AS shared_html, s.language AS shared_language, sw.name AS shared_place, sw.kind AS shared_kind,
                sa.id AS shared_author, sa.name AS shared_name, sa.title AS shared_title, sa.photo_id AS shared_photo, sa.hue AS shared_hue, sa.partner AS shared_partner, sa.state AS shared_state,
                sz.id AS shared_writer, sz.name AS shared_writer_name, sz.title AS shared_writer_title, sz.photo_id AS shared_writer_photo, sz.hue AS shared_writer_hue, sz.partner AS shared_writer_partner, sz.state AS shared_writer_state,
                CASE WHEN p.details <> '' THEN (SELECT string_agg(CAST(n.choice AS TEXT) || ':' || CAST(n.count AS TEXT), ' ') FROM response_counts n WHERE n.post_id = p.id) END AS tally,
                CASE WHEN p.details <> '' THEN (SELECT string_agg(CAST(o.choice AS TEXT), ' ') FROM responses o WHERE o.post_id = p.id AND o.member_id = $1) END AS own,
                (SELECT string_agg(h.mark, ' ') FROM marks h WHERE h.subject_kind = 'post' AND h.subject_id = p.id AND h.member_id = $1) AS marks,
                k.html AS answer_html, a.id AS answer_author, a.name AS answer_name, a.title AS answer_title, a.photo_id AS answer_photo, a.hue AS answer_hue, a.partner AS answer_partner, a.state AS answer_state,
                c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state,
                w.name AS place_name, w.icon AS place_icon, w.hue AS place_hue, w.picture_id AS place_picture, w.kind AS place_kind, w.archived_at AS place_archived, j.role AS standing,
                l.url AS link_url, l.title AS link_title, l.description AS link_description, l.site AS link_site, l.picture_id AS link_picture",
            $more,
            " FROM posts p JOIN member_cards c ON c.id = p.author_id JOIN place_cards w ON w.id = p.place_id LEFT JOIN joined_places j ON j.viewer_id = $1 AND j.place_id = p.place_id
             LEFT JOIN links l ON l.id = p.link LEFT JOIN comments k ON k.id = p.answer_id AND k.deleted_at IS NULL LEFT JOIN member_cards a ON a.id = k.author_id
             LEFT JOIN posts s ON s.id = p.shared_id AND s.deleted_at IS NULL AND EXISTS (SELECT 1 FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = s.place_id)
             LEFT JOIN member_cards z ON z.id = p.writer_id LEFT JOIN member_cards sa ON sa.id = s.author_id LEFT JOIN member_cards sz ON sz.id = s.writer_id LEFT JOIN place_cards sw ON sw.id = s.place_id
             WHERE p.deleted_at IS NULL AND ",
            $condition
        )
    };
}

/// A topic that the post bears and the viewer ($1) follows: its key and its name. A value and no set, so that no engine gathers all
/// that bears what one follows; asked of nothing where one follows no topic.
macro_rules! followed_topic {
    () => {
        "(SELECT t.key || ' ' || t.name FROM topic_uses u JOIN topic_follows f ON f.member_id = $1 AND f.topic_id = u.topic_id JOIN topics t ON t.id = u.topic_id
            WHERE u.subject_kind = 'post' AND u.subject_id = p.id ORDER BY t.key LIMIT 1)"
    };
}

/// Whether a post stands in the home feed of the viewer ($1). The unary plus forbids the index on place, which would gather every post
/// of every place before sorting: walking the dates backwards finds a page at once. It asks of the post alone: a join that decides it is
/// gathered and sorted by PostgreSQL.
macro_rules! in_home {
    () => {
        concat!(
            "p.archived_at IS NULL AND (+p.place_id IN (SELECT place_id FROM joined_places WHERE viewer_id = $1)
            OR (+p.place_id IN (SELECT id FROM place_cards WHERE kind = 0) AND +p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1))
            OR (+p.author_id IN (SELECT member_id FROM followed_members WHERE viewer_id = $1) AND +p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1))
            OR (EXISTS (SELECT 1 FROM topic_follows WHERE member_id = $1) AND +p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) AND ",
            followed_topic!(),
            " IS NOT NULL))"
        )
    };
}

/// Why it stands there.
macro_rules! home_reason {
    () => {
        concat!(
            ", CASE WHEN w.kind = 0 THEN 0 WHEN j.role IS NOT NULL THEN 1 WHEN EXISTS (SELECT 1 FROM followed_members y WHERE y.viewer_id = $1 AND y.member_id = p.author_id) THEN 2 ELSE 5 END AS reason,
                CASE WHEN w.kind = 0 OR j.role IS NOT NULL THEN NULL ELSE ",
            followed_topic!(),
            " END AS followed_topic"
        )
    };
}

/// Events that a viewer ($1) may see now and has not said no to, by their hour.
macro_rules! events {
    ($window:literal) => {
        concat!(
            "SELECT p.id, p.heading, p.details, p.version, p.published_at, p.edited_at, o.choice FROM posts p LEFT JOIN responses o ON o.post_id = p.id AND o.member_id = $1
             WHERE p.deleted_at IS NULL AND p.archived_at IS NULL AND (o.choice IS NULL OR o.choice <> 2) AND +p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) AND ",
            $window
        )
    };
}

sql! {
    /// What a calendar holds: the next 400 events, and the last 100 since a date. Both walk the hours from now.
    EVENTS = concat!(
        "SELECT * FROM (", events!("p.starts_at >= $2 ORDER BY p.starts_at, p.id LIMIT 400"),
        ") AS coming UNION ALL SELECT * FROM (", events!("p.starts_at < $2 AND p.starts_at >= $3 ORDER BY p.starts_at DESC, p.id DESC LIMIT 100"), ") AS past");
    /// The home feed, by date.
    HOME = shown!(home_reason!(), concat!("(p.published_at, p.id) < ($2, $3) AND ", in_home!(), " ORDER BY p.published_at DESC, p.id DESC LIMIT $4"));
    /// Posts of the home feed by their ids.
    HOME_BY_IDS = shown!(home_reason!(), concat!("p.id IN ({list}) AND ", in_home!()));
    /// What is known of the newest posts of the home feed before they are arranged, their texts left out; asked once these are found.
    /// $4: since when a comment of the viewer's below somebody's post counts; of these, the newest hundred.
    CANDIDATES = concat!("WITH mine AS (SELECT k.root_id FROM comments k WHERE k.author_id = $1 AND k.published_at >= $4 AND k.deleted_at IS NULL ORDER BY k.published_at DESC, k.id DESC LIMIT 100)
        SELECT p.id, p.published_at, p.place_id, p.author_id, p.format, p.details, p.comment_count - (SELECT count(*) FROM mine WHERE mine.root_id = p.id) AS comments,
            CASE WHEN p.answer_id IS NOT NULL AND EXISTS (SELECT 1 FROM comments a WHERE a.id = p.answer_id AND a.deleted_at IS NULL) THEN 1 ELSE 0 END AS answered,
            COALESCE((SELECT CAST(SUM(n.count) AS BIGINT) FROM reaction_counts n WHERE n.subject_kind = 'post' AND n.subject_id = p.id), 0)
                - (SELECT count(*) FROM reactions g WHERE g.subject_kind = 'post' AND g.subject_id = p.id AND g.member_id = $1) AS reactions,
            CASE WHEN EXISTS (SELECT 1 FROM mentions e WHERE e.subject_kind = 'post' AND e.subject_id = p.id AND e.member_id = $1) THEN 1 ELSE 0 END AS mentioned,
            CASE WHEN p.details <> '' AND EXISTS (SELECT 1 FROM responses o WHERE o.post_id = p.id AND o.member_id = $1) THEN 1 ELSE 0 END AS responded,
            CASE WHEN EXISTS (SELECT 1 FROM followed_members y WHERE y.viewer_id = $1 AND y.member_id = p.author_id) THEN 1 ELSE 0 END AS followed,
            CASE WHEN p.author_id IN (SELECT q.author_id FROM mine JOIN posts q ON q.id = mine.root_id WHERE q.deleted_at IS NULL) THEN 1 ELSE 0 END AS talked, ", followed_topic!(), " AS followed_topic
        FROM (SELECT p.id, p.published_at, p.place_id, p.author_id, p.format, p.details, p.comment_count, p.answer_id FROM posts p
            WHERE p.deleted_at IS NULL AND (p.published_at, p.id) <= ($2, $3) AND ", in_home!(), " ORDER BY p.published_at DESC, p.id DESC LIMIT $5) AS p");
    PLACE = shown!(", 3 AS reason", "p.place_id = $2 AND p.pinned_at IS NULL AND p.archived_at IS NULL AND (p.published_at, p.id) < ($3, $4) AND EXISTS (SELECT 1 FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = p.place_id)
         ORDER BY p.published_at DESC, p.id DESC LIMIT $5");
    /// The newest of a place, pinned or not.
    NEWEST = shown!(", 3 AS reason", "p.place_id = $2 AND p.archived_at IS NULL AND EXISTS (SELECT 1 FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = p.place_id) ORDER BY p.published_at DESC, p.id DESC LIMIT $3");
    /// The first page of a place: what is pinned comes first.
    PLACE_TOP = concat!(
        "SELECT * FROM (", shown!(", 4 AS reason", "p.place_id = $2 AND p.pinned_at IS NOT NULL AND EXISTS (SELECT 1 FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = p.place_id) ORDER BY p.pinned_at DESC LIMIT 3"),
        ") AS pinned UNION ALL SELECT * FROM (", shown!(", 3 AS reason", "p.place_id = $2 AND p.pinned_at IS NULL AND p.archived_at IS NULL AND EXISTS (SELECT 1 FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = p.place_id) ORDER BY p.published_at DESC, p.id DESC LIMIT $3"), ") AS newest");
    /// The archives of a place.
    ARCHIVES = shown!(", 3 AS reason", "p.place_id = $2 AND p.archived_at IS NOT NULL AND (p.published_at, p.id) < ($3, $4) AND EXISTS (SELECT 1 FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = p.place_id)
         ORDER BY p.published_at DESC, p.id DESC LIMIT $5");
    MEMBER = shown!(", 3 AS reason", "p.author_id = $2 AND (p.published_at, p.id) < ($3, $4) AND +p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1)
         ORDER BY p.published_at DESC, p.id DESC LIMIT $5");
    /// Thanks that somebody ($2) received of others.
    THANKS = shown!(", 3 AS reason", "p.id IN (SELECT e.subject_id FROM mentions e WHERE e.member_id = $2 AND e.thanks = 1) AND p.author_id <> $2 AND (p.published_at, p.id) < ($3, $4)
         AND +p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) ORDER BY p.published_at DESC, p.id DESC LIMIT $5");
    /// The last three of these, and how many there are.
    LAST_THANKS = "SELECT p.id AS post_id, p.title AS post_title, p.language, p.details, p.published_at, count(*) OVER () AS n, c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state
        FROM mentions e JOIN posts p ON p.id = e.subject_id JOIN member_cards c ON c.id = p.author_id
        WHERE e.member_id = $2 AND e.thanks = 1 AND p.author_id <> $2 AND p.deleted_at IS NULL AND +p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) ORDER BY p.published_at DESC, p.id DESC LIMIT 3";
    /// Posts that name a topic, themselves or in a comment. What the viewer may not read counts for nothing, not even for the limit.
    TOPIC = shown!(", 3 AS reason", "(p.id IN (SELECT u.subject_id FROM topic_uses u JOIN topics t ON t.id = u.topic_id WHERE t.key = $2 AND u.subject_kind = 'post' AND u.published_at <= $3
            AND u.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) ORDER BY u.published_at DESC LIMIT 400)
         OR p.id IN (SELECT b.root_id FROM topic_uses u JOIN topics t ON t.id = u.topic_id JOIN comments b ON b.id = u.subject_id WHERE t.key = $2 AND u.subject_kind = 'comment' AND b.deleted_at IS NULL
            AND u.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) ORDER BY u.published_at DESC LIMIT 400))
         AND (p.published_at, p.id) < ($3, $4) AND p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) ORDER BY p.published_at DESC, p.id DESC LIMIT $5");
    ONE = shown!(", 3 AS reason", "p.id = $2 AND EXISTS (SELECT 1 FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = p.place_id)");
    BODY = "SELECT body, version FROM posts WHERE id = $1 AND deleted_at IS NULL";
    BIN = "SELECT p.id, p.title, p.deleted_at, w.name AS place_name FROM posts p JOIN place_cards w ON w.id = p.place_id
        WHERE p.deleted_by_id = $1 AND p.deleted_at > $2 AND p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) ORDER BY p.deleted_at DESC, p.id DESC LIMIT 100";
    INSERT = "INSERT INTO posts (id, place_id, author_id, body, html, title, language, missing_file, comment_count, version, created_at, published_at, format, heading, details, expires_at, link, shared_id, writer_id, starts_at, remind_at, language_chosen) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 1, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";
    SAVE = "UPDATE posts SET body = $3, html = $4, title = $5, language = $6, edited_at = $7, heading = $8, details = $9, expires_at = $10, link = $11, starts_at = $12, remind_at = $13, language_chosen = $14, version = version + 1 WHERE id = $1 AND version = $2";
    /// What was read before an edit stays readable.
    KEEP_VERSION = "INSERT INTO post_versions (post_id, version, heading, body, details, written_at) SELECT id, version, heading, body, details, COALESCE(edited_at, published_at) FROM posts WHERE id = $1 AND version = $2";
    VERSIONS = "SELECT version, heading, body, written_at FROM post_versions WHERE post_id = $1 ORDER BY version DESC LIMIT 50";
    SAVE_DETAILS = "UPDATE posts SET details = $2 WHERE id = $1";
    SAVE_ANSWER = "UPDATE posts SET answer_id = $2 WHERE id = $1";
    LOCK = "UPDATE posts SET version = version WHERE id = $1 AND deleted_at IS NULL";
    RECENT_QUESTIONS = "SELECT id, heading, CASE WHEN EXISTS (SELECT 1 FROM comments k WHERE k.id = posts.answer_id AND k.deleted_at IS NULL) THEN 1 ELSE 0 END AS answered FROM posts WHERE format = 'question' AND deleted_at IS NULL AND +place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1)
        ORDER BY published_at DESC, id DESC LIMIT 500";
    FORGET_VERSIONS = "DELETE FROM post_versions WHERE post_id = $1";
    /// Questions by date; ($4 = 1) those without an accepted answer, ($4 = 2) the viewer's own, ($4 = 3) those put to a level of the chart.
    QUESTIONS = shown!(", 3 AS reason", "p.format = 'question' AND (p.published_at, p.id) < ($2, $3) AND (CAST($4 AS BIGINT) = 0 OR ($4 = 1 AND k.id IS NULL) OR ($4 = 2 AND p.author_id = $1) OR ($4 = 3 AND p.details <> ''))
            AND +p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) ORDER BY p.published_at DESC, p.id DESC LIMIT $5");
    /// Questions put to a level that wait for an answer, those most seconded first: of the last year, at most a page.
    PUT = shown!(", 3 AS reason", "p.format = 'question' AND p.details <> '' AND k.id IS NULL AND p.published_at > $2
            AND +p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1)
            ORDER BY COALESCE((SELECT n.count FROM response_counts n WHERE n.post_id = p.id AND n.choice = 0), 0) DESC, p.published_at DESC, p.id DESC LIMIT $3");
    /// Comments right below questions that are put to a level and wait, with who was asked.
    ANSWERS_TO_PUT = "SELECT c.id, c.author_id, c.root_id, p.details FROM comments c JOIN posts p ON p.id = c.root_id
        WHERE c.root_kind = 'post' AND c.parent_id IS NULL AND c.deleted_at IS NULL AND p.format = 'question' AND p.details <> '' AND p.answer_id IS NULL AND p.deleted_at IS NULL AND c.id IN ({list}) ORDER BY c.id";
    STATE = "SELECT p.place_id, p.author_id, (SELECT d.delegate_id FROM delegations d WHERE d.member_id = p.author_id AND d.delegate_id = p.writer_id) AS delegate_id, p.published_at, p.deleted_at, p.deleted_by_id, p.archived_at, p.remind_at, p.format, p.details, p.answer_id, w.kind AS place_kind, w.archived_at AS place_archived FROM posts p JOIN place_cards w ON w.id = p.place_id WHERE p.id = $1";
    DELETE = "UPDATE posts SET deleted_at = $2, deleted_by_id = $3, pinned_at = NULL WHERE id = $1 AND deleted_at IS NULL";
    RESTORE = "UPDATE posts SET deleted_at = NULL, deleted_by_id = NULL WHERE id = $1 AND deleted_at IS NOT NULL";
    ARCHIVE = "UPDATE posts SET archived_at = $2, pinned_at = NULL WHERE id = $1 AND archived_at IS NULL";
    /// What expired stays out of the archives until it expires again.
    UNARCHIVE = "UPDATE posts SET archived_at = NULL, expires_at = CASE WHEN expires_at > $2 THEN expires_at ELSE NULL END WHERE id = $1 AND archived_at IS NOT NULL";
    EXPIRED = "SELECT id, place_id, author_id FROM posts WHERE expires_at <= $1 AND expires_at IS NOT NULL AND archived_at IS NULL AND deleted_at IS NULL ORDER BY expires_at LIMIT 50";
    REMINDING = "SELECT id FROM posts WHERE remind_at <= $1 AND remind_at IS NOT NULL AND archived_at IS NULL AND deleted_at IS NULL ORDER BY remind_at LIMIT 50";
    TAKE_REMINDER = "UPDATE posts SET remind_at = NULL WHERE id = $1 AND remind_at <= $2 AND archived_at IS NULL AND deleted_at IS NULL";
    PIN = "UPDATE posts SET pinned_at = $2 WHERE id = $1";
    /// The pins beyond the limit, oldest first, are taken down.
    UNPIN_OLDEST = "UPDATE posts SET pinned_at = NULL WHERE place_id = $1 AND pinned_at IS NOT NULL AND id NOT IN (SELECT id FROM posts WHERE place_id = $1 AND pinned_at IS NOT NULL ORDER BY pinned_at DESC LIMIT $2)";
    READABLE = "SELECT id, name, icon, hue, picture_id, kind FROM place_cards WHERE id = $2 AND id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1)";
    /// What would bring a post ($2) that the viewer ($1) sees into the home feed, from a place that the viewer did not join.
    FOLLOWED = concat!("SELECT CASE WHEN EXISTS (SELECT 1 FROM followed_members y WHERE y.viewer_id = $1 AND y.member_id = p.author_id) THEN 1 ELSE 0 END AS author, ", followed_topic!(), " AS followed_topic FROM posts p WHERE p.id = $2");
    PURGEABLE = "SELECT id FROM posts WHERE deleted_at IS NOT NULL AND deleted_at < $1 ORDER BY deleted_at LIMIT 50";
    PURGE = "DELETE FROM posts WHERE id = $1";
    /// What stands in a place, what was published last first; then what is in the bin.
    STANDING_IN = "SELECT id FROM posts WHERE place_id = $1 AND deleted_at IS NULL ORDER BY published_at DESC, id DESC LIMIT $2";
    BINNED_IN = "SELECT id FROM posts WHERE deleted_at IS NOT NULL AND place_id = $1 ORDER BY deleted_at LIMIT $2";
    MOVE = "UPDATE posts SET place_id = $3, pinned_at = NULL WHERE id = $1 AND place_id = $2";
}

fn post(r: &Row) -> Result<Post> {
    let author: Person = members::store::person(r)?;
    let company = r.int("place_kind")? == 0;
    let reason = r.int("reason")?;
    Ok(Post {
        id: PostId(r.int("post_id")?),
        place: PlaceMark {
            id: PlaceId(r.int("place_id")?),
            name: r.text("place_name")?,
            icon: r.text("place_icon")?,
            hue: r.int("place_hue")?,
            picture: r.opt_int("place_picture")?,
            company,
            archived: r.opt_int("place_archived")?.is_some(),
        },
        author,
        writer: match r.opt_int("writer_id")? {
            Some(id) => Some(Writer {
                person: person(
                    r,
                    MemberId(id),
                    ["writer_name", "writer_title", "writer_photo", "writer_hue", "writer_partner", "writer_state"],
                )?,
                delegate: r.opt_int("delegated_at")?.is_some(),
            }),
            None => None,
        },
        body: r.text("body")?,
        html: r.text("html")?,
        card: LinkCard::read(r)?,
        title: r.text("post_title")?,
        heading: r.text("heading")?,
        details: Details::from_stored(&r.text("format")?, &r.text("details")?),
        responses: Responses { counts: tally(r.opt_text("tally")?), own: numbers(r.opt_text("own")?) },
        answer: accepted(r)?,
        shared: shared(r)?,
        language: r.text("language")?,
        language_chosen: r.flag("language_chosen")?,
        missing_file: r.flag("missing_file")?,
        comments: r.int("comment_count")?,
        version: r.int("version")?,
        published_at: r.int("published_at")?,
        edited_at: r.opt_int("edited_at")?,
        pinned_at: r.opt_int("pinned_at")?,
        expires_at: r.opt_int("expires_at")?,
        archived_at: r.opt_int("archived_at")?,
        remind_at: r.opt_int("remind_at")?,
        standing: r.opt_int("standing")?.map(Standing::from_number),
        marks: r.opt_text("marks")?.iter().flat_map(|words| words.split(' ')).filter_map(Mark::from_word).collect(),
        reason: [Reason::Company, Reason::Joined, Reason::Followed].get(usize::try_from(reason).unwrap_or(9)).cloned(),
        on_top: reason == 4,
    })
}

fn numbers(text: Option<String>) -> Vec<i64> {
    text.iter().flat_map(|text| text.split(' ')).filter_map(|number| number.parse().ok()).collect()
}

fn tally(text: Option<String>) -> Vec<(i64, i64)> {
    let pair = |pair: &str| pair.split_once(':').and_then(|(choice, count)| Some((choice.parse().ok()?, count.parse().ok()?)));
    text.iter().flat_map(|text| text.split(' ')).filter_map(pair).collect()
}

/// The accepted answer, unless it was deleted since.
fn accepted(r: &Row) -> Result<Option<Accepted>> {
    let (Some(id), Some(html), Some(author)) = (r.opt_int("answer_id")?, r.opt_text("answer_html")?, r.opt_int("answer_author")?) else {
        return Ok(None);
    };
    let author =
        person(r, MemberId(author), ["answer_name", "answer_title", "answer_photo", "answer_hue", "answer_partner", "answer_state"])?;
    Ok(Some(Accepted { id: CommentId(id), html, author }))
}

/// A person who stands beside the author, by the columns of their card.
fn person(r: &Row, id: MemberId, [name, title, photo, hue, partner, state]: [&str; 6]) -> Result<Person> {
    Ok(Person {
        id,
        name: r.opt_text(name)?,
        title: r.opt_text(title)?.unwrap_or_default(),
        photo: r.opt_int(photo)?,
        hue: r.opt_int(hue)?.unwrap_or_default(),
        partner: r.opt_text(partner)?,
        left: r.opt_int(state)? == Some(1),
        bot: r.opt_int(state)? == Some(2),
    })
}

/// The post that is shared, as far as the viewer may see it.
fn shared(r: &Row) -> Result<Option<Shared>> {
    if r.opt_int("shared_id")?.is_none() {
        return Ok(None);
    }
    let (Some(id), Some(author)) = (r.opt_int("shared_post")?, r.opt_int("shared_author")?) else { return Ok(Some(Shared::Hidden)) };
    Ok(Some(Shared::Seen(Box::new(Quote {
        id: PostId(id),
        author: person(
            r,
            MemberId(author),
            ["shared_name", "shared_title", "shared_photo", "shared_hue", "shared_partner", "shared_state"],
        )?,
        writer: match r.opt_int("shared_writer")? {
            Some(id) => Some(person(
                r,
                MemberId(id),
                [
                    "shared_writer_name",
                    "shared_writer_title",
                    "shared_writer_photo",
                    "shared_writer_hue",
                    "shared_writer_partner",
                    "shared_writer_state",
                ],
            )?),
            None => None,
        },
        place: r.opt_text("shared_place")?.unwrap_or_default(),
        company: r.opt_int("shared_kind")? == Some(0),
        details: Details::from_stored(
            &r.opt_text("shared_format")?.unwrap_or_default(),
            &r.opt_text("shared_details")?.unwrap_or_default(),
        ),
        heading: r.opt_text("shared_heading")?.unwrap_or_default(),
        html: r.opt_text("shared_html")?.unwrap_or_default(),
        language: r.opt_text("shared_language")?.unwrap_or_default(),
        published_at: r.opt_int("shared_at")?.unwrap_or_default(),
    }))))
}

/// The home feed of a person, from the newest down, strictly after `after`.
///
/// # Errors
/// What the database says.
pub async fn home(db: &Db, viewer: MemberId, after: Cursor, limit: i64) -> Result<Vec<Post>> {
    db.all(&HOME, values![viewer, after.at, after.id, limit], of_home).await
}

fn of_home(r: &Row) -> Result<Post> {
    let post = post(r)?;
    Ok(if post.reason.is_some() { post } else { Post { reason: by_topic(r)?, ..post } })
}

/// Those among these posts that stand in a person's home feed, in no order.
pub(super) async fn home_by_ids(db: &Db, viewer: MemberId, ids: &[i64]) -> Result<Vec<Post>> {
    db.all_in(&HOME_BY_IDS, values![viewer], ids, of_home).await
}

/// What is known of the newest posts of a person's home feed, from `until` down, before they are arranged. `since` is when a comment
/// of that person's begins to count, in milliseconds UTC.
pub(super) async fn candidates(db: &Db, viewer: MemberId, until: Cursor, since: i64) -> Result<Vec<Candidate>> {
    db.all(&CANDIDATES, values![viewer, until.at, until.id, since, relevance::ARRANGED], |r| {
        Ok(Candidate {
            id: PostId(r.int("id")?),
            published_at: r.int("published_at")?,
            place: PlaceId(r.int("place_id")?),
            author: MemberId(r.int("author_id")?),
            details: Details::from_stored(&r.text("format")?, &r.text("details")?),
            answered: r.flag("answered")?,
            reactions: r.int("reactions")?,
            comments: r.int("comments")?.max(0),
            mentioned: r.flag("mentioned")?,
            responded: r.flag("responded")?,
            followed: r.flag("followed")?,
            talked: r.flag("talked")?,
            topic: topic(r)?,
        })
    })
    .await
}

/// The posts of a place; on the first page those that are pinned stand before them, marked.
pub(super) async fn of_place(db: &Db, viewer: MemberId, place: PlaceId, after: Option<Cursor>, limit: i64) -> Result<Vec<Post>> {
    match after {
        None => db.all(&PLACE_TOP, values![viewer, place, limit], post).await,
        Some(after) => db.all(&PLACE, values![viewer, place, after.at, after.id, limit], post).await,
    }
}

/// What stands in the archives of a place.
pub(super) async fn archives(db: &Db, viewer: MemberId, place: PlaceId, after: Cursor, limit: i64) -> Result<Vec<Post>> {
    db.all(&ARCHIVES, values![viewer, place, after.at, after.id, limit], post).await
}

/// What a person published, as far as the viewer may see it.
pub(super) async fn of_member(db: &Db, viewer: MemberId, author: MemberId, after: Cursor, limit: i64) -> Result<Vec<Post>> {
    db.all(&MEMBER, values![viewer, author, after.at, after.id, limit], post).await
}

/// Thanks that somebody received, as far as the viewer may see them.
pub(super) async fn thanks(db: &Db, viewer: MemberId, of: MemberId, after: Cursor, limit: i64) -> Result<Vec<Post>> {
    db.all(&THANKS, values![viewer, of, after.at, after.id, limit], post).await
}

/// One of the last thanks.
#[derive(Clone, Debug)]
pub(super) struct Thanks {
    pub post: PostId,
    /// How it begins.
    pub title: String,
    pub language: String,
    /// What for.
    pub value: Option<formats::Value>,
    /// In milliseconds UTC.
    pub at: i64,
    pub author: Person,
    /// How many there are in all.
    pub count: i64,
}

/// The last three, as far as the viewer may see them.
pub(super) async fn last_thanks(db: &Db, viewer: MemberId, of: MemberId) -> Result<Vec<Thanks>> {
    db.all(&LAST_THANKS, values![viewer, of], |r| {
        let value = match Details::from_stored("kudos", &r.text("details")?) {
            Details::Kudos(kudos) => Some(kudos.value),
            _ => None,
        };
        let (post, title, language, at, count) =
            (PostId(r.int("post_id")?), r.text("post_title")?, r.text("language")?, r.int("published_at")?, r.int("n")?);
        Ok(Thanks { post, title, language, value, at, author: members::store::person(r)?, count })
    })
    .await
}

/// The posts that name a topic, as far as the viewer may see them.
///
/// # Errors
/// What the database says.
pub async fn of_topic(db: &Db, viewer: MemberId, key: &str, after: Cursor, limit: i64) -> Result<Vec<Post>> {
    db.all(&TOPIC, values![viewer, key, after.at, after.id, limit], post).await
}

/// The newest posts of a place that are not in its archives, as `viewer` may see them, by date alone.
///
/// # Errors
/// What the database says.
pub async fn newest_of_place(db: &Db, viewer: MemberId, place: PlaceId, limit: i64) -> Result<Vec<Post>> {
    db.all(&NEWEST, values![viewer, place, limit], post).await
}

/// The events of a person's calendar, in no order: those that come, and those that started at `since` or after.
///
/// # Errors
/// What the database says.
pub async fn events(db: &Db, viewer: MemberId, now: i64, since: i64) -> Result<Vec<CalendarEvent>> {
    db.all(&EVENTS, values![viewer, now, since], |r| {
        let details = Details::from_stored("event", &r.text("details")?);
        let Details::Event(event) = details else { return Ok(None) };
        Ok(Some(CalendarEvent {
            id: PostId(r.int("id")?),
            heading: r.text("heading")?,
            event,
            version: r.int("version")?,
            changed_at: r.opt_int("edited_at")?.unwrap_or(r.int("published_at")?),
            answer: r.opt_int("choice")?.and_then(Answer::from_number),
        }))
    })
    .await
    .map(|events| events.into_iter().flatten().collect())
}

pub(super) async fn one(db: &Db, viewer: MemberId, id: PostId) -> Result<Post> {
    db.one(&ONE, values![viewer, id.0], post).await
}

/// Why a post of a place that a person did not join stands in their home feed, if it does: they follow its author, or a topic.
pub(super) async fn followed(db: &Db, viewer: MemberId, id: PostId) -> Result<Option<Reason>> {
    db.one(&FOLLOWED, values![viewer, id.0], |r| if r.flag("author")? { Ok(Some(Reason::Followed)) } else { by_topic(r) }).await
}

fn by_topic(r: &Row) -> Result<Option<Reason>> {
    Ok(topic(r)?.map(Reason::Topic))
}

fn topic(r: &Row) -> Result<Option<topics::model::Mark>> {
    let words = r.opt_text("followed_topic")?;
    let mark = words.as_deref().and_then(|words| words.split_once(' '));
    Ok(mark.map(|(key, name)| topics::model::Mark { key: key.to_owned(), name: name.to_owned() }))
}

/// The text as typed and its version, for those who edit it.
pub(super) async fn body(db: &Db, id: PostId) -> Result<(String, i64)> {
    db.one(&BODY, values![id.0], |r| Ok((r.text("body")?, r.int("version")?))).await
}

/// A place that a person reads, for a form that shows it although the person does not write there.
pub(super) async fn readable(db: &Db, viewer: MemberId, place: PlaceId) -> Result<Option<Writable>> {
    db.opt(&READABLE, values![viewer, place], |r| {
        Ok(Writable {
            id: PlaceId(r.int("id")?),
            name: r.text("name")?,
            icon: r.text("icon")?,
            hue: r.int("hue")?,
            picture: r.opt_int("picture_id")?,
            is_company: r.int("kind")? == 0,
        })
    })
    .await
}

/// A post to insert.
#[derive(Clone, Debug)]
pub struct NewRow {
    /// Its id.
    pub id: PostId,
    /// Where.
    pub place: PlaceId,
    /// Who.
    pub author: MemberId,
    /// What it is for.
    pub details: Details,
    /// Its title; empty for formats that have none.
    pub heading: String,
    /// Whether it came without its picture.
    pub missing_file: bool,
    /// When the row is made.
    pub created_at: i64,
    /// The date it is published under.
    pub published_at: i64,
    /// When it leaves the feeds.
    pub expires_at: Option<i64>,
    /// The post that it shares.
    pub shared: Option<PostId>,
    /// Who wrote it in the author's name.
    pub writer: Option<MemberId>,
}

/// Inserts a post; the place's counts follow.
///
/// # Errors
/// What the database says.
pub async fn insert(tx: &mut Tx, row: &NewRow, text: &Text) -> Result<()> {
    tx.exec(
        &INSERT,
        values![
            row.id.0,
            row.place,
            row.author,
            &text.body,
            &text.html,
            title(&row.heading, text),
            &text.language,
            row.missing_file,
            row.created_at,
            row.published_at,
            row.details.format().word(),
            &row.heading,
            row.details.stored(),
            row.expires_at,
            text.link_id(),
            row.shared.map(|shared| shared.0),
            row.writer,
            row.details.starts_at(),
            row.details.remind_at(row.published_at),
            text.language_chosen
        ],
    )
    .await?;
    ruche_people::places::count_posts_in(tx, row.place, 1, row.published_at).await
}

/// What other rooms call it: the title that its author gave it, or else its first words.
fn title<'a>(heading: &'a str, text: &'a Text) -> &'a str {
    if heading.is_empty() { &text.title } else { heading }
}

/// Saves an edited text; false when someone saved another version meanwhile.
pub(super) async fn save(
    tx: &mut Tx,
    id: PostId,
    version: i64,
    text: &Text,
    (heading, details, expires_at, remind_at): (&str, &Details, Option<i64>, Option<i64>),
    now: i64,
) -> Result<bool> {
    tx.exec(&KEEP_VERSION, values![id.0, version]).await?;
    let title = title(heading, text);
    let (stored, starts_at) = (details.stored(), details.starts_at());
    let (html, language, link) = (&text.html, &text.language, text.link_id());
    let saved = values![
        id.0,
        version,
        &text.body,
        html,
        title,
        language,
        now,
        heading,
        stored,
        expires_at,
        link,
        starts_at,
        remind_at,
        text.language_chosen
    ];
    Ok(tx.exec(&SAVE, saved).await? == 1)
}

/// A text as it stood before an edit.
pub(super) struct Version {
    pub heading: String,
    pub body: String,
    pub written_at: i64,
}

/// The texts before each edit, the newest first.
pub(super) async fn versions(db: &Db, id: PostId) -> Result<Vec<Version>> {
    db.all(&VERSIONS, values![id.0], |r| {
        Ok(Version { heading: r.text("heading")?, body: r.text("body")?, written_at: r.int("written_at")? })
    })
    .await
}

/// Saves what the format knows, without making another version of the text.
pub(super) async fn save_details(tx: &mut Tx, id: PostId, details: &Details) -> Result<()> {
    tx.exec(&SAVE_DETAILS, values![id.0, details.stored()]).await?;
    Ok(())
}

/// Accepts an answer, or none.
///
/// # Errors
/// What the database says.
pub async fn save_answer(tx: &mut Tx, id: PostId, answer: Option<CommentId>) -> Result<()> {
    tx.exec(&SAVE_ANSWER, values![id.0, answer.map(|answer| answer.0)]).await?;
    Ok(())
}

/// Those who change what a post knows besides its text take turns.
pub(super) async fn lock(tx: &mut Tx, id: PostId) -> Result<()> {
    tx.exec(&LOCK, values![id.0]).await?;
    Ok(())
}

/// The newest questions that a person may read: id, title, whether an answer was accepted.
pub(super) async fn recent_questions(db: &Db, viewer: MemberId) -> Result<Vec<(PostId, String, bool)>> {
    db.all(&RECENT_QUESTIONS, values![viewer], |r| Ok((PostId(r.int("id")?), r.text("heading")?, r.flag("answered")?))).await
}

/// Which questions a list holds. Stored nowhere; the numbers are those of the statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Questions {
    /// All of them.
    #[default]
    All = 0,
    /// Those without an accepted answer.
    Unanswered = 1,
    /// The viewer's own.
    Own = 2,
    /// Those put to a level of the org chart.
    Put = 3,
}

/// The questions that a viewer may read, from the newest down, strictly after `after`.
pub(super) async fn questions(db: &Db, viewer: MemberId, which: Questions, after: Cursor, limit: i64) -> Result<Vec<Post>> {
    db.all(&QUESTIONS, values![viewer, after.at, after.id, which as i64, limit], post).await
}

/// The questions put to a level that wait, those most seconded first, published since a moment.
pub(super) async fn put(db: &Db, viewer: MemberId, since: i64, limit: i64) -> Result<Vec<Post>> {
    db.all(&PUT, values![viewer, since, limit], post).await
}

/// Those among some comments that answer a waiting question that was put to their author.
pub(super) async fn answers_to_put(db: &Db, comments: &[i64]) -> Result<Vec<(CommentId, PostId, MemberId)>> {
    let rows = db
        .all_in(&ANSWERS_TO_PUT, &[], comments, |r| {
            let details = Details::from_stored("question", &r.text("details")?);
            Ok((CommentId(r.int("id")?), PostId(r.int("root_id")?), MemberId(r.int("author_id")?), details))
        })
        .await?;
    let put = |details: &Details, author| matches!(details, Details::Question(question) if question.is_put_to(author));
    Ok(rows.into_iter().filter(|(.., author, details)| put(details, *author)).map(|(id, post, author, _)| (id, post, author)).collect())
}

/// What actions need to know of a post, deleted or not.
pub(super) struct State {
    pub place: PlaceId,
    pub company: bool,
    /// Whether the place is archived.
    pub closed: bool,
    pub hands: Hands,
    pub details: Details,
    pub answer: Option<CommentId>,
    pub published_at: i64,
    pub archived_at: Option<i64>,
    pub remind_at: Option<i64>,
    pub deleted: Option<(i64, MemberId)>,
}

pub(super) async fn state(tx: &mut Tx, id: PostId) -> Result<State> {
    tx.opt(&STATE, values![id.0], |r| {
        Ok(State {
            place: PlaceId(r.int("place_id")?),
            company: r.int("place_kind")? == 0,
            closed: r.opt_int("place_archived")?.is_some(),
            hands: Hands { author: MemberId(r.int("author_id")?), delegate: r.opt_int("delegate_id")?.map(MemberId) },
            details: Details::from_stored(&r.text("format")?, &r.text("details")?),
            answer: r.opt_int("answer_id")?.map(CommentId),
            published_at: r.int("published_at")?,
            archived_at: r.opt_int("archived_at")?,
            remind_at: r.opt_int("remind_at")?,
            deleted: r.opt_int("deleted_at")?.zip(r.opt_int("deleted_by_id")?.map(MemberId)),
        })
    })
    .await?
    .ok_or(Error::NotFound)
}

/// Deletes, and tells whether nobody did so meanwhile: only then the counts follow.
pub(super) async fn delete(tx: &mut Tx, id: PostId, place: PlaceId, by: MemberId, now: i64) -> Result<bool> {
    let done = tx.exec(&DELETE, values![id.0, now, by]).await? == 1;
    if done {
        ruche_people::places::count_posts_in(tx, place, -1, now).await?;
    }
    Ok(done)
}

/// Brings back, and tells whether nobody did so meanwhile.
pub(super) async fn restore(tx: &mut Tx, id: PostId, place: PlaceId, published_at: i64) -> Result<bool> {
    let done = tx.exec(&RESTORE, values![id.0]).await? == 1;
    if done {
        ruche_people::places::count_posts_in(tx, place, 1, published_at).await?;
    }
    Ok(done)
}

/// Puts into the archives or takes out of them, and tells whether that changed anything.
pub(super) async fn archive(tx: &mut Tx, id: PostId, archived: bool, now: i64) -> Result<bool> {
    Ok(tx.exec(if archived { &ARCHIVE } else { &UNARCHIVE }, values![id.0, now]).await? == 1)
}

/// What has expired and still stands in the feeds: the post, its place, its author.
pub(super) async fn expired(db: &Db, now: i64) -> Result<Vec<(PostId, PlaceId, MemberId)>> {
    db.all(&EXPIRED, values![now], |r| Ok((PostId(r.int("id")?), PlaceId(r.int("place_id")?), MemberId(r.int("author_id")?)))).await
}

/// The announcements whose hour to remind has come.
pub(super) async fn reminding(db: &Db, now: i64) -> Result<Vec<PostId>> {
    db.all(&REMINDING, values![now], |r| Ok(PostId(r.int("id")?))).await
}

/// Takes upon the transaction to remind of an announcement, and tells whether nobody did so meanwhile. Its row is locked by it.
pub(super) async fn take_reminder(tx: &mut Tx, id: PostId, now: i64) -> Result<bool> {
    Ok(tx.exec(&TAKE_REMINDER, values![id.0, now]).await? == 1)
}

/// Pins or unpins. The one that is pinned must be the newest: the oldest beyond the limit come down.
///
/// # Errors
/// What the database says.
pub async fn pin(tx: &mut Tx, id: PostId, place: PlaceId, at: Option<i64>, limit: i64) -> Result<()> {
    tx.exec(&PIN, values![id.0, at]).await?;
    if at.is_some() {
        tx.exec(&UNPIN_OLDEST, values![place, limit]).await?;
    }
    Ok(())
}

/// One post of the bin.
pub(super) struct Binned {
    pub id: PostId,
    pub title: String,
    pub place: String,
    pub deleted_at: i64,
}

/// What a person deleted since then and can still see the place of.
pub(super) async fn bin(db: &Db, member: MemberId, since: i64) -> Result<Vec<Binned>> {
    db.all(&BIN, values![member, since], |r| {
        Ok(Binned { id: PostId(r.int("id")?), title: r.text("title")?, place: r.text("place_name")?, deleted_at: r.int("deleted_at")? })
    })
    .await
}

pub(super) async fn purgeable(db: &Db, before: i64) -> Result<Vec<PostId>> {
    db.all(&PURGEABLE, values![before], |r| Ok(PostId(r.int("id")?))).await
}

pub(super) async fn purge(tx: &mut Tx, id: PostId) -> Result<()> {
    formats::store::forget(tx, id).await?;
    for statement in [&FORGET_VERSIONS, &PURGE] {
        tx.exec(statement, values![id.0]).await?;
    }
    Ok(())
}

/// Some of the posts of a place, deleted ones last.
///
/// # Errors
/// What the database says.
pub async fn some_in(db: &Db, place: PlaceId, limit: i64) -> Result<Vec<PostId>> {
    for statement in [&STANDING_IN, &BINNED_IN] {
        let ids = db.all(statement, values![place, limit], |r| Ok(PostId(r.int("id")?))).await?;
        if !ids.is_empty() {
            return Ok(ids);
        }
    }
    Ok(Vec::new())
}

/// Moves a post from one place to another, where nothing pins it; the numbers of posts follow. Tells whether it stood there.
///
/// # Errors
/// What the database says.
pub async fn move_to(tx: &mut Tx, id: PostId, from: PlaceId, into: PlaceId) -> Result<bool> {
    if tx.exec(&MOVE, values![id.0, from, into]).await? == 0 {
        return Ok(false);
    }
    let state = state(tx, id).await?;
    if state.deleted.is_none() {
        ruche_people::places::count_posts_in(tx, from, -1, state.published_at).await?;
        ruche_people::places::count_posts_in(tx, into, 1, state.published_at).await?;
    }
    Ok(true)
}
