//! A text that comes from elsewhere: Markdown, with the people and communities it names by their keys.

use ruche_web::markdown::{self, MAX_CHARS, MAX_HTML};
use std::collections::HashMap;

/// The pieces of a text, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body(pub Vec<Piece>);

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Markdown.
    Text(String),
    /// A person: the key, and what stands there where nobody of this key came.
    Person(String, String),
    /// A community: the key, and the same.
    Community(String, String),
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self(vec![Piece::Text(text)])
    }
}

impl Body {
    /// As Markdown of this company. `find` gives our id of a key.
    #[must_use]
    pub fn written(&self, find: impl Fn(&Piece) -> Option<i64>) -> String {
        let mut out = String::new();
        for piece in &self.0 {
            match (piece, find(piece)) {
                (Piece::Text(text), _) => out.push_str(text),
                (Piece::Person(_, name), Some(id)) => out.push_str(&format!("[@{}](/members/{id})", bare(name))),
                (Piece::Person(_, name), None) => out.push_str(&format!("@{}", bare(name))),
                (Piece::Community(_, name), Some(id)) => out.push_str(&format!("[{}](/communities/{id})", bare(name))),
                (Piece::Community(_, name), None) => out.push_str(&bare(name)),
            }
        }
        out.trim().to_owned()
    }
}

/// A name without what Markdown takes for its own.
fn bare(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '[' | ']' | '<' | '>' | '\\' | '`' | '*' | '_' | '&' | '\n')).collect()
}

/// Why a text may not stand here, by the rules that hold for what people type.
pub(super) fn refusal(text: &str) -> Option<&'static str> {
    match text.chars().count() {
        0 => Some("there is no text"),
        1..=MAX_CHARS if markdown::render(text, &HashMap::new()).html.len() <= MAX_HTML => None,
        1..=MAX_CHARS => Some("the page of the text would be too heavy"),
        _ => Some("the text is longer than 20 000 characters"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_communities_are_links_where_they_came() {
        let text = |text: &str| Piece::Text(text.into());
        let body = Body(vec![
            text(" Ask "),
            Piece::Person("U1".into(), "Ana [x](/members/9)".into()),
            text(" or "),
            Piece::Person("U2".into(), "Bo".into()),
            text(" in "),
            Piece::Community("C1".into(), "general".into()),
        ]);
        let found = body.written(|piece| match piece {
            Piece::Person(key, _) if key == "U1" => Some(7),
            Piece::Community(..) => Some(8),
            _ => None,
        });
        assert_eq!(found, "Ask [@Ana x(/members/9)](/members/7) or @Bo in [general](/communities/8)");
    }

    #[test]
    fn texts_keep_to_the_limits_of_what_is_typed() {
        assert_eq!(refusal(""), Some("there is no text"));
        assert_eq!(refusal(&"a".repeat(MAX_CHARS)), None);
        assert!(refusal(&"a".repeat(MAX_CHARS + 1)).is_some_and(|why| why.contains("longer")));
    }
}
