//! What may be sent, under which name, how much of it, and which of its bytes answer an address.
//!
//! Deliberately not here: who may see a file, which is [`super::access`].

use super::model::{Captions, File, Kind};
use ruche_kernel::{Error, Refusal, Result, names};
use ruche_media::Document;
use ruche_texts::T;
use std::fmt::Write as _;
use std::time::Duration;

/// The most bytes of a photo as it is sent, and of a document. A megabyte is a million bytes, as people are told.
pub const MAX_PHOTO: usize = 25 * MB;
/// See [`MAX_PHOTO`].
pub const MAX_DOCUMENT: usize = 50 * MB;
/// The most files that one person may have waiting to be published, and their bytes together.
pub const MAX_LOOSE: i64 = 200;
/// See [`MAX_LOOSE`].
pub const MAX_LOOSE_BYTES: i64 = 500 * MB as i64;
/// The most bytes that one person may send in a day, and keep in all, published or not.
pub const MAX_DAY_BYTES: i64 = 2_000 * MB as i64;
/// See [`MAX_DAY_BYTES`].
pub const MAX_KEPT_BYTES: i64 = 20_000 * MB as i64;
/// A day, in milliseconds.
pub const DAY_MS: i64 = 24 * 3_600_000;
/// The most photos of one publication.
pub const MAX_PHOTOS: usize = 20;
/// The most documents of one publication.
pub const MAX_DOCUMENTS: usize = 10;
/// The most characters of a name.
pub const MAX_NAME: usize = 120;
/// The most characters of the description of a photo.
pub const MAX_ALT: usize = 500;
/// How long a file may stay loose, in milliseconds: a draft of the day before can still be published.
pub const LOOSE_MS: i64 = 48 * 3_600_000;

/// How long an address of the store gives what is saved: a download begins at once, and once begun goes on.
const SAVED: Duration = Duration::from_secs(60);
/// The same of what is played: a player keeps the address, and asks it for another part whenever somebody jumps or goes on.
const PLAYED: Duration = Duration::from_secs(3_600);
const MB: usize = 1_000_000;
/// The longest ending of a name that is kept when the name is cut.
const MAX_ENDING: usize = 10;

/// What content turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nature {
    /// A picture of the short list that is decoded.
    Photo(ruche_media::Kind),
    /// A film or a sound of the short list that may be played.
    Media(ruche_media::Kind),
    /// A file that is kept as it came.
    Document(Document),
}

