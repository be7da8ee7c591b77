//! The administrators' pages of partners: who, of which company, answered for by whom, until when.

use super::actions::{self, NewMember};
use super::admin::{Shown, frame};
use super::store::{self, PartnerRow};
use crate::People;
use crate::sign_in::{self, see_other};
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Error, MemberId, MemberKind, Refusal};
use ruche_platform::{secret, work};
use ruche_web::layout;
use ruche_web::parts::{Field, Refused, icon};
use ruche_web::{Fields, Member, Result};

/// The most days that the access of a partner lasts from the day it is given or renewed.
const MAX_DAYS: i64 = 730;
/// How long before its end an access is marked, in milliseconds.
const SOON_MS: i64 = 30 * sign_in::DAY_MS;

pub(super) async fn partners(State(people): State<People>, member: Member) -> Result<Markup> {
    partners_page(&people, &member, None, &NewMember::default(), "", 180, &Refused::default()).await
}

async fn partners_page(
    people: &People,
    member: &Member,
    shown: Option<Shown<'_>>,
    draft: &NewMember,
    company: &str,
    days: i64,
    refused: &Refused,
) -> Result<Markup> {
    let t = member.t;
    let rows = store::partners(&people.platform.db).await?;
    let days_text = days.to_string();
    let content = html! {
        @if let Some(shown) = &shown { div class="callout" data-tone="success" role="status" { (icon(member, "check")) div class="grow" { p { (shown.label) } p class="code" { (shown.secret) } } } }
        form class="card pad stack" action="/admin/partners" method="post" data-turbo="false" {
            div { h2 { (t.members_partner_title()) } p class="small soft" { (t.members_partner_text()) } }
            (refused.summary(member, &["name", "email", "company", "sponsor", "ends"]))
            (Field { name: "name", label: t.members_name(), value: &draft.name, autocomplete: "off", required: true, max: Some(80), ..Field::default() }.show(member, refused))
            (Field { name: "email", label: t.sign_in_email(), kind: "email", value: draft.email.as_deref().unwrap_or(""), autocomplete: "off", required: true, max: Some(254), ..Field::default() }.show(member, refused))
            (Field { name: "company", label: t.members_partner_company(), value: company, autocomplete: "off", required: true, max: Some(80), ..Field::default() }.show(member, refused))
            (Field { name: "sponsor", label: t.members_sponsor(), value: "", hint: Some(t.members_sponsor_hint()), autocomplete: "off", max: Some(254), ..Field::default() }.show(member, refused))
            (Field { name: "ends", label: t.members_ends_in(), kind: "number", value: &days_text, hint: Some(t.members_ends_hint()), autocomplete: "off", required: true, ..Field::default() }.show(member, refused))
            div class="row" { button class="btn btn-primary" { (t.members_partner_submit()) } }
        }
        @if !rows.is_empty() { ul class="card list" { @for row in &rows { (listed(member, row)) } } }
    };
    frame(member, "partners", t.members_admin_partners(), content).await
}

fn listed(member: &Member, row: &PartnerRow) -> Markup {
    let t = member.t;
    html! {
        li class="wrap" {
            div class="grow" { a class="name" href={ "/members/" (row.id) } { (row.name) } span class="meta" { (row.company) @if let Some(sponsor) = &row.sponsor { " · " (t.members_invited_by()) " " (sponsor) } @if let Some(end) = row.ends_at { " · " (t.members_until(t.date_long(end, &member.zone))) } } }
            @if row.left { span class="badge" { (t.members_has_left()) } }
            @else {
                @if row.sponsor_left { span class="badge" data-tone="danger" { (icon(member, "alert")) (t.members_sponsor_left()) } }
                @if row.ends_at.is_some_and(|end| end - member.now < SOON_MS) { span class="badge" data-tone="honey" { (icon(member, "clock")) (t.members_ends_soon()) } }
                span class="badge" data-tone="warning" { (icon(member, "handshake")) (t.members_partner()) }
                a class="btn btn-sm" href={ "/admin/partners/" (row.id) } aria-label=(t.members_partner_change(row.name.as_str())) { (t.members_edit()) }
            }
        }
    }
}

