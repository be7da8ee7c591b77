//! The update streams of an LDBC data set: one operation a line, in the order of its time.

use crate::ImportError;
use crate::ldbc::{Person, open};
use jiff::civil::Date;
use std::io::{BufRead, Read as _};
use std::path::{Path, PathBuf};

/// The most bytes of one line.
const MAX_LINE: u64 = 1 << 20;

/// What somebody does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Update {
    /// A person comes.
    Person(Box<Person>),
    /// A person likes a post.
    LikePost(i64, i64),
    /// A person likes a comment.
    LikeComment(i64, i64),
    /// A forum is made: its number, its title, its moderator.
    Forum(i64, String, i64),
    /// A person joins a forum: the person, the forum.
    Join(i64, i64),
    /// A post.
    Post {
        /// Its number.
        id: i64,
        /// Its language; empty when unknown.
        language: String,
        /// Its text; empty for a picture.
        content: String,
        /// Who.
        author: i64,
        /// Where.
        forum: i64,
    },
    /// A comment.
    Comment {
        /// Its number.
        id: i64,
        /// Its text.
        content: String,
        /// Who.
        author: i64,
        /// The post it replies to, if it replies to one.
        post: Option<i64>,
        /// The comment it replies to, if it replies to one.
        comment: Option<i64>,
    },
    /// Two people know each other.
    Knows(i64, i64),
}

/// The streams of a data set.
#[derive(Clone, Debug)]
pub struct Updates {
    files: Vec<PathBuf>,
}

impl Updates {
    /// The streams in the folder `update_streams` of `dir`.
    ///
    /// # Errors
    /// When there are none.
    pub fn open(dir: &Path) -> Result<Self, ImportError> {
        let folder = dir.join("update_streams");
        let mut files = Vec::new();
        for entry in std::fs::read_dir(&folder).map_err(ImportError::unreadable(&folder))? {
            let path = entry.map_err(ImportError::unreadable(&folder))?.path();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let plain = name.trim_end_matches(".zst");
            if plain.starts_with("updateStream_") && plain.ends_with(".csv") {
                files.push(path);
            }
        }
        files.sort();
        if files.is_empty() {
            return Err(ImportError::Missing(folder.join("updateStream_0_0_forum.csv")));
        }
        Ok(Self { files })
    }

    /// Every operation of every stream, in the order of their times.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn read(&self) -> Result<impl Iterator<Item = Result<Update, ImportError>> + Send + use<>, ImportError> {
        let mut streams = self.files.iter().map(|path| Ok(Stream::open(path)?.peekable())).collect::<Result<Vec<_>, ImportError>>()?;
        Ok(std::iter::from_fn(move || {
            let time = |next: Option<&Result<(i64, Update), ImportError>>| next.map(|next| next.as_ref().map_or(i64::MIN, |(at, _)| *at));
            let next = (0..streams.len()).filter_map(|at| Some((time(streams[at].peek())?, at))).min()?;
            streams[next.1].next().map(|row| row.map(|(_, update)| update))
        }))
    }
}

struct Stream {
    path: PathBuf,
    text: Box<dyn BufRead + Send>,
    line: u64,
    done: bool,
}

impl Stream {
    fn open(path: &Path) -> Result<Self, ImportError> {
        Ok(Self { path: path.to_owned(), text: open(path)?, line: 0, done: false })
    }

    fn wrong(&self, reason: impl Into<String>) -> ImportError {
        ImportError::Line { file: self.path.clone(), line: self.line, reason: reason.into() }
    }

    fn row(&mut self) -> Result<Option<(i64, Update)>, ImportError> {
        loop {
            let mut line = Vec::new();
            let read = self.text.by_ref().take(MAX_LINE).read_until(b'\n', &mut line).map_err(ImportError::unreadable(&self.path))?;
            if read == 0 {
                return Ok(None);
            }
            self.line += 1;
            if read as u64 == MAX_LINE {
                return Err(self.wrong("the line is larger than 1 MB"));
            }
            let line = String::from_utf8(line).map_err(|_| self.wrong("not UTF-8"))?;
            let line = line.trim_end_matches(['\n', '\r']);
            if !line.is_empty() {
                return update(line).map(Some).map_err(|reason| self.wrong(reason));
            }
        }
    }
}

