//! The statements of the hot pages: few, and as many with much data as with little.

use ruche_content::comments::model::CommentId;
use ruche_content::posts::model::PostId;
use ruche_kernel::PlaceId;
use ruche_platform::db::{Engine, Statement, Value};
use ruche_platform::{values, work};
use ruche_testkit::{Kind, Someone, TestApp, both_engines};

/// A page, and the most statements that it may take.
fn budgets(place: PlaceId, post: PostId, comment: CommentId, author: &Someone, partner: &Someone) -> Vec<(String, u64)> {
    let look = format!("/communities/{place}/as/{}", partner.id);
    vec![
        ("/".into(), 8),
        ("/?order=relevant".into(), 9),
        ("/feed/order".into(), 4),
        (format!("/posts/{post}"), 9),
        // Followed from the link of a comment: the thread opened there.
        (format!("/comments/{comment}"), 9),
        (format!("/communities/{place}"), 7),
        (format!("/members/{}", author.id), 15),
        ("/notifications".into(), 6),
        ("/communities".into(), 6),
        ("/members".into(), 7),
        ("/organisation".into(), 8),
        (format!("/organisation/{}/reports", author.id), 6),
        ("/settings/team".into(), 6),
        ("/units".into(), 5),
        ("/sites".into(), 5),
        (format!("/communities/{place}/members"), 7),
        (format!("/communities/{place}/webhooks"), 5),
        (format!("/communities/{place}/incoming"), 5),
        (format!("/posts/{post}/card"), 4),
        ("/topics/recharge".into(), 8),
        ("/topics/recharge/around".into(), 6),
        ("/topics".into(), 4),
        ("/topics?sort=name".into(), 4),
        ("/trends".into(), 4),
        ("/posts/new".into(), 7),
        ("/bin".into(), 5),
        ("/notifications/bell".into(), 2),
        (format!("/partners/{}/communities", partner.id), 7),
        (format!("{look}/posts/{post}"), 10),
        (format!("{look}/members"), 5),
        (look, 7),
    ]
}

async fn measure(reader: &Someone, pages: &[(String, u64)]) -> Vec<(String, u64)> {
    let mut measured = Vec::new();
    for (path, _) in pages {
        measured.push((path.clone(), reader.browser.get(path).await.expect(200).statements));
    }
    measured
}

/// A post with all that can hang on it.
async fn rich_post(app: &TestApp, place: PlaceId, author: &Someone, other: &Someone, n: usize) -> (PostId, CommentId) {
    let file = ("upload", "plan.txt", format!("plan {n}").into_bytes());
    let post = author.publish_with(place, &format!("Texte {n} #recharge"), &[file]).await;
    let comment = other.comment(post, &format!("Un avis {}", author.mention())).await;
    author.reply(post, comment, "Une réponse").await;
    other.react(&format!("post:{post}"), "like", true).await.expect(303);
    author.react(&format!("comment:{comment}"), "bravo", true).await.expect(303);
    app.clock.advance(1_000);
    (post, comment)
}

