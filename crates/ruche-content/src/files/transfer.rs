//! Files over the wire: sent one by one by the composer's script, and given back as bytes, whole or in the part that a player asks
//! for, or as an address at which the store itself gives them for a while.

use super::model::{File, Kind};
use super::ranges::{Wanted, wanted};
use super::{access, actions, rules};
use crate::Content;
use axum::Json;
use axum::body::Body;
use axum::extract::{FromRequest, Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use ruche_kernel::{Error, Refusal};
use ruche_platform::blobs::Handing;
use ruche_web::fields::announced;
use ruche_web::limits::Act;
use ruche_web::parts::sentence;
use ruche_web::{Failure, Fields, Member, Result, etag};
use serde::Serialize;
use tokio::io::AsyncReadExt as _;
use tokio_util::io::ReaderStream;

/// Names a sending, so that it can be sent again without a second file.
pub(super) const KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Small copies of photos are kept by the browser and asked for again each time: a right that ended shows at once. What is saved
/// is kept by nobody else.
const COPIES: &str = "private, no-cache";

/// A file as the composer's script is told of it.
#[derive(Serialize)]
struct Accepted {
    /// As a string: numbers of JSON are not exact beyond 53 bits.
    id: String,
    kind: &'static str,
    name: String,
    url: String,
    width: i64,
    height: i64,
}

impl From<&File> for Accepted {
    fn from(file: &File) -> Self {
        let size = if file.kind == Kind::Photo { "1200" } else { "download" };
        Self {
            id: file.id.to_string(),
            kind: file.kind.word(),
            name: file.name.clone(),
            url: file.address(size),
            width: file.width,
            height: file.height,
        }
    }
}

#[derive(Serialize)]
struct Refused {
    error: String,
}

/// The fields of a form that carries files. The limit comes first: whoever sends too much is answered before the files are read.
pub(super) async fn form(member: &Member, request: Request) -> ruche_kernel::Result<Fields> {
    member.app.limits.take(Act::Upload, member.id().0)?;
    if announced(&request).is_some_and(|length| length > super::BODY) {
        return Err(rules::document_too_heavy().into());
    }
    Fields::from_request(request, &()).await.map_err(|Failure(error)| error)
}

pub(super) async fn send(State(content): State<Content>, member: Member, request: Request) -> Result {
    let key = request.headers().get(KEY).map(|value| value.to_str().unwrap_or_default().to_owned());
    match receive(&content, &member, key.as_deref(), request).await {
        Ok(file) => Ok(accepted(StatusCode::CREATED, &file)),
        Err(error) => refused(&member, error),
    }
}

/// What the script is told of a file that was taken.
pub(super) fn accepted(status: StatusCode, file: &File) -> Response {
    (status, Json(Accepted::from(file))).into_response()
}

/// What the script is told of a file that was not, in the person's words.
pub(super) fn refused(member: &Member, error: Error) -> Result {
    let status = ruche_web::failure::status(&error);
    let sentences = match &error {
        Error::Refused(refusals) => refusals.iter().map(|refusal| sentence(member, refusal)).collect::<Vec<_>>().join(" "),
        Error::NotFound => member.t.web_not_found_text().to_owned(),
        Error::Conflict => member.t.web_conflict_text().to_owned(),
        Error::TooMany(seconds) => member.t.web_too_many_text(i64::from(*seconds)),
        // The others are a page with its number and a line of the log.
        _ => return Err(error.into()),
    };
    let mut answer = (status, Json(Refused { error: sentences })).into_response();
    if let Error::TooMany(seconds) = error {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    Ok(answer)
}

/// Keeps the one file of a form; under a key, once.
pub(super) async fn receive(content: &Content, member: &Member, key: Option<&str>, request: Request) -> ruche_kernel::Result<File> {
    let mut form = form(member, request).await?;
    let (mut files, original) = (form.files("file"), form.text("original")? == "1");
    form.finish()?;
    let upload = match (files.pop(), files.is_empty()) {
        (Some(sent), true) => sent.read().await?,
        (Some(_), false) => return Err(Refusal::new("web.repeated_field").status(400).into()),
        (None, _) => return Err(Refusal::new("files.no_file").into()),
    };
    match key {
        Some(key) => actions::receive_once(content, &member.actor(), key, &upload, original).await,
        None => actions::receive(content, &member.actor(), &upload, original).await,
    }
}

pub(super) async fn serve(
    State(content): State<Content>,
    member: Member,
    Path((id, size)): Path<(i64, String)>,
    headers: HeaderMap,
) -> Result {
    let file = access::see(&content, &member.actor(), id, member.now).await?;
    give(&content, &headers, rules::piece(&file, &size).ok_or(Error::NotFound)?).await
}

/// Gives bytes that the caller knows to be seen, unless the browser has them; or sends to where they are.
pub(crate) async fn give(content: &Content, headers: &HeaderMap, piece: rules::Piece) -> Result {
    let disposition = piece.saved_as.as_deref().map_or_else(|| "inline".to_owned(), rules::attachment);
    if let Some(time) = piece.direct {
        let handing = Handing { mime: &piece.mime, disposition: &disposition, time };
        if let Some(address) = content.platform.blobs.signed(&piece.key, handing).await? {
            // Kept by nobody: the right is asked again each time.
            return Ok(([(header::CACHE_CONTROL, "no-store")], Redirect::temporary(&address)).into_response());
        }
    }
    // What stands under a key never changes, so the key is its own tag. The right is asked each time, the bytes once.
    let tag = format!("\"{}\"", piece.key);
    let mut answer = if etag::is_known(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        bytes(content, &piece.key, &tag, headers).await?
    };
    for (name, value) in [
        (header::CONTENT_TYPE, piece.mime.as_str()),
        (header::CONTENT_DISPOSITION, disposition.as_str()),
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (header::CACHE_CONTROL, if piece.saved_as.is_some() { "no-store" } else { COPIES }),
        (header::ETAG, tag.as_str()),
        (header::ACCEPT_RANGES, "bytes"),
    ] {
        set(&mut answer, name, value)?;
    }
    Ok(answer)
}

/// The bytes under a key, or the one part of them that is asked for. They are handed on as they are read.
async fn bytes(content: &Content, key: &str, tag: &str, headers: &HeaderMap) -> ruche_kernel::Result<Response> {
    let said = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    // A part of what the browser knows under another tag would not fit: it is given everything. So is one that goes by a date.
    let range = said(header::RANGE).filter(|_| said(header::IF_RANGE).is_none_or(|known| known.trim() == tag));
    let blobs = &content.platform.blobs;
    // Nothing is opened before it is known from where on it is read.
    let length = if range.is_some() { blobs.length(key).await? } else { 0 };
    Ok(match wanted(range, length) {
        Wanted::Whole => {
            let whole = blobs.open(key, 0).await?;
            let mut answer = Body::from_stream(ReaderStream::new(whole.bytes)).into_response();
            set(&mut answer, header::CONTENT_LENGTH, &whole.length.to_string())?;
            answer
        }
        Wanted::Part(part) => {
            let wanted = part.end - part.start;
            let opened = blobs.open(key, part.start).await?;
            let mut answer = (StatusCode::PARTIAL_CONTENT, Body::from_stream(ReaderStream::new(opened.bytes.take(wanted)))).into_response();
            set(&mut answer, header::CONTENT_LENGTH, &wanted.to_string())?;
            set(&mut answer, header::CONTENT_RANGE, &format!("bytes {}-{}/{length}", part.start, part.end - 1))?;
            answer
        }
        Wanted::Nothing => {
            let mut answer = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
            set(&mut answer, header::CONTENT_RANGE, &format!("bytes */{length}"))?;
            answer
        }
    })
}

/// Puts a header on an answer.
pub(super) fn set(answer: &mut Response, name: HeaderName, value: &str) -> ruche_kernel::Result<()> {
    let value = HeaderValue::from_str(value).map_err(|e| Error::bug(format!("{name}: {e}")))?;
    answer.headers_mut().insert(name, value);
    Ok(())
}
