//! The administrators' pages of partners: the companies with their people, who answers for them, until when; one of them.

use super::actions::{self, Draft};
use super::companies::{self, days_of};
use super::rules::ends_soon;
use super::store::{self, Company, Partner};
use crate::People;
use crate::members::admin::{Shown, frame, sending_field};
use crate::sign_in::{DAY_MS, see_other};
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Error, MemberId};
use ruche_web::layout;
use ruche_web::parts::{Field, Refused, empty, icon};
use ruche_web::{Ctx, Fields, Member, Result};

pub(super) async fn partners(State(people): State<People>, member: Member) -> Result<Markup> {
    partners_page(&people, &member, &After::default(), &Refused::default()).await
}

/// What the page of partners shows after its form was sent.
#[derive(Default)]
struct After<'a> {
    /// A secret, once.
    shown: Option<Shown<'a>>,
    /// What was done.
    note: String,
    /// What was typed.
    draft: Draft,
}

async fn partners_page(people: &People, member: &Member, after: &After<'_>, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let After { shown, note, draft } = after;
    let companies = store::companies(&people.platform.db).await?;
    let rows = store::list(&people.platform.db).await?;
    let days = draft.days.to_string();
    let ending = rows.iter().filter(|row| !row.left && ends_soon(row.ends_at, member.now)).count();
    let content = html! {
        @if !note.is_empty() { div class="callout" data-tone="info" role="status" { (icon(member, "info")) p { (note) } } }
        @if let Some(shown) = shown { div class="callout" data-tone="success" role="status" { (icon(member, "check")) div class="grow" { p { (shown.label) } p class="code" { (shown.secret) } } } }
        @if ending > 0 { div class="callout" data-tone="honey" { (icon(member, "clock")) p { (t.partners_ending(ending)) } } }
        details class="card pad" open[!refused.0.is_empty()] {
            summary class="row" { (icon(member, "user-plus")) b { (t.members_partner_title()) } }
            form class="stack" action="/admin/partners" method="post" data-turbo="false" {
                (sending_field()?)
                p class="small soft" { (t.members_partner_text()) }
                (refused.summary(member, &["name", "email", "company", "sponsor", "ends"]))
                (Field { name: "name", label: t.members_name(), value: &draft.name, autocomplete: "off", required: true, max: Some(80), ..Field::default() }.show(member, refused))
                (Field { name: "email", label: t.sign_in_email(), kind: "email", value: draft.email.as_deref().unwrap_or(""), autocomplete: "off", required: true, max: Some(254), ..Field::default() }.show(member, refused))
                (Field { name: "company", label: t.members_partner_company(), value: &draft.company, hint: Some(t.partners_company_hint()), autocomplete: "off", required: true, max: Some(80), ..Field::default() }.show(member, refused))
                (Field { name: "sponsor", label: t.members_sponsor(), value: &draft.sponsor, hint: Some(t.members_sponsor_hint()), autocomplete: "off", max: Some(254), ..Field::default() }.show(member, refused))
                (Field { name: "ends", label: t.members_ends_in(), kind: "number", value: &days, hint: Some(t.members_ends_hint()), autocomplete: "off", required: true, ..Field::default() }.show(member, refused))
                div class="row" { button class="btn btn-primary" { (t.members_partner_submit()) } }
            }
        }
        div class="row wrap" { h2 class="grow" { (t.partners_companies()) } a class="btn btn-sm" href="/admin/partners/companies/new" { (icon(member, "plus")) (t.partners_new_company()) } }
        @if companies.is_empty() { (empty(member, "handshake", t.partners_none_title(), t.partners_none(), html! {})) }
        @for company in &companies {
            section class="card" aria-labelledby={ "company-" (company.id) } {
                (company_head(member, company))
                @let own: Vec<&Partner> = rows.iter().filter(|row| row.company_id == company.id).collect();
                @if own.is_empty() { p class="pad soft" { (t.partners_nobody()) } } @else { ul class="list" { @for row in own { (listed(member, row)) } } }
            }
        }
    };
    frame(member, "partners", t.members_admin_partners(), content).await
}

/// A company above its people: what it is, who answers for it, from when to when.
fn company_head(member: &Member, company: &Company) -> Markup {
    let t = member.t;
    html! {
        div class="card-head wrap" {
            div class="grow" {
                h3 id={ "company-" (company.id) } { a class="name" href={ "/admin/partners/companies/" (company.id) } { (company.name) } }
                p class="meta" { (t.partners_kind(company.kind.word())) " · " (days_of(member, company)) @if let Some(sponsor) = &company.sponsor.name { " · " (t.members_invited_by()) " " (sponsor) } }
            }
            (companies::badges(member, company))
        }
    }
}

