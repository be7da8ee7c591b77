//! Searches that a person keeps: looked at again as time passes, and told when they find something new.
//!
//! Each moment is looked at once: what was published since the last look, as long as the index has had the time to hold it.

use super::ask::{Asked, Typed};
use super::groups::Group;
use super::store::{self, Saved};
use super::{find, follow::Keeper};
use crate::Reach;
use async_trait::async_trait;
use axum::extract::{Path, State};
use axum::response::Redirect;
use jiff::tz::TimeZone;
use ruche_kernel::{Actor, Error, Event, MemberId, PlaceId, Refusal, Result, SubjectRef};
use ruche_people::members;
use ruche_platform::search::{Order, Query};
use ruche_platform::subjects::{Card, Subject};
use ruche_platform::{Platform, outbox, work};
use ruche_web::limits::Act;
use ruche_web::{Fields, Member, Sweep, layout};
use std::sync::Arc;

/// The kind's word.
pub(super) const KIND: &str = "search";
/// The event that tells of something new.
pub(super) const FOUND: &str = "search.found";
/// How many searches a person keeps.
const MOST: i64 = 50;
/// How long what is published waits before it is looked for, in milliseconds: the index holds it within two seconds.
const SETTLE_MS: i64 = 10_000;
/// How many searches one round looks at.
const ROUND: i64 = 500;

pub(super) async fn keep(State(reach): State<Reach>, member: Member, mut form: Fields) -> ruche_web::Result {
    let query = form.text("query")?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    let query = save(&reach.platform, member.id(), &query).await?;
    Ok(layout::with_toast(Redirect::to(&format!("/search?{query}")), "search-kept", 0))
}

/// Keeps a search of `me`, and gives the address that asks the same, without its path. Keeping it twice is keeping it once.
///
/// # Errors
/// Refused when nothing is asked, and beyond fifty.
pub(super) async fn save(platform: &Platform, me: MemberId, query: &str) -> Result<String> {
    // Understood and written again: what is kept is what is shown.
    let asked = asked(query);
    if asked.is_empty() {
        return Err(Refusal::new("search.empty").into());
    }
    let (id, now) = (platform.id(), platform.now());
    let (query, words) = (asked.query(), named(&asked));
    platform
        .db
        .write(work!(
            [query, words] | tx | {
                if store::count_saved(tx, me).await? >= MOST {
                    return Err(Refusal::new("search.many").with("max", MOST).into());
                }
                store::insert_saved(tx, id, me, &query, &words, now - SETTLE_MS).await
            }
        ))
        .await?;
    Ok(query)
}

pub(super) async fn forget(State(reach): State<Reach>, member: Member, Path(id): Path<i64>) -> ruche_web::Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let saved = remove(&reach.platform, member.id(), id).await?;
    // Back to what it finds, where one tap keeps it again.
    Ok(layout::with_toast(Redirect::to(&format!("/search?{}", saved.query)), "search-forgotten", 0))
}

/// Keeps a search of `me` no longer, and tells which one it was.
///
/// # Errors
/// `NotFound` for what is not theirs.
pub(super) async fn remove(platform: &Platform, me: MemberId, id: i64) -> Result<Saved> {
    let saved = store::saved_among(&platform.db, me, &[id]).await?.into_iter().next().ok_or(Error::NotFound)?;
    platform.db.write(work!([] | tx | { store::delete_saved(tx, id, me).await })).await?;
    Ok(saved)
}

/// What a kept address asks.
fn asked(query: &str) -> Asked {
    let mut typed = Typed::default();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()).into_owned() {
        match name.as_str() {
            "q" => typed.q = value,
            "kind" => typed.kind = value,
            "place" => typed.place = value,
            "by" => typed.by = value,
            "from" => typed.from = value,
            "until" => typed.until = value,
            "language" => typed.language = value,
            "format" => typed.format = value,
            "order" => typed.order = value,
            _ => {}
        }
    }
    Asked { page: 1, ..Asked::of(&typed) }
}

/// How a search is called: its words, else what it filters by.
fn named(asked: &Asked) -> String {
    [&asked.words, &asked.by, asked.format, asked.language]
        .into_iter()
        .find(|text| !text.is_empty())
        .map_or("…".to_owned(), ToOwned::to_owned)
}

