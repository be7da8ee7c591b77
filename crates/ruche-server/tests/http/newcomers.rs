//! Newcomers: led by what the company wrote, told at the right day, seen by those who accompany them as far as they are told.

use super::api::{ALL, Client, told};
use reqwest::Method;
use ruche_people::members::actions::{self as members, NewMember};
use ruche_platform::values;
use ruche_testkit::{Answer, Kind, PASSWORD, Someone, TestApp, both_engines, key};
use serde_json::json;

const DAY: i64 = 86_400_000;

/// An employee with a role and a site, signed in.
async fn arriving(app: &TestApp, name: &'static str, title: &str, site: &str) -> Someone {
    let email = format!("{}@orvane.example", ruche_kernel::names::sort_key(name).replace(' ', "."));
    let hash = app.node.people.passwords.hash(PASSWORD).await.unwrap();
    let member = NewMember {
        name: name.into(),
        email: Some(email.clone()),
        password_hash: Some(hash),
        title: title.into(),
        site: site.into(),
        ..NewMember::default()
    };
    let id = members::create(&app.node.people, &member).await.unwrap();
    let browser = app.stranger();
    browser.sign_in(&email, PASSWORD).await;
    app.settle().await;
    Someone { id, name, email, browser }
}

/// A journey of a template, as the administrator makes one; its id.
pub async fn journey(app: &TestApp, template: &str, language: &str) -> String {
    let fields = [("key", key()), ("template", template.into()), ("language", language.into())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let made = app.admin.browser.post_once("/admin/journeys", &fields).await.expect(303);
    made.location().rsplit('/').next().unwrap().to_owned()
}

async fn add_step(app: &TestApp, journey: &str, day: &str, kind: &str, title: &str, target: &str) -> Answer {
    let once = key();
    let fields = [("key", once.as_str()), ("day", day), ("kind", kind), ("title", title), ("text", ""), ("target", target)];
    app.admin.browser.post_once(&format!("/admin/journeys/{journey}/steps"), &fields).await
}

pub async fn switch_on(app: &TestApp, journey: &str) {
    app.admin.browser.post_once(&format!("/admin/journeys/{journey}/activity?_method=put"), &[]).await.expect(303);
    app.clock.advance(1_000);
}

/// Today as a form holds it, so many days ago.
fn day_ago(app: &TestApp, days: i64) -> String {
    let now = jiff::Timestamp::from_millisecond(app.node.platform.now() - days * DAY).unwrap();
    now.to_zoned(jiff::tz::TimeZone::get("Europe/Paris").unwrap()).date().to_string()
}

/// Leads somebody by a journey, accompanied by whom.
pub async fn assign(app: &TestApp, who: &Someone, journey: &str, days: i64, buddy: &str, manager: &str) -> Answer {
    let started = day_ago(app, days);
    let fields = [("journey", journey), ("started", started.as_str()), ("buddy", buddy), ("manager", manager)];
    app.admin.browser.post_once(&format!("/admin/newcomers/{}", who.id), &fields).await
}

/// The titles of the steps of somebody that are done, and of those that are not.
async fn steps(who: &Someone) -> (Vec<String>, Vec<String>) {
    let page = who.browser.get("/start").await.expect(200);
    (page.texts(".phase .task.done .name"), page.texts(".phase .task:not(.done) .name"))
}

/// The address of the form that ticks a step.
async fn mark(who: &Someone, title: &str) -> String {
    let page = who.browser.get("/start").await.expect(200);
    let at = page.texts(".phase .task .name").iter().position(|one| one == title).unwrap_or_else(|| panic!("no step is {title}"));
    page.attributes(".phase .task form", "action")[at].clone()
}

/// Moves the clock to ten in the morning, in Paris, of a weekday at least so many days ahead, and does what comes round.
async fn wake(app: &TestApp, days: i64) {
    let zone = jiff::tz::TimeZone::get("Europe/Paris").unwrap();
    let now = app.node.platform.now();
    let mut day = jiff::Timestamp::from_millisecond(now + days * DAY).unwrap().to_zoned(zone.clone()).date();
    while matches!(day.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday) {
        day = day.tomorrow().unwrap();
    }
    let at = day.at(10, 0, 0, 0).to_zoned(zone).unwrap().timestamp().as_millisecond();
    app.clock.advance(at - now);
    for _ in 0..2 {
        app.sweep().await;
        app.settle().await;
    }
}

both_engines! {
    async fn a_first_visit_ends_with_a_first_useful_act(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        for skill in ["Recharge", "Financement", "Reprise"] {
            camille.browser.post_once("/settings/skills", &[("name", skill), ("level", "able")]).await.expect(303);
        }
        let place = app.community(Kind::Open, "Entraide terrain", &camille).await;
        let asked = [("key", "asked"), ("place", &place.to_string()), ("format", "question"), ("heading", "Quelle borne pour une copropriété ?"), ("body", "")];
        camille.browser.post_once("/posts", &asked).await.expect(303);
        let hash = app.node.people.passwords.hash(PASSWORD).await.unwrap();
        let member = NewMember { name: "Léo Martineau".into(), email: Some("leo@orvane.example".into()), title: "Conseiller".into(), password_hash: Some(hash), ..NewMember::default() };
        let id = members::create(&app.node.people, &member).await.unwrap();
        app.settle().await;
        // The first sign-in leads there, this once, unless the person goes to a page of their own choice.
        let sign_in = async |back: &'static str| {
            let browser = app.stranger();
            let answer = browser.post_once("/sign-in", &[("login", "leo@orvane.example"), ("password", PASSWORD), ("back", back)]).await.expect(303);
            (answer.location().to_owned(), browser)
        };
        assert_eq!(sign_in("/questions").await.0, "/questions");
        let (first, browser) = sign_in("/").await;
        assert_eq!((first.as_str(), sign_in("/").await.0.as_str()), ("/start", "/"));
        let leo = Someone { id, name: "Léo Martineau", email: "leo@orvane.example".into(), browser };
        let page = leo.browser.get("/start").await.expect(200);
        assert!(page.has("Bienvenue, Léo"));
        assert_eq!(page.attributes(".first-visit input[name=skill]", "value"), ["Recharge", "Financement", "Reprise"]);
        assert!(leo.browser.get("/").await.expect(200).has("Bien démarrer"));
        // Nothing chosen is said at the field, and what was typed stays.
        let long = "x".repeat(61);
        for (fields, kept) in [(vec![], ""), (vec![("skill", "Recharge"), ("other", long.as_str())], long.as_str())] {
            let refused = leo.browser.post("/start/skills", &fields).await.expect(422);
            assert_eq!((refused.attributes("[aria-invalid=true]", "name"), refused.attributes("#other", "value")), (vec!["other".to_owned()], vec![kept.to_owned()]));
            assert_eq!(refused.attributes(".first-visit input[checked]", "value").len(), fields.len() / 2);
        }
        assert!(!leo.browser.get(&format!("/members/{id}")).await.has("Recharge"), "nothing is kept of what was refused");
        let chosen = [("skill", "Recharge"), ("skill", "Reprise"), ("other", "Écoute")];
        let next = leo.browser.post_once("/start/skills", &chosen).await.expect(303);
        assert_eq!(next.location(), "/start?at=2");
        let page = leo.browser.get(next.location()).await.expect(200);
        assert_eq!(page.attributes(".picks input", "value"), [place.to_string()]);
        let next = leo.browser.post_once("/start/communities", &[("place", &place.to_string()), ("place", "999")]).await.expect(303);
        assert_eq!(next.location(), "/start?at=3");
        // The question of a colleague, and a form that says hello where everyone reads.
        let page = leo.browser.get("/start").await.expect(200);
        assert!(page.has("Quelle borne pour une copropriété ?") && page.has("je m’appelle Léo Martineau (Conseiller)"));
        assert_eq!(page.attributes(".first-visit form[action='/posts'] option", "value"), [app.company.to_string(), place.to_string()]);
        let greeting = page.texts("#hello").concat();
        let sent = [("key", page.attributes(".first-visit [name=key]", "value")[0].as_str()), ("place", &app.company.to_string()), ("body", &greeting)].map(|(name, value)| (name, value.to_owned()));
        let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
        leo.browser.post_files("/posts", &sent, &[]).await.expect(303);
        app.settle().await;
        assert!(camille.browser.get("/").await.expect(200).has("je m’appelle Léo Martineau"));
        let page = leo.browser.get("/start").await.expect(200);
        assert!(!page.has("Bienvenue, Léo") && page.has("Compléter votre profil"), "it is behind");
        // Put away, it is in no menu; brought back, it is.
        let put = leo.browser.post_once("/start/away?_method=put", &[]).await.expect(303);
        assert_eq!(put.toast().unwrap().0, "start-away");
        assert!(!leo.browser.get("/").await.has("Bien démarrer"));
        leo.browser.post_once("/start/away?_method=delete", &[]).await.expect(303);
        assert!(leo.browser.get("/").await.has("Bien démarrer"));
        // Two weeks later it is over by itself.
        wake(app, 16).await;
        leo.sign_in_again().await;
        assert!(!leo.browser.get("/").await.expect(200).has("Bien démarrer"));
        assert!(leo.browser.get("/start").await.expect(200).has("Le parcours est terminé"));
        leo.browser.post_once("/start/away?_method=put", &[]).await.expect(404);
    }
}

