//! SQL of files, and of the keys by which a sending is known again.

use super::model::{Captions, File, Kind, read_variants, write_variants};
use super::rules::{DAY_MS, LOOSE_MS, Usage};
use ruche_kernel::{MemberId, PlaceId, Result, SubjectRef};
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};
use std::collections::HashMap;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, owner_id, subject_kind, subject_id, place_id, kind, name, label, mime, bytes, width, height, color, sizes, original, alt,
                    duration, playable, captions_language, captions_version, captions_bytes
                FROM files ",
            $rest
        )
    };
}

sql! {
    INSERT = "INSERT INTO files (id, owner_id, place_id, subject_kind, subject_id, position, kind, name, label, mime, bytes, width, height, color,
            sizes, original, alt, created_at, duration, playable, captions_language, captions_version, captions_bytes)
        VALUES ($1, $2, NULL, NULL, NULL, 0, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', $13, $14, $15, '', 0, 0)";
    FIND = select!("WHERE id = $1");
    OWN = select!("WHERE owner_id = $1 AND id IN ({list})");
    AFTER = select!("WHERE id > $1 ORDER BY id LIMIT $2");
    AMONG = "SELECT id FROM files WHERE id IN ({list})";
    /// Two kinds in one statement: a thread shows the files of its post and of its comments. Naming the kinds keeps the index of use.
    OF = select!("WHERE subject_kind IN ($1, $2) AND subject_id IN ({list}) ORDER BY subject_id, position, id");
    /// The date keeps the count from walking over everything that a person ever sent: what is loose for longer is about to go. The
    /// sums are read from the index alone. What comes in pieces counts whole from its beginning, and as a file once it is whole.
    USAGE = "SELECT COUNT(*) AS loose, CAST(COALESCE(SUM(bytes), 0) AS BIGINT) AS loose_bytes,
            (SELECT CAST(COALESCE(SUM(d.bytes), 0) AS BIGINT) FROM files d WHERE d.owner_id = $1 AND d.created_at > $3) AS day_bytes,
            (SELECT CAST(COALESCE(SUM(a.bytes), 0) AS BIGINT) FROM files a WHERE a.owner_id = $1) AS bytes,
            (SELECT COUNT(*) FROM uploads u WHERE u.owner_id = $1 AND u.received < u.length AND u.expires_at > $4) AS coming,
            (SELECT CAST(COALESCE(SUM(v.length), 0) AS BIGINT) FROM uploads v
                WHERE v.owner_id = $1 AND v.received < v.length AND v.expires_at > $4) AS coming_bytes
        FROM files WHERE owner_id = $1 AND created_at > $2 AND subject_id IS NULL";
    ASKED_OR_HELD = select!("WHERE id IN ({list}) OR (subject_kind = $1 AND subject_id = $2)");
    /// The conditions hold again here: between reading and writing the file may have gone elsewhere, or away.
    ATTACH = "UPDATE files SET subject_kind = $3, subject_id = $4, place_id = $5, position = $6, alt = $7
        WHERE id = $1 AND owner_id = $2 AND (subject_id IS NULL OR (subject_kind = $3 AND subject_id = $4))";
    SAVE_CAPTIONS = "UPDATE files SET captions_language = $3, captions_version = $4, bytes = bytes - captions_bytes + $5, captions_bytes = $5
        WHERE id = $1 AND owner_id = $2";
    LOOSEN = "UPDATE files SET subject_kind = NULL, subject_id = NULL, place_id = NULL, position = 0 WHERE id IN ({list})";
    DELETE_OF_SUBJECT = "DELETE FROM files WHERE subject_kind = $1 AND subject_id = $2 RETURNING id";
    DELETE_LOOSE = "DELETE FROM files WHERE subject_id IS NULL
        AND id IN (SELECT id FROM files WHERE subject_id IS NULL AND created_at < $1 ORDER BY created_at LIMIT $2) RETURNING id";
    /// A key whose file has gone serves again for the same content.
    CLAIM_KEY = "INSERT INTO idempotency_keys (member_id, key, body_hash, subject_kind, subject_id, created_at)
        VALUES ($1, $2, $3, 'file', $4, $5)
        ON CONFLICT (member_id, key) DO UPDATE SET subject_id = $4, created_at = $5
        WHERE idempotency_keys.subject_kind = 'file' AND idempotency_keys.body_hash = $3
            AND NOT EXISTS (SELECT 1 FROM files f WHERE f.id = idempotency_keys.subject_id)";
    MOVE = "UPDATE files SET place_id = $2 WHERE subject_kind = $1 AND subject_id IN ({list})";
}

