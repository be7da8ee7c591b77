//! Imports from elsewhere: what each leaves in the company, once and twice, cut and gone on; that nobody is told; that it holds
//! together and is found.

use ruche_import::ImportError;
use ruche_import::directory::{Added, Directory};
use ruche_import::exchange::Exchange;
use ruche_import::intake::{self, Follow, Kind, Options, Report, Source, Told, What};
use ruche_import::ldbc::Dataset;
use ruche_import::load;
use ruche_import::slack::Slack;
use ruche_import::updates::{self, Updates};
use ruche_kernel::MemberId;
use ruche_people::communities::rules::Access;
use ruche_people::profiles::fields::{Field, Holds};
use ruche_people::profiles::store as profiles;
use ruche_platform::db::Statement;
use ruche_platform::{search, work};
use ruche_reach::search::store;
use ruche_testkit::{TestApp, both_engines};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../ruche-import/tests/samples").join(name)
}

/// A public data set beside the repository. Where it is absent, that is said loudly.
#[allow(clippy::print_stderr, reason = "a skipped test must be seen")]
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    if !dir.is_dir() {
        eprintln!("SKIPPED: ../shared/data/{name} is absent");
        return None;
    }
    Some(dir)
}

pub(crate) fn options(source: &str, dry_run: bool, owner: Option<MemberId>) -> Options {
    let follow = source.starts_with("directory").then(Follow::default);
    Options { source: source.into(), dry_run, owner, follow }
}

pub(crate) async fn write(app: &TestApp, source: &dyn Source, options: &Options) -> Report {
    // An index is made again for an order that is later than the one before, and the clock of the tests stands still.
    app.clock.advance(1000);
    intake::write(&app.node.content, source, options, &mut |_, _| ControlFlow::Continue(())).await.expect("an import")
}

