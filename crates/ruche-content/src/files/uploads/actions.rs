//! What can be done about uploads: begin, go on, end. Bytes are on the disk before the row says so, and the row before anyone is told.

use super::protocol::Metadata;
use super::turns::Turn;
use super::{Partial, Uploads, blob, rules, store};
use crate::Content;
use crate::files::actions::{receive_once, remove_blobs};
use crate::files::{File, store as files};
use axum::body::Body;
use futures_util::StreamExt as _;
use ruche_kernel::{Actor, Error, Refusal, Result};
use ruche_platform::blobs::Growing;
use ruche_platform::work;
use ruche_web::fields::Upload;
use tokio::io::AsyncReadExt as _;

/// Begins an upload of `length` bytes. The same key with the same announcement gives the one that was begun before.
///
/// # Errors
/// The refusals of [`rules::may_begin`]; `Conflict` when the key came with another announcement.
pub(super) async fn create(content: &Content, actor: &Actor, key: Option<&str>, said: Metadata, length: u64) -> Result<Partial> {
    let (id, now) = (content.platform.id(), content.platform.now());
    let key = match key {
        Some(key) => crate::files::rules::accept_key(key)?,
        None => format!("upload-{id}"),
    };
    let Metadata { name, original } = said;
    let expires_at = now + rules::PATIENCE_MS;
    let fresh = Partial { id, owner: actor.id, key, name, original, length, received: 0, file: None, expires_at };
    let (begun, gone) = content
        .platform
        .db
        .write_once(work!(
            [fresh] | tx | {
                let before = store::find_by_key(tx, fresh.owner, &fresh.key).await?;
                let mut gone = None;
                if let Some(before) = before {
                    let lives = match before.file {
                        Some(file) => store::has_file(tx, file).await?,
                        None => true,
                    };
                    if lives && before.expires_at > now {
                        let same = (&before.name, before.original, before.length) == (&fresh.name, fresh.original, fresh.length);
                        return if same { Ok((before, None)) } else { Err(Error::Conflict) };
                    }
                    store::delete_in(tx, before.id).await?;
                    gone = Some(before.id);
                }
                rules::may_begin(files::usage_in(tx, fresh.owner, now).await?, fresh.length)?;
                store::insert(tx, &fresh).await?;
                Ok((fresh, gone))
            }
        ))
        .await?;
    remove_blobs(content, gone.as_slice()).await;
    Ok(begun)
}

/// An upload of the actor's own, and where its next piece begins. A request that still adds to it is stopped first.
///
/// # Errors
/// `NotFound` for what is no upload of the actor's, or was given up.
pub(super) async fn see(uploads: &Uploads, actor: &Actor, id: i64) -> Result<(Partial, u64)> {
    let upload = own(&uploads.content, actor, id).await?;
    // What is whole is being made a file of: nothing more is added.
    if upload.received == upload.length {
        return at(&uploads.content, upload).await;
    }
    let _turn = uploads.turns.take(id).await;
    at(&uploads.content, own(&uploads.content, actor, id).await?).await
}

async fn own(content: &Content, actor: &Actor, id: i64) -> Result<Partial> {
    store::find(&content.platform.db, actor.id, id, content.platform.now()).await?.ok_or(Error::NotFound)
}

async fn at(content: &Content, upload: Partial) -> Result<(Partial, u64)> {
    let on_disk = match content.platform.blobs.length(&blob(upload.id)).await {
        Ok(length) => length,
        Err(Error::NotFound) => 0,
        Err(error) => return Err(error),
    };
    let offset = rules::offset(&upload, on_disk);
    Ok((upload, offset))
}

/// Ends an upload before it is whole: its bytes go away. What it became stays.
///
/// # Errors
/// `NotFound` for what is no upload of the actor's, or was given up.
pub(super) async fn end(uploads: &Uploads, actor: &Actor, id: i64) -> Result<()> {
    own(&uploads.content, actor, id).await?;
    let _turn = uploads.turns.take(id).await;
    forget(&uploads.content, id).await
}

async fn forget(content: &Content, id: i64) -> Result<()> {
    store::delete(&content.platform.db, id).await?;
    remove_blobs(content, &[id]).await;
    Ok(())
}

/// One piece as it comes.
pub(super) struct Piece {
    /// Where it begins.
    pub at: u64,
    /// How many bytes it says it has.
    pub announced: Option<u64>,
    pub body: Body,
}

