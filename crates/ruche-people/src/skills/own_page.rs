//! What a person decides of their own skills: what is proposed to them, what was said long ago, and whether they want to be asked.

use super::actions;
use super::page::{chosen, level_choice};
use super::proposals::{self, Proposal};
use super::rules::Level;
use super::store::Held;
use crate::People;
use crate::sign_in::see_other;
use axum::extract::{Path, State};
use maud::{Markup, html};
use ruche_web::limits::Act;
use ruche_web::parts::icon;
use ruche_web::{Fields, Member, Result, layout};

/// How many questions stand on the profile at once.
const MOST: usize = 3;

/// What is proposed, in a card: why, at which level, or not. `own` is where the form stands.
pub(super) fn proposal(member: &Member, one: &Proposal) -> Markup {
    let t = member.t;
    let base = format!("/settings/skills/proposals/{}", one.id);
    html! {
        li class="stack gap-2" {
            p { b class="name" { (one.name) } }
            p class="small soft" {
                @if one.answers > 0 { (t.skills_proposed_answers(one.answers)) }
                @if one.answers > 0 && one.thanks > 0 { " " }
                @if one.thanks > 0 { (t.skills_proposed_thanks(one.thanks)) }
            }
            div class="row wrap" {
                form class="input-row" action=(base) method="post" {
                    (level_choice("level", &format!("level-of-{}", one.id), Level::Able, member, &t.skills_level_of(one.name.as_str())))
                    button class="btn btn-primary btn-sm" aria-label=(t.skills_proposed_add(one.name.as_str())) { (icon(member, "plus")) (t.skills_add()) }
                }
                form action={ (base) "?_method=delete" } method="post" { button class="btn btn-quiet btn-sm" aria-label=(t.skills_proposed_refuse(one.name.as_str())) { (t.skills_proposed_no()) } }
            }
        }
    }
}

/// What is asked of a person on their own profile: the proposal that was told last, and skills that were said long ago.
pub(super) fn asked(member: &Member, proposed: &[Proposal], held: &[Held]) -> Markup {
    let t = member.t;
    let told = proposed.iter().find(|one| one.told_at.is_some());
    let old: Vec<&Held> = held.iter().filter(|one| !one.fresh && !one.stale).take(MOST).collect();
    html! {
        @if let Some(one) = told {
            section class="card pad stack" aria-labelledby="proposed" {
                div { h2 id="proposed" { (t.skills_proposed_title()) } p class="meta" { (t.skills_proposed_private()) } }
                ul class="stack" { (proposal(member, one)) }
            }
        }
        @if !old.is_empty() {
            section class="card pad stack" aria-labelledby="current" {
                div { h2 id="current" { (t.skills_current_title()) } p class="meta" { (t.skills_current_text()) } }
                ul class="stack" { @for one in &old { (still(member, one)) } }
            }
        }
    }
}

/// Whether a skill is still so.
fn still(member: &Member, one: &Held) -> Markup {
    let t = member.t;
    let base = format!("/settings/skills/{}/currency", one.skill);
    html! {
        li class="row wrap" {
            div class="grow" { b class="name" { (one.name) } p class="meta" { (t.skills_said(t.month_at(one.fresh_at, &member.zone))) } }
            form action={ (base) "?_method=put" } method="post" { button class="btn btn-sm" aria-label=(t.skills_current_yes_this(one.name.as_str())) { (icon(member, "check")) (t.skills_current_yes()) } }
            form action={ (base) "?_method=delete" } method="post" { button class="btn btn-quiet btn-sm" aria-label=(t.skills_current_no_this(one.name.as_str())) { (t.skills_current_no()) } }
        }
    }
}

/// What is proposed, and whether one wants to be asked, in the settings.
pub(super) fn settings(member: &Member, proposed: &[Proposal], wanted: bool) -> Markup {
    let t = member.t;
    html! {
        section class="card pad stack" id="proposals" aria-labelledby="proposals-title" {
            div { h2 id="proposals-title" { (t.skills_proposed_title()) } p class="meta" { (t.skills_proposed_private()) } }
            @if !proposed.is_empty() { ul class="stack" { @for one in proposed { (proposal(member, one)) } } }
            @else { p class="small soft" { (if wanted { t.skills_proposed_none() } else { t.skills_proposed_off() }) } }
            form action={ "/settings/skills/proposing?_method=" (if wanted { "delete" } else { "put" }) } method="post" {
                button class="btn btn-quiet btn-sm" { (if wanted { t.skills_proposed_stop() } else { t.skills_proposed_start() }) }
            }
        }
    }
}

pub(super) async fn accept(State(people): State<People>, member: Member, Path(id): Path<i64>, mut form: Fields) -> Result {
    let level = chosen(&mut form)?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    proposals::accept(&people, &member.actor(), id, level, member.t.0.tag()).await?;
    Ok(layout::with_toast(see_other("/settings/skills"), "skill-declared", 0))
}

pub(super) async fn refuse(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    proposals::settle(&people, &member.actor(), id, true).await?;
    Ok(layout::with_toast(see_other("/settings/skills"), "proposal-refused", id))
}

pub(super) async fn propose_again(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    proposals::settle(&people, &member.actor(), id, false).await?;
    Ok(layout::with_toast(see_other("/settings/skills"), "proposal-restored", 0))
}

pub(super) async fn want(State(people): State<People>, member: Member) -> Result {
    set_wanted(&people, &member, true).await
}

pub(super) async fn want_none(State(people): State<People>, member: Member) -> Result {
    set_wanted(&people, &member, false).await
}

async fn set_wanted(people: &People, member: &Member, wanted: bool) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    proposals::set_proposes(people, &member.actor(), wanted).await?;
    Ok(layout::with_toast(see_other("/settings/skills"), "saved", 0))
}

pub(super) async fn still_so(State(people): State<People>, member: Member, Path(skill): Path<i64>) -> Result {
    say_current(&people, &member, skill, true).await
}

pub(super) async fn no_more(State(people): State<People>, member: Member, Path(skill): Path<i64>) -> Result {
    say_current(&people, &member, skill, false).await
}

async fn say_current(people: &People, member: &Member, skill: i64, current: bool) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::say_current(people, &member.actor(), skill, current).await?;
    let back = format!("/members/{}#skills", member.id());
    Ok(layout::with_toast(see_other(&back), if current { "skill-current" } else { "skill-stale" }, skill))
}
