//! What the index keeps of a document, and how a document becomes terms.

use crate::analysis::{self, Language, Word};
use crate::words;
use ruche_kernel::SubjectRef;
use ruche_platform::search::Document;
use std::collections::HashMap;
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{TantivyDocument, Term};

/// Of what is kept and how: an index of another one is absent. To be raised with every change here, in `analysis` and in `words`.
pub const VERSION: u32 = 1;

/// The texts of a document, in the order of their weights.
pub const TEXTS: usize = 3;

/// How many letters a piece has.
const PIECE: usize = 4;
/// How many stems a digest keeps.
const DIGEST: usize = 120;

/// The fields.
#[derive(Clone, Debug)]
pub struct Fields {
    /// The Subject, as `kind:id`.
    pub key: Field,
    /// The root, as `kind:id`.
    pub root: Field,
    /// Kind, id, place, author, date, language, format: read by their names while results are collected.
    kind: Field,
    id: Field,
    place: Field,
    author: Field,
    at: Field,
    language: Field,
    format: Field,
    /// Title, body and keywords, as folded words.
    pub exact: [Field; TEXTS],
    /// The same, as stems.
    pub stems: [Field; TEXTS],
    /// The pieces of four letters of all words.
    pub pieces: Field,
    /// The stems that the document holds most, with their shares: [`read_digest`].
    pub digest: Field,
}

/// The schema and its fields.
pub fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let words = TextOptions::default()
        .set_indexing_options(TextFieldIndexing::default().set_index_option(IndexRecordOption::WithFreqsAndPositions));
    let number = FAST | INDEXED;
    let word = TextOptions::default().set_fast("raw");
    let mut text = |name: &str| ["title", "body", "keywords"].map(|text| builder.add_text_field(&format!("{text}_{name}"), words.clone()));
    let (exact, stems) = (text("exact"), text("stems"));
    let fields = Fields {
        key: builder.add_text_field("key", STRING),
        root: builder.add_text_field("root", STRING),
        kind: builder.add_text_field("kind", word.clone()),
        id: builder.add_i64_field("id", FAST),
        place: builder.add_i64_field("place", number.clone()),
        author: builder.add_i64_field("author", number),
        at: builder.add_i64_field("at", FAST),
        language: builder.add_text_field("language", word.clone()),
        format: builder.add_text_field("format", word),
        exact,
        stems,
        pieces: builder.add_text_field(
            "pieces",
            TextOptions::default().set_indexing_options(TextFieldIndexing::default().set_index_option(IndexRecordOption::WithFreqs)),
        ),
        digest: builder.add_text_field("digest", TextOptions::default().set_stored()),
    };
    (builder.build(), fields)
}

impl Fields {
    /// The term that names a Subject.
    pub fn key_of(&self, subject: &SubjectRef) -> Term {
        Term::from_field_text(self.key, &subject.to_string())
    }

    /// The term of what hangs on a Subject.
    pub fn under(&self, root: &SubjectRef) -> Term {
        Term::from_field_text(self.root, &root.to_string())
    }

    /// What is kept of a document.
    pub fn document(&self, document: &Document) -> TantivyDocument {
        let mut kept = TantivyDocument::new();
        kept.add_text(self.key, document.subject.to_string());
        kept.add_text(self.root, document.root.to_string());
        kept.add_text(self.kind, &document.subject.kind);
        kept.add_i64(self.id, document.subject.id);
        kept.add_i64(self.place, document.place.0);
        kept.add_i64(self.author, document.author.0);
        kept.add_i64(self.at, document.at);
        kept.add_text(self.language, &document.language);
        kept.add_text(self.format, &document.format);
        let texts = [&document.title, &document.body, &document.keywords].map(|text| analysis::words(text));
        // A title alone is too short to guess by.
        let languages = analysis::languages(&document.language, &texts.concat());
        for (index, words) in texts.iter().enumerate() {
            kept.add_pre_tokenized_text(self.exact[index], folded(words));
            kept.add_pre_tokenized_text(self.stems[index], stemmed(words, &languages));
        }
        let telling: Vec<&str> = telling(&texts, &languages).collect();
        kept.add_pre_tokenized_text(self.pieces, unordered(telling.iter().flat_map(|word| pieces(&analysis::fold(word)))));
        kept.add_text(self.digest, digest(&telling, &languages));
        kept
    }
}

