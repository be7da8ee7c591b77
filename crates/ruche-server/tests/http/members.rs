//! Members: profiles, partners, following, invitations, administration, and the end of an account.

use reqwest::Method;
use ruche_kernel::MemberId;
use ruche_testkit::{Answer, Browser, Kind, PASSWORD, Someone, both_engines, key};

const DAY_MS: i64 = 86_400_000;

/// The form of the own profile.
fn profile<'a>(name: &'a str, title: &'a str, bio: &'a str) -> [(&'a str, &'a str); 7] {
    [
        ("name", name),
        ("title", title),
        ("unit", "Réseau"),
        ("site", "Lille"),
        ("phone", "06 00 00 00 00"),
        ("languages", "français, anglais"),
        ("bio", bio),
    ]
}

/// The form of someone who joins by a personal invitation.
fn joining(name: &str) -> [(&str, &str); 3] {
    [("name", name), ("title", ""), ("password", "girafe trombone canal onze")]
}

/// The administrator makes a link; its path.
async fn link(app: &ruche_testkit::TestApp) -> String {
    let page = app.admin.browser.post("/admin/invitations", &[("addresses", ""), ("how", "link")]).await.expect(200);
    page.texts("#secret")[0].strip_prefix(&app.url()).unwrap().to_owned()
}

/// Whether a browser is signed in.
async fn is_in(browser: &Browser) -> bool {
    browser.get("/settings").await.path == "/settings"
}

/// What a profile says beside what its person wrote.
fn facts(page: &Answer) -> String {
    page.texts(".facts").concat()
}

both_engines! {
    async fn a_partner_sees_people_of_shared_places_only(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let (ana, bruno) = (app.partner("Ana Delmas").await, app.partner("Bruno Delmas").await);
        let place = app.community(Kind::Closed, "Chantier", &camille).await;
        app.join(place, &camille, &ana).await;
        ana.browser.get("/members").await.expect(404);
        for hidden in [&yanis, &bruno, &app.admin] {
            assert_eq!(ana.browser.get(&format!("/members/{}", hidden.id)).await.status.as_u16(), 404, "{}", hidden.name);
            assert_eq!(ana.browser.post_once(&format!("/members/{}/follow?_method=put", hidden.id), &[]).await.status.as_u16(), 404, "{}", hidden.name);
        }
        let seen = ana.browser.get(&format!("/members/{}", camille.id)).await.expect(200);
        assert!(!seen.has("camille.rousset@orvane.example"), "addresses are for colleagues");
        ana.browser.get(&format!("/members/{}", ana.id)).await.expect(200);
        let names = ana.browser.get(&format!("/members/suggest?q=&place={place}")).await.expect(200);
        assert!(names.has("Camille Rousset") && !names.has("Yanis") && !names.has("Bruno") && !names.has("Lucie"), "{}", names.body);
        // Without a place, completion is of the company, which a partner does not read.
        let names = ana.browser.get("/members/suggest?q=").await;
        assert!(!names.has("Yanis") && !names.has("Lucie"), "{}", names.body);
        for page in ["/", "/communities", "/menu", "/settings"] {
            let page = ana.browser.get(page).await.expect(200);
            assert!(page.attributes("a", "href").iter().all(|href| href != "/members" && !href.starts_with("/admin") && href != "/communities/new"), "{}", page.path);
        }
        // A colleague sees everyone, and who is a partner, of which company, until when, by whose word.
        let seen = yanis.browser.get(&format!("/members/{}", ana.id)).await.expect(200);
        assert!(seen.text().contains("Partenaire · Delmas Logistique") && facts(&seen).contains("Lucie Martel"), "{}", seen.body);
        assert!(yanis.browser.get("/members").await.expect(200).text().contains("Partenaire · Delmas Logistique"));
        assert!(yanis.browser.get("/members/suggest?q=ana").await.has("Delmas Logistique"));
    }
}

both_engines! {
    async fn the_access_of_a_partner_ends_at_its_very_moment(app: TestApp) {
        let (camille, ana) = (app.employee("Camille Rousset").await, app.partner("Ana Delmas").await);
        let place = app.community(Kind::Closed, "Chantier", &camille).await;
        app.join(place, &camille, &ana).await;
        ana.publish(place, "Bonjour").await;
        app.clock.advance(364 * DAY_MS);
        ana.sign_in_again().await;
        camille.sign_in_again().await;
        assert!(is_in(&ana.browser).await);
        app.clock.advance(DAY_MS - 300_000);
        assert!(is_in(&ana.browser).await);
        app.clock.advance(300_001);
        assert!(!is_in(&ana.browser).await);
        assert_eq!(ana.browser.get(&format!("/communities/{place}")).await.path, "/sign-in");
        ana.browser.post("/sign-in", &[("login", &ana.email), ("password", PASSWORD), ("back", "/")]).await.expect(422);
        // Even before the sweep comes round, nobody reckons with her.
        assert!(!camille.browser.get(&format!("/members/suggest?q=ana&place={place}")).await.expect(200).has("Ana"));
        assert!(!camille.browser.get(&format!("/communities/{place}")).await.expect(200).texts(".callout").concat().contains("Delmas"));
        camille.publish(place, &ana.mention()).await;
        app.sweep().await;
        assert_eq!(camille.browser.get(&format!("/communities/{place}/members")).await.texts("#people"), ["1 membre"]);
        assert!(camille.browser.get(&format!("/communities/{place}")).await.has("Bonjour"), "what she wrote stays");
        assert!(camille.browser.get(&format!("/members/{}", ana.id)).await.expect(200).text().contains("A quitté le réseau"));
    }
}

