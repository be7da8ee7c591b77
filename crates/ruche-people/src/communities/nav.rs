//! The communities of the viewer in the navigation of every page: one statement.

use super::listing;
use crate::People;
use async_trait::async_trait;
use maud::{Markup, html};
use ruche_kernel::Result;
use ruche_web::Member;
use ruche_web::parts::{icon, place_mark};
use ruche_web::slots::Slot;

/// How many the navigation shows.
const SHOWN: i64 = 8;

/// Fills `frame.places`.
pub(super) struct Places(pub People);

#[async_trait]
impl Slot for Places {
    async fn fill(&self, member: &Member, _: i64) -> Result<Markup> {
        let t = member.t;
        let marks = listing::mine(&self.0.platform.db, member.id(), SHOWN).await?;
        let employee = member.me.actor.is_employee();
        Ok(html! {
            @if employee || !marks.is_empty() {
                p class="nav-title" { (t.communities_mine()) }
                div class="nav-list more" {
                    @for mark in &marks {
                        @let href = format!("/communities/{}", mark.id);
                        a class="nav-link" href=(href) aria-current=[is_in(&member.path, &href).then_some("page")] { (place_mark(member, &mark.icon, mark.hue, mark.picture, "xs")) span { (mark.name) } }
                    }
                    @if employee { a class="nav-link" href="/communities" { (icon(member, "plus")) span { (t.communities_browse()) } } }
                }
            }
        })
    }
}

/// Whether a page's address is that of a community or below it.
fn is_in(path: &str, community: &str) -> bool {
    path.strip_prefix(community).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}

#[cfg(test)]
mod tests {
    use super::is_in;

    #[test]
    fn a_community_is_current_on_its_own_pages_only() {
        for (path, current) in [
            ("/communities/7", true),
            ("/communities/7?after=1", true),
            ("/communities/7/members", true),
            ("/communities/71", false),
            ("/communities", false),
        ] {
            assert_eq!(is_in(path, "/communities/7"), current, "{path}");
        }
    }
}
