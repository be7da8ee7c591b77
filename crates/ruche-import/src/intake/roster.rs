//! Everyone who is here, read once: who somebody of a source is, and what they are now.

use super::write::Here;
use crate::ImportError;
use ruche_kernel::{MemberId, MemberKind, names};
use ruche_people::members::store::{self, Rostered};
use ruche_people::organisation;
use ruche_people::organisation::rules;
use ruche_platform::db::Db;
use std::collections::HashMap;

/// The open accounts, by id, by login and by name.
#[derive(Default)]
pub(super) struct Roster {
    people: HashMap<i64, Rostered>,
    logins: HashMap<String, MemberId>,
    names: HashMap<String, Vec<MemberId>>,
    /// The path of each unit.
    units: HashMap<i64, Vec<String>>,
}

impl Roster {
    pub(super) async fn load(db: &Db) -> Result<Self, ImportError> {
        let mut roster = Self { units: organisation::store::unit_paths(db).await?, ..Self::default() };
        for person in store::roster(db).await? {
            for login in [&person.email, &person.username].into_iter().flatten() {
                roster.logins.insert(login.clone(), person.id);
            }
            if person.kind == MemberKind::Employee {
                roster.names.entry(names::sort_key(&person.name)).or_default().push(person.id);
            }
            roster.people.insert(person.id.0, person);
        }
        Ok(roster)
    }

    /// An open account.
    pub(super) fn get(&self, id: MemberId) -> Option<&Rostered> {
        self.people.get(&id.0)
    }

    /// Who signs in with a login.
    pub(super) fn by_login(&self, login: &str) -> Option<MemberId> {
        self.logins.get(login).copied()
    }

    /// The employees who bear a name.
    pub(super) fn by_name(&self, name: &str) -> &[MemberId] {
        self.names.get(&names::sort_key(&names::clean_line(name))).map_or(&[], Vec::as_slice)
    }

    /// How somebody is called; the empty name for who is not here.
    pub(super) fn name(&self, id: MemberId) -> &str {
        self.get(id).map_or("", |person| &person.name)
    }

    /// What somebody is now.
    pub(super) fn here(&self, id: MemberId, now: i64) -> Here {
        match self.get(id) {
            None => Here::Gone,
            Some(person) if person.ends_at.is_some_and(|end| end <= now) => Here::Gone,
            Some(person) if person.kind == MemberKind::Employee => Here::Employee,
            Some(_) => Here::Partner,
        }
    }

    /// How many administer the company.
    pub(super) fn admins(&self) -> usize {
        self.people.values().filter(|person| person.admin).count()
    }

    /// Whether a unit, as a source says it, is the one in which somebody is.
    pub(super) fn is_in(&self, person: &Rostered, said: &str) -> bool {
        let keys = |path: &[String]| path.iter().map(|name| names::sort_key(name)).collect::<Vec<_>>();
        let said = keys(&rules::path(said));
        match person.unit_id.and_then(|unit| self.units.get(&unit)) {
            Some(path) => rules::means(&said, &keys(path)),
            None => said == keys(&rules::path(&person.unit)),
        }
    }

    /// The unit of somebody, with those above.
    pub(super) fn unit(&self, person: &Rostered) -> String {
        person.unit_id.and_then(|unit| self.units.get(&unit)).map_or_else(|| person.unit.clone(), |path| path.join(" › "))
    }
}
