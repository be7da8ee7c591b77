//! Turns events into notifications: whom they concern, less those who may not read or do not want to know.

use super::rules::{self, Kind, Once, Source, Telling};
use super::{CHANGED, store};
use async_trait::async_trait;
use ruche_kernel::{Event, MemberId, PlaceId, Result, SubjectRef};
use ruche_people::{access, communities};
use ruche_platform::db::Tx;
use ruche_platform::outbox::{self, Listener};
use ruche_platform::subjects::Concern;
use ruche_platform::{Platform, work};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// How many people one transaction tells, and one question to the database names.
const SLICE: usize = 500;

/// The listener.
pub(super) struct Tell {
    platform: Platform,
}

type Concerns = HashMap<SubjectRef, Concern>;

/// A group of notifications that asked for an answer and has got it, by whose act.
struct Answered {
    actor: MemberId,
    group: String,
    people: Vec<i64>,
}

/// What one transaction changes, with every id made before it.
struct Slice {
    /// Each with the id of the rows that it opens: a row's key is the person and this id.
    tellings: Vec<(i64, Telling)>,
    /// What is told no more, or again, and to whom: an event that takes its subject away, or brings it back.
    gone: Option<(Event, Vec<i64>)>,
    /// What asks for an answer no more.
    answered: Option<Answered>,
    /// For each person, the id of the event that wakes the bell.
    bells: HashMap<i64, i64>,
    company: PlaceId,
    now: i64,
}

impl Tell {
    pub fn new(platform: Platform) -> Self {
        Self { platform }
    }

    /// What the events tell to whom, as of now.
    async fn decide(&self, events: &[Event], concerns: &Concerns) -> Result<Vec<Telling>> {
        let places: HashSet<PlaceId> =
            events.iter().filter(|e| matches!(rules::source(&e.kind), Some(Source::Deciders | Source::Both))).map(|e| e.place).collect();
        let mut deciders = HashMap::new();
        for place in places {
            deciders.insert(place, communities::deciders(&self.platform.db, place).await?);
        }
        let mut called = HashMap::new();
        for event in events.iter().filter(|e| rules::source(&e.kind) == Some(Source::Called)) {
            called.insert(event.id, self.platform.subjects.called(event).await?);
        }
        let targets = events.iter().filter_map(|event| event.target.as_ref());
        let people: HashSet<i64> = concerns
            .values()
            .flat_map(rules::concerned)
            .chain(deciders.values().chain(called.values()).flatten().chain(targets).map(|id| id.0))
            .collect();
        let off = self.choices(people).await?;
        let wants = |member: MemberId, kind: Kind| !off.contains(&(member.0, kind));
        let tellings = events
            .iter()
            .flat_map(|event| {
                let called = called.get(&event.id).or_else(|| deciders.get(&event.place)).map_or(&[][..], Vec::as_slice);
                rules::tellings(event, concerns.get(&event.subject), called, wants)
            })
            .collect();
        self.once(self.to_readers(tellings).await?).await
    }

    /// What these people switched off.
    async fn choices(&self, people: HashSet<i64>) -> Result<HashSet<(i64, Kind)>> {
        let mut off = HashSet::new();
        for some in people.into_iter().collect::<Vec<_>>().chunks(SLICE) {
            off.extend(store::choices(&self.platform.db, some).await?);
        }
        Ok(off)
    }

    /// Leaves out those who may not read the place now; who is invited may not read it yet.
    async fn to_readers(&self, mut tellings: Vec<Telling>) -> Result<Vec<Telling>> {
        let mut asked: HashMap<PlaceId, HashSet<i64>> = HashMap::new();
        for telling in tellings.iter().filter(|t| rules::asks_reading(t)) {
            asked.entry(telling.event.place).or_default().extend(&telling.recipients);
        }
        let now = self.platform.now();
        let mut readers: HashSet<(PlaceId, i64)> = HashSet::new();
        for (place, people) in asked {
            for some in people.into_iter().collect::<Vec<_>>().chunks(SLICE) {
                readers.extend(access::readers_among(&self.platform.db, place, some, now).await?.into_iter().map(|id| (place, id)));
            }
        }
        for telling in tellings.iter_mut().filter(|t| rules::asks_reading(t)) {
            let place = telling.event.place;
            telling.recipients.retain(|&id| readers.contains(&(place, id)));
        }
        Ok(tellings)
    }

    /// Leaves out those who were told the same by an earlier event, in the database or in this batch.
    async fn once(&self, mut tellings: Vec<Telling>) -> Result<Vec<Telling>> {
        let mut told = HashSet::new();
        for telling in tellings.iter_mut().filter(|t| t.once != Once::No) {
            let before = store::told_before(&self.platform.db, telling).await?;
            let actor = if telling.once == Once::PerActor { telling.event.actor.0 } else { 0 };
            let group = telling.group.clone();
            telling.recipients.retain(|&id| !before.contains(&id) && told.insert((group.clone(), actor, id)));
        }
        Ok(tellings)
    }

