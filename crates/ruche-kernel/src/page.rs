//! Pages by key: a cursor is the sort key of the last row, never an offset.

use std::fmt;
use std::str::FromStr;

/// Where a page starts: strictly after the row of this time and id, in the order of the listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor {
    /// Milliseconds UTC.
    pub at: i64,
    /// The id that separates rows of the same time.
    pub id: i64,
}

impl Cursor {
    /// Before every row of a listing from the newest to the oldest.
    pub const NEWEST: Self = Self { at: i64::MAX, id: i64::MAX };
    /// Before every row of a listing from the oldest to the newest.
    pub const OLDEST: Self = Self { at: i64::MIN, id: i64::MIN };
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at, self.id)
    }
}

impl FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (at, id) = text.split_once('.').ok_or(())?;
        Ok(Self { at: at.parse().map_err(|_| ())?, id: id.parse().map_err(|_| ())? })
    }
}

/// Where the next page of a listing by another key than time starts, as it stands in an address: `KEY.ID`, the id separating
/// equal keys. What cannot be read starts again at `start`.
#[must_use]
pub fn after_key<K: FromStr>(text: Option<&str>, start: (K, i64)) -> (K, i64) {
    text.and_then(|t| t.rsplit_once('.')).and_then(|(key, id)| Some((key.parse().ok()?, id.parse().ok()?))).unwrap_or(start)
}

/// One page of a listing. `K` says where a row stands in its order.
#[derive(Clone, Debug)]
pub struct Page<T, K = Cursor> {
    /// The rows, in order.
    pub items: Vec<T>,
    /// Where the next page starts, when there is one.
    pub next: Option<K>,
}

impl<T, K> Page<T, K> {
    /// A page of at most `size` out of `rows`, which were asked with a limit of `size + 1`.
    #[must_use]
    pub fn of(mut rows: Vec<T>, size: usize, key: impl Fn(&T) -> K) -> Self {
        let more = rows.len() > size;
        rows.truncate(size);
        let next = if more { rows.last().map(key) } else { None };
        Self { items: rows, next }
    }
}

#[cfg(test)]
mod tests {
    use super::after_key;

    #[test]
    fn keys_are_read_from_addresses_and_what_is_none_starts_again() {
        for (text, expected) in [
            (None, ("", 0)),
            (Some("gamme.7"), ("gamme", 7)),
            (Some("v. 2.9"), ("v. 2", 9)),
            (Some(".7"), ("", 7)),
            (Some("gamme"), ("", 0)),
            (Some("gamme.x"), ("", 0)),
        ] {
            assert_eq!(after_key(text, (String::new(), 0)), (expected.0.to_owned(), expected.1), "{text:?}");
        }
        for (text, expected) in [(None, (i64::MAX, i64::MAX)), (Some("2.41"), (2, 41)), (Some("x.41"), (i64::MAX, i64::MAX))] {
            assert_eq!(after_key(text, (i64::MAX, i64::MAX)), expected, "{text:?}");
        }
    }
}