pub(super) async fn create_partner(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let (name, email, company, sponsor, days) = (
        form.text("name")?,
        form.opt("email")?,
        ruche_kernel::names::clean_line(&form.text("company")?),
        form.text("sponsor")?,
        form.number("ends")?.unwrap_or(0),
    );
    form.finish()?;
    let draft = NewMember { kind: MemberKind::Partner, name, email, locale: member.me.locale.tag().to_owned(), ..NewMember::default() };
    match make_partner(&people, &member, &draft, &company, &sponsor, days).await {
        Ok(password) => {
            let shown = Shown { label: member.t.members_password_made(), secret: password };
            Ok(partners_page(&people, &member, Some(shown), &NewMember::default(), "", 180, &Refused::default()).await?.into_response())
        }
        Err(Error::Refused(refusals)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, partners_page(&people, &member, None, &draft, &company, days, &Refused(refusals)).await?)
                .into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn make_partner(
    people: &People,
    member: &Member,
    draft: &NewMember,
    company: &str,
    sponsor: &str,
    days: i64,
) -> ruche_kernel::Result<String> {
    let mut refusals = Vec::new();
    if company.is_empty() {
        refusals.push(Refusal::new("members.company_missing").at("company"));
    }
    let sponsor = match term(people, member, sponsor, days).await {
        Ok(sponsor) => sponsor,
        Err(Error::Refused(wrong)) => {
            refusals.extend(wrong);
            return Err(Error::Refused(refusals));
        }
        Err(error) => return Err(error),
    };
    if !refusals.is_empty() {
        return Err(Error::Refused(refusals));
    }
    let (fresh, now, name) = (people.platform.id(), people.platform.now(), company.to_owned());
    let password = secret::random_code()?;
    let mut partner = NewMember {
        sponsor: Some(sponsor),
        ends_at: Some(now + days * sign_in::DAY_MS),
        password_hash: Some(people.passwords.hash(&password).await?),
        // Set for the check, then to the company's own id.
        partner_company: Some(fresh),
        ..draft.clone()
    };
    let refusals = partner.check();
    if !refusals.is_empty() {
        return Err(Error::Refused(refusals));
    }
    let id = MemberId(people.platform.id());
    people
        .platform
        .db
        .write(work!(
            [partner, name] | tx | {
                let company = store::partner_company(tx, &name, fresh, now).await?;
                actions::insert_member(tx, id, &NewMember { partner_company: Some(company), ..partner }, now).await
            }
        ))
        .await?;
    Ok(password)
}

/// Who is to answer for a partner: the colleague with this login, or without one the administrator. `days` are checked with it.
///
/// # Errors
/// The refusals, each at its field.
async fn term(people: &People, member: &Member, sponsor: &str, days: i64) -> ruche_kernel::Result<MemberId> {
    let mut refusals = Vec::new();
    if !(1..=MAX_DAYS).contains(&days) {
        refusals.push(Refusal::new("members.end_missing").at("ends"));
    }
    let found = if sponsor.trim().is_empty() {
        Some(member.id())
    } else {
        store::sponsor(&people.platform.db, &sign_in::actions::normalise_login(sponsor)).await?
    };
    match found {
        Some(found) if refusals.is_empty() => Ok(found),
        Some(_) => Err(Error::Refused(refusals)),
        None => {
            refusals.push(Refusal::new("members.sponsor_unknown").at("sponsor"));
            Err(Error::Refused(refusals))
        }
    }
}

pub(super) async fn partner(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result<Markup> {
    let row = store::find_partner(&people.platform.db, id).await?;
    let left = row.ends_at.map_or(0, |end| (end - member.now + sign_in::DAY_MS - 1) / sign_in::DAY_MS);
    partner_page(&member, &row, &row.sponsor_login, left, &Refused::default()).await
}

async fn partner_page(member: &Member, row: &PartnerRow, sponsor: &str, days: i64, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let title = t.members_partner_change(row.name.as_str());
    let days = days.to_string();
    let content = html! {
        form class="card pad stack" action={ "/admin/partners/" (row.id) } method="post" {
            p class="small soft" { (row.company) @if let Some(end) = row.ends_at { " · " (t.members_until(t.date_long(end, &member.zone))) } }
            @if row.sponsor_left { div class="callout" data-tone="danger" { (icon(member, "alert")) p { (t.members_sponsor_left()) } } }
            (refused.summary(member, &["sponsor", "ends"]))
            (Field { name: "sponsor", label: t.members_sponsor(), value: sponsor, hint: Some(t.members_sponsor_hint()), autocomplete: "off", max: Some(254), ..Field::default() }.show(member, refused))
            (Field { name: "ends", label: t.members_ends_from_now(), kind: "number", value: &days, hint: Some(t.members_ends_hint()), autocomplete: "off", required: true, ..Field::default() }.show(member, refused))
            div class="row wrap" { button class="btn btn-primary" { (t.web_save()) } a class="btn" href="/admin/partners" { (t.web_cancel()) } }
        }
    };
    frame(member, "partners", &title, content).await
}

pub(super) async fn save_partner(State(people): State<People>, member: Member, Path(id): Path<MemberId>, mut form: Fields) -> Result {
    let (sponsor, days) = (form.text("sponsor")?, form.number("ends")?.unwrap_or(0));
    form.finish()?;
    let row = store::find_partner(&people.platform.db, id).await?;
    match term(&people, &member, &sponsor, days).await {
        Ok(found) => {
            let ends_at = member.now + days * sign_in::DAY_MS;
            let saved = people.platform.db.write(work!([] | tx | { store::save_partner(tx, id, found, ends_at).await })).await?;
            if saved { Ok(layout::with_toast(see_other("/admin/partners"), "saved", 0)) } else { Err(Error::NotFound.into()) }
        }
        Err(Error::Refused(refusals)) => {
            let page = partner_page(&member, &row, &sponsor, days, &Refused(refusals)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
