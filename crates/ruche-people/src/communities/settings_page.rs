//! The form of a community: to create one, and its owners' settings.

use super::actions;
use super::hands_page;
use super::head::{self, Section, kind_icon};
use super::rules::{self, Access, ICONS, NewCommunity};
use super::store::{self, Found};
use crate::People;
use crate::sign_in::see_other;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Error, PlaceId, Refusal};
use ruche_platform::secret;
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused, icon, tick};
use ruche_web::{Ctx, Fields, Member, Result};

/// What was typed. A kind that no form offers is no mistake of the person.
fn read(form: &mut Fields) -> Result<NewCommunity> {
    Ok(NewCommunity {
        name: form.text("name")?,
        description: form.text("description")?,
        access: Access::from_word(&form.text("kind")?).ok_or(Refusal::new("communities.kind_unknown").status(400))?,
        icon: form.text("icon")?,
        hue: form.number("hue")?.unwrap_or(-1),
        language: form.text("language")?,
        reviewed: form.ticked("reviewed")?,
    })
}

pub(super) async fn new(member: Member) -> Result<Markup> {
    let draft = NewCommunity {
        name: String::new(),
        description: String::new(),
        access: Access::Open,
        icon: ICONS[0].to_owned(),
        hue: super::first_hue(member.id()),
        language: member.t.0.tag().to_owned(),
        reviewed: false,
    };
    new_page(&member, &draft, &Refused::default()).await
}

async fn new_page(member: &Member, draft: &NewCommunity, refused: &Refused) -> Result<Markup> {
    let (t, key) = (member.t, secret::random_token()?);
    let main = html! {
        header class="page-head" { div { h1 { (t.communities_new()) } p { (t.communities_new_text()) } } }
        (form(member, "/communities/new", draft, None, &key, refused))
    };
    Ok(layout::page(
        member,
        Page {
            title: t.communities_new(),
            here: "communities",
            class: "page-narrow",
            back: Some(("/communities", t.communities_new())),
            main,
            aside: None,
        },
    )
    .await?)
}

