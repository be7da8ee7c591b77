//! What is told, when it is tried again, and when a webhook pauses: pure decisions, nothing looked up.

use super::model::Wanted;
use ruche_kernel::{Event, Refusal, SubjectRef, names};
use std::str::FromStr;

/// The most webhooks of a community.
pub(super) const MOST: i64 = 20;
/// The most characters of a name.
pub(super) const MOST_NAME: usize = 80;
/// The most characters of an address.
pub(super) const MOST_URL: usize = 1_000;
/// After how many milliseconds a delivery is tried again, as "Standard Webhooks" proposes; after the last it is given up.
pub(super) const DELAYS: [i64; 8] = [5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 50_400_000, 72_000_000];
/// After so many failures in a row, over at least [`SILENCE_MS`], a webhook pauses.
const FAILURES: i64 = 8;
/// How long nothing must have arrived, in milliseconds: a day.
const SILENCE_MS: i64 = 86_400_000;
/// The longest wait of a webhook after failures in a row, in milliseconds.
const LONGEST_WAIT_MS: i64 = 60_000;
/// The status by which a receiver says that it is gone for good.
const GONE: u16 = 410;

/// What a webhook can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    PostPublished,
    PostEdited,
    CommentPublished,
    AnswerAccepted,
    MemberJoined,
    /// An owner tries whether it arrives; nobody chooses it.
    Trial,
}

impl Kind {
    /// Those that an owner chooses among, in the order of the form.
    pub(super) const CHOICES: [Self; 5] =
        [Self::PostPublished, Self::PostEdited, Self::CommentPublished, Self::AnswerAccepted, Self::MemberJoined];

    /// The word under which it is stored and told.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::PostPublished => "post.published",
            Self::PostEdited => "post.edited",
            Self::CommentPublished => "comment.published",
            Self::AnswerAccepted => "answer.accepted",
            Self::MemberJoined => "member.joined",
            Self::Trial => "webhook.trial",
        }
    }

    /// From its stored word; what is not known is a trial, which tells nothing.
    pub(super) fn stored(word: &str) -> Self {
        word.parse().unwrap_or(Self::Trial)
    }

    /// What an event is to webhooks, and on what: for somebody who joined, that person.
    pub(super) fn of(event: &Event) -> Option<(Self, SubjectRef)> {
        let kind = match event.kind.as_str() {
            "membership.joined" | "membership.accepted" => Self::MemberJoined,
            word => word.parse().ok().filter(|kind| *kind != Self::MemberJoined)?,
        };
        let subject = match kind {
            Self::MemberJoined => SubjectRef::new("member", event.target.unwrap_or(event.actor).0),
            _ => event.subject.clone(),
        };
        Some((kind, subject))
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::CHOICES.into_iter().find(|kind| kind.word() == word).ok_or(())
    }
}

/// Kinds as they are stored.
pub(super) fn words(kinds: &[Kind]) -> String {
    kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(" ")
}

/// Whether a webhook tells anything, and if not why. Stored as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    On = 0,
    /// An owner wanted it so.
    Paused = 1,
    /// Whoever answers for it may run the community no longer.
    Orphaned = 2,
    /// Nothing arrives.
    Failing = 3,
}

impl State {
    pub(super) fn from_number(number: i64) -> Self {
        [Self::On, Self::Paused, Self::Orphaned].into_iter().find(|state| *state as i64 == number).unwrap_or(Self::Failing)
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Paused => "paused",
            Self::Orphaned => "orphaned",
            Self::Failing => "failing",
        }
    }
}

/// What became of a delivery. Stored as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Waiting = 0,
    Delivered = 1,
    GivenUp = 2,
    /// Its subject is not there any more, or not for whoever answers for the webhook.
    Gone = 3,
}

impl Outcome {
    pub(super) fn from_number(number: i64) -> Self {
        [Self::Waiting, Self::Delivered, Self::GivenUp].into_iter().find(|outcome| *outcome as i64 == number).unwrap_or(Self::Gone)
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::GivenUp => "failed",
            Self::Gone => "gone",
        }
    }
}

/// Cleans what an owner said, and tells every refusal, each at its field. `posts_to` knows which addresses may be asked.
pub(super) fn check(wanted: &mut Wanted, posts_to: impl Fn(&str) -> bool) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    wanted.name = names::clean_line(&wanted.name);
    wanted.url = wanted.url.trim().to_owned();
    wanted.kinds.sort();
    wanted.kinds.dedup();
    if wanted.name.is_empty() {
        refusals.push(Refusal::new("webhooks.name_missing").at("name"));
    } else if wanted.name.chars().count() > MOST_NAME {
        refusals.push(Refusal::new("webhooks.too_long").at("name").with("max", 80));
    }
    if wanted.url.chars().count() > MOST_URL {
        refusals.push(Refusal::new("webhooks.too_long").at("url").with("max", 1_000));
    } else if !posts_to(&wanted.url) {
        refusals.push(Refusal::new("webhooks.address").at("url"));
    }
    if wanted.kinds.is_empty() {
        refusals.push(Refusal::new("webhooks.kinds_missing").at("kind"));
    }
    refusals
}

