//! Who knows, measured on two public sites of questions: `make bench`.
//!
//! The questions of a site are gone through in time. Those of the last 30 % whose answer was accepted, given by somebody who had
//! answered before and is not who asked, are put to the index and to the ranking of the product, which hold what was written before
//! each; right is who gave the accepted answer. That an answer was accepted, or found helpful, is known from the day after. Whoever
//! asks is left out. Beside it the most active person, and the most active with a half-life of 90 days and of a year. The argument
//! `before` asks for the questions between 15 and 70 % in time, on which the constants were chosen.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use ruche_content::experts::near::{Comment, Post, gather};
use ruche_content::experts::rank::{self, AGES, DAY_MS, closeness, memory};
use ruche_import::exchange::xml::{Row, Rows};
use ruche_index::DiskIndex;
use ruche_kernel::{MemberId, PlaceId, SubjectRef};
use ruche_platform::search::{Document, Found, Index, Query, Scope};
use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

type Any<T> = Result<T, Box<dyn std::error::Error>>;

/// How many texts of a kind are near.
const NEAR: usize = 100;

/// Something that was written, in the order of time.
struct Text {
    id: i64,
    author: i64,
    at: i64,
    /// The question it belongs to, itself for one.
    question: i64,
    /// The comment it replies to.
    reply: bool,
    title: String,
    body: String,
}

struct Site {
    texts: Vec<Text>,
    /// The accepted answer of a question, and since when that is known.
    accepted: HashMap<i64, (i64, i64)>,
    askers: HashMap<i64, i64>,
    /// When the first voted for an answer, by its number.
    votes: HashMap<i64, i64>,
}

impl Site {
    /// Whether somebody had found an answer helpful by then. Nobody votes for what such a site calls a comment.
    fn helped(&self, text: &Text, by: i64) -> bool {
        self.votes.get(&text.id).is_some_and(|first| *first <= by)
    }
}

fn main() -> Any<()> {
    let shared =
        PathBuf::from(std::env::var("RUCHE_SHARED").unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared").to_owned()));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut table = String::from(
        "| site | who is asked | MRR | recall@10 | most asked person | of all questions |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    for (folder, name) in [
        ("stackexchange-quantumcomputing", "quantum computing, English"),
        ("stackexchange-french-meta", "French language, its own matters"),
    ] {
        let dir = shared.join("data").join(folder);
        if !dir.is_dir() {
            say(&format!("SKIPPED: {folder} is not in {} (RUCHE_SHARED names the folder that holds data).", shared.display()));
            continue;
        }
        let site = read(&dir)?;
        for Way { who, asked, firsts: of_all } in runtime.block_on(measure(&site))? {
            let (mrr, recall): (Vec<f64>, Vec<f64>) = asked
                .iter()
                .map(|(place, _)| {
                    (place.map_or(0.0, |place| 1.0 / place as f64), f64::from(u8::from(place.is_some_and(|place| place <= 10))))
                })
                .unzip();
            let (most, of_all_most) = (most(asked.iter().map(|(_, first)| *first)), most(of_all.iter().copied()));
            let (low, high, low10, high10) = (interval(&mrr).0, interval(&mrr).1, interval(&recall).0, interval(&recall).1);
            let _ = writeln!(
                table,
                "| {name} ({}) | {who} | {:.3} ({low:.3}–{high:.3}) | {:.3} ({low10:.3}–{high10:.3}) | {most:.2} | {of_all_most:.2} of {} |",
                asked.len(),
                mean(&mrr),
                mean(&recall),
                of_all.len()
            );
        }
    }
    say(&format!("{table}\nIn brackets: 95 % of 2,000 samples of the questions, drawn with replacement."));
    Ok(())
}

#[allow(clippy::print_stdout, reason = "the table is what the bench is run for")]
fn say(text: &str) {
    println!("{text}");
}

fn number(row: &Row, name: &str) -> Option<i64> {
    row.get(name)?.parse().ok()
}