/// A limit as refusals name it.
fn number(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

fn refused<T>(code: &'static str, status: u16) -> Result<T> {
    Err(Refusal::new(code).status(status).into())
}

/// What the content is, whatever its name says.
///
/// # Errors
/// Refused when it is empty, too heavy, or a picture of a format that is not decoded: 422, 413, 415.
pub fn nature(name: &str, bytes: &[u8]) -> Result<Nature> {
    Ok(match accept(bytes, bytes.len())? {
        kind if kind.is_photo() => Nature::Photo(kind),
        kind if kind.is_video() || kind.is_audio() => Nature::Media(kind),
        _ => Nature::Document(ruche_media::document_kind(name, bytes)),
    })
}

/// Asks that content of `length` bytes that begins with `head` may be sent, as far as these tell.
///
/// # Errors
/// As [`nature`].
pub fn accept(head: &[u8], length: usize) -> Result<ruche_media::Kind> {
    use ruche_media::Kind::{Avif, Bmp, Heic, Tiff};
    if length == 0 {
        return refused("files.empty", 422);
    }
    match ruche_media::sniff(head) {
        Heic => refused("files.heic", 415),
        Avif => refused("files.avif", 415),
        Tiff => refused("files.tiff", 415),
        Bmp => refused("files.bmp", 415),
        kind if kind.is_photo() && length > MAX_PHOTO => {
            Err(Refusal::new("files.photo_too_heavy").status(413).with("max", number(MAX_PHOTO / MB)).into())
        }
        kind if !kind.is_photo() && length > MAX_DOCUMENT => Err(document_too_heavy().into()),
        kind => Ok(kind),
    }
}

/// The refusal of what is too heavy to be any file.
pub(super) fn document_too_heavy() -> Refusal {
    Refusal::new("files.document_too_heavy").status(413).with("max", number(MAX_DOCUMENT / MB))
}

/// Asks that the content is a photo.
///
/// # Errors
/// As [`nature`]; refused when it is a document.
pub fn photo_only(name: &str, bytes: &[u8]) -> Result<()> {
    match nature(name, bytes)? {
        Nature::Photo(_) => Ok(()),
        Nature::Document(_) | Nature::Media(_) => refused("files.not_a_photo", 415),
    }
}

/// What people are told when the image process did not take a photo.
#[must_use]
pub fn not_prepared(refusal: ruche_media::Refusal) -> Error {
    use ruche_media::Refusal::{Damaged, FormatNotSupported, TooHeavy, TooManyPixels, TooSlow, Unavailable};
    match refusal {
        // Only photos are given to it: a format that it does not know is one that its first bytes announced falsely.
        Damaged | FormatNotSupported(_) => Refusal::new("files.damaged").into(),
        TooManyPixels => {
            Refusal::new("files.too_many_pixels").with("max", i64::try_from(ruche_media::MAX_PIXELS / 1_000_000).unwrap_or(i64::MAX)).into()
        }
        TooSlow => Refusal::new("files.too_slow").into(),
        TooHeavy => Refusal::new("files.too_complex").into(),
        Unavailable => Error::Unavailable("the image process".into()),
    }
}

/// What people are told when a film or a sound was not copied.
#[must_use]
pub fn not_watched(refusal: ruche_media::Refusal) -> Error {
    use ruche_media::Refusal::{Damaged, FormatNotSupported, TooHeavy, TooManyPixels, TooSlow, Unavailable};
    match refusal {
        Damaged | FormatNotSupported(_) => Refusal::new("files.media_damaged").into(),
        TooManyPixels | TooSlow | TooHeavy => Refusal::new("files.media_too_complex").into(),
        Unavailable => Error::Unavailable("the process of films and sounds".into()),
    }
}

/// Whether content was taken for a sound by the few bits of a frame alone, which any data may begin with: what cannot be read as
/// one is then a document like any other.
#[must_use]
pub fn guessed(kind: ruche_media::Kind, bytes: &[u8]) -> bool {
    use ruche_media::Kind::{Aac, Mp3};
    matches!(kind, Aac | Mp3) && !bytes.starts_with(b"ID3")
}

/// What a person has sent so far, by its real bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Files that nothing holds yet, those that are still coming among them by the length they announce.
    pub loose: i64,
    /// Their bytes.
    pub loose_bytes: i64,
    /// The bytes of what was sent since a day.
    pub day_bytes: i64,
    /// The bytes of everything that is kept.
    pub bytes: i64,
    /// Of the loose ones, those that are still coming.
    pub coming: i64,
}

/// Asks that a person may have one more file, of `more` bytes.
///
/// # Errors
/// Refused when that is too many or too much.
pub fn within_quota(usage: Usage, more: i64) -> Result<()> {
    if usage.loose >= MAX_LOOSE {
        return Err(Refusal::new("files.too_many_loose").with("max", MAX_LOOSE).into());
    }
    if too_much(usage.loose_bytes, more, MAX_LOOSE_BYTES) {
        return Err(Refusal::new("files.loose_too_heavy").with("max", MAX_LOOSE_BYTES / MB as i64).into());
    }
    may_grow(usage, more)
}

/// Asks that a file that is there may take `more` bytes.
///
/// # Errors
/// Refused when that is too much.
pub fn may_grow(usage: Usage, more: i64) -> Result<()> {
    if more > 0 && (too_much(usage.day_bytes, more, MAX_DAY_BYTES) || too_much(usage.bytes, more, MAX_KEPT_BYTES)) {
        return Err(Refusal::new("files.quota").with("day", gigabytes(MAX_DAY_BYTES)).with("max", gigabytes(MAX_KEPT_BYTES)).into());
    }
    Ok(())
}

fn too_much(bytes: i64, more: i64, max: i64) -> bool {
    bytes.saturating_add(more) > max
}

