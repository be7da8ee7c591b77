//! What a post is for: questions, polls, events, kudos, ideas, announcements.

use ruche_content::posts::actions::{self, Edit};
use ruche_content::posts::formats::{Details, Idea};
use ruche_content::posts::model::PostId;
use ruche_kernel::Clock as _;
use ruche_kernel::PlaceId;
use ruche_platform::db::Statement;
use ruche_testkit::{Answer, Kind, Someone, TestApp, both_engines, key};

const DAY_MS: i64 = 86_400_000;
const HOUR_MS: i64 = 3_600_000;

static REMINDED: Statement = Statement { name: "reminded", text: "SELECT count(*) AS n FROM events WHERE kind = 'announcement.reminded'" };

static BREAK: Statement = Statement { name: "break", text: "UPDATE response_counts SET count = count + 1 WHERE choice = 2" };

/// Sends the composer's form for a format.
async fn send(author: &Someone, place: PlaceId, format: &str, fields: &[(&str, &str)]) -> Answer {
    let (key, place) = (key(), place.to_string());
    let own = [("key", key.as_str()), ("place", place.as_str()), ("format", format)];
    author.browser.post_once("/posts", &[&own[..], fields].concat()).await
}

/// Publishes in a format, which must succeed.
async fn publish(author: &Someone, place: PlaceId, format: &str, fields: &[(&str, &str)]) -> PostId {
    PostId(send(author, place, format, fields).await.expect(303).toast().unwrap().1)
}

async fn respond(who: &Someone, post: PostId, choices: &[&str]) -> Answer {
    let fields: Vec<(&str, &str)> = choices.iter().map(|choice| ("choice", *choice)).collect();
    who.browser.post_once(&format!("/posts/{post}/response"), &fields).await
}

/// What a field of the composer says for a moment so many days from now, in Paris.
fn in_days(app: &TestApp, days: i64) -> String {
    let at = jiff::Timestamp::from_millisecond(app.clock.now_ms() + days * DAY_MS).unwrap();
    at.to_zoned(jiff::tz::TimeZone::get("Europe/Paris").unwrap()).strftime("%Y-%m-%dT%H:%M").to_string()
}

/// What a page says, with plain spaces.
fn said(answer: &Answer) -> String {
    answer.text().replace('\u{a0}', " ")
}

/// The shares that a poll shows.
fn shares(answer: &Answer) -> Vec<String> {
    answer.texts(".poll-opt b").into_iter().map(|text| text.replace('\u{a0}', " ")).collect()
}

/// The block of a post, as someone sees it.
async fn block(who: &Someone, post: PostId) -> Answer {
    who.browser.get(&format!("/posts/{post}/response")).await.expect(200)
}

const POLL: [(&str, &str); 6] = [
    ("heading", "Quelle objection entendez-vous ?"),
    ("option-1", "L’autonomie"),
    ("option-2", "Le prix"),
    ("option-3", ""),
    ("option-4", "La borne"),
    ("body", ""),
];

both_engines! {
    async fn a_poll_is_voted_on_changed_and_closed(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let place = app.community(Kind::Closed, "Chantier", &camille).await;
        app.join(place, &camille, &yanis).await;
        let closes = in_days(app, 20);
        let post = publish(&camille, place, "poll", &[&POLL[..], &[("closes", &closes)]].concat()).await;
        let page = yanis.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert_eq!(page.texts("h3.post-title"), ["Quelle objection entendez-vous ?"]);
        assert_eq!(page.texts(".poll-opt > span"), ["L’autonomie", "Le prix", "La borne"], "empty ones are left out");
        assert!(page.texts(".poll-opt b").is_empty(), "what others chose is not shown before one has voted");
        // A vote, another one instead, none any more.
        respond(&yanis, post, &["1"]).await.expect(303);
        let after = block(&yanis, post).await;
        assert_eq!(after.attributes(".poll-opt input[checked]", "value"), ["1"]);
        assert!(said(&after).contains("100 %") && said(&after).contains("1 personne a voté"), "{}", after.text());
        respond(&yanis, post, &["2"]).await.expect(303);
        respond(&camille, post, &["2"]).await.expect(303);
        assert_eq!(shares(&block(&camille, post).await), ["0 % aucun vote", "0 % aucun vote", "100 % 2 votes"]);
        respond(&yanis, post, &[]).await.expect(303);
        assert!(block(&camille, post).await.text().contains("1 personne a voté"));
        // One choice only, and one of those that are offered.
        for choices in [&["0", "1"][..], &["3"], &["-1"], &["99999999999999999999"], &["x"]] {
            assert_eq!(respond(&yanis, post, choices).await.status.as_u16(), 400, "{choices:?}");
        }
        // What one may not read does not exist.
        respond(&ana, post, &["0"]).await.expect(404);
        for outlet in ["response", "responses", "history", "event.ics"] {
            ana.browser.get(&format!("/posts/{post}/{outlet}")).await.expect(404);
        }
        // Who voted what is shown to those who voted.
        yanis.browser.get(&format!("/posts/{post}/responses")).await.expect(404);
        assert!(camille.browser.get(&format!("/posts/{post}/responses")).await.expect(200).text().contains("Camille Rousset"));
        // Closed: the answer says so and nothing is taken.
        app.clock.advance(30 * DAY_MS);
        for someone in [&camille, &yanis] {
            someone.sign_in_again().await;
        }
        let late = respond(&yanis, post, &["0"]).await.expect(409);
        assert!(late.text().contains("Ce sondage est clos"), "{}", late.text());
        let closed = block(&yanis, post).await;
        assert!(closed.has("disabled") && closed.texts(".poll-opt b").len() == 3, "the results are for all once it is closed");
    }
}

