//! The address itself: what a program may send, and what it is answered.

use super::actions;
use crate::Content;
use crate::posts::drafts::actions::Appeared;
use axum::body::to_bytes;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use ruche_kernel::{Error, Refusal, names};
use ruche_web::api::{Id, Key};
use ruche_web::limits::{Act, network};
use ruche_web::{Ctx, Result};
use serde::{Deserialize, Serialize};

/// The most bytes of what is sent.
const MOST_BYTES: usize = 64 * 1024;
/// The most characters of a title.
const MOST_TITLE: usize = 200;

/// What is sent. Programs written for others send more, which is left.
#[derive(Debug, Deserialize, PartialEq, Eq)]
struct Sent {
    /// The text, in Markdown.
    text: String,
    /// A title, which stands above it.
    #[serde(default)]
    title: Option<String>,
}

/// What is answered.
#[derive(Serialize)]
struct Taken {
    /// Always: programs written for others look for it.
    ok: bool,
    /// The post; none while a moderator reads it first.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Id>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// Publishes what was sent. What is not known costs its network a try, as a wrong password does.
pub(super) async fn take(State(content): State<Content>, ctx: Ctx, Path(secret): Path<String>, Key(key): Key, request: Request) -> Result {
    let (hook, actor, language) = match actions::open(&content, &ctx.app.limits, &secret).await {
        Err(Error::NotFound) => {
            ctx.app.limits.take(Act::Knock, network(ctx.ip))?;
            return Err(Error::NotFound.into());
        }
        other => other?,
    };
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default().to_ascii_lowercase();
    let body = to_bytes(request.into_body(), MOST_BYTES).await.map_err(|_| Refusal::new("api.body_too_long").status(413))?;
    let text = written(&kind, &body)?;
    let (id, status) = match actions::post(&content, &hook, &actor, &language, text, key).await? {
        Appeared::Published(id) => (Some(id), StatusCode::CREATED),
        Appeared::Kept(..) => (None, StatusCode::ACCEPTED),
        Appeared::Other(_) => return Err(Error::Conflict.into()),
    };
    let url = id.map(|id| ctx.app.settings.link(&format!("/posts/{id}")));
    let answer: Response = (status, axum::Json(Taken { ok: true, id: id.map(|id| Id(id.0)), url })).into_response();
    Ok(answer)
}

/// The Markdown of what was sent: JSON, or a form whose field `payload` holds it.
fn written(kind: &str, body: &[u8]) -> std::result::Result<String, Refusal> {
    let unreadable = || Refusal::new("api.body_unreadable").status(400);
    let payload = if kind.starts_with("application/x-www-form-urlencoded") {
        let found = url::form_urlencoded::parse(body).find(|(name, _)| name == "payload");
        found.ok_or_else(unreadable)?.1.into_owned().into_bytes()
    } else if kind.split(';').next().is_some_and(|kind| kind.trim() == "application/json") {
        body.to_vec()
    } else {
        return Err(Refusal::new("incoming.not_json").status(415));
    };
    let Sent { text, title } = serde_json::from_slice(&payload)
        .map_err(|error| if error.is_data() { Refusal::new("incoming.text_missing").at("text") } else { unreadable() })?;
    if text.trim().is_empty() {
        return Err(Refusal::new("incoming.text_missing").at("text"));
    }
    let title = names::clean_line(&title.unwrap_or_default());
    if title.chars().count() > MOST_TITLE {
        return Err(Refusal::new("incoming.title_too_long").at("title").with("max", 200));
    }
    Ok(if title.is_empty() { text } else { format!("## {title}\n\n{text}") })
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn what_programs_send_is_read_or_refused() {
        let (json, form) = ("application/json; charset=utf-8", "application/x-www-form-urlencoded");
        for (kind, body, expected) in [
            (json, r#"{"text":"**a**"}"#, Ok("**a**")),
            (json, r#"{"text":"a","title":" Le  build "}"#, Ok("## Le build\n\na")),
            (json, r##"{"text":"a","channel":"#x","attachments":[{}]}"##, Ok("a")),
            (json, r#"{"text":" "}"#, Err(422)),
            (json, r#"{"title":"a"}"#, Err(422)),
            (json, r#"{"text":["a"]}"#, Err(422)),
            (json, r#"{"text":"#, Err(400)),
            (json, "", Err(400)),
            (form, "payload=%7B%22text%22%3A%22a+b%22%7D", Ok("a b")),
            (form, "text=a", Err(400)),
            ("text/plain", r#"{"text":"a"}"#, Err(415)),
            ("", r#"{"text":"a"}"#, Err(415)),
        ] {
            let read = written(kind, body.as_bytes());
            assert_eq!(read.as_deref().map_err(|refusal| refusal.status), expected, "{kind} {body}");
        }
        assert!(written(json, format!(r#"{{"text":"a","title":"{}"}}"#, "x".repeat(201)).as_bytes()).is_err());
    }
}
