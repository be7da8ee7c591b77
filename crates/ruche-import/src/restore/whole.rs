//! Whether an export is whole: every file that its manifest names, every byte that its records name. Nothing outside its folder is
//! read, and no link followed.

use super::rows::{Lines, Ready};
use super::{RestoreError, accept};
use crate::export::{FILES, Kind, MANIFEST, Manifest, Parts, VERSION, place, prepared};
use ruche_platform::blobs::Blobs;
use ruche_platform::secret;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use tokio_util::io::InspectReader;

/// The heaviest manifest.
const MAX_MANIFEST: u64 = 1024 * 1024;
/// How much of a file stands in memory at once.
const PIECE: usize = 64 * 1024;

/// What is said of a file that is there and not the one that was written.
const ANOTHER: &str = "it is not as it was written: its length or its digest is another";

/// A file of the export, which is no link.
pub(super) fn open(path: &Path) -> Result<File, RestoreError> {
    let meta = path.symlink_metadata().map_err(RestoreError::io(path))?;
    if !meta.is_file() {
        return Err(RestoreError::Damaged(path.to_owned(), "not a file".into()));
    }
    File::open(path).map_err(RestoreError::io(path))
}

/// The manifest, read and found to be of this version.
pub(super) fn manifest(from: &Path) -> Result<Manifest, RestoreError> {
    let path = from.join(MANIFEST);
    if path.symlink_metadata().is_err() {
        return Err(RestoreError::NoManifest(from.to_owned()));
    }
    let mut text = String::new();
    open(&path)?.take(MAX_MANIFEST).read_to_string(&mut text).map_err(RestoreError::io(&path))?;
    let value: Value = serde_json::from_str(&text).map_err(|e| RestoreError::Manifest(path.clone(), e.to_string()))?;
    match value["version"].as_u64() {
        Some(version) if version != u64::from(VERSION) => Err(RestoreError::Version(u32::try_from(version).unwrap_or(u32::MAX))),
        _ => accept(&value).map_err(|reason| RestoreError::Manifest(path, reason)),
    }
}

/// Reads every file once, and asks that it is as it was written. Blocks for as long as that takes.
pub(super) fn check(from: &Path, manifest: &Manifest) -> Result<(), RestoreError> {
    for (records, prepared) in manifest.kinds.iter().zip(prepared()) {
        let path = from.join(prepared.kind.file());
        let (length, lines, digest) = digest(&path)?;
        if (length, lines, digest.as_str()) != (records.bytes, records.records, records.sha256.as_str()) {
            return Err(RestoreError::Damaged(path, ANOTHER.into()));
        }
    }
    for prepared in prepared().iter().filter(|prepared| prepared.kind.parts != Parts::None) {
        let mut lines = Lines::open(from, prepared.kind)?;
        while let Some(slice) = lines.slice(500)? {
            for part in slice.iter().flat_map(|ready| &ready.parts) {
                let Some(named) = &part.sha256 else { continue };
                let (_, path) = place(&from.join(FILES), named);
                let (length, _, digest) = digest(&path)?;
                if length != part.bytes || digest != *named {
                    return Err(RestoreError::Damaged(path, ANOTHER.into()));
                }
            }
        }
    }
    Ok(())
}

/// How many bytes and ends of lines a file has, and its digest.
fn digest(path: &Path) -> Result<(u64, u64, String), RestoreError> {
    let mut file = open(path)?;
    let (mut digest, mut length, mut lines, mut piece) = (Sha256::new(), 0_u64, 0_u64, vec![0; PIECE]);
    loop {
        let read = file.read(&mut piece).map_err(RestoreError::io(path))?;
        if read == 0 {
            return Ok((length, lines, secret::hex(&digest.finalize())));
        }
        digest.update(&piece[..read]);
        length += read as u64;
        lines += piece[..read].iter().filter(|b| **b == b'\n').count() as u64;
    }
}

/// Keeps the bytes of records, before the records themselves: what a row names is there.
pub(super) async fn copy(blobs: &dyn Blobs, from: &Path, kind: &Kind, slice: &[Ready]) -> Result<(), RestoreError> {
    for ready in slice {
        let Some(owner) = ready.owner else { continue };
        for part in &ready.parts {
            let Some(named) = &part.sha256 else { continue };
            let (_, path) = place(&from.join(FILES), named);
            let mut digest = Sha256::new();
            let mut file = InspectReader::new(tokio::fs::File::from_std(open(&path)?), |bytes: &[u8]| digest.update(bytes));
            blobs.put_from(&format!("{owner}/{}", part.name), &mut file).await?;
            if secret::hex(&digest.finalize()) != *named {
                return Err(RestoreError::Damaged(path, format!("it changed while the {} were restored", kind.name)));
            }
        }
    }
    Ok(())
}
