//! A post inside another one: in a feed, in the form that shares it, in what waits for a moderator.
//!
//! Rules: whoever may read a post may share it where they may write; it stays where it is, with its rights, and is shown inside the
//! other one to those who read both places; its author is told.

use super::access;
use super::formats::{self, Format};
use super::model::{Post, PostId, Quote, Shared};
use crate::files::model::File;
use crate::{Content, files};
use maud::{Markup, PreEscaped, html};
use ruche_kernel::{Error, Result};
use ruche_web::Member;
use ruche_web::parts::{Refused, avatar, icon, name, time};

/// What a post shares, inside its card.
pub(super) fn inside(member: &Member, post: &Post, held: &[File]) -> Markup {
    match &post.shared {
        None => html! {},
        Some(Shared::Hidden) => hidden(member),
        Some(Shared::Seen(quote)) => show(member, quote, held),
    }
}

fn hidden(member: &Member) -> Markup {
    html! { p class="callout" { (icon(member, "eye-off")) span { (member.t.posts_shared_hidden()) } } }
}

fn place<'a>(member: &Member, quote: &'a Quote) -> &'a str {
    if quote.company { member.t.posts_whole_company() } else { &quote.place }
}

/// The post itself, shorter than where it stands.
fn show(member: &Member, quote: &Quote, held: &[File]) -> Markup {
    let (id, format) = (quote.id, quote.details.format());
    html! {
        blockquote class="shared" cite={ "/posts/" (id) } {
            div class="row shared-by" {
                span aria-hidden="true" { (avatar(&quote.author, "sm")) }
                div class="grow" {
                    p class="post-name" { (name(member, &quote.author)) }
                    @if let Some(writer) = &quote.writer { p class="meta" { (member.t.posts_published_by(writer.shown_name(member))) } }
                    p class="meta meta-row" { span { (place(member, quote)) } span { a href={ "/posts/" (id) } { (time(member, quote.published_at)) } } }
                }
                @if format != Format::Message { span class="badge" data-tone=(format.tone()) { (icon(member, format.icon())) (format.label(member)) } }
            }
            @if !quote.heading.is_empty() { p class="strong" { a href={ "/posts/" (id) } { (quote.heading) } } }
            (formats::facts(member, &quote.details))
            @if !quote.html.is_empty() { div class="prose clamp" lang=(quote.language) { (PreEscaped(&quote.html)) } }
            (files::page::photos(member, held))
            (files::player::players(member, held))
            (files::page::documents(member, held))
        }
    }
}

/// What the form shares, with whom that is shown to; a sentence where it is there no more.
///
/// # Errors
/// What the database says.
pub(super) async fn in_form(content: &Content, member: &Member, shared: Option<i64>, refused: &Refused) -> Result<Markup> {
    let Some(id) = shared else { return Ok(html! {}) };
    let (t, problem) = (member.t, refused.at(member, "shared"));
    let quote = match access::quote(content, &member.actor(), PostId(id)).await {
        Ok(quote) => Some(quote),
        Err(Error::NotFound) => None,
        Err(error) => return Err(error),
    };
    Ok(html! {
        input type="hidden" name="shared" value=(quote.as_ref().map_or(id, |quote| quote.id.0));
        @match (&quote, problem) {
            (Some(quote), None) => {
                (show(member, quote, &[]))
                p class="audience" { (icon(member, "lock")) span { (t.posts_shared_readers(place(member, quote))) } }
            }
            (_, problem) => p class="callout" data-tone="danger" role="alert" { (icon(member, "alert")) span { (problem.unwrap_or_else(|| t.refusal("posts.share_gone", &[]).unwrap_or_default())) } }
        }
    })
}

/// The same, where it waits for its hour or for a moderator.
///
/// # Errors
/// What the database says.
pub(super) async fn in_draft(content: &Content, member: &Member, shared: Option<i64>) -> Result<Markup> {
    let Some(id) = shared else { return Ok(html! {}) };
    match access::quote(content, &member.actor(), PostId(id)).await {
        Ok(quote) => Ok(show(member, &quote, &[])),
        Err(Error::NotFound) => Ok(hidden(member)),
        Err(error) => Err(error),
    }
}
