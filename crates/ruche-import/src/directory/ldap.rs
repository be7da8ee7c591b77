//! A directory over LDAP: what a search gives is written down as LDIF and read as any other file, so that there is one reading of entries.
//!
//! Rules: the whole answer or none, page by page; a certificate is always verified; a password is not sent in clear to another machine.
//! Deliberately not here: what an entry means, referrals to other servers (only what this one holds is read), changes of the directory.

use super::Added;
use super::ldif::KEPT;
use crate::ImportError;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ldap3::adapters::{Adapter, EntriesOnly, PagedResults};
use ldap3::{Ldap, LdapConnAsync, LdapConnSettings, Scope, SearchEntry};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tempfile::NamedTempFile;
use url::Url;

/// How many entries one answer of the server holds.
const PAGE: i32 = 500;
/// How long a connection may take to be made, and an answer to come.
const CONNECT: Duration = Duration::from_secs(10);
const ANSWER: Duration = Duration::from_secs(60);

/// People, groups, and the branches of the tree.
pub const FILTER: &str = "(|(objectClass=person)(objectClass=user)(objectClass=posixAccount)(objectClass=group)(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=groupOfMembers)(objectClass=posixGroup)(objectClass=organizationalUnit))";

/// What is asked, and of whom.
#[derive(Clone)]
pub struct Search {
    /// `ldaps://…`, or `ldap://…`.
    pub url: Url,
    /// Whether a connection that begins in clear is then encrypted.
    pub starttls: bool,
    /// As whom it is asked; as nobody without it.
    pub bind_dn: Option<String>,
    /// The file that holds the password.
    pub password_file: Option<PathBuf>,
    /// Below which place.
    pub base: String,
    /// Which entries.
    pub filter: String,
    /// The certificates that the server is trusted by, in PEM; those of the machine without it.
    pub ca: Option<PathBuf>,
    /// The attributes that say fields of the company.
    pub added: Added,
}

/// What a server gave, until it is dropped.
pub struct Answer {
    file: NamedTempFile,
    server: String,
}

impl Answer {
    pub(super) fn path(&self) -> &Path {
        self.file.path()
    }

    pub(super) fn server(&self) -> &str {
        &self.server
    }
}

impl Search {
    /// The host, as a report names it.
    fn server(&self) -> String {
        self.url.host_str().unwrap_or_default().to_owned()
    }

    fn failed(&self, what: &str, why: impl std::fmt::Display) -> ImportError {
        ImportError::Ldap { server: self.server(), reason: format!("{what}: {why}") }
    }

    /// Whether it may be asked so.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the address, or that a password would travel in clear.
    pub fn check(&self) -> Result<(), ImportError> {
        let refused = |reason: &str| Err(ImportError::Ldap { server: self.server(), reason: reason.to_owned() });
        if !matches!(self.url.scheme(), "ldap" | "ldaps") || !self.url.has_host() {
            return refused("the address must be ldaps://HOST or ldap://HOST");
        }
        if self.starttls && self.url.scheme() == "ldaps" {
            return refused("ldaps is encrypted from its first byte: leave StartTLS out");
        }
        // Of this scheme the host is kept as it was written, addresses too.
        let host = self.url.host_str().unwrap_or_default();
        let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
        let here = host == "localhost" || address.is_ok_and(|address| address.is_loopback());
        if self.bind_dn.is_some() && self.url.scheme() == "ldap" && !self.starttls && !here {
            return refused("the password would travel in clear: take ldaps://, or StartTLS");
        }
        if self.bind_dn.is_some() != self.password_file.is_some() {
            return refused("the name to bind as and the file of its password go together");
        }
        Ok(())
    }

    /// Asks, and keeps the whole answer.
    ///
    /// # Errors
    /// A sentence that names the server: what cannot be reached, is not trusted, refuses the password, or does not answer to the end.
    pub async fn ask(&self) -> Result<Answer, ImportError> {
        self.check()?;
        let (connection, mut ldap) = LdapConnAsync::with_settings(self.settings()?, self.url.as_str())
            .await
            .map_err(|error| self.failed("it cannot be reached, or its certificate is not trusted", error))?;
        let driven = tokio::spawn(async move { connection.drive().await });
        let answer = self.read(&mut ldap).await;
        let _ = ldap.unbind().await;
        driven.abort();
        answer
    }

