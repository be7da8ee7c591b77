//! Records read line by line, and written as rows.

use super::RestoreError;
use super::whole::open;
use crate::export::{Kind, Parts, Prepared, ROWS, With};
use ruche_content::writing::{self, Text};
use ruche_kernel::{Error, PlaceId, Result as Kernel, names};
use ruche_platform::db::{Tx, Value as Bound};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};

/// The longest line: a text of the most characters that a text may have is far from it.
const MAX_LINE: u64 = 8 * 1024 * 1024;

/// A file of records, read line by line.
pub(super) struct Lines {
    kind: &'static Kind,
    path: PathBuf,
    file: BufReader<File>,
    line: u64,
}

/// A record that is ready to be written.
#[derive(Clone, Debug)]
pub(super) struct Ready {
    record: Map<String, Value>,
    /// The columns of its fields.
    bound: Vec<Bound>,
    /// Its text, once it is rendered.
    text: Option<Text>,
    /// The folder of its bytes.
    pub owner: Option<i64>,
    /// Its bytes.
    pub parts: Vec<Part>,
}

/// Some of the bytes of a record.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    /// What it is called.
    pub name: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// Their digest; none where they were gone when the export was written.
    pub sha256: Option<String>,
}

impl Part {
    /// Whether its name is plain and its digest one, so that neither leads out of a folder.
    fn is_plain(&self) -> bool {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'.' || b == b'-';
        let hex = |text: &String| text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        !self.name.is_empty() && !self.name.starts_with('.') && self.name.bytes().all(plain) && self.sha256.as_ref().is_none_or(hex)
    }
}

impl Lines {
    pub(super) fn open(from: &Path, kind: &'static Kind) -> Result<Self, RestoreError> {
        let path = from.join(kind.file());
        Ok(Self { kind, file: BufReader::new(open(&path)?), path, line: 0 })
    }

    /// The next records, at most `most`; nothing after the last.
    pub(super) fn slice(&mut self, most: usize) -> Result<Option<Vec<Ready>>, RestoreError> {
        let mut slice = Vec::new();
        while slice.len() < most {
            let mut text = Vec::new();
            let read = self.file.by_ref().take(MAX_LINE).read_until(b'\n', &mut text).map_err(RestoreError::io(&self.path))?;
            if read == 0 {
                break;
            }
            self.line += 1;
            let ready = if text.last() == Some(&b'\n') { ready(self.kind, &text) } else { Err("the line has no end".to_owned()) };
            slice.push(ready.map_err(|reason| RestoreError::Line { file: self.path.clone(), line: self.line, reason })?);
        }
        Ok(Some(slice).filter(|slice| !slice.is_empty()))
    }
}

/// The record of a line, its fields read by their shapes.
fn ready(kind: &'static Kind, text: &[u8]) -> Result<Ready, String> {
    let mut record: Map<String, Value> = serde_json::from_slice(text).map_err(|e| e.to_string())?;
    let bound = kind.bind(&record)?;
    let mut ready = Ready { record: Map::new(), bound, text: None, owner: None, parts: Vec::new() };
    if let Some(owner) = kind.parts.owner() {
        let parts = record.remove("parts").ok_or("the field \"parts\" lacks")?;
        ready.parts = serde_json::from_value(parts).map_err(|e| format!("\"parts\": {e}"))?;
        ready.owner = record.get(owner).and_then(Value::as_str).and_then(|id| id.parse().ok());
        if !ready.parts.iter().all(Part::is_plain) || (ready.owner.is_none() && !ready.parts.is_empty()) {
            return Err("\"parts\": a plain name and a digest expected".into());
        }
    }
    if kind.parts == Parts::File && !shown(&record) {
        return Err("\"mime\": what is shown or played is a picture, a film or a sound".into());
    }
    ready.record = record;
    Ok(ready)
}

/// Whether a file is shown in pages only where it is of a kind that browsers only show: whatever else is downloaded.
fn shown(file: &Map<String, Value>) -> bool {
    let text = |name: &str| file.get(name).and_then(Value::as_str).unwrap_or_default();
    let mime = text("mime");
    let picture = ["image/jpeg", "image/png", "image/gif", "image/webp"].contains(&mime);
    let played = mime.starts_with("video/") || mime.starts_with("audio/");
    (text("kind") != "photo" || picture) && (file.get("playable") != Some(&Value::Bool(true)) || played)
}

impl Ready {
    /// The id that the record has of its own; 0 without one.
    pub(super) fn id(&self) -> i64 {
        let id = |name| self.record.get(name).and_then(Value::as_str).and_then(|id| id.parse().ok()).unwrap_or(0);
        id("id").max(id("picture"))
    }

