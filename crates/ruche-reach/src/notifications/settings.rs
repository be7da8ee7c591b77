//! The page where a person chooses what to be told of.

use super::rules::Kind;
use super::{actions, store};
use crate::Reach;
use axum::extract::State;
use axum::response::Redirect;
use maud::{Markup, html};
use ruche_web::limits::Act;
use ruche_web::{Fields, Member, Result, layout, settings_frame};

pub(super) async fn show(State(reach): State<Reach>, member: Member) -> Result<Markup> {
    let t = member.t;
    let off = store::off(&reach.platform.db, member.id()).await?;
    let content = html! {
        form class="card" action="/settings/notifications" method="post" {
            @for kind in Kind::choices() {
                label class="switch" {
                    span { (t.notifications_kind(kind.word())) small { (t.notifications_kind_hint(kind.word())) } }
                    input type="checkbox" role="switch" name=(kind.word()) checked[!off.contains(&kind)];
                }
            }
            div class="card-foot row" { button class="btn btn-primary" { (t.web_save()) } }
        }
    };
    Ok(settings_frame::page(&member, "notifications", t.web_settings_notifications(), content).await?)
}

pub(super) async fn save(State(reach): State<Reach>, member: Member, mut form: Fields) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let mut on = Vec::new();
    for kind in Kind::choices() {
        if form.ticked(kind.word())? {
            on.push(kind);
        }
    }
    form.finish()?;
    actions::save_choices(&reach, &member.actor(), &on).await?;
    Ok(layout::with_toast(Redirect::to("/settings/notifications"), "saved", 0))
}