both_engines! {
    async fn whoever_arrives_gets_the_journey_that_fits_and_steps_are_ticked_by_what_one_does(app: LenientApp) {
        let camille = app.employee("Camille Rousset").await;
        let before = arriving(app, "Ali Benali", "Conseiller", "Lyon").await;
        let (general, advisors) = (journey(app, "everyone", "fr").await, journey(app, "empty", "fr").await);
        let open = app.community(Kind::Open, "Entraide terrain", &camille).await;
        let other = app.community(Kind::Open, "Ailleurs", &camille).await;
        // One without a step leads nobody.
        app.admin.browser.post_once(&format!("/admin/journeys/{advisors}/activity?_method=put"), &[]).await.expect(422);
        let url = app.node.people.settings.link("");
        let whole = format!("{url}/communities/{open}/members");
        for (day, kind, title, target) in [
            ("0", "profile", "Votre profil", ""),
            ("1", "skills", "Trois compétences", ""),
            ("2", "join", "Rejoindre Entraide", whole.as_str()),
            ("3", "join", "Rejoindre une autre", ""),
            ("3", "hello", "Dire bonjour", ""),
            ("4", "ask", "Demander", ""),
            ("5", "answer", "Répondre", ""),
            ("6", "read", "Lire la charte", "/topics/charte"),
            ("40", "task", "Un rendez-vous", ""),
        ] {
            add_step(app, &advisors, day, kind, title, target).await.expect(303);
        }
        let named = [("name", "Conseillers"), ("language", "fr"), ("titles", "conseiller, vendeur"), ("sites", "")];
        app.admin.browser.post_once(&format!("/admin/journeys/{advisors}"), &named).await.expect(303);
        for one in [&general, &advisors] {
            switch_on(app, one).await;
        }
        let (leo, lea) = (arriving(app, "Léo Martineau", "Conseiller commercial", "Lyon").await, arriving(app, "Léa Colin", "Juriste", "Nanterre").await);
        assert_eq!(steps(&lea).await.1.len(), 15, "the one for everyone");
        assert_eq!(steps(&before).await, (vec![], vec![]), "whoever was here before is not led");
        assert!(!before.browser.get("/start").await.expect(200).has("Trois compétences"));
        let (done, open_steps) = steps(&leo).await;
        assert_eq!((done.len(), open_steps.len()), (0, 9));
        // What one does ticks its step, and no other.
        leo.browser.post_once("/settings", &[("name", "Léo Martineau"), ("title", "Conseiller"), ("unit", ""), ("site", ""), ("phone", ""), ("languages", ""), ("bio", "Cinq ans de cuisines.")]).await.expect(303);
        for skill in ["Vente", "Écoute"] {
            leo.browser.post_once("/settings/skills", &[("name", skill), ("level", "able")]).await.expect(303);
        }
        app.settle().await;
        assert_eq!(steps(&leo).await.0, ["Votre profil"]);
        leo.browser.post_once("/settings/skills", &[("name", "Plans"), ("level", "able")]).await.expect(303);
        leo.browser.post_once(&format!("/communities/{other}/membership?_method=put"), &[]).await.expect(303);
        app.settle().await;
        assert_eq!(steps(&leo).await.0, ["Votre profil", "Trois compétences", "Rejoindre une autre"]);
        leo.browser.post_once(&format!("/communities/{open}/membership?_method=put"), &[]).await.expect(303);
        let own = [("key", "own"), ("place", &open.to_string()), ("format", "question"), ("heading", "Ma première question ?"), ("body", "")];
        let own = ruche_content::posts::model::PostId(leo.browser.post_once("/posts", &own).await.expect(303).toast().unwrap().1);
        // A word below one's own question answers nobody.
        leo.comment(own, "Je précise").await;
        app.settle().await;
        assert!(!steps(&leo).await.0.contains(&"Répondre".to_owned()));
        let asked = [("key", "asked"), ("place", &open.to_string()), ("format", "question"), ("heading", "Qui connaît Brest ?"), ("body", "")];
        let asked = ruche_content::posts::model::PostId(camille.browser.post_once("/posts", &asked).await.expect(303).toast().unwrap().1);
        leo.comment(asked, "Moi").await;
        app.settle().await;
        assert_eq!(steps(&leo).await.1, ["Lire la charte", "Un rendez-vous"]);
        // The others by hand, and back.
        let reading = mark(&leo, "Lire la charte").await;
        leo.browser.post_once(&reading, &[]).await.expect(303);
        assert_eq!(steps(&leo).await.1, ["Un rendez-vous"]);
        leo.browser.post_once(&reading.replace("put", "delete"), &[]).await.expect(303);
        assert_eq!(steps(&leo).await.1, ["Lire la charte", "Un rendez-vous"]);
        // Nobody ticks a step of another journey.
        lea.browser.post_once(&reading, &[]).await.expect(404);
        // A step that is taken away comes back with those who had done it; so does a whole journey.
        let page = app.admin.browser.get(&format!("/admin/journeys/{advisors}")).await.expect(200);
        let remove = page.attributes("form[action*='/steps/'][action$='_method=delete']", "action");
        let removed = app.admin.browser.post_once(&remove[0], &[]).await.expect(303);
        assert_eq!(steps(&leo).await.0.len(), 6);
        app.admin.browser.post_once(&format!("/admin/journeys/steps/{}/restoration", removed.toast().unwrap().1), &[]).await.expect(303);
        assert_eq!(steps(&leo).await.0.len(), 7);
        app.admin.browser.post_once(&format!("/admin/journeys/{advisors}?_method=delete"), &[]).await.expect(303);
        assert_eq!(steps(&leo).await, (vec![], vec![]));
        app.admin.browser.post_once(&format!("/admin/journeys/{advisors}/restoration"), &[]).await.expect(303);
        assert_eq!(steps(&leo).await.0.len(), 7);
        // After thirty days it is gone, and whoever it led has the first visit alone.
        app.admin.browser.post_once(&format!("/admin/journeys/{advisors}?_method=delete"), &[]).await.expect(303);
        app.clock.advance(31 * DAY);
        app.sweep().await;
        app.admin.sign_in_again().await;
        app.admin.browser.post_once(&format!("/admin/journeys/{advisors}/restoration"), &[]).await.expect(404);
        app.settle().await;
    }
}

