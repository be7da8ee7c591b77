//! What comes round for posts: purging the bin, putting into the archives what has expired, reminding of announcements.

use super::{actions, rules, store};
use crate::{Content, comments, files, marks, reactions, writing};
use async_trait::async_trait;
use ruche_kernel::{Event, Result, SubjectRef};
use ruche_platform::{keys, outbox, work};
use ruche_web::Sweep;

/// How long keys of sendings are kept, in milliseconds: 30 days, above the 7 that are promised.
const KEYS_MS: i64 = 30 * 86_400_000;

/// Purges what has been in the bin for 30 days.
pub(super) struct Purge(pub Content);

#[async_trait]
impl Sweep for Purge {
    fn name(&self) -> &'static str {
        "posts.purge"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        let db = &self.0.platform.db;
        for id in store::purgeable(db, now - rules::BIN_MS).await? {
            let subject = SubjectRef::new("post", id.0);
            // The comments first, some in each transaction: a long thread keeps nobody waiting.
            loop {
                let (gone, more) = db.write(work!([subject] | tx | { comments::store::purge_of(tx, &subject).await })).await?;
                files::actions::remove_blobs(&self.0, &gone).await;
                if !more {
                    break;
                }
            }
            let gone = db
                .write(work!(
                    [subject] | tx | {
                        let gone = files::store::delete_of_subject(tx, &subject).await?;
                        reactions::store::delete_of(tx, &subject).await?;
                        marks::store::delete_of(tx, &subject).await?;
                        writing::forget_named(tx, &subject).await?;
                        store::purge(tx, id).await?;
                        Ok(gone)
                    }
                ))
                .await?;
            files::actions::remove_blobs(&self.0, &gone).await;
        }
        db.write(work!([now] | tx | { keys::forget(tx, now - KEYS_MS).await })).await
    }
}

/// Puts into the archives what has expired. Safe to run twice: only the first changes anything, and tells.
pub(super) struct Expire(pub Content);

#[async_trait]
impl Sweep for Expire {
    fn name(&self) -> &'static str {
        "posts.expire"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        let db = &self.0.platform.db;
        for (id, place, author) in store::expired(db, now).await? {
            let event_id = self.0.platform.id();
            db.write(work!(
                [] | tx | {
                    if store::archive(tx, id, true, now).await? {
                        let event = Event::new("post.archived", author, SubjectRef::new("post", id.0), place);
                        outbox::record(tx, event_id, now, &event).await?;
                    }
                    Ok(())
                }
            ))
            .await?;
        }
        Ok(())
    }
}

/// Reminds those who have not confirmed an announcement, once, before its date.
pub(super) struct Remind(pub Content);

#[async_trait]
impl Sweep for Remind {
    fn name(&self) -> &'static str {
        "posts.remind"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        for id in store::reminding(&self.0.platform.db, now).await? {
            actions::remind_by_itself(&self.0, id, now).await?;
        }
        Ok(())
    }
}
