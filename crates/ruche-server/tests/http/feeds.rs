//! The private addresses by which programs read feeds: what they give, to whom, in which form, and how they end.

use super::api::{ALL, Client, told};
use reqwest::Method;
use ruche_kernel::Clock as _;
use ruche_testkit::{Answer, Kind, Someone, both_engines, key};
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

/// Makes the address of a person for a page (`/communities/7`), or another one.
pub async fn make(someone: &Someone, page: &str) -> String {
    let page = someone.browser.post(&format!("{page}/feed"), &[]).await.expect(200);
    let address = page.texts("#secret").remove(0);
    address[address.find("/feeds/").unwrap()..].to_owned()
}

/// What an independent reader of XML finds in a feed, having asked what Atom asks (RFC 4287, 4.1): one id, title and date for the whole and
/// for each entry, an author for each, whole addresses, dates of RFC 3339, nothing that is not of Atom.
fn read(answer: &Answer) -> Value {
    const READER: &str = r#"
import sys, json, re, xml.etree.ElementTree as E
A = "{http://www.w3.org/2005/Atom}"
root = E.fromstring(sys.stdin.buffer.read())
assert root.tag == A + "feed", root.tag
assert all(one.tag.startswith(A) for one in root.iter())
def one(of, name):
    found = of.findall(A + name)
    assert len(found) == 1, (name, len(found))
    return found[0]
def text(of, name):
    return one(of, name).text or ""
def dressed(of):
    for name in ["id", "title", "updated"]: text(of, name)
    assert text(of, "id").startswith("http"), text(of, "id")
    link = [l for l in of.findall(A + "link") if l.get("rel") == "alternate"]
    assert len(link) == 1 and link[0].get("href") == text(of, "id"), "one page"
    for name in ["updated", "published"]:
        for date in of.findall(A + name): assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", date.text), date.text
dressed(root)
entries = []
for entry in root.findall(A + "entry"):
    dressed(entry)
    content = one(entry, "content")
    assert content.get("type") == "html"
    entries.append({"id": text(entry, "id"), "title": text(entry, "title"), "author": text(one(entry, "author"), "name"), "html": content.text or "",
        "published": text(entry, "published"), "updated": text(entry, "updated"), "language": entry.get("{http://www.w3.org/XML/1998/namespace}lang"),
        "format": [c.get("term") for c in entry.findall(A + "category")]})
assert len({e["id"] for e in entries}) == len(entries), "each once"
print(json.dumps({"title": text(root, "title"), "language": root.get("{http://www.w3.org/XML/1998/namespace}lang"), "updated": text(root, "updated"), "entries": entries}))
"#;
    assert_eq!(answer.headers["content-type"], "application/atom+xml; charset=utf-8");
    let mut reader =
        Command::new("python3").args(["-c", READER]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    reader.stdin.take().unwrap().write_all(answer.body.as_bytes()).unwrap();
    let done = reader.wait_with_output().unwrap();
    assert!(done.status.success(), "{}\n{}", String::from_utf8_lossy(&done.stderr), answer.body);
    serde_json::from_slice(&done.stdout).unwrap()
}

fn each<'a>(feed: &'a Value, field: &str) -> Vec<&'a str> {
    feed["entries"].as_array().unwrap().iter().map(|entry| entry[field].as_str().unwrap()).collect()
}

