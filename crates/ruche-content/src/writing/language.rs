//! The language of a text, so that it is read aloud and hyphenated as what it is.

use whatlang::Lang;

/// The tag of the language that the words of a text are surely in; nothing for what is too short or mixed.
#[must_use]
pub fn of(words: &str) -> Option<&'static str> {
    let found = whatlang::detect(words).filter(whatlang::Info::is_reliable)?;
    Some(match found.lang() {
        Lang::Fra => "fr",
        Lang::Eng => "en",
        Lang::Deu => "de",
        Lang::Spa => "es",
        Lang::Ita => "it",
        Lang::Por => "pt",
        Lang::Nld => "nl",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn words_tell_their_language() {
        for (words, language) in [
            ("La borne de recharge du parking est réparée, merci à toute l’équipe pour son travail de cette nuit.", Some("fr")),
            ("The charging station in the car park works again, thanks to everyone who stayed late last night.", Some("en")),
            ("Ok", None),
            ("", None),
            ("12 34 56", None),
        ] {
            assert_eq!(of(words), language, "{words}");
        }
    }
}
