//! Where the words of a query stand in a text.

use crate::analysis::{self, Language};
use crate::forgive::is_alike;
use crate::query::{self, Asked, Kept};
use std::collections::HashMap;
use std::ops::Range;

/// Where the words of a query stand in a text, in bytes, in order, none over another: their other forms too, and where a word does not
/// stand at all, those that are written like it.
pub fn marks(words: &str, text: &str) -> Vec<Range<usize>> {
    let asked = query::read(words).words;
    let mut forms: HashMap<(Kept, &str), usize> = HashMap::new();
    for (index, word) in asked.iter().enumerate() {
        // The parts of a code are others’ parts too.
        forms.extend(word.forms.iter().filter(|form| form.weight >= 1.0).map(|form| ((form.kept, form.text.as_str()), index)));
    }
    let which = |part: &str| {
        let stems = || {
            Language::ALL
                .into_iter()
                .flat_map(|language| analysis::stems(part, language))
                .find_map(|stem| forms.get(&(Kept::Stem, stem.as_str())).copied())
        };
        forms.get(&(Kept::Exact, analysis::fold(part).as_str())).copied().or_else(stems)
    };
    let mut found = vec![false; asked.len()];
    let mut marks = Vec::new();
    let mut others = Vec::new();
    for word in analysis::words(text) {
        if let Some(index) = word.joined.as_deref().and_then(|joined| forms.get(&(Kept::Exact, joined))) {
            found[*index] = true;
            marks.push(word.range);
            continue;
        }
        for (part, range) in word.parts {
            match which(&part) {
                Some(index) => {
                    found[index] = true;
                    marks.push(range);
                }
                None => others.push((part, range)),
            }
        }
    }
    let missing: Vec<&Asked> = asked.iter().zip(&found).filter(|(_, found)| !**found).map(|(word, _)| word).collect();
    if !missing.is_empty() {
        let alike = |part: &str| missing.iter().any(|word| is_alike(&word.word, &analysis::fold(part)));
        marks.extend(others.into_iter().filter(|(part, _)| alike(part)).map(|(_, range)| range));
        marks.sort_by_key(|range| range.start);
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_in_all_their_forms() {
        let cases: [(&str, &str, &[&str]); 13] = [
            ("budget", "Le BUDGET, les budgets.", &["BUDGET", "budgets"]),
            ("réunion", "Réunions d’équipe : reunion", &["Réunions", "reunion"]),
            ("animal", "L’été, les animaux — œuvre", &["animaux"]),
            ("oeuvre", "🐝 L’œuvre d’Émile", &["œuvre"]),
            ("eau", "l'eau d'Eau", &["eau", "Eau"]),
            ("policy", "Policies & policy’s", &["Policies", "policy"]),
            ("AB-1234", "Le lot AB-1234, ab1234 et AB-1235", &["AB-1234", "ab1234"]),
            ("email", "Un e-mail, un mail", &["e-mail"]),
            ("les congés payés", "Les congés sont payés", &["congés", "payés"]),
            ("\"plan de charge\"", "plan de charge", &["plan", "charge"]),
            ("salire", "Le salaire et le sel", &["salaire"]),
            ("salaire", "Le salaire, le salarie", &["salaire"]),
            ("", "rien", &[]),
        ];
        for (words, text, expected) in cases {
            let found: Vec<&str> = marks(words, text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{words} in {text}");
        }
    }
}
