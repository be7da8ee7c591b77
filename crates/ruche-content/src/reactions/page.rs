//! The row of reactions.

use super::store::{self, Summary};
use super::{Kind, actions};
use crate::Content;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect};
use http::header;
use maud::{Markup, html};
use ruche_kernel::{Error, Refusal, SubjectRef};
use ruche_web::limits::Act;
use ruche_web::parts::icon;
use ruche_web::{Ctx, Fields, Member, Result, TURBO_STREAM};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Of {
    subject: String,
}

pub(super) async fn show(State(content): State<Content>, member: Member, Query(of): Query<Of>) -> Result<Markup> {
    let subject: SubjectRef = of.subject.parse().map_err(|()| Error::NotFound)?;
    content.platform.subjects.cards(&member.actor(), std::slice::from_ref(&subject)).await?.remove(&subject).ok_or(Error::NotFound)?;
    let summary = store::summaries(&content.platform.db, member.id(), &[subject.id]).await?.remove(&subject).unwrap_or_default();
    Ok(row(&member, &subject, &summary))
}

pub(super) async fn react(State(content): State<Content>, member: Member, mut form: Fields) -> Result {
    // One button of the row is pressed: a kind that is given, or one's own that is taken back.
    let (subject, kind, off) = (form.text("subject")?, form.opt("kind")?, form.opt("off")?);
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    let subject: SubjectRef = subject.parse().map_err(|()| Error::NotFound)?;
    let known = |word: &String| Kind::from_word(word);
    let given = match (&kind, &off) {
        (Some(word), None) => known(word).map(Some),
        (None, Some(word)) => known(word).map(|_| None),
        _ => None,
    };
    let given = given.ok_or(Refusal::new("reactions.unknown").status(400))?;
    actions::react(&content, &member.actor(), &subject, given).await?;
    if member.streams {
        let summary = store::summaries(&content.platform.db, member.id(), &[subject.id]).await?.remove(&subject).unwrap_or_default();
        let stream = html! { turbo-stream action="replace" target={ "reactions-" (subject.kind) "-" (subject.id) } { template { (row(&member, &subject, &summary)) } } };
        return Ok(([(header::CONTENT_TYPE, TURBO_STREAM)], stream.into_string()).into_response());
    }
    let url = content
        .platform
        .subjects
        .cards(&member.actor(), std::slice::from_ref(&subject))
        .await?
        .remove(&subject)
        .map_or("/".to_owned(), |card| card.url);
    Ok(Redirect::to(&url).into_response())
}

fn name(ctx: &Ctx, kind: Kind) -> &'static str {
    let t = ctx.t;
    match kind {
        Kind::Like => t.reactions_like(),
        Kind::Thanks => t.reactions_thanks(),
        Kind::Useful => t.reactions_useful(),
        Kind::Bravo => t.reactions_bravo(),
        Kind::Smile => t.reactions_smile(),
        Kind::Support => t.reactions_support(),
    }
}

/// The row: what others felt, and a picker of the six.
#[must_use]
pub fn row(ctx: &Ctx, subject: &SubjectRef, summary: &Summary) -> Markup {
    let t = ctx.t;
    let id = format!("{}-{}", subject.kind, subject.id);
    let shown: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| summary.counts.contains_key(kind) || *kind == Kind::Like).collect();
    let button = |kind: Kind, place: &str| {
        let mine = summary.mine == Some(kind);
        let count = summary.counts.get(&kind).copied().unwrap_or(0);
        html! {
            button class="reaction" id={ "reaction-" (id) "-" (kind.word()) (place) } name=(if mine { "off" } else { "kind" }) value=(kind.word()) aria-pressed=(if mine { "true" } else { "false" })
                aria-label=(t.reactions_count(count, name(ctx, kind))) title=(name(ctx, kind)) data-shortcut=[(kind == Kind::Like && place.is_empty()).then_some("like")] {
                span aria-hidden="true" { (kind.emoji()) }
                @if place.is_empty() { span aria-hidden="true" data-part="count" { @if count > 0 { (t.number(count)) } } }
            }
        }
    };
    html! {
        div class="reactions" id={ "reactions-" (id) } role="group" aria-label=(t.reactions_title()) data-controller="reaction fragment" data-fragment-url-value={ "/reactions?subject=" (subject) }
            data-fragment-subject-value=(subject) data-fragment-kinds-value="reaction.changed reaction.removed" {
            form class="contents" action="/reactions" method="post" {
                input type="hidden" name="subject" value=(subject);
                @for kind in shown { (button(kind, "")) }
                span class="menu-anchor" {
                    button type="button" class="reaction" id={ "reaction-" (id) "-add" } popovertarget={ "reaction-" (id) "-menu" } aria-label=(t.reactions_add()) { (icon(ctx, "smile-plus")) }
                    div class="menu picker from-start" id={ "reaction-" (id) "-menu" } popover { @for kind in Kind::ALL { (button(kind, "-pick")) } }
                }
            }
            p class="queued" data-tone="danger" role="alert" data-reaction-target="problem" hidden { (icon(ctx, "alert")) (t.reactions_problem()) }
        }
    }
}
