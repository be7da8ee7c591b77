//! How well a document answers: BM25F over title, body and keywords, word by word.

use crate::query::{Asked, Kept};
use crate::schema::{Fields, TEXTS};
use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Searcher, SegmentReader, TERMINATED, Term};

/// How fast more occurrences stop counting.
const K1: f32 = 1.5;
/// What an occurrence counts in title, body and keywords.
const WEIGHTS: [f32; TEXTS] = [3.0, 1.0, 1.5];
/// How much the length of each of these counts against it.
const LENGTHS: [f32; TEXTS] = [0.5, 0.6, 0.5];

/// A document that holds words of a query.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Its number in its segment.
    pub doc: DocId,
    /// How well it answers.
    pub score: f32,
    /// How many of the words it holds.
    pub held: u16,
}

/// Every document that holds one of the words, by segment, in the order of their numbers.
///
/// # Errors
/// What the disk says.
pub fn candidates(searcher: &Searcher, fields: &Fields, words: &[Asked]) -> tantivy::Result<Vec<Vec<Candidate>>> {
    let segments = searcher.segment_readers();
    let total: f32 = segments.iter().map(|segment| segment.max_doc() as f32).sum();
    let lengths = average_lengths(segments, fields)?;
    let held = segments
        .iter()
        .map(|segment| words.iter().map(|word| occurrences(segment, fields, word, &lengths)).collect())
        .collect::<tantivy::Result<Vec<Vec<_>>>>()?;
    let rarities: Vec<f32> = (0..words.len())
        .map(|index| {
            let holders: f32 = held.iter().map(|words| words[index].len() as f32).sum();
            (1.0 + (total - holders + 0.5) / (holders + 0.5)).ln()
        })
        .collect();
    Ok(segments
        .iter()
        .zip(held)
        .map(|(segment, words)| {
            let mut scores = vec![(0.0_f32, 0_u16); segment.max_doc() as usize];
            for (rarity, occurrences) in rarities.iter().zip(words) {
                for (doc, often) in occurrences {
                    let (score, held) = &mut scores[doc as usize];
                    *score += rarity * (K1 + 1.0) * often / (K1 + often);
                    *held += 1;
                }
            }
            (0..).zip(scores).filter(|(_, (_, held))| *held > 0).map(|(doc, (score, held))| Candidate { doc, score, held }).collect()
        })
        .collect())
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

/// How often each document of a segment holds a word, weighed by form, text and length.
fn occurrences(segment: &SegmentReader, fields: &Fields, word: &Asked, lengths: &[f32; TEXTS]) -> tantivy::Result<Vec<(DocId, f32)>> {
    let mut often = vec![0.0_f32; segment.max_doc() as usize];
    let mut here = often.clone();
    let (mut docs, mut docs_here) = (Vec::new(), Vec::new());
    for text in 0..TEXTS {
        for form in &word.forms {
            let field = match form.kept {
                Kept::Exact => fields.exact[text],
                Kept::Stem => fields.stems[text],
            };
            // Forms of one word may stand for the same occurrence: the best one counts, not their sum.
            each(segment, field, &form.text, |doc, times| {
                let slot = &mut here[doc as usize];
                if *slot == 0.0 {
                    docs_here.push(doc);
                }
                *slot = slot.max(form.weight * times as f32);
            })?;
        }
        if docs_here.is_empty() {
            continue;
        }
        let norms = segment.get_fieldnorms_reader(fields.exact[text])?;
        for doc in docs_here.drain(..) {
            let length = norms.fieldnorm(doc) as f32 / lengths[text];
            let times = std::mem::take(&mut here[doc as usize]);
            let slot = &mut often[doc as usize];
            if *slot == 0.0 {
                docs.push(doc);
            }
            *slot += WEIGHTS[text] * times / (1.0 - LENGTHS[text] + LENGTHS[text] * length);
        }
    }
    Ok(docs.into_iter().map(|doc| (doc, often[doc as usize])).collect())
}

fn each(segment: &SegmentReader, field: Field, text: &str, mut with: impl FnMut(DocId, u32)) -> tantivy::Result<()> {
    let index = segment.inverted_index(field)?;
    if let Some(mut postings) = index.read_postings(&Term::from_field_text(field, text), IndexRecordOption::WithFreqs)? {
        let mut doc = postings.doc();
        while doc != TERMINATED {
            with(doc, postings.term_freq());
            doc = postings.advance();
        }
    }
    Ok(())
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
