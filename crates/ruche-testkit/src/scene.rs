//! What people of the cast do, through the forms of the pages.

use crate::{Answer, Someone, TestApp, Upload};
use ruche_content::comments::model::CommentId;
use ruche_content::posts::model::PostId;
use ruche_content::posts::publishing::{self, NewPost, Published};
use ruche_kernel::{Actor, MemberId, MemberKind, PlaceId, Role};

/// The four kinds of community.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Every employee reads and joins.
    Open,
    /// One asks to come in.
    OnRequest,
    /// One is invited.
    Closed,
    /// As closed, and others do not know of it.
    Unlisted,
}

impl Kind {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Open, Self::OnRequest, Self::Closed, Self::Unlisted];

    /// The word of the form.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::OnRequest => "request",
            Self::Closed => "closed",
            Self::Unlisted => "unlisted",
        }
    }
}

/// A fresh key, as every form of a page carries one.
#[must_use]
pub fn key() -> String {
    ruche_platform::secret::random_token().unwrap()
}

impl TestApp {
    /// A community that `owner` makes.
    pub async fn community(&self, kind: Kind, name: &str, owner: &Someone) -> PlaceId {
        self.described_community(kind, name, "", owner).await
    }

    /// A community with a description.
    pub async fn described_community(&self, kind: Kind, name: &str, description: &str, owner: &Someone) -> PlaceId {
        let fields =
            [("name", name), ("description", description), ("kind", kind.word()), ("icon", "hexagon"), ("hue", "160"), ("language", "fr")];
        let made = owner.browser.post_once("/communities/new", &fields).await.expect(303);
        PlaceId(made.location().rsplit('/').next().unwrap().parse().unwrap())
    }

    /// Brings `person` into a community of `owner`'s: invited and accepted, or, for a partner, added.
    pub async fn join(&self, place: PlaceId, owner: &Someone, person: &Someone) {
        owner.browser.post_once(&format!("/communities/{place}/invitations"), &[("member", &person.id.to_string())]).await.expect(303);
        // A partner is a member by now; for everyone else this is the answer to the invitation.
        person.browser.post_once(&format!("/communities/{place}/membership?_method=put"), &[]).await.expect(303);
    }

    /// `owner` removes `person` from a community.
    pub async fn remove(&self, place: PlaceId, owner: &Someone, person: &Someone) {
        owner.browser.post_once(&format!("/communities/{place}/members/{}?_method=delete", person.id), &[]).await.expect(303);
    }

    /// The account of `person` is closed by the administrator.
    pub async fn close_account(&self, person: &Someone) {
        self.admin.browser.post_once(&format!("/admin/members/{}/departure", person.id), &[("name", person.name)]).await.expect(303);
    }

    /// Publishes without a page, for tests that need more posts than one person may send in a minute.
    pub async fn publish_quickly(&self, author: MemberId, place: PlaceId, body: &str) -> PostId {
        let actor = Actor { id: author, kind: MemberKind::Employee, role: Role::Member, company: self.company, circle: None };
        let post = NewPost {
            chosen_language: None,
            place,
            details: Default::default(),
            heading: String::new(),
            body: body.to_owned(),
            language: "fr".into(),
            files: Vec::new(),
            key: key(),
            expires_at: None,
            shared: None,
            behalf: None,
            approver: None,
        };
        match publishing::publish(&self.node.content, &actor, &post).await.unwrap() {
            Published::New(id) => id,
            other => panic!("{other:?}"),
        }
    }
}

impl Someone {
    /// Publishes a post, which must succeed.
    pub async fn publish(&self, place: PlaceId, body: &str) -> PostId {
        published(&self.send_post(place, body, &key(), &[]).await)
    }

    /// Publishes a post with files, which must succeed.
    pub async fn publish_with(&self, place: PlaceId, body: &str, uploads: &[Upload<'_>]) -> PostId {
        published(&self.send_post(place, body, &key(), uploads).await)
    }

    /// Sends the form of the composer and gives its answer, whatever it is.
    pub async fn send_post(&self, place: PlaceId, body: &str, key: &str, uploads: &[Upload<'_>]) -> Answer {
        self.browser.post_files("/posts", &[("key", key), ("place", &place.to_string()), ("body", body)], uploads).await
    }

    /// Sends a file as the composer's script does, which must succeed, and gives its id.
    pub async fn upload(&self, name: &str, bytes: Vec<u8>) -> i64 {
        let answer = self.browser.post_files("/files", &[], &[("file", name, bytes)]).await.expect(201);
        let told: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        told["id"].as_str().unwrap().parse().unwrap()
    }

    /// Comments on a post, which must succeed.
    pub async fn comment(&self, post: PostId, body: &str) -> CommentId {
        commented(&self.send_comment(post, None, body, &key()).await)
    }

    /// Replies to a comment, which must succeed.
    pub async fn reply(&self, post: PostId, parent: CommentId, body: &str) -> CommentId {
        commented(&self.send_comment(post, Some(parent), body, &key()).await)
    }

    /// Sends the form of a comment and gives its answer, whatever it is.
    pub async fn send_comment(&self, post: PostId, parent: Option<CommentId>, body: &str, key: &str) -> Answer {
        let parent = parent.map(|id| id.to_string());
        let fields: Vec<(&str, &str)> =
            [("key", key), ("body", body)].into_iter().chain(parent.as_deref().map(|id| ("parent", id))).collect();
        self.browser.post_files(&format!("/posts/{post}/comments"), &fields, &[]).await
    }

    /// Presses a reaction under `subject` (`post:7`); `on` is the state wanted.
    pub async fn react(&self, subject: &str, kind: &str, on: bool) -> Answer {
        self.browser.post_once("/reactions", &[("subject", subject), (if on { "kind" } else { "off" }, kind)]).await
    }

    /// Signs in again: the clock went past the end of the session.
    pub async fn sign_in_again(&self) {
        self.browser.sign_in(&self.email, crate::PASSWORD).await;
    }

    /// The Markdown that mentions this person.
    #[must_use]
    pub fn mention(&self) -> String {
        format!("[@{}](/members/{})", self.name, self.id)
    }
}

#[track_caller]
fn published(answer: &Answer) -> PostId {
    match answer.toast() {
        Some((word, id)) if word == "post-published" => PostId(id),
        _ => panic!("nothing was published: {} {}", answer.status, answer.text()),
    }
}

#[track_caller]
fn commented(answer: &Answer) -> CommentId {
    match answer.location().strip_prefix("/comments/") {
        Some(id) => CommentId(id.parse().unwrap()),
        None => panic!("no comment was published: {} {}", answer.status, answer.text()),
    }
}
