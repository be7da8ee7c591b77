//! Comments: one level of replies, pages both ways, addresses that lead to their place, counts that are right.

use ruche_content::comments::model::CommentId;
use ruche_content::posts::model::PostId;
use ruche_testkit::{Answer, Kind, Someone, both_engines, key};
use std::collections::BTreeSet;

/// The ids of the top comments of a page, in order.
fn tops(page: &Answer) -> Vec<String> {
    page.attributes("#comments > .thread > ol > li.comment", "id")
}

/// How many comments the page of a post tells.
async fn told(reader: &Someone, post: PostId) -> String {
    reader.browser.get(&format!("/posts/{post}")).await.expect(200).texts("#comments-title").concat()
}

fn id(comment: CommentId) -> String {
    format!("comment-{comment}")
}

both_engines! {
    async fn replies_stand_one_level_deep(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let post = camille.publish(app.company, "Un sujet").await;
        let top = yanis.comment(post, "Le premier").await;
        let reply = camille.reply(post, top, "Une réponse").await;
        let deeper = yanis.reply(post, reply, "Une réponse à la réponse").await;
        let page = camille.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert_eq!(tops(&page), [id(top)]);
        assert_eq!(page.attributes(&format!("#replies-{top} > li"), "id"), [id(reply), id(deeper)]);
        assert!(page.attributes(".replies .replies", "id").is_empty());
        assert_eq!(told(&camille, post).await, "3 commentaires");
        // The form of a reply to a reply names whom it answers.
        let form = camille.browser.get(&format!("/comments/{deeper}/reply")).await.expect(200);
        assert!(form.texts("textarea")[0].contains("[@Yanis Haddad](/members/"), "{}", form.texts("textarea")[0]);
        // What is answered is below this very post, and there.
        let other = camille.publish(app.company, "Un autre sujet").await;
        camille.send_comment(other, Some(top), "Perdue", &key()).await.expect(404);
        camille.send_comment(post, Some(CommentId(1)), "Perdue", &key()).await.expect(404);
        assert_eq!((told(&camille, post).await, told(&camille, other).await), ("3 commentaires".into(), "Pas encore de commentaire".into()));
    }
}

both_engines! {
    async fn sixty_comments_page_both_ways_and_addresses_lead_to_their_place(app: TestApp) {
        let writers = [app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await];
        let post = writers[0].publish(app.company, "Un long fil").await;
        let mut made = Vec::new();
        for n in 0..60 {
            // Several within one millisecond too: the id separates them.
            app.clock.advance(i64::from(n % 3 == 0));
            made.push(writers[n % 3].comment(post, &format!("Commentaire {n}")).await);
        }
        let replies = [writers[0].reply(post, made[31], "Réponse A").await, writers[1].reply(post, made[31], "Réponse B").await];
        let reader = &app.admin.browser;
        let ids = |range: std::ops::Range<usize>| made[range].iter().map(|c| id(*c)).collect::<Vec<_>>();
        // Forward, from the beginning.
        let mut page = reader.get(&format!("/posts/{post}")).await.expect(200);
        assert!(page.attributes("#comments-before a", "href").is_empty());
        for start in [0, 20, 40] {
            assert_eq!(tops(&page), ids(start..start + 20));
            let later = page.attributes("#comments-after a", "href");
            assert_eq!(later.is_empty(), start == 40);
            if let Some(later) = later.first() {
                page = reader.get(later).await.expect(200);
            }
        }
        // Backward, to the beginning.
        for start in [20, 0] {
            let earlier = page.attributes("#comments-before a", "href").remove(0);
            page = reader.get(&earlier).await.expect(200);
            assert_eq!(tops(&page), ids(start..start + 20));
        }
        assert!(page.attributes("#comments-before a", "href").is_empty());
        // The address of a comment, and of a reply, leads to the part of the page where it stands.
        for (asked, top) in [(made[0], 0), (made[37], 37), (made[59], 59), (replies[0], 31), (replies[1], 31)] {
            let first = reader.send(reader.request_once(reqwest::Method::GET, &format!("/comments/{asked}"))).await.expect(303);
            assert!(first.location().starts_with(&format!("/posts/{post}?")) && first.location().ends_with(&format!("#comment-{asked}")), "{}", first.location());
            let page = reader.get(&format!("/comments/{asked}")).await.expect(200);
            assert_eq!(tops(&page)[0], id(made[top]), "it starts there");
            assert_eq!(page.attributes("li.comment.fresh", "id"), [id(asked)], "and it is marked");
            assert_eq!(page.attributes("#comments-before a", "href").is_empty(), top == 0);
        }
        assert_eq!(told(&app.admin, post).await, "62 commentaires");
        // An address that makes no sense starts at the beginning.
        for query in ["at=x", "before=", "at=9999999999999.1&comment=abc"] {
            let answer = reader.get(&format!("/posts/{post}?{query}")).await;
            assert!([200, 400].contains(&answer.status.as_u16()), "{query}: {}", answer.status);
        }
    }
}

