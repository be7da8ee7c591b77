//! Files that come slowly, or not at all: real bytes on a real port.

use futures_util::StreamExt as _;
use futures_util::stream;
use reqwest::{Body, Method};
use ruche_testkit::{Answer, Browser, Engine, TestApp, skips_postgres};
use ruche_web::settings::Patience;
use std::time::Duration;

/// Between two pieces of a slow file.
const GAP: Duration = Duration::from_millis(300);

/// A company that waits so long for a form, and for the next piece of a file.
async fn company(engine: Engine, request: Duration, silence: Duration) -> TestApp {
    let patience = Patience { request, silence, ..Patience::default() };
    TestApp::start_with(engine, |settings| settings.patience = patience).await
}

/// Sends `pieces`, then ends the body or leaves it open.
async fn send(browser: &Browser, path: &str, kind: &str, pieces: Vec<String>, ends: bool) -> Answer {
    let pieces = stream::iter(pieces).then(|piece| async {
        tokio::time::sleep(GAP).await;
        Ok::<_, std::io::Error>(piece)
    });
    let body = if ends { Body::wrap_stream(pieces) } else { Body::wrap_stream(pieces.chain(stream::pending())) };
    browser.send(browser.request_once(Method::POST, path).header("content-type", kind).body(body)).await
}

const MULTIPART: &str = "multipart/form-data; boundary=limite";

fn file(pieces: usize) -> Vec<String> {
    let head = "--limite\r\ncontent-disposition: form-data; name=\"file\"; filename=\"plan.txt\"\r\ncontent-type: text/plain\r\n\r\n";
    let mut all = vec![head.to_owned()];
    all.extend((0..pieces).map(|n| format!("morceau {n}\n")));
    all.push("\r\n--limite--\r\n".into());
    all
}

async fn a_slow_file_is_waited_for_and_a_silent_one_is_not(engine: Engine) {
    // Longer than a form may take, never silent for long.
    let app = company(engine, Duration::from_secs(4), Duration::from_secs(4)).await;
    let browser = &app.admin.browser;
    let answer = send(browser, "/files", MULTIPART, file(20), true).await.expect(201);
    let url = answer.body.split("\"url\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert!(browser.get(&url).await.expect(200).has("morceau 19"), "every piece is there");
    let mut silent = file(3);
    silent.pop();
    send(browser, "/files", MULTIPART, silent, false).await.expect(400);
    let form = send(browser, "/settings", "application/x-www-form-urlencoded", vec!["name=Lucie".into()], false).await;
    assert_eq!(form.status.as_u16(), 408, "a form is not waited for as long");
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_file_is_waited_for_and_a_silent_one_is_not_sqlite() {
    a_slow_file_is_waited_for_and_a_silent_one_is_not(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_file_is_waited_for_and_a_silent_one_is_not_postgres() {
    if !skips_postgres() {
        a_slow_file_is_waited_for_and_a_silent_one_is_not(Engine::Postgres).await;
    }
}
