//! What a partner is told on the home page in the last days.

use super::{rules, store};
use crate::People;
use async_trait::async_trait;
use maud::{Markup, html};
use ruche_web::Member;
use ruche_web::parts::icon;
use ruche_web::slots::Slot;

/// When the own access ends, and who can prolong it.
pub(super) struct Ending(pub People);

#[async_trait]
impl Slot for Ending {
    async fn fill(&self, member: &Member, _: i64) -> ruche_kernel::Result<Markup> {
        if member.me.partner.is_none() {
            return Ok(html! {});
        }
        let t = member.t;
        let Some((ends_at, sponsor)) = store::own_end(&self.0.platform.db, member.id()).await? else { return Ok(html! {}) };
        if !rules::ends_soon(Some(ends_at), member.now) {
            return Ok(html! {});
        }
        let day = t.date_long(ends_at, &member.zone);
        Ok(html! {
            div class="callout" data-tone="honey" {
                (icon(member, "clock"))
                p { @if let Some(sponsor) = sponsor { (t.partners_own_end_by(day, sponsor)) } @else { (t.partners_own_end(day)) } }
            }
        })
    }
}
