//! Communities: who sees, reads and joins the four kinds; requests, invitations, roles, the last owner, the opened past.

use reqwest::Method;
use ruche_kernel::PlaceId;
use ruche_testkit::{Answer, Kind, Someone, TestApp, both_engines};

/// What one person finds out about one community, by every way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Found {
    /// The list of communities names it.
    list: bool,
    /// Its own page.
    page: u16,
    /// That page shows what is written there.
    reads: bool,
    /// A post at its own address.
    post: u16,
    /// The page of its members.
    members: u16,
    /// Completion of names in it.
    suggest: u16,
    /// Who will read there.
    audience: u16,
    /// The home feed shows its posts.
    feed: bool,
    /// Writing there.
    write: u16,
    /// Joining.
    join: u16,
}

const NOTHING: Found = Found {
    list: false,
    page: 404,
    reads: false,
    post: 404,
    members: 404,
    suggest: 404,
    audience: 404,
    feed: false,
    write: 404,
    join: 404,
};
const INSIDE: Found =
    Found { list: true, page: 200, reads: true, post: 200, members: 200, suggest: 200, audience: 200, feed: true, write: 303, join: 303 };
/// An employee outside an open community.
const READER: Found = Found { feed: false, write: 422, ..INSIDE };
/// An employee outside a community that is listed.
const PASSER_BY: Found = Found { list: true, page: 200, join: 422, ..NOTHING };

async fn find(who: &Someone, place: PlaceId, name: &str, post: ruche_content::posts::model::PostId, secret: &str) -> Found {
    let get = async |path: String| who.browser.get(&path).await;
    let page = get(format!("/communities/{place}")).await;
    Found {
        list: get("/communities".into()).await.expect(200).texts("main").concat().contains(name),
        page: page.status.as_u16(),
        reads: page.has(secret),
        post: get(format!("/posts/{post}")).await.status.as_u16(),
        members: get(format!("/communities/{place}/members")).await.status.as_u16(),
        suggest: get(format!("/members/suggest?q=c&place={place}")).await.status.as_u16(),
        audience: get(format!("/posts/audience?place={place}")).await.status.as_u16(),
        feed: get("/".into()).await.expect(200).has(secret),
        write: who.send_post(place, "J’écris ici", &ruche_testkit::key(), &[]).await.status.as_u16(),
        join: who.browser.post_once(&format!("/communities/{place}/membership?_method=put"), &[]).await.status.as_u16(),
    }
}

both_engines! {
    async fn the_four_kinds_for_everyone(app: TestApp) {
        let (camille, paul, ana) = (app.employee("Camille Rousset").await, app.employee("Paul Sorel").await, app.partner("Ana Delmas").await);
        let (outside, partner_outside) = (app.employee("Yanis Haddad").await, app.partner("Bruno Delmas").await);
        for (kind, from_outside) in [(Kind::Open, READER), (Kind::OnRequest, PASSER_BY), (Kind::Closed, PASSER_BY), (Kind::Unlisted, NOTHING)] {
            let (name, secret) = (format!("Lieu {}", kind.word()), format!("canari-{}", kind.word()));
            let place = app.community(kind, &name, &camille).await;
            app.join(place, &camille, &paul).await;
            app.join(place, &camille, &ana).await;
            let post = camille.publish(place, &secret).await;
            for (who, expected) in [(&outside, from_outside), (&paul, INSIDE), (&partner_outside, NOTHING), (&ana, INSIDE), (&app.admin, from_outside)] {
                assert_eq!(find(who, place, &name, post, &secret).await, expected, "{} and {kind:?}", who.name);
            }
            // Who does not read is not counted among those who do.
            let reads = camille.browser.get(&format!("/members/suggest?q=&place={place}")).await.expect(200);
            let told: Vec<serde_json::Value> = serde_json::from_str(&reads.body).unwrap();
            let of = |name: &str| told.iter().find(|one| one["name"] == name).map(|one| one["reads"].as_bool().unwrap());
            // Yanis has joined the open one by now.
            assert_eq!((of("Paul Sorel"), of("Ana Delmas"), of("Yanis Haddad"), of("Bruno Delmas")), (Some(true), Some(true), Some(kind == Kind::Open), Some(false)), "{kind:?}");
        }
    }
}

