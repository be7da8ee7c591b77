//! The forms by which a community changes hands: they stand beside its members, in its settings, and in the toast that takes it back.

use super::hands;
use super::people_page::back;
use crate::People;
use axum::extract::{Path, State};
use ruche_kernel::{MemberId, PlaceId, Refusal};
use ruche_web::limits::Act;
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
