//! What a directory that is followed says of somebody: it says it again every night, so the person changes it there, not here.

use super::actions::ProfileEdit;
use ruche_kernel::{MemberId, Refusal, Result};
use ruche_platform::db::{Db, Tx};
use ruche_platform::{sql, values};
use std::collections::HashMap;

sql! {
    OF = "SELECT directory_fields FROM members WHERE id = $1";
    COUNTS = "SELECT directory, directory_fields, COUNT(*) AS n FROM members WHERE directory <> '' GROUP BY directory, directory_fields";
    ALL = "SELECT id, directory_fields FROM members WHERE directory = $1 AND directory <> '' AND id > $2 ORDER BY id LIMIT $3";
    HOLD = "UPDATE members SET directory = $2, directory_fields = $3 WHERE id = $1";
    DIRECTORIES = "SELECT DISTINCT directory FROM members WHERE directory <> ''";
    RELEASE = "UPDATE members SET directory = '', directory_fields = '' WHERE directory = $1 AND directory <> ''";
    NOW = "SELECT name, title, unit, site, phone FROM members WHERE id = $1";
}

/// The fields of an account that a directory may say, by their names in forms.
pub const FIELDS: [&str; 5] = ["name", "title", "unit", "site", "phone"];

/// People at once.
const SLICE: i64 = 5_000;

/// What a directory says of somebody: the fields of the account, and those that the company added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held(Vec<String>);

impl Held {
    /// From what is stored: words of [`FIELDS`], and [`word`]s.
    #[must_use]
    pub fn read(stored: &str) -> Self {
        Self(stored.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect())
    }

    /// Whether it says a field of the account.
    #[must_use]
    pub fn says(&self, field: &str) -> bool {
        self.0.iter().any(|word| word == field)
    }

    /// Whether it says a field that the company added.
    #[must_use]
    pub fn says_added(&self, field: i64) -> bool {
        self.says(&word(field))
    }
}

/// The word of a field that the company added.
#[must_use]
pub fn word(field: i64) -> String {
    format!("field-{field}")
}

/// What a directory says of somebody.
///
/// # Errors
/// What the database says.
pub async fn of(db: &Db, member: MemberId) -> Result<Held> {
    Ok(Held::read(&db.opt(&OF, values![member], |r| r.text("directory_fields")).await?.unwrap_or_default()))
}

/// The same, inside a transaction.
pub(crate) async fn of_in(tx: &mut Tx, member: MemberId) -> Result<Held> {
    Ok(Held::read(&tx.opt(&OF, values![member], |r| r.text("directory_fields")).await?.unwrap_or_default()))
}

/// What each directory says, and of how many.
pub(crate) async fn counts(db: &Db) -> Result<Vec<(String, Held, i64)>> {
    db.all(&COUNTS, &[], |r| Ok((r.text("directory")?, Held::read(&r.text("directory_fields")?), r.int("n")?))).await
}

/// What a person may not change of what they sent: fields that a directory says, and that are no longer as it said them.
pub(super) async fn refusals(tx: &mut Tx, member: MemberId, edit: &ProfileEdit) -> Result<Vec<Refusal>> {
    let held = of_in(tx, member).await?;
    if held == Held::default() {
        return Ok(Vec::new());
    }
    let now = tx.opt(&NOW, values![member], |r| FIELDS.map(|field| r.text(field)).into_iter().collect::<Result<Vec<_>>>()).await?;
    let sent = [&edit.name, &edit.title, &edit.unit, &edit.site, &edit.phone];
    let differ = FIELDS.into_iter().zip(now.unwrap_or_default()).zip(sent).filter(|((field, now), sent)| held.says(field) && now != *sent);
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

/// Notes what a directory says of somebody, as [`Held`] reads it; nothing any more where there are none.
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
