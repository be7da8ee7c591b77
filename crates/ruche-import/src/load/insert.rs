//! What is written for one row, in our ids: each room inserts its own.

use super::Known;
use crate::mapping::{self, Kind, SourceId, Subject};
use ruche_content::comments::{model::CommentId, store as comments};
use ruche_content::posts::{model::PostId, store as posts};
use ruche_content::reactions::{Kind as Reaction, store as reactions};
use ruche_content::topics::store as topics;
use ruche_content::writing::{self, Text, store::count_comment};
use ruche_kernel::{Error, MemberId, MemberKind, PlaceId, Result, SubjectRef, names};
use ruche_people::access::Standing;
use ruche_people::communities::{
    rules::{Access, ICONS, NewCommunity},
    store as communities,
};
use ruche_people::members::{
    actions::{NewMember, insert_member},
    store as members,
};
use ruche_platform::Platform;
use ruche_platform::db::Tx;
use ruche_web::markdown;
use std::collections::HashMap;

/// What was written, by kind; new ids; the language of the company.
pub(super) struct Ids {
    platform: Platform,
    language: String,
    written: HashMap<Kind, Known>,
}

impl Ids {
    pub(super) fn new(platform: Platform, language: String) -> Self {
        Self { platform, language, written: HashMap::new() }
    }

    /// The rows of a kind, for more to be added; later rows find theirs in it.
    pub(super) fn of(&mut self, kind: Kind) -> &mut Known {
        self.written.entry(kind).or_default()
    }

    /// Lets go of the links of a kind, which no row names.
    pub(super) fn forget_links(&mut self) {
        self.written.retain(|kind, _| matches!(kind, Kind::Person | Kind::Forum | Kind::Post | Kind::Comment));
    }

    /// Our id of a row that is named. The mapping leaves out whatever hangs on what was left out, so that it is always known.
    fn find(&self, kind: Kind, id: i64) -> Result<i64> {
        let row = self.written.get(&kind).and_then(|known| known.get(&SourceId(id, None)));
        row.map(|row| row.target).ok_or_else(|| Error::bug(format!("{}:{id} was not written", kind.word())))
    }

    fn member(&self, person: i64) -> Result<MemberId> {
        self.find(Kind::Person, person).map(MemberId)
    }

    fn place(&self, forum: i64) -> Result<PlaceId> {
        self.find(Kind::Forum, forum).map(PlaceId)
    }

    fn subject(&self, subject: Subject) -> Result<SubjectRef> {
        Ok(if subject.is_comment {
            SubjectRef::new("comment", self.find(Kind::Comment, subject.id)?)
        } else {
            SubjectRef::new("post", self.find(Kind::Post, subject.id)?)
        })
    }

    /// An id for each topic that a text names.
    fn topics(&self, body: &str) -> Vec<i64> {
        markdown::named(body).topics.iter().map(|_| self.platform.id()).collect()
    }
}

/// One row, ready to be written.
pub(super) enum Insert {
    Member { id: MemberId, member: Box<NewMember>, created_at: i64 },
    Follows { a: MemberId, b: MemberId, at: i64 },
    Community { id: PlaceId, community: Box<NewCommunity>, owner: MemberId, created_at: i64 },
    Membership { place: PlaceId, member: MemberId, joined_at: i64 },
    Post { row: Box<posts::NewRow>, body: String, language: String, topics: Vec<i64> },
    Comment { row: Box<comments::NewRow>, body: String, topics: Vec<i64> },
    Topic { subject: SubjectRef, place: PlaceId, topic: (String, String), published_at: i64, fresh: i64 },
    Reaction { subject: SubjectRef, place: PlaceId, member: MemberId, at: i64 },
}

impl Insert {
    pub(super) fn member(ids: &Ids, id: i64, row: mapping::Member) -> Result<Self> {
        let mut member = NewMember {
            name: row.name,
            username: Some(row.username),
            unit: row.unit,
            site: row.site,
            languages: row.languages,
            locale: ids.language.clone(),
            ..NewMember::default()
        };
        match member.check() {
            refusals if refusals.is_empty() => Ok(Self::Member { id: MemberId(id), member: Box::new(member), created_at: row.created_at }),
            refusals => Err(Error::Refused(refusals)),
        }
    }

    pub(super) fn follows(ids: &Ids, _: i64, row: mapping::Follows) -> Result<Self> {
        Ok(Self::Follows { a: ids.member(row.a)?, b: ids.member(row.b)?, at: row.at })
    }

    pub(super) fn community(ids: &Ids, id: i64, row: mapping::Community) -> Result<Self> {
        let mut community = NewCommunity {
            name: row.name,
            description: String::new(),
            access: Access::Open,
            icon: ICONS[0].to_owned(),
            // A hue of its own, always the same.
            hue: row.forum.rem_euclid(36) * 10,
            language: ids.language.clone(),
            reviewed: false,
        };
        match community.check() {
            refusals if refusals.is_empty() => Ok(Self::Community {
                id: PlaceId(id),
                community: Box::new(community),
                owner: ids.member(row.owner)?,
                created_at: row.created_at,
            }),
            refusals => Err(Error::Refused(refusals)),
        }
    }

