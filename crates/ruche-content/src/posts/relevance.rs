//! The order "most useful first": three rules, published in words, that each person weighs. No input or output.
//!
//! Each rule gives a post up to 100 points: `people` for who wrote it, `needs` for what it asks of the reader, `echo` for what colleagues
//! made of it, beside what the same place makes of its posts. The points are weighed by the reader, and halved every two days of the
//! age of the post. Nothing of it is kept, and what people read is neither known nor asked.

use crate::posts::formats::Details;
use crate::posts::model::PostId;
use crate::topics::model::Mark;
use ruche_kernel::{Cursor, MemberId, PlaceId};
use std::collections::HashMap;

/// The most posts that the order arranges: the newest of the home feed.
pub const ARRANGED: i64 = 200;
/// How far back an answer to somebody counts, in milliseconds: 30 days.
pub const LATELY_MS: i64 = 30 * 86_400_000;
/// In how many milliseconds what a post weighs is halved: two days.
const HALF_MS: f64 = 2.0 * 86_400_000.0;
/// What every post has, so that those which no rule speaks for stand by date.
const BASE: f64 = 20.0;

/// What a rule weighs for somebody. Stored as its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// Nothing.
    None = 0,
    /// Little.
    Low = 1,
    /// As usual.
    #[default]
    Normal = 2,
    /// Much.
    High = 3,
}

impl Weight {
    /// All of them, the lightest first.
    pub const ALL: [Self; 4] = [Self::None, Self::Low, Self::Normal, Self::High];

    /// From its number, if it is one.
    #[must_use]
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|weight| *weight as i64 == number)
    }
}

/// What the three rules weigh.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weights {
    /// Who wrote it.
    pub people: Weight,
    /// What it asks of the reader.
    pub needs: Weight,
    /// What colleagues made of it.
    pub echo: Weight,
}

/// What is known of a post before it is arranged.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Which one.
    pub id: PostId,
    /// When it was published, in milliseconds UTC.
    pub published_at: i64,
    /// Where.
    pub place: PlaceId,
    /// Who wrote it.
    pub author: MemberId,
    /// What its format knows.
    pub details: Details,
    /// Whether an answer was accepted, to a question.
    pub answered: bool,
    /// Reactions of others than the reader to it.
    pub reactions: i64,
    /// Comments of others below it.
    pub comments: i64,
    /// Whether it mentions the reader.
    pub mentioned: bool,
    /// Whether the reader responded to it, where it asks people to.
    pub responded: bool,
    /// Whether the reader follows its author.
    pub followed: bool,
    /// Whether the reader commented lately on something of its author's.
    pub talked: bool,
    /// A topic that it bears and the reader follows.
    pub topic: Option<Mark>,
}

/// The strongest reason why a post stands where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It mentions the reader.
    Mentioned,
    /// It is to be confirmed as read.
    Confirm,
    /// A poll that the reader has not answered.
    Vote,
    /// An event to which the reader has not answered.
    Attend,
    /// A question without an accepted answer, on a topic that the reader follows.
    QuestionOn(Mark),
    /// A question that nobody answered.
    Question,
    /// The reader follows its author.
    Followed,
    /// The reader commented lately on something of its author's.
    Talked,
    /// It bears a topic that the reader follows.
    Topic(Mark),
    /// Colleagues made more of it than is usual there: how many reactions, how many comments.
    Echo(i64, i64),
    /// No rule speaks for it: it is new.
    New,
}

/// A post at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Which one.
    pub id: PostId,
    /// What it weighs: the pages are cut by it.
    pub weight: i64,
    /// Why.
    pub why: Why,
}

impl Placed {
    /// Its place as the key of pages.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        Cursor { at: self.weight, id: self.id.0 }
    }
}

/// Arranges posts as of `now` for the reader, what weighs most first, the newest of the same weight.
#[must_use]
pub fn arranged(candidates: &[Candidate], weights: Weights, reader: MemberId, now: i64) -> Vec<Placed> {
    let usual = usual(candidates);
    let mut placed: Vec<Placed> = candidates
        .iter()
        .map(|post| {
            let needs = needs(post, reader, now);
            // A topic speaks for a question once.
            let told = weights.needs != Weight::None && matches!(needs.1, Why::QuestionOn(_));
            let people = people(post, reader, post.topic.as_ref().filter(|_| !told));
            let rules = [
                (weights.needs, needs),
                (weights.people, people),
                (weights.echo, echo(post, usual.get(&post.place).copied().unwrap_or(1.0))),
            ];
            let points = |weight: Weight, points: f64| points * f64::from(weight as i32);
            let sum: f64 = rules.iter().map(|(weight, (given, _))| points(*weight, *given)).sum();
            // The first of the strongest: what asks something of the reader is said before who asks it.
            let mut why = (0.0, Why::New);
            for (weight, (given, reason)) in rules {
                if points(weight, given) > why.0 {
                    why = (points(weight, given), reason);
                }
            }
            Placed { id: post.id, weight: aged(BASE + sum, now - post.published_at), why: why.1 }
        })
        .collect();
    placed.sort_by_key(|post| std::cmp::Reverse(post.cursor()));
    placed
}

