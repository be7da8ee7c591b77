//! The pages of members: directory, completion, settings.

use super::actions::{self, Display, ProfileEdit};
use super::{held, sounds, store};
use crate::sign_in::see_other;
use crate::{People, access, organisation};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Error, MemberId, after_key, languages};
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Person, Refused, avatar, badge, empty, icon};
use ruche_web::{Fields, Member, Result, settings_frame};
use serde::{Deserialize, Serialize};

/// People on one page of the directory.
const PAGE: i64 = 60;
/// Below so many who bear a name as it was typed, those whose names sound like it are shown too.
const FEW: usize = 6;

#[derive(Default, Deserialize)]
pub(super) struct Listing {
    #[serde(default)]
    q: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    site: String,
    #[serde(default)]
    view: String,
    after: Option<String>,
}

/// The views of people and of the company: a row of links above each of them. `here` is `members`, `organisation`, `units`, `sites`,
/// `skills` or `experts`.
#[must_use]
pub fn sections(member: &Member, here: &str) -> Markup {
    let t = member.t;
    let views = [
        ("members", "/members", "users", t.members_people()),
        ("organisation", "/organisation", "network", t.organisation_chart()),
        ("units", "/units", "building", t.organisation_units()),
        ("sites", "/sites", "map-pin", t.organisation_sites()),
        ("skills", "/skills", "award", t.skills_title()),
        ("experts", "/experts", "lightbulb", t.experts_title()),
    ];
    html! {
        nav class="tabs" aria-label=(t.members_views()) { @for (key, href, symbol, label) in views { a href=(href) aria-current=[(key == here).then_some("page")] { (icon(member, symbol)) (label) } } }
    }
}

/// People in a list, each with a word beside the title.
pub(crate) fn people_list<'a>(member: &Member, people: impl Iterator<Item = (&'a Person, &'a str)>) -> Markup {
    html! {
        ul class="card list" {
            @for (person, detail) in people {
                li {
                    (avatar(person, ""))
                    div class="grow" {
                        a class="name cover" href={ "/members/" (person.id) } { (person.shown_name(member)) }
                        span class="meta" { (person.title) @if !person.title.is_empty() && !detail.is_empty() { " · " } (detail) }
                    }
                    (badge(member, person))
                }
            }
        }
    }
}

/// People as the reader chose to see them.
fn shown(member: &Member, rows: &[store::Listed], cards: bool) -> Markup {
    if cards { people_cards(member, rows) } else { people_list(member, rows.iter().map(|row| (&row.person, row.site.as_str()))) }
}

/// People as cards.
fn people_cards(member: &Member, rows: &[store::Listed]) -> Markup {
    html! {
        ul class="people" { @for row in rows {
            li class="card person-card" {
                (avatar(&row.person, "lg"))
                a class="name cover" href={ "/members/" (row.person.id) } { (row.person.shown_name(member)) }
                span class="meta" { (row.person.title) }
                @if !row.unit.is_empty() || !row.site.is_empty() { span class="meta" { (row.unit) @if !row.unit.is_empty() && !row.site.is_empty() { " · " } (row.site) } }
                (badge(member, &row.person))
            }
        } }
    }
}

