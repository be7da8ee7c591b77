//! Profiles: each part is told to those whom its person, or the company, said; by the page, the API, the card and the search alike.

use super::api::{ALL, Client, told};
use reqwest::Method;
use ruche_kernel::Clock as _;
use ruche_testkit::{Answer, Kind, Someone, both_engines};
use serde_json::json;

const ADMIN: [&str; 7] = ["content:read", "content:write", "people:read", "people:write", "self:read", "self:write", "admin"];

/// Says by the form how one is reached; `ways` are what, how, who is told.
async fn reach(who: &Someone, email: &str, phone: &str, ways: &[(&str, &str, &str)]) -> Answer {
    let mut form = vec![("email_seen", email), ("phone_seen", phone), ("opens", "08:30"), ("closes", "18:00"), ("day", "0"), ("day", "1")];
    for (label, value, seen) in ways {
        form.extend([("label", *label), ("value", *value), ("seen", *seen)]);
    }
    who.browser.post_once("/settings/contact", &form).await
}

/// The number at the end of the first address that `selector` has.
fn number(page: &Answer, selector: &str) -> i64 {
    page.attributes(selector, "href")[0].rsplit('/').next().unwrap().parse().unwrap()
}

both_engines! {
    async fn each_part_is_told_to_those_who_may_be_told(app: FindingApp) {
        let (yanis, camille) = (app.employee("Yanis Haddad").await, app.employee("Camille Rousset").await);
        let (admin, partner) = (&app.admin, app.partner("Nadia Roussel").await);
        let place = app.community(Kind::Closed, "Recharge", &yanis).await;
        app.join(place, &yanis, &partner).await;
        yanis.browser.post_once("/settings", &[("name", "Yanis Haddad"), ("title", "Technicien"), ("unit", ""), ("site", ""), ("phone", "05 61 00 00 42"), ("languages", ""), ("bio", "")]).await.expect(303);
        reach(&yanis, "employees", "oneself", &[("Mobile", "06 11 22 33 44", "employees"), ("Portfolio", "https://example.com/yanis", "everyone"), ("Domicile", "05 99 88 77 66", "oneself")]).await.expect(303);
        yanis.browser.post_once("/settings/status", &[("status", "À Lille"), ("until", ""), ("away", "1")]).await.expect(303);
        yanis.browser.post_once("/settings/about", &[("pronunciation", "Ya-niss a-Dad"), ("ask_about", "Les wallbox triphasées")]).await.expect(303);
        app.settle().await;

        // Everyone who sees the person, employees, the person alone: what each of the four readers finds in each of three outlets.
        let address = yanis.email.clone();
        let said = [("05 61 00 00 42", "me"), ("06 11 22 33 44", "employees"), ("example.com/yanis", "everyone"), ("05 99 88 77 66", "me"), (address.as_str(), "employees"), ("wallbox", "everyone"), ("À Lille", "employees")];
        for (reader, is) in [(&yanis, "me"), (&camille, "employees"), (admin, "employees"), (&partner, "everyone")] {
            let may = |to: &str| is == "me" || to == "everyone" || to == is;
            let page = reader.browser.get(&format!("/members/{}", yanis.id)).await.expect(200);
            let card = reader.browser.get(&format!("/members/{}/card", yanis.id)).await.expect(200);
            let client = Client::of(app, reader, &ALL).await;
            let (details, account) = (client.get(&format!("/members/{}/details", yanis.id)).await, client.get(&format!("/members/{}", yanis.id)).await);
            let api = format!("{details}{account}");
            for (text, to) in said {
                assert_eq!(page.has(text), may(to), "{text} on the page of {is}");
                assert_eq!(api.contains(text), may(to), "{text} in the API of {is}");
                // The card is for reaching somebody: it says neither what they are at nor what to ask them.
                assert_eq!(card.has(text), may(to) && !["wallbox", "À Lille"].contains(&text), "{text} on the card of {is}");
            }
            assert_eq!((page.has("Absence en cours"), page.has("Heures de travail")), (is != "everyone", is != "everyone"));
        }
        // What is for everyone who sees the person is found, and nothing else is.
        for (reader, finds) in [(&camille, true), (&partner, true)] {
            assert_eq!(reader.browser.get("/search?q=triphas%C3%A9es&kind=members").await.expect(200).has("Yanis Haddad"), finds);
            for hidden in ["11223344", "06+11+22+33+44", "Lille"] {
                assert!(!reader.browser.get(&format!("/search?q={hidden}&kind=members")).await.expect(200).has("Yanis Haddad"), "{hidden}");
            }
        }
        // Somebody who does not see the person finds no card and no details.
        let stranger = app.partner("Sacha Brun").await;
        for path in [format!("/members/{}/card", yanis.id), format!("/members/{}", yanis.id)] {
            stranger.browser.get(&path).await.expect(404);
        }
        Client::of(app, &stranger, &ALL).await.ask(Method::GET, &format!("/members/{}/details", yanis.id), None).await.expect(404);
        // Whoever leaves keeps the name alone, everywhere.
        app.close_account(&yanis).await;
        app.settle().await;
        camille.browser.get(&format!("/members/{}/card", yanis.id)).await.expect(404);
        let page = camille.browser.get(&format!("/members/{}", yanis.id)).await.expect(200);
        assert!(!page.has("wallbox") && !page.has("06 11 22 33 44") && !page.has("Lille"));
    }
}

