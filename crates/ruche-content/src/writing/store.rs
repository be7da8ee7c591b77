//! SQL of mentions and of links, and the one statement by which other rooms see posts and comments.

use super::{Link, LinkCard, Text};
use ruche_kernel::{Error, MemberId, PlaceId, Result, SubjectRef};
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::search::{Detail, Document, Shown};
use ruche_platform::subjects::{Card, Concern};
use ruche_platform::{sql, values};
use ruche_web::markdown;
use std::collections::HashMap;

macro_rules! cards {
    ($condition_posts:literal, $condition_comments:literal) => {
        concat!(
            "SELECT 'post' AS kind, p.id, 'post' AS root_kind, p.id AS root_id, p.place_id, p.author_id, p.title, p.archived_at, p.format, (SELECT w.archived_at FROM place_cards w WHERE w.id = p.place_id) AS place_archived FROM posts p
             WHERE p.deleted_at IS NULL AND EXISTS (SELECT 1 FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = p.place_id) AND ",
            $condition_posts,
            " UNION ALL SELECT 'comment' AS kind, c.id, c.root_kind, c.root_id, c.place_id, c.author_id, c.title, CAST(NULL AS BIGINT) AS archived_at, '' AS format, (SELECT w.archived_at FROM place_cards w WHERE w.id = c.place_id) AS place_archived FROM comments c
             WHERE c.deleted_at IS NULL AND EXISTS (SELECT 1 FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = c.place_id)
               AND EXISTS (SELECT 1 FROM posts p WHERE p.id = c.root_id AND c.root_kind = 'post' AND p.deleted_at IS NULL) AND ",
            $condition_comments
        )
    };
}

/// Few at a time: each is rendered, and a transaction keeps others waiting.
macro_rules! written {
    ($condition:literal) => {
        concat!(
            "SELECT m.subject_kind, m.subject_id, m.place_id, COALESCE(p.body, c.body) AS body, COALESCE(p.html, c.html) AS html FROM mentions m
             LEFT JOIN posts p ON m.subject_kind = 'post' AND p.id = m.subject_id LEFT JOIN comments c ON m.subject_kind = 'comment' AND c.id = m.subject_id
             WHERE ",
            $condition,
            " AND (p.id IS NOT NULL OR c.id IS NOT NULL) ORDER BY m.subject_id LIMIT 10"
        )
    };
}

