//! The registry of Subjects: everything that people can see, asked in bulk, by kind.

use async_trait::async_trait;
use ruche_kernel::{Actor, Error, Event, MemberId, PlaceId, Result, SubjectRef};
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::db::Tx;

/// What other rooms may know of a Subject that its viewer may see.
#[derive(Clone, Debug)]
pub struct Card {
    /// Which one.
    pub subject: SubjectRef,
    /// What it hangs on; itself unless it is a comment.
    pub root: SubjectRef,
    /// Where it stands.
    pub place: PlaceId,
    /// Who wrote it.
    pub author: MemberId,
    /// Its title or first words, without markup.
    pub title: String,
    /// Its address.
    pub url: String,
    /// What it is for, by the word of its format; empty for what has none.
    pub format: String,
    /// Whether it stands in archives: read, and answered no more.
    pub archived: bool,
    /// Whether its place is archived: nothing there is changed any more.
    pub closed: bool,
}

/// Who is concerned by a Subject besides those who read its place.
#[derive(Clone, Debug)]
pub struct Concern {
    /// The Subject.
    pub subject: SubjectRef,
    /// What it hangs on.
    pub root: SubjectRef,
    /// Who wrote it.
    pub author: MemberId,
    /// Whom it mentions.
    pub mentioned: Vec<MemberId>,
    /// Whom it answers: the authors of what it hangs on.
    pub answers: Vec<MemberId>,
    /// Who follows the thread that it stands in.
    pub followers: Vec<MemberId>,
    /// Who wants to be told of nothing in that thread, but that they are mentioned.
    pub muted: Vec<MemberId>,
}

/// One or several kinds of Subject kept by one room. Always in bulk: never one by one.
#[async_trait]
pub trait Subject: Send + Sync {
    /// The kinds' words.
    fn kinds(&self) -> &'static [&'static str];

    /// The cards of those that `viewer` may see now, in one statement; the others do not exist.
    async fn cards(&self, viewer: &Actor, subjects: &[SubjectRef]) -> Result<Vec<Card>>;

    /// The card of one Subject inside a transaction, for an act upon it; `NotFound` when the actor may not see it, and where nothing is
    /// reacted to or commented.
    async fn card_in(&self, _tx: &mut Tx, _viewer: &Actor, _subject: &SubjectRef, _now: i64) -> Result<Card> {
        Err(Error::NotFound)
    }

    /// Who is concerned by each, whoever asks: rights are checked for each recipient afterwards.
    async fn concerns(&self, _subjects: &[SubjectRef]) -> Result<Vec<Concern>> {
        Ok(Vec::new())
    }

    /// Whom an event on one of its Subjects calls, besides those concerned: everyone who must read it, those who go to it. Rights are
    /// checked for each afterwards.
    async fn called(&self, _event: &Event) -> Result<Vec<MemberId>> {
        Ok(Vec::new())
    }

    /// One more or fewer comment below it, in the transaction that writes the comment; `NotFound` where nothing is commented.
    async fn count_comment(&self, _tx: &mut Tx, _subject: &SubjectRef, _change: i64) -> Result<()> {
        Err(Error::NotFound)
    }
}

/// Every kind that the product knows.
#[derive(Default)]
pub struct Subjects {
    kinds: OnceLock<HashMap<&'static str, Arc<dyn Subject>>>,
}

impl Subjects {
    /// Declares the kinds, once, at start-up.
    pub fn register(&self, kinds: impl IntoIterator<Item = Arc<dyn Subject>>) {
        // A second registration would be a mistake of the start-up code; the first one holds.
        let _ = self
            .kinds
            .set(kinds.into_iter().flat_map(|subject| subject.kinds().iter().map(move |kind| (*kind, Arc::clone(&subject)))).collect());
    }

    /// The room of a reference.
    ///
    /// # Errors
    /// `NotFound` for a kind that does not exist.
    pub fn of(&self, subject: &SubjectRef) -> Result<&Arc<dyn Subject>> {
        self.kinds.get().and_then(|kinds| kinds.get(subject.kind.as_str())).ok_or(Error::NotFound)
    }

    /// The cards of those among `subjects` that `viewer` may see, one call a room.
    ///
    /// # Errors
    /// What a room's store says.
    pub async fn cards(&self, viewer: &Actor, subjects: &[SubjectRef]) -> Result<HashMap<SubjectRef, Card>> {
        let mut cards = HashMap::with_capacity(subjects.len());
        for (room, asked) in self.by_room(subjects) {
            cards.extend(room.cards(viewer, &asked).await?.into_iter().map(|card| (card.subject.clone(), card)));
        }
        Ok(cards)
    }

    /// Who is concerned by each of `subjects`, one call a room.
    ///
    /// # Errors
    /// What a room's store says.
    pub async fn concerns(&self, subjects: &[SubjectRef]) -> Result<HashMap<SubjectRef, Concern>> {
        let mut concerns = HashMap::with_capacity(subjects.len());
        for (room, asked) in self.by_room(subjects) {
            concerns.extend(room.concerns(&asked).await?.into_iter().map(|concern| (concern.subject.clone(), concern)));
        }
        Ok(concerns)
    }

    /// Whom an event calls.
    ///
    /// # Errors
    /// What the room's store says; `NotFound` for a kind that does not exist.
    pub async fn called(&self, event: &Event) -> Result<Vec<MemberId>> {
        self.of(&event.subject)?.called(event).await
    }

    /// The Subjects without repeats, gathered by the room that keeps them; unknown kinds are left out.
    fn by_room(&self, subjects: &[SubjectRef]) -> Vec<(&Arc<dyn Subject>, Vec<SubjectRef>)> {
        let mut rooms: Vec<(&Arc<dyn Subject>, Vec<SubjectRef>)> = Vec::new();
        for subject in subjects {
            let Ok(room) = self.of(subject) else { continue };
            match rooms.iter_mut().find(|(known, _)| Arc::ptr_eq(known, room)) {
                Some((_, asked)) if asked.contains(subject) => {}
                Some((_, asked)) => asked.push(subject.clone()),
                None => rooms.push((room, vec![subject.clone()])),
            }
        }
        rooms
    }
}
