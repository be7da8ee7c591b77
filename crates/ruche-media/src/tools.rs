//! The outside programs that copy a film without its metadata and draw the first picture of a film or a document.
//!
//! They read formats that no decoder here knows, so they run limited ([`crate::prison`]), with no network and no other file
//! than the one they are given: its format is named to them, since a playlist or a description of tracks could name others.
//! Each may be absent: without the first no film or sound is taken, without the others documents have no picture.

use crate::Kind;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Where the outside programs are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tools {
    /// `ffmpeg`: the first picture of films, and copies without metadata.
    pub ffmpeg: Option<PathBuf>,
    /// `pdftoppm` of Poppler: the first page of PDF files.
    pub pdftoppm: Option<PathBuf>,
    /// `soffice.bin` of LibreOffice: office files as PDF files, whose first page is then drawn.
    pub soffice: Option<PathBuf>,
}

/// The program of LibreOffice behind `soffice`, which is a script that starts it and waits: links are followed, and the program
/// stands beside the script.
#[must_use]
pub fn office_program(soffice: &Path) -> Option<PathBuf> {
    let program = soffice.canonicalize().ok()?.with_file_name("soffice.bin");
    program.is_file().then_some(program)
}

/// The program at `set`, or of this name in one of the folders of `folders` (the variable `PATH`) when nothing is set.
/// Nothing when there is no such file.
#[must_use]
pub fn find_program(set: Option<&Path>, name: &str, folders: Option<OsString>) -> Option<PathBuf> {
    if let Some(path) = set {
        return path.is_file().then(|| path.to_owned());
    }
    std::env::split_paths(&folders?).filter(|folder| folder.is_absolute()).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// The name that `ffmpeg` gives to a kind as it reads it.
const fn reader(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Mp4 | Kind::Mov | Kind::ThreeGp | Kind::M4a => "mov",
        Kind::Webm => "matroska",
        Kind::Mp3 => "mp3",
        Kind::Aac => "aac",
        Kind::Wav => "wav",
        Kind::Ogg => "ogg",
        Kind::Flac => "flac",
        _ => return None,
    })
}

/// The names of what it may become as it is copied, the best first: a film of QuickTime whose formats MPEG-4 knows plays in
/// more browsers as MPEG-4.
pub(crate) const fn writers(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Mp4 | Kind::Mov => &["mp4", "mov"],
        Kind::ThreeGp => &["3gp"],
        Kind::M4a => &["ipod"],
        Kind::Webm => &["webm"],
        Kind::Mp3 => &["mp3"],
        Kind::Aac => &["adts"],
        Kind::Wav => &["wav"],
        Kind::Ogg => &["ogg"],
        Kind::Flac => &["flac"],
        _ => &[],
    }
}

/// What comes first in every command: no question, no network, no second file, one thread.
fn input(kind: Kind, input: &Path, from: Option<u64>) -> Option<Vec<OsString>> {
    let mut arguments: Vec<OsString> =
        ["-nostdin", "-hide_banner", "-loglevel", "error", "-y", "-protocol_whitelist", "file", "-threads", "1", "-max_pixels", "60000000"]
            .map(Into::into)
            .into();
    if let Some(milliseconds) = from {
        arguments.extend(["-ss".into(), format!("{}.{:03}", milliseconds / 1_000, milliseconds % 1_000).into()]);
    }
    let mut file = OsString::from("file:");
    file.push(input);
    arguments.extend(["-f".into(), reader(kind)?.into(), "-i".into(), file]);
    Some(arguments)
}

/// Copies pictures and sound as they are into `output`, and nothing else: neither names nor dates nor places, no track of
/// data, no cover.
pub(crate) fn copy(kind: Kind, from: &Path, writer: &str, output: &Path) -> Option<Vec<OsString>> {
    let mut arguments = input(kind, from, None)?;
    let tracks: &[&str] = if kind.is_video() { &["-map", "0:v:0?", "-map", "0:a?"] } else { &["-map", "0:a:0"] };
    arguments.extend(tracks.iter().map(Into::into));
    arguments.extend(["-c", "copy"].map(Into::into));
    arguments.extend(into_box(writer, output));
    Some(arguments)
}

/// Makes the formats that every browser plays: for what no box takes as it is, such as the sound of the first phones.
pub(crate) fn encode(kind: Kind, from: &Path, output: &Path) -> Option<Vec<OsString>> {
    let mut arguments = input(kind, from, None)?;
    let pictures = ["-map", "0:v:0", "-map", "0:a:0?", "-filter_threads", "1", "-vf", "scale=w='min(1280,iw)':h=-2"];
    let codec = ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"];
    match kind.is_video() {
        true => arguments.extend([&pictures[..], &codec].concat().into_iter().map(Into::into)),
        false => arguments.extend(["-map", "0:a:0"].map(Into::into)),
    }
    arguments.extend(["-c:a", "aac", "-ac", "2", "-threads", "1"].map(Into::into));
    arguments.extend(into_box(if kind.is_video() { "mp4" } else { "ipod" }, output));
    Some(arguments)
}

