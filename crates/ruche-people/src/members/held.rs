//! What a directory that is followed says of somebody: it says it again every night, so the person changes it there, not here.

use super::actions::ProfileEdit;
use ruche_kernel::{MemberId, Refusal, Result};
use ruche_platform::db::{Db, Tx};
use ruche_platform::{sql, values};
use std::collections::HashMap;

sql! {
    OF = "SELECT directory_fields FROM members WHERE id = $1";
    ALL = "SELECT id, directory_fields FROM members WHERE directory = $1 AND directory <> '' AND id > $2 ORDER BY id LIMIT $3";
    HOLD = "UPDATE members SET directory = $2, directory_fields = $3 WHERE id = $1";
    DIRECTORIES = "SELECT DISTINCT directory FROM members WHERE directory <> ''";
    RELEASE = "UPDATE members SET directory = '', directory_fields = '' WHERE directory = $1 AND directory <> ''";
    NOW = "SELECT name, title, unit, site, phone FROM members WHERE id = $1";
}

/// The fields of a profile that a directory may say, by their names in forms.
pub const FIELDS: [&str; 5] = ["name", "title", "unit", "site", "phone"];

/// People at once.
const SLICE: i64 = 5_000;

/// The fields that a directory says of somebody.
///
/// # Errors
/// What the database says.
pub async fn of(db: &Db, member: MemberId) -> Result<Vec<&'static str>> {
    Ok(words(&db.opt(&OF, values![member], |r| r.text("directory_fields")).await?.unwrap_or_default()))
}

/// What a person may not change of what they sent: fields that a directory says, and that are no longer as it said them.
pub(super) async fn refusals(tx: &mut Tx, member: MemberId, edit: &ProfileEdit) -> Result<Vec<Refusal>> {
    let held = words(&tx.opt(&OF, values![member], |r| r.text("directory_fields")).await?.unwrap_or_default());
    if held.is_empty() {
        return Ok(Vec::new());
    }
    let now = tx.opt(&NOW, values![member], |r| FIELDS.map(|field| r.text(field)).into_iter().collect::<Result<Vec<_>>>()).await?;
    let sent = [&edit.name, &edit.title, &edit.unit, &edit.site, &edit.phone];
    let differ =
        FIELDS.into_iter().zip(now.unwrap_or_default()).zip(sent).filter(|((field, now), sent)| held.contains(field) && now != *sent);
    Ok(differ.map(|((field, _), _)| Refusal::new("members.said_by_directory").at(field)).collect())
}

/// Everyone of whom a directory says something, with the fields.
///
/// # Errors
/// What the database says.
pub async fn by(db: &Db, directory: &str) -> Result<HashMap<i64, String>> {
    let mut all = HashMap::new();
    let mut after = 0;
    loop {
        let page = db.all(&ALL, values![directory, after, SLICE], |r| Ok((r.int("id")?, r.text("directory_fields")?))).await?;
        let Some((last, _)) = page.last() else { return Ok(all) };
        after = *last;
        all.extend(page);
    }
}

/// Notes what a directory says of somebody, as words of [`FIELDS`]; nothing any more where there are none.
///
/// # Errors
/// What the database says.
pub async fn hold(tx: &mut Tx, member: i64, directory: &str, fields: &str) -> Result<()> {
    let directory = if fields.is_empty() { "" } else { directory };
    tx.exec(&HOLD, values![member, directory, fields]).await?;
    Ok(())
}

/// The directories that say something of somebody.
///
/// # Errors
/// What the database says.
pub async fn directories(db: &Db) -> Result<Vec<String>> {
    db.all(&DIRECTORIES, &[], |r| r.text("directory")).await
}

/// Gives back to the people what a directory said that is followed no longer.
///
/// # Errors
/// What the database says.
pub async fn release(tx: &mut Tx, directory: &str) -> Result<()> {
    tx.exec(&RELEASE, values![directory]).await?;
    Ok(())
}

fn words(stored: &str) -> Vec<&'static str> {
    FIELDS.into_iter().filter(|field| stored.split(' ').any(|word| word == *field)).collect()
}
