//! Mail: the trait that sends, and what a message is. The library behind it is in a crate of its own.
//!
//! A message is queued in the transaction that decided it; the postman sends what waits, again later when that fails. What
//! was sent or given up is forgotten in its time: a text may hold a link that opens an account.

use crate::Platform;
use crate::db::{Db, Row, Tx};
use crate::{guarded, retry, sql, values, work};
use async_trait::async_trait;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use ruche_kernel::Result as KernelResult;
use std::sync::Arc;
use std::time::Duration;

sql! {
    QUEUE = "INSERT INTO mails (id, recipient, recipient_name, subject, body, html, attempts, next_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $7)";
    WAITING = "SELECT id, recipient, recipient_name, subject, body, html, attempts, next_at FROM mails WHERE next_at IS NOT NULL AND next_at <= $1 ORDER BY next_at LIMIT 20";
    /// Whoever moves the date first sends it: two nodes never send the same message at the same time.
    CLAIM = "UPDATE mails SET next_at = $3, attempts = attempts + 1 WHERE id = $1 AND next_at = $2";
    SENT = "UPDATE mails SET next_at = NULL, sent_at = $2, body = '', html = NULL, reason = NULL WHERE id = $1";
    POSTPONE = "UPDATE mails SET next_at = $2, reason = $3 WHERE id = $1";
    GIVEN_UP = "SELECT id, recipient, subject, reason, created_at, CASE WHEN body = '' THEN 0 ELSE 1 END AS has_text FROM mails WHERE next_at IS NULL AND sent_at IS NULL ORDER BY created_at, id";
    COUNT_WAITING = "SELECT count(*) AS n FROM mails WHERE next_at IS NOT NULL";
    REPLAY = "UPDATE mails SET next_at = $1, attempts = 0 WHERE next_at IS NULL AND sent_at IS NULL AND body <> ''";
    BLANK = "UPDATE mails SET body = '', html = NULL WHERE next_at IS NULL AND sent_at IS NULL AND created_at < $1 AND body <> ''";
    FORGET_SENT = "DELETE FROM mails WHERE id IN (SELECT id FROM mails WHERE sent_at IS NOT NULL AND sent_at < $1 ORDER BY sent_at LIMIT 5000)";
    FORGET_GIVEN_UP = "DELETE FROM mails WHERE id IN (SELECT id FROM mails WHERE next_at IS NULL AND sent_at IS NULL AND created_at < $1 ORDER BY created_at LIMIT 5000)";
}

/// After how many milliseconds each further attempt is made; then the message is given up and stays with its reason.
const RETRIES: [i64; 6] = [60_000, 300_000, 1_800_000, 7_200_000, 21_600_000, 86_400_000];
/// How long a message that is being sent is left alone by others, in milliseconds.
const CLAIM_MS: i64 = 120_000;
/// How often it is looked for what waits.
const ROUND: Duration = Duration::from_secs(2);
/// How many people are written to at once.
const AT_ONCE: usize = 4;
/// How long a message that was given up keeps its text, so that it can be sent again, in milliseconds: a week.
const TEXT_MS: i64 = 7 * 86_400_000;
/// How long it is kept that a message was sent or given up, in milliseconds: 30 days.
const KEPT_MS: i64 = 30 * 86_400_000;

/// One message to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The address.
    pub to: String,
    /// The name beside the address.
    pub to_name: String,
    /// The subject, without any secret.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same in HTML.
    pub html: Option<String>,
    /// Further headers, for instance `List-Unsubscribe`.
    pub headers: Vec<(String, String)>,
    /// Names the message: the same key is the same message.
    pub key: String,
}

/// Why a message did not leave.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{reason}")]
pub struct MailError {
    /// Whether trying later may help.
    pub transient: bool,
    /// For the log and the administrator.
    pub reason: String,
}

/// Sends messages.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Sends one message, or says why not.
    async fn send(&self, mail: &Mail) -> Result<(), MailError>;

    /// Whether messages reach their addresses; false when they are only kept as files, which administrators are told.
    fn delivers(&self) -> bool;
}

/// Queues a message in the transaction that decided it.
///
/// # Errors
/// What the database says.
pub async fn queue(tx: &mut Tx, id: i64, now: i64, mail: &Mail) -> KernelResult<()> {
    tx.exec(&QUEUE, values![id, &mail.to, &mail.to_name, &mail.subject, &mail.text, mail.html.clone(), now]).await?;
    Ok(())
}

/// Sends what waits.
pub struct Postman {
    platform: Platform,
    mailer: Arc<dyn Mailer>,
}

impl Postman {
    /// A postman that hands messages to `mailer`.
    #[must_use]
    pub fn new(platform: Platform, mailer: Arc<dyn Mailer>) -> Self {
        Self { platform, mailer }
    }

    /// Sends for ever. Spawned once by the server.
    pub async fn run(self: Arc<Self>) {
        let mut failures = 0;
        loop {
            match guarded(self.round()).await {
                Ok(()) => failures = 0,
                Err(error) => {
                    failures += 1;
                    tracing::warn!(failures, %error, "mail waits");
                }
            }
            tokio::time::sleep(if failures == 0 { ROUND } else { retry::pause(failures).max(ROUND) }).await;
        }
    }

