//! What an older program left is taken on by this one: every step runs on data, and what stood there is found again.
//!
//! One file of `upgrade/` for each step that a program was given away with; none is changed afterwards.

use ruche_platform::db::Statement;
use ruche_platform::secret;
use ruche_testkit::{Empty, Engine, PASSWORD, skips_postgres};

async fn what_step_five_left_is_found_again(engine: Engine) {
    let script = include_str!("upgrade/0005.sql").replace("DIGEST", &secret::digest("a-way-in"));
    let app = Empty::upgrade(engine, 5, &script).await;
    let platform = &app.node.platform;
    // Listeners that there were none of then read what happened before them.
    app.node.outbox.settle().await.unwrap();
    let findings = ruche_server::check::run(&platform.db, platform.blobs.as_ref(), platform.now()).await.unwrap();
    let wrong: Vec<_> = findings.iter().filter(|finding| finding.differences > 0).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let lucie = app.stranger();
    lucie.post("/reset/a-way-in", &[("password", PASSWORD)]).await.expect(200);
    let home = lucie.get("/").await.expect(200).text();
    assert!(home.contains("La borne du dépôt") && home.contains("Bonjour à toute la maison") && !home.contains("À jeter"), "{home}");
    let thread = lucie.get("/posts/30").await.expect(200).text();
    assert!(thread.contains("Un avis") && thread.contains("Une réponse") && thread.contains("Paul Sorel"), "{thread}");
    assert!(lucie.get("/communities/11").await.expect(200).text().contains("La borne du dépôt"));
    lucie.get("/admin/partners").await.expect(200);
    // The sweeps do what a step of the schema cannot: names are heard.
    for sweep in app.node.sweeps.iter() {
        sweep.sweep(platform.now()).await.unwrap();
    }
    let found = lucie.get("/members?q=qarim").await.expect(200).text();
    assert!(found.contains("Karim Benali"), "{found}");
}

static REMINDERS: Statement = Statement { name: "reminders", text: "SELECT remind_at FROM posts WHERE id IN (35, 36, 37) ORDER BY id" };

/// Events and announcements that were published before calendars had an address and announcements reminded by themselves.
const HOURS: &str = r#"INSERT INTO posts (id, place_id, author_id, body, html, title, language, missing_file, comment_count, version, created_at, published_at, format, heading, details)
    VALUES (33, 10, 2, '', '', 'Portes ouvertes', 'fr', 0, 0, 1, 0, 1700000000000, 'event', 'Portes ouvertes', '{"starts_at":4102444800000,"ends_at":null,"zone":"Europe/Paris","venue":""}'),
        (35, 10, 2, '', '', 'À lire', 'fr', 0, 0, 1, 0, 1700000000000, 'announcement', 'À lire', '{"confirm_by":4102444800000,"readers":2,"reminded_at":null}'),
        (36, 10, 2, '', '', 'À lire vite', 'fr', 0, 0, 1, 0, 4102444700000, 'announcement', 'À lire vite', '{"confirm_by":4102444800000,"readers":2,"reminded_at":null}'),
        (37, 10, 2, '', '', 'À lire un jour', 'fr', 0, 0, 1, 0, 1700000000000, 'announcement', 'À lire un jour', '{"confirm_by":null,"readers":2,"reminded_at":null}'),
        (34, 10, 2, '', '', 'Il y a longtemps', 'fr', 0, 0, 1, 0, 1700000000000, 'event', 'Il y a longtemps', '{"starts_at":12,"ends_at":null,"zone":"Europe/Paris","venue":""}');
UPDATE places SET post_count = 6 WHERE id = 10;
"#;

async fn what_step_fourteen_left_has_its_hours(engine: Engine) {
    let script = include_str!("upgrade/0005.sql").replace("DIGEST", &secret::digest("a-way-in")) + HOURS;
    let app = Empty::upgrade(engine, 14, &script).await;
    let lucie = app.stranger();
    lucie.post("/reset/a-way-in", &[("password", PASSWORD)]).await.expect(200);
    let address = lucie.post("/settings/calendar", &[]).await.expect(200).texts("#secret").remove(0);
    let calendar = app.stranger().get(&address[address.find("/calendar/").unwrap()..]).await.expect(200).body;
    assert!(calendar.contains("DTSTART:21000101T000000Z\r\n"), "{calendar}");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 1);
    let hours = app.node.platform.db.all(&REMINDERS, &[], |r| r.opt_int("remind_at")).await.unwrap();
    assert_eq!(hours, [Some(4_102_444_800_000 - 86_400_000), Some(4_102_444_750_000), None], "a day before, half way, never");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_step_fourteen_left_has_its_hours_sqlite() {
    what_step_fourteen_left_has_its_hours(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_step_fourteen_left_has_its_hours_postgres() {
    if !skips_postgres() {
        what_step_fourteen_left_has_its_hours(Engine::Postgres).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_step_five_left_is_found_again_sqlite() {
    what_step_five_left_is_found_again(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_step_five_left_is_found_again_postgres() {
    if !skips_postgres() {
        what_step_five_left_is_found_again(Engine::Postgres).await;
    }
}
