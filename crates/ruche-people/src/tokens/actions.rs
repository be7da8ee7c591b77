//! What can be done with tokens.

use super::store::{self, New};
use crate::People;
use async_trait::async_trait;
use ruche_kernel::{Error, MemberId, Refusal, Result, names};
use ruche_platform::{secret, work};
use ruche_web::Sweep;
use ruche_web::api::Scopes;

/// What every token begins with, so that a leaked one is known for what it is.
pub const PREFIX: &str = "ruche_";
/// A day in milliseconds.
pub const DAY_MS: i64 = 86_400_000;
/// The most days until a token ends.
pub const MOST_DAYS: i64 = 366;
/// The most tokens of a person.
const MOST: i64 = 50;
/// The most characters of a name.
const MOST_CHARS: usize = 80;

/// A token to make.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// What it is for.
    pub name: String,
    /// What it may be used for.
    pub scopes: Scopes,
    /// After how many days it ends.
    pub days: i64,
}

/// Makes a token of `member`, and gives it: it is shown once.
///
/// # Errors
/// The refusals, each at its field.
pub async fn make(people: &People, member: MemberId, new: &NewToken) -> Result<String> {
    let name = names::clean_line(&new.name);
    let mut refusals = Vec::new();
    if name.is_empty() {
        refusals.push(Refusal::new("tokens.name_missing").at("name"));
    } else if name.chars().count() > MOST_CHARS {
        refusals.push(Refusal::new("members.line_too_long").at("name").with("max", 80));
    }
    if new.scopes.is_empty() {
        refusals.push(Refusal::new("tokens.scope_missing").at("scope"));
    }
    if !(1..=MOST_DAYS).contains(&new.days) {
        refusals.push(Refusal::new("tokens.days_wrong").at("days").with("max", MOST_DAYS));
    }
    if !refusals.is_empty() {
        return Err(Error::Refused(refusals));
    }
    let token = format!("{PREFIX}{}", secret::random_token()?);
    let now = people.platform.now();
    let kept = New {
        id: people.platform.id(),
        member,
        name,
        hash: secret::digest(&token),
        scopes: new.scopes.clone(),
        created_at: now,
        expires_at: now + new.days * DAY_MS,
    };
    people
        .platform
        .db
        .write(work!(
            [kept] | tx | {
                if store::count(tx, member).await? >= MOST {
                    return Err(Refusal::new("tokens.many").with("max", MOST).into());
                }
                store::insert(tx, &kept).await
            }
        ))
        .await?;
    Ok(token)
}

/// Ends a token of `member`.
///
/// # Errors
/// `NotFound` for what is not theirs.
pub(crate) async fn revoke(people: &People, member: MemberId, id: i64) -> Result<()> {
    match people.platform.db.write(work!([] | tx | { store::delete(tx, id, member).await })).await? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}

/// Forgets tokens a month after their end: until then the settings say that they have ended.
pub(super) struct Expired(pub People);

#[async_trait]
impl Sweep for Expired {
    fn name(&self) -> &'static str {
        "tokens.expired"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        self.0.platform.db.write(work!([] | tx | { store::expire(tx, now - 30 * DAY_MS).await })).await?;
        Ok(())
    }
}
