//! Asking the engine: once for those who ask the same at the same time, a few texts at a time, with nothing of the database held
//! meanwhile.

use super::{MAX_BYTES, Original, store};
use crate::Content;
use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, Shared};
use ruche_kernel::{Error, Result, SubjectRef};
use ruche_platform::translation::Untranslated;
use ruche_platform::work;
use ruche_web::translated;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;

/// How many texts the engine has at once, from one server.
const AT_ONCE: usize = 16;

/// Why there is no translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The engine does not answer: trying again may help.
    Unavailable,
    /// The engine will not.
    Refused,
    /// The text is too long to be asked.
    TooLong,
}

type Key = (SubjectRef, &'static str, String);
type Asked = Shared<BoxFuture<'static, Result<(), Problem>>>;

/// What is being asked of the engine.
pub struct Desk {
    asked: Mutex<HashMap<Key, Asked>>,
    free: Semaphore,
}

impl Default for Desk {
    fn default() -> Self {
        Self { asked: Mutex::default(), free: Semaphore::new(AT_ONCE) }
    }
}

impl Desk {
    fn asked(&self) -> std::sync::MutexGuard<'_, HashMap<Key, Asked>> {
        // Nothing panics while it is held.
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The translation that is kept of a text, as it stands now.
///
/// # Errors
/// What the database says.
pub async fn kept(content: &Content, original: &Original, to: &'static str) -> Result<Option<String>> {
    store::find(&content.platform.db, &original.subject, to, &original.source()).await
}

/// Has a text translated and kept, unless it is already. Whoever asks leaves without harm: it goes on for the others.
///
/// # Errors
/// Why there is none.
pub async fn ask(content: &Content, original: Original, to: &'static str) -> Result<(), Problem> {
    let key = (original.subject.clone(), to, original.source());
    let asked = {
        let mut all = content.desk.asked();
        match all.get(&key) {
            Some(asked) => asked.clone(),
            None => {
                let (content, mine) = (content.clone(), key.clone());
                let task = tokio::spawn(async move {
                    let made = make(&content, &original, to).await;
                    content.desk.asked().remove(&mine);
                    made.unwrap_or_else(|error| {
                        tracing::warn!(%error, "a translation was not kept");
                        Err(Problem::Unavailable)
                    })
                });
                let asked = async move { task.await.unwrap_or(Err(Problem::Unavailable)) }.boxed().shared();
                all.insert(key, asked.clone());
                asked
            }
        }
    };
    asked.await
}

async fn make(content: &Content, original: &Original, to: &'static str) -> Result<Result<(), Problem>> {
    let Some(translator) = &content.platform.translator else { return Ok(Err(Problem::Unavailable)) };
    if kept(content, original, to).await?.is_some() {
        return Ok(Ok(()));
    }
    let before = original.clone();
    let question = aside(move || before.question()).await?;
    if question.len() > MAX_BYTES {
        return Ok(Err(Problem::TooLong));
    }
    let Ok(_turn) = content.desk.free.try_acquire() else { return Ok(Err(Problem::Unavailable)) };
    let said = match translator.translate(&question, original.language, to).await {
        Ok(said) => said,
        Err(Untranslated::Unavailable) => return Ok(Err(Problem::Unavailable)),
        Err(Untranslated::Refused) => return Ok(Err(Problem::Refused)),
    };
    let html = original.html.clone();
    let Some(answer) = aside(move || translated::answer(&html, &question, &said)).await? else {
        tracing::warn!("the translation engine answered what is no translation");
        return Ok(Err(Problem::Unavailable));
    };
    let (original, source, answer, now) = (Arc::new(original.clone()), original.source(), Arc::new(answer), content.platform.now());
    content
        .platform
        .db
        .write(work!([original, source, answer] | tx | { store::keep(tx, &original, to, &source, &answer, now).await }))
        .await?;
    Ok(Ok(()))
}

/// Does what takes time beside the threads that answer.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|e| Error::bug(format!("text task: {e}")))
}
