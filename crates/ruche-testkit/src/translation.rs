//! A translation engine on this machine that speaks the wire of LibreTranslate.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use http::{StatusCode, header};
use ruche_outgoing::LibreTranslate;
use ruche_platform::translation::Translator;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Semaphore;

/// The key that the nodes of the tests send it.
pub const ENGINE_KEY: &str = "clef-du-moteur";

/// How the engine answers.
#[derive(Clone, Debug)]
pub enum Says {
    /// Every word in capitals, the marks as they were.
    Capitals,
    /// This, whatever is asked.
    Html(String),
    /// A status with a body.
    Status(u16, String),
    /// A redirect to itself.
    Elsewhere,
    /// Nothing, as long as anybody waits.
    Nothing,
    /// In capitals, once it is let go on.
    Held(Arc<Semaphore>),
}

/// What one request brought: its headers and its fields.
#[derive(Clone, Debug)]
pub struct Question {
    /// The headers.
    pub headers: HeaderMap,
    /// The fields.
    pub fields: Value,
}

/// What it says, and what it was asked.
type Shared = Arc<Mutex<(Says, Vec<Question>)>>;

/// The engine.
#[derive(Clone)]
pub struct TranslationEngine {
    port: u16,
    state: Shared,
}

impl TranslationEngine {
    /// Starts an engine that answers in capitals.
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(Mutex::new((Says::Capitals, Vec::new())));
        let service = Router::new().route("/api/translate", any(answer)).with_state(Arc::clone(&state));
        tokio::spawn(async move { axum::serve(listener, service).await });
        Self { port, state }
    }

    /// Answers so from now on.
    pub fn says(&self, says: Says) {
        self.state.lock().unwrap().0 = says;
    }

    /// What it was asked, each time.
    #[must_use]
    pub fn asked(&self) -> Vec<Question> {
        self.state.lock().unwrap().1.clone()
    }

    /// What the nodes of the tests ask it by.
    pub(crate) fn client(&self) -> Arc<dyn Translator> {
        let address = url::Url::parse(&format!("http://127.0.0.1:{}/api/", self.port)).unwrap();
        Arc::new(LibreTranslate::new(&address, Some(ENGINE_KEY.into()), Duration::from_secs(1)).unwrap())
    }
}

async fn answer(State(state): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    let fields: Value = serde_json::from_slice(&body).unwrap_or_default();
    let says = {
        let mut state = state.lock().unwrap();
        state.1.push(Question { headers, fields: fields.clone() });
        state.0.clone()
    };
    let translated =
        |html: &str| ([(header::CONTENT_TYPE, "application/json")], json!({ "translatedText": html }).to_string()).into_response();
    match says {
        Says::Capitals => translated(&capitals(fields["q"].as_str().unwrap())),
        Says::Html(html) => translated(&html),
        Says::Status(status, body) => (StatusCode::from_u16(status).unwrap(), body).into_response(),
        Says::Elsewhere => (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, "/api/translate")]).into_response(),
        Says::Nothing => std::future::pending().await,
        Says::Held(turns) => {
            turns.acquire().await.unwrap().forget();
            translated(&capitals(fields["q"].as_str().unwrap()))
        }
    }
}

/// The words of HTML in capitals, its tags and entities as they are.
fn capitals(html: &str) -> String {
    let (mut inside, mut entity) = (false, false);
    html.chars()
        .flat_map(|c| {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                '&' => entity = true,
                ';' => entity = false,
                _ => {}
            }
            if inside || entity { vec![c] } else { c.to_uppercase().collect() }
        })
        .collect()
}
