//! The page of whoever arrives: where they are, what comes, who is there. And the card that leads there from the home page.

use super::actions;
use super::first_visit;
use super::rules::{self, Kind, LAST_DAY, Mood, Phase};
use super::store::{self, Newcomer, Step};
use crate::sign_in::see_other;
use crate::{People, members};
use async_trait::async_trait;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use maud::{Markup, html};
use ruche_kernel::{Actor, MemberId, Refusal};
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Person, Refused, avatar, empty, icon};
use ruche_web::slots::Slot;
use ruche_web::{Ctx, Fields, Member, Result};
use serde::Deserialize;
use std::collections::HashMap;

/// How many steps are proposed for the days to come.
const PROPOSED: usize = 2;
/// How far ahead they are looked for, in days.
const AHEAD: i64 = 7;

/// Fills `home.top`: the way to one's journey, while it runs and is not put away. It asks nothing: the session tells.
pub(super) struct Card;

#[async_trait]
impl Slot for Card {
    async fn fill(&self, member: &Member, _: i64) -> ruche_kernel::Result<Markup> {
        let t = member.t;
        let Some(started) = member.me.starting_at else { return Ok(html! {}) };
        let day = rules::day(started, member.now, &member.zone);
        Ok(html! {
            section class="card pad row wrap start-card" aria-labelledby="start-card" {
                (icon(member, "flag"))
                div class="grow" {
                    h2 class="name" id="start-card" { (t.newcomers_title()) }
                    p class="meta" { (day_words(member, day)) }
                }
                a class="btn btn-soft btn-sm" href="/start" { (t.newcomers_go_on()) }
            }
        })
    }
}

/// On which day somebody is.
pub(super) fn day_words(ctx: &Ctx, day: i64) -> String {
    match day {
        ..0 => ctx.t.newcomers_before(-day),
        0 => ctx.t.newcomers_first_day().to_owned(),
        day => ctx.t.newcomers_day(day.min(LAST_DAY)),
    }
}

#[derive(Default, Deserialize)]
pub(super) struct At {
    /// Which part of the first visit is shown; beyond the last, none.
    at: Option<u8>,
}

pub(super) async fn show(State(people): State<People>, member: Member, Query(query): Query<At>) -> Result<Markup> {
    start_page(&people, &member, query.at, &first_visit::Typed::default(), &Refused::default()).await
}

/// The page, with what was typed in the first visit and refused.
pub(super) async fn start_page(
    people: &People,
    member: &Member,
    at: Option<u8>,
    typed: &first_visit::Typed,
    refused: &Refused,
) -> Result<Markup> {
    let (t, db) = (member.t, &people.platform.db);
    let of = store::find(db, member.id()).await?;
    let facts = store::facts(db, member.id()).await?;
    let over = of.as_ref().is_some_and(|of| of.ended_at.is_some());
    let acted = of.as_ref().is_some_and(|of| of.acted_at.is_some());
    // Whoever asks for a part of it is shown it again.
    let visit = if over || (acted && at.is_none()) {
        html! {}
    } else {
        first_visit::section(people, member, facts, at, typed, refused).await?
    };
    let running = of.as_ref().filter(|of| of.ended_at.is_none());
    let led = match running.and_then(|of| of.journey.as_ref().map(|journey| (of, journey))) {
        Some((of, journey)) => Some((of, journey, store::steps(db, member.id(), journey.0).await?)),
        None => None,
    };
    let answered = match &led {
        Some((of, ..)) if of.day(member.now) >= rules::SURVEYS[0] => store::answers(db, member.id()).await?,
        _ => Vec::new(),
    };
    let companions = match running {
        Some(of) => known(people, &member.actor(), of, led.as_ref().map_or(&[], |(.., steps)| steps)).await?,
        None => HashMap::new(),
    };
    let away = running.is_some_and(|of| of.away_at.is_some());
    let survey = led.as_ref().and_then(|(of, ..)| {
        rules::SURVEYS.into_iter().rfind(|day| actions::is_asked(of, *day, member.now) && answered.iter().all(|one| one.day != *day))
    });
    let main = html! {
        header class="page-head" { div { h1 { (t.newcomers_title()) } p { (t.newcomers_intro()) } } }
        @if away { div class="callout" { (icon(member, "eye-off")) p class="grow" { (t.newcomers_is_away()) } form class="end" action="/start/away?_method=delete" method="post" { button class="btn btn-sm" { (t.newcomers_bring_back()) } } } }
        (visit)
        @if let Some(day) = survey { div class="callout" data-tone="honey" { (icon(member, "message-circle")) p class="grow" { (t.newcomers_survey_due(day)) } a class="btn btn-sm end" href={ "/start/surveys/" (day) } { (t.newcomers_survey_open()) } } }
        @if let Some((of, journey, steps)) = &led { (overview(member, of, steps)) (phases(member, of, &journey.2, steps)) }
        @else if over { (empty(member, "check-circle", t.newcomers_over_title(), t.newcomers_over(), html! { a class="btn btn-primary" href="/" { (t.web_go_home()) } })) }
        @else { (short(member, facts)) }
    };
    let aside = running.map(|of| {
        html! {
            (people_card(member, of, led.as_ref().map_or(&[], |(.., steps)| steps), &companions))
            @if led.is_some() { (mood_card(member, of, &companions)) }
            @if !away {
                section class="card pad stack gap-2" aria-labelledby="away" {
                    h2 class="small" id="away" { (t.newcomers_away_title()) }
                    p class="small soft" { (t.newcomers_away_text()) }
                    form action="/start/away?_method=put" method="post" { button class="btn btn-sm" { (icon(member, "eye-off")) (t.newcomers_put_away()) } }
                }
            }
        }
    });
    let title = t.newcomers_title();
    Ok(layout::page(member, Page { title, here: "start", class: "", back: Some(("/", title)), main, aside }).await?)
}

