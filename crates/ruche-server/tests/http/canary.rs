//! Every outlet, with a word that only the members of one community may meet: shown to one of them, hidden from an employee
//! outside, from a partner of another place, and from someone who was removed.
//!
//! The list of outlets is `docs/develop/outlets.md`; a route that is in neither list fails here.

use super::api::{ALL, Client, told};
use super::{calendars, feeds, incoming, webhooks};
use axum::Router;
use axum::response::Html;
use axum::routing::get;
use reqwest::Method;
use ruche_content::comments::model::CommentId;
use ruche_content::posts::model::PostId;
use ruche_kernel::PlaceId;
use ruche_testkit::{Answer, Kind, Site, Someone, TestApp, both_engines, films, key, pictures};
use std::collections::BTreeSet;
use std::time::Duration;

/// The word. It stands in every name and text of the community.
const CANARY: &str = "canari";

/// The community and what is in it.
pub struct Secret {
    place: PlaceId,
    post: PostId,
    comment: CommentId,
    event: PostId,
    draft: i64,
    document: i64,
    photo: i64,
    sound: i64,
    card: String,
    calendar: String,
    webhook: String,
    incoming: String,
    /// Another place of the owner, into which the first could go.
    other: PlaceId,
    /// A question that was put to people.
    asked: String,
    owner: Someone,
    member: Someone,
    /// A partner who belongs to it.
    guest: Someone,
}

impl Secret {
    /// The community.
    pub fn place(&self) -> PlaceId {
        self.place
    }

    /// A partner who belongs to it.
    pub fn guest(&self) -> &Someone {
        &self.guest
    }

    /// Its owner.
    pub fn owner(&self) -> &Someone {
        &self.owner
    }

    /// A member.
    pub fn member(&self) -> &Someone {
        &self.member
    }

    /// The address of the post.
    pub fn address(&self) -> String {
        format!("/posts/{}", self.post)
    }