both_engines! {
    async fn many_replies_are_shown_by_threes_then_on_demand(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let post = camille.publish(app.company, "Un sujet").await;
        let top = camille.comment(post, "Le premier").await;
        let mut made = Vec::new();
        for n in 0..25 {
            app.clock.advance(1);
            made.push(if n % 2 == 0 { &camille } else { &yanis }.reply(post, top, &format!("Réponse {n}")).await);
        }
        let page = yanis.browser.get(&format!("/posts/{post}")).await.expect(200);
        let mut shown = page.attributes(&format!("#replies-{top} > li"), "id");
        assert_eq!(shown, made[..3].iter().map(|c| id(*c)).collect::<Vec<_>>());
        assert!(page.texts(&format!("#replies-after-{top} a"))[0].contains("22 autres"));
        let mut next = page.attributes(&format!("a[href^='/comments/{top}/replies']"), "href").into_iter().next();
        while let Some(href) = next {
            let more = yanis.browser.get(&href).await.expect(200);
            shown.extend(more.attributes("ol.replies > li", "id"));
            next = more.attributes(&format!("a[href^='/comments/{top}/replies']"), "href").into_iter().next();
        }
        assert_eq!(shown, made.iter().map(|c| id(*c)).collect::<Vec<_>>(), "each once, in order");
        // One that is asked for by its address is there although it is not among the first.
        let page = yanis.browser.get(&format!("/comments/{}", made[20])).await.expect(200);
        assert_eq!(page.attributes("li.comment.fresh", "id"), [id(made[20])]);
    }
}

both_engines! {
    async fn the_last_reply_is_never_hidden_behind_one_that_is_shown_by_its_address(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let post = camille.publish(app.company, "Un sujet").await;
        let top = camille.comment(post, "Le premier").await;
        let mut made = Vec::new();
        for n in 0..8 {
            app.clock.advance(1);
            made.push(camille.reply(post, top, &format!("Réponse {n}")).await);
        }
        let page = camille.browser.get(&format!("/comments/{}", made[6])).await.expect(200);
        let mut reached: BTreeSet<String> = page.attributes(&format!("#replies-{top} > li"), "id").into_iter().collect();
        let mut next = page.attributes(&format!("a[href^='/comments/{top}/replies']"), "href").into_iter().next();
        while let Some(href) = next {
            let more = camille.browser.get(&href).await.expect(200);
            reached.extend(more.attributes("ol.replies > li", "id"));
            next = more.attributes(&format!("a[href^='/comments/{top}/replies']"), "href").into_iter().next();
        }
        assert_eq!(reached, made.iter().map(|c| id(*c)).collect(), "every reply is reached from there");
    }
}

