//! What an import did, or would do.

use super::{Kind, Reason};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt;

/// How many refused rows are told one by one; the lines count them all.
const TOLD: usize = 500;

/// A line for each kind of row, and the rows that are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Whether nothing was written: the figures then say what would be.
    pub dry_run: bool,
    /// The lines, in the order in which kinds came.
    pub lines: Vec<Line>,
    /// The first rows that were left out and have a line in a file.
    pub refused: Vec<Refused>,
    /// Person by person what becomes of them, of a source that is followed; who stays as they are is not told.
    pub people: Vec<Told>,
    /// How many people who are here the source named before, or names.
    pub known: u64,
    /// Why nothing was written, where something forbids it.
    pub stopped: Option<String>,
    /// Where a person stands in `people`.
    #[serde(skip)]
    pub(super) places: HashMap<i64, usize>,
}

/// What becomes of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Gets an account.
    Created,
    /// Is here, and changes.
    Changed,
    /// Is gone from the source; the account is closed.
    Leaves,
    /// Is gone from the source; the account stays.
    Stays,
    /// Is left out.
    LeftOut,
}

impl What {
    /// Every one, in the order in which they are told.
    pub const ALL: [Self; 5] = [Self::Leaves, Self::Stays, Self::LeftOut, Self::Changed, Self::Created];

    /// The stored word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Changed => "changed",
            Self::Leaves => "leaves",
            Self::Stays => "stays",
            Self::LeftOut => "left_out",
        }
    }
}

/// What becomes of one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// What.
    pub what: What,
    /// Who, of those who are here.
    pub member: Option<i64>,
    /// The key in the source.
    pub key: String,
    /// The name.
    pub name: String,
    /// What changes, field by field.
    pub fields: Vec<Change>,
    /// Why, of who leaves, stays or is left out.
    pub reason: Option<Reason>,
}

/// A field that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Which: `name`, `title`, `unit`, `site`, `phone`, `manager`, `community`, or what a field of the company is called.
    pub field: Cow<'static, str>,
    /// What it is now; may be empty.
    pub before: String,
    /// What it becomes; what the source says, where that cannot be read.
    pub after: String,
    /// Where it cannot be read, so that the field keeps what it holds: what it would have to be, `choice`, `date` or `number`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unread: Option<&'static str>,
}

impl Change {
    /// One that is written.
    pub(super) fn new(field: &'static str, before: impl Into<String>, after: impl Into<String>) -> Self {
        Self { field: field.into(), before: before.into(), after: after.into(), unread: None }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { field, before, after, unread } = self;
        match unread {
            None => write!(f, "{field}: {before:?} → {after:?}"),
            Some("choice") => write!(f, "{field}: {after:?} is none of its choices"),
            Some("date") => write!(f, "{field}: {after:?} is no date as 2026-03-12"),
            Some(_) => write!(f, "{field}: {after:?} is no number"),
        }
    }
}

/// The rows of one kind. What was found is always what was created, changed, there already or left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The word of the kind.
    pub name: &'static str,
    /// How many rows the files hold.
    pub found: u64,
    /// How many were written now.
    pub created: u64,
    /// How many were here and were changed.
    pub changed: u64,
    /// How many were here and stay as they are.
    pub already: u64,
    /// How many were left out, by reason.
    pub skipped: BTreeMap<Reason, u64>,
}

/// A row that was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// The file and the line; 0 where there are no lines.
    pub at: (String, u64),
    /// What it was.
    pub kind: &'static str,
    /// Why.
    pub reason: Reason,
}

impl Report {
    /// The line of a kind; an empty one if none came.
    #[must_use]
    pub fn line(&self, kind: Kind) -> Line {
        self.lines.iter().find(|line| line.name == kind.word()).cloned().unwrap_or_default()
    }

    /// The line of a kind, to be added to.
    pub(super) fn of(&mut self, kind: Kind) -> &mut Line {
        let at = self.lines.iter().position(|line| line.name == kind.word()).unwrap_or_else(|| {
            self.lines.push(Line { name: kind.word(), ..Line::default() });
            self.lines.len() - 1
        });
        &mut self.lines[at]
    }

