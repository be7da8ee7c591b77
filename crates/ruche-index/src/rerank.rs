//! A second look at the best answers. Its cost is bounded: it looks up a few terms for them alone, however large the index is.
//!
//! First the pieces of four letters that each word shares with a document: other forms of the word, the parts of German compounds,
//! words that lost the space between them. Then the words that the first answers have in common, which tell those about the same thing.

use crate::query::Typed;
use crate::schema::{self, Fields};
use std::collections::HashMap;
use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, DocId, DocSet, Searcher, TERMINATED, TantivyDocument, Term};

/// How many are looked at again at most, and how many for each that is given.
pub const LOOKED_AT: usize = 200;
pub const LOOKED_AT_FOR_EACH: usize = 10;

/// What the pieces count beside the words, how fast more of them stop counting, and how much the length counts against them.
const PIECES: f32 = 0.6;
const PIECES_K1: f32 = 1.6;
const PIECES_LENGTH: f32 = 0.6;
/// More pieces than these are not looked up.
const MOST_PIECES: usize = 120;

/// From so many words on, what is typed tells of a thing; fewer name it.
const TELLING: usize = 3;
/// The words that so many first answers have in common, so many of them, count so much beside those that were typed.
const FIRST: usize = 5;
const IN_COMMON: usize = 10;
const RELATED: f32 = 0.3;
const RELATED_K1: f32 = 2.0;
const RELATED_LENGTH: f32 = 0.6;

/// An answer.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// The number of its segment.
    pub segment: usize,
    /// Its number there.
    pub doc: DocId,
    /// How well it answers.
    pub score: f32,
}

/// Scores the best answers of each list again, in the order of their numbers. What they are looked up by is looked up once for all.
///
/// # Errors
/// What the disk says.
pub fn rerank(searcher: &Searcher, fields: &Fields, typed: &Typed, lists: &mut [Vec<Answer>]) -> tantivy::Result<()> {
    let number = |answer: &Answer| (answer.segment, answer.doc);
    let mut all: Vec<(usize, Answer)> =
        lists.iter_mut().enumerate().flat_map(|(list, answers)| answers.drain(..).map(move |answer| (list, answer))).collect();
    all.sort_unstable_by_key(|(_, answer)| number(answer));
    let (of, mut answers): (Vec<usize>, Vec<Answer>) = all.into_iter().unzip();
    pieces(searcher, fields, typed, &mut answers)?;
    for (list, answer) in of.into_iter().zip(answers) {
        lists[list].push(answer);
    }
    if typed.words.len() >= TELLING {
        for answers in lists.iter_mut().filter(|answers| !answers.is_empty()) {
            related(searcher, fields, typed.words.len(), answers)?;
        }
    }
    Ok(())
}

fn pieces(searcher: &Searcher, fields: &Fields, typed: &Typed, answers: &mut [Answer]) -> tantivy::Result<()> {
    let lengths = Lengths::of(searcher, &[fields.pieces], answers)?;
    let words = typed.words.iter().map(|word| schema::pieces(&word.word)).scan(0, |all, pieces| {
        *all += pieces.len();
        (*all <= MOST_PIECES).then_some(pieces)
    });
    for pieces in words {
        let share = PIECES / pieces.len() as f32;
        for piece in &pieces {
            let (rarity, times) = look_up(searcher, &[fields.pieces], piece, answers)?;
            for (index, answer) in answers.iter_mut().enumerate() {
                answer.score += share * rarity * saturated(times[index], lengths.relative(index), PIECES_K1, PIECES_LENGTH);
            }
        }
    }
    Ok(())
}

