//! Where the words of a query stand in a text.

use crate::analysis::{self, Language};
use crate::forgive::is_alike;
use crate::query::{self, Asked, Kept};
use std::collections::HashMap;
use std::ops::Range;

/// The words of a query, to be marked in texts.
pub struct Marked {
    asked: Vec<Asked>,
    /// Which word each form is one of, by the form.
    exact: HashMap<String, usize>,
    stems: HashMap<String, usize>,
    /// How the stems begin: a word has the first letter of its stem in every language that has stems here.
    letters: Vec<char>,
}

impl Marked {
    /// Of words as typed.
    pub fn of(words: &str) -> Self {
        let asked = query::read(words).words;
        let (mut exact, mut stems) = (HashMap::new(), HashMap::new());
        for (index, word) in asked.iter().enumerate() {
            // The parts of a code are others’ parts too.
            for form in word.forms.iter().filter(|form| form.weight >= 1.0) {
                let forms = if form.kept == Kept::Exact { &mut exact } else { &mut stems };
                forms.insert(form.text.clone(), index);
            }
        }
        let letters = stems.keys().filter_map(|stem: &String| stem.chars().next()).collect();
        Self { asked, exact, stems, letters }
    }

    /// Where they stand in a text, in bytes, in order, none over another: their other forms too, and where a word does not stand at all,
    /// those that are written like it.
    pub fn within(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = vec![false; self.asked.len()];
        let mut marks = Vec::new();
        let mut others = Vec::new();
        for word in analysis::words(text) {
            if let Some(index) = word.joined.as_deref().and_then(|joined| self.exact.get(joined)) {
                found[*index] = true;
                marks.push(word.range);
                continue;
            }
            for (part, range) in word.parts {
                let folded = analysis::fold(&part);
                match self.which(&part, &folded) {
                    Some(index) => {
                        found[index] = true;
                        marks.push(range);
                    }
                    None => others.push((folded, range)),
                }
            }
        }
        let missing: Vec<&Asked> = self.asked.iter().zip(&found).filter(|(_, found)| !**found).map(|(word, _)| word).collect();
        if !missing.is_empty() {
            let alike = |folded: &str| missing.iter().any(|word| is_alike(&word.word, folded));
            marks.extend(others.into_iter().filter(|(folded, _)| alike(folded)).map(|(_, range)| range));
            marks.sort_by_key(|range| range.start);
        }
        marks
    }

    /// Which word a part of a text is a form of.
    fn which(&self, part: &str, folded: &str) -> Option<usize> {
        if let Some(index) = self.exact.get(folded) {
            return Some(*index);
        }
        if !folded.chars().next().is_some_and(|first| self.letters.contains(&first)) {
            return None;
        }
        let mut stems = Language::ALL.into_iter().flat_map(|language| analysis::stems(part, language));
        stems.find_map(|stem| self.stems.get(&stem).copied())
    }
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
            let found: Vec<&str> = Marked::of(words).within(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{words} in {text}");
        }
    }
}
