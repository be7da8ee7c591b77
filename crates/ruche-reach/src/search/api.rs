//! Search in the API: finding, completion while typing, and the searches that one keeps.

use super::ask::{Asked, Typed};
use super::groups::Group;
use super::page::looked_for;
use super::saved;
use super::store::{self, Place, Saved};
use super::{find, find::Results};
use crate::Reach;
use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use ruche_kernel::{Error, PlaceId, Refusal};
use ruche_people::members;
use ruche_platform::search::{Detail, Marks, Shown};
use ruche_web::api::{self, Id, Json, List, Path, PersonJson, PlaceJson, Problem, Query, Scope, Time};
use ruche_web::extract::{in_characters, part};
use ruche_web::limits::Act;
use ruche_web::parts::Person;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::{IntoParams, OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(show, suggest, list, keep, forget))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses.
pub(super) fn routes() -> Routes<Reach> {
    Routes::default()
        .api(Method::GET, "/api/v1/search", Needs::SignIn, Scope::ContentRead, show)
        .api(Method::GET, "/api/v1/search/suggest", Needs::SignIn, Scope::ContentRead, suggest)
        .api(Method::GET, "/api/v1/search/saved", Needs::SignIn, Scope::SelfRead, list)
        .api(Method::POST, "/api/v1/search/saved", Needs::SignIn, Scope::SelfWrite, keep)
        .api(Method::DELETE, "/api/v1/search/saved/{id}", Needs::SignIn, Scope::SelfWrite, forget)
}

/// A text, and where the words that were found stand in it.
#[derive(Serialize, ToSchema)]
#[schema(as = MarkedText)]
struct MarkedJson {
    /// The text, without markup.
    text: String,
    /// Where its marks stand, in order, none over another.
    marks: Vec<MarkJson>,
}

/// A part of a text, in characters (Unicode scalar values) from 0.
#[derive(Serialize, ToSchema)]
#[schema(as = TextMark)]
struct MarkJson {
    /// Its first character.
    start: usize,
    /// The one after its last.
    end: usize,
}

impl MarkedJson {
    fn of(text: &str, marks: &[std::ops::Range<usize>]) -> Self {
        let marks = in_characters(text, marks).into_iter().map(|mark| MarkJson { start: mark.start, end: mark.end });
        Self { text: text.to_owned(), marks: marks.collect() }
    }
}

/// Something that was found, as one may see it.
#[derive(Serialize, ToSchema)]
#[schema(as = Found)]
struct FoundJson {
    /// What it is: `post:7`, `comment:9`, `file:4`, `member:2`, `community:3`, `topic:5`.
    subject: String,
    /// Its title or name; empty for what has none.
    title: MarkedJson,
    /// The part of its text around the words.
    extract: MarkedJson,
    /// Whether words were left out before the extract.
    cut_before: bool,
    /// Whether words were left out after it.
    cut_after: bool,
    /// Its address for people.
    url: String,
    /// The word of its format; empty for what has none.
    format: String,
    /// The tag of its language; empty when it is not known.
    language: String,
    /// Who wrote it, or the person itself.
    #[schema(required)]
    author: Option<PersonJson>,
    /// Where it stands.
    #[schema(required)]
    place: Option<PlaceJson>,
    /// When it was published.
    #[schema(required)]
    at: Option<Time>,
    /// The title or the company of a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<String>,
    /// How many belong to a community, how many comments answer a question.
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<i64>,
    /// Whether an answer to the question was accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    answered: Option<bool>,
    /// How many bytes a file has.
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<i64>,
    /// The media type of a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    mime: Option<String>,
}

/// What stands beside what was found.
struct Around {
    people: HashMap<i64, Person>,
    places: HashMap<PlaceId, Place>,
    marks: Marks,
}

impl Around {
    async fn of(reach: &Reach, words: &str, shown: &[&Shown]) -> ruche_kernel::Result<Self> {
        let db = &reach.platform.db;
        let authors: Vec<i64> = shown.iter().filter_map(|one| one.author).map(|author| author.0).collect();
        let places: Vec<i64> = shown.iter().filter_map(|one| one.place).map(|place| place.0).collect();
        Ok(Self {
            people: members::store::people(db, &authors).await?,
            places: store::places(db, &places).await?,
            marks: reach.platform.index.marks(words),
        })
    }
}

