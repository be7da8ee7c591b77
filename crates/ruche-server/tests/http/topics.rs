//! Topics: their list, what is said of them, who follows them, who knows them, what rises, and words that lead elsewhere.

use reqwest::Method;
use ruche_content::posts::model::PostId;
use ruche_kernel::PlaceId;
use ruche_testkit::{Answer, Kind, Someone, both_engines, key};

const DAY: i64 = 86_400_000;

fn names(page: &Answer) -> Vec<String> {
    page.texts("#main ul.list a.name")
}

async fn list(who: &Someone, query: &str) -> Vec<String> {
    names(&who.browser.get(&format!("/topics{query}")).await.expect(200))
}

async fn question(who: &Someone, place: PlaceId, heading: &str, body: &str) -> PostId {
    let fields = [
        ("key", key()),
        ("place", place.to_string()),
        ("format", "question".to_owned()),
        ("heading", heading.to_owned()),
        ("body", body.to_owned()),
    ];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    PostId(who.browser.post_once("/posts", &fields).await.expect(303).toast().unwrap().1)
}

async fn set(who: &Someone, path: &str, method: &str) -> Answer {
    who.browser.post_once(&format!("{path}?_method={method}"), &[]).await
}

fn around(page: &Answer) -> Vec<(String, String)> {
    page.texts("#around .list a.name").into_iter().zip(page.texts("#around .list .grow > .meta")).collect()
}

both_engines! {
    async fn the_list_holds_what_one_reads_lately_or_by_name(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let (closed, shared) = (app.community(Kind::Closed, "Direction", &camille).await, app.community(Kind::Closed, "Chantier", &camille).await);
        app.join(shared, &camille, &ana).await;
        assert!(yanis.browser.get("/topics").await.expect(200).has("Aucun sujet ces 30 derniers jours"));
        camille.publish(app.company, "Vieux #ancien").await;
        app.clock.advance(31 * DAY);
        camille.sign_in_again().await;
        yanis.sign_in_again().await;
        ana.sign_in_again().await;
        camille.publish(app.company, "#Prix #bornes").await;
        app.clock.advance(1_000);
        camille.publish(closed, "Secret #bornes #rachat").await;
        app.clock.advance(1_000);
        camille.publish(shared, "À nous #chantier").await;
        app.clock.advance(1_000);
        let gone = camille.publish(app.company, "#jeté").await;
        set(&camille, &format!("/posts/{gone}"), "delete").await.expect(303);
        assert_eq!(list(&yanis, "").await, ["#bornes", "#Prix"], "what Yanis does not read moves nothing");
        assert_eq!(list(&camille, "").await[0], "#chantier");
        assert_eq!(list(&ana, "").await, ["#chantier"]);
        assert_eq!(list(&yanis, "?sort=name").await, ["#ancien", "#bornes", "#Prix"]);
        assert_eq!(list(&yanis, "?q=%23PR").await, ["#Prix"]);
        assert!(list(&yanis, "?q=rachat").await.is_empty() && list(&ana, "?q=prix").await.is_empty());
        assert!(yanis.browser.get("/topics?q=rachat").await.has("Aucun sujet ne commence ainsi"));
        // A later comment brings a topic up.
        let post = camille.publish(app.company, "Sans sujet").await;
        app.clock.advance(1_000);
        yanis.comment(post, "Au fait, #prix").await;
        assert_eq!(list(&yanis, "").await, ["#Prix", "#bornes"]);
    }
}

both_engines! {
    async fn the_list_goes_on_by_key(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let mut expected = Vec::new();
        for n in 0..65 {
            app.clock.advance(i64::from(n % 3 == 0));
            app.publish_quickly(camille.id, app.company, &format!("#sujet{n:02} #commun")).await;
            expected.push(format!("#sujet{n:02}"));
        }
        expected.insert(0, "#commun".to_owned());
        for (start, first) in [("/topics", "#sujet64"), ("/topics?sort=name", "#commun")] {
            let (mut all, mut path, mut pages) = (Vec::new(), start.to_owned(), 0);
            loop {
                let page = camille.browser.get(&path).await.expect(200);
                all.extend(names(&page));
                pages += 1;
                match page.attributes("#main > .center a.btn", "href").into_iter().next() {
                    Some(next) => path = next,
                    None => break,
                }
            }
            // Those used last come first, those of one time in the order of their making.
            assert!(all[0] == first && pages == 3, "{start}: {pages} pages from {}", all[0]);
            all.sort();
            assert_eq!(all, expected, "{start}: each once");
        }
        for query in ["after=x", "after=1.2.3", "sort=x&after=%00", "q=%25", "after=9223372036854775807.1"] {
            camille.browser.get(&format!("/topics?{query}")).await.expect(200);
        }
    }
}