both_engines! {
    async fn what_is_wrong_is_said_at_its_field_and_kept(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let half = reach(&camille, "employees", "everyone", &[("Mobile", "", "employees")]).await.expect(422);
        assert_eq!((half.attributes("#label-0", "value"), half.texts("#ways-error").len()), (vec!["Mobile".to_owned()], 1));
        let backwards = camille.browser.post_once("/settings/contact", &[("email_seen", "employees"), ("phone_seen", "everyone"), ("opens", "18:00"), ("closes", "8h")]).await;
        assert_eq!(backwards.status, 303, "without a day no hours are said");
        let unread = camille.browser.post_once("/settings/contact", &[("email_seen", "employees"), ("phone_seen", "everyone"), ("opens", "18:00"), ("closes", "8h"), ("day", "0")]).await.expect(422);
        assert_eq!((unread.attributes("#closes", "value"), unread.texts("#closes-error").len()), (vec!["8h".to_owned()], 1));
        camille.browser.post_once("/settings/contact", &[("email_seen", "all"), ("phone_seen", "everyone"), ("opens", ""), ("closes", "")]).await.expect(400);
        let past = camille.browser.post_once("/settings/status", &[("status", "En congé"), ("until", "2001-01-01")]).await.expect(422);
        assert_eq!((past.attributes("#status", "value"), past.texts("#until-error").len()), (vec!["En congé".to_owned()], 1));
        let long = "x".repeat(401);
        let refused = camille.browser.post_once("/settings/about", &[("pronunciation", ""), ("ask_about", &long), ("birthday", "")]).await.expect(422);
        assert!(refused.has(&long) && refused.texts("#ask_about-error").len() == 1);
        // Nothing of it was kept.
        assert!(!camille.browser.get("/settings/contact").await.expect(200).has("Mobile\""));
    }
}

