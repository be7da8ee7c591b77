//! The pages of those who accompany: who arrives, and which shared steps are done. Nothing of what is read, written or felt.

use super::actions::{self, Companion};
use super::answers;
use super::page::day_words;
use super::rules::Phase;
use super::store::{self, Listed, Step};
use crate::sign_in::see_other;
use crate::{People, members};
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Cursor, Error, MemberId, Page as Cut};
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused, avatar, empty, icon};
use ruche_web::{Ctx, Fields, Member, Result};
use serde::Deserialize;

/// People on one page.
pub(super) const PAGE: usize = 40;

#[derive(Default, Deserialize)]
pub(super) struct After {
    after: Option<String>,
}

impl After {
    /// Where the page starts.
    pub fn cursor(&self) -> Cursor {
        self.after.as_deref().and_then(|text| text.parse().ok()).unwrap_or(Cursor::NEWEST)
    }
}

/// How many shared steps are done, in words and as a bar.
pub(super) fn progress(ctx: &Ctx, one: &Listed) -> Markup {
    let words = ctx.t.newcomers_of(one.steps, one.done);
    html! {
        @if one.steps == 0 { span class="meta" { (ctx.t.newcomers_visit_alone()) } }
        @else { span class="meta" { (words) } progress class="progress" max=(one.steps) value=(one.done) aria-label=(words) {} }
    }
}

pub(super) async fn list(State(people): State<People>, member: Member, Query(query): Query<After>) -> Result<Markup> {
    let t = member.t;
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let rows = store::accompanied(&people.platform.db, member.id(), query.cursor(), limit).await?;
    let Cut { items: rows, next } = Cut::of(rows, PAGE, Listed::cursor);
    let main = html! {
        header class="page-head" { div { h1 { (t.newcomers_arrivals()) } p { (t.newcomers_arrivals_text()) } } }
        @if rows.is_empty() { (empty(&member, "users", t.newcomers_arrivals_none_title(), t.newcomers_arrivals_none(), html! {})) }
        @else {
            div class="card" { div class="table-wrap" { table class="table cards" {
                caption class="sr" { (t.newcomers_arrivals()) }
                thead { tr { th scope="col" { (t.newcomers_person()) } th scope="col" { (t.newcomers_days()) } th scope="col" { (t.newcomers_journey()) } th scope="col" { (t.newcomers_then()) } th scope="col" { (t.newcomers_your_part()) } } }
                tbody { @for one in &rows { (row(&member, one)) } }
            } } }
        }
        @if let Some(next) = next { a class="btn" href={ "/newcomers?after=" (next) } { (t.web_more()) } }
    };
    let title = t.newcomers_arrivals();
    Ok(layout::page(&member, Page { title, here: "newcomers", class: "page-wide", back: Some(("/", title)), main, aside: None }).await?)
}

fn row(member: &Member, one: &Listed) -> Markup {
    let (t, of) = (member.t, &one.newcomer);
    let base = format!("/newcomers/{}", of.member);
    html! {
        tr {
            td data-wide { div class="row gap-3" { (avatar(&one.person, "sm")) div { a class="name" href=(base) { (one.person.shown_name(member)) } div class="meta" { (one.person.title) } } } }
            td data-label=(t.newcomers_days()) { (day_words(member, of.day(member.now))) }
            td data-wide { (progress(member, one)) }
            td data-wide { @if let Some(next) = &one.next { (next) } @else { span class="meta" { (t.newcomers_nothing_next()) } } }
            td data-wide {
                @if of.manager == Some(member.id()) && of.buddy.is_none() { a class="btn btn-sm btn-primary" href={ (base) "#buddy" } { (t.newcomers_choose_buddy()) } }
                @else { span class="meta" { (t.newcomers_part(if of.manager == Some(member.id()) { "manager" } else { "buddy" })) } }
            }
        }
    }
}