pub(super) async fn directory(State(people): State<People>, member: Member, Query(query): Query<Listing>) -> Result<Markup> {
    let (t, db) = (member.t, &people.platform.db);
    let (key, id) = after_key(query.after.as_deref(), (String::new(), 0));
    let filter = store::Filter { q: &query.q, unit: query.unit.parse().ok(), site: query.site.parse().ok() };
    let rows = store::list(db, member.id(), (&key, id), filter, PAGE + 1).await?;
    let ruche_kernel::Page { items: rows, next } =
        ruche_kernel::Page::of(rows, usize::try_from(PAGE).unwrap_or(60), |row| format!("{}.{}", row.key.0, row.key.1));
    // Who looks for a name as it was heard finds little or nothing as it is written.
    let alike = if rows.len() < FEW && query.after.is_none() {
        sounds::alike_in(db, member.id(), filter, &rows, member.now).await?
    } else {
        Vec::new()
    };
    let (units, sites) = (organisation::store::largest_units(db).await?, organisation::store::sites(db, member.me.actor.circle).await?);
    let choice = |id: &'static str, label: &'static str, all: &'static str, chosen: Option<i64>, options: Vec<(i64, String)>| {
        html! { @if !options.is_empty() {
            label class="sr" for=(id) { (label) }
            select class="select" id=(id) name=(id) { option value="" { (all) } @for (value, name) in options { option value=(value) selected[chosen == Some(value)] { (name) } } }
        } }
    };
    let cards = query.view == "cards";
    let address = |view: &str, after: &str| {
        format!(
            "/members?{}",
            layout::query(&[("q", &query.q), ("unit", &query.unit), ("site", &query.site), ("view", view), ("after", after)])
        )
    };
    let main = html! {
        header class="page-head" {
            div { h1 { (t.web_nav_members()) } p { (t.members_directory_intro()) } }
            nav class="segmented" aria-label=(t.members_shown_as()) {
                a href=(address("", "")) aria-current=[(!cards).then_some("page")] { (icon(&member, "list")) (t.members_as_list()) }
                a href=(address("cards", "")) aria-current=[cards.then_some("page")] { (icon(&member, "grid")) (t.members_as_cards()) }
            }
        }
        (sections(&member, "members"))
        form class="input-row wrap" action="/members" role="search" {
            label class="sr" for="q" { (t.members_filter()) }
            input class="input" id="q" type="search" name="q" value=(query.q) placeholder=(t.members_filter()) maxlength="80";
            (choice("unit", t.members_unit(), t.members_every_unit(), filter.unit, units.into_iter().map(|unit| (unit.id, unit.name)).collect()))
            (choice("site", t.members_site(), t.members_every_site(), filter.site, sites.into_iter().map(|site| (site.id, site.name)).collect()))
            @if cards { input type="hidden" name="view" value="cards"; }
            button class="btn" { (icon(&member, "search")) (t.members_find()) }
        }
        @if rows.is_empty() && alike.is_empty() { (empty(&member, "users", t.members_nobody_title(), t.members_nobody(), html! {})) }
        @else if rows.is_empty() { p class="meta" { (t.members_nobody_written(&query.q)) } }
        @else { (shown(&member, &rows, cards)) }
        @if !alike.is_empty() {
            section class="stack gap-2" aria-labelledby="alike" {
                h2 id="alike" { (t.members_alike()) }
                (shown(&member, &alike, cards))
            }
        }
        @if let Some(next) = next { a class="btn" href=(address(if cards { "cards" } else { "" }, &next)) { (t.web_more()) } }
    };
    let class = if cards { "page-wide" } else { "page-narrow" };
    Ok(layout::page(&member, Page { title: t.web_nav_members(), here: "members", class, back: None, main, aside: None }).await?)
}

/// What time it is in a zone that is not the reader's.
pub(crate) fn hour_there(member: &Member, zone: &str) -> Option<String> {
    let there = jiff::tz::TimeZone::get(zone).ok().filter(|_| zone != member.me.zone)?;
    Some(member.t.members_hour(member.t.time(member.now, &there)))
}

pub(super) async fn follow(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::follow(&people, &member.actor(), id).await?;
    Ok(layout::with_toast(see_other(&format!("/members/{id}")), "followed", id.0))
}

pub(super) async fn unfollow(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::unfollow(&people, &member.actor(), id).await?;
    Ok(layout::with_toast(see_other(&format!("/members/{id}")), "unfollowed", id.0))
}

#[derive(Deserialize)]
pub(super) struct Suggest {
    #[serde(default)]
    q: String,
    #[serde(default)]
    place: Option<i64>,
}

/// One suggestion, as the composer shows it.
#[derive(Serialize)]
pub(super) struct Suggestion {
    id: MemberId,
    name: String,
    detail: String,
    initials: String,
    hue: i64,
    photo: Option<String>,
    partner: Option<String>,
    reads: bool,
}

/// People by the beginning of a name, and whether each reads a place; the company when none is said.
pub(super) async fn suggested(people: &People, member: &Member, text: &str, place: Option<i64>) -> Result<Vec<(Person, bool)>> {
    member.app.limits.take(Act::Suggest, member.id().0)?;
    // Whoever may not read the place is not told who does.
    let place = match place {
        Some(place) => {
            access::read_place(&people.platform.db, member.id(), ruche_kernel::PlaceId(place), member.now).await?;
            place
        }
        None => member.me.actor.home().0,
    };
    let db = &people.platform.db;
    let found = store::suggest(db, member.id(), place, text, member.now).await?;
    // No name begins so: it may have been typed as it was heard.
    if found.is_empty() { Ok(sounds::alike_of(db, member.id(), place, text, member.now).await?) } else { Ok(found) }
}

