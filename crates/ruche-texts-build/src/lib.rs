//! Turns the Fluent files of a folder into checked Rust functions at build time.
//!
//! `locales/<language>/<feature>.ftl` goes in; one Rust file with an `impl T` per feature comes out, which `ruche-texts`
//! includes. A key that one language lacks, another set of arguments, a syntax error, a key given twice or anything outside
//! the supported part of Fluent is a [`Problem`] naming file, line and key, and the build stops.
//!
//! Deliberately not here: what runs in the product (plurals, numbers, escaping of values: `ruche-texts`), attributes,
//! functions and terms with arguments of Fluent, and any language beyond [`LANGUAGES`].
//!
//! What a file may hold:
//!
//! - messages `posts-publish = Publier`, keys in kebab-case of two words at least, each unique within its language;
//! - variables `{ $name }` in snake_case, string literals `{ "" }`, numbers `{ 3 }`;
//! - choices by plural `{ $n -> [0] … [one] … *[other] … }`, by number or by word `{ $kind -> [post] … *[comment] … }`;
//! - in French, `de` and `que` before a variable, which are shortened before a vowel: `Profil de { $name }` is “Profil d’Anaïs”;
//! - references to other messages `{ other-key }` and to terms `{ -brand }`, put in place at build time.

mod check;
mod find;
mod message;
mod read;
mod write;

use std::fmt;
use std::fs;
use std::path::Path;

/// The languages, each a folder of the texts. The first is the one that the others are compared with.
pub const LANGUAGES: [&str; 2] = ["fr", "en"];

/// One Fluent file.
#[derive(Clone, Debug)]
pub struct Source {
    /// The language: one of [`LANGUAGES`].
    pub language: &'static str,
    /// The name of the file without its ending: the feature.
    pub feature: String,
    /// How problems name the file, for instance `locales/fr/posts.ftl`.
    pub file: String,
    /// What the file holds.
    pub text: String,
}

/// Why no code was generated. Displayed as `file:line: key: what is wrong`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, as in [`Source::file`].
    pub file: String,
    /// The line of the message, from 1; 0 where the whole file is meant.
    pub line: usize,
    /// The key of the message; empty where no key can be told.
    pub key: String,
    /// What is wrong, in words.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if !self.key.is_empty() {
            write!(f, ": {}", self.key)?;
        }
        write!(f, ": {}", self.what)
    }
}

/// Reads every `.ftl` file below `locales` and writes the Rust file `out`.
///
/// # Errors
/// Every problem found, sorted by file and line; `out` is then left as it was.
pub fn generate(locales: &Path, out: &Path) -> Result<(), Vec<Problem>> {
    let code = compile(&load(locales)?)?;
    fs::write(out, code).map_err(|e| vec![whole(out, &e)])
}

/// The Rust code for these files, without touching the disk.
///
/// # Errors
/// Every problem found, sorted by file and line.
pub fn compile(sources: &[Source]) -> Result<String, Vec<Problem>> {
    let mut problems = Vec::new();
    let languages = LANGUAGES.map(|language| read::read(language, sources, &mut problems));
    let messages = check::check(&languages, &mut problems);
    if problems.is_empty() {
        return Ok(write::write(&messages));
    }
    problems.sort();
    problems.dedup();
    Err(problems)
}

fn load(locales: &Path) -> Result<Vec<Source>, Vec<Problem>> {
    let folder = locales.file_name().unwrap_or_default().to_string_lossy();
    let mut sources = Vec::new();
    for language in LANGUAGES {
        let path = locales.join(language);
        for entry in fs::read_dir(&path).map_err(|e| vec![whole(&path, &e)])? {
            let path = entry.map_err(|e| vec![whole(&path, &e)])?.path();
            if path.extension().is_none_or(|e| e != "ftl") {
                continue;
            }
            let feature = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).map_err(|e| vec![whole(&path, &e)])?;
            sources.push(Source { language, file: format!("{folder}/{language}/{feature}.ftl"), feature, text });
        }
    }
    // The order of a folder is chance; the code and its checks must not depend on it.
    sources.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(sources)
}

fn whole(path: &Path, error: &std::io::Error) -> Problem {
    Problem { file: path.display().to_string(), line: 0, key: String::new(), what: error.to_string() }
}

#[cfg(test)]
mod tests;
