//! People of a source: who is new, who is here already, what changes of them, their photos and the message that tells of the account.

use super::added::Saying;
use super::held;
use super::insert::{Insert, Skilled};
use super::report::{Change, Told, What};
use super::write::{Here, Known, Pass, sentence};
use super::{Kind, Person, Reason, Source};
use crate::mapping::text;
use crate::{ImportError, keys};
use ruche_content::files::actions as files;
use ruche_kernel::{Error, MemberId};
use ruche_people::members::actions::{self, NewMember, Said};
use ruche_people::members::{invite, store as members};
use ruche_people::organisation::rules;
use ruche_people::sign_in::actions::normalise_login;
use ruche_people::skills::rules as skills;
use ruche_platform::work;
use ruche_web::fields::Upload;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most characters of a line of a profile.
const MAX_LINE: usize = 80;

/// Where a row stands.
type At = Option<(String, u64)>;

impl Pass<'_> {
    /// Somebody whose key is new.
    pub(super) async fn person(&mut self, id: String, at: At, person: Person) -> Result<(), ImportError> {
        let new = match self.checked(&person) {
            Ok(new) => new,
            Err(reason) => return self.left_out(&id, &person.name, at, reason),
        };
        let login = new.email.clone().or(new.username.clone()).unwrap_or_default();
        if self.logins.contains_key(&login) {
            return self.left_out(&id, &person.name, at, "somebody before in the files has the same address or user name".into());
        }
        if let Some(member) = self.roster.by_login(&login) {
            let here = self.roster.here(member, self.now);
            if here != Here::Employee {
                return self.left_out(&id, &person.name, at, NOT_OURS.into());
            }
            self.keep(Kind::Person, id.clone(), Known { target: member.0, seen: true, fresh: false, here: Some(here) });
            self.logins.insert(login, id.clone());
            if !self.dry {
                self.batch.push((id.clone(), Insert::Known(member.0)));
            }
            return self.change(&id, at, member, &person).await;
        }
        self.logins.insert(login, id.clone());
        let (member, made) = (MemberId(self.content.platform.id()), person.created_at.unwrap_or(self.now));
        let Saying { values, changes, held } = self.added.say(None, &person);
        self.said.insert(member.0, held::said(&person, &held));
        self.tell_unread(&at, &changes);
        if self.options.follow.is_some() {
            let said = [("name", &new.name), ("title", &new.title), ("unit", &new.unit), ("site", &new.site), ("phone", &new.phone)];
            let said = said.into_iter().filter(|(_, after)| !after.is_empty());
            let fields = said.map(|(field, after)| Change::new(field, "", after)).chain(changes).collect();
            let (key, name) = (id.clone(), new.name.clone());
            self.report.person(Told { what: What::Created, member: Some(member.0), key, name, fields, reason: None });
        }
        let arrives = self.options.follow.filter(|follow| follow.arrivals).map(|_| self.content.platform.id());
        // Who is closed at once has none.
        let skills = if person.closed { Vec::new() } else { self.skilled(at, &person.skills) };
        self.plan(
            Kind::Person,
            id,
            Insert::Member { id: member, member: Box::new(new), at: made, closed: person.closed, arrives, skills, added: values },
        );
        Ok(())
    }

    /// The skills of somebody who is new, each once; one without a name that can be kept is told and left out.
    fn skilled(&mut self, at: At, said: &[String]) -> Vec<Skilled> {
        let mut named = BTreeMap::new();
        for typed in said {
            match skills::name(typed) {
                Ok((name, key)) => {
                    named.entry(key).or_insert(name);
                }
                Err(_) => self.report.tell(
                    "skill",
                    at.clone(),
                    format!("no name of a skill, or more than {} characters", skills::MAX_NAME).into(),
                ),
            }
        }
        let most = usize::try_from(skills::MAX_SKILLS).unwrap_or(usize::MAX);
        let id = || self.content.platform.id();
        named.into_iter().take(most).map(|(key, name)| Skilled { held: id(), skill: id(), name, key }).collect()
    }

    /// Somebody who came by this key before.
    pub(super) async fn person_again(&mut self, id: &str, at: At, person: Person) -> Result<(), ImportError> {
        if !person.update {
            self.report.of(Kind::Person).already += 1;
            return Ok(());
        }
        if let Err(reason) = self.checked(&person) {
            return self.left_out(id, &person.name, at, reason);
        }
        match self.person_here(id)? {
            Some((member, Here::Employee)) => self.change(id, at, member, &person).await,
            Some((_, Here::Gone)) => self.left_out(id, &person.name, at, "the person has left".into()),
            _ => self.left_out(id, &person.name, at, NOT_OURS.into()),
        }
    }

    /// Tells of fields of the company that the source was told to say, and that are not there: renamed, or taken away.
    pub(super) fn unknown_fields(&mut self, source: &dyn Source) {
        for name in source.added().into_iter().filter(|name| !self.added.knows(name)) {
            let (key, reason) = (String::new(), Some(NO_FIELD.into()));
            self.report.person(Told { what: What::LeftOut, member: None, key, name: name.to_owned(), fields: Vec::new(), reason });
            self.report.tell("field", Some((name.to_owned(), 0)), NO_FIELD.into());
        }
    }

    /// Tells, with its line, of what fields of the company cannot hold.
    fn tell_unread(&mut self, at: &At, changes: &[Change]) {
        for change in changes.iter().filter(|change| change.unread.is_some()) {
            self.report.tell("field", at.clone(), change.to_string().into());
        }
    }

    fn left_out(&mut self, key: &str, name: &str, at: At, reason: Reason) -> Result<(), ImportError> {
        if self.options.follow.is_some() {
            let (key, name, reason) = (key.to_owned(), text::fit(name, MAX_LINE), Some(reason.clone()));
            self.report.person(Told { what: What::LeftOut, member: None, key, name, fields: Vec::new(), reason });
        }
        self.report.skip(Kind::Person, at, reason);
        Ok(())
    }

    /// The account that a person would get.
    fn checked(&self, person: &Person) -> Result<NewMember, Reason> {
        let line = |text: &Option<String>| text.as_deref().map(|text| text::fit(text, MAX_LINE)).unwrap_or_default();
        let mut new = NewMember {
            name: text::fit(&person.name, MAX_LINE),
            email: person.email.clone(),
            username: person.username.clone().filter(|_| person.email.is_none()),
            title: line(&person.title),
            unit: person.unit.as_deref().map(unit).unwrap_or_default(),
            site: line(&person.site),
            phone: line(&person.phone),
            locale: self.language.clone(),
            ..NewMember::default()
        };
        let refusals = new.check();
        if refusals.is_empty() { Ok(new) } else { Err(sentence(&refusals)) }
    }

    /// Makes somebody who is here what the source says, by the action of the product: others show that name.
    async fn change(&mut self, key: &str, at: At, member: MemberId, person: &Person) -> Result<(), ImportError> {
        let Some(now) = self.roster.get(member) else { return Err(Error::bug("somebody who is not here changes").into()) };
        let fit = |said: &Option<String>, now: &str| match said.as_deref().map(|said| text::fit(said, MAX_LINE)) {
            Some(said) if !said.is_empty() => said,
            _ => now.to_owned(),
        };
        let unit = person.unit.as_deref().map(unit).filter(|said| !said.is_empty() && !self.roster.is_in(now, said));
        let (is_in, moves) = (self.roster.unit(now), unit.is_some());
        let Saying { values, changes, held } = self.added.say(Some(member), person);
        let said = Said {
            name: fit(&Some(person.name.clone()), &now.name),
            title: fit(&person.title, &now.title),
            unit: unit.unwrap_or_else(|| is_in.clone()),
            site: fit(&person.site, &now.site),
            phone: fit(&person.phone, &now.phone),
            added: values,
        };
        let mut fields: Vec<Change> = [
            ("name", &now.name, &said.name),
            ("title", &now.title, &said.title),
            ("unit", &is_in, &said.unit),
            ("site", &now.site, &said.site),
            ("phone", &now.phone, &said.phone),
        ]
        .into_iter()
        .filter(|(field, before, after)| if *field == "unit" { moves } else { before != after })
        .map(|(field, before, after)| Change::new(field, before, after))
        .collect();
        let other = person.email.as_deref().map(normalise_login).is_some_and(|email| now.email.as_ref().is_some_and(|now| *now != email));
        self.said.insert(member.0, held::said(person, &held));
        self.tell_unread(&at, &changes);
        let changes_something = person.update && (!fields.is_empty() || !said.added.is_empty());
        fields.extend(changes);
        if self.options.follow.is_some() && !fields.is_empty() {
            let (key, name) = (key.to_owned(), said.name.clone());
            let what = if changes_something { What::Changed } else { What::LeftOut };
            self.report.person(Told { what, member: Some(member.0), key, name, fields, reason: None });
        }
        if !changes_something {
            self.report.of(Kind::Person).already += 1;
        } else {
            self.report.of(Kind::Person).changed += 1;
            if !self.dry {
                actions::save_said(&self.content.people, self.company, member, &said).await?;
            }
        }
        if other {
            let note = "the address differs from that of the account, which stays: it is what the person signs in with";
            self.report.tell("address", at, note.into());
        }
        Ok(())
    }

    /// Gives a person the photo, by the action of the product. The key is that of this very photo: one that the person chose since
    /// stays, until the source has another one.
    pub(super) async fn photo(&mut self, id: String, at: At, person: &str, bytes: Vec<u8>) -> Result<(), ImportError> {
        let member = match self.doer(person)? {
            Ok(member) => member,
            Err(reason) => {
                self.report.skip(Kind::Photo, at, reason);
                return Ok(());
            }
        };
        if !self.dry {
            let Some(acting) = members::acting(&self.content.platform.db, member, self.now).await? else { return Ok(()) };
            match files::save_portrait(self.content, &acting.actor, &Upload::new("photo.jpg", bytes.into())).await {
                Ok(()) => {}
                Err(Error::Refused(refusals)) => {
                    self.report.skip(Kind::Photo, at, sentence(&refusals));
                    return Ok(());
                }
                Err(error) => return Err(error.into()),
            }
            let (source, key): (Arc<str>, Arc<str>) = (self.options.source.as_str().into(), id.as_str().into());
            let db = &self.content.platform.db;
            db.write(work!([source, key] | tx | { keys::insert(tx, &source, Kind::Photo.word(), &key, member.0).await })).await?;
        }
        self.keep(Kind::Photo, id, Known { target: member.0, seen: true, fresh: false, here: None });
        self.report.of(Kind::Photo).created += 1;
        Ok(())
    }

    /// The message that tells a person of an account without a password.
    pub(super) async fn invitation(&mut self, id: String, at: At, person: &str) -> Result<(), ImportError> {
        let member = match self.doer(person)? {
            Ok(member) => member,
            Err(reason) => {
                self.report.skip(Kind::Invitation, at, reason);
                return Ok(());
            }
        };
        if self.dry && self.is_new(person) {
            self.report.of(Kind::Invitation).created += 1;
            return Ok(());
        }
        match invite::account_letter(&self.content.people, member).await {
            Ok(mail) => {
                let mail_id = self.content.platform.id();
                self.plan(Kind::Invitation, id, Insert::Invitation { id: mail_id, member, mail: Box::new(mail), at: self.now });
            }
            Err(Error::NotFound) => self.report.skip(Kind::Invitation, None, "the person has a password already, or no address".into()),
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }
}

/// The path of a unit as it may be stored: each name a line.
fn unit(said: &str) -> String {
    rules::path(said).iter().map(|name| text::fit(name, MAX_LINE)).collect::<Vec<_>>().join(" › ")
}

const NO_FIELD: &str = "no field of profiles is called so";
const NOT_OURS: &str = "the account is that of a partner, which those who answer for the partner change";
