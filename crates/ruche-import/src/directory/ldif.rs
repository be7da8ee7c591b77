//! A directory as LDIF (RFC 2849): people of the usual classes, and groups.

use super::{Added, Entries, Entry, Found, Group, Human, Person, Presence, Unread, alias};
use crate::ImportError;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ruche_people::sign_in::actions::normalise_login;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read as _};
use std::path::{Path, PathBuf};

/// The most bytes of one entry, photos included.
const MAX_ENTRY: usize = 16 << 20;

const PEOPLE: [&str; 5] = ["person", "organizationalperson", "inetorgperson", "user", "posixaccount"];
const GROUPS: [&str; 5] = ["group", "groupofnames", "groupofuniquenames", "groupofmembers", "posixgroup"];
/// What is read of an entry; anything else, passwords above all, is let go at its line.
pub(super) const KEPT: [&str; 30] = [
    "dn",
    "changetype",
    "objectclass",
    "uid",
    "samaccountname",
    "entryuuid",
    "cn",
    "displayname",
    "givenname",
    "sn",
    "mail",
    "manager",
    "title",
    "employeetype",
    "ou",
    "department",
    "departmentnumber",
    "physicaldeliveryofficename",
    "l",
    "telephonenumber",
    "mobile",
    "jpegphoto",
    "thumbnailphoto",
    "useraccountcontrol",
    "description",
    "member",
    "uniquemember",
    "memberuid",
    "owner",
    "managedby",
];

/// An entry: the values of each attribute, in their order.
type Attributes = HashMap<String, Vec<Vec<u8>>>;

/// Every entry.
pub(super) fn read(path: &Path, added: &Added) -> Result<Entries, ImportError> {
    let file = File::open(path).map_err(ImportError::unreadable(path))?;
    let mut reader = Reader { path: path.to_owned(), text: BufReader::new(file), line: 0, next: None, done: false, added: added.clone() };
    Ok(Box::new(std::iter::from_fn(move || {
        if reader.done {
            return None;
        }
        let entry = reader.entry().transpose();
        reader.done = !matches!(entry, Some(Ok(_)));
        entry
    })))
}

struct Reader<R> {
    path: PathBuf,
    text: R,
    line: u64,
    /// The line that was read ahead.
    next: Option<Vec<u8>>,
    done: bool,
    /// The attributes that say fields of the company.
    added: Added,
}

impl<R: BufRead> Reader<R> {
    fn wrong(&self, line: u64, reason: &str) -> ImportError {
        ImportError::Line { file: self.path.clone(), line, reason: reason.into() }
    }

    /// A line without its end; nothing at the end of the file.
    fn physical(&mut self) -> Result<Option<Vec<u8>>, ImportError> {
        if let Some(line) = self.next.take() {
            self.line += 1;
            return Ok(Some(line));
        }
        let Some(line) = self.raw()? else { return Ok(None) };
        self.line += 1;
        Ok(Some(line))
    }

    fn raw(&mut self) -> Result<Option<Vec<u8>>, ImportError> {
        let mut line = Vec::new();
        let read = self.text.by_ref().take(MAX_ENTRY as u64).read_until(b'\n', &mut line).map_err(ImportError::unreadable(&self.path))?;
        if read == MAX_ENTRY {
            return Err(self.wrong(self.line + 1, "the line is larger than 16 MB"));
        }
        if read == 0 {
            return Ok(None);
        }
        while matches!(line.last(), Some(b'\n' | b'\r')) {
            line.pop();
        }
        Ok(Some(line))
    }

    /// A line with those that continue it.
    fn logical(&mut self) -> Result<Option<(u64, Vec<u8>)>, ImportError> {
        let Some(mut line) = self.physical()? else { return Ok(None) };
        let at = self.line;
        loop {
            match self.raw()? {
                Some(more) if more.first() == Some(&b' ') => {
                    self.line += 1;
                    line.extend_from_slice(&more[1..]);
                    if line.len() > MAX_ENTRY {
                        return Err(self.wrong(at, "the value is larger than 16 MB"));
                    }
                }
                other => {
                    self.next = other;
                    return Ok(Some((at, line)));
                }
            }
        }
    }

