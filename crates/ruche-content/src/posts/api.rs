//! Posts in the API: what the pages of posts show and do, as JSON.

use super::actions::{self, Edit};
use super::drafts::Written;
use super::drafts::model::{Writer, to_come};
use super::formats::{Details, Format, Typed, field_of, moment, poll};
use super::model::{PostId, Shared, Shown};
use super::publishing::{self, Published};
use super::{access, store};
use crate::Content;
use crate::comments::model::CommentId;
use crate::files::api_model::{AttachedFile, FileJson};
use crate::reactions::api_model::ReactionsJson;
use axum::extract::State;
use axum::response::Response;
use http::Method;
use jiff::tz::TimeZone;
use ruche_kernel::{Cursor, Error, Page, PlaceId, Refusal};
use ruche_people::access as people_access;
use ruche_web::api::{self, Id, Json, Key, List, Path, PersonJson, Problem, Query, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::markdown::words_of;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(list, show, publish, edit, delete, restore, pin, unpin, archive, unarchive, respond, remind, steer, accept, unaccept))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses.
pub(super) fn routes() -> Routes<Content> {
    let (read, write) = (Scope::ContentRead, Scope::ContentWrite);
    Routes::default()
        .api(Method::GET, "/api/v1/posts", Needs::SignIn, read, list)
        .api(Method::POST, "/api/v1/posts", Needs::SignIn, write, publish)
        .api(Method::GET, "/api/v1/posts/{id}", Needs::SignIn, read, show)
        .api(Method::PATCH, "/api/v1/posts/{id}", Needs::SignIn, write, edit)
        .api(Method::DELETE, "/api/v1/posts/{id}", Needs::SignIn, write, delete)
        .api(Method::POST, "/api/v1/posts/{id}/restoration", Needs::SignIn, write, restore)
        .api(Method::PUT, "/api/v1/posts/{id}/pin", Needs::SignIn, write, pin)
        .api(Method::DELETE, "/api/v1/posts/{id}/pin", Needs::SignIn, write, unpin)
        .api(Method::PUT, "/api/v1/posts/{id}/archive", Needs::SignIn, write, archive)
        .api(Method::DELETE, "/api/v1/posts/{id}/archive", Needs::SignIn, write, unarchive)
        .api(Method::PUT, "/api/v1/posts/{id}/response", Needs::SignIn, write, respond)
        .api(Method::POST, "/api/v1/posts/{id}/reminders", Needs::SignIn, write, remind)
        .api(Method::PUT, "/api/v1/posts/{id}/stage", Needs::SignIn, write, steer)
        .api(Method::PUT, "/api/v1/comments/{id}/acceptance", Needs::SignIn, write, accept)
        .api(Method::DELETE, "/api/v1/comments/{id}/acceptance", Needs::SignIn, write, unaccept)
}

/// A post, as its reader sees it.
#[derive(Serialize, ToSchema)]
#[schema(as = Post)]
pub(crate) struct PostJson {
    /// Which one.
    id: Id,
    /// Where it stands: a community, or the company.
    place: Id,
    /// Its address for people.
    url: String,
    /// In whose name it stands.
    author: PersonJson,
    /// Who wrote it in that name, if the author did not.
    #[schema(required)]
    writer: Option<PersonJson>,
    /// `message`, `question`, `poll`, `event`, `kudos`, `idea` or `announcement`.
    format: String,
    /// The title; empty for formats that have none.
    heading: String,
    /// The text as safe HTML.
    html: String,
    /// The words alone.
    text: String,
    /// The text as typed, in Markdown: where one post is asked for, to its author alone.
    #[schema(required)]
    body: Option<String>,
    /// The tag of its language; empty when it is not known.
    language: String,
    /// What a poll offers, with how often each was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    poll: Option<PollJson>,
    /// When and where an event is.
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<EventJson>,
    /// What thanks are for.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    /// How far an idea is.
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<String>,
    /// Until when an announcement is to be confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirm_by: Option<Time>,
    /// The level of the org chart that a question is put to, 1 being the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    /// The comment that was accepted as the answer to a question.
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<Id>,
    /// The numbers of the own choices, where the format asks for some.
    choices: Vec<i64>,
    /// The post that this one shares; null when there is none, or none that is seen.
    #[schema(required)]
    shared: Option<Id>,
    /// Its photos, films, sounds and documents.
    files: Vec<FileJson>,
    /// How people reacted.
    reactions: ReactionsJson,
    /// How many comments.
    comments: i64,
    /// Changes at each edit: give it back to edit.
    version: i64,
    /// When it was published.
    published_at: Time,
    /// When it was edited last.
    #[schema(required)]
    edited_at: Option<Time>,
    /// Since when it is pinned.
    #[schema(required)]
    pinned_at: Option<Time>,
    /// When it leaves the feeds by itself.
    #[schema(required)]
    expires_at: Option<Time>,
    /// Since when it stands in the archives.
    #[schema(required)]
    archived_at: Option<Time>,
}

