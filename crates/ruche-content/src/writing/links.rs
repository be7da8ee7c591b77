//! The first link of a text to a page of others gets a card. The page is asked after the commit, once for everyone who links to it, as
//! a stranger would ask: what it shows to those who are signed in there, nobody here can tell.
//!
//! Deliberately not here: links of our own (`own`), which others than their readers must learn nothing of.

use super::store::{self, Linking};
use super::{Link, LinkCard, aside, head};
use crate::Content;
use crate::files::{self, rules::Piece};
use async_trait::async_trait;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use futures_util::StreamExt as _;
use ruche_kernel::{Error, Event, Result, SubjectRef};
use ruche_platform::outbox::{self, Listener};
use ruche_platform::{secret, work};
use ruche_web::markdown::Rendered;
use ruche_web::{Member, Sweep};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use url::Url;

/// How many pages are asked at once.
const AT_ONCE: usize = 16;
const DAY_MS: i64 = 86_400_000;
/// For how long what a page says is taken as known: seven days, and one when it gave nothing.
const KNOWN_MS: (i64, i64) = (7 * DAY_MS, DAY_MS);
/// For how long it is kept once no text links to it.
const KEPT_MS: i64 = 30 * DAY_MS;
/// How many links one round of forgetting looks at.
const ROUND: i64 = 200;
/// An older event asks nobody: what was published long ago stays as it was.
const RECENT_MS: i64 = DAY_MS;
/// What is asked of a page, and of its picture.
const PAGES: &str = "text/html, application/xhtml+xml";
const PICTURES: &str = "image/webp, image/jpeg, image/png, image/gif";

/// The first link to a page of others. What has our own host is ours, whatever its port.
pub(super) fn first(rendered: &Rendered, public_url: &Url) -> Option<String> {
    rendered.links.iter().find(|link| link.host() != public_url.host()).map(ToString::to_string)
}

/// A link in a text written at `at`.
pub(super) fn link(url: &str, at: i64) -> Link {
    Link { id: secret::hex(&Sha256::digest(url)), url: url.to_owned(), at }
}

/// The listener.
pub(super) struct Links(pub Content);

impl Links {
    /// The texts that were published or edited lately and whose link is to be asked, by it.
    async fn to_ask(&self, events: &[Event]) -> Result<BTreeMap<String, Vec<Linking>>> {
        let now = self.0.platform.now();
        let ids: Vec<i64> = events.iter().filter(|e| e.at > now - RECENT_MS).map(|e| e.subject.id).collect();
        let mut by_link = BTreeMap::<String, Vec<Linking>>::new();
        for text in store::linking(&self.0.platform.db, &ids).await? {
            let known = if text.title.is_empty() { KNOWN_MS.1 } else { KNOWN_MS.0 };
            if text.asked_at <= now - known {
                by_link.entry(text.link.clone()).or_default().push(text);
            }
        }
        Ok(by_link)
    }

    /// Asks a page what it says of itself; nothing when there is nothing to make a card of.
    async fn card(&self, url: &str) -> Result<Option<LinkCard>> {
        let Ok(answer) = self.0.platform.outgoing.get(url, PAGES).await else { return Ok(None) };
        let page = url.to_owned();
        let Some((card, picture)) = aside(move || head::read(&page, &answer.content_type, &answer.body)).await? else { return Ok(None) };
        let picture = match picture {
            Some(address) => self.keep_picture(&address).await?,
            None => None,
        };
        Ok(Some(LinkCard { picture, ..card }))
    }

    /// Keeps a small copy of a picture of others, made by the process that looks at every picture. One that cannot be had is left out.
    async fn keep_picture(&self, address: &str) -> Result<Option<i64>> {
        let Ok(answer) = self.0.platform.outgoing.get(address, PICTURES).await else { return Ok(None) };
        let Ok(copy) = files::actions::small_copy(&self.0, &answer.body).await else { return Ok(None) };
        let id = self.0.platform.id();
        self.0.platform.blobs.put(&blob(id), copy).await?;
        Ok(Some(id))
    }

    /// Asks what a link leads to, for the texts that begin with it, and tells open pages that there is a card.
    async fn ask(&self, texts: Vec<Linking>) -> Result<()> {
        let Some(first) = texts.first() else { return Ok(()) };
        let platform = &self.0.platform;
        let card = self.card(&first.url).await?;
        let replaced = first.picture.filter(|_| card.is_some());
        let (link, now) = (first.link.clone(), platform.now());
        let events: Vec<(i64, Event)> = texts
            .iter()
            .filter(|_| card.is_some())
            .map(|text| {
                let event = Event::new(&format!("{}.previewed", text.subject.kind), text.author, text.subject.clone(), text.place);
                (platform.id(), event.under(text.root.clone()))
            })
            .collect();
        platform
            .db
            .write(work!(
                [link, card, events] | tx | {
                    store::save_link(tx, &link, card.as_ref(), now).await?;
                    for (id, event) in &events {
                        outbox::record(tx, *id, now, event).await?;
                    }
                    Ok(())
                }
            ))
            .await?;
        files::actions::remove_blobs(&self.0, replaced.as_slice()).await;
        Ok(())
    }
}

#[async_trait]
impl Listener for Links {
    fn name(&self) -> &'static str {
        "writing.links"
    }

    fn hears(&self, event: &Event) -> bool {
        let told = matches!(event.kind.as_str(), "post.published" | "post.edited" | "comment.published" | "comment.edited");
        told && self.0.platform.outgoing.asks()
    }

    async fn handle(&self, events: &[Event]) -> Result<()> {
        let by_link = self.to_ask(events).await?;
        // One that fails fails the batch once the others are done, which are known when it comes again.
        let asked: Vec<Result<()>> =
            futures_util::stream::iter(by_link.into_values()).map(|texts| self.ask(texts)).buffer_unordered(AT_ONCE).collect().await;
        asked.into_iter().collect()
    }
}

/// Where the picture of a card is kept.
#[must_use]
pub fn blob(id: i64) -> String {
    files::rules::blob(id, "480.webp")
}

/// The picture of the card of a post or comment, for those who see that text.
pub(super) async fn picture(
    State(content): State<Content>,
    member: Member,
    Path((kind, id, picture)): Path<(String, i64, i64)>,
    headers: HeaderMap,
) -> ruche_web::Result {
    let subject = SubjectRef { kind, id };
    let seen = content.platform.subjects.cards(&member.actor(), std::slice::from_ref(&subject)).await?.contains_key(&subject);
    if !seen || store::picture(&content.platform.db, &subject).await? != Some(picture) {
        return Err(Error::NotFound.into());
    }
    let piece = Piece { key: blob(picture), mime: ruche_media::Kind::Webp.mime().to_owned(), saved_as: None, direct: None };
    files::transfer::give(&content, &headers, piece).await
}

/// Forgets links that no text has any more.
pub(super) struct ForgetLinks(pub Content);

#[async_trait]
impl Sweep for ForgetLinks {
    fn name(&self) -> &'static str {
        "writing.links"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        let gone = self.0.platform.db.write(work!([] | tx | { store::forget_links(tx, now - KEPT_MS, now, ROUND).await })).await?;
        files::actions::remove_blobs(&self.0, &gone).await;
        Ok(())
    }
}