/// The words of texts but the small ones of their languages.
fn telling<'a>(texts: &'a [Vec<Word>], languages: &[Language]) -> impl Iterator<Item = &'a str> {
    let parts = texts.iter().flatten().flat_map(|word| &word.parts).map(|(part, _)| part.as_str());
    parts.filter(|part| !languages.iter().any(|language| words::small(*language).contains(*part)))
}

/// The pieces of four letters of a folded word, its two ends marked; a short one whole.
pub fn pieces(word: &str) -> Vec<String> {
    let letters: Vec<char> = std::iter::once('_').chain(word.chars()).chain(std::iter::once('_')).collect();
    if letters.len() <= PIECE {
        return vec![letters.into_iter().collect()];
    }
    letters.windows(PIECE).map(|piece| piece.iter().collect()).collect()
}

fn unordered(terms: impl Iterator<Item = String>) -> PreTokenizedString {
    let token = |(position, text)| Token { position, text, position_length: 1, ..Token::default() };
    PreTokenizedString { text: String::new(), tokens: (0..).zip(terms).map(token).collect() }
}

/// The stems that a text holds most, each with how often, after how many there are.
fn digest(telling: &[&str], languages: &[Language]) -> String {
    let mut often: HashMap<String, usize> = HashMap::new();
    for stem in telling
        .iter()
        .filter(|word| word.len() > 1)
        .flat_map(|word| languages.iter().take(1).flat_map(|language| analysis::stems(word, *language).take(1)))
    {
        *often.entry(stem).or_default() += 1;
    }
    let mut often: Vec<(String, usize)> = often.into_iter().collect();
    often.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let mut digest = telling.len().to_string();
    for (stem, times) in often.into_iter().take(DIGEST) {
        digest.push_str(&format!(" {stem} {times}"));
    }
    digest
}

/// The stems of a digest, each with its share of the text.
pub fn read_digest(digest: &str) -> impl Iterator<Item = (&str, f32)> {
    let mut words = digest.split(' ');
    let all: f32 = words.next().and_then(|all| all.parse().ok()).unwrap_or(1.0);
    std::iter::from_fn(move || Some((words.next()?, words.next()?.parse::<f32>().ok()? / all)))
}

/// Every word folded, compounds also in one.
fn folded(words: &[Word]) -> PreTokenizedString {
    tokens(words, |part| vec![analysis::fold(part)], |joined| vec![joined.to_owned()])
}

/// Every word by its stems.
fn stemmed(words: &[Word], languages: &[Language]) -> PreTokenizedString {
    let stems = |part: &str| {
        let mut stems: Vec<String> = languages.iter().flat_map(|language| analysis::stems(part, *language)).collect();
        stems.sort_unstable();
        stems.dedup();
        stems
    };
    tokens(words, stems, stems)
}

fn tokens(words: &[Word], of_part: impl Fn(&str) -> Vec<String>, of_joined: impl Fn(&str) -> Vec<String>) -> PreTokenizedString {
    let mut tokens = Vec::with_capacity(words.len());
    let mut position = 0;
    let mut push = |text, position| tokens.push(Token { position, text, position_length: 1, ..Token::default() });
    for word in words {
        for text in word.joined.iter().flat_map(|joined| of_joined(joined)) {
            push(text, position);
        }
        for (part, _) in &word.parts {
            for text in of_part(part) {
                push(text, position);
            }
            position += 1;
        }
    }
    PreTokenizedString { text: String::new(), tokens }
}