/// A poll.
#[derive(Serialize, ToSchema)]
#[schema(as = Poll)]
struct PollJson {
    /// What is offered; the place in the list is the number of the choice. Counts are told to its author, to those who voted, and to everyone once it is closed.
    options: Vec<OptionJson>,
    /// Whether several may be chosen.
    several: bool,
    /// Whether nobody sees who chose what.
    anonymous: bool,
    /// When it closes.
    #[schema(required)]
    closes_at: Option<Time>,
}

/// What a poll offers.
#[derive(Serialize, ToSchema)]
#[schema(as = PollOption)]
struct OptionJson {
    /// Its words.
    text: String,
    /// How often it was chosen; null as long as one is not told.
    #[schema(required)]
    count: Option<i64>,
}

/// An event.
#[derive(Serialize, ToSchema)]
#[schema(as = Event)]
struct EventJson {
    /// When it starts.
    starts_at: Time,
    /// When it ends.
    #[schema(required)]
    ends_at: Option<Time>,
    /// The time zone of whoever announced it.
    zone: String,
    /// Where.
    venue: String,
}

impl PostJson {
    /// As `member` sees it.
    pub(crate) fn of(member: &Member, shown: &Shown, body: Option<String>) -> Self {
        let post = &shown.post;
        let details = &post.details;
        let count = |choice: usize| i64::try_from(choice).map_or(0, |choice| post.responses.count(choice));
        Self {
            id: Id(post.id.0),
            place: Id(post.place.id.0),
            url: member.app.settings.link(&format!("/posts/{}", post.id)),
            author: (&post.author).into(),
            writer: post.writer.as_ref().map(|writer| (&writer.person).into()),
            format: details.format().word().to_owned(),
            heading: post.heading.clone(),
            html: post.html.clone(),
            text: words_of(&post.html),
            body,
            language: post.language.clone(),
            poll: if let Details::Poll(poll) = details {
                let (options, told) = (poll.options.iter().enumerate(), poll::is_told(member, post, poll));
                Some(PollJson {
                    options: options.map(|(n, text)| OptionJson { text: text.clone(), count: told.then(|| count(n)) }).collect(),
                    several: poll.several,
                    anonymous: poll.anonymous,
                    closes_at: poll.closes_at.map(Time),
                })
            } else {
                None
            },
            event: if let Details::Event(event) = details {
                Some(EventJson {
                    starts_at: Time(event.starts_at),
                    ends_at: event.ends_at.map(Time),
                    zone: event.zone.clone(),
                    venue: event.venue.clone(),
                })
            } else {
                None
            },
            value: if let Details::Kudos(kudos) = details { Some(kudos.value.word().to_owned()) } else { None },
            stage: if let Details::Idea(idea) = details { Some(idea.stage.word().to_owned()) } else { None },
            confirm_by: if let Details::Announcement(said) = details { said.confirm_by.map(Time) } else { None },
            level: if let Details::Question(question) = details { question.level } else { None },
            answer: post.answer.as_ref().map(|answer| Id(answer.id.0)),
            choices: post.responses.own.clone(),
            shared: match &post.shared {
                Some(Shared::Seen(quote)) => Some(Id(quote.id.0)),
                _ => None,
            },
            files: shown.files.iter().map(FileJson::of).collect(),
            reactions: ReactionsJson::of(&shown.reactions),
            comments: post.comments,
            version: post.version,
            published_at: Time(post.published_at),
            edited_at: post.edited_at.map(Time),
            pinned_at: post.pinned_at.map(Time),
            expires_at: post.expires_at.map(Time),
            archived_at: post.archived_at.map(Time),
        }
    }

