//! Typing errors: a word that nobody wrote, or almost nobody, is also looked for under the words that are written like it.

use crate::query::{Asked, Form, Kept, form};
use crate::schema::Fields;
use std::collections::BTreeMap;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

/// From so many letters on, one error is forgiven; from so many, two.
const ONE: usize = 4;
const TWO: usize = 8;
/// A word that so many documents hold is no error.
const RARE: u64 = 2;
/// So many words are looked for in the place of one.
const MOST: usize = 4;
/// What a word counts that is not the one typed, where that one is written by nobody, and where it is.
const INSTEAD: f32 = 0.8;
const BESIDE: f32 = 0.4;

/// Adds the words that are written like those that nobody wrote.
///
/// # Errors
/// What the disk says.
pub fn forgive(searcher: &Searcher, fields: &Fields, words: &mut [Asked]) -> tantivy::Result<()> {
    for word in words {
        let letters = word.word.chars().count();
        // Another number is another thing, not an error.
        if letters < ONE || !word.word.chars().all(char::is_alphabetic) {
            continue;
        }
        let held = holders(searcher, fields, word)?;
        if held > RARE {
            continue;
        }
        let mut found = alike(searcher, fields, &word.word, 1)?;
        if found.is_empty() && letters >= TWO && held == 0 {
            found = alike(searcher, fields, &word.word, 2)?;
        }
        let weight = if held == 0 { INSTEAD } else { BESIDE };
        for other in found {
            word.forms.extend(form(&other).forms.into_iter().map(|form| Form { weight: form.weight * weight, ..form }));
        }
    }
    Ok(())
}

/// Whether a word is written like another one, but for an error that is forgiven.
pub fn is_alike(typed: &str, other: &str) -> bool {
    let letters = typed.chars().count();
    let most = match letters {
        ..ONE => return false,
        ONE..TWO => 1,
        _ => 2,
    };
    typed.chars().all(char::is_alphabetic) && letters.abs_diff(other.chars().count()) <= most && distance(typed, other) <= most
}

/// How many letters are missing, added, other ones or changed places with their neighbour.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut now = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let mut least = (last[j] + usize::from(a != b)).min(last[j + 1] + 1).min(now[j] + 1);
            if i > 0 && j > 0 && one[i - 1] == *b && other[j - 1] == *a {
                least = least.min(before[j - 1] + 1);
            }
            now.push(least);
        }
        before = std::mem::replace(&mut last, now);
    }
    last[other.len()]
}

fn holders(searcher: &Searcher, fields: &Fields, word: &Asked) -> tantivy::Result<u64> {
    let mut held = 0;
    for form in &word.forms {
        let fields = if form.kept == Kept::Exact { fields.exact } else { fields.stems };
        for field in fields {
            held += searcher.doc_freq(&Term::from_field_text(field, &form.text))?;
        }
    }
    Ok(held)
}

/// The words at that distance that most documents hold.
fn alike(searcher: &Searcher, fields: &Fields, word: &str, distance: u8) -> tantivy::Result<Vec<String>> {
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    for field in fields.exact {
        alike_in(searcher, field, word, distance, &mut found)?;
    }
    found.remove(word);
    let mut found: Vec<(String, u64)> = found.into_iter().collect();
    found.sort_by_key(|(_, held)| std::cmp::Reverse(*held));
    Ok(found.into_iter().take(MOST).map(|(word, _)| word).collect())
}

fn alike_in(searcher: &Searcher, field: Field, word: &str, distance: u8, found: &mut BTreeMap<String, u64>) -> tantivy::Result<()> {
    let query = FuzzyTermQuery::new(Term::from_field_text(field, word), distance, true);
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut stream = index.terms().search(query.automaton()?).into_stream()?;
        while stream.advance() {
            if let Ok(other) = std::str::from_utf8(stream.key()) {
                *found.entry(other.to_owned()).or_default() += u64::from(stream.value().doc_freq);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_forgiven_by_the_length_of_the_word() {
        let cases = [
            ("cat", "bat", false),
            ("salaire", "salaire", true),
            ("salaire", "slaaire", true),
            ("salaire", "salair", true),
            ("salaire", "saliar", false),
            ("recrutement", "recurtemnt", true),
            ("recrutement", "reurtemnt", false),
            ("1234", "1235", false),
            ("équipe", "equipe", true),
        ];
        for (typed, other, expected) in cases {
            assert_eq!(is_alike(typed, other), expected, "{typed} {other}");
        }
    }
}
