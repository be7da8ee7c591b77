//! How an error becomes an answer. The sentence and the page are made by the middleware, in the reader's language.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use ruche_kernel::Error;
use std::sync::Arc;

/// An error on its way to the person.
#[derive(Debug)]
pub struct Failure(pub Error);

/// What handlers return.
pub type Result<T = Response, E = Failure> = std::result::Result<T, E>;

impl<E: Into<Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

/// Carried in the answer until the middleware has made a page of it.
#[derive(Clone)]
pub(crate) struct Failed(pub Arc<Error>);

/// The status of an error.
#[must_use]
pub fn status(error: &Error) -> StatusCode {
    match error {
        Error::Refused(refusals) => {
            refusals.first().and_then(|r| StatusCode::from_u16(r.status).ok()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY)
        }
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Forbidden => StatusCode::FORBIDDEN,
        Error::Conflict => StatusCode::CONFLICT,
        Error::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
        Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Bug(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut answer = status(&self.0).into_response();
        let wait = match &self.0 {
            Error::TooMany(seconds) => Some(*seconds),
            Error::Unavailable(_) => Some(5),
            _ => None,
        };
        if let Some(seconds) = wait {
            answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        answer.extensions_mut().insert(Failed(Arc::new(self.0)));
        answer
    }
}