pub(super) async fn show(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result<Markup> {
    newcomer_page(&people, &member, id, None, &Refused::default()).await
}

async fn newcomer_page(people: &People, member: &Member, id: MemberId, typed: Option<&str>, refused: &Refused) -> Result<Markup> {
    let (t, db) = (member.t, &people.platform.db);
    let (of, companion) = actions::accompanied(people, &member.actor(), id).await?;
    let mut steps = match &of.journey {
        Some((journey, ..)) => store::steps(db, id, *journey).await?,
        None => Vec::new(),
    };
    // What somebody reads is theirs alone.
    steps.retain(|one| one.step.kind.is_shared());
    let ids: Vec<i64> = [Some(id), of.buddy, of.manager].into_iter().flatten().map(|id| id.0).collect();
    let mut known = members::store::people_seen(db, &member.actor(), &ids).await?;
    let person = known.remove(&id.0).ok_or(Error::NotFound)?;
    let answered = if companion.manager { store::answers(db, id).await? } else { Vec::new() };
    let done = i64::try_from(steps.iter().filter(|one| one.done_at.is_some()).count()).unwrap_or(0);
    let listed = Listed { newcomer: of.clone(), person: person.clone(), steps: i64::try_from(steps.len()).unwrap_or(0), done, next: None };
    let name = person.shown_name(member);
    let language = of.journey.as_ref().map(|(.., language)| language.as_str()).filter(|language| *language != t.0.tag());
    let main = html! {
        header class="page-head" { div { h1 { (name) } p { (day_words(member, of.day(member.now))) @if let Some((_, journey, _)) = &of.journey { " · " (journey) } } } div class="actions" { a class="btn" href={ "/members/" (id) } { (icon(member, "user")) (t.newcomers_profile()) } } }
        div class="callout" data-tone="info" { (icon(member, "eye")) p { (t.newcomers_what_you_see(companion_word(companion))) } }
        section class="card pad stack gap-2" aria-labelledby="progress" { h2 class="small" id="progress" { (t.newcomers_journey()) } (progress(member, &listed)) }
        @if companion.buddy && let Some(mood) = of.mood { section class="card pad row" aria-label=(t.newcomers_mood()) { (icon(member, "smile")) p { (t.newcomers_mood_of(name.as_str())) " " b { (t.newcomers_mood_is(mood.word())) } } } }
        @for phase in Phase::ALL {
            @let own: Vec<&Step> = steps.iter().filter(|one| Phase::of(one.step.day) == phase).collect();
            @if !own.is_empty() {
                section class="card" aria-labelledby={ "phase-" (phase.word()) } {
                    div class="card-head" { h2 id={ "phase-" (phase.word()) } { (t.newcomers_phase(phase.word())) } }
                    ul class="tasks" { @for one in own {
                        li class={ "task" @if one.done_at.is_some() { " done" } } {
                            span class="task-mark" aria-hidden="true" { (icon(member, "check")) }
                            div { b class="name" lang=[language] { (one.step.title) } @if one.done_at.is_some() { span class="sr" { (t.newcomers_is_done()) } } }
                        }
                    } }
                }
            }
        }
        @for one in answered.iter().filter(|one| one.reader == Some(member.id())) {
            section class="card pad stack" aria-labelledby={ "survey-" (one.day) } { h2 id={ "survey-" (one.day) } { (t.newcomers_survey(one.day)) } p class="small soft" { (t.newcomers_written_for_you()) } (answers::said(member, one)) }
        }
        @if companion.manager {
            form class="card pad stack" id="buddy" action={ "/newcomers/" (id) "/buddy?_method=put" } method="post" {
                div { h2 { (t.newcomers_buddy()) } p class="small soft" { @if let Some(buddy) = of.buddy.and_then(|id| known.get(&id.0)) { (t.newcomers_buddy_is(buddy.shown_name(member))) } @else { (t.newcomers_buddy_text()) } } }
                (refused.summary(member, &["buddy"]))
                (Field { name: "buddy", label: t.newcomers_login(), value: typed.unwrap_or_default(), hint: Some(t.newcomers_login_hint()), autocomplete: "off", max: Some(254), ..Field::default() }.show(member, refused))
                div class="row" { button class="btn" { (t.web_save()) } }
            }
        }
    };
    Ok(layout::page(
        member,
        Page { title: &name, here: "newcomers", class: "page-narrow", back: Some(("/newcomers", &name)), main, aside: None },
    )
    .await?)
}

fn companion_word(companion: Companion) -> &'static str {
    match (companion.buddy, companion.manager) {
        (true, true) => "both",
        (true, false) => "buddy",
        _ => "manager",
    }
}

pub(super) async fn name_buddy(State(people): State<People>, member: Member, Path(id): Path<MemberId>, mut form: Fields) -> Result {
    let typed = form.text("buddy")?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::name_buddy(&people, &member.actor(), id, &typed).await {
        Ok(()) => Ok(layout::with_toast(see_other(&format!("/newcomers/{id}")), "saved", 0)),
        Err(Error::Refused(refusals)) => {
            let page = newcomer_page(&people, &member, id, Some(&typed), &Refused(refusals)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