fn time(row: &Row) -> Option<i64> {
    let at: DateTime = row.get("CreationDate")?.parse().ok()?;
    Some(at.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond())
}

/// HTML without its marks.
fn words(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                out.push(' ');
            }
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    html_escape::decode_html_entities(&out).into_owned()
}

/// Comments have numbers of their own.
const COMMENTS: i64 = 1 << 40;

fn read(dir: &Path) -> Any<Site> {
    let mut site = Site { texts: Vec::new(), accepted: HashMap::new(), askers: HashMap::new(), votes: HashMap::new() };
    let (mut answers, mut of): (HashMap<i64, i64>, HashMap<i64, i64>) = (HashMap::new(), HashMap::new());
    let file = |name: &str| dir.join(format!("{name}.xml.zst"));
    for row in Rows::open(&file("Posts"))? {
        let row = row?;
        let (Some(id), Some(at)) = (number(&row, "Id"), time(&row)) else { continue };
        let author = number(&row, "OwnerUserId").filter(|id| *id > 0).unwrap_or(0);
        let question = match row.get("PostTypeId") {
            Some("1") => id,
            Some("2") => number(&row, "ParentId").unwrap_or(0),
            _ => continue,
        };
        of.insert(id, question);
        if question == id {
            site.askers.insert(id, author);
            if let Some(answer) = number(&row, "AcceptedAnswerId") {
                answers.insert(answer, id);
            }
        }
        // The topics of a question are words of it, as hashtags are.
        let topics = row.get("Tags").unwrap_or_default().replace(['<', '>', '|'], " ");
        let title = format!("{} {topics}", row.get("Title").unwrap_or_default());
        site.texts.push(Text { id, author, at, question, reply: false, title, body: words(row.get("Body").unwrap_or_default()) });
    }
    let asked: HashSet<i64> = site.askers.keys().copied().collect();
    site.texts.retain(|text| asked.contains(&text.question));
    for row in Rows::open(&file("Comments"))? {
        let row = row?;
        let (Some(id), Some(at), Some(post)) = (number(&row, "Id"), time(&row), number(&row, "PostId")) else { continue };
        let Some(&question) = of.get(&post).filter(|question| asked.contains(question)) else { continue };
        let author = number(&row, "UserId").filter(|id| *id > 0).unwrap_or(0);
        site.texts.push(Text {
            id: COMMENTS + id,
            author,
            at,
            question,
            reply: post != question,
            title: String::new(),
            body: row.get("Text").unwrap_or_default().to_owned(),
        });
    }
    for row in Rows::open(&file("Votes"))? {
        let row = row?;
        let (Some(post), Some(at)) = (number(&row, "PostId"), time(&row)) else { continue };
        // The day is told, not the hour.
        let known = at + 86_400_000;
        match row.get("VoteTypeId") {
            Some("1") => {
                if let Some(question) = answers.get(&post) {
                    site.accepted.insert(*question, (post, known));
                }
            }
            Some("2") => {
                let first = site.votes.entry(post).or_insert(known);
                *first = known.min(*first);
            }
            _ => {}
        }
    }
    // What was accepted without a vote is right, and known to nobody before.
    for (answer, question) in answers {
        site.accepted.entry(question).or_insert((answer, i64::MAX));
    }
    site.texts.sort_by_key(|text| (text.at, text.id));
    Ok(site)
}

/// A way of asking, and what came of it.
struct Way {
    who: &'static str,
    /// The place of the right person, and who was first, for each question of which the right person is known.
    asked: Vec<(Option<usize>, i64)>,
    /// Who was first, for each question.
    firsts: Vec<i64>,
}

/// The share of whoever is named most often.
fn most(firsts: impl ExactSizeIterator<Item = i64>) -> f64 {
    let all = firsts.len().max(1);
    let mut times: HashMap<i64, usize> = HashMap::new();
    for first in firsts {
        *times.entry(first).or_default() += 1;
    }
    times.values().max().copied().unwrap_or(0) as f64 / all as f64
}

