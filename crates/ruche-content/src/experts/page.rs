//! The page: a question, filters, people with what shows that they know, and the way to ask them.

use super::asks;
use super::asks::rules::Load;
use super::find::{self, Asked, Expert, Experts, MAX_QUESTION, Reader};
use crate::Content;
use crate::posts::formats::{self, Details};
use crate::posts::publishing::{self, NewPost, Published};
use crate::posts::{MOST_ASKED, alike};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect};
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Error, PlaceId, Refusal, names};
use ruche_people::communities::{self, Writable};
use ruche_people::members::page::sections;
use ruche_people::profiles::rules::Availability;
use ruche_people::profiles::shown::availability;
use ruche_platform::search::Marks;
use ruche_platform::secret;
use ruche_web::extract::extract;
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Refused, avatar, badge, empty, icon};
use ruche_web::{Fields, Member, Result};
use serde::Deserialize;

#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    q: String,
    #[serde(default)]
    site: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    available: String,
}

impl Typed {
    fn asked(&self) -> Asked {
        Asked { available: self.available == "1", ..Asked::of(&self.q, self.site.parse().ok(), self.unit.parse().ok(), &self.language) }
    }
}

pub(super) async fn show(State(content): State<Content>, member: Member, Query(typed): Query<Typed>) -> Result<Markup> {
    experts_page(&content, &member, &typed.asked(), None, &Refused::default()).await
}

/// The page, with what was refused and the place that was chosen.
async fn experts_page(content: &Content, member: &Member, asked: &Asked, place: Option<PlaceId>, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let found = if asked.q.is_empty() {
        None
    } else {
        member.app.limits.take(Act::Search, member.id().0)?;
        match find::find(content, member, asked).await {
            Ok(found) => Some(Ok(found)),
            Err(Error::Unavailable(_)) if content.platform.index.state() != ruche_platform::search::State::Ready => Some(Err(())),
            Err(error) => return Err(error.into()),
        }
    };
    // What was answered before needs nobody to be asked.
    let before = match &found {
        Some(Ok(_)) => alike(content, member, &asked.q).await?,
        _ => Vec::new(),
    };
    let places = match &found {
        Some(Ok(found)) if !found.people.is_empty() => communities::writable(&content.platform.db, &member.actor(), member.now).await?,
        _ => Vec::new(),
    };
    let main = html! {
        header class="page-head" { div { h1 { (t.experts_title()) } p { (t.experts_intro()) } } }
        (sections(member, "experts"))
        form class="input-row" action="/experts" role="search" {
            label class="sr" for="question" { (t.experts_question()) }
            input class="input" id="question" type="search" name="q" value=(asked.q) placeholder=(t.experts_example()) maxlength=(MAX_QUESTION) enterkeyhint="search";
            button class="btn btn-primary" { (icon(member, "search")) (t.members_find()) }
        }
        @if !before.is_empty() {
            div class="callout" data-tone="success" { (icon(member, "check-circle")) div class="grow" {
                p { (t.experts_answered()) }
                ul { @for (id, heading, answered) in &before { li { a class="link" href={ "/posts/" (id) } { (heading) } @if *answered { " " span class="badge" data-tone="success" { (icon(member, "check")) (t.questions_answered()) } } } } }
            } }
        }
        @match &found {
            None => { (empty(member, "lightbulb", t.experts_start_title(), t.experts_start(), html! {})) }
            Some(Err(())) => { p class="callout" data-tone="info" role="status" { (icon(member, "info")) span { (t.search_absent()) } } }
            Some(Ok(found)) if found.people.is_empty() => {
                (empty(member, "users", t.experts_none_title(), t.experts_none(), html! { (ask_everyone(member, asked)) }))
            }
            Some(Ok(found)) => { (ask_likeliest(member, asked, &places, place, refused)?) (people(content, member, asked, found)) }
        }
    };
    let filters = found.as_ref().and_then(|found| found.as_ref().ok()).and_then(|found| filters(member, asked, found));
    let waiting = asks::page::waiting(content, member).await?;
    let aside = Some(html! { @if let Some(filters) = filters { (filters) } (waiting) });
    let title = t.experts_title();
    Ok(layout::page(member, Page { title, here: "members", class: "", back: Some(("/members", title)), main, aside }).await?)
}

/// The way to ask where nobody stands out.
fn ask_everyone(member: &Member, asked: &Asked) -> Markup {
    let address = format!("/posts/new?{}", layout::query(&[("format", "question"), ("heading", &asked.q)]));
    html! { a class="btn btn-primary" href=(address) { (icon(member, "circle-help")) (member.t.experts_ask_all()) } }
}

