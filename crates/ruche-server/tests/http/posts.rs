//! Posts: published once, read by those who may, edited by the author, deleted everywhere at once.

use futures_util::future::join_all;
use futures_util::stream;
use reqwest::Method;
use ruche_kernel::PlaceId;
use ruche_testkit::{Answer, Kind, Someone, both_engines, key};

const DAY_MS: i64 = 86_400_000;

/// The texts of the posts of a page, in order.
fn texts(page: &Answer) -> Vec<String> {
    page.texts("article.post .prose")
}

/// How many posts a person finds in a place whose text is `body`.
async fn count(reader: &Someone, place: PlaceId, body: &str) -> usize {
    texts(&reader.browser.get(&format!("/communities/{place}")).await.expect(200)).iter().filter(|text| *text == body).count()
}

both_engines! {
    async fn a_post_stands_where_it_was_published(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        let answer = camille.send_post(place, "La borne 12 est réparée.", &key(), &[]).await.expect(303);
        assert_eq!(answer.location(), format!("/communities/{place}"), "it is seen in the feed where it stands");
        let here = camille.browser.get(&format!("/communities/{place}")).await.expect(200);
        assert_eq!(texts(&here), ["La borne 12 est réparée."]);
        assert!(here.texts("#toasts").concat().contains("Publié"), "told once");
        assert!(!camille.browser.get(&format!("/communities/{place}")).await.texts("#toasts").concat().contains("Publié"), "and not twice");
        assert_eq!(texts(&yanis.browser.get("/").await.expect(200)), [""; 0], "an open community that he has not joined is not in his feed");
        let post = camille.publish(app.company, "Bienvenue à **tous**.").await;
        assert_eq!(texts(&yanis.browser.get("/").await), ["Bienvenue à tous ."]);
        let page = yanis.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert_eq!(texts(&page), ["Bienvenue à tous ."]);
        assert_eq!(page.texts("article.post .prose strong"), ["tous"]);
        assert!(page.texts("title")[0].starts_with("Bienvenue à tous."), "its first words are the title of its page");
    }
}

both_engines! {
    async fn the_form_says_who_will_read(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let closed = app.community(Kind::Closed, "Direction", &camille).await;
        let audience = async |who: &Someone, place: PlaceId| who.browser.get(&format!("/posts/audience?place={place}")).await.expect(200).texts("#audience").concat();
        assert_eq!(audience(&camille, closed).await, "Sera lu par 1 personne.");
        assert_eq!(audience(&camille, app.company).await, "Sera lu par 3 personnes.", "employees, never partners");
        app.join(closed, &camille, &yanis).await;
        assert_eq!(audience(&yanis, closed).await, "Sera lu par 2 personnes.");
        app.join(closed, &camille, &ana).await;
        let told = audience(&yanis, closed).await;
        assert!(told.contains("3 personnes") && told.contains("Delmas Logistique"), "{told}");
        // A partner is not told how many work for the company.
        let open = app.community(Kind::Open, "Réseau Nord", &camille).await;
        app.join(open, &camille, &ana).await;
        assert!(audience(&camille, open).await.contains("4 personnes"));
        assert!(audience(&ana, open).await.contains("2 personnes"));
        ana.browser.get(&format!("/posts/audience?place={}", app.company)).await.expect(404);
        let stranger = app.employee("Paul Sorel").await;
        stranger.browser.get(&format!("/posts/audience?place={closed}")).await.expect(404);
        let page = camille.browser.get(&format!("/posts/new?place={closed}")).await.expect(200);
        assert!(page.texts("#audience").concat().contains("Delmas Logistique"), "without script it is in the page");
        assert_eq!(page.attributes("#place option[selected]", "value"), [closed.to_string()]);
    }
}

both_engines! {
    async fn the_same_sending_makes_one_post(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        let once = key();
        let first = camille.send_post(place, "Une seule fois", &once, &[]).await.expect(303);
        let again = camille.send_post(place, "Une seule fois", &once, &[]).await.expect(303);
        assert_eq!((first.toast(), first.location()), (again.toast(), again.location()), "the same key, the same result");
        assert_eq!(count(&camille, place, "Une seule fois").await, 1);
        // A key is the person's own.
        let yanis = app.employee("Yanis Haddad").await;
        app.join(place, &camille, &yanis).await;
        yanis.send_post(place, "Une seule fois", &once, &[]).await.expect(303);
        assert_eq!(count(&camille, place, "Une seule fois").await, 2);
        // It is known for a week at least.
        app.clock.advance(8 * DAY_MS);
        app.sweep().await;
        camille.send_post(place, "Une seule fois", &once, &[]).await.expect(303);
        assert_eq!(count(&camille, place, "Une seule fois").await, 2);
    }
}

