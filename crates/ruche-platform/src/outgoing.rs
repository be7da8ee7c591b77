//! What the server asks of others over HTTP: the trait of the one client. Rooms that need a page of somebody else go through it.
//!
//! Deliberately not here: the client itself, which has its own crate; cookies, credentials, and why a request was refused: whoever
//! wrote an address must not learn from the answer what stands behind it.

use async_trait::async_trait;
use bytes::Bytes;

/// What an address answered. It was written by strangers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The type it claims, with its parameters; empty when it claims none.
    pub content_type: String,
    /// The beginning of what it sent: at most a megabyte.
    pub body: Bytes,
}

/// There is no answer: the address is not one to ask, nobody is there, it took too long, or it said no. Always the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the address gives nothing")]
pub struct Refused;

/// What a receiver said to what was sent to it. It was written by strangers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The status of its answer, whatever it is.
    pub status: u16,
    /// The beginning of its answer: at most [`MOST_SAID`] bytes.
    pub body: Bytes,
}

/// The most bytes that are read of what a receiver says.
pub const MOST_SAID: usize = 1_000;

/// Asks public addresses, and no others.
#[async_trait]
pub trait Outgoing: Send + Sync {
    /// Reads what stands at `url`, of a type that `accept` names as in the header of that name. It takes a few seconds at most.
    async fn get(&self, url: &str, accept: &str) -> Result<Answer, Refused>;

    /// Sends JSON to `url`, which must be of https, with some more headers. A redirect is an answer like any other and is not followed.
    /// It takes a few seconds at most.
    async fn post(&self, url: &str, headers: &[(&'static str, String)], json: Bytes) -> Result<Said, Refused>;

    /// Whether `url` is an address that [`Outgoing::post`] would send to, as far as its text tells.
    fn posts_to(&self, url: &str) -> bool;

    /// Whether anybody is asked at all.
    fn asks(&self) -> bool {
        true
    }
}

/// Asks nobody.
#[derive(Clone, Copy, Debug, Default)]
pub struct Off;

#[async_trait]
impl Outgoing for Off {
    async fn get(&self, _url: &str, _accept: &str) -> Result<Answer, Refused> {
        Err(Refused)
    }

    async fn post(&self, _url: &str, _headers: &[(&'static str, String)], _json: Bytes) -> Result<Said, Refused> {
        Err(Refused)
    }

    fn posts_to(&self, _url: &str) -> bool {
        false
    }

    fn asks(&self) -> bool {
        false
    }
}
