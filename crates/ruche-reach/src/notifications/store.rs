//! SQL of notifications. The names of people and places are joined from the views that people publish.

use super::rules::{
    Early, Kind, Once, Outcome, Telling, Turn, answered, answers_to, early, is_acceptance, is_addition, is_soon, outcome, turn,
};
use ruche_kernel::{Cursor, Error, Event, MemberId, PlaceId, Result, SubjectRef};
use ruche_people::members::store::person;
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};
use ruche_web::parts::Person;
use std::collections::HashSet;

sql! {
    COMPANY = "SELECT id FROM place_cards WHERE kind = 0 ORDER BY id LIMIT 1";
    CHOICES = "SELECT member_id, kind FROM notification_choices WHERE member_id IN ({list})";
    /// A notification is made after what it is about, so that its id is greater: few rows of each person are looked at.
    ALREADY = "SELECT DISTINCT n.member_id FROM notifications n WHERE n.group_key = $1 AND n.id > $2 AND n.member_id IN ({list})";
    ALREADY_BY = "SELECT DISTINCT n.member_id FROM notifications n WHERE n.group_key = $1 AND n.id > $2
            AND EXISTS (SELECT 1 FROM notification_events e WHERE e.member_id = n.member_id AND e.notification_id = n.id AND e.actor_id = $3) AND n.member_id IN ({list})";
    DONE = "SELECT member_id FROM notification_events WHERE event_id = $1 AND member_id IN ({list})";
    /// One open row per person and group: a first event opens it, a later one moves it up and counts its actor if new.
    GATHER = "INSERT INTO notifications (member_id, id, kind, group_key, actor_id, actor_count, subject_kind, subject_id, place_id, updated_at)
        SELECT c.id, CAST($1 AS BIGINT), CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS BIGINT), 1, CAST($5 AS TEXT), CAST($6 AS BIGINT), CAST($7 AS BIGINT), CAST($8 AS BIGINT)
        FROM member_cards c WHERE c.state = 0 AND c.id IN ({list})
        ON CONFLICT (member_id, group_key) WHERE read_at IS NULL DO UPDATE SET
            actor_count = notifications.actor_count + CASE WHEN EXISTS (SELECT 1 FROM notification_events e
                WHERE e.member_id = notifications.member_id AND e.notification_id = notifications.id AND e.actor_id = excluded.actor_id) THEN 0 ELSE 1 END,
            actor_id = excluded.actor_id, subject_kind = excluded.subject_kind, subject_id = excluded.subject_id, place_id = excluded.place_id, updated_at = excluded.updated_at";
    COUNT_EVENT = "INSERT INTO notification_events (member_id, event_id, notification_id, actor_id)
        SELECT n.member_id, CAST($1 AS BIGINT), n.id, CAST($2 AS BIGINT) FROM notifications n WHERE n.group_key = $3 AND n.read_at IS NULL AND n.member_id IN ({list})
        ON CONFLICT (member_id, event_id) DO NOTHING";
    OPEN = "SELECT member_id, id FROM notifications WHERE group_key = $1 AND read_at IS NULL AND member_id IN ({list})";
    /// Open rows about what is gone. A group of answers stays while it holds others, unless what they hang on is gone.
    GONE = "SELECT member_id, id FROM notifications WHERE read_at IS NULL AND ((subject_kind = $1 AND subject_id = $2 AND (kind <> 'reply' OR actor_count = 1)) OR group_key = $3)
        AND member_id IN ({list})";
    PUT_AWAY = "UPDATE notifications SET read_at = $4 WHERE read_at IS NULL AND ((subject_kind = $1 AND subject_id = $2 AND (kind <> 'reply' OR actor_count = 1)) OR group_key = $3)
        AND member_id IN ({list})";
    /// What a deletion put away, unless something of the same group was told since. A notification is made after what it is about.
    PUT_AWAY_BY = "SELECT n.member_id, n.id FROM notifications n WHERE n.read_at = $1 AND n.id > $2
        AND NOT EXISTS (SELECT 1 FROM notifications o WHERE o.member_id = n.member_id AND o.group_key = n.group_key AND o.read_at IS NULL) AND n.member_id IN ({list})";
    BRING_BACK = "UPDATE notifications SET read_at = NULL WHERE member_id = $1 AND id = $2";
    CLOSE = "UPDATE notifications SET read_at = $2 WHERE group_key = $1 AND read_at IS NULL AND member_id IN ({list})";
    /// What the bell shows: at most 100 are counted. A place that was lost counts no more, nor an invitation that was
    /// taken back; a text of one's own that could not appear is told wherever it was to.
    COUNT_UNREAD = "SELECT count(*) AS n FROM (SELECT 1 AS one FROM notifications n JOIN place_cards p ON p.id = n.place_id WHERE n.member_id = $1 AND n.read_at IS NULL
            AND ((n.kind = 'invitation' AND EXISTS (SELECT 1 FROM invited_places i WHERE i.viewer_id = $1 AND i.place_id = p.now_id)) OR (n.kind = 'review' AND n.actor_id = $1)
                OR EXISTS (SELECT 1 FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = p.now_id)) LIMIT 100) AS unread";
    /// A place that was merged is the one that it became.
    LIST = "SELECT n.id AS notification_id, n.kind AS about, n.group_key, n.actor_count, n.subject_kind, n.subject_id, p.now_id AS place_id, n.updated_at, n.read_at, p.name AS place_name,
            c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state
        FROM notifications n JOIN member_cards c ON c.id = n.actor_id JOIN place_cards p ON p.id = n.place_id
        WHERE n.member_id = $1 AND (n.updated_at, n.id) < ($2, $3) AND ($4 = '' OR n.kind = $4)
            AND ((n.kind = 'invitation' AND EXISTS (SELECT 1 FROM invited_places i WHERE i.viewer_id = $1 AND i.place_id = p.now_id)) OR (n.kind = 'review' AND n.actor_id = $1)
                OR EXISTS (SELECT 1 FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = p.now_id))
        ORDER BY n.updated_at DESC, n.id DESC LIMIT $5";
    FIND = "SELECT n.kind AS about, n.group_key, n.actor_count, n.subject_kind, n.subject_id, p.now_id AS place_id FROM notifications n JOIN place_cards p ON p.id = n.place_id WHERE n.member_id = $1 AND n.id = $2";
    READ = "UPDATE notifications SET read_at = $3 WHERE member_id = $1 AND id = $2 AND read_at IS NULL";
    READ_ALL = "UPDATE notifications SET read_at = $2 WHERE member_id = $1 AND read_at IS NULL AND ($3 = '' OR kind = $3)";
    OFF = "SELECT kind FROM notification_choices WHERE member_id = $1";
    FORGET_CHOICES = "DELETE FROM notification_choices WHERE member_id = $1";
    SWITCH_OFF = "INSERT INTO notification_choices (member_id, kind) VALUES ($1, $2)";
    FORGET_READ_EVENTS = "DELETE FROM notification_events WHERE (member_id, notification_id) IN (SELECT member_id, id FROM notifications WHERE read_at IS NOT NULL AND read_at < $1 ORDER BY read_at, member_id, id LIMIT 1000)";
    FORGET_READ = "DELETE FROM notifications WHERE (member_id, id) IN (SELECT member_id, id FROM notifications WHERE read_at IS NOT NULL AND read_at < $1 ORDER BY read_at, member_id, id LIMIT 1000)";
    FORGET_OLD_EVENTS = "DELETE FROM notification_events WHERE (member_id, notification_id) IN (SELECT member_id, id FROM notifications WHERE updated_at < $1 ORDER BY updated_at, member_id, id LIMIT 1000)";
    FORGET_OLD = "DELETE FROM notifications WHERE (member_id, id) IN (SELECT member_id, id FROM notifications WHERE updated_at < $1 ORDER BY updated_at, member_id, id LIMIT 1000)";
}

