//! Writing: what posts and comments have in common. Their text made ready, whom it mentions, the card of its first link, and what
//! both are to other rooms.
//!
//! Rules: a mention is the Markdown link `[@Name](/members/ID)`; it reaches only who may read the place, and is marked where it
//! does not; the name shown is the person's own, whatever was typed, and of who left what the company chose.
//! The first link to a page of others gets a card, made after the commit of what that page tells everybody. Its picture is kept here
//! as a small copy and seen by whoever sees the text. The first link to a post, a comment or a community of our own gets one too, of
//! what each reader sees there.
//! Deliberately not here: the tables of posts and comments, but for the one statement that shows both to other rooms.

mod card;
mod found;
mod head;
pub mod language;
pub mod links;
pub mod own;
mod renamed;
pub mod store;
mod subject;

pub use card::LinkCard;
pub(crate) use card::show as show_card;

use crate::Content;
use ruche_kernel::{Error, PlaceId, Refusal, Result, SubjectRef, names};
use ruche_people::members::store::Called;
use ruche_people::{access, members};
use ruche_platform::db::{Db, Tx};
use ruche_web::markdown::{self, MAX_CHARS, MAX_HTML, Mentioned, Named, Rendered};
use ruche_web::{Feature, Needs, Routes};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::{topics, translations};

/// A text made ready to be stored.
#[derive(Clone, Debug)]
pub struct Text {
    /// As typed, cleaned.
    pub body: String,
    /// Safe HTML.
    pub html: String,
    /// The first words, for titles and extracts.
    pub title: String,
    /// The language of its words, as a tag of HTML; empty when nobody knows.
    pub language: String,
    /// Whether its author chose that language.
    pub language_chosen: bool,
    /// Whom it mentions, whether or not they may read it: that is asked again before anyone is told.
    pub mentions: Vec<i64>,
    /// The topics it names.
    pub topics: Vec<(String, String)>,
    /// The first link to a page of others.
    pub link: Option<Link>,
}

impl Text {
    /// The id of its link.
    #[must_use]
    pub fn link_id(&self) -> Option<&str> {
        self.link.as_ref().map(|link| link.id.as_str())
    }
}

/// A link to a page of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The SHA-256 of the address, in hexadecimal digits.
    pub id: String,
    /// The address.
    pub url: String,
    /// When the text was written, in milliseconds UTC.
    pub at: i64,
}

/// The most characters of a title or an extract.
const TITLE: usize = 120;

/// Cleans what was typed.
///
/// # Errors
/// Refused when it is longer than the limit, at `body`.
pub fn clean(body: &str) -> Result<String, Refusal> {
    let body = names::clean_text(body);
    let body = body.trim_end().trim_start_matches('\n').to_owned();
    if body.chars().count() > MAX_CHARS {
        return Err(Refusal::new("writing.too_long").at("body").with("max", i64::try_from(MAX_CHARS).unwrap_or(20_000)));
    }
    Ok(body)
}

/// Those whom a text mentions, as they may be named in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
struct People {
    /// Everyone it mentions who exists.
    all: Vec<i64>,
    /// Those who may read it, and those who left.
    named: HashMap<i64, Mentioned>,
}

impl People {
    fn of(called: Vec<Called>, readers: &HashSet<i64>) -> Self {
        let all = called.iter().map(|person| person.id.0).collect();
        let named = called.into_iter().filter(|p| p.left || readers.contains(&p.id.0));
        Self { all, named: named.map(|p| (p.id.0, Mentioned { name: p.name, partner: p.partner.filter(|_| !p.left) })).collect() }
    }

    async fn find(db: &Db, place: PlaceId, asked: &[i64], now: i64) -> Result<Self> {
        let readers = access::readers_among(db, place, asked, now).await?;
        Ok(Self::of(members::store::names(db, asked).await?, &readers))
    }

    async fn find_in(tx: &mut Tx, place: PlaceId, asked: &[i64], now: i64) -> Result<Self> {
        let readers = access::readers_among_in(tx, place, asked, now).await?;
        Ok(Self::of(members::store::names_in(tx, asked).await?, &readers))
    }
}

/// A text rendered before the transaction that stores it: rendering takes time, and a transaction keeps others waiting.
#[derive(Clone, Debug)]
pub struct Draft {
    /// As typed, cleaned.
    pub body: String,
    /// An id for each topic it names, for those that are new.
    pub topic_ids: Vec<i64>,
    place: PlaceId,
    asked: Vec<i64>,
    topics: Vec<(String, String)>,
    people: People,
    rendered: Rendered,
    language: String,
    language_chosen: bool,
    link: Option<String>,
}

/// Cleans and renders what was typed for `place`. `language` is that of the text when its words do not tell.
///
/// # Errors
/// Refused when it is too long, or would be too heavy a page; else what the database says.
pub async fn draft(content: &Content, place: PlaceId, body: &str, language: &str) -> Result<Draft> {
    let body = clean(body)?;
    let (body, Named { members, topics }) = aside(move || (markdown::named(&body), body)).await.map(|(named, body)| (body, named))?;
    let asked: Vec<i64> = members.into_iter().collect();
    let people = People::find(&content.platform.db, place, &asked, content.platform.now()).await?;
    let known = people.named.clone();
    let (body, rendered) = aside(move || (markdown::render(&body, &known), body)).await.map(|(rendered, body)| (body, rendered))?;
    if rendered.html.len() > MAX_HTML {
        return Err(Refusal::new("writing.too_heavy").at("body").into());
    }
    let language = language::of(&rendered.plain).unwrap_or(language).to_owned();
    let topic_ids = topics.iter().map(|_| content.platform.id()).collect();
    let link = links::first(&rendered, &content.people.settings.public_url);
    Ok(Draft { body, topic_ids, place, asked, topics, people, rendered, language, language_chosen: false, link })
}

