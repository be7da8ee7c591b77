//! The language of a post: guessed, or chosen by its author; folded for those who do not read it.

use ruche_kernel::{Clock as _, PlaceId};
use ruche_testkit::{Answer, Kind, Someone, both_engines, key};

const ENGLISH: &str = "The charging station in the car park works again, thanks to everyone who stayed late last night.";

async fn send(author: &Someone, place: PlaceId, fields: &[(&str, &str)]) -> Answer {
    let (key, place) = (key(), place.to_string());
    author.browser.post_once("/posts", &[&[("key", key.as_str()), ("place", place.as_str())][..], fields].concat()).await
}

fn lang(page: &Answer) -> Vec<String> {
    page.attributes("article.post .prose", "lang")
}

const CHOSEN: &str = "select[name=language] option[selected]";

both_engines! {
    async fn the_author_says_the_language(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let form = camille.browser.get("/posts/new").await.expect(200);
        assert_eq!(form.texts("select[name=language] option"), ["Devinée", "Français", "English", "Deutsch", "Español", "Italiano", "Português", "Nederlands"]);
        assert_eq!(form.attributes("select[name=language] option[lang]", "lang"), ["fr", "en", "de", "es", "it", "pt", "nl"]);
        let post = send(&camille, app.company, &[("body", ENGLISH), ("language", "de")]).await.expect(303).toast().unwrap().1;
        let (thread, edit) = (format!("/posts/{post}"), format!("/posts/{post}/edit"));
        for outlet in ["/", thread.as_str()] {
            assert_eq!(lang(&yanis.browser.get(outlet).await.expect(200)), ["de"], "{outlet}");
        }
        // Kept by an edit, whatever the words tell.
        assert_eq!(camille.browser.get(&edit).await.expect(200).attributes(CHOSEN, "value"), ["de"]);
        let save = async |version: &str, body: &str, language: &str| {
            camille.browser.post_once(&thread, &[("version", version), ("body", body), ("language", language)]).await
        };
        save("1", &format!("{ENGLISH} Thanks!"), "de").await.expect(303);
        assert_eq!(lang(&yanis.browser.get(&thread).await.expect(200)), ["de"]);
        // Left to the words again, it is what they tell, and what is too short is in its author's.
        save("2", "Ok", "").await.expect(303);
        assert_eq!(lang(&yanis.browser.get(&thread).await.expect(200)), ["fr"]);
        assert!(camille.browser.get(&edit).await.expect(200).attributes(CHOSEN, "value").is_empty());
        save("3", ENGLISH, "").await.expect(303);
        assert_eq!(lang(&yanis.browser.get(&thread).await.expect(200)), ["en"]);
        // One that is not offered is refused at its field, in a new text and in an edit, and nothing is lost or changed.
        for refused in [save("4", "Autre chose", "tlh").await, send(&camille, app.company, &[("body", "Autre chose"), ("language", "FR")]).await] {
            let refused = refused.expect(422);
            assert!(refused.texts("#language-error").concat().contains("n’est pas proposée"), "{}", refused.text());
            assert_eq!(refused.attributes("#language", "aria-describedby"), ["language-error"]);
            assert_eq!(refused.texts("textarea[name=body]"), ["Autre chose"]);
            assert_eq!(refused.attributes("details.options[open]", "open").len(), 1);
        }
        assert!(!yanis.browser.get("/").await.expect(200).has("Autre chose"));
        // The same key with another language is another text.
        let once = key();
        let company = app.company.to_string();
        let sent = async |language: &str| {
            camille.browser.post_once("/posts", &[("key", once.as_str()), ("place", &company), ("body", "Hallo"), ("language", language)]).await.status.as_u16()
        };
        assert_eq!([sent("de").await, sent("de").await, sent("nl").await], [303, 303, 409]);
    }
}

both_engines! {
    async fn a_chosen_language_waits_with_its_text(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Open, "Journal", &camille).await;
        app.join(place, &camille, &yanis).await;
        let feed = format!("/communities/{place}");
        // A draft.
        let once = key();
        let text = place.to_string();
        let kept = yanis.browser.post_once("/drafts", &[("key", once.as_str()), ("place", &text), ("body", ENGLISH), ("language", "nl"), ("writer", "a"), ("draft-version", "0")]).await.expect(200);
        let id = serde_json::from_str::<serde_json::Value>(&kept.body).unwrap()["id"].as_str().unwrap().to_owned();
        assert_eq!(yanis.browser.get(&format!("/posts/new?draft={id}")).await.expect(200).attributes(CHOSEN, "value"), ["nl"]);
        // What waits for its hour.
        let at = jiff::Timestamp::from_millisecond(app.clock.now_ms() + 3_600_000).unwrap();
        let at = at.to_zoned(jiff::tz::TimeZone::get("Europe/Paris").unwrap()).strftime("%Y-%m-%dT%H:%M").to_string();
        send(&yanis, place, &[("body", ENGLISH), ("language", "it"), ("planned", &at)]).await.expect(303);
        app.clock.advance(3_660_000);
        app.sweep().await;
        assert_eq!(lang(&camille.browser.get(&feed).await.expect(200)), ["it"]);
        // What waits for a moderator.
        let settings = [("name", "Journal"), ("description", ""), ("kind", "open"), ("icon", "star"), ("hue", "10"), ("language", "fr"), ("reviewed", "1")];
        camille.browser.post_once(&format!("{feed}/settings"), &settings).await.expect(303);
        let refused = send(&yanis, place, &[("body", ENGLISH), ("language", "xx")]).await.expect(422);
        assert!(refused.texts("#language-error").concat().contains("n’est pas proposée"));
        let (word, id) = send(&yanis, place, &[("body", ENGLISH), ("language", "pt")]).await.expect(303).toast().unwrap();
        assert_eq!(word, "draft-proposed");
        camille.browser.post_once(&format!("/drafts/{id}/approval?_method=put"), &[]).await.expect(303);
        assert_eq!(lang(&camille.browser.get(&feed).await.expect(200)), ["pt", "it"]);
        app.settle().await;
    }
}

