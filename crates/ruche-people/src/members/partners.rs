//! The administrators' pages of partners: who, of which company, answered for by whom, until when.

use super::FirstPassword;
use super::actions::{self, NewMember};
use super::admin::{Shown, frame, sending_field};
use super::store::{self, PartnerRow};
use crate::People;
use crate::sign_in::{self, see_other};
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Error, MemberId, MemberKind, Refusal};
use ruche_platform::keys::Sending;
use ruche_platform::{secret, work};
use ruche_web::layout;
use ruche_web::parts::{Field, Refused, icon};
use ruche_web::{Fields, Member, Result};

/// The most days that the access of a partner lasts from the day it is given or renewed.
const MAX_DAYS: i64 = 730;
/// How long before its end an access is marked, in milliseconds.
const SOON_MS: i64 = 30 * sign_in::DAY_MS;

pub(super) async fn partners(State(people): State<People>, member: Member) -> Result<Markup> {
    partners_page(&people, &member, &After::default(), &Refused::default()).await
}

/// The form of a new partner, as it was typed.
#[derive(Debug)]
pub(super) struct Draft {
    pub name: String,
    pub email: Option<String>,
    pub company: String,
    pub sponsor: String,
    pub days: i64,
}

impl Default for Draft {
    fn default() -> Self {
        Self { name: String::new(), email: None, company: String::new(), sponsor: String::new(), days: 180 }
    }
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
    let rows = store::partners(&people.platform.db).await?;
    let days = draft.days.to_string();
    let content = html! {
        @if !note.is_empty() { div class="callout" data-tone="info" role="status" { (icon(member, "info")) p { (note) } } }
        @if let Some(shown) = shown { div class="callout" data-tone="success" role="status" { (icon(member, "check")) div class="grow" { p { (shown.label) } p class="code" { (shown.secret) } } } }
        form class="card pad stack" action="/admin/partners" method="post" data-turbo="false" {
            (sending_field()?)
            div { h2 { (t.members_partner_title()) } p class="small soft" { (t.members_partner_text()) } }
            (refused.summary(member, &["name", "email", "company", "sponsor", "ends"]))
            (Field { name: "name", label: t.members_name(), value: &draft.name, autocomplete: "off", required: true, max: Some(80), ..Field::default() }.show(member, refused))
            (Field { name: "email", label: t.sign_in_email(), kind: "email", value: draft.email.as_deref().unwrap_or(""), autocomplete: "off", required: true, max: Some(254), ..Field::default() }.show(member, refused))
            (Field { name: "company", label: t.members_partner_company(), value: &draft.company, autocomplete: "off", required: true, max: Some(80), ..Field::default() }.show(member, refused))
            (Field { name: "sponsor", label: t.members_sponsor(), value: &draft.sponsor, hint: Some(t.members_sponsor_hint()), autocomplete: "off", max: Some(254), ..Field::default() }.show(member, refused))
            (Field { name: "ends", label: t.members_ends_in(), kind: "number", value: &days, hint: Some(t.members_ends_hint()), autocomplete: "off", required: true, ..Field::default() }.show(member, refused))
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
    let draft = Draft {
        name: form.text("name")?,
        email: form.opt("email")?,
        company: ruche_kernel::names::clean_line(&form.text("company")?),
        sponsor: form.text("sponsor")?,
        days: form.number("ends")?.unwrap_or(0),
    };
    let key = form.key()?;
    form.finish()?;
    match make_partner(&people, &member, &draft, key).await {
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

/// Makes the account of a partner, with a first password.
///
/// # Errors
/// The refusals, each at its field.
pub(super) async fn make_partner(
    people: &People,
    member: &Member,
    draft: &Draft,
    key: Option<String>,
) -> ruche_kernel::Result<FirstPassword> {
    let mut refusals = Vec::new();
    if draft.company.is_empty() {
        refusals.push(Refusal::new("members.company_missing").at("company"));
    }
    let sponsor = match term(people, member, &draft.sponsor, draft.days).await {
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
    let sending = key.map(|key| Sending { key, hash: secret::digest(&format!("{draft:?}")), kind: "member" });
    let (fresh, now, name, by) = (people.platform.id(), people.platform.now(), draft.company.clone(), member.id());
    let password = secret::random_code()?;
    let mut partner = NewMember {
        kind: MemberKind::Partner,
        name: draft.name.clone(),
        email: draft.email.clone(),
        locale: member.me.locale.tag().to_owned(),
        sponsor: Some(sponsor),
        ends_at: Some(now + draft.days * sign_in::DAY_MS),
        password_hash: Some(people.passwords.hash(&password).await?),
        // Set for the check, then to the company's own id.
        partner_company: Some(fresh),
        ..NewMember::default()
    };
    let refusals = partner.check();
    if !refusals.is_empty() {
        return Err(Error::Refused(refusals));
    }
    let (id, event) = (MemberId(people.platform.id()), people.platform.id());
    let (id, new) = people
        .platform
        .db
        .write_once(work!(
            [partner, name, sending] | tx | {
                if let Some(made) = super::made_before(tx, sending.as_ref(), by, id.0, now, "name").await? {
                    return Ok((MemberId(made), false));
                }
                let company = store::partner_company(tx, &name, fresh, now).await?;
                actions::insert_member(tx, id, &NewMember { partner_company: Some(company), ..partner }, now).await?;
                actions::tell_joined(tx, event, id, now).await?;
                Ok((id, true))
            }
        ))
        .await?;
    Ok(FirstPassword { id, password: new.then_some(password) })
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
    match renew(&people, &member, id, &sponsor, days).await {
        Ok(()) => Ok(layout::with_toast(see_other("/admin/partners"), "saved", 0)),
        Err(Error::Refused(refusals)) => {
            let page = partner_page(&member, &row, &sponsor, days, &Refused(refusals)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Says who answers for a partner, and for how many days from now.
///
/// # Errors
/// The refusals, each at its field; `NotFound` for anyone but a partner who is here.
pub(super) async fn renew(people: &People, member: &Member, id: MemberId, sponsor: &str, days: i64) -> ruche_kernel::Result<()> {
    let found = term(people, member, sponsor, days).await?;
    let ends_at = member.now + days * sign_in::DAY_MS;
    let saved = people.platform.db.write(work!([] | tx | { store::save_partner(tx, id, found, ends_at).await })).await?;
    if saved { Ok(()) } else { Err(Error::NotFound) }
}
