//! From the parsed messages to their pieces, references already in their place.
//!
//! Deliberately not here: finding the messages (`find`) and comparing languages (`check`).

use crate::find::{Found, Raw, problem, words_joined_by, written};
use crate::message::{Arms, Category, Message, Messages, Piece, is_html};
use crate::{Problem, Source};
use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
use fluent_syntax::unicode::unescape_unicode_to_string;

/// Reads all files of one language; what cannot be read is added to `problems` and left out.
pub fn read<'s>(language: &str, sources: &'s [Source], problems: &mut Vec<Problem>) -> Messages<'s> {
    let mut found = Found::default();
    for source in sources.iter().filter(|s| s.language == language) {
        found.add(source, problems);
    }
    let mut messages = Messages::new();
    for (key, raw) in &found.messages {
        let mut reader = Reader { language, found: &found, html: is_html(key), path: vec![key], in_term: false };
        match reader.pattern(&raw.pattern) {
            Ok(pieces) => {
                messages.insert(key, Message { source: raw.source, line: raw.line, written: written(&raw.source.text, key), pieces });
            }
            Err(what) => problems.push(problem(raw.source, raw.line, key, what)),
        }
    }
    messages
}

/// Turns one message into pieces. Errors are what is wrong, in words.
struct Reader<'a, 's> {
    language: &'a str,
    found: &'a Found<'s>,
    html: bool,
    /// The messages and terms being put in place, the outermost first.
    path: Vec<&'a str>,
    in_term: bool,
}

impl<'a, 's> Reader<'a, 's> {
    fn pattern(&mut self, pattern: &'a Pattern<&'s str>) -> Result<Vec<Piece>, String> {
        let mut pieces = Vec::new();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => push_text(&mut pieces, value),
                PatternElement::Placeable { expression } => self.expression(expression, &mut pieces)?,
            }
        }
        Ok(pieces)
    }

    fn expression(&mut self, expression: &'a Expression<&'s str>, pieces: &mut Vec<Piece>) -> Result<(), String> {
        match expression {
            Expression::Inline(inline) => self.inline(inline, pieces),
            Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
                let name = self.variable(id.name)?;
                let select = self.select(name, variants)?;
                pieces.push(select);
                Ok(())
            }
            Expression::Select { .. } => Err("only a variable can choose between variants".to_owned()),
        }
    }

    fn inline(&mut self, inline: &'a InlineExpression<&'s str>, pieces: &mut Vec<Piece>) -> Result<(), String> {
        match inline {
            InlineExpression::StringLiteral { value } => push_text(pieces, &unescape_unicode_to_string(value)),
            InlineExpression::NumberLiteral { value } => push_text(pieces, value),
            InlineExpression::VariableReference { id } => pieces.push(Piece::Show(self.variable(id.name)?)),
            InlineExpression::Placeable { expression } => self.expression(expression, pieces)?,
            InlineExpression::MessageReference { id, attribute: None } => {
                if is_html(id.name) && !self.html {
                    return Err(format!("{} is markup: only a key ending in -html may hold it", id.name));
                }
                let found = self.found;
                let raw = found.messages.get(id.name).ok_or_else(|| format!("no message {} to put in place", id.name))?;
                self.put(id.name, raw, pieces)?;
            }
            InlineExpression::TermReference { id, attribute: None, arguments: None } => {
                let found = self.found;
                let raw = found.terms.get(id.name).ok_or_else(|| format!("no term -{}", id.name))?;
                let outer = std::mem::replace(&mut self.in_term, true);
                self.put(id.name, raw, pieces)?;
                self.in_term = outer;
            }
            InlineExpression::MessageReference { id, .. } => {
                return Err(format!("{}: attributes are not supported", id.name));
            }
            InlineExpression::TermReference { id, .. } => {
                return Err(format!("-{}: terms take no attribute and no argument", id.name));
            }
            InlineExpression::FunctionReference { id, .. } => {
                return Err(format!("unknown function {}", id.name));
            }
        }
        Ok(())
    }

    fn put(&mut self, key: &'a str, raw: &'a Raw<'s>, pieces: &mut Vec<Piece>) -> Result<(), String> {
        if self.path.contains(&key) {
            return Err(format!("{key} holds itself"));
        }
        self.path.push(key);
        for piece in self.pattern(&raw.pattern)? {
            match piece {
                Piece::Text(text) => push_text(pieces, &text),
                other => pieces.push(other),
            }
        }
        self.path.pop();
        Ok(())
    }

    fn variable(&self, name: &str) -> Result<String, String> {
        if self.in_term {
            return Err(format!("${name}: a term takes no variable"));
        }
        if !words_joined_by(name, '_') || RESERVED.contains(&name) {
            return Err(format!("${name}: a variable is lower-case words joined by underscores, none of them a word of Rust"));
        }
        Ok(name.to_owned())
    }

    fn select(&mut self, name: String, variants: &'a [Variant<&'s str>]) -> Result<Piece, String> {
        let mut seen = Vec::new();
        for variant in variants {
            let label = label(&variant.key);
            if seen.contains(&label) {
                return Err(format!("${name}: [{label}] stands twice"));
            }
            seen.push(label);
        }
        let (mut exact, mut plural, mut words, mut default) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let by_number = variants.iter().all(|v| is_number(&v.key) || CATEGORIES.contains(&label(&v.key)));
        for variant in variants {
            let pieces = self.pattern(&variant.value)?;
            let label = label(&variant.key);
            if variant.default {
                default = pieces;
            } else if !by_number {
                words.push((label.to_owned(), pieces));
            } else if is_number(&variant.key) {
                exact.push((label.parse().map_err(|_| format!("${name}: [{label}] is no whole number"))?, pieces));
            } else {
                plural.push((self.category(&name, label)?, pieces));
            }
        }
        if by_number && variants.iter().any(|v| v.default && !is_number(&v.key) && label(&v.key) != "other") {
            return Err(format!("${name}: the default of a plural is *[other]"));
        }
        let arms = if by_number { Arms::Number { exact, plural } } else { Arms::Word(words) };
        Ok(Piece::Select { name, arms, default })
    }

    fn category(&self, name: &str, label: &str) -> Result<Category, String> {
        match (self.language, label) {
            (_, "one") => Ok(Category::One),
            ("fr", "many") => Ok(Category::Many),
            (_, "other") => Err(format!("${name}: the default of a plural is *[other]")),
            (language, _) => Err(format!("${name}: the language {language} has no plural [{label}]")),
        }
    }
}

/// The plural categories of CLDR.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The keywords of Rust that could stand as the name of a variable.
const RESERVED: [&str; 44] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else", "enum", "extern",
    "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv",
    "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "use",
];

fn label<'s>(key: &VariantKey<&'s str>) -> &'s str {
    match key {
        VariantKey::Identifier { name } => name,
        VariantKey::NumberLiteral { value } => value,
    }
}

fn is_number(key: &VariantKey<&str>) -> bool {
    matches!(key, VariantKey::NumberLiteral { .. })
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        Some(Piece::Text(before)) => before.push_str(text),
        _ if text.is_empty() => {}
        _ => pieces.push(Piece::Text(text.to_owned())),
    }
}