    fn said(&self, name: &str) -> &str {
        self.record.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// Renders its text, unless it mentions somebody: how people are named is known in the transaction alone.
    pub(super) fn render(&mut self) {
        self.text = writing::prepare_unnamed(self.said("body"), self.said("language"));
    }

    /// Whether its text is rendered.
    pub(super) fn is_rendered(&self) -> bool {
        self.text.is_some()
    }
}

/// Writes a slice, in the caller's transaction. Texts that are not rendered are, as of `now`, in milliseconds UTC.
pub(super) async fn insert(tx: &mut Tx, prepared: &Prepared, slice: &[Ready], now: i64) -> Kernel<()> {
    let written = |done: Kernel<u64>, some: &[Ready]| match done {
        Err(Error::Conflict) => {
            let (kind, first) = (prepared.kind.name, some.first().map_or(0, Ready::id));
            Err(Error::Unavailable(format!("two records of {kind} are one: the {} from {first} on were not written", some.len())))
        }
        other => other,
    };
    let mut chunks = slice.chunks_exact(ROWS);
    for some in &mut chunks {
        let mut values = Vec::new();
        for ready in some {
            values.extend(row(tx, prepared.kind, ready, now).await?);
        }
        written(tx.exec(&prepared.insert_rows, &values).await, some)?;
    }
    for ready in chunks.remainder() {
        let values = row(tx, prepared.kind, ready, now).await?;
        written(tx.exec(&prepared.insert, &values).await, std::slice::from_ref(ready))?;
    }
    Ok(())
}

/// The values of a row: the columns of the fields, then those that are filled.
async fn row(tx: &mut Tx, kind: &Kind, ready: &Ready, now: i64) -> Kernel<Vec<Bound>> {
    let mut values = ready.bound.clone();
    values.extend(filled(tx, kind, ready, now).await?);
    Ok(values)
}

/// The columns that no field says.
async fn filled(tx: &mut Tx, kind: &Kind, ready: &Ready, now: i64) -> Kernel<Vec<Bound>> {
    let now_rendered = if kind.has_text() && !ready.is_rendered() {
        let place = PlaceId(ready.said("place").parse().unwrap_or(0));
        Some(writing::prepare(tx, place, ready.said("body"), ready.said("language"), now).await?)
    } else {
        None
    };
    let text = ready.text.as_ref().or(now_rendered.as_ref());
    let html = || text.map(|text| text.html.clone()).unwrap_or_default();
    let title = || match ready.said("heading") {
        "" => text.map(|text| text.title.clone()).unwrap_or_default(),
        heading => heading.to_owned(),
    };
    let value = |with: With| {
        Some(match with {
            With::Default => return None,
            With::Zero => Bound::Int(0),
            With::Empty => Bound::Text(String::new()),
            With::SortKey => names::sort_key(ready.said("name")).into(),
            With::Html => html().into(),
            With::Title => title().into(),
            With::StartsAt => {
                let starts = ready
                    .record
                    .get("details")
                    .and_then(|details| details["starts_at"].as_str())
                    .filter(|_| ready.said("format") == "event");
                Bound::OptInt(starts.and_then(crate::export::moment))
            }
        })
    };
    Ok(kind.filled.iter().filter_map(|filled| value(filled.with)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::KINDS;

    #[test]
    fn the_examples_of_the_documentation_are_records() {
        for kind in KINDS.iter().copied() {
            let line = kind.example();
            let read = ready(kind, line.as_bytes()).unwrap_or_else(|reason| panic!("{}: {reason}\n{line}", kind.name));
            let said: Vec<&str> = kind.fields.iter().flat_map(|field| field.columns).copied().collect();
            assert_eq!(read.bound.len(), said.len(), "{}", kind.name);
            let first = kind.fields[0].name;
            for (changed, told) in [
                (line.replacen(&format!("\"{first}\":"), "\"other\":", 1), "there is no field \"other\""),
                (line.replacen('{', "{\"more\":1,", 1), "there is no field \"more\""),
                (line.replacen(&format!("\"{first}\":"), &format!("\"{first}\":[],\"{first}\":"), 1), ""),
                ("[]\n".to_owned(), "invalid type"),
                ("{}\n".to_owned(), "lacks"),
                ("\n".to_owned(), "EOF"),
            ] {
                match ready(kind, changed.as_bytes()) {
                    Err(reason) => assert!(reason.contains(told), "{}: {reason} for {changed}", kind.name),
                    // The last of two fields of one name counts, as everywhere in JSON.
                    Ok(again) => assert!(told.is_empty() && again.bound == read.bound, "{}: {changed}", kind.name),
                }
            }
        }
    }

    #[test]
    fn bytes_have_plain_names_and_digests() {
        let digest = "a".repeat(64);
        for (name, sha256, plain) in [
            ("480.webp", Some(digest.as_str()), true),
            ("captions-12.vtt", Some(&digest), true),
            ("file", None, true),
            ("../file", Some(&digest), false),
            (".file", Some(&digest), false),
            ("", Some(&digest), false),
            ("file", Some("../../etc"), false),
            ("file", Some(&"A".repeat(64)), false),
        ] {
            let part = Part { name: name.into(), bytes: 1, sha256: sha256.map(str::to_owned) };
            assert_eq!(part.is_plain(), plain, "{name} {sha256:?}");
        }
    }
}