sql! {
    DELETE_MENTIONS = "DELETE FROM mentions WHERE subject_kind = $1 AND subject_id = $2";
    /// A post that is kudos thanks those whom it mentions.
    INSERT_MENTION = "INSERT INTO mentions (subject_kind, subject_id, member_id, place_id, thanks)
        VALUES ($1, $2, $3, $4, CASE WHEN $1 = 'post' AND EXISTS (SELECT 1 FROM posts p WHERE p.id = $2 AND p.format = 'kudos') THEN 1 ELSE 0 END) ON CONFLICT (subject_kind, subject_id, member_id) DO NOTHING";
    /// Ids are unique over both tables: one maker gives them.
    CARDS = cards!("p.id IN ({list})", "c.id IN ({list})");
    CARD = cards!("p.id = $2", "c.id = $2");
    /// Everyone concerned by posts and comments: authors of what they hang on, and whom they mention.
    CONCERNS = "SELECT 'post' AS kind, p.id, 'post' AS root_kind, p.id AS root_id, p.author_id, NULL AS root_author_id, NULL AS parent_author_id FROM posts p WHERE p.id IN ({list})
        UNION ALL SELECT 'comment' AS kind, c.id, c.root_kind, c.root_id, c.author_id, p.author_id AS root_author_id, q.author_id AS parent_author_id
        FROM comments c JOIN posts p ON p.id = c.root_id LEFT JOIN comments q ON q.id = c.parent_id WHERE c.id IN ({list})";
    MENTIONED = "SELECT subject_kind, subject_id, member_id FROM mentions WHERE subject_id IN ({list})";
    /// Who follows threads, or muted them.
    FOLLOWED = "SELECT subject_kind, subject_id, member_id, mark FROM marks WHERE mark IN ('follow', 'mute') AND subject_kind = 'post' AND subject_id IN ({list})";
    /// Texts that mention a person, in one place or ($3 = 0) in all, in the order of their ids.
    MENTIONING = written!("m.member_id = $1 AND m.subject_id > $2 AND (CAST($3 AS BIGINT) = 0 OR m.place_id = $3)");
    /// The texts of a place that mention someone, each once.
    MENTIONING_IN = written!("m.place_id = $1 AND m.subject_id > $2 AND NOT EXISTS (SELECT 1 FROM mentions o WHERE o.subject_kind = m.subject_kind AND o.subject_id = m.subject_id AND o.member_id < m.member_id)");
    FORMER = "SELECT c.id FROM member_cards c WHERE c.state = 1 AND c.id > $1 AND EXISTS (SELECT 1 FROM mentions m WHERE m.member_id = c.id) ORDER BY c.id LIMIT 200";
    /// Only while the text is the one that was read: an edit in between made its own.
    SAVE_POST_AGAIN = "UPDATE posts SET html = $3, title = CASE WHEN heading = '' THEN $4 ELSE title END WHERE id = $1 AND body = $2";
    SAVE_COMMENT_AGAIN = "UPDATE comments SET html = $3, title = $4 WHERE id = $1 AND body = $2";
    /// Readers of a post's place who have not responded to it.
    UNCONFIRMED = "SELECT v.viewer_id AS id FROM visible_places v WHERE v.place_id = $2 AND NOT EXISTS (SELECT 1 FROM responses o WHERE o.post_id = $1 AND o.member_id = v.viewer_id)
        AND EXISTS (SELECT 1 FROM posts p WHERE p.id = $1 AND p.deleted_at IS NULL AND p.author_id <> v.viewer_id)";
    /// Those who go, or may go, to an event.
    PUT_TO = "SELECT details FROM posts WHERE id = $1 AND format = 'question'";
    PARTICIPANTS = "SELECT o.member_id AS id FROM responses o JOIN posts p ON p.id = o.post_id WHERE o.post_id = $1 AND o.choice < 2 AND p.deleted_at IS NULL";
    KEEP_LINK = "INSERT INTO links (id, url, title, description, site, picture_id, asked_at, checked_at) VALUES ($1, $2, '', '', '', NULL, 0, $3)
        ON CONFLICT (id) DO UPDATE SET checked_at = excluded.checked_at";
    /// Where some posts and comments that are there link to, and when that was last asked.
    LINKING = "SELECT 'post' AS kind, p.id, 'post' AS root_kind, p.id AS root_id, p.place_id, p.author_id, l.id AS link, l.url, l.title, l.asked_at, l.picture_id
            FROM posts p JOIN links l ON l.id = p.link WHERE p.deleted_at IS NULL AND p.id IN ({list})
        UNION ALL SELECT 'comment' AS kind, c.id, c.root_kind, c.root_id, c.place_id, c.author_id, l.id AS link, l.url, l.title, l.asked_at, l.picture_id
            FROM comments c JOIN links l ON l.id = c.link WHERE c.deleted_at IS NULL AND c.id IN ({list})";
    SAVE_LINK = "UPDATE links SET title = $2, description = $3, site = $4, picture_id = $5, asked_at = $6 WHERE id = $1";
    /// What a page said stays when it says nothing any more.
    SAVE_ASKED = "UPDATE links SET asked_at = $2 WHERE id = $1";
    PICTURE = "SELECT l.picture_id FROM posts p JOIN links l ON l.id = p.link WHERE p.id = $1 UNION ALL SELECT l.picture_id FROM comments c JOIN links l ON l.id = c.link WHERE c.id = $1";
    PICTURES = "SELECT picture_id FROM links WHERE picture_id > $1 ORDER BY picture_id LIMIT $2";
    PICTURES_AMONG = "SELECT picture_id FROM links WHERE picture_id IN ({list})";
    /// Those that were looked at longest ago: the ones that a text still links to are looked at again in a month.
    CHECK_LINKS = "UPDATE links SET checked_at = $2 WHERE id IN (SELECT id FROM links WHERE checked_at < $1 ORDER BY checked_at, id LIMIT $3)
        AND (EXISTS (SELECT 1 FROM posts p WHERE p.link = links.id) OR EXISTS (SELECT 1 FROM comments c WHERE c.link = links.id))";
    /// The date holds again here: a text may link to it since.
    FORGET_LINKS = "DELETE FROM links WHERE checked_at < $1 AND id IN (SELECT id FROM links WHERE checked_at < $1 ORDER BY checked_at, id LIMIT $2)
        AND NOT EXISTS (SELECT 1 FROM posts p WHERE p.link = links.id) AND NOT EXISTS (SELECT 1 FROM comments c WHERE c.link = links.id) RETURNING picture_id";
    DOCUMENTS = "SELECT 'post' AS kind, p.id, 'post' AS root_kind, p.id AS root_id, p.place_id, p.author_id, p.heading, p.html, p.details, p.format, p.language, p.published_at
            FROM posts p WHERE p.deleted_at IS NULL AND p.id IN ({list})
        UNION ALL SELECT 'comment' AS kind, c.id, c.root_kind, c.root_id, c.place_id, c.author_id, '' AS heading, c.html, '' AS details, 'message' AS format, c.language, c.published_at
            FROM comments c JOIN posts p ON c.root_kind = 'post' AND p.id = c.root_id WHERE c.deleted_at IS NULL AND p.deleted_at IS NULL AND c.id IN ({list})";
    POST_IDS = "SELECT id FROM posts WHERE id > $1 AND deleted_at IS NULL ORDER BY id LIMIT $2";
    COMMENT_IDS = "SELECT id FROM comments WHERE id > $1 AND deleted_at IS NULL ORDER BY id LIMIT $2";
    COMMENT_IDS_UNDER = "SELECT id FROM comments WHERE root_kind = $1 AND root_id = $2 AND id > $3 AND deleted_at IS NULL ORDER BY id LIMIT $4";
    /// What was found, to whom may read it. The title of a comment is that of its post.
    SHOWN = "SELECT 'post' AS kind, p.id, p.place_id, p.author_id, p.heading, p.title, p.html, p.format, p.language, p.published_at, p.comment_count, p.answer_id
            FROM posts p WHERE p.deleted_at IS NULL AND EXISTS (SELECT 1 FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = p.place_id) AND p.id IN ({list})
        UNION ALL SELECT 'comment' AS kind, c.id, c.place_id, c.author_id, '' AS heading, p.title, c.html, 'message' AS format, c.language, c.published_at, c.reply_count AS comment_count, CAST(NULL AS BIGINT) AS answer_id
            FROM comments c JOIN posts p ON c.root_kind = 'post' AND p.id = c.root_id
            WHERE c.deleted_at IS NULL AND p.deleted_at IS NULL AND EXISTS (SELECT 1 FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = c.place_id) AND c.id IN ({list})";
    /// Ids are unique over both tables.
    PLACE_OF = "SELECT place_id FROM posts WHERE id = $1 UNION ALL SELECT place_id FROM comments WHERE id = $1";
    COUNT_POST = "UPDATE posts SET comment_count = comment_count + $2 WHERE id = $1";
    MOVE_MENTIONS = "UPDATE mentions SET place_id = $2 WHERE subject_kind = $1 AND subject_id IN ({list})";
}

