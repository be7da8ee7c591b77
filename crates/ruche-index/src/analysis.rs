//! From text to words: where they begin and end, their folded form, their stems.
//!
//! A word is kept in two forms: folded (no case, no accents, no ligatures), which any query finds whatever its language; and stemmed
//! by the language of its text, which also finds the other forms of the word.

use crate::words;
use frostem::{Algorithm, Stemmer};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words, in bytes, are nobody's words: encoded data, a line without spaces.
const LONGEST: usize = 80;

/// A language that has stems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// French.
    French,
    /// German.
    German,
    /// Spanish.
    Spanish,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::English, Self::French, Self::German, Self::Spanish];

    /// That of a tag, such as `fr` or `en-GB`.
    pub fn of(tag: &str) -> Option<Self> {
        match tag.split('-').next().unwrap_or_default() {
            "en" => Some(Self::English),
            "fr" => Some(Self::French),
            "de" => Some(Self::German),
            "es" => Some(Self::Spanish),
            _ => None,
        }
    }

    fn stemmer(self) -> Stemmer {
        Stemmer::new(match self {
            Self::English => Algorithm::English,
            Self::French => Algorithm::French,
            Self::German => Algorithm::German,
            Self::Spanish => Algorithm::Spanish,
        })
    }
}

/// A word of a text, or several that a hyphen or an apostrophe holds together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Its parts, in lower case with their accents, where each stands. One, unless it is a compound.
    pub parts: Vec<(String, Range<usize>)>,
    /// All parts in one, folded, when it is a compound: `e-mail` is found by `email`.
    pub joined: Option<String>,
}

/// The words of a text, in order.
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some(&(start, first)) = chars.peek() {
        if !first.is_alphanumeric() {
            chars.next();
            continue;
        }
        let mut parts: Vec<Range<usize>> = Vec::new();
        let mut separators = Vec::new();
        let (mut from, mut end) = (start, start);
        while let Some(&(at, c)) = chars.peek() {
            if c.is_alphanumeric() || is_combining_mark(c) {
                end = at + c.len_utf8();
                chars.next();
            } else if (is_hyphen(c) || is_apostrophe(c)) && text[at + c.len_utf8()..].starts_with(char::is_alphanumeric) {
                parts.push(from..end);
                separators.push(c);
                from = at + c.len_utf8();
                chars.next();
            } else {
                break;
            }
        }
        // `C++`, `C#`, `F#`: a letter alone says nothing.
        if separators.is_empty() && end - start == 1 {
            while let Some(&(at, c)) = chars.peek().filter(|(_, c)| matches!(c, '+' | '#')) {
                end = at + c.len_utf8();
                chars.next();
            }
        }
        parts.push(from..end);
        found.extend(compound(text, start..end, &parts, &separators));
    }
    found
}

/// A run of letters with hyphens and apostrophes, as words: what is elided before a word (`l'eau`) and the English endings (`company's`)
/// are none, and parts of which none is a word (`aujourd'hui`, `don't`) are one.
fn compound(text: &str, whole: Range<usize>, parts: &[Range<usize>], separators: &[char]) -> Option<Word> {
    let lower = |range: &Range<usize>| text[range.clone()].nfc().flat_map(char::to_lowercase).collect::<String>();
    let mut kept: Vec<(String, Range<usize>)> = Vec::with_capacity(parts.len());
    let mut together = String::new();
    let mut one = false;
    for (index, range) in parts.iter().enumerate() {
        let part = lower(range);
        let apostrophe_before = index > 0 && is_apostrophe(separators[index - 1]);
        let apostrophe_after = separators.get(index).is_some_and(|c| is_apostrophe(*c));
        if apostrophe_after && words::ELIDED.contains(&part.as_str()) {
            continue;
        }
        if apostrophe_before && part == "s" && !kept.is_empty() {
            continue;
        }
        one |= apostrophe_after && part == "aujourd" || apostrophe_before && words::CONTRACTED.contains(&part.as_str());
        together.push_str(&part);
        kept.push((part, range.clone()));
    }
    if together.len() > LONGEST || kept.is_empty() {
        return None;
    }
    if one {
        return Some(Word { parts: vec![(together, whole.clone())], range: whole, joined: None });
    }
    let range = kept[0].1.start..kept[kept.len() - 1].1.end;
    let joined = (kept.len() > 1).then(|| fold(&together));
    Some(Word { range, parts: kept, joined })
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '_' | '\u{2010}' | '\u{2011}' | '\u{ad}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2bc}')
}

/// Without case, accents and ligatures.
pub fn fold(word: &str) -> String {
    if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        return word.to_owned();
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.nfkd().flat_map(char::to_lowercase) {
        match c {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            'þ' => folded.push_str("th"),
            c if is_combining_mark(c) => {}
            c => folded.push(c),
        }
    }
    folded
}

/// The stems of a word in lower case, folded: one, and another one when the accents change it, since many leave them out.
pub fn stems(word: &str, language: Language) -> impl Iterator<Item = String> {
    let stemmer = language.stemmer();
    let folded = fold(word);
    let plain = stemmer.stem(&folded).into_owned();
    let accented = (folded != word).then(|| fold(&stemmer.stem(word))).filter(|stem| *stem != plain);
    std::iter::once(plain).chain(accented)
}

