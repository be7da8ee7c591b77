//! Reactions: one per person and subject, counted right, nothing on what one may not see.

use reqwest::Method;
use ruche_testkit::{Kind, Someone, both_engines};

/// The row as a person sees it: each kind with its count and whether it is the person's own.
async fn row(who: &Someone, subject: &str) -> Vec<(String, String, bool)> {
    let answer = who.browser.get(&format!("/reactions?subject={subject}")).await.expect(200);
    // The row itself, without the menu that offers every kind.
    let kinds = answer.attributes(".reactions > form > button[aria-pressed]", "value");
    let counts = answer.texts(".reactions > form [data-part=count]");
    let pressed = answer.attributes(".reactions > form > button", "aria-pressed");
    kinds.into_iter().zip(counts).zip(pressed).map(|((kind, count), pressed)| (kind, count, pressed == "true")).collect()
}

fn one(kind: &str, count: &str, mine: bool) -> (String, String, bool) {
    (kind.to_owned(), count.to_owned(), mine)
}

both_engines! {
    async fn a_person_has_one_reaction_on_a_subject(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let post = camille.publish(app.company, "Un sujet").await;
        let comment = camille.comment(post, "Un avis").await;
        for (subject, page) in [(format!("post:{post}"), format!("/posts/{post}")), (format!("comment:{comment}"), format!("/comments/{comment}"))] {
            assert_eq!(row(&yanis, &subject).await, [one("like", "", false)]);
            assert_eq!(yanis.react(&subject, "like", true).await.expect(303).location(), page, "without script one is back where one was");
            camille.react(&subject, "like", true).await.expect(303);
            assert_eq!(row(&yanis, &subject).await, [one("like", "2", true)]);
            // Pressed twice is pressed once.
            yanis.react(&subject, "like", true).await.expect(303);
            assert_eq!(row(&camille, &subject).await, [one("like", "2", true)]);
            // Another kind takes its place.
            yanis.react(&subject, "bravo", true).await.expect(303);
            assert_eq!(row(&yanis, &subject).await, [one("like", "1", false), one("bravo", "1", true)]);
            yanis.react(&subject, "bravo", false).await.expect(303);
            yanis.react(&subject, "bravo", false).await.expect(303);
            camille.react(&subject, "like", false).await.expect(303);
            assert_eq!(row(&camille, &subject).await, [one("like", "", false)]);
        }
    }
}

both_engines! {
    async fn presses_at_once_are_counted_right(app: TestApp) {
        let people = [app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await];
        let post = people[0].publish(app.company, "Un sujet").await;
        let subject = format!("post:{post}");
        for _ in 0..3 {
            let press = |n: usize, kind: &'static str| { let (who, subject) = (&people[n], &subject); async move { who.react(subject, kind, true).await.status.as_u16() } };
            let done = tokio::join!(press(0, "like"), press(1, "like"), press(2, "like"), press(0, "bravo"), press(1, "like"), press(2, "useful"), press(0, "like"));
            for status in [done.0, done.1, done.2, done.3, done.4, done.5, done.6] {
                assert_eq!(status, 303);
            }
        }
        for person in &people {
            person.react(&subject, "like", true).await.expect(303);
        }
        assert_eq!(row(&people[1], &subject).await, [one("like", "3", true)]);
    }
}

both_engines! {
    async fn the_rest_is_refused_and_the_hidden_does_not_exist(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let closed = app.community(Kind::Closed, "Direction", &camille).await;
        let hidden = camille.publish(closed, "Caché").await;
        let comment = camille.comment(hidden, "Caché aussi").await;
        let open = camille.publish(app.company, "Visible").await;
        assert_eq!(camille.react(&format!("post:{open}"), "love", true).await.status.as_u16(), 400);
        for subject in [format!("post:{hidden}"), format!("comment:{comment}"), "post:999".into(), "comment:999".into(), "member:1".into(), "post".into(), "post:x".into(), String::new(), format!("comment:{open}"), format!("POST:{open}")] {
            assert_eq!(yanis.react(&subject, "like", true).await.status.as_u16(), 404, "{subject}");
            assert_eq!(yanis.browser.get(&format!("/reactions?subject={subject}")).await.status.as_u16(), 404, "{subject}");
        }
        assert_eq!(row(&camille, &format!("post:{hidden}")).await, [one("like", "", false)]);
        // Who leaves the place loses what stood there.
        app.join(closed, &camille, &yanis).await;
        yanis.react(&format!("post:{hidden}"), "like", true).await.expect(303);
        app.remove(closed, &camille, &yanis).await;
        assert_eq!(yanis.react(&format!("post:{hidden}"), "like", false).await.status.as_u16(), 404);
        assert_eq!(row(&camille, &format!("post:{hidden}")).await, [one("like", "1", false)]);
    }
}

both_engines! {
    async fn an_open_community_is_reacted_to_by_those_who_read_it(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let open = app.community(Kind::Open, "Réseau Nord", &camille).await;
        let post = camille.publish(open, "Un sujet").await;
        yanis.react(&format!("post:{post}"), "useful", true).await.expect(303);
        assert_eq!(ana.react(&format!("post:{post}"), "useful", true).await.status.as_u16(), 404);
        app.join(open, &camille, &ana).await;
        ana.react(&format!("post:{post}"), "useful", true).await.expect(303);
        assert_eq!(row(&camille, &format!("post:{post}")).await, [one("like", "", false), one("useful", "2", false)]);
    }
}

both_engines! {
    async fn with_script_the_row_comes_back_alone(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let post = camille.publish(app.company, "Un sujet").await;
        let request = camille.browser.request_once(Method::POST, "/reactions").header("accept", "text/vnd.turbo-stream.html, text/html");
        let subject = format!("post:{post}");
        let answer = camille.browser.send(request.form(&[("subject", subject.as_str()), ("kind", "like")])).await.expect(200);
        assert_eq!(answer.headers["content-type"], ruche_web::TURBO_STREAM);
        assert!(answer.has(&format!("target=\"reactions-post-{post}\"")) && answer.has("aria-pressed=\"true\""));
    }
}
