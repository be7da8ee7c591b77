//! Who is told of what, once, and what the pages show of it.

use crate::ground::{Ground, NOW, Someone};
use axum::http::StatusCode;
use ruche_kernel::{Event, PlaceId, SubjectRef};
use std::collections::HashSet;

const HOUR: i64 = 3_600_000;

fn row(kind: &str, group: &str, actors: i64, unread: bool) -> (String, String, i64, bool) {
    (kind.into(), group.into(), actors, unread)
}

fn published(subject: &SubjectRef, root: &SubjectRef, by: &Someone, place: PlaceId) -> Event {
    Event::new(&format!("{}.published", subject.kind), by.id, subject.clone(), place).under(root.clone())
}

fn reacted(subject: &SubjectRef, by: &Someone, place: PlaceId) -> Event {
    Event::new("reaction.changed", by.id, subject.clone(), place)
}

both_engines! {
    async fn an_answer_and_a_mention_are_told_once_to_those_who_may_read(g: Ground) {
        let (ana, bob, zoe, out) = (g.someone("ana").await, g.someone("bob").await, g.someone("zoe").await, g.someone("out").await);
        let place = g.community("Réseau", &[&ana, &bob, &zoe]).await;
        let post = g.text(&ana, place, None, "Le devis", &[]);
        let comment = g.text(&bob, place, Some(&post), "Voir avec @zoe", &[&zoe, &out, &bob]);
        let event = published(&comment, &post, &bob, place);
        g.happen(std::slice::from_ref(&event)).await;
        assert_eq!(g.stored(&ana).await, [row("reply", &format!("reply:{post}"), 1, true)]);
        assert_eq!(g.stored(&zoe).await, [row("mention", &format!("mention:{comment}"), 1, true)]);
        assert_eq!(g.stored(&bob).await, [], "nobody is told of an own act");
        assert_eq!(g.stored(&out).await, [], "nobody is told of what they may not read");
        let mut rung = g.rung().await;
        rung.sort_unstable();
        assert_eq!(rung, [ana.id.0, zoe.id.0], "one bell a person");

        // The listener may be given an event again: after a restart in the middle of a batch.
        let again = ruche_platform::outbox::after(&g.platform.db, 0, 100).await.unwrap();
        for feature in ruche_reach::features(&g.reach) {
            for listener in feature.listeners {
                listener.handle(&again).await.unwrap();
            }
        }
        g.post(&ana, "/notifications/read", "").await;
        for feature in ruche_reach::features(&g.reach) {
            for listener in feature.listeners {
                listener.handle(&again).await.unwrap();
            }
        }
        assert_eq!(g.stored(&ana).await, [row("reply", &format!("reply:{post}"), 1, false)]);

        // An edit tells only whom it mentions for the first time, and no answer.
        g.mention(&comment, &ana);
        g.happen(&[Event { kind: "comment.edited".into(), ..event }]).await;
        assert_eq!(g.stored(&zoe).await.len(), 1);
        assert_eq!(g.stored(&ana).await[1..], [row("mention", &format!("mention:{comment}"), 1, true)]);
    }
}

