//! From a question to the people who are likely to know, each with what shows it: only what the reader may see.

use super::near::{Evidence, gather};
use super::rank::{self, closeness, memory, worth};
use super::store::{self, Someone};
use crate::Content;
use ruche_kernel::{Actor, Error, MemberId, Result, SubjectRef, names};
use ruche_people::profiles::rules::Availability;
use ruche_people::skills::store::{self as skills, Known};
use ruche_people::{access, organisation, profiles};
use ruche_platform::search::{Marks, Query, Scope, Shown};
use ruche_web::Member;
use std::collections::{HashMap, HashSet};

/// How many texts of each kind are looked at, and how many profiles.
const TEXTS: usize = 100;
const PROFILES: usize = 50;
/// How many people are shown.
const SHOWN: usize = 12;
/// Skills of each person that are told: those that the question names, and a few others.
const LEAST_SKILLS: usize = 3;
const MOST_SKILLS: usize = 6;
/// The most characters of a question; what is longer is cut.
pub(super) const MAX_QUESTION: usize = 300;
/// The most characters of a language.
const MAX_LANGUAGE: usize = 40;

/// What is asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    /// The question, or a few words.
    pub q: String,
    /// Those of one site.
    pub site: Option<i64>,
    /// Those of one unit, or of one below it.
    pub unit: Option<i64>,
    /// Those who speak a language, as they wrote it.
    pub language: String,
    /// Those alone who can be asked now.
    pub available: bool,
}

impl Asked {
    /// Cleaned, and cut where it is too long.
    pub fn of(q: &str, site: Option<i64>, unit: Option<i64>, language: &str) -> Self {
        let cut = |text: &str, most: usize| names::clean_line(text).chars().take(most).collect();
        Self { q: cut(q, MAX_QUESTION), site, unit, language: cut(language, MAX_LANGUAGE), available: false }
    }
}

/// Somebody who is likely to know.
#[derive(Clone, Debug)]
pub(super) struct Expert {
    pub someone: Someone,
    pub evidence: Evidence,
    /// Whether they can be asked now.
    pub availability: Availability,
    /// What they say that they can do, what the question names first.
    pub skills: Vec<Known>,
    /// How many of these the question names.
    pub named: usize,
    /// The nearest text.
    pub text: Option<Shown>,
}

/// The answer to a question.
#[derive(Clone, Debug, Default)]
pub(super) struct Experts {
    /// Those who are shown, the likeliest first.
    pub people: Vec<Expert>,
    /// How many are likely to know.
    pub count: usize,
    /// The sites and units of all of them, with how many there are.
    pub sites: Vec<(i64, String, usize)>,
    pub units: Vec<(i64, String, usize)>,
}

/// Through whose eyes it is looked.
#[derive(Clone, Debug)]
pub(super) struct Reader {
    pub actor: Actor,
    /// The language they read, as a tag.
    pub language: String,
    /// Milliseconds UTC.
    pub now: i64,
}

impl Reader {
    /// Whoever asks for the page.
    pub fn of(member: &Member) -> Self {
        Self { actor: member.actor(), language: member.t.0.tag().to_owned(), now: member.now }
    }
}

/// Those who are likely to know, before any of them is left out.
pub(super) struct Likely {
    /// The likeliest first, each with a measure that is told to nobody.
    pub order: Vec<(i64, f64)>,
    pub people: HashMap<i64, Someone>,
    /// Whether they can be asked now, of those of whom that is known.
    pub availability: HashMap<i64, Availability>,
    known: HashMap<i64, Evidence>,
    held: HashMap<i64, Vec<Known>>,
}

/// Who is likely to know, as far as the reader, an employee, sees what shows it.
///
/// # Errors
/// `Unavailable` without an index.
pub(super) async fn likely(content: &Content, reader: &Reader, asked: &Asked) -> Result<Likely> {
    let (platform, me, now) = (&content.platform, reader.actor.id, reader.now);
    let db = &platform.db;
    let places = access::visible_places(db, me, now).await?;
    let scope = Scope { places, named: None };
    let of =
        |kind: &str, limit: usize| Query { words: asked.q.clone(), any: true, kinds: vec![kind.to_owned()], limit, ..Query::default() };
    let queries = [of("post", TEXTS), of("comment", TEXTS), of("member", PROFILES)];
    let near = |found: &ruche_platform::search::Found| -> HashMap<i64, f64> {
        let best = found.scores.first().copied().map_or(0.0, f64::from);
        found.hits.iter().zip(&found.scores).map(|(hit, score)| (hit.id, closeness(f64::from(*score), best))).collect()
    };
    let found: Vec<_> = platform.index.search_each(&queries, &scope).await?.iter().map(near).collect();
    let Ok([near_posts, near_comments, near_profiles]) = <[_; 3]>::try_from(found) else {
        return Err(Error::bug("a search without an answer"));
    };
    let ids = |of: &HashMap<i64, f64>| of.keys().copied().collect::<Vec<_>>();
    let posts = store::posts(db, me, &ids(&near_posts)).await?;
    let comments = store::comments(db, me, &ids(&near_comments)).await?;
    let questions: Vec<i64> = posts.iter().filter(|post| post.question).map(|post| post.id).collect();
    let under = store::under(db, me, &questions).await?;
    let half_life = rank::half_life(store::memory(db).await?.map(|at| age(now, at)));
    let mut known = gather((&posts, &near_posts), (&comments, &near_comments), &under, |at| memory(age(now, at), half_life));
    for (id, close) in &near_profiles {
        known.entry(*id).or_default().near += close * worth::PROFILE;
    }
    known.remove(&me.0);
    let candidates = rank::candidates(known.iter().map(|(id, evidence)| (*id, evidence.near)));
    let ids: Vec<i64> = candidates.iter().map(|(id, _)| *id).collect();
    let ids = if reader.actor.sees_everyone() {
        ids
    } else {
        let seen = access::seen_among(db, me, &ids).await?;
        ids.into_iter().filter(|id| seen.contains(&MemberId(*id))).collect()
    };
    let people: HashMap<i64, Someone> = store::people(db, &ids, now).await?.into_iter().map(|one| (one.person.id.0, one)).collect();
    let availability = profiles::store::availability(db, &ids, now).await?;
    let mut held: HashMap<i64, Vec<Known>> = HashMap::new();
    for one in skills::held_among(db, me, &reader.language, &ids).await? {
        held.entry(one.member.0).or_default().push(one);
    }
    let marks = content.platform.index.marks(&asked.q);
    let is_named = |one: &Known| names_it(&marks, one);
    let mut sums: HashMap<i64, f64> = HashMap::new();
    for (id, near) in candidates.into_iter().filter(|(id, _)| people.contains_key(id)) {
        let named = held.get(&id).into_iter().flatten().filter(|one| is_named(one));
        let skilled: f64 = named.map(|one| rank::skill(one.level.number(), one.endorsements, one.fresh)).sum();
        // Nobody is named without something that shows why.
        if skilled > 0.0 || known.get(&id).is_some_and(Evidence::is_there) {
            sums.insert(id, near + skilled);
        }
    }
    let active = store::active(db, me, &ids, now).await?.into_iter().map(|(id, answers)| (id, rank::of_late(answers, half_life))).collect();
    let order = rank::ranked(&sums, &active);
    Ok(Likely { order, people, availability, known, held })
}