both_engines! {
    async fn a_community_that_one_may_not_see_answers_nothing_to_any_verb(app: TestApp) {
        let (camille, yanis, paul) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await);
        let place = app.community(Kind::Unlisted, "Rachat", &camille).await;
        app.join(place, &camille, &paul).await;
        let verbs = |place: &str| {
            [
                (Method::GET, format!("/communities/{place}")),
                (Method::GET, format!("/communities/{place}/owners")),
                (Method::GET, format!("/communities/{place}/members")),
                (Method::GET, format!("/communities/{place}/settings")),
                (Method::PUT, format!("/communities/{place}/membership")),
                (Method::DELETE, format!("/communities/{place}/membership")),
                (Method::POST, format!("/communities/{place}/requests")),
                (Method::PUT, format!("/communities/{place}/requests/{}", paul.id)),
                (Method::DELETE, format!("/communities/{place}/requests/{}", paul.id)),
                (Method::DELETE, format!("/communities/{place}/requests/{}", yanis.id)),
                (Method::POST, format!("/communities/{place}/invitations")),
                (Method::DELETE, format!("/communities/{place}/members/{}", paul.id)),
                (Method::POST, format!("/communities/{place}/members/{}/role", paul.id)),
                (Method::POST, format!("/communities/{place}/settings")),
            ]
        };
        let form = |path: &str| -> Vec<(&str, String)> {
            match path.rsplit('/').next() {
                Some("invitations") => vec![("member", yanis.id.to_string())],
                Some("role") => vec![("role", "owner".into())],
                Some("settings") => vec![("name", "x".into()), ("description", String::new()), ("kind", "open".into()), ("icon", "hexagon".into()), ("hue", "0".into()), ("language", "fr".into()), ("open_past", "1".into())],
                Some("requests") => vec![("message", String::new())],
                _ => Vec::new(),
            }
        };
        for ((method, hidden), (_, absent)) in verbs(&place.to_string()).into_iter().zip(verbs("999")) {
            let ask = async |path: &str| yanis.browser.send(yanis.browser.request_once(method.clone(), path).form(&form(path))).await;
            let (one, other) = (ask(&hidden).await, ask(&absent).await);
            assert_eq!((one.status.as_u16(), other.status.as_u16()), (404, 404), "{method} {hidden}");
            assert_eq!(one.text(), other.text(), "{method} {hidden}");
        }
        assert_eq!(paul.browser.get(&format!("/communities/{place}")).await.expect(200).texts("#community"), ["Rachat"], "nothing was changed");
    }
}

both_engines! {
    async fn one_asks_and_is_answered(app: TestApp) {
        let (camille, yanis, paul, zoe) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await, app.employee("Zoé Tran").await);
        let place = app.community(Kind::OnRequest, "Qualité", &camille).await;
        let ask = format!("/communities/{place}/requests");
        let page = yanis.browser.get(&format!("/communities/{place}")).await.expect(200);
        assert!(page.texts("aside").concat().contains("Camille Rousset"), "who decides is named");
        let long = "é".repeat(301);
        let refused = yanis.browser.post_once(&ask, &[("message", &long)]).await.expect(422);
        assert_eq!(refused.texts("textarea[name=message]")[0].chars().count(), 301, "what was typed is kept");
        for _ in 0..2 {
            yanis.browser.post_once(&ask, &[("message", "Je suis du métier <b>")]).await.expect(303);
        }
        zoe.browser.post_once(&ask, &[("message", "")]).await.expect(303);
        assert!(yanis.browser.get("/communities").await.text().contains("attend la réponse"));
        app.settle().await;
        assert!(camille.browser.get("/notifications").await.text().contains("demande") && !paul.browser.get("/notifications").await.text().contains("Qualité"));
        let people = camille.browser.get(&format!("/communities/{place}/members")).await.expect(200);
        assert!(people.text().contains("2 demandes") && people.text().contains("Je suis du métier <b>"));
        assert_eq!(camille.browser.get(&format!("/communities/{place}")).await.texts(".tabs .count").concat(), "2 en attente");
        // Only those who decide answer; a moderator does.
        let (accept, refuse) = (format!("{ask}/{}?_method=put", yanis.id), format!("{ask}/{}?_method=delete", zoe.id));
        app.join(place, &camille, &paul).await;
        assert!(!paul.browser.get(&format!("/communities/{place}/members")).await.expect(200).text().contains("Je suis du métier"), "a member is not told who waits");
        paul.browser.post_once(&accept, &[]).await.expect(403);
        paul.browser.post_once(&refuse, &[]).await.expect(403);
        yanis.browser.post_once(&accept, &[]).await.expect(403);
        camille.browser.post_once(&format!("/communities/{place}/members/{}/role", paul.id), &[("role", "moderator")]).await.expect(303);
        paul.browser.post_once(&accept, &[]).await.expect(303);
        paul.browser.post_once(&accept, &[]).await.expect(303);
        paul.browser.post_once(&refuse, &[]).await.expect(303);
        app.settle().await;
        assert!(yanis.browser.get("/notifications").await.text().contains("Votre demande est acceptée"));
        assert!(!zoe.browser.get("/notifications").await.text().contains("Qualité"), "a refusal is not told");
        yanis.publish(place, "Merci").await;
        zoe.browser.get(&format!("/communities/{place}/members")).await.expect(404);
        assert_eq!(camille.browser.get(&format!("/communities/{place}/members")).await.texts("#people"), ["3 membres"]);
        // One takes one's own request back.
        zoe.browser.post_once(&ask, &[("message", "")]).await.expect(303);
        zoe.browser.post_once(&refuse, &[]).await.expect(303);
        paul.browser.post_once(&format!("{ask}/{}?_method=put", zoe.id), &[]).await.expect(404);
        // Where asking is not the way in.
        for (kind, status) in [(Kind::Open, 422), (Kind::Closed, 422)] {
            let other = app.community(kind, "Ailleurs", &camille).await;
            zoe.browser.post_once(&format!("/communities/{other}/requests"), &[("message", "")]).await.expect(status);
        }
    }
}