    pub async fn hide(app: &TestApp, member: Someone, others: &[&Someone]) -> Self {
        let owner = app.employee("Camille Rousset").await;
        let place = app.described_community(Kind::Unlisted, "Un lieu canari", "Une description canari", &owner).await;
        for person in [&member].into_iter().chain(others.iter().copied()) {
            app.join(place, &owner, person).await;
        }
        let document = owner.upload("plan canari.txt", b"le plan canari".to_vec()).await;
        let photo = owner.upload("canari.png", pictures::png(16, 16)).await;
        let sound = owner.upload("canari.wav", films::wav(1)).await;
        let page = Router::new()
            .route("/canari", get(async || Html("<head><title>Une page canari</title><meta property='og:image' content='/canari.png'>")))
            .route("/canari.png", get(async || pictures::png(16, 16)));
        let link = Site::start(page).await.url("/canari");
        let names: String = others.iter().map(|who| who.mention() + " ").collect();
        let (place_text, files, alt, body) = (
            place.to_string(),
            [document.to_string(), photo.to_string(), sound.to_string()],
            format!("alt-{photo}"),
            format!("Un texte canari #canari {names}{} {link}", member.mention()),
        );
        let once = key();
        let fields = [
            ("key", once.as_str()),
            ("place", &place_text),
            ("body", &body),
            ("file", &files[0]),
            ("file", &files[1]),
            ("file", &files[2]),
            (&alt, "Une image canari"),
        ];
        let post = PostId(owner.browser.post_files("/posts", &fields, &[]).await.expect(303).toast().unwrap().1);
        // An event that was renamed, and a question.
        let fields = |once: &'static str, format: &'static str, heading: &'static str, more: (&'static str, &'static str)| {
            [
                ("key", once),
                ("place", &place_text),
                ("format", format),
                ("heading", heading),
                ("starts", "2031-03-30T10:00"),
                more,
                ("body", ""),
            ]
        };
        let event = owner.browser.post_once("/posts", &fields("canary-1", "event", "Un rendez-vous canari", ("venue", ""))).await;
        let event = PostId(event.toast().unwrap().1);
        owner
            .browser
            .post_once(&format!("/posts/{event}"), &fields("canary-1", "event", "Un autre canari", ("version", "1")))
            .await
            .expect(303);
        member.browser.post_once(&format!("/posts/{event}/response"), &[("choice", "0")]).await.expect(303);
        owner.browser.post_once("/posts", &fields("canary-2", "question", "Une question canari précise", ("venue", ""))).await.expect(303);
        // One that waits for its hour, and one in the archives.
        let planned =
            owner.browser.post_once("/posts", &fields("canary-3", "idea", "Une idée canari", ("planned", "2027-05-30T10:00"))).await;
        let draft = planned.expect(303).toast().unwrap().1;
        let archived = owner.publish(place, "Un vieux texte canari").await;
        owner.browser.post_once(&format!("/posts/{archived}/archive?_method=put"), &[]).await.expect(303);
        // Thanks to somebody who stays.
        let thanks = format!("Merci {} pour le canari", member.mention());
        let fields = [("key", "canary-5"), ("place", &place_text), ("format", "kudos"), ("value", "help"), ("body", &thanks)];
        owner.browser.post_once("/posts", &fields).await.expect(303);
        // A topic of which much is said there, and what it is about.
        for text in ["Encore #canari", "Toujours #canari"] {
            member.publish(place, text).await;
        }
        let about = [("description", "Un sujet canari"), ("seen", "0")];
        member.browser.post_once("/topics/canari/description", &about).await.expect(303);
        member.browser.post_once("/topics/canari/follow?_method=put", &[]).await.expect(303);
        // Shared where everyone reads: they do not read it there either.
        let fields = [("key", "canary-4"), ("place", &app.company.to_string()), ("shared", &post.to_string()), ("body", "À lire")];
        member.browser.post_once("/posts", &fields).await.expect(303);
        let comment = member.comment(post, &format!("Un avis canari {names}")).await;
        owner.reply(post, comment, &format!("Une réponse canari {names}")).await;
        owner.react(&format!("comment:{comment}"), "like", true).await.expect(303);
        for person in [&member].into_iter().chain(others.iter().copied()) {
            person.browser.post_once(&format!("/marks/bookmark/post:{post}?_method=put"), &[]).await.expect(303);
        }
        // Those who will be removed had something of their own there.
        for person in others {
            let own = person.comment(post, "Un mot canari").await;
            owner.react(&format!("comment:{own}"), "bravo", true).await.expect(303);
            let gone = person.publish(place, "Un texte canari de trop").await;
            person.browser.post_once(&format!("/posts/{gone}?_method=delete"), &[]).await.expect(303);
            person.browser.post_once(&format!("/members/{}/follow?_method=put", owner.id), &[]).await.expect(303);
        }
        app.settle().await;
        // A text that partners accept: the member is none and reads it.
        owner
            .browser
            .post_once(&format!("/communities/{place}/terms"), &[("asks", "partners"), ("body", "Un accord canari")])
            .await
            .expect(303);
        // A partner who accepted it.
        let guest = app.partner("Denis Delmas").await;
        owner.browser.post_once(&format!("/communities/{place}/invitations"), &[("member", &guest.id.to_string())]).await.expect(303);
        guest.browser.post_once(&format!("/communities/{place}/terms/acceptance?_method=put"), &[("version", "1")]).await.expect(303);
        // A question that is put to those who wrote of it.
        let fields = [("q", "Qui connaît le canari ?"), ("place", place_text.as_str()), ("key", "canary-6")];
        let asked = owner.browser.post_once("/experts/asks", &fields).await.expect(303).location().rsplit('/').next().unwrap().to_owned();
        for person in others {
            app.remove(place, &owner, person).await;
        }
        app.settle().await;
        let card = member.browser.get(&format!("/posts/{post}/card")).await.attributes("a.linkcard > img", "src").pop().unwrap();
        let calendar = calendars::make(&member).await;
        let (webhook, _) = webhooks::make(&owner, place, "https://site.example/canari", &["answer.accepted"]).await;
        let incoming = incoming::make(&owner, place, "Veilleur").await;
        let other = app.community(Kind::Unlisted, "Un autre lieu", &owner).await;
        Self {
            place,
            post,
            comment,
            event,
            draft,
            document,
            photo,
            sound,
            card,
            calendar,
            webhook,
            incoming,
            other,
            asked,
            owner,
            member,
            guest,
        }
    }

    /// Where each outlet shows the word to the member, by route; what may be shown to nobody but the author, to the author.
    pub fn outlets(&self) -> Vec<(&'static str, String, &Someone)> {
        let Self { place, post, comment, event, draft, document, photo, sound, card, webhook, other, owner, member, guest, .. } = self;
        vec![
            ("/", "/".into(), member),
            ("/", "/?order=relevant".into(), member),
            ("/start", "/start?at=3".into(), member),
            ("/posts/{id}", format!("/posts/{post}"), member),
            ("/posts/{id}/card", format!("/posts/{post}/card"), member),
            ("/posts/{id}/comments/count", format!("/posts/{post}/comments/count"), member),
            ("/posts/{id}/response", format!("/posts/{event}/response"), member),
            ("/posts/{id}/responses", format!("/posts/{event}/responses"), member),
            ("/posts/{id}/event.ics", format!("/posts/{event}/event.ics"), member),
            ("/posts/{id}/history", format!("/posts/{event}/history"), member),
            ("/questions", "/questions".into(), member),
            ("/questions/similar", "/questions/similar?q=question%20canari".into(), member),
            ("/posts/{id}/edit", format!("/posts/{post}/edit"), owner),
            ("/posts/new", format!("/posts/new?place={place}"), member),
            ("/posts/new", format!("/posts/new?share={post}"), member),
            ("/posts/audience", format!("/posts/audience?place={place}"), member),
            ("/comments/{id}", format!("/comments/{comment}"), member),
            ("/comments/{id}/body", format!("/comments/{comment}/body"), member),
            ("/comments/{id}/reply", format!("/comments/{comment}/reply"), member),
            ("/comments/{id}/replies", format!("/comments/{comment}/replies"), member),
            ("/comments/{id}/vote", format!("/comments/{comment}/vote"), member),
            ("/comments/{id}/edit", format!("/comments/{comment}/edit"), member),
            ("/reactions", format!("/reactions?subject=comment:{comment}"), member),
            ("/files/{id}/{size}", format!("/files/{document}/download"), member),
            ("/files/{id}/{size}", format!("/files/{photo}/480"), member),
            ("/files/{id}/{size}", format!("/files/{sound}/play"), member),
            ("/links/{kind}/{id}/{picture}", card.clone(), member),
            ("/topics/{key}", "/topics/canari".into(), member),
            ("/topics/suggest", "/topics/suggest?q=can".into(), member),
            ("/topics", "/topics".into(), member),
            ("/topics", "/topics?sort=name".into(), member),
            ("/topics/{key}/around", "/topics/canari/around".into(), member),
            ("/topics/{key}/edit", "/topics/canari/edit".into(), member),
            ("/trends", "/trends".into(), member),
            ("/communities", "/communities?q=lieu".into(), member),
            ("/communities/{id}", format!("/communities/{place}"), member),
            ("/communities/{id}/owners", format!("/communities/{place}/owners"), member),
            ("/communities/{id}/members", format!("/communities/{place}/members"), member),
            ("/communities/{id}/settings", format!("/communities/{place}/settings"), owner),
            ("/communities/{id}/merge", format!("/communities/{place}/merge?into={other}"), owner),
            ("/communities/{id}/terms", format!("/communities/{place}/terms"), member),
            ("/communities/{id}/incoming", format!("/communities/{place}/incoming"), owner),
            ("/communities/{id}/webhooks", format!("/communities/{place}/webhooks"), owner),
            ("/communities/{id}/webhooks/{webhook}", webhook.clone(), owner),
            ("/communities/{id}/as/{member}", format!("/communities/{place}/as/{}", guest.id), owner),
            ("/communities/{id}/as/{member}/members", format!("/communities/{place}/as/{}/members", guest.id), owner),
            ("/communities/{id}/as/{member}/posts/{post}", format!("/communities/{place}/as/{}/posts/{post}", guest.id), owner),
            ("/partners/{id}/communities", format!("/partners/{}/communities", guest.id), owner),
            ("/communities/{id}/archives", format!("/communities/{place}/archives"), member),
            ("/communities/{id}/calendar", format!("/communities/{place}/calendar"), member),
            ("/communities/{id}/feed", format!("/communities/{place}/feed"), member),
            ("/topics/{key}/feed", "/topics/canari/feed".into(), member),
            ("/drafts", "/drafts".into(), owner),
            ("/drafts/{id}", format!("/drafts/{draft}"), owner),
            ("/posts/new", format!("/posts/new?draft={draft}"), owner),
            ("/members/{id}", format!("/members/{}", owner.id), member),
            ("/members/{id}/thanks", format!("/members/{}/thanks", member.id), member),
            ("/members/suggest", format!("/members/suggest?q=camille&place={place}"), member),
            ("/notifications", "/notifications".into(), member),
            ("/bookmarks", "/bookmarks".into(), member),
            // Written otherwise than the canary, since the page says again what was asked.
            ("/search", "/search?q=c%C3%A0nari".into(), member),
            ("/search", "/search?q=c%C3%A0nari&kind=posts&order=newest".into(), member),
            ("/search", "/search?q=c%C3%A0nari&kind=files".into(), member),
            ("/search", "/search?q=c%C3%A0nari&kind=communities".into(), member),
            ("/search", "/search?q=c%C3%A0nari&kind=topics".into(), member),
            ("/search", format!("/search?place={place}"), member),
            ("/search", "/search?by=camille".into(), member),
            ("/experts", "/experts?q=c%C3%A0nari".into(), member),
            ("/search/suggest", "/search/suggest?q=c%C3%A0n".into(), member),
            ("/bin", "/bin".into(), owner),
        ]
    }
}

