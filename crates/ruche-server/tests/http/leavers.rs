//! What someone who leaves leaves behind: communities that go on, texts that call them as the company chose.

use ruche_kernel::PlaceId;
use ruche_testkit::{Kind, Someone, both_engines};

/// The names of the owners of a community.
async fn owners(reader: &Someone, place: PlaceId) -> Vec<String> {
    reader.browser.get(&format!("/communities/{place}/owners")).await.expect(200).texts("#main a.name")
}

async fn give(owner: &Someone, place: PlaceId, member: &Someone, role: &str) {
    owner.browser.post_once(&format!("/communities/{place}/members/{}/role", member.id), &[("role", role)]).await.expect(303);
}

both_engines! {
    async fn a_community_whose_last_owner_leaves_passes_on(app: TestApp) {
        let (camille, yanis, paul, lea, ana) =
            (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await, app.employee("Léa Nguyen").await, app.partner("Ana Delmas").await);
        let (ranked, equal, shared, other) =
            (app.community(Kind::Closed, "Direction", &camille).await, app.community(Kind::Closed, "Équipe", &camille).await, app.community(Kind::Open, "Réseau", &camille).await, app.community(Kind::Open, "Autre", &lea).await);
        // Everyone comes in at a time of their own; the partner first.
        for (place, people) in [(ranked, [&ana, &yanis, &paul, &lea]), (equal, [&ana, &paul, &yanis, &lea])] {
            for person in people {
                app.clock.advance(1_000);
                app.join(place, &camille, person).await;
            }
        }
        give(&camille, ranked, &paul, "moderator").await;
        give(&camille, ranked, &lea, "moderator").await;
        app.join(shared, &camille, &yanis).await;
        give(&camille, shared, &yanis, "owner").await;
        app.join(other, &lea, &camille).await;
        app.join(other, &lea, &paul).await;
        app.close_account(&camille).await;
        assert_eq!(owners(&yanis, ranked).await, ["Paul Sorel"], "the moderator who joined first");
        assert_eq!(owners(&yanis, equal).await, ["Paul Sorel"], "the employee who joined first, never a partner");
        assert_eq!(owners(&yanis, shared).await, ["Yanis Haddad"], "another owner is enough");
        assert_eq!(owners(&lea, other).await, ["Léa Nguyen"], "where she owned nothing, nothing passes");
        // The new owner decides.
        paul.browser.get(&format!("/communities/{equal}/settings")).await.expect(200);
        lea.browser.get(&format!("/communities/{equal}/settings")).await.expect(403);
        // Again, down to the last one: then nobody is there to own it.
        for person in [&paul, &lea, &yanis] {
            app.close_account(person).await;
        }
        assert_eq!(ana.browser.get(&format!("/communities/{ranked}/members")).await.expect(200).texts("#people"), ["1 membre"]);
    }
}

both_engines! {
    async fn a_mention_of_who_left_says_what_the_company_chose(app: TestApp) {
        let (camille, yanis, paul) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await);
        let place = app.community(Kind::Closed, "Direction", &camille).await;
        app.join(place, &camille, &yanis).await;
        let text = format!("Avec {}, {} et {}", yanis.mention(), camille.mention(), paul.mention());
        let post = camille.publish(place, &text).await;
        let comment = camille.comment(post, &text).await;
        app.settle().await;
        // In the card of the post, in the comment, and in the title of the page.
        let said = async |who: &str, outside: &[&str]| {
            let page = camille.browser.get(&format!("/posts/{post}")).await.expect(200);
            for block in ["article.post .prose", ".comment .prose"] {
                assert_eq!(page.texts(&format!("{block} a.mention:not(.mention-outside)")), [who, "@Camille Rousset"], "{block}");
                assert_eq!(page.texts(&format!("{block} a.mention-outside")), outside, "{block}");
            }
            let title = page.texts("title").concat();
            assert!(title.starts_with(&format!("Avec {who}, @Camille Rousset et ")), "{title}");
            assert_eq!(camille.browser.get(&format!("/comments/{comment}/body")).await.expect(200).texts(".prose a.mention")[0], who);
        };
        let company = async |leavers: &str, locale: &str| {
            app.admin.browser.post_once("/admin/company", &[("name", "Orvane"), ("locale", locale), ("hue", "168"), ("leavers", leavers)]).await.expect(303);
            app.settle().await;
        };
        said("@Yanis Haddad", &["@Paul Sorel"]).await;
        app.close_account(&yanis).await;
        app.settle().await;
        said("@Yanis Haddad", &["@Paul Sorel"]).await;
        company("hidden", "fr").await;
        said("@Ancien membre", &["@Paul Sorel"]).await;
        // The words are the company's, in its language, whoever reads.
        company("hidden", "en").await;
        said("@Former member", &["@Paul Sorel"]).await;
        // Editing keeps who is mentioned, and the mention is made new as well.
        let version = camille.browser.get(&format!("/posts/{post}/edit")).await.expect(200).attributes("input[name=version]", "value")[0].clone();
        camille.browser.post_files(&format!("/posts/{post}"), &[("version", &version), ("body", &format!("{text} !"))], &[]).await.expect(303);
        said("@Former member", &["@Paul Sorel"]).await;
        company("name", "fr").await;
        said("@Yanis Haddad", &["@Paul Sorel"]).await;
        // Who could not read it and leaves is an outsider no more, and is called by the same choice.
        company("hidden", "fr").await;
        app.close_account(&paul).await;
        app.settle().await;
        let page = camille.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert_eq!(page.texts("article.post .prose a.mention"), ["@Ancien membre", "@Camille Rousset", "@Ancien membre"]);
        assert!(page.attributes("a.mention-outside", "href").is_empty());
    }
}
