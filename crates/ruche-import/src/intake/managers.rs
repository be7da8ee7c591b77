//! Whom the people of a source report to: found row by row, settled all at once, since a row may name somebody who comes later.

use super::report::{Change, Told, What};
use super::write::{Here, Pass};
use super::{Kind, Reason};
use crate::ImportError;
use ruche_kernel::MemberId;
use ruche_people::organisation::forest::{Forest, Outcome, report_many};
use ruche_people::organisation::rules::DEEPEST;
use ruche_people::sign_in::actions::normalise_login;
use ruche_platform::work;
use std::sync::Arc;

/// Where a row stands.
type At = Option<(String, u64)>;

/// That somebody is to report to somebody.
pub(super) struct Wanted {
    at: At,
    key: String,
    member: MemberId,
    to: MemberId,
}

impl Pass<'_> {
    /// Takes what a row says of a manager, to be settled with all others.
    pub(super) fn manager(&mut self, at: At, person: &str, manager: &str) -> Result<(), ImportError> {
        match self.pair(person, manager) {
            Ok((member, _)) if self.wanted.iter().rev().take(1).any(|last| last.member == member) => {
                self.report.skip(Kind::Manager, at, "the same row again".into());
            }
            Ok((member, to)) => self.wanted.push(Wanted { at, key: person.to_owned(), member, to }),
            Err(reason) => self.report.skip(Kind::Manager, at, reason),
        }
        Ok(())
    }

    fn pair(&self, person: &str, manager: &str) -> Result<(MemberId, MemberId), Reason> {
        let member = self.employee(person).ok_or("the person was left out")?;
        let to = match self.find(Kind::Person, manager) {
            Some(_) => self.employee(manager),
            None => self.roster.by_login(&normalise_login(manager)).or(match self.roster.by_name(manager) {
                [one] => Some(*one),
                [] => None,
                _ => return Err("several people bear the name of the manager".into()),
            }),
        };
        Ok((member, to.ok_or("the manager is unknown, or is not here")?))
    }

    /// Somebody of the source who is an employee now.
    fn employee(&self, key: &str) -> Option<MemberId> {
        let known = self.known_person(key)?;
        let member = MemberId(known.target);
        let here = known.here.unwrap_or_else(|| self.roster.here(member, self.now));
        (here == Here::Employee).then_some(member)
    }

    /// Has everyone report to whom the source says, as far as that can be.
    pub(super) async fn settle_managers(&mut self) -> Result<(), ImportError> {
        let mut wanted = std::mem::take(&mut self.wanted);
        // Somebody who stands in the source twice under two keys reports to whom the first one says.
        let mut seen = std::collections::HashSet::new();
        wanted.retain(|one| {
            let new = seen.insert(one.member);
            if !new {
                self.report.skip(Kind::Manager, one.at.clone(), "the same row again".into());
            }
            new
        });
        let pairs: Arc<[(MemberId, MemberId)]> = wanted.iter().map(|one| (one.member, one.to)).collect();
        let db = &self.content.platform.db;
        let outcomes = if self.dry {
            let mut forest = Forest::load(db).await?;
            for (_, known) in self.known(Kind::Person).filter(|(_, known)| known.fresh && known.here == Some(Here::Employee)) {
                forest.add(known.target);
            }
            forest.reconcile(&pairs.iter().map(|(member, to)| (member.0, to.0)).collect::<Vec<_>>())
        } else {
            db.write(work!([pairs] | tx | { report_many(tx, &pairs).await })).await?
        };
        let names: std::collections::HashMap<i64, String> = if self.options.follow.is_some() {
            self.report.people.iter().filter_map(|told| Some((told.member?, told.name.clone()))).collect()
        } else {
            Default::default()
        };
        let name = |id: MemberId| match self.roster.name(id) {
            "" => names.get(&id.0).cloned().unwrap_or_default(),
            name => name.to_owned(),
        };
        for (Wanted { at, key, member, to }, outcome) in wanted.into_iter().zip(outcomes) {
            let refused = match outcome {
                Outcome::Same => {
                    self.report.of(Kind::Manager).already += 1;
                    continue;
                }
                Outcome::Moved(was) => {
                    let (before, after) = (was.map(|was| name(MemberId(was))).unwrap_or_default(), name(to));
                    let line = self.report.of(Kind::Manager);
                    if was.is_some() {
                        line.changed += 1
                    } else {
                        line.created += 1
                    }
                    let fields = vec![Change::new("manager", before, after)];
                    if self.options.follow.is_some() {
                        let name = name(member);
                        self.report.person(Told { what: What::Changed, member: Some(member.0), key, name, fields, reason: None });
                    }
                    continue;
                }
                Outcome::Oneself => "nobody reports to oneself".into(),
                Outcome::Nobody => "the manager is unknown, or is not here".into(),
                Outcome::Circle => "the manager reports to the person: it would be a circle".into(),
                Outcome::Deep => Reason::from(format!("it would be more than {DEEPEST} levels")),
            };
            self.report.skip(Kind::Manager, at, refused);
        }
        Ok(())
    }
}