    /// Sends what waits now, to a few people at once, to each in the order of the dates.
    ///
    /// # Errors
    /// What the database says; a message that does not leave is postponed, not an error.
    pub async fn round(&self) -> KernelResult<()> {
        let now = self.platform.now();
        let mut waiting = self.platform.db.all(&WAITING, values![now], waiting).await?;
        waiting.sort_by(|a, b| a.mail.to.cmp(&b.mail.to));
        let people: Vec<&[Waiting]> = waiting.chunk_by(|a, b| a.mail.to == b.mail.to).collect();
        stream::iter(people).map(Ok).try_for_each_concurrent(AT_ONCE, |of_one| self.send_all(of_one, now)).await
    }

    async fn send_all(&self, waiting: &[Waiting], now: i64) -> KernelResult<()> {
        for one in waiting {
            self.send(one, now).await?;
        }
        Ok(())
    }

    async fn send(&self, one: &Waiting, now: i64) -> KernelResult<()> {
        let db = &self.platform.db;
        let Waiting { id, due, attempts, ref mail } = *one;
        let claimed = db.write(work!([id, due, now] | tx | { tx.exec(&CLAIM, values![id, due, now + CLAIM_MS]).await })).await?;
        if claimed == 0 {
            return Ok(());
        }
        // A mailer that panics on a message will do so again: given up like one that was refused.
        let sent = guarded(async { Ok(self.mailer.send(mail).await) }).await;
        match sent.unwrap_or_else(|error| Err(MailError { transient: false, reason: error.to_string() })) {
            Ok(()) => {
                let sent = self.platform.now();
                db.write(work!([id, sent] | tx | { tx.exec(&SENT, values![id, sent]).await })).await?;
            }
            Err(error) => {
                let wait = usize::try_from(attempts).ok().and_then(|n| RETRIES.get(n)).filter(|_| error.transient);
                // The id spreads the retries of messages that failed together.
                let next = wait.map(|wait| now + wait + id % 10_000);
                tracing::warn!(mail = id, again = next.is_some(), reason = %error, "a message did not leave");
                let reason = error.reason;
                db.write(work!([id, next, reason] | tx | { tx.exec(&POSTPONE, values![id, next, &reason]).await })).await?;
            }
        }
        Ok(())
    }
}

/// A message whose time has come.
struct Waiting {
    id: i64,
    due: i64,
    attempts: i64,
    mail: Mail,
}

fn waiting(r: &Row) -> KernelResult<Waiting> {
    let id = r.int("id")?;
    let mail = Mail {
        to: r.text("recipient")?,
        to_name: r.text("recipient_name")?,
        subject: r.text("subject")?,
        text: r.text("body")?,
        html: r.opt_text("html")?,
        headers: Vec::new(),
        key: id.to_string(),
    };
    Ok(Waiting { id, due: r.int("next_at")?, attempts: r.int("attempts")?, mail })
}

/// A message that did not leave and is not tried again by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenUp {
    /// Its number.
    pub id: i64,
    /// The address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// Why it did not leave.
    pub reason: String,
    /// When it was queued, in milliseconds UTC.
    pub at: i64,
    /// Whether its text is still there, so that it can be sent again.
    pub has_text: bool,
}

/// Every message that was given up, the oldest first.
///
/// # Errors
/// What the database says.
pub async fn given_up(db: &Db) -> KernelResult<Vec<GivenUp>> {
    db.all(&GIVEN_UP, &[], |r| {
        Ok(GivenUp {
            id: r.int("id")?,
            to: r.text("recipient")?,
            subject: r.text("subject")?,
            reason: r.opt_text("reason")?.unwrap_or_default(),
            at: r.int("created_at")?,
            has_text: r.int("has_text")? == 1,
        })
    })
    .await
}

/// How many messages wait to leave.
///
/// # Errors
/// What the database says.
pub async fn count_waiting(db: &Db) -> KernelResult<i64> {
    db.one(&COUNT_WAITING, &[], |r| r.int("n")).await
}

/// Makes every message that was given up and still has its text due at `now`, and tells how many.
///
/// # Errors
/// What the database says.
pub async fn replay(db: &Db, now: i64) -> KernelResult<u64> {
    db.write(work!([now] | tx | { tx.exec(&REPLAY, values![now]).await })).await
}

