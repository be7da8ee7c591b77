//! The pass over the rows of a source: what they name is found, what is new is written in batches with its keys.

use super::added::Added;
use super::groups::Groups;
use super::insert::{Done, Insert, Written as Text};
use super::managers::Wanted;
use super::report::{Told, What};
use super::roster::Roster;
use super::{Body, Comment, Community, Item, Kind, On, Piece, Post, Presence, Reason, Report, Row, Source, body};
use crate::mapping::text;
use crate::{ImportError, keys};
use ruche_content::Content;
use ruche_content::comments::{model::CommentId, store as comments};
use ruche_content::posts::formats::{Details, MAX_HEADING, Question};
use ruche_content::posts::{model::PostId, store as posts};
use ruche_kernel::{Error, MemberId, PlaceId, Refusal, SubjectRef, names};
use ruche_people::communities::rules::{ICONS, MAX_DESCRIPTION, MAX_NAME, NewCommunity};
use ruche_people::organisation::place::place_new;
use ruche_platform::{search, work};
use ruche_texts::{Locale, T};
use ruche_web::markdown;
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::sync::Arc;

/// The most rows of one transaction.
const BATCH: usize = 500;

/// How a source is written.
#[derive(Clone, Debug)]
pub struct Options {
    /// The name of the source in the keys: the same thing under the same name is never doubled.
    pub source: String,
    /// Whether only the report is made, without writing anything.
    pub dry_run: bool,
    /// Who owns communities of which the source names no owner.
    pub owner: Option<MemberId>,
    /// How a directory is followed; nothing for what is not a directory.
    pub follow: Option<Follow>,
}

/// How a directory is followed: what becomes of who is new, and of who is gone from it.
#[derive(Clone, Copy, Debug)]
pub struct Follow {
    /// Whether the accounts of those who are gone from it are closed.
    pub leavers: bool,
    /// The most of those whom it names, in a hundred, who may be gone; one person always may.
    pub most_leavers: u64,
    /// Whether those who are new arrive, with a first visit and a journey.
    pub arrivals: bool,
    /// Whether what it says of people is changed there alone from then on: it says it again every night.
    pub holds: bool,
}

impl Default for Follow {
    fn default() -> Self {
        Self { leavers: false, most_leavers: 10, arrivals: false, holds: false }
    }
}

/// Told of what is being written and how many rows of it were looked at; breaking stops there, with everything so far kept.
pub type OnProgress<'a> = &'a mut (dyn FnMut(Kind, u64) -> ControlFlow<()> + Send);

/// Writes a source into the company of this database. Other writes take their turn between two batches.
///
/// # Errors
/// What is wrong with the files, before anything is written; `NotFound` without a company, `Conflict` when the same source is
/// written twice at the same time, and what the database says: what was written before stays, and the next run goes on.
pub async fn write(content: &Content, source: &dyn Source, options: &Options, on_progress: OnProgress<'_>) -> Result<Report, ImportError> {
    let plan = Pass::new(content, options, true).await?.run(source, &mut |_, _| ControlFlow::Continue(())).await?;
    if options.dry_run || plan.stopped.is_some() {
        return Ok(Report { dry_run: true, ..plan });
    }
    let report = Pass::new(content, options, false).await?.run(source, on_progress).await;
    // What comes in this way tells nothing: search finds it once the index was made again, even what came before it was cut.
    if report.as_ref().map_or(true, |report| report.lines.iter().any(|line| line.created > 0)) {
        let now = content.platform.now();
        content.platform.db.write(work!([] | tx | { search::order_rebuild(tx, now).await })).await?;
    }
    report
}

/// What a key became.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// Our id.
    pub target: i64,
    /// Whether this pass came by it already.
    pub seen: bool,
    /// Whether this pass made it.
    pub fresh: bool,
    /// Of a person, what they are; nothing until it is asked.
    pub here: Option<Here>,
}

/// What a person is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Here {
    Employee,
    Partner,
    Gone,
}

/// One pass over the whole source.
pub(super) struct Pass<'a> {
    pub content: &'a Content,
    pub options: &'a Options,
    pub dry: bool,
    pub now: i64,
    /// The place of the company.
    pub company: PlaceId,
    /// Its language.
    pub language: String,
    known: HashMap<Kind, HashMap<String, Known>>,
    /// The logins of the people that this pass makes.
    pub logins: HashMap<String, String>,
    /// Everyone who is here.
    pub roster: Roster,
    /// The fields that the company added.
    pub added: Added,
    /// Whom those of the source report to, and where that is said.
    pub wanted: Vec<Wanted>,
    /// The fields that the source says of those whom it names.
    pub said: HashMap<i64, String>,
    /// What is learnt of groups.
    pub groups: Groups,
    /// The key of somebody whom the source says is gone, and why.
    pub gone: HashMap<String, Reason>,
    /// How many rows there are of which it cannot be told whom they are about.
    pub blind: u64,
    /// Who owns the communities of the source.
    owners: HashSet<(String, MemberId)>,
    pub report: Report,
    pub batch: Vec<(String, Insert)>,
}