impl FoundJson {
    fn of(member: &Member, around: &Around, one: &Shown) -> Self {
        let marks = &around.marks;
        let part = part(&one.text, &marks(&one.text));
        let place = one.place.and_then(|place| around.places.get(&place));
        let (mut line, mut count, mut answered, mut bytes, mut mime) = (None, None, None, None, None);
        match &one.detail {
            Detail::None => {}
            Detail::Line(text) => line = Some(text.clone()),
            Detail::Count(n) => count = Some(*n),
            Detail::File(size, kind) => (bytes, mime) = (Some(*size), Some(kind.clone())),
            Detail::Answers(accepted, n) => (answered, count) = (Some(*accepted), Some(*n)),
        }
        Self {
            subject: one.subject.to_string(),
            title: MarkedJson::of(&one.title, &marks(&one.title)),
            extract: MarkedJson::of(part.text, &part.marks),
            cut_before: part.before,
            cut_after: part.after,
            url: member.app.settings.link(&one.url),
            format: one.format.clone(),
            language: one.language.clone(),
            author: one.author.and_then(|author| around.people.get(&author.0)).map(PersonJson::from),
            place: place.map(|place| PlaceJson { id: Id(place.id.0), name: place.name.clone() }),
            at: (one.at > 0).then_some(Time(one.at)),
            line,
            count,
            answered,
            bytes,
            mime,
        }
    }
}

/// One group of what was found.
#[derive(Serialize, ToSchema)]
#[schema(as = FoundGroup)]
struct GroupJson {
    /// `people`, `posts` (with comments), `files`, `communities` or `topics`.
    kind: String,
    /// How many there are of it.
    count: usize,
    /// The first of them, or the page that was asked for.
    items: Vec<FoundJson>,
}

/// What was found.
#[derive(Serialize, ToSchema)]
#[schema(as = Search)]
struct SearchJson {
    /// How many in all.
    total: usize,
    /// The groups, in the order in which people see them.
    groups: Vec<GroupJson>,
    /// Whether another page of the one group follows.
    more: bool,
    /// Whose writings were asked for, where `by` names somebody whom one sees.
    #[schema(required)]
    by: Option<Id>,
    /// Whether the index is being made, so that what is missing may be found later.
    building: bool,
}

/// What to find.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, default)]
struct Which {
    /// The words; `"` around a phrase.
    q: String,
    /// One group alone: `people`, `posts`, `files`, `communities` or `topics`.
    kind: String,
    /// What stands in one place.
    place: String,
    /// What somebody of this name wrote.
    by: String,
    /// From this day on, `2026-03-01`, in the own time zone.
    from: String,
    /// Until this day, included.
    until: String,
    /// The tag of a language.
    language: String,
    /// `question`, `poll`, `event`, `kudos`, `idea` or `announcement`.
    format: String,
    /// `newest`; the likeliest first when it is not said.
    order: String,
    /// The page of one group, from 1, twenty at a time.
    page: String,
}

impl Which {
    /// As the page of search understands it; what cannot be understood is refused.
    fn asked(self) -> Result<Asked> {
        let Self { q, kind, place, by, from, until, language, format, order, page } = self;
        let typed = Typed { q, kind, place, by, from, until, language, format, order, page };
        let asked = Asked::of(&typed);
        let understood = |text: &str, yes: bool| text.is_empty() || yes;
        let fine = understood(&typed.kind, asked.group.is_some())
            && understood(&typed.place, asked.place.is_some())
            && understood(&typed.from, asked.from.is_some())
            && understood(&typed.until, asked.until.is_some())
            && understood(&typed.language, !asked.language.is_empty())
            && understood(&typed.format, !asked.format.is_empty())
            && understood(&typed.order, asked.newest)
            && understood(&typed.page, typed.page == asked.page.to_string());
        if fine && !asked.is_empty() { Ok(asked) } else { Err(Refusal::new("api.query_wrong").into()) }
    }
}

/// Finds what one may see: a few of each group, or a page of one.
#[utoipa::path(get, path = "/api/v1/search", tag = "search", params(Which), responses((status = 200, body = SearchJson), (status = "default", body = Problem)))]
async fn show(State(reach): State<Reach>, member: Member, Query(which): Query<Which>) -> Result<axum::Json<SearchJson>> {
    let asked = which.asked()?;
    member.app.limits.take(Act::Search, member.id().0)?;
    let results = find::find(&reach.platform, &member.actor(), &asked, &member.zone).await?;
    let shown: Vec<&Shown> = results.sections.iter().flat_map(|(_, shown)| shown).collect();
    let around = Around::of(&reach, &asked.words, &shown).await?;
    let found = |one: &Shown| FoundJson::of(&member, &around, one);
    Ok(axum::Json(SearchJson {
        total: results.total(),
        groups: groups(&results, found),
        more: results.more,
        by: results.author.as_ref().map(|author| Id(author.subject.id)),
        building: reach.keeper.building(),
    }))
}