both_engines! {
    async fn a_key_that_was_used_keeps_another_text(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        let once = key();
        let first = camille.send_post(place, "Le premier texte", &once, &[]).await.toast().unwrap().1;
        let page = camille.send_post(place, "Le second texte", &once, &[]).await.expect(409);
        assert_eq!(page.texts("textarea[name=body]"), ["Le second texte"], "what was typed is kept");
        assert!(page.attributes("main a", "href").contains(&format!("/posts/{first}")), "the first one is a link");
        let fresh = page.attributes("button[name=as-new]", "value").remove(0);
        assert_eq!(count(&camille, place, "Le second texte").await, 0);
        // The button of that page.
        let (again, place_text) = (page.attributes("input[name=key]", "value")[0].clone(), place.to_string());
        let fields = [("key", again.as_str()), ("place", place_text.as_str()), ("body", "Le second texte"), ("as-new", fresh.as_str())];
        let made = camille.browser.post_files("/posts", &fields, &[]).await.expect(303).toast();
        assert_eq!(camille.browser.post_files("/posts", &fields, &[]).await.expect(303).toast(), made, "pressed twice it makes one post");
        assert_eq!((count(&camille, place, "Le premier texte").await, count(&camille, place, "Le second texte").await), (1, 1));
    }
}

both_engines! {
    async fn the_same_sending_twice_at_once_makes_one_post(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        for round in 0..4 {
            let (once, body) = (key(), format!("Double envoi {round}"));
            let send = || camille.send_post(place, &body, &once, &[]);
            let answers = tokio::join!(send(), send(), send(), send());
            let answers = [answers.0, answers.1, answers.2, answers.3];
            let told: Vec<_> = answers.iter().map(|a| (a.status.as_u16(), a.toast())).collect();
            assert!(told.iter().all(|t| *t == told[0] && t.0 == 303), "the same key, the same result: {told:?}");
            assert_eq!(count(&camille, place, &body).await, 1);
        }
    }
}

both_engines! {
    async fn what_is_empty_or_too_long_is_refused_at_the_field(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let empty = camille.send_post(app.company, " \n\t", &key(), &[]).await.expect(422);
        assert_eq!(empty.attributes("textarea[name=body]", "aria-invalid"), ["true"]);
        let error = empty.attributes("textarea[name=body]", "aria-describedby")[0].clone();
        assert!(!empty.texts(&format!("#{error}"))[0].is_empty(), "the sentence stands at the field");
        let long = "é".repeat(20_001);
        let refused = camille.send_post(app.company, &long, &key(), &[]).await.expect(422);
        assert_eq!(refused.texts("textarea[name=body]")[0].chars().count(), 20_001, "what was typed is kept");
        camille.send_post(app.company, &long[..long.len() - 2], &key(), &[]).await.expect(303);
        camille.send_post(app.company, "Sans clé", "", &[]).await.expect(400);
        let nothing = camille.browser.post_files("/posts", &[("key", &key()), ("body", "Champ inconnu"), ("author", "1")], &[]).await;
        assert_eq!(nothing.status.as_u16(), 400);
        assert!(!app.admin.browser.get("/").await.has("Champ inconnu"));
    }
}

both_engines! {
    async fn only_the_author_edits_and_no_text_is_lost(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        app.join(place, &camille, &yanis).await;
        let post = yanis.publish(place, "Version 1").await;
        let edit = format!("/posts/{post}/edit");
        let form = yanis.browser.get(&edit).await.expect(200);
        assert_eq!(form.texts("textarea[name=body]"), ["Version 1"]);
        let version = form.attributes("input[name=version]", "value")[0].clone();
        for other in [&camille, &app.admin] {
            other.browser.get(&edit).await.expect(404);
            other.browser.post_once(&format!("/posts/{post}"), &[("version", &version), ("body", "Autre")]).await.expect(404);
        }
        let save = async |version: &str, body: &str| yanis.browser.post_once(&format!("/posts/{post}"), &[("version", version), ("body", body)]).await;
        save(&version, "Version 2").await.expect(303);
        let stale = save(&version, "Version 2 bis").await.expect(409);
        assert_eq!(stale.texts("textarea[name=body]"), ["Version 2 bis"], "what was typed is kept");
        let page = yanis.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert_eq!(texts(&page), ["Version 2"]);
        assert!(page.text().contains("modifié"));
        let empty = save("2", " ").await.expect(422);
        assert_eq!(empty.attributes("input[name=version]", "value"), ["2"]);
    }
}

both_engines! {
    async fn edits_at_once_lose_nothing(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let post = camille.publish(app.company, "Version 1").await;
        let save = async |body: &str| camille.browser.post_once(&format!("/posts/{post}"), &[("version", "1"), ("body", body)]).await.status.as_u16();
        let mut done = [0; 3];
        (done[0], done[1], done[2]) = tokio::join!(save("A"), save("B"), save("C"));
        done.sort_unstable();
        assert_eq!(done, [303, 409, 409]);
    }
}