both_engines! {
    async fn pages_take_the_same_statements_with_much_data(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        let ana = app.partner("Ana Delmas").await;
        for who in [&yanis, &ana] {
            app.join(place, &camille, who).await;
        }
        let skill = async |who: &Someone, name: &str| who.browser.post_once("/settings/skills", &[("name", name), ("level", "able")]).await.expect(303);
        skill(&camille, "Vente").await;
        let page = yanis.browser.get(&format!("/members/{}", camille.id)).await.expect(200);
        yanis.browser.post_once(&page.attributes(".endorse form", "action")[0], &[]).await.expect(303);
        let (post, comment) = rich_post(app, place, &camille, &yanis, 0).await;
        let gone = camille.publish(place, "À jeter").await;
        camille.browser.post_once(&format!("/posts/{gone}?_method=delete"), &[]).await.expect(303);
        app.settle().await;
        let pages = budgets(place, post, comment, &camille, &ana);
        let little = measure(&camille, &pages).await;
        for ((path, statements), (_, most)) in little.iter().zip(&pages) {
            assert!(statements > &0 && statements <= most, "{path} takes {statements} statements, more than {most}");
        }
        // Several, since nobody may write fifty texts in a minute.
        let mut others = Vec::new();
        for name in ["Paul Sorel", "Zoé Tran", "Ali Benali", "Nora Weiss", "Inès Roy", "Marc Petit"] {
            others.push(app.employee(name).await);
            app.join(place, &camille, others.last().unwrap()).await;
        }
        for n in 1..25 {
            let author = if n % 4 == 0 { &camille } else { &others[n % 6] };
            rich_post(app, if n % 2 == 0 { place } else { app.company }, author, &others[(n + 1) % 6], n).await;
        }
        for n in 0..25 {
            others[n % 6].comment(post, &format!("Encore {n} {}", camille.mention())).await;
            app.clock.advance(1_000);
        }
        for n in 0..20 {
            skill(&camille, &format!("Métier {n}")).await;
        }
        let page = yanis.browser.get(&format!("/members/{}", camille.id)).await.expect(200);
        for held in page.attributes(".endorse form", "action") {
            for who in &others {
                who.browser.post_once(&held, &[]).await.expect(303);
            }
            app.clock.advance(60_000);
        }
        for n in 0..40 {
            let community = ruche_people::communities::NewCommunity { name: format!("Lieu {n}"), description: String::new(), access: ruche_people::communities::Access::Closed, icon: "star".into(), hue: 0, language: "fr".into(), reviewed: false };
            ruche_people::communities::actions::create(&app.node.people, &community, camille.id).await.unwrap();
        }
        app.settle().await;
        assert_eq!(measure(&camille, &pages).await, little, "with much data");
    }
}

/// A statement that only this test runs.
fn statement(text: String) -> &'static Statement {
    Box::leak(Box::new(Statement { name: "budgets", text: Box::leak(text.into_boxed_str()) }))
}

/// Ten thousand comments under a post, or replies under one of its comments, with ids from `first` on.
async fn seed(app: &TestApp, post: PostId, parent: Option<CommentId>, author: &Someone, first: i64) {
    let insert = statement(
        "INSERT INTO comments (id, place_id, root_kind, root_id, parent_id, author_id, body, html, title, language, reply_count, published_at)
         SELECT $1 + n.i, p.place_id, 'post', p.id, $3, $4, 'x', '<p>x</p>', 'x', 'fr', 0, p.published_at + n.i
         FROM posts p CROSS JOIN (WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 10000) SELECT i FROM s) n WHERE p.id = $2"
            .into(),
    );
    let (posts, replies) = (
        statement("UPDATE posts SET comment_count = comment_count + 10000 WHERE id = $1".into()),
        statement("UPDATE comments SET reply_count = reply_count + 10000 WHERE id = $1".into()),
    );
    let (post, parent, author) = (post.0, parent.map(|id| id.0), author.id.0);
    let done = app.node.platform.db.write(work!(
        [] | tx | {
            tx.exec(insert, values![first, post, parent, author]).await?;
            tx.exec(posts, values![post]).await?;
            if let Some(parent) = parent {
                tx.exec(replies, values![parent]).await?;
            }
            Ok(())
        }
    ));
    done.await.unwrap();
}

/// How the engine runs a statement: on SQLite its plan; on PostgreSQL also the rows that each part of it gave and threw away.
pub async fn plan(app: &TestApp, name: &str, values: &[Value], id: i64) -> String {
    let db = &app.node.platform.db;
    let known = app.node.statements.iter().flat_map(|list| list.iter()).find(|s| s.name.ends_with(name)).unwrap();
    let (explain, column) = match db.engine() {
        Engine::Sqlite => ("EXPLAIN QUERY PLAN ", "detail"),
        Engine::Postgres => ("EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, COSTS OFF) ", "QUERY PLAN"),
    };
    let text = statement(format!("{explain}{}", known.text.replace("{list}", &id.to_string())));
    db.all(text, values, |r| r.text(column)).await.unwrap().join("\n")
}

