//! The page where a skill is united with another that is the same thing: what would become of it is told before.

use super::store;
use super::uniting::{self, Told};
use crate::People;
use crate::sign_in::see_other;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::Error;
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused, icon};
use ruche_web::{Fields, Member, Result};
use serde::Deserialize;

#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    into: String,
    #[serde(default)]
    typed: String,
}

pub(super) async fn show(State(people): State<People>, member: Member, Path(id): Path<i64>, Query(typed): Query<Typed>) -> Result {
    let skill = store::find(&people.platform.db, member.id(), member.t.0.tag(), id).await?;
    if skill.id != id {
        return Ok(Redirect::to(&format!("/skills/{}", skill.id)).into_response());
    }
    match page(&people, &member, &skill, &typed, Refused::default()).await? {
        (true, page) => Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response()),
        (false, page) => Ok(page.into_response()),
    }
}

/// The page, and whether what was typed leads nowhere.
async fn page(people: &People, member: &Member, skill: &store::Skill, typed: &Typed, mut refused: Refused) -> Result<(bool, Markup)> {
    let (t, db) = (member.t, &people.platform.db);
    let chosen = if typed.into.is_empty() {
        None
    } else {
        match uniting::target(db, skill.id, &typed.into).await {
            Ok(into) => Some((store::find(db, member.id(), t.0.tag(), into).await?, uniting::told(db, skill.id, into).await?)),
            Err(Error::Refused(refusals)) => {
                refused = Refused(refusals);
                None
            }
            Err(error) => return Err(error.into()),
        }
    };
    let wrong = !refused.0.is_empty();
    let common: Vec<String> = store::common(db, member.id(), t.0.tag()).await?.into_iter().filter(|name| *name != skill.name).collect();
    let base = format!("/skills/{}", skill.id);
    let main = html! {
        header class="page-head" { div { h1 { (t.skills_unite_title(skill.name.as_str())) } p { (t.skills_unite_text()) } } }
        (refused.summary(member, &["into", "typed"]))
        form class="card pad stack" action={ (base) "/union" } {
            (Field { name: "into", label: t.skills_unite_into(), value: &typed.into, hint: Some(t.skills_unite_into_hint()), autocomplete: "off", required: true, max: Some(60), list: Some("common"), ..Field::default() }.show(member, &refused))
            datalist id="common" { @for name in &common { option value=(name) {} } }
            div class="row" { button class=(if chosen.is_some() { "btn" } else { "btn btn-primary" }) { (icon(member, "eye")) (t.skills_unite_look()) } }
        }
        @if let Some((into, told)) = &chosen {
            section class="card pad stack" aria-labelledby="becomes" {
                h2 id="becomes" { (t.skills_unite_becomes(skill.name.as_str(), into.name.as_str())) }
                (becomes(member, skill, into, told))
                form class="stack" action={ (base) "/union" } method="post" {
                    input type="hidden" name="into" value=(into.name);
                    (Field { name: "typed", label: &t.skills_unite_type(skill.name.as_str()), value: &typed.typed, autocomplete: "off", required: true, max: Some(60), ..Field::default() }.show(member, &refused))
                    div class="row wrap" {
                        button class="btn btn-danger" { (t.skills_unite_submit()) }
                        a class="btn btn-quiet" href=(base) { (t.web_cancel()) }
                    }
                }
            }
        }
    };
    let title = t.skills_unite_title(skill.name.as_str());
    let page = Page { title: &title, here: "members", class: "page-narrow", back: Some((&base, &title)), main, aside: None };
    Ok((wrong, layout::page(member, page).await?))
}

/// What would become of it, in words.
fn becomes(member: &Member, skill: &store::Skill, into: &store::Skill, told: &Told) -> Markup {
    let t = member.t;
    html! {
        ul class="prose" {
            li { (t.skills_unite_names(into.name.as_str(), told.names)) }
            li { (t.skills_unite_holders(into.name.as_str(), told.holders)) @if told.both > 0 { " " (t.skills_unite_both(told.both)) } }
            li { (t.skills_unite_confirmations(told.confirmations)) }
            li { (t.skills_unite_count(told.holders + into.holders - told.both, into.holders)) }
            li { (t.skills_unite_address(skill.name.as_str())) }
        }
        p class="callout" data-tone="warning" { (icon(member, "alert")) span { (t.skills_unite_final()) } }
    }
}

pub(super) async fn unite(State(people): State<People>, member: Member, Path(id): Path<i64>, mut form: Fields) -> Result {
    let typed = Typed { into: form.text("into")?, typed: form.text("typed")? };
    form.finish()?;
    member.app.limits.take(Act::Write, member.id().0)?;
    match uniting::unite(&people, &member.actor(), id, &typed.into, &typed.typed).await {
        Ok(into) => Ok(layout::with_toast(see_other(&format!("/skills/{into}")), "skill-united", 0)),
        Err(Error::Refused(refusals)) => {
            let skill = store::find(&people.platform.db, member.id(), member.t.0.tag(), id).await?;
            let (_, page) = page(&people, &member, &skill, &typed, Refused(refusals)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