/// The way to the three who are likeliest to know, in one step.
fn ask_likeliest(member: &Member, asked: &Asked, places: &[Writable], chosen: Option<PlaceId>, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let chosen = chosen.unwrap_or(member.me.actor.home());
    let key = secret::random_token()?;
    let error = refused.at(member, "place");
    Ok(html! {
        form class="card pad stack" action="/experts/asks" method="post" aria-labelledby="likeliest" {
            (refused.summary(member, &["place"]))
            div { h2 id="likeliest" { (t.experts_route_title()) } p class="small soft" { (t.experts_route_text()) } }
            input type="hidden" name="q" value=(asked.q);
            input type="hidden" name="key" value=(key);
            div class="field" data-tone=[error.as_ref().map(|_| "danger")] {
                label class="label" for="place" { (t.experts_route_where()) }
                select class="select" id="place" name="place" aria-invalid=[error.as_ref().map(|_| "true")] aria-describedby=[error.as_ref().map(|_| "place-error")] {
                    @for place in places { option value=(place.id) selected[place.id == chosen] { (if place.is_company { t.posts_whole_company() } else { &place.name }) } }
                }
                @if let Some(error) = &error { p class="error" id="place-error" { (icon(member, "alert")) (error) } }
            }
            div class="row" { button class="btn btn-primary" { (icon(member, "users")) (t.experts_route()) } }
        }
    })
}

fn people(content: &Content, member: &Member, asked: &Asked, found: &Experts) -> Markup {
    let t = member.t;
    let marks = content.platform.index.marks(&asked.q);
    html! {
        form class="stack" action="/experts/question" method="post" {
            input type="hidden" name="q" value=(asked.q);
            p class="small soft" role="status" { (t.experts_count(found.count)) }
            ul class="stack experts" { @for (place, expert) in found.people.iter().enumerate() { (person(member, &marks, expert, place)) } }
            div class="card pad row wrap" {
                p class="grow small soft" { (t.experts_ask_text(MOST_ASKED)) }
                button class="btn" { (icon(member, "circle-help")) (t.experts_ask()) }
            }
        }
        p class="meta" { (t.experts_how()) }
    }
}

fn person(member: &Member, marks: &Marks, expert: &Expert, place: usize) -> Markup {
    let t = member.t;
    let person = &expert.someone.person;
    let name = person.shown_name(member);
    let id = format!("ask-{}", person.id);
    html! {
        li class="card expert" {
            (avatar(person, "lg"))
            div class="stack gap-2" {
                div { a class="name" href={ "/members/" (person.id) } { (name) } " " (badge(member, person)) " " (availability(member, expert.availability))
                    p class="meta" { (person.title) @if !person.title.is_empty() && !expert.someone.at.is_empty() { " · " } (expert.someone.at) } }
                @if !expert.skills.is_empty() {
                    ul class="skills" { @for (number, skill) in expert.skills.iter().enumerate() {
                        li { a class={ "skill" @if number < expert.named { " hit" } } href={ "/members/" (person.id) "/skills/" (skill.skill) } { (skill.name) @if skill.endorsements > 0 { " " b { (t.number(skill.endorsements)) } span class="sr" { " " (t.skills_confirmed_by(skill.endorsements)) } } } }
                    } }
                }
                @if let Some(text) = &expert.text {
                    p class="small soft" lang=[(!text.language.is_empty()).then_some(text.language.as_str())] { a href=(text.url) { (icon(member, "quote")) (extract(&text.text, &marks(&text.text))) } }
                }
                @let told = evidence(member, expert);
                @if !told.is_empty() { p class="meta meta-row" { @for one in &told { span { (one) } } } }
                @if let Some(words) = load(member, expert.someone.load) { p class="meta" { (words) } }
            }
            label class="chip" for=(id) { input type="checkbox" id=(id) name="ask" value=(person.id) checked[place == 0 && expert.someone.load.has_room() && !matches!(expert.availability, Availability::Away(_))]; (t.experts_choose()) span class="sr" { " " (name) } }
        }
    }
}

/// How much somebody is asked, where it matters.
fn load(member: &Member, load: Load) -> Option<String> {
    let t = member.t;
    match load {
        Load { limit: 0, .. } => Some(t.experts_accepts_none().to_owned()),
        load if !load.has_room() => Some(t.experts_full(load.week)),
        Load { waiting: 0, .. } => None,
        load => Some(t.experts_waiting(load.waiting)),
    }
}

/// What shows that somebody knows, in words: what is not there is not said.
fn evidence(member: &Member, expert: &Expert) -> Vec<String> {
    let t = member.t;
    let evidence = &expert.evidence;
    let counts = [
        (evidence.accepted, t.experts_accepted(evidence.accepted)),
        (evidence.answers, t.experts_answers(evidence.answers)),
        (evidence.texts, t.experts_texts(evidence.texts)),
    ];
    let mut told: Vec<String> = counts.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| words).collect();
    if evidence.last > 0 {
        told.push(t.experts_last(t.ago(evidence.last, member.now, &member.zone)));
    }
    told
}