    /// A page of them.
    pub(crate) fn list(member: &Member, page: &Page<Shown>) -> List<Self> {
        List { items: page.items.iter().map(|shown| Self::of(member, shown, None)).collect(), next: page.next.map(|next| next.to_string()) }
    }
}

/// Which posts.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Which {
    /// Those of one place, the pinned ones first.
    place: Option<Id>,
    /// Those of one person.
    author: Option<Id>,
    /// Those that name a topic.
    topic: Option<String>,
    /// `unanswered`, `all` or `own` questions; `leadership` for those that are put to a level of the org chart.
    questions: Option<String>,
    /// Those of the archives of `place`.
    #[serde(default)]
    archived: bool,
    /// What `next` of the page before said.
    after: Option<String>,
}

/// Posts, the newest first, twenty at a time: the home feed, or those of a place, a person, a topic, or questions.
#[utoipa::path(get, path = "/api/v1/posts", tag = "posts", params(Which), responses((status = 200, body = List<PostJson>), (status = "default", body = Problem)))]
async fn list(State(content): State<Content>, member: Member, Query(which): Query<Which>) -> Result<axum::Json<List<PostJson>>> {
    let viewer = member.actor();
    let after: Option<Cursor> = match &which.after {
        Some(text) => Some(text.parse().map_err(|_| Refusal::new("api.after_wrong"))?),
        None => None,
    };
    let from = after.unwrap_or(Cursor::NEWEST);
    let page = match which {
        Which { place: Some(Id(place)), author: None, topic: None, questions: None, archived, .. } => {
            let place = PlaceId(place);
            people_access::read_place(&content.platform.db, viewer.id, place, member.now).await?;
            if archived {
                access::archives(&content, &viewer, place, from).await?
            } else {
                access::of_place(&content, &viewer, place, after).await?
            }
        }
        Which { place: None, author: Some(Id(author)), topic: None, questions: None, archived: false, .. } => {
            let author = ruche_kernel::MemberId(author);
            people_access::see_member(&content.platform.db, &viewer, author).await?;
            access::of_member(&content, &viewer, author, from).await?
        }
        Which { place: None, author: None, topic: Some(topic), questions: None, archived: false, .. } => {
            let page = access::of_topic(&content, &viewer, &topic, from).await?;
            // As its page: a topic that one can read nowhere does not exist.
            if page.items.is_empty() && after.is_none() {
                return Err(Error::NotFound.into());
            }
            page
        }
        Which { place: None, author: None, topic: None, questions: Some(word), archived: false, .. } => {
            let which = match word.as_str() {
                "unanswered" => store::Questions::Unanswered,
                "all" => store::Questions::All,
                "own" => store::Questions::Own,
                "leadership" => store::Questions::Put,
                _ => return Err(Refusal::new("api.query_wrong").into()),
            };
            access::questions(&content, &viewer, which, from).await?
        }
        Which { place: None, author: None, topic: None, questions: None, archived: false, .. } => {
            access::home(&content, &viewer, from).await?
        }
        _ => return Err(Refusal::new("api.query_wrong").into()),
    };
    Ok(axum::Json(PostJson::list(&member, &page)))
}

