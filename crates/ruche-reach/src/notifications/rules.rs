//! Whom an event concerns and how it is gathered: pure decisions. Rights and choices are asked beforehand, in bulk.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use ruche_kernel::{Event, MemberId, SubjectRef};
use ruche_platform::subjects::Concern;
use std::collections::HashSet;

/// What a notification is about; each can be switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Someone wrote the person's name.
    Mention,
    /// Someone answered what the person wrote.
    Reply,
    /// Someone reacted to what the person wrote.
    Reaction,
    /// Someone invites the person into a community, or added a person who cannot come in alone.
    Invitation,
    /// Someone asks to come into a community that the person looks after, or the person's own request was accepted.
    Request,
    /// The person's answer to a question was accepted.
    Answer,
    /// The person's post was shared elsewhere.
    Share,
    /// An event that the person goes to has moved.
    Event,
    /// Something that the person must read.
    Announcement,
    /// A text waits for the person to read it before it appears; or the person's own was accepted, came back, could not appear, or
    /// was published by somebody else in their name.
    Review,
    /// A search that the person keeps finds something new.
    Search,
    /// What becomes of a community that the person looks after.
    Community,
    /// Someone confirms a skill of the person, or one is proposed to them.
    Skill,
    /// A question is put to the person, by whoever asks or by a colleague.
    Asked,
    /// The first days, the person's own or those of somebody whom they accompany.
    Newcomer,
    /// Somebody reports to the person from now on.
    Team,
    /// The access of a partner for whom the person answers comes to its end.
    Partner,
}

impl Kind {
    /// Every kind, in the order of the settings.
    pub const ALL: [Self; 17] = [
        Self::Asked,
        Self::Mention,
        Self::Reply,
        Self::Answer,
        Self::Reaction,
        Self::Skill,
        Self::Share,
        Self::Event,
        Self::Invitation,
        Self::Request,
        Self::Search,
        Self::Newcomer,
        Self::Announcement,
        Self::Review,
        Self::Community,
        Self::Team,
        Self::Partner,
    ];

    /// Those that a person may switch off: what must be read is told to all, nobody's text is left waiting or lost, who looks after a
    /// community or answers for somebody knows it, and how many questions come is said by how many one accepts.
    pub fn choices() -> impl Iterator<Item = Self> {
        Self::ALL
            .into_iter()
            .filter(|kind| !matches!(kind, Self::Announcement | Self::Review | Self::Community | Self::Team | Self::Partner | Self::Asked))
    }

    /// The word under which it is stored and sent in forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Mention => "mention",
            Self::Reply => "reply",
            Self::Reaction => "reaction",
            Self::Invitation => "invitation",
            Self::Request => "request",
            Self::Answer => "answer",
            Self::Share => "share",
            Self::Event => "event",
            Self::Announcement => "announcement",
            Self::Review => "review",
            Self::Search => "search",
            Self::Community => "community",
            Self::Skill => "skill",
            Self::Newcomer => "newcomer",
            Self::Team => "team",
            Self::Partner => "partner",
            Self::Asked => "asked",
        }
    }

    /// From its word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// The word of the group of requests, and of that of invitations, of a community.
pub(super) const REQUEST: &str = "request";
/// The word of the group of what waits for a moderator.
pub(super) const REVIEW: &str = "review";
const INVITATION: &str = "invitation";
const HANDED: &str = "handed";
/// The word of the group of accesses that end, but not in the next days.
const ENDING_SOON: &str = "ending_soon";

/// What an event asks of the room that keeps its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// Who is concerned by the subject.
    Concerns,
    /// Who decides on requests in the place.
    Deciders,
    /// Nothing: the event names the person.
    Target,
    /// Who decides on requests, besides the person.
    Both,
    /// Whom the subject itself calls: its readers, those who go to it.
    Called,
}

