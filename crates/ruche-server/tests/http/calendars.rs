//! The private address of a calendar: what it gives, to whom, and how it ends.

use super::budgets::plan;
use ical::parser::ical::component::{IcalCalendar, IcalEvent};
use ical::property::Property;
use reqwest::Method;
use ruche_content::posts::model::PostId;
use ruche_kernel::{Clock as _, PlaceId};
use ruche_platform::db::{Engine, Statement};
use ruche_testkit::{Answer, Browser, Kind, Someone, TestApp, both_engines, key};
use std::collections::BTreeSet;

const DAY_MS: i64 = 86_400_000;

/// Makes the address of a person, or another one, by the page of the settings.
pub async fn make(someone: &Someone) -> String {
    let page = someone.browser.post("/settings/calendar", &[]).await.expect(200);
    let address = page.texts("#secret").remove(0);
    assert_eq!(page.attributes("a[href^='webcal://']", "href"), [address.replace("http://", "webcal://")]);
    address[address.find("/calendar/").unwrap()..].to_owned()
}

/// What a field of the composer says for a moment so many hours from now, in Paris.
fn in_hours(app: &TestApp, hours: i64) -> String {
    let at = jiff::Timestamp::from_millisecond(app.clock.now_ms() + hours * 3_600_000).unwrap();
    at.to_zoned(jiff::tz::TimeZone::get("Europe/Paris").unwrap()).strftime("%Y-%m-%dT%H:%M").to_string()
}

/// An event so many hours from now.
async fn publish(app: &TestApp, author: &Someone, place: PlaceId, heading: &str, hours: i64) -> PostId {
    let (key, place, starts) = (key(), place.to_string(), in_hours(app, hours));
    let fields = [("key", key.as_str()), ("place", &place), ("format", "event"), ("heading", heading), ("starts", &starts), ("body", "")];
    PostId(author.browser.post_once("/posts", &fields).await.expect(303).toast().unwrap().1)
}

fn value<'a>(properties: &'a [Property], name: &str) -> Option<&'a str> {
    properties.iter().find(|property| property.name == name).and_then(|property| property.value.as_deref())
}

/// What a program that subscribes reads, having asked that the file is one (RFC 5545, 3.1 and 3.6).
fn read(answer: &Answer) -> IcalCalendar {
    assert_eq!(answer.headers["content-type"], "text/calendar; charset=utf-8");
    assert_eq!(answer.body.matches('\n').count(), answer.body.matches("\r\n").count(), "lines end with CR and LF");
    for line in answer.body.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
    }
    let mut calendars = ical::IcalParser::new(answer.body.as_bytes());
    let calendar = calendars.next().unwrap().unwrap();
    assert!(calendars.next().is_none());
    for name in ["VERSION", "PRODID", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL"] {
        assert!(value(&calendar.properties, name).is_some_and(|value| !value.is_empty()), "{name} in {}", answer.body);
    }
    for event in &calendar.events {
        for name in ["UID", "DTSTAMP", "DTSTART", "DTEND", "LAST-MODIFIED", "SEQUENCE", "SUMMARY"] {
            assert_eq!(event.properties.iter().filter(|property| property.name == name).count(), 1, "{name} in {}", answer.body);
        }
        for name in ["DTSTAMP", "DTSTART", "DTEND", "LAST-MODIFIED"] {
            assert!(value(&event.properties, name).unwrap().ends_with('Z'), "{name} is in UTC");
        }
    }
    calendar
}

/// The titles of the events that an address gives, in order.
async fn titles(browser: &Browser, path: &str) -> Vec<String> {
    let calendar = read(&browser.get(path).await.expect(200));
    calendar.events.iter().map(|event| value(&event.properties, "SUMMARY").unwrap().to_owned()).collect()
}

async fn the_event(browser: &Browser, path: &str) -> IcalEvent {
    read(&browser.get(path).await.expect(200)).events.remove(0)
}

