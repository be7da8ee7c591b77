//! Units and sites: the lists, and the page of one.

use super::chart::After;
use super::map;
use super::store::{self, Node, Site, Unit};
use crate::People;
use crate::members::page::{hour_there, people_list, sections};
use crate::skills::store::{self as skills, Group};
use axum::extract::{Path, Query, State};
use maud::{Markup, html};
use ruche_kernel::{MemberId, after_key};
use ruche_web::layout::{self, Page};
use ruche_web::parts::{avatar, empty, icon};
use ruche_web::{Member, Result};

/// People on one page.
const PAGE: usize = 60;
/// Skills that are told of a unit or a site.
const SKILLS: i64 = 12;

/// The uppermost units.
pub(super) async fn units(State(people): State<People>, member: Member) -> Result<Markup> {
    let t = member.t;
    let units = store::units_below(&people.platform.db, None, member.me.actor.circle).await?;
    let admin = member.me.actor.is_admin();
    let main = html! {
        header class="page-head" {
            div { h1 { (t.organisation_units()) } p { (t.organisation_units_intro()) } }
            @if admin { div class="actions" { a class="btn" href="/units/new" { (icon(&member, "plus")) (t.organisation_unit_new()) } } }
        }
        (sections(&member, "units"))
        @if units.is_empty() { (empty(&member, "building", t.organisation_units_none_title(), t.organisation_units_none(), html! { a class="btn" href="/settings" { (t.organisation_say_unit()) } })) }
        @else { (unit_list(&member, &units)) }
    };
    let title = t.organisation_units();
    Ok(layout::page(&member, Page { title, here: "members", class: "page-narrow", back: Some(("/members", title)), main, aside: None })
        .await?)
}

fn unit_list(member: &Member, units: &[Unit]) -> Markup {
    html! {
        ul class="card list" { @for unit in units {
            li { (icon(member, "building")) div class="grow" { a class="name cover" href={ "/units/" (unit.id) } { (unit.name) } span class="meta" { (member.t.organisation_people(unit.people)) } } }
        } }
    }
}

/// One unit: what it does, who leads it, the units below it, its people, what they can do.
pub(super) async fn unit(State(people): State<People>, member: Member, Path(id): Path<i64>, Query(query): Query<After>) -> Result<Markup> {
    let (t, db) = (member.t, &people.platform.db);
    let unit = store::unit(db, id, member.me.actor.circle).await?;
    let path = store::path(db, id).await?;
    let below = store::units_below(db, Some(id), member.me.actor.circle).await?;
    let (key, last) = after_key(query.after.as_deref(), (String::new(), 0));
    let rows = store::unit_people(db, member.id(), id, (&key, last), PAGE as i64 + 1).await?;
    let ruche_kernel::Page { items: rows, next } = ruche_kernel::Page::of(rows, PAGE, after);
    let lead = match unit.lead {
        Some(lead) => store::someone(db, member.id(), lead).await?,
        None => None,
    };
    let skills = skills::of_group(db, member.id(), t.0.tag(), Group::Unit(id), SKILLS).await?;
    let admin = member.me.actor.is_admin();
    let main = html! {
        header class="page-head" {
            div {
                @if path.len() > 1 { nav class="crumbs" aria-label=(t.organisation_path()) {
                    @for (number, (above, name)) in path[..path.len() - 1].iter().enumerate() { @if number > 0 { (icon(&member, "chevron-right")) } a href={ "/units/" (above) } { (name) } }
                } }
                h1 { (unit.name) }
                @if !unit.about.is_empty() { p { (unit.about) } }
            }
            @if admin { div class="actions" { a class="btn btn-quiet" href={ "/units/" (id) "/edit" } { (icon(&member, "edit")) (t.members_edit()) } } }
        }
        @if let Some(lead) = &lead { (lead_card(&member, lead)) }
        @if !below.is_empty() { section class="stack" aria-labelledby="below" { h2 class="section-title" id="below" { (t.organisation_units_below()) } (unit_list(&member, &below)) } }
        (group(&member, &rows, unit.people))
        @if let Some(next) = next { a class="btn" href={ "/units/" (id) "?" (layout::query(&[("after", &next)])) } { (t.web_more()) } }
    };
    let aside = skills_card(&member, &skills, t.organisation_unit_skills());
    Ok(layout::page(&member, Page { title: &unit.name, here: "members", class: "", back: Some(("/units", &unit.name)), main, aside })
        .await?)
}

fn after(node: &Node) -> String {
    format!("{}.{}", node.key, node.person.id)
}

