//! Who reports to whom, of many people at once: weighed in memory, written in few statements.
//!
//! Rules: those of one person at a time, no circle and [`DEEPEST`] levels. All who are to report to somebody else let go first, so that
//! a whole branch may be turned round; then each takes its place in the order given, and what cannot be stays as it was.

use super::rules::DEEPEST;
use crate::members;
use ruche_kernel::{MemberId, Result};
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};
use std::collections::{BTreeMap, HashMap};

/// How many ids one statement takes.
const SLICE: usize = 500;

sql! {
    EVERYONE = "SELECT id, manager_id, report_count, team_count FROM members WHERE kind = 0 AND state = 0";
    SET_MANAGERS = "UPDATE members SET manager_id = $1 WHERE id IN ({list})";
    SET_COUNTS = "UPDATE members SET report_count = $1, team_count = $2 WHERE id IN ({list})";
}

/// What becomes of somebody's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// They reported to that person already.
    Same,
    /// They report to that person now, and reported to the one named before.
    Moved(Option<i64>),
    /// Refused: to oneself.
    Oneself,
    /// Refused: whoever is named is no employee who is here.
    Nobody,
    /// Refused: it would be a circle.
    Circle,
    /// Refused: it would be more than [`DEEPEST`] levels.
    Deep,
}

/// Every employee, and whom each reports to.
#[derive(Clone, Debug, Default)]
pub struct Forest {
    above: HashMap<i64, Option<i64>>,
    below: HashMap<i64, Vec<i64>>,
}

impl Forest {
    /// Everyone as they stand now.
    ///
    /// # Errors
    /// What the database says.
    pub async fn load(db: &Db) -> Result<Self> {
        let mut forest = Self::default();
        for (id, manager, _) in db.all(&EVERYONE, &[], read).await? {
            forest.put(id, manager);
        }
        Ok(forest)
    }

    /// One more employee, who reports to nobody yet.
    pub fn add(&mut self, id: i64) {
        self.put(id, None);
    }

    /// Whom somebody reports to.
    #[must_use]
    pub fn manager(&self, id: i64) -> Option<i64> {
        self.above.get(&id).copied().flatten()
    }

    fn put(&mut self, id: i64, manager: Option<i64>) {
        self.above.insert(id, manager);
        if let Some(manager) = manager {
            self.below.entry(manager).or_default().push(id);
        }
    }

    fn let_go(&mut self, id: i64) -> Option<i64> {
        let was = self.above.insert(id, None).flatten();
        if let Some(team) = was.and_then(|was| self.below.get_mut(&was)) {
            team.retain(|one| *one != id);
        }
        was
    }

    /// Has each of `wanted` report to whom it names, and tells what became of each. Nobody stands in it twice.
    pub fn reconcile(&mut self, wanted: &[(i64, i64)]) -> Vec<Outcome> {
        let refused: Vec<Option<Outcome>> = wanted
            .iter()
            .map(|(id, to)| match () {
                () if id == to => Some(Outcome::Oneself),
                () if !(self.above.contains_key(id) && self.above.contains_key(to)) => Some(Outcome::Nobody),
                () if self.manager(*id) == Some(*to) => Some(Outcome::Same),
                () => None,
            })
            .collect();
        let was: Vec<Option<i64>> =
            wanted.iter().zip(&refused).map(|((id, _), refused)| if refused.is_none() { self.let_go(*id) } else { None }).collect();
        let outcomes: Vec<Outcome> = wanted
            .iter()
            .zip(refused)
            .zip(&was)
            .map(|(((id, to), refused), was)| match refused {
                Some(outcome) => outcome,
                None => match self.fits(*id, *to) {
                    Ok(()) => {
                        self.put(*id, Some(*to));
                        Outcome::Moved(*was)
                    }
                    Err(refused) => refused,
                },
            })
            .collect();
        // Who was refused goes back to where they were, if that still holds.
        for (((id, _), outcome), was) in wanted.iter().zip(&outcomes).zip(was) {
            if let (Outcome::Circle | Outcome::Deep, Some(was)) = (outcome, was)
                && self.fits(*id, was).is_ok()
            {
                self.put(*id, Some(was));
            }
        }
        outcomes
    }

    fn fits(&self, id: i64, to: i64) -> std::result::Result<(), Outcome> {
        let (mut levels, mut at) = (1, to);
        while let Some(above) = self.manager(at) {
            if above == id {
                return Err(Outcome::Circle);
            }
            (levels, at) = (levels + 1, above);
            if levels > DEEPEST {
                return Err(Outcome::Deep);
            }
        }
        if levels + 1 + self.height(id) > DEEPEST { Err(Outcome::Deep) } else { Ok(()) }
    }

    /// How many levels stand below somebody.
    fn height(&self, id: i64) -> i64 {
        let (mut level, mut row) = (0, vec![id]);
        loop {
            row = row.iter().filter_map(|one| self.below.get(one)).flatten().copied().collect();
            if row.is_empty() || level > DEEPEST {
                return level;
            }
            level += 1;
        }
    }