both_engines! {
    async fn a_partner_is_made_with_company_sponsor_and_end(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let form = |company: &'static str, sponsor: &'static str, ends: &'static str| [("name", "Ana Delmas"), ("email", "ana@delmas.example"), ("company", company), ("sponsor", sponsor), ("ends", ends)];
        for (company, sponsor, ends) in [("", "", "30"), ("Delmas", "", "0"), ("Delmas", "", "731"), ("Delmas", "personne@orvane.example", "30")] {
            let refused = app.admin.browser.post_once("/admin/partners", &form(company, sponsor, ends)).await.expect(422);
            assert_eq!(refused.attributes("#name", "value"), ["Ana Delmas"], "what was typed is kept");
        }
        let made = app.admin.browser.post_once("/admin/partners", &form("Delmas", "camille.rousset@orvane.example", "30")).await.expect(200);
        let password = made.texts(".callout .code").remove(0);
        app.admin.browser.post_once("/admin/partners", &form("Delmas", "", "30")).await.expect(422);
        let browser = app.stranger();
        browser.sign_in("ana@delmas.example", &password).await;
        let me = browser.get("/menu").await.attributes("main a[href^='/members/']", "href").remove(0);
        assert!(facts(&camille.browser.get(&me).await.expect(200)).contains("Camille Rousset"), "her sponsor");
        // A sponsor is a colleague.
        let again = [("name", "Bruno"), ("email", "bruno@delmas.example"), ("company", "Delmas"), ("sponsor", "ana@delmas.example"), ("ends", "30")];
        app.admin.browser.post_once("/admin/partners", &again).await.expect(422);
    }
}

both_engines! {
    async fn who_leaves_is_out_at_once_and_the_writings_stay(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Closed, "Direction", &camille).await;
        app.join(place, &camille, &yanis).await;
        let post = yanis.publish(place, "Un texte qui reste").await;
        let comment = yanis.comment(post, "Un avis qui reste").await;
        let phone = app.stranger();
        phone.sign_in(&yanis.email, PASSWORD).await;
        // Only an administrator closes an account, and not one that does not exist.
        camille.browser.post_once(&format!("/admin/members/{}/departure", yanis.id), &[]).await.expect(404);
        app.admin.browser.post_once("/admin/members/999/departure", &[]).await.expect(404);
        app.close_account(&yanis).await;
        for browser in [&yanis.browser, &phone] {
            assert!(!is_in(browser).await);
        }
        for login in [yanis.email.as_str(), "yanis.haddad"] {
            app.stranger().post("/sign-in", &[("login", login), ("password", PASSWORD), ("back", "/")]).await.expect(422);
        }
        app.stranger().post("/reset", &[("email", &yanis.email)]).await.expect(200);
        app.settle().await;
        assert!(app.mailbox.to(&yanis.email).is_empty(), "no link is sent");
        let page = camille.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert!(page.has("Un texte qui reste") && page.has("Un avis qui reste") && page.texts("article .name").concat().contains("Yanis Haddad"));
        assert_eq!(camille.browser.get(&format!("/communities/{place}/members")).await.texts("#people"), ["1 membre"]);
        assert!(!camille.browser.get("/members").await.texts("main .list").concat().contains("Yanis"));
        assert!(!camille.browser.get(&format!("/members/suggest?q=yan&place={place}")).await.has("Yanis"));
        let seen = camille.browser.get(&format!("/members/{}", yanis.id)).await.expect(200);
        assert!(seen.text().contains("A quitté le réseau") && !seen.has(&yanis.email) && seen.attributes("form[action^='/members/'][action*=follow]", "action").is_empty());
        assert_eq!(camille.browser.get(&format!("/posts/audience?place={}", app.company)).await.texts("#audience").concat(), "Sera lu par 2 personnes.");
        // Closed twice is not there twice; a new account under the same address inherits nothing.
        app.admin.browser.post_once(&format!("/admin/members/{}/departure", yanis.id), &[("name", yanis.name)]).await.expect(404);
        let again = app.employee("Yanis Haddad").await;
        assert_ne!(again.id, yanis.id);
        again.browser.get(&format!("/communities/{place}/members")).await.expect(404);
        again.browser.get(&format!("/comments/{comment}")).await.expect(404);
        assert!(!again.browser.get("/bin").await.expect(200).has("qui reste"));
    }
}

both_engines! {
    async fn where_the_company_chose_so_who_left_is_named_nowhere(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        app.join(place, &camille, &yanis).await;
        let mentioned = camille.publish(place, &format!("Avec {} hier", yanis.mention())).await;
        let comment = camille.comment(mentioned, &format!("Merci {}", yanis.mention())).await;
        let written = yanis.publish(place, "Un texte qui reste").await;
        yanis.comment(mentioned, "Un avis").await;
        let mine = camille.publish(place, "Un sujet").await;
        yanis.react(&format!("post:{mine}"), "like", true).await.expect(303);
        app.settle().await;
        let company = |leavers: &'static str| [("name", "Orvane"), ("locale", "fr"), ("hue", "168"), ("leavers", leavers)];
        app.admin.browser.post_once("/admin/company", &company("hidden")).await.expect(303);
        app.close_account(&yanis).await;
        app.settle().await;
        let pages = ["/".to_owned(), format!("/communities/{place}"), format!("/communities/{place}/members"), format!("/posts/{mentioned}"), format!("/posts/{written}"), format!("/comments/{comment}/body"), format!("/members/{}", yanis.id), "/notifications".to_owned(), "/members".to_owned(), "/members/suggest?q=yan".to_owned()];
        for path in &pages {
            let page = camille.browser.get(path).await.expect(200);
            assert!(!page.has("Yanis") && !page.has("Haddad"), "{path} names him: {}", page.text());
        }
        assert_eq!(camille.browser.get(&format!("/posts/{written}")).await.texts("article.post .post-name").concat(), "Ancien membre");
        // The choice can be changed back: the name was only not shown.
        app.admin.browser.post_once("/admin/company", &company("name")).await.expect(303);
        app.settle().await;
        assert_eq!(camille.browser.get(&format!("/posts/{written}")).await.texts("article.post .post-name").concat(), "Yanis Haddad");
    }
}