/// Forgets the text of what was given up a week ago, and what was sent or given up 30 days ago; a bounded amount at a time.
///
/// # Errors
/// What the database says.
pub async fn forget(db: &Db, now: i64) -> KernelResult<()> {
    db.write(work!(
        [now] | tx | {
            tx.exec(&BLANK, values![now - TEXT_MS]).await?;
            tx.exec(&FORGET_SENT, values![now - KEPT_MS]).await?;
            tx.exec(&FORGET_GIVEN_UP, values![now - KEPT_MS]).await?;
            Ok(())
        }
    ))
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::{NOW, platform};
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Refuses what its list says, in this order, then sends; remembers how many were on their way at once.
    #[derive(Default)]
    struct Moody {
        answers: Mutex<Vec<Result<(), MailError>>>,
        sent: Mutex<Vec<String>>,
        under_way: AtomicUsize,
        most: AtomicUsize,
    }

    #[async_trait]
    impl Mailer for Moody {
        async fn send(&self, mail: &Mail) -> Result<(), MailError> {
            let at_once = self.under_way.fetch_add(1, Ordering::SeqCst) + 1;
            self.most.fetch_max(at_once, Ordering::SeqCst);
            tokio::task::yield_now().await;
            self.under_way.fetch_sub(1, Ordering::SeqCst);
            assert_ne!(mail.to, "panic@orvane.example", "on purpose");
            let answer = self.answers.lock().unwrap().pop().unwrap_or(Ok(()));
            if answer.is_ok() {
                self.sent.lock().unwrap().push(format!("{} {}", mail.to, mail.subject));
            }
            answer
        }

        fn delivers(&self) -> bool {
            true
        }
    }

    fn failure(transient: bool) -> Result<(), MailError> {
        Err(MailError { transient, reason: "on purpose".into() })
    }

    async fn write(platform: &Platform, to: &str, subject: &str) {
        let mail = Mail {
            to: format!("{to}@orvane.example"),
            to_name: String::new(),
            subject: subject.into(),
            text: "a link".into(),
            html: Some("<a>".into()),
            headers: Vec::new(),
            key: String::new(),
        };
        let (id, now) = (platform.id(), platform.now());
        platform.db.write(work!([mail] | tx | { queue(tx, id, now, &mail).await })).await.unwrap();
    }

    fn postman(platform: &Platform, answers: Vec<Result<(), MailError>>) -> (Postman, Arc<Moody>) {
        let moody = Arc::new(Moody { answers: Mutex::new(answers), ..Moody::default() });
        (Postman::new(platform.clone(), moody.clone()), moody)
    }

    #[tokio::test]
    async fn a_message_that_failed_is_tried_again_until_it_is_given_up_and_sent_once_someone_asks() {
        let (_folder, platform, clock) = platform().await;
        let (postman, moody) = postman(&platform, (0..7).map(|_| failure(true)).collect());
        write(&platform, "a", "1").await;
        for wait in RETRIES {
            postman.round().await.unwrap();
            clock.advance(wait - 1);
            postman.round().await.unwrap();
            assert!(given_up(&platform.db).await.unwrap().is_empty(), "it waits");
            clock.advance(10_001);
        }
        postman.round().await.unwrap();
        let listed = given_up(&platform.db).await.unwrap();
        assert!(matches!(listed.as_slice(), [one] if one.reason == "on purpose" && one.at == NOW && one.has_text), "{listed:?}");
        assert_eq!(moody.answers.lock().unwrap().len(), 0, "one try and six more");
        assert_eq!(replay(&platform.db, platform.now()).await.unwrap(), 1);
        postman.round().await.unwrap();
        postman.round().await.unwrap();
        assert_eq!(*moody.sent.lock().unwrap(), ["a@orvane.example 1"]);
        assert!(given_up(&platform.db).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_few_people_are_written_to_at_once_and_each_in_order() {
        let (_folder, platform, _) = platform().await;
        let (postman, moody) = postman(&platform, Vec::new());
        for n in 0..10 {
            write(&platform, "a", &n.to_string()).await;
            write(&platform, &format!("b{n}"), "x").await;
        }
        postman.round().await.unwrap();
        let sent = moody.sent.lock().unwrap().clone();
        assert_eq!(sent.len(), 20);
        let of_a: Vec<_> = sent.iter().filter(|one| one.starts_with("a@")).collect();
        assert!(of_a.is_sorted(), "{of_a:?}");
        let most = moody.most.load(Ordering::SeqCst);
        assert!((2..=AT_ONCE).contains(&most), "{most} at once");
    }

    #[tokio::test]
    async fn a_message_that_makes_the_mailer_panic_stops_no_other_and_its_secrets_are_forgotten() {
        let (_folder, platform, clock) = platform().await;
        let (postman, moody) = postman(&platform, Vec::new());
        write(&platform, "panic", "1").await;
        write(&platform, "q", "2").await;
        postman.round().await.unwrap();
        assert_eq!(*moody.sent.lock().unwrap(), ["q@orvane.example 2"]);
        assert!(given_up(&platform.db).await.unwrap()[0].reason.contains("a panic"));
        clock.advance(TEXT_MS + 1);
        forget(&platform.db, platform.now()).await.unwrap();
        assert!(!given_up(&platform.db).await.unwrap()[0].has_text);
        assert_eq!(replay(&platform.db, platform.now()).await.unwrap(), 0, "there is nothing to send any more");
        clock.set(NOW + KEPT_MS + 1);
        forget(&platform.db, platform.now()).await.unwrap();
        static COUNT: crate::db::Statement = crate::db::Statement { name: "COUNT", text: "SELECT count(*) AS n FROM mails" };
        assert_eq!(platform.db.one(&COUNT, &[], |r| r.int("n")).await.unwrap(), 0);
    }
}