/// One post, with its text as typed where it is the reader's own.
async fn one(content: &Content, member: &Member, id: PostId) -> Result<PostJson> {
    let shown = access::shown(content, &member.actor(), id).await?;
    let own = super::rules::may_edit(&member.actor(), shown.post.hands());
    let body = if own { Some(store::body(&content.platform.db, id).await?.0) } else { None };
    Ok(PostJson::of(member, &shown, body))
}

/// One post.
#[utoipa::path(get, path = "/api/v1/posts/{id}", tag = "posts", params(("id" = Id, Path)), responses((status = 200, body = PostJson), (status = "default", body = Problem)))]
async fn show(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result<axum::Json<PostJson>> {
    Ok(axum::Json(one(&content, &member, id).await?))
}

/// A post to publish. Fields of other formats than its own are left out.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = NewPost)]
pub(in crate::posts) struct Sent {
    /// Where: a community, or the company; the company when it is not said.
    pub place: Option<Id>,
    /// `message` (when it is not said), `question`, `poll`, `event`, `kudos`, `idea` or `announcement`.
    format: Option<String>,
    /// The title, for formats that have one.
    heading: String,
    /// The text, in Markdown.
    body: String,
    /// The tag of its language; guessed from its words when it is not said.
    language: Option<String>,
    /// Files sent before, with what is to be seen on them.
    files: Vec<AttachedFile>,
    /// The post that it shares.
    shared: Option<Id>,
    /// In whose name, when that is somebody else who lets one.
    behalf: Option<Id>,
    /// When it leaves the feeds by itself.
    expires_at: Option<Time>,
    /// The options of a poll, two to ten.
    options: Vec<String>,
    /// Whether several options of a poll may be chosen.
    several: bool,
    /// Whether nobody sees who chose what.
    anonymous: bool,
    /// When a poll closes.
    closes_at: Option<Time>,
    /// When an event starts.
    starts_at: Option<Time>,
    /// When it ends.
    ends_at: Option<Time>,
    /// Where it takes place.
    venue: String,
    /// What thanks are for.
    value: Option<String>,
    /// Until when an announcement is to be confirmed.
    confirm_by: Option<Time>,
    /// The level of the org chart that a question is put to, 1 to 3, 1 being the top: in the place of the whole company.
    level: Option<u8>,
}

impl Sent {
    /// As the form of a page would have sent it.
    ///
    /// # Errors
    /// Refused at `format` for one that there is not.
    pub fn written(self, member: &Member) -> std::result::Result<Written, Refusal> {
        let format = match self.format.as_deref() {
            None => Format::Message,
            Some(word) => Format::from_word(word).ok_or(Refusal::new("api.body_wrong").at("format"))?,
        };
        let moment = |at: Option<Time>| at.map(|Time(at)| field_of(at, &member.zone)).unwrap_or_default();
        let typed = Typed {
            format,
            heading: self.heading,
            options: self.options,
            several: self.several,
            anonymous: self.anonymous,
            closes: moment(self.closes_at),
            starts: moment(self.starts_at),
            ends: moment(self.ends_at),
            venue: self.venue,
            value: self.value.unwrap_or_default(),
            confirm: moment(self.confirm_by),
            level: self.level.map(|level| level.to_string()).unwrap_or_default(),
        };
        Ok(Written {
            typed,
            body: self.body,
            files: self.files.into_iter().map(|file| (file.id.0, file.alt)).collect(),
            planned: String::new(),
            expires: moment(self.expires_at),
            shared: self.shared.map(|id| id.0),
            behalf: self.behalf.map(|id| id.0),
            language: self.language.unwrap_or_default(),
        })
    }

    /// What a draft holds. Moments stand there as typed, on the clock of its author: what is none is left out.
    pub fn of(written: &Written, place: Option<Id>, zone: &TimeZone) -> Self {
        let typed = &written.typed;
        let moment = |text: &str| moment(text, zone, "").ok().flatten().map(Time);
        Self {
            place,
            format: Some(typed.format.word().to_owned()),
            heading: typed.heading.clone(),
            body: written.body.clone(),
            language: Some(written.language.clone()).filter(|tag| !tag.is_empty()),
            files: written.files.iter().map(|(id, alt)| AttachedFile { id: Id(*id), alt: alt.clone() }).collect(),
            shared: written.shared.map(Id),
            behalf: written.behalf.map(Id),
            expires_at: moment(&written.expires),
            options: typed.options.clone(),
            several: typed.several,
            anonymous: typed.anonymous,
            closes_at: moment(&typed.closes),
            starts_at: moment(&typed.starts),
            ends_at: moment(&typed.ends),
            venue: typed.venue.clone(),
            value: Some(typed.value.clone()).filter(|value| !value.is_empty()),
            confirm_by: moment(&typed.confirm),
            level: typed.level.parse().ok(),
        }
    }
}

/// Publishes.
#[utoipa::path(post, path = "/api/v1/posts", tag = "posts", request_body = Sent, params(("Idempotency-Key" = Option<String>, Header, description = "The same key makes one thing, however often it is sent.")),
    responses((status = 201, body = PostJson), (status = "default", body = Problem)))]