/// Writes until `batches` batches were written, then stops.
async fn cut(app: &TestApp, source: &dyn Source, options: &Options, batches: usize) {
    let mut left = batches;
    let mut stop = |_, _| {
        left -= 1;
        if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let error = intake::write(&app.node.content, source, options, &mut stop).await.expect_err("stopped");
    assert!(matches!(error, ImportError::Stopped), "{error}");
}

/// Waits until the index that answers is the one that was ordered last: one that was being made meanwhile is made again after it.
async fn indexed(app: &TestApp) {
    let db = &app.node.platform.db;
    for _ in 0..100 {
        app.settle().await;
        let ordered = search::ordered_rebuild(db).await.unwrap();
        if store::nodes(db).await.unwrap().iter().all(|node| node.state == "ready" && node.ordered == ordered) {
            return;
        }
    }
    panic!("the index is not made again");
}

/// Asserts that the data holds together.
pub(crate) async fn sound(app: &TestApp) {
    indexed(app).await;
    let platform = &app.node.platform;
    let findings = ruche_server::check::run(&platform.db, &*platform.blobs, platform.now()).await.unwrap();
    let wrong: Vec<_> = findings.iter().filter(|finding| finding.differences > 0).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Created, changed, there, left out.
pub(crate) fn figures(report: &Report, kind: Kind) -> (u64, u64, u64, u64) {
    let line = report.line(kind);
    assert_eq!(line.found, line.created + line.changed + line.already + line.left_out(), "{kind}: {line:?}");
    (line.created, line.changed, line.already, line.left_out())
}

fn refused(report: &Report) -> Vec<(u64, &str)> {
    report.refused.iter().map(|refused| (refused.at.1, refused.kind)).collect()
}

/// Adds a field to profiles; a choice is between two towers.
pub(crate) async fn field(app: &TestApp, name: &str, holds: Holds) -> i64 {
    let choices = if holds == Holds::Choice { vec!["Tour Nord".into(), "Tour Sud".into()] } else { Vec::new() };
    let field = Field { name_fr: name.into(), name_en: name.into(), holds, choices, ..Field::default() };
    let (id, now) = (app.node.platform.id(), app.node.platform.now());
    app.node.platform.db.write(work!([field] | tx | { profiles::insert_field(tx, id, &field, now).await })).await.unwrap();
    id
}

/// What a field holds, whoever for.
pub(crate) async fn held(app: &TestApp, field: i64) -> Vec<String> {
    let values = profiles::values(&app.node.platform.db).await.unwrap();
    let mut values: Vec<String> = values.into_iter().filter(|((_, of), _)| *of == field).map(|(_, value)| value).collect();
    values.sort();
    values
}

both_engines! {
    async fn a_directory_brings_people_and_groups_and_is_followed(app: FindingApp) {
        let directory = Directory::open(&[sample("directory/annuaire.csv")], Access::Closed, false).unwrap();
        assert!(directory.notes(&|_| false).unwrap().is_empty());
        let owner = Some(app.admin.id);
        let plan = write(app, &directory, &options("directory", true, owner)).await;
        assert_eq!(figures(&plan, Kind::Person), (3, 1, 0, 3));
        assert!(!app.admin.browser.get("/members").await.expect(200).has("Zoé Lefèvre"), "nothing is written");

        let report = write(app, &directory, &options("directory", false, owner)).await;
        assert_eq!(report.lines, plan.lines, "what was planned was done");
        assert_eq!(refused(&report), [(5, "person"), (6, "person"), (8, "person"), (3, "membership")], "{report}");
        assert_eq!((figures(&report, Kind::Community), figures(&report, Kind::Membership)), ((3, 0, 0, 0), (4, 0, 0, 1)));
        assert_eq!(figures(&report, Kind::Manager), (2, 0, 0, 0));
        sound(app).await;
        let found = app.admin.browser.get("/search?q=lefevre").await.expect(200);
        assert!(found.has("Zoé") && found.has("Cheffe d'atelier"), "{}", found.text());
        let again = write(app, &directory, &options("directory", false, owner)).await;
        for kind in [Kind::Person, Kind::Manager, Kind::Community, Kind::Membership] {
            let (created, changed, ..) = figures(&again, kind);
            assert_eq!((created, changed), (0, 0), "{kind}");
        }
        assert!(app.mailbox.to("zoe@orvane.example").is_empty(), "nobody is told");

        // What the person says is kept where the directory says nothing; what it says wins.
        let folder = tempfile::tempdir().unwrap();
        let newer = folder.path().join("new.csv");
        std::fs::write(&newer, "id,name,mail,job title,office\n100,Zoé Lefèvre-Roy,other@orvane.example,,Paris\n").unwrap();
        let directory = Directory::open(&[newer], Access::Closed, false).unwrap();
        let report = write(app, &directory, &options("directory", false, None)).await;
        assert_eq!(figures(&report, Kind::Person), (0, 1, 0, 0));
        assert_eq!(refused(&report), [(2, "address")], "an address is what one signs in with: it is told, and stays");
        sound(app).await;
        let profile = app.admin.browser.get("/search?q=lefevre-roy").await.expect(200);
        assert!(profile.has("Zoé") && profile.has("Cheffe d'atelier"), "{}", profile.text());
    }
}

both_engines! {
    async fn the_fields_of_the_company_come_by_their_names_and_what_they_cannot_hold_is_told_with_its_line(app: FindingApp) {
        let (tower, licence, matricule, desk) = (field(app, "Bâtiment", Holds::Choice).await, field(app, "Habilitation", Holds::Date).await, field(app, "Matricule RH", Holds::Number).await, field(app, "Poste de travail", Holds::Text).await);
        let folder = tempfile::tempdir().unwrap();
        let rows = "id,nom,mail,BATIMENT,habilitation,bureau,Salaire\n1,Ana Lima,ana@x.example,tour nord,2027-01-31,A 12,1\n2,Bo Chen,bo@x.example,Tour Est,31/01/2027,,2\n";
        let open = |text: &str| table(folder.path(), text).adding(Added::from([("matricule rh".into(), "ID".into()), ("Poste de travail".into(), "Bureau".into())]));
        let directory = open(rows);
        let notes = directory.notes(&|name| name != "Salaire").unwrap();
        assert!(matches!(notes.as_slice(), [note] if note.ends_with(": Salaire")), "{notes:?}");
        let plan = write(app, &directory, &options("directory", true, None)).await;
        assert_eq!(held(app, matricule).await, [""; 0], "nothing is written");
        let report = write(app, &directory, &options("directory", false, None)).await;
        assert_eq!((&report.lines, &report.refused), (&plan.lines, &plan.refused), "what was planned was done");
        assert_eq!(refused(&report), [(3, "field"), (3, "field")], "{report}");
        assert!(report.to_string().contains("line 3: field left out: Habilitation: \"31/01/2027\" is no date as 2026-03-12"), "{report}");
        assert_eq!(figures(&report, Kind::Person), (2, 0, 0, 0), "who has a value that cannot be read comes all the same");
        let all = [held(app, tower).await, held(app, licence).await, held(app, matricule).await, held(app, desk).await];
        assert_eq!(all, [vec!["Tour Nord"], vec!["2027-01-31"], vec!["1", "2"], vec!["A 12"]]);
        sound(app).await;
        assert!(app.admin.browser.get("/search?q=A+12").await.expect(200).has("Ana Lima"), "found by what everybody may read");

        // What changes is told field by field; what cannot be read leaves the field as it is, and so does an empty cell.
        let report = write(app, &open("id,nom,mail,batiment,habilitation,bureau\n1,Ana Lima,ana@x.example,Tour Sud,demain,\n2,Bo Chen,bo@x.example,,20280131000000Z,\n"), &options("directory", false, None)).await;
        let fields: Vec<String> = report.people.iter().map(|told| format!("{:?} {}", told.what, told.fields.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))).collect();
        assert_eq!(fields, ["Changed Bâtiment: \"Tour Nord\" → \"Tour Sud\", Habilitation: \"demain\" is no date as 2026-03-12", "Changed Habilitation: \"\" → \"2028-01-31\""]);
        assert_eq!([held(app, tower).await, held(app, licence).await, held(app, desk).await], [vec!["Tour Sud"], vec!["2027-01-31", "2028-01-31"], vec!["A 12"]]);
    }
}

both_engines! {
    async fn a_skill_that_a_directory_brought_says_so_to_its_person_alone(app: TestApp) {
        let folder = tempfile::tempdir().unwrap();
        let directory = table(folder.path(), "id,nom,mail,compétences\n1,Ana Lima,ana@x.example,Soudure|Peinture\n");
        write(app, &directory, &options("directory", false, None)).await;
        app.settle().await;
        static ANA: Statement = Statement { name: "ANA", text: "SELECT id FROM members WHERE name = 'Ana Lima'" };
        let profile = format!("/members/{}", app.node.platform.db.one(&ANA, &[], |r| r.int("id")).await.unwrap());
        let ana = app.stranger();
        ana.post("/reset", &[("email", "ana@x.example")]).await.expect(200);
        app.settle().await;
        ana.post(&app.mailbox.link("ana@x.example"), &[("password", ruche_testkit::PASSWORD)]).await.expect(200);
        let told = async || ana.get(&profile).await.expect(200).body.matches("Vient de l’annuaire de l’entreprise").count();
        assert_eq!(told().await, 2);
        let seen = app.admin.browser.get(&profile).await.expect(200);
        assert!(seen.has("Soudure") && !seen.has("Vient de l’annuaire"), "{}", seen.text());
        // Said again, it is theirs like any other.
        ana.post_once("/settings/skills", &[("name", "Soudure"), ("level", "able")]).await.expect(303);
        assert_eq!(told().await, 1);
    }
}

both_engines! {
    async fn a_tree_brings_photos_groups_and_on_demand_a_message(app: FindingApp) {
        let files = [sample("directory/people.ldif")];
        let directory = Directory::open(&files, Access::Open, true).unwrap();
        let plan = write(app, &directory, &options("directory", true, None)).await;
        let report = write(app, &directory, &options("directory", false, None)).await;
        assert_eq!(report.lines, plan.lines, "what was planned was done");
        assert_eq!(figures(&report, Kind::Person), (2, 0, 0, 0), "{report}");
        assert_eq!((figures(&report, Kind::Photo), figures(&report, Kind::Invitation)), ((1, 0, 0, 0), (1, 0, 0, 0)));
        assert_eq!((figures(&report, Kind::Community), figures(&report, Kind::Membership)), ((1, 0, 0, 1), (1, 0, 0, 2)));
        sound(app).await;
        let mails = app.mailbox.to("zoe@orvane.example");
        let [mail] = mails.as_slice() else { panic!("{mails:?}") };
        assert!(mail.text.contains("/reset") && !mail.text.contains("/reset/"), "{}", mail.text);
        // The whole way in: a link to the address, then a password.
        let zoe = app.stranger();
        zoe.post("/reset", &[("email", "zoe@orvane.example")]).await.expect(200);
        app.settle().await;
        let link = app.mailbox.link("zoe@orvane.example");
        zoe.post(&link, &[("password", ruche_testkit::PASSWORD)]).await.expect(200);
        let page = zoe.get("/settings").await.expect(200);
        assert!(page.has("Zoé Lefèvre"), "{}", page.text());
        assert!(zoe.get("/communities").await.expect(200).has("crew"));

        let again = write(app, &directory, &options("directory", false, None)).await;
        assert_eq!(again.lines.iter().map(|line| line.created + line.changed).sum::<u64>(), 0, "{again}");
        sound(app).await;
        assert_eq!(app.mailbox.to("zoe@orvane.example").len(), 2, "each is told once");
    }
}

both_engines! {
    async fn the_public_directory_is_read(app: FindingApp) {
        let Some(dir) = shared("directory-ldif-planetexpress") else { return };
        let mut files: Vec<PathBuf> = std::fs::read_dir(dir).unwrap().map(|file| file.unwrap().path()).collect();
        files.retain(|path| path.to_string_lossy().ends_with(".ldif") && path.to_string_lossy().contains("0_"));
        files.sort();
        let directory = Directory::open(&files, Access::Open, false).unwrap();
        let report = write(app, &directory, &options("directory", false, Some(app.admin.id))).await;
        assert_eq!(figures(&report, Kind::Person), (7, 0, 0, 0), "{report}");
        assert_eq!(figures(&report, Kind::Photo).0, report.line(Kind::Photo).found, "{report}");
        assert_eq!((figures(&report, Kind::Community), figures(&report, Kind::Membership)), ((2, 0, 0, 0), (5, 0, 0, 0)));
        sound(app).await;
        assert!(app.admin.browser.get("/search?q=farnsworth").await.expect(200).has("Hubert J."));
        let again = write(app, &directory, &options("directory", false, Some(app.admin.id))).await;
        assert_eq!(again.lines.iter().map(|line| line.created + line.changed).sum::<u64>(), 0, "{again}");
    }
}

/// A directory in a file of its own.
pub(crate) fn table(folder: &Path, text: &str) -> Directory {
    let file = folder.join("people.csv");
    std::fs::write(&file, text).unwrap();
    Directory::open(&[file], Access::Closed, false).unwrap()
}

/// What a report tells of each: the word, the name, and the fields or the reason.
fn told(report: &Report) -> Vec<(&'static str, &str, String)> {
    let fields =
        |told: &Told| told.fields.iter().map(|c| format!("{}: {} > {}", c.field, c.before, c.after)).collect::<Vec<_>>().join(", ");
    let words = |told: &Told| told.reason.as_deref().map_or_else(|| fields(told), str::to_owned);
    report.people.iter().map(|one| (one.what.word(), one.name.as_str(), words(one))).collect()
}

/// Whom each reports to, by name, and how many are below.
async fn chart(app: &TestApp) -> Vec<String> {
    static CHART: Statement = Statement {
        name: "CHART",
        text: "SELECT m.name, COALESCE(x.name, '') AS above, m.report_count, m.team_count FROM members m LEFT JOIN members x ON x.id = m.manager_id
            WHERE m.kind = 0 AND m.state = 0 AND (m.manager_id IS NOT NULL OR m.report_count > 0) ORDER BY m.sort_key",
    };
    let line = |r: &ruche_platform::db::Row| {
        Ok(format!("{} < {} {} {}", r.text("name")?, r.text("above")?, r.int("report_count")?, r.int("team_count")?))
    };
    app.node.platform.db.all(&CHART, &[], line).await.unwrap()
}

both_engines! {
    async fn managers_come_by_identifier_address_or_name_and_bad_ones_are_rows_of_the_report(app: TestApp) {
        let folder = tempfile::tempdir().unwrap();
        let here = app.employee("Karim Benali").await;
        let text = "id,nom,mail,service,unité parente,responsable\n\
            1,Ana Lima,ana@x.example,Direction,,\n\
            2,Bo Chen,bo@x.example,Atelier,Lyon,ANA@x.example\n\
            3,Cy Roy,cy@x.example,Ventes › Sud-Est,,bo chen\n\
            4,Di Roux,di@x.example,Atelier,Lyon,3\n\
            5,Ed Roux,ed@x.example,Atelier,Lyon,5\n\
            6,Fa Roux,fa@x.example,Atelier,Lyon,nobody@x.example\n\
            7,Gi Roux,gi@x.example,Atelier,Lyon,Karim Benali\n\
            8,Ha Sy,ha@x.example,Atelier,Lyon,9\n\
            9,Ia Sy,ia@x.example,Atelier,Lyon,8\n";
        let directory = table(folder.path(), text);
        let plan = write(app, &directory, &options("directory", true, None)).await;
        let report = write(app, &directory, &options("directory", false, None)).await;
        assert_eq!((&report.lines, told(&report)), (&plan.lines, told(&plan)), "what was planned was done");
        assert_eq!(figures(&report, Kind::Manager), (5, 0, 0, 3), "{report}");
        assert_eq!(refused(&report), [(7, "manager"), (6, "manager"), (10, "manager")], "{report}");
        let ana = ["Ana Lima <  1 3", "Bo Chen < Ana Lima 1 2", "Cy Roy < Bo Chen 1 1", "Di Roux < Cy Roy 0 0"];
        let others = ["Gi Roux < Karim Benali 0 0", "Ha Sy < Ia Sy 0 0", "Ia Sy <  1 1", "Karim Benali <  1 1"];
        assert_eq!(chart(app).await, [&ana[..], &others[..]].concat());
        sound(app).await;
        for (rows, expected) in [
            ("units u JOIN units p ON p.id = u.parent_id WHERE u.name = 'Atelier' AND p.name = 'Lyon' AND u.member_count = 7", 1),
            ("units u JOIN units p ON p.id = u.parent_id WHERE u.name = 'Sud-Est' AND p.name = 'Ventes' AND u.member_count = 1", 1),
            ("units", 5),
            ("members WHERE unit = 'Sud-Est'", 1),
        ] {
            assert_eq!(count(app, rows).await, expected, "{rows}");
        }
        let again = write(app, &directory, &options("directory", false, None)).await;
        assert_eq!(again.lines.iter().map(|line| line.created + line.changed).sum::<u64>(), 0, "{again}");

        // A branch is turned round, somebody moves; the page shows it.
        let text = text.replace("1,Ana Lima,ana@x.example,Direction,,", "1,Ana Lima,ana@x.example,Direction,,2").replace("Lyon,ANA@x.example", "Lyon,Karim Benali").replace("4,Di Roux,di@x.example,Atelier", "4,Di Roux,di@x.example,Ventes");
        let report = write(app, &table(folder.path(), &text), &options("directory", false, None)).await;
        let moved = [
            ("changed", "Di Roux", "unit: Lyon › Atelier > Lyon › Ventes".to_owned()),
            ("changed", "Ana Lima", "manager:  > Bo Chen".to_owned()),
            ("changed", "Bo Chen", "manager: Ana Lima > Karim Benali".to_owned()),
        ];
        assert_eq!(told(&report), moved);
        sound(app).await;
        let page = app.admin.browser.get(&format!("/organisation/{}", here.id)).await.expect(200);
        assert!(page.has("Bo Chen") && page.has("Gi Roux"), "{}", page.text());
    }
}

both_engines! {
    async fn a_report_tells_person_by_person_and_who_is_gone_is_closed_on_demand(app: TestApp) {
        let folder = tempfile::tempdir().unwrap();
        let other = app.employee("Karim Benali").await;
        let partner = app.partner("Nadia Delmas").await;
        let all: String = (1..=20).map(|n| format!("{n},Person {n:02},p{n}@x.example,Role\n")).collect();
        let head = "id,name,mail,title\n";
        write(app, &table(folder.path(), &format!("{head}{all}21,Nadia,{},\n", partner.email)), &options("directory", false, None)).await;

        // One is gone, one changes, one is new, one cannot be read, a partner is not touched.
        let fewer = all.replace("7,Person 07,p7@x.example,Role\n", "").replace("8,Person 08,p8@x.example,Role", "8,Person Huit,p8@x.example,Chef");
        let text = format!("{head}{fewer}22,New One,new@x.example,Role\n23,,none@x.example,\n");
        let directory = table(folder.path(), &text);
        let plan = write(app, &directory, &options("directory", true, None)).await;
        let expected = |gone: &'static str| [
            ("changed", "Person Huit", "name: Person 08 > Person Huit, title: Role > Chef".to_owned()),
            ("created", "New One", "name:  > New One, title:  > Role".to_owned()),
            ("left_out", "", "Enter the name.".to_owned()),
            (gone, "Person 07", "not in the source any more".to_owned()),
        ];
        assert_eq!(told(&plan), expected("stays"));
        let json = serde_json::to_value(&plan).unwrap();
        assert_eq!(json["people"][0]["fields"][1], serde_json::json!({ "field": "title", "before": "Role", "after": "Chef" }));
        let leave = |most_leavers| Options { follow: Some(Follow { leavers: true, most_leavers, arrivals: false, holds: false }), ..options("directory", false, None) };
        let report = write(app, &directory, &leave(10)).await;
        assert_eq!(told(&report), expected("leaves"));
        let gone = "members WHERE name = 'Person 07' AND state = 1 AND email IS NULL";
        assert_eq!((count(app, gone).await, count(app, "members WHERE state = 1").await), (1, 1));
        for person in [&other, &partner] {
            person.browser.get("/").await.expect(200);
        }
        sound(app).await;

        // A file of which half is missing closes nobody and changes nothing, until more is allowed.
        let half: String = (1..=9).map(|n| format!("{n},Person {n:02},p{n}@x.example,Other\n")).collect();
        let directory = table(folder.path(), &format!("{head}{half}"));
        let report = write(app, &directory, &leave(10)).await;
        assert!(report.dry_run && report.stopped.as_deref().is_some_and(|stopped| stopped.starts_with("12 of the 20 people")), "{report:?}");
        assert_eq!(count(app, "members WHERE title = 'Other' OR (state = 1 AND name <> 'Person 07')").await, 0);
        // One that holds a row of which it is not known whose it is closes nobody either.
        let blind = write(app, &table(folder.path(), &format!("{head}{half}10,Person\n")), &leave(100)).await;
        assert!(blind.stopped.is_none() && blind.count(What::Leaves) == 0 && blind.count(What::Stays) == 12, "{blind}");
        let report = write(app, &table(folder.path(), &format!("{head}{half}")), &leave(60)).await;
        assert_eq!((report.count(What::Leaves), count(app, "members WHERE state = 1").await), (12, 13));
        sound(app).await;
    }
}