/// The place of the whole company, once it was started.
pub(super) async fn company(db: &Db) -> Result<Option<PlaceId>> {
    db.opt(&COMPANY, &[], |r| Ok(PlaceId(r.int("id")?))).await
}

/// What each of `members` switched off.
pub(super) async fn choices(db: &Db, members: &[i64]) -> Result<HashSet<(i64, Kind)>> {
    let rows = db.all_in(&CHOICES, &[], members, |r| Ok((r.int("member_id")?, r.text("kind")?))).await?;
    Ok(rows.into_iter().filter_map(|(member, word)| Some((member, Kind::from_word(&word)?))).collect())
}

/// The recipients of a telling whom an earlier event told the same.
pub(super) async fn told_before(db: &Db, telling: &Telling) -> Result<HashSet<i64>> {
    let (group, subject) = (telling.group.as_str(), telling.event.subject.id);
    let member = |r: &Row| r.int("member_id");
    let told = match telling.once {
        Once::No => Vec::new(),
        Once::PerGroup => db.all_in(&ALREADY, values![group, subject], &telling.recipients, member).await?,
        Once::PerActor => db.all_in(&ALREADY_BY, values![group, subject, telling.event.actor], &telling.recipients, member).await?,
    };
    Ok(told.into_iter().collect())
}

