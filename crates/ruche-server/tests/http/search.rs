//! Search through HTTP: what is found, how, by whom; how fresh it is; kept searches; a damaged index.

use ruche_kernel::PlaceId;
use ruche_platform::search::State;
use ruche_platform::{search, work};
use ruche_reach::search::store;
use ruche_testkit::{Answer, Kind, Someone, TestApp, both_engines};
use std::time::{Duration, Instant};

async fn find(who: &Someone, query: &str) -> Answer {
    who.browser.get(&format!("/search?{query}")).await.expect(200)
}

/// The titles of a group of results.
fn titles(answer: &Answer, group: &str) -> Vec<String> {
    let id = format!("found-{group}");
    let texts = answer.texts(&format!("section[aria-labelledby={id}] :is(.name, .chip)"));
    // The parts of a word that is marked are read apart.
    texts.into_iter().map(|text| text.replace(" .", ".").replace("- ", "-").replace("# ", "#")).collect()
}

/// The extracts of the posts that were found.
fn extracts(answer: &Answer) -> Vec<String> {
    answer.texts("section[aria-labelledby=found-posts] :is(.extract, .words)")
}

async fn count(who: &Someone, query: &str) -> usize {
    let chips = find(who, query).await.texts("nav.chips .chip[aria-current] .num");
    chips.first().map_or(0, |text| text.parse().unwrap())
}

both_engines! {
    async fn everything_is_found_by_its_words_however_they_are_written(app: FindingApp) {
        let camille = app.employee("Camille Rousset").await;
        let place = app.described_community(Kind::Open, "Réseau Nord", "Ceux qui réparent les pompes à chaleur", &camille).await;
        let french = camille.publish(place, "Les **réparations** des chaudières sont terminées #chauffage").await;
        camille.publish(place, "We are replacing the batteries of the forklifts").await;
        camille.publish(place, "Die Rechnungen der Lieferanten sind geprüft worden und liegen im Ordner").await;
        camille.publish(place, "Las reuniones de los proveedores se celebran cada semana en la oficina").await;
        camille.comment(french, "Il manque encore le joint AB-1234 du brûleur").await;
        camille.publish_with(place, "Voici", &[("upload", "notice-derouleur.txt", b"x".to_vec())]).await;
        app.settle().await;
        for (query, group, word) in [
            // Stems, accents, case, typing mistakes, codes, compound names.
            ("q=reparation+chaudiere", "posts", "réparations"),
            ("q=CHAUDI%C3%88RE", "posts", "chaudières"),
            ("q=chaudeire", "posts", "chaudières"),
            ("q=replace+battery", "posts", "batteries"),
            ("q=Rechnung", "posts", "Rechnungen"),
            ("q=reunion+proveedor", "posts", "reuniones"),
            ("q=ab-1234", "posts", "AB-1234"),
            ("q=%22chaudi%C3%A8res+sont+termin%C3%A9es%22", "posts", "terminées"),
        ] {
            let found = find(&camille, query).await;
            assert!(extracts(&found).iter().any(|text| text.contains(word)), "{query}: {}", found.text());
            let marked = found.texts(&format!("section[aria-labelledby=found-{group}] mark"));
            assert!(!marked.is_empty(), "{query} marks nothing");
        }
        assert!(extracts(&find(&camille, "q=%22termin%C3%A9es+chaudi%C3%A8res%22").await).is_empty(), "a phrase is one");
        assert_eq!(titles(&find(&camille, "q=derouleur").await, "files"), ["notice-derouleur.txt"]);
        assert_eq!(titles(&find(&camille, "q=chauffage").await, "topics"), ["#chauffage"]);
        assert_eq!(titles(&find(&camille, "q=pompe").await, "communities"), ["Réseau Nord"]);
        assert_eq!(titles(&find(&camille, "q=rouset").await, "people"), ["Camille Rousset"]);
        assert!(find(&camille, "q=zzzzzz").await.has("Rien ne correspond"));
        // Nothing that was typed is taken for markup or for an order to the index.
        for odd in ["%3Cscript%3Ealert(1)%3C/script%3E", "%22", "%22%22+AND+(", "a:b+*+%7B%5E", "%F0%9F%90%9D", "%00", "-", "%2B-%21"] {
            let found = find(&camille, &format!("q={odd}")).await;
            assert!(!found.body.contains("<script>alert"), "{odd}");
        }
        find(&camille, &format!("q={}", "mot+".repeat(2_000))).await;
    }
}