both_engines! {
    async fn the_last_administrator_stays(app: TestApp) {
        let (me, camille) = (app.admin.id, app.employee("Camille Rousset").await);
        let (departure, role) = (|id: MemberId| format!("/admin/members/{id}/departure"), |id: MemberId| format!("/admin/members/{id}/role"));
        for (path, form) in [(departure(me), ("name", app.admin.name)), (role(me), ("role", "member"))] {
            app.admin.browser.post_once(&path, &[form]).await.expect(422);
        }
        assert!(is_in(&app.admin.browser).await);
        // Naming another one, on screen, ends what that person had open: a new right begins with a new session.
        app.admin.browser.post_once(&role(camille.id), &[("role", "chef")]).await.expect(400);
        app.admin.browser.post_once(&role(camille.id), &[("role", "admin")]).await.expect(303);
        assert!(!is_in(&camille.browser).await);
        camille.sign_in_again().await;
        // The two end one another's right at once: one of them keeps it.
        let end = async |who: &Someone, whom: MemberId| who.browser.post_once(&role(whom), &[("role", "member")]).await;
        let both = tokio::join!(end(&app.admin, camille.id), end(&camille, me));
        let of = |answer: &Answer| answer.status.as_u16();
        assert!([of(&both.0), of(&both.1)].iter().filter(|status| **status == 303).count() == 1, "{} {}", of(&both.0), of(&both.1));
        app.admin.sign_in_again().await;
        camille.sign_in_again().await;
        let admins = [&app.admin, &camille];
        let mut left = Vec::new();
        for admin in admins {
            if admin.browser.get("/admin").await.status.as_u16() == 200 {
                left.push(admin);
            }
        }
        assert_eq!(left.len(), 1);
        // The same with accounts.
        let other = if left[0].id == me { &camille } else { &app.admin };
        left[0].browser.post_once(&role(other.id), &[("role", "admin")]).await.expect(303);
        other.sign_in_again().await;
        let close = async |who: &Someone, whom: &Someone| who.browser.post_once(&departure(whom.id), &[("name", whom.name)]).await;
        let both = tokio::join!(close(left[0], other), close(other, left[0]));
        assert!([of(&both.0), of(&both.1)].iter().filter(|status| **status == 303).count() == 1, "{} {}", of(&both.0), of(&both.1));
        let accounts: Vec<bool> = [is_in(&left[0].browser).await, is_in(&other.browser).await].into_iter().filter(|stays| *stays).collect();
        assert_eq!(accounts.len(), 1, "one of them is left");
    }
}

both_engines! {
    async fn an_account_is_closed_by_typing_its_name(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let page = app.admin.browser.get("/admin").await.expect(200);
        let path = format!("/admin/members/{}/departure", camille.id);
        assert!(page.attributes(".menu a", "href").contains(&path) && page.attributes("form[action$=departure]", "action").is_empty(), "not one click");
        assert!(page.attributes(&format!("form[action='/admin/members/{}/password']", app.admin.id), "action").is_empty(), "no button that is always refused");
        let page = app.admin.browser.get(&path).await.expect(200);
        assert!(page.text().contains("écrivez le nom\u{a0}: Camille Rousset") || page.has("Camille Rousset"), "{}", page.text());
        for typed in ["", "Camille", "Yanis Haddad"] {
            let refused = app.admin.browser.post_once(&path, &[("name", typed)]).await.expect(422);
            assert_eq!(refused.attributes("[aria-invalid=true]", "name"), ["name"]);
        }
        assert!(is_in(&camille.browser).await);
        app.admin.browser.post_once(&path, &[("name", " camille  ROUSSET ")]).await.expect(303);
        assert!(!is_in(&camille.browser).await);
        app.admin.browser.get(&path).await.expect(404);
    }
}

both_engines! {
    async fn an_administrator_ends_the_sessions_of_a_person(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let path = format!("/admin/members/{}/sessions?_method=delete", camille.id);
        camille.browser.post_once(&path, &[]).await.expect(404);
        app.admin.browser.post_once(&path, &[]).await.expect(303);
        assert!(!is_in(&camille.browser).await && is_in(&app.admin.browser).await);
        camille.sign_in_again().await;
    }
}

