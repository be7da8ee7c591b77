//! French typography of every French text: apostrophes, no-break spaces, quotation marks, dots.
//!
//! The rules are those of the Imprimerie nationale ("Lexique des règles typographiques en usage à l'Imprimerie nationale"),
//! with either no-break space (U+00A0, U+202F).

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use fluent_syntax::unicode::unescape_unicode_to_string;
use std::fs;
use std::path::Path;

/// Stands for a value inside a text.
const VALUE: char = '\u{fffc}';

#[test]
fn french_texts_follow_the_typography_of_french() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales/fr");
    let (mut texts, mut faults) = (0, Vec::new());
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let source = fs::read_to_string(&path).unwrap();
        for (key, text) in texts_of(&source) {
            texts += 1;
            faults.extend(faults_of(&text).map(|fault| format!("{}: {key}: {fault} in « {text} »", path.file_name().unwrap().display())));
        }
    }
    assert!(texts > 0, "no French text was found");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_fault_is_seen() {
    for (text, fault) in [
        ("l'accueil", "straight apostrophe"),
        ("l'\u{fffc}", "straight apostrophe"),
        ("Attention : ici", "plain or no space before :"),
        ("Attention: ici", "plain or no space before :"),
        ("\u{fffc}:", "plain or no space before :"),
        ("un ; deux", "plain or no space before ;"),
        ("Vraiment ?", "plain or no space before ?"),
        ("Vraiment?", "plain or no space before ?"),
        ("Bravo !", "plain or no space before !"),
        ("«\u{a0}oui »", "plain or no space before »"),
        ("« oui\u{a0}»", "plain or no space after «"),
        ("«oui\u{a0}»", "plain or no space after «"),
        ("12 %", "plain or no space before %"),
        ("12%", "plain or no space before %"),
        ("Chargement...", "three dots"),
        ("dit \"oui\"", "straight quotation mark"),
    ] {
        assert_eq!(faults_of(text).collect::<Vec<_>>(), [fault], "{text}");
    }
}

#[test]
fn right_texts_have_no_fault() {
    for text in [
        "L’accueil\u{a0}: «\u{a0}oui\u{a0}»\u{a0}!",
        "Vraiment\u{202f}?! Oui…",
        "De 10:30 à https://exemple.fr/a?b=c",
        "«\u{a0}\u{fffc}\u{a0}» (12\u{a0}%)",
        "«\u{202f}Qui\u{202f}?\u{202f}»",
    ] {
        assert_eq!(faults_of(text).collect::<Vec<_>>(), [""; 0], "{text}");
    }
}

fn faults_of(text: &str) -> impl Iterator<Item = String> {
    let mut faults = Vec::new();
    let chars: Vec<char> = text.chars().collect();
    let no_break = |c: Option<&char>| matches!(c, Some('\u{a0}' | '\u{202f}'));
    let in_word = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric() || *c == VALUE);
    for (place, sign) in chars.iter().enumerate() {
        let (before, after) = (place.checked_sub(1).and_then(|p| chars.get(p)), chars.get(place + 1));
        // Inside an address or a time of day the signs are no punctuation.
        let inside = in_word(before) && after.is_some_and(|c| !c.is_whitespace() && *c != '\u{bb}');
        match sign {
            '\'' if in_word(before) && in_word(after) => faults.push("straight apostrophe".to_owned()),
            '"' if !matches!(before, Some(c) if !c.is_whitespace()) => faults.push("straight quotation mark".to_owned()),
            ':' | ';' | '?' | '!' if !(no_break(before) || inside || matches!(before, Some('?' | '!'))) => {
                faults.push(format!("plain or no space before {sign}"));
            }
            '%' | '»' if !no_break(before) => faults.push(format!("plain or no space before {sign}")),
            '«' if !no_break(after) => faults.push("plain or no space after «".to_owned()),
            '.' if chars[place..].starts_with(&['.', '.', '.']) => faults.push("three dots".to_owned()),
            _ => {}
        }
    }
    faults.into_iter()
}

/// Every wording of every message, with its key.
fn texts_of(source: &str) -> Vec<(String, String)> {
    let resource = parser::parse_runtime(source).unwrap_or_else(|(resource, _)| resource);
    let mut texts = Vec::new();
    for entry in resource.body {
        let (key, pattern) = match entry {
            Entry::Message(m) => (m.id.name, m.value),
            Entry::Term(t) => (t.id.name, Some(t.value)),
            _ => continue,
        };
        let mut wordings = Vec::new();
        if let Some(pattern) = pattern {
            wordings_of(&pattern, &mut wordings);
        }
        texts.extend(wordings.into_iter().map(|text| (key.to_owned(), text)));
    }
    texts
}

/// The pattern itself, and each variant within it on its own.
fn wordings_of(pattern: &Pattern<&str>, wordings: &mut Vec<String>) {
    let mut text = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(value),
            PatternElement::Placeable { expression: Expression::Inline(InlineExpression::StringLiteral { value }) } => {
                text.push_str(&unescape_unicode_to_string(value));
            }
            PatternElement::Placeable { expression } => {
                text.push(VALUE);
                if let Expression::Select { variants, .. } = expression {
                    variants.iter().for_each(|v| wordings_of(&v.value, wordings));
                }
            }
        }
    }
    wordings.push(text);
}
