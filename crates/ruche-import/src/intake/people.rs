//! People of a source: who is new, who is here already, what changes of them, their photos and the message that tells of the account.

use super::insert::Insert;
use super::write::{Here, Known, Pass, here, sentence};
use super::{Kind, Person, Reason};
use crate::mapping::text;
use crate::{ImportError, keys};
use ruche_content::files::actions as files;
use ruche_kernel::{Error, MemberId};
use ruche_people::members::actions::{self, NewMember, ProfileEdit};
use ruche_people::members::{invite, store as members};
use ruche_people::sign_in::actions::normalise_login;
use ruche_platform::work;
use ruche_web::fields::Upload;
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
            Err(reason) => return self.left_out(at, reason),
        };
        let login = new.email.clone().or(new.username.clone()).unwrap_or_default();
        if self.logins.contains_key(&login) {
            return self.left_out(at, "somebody before in the files has the same address or user name".into());
        }
        if let Some(member) = members::by_login(&self.content.platform.db, &login).await? {
            let here = here(self.content, member, self.now).await?;
            if here != Here::Employee {
                return self.left_out(at, NOT_OURS.into());
            }
            self.keep(Kind::Person, id.clone(), Known { target: member.0, seen: true, fresh: false, here: Some(here) });
            self.logins.insert(login, id.clone());
            if !self.dry {
                self.batch.push((id, Insert::Known(member.0)));
            }
            return self.change(at, member, &person).await;
        }
        self.logins.insert(login, id.clone());
        let (member, made) = (MemberId(self.content.platform.id()), person.created_at.unwrap_or(self.now));
        self.plan(Kind::Person, id, Insert::Member { id: member, member: Box::new(new), at: made, closed: person.closed });
        Ok(())
    }

    /// Somebody who came by this key before.
    pub(super) async fn person_again(&mut self, id: &str, at: At, person: Person) -> Result<(), ImportError> {
        if !person.update {
            self.report.of(Kind::Person).already += 1;
            return Ok(());
        }
        if let Err(reason) = self.checked(&person) {
            return self.left_out(at, reason);
        }
        match self.person_here(id).await? {
            Some((member, Here::Employee)) => self.change(at, member, &person).await,
            Some((_, Here::Gone)) => self.left_out(at, "the person has left".into()),
            _ => self.left_out(at, NOT_OURS.into()),
        }
    }

    fn left_out(&mut self, at: At, reason: Reason) -> Result<(), ImportError> {
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
            unit: line(&person.unit),
            site: line(&person.site),
            phone: line(&person.phone),
            locale: self.language.clone(),
            ..NewMember::default()
        };
        let refusals = new.check();
        if refusals.is_empty() { Ok(new) } else { Err(sentence(&refusals)) }
    }

    /// Makes somebody who is here what the source says, by the action of the product: others show that name.
    async fn change(&mut self, at: At, member: MemberId, person: &Person) -> Result<(), ImportError> {
        let profile = members::find(&self.content.platform.db, member, member).await?;
        let fit = |said: &Option<String>, now: &str| match said.as_deref().map(|said| text::fit(said, MAX_LINE)) {
            Some(said) if !said.is_empty() => said,
            _ => now.to_owned(),
        };
        let edit = ProfileEdit {
            name: fit(&Some(person.name.clone()), &profile.name),
            title: fit(&person.title, &profile.person.title),
            unit: fit(&person.unit, &profile.unit),
            site: fit(&person.site, &profile.site),
            phone: fit(&person.phone, &profile.phone),
            languages: profile.languages.clone(),
            bio: profile.bio.clone(),
        };
        let same = [
            (&edit.name, &profile.name),
            (&edit.title, &profile.person.title),
            (&edit.unit, &profile.unit),
            (&edit.site, &profile.site),
            (&edit.phone, &profile.phone),
        ]
        .iter()
        .all(|(said, now)| said == now);
        let other = person.email.as_deref().map(normalise_login).is_some_and(|email| profile.email.is_some_and(|now| now != email));
        if same || !person.update {
            self.report.of(Kind::Person).already += 1;
        } else {
            self.report.of(Kind::Person).changed += 1;
            if !self.dry
                && let Some(acting) = members::acting(&self.content.platform.db, member, self.now).await?
            {
                actions::save_profile(&self.content.people, &acting.actor, &edit).await?;
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
        let member = match self.doer(person).await? {
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
        let member = match self.doer(person).await? {
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

const NOT_OURS: &str = "the account is that of a partner, which those who answer for the partner change";