both_engines! {
    async fn an_address_gives_what_its_owner_may_see_now(app: TestApp) {
        let (camille, yanis, zoe, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Zoé Tran").await, app.partner("Ana Delmas").await);
        let place = app.community(Kind::Closed, "Chantier", &camille).await;
        for person in [&yanis, &ana] {
            app.join(place, &camille, person).await;
        }
        let (open, closed, declined) = (publish(app, &camille, app.company, "Pour tous", 24).await, publish(app, &camille, place, "Au chantier", 48).await, publish(app, &camille, place, "Sans moi", 30).await);
        for (post, choice) in [(open, "1"), (closed, "0"), (declined, "2")] {
            yanis.browser.post_once(&format!("/posts/{post}/response"), &[("choice", choice)]).await.expect(303);
        }
        let program = app.stranger();
        let (of_yanis, of_zoe, of_ana) = (make(&yanis).await, make(&zoe).await, make(&ana).await);
        assert_eq!(titles(&program, &of_yanis).await, ["Pour tous", "Au chantier"]);
        assert_eq!(titles(&program, &of_zoe).await, ["Pour tous"]);
        assert_eq!(titles(&program, &of_ana).await, ["Sans moi", "Au chantier"]);
        // Whoever reads it by chance is signed in as nobody, and another one's session gives no more.
        assert_eq!(titles(&camille.browser, &of_zoe).await, ["Pour tous"]);
        // The same in the calendar as in the file of one event, so that no program has it twice.
        let whole = the_event(&program, &of_yanis).await;
        let alone = ical::IcalParser::new(yanis.browser.get(&format!("/posts/{open}/event.ics")).await.body.as_bytes()).next().unwrap().unwrap().events.remove(0);
        assert_eq!(whole.properties, alone.properties);
        assert_eq!(value(&whole.properties, "STATUS"), Some("TENTATIVE"));
        // In the archives, in the bin, back again.
        camille.browser.post_once(&format!("/posts/{open}/archive?_method=put"), &[]).await.expect(303);
        assert_eq!(titles(&program, &of_yanis).await, ["Au chantier"]);
        camille.browser.post_once(&format!("/posts/{open}/archive?_method=delete"), &[]).await.expect(303);
        camille.browser.post_once(&format!("/posts/{closed}?_method=delete"), &[]).await.expect(303);
        assert_eq!(titles(&program, &of_yanis).await, ["Pour tous"]);
        camille.browser.post_once(&format!("/posts/{closed}/restoration"), &[]).await.expect(303);
        assert_eq!(titles(&program, &of_yanis).await, ["Pour tous", "Au chantier"]);
        // Out of the community, out of the company.
        app.remove(place, &camille, &yanis).await;
        assert_eq!(titles(&program, &of_yanis).await, ["Pour tous"]);
        app.close_account(&zoe).await;
        program.get(&of_zoe).await.expect(404);
        app.clock.advance(400 * DAY_MS);
        program.get(&of_ana).await.expect(404);
        app.settle().await;
        let findings = ruche_server::check::run(&app.node.platform.db, app.node.platform.blobs.as_ref(), app.clock.now_ms()).await.unwrap();
        assert!(findings.iter().all(|finding| !finding.name.contains("calendars") || finding.differences == 0), "{findings:?}");
    }
}

both_engines! {
    async fn an_address_is_made_replaced_and_taken_back(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let program = app.stranger();
        let settings = async || camille.browser.get("/settings/calendar").await.expect(200);
        assert!(settings().await.texts("#main button").contains(&"Créer mon adresse".to_owned()));
        let first = make(&camille).await;
        assert!(first.len() >= "/calendar/.ics".len() + 22, "128 bits at least: {first}");
        let page = settings().await;
        assert!(!page.body.contains(&first[10..30]), "shown once");
        assert!(page.text().contains("pas encore lue"), "{}", page.text());
        let read = program.get(&first).await.expect(200);
        assert_eq!((read.headers["cache-control"].to_str().unwrap(), read.headers["referrer-policy"].to_str().unwrap()), ("private, no-cache", "no-referrer"));
        // The day is kept beside the answer, which does not wait for it.
        let mut asked = 0;
        while !settings().await.text().contains("dernière lecture le") {
            asked += 1;
            assert!(asked < 500, "the day of the reading is not kept");
        }
        let second = make(&camille).await;
        program.get(&first).await.expect(404);
        program.get(&second).await.expect(200);
        program.get(&second.replace(".ics", "")).await.expect(404);
        program.get(&second.replace(".ics", "x.ics")).await.expect(404);
        camille.browser.post_once("/settings/calendar?_method=delete", &[]).await.expect(303);
        program.get(&second).await.expect(404);
        assert!(settings().await.texts("#main button").contains(&"Créer mon adresse".to_owned()));
        // Nobody makes one for somebody else, nor without a session.
        program.post_once("/settings/calendar", &[]).await.expect(401);
    }
}

both_engines! {
    async fn an_event_that_moves_rises_and_what_did_not_change_is_not_sent_again(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let heading = "Démonstration, puis questions ; à l’étage « Été » : déjà vu, re-déjà vu, et encore une fois très longuement décrit";
        let post = publish(app, &camille, app.company, heading, 24).await;
        let (program, path) = (app.stranger(), make(&camille).await);
        let asked = async |tag: &str| program.send(program.request(Method::GET, &path).header("if-none-match", tag)).await;
        let first = program.get(&path).await.expect(200);
        let tag = first.headers["etag"].to_str().unwrap().to_owned();
        let before = read(&first).events.remove(0);
        assert_eq!(value(&before.properties, "SUMMARY").unwrap().replace("\\,", ",").replace("\\;", ";"), heading);
        app.clock.advance(60_000);
        for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}")] {
            let answer = asked(&known).await.expect(304);
            assert!(answer.body.is_empty() && answer.headers["etag"].to_str().unwrap() == tag);
        }
        asked("\"other\"").await.expect(200);
        let starts = in_hours(app, 48);
        let moved = [("key", "k"), ("version", "1"), ("format", "event"), ("heading", heading), ("starts", &starts), ("venue", "Salle 4; étage 2"), ("body", "")];
        camille.browser.post_once(&format!("/posts/{post}"), &moved).await.expect(303);
        let after = read(&asked(&tag).await.expect(200)).events.remove(0);
        assert_eq!(value(&before.properties, "UID"), value(&after.properties, "UID"));
        for name in ["SEQUENCE", "LAST-MODIFIED", "DTSTART"] {
            assert!(value(&after.properties, name) > value(&before.properties, name), "{name} rises");
        }
        assert_eq!(value(&after.properties, "LOCATION"), Some("Salle 4\\; étage 2"));
        // The name of a company is a text as well.
        let company = [("name", "Orvane, Rey; \\fils"), ("locale", "fr"), ("hue", "168"), ("leavers", "name")];
        app.admin.browser.post_once("/admin/company", &company).await.expect(303);
        let named = read(&program.get(&path).await.expect(200));
        for name in ["NAME", "X-WR-CALNAME"] {
            assert_eq!(value(&named.properties, name).unwrap().replace('\u{a0}', " "), "Orvane\\, Rey\\; \\\\fils : événements", "{name}");
        }
        // Also for who has another event there: its place in the order of hours is the new one.
        publish(app, &camille, app.company, "Avant", 30).await;
        assert_eq!(titles(&program, &path).await[0], "Avant");
        app.settle().await;
    }
}