both_engines! {
    async fn what_is_deleted_leaves_a_gap_while_something_hangs_on_it(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        app.join(place, &camille, &yanis).await;
        let post = camille.publish(place, "Un sujet").await;
        let alone = yanis.comment(post, "Seul, à effacer").await;
        let top = yanis.comment(post, "Le haut, à effacer").await;
        let reply = camille.reply(post, top, "Une réponse qui reste").await;
        let delete = |comment: CommentId| format!("/comments/{comment}?_method=delete");
        let paul = app.employee("Paul Sorel").await;
        paul.browser.post_once(&delete(alone), &[]).await.expect(403);
        // Its author, and who keeps order in the place.
        yanis.browser.post_once(&delete(alone), &[]).await.expect(303);
        let deleted = camille.browser.post_once(&delete(top), &[]).await.expect(303);
        assert_eq!(deleted.toast(), Some(("comment-deleted".into(), top.0)));
        let page = yanis.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert_eq!(tops(&page), [id(top)], "without replies it leaves nothing");
        assert!(!page.has("à effacer") && page.text().contains("Commentaire supprimé") && page.has("Une réponse qui reste"));
        assert!(page.attributes(&format!("#comment-{top} > div > a"), "href").is_empty(), "one does not reply to a gap");
        assert_eq!(told(&yanis, post).await, "1 commentaire");
        yanis.browser.get(&format!("/comments/{top}")).await.expect(404);
        yanis.browser.get(&format!("/comments/{reply}")).await.expect(200);
        camille.send_comment(post, Some(top), "À un trou", &key()).await.expect(404);
        assert_eq!(yanis.react(&format!("comment:{top}"), "like", true).await.status.as_u16(), 404);
        // Undone by whoever deleted it only.
        let undo = |comment: CommentId| format!("/comments/{comment}/restoration");
        yanis.browser.post_once(&undo(top), &[]).await.expect(404);
        camille.browser.post_once(&undo(top), &[]).await.expect(303);
        yanis.browser.post_once(&undo(alone), &[]).await.expect(303);
        assert_eq!(tops(&yanis.browser.get(&format!("/posts/{post}")).await), [id(alone), id(top)]);
        assert_eq!(told(&yanis, post).await, "3 commentaires");
        camille.browser.post_once(&undo(top), &[]).await.expect(404);
        // A reply that goes takes its count with it, and a gap without replies goes too.
        camille.browser.post_once(&delete(top), &[]).await.expect(303);
        camille.browser.post_once(&delete(reply), &[]).await.expect(303);
        assert_eq!(tops(&yanis.browser.get(&format!("/posts/{post}")).await), [id(alone)]);
        assert_eq!(told(&yanis, post).await, "1 commentaire");
        assert_eq!(yanis.browser.get(&format!("/posts/{post}/comments/count")).await.expect(200).texts("a span"), ["1"]);
    }
}

both_engines! {
    async fn only_the_author_edits_a_comment(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let post = camille.publish(app.company, "Un sujet").await;
        let comment = yanis.comment(post, "Avant").await;
        for other in [&camille, &app.admin] {
            other.browser.get(&format!("/comments/{comment}/edit")).await.expect(404);
            other.browser.post_once(&format!("/comments/{comment}"), &[("body", "Usurpé")]).await.expect(404);
        }
        let form = yanis.browser.get(&format!("/comments/{comment}/edit")).await.expect(200);
        assert_eq!(form.texts("textarea[name=body]"), ["Avant"]);
        yanis.browser.post_once(&format!("/comments/{comment}"), &[("body", "Après")]).await.expect(303);
        let refused = yanis.browser.post_once(&format!("/comments/{comment}"), &[("body", " ")]).await.expect(422);
        assert_eq!(refused.attributes("textarea[name=body]", "aria-invalid"), ["true"]);
        let body = camille.browser.get(&format!("/comments/{comment}/body")).await.expect(200);
        assert!(body.has("Après") && body.has("modifié") && !body.has("Avant"));
    }
}

both_engines! {
    async fn the_same_sending_makes_one_comment(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let post = camille.publish(app.company, "Un sujet").await;
        let once = key();
        let first = camille.send_comment(post, None, "Une fois", &once).await.expect(303);
        let again = camille.send_comment(post, None, "Une fois", &once).await.expect(303);
        assert_eq!(first.location(), again.location());
        let other = camille.send_comment(post, None, "Autre chose", &once).await.expect(409);
        assert_eq!(other.texts("textarea[name=body]"), ["Autre chose"], "what was typed is kept");
        assert!(other.attributes("main a", "href").contains(&first.location().to_owned()), "the first one is a link");
        // The button that sends it apart, pressed twice.
        let fresh = other.attributes("button[name=as-new]", "value").remove(0);
        let apart = async || camille.browser.post_files(&format!("/posts/{post}/comments"), &[("key", &once), ("body", "Autre chose"), ("as-new", &fresh)], &[]).await;
        assert_eq!(apart().await.expect(303).location(), apart().await.expect(303).location());
        assert_eq!(told(&camille, post).await, "2 commentaires");
        for round in 0..4 {
            let (once, body) = (key(), format!("Double {round}"));
            let send = || camille.send_comment(post, None, &body, &once);
            let (a, b, c) = tokio::join!(send(), send(), send());
            assert!([&a, &b, &c].iter().all(|x| x.status.as_u16() == 303 && x.location() == a.location()), "{} {} {}", a.status, b.status, c.status);
        }
        assert_eq!(told(&camille, post).await, "6 commentaires");
        camille.send_comment(post, None, " ", &key()).await.expect(422);
        camille.send_comment(post, None, &"é".repeat(20_001), &key()).await.expect(422);
    }
}