both_engines! {
    async fn messages_come_at_the_right_day_and_once(app: TestApp) {
        let (camille, nora) = (app.employee("Camille Rousset").await, app.employee("Nora Weiss").await);
        let made = journey(app, "empty", "fr").await;
        for (day, title) in [("0", "Premier jour"), ("1", "Premier matin"), ("8", "Deuxième semaine"), ("33", "Plus tard")] {
            add_step(app, &made, day, "task", title, "").await.expect(303);
        }
        let leo = arriving(app, "Léo Martineau", "Conseiller", "Lyon").await;
        assign(app, &leo, &made, 0, &camille.email, &nora.email).await.expect(303);
        app.settle().await;
        let unread = async |who: &Someone| who.browser.get("/notifications").await.expect(200).texts(".notif.unread p:first-child").join(" | ");
        // Those who accompany are told, and the person; once.
        assert!(unread(&camille).await.contains("Lucie Martel vous confie l’accueil de Léo Martineau : vous êtes son binôme"), "{}", unread(&camille).await);
        assert!(unread(&nora).await.contains("Lucie Martel vous demande de suivre l’arrivée de Léo Martineau"));
        assert!(unread(&leo).await.contains("Lucie Martel a préparé votre parcours d’arrivée"));
        for who in [&camille, &nora, &leo] {
            who.browser.post_once("/notifications/read", &[]).await.expect(303);
        }
        assign(app, &leo, &made, 0, &camille.email, &nora.email).await.expect(303);
        app.settle().await;
        assert_eq!((unread(&camille).await, unread(&leo).await), (String::new(), String::new()), "nothing new is told twice");
        // What the first day asks for is on the page, and no message.
        wake(app, 1).await;
        leo.sign_in_again().await;
        let said = unread(&leo).await;
        assert!(said.contains("Premier matin") && !said.contains("Premier jour"), "{said}");
        // A later day takes its place while nobody read it; what is done is not asked for.
        let second = mark(&leo, "Deuxième semaine").await;
        leo.browser.post_once(&second, &[]).await.expect(303);
        wake(app, 9).await;
        leo.sign_in_again().await;
        assert!(unread(&leo).await.contains("Premier matin"), "{}", unread(&leo).await);
        leo.browser.post_once("/notifications/read", &[]).await.expect(303);
        // What was put away is silent, and what passed meanwhile is not caught up.
        leo.browser.post_once("/start/away?_method=put", &[]).await.expect(303);
        wake(app, 30).await;
        leo.sign_in_again().await;
        assert_eq!(unread(&leo).await, "");
        leo.browser.post_once("/start/away?_method=delete", &[]).await.expect(303);
        wake(app, 1).await;
        leo.sign_in_again().await;
        assert_eq!(unread(&leo).await, "");
        // Switched off, nothing is told; on day 90 one is asked.
        wake(app, 50).await;
        leo.sign_in_again().await;
        assert!(unread(&leo).await.contains("Point du jour 90"), "{}", unread(&leo).await);
        // A week after, it is over: for those who accompany as well.
        camille.sign_in_again().await;
        assert!(camille.browser.get("/newcomers").await.expect(200).has("Léo Martineau"));
        wake(app, 10).await;
        camille.sign_in_again().await;
        assert!(!camille.browser.get("/newcomers").await.expect(200).has("Léo Martineau"));
        assert!(!camille.browser.get("/").await.expect(200).has("/newcomers"));
        camille.browser.get(&format!("/newcomers/{}", leo.id)).await.expect(404);
    }
}

