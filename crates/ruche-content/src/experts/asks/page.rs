//! A question that was put to people: who, and what became of it, to whoever asks and to those who were asked; what they do of it; and
//! the questions that wait for somebody.

use super::actions::{self, KEPT_MS};
use super::rules::State as Became;
use super::store::{self, Asked};
use crate::Content;
use crate::experts::find::Reader;
use crate::posts::model::PostId;
use async_trait::async_trait;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::Error;
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused, avatar, badge, icon, time};
use ruche_web::slots::Slot;
use ruche_web::{Fields, Member, Result};

/// Fills `post.question`, below a question: who was asked.
pub(in crate::experts) struct OfPost(pub Content);

#[async_trait]
impl Slot for OfPost {
    async fn fill(&self, member: &Member, about: i64) -> ruche_kernel::Result<Markup> {
        let asked = store::of_post(&self.0.platform.db, member.id(), PostId(about)).await?;
        Ok(section(member, PostId(about), &asked, "", &Refused::default()))
    }
}

/// Who was asked, and what one may do.
fn section(member: &Member, post: PostId, asked: &[Asked], typed: &str, refused: &Refused) -> Markup {
    let t = member.t;
    let Some(first) = asked.first() else { return html! {} };
    let own = asked.iter().find(|one| one.person.id == member.id());
    let base = format!("/posts/{post}");
    html! {
        section class="card pad stack" id="asked" aria-labelledby="asked-title" {
            @if let Some(own) = own { (decide(member, own, &base, typed, refused)) }
            div { h2 id="asked-title" { (t.experts_asked_title()) } p class="meta" { (t.experts_asked_private()) } }
            ul class="stack gap-2" { @for one in asked { (line(member, one)) } }
            @if let Some(at) = first.widen_at { p class="meta row gap-2" { (icon(member, "clock")) span { (t.experts_widens(t.date_time_long(at, &member.zone))) } } }
        }
    }
}

fn line(member: &Member, one: &Asked) -> Markup {
    let t = member.t;
    let (symbol, tone) = match one.state {
        Became::Waiting => ("clock", "info"),
        Became::Answered => ("check-circle", "success"),
        Became::Passed => ("reply", "neutral"),
        Became::Withdrawn => ("x", "neutral"),
    };
    html! {
        li class="row wrap" {
            (avatar(&one.person, "sm"))
            div class="grow" {
                a class="name" href={ "/members/" (one.person.id) } { (one.person.shown_name(member)) } " " (badge(member, &one.person))
                p class="meta meta-row" {
                    span { (time(member, one.asked_at)) }
                    @if let Some(by) = &one.passed_by { span { (t.experts_passed_by(if by.is_empty() { t.web_former_member() } else { by.as_str() })) } }
                    @else if one.wave > 1 { span { (t.experts_wave(one.wave)) } }
                }
            }
            span class="badge" data-tone=(tone) { (icon(member, symbol)) (t.experts_state(one.state.word())) @if let Some(at) = one.settled_at { " · " (time(member, at)) } }
        }
    }
}

/// What somebody who was asked does.
fn decide(member: &Member, own: &Asked, base: &str, typed: &str, refused: &Refused) -> Markup {
    let t = member.t;
    html! {
        @match own.state {
            Became::Answered => {}
            Became::Waiting => {
                div class="stack gap-2" {
                    h2 { (t.experts_yours_title()) }
                    p class="small soft" { (t.experts_yours_text()) }
                    (refused.summary(member, &["to"]))
                    form class="stack gap-2" action={ (base) "/passing" } method="post" {
                        (Field { name: "to", label: t.experts_pass_to(), value: typed, hint: Some(t.experts_pass_to_hint()), autocomplete: "off", max: Some(254), ..Field::default() }.show(member, refused))
                        div class="row wrap" {
                            button class="btn" { (icon(member, "reply")) (t.experts_pass()) }
                            button class="btn btn-quiet" formaction={ (base) "/ask?_method=delete" } { (t.experts_withdraw()) }
                        }
                    }
                }
            }
            Became::Passed | Became::Withdrawn => {
                form class="row wrap" action={ (base) "/ask?_method=put" } method="post" {
                    p class="grow small soft" { (t.experts_no_more()) }
                    button class="btn btn-sm" { (icon(member, "undo")) (t.experts_take_again()) }
                }
            }
        }
    }
}

