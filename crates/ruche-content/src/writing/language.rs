//! The language of a text, so that it is read aloud and hyphenated as what it is, and each reader may fold or have translated what
//! they do not read. It is guessed from the words; whoever writes a post may say it instead.

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
    use ruche_kernel::languages::known;

    #[test]
    fn words_tell_their_language() {
        for (words, language) in [
            ("La borne de recharge du parking est réparée, merci à toute l’équipe pour son travail de cette nuit.", Some("fr")),
            ("The charging station in the car park works again, thanks to everyone who stayed late last night.", Some("en")),
            (
                "Die Ladestation auf dem Parkplatz funktioniert wieder, vielen Dank an alle, die gestern so lange geblieben sind.",
                Some("de"),
            ),
            (
                "La estación de carga del aparcamiento vuelve a funcionar, gracias a todos los que se quedaron anoche hasta tarde.",
                Some("es"),
            ),
            (
                "La stazione di ricarica del parcheggio funziona di nuovo, grazie a tutti quelli che sono rimasti fino a tardi ieri sera.",
                Some("it"),
            ),
            (
                "A estação de carregamento do estacionamento já funciona novamente, obrigado a todos os que ficaram até tarde ontem à noite.",
                Some("pt"),
            ),
            (
                "Het laadstation op het parkeerterrein werkt weer. Hartelijk dank aan iedereen die gisteravond zo lang is gebleven om ons te helpen.",
                Some("nl"),
            ),
            ("Ok", None),
            ("", None),
            ("12 34 56", None),
        ] {
            assert_eq!(of(words), language, "{words}");
            assert_eq!(language.and_then(known), language, "what is guessed can be chosen");
        }
    }
}
