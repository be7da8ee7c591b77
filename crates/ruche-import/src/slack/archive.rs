//! The files of an export, in a folder or in the zip file as it came. Nothing is unpacked to the disk, and no name of the archive
//! becomes a path.

use crate::ImportError;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use zip::ZipArchive;

/// The most bytes of one file, unpacked.
const MAX_FILE: u64 = 64 << 20;
/// The most files.
const MAX_FILES: usize = 500_000;

type Zip = ZipArchive<BufReader<File>>;

/// An export on the disk.
#[derive(Clone, Debug)]
pub(super) struct Archive {
    path: PathBuf,
    /// The zip file, open; nothing for a folder.
    zip: Option<Arc<Mutex<Zip>>>,
    /// The names below the folder that holds `users.json`, in order.
    names: Vec<String>,
    /// What stands before them in the zip file.
    prefix: String,
}

impl Archive {
    pub(super) fn open(path: &Path) -> Result<Self, ImportError> {
        let (zip, mut names) = if path.is_dir() {
            (None, folder(path)?)
        } else {
            let file = File::open(path).map_err(ImportError::unreadable(path))?;
            let zip = ZipArchive::new(BufReader::new(file)).map_err(|error| wrong(path, format!("not a zip file: {error}")))?;
            // A name that is no text is none that an export has.
            let names = zip.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
            (Some(Arc::new(Mutex::new(zip))), names)
        };
        if names.len() > MAX_FILES {
            return Err(wrong(path, "there are more than 500 000 files"));
        }
        let users = names.iter().filter(|name| *name == "users.json" || name.ends_with("/users.json")).min_by_key(|name| name.len());
        let Some(users) = users else { return Err(ImportError::Missing(path.join("users.json"))) };
        let prefix = users.trim_end_matches("users.json").to_owned();
        names = names.iter().filter_map(|name| name.strip_prefix(&prefix)).map(str::to_owned).collect();
        names.sort();
        Ok(Self { path: path.to_owned(), zip, names, prefix })
    }

    /// The files of a channel, a day each, in the order of days.
    pub(super) fn days<'a>(&'a self, channel: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let folder = format!("{channel}/");
        let from = self.names.partition_point(|name| *name < folder);
        let names = self.names[from..].iter().map(String::as_str);
        names
            .map_while(move |name| name.strip_prefix(&folder).map(|day| (name, day)))
            .filter(|(_, day)| day.ends_with(".json") && !day.contains('/'))
            .map(|(name, _)| name)
    }

    /// What a file of JSON holds; nothing where there is no such file.
    pub(super) fn read<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<Option<T>, ImportError> {
        if self.names.binary_search_by(|known| known.as_str().cmp(name)).is_err() {
            return Ok(None);
        }
        let shown = self.path.join(name);
        let mut bytes = Vec::new();
        if let Some(zip) = &self.zip {
            let mut zip = zip.lock().unwrap_or_else(PoisonError::into_inner);
            let file = zip.by_name(&format!("{}{name}", self.prefix)).map_err(|error| wrong(&shown, error.to_string()))?;
            file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(ImportError::unreadable(&shown))?;
        } else {
            let file = File::open(&shown).map_err(ImportError::unreadable(&shown))?;
            file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(ImportError::unreadable(&shown))?;
        }
        if bytes.len() as u64 > MAX_FILE {
            return Err(wrong(&shown, "the file is larger than 64 MB"));
        }
        serde_json::from_slice(&bytes).map(Some).map_err(|error| ImportError::Line {
            file: shown,
            line: error.line() as u64,
            reason: format!("not what an export holds: {error}"),
        })
    }
}

fn wrong(file: &Path, reason: impl Into<String>) -> ImportError {
    ImportError::Line { file: file.to_owned(), line: 1, reason: reason.into() }
}

/// The files of a folder and of the folders in it. A link is none: it could lead anywhere.
fn folder(path: &Path) -> Result<Vec<String>, ImportError> {
    let mut names = Vec::new();
    let mut folders = vec![(path.to_owned(), String::new(), 0)];
    while let Some((dir, prefix, depth)) = folders.pop() {
        for entry in std::fs::read_dir(&dir).map_err(ImportError::unreadable(&dir))? {
            let entry = entry.map_err(ImportError::unreadable(&dir))?;
            let kind = entry.file_type().map_err(ImportError::unreadable(&dir))?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            if kind.is_file() {
                names.push(format!("{prefix}{name}"));
            } else if kind.is_dir() && depth < 1 {
                folders.push((entry.path(), format!("{prefix}{name}/"), depth + 1));
            }
        }
    }
    Ok(names)
}