both_engines! {
    async fn comments_at_once_are_all_counted(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let post = camille.publish(app.company, "Un sujet").await;
        let top = camille.comment(post, "Le haut").await;
        let write = |who: &'static str, n: usize| {
            let someone = if who == "c" { &camille } else { &yanis };
            async move {
                if n.is_multiple_of(2) { someone.comment(post, &format!("{who}{n}")).await } else { someone.reply(post, top, &format!("{who}{n}")).await }
            }
        };
        tokio::join!(write("c", 0), write("y", 0), write("c", 1), write("y", 1), write("c", 2), write("y", 3), write("c", 4), write("y", 5));
        assert_eq!(told(&camille, post).await, "9 commentaires");
        let page = camille.browser.get(&format!("/posts/{post}")).await;
        assert_eq!(tops(&page).len(), 5);
        assert!(page.texts(&format!("#replies-after-{top} a"))[0].contains('1'), "four replies, three are shown");
    }
}

both_engines! {
    async fn with_script_the_new_comment_comes_alone(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let post = camille.publish(app.company, "Un sujet").await;
        let accept = "text/vnd.turbo-stream.html, text/html, application/xhtml+xml";
        let request = camille.browser.request_once(reqwest::Method::POST, &format!("/posts/{post}/comments")).header("accept", accept);
        let answer = camille.browser.send(request.form(&[("key", key().as_str()), ("body", "Par flux")])).await.expect(200);
        assert_eq!(answer.headers["content-type"], ruche_web::TURBO_STREAM);
        assert!(answer.has("Par flux") && answer.has("turbo-stream") && answer.has(&format!("comment-form-{post}")), "the comment, and a fresh form");
        // What the live script fetches is the element alone.
        let made = answer.body.split("id=\"comment-").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let request = camille.browser.request_once(reqwest::Method::GET, &format!("/comments/{made}")).header("accept", "text/html").header("sec-fetch-dest", "empty");
        let element = camille.browser.send(request).await.expect(200);
        assert!(element.body.trim_start().starts_with("<li") && element.has("Par flux"), "{}", element.body);
    }
}

both_engines! {
    async fn who_reads_without_belonging_is_shown_the_way_in(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        let post = camille.publish(place, "Un sujet").await;
        let comment = camille.comment(post, "Un avis").await;
        let page = yanis.browser.get(&format!("/posts/{post}")).await.expect(200);
        let join = format!("/communities/{place}/membership?_method=put");
        assert_eq!(page.attributes("#comments form.callout", "action"), std::slice::from_ref(&join));
        assert!(page.attributes("#comments textarea", "name").is_empty() && page.attributes(&format!("#reply-link-{comment}"), "href").is_empty());
        let form = yanis.browser.get(&format!("/comments/{comment}/reply")).await.expect(200);
        assert_eq!(form.attributes("form.callout", "action"), std::slice::from_ref(&join));
        yanis.browser.post_once(&join, &[]).await.expect(303);
        let page = yanis.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert_eq!(page.attributes("#comments textarea", "name"), ["body"]);
        assert!(!page.attributes(&format!("#reply-link-{comment}"), "href").is_empty());
    }
}

both_engines! {
    async fn a_comment_far_below_is_seen_at_its_own_address(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let post = camille.publish(app.company, "Un long fil").await;
        let mut first = None;
        for n in 0..21 {
            app.clock.advance(1);
            let comment = camille.comment(post, &format!("Commentaire {n}")).await;
            first.get_or_insert(comment);
        }
        let accept = "text/vnd.turbo-stream.html, text/html, application/xhtml+xml";
        let path = format!("/posts/{post}/comments");
        let send = async |fields: &[(&str, &str)]| camille.browser.send(camille.browser.request_once(reqwest::Method::POST, &path).header("accept", accept).form(fields)).await;
        let page = camille.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert_eq!(page.attributes(".thread > turbo-frame input[name=later]", "value"), ["1"], "the page says that more follows");
        let made = send(&[("key", &key()), ("body", "Le mien"), ("later", "1")]).await.expect(303);
        assert!(made.location().starts_with("/comments/"));
        send(&[("key", &key()), ("body", "Le mien")]).await.expect(200);
        let top = first.unwrap();
        for n in 0..5 {
            let answer = send(&[("key", &key()), ("body", &format!("Réponse {n}")), ("parent", &top.to_string())]).await;
            assert_eq!(answer.status.as_u16(), if n < 4 { 200 } else { 303 }, "the first replies are all shown");
        }
    }
}

