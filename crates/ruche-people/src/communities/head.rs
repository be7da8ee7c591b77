//! What the pages of one community share: banner, kind, state of the viewer, companies from outside, sections.

use super::rules::{self, Access};
use super::store::{Community, Found};
use crate::access::Standing;
use maud::{Markup, html};
use ruche_web::layout::{self, Page};
use ruche_web::parts::{icon, place_mark};
use ruche_web::{Ctx, Member, Result};

/// The sections of a community.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Feed,
    People,
    Settings,
}

/// The icon of a kind.
pub(super) fn kind_icon(access: Access) -> &'static str {
    match access {
        Access::Open => "globe",
        Access::OnRequest => "user-plus",
        Access::Closed => "lock",
        Access::Unlisted => "eye-off",
    }
}

/// The kind in a word.
pub(super) fn kind_badge(ctx: &Ctx, access: Access) -> Markup {
    html! { span class="badge" data-tone=[(access == Access::Unlisted).then_some("violet")] { (icon(ctx, kind_icon(access))) (ctx.t.communities_kind(access.word())) } }
}

/// The role in a word, for those whose role is more than belonging.
pub(super) fn role_badge(ctx: &Ctx, role: Standing) -> Markup {
    let tone = match role {
        Standing::Owner => Some("brand"),
        Standing::Moderator => Some("info"),
        Standing::Member => None,
    };
    html! { span class="badge" data-tone=[tone] { (ctx.t.communities_role(rules::role_word(role))) } }
}

/// The language of a community's own words, where it is not the page's.
pub(super) fn foreign<'a>(ctx: &Ctx, community: &'a Community) -> Option<&'a str> {
    Some(community.language.as_str()).filter(|language| *language != ctx.t.0.tag())
}

/// A page of one community: its head, then `content`; `aside` beside them.
pub(super) async fn page(member: &Member, found: &Found, section: Section, content: Markup, aside: Markup) -> Result<Markup> {
    let name = &found.community.name;
    let (title, main) = (title(member, found, section), body(member, found, section, &content));
    Ok(layout::page(
        member,
        Page { title: &title, here: "communities", class: "", back: Some(("/communities", name)), main, aside: Some(aside) },
    )
    .await?)
}

/// The title of a page of one community.
pub(super) fn title(member: &Member, found: &Found, section: Section) -> String {
    let name = &found.community.name;
    match section {
        Section::Feed => name.clone(),
        Section::People => format!("{} · {name}", member.t.communities_people()),
        Section::Settings => format!("{} · {name}", member.t.web_settings()),
    }
}

/// The head of a community, then `content`.
pub(super) fn body(member: &Member, found: &Found, section: Section, content: &Markup) -> Markup {
    html! { (banner(member, found, section)) (archived(member, &found.community)) (outside_companies(member, &found.companies)) (content) }
}

fn banner(member: &Member, found: &Found, section: Section) -> Markup {
    let t = member.t;
    let community = &found.community;
    html! {
        section class="banner card" aria-labelledby="community" {
            span class={ "banner-art hue-" (community.hue) @if section != Section::Feed { " low" } } aria-hidden="true" {}
            div class="banner-body" {
                div class="banner-top" {
                    (place_mark(member, &community.icon, community.hue, community.picture, "xl"))
                    div class="actions" { (state(member, community)) }
                }
                div lang=[foreign(member, community)] { h1 id="community" { (community.name) } p class="soft" { (community.description) } }
                div class="row wrap gap-4" {
                    @if community.circle { span class="meta row" { (icon(member, "users")) (t.circles_place()) } }
                    @else { span class="meta row" { (icon(member, kind_icon(community.access))) (t.communities_kind_sentence(community.access.word())) } }
                    @if community.reads { span class="meta row" { (icon(member, "users")) (t.communities_member_count(community.members)) } }
                }
            }
            @if community.reads { (sections(member, found, section)) }
        }
    }
}

fn sections(member: &Member, found: &Found, section: Section) -> Markup {
    let t = member.t;
    let base = format!("/communities/{}", found.community.id);
    let current = |here| (section == here).then_some("page");
    html! {
        nav class="tabs" aria-label=(t.communities_sections()) {
            a href=(base) aria-current=[current(Section::Feed)] { (t.communities_feed()) }
            a href={ (base) "/members" } aria-current=[current(Section::People)] {
                (t.communities_people())
                @if found.waiting > 0 { span class="count" { (found.waiting) span class="sr" { " " (t.communities_waiting()) } } }
            }
            a href={ (base) "/calendar" } { (t.communities_calendar()) }
            @if rules::own(found.community.tie.standing).is_ok() { a href={ (base) "/settings" } aria-current=[current(Section::Settings)] { (t.web_settings()) } }
        }
    }
}

/// What the viewer is here, and the way in or out for those who read.
fn state(member: &Member, community: &Community) -> Markup {
    let t = member.t;
    let membership = format!("/communities/{}/membership?_method=", community.id);
    // Administrators say who belongs to a circle.
    if community.circle {
        return html! {};
    }
    html! {
        @match community.tie.standing {
            Some(role) => div class="menu-anchor" {
                button class="btn btn-soft" type="button" popovertarget="membership" { (icon(member, "check")) (t.communities_role(rules::role_word(role))) }
                div class="menu" id="membership" popover { form action={ (membership) "delete" } method="post" { button { (icon(member, "log-out")) (t.communities_leave()) } } }
            },
            None if community.reads && community.archived_at.is_none() => form action={ (membership) "put" } method="post" { button class="btn btn-primary" { (icon(member, "plus")) (t.communities_join()) } },
            None => {}
        }
    }
}

/// What an archived community says of itself, with the way back for its owners.
fn archived(member: &Member, community: &Community) -> Markup {
    let t = member.t;
    html! {
        @if let Some(at) = community.archived_at {
            div class="callout" {
                (icon(member, "archive"))
                p class="grow" { (t.communities_archived_since(t.date_long(at, &member.zone))) }
                @if rules::own(community.tie.standing).is_ok() {
                    form class="end" action={ "/communities/" (community.id) "/archive?_method=delete" } method="post" { button class="btn btn-sm" { (t.communities_unarchive()) } }
                }
            }
        }
    }
}

/// The badge of an archived community.
pub(super) fn archived_badge(ctx: &Ctx, community: &Community) -> Markup {
    html! { @if community.archived_at.is_some() { span class="badge" { (icon(ctx, "archive")) (ctx.t.communities_archived()) } } }
}

/// The banner that names the outside companies whose people read.
fn outside_companies(member: &Member, companies: &[String]) -> Markup {
    let t = member.t;
    html! {
        @if !companies.is_empty() {
            div class="callout" data-tone="warning" { (icon(member, "handshake")) p class="grow" { b { (t.communities_outside(companies.len())) } " " (t.list(companies)) } }
        }
    }
}

/// The roles and what each does, for the side column.
pub(super) fn who_does_what(ctx: &Ctx) -> Markup {
    let t = ctx.t;
    html! {
        section class="card pad" aria-labelledby="roles" {
            div class="panel-title" { h2 id="roles" { (t.communities_who_does_what()) } }
            dl class="dl" {
                @for role in [Standing::Owner, Standing::Moderator, Standing::Member].map(rules::role_word) { dt { (t.communities_role(role)) } dd { (t.communities_role_does(role)) } }
            }
        }
    }
}
