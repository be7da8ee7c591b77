//! The files of `deploy/` name what there is: settings that the program takes, words that it knows, and the page that explains them.

use clap::Parser as _;
use ruche_server::commands::Cli;
use ruche_server::config::Config;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use yaml_rust2::{Yaml, YamlLoader};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The words that the program is started with, as the command line reads them.
#[track_caller]
fn known(words: &[String]) {
    let words = std::iter::once("ruche").chain(words.iter().map(String::as_str));
    if let Err(error) = Cli::try_parse_from(words) {
        panic!("{error}");
    }
}

fn strings(yaml: &Yaml) -> Vec<String> {
    yaml.as_vec().into_iter().flatten().map(|word| word.as_str().unwrap().to_owned()).collect()
}

/// The variables of a service, with those that it merges in.
fn variables(service: &Yaml) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (key, value) in service["environment"].as_hash().into_iter().flatten() {
        match (key.as_str().unwrap(), value) {
            ("<<", merged) => found
                .extend(merged.as_hash().unwrap().iter().map(|(k, v)| (k.as_str().unwrap().to_owned(), v.as_str().unwrap().to_owned()))),
            (key, value) => {
                found
                    .insert(key.to_owned(), value.as_str().unwrap_or_else(|| panic!("{key} is no text: put it between quotes")).to_owned());
            }
        }
    }
    found
}

/// A value as compose gives it, with the variables of `example.env` and something in the place of each that is empty there.
fn filled(value: &str) -> String {
    let mut filled = String::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once("${") {
        let (name, left) = after.split_once('}').unwrap();
        let name = name.split(':').next().unwrap();
        let example = text("deploy/compose/example.env");
        let line = example
            .lines()
            .find_map(|line| line.strip_prefix(&format!("{name}=")))
            .unwrap_or_else(|| panic!("{name} is not in example.env"));
        filled.push_str(before);
        filled.push_str(if line.is_empty() { "secret" } else { line });
        rest = left;
    }
    filled + rest
}

#[test]
fn the_settings_of_the_example_are_settings() {
    let path = root().join("deploy/ruche.toml");
    let config = Config::read(Some(&path), std::iter::empty()).unwrap();
    config.web(config.listen.unwrap()).unwrap();
    // Those in comments too.
    let uncommented: String = text("deploy/ruche.toml")
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(key) if key.split(" = ").next().is_some_and(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')) => {
                key.to_owned() + "\n"
            }
            _ => line.to_owned() + "\n",
        })
        .collect();
    assert!(uncommented.contains("\ndatabase_url ="));
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("ruche.toml");
    std::fs::write(&whole, uncommented).unwrap();
    Config::read(Some(&whole), std::iter::empty()).unwrap();
}

#[test]
fn the_services_of_the_machine_start_words_that_there_are() {
    let mut found = 0;
    for entry in std::fs::read_dir(root().join("deploy/systemd")).unwrap() {
        let unit = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let start = unit.lines().find_map(|line| line.strip_prefix("ExecStart=/usr/local/bin/ruche ")).unwrap();
        known(&start.split(' ').map(str::to_owned).collect::<Vec<_>>());
        // Exit codes that starting again does not mend.
        assert!(unit.contains("RestartPreventExitStatus=2 4\n"));
        found += 1;
    }
    assert_eq!(found, 2);
}

#[test]
fn the_containers_are_given_settings_and_words_that_there_are() {
    let compose = YamlLoader::load_from_str(&text("deploy/compose/compose.yaml")).unwrap().remove(0);
    let services = compose["services"].as_hash().unwrap();
    let (mut nodes, mut ours) = (Vec::new(), 0);
    for (name, service) in services {
        let name = name.as_str().unwrap();
        for after in service["depends_on"].as_vec().into_iter().flatten() {
            assert!(services.contains_key(after), "{name} waits for {after:?}");
        }
        for volume in strings(&service["volumes"]) {
            let from = volume.split(':').next().unwrap();
            let named = !from.starts_with(['.', '$']);
            assert!(!named || compose["volumes"].as_hash().unwrap().contains_key(&Yaml::String(from.to_owned())), "{name}: {volume}");
        }
        let is_ours = service["<<"]["image"].as_str() == Some("ruche");
        if !is_ours {
            continue;
        }
        ours += 1;
        let words = strings(&service["command"]);
        known(&if words.is_empty() { vec!["serve".to_owned()] } else { words });
        let variables = variables(service);
        assert!(variables.contains_key("RUCHE_NATS_URL") && variables.contains_key("RUCHE_FILES"));
        let there = variables.iter().map(|(key, value)| (key.clone(), filled(value)));
        let config = Config::read(None, there).unwrap();
        // What the image says: other containers reach it, and the proxy does the https.
        config.web("0.0.0.0:8080".parse().unwrap()).unwrap();
        nodes.extend(config.node.map(|node| node.0));
    }
    assert_eq!((ours, nodes), (3, vec![1, 2]), "each node has a number of its own");
}

#[test]
fn every_file_is_explained() {
    let (page, mut left) = (text("docs/operate/deploy.md"), vec![root().join("deploy")]);
    while let Some(at) = left.pop() {
        if at.is_dir() {
            left.extend(std::fs::read_dir(&at).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let name = at.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
        assert!(page.contains(&format!("(../../{name})")), "docs/operate/deploy.md does not name {name}");
    }
}