both_engines! {
    async fn what_is_deleted_is_gone_everywhere_at_once_and_comes_back(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Closed, "Réseau Nord", &camille).await;
        app.join(place, &camille, &yanis).await;
        // The invitation that let him in is not what this is about.
        app.settle().await;
        yanis.browser.post("/notifications/read", &[]).await.expect(200);
        let file = camille.upload("plan canari.txt", b"le plan canari".to_vec()).await;
        let (place_text, file_text, body) = (place.to_string(), file.to_string(), format!("Un canari pour {} #volière", yanis.mention()));
        let fields = [("key", &*key()), ("place", &*place_text), ("body", &*body), ("file", &*file_text)];
        let post = camille.browser.post_files("/posts", &fields, &[]).await.expect(303).toast().unwrap().1;
        let comment = camille.comment(ruche_content::posts::model::PostId(post), "canari commenté").await;
        let reply = yanis.reply(ruche_content::posts::model::PostId(post), comment, "canari répondu").await;
        yanis.react(&format!("post:{post}"), "like", true).await.expect(303);
        app.settle().await;
        let own = [
            format!("/posts/{post}"), format!("/posts/{post}/card"), format!("/posts/{post}/comments/count"), format!("/comments/{comment}"), format!("/comments/{comment}/body"),
            format!("/comments/{comment}/reply"), format!("/comments/{comment}/replies"), format!("/comments/{reply}"), format!("/comments/{reply}/body"), format!("/comments/{reply}/reply"),
            format!("/reactions?subject=post:{post}"), format!("/reactions?subject=comment:{comment}"), format!("/files/{file}/download"), "/topics/voliere".to_owned(),
        ];
        let lists = ["/".to_owned(), format!("/communities/{place}"), format!("/members/{}", camille.id), "/notifications".to_owned(), "/topics/suggest?q=vol".to_owned()];
        let look = async |there: bool| {
            for path in &own {
                let answer = yanis.browser.get(path).await;
                assert_eq!(answer.status.as_u16(), if there { 200 } else { 404 }, "{path}");
            }
            for path in &lists {
                let answer = yanis.browser.get(path).await.expect(200);
                assert_eq!(answer.has("canari") || answer.has("volière"), there, "{path}: {}", answer.text());
            }
        };
        look(true).await;
        assert!(yanis.browser.get("/notifications/bell").await.has("class=\"count\""));
        let deleted = camille.browser.post_once(&format!("/posts/{post}?_method=delete"), &[]).await.expect(303);
        assert_eq!(deleted.toast(), Some(("post-deleted".into(), post)));
        // The toast offers to undo, on the next page.
        let page = camille.browser.get("/").await;
        look(false).await;
        for path in [format!("/posts/{post}/edit"), format!("/comments/{comment}/edit")] {
            camille.browser.get(&path).await.expect(404);
        }
        // What is gone is changed by nothing.
        for (path, fields) in [
            (format!("/posts/{post}/comments"), vec![("key", "k1"), ("body", "trop tard")]),
            (format!("/comments/{comment}"), vec![("key", "k2"), ("body", "trop tard")]),
            (format!("/comments/{comment}?_method=delete"), vec![]),
            (format!("/posts/{post}"), vec![("version", "1"), ("body", "trop tard")]),
            (format!("/posts/{post}/pin?_method=put"), vec![]),
            (format!("/posts/{post}?_method=delete"), vec![]),
        ] {
            assert_eq!(camille.browser.post_once(&path, &fields).await.status.as_u16(), 404, "{path}");
        }
        assert_eq!(yanis.react(&format!("post:{post}"), "bravo", true).await.status.as_u16(), 404);
        assert_eq!(yanis.react(&format!("comment:{comment}"), "bravo", true).await.status.as_u16(), 404);
        app.settle().await;
        assert!(!yanis.browser.get("/notifications/bell").await.has("class=\"count\""), "the bell counts it no more");
        assert_eq!(page.attributes("#toasts form", "action"), [format!("/posts/{post}/restoration")]);
        camille.browser.post_once(&format!("/posts/{post}/restoration"), &[]).await.expect(303);
        app.settle().await;
        look(true).await;
        assert_eq!(yanis.browser.get(&format!("/posts/{post}")).await.texts("#comments-title"), ["2 commentaires"]);
        assert!(yanis.browser.get("/notifications/bell").await.has("class=\"count\""), "what the deletion put away is unread again");
        // What was read stays read, and a comment that comes back is told again too.
        yanis.browser.post("/notifications/read", &[]).await.expect(200);
        let late = camille.comment(ruche_content::posts::model::PostId(post), &yanis.mention()).await;
        app.settle().await;
        for undo in [false, true] {
            let path = if undo { format!("/comments/{late}/restoration") } else { format!("/comments/{late}?_method=delete") };
            camille.browser.post_once(&path, &[]).await.expect(303);
            app.settle().await;
            assert_eq!(yanis.browser.get("/notifications/bell").await.texts(".count").concat(), if undo { "1" } else { "" });
        }
    }
}

both_engines! {
    async fn the_bell_counts_nothing_of_what_is_gone(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let post = camille.publish(app.company, "Un sujet").await;
        camille.comment(post, &format!("Vois avec {}", yanis.mention())).await;
        app.settle().await;
        assert!(yanis.browser.get("/notifications/bell").await.has("class=\"count\""));
        camille.browser.post_once(&format!("/posts/{post}?_method=delete"), &[]).await.expect(303);
        app.settle().await;
        assert!(!yanis.browser.get("/notifications").await.text().contains("vous mentionne"));
        assert!(!yanis.browser.get("/notifications/bell").await.has("class=\"count\""), "with the post its comments are gone");
    }
}

