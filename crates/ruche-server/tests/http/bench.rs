//! The made-up company of benches: restored on either engine it holds together, and its people read it; and the bench itself, in short.

use ruche_bench::company::{self, Size};
use ruche_import::restore;
use ruche_kernel::{Clock as _, MemberId};
use ruche_people::sign_in;
use ruche_server::check;
use ruche_testkit::{Empty, Engine, PASSWORD, skips_postgres};
use serde_json::Value;

async fn lives_on(engine: Engine) {
    let app = Empty::start(engine).await;
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("company");
    let company = company::write(&Size::TINY, 7, app.clock.now_ms(), &to, &mut |_| {}).unwrap();
    let platform = &app.node.platform;
    restore::read(platform, &to, &mut |_| {}).await.unwrap();
    let findings = check::run(&platform.db, platform.blobs.as_ref(), platform.now()).await.unwrap();
    let wrong: Vec<_> = findings.iter().filter(|finding| finding.differences > 0).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");

    app.node.app.refresh_company().await.unwrap();
    let member = company.members[17];
    sign_in::actions::set_password(&app.node.people, MemberId(member), PASSWORD).await.unwrap();
    let records = std::fs::read_to_string(to.join("members.jsonl")).unwrap();
    let mut members = records.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let id = member.to_string();
    let record = members.find(|record| record["id"] == id.as_str()).unwrap();
    let browser = app.stranger();
    browser.sign_in(record["email"].as_str().unwrap(), PASSWORD).await;
    let home = browser.get("/").await.expect(200);
    assert!(home.body.contains("href=\"/posts/"), "posts are on the home page");
    // What the company names as read by everybody is: threads, posts, communities, topics.
    for path in
        [format!("/posts/{}", company.long_thread), format!("/posts/{}", company.threads[0]), format!("/topics/{}", company.topics[0])]
    {
        browser.get(&path).await.expect(200);
    }
    for community in &company.communities {
        browser.get(&format!("/communities/{community}")).await.expect(200);
    }
    for post in company.posts.iter().step_by(40) {
        browser.get(&format!("/posts/{post}")).await.expect(200);
    }
    browser.get("/notifications").await.expect(200);
    platform.db.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_made_up_company_lives_on_sqlite() {
    lives_on(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_made_up_company_lives_on_postgres() {
    if !skips_postgres() {
        lives_on(Engine::Postgres).await;
    }
}

#[test]
fn a_short_run_measures_everything_and_nothing_fails() {
    let folder = tempfile::tempdir().unwrap();
    let (json, html) = (folder.path().join("figures.json"), folder.path().join("figures.html"));
    let asked = std::process::Command::new(ruche_testkit::program())
        .args(["bench", "--size", "tiny", "--requests", "40", "--seconds", "1", "--connections", "4", "--rate", "20", "--streams", "50"])
        .arg("--json")
        .arg(&json)
        .arg("--html")
        .arg(&html)
        .env_remove("RUCHE_BIN")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&asked.stdout);
    assert!(asked.status.success(), "{said}\n{}", String::from_utf8_lossy(&asked.stderr));
    let figures: ruche_bench::figures::Figures = serde_json::from_str(&std::fs::read_to_string(&json).unwrap()).unwrap();
    assert_eq!((figures.size.as_str(), figures.engine.as_str()), ("tiny", "SQLite"));
    assert!(figures.ready > 0.0 && figures.idle > 1_000_000 && figures.filled.0 > 1_000);
    let kinds =
        |writes: bool| ruche_bench::kinds::KINDS.iter().filter(|kind| kind.writes == writes).map(|kind| kind.name).collect::<Vec<_>>();
    assert_eq!(figures.pages.iter().map(|page| page.kind.as_str()).collect::<Vec<_>>(), kinds(false));
    assert_eq!(figures.writes.iter().map(|write| write.kind.as_str()).collect::<Vec<_>>(), kinds(true));
    let costs = figures.pages.iter().flat_map(|page| [&page.first, &page.again, &page.compressed]);
    for cost in costs.chain(figures.writes.iter().map(|write| &write.cost)) {
        assert!(cost.load.failed.is_empty() && cost.load.answered == 40 && cost.statements >= 1.0, "{cost:?}");
    }
    for page in &figures.pages {
        assert!(page.compressed.load.bytes < page.again.load.bytes, "{}: nothing is compressed", page.kind);
    }
    assert_eq!(figures.days.len(), 2);
    assert!(figures.days.iter().all(|day| day.load.failed.is_empty() && day.load.answered > 0), "{:?}", figures.days);
    assert!(matches!(figures.live.as_slice(), [live] if live.streams == 50 && live.reached > 0.0), "{:?}", figures.live);
    assert!(said.contains("| home |") && std::fs::read_to_string(&html).unwrap().contains("<svg"));
}
