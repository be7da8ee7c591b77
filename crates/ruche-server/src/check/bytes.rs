//! The bytes of files beside the rows that name them.

use super::{Finding, MOMENT};
use ruche_content::files::{rules, store as files, uploads};
use ruche_content::writing::{links, store as writing};
use ruche_kernel::{IdMaker, Result};
use ruche_platform::blobs::Blobs;
use ruche_platform::db::Db;
use std::collections::{HashMap, HashSet};

/// Rows that are read at once.
const PAGE: i64 = 500;

/// Every key that a file or a card of a link names, and which of them it is.
///
/// # Errors
/// What the database says.
pub async fn named(db: &Db) -> Result<HashMap<String, i64>> {
    let mut named: HashMap<String, i64> = HashMap::new();
    let mut last = 0;
    loop {
        let page = files::after(db, last, PAGE).await?;
        let Some(file) = page.last() else { break };
        last = file.id;
        named.extend(page.iter().flat_map(|file| rules::keys(file).into_iter().map(|key| (key, file.id))));
    }
    let mut last = 0;
    loop {
        let page = writing::pictures(db, last, PAGE).await?;
        let Some(id) = page.last() else { break };
        last = *id;
        named.extend(page.iter().map(|id| (links::blob(*id), *id)));
    }
    Ok(named)
}

/// Every key of what comes in pieces: more is added to its bytes, and there may be none yet.
///
/// # Errors
/// What the database says.
pub async fn coming(db: &Db) -> Result<Vec<String>> {
    let (mut keys, mut last) = (Vec::new(), 0);
    loop {
        let page = uploads::store::after(db, last, PAGE).await?;
        let Some(id) = page.last() else { return Ok(keys) };
        last = *id;
        keys.extend(page.into_iter().map(uploads::blob));
    }
}

/// The bytes that are kept beside the files and cards that name them, both ways.
pub(super) async fn check(db: &Db, blobs: &dyn Blobs, now: i64) -> Result<[Finding; 2]> {
    // Rows first: bytes are kept before their row and forgotten after it, so that a row that is read here has its bytes.
    let named = named(db).await?;
    let kept: HashSet<String> = blobs.keys().await?.into_iter().collect();
    let mut missing: Vec<(&String, i64)> = named.iter().filter(|(key, _)| !kept.contains(*key)).map(|(key, id)| (key, *id)).collect();
    // What was forgotten meanwhile is not missing.
    let mut here = HashSet::new();
    for some in missing.chunks(500) {
        let ids: Vec<i64> = some.iter().map(|(_, id)| *id).collect();
        here.extend(files::among(db, &ids).await?);
        here.extend(writing::pictures_among(db, &ids).await?);
    }
    missing.retain(|(_, id)| here.contains(id));
    let mut orphans: Vec<&String> = kept.iter().filter(|key| !named.contains_key(*key) && made_before(key, now - MOMENT)).collect();
    // What comes in pieces is no file yet, and its bytes belong to it.
    let mut coming = HashSet::new();
    for some in orphans.iter().filter_map(|key| id_of(key)).collect::<Vec<_>>().chunks(500) {
        coming.extend(uploads::store::among(db, some).await?);
    }
    orphans.retain(|key| id_of(key).is_none_or(|id| !coming.contains(&id)));
    Ok([
        Finding::of("files have their bytes", missing.into_iter().map(|(key, _)| key.clone()).collect()),
        Finding::of("bytes belong to a file or a card", orphans.into_iter().cloned().collect()),
    ])
}

/// The id in a key.
fn id_of(key: &str) -> Option<i64> {
    key.split('/').next()?.parse().ok()
}

/// Whether the bytes of a key are older than a date: ids tell when they were made. A key that is not ours is.
pub(super) fn made_before(key: &str, limit: i64) -> bool {
    id_of(key).is_none_or(|id| id < IdMaker::least_at(limit))
}