both_engines! {
    async fn employees_say_what_a_topic_is_about(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let place = app.community(Kind::Closed, "Chantier", &camille).await;
        app.join(place, &camille, &ana).await;
        camille.publish(place, "Ici #recharge").await;
        // Yanis meets it nowhere: it does not exist.
        for path in ["/topics/recharge", "/topics/recharge/edit", "/topics/recharge/around"] {
            yanis.browser.get(path).await.expect(404);
        }
        yanis.browser.post_once("/topics/recharge/description", &[("description", "Moi"), ("seen", "0")]).await.expect(404);
        set(&yanis, "/topics/recharge/follow", "put").await.expect(404);
        camille.publish(app.company, "Partout #recharge").await;
        assert!(yanis.browser.get("/topics/recharge").await.expect(200).has("Personne n’a encore dit"));
        let saved = yanis.browser.post_once("/topics/recharge/description", &[("description", "**Bornes** et <script>câbles"), ("seen", "0")]).await.expect(303);
        let page = camille.browser.get("/topics/recharge").await.expect(200);
        assert_eq!(page.texts("section.card .prose strong"), ["Bornes"]);
        assert!(page.text().contains("Dernière modification par Yanis Haddad") && !page.body.contains("<script>câbles"), "{}", page.text());
        assert!(camille.browser.get("/topics").await.has("Bornes et"));
        // A partner reads neither it nor how many follow, and cannot write it.
        let seen = ana.browser.get("/topics/recharge").await.expect(200);
        assert!(!seen.has("Bornes") && !seen.has("Suivi par") && !seen.has("Personne ne le suit") && !seen.has("Yanis"), "{}", seen.text());
        assert!(!ana.browser.get("/topics").await.has("Bornes"));
        ana.browser.get("/topics/recharge/edit").await.expect(404);
        ana.browser.post_once("/topics/recharge/description", &[("description", "À moi"), ("seen", "0")]).await.expect(404);
        // Somebody who saw the page before it was changed loses nothing and overwrites nothing.
        let late = camille.browser.post_once("/topics/recharge/description", &[("description", "Mon texte"), ("seen", "0")]).await.expect(422);
        assert!(late.has("Quelqu’un a modifié ce texte entre-temps") && late.texts("textarea") == ["Mon texte"], "{}", late.text());
        let long = "é".repeat(501);
        let now = camille.browser.get("/topics/recharge/edit").await.attributes("input[name=seen]", "value").remove(0);
        assert!(camille.browser.post_once("/topics/recharge/description", &[("description", &long), ("seen", &now)]).await.expect(422).has("500 caractères au plus."));
        // Undone by whoever did it, and by nobody else.
        let (toast, id) = saved.toast().unwrap();
        assert_eq!(toast, "topic-described");
        let undo = format!("/topics/changes/{id}/restoration");
        camille.browser.post_once(&undo, &[]).await.expect(409);
        ana.browser.post_once(&undo, &[]).await.expect(404);
        yanis.browser.post_once(&undo, &[]).await.expect(303);
        assert!(camille.browser.get("/topics/recharge").await.has("Personne n’a encore dit"));
        camille.browser.post_once("/topics/changes/1/restoration", &[]).await.expect(404);
    }
}