both_engines! {
    async fn the_last_administrator_stays_and_a_disabled_account_is_gone(app: TestApp) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tree.ldif");
        let entry = |uid: &str, mail: &str, bits: u8| format!("dn: uid={uid},dc=x\nobjectClass: user\nsAMAccountName: {uid}\ncn: Name {uid}\nmail: {mail}\nuserAccountControl: {bits}\n\n");
        let admin = app.admin.email.clone();
        std::fs::write(&file, entry("boss", &admin, 0) + &entry("a", "a@x.example", 0) + &entry("b", "b@x.example", 0)).unwrap();
        let open = || Directory::open(std::slice::from_ref(&file), Access::Closed, false).unwrap();
        write(app, &open(), &options("directory", false, None)).await;
        std::fs::write(&file, entry("a", "a@x.example", 2) + &entry("b", "b@x.example", 0)).unwrap();
        let leave = Options { follow: Some(Follow { leavers: true, most_leavers: 100, arrivals: false, holds: false }), ..options("directory", false, None) };
        let report = write(app, &open(), &leave).await;
        let words: Vec<_> = told(&report).into_iter().map(|(what, _, why)| (what, why)).collect();
        let expected = [("leaves", "the account is disabled in the directory"), ("stays", "the last administrator is never closed")];
        assert_eq!(words, expected.map(|(what, why)| (what, why.to_owned())));
        app.admin.browser.get("/admin").await.expect(200);
        assert_eq!(count(app, "members WHERE state = 1").await, 1);
        sound(app).await;
    }
}

