//! Reach on both engines: real events, people and pages, with writings that a test makes up.
//!
//! PostgreSQL is found by `RUCHE_TEST_POSTGRES`, without which the tests fail unless `RUCHE_TEST_ENGINES=sqlite`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so at once")]

/// Runs `async fn name(g: Ground)` on both engines.
macro_rules! both_engines {
    (async fn $name:ident($g:ident: Ground) $body:block) => {
        mod $name {
            use super::*;

            async fn body($g: &Ground) $body

            #[tokio::test]
            async fn sqlite() {
                body(&Ground::on_sqlite().await).await;
            }

            #[tokio::test]
            async fn postgres() {
                if let Some(g) = Ground::on_postgres().await {
                    body(&g).await;
                }
            }
        }
    };
}

mod ground;
mod live;
mod notifications;