both_engines! {
    async fn each_sees_what_they_are_told_and_nobody_else_anything(app: LenientApp) {
        let (camille, nora, other, ana) = (app.employee("Camille Rousset").await, app.employee("Nora Weiss").await, app.employee("Paul Sorel").await, app.partner("Ana Delmas").await);
        let made = journey(app, "empty", "fr").await;
        for (kind, title, target) in [("task", "Suivre un rendez-vous", ""), ("read", "Lire le règlement canari", "/topics/reglement"), ("meet", "Rencontrer Paul", &*format!("/members/{}", other.id))] {
            add_step(app, &made, "3", kind, title, target).await.expect(303);
        }
        let leo = arriving(app, "Léo Martineau", "Conseiller", "Lyon").await;
        assign(app, &leo, &made, 35, &camille.email, &nora.email).await.expect(303);
        app.settle().await;
        let reading = mark(&leo, "Lire le règlement canari").await;
        leo.browser.post_once(&reading, &[]).await.expect(303);
        leo.browser.post_once("/start/mood?_method=put", &[("mood", "hard")]).await.expect(303);
        leo.browser.post_once("/start/mood?_method=put", &[("mood", "glad")]).await.expect(400);
        let answer = [("expected", "2"), ("helped", "4"), ("welcomed", "3"), ("sentence", "Un mot canari pour Nora")];
        // Who reads it is said before it is written.
        let form = leo.browser.get("/start/surveys/30").await.expect(200);
        assert!(form.has("Lu par vous et par Nora Weiss seulement") && form.has("Envoyer à Nora Weiss"));
        let refused = leo.browser.post("/start/surveys/30", &[("expected", "2"), ("sentence", "Presque fini")]).await.expect(422);
        assert!(refused.has("Presque fini") && refused.texts(".error").len() == 2);
        leo.browser.post_once("/start/surveys/30", &answer).await.expect(303);
        leo.browser.post("/start/surveys/30", &answer).await.expect(422);
        leo.browser.get("/start/surveys/90").await.expect(404);
        leo.browser.get("/start/surveys/31").await.expect(404);
        app.settle().await;
        assert!(leo.browser.get("/start").await.expect(200).has("Vu de vous et de Camille Rousset seulement"));
        let path = format!("/newcomers/{}", leo.id);
        // The buddy: shared steps and the mood. The manager: shared steps and what was written for them. Neither: what is read.
        let (buddy, manager) = (camille.browser.get(&path).await.expect(200), nora.browser.get(&path).await.expect(200));
        for page in [&buddy, &manager] {
            assert_eq!(page.texts(".task .name"), ["Suivre un rendez-vous", "Rencontrer Paul"]);
            assert_eq!(page.texts("progress + *").len() + page.attributes("progress", "value").len(), 1);
            assert_eq!((page.attributes("progress", "value"), page.attributes("progress", "max")), (vec!["0".to_owned()], vec!["2".to_owned()]), "what is read is not counted");
            assert!(!page.has("règlement"));
        }
        assert!(buddy.has("Léo Martineau vous dit comment ça va") && buddy.has("Difficile") && !buddy.has("canari"));
        assert!(manager.has("Un mot canari pour Nora") && !manager.has("Difficile"));
        let notified = nora.browser.get("/notifications").await.expect(200);
        assert!(notified.text().contains("Léo Martineau vous dit comment se passe son arrivée"), "{}", notified.text());
        assert!(camille.browser.get("/newcomers").await.expect(200).has("Léo Martineau"));
        // Whoever accompanies is named on the page of the person, whose profile says nothing of it.
        let own = leo.browser.get("/start").await.expect(200);
        assert!(own.has("Nora Weiss") && own.has("Paul Sorel"));
        // Nobody else, in no way.
        for who in [&other, &app.admin, &leo] {
            who.browser.get(&path).await.expect(404);
            who.browser.post(&format!("{path}/buddy?_method=put"), &[("buddy", &other.email)]).await.expect(404);
            assert_eq!(who.browser.get("/newcomers").await.expect(200).texts("tbody .name"), Vec::<String>::new());
            let client = Client::of(app, who, &ALL).await;
            client.ask(Method::GET, &path, None).await.expect(404);
            assert_eq!(client.get("/newcomers").await["items"], json!([]));
        }
        for path in ["/start", "/newcomers", &path, "/start/surveys/30", "/admin/newcomers"] {
            ana.browser.get(path).await.expect(404);
        }
        ana.browser.post("/start/mood?_method=put", &[("mood", "well")]).await.expect(404);
        let of_ana = Client::of(app, &ana, &ALL).await;
        for path in ["/me/journey", "/newcomers", &path, "/me/journey/surveys/30"] {
            of_ana.ask(Method::GET, path, None).await.expect(404);
        }
        for path in ["/start", "/newcomers", &path] {
            let page = app.stranger().get(path).await;
            assert!(page.has("name=\"password\"") && !page.has("Léo Martineau"), "{path}");
        }
        for who in [&camille, &nora, &other, &leo] {
            for path in ["/admin/newcomers".to_owned(), format!("/admin/newcomers/{}", leo.id), format!("/admin/journeys/{made}")] {
                who.browser.get(&path).await.expect(404);
            }
        }
        // The administrator leads, and does not read.
        for path in ["/admin/newcomers".to_owned(), format!("/admin/newcomers/{}", leo.id)] {
            let page = app.admin.browser.get(&path).await.expect(200);
            assert!(page.has("Léo Martineau") && !page.has("canari") && !page.has("Difficile"), "{path}");
        }
        // Another manager reads what comes, not what was written for the one before.
        assign(app, &leo, &made, 35, &camille.email, &other.email).await.expect(303);
        assert!(!other.browser.get(&path).await.expect(200).has("canari"));
        nora.browser.get(&path).await.expect(404);
        assert!(!nora.browser.get("/").await.expect(200).has("href=\"/newcomers\""));
        // Only the manager names another buddy, who is told.
        camille.browser.post(&format!("{path}/buddy?_method=put"), &[("buddy", &nora.email)]).await.expect(404);
        for (typed, wrong) in [("nobody@orvane.example", true), (leo.email.as_str(), true), (nora.email.as_str(), false)] {
            let answer = other.browser.post(&format!("{path}/buddy?_method=put"), &[("buddy", typed)]).await;
            assert_eq!(answer.status.as_u16() == 422, wrong, "{typed}");
            assert!(!wrong || answer.attributes("#buddy", "value") .is_empty() || answer.has(typed));
        }
        app.settle().await;
        assert!(nora.browser.get("/notifications").await.expect(200).text().contains("vous êtes son binôme"));
        camille.browser.get(&path).await.expect(404);
        // Who leaves is led no more, and accompanies nobody.
        app.close_account(&other).await;
        app.settle().await;
        assert!(!leo.browser.get("/start").await.expect(200).has("Paul Sorel"));
        app.close_account(&leo).await;
        app.settle().await;
        nora.browser.get(&path).await.expect(404);
        assert!(!nora.browser.get("/").await.expect(200).has("href=\"/newcomers\""));
    }
}