both_engines! {
    async fn a_calendar_is_bounded_and_costs_the_same_with_much_in_it(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let (program, path) = (app.stranger(), make(&camille).await);
        let empty = program.get(&path).await.expect(200);
        assert!(empty.statements > 0 && empty.statements <= 3, "{} statements", empty.statements);
        assert!(read(&empty).events.is_empty());
        let post = publish(app, &camille, app.company, "Rencontre", 24).await;
        app.settle().await;
        // Six hundred more to come, two hundred that have begun, one a day.
        let more = "INSERT INTO posts (id, place_id, author_id, body, html, title, language, missing_file, comment_count, version, created_at, published_at, format, heading, details, starts_at)
            SELECT p.id + n.i, p.place_id, p.author_id, '', '', 'x', 'fr', 0, 0, 1, p.created_at, p.published_at, 'event', 'x', REPLACE(p.details, CAST(p.starts_at AS TEXT), CAST(p.starts_at + (n.i - 201) * CAST(86400000 AS BIGINT) AS TEXT)), p.starts_at + (n.i - 201) * CAST(86400000 AS BIGINT)
            FROM posts p CROSS JOIN (WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 801) SELECT i FROM s) n WHERE p.id = $1";
        let more: &'static Statement = Box::leak(Box::new(Statement { name: "more", text: more }));
        let id = post.0;
        app.node.platform.db.write(ruche_platform::work!([] | tx | { tx.exec(more, ruche_platform::values![id]).await })).await.unwrap();
        let full = program.get(&path).await.expect(200);
        assert_eq!(full.statements, empty.statements, "as many statements with much in it");
        let events = read(&full).events;
        let starts: Vec<i64> = events.iter().map(|event| instant(value(&event.properties, "DTSTART").unwrap())).collect();
        let now = app.clock.now_ms();
        assert_eq!((starts.iter().filter(|at| **at >= now).count(), starts.iter().filter(|at| **at < now).count()), (400, 90));
        assert!(starts.is_sorted() && starts[0] >= now - 90 * DAY_MS && starts[489] < now + 402 * DAY_MS, "from 90 days ago, the nearest to come");
        assert_eq!(events.iter().map(|event| value(&event.properties, "UID")).collect::<BTreeSet<_>>().len(), 490);
        if app.node.platform.db.engine() == Engine::Sqlite {
            let plan = plan(app, "posts::store::EVENTS", ruche_platform::values![camille.id, now, now - 90 * DAY_MS], 0).await;
            assert_eq!(plan.matches("posts_starting").count(), 2, "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
        // Too often: whoever asks waits, before much was read.
        let mut refused = program.get(&path).await;
        for _ in 0..40 {
            refused = program.get(&path).await;
        }
        assert!(refused.headers.contains_key("retry-after") && refused.statements <= 1, "{} statements", refused.statements);
        refused.expect(429);
        // What is not known costs its network.
        let mut guessed = 404;
        for _ in 0..150 {
            guessed = program.get(&format!("/calendar/{}.ics", key())).await.status.as_u16();
        }
        assert_eq!(guessed, 429);
    }
}

/// A moment of a calendar file, in milliseconds UTC.
fn instant(text: &str) -> i64 {
    let local: jiff::civil::DateTime = text.trim_end_matches('Z').parse().unwrap();
    local.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp().as_millisecond()
}
