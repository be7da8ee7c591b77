//! Translations by an engine that the company has, over its real wire: what it is sent, what becomes of its answers.

use reqwest::Method;
use ruche_kernel::PlaceId;
use ruche_platform::db::Statement;
use ruche_platform::values;
use ruche_testkit::{Answer, ENGINE_KEY, Kind, Says, Someone, TestApp, both_engines, key};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

static ROWS: Statement = Statement { name: "translations", text: "SELECT count(*) AS n FROM translations" };

const ENGLISH: &str = "The charging station in the car park works again, thanks to everyone who stayed late last night.";
const DAY_MS: i64 = 86_400_000;

async fn rows(app: &TestApp) -> i64 {
    app.node.platform.db.one(&ROWS, values![], |r| r.int("n")).await.unwrap()
}

async fn post(author: &Someone, place: PlaceId, fields: &[(&str, &str)]) -> i64 {
    let (key, place) = (key(), place.to_string());
    let fields = [&[("key", key.as_str()), ("place", place.as_str())][..], fields].concat();
    author.browser.post_once("/posts", &fields).await.expect(303).toast().unwrap().1
}

async fn ask(who: &Someone, path: &str) -> Answer {
    who.browser.post_once(path, &[]).await
}

async fn reads_english(who: &Someone) {
    who.browser.post_once("/settings/display", &[("locale", "en"), ("zone", "Europe/London"), ("theme", "")]).await.expect(303);
}

/// The buttons that have something translated.
fn buttons(page: &Answer) -> Vec<String> {
    page.attributes("form[action$='/translation']", "action")
}

both_engines! {
    async fn without_an_engine_there_is_nothing_of_it(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let id = post(&camille, app.company, &[("body", ENGLISH)]).await;
        for outlet in ["/".to_owned(), format!("/posts/{id}")] {
            assert!(buttons(&yanis.browser.get(&outlet).await.expect(200)).is_empty());
        }
        let path = format!("/posts/{id}/translation");
        yanis.browser.get(&path).await.expect(404);
        ask(&yanis, &path).await.expect(404);
    }
}

