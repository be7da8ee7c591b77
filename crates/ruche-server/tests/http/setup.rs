//! The first run.

use ruche_testkit::{Empty, Engine, PASSWORD};

async fn first_run(engine: Engine) {
    let app = Empty::start(engine).await;
    let code = app.node.people.setup_code.clone().unwrap();
    let browser = app.stranger();
    assert!(browser.get("/settings").await.path == "/set-up", "an empty network leads to its first screen");
    let wrong = browser.post("/set-up", &[("screen", "code"), ("code", "AAAA-BBBB-CCCC-DDDD")]).await.expect(422);
    assert!(wrong.text().contains("Ce n’est pas le code"));
    // The code is needed at every screen, not only at the first.
    browser
        .post(
            "/set-up",
            &[
                ("screen", "admin"),
                ("code", "x"),
                ("name", "Orvane"),
                ("locale", "fr"),
                ("hue", "168"),
                ("admin", "Lucie"),
                ("email", "l@orvane.example"),
                ("password", PASSWORD),
            ],
        )
        .await
        .expect(422);
    let company = browser.post("/set-up", &[("screen", "code"), ("code", &code.to_lowercase())]).await.expect(200);
    assert_eq!(company.attributes("input[name=screen]", "value"), ["company"]);
    let nameless = browser
        .post("/set-up", &[("screen", "company"), ("code", &code), ("name", " "), ("locale", "fr"), ("hue", "200")])
        .await
        .expect(422);
    assert!(nameless.text().contains("Donnez un nom"));
    let fields = [
        ("screen", "admin"),
        ("code", &code),
        ("name", "Orvane Commerce"),
        ("locale", "fr"),
        ("hue", "200"),
        ("admin", "Lucie Martel"),
        ("email", "lucie@orvane.example"),
    ];
    let weak = browser.post("/set-up", &[&fields[..], &[("password", "orvane")]].concat()).await.expect(422);
    assert!(weak.text().contains("Trop court"));
    assert_eq!(weak.attributes("#admin", "value"), ["Lucie Martel"], "what was typed is kept");
    let named = browser.post("/set-up", &[&fields[..], &[("password", "Orvane!Commerce#26")]].concat()).await.expect(422);
    assert!(named.text().contains("deviner"), "the company's own words");
    // Two who finish at once start one company.
    let form = [&fields[..], &[("password", PASSWORD)]].concat();
    let others = [app.stranger(), app.stranger(), app.stranger()];
    let done =
        tokio::join!(others[0].post_once("/set-up", &form), others[1].post_once("/set-up", &form), others[2].post_once("/set-up", &form));
    let mut statuses = [done.0.status.as_u16(), done.1.status.as_u16(), done.2.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 404, 404]);
    let browser = app.stranger();
    browser.sign_in("lucie@orvane.example", PASSWORD).await;
    assert!(browser.get("/settings").await.expect(200).has("Lucie Martel"));
    // A second company cannot be started, even with the code.
    app.stranger().post("/set-up", &[&fields[..], &[("password", PASSWORD)]].concat()).await.expect(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite() {
    first_run(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres() {
    if !ruche_testkit::skips_postgres() {
        first_run(Engine::Postgres).await;
    }
}
