//! What a token may be used for.

use std::fmt;
use std::str::FromStr;

/// One thing that a token may be used for. Its owner's rights hold besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Reading what people share: posts, comments, files, topics, feeds; searching.
    ContentRead,
    /// Writing it.
    ContentWrite,
    /// Reading who and where: people, communities.
    PeopleRead,
    /// Changing it: the own profile, communities, memberships.
    PeopleWrite,
    /// Reading what is addressed to the owner alone: notifications, bookmarks, drafts, settings.
    SelfRead,
    /// Changing it.
    SelfWrite,
    /// Administering, for those who do.
    Admin,
}

impl Scope {
    /// All, in the order of the settings.
    pub const ALL: [Self; 7] =
        [Self::ContentRead, Self::ContentWrite, Self::PeopleRead, Self::PeopleWrite, Self::SelfRead, Self::SelfWrite, Self::Admin];

    /// The word under which it is stored and told.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::ContentRead => "content:read",
            Self::ContentWrite => "content:write",
            Self::PeopleRead => "people:read",
            Self::PeopleWrite => "people:write",
            Self::SelfRead => "self:read",
            Self::SelfWrite => "self:write",
            Self::Admin => "admin",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Scope {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|scope| scope.word() == text).ok_or(())
    }
}

/// Several, as a token keeps them: their words with a space between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scopes(Vec<Scope>);

impl Scopes {
    /// These, each once and in their order.
    #[must_use]
    pub fn of(scopes: impl IntoIterator<Item = Scope>) -> Self {
        let mut scopes: Vec<Scope> = scopes.into_iter().collect();
        scopes.sort();
        scopes.dedup();
        Self(scopes)
    }

    /// From the stored words; what is not known is left out.
    #[must_use]
    pub fn stored(words: &str) -> Self {
        Self::of(words.split_whitespace().filter_map(|word| word.parse().ok()))
    }

    /// Whether one is among them.
    #[must_use]
    pub fn allow(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }

    /// Them.
    pub fn iter(&self) -> impl Iterator<Item = Scope> {
        self.0.iter().copied()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.iter().map(|scope| scope.word()).collect::<Vec<_>>().join(" "))
    }
}

/// The token by which a request came.
#[derive(Clone, Debug)]
pub struct Token {
    /// Which one.
    pub id: i64,
    /// What it may be used for.
    pub scopes: Scopes,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_stored_as_their_words() {
        let scopes = Scopes::of([Scope::SelfRead, Scope::ContentRead, Scope::SelfRead]);
        assert_eq!(scopes.to_string(), "content:read self:read");
        assert_eq!(Scopes::stored("self:read unknown content:read"), scopes);
        assert!(scopes.allow(Scope::SelfRead) && !scopes.allow(Scope::SelfWrite) && Scopes::default().is_empty());
    }
}