both_engines! {
    async fn a_path_is_written_changed_taken_away_and_brought_back(app: FindingApp) {
        let (camille, lea) = (app.employee("Camille Rousset").await, app.employee("Léa Colin").await);
        let form = |title: &'static str, begins: &'static str, ends: &'static str| [("did", "job"), ("title", title), ("organisation", "Concession de Blagnac"), ("begins", begins), ("ends", ends), ("about", "")];
        let wrong = camille.browser.post_once("/settings/experience", &form("Vendeuse", "2020-03", "2019-01")).await.expect(422);
        assert_eq!((wrong.attributes("#title", "value"), wrong.texts("#ends-error").len()), (vec!["Vendeuse".to_owned()], 1));
        for (title, begins, ends) in [("Vendeuse", "2015-09", "2018-06"), ("Conseillère", "2018-07", "")] {
            camille.browser.post_once("/settings/experience", &form(title, begins, ends)).await.expect(303);
        }
        let page = camille.browser.get("/settings/experience").await.expect(200);
        assert_eq!(page.texts(".list .name"), ["Conseillère", "Vendeuse"], "the last first");
        let first = number(&page, ".list li:last-child .name");
        let own = format!("/settings/experience/{first}");
        camille.browser.post_once(&own, &form("Vendeuse confirmée", "2015-09", "2018-06")).await.expect(303);
        app.settle().await;
        let seen = lea.browser.get(&format!("/members/{}", camille.id)).await.expect(200);
        assert_eq!(seen.texts(".history .name"), ["Conseillère", "Vendeuse confirmée"]);
        assert!(seen.has("depuis juillet 2018") && seen.has("septembre 2015 – juin 2018"));
        assert!(lea.browser.get("/search?q=blagnac&kind=members").await.expect(200).has("Camille Rousset"));
        // Nobody else touches it.
        for (method, path) in [("", own.clone()), ("?_method=delete", own.clone()), ("", format!("{own}/restoration"))] {
            lea.browser.post_once(&format!("{path}{method}"), &form("x", "2020-01", "")).await.expect(404);
        }
        lea.browser.get(&own).await.expect(404);
        camille.browser.post_once(&format!("{own}?_method=delete"), &[]).await.expect(303);
        assert_eq!(lea.browser.get(&format!("/members/{}", camille.id)).await.texts(".history .name"), ["Conseillère"]);
        camille.browser.get(&own).await.expect(404);
        camille.browser.post_once(&format!("{own}/restoration"), &[]).await.expect(303);
        assert_eq!(lea.browser.get(&format!("/members/{}", camille.id)).await.texts(".history .name").len(), 2);
        // What is not brought back is forgotten after 30 days.
        camille.browser.post_once(&format!("{own}?_method=delete"), &[]).await.expect(303);
        app.clock.advance(31 * 86_400_000);
        app.sweep().await;
        camille.sign_in_again().await;
        camille.browser.post_once(&format!("{own}/restoration"), &[]).await.expect(404);
    }
}

