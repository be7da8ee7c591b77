//! SQL of the first run and of the company's settings.

use ruche_kernel::{Error, PlaceId, Result, names};
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};

sql! {
    ANY_COMPANY = "SELECT id FROM companies LIMIT 1";
    INSERT_COMPANY = "INSERT INTO companies (id, locale, brand_hue, leaver_naming, employee_count, created_at) VALUES ($1, $2, $3, 0, 0, $4)";
    INSERT_PLACE = "INSERT INTO places (id, parent_id, kind, access, name, sort_key, description, icon, hue, language, member_count, partner_count, post_count, created_at)
        VALUES ($1, NULL, 0, 0, $2, $3, '', 'home', $4, $5, 0, 0, 0, $6)";
    FIND_SETTINGS = "SELECT p.name, c.locale, c.brand_hue, c.leaver_naming FROM companies c JOIN places p ON p.id = c.id";
    SAVE_COMPANY = "UPDATE companies SET locale = $2, brand_hue = $3, leaver_naming = $4 WHERE id = $1";
    SAVE_PLACE = "UPDATE places SET name = $2, sort_key = $3, hue = $4, language = $5 WHERE id = $1";
}

/// A company to start.
#[derive(Clone, Debug)]
pub struct NewCompany {
    /// Its name.
    pub name: String,
    /// The language for those who choose none.
    pub locale: String,
    /// The hue, 0 to 359.
    pub hue: i64,
}

/// The settings that administrators change.
#[derive(Clone, Debug)]
pub struct CompanySettings {
    /// Name, language, hue.
    pub company: NewCompany,
    /// Whether those who leave are shown as "former member" rather than under their name.
    pub hide_leavers: bool,
}

/// Whether a company was started.
pub async fn exists(db: &Db) -> Result<bool> {
    Ok(db.opt(&ANY_COMPANY, &[], |_| Ok(())).await?.is_some())
}

/// The same, inside a transaction.
///
/// # Errors
/// What the database says.
pub async fn exists_in(tx: &mut Tx) -> Result<bool> {
    tx.exists(&ANY_COMPANY, &[]).await
}

/// Inserts a checked company with its place, in the caller's transaction.
///
/// # Errors
/// `Conflict` for an id that is taken, else what the database says.
pub async fn insert(tx: &mut Tx, id: PlaceId, c: &NewCompany, now: i64) -> Result<()> {
    tx.exec(&INSERT_COMPANY, values![id, &c.locale, c.hue, now]).await?;
    tx.exec(&INSERT_PLACE, values![id, &c.name, names::sort_key(&c.name), c.hue, &c.locale, now]).await?;
    Ok(())
}

fn company_settings(r: &Row) -> Result<CompanySettings> {
    Ok(CompanySettings {
        company: NewCompany { name: r.text("name")?, locale: r.text("locale")?, hue: r.int("brand_hue")? },
        hide_leavers: r.flag("leaver_naming")?,
    })
}

/// The company's settings.
///
/// # Errors
/// `NotFound` before there is a company, else what the database says.
pub async fn settings(db: &Db) -> Result<CompanySettings> {
    db.one(&FIND_SETTINGS, &[], company_settings).await
}

/// The same, inside a transaction.
pub(super) async fn settings_in(tx: &mut Tx) -> Result<CompanySettings> {
    tx.opt(&FIND_SETTINGS, &[], company_settings).await?.ok_or(Error::NotFound)
}

pub(super) async fn save(tx: &mut Tx, id: PlaceId, s: &CompanySettings) -> Result<()> {
    tx.exec(&SAVE_COMPANY, values![id, &s.company.locale, s.company.hue, s.hide_leavers]).await?;
    tx.exec(&SAVE_PLACE, values![id, &s.company.name, names::sort_key(&s.company.name), s.company.hue, &s.company.locale]).await?;
    Ok(())
}
