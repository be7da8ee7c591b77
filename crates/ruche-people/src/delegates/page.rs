//! The section of the settings where a person names delegates.

use super::{actions, store};
use crate::People;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Error, MemberId};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused, avatar, icon, name};
use ruche_web::{Fields, Member, Result, layout, settings_frame};

pub(super) async fn list(State(people): State<People>, member: Member) -> Result<Markup> {
    page(&people, &member, "", &Refused::default()).await
}

async fn page(people: &People, member: &Member, login: &str, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let delegates = store::of_member(&people.platform.db, member.id()).await?;
    let main = html! {
        section class="card" aria-labelledby="delegates" {
            div class="card-head" { h2 id="delegates" { (t.delegates_title()) } }
            p class="pad soft" { (t.delegates_intro()) }
            @if !delegates.is_empty() {
                ul class="list" {
                    @for person in &delegates {
                        li {
                            span aria-hidden="true" { (avatar(person, "sm")) }
                            div class="grow" { (name(member, person)) @if !person.title.is_empty() { span class="meta" { (person.title) } } }
                            form action={ "/settings/delegates/" (person.id) "?_method=delete" } method="post" { button class="btn btn-sm" aria-label=(t.delegates_remove(person.shown_name(member))) { (icon(member, "user-minus")) (t.delegates_remove_short()) } }
                        }
                    }
                }
            }
        }
        section class="card pad" aria-labelledby="add-delegate" {
            div class="panel-title" { h2 id="add-delegate" { (t.delegates_add()) } }
            (refused.summary(member, &["login"]))
            form class="stack" action="/settings/delegates" method="post" {
                (Field { name: "login", label: t.delegates_login(), value: login, hint: Some(t.delegates_login_hint()), autocomplete: "off", required: true, ..Field::default() }.show(member, refused))
                div class="row" { button class="btn btn-primary" { (icon(member, "user-plus")) (t.delegates_allow()) } }
            }
        }
    };
    Ok(settings_frame::page(member, "delegates", t.web_settings_delegates(), main).await?)
}

pub(super) async fn add(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let login = form.text("login")?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::add(&people, &member.actor(), &login).await {
        Ok(delegate) => Ok(layout::with_toast(Redirect::to("/settings/delegates"), "delegate-added", delegate.0)),
        Err(Error::Refused(refusals)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&people, &member, &login, &Refused(refusals)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn remove(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::remove(&people, &member.actor(), id).await?;
    Ok(layout::with_toast(Redirect::to("/settings/delegates"), "delegate-removed", id.0))
}
