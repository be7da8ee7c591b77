//! What the API answers: ids as strings, times as RFC 3339, lists with the key of their next page.

use crate::parts::Person;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use ruche_kernel::MemberId;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{PartialSchema, ToSchema};

/// An id: digits in a string, since some programs lose the last digits of large numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Id(pub i64);

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|_| plain).map(Self).ok_or_else(|| serde::de::Error::custom("an id is digits in a string"))
    }
}

impl PartialSchema for Id {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[0-9]{1,16}$")).description(Some("An id: digits in a string.")).into()
    }
}

impl ToSchema for Id {}

/// A moment in milliseconds UTC, told as RFC 3339.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time(pub i64);

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&crate::parts::iso(self.0))
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse::<jiff::Timestamp>().map(|at| Self(at.as_millisecond())).map_err(|_| serde::de::Error::custom("a time is RFC 3339"))
    }
}

impl PartialSchema for Time {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))).into()
    }
}

impl ToSchema for Time {}

/// A part of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct List<T> {
    /// What it holds.
    pub items: Vec<T>,
    /// What to give as `after` for the next page; null at the end.
    #[schema(required)]
    pub next: Option<String>,
}

/// Something that was made.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Made {
    /// Its id.
    pub id: Id,
}

/// A person beside what they did.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Member {
    /// Who.
    pub id: Id,
    /// The name; null for a former member whom the company does not name.
    #[schema(required)]
    pub name: Option<String>,
    /// The role in the company.
    pub title: String,
    /// The company of a partner; null for those who work here.
    #[schema(required)]
    pub partner: Option<String>,
    /// Whether the person has left.
    pub left: bool,
    /// Whether it is no person but a program.
    pub bot: bool,
}

impl From<&Person> for Member {
    fn from(person: &Person) -> Self {
        let Person { id: MemberId(id), name, title, partner, left, bot, .. } = person;
        Self { id: Id(*id), name: name.clone(), title: title.clone(), partner: partner.clone(), left: *left, bot: *bot }
    }
}

/// A place by its name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Place {
    /// Which one.
    pub id: Id,
    /// Its name.
    pub name: String,
}

/// The answer to a create: where it stands, and itself.
#[must_use]
pub fn created(url: &str, body: impl Serialize) -> Response {
    let mut answer = (StatusCode::CREATED, axum::Json(body)).into_response();
    if let Ok(url) = HeaderValue::from_str(url) {
        answer.headers_mut().insert(header::LOCATION, url);
    }
    answer
}

/// The answer to what leaves nothing to tell.
#[must_use]
pub fn done() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_strings_of_digits() {
        assert_eq!(serde_json::to_string(&Id(9_007_199_254_740_991)).unwrap(), "\"9007199254740991\"");
        assert_eq!(serde_json::from_str::<Id>("\"12\"").unwrap(), Id(12));
        for wrong in ["12", "\"\"", "\"-1\"", "\"+1\"", "\"1.0\"", "\"99999999999999999999\"", "null"] {
            assert!(serde_json::from_str::<Id>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn times_are_told_and_read_alike() {
        assert_eq!(serde_json::to_string(&Time(1_800_000_000_000)).unwrap(), "\"2027-01-15T08:00:00Z\"");
        assert_eq!(serde_json::from_str::<Time>("\"2027-01-15T09:00:00+01:00\"").unwrap(), Time(1_800_000_000_000));
        assert!(serde_json::from_str::<Time>("\"tomorrow\"").is_err());
    }
}
