//! SQL of translations.

use super::Original;
use ruche_kernel::{Result, SubjectRef};
use ruche_platform::db::{Db, Tx};
use ruche_platform::{sql, values};

sql! {
    FIND = "SELECT html FROM translations WHERE subject_kind = $1 AND subject_id = $2 AND language = $3 AND source = $4";
    /// The text is still the one that was sent.
    POST_STANDS = "SELECT 1 AS one FROM posts WHERE id = $1 AND html = $2 AND deleted_at IS NULL";
    COMMENT_STANDS = "SELECT 1 AS one FROM comments WHERE id = $1 AND html = $2 AND deleted_at IS NULL";
    KEEP = "INSERT INTO translations (subject_kind, subject_id, language, source, html, made_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (subject_kind, subject_id, language) DO UPDATE SET source = excluded.source, html = excluded.html, made_at = excluded.made_at";
    FORGET = "DELETE FROM translations WHERE subject_kind = $1 AND subject_id = $2";
}

/// What stands for a source in a language.
pub(super) async fn find(db: &Db, subject: &SubjectRef, language: &str, source: &str) -> Result<Option<String>> {
    db.opt(&FIND, values![&subject.kind, subject.id, language, source], |r| r.text("html")).await
}

/// Keeps a translation, unless its text was edited or deleted meanwhile.
pub(super) async fn keep(tx: &mut Tx, original: &Original, language: &str, source: &str, html: &str, now: i64) -> Result<()> {
    let subject = &original.subject;
    let stands = if subject.kind == "post" { &POST_STANDS } else { &COMMENT_STANDS };
    if tx.exists(stands, values![subject.id, &original.html]).await? {
        tx.exec(&KEEP, values![&subject.kind, subject.id, language, source, html, now]).await?;
    }
    Ok(())
}

/// Forgets what was made of a text that is another by now, or is purged.
pub(crate) async fn forget(tx: &mut Tx, subject: &SubjectRef) -> Result<()> {
    tx.exec(&FORGET, values![&subject.kind, subject.id]).await?;
    Ok(())
}