both_engines! {
    async fn an_invitation_is_answered_or_taken_back(app: TestApp) {
        let (camille, yanis, paul, zoe) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await, app.employee("Zoé Tran").await);
        let place = app.community(Kind::Unlisted, "Rachat", &camille).await;
        camille.publish(place, "canari").await;
        let page = format!("/communities/{place}");
        let invite = |who: &Someone| vec![("member", who.id.to_string())];
        let ask = async |by: &Someone, form: Vec<(&'static str, String)>| by.browser.send(by.browser.request_once(Method::POST, &format!("{page}/invitations")).form(&form)).await;
        ask(&camille, Vec::new()).await.expect(422);
        ask(&camille, [invite(&yanis), invite(&paul), invite(&zoe)].concat()).await.expect(303);
        app.settle().await;
        // The invited find it, and do not read it yet.
        for who in [&yanis, &paul, &zoe] {
            assert!(who.browser.get("/communities").await.text().contains("Rachat"), "{}", who.name);
            let seen = who.browser.get(&page).await.expect(200);
            assert!(seen.text().contains("Vous êtes invité") && !seen.has("canari"), "{}", who.name);
            assert!(who.browser.get("/notifications").await.text().contains("vous invite dans Rachat"), "{}", who.name);
            who.browser.get(&format!("{page}/members")).await.expect(404);
        }
        yanis.browser.post_once(&format!("{page}/membership?_method=put"), &[]).await.expect(303);
        assert!(yanis.browser.get(&page).await.expect(200).has("canari"));
        // Declined, and taken back: it does not exist any more, in no list and no notification.
        paul.browser.post_once(&format!("{page}/requests/{}?_method=delete", paul.id), &[]).await.expect(303);
        camille.browser.post_once(&format!("{page}/requests/{}?_method=delete", zoe.id), &[]).await.expect(303);
        app.settle().await;
        for who in [&paul, &zoe] {
            who.browser.get(&page).await.expect(404);
            for list in ["/communities", "/notifications", "/"] {
                assert!(!who.browser.get(list).await.expect(200).has("Rachat"), "{} finds it on {list}", who.name);
            }
            who.browser.post_once(&format!("{page}/membership?_method=put"), &[]).await.expect(404);
        }
        // Only owners invite; a role that is no owner's is not enough.
        assert_eq!(ask(&yanis, invite(&paul)).await.status.as_u16(), 403);
        let someone_else = vec![("member", "999".to_owned())];
        assert_eq!(ask(&camille, someone_else).await.status.as_u16(), 404);
        let many: Vec<(&'static str, String)> = (0..51).map(|n| ("member", n.to_string())).collect();
        assert_eq!(ask(&camille, many).await.status.as_u16(), 422);
        let unreadable = vec![("member", "x".to_owned())];
        assert_eq!(ask(&camille, unreadable).await.status.as_u16(), 400);
    }
}

both_engines! {
    async fn a_partner_comes_in_by_an_owner_and_is_announced(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        let page = format!("/communities/{place}");
        assert!(!yanis.browser.get(&page).await.has("Delmas Logistique"));
        let found = camille.browser.get(&format!("{page}/members?find=ana")).await.expect(200);
        assert!(found.text().contains("Partenaire · Delmas Logistique"), "the badge stands where one is about to bring her in");
        app.join(place, &camille, &ana).await;
        let seen = yanis.browser.get(&page).await.expect(200);
        assert!(seen.texts(".callout").concat().contains("Delmas Logistique"), "the banner names the company");
        ana.publish(place, "Bonjour à tous").await;
        assert!(yanis.browser.get(&page).await.texts("article.post .badge").concat().contains("Delmas Logistique"));
        // A partner stays an ordinary member.
        let role = format!("{page}/members/{}/role", ana.id);
        camille.browser.post_once(&role, &[("role", "moderator")]).await.expect(422);
        camille.browser.post_once(&role, &[("role", "chef")]).await.expect(400);
        ana.browser.get("/communities/new").await.expect(404);
        ana.browser.post_once("/communities/new", &[("name", "x"), ("description", ""), ("kind", "open"), ("icon", "hexagon"), ("hue", "0"), ("language", "fr")]).await.expect(404);
        // Out again: nothing is left of it.
        app.remove(place, &camille, &ana).await;
        ana.browser.get(&page).await.expect(404);
        assert!(!ana.browser.get("/").await.expect(200).has("Bonjour à tous"));
        assert!(!yanis.browser.get(&page).await.texts(".callout").concat().contains("Delmas Logistique"));
        assert!(yanis.browser.get(&page).await.has("Bonjour à tous"), "what she wrote stays");
    }
}

both_engines! {
    async fn there_is_always_an_owner(app: TestApp) {
        let (camille, yanis, paul) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await);
        let place = app.community(Kind::Closed, "Direction", &camille).await;
        app.join(place, &camille, &yanis).await;
        app.join(place, &camille, &paul).await;
        let page = format!("/communities/{place}");
        let leave = format!("{page}/membership?_method=delete");
        let role = |who: &Someone| format!("{page}/members/{}/role", who.id);
        camille.browser.post_once(&leave, &[]).await.expect(422);
        camille.browser.post_once(&role(&camille), &[("role", "member")]).await.expect(422);
        camille.browser.post_once(&format!("{page}/members/{}?_method=delete", camille.id), &[]).await.expect(422);
        // Ranks: members remove nobody, moderators members only, owners anyone; only owners give roles.
        let remove = |who: &Someone| format!("{page}/members/{}?_method=delete", who.id);
        yanis.browser.post_once(&remove(&paul), &[]).await.expect(403);
        yanis.browser.post_once(&role(&yanis), &[("role", "owner")]).await.expect(403);
        camille.browser.post_once(&role(&yanis), &[("role", "moderator")]).await.expect(303);
        yanis.browser.post_once(&remove(&camille), &[]).await.expect(403);
        yanis.browser.post_once(&role(&paul), &[("role", "moderator")]).await.expect(403);
        yanis.browser.get(&format!("{page}/settings")).await.expect(403);
        app.admin.browser.post_once(&remove(&paul), &[]).await.expect(403);
        camille.browser.post_once(&role(&yanis), &[("role", "owner")]).await.expect(303);
        // The two owners leave at once: one of them stays.
        let both = tokio::join!(camille.browser.post_once(&leave, &[]), yanis.browser.post_once(&leave, &[]));
        let mut statuses = [both.0.status.as_u16(), both.1.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422]);
        let stayed = if both.0.status.as_u16() == 422 { &camille } else { &yanis };
        let people = stayed.browser.get(&format!("{page}/members")).await.expect(200);
        assert_eq!(people.texts("#people"), ["2 membres"]);
        // Its account is closed: the company's administrator is no owner, so the place must still have one.
        let gone = if both.0.status.as_u16() == 422 { &yanis } else { &camille };
        gone.browser.get(&format!("{page}/members")).await.expect(404);
    }
}

