//! What is forgotten in its time: read notifications, events, mails. What people wrote is not.

use reqwest::Method;
use ruche_kernel::Clock as _;
use ruche_platform::db::Statement;
use ruche_server::check;
use ruche_testkit::{TestApp, both_engines};

const DAY: i64 = 86_400_000;

static KEPT: Statement = Statement {
    name: "test::KEPT",
    text: "SELECT (SELECT count(*) FROM notifications) AS notifications, (SELECT count(*) FROM notification_events) AS told, (SELECT count(*) FROM events) AS events,
        (SELECT count(*) FROM mails) AS mails, (SELECT count(*) FROM posts) AS posts",
};

/// How many notifications, tellings, events, mails and posts there are.
async fn kept(app: &TestApp) -> [i64; 5] {
    let read =
        |r: &ruche_platform::db::Row| Ok([r.int("notifications")?, r.int("told")?, r.int("events")?, r.int("mails")?, r.int("posts")?]);
    app.node.platform.db.one(&KEPT, &[], read).await.unwrap()
}

both_engines! {
    async fn what_has_been_done_with_is_forgotten_in_its_time(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        camille.publish(app.company, &format!("Un mot à {}", yanis.mention())).await;
        app.settle().await;
        yanis.browser.send(yanis.browser.request_once(Method::POST, "/notifications/read")).await.expect(303);
        camille.publish(app.company, &format!("Un autre à {}", yanis.mention())).await;
        app.stranger().post("/reset", &[("email", &yanis.email)]).await.expect(200);
        app.settle().await;
        let [notifications, told, events, mails, posts] = kept(app).await;
        assert_eq!((notifications, told, mails, posts), (2, 2, 1, 2));
        // Nothing goes before its time.
        for (days, expected) in [
            (29, [2, 2, events, 1, 2]),
            (31, [2, 2, events, 0, 2]),
            (89, [2, 2, events, 0, 2]),
            (91, [1, 1, events, 0, 2]),
            (179, [1, 1, events, 0, 2]),
            (181, [0, 0, 1, 0, 2]),
        ] {
            let before = app.clock.now_ms();
            app.clock.advance(days * DAY);
            app.sweep().await;
            // What the sweeps themselves tell is new.
            assert_eq!(kept(app).await, expected, "after {days} days");
            app.clock.set(before);
        }
        app.clock.advance(181 * DAY);
        let platform = &app.node.platform;
        let findings = check::run(&platform.db, platform.blobs.as_ref(), platform.now()).await.unwrap();
        assert!(findings.iter().all(|f| f.differences == 0), "{findings:#?}");
        // Numbers and ids go on above those that were forgotten.
        app.admin.browser.sign_in("lucie@orvane.example", ruche_testkit::PASSWORD).await;
        app.admin.publish(app.company, "Encore là").await;
        app.settle().await;
        assert!(app.admin.browser.get("/").await.expect(200).has("Encore là"));
        let findings = check::run(&platform.db, platform.blobs.as_ref(), platform.now()).await.unwrap();
        assert!(findings.iter().all(|f| f.differences == 0), "{findings:#?}");
    }
}