both_engines! {
    async fn the_access_of_a_partner_is_renewed_and_passes_on(app: TestApp) {
        let (camille, ana, bruno) = (app.employee("Camille Rousset").await, app.partner("Ana Delmas").await, app.partner("Bruno Delmas").await);
        let path = format!("/admin/partners/{}", ana.id);
        let page = app.admin.browser.get(&path).await.expect(200);
        assert_eq!((page.attributes("#sponsor", "value"), page.attributes("#ends", "value")), (vec!["lucie@orvane.example".into()], vec!["365".into()]));
        for (sponsor, ends, field) in [("personne@orvane.example", "10", "sponsor"), ("", "731", "ends"), ("", "0", "ends"), (bruno.email.as_str(), "10", "sponsor")] {
            let refused = app.admin.browser.post_once(&path, &[("sponsor", sponsor), ("ends", ends)]).await.expect(422);
            assert_eq!(refused.attributes("[aria-invalid=true]", "name"), [field]);
        }
        app.admin.browser.get(&format!("/admin/partners/{}", camille.id)).await.expect(404);
        app.admin.browser.post_once(&path, &[("sponsor", &camille.email), ("ends", "10")]).await.expect(303);
        let listed = async || app.admin.browser.get("/admin/partners").await.expect(200).texts("main ul.list li").concat();
        let list = listed().await;
        assert!(list.contains("Sous la responsabilité de Camille Rousset") && list.matches("Fin proche").count() == 1, "{list}");
        // Only colleagues and the partner are told who answers, and until when; nobody from outside counts who follows.
        let place = app.community(Kind::Closed, "Chantier", &camille).await;
        app.join(place, &camille, &ana).await;
        app.join(place, &camille, &bruno).await;
        let profile = format!("/members/{}", ana.id);
        for (who, told) in [(&camille, true), (&ana, true), (&bruno, false)] {
            assert_eq!(facts(&who.browser.get(&profile).await.expect(200)).contains("Sous la responsabilité"), told, "{}", who.name);
        }
        assert!(facts(&camille.browser.get(&profile).await).contains("abonné") && !bruno.browser.get(&profile).await.has("abonné"));
        // The sponsor leaves: the administrator who closed the account answers; by the machine's word, the list warns.
        app.close_account(&camille).await;
        assert!(!listed().await.contains("Garant parti"));
        assert_eq!(app.admin.browser.get(&path).await.attributes("#sponsor", "value"), ["lucie@orvane.example"]);
        let paul = app.employee("Paul Sorel").await;
        app.admin.browser.post_once(&path, &[("sponsor", &paul.email), ("ends", "60")]).await.expect(303);
        ruche_people::members::actions::leave(&app.node.people, app.company, paul.id).await.unwrap();
        assert!(listed().await.contains("Garant parti"));
        // The new end counts.
        app.clock.advance(59 * DAY_MS);
        ana.sign_in_again().await;
        app.clock.advance(DAY_MS + 1);
        assert!(!is_in(&ana.browser).await);
    }
}

both_engines! {
    async fn nothing_that_was_refused_goes_unsaid(app: TestApp) {
        // Whoever has an account and uses an invitation that was sent before it.
        app.admin.browser.post_once("/admin/invitations", &[("addresses", "paul.sorel@orvane.example"), ("how", "mail")]).await.expect(303);
        app.settle().await;
        let path = app.mailbox.link("paul.sorel@orvane.example");
        app.employee("Paul Sorel").await;
        let closed = app.stranger().post_once(&path, &joining("Paul")).await.expect(404);
        assert!(closed.text().contains("Si vous avez déjà un compte, connectez-vous"), "{}", closed.text());
        let refused = app.admin.browser.post_once("/admin/members", &[("name", "Ali"), ("username", " "), ("title", "")]).await.expect(422);
        assert_eq!(refused.attributes("[aria-invalid=true]", "name"), ["username"]);
        assert!(refused.attributes("details", "open").len() == 1, "the form that was sent is open");
        // Who has an account is not invited, and is named; who has none is.
        let paste = "paul.sorel@orvane.example, zoe@orvane.example";
        let mixed = app.admin.browser.post_once("/admin/invitations", &[("addresses", paste), ("how", "mail")]).await.expect(200);
        assert!(mixed.texts("[role=status]").concat().contains("1 invitation envoyée. A déjà un compte : paul.sorel@orvane.example"), "{}", mixed.text());
        let typo = app.admin.browser.post_once("/admin/invitations", &[("addresses", "ali@orvane.example, paul(at)orvane.example"), ("how", "mail")]).await.expect(422);
        assert!(typo.texts(".error").concat().contains("au rang 2"), "{}", typo.text());
        app.settle().await;
        assert_eq!((app.mailbox.to("zoe@orvane.example").len(), app.mailbox.to("ali@orvane.example").len()), (1, 0));
        let sent = app.admin.browser.post_once("/admin/invitations", &[("addresses", "a@b.example b@b.example"), ("how", "mail")]).await.expect(303);
        assert_eq!(sent.toast(), Some(("invitations-sent".into(), 2)));
        assert!(app.admin.browser.get("/admin").await.texts(".toast").concat().contains("2 invitations envoyées"));
    }
}

both_engines! {
    async fn following_brings_into_the_feed_what_one_may_read(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let (open, closed) = (app.community(Kind::Open, "Réseau Nord", &camille).await, app.community(Kind::Closed, "Direction", &camille).await);
        camille.publish(open, "Dans l’ouverte").await;
        camille.publish(closed, "Dans la fermée").await;
        let follow = |how: &str| format!("/members/{}/follow?_method={how}", camille.id);
        let feed = async || yanis.browser.get("/").await.expect(200).texts("article.post .prose");
        assert!(feed().await.is_empty());
        let put = follow("put");
        let at_once = tokio::join!(yanis.browser.post_once(&put, &[]), yanis.browser.post_once(&put, &[]));
        assert_eq!((at_once.0.status.as_u16(), at_once.1.status.as_u16()), (303, 303));
        assert_eq!(feed().await, ["Dans l’ouverte"]);
        assert!(facts(&camille.browser.get(&format!("/members/{}", camille.id)).await).contains("1 personne suit ce profil"), "counted once");
        yanis.browser.post_once(&follow("delete"), &[]).await.expect(303);
        yanis.browser.post_once(&follow("delete"), &[]).await.expect(303);
        assert!(feed().await.is_empty());
        assert!(facts(&camille.browser.get(&format!("/members/{}", camille.id)).await).contains("Aucun abonné"));
        camille.browser.post_once(&follow("put"), &[]).await.expect(422);
        yanis.browser.post_once("/members/999/follow?_method=put", &[]).await.expect(404);
    }
}

