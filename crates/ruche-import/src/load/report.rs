//! What a load did, or would do.

use crate::mapping::{Kind, Skip};
use std::collections::BTreeMap;
use std::fmt;

/// One line for each kind of row, in the order in which they are written, then one for each file without a place here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Whether nothing was written: `created` then says what would be.
    pub dry_run: bool,
    /// The lines.
    pub lines: Vec<Line>,
}

/// The rows of one kind. What was found is always what was created, was there already or was skipped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The word of the kind, or the name of the file.
    pub name: &'static str,
    /// How many rows the files hold.
    pub found: u64,
    /// How many were written now.
    pub created: u64,
    /// How many were there before: from an earlier run, or, for a link, because someone had made it.
    pub already: u64,
    /// How many were left out, by reason.
    pub skipped: BTreeMap<Skip, u64>,
}

impl Report {
    pub(super) fn new(dry_run: bool) -> Self {
        Self { dry_run, lines: Vec::new() }
    }

    /// The line of a kind; an empty one if it was not reached.
    #[must_use]
    pub fn line(&self, kind: Kind) -> Line {
        self.lines.iter().find(|line| line.name == kind.word()).cloned().unwrap_or_default()
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
        let created = if self.dry_run { "to create" } else { "created" };
        writeln!(f, "{:<26} {:>9} {created:>9} {:>9} {:>9}", "", "found", "there", "skipped")?;
        for line in &self.lines {
            write!(f, "{:<26} {:>9} {:>9} {:>9} {:>9}", line.name, line.found, line.created, line.already, line.left_out())?;
            for (skip, count) in line.skipped.iter().filter(|(_, count)| **count > 0) {
                write!(f, "  {skip}: {count}")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_tables() {
        let line = Line { name: "post", found: 9, created: 5, already: 1, skipped: [(Skip::NoText, 3), (Skip::TextTooLong, 0)].into() };
        let report = Report { dry_run: true, lines: vec![line] };
        let expected = "                               found to create     there   skipped\n\
                        post                               9         5         1         3  neither text nor picture: 3\n";
        assert_eq!(report.to_string(), expected);
    }
}
