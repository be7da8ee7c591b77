//! Sends mail by SMTP, or writes it as readable files: the two implementations of [`ruche_platform::mail::Mailer`].
//!
//! Deliberately not here: what a message says, who gets one, when it is tried again. A caller that gets a transient
//! [`MailError`](ruche_platform::mail::MailError) tries later; the same key gives the same Message-ID, so that a mailbox that
//! receives a message twice can tell.

mod folder;
mod message;
mod smtp;

pub use folder::FolderMailer;
pub use smtp::{SmtpMailer, SmtpSettings, Tls};