both_engines! {
    async fn a_poll_with_several_choices_counts_people_and_names_nobody(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let post = publish(&camille, app.company, "poll", &[&POLL[..], &[("several", "on"), ("anonymous", "on")]].concat()).await;
        respond(&yanis, post, &["0", "2", "2"]).await.expect(303);
        respond(&camille, post, &["0"]).await.expect(303);
        let seen = block(&camille, post).await;
        assert_eq!(shares(&seen), ["100 % 2 votes", "0 % aucun vote", "50 % 1 vote"]);
        assert!(seen.text().contains("2 personnes ont voté · vote anonyme"), "{}", seen.text());
        // The figures as a table, to those who voted, and no name.
        for someone in [&camille, &yanis] {
            let told = someone.browser.get(&format!("/posts/{post}/responses")).await.expect(200);
            assert_eq!(told.texts("#main td").into_iter().map(|text| text.replace('\u{a0}', " ")).collect::<Vec<_>>(), ["2", "100 %", "0", "0 %", "1", "50 %"]);
            assert!(told.texts("#main .list").is_empty() && !told.texts("#main").concat().contains("Rousset"));
        }
        app.admin.browser.get(&format!("/posts/{post}/responses")).await.expect(404);
        // The same person in two tabs at once is one person.
        let twice = [("choice", "1")];
        let path = format!("/posts/{post}/response");
        let done = tokio::join!(app.admin.browser.post_once(&path, &twice), app.admin.browser.post_once(&path, &twice));
        assert_eq!((done.0.status.as_u16(), done.1.status.as_u16()), (303, 303));
        assert!(block(&camille, post).await.text().contains("3 personnes ont voté"));
    }
}

