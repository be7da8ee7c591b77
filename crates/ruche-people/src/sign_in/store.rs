//! SQL of sign-in: credentials, sessions, resets, counted attempts.

use ruche_kernel::{MemberId, Result};
use ruche_platform::db::{Db, Tx};
use ruche_platform::{sql, values};

sql! {
    FIND_CREDENTIALS = "SELECT id, password_hash FROM members WHERE (email = $1 OR username = $1) AND state = 0 AND (ends_at IS NULL OR ends_at > $2)";
    FIND_HASH = "SELECT password_hash, name, email FROM members WHERE id = $1";
    SAVE_PASSWORD = "UPDATE members SET password_hash = $2, password_changed_at = $3 WHERE id = $1 AND state = 0";
    /// A change of nothing, so that whoever changes the password or closes the account waits, and is seen.
    HOLD = "UPDATE members SET password_hash = $2 WHERE id = $1 AND password_hash = $2 AND state = 0 AND (ends_at IS NULL OR ends_at > $3)";
    TAKE_FIRST_VISIT = "UPDATE members SET first_visit = 0 WHERE id = $1 AND first_visit = 1";
    INSERT_SESSION = "INSERT INTO sessions (id, member_id, token_hash, device, created_at, last_seen_at, expires_at) VALUES ($1, $2, $3, $4, $5, $5, $6)";
    TOUCH_SESSION = "UPDATE sessions SET last_seen_at = $2 WHERE id = $1";
    LIST_SESSIONS = "SELECT id, device, created_at, last_seen_at FROM sessions WHERE member_id = $1 AND expires_at > $2 AND last_seen_at > $3 ORDER BY last_seen_at DESC, id DESC LIMIT 50";
    DELETE_SESSION = "DELETE FROM sessions WHERE member_id = $1 AND id = $2";
    DELETE_OTHER_SESSIONS = "DELETE FROM sessions WHERE member_id = $1 AND id <> $2";
    DELETE_EXPIRED_SESSIONS = "DELETE FROM sessions WHERE expires_at < $1 OR last_seen_at < $2";
    DELETE_RESETS = "DELETE FROM password_resets WHERE member_id IN (SELECT id FROM members WHERE email = $1)";
    DELETE_RESETS_OF = "DELETE FROM password_resets WHERE member_id = $1";
    /// The same statements run whether or not the account exists: for an unknown address they touch no row.
    INSERT_RESET = "INSERT INTO password_resets (id, member_id, token_hash, expires_at) SELECT $1, id, $3, $4 FROM members WHERE email = $2 AND state = 0";
    QUEUE_RESET_MAIL = "INSERT INTO mails (id, recipient, recipient_name, subject, body, html, attempts, next_at, created_at)
        SELECT $1, email, name, $3, $4, $5, 0, $6, $6 FROM members WHERE email = $2 AND state = 0";
    FIND_RESET = "SELECT r.member_id FROM password_resets r JOIN members m ON m.id = r.member_id WHERE r.token_hash = $1 AND r.expires_at > $2 AND m.state = 0";
    TAKE_RESET = "DELETE FROM password_resets WHERE token_hash = $1 AND expires_at > $2";
    DELETE_EXPIRED_RESETS = "DELETE FROM password_resets WHERE expires_at < $1";
    ADD_ATTEMPT = "INSERT INTO attempts (key, window_start, count) VALUES ($1, $2, 1) ON CONFLICT (key, window_start) DO UPDATE SET count = attempts.count + 1";
    COUNT_ATTEMPTS = "SELECT count FROM attempts WHERE key = $1 AND window_start = $2";
    FORGET_ATTEMPTS = "DELETE FROM attempts WHERE window_start < $1";
}

/// The person and the kept hash of a login (address or user name, normalised), if the account is open now.
pub(super) async fn find_credentials(db: &Db, login: &str, now: i64) -> Result<Option<(MemberId, Option<String>)>> {
    db.opt(&FIND_CREDENTIALS, values![login, now], |r| Ok((MemberId(r.int("id")?), r.opt_text("password_hash")?))).await
}

/// The kept hash of a person, with the words a password may not be made of.
pub(super) async fn find_hash(db: &Db, member: MemberId) -> Result<(Option<String>, Vec<String>)> {
    db.one(&FIND_HASH, values![member], |r| {
        Ok((r.opt_text("password_hash")?, [Some(r.text("name")?), r.opt_text("email")?].into_iter().flatten().collect()))
    })
    .await
}

/// Keeps a new password's hash and kills the reset links; tells whether the account is open. `now` is in milliseconds UTC.
///
/// # Errors
/// What the database says.
pub async fn save_password(tx: &mut Tx, member: MemberId, hash: &str, now: i64) -> Result<bool> {
    let open = tx.exec(&SAVE_PASSWORD, values![member, hash, now]).await? == 1;
    tx.exec(&DELETE_RESETS_OF, values![member]).await?;
    Ok(open)
}