both_engines! {
    async fn who_is_new_arrives_where_that_is_said(app: TestApp) {
        let folder = tempfile::tempdir().unwrap();
        write(app, &table(folder.path(), "id,name,mail\n1,Ana Lima,ana@x.example\n"), &options("directory", false, None)).await;
        app.settle().await;
        assert_eq!((count(app, "newcomers").await, count(app, "members WHERE first_visit = 1").await), (0, 0), "the first import is of all the company");
        let arrive = Options { follow: Some(Follow { arrivals: true, ..Follow::default() }), ..options("directory", false, None) };
        write(app, &table(folder.path(), "id,name,mail\n1,Ana Lima,ana@x.example\n2,Bo Chen,bo@x.example\n"), &arrive).await;
        app.settle().await;
        assert_eq!((count(app, "newcomers").await, count(app, "members WHERE first_visit = 1 AND name = 'Bo Chen'").await), (1, 1));
        sound(app).await;
    }
}

both_engines! {
    async fn who_left_stays_so_and_partners_are_left_alone(app: TestApp) {
        let leaver = app.employee("Paul Sorel").await;
        let partner = app.partner("Nadia Delmas").await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("people.csv");
        let text = format!("id,name,mail,groups\n1,Paul Sorel,{},Ventes\n2,Nadia X,{},Ventes\n", leaver.email, partner.email);
        std::fs::write(&file, text).unwrap();
        let directory = Directory::open(std::slice::from_ref(&file), Access::Closed, false).unwrap();
        let report = write(app, &directory, &options("directory", false, Some(app.admin.id))).await;
        assert_eq!(figures(&report, Kind::Person), (0, 0, 1, 1), "{report}");
        assert_eq!(figures(&report, Kind::Membership), (1, 0, 0, 1));
        app.close_account(&leaver).await;
        let report = write(app, &directory, &options("directory", false, Some(app.admin.id))).await;
        assert_eq!(figures(&report, Kind::Person), (0, 0, 0, 2), "{report}");
        sound(app).await;
    }
}