/// The safe HTML of texts that are kept as they were typed, in the order given, with the people they mention as they may be named now.
///
/// # Errors
/// What the database says.
pub async fn rendered(content: &Content, place: PlaceId, bodies: Vec<String>) -> Result<Vec<String>> {
    let (asked, bodies) = aside(move || {
        let asked: HashSet<i64> = bodies.iter().flat_map(|body| markdown::named(body).members).collect();
        (asked.into_iter().collect::<Vec<i64>>(), bodies)
    })
    .await?;
    let people = People::find(&content.platform.db, place, &asked, content.platform.now()).await?;
    aside(move || bodies.iter().map(|body| markdown::render(body, &people.named).html).collect()).await
}

/// Does what takes time beside the threads that answer.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|e| Error::bug(format!("text task: {e}")))
}

impl Draft {
    /// Those whom it names, whether or not they may read it.
    #[must_use]
    pub fn asked(&self) -> &[i64] {
        &self.asked
    }

    /// The same in the language that its author chose, if one was chosen.
    #[must_use]
    pub fn in_language(self, chosen: Option<&str>) -> Self {
        match chosen {
            Some(language) => Self { language: language.to_owned(), language_chosen: true, ..self },
            None => self,
        }
    }

    /// The text as it is stored. Who may read the place and how they are named is asked again, as of the transaction.
    ///
    /// # Errors
    /// What the database says.
    pub async fn settle(&self, tx: &mut Tx, now: i64) -> Result<Text> {
        let people = People::find_in(tx, self.place, &self.asked, now).await?;
        let rendered = if people == self.people { self.rendered.clone() } else { markdown::render(&self.body, &people.named) };
        let link = self.link.as_deref().map(|url| links::link(url, now));
        Ok(Text {
            link,
            language_chosen: self.language_chosen,
            ..text(self.body.clone(), rendered, self.language.clone(), people, self.topics.clone())
        })
    }
}

/// Makes a cleaned text ready that mentions nobody, which takes time and no database; nothing for one that mentions somebody.
#[must_use]
pub fn prepare_unnamed(body: &str, language: &str) -> Option<Text> {
    let Named { members, topics } = markdown::named(body);
    let people = People { all: Vec::new(), named: HashMap::new() };
    members.is_empty().then(|| text(body.to_owned(), markdown::render(body, &people.named), language.to_owned(), people, topics))
}

/// Makes a cleaned text ready inside a transaction that waits for nobody: an import, the example company. Its links get no card.
///
/// # Errors
/// What the database says.
pub async fn prepare(tx: &mut Tx, place: PlaceId, body: &str, language: &str, now: i64) -> Result<Text> {
    let Named { members, topics } = markdown::named(body);
    let asked: Vec<i64> = members.into_iter().collect();
    let people = People::find_in(tx, place, &asked, now).await?;
    let rendered = markdown::render(body, &people.named);
    Ok(text(body.to_owned(), rendered, language.to_owned(), people, topics))
}

fn text(body: String, rendered: Rendered, language: String, people: People, topics: Vec<(String, String)>) -> Text {
    let first = rendered.plain.lines().find(|l| !l.trim().is_empty()).unwrap_or("");
    Text {
        body,
        html: rendered.html,
        title: names::excerpt(first, TITLE),
        language,
        language_chosen: false,
        mentions: people.all,
        topics,
        link: None,
    }
}

/// Replaces what `subject`, which is stored, mentions and names by what its text does now, and keeps what it links to.
///
/// # Errors
/// What the database says.
pub async fn save_named(
    tx: &mut Tx,
    subject: &SubjectRef,
    place: PlaceId,
    text: &Text,
    published_at: i64,
    fresh_ids: &[i64],
) -> Result<()> {
    store::save_mentions(tx, subject, place, &text.mentions).await?;
    if let Some(link) = &text.link {
        store::keep_link(tx, link).await?;
    }
    topics::store::save_uses(tx, subject, place, &text.topics, published_at, fresh_ids).await
}

/// Forgets what a subject that is purged mentioned and named, and its translations.
///
/// # Errors
/// What the database says.
pub async fn forget_named(tx: &mut Tx, subject: &SubjectRef) -> Result<()> {
    store::save_mentions(tx, subject, PlaceId(0), &[]).await?;
    translations::store::forget(tx, subject).await?;
    topics::store::save_uses(tx, subject, PlaceId(0), &[], 0, &[]).await
}

/// What this feature declares.
#[must_use]
pub fn feature(content: &Content) -> Feature {
    let routes = Routes::default().get("/links/{kind}/{id}/{picture}", Needs::SignIn, links::picture).with(content.clone());
    Feature {
        name: "writing",
        routes,
        statements: vec![own::STATEMENTS, store::STATEMENTS],
        listeners: vec![Arc::new(renamed::Renamed(content.clone())), Arc::new(links::Links(content.clone()))],
        sweeps: vec![Arc::new(links::ForgetLinks(content.clone()))],
        subjects: vec![Arc::new(subject::Writings(content.platform.clone()))],
        findables: vec![Arc::new(found::FoundWritings(content.platform.clone()))],
        ..Feature::default()
    }
}