/// Whether the account is open and still has this hash, which it keeps until the transaction ends.
pub(super) async fn hold(tx: &mut Tx, member: MemberId, hash: &str, now: i64) -> Result<bool> {
    Ok(tx.exec(&HOLD, values![member, hash, now]).await? == 1)
}

/// A new session.
pub(super) struct NewSession {
    pub id: i64,
    pub member: MemberId,
    pub token_hash: String,
    pub device: String,
    pub now: i64,
    pub expires_at: i64,
}

pub(super) async fn insert_session(tx: &mut Tx, s: &NewSession) -> Result<()> {
    tx.exec(&INSERT_SESSION, values![s.id, s.member, &s.token_hash, &s.device, s.now, s.expires_at]).await?;
    Ok(())
}

/// Whether the person is led to the first visit, this once.
pub(super) async fn take_first_visit(tx: &mut Tx, member: MemberId) -> Result<bool> {
    Ok(tx.exec(&TAKE_FIRST_VISIT, values![member]).await? == 1)
}

pub(super) async fn touch_session(tx: &mut Tx, id: i64, now: i64) -> Result<()> {
    tx.exec(&TOUCH_SESSION, values![id, now]).await?;
    Ok(())
}

/// A session as its person sees it.
#[derive(Clone, Debug)]
pub(super) struct Session {
    pub id: i64,
    pub device: String,
    pub created_at: i64,
    pub last_seen_at: i64,
}

pub(super) async fn list_sessions(db: &Db, member: MemberId, now: i64, idle_since: i64) -> Result<Vec<Session>> {
    db.all(&LIST_SESSIONS, values![member, now, idle_since], |r| {
        Ok(Session { id: r.int("id")?, device: r.text("device")?, created_at: r.int("created_at")?, last_seen_at: r.int("last_seen_at")? })
    })
    .await
}

pub(super) async fn delete_session(tx: &mut Tx, member: MemberId, id: i64) -> Result<u64> {
    tx.exec(&DELETE_SESSION, values![member, id]).await
}

/// Ends every session of a person but one (0: every one).
pub async fn delete_other_sessions(tx: &mut Tx, member: MemberId, kept: i64) -> Result<()> {
    tx.exec(&DELETE_OTHER_SESSIONS, values![member, kept]).await?;
    Ok(())
}

pub(super) async fn delete_expired(tx: &mut Tx, now: i64, idle_since: i64, attempts_since: i64) -> Result<()> {
    tx.exec(&DELETE_EXPIRED_SESSIONS, values![now, idle_since]).await?;
    tx.exec(&DELETE_EXPIRED_RESETS, values![now]).await?;
    tx.exec(&FORGET_ATTEMPTS, values![attempts_since]).await?;
    Ok(())
}

/// A reset link and the message that carries it.
pub(super) struct NewReset {
    pub id: i64,
    pub mail_id: i64,
    pub email: String,
    pub token_hash: String,
    pub expires_at: i64,
    pub now: i64,
    pub subject: String,
    pub text: String,
    pub html: String,
}

pub(super) async fn insert_reset(tx: &mut Tx, r: &NewReset) -> Result<()> {
    tx.exec(&DELETE_RESETS, values![&r.email]).await?;
    tx.exec(&INSERT_RESET, values![r.id, &r.email, &r.token_hash, r.expires_at]).await?;
    tx.exec(&QUEUE_RESET_MAIL, values![r.mail_id, &r.email, &r.subject, &r.text, &r.html, r.now]).await?;
    Ok(())
}

pub(super) async fn find_reset(db: &Db, token_hash: &str, now: i64) -> Result<Option<MemberId>> {
    db.opt(&FIND_RESET, values![token_hash, now], |r| Ok(MemberId(r.int("member_id")?))).await
}

/// Takes a reset link: true for the one who came first.
pub(super) async fn take_reset(tx: &mut Tx, token_hash: &str, now: i64) -> Result<bool> {
    Ok(tx.exec(&TAKE_RESET, values![token_hash, now]).await? == 1)
}

/// The attempts of `key` in a window.
pub(super) async fn attempts(db: &Db, key: &str, window: i64) -> Result<i64> {
    Ok(db.opt(&COUNT_ATTEMPTS, values![key, window], |r| r.int("count")).await?.unwrap_or(0))
}

/// One more attempt of `key` in this window, and how many that makes.
pub(super) async fn add_attempt(tx: &mut Tx, key: &str, window: i64) -> Result<i64> {
    tx.exec(&ADD_ATTEMPT, values![key, window]).await?;
    Ok(tx.opt(&COUNT_ATTEMPTS, values![key, window], |r| r.int("count")).await?.unwrap_or(1))
}