/// Where the people whom a kind of event concerns come from; `None` for events that change no notification.
pub(super) fn source(event: &str) -> Option<Source> {
    match event {
        "post.published" | "post.edited" | "post.deleted" | "post.restored" | "comment.published" | "comment.edited"
        | "comment.deleted" | "comment.restored" | "reaction.changed" | "answer.accepted" => Some(Source::Concerns),
        "announcement.published" | "announcement.reminded" | "event.moved" | "question.put" => Some(Source::Called),
        "membership.asked"
        | "membership.refused"
        | "membership.withdrawn"
        | "draft.proposed"
        | "draft.settled"
        | "community.archived"
        | "community.unarchived" => Some(Source::Deciders),
        "draft.approved"
        | "draft.returned"
        | "draft.failed"
        | "post.approved"
        | "post.shared"
        | "post.behalf"
        | "search.found"
        | "skill.endorsed"
        | "skill.proposed"
        | "member.reports"
        | "question.asked"
        | "newcomer.given_buddy"
        | "newcomer.given_manager"
        | "newcomer.begun"
        | "newcomer.due"
        | "newcomer.asked"
        | "newcomer.answered"
        | "partner.ending_soon"
        | "partner.ending" => Some(Source::Target),
        "membership.accepted" | "membership.joined" => Some(Source::Both),
        "membership.invited" | "membership.declined" | "membership.uninvited" | "community.handed" | "community.taken_back" => {
            Some(Source::Target)
        }
        _ => None,
    }
}

/// Whether an event takes its subject away, and with it what was told of it.
pub(super) fn takes_away(event: &str) -> bool {
    matches!(event, "post.deleted" | "comment.deleted")
}

/// The kind of event that an event undoes: what that one put away is told again.
pub(super) fn undoes(event: &str) -> Option<&'static str> {
    match event {
        "post.restored" => Some("post.deleted"),
        "comment.restored" => Some("comment.deleted"),
        _ => None,
    }
}

/// What an answer puts away: the person's own invitation, when it is answered or taken back; a community that was passed on, when that is
/// taken back.
pub(super) fn answers_invitation(event: &Event) -> Option<(MemberId, String)> {
    let (person, word) = match event.kind.as_str() {
        "membership.joined" | "membership.accepted" => (event.target.unwrap_or(event.actor), INVITATION),
        "membership.declined" | "membership.uninvited" => (event.target?, INVITATION),
        "community.taken_back" => (event.target?, HANDED),
        _ => return None,
    };
    Some((person, about(word, &event.subject)))
}

/// Whether an event invites the person into a community.
pub(super) fn invites(event: &Event, person: MemberId, community: &SubjectRef) -> bool {
    event.kind == "membership.invited" && event.target == Some(person) && event.subject == *community
}

/// Whether an event may have answered the last request that waited in its place.
pub(super) fn answers_request(event: &str) -> bool {
    matches!(event, "membership.joined" | "membership.accepted" | "membership.refused" | "membership.withdrawn")
}

/// Whether an event settles what waited for a moderator.
pub(super) fn settles_review(event: &str) -> bool {
    matches!(event, "draft.settled" | "draft.approved" | "draft.returned" | "draft.failed")
}

/// Whether those who are told of an event must read its place: not who is invited there, nor who is told of a text of their own.
pub(super) fn asks_reading(telling: &Telling) -> bool {
    telling.kind != Kind::Invitation && telling.event.kind != "draft.failed"
}

/// The group of what is told of a subject under a word.
pub(super) fn about(word: &str, subject: &SubjectRef) -> String {
    format!("{word}:{subject}")
}

/// Everyone concerned by a subject, each once.
pub(super) fn concerned(concern: &Concern) -> Vec<i64> {
    let people: HashSet<i64> =
        concern.mentioned.iter().chain(&concern.answers).chain(&concern.followers).chain([&concern.author]).map(|id| id.0).collect();
    people.into_iter().collect()
}

/// How the tellings of a group are kept from being repeated by later events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Once {
    /// Every event counts.
    No,
    /// One telling per person, whoever acts.
    PerGroup,
    /// One telling per person and per actor.
    PerActor,
}

/// An event told to some people as one kind, gathered under one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Telling {
    pub event: Event,
    pub kind: Kind,
    pub group: String,
    pub once: Once,
    pub recipients: Vec<i64>,
}

