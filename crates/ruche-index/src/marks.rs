//! Where the words of a query stand in a text.

use crate::analysis::{self, Language};
use crate::query::{self, Kept};
use std::collections::HashSet;
use std::ops::Range;

/// Where the words of a query stand in a text, in bytes, in order: their other forms too.
pub fn marks(words: &str, text: &str) -> Vec<Range<usize>> {
    let typed = query::read(words);
    let (mut exact, mut stems) = (HashSet::new(), HashSet::new());
    for form in typed.words.into_iter().flat_map(|word| word.forms) {
        match form.kept {
            Kept::Exact => exact.insert(form.text),
            Kept::Stem => stems.insert(form.text),
        };
    }
    let holds = |part: &str| {
        exact.contains(&analysis::fold(part))
            || Language::ALL.into_iter().flat_map(|language| analysis::stems(part, language)).any(|stem| stems.contains(&stem))
    };
    let mut found = Vec::new();
    for word in analysis::words(text) {
        if word.joined.as_ref().is_some_and(|joined| exact.contains(joined)) {
            found.push(word.range);
        } else {
            found.extend(word.parts.into_iter().filter(|(part, _)| holds(part)).map(|(_, range)| range));
        }
    }
    found
}
