//! How well and how fast the index answers, beside the full text search of SQLite and of PostgreSQL: `make bench`. The argument `quality` or `speed` asks for one of the two,
//! and `odd` for the questions of odd number alone.
//!
//! Two public sets of questions with known answers: English questions on scientific abstracts (Cranfield), of which several abstracts
//! answer each one, and French questions of a public service, of which one text answers each one. What was chosen in the ranking was
//! chosen on the questions of odd number alone; those of even number were kept aside.

use ruche_index::DiskIndex;
use ruche_kernel::{MemberId, PlaceId, SubjectRef};
use ruche_platform::search::{Document, Index, Query, Scope};
use sqlx::{Connection, Executor, Row};
use std::collections::HashSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

type Any<T> = Result<T, Box<dyn std::error::Error>>;

/// How deep an answer is looked for.
const DEPTH: usize = 50;

/// Questions, what they are asked of, and which answers are right.
struct Set {
    language: &'static str,
    /// Title and text, by number.
    documents: Vec<(String, String)>,
    questions: Vec<(String, HashSet<usize>)>,
}

fn main() -> Any<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let shared =
        PathBuf::from(std::env::var("RUCHE_SHARED").unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared").to_owned()));
    runtime.block_on(async {
        let asked = |part: &str| std::env::args().any(|argument| argument == part);
        if asked("speed") {
            // Quality was not asked for.
        } else if shared.join("data/search-cranfield").is_dir() {
            quality(&shared).await?;
        } else {
            eprintln!(
                "SKIPPED: quality. The samples are not in {} (RUCHE_SHARED names the folder that holds data/search-cranfield).",
                shared.display()
            );
        }
        if asked("quality") { Ok(()) } else { speed(50_000).await }
    })
}

async fn quality(shared: &Path) -> Any<()> {
    let mut table =
        String::from("| set | questions | search | nDCG@10 | recall@1 | recall@10 | MRR |\n| --- | --- | --- | --- | --- | --- | --- |\n");
    for (name, set) in [("Cranfield, English", cranfield(shared)?), ("public service, French", french(shared)?)] {
        let mut searches = vec![("Ruche", ours(&set).await?), ("SQLite FTS5", sqlite(&set)?)];
        match std::env::var("RUCHE_TEST_POSTGRES") {
            Ok(url) => searches.push(("PostgreSQL", postgres(&set, &url).await?)),
            Err(_) => eprintln!("SKIPPED: PostgreSQL. RUCHE_TEST_POSTGRES names no server."),
        }
        let parts = [("all", None), ("odd", Some(1)), ("even", Some(0))];
        // While the ranking is worked on, the questions that were kept aside stay so.
        let shown = if std::env::args().any(|argument| argument == "odd") { &parts[1..2] } else { &parts[..] };
        for &(part, of) in shown {
            for (search, answers) in &searches {
                let scores: Vec<[f64; 4]> = (1..)
                    .zip(answers.iter().zip(&set.questions))
                    .filter(|(number, _)| of.is_none_or(|of| number % 2 == of))
                    .map(|(_, (given, (_, right)))| score(given, right))
                    .collect();
                let _ = write!(table, "| {name} | {part} ({}) | {search} |", scores.len());
                for measure in 0..4 {
                    let values: Vec<f64> = scores.iter().map(|scores| scores[measure]).collect();
                    let (low, high) = interval(&values);
                    // Several abstracts answer a question of Cranfield, one text those of the other set: each has its own measures.
                    let said = (set.language == "en") == (measure == 0) || measure == 3;
                    let _ = if said { write!(table, " {:.3} ({low:.3}–{high:.3}) |", mean(&values)) } else { write!(table, " |") };
                }
                table.push('\n');
            }
        }
    }
    say(&format!("{table}\nIn brackets: 95 % of 2,000 samples of the questions, drawn with replacement."));
    Ok(())
}

#[allow(clippy::print_stdout, reason = "the tables are what the bench is run for")]
fn say(text: &str) {
    println!("{text}");
}

/// nDCG at ten, right at the first place, right among the first ten, and one over the place of the first right one.
fn score(given: &[usize], right: &HashSet<usize>) -> [f64; 4] {
    let gain = |place: usize| 1.0 / (place as f64 + 2.0).log2();
    let got: f64 = given.iter().take(10).enumerate().filter(|(_, one)| right.contains(one)).map(|(place, _)| gain(place)).sum();
    let ideal: f64 = (0..right.len().min(10)).map(gain).sum();
    let first = given.iter().position(|one| right.contains(one));
    let is = |yes: bool| f64::from(u8::from(yes));
    [
        if ideal > 0.0 { got / ideal } else { 0.0 },
        is(first == Some(0)),
        is(first.is_some_and(|place| place < 10)),
        first.map_or(0.0, |place| 1.0 / (place as f64 + 1.0)),
    ]
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

fn interval(values: &[f64]) -> (f64, f64) {
    let mut dice = Dice(88_172_645_463_325_252);
    let mut means: Vec<f64> =
        (0..2000).map(|_| mean(&values.iter().map(|_| values[dice.below(values.len())]).collect::<Vec<_>>())).collect();
    means.sort_by(f64::total_cmp);
    (means[50], means[1949])
}

fn unpacked(path: &Path) -> Any<String> {
    Ok(String::from_utf8(zstd::decode_all(std::fs::File::open(path)?)?)?)
}

fn between<'a>(text: &'a str, tag: &str) -> Option<&'a str> {
    let from = text.find(&format!("<{tag}>"))? + tag.len() + 2;
    let length = text[from..].find(&format!("</{tag}>"))?;
    Some(text[from..from + length].trim())
}