both_engines! {
    async fn a_cut_directory_goes_on(app: TestApp) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("people.csv");
        let rows: String = (0..1200).map(|n| format!("{n},Person {n},p{n}@x.example,Team {}\n", n % 3)).collect();
        std::fs::write(&file, format!("id,name,mail,groups\n{rows}")).unwrap();
        let directory = Directory::open(std::slice::from_ref(&file), Access::Closed, false).unwrap();
        let options = options("directory", false, Some(app.admin.id));
        cut(app, &directory, &options, 2).await;
        sound(app).await;
        let report = write(app, &directory, &options).await;
        assert_eq!((figures(&report, Kind::Person), figures(&report, Kind::Membership)), ((200, 0, 1000, 0), (1200, 0, 0, 0)));
        sound(app).await;
    }
}

/// How many rows there are.
async fn count(app: &TestApp, rows: &str) -> i64 {
    let text: &'static str = format!("SELECT count(*) AS n FROM {rows}").leak();
    let statement = Statement { name: "test", text };
    app.node.platform.db.one(&statement, &[], |row| row.int("n")).await.expect(rows)
}

both_engines! {
    async fn a_site_of_questions_becomes_a_community(app: FindingApp) {
        let exchange = Exchange::open(&sample("stackexchange"), "Le français", Access::Open).unwrap();
        let options = options(&exchange.source(), false, Some(app.admin.id));
        let plan = write(app, &exchange, &Options { dry_run: true, ..options.clone() }).await;
        assert_eq!(count(app, "posts").await, 0, "nothing is written");
        let report = write(app, &exchange, &options).await;
        assert_eq!(report.lines, plan.lines, "what was planned was done");
        for (kind, expected) in [
            (Kind::Person, (3, 0, 0, 2)),
            (Kind::Community, (1, 0, 0, 0)),
            (Kind::Membership, (3, 0, 0, 0)),
            (Kind::Post, (1, 0, 0, 2)),
            (Kind::Comment, (4, 0, 0, 2)),
            (Kind::Accepted, (1, 0, 0, 0)),
            (Kind::Reaction, (1, 0, 0, 0)),
            (Kind::Vote, (1, 0, 0, 3)),
            (Kind::Bookmark, (1, 0, 0, 0)),
        ] {
            assert_eq!(figures(&report, kind), expected, "{kind}\n{report}");
        }
        sound(app).await;
        for (rows, expected) in [
            ("posts WHERE format = 'question' AND heading = 'Accord du participe' AND body = 'Comment *accorder* un [participe](<https://a.example/p>) ?' AND published_at = 1313612336507 AND comment_count = 4", 1),
            ("posts p JOIN comments c ON c.id = p.answer_id WHERE c.body LIKE 'Avec l''auxiliaire : `être`.%- deux' AND c.vote_count = 1 AND c.reply_count = 1", 1),
            ("comments c JOIN members m ON m.id = c.author_id WHERE c.body = 'Jamais.' AND m.name = 'user73' AND m.password_hash IS NULL AND m.email IS NULL", 1),
            ("topic_uses u JOIN topics t ON t.id = u.topic_id WHERE t.key IN ('grammaire', 'accord')", 2),
            ("mentions", 0),
            ("places WHERE name = 'Le français' AND description = 'CC BY-SA 3.0' AND access = 0 AND member_count = 4", 1),
            ("notifications", 0),
            ("mails", 0),
        ] {
            assert_eq!(count(app, rows).await, expected, "{rows}");
        }
        let found = app.admin.browser.get("/search?q=participe").await.expect(200);
        assert!(found.has("Accord du"), "{}", found.text());
        let again = write(app, &exchange, &options).await;
        assert_eq!(again.lines.iter().map(|line| line.created + line.changed).sum::<u64>(), 0, "{again}");
        // What was removed since stays so, and nothing new hangs on it.
        sound(app).await;
    }
}