/// What is left of a weight after a time, in thousandths.
fn aged(weight: f64, age: i64) -> i64 {
    let halves = age.max(0) as f64 / HALF_MS;
    (weight * 1_000.0 * 0.5_f64.powf(halves)).round() as i64
}

/// What a post asks of the reader. One's own asks nothing.
fn needs(post: &Candidate, reader: MemberId, now: i64) -> (f64, Why) {
    if post.author == reader {
        return (0.0, Why::New);
    }
    if post.mentioned {
        return (100.0, Why::Mentioned);
    }
    match (&post.details, &post.topic) {
        (Details::Announcement(announcement), _) if announcement.is_open(now) && !post.responded => (100.0, Why::Confirm),
        (Details::Question(_), Some(topic)) if !post.answered => (80.0, Why::QuestionOn(topic.clone())),
        (Details::Event(event), _) if !event.is_over(now) && !post.responded => (60.0, Why::Attend),
        (Details::Poll(poll), _) if !poll.is_closed(now) && !post.responded => (50.0, Why::Vote),
        (Details::Question(_), None) if !post.answered && post.comments == 0 => (40.0, Why::Question),
        _ => (0.0, Why::New),
    }
}

/// Who wrote it, and what about.
fn people(post: &Candidate, reader: MemberId, topic: Option<&Mark>) -> (f64, Why) {
    if post.author == reader {
        return (0.0, Why::New);
    }
    match (post.followed, post.talked, topic) {
        (true, true, _) => (100.0, Why::Followed),
        (true, false, _) => (70.0, Why::Followed),
        (false, true, _) => (50.0, Why::Talked),
        (false, false, Some(topic)) => (50.0, Why::Topic(topic.clone())),
        (false, false, None) => (0.0, Why::New),
    }
}

/// What colleagues made of a post: a comment counts as two reactions.
fn made(post: &Candidate) -> f64 {
    (post.reactions + 2 * post.comments) as f64
}

/// What is usual in each place: the mean of its posts among those arranged, at least one reaction.
fn usual(candidates: &[Candidate]) -> HashMap<PlaceId, f64> {
    let mut places: HashMap<PlaceId, (f64, f64)> = HashMap::new();
    for post in candidates {
        let (sum, count) = places.entry(post.place).or_default();
        *sum += made(post);
        *count += 1.0;
    }
    places.into_iter().map(|(place, (sum, count))| (place, (sum / count).max(1.0))).collect()
}

