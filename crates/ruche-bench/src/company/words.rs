//! Words that no language has, made of the syllables of French and of English, and texts of them: what a search index meets is as large
//! and as uneven as what people write.

use super::dice::Dice;
use ruche_kernel::names::sort_key;
use std::collections::HashSet;

/// How many words each of the two languages has.
const WORDS: usize = 15_000;

/// Beginnings, middles and ends of syllables.
type Syllables = ([&'static str; 20], [&'static str; 12], [&'static str; 8]);

const FRENCH: Syllables = (
    ["b", "ch", "d", "f", "g", "gr", "j", "l", "m", "n", "p", "pr", "qu", "r", "s", "t", "tr", "v", "bl", "cl"],
    ["a", "e", "é", "i", "o", "u", "ou", "oi", "an", "on", "in", "eu"],
    ["", "", "", "", "", "r", "l", "s"],
);
const ENGLISH: Syllables = (
    ["b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "w", "sh", "th", "st", "br", "pl"],
    ["a", "e", "i", "o", "u", "ee", "oo", "ea", "ay", "ow", "ai", "y"],
    ["", "", "n", "t", "ck", "ng", "st", "r"],
);

/// What can be written with.
pub(super) struct Words {
    french: Vec<String>,
    english: Vec<String>,
    /// Topics, from frequent to rare; each is its own key.
    pub topics: Vec<String>,
}

/// Different words, the frequent ones short.
fn invent(dice: &mut Dice, (begin, middle, end): &Syllables, many: usize, shortest: usize, taken: &mut HashSet<String>) -> Vec<String> {
    let mut words = Vec::with_capacity(many);
    while words.len() < many {
        let syllables = shortest + usize::from(words.len() > 60) + usize::from(words.len() > 2_000) + usize::from(dice.chance(0.3));
        let word: String = (0..syllables).flat_map(|_| [*dice.pick(begin), *dice.pick(middle), *dice.pick(end)]).collect();
        if taken.insert(sort_key(&word)) {
            words.push(word);
        }
    }
    words
}

impl Words {
    pub(super) fn invent(dice: &mut Dice, topics: usize) -> Self {
        let mut taken = HashSet::new();
        let french = invent(dice, &FRENCH, WORDS, 1, &mut taken);
        let english = invent(dice, &ENGLISH, WORDS, 1, &mut taken);
        let topics = invent(dice, &ENGLISH, topics, 2, &mut taken);
        Self { french, english, topics }
    }

    fn word(&self, dice: &mut Dice, language: &str) -> &str {
        let words = if language == "fr" { &self.french } else { &self.english };
        &words[dice.zipf(words.len())]
    }

    /// Some words in a row, the first with a capital.
    pub(super) fn line(&self, dice: &mut Dice, language: &str, many: usize) -> String {
        let mut line = String::new();
        for at in 0..many {
            if at > 0 {
                line.push_str(if many > 6 && dice.chance(0.08) { ", " } else { " " });
            }
            line.push_str(self.word(dice, language));
        }
        capital(&line)
    }

    /// A name of two words that are not the most frequent, of which there are many.
    pub(super) fn name(&self, dice: &mut Dice) -> String {
        let [first, second] = [0; 2].map(|_| &self.french[60 + dice.below(WORDS - 60)]);
        format!("{} {second}", capital(first))
    }

    /// A text in Markdown, of `many` words: sentences, paragraphs, and in some a list or something bold.
    pub(super) fn text(&self, dice: &mut Dice, language: &str, many: usize) -> String {
        let (mut text, mut left) = (String::new(), many);
        // From how many words before the end on each sentence is one of a list.
        let list = if dice.chance(0.15) { many / 2 } else { 0 };
        let bold = dice.chance(0.15);
        while left > 0 {
            let length = (4 + dice.below(11)).min(left);
            let line = self.line(dice, language, length);
            let item = left <= list && !text.is_empty();
            text.push_str(match (text.is_empty(), item) {
                (true, _) => "",
                (_, true) if !text.contains("\n- ") => "\n\n- ",
                (_, true) => "\n- ",
                (_, false) if dice.chance(0.2) => "\n\n",
                _ => " ",
            });
            match line.split_once(' ') {
                Some((first, rest)) if bold && left == many => text.push_str(&format!("**{first}** {rest}")),
                _ => text.push_str(&line),
            }
            text.push('.');
            left -= length;
        }
        text
    }

    /// Words from frequent to rare, each a third rarer than the one before, in both languages in turn.
    pub(super) fn searched(&self) -> Vec<String> {
        let mut rank = 10.0_f64;
        let mut found = Vec::new();
        while (rank as usize) < WORDS {
            found.extend([&self.french, &self.english].map(|words| words[rank as usize].clone()));
            rank *= 1.5;
        }
        found
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_their_words_and_some_a_list() {
        let mut dice = Dice::of(7);
        let words = Words::invent(&mut dice, 20);
        let (mut lists, mut bold) = (0, 0);
        for many in 20..320 {
            let text = words.text(&mut dice, "fr", many);
            assert_eq!(text.split_whitespace().filter(|word| *word != "-").count(), many, "{text}");
            lists += usize::from(text.contains("\n\n- "));
            bold += usize::from(text.starts_with("**"));
        }
        assert!((20..80).contains(&lists) && (20..80).contains(&bold), "{lists} {bold}");
        assert!(words.topics.iter().all(|word| sort_key(word) == *word && (2..=50).contains(&word.chars().count())));
        assert!(words.searched().len() > 30);
    }
}
