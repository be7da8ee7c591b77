//! Who is likely to know: what people wrote near a question, how much they helped of late, what they say that they can do.
//!
//! The measure of people of `docs/decisions/0029`: their logarithms are added, so that neither alone decides.
//! Deliberately not here: where the pieces come from, and who may see them.

use super::asks::rules::LAST;
use std::collections::HashMap;

/// A day in milliseconds.
pub const DAY_MS: f64 = 86_400_000.0;
/// Of the comments of a company, so many are looked back upon to know how fast it forgets.
pub const MEMORY_COMMENTS: i64 = 100;
/// How fast a place forgets at most and at least, in days to half.
const MEMORY_DAYS: (f64, f64) = (7.0, 365.0);
/// What is never quite forgotten: this part of it halves within a year only.
const LONG: f64 = 0.05;
const LONG_DAYS: f64 = 365.0;
/// What somebody without a piece starts from, so that nobody is at minus infinity.
const FLOOR: f64 = 0.1;
/// What the pieces near the question and the help of late weigh.
const NEAR: f64 = 0.9;
const ACTIVE: f64 = 0.4;

/// How many people are looked at.
const CANDIDATES: usize = 80;

/// Whoever was first for this many of the last questions is first no more, and what each time before counts against them.
const MOST_FIRST: usize = 6;
const SPARED: f64 = 2.0;

/// The ages that answers are counted by, in days: each until the next, and the middle of it.
pub const AGES: [(i64, f64); 4] = [(7, 3.5), (30, 18.5), (90, 60.0), (365, 200.0)];

/// What a piece is worth, at the closeness of one.
pub mod worth {
    /// An answer that was accepted.
    pub const ACCEPTED: f64 = 2.0;
    /// Another answer, of which somebody said that it helped.
    pub const HELPED: f64 = 1.0;
    /// Any other comment: an answer of which nobody said so, a word beside, a reply.
    pub const SAID: f64 = 0.2;
    /// A post that is no question.
    pub const POST: f64 = 0.5;
    /// A profile that holds the words of the question, in a title or in the words about oneself.
    pub const PROFILE: f64 = 0.3;
}

/// How long until something counts half, in milliseconds: the time since the 100th last comment, within bounds. A place where much is
/// answered forgets sooner, since those who answer are there now.
#[must_use]
pub fn half_life(since_ms: Option<f64>) -> f64 {
    since_ms.unwrap_or(f64::INFINITY).clamp(MEMORY_DAYS.0 * DAY_MS, MEMORY_DAYS.1 * DAY_MS)
}

/// What is left of something after `age_ms`.
#[must_use]
pub fn memory(age_ms: f64, half_life: f64) -> f64 {
    let age = age_ms.max(0.0);
    (-age / half_life).exp2() + LONG * (-age / (LONG_DAYS * DAY_MS)).exp2()
}

/// What is left of the answers by which somebody helped, counted by [`AGES`].
#[must_use]
pub fn of_late(answers: [i64; AGES.len()], half_life: f64) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "small numbers")]
    answers.into_iter().zip(AGES).map(|(n, (_, days))| n as f64 * memory(days * DAY_MS, half_life)).sum()
}

/// How near something stands, 0 to 1, of how well it and the best of its kind answer.
#[must_use]
pub fn closeness(score: f64, best: f64) -> f64 {
    if best > 0.0 { (score / best).clamp(0.0, 1.0).powf(1.5) } else { 0.0 }
}

/// What a skill counts that the question names: its level (1 to 4) and how many confirm it; half where it was said long ago.
#[must_use]
pub fn skill(level: i64, endorsements: i64, fresh: bool) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "small numbers")]
    let (level, endorsements) = (level as f64, endorsements.max(0) as f64);
    0.25 * level * (1.0 + endorsements.ln_1p() / 2.0) * if fresh { 1.0 } else { 0.5 }
}

/// Those of whom most is near, the first of them: at most eighty are looked at, however large the company is.
#[must_use]
pub fn candidates(near: impl Iterator<Item = (i64, f64)>) -> Vec<(i64, f64)> {
    let mut all: Vec<(i64, f64)> = near.collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    all.truncate(CANDIDATES);
    all
}

/// People, the likeliest first: those of whom there is a piece. `near` is the sum of their pieces (closeness, worth and memory
/// multiplied), `active` that of the memories of the answers by which they helped. To add the logarithms is to multiply the two with
/// exponents, as what a question tells of somebody and what is known of them beforehand are (a log-linear pool of opinions: Genest and
/// Zidek, “Combining Probability Distributions”, 1986).
#[must_use]
pub fn ranked(near: &HashMap<i64, f64>, active: &HashMap<i64, f64>) -> Vec<(i64, f64)> {
    let part = |of: &HashMap<i64, f64>, id: i64| (FLOOR + of.get(&id).copied().unwrap_or(0.0)).ln();
    let mut all: Vec<(i64, f64)> = near.keys().map(|id| (*id, NEAR * part(near, *id) + ACTIVE * part(active, *id))).collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    all
}