async fn save(who: &Someone, place: PlaceId, name: &str, kind: &str, more: &[(&str, &str)]) -> Answer {
    let fields =
        [&[("name", name), ("description", ""), ("kind", kind), ("icon", "star"), ("hue", "200"), ("language", "fr")][..], more].concat();
    who.browser.post_once(&format!("/communities/{place}/settings"), &fields).await
}

both_engines! {
    async fn the_past_is_opened_by_a_choice_of_its_own(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        for kind in [Kind::OnRequest, Kind::Closed, Kind::Unlisted] {
            let place = app.community(kind, "Direction", &camille).await;
            let post = camille.publish(place, "canari").await;
            let refused = save(&camille, place, "Direction", "open", &[]).await.expect(422);
            assert!(refused.attributes("input[name=open_past]", "aria-invalid") == ["true"], "the tick is asked for where it stands");
            assert_eq!(refused.attributes("input[name=kind][checked]", "value"), ["open"], "what was chosen is kept");
            yanis.browser.get(&format!("/posts/{post}")).await.expect(404);
            save(&camille, place, "Direction", "open", &[("open_past", "1")]).await.expect(303);
            yanis.browser.get(&format!("/posts/{post}")).await.expect(200);
            ana.browser.get(&format!("/posts/{post}")).await.expect(404);
            // Closing needs no tick, and is effective at once.
            save(&camille, place, "Direction", kind.word(), &[]).await.expect(303);
            yanis.browser.get(&format!("/posts/{post}")).await.expect(404);
        }
    }
}

