//! What is written about more than usual, among what the viewer may see: a panel beside the home feed and the list of topics. It comes
//! in a frame of its own: the feed does not wait for it.

use super::access;
use super::model::Trend;
use crate::Content;
use async_trait::async_trait;
use axum::extract::State;
use maud::{Markup, html};
use ruche_web::layout::{self, Page};
use ruche_web::slots::Slot;
use ruche_web::{Member, Result};

/// Fills `home.aside`.
pub(super) struct Trends;

#[async_trait]
impl Slot for Trends {
    async fn fill(&self, member: &Member, _: i64) -> ruche_kernel::Result<Markup> {
        Ok(frame(member, true))
    }
}

/// The panel before it has come; without script, the way to it. `all` tells whether it leads to the list of topics.
pub(super) fn frame(member: &Member, all: bool) -> Markup {
    panel(
        member,
        all,
        &html! {
            turbo-frame id="trends" class="block" src="/trends" loading="lazy" target="_top" {
                ul class="list only-script" aria-hidden="true" { @for _ in 0..3 { li { div class="grow" { span class="skel w-short" {} } } } }
                p class="pad no-script small" { a class="link" href="/trends" { (member.t.topics_trends_see()) } }
            }
        },
    )
}

fn panel(member: &Member, all: bool, content: &Markup) -> Markup {
    let t = member.t;
    html! {
        section class="card" aria-labelledby="trends-title" {
            div class="card-head" { h2 id="trends-title" { (t.topics_trends()) } @if all { a class="btn btn-quiet btn-sm" href="/topics" { (t.topics_all()) } } }
            (content)
        }
    }
}

/// The frame alone for the page that asks for it, else a page of its own.
pub(super) async fn show(State(content): State<Content>, member: Member) -> Result<Markup> {
    let t = member.t;
    let found = access::trends(&content, &member.actor(), member.now).await?;
    let list = html! { turbo-frame id="trends" class="block" target="_top" { (list(&member, &found)) } };
    if member.frame.is_some() {
        return Ok(list);
    }
    let main = html! { header class="page-head" { div { h1 { (t.topics_trends()) } p { (t.topics_trends_text()) } } } (panel(&member, true, &list)) };
    let back = Some(("/topics", t.topics_trends()));
    Ok(layout::page(&member, Page { title: t.topics_trends(), here: "", class: "page-narrow", back, main, aside: None }).await?)
}

fn list(member: &Member, found: &[Trend]) -> Markup {
    let t = member.t;
    html! {
        @if found.is_empty() { p class="pad soft small" { (t.topics_trends_none()) } }
        @else { ul class="list" { @for topic in found { li { div class="grow" {
            a class="name cover" href=(topic.mark.url()) { "#" (topic.mark.name) }
            span class="meta" { (t.topics_trends_uses(topic.now, topic.people)) }
        } } } } }
    }
}