async fn measure(site: &Site) -> Any<Vec<Way>> {
    let folder = tempfile::tempdir()?;
    let index = DiskIndex::open(folder.path());
    index.rebuild().await?.finish(0).await?;
    let questions: Vec<&Text> = site.texts.iter().filter(|text| text.id == text.question).collect();
    let part = |share: f64| (questions.len() as f64 * share) as usize;
    let chosen_on = std::env::args().any(|argument| argument == "before");
    let (from, until) = if chosen_on { (part(0.15), part(0.7)) } else { (part(0.7), questions.len()) };
    let wanted: HashMap<i64, usize> = questions.iter().enumerate().map(|(place, text)| (text.id, place)).collect();
    let by_id: HashMap<i64, &Text> = site.texts.iter().map(|text| (text.id, text)).collect();
    let ways = [
        "most active",
        "most active, half-life of 90 days",
        "most active, half-life of a year",
        "Ruche",
        "Ruche, as it puts questions: who was first of late steps back",
    ];
    let mut all: Vec<Way> = ways.into_iter().map(|who| Way { who, asked: Vec::new(), firsts: Vec::new() }).collect();
    let (mut waiting, mut seq, mut firsts) = (Vec::new(), 0, Vec::<i64>::new());
    let mut before: Vec<&Text> = Vec::new();
    for text in &site.texts {
        if let Some(place) = wanted.get(&text.id)
            && (from..until).contains(place)
        {
            seq += 1;
            index.apply(Vec::new(), Vec::new(), std::mem::take(&mut waiting), seq).await?;
            let right = site
                .accepted
                .get(&text.id)
                .and_then(|(answer, _)| by_id.get(answer))
                .map(|answer| answer.author)
                .filter(|id| *id > 0 && *id != text.author && before.iter().any(|one| one.author == *id && is_answer(one)));
            let mut orders: Vec<Vec<i64>> = [None, Some(90.0), Some(365.0)].map(|days| most_active(&before, text, days)).into();
            let ours = ruche(&index, site, &before, text).await?;
            orders.push(ours.iter().map(|(id, _)| *id).collect());
            // The last first, as the product keeps them.
            let spared: Vec<i64> = rank::spared(ours, &firsts).into_iter().map(|(id, _)| id).collect();
            firsts.splice(0..0, spared.first().copied());
            orders.push(spared);
            for (way, order) in all.iter_mut().zip(orders) {
                let first = order.first().copied().unwrap_or(0);
                way.firsts.push(first);
                if let Some(right) = right {
                    way.asked.push((order.iter().position(|id| *id == right).map(|place| place + 1), first));
                }
            }
        }
        waiting.push(document(text));
        if text.author > 0 {
            before.push(text);
        }
    }
    Ok(all)
}

fn is_answer(text: &Text) -> bool {
    text.id < COMMENTS && text.id != text.question
}

fn subject(text: &Text) -> SubjectRef {
    SubjectRef::new(if text.id == text.question { "post" } else { "comment" }, text.id)
}

fn document(text: &Text) -> Document {
    Document {
        subject: subject(text),
        root: SubjectRef::new("post", text.question),
        place: PlaceId(1),
        author: MemberId(text.author),
        at: text.at,
        language: String::new(),
        format: String::new(),
        title: text.title.clone(),
        body: text.body.clone(),
        keywords: String::new(),
    }
}

/// Those who answered most, with or without a half-life in days.
fn most_active(before: &[&Text], asked: &Text, days: Option<f64>) -> Vec<i64> {
    let mut sums: HashMap<i64, f64> = HashMap::new();
    for text in before.iter().filter(|text| text.author != asked.author) {
        let worth = if is_answer(text) { days.map_or(1.0, |days| (-((asked.at - text.at) as f64) / (days * DAY_MS)).exp2()) } else { 0.0 };
        *sums.entry(text.author).or_default() += worth;
    }
    ordered(sums)
}