/// The same, where who was first of the questions of late steps back: each time counts against them, and who was first of too many is
/// first no more. `firsts` are those who were, the last first.
#[must_use]
pub fn spared(ranked: Vec<(i64, f64)>, firsts: &[i64]) -> Vec<(i64, f64)> {
    let mut times: HashMap<i64, usize> = HashMap::new();
    for id in firsts.iter().take(LAST) {
        *times.entry(*id).or_default() += 1;
    }
    let often = |id: i64| times.get(&id).copied().unwrap_or(0);
    #[allow(clippy::cast_precision_loss, reason = "small numbers")]
    let lowered = |(id, score): (i64, f64)| (id, score - SPARED * often(id) as f64 / LAST as f64);
    let mut order: Vec<(i64, f64)> = ranked.into_iter().map(lowered).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    if let Some(place) = order.iter().position(|(id, _)| often(*id) < MOST_FIRST) {
        order[..=place].rotate_right(1);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_near_and_of_late_counts() {
        let near = HashMap::from([(1, 2.0), (2, 2.0), (3, 0.5)]);
        let active = HashMap::from([(1, 0.2), (2, 3.0), (4, 3.0)]);
        let order: Vec<i64> = ranked(&near, &active).iter().map(|(id, _)| *id).collect();
        assert_eq!(order, [2, 1, 3], "to have written of it counts more than to help much, and who wrote nothing of it is not named");
    }

    #[test]
    fn those_of_whom_most_is_near_are_looked_at() {
        #[allow(clippy::cast_precision_loss, reason = "small numbers")]
        let found = candidates((1..=100).map(|id| (id, (id / 2) as f64)));
        assert_eq!((found.len(), found[0].0, found[1].0, found[79].0), (CANDIDATES, 100, 98, 20), "of two, the one that was there first");
    }

    #[test]
    fn who_was_asked_first_of_late_steps_back() {
        let ranked = || vec![(1, 2.0), (2, 1.96), (3, 1.0)];
        let order = |firsts: &[i64]| spared(ranked(), firsts).iter().map(|(id, _)| *id).collect::<Vec<_>>();
        assert_eq!(order(&[]), [1, 2, 3]);
        assert_eq!(order(&[1]), [2, 1, 3], "one time counts a little");
        assert_eq!(order(&[1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2]), [3, 1, 2], "nobody is first for ever");
        assert_eq!(order(&[[2; 20].as_slice(), &[1; 20]].concat()), [1, 3, 2], "what was long ago is forgotten");
        assert_eq!(order(&[[1; 7].as_slice(), &[2; 7], &[3; 6]].concat()).len(), 3);
    }

    #[test]
    fn a_busy_place_forgets_sooner() {
        let day = |days: f64| days * DAY_MS;
        for (since, expected) in [(None, 365.0), (Some(1.0), 7.0), (Some(100.0), 100.0), (Some(9_000.0), 365.0)] {
            assert!((half_life(since.map(day)) / DAY_MS - expected).abs() < 1e-9, "{since:?}");
        }
        assert!((memory(day(14.0), day(14.0)) - 0.5 - 0.05 * (-14.0_f64 / 365.0).exp2()).abs() < 1e-9);
        assert!(memory(day(-1.0), day(14.0)) <= 1.05, "what comes from a clock ahead is of now");
        assert!(of_late([1, 0, 0, 0], day(14.0)) > of_late([0, 1, 0, 0], day(14.0)) && of_late([0; 4], day(14.0)).abs() < 1e-9);
        assert!(memory(day(700.0), day(14.0)) > 0.01, "nothing is quite forgotten");
    }

    #[test]
    fn closeness_is_of_the_best_and_skills_of_what_others_say() {
        for (score, best, expected) in [(4.0, 4.0, 1.0), (1.0, 4.0, 0.125), (0.0, 4.0, 0.0), (1.0, 0.0, 0.0), (5.0, 4.0, 1.0)] {
            assert!((closeness(score, best) - expected).abs() < 1e-9);
        }
        assert!(skill(2, 9, true) > skill(2, 0, true) && skill(4, 0, true) > skill(2, 0, true) && skill(1, -3, true) > 0.0);
        assert!(skill(3, 2, false) < skill(3, 2, true));
    }
}