/// Whether an answer says that what was sent arrived.
pub(super) fn arrived(status: u16) -> bool {
    (200..300).contains(&status)
}

/// After how long a delivery is tried again that failed after `attempts` others; never again after the last. `spread` sets apart
/// those that failed together.
pub(super) fn again(attempts: i64, spread: i64) -> Option<i64> {
    let delay = usize::try_from(attempts).ok().and_then(|n| DELAYS.get(n))?;
    Some(delay + spread.rem_euclid(delay / 5))
}

/// How long a webhook is left alone after so many failures in a row, in milliseconds.
pub(super) fn wait(failures: i64) -> i64 {
    let doubled = u32::try_from(failures - 1).ok().and_then(|n| 1_000_i64.checked_shl(n.min(6)));
    doubled.unwrap_or(LONGEST_WAIT_MS).min(LONGEST_WAIT_MS)
}

/// Whether a webhook pauses by itself after a failure, the `failures`th in a row since `since`.
pub(super) fn pauses(status: Option<u16>, failures: i64, since: i64, now: i64) -> bool {
    status == Some(GONE) || (failures >= FAILURES && now - since >= SILENCE_MS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruche_kernel::{MemberId, PlaceId};

    #[test]
    fn events_are_told_under_stable_words() {
        let event = |kind: &str, target: Option<i64>| {
            let event = Event::new(kind, MemberId(1), SubjectRef::new("post", 7), PlaceId(3));
            target.map_or(event.clone(), |target| event.about(MemberId(target)))
        };
        for (kind, target, expected) in [
            ("post.published", None, Some(("post.published", "post:7"))),
            ("post.edited", None, Some(("post.edited", "post:7"))),
            ("comment.published", None, Some(("comment.published", "post:7"))),
            ("answer.accepted", None, Some(("answer.accepted", "post:7"))),
            ("membership.joined", None, Some(("member.joined", "member:1"))),
            ("membership.joined", Some(2), Some(("member.joined", "member:2"))),
            ("membership.accepted", Some(2), Some(("member.joined", "member:2"))),
            // Of the company, not of a community.
            ("member.joined", None, None),
            ("webhook.trial", None, None),
            ("post.deleted", None, None),
            ("notification", Some(2), None),
        ] {
            let told = Kind::of(&event(kind, target)).map(|(kind, subject)| (kind.word(), subject.to_string()));
            assert_eq!(told, expected.map(|(word, subject)| (word, subject.to_owned())), "{kind}");
        }
    }

    #[test]
    fn what_fails_is_tried_again_later_and_later_then_no_more() {
        let mut before = 0;
        for attempts in 0..8 {
            let delay = again(attempts, 0).unwrap();
            assert!(delay > before && again(attempts, 987_654_321).unwrap() < delay + delay / 5, "{attempts}");
            before = delay;
        }
        assert_eq!((again(8, 0), again(-1, 0), again(i64::MAX, 0)), (None, None, None));
        for (failures, expected) in [(1, 1_000), (2, 2_000), (6, 32_000), (7, 60_000), (1_000, 60_000), (0, 60_000)] {
            assert_eq!(wait(failures), expected, "{failures}");
        }
    }

    #[test]
    fn a_webhook_pauses_after_a_day_of_failures_or_when_its_receiver_says_it_is_gone() {
        let day = 86_400_000;
        for (status, failures, since, expected) in [
            (Some(500), 8, day, true),
            (None, 8, day, true),
            (Some(500), 7, day, false),
            (Some(500), 1_000, day - 1, false),
            (Some(410), 1, 0, true),
            (Some(404), 1, 0, false),
        ] {
            assert_eq!(pauses(status, failures, 0, since), expected, "{status:?} {failures} {since}");
        }
        for (status, expected) in [(199, false), (200, true), (202, true), (299, true), (301, false), (404, false), (503, false)] {
            assert_eq!(arrived(status), expected, "{status}");
        }
    }

    #[test]
    fn what_an_owner_says_is_cleaned_or_refused_at_its_field() {
        let said = |name: &str, url: &str, kinds: &[Kind]| {
            let mut wanted = Wanted { name: name.into(), url: url.into(), kinds: kinds.to_vec() };
            let refused = check(&mut wanted, |url| url.starts_with("https://")).into_iter().map(|r| (r.code, r.field.unwrap())).collect();
            (wanted.name, refused)
        };
        let long = "x".repeat(81);
        let (some, none): (&[Kind], &[Kind]) = (&[Kind::PostPublished], &[]);
        for (name, url, kinds, expected) in [
            (" Le  tableau ", " https://a.example ", some, vec![]),
            ("", "https://a.example", some, vec![("webhooks.name_missing", "name")]),
            (&long, "https://a.example", some, vec![("webhooks.too_long", "name")]),
            ("a", "http://a.example", some, vec![("webhooks.address", "url")]),
            ("a", "https://a.example", none, vec![("webhooks.kinds_missing", "kind")]),
        ] {
            let (cleaned, refused): (String, Vec<(&str, &str)>) = said(name, url, kinds);
            assert_eq!(refused, expected, "{name} {url}");
            assert!(!cleaned.contains("  "));
        }
    }
}