both_engines! {
    async fn an_import_goes_on_where_its_community_went(app: TestApp) {
        let exchange = Exchange::open(&sample("stackexchange"), "Le français", Access::Open).unwrap();
        let options = options(&exchange.source(), false, Some(app.admin.id));
        // Cut once its people and its community are there.
        cut(app, &exchange, &options, 2).await;
        assert_eq!((count(app, "places WHERE name = 'Le français'").await, count(app, "posts").await), (1, 0));
        let db = &app.node.platform.db;
        let place = Statement { name: "test", text: "SELECT id AS n FROM places WHERE name = 'Le français'" };
        let from = db.one(&place, &[], |row| row.int("n")).await.unwrap();
        let into = app.community(ruche_testkit::Kind::Open, "Langues", &app.admin).await.to_string();
        let fields = [("into", into.as_str()), ("typed", "Le français"), ("known", "1")];
        app.admin.browser.post_once(&format!("/communities/{from}/merge"), &fields).await.expect(303);
        app.settle().await;
        write(app, &exchange, &options).await;
        for rows in ["posts", "comments"] {
            let all = count(app, rows).await;
            assert!(all > 0 && count(app, &format!("{rows} x JOIN places p ON p.id = x.place_id AND p.name = 'Langues'")).await == all, "{rows}");
        }
        sound(app).await;
    }
}

