//! Names and single lines: cleaned, compared and shortened the same way everywhere.

use unicode_normalization::UnicodeNormalization;

/// A single line as it may be stored: normalised (NFC), without control, bidirectional or zero-width characters,
/// white space folded, trimmed. What hides or reorders letters would let a name pass for another.
#[must_use]
pub fn clean_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.nfc() {
        if c.is_whitespace() {
            if !line.ends_with(' ') {
                line.push(if c == '\u{a0}' || c == '\u{202f}' { c } else { ' ' });
            }
        } else if !is_hidden(c) {
            line.push(c);
        }
    }
    line.trim().to_owned()
}

/// Text of several lines as it may be stored: line ends unified, hidden characters dropped except those that
/// emoji and scripts need (zero-width joiner and non-joiner, the selectors of text and picture).
#[must_use]
pub fn clean_text(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .nfc()
        .filter(|&c| matches!(c, '\n' | '\t' | '\u{200d}' | '\u{200c}' | '\u{fe0e}' | '\u{fe0f}') || !is_hidden(c))
        .collect()
}

/// Whether no word of a name mixes the letters of scripts that look alike, by which one name passes for another. Whole words of another script are names of their own.
#[must_use]
pub fn is_plain(name: &str) -> bool {
    let script = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '\u{aa}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' if c.is_alphabetic() => Some("latin"),
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' if c.is_alphabetic() => Some("greek"),
        '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{2de0}'..='\u{2dff}' | '\u{a640}'..='\u{a69f}' => Some("cyrillic"),
        '\u{530}'..='\u{58f}' | '\u{10a0}'..='\u{10ff}' | '\u{13a0}'..='\u{13ff}' => Some("another"),
        _ => None,
    };
    let mixed = |word: &str| {
        let mut scripts = word.chars().filter_map(script);
        scripts.next().is_some_and(|first| scripts.any(|other| other != first))
    };
    !name.split(|c: char| !c.is_alphanumeric()).any(mixed)
}

/// The most characters of a text that is searched for; what is longer is cut.
const MAX_SEARCHED: usize = 80;

/// Control, zero-width, bidirectional and other invisible characters, fillers and variation selectors among them.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{206a}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The key by which names are sorted, searched and completed: without accents, in lower case.
#[must_use]
pub fn sort_key(text: &str) -> String {
    text.nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'œ' => "oe".to_owned(),
            'æ' => "ae".to_owned(),
            'ß' => "ss".to_owned(),
            'ø' => "o".to_owned(),
            'ł' => "l".to_owned(),
            other => other.to_string(),
        })
        .collect()
}

/// Two patterns for `LIKE` on keys of names any word of which starts with `text`: for the first word, and for the others.
/// What the engines take for a wildcard or an escape is dropped: no name needs it, and they do not escape alike.
#[must_use]
pub fn patterns(text: &str) -> (String, String) {
    let text: String = text.chars().take(MAX_SEARCHED).collect();
    let key: String = sort_key(&clean_line(&text)).chars().filter(|c| !matches!(c, '%' | '_' | '\\')).collect();
    (format!("{key}%"), format!("% {key}%"))
}

/// One or two initials for an avatar: of the first and the last word.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name.split([' ', '\u{a0}', '-']).filter(|w| !w.is_empty());
    let first = words.next().and_then(|w| w.chars().next());
    let last = words.next_back().and_then(|w| w.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// The first `max` characters, cut at a word when one ends nearby, with an ellipsis when something is left out.
#[must_use]
pub fn excerpt(text: &str, max: usize) -> String {
    // A space that keeps a French sign or a unit with its word is part of the word.
    let breaks = |c: char| c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}';
    let flat = text.split(breaks).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= max {
        return flat;
    }
    let cut: String = flat.chars().take(max).collect();
    let end = cut.rfind(' ').filter(|&at| at * 10 > cut.len() * 7).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([' ', ',', ';', ':', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_lose_what_hides() {
        for (given, kept) in [
            ("  Élodie \t Marchetti\n", "Élodie Marchetti"),
            ("ad\u{202e}nim", "adnim"),
            ("a\u{200b}b\u{feff}", "ab"),
            ("e\u{301}", "é"),
            ("\u{0}\u{7}", ""),
            ("\u{3164}\u{ffa0} \u{2800}\u{115f}", ""),
            ("Pa\u{34f}ul\u{fe0f}\u{e0101}", "Paul"),
        ] {
            assert_eq!(clean_line(given), kept);
        }
        assert_eq!(clean_text("a\r\nb\u{0}\r👩\u{200d}🔧"), "a\nb\n👩\u{200d}🔧");
    }

    #[test]
    fn a_word_of_a_name_is_of_one_script() {
        for (name, plain) in [
            ("Élodie d’Artagnan-Ñuñez 2", true),
            ("Андрей Petrov", true),
            ("Νίκος", true),
            ("C\u{430}mille", false),
            ("Camille R\u{3bf}usset", false),
            ("Ахмед", true),
        ] {
            assert_eq!(is_plain(name), plain, "{name}");
        }
    }

    #[test]
    fn what_is_searched_is_short() {
        assert_eq!(patterns(&"é".repeat(60_000)).0.len(), 81);
    }

    #[test]
    fn keys_fold_accents_and_case() {
        for (given, key) in [("Élodie", "elodie"), ("ŒUVRE", "oeuvre"), ("Straße", "strasse"), ("Ångström", "angstrom")] {
            assert_eq!(sort_key(given), key);
        }
    }

    #[test]
    fn patterns_hold_no_wildcard_of_the_person() {
        for (typed, first, word) in
            [("Él", "el%", "% el%"), ("  100 % _\\", "100  %", "% 100  %"), ("a\u{0}%b", "ab%", "% ab%"), ("", "%", "% %")]
        {
            assert_eq!(patterns(typed), (first.to_owned(), word.to_owned()), "{typed:?}");
        }
    }

    #[test]
    fn initials_take_the_first_and_the_last_word() {
        for (name, letters) in [("Camille Rousset", "CR"), ("Jean-Paul de la Tour", "JT"), ("Zoé", "Z"), ("élodie m", "ÉM"), ("", "")] {
            assert_eq!(initials(name), letters);
        }
    }

    #[test]
    fn excerpts_end_at_a_word() {
        assert_eq!(excerpt("un deux trois", 50), "un deux trois");
        assert_eq!(excerpt("une phrase assez longue, vraiment", 24), "une phrase assez longue…");
        assert_eq!(excerpt("éééééééééé", 3), "ééé…");
        assert_eq!(excerpt(" Le relevé\u{a0}:\n 2\u{202f}°C ", 50), "Le relevé\u{a0}: 2\u{202f}°C");
    }
}
