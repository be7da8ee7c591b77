//! Old addresses of a community that was merged: they lead to the one that it became.

use super::store;
use crate::People;
use crate::communities::store as communities;
use async_trait::async_trait;
use ruche_kernel::{Error, PlaceId, Result};
use ruche_web::{Ctx, Moved};

/// Below these stands the number of a community, then what of it is asked.
const BEFORE: [&str; 2] = ["/communities/", "/api/v1/communities/"];

/// The old addresses, for pages and programs.
pub(in crate::communities) struct Merged(pub People);

/// The part before the number, the community and the rest of an address.
fn parts(path: &str) -> Option<(&str, PlaceId, &str)> {
    let before = BEFORE.into_iter().find(|before| path.starts_with(before))?;
    let rest = &path[before.len()..];
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let id = rest[..end].parse().ok()?;
    let after = &rest[end..];
    (after.is_empty() || after.starts_with(['/', '?'])).then_some((before, PlaceId(id), after))
}

#[async_trait]
impl Moved for Merged {
    async fn to(&self, ctx: &Ctx) -> Result<Option<String>> {
        let (Some((before, place, rest)), Some(viewer)) = (parts(&ctx.path), &ctx.viewer) else { return Ok(None) };
        let db = &self.0.platform.db;
        let Some(became) = store::became(db, place).await? else { return Ok(None) };
        // What the viewer does not meet is not even led to.
        match communities::find(db, viewer.actor.id, became, ctx.now).await {
            Ok(_) => Ok(Some(format!("{before}{became}{rest}"))),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart_and_others_are_left_alone() {
        for (path, expected) in [
            ("/communities/12", Some(("/communities/", 12, ""))),
            ("/communities/12/members?find=ma", Some(("/communities/", 12, "/members?find=ma"))),
            ("/communities/12?after=3", Some(("/communities/", 12, "?after=3"))),
            ("/api/v1/communities/12/posts", Some(("/api/v1/communities/", 12, "/posts"))),
            ("/communities/new", None),
            ("/communities/12x", None),
            ("/communities/99999999999999999999", None),
            ("/posts/12", None),
            ("/communities/", None),
        ] {
            assert_eq!(parts(path), expected.map(|(before, id, rest)| (before, PlaceId(id), rest)), "{path}");
        }
    }
}