both_engines! {
    async fn settings_are_the_owners_and_are_checked(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        save(&yanis, place, "Volé", "open", &[]).await.expect(403);
        save(&app.admin, place, "Volé", "open", &[]).await.expect(403);
        save(&camille, place, " \u{200b} ", "open", &[]).await.expect(422);
        save(&camille, place, &"é".repeat(61), "open", &[]).await.expect(422);
        save(&camille, place, "Réseau Nord", "secret", &[]).await.expect(400);
        save(&camille, place, "Réseau Nord", "open", &[("owner", "1")]).await.expect(400);
        save(&camille, place, "Réseau \u{202e}droN", "closed", &[]).await.expect(303);
        let page = camille.browser.get(&format!("/communities/{place}")).await.expect(200);
        assert_eq!(page.texts("#community"), ["Réseau droN"], "what reorders letters is dropped");
        assert!(yanis.browser.get("/communities").await.has("Réseau droN"));
    }
}

both_engines! {
    async fn leaving_and_being_removed_are_effective_at_once(app: TestApp) {
        let (camille, yanis, paul) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await);
        let place = app.community(Kind::Unlisted, "Rachat", &camille).await;
        app.join(place, &camille, &yanis).await;
        app.join(place, &camille, &paul).await;
        let post = camille.publish(place, "canari").await;
        let page = format!("/communities/{place}");
        let left = yanis.browser.post_once(&format!("{page}/membership?_method=delete"), &[]).await.expect(303);
        assert_eq!(left.location(), "/communities", "one is not led to what one sees no more");
        app.remove(place, &camille, &paul).await;
        app.remove(place, &camille, &paul).await;
        for who in [&yanis, &paul] {
            who.browser.get(&page).await.expect(404);
            who.browser.get(&format!("/posts/{post}")).await.expect(404);
            assert!(!who.browser.get("/").await.has("canari") && !who.browser.get("/").await.has("Rachat"), "neither feed nor navigation");
        }
        assert_eq!(camille.browser.get(&format!("{page}/members")).await.texts("#people"), ["1 membre"]);
    }
}

/// The names of a page of the list.
fn names(page: &Answer) -> Vec<String> {
    page.texts("main .place .name")
}

async fn every_page(who: &Someone, first: &str, of: impl Fn(&Answer) -> Vec<String>) -> Vec<String> {
    let (mut all, mut next) = (Vec::new(), Some(first.to_owned()));
    while let Some(path) = next {
        let page = who.browser.get(&path).await.expect(200);
        all.extend(of(&page));
        next = page.attributes("main .center a.btn", "href").into_iter().next();
    }
    all
}

both_engines! {
    async fn the_list_pages_by_name(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let mut expected = Vec::new();
        for n in 0..60 {
            // Equal names too: the id separates them.
            let name = format!("Éq. {:02} & cie.", n / 2);
            let community = ruche_people::communities::NewCommunity { name: name.clone(), description: String::new(), access: ruche_people::communities::Access::Open, icon: "hexagon".into(), hue: 0, language: "fr".into(), reviewed: false };
            ruche_people::communities::actions::create(&app.node.people, &community, camille.id).await.unwrap();
            expected.push(name);
        }
        assert_eq!(every_page(&yanis, "/communities", names).await, expected, "each once, in order");
        assert_eq!(every_page(&yanis, "/communities?filter=open&q=eq", names).await, expected);
        assert_eq!(names(&yanis.browser.get("/communities?q=07").await.expect(200)), ["Éq. 07 & cie.", "Éq. 07 & cie."]);
        assert!(names(&yanis.browser.get("/communities?filter=mine").await.expect(200)).is_empty());
        assert!(names(&yanis.browser.get("/communities?q=%25").await.expect(200)).len() <= 48, "a wildcard is a letter like another");
        yanis.browser.get("/communities?after=%00.1").await.expect(200);
    }
}