both_engines! {
    async fn one_finds_and_counts_what_one_may_see_alone(app: FindingApp) {
        let (owner, outside) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let (partner, stranger) = (app.partner("Ana Delmas").await, app.partner("Bruno Delmas").await);
        let closed = app.described_community(Kind::Closed, "Tarifs secrets", "Remise du dérouleur", &owner).await;
        let open = app.community(Kind::Open, "Dérouleur pour tous", &owner).await;
        app.join(closed, &owner, &partner).await;
        let post = owner.publish_with(closed, "Le dérouleur à moitié prix #derouleur", &[("upload", "derouleur.txt", b"x".to_vec())]).await;
        owner.comment(post, "Ce dérouleur est vendu").await;
        owner.publish(open, "Un dérouleur à vendre").await;
        app.settle().await;
        let seen = async |who: &Someone, group: &str| count(who, &format!("q=derouleur&kind={group}")).await;
        for (who, posts, files, communities, topics) in
            [(&owner, 3, 1, 2, 1), (&outside, 1, 0, 2, 0), (&partner, 2, 1, 1, 1), (&stranger, 0, 0, 0, 0), (&app.admin, 1, 0, 2, 0)]
        {
            // The closed community is listed for employees, and found by its description.
            let counts = (seen(who, "posts").await, seen(who, "files").await, seen(who, "communities").await, seen(who, "topics").await);
            assert_eq!(counts, (posts, files, communities, topics), "{}", who.name);
            let all = find(who, "q=derouleur").await;
            assert_eq!(titles(&all, "posts").len(), posts, "{}", who.name);
        }
        // People: a partner finds those of shared places, and nobody else.
        assert_eq!(titles(&find(&partner, "q=camille").await, "people"), ["Camille Rousset"]);
        assert!(titles(&find(&partner, "q=yanis").await, "people").is_empty());
        assert!(titles(&find(&stranger, "q=camille").await, "people").is_empty());
        let named = find(&partner, "by=yanis").await;
        assert!(named.has("Personne de ce nom"), "{}", named.text());
        // What is lost is found no more at once, without the index having heard of it.
        app.remove(closed, &owner, &partner).await;
        assert_eq!(count(&partner, "q=derouleur").await, 0);
        assert!(titles(&find(&partner, "q=camille").await, "people").is_empty());
        assert!(!partner.browser.get("/search/suggest?q=derou").await.expect(200).has("Tarifs"));
        app.settle().await;
    }
}

