//! Reads the dump of a Stack Exchange site (Posts, Users, Comments and Votes as XML, plain or compressed by zstd): it becomes one
//! community.
//!
//! Rules: a question is a question; an answer a comment below it, the accepted one accepted; a comment on an answer a reply to it, one
//! on the question a comment below it; a tag a topic. People are those who wrote, voted or kept something: accounts without address
//! and password, under the name that the dump gives; of who is gone but has left a name, that name. A vote counts where the dump
//! names the person, which it hardly does: figures without people are not invented.
//! Deliberately not here: descriptions of tags, edits, badges, links between posts, views, bounties.

pub mod xml;

use crate::intake::{Body, Comment, Community, Item, Kind, On, Person, Post, Reason, Row, Rows, Source};
use crate::{ImportError, html};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use ruche_content::reactions::Kind as Emotion;
use ruche_kernel::names;
use ruche_people::communities::rules::Access;
use ruche_platform::secret;
use ruche_web::markdown::MAX_HTML;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// The one community of a dump.
const SITE: &str = "site";

/// A dump on the disk: what hangs on what, in numbers alone.
#[derive(Clone, Debug)]
pub struct Exchange {
    posts: PathBuf,
    users: PathBuf,
    comments: PathBuf,
    votes: PathBuf,
    /// The community.
    name: String,
    access: Access,
    /// How user names begin.
    slug: String,
    questions: HashSet<String>,
    /// The question and the author of each answer.
    answers: HashMap<String, (String, String)>,
    /// Those who took part, and since when.
    people: BTreeMap<String, i64>,
    licences: BTreeSet<String>,
}

type XmlRow = Result<xml::Row, ImportError>;

impl Exchange {
    /// The dump in `dir`. Reads it once, to know who took part and what hangs on what.
    ///
    /// # Errors
    /// When a file is missing or cannot be read, or a row is not what the format says.
    pub fn open(dir: &Path, name: &str, access: Access) -> Result<Self, ImportError> {
        let file = |name: &str| {
            let plain = dir.join(format!("{name}.xml"));
            let packed = dir.join(format!("{name}.xml.zst"));
            match (plain.exists(), packed.exists()) {
                (true, true) => Err(ImportError::Twice(plain)),
                (false, false) => Err(ImportError::Missing(plain)),
                (true, false) => Ok(plain),
                (false, true) => Ok(packed),
            }
        };
        let mut exchange = Self {
            posts: file("Posts")?,
            users: file("Users")?,
            comments: file("Comments")?,
            votes: file("Votes")?,
            name: name.to_owned(),
            access,
            slug: slug(name),
            questions: HashSet::new(),
            answers: HashMap::new(),
            people: BTreeMap::new(),
            licences: BTreeSet::new(),
        };
        exchange.look()?;
        Ok(exchange)
    }

    /// The name under which its keys are kept: that of its community.
    #[must_use]
    pub fn source(&self) -> String {
        format!("stackexchange:{}", self.slug)
    }

    fn look(&mut self) -> Result<(), ImportError> {
        for row in xml::Rows::open(&self.posts)? {
            let row = row?;
            let (Some(id), Some(author)) = (row.get("Id"), author(&row, "Owner")) else { continue };
            match row.get("PostTypeId") {
                Some("1") => {
                    self.questions.insert(id.to_owned());
                }
                Some("2") => {
                    let question = row.get("ParentId").unwrap_or_default();
                    self.answers.insert(id.to_owned(), (question.to_owned(), author.clone()));
                }
                _ => continue,
            }
            self.licences.extend(row.get("ContentLicense").map(str::to_owned));
            self.took_part(author, &row);
        }
        for row in xml::Rows::open(&self.comments)? {
            let row = row?;
            if let Some(author) = author(&row, "User") {
                self.took_part(author, &row);
            }
        }
        for row in xml::Rows::open(&self.votes)? {
            let row = row?;
            if let Some(person) = row.get("UserId") {
                self.took_part(person.to_owned(), &row);
            }
        }
        Ok(())
    }

    fn took_part(&mut self, person: String, row: &xml::Row) {
        if let Some(at) = time(row) {
            let since = self.people.entry(person).or_insert(at);
            *since = at.min(*since);
        }
    }