both_engines! {
    async fn a_profile_is_the_persons_own_and_is_checked(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        yanis.browser.post_once("/settings", &profile("Yanis  \u{200b}Haddad ", "Technicien", "Trois lignes\nsur moi")).await.expect(303);
        let seen = camille.browser.get(&format!("/members/{}", yanis.id)).await.expect(200);
        assert_eq!(seen.texts("#who"), ["Yanis Haddad"]);
        for words in ["Technicien", "Réseau", "Lille", "français, anglais", "Trois lignes", "yanis.haddad@orvane.example"] {
            assert!(seen.has(words), "{words}");
        }
        let long = "é".repeat(81);
        for form in [profile(" ", "", ""), profile(&long, "", ""), profile("Yanis", &long, "")] {
            let refused = yanis.browser.post_once("/settings", &form).await.expect(422);
            assert_eq!(refused.attributes("[aria-invalid=true]", "name").len(), 1);
            assert_eq!(refused.attributes("#unit", "value"), ["Réseau"], "what was typed is kept");
        }
        let bio = "é".repeat(601);
        yanis.browser.post_once("/settings", &profile("Yanis", "", &bio)).await.expect(422);
        let more = [&profile("Yanis", "", "")[..], &[("role", "1")]].concat();
        yanis.browser.post_once("/settings", &more).await.expect(400);
        assert_eq!(camille.browser.get(&format!("/members/{}", yanis.id)).await.texts("#who"), ["Yanis Haddad"]);
    }
}

both_engines! {
    async fn the_directory_pages_by_name(app: TestApp) {
        for n in 0..70 {
            let member = ruche_people::members::actions::NewMember { name: format!("Éloïse {:02}. D", n / 2), username: Some(format!("eloise-{n}")), ..Default::default() };
            ruche_people::members::actions::create(&app.node.people, &member).await.unwrap();
        }
        let mut names = Vec::new();
        let mut next = Some("/members?q=eloise".to_owned());
        while let Some(path) = next {
            let page = app.admin.browser.get(&path).await.expect(200);
            names.extend(page.texts("main .list .name"));
            next = page.attributes("main a.btn[href^='/members?']", "href").into_iter().next();
        }
        assert_eq!(names, (0..70).map(|n| format!("Éloïse {:02}. D", n / 2)).collect::<Vec<_>>(), "each once, in order, whatever the accents");
        assert_eq!(app.admin.browser.get("/members?q=12.").await.texts("main .list .name").len(), 2, "any word of a name");
        assert!(app.admin.browser.get("/members?q=%25").await.expect(200).texts("main .list .name").len() <= 60);
        app.admin.browser.get("/members?after=%00.1").await.expect(200);
    }
}

both_engines! {
    async fn a_link_lets_in_as_many_as_it_says(app: TestApp) {
        let path = link(app).await;
        let page = app.stranger().get(&path).await.expect(200);
        assert!(page.text().contains("Orvane") && !page.has("Lucie"), "it says nothing of whom it comes from");
        let refused = app.stranger().post_once(&path, &[("email", "paul@orvane")]).await.expect(422);
        assert_eq!(refused.attributes("#email", "value"), ["paul@orvane"], "what was typed is kept");
        app.stranger().post_once(&path, &[("email", " Paul@Orvane.example ")]).await.expect(200);
        app.settle().await;
        let own = app.mailbox.link("paul@orvane.example");
        let refused = app.stranger().post_once(&own, &[("name", ""), ("title", "Chef"), ("password", "court")]).await.expect(422);
        assert_eq!(refused.attributes("#title", "value"), ["Chef"], "what was typed is kept");
        app.stranger().post_once(&own, &joining("P\u{430}ul Sorel")).await.expect(422);
        // What an invitation does not give is not taken.
        for more in [("role", "1"), ("email", "autre@orvane.example")] {
            app.stranger().post_once(&own, &[&joining("Paul Sorel")[..], &[more]].concat()).await.expect(400);
        }
        let browser = app.stranger();
        browser.post(&own, &[&joining("Paul Sorel")[..], &[("zone", "America/Guadeloupe")]].concat()).await.expect(200);
        assert_eq!(browser.get("/settings/display").await.attributes("#zone", "value"), ["America/Guadeloupe"], "the browser's own");
        assert!(is_in(&browser).await);
        browser.get("/admin").await.expect(404);
        browser.get("/members").await.expect(200);
        let open = app.admin.browser.get("/admin").await.expect(200);
        assert!(open.text().contains("encore 49 personnes"), "{}", open.text());
        // Revoked: closed for everyone, at once.
        let revoke = open.attributes("form[action^='/admin/invitations/']", "action").remove(0);
        browser.post_once(&revoke, &[]).await.expect(404);
        app.admin.browser.post_once(&revoke, &[]).await.expect(303);
        app.admin.browser.post_once(&revoke, &[]).await.expect(404);
        app.stranger().get(&path).await.expect(404);
        app.stranger().post_once(&path, &[("email", "tard@orvane.example")]).await.expect(404);
        // Expired, and with it what it sent.
        let path = link(app).await;
        app.stranger().post_once(&path, &[("email", "tard@orvane.example")]).await.expect(200);
        app.settle().await;
        app.clock.advance(14 * DAY_MS + 1);
        for path in [&path, &app.mailbox.link("tard@orvane.example")] {
            app.stranger().get(path).await.expect(404);
            assert_eq!(app.stranger().get("/join/rien").await.text(), app.stranger().get(path).await.text(), "whatever the reason");
        }
        app.stranger().post_once(&app.mailbox.link("tard@orvane.example"), &joining("Tard")).await.expect(404);
    }
}