both_engines! {
    async fn the_company_adds_fields(app: FindingApp) {
        let (admin, camille, lea) = (&app.admin, app.employee("Camille Rousset").await, app.employee("Léa Colin").await);
        camille.browser.get("/admin/fields").await.expect(404);
        let add = async |name: &str, holds: &str, editor: &str, seen: &str| {
            let choices = if holds == "choice" { "Tour Nord\nTour Sud" } else { "" };
            let form = [("name_fr", name), ("name_en", ""), ("holds", holds), ("choices", choices), ("editor", editor), ("seen", seen)];
            admin.browser.post_once("/admin/fields", &form).await.expect(303);
        };
        let few = admin.browser.post_once("/admin/fields", &[("name_fr", "Tour"), ("name_en", ""), ("holds", "choice"), ("choices", "Nord"), ("editor", "oneself"), ("seen", "everyone")]).await.expect(422);
        assert_eq!((few.attributes("#name_fr", "value"), few.texts("#choices-error").len()), (vec!["Tour".to_owned()], 1));
        add("Bâtiment", "choice", "oneself", "everyone").await;
        add("Habilitation électrique", "date", "administrators", "employees").await;
        add("Matricule", "number", "administrators", "oneself").await;
        let page = admin.browser.get("/admin/fields").await.expect(200);
        assert_eq!(page.texts(".list .name"), ["Bâtiment", "Habilitation électrique", "Matricule"]);
        let ids: Vec<String> = page.attributes(".list .name", "href").iter().map(|href| href.rsplit('/').next().unwrap().to_owned()).collect();
        let field = |at: usize| format!("field-{}", ids[at]);
        // The person fills in theirs, and no other.
        let settings = camille.browser.get("/settings").await.expect(200);
        assert_eq!(settings.attributes("#about [name^=field]", "name"), [field(0)]);
        let about = |at: usize, value: &'static str| vec![("pronunciation".to_owned(), String::new()), ("ask_about".to_owned(), String::new()), (field(at), value.to_owned())];
        let post = async |who: &Someone, path: &str, form: &[(String, String)]| {
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            who.browser.post_once(path, &form).await
        };
        let other = post(&camille, "/settings/about", &about(0, "Tour Est")).await.expect(422);
        assert_eq!(other.texts(&format!("#{}-error", field(0))).len(), 1);
        post(&camille, "/settings/about", &about(0, "Tour Sud")).await.expect(303);
        post(&camille, "/settings/about", &about(2, "12")).await.expect(404);
        // Administrators fill in theirs, of anybody.
        let filled = format!("/members/{}/fields", camille.id);
        lea.browser.get(&filled).await.expect(404);
        let wrong = post(admin, &filled, &[(field(1), "demain".to_owned()), (field(2), "12,50".to_owned())]).await.expect(422);
        assert_eq!((wrong.attributes(&format!("#{}", field(1)), "value"), wrong.texts(&format!("#{}-error", field(1))).len()), (vec!["demain".to_owned()], 1));
        post(admin, &filled, &[(field(1), "2027-01-31".to_owned()), (field(2), "12,50".to_owned())]).await.expect(303);
        app.settle().await;
        // Who is told what: the person, an administrator, a colleague, a partner of a shared community.
        let partner = app.partner("Nadia Roussel").await;
        let place = app.community(Kind::Closed, "Recharge", &camille).await;
        app.join(place, &camille, &partner).await;
        for (reader, told) in [(&camille, vec!["Tour Sud", "31 janvier 2027", "12,5"]), (admin, vec!["Tour Sud", "31 janvier 2027", "12,5"]), (&lea, vec!["Tour Sud", "31 janvier 2027"]), (&partner, vec!["Tour Sud"])] {
            let page = reader.browser.get(&format!("/members/{}", camille.id)).await.expect(200);
            let values = page.texts(".named dd");
            assert_eq!(values.len(), told.len(), "{values:?}");
            assert!(values.iter().zip(&told).all(|(value, told)| value.contains(told)), "{values:?}");
            let details = Client::of(app, reader, &ALL).await.get(&format!("/members/{}/details", camille.id)).await;
            assert_eq!(details["fields"].as_array().map(Vec::len), Some(told.len()));
        }
        // Found by what everyone may be told; no longer when the company says otherwise, or takes the field away; again when it is back.
        let finds = async || lea.browser.get("/search?q=%22tour+sud%22&kind=members").await.expect(200).has("Camille Rousset");
        assert!(finds().await);
        let base = format!("/admin/fields/{}", ids[0]);
        let saved = |seen: &'static str| [("name_fr", "Bâtiment"), ("name_en", "Building"), ("choices", "Tour Nord\nTour Sud"), ("editor", "oneself"), ("seen", seen)];
        admin.browser.post_once(&base, &saved("employees")).await.expect(303);
        app.settle().await;
        assert!(!finds().await && !partner.browser.get(&format!("/members/{}", camille.id)).await.has("Tour Sud"));
        admin.browser.post_once(&base, &saved("everyone")).await.expect(303);
        admin.browser.post_once(&format!("{base}?_method=delete"), &[]).await.expect(303);
        app.settle().await;
        assert!(!finds().await && !lea.browser.get(&format!("/members/{}", camille.id)).await.has("Tour Sud"));
        admin.browser.post_once(&format!("{base}/restoration"), &[]).await.expect(303);
        app.settle().await;
        assert!(finds().await && lea.browser.get(&format!("/members/{}", camille.id)).await.has("Tour Sud"));
        // In the reader's language.
        lea.browser.post_once("/settings/display", &[("locale", "en"), ("zone", "Europe/Paris"), ("theme", "")]).await.expect(303);
        assert!(lea.browser.get(&format!("/members/{}", camille.id)).await.has("Building"));
    }
}