fn cranfield(shared: &Path) -> Any<Set> {
    let folder = shared.join("data/search-cranfield");
    let text = unpacked(&folder.join("cran.all.1400.xml.zst"))?;
    let documents = text.split("</doc>").filter(|part| part.contains("<docno>"));
    let documents = documents
        .map(|part| (between(part, "title").unwrap_or_default().to_owned(), between(part, "text").unwrap_or_default().to_owned()))
        .collect();
    let asked = std::fs::read_to_string(folder.join("cran.qry.xml"))?;
    let mut questions: Vec<(String, HashSet<usize>)> =
        asked.split("</top>").filter_map(|part| Some((between(part, "title")?.to_owned(), HashSet::new()))).collect();
    for line in std::fs::read_to_string(folder.join("cranqrel.trec.txt"))?.lines() {
        let fields: Vec<usize> = line.split_whitespace().filter_map(|field| field.parse().ok()).collect();
        if let [question, _, document, 1] = fields[..] {
            // Documents are numbered from 1 on, in the order of the file.
            questions[question - 1].1.insert(document - 1);
        }
    }
    Ok(Set { language: "en", documents, questions })
}

fn french(shared: &Path) -> Any<Set> {
    let folder = shared.join("data/recherche-fr-questions");
    let read = |text: String| text.lines().map(serde_json::from_str).collect::<Result<Vec<serde_json::Value>, _>>();
    let word = |line: &serde_json::Value, name: &str| line[name].as_str().unwrap_or_default().to_owned();
    let lines = read(unpacked(&folder.join("cnil-documents.jsonl.zst"))?)?;
    let ids: Vec<String> = lines.iter().map(|line| word(line, "id")).collect();
    let asked = read(std::fs::read_to_string(folder.join("cnil-questions.jsonl"))?)?;
    let right = |line| ids.iter().position(|id| *id == word(line, "doc")).into_iter().collect();
    let questions = asked.iter().map(|line| (word(line, "question"), right(line))).collect();
    Ok(Set { language: "fr", documents: lines.iter().map(|line| (String::new(), word(line, "texte"))).collect(), questions })
}

fn document(number: usize, language: &str, title: &str, body: &str) -> Document {
    let subject = SubjectRef::new("post", number as i64);
    Document {
        root: subject.clone(),
        subject,
        place: PlaceId(1 + number as i64 % 500),
        author: MemberId(1),
        at: 0,
        language: language.into(),
        format: String::new(),
        title: title.into(),
        body: body.into(),
        keywords: String::new(),
    }
}

fn everywhere() -> Scope {
    Scope { places: (0..1000).map(PlaceId).collect(), named: None }
}

/// What members get: the same index, asked in the same way.
async fn ours(set: &Set) -> Any<Vec<Vec<usize>>> {
    let folder = tempfile::tempdir()?;
    let index = DiskIndex::open(folder.path());
    let mut making = index.rebuild().await?;
    making.add((0..).zip(&set.documents).map(|(number, (title, body))| document(number, set.language, title, body)).collect()).await?;
    making.finish(0).await?;
    let mut all = Vec::new();
    for (words, _) in &set.questions {
        let query = Query { words: words.clone(), limit: DEPTH, ..Query::default() };
        all.push(index.search(&query, &everywhere()).await?.hits.into_iter().map(|subject| subject.id as usize).collect());
    }
    Ok(all)
}

fn sqlite(set: &Set) -> Any<Vec<Vec<usize>>> {
    let db = rusqlite::Connection::open_in_memory()?;
    let tokenizer = if set.language == "en" { "porter" } else { "unicode61 remove_diacritics 2" };
    db.execute_batch(&format!("CREATE VIRTUAL TABLE texts USING fts5(title, body, tokenize = '{tokenizer}')"))?;
    for (number, (title, body)) in (0_i64..).zip(&set.documents) {
        db.execute("INSERT INTO texts (rowid, title, body) VALUES (?, ?, ?)", (number, title, body))?;
    }
    let mut found = db.prepare("SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?")?;
    let mut all = Vec::new();
    for (words, _) in &set.questions {
        let any: Vec<String> =
            words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| format!("\"{word}\"")).collect();
        let rows = found.query_map((any.join(" OR "), DEPTH as i64), |row| row.get::<_, i64>(0))?;
        all.push(rows.map(|id| id.map(|id| id as usize)).collect::<Result<_, _>>()?);
    }
    Ok(all)
}

