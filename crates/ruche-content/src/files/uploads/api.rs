//! Uploads over the wire. Every answer says which version of the protocol it is in; what went wrong is told in the person's words,
//! as for a file that is sent at once.

use super::actions::Piece;
use super::protocol::{self, EXPIRES, EXTENSION, EXTENSIONS, LENGTH, MAX_SIZE, METADATA, OFFSET, PIECE, RESUMABLE, VERSION, VERSIONS};
use super::{Partial, Uploads, actions, rules};
use crate::files::transfer::{KEY, accepted, refused, set};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ruche_kernel::{Error, Refusal};
use ruche_web::fields::announced;
use ruche_web::limits::Act;
use ruche_web::{Member, Result};

type Answer = ruche_kernel::Result<Response>;

/// Asks that a request speaks the version that is spoken here, has it answered, and answers for what went wrong.
async fn speak(member: &Member, headers: &HeaderMap, answer: impl Future<Output = Answer>) -> Result {
    let mut answer = if protocol::text(headers, &RESUMABLE) == Some(VERSION) {
        match answer.await {
            Ok(answer) => answer,
            Err(error) => refused(member, error)?,
        }
    } else {
        let mut answer = StatusCode::PRECONDITION_FAILED.into_response();
        set(&mut answer, VERSIONS, VERSION)?;
        answer
    };
    set(&mut answer, RESUMABLE, VERSION)?;
    Ok(answer)
}

pub(super) async fn options(_: Member) -> Result {
    let mut answer = StatusCode::NO_CONTENT.into_response();
    set(&mut answer, RESUMABLE, VERSION)?;
    set(&mut answer, VERSIONS, VERSION)?;
    set(&mut answer, EXTENSION, EXTENSIONS)?;
    set(&mut answer, MAX_SIZE, &rules::longest().to_string())?;
    Ok(answer)
}

pub(super) async fn create(State(uploads): State<Uploads>, member: Member, headers: HeaderMap) -> Result {
    let begun = async {
        member.app.limits.take(Act::Upload, member.id().0)?;
        let key = headers.get(KEY).map(|value| value.to_str().unwrap_or_default());
        let (length, said) = (protocol::number(&headers, &LENGTH)?, protocol::metadata(protocol::text(&headers, &METADATA))?);
        let upload = actions::create(&uploads.content, &member.actor(), key, said, length).await?;
        let mut answer = StatusCode::CREATED.into_response();
        set(&mut answer, header::LOCATION, &format!("/files/uploads/{}", upload.id))?;
        expiry(&mut answer, &upload)?;
        Ok(answer)
    };
    speak(&member, &headers, begun).await
}

pub(super) async fn tell(State(uploads): State<Uploads>, member: Member, Path(id): Path<i64>, headers: HeaderMap) -> Result {
    let told = async {
        let (upload, offset) = actions::see(&uploads, &member.actor(), id).await?;
        let mut answer = StatusCode::OK.into_response();
        set(&mut answer, LENGTH, &upload.length.to_string())?;
        set(&mut answer, METADATA, &protocol::metadata_header(&upload.name, upload.original))?;
        progress(&mut answer, &upload, offset)?;
        Ok(answer)
    };
    speak(&member, &headers, told).await
}

pub(super) async fn append(State(uploads): State<Uploads>, member: Member, Path(id): Path<i64>, request: Request) -> Result {
    let headers = request.headers().clone();
    let added = async {
        member.app.limits.take(Act::Upload, member.id().0)?;
        if protocol::text(&headers, &header::CONTENT_TYPE) != Some(PIECE) {
            return Err(Refusal::new("files.upload_unreadable").status(415).into());
        }
        let (at, announced) = (protocol::number(&headers, &OFFSET)?, announced(&request).map(|length| length as u64));
        let piece = Piece { at, announced, body: request.into_body() };
        let (upload, offset, file) = actions::append(&uploads, &member.actor(), id, piece).await?;
        // The protocol wants no content; who asks for the file itself is given it.
        let wanted = protocol::text(&headers, &header::ACCEPT).is_some_and(|accept| accept.contains("application/json"));
        let mut answer = match file {
            Some(file) if wanted => accepted(StatusCode::OK, &file),
            _ => StatusCode::NO_CONTENT.into_response(),
        };
        progress(&mut answer, &upload, offset)?;
        Ok(answer)
    };
    speak(&member, &headers, added).await
}

pub(super) async fn end(State(uploads): State<Uploads>, member: Member, Path(id): Path<i64>, headers: HeaderMap) -> Result {
    let ended = async {
        actions::end(&uploads, &member.actor(), id).await?;
        Ok(StatusCode::NO_CONTENT.into_response())
    };
    speak(&member, &headers, ended).await
}

fn progress(answer: &mut Response, upload: &Partial, offset: u64) -> Result<(), Error> {
    set(answer, OFFSET, &offset.to_string())?;
    expiry(answer, upload)
}

fn expiry(answer: &mut Response, upload: &Partial) -> Result<(), Error> {
    set(answer, EXPIRES, &protocol::date(upload.expires_at))
}
