//! What can go wrong, in the seven ways that a person or a program can act on.

/// A rule said no. The code is stable; the sentence is chosen by the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// `feature.reason`, for instance `posts.body_too_long`.
    pub code: &'static str,
    /// The HTTP status: 422 unless the rule says otherwise.
    pub status: u16,
    /// The form field the sentence stands at, when there is one.
    pub field: Option<&'static str>,
    /// Numbers the sentence names, such as a limit.
    pub args: Vec<(&'static str, i64)>,
}

impl Refusal {
    /// A refusal of the whole act.
    #[must_use]
    pub fn new(code: &'static str) -> Self {
        Self { code, status: 422, field: None, args: Vec::new() }
    }

    /// The same refusal, at a field.
    #[must_use]
    pub fn at(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// The same refusal, with another status.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// The same refusal, naming a number.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: i64) -> Self {
        self.args.push((name, value));
        self
    }
}

/// The one error of the product.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule said no; nothing was changed. Several when several fields are wrong.
    #[error("refused: {}", .0.iter().map(|r| r.code).collect::<Vec<_>>().join(", "))]
    Refused(Vec<Refusal>),
    /// It does not exist, or the person may not see it: the same answer.
    #[error("not found")]
    NotFound,
    /// It is seen, but may not be done.
    #[error("forbidden")]
    Forbidden,
    /// Someone else was faster, or the same key came with another content.
    #[error("conflict")]
    Conflict,
    /// Too much in too little time; try again after these seconds.
    #[error("too many requests")]
    TooMany(u32),
    /// Something we depend on does not answer; try again.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// Our mistake. The text goes to the log only.
    #[error("bug: {0}")]
    Bug(String),
}

impl Error {
    /// A bug, told with what was being done.
    pub fn bug(what: impl std::fmt::Display) -> Self {
        Self::Bug(what.to_string())
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(vec![refusal])
    }
}

/// The one result of the product.
pub type Result<T, E = Error> = std::result::Result<T, E>;