fn ordered(sums: HashMap<i64, f64>) -> Vec<i64> {
    let mut order: Vec<(i64, f64)> = sums.into_iter().collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    order.into_iter().map(|(id, _)| id).collect()
}

/// As the product does: what the index holds near the question, and how much people answered of late.
async fn ruche(index: &DiskIndex, site: &Site, before: &[&Text], asked: &Text) -> Any<Vec<(i64, f64)>> {
    let scope = Scope { places: HashSet::from([PlaceId(1)]), named: None };
    // What a person types is a sentence or two.
    let typed: String = format!("{} {}", asked.title, asked.body).chars().take(300).collect();
    let of = |kind: &str| Query { words: typed.clone(), any: true, kinds: vec![kind.to_owned()], limit: NEAR, ..Query::default() };
    let near = |found: &Found| -> HashMap<i64, f64> {
        let best = found.scores.first().copied().map_or(0.0, f64::from);
        found.hits.iter().zip(&found.scores).map(|(hit, score)| (hit.id, closeness(f64::from(*score), best))).collect()
    };
    let (near_posts, near_comments) = (near(&index.search(&of("post"), &scope).await?), near(&index.search(&of("comment"), &scope).await?));
    let accepted = |text: &Text| site.accepted.get(&text.question).is_some_and(|(answer, since)| *answer == text.id && *since <= asked.at);
    let comment = |text: &&&Text| Comment {
        id: text.id,
        post: text.question,
        author: text.author,
        at: text.at,
        asker: site.askers.get(&text.question).copied().unwrap_or(0),
        accepted: accepted(text),
        helped: site.helped(text, asked.at),
        answers: !text.reply,
    };
    let written = || before.iter().filter(|text| text.author != asked.author);
    let posts: Vec<Post> = written()
        .filter(|text| near_posts.contains_key(&text.id))
        .map(|text| Post { id: text.id, author: text.author, at: text.at, question: true })
        .collect();
    let asked_here: HashSet<i64> = near_posts.keys().copied().collect();
    let comments: Vec<Comment> = written().filter(|text| near_comments.contains_key(&text.id)).map(|text| comment(&text)).collect();
    let under: Vec<Comment> = written()
        .filter(|text| text.id != text.question && !text.reply && asked_here.contains(&text.question))
        .map(|text| comment(&text))
        .collect();
    let said: Vec<&&Text> = before.iter().filter(|text| text.id != text.question).collect();
    let age = |at: i64| (asked.at - at) as f64;
    let since = said.len().checked_sub(usize::try_from(rank::MEMORY_COMMENTS)?).map(|place| age(said[place].at));
    let half_life = rank::half_life(since);
    let known = gather((&posts, &near_posts), (&comments, &near_comments), &under, |at| memory(age(at), half_life));
    let mut late: HashMap<i64, [i64; AGES.len()]> = HashMap::new();
    for text in written().filter(|text| text.id != text.question && !text.reply && site.askers.get(&text.question) != Some(&text.author)) {
        if (site.helped(text, asked.at) || accepted(text))
            && let Some(step) = AGES.iter().position(|(days, _)| age(text.at) < *days as f64 * DAY_MS)
        {
            late.entry(text.author).or_default()[step] += 1;
        }
    }
    let sums = rank::candidates(known.into_iter().map(|(id, evidence)| (id, evidence.near))).into_iter().collect();
    let active = late.into_iter().map(|(id, answers)| (id, rank::of_late(answers, half_life))).collect();
    Ok(rank::ranked(&sums, &active))
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// 95 % of the means of 2,000 samples, the same in every run.
fn interval(values: &[f64]) -> (f64, f64) {
    let mut dice: u64 = 88_172_645_463_325_252;
    let mut below = |limit: usize| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        (dice % limit.max(1) as u64) as usize
    };
    let mut means: Vec<f64> = (0..2000).map(|_| mean(&values.iter().map(|_| values[below(values.len())]).collect::<Vec<_>>())).collect();
    means.sort_by(f64::total_cmp);
    (means[50], means[1949])
}
