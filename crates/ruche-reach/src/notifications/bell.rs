//! The bell in the frame of every page, and the fragment that replaces it when a notification arrives.

use super::store;
use crate::Reach;
use async_trait::async_trait;
use axum::extract::State;
use maud::{Markup, html};
use ruche_web::parts::icon;
use ruche_web::slots::Slot;
use ruche_web::{Member, Result};

/// The most that the bell tells exactly.
const MOST: i64 = 99;

/// Fills `frame.bell`.
pub(super) struct Bell(pub Reach);

#[async_trait]
impl Slot for Bell {
    async fn fill(&self, member: &Member, _: i64) -> ruche_kernel::Result<Markup> {
        Ok(frame(member, store::count_unread(&self.0.platform.db, member.id()).await?))
    }
}

pub(super) async fn show(State(reach): State<Reach>, member: Member) -> Result<Markup> {
    Ok(frame(&member, store::count_unread(&reach.platform.db, member.id()).await?))
}

fn frame(member: &Member, unread: i64) -> Markup {
    html! {
        turbo-frame id="notifications-bell" target="_top" data-controller="bell" data-bell-url-value="/notifications/bell" {
            a class="icon-btn" id="bell" href="/notifications" aria-label=(member.t.notifications_bell(unread)) data-shortcut="notifications" {
                (icon(member, "bell"))
                @if unread > 0 { span class="count" aria-hidden="true" { @if unread > MOST { "99+" } @else { (unread) } } }
            }
        }
    }
}