both_engines! {
    async fn what_a_moderator_deletes_only_the_moderator_brings_back(app: TestApp) {
        let (camille, yanis, paul) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await);
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        app.join(place, &camille, &yanis).await;
        app.join(place, &camille, &paul).await;
        let post = yanis.publish(place, "Un texte de trop").await;
        let delete = format!("/posts/{post}?_method=delete");
        paul.browser.post_once(&delete, &[]).await.expect(403);
        app.admin.browser.post_once(&delete, &[]).await.expect(403);
        camille.browser.post_once(&delete, &[]).await.expect(303);
        let undo = format!("/posts/{post}/restoration");
        for other in [&yanis, &paul, &app.admin] {
            other.browser.post_once(&undo, &[]).await.expect(404);
            assert!(!other.browser.get("/bin").await.expect(200).has("Un texte de trop"), "{}", other.name);
        }
        assert!(camille.browser.get("/bin").await.expect(200).has("Un texte de trop"), "who deleted it finds it in the bin");
        camille.browser.post_once(&undo, &[]).await.expect(303);
        assert_eq!(count(&yanis, place, "Un texte de trop").await, 1);
        camille.browser.post_once(&undo, &[]).await.expect(404);
    }
}

both_engines! {
    async fn the_bin_keeps_for_thirty_days(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let place = app.community(Kind::Closed, "Réseau Nord", &camille).await;
        let file = ("upload", "plan.txt", b"le plan".to_vec());
        let (kept, late) = (camille.publish(place, "Revient").await, camille.publish_with(place, "Ne revient pas", &[file]).await);
        for post in [kept, late] {
            camille.comment(post, "Un commentaire").await;
            camille.browser.post_once(&format!("/posts/{post}?_method=delete"), &[]).await.expect(303);
        }
        app.clock.advance(30 * DAY_MS - 60_000);
        app.sweep().await;
        camille.sign_in_again().await;
        let bin = camille.browser.get("/bin").await.expect(200);
        assert!(bin.has("Revient") && bin.has("Ne revient pas") && bin.has("Réseau Nord"));
        camille.browser.post_once(&format!("/posts/{kept}/restoration"), &[]).await.expect(303);
        app.clock.advance(60_001);
        assert!(!camille.browser.get("/bin").await.expect(200).has("Ne revient pas"));
        camille.browser.post_once(&format!("/posts/{late}/restoration"), &[]).await.expect(404);
        app.sweep().await;
        camille.browser.post_once(&format!("/posts/{late}/restoration"), &[]).await.expect(404);
        assert_eq!(camille.browser.get(&format!("/posts/{kept}")).await.expect(200).texts("#comments-title"), ["1 commentaire"]);
        // Nothing of it is left on the disk either.
        let files: Vec<_> = std::fs::read_dir(app.folder().join("files")).unwrap().flatten().flat_map(|shard| walk(&shard.path())).collect();
        assert!(files.is_empty(), "{files:?}");
    }
}

/// Every file below a folder.
fn walk(path: &std::path::Path) -> Vec<std::path::PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    std::fs::read_dir(path).unwrap().flatten().flat_map(|entry| walk(&entry.path())).collect()
}

both_engines! {
    async fn a_place_has_three_pins_and_each_post_stands_once(app: TestApp) {
        let (camille, yanis, paul) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await);
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        app.join(place, &camille, &yanis).await;
        app.join(place, &camille, &paul).await;
        let mut posts = Vec::new();
        for n in 1..=5 {
            app.clock.advance(1_000);
            posts.push(yanis.publish(place, &format!("Texte {n}")).await);
        }
        let pin = |n: usize, how: &str| format!("/posts/{}/pin?_method={how}", posts[n - 1]);
        paul.browser.post_once(&pin(1, "put"), &[]).await.expect(403);
        app.admin.browser.post_once(&pin(1, "put"), &[]).await.expect(403);
        let outsider = app.partner("Ana Delmas").await;
        outsider.browser.post_once(&pin(1, "put"), &[]).await.expect(404);
        for n in [1, 2, 3, 4] {
            app.clock.advance(1_000);
            // Who keeps order, not the author.
            yanis.browser.post_once(&pin(n, "put"), &[]).await.expect(403);
            camille.browser.post_once(&pin(n, "put"), &[]).await.expect(303);
        }
        let shown = async || texts(&yanis.browser.get(&format!("/communities/{place}")).await.expect(200));
        assert_eq!(shown().await, ["Texte 4", "Texte 3", "Texte 2", "Texte 5", "Texte 1"], "the three newest pins, then the others by date; each once");
        camille.browser.post_once(&pin(3, "delete"), &[]).await.expect(303);
        assert_eq!(shown().await, ["Texte 4", "Texte 2", "Texte 5", "Texte 3", "Texte 1"]);
        // What is deleted is pinned no more, also when it comes back.
        yanis.browser.post_once(&format!("/posts/{}?_method=delete", posts[3]), &[]).await.expect(303);
        yanis.browser.post_once(&format!("/posts/{}/restoration", posts[3]), &[]).await.expect(303);
        assert_eq!(shown().await, ["Texte 2", "Texte 5", "Texte 4", "Texte 3", "Texte 1"]);
        // What is said to the whole company stands in everyone's feed by date: nobody pins there.
        let post = app.admin.publish(app.company, "À tous").await;
        app.admin.browser.post_once(&format!("/posts/{post}/pin?_method=put"), &[]).await.expect(403);
        assert!(!app.admin.browser.get(&format!("/posts/{post}")).await.has(&format!("/posts/{post}/pin")));
    }
}