/// The file of a row that has every column of the table: for an export.
///
/// # Errors
/// `Bug` when a column is absent.
pub fn read(r: &Row) -> Result<File> {
    file(r)
}

fn file(r: &Row) -> Result<File> {
    let subject = r.opt_text("subject_kind")?.zip(r.opt_int("subject_id")?);
    Ok(File {
        id: r.int("id")?,
        owner: MemberId(r.int("owner_id")?),
        subject: subject.map(|(kind, id)| SubjectRef { kind, id }),
        place: r.opt_int("place_id")?.map(PlaceId),
        kind: Kind::from_number(r.int("kind")?),
        name: r.text("name")?,
        label: r.text("label")?,
        mime: r.text("mime")?,
        bytes: r.int("bytes")?,
        width: r.int("width")?,
        height: r.int("height")?,
        color: r.text("color")?,
        variants: read_variants(&r.text("sizes")?),
        original: r.flag("original")?,
        alt: r.text("alt")?,
        duration: r.int("duration")?,
        playable: r.flag("playable")?,
        captions: Some(Captions {
            language: r.text("captions_language")?,
            version: r.int("captions_version")?,
            bytes: r.int("captions_bytes")?,
        })
        .filter(|captions| !captions.language.is_empty()),
    })
}

/// A file, whoever asks; the door is [`super::access`].
pub(super) async fn find(db: &Db, id: i64) -> Result<Option<File>> {
    db.opt(&FIND, values![id], file).await
}

/// The same, inside a transaction.
pub(super) async fn find_in(tx: &mut Tx, id: i64) -> Result<Option<File>> {
    tx.opt(&FIND, values![id], file).await
}

/// Those among `ids` that a person sent.
pub(super) async fn own(db: &Db, owner: MemberId, ids: &[i64]) -> Result<HashMap<i64, File>> {
    Ok(db.all_in(&OWN, values![owner], ids, file).await?.into_iter().map(|file| (file.id, file)).collect())
}

