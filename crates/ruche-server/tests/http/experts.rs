//! Who is likely to know: ranked by what is near and of late, shown with what the reader may see, and asked in one step.

use super::api::{ALL, Client, told};
use reqwest::Method;
use ruche_content::posts::model::PostId;
use ruche_kernel::PlaceId;
use ruche_testkit::{Kind, Someone, TestApp, both_engines};
use serde_json::{Value, json};

/// Asks a question there, and has an answer to it accepted.
async fn answered(app: &TestApp, asker: &Someone, place: PlaceId, heading: &str, by: &Someone, answer: &str) {
    let fields =
        [("place", place.to_string()), ("format", "question".to_owned()), ("heading", heading.to_owned()), ("body", String::new())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let key = ruche_testkit::key();
    let asked = asker.browser.post_once("/posts", &[&[("key", key.as_str())], fields.as_slice()].concat()).await.expect(303);
    let post = ruche_content::posts::model::PostId(asked.toast().unwrap().1);
    let comment = by.comment(post, answer).await;
    asker.browser.post_once(&format!("/comments/{comment}/acceptance?_method=put"), &[]).await.expect(303);
    app.clock.advance(60_000);
}

fn names(found: &Value) -> Vec<&str> {
    found["items"].as_array().unwrap().iter().map(|one| one["member"]["name"].as_str().unwrap()).collect()
}

both_engines! {
    async fn those_who_are_likely_to_know_are_found_with_what_shows_it(app: FindingApp) {
        let (camille, yanis, nora, leo) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Nora Belkacem").await, app.employee("Léo Martineau").await);
        answered(app, &camille, app.company, "Quelle borne pour un immeuble ?", &yanis, "Une borne partagée, avec l’accord du syndic").await;
        answered(app, &camille, app.company, "Une borne dans un parking couvert", &yanis, "La borne demande une ligne dédiée").await;
        nora.publish(app.company, "La borne de Lyon est réparée").await;
        // She asked, and answers herself: that is no help to others.
        answered(app, &leo, app.company, "Ma borne clignote", &leo, "La borne était débranchée").await;
        nora.browser.post_once("/settings/skills", &[("name", "Pont roulant"), ("level", "reference")]).await.expect(303);
        camille.browser.post_once("/settings", &[("name", "Camille Rousset"), ("title", ""), ("unit", ""), ("site", ""), ("phone", ""), ("languages", ""), ("bio", "")]).await.expect(303);
        yanis.browser.post_once("/settings", &[("name", "Yanis Haddad"), ("title", "Technicien"), ("unit", "Recharge"), ("site", "Toulouse"), ("phone", ""), ("languages", "Français, arabe"), ("bio", "")]).await.expect(303);
        app.settle().await;
        let client = Client::of(app, &camille, &ALL).await;
        let found = client.get("/experts?q=borne%20dans%20un%20immeuble").await;
        assert_eq!(names(&found)[0], "Yanis Haddad", "{found}");
        let first = &found["items"][0];
        assert_eq!((first["accepted_answers"].clone(), first["answers"].clone()), (json!(2), json!(0)));
        assert!(!names(&found).contains(&"Camille Rousset"), "whoever looks is not told of themselves");
        let position = |name: &str| names(&found).iter().position(|one| *one == name);
        assert!(position("Nora Belkacem") > position("Yanis Haddad"));
        let own = found["items"].as_array().unwrap().iter().find(|one| one["member"]["name"] == "Léo Martineau");
        assert!(own.is_none_or(|one| one["accepted_answers"] == 0 && one["answers"] == 0), "{own:?}");
        // By a skill alone.
        let found = client.get("/experts?q=pont%20roulant").await;
        assert_eq!((names(&found), found["items"][0]["skills"].clone()), (vec!["Nora Belkacem"], json!(["Pont roulant"])));
        // The page, its filters, what is told where nobody stands out.
        let page = camille.browser.get("/experts?q=borne%20dans%20un%20immeuble").await.expect(200);
        assert!(page.statements <= 16, "{} statements", page.statements);
        assert!(page.texts(".expert .meta").concat().contains("2 réponses retenues à ce sujet"), "{}", page.text());
        assert_eq!(page.texts("aside .chip"), ["Disponibles maintenant", "Toulouse 1", "Recharge 1"]);
        let sites = client.get("/sites").await;
        let site = sites["items"][0]["id"].as_str().unwrap();
        for (filter, expected) in [(format!("site={site}"), 1), ("site=999".into(), 0), ("language=ARABE".into(), 1), ("language=suomi".into(), 0)] {
            let page = camille.browser.get(&format!("/experts?q=borne&{filter}")).await.expect(200);
            assert_eq!(page.texts(".expert .name").len(), expected, "{filter}");
        }
        assert!(camille.browser.get("/experts?q=zeugme").await.expect(200).has("Personne ne se détache"));
        assert!(camille.browser.get("/experts").await.expect(200).has("Posez-la comme elle vient"));
        // Who leaves is asked no more.
        app.close_account(&yanis).await;
        app.settle().await;
        assert!(!names(&client.get("/experts?q=borne").await).contains(&"Yanis Haddad"));
    }
}

both_engines! {
    async fn a_text_counts_once_and_quotes_in_a_question_hide_nobody(app: FindingApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        // She reads it for being there, and for its being open.
        let open = app.community(Kind::Open, "Ateliers", &camille).await;
        app.join(open, &camille, &yanis).await;
        yanis.publish(open, "La presse de Lyon est réglée").await;
        app.settle().await;
        let client = Client::of(app, &camille, &ALL).await;
        for question in ["presse", "Que%20veut%20dire%20%C2%AB%20erreur%20douze%20%C2%BB%20sur%20la%20presse"] {
            let found = client.get(&format!("/experts?q={question}")).await;
            assert_eq!((names(&found), found["items"][0]["texts"].clone()), (vec!["Yanis Haddad"], json!(1)), "{found}");
        }
    }
}

both_engines! {
    async fn a_question_is_put_to_those_who_are_chosen(app: FindingApp) {
        let (camille, yanis, nora, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Nora Belkacem").await, app.partner("Ana Delmas").await);
        answered(app, &nora, app.company, "Quelle borne pour un immeuble ?", &yanis, "Une borne partagée").await;
        app.settle().await;
        let page = camille.browser.get("/experts?q=borne").await.expect(200);
        let boxes = page.attributes(".expert input[name=ask]", "value");
        assert!(boxes.contains(&yanis.id.to_string()) && page.has("Déjà répondu, peut-être"), "{boxes:?}");
        let asked = camille.browser.post_once("/experts/question", &[("q", "Quelle borne pour vingt fourgons ?"), ("ask", &yanis.id.to_string()), ("ask", "x"), ("ask", "999")]).await.expect(303);
        let composer = camille.browser.get(asked.location()).await.expect(200);
        assert_eq!(composer.attributes("input[name=heading]", "value"), ["Quelle borne pour vingt fourgons ?"]);
        assert_eq!(composer.texts("textarea[name=body]"), [yanis.mention()]);
        // A text that no heading holds is the beginning of the body, and not cut.
        let long = "Quelle borne faut-il ".repeat(12);
        let asked = camille.browser.post_once("/experts/question", &[("q", &long)]).await.expect(303);
        let composer = camille.browser.get(asked.location()).await.expect(200);
        assert!(composer.texts("textarea[name=body]").concat().contains(long.trim()) && composer.attributes("input[name=heading]", "value")[0].ends_with('…'));
        // For employees; a partner mentions by an address only whom she sees.
        ana.browser.get("/experts?q=borne").await.expect(404);
        ana.browser.post_once("/experts/question", &[("q", "Une borne ?")]).await.expect(404);
        Client::of(app, &ana, &ALL).await.ask(Method::GET, "/experts?q=borne", None).await.expect(404);
        let place = app.community(Kind::Closed, "Chantier", &camille).await;
        app.join(place, &camille, &ana).await;
        let composer = ana.browser.get(&format!("/posts/new?format=question&ask={},{}", camille.id, yanis.id)).await.expect(200);
        assert_eq!(composer.texts("textarea[name=body]"), [camille.mention()]);
        // What one may not read shows nothing of anyone.
        answered(app, &camille, place, "Quelle grue pour le chantier ?", &ana, "La grue à tour suffit").await;
        app.settle().await;
        let (inside, outside) = (Client::of(app, &camille, &ALL).await, Client::of(app, &nora, &ALL).await);
        assert_eq!(names(&inside.get("/experts?q=grue").await), ["Ana Delmas"]);
        assert!(names(&outside.get("/experts?q=grue").await).is_empty());
    }
}

/// A day in milliseconds.
const DAY: i64 = 86_400_000;

/// Puts a question by the form of the page; gives it.
async fn put(asker: &Someone, place: PlaceId, question: &str) -> PostId {
    let (key, place) = (ruche_testkit::key(), place.to_string());
    let fields = [("q", question), ("place", place.as_str()), ("key", key.as_str())];
    let done = asker.browser.post_once("/experts/asks", &fields).await.expect(303);
    PostId(done.location().rsplit('/').next().unwrap().parse().unwrap())
}

/// To whom a question was put, and what became of it, as somebody sees it.
async fn asks(client: &Client, post: PostId) -> Vec<(String, i64, String)> {
    let answer = client.get(&format!("/posts/{post}/asks")).await;
    let one = |one: &Value| {
        (one["member"]["name"].as_str().unwrap().to_owned(), one["wave"].as_i64().unwrap(), one["state"].as_str().unwrap().to_owned())
    };
    answer["items"].as_array().unwrap().iter().map(one).collect()
}

fn of(name: &str, wave: i64, state: &str) -> (String, i64, String) {
    (name.to_owned(), wave, state.to_owned())
}

async fn sound(app: &TestApp) {
    let findings = ruche_server::check::run(&app.node.platform.db, &*app.node.platform.blobs, app.node.platform.now()).await.unwrap();
    assert!(findings.iter().all(|finding| finding.differences == 0), "{findings:?}");
}

both_engines! {
    async fn a_question_is_put_to_the_likeliest_passed_on_and_answered(app: LenientApp) {
        // Monday 2 March 2026, in the morning.
        app.clock.set(1_772_442_000_000);
        app.admin.sign_in_again().await;
        let (camille, yanis, nora) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Nora Belkacem").await);
        let (leo, zoe, paul) = (app.employee("Léo Martineau").await, app.employee("Zoé Tran").await, app.employee("Paul Sorel").await);
        for (n, who) in [&yanis, &nora, &leo, &zoe].into_iter().enumerate() {
            for _ in n..4 {
                answered(app, &paul, app.company, "Quelle borne pour un immeuble ?", who, "Une borne partagée").await;
            }
        }
        app.settle().await;
        let client = Client::of(app, &camille, &ALL).await;
        // What each accepts is said in the settings.
        for wrong in ["-1", "51", "beaucoup", ""] {
            let refused = nora.browser.post("/settings/questions", &[("limit", wrong)]).await.expect(422);
            assert_eq!(refused.attributes("#limit", "value"), [wrong]);
        }
        assert_eq!(nora.browser.get("/settings/questions").await.expect(200).attributes("#limit", "value"), ["5"]);
        nora.browser.post_once("/settings/questions", &[("limit", "0")]).await.expect(303);
        let page = camille.browser.get("/experts?q=borne").await.expect(200);
        assert!(page.has("Ne souhaite pas recevoir de questions") && page.has("Demander aux 3 personnes"), "{}", page.text());
        assert!(page.statements <= 16, "{} statements", page.statements);
        let post = put(&camille, app.company, "Quelle borne pour vingt fourgons ?").await;
        app.settle().await;
        // Those who are likeliest, but for who accepts none, and never whoever asks.
        assert_eq!(asks(&client, post).await, [of("Yanis Haddad", 1, "waiting"), of("Léo Martineau", 1, "waiting"), of("Zoé Tran", 1, "waiting")]);
        for (who, heard) in [(&yanis, true), (&nora, false), (&paul, false)] {
            assert_eq!(who.browser.get("/notifications").await.expect(200).text().contains("Camille Rousset compte sur vous"), heard, "{}", who.name);
        }
        // Whoever asked and those who were asked see it; for others it does not exist.
        let address = format!("/posts/{post}");
        for (who, seen) in [(&camille, true), (&yanis, true), (&nora, false), (&app.admin, false)] {
            assert_eq!(who.browser.get(&address).await.expect(200).has("À qui la question est posée"), seen, "{}", who.name);
        }
        Client::of(app, &nora, &ALL).await.ask(Method::GET, &format!("/posts/{post}/asks"), None).await.expect(404);
        nora.browser.post_once(&format!("{address}/passing"), &[("to", "")]).await.expect(404);
        assert!(yanis.browser.get("/experts").await.expect(200).has("À vous de répondre"));
        // The same form twice is one question, put once; one's own alone is put to people.
        let again = client.ask(Method::POST, &format!("/posts/{post}/asks"), None).await.expect(200);
        assert_eq!(told(&again)["asked"], 0);
        Client::of(app, &yanis, &ALL).await.ask(Method::POST, &format!("/posts/{post}/asks"), None).await.expect(404);
        // Passed on: to nobody, to who does not exist, to who accepts none, to a colleague.
        for (to, wrong) in [("personne@rien.example", "Aucun collègue"), (nora.email.as_str(), "n’accepte plus"), (camille.email.as_str(), "ou l’a posée"), (leo.email.as_str(), "déjà demandée")] {
            let refused = yanis.browser.post(&format!("{address}/passing"), &[("to", to)]).await.expect(422);
            assert!(refused.has(wrong) && refused.attributes("#to", "value") == [to], "{to}: {}", refused.text());
        }
        assert_eq!(asks(&client, post).await[0], of("Yanis Haddad", 1, "waiting"), "what is refused changes nothing");
        let passed = yanis.browser.post_once(&format!("{address}/passing"), &[("to", &paul.email)]).await.expect(303);
        assert_eq!(passed.toast().unwrap().0, "question-passed");
        leo.browser.post_once(&format!("{address}/ask?_method=delete"), &[("to", "")]).await.expect(303);
        zoe.browser.post_once(&format!("{address}/ask?_method=delete"), &[("to", "")]).await.expect(303);
        zoe.browser.post_once(&format!("{address}/ask?_method=put"), &[]).await.expect(303);
        app.settle().await;
        assert!(paul.browser.get("/notifications").await.expect(200).text().contains("Yanis Haddad compte sur vous"));
        assert_eq!(asks(&client, post).await, [of("Yanis Haddad", 1, "passed"), of("Léo Martineau", 1, "withdrawn"), of("Zoé Tran", 1, "waiting"), of("Paul Sorel", 1, "waiting")]);
        assert!(camille.browser.get(&address).await.has("de la part de Yanis Haddad"));
        // A comment of the first level is an answer; a reply is none.
        let comment = camille.comment(post, "Je précise").await;
        zoe.reply(post, comment, "D’accord").await;
        paul.comment(post, "Vingt-deux kilowatts").await;
        app.settle().await;
        let now = asks(&client, post).await;
        assert_eq!(now[2..], [of("Zoé Tran", 1, "waiting"), of("Paul Sorel", 1, "answered")]);
        paul.browser.post(&format!("{address}/passing"), &[("to", "")]).await.expect(409);
        // Answered: nobody else is asked.
        app.clock.advance(3 * DAY);
        app.sweep().await;
        assert_eq!(asks(&client, post).await, now, "answered");
        assert!(!camille.browser.get(&address).await.has("Sans réponse, d’autres"));
        sound(app).await;
        // Who leaves is asked no more.
        app.close_account(&zoe).await;
        app.settle().await;
        assert_eq!(asks(&client, post).await.len(), 3);
    }
}

both_engines! {
    async fn a_question_without_an_answer_goes_to_others_and_nobody_is_asked_too_much(app: LenientApp) {
        app.clock.set(1_772_442_000_000);
        app.admin.sign_in_again().await;
        let (camille, lise) = (app.employee("Camille Rousset").await, app.employee("Lise Aubry").await);
        let names = ["Yanis Haddad", "Nora Belkacem", "Léo Martineau", "Zoé Tran", "Paul Sorel", "Ali Benali", "Inès Roy", "Marc Petit"];
        let mut people = Vec::new();
        for name in names {
            people.push(app.employee(name).await);
        }
        for (n, who) in people.iter().enumerate() {
            for _ in n..8 {
                answered(app, &lise, app.company, "Une borne", who, "La borne de la cour").await;
            }
        }
        app.settle().await;
        let client = Client::of(app, &camille, &ALL).await;
        let post = put(&camille, app.company, "Quelle borne ?").await;
        let shown = async |client: &Client, post: PostId| asks(client, post).await.into_iter().map(|(name, wave, _)| (name, wave)).collect::<Vec<_>>();
        let first = shown(&client, post).await;
        assert_eq!(first, [("Yanis Haddad".into(), 1), ("Nora Belkacem".into(), 1), ("Léo Martineau".into(), 1)]);
        // Not before a day of the week is over; and once, however many sweep.
        app.clock.advance(DAY - 3_600_000);
        app.sweep().await;
        assert_eq!(shown(&client, post).await, first);
        app.clock.advance(7_200_000);
        tokio::join!(app.sweep(), app.sweep());
        app.sweep().await;
        let second = shown(&client, post).await;
        assert_eq!(second[3..], [("Zoé Tran".into(), 2), ("Paul Sorel".into(), 2), ("Ali Benali".into(), 2)]);
        // Where all withdraw, others are asked at once; the third wave is the last.
        for who in &people[..6] {
            who.browser.post_once(&format!("/posts/{post}/ask?_method=delete"), &[("to", "")]).await.expect(303);
        }
        app.sweep().await;
        let third = shown(&client, post).await;
        assert_eq!(third[6..], [("Inès Roy".into(), 3), ("Marc Petit".into(), 3), ("Lise Aubry".into(), 3)][..third.len() - 6]);
        app.clock.advance(4 * DAY);
        app.sweep().await;
        assert_eq!(shown(&client, post).await, third);
        // What is answered, accepted, deleted or shut is put to nobody else.
        let client = Client::of(app, &camille, &ALL).await;
        let deleted = put(&camille, app.company, "Une autre borne ?").await;
        let before = asks(&client, deleted).await.len();
        camille.browser.post_once(&format!("/posts/{deleted}?_method=delete"), &[]).await.expect(303);
        app.clock.advance(5 * DAY);
        app.sweep().await;
        camille.browser.post_once(&format!("/posts/{deleted}/restoration"), &[]).await.expect(303);
        camille.sign_in_again().await;
        let client = Client::of(app, &camille, &ALL).await;
        assert_eq!(asks(&client, deleted).await.len(), before);
        // Nobody is asked beyond what they accept, and who was first of late steps back.
        app.clock.advance(8 * DAY);
        for who in people.iter().chain([&camille, &lise]) {
            who.sign_in_again().await;
        }
        let client = Client::of(app, &camille, &ALL).await;
        people[0].browser.post_once("/settings/questions", &[("limit", "2")]).await.expect(303);
        let mut asked = std::collections::HashMap::<String, usize>::new();
        let mut firsts = std::collections::HashMap::<String, usize>::new();
        for n in 0..12 {
            let post = put(&camille, app.company, &format!("Borne numéro {n} ?")).await;
            for (place, (name, _)) in shown(&client, post).await.into_iter().enumerate() {
                *asked.entry(name.clone()).or_default() += 1;
                if place == 0 {
                    *firsts.entry(name).or_default() += 1;
                }
            }
        }
        assert_eq!(asked["Yanis Haddad"], 2);
        assert!(asked.values().all(|n| *n <= 5), "{asked:?}");
        assert!(firsts.values().all(|n| *n <= 6) && firsts.len() > 2, "{firsts:?}");
        let page = lise.browser.get("/experts?q=borne").await.expect(200);
        assert!(page.has("A déjà 2 questions cette semaine"), "{}", page.text());
        // Those who do not read where it is asked are not asked there.
        let place = app.community(Kind::Closed, "Atelier", &camille).await;
        app.join(place, &camille, &people[7]).await;
        app.clock.advance(7 * DAY + 60_000);
        camille.sign_in_again().await;
        let client = Client::of(app, &camille, &ALL).await;
        let inside = put(&camille, place, "Quelle borne à l’atelier ?").await;
        assert_eq!(shown(&client, inside).await, [("Marc Petit".into(), 1)]);
        let lonely = put(&camille, place, "Quel zeugme ?").await;
        assert!(!camille.browser.get(&format!("/posts/{lonely}")).await.expect(200).has("À qui la question est posée"));
        app.settle().await;
        sound(app).await;
    }
}

both_engines! {
    async fn who_can_be_asked_now_is_told_and_who_is_away_is_left_alone(app: LenientApp) {
        // Monday 2 March 2026, at ten in Paris.
        app.clock.set(1_772_442_000_000);
        app.admin.sign_in_again().await;
        let (camille, paul) = (app.employee("Camille Rousset").await, app.employee("Paul Sorel").await);
        let (yanis, nora, leo) = (app.employee("Yanis Haddad").await, app.employee("Nora Belkacem").await, app.employee("Léo Martineau").await);
        for (n, who) in [&yanis, &nora, &leo].into_iter().enumerate() {
            for _ in n..4 {
                answered(app, &paul, app.company, "Quelle borne pour un immeuble ?", who, "Une borne partagée").await;
            }
        }
        app.settle().await;
        let hours = |opens: &'static str, closes: &'static str| [("email_seen", "employees"), ("phone_seen", "everyone"), ("opens", opens), ("closes", closes), ("day", "0")];
        nora.browser.post_once("/settings/contact", &hours("08:00", "18:00")).await.expect(303);
        leo.browser.post_once("/settings/contact", &hours("20:00", "23:00")).await.expect(303);
        yanis.browser.post_once("/settings/status", &[("status", "En congé"), ("until", ""), ("away", "1")]).await.expect(303);
        let page = camille.browser.get("/experts?q=borne").await.expect(200);
        assert_eq!(page.texts(".expert .badge"), ["Absence en cours", "Disponible", "Hors de ses heures"], "{}", page.text());
        assert!(page.attributes(".expert input[checked]", "value").is_empty(), "who is away is not ticked, although the likeliest");
        let now = camille.browser.get("/experts?q=borne&available=1").await.expect(200);
        assert_eq!(now.texts(".expert .name"), ["Nora Belkacem"]);
        let client = Client::of(app, &camille, &ALL).await;
        assert_eq!(names(&client.get("/experts?q=borne&available=true").await), ["Nora Belkacem"]);
        let post = put(&camille, app.company, "Quelle borne pour vingt fourgons ?").await;
        app.settle().await;
        assert_eq!(asks(&client, post).await, [of("Nora Belkacem", 1, "waiting"), of("Léo Martineau", 1, "waiting")]);
        sound(app).await;
    }
}
