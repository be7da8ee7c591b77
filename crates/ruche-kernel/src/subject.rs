//! A Subject is anything that people can see: a post, a comment, later a question or a product.

use std::fmt;
use std::str::FromStr;

/// Names one Subject: its kind (`post`, `comment`...) and its id. Written `post:7`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SubjectRef {
    /// The feature's word, as registered.
    pub kind: String,
    /// The id within that kind.
    pub id: i64,
}

impl SubjectRef {
    /// The Subject `kind:id`.
    #[must_use]
    pub fn new(kind: &str, id: i64) -> Self {
        Self { kind: kind.to_owned(), id }
    }
}

impl fmt::Display for SubjectRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind, self.id)
    }
}

impl FromStr for SubjectRef {
    type Err = ();

    /// Reads `kind:id`; anything else is an error without detail.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, id) = text.split_once(':').ok_or(())?;
        if kind.is_empty() || !kind.bytes().all(|b| b.is_ascii_lowercase()) {
            return Err(());
        }
        Ok(Self { kind: kind.to_owned(), id: id.parse().map_err(|_| ())? })
    }
}