/// Looks at kept searches again.
pub(super) struct Look {
    pub platform: Platform,
    pub keeper: Arc<Keeper>,
}

#[async_trait]
impl Sweep for Look {
    fn name(&self) -> &'static str {
        "search.look"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        self.keeper.greet().await?;
        if find::available(&self.platform).is_err() || self.keeper.building() {
            return Ok(());
        }
        let until = now - SETTLE_MS;
        for saved in store::due(&self.platform.db, until, ROUND).await? {
            self.look(saved, until).await?;
        }
        Ok(())
    }
}

impl Look {
    /// Tells the owner of one search, if it finds something that somebody else published since.
    async fn look(&self, saved: Saved, until: i64) -> Result<()> {
        let platform = &self.platform;
        let Some(owner) = members::store::acting(&platform.db, saved.member, until).await? else {
            let member = saved.member;
            return platform.db.write(work!([member] | tx | { store::forget(tx, member).await })).await;
        };
        let newest = self.newest(&owner.actor, &asked(&saved.query), saved.checked_at, until).await?;
        let event = newest.map(|(author, place)| Event::new(FOUND, author, SubjectRef::new(KIND, saved.id), place).about(saved.member));
        let (id, now) = (platform.id(), platform.now());
        platform
            .db
            .write(work!(
                [saved, event] | tx | {
                    if store::checked(tx, &saved, until).await?
                        && let Some(event) = &event
                    {
                        outbox::record(tx, id, now, event).await?;
                    }
                    Ok(())
                }
            ))
            .await
    }

    /// Who wrote the newest that a search finds between two moments, and where; the viewer's own left out.
    async fn newest(&self, viewer: &Actor, asked: &Asked, from: i64, until: i64) -> Result<Option<(MemberId, PlaceId)>> {
        let platform = &self.platform;
        let kinds: Vec<&str> = match asked.group {
            Some(group) if group.named() => return Ok(None),
            Some(group) => group.kinds().to_vec(),
            None => [Group::Writings, Group::Files].iter().flat_map(|group| group.kinds()).copied().collect(),
        };
        let scope = find::scope(platform, viewer).await?;
        let author = if asked.by.is_empty() {
            None
        } else {
            let Some(found) = find::named(platform, viewer, &scope, &asked.by).await? else { return Ok(None) };
            Some(MemberId(found.subject.id))
        };
        let query = asked.ask(&kinds, author, &TimeZone::UTC);
        let from = query.from.map_or(from, |day| day.max(from));
        let until = query.until.map_or(until, |day| day.min(until));
        let query = Query { from: Some(from), until: Some(until), order: Order::Newest, ..query };
        let hits = platform.index.search(&query, &scope).await?.hits;
        let seen = find::shown(platform, viewer, &hits).await?;
        Ok(seen.iter().filter_map(|one| one.author.zip(one.place)).find(|(author, _)| *author != viewer.id))
    }
}

/// Kept searches as notifications name them: to their owner alone.
pub(super) struct Searches(pub Platform);

#[async_trait]
impl Subject for Searches {
    fn kinds(&self) -> &'static [&'static str] {
        &[KIND]
    }

    async fn cards(&self, viewer: &Actor, subjects: &[SubjectRef]) -> Result<Vec<Card>> {
        let ids: Vec<i64> = subjects.iter().map(|subject| subject.id).collect();
        let own = store::saved_among(&self.0.db, viewer.id, &ids).await?;
        Ok(own.into_iter().map(|saved| card(saved, viewer)).collect())
    }
}

fn card(saved: Saved, viewer: &Actor) -> Card {
    let subject = SubjectRef::new(KIND, saved.id);
    Card {
        root: subject.clone(),
        subject,
        place: viewer.company,
        author: viewer.id,
        title: saved.words,
        url: format!("/search?{}&order=newest", saved.query.trim_end_matches("&order=newest")),
        format: String::new(),
        archived: false,
        closed: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_address_asks_what_was_asked() {
        for query in ["q=pompe+%C3%A0+chaleur&kind=posts&place=7&by=Ana&from=2026-03-01&language=fr&format=idea&order=newest", "q=a"] {
            assert_eq!(asked(query).query(), query);
        }
        assert!(asked("x=1&page=3").is_empty());
        assert_eq!(named(&asked("by=Ana")), "Ana");
    }
}