fn display<'a>(hidden: &[&'a str]) -> Vec<(&'static str, &'a str)> {
    let mut fields = vec![("locale", "fr"), ("zone", "Europe/Paris"), ("theme", ""), ("shortcuts", "on")];
    fields.extend(hidden.iter().map(|tag| ("hidden", *tag)));
    fields
}

/// The lines of what stands folded on a page.
fn folded(page: &Answer) -> Vec<String> {
    page.texts("article.post > details.fold > summary > .grow")
}

both_engines! {
    async fn each_reader_folds_languages_in_the_feeds(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        app.join(place, &camille, &yanis).await;
        let community = format!("/communities/{place}");
        let german = send(&camille, place, &[("body", ENGLISH), ("language", "de")]).await.expect(303).toast().unwrap().1;
        send(&camille, place, &[("body", "La borne de recharge du parking est réparée, merci à toute l’équipe.")]).await.expect(303);
        assert!(folded(&yanis.browser.get("/").await.expect(200)).is_empty());
        yanis.browser.post_once("/settings/display", &display(&["nl", "de", "de"])).await.expect(303);
        let settings = yanis.browser.get("/settings/display").await.expect(200);
        assert_eq!(settings.attributes("input[name=hidden][checked]", "value"), ["de", "nl"]);
        // One line where it stood, and all of it within: nothing is taken away.
        let alone = format!("/posts/{german}/card");
        for outlet in ["/", community.as_str(), alone.as_str(), &format!("{alone}?as=home")] {
            let page = yanis.browser.get(outlet).await.expect(200);
            assert_eq!(folded(&page), ["En allemand, par Camille Rousset"], "{outlet}");
            assert_eq!(page.texts("details.fold .prose"), [ENGLISH], "{outlet}");
            assert!(page.attributes("details.fold[open]", "open").is_empty());
        }
        assert_eq!(yanis.browser.get("/").await.expect(200).texts("article.post > .post-main").len(), 1, "the other one stands open");
        // Where it was asked for, it stands whole; and for others.
        for (who, outlet) in [(&yanis, format!("/posts/{german}")), (&yanis, format!("/members/{}", camille.id)), (&yanis, format!("{alone}?as=thread")), (&camille, community.clone()), (&app.admin, community.clone())] {
            assert!(folded(&who.browser.get(&outlet).await.expect(200)).is_empty(), "{outlet}");
        }
        // What concerns the reader is never folded: the own, what mentions them, what they are to confirm.
        let body = format!("Guten Tag {}", yanis.mention());
        let own = send(&yanis, place, &[("body", "Hallo"), ("language", "de")]).await.expect(303).toast().unwrap().1;
        let mentioning = send(&camille, place, &[("body", &body), ("language", "de")]).await.expect(303).toast().unwrap().1;
        let announced = send(&camille, place, &[("body", "Neue Regeln"), ("heading", "Regeln"), ("format", "announcement"), ("language", "de")]).await.expect(303).toast().unwrap().1;
        for post in [own, mentioning, announced] {
            assert!(folded(&yanis.browser.get(&format!("/posts/{post}/card")).await.expect(200)).is_empty());
        }
        assert_eq!(folded(&yanis.browser.get(&community).await.expect(200)).len(), 1);
        // Once confirmed, it is a text like another.
        yanis.browser.post_once(&format!("/posts/{announced}/response"), &[("choice", "0")]).await.expect(303);
        assert_eq!(folded(&yanis.browser.get(&format!("/posts/{announced}/card")).await.expect(200)).len(), 1);
        // In the other language, and what is not offered is refused with what was chosen kept.
        let refused = yanis.browser.post_once("/settings/display", &display(&["de", "xx"])).await.expect(422);
        assert!(refused.has("n’est pas proposée"));
        assert_eq!(refused.attributes("input[name=hidden][checked]", "value"), ["de"]);
        yanis.browser.post_once("/settings/display", &[("locale", "en"), ("zone", "Europe/Paris"), ("theme", ""), ("hidden", "de")]).await.expect(303);
        assert!(folded(&yanis.browser.get(&community).await.expect(200)).contains(&"In German, by Camille Rousset".to_owned()));
        yanis.browser.post_once("/settings/display", &display(&[])).await.expect(303);
        assert!(folded(&yanis.browser.get(&community).await.expect(200)).is_empty());
        app.settle().await;
    }
}
