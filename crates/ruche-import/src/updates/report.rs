//! How a replay went: what was done and refused of each kind, and how long an action took.

use crate::ImportError;
use ruche_kernel::Error;
use ruche_texts::{Locale, T};
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// What somebody did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Act {
    Person,
    Community,
    Join,
    JoinFirst,
    Post,
    Comment,
    Like,
    Follow,
}

impl Act {
    fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Community => "community",
            Self::Join => "join",
            Self::JoinFirst => "join to write",
            Self::Post => "post",
            Self::Comment => "comment",
            Self::Like => "like",
            Self::Follow => "follow each other",
        }
    }
}

/// How a replay went.
#[derive(Clone, Debug, Default)]
pub struct Replay {
    lines: BTreeMap<Act, Line>,
    /// How long all of it took.
    pub(super) took: Duration,
}

/// The operations of one kind. What was found is always what was done, was done before or was refused.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// How many the streams hold.
    pub found: u64,
    /// How many were done in an earlier replay, or are in the data set.
    pub already: u64,
    /// How many were refused, by reason.
    pub refused: BTreeMap<String, u64>,
    /// How long each action took, in microseconds.
    took: Vec<u32>,
}

impl Replay {
    pub(super) fn of(&mut self, act: Act) -> &mut Line {
        self.lines.entry(act).or_default()
    }

    /// The lines, with their words.
    pub fn lines(&self) -> impl Iterator<Item = (&'static str, &Line)> {
        self.lines.iter().map(|(act, line)| (act.word(), line))
    }
}

impl Line {
    /// How many were done now.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.took.len() as u64
    }

    pub(super) fn done(&mut self, took: Duration) {
        self.took.push(u32::try_from(took.as_micros()).unwrap_or(u32::MAX));
    }

    /// Counts a refusal; anything else ends the replay.
    pub(super) fn refuse(&mut self, error: Error) -> Result<(), ImportError> {
        let reason = match error {
            Error::NotFound => "whom or what it names is not here".to_owned(),
            Error::Forbidden => "the person may not".to_owned(),
            Error::Refused(refusals) => {
                let words = |r: &ruche_kernel::Refusal| T(Locale::En).refusal(r.code, &r.args).unwrap_or_else(|| r.code.to_owned());
                refusals.iter().map(words).collect::<Vec<_>>().join(" ")
            }
            other => return Err(other.into()),
        };
        *self.refused.entry(reason).or_default() += 1;
        Ok(())
    }

    /// Below which time so many of a hundred actions stay.
    #[must_use]
    pub fn percentile(&self, part: usize) -> Duration {
        let mut took = self.took.clone();
        took.sort_unstable();
        let at = (took.len() * part).div_ceil(100).saturating_sub(1);
        Duration::from_micros(took.get(at).copied().unwrap_or(0).into())
    }
}

impl fmt::Display for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1000.0);
        writeln!(f, "{:<18} {:>8} {:>8} {:>8} {:>8} {:>11} {:>11}", "", "found", "done", "before", "refused", "median", "99 of 100")?;
        let mut all = 0;
        for (word, line) in self.lines() {
            all += line.count();
            let refused: u64 = line.refused.values().sum();
            let (median, most) = (ms(line.percentile(50)), ms(line.percentile(99)));
            writeln!(f, "{word:<18} {:>8} {:>8} {:>8} {refused:>8} {median:>11} {most:>11}", line.found, line.count(), line.already)?;
            for (reason, count) in &line.refused {
                writeln!(f, "{:>18} {count:>8}  {reason}", "")?;
            }
        }
        let seconds = self.took.as_secs_f64().max(0.001);
        writeln!(
            f,
            "{all} acts in {seconds:.1} s, one after the other: {:.0} a second",
            f64::from(u32::try_from(all).unwrap_or(u32::MAX)) / seconds
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_by_their_middle_and_their_end() {
        let mut line = Line::default();
        assert_eq!(line.percentile(50), Duration::ZERO);
        for milliseconds in (1..=100).rev() {
            line.done(Duration::from_millis(milliseconds));
        }
        assert_eq!((line.percentile(50), line.percentile(99)), (Duration::from_millis(50), Duration::from_millis(99)));
        let mut replay = Replay { took: Duration::from_secs(2), ..Replay::default() };
        *replay.of(Act::Like) = line;
        assert!(replay.of(Act::Like).refuse(Error::NotFound).is_ok() && replay.of(Act::Like).refuse(Error::Conflict).is_err());
        let text = replay.to_string();
        assert!(text.contains("100 acts in 2.0 s, one after the other: 50 a second") && text.contains("       1  whom or what"), "{text}");
    }
}
