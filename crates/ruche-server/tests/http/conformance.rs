//! The API does what its description says: schemathesis makes requests of the description, good and bad ones, and looks at each answer.

use super::api::{ALL, token};
use ruche_testkit::{Engine, Kind, TestApp};
use std::env;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;
use tokio::process::Command;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_of_the_api_is_as_it_is_described() {
    let Some(python) = env::var_os("RUCHE_TEST_PYTHON") else {
        assert!(env::var("CI").as_deref() != Ok("true"), "RUCHE_TEST_PYTHON must name the Python of the tests");
        let _ = writeln!(std::io::stderr(), "SKIPPED: no schemathesis, since RUCHE_TEST_PYTHON is not set (`make test` sets it)");
        return;
    };
    let app = TestApp::start_lenient(Engine::Sqlite).await;
    let camille = app.employee("Camille Rousset").await;
    app.community(Kind::Open, "Réseau Nord", &camille).await;
    let post = camille.publish(app.company, "Bonjour #accueil").await;
    camille.comment(post, "Merci").await;
    app.settle().await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api");
    let asked = Command::new(python)
        .args(["-m", "schemathesis.cli", "--no-color", "--config-file"])
        .arg(folder.join("schemathesis.toml"))
        .args(["run", &format!("{}/api/v1/openapi.json", app.url()), "--checks", "all"])
        .args(["--header", &format!("Authorization: Bearer {}", token(&camille, &ALL).await)])
        .current_dir(app.folder())
        .stdin(Stdio::null())
        .output()
        .await
        .unwrap();
    assert!(asked.status.success(), "{}\n{}", String::from_utf8_lossy(&asked.stdout), String::from_utf8_lossy(&asked.stderr));
    app.settle().await;
}
