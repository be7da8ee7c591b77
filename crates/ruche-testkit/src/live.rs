//! A reader of the live stream, as a browser's `EventSource` is one.

use crate::Browser;
use reqwest::{Method, Response};
use serde_json::Value;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// One message of the stream; ids only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The number of the event.
    pub seq: i64,
    /// What happened.
    pub kind: String,
    /// On what, for instance `post:7`.
    pub subject: String,
    /// In which place.
    pub place: String,
    /// What the subject hangs on.
    pub root: String,
    /// Who did it.
    pub actor: String,
}

/// An open stream.
pub struct Reader {
    answer: Response,
    text: String,
}

impl Browser {
    /// Opens the live stream, after a number if one is given, and waits until it has begun.
    pub async fn live(&self, after: Option<i64>) -> Reader {
        let path = after.map_or("/live".to_owned(), |seq| format!("/live?after={seq}"));
        self.live_at(&path, None).await
    }

    /// Opens the live stream as a browser that reconnects by itself.
    pub async fn live_again(&self, last_event_id: i64) -> Reader {
        self.live_at("/live", Some(last_event_id)).await
    }

    async fn live_at(&self, path: &str, last: Option<i64>) -> Reader {
        // The hub follows the outbox a moment after the server has started.
        for _ in 0..500 {
            let mut request = self.request(Method::GET, path).header("accept", "text/event-stream");
            if let Some(last) = last {
                request = request.header("last-event-id", last.to_string());
            }
            let answer = request.send().await.unwrap();
            match answer.status().as_u16() {
                200 => return Reader { answer, text: String::new() },
                503 => tokio::time::sleep(Duration::from_millis(10)).await,
                other => panic!("{path} answered {other}"),
            }
        }
        panic!("the live stream does not begin");
    }
}

impl Reader {
    /// The next message within `within`, beats left out; nothing when none came or the stream ended.
    pub async fn next(&mut self, within: Duration) -> Option<Message> {
        let end = Instant::now() + within;
        loop {
            let block = self.block(end).await.ok()??;
            let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name).map(str::trim));
            if field("event:") == Some("beat") {
                continue;
            }
            let Some(said) = field("data:") else { continue };
            let said: Value = serde_json::from_str(said).unwrap();
            let text = |name: &str| said[name].as_str().unwrap().to_owned();
            return Some(Message {
                seq: said["seq"].as_i64().unwrap(),
                kind: text("kind"),
                subject: text("subject"),
                place: text("place"),
                root: text("root"),
                actor: text("actor"),
            });
        }
    }

    /// Every message until one is of `kind`, that one last.
    ///
    /// # Panics
    /// When it does not come within 25 seconds: five times what is promised.
    pub async fn until(&mut self, kind: &str) -> Vec<Message> {
        let mut seen: Vec<Message> = Vec::new();
        while seen.last().is_none_or(|message| message.kind != kind) {
            match self.next(Duration::from_secs(25)).await {
                Some(message) => seen.push(message),
                None => panic!("no {kind}, only {seen:?}"),
            }
        }
        seen
    }

    /// Whether the stream ends within `within`; what still comes is passed over.
    pub async fn ends(&mut self, within: Duration) -> bool {
        let end = Instant::now() + within;
        loop {
            match self.block(end).await {
                Ok(Some(_)) => {}
                Ok(None) => return true,
                Err(_) => return false,
            }
        }
    }

    /// The next block of lines; nothing when the stream has ended, an error when it is too late.
    async fn block(&mut self, end: Instant) -> Result<Option<String>, tokio::time::error::Elapsed> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.text = rest;
                return Ok(Some(block));
            }
            match timeout_at(end, self.answer.chunk()).await? {
                Ok(Some(chunk)) => self.text.push_str(std::str::from_utf8(&chunk).unwrap()),
                Ok(None) | Err(_) => return Ok(None),
            }
        }
    }
}