fn lead_card(member: &Member, lead: &Node) -> Markup {
    html! {
        ul class="card list" { li {
            (avatar(&lead.person, ""))
            div class="grow" { a class="name cover" href={ "/members/" (lead.person.id) } { (lead.person.shown_name(member)) } span class="meta" { (member.t.organisation_leads()) @if !lead.person.title.is_empty() { " · " (lead.person.title) } } }
        } }
    }
}

/// The people of a unit or a site.
fn group(member: &Member, rows: &[Node], count: i64) -> Markup {
    let t = member.t;
    html! {
        section class="stack" aria-labelledby="people" {
            h2 class="section-title" id="people" { (t.organisation_people(count)) }
            @if rows.is_empty() { (empty(member, "users", t.organisation_nobody_title(), t.organisation_nobody_here(), html! {})) }
            @else { (people_list(member, rows.iter().map(|node| (&node.person, if node.person.title.is_empty() { node.site.as_str() } else { "" })))) }
        }
    }
}

/// What the people of a unit or a site can do, and how many of them.
fn skills_card(member: &Member, skills: &[(i64, String, i64)], title: &str) -> Option<Markup> {
    (!skills.is_empty()).then(|| {
        html! {
            section class="card pad" aria-labelledby="skills" {
                div class="panel-title" { h2 id="skills" { (title) } }
                ul class="skills" { @for (id, name, count) in skills { li { a class="chip" href={ "/skills/" (id) } { (name) " " b { (member.t.number(*count)) } } } } }
            }
        }
    })
}

/// The sites, on a map and in a list.
pub(super) async fn sites(State(people): State<People>, member: Member) -> Result<Markup> {
    let t = member.t;
    let sites = store::sites(&people.platform.db, member.me.actor.circle).await?;
    let main = html! {
        header class="page-head" { div { h1 { (t.organisation_sites()) } p { (t.organisation_sites_intro()) } } }
        (sections(&member, "sites"))
        @if sites.is_empty() { (empty(&member, "map-pin", t.organisation_sites_none_title(), t.organisation_sites_none(), html! { a class="btn" href="/settings" { (t.organisation_say_site()) } })) }
        @else {
            (map::draw(&member, &sites))
            ul class="card list" { @for site in &sites {
                li { (icon(&member, "map-pin")) div class="grow" { a class="name cover" href={ "/sites/" (site.id) } { (site.name) } span class="meta" { (t.organisation_people(site.people)) } } (hour(&member, site)) }
            } }
        }
    };
    let title = t.organisation_sites();
    Ok(layout::page(&member, Page { title, here: "members", class: "page-wide", back: Some(("/members", title)), main, aside: None })
        .await?)
}

/// What time it is there, where its zone is said and is not that of the reader.
fn hour(member: &Member, site: &Site) -> Markup {
    html! { @if let Some(hour) = hour_there(member, &site.zone) { span class="meta nowrap" { (hour) } } }
}

/// One site: where it is, its people, what they can do.
pub(super) async fn site(State(people): State<People>, member: Member, Path(id): Path<i64>, Query(query): Query<After>) -> Result<Markup> {
    let (t, db) = (member.t, &people.platform.db);
    let site = store::site(db, id, member.me.actor.circle).await?;
    let (key, last) = after_key(query.after.as_deref(), (String::new(), 0));
    let rows = store::site_people(db, member.id(), id, (&key, last), PAGE as i64 + 1).await?;
    let ruche_kernel::Page { items: rows, next } = ruche_kernel::Page::of(rows, PAGE, after);
    let skills = skills::of_group(db, member.id(), t.0.tag(), Group::Site(id), SKILLS).await?;
    let main = html! {
        header class="page-head" {
            div { h1 { (site.name) } @if !site.address.is_empty() { p { (site.address) } } (hour(&member, &site)) }
            @if member.me.actor.is_admin() { div class="actions" { a class="btn btn-quiet" href={ "/sites/" (id) "/edit" } { (icon(&member, "edit")) (t.members_edit()) } } }
        }
        @if site.point.is_some() { (map::draw(&member, std::slice::from_ref(&site))) }
        (group(&member, &rows, site.people))
        @if let Some(next) = next { a class="btn" href={ "/sites/" (id) "?" (layout::query(&[("after", &next)])) } { (t.web_more()) } }
    };
    let aside = skills_card(&member, &skills, t.organisation_site_skills());
    Ok(layout::page(&member, Page { title: &site.name, here: "members", class: "", back: Some(("/sites", &site.name)), main, aside })
        .await?)
}

/// Who leads, for the form of a unit.
pub(super) async fn lead_name(people: &People, member: &Member, lead: Option<MemberId>) -> Result<String> {
    let Some(lead) = lead else { return Ok(String::new()) };
    Ok(store::someone(&people.platform.db, member.id(), lead).await?.map(|node| node.person.shown_name(member)).unwrap_or_default())
}