    /// The next entry with its line.
    fn entry(&mut self) -> Result<Option<Found>, ImportError> {
        let (mut entry, mut at, mut size) = (Attributes::new(), 0, 0);
        while let Some((line, text)) = self.logical()? {
            if text.is_empty() {
                if entry.is_empty() {
                    continue;
                }
                break;
            }
            if text.first() == Some(&b'#') {
                continue;
            }
            let text = if line == 1 { text.strip_prefix(b"\xef\xbb\xbf").map(<[u8]>::to_vec).unwrap_or(text) } else { text };
            let Some((name, value)) = self.attribute(line, &text)? else { continue };
            if entry.is_empty() {
                if name == "version" {
                    continue;
                }
                if name != "dn" {
                    return Err(self.wrong(line, "an entry begins with \"dn:\""));
                }
                at = line;
            }
            size += value.len();
            if size > MAX_ENTRY {
                return Err(self.wrong(at, "the entry is larger than 16 MB"));
            }
            if KEPT.contains(&name.as_str()) || self.added.values().any(|attribute| attribute.eq_ignore_ascii_case(&name)) {
                entry.entry(name).or_default().push(value);
            }
        }
        Ok((!entry.is_empty()).then(|| (at, found(&entry, &self.added))))
    }

    /// The name of an attribute, without its options, and its value; nothing where the value is kept elsewhere.
    fn attribute(&self, line: u64, text: &[u8]) -> Result<Option<(String, Vec<u8>)>, ImportError> {
        // Between two changes of an entry.
        if text == b"-" {
            return Ok(None);
        }
        let Some(colon) = text.iter().position(|byte| *byte == b':') else {
            return Err(self.wrong(line, "there is no \":\" after the name of an attribute"));
        };
        let name = String::from_utf8_lossy(&text[..colon]).split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let value = &text[colon + 1..];
        match value.first() {
            Some(b'<') => Ok(None),
            Some(b':') => {
                let packed: Vec<u8> = value[1..].iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
                let value = STANDARD.decode(packed).map_err(|_| self.wrong(line, "the value after \"::\" is not base64"))?;
                Ok(Some((name, value)))
            }
            _ => Ok(Some((name, value.trim_ascii().to_vec()))),
        }
    }
}

/// What an entry is.
fn found(entry: &Attributes, added: &Added) -> Result<Entry, Unread> {
    let all = |name: &str| -> Vec<String> {
        let values = entry.get(name).into_iter().flatten();
        values.map(|value| String::from_utf8_lossy(value).trim().to_owned()).filter(|value| !value.is_empty()).collect()
    };
    let first = |names: &[&str]| names.iter().find_map(|name| all(name).into_iter().next());
    if first(&["changetype"]).is_some_and(|change| !change.eq_ignore_ascii_case("add")) {
        return Err(Unread::blind("the entry changes another one: only whole entries are read".into()));
    }
    let classes: Vec<String> = all("objectclass").iter().map(|class| class.to_ascii_lowercase()).collect();
    let is = |wanted: &[&str]| classes.iter().any(|class| wanted.contains(&class.as_str()));
    let dn = place(&first(&["dn"]).unwrap_or_default());
    if is(&GROUPS) {
        let members = ["member", "uniquemember"].iter().flat_map(|name| all(name)).map(|dn| place(&dn));
        let members = members.chain(all("memberuid").iter().map(|uid| alias(uid))).collect();
        let name = first(&["cn"]).unwrap_or_default();
        let owner = first(&["owner", "managedby"]).map(|dn| place(&dn));
        let description = first(&["description"]).unwrap_or_default();
        return Ok(Entry::Group(Group { key: dn, name, description, owner, members }));
    }
    if is(&["organizationalunit"]) {
        return Ok(Entry::Branch { name: first(&["ou"]).unwrap_or_default(), place: dn });
    }
    if !is(&PEOPLE) || classes.iter().any(|class| class == "computer") {
        return Err(Unread { key: None, presence: Presence::Here, reason: "the entry is neither a person nor a group".into() });
    }
    let (uid, email) = (first(&["uid", "samaccountname"]), first(&["mail"]).map(|email| normalise_login(&email)));
    let key = uid.as_deref().map(alias).or(email.clone()).unwrap_or_else(|| dn.clone());
    // The second bit says that the account is disabled.
    if first(&["useraccountcontrol"]).and_then(|bits| bits.parse::<i64>().ok()).is_some_and(|bits| bits & 2 != 0) {
        return Err(Unread { key: Some(key), presence: Presence::Gone, reason: "the account is disabled in the directory".into() });
    }
    // Where the common name is the identifier, another one is for people.
    let common = first(&["cn"]).filter(|cn| uid.as_ref().is_none_or(|uid| !uid.eq_ignore_ascii_case(cn)));
    let name = common.or_else(|| first(&["displayname"])).unwrap_or_else(|| {
        let parts: Vec<String> = [first(&["givenname"]), first(&["sn"])].into_iter().flatten().collect();
        parts.join(" ")
    });
    let photo =
        ["jpegphoto", "thumbnailphoto"].iter().find_map(|name| entry.get(*name)?.first()).filter(|bytes| !bytes.is_empty()).cloned();
    let aliases = [Some(key.clone()), Some(dn), email.clone()].into_iter().flatten().collect();
    let person = Person {
        name,
        email,
        username: uid.map(|uid| normalise_login(&uid)),
        title: first(&["title", "employeetype"]),
        unit: first(&["department", "ou", "departmentnumber"]),
        site: first(&["physicaldeliveryofficename", "l"]),
        phone: first(&["telephonenumber", "mobile"]),
        added: added.iter().filter_map(|(name, attribute)| Some((name.clone(), first(&[&attribute.to_ascii_lowercase()])?))).collect(),
        update: true,
        ..Person::default()
    };
    Ok(Entry::Person(Box::new(Human {
        key,
        aliases,
        person,
        photo,
        groups: Vec::new(),
        manager: first(&["manager"]).map(|dn| place(&dn)),
    })))
}