both_engines! {
    async fn a_link_does_not_tell_who_has_an_account(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let path = link(app).await;
        let ask = async |email: &str| {
            let answer = app.stranger().post_once(&path, &[("email", email)]).await.expect(200);
            (answer.statements, answer.text().replace(email, "…"))
        };
        assert_eq!(ask(&camille.email).await, ask("camille.inconnue@orvane.example").await);
        app.settle().await;
        // Only the message tells, and opens nothing.
        let told = app.mailbox.to(&camille.email);
        assert!(told.len() == 1 && told[0].text.contains("/sign-in") && !told[0].text.contains("/join/"), "{told:?}");
        let own = app.mailbox.link("camille.inconnue@orvane.example");
        app.stranger().get(&own).await.expect(200);
        // An address is not written to without end, whoever asks.
        let mut statuses = Vec::new();
        for n in 0..12 {
            statuses.push(app.stranger_in(2 + n % 2).post_once(&path, &[("email", "zoe@orvane.example")]).await.status.as_u16());
        }
        assert_eq!(statuses, [[200; 10].as_slice(), &[429; 2]].concat());
        app.settle().await;
        // Of several personal links, the first that is used closes the others.
        let links = app.mailbox.links("zoe@orvane.example");
        app.stranger().post_once(&links[0], &joining("Zoé Tran")).await.expect(303);
        app.stranger().get(&links[1]).await.expect(404);
        app.stranger().post_once(&links[1], &joining("Zoé Tran")).await.expect(404);
    }
}

both_engines! {
    async fn two_who_take_the_last_use_are_one(app: TestApp) {
        app.admin.browser.post_once("/admin/invitations", &[("addresses", "paul@orvane.example"), ("how", "mail")]).await.expect(303);
        app.settle().await;
        let path = app.mailbox.link("paul@orvane.example");
        let page = app.stranger().get(&path).await.expect(200);
        assert!(!page.has("paul@orvane.example"), "it shows nothing about the invitee");
        let (one, two, three) = (app.stranger(), app.stranger(), app.stranger());
        let (form, other) = (joining("Paul Sorel"), joining("Un intrus"));
        let done = tokio::join!(one.post_once(&path, &form), two.post_once(&path, &form), three.post_once(&path, &other));
        let mut statuses = [done.0.status.as_u16(), done.1.status.as_u16(), done.2.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 404, 404]);
        app.stranger().post_once(&path, &form).await.expect(404);
        let accounts = app.admin.browser.get("/admin").await.expect(200).texts("main > ul.list .name");
        assert_eq!(accounts.len(), 2, "{accounts:?}");
    }
}

both_engines! {
    async fn an_invitation_by_mail_is_for_its_address(app: TestApp) {
        let paste = "Paul <paul@orvane.example>; zoe@orvane.example,\nZOE@orvane.example";
        app.admin.browser.post_once("/admin/invitations", &[("addresses", paste), ("how", "mail")]).await.expect(303);
        app.settle().await;
        assert_eq!((app.mailbox.to("paul@orvane.example").len(), app.mailbox.to("zoe@orvane.example").len()), (1, 1), "each address once");
        app.stranger().post_once(&app.mailbox.link("zoe@orvane.example"), &joining("Zoé Tran")).await.expect(303);
        assert!(app.admin.browser.get("/admin?q=zoe").await.has("zoe@orvane.example"));
        for (paste, status) in [("", 422), ("personne", 422), ("a@b, pas@", 422), ("a@b.example\nBcc:", 422)] {
            assert_eq!(app.admin.browser.post_once("/admin/invitations", &[("addresses", paste), ("how", "mail")]).await.status.as_u16(), status, "{paste:?}");
        }
        let many = (0..201).map(|n| format!("p{n}@orvane.example")).collect::<Vec<_>>().join(" ");
        app.admin.browser.post_once("/admin/invitations", &[("addresses", &many), ("how", "mail")]).await.expect(422);
    }
}

both_engines! {
    async fn a_list_that_is_sent_twice_invites_once(app: TestApp) {
        let admin = &app.admin.browser;
        let key = admin.get("/admin").await.attributes("form[action='/admin/invitations'] input[name=key]", "value").remove(0);
        let form = |addresses: &'static str| [("key", key.as_str()), ("addresses", addresses), ("how", "mail")];
        let list = form("paul@orvane.example zoe@orvane.example");
        let sent = tokio::join!(admin.post_once("/admin/invitations", &list), admin.post_once("/admin/invitations", &list));
        for answer in [sent.0, sent.1] {
            assert_eq!(answer.expect(303).toast(), Some(("invitations-sent".into(), 2)));
        }
        app.settle().await;
        assert_eq!((app.mailbox.to("paul@orvane.example").len(), app.mailbox.to("zoe@orvane.example").len()), (1, 1));
        // Another list from the same page is not lost: it is kept, and goes with the next sending.
        let other = admin.post_once("/admin/invitations", &form("ali@orvane.example")).await.expect(422);
        assert_eq!(other.texts("#addresses"), ["ali@orvane.example"]);
        let fresh = other.attributes("form[action='/admin/invitations'] input[name=key]", "value").remove(0);
        admin.post_once("/admin/invitations", &[("key", &fresh), ("addresses", "ali@orvane.example"), ("how", "mail")]).await.expect(303);
        admin.post_once("/admin/invitations", &[("key", &"k".repeat(81)), ("addresses", "a@orvane.example"), ("how", "mail")]).await.expect(400);
        app.settle().await;
        assert_eq!(app.mailbox.to("ali@orvane.example").len(), 1);
    }
}

