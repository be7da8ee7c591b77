//! What is written for one row, in our ids: each room inserts its own.

use ruche_content::comments::{model::CommentId, store as comments};
use ruche_content::marks::{Mark, store as marks};
use ruche_content::posts::{model::PostId, store as posts};
use ruche_content::reactions::{Kind as Emotion, store as reactions};
use ruche_content::topics::store as topics;
use ruche_content::writing::{self, store::count_comment};
use ruche_kernel::{MemberId, MemberKind, PlaceId, Result, SubjectRef};
use ruche_people::access::Standing;
use ruche_people::communities::{groups, rules::NewCommunity, store as communities};
use ruche_people::members::{
    actions::{NewMember, arrive, insert_member},
    store as members,
};
use ruche_people::profiles::store as profiles;
use ruche_people::skills::store as held_skills;
use ruche_platform::db::Tx;
use ruche_platform::mail::{self, Mail};

/// One row, ready to be written.
pub(super) enum Insert {
    /// Somebody who is here already: only the key is new.
    Known(i64),
    Member {
        id: MemberId,
        member: Box<NewMember>,
        at: i64,
        closed: bool,
        /// The event that tells of the arrival, where it is told.
        arrives: Option<i64>,
        /// The skills with which the profile begins.
        skills: Vec<Skilled>,
        /// What the fields hold that the company added.
        added: Vec<(i64, String)>,
    },
    Invitation {
        id: i64,
        member: MemberId,
        mail: Box<Mail>,
        at: i64,
    },
    Community {
        id: PlaceId,
        community: Box<NewCommunity>,
        owner: MemberId,
        at: i64,
    },
    Membership {
        place: PlaceId,
        member: MemberId,
        at: i64,
        /// The directory of which a group brings them; empty where it is no directory.
        by: String,
    },
    Post {
        row: Box<posts::NewRow>,
        text: Written,
    },
    Comment {
        row: Box<comments::NewRow>,
        text: Written,
    },
    Accepted {
        post: PostId,
        comment: CommentId,
    },
    Reaction {
        on: SubjectRef,
        member: MemberId,
        emotion: Emotion,
        at: i64,
    },
    Vote {
        comment: CommentId,
        member: MemberId,
        at: i64,
    },
    Bookmark {
        post: PostId,
        member: MemberId,
        at: i64,
    },
}

/// A skill of somebody who is new.
pub(super) struct Skilled {
    pub held: i64,
    /// The id of the skill where nobody has named it yet.
    pub skill: i64,
    pub name: String,
    pub key: String,
}

/// A text, its topics, and an id for each that is new.
pub(super) struct Written {
    pub body: String,
    pub topics: Vec<(String, String)>,
    pub fresh: Vec<i64>,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    /// It was written.
    Made,
    /// It stood there already.
    There,
    /// What it belongs to was removed since.
    Gone,
}

impl From<bool> for Done {
    fn from(new: bool) -> Self {
        if new { Self::Made } else { Self::There }
    }
}

impl Insert {
    /// The id that is kept beside the key.
    pub(super) fn target(&self) -> i64 {
        match self {
            Self::Known(id) => *id,
            Self::Member { id, .. } => id.0,
            Self::Invitation { member, .. } => member.0,
            Self::Community { id, .. } => id.0,
            Self::Membership { place, .. } => place.0,
            Self::Post { row, .. } => row.id.0,
            Self::Comment { row, .. } => row.id.0,
            Self::Reaction { on, .. } => on.id,
            Self::Accepted { comment, .. } | Self::Vote { comment, .. } => comment.0,
            Self::Bookmark { post, .. } => post.0,
        }
    }

    /// Who is to be put into the unit and the site that they bear.
    pub(super) fn placed(&self) -> Option<(MemberId, &str, &str)> {
        match self {
            Self::Member { id, member, closed: false, .. } if !(member.unit.is_empty() && member.site.is_empty()) => {
                Some((*id, &member.unit, &member.site))
            }
            _ => None,
        }
    }