/// Tells an event to its recipients, under the id `id` where it opens a row, and gives the open row of each whom it was not
/// told yet. Five statements at most, however many people are told.
pub(super) async fn tell(tx: &mut Tx, id: i64, telling: &Telling) -> Result<Vec<(i64, i64)>> {
    let (event, group) = (&telling.event, telling.group.as_str());
    let done: HashSet<i64> = tx.all_in(&DONE, values![event.id], &telling.recipients, |r| r.int("member_id")).await?.into_iter().collect();
    let fresh: Vec<i64> = telling.recipients.iter().copied().filter(|member| !done.contains(member)).collect();
    let row = values![id, telling.kind.word(), group, event.actor, event.subject.kind.as_str(), event.subject.id, event.place, event.at];
    tx.exec_in(&GATHER, row, &fresh).await?;
    tx.exec_in(&COUNT_EVENT, values![event.id, event.actor, group], &fresh).await?;
    tx.all_in(&OPEN, values![group], &fresh, |r| Ok((r.int("member_id")?, r.int("id")?))).await
}

/// Closes what tells of a subject that is gone to `people`, and gives what was closed of whom. Nobody read it: in place of a date it
/// bears the event's id, below zero.
pub(super) async fn put_away(tx: &mut Tx, event: &Event, people: &[i64]) -> Result<Vec<(i64, i64)>> {
    let group = answers_to(&event.subject);
    let (kind, id) = (event.subject.kind.as_str(), event.subject.id);
    let gone = tx.all_in(&GONE, values![kind, id, &group], people, |r| Ok((r.int("member_id")?, r.int("id")?))).await?;
    if !gone.is_empty() {
        tx.exec_in(&PUT_AWAY, values![kind, id, &group, -event.id], people).await?;
    }
    Ok(gone)
}

/// Opens again what the event put away, and gives what was opened of whom.
pub(super) async fn bring_back(tx: &mut Tx, event: &Event, people: &[i64]) -> Result<Vec<(i64, i64)>> {
    let member = |r: &Row| Ok((r.int("member_id")?, r.int("id")?));
    let back = tx.all_in(&PUT_AWAY_BY, values![-event.id, event.subject.id], people, member).await?;
    for (member, id) in &back {
        tx.exec(&BRING_BACK, values![*member, *id]).await?;
    }
    Ok(back)
}

/// Closes a group of `people` as if they had read it, and gives what was closed of whom.
pub(super) async fn close(tx: &mut Tx, group: &str, people: &[i64], now: i64) -> Result<Vec<(i64, i64)>> {
    let open = tx.all_in(&OPEN, values![group], people, |r| Ok((r.int("member_id")?, r.int("id")?))).await?;
    if !open.is_empty() {
        tx.exec_in(&CLOSE, values![group, now], people).await?;
    }
    Ok(open)
}

/// How many are unread, 100 standing for 100 and more.
pub(super) async fn count_unread(db: &Db, member: MemberId) -> Result<i64> {
    db.one(&COUNT_UNREAD, values![member], |r| r.int("n")).await
}

