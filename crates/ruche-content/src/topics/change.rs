//! The page where a topic is described, renamed and merged.

use super::access::{self, Found};
use super::model::{Topic, TopicId};
use super::{actions, rules};
use crate::Content;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::Error;
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused};
use ruche_web::{Fields, Member, Result};

/// What was typed into one of the forms, and what was wrong with it.
#[derive(Default)]
struct Typed {
    description: Option<String>,
    name: Option<String>,
    into: String,
    again: String,
    refused: Refused,
}

pub(super) async fn show(State(content): State<Content>, member: Member, Path(key): Path<String>) -> Result {
    match access::find(&content, &member.actor(), &key).await? {
        Found::Here(topic) => Ok(page(&member, &topic, &Typed::default()).await?.into_response()),
        Found::Moved(mark) => Ok(Redirect::to(&format!("{}/edit", mark.url())).into_response()),
    }
}

async fn page(member: &Member, topic: &Topic, typed: &Typed) -> Result<Markup> {
    let t = member.t;
    let (url, title) = (topic.mark.url(), format!("#{}", topic.mark.name));
    let (description, name) = (typed.description.as_ref().unwrap_or(&topic.description), typed.name.as_ref().unwrap_or(&topic.mark.name));
    let max = u32::try_from(rules::MAX_DESCRIPTION).unwrap_or(500);
    let main = html! {
        header class="page-head" { div { h1 { (title) } p { a class="link" href=(url) { (t.topics_see()) } } } }
        (typed.refused.summary(member, &["description", "name", "into", "typed"]))
        form class="card pad stack" action={ (url) "/description" } method="post" {
            input type="hidden" name="seen" value=(topic.changed.as_ref().map_or(0, |(at, _)| *at));
            (Field { name: "description", label: t.topics_about(), value: description, hint: Some(t.topics_about_hint()), rows: Some(5), max: Some(max), ..Field::default() }.show(member, &typed.refused))
            div class="row" { button class="btn btn-primary" { (t.web_save()) } }
        }
        @if member.me.actor.is_admin() {
            form class="card pad stack" action={ (url) "/name" } method="post" {
                h2 { (t.topics_rename()) }
                (Field { name: "name", label: t.topics_name(), value: name, hint: Some(t.topics_name_hint()), autocomplete: "off", required: true, max: Some(51), ..Field::default() }.show(member, &typed.refused))
                div class="row" { button class="btn" { (t.topics_rename_submit()) } }
            }
            form class="card pad stack" action={ (url) "/merge" } method="post" {
                div { h2 { (t.topics_merge()) } p class="soft" { (t.topics_merge_text(title.as_str())) } }
                (Field { name: "into", label: t.topics_merge_into(), value: &typed.into, autocomplete: "off", required: true, max: Some(51), ..Field::default() }.show(member, &typed.refused))
                (Field { name: "typed", label: &t.topics_merge_type(title.as_str()), value: &typed.again, autocomplete: "off", required: true, max: Some(51), ..Field::default() }.show(member, &typed.refused))
                div class="row" { button class="btn btn-danger" { (t.topics_merge_submit()) } }
            }
        }
    };
    Ok(layout::page(member, Page { title: &title, here: "", class: "page-narrow", back: Some((&url, &title)), main, aside: None }).await?)
}

/// The page again, with what was typed and what was wrong; other errors pass.
async fn again(content: &Content, member: &Member, key: &str, error: Error, typed: Typed) -> Result {
    let Error::Refused(refusals) = error else { return Err(error.into()) };
    let topic = access::here(content, &member.actor(), key).await?;
    let typed = Typed { refused: Refused(refusals), ..typed };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(member, &topic, &typed).await?).into_response())
}

pub(super) async fn describe(State(content): State<Content>, member: Member, Path(key): Path<String>, mut form: Fields) -> Result {
    let (text, seen) = (form.text("description")?, form.number("seen")?);
    form.finish()?;
    member.app.limits.take(Act::Write, member.id().0)?;
    match actions::describe(&content, &member.actor(), &key, &text, seen.unwrap_or(0)).await {
        Ok(id) => Ok(layout::with_toast(Redirect::to(&ruche_web::markdown::topic_url(&key)), "topic-described", id.0)),
        Err(error) => again(&content, &member, &key, error, Typed { description: Some(text), ..Typed::default() }).await,
    }
}

pub(super) async fn rename(State(content): State<Content>, member: Member, Path(key): Path<String>, mut form: Fields) -> Result {
    let name = form.text("name")?;
    form.finish()?;
    member.app.limits.take(Act::Write, member.id().0)?;
    match actions::rename(&content, &member.actor(), &key, &name).await {
        Ok((id, mark)) => Ok(layout::with_toast(Redirect::to(&mark.url()), "topic-renamed", id.0)),
        Err(error) => again(&content, &member, &key, error, Typed { name: Some(name), ..Typed::default() }).await,
    }
}

pub(super) async fn merge(State(content): State<Content>, member: Member, Path(key): Path<String>, mut form: Fields) -> Result {
    let (into, typed) = (form.text("into")?, form.text("typed")?);
    form.finish()?;
    member.app.limits.take(Act::Write, member.id().0)?;
    match actions::merge(&content, &member.actor(), &key, &into, &typed).await {
        Ok(mark) => Ok(layout::with_toast(Redirect::to(&mark.url()), "topic-merged", 0)),
        Err(error) => again(&content, &member, &key, error, Typed { into, again: typed, ..Typed::default() }).await,
    }
}

pub(super) async fn undo(State(content): State<Content>, member: Member, Path(id): Path<TopicId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let mark = actions::undo(&content, &member.actor(), id).await?;
    Ok(layout::with_toast(Redirect::to(&mark.url()), "topic-restored", 0))
}