/// Who is likely to know, among those whom an employee sees.
///
/// # Errors
/// `Unavailable` without an index.
pub(super) async fn find(content: &Content, member: &Member, asked: &Asked) -> Result<Experts> {
    let db = &content.platform.db;
    let Likely { order, people, availability, mut known, mut held } = likely(content, &Reader::of(member), asked).await?;
    let marks = content.platform.index.marks(&asked.q);
    let is_named = |one: &Known| names_it(&marks, one);
    let below: Option<HashSet<i64>> = match asked.unit {
        Some(unit) => Some(organisation::store::with_below(db, unit).await?.0.into_iter().collect()),
        None => None,
    };
    let language = names::sort_key(&asked.language);
    let is = |id: i64| availability.get(&id).copied().unwrap_or(Availability::Unsaid);
    let fits = |one: &Someone| {
        asked.site.is_none_or(|site| one.site.as_ref().is_some_and(|(id, _)| *id == site))
            && below.as_ref().is_none_or(|units| one.unit.as_ref().is_some_and(|(id, _)| units.contains(id)))
            && names::sort_key(&one.languages).contains(&language)
            && (!asked.available || is(one.person.id.0).is_available())
    };
    let all: Vec<&Someone> = order.iter().filter_map(|(id, _)| people.get(id)).collect();
    let mut experts = Experts {
        sites: tally(all.iter().filter_map(|one| one.site.as_ref())),
        units: tally(all.iter().filter_map(|one| one.unit.as_ref())),
        ..Experts::default()
    };
    let fitting: Vec<&Someone> = all.into_iter().filter(|one| fits(one)).collect();
    experts.count = fitting.len();
    for someone in fitting.into_iter().take(SHOWN) {
        let id = someone.person.id.0;
        let mut skills = held.remove(&id).unwrap_or_default();
        skills.sort_by_key(|one| !is_named(one));
        let named = skills.iter().filter(|one| is_named(one)).count();
        skills.truncate(named.clamp(LEAST_SKILLS, MOST_SKILLS));
        let evidence = known.remove(&id).unwrap_or_default();
        experts.people.push(Expert {
            someone: someone.clone(),
            evidence,
            availability: is(id),
            named: named.min(skills.len()),
            skills,
            text: None,
        });
    }
    quote(content, member, &mut experts.people).await?;
    Ok(experts)
}

/// Whether a question names a skill.
fn names_it(marks: &Marks, one: &Known) -> bool {
    one.names.iter().any(|name| !marks(name).is_empty())
}

#[allow(clippy::cast_precision_loss, reason = "centuries of milliseconds")]
fn age(now: i64, at: i64) -> f64 {
    (now - at) as f64
}

/// How often each is there, the most frequent first.
fn tally<'a>(all: impl Iterator<Item = &'a (i64, String)>) -> Vec<(i64, String, usize)> {
    let mut counts: HashMap<i64, (String, usize)> = HashMap::new();
    for (id, name) in all {
        counts.entry(*id).or_insert_with(|| (name.clone(), 0)).1 += 1;
    }
    let mut counts: Vec<(i64, String, usize)> = counts.into_iter().map(|(id, (name, n))| (id, name, n)).collect();
    counts.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.1.cmp(&b.1)));
    counts.truncate(8);
    counts
}

/// The nearest text of each, as its room shows it.
async fn quote(content: &Content, member: &Member, experts: &mut [Expert]) -> Result<()> {
    let wanted: Vec<SubjectRef> = experts.iter().filter_map(|one| one.evidence.best.as_ref().map(|(subject, _)| subject.clone())).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let room = content.platform.findables.of("comment").map_err(|_| Error::bug("no room shows comments"))?;
    let mut shown: HashMap<SubjectRef, Shown> =
        room.shown(&member.actor(), &wanted).await?.into_iter().map(|one| (one.subject.clone(), one)).collect();
    for one in experts {
        one.text = one.evidence.best.as_ref().and_then(|(subject, _)| shown.remove(subject));
    }
    Ok(())
}