    fn person(&self, user: &xml::Row) -> Result<Item, Reason> {
        let id = user.get("Id").ok_or("there is no Id")?;
        if id == "-1" {
            return Err("it is no person: the site itself".into());
        }
        if !self.people.contains_key(id) {
            return Err("the person took no part".into());
        }
        let name = user.get("DisplayName").unwrap_or_default().to_owned();
        Ok(Item::Person(Person { name, username: Some(format!("{}-{id}", self.slug)), created_at: time(user), ..Person::default() }))
    }

    /// Those of whom there is a name alone.
    fn named(&self) -> impl Iterator<Item = Row> + Send {
        self.people.iter().filter_map(|(id, since)| {
            let name = id.strip_prefix(NAMED)?;
            let username = Some(format!("{}-n-{}", self.slug, &secret::digest(name)[..8]));
            let person = Person { name: name.to_owned(), username, created_at: Some(*since), ..Person::default() };
            Some(Row::new(Kind::Person, id.clone(), Ok(Item::Person(person))))
        })
    }

    fn question(&self, row: &xml::Row) -> Result<Item, Reason> {
        Ok(Item::Post(Post {
            community: SITE.into(),
            author: author(row, "Owner").ok_or(NOBODY)?,
            question: Some(row.get("Title").ok_or("there is no title")?.to_owned()),
            body: body(row)?,
            topics: row.get("Tags").map(tags).unwrap_or_default(),
            missing_file: false,
            at: time(row).ok_or(NO_DATE)?,
        }))
    }

    fn answer(&self, row: &xml::Row) -> Result<Item, Reason> {
        Ok(Item::Comment(Comment {
            post: row.get("ParentId").unwrap_or_default().to_owned(),
            parent: None,
            author: author(row, "Owner").ok_or(NOBODY)?,
            body: body(row)?,
            at: time(row).ok_or(NO_DATE)?,
        }))
    }

    fn comment(&self, row: &xml::Row) -> Result<Item, Reason> {
        let on = row.get("PostId").unwrap_or_default();
        let (post, parent) = match self.answers.get(on) {
            Some((question, _)) => (question.clone(), Some(on.to_owned())),
            None => (on.to_owned(), None),
        };
        let author = author(row, "User").ok_or(NOBODY)?;
        let body = html::outward(row.get("Text").unwrap_or_default()).into();
        Ok(Item::Comment(Comment { post, parent, author, body, at: time(row).ok_or(NO_DATE)? }))
    }

    /// What a vote becomes, and of which kind: rows of one kind are written together.
    fn vote(&self, row: &xml::Row) -> (Kind, Result<Item, Reason>) {
        let (on, person) = (row.get("PostId").unwrap_or_default().to_owned(), row.get("UserId").map(str::to_owned));
        let at = time(row);
        let (Some(person), Some(at)) = (person, at) else { return (Kind::Vote, Err("the dump names nobody".into())) };
        match row.get("VoteTypeId") {
            Some("2") => match self.answers.get(&on) {
                Some((_, author)) if *author == person => (Kind::Vote, Err("it is the author's own".into())),
                Some(_) => (Kind::Vote, Ok(Item::Vote { comment: on, person, at })),
                None => (Kind::Reaction, Ok(Item::Reaction { on: On::Post(on), person, emotion: Emotion::Like, at })),
            },
            Some("5") if self.questions.contains(&on) => (Kind::Bookmark, Ok(Item::Bookmark { post: on, person, at })),
            _ => (Kind::Vote, Err("there is no such vote here".into())),
        }
    }

    /// The rows of a file, each mapped.
    fn rows_of<'a>(path: &'a Path, map: impl Fn(&xml::Row) -> Option<Row> + Send + 'a) -> Result<Rows<'a>, ImportError> {
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let one = move |row: XmlRow| match row {
            Ok(row) => map(&row).map(|found| Ok(Row { at: Some((file.clone(), row.line)), ..found })),
            Err(error) => Some(Err(error)),
        };
        Ok(Box::new(xml::Rows::open(path)?.filter_map(one)))
    }

    fn votes_of(&self, kind: Kind) -> Result<Rows<'_>, ImportError> {
        Self::rows_of(&self.votes, move |row| {
            let (of, item) = self.vote(row);
            // Not each of thousands that name nobody is told by its line.
            (of == kind).then(|| Row::new(kind, row.get("Id").unwrap_or_default(), item))
        })
    }
}