    /// Writes it.
    pub(super) async fn run(&self, tx: &mut Tx) -> Result<Done> {
        match self {
            Self::Known(_) => Ok(Done::There),
            Self::Member { id, member, at, closed, arrives, skills, added } => {
                insert_member(tx, *id, member, *at).await?;
                for Skilled { held, skill, name, key } in skills {
                    let skill = held_skills::called(tx, *skill, (name, key), &member.locale, *id, *at).await?;
                    held_skills::bring(tx, *held, *id, skill, *at).await?;
                }
                profiles::set_values(tx, *id, added).await?;
                if *closed {
                    members::leave(tx, *id, *at).await?;
                } else if let Some(event) = arrives {
                    arrive(tx, *event, *id, *at).await?;
                }
                Ok(Done::Made)
            }
            Self::Invitation { id, mail, at, .. } => mail::queue(tx, *id, *at, mail).await.map(|()| Done::Made),
            Self::Community { id, community, owner, at } => {
                communities::insert_in(tx, *id, community, *at).await?;
                communities::add_member_in(tx, *id, *owner, Standing::Owner, *at, MemberKind::Employee).await.map(Done::from)
            }
            Self::Membership { place, member, at, by } => groups::join_in(tx, *place, *member, by, *at).await.map(Done::from),
            Self::Post { row, text } => {
                let language = writing::language::of(&text.body).unwrap_or_default();
                let made = writing::prepare(tx, row.place, &text.body, language, row.published_at).await?;
                posts::insert(tx, row, &made).await?;
                name(tx, &SubjectRef::new("post", row.id.0), row.place, &made, row.published_at, text).await
            }
            Self::Comment { row, text } => {
                let Some(place) = writing::store::place_of(tx, &row.root).await? else { return Ok(Done::Gone) };
                let row = comments::NewRow { place, ..(**row).clone() };
                let language = writing::language::of(&text.body).unwrap_or_default();
                let made = writing::prepare(tx, place, &text.body, language, row.published_at).await?;
                comments::insert(tx, &row, &made).await?;
                count_comment(tx, row.root.id, 1).await?;
                name(tx, &SubjectRef::new("comment", row.id.0), place, &made, row.published_at, text).await
            }
            Self::Accepted { post, comment } => {
                for subject in [SubjectRef::new("post", post.0), SubjectRef::new("comment", comment.0)] {
                    if writing::store::place_of(tx, &subject).await?.is_none() {
                        return Ok(Done::Gone);
                    }
                }
                posts::save_answer(tx, *post, Some(*comment)).await.map(|()| Done::Made)
            }
            Self::Reaction { on, member, emotion, at } => match writing::store::place_of(tx, on).await? {
                Some(place) => reactions::set(tx, on, place, *member, Some(*emotion), *at).await.map(Done::from),
                None => Ok(Done::Gone),
            },
            Self::Vote { comment, member, at } => match writing::store::place_of(tx, &SubjectRef::new("comment", comment.0)).await? {
                Some(_) => comments::vote(tx, *comment, *member, true, *at).await.map(Done::from),
                None => Ok(Done::Gone),
            },
            Self::Bookmark { post, member, at } => {
                let subject = SubjectRef::new("post", post.0);
                match writing::store::place_of(tx, &subject).await? {
                    Some(_) => marks::add(tx, *member, &subject, Mark::Bookmark, *at).await.map(|()| Done::Made),
                    None => Ok(Done::Gone),
                }
            }
        }
    }
}

/// Keeps whom a new text mentions and the topics that it names, those of the source after its own.
async fn name(tx: &mut Tx, subject: &SubjectRef, place: PlaceId, made: &writing::Text, at: i64, text: &Written) -> Result<Done> {
    writing::save_named(tx, subject, place, made, at, &text.fresh).await?;
    for (topic, fresh) in text.topics.iter().zip(text.fresh.iter().rev()) {
        topics::add_use(tx, subject, place, topic, at, *fresh).await?;
    }
    Ok(Done::Made)
}