both_engines! {
    async fn totals_are_of_five_answers_at_a_time(app: TestApp) {
        let made = journey(app, "everyone", "fr").await;
        let names = ["Ali Benali", "Zoé Tran", "Inès Roy", "Marc Petit", "Nora Weiss", "Paul Sorel"];
        let mut all = Vec::new();
        for name in names {
            all.push(app.employee(name).await);
        }
        app.settle().await;
        let figures = async || app.admin.browser.get("/admin/newcomers").await.expect(200).texts("#totals ~ *, section[aria-labelledby=totals] dd").join(" ");
        for (n, who) in all.iter().enumerate() {
            assign(app, who, &made, 40, "", "").await.expect(303);
            let form = who.browser.get("/start/surveys/30").await.expect(200);
            assert!(form.has("Lu par vous seulement"));
            let expected = if n < 2 { "1" } else { "4" };
            who.browser.post_once("/start/surveys/30", &[("expected", expected), ("helped", "3"), ("welcomed", "4"), ("sentence", "canari")]).await.expect(303);
            app.clock.advance(1_000);
            let shown = figures().await;
            assert_eq!(shown.contains("3 sur 5 disent oui"), n >= 4, "after {n}: {shown}");
            assert!(!shown.contains("sur 6") && !shown.contains("canari"), "{shown}");
        }
        let admin = Client::of(app, &app.admin, &["admin"]).await;
        assert_eq!(admin.get("/admin/newcomers/surveys/30").await, json!({ "answers": 5, "expected": 3, "helped": 5, "welcomed": 5 }));
        assert_eq!(admin.get("/admin/newcomers/surveys/90").await["answers"], 0);
        admin.ask(Method::GET, "/admin/newcomers/surveys/31", None).await.expect(404);
        app.settle().await;
    }
}

