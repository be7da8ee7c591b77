//! The markup of Slack as Markdown: marks, links, people, channels, code.

use crate::html;
use crate::intake::{Body, Piece};
use std::collections::HashMap;

/// How far the second of two marks is looked for.
const FAR: usize = 1000;

/// The names of people and channels, by their keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    pub people: HashMap<String, String>,
    pub channels: HashMap<String, String>,
}

/// A text as it is written here, with the names of the files that came with it, whose bytes did not.
pub(super) fn body(text: &str, names: &Names, files: &[String]) -> Body {
    let mut out = Out { names, pieces: Vec::new(), text: String::new() };
    let parts: Vec<&str> = text.split("```").collect();
    let even = parts.len().is_multiple_of(2);
    for (at, part) in parts.iter().enumerate() {
        // Marks that nobody closed are none.
        let open = even && at + 1 == parts.len();
        if at % 2 == 1 && !open {
            out.code(part);
        } else {
            if open {
                out.text.push_str("\\`\\`\\`");
            }
            out.lines(part);
        }
    }
    for file in files {
        out.text.push_str(&format!("\n\n📎 {}", html::escape(file)));
    }
    out.flush();
    Body(out.pieces)
}

struct Out<'n> {
    names: &'n Names,
    pieces: Vec<Piece>,
    text: String,
}

impl Out<'_> {
    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.pieces.push(Piece::Text(std::mem::take(&mut self.text)));
        }
    }

    fn code(&mut self, code: &str) {
        let code = decode(&bare(code));
        if code.trim().is_empty() {
            return;
        }
        self.text.push_str(&format!("\n\n{}\n\n", html::fenced(&code)));
    }

    fn lines(&mut self, text: &str) {
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.text.push('\n');
            }
            let line = match line.strip_prefix("&gt;&gt;&gt;").or_else(|| line.strip_prefix("&gt;")) {
                Some(quoted) => {
                    self.text.push_str("> ");
                    quoted.trim_start()
                }
                None => line,
            };
            let number = line.bytes().take_while(u8::is_ascii_digit).count();
            if line.starts_with(['#', '+', '-', '=', '|']) {
                self.text.push('\\');
                self.inline(line);
            } else if number > 0 && line[number..].starts_with(['.', ')']) {
                self.text.push_str(&format!("{}\\", &line[..number]));
                self.inline(&line[number..]);
            } else {
                self.inline(line);
            }
        }
    }

    /// One line. Marks stand in one another as often as they were typed so.
    fn inline(&mut self, line: &str) {
        let (mut rest, mut before) = (line, ' ');
        while let Some(c) = rest.chars().next() {
            let after = &rest[c.len_utf8()..];
            let (taken, left) = match c {
                '<' => self.angle(after),
                '`' => self.quoted_code(after),
                '*' | '_' | '~' if !before.is_alphanumeric() => self.marked(c, after),
                _ => None,
            }
            .map_or((false, after), |left| (true, left));
            if taken {
                before = ' ';
            } else {
                let end = after.find(['<', '`', '*', '_', '~']).unwrap_or(after.len());
                let words = &rest[..c.len_utf8() + end];
                self.text.push_str(&html::escape_after(before, &decode(words)));
                before = words.chars().next_back().unwrap_or(' ');
                rest = &rest[words.len()..];
                continue;
            }
            rest = left;
        }
    }

    /// What stands between `<` and `>`: a link, a person, a channel. Gives what follows.
    fn angle<'t>(&mut self, after: &'t str) -> Option<&'t str> {
        let (inside, left) = after.split_once('>')?;
        let (target, label) = inside.split_once('|').map_or((inside, None), |(target, label)| (target, Some(label)));
        let named = |names: &HashMap<String, String>, key: &str| {
            names.get(key).cloned().or_else(|| label.map(decode)).unwrap_or_else(|| key.to_owned())
        };
        if let Some(id) = target.strip_prefix('@') {
            let name = named(&self.names.people, id);
            self.flush();
            self.pieces.push(Piece::Person(id.to_owned(), name.trim_start_matches('@').to_owned()));
        } else if let Some(id) = target.strip_prefix('#') {
            let name = named(&self.names.channels, id);
            self.flush();
            self.pieces.push(Piece::Community(id.to_owned(), name));
        } else if let Some(word) = target.strip_prefix('!') {
            let word = label.map_or_else(|| format!("@{}", word.split('^').next().unwrap_or_default()), decode);
            self.text.push_str(&html::escape(&word));
        } else {
            let address = decode(target);
            let words = html::escape(&label.map_or_else(|| address.trim_start_matches("mailto:").to_owned(), decode));
            let web = ["http://", "https://", "mailto:"].iter().any(|scheme| address.starts_with(scheme));
            self.text.push_str(&if web { html::link(&words, &address) } else { words });
        }
        Some(left)
    }

    fn quoted_code<'t>(&mut self, after: &'t str) -> Option<&'t str> {
        let (code, left) = after.split_once('`').filter(|(code, _)| !code.trim().is_empty())?;
        self.text.push_str(&html::code(&decode(&bare(code))));
        Some(left)
    }

    /// Words between two marks that touch them.
    fn marked<'t>(&mut self, mark: char, after: &'t str) -> Option<&'t str> {
        if after.starts_with(|c: char| c.is_whitespace() || c == mark) {
            return None;
        }
        let mut last = ' ';
        for (at, c) in after.char_indices().take(FAR) {
            let next = after[at + c.len_utf8()..].chars().next().unwrap_or(' ');
            if c == mark && !last.is_whitespace() && !next.is_alphanumeric() {
                let marks = match mark {
                    '*' => "**",
                    '_' => "*",
                    _ => "~~",
                };
                self.text.push_str(marks);
                self.inline(&after[..at]);
                self.text.push_str(marks);
                return Some(&after[at + c.len_utf8()..]);
            }
            last = c;
        }
        None
    }
}

