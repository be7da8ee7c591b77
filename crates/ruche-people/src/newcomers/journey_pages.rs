//! The administrators' pages of a journey: what it is and for whom, its steps by part of the ninety days.

use super::admin::{activity, list_page};
use super::companions::After;
use super::journey_actions as actions;
use super::journeys::{self, Written};
use super::rules::{Journey, Kind, LAST_DAY, Phase, Step};
use crate::People;
use crate::members::admin::{frame, sending_field};
use crate::sign_in::see_other;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Error, Refusal, languages};
use ruche_web::layout;
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused, icon};
use ruche_web::{Ctx, Fields, Member, Result};

pub(super) async fn create(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let (template, language, key) = (form.text("template")?, form.text("language")?, form.key()?);
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::create(&people, member.id(), &template, &language, key).await {
        Ok(id) => Ok(layout::with_toast(see_other(&format!("/admin/journeys/{id}")), "journey-made", 0)),
        Err(Error::Refused(refusals)) => {
            let page = list_page(&people, &member, &After::default(), "", &Refused(refusals)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// What stands in the form of a step.
#[derive(Clone, Debug)]
struct Typed {
    day: String,
    step: Step,
}

impl Typed {
    fn of(step: Step) -> Self {
        Self { day: step.day.to_string(), step }
    }

    fn empty() -> Self {
        Self {
            day: String::new(),
            step: Step { day: 0, kind: Kind::Task, title: String::new(), text: String::new(), target: String::new() },
        }
    }

    fn read(form: &mut Fields) -> ruche_kernel::Result<Self> {
        let (day, kind) = (form.text("day")?, form.text("kind")?);
        // One that no form offers is no mistake of the person.
        let kind = Kind::from_word(&kind).ok_or(Refusal::new("newcomers.kind_unknown").status(400))?;
        let (title, text, target) = (form.text("title")?, form.text("text")?, form.text("target")?);
        // What is no number is outside of the days.
        Ok(Self { step: Step { day: day.trim().parse().unwrap_or(-1), kind, title, text, target }, day })
    }
}

pub(super) async fn show(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result<Markup> {
    let written = journeys::find(&people.platform.db, id).await?;
    let journey = written.journey.clone();
    journey_page(&people, &member, &written, &journey, &Typed::empty(), &Refused::default()).await
}

async fn journey_page(
    people: &People,
    member: &Member,
    written: &Written,
    journey: &Journey,
    typed: &Typed,
    refused: &Refused,
) -> Result<Markup> {
    let t = member.t;
    let steps = journeys::steps(&people.platform.db, written.id).await?;
    let base = format!("/admin/journeys/{}", written.id);
    let on = written.active_since.is_some();
    let content = html! {
        section class="card" aria-labelledby="journey" {
            div class="card-head" { h2 id="journey" { (t.newcomers_quote(written.journey.name.as_str())) } (activity(member, written)) }
            div class="pad stack gap-3" {
                p class="small soft" { (t.newcomers_steps(written.steps)) " · " (t.newcomers_leads(written.led)) br; (if on { t.newcomers_on_text() } else { t.newcomers_off_text() }) }
                div class="row wrap" {
                form action={ (base) "/activity?_method=" (if on { "delete" } else { "put" }) } method="post" { button class={ "btn btn-sm" @if !on { " btn-primary" } } { (if on { t.newcomers_switch_off() } else { t.newcomers_switch_on() }) } }
                form action={ (base) "?_method=delete" } method="post" { button class="btn btn-sm btn-quiet" { (icon(member, "trash")) (t.newcomers_remove()) } }
                }
            }
        }
        (refused.summary(member, &["name", "language", "titles", "sites", "day", "title", "text", "target"]))
        @for phase in Phase::ALL {
            @let own: Vec<_> = steps.iter().filter(|(_, step)| Phase::of(step.day) == phase).collect();
            @if !own.is_empty() {
                section class="card" aria-labelledby={ "phase-" (phase.word()) } {
                    div class="card-head" { h3 id={ "phase-" (phase.word()) } { (t.newcomers_phase(phase.word())) } }
                    ul class="list" { @for (id, step) in own { (row(member, &base, *id, step, &written.journey.language)) } }
                }
            }
        }
        form class="card pad stack" action={ (base) "/steps" } method="post" {
            (sending_field()?)
            h2 { (t.newcomers_add_step()) }
            (step_fields(member, typed, refused))
            div class="row" { button class="btn" { (icon(member, "plus")) (t.newcomers_add()) } }
        }
        form class="card pad stack" action=(base) method="post" {
            div { h2 { (t.newcomers_whom()) } p class="small soft" { (t.newcomers_whom_text()) } }
            (Field { name: "name", label: t.newcomers_name(), value: &journey.name, autocomplete: "off", required: true, max: Some(80), ..Field::default() }.show(member, refused))
            div class="cols" {
                (Field { name: "titles", label: t.newcomers_titles(), value: &journey.titles, hint: Some(t.newcomers_titles_hint()), autocomplete: "off", max: Some(200), ..Field::default() }.show(member, refused))
                (Field { name: "sites", label: t.newcomers_sites(), value: &journey.sites, hint: Some(t.newcomers_sites_hint()), autocomplete: "off", max: Some(200), ..Field::default() }.show(member, refused))
            }
            div class="field" {
                label for="language" { (t.newcomers_language()) }
                select class="select" id="language" name="language" { @for (tag, label) in languages::LANGUAGES { option value=(tag) lang=(tag) selected[*tag == journey.language] { (label) } } }
                @if let Some(error) = refused.at(member, "language") { p class="error" { (icon(member, "alert")) (error) } }
            }
            div class="row" { button class="btn btn-primary" { (t.web_save()) } a class="btn" href="/admin/newcomers" { (t.newcomers_admin()) } }
        }
    };
    frame(member, "newcomers", t.newcomers_admin(), content).await
}

/// The icon of a kind.
fn symbol(kind: Kind) -> &'static str {
    match kind {
        Kind::Profile => "user",
        Kind::Photo => "image",
        Kind::Skills => "award",
        Kind::Join => "hexagon",
        Kind::Meet => "users",
        Kind::Read => "book-open",
        Kind::Hello => "smile",
        Kind::Ask => "circle-help",
        Kind::Answer => "reply",
        Kind::Task => "check-circle",
    }
}

fn row(ctx: &Ctx, base: &str, id: i64, step: &Step, language: &str) -> Markup {
    let (t, title) = (ctx.t, step.title.as_str());
    html! {
        li {
            (icon(ctx, symbol(step.kind)))
            div class="grow" { b class="name small" lang=[Some(language).filter(|language| *language != t.0.tag())] { (title) } span class="meta" { (t.newcomers_day(step.day)) " · " (t.newcomers_kind(step.kind.word())) @if !step.kind.is_shared() { " · " (t.newcomers_private()) } } }
            a class="icon-btn" href={ (base) "/steps/" (id) } aria-label=(t.newcomers_edit_step(title)) { (icon(ctx, "pencil")) }
            form action={ (base) "/steps/" (id) "?_method=delete" } method="post" { button class="icon-btn" aria-label=(t.newcomers_remove_step(title)) { (icon(ctx, "trash")) } }
        }
    }
}

fn step_fields(member: &Member, typed: &Typed, refused: &Refused) -> Markup {
    let (t, step) = (member.t, &typed.step);
    html! {
        div class="cols col-14" {
            (Field { name: "day", label: t.newcomers_day_label(), kind: "number", value: &typed.day, hint: Some(t.newcomers_day_hint(LAST_DAY).as_str()), autocomplete: "off", required: true, ..Field::default() }.show(member, refused))
            div class="field" {
                label for="kind" { (t.newcomers_kind_label()) }
                select class="select" id="kind" name="kind" { @for kind in Kind::ALL { option value=(kind.word()) selected[kind == step.kind] { (t.newcomers_kind(kind.word())) } } }
            }
        }
        (Field { name: "title", label: t.newcomers_title_label(), value: &step.title, autocomplete: "off", required: true, max: Some(100), ..Field::default() }.show(member, refused))
        (Field { name: "text", label: t.newcomers_text_label(), value: &step.text, hint: Some(t.newcomers_text_hint()), autocomplete: "off", max: Some(400), ..Field::default() }.show(member, refused))
        (Field { name: "target", label: t.newcomers_target(), value: &step.target, hint: Some(t.newcomers_target_hint()), autocomplete: "off", max: Some(300), ..Field::default() }.show(member, refused))
    }
}

pub(super) async fn save(State(people): State<People>, member: Member, Path(id): Path<i64>, mut form: Fields) -> Result {
    let typed =
        Journey { name: form.text("name")?, language: form.text("language")?, titles: form.text("titles")?, sites: form.text("sites")? };
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::save(&people, id, &typed).await {
        Ok(()) => Ok(back(id, "saved", 0)),
        Err(Error::Refused(refusals)) => {
            let written = journeys::find(&people.platform.db, id).await?;
            let page = journey_page(&people, &member, &written, &typed, &Typed::empty(), &Refused(refusals)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn back(journey: i64, toast: &str, about: i64) -> Response {
    layout::with_toast(see_other(&format!("/admin/journeys/{journey}")), toast, about)
}

pub(super) async fn switch_on(state: State<People>, member: Member, Path(id): Path<i64>) -> Result {
    switch(state, member, id, true).await
}

pub(super) async fn switch_off(state: State<People>, member: Member, Path(id): Path<i64>) -> Result {
    switch(state, member, id, false).await
}

async fn switch(State(people): State<People>, member: Member, id: i64, on: bool) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::switch(&people, id, on).await {
        Ok(()) => Ok(back(id, if on { "journey-on" } else { "journey-off" }, 0)),
        Err(Error::Refused(refusals)) => {
            let written = journeys::find(&people.platform.db, id).await?;
            let journey = written.journey.clone();
            let page = journey_page(&people, &member, &written, &journey, &Typed::empty(), &Refused(refusals)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn remove(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::keep(&people, id, false).await?;
    Ok(layout::with_toast(see_other("/admin/newcomers"), "journey-removed", id))
}

pub(super) async fn restore(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::keep(&people, id, true).await?;
    Ok(back(id, "journey-restored", 0))
}

pub(super) async fn add_step(State(people): State<People>, member: Member, Path(id): Path<i64>, mut form: Fields) -> Result {
    let (typed, key) = (Typed::read(&mut form)?, form.key()?);
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::save_step(&people, member.id(), id, None, &typed.step, key).await {
        Ok(_) => Ok(back(id, "step-added", 0)),
        Err(Error::Refused(refusals)) => {
            let written = journeys::find(&people.platform.db, id).await?;
            let journey = written.journey.clone();
            let page = journey_page(&people, &member, &written, &journey, &typed, &Refused(refusals)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn step(State(people): State<People>, member: Member, Path((id, step)): Path<(i64, i64)>) -> Result<Markup> {
    let found = journeys::find_step(&people.platform.db, id, step).await?;
    step_page(&member, id, step, &Typed::of(found), &Refused::default()).await
}

async fn step_page(member: &Member, journey: i64, id: i64, typed: &Typed, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let back = format!("/admin/journeys/{journey}");
    let content = html! {
        form class="card pad stack" action={ (back) "/steps/" (id) } method="post" {
            (refused.summary(member, &["day", "title", "text", "target"]))
            (step_fields(member, typed, refused))
            p class="meta" { (t.newcomers_keeps_ticks()) }
            div class="row wrap" { button class="btn btn-primary" { (t.web_save()) } a class="btn" href=(back) { (t.web_cancel()) } }
        }
    };
    frame(member, "newcomers", t.newcomers_step(), content).await
}

pub(super) async fn save_step(
    State(people): State<People>,
    member: Member,
    Path((id, step)): Path<(i64, i64)>,
    mut form: Fields,
) -> Result {
    let typed = Typed::read(&mut form)?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::save_step(&people, member.id(), id, Some(step), &typed.step, None).await {
        Ok(_) => Ok(back(id, "saved", 0)),
        Err(Error::Refused(refusals)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, step_page(&member, id, step, &typed, &Refused(refusals)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn remove_step(State(people): State<People>, member: Member, Path((id, step)): Path<(i64, i64)>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::remove_step(&people, id, step).await?;
    Ok(back(id, "step-removed", step))
}

pub(super) async fn restore_step(State(people): State<People>, member: Member, Path(step): Path<i64>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let journey = actions::restore_step(&people, step).await?;
    Ok(back(journey, "step-restored", 0))
}
