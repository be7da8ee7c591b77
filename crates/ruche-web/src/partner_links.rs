//! Partners see the people of the places they share, people of a circle those of theirs, of the head office and of the communities they
//! share. Both are shown the names of others: of who wrote and then left the place, of who is mentioned. Such a name is no link. It is decided here, on the finished page, so that no part of a page can forget it.

use crate::TURBO_STREAM;
use crate::context::{App, Viewer};
use axum::body::{Body, to_bytes};
use axum::response::Response;
use http::header;
use ruche_kernel::{Error, MemberId, Result};
use std::collections::{BTreeSet, HashSet};

/// What comes before the id in every link to a person, and after it: in a page, and in HTML that JSON carries.
const IN_PAGE: (&str, &str) = (" href=\"/members/", "\"");
const IN_JSON: (&str, &str) = (" href=\\\"/members/", "\\\"");

/// The answer for a viewer who does not see everybody, without links to people whom they do not see: one statement a page.
///
/// # Errors
/// What the database says.
pub(crate) async fn unlink(app: &App, viewer: &Viewer, answer: Response) -> Result<Response> {
    let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let form = if kind.starts_with("text/html") || kind.starts_with(TURBO_STREAM) {
        IN_PAGE
    } else if kind.starts_with("application/json") {
        IN_JSON
    } else {
        return Ok(answer);
    };
    let (mut head, body) = answer.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.map_err(|e| Error::bug(format!("a page: {e}")))?;
    let page = String::from_utf8(bytes.into()).map_err(|e| Error::bug(format!("a page: {e}")))?;
    let ids: Vec<i64> = links(&page, form).map(|(id, _)| id).collect::<BTreeSet<_>>().into_iter().collect();
    let seen = app.authenticate.seen_among(viewer.actor.id, &ids).await?;
    head.headers.remove(header::CONTENT_LENGTH);
    Ok(Response::from_parts(head, Body::from(without(&page, form, &seen))))
}

/// The people that a page leads to, each with where the attribute stands.
fn links<'a>(page: &'a str, (before, after): (&'static str, &'static str)) -> impl Iterator<Item = (i64, std::ops::Range<usize>)> + 'a {
    page.match_indices(before).filter_map(move |(start, _)| {
        let rest = &page[start + before.len()..];
        let length = rest.find(after)?;
        Some((rest[..length].parse().ok()?, start..start + before.len() + length + after.len()))
    })
}

fn without(page: &str, form: (&'static str, &'static str), seen: &HashSet<MemberId>) -> String {
    let (mut kept, mut end) = (String::with_capacity(page.len()), 0);
    for (_, link) in links(page, form).filter(|(id, _)| !seen.contains(&MemberId(*id))) {
        kept.push_str(&page[end..link.start]);
        end = link.end;
    }
    kept + &page[end..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_to_people_who_are_not_seen_go() {
        let page = r#"<a class="name" href="/members/7">Yanis</a> <a href="/members/8" rel="x">Zoé</a> <a href="/members/8/x">y</a> <a href="/members">z</a> <a href="/members/"#;
        let seen = HashSet::from([MemberId(7)]);
        assert_eq!(links(page, IN_PAGE).map(|(id, _)| id).collect::<Vec<_>>(), [7, 8]);
        assert_eq!(without(page, IN_PAGE, &seen), page.replace(r#" href="/members/8" "#, " "));
        assert_eq!(without(page, IN_PAGE, &HashSet::from([MemberId(7), MemberId(8)])), page);
        let json = serde_json::json!({ "html": page }).to_string();
        let without: serde_json::Value = serde_json::from_str(&without(&json, IN_JSON, &seen)).unwrap();
        assert_eq!(without["html"], page.replace(r#" href="/members/8" "#, " "));
    }
}
