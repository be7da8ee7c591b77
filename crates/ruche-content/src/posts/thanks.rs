//! Thanks that somebody received: the last ones on the profile, all of them on a page, as far as whoever looks reads them.
//!
//! Their number is counted of what the viewer reads: one that is stored would tell of the rest.

use super::page::{self, Setting};
use super::{access, store};
use crate::Content;
use async_trait::async_trait;
use axum::extract::{Path, Query, State};
use maud::{Markup, html};
use ruche_kernel::{Cursor, Error, MemberId};
use ruche_web::layout::{self, Page};
use ruche_web::parts::{avatar, badge, empty, icon, time};
use ruche_web::slots::Slot;
use ruche_web::{Member, Result};
use serde::Deserialize;

/// Fills `member.skills`, after the skills: the last thanks. The profile has asked whether it may be seen.
pub(super) struct OfMember(pub Content);

#[async_trait]
impl Slot for OfMember {
    async fn fill(&self, member: &Member, about: i64) -> ruche_kernel::Result<Markup> {
        let t = member.t;
        let last = store::last_thanks(&self.0.platform.db, member.id(), MemberId(about)).await?;
        let Some(count) = last.first().map(|one| one.count) else { return Ok(html! {}) };
        Ok(html! {
            section class="card" aria-labelledby="thanks" {
                div class="card-head" {
                    h2 id="thanks" { (t.posts_thanks()) " " span class="count plain" { (t.number(count)) } }
                    a class="btn btn-quiet btn-sm end" href={ "/members/" (about) "/thanks" } { (t.posts_thanks_all()) }
                }
                ul class="list" { @for one in &last {
                    li {
                        (avatar(&one.author, ""))
                        div class="grow" {
                            a class="name cover" href={ "/posts/" (one.post) } { (one.author.shown_name(member)) }
                            (badge(member, &one.author))
                            p class="small clip" lang=[(!one.language.is_empty()).then_some(one.language.as_str())] { (one.title) }
                            @if let Some(value) = one.value { span class="badge" data-tone="honey" { (icon(member, "award")) (value.label(member)) } }
                        }
                        span class="meta" { (time(member, one.at)) }
                    }
                } }
            }
        })
    }
}

#[derive(Deserialize)]
pub(super) struct After {
    after: Option<String>,
}

/// All thanks that somebody received.
pub(super) async fn list(
    State(content): State<Content>,
    member: Member,
    Path(id): Path<MemberId>,
    Query(query): Query<After>,
) -> Result<Markup> {
    let (t, db) = (member.t, &content.platform.db);
    ruche_people::access::see_member(db, &member.actor(), id).await?;
    let person = ruche_people::members::store::people(db, &[id.0]).await?.remove(&id.0).ok_or(Error::NotFound)?;
    let after = query.after.and_then(|text| text.parse().ok()).unwrap_or(Cursor::NEWEST);
    let found = access::thanks(&content, &member.actor(), id, after).await?;
    let (name, back) = (person.shown_name(&member), format!("/members/{id}"));
    let title = t.posts_thanks_of(name.as_str());
    let main = html! {
        header class="page-head" { div { h1 { (title) } p { a class="link" href=(back) { (name) } } } }
        @if found.items.is_empty() { (empty(&member, "award", t.posts_thanks_none_title(), t.posts_thanks_none(), html! {})) }
        @else { div class="stack feed" { (page::list(&member, &found, Setting::Home, &format!("/members/{id}/thanks?after="))) } }
    };
    let page = Page { title: &title, here: "members", class: "page-narrow", back: Some((&back, &title)), main, aside: None };
    Ok(layout::page(&member, page).await?)
}