/// Adds a piece, and makes a file of what is whole: the upload, where the next piece begins, and that file.
///
/// # Errors
/// `NotFound` for what is no upload of the actor's; `Conflict` when the piece begins elsewhere or another one came; the refusals of a
/// file, after which the upload is gone.
pub(super) async fn append(uploads: &Uploads, actor: &Actor, id: i64, piece: Piece) -> Result<(Partial, u64, Option<File>)> {
    // For others there is nothing, at once.
    own(&uploads.content, actor, id).await?;
    let (uploads, actor) = (uploads.clone(), *actor);
    // In a task of its own: of a piece that breaks off, what arrived is kept.
    let added = tokio::spawn(async move {
        let content = &uploads.content;
        let turn = uploads.turns.take(id).await;
        let (mut upload, mut offset) = at(content, own(content, &actor, id).await?).await?;
        if let Some(file) = upload.file {
            if !rules::repeats(&upload, piece.at, piece.announced) {
                return Err(Error::Conflict);
            }
            let Some(file) = files::find(&content.platform.db, file).await? else {
                forget(content, id).await?;
                return Err(Error::NotFound);
            };
            return Ok((upload, offset, Some(file)));
        }
        rules::may_append(&upload, offset, piece.at, piece.announced)?;
        if offset < upload.length {
            take_in(content, &turn, &mut upload, &mut offset, piece.body).await?;
        }
        let file = if offset == upload.length {
            Some(finish(content, &actor, &mut upload).await?)
        } else {
            if piece.at == 0 && offset > 0 {
                first_look(content, &upload).await?;
            }
            None
        };
        Ok((upload, offset, file))
    });
    added.await.map_err(|e| Error::bug(format!("upload task: {e}")))?
}

/// Writes what comes, making it safe from time to time, and at the end however it ends.
async fn take_in(content: &Content, turn: &Turn, upload: &mut Partial, offset: &mut u64, body: Body) -> Result<()> {
    let mut growing = content.platform.blobs.grow(&blob(upload.id), *offset).await?;
    let mut come = body.into_data_stream();
    let mut written = *offset;
    let outcome = loop {
        let chunk = tokio::select! {
            biased;
            () = turn.wanted() => break Err(Error::Conflict),
            chunk = come.next() => chunk,
        };
        let bytes = match chunk {
            None => break Ok(()),
            Some(Err(_)) => break Err(Refusal::new("web.unreadable").status(400).into()),
            Some(Ok(bytes)) if bytes.len() as u64 > upload.length - written => break Err(rules::beyond()),
            Some(Ok(bytes)) => bytes,
        };
        let length = bytes.len() as u64;
        if let Err(error) = growing.write(bytes).await {
            break Err(error);
        }
        written += length;
        if written - *offset >= rules::STEP {
            *offset = keep(content, upload, &mut *growing).await?;
        }
    };
    if written > *offset {
        *offset = keep(content, upload, &mut *growing).await?;
    }
    outcome
}

/// Makes what was written safe, and says so in the row.
async fn keep(content: &Content, upload: &mut Partial, growing: &mut dyn Growing) -> Result<u64> {
    let safe = growing.keep().await?;
    upload.expires_at = content.platform.now() + rules::PATIENCE_MS;
    store::advance(&content.platform.db, upload.id, upload.received, safe, upload.expires_at).await?;
    upload.received = safe;
    Ok(safe)
}

/// What its first bytes already say may not be sent is refused before the rest comes.
async fn first_look(content: &Content, upload: &Partial) -> Result<()> {
    let mut head = Vec::new();
    let opened = content.platform.blobs.open(&blob(upload.id), 0).await?;
    opened.bytes.take(rules::HEAD as u64).read_to_end(&mut head).await.map_err(|e| Error::Unavailable(format!("files: {e}")))?;
    let said = crate::files::rules::accept(&head, usize::try_from(upload.length).unwrap_or(usize::MAX));
    if said.is_err() {
        forget(content, upload.id).await?;
    }
    said.map(|_| ())
}

/// Makes a file of what is whole, by the way of every file. It may be asked for again: the key gives the same file.
async fn finish(content: &Content, actor: &Actor, upload: &mut Partial) -> Result<File> {
    let opened = content.platform.blobs.open(&blob(upload.id), 0).await?;
    let whole = Upload::read(&upload.name, opened.length, opened.bytes).await?;
    match receive_once(content, actor, &upload.key, &whole, upload.original).await {
        Ok(file) => {
            upload.file = Some(file.id);
            upload.expires_at = content.platform.now() + rules::PATIENCE_MS;
            store::save_file(&content.platform.db, upload.id, file.id, upload.expires_at).await?;
            remove_blobs(content, &[upload.id]).await;
            Ok(file)
        }
        // Nothing will change about these; whatever else went wrong may pass, and the bytes are there for another try. A conflict is one
        // of keys, not of pieces: it has words of its own.
        Err(error @ (Error::Refused(_) | Error::Conflict)) => {
            forget(content, upload.id).await?;
            Err(if matches!(error, Error::Conflict) { Refusal::new("files.key_unreadable").into() } else { error })
        }
        Err(error) => Err(error),
    }
}