both_engines! {
    async fn one_joins_to_write(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let open = app.community(Kind::Open, "Réseau Nord", &camille).await;
        let refused = yanis.send_post(open, "Je passais par là", &key(), &[]).await.expect(422);
        assert!(refused.text().contains("Rejoignez d’abord la communauté"), "{}", refused.text());
        assert_eq!(refused.texts("textarea[name=body]"), ["Je passais par là"], "what was typed is kept");
        assert!(!refused.attributes("#place option[selected]", "value").contains(&app.company.to_string()), "sending again must not reach the whole company");
        assert!(refused.attributes("#place option", "value").first().is_none_or(|first| *first != app.company.to_string()) || refused.attributes("#place option[selected]", "value").len() == 1, "a browser takes the first choice when none is selected");
        let post = camille.publish(open, "Un sujet").await;
        yanis.send_comment(post, None, "Et moi ?", &key()).await.expect(422);
        assert_eq!(count(&camille, open, "Je passais par là").await, 0);
        yanis.browser.post_once(&format!("/communities/{open}/membership?_method=put"), &[]).await.expect(303);
        yanis.publish(open, "Me voilà").await;
        for kind in [Kind::OnRequest, Kind::Closed, Kind::Unlisted] {
            let place = app.community(kind, "Fermé", &camille).await;
            yanis.send_post(place, "Je force", &key(), &[]).await.expect(404);
            assert_eq!(count(&camille, place, "Je force").await, 0);
        }
        ana.send_post(app.company, "Bonjour", &key(), &[]).await.expect(404);
        ana.send_post(open, "Bonjour", &key(), &[]).await.expect(404);
    }
}

both_engines! {
    async fn the_opener_of_a_place_leads_to_a_form_that_writes_there(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let open = app.community(Kind::Open, "Réseau Nord", &camille).await;
        let form = camille.browser.get(&format!("/posts/new?place={open}")).await.expect(200);
        assert_eq!(form.attributes("#place option[selected]", "value"), [open.to_string()]);
        // Who has not joined is not led to a form that would publish elsewhere.
        assert!(yanis.browser.get(&format!("/communities/{open}")).await.expect(200).attributes("main a.composer-open", "href").is_empty());
        let form = yanis.browser.get(&format!("/posts/new?place={open}")).await.expect(200);
        let (chosen, told) = (form.attributes("#place option[selected]", "value"), form.texts("#audience").concat());
        assert_eq!(chosen, [app.company.to_string()]);
        assert_eq!(told, yanis.browser.get("/posts/audience").await.texts("#audience").concat(), "who will read is said of the place that is chosen");
    }
}

both_engines! {
    async fn who_may_not_read_is_not_mentioned(app: TestApp) {
        let (camille, yanis, paul) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await);
        let place = app.community(Kind::Closed, "Direction", &camille).await;
        app.join(place, &camille, &yanis).await;
        let post = camille.publish(place, &format!("{} et {}", yanis.mention(), paul.mention())).await;
        app.settle().await;
        let page = yanis.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert_eq!(page.texts("a.mention:not(.mention-outside)"), ["@Yanis Haddad"]);
        assert_eq!(page.texts("a.mention-outside"), ["@Paul Sorel"]);
        assert!(yanis.browser.get("/notifications").await.text().contains("vous mentionne"));
        assert!(!paul.browser.get("/notifications").await.text().contains("vous mentionne"));
        assert!(!paul.browser.get("/notifications/bell").await.has("class=\"count\""));
        // The name of a mention is the person's own, whatever was typed; coming in later tells nothing of the past.
        let post = camille.publish(place, &format!("[@Le Patron](/members/{})", yanis.id)).await;
        assert_eq!(yanis.browser.get(&format!("/posts/{post}")).await.texts("a.mention"), ["@Yanis Haddad"]);
        app.join(place, &camille, &paul).await;
        app.settle().await;
        assert!(!paul.browser.get("/notifications").await.text().contains("vous mentionne"));
        // Completion says who will read.
        let found = camille.browser.get(&format!("/members/suggest?q=luc&place={place}")).await.expect(200);
        assert!(found.has("\"reads\":false") && found.has("Lucie Martel"), "{}", found.body);
        app.admin.browser.get(&format!("/members/suggest?q=yan&place={place}")).await.expect(404);
    }
}

