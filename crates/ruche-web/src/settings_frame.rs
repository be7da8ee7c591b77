//! The frame of the settings: sections on the left (above, where there is no room), the section on the right. Each section belongs to a feature.

use crate::context::Member;
use crate::layout::{self, Page};
use crate::parts::icon;
use maud::{Markup, html};
use ruche_kernel::Result;

/// A page of the settings; `section` is `profile`, `contact`, `experience`, `skills`, `questions`, `team`, `display`, `notifications`, `delegates`, `calendar`, `feeds`, `tokens` or `security`.
///
/// # Errors
/// What the frame says.
pub async fn page(member: &Member, section: &str, title: &str, content: Markup) -> Result<Markup> {
    let t = member.t;
    let sections = [
        ("profile", "/settings", "user", t.web_settings_profile()),
        ("contact", "/settings/contact", "phone", t.web_settings_contact()),
        ("experience", "/settings/experience", "history", t.web_settings_experience()),
        ("skills", "/settings/skills", "award", t.web_settings_skills()),
        ("questions", "/settings/questions", "circle-help", t.web_settings_questions()),
        ("team", "/settings/team", "network", t.web_settings_team()),
        ("display", "/settings/display", "languages", t.web_settings_display()),
        ("notifications", "/settings/notifications", "bell", t.web_settings_notifications()),
        ("delegates", "/settings/delegates", "users", t.web_settings_delegates()),
        ("calendar", "/settings/calendar", "calendar", t.web_settings_calendar()),
        ("feeds", "/settings/feeds", "rss", t.web_settings_feeds()),
        ("tokens", "/settings/tokens", "code", t.web_settings_tokens()),
        ("security", "/settings/security", "key", t.web_settings_security()),
    ];
    let main = html! {
        header class="page-head" { div { h1 { (title) } } }
        div class="sections" {
            nav class="tabs" aria-label=(t.web_settings()) {
                // Partners publish as themselves alone, and have no place in the organisation.
                @for (key, href, symbol, label) in sections.into_iter().filter(|(key, ..)| !["delegates", "team"].contains(key) || member.actor().is_employee()) {
                    a href=(href) aria-current=[(key == section).then_some("page")] { (icon(member, symbol)) (label) }
                }
            }
            div class="page-main" { (content) }
        }
    };
    layout::page(member, Page { title, here: "", class: "page-sections", back: Some(("/", t.web_settings())), main, aside: None }).await
}
