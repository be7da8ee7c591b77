//! Errors of the API: problem+json (RFC 9457), with the stable codes of refusals.

use crate::context::{App, Ctx};
use crate::failure::status;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use ruche_kernel::{Error, Refusal};
use ruche_texts::{Locale, T};
use serde::Serialize;
use utoipa::ToSchema;

/// Why something was not done.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Problem {
    /// What kind of problem it is: `/api/v1/problems/` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// A stable word for programs, such as `not_found` or `posts.body_too_long`.
    pub code: String,
    /// The same in words, in the language of the token's owner.
    pub title: String,
    /// The status of the answer.
    pub status: u16,
    /// What is wrong at which field, when several things are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemField>,
    /// The number under which the log knows it, when it is the server's fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident: Option<String>,
}

/// What is wrong at a field.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProblemField {
    /// The field; absent where the whole is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// A stable word for programs.
    pub code: String,
    /// The same in words.
    pub title: String,
}

fn told(t: T, refusal: &Refusal) -> ProblemField {
    let title = t.refusal(refusal.code, &refusal.args).unwrap_or_else(|| refusal.code.to_owned());
    ProblemField { field: refusal.field.map(str::to_owned), code: refusal.code.to_owned(), title }
}

/// The answer of an error.
pub(crate) fn problem(ctx: Option<&Ctx>, app: &App, error: &Error) -> Response {
    let code = status(error);
    let t = ctx.map_or(T(Locale::En), |ctx| ctx.t);
    let incident = code.is_server_error().then(|| app.platform.id());
    if let Some(incident) = incident {
        tracing::error!(incident, %error, path = ctx.map(|c| c.path.split('?').next()), "a request failed");
    }
    let (word, title, errors) = match error {
        Error::Refused(refusals) => {
            let errors: Vec<ProblemField> = refusals.iter().map(|refusal| told(t, refusal)).collect();
            let first = errors.first().cloned();
            (
                first.as_ref().map_or("refused".to_owned(), |first| first.code.clone()),
                first.map_or(String::new(), |first| first.title),
                errors,
            )
        }
        Error::NotFound => ("not_found".to_owned(), t.web_not_found_title().to_owned(), Vec::new()),
        Error::Forbidden => ("forbidden".to_owned(), t.web_forbidden_title().to_owned(), Vec::new()),
        Error::Conflict => ("conflict".to_owned(), t.web_conflict_title().to_owned(), Vec::new()),
        Error::TooMany(_) => ("too_many".to_owned(), t.web_too_many_title().to_owned(), Vec::new()),
        Error::Unavailable(_) => ("unavailable".to_owned(), t.web_unavailable_title().to_owned(), Vec::new()),
        Error::Bug(_) => ("bug".to_owned(), t.web_bug_title().to_owned(), Vec::new()),
    };
    let incident = incident.map(|incident| incident.to_string());
    answer(code, Problem { kind: format!("{}/problems/{word}", super::ROOT), code: word, title, status: code.as_u16(), errors, incident })
}

fn answer(code: StatusCode, problem: Problem) -> Response {
    let mut answer = (code, axum::Json(problem)).into_response();
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if code == StatusCode::UNAUTHORIZED {
        answer.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    answer
}