both_engines! {
    async fn what_happens_is_found_within_seconds(app: FindingApp) {
        let camille = app.employee("Camille Rousset").await;
        app.settle().await;
        let soon = async |query: &str, expected: usize| {
            let start = Instant::now();
            while count(&camille, query).await != expected {
                // Five times what is promised.
                assert!(start.elapsed() < Duration::from_secs(10), "{query} is not {expected} yet");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        let post = camille.publish(app.company, "Un dérouleur à vendre").await;
        soon("q=derouleur", 1).await;
        let comment = camille.comment(post, "Le dérouleur est bleu").await;
        soon("q=derouleur&kind=posts", 2).await;
        camille.browser.post_once(&format!("/posts/{post}"), &[("version", "1"), ("body", "Une brouette à vendre")]).await.expect(303);
        soon("q=brouette&kind=posts", 1).await;
        soon("q=derouleur&kind=posts", 1).await;
        camille.browser.post_once(&format!("/posts/{post}?_method=delete"), &[]).await.expect(303);
        soon("q=bleu&kind=posts", 0).await;
        camille.browser.post_once(&format!("/posts/{post}/restoration"), &[]).await.expect(303);
        soon("q=bleu&kind=posts", 1).await;
        camille.browser.post_once(&format!("/comments/{comment}?_method=delete"), &[]).await.expect(303);
        soon("q=bleu&kind=posts", 0).await;
        app.employee("Zéphyrine Dubois").await;
        soon("q=zephyrine&kind=people", 1).await;
        app.close_account(&app.employee("Barnabé Colin").await).await;
        soon("q=barnabe&kind=people", 0).await;
    }
}

both_engines! {
    async fn results_are_filtered_sorted_and_cut_into_pages(app: FindingApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        app.join(place, &camille, &yanis).await;
        camille.publish(app.company, "La brouette est réparée depuis ce matin et prête à servir").await;
        app.clock.advance(3 * 86_400_000);
        yanis.publish(place, "The wheelbarrow and the brouette are both in the garage").await;
        let fields = [("key", "q1"), ("place", &place.to_string()), ("format", "question"), ("heading", "Qui a pris la brouette ?"), ("body", "")];
        camille.browser.post_once("/posts", &fields).await.expect(303);
        app.settle().await;
        let found = async |query: &str| count(&camille, &format!("q=brouette&kind=posts{query}")).await;
        assert_eq!(found("").await, 3);
        assert_eq!(found(&format!("&place={place}")).await, 2);
        assert_eq!(found("&by=yanis").await, 1);
        assert_eq!(found("&language=en").await, 1);
        assert_eq!(found("&format=question").await, 1);
        let day = |ms: i64| jiff::Timestamp::from_millisecond(ms).unwrap().to_zoned(jiff::tz::TimeZone::get("Europe/Paris").unwrap()).date().to_string();
        let now = ruche_kernel::Clock::now_ms(app.clock.as_ref());
        assert_eq!(found(&format!("&from={}", day(now))).await, 2);
        assert_eq!(found(&format!("&until={}", day(now - 2 * 86_400_000))).await, 1);
        let newest = find(&camille, "q=brouette&kind=posts&order=newest").await;
        assert_eq!(titles(&newest, "posts")[0], "Qui a pris la brouette ?");
        // Filters alone are a search; a place that one does not read finds nothing and is not named.
        assert_eq!(count(&camille, &format!("place={place}&kind=posts")).await, 2);
        let closed = app.community(Kind::Unlisted, "Direction", &yanis).await;
        let nothing = find(&camille, &format!("place={closed}")).await;
        assert!(nothing.has("Rien ne correspond") && !nothing.has("Direction"), "{}", nothing.text());
        for n in 0..25 {
            app.publish_quickly(camille.id, place, &format!("Une tondeuse {n}")).await;
        }
        app.settle().await;
        let first = find(&camille, "q=tondeuse&kind=posts").await;
        let second = find(&camille, "q=tondeuse&kind=posts&page=2").await;
        assert_eq!((titles(&first, "posts").len(), titles(&second, "posts").len()), (20, 5));
        assert!(first.has("Suivants") && !second.has("Suivants") && second.has("Précédents"));
        assert!(titles(&find(&camille, "q=tondeuse&kind=posts&page=99999999999999999").await, "posts").is_empty());
    }
}

both_engines! {
    async fn completion_shows_names_while_one_types(app: FindingApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        app.community(Kind::Open, "Caméras", &camille).await;
        camille.publish(app.company, "Une annonce #camion").await;
        app.settle().await;
        let offered = async |typed: &str| yanis.browser.get(&format!("/search/suggest?q={typed}")).await.expect(200).texts("[role=option] .name");
        let all = offered("cam").await;
        assert_eq!(all[0], "cam", "the first searches everywhere");
        for name in ["Camille Rousset", "Caméras", "camion"] {
            assert!(all.contains(&name.to_owned()), "{all:?}");
        }
        assert_eq!(offered("%40cam").await, ["cam", "Camille Rousset"]);
        assert_eq!(offered("%23cam").await, ["cam", "camion"]);
        assert_eq!(offered("camile+rou").await[1], "Camille Rousset");
        assert!(offered("").await.is_empty());
    }
}

both_engines! {
    async fn a_search_that_is_kept_tells_of_what_is_new_to_its_owner(app: FindingApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let closed = app.community(Kind::Closed, "Direction", &camille).await;
        camille.publish(app.company, "Une vieille brouette").await;
        app.clock.advance(60_000);
        app.settle().await;
        let kept = yanis.browser.post_once("/search/saved", &[("query", "q=brouette&x=y")]).await.expect(303);
        assert_eq!(kept.location(), "/search?q=brouette");
        assert!(find(&yanis, "q=brouette").await.has("Recherche suivie"));
        assert_eq!(find(&yanis, "").await.texts("section[aria-labelledby=saved-title] .name"), ["brouette"]);
        let told = async || {
            app.clock.advance(60_000);
            app.settle().await;
            app.sweep().await;
            app.settle().await;
            yanis.browser.get("/notifications").await.expect(200).texts(".notif p:first-child")
        };
        assert!(told().await.is_empty(), "what was there before is no news");
        yanis.publish(app.company, "Ma brouette").await;
        camille.publish(closed, "Une brouette cachée").await;
        assert!(told().await.is_empty(), "neither the own nor what one may not read");
        camille.publish(app.company, "Une brouette neuve").await;
        let news = told().await;
        assert_eq!(news.len(), 1, "{news:?}");
        assert!(news[0].contains("Camille Rousset") && news[0].contains("brouette"), "{news:?}");
        assert_eq!(told().await.len(), 1, "once");
        assert!(camille.browser.get("/notifications").await.texts(".notif").is_empty());
        // Nobody forgets for another; the owner does.
        let delete = find(&yanis, "").await.attributes("section[aria-labelledby=saved-title] form", "action").pop().unwrap();
        camille.browser.post_once(&delete, &[]).await.expect(404);
        yanis.browser.post_once(&delete, &[]).await.expect(303);
        camille.publish(app.company, "Encore une brouette").await;
        assert!(told().await.is_empty(), "its notifications went with it");
        for (query, status) in [("", 422), ("page=3", 422)] {
            yanis.browser.post_once("/search/saved", &[("query", query)]).await.expect(status);
        }
    }
}

both_engines! {
    async fn without_an_index_the_product_serves_and_says_so_and_makes_another(app: FindingApp) {
        let camille = app.employee("Camille Rousset").await;
        camille.publish(app.company, "Une brouette").await;
        app.settle().await;
        assert_eq!(count(&camille, "q=brouette").await, 1);
        // Asked for by a word of the command line: the other one answers meanwhile, and nothing is missed.
        let (db, now) = (&app.node.platform.db, ruche_kernel::Clock::now_ms(app.clock.as_ref()));
        db.write(work!([] | tx | { search::order_rebuild(tx, now).await })).await.unwrap();
        assert_eq!(count(&camille, "q=brouette").await, 1);
        app.settle().await;
        assert_eq!(count(&camille, "q=brouette").await, 1);
        let nodes = store::nodes(db).await.unwrap();
        assert!(nodes.len() == 1 && nodes[0].state == "ready" && nodes[0].ordered == now, "{nodes:?}");
        // Damaged under the product's feet.
        for file in std::fs::read_dir(app.folder().join("search")).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() { std::fs::remove_dir_all(path).unwrap() } else { std::fs::remove_file(path).unwrap() }
        }
        camille.publish(app.company, "Une autre brouette").await;
        camille.browser.get("/").await.expect(200);
        app.settle().await;
        assert_eq!(app.node.platform.index.state(), State::Ready);
        assert_eq!(count(&camille, "q=brouette&kind=posts").await, 2);
        app.settle().await;
    }
}

/// A node that keeps no index, as one that is about to make its first: the page says so.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_index_that_is_not_there_yet_is_said_to_be_on_its_way() {
    let app = TestApp::start(ruche_testkit::Engine::Sqlite).await;
    for path in ["/search", "/search?q=brouette"] {
        let page = app.admin.browser.get(path).await.expect(200);
        assert!(page.has("La recherche se prépare") && !page.has("Aucun résultat"), "{}", page.text());
    }
    assert_eq!(app.admin.browser.get("/search/suggest?q=b").await.expect(200).texts("[role=option]").len(), 1);
    app.finish().await;
}

