//! Messages that a company sent, kept in memory.

use async_trait::async_trait;
use ruche_platform::mail::{Mail, MailError, Mailer};
use std::sync::{Arc, Mutex};

/// What was sent so far.
#[derive(Clone, Default)]
pub struct Mailbox(Arc<Mutex<Vec<Mail>>>);

impl Mailbox {
    /// Every message to an address, oldest first.
    #[must_use]
    pub fn to(&self, address: &str) -> Vec<Mail> {
        self.0.lock().unwrap().iter().filter(|m| m.to == address).cloned().collect()
    }

    /// The path of the first link of this site in the newest message to an address.
    #[must_use]
    pub fn link(&self, address: &str) -> String {
        self.links(address).pop().expect("a message")
    }

    /// The same of every message to an address, the newest last.
    #[must_use]
    pub fn links(&self, address: &str) -> Vec<String> {
        let path = |mail: &Mail| {
            let start = mail.text.find("http://").expect("a link");
            let link = mail.text[start..].split_whitespace().next().unwrap();
            url::Url::parse(link).unwrap().path().to_owned()
        };
        self.to(address).iter().map(path).collect()
    }
}

#[async_trait]
impl Mailer for Mailbox {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        self.0.lock().unwrap().push(mail.clone());
        Ok(())
    }

    fn delivers(&self) -> bool {
        true
    }
}
