//! The page of the text that a community asks to accept: for whoever is asked, for those who read it, and for owners.

use super::super::head::{self, Section};
use super::super::rules;
use super::super::store::{self as communities, Found};
use super::actions;
use super::store::{self, Asked, Asks, Terms};
use crate::People;
use crate::sign_in::see_other;
use async_trait::async_trait;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, PreEscaped, html};
use ruche_kernel::{Error, PlaceId, Refusal};
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Person, Refused, avatar, badge, icon};
use ruche_web::slots::Slot;
use ruche_web::{Ctx, Fields, Member, Result, markdown};
use std::collections::HashMap;

/// A text as it is read.
fn rendered(body: &str) -> Markup {
    PreEscaped(markdown::render(body, &HashMap::new()).html)
}

pub(in crate::communities) async fn show(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result<Markup> {
    let db = &people.platform.db;
    match store::asked(db, member.id(), id, member.now).await {
        Ok(asked) => return asking(&member, &asked, &Refused::default()).await,
        Err(Error::NotFound) => {}
        Err(error) => return Err(error.into()),
    }
    let found = communities::find(db, member.id(), id, member.now).await?;
    let terms = store::find(db, id, member.id()).await?;
    let owns = rules::own(found.community.tie.standing).is_ok();
    if !found.community.reads || (!owns && terms.as_ref().is_none_or(|terms| terms.asks == Asks::Nobody)) {
        return Err(Error::NotFound.into());
    }
    let terms = terms.unwrap_or_default();
    if owns {
        owner_page(&people, &member, &found, &terms, None, &Refused::default()).await
    } else {
        read_page(&member, &found, &terms).await
    }
}

/// The page that asks: the name of the place, the text, two ways out of it.
async fn asking(member: &Member, asked: &Asked, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let base = format!("/communities/{}/terms/acceptance", asked.id);
    let language = Some(asked.language.as_str()).filter(|language| *language != t.0.tag());
    let main = html! {
        header class="page-head" { div { h1 lang=[language] { (asked.name) } p { (t.communities_terms_asked()) } } }
        (refused.summary(member, &[]))
        article class="card pad prose" lang=[language] aria-label=(t.communities_terms()) { (rendered(&asked.body)) }
        div class="row wrap" {
            form action={ (base) "?_method=put" } method="post" { input type="hidden" name="version" value=(asked.version); button class="btn btn-primary" { (icon(member, "check")) (t.communities_terms_accept()) } }
            form action={ (base) "?_method=delete" } method="post" { button class="btn" { (icon(member, "log-out")) (t.communities_terms_leave()) } }
        }
    };
    let title = t.communities_terms();
    Ok(layout::page(
        member,
        Page { title, here: "communities", class: "page-narrow", back: Some(("/communities", &asked.name)), main, aside: None },
    )
    .await?)
}

/// The text for those who read the place.
async fn read_page(member: &Member, found: &Found, terms: &Terms) -> Result<Markup> {
    let t = member.t;
    let content = html! {
        section class="card pad stack" aria-labelledby="terms" {
            h2 id="terms" { (t.communities_terms()) }
            @if let Some(at) = terms.accepted_at { p class="meta" { (t.communities_terms_accepted_on(t.date_long(at, &member.zone))) } }
            div class="prose" lang=[head::foreign(member, &found.community)] { (rendered(&terms.body)) }
        }
    };
    head::page(member, found, Section::Feed, content, head::who_does_what(member)).await
}

async fn owner_page(
    people: &People,
    member: &Member,
    found: &Found,
    terms: &Terms,
    typed: Option<(Asks, &str)>,
    refused: &Refused,
) -> Result<Markup> {
    let t = member.t;
    let id = found.community.id;
    let (asks, body) = typed.unwrap_or((terms.asks, &terms.body));
    let answers = store::answers(&people.platform.db, id).await?;
    let content = html! {
        form class="card pad stack" action={ "/communities/" (id) "/terms" } method="post" {
            div { h2 { (t.communities_terms()) } p class="small soft" { (t.communities_terms_text()) } }
            (refused.summary(member, &["body", "asks"]))
            fieldset class="stack gap-2" {
                legend class="label" { (t.communities_terms_asks_label()) }
                div class="choices" { @for one in Asks::ALL { label class="choice" { input type="radio" name="asks" value=(one.word()) checked[one == asks]; b { (t.communities_terms_asks(one.word())) } small { (t.communities_terms_asks_hint(one.word())) } } } }
                @if let Some(error) = refused.at(member, "asks") { p class="error" { (icon(member, "alert")) (error) } }
            }
            (Field { name: "body", label: t.communities_terms_body(), value: body, hint: Some(t.communities_terms_body_hint()), rows: Some(12), ..Field::default() }.show(member, refused))
            div class="row wrap" { button class="btn btn-primary" { (t.web_save()) } a class="btn" href={ "/communities/" (id) "/settings" } { (t.web_cancel()) } }
        }
        @if terms.asks != Asks::Nobody {
            section class="card" aria-labelledby="answers" {
                div class="card-head" { h2 id="answers" { (t.communities_terms_answers()) } }
                @if answers.is_empty() { p class="pad soft" { (t.communities_terms_nobody_asked()) } }
                @else { ul class="list" { @for (person, at) in &answers { (answer(member, person, *at)) } } }
            }
        }
    };
    head::page(member, found, Section::Settings, content, head::who_does_what(member)).await
}

fn answer(member: &Member, person: &Person, at: Option<i64>) -> Markup {
    let t = member.t;
    html! {
        li class="wrap" {
            (avatar(person, "sm"))
            div class="grow" { a class="name" href={ "/members/" (person.id) } { (person.shown_name(member)) } " " (badge(member, person)) }
            @if let Some(at) = at { span class="badge" data-tone="success" { (icon(member, "check")) (t.communities_terms_accepted_on(t.date_long(at, &member.zone))) } }
            @else { span class="badge" data-tone="honey" { (icon(member, "clock")) (t.communities_terms_waits()) } }
        }
    }
}

/// A community whose text waits to be accepted.
pub(in crate::communities) fn note(ctx: &Ctx, place: PlaceId, name: &str) -> Markup {
    let t = ctx.t;
    html! {
        div class="callout" data-tone="honey" {
            (icon(ctx, "shield"))
            p class="grow" { (t.communities_terms_note(name)) }
            a class="btn btn-sm end" href={ "/communities/" (place) "/terms" } { (t.web_open()) }
        }
    }
}

/// The same on the home page of partners, who have few places and would not look for one that went.
pub(in crate::communities) struct Waiting(pub People);

#[async_trait]
impl Slot for Waiting {
    async fn fill(&self, member: &Member, _: i64) -> ruche_kernel::Result<Markup> {
        if member.me.partner.is_none() {
            return Ok(html! {});
        }
        let waiting = store::waiting(&self.0.platform.db, member.id(), member.now).await?;
        Ok(html! { @for (place, name) in &waiting { (note(member, *place, name)) } })
    }
}

/// The way to it from the settings.
pub(in crate::communities) fn door(ctx: &Ctx, place: PlaceId) -> Markup {
    let t = ctx.t;
    html! {
        section class="card pad row wrap" aria-labelledby="terms-door" {
            (icon(ctx, "shield"))
            div class="grow" { h2 class="name" id="terms-door" { (t.communities_terms()) } p class="meta" { (t.communities_terms_door()) } }
            a class="btn" href={ "/communities/" (place) "/terms" } { (t.web_open()) }
        }
    }
}

pub(in crate::communities) async fn save(
    State(people): State<People>,
    member: Member,
    Path(id): Path<PlaceId>,
    mut form: Fields,
) -> Result {
    let (asks, body) = (form.text("asks")?, form.text("body")?);
    form.finish()?;
    member.app.limits.take(Act::Write, member.id().0)?;
    // A choice that no form offers is no mistake of the person.
    let asks = Asks::from_word(&asks).ok_or(Refusal::new("communities.terms_unknown").status(400))?;
    match actions::save(&people, &member.actor(), id, asks, &body).await {
        Ok(()) => Ok(layout::with_toast(see_other(&format!("/communities/{id}/terms")), "saved", 0)),
        Err(Error::Refused(refusals)) => {
            let db = &people.platform.db;
            let found = communities::find(db, member.id(), id, member.now).await?;
            let terms = store::find(db, id, member.id()).await?.unwrap_or_default();
            let status = refusals.first().and_then(|one| StatusCode::from_u16(one.status).ok()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            let page = owner_page(&people, &member, &found, &terms, Some((asks, &body)), &Refused(refusals)).await?;
            Ok((status, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(in crate::communities) async fn accept(
    State(people): State<People>,
    member: Member,
    Path(id): Path<PlaceId>,
    mut form: Fields,
) -> Result {
    let version = form.number("version")?.unwrap_or(0);
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::accept(&people, &member.actor(), id, version).await {
        Ok(()) => Ok(see_other(&format!("/communities/{id}"))),
        Err(Error::Refused(refusals)) => {
            let asked = store::asked(&people.platform.db, member.id(), id, member.now).await?;
            Ok((StatusCode::CONFLICT, asking(&member, &asked, &Refused(refusals)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(in crate::communities) async fn decline(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::decline(&people, &member.actor(), id).await?;
    Ok(layout::with_toast(see_other("/communities"), "community-left", id.0))
}
