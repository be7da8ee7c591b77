//! The administrators' pages of those who arrive: who, led by what, accompanied by whom; the journeys, and the totals of what was answered.
//!
//! Administering is not reading: nothing of what somebody did, felt or answered stands here, but how many answered what, five at a time.

use super::actions::{self, Typed};
use super::companions::{After, PAGE};
use super::journeys::{self, Written};
use super::page::day_words;
use super::rules::SURVEYS;
use super::store::{self, Listed, Totals};
use super::templates::Template;
use crate::members::admin::{frame, sending_field};
use crate::sign_in::actions::normalise_login;
use crate::sign_in::see_other;
use crate::{People, days, members};
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Error, MemberId, Page as Cut, Refusal};
use ruche_web::layout;
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Person, Refused, avatar, icon};
use ruche_web::{Ctx, Fields, Member, Result};
use std::collections::HashMap;

pub(super) async fn list(State(people): State<People>, member: Member, Query(query): Query<After>) -> Result<Markup> {
    list_page(&people, &member, &query, "", &Refused::default()).await
}

/// The page, with what was typed in one of its forms and refused.
pub(super) async fn list_page(people: &People, member: &Member, query: &After, login: &str, refused: &Refused) -> Result<Markup> {
    let (t, db) = (member.t, &people.platform.db);
    let written = journeys::list(db).await?;
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let rows = store::all(db, query.cursor(), limit).await?;
    let Cut { items: rows, next } = Cut::of(rows, PAGE, Listed::cursor);
    let mut ids: Vec<i64> = rows.iter().flat_map(|one| [one.newcomer.buddy, one.newcomer.manager]).flatten().map(|id| id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    let known = if ids.is_empty() { HashMap::new() } else { members::store::people(db, &ids).await? };
    let mut totals = Vec::new();
    for day in SURVEYS {
        totals.push((day, store::totals(db, day).await?));
    }
    let content = html! {
        (journeys_card(member, &written))
        (new_journey(member, refused)?)
        section class="card" aria-labelledby="arrivals" {
            div class="card-head" { h2 id="arrivals" { (t.newcomers_arriving()) } }
            @if rows.is_empty() { p class="pad soft" { (t.newcomers_arriving_none()) } }
            @else { ul class="list" { @for one in &rows { (listed(member, one, &known)) } } }
        }
        @if let Some(next) = next { a class="btn" href={ "/admin/newcomers?after=" (next) } { (t.web_more()) } }
        form class="card pad stack" action="/admin/newcomers" method="post" {
            div { h2 { (t.newcomers_lead()) } p class="small soft" { (t.newcomers_lead_text()) } }
            (refused.summary(member, &["login", "template", "language"]))
            (Field { name: "login", label: t.newcomers_login(), value: login, hint: Some(t.newcomers_login_hint()), autocomplete: "off", required: true, max: Some(254), ..Field::default() }.show(member, refused))
            div class="row" { button class="btn" { (t.newcomers_continue()) } }
        }
        section class="card pad stack" aria-labelledby="totals" {
            div { h2 id="totals" { (t.newcomers_totals()) } p class="small soft" { (t.newcomers_totals_text()) } }
            @for (day, totals) in &totals { (totals_of(member, *day, *totals)) }
        }
    };
    frame(member, "newcomers", t.newcomers_admin(), content).await
}

fn journeys_card(member: &Member, written: &[Written]) -> Markup {
    let t = member.t;
    html! {
        section class="card" aria-labelledby="journeys" {
            div class="card-head" { h2 id="journeys" { (t.newcomers_journeys()) } }
            @if written.is_empty() { p class="pad soft" { (t.newcomers_journeys_none()) } }
            @else {
                ul class="list" { @for one in written {
                    li class="wrap" {
                        (icon(member, "flag"))
                        div class="grow" {
                            a class="name cover" href={ "/admin/journeys/" (one.id) } lang=[Some(one.journey.language.as_str()).filter(|language| *language != t.0.tag())] { (one.journey.name) }
                            span class="meta" { (t.newcomers_steps(one.steps)) " · " (whom(member, one)) @if one.led > 0 { " · " (t.newcomers_leads(one.led)) } }
                        }
                        (activity(member, one))
                    }
                } }
            }
        }
    }
}

/// Whether a journey is given to those who arrive.
pub(super) fn activity(ctx: &Ctx, one: &Written) -> Markup {
    html! {
        @if one.active_since.is_some() { span class="badge" data-tone="success" { (icon(ctx, "check")) (ctx.t.newcomers_on()) } }
        @else { span class="badge" { (ctx.t.newcomers_off()) } }
    }
}

/// For whom a journey is.
fn whom(ctx: &Ctx, one: &Written) -> String {
    let (titles, sites) = (one.journey.titles.as_str(), one.journey.sites.as_str());
    match (titles.is_empty(), sites.is_empty()) {
        (true, true) => ctx.t.newcomers_for_all().to_owned(),
        (false, true) => titles.to_owned(),
        (true, false) => sites.to_owned(),
        (false, false) => format!("{titles} · {sites}"),
    }
}

fn new_journey(member: &Member, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    Ok(html! {
        form class="card pad stack" action="/admin/journeys" method="post" {
            (sending_field()?)
            div { h2 { (t.newcomers_new_journey()) } p class="small soft" { (t.newcomers_new_journey_text()) } }
            fieldset class="stack gap-2" {
                legend class="label" { (t.newcomers_template_label()) }
                div class="choices" { @for template in Template::ALL {
                    label class="choice" { input type="radio" name="template" value=(template.word()) checked[template == Template::Everyone]; b { (t.newcomers_template(template.word())) } small { (t.newcomers_template_hint(template.word())) } }
                } }
                @if let Some(error) = refused.at(member, "template") { p class="error" { (icon(member, "alert")) (error) } }
            }
            fieldset class="stack gap-2" {
                legend class="label" { (t.newcomers_language()) }
                div class="choices small" { @for (tag, name) in [("fr", "Français"), ("en", "English")] { label class="choice" lang=(tag) { input type="radio" name="language" value=(tag) checked[tag == t.0.tag()]; b { (name) } } } }
                @if let Some(error) = refused.at(member, "language") { p class="error" { (icon(member, "alert")) (error) } }
            }
            div class="row" { button class="btn btn-primary" { (icon(member, "plus")) (t.newcomers_create()) } }
        }
    })
}

fn listed(member: &Member, one: &Listed, known: &HashMap<i64, Person>) -> Markup {
    let (t, of) = (member.t, &one.newcomer);
    let name = |id: Option<MemberId>| id.and_then(|id| known.get(&id.0)).map(|person| person.shown_name(member));
    let shown = one.person.shown_name(member);
    html! {
        li class="wrap" {
            (avatar(&one.person, "sm"))
            div class="grow" {
                span class="name" { (shown) }
                span class="meta" {
                    (day_words(member, of.day(member.now)))
                    @if let Some((_, journey, _)) = &of.journey { " · " (journey) }
                    @if let Some(buddy) = name(of.buddy) { " · " (t.newcomers_with_buddy(buddy)) }
                    @if let Some(manager) = name(of.manager) { " · " (t.newcomers_with_manager(manager)) }
                }
            }
            @if of.buddy.is_none() { span class="badge" data-tone="honey" { (t.newcomers_without_buddy()) } }
            a class="btn btn-sm" href={ "/admin/newcomers/" (of.member) } aria-label=(t.newcomers_change(shown.as_str())) { (t.members_edit()) }
        }
    }
}

fn totals_of(ctx: &Ctx, day: i64, totals: Option<Totals>) -> Markup {
    let t = ctx.t;
    html! {
        h3 class="small" { (t.newcomers_survey(day)) }
        @if let Some(totals) = totals {
            p class="meta" { (t.newcomers_answers(totals.answers)) }
            dl class="dl" { @for (statement, yes) in [("expected", totals.expected), ("helped", totals.helped), ("welcomed", totals.welcomed)] {
                dt { (t.newcomers_statement(statement)) } dd { (t.newcomers_say_yes(totals.answers, yes)) }
            } }
        } @else { p class="small soft" { (t.newcomers_totals_none()) } }
    }
}

pub(super) async fn find(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let login = form.text("login")?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match members::store::sponsor(&people.platform.db, &normalise_login(&login)).await? {
        Some(id) => Ok(see_other(&format!("/admin/newcomers/{id}"))),
        None => {
            let refused = Refused(vec![Refusal::new("newcomers.nobody").at("login")]);
            let page = list_page(&people, &member, &After::default(), &login, &refused).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

pub(super) async fn show(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result<Markup> {
    let db = &people.platform.db;
    let arrived = store::arrived(db, id).await?.ok_or(Error::NotFound)?;
    let of = store::find(db, id).await?.filter(|of| of.ended_at.is_none());
    // Whoever is not led yet is proposed to whom they report to.
    let led = of.as_ref().is_some_and(|of| of.journey.is_some());
    let manager = of.as_ref().and_then(|of| of.manager).or(arrived.manager.filter(|_| !led));
    let companions = [of.as_ref().and_then(|of| of.buddy), manager];
    let [buddy, manager] = store::logins(db, companions).await?;
    let started = of.as_ref().map_or(member.now, |of| of.started_at);
    let typed = Typed {
        journey: of.as_ref().and_then(|of| of.journey.as_ref().map(|(id, ..)| *id)),
        started: days::typed(started, &arrived.zone),
        buddy,
        manager,
    };
    person_page(&people, &member, id, &typed, &Refused::default()).await
}

async fn person_page(people: &People, member: &Member, id: MemberId, typed: &Typed, refused: &Refused) -> Result<Markup> {
    let (t, db) = (member.t, &people.platform.db);
    let written = journeys::list(db).await?;
    let person = members::store::people(db, &[id.0]).await?.remove(&id.0).ok_or(Error::NotFound)?;
    let runs = store::find(db, id).await?.is_some_and(|of| of.ended_at.is_none());
    let title = t.newcomers_change(person.shown_name(member));
    let content = html! {
        form class="card pad stack" action={ "/admin/newcomers/" (id) } method="post" {
            p class="small soft" { (t.newcomers_change_text()) }
            (refused.summary(member, &["journey", "started", "buddy", "manager"]))
            div class="field" {
                label for="journey" { (t.newcomers_journey()) }
                select class="select" id="journey" name="journey" aria-describedby=[refused.at(member, "journey").map(|_| "journey-error")] aria-invalid=[refused.at(member, "journey").map(|_| "true")] {
                    option value="" { (t.newcomers_visit_alone()) }
                    @for one in &written { option value=(one.id) selected[typed.journey == Some(one.id)] { (one.journey.name) } }
                }
                @if let Some(error) = refused.at(member, "journey") { p class="error" id="journey-error" { (icon(member, "alert")) (error) } }
            }
            (Field { name: "started", label: t.newcomers_started(), kind: "date", value: &typed.started, hint: Some(t.newcomers_started_hint()), autocomplete: "off", required: true, ..Field::default() }.show(member, refused))
            (Field { name: "buddy", label: t.newcomers_buddy(), value: &typed.buddy, hint: Some(t.newcomers_buddy_hint()), autocomplete: "off", max: Some(254), ..Field::default() }.show(member, refused))
            (Field { name: "manager", label: t.newcomers_manager(), value: &typed.manager, hint: Some(t.newcomers_manager_hint()), autocomplete: "off", max: Some(254), ..Field::default() }.show(member, refused))
            div class="row wrap" { button class="btn btn-primary" { (t.web_save()) } a class="btn" href="/admin/newcomers" { (t.web_cancel()) } }
        }
        @if runs {
            form class="card pad row wrap" action={ "/admin/newcomers/" (id) "?_method=delete" } method="post" { p class="small soft grow" { (t.newcomers_end_text()) } button class="btn btn-sm" { (icon(member, "check")) (t.newcomers_end()) } }
        }
    };
    frame(member, "newcomers", &title, content).await
}

pub(super) async fn save(State(people): State<People>, member: Member, Path(id): Path<MemberId>, mut form: Fields) -> Result {
    let typed = Typed {
        journey: form.number("journey")?,
        started: form.text("started")?,
        buddy: form.text("buddy")?,
        manager: form.text("manager")?,
    };
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::assign(&people, &member.actor(), id, &typed).await {
        Ok(()) => Ok(layout::with_toast(see_other("/admin/newcomers"), "saved", 0)),
        Err(Error::Refused(refusals)) => {
            let page = person_page(&people, &member, id, &typed, &Refused(refusals)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn end(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::end(&people, id, true).await?;
    Ok(layout::with_toast(see_other("/admin/newcomers"), "newcomer-ended", id.0))
}

pub(super) async fn resume(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::end(&people, id, false).await?;
    Ok(layout::with_toast(see_other("/admin/newcomers"), "saved", 0))
}