pub(super) async fn create(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let draft = read(&mut form)?;
    let key = form.key()?;
    form.finish()?;
    member.app.limits.take(Act::Write, member.id().0)?;
    match actions::create_once(&people, &draft, member.id(), key).await {
        Ok(id) => Ok(layout::with_toast(see_other(&format!("/communities/{id}")), "community-created", id.0)),
        Err(Error::Refused(refusals)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, new_page(&member, &draft, &Refused(refusals)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The community, for an owner; others are told that it is not theirs to set.
async fn owned(people: &People, member: &Member, id: PlaceId) -> Result<Found> {
    let found = store::find(&people.platform.db, member.id(), id, member.now).await?;
    rules::own(found.community.tie.standing)?;
    Ok(found)
}

pub(super) async fn settings(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result<Markup> {
    let found = owned(&people, &member, id).await?;
    let c = &found.community;
    let draft = NewCommunity {
        name: c.name.clone(),
        description: c.description.clone(),
        access: c.access,
        icon: c.icon.clone(),
        hue: c.hue,
        language: c.language.clone(),
        reviewed: c.reviewed,
    };
    settings_page(&member, &found, &draft, &Refused::default()).await
}

async fn settings_page(member: &Member, found: &Found, draft: &NewCommunity, refused: &Refused) -> Result<Markup> {
    let id = found.community.id;
    let picture = member.app.slots.fill("community.picture", member, id.0).await?;
    let programs = member.app.slots.fill("community.programs", member, id.0).await?;
    let content = html! {
        (picture)
        (form(member, &format!("/communities/{id}/settings"), draft, Some(found.community.access), "", refused))
        (super::terms::page::door(member, id))
        (programs)
        (hands_page::section(member, &found.community))
    };
    head::page(member, found, Section::Settings, content, head::who_does_what(member)).await
}

pub(super) async fn save(State(people): State<People>, member: Member, Path(id): Path<PlaceId>, mut form: Fields) -> Result {
    let (draft, open_past) = (read(&mut form)?, form.ticked("open_past")?);
    form.finish()?;
    match actions::save(&people, &member.actor(), id, &draft, open_past).await {
        Ok(()) => Ok(layout::with_toast(see_other(&format!("/communities/{id}/settings")), "saved", 0)),
        Err(Error::Refused(refusals)) => {
            let found = owned(&people, &member, id).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, settings_page(&member, &found, &draft, &Refused(refusals)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The fields that show what is wrong with them; the first only where the form changes a community.
const SHOWN: [&str; 6] = ["open_past", "name", "description", "icon", "hue", "language"];

/// The form itself. `before` is the kind that a community has already: opening it asks for a tick. One that is made has a `key`.
fn form(member: &Member, action: &str, draft: &NewCommunity, before: Option<Access>, key: &str, refused: &Refused) -> Markup {
    let t = member.t;
    html! {
        form class="card pad stack gap-5" action=(action) method="post" {
            (refused.summary(member, if before.is_some() { &SHOWN } else { &SHOWN[1..] }))
            @if !key.is_empty() { input type="hidden" name="key" value=(key); }
            (Field { name: "name", label: t.communities_name(), value: &draft.name, autocomplete: "off", required: true, max: Some(60), ..Field::default() }.show(member, refused))
            (Field { name: "description", label: t.communities_description(), value: &draft.description, hint: Some(t.communities_description_hint()), rows: Some(3), ..Field::default() }.show(member, refused))
            fieldset class="stack gap-2" {
                legend class="label" { (t.communities_kind_label()) }
                div class="choices" {
                    @for access in Access::ALL {
                        label class="choice" {
                            input type="radio" name="kind" value=(access.word()) checked[access == draft.access];
                            b class="row" { (icon(member, kind_icon(access))) (t.communities_kind(access.word())) }
                            small { (t.communities_kind_hint(access.word())) }
                        }
                    }
                }
                p class="meta" { (t.communities_partners_hint()) }
                @if before.is_some_and(|before| rules::opens_past(before, Access::Open)) { (tick(member, "open_past", false, t.communities_open_past(), t.communities_open_past_hint(), refused)) }
            }
            fieldset class="stack gap-2" {
                legend class="label" { (t.communities_icon_label()) }
                div class="swatches" { @for sign in ICONS { label class="swatch" { input type="radio" name="icon" value=(sign) checked[sign == draft.icon] aria-label=(t.communities_icon(sign)); (icon(member, sign)) } } }
                (problem(member, refused, "icon"))
            }
            fieldset class="stack gap-2" {
                legend class="label" { (t.communities_hue_label()) }
                div class="swatches" { @for hue in (0..360).step_by(10) { label class={ "swatch hue-" (hue) } { input type="radio" name="hue" value=(hue) checked[hue == draft.hue] aria-label=(t.communities_hue(hue)); } } }
                (problem(member, refused, "hue"))
            }
            fieldset class="stack gap-2" {
                legend class="label" { (t.communities_language_label()) }
                div class="choices small" { @for (tag, name) in [("fr", "Français"), ("en", "English")] { label class="choice" lang=(tag) { input type="radio" name="language" value=(tag) checked[tag == draft.language]; b { (name) } } } }
                (problem(member, refused, "language"))
            }
            label class="check" { input type="checkbox" name="reviewed" value="1" checked[draft.reviewed]; span { (t.communities_reviewed()) } small { (t.communities_reviewed_hint()) } }
            div class="row" { button class="btn btn-primary" { (if before.is_some() { t.web_save() } else { t.communities_create() }) } }
        }
    }
}

/// The sentence of a refusal at a group of choices.
fn problem(ctx: &Ctx, refused: &Refused, field: &str) -> Markup {
    html! { @if let Some(error) = refused.at(ctx, field) { div class="field" data-tone="danger" { p class="error" { (icon(ctx, "alert")) (error) } } } }
}