/// What a notification is about, before it is asked whether that may still be seen.
#[derive(Clone, Debug)]
pub(super) struct Matter {
    pub kind: Kind,
    /// The person's own request was accepted.
    pub acceptance: bool,
    /// The person was added without being asked.
    pub addition: bool,
    /// What is told of a review.
    pub outcome: Outcome,
    /// What is told of a community.
    pub turn: Turn,
    /// What is told of somebody's first days.
    pub early: Early,
    /// What ends does not end in the next days.
    pub soon: bool,
    /// How many acted besides the one who did last.
    pub others: i64,
    pub subject: SubjectRef,
    /// What answers hang on; the subject is then the newest answer.
    pub root: Option<SubjectRef>,
    pub place: PlaceId,
}

/// One row of a person's list.
#[derive(Clone, Debug)]
pub(super) struct Notification {
    pub id: i64,
    pub matter: Matter,
    /// Who acted last.
    pub actor: Person,
    pub place_name: String,
    /// Milliseconds UTC.
    pub at: i64,
    pub unread: bool,
}

/// A person's notifications from the newest, of one kind or of all, where they may still read the place.
pub(super) async fn list(db: &Db, member: MemberId, kind: Option<Kind>, after: Cursor, limit: i64) -> Result<Vec<Notification>> {
    db.all(&LIST, values![member, after.at, after.id, kind.map_or("", Kind::word), limit], |r| {
        Ok(Notification {
            id: r.int("notification_id")?,
            matter: matter(r)?,
            actor: person(r)?,
            place_name: r.text("place_name")?,
            at: r.int("updated_at")?,
            unread: r.opt_int("read_at")?.is_none(),
        })
    })
    .await
}

/// What one of a person's notifications is about.
pub(super) async fn find(db: &Db, member: MemberId, id: i64) -> Result<Matter> {
    db.one(&FIND, values![member, id], matter).await
}

fn matter(r: &Row) -> Result<Matter> {
    let (word, group) = (r.text("about")?, r.text("group_key")?);
    Ok(Matter {
        kind: Kind::from_word(&word).ok_or_else(|| Error::bug(format!("notification of kind {word}")))?,
        acceptance: is_acceptance(&group),
        addition: is_addition(&group),
        outcome: outcome(&group),
        turn: turn(&group),
        early: early(&group),
        soon: is_soon(&group),
        others: r.int("actor_count")? - 1,
        subject: SubjectRef { kind: r.text("subject_kind")?, id: r.int("subject_id")? },
        root: answered(&group),
        place: PlaceId(r.int("place_id")?),
    })
}

/// Marks one as read, and tells whether it was not.
pub(super) async fn save_read(tx: &mut Tx, member: MemberId, id: i64, now: i64) -> Result<bool> {
    Ok(tx.exec(&READ, values![member, id, now]).await? == 1)
}

/// Marks all as read, or all of a kind, and tells whether there was one.
pub(super) async fn save_all_read(tx: &mut Tx, member: MemberId, kind: Option<Kind>, now: i64) -> Result<bool> {
    Ok(tx.exec(&READ_ALL, values![member, now, kind.map_or("", Kind::word)]).await? > 0)
}

/// What a person switched off.
pub(super) async fn off(db: &Db, member: MemberId) -> Result<Vec<Kind>> {
    Ok(db.all(&OFF, values![member], |r| r.text("kind")).await?.iter().filter_map(|word| Kind::from_word(word)).collect())
}

/// Keeps what a person switched off, in place of what was.
pub(super) async fn save_off(tx: &mut Tx, member: MemberId, off: &[Kind]) -> Result<()> {
    tx.exec(&FORGET_CHOICES, values![member]).await?;
    for kind in off {
        tx.exec(&SWITCH_OFF, values![member, kind.word()]).await?;
    }
    Ok(())
}

/// Forgets notifications that were read before `read`, or to which nothing was added since `old`, at most a thousand each, with
/// the events that each person was told of; gives how many.
pub(super) async fn forget(tx: &mut Tx, read: i64, old: i64) -> Result<u64> {
    tx.exec(&FORGET_READ_EVENTS, values![read]).await?;
    let read = tx.exec(&FORGET_READ, values![read]).await?;
    tx.exec(&FORGET_OLD_EVENTS, values![old]).await?;
    Ok(read + tx.exec(&FORGET_OLD, values![old]).await?)
}
