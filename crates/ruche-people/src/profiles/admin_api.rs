//! The fields of the company in the API, for administrators.

use super::api::{SavedValue, refused, values};
use super::fields::{Editor, Field, Holds};
use super::rules::Seen;
use super::{actions, store};
use crate::People;
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::{MemberId, Refusal};
use ruche_web::api::{self, Id, Json, Key, List, Made, Path, Problem, Scope};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(list, add, save, remove, restore, fill))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses.
pub(super) fn routes() -> Routes<People> {
    let (needs, scope) = (Needs::Admin, Scope::Admin);
    Routes::default()
        .api(Method::GET, "/api/v1/admin/fields", needs, scope, list)
        .api(Method::POST, "/api/v1/admin/fields", needs, scope, add)
        .api(Method::PUT, "/api/v1/admin/fields/{id}", needs, scope, save)
        .api(Method::DELETE, "/api/v1/admin/fields/{id}", needs, scope, remove)
        .api(Method::POST, "/api/v1/admin/fields/{id}/restoration", needs, scope, restore)
        .api(Method::PUT, "/api/v1/admin/members/{id}/fields", needs, scope, fill)
}

/// A field that the company added to profiles.
#[derive(Serialize, ToSchema)]
#[schema(as = ProfileField)]
struct FieldJson {
    /// Which one.
    id: Id,
    /// What it is called in French.
    name_fr: String,
    /// What it is called in English.
    name_en: String,
    /// `text`, `choice`, `date` or `number`.
    kind: String,
    /// The choices of a choice.
    choices: Vec<String>,
    /// Who fills it in: `oneself` or `administrators`.
    edited_by: String,
    /// Who is told: `everyone` who sees the person, `employees`, or `oneself` and administrators.
    seen_by: String,
    /// The directories that say it of somebody: there it is changed.
    said_by: Vec<String>,
}

/// The fields that the company added, in their order.
#[utoipa::path(get, path = "/api/v1/admin/fields", tag = "profiles", responses((status = 200, body = List<FieldJson>), (status = "default", body = Problem)))]
async fn list(State(people): State<People>) -> Result<axum::Json<List<FieldJson>>> {
    let mut said_by = store::said_by(&people.platform.db).await?;
    let items = store::fields(&people.platform.db).await?.into_iter().map(|(id, field)| {
        let Field { name_fr, name_en, holds, choices, editor, seen } = field;
        let (kind, edited_by, seen_by) = (holds.word().to_owned(), editor.word().to_owned(), seen.word().to_owned());
        let said_by = said_by.remove(&id).unwrap_or_default().into_keys().collect();
        FieldJson { id: Id(id), name_fr, name_en, kind, choices, edited_by, seen_by, said_by }
    });
    Ok(axum::Json(List { items: items.collect(), next: None }))
}

/// A field to keep.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewProfileField)]
struct SavedField {
    /// What it is called in French, at most 40 characters; one name stands for both languages.
    #[serde(default)]
    name_fr: String,
    /// What it is called in English, likewise.
    #[serde(default)]
    name_en: String,
    /// `text`, `choice`, `date` or `number`; it stays what it was made.
    kind: String,
    /// The choices of a choice, 2 to 60.
    #[serde(default)]
    choices: Vec<String>,
    /// Who fills it in: `oneself` or `administrators`.
    edited_by: String,
    /// Who is told: `everyone` who sees the person, `employees`, or `oneself` and administrators.
    seen_by: String,
}

impl SavedField {
    fn read(self) -> ruche_kernel::Result<Field> {
        let unknown = |field| Refusal::new("profiles.kind_unknown").at(field);
        Ok(Field {
            holds: Holds::from_word(&self.kind).ok_or_else(|| unknown("kind"))?,
            editor: Editor::from_word(&self.edited_by).ok_or_else(|| unknown("edited_by"))?,
            seen: Seen::from_word(&self.seen_by).ok_or_else(|| unknown("seen_by"))?,
            name_fr: self.name_fr,
            name_en: self.name_en,
            choices: self.choices,
        })
    }
}

/// Adds a field to the profiles of employees, at most 30.
#[utoipa::path(post, path = "/api/v1/admin/fields", tag = "profiles", params(("Idempotency-Key" = Option<String>, Header, description = "The same key makes one thing, however often it is sent.")), request_body = SavedField, responses((status = 201, body = Made), (status = "default", body = Problem)))]
async fn add(State(people): State<People>, member: Member, Key(key): Key, Json(sent): Json<SavedField>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let id = actions::add_field(&people, &member.actor(), &sent.read()?, Some(key)).await?;
    Ok(api::created("/api/v1/admin/fields", Made { id: Id(id) }))
}

/// Changes a field; what it holds for people stays.
#[utoipa::path(put, path = "/api/v1/admin/fields/{id}", tag = "profiles", params(("id" = Id, Path)), request_body = SavedField, responses((status = 204), (status = "default", body = Problem)))]
async fn save(State(people): State<People>, member: Member, Path(id): Path<i64>, Json(sent): Json<SavedField>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::save_field(&people, &member.actor(), id, &sent.read()?).await?;
    Ok(api::done())
}

/// Takes a field away with all that it holds; within 30 days it can be brought back.
#[utoipa::path(delete, path = "/api/v1/admin/fields/{id}", tag = "profiles", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn remove(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::keep_field(&people, &member.actor(), id, false).await?;
    Ok(api::done())
}

/// Brings a field back, with all that it held.
#[utoipa::path(post, path = "/api/v1/admin/fields/{id}/restoration", tag = "profiles", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn restore(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::keep_field(&people, &member.actor(), id, true).await?;
    Ok(api::done())
}

/// What the fields of somebody are to hold.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewProfileFieldValues)]
struct SavedValues {
    /// Those that administrators fill in; those that are left out stay as they are.
    fields: Vec<SavedValue>,
}

/// Fills in the fields of somebody that administrators fill in.
#[utoipa::path(put, path = "/api/v1/admin/members/{id}/fields", tag = "profiles", params(("id" = Id, Path)), request_body = SavedValues, responses((status = 204), (status = "default", body = Problem)))]
async fn fill(State(people): State<People>, member: Member, Path(id): Path<MemberId>, Json(sent): Json<SavedValues>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    refused(actions::fill(&people, &member.actor(), id, None, &values(sent.fields)).await?)?;
    Ok(api::done())
}
