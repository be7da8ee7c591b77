//! What is asked on day 30 and on day 90, and what was answered.

use super::actions;
use super::rules::Answers;
use super::store::{self, Answered};
use crate::sign_in::see_other;
use crate::{People, members};
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::Error;
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused, icon};
use ruche_web::{Ctx, Fields, Member, Result};

/// The three statements, by the names of their fields.
const STATEMENTS: [&str; 3] = ["expected", "helped", "welcomed"];

fn value(answers: &Answers, statement: &str) -> i64 {
    match statement {
        "expected" => answers.expected,
        "helped" => answers.helped,
        _ => answers.welcomed,
    }
}

pub(super) async fn show(State(people): State<People>, member: Member, Path(day): Path<i64>) -> Result<Markup> {
    survey_page(&people, &member, day, &Answers::default(), &Refused::default()).await
}

async fn survey_page(people: &People, member: &Member, day: i64, typed: &Answers, refused: &Refused) -> Result<Markup> {
    let (t, db) = (member.t, &people.platform.db);
    let of = actions::running(people, member.id()).await?;
    if !actions::is_asked(&of, day, member.now) {
        return Err(Error::NotFound.into());
    }
    let answered = store::answers(db, member.id()).await?.into_iter().find(|one| one.day == day);
    let reader = answered.as_ref().map_or(of.manager, |one| one.reader);
    let reader = match reader {
        Some(id) => {
            members::store::people(db, &[id.0]).await?.remove(&id.0).filter(|person| !person.left).map(|person| person.shown_name(member))
        }
        None => None,
    };
    let title = t.newcomers_survey(day);
    let who = html! {
        div class="callout" data-tone="info" { (icon(member, "eye")) p { @if let Some(name) = &reader { (t.newcomers_survey_read_by(name.as_str())) } @else { (t.newcomers_survey_read_by_none()) } " " (t.newcomers_survey_totals()) } }
    };
    let main = html! {
        header class="page-head" { div { h1 { (title) } p { (t.newcomers_survey_intro()) } } }
        (who)
        @if let Some(answered) = &answered {
            section class="card pad stack" aria-label=(title) { (said(member, answered)) }
            div class="row" { a class="btn" href="/start" { (icon(member, "arrow-left")) (t.newcomers_title()) } }
        } @else {
            form class="card pad stack gap-5" action={ "/start/surveys/" (day) } method="post" {
                (refused.summary(member, &["expected", "helped", "welcomed", "sentence"]))
                @for statement in STATEMENTS { (scale(member, statement, value(typed, statement), refused)) }
                (Field { name: "sentence", label: t.newcomers_sentence(), value: &typed.sentence, max: Some(500), rows: Some(3), autocomplete: "off", ..Field::default() }.show(member, refused))
                div class="row" { button class="btn btn-primary" { @if let Some(name) = &reader { (t.newcomers_send_to(name.as_str())) } @else { (t.newcomers_send()) } } }
            }
        }
    };
    Ok(layout::page(member, Page { title: &title, here: "start", class: "page-narrow", back: Some(("/start", &title)), main, aside: None })
        .await?)
}

/// How far a statement holds.
fn scale(ctx: &Ctx, statement: &str, chosen: i64, refused: &Refused) -> Markup {
    let error = refused.at(ctx, statement);
    let told = format!("{statement}-error");
    html! {
        fieldset class="stack gap-2" data-tone=[error.as_ref().map(|_| "danger")] aria-describedby=[error.as_ref().map(|_| told.as_str())] {
            legend class="label" { (ctx.t.newcomers_statement(statement)) }
            div class="chips" { @for value in 1..=4_i64 {
                label class="chip" { input type="radio" name=(statement) value=(value) checked[value == chosen] required; (ctx.t.newcomers_holds(value)) }
            } }
            @if let Some(error) = &error { p class="error" id=(told) { (icon(ctx, "alert")) (error) } }
        }
    }
}

/// What somebody answered.
pub(super) fn said(ctx: &Ctx, answered: &Answered) -> Markup {
    html! {
        dl class="dl" { @for statement in STATEMENTS { dt { (ctx.t.newcomers_statement(statement)) } dd { (ctx.t.newcomers_holds(value(&answered.answers, statement))) } } }
        @if !answered.answers.sentence.is_empty() { p class="prose" { (ctx.t.newcomers_quote(answered.answers.sentence.as_str())) } }
        p class="meta" { (ruche_web::parts::time(ctx, answered.at)) }
    }
}

pub(super) async fn save(State(people): State<People>, member: Member, Path(day): Path<i64>, mut form: Fields) -> Result {
    let mut number = |name: &str| form.number(name).map(Option::unwrap_or_default);
    let (expected, helped, welcomed) = (number("expected")?, number("helped")?, number("welcomed")?);
    let typed = Answers { expected, helped, welcomed, sentence: form.text("sentence")? };
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::answer(&people, &member.actor(), day, &typed).await {
        Ok(()) => Ok(layout::with_toast(see_other("/start"), "start-answered", 0)),
        Err(Error::Refused(refusals)) => {
            let page = survey_page(&people, &member, day, &typed, &Refused(refusals)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
