//! Questions put to a level of the org chart: the page that lists them, and the answers that those who were asked give.

use super::page::{self, Setting};
use super::store::{self, Questions};
use super::{access, actions};
use crate::Content;
use async_trait::async_trait;
use axum::extract::{Query, State};
use maud::{Markup, html};
use ruche_kernel::{Cursor, Event, Page as Rows, Result as Done};
use ruche_platform::outbox::Listener;
use ruche_web::layout::{self, Page};
use ruche_web::parts::{empty, icon};
use ruche_web::{Member, Result};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Listing {
    #[serde(default)]
    filter: String,
    after: Option<String>,
}

pub(super) async fn list(State(content): State<Content>, member: Member, Query(query): Query<Listing>) -> Result<Markup> {
    let t = member.t;
    let all = query.filter == "all";
    // Those that wait are read by how many would know; all of them by date.
    let found = if all {
        let after = query.after.and_then(|text| text.parse().ok()).unwrap_or(Cursor::NEWEST);
        access::questions(&content, &member.actor(), Questions::Put, after).await?
    } else {
        Rows { items: access::put(&content, &member.actor()).await?, next: None }
    };
    let main = html! {
        header class="page-head" {
            div { h1 { (t.questions_leadership()) } p { (t.questions_leadership_intro()) } }
            div class="actions" { a class="btn btn-primary" href="/posts/new?format=question" data-composer { (icon(&member, "circle-help")) (t.questions_ask()) } }
        }
        nav class="chips scroll" aria-label=(t.questions_filter()) {
            a class="chip" href="/leadership" aria-current=[(!all).then_some("page")] { (t.questions_waiting()) }
            a class="chip" href="/leadership?filter=all" aria-current=[all.then_some("page")] { (t.questions_all()) }
            a class="chip" href="/questions" { (t.questions_title()) }
        }
        @if found.items.is_empty() { (empty(&member, "network", t.questions_leadership_none_title(), t.questions_leadership_none(), html! {})) }
        @else { div class="stack feed" { (page::list(&member, &found, Setting::Home, "/leadership?filter=all&after=")) } }
    };
    let title = t.questions_leadership();
    Ok(layout::page(&member, Page { title, here: "questions", class: "", back: Some(("/questions", title)), main, aside: None }).await?)
}

/// Accepts what somebody answers to a question that was put to them.
pub(super) struct Answers(pub Content);

#[async_trait]
impl Listener for Answers {
    fn name(&self) -> &'static str {
        "posts.leadership"
    }

    fn hears(&self, event: &Event) -> bool {
        event.kind == "comment.published"
    }

    async fn handle(&self, events: &[Event]) -> Done<()> {
        let comments: Vec<i64> = events.iter().map(|event| event.subject.id).collect();
        for (answer, post, author) in store::answers_to_put(&self.0.platform.db, &comments).await? {
            actions::accept_by_itself(&self.0, post, answer, author).await?;
        }
        Ok(())
    }
}