both_engines! {
    async fn an_address_gives_what_its_owner_reads_there_now(app: TestApp) {
        let (camille, yanis, zoe, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Zoé Tran").await, app.partner("Ana Delmas").await);
        let place = app.community(Kind::Closed, "Qualité & <essais>", &camille).await;
        for person in [&yanis, &ana] {
            app.join(place, &camille, person).await;
        }
        let page = format!("/communities/{place}");
        let first = camille.publish(place, &format!("Le *joint* 30 < 40 & [le guide](/topics/joints) {} #joints", zoe.mention())).await;
        app.clock.advance(60_000);
        let second = ana.publish(place, "Livraison [demain](https://example.org/a?b=1&c=2)").await;
        let elsewhere = zoe.publish(app.company, "Ailleurs, des #joints aussi").await;
        let program = app.stranger();
        let of_yanis = make(&yanis, &page).await;
        // Nobody makes one where they read nothing, nor without a session.
        zoe.browser.post(&format!("{page}/feed"), &[]).await.expect(404);
        zoe.browser.get(&format!("{page}/feed")).await.expect(404);
        zoe.browser.post("/topics/rien/feed", &[]).await.expect(404);
        program.post_once(&format!("{page}/feed"), &[]).await.expect(401);
        let answer = program.get(&of_yanis).await.expect(200);
        let feed = read(&answer);
        assert_eq!(feed["title"].as_str().unwrap().replace('\u{a0}', " "), "Orvane : Qualité & <essais>");
        assert_eq!(feed["language"], "fr");
        assert!(each(&feed, "id")[0].ends_with(&format!("/posts/{second}")) && each(&feed, "id")[1].ends_with(&format!("/posts/{first}")), "{feed}");
        assert_eq!(each(&feed, "author"), ["Ana Delmas (Partenaire · Delmas Logistique)", "Camille Rousset"]);
        let html = each(&feed, "html")[1];
        assert!(html.contains("<em>joint</em> 30 &lt; 40 &amp; "), "{html}");
        assert!(html.contains("@Zoé Tran") && !html.contains("/members/"), "people are named without a link: {html}");
        let base = each(&feed, "id")[1].split("/posts/").next().unwrap();
        assert!(html.contains(&format!("href=\"{base}/topics/joints\"")), "addresses are whole: {html}");
        assert!(!answer.body.contains(of_yanis.trim_start_matches("/feeds/").trim_end_matches(".xml")), "the secret stands nowhere in it");
        // By topic: whatever bears it and the owner reads.
        let (by_yanis, by_zoe) = (make(&yanis, "/topics/joints").await, make(&zoe, "/topics/joints").await);
        assert_eq!(each(&read(&program.get(&by_yanis).await.expect(200)), "id").len(), 2);
        let of_zoe = read(&program.get(&by_zoe).await.expect(200));
        assert!(each(&of_zoe, "id").len() == 1 && each(&of_zoe, "id")[0].ends_with(&format!("/posts/{elsewhere}")), "{of_zoe}");
        // In the archives, in the bin: not in the feed.
        camille.browser.post_once(&format!("/posts/{first}/archive?_method=put"), &[]).await.expect(303);
        assert_eq!(each(&read(&program.get(&of_yanis).await.expect(200)), "id").len(), 1);
        ana.browser.post_once(&format!("/posts/{second}?_method=delete"), &[]).await.expect(303);
        assert!(each(&read(&program.get(&of_yanis).await.expect(200)), "id").is_empty(), "an empty feed is one");
        // Out of the community, out of the company.
        app.remove(place, &camille, &yanis).await;
        program.get(&of_yanis).await.expect(404);
        let lost = yanis.browser.get("/settings/feeds").await.expect(200);
        assert!(lost.has("Un lieu que vous ne lisez plus") && !lost.has("Qualité"), "{}", lost.text());
        app.close_account(&zoe).await;
        program.get(&by_zoe).await.expect(404);
        app.settle().await;
        let findings = ruche_server::check::run(&app.node.platform.db, app.node.platform.blobs.as_ref(), app.clock.now_ms()).await.unwrap();
        assert!(findings.iter().all(|finding| !finding.name.contains("feeds") || finding.differences == 0), "{findings:?}");
    }
}

both_engines! {
    async fn what_did_not_change_is_not_sent_again(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let place = app.community(Kind::Open, "Salon", &camille).await;
        let post = camille.publish(place, "Le plan").await;
        let (program, path) = (app.stranger(), make(&camille, &format!("/communities/{place}")).await);
        let first = program.get(&path).await.expect(200);
        assert_eq!((first.headers["cache-control"].to_str().unwrap(), first.headers["referrer-policy"].to_str().unwrap()), ("private, no-cache", "no-referrer"));
        let (tag, date) = (first.headers["etag"].to_str().unwrap().to_owned(), first.headers["last-modified"].to_str().unwrap().to_owned());
        let asked = async |name: &str, value: &str| program.send(program.request(Method::GET, &path).header(name, value)).await;
        for (name, value, status) in [
            ("if-none-match", tag.as_str(), 304),
            ("if-none-match", "\"other\"", 200),
            ("if-modified-since", date.as_str(), 304),
            ("if-modified-since", "Thu, 01 Jan 1970 00:00:00 GMT", 200),
            ("if-modified-since", "hier", 200),
        ] {
            let answer = asked(name, value).await.expect(status);
            assert_eq!(answer.headers["etag"].to_str().unwrap(), tag, "{name}: {value}");
            assert_eq!(answer.body.is_empty(), status == 304, "{name}: {value}");
        }
        app.clock.advance(60_000);
        camille.browser.post_once(&format!("/posts/{post}"), &[("key", "feeds-1"), ("version", "1"), ("place", &place.to_string()), ("body", "Le plan corrigé")]).await.expect(303);
        let after = asked("if-none-match", &tag).await.expect(200);
        asked("if-modified-since", &date).await.expect(200);
        let (before, after) = (read(&first), read(&after));
        assert!(each(&after, "updated")[0] > each(&before, "updated")[0] && each(&after, "published") == each(&before, "published"), "{after}");
        assert_eq!(after["updated"], after["entries"][0]["updated"]);
    }
}

both_engines! {
    async fn an_address_is_made_replaced_and_deleted(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let place = app.community(Kind::Closed, "Qualité", &camille).await;
        let (program, page) = (app.stranger(), format!("/communities/{place}"));
        assert!(camille.browser.get(&page).await.expect(200).attributes("a", "href").contains(&format!("{page}/feed")), "its page leads there");
        let first = make(&camille, &page).await;
        assert!(first.len() >= "/feeds/.xml".len() + 22, "128 bits at least: {first}");
        let shown = camille.browser.get(&format!("{page}/feed")).await.expect(200);
        assert!(!shown.body.contains(&first[7..30]) && shown.text().contains("pas encore lue"), "shown once");
        program.get(&first).await.expect(200);
        let mut asked = 0;
        while !camille.browser.get("/settings/feeds").await.expect(200).text().contains("dernière lecture le") {
            asked += 1;
            assert!(asked < 500, "the day of the reading is not kept");
        }
        let second = make(&camille, &page).await;
        program.get(&first).await.expect(404);
        program.get(&second).await.expect(200);
        program.get(&second.replace(".xml", "")).await.expect(404);
        // By the API: told once, listed, taken back, by its owner alone.
        let (client, other) = (Client::of(app, &camille, &ALL).await, Client::of(app, &app.admin, &ALL).await);
        let list = client.get("/settings/feeds").await;
        assert_eq!((&list["items"][0]["kind"], &list["items"][0]["name"]), (&json!("community"), &json!("Qualité")));
        let made = told(&client.ask(Method::POST, "/settings/feeds", Some(json!({ "community": place.to_string() }))).await.expect(201));
        let third = made["url"].as_str().unwrap();
        let third = &third[third.find("/feeds/").unwrap()..];
        program.get(&second).await.expect(404);
        program.get(third).await.expect(200);
        for (sent, status) in [(json!({}), 422), (json!({ "community": place.to_string(), "topic": "x" }), 422), (json!({ "topic": "rien" }), 404), (json!({ "community": "999" }), 404)] {
            client.ask(Method::POST, "/settings/feeds", Some(sent.clone())).await.expect(status);
        }
        other.ask(Method::POST, "/settings/feeds", Some(json!({ "community": place.to_string() }))).await.expect(404);
        let id = list["items"][0]["id"].as_str().unwrap();
        other.ask(Method::DELETE, &format!("/settings/feeds/{id}"), None).await.expect(404);
        client.ask(Method::DELETE, &format!("/settings/feeds/{id}"), None).await.expect(204);
        program.get(third).await.expect(404);
        camille.browser.post_once(&format!("/settings/feeds/{id}?_method=delete"), &[]).await.expect(404);
    }
}

both_engines! {
    async fn a_feed_is_bounded_and_costs_the_same_with_much_in_it(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let place = app.community(Kind::Open, "Salon", &camille).await;
        let (program, path) = (app.stranger(), make(&camille, &format!("/communities/{place}")).await);
        let empty = program.get(&path).await.expect(200);
        assert!(empty.statements > 0 && empty.statements <= 5, "{} statements", empty.statements);
        for n in 0..60 {
            app.publish_quickly(camille.id, place, &format!("Texte {n} #salon")).await;
        }
        let full = program.get(&path).await.expect(200);
        assert_eq!(full.statements, empty.statements, "as many statements with much in it");
        assert_eq!(each(&read(&full), "id").len(), 50);
        let topic = program.get(&make(&camille, "/topics/salon").await).await.expect(200);
        assert!(topic.statements <= 5 && each(&read(&topic), "id").len() == 50, "{} statements", topic.statements);
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
            guessed = program.get(&format!("/feeds/{}.xml", key())).await.status.as_u16();
        }
        assert_eq!(guessed, 429);
        app.settle().await;
    }
}
