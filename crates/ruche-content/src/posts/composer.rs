//! The composer: one form, with or without script, for a new post and for an edit.

use super::actions::{self, Edit};
use super::drafts::actions::{self as drafts, Appeared, Sent as SentDraft};
use super::drafts::model::{Writer, to_come};
use super::drafts::{Stage, Written, page as drafts_page};
use super::formats::{self, Format, Typed};
use super::model::PostId;
use super::{access, rules, store};
use crate::files::form::Given;
use crate::files::model::File;
use crate::{Content, files};
use axum::extract::{Path, Query, Request, State};
use axum::response::{IntoResponse, Redirect};
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Error, PlaceId, Refusal, Result as KernelResult, languages, names};
use ruche_people::communities::{self, Audience, Writable};
use ruche_people::delegates;
use ruche_platform::secret;
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Person, Refused, avatar, icon};
use ruche_web::{Fields, Member, Result};
use serde::Deserialize;

/// People whom a question is put to at once, at most: more would be a flood.
pub(crate) const MOST_ASKED: usize = 5;

/// The characters that tell apart what addresses began.
const APART: usize = 16;

/// The closed composer on top of a feed: it looks like a field and opens the form.
#[must_use]
pub fn opener(member: &Member, place: Option<PlaceId>) -> Markup {
    let t = member.t;
    let href = place.map_or("/posts/new".to_owned(), |place| format!("/posts/new?place={place}"));
    let first = member.me.name.split(' ').next().unwrap_or("").to_owned();
    let join = if place.is_some() { '&' } else { '?' };
    let kind = |format: Format| {
        html! { a class={ "btn btn-quiet btn-sm" @if format == Format::Event { " hide-phone" } } href={ (href) (join) "format=" (format.word()) } data-composer data-tone=(format.tone()) { (icon(member, format.icon())) (format.label(member)) } }
    };
    html! {
        section class="composer card" aria-label=(t.web_publish()) {
            a class="composer-open" href=(href) data-composer { (avatar(&Person::from(&member.me), "")) span { (t.posts_whats_new(first)) } }
            div class="composer-kinds" {
                (kind(Format::Question))
                a class="btn btn-quiet btn-sm" href=(href) data-composer data-begin="photos" data-tone="success" { (icon(member, "image")) (t.posts_photo()) }
                (kind(Format::Poll))
                (kind(Format::Event))
                (kind(Format::Kudos))
            }
        }
    }
}

/// What the form shows.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The post that is edited, with its version.
    pub editing: Option<(PostId, i64)>,
    /// Names this sending.
    pub key: String,
    /// Names this form, among those that write on the same draft.
    pub writer: String,
    /// The draft that the server keeps, how far it is.
    pub kept: Option<(i64, Stage)>,
    /// The version of it that was read.
    pub version: i64,
    /// Where.
    pub place: Option<PlaceId>,
    /// What is written, but for its files.
    pub written: Written,
    /// Files that are there already.
    pub files: Vec<File>,
    /// The post that this key made before, when it was another text, and the key under which this one can stand apart.
    pub first: Option<(PostId, String)>,
    /// Whether it is opened to be planned.
    pub plan: bool,
    /// Names what an address began, so that it is not mixed with another text that was begun; empty for a blank form.
    pub apart: String,
    /// Whether the form answers a sending: its texts stand over those of the device.
    pub answer: bool,
}

#[derive(Deserialize)]
pub(super) struct Where {
    place: Option<i64>,
    format: Option<String>,
    /// A post to share.
    share: Option<i64>,
    /// A draft to write on.
    draft: Option<i64>,
    /// Whether it is to be planned.
    plan: Option<String>,
    /// What a question is about.
    heading: Option<String>,
    /// Those whom a question is put to: their ids, with a comma between.
    ask: Option<String>,
}

