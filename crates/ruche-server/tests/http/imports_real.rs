//! Two real organisations as a directory brings them: thousands of people in units, and a tree of teams with those who lead them.
//! The data lie beside the repository and are turned here into the table that the product reads.

use crate::imports::{figures, options, shared, sound, write};
use ruche_import::directory::Directory;
use ruche_import::intake::Kind;
use ruche_people::communities::rules::Access;
use ruche_platform::db::Statement;
use ruche_testkit::{TestApp, both_engines};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::time::Instant;

/// A cell between quotation marks.
fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn directory(folder: &Path, header: &str, rows: &[Vec<String>]) -> Directory {
    let file = folder.join("people.csv");
    let lines: String = rows.iter().map(|row| row.iter().map(|text| cell(text)).collect::<Vec<_>>().join(";") + "\n").collect();
    std::fs::write(&file, format!("{header}\n{lines}")).unwrap();
    Directory::open(&[file], Access::Closed, false).unwrap()
}

/// Imports twice, tells how long that took, and that the second time changes nothing.
#[allow(clippy::print_stderr, reason = "the times are to be seen")]
async fn bring(app: &TestApp, name: &str, directory: &Directory) -> (u64, u64) {
    let begun = Instant::now();
    let report = write(app, directory, &options("directory", false, Some(app.admin.id))).await;
    let first = begun.elapsed();
    let begun = Instant::now();
    let again = write(app, directory, &options("directory", false, Some(app.admin.id))).await;
    let people = report.line(Kind::Person).found;
    eprintln!("{name}: {people} people in {first:?}, looked through again in {:?}", begun.elapsed());
    assert_eq!(again.lines.iter().map(|line| line.created + line.changed).sum::<u64>(), 0, "{again}");
    sound(app).await;
    (figures(&report, Kind::Person).0, figures(&report, Kind::Manager).0)
}

async fn count(app: &TestApp, rows: &str) -> i64 {
    let text: &'static str = format!("SELECT count(*) AS n FROM {rows}").leak();
    app.node.platform.db.one(&Statement { name: "test", text }, &[], |row| row.int("n")).await.expect(rows)
}

async fn id_of(app: &TestApp, table: &str, name: &str) -> i64 {
    let text: &'static str = format!("SELECT min(id) AS n FROM {table} WHERE name = $1").leak();
    app.node.platform.db.one(&Statement { name: "test", text }, ruche_platform::values![name], |row| row.int("n")).await.expect(name)
}

/// A table with commas, its cells perhaps between quotation marks.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for line in text.lines().skip(1) {
        let (mut row, mut quoted) = (vec![String::new()], false);
        let mut signs = line.chars().peekable();
        while let Some(sign) = signs.next() {
            match sign {
                '"' if quoted && signs.peek() == Some(&'"') => row.last_mut().unwrap().push(signs.next().unwrap()),
                '"' => quoted = !quoted,
                ',' if !quoted => row.push(String::new()),
                sign => row.last_mut().unwrap().push(sign),
            }
        }
        rows.push(row);
    }
    rows
}

both_engines! {
    async fn an_administration_of_thousands_is_a_directory(app: FindingApp) {
        let Some(dir) = shared("annuaire-fr-organisation") else { return };
        let packed = std::fs::read(dir.join("membres.csv.zst")).unwrap();
        let text = String::from_utf8(zstd::decode_all(packed.as_slice()).unwrap()).unwrap();
        let units: HashMap<String, String> = std::fs::read_to_string(dir.join("incubateurs.jsonl")).unwrap().lines().map(|line| {
            let unit: serde_json::Value = serde_json::from_str(line).unwrap();
            (unit["id"].as_str().unwrap().to_owned(), unit["titre"].as_str().unwrap().to_owned())
        }).collect();
        // What each says that they can do.
        let mut skills: HashMap<String, Vec<String>> = HashMap::new();
        let declared = rows(&std::fs::read_to_string(dir.join("competences.csv")).unwrap());
        for row in &declared {
            skills.entry(row[0].clone()).or_default().push(row[1].clone());
        }
        assert_eq!((declared.len(), declared.iter().map(|row| &row[1]).collect::<BTreeSet<_>>().len()), (4_058, 291));
        // uid, prenom, nom, courriel, role, domaine, type, incubateur, equipes, badges. Who has no unit stands in that of the domain.
        let people: Vec<Vec<String>> = rows(&text).into_iter().map(|row| {
            let unit = units.get(row[7].split([',', ';', '|', ' ']).next().unwrap_or("")).cloned();
            let (unit, above) = match unit {
                Some(unit) => (unit, "Incubateurs".to_owned()),
                None if row[5].is_empty() => (String::new(), String::new()),
                None => (row[5].clone(), "Domaines".to_owned()),
            };
            let own = skills.get(&row[0]).map(|own| own.join("|")).unwrap_or_default();
            vec![row[0].clone(), row[1].clone(), row[2].clone(), row[3].clone(), row[4].clone(), unit, above, own]
        }).collect();
        let folder = tempfile::tempdir().unwrap();
        let directory = directory(folder.path(), "identifiant;prénom;nom;courriel;fonction;service;unité parente;compétences", &people);
        let (created, _) = bring(app, "administration", &directory).await;
        assert!(created > 3_400, "{created} of {}", people.len());
        let above = "units u JOIN units p ON p.id = u.parent_id WHERE p.name IN ('Incubateurs', 'Domaines') AND u.member_count > 0";
        assert!(count(app, above).await >= 10);
        // Six are written in two ways. One is a sentence whose first part, to its comma, is a skill and whose rest is too long for one. A
        // second import added none.
        assert_eq!((count(app, "member_skills").await, count(app, "skills").await, count(app, "skills WHERE holder_count = 0").await), (4_058, 285, 0));
        // Whoever asks who knows is led to one of them, by another word for the same too; the person takes it out.
        let strategy = id_of(app, "skills", "Product strategy").await;
        app.admin.browser.post_once(&format!("/skills/{strategy}/names"), &[("name", "Cap du produit"), ("language", "fr")]).await.expect(303);
        app.settle().await;
        for words in ["Product%20strategy", "cap%20du%20produit"] {
            let found = app.admin.browser.get(&format!("/experts?q={words}")).await.expect(200);
            assert!(found.has("Product strategy") && !found.attributes("main a[href^='/members/']", "href").is_empty(), "{words}: {}", found.text());
        }
        // Each is found by name, in the list of their unit too.
        let domains = id_of(app, "units", "Domaines").await;
        let page = app.admin.browser.get(&format!("/members?unit={domains}&q=agren")).await.expect(200);
        assert!(page.has("Abassi Agren"), "{}", page.text());
        app.admin.browser.get(&format!("/units/{domains}")).await.expect(200);
    }
}