pub(super) async fn suggest(State(people): State<People>, member: Member, Query(query): Query<Suggest>) -> Result<Json<Vec<Suggestion>>> {
    let found = suggested(&people, &member, &query.q, query.place).await?;
    Ok(Json(
        found
            .into_iter()
            .map(|(p, reads)| Suggestion {
                id: p.id,
                name: p.shown_name(&member),
                initials: p.name.as_deref().map(ruche_kernel::names::initials).unwrap_or_default(),
                detail: p.title,
                hue: p.hue,
                photo: p.photo.map(|photo| format!("/files/{photo}/480")),
                partner: p.partner.map(|company| member.t.web_partner_of(company)),
                reads,
            })
            .collect(),
    ))
}

/// The menu of phones, for those without script.
pub(super) async fn menu(member: Member) -> Result<Markup> {
    let t = member.t;
    let main = html! {
        h1 class="sr" { (t.web_menu()) }
        nav class="card list" aria-label=(t.web_nav_all()) {
            a href={ "/members/" (member.id()) } { (icon(&member, "user")) span class="grow" { (t.web_my_profile()) } }
            @if member.me.starting_at.is_some() { a href="/start" { (icon(&member, "flag")) span class="grow" { (t.newcomers_title()) } } }
            @if member.me.accompanies { a href="/newcomers" { (icon(&member, "users")) span class="grow" { (t.newcomers_arrivals()) } } }
            a href="/questions" { (icon(&member, "circle-help")) span class="grow" { (t.web_nav_questions()) } }
            a href="/settings" { (icon(&member, "settings")) span class="grow" { (t.web_settings()) } }
            a href="/bin" { (icon(&member, "trash")) span class="grow" { (t.web_bin()) } }
            @if member.me.actor.is_admin() { a href="/admin" { (icon(&member, "sliders")) span class="grow" { (t.web_admin()) } } }
        }
        form action="/sign-out" method="post" data-turbo="false" data-controller="sign-out" data-sign-out-member-value=(member.id()) { button class="btn" { (icon(&member, "log-out")) (t.web_sign_out()) } }
    };
    Ok(layout::page(&member, Page { title: t.web_menu(), here: "menu", class: "page-narrow", back: None, main, aside: None }).await?)
}

pub(super) async fn settings(State(people): State<People>, member: Member) -> Result<Markup> {
    let p = store::find(&people.platform.db, member.id(), member.id()).await?;
    let edit =
        ProfileEdit { name: p.name, title: p.person.title, unit: p.unit, site: p.site, phone: p.phone, languages: p.languages, bio: p.bio };
    profile_page(&people, &member, &edit, &Refused::default()).await
}

async fn profile_page(people: &People, member: &Member, edit: &ProfileEdit, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let held = held::of(&people.platform.db, member.id()).await?;
    let photo = member.app.slots.fill("settings.photo", member, member.id().0).await?;
    let about = member.app.slots.fill("settings.about", member, member.id().0).await?;
    let line = |name: &'static str, label: &str, value: &str, autocomplete: &'static str, required: bool| {
        let readonly = held.says(name);
        let hint = readonly.then(|| t.members_of_directory());
        Field { name, label, value, hint, autocomplete, required, readonly, max: Some(80), ..Field::default() }.show(member, refused)
    };
    let content = html! {
        (photo)
        form class="card pad stack" action="/settings" method="post" {
            (refused.summary(member, &["name", "title", "unit", "site", "phone", "languages", "bio"]))
            (line("name", t.members_name(), &edit.name, "name", true))
            (line("title", t.members_title(), &edit.title, "organization-title", false))
            div class="cols" {
                (line("unit", t.members_unit(), &edit.unit, "off", false))
                (line("site", t.members_site(), &edit.site, "off", false))
            }
            div class="cols" {
                (line("phone", t.members_phone(), &edit.phone, "tel", false))
                (line("languages", t.members_languages(), &edit.languages, "off", false))
            }
            (Field { name: "bio", label: t.members_bio(), value: &edit.bio, hint: Some(t.members_bio_hint()), rows: Some(4), ..Field::default() }.show(member, refused))
            div class="row" { button class="btn btn-primary" { (t.web_save()) } }
        }
        (about)
    };
    Ok(settings_frame::page(member, "profile", t.web_settings_profile(), content).await?)
}

