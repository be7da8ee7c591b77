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
    let place = app.community(Kind::Open, "Réseau Nord", &app.admin).await;
    app.join(place, &app.admin, &camille).await;
    let post = app.admin.publish(place, "Bonjour #accueil").await;
    let comment = app.admin.comment(post, "Merci").await;
    let file = app.admin.upload("plan.txt", b"plan".to_vec()).await;
    app.settle().await;
    // Whoever may ask everything.
    let every: Vec<&str> = ALL.into_iter().chain(["admin"]).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api");
    let mut config = std::fs::read_to_string(folder.join("schemathesis.toml")).unwrap();
    for (path, parameters) in [
        ("/posts/\\\\{id", format!("\"path.id\" = \"{post}\"")),
        ("/comments/\\\\{id", format!("\"path.id\" = \"{comment}\"")),
        ("/communities/\\\\{id", format!("\"path.id\" = \"{place}\", \"path.member\" = \"{}\"", camille.id)),
        ("/v1/members/\\\\{id", format!("\"path.id\" = \"{}\"", camille.id)),
        ("/files/\\\\{id\\\\}(/content)?$", format!("\"path.id\" = \"{file}\"")),
        ("/topics/\\\\{key", "\"path.key\" = \"accueil\"".to_owned()),
        ("/reactions/", format!("\"path.subject\" = \"post:{post}\"")),
        ("/marks/", format!("\"path.mark\" = \"bookmark\", \"path.subject\" = \"post:{post}\"")),
    ] {
        config += &format!("\n[[operations]]\ninclude-path-regex = \"{path}\"\nparameters = {{ {parameters} }}\n");
    }
    let config_file = app.folder().join("schemathesis.toml");
    std::fs::write(&config_file, config).unwrap();
    // Every check is on by itself; a word on the command line would outrank what the file leaves out.
    let asked = Command::new(python)
        .args(["-m", "schemathesis.cli", "--no-color", "--config-file"])
        .arg(&config_file)
        .args(["run", &format!("{}/api/v1/openapi.json", app.url())])
        .args(["--header", &format!("Authorization: Bearer {}", token(&app.admin, &every).await)])
        .current_dir(app.folder())
        .stdin(Stdio::null())
        .output()
        .await
        .unwrap();
    assert!(asked.status.success(), "{}\n{}", String::from_utf8_lossy(&asked.stdout), String::from_utf8_lossy(&asked.stderr));
    app.settle().await;
}
