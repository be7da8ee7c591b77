//! What is missing on one's own profile, and what it is good for: told to the person alone, until they put it away.

use super::access::Told;
use super::actions;
use crate::People;
use crate::sign_in::see_other;
use axum::extract::State;
use axum::response::IntoResponse;
use maud::{Markup, html};
use ruche_web::limits::Act;
use ruche_web::parts::icon;
use ruche_web::{Member, Result, layout};

/// One thing that a profile may say.
struct Item {
    /// Whether it does.
    said: bool,
    /// Where it is said.
    href: &'static str,
    /// What it is.
    title: &'static str,
    /// What it is good for.
    why: &'static str,
}

/// The card; nothing where all is said.
pub(super) fn card(member: &Member, told: &Told) -> Markup {
    let (t, profile) = (member.t, &told.profile);
    let item = |said: bool, href, title, why| Item { said, href, title, why };
    let mut items = vec![
        item(profile.person.photo.is_some(), "/settings", t.profiles_guide_photo(), t.profiles_guide_photo_why()),
        item(!profile.person.title.is_empty(), "/settings", t.members_title(), t.profiles_guide_title_why()),
        item(!told.ask_about.is_empty(), "/settings#about", t.profiles_ask_me(), t.profiles_guide_ask_why()),
        item(told.skilled, "/settings/skills", t.profiles_guide_skills(), t.profiles_guide_skills_why()),
        item(!profile.languages.is_empty(), "/settings", t.members_languages(), t.profiles_guide_languages_why()),
        item(
            !profile.phone.is_empty() || !told.ways.is_empty(),
            "/settings/contact",
            t.profiles_guide_reach(),
            t.profiles_guide_reach_why(),
        ),
    ];
    if member.me.actor.is_employee() {
        items.extend([
            item(!profile.unit.is_empty() && !profile.site.is_empty(), "/settings", t.profiles_guide_place(), t.profiles_guide_place_why()),
            item(told.placed, "/settings/team", t.organisation_manager(), t.profiles_guide_manager_why()),
            item(told.hours.is_some(), "/settings/contact", t.profiles_hours(), t.profiles_guide_hours_why()),
        ]);
    }
    let (all, said) = (items.len(), items.iter().filter(|item| item.said).count());
    if said == all {
        return html! {};
    }
    html! {
        section class="card pad stack gap-3" aria-labelledby="guide" {
            div { h2 id="guide" { (t.profiles_guide()) } p class="meta" { (t.profiles_guide_count(i64::try_from(all).unwrap_or(0), i64::try_from(said).unwrap_or(0))) } }
            progress class="progress" max=(all) value=(said) aria-labelledby="guide" {}
            ul class="list tight" { @for item in items.iter().filter(|item| !item.said) {
                li { div class="grow" { a class="name cover small" href=(item.href) { (item.title) } span class="meta" { (item.why) } } (icon(member, "chevron-right")) }
            } }
            form action="/settings/guide?_method=put" method="post" { button class="btn btn-quiet btn-sm" { (t.profiles_guide_hide()) } }
        }
    }
}

/// Puts it away.
pub(super) async fn hide(State(people): State<People>, member: Member) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::hide_guide(&people, member.id(), true).await?;
    Ok(layout::with_toast(see_other(&format!("/members/{}", member.id())), "guide-hidden", 0).into_response())
}

/// Shows it again.
pub(super) async fn show_again(State(people): State<People>, member: Member) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::hide_guide(&people, member.id(), false).await?;
    Ok(see_other(&format!("/members/{}", member.id())).into_response())
}
