//! What can be done about files: send, attach, forget. A file is looked at first, its bytes are kept next, its row comes last.

use super::captions;
use super::model::{Captions, File, Kind, Variant};
use super::rules::{self, Nature};
use super::{access, store};
use crate::Content;
use bytes::Bytes;
use ruche_kernel::{Actor, Error, Event, MemberId, PlaceId, Refusal, Result, SubjectRef};
use ruche_media::{Keep, Prepared, Probe};
use ruche_people::{communities, members};
use ruche_platform::db::Tx;
use ruche_platform::keys::{Made, Sending};
use ruche_platform::{outbox, secret, work};
use ruche_web::fields::Upload;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::io::Write as _;

/// Keeps a file that a person sends, loose. `original` also keeps a photo as it was sent, without its metadata.
///
/// # Errors
/// The refusals of [`rules`]; `Unavailable` when the image process or the disk does not follow.
pub async fn receive(content: &Content, actor: &Actor, upload: &Upload, original: bool) -> Result<File> {
    take(content, actor, upload, original, None).await
}

/// The same under a key: the same key with the same content gives the same file, without a second one.
///
/// # Errors
/// As [`receive`]; `Conflict` when the key came with another content.
pub async fn receive_once(content: &Content, actor: &Actor, key: &str, upload: &Upload, original: bool) -> Result<File> {
    let key = Sending { key: rules::accept_key(key)?, hash: digest(upload, original), kind: "file" };
    if let Some(file) = answered(content, actor.id, &key).await? {
        return Ok(file);
    }
    match take(content, actor, upload, original, Some(key.clone())).await {
        // The same sending came twice at once, and the other one was faster.
        Err(Error::Conflict) => answered(content, actor.id, &key).await?.ok_or(Error::Conflict),
        other => other,
    }
}

/// Tells one sending from another by its content.
pub(super) fn digest(upload: &Upload, original: bool) -> String {
    let mut hash = Sha256::new();
    hash.update([u8::from(original)]);
    hash.update(upload.name.len().to_be_bytes());
    hash.update(&upload.name);
    hash.update(&upload.bytes);
    secret::hex(&hash.finalize())
}

/// The file that a key already gave, if it is still there.
async fn answered(content: &Content, member: MemberId, key: &Sending) -> Result<Option<File>> {
    let db = &content.platform.db;
    match key.made_before(db, member).await? {
        Some(Made::Same(id)) => store::find(db, id).await,
        Some(Made::Other(_)) => Err(Error::Conflict),
        None => Ok(None),
    }
}

async fn take(content: &Content, actor: &Actor, upload: &Upload, original: bool, key: Option<Sending>) -> Result<File> {
    let nature = rules::nature(&upload.name, &upload.bytes)?;
    let usage = store::usage(&content.platform.db, actor.id, content.platform.now()).await?;
    rules::within_quota(usage, length(upload.bytes.len()))?;
    let (file, parts) = look_at(content, upload, nature, original).await?.into_file(content.platform.id(), actor.id);
    keep(content, file, parts, key).await
}

/// A file that was looked at, ready to be kept.
#[derive(Clone, Debug)]
pub struct Looked {
    name: String,
    bytes: Bytes,
    seen: Seen,
}

#[derive(Clone, Debug)]
enum Seen {
    Photo(ruche_media::Kind, Prepared),
    /// With the picture of its first page.
    Document(ruche_media::Document, Option<Prepared>),
    /// A film or a sound, with what was found in it and the picture of a moment.
    Media(ruche_media::Kind, Option<Probe>, Option<Prepared>),
}

impl Looked {
    /// The loose file of `owner` that it becomes under `id`, and its bytes by their keys.
    #[must_use]
    pub fn into_file(self, id: i64, owner: MemberId) -> (File, Vec<(String, Bytes)>) {
        match self.seen {
            Seen::Photo(kind, prepared) => photo(id, owner, &self.name, kind, prepared),
            Seen::Document(document, picture) => {
                let name = rules::clean_name(&self.name, document.kind.extension());
                let file = File { name, label: document.label, mime: document.mime.to_owned(), ..nothing(id, owner) };
                whole(file, self.bytes, picture)
            }
            Seen::Media(media, probe, picture) => {
                let (kind, mime) = rules::medium(media, probe.as_ref());
                let extension = media.extension();
                let file = File {
                    kind,
                    // The copy may have become another kind of file, and its name says which.
                    name: rules::saved_name(&rules::clean_name(&self.name, extension), extension),
                    label: media.label().to_owned(),
                    mime: mime.to_owned(),
                    duration: probe.and_then(|probe| i64::try_from(probe.duration).ok()).unwrap_or(0),
                    playable: probe.is_some_and(|probe| probe.plays(media)),
                    ..nothing(id, owner)
                };
                whole(file, self.bytes, picture)
            }
        }
    }
}