pub(super) async fn new(State(content): State<Content>, member: Member, Query(query): Query<Where>) -> Result {
    let format = query.format.as_deref().and_then(Format::from_word).unwrap_or_default();
    let writer = secret::random_token()?;
    let draft = match query.draft {
        Some(id) => {
            let own = super::drafts::access::own(&content, &member.actor(), id).await?;
            let subject = own.subject();
            let files = files::store::of(&content.platform.db, std::slice::from_ref(&subject)).await?.remove(&subject).unwrap_or_default();
            let (kept, version, key) = (Some((own.id, own.stage)), own.version, own.key);
            Draft { key, writer, kept, version, place: Some(own.place_id), written: own.written, files, ..Draft::default() }
        }
        None => {
            if let Some(shared) = query.share {
                access::quote(&content, &member.actor(), PostId(shared)).await?;
            }
            let heading = names::clean_line(&query.heading.unwrap_or_default());
            let asked = asked(&content, &member, query.ask.as_deref().unwrap_or_default()).await?;
            let begun = format!("{heading}{asked}");
            // What is too long for a heading is the beginning of the text.
            let long = heading.chars().count() > formats::MAX_HEADING;
            let body =
                [if long { heading.clone() } else { String::new() }, asked].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
            let heading = if long { names::excerpt(&heading, formats::MAX_HEADING - 1) } else { heading };
            let typed = Typed { format, heading, ..Typed::default() };
            let written = Written { typed, body: body.join("\n\n"), shared: query.share, ..Written::default() };
            let plan = query.plan.is_some();
            let apart = if begun.is_empty() { String::new() } else { secret::digest(&begun).chars().take(APART).collect() };
            Draft { key: secret::random_token()?, writer, place: query.place.map(PlaceId), written, plan, apart, ..Draft::default() }
        }
    };
    Ok(form_page(&content, &member, &draft, &Refused::default()).await?.into_response())
}

/// The mentions of those among `ids` whom the writer sees.
async fn asked(content: &Content, member: &Member, ids: &str) -> KernelResult<String> {
    let ids: Vec<i64> = ids.split(',').filter_map(|id| id.parse().ok()).take(MOST_ASKED).collect();
    if ids.is_empty() {
        return Ok(String::new());
    }
    let db = &content.platform.db;
    let seen = ruche_people::access::seen_among(db, member.id(), &ids).await?;
    let names = ruche_people::members::store::names(db, &ids).await?;
    let here = names.into_iter().filter(|one| !one.left && seen.contains(&one.id));
    Ok(here.map(|one| format!("[@{}](/members/{})", one.name, one.id)).collect::<Vec<_>>().join(" "))
}

