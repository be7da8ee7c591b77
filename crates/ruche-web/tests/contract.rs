//! What the pages name and the browser side must have: icons of the sprite, parts and acts of behaviours.
//!
//! The sources are read as text, so that a name nobody looks at is found too. Names that are put together while running are
//! deliberately not here: the browser of the tests through HTTP looks at the icons of every page it reads.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so at once")]

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every Rust source of every crate, with its path.
fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().path().join("src")).collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                // What tests name may well be wrong on purpose.
                let source = fs::read_to_string(&path).unwrap();
                found.push((path.display().to_string(), source.split("#[cfg(test)]\nmod").next().unwrap().to_owned()));
            }
        }
    }
    assert!(found.len() > 100, "only {} sources were found", found.len());
    found
}

/// What follows each `start` up to its closing bracket; texts in quotes close nothing.
fn enclosed<'a>(source: &'a str, start: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    for (at, _) in source.match_indices(start) {
        let inside = &source[at + start.len()..];
        let (mut depth, mut quoted, mut before) = (1_u32, false, ' ');
        for (end, c) in inside.char_indices() {
            match c {
                '"' if before != '\\' => quoted = !quoted,
                '(' | '{' | '[' if !quoted => depth += 1,
                ')' | '}' | ']' if !quoted => depth -= 1,
                _ => {}
            }
            before = c;
            if depth == 0 {
                found.push(&inside[..end]);
                break;
            }
        }
    }
    found
}

/// The texts in quotes of a piece of source.
fn literals(source: &str) -> impl Iterator<Item = &str> {
    source.split('"').skip(1).step_by(2)
}

#[test]
fn every_icon_that_is_named_is_in_the_sprite() {
    let sprite = fs::read_to_string(root().join("ui/icons/icons.svg")).unwrap();
    let (mut named, mut missing) = (0, Vec::new());
    for (path, source) in sources() {
        let mut icons: Vec<&str> = Vec::new();
        for call in ["(icon(", "(plate("] {
            icons.extend(enclosed(&source, call).into_iter().flat_map(literals));
        }
        icons.extend(enclosed(&source, "(empty(").into_iter().filter_map(|call| literals(call).next()));
        // A table of icons, an icon in a struct, a function that chooses one.
        icons.extend(enclosed(&source, "ICONS: [&str; 24] = [").into_iter().flat_map(literals));
        icons.extend(source.split(" icon: \"").skip(1).filter_map(|rest| rest.split('"').next()));
        icons.extend(enclosed(&source, "_icon(access: Access) -> &'static str {").into_iter().flat_map(literals));
        icons.extend(enclosed(&source, "_icon(role: Standing) -> &'static str {").into_iter().flat_map(literals));
        // A choice between icons may compare other words.
        icons.retain(|name| !name.contains(char::is_uppercase));
        named += icons.len();
        missing
            .extend(icons.into_iter().filter(|name| !sprite.contains(&format!("id=\"i-{name}\""))).map(|name| format!("{path}: {name}")));
    }
    assert!(missing.is_empty(), "the sprite lacks:\n{}", missing.join("\n"));
    assert!(named > 120, "only {named} icons were found");
}

#[test]
fn every_part_and_act_of_a_behaviour_is_one_it_has() {
    let (mut named, mut missing) = (0, Vec::new());
    let behaviour =
        |name: &str| fs::read_to_string(root().join(format!("ui/behaviours/{}.ts", name.replace('-', "_")))).unwrap_or_default();
    for (path, source) in sources() {
        // `data-reply-target="frame"`: a part.
        for (at, _) in source.match_indices("-target=\"") {
            let Some((_, name)) = source[..at].rsplit_once("data-") else { continue };
            let part = source[at..].split('"').nth(1).unwrap_or_default();
            named += 1;
            if !enclosed(&behaviour(name), "targets = [").into_iter().flat_map(literals).any(|known| known == part) {
                missing.push(format!("{path}: the part {part} of {name}"));
            }
        }
        // `data-action="input->setup#hue"`: an act.
        for action in source.split("data-action=\"").skip(1).filter_map(|rest| rest.split('"').next()).flat_map(str::split_whitespace) {
            let Some((name, act)) = action.rsplit_once("->").map_or(action, |(_, act)| act).split_once('#') else { continue };
            named += 1;
            if !behaviour(name).lines().any(|line| line.trim_start().trim_start_matches("async ").starts_with(&format!("{act}("))) {
                missing.push(format!("{path}: the act {act} of {name}"));
            }
        }
    }
    assert!(missing.is_empty(), "the browser side lacks:\n{}", missing.join("\n"));
    assert!(named > 40, "only {named} parts and acts were found");
}
