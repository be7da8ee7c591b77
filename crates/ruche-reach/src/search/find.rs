//! Finding for a viewer: the scope of what they read, what the index gives of it, and what the rooms then show.

use super::ask::{Asked, PAGE};
use super::groups::Group;
use jiff::tz::TimeZone;
use ruche_kernel::{Actor, Error, MemberId, Result, SubjectRef};
use ruche_people::access;
use ruche_platform::Platform;
use ruche_platform::search::{DEEPEST, Query, Scope, Shown};
use std::collections::HashMap;

/// How many communities or topics are looked at: who may see one is known by its room alone, one by one.
const CHECKED: usize = 100;

/// What was found, as its viewer may see it.
#[derive(Clone, Debug, Default)]
pub(super) struct Results {
    /// How many of each group that was looked at.
    pub counts: Vec<(Group, usize)>,
    /// What is shown of each group, in order; empty ones are left out.
    pub sections: Vec<(Group, Vec<Shown>)>,
    /// Whether another page follows.
    pub more: bool,
    /// Who `by` names, where it names somebody that the viewer sees.
    pub author: Option<Shown>,
}

impl Results {
    /// How many in all.
    pub fn total(&self) -> usize {
        self.counts.iter().map(|(_, count)| count).sum()
    }
}

/// What `viewer` reads now.
///
/// # Errors
/// What the database says.
pub(super) async fn scope(platform: &Platform, viewer: &Actor) -> Result<Scope> {
    let places = access::visible_places(&platform.db, viewer.id, platform.now()).await?;
    if viewer.sees_everyone() {
        return Ok(Scope { places, named: None });
    }
    let mut named = std::collections::HashSet::new();
    for room in platform.findables.all() {
        named.extend(room.named(viewer).await?);
    }
    Ok(Scope { places, named: Some(named) })
}

/// What `viewer` may see of these, in the order given; the others do not exist.
///
/// # Errors
/// What a room's store says.
pub(super) async fn shown(platform: &Platform, viewer: &Actor, subjects: &[SubjectRef]) -> Result<Vec<Shown>> {
    let mut found = HashMap::with_capacity(subjects.len());
    for room in platform.findables.all() {
        let own: Vec<SubjectRef> = subjects.iter().filter(|subject| room.kinds().contains(&subject.kind.as_str())).cloned().collect();
        if !own.is_empty() {
            found.extend(room.shown(viewer, &own).await?.into_iter().map(|shown| (shown.subject.clone(), shown)));
        }
    }
    Ok(subjects.iter().filter_map(|subject| found.remove(subject)).collect())
}

/// Finds.
///
/// # Errors
/// `Unavailable` while there is no index.
pub(super) async fn find(platform: &Platform, viewer: &Actor, asked: &Asked, zone: &TimeZone) -> Result<Results> {
    let scope = scope(platform, viewer).await?;
    let mut results = Results::default();
    let mut author = None;
    if !asked.by.is_empty() {
        results.author = named(platform, viewer, &scope, &asked.by).await?;
        let Some(found) = &results.author else { return Ok(results) };
        author = Some(MemberId(found.subject.id));
    }
    // Posts, comments, files and people: what the scope lets through is what the viewer sees, so that counts are those of the index.
    let mut groups: Vec<Group> =
        [Group::People, Group::Writings, Group::Files].into_iter().filter(|group| !group.named() || !asked.filtered()).collect();
    let counted = groups.len();
    // Communities and topics: few bear a name, and each is asked of its room.
    if !asked.filtered() && !asked.words.is_empty() {
        groups.extend([Group::Communities, Group::Topics]);
    }
    let wanted = |group: Group| asked.group.is_none_or(|only| only == group);
    let queries: Vec<Query> = groups
        .iter()
        .enumerate()
        .map(|(place, group)| {
            let (skip, limit) = match page(asked, *group) {
                _ if place >= counted => (0, CHECKED),
                (skip, limit) if wanted(*group) => (skip, limit),
                _ => (0, 0),
            };
            Query { skip, limit, ..asked.ask(group.kinds(), author, zone) }
        })
        .collect();
    let mut waiting: Vec<(Group, Vec<SubjectRef>)> = Vec::new();
    for (place, (group, found)) in groups.into_iter().zip(platform.index.search_each(&queries, &scope).await?).enumerate() {
        let (skip, limit) = page(asked, group);
        if place < counted {
            let many = group.kinds().iter().filter_map(|kind| found.counts.get(*kind)).sum::<usize>();
            results.counts.push((group, many));
            if wanted(group) {
                results.more |= asked.group.is_some() && skip + PAGE < many.min(DEEPEST);
                waiting.push((group, found.hits));
            }
        } else {
            let seen = shown(platform, viewer, &found.hits).await?;
            results.counts.push((group, seen.len()));
            if wanted(group) {
                results.more |= asked.group.is_some() && skip + limit < seen.len();
                results.sections.push((group, seen.into_iter().skip(skip).take(limit).collect()));
            }
        }
    }
    let all: Vec<SubjectRef> = waiting.iter().flat_map(|(_, hits)| hits.iter().cloned()).collect();
    let mut seen: HashMap<SubjectRef, Shown> =
        shown(platform, viewer, &all).await?.into_iter().map(|shown| (shown.subject.clone(), shown)).collect();
    for (group, hits) in waiting {
        results.sections.push((group, hits.iter().filter_map(|hit| seen.remove(hit)).collect()));
    }
    results.sections.retain(|(_, shown)| !shown.is_empty());
    results.sections.sort_by_key(|(group, _)| Group::ALL.iter().position(|one| one == group));
    Ok(results)
}

/// Which part of a group a page shows.
fn page(asked: &Asked, group: Group) -> (usize, usize) {
    if asked.group == Some(group) { ((asked.page - 1).saturating_mul(PAGE).min(DEEPEST), PAGE) } else { (0, group.few()) }
}

/// The likeliest person of a name, among those whom the viewer sees.
pub(super) async fn named(platform: &Platform, viewer: &Actor, scope: &Scope, name: &str) -> Result<Option<Shown>> {
    let hits = platform.index.complete(name, Group::People.kinds(), scope, 8).await?;
    Ok(shown(platform, viewer, &hits).await?.into_iter().next())
}

/// What begins like `text`: for completion while typing, at most `limit`.
///
/// # Errors
/// `Unavailable` while there is no index.
pub(super) async fn complete(platform: &Platform, viewer: &Actor, text: &str, groups: &[Group], limit: usize) -> Result<Vec<Shown>> {
    let scope = scope(platform, viewer).await?;
    let kinds: Vec<&str> = groups.iter().flat_map(|group| group.kinds()).copied().collect();
    // More than are shown: some may be of no place that the viewer meets.
    let hits = platform.index.complete(text, &kinds, &scope, limit * 4).await?;
    let mut found = shown(platform, viewer, &hits).await?;
    found.truncate(limit);
    Ok(found)
}

/// Asks that there is an index.
///
/// # Errors
/// `Unavailable` when not.
pub(super) fn available(platform: &Platform) -> Result<()> {
    match platform.index.state() {
        ruche_platform::search::State::Ready => Ok(()),
        _ => Err(Error::Unavailable("there is no search index".into())),
    }
}
