//! Writing journeys: one function a verb, one transaction each. Only administrators come here.

use super::journeys;
use super::rules::{self, Journey, Step};
use super::templates::Template;
use crate::People;
use ruche_kernel::{Error, MemberId, Refusal, Result, languages};
use ruche_platform::keys::{Made, Sending};
use ruche_platform::{secret, work};
use ruche_texts::{Locale, T};

/// Makes a journey: of a template in a language, or empty. A form that comes twice makes one.
///
/// # Errors
/// Refused at `template` for one that is none, and beyond the most; `Conflict` when the key came with something else.
pub(super) async fn create(people: &People, by: MemberId, template: &str, language: &str, key: Option<String>) -> Result<i64> {
    let unknown = || Refusal::new("newcomers.template_unknown").at("template");
    let template = Template::from_word(template).ok_or_else(unknown)?;
    if !languages::LANGUAGES.iter().any(|(tag, _)| *tag == language) {
        return Err(Refusal::new("newcomers.language_unknown").at("language").into());
    }
    // Of a language that the product does not speak only what is typed will be.
    let t = T(Locale::from_tag(language).unwrap_or(Locale::En));
    let journey = Journey { name: t.newcomers_template(template.word()).to_owned(), language: language.to_owned(), ..Journey::default() };
    let platform = &people.platform;
    let steps: Vec<(i64, Step)> = template.steps(t).into_iter().map(|step| (platform.id(), step)).collect();
    let sending = key.map(|key| Sending { key, hash: secret::digest(&format!("{journey:?}")), kind: "journey" });
    let (id, now) = (platform.id(), platform.now());
    platform
        .db
        .write_once(work!(
            [journey, steps, sending] | tx | {
                if let Some(sending) = &sending {
                    match sending.made(tx, by).await? {
                        Some(Made::Same(made)) => return Ok(made),
                        Some(Made::Other(_)) => return Err(Error::Conflict),
                        None => sending.keep(tx, by, id, now).await?,
                    }
                }
                if journeys::count(tx).await? >= rules::MAX_JOURNEYS {
                    return Err(Refusal::new("newcomers.journeys_many").at("template").with("max", rules::MAX_JOURNEYS).into());
                }
                journeys::insert(tx, id, &journey, by, now).await?;
                for (step, written) in &steps {
                    journeys::insert_step(tx, *step, id, written).await?;
                }
                Ok(id)
            }
        ))
        .await
}

/// Keeps what a journey says of itself.
///
/// # Errors
/// `NotFound` for one that is not there; the refusals, each at its field.
pub(super) async fn save(people: &People, id: i64, typed: &Journey) -> Result<()> {
    let journey = rules::journey(typed)?;
    let saved = people.platform.db.write(work!([journey] | tx | { journeys::save(tx, id, &journey).await })).await?;
    if saved { Ok(()) } else { Err(Error::NotFound) }
}

/// Gives a journey to those who arrive from now on, or to nobody more. Twice is once.
///
/// # Errors
/// `NotFound` for one that is not there; refused for one without a step.
pub(super) async fn switch(people: &People, id: i64, on: bool) -> Result<()> {
    let now = people.platform.now();
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                if on && journeys::exists(tx, id).await? && journeys::count_steps(tx, id).await? == 0 {
                    return Err(Refusal::new("newcomers.no_step").into());
                }
                if journeys::switch(tx, id, on.then_some(now)).await? { Ok(()) } else { Err(Error::NotFound) }
            }
        ))
        .await
}

/// Takes a journey away, or brings it back within 30 days with all who followed it.
///
/// # Errors
/// `NotFound` for one that was never there, or is forgotten by now.
pub(super) async fn keep(people: &People, id: i64, kept: bool) -> Result<()> {
    let now = people.platform.now();
    people.platform.db.write(work!([] | tx | { journeys::keep(tx, id, (!kept).then_some(now)).await })).await
}

/// Adds a step, or keeps what one says from now on; those who did it have done it. A form that comes twice adds one.
///
/// # Errors
/// `NotFound` for a journey or a step that is not there; the refusals, each at its field.
pub(super) async fn save_step(
    people: &People,
    by: MemberId,
    journey: i64,
    id: Option<i64>,
    typed: &Step,
    key: Option<String>,
) -> Result<i64> {
    let step = rules::step(typed, &people.settings.link(""))?;
    let sending = key.map(|key| Sending { key, hash: secret::digest(&format!("{journey} {step:?}")), kind: "journey_step" });
    let (new, now) = (people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write_once(work!(
            [step, sending] | tx | {
                if !journeys::exists(tx, journey).await? {
                    return Err(Error::NotFound);
                }
                if let Some(id) = id {
                    return if journeys::save_step(tx, journey, id, &step).await? { Ok(id) } else { Err(Error::NotFound) };
                }
                if let Some(sending) = &sending {
                    match sending.made(tx, by).await? {
                        Some(Made::Same(made)) => return Ok(made),
                        Some(Made::Other(_)) => return Err(Error::Conflict),
                        None => sending.keep(tx, by, new, now).await?,
                    }
                }
                if journeys::count_steps(tx, journey).await? >= rules::MAX_STEPS {
                    return Err(Refusal::new("newcomers.steps_many").at("title").with("max", rules::MAX_STEPS).into());
                }
                journeys::insert_step(tx, new, journey, &step).await?;
                Ok(new)
            }
        ))
        .await
}

/// Takes a step away. Twice is once.
///
/// # Errors
/// `NotFound` for a journey that is not there.
pub(super) async fn remove_step(people: &People, journey: i64, id: i64) -> Result<()> {
    let now = people.platform.now();
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                if !journeys::exists(tx, journey).await? {
                    return Err(Error::NotFound);
                }
                journeys::remove_step(tx, journey, id, now).await
            }
        ))
        .await
}

/// Brings a step back within 30 days, with all who had done it, and gives its journey.
///
/// # Errors
/// `NotFound` for one that was never there, or is forgotten by now.
pub(super) async fn restore_step(people: &People, id: i64) -> Result<i64> {
    people.platform.db.write(work!([] | tx | { journeys::restore_step(tx, id).await })).await
}
