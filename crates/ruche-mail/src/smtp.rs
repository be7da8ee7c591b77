//! Mail by SMTP, through a few connections that are kept and shared. When and how often a message is tried again is the caller's.

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use lettre::message::Mailbox;
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls as Encryption, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use ruche_platform::mail::{Mail, MailError, Mailer};

use crate::message::{Form, compose, mailbox, refused};

const CONNECT: Duration = Duration::from_secs(5);

/// One message, from connecting to the last answer. Servers that inspect mail answer late.
const WHOLE: Duration = Duration::from_secs(90);

/// Connections at once, and how long one is kept unused: servers limit the first and often cut the second after a minute or more.
const CONNECTIONS: u32 = 4;
const IDLE: Duration = Duration::from_secs(30);

/// How the connection is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    /// Not at all: for a relay on the same machine.
    None,
    /// By `STARTTLS`, which the server must offer: a connection that stays in the clear is given up (usually port 587).
    StartTls,
    /// From the first byte (usually port 465).
    Tls,
}

/// The server that takes our mail, and in whose name it is sent.
#[derive(Clone)]
pub struct SmtpSettings {
    /// Its name, which its certificate must bear.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is encrypted.
    pub tls: Tls,
    /// Who signs in there; nobody when absent.
    pub user: Option<String>,
    /// The password of `user`.
    pub password: Option<String>,
    /// The address that mail is sent from.
    pub from: String,
    /// The name beside it, which may be empty.
    pub from_name: String,
}

impl fmt::Debug for SmtpSettings {
    /// Without the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpSettings")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("tls", &self.tls)
            .field("user", &self.user)
            .field("from", &self.from)
            .field("from_name", &self.from_name)
            .finish_non_exhaustive()
    }
}

/// Hands messages to a mail server.
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    patience: Duration,
}

impl SmtpMailer {
    /// Trusts the certificate authorities of the public web. Nothing is connected yet. Call it inside the Tokio runtime that will
    /// send: the connections live there.
    ///
    /// # Errors
    /// A permanent one when `from` is not a mail address, or when there is a user without a password or the reverse.
    pub fn new(settings: SmtpSettings) -> Result<Self, MailError> {
        Self::build(settings, None)
    }

    /// The same, trusting the certificate authority of `pem` as well: many companies have their own.
    ///
    /// # Errors
    /// As for [`Self::new`], and when `pem` holds no certificate.
    pub fn trusting(settings: SmtpSettings, pem: &[u8]) -> Result<Self, MailError> {
        // The parser takes a text without any certificate for an empty list.
        if !String::from_utf8_lossy(pem).contains("-----BEGIN CERTIFICATE-----") {
            return Err(refused("mail server: no certificate in the PEM file"));
        }
        let authority = Certificate::from_pem(pem).map_err(|error| refused(error.to_string()))?;
        Self::build(settings, Some(authority))
    }

    fn build(settings: SmtpSettings, authority: Option<Certificate>) -> Result<Self, MailError> {
        let from = mailbox("sender", &settings.from, &settings.from_name)?;
        let parameters = || {
            let mut tls = TlsParameters::builder(settings.host.clone());
            if let Some(authority) = authority {
                tls = tls.add_root_certificate(authority);
            }
            tls.build().map_err(|error| refused(error.to_string()))
        };
        let encryption = match settings.tls {
            Tls::None => Encryption::None,
            Tls::StartTls => Encryption::Required(parameters()?),
            Tls::Tls => Encryption::Wrapper(parameters()?),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port)
            .tls(encryption)
            .timeout(Some(CONNECT))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS).idle_timeout(IDLE));
        match (settings.user, settings.password) {
            (Some(user), Some(password)) => {
                if settings.tls == Tls::None {
                    tracing::warn!(host = settings.host, "the password of the mail server travels in the clear");
                }
                builder = builder.credentials(Credentials::new(user, password));
            }
            (None, None) => {}
            _ => {
                return Err(refused("mail server: a user takes a password, and the reverse"));
            }
        }
        Ok(Self { transport: builder.build(), from, patience: WHOLE })
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    /// Permanent is what the server says of this message or of its recipient (5xx). Whatever the administrator can mend (an
    /// unreachable server, a certificate, a password) is transient: those messages leave once it is mended.
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let message = compose(&self.from, mail, Form::Wire)?;
        match tokio::time::timeout(self.patience, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(MailError { transient: is_transient(&error, mail), reason: error.to_string() }),
            Err(_) => Err(MailError { transient: true, reason: format!("no answer from the mail server within {:?}", self.patience) }),
        }
    }

    fn delivers(&self) -> bool {
        true
    }
}

fn is_transient(error: &lettre::transport::smtp::Error, mail: &Mail) -> bool {
    if let Some(code) = error.status() {
        // RFC 4954, 6: about the sign-in, hence about the settings and not about the message.
        return error.is_transient() || [530, 534, 535, 538].contains(&u16::from(code));
    }
    // The server takes no accents in an address (SMTPUTF8), and this one has some.
    !error.is_client() || mail.to.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    fn settings(port: u16) -> SmtpSettings {
        SmtpSettings {
            host: "127.0.0.1".into(),
            port,
            tls: Tls::None,
            user: None,
            password: None,
            from: "ruche@orvane.example".into(),
            from_name: "Ruche".into(),
        }
    }

    #[tokio::test]
    async fn a_server_that_never_answers_is_given_up() {
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut mailer = SmtpMailer::new(settings(silent.local_addr().unwrap().port())).unwrap();
        mailer.patience = Duration::from_millis(300);
        let mail = Mail {
            to: "elise@orvane.example".into(),
            to_name: String::new(),
            subject: "s".into(),
            text: "t".into(),
            html: None,
            headers: Vec::new(),
            key: "k".into(),
        };
        let error = mailer.send(&mail).await.unwrap_err();
        assert!(error.transient && error.reason.contains("no answer"), "{error}");
    }

    #[tokio::test]
    async fn settings_that_cannot_work_are_refused_at_once() {
        let refused = |change: &dyn Fn(&mut SmtpSettings)| {
            let mut settings = settings(25);
            change(&mut settings);
            assert!(!SmtpMailer::new(settings).err().unwrap().transient);
        };
        refused(&|settings| settings.from = "ruche".into());
        refused(&|settings| settings.from_name = "a\r\nBcc: b@evil.example".into());
        refused(&|settings| settings.user = Some("ruche".into()));
        refused(&|settings| settings.password = Some("secret".into()));
        assert!(SmtpMailer::trusting(settings(25), b"no certificate").is_err());
    }

    #[test]
    fn the_password_is_not_for_the_log() {
        let settings = SmtpSettings { password: Some("hunter2".into()), ..settings(25) };
        assert!(!format!("{settings:?}").contains("hunter2"));
    }
}
