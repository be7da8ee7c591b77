//! Those who arrive, their steps and what they are asked, as notifications see them: never anything to comment or react to.

use super::{actions, store};
use async_trait::async_trait;
use ruche_kernel::{Actor, MemberId, PlaceId, Result, SubjectRef};
use ruche_platform::Platform;
use ruche_platform::subjects::{Card, Subject};

const NEWCOMER: &str = "newcomer";
const STEP: &str = "step";
const SURVEY: &str = "survey";

/// Somebody who arrives.
pub(super) fn newcomer(member: MemberId) -> SubjectRef {
    SubjectRef::new(NEWCOMER, member.0)
}

/// A step of a journey.
pub(super) fn step(id: i64) -> SubjectRef {
    SubjectRef::new(STEP, id)
}

/// What each is asked on a day.
pub(super) fn survey(day: i64) -> SubjectRef {
    SubjectRef::new(SURVEY, day)
}

/// Newcomers: each is known to themselves and to those who accompany them.
pub(super) struct Newcomers(pub Platform);

#[async_trait]
impl Subject for Newcomers {
    fn kinds(&self) -> &'static [&'static str] {
        &[NEWCOMER, STEP, SURVEY]
    }

    async fn cards(&self, viewer: &Actor, subjects: &[SubjectRef]) -> Result<Vec<Card>> {
        let ids = |kind: &str| subjects.iter().filter(|one| one.kind == kind).map(|one| one.id).collect::<Vec<i64>>();
        let card = |subject: SubjectRef, title: String, url: String| Card {
            root: subject.clone(),
            subject,
            place: PlaceId(viewer.company.0),
            author: viewer.id,
            title,
            url,
            format: String::new(),
            archived: true,
            closed: false,
        };
        let mut cards = Vec::new();
        let (people, steps, surveys) = (ids(NEWCOMER), ids(STEP), ids(SURVEY));
        if !people.is_empty() {
            cards.extend(store::cards(&self.0.db, viewer.id, &people).await?.into_iter().map(|(member, name)| {
                let url = if member == viewer.id { "/start".to_owned() } else { format!("/newcomers/{member}") };
                card(newcomer(member), name.unwrap_or_default(), url)
            }));
        }
        if !steps.is_empty() {
            let own = store::own_steps(&self.0.db, viewer.id, &steps).await?;
            cards.extend(own.into_iter().map(|(id, title)| card(step(id), title, format!("/start#step-{id}"))));
        }
        if !surveys.is_empty()
            && let Some(of) = store::find(&self.0.db, viewer.id).await?.filter(|of| of.ended_at.is_none())
        {
            let asked = surveys.into_iter().filter(|day| actions::is_asked(&of, *day, self.0.now()));
            cards.extend(asked.map(|day| card(survey(day), day.to_string(), format!("/start/surveys/{day}"))));
        }
        Ok(cards)
    }
}