both_engines! {
    async fn a_workspace_becomes_communities(app: FindingApp) {
        let slack = Slack::open(&sample("slack")).unwrap();
        assert_eq!(slack.source(), "slack:T1");
        let ana = app.employee("Ana Costa").await;
        let options = options(&slack.source(), false, Some(app.admin.id));
        let plan = write(app, &slack, &Options { dry_run: true, ..options.clone() }).await;
        let report = write(app, &slack, &options).await;
        assert_eq!(report.lines, plan.lines, "what was planned was done");
        for (kind, expected) in [
            (Kind::Person, (4, 0, 0, 2)),
            (Kind::Community, (2, 0, 0, 0)),
            (Kind::Membership, (2, 0, 0, 2)),
            (Kind::Post, (4, 0, 0, 3)),
            (Kind::Comment, (1, 0, 0, 1)),
            (Kind::Reaction, (2, 0, 0, 3)),
        ] {
            assert_eq!(figures(&report, kind), expected, "{kind}\n{report}");
        }
        sound(app).await;
        for (rows, expected) in [
            ("members WHERE name IN ('Cy Diaz', 'Di Eich') AND state = 1 AND email IS NULL AND kind = 0", 2),
            ("members WHERE name = 'Ana Lima' AND email = 'ana@orvane.example' AND title = 'Vendeuse' AND password_hash IS NULL AND state = 0", 1),
            ("places WHERE name = 'direction' AND access = 2 AND description = 'Budget' AND created_at = 1452837400000", 1),
            ("posts WHERE body LIKE 'Qui sait régler le **déraillomètre** ? [@Bo Chen](/members/%' AND published_at = 1452837400000 AND comment_count = 1", 1),
            ("mentions g JOIN members m ON m.id = g.member_id WHERE m.name = 'Bo Chen'", 1),
            ("posts p JOIN members m ON m.id = p.author_id WHERE p.body = '📎 plan.pdf' AND p.missing_file = 1 AND m.name = 'Cy Diaz'", 1),
            ("comments WHERE body = 'Moi : `tourner 3 fois`' AND published_at = 1452924000000", 1),
            ("notifications", 0),
            ("mails", 0),
        ] {
            assert_eq!(count(app, rows).await, expected, "{rows}");
        }
        // What was private stays with those who were in it.
        let found = ana.browser.get("/search?q=d%C3%A9raillom%C3%A8tre").await.expect(200);
        assert!(found.has("déraillomètre"), "{}", found.text());
        assert!(!ana.browser.get("/search?q=confidentiel").await.expect(200).has("Budget confidentiel"));
        let again = write(app, &slack, &options).await;
        assert_eq!(again.lines.iter().map(|line| line.created + line.changed).sum::<u64>(), 0, "{again}");
    }
}

both_engines! {
    async fn the_public_workspace_is_read_as_it_came(app: TestApp) {
        let Some(dir) = shared("slack-export-sample") else { return };
        let slack = Slack::open(&dir.join("testarchive.zip")).unwrap();
        let options = options(&slack.source(), false, Some(app.admin.id));
        let report = write(app, &slack, &options).await;
        assert_eq!(figures(&report, Kind::Community), (2, 0, 0, 0), "{report}");
        assert!(figures(&report, Kind::Post).0 > 20, "{report}");
        sound(app).await;
        let again = write(app, &slack, &options).await;
        assert_eq!(again.lines.iter().map(|line| line.created + line.changed).sum::<u64>(), 0, "{again}");
    }
}

