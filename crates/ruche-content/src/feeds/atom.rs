//! The form of a feed: Atom (RFC 4287). Pure.

use jiff::Timestamp;
use std::fmt::Write;

/// A feed. Addresses are whole; times in milliseconds UTC.
pub(super) struct Feed {
    /// The page that it follows: what names it, too.
    pub page: String,
    pub title: String,
    pub subtitle: String,
    /// The language of its own words.
    pub language: String,
    pub updated_at: i64,
    pub entries: Vec<Entry>,
}

/// What is given of one post.
pub(super) struct Entry {
    /// Its page: what names it, too, for as long as it is there.
    pub page: String,
    pub title: String,
    pub author: String,
    /// Its language; empty when nobody knows.
    pub language: String,
    /// The word of its format; empty for a message.
    pub format: &'static str,
    pub published_at: i64,
    pub updated_at: i64,
    /// Safe HTML.
    pub html: String,
}

impl Feed {
    /// As text. The address that gives it stands nowhere in it: programs pass on what they read.
    pub fn text(&self) -> String {
        let mut out = String::with_capacity(4096);
        let _ = write!(
            out,
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">\n<id>{page}</id>\n<title>{title}</title>\n<link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>\n<updated>{updated}</updated>\n<generator>Ruche</generator>\n",
            language = escaped(&self.language),
            page = escaped(&self.page),
            title = escaped(&self.title),
            updated = time(self.updated_at),
        );
        if !self.subtitle.is_empty() {
            let _ = writeln!(out, "<subtitle>{}</subtitle>", escaped(&self.subtitle));
        }
        for entry in &self.entries {
            entry.write(&mut out);
        }
        out.push_str("</feed>\n");
        out
    }
}

impl Entry {
    fn write(&self, out: &mut String) {
        let language = if self.language.is_empty() { String::new() } else { format!(" xml:lang=\"{}\"", escaped(&self.language)) };
        let _ = write!(
            out,
            "<entry{language}>\n<id>{page}</id>\n<title>{title}</title>\n<link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>\n<published>{published}</published>\n<updated>{updated}</updated>\n<author><name>{author}</name></author>\n",
            page = escaped(&self.page),
            title = escaped(&self.title),
            published = time(self.published_at),
            updated = time(self.updated_at),
            author = escaped(&self.author),
        );
        if !self.format.is_empty() {
            let _ = writeln!(out, "<category term=\"{}\"/>", self.format);
        }
        let _ = writeln!(out, "<content type=\"html\">{}</content>\n</entry>", escaped(&self.html));
    }
}

/// As XML holds it: signs that it does not know at all (XML 1.0, 2.2) are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(sign),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            sign => out.push(sign),
        }
    }
    out
}

/// A moment as Atom writes it (RFC 3339), to the second.
fn time(at: i64) -> String {
    Timestamp::from_millisecond(at).unwrap_or_default().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_may_not_hold_is_escaped_or_left_out() {
        for (text, expected) in [
            ("A & B <b>\"gras\"</b>", "A &amp; B &lt;b&gt;&quot;gras&quot;&lt;/b&gt;"),
            ("un\u{0}deux\u{b}trois\u{1b}\u{ffff}", "undeuxtrois"),
            ("ligne\n\tautre\r", "ligne\n\tautre"),
            ("]]> é 🐝", "]]&gt; é 🐝"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }

    #[test]
    fn times_are_of_the_world() {
        assert_eq!((time(0), time(1_773_272_400_999)), ("1970-01-01T00:00:00Z".into(), "2026-03-11T23:40:00Z".into()));
    }
}
