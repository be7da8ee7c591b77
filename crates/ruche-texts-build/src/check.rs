//! Compares the languages: the same keys, in the same file, with the same arguments.
//!
//! Deliberately not here: reading the files (`read`) and the code that is made of them (`write`).

use crate::message::{Arms, Message, Messages, Piece, is_html};
use crate::{LANGUAGES, Problem};
use std::collections::BTreeMap;

/// A message that exists in every language with the same arguments.
#[derive(Debug)]
pub struct Checked<'a, 's> {
    pub key: &'s str,
    /// Its arguments by name. Their order is that of the alphabet, so that no wording ever changes a call.
    pub args: Args<'a>,
    /// One message a language, in the order of [`LANGUAGES`].
    pub texts: [&'a Message<'s>; LANGUAGES.len()],
}

/// What each argument is used for, by name.
pub type Args<'a> = BTreeMap<&'a str, Use>;

/// What an argument is used for, in all languages together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// It is shown only.
    Show,
    /// It chooses by number or plural.
    Number,
    /// It chooses by word.
    Word,
}

/// The feature and the name of a refusal's key: `posts-refusal-body-too-long` is `posts`, `body-too-long`.
pub fn refusal(key: &str) -> Option<(&str, &str)> {
    key.split_once("-refusal-")
}

/// The messages on which all languages agree, by feature and key; all others are added to `problems`.
pub fn check<'a, 's>(languages: &'a [Messages<'s>; LANGUAGES.len()], problems: &mut Vec<Problem>) -> Vec<Checked<'a, 's>> {
    let [first, second] = languages;
    missing(first, second, LANGUAGES, problems);
    missing(second, first, [LANGUAGES[1], LANGUAGES[0]], problems);
    let mut checked = Vec::new();
    for (key, message) in first {
        let Some(other) = second.get(key) else {
            continue;
        };
        match agree(key, message, other) {
            Ok(args) => checked.push(Checked { key, args, texts: [message, other] }),
            Err(what) => problems.push(problem(key, other, what)),
        }
    }
    checked.sort_by_key(|c| (&c.texts[0].source.feature, c.key));
    checked
}

fn missing(here: &Messages<'_>, there: &Messages<'_>, languages: [&str; 2], problems: &mut Vec<Problem>) {
    let [from, to] = languages.map(|language| format!("{language}/"));
    for (key, message) in here.iter().filter(|(key, _)| !there.contains_key(*key)) {
        // What could not be read in the other language is not missing there.
        if problems.iter().any(|p| p.key == **key) {
            continue;
        }
        let file = format!("{}.ftl", message.source.feature);
        let twin = message.source.file.replace(&format!("{from}{file}"), &format!("{to}{file}"));
        problems.push(problem(key, message, format!("missing in {twin}")));
    }
}

fn agree<'a>(key: &str, message: &'a Message<'_>, other: &'a Message<'_>) -> Result<Args<'a>, String> {
    if message.source.feature != other.source.feature {
        return Err(format!("stands in another file at {}:{}", message.source.file, message.line));
    }
    let mut args = Args::new();
    collect(&message.pieces, &mut args)?;
    let mut theirs = Args::new();
    collect(&other.pieces, &mut theirs)?;
    if !args.keys().eq(theirs.keys()) {
        return Err(format!("takes {} but {}:{} takes {}", list(&theirs), message.source.file, message.line, list(&args)));
    }
    for (name, usage) in theirs {
        merge(&mut args, name, usage)?;
    }
    if refusal(key).is_some() {
        if is_html(key) {
            return Err("a refusal is plain text, not -html".to_owned());
        }
        for name in args.keys().copied().collect::<Vec<_>>() {
            merge(&mut args, name, Use::Number).map_err(|_| format!("${name}: a refusal names numbers only"))?;
        }
    }
    Ok(args)
}

fn collect<'a>(pieces: &'a [Piece], args: &mut Args<'a>) -> Result<(), String> {
    for piece in pieces {
        match piece {
            Piece::Text(_) => {}
            Piece::Show(name) => merge(args, name, Use::Show)?,
            Piece::Select { name, arms, default } => {
                merge(args, name, if matches!(arms, Arms::Word(_)) { Use::Word } else { Use::Number })?;
                for pieces in arms.pieces().chain([default]) {
                    collect(pieces, args)?;
                }
            }
        }
    }
    Ok(())
}

fn merge<'a>(args: &mut Args<'a>, name: &'a str, usage: Use) -> Result<(), String> {
    let before = args.entry(name).or_insert(usage);
    match (*before, usage) {
        (Use::Number, Use::Word) | (Use::Word, Use::Number) => Err(format!("${name} chooses by number here and by word there")),
        (Use::Show, _) => {
            *before = usage;
            Ok(())
        }
        _ => Ok(()),
    }
}

fn list(args: &Args<'_>) -> String {
    if args.is_empty() {
        return "no argument".to_owned();
    }
    args.keys().map(|name| format!("${name}")).collect::<Vec<_>>().join(", ")
}

fn problem(key: &str, message: &Message<'_>, what: String) -> Problem {
    Problem { file: message.source.file.clone(), line: message.line, key: key.to_owned(), what }
}
