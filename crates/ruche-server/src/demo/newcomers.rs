//! The journeys of the demo company and those whom they lead: as they are written in the folder, then as rows.

use super::data::wrong;
use super::dates::Moment;
use super::plan::{Cast, Makings};
use ruche_kernel::{MemberId, Result};
use ruche_people::newcomers::journeys;
use ruche_people::newcomers::rules::{self, Answers, Journey, Kind, Mood, SURVEYS, Step};
use ruche_people::newcomers::store::{self, Assigned};
use ruche_platform::db::Tx;
use serde::Deserialize;
use std::collections::HashMap;

/// The file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    journey: Vec<WrittenJourney>,
    newcomer: Vec<WrittenNewcomer>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenJourney {
    key: String,
    name: String,
    lang: String,
    titles: String,
    by: String,
    on: bool,
    step: Vec<WrittenStep>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenStep {
    day: i64,
    kind: String,
    title: String,
    text: String,
    leads: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenNewcomer {
    of: String,
    journey: String,
    day: i64,
    buddy: Option<String>,
    manager: Option<String>,
    mood: Option<String>,
    done: Vec<usize>,
    /// What was answered on day 30.
    answers: Option<WrittenAnswers>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenAnswers {
    expected: i64,
    helped: i64,
    welcomed: i64,
    sentence: String,
}

/// A journey to come.
#[derive(Debug)]
pub(super) struct Planned {
    id: i64,
    journey: Journey,
    by: MemberId,
    on: bool,
    steps: Vec<(i64, Step)>,
}

/// Somebody to lead.
#[derive(Debug)]
pub(super) struct Led {
    member: MemberId,
    assigned: Assigned,
    mood: Option<Mood>,
    done: Vec<i64>,
    answers: Option<(Answers, i64)>,
}

/// What is to be written.
///
/// # Errors
/// What the folder breaks of the rules.
pub(super) fn plan(makings: &Makings<'_>, cast: &Cast<'_>, written: &Written) -> Result<(Vec<Planned>, Vec<Led>)> {
    let mut planned = Vec::new();
    let mut keys = HashMap::new();
    for one in &written.journey {
        let typed = Journey { name: one.name.clone(), language: one.lang.clone(), titles: one.titles.clone(), sites: String::new() };
        let journey = rules::journey(&typed).map_err(|e| wrong(format_args!("{:?}: {e}", one.name)))?;
        let steps: Vec<(i64, Step)> = one.step.iter().map(|step| Ok(((makings.id)(), accepted(cast, step)?))).collect::<Result<_>>()?;
        keys.insert(one.key.as_str(), planned.len());
        planned.push(Planned { id: (makings.id)(), journey, by: cast.person(&one.by)?.actor.id, on: one.on, steps });
    }
    let mut led = Vec::new();
    for one in &written.newcomer {
        let journey = keys.get(one.journey.as_str()).map(|at| &planned[*at]);
        let journey = journey.ok_or_else(|| wrong(format_args!("no journey is {:?}", one.journey)))?;
        let person = cast.person(&one.of)?;
        let companion = |key: &Option<String>| key.as_ref().map(|key| cast.person(key).map(|person| person.actor.id)).transpose();
        let done = one.done.iter().map(|place| {
            let step = place.checked_sub(1).and_then(|at| journey.steps.get(at));
            step.map(|(id, _)| *id).ok_or_else(|| wrong(format_args!("{:?} has no step {place}", one.journey)))
        });
        let mood = one.mood.as_ref().map(|word| Mood::from_word(word).ok_or_else(|| wrong(format_args!("no mood is {word:?}"))));
        let answers = one.answers.as_ref().map(|typed| {
            let WrittenAnswers { expected, helped, welcomed, sentence } = typed.clone();
            let answers = rules::answers(&Answers { expected, helped, welcomed, sentence });
            let at = cast.calendar.at(Moment::days_ago(one.day - SURVEYS[0], 11));
            answers.map(|answers| (answers, at)).map_err(|e| wrong(format_args!("{:?}: {e}", one.of)))
        });
        led.push(Led {
            answers: answers.transpose()?,
            member: person.actor.id,
            assigned: Assigned {
                journey: Some(journey.id),
                started_at: cast.calendar.at(Moment::days_ago(one.day, 9)),
                buddy: companion(&one.buddy)?,
                manager: companion(&one.manager)?,
                told_day: one.day,
                next_at: rules::next_morning(makings.now, &person.zone),
            },
            mood: mood.transpose()?,
            done: done.collect::<Result<_>>()?,
        });
    }
    Ok((planned, led))
}

/// A step that the rules accept, with the path of what it leads to.
fn accepted(cast: &Cast<'_>, written: &WrittenStep) -> Result<Step> {
    let kind = Kind::from_word(&written.kind).ok_or_else(|| wrong(format_args!("no step is {:?}", written.kind)))?;
    let target = match (kind, &written.leads) {
        (Kind::Join, Some(key)) => format!("/communities/{}", cast.place(key)?),
        (Kind::Meet, Some(key)) => format!("/members/{}", cast.person(key)?.actor.id),
        (_, leads) => leads.clone().unwrap_or_default(),
    };
    let typed = Step { day: written.day, kind, title: written.title.clone(), text: written.text.clone(), target };
    rules::step(&typed, "").map_err(|e| wrong(format_args!("{:?}: {e}", written.title)))
}

/// Writes them, `at` the time when the company was started.
///
/// # Errors
/// What the database says.
pub(super) async fn write(tx: &mut Tx, planned: &[Planned], led: &[Led], at: i64) -> Result<()> {
    for one in planned {
        journeys::insert(tx, one.id, &one.journey, one.by, at).await?;
        for (id, step) in &one.steps {
            journeys::insert_step(tx, *id, one.id, step).await?;
        }
        if one.on {
            journeys::switch(tx, one.id, Some(at)).await?;
        }
    }
    for one in led {
        store::assign(tx, one.member, &one.assigned).await?;
        store::save_mood(tx, one.member, one.mood).await?;
        store::acted(tx, one.member, one.assigned.started_at).await?;
        if let Some((answers, at)) = &one.answers {
            store::answer(tx, one.member, SURVEYS[0], answers, one.assigned.manager, *at).await?;
        }
        for step in &one.done {
            store::tick(tx, one.member, *step, Some(one.assigned.started_at)).await?;
        }
    }
    Ok(())
}