/// Code without the signs of links in it.
fn bare(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let Some((inside, left)) = after.split_once('>') else {
            rest = after;
            break;
        };
        out.push_str(inside.split_once('|').map_or(inside, |(_, label)| label));
        rest = left;
    }
    out.push_str(rest);
    out
}

/// The three signs that Slack writes by their names.
fn decode(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markdown(text: &str) -> String {
        let people = [("U1".to_owned(), "Ana Lima".to_owned())].into();
        let channels = [("C1".to_owned(), "ventes".to_owned())].into();
        body(text, &Names { people, channels }, &[]).written(|piece| match piece {
            Piece::Person(id, _) if id == "U1" => Some(7),
            Piece::Community(..) => Some(9),
            _ => None,
        })
    }

    #[test]
    fn markup_becomes_markdown() {
        for (text, expected) in [
            ("*bold* _it_ ~gone~ `a*b`", "**bold** *it* ~~gone~~ `a*b`"),
            ("*bold _both_* 2*3*4 snake_case * alone", "**bold *both*** 2\\*3\\*4 snake_case \\* alone"),
            (
                "<https://a.example/x|see *this*> <https://b.example> <mailto:a@b.example|a@b.example>",
                "[see \\*this\\*](<https://a.example/x>) [https://b.example](<https://b.example>) [a@b.example](<mailto:a@b.example>)",
            ),
            (
                "<@U1> and <@U2|bo> in <#C1|x> <!here> <!subteam^S1|@team>",
                "[@Ana Lima](/members/7) and @bo in [ventes](/communities/9) @here @team",
            ),
            ("<tel:1.2|1.2> <javascript:x|y>", "1.2 y"),
            ("a\n```\nif x &lt; 1: <http://y|y>\n```\nb", "a\n\n\n```\nif x < 1: y\n```\n\n\nb"),
            ("&gt; said\n&gt;&gt;&gt;again", "> said\n> again"),
            (
                "# no\n- no\n1. no\n[a](/members/7) &amp;copy; ```open",
                "\\# no\n\\- no\n1\\. no\n\\[a\\](/members/7) \\&copy; \\`\\`\\`open",
            ),
            ("", ""),
        ] {
            assert_eq!(markdown(text), expected, "{text}");
        }
    }

    #[test]
    fn files_are_named() {
        let body = body("see", &Names::default(), &["plan_2.pdf".into()]);
        assert_eq!(body.written(|_| None), "see\n\n📎 plan_2.pdf");
    }

    #[test]
    fn long_lines_of_marks_are_read_in_time() {
        let started = std::time::Instant::now();
        body(&"*a ".repeat(20_000), &Names::default(), &[]);
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }
}
