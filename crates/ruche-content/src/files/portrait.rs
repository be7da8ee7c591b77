//! The photo of the own profile: a card of the settings, and what its buttons do.

use super::actions;
use super::photo_form::{self, PhotoForm};
use crate::Content;
use async_trait::async_trait;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Redirect};
use maud::Markup;
use ruche_kernel::Error;
use ruche_web::parts::{Person, Refused, avatar};
use ruche_web::slots::Slot;
use ruche_web::{Member, Result, failure, layout, settings_frame};

/// Fills `settings.photo`.
pub(super) struct Portrait;

#[async_trait]
impl Slot for Portrait {
    async fn fill(&self, member: &Member, _about: i64) -> ruche_kernel::Result<Markup> {
        Ok(card(member, &Refused::default()))
    }
}

fn card(member: &Member, refused: &Refused) -> Markup {
    let t = member.t;
    let form = PhotoForm {
        action: "/settings/photo",
        mark: avatar(&Person::from(&member.me), "xl"),
        taken: member.me.photo.is_some(),
        title: t.files_portrait(),
        text: t.files_portrait_text(),
        choose: t.files_portrait_choose(),
        save: t.files_portrait_save(),
        remove: t.files_portrait_remove(),
    };
    form.show(member, refused)
}

pub(super) async fn save(State(content): State<Content>, member: Member, request: Request) -> Result {
    let error = match change(&content, &member, request).await {
        Ok(()) => return Ok(layout::with_toast(Redirect::to("/settings"), "saved", 0)),
        Err(error) => error,
    };
    let status = failure::status(&error);
    let Error::Refused(refusals) = error else { return Err(error.into()) };
    let card = card(&member, &photo_form::at_field(refusals));
    Ok((status, settings_frame::page(&member, "profile", member.t.web_settings_profile(), card).await?).into_response())
}

async fn change(content: &Content, member: &Member, request: Request) -> ruche_kernel::Result<()> {
    let photo = photo_form::read(member, request).await?;
    actions::save_portrait(content, &member.actor(), &photo).await
}

pub(super) async fn remove(State(content): State<Content>, member: Member) -> Result {
    actions::remove_portrait(&content, &member.actor()).await?;
    Ok(layout::with_toast(Redirect::to("/settings"), "saved", 0))
}
