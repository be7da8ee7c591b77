//! The page of a person.

use super::access::{self, Told};
use super::rules::{Did, Experience};
use super::{guide, shown};
use crate::People;
use axum::extract::{Path, State};
use maud::{Markup, html};
use ruche_kernel::MemberId;
use ruche_web::layout::{self, Page};
use ruche_web::parts::{avatar, badge, icon};
use ruche_web::{Member, Result};

pub(super) async fn show(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result<Markup> {
    let t = member.t;
    let told = access::load(&people, &member, id).await?;
    let person = &told.profile.person;
    let (name, left) = (person.shown_name(&member), person.left);
    let posts = member.app.slots.fill("member.posts", &member, id.0).await?;
    let (mut skills, mut team) = (html! {}, html! {});
    if !left {
        skills = member.app.slots.fill("member.skills", &member, id.0).await?;
        team = member.app.slots.fill("member.team", &member, id.0).await?;
    }
    let (me, employee) = (member.id() == id, member.me.actor.is_employee());
    let missing = if me && !told.guide_hidden {
        guide::card(&member, &told)
    } else {
        html! {}
    };
    let main = html! {
        (head(&member, &told))
        (skills)
        (path(&member, &told.experiences, me))
        h2 class="section-title" { (if me { t.members_my_posts().to_owned() } else { t.members_posts_of(name.as_str()) }) }
        (posts)
    };
    let aside = (!left).then(|| {
        html! {
            (missing)
            (reach(&member, &told))
            (team)
            (fields(&member, &told))
        }
    });
    let back = Some((if employee { "/members" } else { "/" }, name.as_str()));
    Ok(layout::page(&member, Page { title: &name, here: if me { "" } else { "members" }, class: "", back, main, aside }).await?)
}

/// Who it is, at a glance.
fn head(member: &Member, told: &Told) -> Markup {
    let (t, person) = (member.t, &told.profile.person);
    let me = member.id() == person.id;
    html! {
        section class="card profile" aria-labelledby="who" {
            div class={ "profile-banner hue-" (person.hue) } aria-hidden="true" {}
            div class="profile-head" {
                (avatar(person, "xxl"))
                div class="grow" {
                    div class="row wrap gap-2" {
                        h1 id="who" { (person.shown_name(member)) }
                        (badge(member, person))
                        (shown::availability(member, told.availability))
                        @if person.left { span class="badge" { (t.members_has_left()) } }
                    }
                    @if !told.pronunciation.is_empty() { p class="meta" { (t.profiles_said(told.pronunciation.as_str())) } }
                    p class="soft" { (person.title) }
                    @if !told.status.text.is_empty() { p class="small profile-status" { (icon(member, "message-circle")) (told.status.text) } }
                }
                @if me { a class="btn" href="/settings" { (icon(member, "edit")) (t.members_edit()) } }
                @else if !person.left { (follow_button(member, person.id, told.profile.followed)) }
            }
            // With a phone in hand one calls or writes at once, before the posts.
            @if !me && (!told.profile.phone.is_empty() || told.profile.email.is_some()) {
                div class="profile-at-once only-phone" {
                    @if !told.profile.phone.is_empty() { a class="btn" href={ "tel:" (told.profile.phone.replace(' ', "")) } { (icon(member, "phone")) (t.profiles_call()) } }
                    @if let Some(email) = &told.profile.email { a class="btn" href={ "mailto:" (email) } { (icon(member, "mail")) (t.profiles_write()) } }
                }
            }
            @if !told.profile.bio.is_empty() { p class="profile-bio" { (told.profile.bio) } }
            @if !told.ask_about.is_empty() { div class="profile-ask" { (icon(member, "circle-help")) div { h2 class="name" { (if me { t.profiles_ask_me() } else { t.profiles_ask_them() }) } p { (told.ask_about) } } } }
        }
    }
}

fn follow_button(member: &Member, id: MemberId, followed: bool) -> Markup {
    let t = member.t;
    html! {
        form action={ "/members/" (id) "/follow?_method=" (if followed { "delete" } else { "put" }) } method="post" {
            @if followed { button class="btn btn-soft" aria-pressed="true" { (icon(member, "check")) (t.members_following()) } }
            @else { button class="btn btn-primary" { (icon(member, "user-plus")) (t.members_follow()) } }
        }
    }
}

/// How to reach somebody, and where.
fn reach(member: &Member, told: &Told) -> Markup {
    let (t, profile) = (member.t, &told.profile);
    let (me, employee) = (member.id() == profile.person.id, member.me.actor.is_employee());
    // Unit and site lead to their pages, for those who see the company.
    let place = |symbol: &str, label: &str, name: &str, id: Option<i64>, pages: &str| {
        html! { @if !name.is_empty() { div { dt { (icon(member, symbol)) span class="sr" { (label) } } dd { @if let (Some(id), true) = (id, employee) { a class="link" href={ "/" (pages) "/" (id) } { (name) } } @else { (name) } } } } }
    };
    let there = crate::members::page::hour_there(member, &profile.zone);
    html! {
        section class="card pad" aria-labelledby="reach" {
            div class="panel-title" {
                h2 id="reach" { (if me { t.members_reach_me() } else { t.members_reach() }) }
                @if me { a class="link small" href="/settings/contact" { (t.members_edit()) } }
                @else if !profile.person.bot { a class="link small" href={ "/members/" (profile.person.id) "/card" } data-turbo="false" { (t.profiles_card()) } }
            }
            dl class="facts" {
                @if let Some(email) = &profile.email { div { dt { (icon(member, "mail")) span class="sr" { (t.sign_in_email()) } } dd { a class="link" href={ "mailto:" (email) } { (email) } } } }
                @if !profile.phone.is_empty() { div { dt { (icon(member, "phone")) span class="sr" { (t.members_phone()) } } dd { a class="link" href={ "tel:" (profile.phone.replace(' ', "")) } { (profile.phone) } } } }
                @for way in &told.ways { div { (shown::way(member, way)) } }
                (place("building", t.members_unit(), &profile.unit, profile.unit_id, "units"))
                (place("map-pin", t.members_site(), &profile.site, profile.site_id, "sites"))
                @if let Some(hours) = told.hours { div { dt { (icon(member, "clock")) span class="sr" { (t.profiles_hours()) } } dd { (shown::hours(member, hours)) @if let Some(there) = &there { span class="meta" { (there) } } } } }
                @else if let Some(there) = &there { div { dt { (icon(member, "clock")) span class="sr" { (t.members_zone()) } } dd { (there) } } }
                @if !profile.languages.is_empty() { div { dt { (icon(member, "languages")) span class="sr" { (t.members_languages()) } } dd { (profile.languages) } } }
                @if let Some((sponsor, sponsor_name)) = &profile.sponsor { div { dt { (icon(member, "handshake")) span class="sr" { (t.members_sponsor()) } } dd { (t.members_invited_by()) " " @let named = sponsor_name.as_deref().unwrap_or(t.web_former_member());
                    @if let Some(sponsor) = sponsor { a class="link" href={ "/members/" (sponsor) } { (named) } } @else { (named) } } } }
                @if let Some(end) = profile.ends_at { div { dt { (icon(member, "clock")) span class="sr" { (t.members_ends()) } } dd { (t.members_until(t.date_long(end, &member.zone))) } } }
                @if let Some(followers) = profile.followers { div { dt { (icon(member, "users")) span class="sr" { (t.members_followers()) } } dd { (t.members_follower_count(followers)) } } }
            }
        }
    }
}

/// Jobs, missions and trainings.
fn path(member: &Member, experiences: &[(i64, Experience)], me: bool) -> Markup {
    let t = member.t;
    html! { @if !experiences.is_empty() {
        section class="card pad" aria-labelledby="path" {
            div class="panel-title" { h2 id="path" { (t.profiles_path()) } @if me { a class="link small" href="/settings/experience" { (t.members_edit()) } } }
            ol class="history" { @for (_, one) in experiences { (step(member, one)) } }
        }
    } }
}

fn step(member: &Member, one: &Experience) -> Markup {
    let symbol = match one.did {
        Did::Job => "building",
        Did::Mission => "target",
        Did::Training => "graduation-cap",
    };
    html! {
        li {
            span class="avatar xs" aria-hidden="true" { (icon(member, symbol)) }
            div {
                b class="name" { (one.title) }
                p class="meta" { @if !one.organisation.is_empty() { (one.organisation) " · " } (shown::period(member, one)) }
                @if !one.about.is_empty() { p class="small soft" { (one.about) } }
            }
        }
    }
}

/// What the fields of the company hold.
fn fields(member: &Member, told: &Told) -> Markup {
    let t = member.t;
    let of = told.profile.person.id;
    let fills = member.me.actor.is_admin() && told.profile.kind == ruche_kernel::MemberKind::Employee;
    html! { @if !told.filled.is_empty() || fills {
        section class="card pad" aria-labelledby="fields" {
            div class="panel-title" { h2 id="fields" { (t.profiles_fields()) } @if fills { a class="link small" href={ "/members/" (of) "/fields" } { (t.members_edit()) } } }
            @if told.filled.is_empty() { p class="meta" { (t.profiles_fields_empty()) } }
            @else { dl class="named" { @for one in &told.filled { div { dt { (one.field.name(t.0.tag())) } dd { (shown::value(member, one)) } } } } }
        }
    } }
}