/// Looks at a file without keeping it: once for however many copies are to be made of it. Nobody's quota is asked.
///
/// # Errors
/// As [`receive`].
pub async fn look(content: &Content, upload: &Upload, original: bool) -> Result<Looked> {
    look_at(content, upload, rules::nature(&upload.name, &upload.bytes)?, original).await
}

async fn look_at(content: &Content, upload: &Upload, nature: Nature, original: bool) -> Result<Looked> {
    let (bytes, seen) = match nature {
        Nature::Photo(kind) => (upload.bytes.clone(), Seen::Photo(kind, prepare(content, &upload.bytes, original).await?)),
        Nature::Document(document) => {
            let picture = first_page(content, &upload.bytes, &document).await?;
            (upload.bytes.clone(), Seen::Document(document, picture))
        }
        Nature::Media(kind) => watch(content, upload, kind).await?,
    };
    Ok(Looked { name: upload.name.clone(), bytes, seen })
}

/// The picture of the first page, where the document carries one or the machine can draw one. No document is refused for it.
async fn first_page(content: &Content, bytes: &Bytes, document: &ruche_media::Document) -> Result<Option<Prepared>> {
    use ruche_media::Kind::{Ole, Pdf, Zip};
    let workshop = &content.workshop;
    Ok(match document.kind {
        Pdf if workshop.tools().pdftoppm.is_some() => workshop.first_page(&temporary(bytes).await?).await.ok(),
        // An archive of which nobody says that it is a document is not looked into.
        Zip | Ole if document.label != document.kind.label() => {
            let path = temporary(bytes).await?;
            let carried = if document.kind == Zip { workshop.thumbnail(&path).await.ok() } else { None };
            match carried {
                None if workshop.tools().soffice.is_some() => workshop.office_page(&path, &document.label).await.ok(),
                carried => carried,
            }
        }
        _ => None,
    })
}

/// Looks at a film or a sound, and gives what will be kept of it: a copy that says neither where nor when it was made. What came
/// is never kept.
async fn watch(content: &Content, upload: &Upload, kind: ruche_media::Kind) -> Result<(Bytes, Seen)> {
    let workshop = &content.workshop;
    if workshop.tools().ffmpeg.is_none() {
        return Err(Refusal::new("files.no_ffmpeg").status(415).into());
    }
    let copied = workshop.without_metadata(&temporary(&upload.bytes).await?, kind).await;
    let (kind, bytes) = match copied {
        Ok((kind, bytes)) => (kind, Bytes::from(bytes)),
        Err(ruche_media::Refusal::Damaged) if rules::guessed(kind, &upload.bytes) => {
            return Ok((upload.bytes.clone(), Seen::Document(ruche_media::document_kind(&upload.name, &upload.bytes), None)));
        }
        Err(refusal) => return Err(rules::not_watched(refusal)),
    };
    let path = temporary(&bytes).await?;
    let probe = match workshop.probe(&path).await {
        Ok(probe) => Some(probe),
        Err(refusal @ ruche_media::Refusal::Unavailable) => return Err(rules::not_watched(refusal)),
        Err(_) => None,
    };
    let picture = match rules::medium(kind, probe.as_ref()).0 {
        Kind::Video => workshop.still(&path, kind, probe.map_or(0, |probe| probe.duration)).await.ok(),
        _ => None,
    };
    Ok((bytes, Seen::Media(kind, probe, picture)))
}

/// The smallest copy of a picture that did not come from a person, as WebP: nobody's quota is asked, and nothing is kept.
///
/// # Errors
/// As [`receive`]; refused when it is not a photo.
pub(crate) async fn small_copy(content: &Content, bytes: &Bytes) -> Result<Bytes> {
    rules::photo_only("", bytes)?;
    let copy = prepare(content, bytes, false).await?.variants.into_iter().next();
    copy.map(|copy| copy.bytes.into()).ok_or_else(|| Error::bug("a photo without a copy"))
}

