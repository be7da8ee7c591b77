//! Names, words and texts of the data set as they may stand here.

use super::rows::MAX_NAME;
use ruche_kernel::names;
use std::collections::HashSet;

/// A clean line of at most `max` characters; the `_` between the words of the data set become spaces.
pub(crate) fn line(text: &str, max: usize) -> String {
    fit(&text.replace('_', " "), max)
}

/// A clean line of at most `max` characters.
pub(crate) fn fit(text: &str, max: usize) -> String {
    let line = names::clean_line(text);
    if line.chars().count() <= max { line } else { names::excerpt(&line, max - 1) }
}

/// The word of a tag: 1 to 50 letters, digits, `-` and `_` with a letter among them, as topics are typed; nothing without one.
pub(crate) fn topic(tag: &str) -> Option<String> {
    let kept: String = names::clean_line(tag).chars().filter(|&c| c.is_alphanumeric() || matches!(c, '-' | '_')).take(50).collect();
    let word = kept.trim_matches(['-', '_']);
    (word.chars().count() >= 2 && word.chars().any(char::is_alphabetic)).then(|| word.to_owned())
}

/// Markdown that shows `text` as it is, line by line.
pub(crate) fn markdown(text: &str) -> String {
    names::clean_text(text).trim().lines().map(plain_line).collect::<Vec<_>>().join("\n")
}

/// Escapes what Markdown would take for its own: its signs anywhere, and what starts a list, a rule or a heading.
fn plain_line(line: &str) -> String {
    let line = line.trim();
    let mut out = String::with_capacity(line.len() + 8);
    let number = line.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in line.char_indices() {
        let anywhere = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '&');
        let first = at == 0 && matches!(c, '#' | '>' | '+' | '-' | '=' | '|');
        let list = number > 0 && at == number && matches!(c, '.' | ')');
        if anywhere || first || list {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Names given so far, as they are read: without accents, in lower case.
#[derive(Default)]
pub(super) struct Names(HashSet<String>);

impl Names {
    /// `name`, or with the first number from 2 on that makes it new; never longer than a community's name may be.
    pub(super) fn unique(&mut self, name: &str) -> String {
        let mut candidate = name.to_owned();
        let mut number = 1_u64;
        while !self.0.insert(names::sort_key(&candidate)) {
            number += 1;
            let suffix = format!(" ({number})");
            candidate = line(name, MAX_NAME - suffix.len()) + &suffix;
        }
        candidate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cleaned_and_cut() {
        for (given, kept) in [
            ("Kam_Air", "Kam Air"),
            (" Wall\u{202e} of  Jose ", "Wall of Jose"),
            ("Group for Help_Me_Make_It_Through_the_Night in Ensenada", "Group for Help Me Make It Through the Night in Ensenada"),
            ("___", ""),
        ] {
            assert_eq!(line(given, 60), kept);
        }
        let cut = line(&"forum ".repeat(20), 60);
        assert!(cut.chars().count() <= 60 && cut.ends_with('…'), "{cut}");
    }

    #[test]
    fn tags_become_words() {
        for (tag, word) in [
            ("Hamid_Karzai", Some("Hamid_Karzai")),
            ("Maximilian_I,_Holy_Roman_Emperor", Some("Maximilian_I_Holy_Roman_Emperor")),
            ("K.d._lang", Some("Kd_lang")),
            ("1984", None),
            ("!?", None),
            ("X", None),
            ("-Élan-", Some("Élan")),
        ] {
            assert_eq!(topic(tag).as_deref(), word, "{tag}");
        }
        let long = topic("A_Huge_Ever_Growing_Pulsating_Brain_That_Rules_from_the_Centre_of_the_Ultraworld").expect("a word");
        assert_eq!(long, "A_Huge_Ever_Growing_Pulsating_Brain_That_Rules_fro");
    }

    #[test]
    fn texts_are_shown_as_they_were() {
        let shown = |text: &str| ruche_web::markdown::render(&markdown(text), &std::collections::HashMap::new()).plain;
        for text in [
            "About Snoop Dogg, R&G (Rhythm & Gangsta): T",
            "1. one",
            "12) twelve",
            "+ more",
            "- less",
            "---",
            "# no heading",
            "> no quotation",
            "*a* _b_ `c` ~~d~~ [e](/f) ![g](/h) <i>j</i> <http://k.example> \\ &copy; a*b*c",
            "|a|b|",
        ] {
            assert_eq!(shown(text), text);
        }
        // Two lines stay two, neither becoming a heading; the renderer gives a line end as a space.
        assert_eq!(markdown(" a \r\n===\u{202e}"), "a\n\\===");
        assert_eq!(shown("a\n==="), "a ===");
    }

    #[test]
    fn same_names_are_numbered_and_stay_short() {
        let mut names = Names::default();
        let long = "x".repeat(60);
        assert_eq!(names.unique("Wall of Li"), "Wall of Li");
        assert_eq!(names.unique("Wall of Li (2)"), "Wall of Li (2)");
        assert_eq!(names.unique("WALL of Lí"), "WALL of Lí (3)");
        assert_eq!(names.unique(&long), long);
        let second = names.unique(&long);
        assert!(second.ends_with("… (2)") && second.chars().count() <= 60, "{second}");
    }
}
