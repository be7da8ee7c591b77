//! The settings of what one did: jobs, missions, trainings.

use super::rules::{Did, Experience};
use super::{actions, shown, store};
use crate::People;
use crate::sign_in::see_other;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::Error;
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused, icon};
use ruche_web::{Fields, Member, Result, layout, settings_frame};

/// Which one a form is about.
enum Which {
    Old(i64),
    /// A new one, by the key that has it added once.
    New(String),
}

pub(super) async fn list(State(people): State<People>, member: Member) -> Result<Markup> {
    let key = ruche_platform::secret::random_token()?;
    list_page(&people, &member, &Which::New(key), &Experience::default(), &Refused::default()).await
}

async fn list_page(people: &People, member: &Member, which: &Which, typed: &Experience, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let rows = store::experiences(&people.platform.db, member.id()).await?;
    let content = html! {
        @if !rows.is_empty() {
            ul class="card list" { @for (id, one) in &rows {
                li {
                    div class="grow" { a class="name" href={ "/settings/experience/" (id) } { (one.title) } span class="meta" { @if !one.organisation.is_empty() { (one.organisation) " · " } (shown::period(member, one)) } }
                    form action={ "/settings/experience/" (id) "?_method=delete" } method="post" { button class="icon-btn" aria-label=(t.profiles_experience_remove(one.title.as_str())) { (icon(member, "trash")) } }
                }
            } }
        }
        (form(member, which, typed, refused))
    };
    Ok(settings_frame::page(member, "experience", t.web_settings_experience(), content).await?)
}

fn form(member: &Member, which: &Which, typed: &Experience, refused: &Refused) -> Markup {
    let t = member.t;
    let kinds = [(Did::Job, t.profiles_job()), (Did::Mission, t.profiles_mission()), (Did::Training, t.profiles_training())];
    let (action, title) = match which {
        Which::Old(id) => (format!("/settings/experience/{id}"), t.profiles_experience_edit()),
        Which::New(_) => ("/settings/experience".to_owned(), t.profiles_experience_add()),
    };
    html! {
        form class="card pad stack" action=(action) method="post" {
            div { h2 { (title) } p class="small soft" { (t.profiles_experience_text()) } }
            (refused.summary(member, &["title", "organisation", "begins", "ends", "about"]))
            @if let Which::New(key) = which { input type="hidden" name="key" value=(key); }
            fieldset class="stack gap-2" {
                legend class="label" { (t.profiles_did()) }
                div class="choices" { @for (did, label) in kinds { label class="choice" { input type="radio" name="did" value=(did.word()) checked[did == typed.did]; b { (label) } } } }
            }
            div class="cols" {
                (Field { name: "title", label: t.profiles_experience_title(), value: &typed.title, autocomplete: "off", required: true, max: Some(80), ..Field::default() }.show(member, refused))
                (Field { name: "organisation", label: t.profiles_organisation(), value: &typed.organisation, autocomplete: "off", max: Some(80), ..Field::default() }.show(member, refused))
                (Field { name: "begins", label: t.profiles_begins(), kind: "month", value: &typed.begins, hint: Some(t.profiles_month_hint()), required: true, ..Field::default() }.show(member, refused))
                (Field { name: "ends", label: t.profiles_ends(), kind: "month", value: &typed.ends, hint: Some(t.profiles_ends_hint()), ..Field::default() }.show(member, refused))
            }
            (Field { name: "about", label: t.profiles_what_you_did(), value: &typed.about, rows: Some(3), max: Some(400), ..Field::default() }.show(member, refused))
            div class="row wrap" {
                button class="btn btn-primary" { (if matches!(which, Which::New(_)) { t.profiles_add() } else { t.web_save() }) }
                @if matches!(which, Which::Old(_)) { a class="btn" href="/settings/experience" { (t.web_cancel()) } }
            }
        }
    }
}

/// What a form says; a kind that no form offers is the first.
fn typed(form: &mut Fields) -> Result<Experience> {
    Ok(Experience {
        did: Did::from_word(&form.text("did")?).unwrap_or_default(),
        title: form.text("title")?,
        organisation: form.text("organisation")?,
        begins: form.text("begins")?,
        ends: form.text("ends")?,
        about: form.text("about")?,
    })
}

pub(super) async fn add(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let (one, key) = (typed(&mut form)?, form.key()?);
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::add_experience(&people, &member.actor(), &one, key.clone()).await {
        Ok(_) => Ok(layout::with_toast(see_other("/settings/experience"), "saved", 0)),
        Err(Error::Refused(refusals)) => {
            let page = list_page(&people, &member, &Which::New(key.unwrap_or_default()), &one, &Refused(refusals)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn edit(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result<Markup> {
    let one = store::find_experience(&people.platform.db, id, member.id()).await?;
    edit_page(&member, id, &one, &Refused::default()).await
}

async fn edit_page(member: &Member, id: i64, one: &Experience, refused: &Refused) -> Result<Markup> {
    let content = form(member, &Which::Old(id), one, refused);
    Ok(settings_frame::page(member, "experience", member.t.web_settings_experience(), content).await?)
}

pub(super) async fn save(State(people): State<People>, member: Member, Path(id): Path<i64>, mut form: Fields) -> Result {
    let one = typed(&mut form)?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::save_experience(&people, &member.actor(), id, &one).await {
        Ok(()) => Ok(layout::with_toast(see_other("/settings/experience"), "saved", 0)),
        Err(Error::Refused(refusals)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, edit_page(&member, id, &one, &Refused(refusals)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn remove(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::keep_experience(&people, &member.actor(), id, false).await?;
    Ok(layout::with_toast(see_other("/settings/experience"), "experience-removed", id))
}

pub(super) async fn restore(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::keep_experience(&people, &member.actor(), id, true).await?;
    Ok(layout::with_toast(see_other("/settings/experience"), "saved", 0))
}