/// A file about which nothing is known yet.
fn nothing(id: i64, owner: MemberId) -> File {
    let empty = String::new;
    File {
        id,
        owner,
        subject: None,
        place: None,
        kind: Kind::Document,
        name: empty(),
        label: empty(),
        mime: empty(),
        bytes: 0,
        width: 0,
        height: 0,
        color: empty(),
        variants: Vec::new(),
        original: false,
        alt: empty(),
        duration: 0,
        playable: false,
        captions: None,
    }
}

fn length(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

/// A file that nobody else can open, that is read by another process and goes away at once.
async fn temporary(bytes: &Bytes) -> Result<tempfile::TempPath> {
    let bytes = bytes.clone();
    let written = tokio::task::spawn_blocking(move || {
        let mut file = tempfile::NamedTempFile::new()?;
        file.write_all(&bytes)?;
        Ok::<_, std::io::Error>(file.into_temp_path())
    });
    written.await.map_err(|e| Error::bug(format!("file task: {e}")))?.map_err(|e| Error::Unavailable(format!("a temporary file: {e}")))
}

/// Has a photo looked at by the image process.
async fn prepare(content: &Content, bytes: &Bytes, original: bool) -> Result<Prepared> {
    let path = temporary(bytes).await?;
    let keep = if original { Keep::Original } else { Keep::Copies };
    content.workshop.prepare(&path, keep).await.map_err(rules::not_prepared)
}

/// What is kept of a photo that was looked at: its description, and its bytes by their keys.
pub(super) fn photo(id: i64, owner: MemberId, name: &str, kind: ruche_media::Kind, prepared: Prepared) -> (File, Vec<(String, Bytes)>) {
    let mime = prepared.original.as_ref().map_or(ruche_media::Kind::Webp, |original| original.kind).mime();
    let mut file = File {
        kind: Kind::Photo,
        name: rules::clean_name(name, kind.extension()),
        label: kind.label().to_owned(),
        mime: mime.to_owned(),
        original: prepared.original.is_some(),
        ..nothing(id, owner)
    };
    let mut parts = Vec::with_capacity(4);
    let original = copies(&mut file, &mut parts, prepared);
    if let Some(original) = original {
        parts.push((rules::blob(id, &format!("original.{}", rules::ending(mime))), Bytes::from(original.bytes)));
    }
    file.bytes = parts.iter().map(|(_, bytes)| length(bytes.len())).sum();
    (file, parts)
}

/// Adds the copies of a picture to a file, and gives back its original.
fn copies(file: &mut File, parts: &mut Vec<(String, Bytes)>, prepared: Prepared) -> Option<ruche_media::Original> {
    let [red, green, blue] = prepared.colour;
    (file.width, file.height) = (prepared.width.into(), prepared.height.into());
    file.color = format!("#{red:02x}{green:02x}{blue:02x}");
    for variant in prepared.variants {
        // The names are the sizes: see `ruche_media::Variant::name`.
        if let Ok(size) = variant.name.parse() {
            file.variants.push(Variant { size, width: variant.width, height: variant.height });
            parts.push((rules::blob(file.id, &format!("{size}.webp")), Bytes::from(variant.bytes)));
        }
    }
    prepared.original
}

/// What is kept of a file whose bytes stay whole: them, and the copies of its picture.
fn whole(mut file: File, bytes: Bytes, picture: Option<Prepared>) -> (File, Vec<(String, Bytes)>) {
    let mut parts = vec![(rules::blob(file.id, "file"), bytes)];
    if let Some(picture) = picture {
        copies(&mut file, &mut parts, picture);
    }
    file.bytes = parts.iter().map(|(_, bytes)| length(bytes.len())).sum();
    (file, parts)
}

/// Keeps the bytes, then the row. In a task of its own: a person who closes the page leaves no bytes without a row.
pub(super) async fn keep(content: &Content, file: File, parts: Vec<(String, Bytes)>, key: Option<Sending>) -> Result<File> {
    let content = content.clone();
    let kept = tokio::spawn(async move {
        let outcome = match put_blobs(&content, parts).await {
            Ok(()) => record(&content, &file, key).await,
            Err(error) => Err(error),
        };
        match outcome {
            Ok(()) => Ok(file),
            Err(error) => {
                remove_blobs(&content, &[file.id]).await;
                Err(error)
            }
        }
    });
    kept.await.map_err(|e| Error::bug(format!("file task: {e}")))?
}

/// Keeps bytes under their keys; whoever calls writes the row next, which alone makes a file of them.
///
/// # Errors
/// `Unavailable` when the disk does not follow.
pub async fn put_blobs(content: &Content, parts: Vec<(String, Bytes)>) -> Result<()> {
    for (key, bytes) in parts {
        content.platform.blobs.put(&key, bytes).await?;
    }
    Ok(())
}

async fn record(content: &Content, file: &File, key: Option<Sending>) -> Result<()> {
    let (file, now) = (file.clone(), content.platform.now());
    content
        .platform
        .db
        .write(work!(
            [file, key] | tx | {
                rules::within_quota(store::usage_in(tx, file.owner, now).await?, file.bytes)?;
                if let Some(Sending { key, hash, .. }) = &key
                    && !store::claim_key(tx, file.owner, key, hash, file.id, now).await?
                {
                    return Err(Error::Conflict);
                }
                store::insert(tx, &file, now).await
            }
        ))
        .await
}

/// Puts `files`, each with the description of what it shows, below a Subject, in this order and in the caller's transaction.
/// What the Subject held and is not named any more becomes loose. With no file this is how everything is taken off.
///
/// # Errors
/// Refused when there are too many, a description is too long, or one is not a file of the actor that is loose or there already.
pub async fn attach(tx: &mut Tx, actor: &Actor, place: PlaceId, subject: &SubjectRef, files: &[(i64, String)]) -> Result<()> {
    let mut seen = HashSet::new();
    let files: Vec<&(i64, String)> = files.iter().filter(|(id, _)| seen.insert(*id)).collect();
    let asked: Vec<i64> = files.iter().map(|(id, _)| *id).collect();
    let found = store::asked_or_held(tx, &asked, subject).await?;
    let gone = || Error::from(Refusal::new("files.gone"));
    let mut wanted = Vec::with_capacity(files.len());
    for (id, alt) in files {
        let file = found.iter().find(|file| file.id == *id).filter(|file| file.owner == actor.id).ok_or_else(gone)?;
        wanted.push((file, if file.kind == Kind::Photo { rules::clean_alt(alt)? } else { String::new() }));
    }
    rules::may_hold(&wanted.iter().map(|(file, _)| file.kind).collect::<Vec<_>>())?;
    for (position, (file, alt)) in (0..).zip(&wanted) {
        if !store::save_holder(tx, file.id, actor.id, subject, place, position, alt).await? {
            return Err(gone());
        }
    }
    let left: Vec<i64> = found.iter().map(|file| file.id).filter(|id| !asked.contains(id)).collect();
    store::loosen(tx, &left).await
}

/// Forgets the bytes of files whose rows are gone. What cannot be removed now is said to the log.
pub async fn remove_blobs(content: &Content, ids: &[i64]) {
    for id in ids {
        if let Err(error) = content.platform.blobs.remove(&id.to_string()).await {
            tracing::warn!(file = id, %error, "the bytes of a forgotten file are still there");
        }
    }
}

/// Gives a video of the actor's own its subtitles, in a language of [`rules::LANGUAGES`]; those before are forgotten.
///
/// # Errors
/// `NotFound` for what is no video of the actor's; refused when the text is no subtitles.
pub async fn save_captions(content: &Content, actor: &Actor, id: i64, language: &str, upload: &Upload) -> Result<()> {
    access::own_video(content, actor, id, content.platform.now()).await?;
    let text = captions::accept(&upload.bytes)?;
    let language = rules::accept_language(language)?.to_owned();
    let captions = Captions { language, version: content.platform.id(), bytes: length(text.len()) };
    let (content, owner) = (content.clone(), actor.id);
    // In a task of its own, as `keep` has it.
    let saved = tokio::spawn(async move {
        let kept = content.platform.blobs.put(&rules::captions_blob(id, &captions), text.into()).await;
        let saved = match kept {
            Ok(()) => set_captions(&content, owner, id, Some(&captions)).await,
            Err(error) => Err(error),
        };
        if saved.is_err() {
            forget_captions(&content, id, &captions).await;
        }
        saved
    });
    saved.await.map_err(|e| Error::bug(format!("captions task: {e}")))?
}

/// Takes the subtitles off a video of the actor's own.
///
/// # Errors
/// `NotFound` for what is no video of the actor's.
pub async fn remove_captions(content: &Content, actor: &Actor, id: i64) -> Result<()> {
    access::own_video(content, actor, id, content.platform.now()).await?;
    set_captions(content, actor.id, id, None).await
}

/// Notes the subtitles of a file, and forgets those before. `NotFound` where the file has gone meanwhile.
async fn set_captions(content: &Content, owner: MemberId, id: i64, captions: Option<&Captions>) -> Result<()> {
    let (captions, now) = (captions.cloned(), content.platform.now());
    let before = content
        .platform
        .db
        .write(work!(
            [captions] | tx | {
                let before = store::find_in(tx, id).await?.ok_or(Error::NotFound)?.captions;
                let weight = |captions: &Option<Captions>| captions.as_ref().map_or(0, |captions| captions.bytes);
                if captions.is_some() {
                    rules::may_grow(store::usage_in(tx, owner, now).await?, weight(&captions) - weight(&before))?;
                }
                if !store::save_captions(tx, id, owner, captions.as_ref()).await? {
                    return Err(Error::NotFound);
                }
                Ok(before)
            }
        ))
        .await?;
    if let Some(before) = before {
        forget_captions(content, id, &before).await;
    }
    Ok(())
}

async fn forget_captions(content: &Content, id: i64, captions: &Captions) {
    if let Err(error) = content.platform.blobs.forget(&rules::captions_blob(id, captions)).await {
        tracing::warn!(file = id, %error, "subtitles that nothing names are still there");
    }
}

/// Makes what a person sends the photo of their profile; the one before becomes loose.
///
/// # Errors
/// As [`receive`]; refused when it is not a photo.
pub async fn save_portrait(content: &Content, actor: &Actor, upload: &Upload) -> Result<()> {
    rules::photo_only(&upload.name, &upload.bytes)?;
    let file = receive(content, actor, upload, false).await?;
    set_portrait(content, actor, Some(file.id)).await
}

/// Takes the photo off the actor's profile.
///
/// # Errors
/// What the database says.
pub async fn remove_portrait(content: &Content, actor: &Actor) -> Result<()> {
    set_portrait(content, actor, None).await
}

pub(super) async fn set_portrait(content: &Content, actor: &Actor, photo: Option<i64>) -> Result<()> {
    let subject = SubjectRef::new("member", actor.id.0);
    let event = Event::new("member.changed", actor.id, subject.clone(), actor.company);
    let (actor, event_id, now) = (*actor, content.platform.id(), content.platform.now());
    let files: Vec<(i64, String)> = photo.iter().map(|id| (*id, String::new())).collect();
    content
        .platform
        .db
        .write(work!(
            [actor, subject, files, event, photo] | tx | {
                attach(tx, &actor, actor.company, &subject, &files).await?;
                members::store::save_photo(tx, actor.id, photo).await?;
                outbox::record(tx, event_id, now, &event).await
            }
        ))
        .await
}

/// Makes what an owner sends the picture of a community; the one before becomes loose.
///
/// # Errors
/// As [`receive`]; refused when it is not a photo, `NotFound` or `Forbidden` for anyone but an owner.
pub async fn save_picture(content: &Content, actor: &Actor, place: PlaceId, upload: &Upload) -> Result<()> {
    rules::photo_only(&upload.name, &upload.bytes)?;
    let file = receive(content, actor, upload, false).await?;
    set_picture(content, actor, place, Some(file.id)).await
}

/// Takes the picture off a community.
///
/// # Errors
/// `NotFound` or `Forbidden` for anyone but an owner.
pub async fn remove_picture(content: &Content, actor: &Actor, place: PlaceId) -> Result<()> {
    set_picture(content, actor, place, None).await
}

pub(super) async fn set_picture(content: &Content, actor: &Actor, place: PlaceId, picture: Option<i64>) -> Result<()> {
    let subject = SubjectRef::new("community", place.0);
    let event = Event::new("community.changed", actor.id, subject.clone(), place);
    let (actor, event_id, now) = (*actor, content.platform.id(), content.platform.now());
    let files: Vec<(i64, String)> = picture.iter().map(|id| (*id, String::new())).collect();
    content
        .platform
        .db
        .write(work!(
            [actor, subject, files, event, picture] | tx | {
                communities::own_in(tx, &actor, place, now).await?;
                attach(tx, &actor, place, &subject, &files).await?;
                communities::store::save_picture(tx, place, picture).await?;
                outbox::record(tx, event_id, now, &event).await
            }
        ))
        .await
}