both_engines! {
    async fn an_account_whose_form_is_sent_twice_is_made_once(app: TestApp) {
        let admin = &app.admin.browser;
        let key = async |page: &str, action: &str| admin.get(page).await.attributes(&format!("form[action='{action}'] input[name=key]"), "value").remove(0);
        let one = key("/admin", "/admin/members").await;
        let other = key("/admin/partners", "/admin/partners").await;
        let member = [("key", one.as_str()), ("name", "Ali Benali"), ("username", "ali.benali"), ("title", "")];
        let partner = [("key", other.as_str()), ("name", "Ana Delmas"), ("email", "ana@delmas.example"), ("company", "Delmas"), ("sponsor", ""), ("ends", "30")];
        for (path, form, login) in [("/admin/members", &member[..], "ali.benali"), ("/admin/partners", &partner[..], "ana@delmas.example")] {
            let sent = tokio::join!(admin.post_once(path, form), admin.post_once(path, form));
            let sent = [sent.0.expect(200), sent.1.expect(200)];
            let passwords: Vec<String> = sent.iter().flat_map(|answer| answer.texts(".callout .code")).collect();
            assert_eq!(passwords.len(), 1, "{path}: one password, and whoever misses it is told what to do");
            assert!(sent.iter().any(|answer| answer.texts(".callout").concat().contains("déjà été créé par ce formulaire")), "{path}");
            app.stranger().sign_in(login, &passwords[0]).await;
            // With other words, the same page says so and keeps them.
            let changed: Vec<_> = form.iter().map(|(name, value)| if *name == "name" { (*name, "Une autre") } else { (*name, *value) }).collect();
            let refused = admin.post_once(path, &changed).await.expect(422);
            assert_eq!(refused.attributes("#name", "value"), ["Une autre"]);
        }
        // Two administrators' forms with one login: the second is told, whichever it is.
        let bis = |name: &'static str| [("name", name), ("username", "zoe.tran"), ("title", "")];
        let (one, two) = (bis("Zoé Un"), bis("Zoé Deux"));
        let both = tokio::join!(admin.post_once("/admin/members", &one), admin.post_once("/admin/members", &two));
        let mut statuses = [both.0.status.as_u16(), both.1.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 422]);
    }
}

both_engines! {
    async fn administration_does_not_exist_for_others(app: TestApp) {
        let (camille, ana, stranger) = (app.employee("Camille Rousset").await, app.partner("Ana Delmas").await, app.stranger());
        let routes: Vec<_> = app.node.routes.iter().filter(|(_, _, needs)| *needs == ruche_web::Needs::Admin).collect();
        assert!(routes.len() >= 10);
        for (method, path, _) in routes {
            let path = path.replace("{id}", &camille.id.to_string());
            let ask = async |browser: &Browser| browser.send(browser.request_once(method.clone(), &path)).await;
            // The API knows no session; what it says to their tokens is in its own tests.
            let expected = if path.starts_with("/api/") { 401 } else { 404 };
            for who in [&camille, &ana] {
                let answer = ask(&who.browser).await;
                assert_eq!(answer.status.as_u16(), expected, "{method} {path} by {}", who.name);
            }
            assert!([303, 401].contains(&ask(&stranger).await.status.as_u16()), "{method} {path} without a session");
        }
        for who in [&camille, &ana] {
            assert!(who.browser.get("/menu").await.attributes("a", "href").iter().all(|href| !href.starts_with("/admin")));
        }
        assert!(is_in(&camille.browser).await, "nothing was done");
    }
}

both_engines! {
    async fn a_password_handed_over_ends_what_was_open(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let made: Answer = app.admin.browser.post_once("/admin/members", &[("name", "Ali Benali"), ("username", "Ali.Benali"), ("title", "Atelier")]).await.expect(200);
        let first = made.texts("#secret").remove(0);
        let workshop = app.stranger();
        workshop.sign_in("ali.benali", &first).await;
        app.admin.browser.post_once("/admin/members", &[("name", "Ali Bis"), ("username", "ali.benali"), ("title", "")]).await.expect(422);
        app.admin.browser.post_once("/admin/members", &[("name", "Ali Ter"), ("username", "ali benali"), ("title", "")]).await.expect(422);
        let ali = workshop.get("/menu").await.attributes("main a[href^='/members/']", "href").remove(0).rsplit('/').next().unwrap().to_owned();
        camille.browser.post_once(&format!("/admin/members/{ali}/password"), &[]).await.expect(404);
        let second = app.admin.browser.post_once(&format!("/admin/members/{ali}/password"), &[]).await.expect(200).texts("#secret").remove(0);
        assert!(!is_in(&workshop).await, "the old sessions are closed");
        workshop.post("/sign-in", &[("login", "ali.benali"), ("password", &first), ("back", "/")]).await.expect(422);
        workshop.sign_in("ali.benali", &second).await;
        // Nobody edits someone of the same rank.
        app.admin.browser.post_once(&format!("/admin/members/{}/password", app.admin.id), &[]).await.expect(403);
    }
}

