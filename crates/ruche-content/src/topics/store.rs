//! SQL of topics.

use super::model::{Expert, Listed, Mark, Topic, TopicId, Trend};
use ruche_kernel::{Cursor, Error, MemberId, PlaceId, Result, SubjectRef};
use ruche_people::members;
use ruche_people::skills::proposals::Practice;
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};
use ruche_web::parts::Person;

/// One use of a topic that the viewer ($1) may read and that is not deleted, if there is one. A value and no set, in an order
/// of its own, so that neither engine gathers more than it: of the place as a set PostgreSQL makes a join that it takes for
/// small.
macro_rules! use_where {
    ($where:literal) => {
        concat!(
            "COALESCE((SELECT 1 FROM topic_uses u CROSS JOIN posts p WHERE p.id = u.subject_id AND u.subject_kind = 'post' AND p.deleted_at IS NULL
                AND CASE WHEN u.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) THEN 1 ELSE 0 END > 0 AND ",
            $where,
            " LIMIT 1), (SELECT 1 FROM topic_uses u CROSS JOIN comments k CROSS JOIN posts p WHERE k.id = u.subject_id AND p.id = k.root_id AND u.subject_kind = 'comment' AND p.deleted_at IS NULL AND k.deleted_at IS NULL
                AND CASE WHEN u.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) THEN 1 ELSE 0 END > 0 AND ",
            $where,
            " LIMIT 1))"
        )
    };
}
pub(crate) use use_where;

/// The newest uses of topics that the viewer ($1) may read, those that are not deleted, with who wrote there. The place is asked as a
/// value: of a set, PostgreSQL makes a join that it takes for small, and sorts every use to find some.
macro_rules! newest {
    ($where:literal, $limit:literal) => {
        concat!(
            "(SELECT u.topic_id, u.subject_kind, u.subject_id, u.published_at FROM topic_uses u WHERE CASE WHEN u.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) THEN 1 ELSE 0 END > 0 AND ",
            $where,
            " ORDER BY u.published_at DESC LIMIT ",
            $limit,
            ") AS late LEFT JOIN comments k ON late.subject_kind = 'comment' AND k.id = late.subject_id
                JOIN posts p ON p.id = CASE WHEN late.subject_kind = 'comment' THEN k.root_id ELSE late.subject_id END WHERE p.deleted_at IS NULL AND k.deleted_at IS NULL"
        )
    };
}