impl Secret {
    /// Where the API gives the word to the member, by route; what may be shown to nobody but the author is in [`Self::api_of_owner`].
    pub fn api(&self) -> Vec<(&'static str, String)> {
        let Self { place, post, comment, event, document, member, .. } = self;
        vec![
            ("/api/v1/members/{id}/thanks", format!("/members/{}/thanks", member.id)),
            ("/api/v1/posts/{id}/comments", format!("/posts/{post}/comments")),
            ("/api/v1/comments/{id}", format!("/comments/{comment}")),
            ("/api/v1/comments/{id}/replies", format!("/comments/{comment}/replies")),
            ("/api/v1/bookmarks", "/bookmarks".into()),
            ("/api/v1/posts", "/posts".into()),
            ("/api/v1/posts", format!("/posts?place={place}")),
            ("/api/v1/posts", format!("/posts?place={place}&archived=true")),
            ("/api/v1/posts", "/posts?topic=canari".into()),
            ("/api/v1/posts", "/posts?questions=all".into()),
            ("/api/v1/posts/{id}", format!("/posts/{post}")),
            ("/api/v1/communities", "/communities?q=lieu".into()),
            ("/api/v1/communities/{id}", format!("/communities/{place}")),
            ("/api/v1/communities/{id}/terms", format!("/communities/{place}/terms")),
            ("/api/v1/communities/{id}/calendar", format!("/communities/{place}/calendar")),
            ("/api/v1/notifications", "/notifications".into()),
            // As for the page, written otherwise than the canary.
            ("/api/v1/search", "/search?q=c%C3%A0nari".into()),
            ("/api/v1/search", "/search?q=c%C3%A0nari&kind=posts&order=newest".into()),
            ("/api/v1/search", "/search?q=c%C3%A0nari&kind=files".into()),
            ("/api/v1/search", "/search?q=c%C3%A0nari&kind=communities".into()),
            ("/api/v1/search", "/search?q=c%C3%A0nari&kind=topics".into()),
            ("/api/v1/search", format!("/search?place={place}")),
            ("/api/v1/search", "/search?by=camille".into()),
            ("/api/v1/experts", "/experts?q=c%C3%A0nari".into()),
            ("/api/v1/search/suggest", "/search/suggest?q=c%C3%A0n".into()),
            ("/api/v1/posts/{id}/history", format!("/posts/{event}/history")),
            ("/api/v1/questions/similar", "/questions/similar?q=question%20canari".into()),
            ("/api/v1/files/{id}", format!("/files/{document}")),
            ("/api/v1/files/{id}/content", format!("/files/{document}/content")),
            ("/api/v1/topics", "/topics".into()),
            ("/api/v1/topics", "/topics?sort=name".into()),
            ("/api/v1/topics", "/topics?q=can".into()),
            ("/api/v1/topics/suggest", "/topics/suggest?q=can".into()),
            ("/api/v1/topics/{key}", "/topics/canari".into()),
            ("/api/v1/trends", "/trends".into()),
            ("/api/v1/feed", "/feed".into()),
            ("/api/v1/feed", "/feed?order=relevant".into()),
        ]
    }

