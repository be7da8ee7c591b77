//! What happens elsewhere and matters here: somebody arrives, does what a step asks for, or leaves.

use super::rules::{self, Kind};
use super::{journeys, store};
use crate::People;
use crate::members::store::acting;
use async_trait::async_trait;
use ruche_kernel::{Event, MemberId, Result, SubjectRef};
use ruche_platform::outbox::Listener;
use ruche_platform::work;

/// Whoever arrives begins, led by the journey that fits.
pub(super) struct Arrivals(pub People);

#[async_trait]
impl Listener for Arrivals {
    fn name(&self) -> &'static str {
        "newcomers.arrivals"
    }

    fn hears(&self, event: &Event) -> bool {
        event.kind == "member.joined"
    }

    async fn handle(&self, events: &[Event]) -> Result<()> {
        let db = &self.0.platform.db;
        for event in events {
            let member = MemberId(event.subject.id);
            let Some(arrived) = store::arrived(db, member).await? else { continue };
            let journey = rules::choose(&journeys::offers(db, event.at).await?, &arrived.title, &arrived.site, &arrived.locale);
            let (now, next_at) = (self.0.platform.now(), rules::next_morning(event.at, &arrived.zone));
            let started_at = event.at;
            db.write(work!(
                [] | tx | {
                    if store::arrive(tx, member, journey, started_at, next_at).await? {
                        store::tick_facts(tx, member, now).await?;
                    }
                    Ok(())
                }
            ))
            .await?;
        }
        Ok(())
    }
}

/// Ticks the steps of those who arrive when they do them.
pub(super) struct Ticks(pub People);

/// Who did something that a step may ask for.
fn who(event: &Event) -> Option<MemberId> {
    match event.kind.as_str() {
        "member.changed" | "member.skilled" | "post.published" | "comment.published" => Some(event.actor),
        "membership.joined" | "membership.accepted" => Some(event.target.unwrap_or(event.actor)),
        _ => None,
    }
}

#[async_trait]
impl Listener for Ticks {
    fn name(&self) -> &'static str {
        "newcomers.ticks"
    }

    fn hears(&self, event: &Event) -> bool {
        who(event).is_some()
    }

    async fn handle(&self, events: &[Event]) -> Result<()> {
        let doers: Vec<i64> = events.iter().filter_map(who).map(|id| id.0).collect();
        let running = store::running(&self.0.platform.db, &doers).await?;
        for event in events {
            if let Some(member) = who(event).filter(|id| running.contains(&id.0)) {
                self.tick(event, member).await?;
            }
        }
        Ok(())
    }
}

impl Ticks {
    async fn tick(&self, event: &Event, member: MemberId) -> Result<()> {
        let platform = &self.0.platform;
        let (at, mut done, mut place) = (event.at, Vec::new(), String::new());
        match event.kind.as_str() {
            "member.changed" | "member.skilled" => {
                let facts = store::facts(&platform.db, member).await?;
                if facts.profile {
                    done.push(Kind::Profile);
                }
                if facts.photo {
                    done.push(Kind::Photo);
                }
                if facts.skills >= rules::SKILLS {
                    done.push(Kind::Skills);
                }
            }
            "membership.joined" | "membership.accepted" => {
                done.push(Kind::Join);
                place = format!("/communities/{}", event.place);
            }
            _ => done = self.written(event, member).await?,
        }
        let acted = done.iter().any(|kind| matches!(kind, Kind::Hello | Kind::Answer));
        if done.is_empty() {
            return Ok(());
        }
        platform
            .db
            .write(work!(
                [done, place] | tx | {
                    for kind in &done {
                        store::tick_kind(tx, member, *kind, &place, at).await?;
                    }
                    if acted { store::acted(tx, member, at).await } else { Ok(()) }
                }
            ))
            .await
    }

    /// What somebody did by writing: a post, a question, an answer to the question of somebody else.
    async fn written(&self, event: &Event, member: MemberId) -> Result<Vec<Kind>> {
        let platform = &self.0.platform;
        let Some(acting) = acting(&platform.db, member, platform.now()).await? else { return Ok(Vec::new()) };
        let cards = platform.subjects.cards(&acting.actor, std::slice::from_ref(&event.subject)).await?;
        let Some(card) = cards.get(&event.subject) else { return Ok(Vec::new()) };
        if event.kind == "post.published" {
            return Ok(if card.format == "question" { vec![Kind::Hello, Kind::Ask] } else { vec![Kind::Hello] });
        }
        let root: &SubjectRef = &card.root;
        let roots = platform.subjects.cards(&acting.actor, std::slice::from_ref(root)).await?;
        let answers = roots.get(root).is_some_and(|asked| asked.format == "question" && asked.author != member);
        Ok(if answers { vec![Kind::Answer] } else { Vec::new() })
    }
}

/// Who leaves arrives no more, and accompanies nobody.
pub(super) struct Leavers(pub People);

#[async_trait]
impl Listener for Leavers {
    fn name(&self) -> &'static str {
        "newcomers.leavers"
    }

    fn hears(&self, event: &Event) -> bool {
        event.kind == "member.left"
    }

    async fn handle(&self, events: &[Event]) -> Result<()> {
        for event in events {
            let member = MemberId(event.subject.id);
            self.0.platform.db.write(work!([] | tx | { store::forget_of(tx, member).await })).await?;
        }
        Ok(())
    }
}