/// What of the details of a format is text that people typed, by its keys: choices of a poll, a venue.
fn typed(details: &str) -> String {
    fn gather(value: &serde_json::Value, texts: &mut Vec<String>) {
        match value {
            serde_json::Value::String(text) if text.contains(char::is_alphabetic) => texts.push(text.clone()),
            serde_json::Value::Array(values) => values.iter().for_each(|value| gather(value, texts)),
            serde_json::Value::Object(fields) => {
                for (name, value) in fields {
                    if matches!(name.as_str(), "options" | "venue" | "name" | "text") {
                        gather(value, texts);
                    }
                }
            }
            _ => {}
        }
    }
    let mut texts = Vec::new();
    gather(&serde_json::from_str(details).unwrap_or_default(), &mut texts);
    texts.join("\n")
}

/// The word of a format; empty for a plain message.
fn format(r: &Row) -> Result<String> {
    Ok(Some(r.text("format")?).filter(|format| format != "message").unwrap_or_default())
}

pub(super) async fn documents(db: &Db, ids: &[i64]) -> Result<Vec<Document>> {
    db.all_in(&DOCUMENTS, &[], ids, |r| {
        Ok(Document {
            subject: SubjectRef { kind: r.text("kind")?, id: r.int("id")? },
            root: SubjectRef { kind: r.text("root_kind")?, id: r.int("root_id")? },
            place: PlaceId(r.int("place_id")?),
            author: MemberId(r.int("author_id")?),
            at: r.int("published_at")?,
            language: r.text("language")?,
            format: format(r)?,
            title: r.text("heading")?,
            body: markdown::words_of(&r.text("html")?),
            keywords: typed(&r.text("details")?),
        })
    })
    .await
}