/// The greatest number of rows that a part of a plan of PostgreSQL names.
fn most_rows(plan: &str) -> f64 {
    let after = |mark: &str| {
        let numbers =
            plan.split(mark).skip(1).map(|rest| rest.split(|c: char| !(c.is_ascii_digit() || c == '.')).next().unwrap_or_default());
        numbers.filter_map(|n| n.parse::<f64>().ok()).fold(0.0, f64::max)
    };
    after("actual rows=").max(after("Rows Removed by Filter: "))
}

both_engines! {
    async fn a_long_thread_is_read_by_its_index(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let post = camille.publish(app.company, "Un long fil").await;
        let top = camille.comment(post, "Le haut").await;
        seed(app, post, None, &camille, 1_000_000).await;
        seed(app, post, Some(top), &camille, 2_000_000).await;
        let db = &app.node.platform.db;
        if db.engine() == Engine::Postgres {
            let analyse = statement("ANALYZE comments".into());
            db.write(work!([] | tx | { tx.exec(analyse, &[]).await })).await.unwrap();
        }
        let (me, middle) = (camille.id, app.node.platform.now());
        let at = |from: i64| values![me, "post", post.0, from, 0_i64, 21_i64].to_vec();
        let questions = [
            ("comments::store::FORWARD", at(0)),
            ("comments::store::FORWARD", at(middle)),
            ("comments::store::AROUND", at(middle)),
            ("comments::store::BACKWARD", at(i64::MAX)),
            ("comments::store::REPLIES", values![me, top.0, middle, 0_i64, 21_i64].to_vec()),
            ("comments::store::FIRST_REPLIES", values![me, 0_i64].to_vec()),
        ];
        for (name, values) in questions {
            let plan = plan(app, name, &values, top.0).await;
            match db.engine() {
                Engine::Postgres => assert!(most_rows(&plan) <= 200.0, "{name}: {plan}"),
                Engine::Sqlite => {
                    for line in plan.lines().filter(|line| ["SCAN k", "SCAN a", "SCAN b", "SCAN t", "SCAN comments"].iter().any(|scan| line.starts_with(scan))) {
                        // Without an index, or by one that does not begin with what is asked.
                        assert!(name.ends_with("FIRST_REPLIES") && line == "SCAN k", "{name}: {line} in\n{plan}");
                    }
                    assert!(plan.contains("comments_by_root") || plan.contains("comments_by_parent"), "{name}: {plan}");
                }
            }
        }
        // And the page of it takes no more statements than one with a few.
        let page = camille.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert!(page.statements <= 8 && page.attributes("#comments > .thread > ol > li.comment", "id").len() == 20, "{}", page.statements);
    }
}

both_engines! {
    async fn how_much_people_helped_is_read_by_what_they_wrote(app: TestApp) {
        let (camille, nora) = (app.employee("Camille Rousset").await, app.employee("Nora Belkacem").await);
        let post = camille.publish(app.company, "Un long fil").await;
        seed(app, post, None, &camille, 1_000_000).await;
        nora.comment(post, "Le haut").await;
        let db = &app.node.platform.db;
        if db.engine() == Engine::Postgres {
            let analyse = statement("ANALYZE comments".into());
            db.write(work!([] | tx | { tx.exec(analyse, &[]).await })).await.unwrap();
        }
        let plan = plan(app, "experts::store::ACTIVE", values![camille.id, 0_i64, 0_i64, 0_i64, 0_i64], nora.id.0).await;
        match db.engine() {
            Engine::Postgres => assert!(most_rows(&plan) <= 200.0, "{plan}"),
            Engine::Sqlite => assert!(plan.contains("comments_by_author"), "{plan}"),
        }
    }
}

