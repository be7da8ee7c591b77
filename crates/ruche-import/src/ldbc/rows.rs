//! Typed rows, read one after the other.

use super::files::{self, File};
use super::time::milliseconds;
use crate::ImportError;
use csv::{ReaderBuilder, StringRecord, Terminator};
use jiff::civil::Date;
use std::collections::VecDeque;
use std::io::BufRead;
use std::path::PathBuf;

/// A person, with what other files say of them. The address their posts were written from is read past, never kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The person's number.
    pub id: i64,
    /// First name.
    pub first: String,
    /// Last name.
    pub last: String,
    /// `female` or `male`.
    pub gender: String,
    /// Date of birth.
    pub birthday: Date,
    /// When they joined, in milliseconds UTC.
    pub created_at_ms: i64,
    /// The browser they use.
    pub browser: String,
    /// Codes of the languages they speak, in the order of the file.
    pub languages: Vec<String>,
    /// Their addresses, in the order of the file.
    pub emails: Vec<String>,
    /// Where they work.
    pub works_at: Vec<Work>,
    /// Where they studied.
    pub studies_at: Vec<Study>,
    /// The city they live in, when the data set knows it.
    pub place: Option<String>,
}

/// A job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// The company's name, words joined by `_`.
    pub organisation: String,
    /// The first year.
    pub from: i64,
}

/// A course of studies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Study {
    /// The university's name, words joined by `_`.
    pub organisation: String,
    /// The year of the class.
    pub class: i64,
}

/// A wall, an album or a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forum {
    /// The forum's number.
    pub id: i64,
    /// Its title.
    pub title: String,
    /// When it was made, in milliseconds UTC.
    pub created_at: i64,
    /// The person who keeps it.
    pub moderator: i64,
}

/// A person in a forum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForumMember {
    /// The forum.
    pub forum: i64,
    /// The person.
    pub person: i64,
    /// Since when, in milliseconds UTC.
    pub joined_at: i64,
}

/// Two people who know each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knows {
    /// One.
    pub a: i64,
    /// The other.
    pub b: i64,
    /// Since when, in milliseconds UTC.
    pub at: i64,
}

/// A text or a picture in a forum. The pictures themselves are in no data set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// The post's number.
    pub id: i64,
    /// When it was written, in milliseconds UTC.
    pub created_at: i64,
    /// The person who wrote it.
    pub creator: i64,
    /// The forum it stands in.
    pub forum: i64,
    /// The text; empty for a picture.
    pub content: String,
    /// The name of the picture, if it is one.
    pub image_file: Option<String>,
    /// The code of its language; empty when unknown.
    pub language: String,
    /// The number of the country it was written from.
    pub place: Option<i64>,
}

/// A reply to a post, or to another comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The comment's number.
    pub id: i64,
    /// When it was written, in milliseconds UTC.
    pub created_at: i64,
    /// The person who wrote it.
    pub creator: i64,
    /// The text.
    pub content: String,
    /// The post it replies to, when it replies to a post.
    pub reply_of_post: Option<i64>,
    /// The comment it replies to, when it replies to a comment.
    pub reply_of_comment: Option<i64>,
}

/// A person who likes a post or a comment, as the file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Like {
    /// The person.
    pub person: i64,
    /// The post or comment.
    pub subject: i64,
    /// Since when, in milliseconds UTC.
    pub at: i64,
}

/// What a post can be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The tag's number.
    pub id: i64,
    /// Its name, words joined by `_`.
    pub name: String,
}

/// A person, forum, post or comment, as the file says, and one of its tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tagged {
    /// What has the tag.
    pub subject: i64,
    /// The tag.
    pub tag: i64,
}

/// The columns of one line.
pub(super) struct Fields<'r> {
    record: &'r StringRecord,
    header: &'static str,
}

impl Fields<'_> {
    /// A column as it stands. The reader has checked that the line has every column.
    pub(super) fn text(&self, column: usize) -> String {
        self.record.get(column).unwrap_or_default().to_owned()
    }

    /// A text that may be absent.
    pub(super) fn opt_text(&self, column: usize) -> Option<String> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    /// A number.
    pub(super) fn number(&self, column: usize) -> Result<i64, String> {
        self.read(column, "a number", |text| text.parse().ok())
    }

    /// A number that may be absent.
    pub(super) fn opt_number(&self, column: usize) -> Result<Option<i64>, String> {
        if self.record.get(column).is_some_and(str::is_empty) { Ok(None) } else { self.number(column).map(Some) }
    }

    /// A time, in milliseconds UTC.
    fn time(&self, column: usize) -> Result<i64, String> {
        self.read(column, "a time with its offset", milliseconds)
    }

    fn read<T>(&self, column: usize, what: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, String> {
        let text = self.record.get(column).unwrap_or_default();
        let name = || self.header.split('|').nth(column).unwrap_or_default();
        read(text).ok_or_else(|| format!("{} is {text:?}, not {what}", name()))
    }
}

