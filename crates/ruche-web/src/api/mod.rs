//! The kit of the JSON API: who asks by which token, what is sent and answered, errors as problem+json, limits told in headers.
//!
//! The API stands below [`ROOT`] beside the pages, with the same paths, and does what they do through the same actions. It knows no
//! cookies: who asks is known by a token alone, so that no page of others can ask in somebody's name.
//! Deliberately not here: any resource; each room keeps its own in its `api.rs`.

mod answer;
mod ask;
mod problem;
mod scope;

pub use answer::{Id, List, Made, Member as PersonJson, Place as PlaceJson, Time, created, done};
pub use ask::{Json, Key, Listing, Path, Query};
pub(crate) use problem::problem;
pub use problem::{Problem, ProblemField};
pub use scope::{Scope, Scopes, Token};

/// What every address of the API begins with.
pub const ROOT: &str = "/api/v1";

/// Whether a path is asked by programs: of the API, or the address of an incoming webhook. No cookie is read there, and errors are told
/// as the API tells them.
#[must_use]
pub fn is_api(path: &str) -> bool {
    path.starts_with("/hooks/") || path.strip_prefix("/api").is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}