/// A community with many members, without sixty sign-ins.
async fn crowd(app: &TestApp, place: PlaceId, count: usize) {
    for n in 0..count {
        let member = ruche_people::members::actions::NewMember {
            name: format!("Membre {n:03}"),
            username: Some(format!("membre-{n:03}")),
            ..Default::default()
        };
        let id = ruche_people::members::actions::create(&app.node.people, &member).await.unwrap();
        let now = app.node.platform.now();
        let add = app.node.platform.db.write(ruche_platform::work!(
            [] | tx | {
                ruche_people::communities::store::add_member_in(
                    tx,
                    place,
                    id,
                    ruche_people::access::Standing::Member,
                    now,
                    ruche_kernel::MemberKind::Employee,
                )
                .await
            }
        ));
        add.await.unwrap();
    }
}

both_engines! {
    async fn members_page_and_are_found_by_name(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let place = app.community(Kind::Closed, "Direction", &camille).await;
        crowd(app, place, 70).await;
        let page = format!("/communities/{place}/members");
        let people = every_page(&camille, &page, |p| p.texts("[aria-labelledby=people] li .name")).await;
        assert_eq!(people.len(), 71);
        assert_eq!(people[0], "Camille Rousset", "owners first");
        assert_eq!(people.iter().collect::<std::collections::BTreeSet<_>>().len(), 71, "each once");
        assert_eq!(camille.browser.get(&format!("{page}?q=membre+042")).await.texts("[aria-labelledby=people] li .name"), ["Membre 042"]);
        let found = camille.browser.get(&format!("{page}?find=lucie")).await.expect(200);
        assert_eq!(found.attributes("input[name=member]", "value"), [app.admin.id.to_string()]);
    }
}

/// The names that the list of communities shows, page by page.
async fn listed(who: &Someone, query: &str) -> Vec<String> {
    let (mut names, mut next) = (Vec::new(), Some(format!("/communities?{query}")));
    while let Some(path) = next {
        let page = who.browser.get(&path).await.expect(200);
        names.extend(page.texts("main .tiles a.name"));
        next = page.attributes("main .center a.btn", "href").into_iter().next();
    }
    names
}

both_engines! {
    async fn the_list_is_filtered_and_ordered(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let mut places = Vec::new();
        for (kind, name) in [(Kind::Open, "Delta"), (Kind::OnRequest, "Alpha"), (Kind::Closed, "Charlie"), (Kind::Unlisted, "Bravo")] {
            app.clock.advance(1_000);
            places.push(app.community(kind, name, &camille).await);
        }
        app.join(places[2], &camille, &ana).await;
        app.join(places[0], &camille, &ana).await;
        yanis.browser.post_once(&format!("/communities/{}/requests", places[1]), &[("message", "")]).await.expect(303);
        camille.browser.post_once(&format!("/communities/{}/invitations", places[2]), &[("member", &yanis.id.to_string())]).await.expect(303);
        for place in [places[2], places[0]] {
            app.clock.advance(1_000);
            camille.publish(place, "Du nouveau").await;
        }
        for (query, expected) in [
            ("", &["Alpha", "Bravo", "Charlie", "Delta"][..]),
            ("sort=active", &["Delta", "Charlie", "Bravo", "Alpha"]),
            ("sort=newest", &["Bravo", "Charlie", "Alpha", "Delta"]),
            ("filter=open", &["Delta"]),
            ("filter=request", &["Alpha"]),
            ("filter=closed&sort=active", &["Charlie"]),
            ("filter=partners", &["Charlie", "Delta"]),
            ("filter=waiting", &["Alpha"]),
            ("filter=mine&sort=newest&q=a", &["Alpha"]),
        ] {
            assert_eq!(listed(&camille, query).await, expected, "{query}");
        }
        // From outside: what is written in a closed place moves it nowhere, and nothing tells that partners read it.
        for (query, expected) in [
            ("sort=active", &["Delta", "Charlie", "Alpha"][..]),
            ("sort=newest", &["Charlie", "Alpha", "Delta"]),
            ("filter=partners", &["Delta"]),
            ("filter=waiting", &["Charlie"]),
            ("filter=mine", &[]),
        ] {
            assert_eq!(listed(&yanis, query).await, expected, "{query}");
        }
        assert_eq!(listed(&ana, "sort=active").await, ["Delta", "Charlie"]);
        // Cut by key, each once, in every order.
        for n in 0..60 {
            app.clock.advance(1);
            ruche_people::communities::actions::create(&app.node.people, &ruche_people::communities::NewCommunity { name: format!("Zone {n:02}"), description: String::new(), access: ruche_people::communities::Access::Open, icon: "star".into(), hue: 10, language: "fr".into(), reviewed: false }, camille.id).await.unwrap();
        }
        for sort in ["name", "active", "newest"] {
            let mut names = listed(&yanis, &format!("sort={sort}&q=zone")).await;
            let newest_first = sort != "name";
            assert_eq!(names[0], if newest_first { "Zone 59" } else { "Zone 00" }, "{sort}");
            names.sort();
            assert_eq!(names, (0..60).map(|n| format!("Zone {n:02}")).collect::<Vec<_>>(), "{sort}");
        }
        for odd in ["sort=active&after=x.y", "sort=newest&after=a.1", "sort=x&filter=y&after=%00.1"] {
            yanis.browser.get(&format!("/communities?{odd}")).await.expect(200);
        }
    }
}