/// How a line becomes a row; the error says what is wrong with it.
pub(super) type Parse<T> = fn(&Fields<'_>) -> Result<T, String>;

/// The rows of a file, all parts one after the other. It ends after its first error.
pub struct Rows<T> {
    parts: VecDeque<PathBuf>,
    open: Option<(PathBuf, csv::Reader<Box<dyn BufRead + Send>>)>,
    record: StringRecord,
    header: &'static str,
    parse: Parse<T>,
}

impl<T> Rows<T> {
    pub(super) fn new(file: File, parts: &[PathBuf], parse: Parse<T>) -> Self {
        Self { parts: parts.iter().cloned().collect(), open: None, record: StringRecord::new(), header: file.header(), parse }
    }

    fn read(&mut self) -> Result<Option<T>, ImportError> {
        loop {
            if self.open.is_none() {
                let Some(path) = self.parts.pop_front() else { return Ok(None) };
                self.open = Some((path.clone(), reader(path, self.header)?));
            }
            let Some((path, reader)) = &mut self.open else { return Ok(None) };
            if reader.read_record(&mut self.record).map_err(|e| wrong_line(path, &e))? {
                let line = self.record.position().map_or(0, csv::Position::line);
                let fields = Fields { record: &self.record, header: self.header };
                return (self.parse)(&fields).map(Some).map_err(|reason| ImportError::Line { file: path.clone(), line, reason });
            }
            self.open = None;
        }
    }
}

impl<T> Iterator for Rows<T> {
    type Item = Result<T, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.read().transpose();
        if !matches!(row, Some(Ok(_))) {
            self.open = None;
            self.parts.clear();
        }
        row
    }
}

/// Opens a part and holds its header against the expected one: columns are read by their place.
fn reader(path: PathBuf, header: &str) -> Result<csv::Reader<Box<dyn BufRead + Send>>, ImportError> {
    let text = files::open(&path)?;
    let mut reader = ReaderBuilder::new().delimiter(b'|').quoting(false).terminator(Terminator::Any(b'\n')).from_reader(text);
    let found = reader.headers().map_err(|e| wrong_line(&path, &e))?.iter().collect::<Vec<_>>().join("|");
    if found != header {
        return Err(ImportError::Line { file: path, line: 1, reason: format!("the header is {found:?}, not {header:?}") });
    }
    Ok(reader)
}

fn wrong_line(path: &std::path::Path, error: &csv::Error) -> ImportError {
    let line = error.position().map_or(0, csv::Position::line);
    let reason = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => format!("{len} columns instead of {expected_len}"),
        csv::ErrorKind::Utf8 { .. } => "not UTF-8".to_owned(),
        _ => error.to_string(),
    };
    ImportError::Line { file: path.to_owned(), line, reason }
}

pub(super) fn forum(f: &Fields<'_>) -> Result<Forum, String> {
    Ok(Forum { id: f.number(0)?, title: f.text(1), created_at: f.time(2)?, moderator: f.number(3)? })
}

pub(super) fn forum_member(f: &Fields<'_>) -> Result<ForumMember, String> {
    Ok(ForumMember { forum: f.number(0)?, person: f.number(1)?, joined_at: f.time(2)? })
}

pub(super) fn knows(f: &Fields<'_>) -> Result<Knows, String> {
    Ok(Knows { a: f.number(0)?, b: f.number(1)?, at: f.time(2)? })
}

pub(super) fn post(f: &Fields<'_>) -> Result<Post, String> {
    Ok(Post {
        id: f.number(0)?,
        image_file: f.opt_text(1),
        created_at: f.time(2)?,
        language: f.text(5),
        content: f.text(6),
        creator: f.number(8)?,
        forum: f.number(9)?,
        place: f.opt_number(10)?,
    })
}

pub(super) fn comment(f: &Fields<'_>) -> Result<Comment, String> {
    Ok(Comment {
        id: f.number(0)?,
        created_at: f.time(1)?,
        content: f.text(4),
        creator: f.number(6)?,
        reply_of_post: f.opt_number(8)?,
        reply_of_comment: f.opt_number(9)?,
    })
}

pub(super) fn like(f: &Fields<'_>) -> Result<Like, String> {
    Ok(Like { person: f.number(0)?, subject: f.number(1)?, at: f.time(2)? })
}

pub(super) fn tag(f: &Fields<'_>) -> Result<Tag, String> {
    Ok(Tag { id: f.number(0)?, name: f.text(1) })
}

pub(super) fn tagged(f: &Fields<'_>) -> Result<Tagged, String> {
    Ok(Tagged { subject: f.number(0)?, tag: f.number(1)? })
}

/// A person of the one file, and the number of their city; the other files complete it.
pub(super) fn person(f: &Fields<'_>) -> Result<(Person, Option<i64>), String> {
    let person = Person {
        id: f.number(0)?,
        first: f.text(1),
        last: f.text(2),
        gender: f.text(3),
        birthday: f.read(4, "a date", |text| text.parse().ok())?,
        created_at_ms: f.time(5)?,
        browser: f.text(7),
        languages: Vec::new(),
        emails: Vec::new(),
        works_at: Vec::new(),
        studies_at: Vec::new(),
        place: None,
    };
    Ok((person, f.opt_number(8)?))
}
