//! Votes for an answer: it helped.

use super::model::{Answer, Comment, CommentId};
use super::{access, actions};
use crate::Content;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use http::header;
use maud::{Markup, html};
use ruche_web::limits::Act;
use ruche_web::parts::icon;
use ruche_web::{Member, Result, TURBO_STREAM};

/// How many people an answer helped, and the way to be one of them: for anyone but its author. Nothing below a comment that is no answer.
pub(super) fn button(member: &Member, comment: &Comment) -> Markup {
    let t = member.t;
    let Some(Answer { votes, voted, .. }) = comment.answer else { return html! {} };
    let id = comment.id;
    html! {
        div class="helpful" id={ "helpful-" (id) } data-controller="fragment" data-fragment-url-value={ "/comments/" (id) "/vote" } data-fragment-subject-value={ "comment:" (id) } data-fragment-kinds-value="answer.voted" {
            @if comment.author.id == member.id() { @if votes > 0 { span class="meta" { (icon(member, "arrow-up")) (t.questions_helped(votes)) } } }
            @else {
                form action={ "/comments/" (id) "/vote?_method=" (if voted { "delete" } else { "put" }) } method="post" {
                    button class="btn btn-quiet btn-sm" id={ "vote-" (id) } aria-pressed=(if voted { "true" } else { "false" }) aria-label=(t.questions_helped_me(votes)) { (icon(member, "arrow-up")) span aria-hidden="true" { (t.questions_helpful()) @if votes > 0 { " " b { (t.number(votes)) } } } }
                }
            }
        }
    }
}

pub(super) async fn show(State(content): State<Content>, member: Member, Path(id): Path<CommentId>) -> Result<Markup> {
    Ok(button(&member, &access::one(&content, &member.actor(), id).await?))
}

pub(super) async fn vote(State(content): State<Content>, member: Member, Path(id): Path<CommentId>) -> Result {
    say(&content, &member, id, true).await
}

pub(super) async fn unvote(State(content): State<Content>, member: Member, Path(id): Path<CommentId>) -> Result {
    say(&content, &member, id, false).await
}

async fn say(content: &Content, member: &Member, id: CommentId, helped: bool) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::vote(content, &member.actor(), id, helped).await?;
    if !member.streams {
        return Ok(Redirect::to(&format!("/comments/{id}")).into_response());
    }
    let comment = access::one(content, &member.actor(), id).await?;
    let stream = html! { turbo-stream action="replace" target={ "helpful-" (id) } { template { (button(member, &comment)) } } };
    Ok(([(header::CONTENT_TYPE, TURBO_STREAM)], stream.into_string()).into_response())
}