/// The files of Subjects that are already known to be seen, each in its order; one statement for each two kinds.
///
/// # Errors
/// What the database says.
pub async fn of(db: &Db, subjects: &[SubjectRef]) -> Result<HashMap<SubjectRef, Vec<File>>> {
    let mut kinds: Vec<&str> = subjects.iter().map(|subject| subject.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut files: HashMap<SubjectRef, Vec<File>> = HashMap::new();
    for pair in kinds.chunks(2) {
        let ids: Vec<i64> = subjects.iter().filter(|subject| pair.contains(&subject.kind.as_str())).map(|subject| subject.id).collect();
        for found in db.all_in(&OF, values![pair[0], pair[pair.len() - 1]], &ids, file).await? {
            // Ids come from one maker, so another kind with the same id would only come of an import; it is left out all the same.
            if let Some(subject) = found.subject.clone().filter(|subject| subjects.contains(subject)) {
                files.entry(subject).or_default().push(found);
            }
        }
    }
    Ok(files)
}

/// The same for Subjects of one kind, by their ids.
///
/// # Errors
/// What the database says.
pub async fn of_subjects(db: &Db, kind: &str, ids: &[i64]) -> Result<HashMap<i64, Vec<File>>> {
    let mut files: HashMap<i64, Vec<File>> = HashMap::new();
    for found in db.all_in(&OF, values![kind, kind], ids, file).await? {
        if let Some(id) = found.subject.as_ref().map(|subject| subject.id) {
            files.entry(id).or_default().push(found);
        }
    }
    Ok(files)
}

/// What a person has sent, as of `now`.
pub(super) async fn usage(db: &Db, owner: MemberId, now: i64) -> Result<Usage> {
    db.one(&USAGE, values![owner, now - 2 * LOOSE_MS, now - DAY_MS, now], read_usage).await
}

/// The same, inside a transaction.
pub(super) async fn usage_in(tx: &mut Tx, owner: MemberId, now: i64) -> Result<Usage> {
    Ok(tx.opt(&USAGE, values![owner, now - 2 * LOOSE_MS, now - DAY_MS, now], read_usage).await?.unwrap_or_default())
}

fn read_usage(r: &Row) -> Result<Usage> {
    let (coming, more) = (r.int("coming")?, r.int("coming_bytes")?);
    Ok(Usage {
        loose: r.int("loose")? + coming,
        loose_bytes: r.int("loose_bytes")? + more,
        day_bytes: r.int("day_bytes")? + more,
        bytes: r.int("bytes")? + more,
        coming,
    })
}

/// Keeps a new file, loose. `now` is in milliseconds UTC.
///
/// # Errors
/// What the database says.
pub async fn insert(tx: &mut Tx, f: &File, now: i64) -> Result<()> {
    tx.exec(
        &INSERT,
        values![
            f.id,
            f.owner,
            f.kind as i64,
            &f.name,
            &f.label,
            &f.mime,
            f.bytes,
            f.width,
            f.height,
            &f.color,
            write_variants(&f.variants),
            f.original,
            now,
            f.duration,
            f.playable
        ],
    )
    .await?;
    Ok(())
}

/// The files that are asked for, and those that a Subject holds now.
pub(super) async fn asked_or_held(tx: &mut Tx, asked: &[i64], subject: &SubjectRef) -> Result<Vec<File>> {
    // An empty list runs no statement, and what the Subject holds is wanted all the same: no file has the id 0.
    let asked = if asked.is_empty() { &[0] } else { asked };
    tx.all_in(&ASKED_OR_HELD, values![&subject.kind, subject.id], asked, file).await
}

/// Puts a file of `owner` below a Subject, and tells whether that was still possible.
pub(super) async fn save_holder(
    tx: &mut Tx,
    id: i64,
    owner: MemberId,
    subject: &SubjectRef,
    place: PlaceId,
    position: i64,
    alt: &str,
) -> Result<bool> {
    Ok(tx.exec(&ATTACH, values![id, owner, &subject.kind, subject.id, place, position, alt]).await? == 1)
}

/// Notes the subtitles of a file of `owner`, or that it has none, and tells whether it was still there.
pub(super) async fn save_captions(tx: &mut Tx, id: i64, owner: MemberId, captions: Option<&Captions>) -> Result<bool> {
    let (language, version, bytes) = captions.map_or(("", 0, 0), |captions| (captions.language.as_str(), captions.version, captions.bytes));
    Ok(tx.exec(&SAVE_CAPTIONS, values![id, owner, language, version, bytes]).await? == 1)
}

/// Makes files loose again.
pub(super) async fn loosen(tx: &mut Tx, ids: &[i64]) -> Result<()> {
    tx.exec_in(&LOOSEN, &[], ids).await?;
    Ok(())
}

/// Forgets the files of a Subject that is purged, in the same transaction. Give the ids to [`super::actions::remove_blobs`] after the commit.
///
/// # Errors
/// What the database says.
pub async fn delete_of_subject(tx: &mut Tx, subject: &SubjectRef) -> Result<Vec<i64>> {
    tx.all(&DELETE_OF_SUBJECT, values![&subject.kind, subject.id], |r| r.int("id")).await
}

/// Forgets at most `limit` files that are loose and were sent before a date.
pub(super) async fn delete_loose(tx: &mut Tx, before: i64, limit: i64) -> Result<Vec<i64>> {
    tx.all(&DELETE_LOOSE, values![before, limit], |r| r.int("id")).await
}

/// Binds a key to a new file, and tells whether the key was free.
pub(super) async fn claim_key(tx: &mut Tx, member: MemberId, key: &str, hash: &str, file: i64, now: i64) -> Result<bool> {
    Ok(tx.exec(&CLAIM_KEY, values![member, key, hash, file, now]).await? == 1)
}

/// Every file after an id, at most `limit`: for the check of the data.
///
/// # Errors
/// What the database says.
pub async fn after(db: &Db, id: i64, limit: i64) -> Result<Vec<File>> {
    db.all(&AFTER, values![id, limit], file).await
}

/// Those among `ids` that are files.
///
/// # Errors
/// What the database says.
pub async fn among(db: &Db, ids: &[i64]) -> Result<Vec<i64>> {
    db.all_in(&AMONG, &[], ids, |r| r.int("id")).await
}

/// Moves the files of some Subjects of one kind to a place.
///
/// # Errors
/// What the database says.
pub async fn move_of(tx: &mut Tx, kind: &str, ids: &[i64], into: PlaceId) -> Result<()> {
    tx.exec_in(&MOVE, values![kind, into], ids).await?;
    Ok(())
}