impl Source for Exchange {
    fn rows(&self) -> Result<Rows<'_>, ImportError> {
        let id = |row: &xml::Row| row.get("Id").unwrap_or_default().to_owned();
        let people = Self::rows_of(&self.users, move |row| Some(Row::new(Kind::Person, id(row), self.person(row))))?;
        let description = self.licences.iter().cloned().collect::<Vec<_>>().join(", ");
        let first = self.people.values().min().copied();
        let community = Community { name: self.name.clone(), description, access: self.access, owner: None, created_at: first };
        let community = Row::new(Kind::Community, SITE, Ok(Item::Community(community)));
        let members = self.people.iter().filter(|(person, _)| *person != "-1").map(|(person, since)| {
            let item = Ok(Item::Membership { community: SITE.into(), person: person.clone(), at: Some(*since) });
            Ok(Row::new(Kind::Membership, format!("{SITE}:{person}"), item))
        });
        let posts = Self::rows_of(&self.posts, move |row| match row.get("PostTypeId") {
            Some("1") => Some(Row::new(Kind::Post, id(row), self.question(row))),
            Some("2") => None,
            _ => Some(Row::new(Kind::Post, id(row), Err("it is neither a question nor an answer".into()))),
        })?;
        let answers = Self::rows_of(&self.posts, move |row| {
            (row.get("PostTypeId") == Some("2")).then(|| Row::new(Kind::Comment, id(row), self.answer(row)))
        })?;
        let comments = Self::rows_of(&self.comments, move |row| Some(Row::new(Kind::Comment, format!("c{}", id(row)), self.comment(row))))?;
        let accepted = Self::rows_of(&self.posts, move |row| {
            let (post, comment) = (id(row), row.get("AcceptedAnswerId")?.to_owned());
            let below = self.answers.get(&comment).is_some_and(|(question, _)| *question == post);
            let item = if below { Ok(Item::Accepted { post: post.clone(), comment }) } else { Err("the answer was left out".into()) };
            Some(Row::new(Kind::Accepted, post, item))
        })?;
        let (reactions, votes, bookmarks) = (self.votes_of(Kind::Reaction)?, self.votes_of(Kind::Vote)?, self.votes_of(Kind::Bookmark)?);
        let people = people.chain(self.named().map(Ok)).chain(std::iter::once(Ok(community))).chain(members);
        let writings = posts.chain(answers).chain(comments).chain(accepted);
        // Rows that are left out by the thousand are counted, not told one by one.
        let quiet = |row: Result<Row, ImportError>| row.map(|row| Row { at: row.at.filter(|_| TOLD.contains(&row.kind)), ..row });
        Ok(Box::new(people.chain(writings).chain(reactions).chain(votes).chain(bookmarks).map(quiet)))
    }
}

/// What is told line by line when it is left out: what people wrote.
const TOLD: [Kind; 2] = [Kind::Post, Kind::Comment];
const NOBODY: &str = "the dump names no author";
const NO_DATE: &str = "there is no date that can be read";
/// How the key of somebody begins of whom there is a name alone.
const NAMED: &str = "name:";

/// Who wrote a row: the number, else the name that is left.
fn author(row: &xml::Row, of: &str) -> Option<String> {
    match row.get(&format!("{of}UserId")).or_else(|| row.get("UserId")) {
        Some(id) => Some(id.to_owned()),
        None => row.get(&format!("{of}DisplayName")).map(|name| format!("{NAMED}{}", names::clean_line(name))),
    }
}

/// The text of a question or answer. HTML that no page here would be as heavy as is not even read.
fn body(row: &xml::Row) -> Result<Body, Reason> {
    let text = row.get("Body").unwrap_or_default();
    if text.len() > MAX_HTML { Err("the text is too long".into()) } else { Ok(html::markdown(text).into()) }
}

/// When a row was made, in milliseconds UTC.
fn time(row: &xml::Row) -> Option<i64> {
    let at: DateTime = row.get("CreationDate")?.parse().ok()?;
    Some(at.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond())
}

/// The tags of a question: `<a><b>`, or `|a|b|` in newer dumps.
fn tags(text: &str) -> Vec<String> {
    text.split(['<', '>', '|']).filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

/// How the user names of a community begin.
fn slug(name: &str) -> String {
    let word = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let slug: String = names::sort_key(name).chars().map(word).take(20).collect();
    slug.trim_matches('-').to_owned()
}