/// Asks that one publication may hold these.
///
/// # Errors
/// Refused when they are too many.
pub fn may_hold(kinds: &[Kind]) -> Result<()> {
    let photos = kinds.iter().filter(|kind| **kind == Kind::Photo).count();
    let too_many = |code, max: usize| Err(Refusal::new(code).with("max", number(max)).into());
    if photos > MAX_PHOTOS {
        return too_many("files.too_many_photos", MAX_PHOTOS);
    }
    if kinds.len() - photos > MAX_DOCUMENTS {
        return too_many("files.too_many_documents", MAX_DOCUMENTS);
    }
    Ok(())
}

/// What may be sent, in words, for those who are told only once everything was sent.
#[must_use]
pub fn limits(t: T) -> String {
    t.files_limits(gigabytes(MAX_DAY_BYTES), MAX_DOCUMENT / MB, MAX_DOCUMENTS, MAX_PHOTO / MB, MAX_PHOTOS)
}

fn gigabytes(bytes: i64) -> i64 {
    bytes / (1_000 * MB as i64)
}

/// The description of a photo as it may be stored.
///
/// # Errors
/// Refused when it is too long.
pub fn clean_alt(alt: &str) -> Result<String> {
    let alt = names::clean_line(alt);
    if alt.chars().count() > MAX_ALT {
        return Err(Refusal::new("files.alt_too_long").with("max", number(MAX_ALT)).into());
    }
    Ok(alt)
}

/// The key by which a browser names one sending: what it makes is short and plain.
///
/// # Errors
/// Refused (400) when it is not.
pub fn accept_key(key: &str) -> Result<String> {
    let plain = !key.is_empty() && key.len() <= 100 && key.bytes().all(|b| b.is_ascii_graphic());
    if plain { Ok(key.to_owned()) } else { refused("files.key_unreadable", 400) }
}

/// The name of a file as it may be stored: one line, no folder, not hidden, 120 characters at most with its ending kept.
/// `extension` makes a name for what has none.
#[must_use]
pub fn clean_name(given: &str, extension: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let line = names::clean_line(last);
    let name = line.trim_start_matches(['.', ' ']);
    if name.is_empty() {
        return format!("file.{extension}");
    }
    let length = name.chars().count();
    if length <= MAX_NAME {
        return name.to_owned();
    }
    let ending = name.rfind('.').map_or("", |at| &name[at..]);
    let ending = if ending.chars().count() <= MAX_ENDING { ending } else { "" };
    let stem: String = name.chars().take(MAX_NAME - ending.chars().count()).collect();
    format!("{stem}{ending}")
}

/// The name under which bytes of type `extension` are saved: a photo called `a.heic` whose copy is WebP is saved as `a.webp`.
#[must_use]
pub fn saved_name(name: &str, extension: &str) -> String {
    let stem = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= MAX_ENDING => stem,
        _ => name,
    };
    format!("{stem}.{extension}")
}

/// What the header says of a file that is saved and never shown (RFC 6266, with the encoding of RFC 8187).
#[must_use]
pub fn attachment(name: &str) -> String {
    let mut header = String::from("attachment; filename*=UTF-8''");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            header.push(char::from(byte));
        } else {
            // Writing to a text does not fail.
            let _ = write!(header, "%{byte:02X}");
        }
    }
    header
}

/// The bytes behind an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where they are kept.
    pub key: String,
    /// Their media type.
    pub mime: String,
    /// The name under which they are saved; without one they are shown.
    pub saved_as: Option<String>,
    /// How long an address of the store itself may give them, where there is such a store; nothing where only the server does.
    pub direct: Option<Duration>,
}

/// The ending of the kept original of a photo.
#[must_use]
pub fn ending(mime: &str) -> &'static str {
    use ruche_media::Kind::{Gif, Jpeg, Png, Webp};
    [Jpeg, Png, Gif].into_iter().find(|kind| kind.mime() == mime).unwrap_or(Webp).extension()
}

/// Where a part of a file is kept.
#[must_use]
pub fn blob(id: i64, part: &str) -> String {
    format!("{id}/{part}")
}

/// Where the subtitles of a video are kept.
#[must_use]
pub fn captions_blob(id: i64, captions: &Captions) -> String {
    blob(id, &format!("captions-{}.vtt", captions.version))
}