    /// Where the API gives the word to the author.
    pub fn api_of_owner(&self) -> Vec<(&'static str, String)> {
        vec![
            ("/api/v1/bin", "/bin".into()),
            ("/api/v1/drafts", "/drafts".into()),
            ("/api/v1/drafts/{id}", format!("/drafts/{}", self.draft)),
            ("/api/v1/communities/{id}/webhooks", format!("/communities/{}/webhooks", self.place)),
            ("/api/v1/communities/{id}/webhooks/{webhook}", self.webhook.clone()),
            ("/api/v1/partners/{id}/communities", format!("/partners/{}/communities", self.guest.id)),
        ]
    }

    /// Where the API tells that something is there without the word, by route, and to whom.
    pub fn api_wordless(&self) -> Vec<(&'static str, String, &Someone)> {
        let Self { place, comment, event, webhook, other, asked, owner, member, .. } = self;
        vec![
            ("/api/v1/reactions/{subject}", format!("/reactions/comment:{comment}"), member),
            ("/api/v1/communities/{id}/owners", format!("/communities/{place}/owners"), member),
            ("/api/v1/communities/{id}/members", format!("/communities/{place}/members"), member),
            ("/api/v1/communities/{id}/terms/acceptances", format!("/communities/{place}/terms/acceptances"), owner),
            ("/api/v1/communities/{id}/requests", format!("/communities/{place}/requests"), owner),
            ("/api/v1/communities/{id}/incoming", format!("/communities/{place}/incoming"), owner),
            ("/api/v1/communities/{id}/merge", format!("/communities/{place}/merge?into={other}"), owner),
            ("/api/v1/communities/{id}/webhooks/{webhook}/deliveries", format!("{webhook}/deliveries"), owner),
            ("/api/v1/posts/{id}/asks", format!("/posts/{asked}/asks"), owner),
            ("/api/v1/audience", format!("/audience?place={place}"), member),
            ("/api/v1/members/suggest", format!("/members/suggest?q=camille&place={place}"), member),
            ("/api/v1/posts/{id}/responses", format!("/posts/{event}/responses"), member),
            ("/api/v1/topics/{key}/around", "/topics/canari/around".into(), member),
        ]
    }
}

/// Outlets that give no word but tell that something is there: what a member is given has no canary in it.
const WORDLESS: [&str; 6] =
    ["/posts/{id}/response", "/comments/{id}/vote", "/posts/{id}/comments/count", "/posts/audience", "/reactions", "/members/suggest"];

/// Routes that give only the person's own, the administrators' or nothing: the second list of the document.
pub const OWN: &[&str] = &[
    "/leadership",
    "/members/days",
    "/members/{id}/card",
    "/members/{id}/fields",
    "/settings/contact",
    "/settings/experience",
    "/settings/experience/{id}",
    "/admin/fields",
    "/admin/fields/{id}",
    "/organisation",
    "/organisation/{id}",
    "/organisation/{id}/reports",
    "/members/{id}/manager",
    "/settings/team",
    "/units",
    "/units/new",
    "/units/{id}",
    "/units/{id}/edit",
    "/sites",
    "/sites/{id}",
    "/sites/{id}/edit",
    "/start/surveys/{day}",
    "/newcomers",
    "/newcomers/{id}",
    "/admin/newcomers",
    "/admin/newcomers/{id}",
    "/admin/journeys/{id}",
    "/admin/journeys/{id}/steps/{step}",
    "/skills",
    "/skills/{id}",
    "/skills/{id}/union",
    "/members/{id}/skills/{skill}",
    "/settings/skills",
    "/settings/questions",
    "/feed/order",
    "/files/{id}/captions/edit",
    "/communities/new",
    "/communities/discover",
    "/menu",
    "/settings",
    "/settings/display",
    "/settings/notifications",
    "/settings/delegates",
    "/settings/calendar",
    "/settings/feeds",
    "/settings/tokens",
    "/settings/security",
    "/admin",
    "/admin/members/{id}/departure",
    "/admin/partners",
    "/admin/partners/{id}",
    "/admin/partners/companies/new",
    "/admin/partners/companies/{id}",
    "/partners/mine",
    "/partners/{id}",
    "/admin/bots",
    "/admin/bots/{id}",
    "/admin/circles",
    "/admin/circles/{id}",
    "/admin/communities",
    "/admin/company",
    "/admin/directory",
    "/admin/directory/{source}",
    "/sign-in",
    "/reset",
    "/reset/{token}",
    "/join/{token}",
    "/set-up",
    "/members",
];

