//! The only doors by which a file is given to someone.

use super::model::{File, Kind};
use super::store;
use crate::Content;
use ruche_kernel::{Actor, Error, MemberId, PlaceId, Result, SubjectRef};
use ruche_people::{access, communities, members};
use ruche_platform::db::Db;

/// A file that `viewer` may see now: one of their own that is loose, or one below something that they may see.
///
/// # Errors
/// `NotFound` when not: what one may not see does not exist.
pub async fn see(content: &Content, viewer: &Actor, id: i64, now: i64) -> Result<File> {
    let db = &content.platform.db;
    // What is loose is its owner's alone: for everyone else there is no such file.
    let found = store::find(db, id).await?.filter(|file| file.subject.is_some() || file.owner == viewer.id);
    let Some(file) = found else {
        // As much is asked as for a file that is there and hidden.
        content.platform.subjects.cards(viewer, &[SubjectRef::new("post", id)]).await?;
        return Err(Error::NotFound);
    };
    let Some(subject) = &file.subject else { return Ok(file) };
    let seen = match subject.kind.as_str() {
        "member" => {
            access::see_member(db, viewer, MemberId(subject.id)).await?;
            // The card of someone who left shows no photo: its address then shows none either.
            members::store::people(db, &[subject.id]).await?.get(&subject.id).is_some_and(|person| person.photo == Some(id))
        }
        // Who finds a community without reading it is shown its picture too.
        "community" => communities::see(db, viewer, PlaceId(subject.id), now).await?.picture == Some(id),
        // The room of the Subject knows whether it is deleted, and who reads its place.
        _ => content.platform.subjects.cards(viewer, std::slice::from_ref(subject)).await?.contains_key(subject),
    };
    if seen { Ok(file) } else { Err(Error::NotFound) }
}

/// A video that `actor` sent and still sees, which browsers play: what subtitles may be added to.
///
/// # Errors
/// `NotFound` when it is not.
pub async fn own_video(content: &Content, actor: &Actor, id: i64, now: i64) -> Result<File> {
    let file = see(content, actor, id, now).await?;
    if file.owner == actor.id && file.kind == Kind::Video && file.playable { Ok(file) } else { Err(Error::NotFound) }
}

/// Those among `ids` that a person sent, in the order asked: what a form that was refused shows again.
///
/// # Errors
/// What the database says.
pub async fn own(db: &Db, owner: MemberId, ids: &[i64]) -> Result<Vec<File>> {
    let mut found = store::own(db, owner, ids).await?;
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}
