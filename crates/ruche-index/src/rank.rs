//! How well a document answers: BM25F over title, body and keywords, word by word.

use crate::query::{Asked, Kept};
use crate::schema::{Fields, TEXTS};
use crate::scope::Filter;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Searcher, SegmentReader, TERMINATED, Term};

/// How fast more occurrences stop counting.
const K1: f32 = 1.5;
/// What an occurrence counts in title, body and keywords.
const WEIGHTS: [f32; TEXTS] = [3.0, 1.0, 1.5];
/// How much the length of each of these counts against it.
const LENGTHS: [f32; TEXTS] = [0.5, 0.6, 0.5];

/// So many documents are looked at together: what is counted of them stays near the processor, however large a segment is.
const WINDOW: u32 = 2048;

/// A document that holds words of a query and is let through.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Its number in its segment.
    pub doc: DocId,
    /// The number of its kind there.
    pub kind: usize,
    /// How well it answers.
    pub score: f32,
    /// How many of the words it holds.
    pub held: u16,
}

/// Every document that holds one of the words and that the filter of its segment lets through, by segment, in the order of their
/// numbers. How rare a word is, is told of all documents.
///
/// # Errors
/// What the disk says.
pub fn candidates(searcher: &Searcher, fields: &Fields, words: &[Asked], filters: &[Filter]) -> tantivy::Result<Vec<Vec<Candidate>>> {
    let segments = searcher.segment_readers();
    let total: f32 = segments.iter().map(|segment| segment.max_doc() as f32).sum();
    let lengths = average_lengths(segments, fields)?;
    let mut holders = vec![0_u32; words.len()];
    let mut found = Vec::with_capacity(segments.len());
    for (segment, filter) in segments.iter().zip(filters) {
        found.push(occurrences(segment, fields, words, &lengths, filter, &mut holders)?);
    }
    let rarities: Vec<f32> =
        holders.iter().map(|holders| *holders as f32).map(|holders| (1.0 + (total - holders + 0.5) / (holders + 0.5)).ln()).collect();
    for Occurrences { candidates, often } in &mut found {
        for (candidate, often) in candidates.iter_mut().zip(often.chunks_exact(words.len())) {
            for (rarity, often) in rarities.iter().zip(often).filter(|(_, often)| **often > 0.0) {
                candidate.score += rarity * (K1 + 1.0) * often / (K1 + often);
                candidate.held += 1;
            }
        }
    }
    Ok(found.into_iter().map(|found| found.candidates).collect())
}

fn average_lengths(segments: &[SegmentReader], fields: &Fields) -> tantivy::Result<[f32; TEXTS]> {
    let mut lengths = [1.0; TEXTS];
    for (length, field) in lengths.iter_mut().zip(fields.exact) {
        let (mut tokens, mut docs) = (0, 0);
        for segment in segments {
            tokens += segment.inverted_index(field)?.total_num_tokens();
            docs += u64::from(segment.max_doc());
        }
        *length = (tokens as f32 / docs.max(1) as f32).max(1.0);
    }
    Ok(lengths)
}

/// Candidates of a segment that are not scored yet, and how often each holds each of the words.
struct Occurrences {
    candidates: Vec<Candidate>,
    /// Of each candidate, as many as there are words.
    often: Vec<f32>,
}

/// Where one of the texts of a segment holds a word.
struct Held {
    word: usize,
    text: usize,
    norms: FieldNormReader,
    /// Its forms, with what an occurrence of each counts.
    forms: Vec<(SegmentPostings, f32)>,
}