both_engines! {
    async fn a_session_that_has_ended_is_told_so_and_nothing_is_lost(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        app.close_account(&camille).await;
        // A text that is sent is never answered by a page that makes it look sent.
        for accept in ["text/html,application/xhtml+xml", "text/vnd.turbo-stream.html, text/html, application/xhtml+xml", "*/*"] {
            let form = [("key", key()), ("place", app.company.to_string()), ("body", "Perdu ?".to_owned())];
            let answer = camille.browser.send(camille.browser.request_once(Method::POST, "/posts").header("accept", accept).form(&form)).await;
            assert_eq!(answer.status.as_u16(), 401, "{accept}");
        }
        assert!(!app.admin.browser.get("/").await.has("Perdu ?"));
    }
}

both_engines! {
    async fn the_theme_is_chosen_from_the_menu_of_every_page(app: TestApp) {
        let browser = &app.admin.browser;
        let pressed = async || browser.get("/").await.attributes("#me button[aria-pressed=true]", "value");
        assert_eq!(pressed().await, ["system"]);
        assert_eq!(browser.post("/settings/theme?_method=put", &[("theme", "dark")]).await.path, "/settings/display");
        assert_eq!(pressed().await, ["dark"]);
        assert!(browser.get("/").await.has("data-theme=\"dark\""));
        let script = browser.request_once(Method::PUT, "/settings/theme").header("accept", "text/vnd.turbo-stream.html").form(&[("theme", "system")]);
        assert_eq!(browser.send(script).await.status, 204);
        assert_eq!(pressed().await, ["system"]);
        browser.post("/settings/theme?_method=put", &[("theme", "pink")]).await.expect(422);
        assert_eq!(pressed().await, ["system"]);
    }
}

both_engines! {
    async fn a_partner_is_badged_in_the_own_menu_and_among_the_accounts(app: TestApp) {
        let partner = app.partner("Yanis Delmas").await;
        let own = partner.browser.get("/").await.texts("#menu .sheet-me .badge");
        assert!(own.len() == 1 && own[0].starts_with("Partenaire"), "{own:?}");
        let accounts = app.admin.browser.get("/admin").await.texts("ul.card .badge[data-tone=warning]");
        assert_eq!(accounts, own);
    }
}

both_engines! {
    async fn a_name_is_found_as_it_was_heard(app: TestApp) {
        let partner = app.partner("Quentin Gauthier").await;
        let gauthier = app.employee("Mathilde Gauthier").await;
        app.employee("Mathilde Bernard").await;
        let camille = app.employee("Camille Rousset").await;
        let alike = async |typed: &str| camille.browser.get(&format!("/members?q={typed}")).await.expect(200).texts("main section .list .name");
        assert_eq!(alike("gotier").await, ["Mathilde Gauthier", "Quentin Gauthier"]);
        assert_eq!(alike("matilde+gotier").await, ["Mathilde Gauthier"], "every word is heard");
        assert_eq!(alike("mathilde+g").await, Vec::<String>::new(), "a letter is a beginning, no sound");
        let page = camille.browser.get("/members?q=gauthier").await.expect(200);
        assert_eq!(page.texts("main .list .name"), ["Mathilde Gauthier", "Quentin Gauthier"], "nobody twice");
        assert!(!page.has("se prononcent de même"));
        assert!(camille.browser.get("/members?q=zzyzx").await.expect(200).has("Personne à ce nom"));
        let odd = camille.browser.get("/members?q=%27%25+%F0%9F%90%9D+%00gotier").await.expect(200);
        assert!(odd.has("Mathilde Gauthier"), "what is no letter is not heard");

        // Completion too, in the order of those who read.
        let place = app.community(Kind::Closed, "Qualité", &camille).await;
        app.join(place, &camille, &partner).await;
        let suggested = async |who: &Someone, typed: &str| {
            let found = who.browser.get(&format!("/members/suggest?q={typed}&place={place}")).await.expect(200).text();
            let found: serde_json::Value = serde_json::from_str(&found).unwrap();
            found.as_array().unwrap().iter().map(|one| (one["name"].as_str().unwrap().to_owned(), one["reads"].as_bool().unwrap())).collect::<Vec<_>>()
        };
        let both = [("Quentin Gauthier".to_owned(), true), ("Mathilde Gauthier".to_owned(), false)];
        assert_eq!(suggested(&camille, "gotier").await, both);
        // A partner hears only those whom they meet.
        assert_eq!(suggested(&partner, "gotier").await, [] as [(String, bool); 0]);
        assert_eq!(suggested(&partner, "camil").await, [("Camille Rousset".to_owned(), true)]);
        assert_eq!(suggested(&partner, "kamille").await, [("Camille Rousset".to_owned(), true)]);
        assert_eq!(suggested(&partner, "matilde").await, [] as [(String, bool); 0]);

        // Another name sounds otherwise; who has left is heard no more.
        gauthier.browser.post_once("/settings", &profile("Mathilde Perrault", "", "")).await.expect(303);
        assert_eq!(alike("gotier").await, ["Quentin Gauthier"]);
        assert_eq!(alike("pero").await, ["Mathilde Perrault"]);
        app.close_account(&partner).await;
        assert_eq!(alike("gotier").await, Vec::<String>::new());
    }
}
