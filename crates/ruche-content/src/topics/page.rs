//! The list of topics, the head of the page of one, following, and the completion of names.

use super::model::{Listed, Mark, Topic};
use super::{access, actions, store, trends};
use crate::Content;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use maud::{Markup, PreEscaped, html};
use ruche_kernel::Cursor;
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{empty, icon, time};
use ruche_web::{Ctx, Member, Result, markdown};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

#[derive(Deserialize)]
pub(super) struct Suggest {
    #[serde(default)]
    q: String,
}

#[derive(Serialize)]
pub(super) struct Suggestion {
    name: String,
}

pub(super) async fn suggest(State(content): State<Content>, member: Member, Query(query): Query<Suggest>) -> Result<Json<Vec<Suggestion>>> {
    member.app.limits.take(Act::Suggest, member.id().0)?;
    Ok(Json(store::suggest(&content.platform.db, member.id(), &query.q).await?.into_iter().map(|name| Suggestion { name }).collect()))
}

#[derive(Deserialize)]
pub(super) struct Listing {
    #[serde(default)]
    sort: String,
    #[serde(default)]
    q: String,
    after: Option<String>,
}

/// The topics that the viewer can read somewhere: those used lately, or all of them by name. What is searched is searched among all.
pub(super) async fn list(State(content): State<Content>, member: Member, Query(query): Query<Listing>) -> Result<Markup> {
    let t = member.t;
    let actor = member.actor();
    let text: String = query.q.trim().chars().take(80).collect();
    let by_name = query.sort == "name" || !text.is_empty();
    let (rows, next) = if by_name {
        let (rows, next) = access::by_name(&content, &actor, &text, query.after.as_deref().unwrap_or_default()).await?;
        (rows, next.map(|key| address(true, &text, &key)))
    } else {
        let after = query.after.as_deref().and_then(|text| text.parse().ok()).unwrap_or(Cursor::NEWEST);
        let page = access::by_use(&content, &actor, member.now, after).await?;
        (page.items, page.next.map(|next| address(false, "", &next.to_string())))
    };
    let main = html! {
        header class="page-head" { div { h1 { (t.topics_title()) } p { (t.topics_intro()) } } }
        form class="input-row" action="/topics" role="search" {
            label class="sr" for="q" { (t.topics_search()) }
            input class="input" id="q" type="search" name="q" value=(text) placeholder=(t.topics_search()) maxlength="60";
            button class="btn" { (icon(&member, "search")) (t.members_find()) }
        }
        nav class="chips" aria-label=(t.topics_order()) {
            a class="chip" href="/topics" aria-current=[(!by_name).then_some("page")] { (t.topics_by_use()) }
            a class="chip" href="/topics?sort=name" aria-current=[by_name.then_some("page")] { (t.topics_by_name()) }
        }
        @if rows.is_empty() {
            @if text.is_empty() { (empty(&member, "hash", t.topics_none_title(), t.topics_none(), html! {})) }
            @else { (empty(&member, "search", t.topics_none_found_title(), t.topics_none_found(), html! { a class="btn" href="/topics?sort=name" { (t.topics_all()) } })) }
        } @else { ul class="card list" { @for topic in &rows { (row(&member, topic)) } } }
        @match next {
            Some(next) => p class="center" { a class="btn" href=(next) { (icon(&member, "chevron-down")) (t.web_more()) } },
            None => @if !by_name && !rows.is_empty() { p class="center meta" { (t.topics_older()) " " a class="link" href="/topics?sort=name" { (t.topics_all()) } } },
        }
    };
    let aside = Some(trends::frame(&member, false));
    Ok(layout::page(&member, Page { title: t.topics_title(), here: "", class: "", back: Some(("/", t.topics_title())), main, aside })
        .await?)
}

/// The address of a further page.
fn address(by_name: bool, text: &str, after: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    if by_name {
        query.append_pair("sort", "name");
    }
    if !text.is_empty() {
        query.append_pair("q", text);
    }
    format!("/topics?{}", query.append_pair("after", after).finish())
}

fn row(member: &Member, topic: &Listed) -> Markup {
    let t = member.t;
    html! {
        li {
            div class="grow" {
                a class="name cover" href=(topic.mark.url()) { "#" (topic.mark.name) }
                @if !topic.summary.is_empty() { span class="meta" { (topic.summary) } }
                span class="meta meta-row" {
                    @if let Some(at) = topic.used_at { span { (t.topics_last_used()) " " (time(member, at)) } }
                    @if topic.followers > 0 { span { (t.topics_follower_count(topic.followers)) } }
                }
            }
            @if topic.followed { span class="badge" data-tone="success" { (icon(member, "check")) (t.topics_following()) } }
        }
    }
}

/// What stands on top of the page of a topic: its name, what it is about, who said so last, and the way to follow it.
#[must_use]
pub fn head(member: &Member, topic: &Topic) -> Markup {
    let t = member.t;
    let (employee, url) = (member.me.actor.is_employee(), topic.mark.url());
    html! {
        header class="page-head" {
            div {
                h1 { "#" (topic.mark.name) }
                p class="meta-row" { @if employee { span { (t.topics_follower_count(topic.followers)) } } span { a class="link" href="/topics" { (t.topics_all()) } } }
            }
            div class="actions" {
                a class="btn btn-quiet" href={ (url) "/feed" } { (icon(member, "rss")) (t.web_feed()) }
                (follow_button(member, topic))
            }
        }
        @if employee {
            section class="card pad stack gap-2" aria-label=(t.topics_about()) {
                @if topic.description.is_empty() { p class="soft" { (t.topics_not_described()) } }
                @else { div class="prose" { (PreEscaped(markdown::render(&topic.description, &HashMap::new()).html)) } }
                div class="row wrap" {
                    @if let Some((at, by)) = &topic.changed { p class="meta meta-row grow" { span { (t.topics_changed_by()) " " a class="link" href={ "/members/" (by.id) } { (by.shown_name(member)) } } span { (time(member, *at)) } } }
                    a class="btn btn-quiet btn-sm end" href={ (url) "/edit" } { (icon(member, "edit")) (if topic.description.is_empty() { t.topics_describe() } else { t.topics_edit() }) }
                }
            }
        }
    }
}

fn follow_button(ctx: &Ctx, topic: &Topic) -> Markup {
    let t = ctx.t;
    html! {
        form action={ (topic.mark.url()) "/follow?_method=" (if topic.followed { "delete" } else { "put" }) } method="post" {
            @if topic.followed { button class="btn btn-soft" aria-pressed="true" { (icon(ctx, "check")) (t.topics_following()) } }
            @else { button class="btn btn-primary" aria-pressed="false" { (icon(ctx, "plus")) (t.topics_follow()) } }
        }
    }
}

pub(super) async fn follow(State(content): State<Content>, member: Member, Path(key): Path<String>) -> Result {
    set(&content, &member, &key, true).await
}

pub(super) async fn unfollow(State(content): State<Content>, member: Member, Path(key): Path<String>) -> Result {
    set(&content, &member, &key, false).await
}

async fn set(content: &Content, member: &Member, key: &str, on: bool) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let (id, mark): (_, Mark) = actions::follow(content, &member.actor(), key, on).await?;
    let toast = if on { "topic-followed" } else { "topic-unfollowed" };
    Ok(layout::with_toast(Redirect::to(&mark.url()), toast, id.0))
}