impl Iterator for Stream {
    type Item = Result<(i64, Update), ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let row = self.row().transpose();
        self.done = !matches!(row, Some(Ok(_)));
        row
    }
}

/// The columns of each operation, after its time, the time of what it depends on, and its number.
const COLUMNS: [usize; 9] = [0, 14, 3, 3, 5, 3, 12, 11, 3];

fn update(line: &str) -> Result<(i64, Update), String> {
    let fields: Vec<&str> = line.split('|').collect();
    let number = |at: usize| -> Result<i64, String> {
        let text = fields.get(at).copied().unwrap_or_default();
        text.parse().map_err(|_| format!("column {} is {text:?}, not a number", at + 1))
    };
    let (at, operation) = (number(0)?, number(2)?);
    let columns = usize::try_from(operation).ok().and_then(|operation| COLUMNS.get(operation)).filter(|columns| **columns > 0);
    let columns = columns.ok_or_else(|| format!("there is no operation {operation}"))?;
    let fields = fields.get(3..).unwrap_or_default();
    if fields.len() != *columns {
        return Err(format!("{} columns instead of {} for operation {operation}", fields.len() + 3, columns + 3));
    }
    let number = |at: usize| number(at + 3);
    let text = |at: usize| fields[at].to_owned();
    let known = |at: usize| number(at).map(|id| (id >= 0).then_some(id));
    let update = match operation {
        1 => Update::Person(Box::new(Person {
            id: number(0)?,
            first: text(1),
            last: text(2),
            gender: text(3),
            birthday: Date::default(),
            created_at_ms: number(5)?,
            languages: fields[9].split(';').map(str::to_owned).collect(),
            ..Person::default()
        })),
        2 => Update::LikePost(number(0)?, number(1)?),
        3 => Update::LikeComment(number(0)?, number(1)?),
        4 => Update::Forum(number(0)?, text(1), number(3)?),
        5 => Update::Join(number(1)?, number(0)?),
        6 => Update::Post { id: number(0)?, language: text(5), content: text(6), author: number(8)?, forum: number(9)? },
        7 => Update::Comment { id: number(0)?, content: text(4), author: number(6)?, post: known(8)?, comment: known(9)? },
        _ => Update::Knows(number(0)?, number(1)?),
    };
    Ok((at, update))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_read() {
        for (line, expected) in [
            ("9|1|2|150|274|9", Update::LikePost(150, 274)),
            ("9|1|3|150|275|9", Update::LikeComment(150, 275)),
            ("9|1|4|70|Album|9|6|1173", Update::Forum(70, "Album".into(), 6)),
            ("9|1|5|70|6|9", Update::Join(6, 70)),
            (
                "9|1|6|12||9|1.2.3.4|Firefox|fr|Bonjour|7|6|70|1|",
                Update::Post { id: 12, language: "fr".into(), content: "Bonjour".into(), author: 6, forum: 70 },
            ),
            (
                "9|1|7|13|9|1.2.3.4|Firefox|great|5|6|50|-1|12|",
                Update::Comment { id: 13, content: "great".into(), author: 6, post: None, comment: Some(12) },
            ),
            ("9|1|8|136|137|9", Update::Knows(136, 137)),
        ] {
            assert_eq!(update(line), Ok((9, expected)), "{line}");
        }
        for (line, reason) in [
            ("9|1|9|1", "there is no operation 9"),
            ("9|1|2|1", "4 columns instead of 6 for operation 2"),
            ("9|1|2|x|2|3", "column 4 is \"x\", not a number"),
            ("", "column 1 is \"\", not a number"),
        ] {
            assert_eq!(update(line), Err(reason.to_owned()));
        }
    }
}
