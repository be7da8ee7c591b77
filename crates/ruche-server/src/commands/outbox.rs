//! `ruche outbox`: what could not be delivered, and having it tried again, beside a running server or without one.

use super::{Common, Failure, Setting, say};
use clap::{Args, Subcommand};
use ruche_kernel::{Clock as _, SystemClock};
use ruche_platform::db::Db;
use ruche_platform::mail::{self, GivenUp};
use ruche_platform::outbox::{self, SetAside};

/// The options of `outbox`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "An event that a listener cannot handle is set aside and tried again six times within a day and a half; a mail that\ndoes not leave, as long. What is left after that stays here until someone asks.\nA mail keeps its text for a week, and cannot be sent again afterwards."
)]
pub struct Outbox {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand, Clone, Debug)]
enum Act {
    /// One line an event that was set aside, and a mail that was given up
    List {
        #[command(flatten)]
        common: Common,
    },
    /// Have all of them tried again: within seconds where a server runs, else at its next start
    Replay {
        #[command(flatten)]
        common: Common,
    },
}

impl Outbox {
    /// Lists, or asks for another try.
    ///
    /// # Errors
    /// What the database says.
    pub async fn run(self) -> Result<(), Failure> {
        let (Act::List { common } | Act::Replay { common }) = &self.act;
        let setting = Setting::read(common)?;
        setting.existing()?;
        let db = setting.database().await?;
        let lines = match self.act {
            Act::List { .. } => list(&db).await?,
            Act::Replay { .. } => vec![replay(&db, SystemClock.now_ms()).await?],
        };
        db.close().await;
        for line in lines {
            say(&line);
        }
        Ok(())
    }
}

async fn list(db: &Db) -> ruche_kernel::Result<Vec<String>> {
    let (events, mails) = (outbox::set_aside(db).await?, mail::given_up(db).await?);
    let mut lines: Vec<String> = events.iter().map(event_line).chain(mails.iter().map(mail_line)).collect();
    lines.push(format!("{} set aside, {} given up.", counted(events.len(), "event"), counted(mails.len(), "mail")));
    Ok(lines)
}

async fn replay(db: &Db, now: i64) -> ruche_kernel::Result<String> {
    let (events, mails) = (outbox::replay(db, now).await?, mail::replay(db, now).await?);
    let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    Ok(format!(
        "{} and {} will be tried again: within seconds where a server runs, else at its next start.",
        counted(number(events), "event"),
        counted(number(mails), "mail")
    ))
}

fn event_line(one: &SetAside) -> String {
    let next = one.next_at.map_or_else(|| "not tried again by itself".to_owned(), |at| format!("tried again at {}", date(at)));
    format!("event {}  {}  {} for {}: {}; {next}", one.event, date(one.at), one.kind, one.listener, one.reason)
}

fn mail_line(one: &GivenUp) -> String {
    let text = if one.has_text { "" } else { "; its text is forgotten" };
    format!("mail {}  {}  to {}: {}{text}", one.id, date(one.at), one.to, one.reason)
}

fn date(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms).map_or_else(|_| ms.to_string(), |at| at.strftime("%Y-%m-%d %H:%M:%SZ").to_string())
}

fn counted(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_be_delivered_is_a_line_each() {
        let mut event = SetAside {
            listener: "notifications".into(),
            event: 80,
            kind: "post.published".into(),
            reason: "bug: no".into(),
            at: 1_800_000_000_000,
            next_at: None,
        };
        assert_eq!(
            event_line(&event),
            "event 80  2027-01-15 08:00:00Z  post.published for notifications: bug: no; not tried again by itself"
        );
        event.next_at = Some(1_800_000_060_000);
        assert!(event_line(&event).ends_with("; tried again at 2027-01-15 08:01:00Z"));
        let mail = GivenUp {
            id: 90,
            to: "a@x.example".into(),
            subject: String::new(),
            reason: "550 no".into(),
            at: 1_800_000_000_000,
            has_text: false,
        };
        assert_eq!(mail_line(&mail), "mail 90  2027-01-15 08:00:00Z  to a@x.example: 550 no; its text is forgotten");
        assert_eq!((counted(1, "mail"), counted(2, "mail")), ("1 mail".to_owned(), "2 mails".to_owned()));
    }
}
