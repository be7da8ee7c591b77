//! What a client has already, by its tag (RFC 9110, 13.1.2).

use axum::http::{HeaderMap, header};

/// Whether the client says that it has the answer of this tag, quotes included.
#[must_use]
pub fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let said = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    said.flat_map(|value| value.split(',')).any(|one| one.trim().trim_start_matches("W/") == tag)
}
