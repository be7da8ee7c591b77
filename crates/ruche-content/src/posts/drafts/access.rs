//! The only doors by which drafts are loaded.

use super::model::{Stage, Unpublished};
use super::store;
use crate::Content;
use ruche_kernel::{Actor, Error, Result};
use ruche_people::access::Standing;

/// One: the viewer's own, or one that waits where the viewer moderates.
///
/// # Errors
/// `NotFound` when not.
pub async fn one(content: &Content, viewer: &Actor, id: i64) -> Result<Unpublished> {
    store::one(&content.platform.db, viewer.id, id).await
}

/// One of the viewer's own that was not thrown away, to be written on.
///
/// # Errors
/// `NotFound` when not.
pub async fn own(content: &Content, viewer: &Actor, id: i64) -> Result<Unpublished> {
    let draft = one(content, viewer, id).await?;
    if draft.author.id == viewer.id && draft.stage != Stage::Thrown { Ok(draft) } else { Err(Error::NotFound) }
}

/// The viewer's own, the last written first.
///
/// # Errors
/// What the database says.
pub async fn all_own(content: &Content, viewer: &Actor) -> Result<Vec<Unpublished>> {
    store::own(&content.platform.db, viewer.id).await
}

/// What waits for the viewer to read it.
///
/// # Errors
/// What the database says.
pub async fn to_review(content: &Content, viewer: &Actor) -> Result<Vec<Unpublished>> {
    store::to_review(&content.platform.db, viewer.id).await
}

/// Whether a viewer decides on a draft: it waits, and they moderate its place.
#[must_use]
pub fn may_review(viewer: &Actor, draft: &Unpublished) -> bool {
    draft.stage == Stage::Waiting && draft.author.id != viewer.id && draft.standing.is_some_and(|s| s >= Standing::Moderator)
}