pub(super) async fn edit(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result {
    let shown = access::shown(&content, &member.actor(), id).await?;
    if !rules::may_edit(&member.actor(), shown.post.hands()) {
        return Err(Error::NotFound.into());
    }
    let (body, version) = store::body(&content.platform.db, id).await?;
    let draft = Draft {
        editing: Some((id, version)),
        key: secret::random_token()?,
        place: Some(shown.post.place.id),
        written: Written {
            typed: Typed::of(&shown.post.details, &shown.post.heading, &member.zone),
            body,
            expires: shown.post.expires_at.map(|at| formats::field_of(at, &member.zone)).unwrap_or_default(),
            shared: shown.post.quote().map(|quote| quote.id.0),
            language: if shown.post.language_chosen { shown.post.language.clone() } else { String::new() },
            ..Written::default()
        },
        files: shown.files,
        ..Draft::default()
    };
    Ok(form_page(&content, &member, &draft, &Refused::default()).await?.into_response())
}

pub(super) async fn audience(State(content): State<Content>, member: Member, Query(query): Query<Where>) -> Result<Markup> {
    let place = PlaceId(query.place.unwrap_or(member.me.actor.home().0));
    let audience = communities::audience(&content.platform.db, &member.actor(), place, member.now).await?;
    Ok(audience_frame(&member, Some(&audience)))
}

/// Who and how many will read, outside companies by name.
fn audience_frame(member: &Member, audience: Option<&Audience>) -> Markup {
    let t = member.t;
    html! {
        turbo-frame id="audience" {
            @if let Some(audience) = audience {
                @if audience.partner_companies.is_empty() { p class="audience" { (icon(member, "users")) span { (t.posts_audience(audience.readers)) } } }
                @else { p class="audience" data-tone="warning" { (icon(member, "handshake")) span { (t.posts_audience_partners(communities::companies_in_words(t, &audience.partner_companies), audience.readers)) } } }
                @if audience.reviewed { p class="audience" data-tone="info" { (icon(member, "eye")) span { (t.posts_audience_reviewed()) } } }
            }
        }
    }
}

/// What was sent: the fields of the form, and files sent with it (pages without script).
struct Sent {
    draft: Draft,
    given: Given,
}

/// Takes the fields of the form but for its files.
pub(super) fn read(form: &mut Fields) -> KernelResult<Draft> {
    let (key, as_new) = (form.text("key")?, form.text("as-new")?);
    Ok(Draft {
        // The button that publishes separately brings a key of its own, so that pressing it twice makes one post too.
        key: if as_new.is_empty() { key } else { as_new },
        place: form.number("place")?.map(PlaceId),
        writer: form.text("writer")?,
        apart: form.text("apart")?.chars().filter(char::is_ascii_alphanumeric).take(APART).collect(),
        version: form.number("draft-version")?.unwrap_or(0),
        written: Written {
            typed: Typed::read(form)?,
            body: form.text("body")?,
            files: Vec::new(),
            planned: form.text("planned")?,
            expires: form.text("expires")?,
            shared: form.number("shared")?,
            behalf: form.number("behalf")?,
            language: form.text("language")?,
        },
        answer: true,
        ..Draft::default()
    })
}

pub(super) async fn publish(State(content): State<Content>, member: Member, request: Request) -> Result {
    let mut form = files::form::read(&member, request).await?;
    let draft = read(&mut form)?;
    let only_kept = form.text("stage")? == Stage::Draft.word();
    let place = draft.place.unwrap_or(member.me.actor.home());
    // Before any file is kept.
    let allowed = drafts::voice(&content, &member.actor(), draft.written.behalf, place).await;
    let mut sent = Sent { draft, given: files::form::listed(&mut form) };
    let voice = match allowed {
        Ok(voice) => Some(voice),
        // A text is kept even for a place that is closed to its author by now.
        Err(_) if only_kept => None,
        Err(Error::Refused(refusals)) => return refused(&content, &member, sent, refusals).await,
        Err(error) => return Err(error.into()),
    };
    files::form::receive(&content, &member, &mut form, &sent.draft.key, &mut sent.given).await?;
    form.finish()?;
    if let Err(Error::TooMany(seconds)) = member.app.limits.take(Act::Write, member.id().0) {
        sent.given.problems.push(files::form::too_fast(seconds));
    }
    if !sent.given.problems.is_empty() {
        return refused(&content, &member, sent, Vec::new()).await;
    }
    let (actor, written) = (member.actor(), sent.draft.written.clone().with(sent.given.files.clone()));
    let Draft { key, version, writer, .. } = sent.draft.clone();
    let kept = SentDraft { key, version, writer, place, written };
    if only_kept {
        return match drafts::keep(&content, &actor, &kept).await {
            Ok(_) => Ok(drafts_page::kept("draft-kept", 0)),
            Err(error) => refused(&content, &member, sent, drafts_page::refusals(error)?).await,
        };
    }
    let Some(voice) = voice else { return Err(Error::bug("a place that was not asked for").into()) };
    let writer = Writer { zone: &member.zone, language: member.me.locale.tag() };
    match drafts::appear(&content, &actor, &writer, &kept, voice).await {
        Ok(Appeared::Published(id)) => Ok(layout::with_toast(Redirect::to(&landing(&member, place)), "post-published", id.0)),
        Ok(Appeared::Kept(id, Stage::Waiting)) => Ok(drafts_page::kept("draft-proposed", id)),
        Ok(Appeared::Kept(id, _)) => Ok(drafts_page::kept("draft-scheduled", id)),
        Ok(Appeared::Other(id)) => {
            sent.draft.first = Some((id, secret::random_token()?));
            refused(&content, &member, sent, vec![Refusal::new("posts.already_published").status(409)]).await
        }
        Err(Error::Refused(refusals)) => refused(&content, &member, sent, refusals).await,
        Err(error) => Err(error.into()),
    }
}

/// Where the person sees what was published: in the feed it stands in.
fn landing(member: &Member, place: PlaceId) -> String {
    if place == member.me.actor.company { "/".to_owned() } else { format!("/communities/{place}") }
}

pub(super) async fn save(State(content): State<Content>, member: Member, Path(id): Path<PostId>, request: Request) -> Result {
    let post = access::own(&content, &member.actor(), id).await?;
    let mut form = files::form::read(&member, request).await?;
    let draft = read(&mut form)?;
    let version = form.number("version")?.unwrap_or(0);
    let mut given = files::form::listed(&mut form);
    files::form::receive(&content, &member, &mut form, &draft.key, &mut given).await?;
    form.finish()?;
    let mut sent = Sent { draft: Draft { editing: Some((id, version)), place: Some(post.place.id), ..draft }, given };
    if let Err(Error::TooMany(seconds)) = member.app.limits.take(Act::Write, member.id().0) {
        sent.given.problems.push(files::form::too_fast(seconds));
    }
    if !sent.given.problems.is_empty() {
        return refused(&content, &member, sent, Vec::new()).await;
    }
    let written = &sent.draft.written;
    let said = written.typed.details(&member.zone, member.now, Some(&post.details));
    // A date that was there and has passed stays.
    let unchanged = post.expires_at.filter(|at| formats::field_of(*at, &member.zone) == written.expires);
    let expires_at = unchanged.map_or_else(|| to_come(&written.expires, &member.zone, member.now, "expires"), |at| Ok(Some(at)));
    let (expires_at, chosen_language, (heading, details)) = match (expires_at, written.chosen_language(), said) {
        (Ok(expires_at), Ok(language), Ok(said)) => (expires_at, language, said),
        (expires_at, language, said) => {
            let wrong = said.err().into_iter().flatten().chain(expires_at.err()).chain(language.err()).collect();
            return refused(&content, &member, sent, wrong).await;
        }
    };
    // What was only chosen says nothing of the words.
    let language = if post.language_chosen { member.me.locale.tag().to_owned() } else { post.language };
    let (body, files) = (written.body.clone(), sent.given.files.clone());
    let edit = Edit { version, details, heading, body, chosen_language, language, files, expires_at };
    match actions::edit(&content, &member.actor(), id, &edit).await {
        Ok(()) => Ok(layout::with_toast(Redirect::to(&format!("/posts/{id}")), "post-edited", id.0)),
        Err(Error::Refused(refusals)) => refused(&content, &member, sent, refusals).await,
        Err(error) => Err(error.into()),
    }
}

/// The same form again: the text kept, the files kept, the sentences beside.
async fn refused(content: &Content, member: &Member, sent: Sent, more: Vec<Refusal>) -> Result {
    let Sent { mut draft, given } = sent;
    draft.files = files::form::again(content, member, &given.files).await?;
    let refusals: Vec<Refusal> = given.problems.into_iter().chain(more).collect();
    let status = refusals.first().and_then(|r| StatusCode::from_u16(r.status).ok()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    Ok((status, form_page(content, member, &draft, &Refused(refusals)).await?).into_response())
}

async fn form_page(content: &Content, member: &Member, draft: &Draft, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let mut places = communities::writable(&content.platform.db, &member.actor(), member.now).await?;
    let offers = |places: &[Writable], place: PlaceId| places.iter().any(|p| p.id == place);
    // What was sent for a place where the person does not write keeps that place: sent again, it must not go elsewhere.
    if let Some(kept) = draft.place.filter(|place| (draft.answer || draft.editing.is_some()) && !offers(&places, *place)) {
        places.extend(store::readable(&content.platform.db, member.id(), kept).await?);
    }
    let chosen = draft.place.filter(|place| offers(&places, *place)).or_else(|| places.first().map(|p| p.id));
    let audience = match chosen {
        Some(place) => match communities::audience(&content.platform.db, &member.actor(), place, member.now).await {
            Ok(audience) => Some(audience),
            Err(Error::NotFound) => None,
            Err(error) => return Err(error.into()),
        },
        None => None,
    };
    let fresh = draft.editing.is_none() && draft.kept.is_none() && !draft.answer;
    // Most people publish as themselves: one statement says so, with what it says of their drafts.
    let (waiting, principals) = if fresh { super::drafts::store::beside(&content.platform.db, member.id()).await? } else { (0, 1) };
    let resume = if draft.written.shared.is_none() {
        drafts_page::reminder(member, waiting)
    } else {
        html! {}
    };
    let principals = if draft.editing.is_none() && principals > 0 {
        delegates::access::principals(&content.platform.db, member.id()).await?
    } else {
        Vec::new()
    };
    let behalf = as_whom(member, draft.written.behalf, &principals, refused);
    let shared = super::sharing::in_form(content, member, draft.written.shared, refused).await?;
    let title = match (draft.editing, draft.written.shared) {
        (Some(_), _) => t.posts_edit_title(),
        (None, Some(_)) => t.posts_share(),
        (None, None) => t.web_publish(),
    };
    let back =
        draft.place.filter(|place| *place != member.me.actor.company).map_or("/".to_owned(), |place| format!("/communities/{place}"));
    let frame = html! { turbo-frame id="composer-frame" target="_top" { (form(member, draft, &places, chosen, audience.as_ref(), refused, title, &back, [&behalf, &resume, &shared])) } };
    if member.frame.as_deref() == Some("composer-frame") {
        return Ok(frame);
    }
    let main = html! { h1 class="sr" { (title) } div class="card composer-page" { (frame) } };
    Ok(layout::page(member, Page { title, here: "compose", class: "page-narrow", back: Some((&back, title)), main, aside: None }).await?)
}

#[allow(clippy::too_many_arguments, reason = "one form, shown from one place")]
fn form(
    member: &Member,
    draft: &Draft,
    places: &[Writable],
    chosen: Option<PlaceId>,
    audience: Option<&Audience>,
    refused: &Refused,
    title: &str,
    back: &str,
    [behalf, resume, shared]: [&Markup; 3],
) -> Markup {
    let t = member.t;
    let (action, key, send) = match (draft.editing, draft.kept) {
        (Some((id, _)), _) => (format!("/posts/{id}"), format!("edit-{id}"), t.web_save()),
        (None, Some((id, _))) => ("/posts".to_owned(), format!("draft-{id}"), t.web_publish()),
        // What is written around a post, or to those who are asked, is not what was begun elsewhere.
        (None, None) => {
            let key = match draft.written.shared {
                Some(id) => format!("share-{id}"),
                None if draft.apart.is_empty() => "post".to_owned(),
                None => format!("ask-{}", draft.apart),
            };
            ("/posts".to_owned(), key, t.web_publish())
        }
    };
    // What is edited is published already; what waits would be changed under the eyes of whoever reads it.
    let follows = draft.editing.is_none() && draft.kept.is_none_or(|(_, stage)| stage.is_open());
    let written = &draft.written;
    let locked = draft.editing.is_some();
    html! {
        form class="composer-form" id="composer-form" action=(action) method="post" enctype="multipart/form-data" data-controller="composer draft uploads" data-draft-key-value=(key) data-draft-member-value=(member.id())
            data-draft-answer-value=[draft.answer.then_some("true")] data-draft-url-value=[follows.then_some("/drafts")] data-draft-id-value=[draft.kept.map(|(id, _)| id)] data-uploads-url-value="/files" data-composer-audience-url-value="/posts/audience" data-composer-place-value=[locked.then(|| chosen.map(|p| p.to_string())).flatten()]
            data-composer-people-url-value="/members/suggest" data-composer-topics-url-value="/topics/suggest" {
            input type="hidden" name="key" value=(draft.key);
            @if let Some((_, version)) = draft.editing { input type="hidden" name="version" value=(version); }
            @else { input type="hidden" name="writer" value=(draft.writer); input type="hidden" name="draft-version" value=(draft.version); }
            @if !draft.apart.is_empty() { input type="hidden" name="apart" value=(draft.apart); }
            header class="dialog-head" {
                a class="icon-btn" href=(back) data-action="dialog#close" aria-label=(t.posts_close()) { (icon(member, "x")) }
                h2 { (title) }
                span class="draft" role="status" data-draft-target="state" data-saved=(t.posts_draft_kept()) data-synced=(t.drafts_kept_everywhere()) data-elsewhere=(t.drafts_elsewhere()) data-failed=(t.posts_draft_not_kept()) {}
            }
            div class="dialog-body" {
                (refused.summary(member, &["body", "upload", "behalf", "shared", "heading", "option-1", "closes", "starts", "ends", "venue", "value", "confirm", "planned", "expires", "language"]))
                @if let Some((first, key)) = &draft.first {
                    div class="callout" data-tone="info" { (icon(member, "info")) div class="grow" { p { a class="link underline" href={ "/posts/" (first) } { (t.posts_see_first()) } } }
                        button class="btn btn-sm end" name="as-new" value=(key) { (t.posts_publish_as_new()) } }
                }
                @if let Some(problem) = refused.at(member, "upload") { div class="callout" data-tone="danger" role="alert" { (icon(member, "alert")) p { (problem) } } }
                div data-composer-target="problems" role="alert" {}
                (problems(member))
                div class="row" {
                    (avatar(&Person::from(&member.me), ""))
                    div class="field grow" {
                        label class="sr" for="place" { (t.posts_where()) }
                        @if locked { p class="strong" { (places.iter().find(|p| Some(p.id) == chosen).map_or("", |p| if p.is_company { t.posts_whole_company() } else { &p.name })) } }
                        @else {
                            select class="select" id="place" name="place" data-action="composer#place" {
                                @for place in places { option value=(place.id) selected[Some(place.id) == chosen] { @if place.is_company { (t.posts_whole_company()) } @else { (place.name) } } }
                            }
                        }
                    }
                }
                (behalf)
                (audience_frame(member, audience))
                (resume)
                @if written.shared.is_none() { (formats::fields(member, &written.typed, locked, refused)) }
                (write_field(member, "body", &written.body, if written.shared.is_some() { t.posts_share_placeholder() } else { t.posts_placeholder() }, true, refused))
                (shared)
                (toolbar(member))
                (files::page::picker(member, &draft.files))
                (options(member, draft, refused))
            }
            footer class="dialog-foot" {
                div class="composer-tools" { (emoji_button(member)) (files::page::picker_button(member)) }
                // It comes when something is kept. Beside icons alone, on a phone, there is room for it: what sends does not move from
                // under the thumb.
                button type="button" class="btn btn-quiet btn-sm" data-draft-target="discard" data-action="draft#discard" hidden { (icon(member, "trash")) span class="sr-phone" { (t.posts_throw_away()) } }
                template data-draft-target="thrown" { div class="toast" role="status" data-controller="toast" { span { (t.posts_thrown()) } button class="btn btn-sm" type="button" data-part="undo" { (icon(member, "undo")) (t.web_undo()) } } }
                @if !locked { button class="btn no-script" name="stage" value="draft" { (icon(member, "edit")) (t.drafts_keep()) } }
                button class="btn btn-primary" data-composer-target="send" data-later=[(!locked).then(|| t.drafts_schedule())] { (send) }
            }
        }
    }
}

/// In whose name it appears, for those whom somebody lets choose.
fn as_whom(member: &Member, behalf: Option<i64>, principals: &[Person], refused: &Refused) -> Markup {
    let t = member.t;
    let error = refused.at(member, "behalf");
    if principals.is_empty() && error.is_none() {
        return html! {};
    }
    html! {
        div class="field" data-tone=[error.as_ref().map(|_| "danger")] {
            label for="behalf" { (t.posts_as_whom()) }
            select class="select" id="behalf" name="behalf" aria-invalid=[error.as_ref().map(|_| "true")] aria-describedby=[error.as_ref().map(|_| "behalf-error")] {
                option value="" { (t.posts_as_oneself()) }
                @for person in principals { option value=(person.id) selected[behalf == Some(person.id.0)] { (person.shown_name(member)) } }
            }
            @if let Some(error) = &error { p class="error" id="behalf-error" { (icon(member, "alert")) (error) } }
        }
    }
}

/// When it appears, when it leaves the feeds, in which language it is.
fn options(member: &Member, draft: &Draft, refused: &Refused) -> Markup {
    let t = member.t;
    let Written { planned, expires, language, .. } = &draft.written;
    let said = [planned, expires, language].into_iter().any(|text| !text.is_empty());
    let open = draft.plan || said || ["planned", "expires", "language"].iter().any(|f| refused.at(member, f).is_some());
    let error = refused.at(member, "language");
    let at = |name: &'static str, label: &str, value: &str, hint: &str| {
        Field { name, label, kind: "datetime-local", value, hint: Some(hint), autocomplete: "off", draft: true, ..Field::default() }
            .show(member, refused)
    };
    html! {
        details class="options" open[open] {
            summary { (icon(member, "sliders")) (t.drafts_options()) }
            div class="cols" {
                @if draft.editing.is_none() { (at("planned", t.drafts_publish_at(), planned, t.drafts_publish_at_hint())) }
                (at("expires", t.drafts_expires_at(), expires, t.drafts_expires_at_hint()))
                div class="field" data-tone=[error.as_ref().map(|_| "danger")] {
                    label for="language" { (t.posts_language()) }
                    select class="select" id="language" name="language" data-draft-target="field" aria-invalid=[error.as_ref().map(|_| "true")] aria-describedby=[error.as_ref().map(|_| "language-error")] {
                        option value="" { (t.posts_language_guessed()) }
                        @for (tag, name) in languages::LANGUAGES { option value=(tag) lang=(tag) selected[tag == language] { (name) } }
                    }
                    @if let Some(error) = &error { p class="error" id="language-error" { (icon(member, "alert")) (error) } }
                }
            }
        }
    }
}

/// What the script shows when a sending did not arrive.
pub(crate) fn problems(member: &Member) -> Markup {
    let t = member.t;
    let one = |kind: &str, text: Markup| html! { template data-composer-target="problem" data-problem=(kind) { p class="callout" data-tone="danger" { (icon(member, "alert")) span { (text) } } } };
    html! {
        (one("network", html! { (t.posts_problem_network()) }))
        (one("session", html! { (t.posts_problem_session()) " " a class="underline" href="/sign-in" target="_blank" { (t.sign_in_submit()) } }))
        (one("server", html! { (t.posts_problem_server()) }))
        (one("closed", html! { (t.posts_problem_closed()) }))
        (one("busy", html! { (t.posts_problem_busy()) }))
        (one("unfit", html! { (t.posts_problem_unfit()) }))
        (one("files", html! { (t.posts_problem_files()) }))
    }
}

/// The field people write in: plain Markdown without script; the editor and its suggestions with it. `focus` is for a form that
/// someone asked for, not for one that waits below a thread.
pub(crate) fn write_field(member: &Member, id: &str, body: &str, placeholder: &str, focus: bool, refused: &Refused) -> Markup {
    let t = member.t;
    let error = refused.at(member, "body");
    html! {
        div class="composer-write" data-tone=[error.as_ref().map(|_| "danger")] {
            label class="sr" id={ (id) "-label" } for=(id) { (t.posts_your_text()) }
            textarea class="write" id=(id) name="body" rows="4" autofocus[focus] placeholder=(placeholder) data-composer-target="source" data-draft-target="field" aria-invalid=[error.as_ref().map(|_| "true")] aria-describedby=[error.as_ref().map(|_| format!("{id}-error"))] { (body) }
            @if let Some(error) = &error { p class="error" id={ (id) "-error" } { (icon(member, "alert")) (error) } }
            p class="meta no-script" { (t.posts_markdown()) }
            ul class="suggest" id={ (id) "-suggest" } role="listbox" popover="manual" data-composer-target="suggest" data-people=(t.posts_suggest_people()) data-topics=(t.posts_suggest_topics()) data-unread=(t.posts_will_not_read()) aria-label=(t.posts_suggest()) {}
            p class="sr" role="status" data-composer-target="status" data-one=(t.posts_suggestion_one()) data-other=(t.posts_suggestion_other()) data-none=(t.posts_suggestion_none()) {}
            template data-composer-target="person" {
                li role="option" {
                    span class="avatar sm" data-part="avatar" aria-hidden="true" {}
                    span class="grow" { b class="name" data-part="name" {} span class="meta" data-part="detail" {} }
                    span class="badge" data-tone="warning" data-part="partner" hidden { (icon(member, "handshake")) span data-part="company" {} }
                    span class="badge" data-part="unread" hidden { (icon(member, "eye-off")) (t.posts_will_not_read()) }
                }
            }
            template data-composer-target="topic" { li role="option" class="one" { (icon(member, "hash")) span data-part="name" {} } }
        }
    }
}

/// The way to the picker of emoji, which script fills and opens.
pub(crate) fn emoji_button(member: &Member) -> Markup {
    let t = member.t;
    let groups = [
        t.posts_emoji_faces(),
        t.posts_emoji_people(),
        t.posts_emoji_nature(),
        t.posts_emoji_food(),
        t.posts_emoji_places(),
        t.posts_emoji_activities(),
        t.posts_emoji_objects(),
        t.posts_emoji_symbols(),
        t.posts_emoji_flags(),
    ];
    html! {
        span class="menu-anchor only-script" {
            button type="button" class="icon-btn" aria-haspopup="dialog" aria-expanded="false" aria-label=(t.posts_emoji()) title=(t.posts_emoji()) data-action="composer#emoji" { (icon(member, "smile")) }
        }
        template data-composer-target="emoji" {
            div class="menu emoji" popover="auto" role="dialog" aria-label=(t.posts_emoji_all()) tabindex="-1" {
                input class="input" type="search" autocomplete="off" aria-label=(t.posts_emoji_search()) placeholder=(t.posts_emoji_search()) data-part="search";
                p class="meta" role="status" data-part="found" data-one=(t.posts_emoji_found_one()) data-other=(t.posts_emoji_found_other()) data-none=(t.posts_emoji_found_none()) {}
                div class="emoji-list" data-part="list" data-recent=(t.posts_emoji_recent()) data-found=(t.posts_emoji_found()) data-groups=(groups.join("|")) {}
            }
        }
    }
}

/// The formats, and the box for a link's address.
pub(crate) fn toolbar(member: &Member) -> Markup {
    let t = member.t;
    let formats = [
        ("bold", "bold", t.posts_format_bold()),
        ("italic", "italic", t.posts_format_italic()),
        ("heading", "heading", t.posts_format_heading()),
        ("bulletList", "list", t.posts_format_list()),
        ("orderedList", "list-ordered", t.posts_format_numbers()),
        ("blockquote", "quote", t.posts_format_quote()),
        ("code", "code", t.posts_format_code()),
        ("link", "link", t.posts_format_link()),
        ("table", "grid", t.posts_format_table()),
        ("mention", "at-sign", t.posts_format_mention()),
        ("topic", "hash", t.posts_format_topic()),
    ];
    let table = [
        ("rowAfter", "plus", t.posts_table_row()),
        ("columnAfter", "plus", t.posts_table_column()),
        ("deleteRow", "x", t.posts_table_delete_row()),
        ("deleteColumn", "x", t.posts_table_delete_column()),
        ("deleteTable", "trash", t.posts_table_delete()),
    ];
    html! {
        div class="toolbar wrap" role="toolbar" aria-label=(t.posts_table()) data-composer-target="table" hidden {
            @for (format, symbol, label) in table { button type="button" class="btn btn-quiet btn-sm" data-composer-format=(format) { (icon(member, symbol)) (label) } }
        }
        div class="toolbar" role="toolbar" aria-label=(t.posts_formats()) aria-keyshortcuts="Alt+F10" data-composer-target="toolbar" hidden {
            @for (format, symbol, label) in formats { button type="button" class="icon-btn" data-composer-format=(format) aria-label=(label) title=(label) { (icon(member, symbol)) } }
        }
        div class="linkbox row" data-composer-target="link" hidden {
            label class="grow" { span class="sr" { (t.posts_link_address()) } input class="input" type="url" data-part="address" placeholder="https://"; }
            button type="button" class="btn btn-sm" data-part="set" { (t.posts_link_set()) }
            button type="button" class="btn btn-quiet btn-sm" data-part="unset" { (t.posts_link_unset()) }
        }
    }
}
