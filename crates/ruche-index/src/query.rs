//! What was typed, as words and the forms under which each is looked for.

use crate::analysis::{self, Language};
use crate::words;

/// More words than this, of what was typed, are not looked for.
const MOST_WORDS: usize = 40;

/// Where a form is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kept {
    /// Among the folded words.
    Exact,
    /// Among the stems.
    Stem,
}

/// One form of a word.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// Where it is looked for.
    pub kept: Kept,
    /// As it is kept.
    pub text: String,
    /// What an occurrence of it counts, beside one of the stem.
    pub weight: f32,
}

/// A word that was typed, with all its forms.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Folded.
    pub word: String,
    /// Its forms.
    pub forms: Vec<Form>,
}

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    /// The words that say something, or all when none does.
    pub words: Vec<Asked>,
    /// Words in quotes, folded: they stand together, in this very form.
    pub phrases: Vec<Vec<String>>,
}

/// An occurrence of the very word counts more than one of another form.
pub const EXACT: f32 = 1.6;

/// Reads what was typed.
pub fn read(typed: &str) -> Typed {
    let mut said: Vec<analysis::Word> = Vec::new();
    let mut phrases = Vec::new();
    let pieces: Vec<&str> = typed.split(['"', '«', '»', '“', '”']).collect();
    for (index, piece) in pieces.iter().enumerate() {
        let words = analysis::words(piece);
        // A quote that nothing closes is none: `a 15" screen`.
        if index % 2 == 1 && index + 1 < pieces.len() {
            let phrase: Vec<String> =
                words.iter().flat_map(|word| &word.parts).map(|(part, _)| analysis::fold(part)).take(MOST_WORDS).collect();
            if !phrase.is_empty() {
                phrases.push(phrase);
            }
        }
        said.extend(words);
    }
    said.truncate(MOST_WORDS);
    let languages = analysis::likely(said.iter().flat_map(|word| &word.parts).map(|(part, _)| part.as_str()));
    let small = |word: &str| !languages.is_empty() && languages.iter().all(|language| words::small(*language).contains(word));
    let all: Vec<(bool, Asked)> = said.iter().flat_map(|word| asked(word, small)).collect();
    let every = all.iter().all(|(small, _)| *small);
    let mut kept: Vec<Asked> = Vec::new();
    for (small, asked) in all {
        if (every || !small) && !kept.iter().any(|other| other.word == asked.word) {
            kept.push(asked);
        }
    }
    Typed { words: kept, phrases }
}

/// The words to look for of one that was typed: each part of a compound, unless its parts are a code, which is one.
fn asked(word: &analysis::Word, small: impl Fn(&str) -> bool) -> Vec<(bool, Asked)> {
    let Some(joined) = &word.joined else {
        return word.parts.iter().map(|(part, _)| (small(part), form(part))).collect();
    };
    let together = Form { kept: Kept::Exact, text: joined.clone(), weight: EXACT };
    if word.parts.iter().any(|(part, _)| part.contains(|c: char| c.is_ascii_digit())) {
        let mut forms = vec![together];
        for (part, _) in word.parts.iter().filter(|(part, _)| part.len() > 1) {
            forms.push(Form { kept: Kept::Exact, text: analysis::fold(part), weight: 0.2 });
        }
        return vec![(false, Asked { word: joined.clone(), forms })];
    }
    // A letter between hyphens (`a-t-il`, `e-mail`) is no word of its own.
    let parts = word.parts.iter().filter(|(part, _)| part.chars().count() > 1).map(|(part, _)| {
        let mut asked = form(part);
        asked.forms.push(together.clone());
        (small(part), asked)
    });
    parts.collect()
}

/// A word and its stems in every language, since texts of several are found.
pub fn form(word: &str) -> Asked {
    let folded = analysis::fold(word);
    let mut forms = vec![Form { kept: Kept::Exact, text: folded.clone(), weight: EXACT }];
    for stem in Language::ALL.into_iter().flat_map(|language| analysis::stems(word, language)) {
        if !forms.iter().any(|form| form.kept == Kept::Stem && form.text == stem) {
            forms.push(Form { kept: Kept::Stem, text: stem, weight: 1.0 });
        }
    }
    Asked { word: folded, forms }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read() {
        type Case = (&'static str, &'static [&'static str], &'static [&'static [&'static str]]);
        let cases: [Case; 10] = [
            ("", &[], &[]),
            (" ?!…", &[], &[]),
            ("Congés payés", &["conges", "payes"], &[]),
            ("quelles sont les règles du télétravail", &["regles", "teletravail"], &[]),
            ("how do I reset the password", &["reset", "password"], &[]),
            // Nothing but small words: they are what is looked for.
            ("to be or not to be", &["to", "be", "or", "not"], &[]),
            ("budget budget BUDGET", &["budget"], &[]),
            ("le \"plan de charge\" 2026", &["plan", "charge", "2026"], &[&["plan", "de", "charge"]]),
            ("« accord cadre »", &["accord", "cadre"], &[&["accord", "cadre"]]),
            ("an 15\" screen", &["15", "screen"], &[]),
        ];
        for (typed, words, phrases) in cases {
            let read = read(typed);
            assert_eq!(read.words.iter().map(|word| word.word.as_str()).collect::<Vec<_>>(), words, "{typed}");
            assert_eq!(read.phrases, phrases, "{typed}");
        }
        assert!(super::read(&"mot ".repeat(5000)).words.len() == 1);
        assert!(super::read(&(0..5000).map(|n| format!("x{n} ")).collect::<String>()).words.len() <= MOST_WORDS);
    }

    #[test]
    fn a_code_is_one_word_and_a_compound_is_its_parts() {
        let words = |typed: &str| read(typed).words.into_iter().map(|word| word.word).collect::<Vec<_>>();
        assert_eq!(words("AB-1234"), ["ab1234"]);
        assert_eq!(words("e-mail"), ["mail"]);
        assert!(read("e-mail").words[0].forms.iter().any(|form| form.text == "email"));
        assert_eq!(words("le droit à l’image s’applique-t-il ?"), ["droit", "image", "applique"]);
        assert_eq!(words("compte-rendu"), ["compte", "rendu"]);
        let forms = &read("AB-1234").words[0].forms;
        assert!(forms.iter().any(|form| form.text == "1234" && form.weight < 1.0), "{forms:?}");
    }
}