pub(super) async fn save_profile(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let edit = ProfileEdit {
        name: form.text("name")?,
        title: form.text("title")?,
        unit: form.text("unit")?,
        site: form.text("site")?,
        phone: form.text("phone")?,
        languages: form.text("languages")?,
        bio: form.text("bio")?,
    };
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::save_profile(&people, &member.actor(), &edit).await {
        Ok(()) => Ok(layout::with_toast(see_other("/settings"), "saved", 0)),
        Err(Error::Refused(refusals)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, profile_page(&people, &member, &edit, &Refused(refusals)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn display(member: Member) -> Result<Markup> {
    let me = &member.me;
    let display = Display {
        locale: me.locale.tag().to_owned(),
        zone: me.zone.clone(),
        theme: me.theme.clone(),
        shortcuts: me.shortcuts,
        hidden_languages: me.hidden_languages.clone(),
    };
    display_page(&member, &display, &Refused::default()).await
}

async fn display_page(member: &Member, display: &Display, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let themes = [("", t.members_theme_system()), ("light", t.members_theme_light()), ("dark", t.members_theme_dark())];
    let content = html! {
        form class="card pad stack gap-5" action="/settings/display" method="post" data-turbo="false" {
            (refused.summary(member, &["zone", "hidden"]))
            fieldset class="stack gap-2" {
                legend class="label" { (t.members_language()) }
                div class="choices" { @for (tag, label) in [("fr", "Français"), ("en", "English")] { label class="choice" lang=(tag) { input type="radio" name="locale" value=(tag) checked[display.locale == tag]; b { (label) } } } }
            }
            fieldset class="stack gap-2" {
                legend class="label" { (t.members_theme()) }
                div class="choices" { @for (value, label) in themes { label class="choice" { input type="radio" name="theme" value=(value) checked[display.theme == value]; b { (label) } } } }
            }
            (Field { name: "zone", label: t.members_zone(), value: &display.zone, hint: Some(t.members_zone_hint()), autocomplete: "off", required: true, max: Some(60), ..Field::default() }.show(member, refused))
            fieldset class="stack gap-2" aria-describedby="hidden-hint" {
                legend class="label" { (t.members_hidden_languages()) }
                p class="meta" id="hidden-hint" { (t.members_hidden_languages_hint()) }
                div class="choices small" { @for (tag, label) in languages::LANGUAGES { label class="choice" lang=(tag) { input type="checkbox" name="hidden" value=(tag) checked[display.hidden_languages.iter().any(|hidden| hidden == tag)]; b { (label) } } } }
                @if let Some(error) = refused.at(member, "hidden") { div class="field" data-tone="danger" { p class="error" { (icon(member, "alert")) (error) } } }
            }
            label class="check" { input type="checkbox" name="shortcuts" value="on" checked[display.shortcuts]; span { (t.members_shortcuts()) } small { (t.members_shortcuts_hint()) } }
            div class="row" { button class="btn btn-primary" { (t.web_save()) } }
        }
    };
    Ok(settings_frame::page(member, "display", t.web_settings_display(), content).await?)
}

pub(super) async fn save_display(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let display = Display {
        locale: form.text("locale")?,
        zone: form.text("zone")?,
        theme: form.text("theme")?,
        shortcuts: form.ticked("shortcuts")?,
        hidden_languages: form.all("hidden"),
    };
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::save_display(&people, member.id(), &display).await {
        Ok(()) => Ok(layout::with_toast(see_other("/settings/display"), "saved", 0)),
        Err(Error::Refused(refusals)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, display_page(&member, &display, &Refused(refusals)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The theme alone, from the menu of every page.
pub(super) async fn save_theme(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let theme = form.text("theme")?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::save_theme(&people, member.id(), if theme == "system" { "" } else { &theme }).await?;
    // The script shows it already; without it, the page where it was chosen shows it.
    Ok(if member.streams { StatusCode::NO_CONTENT.into_response() } else { see_other("/settings/display").into_response() })
}
