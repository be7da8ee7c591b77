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
    /// Words that stand together, folded.
    pub phrases: Vec<Vec<String>>,
}

/// An occurrence of the very word counts more than one of another form.
pub const EXACT: f32 = 1.3;

/// Reads what was typed.
pub fn read(typed: &str) -> Typed {
    let mut quoted = false;
    let mut said: Vec<analysis::Word> = Vec::new();
    let mut phrases = Vec::new();
    for piece in typed.split(['"', '«', '»', '“', '”']) {
        let words = analysis::words(piece);
        if quoted {
            let phrase: Vec<String> =
                words.iter().flat_map(|word| &word.parts).map(|(part, _)| analysis::fold(part)).take(MOST_WORDS).collect();
            if phrase.len() > 1 {
                phrases.push(phrase);
            }
        }
        said.extend(words);
        quoted = !quoted;
    }
    said.truncate(MOST_WORDS);
    let language = analysis::guess(said.iter().flat_map(|word| &word.parts).map(|(part, _)| part.as_str()));
    let small = |word: &str| language.is_some_and(|language| words::small(language).contains(word));
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
    let code = word.parts.iter().any(|(part, _)| part.chars().count() < 3 || part.contains(|c: char| c.is_ascii_digit()));
    if code {
        let mut forms = vec![together];
        for (part, _) in word.parts.iter().filter(|(part, _)| part.len() > 1) {
            forms.push(Form { kept: Kept::Exact, text: analysis::fold(part), weight: 0.2 });
        }
        return vec![(false, Asked { word: joined.clone(), forms })];
    }
    let parts = word.parts.iter().map(|(part, _)| {
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
