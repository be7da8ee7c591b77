//! The page by which whoever sent a video gives it subtitles, or takes them off, and what its buttons do.

use super::model::File;
use super::{access, actions, rules, transfer};
use crate::Content;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Redirect};
use maud::{Markup, html};
use ruche_kernel::{Error, Refusal};
use ruche_web::layout::{self, Page};
use ruche_web::parts::{Refused, icon};
use ruche_web::{Member, Result, failure};

/// The field of the text, at which every refusal stands.
const FIELD: &str = "captions";

/// Where the video stands: what holds it, or the home page while nothing does.
async fn place_of(content: &Content, member: &Member, file: &File) -> ruche_kernel::Result<String> {
    let Some(subject) = &file.subject else { return Ok("/".to_owned()) };
    let cards = content.platform.subjects.cards(&member.actor(), std::slice::from_ref(subject)).await?;
    Ok(cards.get(subject).map_or_else(|| "/".to_owned(), |card| card.url.clone()))
}

async fn page(content: &Content, member: &Member, file: &File, language: &str, refused: &Refused) -> Result {
    let back = place_of(content, member, file).await?;
    let page = Page {
        title: member.t.files_captions(),
        here: "",
        class: "page-narrow",
        back: Some((&back, &file.name)),
        main: card(member, file, &back, language, refused),
        aside: None,
    };
    Ok(layout::page(member, page).await?.into_response())
}

fn card(member: &Member, file: &File, back: &str, language: &str, refused: &Refused) -> Markup {
    let t = member.t;
    let error = refused.at(member, FIELD);
    let described = if error.is_some() { "captions-error captions-hint" } else { "captions-hint" };
    let action = file.address("captions/edit");
    html! {
        section class="card pad stack" aria-labelledby="captions-title" {
            div { h1 id="captions-title" { (t.files_captions()) } p class="soft" { (file.name) } }
            form class="stack gap-3" action=(action) method="post" enctype="multipart/form-data" {
                div class="field" data-tone=[error.as_ref().map(|_| "danger")] {
                    label for=(FIELD) { (t.files_captions_choose()) }
                    input class="input" id=(FIELD) name=(FIELD) type="file" accept=".vtt,.srt,text/vtt" required
                        aria-invalid=[error.as_ref().map(|_| "true")] aria-describedby=(described);
                    @if let Some(error) = &error { p class="error" id="captions-error" { (icon(member, "alert")) (error) } }
                    p class="hint" id="captions-hint" { (t.files_captions_hint()) }
                }
                div class="field" {
                    label for="language" { (t.files_captions_language()) }
                    select class="input" id="language" name="language" {
                        @for (tag, name) in rules::LANGUAGES { option value=(tag) lang=(tag) selected[tag == language] { (name) } }
                    }
                }
                div class="row wrap" {
                    button class="btn btn-primary" { (t.files_captions_save()) }
                    a class="btn" href=(back) { (t.web_cancel()) }
                    @if file.captions.is_some() {
                        button class="btn btn-quiet" form="captions-remove" { (icon(member, "trash")) (t.files_captions_remove()) }
                    }
                }
            }
            // A form of its own: the field above need not be filled in to remove what is there.
            @if file.captions.is_some() { form id="captions-remove" action={ (action) "?_method=delete" } method="post" {} }
        }
    }
}

/// The language that is proposed: that of the subtitles that are there, else of whoever adds them.
fn proposed(member: &Member, file: &File) -> String {
    file.captions.as_ref().map_or_else(|| member.me.locale.tag().to_owned(), |captions| captions.language.clone())
}

pub(super) async fn show(State(content): State<Content>, member: Member, Path(id): Path<i64>) -> Result {
    let file = access::own_video(&content, &member.actor(), id, member.now).await?;
    page(&content, &member, &file, &proposed(&member, &file), &Refused::default()).await
}

pub(super) async fn save(State(content): State<Content>, member: Member, Path(id): Path<i64>, request: Request) -> Result {
    // Whoever may not is told so before anything is read.
    let file = access::own_video(&content, &member.actor(), id, member.now).await?;
    let mut language = proposed(&member, &file);
    match change(&content, &member, id, request, &mut language).await {
        Ok(()) => Ok(layout::with_toast(Redirect::to(&place_of(&content, &member, &file).await?), "saved", 0)),
        Err(error) => {
            let status = failure::status(&error);
            let Error::Refused(refusals) = error else { return Err(error.into()) };
            let refused = Refused(refusals.into_iter().map(|refusal| refusal.at(FIELD)).collect());
            Ok((status, page(&content, &member, &file, &language, &refused).await?).into_response())
        }
    }
}

async fn change(content: &Content, member: &Member, id: i64, request: Request, language: &mut String) -> ruche_kernel::Result<()> {
    let mut form = transfer::form(member, request).await?;
    let (sent, tag) = (form.files(FIELD).pop(), form.text("language")?);
    form.finish()?;
    rules::accept_language(&tag)?.clone_into(language);
    let upload = sent.ok_or_else(|| Refusal::new("files.no_file"))?.read().await?;
    actions::save_captions(content, &member.actor(), id, language, &upload).await
}

pub(super) async fn remove(State(content): State<Content>, member: Member, Path(id): Path<i64>) -> Result {
    let file = access::own_video(&content, &member.actor(), id, member.now).await?;
    actions::remove_captions(&content, &member.actor(), id).await?;
    Ok(layout::with_toast(Redirect::to(&place_of(&content, &member, &file).await?), "saved", 0))
}
