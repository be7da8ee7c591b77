//! The administrators' page of communities: those that nobody looks after any more, those that are archived, and nothing else of them.
//! Administering is not reading.

use super::actions;
use super::listing::{self, Administered};
use crate::People;
use crate::members::admin::frame;
use crate::sign_in::see_other;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Error, PlaceId};
use ruche_web::layout;
use ruche_web::parts::{Refused, empty, icon};
use ruche_web::{Fields, Member, Result};

pub(super) async fn list(State(people): State<People>, member: Member) -> Result<Markup> {
    page(&people, &member, None, "", &Refused::default()).await
}

/// The page; `sent` is the community whose form was refused.
async fn page(people: &People, member: &Member, sent: Option<PlaceId>, login: &str, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let rows = listing::ownerless(&people.platform.db).await?;
    let archived = listing::archived(&people.platform.db).await?;
    let content = html! {
        @if rows.is_empty() { (empty(member, "hexagon", t.communities_all_owned_title(), t.communities_all_owned(), html! {})) }
        @else {
            p class="soft" { (t.communities_ownerless_text()) }
            ul class="card list" { @for row in &rows {
                @if sent == Some(row.id) { (line(member, row, login, refused)) } @else { (line(member, row, "", &Refused::default())) }
            } }
        }
        @if !archived.is_empty() {
            section class="card" aria-labelledby="archived" {
                div class="card-head" { h2 id="archived" { (t.communities_archived_ones()) } }
                ul class="list" { @for row in &archived { li class="wrap" {
                    (named(member, row))
                    form class="end" action={ "/admin/communities/" (row.id) "/archive?_method=delete" } method="post" {
                        button class="btn btn-sm" { (icon(member, "undo")) (t.communities_unarchive()) }
                    }
                } } }
            }
        }
    };
    frame(member, "communities", t.web_nav_communities(), content).await
}

fn named(member: &Member, row: &Administered) -> Markup {
    let t = member.t;
    html! { div class="grow" { b class="name" { (row.name.as_deref().unwrap_or(t.communities_kind("unlisted"))) } span class="meta" { (t.communities_member_count(row.members)) } } }
}

fn line(member: &Member, row: &Administered, login: &str, refused: &Refused) -> Markup {
    let t = member.t;
    let id = format!("owner-{}", row.id);
    let error = refused.at(member, "login");
    html! {
        li class="wrap" {
            (named(member, row))
            form class="stack gap-2" action={ "/admin/communities/" (row.id) "/owner" } method="post" {
                (refused.summary(member, &["login"]))
                div class="field" data-tone=[error.as_ref().map(|_| "danger")] {
                    label class="sr" for=(id) { (t.communities_new_owner()) }
                    div class="input-row" {
                        input class="input" id=(id) name="login" value=(login) placeholder=(t.communities_new_owner()) required maxlength="254" autocomplete="off" aria-invalid=[error.as_ref().map(|_| "true")] aria-describedby=[error.as_ref().map(|_| format!("{id}-error"))];
                        button class="btn" { (icon(member, "key")) (t.communities_make("owner")) }
                    }
                    @if let Some(error) = &error { p class="error" id={ (id) "-error" } { (icon(member, "alert")) (error) } }
                }
            }
        }
    }
}

pub(super) async fn appoint(State(people): State<People>, member: Member, Path(id): Path<PlaceId>, mut form: Fields) -> Result {
    let login = form.text("login")?;
    form.finish()?;
    match actions::appoint(&people, &member.actor(), id, &login).await {
        Ok(()) => Ok(layout::with_toast(see_other("/admin/communities"), "saved", 0)),
        Err(Error::Refused(refusals)) => {
            let page = page(&people, &member, Some(id), &login, &Refused(refusals)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
