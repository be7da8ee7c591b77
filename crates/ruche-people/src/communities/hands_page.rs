//! The forms by which a community changes hands: they stand beside its members, in its settings, and in the toast that takes it back.

use super::hands;
use super::people_page::back;
use super::store::Community;
use crate::People;
use crate::sign_in::see_other;
use axum::extract::{Path, State};
use maud::{Markup, html};
use ruche_kernel::{MemberId, PlaceId, Refusal};
use ruche_web::layout;
use ruche_web::limits::Act;
use ruche_web::parts::icon;
use ruche_web::{Fields, Member, Result};

pub(super) async fn hand_over(State(people): State<People>, member: Member, Path(id): Path<PlaceId>, mut form: Fields) -> Result {
    let to = form.number("member")?.map(MemberId).ok_or(Refusal::new("web.not_a_number").status(400))?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    hands::hand_over(&people, &member.actor(), id, to).await?;
    Ok(back(id, "community-handed", MemberId(id.0)))
}

pub(super) async fn take_back(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    hands::take_back(&people, &member.actor(), id).await?;
    Ok(back(id, "community-taken-back", MemberId(id.0)))
}

pub(super) async fn archive(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    hands::archive(&people, &member.actor(), id, true).await?;
    Ok(layout::with_toast(see_other(&format!("/communities/{id}")), "community-archived", id.0))
}

pub(super) async fn unarchive(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    hands::archive(&people, &member.actor(), id, false).await?;
    Ok(layout::with_toast(see_other(&format!("/communities/{id}")), "community-unarchived", id.0))
}

pub(super) async fn put_back(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    hands::put_back(&people, &member.actor(), id).await?;
    Ok(layout::with_toast(see_other("/admin/communities"), "community-unarchived", id.0))
}

/// What an owner may do with a whole community, below its settings.
pub(super) fn section(member: &Member, community: &Community) -> Markup {
    let t = member.t;
    let base = format!("/communities/{}", community.id);
    let archived = community.archived_at.is_some();
    html! {
        section class="card" aria-labelledby="hands" {
            div class="card-head" { h2 id="hands" { (t.communities_hands()) } }
            ul class="list" {
                li class="wrap" {
                    (icon(member, "handshake"))
                    div class="grow" { b class="name" { (t.communities_hand_over_title()) } p class="small soft" { (t.communities_hand_over_text()) } }
                    a class="btn btn-sm end" href={ (base) "/members" } { (t.communities_hand_over_choose()) }
                }
                li class="wrap" {
                    (icon(member, "archive"))
                    div class="grow" { b class="name" { (t.communities_archive()) } p class="small soft" { (t.communities_archive_text()) } }
                    form class="end" action={ (base) "/archive?_method=" (if archived { "delete" } else { "put" }) } method="post" {
                        button class="btn btn-sm" { (if archived { t.communities_unarchive() } else { t.communities_archive() }) }
                    }
                }
                li class="wrap" {
                    (icon(member, "merge"))
                    div class="grow" { b class="name" { (t.communities_merge()) } p class="small soft" { (t.communities_merge_text()) } }
                    a class="btn btn-sm end" href={ (base) "/merge" } { (t.communities_merge_choose()) }
                }
            }
        }
    }
}