both_engines! {
    async fn being_here_is_shown_by_those_who_want_it(app: TestApp) {
        let (camille, lea) = (app.employee("Camille Rousset").await, app.employee("Léa Colin").await);
        let profile = format!("/members/{}", camille.id);
        camille.browser.get("/").await.expect(200);
        assert!(!lea.browser.get(&profile).await.expect(200).has("En ligne"), "off until it is switched on");
        camille.browser.post_once("/settings/status", &[("status", ""), ("until", ""), ("shows_presence", "1")]).await.expect(303);
        assert!(lea.browser.get(&profile).await.has("En ligne"));
        app.clock.advance(11 * 60_000);
        assert!(!lea.browser.get(&profile).await.has("En ligne"));
        // A status ends by itself.
        let zone = jiff::tz::TimeZone::get("Europe/Paris").unwrap();
        let today = jiff::Timestamp::from_millisecond(app.clock.now_ms()).unwrap().to_zoned(zone).date().to_string();
        camille.browser.post_once("/settings/status", &[("status", "En formation"), ("until", &today), ("away", "1")]).await.expect(303);
        assert!(lea.browser.get(&profile).await.has("En formation"));
        app.clock.advance(86_400_000);
        let page = lea.browser.get(&profile).await.expect(200);
        assert!(!page.has("En formation") && !page.has("Absence"));
    }
}

both_engines! {
    async fn what_is_missing_is_told_to_the_person_alone(app: TestApp) {
        let (camille, lea) = (app.employee("Camille Rousset").await, app.employee("Léa Colin").await);
        let profile = format!("/members/{}", camille.id);
        assert!(!lea.browser.get(&profile).await.expect(200).has("id=\"guide\""));
        let before = camille.browser.get(&profile).await.expect(200).texts("[aria-labelledby=guide] .name");
        camille.browser.post_once("/settings/about", &[("pronunciation", ""), ("ask_about", "La recharge")]).await.expect(303);
        let after = camille.browser.get(&profile).await.expect(200).texts("[aria-labelledby=guide] .name");
        assert_eq!(before.len(), after.len() + 1);
        camille.browser.post_once("/settings/guide?_method=put", &[]).await.expect(303);
        assert!(!camille.browser.get(&profile).await.has("id=\"guide\""));
        camille.browser.post_once("/settings/guide?_method=delete", &[]).await.expect(303);
        assert!(camille.browser.get(&profile).await.has("id=\"guide\""));
    }
}

both_engines! {
    async fn the_api_writes_what_the_pages_write(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let (of_admin, own) = (Client::of(app, &app.admin, &ADMIN).await, Client::of(app, &camille, &ALL).await);
        let field = json!({ "name_fr": "Poste", "kind": "number", "edited_by": "oneself", "seen_by": "employees" });
        let made = told(&of_admin.ask(Method::POST, "/admin/fields", Some(field.clone())).await.expect(201));
        own.ask(Method::POST, "/admin/fields", Some(field.clone())).await.expect(403);
        own.ask(Method::PUT, "/me/about", Some(json!({ "pronunciation": "Ca-mille", "ask_about": "Les devis", "fields": [{ "field": made["id"], "value": "1234" }] }))).await.expect(204);
        own.ask(Method::PUT, "/me/about", Some(json!({ "pronunciation": "", "ask_about": "", "fields": [{ "field": made["id"], "value": "x" }] }))).await.expect(422);
        let contact = json!({ "email_seen_by": "oneself", "phone_seen_by": "everyone", "ways": [{ "label": "Mobile", "value": "06 11 22 33 44", "seen_by": "oneself" }], "hours": { "opens": "09:00", "closes": "17:00", "days": [1, 5] } });
        own.ask(Method::PUT, "/me/contact", Some(contact.clone())).await.expect(204);
        assert_eq!(own.get("/me/contact").await, contact);
        let status = json!({ "text": "En tournée", "away": false, "until": null, "shows_presence": false });
        own.ask(Method::PUT, "/me/status", Some(status.clone())).await.expect(204);
        assert_eq!(own.get("/me/status").await, status);
        let one = json!({ "kind": "mission", "title": "Salon de Lyon", "begins": "2024-03", "ends": null });
        let step = told(&own.ask(Method::POST, "/me/experiences", Some(one.clone())).await.expect(201));
        own.ask(Method::POST, "/me/experiences", Some(json!({ "kind": "mission", "title": "", "begins": "2024", "ends": null }))).await.expect(422);
        let path = format!("/me/experiences/{}", step["id"].as_str().unwrap());
        own.ask(Method::PUT, &path, Some(json!({ "kind": "mission", "title": "Salon de Lyon", "begins": "2024-03", "ends": "2024-04" }))).await.expect(204);
        of_admin.ask(Method::DELETE, &path, None).await.expect(404);
        let details = of_admin.get(&format!("/members/{}/details", camille.id)).await;
        assert_eq!((details["ask_about"].as_str(), details["fields"][0]["value"].as_str(), details["hours"]["days"].to_string()), (Some("Les devis"), Some("1234"), "[1,5]".to_owned()));
        assert_eq!((details["experiences"][0]["ends"].as_str(), details["ways"].to_string()), (Some("2024-04"), "[]".to_owned()));
        own.ask(Method::DELETE, &path, None).await.expect(204);
        own.ask(Method::POST, &format!("{path}/restoration"), None).await.expect(204);
        // A field that is taken away is with nobody.
        of_admin.ask(Method::DELETE, &format!("/admin/fields/{}", made["id"].as_str().unwrap()), None).await.expect(204);
        assert_eq!(own.get(&format!("/members/{}/details", camille.id)).await["fields"].to_string(), "[]");
    }
}