/// Twenty thousand posts, each with the same topic and two of two hundred others.
async fn seed_uses(app: &TestApp, author: &Someone) {
    let posts = statement(
        "INSERT INTO posts (id, place_id, author_id, body, html, title, language, missing_file, comment_count, version, created_at, published_at)
         SELECT 5000000 + n.i, $1, $2, 'x', '<p>x</p>', 'x', 'fr', 0, 0, 1, 0, $3 - n.i * 1000
         FROM (WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 20000) SELECT i FROM s) n"
            .into(),
    );
    let topics = statement(
        "INSERT INTO topics (id, key, name) SELECT 9000000 + n.i, 't' || CAST(n.i AS TEXT), 't' || CAST(n.i AS TEXT)
         FROM (WITH RECURSIVE s(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM s WHERE i < 199) SELECT i FROM s) n"
            .into(),
    );
    let uses = statement(
        "INSERT INTO topic_uses (topic_id, subject_kind, subject_id, place_id, published_at)
         SELECT CASE WHEN k.i = 0 THEN 9000000 ELSE 9000001 + (p.id + k.i * 7) % 199 END, 'post', p.id, p.place_id, p.published_at FROM posts p
            CROSS JOIN (SELECT 0 AS i UNION ALL SELECT 1 AS i UNION ALL SELECT 2 AS i) k WHERE p.id > 5000000 AND p.id <= 5020000"
            .into(),
    );
    let (place, author, now) = (app.company, author.id, app.node.platform.now());
    let done = app.node.platform.db.write(work!(
        [] | tx | {
            tx.exec(posts, values![place, author, now]).await?;
            tx.exec(topics, &[]).await?;
            tx.exec(uses, &[]).await.map(|_| ())
        }
    ));
    done.await.unwrap();
}

both_engines! {
    async fn topics_are_read_by_their_indexes(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        seed_uses(app, &camille).await;
        let db = &app.node.platform.db;
        if db.engine() == Engine::Postgres {
            for table in ["posts", "topics", "topic_uses"] {
                let analyse = statement(format!("ANALYZE {table}"));
                db.write(work!([] | tx | { tx.exec(analyse, &[]).await })).await.unwrap();
            }
        }
        let (me, now, topic) = (camille.id, app.node.platform.now(), 9_000_000_i64);
        // What each may touch: the uses of one page, or as many as it counts at most.
        let questions = [
            ("topics::store::FIND", values![me, "t0"].to_vec(), 400.0),
            ("topics::store::BY_USE", values![me, 0_i64, i64::MAX, i64::MAX, 31_i64].to_vec(), 1_000.0),
            ("topics::store::BY_NAME", values![me, "", "%", 31_i64].to_vec(), 400.0),
            ("topics::store::SUGGEST", values![me, "t1%"].to_vec(), 400.0),
            ("topics::store::EXPERTS", values![me, topic].to_vec(), 2_500.0),
            ("topics::store::RELATED", values![me, topic].to_vec(), 2_500.0),
            ("topics::store::TRENDS", values![me, now - 5_000_000, 0_i64].to_vec(), 4_500.0),
            ("posts::store::HOME", values![me, i64::MAX, i64::MAX, 21_i64].to_vec(), 100.0),
            ("posts::store::CANDIDATES", values![me, i64::MAX, i64::MAX, 0_i64, 200_i64].to_vec(), 400.0),
        ];
        for (name, values, most) in questions {
            let plan = plan(app, name, &values, 0).await;
            match db.engine() {
                Engine::Postgres => assert!(most_rows(&plan) <= most, "{name}: {plan}"),
                Engine::Sqlite => {
                    let scans = ["SCAN u", "SCAN o", "SCAN posts", "SCAN k", "SCAN x"];
                    let scan = plan.lines().find(|line| scans.iter().any(|scan| line == scan || line.starts_with(&format!("{scan} "))));
                    assert_eq!(scan, None, "{name}:\n{plan}");
                }
            }
        }
        camille.browser.get("/topics").await.expect(200);
    }
}