/// A place in the tree as it is compared: in small letters, without spaces around its signs.
fn place(dn: &str) -> String {
    let parts = dn.split(',').map(|part| part.split('=').map(str::trim).collect::<Vec<_>>().join("="));
    parts.collect::<Vec<_>>().join(",").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(text: &[u8]) -> Result<Vec<Found>, String> {
        let mut reader = Reader { path: "a.ldif".into(), text, line: 0, next: None, done: false, added: Added::new() };
        let mut found = Vec::new();
        while let Some(entry) = reader.entry().map_err(|error| error.to_string())? {
            found.push(entry);
        }
        Ok(found)
    }

    #[test]
    fn people_and_groups_are_told_apart() {
        let text = "version: 1\n# a comment\n  that goes on\ndn: cn=Zo\\C3\\A9, ou=People,dc=x\nobjectClass: inetOrgPerson\ncn:: Wm/DqSBMZWbDqHZyZQ==\nuid: zoe\nmail: ZOE@x.exam\n ple\nuserPassword:: c2VjcmV0\njpegPhoto:: /9j/\njpegPhoto:< file:///etc/passwd\ntitle;lang-fr: Cheffe\nou: Atelier\nmanager: CN=bo, ou=People,dc=x\n\n\ndn: OU=people,dc=x\nobjectClass: organizationalUnit\n\ndn: cn=crew,dc=x\nobjectclass: Group\ncn: crew\nmember: CN=Zo\\C3\\A9,ou=people, dc=x\nmemberUid: BO\n\ndn: cn=gone,dc=x\nobjectClass: user\nuserAccountControl: 514\n\ndn: cn=zoe,dc=x\nchangetype: modify\nreplace: mail\nmail: z@x.example\n-\n\ndn: cn=host,dc=x\nobjectClass: computer\n";
        let found = entries(text.as_bytes()).expect("entries");
        let [
            (4, Ok(Entry::Person(zoe))),
            (18, Ok(Entry::Branch { place, .. })),
            (21, Ok(Entry::Group(crew))),
            (27, Err(gone)),
            (31, Err(change)),
            (37, Err(host)),
        ] = found.as_slice()
        else {
            panic!("{found:?}")
        };
        assert_eq!(
            (zoe.key.as_str(), zoe.person.name.as_str(), zoe.person.email.as_deref()),
            ("zoe", "Zoé Lefèvre", Some("zoe@x.example"))
        );
        assert_eq!(
            (zoe.person.title.as_deref(), zoe.person.unit.as_deref(), zoe.photo.as_deref()),
            (Some("Cheffe"), Some("Atelier"), Some(&[255, 216, 255][..]))
        );
        assert_eq!(zoe.manager.as_deref(), Some("cn=bo,ou=people,dc=x"));
        assert_eq!(crew.members, [zoe.aliases[1].clone(), "bo".into()]);
        assert_eq!(place, "ou=people,dc=x");
        assert!(host.reason.contains("neither") && gone.reason.contains("disabled") && change.reason.contains("whole"), "{found:?}");
        assert_eq!((host.presence, gone.presence, change.presence), (Presence::Here, Presence::Gone, Presence::Unknown));
    }

    #[test]
    fn lines_that_are_no_ldif_are_named() {
        for (text, reason) in [
            ("cn: x\n", "line 1: an entry begins with \"dn:\""),
            ("dn: x\nmail\n", "line 2: there is no \":\""),
            ("\n\ndn: x\ncn:: %%%\n", "line 4: the value after \"::\" is not base64"),
        ] {
            let error = entries(text.as_bytes()).expect_err("refused");
            assert!(error.contains(reason) && error.contains("a.ldif"), "{error}");
        }
    }
}