both_engines! {
    async fn a_followed_topic_comes_into_the_home_feed(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let (open, closed) = (app.community(Kind::Open, "Réseau Nord", &camille).await, app.community(Kind::Closed, "Direction", &camille).await);
        camille.publish(open, "Ouvert #Recharge").await;
        app.clock.advance(1_000);
        camille.publish(closed, "Secret #recharge").await;
        let home = async |who: &Someone| who.browser.get("/").await.expect(200);
        assert!(home(&yanis).await.texts("article.post .prose").is_empty());
        assert!(yanis.browser.get("/topics/recharge").await.has("Personne ne le suit encore"));
        for _ in 0..2 {
            let done = set(&yanis, "/topics/recharge/follow", "put").await.expect(303);
            assert_eq!((done.location(), done.toast().unwrap().0.as_str()), ("/topics/recharge", "topic-followed"));
        }
        assert!(yanis.browser.get("/topics/recharge").await.has("Suivi par 1 personne"));
        let page = home(&yanis).await;
        assert_eq!(page.texts("article.post .prose"), ["Ouvert #Recharge"], "where Yanis may read, and nowhere else");
        assert_eq!(page.texts("article.post > .reason"), ["Parce que vous suivez #Recharge"]);
        let again = page.attributes("article.post", "data-fragment-url-value").remove(0);
        assert_eq!(yanis.browser.get(&again).await.expect(200).texts("article.post > .reason"), ["Parce que vous suivez #Recharge"]);
        // Whom one follows goes before what.
        set(&yanis, &format!("/members/{}/follow", camille.id), "put").await.expect(303);
        assert_eq!(home(&yanis).await.texts("article.post > .reason"), ["Parce que vous suivez Camille Rousset"]);
        set(&yanis, &format!("/members/{}/follow", camille.id), "delete").await.expect(303);
        // A partner follows what is in the own place, and is brought nothing from elsewhere.
        set(&ana, "/topics/recharge/follow", "put").await.expect(404);
        let shared = app.community(Kind::Closed, "Chantier", &camille).await;
        app.join(shared, &camille, &ana).await;
        camille.publish(shared, "À nous #recharge").await;
        set(&ana, "/topics/recharge/follow", "put").await.expect(303);
        assert_eq!(home(&ana).await.texts("article.post .prose"), ["À nous #recharge"]);
        assert!(yanis.browser.get("/topics/recharge").await.has("Suivi par 2 personnes"));
        set(&yanis, "/topics/recharge/follow", "delete").await.expect(303);
        set(&yanis, "/topics/recharge/follow", "delete").await.expect(303);
        assert!(home(&yanis).await.texts("article.post .prose").is_empty());
        assert!(yanis.browser.get("/topics/recharge").await.has("Suivi par 1 personne"));
        // Who leaves follows nothing.
        app.close_account(&ana).await;
        app.settle().await;
        assert!(yanis.browser.get("/topics/recharge").await.has("Personne ne le suit encore"));
    }
}

