//! Every statement is prepared on both engines, so that a wrong column, table or type is found without running it.

use ruche_testkit::both_engines;

both_engines! {
    async fn every_statement_is_understood(app: TestApp) {
        let mut wrong = Vec::new();
        let mut count = 0;
        for statement in app.node.statements.iter().flat_map(|list| list.iter()) {
            count += 1;
            if let Err(error) = app.node.platform.db.prepare(statement).await {
                wrong.push(error);
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(count > 60, "only {count} statements were listed");
    }
}

both_engines! {
    async fn every_route_says_what_it_needs(app: TestApp) {
        let nothing: Vec<String> = app.node.routes.iter().filter(|(_, _, needs)| *needs == ruche_web::Needs::Nothing).map(|(method, path, _)| format!("{method} {path}")).collect();
        // What opens without a session is known by heart.
        for path in &nothing {
            assert!(["/sign-in", "/sign-out", "/reset", "/language", "/set-up", "/join", "/calendar/{file}", "/feeds/{file}", "/oembed", "/hooks/{secret}", "/api/v1/openapi.json"].iter().any(|known| path.contains(known)), "{path} opens to anyone");
        }
        assert!(app.node.routes.len() > nothing.len());
    }
}

both_engines! {
    async fn a_type_that_is_only_guessed_is_found(app: TestApp) {
        use ruche_platform::db::{Engine, Statement};
        let db = &app.node.platform.db;
        // Beside a bare number PostgreSQL takes a value for one of 32 bits.
        let prepared = |text: &'static str| db.prepare(Box::leak(Box::new(Statement { name: "guessed", text })));
        assert_eq!(prepared("SELECT id FROM members WHERE id = $1 AND $2 = 1").await.is_err(), db.engine() == Engine::Postgres);
        prepared("SELECT id FROM members WHERE id = $1 AND CAST($2 AS BIGINT) = 1").await.unwrap();
    }
}

both_engines! {
    async fn a_write_that_panics_leaves_nothing_and_the_next_one_nothing_of_it(app: TestApp) {
        use ruche_platform::{db::Statement, values, work};
        static WRITE: Statement = Statement { name: "panics", text: "UPDATE sequences SET value = value + 1 WHERE name = $1" };
        static READ: Statement = Statement { name: "panicked", text: "SELECT value FROM sequences WHERE name = 'search.rebuild'" };
        let db = &app.node.platform.db;
        let value = async || db.one(&READ, &[], |r| r.int("value")).await.unwrap();
        let before = value().await;
        // More often than there are connections.
        for n in 0..20 {
            let panics = n % 2 == 0;
            let done = db.write(work!([] | tx | {
                tx.exec(&WRITE, values!["search.rebuild"]).await?;
                assert!(!panics, "on purpose");
                Ok(())
            })).await;
            assert_eq!(done.is_err(), panics);
        }
        assert_eq!(value().await, before + 10);
    }
}
