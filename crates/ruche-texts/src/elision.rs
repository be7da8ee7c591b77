//! The French `de` and `que` before a value that begins with a vowel: `d’Anaïs`, `qu’Émile`.
//!
//! A name with an h is taken as one where it is mute in most first names, before e, i, o and u (`d’Hélène`, `de Hakim`), and y where a
//! consonant follows (`d’Yves`, `de Yanis`). Deliberately not here: the other words that French elides.

/// Shortens the `de ` or `que ` that ends before `at`, where what follows asks for it; tags between the two are passed over.
pub fn elide(text: &mut String, at: usize) {
    if !begins_with_a_vowel(after_tags(&text[at..])) {
        return;
    }
    for word in ["de ", "que "] {
        let start = at - word.len().min(at);
        // The letter before would make another word of it.
        if text[..at].ends_with(word) && !text[..start].ends_with(char::is_alphabetic) {
            text.replace_range(at - 2..at, "’");
            return;
        }
    }
}

fn after_tags(mut text: &str) -> &str {
    while let Some((_, rest)) = text.strip_prefix('<').and_then(|tag| tag.split_once('>')) {
        text = rest;
    }
    text
}

fn begins_with_a_vowel(text: &str) -> bool {
    let mut letters = text.chars().flat_map(char::to_lowercase).map(plain);
    match (letters.next(), letters.next()) {
        (Some('a' | 'e' | 'i' | 'o' | 'u'), _) => true,
        (Some('h'), Some('e' | 'i' | 'o' | 'u')) => true,
        (Some('y'), Some(next)) => next.is_alphabetic() && !matches!(next, 'a' | 'e' | 'i' | 'o' | 'u'),
        _ => false,
    }
}

/// A vowel without its accent.
fn plain(letter: char) -> char {
    match letter {
        'à' | 'â' | 'ä' | 'á' | 'å' | 'æ' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' | 'í' => 'i',
        'ô' | 'ö' | 'ó' | 'ø' | 'œ' => 'o',
        'û' | 'ü' | 'ù' | 'ú' => 'u',
        letter => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn de_and_que_are_shortened_before_a_vowel() {
        for (before, value, expected) in [
            ("Publication de ", "Anaïs", "Publication d’Anaïs"),
            ("De la part de ", "Émile", "De la part d’Émile"),
            ("de ", "Hélène", "d’Hélène"),
            ("de ", "Hakim", "de Hakim"),
            ("de ", "Yves", "d’Yves"),
            ("de ", "Yanis", "de Yanis"),
            ("de ", "Zoé", "de Zoé"),
            ("de ", "8", "de 8"),
            ("de ", "", "de "),
            ("plus que ", "Ousmane", "plus qu’Ousmane"),
            ("l’accès de ", "<b class=\"name\">Inès</b>", "l’accès d’<b class=\"name\">Inès</b>"),
            ("l’accès de ", "<b>Paul</b>", "l’accès de <b>Paul</b>"),
            ("monde ", "Ida", "monde Ida"),
            ("", "Ida", "Ida"),
        ] {
            let mut text = before.to_owned();
            text.push_str(value);
            elide(&mut text, before.len());
            assert_eq!(text, expected);
        }
    }
}