both_engines! {
    async fn reactions_are_gathered_and_taking_one_back_tells_nothing(g: Ground) {
        let (ana, bob, zoe, kim) = (g.someone("ana").await, g.someone("bob").await, g.someone("zoe").await, g.someone("kim").await);
        let post = g.text(&ana, g.company, None, "Le devis", &[]);
        let group = format!("reaction:{post}");
        // In one batch, then in another one.
        g.happen(&[reacted(&post, &bob, g.company), reacted(&post, &zoe, g.company), reacted(&post, &bob, g.company), reacted(&post, &ana, g.company)]).await;
        assert_eq!(g.stored(&ana).await, [row("reaction", &group, 2, true)]);
        g.happen(&[reacted(&post, &zoe, g.company)]).await;
        g.happen(&[reacted(&post, &kim, g.company)]).await;
        assert_eq!(g.stored(&ana).await, [row("reaction", &group, 3, true)]);
        let page = g.get(&ana, "/notifications").await.text;
        assert!(page.contains(r#"<b class="name">kim</b> et 2 autres personnes ont réagi à "#), "{page}");
        g.post(&ana, "/notifications/read", "").await;
        g.happen(&[reacted(&post, &zoe, g.company)]).await;
        assert_eq!(g.stored(&ana).await, [row("reaction", &group, 3, false)]);
        let max = g.someone("max").await;
        g.happen(&[reacted(&post, &max, g.company)]).await;
        assert_eq!(g.stored(&ana).await, [row("reaction", &group, 3, false), row("reaction", &group, 1, true)]);
    }
}

both_engines! {
    async fn answers_are_gathered_by_what_they_hang_on(g: Ground) {
        let (ana, bob, zoe) = (g.someone("ana").await, g.someone("bob").await, g.someone("zoe").await);
        let post = g.text(&ana, g.company, None, "Le devis", &[]);
        let mut last = post.clone();
        for (author, title) in [(&bob, "un"), (&zoe, "deux"), (&bob, "trois")] {
            last = g.text(author, g.company, Some(&post), title, &[]);
            g.happen(&[published(&last, &post, author, g.company)]).await;
        }
        assert_eq!(g.stored(&ana).await, [row("reply", &format!("reply:{post}"), 2, true)]);
        let page = g.get(&ana, "/notifications").await.text;
        assert!(page.contains(r#"<b class="name">bob</b> et 1 autre personne ont répondu à "#) && page.contains(">Le devis</button>"), "{page}");
        assert!(page.contains("«\u{a0}trois\u{a0}»"), "the newest answer is shown: {page}");
        let id = notification(&g.platform.db, &ana, "reply").await;
        let read = g.post(&ana, &format!("/notifications/{id}/read"), "").await;
        assert_eq!(read.location(), format!("/comments/{}", last.id), "and led to");
    }
}

both_engines! {
    async fn what_is_off_is_not_told(g: Ground) {
        let (ana, bob) = (g.someone("ana").await, g.someone("bob").await);
        let post = g.text(&ana, g.company, None, "Le devis", &[]);
        let page = g.get(&ana, "/settings/notifications").await.text;
        assert_eq!(page.matches("checked").count(), 11, "everything is on at first");
        let saved = g.post(&ana, "/settings/notifications", "mention=on&reply=on&invitation=on&request=on").await;
        assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, "/settings/notifications"));
        let page = g.get(&ana, "/settings/notifications").await.text;
        assert_eq!(page.matches("checked").count(), 4);
        assert!(page.contains(r#"name="reaction">"#), "{page}");
        g.happen(&[reacted(&post, &bob, g.company)]).await;
        assert_eq!(g.stored(&ana).await, []);
        assert_eq!(g.post(&ana, "/settings/notifications", "role=admin").await.status, StatusCode::BAD_REQUEST);
    }
}

both_engines! {
    async fn a_lost_place_is_neither_shown_nor_counted_and_an_invitation_is_both(g: Ground) {
        let (ana, bob) = (g.someone("ana").await, g.someone("bob").await);
        let place = g.community("Réseau Sud", &[&ana, &bob]).await;
        let secret = g.community("Atelier", &[&bob]).await;
        let post = g.text(&bob, place, None, "Prix secret", &[&ana]);
        g.invite(&bob, &ana, secret).await;
        let invited = Event::new("membership.invited", bob.id, SubjectRef::new("community", secret.0), secret).about(ana.id);
        g.happen(&[published(&post, &post, &bob, place), invited]).await;
        let bell = g.get(&ana, "/notifications/bell").await.text;
        assert!(bell.contains("Notifications, 2 non lues") && bell.contains(r#"id="notifications-bell""#), "{bell}");
        let page = g.get(&ana, "/notifications").await.text;
        assert!(page.contains("Prix secret") && page.contains("vous invite dans "), "{page}");
        g.leave(&ana, place).await;
        let bell = g.get(&ana, "/notifications/bell").await.text;
        assert!(bell.contains("Notifications, 1 non lue\""), "{bell}");
        let page = g.get(&ana, "/notifications").await.text;
        assert!(!page.contains("Prix secret") && !page.contains("Réseau Sud"), "{page}");
        let mine = g.platform.db.clone();
        let id = notification(&mine, &ana, "invitation").await;
        let read = g.post(&ana, &format!("/notifications/{id}/read"), "").await;
        assert_eq!(read.location(), format!("/communities/{secret}"));
        let lost = notification(&mine, &ana, "mention").await;
        assert_eq!(g.post(&ana, &format!("/notifications/{lost}/read"), "").await.location(), "/notifications", "what one may not see has no address");
    }
}

ruche_platform::sql! {
    FIND = "SELECT id FROM notifications WHERE member_id = $1 AND kind = $2";
}

async fn notification(db: &ruche_platform::db::Db, of: &Someone, kind: &str) -> i64 {
    db.one(&FIND, ruche_platform::values![of.id, kind], |r| r.int("id")).await.unwrap()
}

both_engines! {
    async fn one_is_marked_by_its_form_and_by_nothing_else(g: Ground) {
        let (ana, bob) = (g.someone("ana").await, g.someone("bob").await);
        let post = g.text(&bob, g.company, None, "Pour <Ana> & les autres", &[&ana]);
        g.happen(&[published(&post, &post, &bob, g.company)]).await;
        let id = notification(&g.platform.db, &ana, "mention").await;
        for _ in 0..2 {
            let page = g.get(&ana, "/notifications").await.text;
            assert!(page.contains(&format!(r#"<form id="read-{id}" action="/notifications/{id}/read" method="post""#)), "{page}");
            assert!(page.contains("Pour &lt;Ana&gt; &amp; les autres") && page.contains(r#"class="notif unread""#), "{page}");
        }
        assert_eq!(g.post(&bob, &format!("/notifications/{id}/read"), "").await.status, StatusCode::NOT_FOUND, "someone else's does not exist");
        assert!(g.stored(&ana).await[0].3);
        let read = g.post(&ana, &format!("/notifications/{id}/read"), "").await;
        assert_eq!((read.status, read.location()), (StatusCode::SEE_OTHER, format!("/posts/{}", post.id).as_str()));
        let page = g.get(&ana, "/notifications").await.text;
        assert!(!page.contains("notif unread") && page.contains(&format!(r#"href="/posts/{}""#, post.id)), "{page}");
        assert!(g.get(&ana, "/notifications/bell").await.text.contains(r#"aria-label="Notifications""#));
        assert_eq!(g.rung().await, [ana.id.0, ana.id.0], "the other pages of the person hear of it");
    }
}

both_engines! {
    async fn what_is_gone_is_not_shown_and_can_still_be_put_away(g: Ground) {
        let (ana, bob) = (g.someone("ana").await, g.someone("bob").await);
        let post = g.text(&bob, g.company, None, "Effacé depuis", &[&ana]);
        g.happen(&[published(&post, &post, &bob, g.company)]).await;
        g.delete(&post);
        let page = g.get(&ana, "/notifications").await.text;
        assert!(!page.contains("Effacé depuis") && page.contains(r#"action="/notifications/read""#), "{page}");
        let done = g.post(&ana, "/notifications/read", "").await;
        assert_eq!(done.location(), "/notifications");
        assert!(done.headers["set-cookie"].to_str().unwrap().contains("all-read"));
        assert!(g.stored(&ana).await.iter().all(|(.., unread)| !unread));
    }
}

both_engines! {
    async fn the_list_of_mentions_marks_mentions_alone(g: Ground) {
        let (ana, bob) = (g.someone("ana").await, g.someone("bob").await);
        let mine = g.text(&ana, g.company, None, "Le devis", &[]);
        let theirs = g.text(&bob, g.company, None, "Pour @ana", &[&ana]);
        g.happen(&[reacted(&mine, &bob, g.company), published(&theirs, &theirs, &bob, g.company)]).await;
        let page = g.get(&ana, "/notifications?filter=mentions").await.text;
        assert!(page.contains(r#"<input type="hidden" name="filter" value="mentions">"#), "{page}");
        let done = g.post(&ana, "/notifications/read", "filter=mentions").await;
        assert_eq!(done.location(), "/notifications?filter=mentions");
        let unread: Vec<_> = g.stored(&ana).await.into_iter().filter(|(.., unread)| *unread).map(|(kind, ..)| kind).collect();
        assert_eq!(unread, ["reaction"]);
        g.post(&ana, "/notifications/read", "").await;
        assert!(g.stored(&ana).await.iter().all(|(.., unread)| !unread));
    }
}

both_engines! {
    async fn the_quotation_of_an_unread_row_marks_it_too(g: Ground) {
        let (ana, bob) = (g.someone("ana").await, g.someone("bob").await);
        let post = g.text(&bob, g.company, None, "Pour @ana", &[&ana]);
        g.happen(&[published(&post, &post, &bob, g.company)]).await;
        let page = g.get(&ana, "/notifications").await.text;
        assert!(page.contains(r#"<p class="quote clip"><button form="read-"#), "{page}");
        g.post(&ana, "/notifications/read", "").await;
        let page = g.get(&ana, "/notifications").await.text;
        assert!(page.contains(&format!(r#"<p class="quote clip"><a href="/posts/{}""#, post.id)), "{page}");
    }
}

both_engines! {
    async fn what_is_deleted_counts_no_more(g: Ground) {
        let (ana, bob, zoe) = (g.someone("ana").await, g.someone("bob").await, g.someone("zoe").await);
        let post = g.text(&ana, g.company, None, "Le devis", &[&zoe]);
        let first = g.text(&bob, g.company, Some(&post), "un", &[]);
        let second = g.text(&zoe, g.company, Some(&post), "deux", &[]);
        g.happen(&[published(&post, &post, &ana, g.company), published(&first, &post, &bob, g.company), published(&second, &post, &zoe, g.company)]).await;
        let deleted = |subject: &SubjectRef, by: &Someone| Event::new(&format!("{}.deleted", subject.kind), by.id, subject.clone(), g.company).under(post.clone());
        g.delete(&second);
        g.happen(&[deleted(&second, &zoe)]).await;
        let page = g.get(&ana, "/notifications").await.text;
        assert!(page.contains("et 1 autre personne ont répondu à ") && page.contains(">Le devis</button>") && !page.contains("deux"), "the other answer is still there: {page}");
        let id = notification(&g.platform.db, &ana, "reply").await;
        assert!(g.get(&zoe, "/notifications/bell").await.text.contains("Notifications, 1 non lue"));
        let rung = g.rung().await.len();
        g.delete(&post);
        g.happen(&[deleted(&post, &ana)]).await;
        assert_eq!(g.rung().await.len(), rung + 2, "both bells count anew");
        for who in [&ana, &zoe] {
            assert!(g.get(who, "/notifications/bell").await.text.contains(r#"aria-label="Notifications""#));
        }
        assert_eq!(g.post(&ana, &format!("/notifications/{id}/read"), "").await.location(), "/notifications");
    }
}

both_engines! {
    async fn requests_reach_those_who_decide_and_lead_to_them(g: Ground) {
        let (ana, bob, zoe) = (g.someone("ana").await, g.someone("bob").await, g.someone("zoe").await);
        let place = g.community("Atelier", &[&ana, &bob]).await;
        g.make_owner(&ana, place).await;
        let community = SubjectRef::new("community", place.0);
        g.happen(&[Event::new("membership.asked", zoe.id, community.clone(), place)]).await;
        assert_eq!(g.stored(&ana).await, [row("request", &format!("request:{community}"), 1, true)]);
        assert_eq!(g.stored(&bob).await, [], "who does not decide is not told who asks");
        let page = g.get(&ana, "/notifications").await.text;
        assert!(page.contains(r#"<b class="name">zoe</b> demande à entrer dans "#) && page.contains(">Atelier</button>"), "{page}");
        let id = notification(&g.platform.db, &ana, "request").await;
        assert_eq!(g.post(&ana, &format!("/notifications/{id}/read"), "").await.location(), format!("/communities/{place}/members"));
        g.join(&zoe, place).await;
        g.happen(&[Event::new("membership.accepted", ana.id, community, place).about(zoe.id)]).await;
        let page = g.get(&zoe, "/notifications").await.text;
        assert!(page.contains("Votre demande est acceptée"), "{page}");
        let id = notification(&g.platform.db, &zoe, "request").await;
        assert_eq!(g.post(&zoe, &format!("/notifications/{id}/read"), "").await.location(), format!("/communities/{place}"));
    }
}

both_engines! {
    async fn the_page_is_cut_filtered_and_costs_the_same_with_one_row_and_with_many(g: Ground) {
        let (ana, bob) = (g.someone("ana").await, g.someone("bob").await);
        let mut posts = Vec::new();
        for n in 0..45 {
            g.clock.set(NOW - 45 * 24 * HOUR + n * 24 * HOUR);
            let post = g.text(&bob, g.company, None, &format!("texte {n}."), &[&ana]);
            g.happen(&[published(&post, &post, &bob, g.company)]).await;
            posts.push(post);
            if n == 0 {
                assert_eq!(g.get(&ana, "/notifications").await.statements(), 4, "session, bell, list, cards");
            }
        }
        g.clock.set(NOW);
        let mine = g.text(&ana, g.company, None, "à moi", &[]);
        g.happen(&[reacted(&mine, &bob, g.company)]).await;
        let first = g.get(&ana, "/notifications").await;
        assert_eq!(first.statements(), 4);
        assert!(["Aujourd’hui", "Cette semaine", "Plus tôt"].iter().all(|title| first.text.contains(title)), "{}", first.text);
        assert_eq!(first.text.matches("class=\"notif unread\"").count(), 40);
        let (mut seen, mut path) = (0, String::from("/notifications?filter=mentions"));
        for page in 0..2 {
            let text = g.get(&ana, &path).await.text;
            assert!(!text.contains("à moi"), "{text}");
            seen += text.matches("class=\"notif unread\"").count();
            let next = text.split("href=\"/notifications?filter=mentions&amp;after=").nth(1).and_then(|rest| rest.split('"').next());
            assert_eq!(next.is_some(), page == 0, "{text}");
            path = format!("/notifications?filter=mentions&after={}", next.unwrap_or(""));
        }
        assert_eq!(seen, 45);
    }
}

both_engines! {
    async fn a_crowd_is_told_in_slices_and_each_bell_rings_once(g: Ground) {
        let (bob, crowd) = (g.someone("bob").await, g.crowd(620).await);
        let post = g.text(&bob, g.company, None, "À tout le monde", &crowd.iter().collect::<Vec<_>>());
        let comment = g.text(&bob, g.company, Some(&post), "Encore", &crowd.iter().collect::<Vec<_>>());
        g.happen(&[published(&post, &post, &bob, g.company)]).await;
        let rung = g.rung().await;
        assert_eq!(rung.len(), 620);
        assert_eq!(rung.iter().collect::<HashSet<_>>().len(), 620);
        for who in [&crowd[0], &crowd[499], &crowd[500], &crowd[619]] {
            assert_eq!(g.stored(who).await, [row("mention", &format!("mention:{post}"), 1, true)]);
        }
        g.happen(&[published(&comment, &post, &bob, g.company)]).await;
        assert_eq!(g.rung().await.len(), 1_240);
        assert_eq!(g.stored(&crowd[619]).await.len(), 2);
    }
}

both_engines! {
    async fn the_bell_stops_counting(g: Ground) {
        let (ana, bob) = (g.someone("ana").await, g.someone("bob").await);
        let mut events = Vec::new();
        for (told, expected) in [(99, "Notifications, 99 non lues"), (100, "Notifications, plus de 99 non lues"), (101, "Notifications, plus de 99 non lues")] {
            while events.len() < told {
                let post = g.text(&bob, g.company, None, "texte", &[&ana]);
                events.push(published(&post, &post, &bob, g.company));
            }
            g.happen(&events).await;
            let bell = g.get(&ana, "/notifications/bell").await.text;
            assert!(bell.contains(expected) && bell.contains(">99+<") == (told > 99), "{told}: {bell}");
        }
    }
}