/// Sites, units and languages of those who were found.
fn filters(member: &Member, asked: &Asked, found: &Experts) -> Option<Markup> {
    let t = member.t;
    let chosen = |of: Option<i64>| of.map(|id| id.to_string()).unwrap_or_default();
    let (site, unit) = (chosen(asked.site), chosen(asked.unit));
    let available = if asked.available { "1" } else { "" };
    let now = layout::query(&[
        ("q", &asked.q),
        ("site", &site),
        ("unit", &unit),
        ("language", &asked.language),
        ("available", if asked.available { "" } else { "1" }),
    ]);
    let address = |site: &str, unit: &str| {
        format!(
            "/experts?{}",
            layout::query(&[("q", &asked.q), ("site", site), ("unit", unit), ("language", &asked.language), ("available", available)])
        )
    };
    let facet = |title: &str, all: &[(i64, String, usize)], chosen: Option<i64>, link: &dyn Fn(&str) -> String| {
        html! { @if !all.is_empty() {
            div class="stack gap-2" { h3 class="small" { (title) } ul class="chips" { @for (id, name, count) in all {
                @let on = chosen == Some(*id);
                li { a class="chip" href=(link(&if on { String::new() } else { id.to_string() })) aria-current=[on.then_some("true")] { (name) " " b { (t.number(i64::try_from(*count).unwrap_or(0))) } } }
            } } }
        } }
    };
    (asked.available || !found.sites.is_empty() || !found.units.is_empty()).then(|| {
        html! {
            section class="card pad stack" aria-labelledby="refine" {
                div class="panel-title" { h2 id="refine" { (t.search_refine()) } @if asked.site.is_some() || asked.unit.is_some() || !asked.language.is_empty() || asked.available { a class="link small" href={ "/experts?" (layout::query(&[("q", &asked.q)])) } { (t.search_clear()) } } }
                div { a class="chip" href={ "/experts?" (now) } aria-current=[asked.available.then_some("true")] { (icon(member, "clock")) (t.experts_available()) } }
                (facet(t.members_site(), &found.sites, asked.site, &|site| address(site, &unit)))
                (facet(t.members_unit(), &found.units, asked.unit, &|unit| address(&site, unit)))
                form class="stack gap-2" action="/experts" {
                    @for (name, value) in [("q", asked.q.as_str()), ("site", &site), ("unit", &unit), ("available", available)] { @if !value.is_empty() { input type="hidden" name=(name) value=(value); } }
                    label class="label" for="language" { (t.experts_language()) }
                    div class="input-row" { input class="input" id="language" name="language" value=(asked.language) maxlength="40"; button class="btn btn-sm" { (t.members_find()) } }
                }
            }
        }
    })
}

/// Opens the composer with the question and those who are asked.
pub(super) async fn ask(member: Member, mut form: Fields) -> Result<Redirect> {
    let q: String = names::clean_line(&form.text("q")?).chars().take(MAX_QUESTION).collect();
    let asked: Vec<String> = form.all("ask").into_iter().filter(|id| id.parse::<i64>().is_ok()).take(MOST_ASKED).collect();
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    let query = layout::query(&[("format", "question"), ("heading", &q), ("ask", &asked.join(","))]);
    Ok(Redirect::to(&format!("/posts/new?{query}")))
}

/// Publishes the question where it was chosen, and puts it to those who are likeliest to know.
pub(super) async fn route(State(content): State<Content>, member: Member, mut form: Fields) -> Result {
    let (q, place, key) = (form.text("q")?, form.number("place")?.map(PlaceId), form.text("key")?);
    form.finish()?;
    let asked = Asked::of(&q, None, None, "");
    member.app.limits.take(Act::Write, member.id().0)?;
    let place = place.unwrap_or(member.me.actor.home());
    let long = asked.q.chars().count() > formats::MAX_HEADING;
    let new = NewPost {
        place,
        details: Details::Question(formats::Question::default()),
        heading: if long { names::excerpt(&asked.q, formats::MAX_HEADING - 1) } else { asked.q.clone() },
        body: if long { asked.q.clone() } else { String::new() },
        chosen_language: None,
        language: member.t.0.tag().to_owned(),
        files: Vec::new(),
        expires_at: None,
        shared: None,
        behalf: None,
        approver: None,
        key,
    };
    let refused = |refusals: Vec<Refusal>| Refused(refusals.into_iter().map(|one| one.at("place")).collect());
    let published = match publishing::publish(&content, &member.actor(), &new).await {
        Ok(published) => published,
        Err(Error::Refused(_)) if asked.q.is_empty() => return Ok(Redirect::to("/experts").into_response()),
        Err(Error::Refused(refusals)) => {
            let page = experts_page(&content, &member, &asked, Some(place), &refused(refusals)).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
        Err(error) => return Err(error.into()),
    };
    let (Published::New(post) | Published::Again(post) | Published::Other(post)) = published;
    let told = match asks::actions::route(&content, &Reader::of(&member), post).await {
        // The question is there, and can be put to people from its page.
        Err(Error::Unavailable(_)) => 0,
        told => told?,
    };
    Ok(asks::page::routed(post, told))
}