/// A partner among those of a company.
pub(super) fn listed(member: &Member, row: &Partner) -> Markup {
    let t = member.t;
    html! {
        li class="wrap" {
            div class="grow" { a class="name" href={ "/members/" (row.id) } { (row.person.shown_name(member)) } span class="meta" { @if let Some(sponsor) = &row.sponsor.name { (t.members_invited_by()) " " (sponsor) } @if let Some(end) = row.ends_at { " · " (t.members_until(t.date_long(end, &member.zone))) } } }
            @if row.left { span class="badge" { (t.members_has_left()) } }
            @else {
                @if row.sponsor.left { (sponsor_left(member)) }
                @if ends_soon(row.ends_at, member.now) { (soon(member)) }
                a class="btn btn-sm" href={ "/admin/partners/" (row.id) } aria-label=(t.members_partner_change(row.name.as_str())) { (t.members_edit()) }
                (sees(member, row))
            }
        }
    }
}

/// The way to what a partner sees.
pub(super) fn sees(member: &Member, row: &Partner) -> Markup {
    html! { a class="btn btn-sm" href={ "/partners/" (row.id) "/communities" } { (icon(member, "eye")) (member.t.communities_seen()) span class="sr" { " " (row.name) } } }
}

/// That an end is near.
pub(super) fn soon(ctx: &Ctx) -> Markup {
    html! { span class="badge" data-tone="honey" { (icon(ctx, "clock")) (ctx.t.members_ends_soon()) } }
}

/// That nobody answers any more.
pub(super) fn sponsor_left(ctx: &Ctx) -> Markup {
    html! { span class="badge" data-tone="danger" { (icon(ctx, "alert")) (ctx.t.members_sponsor_left()) } }
}

pub(super) async fn create(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let draft = Draft {
        name: form.text("name")?,
        email: form.opt("email")?,
        company: ruche_kernel::names::clean_line(&form.text("company")?),
        sponsor: form.text("sponsor")?,
        days: form.number("ends")?.unwrap_or(0),
    };
    let key = form.key()?;
    form.finish()?;
    match actions::make_partner(&people, &member, &draft, key).await {
        Ok(made) => {
            let shown = made.password.map(|password| Shown { label: member.t.members_password_made(), secret: password });
            let note = if shown.is_none() { member.t.members_made_before(draft.name.as_str()) } else { String::new() };
            let after = After { shown, note, ..After::default() };
            Ok(partners_page(&people, &member, &after, &Refused::default()).await?.into_response())
        }
        Err(Error::Refused(refusals)) => {
            let after = After { draft, ..After::default() };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, partners_page(&people, &member, &after, &Refused(refusals)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn partner(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result<Markup> {
    let row = store::find(&people.platform.db, id).await?;
    let left = row.ends_at.map_or(0, |end| (end - member.now + DAY_MS - 1) / DAY_MS);
    partner_page(&member, &row, &row.sponsor.login, left, &Refused::default()).await
}

async fn partner_page(member: &Member, row: &Partner, sponsor: &str, days: i64, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let title = t.members_partner_change(row.name.as_str());
    let days = days.to_string();
    let hint = match row.contract_ends_at {
        Some(end) => format!("{} {}", t.members_ends_hint(), t.partners_contract_until(t.date_long(end, &member.zone))),
        None => t.members_ends_hint().to_owned(),
    };
    let content = html! {
        form class="card pad stack" action={ "/admin/partners/" (row.id) } method="post" {
            p class="small soft" { a class="link" href={ "/admin/partners/companies/" (row.company_id) } { (row.company) } @if let Some(end) = row.ends_at { " · " (t.members_until(t.date_long(end, &member.zone))) } " · " a class="link" href={ "/partners/" (row.id) "/communities" } { (t.communities_seen()) } }
            @if row.sponsor.left { div class="callout" data-tone="danger" { (icon(member, "alert")) p { (t.members_sponsor_left()) } } }
            (refused.summary(member, &["sponsor", "ends"]))
            (Field { name: "sponsor", label: t.members_sponsor(), value: sponsor, hint: Some(t.members_sponsor_hint()), autocomplete: "off", max: Some(254), ..Field::default() }.show(member, refused))
            (Field { name: "ends", label: t.members_ends_from_now(), kind: "number", value: &days, hint: Some(&hint), autocomplete: "off", required: true, ..Field::default() }.show(member, refused))
            div class="row wrap" { button class="btn btn-primary" { (t.web_save()) } a class="btn" href="/admin/partners" { (t.web_cancel()) } }
        }
    };
    frame(member, "partners", &title, content).await
}

pub(super) async fn save(State(people): State<People>, member: Member, Path(id): Path<MemberId>, mut form: Fields) -> Result {
    let (sponsor, days) = (form.text("sponsor")?, form.number("ends")?.unwrap_or(0));
    form.finish()?;
    let row = store::find(&people.platform.db, id).await?;
    match actions::renew(&people, &member, id, &sponsor, days).await {
        Ok(()) => Ok(layout::with_toast(see_other("/admin/partners"), "saved", 0)),
        Err(Error::Refused(refusals)) => {
            let page = partner_page(&member, &row, &sponsor, days, &Refused(refusals)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
