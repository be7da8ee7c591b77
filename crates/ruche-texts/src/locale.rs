//! The two languages of the product, and which of them a browser asks for.
//!
//! Deliberately not here: where the choice of a person or a company is kept.

/// A language that people read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Locale {
    /// French.
    Fr,
    /// English.
    En,
}

impl Locale {
    /// All of them, in the order in which a person is asked to choose.
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// The language of a tag such as `fr`, `fr-CA` or `EN_gb`; the region is not looked at. `None` for other languages.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let language = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|l| l.tag().eq_ignore_ascii_case(language))
    }

    /// The tag for `lang` attributes, headers and the database: `fr` or `en` (BCP 47).
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// The name of the language in that language, for lists of languages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fr => "Français",
            Self::En => "English",
        }
    }

    /// The language that an `Accept-Language` header likes best, by its weights (RFC 9110, section 12.5.4). Of equal weights the
    /// first wins. English where none of ours is asked for: who reads neither more often reads English.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Self {
        let mut best = (Self::En, 0);
        for range in header.split(',') {
            let mut parts = range.split(';');
            let Some(locale) = parts.next().and_then(Self::from_tag) else {
                continue;
            };
            let weight = parts.find_map(|p| p.trim().strip_prefix("q=").map(weight)).unwrap_or(1000);
            if weight > best.1 {
                best = (locale, weight);
            }
        }
        best.0
    }
}

/// A weight in thousandths; 0 where it cannot be read or is above 1.
fn weight(q: &str) -> u32 {
    let q: f32 = q.trim().parse().unwrap_or(0.0);
    // The check keeps infinities and NaN out, so that the conversion is exact enough.
    if (0.0..=1.0).contains(&q) { (q * 1000.0).round() as u32 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::Locale::{self, En, Fr};

    #[test]
    fn tags_are_read_with_any_region_and_case() {
        for (tag, wanted) in [
            ("fr", Some(Fr)),
            ("fr-CA", Some(Fr)),
            ("FR_fr", Some(Fr)),
            (" en-US ", Some(En)),
            ("de", None),
            ("", None),
            ("fra", None),
            ("*", None),
        ] {
            assert_eq!(Locale::from_tag(tag), wanted, "{tag:?}");
        }
        for locale in Locale::ALL {
            assert_eq!(Locale::from_tag(locale.tag()), Some(locale));
        }
    }

    #[test]
    fn the_header_is_weighed() {
        for (header, wanted) in [
            ("", En),
            ("fr", Fr),
            ("fr-FR,fr;q=0.9,en-US;q=0.8,en;q=0.7", Fr),
            ("en-GB, en;q=0.9, fr;q=0.8", En),
            ("de-DE,de;q=0.9,fr;q=0.4,en;q=0.3", Fr),
            ("en;q=0.5, fr;q=0.501", Fr),
            ("fr;q=0.5, en;q=0.5", Fr),
            ("en;q=0.5, fr;q=0.5", En),
            ("fr;q=0", En),
            ("fr;q=0, de", En),
            ("fr;q=7, en;q=0.1", En),
            ("fr;q=NaN", En),
            ("de, *;q=0.5", En),
            (" fr ; q=0.3 ,en ;q=0.2", Fr),
            (";;,,=;q", En),
        ] {
            assert_eq!(Locale::from_accept_language(header), wanted, "{header:?}");
        }
    }
}
