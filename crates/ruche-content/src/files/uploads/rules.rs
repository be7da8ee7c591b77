//! How many uploads, how long, and when one is refused.

use super::Partial;
use crate::files::rules::{self, MAX_DOCUMENT, Usage};
use ruche_kernel::{Error, Refusal, Result};

/// The most uploads that one person may have begun and not ended.
pub(super) const MAX_OPEN: i64 = 20;
/// How long the next piece may take to come, in milliseconds: shorter than a loose file is kept, so that what an upload became is
/// there for as long as the upload.
pub(super) const PATIENCE_MS: i64 = 24 * 3_600_000;
/// How many bytes are made safe at a time: what a server that stops may lose of a piece.
pub(super) const STEP: u64 = 4_000_000;
/// As many of the first bytes as tell what a file is.
pub(super) const HEAD: usize = 4_096;

/// Asks that an upload of `length` bytes may begin.
///
/// # Errors
/// The refusals of a file of that length, and one when too many were begun.
pub(super) fn may_begin(usage: Usage, length: u64) -> Result<()> {
    // Nothing is known of the content yet but its length: photos are weighed once their first bytes are there.
    rules::accept(b"", usize::try_from(length).unwrap_or(usize::MAX))?;
    if usage.coming >= MAX_OPEN {
        return Err(Refusal::new("files.too_many_uploads").with("max", MAX_OPEN).into());
    }
    rules::within_quota(usage, i64::try_from(length).unwrap_or(i64::MAX))
}

/// Where the next piece begins: the bytes on the disk are the truth, and only those that are known to be safe count.
pub(super) fn offset(upload: &Partial, on_disk: u64) -> u64 {
    if upload.file.is_some() { upload.length } else { upload.received.min(on_disk) }
}

/// Whether a piece of `announced` bytes that begins at `at` may be added at `offset`.
///
/// # Errors
/// `Conflict` when it begins elsewhere, refused (413) when it goes beyond the end.
pub(super) fn may_append(upload: &Partial, offset: u64, at: u64, announced: Option<u64>) -> Result<()> {
    if at != offset {
        return Err(Error::Conflict);
    }
    if announced.is_some_and(|more| more > upload.length - offset) { Err(beyond()) } else { Ok(()) }
}

/// Whether a piece is the last one of an upload that is whole: asked for again, it gives what it gave.
pub(super) fn repeats(upload: &Partial, at: u64, announced: Option<u64>) -> bool {
    at == upload.length || announced.is_some_and(|more| at.checked_add(more) == Some(upload.length))
}

/// The refusal of more bytes than were announced.
pub(super) fn beyond() -> Error {
    Refusal::new("files.upload_too_long").status(413).into()
}

/// The most bytes that any upload may have.
pub(super) fn longest() -> usize {
    MAX_DOCUMENT
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruche_kernel::MemberId;

    fn code<T: std::fmt::Debug>(result: Result<T>) -> String {
        match result {
            Ok(_) => "ok".into(),
            Err(Error::Refused(refusals)) => format!("{} {}", refusals[0].code, refusals[0].status),
            Err(Error::Conflict) => "conflict".into(),
            Err(error) => panic!("{error}"),
        }
    }

    fn upload(length: u64, received: u64, file: Option<i64>) -> Partial {
        let owner = MemberId(1);
        Partial { id: 7, owner, key: "k".into(), name: "a".into(), original: false, length, received, file, expires_at: 0 }
    }

    #[test]
    fn what_may_not_be_sent_is_said_at_the_beginning() {
        let coming = |coming| Usage { coming, loose: coming, ..Usage::default() };
        for (usage, length, said) in [
            (coming(0), 1, "ok"),
            (coming(0), 50_000_000, "ok"),
            (coming(0), 50_000_001, "files.document_too_heavy 413"),
            (coming(0), u64::MAX, "files.document_too_heavy 413"),
            (coming(0), 0, "files.empty 422"),
            (coming(19), 1, "ok"),
            (coming(20), 1, "files.too_many_uploads 422"),
            (Usage { loose: 200, ..Usage::default() }, 1, "files.too_many_loose 422"),
            (Usage { loose_bytes: 499_000_000, ..Usage::default() }, 1_000_001, "files.loose_too_heavy 422"),
            (Usage { day_bytes: 1_999_000_000, ..Usage::default() }, 1_000_001, "files.quota 422"),
            (Usage { bytes: 19_999_000_000, ..Usage::default() }, 1_000_001, "files.quota 422"),
        ] {
            assert_eq!(code(may_begin(usage, length)), said, "{usage:?} {length}");
        }
    }

    #[test]
    fn bytes_are_believed_and_only_safe_ones() {
        for (received, on_disk, file, expected) in
            [(0, 0, None, 0), (40, 40, None, 40), (40, 55, None, 40), (40, 12, None, 12), (100, 0, Some(9), 100)]
        {
            assert_eq!(offset(&upload(100, received, file), on_disk), expected, "{received} {on_disk} {file:?}");
        }
    }

    #[test]
    fn a_piece_begins_where_the_last_one_ended() {
        for (at, announced, said) in [
            (40, Some(60), "ok"),
            (40, Some(0), "ok"),
            (40, None, "ok"),
            (40, Some(61), "files.upload_too_long 413"),
            (40, Some(u64::MAX), "files.upload_too_long 413"),
            (39, Some(1), "conflict"),
            (41, Some(1), "conflict"),
            (u64::MAX, Some(1), "conflict"),
        ] {
            assert_eq!(code(may_append(&upload(100, 40, None), 40, at, announced)), said, "{at} {announced:?}");
        }
        for (at, announced, again) in [
            (100, Some(0), true),
            (100, None, true),
            (40, Some(60), true),
            (40, Some(59), false),
            (40, None, false),
            (u64::MAX, Some(1), false),
        ] {
            assert_eq!(repeats(&upload(100, 100, Some(9)), at, announced), again, "{at} {announced:?}");
        }
    }
}
