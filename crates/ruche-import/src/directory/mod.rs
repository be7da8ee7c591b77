//! Reads a directory: the people of a company and their groups, as CSV, as LDIF, or over LDAP.
//!
//! Rules: a person is named by the identifier that the directory gives, else by the address; the key is kept, so that somebody whose
//! name changes stays the same. Only what the directory says is taken: an empty cell changes nothing. Nobody is deleted, and nobody
//! leaves a group. A group becomes a community when it has an owner. An entry that is neither a person nor a group is told and left.
//! A column of CSV that says nothing else is taken for the field of the company that bears its name; others are named.
//! Whom somebody reports to is named by identifier, address or name in CSV, and by their place in the tree in LDIF.
//! Deliberately not here: passwords (never read past their line), files that an LDIF points to.

mod csv;
mod headers;
pub mod ldap;
mod ldif;

use crate::ImportError;
use crate::intake::{Community, Item, Kind, Person, Presence, Reason, Row, Rows, Source};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ruche_kernel::names;
use ruche_people::communities::rules::Access;
use ruche_people::sign_in::actions::normalise_login;
use ruche_platform::secret;
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

/// The most bytes of one file.
const MAX_FILE: u64 = 512 << 20;

/// Which column or attribute says a field that the company added to profiles, by what the field is called.
pub type Added = BTreeMap<String, String>;

/// Whether these columns may be read.
///
/// # Errors
/// A sentence about one without a name, or that holds passwords, which are never read.
pub fn check_added(added: &Added) -> Result<(), String> {
    for (field, column) in added {
        let word = headers::word(column);
        if word.is_empty() || field.trim().is_empty() {
            return Err(format!("{field:?} = {column:?}: a field and its column both have a name"));
        }
        if ["password", "passwd", "pwd", "motdepasse"].iter().any(|secret| word.contains(secret)) {
            return Err(format!("{column:?}: passwords are never read"));
        }
    }
    Ok(())
}

/// The files of a directory, found but not read.
#[derive(Clone, Debug)]
pub struct Directory {
    files: Vec<(PathBuf, Form)>,
    /// The server, of what came over LDAP: its rows have no lines.
    server: Option<String>,
    /// What groups become.
    access: Access,
    /// Whether people are told of their account.
    invite: bool,
    /// The columns and attributes that say fields of the company.
    added: Added,
    /// Whether groups are left aside.
    ungrouped: bool,
    /// The key of each person by the other words that groups name them with: the place in the tree, the identifier, the address.
    people: HashMap<String, String>,
    /// The keys of those who bear a name.
    named: HashMap<String, Vec<String>>,
    /// The path of each unit that is a branch of the tree, by its name; nothing where several bear it.
    branches: HashMap<String, Option<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Csv,
    Ldif,
}

/// What a reader finds: the line where it begins, and what it is or why it is none.
type Found = (u64, Result<Entry, Unread>);
/// The same with the name of its file.
type Placed<T> = Result<(String, u64, Result<T, Unread>), ImportError>;
type Entries = Box<dyn Iterator<Item = Result<Found, ImportError>> + Send>;

/// An entry that is left out.
#[derive(Debug)]
struct Unread {
    /// Whose, where that can be read.
    key: Option<String>,
    /// Whether the directory holds the person all the same.
    presence: Presence,
    reason: Reason,
}

impl Unread {
    /// One of which it cannot be told whose it is.
    fn blind(reason: Reason) -> Self {
        Self { key: None, presence: Presence::Unknown, reason }
    }
}

/// An entry of a directory.
#[derive(Debug)]
enum Entry {
    Person(Box<Human>),
    Group(Group),
    /// A branch of the tree, which people name as their unit.
    Branch {
        /// Its place.
        place: String,
        /// Its name.
        name: String,
    },
}