both_engines! {
    async fn the_public_site_is_cut_and_goes_on(app: FindingApp) {
        let Some(dir) = shared("stackexchange-french-meta") else { return };
        let exchange = Exchange::open(&dir, "French Meta", Access::Open).unwrap();
        let options = options(&exchange.source(), false, Some(app.admin.id));
        for batches in [3, 5] {
            cut(app, &exchange, &options, batches).await;
        }
        sound(app).await;
        let report = write(app, &exchange, &options).await;
        let (created, _, there, _) = figures(&report, Kind::Comment);
        assert_eq!(report.line(Kind::Post).found, 294, "{report}");
        assert!(created + there > 1700, "{report}");
        sound(app).await;
        assert!(app.admin.browser.get("/search?q=%22questions+de+traduction%22").await.expect(200).has("Translation"));
        let again = write(app, &exchange, &options).await;
        assert_eq!(again.lines.iter().map(|line| line.created + line.changed).sum::<u64>(), 0, "{again}");
    }
}

/// An update stream of the small data set of three people.
const STREAM: &str = "2|1|1|4|Di|Eich|male|0|2|1.2.3.4|Firefox|10|fr;en|di@x.example|20||
3|1|8|4|1|3
4|1|4|102|Groupe de Di|4|4|
5|1|5|102|1|5
6|1|6|1010||6|1.2.3.4|Firefox|fr|Bonjour *Rumi*|7|4|102|1|
7|1|7|5010|7|1.2.3.4|Firefox|great|5|3|1|1010|-1|
8|1|7|5011|8|1.2.3.4|Firefox|thanks|5|4|1|-1|5010|
9|1|2|1|1010|9
9|1|3|1|5010|9
9|1|2|77|1010|9
10|1|6|1011|photo1011.jpg|10|1.2.3.4|Firefox|||0|4|102|1|
";

both_engines! {
    async fn an_update_stream_is_done_by_the_products_own_actions_once(app: FindingApp) {
        let small = crate::small::Small::new();
        let dir = small.write();
        let data = Dataset::open(&dir).unwrap();
        let options = load::Options { source: "ldbc".into(), dry_run: false };
        load::load(&app.node.platform, &data, &options, &mut |_| ControlFlow::Continue(())).await.unwrap();
        std::fs::create_dir(dir.join("update_streams")).unwrap();
        let (people, forums): (Vec<&str>, Vec<&str>) = STREAM.lines().partition(|line| line.split('|').nth(2) == Some("1"));
        std::fs::write(dir.join("update_streams/updateStream_0_0_person.csv"), people.join("\n")).unwrap();
        std::fs::write(dir.join("update_streams/updateStream_0_0_forum.csv"), forums.join("\n")).unwrap();
        let streams = Updates::open(&dir).unwrap();
        let told = |replay: &updates::Replay| {
            replay.lines().map(|(word, line)| (word, line.count(), line.already, line.refused.values().sum::<u64>())).collect::<Vec<_>>()
        };
        let replay = updates::replay(&app.node.content, &streams, "ldbc", &mut |_| {}).await.unwrap();
        let expected = [
            ("person", 1, 0, 0),
            ("community", 1, 0, 0),
            ("join", 1, 0, 0),
            ("join to write", 1, 0, 0),
            ("post", 1, 0, 1),
            ("comment", 2, 0, 0),
            ("like", 2, 0, 1),
            ("follow each other", 1, 0, 0),
        ];
        assert_eq!(told(&replay), expected, "{replay}");
        sound(app).await;
        for (rows, expected) in [
            ("comments c JOIN comments top ON top.id = c.parent_id WHERE c.body = 'thanks' AND top.body = 'great'", 1),
            ("posts WHERE body = 'Bonjour \\*Rumi\\*' AND language = 'fr' AND comment_count = 2", 1),
            ("reactions r JOIN members m ON m.id = r.member_id WHERE m.username = 'ldbc-1' AND r.created_at > 1600000000000", 2),
        ] {
            assert_eq!(count(app, rows).await, expected, "{rows}");
        }
        assert!(count(app, "notifications").await > 0, "colleagues are told as of anything else");
        let found = app.admin.browser.get("/search?q=bonjour").await.expect(200);
        assert!(found.has("Bonjour"), "{}", found.text());
        let again = updates::replay(&app.node.content, &streams, "ldbc", &mut |_| {}).await.unwrap();
        assert!(told(&again).iter().all(|(_, done, ..)| *done == 0), "{again}");
        // Cut after an action and before its key: the sending has a key of its own.
        let platform = &app.node.platform;
        static FORGET: Statement = Statement { name: "FORGET", text: "DELETE FROM import_sources WHERE kind IN ('person', 'post', 'comment') AND source_id IN ('4', '1010', '5010', '5011')" };
        platform.db.write(work!([] | tx | { tx.exec(&FORGET, &[]).await })).await.unwrap();
        updates::replay(&app.node.content, &streams, "ldbc", &mut |_| {}).await.unwrap();
        assert_eq!((count(app, "posts WHERE body LIKE 'Bonjour%'").await, count(app, "comments WHERE body IN ('great', 'thanks')").await), (1, 2));
        sound(app).await;
    }
}