/// Whether an invitation waits for the person.
async fn is_invited(who: &Someone, place: PlaceId) -> bool {
    who.browser.get(&format!("/communities/{place}")).await.status.as_u16() == 200
}

both_engines! {
    async fn an_invitation_ends_with_time_and_with_the_owner_who_made_it(app: TestApp) {
        let (camille, yanis, paul) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await);
        let place = app.community(Kind::Unlisted, "Rachat", &camille).await;
        app.join(place, &camille, &paul).await;
        let invite = async |who: &Someone| {
            who.browser.post_once(&format!("/communities/{place}/invitations"), &[("member", &yanis.id.to_string())]).await.expect(303);
            assert!(is_invited(&yanis, place).await);
        };
        invite(&camille).await;
        app.clock.advance(30 * 86_400_000 + 1);
        for who in [&camille, &yanis, &paul, &app.admin] {
            who.sign_in_again().await;
        }
        app.sweep().await;
        assert!(!is_invited(&yanis, place).await);
        let role = format!("/communities/{place}/members/{}/role", paul.id);
        // An owner no more: made a member, gone from the place, gone from the company.
        for how in ["demoted", "left", "closed"] {
            camille.browser.post_once(&role, &[("role", "owner")]).await.expect(303);
            invite(&paul).await;
            match how {
                "demoted" => drop(camille.browser.post_once(&role, &[("role", "member")]).await.expect(303)),
                "left" => drop(paul.browser.post_once(&format!("/communities/{place}/membership?_method=delete"), &[]).await.expect(303)),
                _ => app.close_account(&paul).await,
            }
            assert!(!is_invited(&yanis, place).await, "{how}");
            if how == "left" {
                app.join(place, &camille, &paul).await;
            }
        }
        app.sweep().await;
    }
}

both_engines! {
    async fn a_place_that_nobody_looks_after_is_given_an_owner(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let (place, secret) = (app.community(Kind::Closed, "Chantier", &camille).await, app.community(Kind::Unlisted, "Rachat", &camille).await);
        for place in [place, secret] {
            app.join(place, &camille, &ana).await;
        }
        let path = |place: PlaceId| format!("/admin/communities/{place}/owner");
        assert!(!app.admin.browser.get("/admin").await.text().contains("plus de responsable"));
        app.admin.browser.post_once(&path(place), &[("login", &yanis.email)]).await.expect(404);
        app.close_account(&camille).await;
        assert!(app.admin.browser.get("/admin").await.text().contains("plus de responsable"));
        let page = app.admin.browser.get("/admin/communities").await.expect(200);
        assert!(page.has("Chantier") && !page.has("Rachat") && page.text().contains("Hors annuaire"), "{}", page.text());
        // Administering is no way in, for oneself or by a partner.
        for login in ["lucie@orvane.example", ana.email.as_str(), "personne"] {
            let refused = app.admin.browser.post_once(&path(place), &[("login", login)]).await.expect(422);
            assert_eq!(refused.attributes("[aria-invalid=true]", "value"), [login]);
        }
        for place in [place, secret] {
            app.admin.browser.post_once(&path(place), &[("login", &yanis.email)]).await.expect(303);
            yanis.browser.get(&format!("/communities/{place}/settings")).await.expect(200);
            app.admin.browser.get(&format!("/communities/{place}/members")).await.expect(404);
        }
        app.settle().await;
        assert!(yanis.browser.get("/notifications").await.text().contains("Lucie Martel vous a ajouté à Chantier"));
        assert!(app.admin.browser.get("/admin/communities").await.text().contains("Rien à régler"));
    }
}