async fn postgres(set: &Set, url: &str) -> Any<Vec<Vec<usize>>> {
    let mut db = sqlx::PgConnection::connect(url).await?;
    let configuration = if set.language == "en" { "english" } else { "french" };
    db.execute("CREATE TEMPORARY TABLE texts (id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)").await?;
    for (number, (title, body)) in (0_i64..).zip(&set.documents) {
        sqlx::query("INSERT INTO texts VALUES ($1, to_tsvector($2::text::regconfig, $3 || ' ' || $4))")
            .bind(number)
            .bind(configuration)
            .bind(title)
            .bind(body)
            .execute(&mut db)
            .await?;
    }
    let mut all = Vec::new();
    for (words, _) in &set.questions {
        let asked = "WITH asked AS (SELECT string_agg(quote_literal(lexeme), ' | ')::tsquery AS any FROM unnest(to_tsvector($1::text::regconfig, $2))) \
                     SELECT id FROM texts, asked WHERE words @@ asked.any ORDER BY ts_rank(words, asked.any, 1) DESC, id LIMIT $3";
        let rows = sqlx::query(asked).bind(configuration).bind(words).bind(DEPTH as i64).fetch_all(&mut db).await?;
        all.push(rows.iter().map(|row| row.get::<i64, _>(0) as usize).collect());
    }
    Ok(all)
}

/// A word that is the rarer the greater its number.
fn word(number: usize) -> String {
    const SYLLABLES: [&str; 16] = ["ba", "tion", "re", "con", "ment", "pro", "li", "ter", "ma", "sa", "vi", "que", "no", "pe", "du", "for"];
    let mut text = String::new();
    let mut rest = number + 17;
    while rest > 0 {
        text.push_str(SYLLABLES[rest % 16]);
        rest /= 16;
    }
    text
}

/// So many words are in more than a tenth of all texts, as the small words of a language are: nobody asks for them.
const SMALL: usize = 100;

/// How long an answer takes in an index of so many documents of 20 to 220 words, their words as unequally frequent as those of a language.
async fn speed(documents: usize) -> Any<()> {
    let folder = tempfile::tempdir()?;
    let index = DiskIndex::open(folder.path());
    let mut dice = Dice(42);
    // The frequency of a word falls with its rank.
    let mut rank = move || (60_000_f64.powf((dice.below(1 << 20) as f64 + 1.0) / f64::from(1 << 20)) - 1.0) as usize;
    let mut ranks = move |from: usize| std::iter::repeat_with(&mut rank).find(|rank| *rank >= from).unwrap_or(from);
    let mut words = move |number: usize, from: usize| (0..number).map(|_| word(ranks(from))).collect::<Vec<_>>().join(" ");
    let start = Instant::now();
    let mut making = index.rebuild().await?;
    for batch in 0..documents / 500 {
        making
            .add((0..500).map(|number| document(batch * 500 + number, "fr", &words(6, 0), &words(20 + (number * 7) % 200, 0))).collect())
            .await?;
    }
    making.finish(0).await?;
    let made = start.elapsed();
    let mut bytes = 0;
    for inside in std::fs::read_dir(folder.path())?.flatten().filter(|entry| entry.path().is_dir()) {
        bytes += std::fs::read_dir(inside.path())?.flatten().filter_map(|entry| Some(entry.metadata().ok()?.len())).sum::<u64>();
    }
    let scope = everywhere();
    let mut times: Vec<Duration> = Vec::new();
    for number in 0..500 {
        let query = Query { words: words(1 + number % 6, SMALL), limit: 20, ..Query::default() };
        let start = Instant::now();
        index.search(&query, &scope).await?;
        times.push(start.elapsed());
    }
    let mut complete: Vec<Duration> = Vec::new();
    for number in 0..500 {
        let word = words(1, SMALL);
        let start = Instant::now();
        index.complete(&word[..(1 + number % 6).min(word.len())], &[], &scope, 8).await?;
        complete.push(start.elapsed());
    }
    let mut changes: Vec<Duration> = Vec::new();
    for number in 0..40 {
        let document = document(number, "fr", &words(6, 0), &words(100, 0));
        let start = Instant::now();
        index.apply(Vec::new(), Vec::new(), vec![document], 1).await?;
        changes.push(start.elapsed());
    }
    let spread = |times: &mut Vec<Duration>| {
        times.sort();
        let at = |share: usize| times[times.len() * share / 100].as_secs_f64() * 1000.0;
        format!("{:.1} ms at the median, {:.1} ms for 95 %, {:.1} ms for 99 %", at(50), at(95), at(99))
    };
    say(&format!(
        "{documents} documents: made in {:.0} s, {} MB.\nA search: {}.\nA completion: {}.\nA change: {}.",
        made.as_secs_f64(),
        bytes / 1_000_000,
        spread(&mut times),
        spread(&mut complete),
        spread(&mut changes)
    ));
    Ok(())
}