fn groups(results: &Results, found: impl Fn(&Shown) -> FoundJson) -> Vec<GroupJson> {
    let counted = Group::ALL.into_iter().filter_map(|group| results.counts.iter().find(|(one, _)| *one == group));
    let items = |group: Group| results.sections.iter().filter(move |(one, _)| *one == group).flat_map(|(_, shown)| shown);
    counted
        .map(|(group, count)| GroupJson { kind: group.word().to_owned(), count: *count, items: items(*group).map(&found).collect() })
        .collect()
}

/// What somebody is typing.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Begun {
    /// What was typed so far; `@` before a person, `#` before a topic.
    q: String,
}

/// What begins like the words typed, seven at most; nothing without an index.
#[utoipa::path(get, path = "/api/v1/search/suggest", tag = "search", params(Begun), responses((status = 200, body = List<FoundJson>), (status = "default", body = Problem)))]
async fn suggest(State(reach): State<Reach>, member: Member, Query(begun): Query<Begun>) -> Result<axum::Json<List<FoundJson>>> {
    member.app.limits.take(Act::Suggest, member.id().0)?;
    let asked = Asked::of(&Typed { q: begun.q, ..Typed::default() });
    let (groups, words) = looked_for(&asked.words);
    let found = match find::complete(&reach.platform, &member.actor(), words, groups, 7).await {
        // Completion is a help: without an index there is none.
        Err(Error::Unavailable(_)) => Vec::new(),
        other => other?,
    };
    let around = Around::of(&reach, words, &found.iter().collect::<Vec<_>>()).await?;
    let items = found.iter().map(|one| FoundJson::of(&member, &around, one)).collect();
    Ok(axum::Json(List { items, next: None }))
}

/// A search that one keeps, and is told of what is new.
#[derive(Serialize, ToSchema)]
#[schema(as = SavedSearch)]
struct SavedJson {
    /// Which one.
    id: Id,
    /// How it is called: its words, else what it filters by.
    words: String,
    /// What to ask `GET /api/v1/search` after the question mark.
    query: String,
    /// Its address for people.
    url: String,
}

impl SavedJson {
    fn of(member: &Member, saved: Saved) -> Self {
        Self {
            id: Id(saved.id),
            url: member.app.settings.link(&format!("/search?{}", saved.query)),
            words: saved.words,
            query: saved.query,
        }
    }
}

/// The searches that one keeps, the newest first.
#[utoipa::path(get, path = "/api/v1/search/saved", tag = "search", responses((status = 200, body = List<SavedJson>), (status = "default", body = Problem)))]
async fn list(State(reach): State<Reach>, member: Member) -> Result<axum::Json<List<SavedJson>>> {
    let saved = store::saved(&reach.platform.db, member.id()).await?;
    Ok(axum::Json(List { items: saved.into_iter().map(|saved| SavedJson::of(&member, saved)).collect(), next: None }))
}

/// A search to keep.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewSavedSearch)]
struct Kept {
    /// What `GET /api/v1/search` is asked after the question mark.
    query: String,
}

/// Keeps a search. Keeping it twice is keeping it once.
#[utoipa::path(post, path = "/api/v1/search/saved", tag = "search", request_body = Kept, responses((status = 201, body = SavedJson), (status = "default", body = Problem)))]
async fn keep(State(reach): State<Reach>, member: Member, Json(sent): Json<Kept>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let query = saved::save(&reach.platform, member.id(), &sent.query).await?;
    let kept = store::saved(&reach.platform.db, member.id()).await?.into_iter().find(|saved| saved.query == query);
    let kept = kept.ok_or_else(|| Error::bug("a kept search is not there"))?;
    Ok(api::created("/api/v1/search/saved", SavedJson::of(&member, kept)))
}

/// Keeps a search no longer.
#[utoipa::path(delete, path = "/api/v1/search/saved/{id}", tag = "search", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn forget(State(reach): State<Reach>, member: Member, Path(id): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    saved::remove(&reach.platform, member.id(), id).await?;
    Ok(api::done())
}
