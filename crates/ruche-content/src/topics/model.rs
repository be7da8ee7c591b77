//! A topic, and what is told of it.

use ruche_web::parts::Person;

ruche_kernel::id_type!(
    /// A topic.
    TopicId
);

/// A topic as its name leads to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its word in addresses: without accents, in lower case.
    pub key: String,
    /// As it is shown, without the `#`.
    pub name: String,
}

impl Mark {
    /// The address of its page.
    #[must_use]
    pub fn url(&self) -> String {
        ruche_web::markdown::topic_url(&self.key)
    }
}

/// A topic on its own page.
#[derive(Clone, Debug)]
pub struct Topic {
    /// Which one.
    pub id: TopicId,
    /// How it is called.
    pub mark: Mark,
    /// What it is about, in Markdown; empty when nobody said.
    pub description: String,
    /// When name or description were changed last, in milliseconds UTC, and by whom.
    pub changed: Option<(i64, Person)>,
    /// How many follow it, in the whole company.
    pub followers: i64,
    /// Whether the viewer does.
    pub followed: bool,
}

/// A topic in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Which one.
    pub id: TopicId,
    /// How it is called.
    pub mark: Mark,
    /// The first words of what it is about.
    pub summary: String,
    /// How many follow it, in the whole company.
    pub followers: i64,
    /// Whether the viewer does.
    pub followed: bool,
    /// When something that the viewer reads bore it last, in milliseconds UTC, where the list goes by it.
    pub used_at: Option<i64>,
}

/// Somebody whose writing on a topic helped, with what tells it.
#[derive(Clone, Debug)]
pub struct Expert {
    /// Who.
    pub person: Person,
    /// Answers of theirs that were accepted below questions on the topic.
    pub answers: i64,
    /// How often somebody said that an answer of theirs there helped.
    pub votes: i64,
    /// Reactions of others to what they wrote on it.
    pub reactions: i64,
    /// Posts of theirs that bear it.
    pub posts: i64,
}

/// How much a topic was used lately by those whom the viewer reads.
#[derive(Clone, Debug)]
pub struct Trend {
    /// How it is called.
    pub mark: Mark,
    /// How often, in the last seven days.
    pub now: i64,
    /// By how many people.
    pub people: i64,
    /// How often in the seven days before.
    pub before: i64,
}
