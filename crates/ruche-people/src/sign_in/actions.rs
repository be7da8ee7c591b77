//! What sign-in does: open and end sessions, reset and change passwords.

use super::store::{self, NewReset, NewSession};
use super::{ABSOLUTE_DAYS, DAY_MS, IDLE_DAYS, Sessions};
use crate::People;
use async_trait::async_trait;
use ruche_kernel::{Error, MemberId, Refusal, Result, names};
use ruche_platform::{secret, work};
use ruche_web::{Authenticate, Sweep, limits};
use std::net::IpAddr;
use std::sync::Arc;

/// The window in which attempts are counted, in milliseconds.
const WINDOW_MS: i64 = 900_000;
/// Attempts in one window: per login from one network, per network, and per login from everywhere. Whoever tries from one network
/// shuts nobody out of the others; the last bound is for those who try from many.
const PER_LOGIN: i64 = 10;
const PER_NETWORK: i64 = 60;
const PER_LOGIN_EVERYWHERE: i64 = 200;
/// How long a reset link works, in milliseconds.
const RESET_MS: i64 = 3_600_000;

/// A login as it is compared: no accent is folded, only case and invisible characters.
#[must_use]
pub fn normalise_login(login: &str) -> String {
    names::clean_line(login).to_lowercase()
}

/// Who asks: where from, and a few words on the device.
#[derive(Clone, Debug)]
pub struct From {
    /// The address.
    pub ip: IpAddr,
    /// The browser's own words.
    pub agent: String,
}

/// A session that was opened.
pub struct Opened {
    /// Its token.
    pub token: String,
    /// Whether the person is led to the first visit, this once.
    pub first_visit: bool,
}

/// Opens a session for a login and a password. `home` says that the person goes to no page of their own choice: only then the first
/// visit, where one is to come, is taken.
///
/// # Errors
/// `TooMany` after too many attempts; the same refusal for an unknown login, a wrong password and a closed account.
pub async fn sign_in(people: &People, login: &str, password: &str, from: &From, home: bool) -> Result<Opened> {
    let now = people.platform.now();
    let login = normalise_login(login);
    limit(people, "sign-in", &login, PER_LOGIN_EVERYWHERE, from).await?;
    let found = store::find_credentials(&people.platform.db, &login, now).await?;
    let hash = found.as_ref().and_then(|(_, hash)| hash.clone());
    let right = people.passwords.verify(password, hash.as_deref()).await?;
    let (Some((member, Some(hash))), true) = (found, right) else { return Err(Refusal::new("sign_in.wrong").into()) };
    let (token, session) = new_session(people, member, from)?;
    let opened = people
        .platform
        .db
        .write(work!(
            [session, hash] | tx | {
                // Hashing took time: the password may have changed since, or the account have closed.
                if !store::hold(tx, member, &hash, now).await? {
                    return Ok(None);
                }
                store::insert_session(tx, &session).await?;
                Ok(Some(home && store::take_first_visit(tx, member).await?))
            }
        ))
        .await?;
    let first_visit = opened.ok_or(Refusal::new("sign_in.wrong"))?;
    Ok(Opened { token, first_visit })
}

/// Opens a session for a person whose account was just made, and gives its token.
///
/// # Errors
/// What the database says.
pub async fn open_session(people: &People, member: MemberId, from: &From) -> Result<String> {
    let (token, session) = new_session(people, member, from)?;
    people.platform.db.write(work!([session] | tx | { store::insert_session(tx, &session).await })).await?;
    Ok(token)
}

/// A session to insert, and its token.
fn new_session(people: &People, member: MemberId, from: &From) -> Result<(String, Arc<NewSession>)> {
    let (now, token) = (people.platform.now(), secret::random_token()?);
    let session = NewSession {
        id: people.platform.id(),
        member,
        token_hash: secret::digest(&token),
        device: device(&from.agent),
        now,
        expires_at: now + ABSOLUTE_DAYS * DAY_MS,
    };
    Ok((token, Arc::new(session)))
}