/// Who is told of `event`, and as what. `called` are those who decide in its place, or whom its subject calls. `wants` says whether a person left a kind switched on: someone who wants no
/// mentions is still told of the answer that mentions them.
pub(super) fn tellings(
    event: &Event,
    concern: Option<&Concern>,
    called: &[MemberId],
    wants: impl Fn(MemberId, Kind) -> bool,
) -> Vec<Telling> {
    let mentioned = concern.map_or(&[][..], |c| &c.mentioned[..]);
    // Whoever muted the thread is told of what mentions them, and of nothing else there.
    let muted = concern.map_or(&[][..], |c| &c.muted);
    let heard = |people: &[MemberId]| people.iter().copied().filter(|id| !muted.contains(id)).collect::<Vec<_>>();
    let answered = heard(&concern.map_or(Vec::new(), |c| c.answers.iter().chain(&c.followers).copied().collect()));
    let author = heard(concern.map_or(&[][..], |c| std::slice::from_ref(&c.author)));
    let target = event.target.as_slice();
    let group = |word: &str| about(word, &event.subject);
    let mention = (Kind::Mention, group("mention"), Once::PerGroup, mentioned);
    let wanted = match event.kind.as_str() {
        "post.published" | "comment.published" => {
            let root = concern.map_or(&event.root, |c| &c.root);
            vec![mention, (Kind::Reply, answers_to(root), Once::No, &answered[..])]
        }
        "post.edited" | "comment.edited" => vec![mention],
        "reaction.changed" => {
            vec![(Kind::Reaction, group("reaction"), Once::PerActor, &author[..])]
        }
        "answer.accepted" => {
            let group = about("answer", concern.map_or(&event.root, |c| &c.root));
            vec![(Kind::Answer, group, Once::No, concern.map_or(&[][..], |c| std::slice::from_ref(&c.author)))]
        }
        "announcement.published" | "announcement.reminded" => vec![(Kind::Announcement, group("announcement"), Once::No, called)],
        "skill.endorsed" => vec![(Kind::Skill, group("endorsed"), Once::PerActor, target)],
        "question.asked" => vec![(Kind::Asked, group("asked"), Once::PerActor, target)],
        "question.put" => vec![(Kind::Asked, group("asked"), Once::PerActor, called)],
        "member.reports" => vec![(Kind::Team, group("reports"), Once::No, target)],
        "search.found" => vec![(Kind::Search, group("search"), Once::No, target)],
        "post.shared" => vec![(Kind::Share, group("shared"), Once::No, target)],
        "event.moved" => vec![(Kind::Event, group("moved"), Once::No, called)],
        "draft.proposed" => vec![(Kind::Review, group(REVIEW), Once::No, called)],
        "draft.approved" | "post.approved" => vec![(Kind::Review, group("approved"), Once::No, target)],
        "post.behalf" => vec![(Kind::Review, group("behalf"), Once::No, target)],
        "draft.returned" => vec![(Kind::Review, group("returned"), Once::No, target)],
        "newcomer.given_buddy" => vec![(Kind::Newcomer, group("buddy"), Once::No, target)],
        "newcomer.given_manager" => vec![(Kind::Newcomer, group("manager"), Once::No, target)],
        "newcomer.begun" => vec![(Kind::Newcomer, group("begun"), Once::No, target)],
        "partner.ending_soon" => vec![(Kind::Partner, group(ENDING_SOON), Once::No, target)],
        "partner.ending" => vec![(Kind::Partner, group("ending"), Once::No, target)],
        "newcomer.answered" => vec![(Kind::Newcomer, group("answered"), Once::No, target)],
        // Nobody did that but the day that came; a later day takes the place of one that nobody read.
        "newcomer.due" | "newcomer.asked" | "skill.proposed" => {
            let (kind, group) = match event.kind.as_str() {
                "newcomer.due" => (Kind::Newcomer, "due".to_owned()),
                "newcomer.asked" => (Kind::Newcomer, group("asked")),
                _ => (Kind::Skill, "proposed".to_owned()),
            };
            let recipients: Vec<i64> = target.iter().filter(|&&id| wants(id, kind)).map(|id| id.0).collect();
            let telling = Telling { event: event.clone(), kind, group, once: Once::No, recipients };
            return if telling.recipients.is_empty() { Vec::new() } else { vec![telling] };
        }
        // Its author did that, by a text of long ago: told all the same.
        "draft.failed" => {
            let recipients = target.iter().map(|id| id.0).collect();
            return vec![Telling { event: event.clone(), kind: Kind::Review, group: group("failed"), once: Once::No, recipients }];
        }
        "membership.asked" => vec![(Kind::Request, group(REQUEST), Once::No, called)],
        "membership.accepted" => vec![(Kind::Request, group("accepted"), Once::No, target)],
        "community.handed" => vec![(Kind::Community, group(HANDED), Once::No, target)],
        "community.archived" => vec![(Kind::Community, group("archived"), Once::No, called)],
        "community.unarchived" => vec![(Kind::Community, group("unarchived"), Once::No, called)],
        "membership.invited" => vec![(Kind::Invitation, group(INVITATION), Once::No, target)],
        "membership.joined" => vec![(Kind::Invitation, group("added"), Once::No, target)],
        _ => Vec::new(),
    };
    let mut told = HashSet::from([event.actor]);
    wanted
        .into_iter()
        .map(|(kind, group, once, people)| {
            let recipients = people.iter().filter(|&&id| wants(id, kind) && told.insert(id)).map(|id| id.0).collect();
            Telling { event: event.clone(), kind, group, once, recipients }
        })
        .filter(|telling| !telling.recipients.is_empty())
        .collect()
}

