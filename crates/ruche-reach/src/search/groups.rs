//! The groups in which results are shown, each of one or two kinds.

/// A group of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Group {
    /// People.
    People,
    /// Posts and comments.
    Writings,
    /// Files.
    Files,
    /// Communities.
    Communities,
    /// Topics.
    Topics,
}

impl Group {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::People, Self::Writings, Self::Files, Self::Communities, Self::Topics];

    /// The word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Writings => "posts",
            Self::Files => "files",
            Self::Communities => "communities",
            Self::Topics => "topics",
        }
    }

    /// From its word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.word() == word)
    }

    /// The kinds of Subject.
    pub fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::People => &["member"],
            Self::Writings => &["post", "comment"],
            Self::Files => &["file"],
            Self::Communities => &["community"],
            Self::Topics => &["topic"],
        }
    }

    /// Whether what it holds stands in no place: it has no author, date, language or format to ask for.
    pub fn named(self) -> bool {
        !matches!(self, Self::Writings | Self::Files)
    }

    /// How many are shown beside the other groups.
    pub fn few(self) -> usize {
        match self {
            Self::Writings => 10,
            Self::Topics => 8,
            _ => 3,
        }
    }
}
