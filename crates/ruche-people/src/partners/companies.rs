//! The administrators' pages of one partner company: what it is, its contract, its people, and their renewal together.

use super::actions::{self, Typed};
use super::admin::{listed, soon, sponsor_left};
use super::rules::{CompanyKind, ends_soon};
use super::store::{self, Company};
use crate::members::admin::{frame, sending_field};
use crate::sign_in::see_other;
use crate::{People, days};
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::Error;
use ruche_web::layout;
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused, icon};
use ruche_web::{Fields, Member, Result};

/// The fields that show what is wrong with them.
const SHOWN: [&str; 6] = ["name", "kind", "sponsor", "starts", "ends", "note"];

/// From when to when the contract of a company lasts, in words.
pub(super) fn days_of(member: &Member, company: &Company) -> String {
    let t = member.t;
    match (company.starts_at, company.ends_at) {
        (Some(start), Some(end)) => t.partners_from_to(t.date_long(start, &member.zone), t.date_long(end, &member.zone)),
        _ => t.partners_no_days().to_owned(),
    }
}

/// What an administrator must look at.
pub(super) fn badges(member: &Member, company: &Company) -> Markup {
    html! {
        @if company.sponsor.left { (sponsor_left(member)) }
        @if company.ends_at.is_some_and(|end| end <= member.now) { span class="badge" { (member.t.partners_over()) } }
        @else if ends_soon(company.ends_at, member.now) { (soon(member)) }
    }
}

fn read(form: &mut Fields) -> Result<Typed> {
    Ok(Typed {
        name: form.text("name")?,
        kind: form.text("kind")?,
        sponsor: form.text("sponsor")?,
        starts: form.text("starts")?,
        ends: form.text("ends")?,
        note: form.text("note")?,
    })
}

/// The fields of a company.
fn fields(member: &Member, typed: &Typed, ends_hint: Option<&str>, refused: &Refused) -> Markup {
    let t = member.t;
    html! {
        (refused.summary(member, &SHOWN))
        (Field { name: "name", label: t.partners_name(), value: &typed.name, autocomplete: "off", required: true, max: Some(80), ..Field::default() }.show(member, refused))
        fieldset class="stack gap-2" {
            legend class="label" { (t.partners_kind_label()) }
            div class="choices small" { @for kind in CompanyKind::ALL { label class="choice" { input type="radio" name="kind" value=(kind.word()) checked[typed.kind == kind.word()]; b { (t.partners_kind(kind.word())) } } } }
            @if let Some(error) = refused.at(member, "kind") { p class="error" { (icon(member, "alert")) (error) } }
        }
        (Field { name: "sponsor", label: t.members_sponsor(), value: &typed.sponsor, hint: Some(t.members_sponsor_hint()), autocomplete: "off", max: Some(254), ..Field::default() }.show(member, refused))
        (Field { name: "starts", label: t.partners_starts(), kind: "date", value: &typed.starts, autocomplete: "off", required: true, ..Field::default() }.show(member, refused))
        (Field { name: "ends", label: t.partners_ends(), kind: "date", value: &typed.ends, hint: ends_hint, autocomplete: "off", required: true, ..Field::default() }.show(member, refused))
        (Field { name: "note", label: t.partners_note(), value: &typed.note, hint: Some(t.partners_note_hint()), rows: Some(3), ..Field::default() }.show(member, refused))
    }
}

pub(super) async fn new(member: Member) -> Result<Markup> {
    new_page(&member, &Typed::new(member.now, &member.zone), &Refused::default()).await
}

async fn new_page(member: &Member, typed: &Typed, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let content = html! {
        form class="card pad stack" action="/admin/partners/companies" method="post" {
            (sending_field()?)
            p class="small soft" { (t.partners_new_company_text()) }
            (fields(member, typed, None, refused))
            div class="row wrap" { button class="btn btn-primary" { (t.partners_create_company()) } a class="btn" href="/admin/partners" { (t.web_cancel()) } }
        }
    };
    frame(member, "partners", t.partners_new_company(), content).await
}

