//! What a load leaves in the database, on both engines: whole, twice, interrupted, beside what was there.

use crate::company::Company;
use crate::shared;
use crate::small::Small;
use ruche_import::ImportError;
use ruche_import::ldbc::{Counts, Dataset, File};
use ruche_import::load::{self, Line, Options, Progress, Report, load};
use ruche_import::mapping::{Kind, Skip};
use ruche_platform::db::Engine;
use std::ops::ControlFlow;

/// Runs `async fn name(company: Company)` on both engines.
macro_rules! both_engines {
    ($(async fn $name:ident($company:ident: &Company) $body:block)+) => { $(
        mod $name {
            #[allow(unused_imports, reason = "what the file imports serves the bodies")]
            use super::*;

            async fn body($company: &Company) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                run(Engine::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                run(Engine::Postgres).await;
            }

            async fn run(engine: Engine) {
                if let Some(company) = Company::start(engine).await {
                    body(&company).await;
                    company.platform.db.close().await;
                }
            }
        }
    )+ };
}

fn options(dry_run: bool) -> Options {
    Options { source: "ldbc".into(), dry_run }
}

async fn whole(company: &Company, data: &Dataset) -> Report {
    load(&company.platform, data, &options(false), &mut |_| ControlFlow::Continue(())).await.expect("a load")
}