/// The words that the first answers have in common. The very first one stays the first: it holds what was typed.
fn related(searcher: &Searcher, fields: &Fields, typed: usize, answers: &mut [Answer]) -> tantivy::Result<()> {
    let mut first: Vec<usize> = (0..answers.len()).collect();
    first.sort_by(|a, b| answers[*b].score.total_cmp(&answers[*a].score));
    first.truncate(FIRST);
    let all: f32 = first.iter().map(|index| answers[*index].score).sum();
    let mut common: HashMap<String, f32> = HashMap::new();
    for index in &first {
        let answer = answers[*index];
        let kept: TantivyDocument = searcher.doc(DocAddress::new(answer.segment as u32, answer.doc))?;
        let digest = kept.get_first(fields.digest).and_then(|value| value.as_str()).unwrap_or_default();
        for (stem, share) in schema::read_digest(digest) {
            *common.entry(stem.to_owned()).or_default() += share * answer.score / all.max(f32::MIN_POSITIVE);
        }
    }
    let texts = [fields.stems[0], fields.stems[1]];
    let mut weighed = Vec::with_capacity(common.len());
    for (stem, share) in common {
        let (holders, rarity) = rarity(searcher, &texts, &stem)?;
        // What one document alone holds leads to no other.
        if holders > 1 {
            weighed.push((share * rarity, stem));
        }
    }
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    weighed.truncate(IN_COMMON);
    let total: f32 = weighed.iter().map(|(weight, _)| weight).sum();
    let lengths = Lengths::of(searcher, &[fields.exact[0], fields.exact[1]], answers)?;
    let best = first.first().copied();
    for answer in answers.iter_mut() {
        answer.score *= (1.0 - RELATED) / typed as f32;
    }
    for (weight, stem) in weighed {
        let (rarity, times) = look_up(searcher, &texts, &stem, answers)?;
        for (index, answer) in answers.iter_mut().enumerate() {
            answer.score +=
                RELATED * weight / total * rarity * saturated(times[index], lengths.relative(index), RELATED_K1, RELATED_LENGTH);
        }
    }
    let highest = answers.iter().map(|answer| answer.score).fold(0.0, f32::max);
    if let Some(best) = best {
        answers[best].score = answers[best].score.max(highest + 1.0);
    }
    Ok(())
}

/// The usual curve of BM25.
fn saturated(times: f32, length: f32, k1: f32, by_length: f32) -> f32 {
    let times = times / (1.0 - by_length + by_length * length);
    (k1 + 1.0) * times / (k1 + times)
}

fn rarity(searcher: &Searcher, fields: &[Field], text: &str) -> tantivy::Result<(u64, f32)> {
    let mut holders = 0;
    for field in fields {
        holders = holders.max(searcher.doc_freq(&Term::from_field_text(*field, text))?);
    }
    let total: u64 = searcher.segment_readers().iter().map(|segment| u64::from(segment.max_doc())).sum();
    let (all, held) = (total as f32, holders as f32);
    Ok((holders, (1.0 + (all - held + 0.5) / (held + 0.5)).ln()))
}

/// How rare a term is, and how often each answer holds it. The answers stand in the order of their numbers.
fn look_up(searcher: &Searcher, fields: &[Field], text: &str, answers: &[Answer]) -> tantivy::Result<(f32, Vec<f32>)> {
    let mut times = vec![0.0; answers.len()];
    for field in fields {
        let mut index = 0;
        for (number, segment) in searcher.segment_readers().iter().enumerate() {
            let here = answers[index..].iter().take_while(|answer| answer.segment == number).count();
            let end = index + here;
            if here > 0
                && let Some(mut postings) =
                    segment.inverted_index(*field)?.read_postings(&Term::from_field_text(*field, text), IndexRecordOption::WithFreqs)?
            {
                while index < end {
                    let doc = answers[index].doc;
                    let next = if postings.doc() < doc { postings.seek(doc) } else { postings.doc() };
                    if next == TERMINATED {
                        break;
                    }
                    if next == doc {
                        times[index] += postings.term_freq() as f32;
                    }
                    index += 1;
                }
            }
            index = end;
        }
    }
    Ok((rarity(searcher, fields, text)?.1, times))
}

/// How long the texts of the answers are, beside the average.
struct Lengths {
    of_answers: Vec<f32>,
    average: f32,
}

impl Lengths {
    fn of(searcher: &Searcher, fields: &[Field], answers: &[Answer]) -> tantivy::Result<Self> {
        let mut of_answers = vec![0.0; answers.len()];
        let (mut tokens, mut docs) = (0, 0);
        for field in fields {
            let norms = searcher
                .segment_readers()
                .iter()
                .map(|segment| segment.get_fieldnorms_reader(*field))
                .collect::<tantivy::Result<Vec<_>>>()?;
            for (length, answer) in of_answers.iter_mut().zip(answers) {
                *length += norms[answer.segment].fieldnorm(answer.doc) as f32;
            }
            for segment in searcher.segment_readers() {
                tokens += segment.inverted_index(*field)?.total_num_tokens();
            }
        }
        for segment in searcher.segment_readers() {
            docs += u64::from(segment.max_doc());
        }
        Ok(Self { of_answers, average: (tokens as f32 / docs.max(1) as f32).max(1.0) })
    }

    fn relative(&self, index: usize) -> f32 {
        self.of_answers[index] / self.average
    }
}
