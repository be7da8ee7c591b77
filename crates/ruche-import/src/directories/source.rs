//! A source as the configuration says it.

use crate::ImportError;
use crate::directory::ldap::{Answer, FILTER, Search};
use crate::directory::{self, Added, Directory};
use crate::intake::Follow;
use jiff::tz::TimeZone;
use ruche_people::communities::rules::Access;
use serde::Deserialize;
use std::path::PathBuf;
use url::Url;

/// What a night does.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Tells what would change.
    #[default]
    Report,
    /// Changes it.
    Apply,
}

/// A source: files, or a server.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its name, under which its people are known: small letters, digits and `-`.
    pub name: String,
    /// The files, CSV or LDIF; or else `url`.
    #[serde(default)]
    pub files: Vec<PathBuf>,
    /// `ldaps://…` or `ldap://…`.
    pub url: Option<Url>,
    /// Whether a connection that begins in clear is then encrypted.
    #[serde(default)]
    pub starttls: bool,
    /// As whom the server is asked.
    pub bind_dn: Option<String>,
    /// The file of the password.
    pub password_file: Option<PathBuf>,
    /// Below which place.
    #[serde(default)]
    pub base: String,
    /// Which entries.
    pub filter: Option<String>,
    /// The certificates that the server is trusted by.
    pub ca: Option<PathBuf>,
    /// The columns or attributes that say fields of the company, by what the fields are called.
    #[serde(default)]
    pub fields: Added,
    /// What groups become; they are left aside without it.
    pub groups: Option<String>,
    /// The login of who owns communities of which the source names no owner.
    pub owner: Option<String>,
    /// What a night does.
    #[serde(default)]
    pub mode: Mode,
    /// The hour of the night, 0 to 23.
    #[serde(default = "two")]
    pub hour: u8,
    /// The zone of that hour.
    #[serde(default = "paris")]
    pub zone: String,
    /// Whether the accounts of those who are gone are closed.
    #[serde(default)]
    pub leavers: bool,
    /// The most in a hundred who may be gone.
    #[serde(default = "ten")]
    pub most_leavers: u8,
    /// Whether those who are new arrive.
    #[serde(default)]
    pub arrivals: bool,
}

fn two() -> u8 {
    2
}

fn ten() -> u8 {
    10
}

fn paris() -> String {
    "Europe/Paris".to_owned()
}

/// A directory, and what has to be kept as long as it is read.
pub struct Kept {
    /// The directory.
    pub directory: Directory,
    _answer: Option<Answer>,
}

impl Source {
    /// Whether it may be used so.
    ///
    /// # Errors
    /// A sentence that names the source and what is wrong with it.
    pub fn check(&self) -> Result<(), String> {
        let refused = |reason: &str| Err(format!("directories: {:?}: {reason}", self.name));
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.name.is_empty() || self.name.len() > 40 || !self.name.chars().all(plain) {
            return refused("a name has 1 to 40 small letters, digits and -");
        }
        if self.files.is_empty() == self.url.is_none() {
            return refused("a source has files, or a url");
        }
        if self.hour > 23 || self.most_leavers > 100 || TimeZone::get(&self.zone).is_err() {
            return refused("hour is 0 to 23, most_leavers 0 to 100, zone a time zone as Europe/Paris");
        }
        if self.groups.as_deref().is_some_and(|word| Access::from_word(word).is_none()) {
            return refused("groups is open, request, closed or unlisted");
        }
        directory::check_added(&self.fields).or_else(|error| refused(&error))?;
        match self.search() {
            Some(search) => search.check().map_err(|error| format!("directories: {:?}: {error}", self.name)),
            None => Ok(()),
        }
    }

    fn search(&self) -> Option<Search> {
        Some(Search {
            url: self.url.clone()?,
            starttls: self.starttls,
            bind_dn: self.bind_dn.clone(),
            password_file: self.password_file.clone(),
            base: self.base.clone(),
            filter: self.filter.clone().unwrap_or_else(|| FILTER.to_owned()),
            ca: self.ca.clone(),
            added: self.fields.clone(),
        })
    }

    pub(super) fn zone(&self) -> TimeZone {
        TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)
    }

    pub(super) fn follow(&self) -> Follow {
        Follow { leavers: self.leavers, most_leavers: self.most_leavers.into(), arrivals: self.arrivals, holds: true }
    }

    /// Where it is, without anything secret.
    pub(super) fn place(&self) -> String {
        match &self.url {
            Some(url) => url.host_str().unwrap_or_default().to_owned(),
            None => self.files.iter().filter_map(|file| file.file_name()).map(|name| name.to_string_lossy()).collect::<Vec<_>>().join(", "),
        }
    }

    /// Reads it.
    ///
    /// # Errors
    /// What cannot be read, or does not answer.
    pub(super) async fn open(&self) -> Result<Kept, ImportError> {
        let access = self.groups.as_deref().and_then(Access::from_word).unwrap_or(Access::Closed);
        let (directory, answer) = match self.search() {
            Some(search) => {
                let answer = search.ask().await?;
                (Directory::of(&answer, access, false)?, Some(answer))
            }
            None => (Directory::open(&self.files, access, false)?, None),
        };
        // A directory has many groups that are no communities: they are followed where that is said.
        let directory = if self.groups.is_some() { directory } else { directory.without_groups() };
        Ok(Kept { directory: directory.adding(self.fields.clone()), _answer: answer })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_files_or_a_server_and_no_password_travels_in_clear() {
        for (text, fine) in [
            (r#"{"name": "rh", "files": ["/srv/rh.csv"]}"#, true),
            (
                r#"{"name": "ad", "url": "ldaps://ad.example.com", "bind_dn": "cn=r", "password_file": "/p", "mode": "apply", "hour": 3}"#,
                true,
            ),
            (r#"{"name": "ad", "url": "ldap://ad.example.com", "bind_dn": "cn=r", "password_file": "/p"}"#, false),
            (r#"{"name": "RH", "files": ["/srv/rh.csv"]}"#, false),
            (r#"{"name": "rh"}"#, false),
            (r#"{"name": "rh", "files": ["/srv/rh.csv"], "url": "ldaps://ad.example.com"}"#, false),
            (r#"{"name": "rh", "files": ["/srv/rh.csv"], "hour": 24}"#, false),
            (r#"{"name": "rh", "files": ["/srv/rh.csv"], "zone": "Paris"}"#, false),
            (r#"{"name": "rh", "files": ["/srv/rh.csv"], "groups": "request", "owner": "lea@example.com"}"#, true),
            (r#"{"name": "rh", "files": ["/srv/rh.csv"], "groups": "secret"}"#, false),
            (r#"{"name": "rh", "files": ["/srv/rh.csv"], "fields": {"Matricule": "employeeNumber"}}"#, true),
            (r#"{"name": "rh", "files": ["/srv/rh.csv"], "fields": {"Matricule": "userPassword"}}"#, false),
            (r#"{"name": "rh", "files": ["/srv/rh.csv"], "fields": {"Matricule": " "}}"#, false),
        ] {
            let source: Source = serde_json::from_str(text).unwrap();
            assert_eq!(source.check().is_ok(), fine, "{text}: {:?}", source.check());
        }
        assert!(serde_json::from_str::<Source>(r#"{"name": "rh", "pasword": "x"}"#).is_err(), "an unknown key");
    }
}
