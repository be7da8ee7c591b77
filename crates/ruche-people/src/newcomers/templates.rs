//! Journeys that are ready: one copies them, in either language, and changes what is not as it is there.

use super::rules::{Kind, Step};
use ruche_texts::T;

/// What a new journey begins as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Template {
    /// For any role.
    Everyone,
    /// For those who meet customers.
    Field,
    /// Without a step.
    Empty,
}

/// A step of a template: the day, the kind, the word under which its texts stand, where it leads.
type Ready = (i64, Kind, &'static str, &'static str);

const EVERYONE: [Ready; 15] = [
    (0, Kind::Profile, "profile", ""),
    (0, Kind::Photo, "photo", ""),
    (1, Kind::Meet, "buddy", ""),
    (1, Kind::Skills, "skills", ""),
    (2, Kind::Join, "join", ""),
    (3, Kind::Hello, "hello", ""),
    (4, Kind::Read, "questions", "/questions?filter=all"),
    (7, Kind::Task, "week", ""),
    (10, Kind::Ask, "ask", ""),
    (14, Kind::Task, "visit", ""),
    (21, Kind::Answer, "answer", ""),
    (30, Kind::Task, "month", ""),
    (45, Kind::Task, "confirm", "/skills"),
    (60, Kind::Task, "tell", "/posts/new"),
    (85, Kind::Task, "review", ""),
];

const FIELD: [Ready; 16] = [
    (0, Kind::Profile, "profile", ""),
    (0, Kind::Photo, "photo", ""),
    (1, Kind::Meet, "buddy", ""),
    (1, Kind::Skills, "skills", ""),
    (2, Kind::Join, "join", ""),
    (3, Kind::Hello, "hello", ""),
    (4, Kind::Read, "questions", "/questions?filter=all"),
    (5, Kind::Task, "follow", ""),
    (9, Kind::Ask, "ask", ""),
    (14, Kind::Task, "lead", ""),
    (18, Kind::Answer, "answer", ""),
    (24, Kind::Task, "alone", ""),
    (30, Kind::Task, "month", ""),
    (45, Kind::Task, "case", "/posts/new"),
    (60, Kind::Task, "confirm", "/skills"),
    (85, Kind::Task, "review", ""),
];

impl Template {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Everyone, Self::Field, Self::Empty];

    /// The word that forms, texts and programs use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Field => "field",
            Self::Empty => "empty",
        }
    }

    /// From its word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.word() == word)
    }

    /// Its steps in a language.
    pub fn steps(self, t: T) -> Vec<Step> {
        let ready: &[Ready] = match self {
            Self::Everyone => &EVERYONE,
            Self::Field => &FIELD,
            Self::Empty => &[],
        };
        let step = |&(day, kind, word, target): &Ready| Step {
            day,
            kind,
            title: t.newcomers_ready(word).to_owned(),
            text: t.newcomers_ready_text(word).to_owned(),
            target: target.to_owned(),
        };
        ready.iter().map(step).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::newcomers::rules;
    use ruche_texts::Locale;
    use std::collections::HashSet;

    #[test]
    fn what_is_ready_is_accepted_and_says_each_thing_once() {
        for (template, locale) in Template::ALL.into_iter().flat_map(|one| [Locale::Fr, Locale::En].map(|locale| (one, locale))) {
            assert_eq!(Template::from_word(template.word()), Some(template));
            let steps = template.steps(T(locale));
            for step in &steps {
                assert_eq!(rules::step(step, "https://ruche.example").unwrap(), *step, "{template:?}");
                assert!(!step.text.is_empty(), "{} says nothing more", step.title);
            }
            let titles: HashSet<_> = steps.iter().map(|step| step.title.as_str()).collect();
            assert_eq!(titles.len(), steps.len(), "{template:?} in {locale:?}");
            assert!(steps.is_sorted_by_key(|step| step.day));
        }
    }
}