/// What comes last: no name, no date, no place, no chapter, nor the name of the program.
fn into_box(writer: &str, output: &Path) -> Vec<OsString> {
    let plain = ["-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags", "+bitexact"];
    let mut arguments: Vec<OsString> = plain.map(Into::into).into();
    if matches!(writer, "mp4" | "mov" | "ipod") {
        // What says where each moment stands comes first: a film starts before it is there whole.
        arguments.extend(["-movflags", "+faststart"].map(Into::into));
    }
    let mut file = OsString::from("file:");
    file.push(output);
    arguments.extend(["-f".into(), writer.into(), file]);
    arguments
}

/// Draws the picture that is shown at a moment, in milliseconds.
pub(crate) fn still(kind: Kind, from: &Path, moment: u64, output: &Path) -> Option<Vec<OsString>> {
    let mut arguments = input(kind, from, Some(moment))?;
    let rest = ["-map", "0:v:0", "-frames:v", "1", "-filter_threads", "1", "-vf", "scale=w='min(1280,iw)':h=-2", "-c:v", "mjpeg"];
    arguments.extend(rest.map(Into::into));
    arguments.extend(["-threads", "1", "-pix_fmt", "yuvj420p", "-q:v", "3", "-f", "image2", "-update", "1"].map(Into::into));
    let mut file = OsString::from("file:");
    file.push(output);
    arguments.push(file);
    Some(arguments)
}

/// Draws the first page. The program adds the ending `.jpg` to `output`.
pub(crate) fn first_page(from: &Path, output: &Path) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = ["-f", "1", "-l", "1", "-singlefile", "-jpeg", "-scale-to", "1200"].map(Into::into).into();
    arguments.extend([from.into(), output.into()]);
    arguments
}

/// Where an outside program that needs a place for temporary files of its own finds the folder it works in.
pub(crate) const OWN_TMP: &str = "/tmp";

/// The kind of PDF file that an office file becomes, by the ending of its name.
const fn exporter(label: &str) -> Option<&'static str> {
    Some(match label.as_bytes() {
        b"DOCX" | b"DOC" | b"ODT" | b"DOCM" => "writer_pdf_Export",
        b"XLSX" | b"XLS" | b"ODS" | b"XLSM" => "calc_pdf_Export",
        b"PPTX" | b"PPT" | b"ODP" | b"PPTM" => "impress_pdf_Export",
        _ => return None,
    })
}

/// Writes the first page of the file `name` of the folder as a PDF file beside it. `label` is that of the document. No window, no
/// document that was open before, no file of locks, a profile of its own; macros do not run without a window.
pub(crate) fn to_pdf(label: &str, name: &str) -> Option<Vec<OsString>> {
    let alone = ["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard"];
    let mut arguments: Vec<OsString> = alone.map(Into::into).into();
    arguments.push(format!("-env:UserInstallation=file://{OWN_TMP}/profile").into());
    let export = format!("pdf:{}:{{\"PageRange\":{{\"type\":\"string\",\"value\":\"1\"}}}}", exporter(label)?);
    arguments.extend(["--convert-to".into(), export.into(), "--outdir".into(), OWN_TMP.into(), format!("{OWN_TMP}/{name}").into()]);
    Some(arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_where_they_are_said_to_be_or_on_the_path() {
        let path = || Some(OsString::from("relative:/nowhere:/bin:/usr/bin"));
        assert!(find_program(None, "sh", path()).is_some_and(|found| found.is_absolute()));
        assert_eq!(find_program(None, "sh", None), None);
        assert_eq!(find_program(None, "no-such-program", path()), None);
        assert_eq!(find_program(Some(Path::new("/bin/sh")), "other", None).as_deref(), Some(Path::new("/bin/sh")));
        assert_eq!(find_program(Some(Path::new("/nowhere/ffmpeg")), "sh", path()), None, "what is set is not replaced");
    }

    #[test]
    fn the_format_is_named_and_no_other_file_is_read() {
        for kind in Kind::ALL {
            let command = copy(kind, Path::new("/a"), "mp4", Path::new("/b"));
            assert_eq!(command.is_some(), kind.is_video() || kind.is_audio(), "{kind:?}");
            let Some(command) = command else { continue };
            let after = |word: &str| command.iter().position(|one| one == word).map(|place| command[place + 1].clone());
            assert_eq!((after("-protocol_whitelist"), after("-i")), (Some("file".into()), Some("file:/a".into())));
            assert_eq!(after("-f"), reader(kind).map(Into::into));
            assert!(!writers(kind).is_empty());
        }
    }
}
