//! The description of the API (OpenAPI 3.1): what the rooms say of their addresses, together.

use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header;
use ruche_platform::keys::MAX_KEY;
use ruche_web::api::{Problem, ROOT};
use ruche_web::{Needs, Routes};
use utoipa::OpenApi as _;
use utoipa::openapi::schema::ArrayItems;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Object, OpenApi, Ref, RefOr, Schema, Type};

/// Where the description is committed, from the root of the project.
pub const COMMITTED: &str = "docs/api/openapi.json";

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Ruche",
        version = "1",
        description = "What the pages of Ruche show and do, for programs. A token acts for the member who made it, with their rights and no others. \
                       Ids are strings. Lists go on with `after`, the `next` of the page before. Errors are problem+json (RFC 9457) with a stable \
                       `code`. Each answer tells in `RateLimit-*` headers how much the token may still ask.",
        license(name = "Apache-2.0")
    ),
    paths(describe),
    components(schemas(Problem))
)]
struct Base;

/// The description of the API (OpenAPI 3.1).
#[utoipa::path(get, path = "/api/v1/openapi.json", tag = "about", security(()), responses((status = 200, body = Object)))]
async fn describe(State(description): State<Bytes>) -> Response {
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "public, max-age=300")], description).into_response()
}

/// The parts of the rooms as one.
pub fn together(parts: impl IntoIterator<Item = OpenApi>) -> OpenApi {
    let mut all = Base::openapi();
    for part in parts {
        all.merge(part);
    }
    // The names of functions are unique in their room alone.
    for item in all.paths.paths.values_mut() {
        let operations = [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
        for operation in operations.into_iter().flatten() {
            // The same words for every address: OpenAPI 3.1 wants a description of each answer.
            for (status, answer) in &mut operation.responses.responses {
                if let RefOr::T(answer) = answer
                    && answer.description.is_empty()
                {
                    answer.description = match status.as_str() {
                        "200" => "What was asked for.",
                        "201" => "What was made.",
                        "202" => "Taken; the work goes on.",
                        "204" => "Done; there is nothing to say.",
                        "303" => "It is at another address.",
                        "default" => "Refused: what is wrong, and where.",
                        _ => "Done.",
                    }
                    .to_owned();
                }
            }
            // Every room says what a problem is; how it is sent is the same everywhere.
            if let Some(RefOr::T(problem)) = operation.responses.responses.get_mut("default")
                && let Some(content) = problem.content.shift_remove("application/json")
            {
                problem.content.insert("application/problem+json".into(), content);
            }
            for parameter in operation.parameters.iter_mut().flatten() {
                if let RefOr::T(parameter) = parameter
                    && parameter.name == "Idempotency-Key"
                {
                    let key = Object::builder().schema_type(Type::String).max_length(Some(MAX_KEY)).pattern(Some("^[!-~]+$"));
                    parameter.schema = Some(key.into());
                }
            }
            let room = operation.tags.iter().flatten().next().cloned().unwrap_or_default();
            operation.operation_id = operation.operation_id.take().map(|name| format!("{room}_{name}"));
        }
    }
    lists_by_name(&mut all);
    let bearer = SecurityScheme::Http(
        HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("A token of the settings page, or of `ruche token`.")).build(),
    );
    all.components.get_or_insert_default().add_security_scheme("token", bearer);
    all.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>("token", [])]);
    all
}

/// `List_Post` holds a `Post` by its name, where utoipa writes it out again: a generated client has one type for a thing, wherever it stands.
fn lists_by_name(all: &mut OpenApi) {
    let schemas = &mut all.components.get_or_insert_default().schemas;
    let known: Vec<String> = schemas.keys().cloned().collect();
    for (name, schema) in schemas {
        if let Some(item) = name.strip_prefix("List_").filter(|item| known.iter().any(|name| name == item))
            && let RefOr::T(Schema::Object(list)) = schema
            && let Some(RefOr::T(Schema::Array(items))) = list.properties.get_mut("items")
        {
            items.items = ArrayItems::RefOrSchema(Box::new(Ref::from_schema_name(item).into()));
        }
    }
}

/// As it is served and committed.
///
/// # Errors
/// What cannot be written as JSON, which is a mistake of the code.
pub fn text(description: &OpenApi) -> Result<String, serde_json::Error> {
    description.to_pretty_json().map(|text| text + "\n")
}

/// The address that gives it.
pub fn routes(text: String) -> Routes<()> {
    Routes::default().api_open(&format!("{ROOT}/openapi.json"), Needs::Nothing, describe).with(Bytes::from(text))
}
