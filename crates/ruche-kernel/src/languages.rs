//! The languages that a text may be said to be in: those that its words tell apart surely.

/// Each as a tag of HTML, and under its own name.
pub const LANGUAGES: [(&str, &str); 7] = [
    ("fr", "Français"),
    ("en", "English"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("it", "Italiano"),
    ("pt", "Português"),
    ("nl", "Nederlands"),
];

/// The tag of a language, when it is one of them.
#[must_use]
pub fn known(tag: &str) -> Option<&'static str> {
    LANGUAGES.iter().map(|(known, _)| *known).find(|known| *known == tag)
}

#[cfg(test)]
mod tests {
    use super::known;

    #[test]
    fn only_these_are_known() {
        for (tag, expected) in [("fr", Some("fr")), ("nl", Some("nl")), ("FR", None), ("fr ", None), ("la", None), ("", None)] {
            assert_eq!(known(tag), expected, "{tag:?}");
        }
    }
}
