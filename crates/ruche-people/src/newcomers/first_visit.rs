//! The first visit: three skills, some communities, and something that helps others, in under three minutes.
//!
//! Each part is a form of its own and can be passed over by a link. The last one is written by rooms that are not known here: it comes by
//! the slot `start.act`.

use super::page::start_page;
use super::rules::SKILLS;
use super::store::Facts;
use crate::communities::{self, Discovered};
use crate::sign_in::see_other;
use crate::skills::{self, rules::Level};
use crate::{People, communities::actions as places};
use axum::extract::State;
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Error, PlaceId, Refusal};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused, icon, place_mark};
use ruche_web::{Fields, Member, Result};

/// How many skills and communities are proposed.
const PROPOSED: usize = 12;
const PLACES: i64 = 6;
/// The most that one form takes.
const MOST: usize = 20;
/// The parts; beyond the last one nothing is shown.
const PARTS: u8 = 3;

/// What was typed and refused.
#[derive(Debug, Default)]
pub(super) struct Typed {
    pub chosen: Vec<String>,
    pub other: String,
}

/// The part that is shown: the one that was asked for, else the first that is not done.
fn part(at: Option<u8>, facts: Facts) -> u8 {
    match at {
        Some(part) => part,
        None if facts.skills < SKILLS => 1,
        None if facts.places == 0 => 2,
        None => 3,
    }
}

pub(super) async fn section(
    people: &People,
    member: &Member,
    facts: Facts,
    at: Option<u8>,
    typed: &Typed,
    refused: &Refused,
) -> Result<Markup> {
    let (t, db) = (member.t, &people.platform.db);
    let part = part(at, facts);
    let content = match part {
        1 => {
            let common = skills::store::common(db, member.id(), t.0.tag()).await?;
            skills_form(member, &common[..common.len().min(PROPOSED)], typed, refused)
        }
        2 => places_form(member, &communities::discover(db, member.id(), PLACES).await?),
        3 => member.app.slots.fill("start.act", member, 0).await?,
        _ => return Ok(html! {}),
    };
    let parts = [t.newcomers_part_skills(), t.newcomers_part_places(), t.newcomers_part_act()];
    let first = member.me.name.split(' ').next().unwrap_or_default();
    Ok(html! {
        section class="card first-visit" aria-labelledby="first-visit" {
            div class="pad stack" {
                div { h2 id="first-visit" { (t.newcomers_welcome(first)) } p class="small soft" { (t.newcomers_welcome_text()) } }
                ol class="steps" aria-label=(t.newcomers_parts()) { @for (number, label) in (1_u8..).zip(parts) {
                    li class=[(number < part).then_some("done")] aria-current=[(number == part).then_some("step")] { span { (label) } }
                } }
                (content)
                div class="row wrap between" {
                    @if part > 1 { a class="btn btn-quiet btn-sm" href={ "/start?at=" (part - 1) } { (icon(member, "arrow-left")) (t.newcomers_back()) } } @else { span {} }
                    a class="btn btn-quiet btn-sm" href={ "/start?at=" (part + 1) } { (if part < PARTS { t.newcomers_pass() } else { t.newcomers_later() }) }
                }
            }
        }
    })
}

fn skills_form(member: &Member, common: &[String], typed: &Typed, refused: &Refused) -> Markup {
    let t = member.t;
    html! {
        form class="stack" action="/start/skills" method="post" {
            (refused.summary(member, &["other"]))
            @if !common.is_empty() {
                fieldset class="stack gap-2" {
                    legend class="label" { (t.newcomers_choose_skills()) }
                    div class="chips" { @for name in common {
                        label class="chip" { input type="checkbox" name="skill" value=(name) checked[typed.chosen.contains(name)]; (name) }
                    } }
                }
            }
            (Field { name: "other", label: if common.is_empty() { t.newcomers_first_skill() } else { t.newcomers_other_skill() }, value: &typed.other, hint: Some(t.newcomers_other_skill_hint()), autocomplete: "off", max: Some(60), ..Field::default() }.show(member, refused))
            div class="row" { button class="btn btn-primary" { (t.newcomers_next()) } }
        }
    }
}

fn places_form(member: &Member, found: &[Discovered]) -> Markup {
    let t = member.t;
    html! {
        @if found.is_empty() { p class="soft small row" { (icon(member, "check-circle")) (t.newcomers_no_place()) } }
        @else {
            form class="stack" action="/start/communities" method="post" {
                fieldset class="stack gap-2" {
                    legend class="label" { (t.newcomers_choose_places()) }
                    ul class="list picks" { @for one in found {
                        li {
                            (place_mark(member, &one.mark.icon, one.mark.hue, one.mark.picture, "sm"))
                            label class="check grow" { input type="checkbox" name="place" value=(one.mark.id); span lang=[Some(one.language.as_str()).filter(|language| *language != t.0.tag())] { (one.mark.name) } @if let Some(members) = one.members { small { (t.communities_member_count(members)) } } }
                        }
                    } }
                }
                div class="row" { button class="btn btn-primary" { (t.newcomers_next()) } }
            }
        }
    }
}

pub(super) async fn declare(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let typed = Typed { chosen: form.all("skill"), other: form.text("other")? };
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match declare_all(&people, &member, &typed).await {
        Ok(()) => Ok(see_other("/start?at=2")),
        Err(Error::Refused(refusals)) => {
            // The field of this form has another name than that of the skills' own.
            let refusals = refusals.into_iter().map(|one| if one.field == Some("name") { one.at("other") } else { one }).collect();
            let page = start_page(&people, &member, Some(1), &typed, &Refused(refusals)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn declare_all(people: &People, member: &Member, typed: &Typed) -> ruche_kernel::Result<()> {
    let names: Vec<&str> =
        typed.chosen.iter().map(String::as_str).chain([typed.other.as_str()]).filter(|name| !name.trim().is_empty()).take(MOST).collect();
    if names.is_empty() {
        return Err(Refusal::new("newcomers.no_skill").at("other").into());
    }
    // What is refused is so before anything is kept.
    for name in &names {
        skills::rules::name(name)?;
    }
    for name in names {
        skills::actions::declare(people, &member.actor(), name, Level::Able, member.t.0.tag()).await?;
    }
    Ok(())
}

pub(super) async fn join(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let chosen = form.all("place");
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    for id in chosen.iter().filter_map(|id| id.parse().ok()).take(MOST) {
        match places::join(&people, &member.actor(), PlaceId(id)).await {
            // One that was archived or closed meanwhile is left out: the others are joined all the same.
            Ok(()) | Err(Error::Refused(_) | Error::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(see_other("/start?at=3"))
}