both_engines! {
    async fn a_reader_has_a_text_translated_once_for_all(app: TestApp, engine: TranslationEngine) {
        let (camille, yanis, paul) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await);
        let body = format!("{ENGLISH} **Good news** from {} about #Recharge, see [the plan](https://site.example/plan).\n\n- one\n- two", paul.mention());
        let id = post(&camille, app.company, &[("body", &body), ("format", "question"), ("heading", "Where & when?")]).await;
        let french = post(&camille, app.company, &[("body", "La borne de recharge du parking est réparée, merci à toute l’équipe.")]).await;
        let (thread, path) = (format!("/posts/{id}"), format!("/posts/{id}/translation"));
        // Offered for what is in another language than the reader's, and asked by nobody but a reader.
        for outlet in ["/", thread.as_str()] {
            assert_eq!(buttons(&yanis.browser.get(outlet).await.expect(200)), std::slice::from_ref(&path), "{outlet}");
        }
        ask(&yanis, &format!("/posts/{french}/translation")).await.expect(404);
        let before = yanis.browser.get(&path).await.expect(200);
        assert_eq!((before.attributes(".words > .prose", "lang"), buttons(&before)), (vec!["en".to_owned()], vec![path.clone()]));
        assert!(engine.asked().is_empty(), "a GET asks nobody");
        assert_eq!(ask(&yanis, &path).await.expect(303).location(), path);
        // What was sent: the text as HTML without its dress, and not a word about who asks.
        let asked = engine.asked();
        assert_eq!(asked.len(), 1);
        let (fields, headers) = (&asked[0].fields, &asked[0].headers);
        assert_eq!((&fields["source"], &fields["target"], &fields["format"], &fields["api_key"]), (&"en".into(), &"fr".into(), &"html".into(), &ENGINE_KEY.into()));
        assert_eq!(fields.as_object().unwrap().len(), 5);
        let q = fields["q"].as_str().unwrap();
        assert!(q.starts_with("<h3>Where &amp; when?</h3>\n<p>The charging station") && q.contains("<strong>Good news</strong>"), "{q}");
        assert!(q.contains(&format!("<a translate=\"no\" href=\"/members/{}\">@Paul Sorel</a>", paul.id)) && !q.contains("class=") && !q.contains("(site.example)"), "{q}");
        for name in ["cookie", "authorization", "referer", "x-forwarded-for", "accept-encoding"] {
            assert!(!headers.contains_key(name), "{name}");
        }
        assert!(!format!("{headers:?}{fields}").contains("Yanis"));
        // What is shown: marked as what it is, in the reader's language, the names and topics as they were, the original beside it.
        let page = yanis.browser.get(&path).await.expect(200);
        let shown = page.texts(".words > .prose[lang=fr]").concat();
        assert!(shown.starts_with("WHERE & WHEN? THE CHARGING STATION") && shown.contains("GOOD NEWS"), "{shown}");
        assert!(shown.contains("@Paul Sorel") && shown.contains("#Recharge") && shown.contains("THE PLAN (site.example)"), "{shown}");
        assert_eq!(page.attributes(".words > .prose a", "class"), ["mention", "topic"]);
        assert_eq!(page.texts(".words > .prose li"), ["ONE", "TWO"]);
        assert!(page.texts(".words > p").concat().contains("Traduit automatiquement de l’anglais"));
        assert_eq!(page.texts("details.original > summary"), ["Voir l’original"]);
        assert!(page.texts("details.original .prose[lang=en]").concat().contains("Where & when? The charging station"));
        // The frame alone, for the card that asked.
        let frame = format!("words-post-{id}");
        let alone = yanis.browser.send(yanis.browser.request(Method::GET, &path).header("turbo-frame", &frame)).await.expect(200);
        assert!(alone.body.starts_with("<turbo-frame") && alone.body.contains(&format!("id=\"{frame}\"")), "{}", alone.body);
        // Asked once for all who read that language, once more for another; nothing for whoever wrote it in theirs.
        assert_eq!(ask(&paul, &path).await.expect(303).location(), path);
        assert!(paul.browser.get(&path).await.expect(200).texts(".words > .prose[lang=fr]").concat().contains("GOOD NEWS"));
        assert_eq!(engine.asked().len(), 1);
        reads_english(&paul).await;
        paul.browser.get(&path).await.expect(404);
        let other = format!("/posts/{french}/translation");
        ask(&paul, &other).await.expect(303);
        assert_eq!((engine.asked().len(), rows(app).await), (2, 2));
        assert!(paul.browser.get(&other).await.expect(200).has("Translated automatically from French"));
        // A comment, likewise.
        let comment = camille.comment(ruche_content::posts::model::PostId(french), ENGLISH).await;
        let path = format!("/comments/{comment}/translation");
        assert_eq!(buttons(&yanis.browser.get(&format!("/posts/{french}")).await.expect(200)), std::slice::from_ref(&path));
        ask(&yanis, &path).await.expect(303);
        assert!(yanis.browser.get(&path).await.expect(200).texts(".words > .prose[lang=fr]").concat().starts_with("THE CHARGING"));
        // Beside what stands folded too.
        yanis.browser.post_once("/settings/display", &[("locale", "fr"), ("zone", "Europe/Paris"), ("theme", ""), ("hidden", "en")]).await.expect(303);
        assert_eq!(yanis.browser.get("/").await.expect(200).attributes("article.post > form.fold-aside", "action"), [format!("/posts/{id}/translation")]);
        app.settle().await;
    }
}