both_engines! {
    async fn a_form_that_says_too_little_is_answered_at_its_field(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let long = "é".repeat(151);
        let many: Vec<String> = (1..=11).map(|n| format!("option-{n}")).collect();
        let many: Vec<(&str, &str)> = many.iter().enumerate().map(|(n, name)| (name.as_str(), ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"][n])).collect();
        for (format, fields, field) in [
            ("question", vec![("heading", " "), ("body", "Et alors ?")], "heading"),
            ("question", vec![("heading", long.as_str()), ("body", "Et alors ?")], "heading"),
            ("poll", vec![("heading", "Choix"), ("option-1", "a")], "option-1"),
            ("poll", vec![("heading", "Choix"), ("option-1", "Été"), ("option-2", "ete")], "option-1"),
            ("poll", [&[("heading", "Choix")][..], &many].concat(), "option-1"),
            ("poll", vec![("heading", "Choix"), ("option-1", "a"), ("option-2", "b"), ("closes", "2001-01-01T10:00")], "closes"),
            ("event", vec![("heading", "Réunion"), ("body", "")], "starts"),
            ("event", vec![("heading", "Réunion"), ("starts", "demain")], "starts"),
            ("event", vec![("heading", "Réunion"), ("starts", "2026-05-02T10:00"), ("ends", "2026-05-02T09:00")], "ends"),
            ("kudos", vec![("value", "argent"), ("body", "Bravo")], "value"),
            ("announcement", vec![("heading", "À lire"), ("confirm", "2001-01-01T10:00")], "confirm"),
        ] {
            let refused = send(&camille, app.company, format, &fields).await.expect(422);
            assert_eq!(refused.attributes("[aria-invalid=true]", "name"), [field], "{format} {fields:?}: {}", refused.text());
            assert_eq!(refused.attributes("[name=format][checked]", "value"), [format], "what was chosen is kept");
            assert_eq!(refused.attributes("#heading", "value"), [fields.iter().find(|(name, _)| *name == "heading").map_or("", |(_, text)| text)], "what was typed is kept");
        }
        // Thanks thank someone else.
        let mention = camille.mention();
        for body in ["Bravo à tous", mention.as_str()] {
            let refused = send(&camille, app.company, "kudos", &[("value", "team"), ("body", body)]).await.expect(422);
            assert!(refused.text().contains("au moins une personne à remercier"), "{}", refused.text());
        }
        send(&camille, app.company, "autre", &[("body", "x")]).await.expect(400);
        assert!(camille.browser.get("/").await.texts("article.post").is_empty(), "nothing was half-written");
    }
}

both_engines! {
    async fn an_answer_is_accepted_by_whoever_asked(app: TestApp) {
        let (camille, yanis, zoe) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Zoé Tran").await);
        let place = app.community(Kind::Closed, "Entraide", &camille).await;
        for someone in [&yanis, &zoe] {
            app.join(place, &camille, someone).await;
        }
        let post = publish(&yanis, place, "question", &[("heading", "Quelle autonomie avec remorque ?"), ("body", "En hiver si possible.")]).await;
        let answer = zoe.comment(post, "Comptez 180 km.").await;
        let reply = yanis.reply(post, answer, "Merci").await;
        let accept = |id: String, how: &str| format!("/comments/{id}/acceptance?_method={how}");
        // Not by anyone, and not a reply.
        zoe.browser.post_once(&accept(answer.to_string(), "put"), &[]).await.expect(403);
        yanis.browser.post_once(&accept(reply.to_string(), "put"), &[]).await.expect(404);
        app.admin.browser.post_once(&accept(answer.to_string(), "put"), &[]).await.expect(404);
        let waiting = async |who: &Someone, filter: &str| who.browser.get(&format!("/questions{filter}")).await.expect(200).texts("article.post h3");
        assert_eq!(waiting(&zoe, "").await, ["Quelle autonomie avec remorque ?"]);
        assert!(waiting(&app.admin, "").await.is_empty(), "what one may not read is not asked");
        yanis.browser.post_once(&accept(answer.to_string(), "put"), &[]).await.expect(303);
        app.settle().await;
        assert!(zoe.browser.get("/notifications").await.text().contains("Yanis Haddad a retenu votre réponse à Quelle autonomie avec remorque"));
        // Before the conversation, in the feed and on the page; not among those that wait.
        for path in [format!("/communities/{place}"), format!("/posts/{post}")] {
            let page = camille.browser.get(&path).await.expect(200);
            assert_eq!(page.texts(".answer .prose"), ["Comptez 180 km."], "{path}");
        }
        assert!(waiting(&zoe, "").await.is_empty());
        assert_eq!((waiting(&zoe, "?filter=all").await.len(), waiting(&yanis, "?filter=mine").await.len(), waiting(&zoe, "?filter=mine").await.len()), (1, 1, 0));
        // The owner may too; what is deleted is shown no more, and is back when it is restored.
        camille.browser.post_once(&accept(answer.to_string(), "delete"), &[]).await.expect(303);
        camille.browser.post_once(&accept(answer.to_string(), "put"), &[]).await.expect(303);
        zoe.browser.post_once(&format!("/comments/{answer}?_method=delete"), &[]).await.expect(303);
        assert!(!yanis.browser.get(&format!("/posts/{post}")).await.has("180 km"));
        assert_eq!(waiting(&zoe, "").await.len(), 1, "it waits for an answer again");
        zoe.browser.post_once(&format!("/comments/{answer}/restoration"), &[]).await.expect(303);
        assert_eq!(yanis.browser.get(&format!("/posts/{post}")).await.texts(".answer .prose"), ["Comptez 180 km."]);
        // A comment below anything else is no answer.
        let other = yanis.publish(place, "Un message").await;
        let comment = zoe.comment(other, "Un avis").await;
        yanis.browser.post_once(&accept(comment.to_string(), "put"), &[]).await.expect(404);
        // Whoever begins to ask the same is shown it; others are not.
        let similar = async |who: &Someone| who.browser.get("/questions/similar?q=autonomie%20remorque%20hiver").await.expect(200).texts("a");
        assert_eq!(similar(&zoe).await, ["Quelle autonomie avec remorque ?"]);
        assert!(similar(&app.admin).await.is_empty());
    }
}

both_engines! {
    async fn who_is_thanked_is_told_so(app: TestApp) {
        let (camille, yanis, zoe) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Zoé Tran").await);
        let post = publish(&camille, app.company, "kudos", &[("value", "team"), ("body", &format!("Merci à {}", yanis.mention()))]).await;
        zoe.comment(post, &format!("Oui, bravo {}", yanis.mention())).await;
        app.settle().await;
        let told = yanis.browser.get("/notifications").await.expect(200).texts(".notif p:first-child");
        assert_eq!(told, ["Zoé Tran vous mentionne dans un commentaire", "Camille Rousset vous remercie dans une publication"]);
    }
}

both_engines! {
    async fn answers_are_read_in_the_order_of_their_votes(app: TestApp) {
        let (camille, yanis, zoe) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Zoé Tran").await);
        let outside = app.employee("Paul Sorel").await;
        let place = app.community(Kind::Closed, "Entraide", &camille).await;
        for someone in [&yanis, &zoe] {
            app.join(place, &camille, someone).await;
        }
        let post = publish(&yanis, place, "question", &[("heading", "Quelle autonomie avec remorque ?"), ("body", "")]).await;
        let mut answers = Vec::new();
        for number in 1..=22 {
            answers.push(zoe.comment(post, &format!("Réponse {number}")).await);
        }
        let said = async |query: &str| camille.browser.get(&format!("/posts/{post}{query}")).await.expect(200);
        let texts = async |query: &str| said(query).await.texts(".comments > .comment .prose");
        let vote = async |who: &Someone, number: usize, how: &str| who.browser.post_once(&format!("/comments/{}/vote?_method={how}", answers[number - 1]), &[]).await;
        assert_eq!(texts("").await[..2], ["Réponse 1", "Réponse 2"], "without votes, by date");
        // A vote counts once a person, not for oneself, and can be taken back.
        vote(&yanis, 21, "put").await.expect(303);
        vote(&yanis, 21, "put").await.expect(303);
        vote(&camille, 21, "put").await.expect(303);
        vote(&camille, 22, "put").await.expect(303);
        vote(&yanis, 3, "put").await.expect(303);
        vote(&yanis, 3, "delete").await.expect(303);
        vote(&yanis, 3, "delete").await.expect(303);
        vote(&zoe, 5, "put").await.expect(404);
        vote(&outside, 5, "put").await.expect(404);
        assert_eq!(texts("").await[..3], ["Réponse 21", "Réponse 22", "Réponse 1"]);
        assert_eq!(said("").await.texts(".helpful b"), ["2", "1"]);
        assert_eq!(said("").await.attributes(".helpful [aria-pressed=true]", "id"), [format!("vote-{}", answers[20]), format!("vote-{}", answers[21])]);
        assert_eq!(zoe.browser.get(&format!("/posts/{post}")).await.texts(".helpful .meta"), ["A aidé 2 personnes", "A aidé 1 personne"], "the author is told, and does not vote");
        // The accepted one comes before, and what is left out follows in the same order, each once.
        yanis.browser.post_once(&format!("/comments/{}/acceptance?_method=put", answers[8]), &[]).await.expect(303);
        let first = texts("").await;
        assert_eq!(first[..3], ["Réponse 9", "Réponse 21", "Réponse 22"]);
        assert_eq!(first.len(), 21, "a page, and the accepted one");
        let next = said("").await.attributes("#comments-after a", "href").pop().unwrap();
        let next = next.trim_start_matches(&format!("/posts/{post}")).trim_end_matches("#comments").to_owned();
        assert_eq!(texts(&next).await, ["Réponse 20"]);
        // The order of their dates is a link away; a comment's address leads there.
        let chips = said("").await.attributes("#comments .chip", "href");
        assert_eq!(texts(chips[1].trim_start_matches(&format!("/posts/{post}")).trim_end_matches("#comments")).await[..2], ["Réponse 1", "Réponse 2"]);
        // What was deleted leaves the order; its votes go when it is purged.
        zoe.browser.post_once(&format!("/comments/{}?_method=delete", answers[20]), &[]).await.expect(303);
        assert_eq!(texts("").await[..2], ["Réponse 9", "Réponse 22"]);
        vote(&yanis, 21, "delete").await.expect(404);
        // No vote below anything else, for a reply, or in the archives.
        let reply = zoe.reply(post, answers[0], "Merci").await;
        yanis.browser.post_once(&format!("/comments/{reply}/vote?_method=put"), &[]).await.expect(404);
        let other = zoe.comment(yanis.publish(place, "Un message").await, "Un avis").await;
        yanis.browser.post_once(&format!("/comments/{other}/vote?_method=put"), &[]).await.expect(404);
        yanis.browser.post_once(&format!("/posts/{post}/archive?_method=put"), &[]).await.expect(303);
        vote(&camille, 1, "put").await.expect(409);
    }
}

both_engines! {
    async fn an_event_is_answered_moved_and_taken_to_a_calendar(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let fields = [("heading", "Démonstration, puis questions"), ("starts", "2031-03-30T02:30"), ("ends", "2031-03-30T05:00"), ("venue", "Salle 4; étage 2"), ("body", "Venez nombreux")];
        let post = publish(&camille, app.company, "event", &fields).await;
        respond(&yanis, post, &["0"]).await.expect(303);
        assert!(block(&camille, post).await.text().contains("1 personne participe"));
        respond(&yanis, post, &["1"]).await.expect(303);
        assert_eq!(block(&yanis, post).await.attributes("[aria-pressed=true]", "id"), [format!("answer-{post}-1")]);
        assert!(camille.browser.get(&format!("/posts/{post}/responses")).await.expect(200).text().contains("Peut-être"));
        let file = yanis.browser.get(&format!("/posts/{post}/event.ics")).await.expect(200);
        assert_eq!(file.headers["content-type"], "text/calendar; charset=utf-8");
        // In Paris there is no half past two that night: clocks go on to half past three, which is 01:30 in UTC.
        for line in ["BEGIN:VEVENT", "DTSTART:20310330T013000Z", "DTEND:20310330T030000Z", "SUMMARY:Démonstration\\, puis questions", "LOCATION:Salle 4\\; étage 2", "SEQUENCE:1", "STATUS:TENTATIVE"] {
            assert!(file.body.contains(&format!("{line}\r\n")), "{line} in {}", file.body);
        }
        // Someone elsewhere sees the own time, and that of the author beside it.
        app.admin.browser.post_once("/settings/display", &[("locale", "fr"), ("zone", "America/Guadeloupe"), ("theme", "")]).await.expect(303);
        let there = said(&block(&app.admin, post).await);
        assert!(there.contains("samedi 29 mars 2031 à 21 h 30") && there.contains("(3 h 30, heure de Paris)"), "{there}");
        // Moved: those who come are told, the others are not.
        let edit = camille.browser.get(&format!("/posts/{post}/edit")).await.expect(200);
        assert_eq!(edit.attributes("#starts", "value"), ["2031-03-30T03:30"]);
        let version = edit.attributes("[name=version]", "value").remove(0);
        let moved = [("key", "k"), ("version", version.as_str()), ("format", "event"), ("heading", "Démonstration, puis questions"), ("starts", "2031-03-31T10:00"), ("venue", "Salle 4"), ("body", "Venez nombreux")];
        camille.browser.post_once(&format!("/posts/{post}"), &moved).await.expect(303);
        app.settle().await;
        assert!(yanis.browser.get("/notifications").await.text().contains("Camille Rousset a changé la date ou le lieu de"));
        assert!(!app.admin.browser.get("/notifications").await.text().contains("a changé la date"));
        assert!(yanis.browser.get(&format!("/posts/{post}/event.ics")).await.body.contains("SEQUENCE:2\r\n"));
        app.clock.advance(5 * 366 * DAY_MS);
        yanis.sign_in_again().await;
        respond(&yanis, post, &["0"]).await.expect(409);
    }
}

both_engines! {
    async fn an_idea_is_voted_for_and_steered(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Open, "Idées", &camille).await;
        app.join(place, &camille, &yanis).await;
        let post = publish(&yanis, place, "idea", &[("heading", "Afficher le délai réel"), ("body", "")]).await;
        respond(&camille, post, &["0"]).await.expect(303);
        assert_eq!(block(&camille, post).await.texts(".vote span"), ["1"]);
        let steer = async |who: &Someone, stage: &str| who.browser.post_once(&format!("/posts/{post}/stage?_method=put"), &[("stage", stage)]).await.status.as_u16();
        assert_eq!((steer(&yanis, "done").await, steer(&camille, "peut-être").await, steer(&camille, "accepted").await), (403, 400, 303));
        assert_eq!(block(&yanis, post).await.texts("[aria-current=step]"), ["Acceptée"]);
        // An edit of the text does not move it, and keeps the votes.
        let edit = [("key", "k"), ("version", "1"), ("format", "idea"), ("heading", "Afficher le délai réel, par région"), ("body", "Chaque lundi")];
        yanis.browser.post_once(&format!("/posts/{post}"), &edit).await.expect(303);
        let after = block(&yanis, post).await;
        assert_eq!((after.texts("[aria-current=step]"), after.texts(".vote span")), (vec!["Acceptée".to_owned()], vec!["1".to_owned()]));
        // Nor does an edit that began before it moved.
        let (content, actor) = (&app.node.content, ruche_kernel::Actor { id: yanis.id, kind: ruche_kernel::MemberKind::Employee, role: ruche_kernel::Role::Member, company: app.company, circle: None });
        let stale = Edit { version: 2, details: Details::Idea(Idea::default()), heading: "Afficher le délai réel, par région".into(), body: "Chaque mardi".into(), chosen_language: None, language: "fr".into(), files: Vec::new(), expires_at: None };
        actions::edit(content, &actor, post, &stale).await.unwrap();
        assert_eq!(block(&yanis, post).await.texts("[aria-current=step]"), ["Acceptée"]);
        // What it said before is for its readers.
        let history = camille.browser.get(&format!("/posts/{post}/history")).await.expect(200);
        assert!(history.texts("section h2").iter().all(|title| title.starts_with("Version du ") && title.contains(" à ")), "{:?}", history.texts("section h2"));
        assert_eq!((history.texts("section .strong").len(), history.texts("section .prose")), (2, vec!["Chaque lundi".to_owned()]));
        // A format is chosen once.
        let other = [("key", "k"), ("version", "3"), ("format", "message"), ("body", "Tout autre chose")];
        yanis.browser.post_once(&format!("/posts/{post}"), &other).await.expect(400);
    }
}

both_engines! {
    async fn an_announcement_is_confirmed_and_followed_up(app: TestApp) {
        let (camille, yanis, zoe) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Zoé Tran").await);
        let place = app.community(Kind::Closed, "Ventes", &camille).await;
        for someone in [&yanis, &zoe] {
            app.join(place, &camille, someone).await;
        }
        let confirm = in_days(app, 10);
        let fields = [("heading", "Nouveaux tarifs au 1er avril"), ("confirm", confirm.as_str()), ("body", "Lisez la note.")];
        // What everyone must read is published by those who keep order.
        let refused = send(&yanis, place, "announcement", &fields).await.expect(422);
        assert!(refused.text().contains("publiées par les responsables"), "{}", refused.text());
        let post = publish(&camille, place, "announcement", &fields).await;
        app.settle().await;
        for (someone, told) in [(&yanis, true), (&zoe, true), (&camille, false), (&app.admin, false)] {
            let seen = someone.browser.get("/notifications").await.text().contains("Camille Rousset vous demande de lire Nouveaux tarifs");
            assert_eq!(seen, told, "{}", someone.name);
        }
        assert_eq!(yanis.browser.get("/").await.texts(".must-bar").len(), 1);
        respond(&yanis, post, &["0"]).await.expect(303);
        respond(&yanis, post, &[]).await.expect(400);
        assert!(yanis.browser.get("/").await.texts(".must-bar").is_empty());
        assert!(block(&yanis, post).await.text().contains("1 sur 2 ont confirmé"), "{}", block(&yanis, post).await.text());
        // Who has not yet is for those who follow it up.
        yanis.browser.get(&format!("/posts/{post}/responses")).await.expect(404);
        let followed = camille.browser.get(&format!("/posts/{post}/responses")).await.expect(200);
        assert_eq!(followed.texts("section[aria-labelledby=waiting] .name"), ["Zoé Tran"]);
        assert_eq!(followed.texts("section[aria-labelledby=choice-0] .name"), ["Yanis Haddad"]);
        // A reminder tells those alone, once a day.
        zoe.browser.post_once("/notifications/read", &[]).await.expect(303);
        yanis.browser.post_once("/notifications/read", &[]).await.expect(303);
        let remind = async |who: &Someone| who.browser.post_once(&format!("/posts/{post}/reminder"), &[]).await.status.as_u16();
        assert_eq!((remind(&yanis).await, remind(&camille).await, remind(&camille).await), (404, 303, 409));
        app.settle().await;
        let unread = async |who: &Someone| who.browser.get("/notifications").await.texts(".notif.unread").len();
        assert_eq!((unread(&zoe).await, unread(&yanis).await), (1, 0));
    }
}

/// An announcement to confirm so many hours from now, in a community of two readers.
async fn announce(app: &TestApp, hours: i64) -> (PostId, Vec<(&'static str, String)>, PlaceId, [Someone; 3]) {
    let people = [app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Zoé Tran").await];
    let place = app.community(Kind::Closed, "Ventes", &people[0]).await;
    for someone in &people[1..] {
        app.join(place, &people[0], someone).await;
    }
    let fields = vec![("heading", "Nouveaux tarifs".to_owned()), ("confirm", in_hours(app, hours)), ("body", "Lisez la note.".to_owned())];
    let sent: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let post = publish(&people[0], place, "announcement", &sent).await;
    app.settle().await;
    for someone in &people[1..] {
        assert_eq!(unread(someone).await, 1);
        someone.browser.post_once("/notifications/read", &[]).await.expect(303);
    }
    (post, fields, place, people)
}

/// What a field of the composer says for a moment so many hours from now, in Paris.
fn in_hours(app: &TestApp, hours: i64) -> String {
    let at = jiff::Timestamp::from_millisecond(app.clock.now_ms() + hours * HOUR_MS).unwrap();
    at.to_zoned(jiff::tz::TimeZone::get("Europe/Paris").unwrap()).strftime("%Y-%m-%dT%H:%M").to_string()
}

async fn unread(who: &Someone) -> usize {
    who.browser.get("/notifications").await.expect(200).texts(".notif.unread").len()
}

/// Moves the clock and does what comes round, on two nodes at once.
async fn hours_pass(app: &TestApp, hours: i64) {
    app.clock.advance(hours * HOUR_MS);
    tokio::join!(app.sweep(), app.sweep());
    app.settle().await;
}

/// What those who follow an announcement up are told of reminders.
async fn reminders(author: &Someone, post: PostId) -> Vec<String> {
    let page = author.browser.get(&format!("/posts/{post}/responses")).await.expect(200);
    page.texts("#main .callout p").iter().map(|text| text.replace('\u{a0}', " ").trim().to_owned()).collect()
}

both_engines! {
    async fn an_announcement_reminds_by_itself_a_day_before(app: TestApp) {
        let (post, fields, place, [camille, yanis, zoe]) = announce(app, 100).await;
        let paul = app.employee("Paul Sorel").await;
        app.join(place, &camille, &paul).await;
        app.settle().await;
        for someone in [&zoe, &paul] {
            someone.browser.post_once("/notifications/read", &[]).await.expect(303);
        }
        respond(&zoe, post, &["0"]).await.expect(303);
        let told = reminders(&camille, post).await;
        assert!(told[0].starts_with("Ceux qui n’auront pas confirmé recevront un rappel automatique le"), "{told:?}");
        // An edit of the text changes nothing of it, and nobody is told before the hour.
        let (confirm, key) = (fields[1].1.clone(), key());
        let edit = async |version: &str, confirm: &str| {
            let fields = [("key", key.as_str()), ("version", version), ("format", "announcement"), ("heading", "Nouveaux tarifs"), ("confirm", confirm), ("body", "Lisez bien la note.")];
            camille.browser.post_once(&format!("/posts/{post}"), &fields).await.expect(303)
        };
        hours_pass(app, 70).await;
        edit("1", &confirm).await;
        assert_eq!(reminders(&camille, post).await, told);
        hours_pass(app, 5).await;
        assert_eq!((unread(&yanis).await, unread(&zoe).await, unread(&paul).await), (0, 0, 0));
        // The hour: who has not confirmed and still reads it, once, whoever else sweeps.
        app.remove(place, &camille, &paul).await;
        hours_pass(app, 2).await;
        assert_eq!((unread(&yanis).await, unread(&zoe).await, unread(&paul).await), (1, 0, 0));
        let once = app.node.platform.db.all(&REMINDED, &[], |r| r.int("n")).await.unwrap();
        assert_eq!(once, [1]);
        assert!(reminders(&camille, post).await[0].starts_with("Dernier rappel envoyé le"));
        assert_eq!(camille.browser.post_once(&format!("/posts/{post}/reminder"), &[]).await.status.as_u16(), 409, "by hand neither, within a day");
        // Never twice, even for another date.
        edit("2", &in_hours(app, 90)).await;
        hours_pass(app, 80).await;
        assert_eq!(app.node.platform.db.all(&REMINDED, &[], |r| r.int("n")).await.unwrap(), [1]);
    }
}

both_engines! {
    async fn an_announcement_that_is_short_reminds_half_way_and_what_is_gone_does_not(app: TestApp) {
        let (post, fields, place, [camille, yanis, zoe]) = announce(app, 20).await;
        let sent: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let (gone, archived) = (publish(&camille, place, "announcement", &sent).await, publish(&camille, place, "announcement", &sent).await);
        camille.browser.post_once(&format!("/posts/{gone}?_method=delete"), &[]).await.expect(303);
        camille.browser.post_once(&format!("/posts/{archived}/archive?_method=put"), &[]).await.expect(303);
        respond(&zoe, post, &["0"]).await.expect(303);
        app.settle().await;
        yanis.browser.post_once("/notifications/read", &[]).await.expect(303);
        hours_pass(app, 9).await;
        assert_eq!(app.node.platform.db.all(&REMINDED, &[], |r| r.int("n")).await.unwrap(), [0]);
        hours_pass(app, 2).await;
        assert_eq!(unread(&yanis).await, 1);
        // Out of the archives too late: the date is past.
        hours_pass(app, 10).await;
        camille.browser.post_once(&format!("/posts/{archived}/archive?_method=delete"), &[]).await.expect(303);
        hours_pass(app, 1).await;
        assert_eq!(app.node.platform.db.all(&REMINDED, &[], |r| r.int("n")).await.unwrap(), [1]);
    }
}

both_engines! {
    async fn an_announcement_reminded_by_hand_is_left_alone_and_another_date_moves_the_hour(app: TestApp) {
        let (post, _, _, [camille, yanis, _]) = announce(app, 100).await;
        let count = async || app.node.platform.db.all(&REMINDED, &[], |r| r.int("n")).await.unwrap()[0];
        let edit = async |version: &str, confirm: &str| {
            let fields = [("key", "k"), ("version", version), ("format", "announcement"), ("heading", "Nouveaux tarifs"), ("confirm", confirm), ("body", "")];
            camille.browser.post_once(&format!("/posts/{post}"), &fields).await.expect(303)
        };
        // Later: the old hour passes without a word. None any more: no hour. Set again: half way from now.
        edit("1", &in_hours(app, 200)).await;
        hours_pass(app, 90).await;
        assert_eq!(count().await, 0);
        edit("2", "").await;
        assert!(reminders(&camille, post).await.is_empty());
        edit("3", &in_hours(app, 40)).await;
        assert_eq!(reminders(&camille, post).await.len(), 1);
        // By hand ten hours before its hour: it has been said.
        hours_pass(app, 10).await;
        camille.browser.post_once(&format!("/posts/{post}/reminder"), &[]).await.expect(303);
        assert!(reminders(&camille, post).await[0].starts_with("Dernier rappel envoyé le"));
        app.settle().await;
        assert_eq!((count().await, unread(&yanis).await), (1, 1));
        for _ in 0..4 {
            hours_pass(app, 10).await;
        }
        assert_eq!(count().await, 1);
    }
}

both_engines! {
    async fn votes_close_the_options_but_not_the_date(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let post = publish(&camille, app.company, "poll", &POLL).await;
        respond(&yanis, post, &["0"]).await.expect(303);
        let edit = async |third: &str, closes: &str| {
            let fields = [("key", "k"), ("version", "1"), ("format", "poll"), ("heading", "Quelle objection ?"), ("option-1", "L’autonomie"), ("option-2", "Le prix"), ("option-3", third), ("closes", closes), ("body", "")];
            camille.browser.post_once(&format!("/posts/{post}"), &fields).await
        };
        let refused = edit("Le bruit", "").await.expect(409);
        assert!(refused.text().contains("les choix ne changent plus") && refused.attributes("#option-3", "value") == ["Le bruit"], "{}", refused.text());
        edit("La borne", &in_days(app, 9)).await.expect(303);
        assert!(block(&yanis, post).await.text().contains("jusqu’au"));
        // In the bin it does not exist; brought back, its votes are there.
        camille.browser.post_once(&format!("/posts/{post}?_method=delete"), &[]).await.expect(303);
        respond(&yanis, post, &["1"]).await.expect(404);
        camille.browser.post_once(&format!("/posts/{post}/restoration"), &[]).await.expect(303);
        assert!(block(&yanis, post).await.text().contains("1 personne a voté"));
    }
}

both_engines! {
    async fn the_check_knows_what_people_responded_and_what_forms_made(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let admin = &app.admin.browser;
        let post = publish(&camille, app.company, "poll", &[&POLL[..], &[("several", "on")]].concat()).await;
        respond(&yanis, post, &["0", "2"]).await.expect(303);
        respond(&camille, post, &["2"]).await.expect(303);
        let question = publish(&camille, app.company, "question", &[("heading", "Qui sait ?"), ("body", "")]).await;
        let answer = yanis.comment(question, "Moi").await;
        camille.browser.post_once(&format!("/comments/{answer}/acceptance?_method=put"), &[]).await.expect(303);
        // What forms with a key make that is no writing: an account, an invitation, a community.
        admin.post_once("/admin/members", &[("key", "m"), ("name", "Ali Benali"), ("username", "ali"), ("title", "")]).await.expect(200);
        admin.post_once("/admin/invitations", &[("key", "i"), ("addresses", "paul@orvane.example"), ("how", "mail")]).await.expect(303);
        let community = [("key", "c"), ("name", "Atelier"), ("description", ""), ("kind", "closed"), ("icon", "star"), ("hue", "200"), ("language", "fr")];
        admin.post_once("/communities/new", &community).await.expect(303);
        app.settle().await;
        let wrong = async || {
            let platform = &app.node.platform;
            let findings = ruche_server::check::run(&platform.db, &*platform.blobs, platform.now()).await.unwrap();
            findings.into_iter().filter(|finding| finding.differences > 0).collect::<Vec<_>>()
        };
        assert_eq!(wrong().await, []);
        // A count that is wrong is found.
        app.node.platform.db.write(ruche_platform::work!([] | tx | { tx.exec(&BREAK, &[]).await.map(|_| ()) })).await.unwrap();
        let found = wrong().await;
        assert_eq!((found.len(), found[0].name, found[0].examples.as_slice()), (1, "numbers of responses", &[format!("post {post}, choice 2: 3 stored, 2 counted")][..]));
        // Purged, nothing of it stays.
        camille.browser.post_once(&format!("/posts/{post}?_method=delete"), &[]).await.expect(303);
        app.clock.advance(31 * DAY_MS);
        app.sweep().await;
        assert_eq!(wrong().await.iter().filter(|finding| finding.name == "numbers of responses").count(), 0);
    }
}

both_engines! {
    async fn an_earlier_version_names_nobody_whom_the_company_no_longer_names(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let post = camille.publish(app.company, &format!("Merci à {}", yanis.mention())).await;
        camille.browser.post_once(&format!("/posts/{post}"), &[("key", "k"), ("version", "1"), ("body", "Merci à tous")]).await.expect(303);
        let history = async || camille.browser.get(&format!("/posts/{post}/history")).await.expect(200).texts("section .prose").concat();
        assert_eq!(history().await, "Merci à @Yanis Haddad");
        let settings = [("name", "Orvane"), ("locale", "fr"), ("hue", "168"), ("leavers", "hidden")];
        app.admin.browser.post_once("/admin/company", &settings).await.expect(303);
        app.close_account(&yanis).await;
        assert!(!history().await.contains("Yanis"), "{}", history().await);
    }
}