both_engines! {
    async fn birthdays_and_arrivals_are_told_by_consent_to_those_close(app: TestApp) {
        let (camille, lea, far) = (app.employee("Camille Rousset").await, app.employee("Léa Colin").await, app.employee("Hugo Vasseur").await);
        for who in [&camille, &lea] {
            who.browser.post_once("/settings", &[("name", who.name), ("title", ""), ("unit", "Ventes"), ("site", ""), ("phone", ""), ("languages", ""), ("bio", "")]).await.expect(303);
        }
        assert!(!lea.browser.get("/members/days").await.expect(200).has("Camille"), "nothing is told until one lets it be told");
        let zone = jiff::tz::TimeZone::get("Europe/Paris").unwrap();
        let in_two_days = jiff::Timestamp::from_millisecond(app.clock.now_ms() + 2 * 86_400_000).unwrap().to_zoned(zone).strftime("%d/%m").to_string();
        let wrong = camille.browser.post_once("/settings/about", &[("pronunciation", ""), ("ask_about", ""), ("birthday", "31/02")]).await.expect(422);
        assert_eq!((wrong.attributes("#birthday", "value"), wrong.texts("#birthday-error").len()), (vec!["31/02".to_owned()], 1));
        camille.browser.post_once("/settings/about", &[("pronunciation", ""), ("ask_about", ""), ("birthday", &in_two_days)]).await.expect(303);
        assert!(lea.browser.get("/members/days").await.has("Anniversaire le"));
        assert!(!far.browser.get("/members/days").await.has("Camille") && !camille.browser.get("/members/days").await.has("Camille"));
        far.browser.post_once(&format!("/members/{}/follow?_method=put", camille.id), &[]).await.expect(303);
        assert!(far.browser.get("/members/days").await.has("Camille Rousset"));
        // The own settings show it as it was typed; it is nowhere else.
        assert_eq!(camille.browser.get("/settings").await.attributes("#birthday", "value"), std::slice::from_ref(&in_two_days));
        assert!(!lea.browser.get(&format!("/members/{}", camille.id)).await.has("nniversaire"));
        app.clock.advance(3 * 86_400_000);
        assert!(!lea.browser.get("/members/days").await.has("Camille"));
        camille.browser.post_once("/settings/about", &[("pronunciation", ""), ("ask_about", ""), ("birthday", ""), ("shows_arrival", "1")]).await.expect(303);
        assert!(lea.browser.get("/members/days").await.has("Vient d’arriver"));
        app.clock.advance(12 * 86_400_000);
        lea.sign_in_again().await;
        assert!(!lea.browser.get("/members/days").await.has("Camille"));
        app.partner("Nadia Roussel").await.browser.get("/members/days").await.expect(404);
    }
}
