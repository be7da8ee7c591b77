//! The demo company as it is written in `demo/`: TOML, pictures and documents, compiled into the binary (read from the folder
//! in debug builds).
//!
//! Deliberately not here: what becomes of it, which is the plan.

use super::dates::Moment;
use super::formats::Format;
use ruche_kernel::{Error, Result};
use rust_embed::RustEmbed;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::collections::BTreeMap;

#[derive(RustEmbed)]
#[folder = "../../demo"]
#[include = "*.toml"]
#[include = "posts/*.toml"]
#[include = "photos/*.jpg"]
#[include = "portraits/*.jpg"]
#[include = "documents/*"]
struct Files;

/// Everything that is written in the folder.
#[derive(Clone, Debug)]
pub(super) struct Data {
    pub company: Company,
    pub people: Vec<Person>,
    pub partners: Vec<Partner>,
    pub communities: Vec<Community>,
    /// By the key of the community, [`COMPANY`] for the whole company.
    pub posts: Vec<(String, Vec<Post>)>,
    pub drafts: Vec<Draft>,
    pub skills: Vec<Skill>,
    pub organisation: Organisation,
    pub newcomers: super::newcomers::Written,
    pub profiles: super::profiles::Written,
}

/// What stands for the key of a community where the whole company is meant.
pub(super) const COMPANY: &str = "company";

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Company {
    pub name: String,
    pub locale: String,
    pub hue: i64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Person {
    pub key: String,
    pub name: String,
    pub email: Option<String>,
    pub username: Option<String>,
    pub title: String,
    pub unit: String,
    pub site: String,
    pub phone: String,
    /// In the words of the person.
    pub languages: String,
    pub locale: String,
    pub zone: String,
    pub hue: i64,
    #[serde(default)]
    pub bio: String,
    /// A file of `portraits/`.
    pub photo: Option<String>,
    pub follows: Vec<String>,
    /// Who may publish in the person's name.
    #[serde(default)]
    pub delegates: Vec<String>,
    #[serde(default)]
    pub role: Role,
    pub partner: Option<String>,
    pub sponsor: Option<String>,
    pub ends_in_days: Option<i64>,
    pub left_days_ago: Option<i64>,
}

/// Where people work, in which units, and who reports to whom.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Organisation {
    pub site: Vec<Site>,
    pub unit: Vec<Unit>,
    /// By the key of whom they report to.
    pub reports: BTreeMap<String, Vec<String>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Site {
    pub name: String,
    pub address: String,
    pub zone: String,
    /// In degrees.
    pub latitude: String,
    pub longitude: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unit {
    pub path: String,
    pub about: String,
    /// The key of who leads it.
    pub lead: String,
}

/// What somebody can do.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Skill {
    pub of: String,
    pub name: String,
    pub lang: String,
    pub level: String,
    /// Who confirms it, and with which words.
    pub confirmed: Vec<(String, String)>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Role {
    #[default]
    Member,
    Admin,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Partner {
    pub key: String,
    pub name: String,
    pub kind: String,
    pub sponsor: String,
    pub since_days: i64,
    pub ends_in_days: i64,
    #[serde(default)]
    pub note: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Community {
    pub key: String,
    pub name: String,
    pub kind: String,
    pub description: String,
    pub lang: String,
    pub hue: i64,
    pub icon: String,
    pub created: Moment,
    pub owners: Vec<String>,
    pub moderators: Vec<String>,
    pub members: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Post {
    pub key: String,
    pub by: String,
    pub at: Moment,
    pub lang: String,
    pub body: String,
    /// Nothing for a message.
    pub format: Option<Format>,
    /// The key of the post that it shares.
    pub shares: Option<String>,
    /// Who wrote it, where that is not the one whose name it bears.
    pub writer: Option<String>,
    /// Who keeps it to find it again.
    #[serde(default)]
    pub bookmarks: Vec<String>,
    #[serde(default)]
    pub pinned: bool,
    #[serde(default)]
    pub photos: Vec<Photo>,
    /// Files of `documents/`.
    #[serde(default)]
    pub documents: Vec<String>,
    #[serde(default)]
    pub reactions: Reactions,
    #[serde(default)]
    pub comment: Vec<Comment>,
}

/// A text that is not published: being written, or scheduled where it says for when.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Draft {
    pub by: String,
    /// The key of a community, [`COMPANY`] for the whole company.
    pub place: String,
    pub at: Moment,
    pub body: String,
    pub format: Option<Format>,
    pub appears: Option<Moment>,
}

/// A comment, or a reply, which has none below it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Comment {
    pub by: String,
    pub at: Moment,
    pub body: String,
    #[serde(default)]
    pub photos: Vec<Photo>,
    #[serde(default)]
    pub reactions: Reactions,
    /// Whom it helped, where it answers a question.
    #[serde(default)]
    pub votes: Vec<String>,
    /// Whether it is the answer that was accepted.
    #[serde(default)]
    pub accepted: bool,
    #[serde(default)]
    pub reply: Vec<Comment>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Photo {
    /// A file of `photos/`.
    pub file: String,
    pub alt: String,
}

/// Who reacted, by the word of the reaction.
pub(super) type Reactions = BTreeMap<String, Vec<String>>;

impl Data {
    /// Reads everything.
    ///
    /// # Errors
    /// `Bug` with the file and what is wrong in it.
    pub fn load() -> Result<Self> {
        #[derive(Deserialize)]
        struct People {
            person: Vec<Person>,
        }
        #[derive(Deserialize)]
        struct Partners {
            partner: Vec<Partner>,
        }
        #[derive(Deserialize)]
        struct Communities {
            community: Vec<Community>,
        }
        #[derive(Deserialize)]
        struct Posts {
            post: Vec<Post>,
        }
        #[derive(Deserialize)]
        struct Drafts {
            draft: Vec<Draft>,
        }
        #[derive(Deserialize)]
        struct Skills {
            skill: Vec<Skill>,
        }
        let communities = read::<Communities>("communities.toml")?.community;
        let mut posts = Vec::with_capacity(communities.len() + 1);
        for key in [COMPANY].into_iter().chain(communities.iter().map(|c| c.key.as_str())) {
            posts.push((key.to_owned(), read::<Posts>(&format!("posts/{key}.toml"))?.post));
        }
        Ok(Self {
            company: read("company.toml")?,
            people: read::<People>("people.toml")?.person,
            partners: read::<Partners>("partners.toml")?.partner,
            communities,
            posts,
            drafts: read::<Drafts>("drafts.toml")?.draft,
            skills: read::<Skills>("skills.toml")?.skill,
            organisation: read("organisation.toml")?,
            newcomers: read("newcomers.toml")?,
            profiles: read("profiles.toml")?,
        })
    }

    /// The moments of everything that was written.
    pub fn moments(&self) -> impl Iterator<Item = Moment> {
        let posts = self.posts.iter().flat_map(|(_, posts)| posts);
        posts
            .flat_map(|post| {
                let comments = post.comment.iter().flat_map(|c| std::iter::once(c.at).chain(c.reply.iter().map(|r| r.at)));
                std::iter::once(post.at).chain(comments)
            })
            .chain(self.drafts.iter().map(|draft| draft.at))
    }

    /// Every photo that is shown, with its folder, each once.
    pub fn photos(&self) -> Vec<String> {
        let portraits = self.people.iter().filter_map(|p| p.photo.as_deref()).map(portrait);
        let posts = self.posts.iter().flat_map(|(_, posts)| posts);
        let shown = posts.flat_map(|p| {
            p.photos.iter().chain(p.comment.iter().flat_map(|c| c.photos.iter().chain(c.reply.iter().flat_map(|r| &r.photos))))
        });
        once_each(portraits.chain(shown.map(|p| photo(&p.file))))
    }

    /// Every document, with its folder, each once.
    pub fn documents(&self) -> Vec<String> {
        once_each(self.posts.iter().flat_map(|(_, posts)| posts).flat_map(|p| &p.documents).map(|name| document(name)))
    }
}

fn once_each(names: impl Iterator<Item = String>) -> Vec<String> {
    names.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}

/// The path of a portrait, of a photo, of a document.
pub(super) fn portrait(file: &str) -> String {
    format!("portraits/{file}")
}

/// See [`portrait`].
pub(super) fn photo(file: &str) -> String {
    format!("photos/{file}")
}

/// See [`portrait`].
pub(super) fn document(file: &str) -> String {
    format!("documents/{file}")
}

/// The bytes of a file of the folder.
///
/// # Errors
/// `Bug` when it is not there.
pub(super) fn bytes(path: &str) -> Result<Cow<'static, [u8]>> {
    Files::get(path).map(|file| file.data).ok_or_else(|| wrong(format_args!("{path} is missing")))
}

fn read<T: DeserializeOwned>(path: &str) -> Result<T> {
    let bytes = bytes(path)?;
    let text = std::str::from_utf8(&bytes).map_err(|e| wrong(format_args!("{path}: {e}")))?;
    toml::from_str(text).map_err(|e| wrong(format_args!("{path}: {e}")))
}

/// A mistake in the folder: ours, since it is compiled in.
pub(super) fn wrong(what: impl std::fmt::Display) -> Error {
    Error::bug(format!("the demo company: {what}"))
}