/// Where every part of a file is kept.
#[must_use]
pub fn keys(file: &File) -> Vec<String> {
    let copies = file.variants.iter().map(|copy| blob(file.id, &format!("{}.webp", copy.size)));
    let whole = match file.kind {
        Kind::Photo => file.original.then(|| blob(file.id, &format!("original.{}", ending(&file.mime)))),
        Kind::Document | Kind::Video | Kind::Audio => Some(blob(file.id, "file")),
    };
    let captions = file.captions.as_ref().map(|captions| captions_blob(file.id, captions));
    copies.chain(whole).chain(captions).collect()
}

/// Which bytes answer a size; nothing answers one that the file does not have.
#[must_use]
pub fn piece(file: &File, size: &str) -> Option<Piece> {
    let copy = |size: u32| Some(blob(file.id, &format!("{}.webp", file.variant(size)?.size)));
    let webp = ruche_media::Kind::Webp;
    match (file.kind, size) {
        (_, "480" | "1200" | "2560") => {
            Some(Piece { key: copy(size.parse().ok()?)?, mime: webp.mime().to_owned(), saved_as: None, direct: None })
        }
        (Kind::Video | Kind::Audio, "play") if file.playable => {
            Some(Piece { key: blob(file.id, "file"), mime: file.mime.clone(), saved_as: None, direct: Some(PLAYED) })
        }
        (Kind::Video, "captions") => {
            let key = captions_blob(file.id, file.captions.as_ref()?);
            Some(Piece { key, mime: "text/vtt; charset=utf-8".to_owned(), saved_as: None, direct: None })
        }
        (Kind::Photo, "original" | "download") if file.original => {
            let ending = ending(&file.mime);
            Some(Piece {
                key: blob(file.id, &format!("original.{ending}")),
                mime: file.mime.clone(),
                saved_as: Some(saved_name(&file.name, ending)),
                direct: None,
            })
        }
        (Kind::Photo, "download") => {
            let saved_as = Some(saved_name(&file.name, webp.extension()));
            Some(Piece { key: copy(2560)?, mime: webp.mime().to_owned(), saved_as, direct: None })
        }
        (Kind::Document | Kind::Video | Kind::Audio, "download") => {
            Some(Piece { key: blob(file.id, "file"), mime: file.mime.clone(), saved_as: Some(file.name.clone()), direct: Some(SAVED) })
        }
        _ => None,
    }
}

/// The tone of a document's sign, by its label.
#[must_use]
pub fn tone(label: &str) -> Option<&'static str> {
    Some(match label {
        "PDF" => "danger",
        "XLSX" | "XLSM" | "XLTX" | "XLS" | "ODS" | "CSV" | "TSV" => "success",
        "DOCX" | "DOCM" | "DOTX" | "DOC" | "ODT" | "TXT" | "MD" => "info",
        "PPTX" | "PPTM" | "POTX" | "PPT" | "ODP" => "warning",
        "MP4" | "MOV" | "3GP" | "AVI" | "MKV" | "WEBM" => "violet",
        _ => return None,
    })
}