both_engines! {
    async fn a_new_name_reaches_the_mentions(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let post = camille.publish(app.company, &yanis.mention()).await;
        let comment = camille.comment(post, &yanis.mention()).await;
        let fields = [("name", "Yanis Haddad-Roy"), ("title", ""), ("unit", ""), ("site", ""), ("phone", ""), ("languages", ""), ("bio", "")];
        yanis.browser.post_once("/settings", &fields).await.expect(303);
        app.settle().await;
        assert_eq!(camille.browser.get(&format!("/posts/{post}")).await.texts("article a.mention"), ["@Yanis Haddad-Roy"]);
        assert_eq!(camille.browser.get(&format!("/comments/{comment}/body")).await.texts("a.mention"), ["@Yanis Haddad-Roy"]);
    }
}

both_engines! {
    async fn a_topic_gathers_what_the_viewer_may_read(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let closed = app.community(Kind::Closed, "Direction", &camille).await;
        camille.publish(closed, "Secret #Électrique").await;
        yanis.browser.get("/topics/electrique").await.expect(404);
        assert_eq!(yanis.browser.get("/topics/suggest?q=élec").await.expect(200).body, "[]");
        assert!(camille.browser.get("/topics/suggest?q=élec").await.body.contains("Électrique"));
        let post = camille.publish(app.company, "Public #électrique").await;
        let page = yanis.browser.get("/topics/electrique").await.expect(200);
        assert_eq!(texts(&page), ["Public #électrique"]);
        assert_eq!(texts(&camille.browser.get("/topics/electrique").await), ["Public #électrique", "Secret #Électrique"]);
        assert_eq!(yanis.browser.get(&format!("/posts/{post}")).await.attributes("a.topic", "href"), ["/topics/electrique"]);
        // What a text names no more is not found by it.
        camille.browser.post_once(&format!("/posts/{post}"), &[("version", "1"), ("body", "Public sans sujet")]).await.expect(303);
        yanis.browser.get("/topics/electrique").await.expect(404);
        yanis.browser.get("/topics/jamais").await.expect(404);
    }
}

both_engines! {
    async fn a_topic_of_a_comment_leads_somewhere(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let post = camille.publish(app.company, "Un sujet sans mot").await;
        let comment = camille.comment(post, "Voir #borne").await;
        let link = camille.browser.get(&format!("/comments/{comment}/body")).await.attributes("a.topic", "href").remove(0);
        camille.browser.get(&link).await.expect(200);
    }
}

both_engines! {
    async fn a_person_who_sends_too_fast_waits_and_keeps_the_text(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        // At once, so that however slow the machine is, few tokens come back meanwhile.
        let answers = join_all((0..45).map(async |_| camille.send_post(app.company, "De trop", &key(), &[]).await)).await;
        let (taken, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status.as_u16() == 303);
        assert!(taken.len() >= 30 && !refused.is_empty(), "{} taken", taken.len());
        for refused in refused {
            assert_eq!(refused.status.as_u16(), 429, "{}", refused.text());
            assert_eq!(refused.texts("textarea[name=body]"), ["De trop"]);
        }
        app.employee("Yanis Haddad").await.publish(app.company, "Un autre n’attend pas").await;
    }
}

both_engines! {
    async fn nothing_changes_by_reading(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let post = camille.publish(app.company, "Immobile").await;
        for path in [format!("/posts/{post}?_method=delete"), format!("/posts/{post}/pin?_method=put")] {
            camille.browser.send(camille.browser.request_once(Method::GET, &path)).await;
        }
        let page = camille.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert!(!page.text().contains("Épinglé"));
    }
}

both_engines! {
    async fn a_place_shows_its_pins_once_over_all_pages(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        let mut oldest = None;
        for n in 0..25 {
            app.clock.advance(1_000);
            let post = app.publish_quickly(camille.id, place, &format!("Texte {n}")).await;
            oldest.get_or_insert(post);
        }
        camille.browser.post_once(&format!("/posts/{}/pin?_method=put", oldest.unwrap()), &[]).await.expect(303);
        let first = camille.browser.get(&format!("/communities/{place}")).await.expect(200);
        let next = first.attributes(".feed > .center a", "href").remove(0);
        let mut all = [texts(&first), texts(&camille.browser.get(&next).await.expect(200))].concat();
        assert_eq!(all[0], "Texte 0");
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 25);
    }
}

