//! SQL of reactions.

use super::Kind;
use ruche_kernel::{Error, MemberId, PlaceId, Result, SubjectRef};
use ruche_platform::db::{Db, Tx};
use ruche_platform::{sql, values};
use std::collections::HashMap;

sql! {
    /// Counts and the viewer's own, in one statement, for posts and comments together. The kinds are named, though no post has the id of
    /// a comment: they come first in the keys.
    SUMMARY = "SELECT subject_kind, subject_id, kind, count, 0 AS mine FROM reaction_counts WHERE subject_kind IN ('post', 'comment') AND subject_id IN ({list}) AND count > 0
        UNION ALL SELECT subject_kind, subject_id, kind, 0 AS count, 1 AS mine FROM reactions WHERE subject_kind IN ('post', 'comment') AND subject_id IN ({list}) AND member_id = $1";
    FIND = "SELECT kind FROM reactions WHERE subject_kind = $1 AND subject_id = $2 AND member_id = $3";
    LOCK = "UPDATE reactions SET kind = kind WHERE subject_kind = $1 AND subject_id = $2 AND member_id = $3";
    INSERT = "INSERT INTO reactions (subject_kind, subject_id, member_id, place_id, kind, created_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (subject_kind, subject_id, member_id) DO NOTHING";
    SAVE = "UPDATE reactions SET kind = $4, created_at = $5 WHERE subject_kind = $1 AND subject_id = $2 AND member_id = $3";
    DELETE = "DELETE FROM reactions WHERE subject_kind = $1 AND subject_id = $2 AND member_id = $3";
    COUNT = "INSERT INTO reaction_counts (subject_kind, subject_id, kind, count) VALUES ($1, $2, $3, $4)
        ON CONFLICT (subject_kind, subject_id, kind) DO UPDATE SET count = reaction_counts.count + excluded.count";
    DELETE_ALL = "DELETE FROM reactions WHERE subject_kind = $1 AND subject_id = $2";
    DELETE_COUNTS = "DELETE FROM reaction_counts WHERE subject_kind = $1 AND subject_id = $2";
    MOVE = "UPDATE reactions SET place_id = $2 WHERE subject_kind = $1 AND subject_id IN ({list})";
}

/// The reactions to one Subject, as a viewer sees them.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// How many of each kind, in no order.
    pub counts: HashMap<Kind, i64>,
    /// The viewer's own.
    pub mine: Option<Kind>,
}

/// The reactions to several Subjects, by Subject. Ids are unique over kinds.
///
/// # Errors
/// What the database says.
pub async fn summaries(db: &Db, viewer: MemberId, ids: &[i64]) -> Result<HashMap<SubjectRef, Summary>> {
    let rows = db
        .all_in(&SUMMARY, values![viewer], ids, |r| {
            Ok((
                SubjectRef { kind: r.text("subject_kind")?, id: r.int("subject_id")? },
                Kind::from_number(r.int("kind")?),
                r.int("count")?,
                r.flag("mine")?,
            ))
        })
        .await?;
    let mut all: HashMap<SubjectRef, Summary> = HashMap::new();
    for (subject, kind, count, mine) in rows {
        let summary = all.entry(subject).or_default();
        if mine {
            summary.mine = Some(kind);
        } else {
            summary.counts.insert(kind, count);
        }
    }
    Ok(all)
}

/// Sets (or removes, with `None`) a person's reaction; the counts follow. Tells whether anything changed.
///
/// # Errors
/// `Conflict` when the same person was faster in another tab: the transaction is to be run again.
pub async fn set(tx: &mut Tx, subject: &SubjectRef, place: PlaceId, member: MemberId, kind: Option<Kind>, at: i64) -> Result<bool> {
    // A person who presses twice at once takes turns with themselves, so that what was there before is known.
    tx.exec(&LOCK, values![&subject.kind, subject.id, member]).await?;
    let before = tx.opt(&FIND, values![&subject.kind, subject.id, member], |r| r.int("kind")).await?.map(Kind::from_number);
    if before == kind {
        return Ok(false);
    }
    let done = match (before, kind) {
        (None, Some(kind)) => tx.exec(&INSERT, values![&subject.kind, subject.id, member, place, kind as i64, at]).await?,
        (_, Some(kind)) => tx.exec(&SAVE, values![&subject.kind, subject.id, member, kind as i64, at]).await?,
        (_, None) => tx.exec(&DELETE, values![&subject.kind, subject.id, member]).await?,
    };
    if done == 0 {
        // The first press of two at once: the other one is there now.
        return Err(Error::Conflict);
    }
    let mut changes: Vec<(i64, i64)> =
        kind.iter().map(|kind| (*kind as i64, 1)).chain(before.iter().map(|before| (*before as i64, -1))).collect();
    // In one order for everyone: two who change places do not wait for each other.
    changes.sort_unstable();
    for (kind, change) in changes {
        tx.exec(&COUNT, values![&subject.kind, subject.id, kind, change]).await?;
    }
    Ok(true)
}

/// Forgets every reaction to a Subject that is purged.
///
/// # Errors
/// What the database says.
pub async fn delete_of(tx: &mut Tx, subject: &SubjectRef) -> Result<()> {
    tx.exec(&DELETE_ALL, values![&subject.kind, subject.id]).await?;
    tx.exec(&DELETE_COUNTS, values![&subject.kind, subject.id]).await?;
    Ok(())
}

/// Moves the reactions to some Subjects of one kind to a place.
///
/// # Errors
/// What the database says.
pub async fn move_of(tx: &mut Tx, kind: &str, ids: &[i64], into: PlaceId) -> Result<()> {
    tx.exec_in(&MOVE, values![kind, into], ids).await?;
    Ok(())
}
