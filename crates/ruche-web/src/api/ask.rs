//! What a request to the API carries: a body of JSON, the parts of its address, the key of a create.

use crate::failure::Failure;
use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequest, FromRequestParts, Request};
use http::header;
use http::request::Parts;
use ruche_kernel::{Cursor, Error, Refusal};
use ruche_platform::{keys, secret};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::str::FromStr;
use utoipa::IntoParams;

/// A body of JSON. What cannot be read is refused with where; fields that are not known are errors where `T` says so.
#[derive(Clone, Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        if kind.split(';').next().is_none_or(|kind| !kind.trim().eq_ignore_ascii_case("application/json")) {
            return Err(Refusal::new("api.not_json").status(415).into());
        }
        let body = Bytes::from_request(request, state).await.map_err(|error| match error.status().as_u16() {
            413 => Refusal::new("api.body_too_long").status(413),
            _ => Refusal::new("api.body_unreadable").status(400),
        })?;
        // A list of values would do for an object without its names.
        if body.trim_ascii_start().first().is_some_and(|first| *first != b'{') && serde_json::from_slice::<serde_json::Value>(&body).is_ok()
        {
            return Err(Refusal::new("api.body_wrong").into());
        }
        serde_json::from_slice(&body).map(Self).map_err(|error| {
            tracing::debug!(%error, "a body of the API");
            let wrong = if error.is_data() { Refusal::new("api.body_wrong") } else { Refusal::new("api.body_unreadable").status(400) };
            wrong.into()
        })
    }
}

/// The parts of an address. One that cannot be is one that is not.
#[derive(Clone, Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match axum::extract::Path::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(path)) => Ok(Self(path)),
            Err(PathRejection::FailedToDeserializePathParams(_)) => Err(Error::NotFound.into()),
            Err(_) => Err(Error::bug("the parts of an address").into()),
        }
    }
}

/// What follows the question mark.
#[derive(Clone, Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match axum::extract::Query::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Query(query)) => Ok(Self(query)),
            Err(_) => Err(Refusal::new("api.query_wrong").into()),
        }
    }
}

/// The key of a create, from the header `Idempotency-Key`: the same key makes one thing, however often it is sent. Without one,
/// each request is a new one.
#[derive(Clone, Debug)]
pub struct Key(pub String);

/// The name of its header.
const KEY: &str = "idempotency-key";

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let Some(value) = parts.headers.get(KEY) else { return Ok(Self(secret::random_token()?)) };
        match value.to_str() {
            Ok(key) if !key.is_empty() && key.len() <= keys::MAX_KEY && key.bytes().all(|b| b.is_ascii_graphic()) => {
                Ok(Self(key.to_owned()))
            }
            _ => Err(Refusal::new("api.key_wrong").into()),
        }
    }
}

/// Which part of a list.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// What `next` of the page before said.
    #[param(max_length = 200)]
    pub after: Option<String>,
    /// How many at most, 1 to 100; 20 when it is not said.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

impl Listing {
    /// How many.
    ///
    /// # Errors
    /// Refused beyond the limits.
    pub fn limit(&self) -> Result<usize, Failure> {
        match self.limit.unwrap_or(20) {
            limit @ 1..=100 => Ok(limit as usize),
            _ => Err(Refusal::new("api.limit_wrong").into()),
        }
    }

    /// From which moment on, for lists by date.
    ///
    /// # Errors
    /// Refused for what no page said.
    pub fn cursor(&self) -> Result<Cursor, Failure> {
        self.place(Cursor::NEWEST)
    }

    /// From which place on, for lists by an order of their own, or `start`.
    ///
    /// # Errors
    /// Refused for what no page said.
    pub fn place<K: FromStr>(&self, start: K) -> Result<K, Failure> {
        match &self.after {
            None => Ok(start),
            Some(text) => text.parse().map_err(|_| Refusal::new("api.after_wrong").into()),
        }
    }

    /// From which key on, for lists by another one than time: `KEY.ID`, or `start`.
    ///
    /// # Errors
    /// Refused for what no page said.
    pub fn key<K: FromStr>(&self, start: (K, i64)) -> Result<(K, i64), Failure> {
        let Some(text) = &self.after else { return Ok(start) };
        let key = text.rsplit_once('.').and_then(|(key, id)| Some((key.parse().ok()?, id.parse().ok()?)));
        key.ok_or_else(|| Refusal::new("api.after_wrong").into())
    }
}
