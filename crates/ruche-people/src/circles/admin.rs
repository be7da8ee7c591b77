//! The administrators' pages of circles: which there are, and one of them, with what changes before it does.

use super::actions::{self, Meant};
use super::rules::{MOST_NAME, Typed};
use super::store::{self, Circle};
use crate::members::admin::{frame, sending_field};
use crate::sign_in::see_other;
use crate::{People, organisation};
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Error, PlaceId, after_key};
use ruche_web::layout;
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused, avatar, empty, icon};
use ruche_web::{Fields, Member, Result};
use serde::Deserialize;

/// People on one page.
const PAGE: usize = 60;

pub(super) async fn list(State(people): State<People>, member: Member) -> Result<Markup> {
    page(&people, &member, "", &Refused::default()).await
}

async fn page(people: &People, member: &Member, typed: &str, refused: &Refused) -> Result<Markup> {
    let (t, db) = (member.t, &people.platform.db);
    let (circles, company) = (store::list(db).await?, store::company(db).await?);
    let (gone, here): (Vec<Circle>, Vec<Circle>) = circles.into_iter().partition(|circle| circle.dissolved_at.is_some());
    let head_office = company.employees - here.iter().map(|circle| circle.people).sum::<i64>();
    let said = member.app.slots.fill("admin.circles", member, 0).await?;
    let content = html! {
        section class="card" aria-labelledby="circles" {
            div class="card-head" { h2 id="circles" { (t.circles_title()) } }
            p class="pad soft" { (t.circles_intro()) }
            @if here.is_empty() { (empty(member, "users", t.circles_none_title(), t.circles_none(), html! {})) }
            @else {
                ul class="list" {
                    @for circle in &here { li { (icon(member, "users")) div class="grow" { a class="name cover" href={ "/admin/circles/" (circle.id) } { (circle.name) } span class="meta" { (t.circles_people(circle.people)) } } (icon(member, "chevron-right")) } }
                    li { (icon(member, "building")) div class="grow" { b class="name" { (t.circles_head_office()) } span class="meta" { (t.circles_people(head_office)) } } }
                }
            }
        }
        section class="card pad stack gap-2" aria-labelledby="stays" {
            h2 id="stays" { (t.circles_stays()) }
            (said)
            p { (t.circles_open(company.open)) }
            @if company.mixed > 0 { p { (t.circles_mixed(company.mixed)) } }
            p class="soft small" { (t.circles_stays_text()) }
        }
        form class="card pad stack" action="/admin/circles" method="post" {
            h2 { (t.circles_new()) }
            (refused.summary(member, &["name"]))
            (sending_field()?)
            (Field { name: "name", label: t.circles_name(), value: typed, hint: Some(t.circles_name_hint()), autocomplete: "off", required: true, max: u32::try_from(MOST_NAME).ok(), ..Field::default() }.show(member, refused))
            div class="row" { button class="btn btn-primary" { (icon(member, "plus")) (t.circles_make()) } }
        }
        @if !gone.is_empty() {
            section class="card" aria-labelledby="dissolved" {
                div class="card-head" { h2 id="dissolved" { (t.circles_dissolved_ones()) } }
                ul class="list" { @for circle in &gone { li class="wrap" {
                    div class="grow" { b class="name" { (circle.name) } span class="meta" { (t.circles_people(circle.people)) } }
                    form class="end" action={ "/admin/circles/" (circle.id) "/dissolution?_method=delete" } method="post" { button class="btn btn-sm" aria-label=(t.circles_restore_this(circle.name.as_str())) { (icon(member, "undo")) (t.circles_restore()) } }
                } } }
            }
        }
    };
    frame(member, "circles", t.circles_title(), content).await
}

