//! From a query to what answers it.

use crate::forgive::forgive;
use crate::query;
use crate::rank::{self, Candidate};
use crate::rerank::{Answer, LOOKED_AT, rerank};
use crate::schema::Fields;
use crate::scope::Filter;
use ruche_kernel::SubjectRef;
use ruche_platform::search::{DEEPEST, Found, Order, Query, Scope};
use std::cmp::Ordering;
use std::collections::HashMap;
use tantivy::Searcher;

/// A document that answers.
struct Hit {
    answer: Answer,
    kind: usize,
    at: i64,
    id: i64,
}

/// What answers a query, within a scope.
///
/// # Errors
/// What the disk says.
pub fn ask(searcher: &Searcher, fields: &Fields, query: &Query, scope: &Scope) -> tantivy::Result<Found> {
    let mut typed = query::read(&query.words);
    forgive(searcher, fields, &mut typed.words)?;
    let segments = searcher.segment_readers();
    let worded = !typed.words.is_empty();
    let mut candidates = if worded {
        rank::candidates(searcher, fields, &typed.words)?
    } else if query.words.trim().is_empty() {
        segments.iter().map(|segment| (0..segment.max_doc()).map(|doc| Candidate { doc, score: 0.0, held: 0 }).collect()).collect()
    } else {
        Vec::new()
    };
    let filters = segments.iter().map(|segment| Filter::new(segment, query, scope)).collect::<tantivy::Result<Vec<_>>>()?;
    for (index, list) in candidates.iter_mut().enumerate() {
        // Who asks in whole sentences quotes what others wrote otherwise: where one word is enough, the quotes ask for nothing.
        for phrase in typed.phrases.iter().filter(|_| !query.any) {
            let holders = rank::together(&segments[index], fields, phrase)?;
            list.retain(|candidate| holders.contains(&candidate.doc));
        }
    }
    let mut passed = Vec::new();
    let mut most = 0;
    for (segment, (filter, list)) in filters.iter().zip(&candidates).enumerate() {
        for candidate in list {
            if let Some(pass) = filter.pass(candidate.doc) {
                most = most.max(candidate.held);
                passed.push((segment, *candidate, pass));
            }
        }
    }
    // Of two words both are meant. Of more, what holds few of those that another document holds answers something else.
    let least = match most {
        _ if query.any => 1,
        ..=2 => most,
        _ => most.div_ceil(3),
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut numbers: Vec<Vec<usize>> = filters.iter().map(|filter| vec![0; filter.kinds()]).collect();
    let mut hits = Vec::new();
    for (segment, candidate, pass) in passed {
        if candidate.held < least {
            continue;
        }
        numbers[segment][pass.kind] += 1;
        if pass.wanted {
            let (at, id) = filters[segment].at(candidate.doc);
            hits.push(Hit { answer: Answer { segment, doc: candidate.doc, score: candidate.score }, kind: pass.kind, at, id });
        }
    }
    for (filter, numbers) in filters.iter().zip(numbers) {
        for (kind, number) in numbers.into_iter().enumerate().filter(|(_, number)| *number > 0) {
            *counts.entry(filter.name(kind).to_owned()).or_default() += number;
        }
    }
    let by_score = worded && query.order == Order::Relevance;
    let order = |a: &Hit, b: &Hit| {
        let newest = (b.at, b.id, &filters[b.answer.segment].name(b.kind)).cmp(&(a.at, a.id, &filters[a.answer.segment].name(a.kind)));
        if by_score { b.answer.score.total_cmp(&a.answer.score).then(newest) } else { newest }
    };
    let end = query.skip.saturating_add(query.limit).min(DEEPEST);
    best(&mut hits, if by_score { end.max(LOOKED_AT) } else { end }, order);
    if by_score && end > 0 {
        let again = hits.len().min(LOOKED_AT);
        let mut answers: Vec<Answer> = hits[..again].iter().map(|hit| hit.answer).collect();
        rerank(searcher, fields, &typed, &mut answers)?;
        let scores: HashMap<_, _> = answers.iter().map(|answer| ((answer.segment, answer.doc), answer.score)).collect();
        for hit in &mut hits[..again] {
            hit.answer.score = scores[&(hit.answer.segment, hit.answer.doc)];
        }
        hits[..again].sort_unstable_by(order);
    }
    hits.truncate(end);
    let shown = hits.into_iter().skip(query.skip);
    let (hits, scores) = shown.map(|hit| (SubjectRef::new(filters[hit.answer.segment].name(hit.kind), hit.id), hit.answer.score)).unzip();
    Ok(Found { hits, scores, counts })
}

/// The first of them, in order.
fn best(hits: &mut Vec<Hit>, number: usize, order: impl Fn(&Hit, &Hit) -> Ordering) {
    if number == 0 {
        hits.clear();
    } else if hits.len() > number {
        hits.select_nth_unstable_by(number - 1, &order);
        hits.truncate(number);
    }
    hits.sort_unstable_by(order);
}
