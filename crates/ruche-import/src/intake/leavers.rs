//! Who is gone from a directory: told, and closed where whoever runs it says so.
//!
//! Rules: only accounts of employees whom this very source named before. Never the last administrator. Where a row cannot be read, so
//! that it cannot be told whom it is about, nobody is closed; where more are gone than may be, nothing at all is written: half a file, or
//! a search that finds nothing, must not close a company.

use super::report::{Told, What};
use super::write::{Follow, Here, Pass};
use super::{Kind, Reason};
use crate::ImportError;
use ruche_kernel::{Error, MemberId};
use ruche_people::members::actions;

impl Pass<'_> {
    /// Tells who is gone, and closes their accounts where that is asked for.
    pub(super) async fn leavers(&mut self, follow: Follow) -> Result<(), ImportError> {
        if !self.knows(Kind::Person) {
            self.recall(Kind::Person).await?;
        }
        let (mut here, mut gone) = (std::collections::HashSet::new(), Vec::new());
        for (key, known) in self.known(Kind::Person) {
            let member = MemberId(known.target);
            if known.seen {
                here.insert(member);
            } else if self.roster.here(member, self.now) == Here::Employee {
                gone.push((self.roster.name(member).to_owned(), key.clone(), member));
            }
        }
        // Somebody who has two keys is here while one of them is.
        gone.retain(|(_, _, member)| here.insert(*member));
        gone.sort();
        let known = here.iter().filter(|member| self.roster.here(**member, self.now) == Here::Employee).count() as u64;
        self.report.known = known;
        let most = (known * follow.most_leavers / 100).max(1);
        let count = gone.len() as u64;
        if follow.leavers && self.blind == 0 && count > most {
            self.report.stopped = Some(format!(
                "{count} of the {known} people whom this source named are gone from it, and at most {} % may be: nothing is written. Look whether it is whole; --most-leavers allows more",
                follow.most_leavers
            ));
        }
        let mut admins = self.roster.admins();
        for (name, key, member) in gone {
            let said = self.gone.get(&key).cloned().unwrap_or_else(|| "not in the source any more".into());
            let kept: Option<Reason> = if !follow.leavers {
                Some(said.clone())
            } else if self.blind > 0 {
                Some("a row of the source cannot be read: nobody is closed".into())
            } else if self.roster.get(member).is_some_and(|person| person.admin) && admins <= 1 {
                Some(LAST.into())
            } else {
                None
            };
            let kept = match kept {
                Some(kept) => Some(kept),
                None => self.close(member).await?,
            };
            if kept.is_none() && self.roster.get(member).is_some_and(|person| person.admin) {
                admins -= 1;
            }
            let what = if kept.is_some() { What::Stays } else { What::Leaves };
            let reason = Some(kept.unwrap_or(said));
            self.report.person(Told { what, member: Some(member.0), key, name, fields: Vec::new(), reason });
        }
        Ok(())
    }

    /// Closes an account, in its own transaction; tells why it could not.
    async fn close(&mut self, member: MemberId) -> Result<Option<Reason>, ImportError> {
        if self.dry {
            return Ok(None);
        }
        match actions::leave(&self.content.people, self.company, member).await {
            Ok(()) | Err(Error::NotFound) => Ok(None),
            Err(Error::Refused(_)) => Ok(Some(LAST.into())),
            Err(error) => Err(error.into()),
        }
    }
}

const LAST: &str = "the last administrator is never closed";
