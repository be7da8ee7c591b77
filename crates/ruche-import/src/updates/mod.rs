//! Replays the update streams of an LDBC data set that was loaded: each operation by the product's own action, in the order of the
//! streams, one after the other, by the person whose it is.
//!
//! Rules: what is done is done now, since no action takes a date; others are told of it as of anything else. Who writes in an open
//! community without belonging to it joins it first, as a page would have them do. What an action refuses is counted with its reason.
//! What was done keeps its key, so that a replay that was cut goes on; an operation is sent under a key of its own besides, so that
//! even the one during which it was cut is done once.
//! Deliberately not here: tags and cities of the streams, and pictures, whose files no data set holds.

mod report;
mod stream;

pub use report::{Line, Replay};
pub use stream::{Update, Updates};

use crate::mapping::{Kind, rows, text};
use crate::{ImportError, keys};
use report::Act;
use ruche_content::Content;
use ruche_content::comments::actions as comments;
use ruche_content::posts::formats::Details;
use ruche_content::posts::publishing as posts;
use ruche_content::reactions::{Kind as Emotion, actions as reactions};
use ruche_kernel::{Actor, Error, MemberId, PlaceId, Refusal, Result as Kernel, SubjectRef};
use ruche_people::communities::{self, rules};
use ruche_people::members::actions::{self as people, NewMember};
use ruche_people::members::store as members;
use ruche_platform::work;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Does what the streams say, and tells how that went. `tell` is given the number of operations after each thousand.
///
/// # Errors
/// What is wrong with the files, what the database says, `NotFound` without a company. What was done before stays.
pub async fn replay(content: &Content, updates: &Updates, source: &str, tell: &mut (dyn FnMut(u64) + Send)) -> Result<Replay, ImportError> {
    let language = ruche_people::setup::store::settings(&content.platform.db).await?.company.locale;
    let mut player = Player { content, source: source.into(), language, known: HashMap::new(), report: Replay::default() };
    for kind in [Kind::Person, Kind::Forum, Kind::ForumMember, Kind::Post, Kind::Comment, Kind::PostLike, Kind::CommentLike, Kind::Knows] {
        let mut known = HashMap::new();
        let keep = |id, target| {
            known.insert(id, target);
            Ok(())
        };
        keys::known(&content.platform.db, source, kind.word(), keep).await?;
        player.known.insert(kind, known);
    }
    // Everything is read before anything is done.
    for update in updates.read()? {
        update?;
    }
    let started = Instant::now();
    let mut count = 0;
    for update in updates.read()? {
        player.play(update?).await?;
        count += 1;
        if count % 1000 == 0 {
            tell(count);
        }
    }
    player.report.took = started.elapsed();
    Ok(player.report)
}

struct Player<'a> {
    content: &'a Content,
    source: Arc<str>,
    language: String,
    /// What each key became.
    known: HashMap<Kind, HashMap<String, i64>>,
    report: Replay,
}

/// What an operation made, and how long its action took.
type Done = Kernel<(i64, Duration)>;

