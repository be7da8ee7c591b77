//! From a query to what answers it.

use crate::forgive::forgive;
use crate::query::{self, Typed};
use crate::rank::{self, Candidate};
use crate::rerank::{Answer, LOOKED_AT, LOOKED_AT_FOR_EACH, rerank};
use crate::schema::Fields;
use crate::scope::{Filter, Places};
use ruche_kernel::SubjectRef;
use ruche_platform::search::{DEEPEST, Found, Order, Query, Scope};
use std::cmp::Ordering;
use std::collections::HashMap;
use tantivy::{DocId, Searcher};

/// A document that answers.
#[derive(Clone, Copy)]
struct Hit {
    answer: Answer,
    kind: usize,
    at: i64,
    id: i64,
}

/// What answers each of some queries, within a scope. `shared` is what they have in common: they differ in their kinds, and in which
/// part is given.
///
/// # Errors
/// What the disk says.
pub fn ask(searcher: &Searcher, fields: &Fields, shared: &Query, queries: &[Query], scope: &Scope) -> tantivy::Result<Vec<Found>> {
    let mut typed = query::read(&shared.words);
    forgive(searcher, fields, &mut typed.words)?;
    let (segments, places) = (searcher.segment_readers(), Places::of(scope));
    let filters = segments.iter().map(|segment| Filter::new(segment, shared, scope, &places)).collect::<tantivy::Result<Vec<_>>>()?;
    let worded = !typed.words.is_empty();
    let mut passed = if worded {
        rank::candidates(searcher, fields, &typed.words, &filters)?
    } else if shared.words.trim().is_empty() {
        filters.iter().map(everything).collect()
    } else {
        Vec::new()
    };
    for (segment, list) in segments.iter().zip(&mut passed) {
        // Who asks in whole sentences quotes what others wrote otherwise: where one word is enough, the quotes ask for nothing.
        for phrase in typed.phrases.iter().filter(|_| !shared.any) {
            let holders = rank::together(segment, fields, phrase)?;
            list.retain(|candidate| holders.contains(&candidate.doc));
        }
    }
    // Of two words both are meant. Of more, what holds few of those that another document holds answers something else.
    let most = passed.iter().flatten().map(|candidate| candidate.held).max().unwrap_or(0);
    let least = match most {
        _ if shared.any => 1,
        ..=2 => most,
        _ => most.div_ceil(3),
    };
    for list in &mut passed {
        list.retain(|candidate| candidate.held >= least);
    }
    let counts = counts(&filters, &passed);
    let by_score = worded && shared.order == Order::Relevance;
    let order = |a: &Hit, b: &Hit| {
        let newest = (b.at, b.id, &filters[b.answer.segment].name(b.kind)).cmp(&(a.at, a.id, &filters[a.answer.segment].name(a.kind)));
        if by_score { b.answer.score.total_cmp(&a.answer.score).then(newest) } else { newest }
    };
    let end = |query: &Query| query.skip.saturating_add(query.limit).min(DEEPEST);
    // Those that are looked at again, which are at least those that are given.
    let looked_at = |query: &Query| if by_score { (end(query) * LOOKED_AT_FOR_EACH).min(LOOKED_AT).max(end(query)) } else { end(query) };
    let mut lists: Vec<Vec<Hit>> = queries.iter().map(|query| best(hits(&filters, &passed, query), looked_at(query), order)).collect();
    if by_score {
        again(searcher, fields, &typed, &mut lists)?;
    }
    let given = |(mut hits, query): (Vec<Hit>, &Query)| {
        let again = hits.len().min(if by_score { LOOKED_AT } else { 0 });
        hits[..again].sort_unstable_by(order);
        hits.truncate(end(query));
        let given = hits.into_iter().skip(query.skip);
        let (hits, scores) =
            given.map(|hit| (SubjectRef::new(filters[hit.answer.segment].name(hit.kind), hit.id), hit.answer.score)).unzip();
        Found { hits, scores, counts: counts.clone() }
    };
    Ok(lists.into_iter().zip(queries).map(given).collect())
}

/// Every document that a filter lets through.
fn everything(filter: &Filter) -> Vec<Candidate> {
    let mut all = Vec::new();
    let docs: Vec<DocId> = (0..filter.many()).collect();
    for some in docs.chunks(2048) {
        filter.pass_each(some, |doc, kind| all.push(Candidate { doc, kind, score: 0.0, held: 0 }));
    }
    all
}

/// How many there are of each kind.
fn counts(filters: &[Filter], passed: &[Vec<Candidate>]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for (filter, list) in filters.iter().zip(passed) {
        let mut numbers = vec![0; filter.kinds()];
        for candidate in list {
            numbers[candidate.kind] += 1;
        }
        for (kind, number) in numbers.into_iter().enumerate().filter(|(_, number)| *number > 0) {
            *counts.entry(filter.name(kind).to_owned()).or_default() += number;
        }
    }
    counts
}

/// Those of the kinds of a query; none where none is given.
fn hits(filters: &[Filter], passed: &[Vec<Candidate>], query: &Query) -> Vec<Hit> {
    let mut hits = Vec::new();
    if query.limit == 0 {
        return hits;
    }
    for (segment, (filter, list)) in filters.iter().zip(passed).enumerate() {
        let wanted = filter.wanted(&query.kinds);
        hits.extend(list.iter().filter(|candidate| wanted[candidate.kind]).map(|candidate| {
            let (at, id) = filter.at(candidate.doc);
            Hit { answer: Answer { segment, doc: candidate.doc, score: candidate.score }, kind: candidate.kind, at, id }
        }));
    }
    hits
}

/// Looks at the best of each list again.
fn again(searcher: &Searcher, fields: &Fields, typed: &Typed, lists: &mut [Vec<Hit>]) -> tantivy::Result<()> {
    let mut answers: Vec<Vec<Answer>> = lists.iter().map(|hits| hits.iter().map(|hit| hit.answer).take(LOOKED_AT).collect()).collect();
    rerank(searcher, fields, typed, &mut answers)?;
    for (hits, answers) in lists.iter_mut().zip(answers) {
        let scores: HashMap<_, _> = answers.into_iter().map(|answer| ((answer.segment, answer.doc), answer.score)).collect();
        for hit in hits.iter_mut().take(LOOKED_AT) {
            hit.answer.score = scores[&(hit.answer.segment, hit.answer.doc)];
        }
    }
    Ok(())
}

/// The first of them, in order.
fn best(mut hits: Vec<Hit>, number: usize, order: impl Fn(&Hit, &Hit) -> Ordering) -> Vec<Hit> {
    if number == 0 {
        hits.clear();
    } else if hits.len() > number {
        hits.select_nth_unstable_by(number - 1, &order);
        hits.truncate(number);
    }
    hits.sort_unstable_by(order);
    hits
}
