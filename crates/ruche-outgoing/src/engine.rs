//! The translation engine that the operator chose, over the HTTP API of LibreTranslate: `POST /translate` with `q`, `source`, `target`,
//! `format` and `api_key`, answered by `translatedText`, or by `error` under another status.
//!
//! Rules: its address is the operator's own choice, so that it may stand in the house, which no address in a text of people may; ten
//! seconds and a megabyte, no redirect, no cookies, no proxy. Nothing of a text, and not the key, is ever logged.

use crate::{USER_AGENT, words};
use async_trait::async_trait;
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::redirect::Policy;
use reqwest::{Response, StatusCode};
use ruche_platform::translation::{Translator, Untranslated};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use url::Url;

/// How long the engine may take for a text.
pub const TIME: Duration = Duration::from_secs(10);
/// The most bytes of an answer: one that is longer is none.
const MOST_BYTES: usize = 1_000_000;

/// The client of an engine.
pub struct LibreTranslate {
    http: reqwest::Client,
    translate: String,
    key: Option<String>,
    time: Duration,
}

/// What is asked.
#[derive(Serialize)]
struct Question<'a> {
    q: &'a str,
    source: &'a str,
    target: &'a str,
    format: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    api_key: Option<&'a str>,
}

/// What is answered.
#[derive(Deserialize)]
struct Translated {
    #[serde(rename = "translatedText")]
    text: String,
}

impl LibreTranslate {
    /// A client of the engine at `address`, which waits for `time`.
    ///
    /// # Errors
    /// A sentence when the machine has no certificates to trust.
    pub fn new(address: &Url, key: Option<String>, time: Duration) -> Result<Self, String> {
        // A second installation is refused by the library and changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().user_agent(USER_AGENT).redirect(Policy::none()).referer(false).no_proxy().build();
        let http = http.map_err(|e| format!("the client of the translation engine: {}", words(&e)))?;
        Ok(Self { http, translate: format!("{}/translate", address.as_str().trim_end_matches('/')), key, time })
    }

    async fn ask(&self, question: &Question<'_>) -> Result<String, (Untranslated, String)> {
        let away = |reason: String| (Untranslated::Unavailable, reason);
        let body = serde_json::to_vec(question).map_err(|e| away(e.to_string()))?;
        let request = self.http.post(&self.translate).header(CONTENT_TYPE, "application/json").header(ACCEPT, "application/json");
        let answer = request.body(body).send().await.map_err(|e| away(words(&e)))?;
        let status = answer.status();
        if !status.is_success() {
            // What it says beside the status may hold the text.
            let asked_too_much = matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT);
            let refused = status.is_client_error() && !asked_too_much;
            return Err((if refused { Untranslated::Refused } else { Untranslated::Unavailable }, format!("it answered {status}")));
        }
        let said = read(answer).await.map_err(away)?;
        // Without what stands there: it is of a text of people.
        let translated: Translated = serde_json::from_slice(&said).map_err(|_| away("its answer cannot be read".into()))?;
        Ok(translated.text)
    }
}

#[async_trait]
impl Translator for LibreTranslate {
    async fn translate(&self, html: &str, from: &str, to: &str) -> Result<String, Untranslated> {
        let question = Question { q: html, source: from, target: to, format: "html", api_key: self.key.as_deref() };
        let asked = tokio::time::timeout(self.time, self.ask(&question)).await;
        asked.unwrap_or_else(|_| Err((Untranslated::Unavailable, "it took too long".into()))).map_err(|(why, reason)| {
            tracing::warn!(reason, from, to, "the translation engine gave nothing");
            why
        })
    }
}

/// The whole of an answer, when it is not too long.
async fn read(mut answer: Response) -> Result<Vec<u8>, String> {
    let mut said = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|e| words(&e))? {
        if said.len() + chunk.len() > MOST_BYTES {
            return Err("its answer is too long".into());
        }
        said.extend_from_slice(&chunk);
    }
    Ok(said)
}