/// The group of the answers to what `root` is.
pub(super) fn answers_to(root: &SubjectRef) -> String {
    format!("reply:{root}")
}

/// What the answers of a stored group hang on.
pub(super) fn answered(group: &str) -> Option<SubjectRef> {
    group.strip_prefix("reply:").or_else(|| group.strip_prefix("answer:"))?.parse().ok()
}

/// Whether a stored group tells that the person was added without being asked.
pub(super) fn is_addition(group: &str) -> bool {
    group.starts_with("added:")
}

/// What a stored group tells of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A text waits for the person.
    Waits,
    /// The person's own was accepted.
    Approved,
    /// It came back.
    Returned,
    /// It could not appear.
    Failed,
    /// Somebody published it in the person's name.
    Behalf,
}

/// The outcome that a stored group tells.
pub(super) fn outcome(group: &str) -> Outcome {
    match group.split(':').next() {
        Some("approved") => Outcome::Approved,
        Some("returned") => Outcome::Returned,
        Some("failed") => Outcome::Failed,
        Some("behalf") => Outcome::Behalf,
        _ => Outcome::Waits,
    }
}

/// What a stored group tells of a community that the person looks after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It is theirs now.
    Handed,
    /// It is archived.
    Archived,
    /// It was put back.
    Unarchived,
}

/// The turn that a stored group tells.
pub(super) fn turn(group: &str) -> Turn {
    match group.split(':').next() {
        Some("archived") => Turn::Archived,
        Some("unarchived") => Turn::Unarchived,
        _ => Turn::Handed,
    }
}

/// What a stored group tells of somebody's first days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Early {
    /// The person is somebody's buddy.
    Buddy,
    /// The person follows somebody's journey.
    Manager,
    /// The person's own journey was prepared.
    Begun,
    /// A step of it is for these days.
    Due,
    /// The person is asked how it was.
    Asked,
    /// Somebody said how it was.
    Answered,
}

/// What of somebody's first days a stored group tells.
pub(super) fn early(group: &str) -> Early {
    match group.split(':').next() {
        Some("buddy") => Early::Buddy,
        Some("manager") => Early::Manager,
        Some("begun") => Early::Begun,
        Some("asked") => Early::Asked,
        Some("answered") => Early::Answered,
        _ => Early::Due,
    }
}

/// Whether a stored group tells of an end that is not in the next days.
pub(super) fn is_soon(group: &str) -> bool {
    group.split(':').next() == Some(ENDING_SOON)
}

/// Whether a stored group tells that the person's own request was accepted.
pub(super) fn is_acceptance(group: &str) -> bool {
    group.starts_with("accepted:")
}