/// Those who accompany somebody, and those whom the steps name, as far as they are here and
/// seen.
async fn known(people: &People, viewer: &Actor, of: &Newcomer, steps: &[Step]) -> Result<HashMap<i64, Person>> {
    let met = steps.iter().filter(|one| one.step.kind == Kind::Meet).filter_map(|one| met(of, one));
    let mut ids: Vec<i64> = [of.buddy, of.manager].into_iter().flatten().chain(met).map(|id| id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut known = if ids.is_empty() { HashMap::new() } else { members::store::people_seen(&people.platform.db, viewer, &ids).await? };
    known.retain(|_, person| !person.left && person.id != of.member);
    Ok(known)
}

/// Whom a step asks to meet.
fn met(of: &Newcomer, one: &Step) -> Option<MemberId> {
    match one.step.target.strip_prefix("/members/") {
        Some(id) => id.parse().ok().map(MemberId),
        None => of.buddy,
    }
}

/// Where somebody is, and what the days to come bring.
fn overview(member: &Member, of: &Newcomer, steps: &[Step]) -> Markup {
    let t = member.t;
    let (day, done) = (of.day(member.now), count_done(steps));
    let now = Phase::of(day);
    let first = member.me.name.split(' ').next().unwrap_or_default();
    html! {
        section class="card pad stack" aria-labelledby="where" {
            div class="row gap-4" {
                (avatar(&Person::from(&member.me), "lg"))
                div class="grow" {
                    h2 id="where" { (t.newcomers_hello(day_words(member, day), first)) }
                    p class="small soft" { (t.newcomers_done(done, total(steps))) " " (t.newcomers_ahead(i64::try_from(proposed(of, member.now, steps).len()).unwrap_or(0))) }
                }
            }
            ol class="steps" aria-label=(t.newcomers_phases()) {
                @for phase in Phase::ALL { li class=[(phase < now).then_some("done")] aria-current=[(phase == now).then_some("step")] { span { (t.newcomers_phase(phase.word())) } } }
            }
        }
    }
}

fn total(steps: &[Step]) -> i64 {
    i64::try_from(steps.len()).unwrap_or(i64::MAX)
}

fn count_done(steps: &[Step]) -> i64 {
    i64::try_from(steps.iter().filter(|one| one.done_at.is_some()).count()).unwrap_or(i64::MAX)
}

/// The steps for the days to come: two at most, those of today before what was left, so that nothing has to be caught up.
pub(super) fn proposed(of: &Newcomer, now: i64, steps: &[Step]) -> Vec<i64> {
    let day = of.day(now).max(0);
    let open = || steps.iter().filter(|one| one.done_at.is_none() && one.step.day <= day + AHEAD);
    let (coming, left): (Vec<&Step>, Vec<&Step>) = open().partition(|one| Phase::of(one.step.day) >= Phase::of(day));
    coming.into_iter().chain(left).take(PROPOSED).map(|one| one.id).collect()
}

/// The steps, the part of these days open, the others to be opened.
fn phases(member: &Member, of: &Newcomer, language: &str, steps: &[Step]) -> Markup {
    let t = member.t;
    let now = Phase::of(of.day(member.now));
    let proposed = proposed(of, member.now, steps);
    let language = Some(language).filter(|language| *language != t.0.tag());
    html! {
        @for phase in Phase::ALL {
            @let own: Vec<&Step> = steps.iter().filter(|one| Phase::of(one.step.day) == phase).collect();
            @let done = i64::try_from(own.iter().filter(|one| one.done_at.is_some()).count()).unwrap_or(0);
            @let all = i64::try_from(own.len()).unwrap_or(0);
            @if !own.is_empty() {
                details class="card phase" open[phase == now || own.iter().any(|one| proposed.contains(&one.id))] {
                    summary class="card-head" {
                        (icon(member, "chevron-right"))
                        h2 { (t.newcomers_phase(phase.word())) }
                        span class="meta nowrap" { (t.newcomers_of(all, done)) }
                    }
                    ul class="tasks" { @for one in own { (task(member, of, language, one, proposed.first() == Some(&one.id))) } }
                }
            }
        }
    }
}

/// A step, with the button that ticks it and the way to where it is done.
fn task(member: &Member, of: &Newcomer, language: Option<&str>, one: &Step, now: bool) -> Markup {
    let (t, done, step) = (member.t, one.done_at.is_some(), &one.step);
    let title = step.title.as_str();
    html! {
        li class={ "task" @if done { " done" } @if now { " now" } } id={ "step-" (one.id) } {
            form action={ "/start/steps/" (one.id) "?_method=" (if done { "delete" } else { "put" }) } method="post" {
                button class="task-mark" aria-pressed=(if done { "true" } else { "false" }) aria-label=(t.newcomers_tick(title)) { (icon(member, "check")) }
            }
            div {
                b class="name" lang=[language] { (title) }
                @if !step.text.is_empty() { p class="meta" lang=[language] { (step.text) } }
                @if !step.kind.is_shared() { p class="meta row gap-1" { (icon(member, "lock")) (t.newcomers_private()) } }
            }
            @if !done && let Some(href) = href(of, one) {
                a class={ "btn btn-sm" @if now { " btn-primary" } } href=(href) data-composer[href.starts_with("/posts/new")] aria-label=(t.newcomers_go_to(t.newcomers_go(step.kind.word()), title)) { (t.newcomers_go(step.kind.word())) }
            }
        }
    }
}

/// Where a step is done.
pub(super) fn href(of: &Newcomer, one: &Step) -> Option<String> {
    let named = Some(one.step.target.clone()).filter(|target| !target.is_empty());
    match one.step.kind {
        Kind::Profile => Some("/settings".into()),
        Kind::Photo => Some("/settings#photo".into()),
        Kind::Skills => Some("/settings/skills".into()),
        Kind::Join => Some(named.unwrap_or_else(|| "/communities".into())),
        Kind::Meet => met(of, one).map(|id| format!("/members/{id}")),
        Kind::Read | Kind::Task => named,
        Kind::Hello => Some("/posts/new".into()),
        Kind::Ask => Some("/posts/new?format=question".into()),
        Kind::Answer => Some("/questions".into()),
    }
}

/// What is left of the first days where no journey leads: known without having been watched, and so ticked by nobody.
fn short(member: &Member, facts: store::Facts) -> Markup {
    let t = member.t;
    let rows = [(Kind::Profile, "/settings", facts.profile), (Kind::Photo, "/settings#photo", facts.photo)];
    html! {
        section class="card" aria-labelledby="short" {
            div class="card-head" { h2 id="short" { (t.newcomers_short()) } }
            ul class="tasks" { @for (kind, href, done) in rows {
                li class={ "task" @if done { " done" } } {
                    span class="task-mark" aria-hidden="true" { (icon(member, "check")) }
                    div { b class="name" { (t.newcomers_ready(kind.word())) } @if done { span class="sr" { (t.newcomers_is_done()) } } p class="meta" { (t.newcomers_ready_text(kind.word())) } }
                    @if !done { a class="btn btn-sm" href=(href) aria-label=(t.newcomers_go_to(t.newcomers_go(kind.word()), t.newcomers_ready(kind.word()))) { (t.newcomers_go(kind.word())) } }
                }
            } }
        }
    }
}

/// Whom to turn to.
fn people_card(member: &Member, of: &Newcomer, steps: &[Step], known: &HashMap<i64, Person>) -> Markup {
    let t = member.t;
    let mut rows: Vec<(&Person, &str)> = Vec::new();
    let mut add = |id: Option<MemberId>, role: &'static str| {
        if let Some(person) = id.and_then(|id| known.get(&id.0))
            && rows.iter().all(|(there, _)| there.id != person.id)
        {
            rows.push((person, role));
        }
    };
    add(of.buddy, t.newcomers_your_buddy());
    add(of.manager, t.newcomers_your_manager());
    for one in steps.iter().filter(|one| one.step.kind == Kind::Meet && one.done_at.is_none()) {
        add(met(of, one), t.newcomers_to_meet());
    }
    html! {
        @if !rows.is_empty() {
            section class="card pad" aria-labelledby="people" {
                div class="panel-title" { h2 id="people" { (t.newcomers_people()) } }
                ul class="list tight" { @for (person, role) in &rows {
                    li { (avatar(person, "sm")) div class="grow" { a class="name cover small" href={ "/members/" (person.id) } { (person.shown_name(member)) } span class="meta" { (role) } } }
                } }
            }
        }
    }
}

