//! The small picture of its first page that an office file may carry. Runs in the child only: an archive is read there and
//! nowhere else, and of it one entry of a known name.

use crate::{Keep, Prepared, Refusal, picture};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The heaviest that is unpacked, in bytes: an entry that unpacks to more is no thumbnail.
const MAX_BYTES: u64 = 8 << 20;
/// The most entries of an archive that is looked into.
const MAX_ENTRIES: usize = 10_000;
/// Where office programs put it: Open Packaging Conventions (ECMA-376, part 2) by usage, OpenDocument (part 3, 3.7) by rule.
const NAMES: [&str; 5] =
    ["docProps/thumbnail.jpeg", "docProps/thumbnail.jpg", "docProps/thumbnail.png", "Thumbnails/thumbnail.png", "Thumbnails/thumbnail.jpg"];

/// Finds it and prepares it like any picture.
pub(crate) fn prepare(bytes: &[u8]) -> Result<Prepared, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    if archive.len() > MAX_ENTRIES {
        return Err(Refusal::TooHeavy);
    }
    let place = NAMES.iter().find_map(|name| archive.index_for_name(name)).ok_or(Refusal::Damaged)?;
    let entry = archive.by_index(place).map_err(|_| Refusal::Damaged)?;
    let mut thumbnail = Vec::new();
    // What an entry says of its size is not believed: reading stops.
    entry.take(MAX_BYTES + 1).read_to_end(&mut thumbnail).map_err(|_| Refusal::Damaged)?;
    if thumbnail.len() as u64 > MAX_BYTES {
        return Err(Refusal::TooHeavy);
    }
    picture::prepare(&thumbnail, Keep::Copies)
}
