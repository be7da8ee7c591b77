//! Questions: the list of those that wait for an answer, the similar ones proposed while one is typed, and the answer that is accepted.

use super::model::PostId;
use super::page::{self, Setting};
use super::store::Questions;
use super::{access, actions, store};
use crate::Content;
use crate::comments::model::CommentId;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use maud::{Markup, html};
use ruche_kernel::{Cursor, names};
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
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
    let filters = [
        ("", Questions::Unanswered, t.questions_unanswered()),
        ("all", Questions::All, t.questions_all()),
        ("mine", Questions::Own, t.questions_own()),
    ];
    let (word, which, _) = filters.into_iter().find(|(word, ..)| *word == query.filter).unwrap_or(filters[0]);
    let after = query.after.and_then(|text| text.parse().ok()).unwrap_or(Cursor::NEWEST);
    let found = access::questions(&content, &member.actor(), which, after).await?;
    let next = format!("/questions?filter={word}&after=");
    let main = html! {
        header class="page-head" {
            div { h1 { (t.questions_title()) } p { (t.questions_intro()) } }
            div class="actions" { a class="btn btn-primary" href="/posts/new?format=question" data-composer { (icon(&member, "circle-help")) (t.questions_ask()) } }
        }
        nav class="chips scroll" aria-label=(t.questions_filter()) {
            @if member.me.actor.is_employee() { a class="chip" href="/leadership" { (icon(&member, "network")) (t.questions_leadership()) } }
            @for (key, _, label) in filters { a class="chip" href={ "/questions" @if !key.is_empty() { "?filter=" (key) } } aria-current=[(key == word).then_some("page")] { (label) } }
        }
        @if found.items.is_empty() { (empty(&member, "check-circle", t.questions_none_title(), t.questions_none(), html! {})) }
        @else { div class="stack feed" { (page::list(&member, &found, Setting::Home, &next)) } }
    };
    Ok(layout::page(&member, Page { title: t.questions_title(), here: "questions", class: "", back: None, main, aside: None }).await?)
}

#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    q: String,
}

/// Those who asked nearly the same, among what this person may read.
pub(super) async fn similar(State(content): State<Content>, member: Member, Query(query): Query<Typed>) -> Result<Markup> {
    let t = member.t;
    let found = alike(&content, &member, &query.q).await?;
    Ok(html! {
        turbo-frame id="similar" {
            @if !found.is_empty() {
                div class="callout" data-tone="info" { (icon(&member, "info")) div class="grow" {
                    p { (t.questions_similar()) }
                    ul { @for (id, heading, answered) in &found { li { a class="link" href={ "/posts/" (id) } target="_blank" { (heading) } @if *answered { " " span class="badge" data-tone="success" { (icon(&member, "check")) (t.questions_answered()) } } } } }
                } }
            }
        }
    })
}

/// The questions that ask nearly what was typed: id, title, whether an answer was accepted.
pub(crate) async fn alike(content: &Content, member: &Member, typed: &str) -> Result<Vec<(PostId, String, bool)>> {
    member.app.limits.take(Act::Suggest, member.id().0)?;
    let words = words(typed);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    Ok(nearest(store::recent_questions(&content.platform.db, member.id()).await?, &words))
}

/// The words of a text that tell what it is about: long enough, without accents, without their ending.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = names::sort_key(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 3)
        .map(|word| word.chars().take(6).collect())
        .collect();
    words.sort();
    words.dedup();
    words.truncate(20);
    words
}

/// The questions that share the most words with these, at least two or all of them; the newest first among equals.
fn nearest(asked: Vec<(PostId, String, bool)>, words: &[String]) -> Vec<(PostId, String, bool)> {
    let wanted = words.len().clamp(1, 2);
    let mut ranked: Vec<(usize, (PostId, String, bool))> = asked
        .into_iter()
        .map(|one| (self::words(&one.1).iter().filter(|word| words.contains(word)).count(), one))
        .filter(|(shared, _)| *shared >= wanted)
        .collect();
    ranked.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
    ranked.into_iter().take(3).map(|(_, one)| one).collect()
}

pub(super) async fn accept(State(content): State<Content>, member: Member, Path(id): Path<CommentId>) -> Result {
    decide(&content, &member, id, true).await
}

pub(super) async fn unaccept(State(content): State<Content>, member: Member, Path(id): Path<CommentId>) -> Result {
    decide(&content, &member, id, false).await
}

async fn decide(content: &Content, member: &Member, id: CommentId, accepted: bool) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let post = actions::accept_answer(content, &member.actor(), id, accepted).await?;
    let word = if accepted { "answer-accepted" } else { "answer-unaccepted" };
    Ok(layout::with_toast(Redirect::to(&format!("/posts/{post}")), word, id.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_that_ask_nearly_the_same_are_found() {
        let asked = |titles: &[&str]| (1..).zip(titles).map(|(id, title)| (PostId(id), (*title).to_owned(), false)).collect::<Vec<_>>();
        let found = |typed: &str| {
            let asked =
                asked(&["Autonomie de la Lys en hiver ?", "Prix de la borne à domicile", "Quelle autonomie, en hiver, pour la Cargo ?"]);
            nearest(asked, &words(typed)).into_iter().map(|(id, ..)| id.0).collect::<Vec<_>>()
        };
        assert_eq!(found("L’autonomie réelle l’hiver"), [1, 3]);
        assert_eq!(found("Bornes à DOMICILE : quels prix ?"), [2]);
        assert_eq!(found("autonomies"), [1, 3], "a single word is enough when it is all there is");
        assert!(found("congés d’été").is_empty() && found("le la les").is_empty());
    }
}