both_engines! {
    async fn who_knows_it_is_told_by_what_one_may_see(app: TestApp) {
        let (camille, yanis, paul, lea, ana) =
            (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await, app.employee("Léa Nguyen").await, app.partner("Ana Delmas").await);
        let (closed, shared) = (app.community(Kind::Closed, "Direction", &camille).await, app.community(Kind::Closed, "Chantier", &camille).await);
        for person in [&yanis, &lea] {
            app.join(closed, &camille, person).await;
        }
        for person in [&ana, &paul] {
            app.join(shared, &camille, person).await;
        }
        camille.publish(shared, "Un mot #recharge #quai").await;
        let empty = yanis.browser.get("/topics/recharge/around").await;
        empty.expect(404);
        // Where everyone reads: Paul's answer is accepted, and helped two.
        let asked = question(&camille, app.company, "Quelle borne ?", "#recharge #bornes").await;
        assert!(yanis.browser.get("/topics/recharge/around").await.expect(200).has("Pas encore de réponse retenue"));
        let answer = paul.comment(asked, "La verte").await;
        let other = yanis.comment(asked, "La bleue").await;
        set(&camille, &format!("/comments/{answer}/acceptance"), "put").await.expect(303);
        for (who, comment) in [(&yanis, answer), (&lea, answer), (&lea, other)] {
            set(who, &format!("/comments/{comment}/vote"), "put").await.expect(303);
        }
        // Léa wrote, and colleagues reacted; her own reaction is none.
        let post = lea.publish(app.company, "Mode d’emploi #recharge #bornes #prix").await;
        lea.react(&format!("post:{post}"), "like", true).await.expect(303);
        yanis.react(&format!("post:{post}"), "thanks", true).await.expect(303);
        // In the closed place Yanis's answer is accepted: only those who read there know.
        let secret = question(&lea, closed, "Et le rachat ?", "#recharge #rachat").await;
        let hidden = yanis.comment(secret, "Oui").await;
        set(&lea, &format!("/comments/{hidden}/acceptance"), "put").await.expect(303);
        let page = paul.browser.get("/topics/recharge/around").await.expect(200);
        assert_eq!(
            around(&page),
            [
                ("Paul Sorel".to_owned(), "1 réponse retenue, 2 « M’a aidé »".to_owned()),
                ("Yanis Haddad".to_owned(), "1 « M’a aidé »".to_owned()),
                ("Léa Nguyen".to_owned(), "1 publication, 1 réaction".to_owned()),
            ]
        );
        assert_eq!(page.texts("#around a.skill"), ["#bornes", "#prix", "#quai"]);
        let page = lea.browser.get("/topics/recharge/around").await.expect(200);
        assert_eq!(around(&page)[1], ("Yanis Haddad".to_owned(), "1 réponse retenue, 1 « M’a aidé »".to_owned()));
        assert_eq!(page.texts("#around a.skill"), ["#bornes", "#prix", "#rachat"]);
        // A partner counts what is in the own place, and is told of nobody whom they do not see.
        let page = ana.browser.get("/topics/recharge/around").await.expect(200);
        assert!(around(&page).is_empty() && page.texts("#around a.skill") == ["#quai"], "{}", page.text());
        let local = question(&camille, shared, "Où ?", "#recharge").await;
        let here = paul.comment(local, "Là").await;
        set(&camille, &format!("/comments/{here}/acceptance"), "put").await.expect(303);
        assert_eq!(around(&ana.browser.get("/topics/recharge/around").await.expect(200)), [("Paul Sorel".to_owned(), "1 réponse retenue".to_owned())]);
        app.remove(shared, &camille, &paul).await;
        assert!(around(&ana.browser.get("/topics/recharge/around").await.expect(200)).is_empty(), "whom a partner does not see any more");
        // What is deleted tells nothing; who left is not sent for.
        set(&paul, &format!("/comments/{answer}"), "delete").await.expect(303);
        assert_eq!(around(&paul.browser.get("/topics/recharge/around").await.expect(200))[0].0, "Yanis Haddad");
        app.close_account(&yanis).await;
        assert_eq!(around(&lea.browser.get("/topics/recharge/around").await.expect(200)).len(), 1);
        // For the page that asks for the frame, the frame alone.
        let request = lea.browser.request(Method::GET, "/topics/recharge/around").header("Turbo-Frame", "around");
        let frame = lea.browser.send(request).await.expect(200);
        assert!(frame.body.starts_with("<turbo-frame id=\"around\"") && frame.statements <= 5, "{}: {}", frame.statements, frame.body);
    }
}