pub(super) async fn create(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let typed = read(&mut form)?;
    let key = form.key()?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::create_company(&people, &member, &typed, key).await {
        Ok(id) => Ok(layout::with_toast(see_other(&format!("/admin/partners/companies/{id}")), "saved", 0)),
        Err(Error::Refused(refusals)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, new_page(&member, &typed, &Refused(refusals)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn show(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result<Markup> {
    let company = store::find_company(&people.platform.db, id).await?;
    let typed = Typed::of(&company, &member.zone);
    page(&people, &member, &company, &typed, None, &Refused::default()).await
}

/// The page; `until` is what was typed to renew it.
async fn page(
    people: &People,
    member: &Member,
    company: &Company,
    typed: &Typed,
    until: Option<&str>,
    refused: &Refused,
) -> Result<Markup> {
    let t = member.t;
    let own = store::of_company(&people.platform.db, company.id).await?;
    let base = format!("/admin/partners/companies/{}", company.id);
    let until = until.map_or_else(|| company.ends_at.map(|end| days::typed(end, &member.zone)).unwrap_or_default(), str::to_owned);
    let hint = (company.people > 0).then(|| t.partners_ends_hint(company.people));
    let content = html! {
        p class="row wrap" { a class="link" href="/admin/partners" { (t.partners_companies()) } (badges(member, company)) }
        form class="card pad stack" action=(base) method="post" {
            (fields(member, typed, hint.as_deref(), refused))
            div class="row wrap" { button class="btn btn-primary" { (t.web_save()) } a class="btn" href="/admin/partners" { (t.web_cancel()) } }
        }
        section class="card" aria-labelledby="its-people" {
            div class="card-head" { h2 id="its-people" { (t.partners_people()) } }
            @if own.is_empty() { p class="pad soft" { (t.partners_nobody()) } } @else { ul class="list" { @for row in &own { (listed(member, row)) } } }
        }
        form class="card pad stack" id="renewal" action={ (base) "/renewal" } method="post" {
            div { h2 { (t.partners_renew()) } p class="small soft" { (t.partners_renew_text(company.people)) } }
            (Field { name: "until", label: t.partners_until(), kind: "date", value: &until, autocomplete: "off", required: true, ..Field::default() }.show(member, refused))
            div class="row" { button class="btn" { (icon(member, "calendar")) (t.partners_renew_submit()) } }
        }
    };
    frame(member, "partners", &company.name, content).await
}

pub(super) async fn save(State(people): State<People>, member: Member, Path(id): Path<i64>, mut form: Fields) -> Result {
    let typed = read(&mut form)?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    let company = store::find_company(&people.platform.db, id).await?;
    match actions::save_company(&people, &member, id, &typed).await {
        Ok(0) => Ok(layout::with_toast(see_other("/admin/partners"), "saved", 0)),
        Ok(shortened) => {
            Ok(layout::with_toast(see_other("/admin/partners"), "partners-shortened", shortened.try_into().unwrap_or(i64::MAX)))
        }
        Err(Error::Refused(refusals)) => {
            let page = page(&people, &member, &company, &typed, None, &Refused(refusals)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn renew(State(people): State<People>, member: Member, Path(id): Path<i64>, mut form: Fields) -> Result {
    let until = form.text("until")?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    let company = store::find_company(&people.platform.db, id).await?;
    match actions::renew_company(&people, &member, id, &until).await {
        Ok(renewed) => Ok(layout::with_toast(
            see_other(&format!("/admin/partners/companies/{id}")),
            "partners-renewed",
            renewed.try_into().unwrap_or(i64::MAX),
        )),
        Err(Error::Refused(refusals)) => {
            let typed = Typed::of(&company, &member.zone);
            let page = page(&people, &member, &company, &typed, Some(&until), &Refused(refusals)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