/// How it is going, for the buddy's eyes alone.
fn mood_card(member: &Member, of: &Newcomer, known: &HashMap<i64, Person>) -> Markup {
    let t = member.t;
    let buddy = of.buddy.and_then(|id| known.get(&id.0)).map(|person| person.shown_name(member));
    html! {
        section class="card pad" aria-labelledby="mood" {
            div class="panel-title" { h2 id="mood" { (t.newcomers_mood()) } }
            form class="stack gap-3" action="/start/mood?_method=put" method="post" {
                p class="small soft" { @if let Some(name) = &buddy { (t.newcomers_mood_seen(name.as_str())) } @else { (t.newcomers_mood_alone()) } }
                div class="row wrap" role="group" aria-labelledby="mood" { @for mood in Mood::ALL {
                    @let chosen = of.mood == Some(mood);
                    // Pressed once more, it says nothing any more.
                    button class="chip" name="mood" value=(if chosen { "" } else { mood.word() }) aria-pressed=(if chosen { "true" } else { "false" }) { (t.newcomers_mood_is(mood.word())) }
                } }
            }
        }
    }
}

pub(super) async fn tick(state: State<People>, member: Member, Path(step): Path<i64>) -> Result {
    set(state, member, step, true).await
}

pub(super) async fn untick(state: State<People>, member: Member, Path(step): Path<i64>) -> Result {
    set(state, member, step, false).await
}

async fn set(State(people): State<People>, member: Member, step: i64, done: bool) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::tick(&people, &member.actor(), step, done).await?;
    Ok(see_other(&format!("/start#step-{step}")))
}

pub(super) async fn put_away(state: State<People>, member: Member) -> Result {
    away(state, member, true).await
}

pub(super) async fn bring_back(state: State<People>, member: Member) -> Result {
    away(state, member, false).await
}

async fn away(State(people): State<People>, member: Member, away: bool) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::put_away(&people, &member.actor(), away).await?;
    let (to, toast) = if away { ("/", "start-away") } else { ("/start", "start-back") };
    Ok(layout::with_toast(see_other(to), toast, 0))
}

pub(super) async fn save_mood(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let word = form.text("mood")?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    let mood = match word.as_str() {
        "" => None,
        word => Some(Mood::from_word(word).ok_or(Refusal::new("newcomers.mood_unknown").status(400))?),
    };
    actions::save_mood(&people, &member.actor(), mood).await?;
    Ok(see_other("/start#mood"))
}