/// Puts a question of one's own, which is there already, to people.
pub(in crate::experts) async fn route(State(content): State<Content>, member: Member, Path(post): Path<PostId>) -> Result {
    member.app.limits.take(Act::Write, member.id().0)?;
    let told = actions::route(&content, &Reader::of(&member), post).await?;
    Ok(routed(post, told))
}

/// The answer to whoever put a question to people.
pub(in crate::experts) fn routed(post: PostId, told: usize) -> axum::response::Response {
    let n = i64::try_from(told).unwrap_or(0);
    layout::with_toast(Redirect::to(&format!("/posts/{post}")), if told == 0 { "question-to-nobody" } else { "question-asked" }, n)
}

pub(in crate::experts) async fn pass(State(content): State<Content>, member: Member, Path(post): Path<PostId>, mut form: Fields) -> Result {
    let to = form.text("to")?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::settle(&content, &member.actor(), post, Became::Passed, &to).await {
        Ok(()) => Ok(layout::with_toast(Redirect::to(&format!("/posts/{post}")), "question-passed", post.0)),
        Err(Error::Refused(refusals)) if refusals.iter().any(|one| one.field.is_some()) => {
            let asked = store::of_post(&content.platform.db, member.id(), post).await?;
            let back = format!("/posts/{post}");
            let title = member.t.experts_asked_title();
            let main = html! { header class="page-head" { div { h1 { (title) } p { a class="link" href=(back) { (member.t.experts_see_question()) } } } } (section(&member, post, &asked, &to, &Refused(refusals))) };
            let page = Page { title, here: "questions", class: "page-narrow", back: Some((&back, title)), main, aside: None };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, layout::page(&member, page).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(in crate::experts) async fn withdraw(
    State(content): State<Content>,
    member: Member,
    Path(post): Path<PostId>,
    mut form: Fields,
) -> Result {
    // The field beside the button.
    form.opt("to")?;
    form.finish()?;
    settle(&content, &member, post, Became::Withdrawn, "question-withdrawn").await
}

pub(in crate::experts) async fn take_again(State(content): State<Content>, member: Member, Path(post): Path<PostId>) -> Result {
    settle(&content, &member, post, Became::Waiting, "question-taken").await
}

async fn settle(content: &Content, member: &Member, post: PostId, state: Became, toast: &str) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::settle(content, &member.actor(), post, state, "").await?;
    Ok(layout::with_toast(Redirect::to(&format!("/posts/{post}")), toast, post.0))
}

/// Questions that wait for somebody, and how many they accept: beside the page that asks.
pub(in crate::experts) async fn waiting(content: &Content, member: &Member) -> ruche_kernel::Result<Markup> {
    let t = member.t;
    let waiting = store::waiting(&content.platform.db, member.id(), member.now - KEPT_MS).await?;
    Ok(html! {
        @if !waiting.is_empty() {
            section class="card pad" aria-labelledby="yours" {
                div class="panel-title" { h2 id="yours" { (t.experts_yours()) } span class="count plain" { (t.number(i64::try_from(waiting.len()).unwrap_or(0))) } }
                ul class="list tight" { @for one in &waiting {
                    li { (icon(member, "circle-help")) div class="grow" { a class="name cover small" href={ "/posts/" (one.post) } { (one.heading) } span class="meta" { (t.experts_asked_by(one.asker.as_deref().unwrap_or(t.web_former_member()))) " · " (time(member, one.asked_at)) } } }
                } }
            }
        }
        section class="card pad stack gap-2" aria-labelledby="availability" {
            h2 class="small" id="availability" { (t.experts_availability()) }
            p class="small soft" { (t.experts_availability_text()) }
            a class="link small" href="/settings/questions" { (t.experts_set()) }
        }
    })
}