pub(super) async fn make(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let name = form.text("name")?;
    let key = form.key()?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::make(&people, &member.actor(), &name, key).await {
        Ok(id) => Ok(layout::with_toast(see_other(&format!("/admin/circles/{id}")), "circle-made", 0)),
        Err(Error::Refused(refusals)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&people, &member, &name, &Refused(refusals)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// What one asks of the page of a circle: after whom the list goes on, and whom one thinks of putting in.
#[derive(Default, Deserialize)]
pub(super) struct Asked {
    after: Option<String>,
    person: Option<String>,
    unit: Option<String>,
    site: Option<String>,
}

pub(super) async fn show(State(people): State<People>, member: Member, Path(id): Path<PlaceId>, Query(asked): Query<Asked>) -> Result {
    let number = |text: &Option<String>| text.as_deref().and_then(|text| text.parse().ok());
    let looks = asked.person.is_some() || asked.unit.is_some() || asked.site.is_some();
    let typed = Typed { person: asked.person.unwrap_or_default(), unit: number(&asked.unit), site: number(&asked.site) };
    let looked = if looks { Some(look(&people, id, &typed).await) } else { None };
    let (report, refused) = match looked {
        None => (None, Refused::default()),
        Some(Ok(report)) => (Some(report), Refused::default()),
        Some(Err(Error::Refused(refusals))) => (None, Refused(refusals)),
        Some(Err(error)) => return Err(error.into()),
    };
    let status = if refused.0.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = one(&people, &member, id, &One { after: asked.after, typed, report, name: None }, &refused).await?;
    Ok((status, page).into_response())
}

/// What putting some people into a circle would change.
struct Report {
    /// How many are meant.
    meant: usize,
    /// How many of them are in it already.
    here: usize,
    /// How many come from another circle.
    elsewhere: usize,
    /// In how many communities they meet people of other circles.
    mixed: usize,
}

async fn look(people: &People, id: PlaceId, typed: &Typed) -> ruche_kernel::Result<Report> {
    let db = &people.platform.db;
    let ids = actions::meant(people, typed).await?.ids;
    let at = store::whereabouts(db, &ids).await?;
    let here = at.iter().filter(|(_, circle)| *circle == Some(id.0)).count();
    let elsewhere = at.iter().filter(|(_, circle)| circle.is_some_and(|circle| circle != id.0)).count();
    Ok(Report { meant: at.len(), here, elsewhere, mixed: store::mixed(db, &ids, id).await? })
}

#[derive(Default)]
struct One {
    after: Option<String>,
    typed: Typed,
    report: Option<Report>,
    /// The name as it was typed, where it was refused.
    name: Option<String>,
}

async fn one(people: &People, member: &Member, id: PlaceId, shown: &One, refused: &Refused) -> Result<Markup> {
    let (t, db) = (member.t, &people.platform.db);
    let circle = store::find(db, id).await?;
    let (key, last) = after_key(shown.after.as_deref(), (String::new(), 0));
    let rows = store::people(db, id, (&key, last), PAGE as i64 + 1).await?;
    let ruche_kernel::Page { items: rows, next } = ruche_kernel::Page::of(rows, PAGE, |row| format!("{}.{}", row.key, row.person.id));
    let (units, sites) = (organisation::store::largest_units(db).await?, organisation::store::sites(db, None).await?);
    let base = format!("/admin/circles/{id}");
    let choice = |name: &'static str, label: &str, chosen: Option<i64>, options: Vec<(i64, String)>| {
        html! { @if !options.is_empty() { div class="field" {
            label for=(name) { (label) }
            select class="select" id=(name) name=(name) { option value="" { (t.circles_nobody_of()) } @for (value, said) in options { option value=(value) selected[chosen == Some(value)] { (said) } } }
        } } }
    };
    let name = shown.name.as_deref().unwrap_or(&circle.name);
    let content = html! {
        p class="row wrap" { a class="link" href="/admin/circles" { (t.circles_all()) } }
        @if circle.dissolved_at.is_some() {
            div class="callout" { (icon(member, "archive")) p { (t.circles_is_dissolved()) } }
        } @else {
            @if let Some(report) = &shown.report { (preview(member, &base, &circle, &shown.typed, report)) }
            form class="card pad stack" action=(base) method="get" {
                div { h2 { (t.circles_put_in()) } p class="small soft" { (t.circles_put_in_text()) } }
                (refused.summary(member, &["person", "name"]))
                (Field { name: "person", label: t.circles_person(), value: &shown.typed.person, hint: Some(t.circles_person_hint()), autocomplete: "off", max: Some(254), ..Field::default() }.show(member, refused))
                (choice("unit", t.circles_unit(), shown.typed.unit, units.into_iter().map(|unit| (unit.id, unit.name)).collect()))
                (choice("site", t.circles_site(), shown.typed.site, sites.into_iter().map(|site| (site.id, site.name)).collect()))
                div class="row" { button class="btn btn-primary" { (icon(member, "eye")) (t.circles_look()) } }
            }
        }
        @if circle.dissolved_at.is_none() { section class="card" aria-labelledby="its-people" {
            div class="card-head" { h2 id="its-people" { (t.circles_people(circle.people)) } }
            @if rows.is_empty() { p class="pad soft" { (t.circles_nobody()) } }
            @else { ul class="list" { @for row in &rows { li {
                (avatar(&row.person, ""))
                div class="grow" { a class="name" href={ "/members/" (row.person.id) } { (row.person.shown_name(member)) } span class="meta" { (row.person.title) @if !row.person.title.is_empty() && !row.site.is_empty() { " · " } (row.site) } }
                form action={ (base) "/people?_method=delete" } method="post" {
                    input type="hidden" name="member" value=(row.person.id);
                    button class="btn btn-sm" aria-label=(t.circles_take_out_this(row.person.shown_name(member).as_str())) { (icon(member, "user-minus")) (t.circles_take_out()) }
                }
            } } } }
        } }
        @if let Some(next) = next { a class="btn" href={ (base) "?" (layout::query(&[("after", &next)])) } { (t.web_more()) } }
        @if circle.dissolved_at.is_none() {
            form class="card pad stack" action=(base) method="post" {
                h2 { (t.circles_rename()) }
                (Field { name: "name", label: t.circles_name(), value: name, hint: Some(t.circles_name_hint()), autocomplete: "off", required: true, max: u32::try_from(MOST_NAME).ok(), ..Field::default() }.show(member, refused))
                div class="row" { button class="btn" { (t.web_save()) } }
            }
        }
        section class="card pad stack" aria-labelledby="end" {
            @if circle.dissolved_at.is_some() {
                div { h2 id="end" { (t.circles_restore()) } p class="small soft" { (t.circles_restore_text()) } }
                form action={ (base) "/dissolution?_method=delete" } method="post" { button class="btn" { (icon(member, "undo")) (t.circles_restore()) } }
            } @else {
                div { h2 id="end" { (t.circles_dissolve()) } p class="small soft" { (t.circles_dissolve_text()) } }
                form action={ (base) "/dissolution?_method=put" } method="post" { button class="btn btn-danger" { (icon(member, "archive")) (t.circles_dissolve()) } }
            }
        }
    };
    frame(member, "circles", &circle.name, content).await
}

/// What changes, before it does, with the buttons that do it.
fn preview(member: &Member, base: &str, circle: &Circle, typed: &Typed, report: &Report) -> Markup {
    let t = member.t;
    let coming = report.meant - report.here;
    let who = html! {
        input type="hidden" name="person" value=(typed.person);
        input type="hidden" name="unit" value=(typed.unit.map(|id| id.to_string()).unwrap_or_default());
        input type="hidden" name="site" value=(typed.site.map(|id| id.to_string()).unwrap_or_default());
    };
    html! {
        section class="card pad stack gap-2" data-tone="info" aria-labelledby="what-changes" {
            h2 id="what-changes" { (t.circles_changes()) }
            p { (t.circles_coming(coming, circle.name.as_str())) @if report.here > 0 { " " (t.circles_here(report.here)) } }
            @if report.elsewhere > 0 { p { (t.circles_elsewhere(report.elsewhere)) } }
            @if coming > 0 { p { (t.circles_from_now()) } }
            @if report.mixed > 0 { p { (t.circles_meet(report.mixed)) } }
            div class="row wrap" {
                @if coming > 0 { form action={ (base) "/people?_method=put" } method="post" { (who) button class="btn btn-primary" { (icon(member, "user-plus")) (t.circles_put_these(coming)) } } }
                @if report.here > 0 { form action={ (base) "/people?_method=delete" } method="post" { (who) button class="btn" { (icon(member, "user-minus")) (t.circles_take_these(report.here)) } } }
                a class="btn btn-quiet" href=(base) { (t.web_cancel()) }
            }
        }
    }
}

pub(super) async fn rename(State(people): State<People>, member: Member, Path(id): Path<PlaceId>, mut form: Fields) -> Result {
    let name = form.text("name")?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::rename(&people, &member.actor(), id, &name).await {
        Ok(()) => Ok(layout::with_toast(see_other(&format!("/admin/circles/{id}")), "saved", 0)),
        Err(Error::Refused(refusals)) => {
            let shown = One { name: Some(name), ..One::default() };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, one(&people, &member, id, &shown, &Refused(refusals)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Whom a form means: somebody of the list, or those that were looked at.
async fn sent(people: &People, form: &mut Fields) -> Result<(Typed, ruche_kernel::Result<Meant>)> {
    if let Some(member) = form.number("member")? {
        return Ok((Typed::default(), Ok(Meant::people(vec![member]))));
    }
    let typed = Typed { person: form.text("person")?, unit: form.number("unit")?, site: form.number("site")? };
    let ids = actions::meant(people, &typed).await;
    Ok((typed, ids))
}

async fn assign(people: &People, member: &Member, id: PlaceId, mut form: Fields, inside: bool) -> Result {
    let (typed, ids) = sent(people, &mut form).await?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    let moved = match ids {
        Ok(ids) => actions::assign(people, &member.actor(), id, ids, inside).await,
        Err(error) => Err(error),
    };
    match moved {
        Ok(moved) => {
            let code = if inside { "circle-in" } else { "circle-out" };
            Ok(layout::with_toast(see_other(&format!("/admin/circles/{id}")), code, moved.try_into().unwrap_or(i64::MAX)))
        }
        Err(Error::Refused(refusals)) => {
            let shown = One { typed, ..One::default() };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, one(people, member, id, &shown, &Refused(refusals)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn put_in(State(people): State<People>, member: Member, Path(id): Path<PlaceId>, form: Fields) -> Result {
    assign(&people, &member, id, form, true).await
}

pub(super) async fn take_out(State(people): State<People>, member: Member, Path(id): Path<PlaceId>, form: Fields) -> Result {
    assign(&people, &member, id, form, false).await
}

pub(super) async fn dissolve(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::dissolve(&people, &member.actor(), id, true).await?;
    Ok(layout::with_toast(see_other("/admin/circles"), "circle-dissolved", id.0))
}

pub(super) async fn restore(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::dissolve(&people, &member.actor(), id, false).await?;
    Ok(layout::with_toast(see_other(&format!("/admin/circles/{id}")), "circle-restored", 0))
}