    fn settings(&self) -> Result<LdapConnSettings, ImportError> {
        let settings = LdapConnSettings::new().set_conn_timeout(CONNECT).set_starttls(self.starttls);
        let Some(path) = &self.ca else { return Ok(settings) };
        let mut roots = RootCertStore::empty();
        for certificate in CertificateDer::pem_file_iter(path).map_err(|error| self.failed("its certificates cannot be read", error))? {
            let certificate = certificate.map_err(|error| self.failed("its certificates cannot be read", error))?;
            roots.add(certificate).map_err(|error| self.failed("its certificates cannot be read", error))?;
        }
        Ok(settings.set_config(Arc::new(ClientConfig::builder().with_root_certificates(roots).with_no_client_auth())))
    }

    async fn read(&self, ldap: &mut Ldap) -> Result<Answer, ImportError> {
        if let (Some(name), Some(file)) = (&self.bind_dn, &self.password_file) {
            let password = std::fs::read_to_string(file).map_err(ImportError::unreadable(file))?;
            let bound = ldap.with_timeout(ANSWER).simple_bind(name, password.trim_end_matches(['\r', '\n'])).await;
            bound.and_then(ldap3::LdapResult::success).map_err(|error| self.failed("it does not let us in", error))?;
        }
        let file = NamedTempFile::new().map_err(ImportError::unreadable(Path::new("a temporary file")))?;
        let mut out = BufWriter::new(file.as_file());
        let adapters: Vec<Box<dyn Adapter<_, _>>> = vec![Box::new(EntriesOnly::new()), Box::new(PagedResults::new(PAGE))];
        let attributes: Vec<&str> = KEPT.into_iter().chain(self.added.values().map(String::as_str)).collect();
        let told = |error| self.failed("it does not answer to the end", error);
        let answers = ldap.with_timeout(ANSWER).streaming_search_with(adapters, &self.base, Scope::Subtree, &self.filter, attributes);
        let mut answers = answers.await.map_err(told)?;
        while let Some(entry) = answers.next().await.map_err(told)? {
            write(&mut out, &SearchEntry::construct(entry)).map_err(ImportError::unreadable(file.path()))?;
        }
        // Half an answer is none: who is not in it would seem to be gone.
        answers.finish().await.success().map_err(told)?;
        out.flush().map_err(ImportError::unreadable(file.path()))?;
        drop(out);
        Ok(Answer { file, server: self.server() })
    }
}

/// An entry as LDIF; every value in base64, which needs no rule of what may stand in a line.
fn write(out: &mut BufWriter<&File>, entry: &SearchEntry) -> std::io::Result<()> {
    writeln!(out, "dn:: {}", STANDARD.encode(&entry.dn))?;
    let texts = entry.attrs.iter().flat_map(|(name, values)| values.iter().map(move |value| (name, value.as_bytes())));
    let bytes = entry.bin_attrs.iter().flat_map(|(name, values)| values.iter().map(move |value| (name, value.as_slice())));
    for (name, value) in texts.chain(bytes) {
        writeln!(out, "{name}:: {}", STANDARD.encode(value))?;
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_travels_in_clear() {
        for (url, starttls, bound, fine) in [
            ("ldaps://ad.example.com", false, true, true),
            ("ldap://ad.example.com", true, true, true),
            ("ldap://ad.example.com", false, true, false),
            ("ldap://ad.example.com", false, false, true),
            ("ldap://127.0.0.1:3890", false, true, true),
            ("ldap://[::1]", false, true, true),
            ("ldaps://ad.example.com", true, true, false),
            ("https://ad.example.com", false, false, false),
        ] {
            let search = Search {
                url: Url::parse(url).unwrap(),
                starttls,
                bind_dn: bound.then(|| "cn=reader".to_owned()),
                password_file: bound.then(|| "password".into()),
                base: String::new(),
                filter: FILTER.to_owned(),
                ca: None,
                added: Added::new(),
            };
            assert_eq!(search.check().is_ok(), fine, "{url} {starttls} {bound}");
        }
    }
}