impl Player<'_> {
    async fn play(&mut self, update: Update) -> Result<(), ImportError> {
        let (act, kind, key) = match &update {
            Update::Person(person) => (Act::Person, Kind::Person, person.id.to_string()),
            Update::LikePost(person, post) => (Act::Like, Kind::PostLike, format!("{person}:{post}")),
            Update::LikeComment(person, comment) => (Act::Like, Kind::CommentLike, format!("{person}:{comment}")),
            Update::Forum(id, ..) => (Act::Community, Kind::Forum, id.to_string()),
            Update::Join(person, forum) => (Act::Join, Kind::ForumMember, format!("{forum}:{person}")),
            Update::Post { id, .. } => (Act::Post, Kind::Post, id.to_string()),
            Update::Comment { id, .. } => (Act::Comment, Kind::Comment, id.to_string()),
            // Whichever way round the pair stands, it is the same pair.
            Update::Knows(a, b) => (Act::Follow, Kind::Knows, format!("{}:{}", a.min(b), a.max(b))),
        };
        self.report.of(act).found += 1;
        if self.find(kind, &key).is_some() {
            self.report.of(act).already += 1;
            return Ok(());
        }
        match self.act(update).await {
            Ok((target, took)) => {
                self.report.of(act).done(took);
                let (source, stored): (Arc<str>, Arc<str>) = (Arc::clone(&self.source), key.as_str().into());
                let db = &self.content.platform.db;
                db.write(work!([source, stored] | tx | { keys::insert(tx, &source, kind.word(), &stored, target).await })).await?;
                self.known.entry(kind).or_default().insert(key, target);
                Ok(())
            }
            Err(error) => self.report.of(act).refuse(error),
        }
    }

    async fn act(&mut self, update: Update) -> Done {
        match update {
            Update::Person(person) => self.person(&person).await,
            Update::LikePost(person, post) => self.like(person, SubjectRef::new("post", self.named(Kind::Post, post)?)).await,
            Update::LikeComment(person, comment) => {
                self.like(person, SubjectRef::new("comment", self.named(Kind::Comment, comment)?)).await
            }
            Update::Forum(id, title, moderator) => self.forum(id, &title, moderator).await,
            Update::Join(person, forum) => {
                let (actor, place) = (self.actor(person).await?, PlaceId(self.named(Kind::Forum, forum)?));
                let started = Instant::now();
                communities::actions::join(&self.content.people, &actor, place).await?;
                Ok((place.0, started.elapsed()))
            }
            Update::Post { id, language, content, author, forum } => {
                let (actor, place) = (self.actor(author).await?, PlaceId(self.named(Kind::Forum, forum)?));
                let post = posts::NewPost {
                    place,
                    details: Details::Message,
                    heading: String::new(),
                    body: text::markdown(&content),
                    chosen_language: None,
                    language,
                    files: Vec::new(),
                    expires_at: None,
                    shared: None,
                    behalf: None,
                    approver: None,
                    key: format!("{} post {id}", self.source),
                };
                self.belong(&actor, place).await?;
                let started = Instant::now();
                match posts::publish(self.content, &actor, &post).await? {
                    posts::Published::New(post) | posts::Published::Again(post) | posts::Published::Other(post) => {
                        Ok((post.0, started.elapsed()))
                    }
                }
            }
            Update::Comment { id, content, author, post, comment } => self.comment(id, &content, author, post, comment).await,
            Update::Knows(a, b) => {
                let (one, other) = (self.actor(a).await?, self.actor(b).await?);
                let started = Instant::now();
                people::follow(&self.content.people, &one, other.id).await?;
                people::follow(&self.content.people, &other, one.id).await?;
                Ok((other.id.0, started.elapsed() / 2))
            }
        }
    }

    async fn person(&self, person: &crate::ldbc::Person) -> Done {
        let row = rows::member(person).map_err(|_| Refusal::new("members.name_missing").at("name"))?;
        let new = NewMember {
            name: row.name,
            username: Some(row.username.clone()),
            languages: row.languages,
            locale: self.language.clone(),
            ..NewMember::default()
        };
        // The one that was made when it was cut.
        if let Some(made) = members::by_login(&self.content.platform.db, &row.username).await? {
            return Ok((made.0, Duration::ZERO));
        }
        let started = Instant::now();
        let made = people::create(&self.content.people, &new).await?;
        Ok((made.0, started.elapsed()))
    }

    async fn forum(&self, id: i64, title: &str, moderator: i64) -> Done {
        let owner = self.actor(moderator).await?;
        let community = rules::NewCommunity {
            name: text::line(title, rules::MAX_NAME),
            description: String::new(),
            access: rules::Access::Open,
            icon: rules::ICONS[0].to_owned(),
            hue: id.rem_euclid(36) * 10,
            language: self.language.clone(),
            reviewed: false,
        };
        let key = Some(format!("{} forum {id}", self.source));
        let started = Instant::now();
        let place = communities::actions::create_once(&self.content.people, &community, owner.id, key).await?;
        Ok((place.0, started.elapsed()))
    }

    async fn comment(&mut self, id: i64, text: &str, author: i64, post: Option<i64>, comment: Option<i64>) -> Done {
        let actor = self.actor(author).await?;
        let parent = comment.map(|comment| self.named(Kind::Comment, comment)).transpose()?;
        let (root, place) = match (post, parent) {
            (Some(post), _) => {
                let subject = SubjectRef::new("post", self.named(Kind::Post, post)?);
                let card = self.card(&actor, &subject).await?;
                (card.subject, card.place)
            }
            (None, Some(parent)) => {
                let card = self.card(&actor, &SubjectRef::new("comment", parent)).await?;
                (card.root, card.place)
            }
            (None, None) => return Err(Error::NotFound),
        };
        self.belong(&actor, place).await?;
        let parent = parent.map(ruche_content::comments::model::CommentId);
        let (body, language) = (text::markdown(text), self.language.clone());
        let new = comments::NewComment { root, parent, body, files: Vec::new(), language, key: format!("{} comment {id}", self.source) };
        let started = Instant::now();
        match comments::publish(self.content, &actor, &new).await? {
            comments::Published::Made(made) | comments::Published::Other(made) => Ok((made.0, started.elapsed())),
        }
    }

    async fn like(&self, person: i64, subject: SubjectRef) -> Done {
        let actor = self.actor(person).await?;
        let started = Instant::now();
        reactions::react(self.content, &actor, &subject, Some(Emotion::Like)).await?;
        Ok((subject.id, started.elapsed()))
    }

    async fn card(&self, actor: &Actor, subject: &SubjectRef) -> Kernel<ruche_platform::subjects::Card> {
        let room = self.content.platform.subjects.of(subject)?;
        room.cards(actor, std::slice::from_ref(subject)).await?.pop().ok_or(Error::NotFound)
    }

    /// Has somebody join the open community in which they are about to write.
    async fn belong(&mut self, actor: &Actor, place: PlaceId) -> Kernel<()> {
        if ruche_people::access::standing(&self.content.platform.db, actor.id, place).await?.is_some() {
            return Ok(());
        }
        let started = Instant::now();
        communities::actions::join(&self.content.people, actor, place).await?;
        let line = self.report.of(Act::JoinFirst);
        line.found += 1;
        line.done(started.elapsed());
        Ok(())
    }

    /// Somebody who acts now.
    async fn actor(&self, person: i64) -> Kernel<Actor> {
        let member = MemberId(self.named(Kind::Person, person)?);
        let platform = &self.content.platform;
        Ok(members::acting(&platform.db, member, platform.now()).await?.ok_or(Error::NotFound)?.actor)
    }

    fn named(&self, kind: Kind, id: i64) -> Kernel<i64> {
        self.find(kind, &id.to_string()).ok_or(Error::NotFound)
    }

    fn find(&self, kind: Kind, key: &str) -> Option<i64> {
        self.known.get(&kind).and_then(|known| known.get(key)).copied()
    }
}
