//! Who belongs to a community by a group of a source that is followed: who joins, and who leaves with the group.
//!
//! Rules: those of [`ruche_people::communities::groups`]. A group that is not in the source, or names nobody, changes nothing; nobody
//! leaves while a row cannot be read, nor whose own row is not there.

use super::report::{Change, Told, What};
use super::write::{Here, Pass};
use super::{Kind, Reason, Source};
use crate::{ImportError, keys};
use ruche_kernel::{MemberId, PlaceId};
use ruche_people::communities::groups::{Followed, followed, leave_in};
use ruche_platform::work;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// People who leave in one transaction.
const AT_ONCE: usize = 500;

/// What a pass learns of groups.
#[derive(Default)]
pub(super) struct Groups {
    /// The communities that were there before, once they were asked for.
    followed: Option<HashMap<i64, Followed>>,
    /// The names of those that the pass makes.
    pub made: HashMap<i64, String>,
    /// The keys of those that name somebody.
    named: HashSet<String>,
    /// Whom they name, where that is known.
    belong: HashSet<(i64, i64)>,
}

/// Somebody who leaves with a group.
#[derive(Clone)]
struct Leaving {
    key: String,
    place: PlaceId,
    member: MemberId,
    event: i64,
}

impl Pass<'_> {
    /// Notes that a group names somebody.
    pub(super) async fn named(&mut self, community: &str, person: &str) -> Result<(), ImportError> {
        if self.groups.followed.is_none() {
            let ids: Vec<i64> = self.known(Kind::Community).filter(|(_, known)| !known.fresh).map(|(_, known)| known.target).collect();
            self.groups.followed = Some(followed(&self.content.platform.db, &ids, &self.options.source).await?);
        }
        self.groups.named.insert(community.to_owned());
        if let (Some(place), Some(member)) = (self.find(Kind::Community, community), self.find(Kind::Person, person)) {
            self.groups.belong.insert((place, member));
        }
        Ok(())
    }

    /// Whether somebody belongs to a community already; why nobody joins it, where that is so.
    pub(super) fn belongs(&self, place: i64, member: MemberId) -> Result<bool, Reason> {
        match self.groups.followed.as_ref().and_then(|followed| followed.get(&place)) {
            Some(one) if one.archived => Err("the community is archived".into()),
            Some(one) => Ok(one.members.contains_key(&member.0)),
            None => Ok(false),
        }
    }

    /// Tells that somebody joins a community, or leaves it.
    pub(super) fn tell_moves(&mut self, place: i64, member: MemberId, person: &str, joins: bool) {
        let before = self.groups.followed.as_ref().and_then(|followed| followed.get(&place)).map(|one| &one.name);
        let Some(name) = before.or_else(|| self.groups.made.get(&place)).cloned() else { return };
        let (before, after) = if joins { (String::new(), name) } else { (name, String::new()) };
        let (key, fields) = (person.to_owned(), vec![Change::new("community", before, after)]);
        let name = self.roster.name(member).to_owned();
        self.report.person(Told { what: What::Changed, member: Some(member.0), key, name, fields, reason: None });
    }

    /// Has those leave whom a group brought and names no more.
    pub(super) async fn leave_groups(&mut self, source: &dyn Source) -> Result<(), ImportError> {
        if self.blind > 0 || self.groups.named.is_empty() {
            return Ok(());
        }
        let beside = source.lists_groups();
        let gone: Vec<(String, String, i64, MemberId)> = self
            .known(Kind::Membership)
            .filter(|(_, known)| !known.seen)
            .filter_map(|(key, _)| {
                let (community, person) = self.parts(key)?;
                let (place, known) = (self.find(Kind::Community, community)?, self.known_person(person)?);
                let named = self.groups.named.contains(community) || beside;
                let stands = self.groups.belong.contains(&(place, known.target));
                (named && known.seen && !stands).then(|| (key.clone(), person.to_owned(), place, MemberId(known.target)))
            })
            .collect();
        let mut leaving = Vec::new();
        for (key, person, place, member) in gone {
            let Some(one) = self.groups.followed.as_ref().and_then(|followed| followed.get(&place)) else { continue };
            if one.archived {
                continue;
            }
            if one.members.get(&member.0) == Some(&true) && self.roster.here(member, self.now) == Here::Employee {
                self.tell_moves(place, member, &person, false);
            }
            leaving.push(Leaving { key, place: PlaceId(place), member, event: self.content.platform.id() });
        }
        leaving.sort_by(|a, b| a.key.cmp(&b.key));
        if self.dry {
            return Ok(());
        }
        let (source, now) = (Arc::<str>::from(self.options.source.as_str()), self.now);
        for slice in leaving.chunks(AT_ONCE) {
            let slice = Arc::new(slice.to_vec());
            let db = &self.content.platform.db;
            db.write(work!(
                [slice, source] | tx | {
                    for Leaving { key, place, member, event } in slice.iter() {
                        keys::forget(tx, &source, Kind::Membership.word(), key).await?;
                        leave_in(tx, *place, *member, &source, *event, now).await?;
                    }
                    Ok(())
                }
            ))
            .await?;
        }
        Ok(())
    }

    /// The keys of the community and of the person in that of a membership; either may hold the sign that parts them.
    fn parts<'a>(&self, key: &'a str) -> Option<(&'a str, &'a str)> {
        let mut halves = key.match_indices(':').map(|(at, _)| (&key[..at], &key[at + 1..]));
        halves.find(|(community, person)| self.find(Kind::Community, community).is_some() && self.known_person(person).is_some())
    }
}