both_engines! {
    async fn what_rises_is_counted_where_one_reads(app: TestApp) {
        let (camille, yanis, paul, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await, app.partner("Ana Delmas").await);
        let closed = app.community(Kind::Closed, "Direction", &camille).await;
        app.join(closed, &camille, &paul).await;
        for _ in 0..4 {
            app.publish_quickly(camille.id, app.company, "#habituel").await;
            app.publish_quickly(yanis.id, app.company, "#habituel").await;
        }
        app.clock.advance(8 * DAY);
        for who in [&camille, &yanis] {
            for _ in 0..4 {
                app.publish_quickly(who.id, app.company, "#habituel").await;
            }
            app.publish_quickly(who.id, app.company, "#nouveau").await;
            app.publish_quickly(camille.id, closed, "#secret #nouveau").await;
            app.publish_quickly(paul.id, closed, "#secret").await;
            app.publish_quickly(camille.id, app.company, "#seul").await;
            app.publish_quickly(camille.id, app.company, "#seul").await;
        }
        let trends = async |who: &Someone| who.browser.get("/trends").await.expect(200);
        assert!(names(&trends(&yanis).await).is_empty(), "twice is not enough");
        let post = camille.publish(app.company, "#nouveau").await;
        let page = trends(&yanis).await;
        assert_eq!((names(&page), page.texts("#trends .meta")), (vec!["#nouveau".to_owned()], vec!["3 fois en sept jours, par 2 personnes".to_owned()]));
        assert_eq!(names(&trends(&camille).await), ["#nouveau", "#secret"], "five and four");
        assert!(trends(&ana).await.has("Aucun sujet ne se détache"));
        set(&camille, &format!("/posts/{post}"), "delete").await.expect(303);
        assert!(names(&trends(&yanis).await).is_empty());
        app.clock.advance(8 * DAY);
        assert!(names(&trends(&camille).await).is_empty(), "what was new is not new any more");
        let home = yanis.browser.get("/").await.expect(200);
        assert_eq!(home.attributes("aside turbo-frame#trends", "src"), ["/trends"]);
        let frame = yanis.browser.send(yanis.browser.request(Method::GET, "/trends").header("Turbo-Frame", "trends")).await.expect(200);
        assert!(frame.body.starts_with("<turbo-frame") && frame.statements <= 3, "{}: {}", frame.statements, frame.body);
    }
}

both_engines! {
    async fn an_administrator_renames_and_the_old_word_leads_on(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let closed = app.community(Kind::Closed, "Direction", &camille).await;
        let post = camille.publish(app.company, "Un #recharge").await;
        camille.publish(app.company, "Un #prix").await;
        camille.publish(closed, "Un #rachat").await;
        let rename = async |who: &Someone, from: &str, to: &str| who.browser.post_once(&format!("/topics/{from}/name"), &[("name", to)]).await;
        rename(&yanis, "recharge", "Charge").await.expect(404);
        assert!(!yanis.browser.get("/topics/recharge/edit").await.expect(200).has("Renommer"));
        assert!(app.admin.browser.get("/topics/recharge/edit").await.expect(200).has("Renommer ce sujet"));
        // A door into a topic that the administrator reads nowhere there is not.
        rename(&app.admin, "rachat", "Fusion").await.expect(404);
        for (to, said) in [("deux mots", "Un seul mot de 2 à 50"), ("", "Un seul mot de 2 à 50"), ("#PRIX", "Ce mot est déjà celui d’un autre sujet.")] {
            let refused = rename(&app.admin, "recharge", to).await.expect(422);
            assert!(refused.has(said), "{to}: {}", refused.text());
        }
        let done = rename(&app.admin, "recharge", "#Électrique").await.expect(303);
        assert_eq!(done.location(), "/topics/electrique");
        let (toast, id) = done.toast().unwrap();
        assert_eq!(toast, "topic-renamed");
        // The text stays as it was written; its link leads on.
        let link = yanis.browser.get(&format!("/posts/{post}")).await.attributes("a.topic", "href");
        assert_eq!(link, ["/topics/recharge"]);
        for suffix in ["", "/around", "/edit"] {
            let led = yanis.browser.get(&format!("/topics/recharge{suffix}")).await.expect(200);
            assert_eq!(led.path, format!("/topics/electrique{suffix}"));
        }
        let page = yanis.browser.get("/topics/electrique").await.expect(200);
        assert_eq!((page.texts("h1"), page.texts("article .prose")), (vec!["#Électrique".to_owned()], vec!["Un #recharge".to_owned()]));
        // What is typed with the old word is of the new topic.
        yanis.publish(app.company, "Encore #Recharge").await;
        assert_eq!(yanis.browser.get("/topics/electrique").await.texts("article .prose").len(), 2);
        assert_eq!(list(&yanis, "?sort=name").await, ["#Électrique", "#prix"]);
        // The old word is not free for another one; following by it follows the topic.
        rename(&app.admin, "prix", "recharge").await.expect(422);
        assert_eq!(set(&yanis, "/topics/recharge/follow", "put").await.expect(303).location(), "/topics/electrique");
        // Undone: the words change places.
        let undo = format!("/topics/changes/{id}/restoration");
        yanis.browser.post_once(&undo, &[]).await.expect(409);
        assert_eq!(app.admin.browser.post_once(&undo, &[]).await.expect(303).location(), "/topics/recharge");
        assert_eq!(yanis.browser.get("/topics/electrique").await.expect(200).path, "/topics/recharge");
        assert_eq!(yanis.browser.get("/topics/recharge").await.texts("article .prose").len(), 2);
        // Whoever reads it nowhere is not even led.
        let ana = app.partner("Ana Delmas").await;
        ana.browser.get("/topics/electrique").await.expect(404);
        ana.browser.get("/topics/recharge").await.expect(404);
    }
}