async fn publish(State(content): State<Content>, member: Member, Key(key): Key, Json(sent): Json<Sent>) -> Result<Response> {
    member.app.limits.take(Act::Write, member.id().0)?;
    let actor = member.actor();
    let place = sent.place.map_or(actor.home(), |Id(place)| PlaceId(place));
    let writer = Writer { zone: &member.zone, language: member.me.locale.tag() };
    let new = sent.written(&member)?.post(&writer, place, &key, member.now).map_err(Error::Refused)?;
    match publishing::publish(&content, &actor, &new).await? {
        Published::New(id) | Published::Again(id) => Ok(api::created(&format!("/api/v1/posts/{id}"), one(&content, &member, id).await?)),
        Published::Other(_) => Err(Refusal::new("posts.already_published").status(409).into()),
    }
}

/// What is to change of a post: everything that its author wrote, as it is to stand.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PostEdit)]
struct Edited {
    /// The version that was read: a text that was changed meanwhile is not lost.
    version: i64,
    /// The post as it is to be; its place, format, what it shares and in whose name it stands do not change.
    post: Sent,
}

/// Edits the own post.
#[utoipa::path(patch, path = "/api/v1/posts/{id}", tag = "posts", params(("id" = Id, Path)), request_body = Edited, responses((status = 200, body = PostJson), (status = "default", body = Problem)))]
async fn edit(
    State(content): State<Content>,
    member: Member,
    Path(id): Path<PostId>,
    Json(sent): Json<Edited>,
) -> Result<axum::Json<PostJson>> {
    member.app.limits.take(Act::Write, member.id().0)?;
    let actor = member.actor();
    let post = access::own(&content, &actor, id).await?;
    let mut written = sent.post.written(&member)?;
    written.typed.format = post.details.format();
    let expires_at = if written.expires.is_empty() { Ok(None) } else { to_come(&written.expires, &member.zone, member.now, "expires") };
    let expires_at = match post.expires_at.filter(|at| field_of(*at, &member.zone) == written.expires) {
        // A date that was there and has passed stays.
        Some(at) => Some(at),
        None => expires_at?,
    };
    let (heading, details) = written.typed.details(&member.zone, member.now, Some(&post.details)).map_err(Error::Refused)?;
    let chosen_language = written.chosen_language()?;
    let language = if post.language_chosen { member.me.locale.tag().to_owned() } else { post.language };
    let edit =
        Edit { version: sent.version, details, heading, body: written.body, chosen_language, language, files: written.files, expires_at };
    actions::edit(&content, &actor, id, &edit).await?;
    Ok(axum::Json(one(&content, &member, id).await?))
}

