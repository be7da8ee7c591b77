//! Rows of a Stack Exchange dump: `<row A="…" B="…" />`, one after the other, in one root. Nothing else of XML is read: no document
//! type, no entity but the five that everyone knows.

use crate::ImportError;
use crate::ldbc::open;
use std::collections::HashMap;
use std::io::BufRead;
use std::path::{Path, PathBuf};

/// The most bytes of one row.
const MAX_ROW: usize = 4 << 20;

/// One row: its line, and its attributes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Where it begins in the file.
    pub line: u64,
    values: HashMap<String, String>,
}

impl Row {
    /// An attribute; nothing for an empty one.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
}

/// Reads the rows of a file.
pub struct Rows {
    path: PathBuf,
    text: Box<dyn BufRead + Send>,
    line: u64,
    done: bool,
}

impl Rows {
    /// The rows of a file, plain or compressed by zstd.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(path: &Path) -> Result<Self, ImportError> {
        Ok(Self { path: path.to_owned(), text: open(path)?, line: 1, done: false })
    }

    fn wrong(&self, line: u64, reason: impl Into<String>) -> ImportError {
        ImportError::Line { file: self.path.clone(), line, reason: reason.into() }
    }

    /// What stands between the next `<` and its `>`, and the line where it begins; nothing at the end.
    fn tag(&mut self) -> Result<Option<(u64, Vec<u8>)>, ImportError> {
        let (mut tag, mut quote, mut inside, mut at) = (Vec::new(), None, false, self.line);
        loop {
            let block = self.text.fill_buf().map_err(ImportError::unreadable(&self.path))?;
            if block.is_empty() {
                return if inside { Err(self.wrong(at, "the file ends inside a row")) } else { Ok(None) };
            }
            let mut used = 0;
            let mut ended = false;
            for &byte in block {
                used += 1;
                self.line += u64::from(byte == b'\n');
                if !inside {
                    if byte == b'<' {
                        (inside, at) = (true, self.line);
                    }
                    continue;
                }
                match (quote, byte) {
                    (None, b'>') => {
                        ended = true;
                        break;
                    }
                    (None, b'"' | b'\'') => quote = Some(byte),
                    (Some(open), byte) if open == byte => quote = None,
                    _ => {}
                }
                tag.push(byte);
            }
            self.text.consume(used);
            if ended {
                return Ok(Some((at, tag)));
            }
            if tag.len() > MAX_ROW {
                return Err(self.wrong(at, "the row is larger than 4 MB"));
            }
        }
    }

    fn row(&mut self) -> Result<Option<Row>, ImportError> {
        while let Some((line, tag)) = self.tag()? {
            let tag = String::from_utf8(tag).map_err(|_| self.wrong(line, "not UTF-8"))?;
            if tag.starts_with('!') {
                return Err(self.wrong(line, "neither document types nor comments are read"));
            }
            if let Some(attributes) = tag.strip_prefix("row ") {
                let values = values(attributes.trim_end_matches('/')).map_err(|reason| self.wrong(line, reason))?;
                return Ok(Some(Row { line, values }));
            }
        }
        Ok(None)
    }
}

impl Iterator for Rows {
    type Item = Result<Row, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let row = self.row().transpose();
        self.done = !matches!(row, Some(Ok(_)));
        row
    }
}

/// The attributes of a row.
fn values(text: &str) -> Result<HashMap<String, String>, String> {
    let mut values = HashMap::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=').ok_or("an attribute has no value")?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\'')).ok_or("a value has no quotation marks")?;
        let (value, after) = after[1..].split_once(quote).ok_or("a value does not end")?;
        values.insert(name.trim().to_owned(), decode(value)?);
        rest = after.trim_start();
    }
    Ok(values)
}

/// A value without its references.
fn decode(value: &str) -> Result<String, String> {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (name, after) = rest[at + 1..].split_once(';').ok_or("a reference does not end")?;
        let number = |digits: &str, base| u32::from_str_radix(digits, base).ok().and_then(char::from_u32);
        let sign = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => match name.strip_prefix('#') {
                Some(digits) => digits.strip_prefix(['x', 'X']).map_or_else(|| number(digits, 10), |digits| number(digits, 16)),
                None => None,
            },
        };
        out.push(sign.ok_or_else(|| format!("the reference &{}; is not known", name.chars().take(20).collect::<String>()))?);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Told = (u64, Vec<(String, String)>);

    fn rows(text: &str) -> Result<Vec<Told>, String> {
        let rows = Rows { path: "Posts.xml".into(), text: Box::new(std::io::Cursor::new(text.as_bytes().to_vec())), line: 1, done: false };
        rows.map(|row| {
            let row = row.map_err(|e| e.to_string())?;
            let mut values: Vec<_> = row.values.into_iter().collect();
            values.sort();
            Ok((row.line, values))
        })
        .collect()
    }

    #[test]
    fn rows_are_read_one_after_the_other() {
        let found = rows("\u{feff}<?xml version=\"1.0\"?>\n<posts>\n  <row Id=\"1\" Body=\"&lt;p&gt;a > b&#xA;&#233;&amp;lt;\" />\n\n<row Id='2' Empty=\"\"/></posts>").expect("rows");
        let value = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(found, [(3, vec![value("Body", "<p>a > b\né&lt;"), value("Id", "1")]), (5, vec![value("Empty", ""), value("Id", "2")])]);
        assert_eq!(rows("").expect("none"), []);
    }

    #[test]
    fn what_is_no_row_is_named_with_its_line() {
        for (text, reason) in [
            ("<posts>\n<row Id=\"1\"", "line 2: the file ends inside a row"),
            ("<!DOCTYPE x [<!ENTITY a \"b\">]><row Id=\"&a;\" />", "line 1: neither document types"),
            ("\n<row Id=\"&a;\" />", "line 2: the reference &a; is not known"),
            ("<row Id=1 />", "line 1: a value has no quotation marks"),
        ] {
            let error = rows(text).expect_err("refused");
            assert!(error.contains("Posts.xml") && error.contains(reason), "{error}");
        }
    }
}
