//! Whom one reports to and who reports to oneself: on a profile, in the settings, and how it is said.

use super::store::{self, Node};
use super::{actions, chart::After};
use crate::People;
use crate::sign_in::see_other;
use async_trait::async_trait;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Error, MemberId, after_key};
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused, avatar, empty, icon};
use ruche_web::slots::Slot;
use ruche_web::{Fields, Member, Result, settings_frame};

/// People on one page of the settings.
const PAGE: usize = 60;

/// Fills `member.team`: the people around somebody, for employees.
pub(super) struct OfMember(pub People);

#[async_trait]
impl Slot for OfMember {
    async fn fill(&self, member: &Member, about: i64) -> ruche_kernel::Result<Markup> {
        let (t, of) = (member.t, MemberId(about));
        if !member.me.actor.is_employee() {
            return Ok(html! {});
        }
        let around = store::around(&self.0.platform.db, member.id(), of).await?;
        let Some(person) = around.iter().find(|node| node.person.id == of) else { return Ok(html! {}) };
        let own = of == member.id();
        let manager = around.iter().find(|node| Some(node.person.id) == person.manager);
        let reports: Vec<&Node> = around.iter().filter(|node| node.manager == Some(of)).collect();
        let peers: Vec<&Node> =
            around.iter().filter(|node| person.manager.is_some() && node.manager == person.manager && node.person.id != of).collect();
        if manager.is_none() && reports.is_empty() {
            return Ok(html! {
                @if own { section class="card pad stack" aria-labelledby="team" { h2 id="team" { (t.organisation_my_team()) } p class="soft small" { (t.organisation_team_unsaid()) } div class="row" { a class="btn btn-sm" href="/settings/team" { (t.organisation_say_mine()) } } } }
            });
        }
        let line = |node: &Node, what: String| {
            html! { li { (avatar(&node.person, "sm")) div class="grow" { a class="name cover small" href={ "/members/" (node.person.id) } { (node.person.shown_name(member)) } span class="meta" { (what) } } } }
        };
        Ok(html! {
            section class="card pad" aria-labelledby="team" {
                div class="panel-title" { h2 id="team" { (if own { t.organisation_my_team() } else { t.organisation_their_team() }) } a class="link small" href={ "/organisation/" (of) } { (t.organisation_chart()) } }
                ul class="list tight" {
                    @if let Some(manager) = manager { (line(manager, t.organisation_manager().to_owned())) }
                    @for peer in &peers { (line(peer, t.organisation_peer().to_owned())) }
                    @for report in &reports { (line(report, t.organisation_report().to_owned())) }
                }
                @if person.reports > i64::try_from(reports.len()).unwrap_or(0) { p class="small" { a class="link" href={ "/organisation/" (of) "/reports" } { (t.organisation_all_reports(person.reports)) } } }
            }
        })
    }
}

/// Whom one reports to, and who reports to oneself.
pub(super) async fn settings(State(people): State<People>, member: Member, Query(query): Query<After>) -> Result<Markup> {
    page(&people, &member, query.after.as_deref(), "", &Refused::default()).await
}

async fn page(people: &People, member: &Member, after: Option<&str>, typed: &str, refused: &Refused) -> Result<Markup> {
    let (t, db, me) = (member.t, &people.platform.db, member.id());
    let around = store::around(db, me, me).await?;
    let own = around.iter().find(|node| node.person.id == me).ok_or(Error::NotFound)?;
    let (key, id) = after_key(after, (String::new(), 0));
    let rows = store::reports(db, me, me, (&key, id), PAGE as i64 + 1).await?;
    let ruche_kernel::Page { items: rows, next } = ruche_kernel::Page::of(rows, PAGE, |node| format!("{}.{}", node.key, node.person.id));
    let content = html! {
        (manager_card(member, own, &around, typed, refused))
        section class="card" aria-labelledby="my-reports" {
            div class="card-head" { h2 id="my-reports" { (t.organisation_report_to_me()) } a class="link small" href="/organisation" { (t.organisation_chart()) } }
            @if rows.is_empty() { (empty(member, "users", t.organisation_nobody_title(), t.organisation_nobody_mine(), html! {})) }
            @else {
                ul class="list" { @for node in &rows { li {
                    (avatar(&node.person, ""))
                    div class="grow" { a class="name" href={ "/members/" (node.person.id) } { (node.person.shown_name(member)) } span class="meta" { (node.person.title) } }
                    form action={ "/members/" (node.person.id) "/manager?_method=delete" } method="post" { button class="btn btn-sm" aria-label=(t.organisation_send_back(node.person.shown_name(member).as_str())) { (icon(member, "user-minus")) (t.organisation_remove()) } }
                } } }
            }
        }
        @if let Some(next) = next { a class="btn" href={ "/settings/team?" (layout::query(&[("after", &next)])) } { (t.web_more()) } }
    };
    Ok(settings_frame::page(member, "team", t.web_settings_team(), content).await?)
}