/// What the API tells everyone, and what it tells of the own.
pub const API_OWN: &[&str] = &[
    "/api/v1/members/{id}/details",
    "/api/v1/me/contact",
    "/api/v1/me/status",
    "/api/v1/admin/fields",
    "/api/v1/organisation",
    "/api/v1/members/{id}/reporting",
    "/api/v1/members/{id}/reports",
    "/api/v1/units",
    "/api/v1/units/{id}",
    "/api/v1/units/{id}/members",
    "/api/v1/sites",
    "/api/v1/sites/{id}",
    "/api/v1/sites/{id}/members",
    "/api/v1/me/journey",
    "/api/v1/me/journey/surveys/{day}",
    "/api/v1/newcomers",
    "/api/v1/newcomers/{id}",
    "/api/v1/admin/journeys",
    "/api/v1/admin/journeys/{id}",
    "/api/v1/admin/newcomers",
    "/api/v1/admin/newcomers/surveys/{day}",
    "/api/v1/me/skill-proposals",
    "/api/v1/me/asks",
    "/api/v1/settings/questions",
    "/api/v1/skills",
    "/api/v1/skills/{id}/holders",
    "/api/v1/members/{id}/skills",
    "/api/v1/members/{id}/skills/{skill}/endorsements",
    "/api/v1/openapi.json",
    "/api/v1/feed/order",
    "/api/v1/settings/calendar",
    "/api/v1/settings/feeds",
    "/api/v1/members",
    "/api/v1/members/{id}",
    "/api/v1/me",
    "/api/v1/me/display",
    "/api/v1/me/delegates",
    "/api/v1/me/principals",
    "/api/v1/me/tokens",
    "/api/v1/notifications/choices",
    "/api/v1/notifications/unread",
    "/api/v1/search/saved",
    "/api/v1/admin/members",
    "/api/v1/admin/invitations",
    "/api/v1/admin/partners",
    "/api/v1/admin/partners/companies",
    "/api/v1/admin/partners/companies/{id}",
    "/api/v1/partners",
    "/api/v1/partners/{id}/people",
    "/api/v1/admin/bots",
    "/api/v1/admin/circles",
    "/api/v1/admin/circles/{id}",
    "/api/v1/admin/circles/{id}/people",
    "/api/v1/admin/communities",
    "/api/v1/admin/company",
    "/api/v1/admin/directories",
    "/api/v1/admin/directories/{source}/changes",
];

/// Outlets that are headers alone, with a test of their own below.
const HEADERS: [&str; 1] = ["/files/uploads/{id}"];

/// Outlets that have a test of their own below.
const BELOW: [&str; 10] = [
    "/live",
    "/notifications/bell",
    "/calendar/{file}",
    "/feeds/{file}",
    "/oembed",
    "/api/v1/oembed",
    "/posts/{id}/translation",
    "/comments/{id}/translation",
    "/api/v1/posts/{id}/translation",
    "/api/v1/comments/{id}/translation",
];

fn says_it(answer: &Answer) -> bool {
    let text = answer.body.to_lowercase();
    // The file itself is not the word but the bytes: whoever is given it has been given the secret.
    text.contains(CANARY)
        || answer
            .headers
            .get("content-disposition")
            .is_some_and(|v| v.as_bytes().starts_with(b"inline") || String::from_utf8_lossy(v.as_bytes()).contains(CANARY))
}