/// The languages whose stems a text is given: its own; without it, that of its small words; without them, all.
pub fn languages(tag: &str, words: &[Word]) -> Vec<Language> {
    if !tag.is_empty()
        && let Some(language) = Language::of(tag)
    {
        return vec![language];
    }
    if !tag.is_empty() {
        return Vec::new();
    }
    guess(words.iter().flat_map(|word| &word.parts).map(|(part, _)| part.as_str()))
        .map_or_else(|| Language::ALL.to_vec(), |language| vec![language])
}

/// The language that most of the small words are of, if one language has more than the others.
fn guess<'a>(words: impl Iterator<Item = &'a str>) -> Option<Language> {
    if let [language] = likely(words)[..] { Some(language) } else { None }
}

/// The languages that most of the small words are of; none without small words.
pub fn likely<'a>(words: impl Iterator<Item = &'a str>) -> Vec<Language> {
    let mut counts = [0_usize; 4];
    for word in words.take(400) {
        for (count, language) in counts.iter_mut().zip(Language::ALL) {
            *count += usize::from(words::small(language).contains(word));
        }
    }
    let most = counts.into_iter().max().unwrap_or(0);
    Language::ALL.into_iter().zip(counts).filter(|(_, count)| most > 0 && *count == most).map(|(language, _)| language).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<String> {
        words(text).into_iter().flat_map(|word| word.parts).map(|(part, _)| part).collect()
    }

    #[test]
    fn texts_are_cut_into_words() {
        let cases: [(&str, &[&str]); 14] = [
            ("", &[]),
            ("L'eau, d’été : qu'elle", &["eau", "été", "elle"]),
            ("aujourd'hui aujourd’hui", &["aujourdhui", "aujourdhui"]),
            ("prud'homme", &["prud", "homme"]),
            ("The company's rules don't", &["the", "company", "rules", "dont"]),
            ("O'Brien", &["o", "brien"]),
            ("mise-à-jour", &["mise", "à", "jour"]),
            ("AB-1234/b", &["ab", "1234", "b"]),
            ("snake_case", &["snake", "case"]),
            ("C++ et C#, F", &["c++", "et", "c#", "f"]),
            ("3,5 % de 10€", &["3", "5", "de", "10"]),
            ("-- -a- 'b'", &["a", "b"]),
            ("e\u{301}te\u{301}", &["été"]),
            ("Straße ŒUVRE ﬁche", &["straße", "œuvre", "ﬁche"]),
        ];
        for (text, expected) in cases {
            assert_eq!(parts(text), expected, "{text}");
        }
        assert!(words(&"x".repeat(500)).is_empty(), "no word of anyone's");
    }

    #[test]
    fn ranges_are_those_of_the_text() {
        let text = "Évité : l'été de Zoé, e-mail.";
        let found: Vec<&str> = words(text).into_iter().map(|word| &text[word.range]).collect();
        assert_eq!(found, ["Évité", "été", "de", "Zoé", "e-mail"]);
        assert_eq!(words(text)[4].joined.as_deref(), Some("email"));
    }

    #[test]
    fn words_are_folded() {
        let cases = [
            ("été", "ete"),
            ("ŒUVRE", "oeuvre"),
            ("straße", "strasse"),
            ("ﬁche", "fiche"),
            ("Ærø", "aero"),
            ("İstanbul", "istanbul"),
            ("Łódź", "lodz"),
            ("nº", "no"),
            ("日本", "日本"),
        ];
        for (word, expected) in cases {
            assert_eq!(fold(word), expected);
        }
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        use Language::{English, French, German, Spanish};
        let cases = [
            (French, "animaux", "animal"),
            (French, "Réunions", "réunion"),
            (French, "securite", "sécurité"),
            (French, "télétravailler", "télétravaille"),
            (English, "policies", "policy"),
            (English, "meetings", "meeting"),
            (German, "Häuser", "Hauses"),
            (German, "Verträge", "Vertrag"),
            (Spanish, "reuniones", "reunión"),
            (Spanish, "vacaciones", "vacación"),
        ];
        for (language, one, other) in cases {
            let of = |word: &str| stems(&word.to_lowercase(), language).collect::<Vec<_>>();
            assert!(of(one).iter().any(|stem| of(other).contains(stem)), "{one} {:?}, {other} {:?}", of(one), of(other));
        }
    }

    #[test]
    fn a_language_is_that_of_the_tag_or_of_the_small_words() {
        let cases = [
            ("fr", "the policy", vec![Language::French]),
            ("en-GB", "", vec![Language::English]),
            ("it", "il gatto", vec![]),
            ("", "Nous avons décidé avec vous", vec![Language::French]),
            ("", "We have decided with you", vec![Language::English]),
            ("", "Wir haben es nicht gewusst", vec![Language::German]),
            ("", "Hemos decidido hacerlo con ustedes", vec![Language::Spanish]),
            ("", "Budget 2026", Language::ALL.to_vec()),
        ];
        for (tag, text, expected) in cases {
            assert_eq!(languages(tag, &words(text)), expected, "{text}");
        }
    }
}
