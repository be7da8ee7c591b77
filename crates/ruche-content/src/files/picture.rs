//! The picture of a community: a card of its settings, and what its buttons do.

use super::actions;
use super::photo_form::{self, PhotoForm};
use crate::Content;
use async_trait::async_trait;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Redirect};
use maud::Markup;
use ruche_kernel::{Error, PlaceId};
use ruche_people::communities;
use ruche_people::communities::store::Community;
use ruche_web::layout::{self, Page};
use ruche_web::parts::{Refused, place_mark};
use ruche_web::slots::Slot;
use ruche_web::{Member, Result, failure};

/// Fills `community.picture`.
pub(super) struct Picture(pub Content);

#[async_trait]
impl Slot for Picture {
    async fn fill(&self, member: &Member, about: i64) -> ruche_kernel::Result<Markup> {
        Ok(card(member, &own(&self.0, member, PlaceId(about)).await?, &Refused::default()))
    }
}

async fn own(content: &Content, member: &Member, place: PlaceId) -> ruche_kernel::Result<Community> {
    communities::own(&content.platform.db, &member.actor(), place, member.now).await
}

fn card(member: &Member, community: &Community, refused: &Refused) -> Markup {
    let t = member.t;
    let form = PhotoForm {
        action: &format!("/communities/{}/picture", community.id),
        mark: place_mark(member, &community.icon, community.hue, community.picture, "xl"),
        taken: community.picture.is_some(),
        title: t.files_picture(),
        text: t.files_picture_text(),
        choose: t.files_picture_choose(),
        save: t.files_picture_save(),
        remove: t.files_picture_remove(),
    };
    form.show(member, refused)
}

fn settings(place: PlaceId) -> String {
    format!("/communities/{place}/settings")
}

pub(super) async fn save(State(content): State<Content>, member: Member, Path(place): Path<PlaceId>, request: Request) -> Result {
    // Whoever owns nothing here is told so before a picture is read.
    let community = own(&content, &member, place).await?;
    let error = match change(&content, &member, place, request).await {
        Ok(()) => return Ok(layout::with_toast(Redirect::to(&settings(place)), "saved", 0)),
        Err(error) => error,
    };
    let status = failure::status(&error);
    let Error::Refused(refusals) = error else { return Err(error.into()) };
    let (title, back) = (member.t.files_picture(), settings(place));
    let main = card(&member, &community, &photo_form::at_field(refusals));
    let page = Page { title, here: "communities", class: "page-narrow", back: Some((&back, &community.name)), main, aside: None };
    Ok((status, layout::page(&member, page).await?).into_response())
}

async fn change(content: &Content, member: &Member, place: PlaceId, request: Request) -> ruche_kernel::Result<()> {
    let photo = photo_form::read(member, request).await?;
    actions::save_picture(content, &member.actor(), place, &photo).await
}

pub(super) async fn remove(State(content): State<Content>, member: Member, Path(place): Path<PlaceId>) -> Result {
    actions::remove_picture(&content, &member.actor(), place).await?;
    Ok(layout::with_toast(Redirect::to(&settings(place)), "saved", 0))
}
