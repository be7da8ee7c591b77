//! The examples of programs (`examples/`): a client is generated from the committed description, the compiler of its language reads the
//! program against it, and the program does its work on both engines.

use super::api::{ALL, token};
use ruche_testkit::{Engine, Kind, TestApp};
use serde_json::{Value, json};
use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::{env, fs};
use tokio::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Runs a program to its end, and gives what it printed.
async fn run(program: impl AsRef<OsStr>, arguments: &[&str], folder: &Path, environment: &[(&str, &str)]) -> String {
    let mut command = Command::new(&program);
    command.args(arguments).current_dir(folder).envs(environment.iter().copied()).stdin(Stdio::null());
    let ended = command.output().await.unwrap();
    let said = String::from_utf8_lossy(&ended.stdout).into_owned();
    assert!(ended.status.success(), "{:?} {arguments:?}\n{said}\n{}", program.as_ref(), String::from_utf8_lossy(&ended.stderr));
    said
}

/// Runs the program of an example for somebody who reads more than one page of posts, on each engine, and looks at what it did.
async fn works(program: impl AsRef<OsStr>, arguments: &[&str], folder: &Path) {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let app = TestApp::start_finding(engine).await;
        let camille = app.employee("Camille Rousset").await;
        let place = app.community(Kind::Open, "Réseau Nord", &app.admin).await;
        for n in 0..22 {
            app.admin.publish(place, &format!("Relevé {n}")).await;
        }
        let secret = token(&camille, &ALL).await;
        let told = run(program.as_ref(), arguments, folder, &[("RUCHE_URL", &app.url()), ("RUCHE_TOKEN", &secret)]).await;
        let told: Value = serde_json::from_str(&told).expect(&told);
        let question = told["question"].as_str().unwrap();
        let expected = json!({
            "me": "Camille Rousset",
            "question": question,
            "again": question,
            "answer": told["answer"].as_str().unwrap(),
            "reaction": "useful",
            "listed": true,
            "found": format!("post:{question}"),
            "file": "semaine;pièces\n47;12\n48;31\n",
            "refused": "posts.empty",
        });
        assert_eq!(told, expected);
        // Once, with its answer and its file, on the page of another person.
        let page = app.admin.browser.get(&format!("/posts/{question}")).await.expect(200);
        assert!(page.text().contains("D’où viennent les rebuts"), "{}", page.text());
        assert!(page.text().contains("moule 7") && page.text().contains("rebuts.csv"), "{}", page.text());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_python_program_works_with_its_generated_client() {
    let Some(python) = env::var_os("RUCHE_TEST_PYTHON") else {
        assert!(env::var("CI").as_deref() != Ok("true"), "RUCHE_TEST_PYTHON must name the Python of the tests");
        let _ = writeln!(std::io::stderr(), "SKIPPED: no client in Python, since RUCHE_TEST_PYTHON is not set (`make test` sets it)");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    fs::copy(root().join("examples/python/example.py"), folder.path().join("example.py")).unwrap();
    let description = root().join("docs/api/openapi.json");
    let generate = ["-m", "openapi_python_client", "generate", "--meta", "none", "--output-path", "ruche_client", "--path"];
    run(&python, &[&generate[..], &[description.to_str().unwrap()]].concat(), folder.path(), &[]).await;
    run(&python, &["-m", "mypy", "--strict", "example.py"], folder.path(), &[]).await;
    works(&python, &["example.py"], folder.path()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_typescript_program_works_with_its_generated_client() {
    let folder = root().join("examples/typescript");
    if !folder.join("node_modules").exists() {
        assert!(env::var("CI").as_deref() != Ok("true"), "the packages of examples/typescript must be installed");
        let _ = writeln!(std::io::stderr(), "SKIPPED: no client in TypeScript, since its packages are not installed (`make test` does)");
        return;
    }
    for step in ["generate", "build"] {
        run("npm", &["run", "--silent", step], &folder, &[]).await;
    }
    works("node", &["built/example.js"], &folder).await;
}
