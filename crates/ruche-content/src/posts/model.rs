//! A post, and what stands around it when it is shown.

use super::formats::{Details, Responses};
use super::rules::Hands;
use crate::comments::model::CommentId;
use crate::files::model::File;
use crate::marks;
use crate::reactions::store::Summary;
use crate::topics::model::Mark;
use crate::writing::LinkCard;
use crate::writing::own::OwnCard;
use ruche_kernel::{Actor, Cursor, PlaceId, SubjectRef};
use ruche_people::access::Standing;
use ruche_web::parts::Person;

ruche_kernel::id_type!(
    /// A post.
    PostId
);

/// Why a post stands in somebody's home feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is for the whole company.
    Company,
    /// It is in a community of theirs.
    Joined,
    /// They follow its author.
    Followed,
    /// They follow a topic that it bears.
    Topic(Mark),
}

/// A post as its readers see it.
#[derive(Clone, Debug)]
pub struct Post {
    /// Which one.
    pub id: PostId,
    /// Where it stands.
    pub place: PlaceMark,
    /// In whose name it stands.
    pub author: Person,
    /// Who wrote it in that name, if the author did not.
    pub writer: Option<Writer>,
    /// As typed; only where it is edited.
    pub body: String,
    /// Safe HTML.
    pub html: String,
    /// The card of its first link, if it has one.
    pub card: Option<LinkCard>,
    /// The title, or else the first words.
    pub title: String,
    /// The title that its author gave it; empty for formats that have none.
    pub heading: String,
    /// What its format knows.
    pub details: Details,
    /// How people responded, where the format asks them to.
    pub responses: Responses,
    /// The answer that was accepted, to a question.
    pub answer: Option<Accepted>,
    /// The post that this one shares.
    pub shared: Option<Shared>,
    /// The language of the text.
    pub language: String,
    /// Whether its author chose it.
    pub language_chosen: bool,
    /// Whether it came from elsewhere without its picture.
    pub missing_file: bool,
    /// How many comments.
    pub comments: i64,
    /// Changes at each edit.
    pub version: i64,
    /// When it was published.
    pub published_at: i64,
    /// When it was edited last.
    pub edited_at: Option<i64>,
    /// Since when it is pinned.
    pub pinned_at: Option<i64>,
    /// When it leaves the feeds by itself.
    pub expires_at: Option<i64>,
    /// Since when it stands in the archives: readable, out of the feeds, answered no more.
    pub archived_at: Option<i64>,
    /// When the machine reminds those who have not confirmed it; an announcement alone has it.
    pub remind_at: Option<i64>,
    /// What the viewer is to the place.
    pub standing: Option<Standing>,
    /// What the viewer marked it with.
    pub marks: Vec<marks::Mark>,
    /// Why it is here, in the home feed.
    pub reason: Option<Reason>,
    /// Whether it stands among the pinned ones on top of a place.
    pub on_top: bool,
}

/// The accepted answer to a question.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// Which comment.
    pub id: CommentId,
    /// Safe HTML.
    pub html: String,
    /// Who wrote it.
    pub author: Person,
}

/// Whoever wrote a post in the name of its author.
#[derive(Clone, Debug)]
pub struct Writer {
    /// Who.
    pub person: Person,
    /// Whether the author still lets them.
    pub delegate: bool,
}

/// A post that another one shares, as the viewer may see it.
#[derive(Clone, Debug)]
pub enum Shared {
    /// It was deleted, or stands where the viewer does not read: they are told neither which.
    Hidden,
    /// What is shown of it.
    Seen(Box<Quote>),
}

/// A post inside another one.
#[derive(Clone, Debug)]
pub struct Quote {
    /// Which one.
    pub id: PostId,
    /// In whose name it stands.
    pub author: Person,
    /// Who wrote it in that name, if the author did not.
    pub writer: Option<Person>,
    /// The name of its place.
    pub place: String,
    /// Whether that is the whole company.
    pub company: bool,
    /// What its format knows.
    pub details: Details,
    /// The title that its author gave it; empty for formats that have none.
    pub heading: String,
    /// Safe HTML.
    pub html: String,
    /// The language of the text.
    pub language: String,
    /// When it was published.
    pub published_at: i64,
}

impl Quote {
    /// The Subject it is.
    #[must_use]
    pub fn subject(&self) -> SubjectRef {
        SubjectRef::new("post", self.id.0)
    }
}

impl From<Post> for Quote {
    fn from(post: Post) -> Self {
        Self {
            id: post.id,
            author: post.author,
            writer: post.writer.map(|writer| writer.person),
            company: post.place.company,
            place: post.place.name,
            details: post.details,
            heading: post.heading,
            html: post.html,
            language: post.language,
            published_at: post.published_at,
        }
    }
}

/// A place as named beside what stands in it.
#[derive(Clone, Debug)]
pub struct PlaceMark {
    /// Which one.
    pub id: PlaceId,
    /// Its name.
    pub name: String,
    /// Its sign.
    pub icon: String,
    /// Its hue.
    pub hue: i64,
    /// Its picture.
    pub picture: Option<i64>,
    /// Whether it is the whole company.
    pub company: bool,
    /// Whether it is archived: what stands there is read, and changed no more.
    pub archived: bool,
}

impl Post {
    /// The Subject it is.
    #[must_use]
    pub fn subject(&self) -> SubjectRef {
        SubjectRef::new("post", self.id.0)
    }

    /// Whether the actor only reads it, by where it stands: an archived place, or the whole company for who is in a circle.
    #[must_use]
    pub fn only_read(&self, actor: &Actor) -> bool {
        self.place.archived || actor.only_reads(self.place.id)
    }

    /// Whose it is.
    #[must_use]
    pub fn hands(&self) -> Hands {
        let delegate = self.writer.as_ref().filter(|writer| writer.delegate).map(|writer| writer.person.id);
        Hands { author: self.author.id, delegate }
    }

    /// What is shown of the post that this one shares.
    #[must_use]
    pub fn quote(&self) -> Option<&Quote> {
        match &self.shared {
            Some(Shared::Seen(quote)) => Some(quote),
            _ => None,
        }
    }

    /// Where the page after it starts.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        Cursor { at: self.published_at, id: self.id.0 }
    }
}

/// A post with its reactions and files, ready to be shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The post.
    pub post: Post,
    /// Its reactions.
    pub reactions: Summary,
    /// Its photos and documents.
    pub files: Vec<File>,
    /// Those of the post that it shares.
    pub shared_files: Vec<File>,
    /// What its first link of our own leads to, as the viewer sees it.
    pub own: Option<OwnCard>,
}