/// Ends a session of the person.
///
/// # Errors
/// `NotFound` for a session of someone else.
pub async fn end_session(people: &People, member: MemberId, session: i64) -> Result<()> {
    let ended = people.platform.db.write(work!([member, session] | tx | { store::delete_session(tx, member, session).await })).await?;
    if ended == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// The message that carries a reset link, in the language of the page where it was asked.
pub struct ResetLetter {
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The same in HTML.
    pub html: String,
}

/// Sends a reset link to an address, if an account has it. The answer and the statements are the same if none has.
///
/// # Errors
/// `TooMany` after too many attempts.
pub async fn send_reset(people: &People, email: &str, from: &From, letter: impl FnOnce(&str) -> ResetLetter) -> Result<()> {
    let now = people.platform.now();
    let email = normalise_login(email);
    // Who is sent ten links has one that works: more would only fill the mailbox.
    limit(people, "reset", &email, PER_LOGIN, from).await?;
    let token = secret::random_token()?;
    let letter = letter(&people.settings.link(&format!("/reset/{token}")));
    let reset = Arc::new(NewReset {
        id: people.platform.id(),
        mail_id: people.platform.id(),
        email,
        token_hash: secret::digest(&token),
        expires_at: now + RESET_MS,
        now,
        subject: letter.subject,
        text: letter.text,
        html: letter.html,
    });
    people.platform.db.write(work!([reset] | tx | { store::insert_reset(tx, &reset).await })).await
}

/// Whether a reset link works now.
///
/// # Errors
/// `NotFound` when it does not.
pub async fn check_reset(people: &People, token: &str) -> Result<MemberId> {
    store::find_reset(&people.platform.db, &secret::digest(token), people.platform.now()).await?.ok_or(Error::NotFound)
}

/// Sets a new password by a reset link, which is then used; every session ends and a new one is opened.
///
/// # Errors
/// `NotFound` for a link that does not work, or the refusal of the password, which leaves the link usable.
pub async fn reset(people: &People, token: &str, password: &str, from: &From) -> Result<String> {
    let member = check_reset(people, token).await?;
    let hash = accepted_hash(people, member, password).await?;
    let (now, digest) = (people.platform.now(), secret::digest(token));
    let (token, session) = new_session(people, member, from)?;
    people
        .platform
        .db
        .write(work!(
            [digest, hash, session] | tx | {
                if !store::take_reset(tx, &digest, now).await? || !store::save_password(tx, member, &hash, now).await? {
                    return Err(Error::NotFound);
                }
                store::delete_other_sessions(tx, member, 0).await?;
                store::insert_session(tx, &session).await
            }
        ))
        .await?;
    Ok(token)
}

/// Changes the password of someone who knows the current one; every session ends, and one with a new token is opened.
///
/// # Errors
/// The refusal of either password.
pub async fn change_password(people: &People, member: MemberId, current: &str, new: &str, from: &From) -> Result<String> {
    let kept = known(people, member, current, from).await?;
    let hash = accepted_hash(people, member, new).await?;
    let now = people.platform.now();
    let (token, session) = new_session(people, member, from)?;
    let changed = people
        .platform
        .db
        .write(work!(
            [kept, hash, session] | tx | {
                let still = store::hold(tx, member, &kept, now).await?;
                if still {
                    store::save_password(tx, member, &hash, now).await?;
                    store::delete_other_sessions(tx, member, 0).await?;
                    store::insert_session(tx, &session).await?;
                }
                Ok(still)
            }
        ))
        .await?;
    if changed { Ok(token) } else { Err(wrong_current()) }
}

/// Asks the password again of somebody who is signed in, before what a stolen session must not do.
///
/// # Errors
/// The refusal at `current`; `TooMany` after some wrong ones.
pub async fn confirm(people: &People, member: MemberId, current: &str, from: &From) -> Result<()> {
    known(people, member, current, from).await.map(|_| ())
}

/// The hash of the password that somebody just typed again.
async fn known(people: &People, member: MemberId, current: &str, from: &From) -> Result<String> {
    limit(people, "change", &member.to_string(), PER_LOGIN, from).await?;
    let (kept, _) = store::find_hash(&people.platform.db, member).await?;
    if people.passwords.verify(current, kept.as_deref()).await? { Ok(kept.unwrap_or_default()) } else { Err(wrong_current()) }
}

fn wrong_current() -> Error {
    Refusal::new("sign_in.wrong_current").at("current").into()
}

/// Sets a password and ends every session.
///
/// # Errors
/// `NotFound` for an account that is closed, else the refusal of the password.
pub async fn set_password(people: &People, member: MemberId, password: &str) -> Result<()> {
    let hash = accepted_hash(people, member, password).await?;
    let now = people.platform.now();
    people
        .platform
        .db
        .write(work!(
            [hash] | tx | {
                if !store::save_password(tx, member, &hash, now).await? {
                    return Err(Error::NotFound);
                }
                store::delete_other_sessions(tx, member, 0).await
            }
        ))
        .await
}

async fn accepted_hash(people: &People, member: MemberId, password: &str) -> Result<String> {
    let (_, own) = store::find_hash(&people.platform.db, member).await?;
    accept(people, password, &own).await?;
    people.passwords.hash(password).await
}

/// Whether a new password is accepted for a person with these own words: name, address. The company's name counts with them.
///
/// # Errors
/// The refusal, at `password`.
pub(crate) async fn accept(people: &People, password: &str, own: &[String]) -> Result<()> {
    let company = Sessions(people.clone()).company().await?.map(|company| company.name);
    let words: Vec<String> = own.iter().cloned().chain(company).collect();
    Ok(people.passwords.accept(password, &words, "password")?)
}

/// Counts an attempt for the login and for the network, and refuses those beyond the limits, for which nothing is written.
async fn limit(people: &People, act: &str, login: &str, everywhere: i64, from: &From) -> Result<()> {
    // Logins are kept as digests: the table of attempts is no list of who works here.
    let (login, network) = (secret::digest(login), limits::network(from.ip));
    count(
        people,
        vec![
            (format!("{act} from {network}"), PER_NETWORK),
            (format!("{act} {login} from {network}"), PER_LOGIN),
            (format!("{act} {login}"), everywhere),
        ],
    )
    .await
}

/// Counts a message that someone with a shared link has sent to an address.
pub(crate) async fn limit_join(people: &People, email: &str, from: &From) -> Result<()> {
    limit(people, "join", email, PER_LOGIN, from).await
}

/// Counts a try of the set-up code.
pub(crate) async fn limit_code(people: &People, from: &From) -> Result<()> {
    count(people, vec![(format!("set-up from {}", limits::network(from.ip)), PER_NETWORK)]).await
}

/// Counts one more of each key, unless one of them has reached its limit.
async fn count(people: &People, keys: Vec<(String, i64)>) -> Result<()> {
    let (db, now) = (&people.platform.db, people.platform.now());
    let window = now - now % WINDOW_MS;
    let refused = || Err(Error::TooMany(u32::try_from((window + WINDOW_MS - now) / 1000).unwrap_or(900) + 1));
    for (key, most) in &keys {
        if store::attempts(db, key, window).await? >= *most {
            return refused();
        }
    }
    let keys = Arc::new(keys);
    let over = db
        .write(work!(
            [keys] | tx | {
                let mut over = false;
                for (key, most) in keys.iter() {
                    // Those who asked at once all passed the first look.
                    over |= store::add_attempt(tx, key, window).await? > *most;
                }
                Ok(over)
            }
        ))
        .await?;
    if over { refused() } else { Ok(()) }
}

/// A few words that a person recognises: the browser and the system.
fn device(agent: &str) -> String {
    let find = |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let browser = find(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = find(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(b), Some(s)) => format!("{b} · {s}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => String::new(),
    }
}

/// Ends what has expired.
pub(super) struct Expire(pub People);

#[async_trait]
impl Sweep for Expire {
    fn name(&self) -> &'static str {
        "sign_in.expire"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        self.0
            .platform
            .db
            .write(work!([now] | tx | { store::delete_expired(tx, now, now - IDLE_DAYS * DAY_MS, now - 4 * WINDOW_MS).await }))
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_named_by_browser_and_system() {
        for (agent, words) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36 Edg/130.0",
                "Edge · Windows",
            ),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18 Mobile Safari/604.1", "Safari · iPhone"),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko Firefox/130.0", "Firefox · Linux"),
            ("curl/8", ""),
        ] {
            assert_eq!(device(agent), words);
        }
    }
}
