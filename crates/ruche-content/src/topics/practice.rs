//! What people do under the words of topics: answers that were accepted, thanks, what they write. Told to the room of skills, which lets
//! a skill stand and proposes others; after the commit, and of what its person may read today.

use super::store::{self, Touched};
use crate::Content;
use async_trait::async_trait;
use ruche_kernel::{Event, MemberId, Result};
use ruche_people::skills::proposals;
use ruche_platform::outbox::Listener;
use std::collections::BTreeSet;

/// How far back what people do is looked at, in milliseconds: two years.
const BACK_MS: i64 = 730 * 86_400_000;

/// Learns what people do.
pub(super) struct Practice(pub Content);

/// What an event changes of what somebody shows.
enum Touch {
    Post(i64),
    Comment(i64),
    Member(MemberId),
}

impl Touch {
    fn of(event: &Event) -> Option<Self> {
        match event.kind.as_str() {
            "post.published" | "post.edited" | "post.deleted" | "post.restored" => Some(Self::Post(event.subject.id)),
            "answer.accepted" | "answer.unaccepted" | "comment.deleted" | "comment.restored" => Some(Self::Comment(event.subject.id)),
            // What one may read no more shows nothing of oneself.
            "membership.left" | "membership.joined" | "membership.accepted" => Some(Self::Member(event.target.unwrap_or(event.actor))),
            _ => None,
        }
    }
}

#[async_trait]
impl Listener for Practice {
    fn name(&self) -> &'static str {
        "topics.practice"
    }

    fn hears(&self, event: &Event) -> bool {
        Touch::of(event).is_some()
    }

    async fn handle(&self, events: &[Event]) -> Result<()> {
        let platform = &self.0.platform;
        let (mut posts, mut comments, mut people): (Vec<i64>, Vec<i64>, BTreeSet<i64>) = (Vec::new(), Vec::new(), BTreeSet::new());
        for touch in events.iter().filter_map(Touch::of) {
            match touch {
                Touch::Post(post) => posts.push(post),
                Touch::Comment(comment) => comments.push(comment),
                Touch::Member(member) => {
                    people.insert(member.0);
                }
            }
        }
        people.extend(store::touched(&platform.db, Touched::Posts, &posts).await?);
        people.extend(store::touched(&platform.db, Touched::Answers, &comments).await?);
        let since = platform.now() - BACK_MS;
        for member in people.into_iter().map(MemberId) {
            proposals::learn(platform, member, &store::practices(&platform.db, member, since).await?).await?;
        }
        Ok(())
    }
}