both_engines! {
    async fn programs_lead_and_tick_too_and_bad_input_is_told(app: LenientApp) {
        let (camille, leo) = (app.employee("Camille Rousset").await, arriving(app, "Léo Martineau", "Conseiller", "Lyon").await);
        let (admin, of_leo, of_camille) = (Client::of(app, &app.admin, &["admin"]).await, Client::of(app, &leo, &ALL).await, Client::of(app, &camille, &ALL).await);
        let new = json!({ "template": "field", "language": "en" });
        let first = told(&admin.keyed("/admin/journeys", "once", new.clone()).await.expect(201));
        assert_eq!(told(&admin.keyed("/admin/journeys", "once", new).await.expect(201)), first, "once");
        let id = first["id"].as_str().unwrap().to_owned();
        let whole = admin.get(&format!("/admin/journeys/{id}")).await;
        assert_eq!((whole["steps"].as_array().unwrap().len(), &whole["steps"][0]["title"], &whole["journey"]["active_since"]), (16, &json!("Complete your profile"), &json!(null)));
        for (body, field) in [(json!({ "template": "no", "language": "fr" }), "template"), (json!({ "template": "empty", "language": "xx" }), "language")] {
            assert!(admin.ask(Method::POST, "/admin/journeys", Some(body)).await.expect(422).body.contains(&format!("\"{field}\"")));
        }
        let base = format!("/admin/journeys/{id}");
        for (body, field) in [
            (json!({ "day": 91, "kind": "task", "title": "x" }), "day"),
            (json!({ "day": 1, "kind": "task", "title": " " }), "title"),
            (json!({ "day": 1, "kind": "spy", "title": "x" }), "kind"),
            (json!({ "day": 1, "kind": "read", "title": "x" }), "target"),
            (json!({ "day": 1, "kind": "read", "title": "x", "target": "https://elsewhere.example/" }), "target"),
        ] {
            let refused = admin.ask(Method::POST, &format!("{base}/steps"), Some(body.clone())).await.expect(422);
            assert!(refused.body.contains(&format!("\"{field}\"")), "{body} {}", refused.body);
        }
        let step = told(&admin.ask(Method::POST, &format!("{base}/steps"), Some(json!({ "day": 2, "kind": "task", "title": "Badge" }))).await.expect(201));
        let step = step["id"].as_str().unwrap().to_owned();
        admin.ask(Method::PUT, &format!("{base}/steps/{step}"), Some(json!({ "day": 3, "kind": "task", "title": "Get a badge" }))).await.expect(204);
        admin.ask(Method::PUT, &format!("{base}/steps/999"), Some(json!({ "day": 3, "kind": "task", "title": "x" }))).await.expect(404);
        for _ in 0..2 {
            admin.ask(Method::PUT, &format!("{base}/activity"), None).await.expect(204);
        }
        let settings = json!({ "name": "Advisors", "language": "en", "titles": "advisor", "sites": "" });
        admin.ask(Method::PUT, &base, Some(settings)).await.expect(204);
        admin.ask(Method::PUT, &base, Some(json!({ "name": "", "language": "en", "titles": "", "sites": "" }))).await.expect(422);
        let today = day_ago(app, 0);
        let lead = async |started: &str, buddy: &str, journey: &str| admin.ask(Method::PUT, &format!("/admin/newcomers/{}", leo.id), Some(json!({ "journey": journey, "started": started, "buddy": buddy, "manager": "" }))).await;
        for (started, buddy, journey, field) in [("yesterday", "", id.as_str(), "started"), (&today, "nobody", &id, "buddy"), (&today, &leo.email, &id, "buddy"), (&today, "", "999", "journey")] {
            let refused = lead(started, buddy, journey).await.expect(422);
            assert!(refused.body.contains(&format!("\"{field}\"")), "{}", refused.body);
        }
        lead(&today, &camille.email, &id).await.expect(204);
        admin.ask(Method::PUT, "/admin/newcomers/999", Some(json!({ "journey": null, "started": today, "buddy": "", "manager": "" }))).await.expect(404);
        assert!(admin.get("/admin/newcomers").await["items"].as_array().unwrap().iter().any(|one| one["journey"] == id.as_str() && one["buddy"] == camille.id.to_string()));
        let own = of_leo.get("/me/journey").await;
        assert_eq!((&own["name"], &own["day"], &own["buddy"]["name"], own["steps"].as_array().unwrap().len()), (&json!("Advisors"), &json!(0), &json!("Camille Rousset"), 17));
        assert_eq!(own["steps"].as_array().unwrap().iter().filter(|one| one["next"] == true).count(), 2);
        for _ in 0..2 {
            of_leo.ask(Method::PUT, &format!("/me/journey/steps/{step}"), None).await.expect(204);
        }
        of_camille.ask(Method::PUT, &format!("/me/journey/steps/{step}"), None).await.expect(404);
        of_leo.ask(Method::PUT, "/me/journey/mood", Some(json!({ "mood": "fair" }))).await.expect(204);
        of_leo.ask(Method::PUT, "/me/journey/mood", Some(json!({ "mood": "glad" }))).await.expect(422);
        let seen = of_camille.get(&format!("/newcomers/{}", leo.id)).await;
        assert_eq!(seen["mood"], "fair");
        assert!(seen["steps"].as_array().unwrap().iter().any(|one| one["title"] == "Get a badge" && one["done"] == true));
        let listed = of_camille.get("/newcomers").await;
        assert_eq!((&listed["items"][0]["done"], &listed["items"][0]["steps"], &listed["items"][0]["buddy"]), (&json!(1), &json!(16), &json!(true)));
        of_leo.ask(Method::DELETE, &format!("/me/journey/steps/{step}"), None).await.expect(204);
        of_camille.ask(Method::PUT, &format!("/newcomers/{}/buddy", leo.id), Some(json!({ "login": "" }))).await.expect(404);
        for verb in [Method::PUT, Method::DELETE] {
            of_leo.ask(verb, "/me/journey/away", None).await.expect(204);
        }
        for _ in 0..2 {
            admin.ask(Method::DELETE, &format!("/admin/newcomers/{}", leo.id), None).await.expect(204);
        }
        of_leo.ask(Method::GET, "/me/journey", None).await.expect(404);
        admin.ask(Method::POST, &format!("/admin/newcomers/{}/restoration", leo.id), None).await.expect(204);
        assert_eq!(of_leo.get("/me/journey").await["name"], "Advisors");
        app.settle().await;
    }
}

