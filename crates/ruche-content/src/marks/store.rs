//! SQL of marks.

use super::Mark;
use ruche_kernel::{Cursor, MemberId, Result, SubjectRef};
use ruche_platform::db::{Db, Tx};
use ruche_platform::{sql, values};

sql! {
    ADD = "INSERT INTO marks (subject_kind, subject_id, member_id, mark, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (subject_kind, subject_id, member_id, mark) DO NOTHING";
    REMOVE = "DELETE FROM marks WHERE subject_kind = $1 AND subject_id = $2 AND member_id = $3 AND mark = $4";
    DELETE_OF = "DELETE FROM marks WHERE subject_kind = $1 AND subject_id = $2";
    LIST = "SELECT subject_kind, subject_id, created_at FROM marks WHERE member_id = $1 AND mark = 'bookmark' AND (created_at, subject_id) < ($2, $3) ORDER BY created_at DESC, subject_id DESC LIMIT $4";
}

/// Marks a Subject for a person. Saying it twice changes nothing.
///
/// # Errors
/// What the database says.
pub async fn add(tx: &mut Tx, member: MemberId, subject: &SubjectRef, mark: Mark, now: i64) -> Result<()> {
    tx.exec(&ADD, values![&subject.kind, subject.id, member, mark.word(), now]).await?;
    Ok(())
}

pub(super) async fn remove(tx: &mut Tx, member: MemberId, subject: &SubjectRef, mark: Mark) -> Result<()> {
    tx.exec(&REMOVE, values![&subject.kind, subject.id, member, mark.word()]).await?;
    Ok(())
}

/// Forgets every mark of a Subject that is purged.
///
/// # Errors
/// What the database says.
pub async fn delete_of(tx: &mut Tx, subject: &SubjectRef) -> Result<()> {
    tx.exec(&DELETE_OF, values![&subject.kind, subject.id]).await?;
    Ok(())
}

/// A person's bookmarks, the newest first, strictly after `after`, each with its date.
pub(super) async fn bookmarks(db: &Db, member: MemberId, after: Cursor, limit: i64) -> Result<Vec<(SubjectRef, i64)>> {
    db.all(&LIST, values![member, after.at, after.id, limit], |r| {
        Ok((SubjectRef { kind: r.text("subject_kind")?, id: r.int("subject_id")? }, r.int("created_at")?))
    })
    .await
}