/// The languages that subtitles may be in, each with its name in itself.
pub const LANGUAGES: [(&str, &str); 9] = [
    ("fr", "Français"),
    ("en", "English"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("it", "Italiano"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ar", "العربية"),
];

/// A language of that list.
///
/// # Errors
/// Refused (400) when it is not in it: a form offers no other.
pub fn accept_language(tag: &str) -> Result<&'static str> {
    match LANGUAGES.iter().find(|(known, _)| *known == tag) {
        Some((known, _)) => Ok(known),
        None => refused("files.language_unknown", 400),
    }
}

/// What a film or a sound becomes that was found in a box of `kind`: what people do with it, and the media type it is played
/// and saved under.
#[must_use]
pub fn medium(kind: ruche_media::Kind, probe: Option<&ruche_media::Probe>) -> (Kind, &'static str) {
    use ruche_media::Kind::{Mov, Mp4, Webm};
    let sound_alone = probe.is_some_and(|probe| probe.video.is_none());
    match kind {
        Mp4 | Mov if sound_alone => (Kind::Audio, "audio/mp4"),
        Webm if sound_alone => (Kind::Audio, "audio/webm"),
        // Browsers that play what is inside know the box by this name alone.
        Mov if probe.is_some_and(|probe| probe.plays(Mov)) => (Kind::Video, Mp4.mime()),
        kind if kind.is_audio() => (Kind::Audio, kind.mime()),
        kind => (Kind::Video, kind.mime()),
    }
}

/// How long it lasts, as players write it in every language: `0:05`, `1:02:03`. At least a second.
#[must_use]
pub fn clock(milliseconds: i64) -> String {
    let seconds = (milliseconds.max(0) + 500).div_euclid(1_000).max(1);
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// How wide the photo at `index` of `count` is shown, for the browser's choice of a copy. It follows the sheet of `.photos`.
#[must_use]
pub fn shown_width(count: usize, index: usize) -> &'static str {
    match (count, index) {
        (1, _) => "(max-width: 45rem) 100vw, 40rem",
        (3, 0) => "(max-width: 45rem) 67vw, 27rem",
        (2 | 4, _) | (5.., 0 | 1) => "(max-width: 45rem) 50vw, 20rem",
        _ => "(max-width: 45rem) 33vw, 14rem",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::model::Variant;
    use ruche_kernel::MemberId;

    fn code<T: std::fmt::Debug>(result: Result<T>) -> (&'static str, u16) {
        match result {
            Err(Error::Refused(refusals)) => (refusals[0].code, refusals[0].status),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_part_of_a_file_has_its_key() {
        let copies = vec![Variant { size: 480, width: 480, height: 320 }, Variant { size: 1200, width: 900, height: 600 }];
        let document = File {
            id: 7,
            owner: MemberId(1),
            subject: None,
            place: None,
            kind: Kind::Document,
            name: String::new(),
            label: String::new(),
            mime: String::new(),
            bytes: 0,
            width: 0,
            height: 0,
            color: String::new(),
            variants: copies,
            original: true,
            alt: String::new(),
            duration: 0,
            playable: false,
            captions: None,
        };
        assert_eq!(keys(&document), ["7/480.webp", "7/1200.webp", "7/file"], "with the picture of its first page");
        let photo = File { kind: Kind::Photo, mime: "image/jpeg".into(), ..document };
        assert_eq!(keys(&photo), ["7/480.webp", "7/1200.webp", "7/original.jpg"]);
        // What the page asks for is among them.
        for size in ["480", "1200", "2560", "original", "download"] {
            assert!(keys(&photo).contains(&piece(&photo, size).unwrap().key), "{size}");
        }
        assert_eq!(keys(&File { original: false, ..photo.clone() }), ["7/480.webp", "7/1200.webp"]);
        let captions = Some(Captions { language: "fr".into(), version: 12, bytes: 40 });
        let film = File { kind: Kind::Video, playable: true, captions, variants: Vec::new(), ..photo };
        assert_eq!(keys(&film), ["7/file", "7/captions-12.vtt"]);
        for size in ["play", "download", "captions"] {
            assert!(keys(&film).contains(&piece(&film, size).unwrap().key), "{size}");
        }
    }

    #[test]
    fn content_decides_what_a_file_is() {
        let photos: [(&[u8], ruche_media::Kind); 4] = [
            (b"\xFF\xD8\xFF\xE0", ruche_media::Kind::Jpeg),
            (b"\x89PNG\r\n\x1A\n", ruche_media::Kind::Png),
            (b"GIF89a", ruche_media::Kind::Gif),
            (b"RIFF\0\0\0\0WEBP", ruche_media::Kind::Webp),
        ];
        for (bytes, kind) in photos {
            assert_eq!(nature("note.pdf", bytes).unwrap(), Nature::Photo(kind));
            photo_only("note.pdf", bytes).unwrap();
        }
        for (bytes, label) in [(&b"%PDF-1.7"[..], "PDF"), (b"<svg xmlns='x'/>", "SVG"), (b"<!doctype html>", "HTML"), (b"MZ\x90\0", "")] {
            match nature("photo.jpg", bytes).unwrap() {
                Nature::Document(document) => assert_eq!(document.label, label),
                other => panic!("{other:?}"),
            }
            assert_eq!(code(photo_only("photo.jpg", bytes)), ("files.not_a_photo", 415));
        }
        let refusals: [(&[u8], &str, u16); 5] = [
            (b"", "files.empty", 422),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "files.heic", 415),
            (b"\0\0\0\x1Cftypavif\0\0\0\0mif1avif", "files.avif", 415),
            (b"II*\0\x08\0\0\0", "files.tiff", 415),
            (b"BM\x36\x04\0\0\0\0\0\0\x36", "files.bmp", 415),
        ];
        for (bytes, name, status) in refusals {
            assert_eq!(code(nature("photo.jpg", bytes)), (name, status));
        }
    }

    #[test]
    fn films_and_sounds_are_known_by_what_is_in_them() {
        use ruche_media::Codec::{Aac, H264, Opus, Other};
        use ruche_media::Kind as Media;
        let film = |video, audio| Some(ruche_media::Probe { duration: 1, video, audio });
        for (media, probe, kind, mime) in [
            (Media::Mp4, film(Some(H264), None), Kind::Video, "video/mp4"),
            (Media::Mp4, film(None, Some(Aac)), Kind::Audio, "audio/mp4"),
            (Media::Mp4, None, Kind::Video, "video/mp4"),
            (Media::Mov, film(Some(H264), Some(Aac)), Kind::Video, "video/mp4"),
            (Media::Mov, film(Some(Other), None), Kind::Video, "video/quicktime"),
            (Media::Webm, film(None, Some(Opus)), Kind::Audio, "audio/webm"),
            (Media::ThreeGp, film(None, Some(Aac)), Kind::Video, "video/3gpp"),
            (Media::Flac, None, Kind::Audio, "audio/flac"),
        ] {
            assert_eq!(medium(media, probe.as_ref()), (kind, mime), "{media:?} {probe:?}");
        }
        assert_eq!(nature("a.pdf", b"fLaC\0").unwrap(), Nature::Media(Media::Flac));
        assert_eq!(code(photo_only("a.jpg", b"fLaC\0")), ("files.not_a_photo", 415));
    }

    #[test]
    fn lengths_are_written_as_players_do() {
        for (milliseconds, text) in [(0, "0:01"), (100, "0:01"), (4_992, "0:05"), (65_000, "1:05"), (3_723_000, "1:02:03"), (-5, "0:01")] {
            assert_eq!(clock(milliseconds), text);
        }
    }

    #[test]
    fn photos_and_documents_have_their_weight() {
        let heavy = |head: &[u8], length: usize| {
            let mut bytes = head.to_vec();
            bytes.resize(length, b' ');
            nature("x", &bytes)
        };
        assert!(heavy(b"GIF89a", MAX_PHOTO).is_ok());
        assert_eq!(code(heavy(b"GIF89a", MAX_PHOTO + 1)), ("files.photo_too_heavy", 413));
        assert!(heavy(b"%PDF-", MAX_DOCUMENT).is_ok());
        assert_eq!(code(heavy(b"%PDF-", MAX_DOCUMENT + 1)), ("files.document_too_heavy", 413));
    }

    #[test]
    fn what_the_image_process_says_is_told_to_people() {
        use ruche_media::Refusal as Media;
        for (refusal, name) in [
            (Media::Damaged, "files.damaged"),
            (Media::FormatNotSupported(ruche_media::Kind::Heic), "files.damaged"),
            (Media::TooManyPixels, "files.too_many_pixels"),
            (Media::TooSlow, "files.too_slow"),
            (Media::TooHeavy, "files.too_complex"),
        ] {
            assert_eq!(code::<()>(Err(not_prepared(refusal))), (name, 422));
        }
        assert!(matches!(not_prepared(Media::Unavailable), Error::Unavailable(_)));
        for (refusal, name) in [
            (Media::Damaged, "files.media_damaged"),
            (Media::FormatNotSupported(ruche_media::Kind::Wav), "files.media_damaged"),
            (Media::TooSlow, "files.media_too_complex"),
            (Media::TooHeavy, "files.media_too_complex"),
        ] {
            assert_eq!(code::<()>(Err(not_watched(refusal))), (name, 422));
        }
        assert!(matches!(not_watched(Media::Unavailable), Error::Unavailable(_)));
    }

    #[test]
    fn only_a_frame_is_a_guess() {
        use ruche_media::Kind::{Aac, Flac, Mp3, Mp4};
        for (kind, bytes, guess) in [
            (Mp3, &b"\xFF\xFB\x90\x64"[..], true),
            (Mp3, b"ID3\x04", false),
            (Aac, b"\xFF\xF1\x50\x80", true),
            (Flac, b"fLaC", false),
            (Mp4, b"\0\0\0\x18ftyp", false),
        ] {
            assert_eq!(guessed(kind, bytes), guess, "{kind:?}");
        }
    }

    #[test]
    fn people_have_a_quota() {
        let loose = |loose, loose_bytes| Usage { loose, loose_bytes, ..Usage::default() };
        let sent = |day_bytes, bytes| Usage { day_bytes, bytes, ..Usage::default() };
        for (usage, more, answer) in [
            (loose(0, 0), MAX_LOOSE_BYTES, None),
            (loose(MAX_LOOSE - 1, 0), 1, None),
            (loose(MAX_LOOSE, 0), 1, Some("files.too_many_loose")),
            (loose(1, MAX_LOOSE_BYTES - 5), 5, None),
            (loose(1, MAX_LOOSE_BYTES - 5), 6, Some("files.loose_too_heavy")),
            (loose(1, i64::MAX), 1, Some("files.loose_too_heavy")),
            (sent(MAX_DAY_BYTES - 1, MAX_DAY_BYTES), 1, None),
            (sent(MAX_DAY_BYTES, MAX_DAY_BYTES), 1, Some("files.quota")),
            (sent(0, MAX_KEPT_BYTES - 1), 1, None),
            (sent(0, MAX_KEPT_BYTES), 1, Some("files.quota")),
        ] {
            let said = within_quota(usage, more);
            assert_eq!(said.is_err().then(|| code(said).0), answer, "{usage:?} {more}");
        }
        // What a file already there takes more is no other file.
        may_grow(loose(MAX_LOOSE, MAX_LOOSE_BYTES), 1).unwrap();
        assert_eq!(code(may_grow(sent(0, MAX_KEPT_BYTES), 1)).0, "files.quota");
        may_grow(sent(0, MAX_KEPT_BYTES + 9), -1).unwrap();
        may_grow(sent(MAX_DAY_BYTES + 9, 0), 0).unwrap();
    }

    #[test]
    fn a_publication_holds_so_many() {
        let kinds = |photos, documents| [vec![Kind::Photo; photos], vec![Kind::Document; documents]].concat();
        may_hold(&kinds(20, 10)).unwrap();
        assert_eq!(code(may_hold(&kinds(21, 0))), ("files.too_many_photos", 422));
        assert_eq!(code(may_hold(&kinds(0, 11))), ("files.too_many_documents", 422));
    }

    #[test]
    fn descriptions_are_one_line_of_500_characters() {
        assert_eq!(clean_alt(" Un hall\n\u{202e}vide ").unwrap(), "Un hall vide");
        assert_eq!(clean_alt(&"é".repeat(500)).unwrap().chars().count(), 500);
        assert_eq!(code(clean_alt(&"é".repeat(501))), ("files.alt_too_long", 422));
    }

    #[test]
    fn names_lose_folders_and_what_hides() {
        for (given, kept) in [
            ("Relevé janvier.pdf", "Relevé janvier.pdf"),
            ("C:\\Users\\x\\plan.pdf", "plan.pdf"),
            ("../../etc/passwd", "passwd"),
            (".htaccess", "htaccess"),
            ("..", "file.pdf"),
            ("", "file.pdf"),
            ("dossier/", "file.pdf"),
            ("fac\u{202e}fdp.exe", "facfdp.exe"),
            ("a\r\nb.txt", "a b.txt"),
            ("\u{0}\u{200b}", "file.pdf"),
        ] {
            assert_eq!(clean_name(given, "pdf"), kept, "{given:?}");
        }
        let long = clean_name(&format!("{}.docx", "é".repeat(300)), "pdf");
        assert_eq!((long.chars().count(), long.ends_with("é.docx")), (MAX_NAME, true));
        assert_eq!(clean_name(&format!("a.{}", "b".repeat(300)), "pdf").chars().count(), MAX_NAME);
    }

    #[test]
    fn saved_names_tell_the_true_type() {
        for (name, extension, saved) in [
            ("hall.HEIC", "webp", "hall.webp"),
            ("hall", "jpg", "hall.jpg"),
            ("v1. final hall de Lyon", "jpg", "v1. final hall de Lyon.jpg"),
            ("a.b.png", "png", "a.b.png"),
        ] {
            assert_eq!(saved_name(name, extension), saved);
        }
    }

    #[test]
    fn headers_carry_any_name() {
        assert_eq!(attachment("Relevé \"1\"; x.pdf"), "attachment; filename*=UTF-8''Relev%C3%A9%20%221%22%3B%20x.pdf");
    }

    #[test]
    fn keys_are_short_and_plain() {
        assert_eq!(accept_key("3f6c-11").unwrap(), "3f6c-11");
        for key in ["", "a b", "é", &"x".repeat(101)] {
            assert_eq!(code(accept_key(key)), ("files.key_unreadable", 400), "{key:?}");
        }
    }

    fn file(kind: Kind, original: bool) -> File {
        let photo = kind == Kind::Photo;
        File {
            id: 7,
            owner: MemberId(1),
            subject: None,
            place: None,
            kind,
            name: if photo { "hall.png" } else { "plan.pdf" }.into(),
            label: String::new(),
            mime: if photo { "image/png" } else { "application/pdf" }.into(),
            bytes: 1,
            width: 900,
            height: 600,
            color: String::new(),
            variants: if photo {
                vec![Variant { size: 480, width: 480, height: 320 }, Variant { size: 1200, width: 900, height: 600 }]
            } else {
                Vec::new()
            },
            original,
            alt: String::new(),
            duration: 0,
            playable: false,
            captions: None,
        }
    }

    #[test]
    fn each_address_has_its_bytes_or_none() {
        let cases = [
            (Kind::Photo, false, "480", Some(("7/480.webp", "image/webp", None))),
            (Kind::Photo, false, "1200", Some(("7/1200.webp", "image/webp", None))),
            (Kind::Photo, false, "2560", Some(("7/1200.webp", "image/webp", None))),
            (Kind::Photo, false, "original", None),
            (Kind::Photo, false, "download", Some(("7/1200.webp", "image/webp", Some("hall.webp")))),
            (Kind::Photo, true, "original", Some(("7/original.png", "image/png", Some("hall.png")))),
            (Kind::Photo, true, "download", Some(("7/original.png", "image/png", Some("hall.png")))),
            (Kind::Photo, true, "481", None),
            (Kind::Photo, true, "", None),
            (Kind::Document, false, "download", Some(("7/file", "application/pdf", Some("plan.pdf")))),
            (Kind::Document, false, "480", None),
            (Kind::Document, false, "play", None),
            (Kind::Photo, true, "play", None),
            (Kind::Video, false, "play", None),
            (Kind::Video, false, "captions", None),
            (Kind::Video, false, "download", Some(("7/file", "application/pdf", Some("plan.pdf")))),
            (Kind::Audio, false, "480", None),
            (Kind::Document, false, "original", None),
            (Kind::Document, false, "../1/file", None),
        ];
        for (kind, original, size, answer) in cases {
            let found = piece(&file(kind, original), size);
            let answer = answer.map(|(key, mime, saved): (&str, &str, Option<&str>)| Piece {
                key: key.into(),
                mime: mime.into(),
                saved_as: saved.map(str::to_owned),
                // Photos pass through the server, whatever is done with them.
                direct: (kind != Kind::Photo).then_some(SAVED),
            });
            assert_eq!(found, answer, "{kind:?} {original} {size}");
        }
        let film = File { kind: Kind::Video, playable: true, ..file(Kind::Photo, false) };
        assert_eq!(piece(&film, "play").map(|piece| (piece.saved_as, piece.direct)), Some((None, Some(PLAYED))));
        assert_eq!(piece(&film, "480").map(|piece| piece.direct), Some(None), "its picture");
    }
}