    pub(super) fn membership(ids: &Ids, _: i64, row: mapping::Membership) -> Result<Self> {
        Ok(Self::Membership { place: ids.place(row.forum)?, member: ids.member(row.person)?, joined_at: row.joined_at })
    }

    pub(super) fn post(ids: &Ids, id: i64, row: mapping::Post) -> Result<Self> {
        let post = posts::NewRow {
            id: PostId(id),
            place: ids.place(row.forum)?,
            author: ids.member(row.author)?,
            details: Default::default(),
            heading: String::new(),
            missing_file: row.missing_file,
            created_at: ids.platform.now(),
            published_at: row.published_at,
            expires_at: None,
            shared: None,
            writer: None,
        };
        Ok(Self::Post { row: Box::new(post), topics: ids.topics(&row.body), body: row.body, language: row.language })
    }

    pub(super) fn comment(ids: &Ids, id: i64, row: mapping::Comment) -> Result<Self> {
        let mapping::CommentPlace { forum, post, parent } = row.place;
        let comment = comments::NewRow {
            id: CommentId(id),
            place: ids.place(forum)?,
            root: SubjectRef::new("post", ids.find(Kind::Post, post)?),
            parent: parent.map(|top| ids.find(Kind::Comment, top).map(CommentId)).transpose()?,
            author: ids.member(row.author)?,
            published_at: row.published_at,
        };
        Ok(Self::Comment { row: Box::new(comment), topics: ids.topics(&row.body), body: row.body })
    }

    pub(super) fn topic(ids: &Ids, id: i64, row: mapping::TopicUse) -> Result<Self> {
        let topic = (names::sort_key(&row.name), row.name);
        Ok(Self::Topic {
            subject: ids.subject(row.subject)?,
            place: ids.place(row.subject.forum)?,
            topic,
            published_at: row.subject.published_at,
            fresh: id,
        })
    }

    pub(super) fn reaction(ids: &Ids, _: i64, row: mapping::Reaction) -> Result<Self> {
        Ok(Self::Reaction {
            subject: ids.subject(row.subject)?,
            place: ids.place(row.subject.forum)?,
            member: ids.member(row.person)?,
            at: row.at,
        })
    }

    /// The id that is kept beside the key.
    pub(super) fn target(&self) -> i64 {
        match self {
            Self::Member { id, .. } | Self::Follows { b: id, .. } => id.0,
            Self::Community { id: place, .. } | Self::Membership { place, .. } => place.0,
            Self::Post { row, .. } => row.id.0,
            Self::Comment { row, .. } => row.id.0,
            Self::Topic { subject, .. } | Self::Reaction { subject, .. } => subject.id,
        }
    }

    /// Writes it; tells whether it was not there.
    pub(super) async fn run(&self, tx: &mut Tx) -> Result<bool> {
        match self {
            Self::Member { id, member, created_at } => insert_member(tx, *id, member, *created_at).await.map(|()| true),
            Self::Follows { a, b, at } => {
                let one = members::follow(tx, *a, *b, *at).await?;
                Ok(members::follow(tx, *b, *a, *at).await? || one)
            }
            Self::Community { id, community, owner, created_at } => {
                communities::insert_in(tx, *id, community, *created_at).await?;
                communities::add_member_in(tx, *id, *owner, Standing::Owner, *created_at, MemberKind::Employee).await
            }
            Self::Membership { place, member, joined_at } => {
                communities::add_member_in(tx, *place, *member, Standing::Member, *joined_at, MemberKind::Employee).await
            }
            Self::Post { row, body, language, topics } => {
                let text = writing::prepare(tx, row.place, body, language, row.published_at).await?;
                posts::insert(tx, row, &text).await?;
                name(tx, &SubjectRef::new("post", row.id.0), row.place, &text, row.published_at, topics).await
            }
            Self::Comment { row, body, topics } => {
                let language = writing::language::of(body).unwrap_or_default();
                let text = writing::prepare(tx, row.place, body, language, row.published_at).await?;
                comments::insert(tx, row, &text).await?;
                count_comment(tx, row.root.id, 1).await?;
                name(tx, &SubjectRef::new("comment", row.id.0), row.place, &text, row.published_at, topics).await
            }
            Self::Topic { subject, place, topic, published_at, fresh } => {
                topics::add_use(tx, subject, *place, topic, *published_at, *fresh).await
            }
            Self::Reaction { subject, place, member, at } => reactions::set(tx, subject, *place, *member, Some(Reaction::Like), *at).await,
        }
    }
}

/// Keeps the topics that a new text itself names. It mentions nobody: the mapping writes no link.
async fn name(tx: &mut Tx, subject: &SubjectRef, place: PlaceId, text: &Text, published_at: i64, fresh: &[i64]) -> Result<bool> {
    for (topic, fresh) in text.topics.iter().zip(fresh) {
        topics::add_use(tx, subject, place, topic, published_at, *fresh).await?;
    }
    Ok(true)
}
