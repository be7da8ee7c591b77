//! What was written in a community that was merged goes to the one that it became.
//!
//! Thread by thread, the newest first: the comments of a post with what hangs on them, some in each transaction, then the post with its
//! own; so that a long thread keeps nobody waiting, and a move that was cut short goes on where it stood. Drafts and the addresses of
//! incoming webhooks follow; addresses of feeds are looked up where they are read. People are brought before and the place is closed
//! after, by their own room.
//!
//! Whatever is told of a merged place later (a comment that was being written when it went) moves its thread again: nothing is left
//! behind.

use crate::Content;
use crate::posts::model::PostId;
use crate::{comments, files, incoming, posts, reactions, topics, writing};
use async_trait::async_trait;
use ruche_kernel::{Event, MemberId, PlaceId, Result, SubjectRef};
use ruche_people::communities;
use ruche_platform::db::Tx;
use ruche_platform::outbox::{self, Listener};
use ruche_platform::work;
use ruche_web::Feature;
use std::sync::Arc;

/// How many posts are read at once, and how many comments or drafts one transaction moves.
const SLICE: i64 = 50;

/// What this feature declares.
#[must_use]
pub fn feature(content: &Content) -> Feature {
    Feature { name: "merging", listeners: vec![Arc::new(Move(content.clone()))], ..Feature::default() }
}

/// The listener.
struct Move(Content);

impl Move {
    /// Everything of a community. Safe to run twice.
    async fn all(&self, by: MemberId, from: PlaceId, into: PlaceId) -> Result<()> {
        let db = &self.0.platform.db;
        communities::bring(&self.0.people, by, from, into).await?;
        loop {
            let some = posts::store::some_in(db, from, SLICE).await?;
            if some.is_empty() {
                break;
            }
            for post in some {
                self.thread(by, post, from, into).await?;
            }
        }
        while db.write(work!([] | tx | { drafts(tx, from, into).await })).await? {}
        db.write(work!([] | tx | { incoming::store::move_all(tx, from, into).await })).await?;
        communities::close(&self.0.people, by, from, into).await
    }

    /// A post with all that hangs on it.
    async fn thread(&self, by: MemberId, post: PostId, from: PlaceId, into: PlaceId) -> Result<()> {
        let (db, event_id, now) = (&self.0.platform.db, self.0.platform.id(), self.0.platform.now());
        let root = SubjectRef::new("post", post.0);
        while db.write(work!([root] | tx | { some_comments(tx, &root, from, into).await })).await? {}
        db.write(work!(
            [root] | tx | {
                if posts::store::move_to(tx, post, from, into).await? {
                    what_hangs_on(tx, "post", &[post.0], into).await?;
                    outbox::record(tx, event_id, now, &Event::new("post.moved", by, root, into)).await?;
                }
                Ok(())
            }
        ))
        .await
    }
}

/// Moves some of the comments below a post, and tells whether there were any.
async fn some_comments(tx: &mut Tx, root: &SubjectRef, from: PlaceId, into: PlaceId) -> Result<bool> {
    let ids = comments::store::move_some(tx, root, from, into, SLICE).await?;
    what_hangs_on(tx, "comment", &ids, into).await?;
    Ok(!ids.is_empty())
}

/// Moves some of the drafts of a place, and tells whether there were any.
async fn drafts(tx: &mut Tx, from: PlaceId, into: PlaceId) -> Result<bool> {
    let ids = posts::drafts::store::move_some(tx, from, into, SLICE).await?;
    files::store::move_of(tx, "draft", &ids, into).await?;
    Ok(!ids.is_empty())
}

/// What knows the place of the posts or comments that it hangs on.
async fn what_hangs_on(tx: &mut Tx, kind: &str, ids: &[i64], into: PlaceId) -> Result<()> {
    writing::store::move_mentions_of(tx, kind, ids, into).await?;
    topics::store::move_uses_of(tx, kind, ids, into).await?;
    files::store::move_of(tx, kind, ids, into).await?;
    reactions::store::move_of(tx, kind, ids, into).await
}

#[async_trait]
impl Listener for Move {
    fn name(&self) -> &'static str {
        "merging.moves"
    }

    fn hears(&self, event: &Event) -> bool {
        event.kind == "community.merged" || event.root.kind == "post"
    }

    async fn handle(&self, events: &[Event]) -> Result<()> {
        let mut places: Vec<i64> = events.iter().map(|event| event.place.0).collect();
        places.sort_unstable();
        places.dedup();
        let merged = communities::merged_among(&self.0.platform.db, &places).await?;
        for event in events {
            let Some(into) = merged.get(&event.place) else { continue };
            if event.kind == "community.merged" {
                self.all(event.actor, event.place, *into).await?;
            } else if event.root.kind == "post" {
                self.thread(event.actor, PostId(event.root.id), event.place, *into).await?;
            }
        }
        Ok(())
    }
}
