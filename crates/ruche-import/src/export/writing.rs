//! An export as it is made, of whatever its records come from: begun beside its place, a record at a time, whole under its name at the end.

use super::ExportError;
use super::kind::Kind;
use super::kinds::KINDS;
use super::manifest::{Bytes, FILES, FORMAT, MANIFEST, Manifest, VERSION};
use super::shape::time;
use super::writer::{Lines, flush_folder, new_folder, write_file};
use ruche_kernel::Error;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

/// An export that is begun. Every kind has its file from the beginning on, and records of several can be added in turn.
pub struct Writing {
    to: PathBuf,
    beside: PathBuf,
    kinds: Vec<(&'static Kind, Lines)>,
}

impl Writing {
    /// Makes the folder, beside `to` under another name.
    ///
    /// # Errors
    /// When one of the names is taken, or the disk does not follow.
    pub fn begin(to: &Path) -> Result<Self, ExportError> {
        let name = to.file_name().ok_or_else(|| ExportError::Name(to.to_owned()))?;
        let beside = above(to).join(format!("{}.part", name.to_string_lossy()));
        for (path, taken) in [(to, ExportError::Taken as fn(PathBuf) -> ExportError), (&beside, ExportError::Begun)] {
            if path.symlink_metadata().is_ok() {
                return Err(taken(path.to_owned()));
            }
        }
        new_folder(&beside)?;
        new_folder(&beside.join(FILES))?;
        let begun = |kind: &&'static Kind| Ok((*kind, Lines::begin(beside.join(kind.file()), kind.name)?));
        let kinds = KINDS.iter().map(begun).collect::<Result<_, ExportError>>()?;
        Ok(Self { to: to.to_owned(), beside, kinds })
    }

    /// The folder of the bytes.
    pub(super) fn files(&self) -> PathBuf {
        self.beside.join(FILES)
    }

    fn lines(&mut self, kind: &str) -> Result<(&'static Kind, &mut Lines), ExportError> {
        let known = self.kinds.iter_mut().find(|(known, _)| known.name == kind);
        let (kind, lines) = known.ok_or_else(|| ExportError::Record { kind: kind.to_owned(), reason: "there is no such kind".into() })?;
        Ok((kind, lines))
    }

    /// Adds a line that was read from a row.
    pub(super) fn line(&mut self, kind: &str, line: &str) -> Result<(), ExportError> {
        self.lines(kind)?.1.add(line)
    }

    /// Adds a record that was made: every field of its kind, in the words of the format, and no bytes.
    ///
    /// # Errors
    /// When a restore would refuse it, or the disk does not follow.
    pub fn add(&mut self, kind: &str, record: &Map<String, Value>) -> Result<(), ExportError> {
        let (kind, lines) = self.lines(kind)?;
        kind.bind(record).map_err(|reason| ExportError::Record { kind: kind.name.to_owned(), reason })?;
        let values: Vec<&Value> = kind.fields.iter().map(|field| kind.value(record, field.name)).collect();
        lines.add(&kind.line(&values, None))
    }

    /// How many records of a kind there are so far.
    pub(super) fn count(&mut self, kind: &str) -> Result<u64, ExportError> {
        Ok(self.lines(kind)?.1.count())
    }

    /// Takes away what was begun.
    pub(super) fn abandon(self) -> Result<(), ExportError> {
        std::fs::remove_dir_all(&self.beside).map_err(|e| ExportError::Io(self.beside, e))
    }

    /// Ends it: the manifest as of `made_at` (milliseconds UTC), with the bytes that `files` tells, then the name.
    ///
    /// # Errors
    /// When the disk does not follow: nothing bears the name then.
    pub fn end(self, made_at: i64, files: Bytes) -> Result<Manifest, ExportError> {
        let Self { to, beside, kinds } = self;
        let manifest = Manifest {
            format: FORMAT.to_owned(),
            version: VERSION,
            ruche: env!("CARGO_PKG_VERSION").to_owned(),
            made_at: time(made_at)?,
            kinds: kinds.into_iter().map(|(_, lines)| lines.end()).collect::<Result<_, _>>()?,
            files,
        };
        let text = serde_json::to_string_pretty(&manifest).map_err(|e| Error::bug(format!("manifest: {e}")))?;
        write_file(&beside.join(MANIFEST), &format!("{text}\n"))?;
        flush_folder(&beside)?;
        std::fs::rename(&beside, &to).map_err(|e| ExportError::Io(to.clone(), e))?;
        flush_folder(above(&to))?;
        Ok(manifest)
    }
}

/// The folder in which a name stands.
fn above(name: &Path) -> &Path {
    name.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_no_restore_would_take_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let mut writing = Writing::begin(&folder.path().join("made")).unwrap();
        let follow = serde_json::json!({ "follower": "7", "member": "8", "created_at": "2026-03-12T18:00:00.000Z" });
        let follow = follow.as_object().unwrap();
        writing.add("follows", follow).unwrap();
        let refused = |writing: &mut Writing, kind: &str, name: &str, value: Option<Value>| {
            let mut other = follow.clone();
            match value {
                Some(value) => other.insert(name.to_owned(), value),
                None => other.remove(name),
            };
            writing.add(kind, &other).unwrap_err().to_string()
        };
        assert!(refused(&mut writing, "follows", "created_at", None).contains("\"created_at\" lacks"));
        assert!(refused(&mut writing, "follows", "created_at", Some("soon".into())).contains("\"created_at\": a time expected"));
        assert!(refused(&mut writing, "follows", "colour", Some("red".into())).contains("no field \"colour\""));
        assert!(refused(&mut writing, "flights", "colour", None).contains("no such kind"));
        let manifest = writing.end(1_773_338_400_000, Bytes::default()).unwrap();
        assert_eq!(manifest.kinds.iter().map(|records| records.records).sum::<u64>(), 1);
        let line = std::fs::read_to_string(folder.path().join("made/follows.jsonl")).unwrap();
        assert_eq!(line, "{\"follower\":\"7\",\"member\":\"8\",\"created_at\":\"2026-03-12T18:00:00.000Z\"}\n");
    }
}