    /// What the events have answered: invitations, and requests where none waits any more.
    async fn answered(&self, events: &[Event]) -> Result<Vec<Answered>> {
        let mut answered = Vec::new();
        for (place, event) in events.iter().enumerate() {
            let again = |person| events[place..].iter().any(|later| rules::invites(later, person, &event.subject));
            if let Some((person, group)) = rules::answers_invitation(event).filter(|(person, _)| !again(*person)) {
                answered.push(Answered { actor: event.actor, group, people: vec![person.0] });
            }
            if rules::settles_review(&event.kind) {
                let deciders = communities::deciders(&self.platform.db, event.place).await?;
                let group = rules::about(rules::REVIEW, &event.subject);
                answered.push(Answered { actor: event.actor, group, people: deciders.iter().map(|id| id.0).collect() });
            }
            if rules::answers_request(&event.kind) && communities::waiting(&self.platform.db, event.place).await? == 0 {
                let deciders = communities::deciders(&self.platform.db, event.place).await?;
                let group = rules::about(rules::REQUEST, &event.subject);
                answered.push(Answered { actor: event.actor, group, people: deciders.iter().map(|id| id.0).collect() });
            }
        }
        Ok(answered)
    }

    /// The transactions that tell, then those that take back, each of some people only.
    fn slices(&self, tellings: Vec<Telling>, gone: Vec<(Event, Vec<i64>)>, answered: Vec<Answered>, company: PlaceId) -> Vec<Slice> {
        let now = self.platform.now();
        let bells = |people: &[i64]| people.iter().map(|&member| (member, self.platform.id())).collect::<HashMap<_, _>>();
        let told = rules::slices(tellings, SLICE).into_iter().map(|tellings| Slice {
            bells: tellings.iter().flat_map(|telling| bells(&telling.recipients)).collect(),
            tellings: tellings.into_iter().map(|telling| (self.platform.id(), telling)).collect(),
            gone: None,
            answered: None,
            company,
            now,
        });
        let gone = gone.iter().flat_map(|(event, people)| {
            people.chunks(SLICE).map(|some| Slice {
                bells: bells(some),
                tellings: Vec::new(),
                gone: Some((event.clone(), some.to_vec())),
                answered: None,
                company,
                now,
            })
        });
        let answered = answered.into_iter().map(|answered| Slice {
            bells: bells(&answered.people),
            tellings: Vec::new(),
            gone: None,
            answered: Some(answered),
            company,
            now,
        });
        told.chain(gone).chain(answered).collect()
    }
}

#[async_trait]
impl Listener for Tell {
    fn name(&self) -> &'static str {
        "notifications"
    }

    fn hears(&self, event: &Event) -> bool {
        rules::source(&event.kind).is_some()
    }

    async fn handle(&self, events: &[Event]) -> Result<()> {
        let Some(company) = store::company(&self.platform.db).await? else { return Ok(()) };
        let subjects: Vec<SubjectRef> =
            events.iter().filter(|e| rules::source(&e.kind) == Some(Source::Concerns)).map(|e| e.subject.clone()).collect();
        let concerns = self.platform.subjects.concerns(&subjects).await?;
        let tellings = self.decide(events, &concerns).await?;
        let mut gone = Vec::new();
        for event in events.iter().filter(|event| rules::takes_away(&event.kind) || rules::undoes(&event.kind).is_some()) {
            // What was put away bears the id of the event that did so.
            let by = match rules::undoes(&event.kind) {
                Some(kind) => outbox::last_before(&self.platform.db, event, kind).await?.unwrap_or(event.id),
                None => event.id,
            };
            let event = &Event { id: by, ..event.clone() };
            gone.extend(concerns.get(&event.subject).map(|concern| (event.clone(), rules::concerned(concern))));
            // What hangs on it goes with it.
            let under = outbox::subjects_under(&self.platform.db, &event.subject).await?;
            let also = self.platform.subjects.concerns(&under).await?;
            gone.extend(also.into_iter().map(|(subject, concern)| (Event { subject, ..event.clone() }, rules::concerned(&concern))));
        }
        for slice in self.slices(tellings, gone, self.answered(events).await?, company) {
            let slice = Arc::new(slice);
            self.platform.db.write(work!([slice] | tx | { change(tx, &slice).await })).await?;
        }
        Ok(())
    }
}

/// Changes what one slice says and wakes the bell of everyone for whom something changed.
async fn change(tx: &mut Tx, slice: &Slice) -> Result<()> {
    let mut changed = BTreeMap::new();
    for (id, telling) in &slice.tellings {
        changed.extend(store::tell(tx, *id, telling).await?.into_iter().map(|(member, row)| (member, (telling.event.actor, row))));
    }
    if let Some((event, people)) = &slice.gone {
        let rows = if rules::takes_away(&event.kind) {
            store::put_away(tx, event, people).await?
        } else {
            store::bring_back(tx, event, people).await?
        };
        changed.extend(rows.into_iter().map(|(member, row)| (member, (event.actor, row))));
    }
    if let Some(Answered { actor, group, people }) = &slice.answered {
        changed.extend(store::close(tx, group, people, slice.now).await?.into_iter().map(|(member, row)| (member, (*actor, row))));
    }
    for (member, (actor, row)) in changed {
        let event = Event::new(CHANGED, actor, SubjectRef::new("notification", row), slice.company).about(MemberId(member));
        outbox::record(tx, slice.bells[&member], slice.now, &event).await?;
    }
    Ok(())
}