both_engines! {
    async fn a_merged_topic_is_the_other_one_from_then_on(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let closed = app.community(Kind::Closed, "Direction", &camille).await;
        camille.publish(app.company, "Un #borne").await;
        camille.publish(app.company, "Deux #borne #bornes").await;
        camille.publish(app.company, "Trois #bornes").await;
        camille.publish(closed, "Secret #borne").await;
        camille.publish(closed, "Secret #rachat").await;
        for (who, topic) in [(&camille, "borne"), (&yanis, "borne"), (&yanis, "bornes")] {
            set(who, &format!("/topics/{topic}/follow"), "put").await.expect(303);
        }
        let merge = async |who: &Someone, into: &str, typed: &str| who.browser.post_once("/topics/borne/merge", &[("into", into), ("typed", typed)]).await;
        merge(&yanis, "bornes", "borne").await.expect(404);
        for (into, typed, said) in [
            ("bornes", "bornes", "Tapez exactement le nom"), ("bornes", "", "Tapez exactement le nom"), ("borne", "borne", "C’est le même sujet."),
            ("rachat", "borne", "Vous ne lisez aucun sujet de ce nom."), ("jamais", "borne", "Vous ne lisez aucun sujet de ce nom."), ("a b", "borne", "Un seul mot de 2 à 50"),
        ] {
            let refused = merge(&app.admin, into, typed).await.expect(422);
            assert!(refused.has(said), "{into}, {typed}: {}", refused.text());
            assert_eq!(refused.attributes("#typed", "value"), [typed]);
        }
        assert_eq!(merge(&app.admin, "#bornes", "#Borne").await.expect(303).location(), "/topics/bornes");
        let page = yanis.browser.get("/topics/bornes").await.expect(200);
        assert_eq!(page.texts("article .prose").len(), 3, "each once");
        assert_eq!(camille.browser.get("/topics/bornes").await.texts("article .prose").len(), 4, "what the administrator does not read too");
        assert!(page.has("Suivi par 2 personnes"), "without doubles: {}", page.text());
        assert_eq!(yanis.browser.get("/topics/borne").await.expect(200).path, "/topics/bornes");
        yanis.publish(app.company, "Quatre #borne").await;
        assert_eq!(list(&yanis, "?sort=name").await, ["#bornes"]);
        assert_eq!(yanis.browser.get("/topics/suggest?q=bor").await.body, "[{\"name\":\"bornes\"}]");
        // On from there: every word leads to the last one.
        app.admin.publish(app.company, "#charge").await;
        let fields = [("into", "charge"), ("typed", "bornes")];
        app.admin.browser.post_once("/topics/bornes/merge", &fields).await.expect(303);
        for old in ["borne", "bornes"] {
            assert_eq!(yanis.browser.get(&format!("/topics/{old}")).await.expect(200).path, "/topics/charge");
        }
        assert_eq!(yanis.browser.get("/topics/charge").await.texts("article .prose").len(), 5);
        // What was being written during the merge is brought along.
        let stray = ruche_platform::db::Statement { name: "stray", text: "UPDATE topic_uses SET topic_id = (SELECT id FROM topics WHERE key = 'borne') WHERE topic_id = (SELECT id FROM topics WHERE key = 'charge')" };
        let stray: &'static _ = Box::leak(Box::new(stray));
        app.node.platform.db.write(ruche_platform::work!([] | tx | { tx.exec(stray, &[]).await })).await.unwrap();
        yanis.browser.get("/topics/charge").await.expect(404);
        app.sweep().await;
        assert_eq!(yanis.browser.get("/topics/charge").await.texts("article .prose").len(), 5);
    }
}