both_engines! {
    async fn deleting_and_bringing_back_at_once_is_counted_once(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        let post = camille.publish(place, "Un sujet").await;
        let top = camille.comment(post, "Le haut").await;
        let reply = camille.reply(post, top, "Une réponse").await;
        let once = async |path: String| {
            let send = || camille.browser.post_once(&path, &[]);
            let answers = tokio::join!(send(), send(), send(), send());
            let mut statuses = [answers.0, answers.1, answers.2, answers.3].map(|a| a.status.as_u16());
            statuses.sort_unstable();
            assert_eq!(statuses, [303, 404, 404, 404], "{path}");
        };
        for address in [format!("/comments/{reply}"), format!("/posts/{post}")] {
            once(format!("{address}?_method=delete")).await;
            once(format!("{address}/restoration")).await;
        }
        let findings = ruche_server::check::run(&app.node.platform.db, &*app.node.platform.blobs, app.node.platform.now()).await.unwrap();
        let wrong: Vec<_> = findings.iter().filter(|f| f.differences > 0 && f.name.starts_with("number")).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}

both_engines! {
    async fn a_text_that_would_be_a_heavy_page_is_refused(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let refused = camille.send_post(app.company, &"#ab ".repeat(5_000), &key(), &[]).await.expect(422);
        assert_eq!(refused.attributes("textarea[name=body]", "aria-invalid"), ["true"]);
        let post = camille.publish(app.company, "Court").await;
        camille.browser.post_once(&format!("/posts/{post}"), &[("version", "1"), ("body", &"#ab ".repeat(5_000))]).await.expect(422);
        camille.send_comment(post, None, &"#ab ".repeat(5_000), &key()).await.expect(422);
        // Tables are not among the formats: what looks like many stays small.
        let bomb = ("|".to_owned() + &"a|".repeat(500) + "\n|" + &"-|".repeat(500) + "\n" + &"a\n".repeat(1_000) + "\n").repeat(4);
        let post = camille.publish(app.company, &bomb).await;
        assert!(camille.browser.get(&format!("/posts/{post}/card")).await.expect(200).body.len() < 200_000);
    }
}

both_engines! {
    async fn files_are_kept_for_those_alone_who_may_write(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let (hidden, open) = (app.community(Kind::Closed, "Direction", &camille).await, app.community(Kind::Open, "Réseau Nord", &camille).await);
        let (secret, shown) = (camille.publish(hidden, "Secret").await, camille.publish(open, "Public").await);
        let (of_secret, of_shown) = (camille.comment(secret, "Un avis").await, camille.comment(shown, "Un avis").await);
        let file = || vec![("upload", "plan.txt", b"le plan".to_vec())];
        let (hidden_text, open_text) = (hidden.to_string(), open.to_string());
        for (path, place, status) in [
            (format!("/posts/{secret}/comments"), "", 404), (format!("/posts/{secret}"), "", 404), (format!("/comments/{of_secret}"), "", 404), ("/posts".into(), &*hidden_text, 404),
            (format!("/posts/{shown}/comments"), "", 422), (format!("/posts/{shown}"), "", 404), (format!("/comments/{of_shown}"), "", 404), ("/posts".into(), &*open_text, 422),
        ] {
            let mut fields = vec![("key", "k"), ("body", "Je force")];
            if !place.is_empty() {
                fields.push(("place", place));
            }
            assert_eq!(yanis.browser.post_files(&path, &fields, &file()).await.status.as_u16(), status, "{path}");
        }
        let rows = ruche_content::files::store::after(&app.node.platform.db, 0, 10).await.unwrap();
        assert!(rows.is_empty(), "{rows:?}");
    }
}

both_engines! {
    async fn a_form_with_a_file_is_sent_again_without_a_second_one(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let (once, file) = (key(), ("upload", "plan.txt", b"le plan".to_vec()));
        let send = || camille.send_post(app.company, "Avec un plan", &once, std::slice::from_ref(&file));
        let (first, again) = (send().await.expect(303), send().await.expect(303));
        assert_eq!((first.toast(), first.location()), (again.toast(), again.location()));
        let post = first.toast().unwrap().1;
        let comment = async || camille.browser.post_files(&format!("/posts/{post}/comments"), &[("key", "c"), ("body", "Aussi")], std::slice::from_ref(&file)).await;
        assert_eq!(comment().await.expect(303).location(), comment().await.expect(303).location());
        assert_eq!(ruche_content::files::store::after(&app.node.platform.db, 0, 10).await.unwrap().len(), 2);
        // Refused for its text, the same form may come with another file.
        let other = ("upload", "autre.txt", b"un autre".to_vec());
        let twice = key();
        camille.send_post(app.company, &"é".repeat(20_001), &twice, std::slice::from_ref(&file)).await.expect(422);
        camille.send_post(app.company, "Plus court", &twice, std::slice::from_ref(&other)).await.expect(303);
        // A key of a comment publishes nothing else.
        camille.send_post(app.company, "Sous la clé d’un commentaire", "c", &[]).await.expect(409);
    }
}

both_engines! {
    async fn forms_with_too_much_are_refused_before_they_are_read(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        // The body that is announced never comes: the answer does not wait for it.
        for (kind, bytes) in [("multipart/form-data; boundary=x", 129 * 1024 * 1024), ("application/x-www-form-urlencoded", 600_000)] {
            let never = reqwest::Body::wrap_stream(stream::pending::<Result<Vec<u8>, std::io::Error>>());
            let request = camille.browser.request_once(Method::POST, "/posts").header("content-type", kind);
            camille.browser.send(request.header("content-length", bytes.to_string()).body(never)).await.expect(413);
        }
        let empty = || ("upload", "vide.txt", Vec::new());
        let mut last = 0;
        for n in 0..12 {
            let files: Vec<_> = (0..10).map(|_| empty()).collect();
            last = camille.send_post(app.company, "Trop", &format!("k{n}"), &files).await.status.as_u16();
            if last == 429 {
                break;
            }
        }
        assert_eq!(last, 429);
    }
}

both_engines! {
    async fn a_text_is_read_in_its_own_language(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let english = "The charging station in the car park works again, thanks to everyone who stayed late last night.";
        let post = camille.publish(app.company, english).await;
        camille.comment(post, english).await;
        camille.comment(post, "Merci à toute l’équipe, la borne de recharge du parking fonctionne de nouveau depuis cette nuit.").await;
        camille.comment(post, "Ok").await;
        let page = camille.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert_eq!(page.attributes("article.post .prose", "lang"), ["en"]);
        assert_eq!(page.attributes(".comments .prose", "lang"), ["en", "fr", "fr"], "what is too short is in its author's");
    }
}

both_engines! {
    async fn the_mark_of_who_cannot_read_goes_when_they_can(app: TestApp) {
        let (camille, yanis, paul) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await);
        let place = app.community(Kind::Closed, "Direction", &camille).await;
        app.join(place, &camille, &yanis).await;
        let post = camille.publish(place, &format!("Vois avec {}", paul.mention())).await;
        let comment = yanis.comment(post, &format!("Et avec {}", paul.mention())).await;
        // The owner invites from there; a member is led to the owners; nobody else is told.
        let of_owner = camille.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert_eq!(of_owner.attributes("article .callout form input[name=member]", "value"), [paul.id.to_string()]);
        assert!(of_owner.texts(".bubble .callout").is_empty());
        let of_member = yanis.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert_eq!(of_member.attributes(".bubble .callout a", "href"), [format!("/communities/{place}/members")]);
        assert!(of_member.texts("article .callout").is_empty());
        let action = of_owner.attributes("article .callout form", "action").remove(0);
        camille.browser.post_once(&action, &[("member", &paul.id.to_string())]).await.expect(303);
        paul.browser.post_once(&format!("/communities/{place}/membership?_method=put"), &[]).await.expect(303);
        app.settle().await;
        let marks = async || {
            let page = camille.browser.get(&format!("/posts/{post}")).await.expect(200);
            (page.texts("a.mention-outside").len(), page.texts("article .callout, .bubble .callout").len())
        };
        assert_eq!(marks().await, (0, 0));
        assert_eq!(camille.browser.get(&format!("/comments/{comment}/body")).await.texts("a.mention"), ["@Paul Sorel"]);
        app.remove(place, &camille, &paul).await;
        app.settle().await;
        assert_eq!(marks().await, (2, 1), "and comes back with the reason");
        let fields = [("name", "Direction"), ("description", ""), ("kind", "open"), ("open_past", "1"), ("icon", "star"), ("hue", "10"), ("language", "fr")];
        camille.browser.post_once(&format!("/communities/{place}/settings"), &fields).await.expect(303);
        app.settle().await;
        assert_eq!(marks().await, (0, 0), "everyone reads an open community");
    }
}

