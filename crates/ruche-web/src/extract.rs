//! The extract of a text around the words that were found, with these marked.

use maud::{Markup, html};
use std::ops::Range;

/// The most characters of an extract, and how many of them stand before the first word that was found.
const LENGTH: usize = 220;
const BEFORE: usize = 60;

/// A text with its words marked.
#[must_use]
pub fn marked(text: &str, marks: &[Range<usize>]) -> Markup {
    let befores = std::iter::once(0).chain(marks.iter().map(|mark| mark.end));
    html! {
        @for (before, mark) in befores.zip(marks) { (&text[before..mark.start]) mark { (&text[mark.clone()]) } }
        (&text[marks.last().map_or(0, |mark| mark.end)..])
    }
}

/// The part of a text where most of its marks stand near one another, in bytes. It begins and ends at a word.
#[must_use]
pub fn window(text: &str, marks: &[Range<usize>]) -> Range<usize> {
    let dense =
        |first: &Range<usize>| marks.iter().filter(|mark| mark.start >= first.start && mark.end <= first.start + LENGTH - BEFORE).count();
    // The first among equals.
    let best = marks.iter().rev().max_by_key(|first| dense(first)).map_or(0, |mark| mark.start);
    let start = if best <= BEFORE { 0 } else { word_after(text, floor(text, best - BEFORE)) };
    let end = floor(text, (start + LENGTH).min(text.len()));
    let end = if end == text.len() { end } else { text[start..end].rfind(char::is_whitespace).map_or(end, |space| start + space) };
    let end = marks.iter().find(|mark| mark.contains(&end)).map_or(end, |mark| mark.end);
    start..end.max(start)
}

/// The part of a text that an extract shows.
#[derive(Debug)]
pub struct Part<'a> {
    /// Its words.
    pub text: &'a str,
    /// Its marks, in bytes of `text`.
    pub marks: Vec<Range<usize>>,
    /// Whether the text begins before it.
    pub before: bool,
    /// Whether the text goes on after it.
    pub after: bool,
}

/// The part of a text around its marks.
#[must_use]
pub fn part<'a>(text: &'a str, marks: &[Range<usize>]) -> Part<'a> {
    let window = window(text, marks);
    let inside = marks.iter().filter(|mark| mark.start >= window.start && mark.end <= window.end);
    Part {
        marks: inside.map(|mark| mark.start - window.start..mark.end - window.start).collect(),
        before: window.start > 0,
        after: window.end < text.len(),
        text: &text[window],
    }
}

/// The extract.
#[must_use]
pub fn extract(text: &str, marks: &[Range<usize>]) -> Markup {
    let part = part(text, marks);
    html! {
        @if part.before { "… " }
        (marked(part.text, &part.marks))
        @if part.after { " …" }
    }
}

/// Marks in bytes, which are in order and none over another, as marks in characters.
#[must_use]
pub fn in_characters(text: &str, marks: &[Range<usize>]) -> Vec<Range<usize>> {
    let (mut byte, mut character) = (0, 0);
    let mut reach = |end: usize| {
        character += text[byte..end].chars().count();
        byte = end;
        character
    };
    marks.iter().map(|mark| reach(mark.start)..reach(mark.end)).collect()
}

/// The last place at or before `at` where a character begins.
fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Where the first word at or after `at` begins, unless none does nearby.
fn word_after(text: &str, at: usize) -> usize {
    text[at..].char_indices().take(30).find(|(_, c)| c.is_whitespace()).map_or(at, |(offset, c)| at + offset + c.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extract_is_where_the_words_stand_together_and_cuts_no_word() {
        let far = "mot ".repeat(100);
        let text = format!("Une pompe. {far}La pompe à chaleur est réparée. {far}");
        let first = text.find("pompe").unwrap();
        let second = text.rfind("pompe").unwrap();
        let third = text.find("chaleur").unwrap();
        let marks = [first..first + 5, second..second + 5, third..third + 7];
        let shown = extract(&text, &marks).into_string();
        assert!(shown.contains("La <mark>pompe</mark> à <mark>chaleur</mark> est réparée."), "{shown}");
        assert!(shown.starts_with("… mot") && shown.ends_with("mot …"), "{shown}");
    }

    #[test]
    fn short_and_strange_texts_are_whole() {
        for text in ["", "court", "été à l’œuvre 👩‍🔧", "<b>"] {
            let shown = extract(text, &[]).into_string();
            assert_eq!(shown, html! { (text) }.into_string());
        }
        let accents = "é".repeat(1_000);
        assert!(extract(&accents, &[]).into_string().starts_with('é'));
        assert_eq!(marked("a<b", std::slice::from_ref(&(0..1))).into_string(), "<mark>a</mark>&lt;b");
    }

    #[test]
    fn marks_are_told_in_characters() {
        let text = "été à l’œuvre";
        let marks = [0..5, 13..text.len()];
        let characters: Vec<char> = text.chars().collect();
        let told = in_characters(text, &marks);
        assert_eq!(told, [0..3, 8..13]);
        for (mark, told) in marks.iter().zip(told) {
            assert_eq!(characters[told].iter().collect::<String>(), text[mark.clone()]);
        }
    }
}