pub(super) async fn post_ids(db: &Db, after: i64, limit: i64) -> Result<Vec<i64>> {
    db.all(&POST_IDS, values![after, limit], |r| r.int("id")).await
}

pub(super) async fn comment_ids(db: &Db, after: i64, limit: i64) -> Result<Vec<i64>> {
    db.all(&COMMENT_IDS, values![after, limit], |r| r.int("id")).await
}

pub(super) async fn comment_ids_under(db: &Db, root: &SubjectRef, after: i64, limit: i64) -> Result<Vec<i64>> {
    db.all(&COMMENT_IDS_UNDER, values![&root.kind, root.id, after, limit], |r| r.int("id")).await
}

pub(super) async fn shown(db: &Db, viewer: MemberId, ids: &[i64]) -> Result<Vec<Shown>> {
    db.all_in(&SHOWN, values![viewer], ids, |r| {
        let subject = SubjectRef { kind: r.text("kind")?, id: r.int("id")? };
        let (heading, format) = (r.text("heading")?, format(r)?);
        let comment = subject.kind == "comment";
        let detail =
            if format == "question" { Detail::Answers(r.opt_int("answer_id")?.is_some(), r.int("comment_count")?) } else { Detail::None };
        Ok(Shown {
            url: if comment { format!("/comments/{}", subject.id) } else { format!("/posts/{}", subject.id) },
            title: if heading.is_empty() { r.text("title")? } else { heading },
            text: markdown::words_of(&r.text("html")?),
            format,
            language: r.text("language")?,
            author: Some(MemberId(r.int("author_id")?)),
            place: Some(PlaceId(r.int("place_id")?)),
            at: r.int("published_at")?,
            detail,
            subject,
        })
    })
    .await
}

fn card(r: &Row) -> Result<Card> {
    let subject = SubjectRef { kind: r.text("kind")?, id: r.int("id")? };
    let root = SubjectRef { kind: r.text("root_kind")?, id: r.int("root_id")? };
    let url = if subject.kind == "comment" { format!("/comments/{}", subject.id) } else { format!("/posts/{}", subject.id) };
    Ok(Card {
        subject,
        root,
        place: PlaceId(r.int("place_id")?),
        author: MemberId(r.int("author_id")?),
        title: r.text("title")?,
        url,
        format: r.text("format")?,
        archived: r.opt_int("archived_at")?.is_some(),
        closed: r.opt_int("place_archived")?.is_some(),
    })
}

pub(super) async fn save_mentions(tx: &mut Tx, subject: &SubjectRef, place: PlaceId, members: &[i64]) -> Result<()> {
    tx.exec(&DELETE_MENTIONS, values![&subject.kind, subject.id]).await?;
    for member in members {
        tx.exec(&INSERT_MENTION, values![&subject.kind, subject.id, *member, place]).await?;
    }
    Ok(())
}

pub(super) async fn cards(db: &Db, viewer: MemberId, ids: &[i64]) -> Result<Vec<Card>> {
    db.all_in(&CARDS, values![viewer], ids, card).await
}

pub(super) async fn card_in(tx: &mut Tx, viewer: MemberId, subject: &SubjectRef) -> Result<Card> {
    tx.all(&CARD, values![viewer, subject.id], card).await?.into_iter().find(|c| c.subject == *subject).ok_or(Error::NotFound)
}