/// A person as a directory tells.
#[derive(Debug, Default)]
struct Human {
    key: String,
    /// The other words that groups name the person with.
    aliases: Vec<String>,
    person: Person,
    photo: Option<Vec<u8>>,
    /// The groups that stand beside the person, in CSV.
    groups: Vec<String>,
    /// Whom the person reports to: a place in the tree, an identifier, an address or a name.
    manager: Option<String>,
}

/// A group as a directory tells.
#[derive(Debug, Default)]
struct Group {
    key: String,
    name: String,
    description: String,
    owner: Option<String>,
    members: Vec<String>,
}

impl Directory {
    /// The directory in these files. Reads them once, to know who is who.
    ///
    /// # Errors
    /// When a file cannot be read, or a line is not what its format says.
    pub fn open(files: &[PathBuf], access: Access, invite: bool) -> Result<Self, ImportError> {
        let files = files.iter().map(|path| Ok((path.clone(), form(path)?))).collect::<Result<_, ImportError>>()?;
        Self::read(files, None, access, invite)
    }

    /// The directory that a server gave; the answer has to be kept as long as it is read.
    ///
    /// # Errors
    /// When the answer cannot be read.
    pub fn of(answer: &ldap::Answer, access: Access, invite: bool) -> Result<Self, ImportError> {
        Self::read(vec![(answer.path().to_owned(), Form::Ldif)], Some(answer.server().to_owned()), access, invite)
    }

    /// The same without its groups.
    #[must_use]
    pub fn without_groups(self) -> Self {
        Self { ungrouped: true, ..self }
    }

    /// The same, that says fields of the company by these columns and attributes.
    #[must_use]
    pub fn adding(self, added: Added) -> Self {
        Self { added, ..self }
    }

    fn read(files: Vec<(PathBuf, Form)>, server: Option<String>, access: Access, invite: bool) -> Result<Self, ImportError> {
        let mut directory = Self {
            files,
            server,
            access,
            invite,
            added: Added::new(),
            ungrouped: false,
            people: HashMap::new(),
            named: HashMap::new(),
            branches: HashMap::new(),
        };
        let (mut people, mut named) = (HashMap::new(), HashMap::<_, Vec<_>>::new());
        let mut tree = HashMap::new();
        for found in directory.entries() {
            let (_, _, entry) = found?;
            if let Ok(Entry::Branch { place, name }) = entry {
                tree.insert(place, name);
            } else if let Ok(Entry::Person(human)) = entry {
                named.entry(names::sort_key(&names::clean_line(&human.person.name))).or_default().push(human.key.clone());
                for alias in human.aliases {
                    people.entry(alias).or_insert_with(|| human.key.clone());
                }
            }
        }
        (directory.people, directory.named) = (people, named);
        directory.branches = branches(&tree);
        Ok(directory)
    }