both_engines! {
    async fn a_topic_is_found_by_the_name_it_has_now(app: FindingApp) {
        let camille = app.employee("Camille Rousset").await;
        camille.publish(app.company, "Un #borne et un #pylone").await;
        app.settle().await;
        assert_eq!(titles(&find(&camille, "q=borne").await, "topics"), ["#borne"]);
        app.admin.browser.post_once("/topics/borne/name", &[("name", "recharge")]).await.expect(303);
        app.settle().await;
        assert_eq!(titles(&find(&camille, "q=recharge").await, "topics"), ["#recharge"]);
        assert!(titles(&find(&camille, "q=borne").await, "topics").is_empty());
        app.admin.browser.post_once("/topics/pylone/merge", &[("into", "recharge"), ("typed", "pylone")]).await.expect(303);
        app.settle().await;
        assert!(titles(&find(&camille, "q=pylone").await, "topics").is_empty());
        assert_eq!(titles(&find(&camille, "q=recharge").await, "topics"), ["#recharge"]);
    }
}

both_engines! {
    async fn searching_takes_few_statements_however_much_is_found(app: FindingApp) {
        let camille = app.employee("Camille Rousset").await;
        let place: PlaceId = app.community(Kind::Open, "Réseau Nord", &camille).await;
        for n in 0..30 {
            app.publish_quickly(camille.id, place, &format!("Une brouette {n} #brouette")).await;
        }
        // Something of every kind.
        app.described_community(Kind::Open, "Brouette", "Tout sur la brouette", &camille).await;
        app.employee("Jeanne Brouette").await;
        camille.publish_with(place, "Voici", &[("upload", "brouette.txt", b"x".to_vec())]).await;
        app.settle().await;
        assert!(find(&camille, "q=brouette").await.statements <= 13);
        assert!(find(&camille, "q=brouette&kind=posts").await.statements <= 11);
        assert!(camille.browser.get("/search/suggest?q=brou").await.statements <= 8);
    }
}
