//! What administrators write of units and sites.

use super::actions::{self, SiteEdit, UnitEdit, Which};
use super::{pages, store};
use crate::People;
use crate::sign_in::see_other;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::Error;
use ruche_platform::secret;
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused};
use ruche_web::{Fields, Member, Result};

pub(super) async fn new_unit(member: Member) -> Result<Markup> {
    unit_page(&member, &Which::New(secret::random_token()?), &UnitEdit::default(), &Refused::default()).await
}

pub(super) async fn unit(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result<Markup> {
    let db = &people.platform.db;
    let unit = store::unit(db, id, None).await?;
    let mut path = store::path(db, id).await?;
    path.pop();
    let parent = path.into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(" › ");
    let lead = pages::lead_name(&people, &member, unit.lead).await?;
    unit_page(&member, &Which::Old(id), &UnitEdit { name: unit.name, parent, about: unit.about, lead }, &Refused::default()).await
}

async fn unit_page(member: &Member, which: &Which, edit: &UnitEdit, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let (title, action) = match which {
        Which::Old(id) => (t.organisation_unit_edit(), format!("/units/{id}")),
        Which::New(_) => (t.organisation_unit_new(), "/units".to_owned()),
    };
    let main = html! {
        header class="page-head" { div { h1 { (title) } } }
        form class="card pad stack" action=(action) method="post" {
            (refused.summary(member, &["name", "parent", "about", "lead"]))
            @if let Which::New(key) = which { input type="hidden" name="key" value=(key); }
            (Field { name: "name", label: t.members_name(), value: &edit.name, autocomplete: "off", required: true, max: Some(80), ..Field::default() }.show(member, refused))
            (Field { name: "parent", label: t.organisation_unit_parent(), value: &edit.parent, hint: Some(t.organisation_unit_parent_hint()), autocomplete: "off", max: Some(300), ..Field::default() }.show(member, refused))
            (Field { name: "lead", label: t.organisation_unit_lead(), value: &edit.lead, hint: Some(t.organisation_manager_hint()), autocomplete: "off", max: Some(120), ..Field::default() }.show(member, refused))
            (Field { name: "about", label: t.organisation_unit_about(), value: &edit.about, rows: Some(3), ..Field::default() }.show(member, refused))
            div class="row wrap" {
                button class="btn btn-primary" { (t.web_save()) }
                @if let Which::Old(id) = which { button class="btn btn-quiet" formaction={ "/units/" (id) "?_method=delete" } formnovalidate { (t.organisation_unit_delete()) } }
            }
        }
    };
    Ok(layout::page(member, Page { title, here: "members", class: "page-narrow", back: Some(("/units", title)), main, aside: None })
        .await?)
}

async fn save(people: &People, member: &Member, id: Option<i64>, mut form: Fields) -> Result {
    let edit = UnitEdit { name: form.text("name")?, parent: form.text("parent")?, about: form.text("about")?, lead: form.text("lead")? };
    let which = match id {
        Some(id) => Which::Old(id),
        None => Which::New(form.text("key")?),
    };
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::save_unit(people, &member.actor(), which.clone(), &edit).await {
        Ok(id) => Ok(layout::with_toast(see_other(&format!("/units/{id}")), "saved", 0)),
        Err(Error::Refused(refusals)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, unit_page(member, &which, &edit, &Refused(refusals)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn create_unit(State(people): State<People>, member: Member, form: Fields) -> Result {
    save(&people, &member, None, form).await
}

pub(super) async fn save_unit(State(people): State<People>, member: Member, Path(id): Path<i64>, form: Fields) -> Result {
    save(&people, &member, Some(id), form).await
}

pub(super) async fn delete_unit(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::delete_unit(&people, &member.actor(), id).await?;
    Ok(layout::with_toast(see_other("/units"), "unit-deleted", 0))
}

pub(super) async fn site(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result<Markup> {
    let site = store::site(&people.platform.db, id, None).await?;
    let degrees = |of: fn((i64, i64)) -> i64| site.point.map(|point| map_degrees(of(point))).unwrap_or_default();
    let edit = SiteEdit {
        latitude: degrees(|(latitude, _)| latitude),
        longitude: degrees(|(_, longitude)| longitude),
        name: site.name,
        address: site.address,
        zone: site.zone,
    };
    site_page(&member, id, &edit, &Refused::default()).await
}

/// Millionths of a degree as degrees, with a point: as coordinates are copied from a map.
fn map_degrees(millionths: i64) -> String {
    let text = format!("{}{}.{:06}", if millionths < 0 { "-" } else { "" }, millionths.abs() / 1_000_000, millionths.abs() % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

async fn site_page(member: &Member, id: i64, edit: &SiteEdit, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let title = t.organisation_site_edit();
    let main = html! {
        header class="page-head" { div { h1 { (title) } } }
        form class="card pad stack" action={ "/sites/" (id) } method="post" {
            (refused.summary(member, &["name", "address", "zone", "latitude", "longitude"]))
            (Field { name: "name", label: t.members_name(), value: &edit.name, hint: Some(t.organisation_site_name_hint()), autocomplete: "off", required: true, max: Some(80), ..Field::default() }.show(member, refused))
            (Field { name: "address", label: t.organisation_site_address(), value: &edit.address, autocomplete: "off", rows: Some(2), ..Field::default() }.show(member, refused))
            (Field { name: "zone", label: t.members_zone(), value: &edit.zone, hint: Some(t.organisation_site_zone_hint()), autocomplete: "off", max: Some(60), ..Field::default() }.show(member, refused))
            div class="cols" {
                (Field { name: "latitude", label: t.organisation_latitude(), value: &edit.latitude, hint: Some(t.organisation_latitude_hint()), autocomplete: "off", max: Some(20), ..Field::default() }.show(member, refused))
                (Field { name: "longitude", label: t.organisation_longitude(), value: &edit.longitude, hint: Some(t.organisation_longitude_hint()), autocomplete: "off", max: Some(20), ..Field::default() }.show(member, refused))
            }
            div class="row" { button class="btn btn-primary" { (t.web_save()) } }
        }
    };
    let back = format!("/sites/{id}");
    Ok(layout::page(member, Page { title, here: "members", class: "page-narrow", back: Some((&back, title)), main, aside: None }).await?)
}

pub(super) async fn save_site(State(people): State<People>, member: Member, Path(id): Path<i64>, mut form: Fields) -> Result {
    let edit = SiteEdit {
        name: form.text("name")?,
        address: form.text("address")?,
        zone: form.text("zone")?,
        latitude: form.text("latitude")?,
        longitude: form.text("longitude")?,
    };
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::save_site(&people, &member.actor(), id, &edit).await {
        Ok(()) => Ok(layout::with_toast(see_other(&format!("/sites/{id}")), "saved", 0)),
        Err(Error::Refused(refusals)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, site_page(&member, id, &edit, &Refused(refusals)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::map_degrees;

    #[test]
    fn coordinates_are_written_as_they_are_copied() {
        for (millionths, text) in [(45_748_500, "45.7485"), (-500_000, "-0.5"), (4_000_000, "4"), (0, "0"), (-21_000_001, "-21.000001")] {
            assert_eq!(map_degrees(millionths), text);
        }
    }
}