    /// What of the files has no place here: columns, by file. `known` tells whether the company has a field that is called so.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn notes(&self, known: &dyn Fn(&str) -> bool) -> Result<Vec<String>, ImportError> {
        let mut notes = Vec::new();
        for (path, form) in &self.files {
            if *form == Form::Csv {
                notes.extend(csv::notes(path, &self.added, known)?);
            }
        }
        Ok(notes)
    }

    fn entries(&self) -> impl Iterator<Item = Placed<Entry>> + Send {
        self.files.iter().flat_map(|(path, form)| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let opened = match form {
                Form::Csv => csv::read(path, &self.added),
                Form::Ldif => ldif::read(path, &self.added),
            };
            let entries: Entries = opened.unwrap_or_else(|error| Box::new(std::iter::once(Err(error))));
            entries.map(move |found| found.map(|(line, entry)| (name.clone(), line, entry)))
        })
    }

    /// Everyone, and what is neither a person nor a group.
    fn humans(&self) -> impl Iterator<Item = Placed<Box<Human>>> + Send {
        self.entries().filter_map(|found| match found {
            Ok((file, line, Ok(Entry::Person(human)))) => Some(Ok((file, line, Ok(human)))),
            Ok((file, line, Err(reason))) => Some(Ok((file, line, Err(reason)))),
            Ok((_, _, Ok(Entry::Group(_) | Entry::Branch { .. }))) => None,
            Err(error) => Some(Err(error)),
        })
    }

    /// Every group: those of LDIF, and those that stand beside people, each once.
    fn groups(&self) -> Result<Vec<(String, u64, Group)>, ImportError> {
        let mut groups: Vec<(String, u64, Group)> = Vec::new();
        let mut beside: HashMap<String, usize> = HashMap::new();
        for found in self.entries() {
            let (file, line, entry) = found?;
            match entry {
                Ok(Entry::Group(group)) => groups.push((file, line, group)),
                Ok(Entry::Person(human)) => {
                    for name in human.groups {
                        let key = names::sort_key(&names::clean_line(&name));
                        let at = *beside.entry(key.clone()).or_insert(groups.len());
                        if at == groups.len() {
                            groups.push((file.clone(), line, Group { key, name, ..Group::default() }));
                        }
                        groups[at].2.members.push(alias(&human.key));
                    }
                }
                Ok(Entry::Branch { .. }) | Err(_) => {}
            }
        }
        Ok(groups)
    }

    /// The key of whom a group names; the word itself for somebody unknown.
    fn who(&self, named: &str) -> String {
        self.people.get(named).cloned().unwrap_or_else(|| named.to_owned())
    }

    /// The key of whom somebody reports to; the words themselves for who is not in the directory.
    fn manager(&self, words: &str) -> Result<String, Reason> {
        if let Some(key) = self.people.get(words).or_else(|| self.people.get(&alias(words))) {
            return Ok(key.clone());
        }
        match self.named.get(&names::sort_key(&names::clean_line(words))).map(Vec::as_slice) {
            Some([key]) => Ok(key.clone()),
            Some([_, _, ..]) => Err("several people bear the name of the manager".into()),
            _ => Ok(words.to_owned()),
        }
    }
}

impl Source for Directory {
    fn lists_groups(&self) -> bool {
        self.files.iter().all(|(path, form)| *form == Form::Csv && csv::lists_groups(path))
    }

    fn added(&self) -> Vec<&str> {
        self.added.keys().map(String::as_str).collect()
    }