both_engines! {
    async fn who_is_added_is_told_and_an_answer_puts_away_what_asked_for_it(app: TestApp) {
        let (camille, yanis, paul, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await, app.partner("Ana Delmas").await);
        let place = app.community(Kind::OnRequest, "Chantier", &camille).await;
        let base = format!("/communities/{place}");
        let unread = async |who: &Someone| {
            app.settle().await;
            who.browser.get("/notifications/bell").await.expect(200).texts(".count").concat()
        };
        app.join(place, &camille, &ana).await;
        assert_eq!(unread(&ana).await.chars().next(), Some('1'));
        assert!(ana.browser.get("/notifications").await.text().contains("Camille Rousset vous a ajouté à Chantier"));
        // An invitation that is accepted, declined or taken back waits no more; made again, it does.
        let own = |who: &Someone| format!("{base}/requests/{}?_method=delete", who.id);
        for (who, path) in [(&yanis, own(&yanis)), (&camille, own(&yanis)), (&yanis, format!("{base}/membership?_method=put"))] {
            camille.browser.post_once(&format!("{base}/invitations"), &[("member", &yanis.id.to_string())]).await.expect(303);
            assert_eq!(unread(&yanis).await.chars().next(), Some('1'), "{path}");
            who.browser.post_once(&path, &[]).await.expect(303);
            assert_eq!(unread(&yanis).await, "", "{path}");
        }
        camille.browser.post_once(&format!("{base}/members/{}/role", yanis.id), &[("role", "moderator")]).await.expect(303);
        // Requests stay until none waits, for everyone who decides.
        let zoe = app.employee("Zoé Tran").await;
        for who in [&paul, &zoe] {
            who.browser.post_once(&format!("{base}/requests"), &[("message", "")]).await.expect(303);
        }
        for decider in [&camille, &yanis] {
            assert_eq!(unread(decider).await.chars().next(), Some('1'), "{}", decider.name);
        }
        yanis.browser.post_once(&format!("{base}/requests/{}?_method=put", paul.id), &[]).await.expect(303);
        assert_eq!(unread(&camille).await.chars().next(), Some('1'), "one still waits");
        zoe.browser.post_once(&own(&zoe), &[]).await.expect(303);
        for decider in [&camille, &yanis] {
            assert_eq!(unread(decider).await, "", "{}", decider.name);
        }
    }
}

both_engines! {
    async fn what_one_could_enter_is_proposed_beside_the_feed(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let mut places = Vec::new();
        for (kind, name) in Kind::ALL.into_iter().zip(["Café", "Qualité", "Salaires", "Rachat"]) {
            places.push(app.community(kind, name, &camille).await);
        }
        assert!(yanis.browser.get("/").await.has("src=\"/communities/discover\""));
        // How many belong to a community is for those who read it: of the others, nothing is proposed here.
        let proposed = yanis.browser.get("/communities/discover").await;
        assert_eq!((proposed.texts("a.name"), proposed.texts(".meta")), (vec!["Café".to_owned()], vec!["1 membre".to_owned()]));
        app.join(places[0], &camille, &yanis).await;
        assert!(yanis.browser.get("/communities/discover").await.texts("a.name").is_empty());
        assert!(camille.browser.get("/communities/discover").await.texts("a.name").is_empty(), "the own ones are known");
        assert!(!ana.browser.get("/").await.has("discover"), "a partner enters by invitation alone");
        ana.browser.get("/communities/discover").await.expect(404);
    }
}

both_engines! {
    async fn a_form_sent_twice_makes_one_community(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let key = camille.browser.get("/communities/new").await.expect(200).attributes("input[name=key]", "value").remove(0);
        let form = |name: &'static str| [("key", key.as_str()), ("name", name), ("description", ""), ("kind", "closed"), ("icon", "star"), ("hue", "200"), ("language", "fr")];
        let one = form("Direction");
        let twice = tokio::join!(camille.browser.post_once("/communities/new", &one), camille.browser.post_once("/communities/new", &one));
        let (first, second) = (twice.0.expect(303), twice.1.expect(303));
        assert_eq!(first.location(), second.location());
        camille.browser.post_once("/communities/new", &form("Autre")).await.expect(409);
        assert_eq!(listed(&camille, "").await, ["Direction"]);
        let long = "k".repeat(81);
        camille.browser.post_once("/communities/new", &[&[("key", long.as_str())], &form("Direction")[1..]].concat()).await.expect(400);
    }
}