both_engines! {
    async fn a_partner_is_named_with_the_company_in_texts_too(app: TestApp) {
        let (camille, ana) = (app.employee("Camille Rousset").await, app.partner("Ana Delmas").await);
        let place = app.community(Kind::Closed, "Chantier", &camille).await;
        app.join(place, &camille, &ana).await;
        let post = camille.publish(place, &ana.mention()).await;
        let page = camille.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert_eq!(page.texts("a.mention .mention-partner"), ["(Delmas Logistique)"]);
        assert!(page.harmless().texts("title")[0].starts_with("@Ana Delmas"));
    }
}

both_engines! {
    async fn a_profile_saved_with_the_same_name_makes_no_text_again(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let mut posts = Vec::new();
        for _ in 0..25 {
            posts.push(app.publish_quickly(camille.id, app.company, &yanis.mention()).await);
        }
        let save = async |name: &str, title: &str| {
            let fields = [("name", name), ("title", title), ("unit", ""), ("site", ""), ("phone", ""), ("languages", ""), ("bio", "")];
            yanis.browser.post_once("/settings", &fields).await.expect(303);
            app.settle().await;
        };
        let renamed = async || {
            let events = ruche_platform::outbox::after(&app.node.platform.db, 0, 1_000).await.unwrap();
            events.iter().filter(|event| event.kind == "member.renamed").count()
        };
        save("Yanis Haddad", "Chef d’atelier").await;
        assert_eq!(renamed().await, 0);
        save("Yanis Roy", "Chef d’atelier").await;
        assert_eq!(renamed().await, 1);
        for post in posts {
            assert_eq!(camille.browser.get(&format!("/posts/{post}/card")).await.texts("a.mention"), ["@Yanis Roy"], "however many there are");
        }
    }
}