/// Fifty thousand employees: each reports to the one whose number is a tenth, but the first, to whom five thousand report as well; in
/// five hundred units below one, on a hundred sites.
async fn seed_people(app: &TestApp) {
    let series = "(WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 50000) SELECT i FROM s) n";
    let rows = [
        "INSERT INTO units (id, parent_id, name, key, about, member_count, created_at) VALUES (8000000, NULL, 'u', 'u', '', 0, 0)".to_owned(),
        format!("INSERT INTO units (id, parent_id, name, key, about, member_count, created_at) SELECT 8000000 + n.i, 8000000, 'u' || CAST(n.i AS TEXT), 'u' || CAST(n.i AS TEXT), '', 100, 0 FROM {series} WHERE n.i <= 500"),
        format!("INSERT INTO sites (id, name, key, address, zone, member_count, created_at) SELECT 8100000 + n.i, 's' || CAST(n.i AS TEXT), 's' || CAST(n.i AS TEXT), '', '', 500, 0 FROM {series} WHERE n.i <= 100"),
        format!(
            "INSERT INTO members (id, kind, role, state, name, sort_key, title, unit, site, phone, languages, bio, hue, locale, zone, theme, shortcuts, follower_count, created_at, unit_id, site_id, manager_id, report_count, team_count)
             SELECT 8200000 + n.i, 0, 0, 0, 'n' || CAST(n.i AS TEXT), 'n' || CAST(n.i AS TEXT), '', 'u', 's', '', '', '', 0, 'fr', 'Europe/Paris', '', 1, 0, 0,
                8000001 + n.i % 500, 8100001 + n.i % 100, CASE WHEN n.i = 1 THEN NULL WHEN n.i > 45000 THEN 8200001 ELSE 8200000 + n.i / 10 + 1 END,
                CASE WHEN n.i = 1 THEN 5008 WHEN n.i <= 4500 THEN 10 ELSE 0 END, CASE WHEN n.i = 1 THEN 49999 ELSE 10 END FROM {series}"
        ),
        // A first name of a hundred, and a last name of a thousand.
        format!("INSERT INTO name_sounds (sound, member_id) SELECT 'f' || CAST(n.i % 100 AS TEXT), 8200000 + n.i FROM {series}"),
        format!("INSERT INTO name_sounds (sound, member_id) SELECT 'l' || CAST(n.i % 1000 AS TEXT), 8200000 + n.i FROM {series}"),
    ];
    for row in rows {
        let insert = statement(row);
        app.node.platform.db.write(work!([] | tx | { tx.exec(insert, &[]).await })).await.unwrap();
    }
}