    fn rows(&self) -> Result<Rows<'_>, ImportError> {
        let people = self.humans().map(|found| {
            let (file, line, mut human) = found?;
            if let Ok(human) = &mut human
                && let Some(unit) = &mut human.person.unit
                && let Some(Some(path)) = self.branches.get(&names::sort_key(unit))
            {
                unit.clone_from(path);
            }
            let (id, item, presence) = match human {
                Ok(human) => (human.key, Ok(Item::Person(human.person)), Presence::Here),
                Err(unread) => (unread.key.unwrap_or_else(|| format!("{file}:{line}")), Err(unread.reason), unread.presence),
            };
            Ok(Row { id, at: Some((file, line)), kind: Kind::Person, item, presence })
        });
        let managers = self.humans().filter_map(|found| match found {
            Ok((file, line, Ok(human))) => {
                let item = self.manager(&human.manager?).map(|manager| Item::Manager { person: human.key.clone(), manager });
                Some(Ok(Row { at: Some((file, line)), ..Row::new(Kind::Manager, human.key, item) }))
            }
            Ok(_) => None,
            Err(error) => Some(Err(error)),
        });
        let photos = self.humans().filter_map(|found| match found {
            Ok((file, line, Ok(human))) => {
                let bytes = human.photo?;
                let id = format!("{}:{}", human.key, secret::digest(&STANDARD.encode(&bytes)));
                let item = Ok(Item::Photo { person: human.key, bytes });
                Some(Ok(Row { at: Some((file, line)), ..Row::new(Kind::Photo, id, item) }))
            }
            Ok(_) => None,
            Err(error) => Some(Err(error)),
        });
        let invite = self.invite;
        let told = std::iter::once_with(move || self.humans()).filter(move |_| invite).flatten().filter_map(|found| match found {
            Ok((file, line, Ok(human))) if human.person.email.is_some() => {
                let item = Ok(Item::Invitation { person: human.key.clone() });
                Some(Ok(Row { at: Some((file, line)), ..Row::new(Kind::Invitation, human.key, item) }))
            }
            Ok(_) => None,
            Err(error) => Some(Err(error)),
        });
        let groups = if self.ungrouped { Vec::new() } else { self.groups()? };
        let (mut communities, mut members) = (Vec::with_capacity(groups.len()), Vec::new());
        for (file, line, group) in groups {
            for named in &group.members {
                let person = self.who(named);
                let item = Ok(Item::Membership { community: group.key.clone(), person: person.clone(), at: None });
                let at = Some((file.clone(), line));
                members.push(Ok(Row { at, ..Row::new(Kind::Membership, format!("{}:{person}", group.key), item) }));
            }
            let owner = group.owner.as_deref().map(|owner| self.who(owner));
            let (name, description) = (group.name, group.description);
            let item = Ok(Item::Community(Community { name, description, access: self.access, owner, created_at: None }));
            communities.push(Ok(Row { at: Some((file, line)), ..Row::new(Kind::Community, group.key, item) }));
        }
        let rows = people.chain(photos).chain(managers).chain(told).chain(communities).chain(members);
        // What came over LDAP has no lines: its rows are told by whom they are about.
        let unplaced =
            |row: Row| Row { at: row.at.map(|_| (format!("{}: {}", self.server.as_deref().unwrap_or_default(), row.id), 0)), ..row };
        let placed = self.server.is_none();
        Ok(Box::new(rows.map(move |row| if placed { row } else { row.map(unplaced) })))
    }
}

/// What trees keep people in, which is no unit.
const CONTAINERS: [&str; 10] =
    ["people", "users", "persons", "staff", "accounts", "employees", "personnes", "utilisateurs", "comptes", "personnel"];

/// The paths of the branches of a tree, by their names.
fn branches(tree: &HashMap<String, String>) -> HashMap<String, Option<String>> {
    let mut found = HashMap::new();
    for (place, name) in tree {
        let mut path = vec![name.as_str()];
        let mut rest = place.as_str();
        while let Some((_, above)) = rest.split_once(',') {
            match tree.get(above) {
                Some(name) if !CONTAINERS.contains(&names::sort_key(name).as_str()) => path.insert(0, name),
                Some(_) => {}
                None => break,
            }
            rest = above;
        }
        let path = path.join(" › ");
        found.entry(names::sort_key(name)).and_modify(|path| *path = None).or_insert(Some(path));
    }
    found
}

/// A word that names a person, as it is compared.
fn alias(word: &str) -> String {
    normalise_login(word)
}

/// What a file is: by its name, else by how it begins.
fn form(path: &Path) -> Result<Form, ImportError> {
    let unreadable = || ImportError::unreadable(path);
    let file = File::open(path).map_err(unreadable())?;
    let length = file.metadata().map_err(unreadable())?.len();
    if length > MAX_FILE {
        let reason = format!("the file is larger than {} MB", MAX_FILE >> 20);
        return Err(ImportError::Line { file: path.to_owned(), line: 1, reason });
    }
    match path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase).as_deref() {
        Some("ldif" | "ldf") => return Ok(Form::Ldif),
        Some("csv" | "tsv" | "txt") => return Ok(Form::Csv),
        _ => {}
    }
    let mut start = BufReader::new(file);
    let start = start.fill_buf().map_err(unreadable())?;
    let ldif = [&b"dn:"[..], b"version:", b"#"].iter().any(|word| start.starts_with(word));
    Ok(if ldif { Form::Ldif } else { Form::Csv })
}