/// Loads until `batches` batches are written, then stops.
async fn interrupted(company: &Company, data: &Dataset, batches: usize) {
    let mut left = batches;
    let mut stop = |_: Progress| {
        left -= 1;
        if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let error = load(&company.platform, data, &options(false), &mut stop).await.expect_err("stopped");
    assert!(matches!(error, ImportError::Stopped), "{error}");
}

/// Asserts that no count of the database contradicts its rows, and that nobody was told.
async fn consistent(company: &Company) {
    for (what, wrong) in [
        ("members of places", "places p WHERE p.kind = 1 AND p.member_count <> (SELECT count(*) FROM memberships s WHERE s.place_id = p.id)"),
        ("owners of places", "places p WHERE p.kind = 1 AND 1 <> (SELECT count(*) FROM memberships s WHERE s.place_id = p.id AND s.role = 2)"),
        ("posts of places", "places p WHERE p.post_count <> (SELECT count(*) FROM posts x WHERE x.place_id = p.id)"),
        ("newest posts", "places p WHERE p.last_post_at IS DISTINCT FROM (SELECT max(x.published_at) FROM posts x WHERE x.place_id = p.id)"),
        ("authors", "posts x WHERE NOT EXISTS (SELECT 1 FROM memberships s WHERE s.place_id = x.place_id AND s.member_id = x.author_id)"),
        ("comments of posts", "posts x WHERE x.comment_count <> (SELECT count(*) FROM comments c WHERE c.root_kind = 'post' AND c.root_id = x.id)"),
        ("replies", "comments c WHERE c.reply_count <> (SELECT count(*) FROM comments r WHERE r.parent_id = c.id)"),
        ("one level", "comments c JOIN comments top ON top.id = c.parent_id WHERE top.parent_id IS NOT NULL OR top.root_id <> c.root_id"),
        ("orphans", "comments c WHERE c.parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM comments top WHERE top.id = c.parent_id)"),
        ("places of comments", "comments c JOIN posts x ON x.id = c.root_id WHERE c.place_id <> x.place_id"),
        ("followers", "members m WHERE m.follower_count <> (SELECT count(*) FROM follows f WHERE f.member_id = m.id)"),
        ("one way only", "follows f WHERE NOT EXISTS (SELECT 1 FROM follows b WHERE b.follower_id = f.member_id AND b.member_id = f.follower_id)"),
        (
            "reactions",
            "(SELECT subject_kind, subject_id, kind, count(*) AS n FROM reactions GROUP BY subject_kind, subject_id, kind) r
                LEFT JOIN reaction_counts c ON c.subject_kind = r.subject_kind AND c.subject_id = r.subject_id AND c.kind = r.kind WHERE c.count IS DISTINCT FROM r.n",
        ),
        ("events", "events"),
        ("mails", "mails"),
        ("notifications", "notifications"),
        ("addresses", "members WHERE username LIKE 'ldbc-%' AND (email IS NOT NULL OR password_hash IS NOT NULL)"),
    ] {
        assert_eq!(company.count(wrong).await, 0, "{what}");
    }
    let employees = company.number("SELECT employee_count AS n FROM companies").await;
    assert_eq!(employees, company.count("members WHERE kind = 0 AND state = 0").await);
}

/// How many rows the database holds of each kind.
async fn held(company: &Company) -> Vec<(Kind, i64)> {
    let mut held = Vec::new();
    for (kind, rows) in [
        (Kind::Person, "members WHERE username LIKE 'ldbc-%'"),
        (Kind::Knows, "follows WHERE follower_id < member_id"),
        (Kind::Forum, "places WHERE kind = 1"),
        (Kind::Post, "posts"),
        (Kind::PostTag, "topic_uses WHERE subject_kind = 'post'"),
        (Kind::Comment, "comments"),
        (Kind::CommentTag, "topic_uses WHERE subject_kind = 'comment'"),
        (Kind::PostLike, "reactions WHERE subject_kind = 'post' AND kind = 0"),
        (Kind::CommentLike, "reactions WHERE subject_kind = 'comment' AND kind = 0"),
    ] {
        held.push((kind, company.count(rows).await));
    }
    held
}

/// Asserts that the report accounts for every line of the files, and that the database holds what it says and no more.
async fn accounts_for(company: &Company, counts: &Counts, report: &Report) {
    for kind in Kind::ALL {
        let line = report.line(kind);
        assert_eq!(line.found, line.created + line.already + line.left_out(), "{kind:?}");
        if let Some(file) = kind.file() {
            assert_eq!(line.found, counts[&file], "{kind:?}");
        }
    }
    let there = |kind| {
        let line = report.line(kind);
        i64::try_from(line.created + line.already).expect("a count")
    };
    for (kind, rows) in held(company).await {
        assert_eq!(rows, there(kind), "{kind:?}");
    }
    let memberships = company.count("memberships").await;
    assert_eq!(memberships, there(Kind::Forum) + there(Kind::ForumMember) + there(Kind::Author), "each community brings its owner");
    let keys: i64 = Kind::ALL.into_iter().map(there).sum();
    assert_eq!(company.count("import_sources").await, keys);
}

/// The same report, as if everything had been there before.
fn all_there(report: &Report) -> Report {
    let lines = report.lines.iter().map(|line| Line { created: 0, already: line.created + line.already, ..line.clone() });
    Report { dry_run: report.dry_run, lines: lines.collect() }
}

both_engines! {
    async fn the_public_data_set_is_loaded_whole_and_once(company: &Company) {
        let Some(data) = shared() else { return };
        let counts = data.count().expect("counts");
        let plan = load(&company.platform, &data, &options(true), &mut |_| panic!("nothing is written")).await.expect("a plan");
        assert_eq!((company.count("import_sources").await, company.count("members").await), (0, 1), "a dry run writes nothing");

        let report = whole(company, &data).await;
        assert_eq!(report.lines, plan.lines, "what was planned was done");
        accounts_for(company, &counts, &report).await;
        assert_eq!(report.line(Kind::Person).created, counts[&File::Person]);
        assert_eq!(report.line(Kind::Post).created, counts[&File::Post], "every post");
        assert_eq!(report.line(Kind::Comment).created, counts[&File::Comment], "every comment");
        assert_eq!(report.lines.iter().map(|line| line.found).sum::<u64>() - report.line(Kind::Author).found, everything(&counts), "no file is forgotten");
        consistent(company).await;
        assert_eq!(company.number("SELECT min(published_at) AS n FROM posts").await, 1_264_112_716_971, "the dates of the data set: 2010-01-21T22:25:16.971Z");

        let again = whole(company, &data).await;
        assert_eq!(again, all_there(&report));
        accounts_for(company, &counts, &again).await;
        consistent(company).await;
    }

    async fn an_interrupted_load_goes_on_where_it_stopped(company: &Company) {
        let Some(data) = shared() else { return };
        let counts = data.count().expect("counts");
        // Among the communities, then among the posts, then among the comments.
        for batches in [4, 14, 8] {
            interrupted(company, &data, batches).await;
            consistent(company).await;
        }
        let before = company.count("import_sources").await;
        let report = whole(company, &data).await;
        let created: u64 = report.lines.iter().map(|line| line.created).sum();
        let already: u64 = report.lines.iter().map(|line| line.already).sum();
        assert!(created > 0 && i64::try_from(already) == Ok(before), "{created} {already}");
        accounts_for(company, &counts, &report).await;
        consistent(company).await;
    }

    async fn rows_are_what_the_mapping_says(company: &Company) {
        let mut small = Small::new();
        small.add(File::Post, &["1003||AT|1.2.3.4|Firefox||Its own #Word|13|2|100|1"]);
        let report = whole(company, &small.open()).await;
        consistent(company).await;
        for (rows, expected) in [
            ("members WHERE username = 'ldbc-1' AND name = 'Ana Lima' AND unit = 'Delmas' AND site = 'Lyon' AND languages = 'es, en' AND kind = 0 AND role = 0 AND created_at = 1266161530447", 1),
            ("places WHERE kind = 1 AND access = 0 AND parent_id = (SELECT id FROM companies) AND name IN ('Wall of Ana', 'Wall of Ana (2)') AND language = 'fr'", 2),
            ("memberships s JOIN places p ON p.id = s.place_id JOIN members m ON m.id = s.member_id WHERE p.name = 'Wall of Ana' AND (m.username, s.role) IN (('ldbc-1', 2), ('ldbc-2', 0), ('ldbc-3', 0))", 3),
            ("posts WHERE body = 'About \\*Rumi\\*' AND title = 'About *Rumi*' AND html LIKE '%About *Rumi*%' AND language = 'fr' AND missing_file = 0 AND comment_count = 3", 1),
            ("posts WHERE body = '' AND missing_file = 1 AND published_at = 1266192000000", 1),
            ("comments c JOIN comments top ON top.id = c.parent_id WHERE (c.body, top.body) IN (('no', 'yes'), ('maybe', 'yes'), ('early', 'late'))", 3),
            ("comments WHERE body = 'yes' AND reply_count = 2 AND parent_id IS NULL", 1),
            ("reaction_counts c JOIN posts x ON x.id = c.subject_id WHERE c.subject_kind = 'post' AND c.kind = 0 AND x.missing_file = 0 AND c.count = 2", 1),
            ("topic_uses u JOIN topics t ON t.id = u.topic_id JOIN posts x ON x.id = u.subject_id AND x.published_at = u.published_at AND x.place_id = u.place_id WHERE u.subject_kind = 'post' AND t.key IN ('rumi', 'hamid_karzai')", 2),
            ("topic_uses u JOIN topics t ON t.id = u.topic_id JOIN comments c ON c.id = u.subject_id WHERE u.subject_kind = 'comment' AND t.name = 'Rumi' AND c.body = 'maybe'", 1),
            ("topics", 3),
            ("topic_uses u JOIN topics t ON t.id = u.topic_id JOIN posts x ON x.id = u.subject_id WHERE t.key = 'word' AND x.title = 'Its own #Word'", 1),
            ("import_sources i JOIN posts x ON x.id = i.target_id WHERE i.source = 'ldbc' AND i.kind = 'post' AND i.source_id = '1001' AND x.missing_file = 1", 1),
            ("import_sources WHERE kind = 'post-like' AND source_id = '1:1000'", 1),
        ] {
            assert_eq!(company.count(rows).await, expected, "{rows}");
        }
        assert_eq!(report.line(Kind::Author).created, 1);
        assert_eq!(report.line(Kind::ForumMember).skipped, [(Skip::OwnsIt, 1)].into());
        assert_eq!(report.line(Kind::PostTag).skipped, [(Skip::SameWord, 1)].into());
        let nowhere: Vec<_> = report.lines.iter().filter(|line| line.skipped.contains_key(&Skip::NoPlace)).map(|line| (line.name, line.found)).collect();
        assert_eq!(nowhere, [("person_email_emailaddress", 2), ("person_studyAt_organisation", 1), ("person_hasInterest_tag", 1), ("forum_hasTag_tag", 1)]);
    }

    async fn what_came_since_is_added_and_what_is_wrong_writes_nothing(company: &Company) {
        let mut small = Small::new();
        let first = whole(company, &small.open()).await;
        small.add(File::Person, &["4|Di|Eich|male|1982-06-09|AT|1.2.3.4|Chrome|10"]);
        small.add(File::Knows, &["2|1|AT", "4|1|AT"]);
        small.add(File::Post, &["1003||AT|1.2.3.4|Firefox||New|9|4|100|1"]);
        small.add(File::Comment, &["5006|AT|1.2.3.4|Firefox|deep|4|4|1||5003"]);
        small.add(File::CommentLike, &["4|5006|AT"]);

        small.add(File::CommentLike, &["4|5006|yesterday"]);
        let error = load(&company.platform, &small.open(), &options(false), &mut |_| panic!("nothing is written")).await.expect_err("a wrong line");
        assert!(error.to_string().contains("person_likes_comment_0_0.csv") && error.to_string().contains("line 4"), "{error}");
        accounts_for(company, &Small::new().open().count().expect("counts"), &first).await;

        small.remove_last(File::CommentLike);
        let data = small.open();
        let report = whole(company, &data).await;
        accounts_for(company, &data.count().expect("counts"), &report).await;
        consistent(company).await;
        for (kind, created) in [(Kind::Person, 1), (Kind::Knows, 1), (Kind::Forum, 0), (Kind::Author, 1), (Kind::Post, 1), (Kind::Comment, 1), (Kind::CommentLike, 1), (Kind::PostLike, 0)] {
            assert_eq!(report.line(kind).created, created, "{kind:?}");
        }
        let knows = report.line(Kind::Knows);
        assert_eq!((knows.already, knows.skipped), (2, [(Skip::Repeated, 1)].into()), "a pair is one pair, whichever way round");
        assert_eq!(company.count("comments WHERE body = 'yes' AND reply_count = 3").await, 1);
    }

    async fn what_was_removed_since_stays_removed(company: &Company) {
        let small = Small::new();
        let data = small.open();
        whole(company, &data).await;
        company.change("DELETE FROM reactions").await;
        let again = whole(company, &data).await;
        assert_eq!(again.lines.iter().map(|line| line.created).sum::<u64>(), 0);
        assert_eq!(company.count("reactions").await, 0);
    }

    async fn links_that_stand_under_no_key_are_found_not_doubled(company: &Company) {
        let small = Small::new();
        let data = small.open();
        whole(company, &data).await;
        company.change("DELETE FROM import_sources WHERE kind IN ('knows', 'forum-member', 'post-tag', 'post-like')").await;
        let again = whole(company, &data).await;
        for (kind, there) in [(Kind::Knows, 2), (Kind::ForumMember, 2), (Kind::PostTag, 2), (Kind::PostLike, 3)] {
            let line = again.line(kind);
            assert_eq!((line.created, line.already), (0, there), "{kind:?}");
        }
        accounts_for(company, &data.count().expect("counts"), &again).await;
        consistent(company).await;
    }

    async fn a_batch_is_written_whole_or_not_at_all(company: &Company) {
        let small = Small::new();
        let data = small.open();
        company.change("UPDATE members SET username = 'ldbc-2'").await;
        let error = load(&company.platform, &data, &options(false), &mut |_| panic!("nothing is written")).await.expect_err("a name that is taken");
        assert!(error.to_string().contains("members.login_taken"), "{error}");
        assert_eq!((company.count("members").await, company.count("import_sources").await), (1, 0), "nor the person before");
        company.change("UPDATE members SET username = NULL").await;
        let report = whole(company, &data).await;
        accounts_for(company, &data.count().expect("counts"), &report).await;
        consistent(company).await;
    }

    async fn two_loads_at_once_double_nothing(company: &Company) {
        let mut small = Small::new();
        // More than one batch of people.
        for id in 10..700 {
            small.add(File::Person, &[&format!("{id}|Di|Eich|male|1982-06-09|AT|1.2.3.4|Chrome|10")]);
        }
        let data = small.open();
        let mut other = None;
        // The other one starts and ends while this one stands between two batches.
        let mut meanwhile = |_: Progress| {
            let inside = || tokio::runtime::Handle::current().block_on(whole(company, &data));
            other.get_or_insert_with(|| tokio::task::block_in_place(inside));
            ControlFlow::Continue(())
        };
        let error = load(&company.platform, &data, &options(false), &mut meanwhile).await.expect_err("the other was faster");
        assert!(matches!(error, ImportError::Refused(ruche_kernel::Error::Conflict)), "{error}");
        accounts_for(company, &data.count().expect("counts"), &other.expect("a report")).await;
        consistent(company).await;
    }

    async fn statements_are_understood(company: &Company) {
        for statement in load::STATEMENTS {
            company.platform.db.prepare(statement).await.expect("a statement");
        }
    }
}

#[tokio::test]
async fn without_a_company_nothing_is_loaded() {
    let company = Company::start(Engine::Sqlite).await.expect("the embedded engine");
    company.change("DELETE FROM companies").await;
    let small = Small::new();
    let (data, options) = (small.open(), options(false));
    let mut go_on = |_| ControlFlow::Continue(());
    let loading = load(&company.platform, &data, &options, &mut go_on);
    may_run_in_a_task(&loading);
    let error = loading.await.expect_err("no company");
    assert!(matches!(error, ImportError::Refused(ruche_kernel::Error::NotFound)), "{error}");
}

/// The rows of every file but those that complete others.
fn everything(counts: &Counts) -> u64 {
    let completing = [File::Place, File::Organisation, File::Tag, File::Language, File::Work];
    counts.iter().filter(|(file, _)| !completing.contains(file)).map(|(_, rows)| rows).sum()
}

fn may_run_in_a_task<T: Send>(_: &T) {}