impl<'a> Pass<'a> {
    async fn new(content: &'a Content, options: &'a Options, dry: bool) -> Result<Self, ImportError> {
        let company = ruche_people::sign_in::Sessions(content.people.clone()).company_place().await?.ok_or(Error::NotFound)?;
        let language = ruche_people::setup::store::settings(&content.platform.db).await?.company.locale;
        let report = Report { dry_run: options.dry_run, ..Report::default() };
        let added = Added::load(&content.platform.db, &language).await?;
        let (now, roster) = (content.platform.now(), Roster::load(&content.platform.db).await?);
        Ok(Self {
            content,
            options,
            dry,
            now,
            company,
            language,
            known: HashMap::new(),
            logins: HashMap::new(),
            roster,
            added,
            said: HashMap::new(),
            wanted: Vec::new(),
            groups: Groups::default(),
            gone: HashMap::new(),
            blind: 0,
            owners: HashSet::new(),
            report,
            batch: Vec::with_capacity(BATCH),
        })
    }

    async fn run(mut self, source: &dyn Source, on_progress: OnProgress<'_>) -> Result<Report, ImportError> {
        self.unknown_fields(source);
        let mut at = None;
        for row in source.rows()? {
            let row = row?;
            let kind = row.kind;
            if let Some(before) = at
                && before != kind
            {
                self.flush(before).await?;
                tell(on_progress, before, self.report.line(before).found)?;
            }
            if at != Some(kind) {
                for named in [kind, Kind::Person] {
                    if !self.knows(named) {
                        self.recall(named).await?;
                    }
                }
            }
            at = Some(kind);
            self.report.of(kind).found += 1;
            self.row(row).await?;
            if self.batch.len() == BATCH {
                self.flush(kind).await?;
                tell(on_progress, kind, self.report.line(kind).found)?;
            } else if self.report.of(kind).found.is_multiple_of(BATCH as u64) {
                // Reading never waits by itself: others get their turn here.
                tokio::task::yield_now().await;
            }
        }
        if let Some(kind) = at {
            self.flush(kind).await?;
            tell(on_progress, kind, self.report.line(kind).found)?;
        }
        if let Some(follow) = self.options.follow {
            self.leavers(follow).await?;
            if follow.holds {
                self.leave_groups(source).await?;
            }
            if follow.holds && !self.dry {
                self.hold().await?;
            }
        }
        Ok(self.report)
    }

    /// Brings the keys of a kind into memory.
    pub(super) async fn recall(&mut self, kind: Kind) -> Result<(), ImportError> {
        let mut known = HashMap::new();
        let keep = |id, target| {
            known.insert(id, Known { target, seen: false, fresh: false, here: None });
            Ok(())
        };
        let db = &self.content.platform.db;
        keys::known(db, &self.options.source, kind.word(), keep).await?;
        if kind == Kind::Community {
            // One that was merged since is the one that it became.
            let targets: Vec<i64> = known.values().map(|known| known.target).collect();
            let merged = ruche_people::communities::merged_among(db, &targets).await?;
            for one in known.values_mut() {
                one.target = merged.get(&PlaceId(one.target)).map_or(one.target, |into| into.0);
            }
        }
        self.known.insert(kind, known);
        Ok(())
    }

    async fn row(&mut self, row: Row) -> Result<(), ImportError> {
        let Row { id, at, kind, item, presence } = row;
        let item = match item {
            Ok(item) => item,
            Err(reason) => {
                if kind == Kind::Person {
                    self.not_taken(&id, presence, &reason);
                }
                self.report.skip(kind, at, reason);
                return Ok(());
            }
        };
        if let (Item::Membership { community, person, .. }, Some(_)) = (&item, self.options.follow) {
            self.named(community, person).await?;
        }
        if let Item::Manager { person, manager } = item {
            return self.manager(at, &person, &manager);
        }
        let before = self.known.get_mut(&kind).and_then(|known| known.get_mut(&id));
        match before {
            Some(Known { seen: true, .. }) => self.report.skip(kind, at, "the same row again".into()),
            Some(before) => {
                before.seen = true;
                match item {
                    Item::Person(person) => self.person_again(&id, at, person).await?,
                    Item::Community(community) => {
                        self.owner(&id, &community).await?;
                        self.report.of(kind).already += 1;
                    }
                    _ => self.report.of(kind).already += 1,
                }
            }
            None => match item {
                Item::Person(person) => self.person(id, at, person).await?,
                Item::Photo { person, bytes } => self.photo(id, at, &person, bytes).await?,
                Item::Invitation { person } => self.invitation(id, at, &person).await?,
                item => match self.prepare(&id, item).await? {
                    Ok(insert) => self.plan(kind, id, insert),
                    Err(reason) => self.report.skip(kind, at, reason),
                },
            },
        }
        Ok(())
    }

