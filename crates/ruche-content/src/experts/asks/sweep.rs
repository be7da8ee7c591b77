//! What comes round: a question that nobody answers is put to the next people, three times in all.

use super::{actions, store};
use crate::Content;
use crate::experts::find::Reader;
use async_trait::async_trait;
use ruche_kernel::{Error, Result};
use ruche_people::members::store::acting;
use ruche_platform::work;
use ruche_web::Sweep;

/// Puts questions to the next people. Safe to run twice, and on several nodes: the first takes the wave.
pub(in crate::experts) struct Widen(pub Content);

#[async_trait]
impl Sweep for Widen {
    fn name(&self) -> &'static str {
        "experts.widen"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        let db = &self.0.platform.db;
        for post in store::due(db, now).await? {
            let Some((wave, Some(_))) = store::route(db, post).await? else { continue };
            let question = store::find(db, post).await?.filter(|question| question.open);
            // Through the eyes of whoever asks, who may have left.
            let asker = match &question {
                Some(question) => acting(db, question.author, now).await?.filter(|asker| asker.actor.is_employee()),
                None => None,
            };
            let (Some(question), Some(asker)) = (question, asker) else {
                db.write(work!([] | tx | { store::end(tx, post).await })).await?;
                continue;
            };
            let reader = Reader { actor: asker.actor, language: asker.locale, now };
            match actions::wave(&self.0, &reader, post, &question, wave).await {
                // Without an index it is tried again.
                Ok(_) | Err(Error::Unavailable(_)) => {}
                Err(error) => return Err(error),
            }
        }
        let gone = store::gone(db).await?;
        if gone.is_empty() { Ok(()) } else { db.write(work!([gone] | tx | { store::forget(tx, &gone).await })).await }
    }
}