/// Half of the points for as much as is usual, all of them for twice as much.
fn echo(post: &Candidate, usual: f64) -> (f64, Why) {
    ((made(post) / usual * 50.0).min(100.0), Why::Echo(post.reactions, post.comments))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::posts::formats::Question;
    use crate::posts::formats::{Announcement, Event, Poll};

    const DAY: i64 = 86_400_000;
    const NOW: i64 = 1_000 * DAY;
    const ME: MemberId = MemberId(1);

    fn post(id: i64) -> Candidate {
        Candidate {
            id: PostId(id),
            published_at: NOW,
            place: PlaceId(9),
            author: MemberId(2),
            details: Details::Message,
            answered: false,
            reactions: 0,
            comments: 0,
            mentioned: false,
            responded: false,
            followed: false,
            talked: false,
            topic: None,
        }
    }

    fn topic() -> Mark {
        Mark { key: "recharge".into(), name: "Recharge".into() }
    }

    fn announcement(confirm_by: Option<i64>) -> Details {
        Details::Announcement(Announcement { confirm_by, ..Announcement::default() })
    }

    fn poll(closes_at: Option<i64>) -> Details {
        Details::Poll(Poll { options: vec!["a".into(), "b".into()], several: false, anonymous: false, closes_at })
    }

    fn event(starts_at: i64) -> Details {
        Details::Event(Event { starts_at, ends_at: None, zone: "Europe/Paris".into(), venue: String::new() })
    }

    fn weights(people: Weight, needs: Weight, echo: Weight) -> Weights {
        Weights { people, needs, echo }
    }

    #[test]
    fn each_post_says_its_strongest_reason() {
        let cases = [
            (post(1), Why::New),
            (Candidate { mentioned: true, followed: true, ..post(1) }, Why::Mentioned),
            (Candidate { details: announcement(Some(NOW + 1)), ..post(1) }, Why::Confirm),
            (Candidate { details: announcement(Some(NOW + 1)), responded: true, ..post(1) }, Why::New),
            (Candidate { details: poll(None), ..post(1) }, Why::Vote),
            (Candidate { details: poll(Some(NOW)), ..post(1) }, Why::New),
            (Candidate { details: poll(None), responded: true, ..post(1) }, Why::New),
            (Candidate { details: event(NOW + DAY), ..post(1) }, Why::Attend),
            (Candidate { details: event(NOW - 3 * DAY), ..post(1) }, Why::New),
            (Candidate { details: Details::Question(Question::default()), ..post(1) }, Why::Question),
            (Candidate { details: Details::Question(Question::default()), answered: true, ..post(1) }, Why::New),
            (Candidate { details: Details::Question(Question::default()), topic: Some(topic()), ..post(1) }, Why::QuestionOn(topic())),
            (
                Candidate { details: Details::Question(Question::default()), topic: Some(topic()), answered: true, ..post(1) },
                Why::Topic(topic()),
            ),
            (Candidate { followed: true, ..post(1) }, Why::Followed),
            (Candidate { talked: true, ..post(1) }, Why::Talked),
            (Candidate { topic: Some(topic()), ..post(1) }, Why::Topic(topic())),
            (Candidate { reactions: 2, comments: 1, ..post(1) }, Why::Echo(2, 1)),
            // One's own asks nothing of oneself.
            (Candidate { author: ME, mentioned: true, topic: Some(topic()), details: poll(None), ..post(1) }, Why::New),
        ];
        for (candidate, why) in cases {
            assert_eq!(arranged(std::slice::from_ref(&candidate), Weights::default(), ME, NOW)[0].why, why, "{candidate:?}");
        }
    }

    #[test]
    fn the_reader_weighs_the_rules() {
        use Weight::{High, Low, None, Normal};
        let posts = [
            Candidate { followed: true, ..post(1) },
            Candidate { details: Details::Question(Question::default()), ..post(2) },
            Candidate { reactions: 10, ..post(3) },
            Candidate { published_at: NOW + 1, ..post(4) },
        ];
        for (weights, order) in [
            (weights(None, None, None), [4, 3, 2, 1]),
            (weights(High, None, None), [1, 4, 3, 2]),
            (weights(None, High, None), [2, 4, 3, 1]),
            (weights(None, None, High), [3, 4, 2, 1]),
            (Weights::default(), [3, 1, 2, 4]),
            (weights(High, Normal, Low), [1, 3, 2, 4]),
        ] {
            let ids: Vec<i64> = arranged(&posts, weights, ME, NOW + 1).into_iter().map(|post| post.id.0).collect();
            assert_eq!(ids, order, "{weights:?}");
        }
    }

    #[test]
    fn a_topic_speaks_for_a_question_once() {
        use Weight::{None, Normal};
        let question = Candidate { details: Details::Question(Question::default()), topic: Some(topic()), ..post(1) };
        let weight = |weights| arranged(std::slice::from_ref(&question), weights, ME, NOW)[0].weight;
        assert_eq!(weight(weights(Normal, Normal, None)), 180_000, "the question alone");
        assert_eq!(weight(weights(Normal, None, None)), 120_000, "where questions weigh nothing, the topic");
    }

    #[test]
    fn echo_is_beside_what_the_place_makes_of_its_posts() {
        let busy: Vec<Candidate> = (1..=9).map(|id| Candidate { reactions: 40, ..post(id) }).collect();
        let quiet = |id, reactions| Candidate { place: PlaceId(8), reactions, ..post(id) };
        let all = [busy, vec![quiet(10, 6), quiet(11, 0), quiet(12, 0)]].concat();
        let placed = arranged(&all, Weights::default(), ME, NOW);
        assert_eq!((placed[0].id.0, &placed[0].why), (10, &Why::Echo(6, 0)), "six where two is usual, before forty where forty is");
    }

    #[test]
    fn what_a_post_weighs_is_halved_every_two_days() {
        let weight =
            |age| arranged(&[Candidate { published_at: NOW - age, followed: true, ..post(1) }], Weights::default(), ME, NOW)[0].weight;
        assert_eq!((weight(0), weight(2 * DAY), weight(4 * DAY)), (160_000, 80_000, 40_000));
        assert_eq!(weight(-5), 160_000, "what the clock of another node calls the future is new");
        let old = Candidate { published_at: NOW - 10 * DAY, mentioned: true, followed: true, talked: true, ..post(1) };
        assert_eq!(arranged(&[old, post(2)], Weights::default(), ME, NOW)[0].id.0, 2, "even what asks for the reader ends some day");
    }
}