    /// Takes a row into the batch, and its key among those that later rows may name.
    pub(super) fn plan(&mut self, kind: Kind, id: String, insert: Insert) {
        let here = match &insert {
            Insert::Member { closed, .. } => Some(if *closed { Here::Gone } else { Here::Employee }),
            _ => None,
        };
        self.keep(kind, id.clone(), Known { target: insert.target(), seen: true, fresh: true, here });
        let line = self.report.of(kind);
        if matches!(insert, Insert::Known(_)) {
            line.already += 1
        } else {
            line.created += 1
        }
        if !self.dry {
            self.batch.push((id, insert));
        }
    }

    pub(super) fn keep(&mut self, kind: Kind, id: String, known: Known) {
        self.known.entry(kind).or_default().insert(id, known);
    }

    /// Writes the batch and its keys, all or nothing.
    async fn flush(&mut self, kind: Kind) -> Result<(), ImportError> {
        if kind == Kind::Manager {
            return self.settle_managers().await;
        }
        if self.batch.is_empty() {
            return Ok(());
        }
        let rows = Arc::new(std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH)));
        let source: Arc<str> = self.options.source.as_str().into();
        let (ground, now) = (self.content.platform.clone(), self.now);
        let (there, gone) = self
            .content
            .platform
            .db
            .write(work!(
                [rows, source, ground] | tx | {
                    let (mut there, mut gone) = (0_u64, 0_u64);
                    for (id, insert) in rows.iter() {
                        keys::insert(tx, &source, kind.word(), id, insert.target()).await?;
                        match insert.run(tx).await? {
                            Done::There if !matches!(insert, Insert::Known(_)) => there += 1,
                            Done::Gone => gone += 1,
                            Done::Made | Done::There => {}
                        }
                    }
                    let placed: Vec<_> = rows.iter().filter_map(|(_, insert)| insert.placed()).collect();
                    place_new(tx, &|| ground.id(), &placed, now).await?;
                    Ok((there, gone))
                }
            ))
            .await?;
        let line = self.report.of(kind);
        line.created -= there + gone;
        line.already += there;
        if gone > 0 {
            *line.skipped.entry("what it belongs to was removed since".into()).or_default() += gone;
        }
        Ok(())
    }

    /// Whether the keys of a kind are in memory.
    pub(super) fn knows(&self, kind: Kind) -> bool {
        self.known.contains_key(&kind)
    }

    /// What a person of the source became.
    pub(super) fn known_person(&self, id: &str) -> Option<&Known> {
        self.known.get(&Kind::Person)?.get(id)
    }

    /// What this pass knows of a kind, to be looked through.
    pub(super) fn known(&self, kind: Kind) -> impl Iterator<Item = (&String, &Known)> {
        self.known.get(&kind).into_iter().flatten()
    }

    /// Notes that the row of somebody is left out, and whether the source holds them all the same.
    fn not_taken(&mut self, id: &str, presence: Presence, reason: &Reason) {
        match presence {
            Presence::Here => {
                if let Some(known) = self.known.get_mut(&Kind::Person).and_then(|known| known.get_mut(id)) {
                    known.seen = true;
                }
            }
            Presence::Gone => {
                self.gone.insert(id.to_owned(), reason.clone());
            }
            Presence::Unknown => self.blind += 1,
        }
    }

    /// Whether a person is one whom this pass made.
    pub(super) fn is_new(&self, person: &str) -> bool {
        self.known.get(&Kind::Person).and_then(|known| known.get(person)).is_some_and(|known| known.fresh)
    }

    pub(super) fn find(&self, kind: Kind, id: &str) -> Option<i64> {
        self.known.get(&kind).and_then(|known| known.get(id)).map(|known| known.target)
    }

    /// A person of this source, and what they are now.
    pub(super) fn person_here(&self, id: &str) -> Result<Option<(MemberId, Here)>, ImportError> {
        let Some(known) = self.known_person(id) else { return Ok(None) };
        let member = MemberId(known.target);
        let here = known.here.unwrap_or_else(|| self.roster.here(member, self.now));
        Ok(Some((member, here)))
    }

    /// Somebody who may do something now.
    pub(super) fn doer(&self, id: &str) -> Result<Result<MemberId, Reason>, ImportError> {
        Ok(match self.person_here(id)? {
            None => Err("the person is unknown".into()),
            Some((_, Here::Gone)) => Err("the person has left".into()),
            Some((_, Here::Partner)) => Err("the person is a partner here".into()),
            Some((member, Here::Employee)) => Ok(member),
        })
    }

    /// What a row becomes, or why it is left out.
    async fn prepare(&mut self, id: &str, item: Item) -> Result<Result<Insert, Reason>, ImportError> {
        let insert = match item {
            Item::Person(_) | Item::Photo { .. } | Item::Manager { .. } | Item::Invitation { .. } => {
                return Err(Error::bug("people are not prepared here").into());
            }
            Item::Community(community) => return self.community(id, community).await,
            Item::Membership { community, person, at } => match (self.find(Kind::Community, &community), self.doer(&person)?) {
                (None, _) => Err("the community is unknown".into()),
                (_, Err(reason)) => Err(reason),
                (_, Ok(member)) if self.owners.contains(&(community, member)) => Err("the person owns the community".into()),
                (Some(place), Ok(member)) => match (self.belongs(place, member), self.options.follow) {
                    (Err(reason), _) => Err(reason),
                    (Ok(true), Some(_)) => Ok(Insert::Known(place)),
                    (Ok(_), follow) => {
                        if follow.is_some_and(|follow| follow.holds) {
                            self.tell_moves(place, member, &person, true);
                        }
                        let by = if follow.is_some() { self.options.source.clone() } else { String::new() };
                        Ok(Insert::Membership { place: PlaceId(place), member, at: at.unwrap_or(self.now), by })
                    }
                },
            },
            Item::Post(post) => self.post(post),
            Item::Comment(comment) => self.comment(comment),
            Item::Accepted { post, comment } => match (self.find(Kind::Post, &post), self.find(Kind::Comment, &comment)) {
                (Some(post), Some(comment)) => Ok(Insert::Accepted { post: PostId(post), comment: CommentId(comment) }),
                _ => Err("the question or the answer was left out".into()),
            },
            Item::Reaction { on, person, emotion, at } => match (self.subject(&on), self.doer(&person)?) {
                (Some(on), Ok(member)) => Ok(Insert::Reaction { on, member, emotion, at }),
                (None, _) => Err(NO_SUBJECT.into()),
                (_, Err(reason)) => Err(reason),
            },
            Item::Vote { comment, person, at } => match (self.find(Kind::Comment, &comment), self.doer(&person)?) {
                (Some(comment), Ok(member)) => Ok(Insert::Vote { comment: CommentId(comment), member, at }),
                (None, _) => Err(NO_SUBJECT.into()),
                (_, Err(reason)) => Err(reason),
            },
            Item::Bookmark { post, person, at } => match (self.find(Kind::Post, &post), self.doer(&person)?) {
                (Some(post), Ok(member)) => Ok(Insert::Bookmark { post: PostId(post), member, at }),
                (None, _) => Err(NO_SUBJECT.into()),
                (_, Err(reason)) => Err(reason),
            },
        };
        Ok(insert)
    }

    fn subject(&self, on: &On) -> Option<SubjectRef> {
        match on {
            On::Post(id) => self.find(Kind::Post, id).map(|id| SubjectRef::new("post", id)),
            On::Comment(id) => self.find(Kind::Comment, id).map(|id| SubjectRef::new("comment", id)),
        }
    }

    /// Who owns a community: whom the source names, if they are here, else whom the words of the command named.
    async fn owner(&mut self, id: &str, community: &Community) -> Result<Option<MemberId>, ImportError> {
        let mut owner = self.options.owner;
        if let Some(named) = &community.owner
            && let Ok(named) = self.doer(named)?
        {
            owner = Some(named);
        }
        self.owners.extend(owner.map(|owner| (id.to_owned(), owner)));
        Ok(owner)
    }

    async fn community(&mut self, id: &str, community: Community) -> Result<Result<Insert, Reason>, ImportError> {
        let follows = self.options.follow.is_some_and(|follow| follow.holds);
        let Some(owner) = self.owner(id, &community).await? else {
            let reason = Reason::from("it has no owner who is here: name one with --owner");
            if follows {
                let (key, name, reason) = (id.to_owned(), text::fit(&community.name, MAX_NAME), Some(reason.clone()));
                self.report.person(Told { what: What::LeftOut, member: None, key, name, fields: Vec::new(), reason });
            }
            return Ok(Err(reason));
        };
        let id = PlaceId(self.content.platform.id());
        let mut new = NewCommunity {
            name: text::fit(&community.name, MAX_NAME),
            description: names::excerpt(&names::clean_text(&community.description), MAX_DESCRIPTION - 1),
            access: community.access,
            icon: ICONS[0].to_owned(),
            // A hue of its own, the same in every run.
            hue: community.name.bytes().fold(0_i64, |hue, byte| (hue * 31 + i64::from(byte)) % 36) * 10,
            language: self.language.clone(),
            reviewed: false,
        };
        let refusals = new.check();
        if !refusals.is_empty() {
            return Ok(Err(sentence(&refusals)));
        }
        if follows {
            self.groups.made.insert(id.0, new.name.clone());
            self.tell_moves(id.0, owner, "", true);
        }
        Ok(Ok(Insert::Community { id, community: Box::new(new), owner, at: community.created_at.unwrap_or(self.now) }))
    }

    /// The author and the text of a post or comment.
    fn written(&self, author: &str, body: &Body, topics: &[String], at: i64, empty: bool) -> Result<(MemberId, Text), Reason> {
        let author = self.find(Kind::Person, author).ok_or("the person is unknown")?;
        if at > self.now {
            return Err("its date is to come".into());
        }
        let body = body.written(|piece| match piece {
            Piece::Text(_) => None,
            Piece::Person(id, _) => self.find(Kind::Person, id),
            Piece::Community(id, _) => self.find(Kind::Community, id),
        });
        let body = names::clean_text(&body);
        if let Some(refusal) = body::refusal(&body).filter(|_| !(empty && body.is_empty())) {
            return Err(refusal.into());
        }
        let mut topics: Vec<(String, String)> = topics.iter().filter_map(|t| text::topic(t)).map(|t| (names::sort_key(&t), t)).collect();
        topics.dedup_by(|a, b| a.0 == b.0);
        let fresh = (0..markdown::named(&body).topics.len() + topics.len()).map(|_| self.content.platform.id()).collect();
        Ok((MemberId(author), Text { body, topics, fresh }))
    }

    fn post(&self, post: Post) -> Result<Insert, Reason> {
        let place = PlaceId(self.find(Kind::Community, &post.community).ok_or("the community is unknown")?);
        let (author, text) = self.written(&post.author, &post.body, &post.topics, post.at, post.missing_file || post.question.is_some())?;
        let row = posts::NewRow {
            id: PostId(self.content.platform.id()),
            place,
            author,
            details: if post.question.is_some() { Details::Question(Question::default()) } else { Details::Message },
            heading: post.question.map(|title| text::fit(&title, MAX_HEADING)).unwrap_or_default(),
            missing_file: post.missing_file,
            created_at: self.now,
            published_at: post.at,
            expires_at: None,
            shared: None,
            writer: None,
        };
        Ok(Insert::Post { row: Box::new(row), text })
    }

    fn comment(&self, comment: Comment) -> Result<Insert, Reason> {
        let post = self.find(Kind::Post, &comment.post).ok_or("the post was left out")?;
        let parent = comment.parent.map(|parent| self.find(Kind::Comment, &parent).ok_or("the comment it replies to was left out"));
        let parent = parent.transpose()?.map(CommentId);
        let (author, text) = self.written(&comment.author, &comment.body, &[], comment.at, false)?;
        // The place is that of the post, and is found when it is written.
        let (id, place, root) = (CommentId(self.content.platform.id()), PlaceId(0), SubjectRef::new("post", post));
        Ok(Insert::Comment { row: Box::new(comments::NewRow { id, place, root, parent, author, published_at: comment.at }), text })
    }
}

const NO_SUBJECT: &str = "the post or comment was left out";

/// Refusals in the words that pages have for them.
pub(super) fn sentence(refusals: &[Refusal]) -> Reason {
    let one = |r: &Refusal| T(Locale::En).refusal(r.code, &r.args).unwrap_or_else(|| r.code.to_owned());
    refusals.iter().map(one).collect::<Vec<_>>().join(" ").into()
}

fn tell(on_progress: OnProgress<'_>, kind: Kind, done: u64) -> Result<(), ImportError> {
    match on_progress(kind, done) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(ImportError::Stopped),
    }
}
