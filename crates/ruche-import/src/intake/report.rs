//! What an import did, or would do.

use super::{Kind, Reason};
use std::collections::BTreeMap;
use std::fmt;

/// How many refused rows are told one by one; the lines count them all.
const TOLD: usize = 500;

/// A line for each kind of row, and the rows that are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Whether nothing was written: the figures then say what would be.
    pub dry_run: bool,
    /// The lines, in the order in which kinds came.
    pub lines: Vec<Line>,
    /// The first rows that were left out and have a line in a file.
    pub refused: Vec<Refused>,
}

/// The rows of one kind. What was found is always what was created, changed, there already or left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The file and the line.
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
            writeln!(f, "{file}, line {line}: {kind} left out: {reason}")?;
        }
        Ok(())
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