both_engines! {
    async fn a_tree_of_teams_is_a_chart(app: FindingApp) {
        let Some(dir) = shared("org-opensource-teams") else { return };
        let teams: Vec<serde_json::Value> = serde_json::from_str(&std::fs::read_to_string(dir.join("teams.json")).unwrap()).unwrap();
        let by_name: BTreeMap<&str, &serde_json::Value> = teams.iter().map(|team| (team["name"].as_str().unwrap(), team)).collect();
        let words = |team: &serde_json::Value, key: &str| team[key].as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect::<Vec<_>>();
        let above = |team: &serde_json::Value| team["subteam_of"].as_str().and_then(|name| by_name.get(name).copied());
        // Each is in the first team that names them, and reports to who leads it, or else the next team above that has a lead.
        let mut people: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for team in &teams {
            let (mut path, mut at) = (Vec::new(), Some(team));
            while let Some(team) = at {
                path.insert(0, team["name"].as_str().unwrap());
                at = above(team);
            }
            for person in words(team, "members") {
                let (mut manager, mut at) = (String::new(), Some(team));
                while let Some(team) = at {
                    if let Some(lead) = words(team, "leads").into_iter().find(|lead| *lead != person) {
                        manager = lead;
                        break;
                    }
                    at = above(team);
                }
                let row = vec![person.clone(), format!("Personne {person}"), format!("{person}@exemple.fr"), path.join(" › "), manager];
                people.entry(person).or_insert(row);
            }
        }
        let people: Vec<Vec<String>> = people.into_values().collect();
        let folder = tempfile::tempdir().unwrap();
        let directory = directory(folder.path(), "id;name;mail;unit;manager", &people);
        let (created, managed) = bring(app, "teams", &directory).await;
        assert_eq!(created, people.len() as u64);
        let named = people.iter().filter(|row| !row[4].is_empty()).count() as u64;
        assert!(managed > 200 && managed <= named, "{managed} of {named}");
        // The largest team stands on its page with everyone who reports to its lead, and the chart counts everyone once.
        static LARGEST: Statement = Statement { name: "LARGEST", text: "SELECT id, report_count FROM members WHERE report_count > 0 ORDER BY report_count DESC, id LIMIT 1" };
        let (lead, reports) = app.node.platform.db.one(&LARGEST, &[], |r| Ok((r.int("id")?, r.int("report_count")?))).await.unwrap();
        let begun = Instant::now();
        let page = app.admin.browser.get(&format!("/organisation/{lead}")).await.expect(200);
        let shown = begun.elapsed();
        assert!(shown.as_millis() < 5_000, "{shown:?}");
        let first = page.text();
        let below: Vec<String> = {
            static BELOW: Statement = Statement { name: "BELOW", text: "SELECT name FROM members WHERE manager_id = $1 ORDER BY sort_key, id LIMIT 5" };
            app.node.platform.db.all(&BELOW, ruche_platform::values![lead], |r| r.text("name")).await.unwrap()
        };
        assert!(below.iter().all(|name| first.contains(name)), "{first}");
        assert!(first.contains(&format!("{} ", reports - 5)) || reports <= 6, "{first}");
        assert!(count(app, "units WHERE parent_id IS NOT NULL").await >= 30);
    }
}
