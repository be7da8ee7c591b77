//! Around a topic: who knows it, and what stands beside it. In a frame of its own: the posts do not wait for it.

use super::access::{self, Found};
use super::model::{Expert, Mark, Topic};
use crate::Content;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use maud::{Markup, html};
use ruche_web::layout::{self, Page};
use ruche_web::parts::{avatar, badge};
use ruche_web::{Member, Result};

/// What comes; without script, the way to it.
#[must_use]
pub(crate) fn frame(member: &Member, topic: &Topic) -> Markup {
    let address = format!("{}/around", topic.mark.url());
    html! {
        turbo-frame id="around" class="stack" src=(address) loading="lazy" target="_top" {
            section class="card pad" { a class="link" href=(address) { (member.t.topics_around()) } }
        }
    }
}

/// The frame alone for the page that asks for it, else a page of its own.
pub(super) async fn show(State(content): State<Content>, member: Member, Path(key): Path<String>) -> Result {
    let actor = member.actor();
    let topic = match access::find(&content, &actor, &key).await? {
        Found::Here(topic) => topic,
        Found::Moved(mark) => return Ok(Redirect::to(&format!("{}/around", mark.url())).into_response()),
    };
    let (experts, related) = (access::experts(&content, &actor, &topic).await?, access::related(&content, &actor, &topic).await?);
    let panels = html! { turbo-frame id="around" class="stack" target="_top" { (panels(&member, &experts, &related)) } };
    if member.frame.is_some() {
        return Ok(panels.into_response());
    }
    let title = format!("#{}", topic.mark.name);
    let back = topic.mark.url();
    let main = html! { header class="page-head" { div { h1 { a href=(back) { (title) } } p { (member.t.topics_around()) } } } (panels) };
    let page = Page { title: &title, here: "", class: "page-narrow", back: Some((&back, &title)), main, aside: None };
    Ok(layout::page(&member, page).await?.into_response())
}

fn panels(member: &Member, experts: &[Expert], related: &[Mark]) -> Markup {
    let t = member.t;
    html! {
        section class="card pad" aria-labelledby="experts-title" {
            div class="panel-title" { h2 id="experts-title" { (t.topics_experts()) } }
            @if experts.is_empty() { p class="soft small" { (t.topics_experts_none()) } }
            @else {
                ul class="list tight" { @for expert in experts { li {
                    (avatar(&expert.person, "sm"))
                    div class="grow" {
                        a class="name cover small" href={ "/members/" (expert.person.id) } { (expert.person.shown_name(member)) }
                        (badge(member, &expert.person))
                        span class="meta" { (evidence(member, expert)) }
                    }
                } } }
                p class="meta" { (t.topics_experts_text()) }
            }
        }
        @if !related.is_empty() {
            section class="card pad" aria-labelledby="related-title" {
                div class="panel-title" { h2 id="related-title" { (t.topics_related()) } }
                ul class="skills" { @for mark in related { li { a class="skill" href=(mark.url()) { "#" (mark.name) } } } }
            }
        }
    }
}

/// What tells that somebody knows a topic, in words: what is not there is not said.
fn evidence(member: &Member, expert: &Expert) -> String {
    let t = member.t;
    let said = [
        (expert.answers, t.topics_answers(expert.answers)),
        (expert.votes, t.topics_votes(expert.votes)),
        (expert.posts, t.topics_posts(expert.posts)),
        (expert.reactions, t.topics_reactions(expert.reactions)),
    ];
    said.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| words).collect::<Vec<_>>().join(", ")
}