    /// Counts a row that is left out.
    pub(super) fn skip(&mut self, kind: Kind, at: Option<(String, u64)>, reason: Reason) {
        self.tell(kind.word(), at, reason.clone());
        *self.of(kind).skipped.entry(reason).or_default() += 1;
    }

    /// Tells what becomes of a person: of one who is told already, the fields are added.
    pub(super) fn person(&mut self, told: Told) {
        let at = told.member.and_then(|id| self.places.get(&id).copied());
        match at.and_then(|at| self.people.get_mut(at)) {
            Some(before) => {
                // Who was told for what cannot be read alone changes all the same.
                if before.what == What::LeftOut {
                    before.what = told.what;
                }
                before.fields.extend(told.fields);
            }
            None => {
                if let Some(id) = told.member {
                    self.places.insert(id, self.people.len());
                }
                self.people.push(told);
            }
        }
    }

    /// How many people become that.
    #[must_use]
    pub fn count(&self, what: What) -> usize {
        self.people.iter().filter(|told| told.what == what).count()
    }

    /// Tells of a row that has a line, or of a part of it.
    pub(super) fn tell(&mut self, kind: &'static str, at: Option<(String, u64)>, reason: Reason) {
        if let Some(at) = at
            && self.refused.len() < TOLD
        {
            self.refused.push(Refused { at, kind, reason });
        }
    }
}

impl Line {
    /// How many were left out.
    #[must_use]
    pub fn left_out(&self) -> u64 {
        self.skipped.values().sum()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (created, changed) = if self.dry_run { ("to create", "to change") } else { ("created", "changed") };
        writeln!(f, "{:<16} {:>9} {created:>9} {changed:>9} {:>9} {:>9}", "", "found", "there", "left out")?;
        for line in &self.lines {
            let Line { name, found, created, changed, already, .. } = line;
            writeln!(f, "{name:<16} {found:>9} {created:>9} {changed:>9} {already:>9} {:>9}", line.left_out())?;
            for (reason, count) in &line.skipped {
                writeln!(f, "{:>16} {count:>9}  {reason}", "")?;
            }
        }
        for Refused { at: (file, line), kind, reason } in &self.refused {
            let place = if *line == 0 { file.clone() } else { format!("{file}, line {line}") };
            writeln!(f, "{place}: {kind} left out: {reason}")?;
        }
        for what in What::ALL.into_iter().filter(|what| *what != What::LeftOut) {
            let people: Vec<&Told> = self.people.iter().filter(|told| told.what == what).collect();
            if people.is_empty() {
                continue;
            }
            let title = match (what, self.dry_run) {
                (What::Created, true) => "would get an account",
                (What::Created, false) => "got an account",
                (What::Changed, true) => "would change",
                (What::Changed, false) => "changed",
                (What::Leaves, true) => "would leave: the account is closed, what they wrote stays",
                (What::Leaves, false) => "left: the account is closed, what they wrote stays",
                _ => "gone from the source; the account stays",
            };
            writeln!(f, "\n{} {title}", people.len())?;
            for told in people.iter().take(TOLD) {
                writeln!(f, "  {told}")?;
            }
            if people.len() > TOLD {
                writeln!(f, "  … and {} more: --json tells them all", people.len() - TOLD)?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.key)?;
        let fields = self.fields.iter().filter(|change| self.what != What::Created || change.unread.is_some());
        for (place, change) in fields.enumerate() {
            write!(f, "{} {change}", if place == 0 { ":" } else { "," })?;
        }
        match &self.reason {
            Some(reason) => write!(f, ": {reason}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_tables() {
        let mut report = Report { dry_run: true, ..Report::default() };
        report.of(Kind::Person).found = 3;
        report.of(Kind::Person).created = 2;
        report.skip(Kind::Person, Some(("a.csv".into(), 4)), "no name".into());
        let expected = concat!(
            "                     found to create to change     there  left out\n",
            "person                   3         2         0         0         1\n",
            "                         1  no name\n",
            "a.csv, line 4: person left out: no name\n",
        );
        assert_eq!(report.to_string(), expected);
    }
}