/// The reactions of others to a writing.
macro_rules! received {
    ($kind:literal, $id:literal, $author:literal) => {
        concat!(
            "COALESCE((SELECT CAST(SUM(n.count) AS BIGINT) FROM reaction_counts n WHERE n.subject_kind = '",
            $kind,
            "' AND n.subject_id = ",
            $id,
            "), 0)
                - (SELECT count(*) FROM reactions w WHERE w.subject_kind = '",
            $kind,
            "' AND w.subject_id = ",
            $id,
            " AND w.member_id = ",
            $author,
            ")"
        )
    };
}

/// What lists show of a topic.
macro_rules! listed {
    () => {
        "t.id, t.key, t.name, t.summary, t.follower_count, CASE WHEN EXISTS (SELECT 1 FROM topic_follows f WHERE f.member_id = $1 AND f.topic_id = t.id) THEN 1 ELSE 0 END AS followed"
    };
}

sql! {
    DELETE_USES = "DELETE FROM topic_uses WHERE subject_kind = $1 AND subject_id = $2";
    INSERT_TOPIC = "INSERT INTO topics (id, key, name) VALUES ($1, $2, $3) ON CONFLICT (key) DO NOTHING";
    /// The topic that a word is of by now.
    FIND_TOPIC = "SELECT COALESCE(merged_into_id, id) AS id FROM topics WHERE key = $1";
    INSERT_USE = "INSERT INTO topic_uses (topic_id, subject_kind, subject_id, place_id, published_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (topic_id, published_at, subject_kind, subject_id) DO NOTHING";
    /// Completion: only topics that the viewer can already read somewhere, in what is not deleted.
    SUGGEST = concat!("SELECT t.name FROM topics t WHERE t.key LIKE $2 AND ", use_where!("u.topic_id = t.id"), " IS NOT NULL ORDER BY t.key LIMIT 8");
    /// The topic that a word leads to, if the viewer can read it somewhere.
    FIND = concat!("SELECT t.id AS topic_id, t.key, t.name AS topic_name, t.description, t.changed_at, t.follower_count, c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state,
            CASE WHEN EXISTS (SELECT 1 FROM topic_follows f WHERE f.member_id = $1 AND f.topic_id = t.id) THEN 1 ELSE 0 END AS followed
        FROM topics x JOIN topics t ON t.id = COALESCE(x.merged_into_id, x.id) LEFT JOIN member_cards c ON c.id = t.changed_by_id
        WHERE x.key = $2 AND ", use_where!("u.topic_id = t.id"), " IS NOT NULL");
    BY_NAME = concat!("SELECT ", listed!(), " FROM topics t WHERE t.merged_into_id IS NULL AND t.key > $2 AND t.key LIKE $3 AND ", use_where!("u.topic_id = t.id"), " IS NOT NULL ORDER BY t.key LIMIT $4");
    /// Walks the dates backwards, and keeps of each topic its last use.
    BY_USE = concat!("SELECT ", listed!(), ", o.published_at AS used_at FROM topic_uses o JOIN topics t ON t.id = o.topic_id
        WHERE o.published_at >= $2 AND (o.published_at, o.topic_id) < ($3, $4)
            AND ", use_where!("u.topic_id = o.topic_id AND u.published_at = o.published_at AND u.subject_kind = o.subject_kind AND u.subject_id = o.subject_id"), " IS NOT NULL
            AND ", use_where!("u.topic_id = o.topic_id AND (u.published_at, u.subject_id) > (o.published_at, o.subject_id)"), " IS NULL
        ORDER BY o.published_at DESC, o.topic_id DESC LIMIT $5");
    /// Of the 400 newest uses: what was accepted, what helped, what met reactions, what was posted. To ask is not to know: a question
    /// speaks for those who answered it.
    EXPERTS = concat!("WITH found AS (SELECT late.subject_kind, late.subject_id, COALESCE(k.author_id, p.author_id) AS author_id, p.author_id AS asker_id, p.answer_id, p.format FROM ", newest!("u.topic_id = $2", "400"), "),
        help AS (
            SELECT author_id, 0 AS answers, 0 AS votes, ", received!("post", "found.subject_id", "found.author_id"), " AS reactions, 1 AS posts FROM found WHERE subject_kind = 'post' AND format <> 'question'
            UNION ALL SELECT author_id, 0, 0, ", received!("comment", "found.subject_id", "found.author_id"), ", 0 FROM found WHERE subject_kind = 'comment'
            UNION ALL SELECT a.author_id, 1, 0, 0, 0 FROM found JOIN comments a ON a.id = found.answer_id AND a.deleted_at IS NULL WHERE found.subject_kind = 'post' AND a.author_id <> found.asker_id
            UNION ALL SELECT v.author_id, 0, v.vote_count, 0, 0 FROM found JOIN comments v ON v.root_kind = 'post' AND v.root_id = found.subject_id AND v.parent_id IS NULL AND v.vote_count > 0 AND v.deleted_at IS NULL WHERE found.subject_kind = 'post')
        SELECT c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state, h.answers, h.votes, h.reactions, h.posts
        FROM (SELECT author_id, CAST(SUM(answers) AS BIGINT) AS answers, CAST(SUM(votes) AS BIGINT) AS votes, CAST(SUM(reactions) AS BIGINT) AS reactions, CAST(SUM(posts) AS BIGINT) AS posts FROM help GROUP BY author_id) h
            JOIN member_cards c ON c.id = h.author_id
        WHERE c.state = 0 AND h.answers + h.votes + h.reactions > 0 ORDER BY h.answers + h.votes DESC, h.reactions DESC, h.posts DESC, c.id LIMIT 20");
    RELATED = concat!("SELECT t.key, t.name FROM (SELECT late.subject_id FROM ", newest!("u.topic_id = $2 AND u.subject_kind = 'post'", "400"), ") s
            JOIN topic_uses o ON o.subject_kind = 'post' AND o.subject_id = s.subject_id AND o.topic_id <> $2 JOIN topics t ON t.id = o.topic_id
        GROUP BY t.id, t.key, t.name ORDER BY count(*) DESC, t.key LIMIT 8");
    /// The newest 2,000 uses of the days since $2, and of the days between $3 and $2.
    TRENDS = concat!("SELECT t.key, t.name, CAST(SUM(w.recent) AS BIGINT) AS used, count(DISTINCT CASE WHEN w.recent = 1 THEN w.author_id END) AS people, CAST(SUM(1 - w.recent) AS BIGINT) AS used_before
        FROM (SELECT late.topic_id, 1 AS recent, COALESCE(k.author_id, p.author_id) AS author_id FROM ", newest!("u.published_at >= $2", "2000"), "
            UNION ALL SELECT late.topic_id, 0 AS recent, COALESCE(k.author_id, p.author_id) AS author_id FROM ", newest!("u.published_at >= $3 AND u.published_at < $2", "2000"), ") w
            JOIN topics t ON t.id = w.topic_id GROUP BY t.id, t.key, t.name HAVING SUM(w.recent) > 2 ORDER BY SUM(w.recent) DESC, t.key LIMIT 200");
    FOLLOW = "INSERT INTO topic_follows (member_id, topic_id, created_at) VALUES ($1, $2, $3) ON CONFLICT (member_id, topic_id) DO NOTHING";
    UNFOLLOW = "DELETE FROM topic_follows WHERE member_id = $1 AND topic_id = $2";
    COUNT_FOLLOWER = "UPDATE topics SET follower_count = follower_count + $2 WHERE id = $1";
    FOLLOWED_BY = "SELECT topic_id AS id FROM topic_follows WHERE member_id = $1";
    STATE = "SELECT id, key, name, description, summary, changed_at, changed_by_id, before_name, before_description FROM topics WHERE id = $1 AND merged_into_id IS NULL";
    OWNER_OF = "SELECT id, merged_into_id FROM topics WHERE key = $1";
    DROP_ALIAS = "DELETE FROM topics WHERE key = $1 AND merged_into_id = $2";
    SAVE = "UPDATE topics SET key = $2, name = $3, description = $4, summary = $5, changed_at = $6, changed_by_id = $7, before_name = $8, before_description = $9 WHERE id = $1 AND merged_into_id IS NULL";
    INSERT_ALIAS = "INSERT INTO topics (id, key, name, merged_into_id) VALUES ($1, $2, $3, $4)";
    MERGE = "UPDATE topics SET merged_into_id = $2, follower_count = 0, description = '', summary = '', before_name = NULL, before_description = NULL WHERE id = $1 OR merged_into_id = $1";
    MOVE_FOLLOWERS = "INSERT INTO topic_follows (member_id, topic_id, created_at) SELECT member_id, CAST($2 AS BIGINT), created_at FROM topic_follows WHERE topic_id = $1 ON CONFLICT (member_id, topic_id) DO NOTHING";
    FORGET_FOLLOWERS = "DELETE FROM topic_follows WHERE topic_id = $1";
    RECOUNT = "UPDATE topics SET follower_count = (SELECT count(*) FROM topic_follows f WHERE f.topic_id = topics.id) WHERE id = $1";
    /// A merged topic has no uses; one that was being written while it was merged left some.
    STRAYS = "SELECT 1 AS one FROM topics t JOIN topic_uses u ON u.topic_id = t.id WHERE t.merged_into_id IS NOT NULL LIMIT 1";
    MOVE_USES = "INSERT INTO topic_uses (topic_id, subject_kind, subject_id, place_id, published_at) SELECT t.merged_into_id, u.subject_kind, u.subject_id, u.place_id, u.published_at
        FROM topics t JOIN topic_uses u ON u.topic_id = t.id WHERE t.merged_into_id IS NOT NULL ON CONFLICT (topic_id, published_at, subject_kind, subject_id) DO NOTHING";
    FORGET_MOVED = "DELETE FROM topic_uses WHERE topic_id IN (SELECT id FROM topics WHERE merged_into_id IS NOT NULL)";
    /// Those of whom some posts that bear a topic tell something: who wrote one, who answered it, whom it thanks.
    TOUCHED_BY_POSTS = "SELECT p.author_id AS id FROM posts p WHERE p.id IN ({list}) AND EXISTS (SELECT 1 FROM topic_uses u WHERE u.subject_kind = 'post' AND u.subject_id = p.id)
        UNION SELECT c.author_id AS id FROM posts p JOIN comments c ON c.id = p.answer_id WHERE p.id IN ({list}) AND EXISTS (SELECT 1 FROM topic_uses u WHERE u.subject_kind = 'post' AND u.subject_id = p.id)
        UNION SELECT m.member_id AS id FROM posts p JOIN mentions m ON m.subject_kind = 'post' AND m.subject_id = p.id AND m.thanks = 1 WHERE p.id IN ({list})";
    /// Those who gave some answers.
    TOUCHED_BY_ANSWERS = "SELECT c.author_id AS id FROM comments c JOIN posts p ON p.id = c.root_id AND c.root_kind = 'post' WHERE c.id IN ({list}) AND c.parent_id IS NULL AND p.format = 'question'";
    /// What somebody ($1) did under each word since a time ($2), where they read today: answers to others that were accepted, thanks of
    /// others, posts. To ask is not to know.
    PRACTICES = "SELECT t.key, t.name, CAST(SUM(w.answers) AS BIGINT) AS answers, CAST(SUM(w.thanks) AS BIGINT) AS thanks, max(w.at) AS last_at
        FROM (SELECT u.topic_id, 1 AS answers, 0 AS thanks, c.published_at AS at
                FROM comments c JOIN posts p ON p.answer_id = c.id JOIN topic_uses u ON u.subject_kind = 'post' AND u.subject_id = p.id
                WHERE c.author_id = $1 AND c.published_at > $2 AND c.deleted_at IS NULL AND p.deleted_at IS NULL AND p.author_id <> $1 AND +p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1)
            UNION ALL SELECT u.topic_id, 0 AS answers, 1 AS thanks, p.published_at AS at
                FROM mentions m JOIN posts p ON p.id = m.subject_id JOIN topic_uses u ON u.subject_kind = 'post' AND u.subject_id = p.id
                WHERE m.member_id = $1 AND m.thanks = 1 AND p.published_at > $2 AND p.deleted_at IS NULL AND p.author_id <> $1 AND +p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1)
            UNION ALL SELECT u.topic_id, 0 AS answers, 0 AS thanks, p.published_at AS at
                FROM posts p JOIN topic_uses u ON u.subject_kind = 'post' AND u.subject_id = p.id
                WHERE p.author_id = $1 AND p.published_at > $2 AND p.deleted_at IS NULL AND p.format <> 'question' AND +p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1)) w
            JOIN topics t ON t.id = w.topic_id GROUP BY t.id, t.key, t.name";
    MOVE_PLACE = "UPDATE topic_uses SET place_id = $2 WHERE subject_kind = $1 AND subject_id IN ({list})";
}

/// Replaces what a subject names. `fresh_ids` are ids for topics that are new, at least as many as `topics`.
///
/// # Errors
/// What the database says.
pub async fn save_uses(
    tx: &mut Tx,
    subject: &SubjectRef,
    place: PlaceId,
    topics: &[(String, String)],
    published_at: i64,
    fresh_ids: &[i64],
) -> Result<()> {
    tx.exec(&DELETE_USES, values![&subject.kind, subject.id]).await?;
    for (topic, fresh) in topics.iter().zip(fresh_ids) {
        add_use(tx, subject, place, topic, published_at, *fresh).await?;
    }
    Ok(())
}

/// Adds a topic (its key and its name) to those of a subject; tells whether it was not among them. `fresh` is the id of a topic
/// that is new. A word that was renamed or merged is the topic that it became.
///
/// # Errors
/// What the database says.
pub async fn add_use(
    tx: &mut Tx,
    subject: &SubjectRef,
    place: PlaceId,
    (key, name): &(String, String),
    published_at: i64,
    fresh: i64,
) -> Result<bool> {
    tx.exec(&INSERT_TOPIC, values![fresh, key, name]).await?;
    let topic = tx.opt(&FIND_TOPIC, values![key], |r| r.int("id")).await?.unwrap_or(fresh);
    Ok(tx.exec(&INSERT_USE, values![topic, &subject.kind, subject.id, place, published_at]).await? == 1)
}

pub(super) async fn suggest(db: &Db, viewer: MemberId, text: &str) -> Result<Vec<String>> {
    db.all(&SUGGEST, values![viewer, pattern(text)], |r| r.text("name")).await
}

/// What keys that begin as a text are like. What the engines take for a wildcard is dropped.
fn pattern(text: &str) -> String {
    let text: String = text.chars().take(80).collect();
    let key: String = ruche_kernel::names::sort_key(&text).chars().filter(|c| c.is_alphanumeric() || *c == '-').collect();
    format!("{key}%")
}

fn mark(r: &Row) -> Result<Mark> {
    Ok(Mark { key: r.text("key")?, name: r.text("name")? })
}

fn topic(r: &Row) -> Result<Topic> {
    let by = match r.opt_int("id")? {
        Some(_) => r.opt_int("changed_at")?.zip(Some(changer(r)?)),
        None => None,
    };
    Ok(Topic {
        id: TopicId(r.int("topic_id")?),
        mark: Mark { key: r.text("key")?, name: r.text("topic_name")? },
        description: r.text("description")?,
        changed: by,
        followers: r.int("follower_count")?,
        followed: r.flag("followed")?,
    })
}

fn changer(r: &Row) -> Result<Person> {
    members::store::person(r)
}

/// The topic that a word leads to, as the viewer may see it.
///
/// # Errors
/// `NotFound` when it is read nowhere.
pub(super) async fn find(db: &Db, viewer: MemberId, key: &str) -> Result<Topic> {
    db.one(&FIND, values![viewer, key], topic).await
}

/// The same, inside the transaction that acts upon it.
pub(super) async fn find_in(tx: &mut Tx, viewer: MemberId, key: &str) -> Result<Topic> {
    tx.opt(&FIND, values![viewer, key], topic).await?.ok_or(Error::NotFound)
}

fn listed(r: &Row) -> Result<Listed> {
    Ok(Listed {
        id: TopicId(r.int("id")?),
        mark: mark(r)?,
        summary: r.text("summary")?,
        followers: r.int("follower_count")?,
        followed: r.flag("followed")?,
        used_at: None,
    })
}

pub(super) async fn by_name(db: &Db, viewer: MemberId, text: &str, after: &str, limit: i64) -> Result<Vec<Listed>> {
    db.all(&BY_NAME, values![viewer, after, pattern(text.trim_start_matches(['#', ' '])), limit], listed).await
}

pub(super) async fn by_use(db: &Db, viewer: MemberId, since: i64, after: Cursor, limit: i64) -> Result<Vec<Listed>> {
    db.all(&BY_USE, values![viewer, since, after.at, after.id, limit], |r| Ok(Listed { used_at: Some(r.int("used_at")?), ..listed(r)? }))
        .await
}

pub(super) async fn experts(db: &Db, viewer: MemberId, topic: TopicId) -> Result<Vec<Expert>> {
    db.all(&EXPERTS, values![viewer, topic.0], |r| {
        Ok(Expert {
            person: members::store::person(r)?,
            answers: r.int("answers")?,
            votes: r.int("votes")?,
            reactions: r.int("reactions")?,
            posts: r.int("posts")?,
        })
    })
    .await
}

pub(super) async fn related(db: &Db, viewer: MemberId, topic: TopicId) -> Result<Vec<Mark>> {
    db.all(&RELATED, values![viewer, topic.0], mark).await
}

pub(super) async fn trends(db: &Db, viewer: MemberId, since: i64, before: i64) -> Result<Vec<Trend>> {
    db.all(&TRENDS, values![viewer, since, before], |r| {
        Ok(Trend { mark: mark(r)?, now: r.int("used")?, people: r.int("people")?, before: r.int("used_before")? })
    })
    .await
}

/// What tells something of people.
#[derive(Clone, Copy, Debug)]
pub(super) enum Touched {
    /// Posts that bear a topic.
    Posts,
    /// Answers.
    Answers,
}

/// Those of whom some texts tell something.
pub(super) async fn touched(db: &Db, of: Touched, ids: &[i64]) -> Result<Vec<i64>> {
    let statement = match of {
        Touched::Posts => &TOUCHED_BY_POSTS,
        Touched::Answers => &TOUCHED_BY_ANSWERS,
    };
    if ids.is_empty() { Ok(Vec::new()) } else { db.all_in(statement, &[], ids, |r| r.int("id")).await }
}

/// What somebody did under each word since a time.
pub(super) async fn practices(db: &Db, member: MemberId, since: i64) -> Result<Vec<Practice>> {
    db.all(&PRACTICES, values![member, since], |r| {
        Ok(Practice {
            key: r.text("key")?,
            name: r.text("name")?,
            answers: r.int("answers")?,
            thanks: r.int("thanks")?,
            last_at: r.int("last_at")?,
        })
    })
    .await
}

/// Follows a topic. Saying it twice changes nothing.
///
/// # Errors
/// What the database says.
pub async fn follow(tx: &mut Tx, member: MemberId, topic: TopicId, now: i64) -> Result<()> {
    if tx.exec(&FOLLOW, values![member, topic.0, now]).await? == 1 {
        tx.exec(&COUNT_FOLLOWER, values![topic.0, 1_i64]).await?;
    }
    Ok(())
}

pub(super) async fn unfollow(tx: &mut Tx, member: MemberId, topic: TopicId) -> Result<()> {
    if tx.exec(&UNFOLLOW, values![member, topic.0]).await? == 1 {
        tx.exec(&COUNT_FOLLOWER, values![topic.0, -1_i64]).await?;
    }
    Ok(())
}

/// What somebody follows.
pub(super) async fn followed_by(tx: &mut Tx, member: MemberId) -> Result<Vec<TopicId>> {
    tx.all(&FOLLOWED_BY, values![member], |r| Ok(TopicId(r.int("id")?))).await
}

/// A topic as it is stored, for those who change it.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub id: TopicId,
    pub mark: Mark,
    pub description: String,
    pub summary: String,
    pub changed_at: Option<i64>,
    pub changed_by: Option<MemberId>,
    /// The name and the description before the last change.
    pub before: Option<(String, String)>,
}

/// A topic that was not merged.
pub(super) async fn state(tx: &mut Tx, id: TopicId) -> Result<State> {
    tx.opt(&STATE, values![id.0], |r| {
        Ok(State {
            id: TopicId(r.int("id")?),
            mark: mark(r)?,
            description: r.text("description")?,
            summary: r.text("summary")?,
            changed_at: r.opt_int("changed_at")?,
            changed_by: r.opt_int("changed_by_id")?.map(MemberId),
            before: r.opt_text("before_name")?.zip(r.opt_text("before_description")?),
        })
    })
    .await?
    .ok_or(Error::NotFound)
}

/// Whose word a key is: a topic, and the one that it leads to where that is another.
pub(super) async fn owner_of(tx: &mut Tx, key: &str) -> Result<Option<(TopicId, Option<TopicId>)>> {
    tx.opt(&OWNER_OF, values![key], |r| Ok((TopicId(r.int("id")?), r.opt_int("merged_into_id")?.map(TopicId)))).await
}

/// Saves how a topic is called and what is said of it, with its first words, by whom and when; after `before`, which can be undone. The
/// old word leads on to it, and `fresh` is an id for that word.
pub(super) async fn save(
    tx: &mut Tx,
    before: &State,
    mark: &Mark,
    (description, summary): (&str, &str),
    (by, now): (MemberId, i64),
    fresh: i64,
) -> Result<()> {
    let id = before.id.0;
    if mark.key != before.mark.key {
        tx.exec(&DROP_ALIAS, values![&mark.key, id]).await?;
    }
    tx.exec(&SAVE, values![id, &mark.key, &mark.name, description, summary, now, by, &before.mark.name, &before.description]).await?;
    if mark.key != before.mark.key {
        tx.exec(&INSERT_ALIAS, values![fresh, &before.mark.key, &before.mark.name, id]).await?;
    }
    Ok(())
}

/// Makes one topic another: its uses and its followers are the other's, without doubles, and its words lead there.
pub(super) async fn merge(tx: &mut Tx, from: TopicId, into: TopicId) -> Result<()> {
    tx.exec(&MERGE, values![from.0, into.0]).await?;
    move_uses(tx).await?;
    tx.exec(&MOVE_FOLLOWERS, values![from.0, into.0]).await?;
    tx.exec(&FORGET_FOLLOWERS, values![from.0]).await?;
    tx.exec(&RECOUNT, values![into.0]).await?;
    Ok(())
}

/// Whether a merged topic has uses.
pub(super) async fn has_strays(db: &Db) -> Result<bool> {
    Ok(db.opt(&STRAYS, &[], |_| Ok(())).await?.is_some())
}

/// Gives the uses of merged topics to those that they became.
pub(super) async fn move_uses(tx: &mut Tx) -> Result<()> {
    tx.exec(&MOVE_USES, &[]).await?;
    tx.exec(&FORGET_MOVED, &[]).await?;
    Ok(())
}

/// Moves the uses of topics in some texts of one kind to a place.
///
/// # Errors
/// What the database says.
pub async fn move_uses_of(tx: &mut Tx, kind: &str, ids: &[i64], into: PlaceId) -> Result<()> {
    tx.exec_in(&MOVE_PLACE, values![kind, into], ids).await?;
    Ok(())
}
