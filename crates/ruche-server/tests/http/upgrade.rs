//! What an older program left is taken on by this one: every step runs on data, and what stood there is found again.
//!
//! One file of `upgrade/` for each step that a program was given away with; none is changed afterwards.

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
