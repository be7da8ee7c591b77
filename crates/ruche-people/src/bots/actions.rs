//! How a bot is made.

use super::store;
use crate::members::actions::{NewMember, insert_member};
use crate::{People, members, sign_in};
use ruche_kernel::{Actor, Error, MemberId, MemberKind, Refusal, Result, names};
use ruche_platform::db::Tx;
use ruche_platform::keys::{Made, Sending};
use ruche_platform::{secret, work};

/// The most characters of a name.
pub const MOST_NAME: usize = 80;
/// The most characters of what a bot does.
pub const MOST_PURPOSE: usize = 300;
/// The most bots of the company.
const MOST: i64 = 1_000;

/// A bot as an administrator asks for it.
#[derive(Clone, Debug, Default)]
pub struct NewBot {
    /// Its name.
    pub name: String,
    /// What it does.
    pub purpose: String,
    /// The login of who answers for it; empty for whoever makes it.
    pub sponsor: String,
}

/// A bot to be made, checked.
#[derive(Clone, Debug)]
pub struct Bot(NewMember);

impl Bot {
    /// Cleans what was said of a bot for which `sponsor` answers.
    ///
    /// # Errors
    /// The refusals, each at its field: `name` and `purpose`.
    pub fn checked(name: &str, purpose: &str, sponsor: MemberId) -> Result<Self> {
        let (name, purpose) = (names::clean_line(name), names::clean_text(purpose).trim().to_owned());
        let mut refusals = Vec::new();
        if name.is_empty() {
            refusals.push(Refusal::new("members.name_missing").at("name"));
        } else if name.chars().count() > MOST_NAME {
            refusals.push(Refusal::new("members.line_too_long").at("name").with("max", 80));
        } else if !names::is_plain(&name) {
            refusals.push(Refusal::new("members.name_mixed").at("name"));
        }
        if purpose.chars().count() > MOST_PURPOSE {
            refusals.push(Refusal::new("members.line_too_long").at("purpose").with("max", 300));
        }
        if refusals.is_empty() {
            Ok(Self(NewMember { kind: MemberKind::Bot, name, bio: purpose, sponsor: Some(sponsor), ..NewMember::default() }))
        } else {
            Err(Error::Refused(refusals))
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Keeps it, in the caller's transaction. `now` is in milliseconds UTC.
    ///
    /// # Errors
    /// Refused when the company has too many.
    pub async fn insert(&self, tx: &mut Tx, id: MemberId, now: i64) -> Result<()> {
        if store::count(tx).await? >= MOST {
            return Err(Refusal::new("bots.many").with("max", MOST).into());
        }
        insert_member(tx, id, &self.0, now).await
    }
}

/// Makes a bot, once for a key.
///
/// # Errors
/// The refusals, each at its field.
pub(super) async fn make(people: &People, actor: &Actor, new: &NewBot, key: Option<String>) -> Result<MemberId> {
    let sponsor = match new.sponsor.trim() {
        "" => Some(actor.id),
        login => members::store::sponsor(&people.platform.db, &sign_in::actions::normalise_login(login)).await?,
    };
    let Some(sponsor) = sponsor else { return Err(Refusal::new("members.sponsor_unknown").at("sponsor").into()) };
    let bot = Bot::checked(&new.name, &new.purpose, sponsor)?;
    let sending = key.map(|key| Sending { key, hash: secret::digest(&format!("{new:?}")), kind: "bot" });
    let (id, by, now) = (MemberId(people.platform.id()), actor.id, people.platform.now());
    people
        .platform
        .db
        .write_once(work!(
            [bot, sending] | tx | {
                if let Some(sending) = &sending {
                    if let Some(made) = sending.made(tx, by).await? {
                        let Made::Same(made) = made else { return Err(Error::Conflict) };
                        return Ok(MemberId(made));
                    }
                    sending.keep(tx, by, id.0, now).await?;
                }
                bot.insert(tx, id, now).await?;
                Ok(id)
            }
        ))
        .await
}