/// How often each document of a segment that is let through holds each word, weighed by form, text and length. Counts for each word
/// every document that holds it.
fn occurrences(
    segment: &SegmentReader,
    fields: &Fields,
    words: &[Asked],
    lengths: &[f32; TEXTS],
    filter: &Filter,
    holders: &mut [u32],
) -> tantivy::Result<Occurrences> {
    let mut lists = lists(segment, fields, words)?;
    let mut found = Occurrences { candidates: Vec::new(), often: Vec::new() };
    let mut here = [0.0_f32; WINDOW as usize];
    let mut often = vec![0.0_f32; words.len() * WINDOW as usize];
    let (mut slots, mut docs) = (Vec::new(), Vec::new());
    loop {
        let next = lists.iter().flat_map(|list| &list.forms).map(|(postings, _)| postings.doc()).min().unwrap_or(TERMINATED);
        if next == TERMINATED {
            return Ok(found);
        }
        // A bit for each document that holds a word.
        let mut any = [0_u64; WINDOW as usize / 64];
        for list in &mut lists {
            // Forms of one word may stand for the same occurrence: the best one counts, not their sum.
            for (postings, weight) in &mut list.forms {
                let mut doc = postings.doc();
                while doc - next < WINDOW {
                    let slot = (doc - next) as usize;
                    if here[slot] == 0.0 {
                        slots.push(slot);
                    }
                    here[slot] = here[slot].max(*weight * postings.term_freq() as f32);
                    doc = postings.advance();
                }
            }
            let often = &mut often[list.word * WINDOW as usize..][..WINDOW as usize];
            for slot in slots.drain(..) {
                let length = list.norms.fieldnorm(next + slot as u32) as f32 / lengths[list.text];
                let against = 1.0 - LENGTHS[list.text] + LENGTHS[list.text] * length;
                often[slot] += WEIGHTS[list.text] * std::mem::take(&mut here[slot]) / against;
                any[slot / 64] |= 1 << (slot % 64);
            }
        }
        docs.clear();
        for (start, mut bits) in (next..).step_by(64).zip(any) {
            while bits != 0 {
                docs.push(start + bits.trailing_zeros());
                bits &= bits - 1;
            }
        }
        filter.pass_each(&docs, |doc, kind| {
            found.candidates.push(Candidate { doc, kind, score: 0.0, held: 0 });
            found.often.extend((0..words.len()).map(|word| often[word * WINDOW as usize + (doc - next) as usize]));
        });
        for (holders, often) in holders.iter_mut().zip(often.chunks_exact_mut(WINDOW as usize)) {
            for doc in &docs {
                *holders += u32::from(std::mem::take(&mut often[(doc - next) as usize]) > 0.0);
            }
        }
    }
}

/// Where the texts of a segment hold the words, at the first document each.
fn lists(segment: &SegmentReader, fields: &Fields, words: &[Asked]) -> tantivy::Result<Vec<Held>> {
    let mut lists = Vec::new();
    for text in 0..TEXTS {
        let (exact, stems) = (segment.inverted_index(fields.exact[text])?, segment.inverted_index(fields.stems[text])?);
        for (number, word) in words.iter().enumerate() {
            let mut forms = Vec::new();
            for form in &word.forms {
                let (index, field) = match form.kept {
                    Kept::Exact => (&exact, fields.exact[text]),
                    Kept::Stem => (&stems, fields.stems[text]),
                };
                let postings = index.read_postings(&Term::from_field_text(field, &form.text), IndexRecordOption::WithFreqs)?;
                forms.extend(postings.map(|postings| (postings, form.weight)));
            }
            if !forms.is_empty() {
                lists.push(Held { word: number, text, norms: segment.get_fieldnorms_reader(fields.exact[text])?, forms });
            }
        }
    }
    Ok(lists)
}

/// Whether a document holds words that stand together, in one of its texts.
///
/// # Errors
/// What the disk says.
pub fn together(segment: &SegmentReader, fields: &Fields, phrase: &[String]) -> tantivy::Result<std::collections::HashSet<DocId>> {
    let mut found = std::collections::HashSet::new();
    'texts: for field in fields.exact {
        let index = segment.inverted_index(field)?;
        let mut all = Vec::new();
        for word in phrase {
            match index.read_postings(&Term::from_field_text(field, word), IndexRecordOption::WithFreqsAndPositions)? {
                Some(postings) => all.push(postings),
                None => continue 'texts,
            }
        }
        let mut doc = all[0].doc();
        'docs: while doc != TERMINATED {
            for postings in &mut all {
                let next = if postings.doc() < doc { postings.seek(doc) } else { postings.doc() };
                if next > doc {
                    doc = next;
                    continue 'docs;
                }
            }
            let mut starts = Vec::new();
            all[0].positions(&mut starts);
            let mut positions = Vec::new();
            for (distance, postings) in (0..).zip(&mut all) {
                postings.positions(&mut positions);
                starts.retain(|start| positions.contains(&(start + distance)));
            }
            if !starts.is_empty() {
                found.insert(doc);
            }
            doc = all[0].advance();
        }
    }
    Ok(found)
}
