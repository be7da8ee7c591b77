//! The pages of a colleague who answers for partners: for whom, until when, and the way to prolong it.

use super::actions;
use super::admin::{sees, soon};
use super::rules::ends_soon;
use super::store::{self, Partner};
use crate::sign_in::{DAY_MS, see_other};
use crate::{People, days};
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Error, MemberId};
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused, avatar, badge, empty, icon};
use ruche_web::{Fields, Member, Result};

pub(super) async fn list(State(people): State<People>, member: Member) -> Result<Markup> {
    let t = member.t;
    let rows = store::mine(&people.platform.db, member.id()).await?;
    let main = html! {
        header class="page-head" { div { h1 { (t.partners_mine()) } p { (t.partners_mine_text()) } } }
        @if rows.is_empty() { (empty(&member, "handshake", t.partners_mine_none_title(), t.partners_mine_none(), html! {})) }
        @else { ul class="card list" { @for row in &rows { (line(&member, row)) } } }
    };
    let title = t.partners_mine();
    Ok(layout::page(&member, Page { title, here: "partners", class: "page-narrow", back: Some(("/", title)), main, aside: None }).await?)
}

fn line(member: &Member, row: &Partner) -> Markup {
    let t = member.t;
    html! {
        li class="wrap" {
            (avatar(&row.person, "sm"))
            div class="grow" {
                a class="name" href={ "/members/" (row.id) } { (row.person.shown_name(member)) } " " (badge(member, &row.person))
                span class="meta" { @if let Some(end) = row.ends_at { (t.members_until(t.date_long(end, &member.zone))) } }
            }
            @if ends_soon(row.ends_at, member.now) { (soon(member)) }
            a class="btn btn-sm" href={ "/partners/" (row.id) } aria-label=(t.partners_prolong_of(row.name.as_str())) { (t.partners_prolong()) }
            (sees(member, row))
        }
    }
}

pub(super) async fn show(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result<Markup> {
    let row = store::find_mine(&people.platform.db, member.id(), id).await?;
    page(&member, &row, None, &Refused::default()).await
}

async fn page(member: &Member, row: &Partner, typed: Option<&str>, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let title = t.members_partner_change(row.name.as_str());
    // As long as it may last, unless that has come.
    let proposed = row.contract_ends_at.unwrap_or(member.now + 180 * DAY_MS);
    let value = typed.map_or_else(|| days::typed(proposed.max(row.ends_at.unwrap_or(0)), &member.zone), str::to_owned);
    let full = row.contract_ends_at.is_some() && row.contract_ends_at <= row.ends_at;
    let main = html! {
        header class="page-head" { div { h1 { (title) } p { (row.company) @if let Some(end) = row.ends_at { " · " (t.members_until(t.date_long(end, &member.zone))) } } } div class="actions" { a class="btn" href={ "/partners/" (row.id) "/communities" } { (icon(member, "eye")) (t.communities_seen()) } a class="btn" href={ "/members/" (row.id) } { (icon(member, "user")) (t.newcomers_profile()) } } }
        @if let Some(end) = row.contract_ends_at { div class="callout" data-tone="info" { (icon(member, "calendar")) p { (t.partners_contract_until(t.date_long(end, &member.zone))) " " (t.partners_beyond_text()) } } }
        @if !full || typed.is_some() {
            form class="card pad stack" action={ "/partners/" (row.id) "/end?_method=put" } method="post" {
                (refused.summary(member, &["ends"]))
                (Field { name: "ends", label: t.partners_prolong_until(), kind: "date", value: &value, autocomplete: "off", required: true, ..Field::default() }.show(member, refused))
                div class="row wrap" { button class="btn btn-primary" { (t.partners_prolong()) } a class="btn" href="/partners/mine" { (t.web_cancel()) } }
            }
        }
    };
    Ok(layout::page(
        member,
        Page { title: &title, here: "partners", class: "page-narrow", back: Some(("/partners/mine", &title)), main, aside: None },
    )
    .await?)
}

pub(super) async fn prolong(State(people): State<People>, member: Member, Path(id): Path<MemberId>, mut form: Fields) -> Result {
    let typed = form.text("ends")?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::prolong(&people, &member, id, &typed).await {
        Ok(()) => Ok(layout::with_toast(see_other("/partners/mine"), "saved", 0)),
        Err(Error::Refused(refusals)) => {
            let row = store::find_mine(&people.platform.db, member.id(), id).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&member, &row, Some(&typed), &Refused(refusals)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