    /// How many report to each, and how many are below on any level; of those below whom nobody is, nothing.
    fn counts(&self) -> HashMap<i64, (i64, i64)> {
        let mut counts: HashMap<i64, (i64, i64)> = HashMap::new();
        for id in self.above.keys() {
            let (mut at, mut steps) = (*id, 0);
            while let Some(above) = self.manager(at) {
                let count = counts.entry(above).or_default();
                count.0 += i64::from(steps == 0);
                count.1 += 1;
                (at, steps) = (above, steps + 1);
                if steps > super::rules::WALK {
                    break;
                }
            }
        }
        counts
    }
}

type Everyone = (i64, Option<i64>, (i64, i64));

fn read(r: &Row) -> Result<Everyone> {
    Ok((r.int("id")?, r.opt_int("manager_id")?, (r.int("report_count")?, r.int("team_count")?)))
}

/// Has each of `wanted` report to whom it names, and tells what became of each; the counts of everyone above follow. Nobody stands in it
/// twice.
///
/// # Errors
/// What the database says.
pub async fn report_many(tx: &mut Tx, wanted: &[(MemberId, MemberId)]) -> Result<Vec<Outcome>> {
    members::store::take_turns(tx).await?;
    let everyone = tx.all(&EVERYONE, &[], read).await?;
    let mut forest = Forest::default();
    for (id, manager, _) in &everyone {
        forest.put(*id, *manager);
    }
    let outcomes = forest.reconcile(&wanted.iter().map(|(id, to)| (id.0, to.0)).collect::<Vec<_>>());
    let counts = forest.counts();
    let mut managers: BTreeMap<Option<i64>, Vec<i64>> = BTreeMap::new();
    let mut sizes: BTreeMap<(i64, i64), Vec<i64>> = BTreeMap::new();
    for (id, manager, size) in everyone {
        if forest.manager(id) != manager {
            managers.entry(forest.manager(id)).or_default().push(id);
        }
        let now = counts.get(&id).copied().unwrap_or_default();
        if now != size {
            sizes.entry(now).or_default().push(id);
        }
    }
    for (manager, ids) in managers {
        for slice in ids.chunks(SLICE) {
            tx.exec_in(&SET_MANAGERS, values![manager], slice).await?;
        }
    }
    for ((reports, team), ids) in sizes {
        for slice in ids.chunks(SLICE) {
            tx.exec_in(&SET_COUNTS, values![reports, team], slice).await?;
        }
    }
    Ok(outcomes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forest(pairs: &[(i64, i64)]) -> Forest {
        let mut forest = Forest::default();
        for (id, above) in pairs {
            forest.put(*id, (*above != 0).then_some(*above));
        }
        forest
    }

    #[test]
    fn each_takes_its_place_and_what_cannot_be_stays_as_it_was() {
        use Outcome::{Circle, Moved, Nobody, Oneself, Same};
        // 1 leads 2 and 3, 2 leads 4; 5 is alone.
        let company = [(1, 0), (2, 1), (3, 1), (4, 2), (5, 0)];
        for (wanted, outcomes, after) in [
            (vec![(5, 4)], vec![Moved(None)], [(4, 2), (5, 4)]),
            (vec![(4, 2)], vec![Same], [(4, 2), (5, 0)]),
            (vec![(4, 3), (5, 3)], vec![Moved(Some(2)), Moved(None)], [(4, 3), (5, 3)]),
            (vec![(1, 4)], vec![Circle], [(1, 0), (4, 2)]),
            (vec![(4, 4), (5, 9), (9, 5)], vec![Oneself, Nobody, Nobody], [(4, 2), (5, 0)]),
            // A branch is turned round: 4 above 2.
            (vec![(2, 4), (4, 1)], vec![Moved(Some(1)), Moved(Some(2))], [(2, 4), (4, 1)]),
            // Two who name each other: the second one stays where it was, as far as that can be.
            (vec![(3, 2), (2, 3)], vec![Moved(Some(1)), Circle], [(3, 2), (2, 1)]),
        ] {
            let mut forest = forest(&company);
            assert_eq!(forest.reconcile(&wanted), outcomes, "{wanted:?}");
            for (id, above) in after {
                assert_eq!(forest.manager(id).unwrap_or(0), above, "{wanted:?}: {id}");
            }
        }
    }

    #[test]
    fn nobody_stands_too_deep_in_whatever_order_they_come() {
        let line: Vec<(i64, i64)> = (2..=40).map(|id| (id, id - 1)).collect();
        for order in [line.clone(), line.iter().rev().copied().collect::<Vec<_>>()] {
            let mut forest = forest(&(1..=40).map(|id| (id, 0)).collect::<Vec<_>>());
            let outcomes = forest.reconcile(&order);
            assert!(outcomes.contains(&Outcome::Deep), "{outcomes:?}");
            let deepest = (1..=40).map(|id| forest.height(id)).max();
            assert_eq!(deepest, Some(DEEPEST - 1), "as deep as may be, and no deeper");
        }
    }

    #[test]
    fn counts_are_of_those_below() {
        let counts = forest(&[(1, 0), (2, 1), (3, 1), (4, 2), (5, 0)]).counts();
        assert_eq!(counts, HashMap::from([(1, (2, 3)), (2, (1, 1))]));
    }
}