both_engines! {
    async fn what_the_engine_does_wrong_is_said_and_harms_nobody(app: TestApp, engine: TranslationEngine) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let id = post(&camille, app.company, &[("body", ENGLISH)]).await;
        let path = format!("/posts/{id}/translation");
        let (down, no) = ((503, "ne répond pas"), (422, "ne peut pas traduire ce texte"));
        let text = |html: &str| serde_json::json!({ "translatedText": html }).to_string();
        for (says, (status, words)) in [
            (Says::Status(500, "{\"error\":\"x\"}".into()), down),
            (Says::Status(429, "{\"error\":\"Slowdown\"}".into()), down),
            (Says::Status(400, "{\"error\":\"en is not supported\"}".into()), no),
            (Says::Status(403, "{\"error\":\"Invalid API key\"}".into()), no),
            (Says::Elsewhere, down),
            (Says::Nothing, down),
            (Says::Status(200, "<html>Bonjour</html>".into()), down),
            (Says::Status(200, String::new()), down),
            (Says::Status(200, "{\"error\":\"x\"}".into()), down),
            (Says::Status(200, "{\"translatedText\":[\"x\"]}".into()), down),
            (Says::Status(200, text(&"x".repeat(1_100_000))), down),
            (Says::Html("x".repeat(300_000)), down),
            (Says::Html("<em>".repeat(50_000)), down),
            (Says::Html(" <script>alert(1)</script> ".into()), down),
        ] {
            let asked = engine.asked().len();
            engine.says(says.clone());
            let begun = Instant::now();
            let answer = ask(&yanis, &path).await.expect(status);
            assert!(answer.texts(".words [role=alert]").concat().contains(words), "{says:?}: {}", answer.text());
            // The text is still there, with the way to try again where that may help.
            assert!(answer.texts(".words > .prose[lang=en]").concat().contains("charging station"));
            assert_eq!(buttons(&answer).len(), usize::from(status == 503), "{says:?}");
            assert!(begun.elapsed() < Duration::from_secs(8), "{says:?}");
            assert_eq!(engine.asked().len(), asked + 1, "asked once, and led nowhere: {says:?}");
            assert_eq!(rows(app).await, 0);
        }
        // What an engine adds is not let through.
        engine.says(Says::Html("<p style=\"x\" onclick=\"x()\">Bonjour <a href=\"https://evil.example\">ici</a><img src=\"https://evil.example/x\"><script>alert(1)</script></p>".into()));
        ask(&yanis, &path).await.expect(303);
        let page = yanis.browser.get(&path).await.expect(200);
        assert_eq!(page.texts(".words > .prose[lang=fr]"), ["Bonjour ici"]);
        assert!(!page.has("evil.example") && !page.has("onclick") && !page.has("alert(1)"));
    }
}

both_engines! {
    async fn those_who_ask_at_once_ask_once_and_keep_nobody_waiting(app: TestApp, engine: TranslationEngine) {
        let (camille, yanis, paul) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await);
        let id = post(&camille, app.company, &[("body", ENGLISH)]).await;
        let path = format!("/posts/{id}/translation");
        let turns = Arc::new(Semaphore::new(0));
        engine.says(Says::Held(Arc::clone(&turns)));
        let release = async {
            while engine.asked().is_empty() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            // While the engine thinks, pages come as ever, more of them at once than there are connections.
            let pages = (0..40).map(|_| async { paul.browser.get(&format!("/posts/{id}")).await.expect(200) });
            assert_eq!(futures_util::future::join_all(pages).await.len(), 40);
            turns.add_permits(10);
        };
        let readers = [&yanis, &yanis, &yanis, &paul, &paul].map(|who| ask(who, &path));
        let (answers, ()) = tokio::join!(futures_util::future::join_all(readers), release);
        assert!(answers.iter().all(|answer| answer.status == 303), "{answers:?}");
        assert_eq!((engine.asked().len(), rows(app).await), (1, 1));
    }
}

both_engines! {
    async fn a_translation_goes_with_its_text(app: TestApp, engine: TranslationEngine) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let id = post(&camille, app.company, &[("body", &format!("{ENGLISH} {}", yanis.mention()))]).await;
        let comment = camille.comment(ruche_content::posts::model::PostId(id), ENGLISH).await;
        let paths = [format!("/posts/{id}/translation"), format!("/comments/{comment}/translation")];
        let all = async || {
            for path in &paths {
                ask(&yanis, path).await.expect(303);
            }
            rows(app).await
        };
        assert_eq!(all().await, 2);
        // An edit, of the text or of its language alone, makes it another text.
        camille.browser.post_once(&format!("/comments/{comment}"), &[("body", &format!("{ENGLISH} Really."))]).await.expect(303);
        assert_eq!(rows(app).await, 1);
        let body = format!("{ENGLISH} {}", yanis.mention());
        camille.browser.post_once(&format!("/posts/{id}"), &[("version", "1"), ("body", &body), ("language", "de")]).await.expect(303);
        assert_eq!(rows(app).await, 0);
        assert_eq!(buttons(&yanis.browser.get(&paths[0]).await.expect(200)).len(), 1);
        assert_eq!(all().await, 2);
        assert_eq!(engine.asked().last().map(|asked| asked.fields["source"].clone()), Some("en".into()));
        assert!(engine.asked().iter().any(|asked| asked.fields["source"] == "de"));
        // Somebody whom it mentions has another name.
        let profile = [("name", "Yanis Haddad-Roy"), ("title", ""), ("unit", ""), ("site", ""), ("phone", ""), ("languages", ""), ("bio", "")];
        yanis.browser.post_once("/settings", &profile).await.expect(303);
        app.settle().await;
        assert_eq!(rows(app).await, 1);
        assert_eq!(all().await, 2);
        assert!(yanis.browser.get(&paths[0]).await.expect(200).texts(".words > .prose a.mention").concat().contains("Haddad-Roy"));
        // Thrown away, nobody meets it; back, it stands; purged, it is gone.
        let asked = engine.asked().len();
        camille.browser.post_once(&format!("/posts/{id}?_method=delete"), &[]).await.expect(303);
        for path in &paths {
            yanis.browser.get(path).await.expect(404);
            ask(&yanis, path).await.expect(404);
        }
        camille.browser.post_once(&format!("/posts/{id}/restoration"), &[]).await.expect(303);
        assert!(buttons(&yanis.browser.get(&paths[0]).await.expect(200)).is_empty());
        camille.browser.post_once(&format!("/posts/{id}?_method=delete"), &[]).await.expect(303);
        assert_eq!((engine.asked().len(), rows(app).await), (asked, 2));
        app.clock.advance(31 * DAY_MS);
        app.sweep().await;
        assert_eq!(rows(app).await, 0);
        app.settle().await;
    }
}