both_engines! {
    async fn the_pages_take_the_same_statements_with_much_data(app: LenientApp) {
        let nora = app.employee("Nora Weiss").await;
        let leo = arriving(app, "Léo Martineau", "Conseiller", "Lyon").await;
        let made = journey(app, "empty", "fr").await;
        add_step(app, &made, "1", "task", "Une chose", "").await.expect(303);
        assign(app, &leo, &made, 35, &nora.email, &nora.email).await.expect(303);
        app.settle().await;
        let measure = async || {
            let mut taken = Vec::new();
            for (who, path) in [(&leo, "/start".to_owned()), (&nora, "/newcomers".into()), (&nora, format!("/newcomers/{}", leo.id)), (&app.admin, "/admin/newcomers".into())] {
                taken.push(who.browser.get(&path).await.expect(200).statements);
            }
            taken
        };
        let little = measure().await;
        for (taken, most) in little.iter().zip([10, 4, 7, 9]) {
            assert!(*taken > 0 && *taken <= most, "{little:?}");
        }
        for n in 0..30 {
            add_step(app, &made, &(n * 3).to_string(), "task", &format!("Étape {n}"), "").await.expect(303);
        }
        let names = ["Ali Benali", "Zoé Tran", "Inès Roy", "Marc Petit", "Paul Sorel", "Léa Colin"];
        for name in names {
            let who = app.employee(name).await;
            app.settle().await;
            assign(app, &who, &made, 5, "", &nora.email).await.expect(303);
        }
        app.settle().await;
        assert_eq!(measure().await, little, "with much data");
        assert_eq!(nora.browser.get("/newcomers").await.texts("tbody .name").len(), 7);
        // Few rows are looked at to know whom to look at.
        let plan = crate::budgets::plan(app, "newcomers::store::DUE", values![app.node.platform.now()], 0).await;
        assert!(plan.contains("newcomers_due") || app.node.platform.db.engine() == ruche_testkit::Engine::Postgres, "{plan}");
    }
}