/// Deletes: gone everywhere at once, kept 30 days for whoever deleted it.
#[utoipa::path(delete, path = "/api/v1/posts/{id}", tag = "posts", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn delete(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::delete(&content, &member.actor(), id).await?;
    Ok(api::done())
}

/// Brings back what one deleted.
#[utoipa::path(post, path = "/api/v1/posts/{id}/restoration", tag = "posts", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn restore(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::restore(&content, &member.actor(), id).await?;
    Ok(api::done())
}

/// Pins a post on top of its place.
#[utoipa::path(put, path = "/api/v1/posts/{id}/pin", tag = "posts", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn pin(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::pin(&content, &member.actor(), id, true).await?;
    Ok(api::done())
}

/// Takes it down.
#[utoipa::path(delete, path = "/api/v1/posts/{id}/pin", tag = "posts", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn unpin(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::pin(&content, &member.actor(), id, false).await?;
    Ok(api::done())
}

/// Puts a post into the archives.
#[utoipa::path(put, path = "/api/v1/posts/{id}/archive", tag = "posts", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn archive(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::archive(&content, &member.actor(), id, true).await?;
    Ok(api::done())
}

/// Takes it out.
#[utoipa::path(delete, path = "/api/v1/posts/{id}/archive", tag = "posts", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn unarchive(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::archive(&content, &member.actor(), id, false).await?;
    Ok(api::done())
}

/// How one responds.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Response)]
struct Choices {
    /// The numbers of the choices: of a poll, the places of its options; of an event 0 yes, 1 perhaps, 2 no; of an idea 0 for it; of an
    /// announcement 0 read. None takes the response back, where it can be.
    #[schema(max_items = 10)]
    choices: Vec<i64>,
}

/// Responds: votes, says whether one comes, confirms. These choices replace those made before.
#[utoipa::path(put, path = "/api/v1/posts/{id}/response", tag = "posts", params(("id" = Id, Path)), request_body = Choices, responses((status = 200, body = PostJson), (status = "default", body = Problem)))]
async fn respond(
    State(content): State<Content>,
    member: Member,
    Path(id): Path<PostId>,
    Json(sent): Json<Choices>,
) -> Result<axum::Json<PostJson>> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::respond(&content, &member.actor(), id, &sent.choices).await?;
    Ok(axum::Json(one(&content, &member, id).await?))
}

/// Reminds those who have not confirmed an announcement yet; once a day at most.
#[utoipa::path(post, path = "/api/v1/posts/{id}/reminders", tag = "posts", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn remind(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::remind(&content, &member.actor(), id).await?;
    Ok(api::done())
}

/// How far an idea is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = IdeaStage)]
struct StageJson {
    /// Its word, as an idea tells it.
    stage: String,
}

/// Says how far an idea is, for those who keep order.
#[utoipa::path(put, path = "/api/v1/posts/{id}/stage", tag = "posts", params(("id" = Id, Path)), request_body = StageJson, responses((status = 204), (status = "default", body = Problem)))]
async fn steer(State(content): State<Content>, member: Member, Path(id): Path<PostId>, Json(sent): Json<StageJson>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let stage = super::formats::Stage::from_word(&sent.stage).ok_or(Refusal::new("api.body_wrong").at("stage"))?;
    actions::steer(&content, &member.actor(), id, stage).await?;
    Ok(api::done())
}

/// Accepts a comment as the answer to its question.
#[utoipa::path(put, path = "/api/v1/comments/{id}/acceptance", tag = "comments", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn accept(State(content): State<Content>, member: Member, Path(id): Path<CommentId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::accept_answer(&content, &member.actor(), id, true).await?;
    Ok(api::done())
}

/// Takes that back.
#[utoipa::path(delete, path = "/api/v1/comments/{id}/acceptance", tag = "comments", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn unaccept(State(content): State<Content>, member: Member, Path(id): Path<CommentId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::accept_answer(&content, &member.actor(), id, false).await?;
    Ok(api::done())
}