/// The tellings in slices of at most `most` recipients, in order: one transaction each, so that other writes get their turn.
pub(super) fn slices(tellings: Vec<Telling>, most: usize) -> Vec<Vec<Telling>> {
    let mut slices: Vec<Vec<Telling>> = Vec::new();
    let mut room = 0;
    for telling in tellings {
        let mut rest = telling.recipients.as_slice();
        while !rest.is_empty() {
            if room == 0 {
                slices.push(Vec::new());
                room = most;
            }
            let (now, later) = rest.split_at(rest.len().min(room));
            if let Some(slice) = slices.last_mut() {
                slice.push(Telling { recipients: now.to_vec(), ..telling.clone() });
            }
            room -= now.len();
            rest = later;
        }
    }
    slices
}

/// The sections of the page, by the reader's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Period {
    Today,
    /// The six days before today.
    ThisWeek,
    Earlier,
}

/// The section of what happened at `at`, both in milliseconds UTC.
pub(super) fn period(at: i64, now: i64, zone: &TimeZone) -> Period {
    let day = |ms: i64| Timestamp::from_millisecond(ms).map(|t| zone.to_datetime(t).date());
    let days = match (day(at), day(now)) {
        (Ok(at), Ok(now)) => at.until(now).map_or(i32::MAX, |span| span.get_days()),
        _ => i32::MAX,
    };
    match days {
        ..=0 => Period::Today,
        1..=6 => Period::ThisWeek,
        _ => Period::Earlier,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruche_kernel::PlaceId;

    /// The post 7 of person 1; the comment 9 on it by person 2, an answer to persons 3 and 10, which mentions 4 and 1. Person 8
    /// follows the thread, 10 and 4 muted it.
    fn concern(event: &Event) -> Option<Concern> {
        let ids = |ids: &[i64]| ids.iter().map(|&id| MemberId(id)).collect();
        let post = SubjectRef::new("post", 7);
        match event.subject.kind.as_str() {
            "post" => Some(Concern {
                subject: post.clone(),
                root: post,
                author: MemberId(1),
                mentioned: ids(&[4, 1, 4]),
                answers: ids(&[]),
                followers: ids(&[]),
                muted: ids(&[]),
            }),
            "comment" => Some(Concern {
                subject: event.subject.clone(),
                root: post,
                author: MemberId(2),
                mentioned: ids(&[4, 1]),
                answers: ids(&[1, 3, 2, 10]),
                followers: ids(&[8, 2, 4]),
                muted: ids(&[10, 4]),
            }),
            _ => None,
        }
    }

    fn event(kind: &str, actor: i64, subject: &str, target: Option<i64>) -> Event {
        let subject: SubjectRef = subject.parse().unwrap();
        Event { target: target.map(MemberId), ..Event::new(kind, MemberId(actor), subject, PlaceId(50)) }
    }

    fn told(event: &Event, off: &[(i64, Kind)]) -> Vec<(Kind, String, Vec<i64>)> {
        let deciders = [MemberId(5), MemberId(6)];
        tellings(event, concern(event).as_ref(), &deciders, |id, kind| !off.contains(&(id.0, kind)))
            .into_iter()
            .map(|t| (t.kind, t.group, t.recipients))
            .collect()
    }

    #[test]
    fn each_event_is_told_to_those_it_concerns_and_never_to_its_actor() {
        use Kind::{Announcement, Answer, Invitation, Mention, Reaction, Reply, Request};
        type Told = (Kind, &'static str, &'static [i64]);
        type Case = (&'static str, i64, &'static str, Option<i64>, &'static [Told]);
        let table: &[Case] = &[
            ("post.published", 1, "post:7", None, &[(Mention, "mention:post:7", &[4])]),
            ("post.edited", 1, "post:7", None, &[(Mention, "mention:post:7", &[4])]),
            // Person 1 is both mentioned and answered: the mention wins. Person 2 answers a thread of their own.
            ("comment.published", 2, "comment:9", None, &[(Mention, "mention:comment:9", &[4, 1]), (Reply, "reply:post:7", &[3, 8])]),
            ("comment.edited", 2, "comment:9", None, &[(Mention, "mention:comment:9", &[4, 1])]),
            ("reaction.changed", 3, "post:7", None, &[(Reaction, "reaction:post:7", &[1])]),
            ("reaction.changed", 3, "comment:9", None, &[(Reaction, "reaction:comment:9", &[2])]),
            ("reaction.changed", 1, "post:7", None, &[]),
            ("answer.accepted", 1, "comment:9", None, &[(Answer, "answer:post:7", &[2])]),
            ("answer.accepted", 2, "comment:9", None, &[]),
            ("search.found", 1, "search:8", Some(3), &[(Kind::Search, "search:search:8", &[3])]),
            ("post.shared", 1, "post:7", Some(3), &[(Kind::Share, "shared:post:7", &[3])]),
            ("post.shared", 1, "post:7", Some(1), &[]),
            ("event.moved", 1, "post:7", None, &[(Kind::Event, "moved:post:7", &[5, 6])]),
            ("announcement.published", 5, "post:7", None, &[(Announcement, "announcement:post:7", &[6])]),
            ("announcement.reminded", 1, "post:7", None, &[(Announcement, "announcement:post:7", &[5, 6])]),
            ("membership.asked", 3, "community:50", None, &[(Request, "request:community:50", &[5, 6])]),
            ("membership.asked", 5, "community:50", None, &[(Request, "request:community:50", &[6])]),
            ("membership.accepted", 5, "community:50", Some(3), &[(Request, "accepted:community:50", &[3])]),
            ("membership.accepted", 3, "community:50", Some(3), &[]),
            ("membership.invited", 5, "community:50", Some(3), &[(Invitation, "invitation:community:50", &[3])]),
            ("membership.joined", 5, "community:50", Some(3), &[(Invitation, "added:community:50", &[3])]),
            ("membership.joined", 3, "community:50", None, &[]),
            ("membership.declined", 3, "community:50", Some(3), &[]),
            ("community.handed", 5, "community:50", Some(3), &[(Kind::Community, "handed:community:50", &[3])]),
            ("community.taken_back", 5, "community:50", Some(3), &[]),
            ("community.archived", 5, "community:50", None, &[(Kind::Community, "archived:community:50", &[6])]),
            ("community.unarchived", 1, "community:50", None, &[(Kind::Community, "unarchived:community:50", &[5, 6])]),
            ("draft.proposed", 3, "draft:8", None, &[(Kind::Review, "review:draft:8", &[5, 6])]),
            ("draft.returned", 5, "draft:8", Some(3), &[(Kind::Review, "returned:draft:8", &[3])]),
            ("draft.approved", 5, "draft:8", Some(3), &[(Kind::Review, "approved:draft:8", &[3])]),
            ("post.approved", 5, "post:7", Some(1), &[(Kind::Review, "approved:post:7", &[1])]),
            ("post.behalf", 5, "post:7", Some(1), &[(Kind::Review, "behalf:post:7", &[1])]),
            ("draft.failed", 3, "draft:8", Some(3), &[(Kind::Review, "failed:draft:8", &[3])]),
            ("draft.settled", 3, "draft:8", None, &[]),
            ("newcomer.given_buddy", 1, "newcomer:3", Some(5), &[(Kind::Newcomer, "buddy:newcomer:3", &[5])]),
            ("newcomer.given_manager", 1, "newcomer:3", Some(1), &[]),
            ("newcomer.begun", 1, "newcomer:3", Some(3), &[(Kind::Newcomer, "begun:newcomer:3", &[3])]),
            // Where nobody accompanies, the day has the person's own face.
            ("newcomer.due", 3, "step:8", Some(3), &[(Kind::Newcomer, "due", &[3])]),
            ("question.asked", 1, "post:7", Some(3), &[(Kind::Asked, "asked:post:7", &[3])]),
            ("skill.proposed", 3, "proposal:8", Some(3), &[(Kind::Skill, "proposed", &[3])]),
            ("newcomer.asked", 5, "survey:30", Some(3), &[(Kind::Newcomer, "asked:survey:30", &[3])]),
            ("newcomer.answered", 3, "newcomer:3", Some(6), &[(Kind::Newcomer, "answered:newcomer:3", &[6])]),
            ("partner.ending_soon", 3, "partner:3", Some(6), &[(Kind::Partner, "ending_soon:partner:3", &[6])]),
            ("partner.ending", 3, "partner:3", Some(6), &[(Kind::Partner, "ending:partner:3", &[6])]),
            ("post.deleted", 1, "post:7", None, &[]),
            ("post.restored", 1, "post:7", None, &[]),
            ("notification", 1, "notification:3", Some(4), &[]),
        ];
        for &(kind, actor, subject, target, expected) in table {
            let expected: Vec<_> = expected.iter().map(|&(kind, group, people)| (kind, group.to_owned(), people.to_vec())).collect();
            assert_eq!(told(&event(kind, actor, subject, target), &[]), expected, "{kind} by {actor} on {subject}");
            assert!(expected.is_empty() || source(kind).is_some(), "{kind} must be asked for");
        }
    }

    #[test]
    fn an_answer_puts_away_what_asked_for_it() {
        for (kind, actor, target, person, request) in [
            ("membership.joined", 3, None, Some(3), true),
            ("membership.joined", 5, Some(3), Some(3), true),
            ("membership.accepted", 5, Some(3), Some(3), true),
            ("membership.declined", 3, Some(3), Some(3), false),
            ("membership.uninvited", 5, Some(3), Some(3), false),
            ("membership.withdrawn", 3, Some(3), None, true),
            ("membership.refused", 5, Some(3), None, true),
            ("membership.invited", 5, Some(3), None, false),
            ("membership.left", 3, None, None, false),
        ] {
            let event = event(kind, actor, "community:50", target);
            let expected = person.map(|id| (MemberId(id), "invitation:community:50".to_owned()));
            assert_eq!(answers_invitation(&event), expected, "{kind} by {actor}");
            assert_eq!(answers_request(kind), request, "{kind}");
            assert!(source(kind).is_some() || (person.is_none() && !request), "{kind} must be asked for");
        }
    }

    #[test]
    fn a_group_of_answers_names_what_they_hang_on() {
        let post = SubjectRef::new("post", 7);
        assert_eq!(answered(&answers_to(&post)), Some(post));
        assert_eq!(answered("reaction:post:7"), None);
    }

    #[test]
    fn a_kind_that_is_off_is_not_told_and_an_answer_is_then_an_answer() {
        let comment = event("comment.published", 2, "comment:9", None);
        let off = [(1, Kind::Mention), (3, Kind::Reply), (4, Kind::Mention)];
        assert_eq!(told(&comment, &off), [(Kind::Reply, "reply:post:7".to_owned(), vec![1, 8])]);
    }

    #[test]
    fn slices_hold_so_many_people_and_lose_none() {
        let telling = |group: &str, people: std::ops::Range<i64>| Telling {
            event: event("post.published", 1, "post:7", None),
            kind: Kind::Mention,
            group: group.into(),
            once: Once::PerGroup,
            recipients: people.collect(),
        };
        let cut = slices(vec![telling("a", 0..3), telling("b", 0..9), telling("c", 0..1)], 4);
        let shape: Vec<Vec<(&str, usize)>> =
            cut.iter().map(|slice| slice.iter().map(|t| (t.group.as_str(), t.recipients.len())).collect()).collect();
        assert_eq!(shape, [vec![("a", 3), ("b", 1)], vec![("b", 4)], vec![("b", 4)], vec![("c", 1)]]);
        let b: Vec<i64> = cut.iter().flatten().filter(|t| t.group == "b").flat_map(|t| t.recipients.clone()).collect();
        assert_eq!(b, (0..9).collect::<Vec<_>>());
        assert!(slices(Vec::new(), 4).is_empty());
    }

    #[test]
    fn words_of_kinds_lead_back_to_them() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_word(kind.word()), Some(kind));
        }
        assert_eq!(Kind::from_word("digest"), None);
    }

    #[test]
    fn sections_follow_the_readers_calendar() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        let ms = |text: &str| text.parse::<Timestamp>().unwrap().as_millisecond();
        // Thursday 12 March 2026, 00:30 in Paris.
        let now = ms("2026-03-11T23:30:00Z");
        for (at, expected) in [
            ("2026-03-11T23:10:00Z", Period::Today),
            ("2026-03-11T23:40:00Z", Period::Today),
            ("2026-03-11T22:50:00Z", Period::ThisWeek),
            ("2026-03-05T23:10:00Z", Period::ThisWeek),
            ("2026-03-05T22:50:00Z", Period::Earlier),
            ("2025-03-12T12:00:00Z", Period::Earlier),
        ] {
            assert_eq!(period(ms(at), now, &paris), expected, "{at}");
        }
    }
}