pub(super) async fn concerns(db: &Db, ids: &[i64]) -> Result<Vec<Concern>> {
    let mut mentioned: HashMap<SubjectRef, Vec<MemberId>> = HashMap::new();
    for (subject, member) in db
        .all_in(&MENTIONED, &[], ids, |r| {
            Ok((SubjectRef { kind: r.text("subject_kind")?, id: r.int("subject_id")? }, MemberId(r.int("member_id")?)))
        })
        .await?
    {
        mentioned.entry(subject).or_default().push(member);
    }
    let mut concerns = db
        .all_in(&CONCERNS, &[], ids, |r| {
            let subject = SubjectRef { kind: r.text("kind")?, id: r.int("id")? };
            let author = MemberId(r.int("author_id")?);
            let mut answers: Vec<MemberId> =
                [r.opt_int("parent_author_id")?, r.opt_int("root_author_id")?].into_iter().flatten().map(MemberId).collect();
            answers.dedup();
            Ok(Concern {
                root: SubjectRef { kind: r.text("root_kind")?, id: r.int("root_id")? },
                mentioned: mentioned.get(&subject).cloned().unwrap_or_default(),
                author,
                answers,
                followers: Vec::new(),
                muted: Vec::new(),
                subject,
            })
        })
        .await?;
    let mut roots: Vec<i64> = concerns.iter().map(|concern| concern.root.id).collect();
    roots.sort_unstable();
    roots.dedup();
    let read = |r: &Row| Ok((r.int("subject_id")?, MemberId(r.int("member_id")?), r.text("mark")?));
    for (root, member, mark) in db.all_in(&FOLLOWED, &[], &roots, read).await? {
        for concern in concerns.iter_mut().filter(|concern| concern.root.id == root) {
            if mark == "mute" { concern.muted.push(member) } else { concern.followers.push(member) }
        }
    }
    Ok(concerns)
}

/// Readers of a post's place who have not responded to it.
pub(super) async fn unconfirmed(db: &Db, post: i64, place: PlaceId) -> Result<Vec<MemberId>> {
    db.all(&UNCONFIRMED, values![post, place], |r| Ok(MemberId(r.int("id")?))).await
}

/// To whom a question is put, whose details are those of its format.
pub(super) async fn put_to(db: &Db, post: i64) -> Result<Vec<MemberId>> {
    #[derive(serde::Deserialize)]
    struct Put {
        asked: Vec<i64>,
    }
    let details = db.opt(&PUT_TO, values![post], |r| r.text("details")).await?.unwrap_or_default();
    Ok(serde_json::from_str::<Put>(&details).map(|put| put.asked.into_iter().map(MemberId).collect()).unwrap_or_default())
}

/// Those who go, or may go, to an event.
pub(super) async fn participants(db: &Db, post: i64) -> Result<Vec<MemberId>> {
    db.all(&PARTICIPANTS, values![post], |r| Ok(MemberId(r.int("id")?))).await
}

/// A text as it was typed and is shown.
pub(super) struct Written {
    pub subject: SubjectRef,
    pub place: PlaceId,
    pub body: String,
    pub html: String,
}

fn written(r: &Row) -> Result<Written> {
    Ok(Written {
        subject: SubjectRef { kind: r.text("subject_kind")?, id: r.int("subject_id")? },
        place: PlaceId(r.int("place_id")?),
        body: r.text("body")?,
        html: r.text("html")?,
    })
}

/// Texts that mention a person, in one place or in all, after an id.
pub(super) async fn mentioning(db: &Db, member: MemberId, place: Option<PlaceId>, after: i64) -> Result<Vec<Written>> {
    db.all(&MENTIONING, values![member, after, place.map_or(0, |place| place.0)], written).await
}

/// The texts of a place that mention someone, after an id.
pub(super) async fn mentioning_in(db: &Db, place: PlaceId, after: i64) -> Result<Vec<Written>> {
    db.all(&MENTIONING_IN, values![place, after], written).await
}

/// Those who left and whom some text mentions, after an id.
pub(super) async fn former(db: &Db, after: MemberId) -> Result<Vec<MemberId>> {
    db.all(&FORMER, values![after], |r| Ok(MemberId(r.int("id")?))).await
}

/// Keeps what the same text looks like now.
pub(super) async fn save_again(tx: &mut Tx, subject: &SubjectRef, text: &Text) -> Result<()> {
    let statement = if subject.kind == "comment" { &SAVE_COMMENT_AGAIN } else { &SAVE_POST_AGAIN };
    tx.exec(statement, values![subject.id, &text.body, &text.html, &text.title]).await?;
    Ok(())
}

