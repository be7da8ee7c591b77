//! Communities that one could enter, beside the home feed. They come in a frame of their own: the feed does not wait for them.

use super::listing;
use crate::People;
use async_trait::async_trait;
use axum::extract::State;
use maud::{Markup, html};
use ruche_web::parts::{icon, place_mark};
use ruche_web::slots::Slot;
use ruche_web::{Member, Result};

/// How many are proposed.
const SHOWN: u8 = 5;

/// Fills `home.aside`; nothing for partners, who enter by invitation alone.
pub(super) struct Discover;

#[async_trait]
impl Slot for Discover {
    async fn fill(&self, member: &Member, _: i64) -> ruche_kernel::Result<Markup> {
        let t = member.t;
        Ok(html! {
            @if member.me.actor.is_employee() {
                section class="card" aria-labelledby="discover-title" {
                    div class="card-head" { h2 id="discover-title" { (t.communities_discover()) } a class="btn btn-quiet btn-sm" href="/communities" { (t.communities_browse()) } }
                    turbo-frame id="discover" class="block" src="/communities/discover" loading="lazy" target="_top" {
                        ul class="list only-script" aria-hidden="true" { @for _ in 0..SHOWN { li { span class="skel round" {} div class="grow" { span class="skel w-short" {} } } } }
                        p class="pad no-script soft small" { (t.communities_discover_text()) }
                    }
                }
            }
        })
    }
}

pub(super) async fn show(State(people): State<People>, member: Member) -> Result<Markup> {
    let t = member.t;
    let found = listing::discover(&people.platform.db, member.id(), SHOWN.into()).await?;
    Ok(html! {
        turbo-frame id="discover" class="block" target="_top" {
            @if found.is_empty() { p class="pad soft small row" { (icon(&member, "check-circle")) (t.communities_discover_none()) } }
            @else {
                ul class="list" { @for one in &found {
                    li {
                        (place_mark(&member, &one.mark.icon, one.mark.hue, one.mark.picture, ""))
                        div class="grow" {
                            a class="name cover" href={ "/communities/" (one.mark.id) } lang=[Some(one.language.as_str()).filter(|language| *language != t.0.tag())] { (one.mark.name) }
                            @if let Some(members) = one.members { span class="meta" { (t.communities_member_count(members)) } }
                        }
                    }
                } }
            }
        }
    })
}
