//! How many questions a week one accepts, in the settings.

use super::rules::MOST_ACCEPTED;
use super::{actions, store};
use crate::Content;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::Error;
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused};
use ruche_web::{Fields, Member, Result, layout, settings_frame};

pub(in crate::experts) async fn show(State(content): State<Content>, member: Member) -> Result<Markup> {
    let limit = store::limit(&content.platform.db, member.id()).await?;
    page(&member, &limit.to_string(), &Refused::default()).await
}

async fn page(member: &Member, typed: &str, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let content = html! {
        form class="card pad stack" action="/settings/questions" method="post" {
            (refused.summary(member, &["limit"]))
            p class="small soft" { (t.experts_limit_text()) }
            (Field { name: "limit", label: t.experts_limit(), kind: "number", value: typed, hint: Some(&t.experts_limit_hint(MOST_ACCEPTED)), autocomplete: "off", required: true, ..Field::default() }.show(member, refused))
            div class="row" { button class="btn btn-primary" { (t.web_save()) } }
        }
    };
    Ok(settings_frame::page(member, "questions", t.web_settings_questions(), content).await?)
}

pub(in crate::experts) async fn save(State(content): State<Content>, member: Member, mut form: Fields) -> Result {
    let typed = form.text("limit")?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::accept(&content, &member.actor(), typed.trim().parse().ok()).await {
        Ok(()) => Ok(layout::with_toast(Redirect::to("/settings/questions"), "saved", 0)),
        Err(Error::Refused(refusals)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&member, &typed, &Refused(refusals)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
