//! The messages and terms of the files, each with its place.
//!
//! Deliberately not here: what stands inside a message (`read`).

use crate::{Problem, Source};
use fluent_syntax::ast::{Entry, Pattern};
use fluent_syntax::parser::{self, ParserError};
use std::collections::BTreeMap;

/// One message or term as the parser gives it.
pub struct Raw<'s> {
    pub source: &'s Source,
    pub line: usize,
    pub pattern: Pattern<&'s str>,
}

/// All messages and terms of one language, by key.
#[derive(Default)]
pub struct Found<'s> {
    pub messages: BTreeMap<&'s str, Raw<'s>>,
    pub terms: BTreeMap<&'s str, Raw<'s>>,
}

impl<'s> Found<'s> {
    /// Adds those of one file; what is wrong with them goes to `problems`.
    pub fn add(&mut self, source: &'s Source, problems: &mut Vec<Problem>) {
        let resource = match parser::parse_runtime(source.text.as_str()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                problems.extend(errors.iter().map(|e| syntax(source, e)));
                resource
            }
        };
        let (mut line, mut counted) = (1, 0);
        for entry in resource.body {
            let (key, pattern, attributes, term) = match entry {
                Entry::Message(m) => (m.id.name, m.value, m.attributes, false),
                Entry::Term(t) => (t.id.name, Some(t.value), t.attributes, true),
                _ => continue,
            };
            let at = place(&source.text, key);
            line += new_lines(&source.text.as_bytes()[counted..at]);
            counted = at;
            let shown = if term { format!("-{key}") } else { key.to_owned() };
            let mut refuse = |what: String| problems.push(problem(source, line, &shown, what));
            if !is_kebab(key) || !(term || key.contains('-')) {
                refuse("a key is lower-case words joined by hyphens, the feature first".to_owned());
                continue;
            }
            if !attributes.is_empty() {
                refuse("attributes are not supported".to_owned());
                continue;
            }
            let Some(pattern) = pattern else { continue };
            let all = if term { &mut self.terms } else { &mut self.messages };
            if let Some(first) = all.get(key) {
                refuse(format!("already at {}:{}", first.source.file, first.line));
                continue;
            }
            all.insert(key, Raw { source, line, pattern });
        }
    }
}

/// A problem with one message.
pub fn problem(source: &Source, line: usize, key: &str, what: String) -> Problem {
    Problem { file: source.file.clone(), line, key: key.to_owned(), what }
}

/// Where a part of a text begins, in bytes. The parser keeps no places, but its names are parts of the text.
fn place(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// The message whose key this is, as it stands in the file.
pub fn written(text: &str, key: &str) -> String {
    let mut lines = text.get(place(text, key)..).unwrap_or_default().lines();
    let mut all = lines.next().unwrap_or_default().to_owned();
    for line in lines.take_while(|l| l.starts_with([' ', '}'])) {
        all.push('\n');
        all.push_str(line);
    }
    all
}

fn new_lines(text: &[u8]) -> usize {
    text.iter().filter(|byte| **byte == b'\n').count()
}

fn syntax(source: &Source, error: &ParserError) -> Problem {
    let text = source.text.as_str();
    let line = new_lines(&text.as_bytes()[..error.pos.start.min(text.len())]) + 1;
    let junk = error.slice.clone().and_then(|slice| text.get(slice)).unwrap_or_default().trim_start();
    let key = junk.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).next().unwrap_or_default();
    problem(source, line, key, error.kind.to_string())
}

fn is_kebab(key: &str) -> bool {
    words_joined_by(key, '-')
}

/// Whether these are words of lower-case letters and digits, the first beginning with a letter.
pub fn words_joined_by(name: &str, joint: char) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.split(joint).all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()))
}