/// Whom somebody else reports to, for administrators.
pub(super) async fn of_other(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result<Markup> {
    page_of_other(&people, &member, id, "", &Refused::default()).await
}

async fn page_of_other(people: &People, member: &Member, id: MemberId, typed: &str, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let around = store::around(&people.platform.db, member.id(), id).await?;
    let own = around.iter().find(|node| node.person.id == id).ok_or(Error::NotFound)?;
    let title = t.organisation_reports_of(own.person.shown_name(member).as_str());
    let main = html! {
        header class="page-head" { div { h1 { (title) } } }
        (manager_card(member, own, &around, typed, refused))
    };
    let back = format!("/organisation/{id}");
    Ok(layout::page(member, Page { title: &title, here: "members", class: "page-narrow", back: Some((&back, &title)), main, aside: None })
        .await?)
}

pub(super) async fn set_manager(State(people): State<People>, member: Member, Path(id): Path<MemberId>, mut form: Fields) -> Result {
    let typed = form.text("manager")?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    let set = async {
        let manager = actions::meant(&people, &typed, "manager").await?;
        actions::set_manager(&people, &member.actor(), id, Some(manager)).await
    };
    match set.await {
        Ok(_) => Ok(layout::with_toast(see_other(&back(&member, id)), "saved", 0)),
        Err(Error::Refused(refusals)) => {
            let refused = Refused(refusals);
            let page = if id == member.id() {
                page(&people, &member, None, &typed, &refused).await?
            } else {
                page_of_other(&people, &member, id, &typed, &refused).await?
            };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn unset_manager(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::set_manager(&people, &member.actor(), id, None).await?;
    Ok(layout::with_toast(see_other(&back(&member, id)), "saved", 0))
}

/// Where it was said: on the page of somebody else, by an administrator; else in the own settings.
fn back(member: &Member, id: MemberId) -> String {
    if id != member.id() && member.me.actor.is_admin() { format!("/organisation/{id}") } else { "/settings/team".to_owned() }
}

/// Whom somebody reports to, and the field that changes it.
fn manager_card(member: &Member, own: &Node, around: &[Node], typed: &str, refused: &Refused) -> Markup {
    let t = member.t;
    let mine = own.person.id == member.id();
    let manager = around.iter().find(|node| Some(node.person.id) == own.manager);
    let base = format!("/members/{}/manager", own.person.id);
    html! {
        section class="card" aria-labelledby="manager-title" {
            div class="card-head" { h2 id="manager-title" { (if mine { t.organisation_i_report() } else { t.organisation_manager() }) } }
            @if let Some(manager) = manager {
                ul class="list" { li {
                    (avatar(&manager.person, ""))
                    div class="grow" { a class="name" href={ "/members/" (manager.person.id) } { (manager.person.shown_name(member)) } span class="meta" { (manager.person.title) } }
                    form action={ (base) "?_method=delete" } method="post" { button class="btn btn-sm" aria-label=(t.organisation_report_no_more(manager.person.shown_name(member).as_str())) { (icon(member, "user-minus")) (t.organisation_remove()) } }
                } }
            }
            form class="pad stack" action=(base) method="post" {
                (refused.summary(member, &["manager"]))
                (Field { name: "manager", label: if manager.is_some() { t.organisation_another_manager() } else { t.organisation_manager_field() }, value: typed, hint: Some(t.organisation_manager_hint()), autocomplete: "off", required: true, max: Some(120), ..Field::default() }.show(member, refused))
                div class="row" { button class="btn btn-primary" { (t.web_save()) } }
            }
        }
    }
}