both_engines! {
    async fn the_directory_and_the_chart_of_fifty_thousand_are_read_by_their_indexes(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        seed_people(app).await;
        let db = &app.node.platform.db;
        if db.engine() == Engine::Postgres {
            for table in ["members", "units", "sites", "name_sounds"] {
                let analyse = statement(format!("ANALYZE {table}"));
                db.write(work!([] | tx | { tx.exec(analyse, &[]).await })).await.unwrap();
            }
        }
        let (first, viewer) = (8_200_001_i64, camille.id);
        let listed = |more: &[i64]| {
            let mut values = values!["n2", 0_i64, "%", "%", 61_i64, viewer].to_vec();
            values.extend(more.iter().map(|id| Value::from(*id)));
            values
        };
        // What each may touch: a page, or the people of one site or of the units below one.
        let questions = [
            ("members::store::LIST", listed(&[]), 200.0),
            ("members::sounds::store::ALIKE", values![camille.id, 1_i64, 100_i64, "f7", "f7", "f7", "l7", "l7", "l7", "f7", "f7", "f7"].to_vec(), 1_600.0),
            ("members::store::LIST_OF_SITE", listed(&[8_100_002]), 600.0),
            ("organisation::store::WITH_BELOW", values![8_000_000_i64].to_vec(), 600.0),
            ("organisation::store::ABOVE", values![first + 40_000, 64_i64, viewer].to_vec(), 100.0),
            ("organisation::store::FIRST_REPORTS", values![viewer].to_vec(), 100.0),
            ("organisation::store::REPORTS", values![first, "n2", 0_i64, 61_i64, viewer].to_vec(), 200.0),
            ("organisation::store::ON_TOP", values!["", 0_i64, 7_i64, viewer].to_vec(), 100.0),
            ("organisation::store::PLACED", Vec::new(), 100.0),
            ("organisation::store::AROUND", values![first + 40_000, viewer].to_vec(), 100.0),
            ("organisation::store::UNIT_PEOPLE", values![8_000_002_i64, "", 0_i64, 61_i64, viewer].to_vec(), 200.0),
            ("organisation::store::SITE_PEOPLE", values![8_100_002_i64, "", 0_i64, 61_i64, viewer].to_vec(), 600.0),
            ("organisation::store::ROOTS", values![None::<i64>].to_vec(), 600.0),
            ("organisation::store::BELOW", values![8_000_000_i64, None::<i64>].to_vec(), 600.0),
        ];
        for (name, values, most) in questions {
            let plan = plan(app, name, &values, first).await;
            match db.engine() {
                Engine::Postgres => assert!(most_rows(&plan) <= most, "{name}: {plan}"),
                Engine::Sqlite => {
                    let scan = plan.lines().find(|line| ["SCAN m", "SCAN x", "SCAN k", "SCAN u"].contains(line));
                    assert_eq!(scan, None, "{name}:\n{plan}");
                }
            }
        }
        for (name, unit) in [("members::store::LIST_OF_FEW", 8_000_002), ("members::store::LIST_OF_MANY", 8_000_000)] {
            let plan = plan(app, name, &listed(&[]), unit).await;
            assert!(db.engine() == Engine::Sqlite || name.ends_with("MANY") || most_rows(&plan) <= 200.0, "{name}: {plan}");
            let by = if name.ends_with("MANY") { "members_by_name" } else { "members_by_unit" };
            assert!(plan.contains(by), "{name}: {plan}");
        }
        // The pages take the statements that they take for a few people.
        for (page, most) in [("/members", 7), ("/members?unit=8000000", 8), ("/members?unit=8000002&site=8100002", 8), ("/organisation/8200001", 8), ("/organisation/8240001", 8), ("/organisation/8200001/reports", 6), ("/units/8000000", 9), ("/sites/8100002", 7)] {
            let answer = camille.browser.get(page).await.expect(200);
            assert!(answer.statements <= most, "{page} takes {} statements", answer.statements);
        }
        let chart = camille.browser.get("/organisation/8200001").await;
        assert_eq!((chart.texts(".level-row.last .org-node").len(), chart.texts(".level-row.last .fold")), (6, vec!["5 003 autres personnes".to_owned()]));
        // Behind a wall it is the same, with people of other circles passed over.
        for text in ["UPDATE members SET circle_id = 1 + id % 3 WHERE id > 8200010".to_owned(), format!("UPDATE members SET circle_id = 1 WHERE id = {viewer}")] {
            let walls = statement(text);
            db.write(work!([] | tx | { tx.exec(walls, &[]).await })).await.unwrap();
        }
        for (name, values, most) in [
            ("members::store::LIST", listed(&[]), 400.0),
            ("organisation::store::REPORTS", values![first, "n2", 0_i64, 61_i64, viewer].to_vec(), 400.0),
            ("organisation::store::UNIT_PEOPLE", values![8_000_002_i64, "", 0_i64, 61_i64, viewer].to_vec(), 400.0),
        ] {
            let plan = plan(app, name, &values, first).await;
            assert!(db.engine() == Engine::Sqlite || most_rows(&plan) <= most, "{name}: {plan}");
        }
        for (page, most) in [("/members", 8), ("/organisation/8200001", 14), ("/units/8000000", 12)] {
            let answer = camille.browser.get(page).await.expect(200);
            assert!(answer.statements <= most, "{page} takes {} statements", answer.statements);
        }
    }
}

/// No statement makes a whole of what it joins, with everybody in it, before it looks for the few that it shows: the views that stores
/// join are of one table each, so that they are looked up by their keys.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_statement_gathers_everybody_before_it_looks() {
    let app = TestApp::start(Engine::Sqlite).await;
    let db = &app.node.platform.db;
    let mut gathering = Vec::new();
    for known in app.node.statements.iter().flat_map(|list| list.iter()) {
        let text = statement(format!("EXPLAIN QUERY PLAN {}", known.text.replace("{list}", "1")));
        let Ok(plan) = db.all(text, &[], |r| r.text("detail")).await else { continue };
        let whole =
            |step: &&String| ["member_cards", "joined_places", "place_cards"].iter().any(|view| **step == format!("MATERIALIZE {view}"));
        if plan.iter().any(|step| whole(&step)) {
            gathering.push(known.name);
        }
    }
    assert!(gathering.is_empty(), "{gathering:#?}");
}