both_engines! {
    async fn a_name_brings_nothing_into_the_form_of_a_reply(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let fields = [("name", "Y](https://evil.example) **[x"), ("title", ""), ("unit", ""), ("site", ""), ("phone", ""), ("languages", ""), ("bio", "")];
        yanis.browser.post_once("/settings", &fields).await.expect(303);
        let post = camille.publish(app.company, "Un sujet").await;
        let top = camille.comment(post, "Le haut").await;
        let reply = yanis.reply(post, top, "Une réponse").await;
        let typed = camille.browser.get(&format!("/comments/{reply}/reply")).await.expect(200).texts("textarea").remove(0);
        let answer = camille.reply(post, reply, &typed).await;
        let shown = camille.browser.get(&format!("/comments/{answer}/body")).await.expect(200).harmless();
        assert_eq!(shown.attributes(".prose a", "href"), [format!("/members/{}", yanis.id)], "{typed}");
    }
}

both_engines! {
    async fn what_was_deleted_stands_in_the_bin_and_is_purged(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let post = camille.publish(app.company, "Un sujet").await;
        let file = ("upload", "plan.txt", b"le plan".to_vec());
        let fields = [("key", "k"), ("body", "Le haut à purger #volière")];
        let made = camille.browser.post_files(&format!("/posts/{post}/comments"), &fields, &[file]).await.expect(303);
        let top = CommentId(made.location().rsplit('/').next().unwrap().parse().unwrap());
        let alone = yanis.comment(post, "Seul à purger").await;
        let reply = yanis.reply(post, top, "Une réponse qui reste").await;
        yanis.react(&format!("comment:{top}"), "like", true).await.expect(303);
        for (who, comment) in [(&camille, top), (&yanis, alone)] {
            who.browser.post_once(&format!("/comments/{comment}?_method=delete"), &[]).await.expect(303);
        }
        let bin = camille.browser.get("/bin").await.expect(200);
        assert!(bin.has("Le haut à purger") && !bin.has("Seul à purger"), "one's own only");
        assert_eq!(bin.attributes("main form", "action"), [format!("/comments/{top}/restoration")]);
        camille.browser.post_once(&format!("/comments/{top}/restoration"), &[]).await.expect(303);
        camille.browser.post_once(&format!("/comments/{top}?_method=delete"), &[]).await.expect(303);
        app.clock.advance(30 * 86_400_000 + 1);
        app.sweep().await;
        camille.sign_in_again().await;
        yanis.sign_in_again().await;
        assert!(!camille.browser.get("/bin").await.expect(200).has("à purger"));
        for (who, comment) in [(&camille, top), (&yanis, alone)] {
            who.browser.post_once(&format!("/comments/{comment}/restoration"), &[]).await.expect(404);
        }
        let page = camille.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert_eq!(tops(&page), [id(top)], "a gap stands while replies hang on it");
        assert!(page.has("Une réponse qui reste") && page.text().contains("Commentaire supprimé"));
        assert!(ruche_content::files::store::after(&app.node.platform.db, 0, 10).await.unwrap().is_empty(), "its file went with it");
        camille.browser.get("/topics/voliere").await.expect(404);
        // With its last reply, once that is purged, the gap goes too.
        yanis.browser.post_once(&format!("/comments/{reply}?_method=delete"), &[]).await.expect(303);
        app.sweep().await;
        app.clock.advance(30 * 86_400_000 + 1);
        app.sweep().await;
        app.sweep().await;
        camille.sign_in_again().await;
        assert_eq!(told(&camille, post).await, "Pas encore de commentaire");
        let findings = ruche_server::check::run(&app.node.platform.db, &*app.node.platform.blobs, app.node.platform.now()).await.unwrap();
        let names: Vec<_> = findings.iter().filter(|f| f.differences > 0 && !f.name.contains("session")).collect();
        assert!(names.is_empty(), "{names:?}");
    }
}