both_engines! {
    async fn a_text_that_is_edited_or_gone_meanwhile_is_not_kept(app: TestApp, engine: TranslationEngine) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        for gone in [false, true] {
            let id = post(&camille, app.company, &[("body", ENGLISH)]).await;
            let path = format!("/posts/{id}/translation");
            let (turns, before) = (Arc::new(Semaphore::new(0)), engine.asked().len());
            engine.says(Says::Held(Arc::clone(&turns)));
            let meanwhile = async {
                while engine.asked().len() == before {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
                if gone {
                    camille.browser.post_once(&format!("/posts/{id}?_method=delete"), &[]).await.expect(303);
                } else {
                    camille.browser.post_once(&format!("/posts/{id}"), &[("version", "1"), ("body", &format!("{ENGLISH} Now."))]).await.expect(303);
                }
                turns.add_permits(1);
            };
            let (answer, ()) = tokio::join!(ask(&yanis, &path), meanwhile);
            answer.expect(303);
            assert_eq!(rows(app).await, 0);
        }
    }
}

both_engines! {
    async fn nothing_is_sent_for_who_may_not_see_nor_without_end(app: TestApp, engine: TranslationEngine) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Closed, "Direction", &camille).await;
        let id = post(&camille, place, &[("body", ENGLISH)]).await;
        let comment = camille.comment(ruche_content::posts::model::PostId(id), ENGLISH).await;
        for path in [format!("/posts/{id}/translation"), format!("/comments/{comment}/translation"), "/posts/7/translation".into()] {
            ask(&yanis, &path).await.expect(404);
            app.stranger().post_once(&path, &[]).await.expect(401);
        }
        // Another site makes nobody send anything.
        let path = format!("/posts/{id}/translation");
        let request = camille.browser.request_once(Method::POST, &path).header("sec-fetch-site", "cross-site").header("origin", "https://evil.example");
        camille.browser.send(request).await.expect(403);
        assert!(engine.asked().is_empty());
        // What is too long is not sent; the engine gets so many texts of one person, and the others have theirs.
        let long = post(&camille, app.company, &[("body", &"été ".repeat(4_900)), ("language", "en")]).await;
        let long = format!("/posts/{long}/translation");
        let heavy = post(&camille, app.company, &[("body", &"ééééé ".repeat(3_300)), ("language", "en")]).await;
        let refused = ask(&camille, &format!("/posts/{heavy}/translation")).await.expect(422);
        assert!(refused.texts("[role=alert]").concat().contains("trop long"), "{}", refused.text());
        assert!(engine.asked().is_empty());
        for _ in 0..19 {
            ask(&yanis, &long).await.expect(303);
        }
        let mut last = ask(&yanis, &long).await;
        for _ in 0..20 {
            if last.status == 429 {
                break;
            }
            last = ask(&yanis, &long).await;
        }
        assert!(last.expect(429).texts("[role=alert]").concat().contains("beaucoup de traductions"));
        ask(&camille, &long).await.expect(303);
        assert_eq!(engine.asked().len(), 1);
    }
}