/// Keeps the address that a text links to, whose card comes later or is there already.
pub(super) async fn keep_link(tx: &mut Tx, link: &Link) -> Result<()> {
    tx.exec(&KEEP_LINK, values![&link.id, &link.url, link.at]).await?;
    Ok(())
}

/// A text and what its first link is known to be.
#[derive(Clone)]
pub(super) struct Linking {
    pub subject: SubjectRef,
    pub root: SubjectRef,
    pub place: PlaceId,
    pub author: MemberId,
    pub link: String,
    pub url: String,
    /// The title of its page; empty when it gave none.
    pub title: String,
    /// When its page was asked, in milliseconds UTC; 0 for never.
    pub asked_at: i64,
    pub picture: Option<i64>,
}

/// Those of some posts and comments that are there and link somewhere.
pub(super) async fn linking(db: &Db, ids: &[i64]) -> Result<Vec<Linking>> {
    db.all_in(&LINKING, &[], ids, |r| {
        Ok(Linking {
            subject: SubjectRef { kind: r.text("kind")?, id: r.int("id")? },
            root: SubjectRef { kind: r.text("root_kind")?, id: r.int("root_id")? },
            place: PlaceId(r.int("place_id")?),
            author: MemberId(r.int("author_id")?),
            link: r.text("link")?,
            url: r.text("url")?,
            title: r.text("title")?,
            asked_at: r.int("asked_at")?,
            picture: r.opt_int("picture_id")?,
        })
    })
    .await
}

/// Keeps what a page said of itself when it was asked; without a card, only that it was asked.
pub(super) async fn save_link(tx: &mut Tx, link: &str, card: Option<&LinkCard>, now: i64) -> Result<()> {
    match card {
        Some(card) => tx.exec(&SAVE_LINK, values![link, &card.title, &card.description, &card.site, card.picture, now]).await?,
        None => tx.exec(&SAVE_ASKED, values![link, now]).await?,
    };
    Ok(())
}

/// The picture of the card of a post or comment; the caller knows that it is seen.
pub(super) async fn picture(db: &Db, subject: &SubjectRef) -> Result<Option<i64>> {
    Ok(db.opt(&PICTURE, values![subject.id], |r| r.opt_int("picture_id")).await?.flatten())
}

/// The pictures of cards, each with its id, after an id: for the check of the data.
///
/// # Errors
/// What the database says.
pub async fn pictures(db: &Db, after: i64, limit: i64) -> Result<Vec<i64>> {
    db.all(&PICTURES, values![after, limit], |r| r.int("picture_id")).await
}

/// Those among `ids` that are the picture of a card.
///
/// # Errors
/// What the database says.
pub async fn pictures_among(db: &Db, ids: &[i64]) -> Result<Vec<i64>> {
    db.all_in(&PICTURES_AMONG, &[], ids, |r| r.int("picture_id")).await
}

/// Forgets links that no text has had since a date, at most `round`, and gives their pictures.
pub(super) async fn forget_links(tx: &mut Tx, before: i64, now: i64, round: i64) -> Result<Vec<i64>> {
    tx.exec(&CHECK_LINKS, values![before, now, round]).await?;
    Ok(tx.all(&FORGET_LINKS, values![before, round], |r| r.opt_int("picture_id")).await?.into_iter().flatten().collect())
}

/// Where a post or comment stands, even a deleted one; nothing once it was purged.
///
/// # Errors
/// What the database says.
pub async fn place_of(tx: &mut Tx, subject: &SubjectRef) -> Result<Option<PlaceId>> {
    tx.opt(&PLACE_OF, values![subject.id], |r| Ok(PlaceId(r.int("place_id")?))).await
}

/// One more or fewer comment below a post, in the transaction that writes the comment.
///
/// # Errors
/// What the database says.
pub async fn count_comment(tx: &mut Tx, post: i64, change: i64) -> Result<()> {
    tx.exec(&COUNT_POST, values![post, change]).await?;
    Ok(())
}

/// Moves the mentions in some texts of one kind to a place.
///
/// # Errors
/// What the database says.
pub async fn move_mentions_of(tx: &mut Tx, kind: &str, ids: &[i64], into: PlaceId) -> Result<()> {
    tx.exec_in(&MOVE_MENTIONS, values![kind, into], ids).await?;
    Ok(())
}
