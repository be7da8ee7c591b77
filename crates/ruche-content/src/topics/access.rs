//! The only doors by which topics are loaded: what the viewer can read nowhere does not exist.

use super::model::{Expert, Listed, Mark, Topic, Trend};
use super::{rules, store};
use crate::Content;
use ruche_kernel::{Actor, Cursor, Error, Page, Result};
use ruche_people::access;

/// Topics on one page of a list.
pub const PAGE: usize = 30;
/// Experts shown of a topic.
const EXPERTS: usize = 5;
/// How long a topic counts as used lately, in milliseconds: 30 days.
pub const LATELY_MS: i64 = 30 * 86_400_000;
/// What trends compare, in milliseconds: seven days.
const WEEK_MS: i64 = 7 * 86_400_000;

/// What a word leads to.
pub enum Found {
    /// The topic that is called so.
    Here(Box<Topic>),
    /// A topic that was called so, or that another one was merged into.
    Moved(Mark),
}

/// The topic that a key leads to. What is told of the whole company is left out for partners.
///
/// # Errors
/// `NotFound` for a topic that the viewer can read nowhere.
pub async fn find(content: &Content, viewer: &Actor, key: &str) -> Result<Found> {
    let mut topic = store::find(&content.platform.db, viewer.id, key).await?;
    if viewer.circle.is_some()
        && let Some(by) = topic.changed.as_ref().map(|(_, by)| by.id)
        && access::see_member(&content.platform.db, viewer, by).await.is_err()
    {
        topic.changed = None;
    }
    Ok(if topic.mark.key == key { Found::Here(Box::new(known_to(viewer, topic))) } else { Found::Moved(topic.mark) })
}

/// A topic as far as the viewer may know of it.
fn known_to(viewer: &Actor, topic: Topic) -> Topic {
    if viewer.is_employee() { topic } else { Topic { description: String::new(), changed: None, followers: 0, ..topic } }
}

/// The same, where only a topic that is called so will do.
///
/// # Errors
/// As [`find`]; and `NotFound` for what is called otherwise by now.
pub async fn here(content: &Content, viewer: &Actor, key: &str) -> Result<Topic> {
    match find(content, viewer, key).await? {
        Found::Here(topic) => Ok(*topic),
        Found::Moved(_) => Err(Error::NotFound),
    }
}

/// Topics by name, of those whose key begins as what was typed, after a key.
///
/// # Errors
/// What the database says.
pub async fn by_name(content: &Content, viewer: &Actor, text: &str, after: &str) -> Result<(Vec<Listed>, Option<String>)> {
    let rows = store::by_name(&content.platform.db, viewer.id, text, after, PAGE as i64 + 1).await?;
    let Page { items: rows, next } = Page::of(rows, PAGE, |topic| topic.mark.key.clone());
    Ok((told(viewer, rows), next))
}

/// Topics used in the last 30 days, the last used first.
///
/// # Errors
/// What the database says.
pub async fn by_use(content: &Content, viewer: &Actor, now: i64, after: Cursor) -> Result<Page<Listed>> {
    let rows = store::by_use(&content.platform.db, viewer.id, now - LATELY_MS, after, PAGE as i64 + 1).await?;
    let page = Page::of(rows, PAGE, |topic| Cursor { at: topic.used_at.unwrap_or_default(), id: topic.id.0 });
    Ok(Page { items: told(viewer, page.items), next: page.next })
}

fn told(viewer: &Actor, rows: Vec<Listed>) -> Vec<Listed> {
    let employee = viewer.is_employee();
    rows.into_iter().map(|topic| if employee { topic } else { Listed { summary: String::new(), followers: 0, ..topic } }).collect()
}

/// Who knows a topic, by what the viewer may see: those whose answers helped most first, then those whose writing was answered by
/// reactions. People whom the viewer may not see are left out.
///
/// # Errors
/// What the database says.
pub async fn experts(content: &Content, viewer: &Actor, topic: &Topic) -> Result<Vec<Expert>> {
    let db = &content.platform.db;
    let mut found = store::experts(db, viewer.id, topic.id).await?;
    if !viewer.sees_everyone() {
        let ids: Vec<i64> = found.iter().map(|expert| expert.person.id.0).collect();
        let seen = access::seen_among(db, viewer.id, &ids).await?;
        found.retain(|expert| seen.contains(&expert.person.id));
    }
    found.truncate(EXPERTS);
    Ok(found)
}

/// The topics that stand beside it in the same posts, the most often first, as far as the viewer may see these.
///
/// # Errors
/// What the database says.
pub async fn related(content: &Content, viewer: &Actor, topic: &Topic) -> Result<Vec<Mark>> {
    store::related(&content.platform.db, viewer.id, topic.id).await
}

/// The topics that are used more than usual, in what the viewer may see.
///
/// # Errors
/// What the database says.
pub async fn trends(content: &Content, viewer: &Actor, now: i64) -> Result<Vec<Trend>> {
    Ok(rules::rising(store::trends(&content.platform.db, viewer.id, now - WEEK_MS, now - 2 * WEEK_MS).await?))
}