both_engines! {
    async fn the_canary_is_met_by_members_only(app: FindingApp) {
        let (outside, partner) = (app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let (removed, removed_partner) = (app.employee("Zoé Tran").await, app.partner("Bruno Delmas").await);
        let member = app.employee("Paul Sorel").await;
        let secret = Secret::hide(app, member, &[&removed, &removed_partner]).await;
        // The partner has a place with the very same owner.
        let other = app.community(Kind::Closed, "Ailleurs", &secret.owner).await;
        app.join(other, &secret.owner, &partner).await;
        secret.owner.browser.post_once(&format!("/posts/{}?_method=delete", secret.owner.publish(secret.place, "Un canari jeté").await), &[]).await.expect(303);
        for (route, path, insider) in secret.outlets() {
            let shown = insider.browser.get(&path).await.expect(200);
            assert_eq!(says_it(&shown), !WORDLESS.contains(&route), "{path} shown to {}", insider.name);
            for who in [&outside, &partner, &removed, &removed_partner, &app.admin] {
                let hidden = who.browser.get(&path).await;
                assert!(!says_it(&hidden), "{path} is met by {}: {}", who.name, hidden.text());
                assert!([200, 404].contains(&hidden.status.as_u16()), "{path} by {}: {}", who.name, hidden.status);
                if WORDLESS.contains(&route) {
                    assert_eq!(hidden.status.as_u16(), 404, "{path} by {}", who.name);
                }
            }
        }
        // What an address of ours tells elsewhere.
        let site = app.node.people.settings.link("");
        for path in [format!("/posts/{}", secret.post), format!("/comments/{}", secret.comment), format!("/communities/{}", secret.place), "/topics/canari".to_owned()] {
            let asked = format!("/oembed?url={}", url::form_urlencoded::byte_serialize(format!("{site}{path}").as_bytes()).collect::<String>());
            assert!(says_it(&secret.member.browser.get(&asked).await.expect(200)), "{path}");
            for who in [&outside, &partner, &removed, &removed_partner, &app.admin] {
                let hidden = who.browser.get(&asked).await.expect(404);
                assert!(!says_it(&hidden), "{path} is met by {}", who.name);
                let client = Client::of(app, who, &ALL).await;
                assert!(!says_it(&client.ask(Method::GET, &asked, None).await.expect(404)), "{path} is met by the token of {}", who.name);
            }
        }
        // What gives only the own says nothing either; nor does the bell.
        for path in OWN.iter().chain(&["/notifications/bell"]).filter(|path| !path.contains('{')) {
            for who in [&outside, &partner, &removed, &removed_partner, &app.admin] {
                assert!(!says_it(&who.browser.get(path).await), "{path} is met by {}", who.name);
            }
        }
        for who in [&outside, &partner, &removed, &removed_partner] {
            let bell = who.browser.get("/notifications/bell").await.expect(200);
            // The partner was added to the other place, and is told so.
            let own: &[&str] = if who.id == partner.id { &["1"] } else { &[] };
            assert_eq!(bell.texts(".count"), own, "{} counts what {} may not see", who.name, bell.body);
        }
        assert!(!secret.member.browser.get("/notifications/bell").await.texts(".count").is_empty());
    }
}

both_engines! {
    async fn the_canary_is_withheld_from_who_has_not_accepted_the_text(app: FindingApp) {
        let (member, removed) = (app.employee("Paul Sorel").await, app.employee("Zoé Tran").await);
        let secret = Secret::hide(app, member, &[&removed]).await;
        let (place, member) = (secret.place, &secret.member);
        let client = Client::of(app, member, &ALL).await;
        let feed = feeds::make(member, &format!("/communities/{place}")).await;
        let ask = [("asks", "everyone"), ("body", "Un autre accord canari")];
        secret.owner.browser.post_once(&format!("/communities/{place}/terms"), &ask).await.expect(303);
        app.settle().await;
        // Its name and the text stand where it is asked to accept them, and nowhere else.
        let asking = [format!("/communities/{place}"), format!("/communities/{place}/terms"), "/communities?q=lieu".to_owned()];
        let pages: Vec<_> = secret.outlets().into_iter().filter(|(.., who)| who.id == member.id).collect();
        for (route, path, _) in pages.iter().filter(|(_, path, _)| !asking.contains(path)) {
            let hidden = member.browser.get(path).await;
            assert!(!says_it(&hidden), "{path}: {}", hidden.text());
            assert!([200, 404].contains(&hidden.status.as_u16()), "{path}: {}", hidden.status);
            assert!(!WORDLESS.contains(route) || hidden.status.as_u16() == 404, "{path}");
        }
        for path in OWN.iter().chain(&["/notifications/bell"]).filter(|path| !path.contains('{')) {
            assert!(!says_it(&member.browser.get(path).await), "{path}");
        }
        assert!(member.browser.get("/notifications/bell").await.texts(".count").is_empty(), "the bell counts what is withheld");
        let api: Vec<String> = secret.api().into_iter().map(|(_, path)| path).filter(|path| !asking.contains(path)).collect();
        for path in &api {
            let hidden = client.ask(Method::GET, path, None).await;
            assert!(!says_it(&hidden) && [200, 404].contains(&hidden.status.as_u16()), "{path}: {}", hidden.body);
        }
        for (_, path, _) in secret.api_wordless().iter().filter(|(.., who)| who.id == member.id) {
            client.ask(Method::GET, path, None).await.expect(404);
        }
        let program = app.stranger();
        assert!(!program.get(&secret.calendar).await.expect(200).body.to_lowercase().contains(CANARY));
        assert!(!program.get(&feed).await.expect(404).body.to_lowercase().contains(CANARY));
        // Accepted, all of it is there again.
        client.ask(Method::PUT, &format!("/communities/{place}/terms/acceptance"), Some(serde_json::json!({ "version": 2 }))).await.expect(204);
        app.settle().await;
        for (route, path, _) in &pages {
            assert_eq!(says_it(&member.browser.get(path).await.expect(200)), !WORDLESS.contains(route), "{path}");
        }
        for path in &api {
            assert!(says_it(&client.ask(Method::GET, path, None).await.expect(200)), "{path}");
        }
        assert!(program.get(&feed).await.expect(200).body.to_lowercase().contains(CANARY));
    }
}

both_engines! {
    async fn the_api_gives_the_canary_to_members_only(app: FindingApp) {
        let (outside, partner) = (app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let (removed, removed_partner) = (app.employee("Zoé Tran").await, app.partner("Bruno Delmas").await);
        let member = app.employee("Paul Sorel").await;
        let secret = Secret::hide(app, member, &[&removed, &removed_partner]).await;
        secret.owner.browser.post_once(&format!("/posts/{}?_method=delete", secret.owner.publish(secret.place, "Un canari jeté").await), &[]).await.expect(303);
        let (member, owner) = (Client::of(app, &secret.member, &ALL).await, Client::of(app, &secret.owner, &ALL).await);
        let mut others = Vec::new();
        for who in [&outside, &partner, &removed, &removed_partner, &app.admin] {
            // The scope of administrators opens nothing else to the one who may have it, and is not given to the others.
            let scopes: Vec<&str> = ALL.into_iter().chain(Some("admin").filter(|_| who.id == app.admin.id)).collect();
            others.push((who.name, Client::of(app, who, &scopes).await));
        }
        let shown_to = |who, routes: Vec<(&'static str, String)>| routes.into_iter().map(move |(_, path)| (who, path));
        for (insider, path) in shown_to(&member, secret.api()).chain(shown_to(&owner, secret.api_of_owner())) {
            let shown = insider.ask(Method::GET, &path, None).await.expect(200);
            assert!(says_it(&shown), "{path} is hidden: {}", shown.body);
            for (name, who) in &others {
                let hidden = who.ask(Method::GET, &path, None).await;
                assert!(!says_it(&hidden), "{path} is met by {name}: {}", hidden.body);
                assert!([200, 404].contains(&hidden.status.as_u16()), "{path} by {name}: {}", hidden.status);
            }
        }
        for (_, path, insider) in secret.api_wordless() {
            Client::of(app, insider, &ALL).await.ask(Method::GET, &path, None).await.expect(200);
            for (name, who) in &others {
                assert_eq!(who.ask(Method::GET, &path, None).await.status.as_u16(), 404, "{path} by {name}");
            }
        }
        for path in API_OWN.iter().filter(|path| !path.contains(['{', '.'])) {
            for (name, who) in &others {
                let own = who.ask(Method::GET, path.trim_start_matches("/api/v1"), None).await;
                assert!(!says_it(&own), "{path} is met by {name}: {}", own.body);
            }
        }
    }
}

both_engines! {
    async fn the_address_of_a_calendar_carries_the_canary_for_members_only(app: TestApp) {
        let (outside, partner) = (app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let (removed, removed_partner) = (app.employee("Zoé Tran").await, app.partner("Bruno Delmas").await);
        let member = app.employee("Paul Sorel").await;
        let mut own = Vec::new();
        for who in [&outside, &partner, &removed, &removed_partner, &app.admin] {
            own.push((who.name, calendars::make(who).await));
        }
        let secret = Secret::hide(app, member, &[&removed, &removed_partner]).await;
        let program = app.stranger();
        let carries = async |path: &str| program.get(path).await.expect(200).body.to_lowercase().contains(CANARY);
        assert!(carries(&secret.calendar).await);
        for (name, path) in own {
            assert!(!carries(&path).await, "the calendar of {name}");
        }
        app.remove(secret.place, &secret.owner, &secret.member).await;
        assert!(!carries(&secret.calendar).await, "once removed");
        app.settle().await;
    }
}

both_engines! {
    async fn the_addresses_of_feeds_carry_the_canary_for_members_only(app: TestApp) {
        let (outside, partner) = (app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let (removed, member) = (app.employee("Zoé Tran").await, app.employee("Paul Sorel").await);
        let secret = Secret::hide(app, member, &[&removed]).await;
        let (place, topic) = (format!("/communities/{}", secret.place), "/topics/canari");
        // Who reads nothing there is given none; who did once has one that gives nothing.
        for who in [&outside, &partner, &removed, &app.admin] {
            for page in [place.as_str(), topic] {
                who.browser.post(&format!("{page}/feed"), &[]).await.expect(404);
            }
        }
        let program = app.stranger();
        let (of_place, of_topic) = (feeds::make(&secret.member, &place).await, feeds::make(&secret.member, topic).await);
        for path in [&of_place, &of_topic] {
            assert!(program.get(path).await.expect(200).body.to_lowercase().contains(CANARY));
        }
        app.remove(secret.place, &secret.owner, &secret.member).await;
        for path in [&of_place, &of_topic] {
            assert!(!program.get(path).await.expect(404).body.to_lowercase().contains(CANARY), "once removed");
        }
        app.settle().await;
    }
}

both_engines! {
    async fn a_webhook_carries_the_canary_for_owners_only(app: TestApp) {
        let (outside, removed, member) = (app.employee("Yanis Haddad").await, app.employee("Zoé Tran").await, app.employee("Paul Sorel").await);
        let secret = Secret::hide(app, member, &[&removed]).await;
        let (own, foreign) = (webhooks::Program::default(), webhooks::Program::default());
        let (own_site, foreign_site) = (own.start().await, foreign.start().await);
        let open = app.community(Kind::Open, "Un lieu ouvert", &outside).await;
        webhooks::make(&secret.owner, secret.place, &own_site.url("/hook"), &webhooks::ALL).await;
        webhooks::make(&outside, open, &foreign_site.url("/hook"), &webhooks::ALL).await;
        for who in [&outside, &removed, &secret.member] {
            let answer = who.browser.post_once(&format!("/communities/{}/webhooks", secret.place), &[("name", "a"), ("url", &own_site.url("/hook")), ("kind", "post.published")]).await;
            assert!([403, 404].contains(&answer.status.as_u16()), "{}: {}", who.name, answer.status);
        }
        secret.member.publish(secret.place, "Un dernier canari").await;
        outside.publish(open, "Rien de secret").await;
        app.settle().await;
        let carries = |program: &webhooks::Program| program.told().iter().any(|told| told.to_string().to_lowercase().contains(CANARY));
        assert!(carries(&own) && !carries(&foreign));
        // Who owns it no longer is told no more.
        let role = |who: &Someone| format!("/communities/{}/members/{}/role", secret.place, who.id);
        secret.owner.browser.post_once(&role(&secret.member), &[("role", "owner")]).await.expect(303);
        secret.member.browser.post_once(&role(&secret.owner), &[("role", "member")]).await.expect(303);
        secret.member.publish(secret.place, "Un canari de plus").await;
        app.settle().await;
        assert!(!carries(&own));
    }
}

both_engines! {
    async fn an_incoming_address_puts_the_canary_before_members_only_until_it_is_removed(app: TestApp) {
        let (outside, partner, member) = (app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await, app.employee("Paul Sorel").await);
        let secret = Secret::hide(app, member, &[]).await;
        let text = serde_json::json!({ "text": "Un canari automatique" });
        let answer = incoming::send(app, &secret.incoming, &text).await.expect(201);
        let post = told(&answer)["id"].as_str().unwrap().to_owned();
        assert!(secret.member.browser.get(&format!("/posts/{post}")).await.expect(200).has("Un canari automatique"));
        for who in [&outside, &partner, &app.admin] {
            who.browser.get(&format!("/posts/{post}")).await.expect(404);
        }
        let path = format!("/communities/{}/incoming", secret.place);
        for who in [&outside, &app.admin] {
            who.browser.get(&path).await.expect(404);
        }
        secret.member.browser.get(&path).await.expect(403);
        let remove = secret.owner.browser.get(&path).await.attributes("form[action$='_method=delete']", "action").remove(0);
        secret.owner.browser.post_once(&remove, &[]).await.expect(303);
        incoming::send(app, &secret.incoming, &text).await.expect(404);
        app.settle().await;
    }
}

both_engines! {
    async fn the_stream_carries_the_canary_to_members_only(app: TestApp) {
        let (outside, partner, removed, member) = (app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await, app.employee("Zoé Tran").await, app.employee("Paul Sorel").await);
        let secret = Secret::hide(app, member, &[&removed]).await;
        let mut readers = Vec::new();
        for who in [&outside, &partner, &removed, &secret.member] {
            // From the beginning: what was missed is asked for too.
            readers.push((who.name, who.browser.live(Some(0)).await));
        }
        let post = secret.owner.publish(secret.place, "Un texte canari").await;
        secret.owner.comment(secret.post, "Un avis canari").await;
        let last = app.admin.publish(app.company, "À tous").await;
        app.settle().await;
        let place = secret.place.to_string();
        for (name, reader) in &mut readers {
            let mut met = false;
            // A partner does not read the company: nothing ends the stream but time.
            while let Some(message) = reader.next(Duration::from_secs(if *name == "Ana Delmas" { 1 } else { 25 })).await {
                // Who was in is told of being in and out, never of what is written there.
                met |= message.place == place && !message.kind.starts_with("membership.");
                if message.subject == format!("post:{last}") {
                    break;
                }
            }
            assert_eq!(met, *name == "Paul Sorel", "{name} and post:{post}");
        }
    }
}

both_engines! {
    async fn a_translation_of_the_canary_is_met_by_members_only(app: TestApp, translation: TranslationEngine) {
        let (outside, partner, removed, member) = (app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await, app.employee("Zoé Tran").await, app.employee("Paul Sorel").await);
        let secret = Secret::hide(app, member, &[&removed]).await;
        for who in [&outside, &partner, &removed, &app.admin, &secret.member] {
            who.browser.post_once("/settings/display", &[("locale", "en"), ("zone", "Europe/London"), ("theme", "")]).await.expect(303);
        }
        let outlets = [format!("/posts/{}/translation", secret.post), format!("/comments/{}/translation", secret.comment)];
        // Before there is one, nobody who may not see the text has it sent anywhere; nor afterwards.
        for kept in [false, true] {
            for path in &outlets {
                for who in [&outside, &partner, &removed, &app.admin] {
                    for answer in [who.browser.post_once(path, &[]).await, who.browser.get(path).await] {
                        assert!(!says_it(&answer.expect(404)), "{path} is met by {}", who.name);
                    }
                }
                if !kept {
                    assert_eq!(secret.member.browser.post_once(path, &[]).await.expect(303).location(), path);
                }
                let shown = secret.member.browser.get(path).await.expect(200);
                assert!(shown.texts(".words > .prose[lang=en]").concat().contains("CANARI"), "{path}: {}", shown.text());
            }
            assert_eq!(translation.asked().len(), 2);
        }
        let (member, hidden) = (Client::of(app, &secret.member, &ALL).await, Client::of(app, &outside, &ALL).await);
        for path in &outlets {
            for method in [Method::GET, Method::POST] {
                let shown = told(&member.ask(method.clone(), path, None).await.expect(200));
                assert!(shown["text"].as_str().unwrap().contains("CANARI"), "{path}: {shown}");
                hidden.ask(method, path, None).await.expect(404);
            }
        }
        assert_eq!(translation.asked().len(), 2);
    }
}

both_engines! {
    async fn what_comes_in_pieces_is_told_to_whoever_sends_it(app: TestApp) {
        let (owner, outside, partner) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        // `canari.txt`, in base 64.
        let (version, name) = (("tus-resumable", "1.0.0"), "filename Y2FuYXJpLnR4dA==");
        let begin = owner.browser.request_once(Method::POST, "/files/uploads").header(version.0, version.1).header("upload-length", "20");
        let at = owner.browser.send(begin.header("upload-metadata", name)).await.expect(201).location().to_owned();
        for who in [&owner, &outside, &partner, &app.admin] {
            let told = who.browser.send(who.browser.request_once(Method::HEAD, &at).header(version.0, version.1)).await;
            let met = told.headers.get("upload-metadata").is_some_and(|value| value == name);
            assert_eq!((met, told.status.as_u16()), if who.id == owner.id { (true, 200) } else { (false, 404) }, "{}", who.name);
            assert_eq!(told.headers.contains_key("upload-length"), who.id == owner.id, "{}", who.name);
        }
    }
}

both_engines! {
    async fn every_route_is_in_the_list_of_outlets(app: TestApp) {
        let member = app.employee("Paul Sorel").await;
        let secret = Secret::hide(app, member, &[]).await;
        let (api, wordless) = ([secret.api(), secret.api_of_owner()].concat(), secret.api_wordless());
        let tested: BTreeSet<&str> = secret.outlets().iter().map(|(route, ..)| *route).chain(OWN.iter().copied()).chain(BELOW).chain(API_OWN.iter().copied()).chain(wordless.iter().map(|(route, ..)| *route)).chain(api.iter().map(|(route, _)| *route)).collect();
        let document = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/develop/outlets.md")).unwrap();
        let mut routes = BTreeSet::new();
        let heads: Vec<&str> = app.node.routes.iter().filter(|(method, ..)| *method == Method::HEAD).map(|(_, path, _)| path.as_str()).collect();
        assert_eq!(heads, HEADERS);
        for path in heads {
            assert!(document.contains(&format!("| `HEAD {path}` |")), "HEAD {path} is not in docs/develop/outlets.md");
        }
        for (method, path, _) in &app.node.routes {
            if *method != Method::GET {
                continue;
            }
            routes.insert(path.as_str());
            assert!(tested.contains(path.as_str()), "GET {path} gives something: put it into the table of this test, and into docs/develop/outlets.md");
            assert!(document.contains(&format!("| `GET {path}` |")), "GET {path} is not in docs/develop/outlets.md");
        }
        for line in document.lines().filter_map(|line| line.strip_prefix("| `GET ")) {
            let path = line.split('`').next().unwrap();
            assert!(routes.contains(path), "docs/develop/outlets.md names GET {path}, which is no route");
        }
        assert_eq!(tested, routes, "the tables of this test name routes that there are not");
    }
}
