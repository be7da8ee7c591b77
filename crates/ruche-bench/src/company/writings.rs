//! What is written in a year: posts day by day, each with what it brings about.

use super::calendar::HOUR;
use super::dice::Share;
use super::people::Person;
use super::places::Place;
use super::threads::Threads;
use super::{Company, Making, SAMPLE_MEMBERS, SAMPLE_POSTS, THREAD, every, id, names};
use ruche_import::export::{ExportError, time};
use serde_json::json;

/// The share of posts in the place of the company, of those about what everybody writes of, of questions, of questions with an
/// accepted answer, of posts with a topic and of posts with a title.
const TO_ALL: f64 = 0.01;
const BURST: f64 = 0.08;
const QUESTION: f64 = 0.05;
const ANSWERED: f64 = 0.6;
const TOPIC: f64 = 0.2;
const HEADING: f64 = 0.25;
/// The share of people who follow topics, and how many.
const FOLLOWERS: (f64, usize) = (0.2, 3);

/// A year in the making.
pub(super) struct Year<'m> {
    pub making: &'m mut Making,
    pub people: Vec<Person>,
    pub places: Vec<Place>,
    pub threads: Threads,
    /// Reactions that posts and comments are given yet.
    pub reactions: [Share; 2],
    topics: Vec<i64>,
    comments: Share,
    company: Company,
}

/// What everybody writes of for an hour or two.
#[derive(Clone, Copy)]
struct Burst {
    at: i64,
    place: usize,
    topic: usize,
}

/// Writes everything, and gives what a load needs to know, and the places as they are in the end.
pub(super) fn write(
    making: &mut Making,
    people: Vec<Person>,
    places: Vec<Place>,
    tell: &mut dyn FnMut(&str),
) -> Result<(Company, Vec<Place>), ExportError> {
    let size = making.size;
    let some = every(people.len(), SAMPLE_MEMBERS);
    let beginning = |name: &&str| name.chars().take(3).collect::<String>();
    let company = Company {
        members: people.iter().step_by(some).map(|person| person.id).collect(),
        admin: people.first().map_or(0, |person| person.id),
        place: places[0].id,
        communities: places.iter().skip(1).filter(|place| place.open).map(|place| place.id).collect(),
        words: making.words.searched(),
        names: names::GIVEN.iter().chain(&names::SURNAMES).map(beginning).collect(),
        topics: making.words.topics.clone(),
        ..Company::default()
    };
    let topics = topics(making, &people)?;
    let drawn = size.comments.saturating_sub(size.threads * THREAD + size.long_thread);
    let comments = Share::of(drawn, size.posts.saturating_sub(size.threads + 1));
    let to_posts = size.reactions / 10 * 7;
    let reactions = [Share::of(to_posts, size.posts), Share::of(size.reactions - to_posts, size.comments)];
    let mut year = Year { making, people, places, threads: Threads::default(), reactions, topics, comments, company };
    let mut number = 0;
    for (day, posts) in (0_i64..).zip(year.making.calendar.days(&mut year.making.dice, size.posts)) {
        if day % 30 == 0 {
            tell(&format!("day {day}, {number} posts"));
        }
        let burst = year.burst(day);
        let mut moments: Vec<(i64, bool)> = (0..posts).map(|_| year.moment(day, burst)).collect();
        moments.sort_unstable();
        for (at, bursts) in moments {
            year.comment_until(at)?;
            year.post(number, at, bursts.then_some(burst))?;
            number += 1;
        }
    }
    year.comment_until(i64::MAX)?;
    Ok((year.company, year.places))
}

/// Writes the topics and who follows them.
fn topics(making: &mut Making, people: &[Person]) -> Result<Vec<i64>, ExportError> {
    let at = making.calendar.begin();
    let mut topics = Vec::new();
    for word in making.words.topics.clone() {
        let topic = making.id(at);
        let record = json!({
            "id": id(topic), "key": word, "name": word, "description": "", "summary": "", "changed_at": null, "changed_by": null, "before_name": null,
            "before_description": null, "merged_into": null,
        });
        making.add("topics", &record)?;
        topics.push(topic);
    }
    for person in people {
        if making.dice.chance(FOLLOWERS.0) {
            for topic in making.dice.different(FOLLOWERS.1, |dice| topics[dice.zipf(topics.len())]) {
                let since = time(making.calendar.any(&mut making.dice))?;
                making.add("topic_follows", &json!({ "member": id(person.id), "topic": id(topic), "created_at": since }))?;
            }
        }
    }
    Ok(topics)
}

impl Year<'_> {
    fn burst(&mut self, day: i64) -> Burst {
        let dice = &mut self.making.dice;
        let (place, topic) = (1 + dice.zipf(self.places.len() - 1), dice.zipf(self.topics.len()));
        Burst { at: self.making.calendar.moment(dice, day), place, topic }
    }

    /// When a post of a day appears, and whether it is one of a burst.
    fn moment(&mut self, day: i64, burst: Burst) -> (i64, bool) {
        let (calendar, dice) = (self.making.calendar, &mut self.making.dice);
        if dice.chance(BURST) {
            // Most of them at once, and fewer and fewer.
            let after = (dice.unit().powi(2) * 2.0 * HOUR as f64) as i64;
            return ((burst.at + after).min(calendar.end() - 1), true);
        }
        (calendar.moment(dice, day), false)
    }

    /// A place by rank, which every employee reads where `open` asks for that.
    fn place(&mut self, open: bool) -> usize {
        loop {
            let place = 1 + self.making.dice.zipf(self.places.len() - 1);
            if self.places[place].open || !open {
                return place;
            }
        }
    }

    fn post(&mut self, number: u32, at: i64, burst: Option<Burst>) -> Result<(), ExportError> {
        let size = self.making.size;
        let apart = size.posts / size.threads.max(1);
        let is_long = number == size.posts / 5 * 4;
        let is_thread = number % apart == apart / 2 && !is_long;
        let place = match burst {
            _ if is_long || is_thread => self.place(true),
            // The first is to all, so that even a small company has one that everybody comments on.
            _ if number == 0 => 0,
            Some(burst) => burst.place,
            None if self.making.dice.chance(TO_ALL) => 0,
            None => self.place(false),
        };
        let comments = match (is_long, is_thread) {
            (true, _) => size.long_thread,
            (_, true) => THREAD,
            _ => self.comments.next(&mut self.making.dice, 1_000),
        };
        let post = self.making.id(at);
        let question = self.making.dice.chance(QUESTION);
        // It has its id beforehand, since the question that names it is written now.
        let answer = (question && comments > 0 && self.making.dice.chance(ANSWERED)).then(|| self.making.id(at));
        let author = self.write_post(post, at, place, question, answer, burst)?;
        self.comments_to_come(post, at, place, author, comments, answer);
        self.react("post", post, at, place, author)?;
        if self.places[place].open {
            if is_long {
                self.company.long_thread = post;
            }
            if is_thread {
                self.company.threads.push(post);
            }
            if usize::try_from(number).unwrap_or_default() % every(usize::try_from(size.posts).unwrap_or_default(), SAMPLE_POSTS) == 0 {
                self.company.posts.push(post);
            }
            if place == 0 && self.company.common.len() < usize::try_from(SAMPLE_POSTS).unwrap_or_default() {
                self.company.common.push(post);
            }
        }
        Ok(())
    }

    /// Writes a post and its topic, and gives its author.
    fn write_post(
        &mut self,
        post: i64,
        at: i64,
        place: usize,
        question: bool,
        answer: Option<i64>,
        burst: Option<Burst>,
    ) -> Result<usize, ExportError> {
        let Making { dice, words, .. } = &mut *self.making;
        let here = &mut self.places[place];
        here.last = Some(here.last.unwrap_or(at).max(at));
        let author = here.author(dice);
        let long = 20 + dice.below(101);
        let mut body = words.text(dice, here.language, long);
        let topic = burst.map(|burst| burst.topic).or_else(|| dice.chance(TOPIC).then(|| dice.zipf(self.topics.len())));
        if let Some(topic) = topic {
            body.push_str(&format!(" #{}", words.topics[topic]));
        }
        let titled = question || dice.chance(HEADING);
        let length = 3 + dice.below(6);
        let heading = if titled { words.line(dice, here.language, length) } else { String::new() };
        let moment = time(at)?;
        let record = json!({
            "id": id(post), "place": id(here.id), "author": id(self.people[author].id), "writer": null,
            "format": if question { "question" } else { "message" }, "heading": heading, "body": body, "details": null,
            "language": here.language, "language_chosen": false, "link": null, "shared": null, "answer": answer.map(id), "missing_file": false,
            "version": 1, "created_at": moment, "published_at": moment, "edited_at": null, "pinned_at": null, "expires_at": null,
            "archived_at": null, "remind_at": null, "deleted_at": null, "deleted_by": null,
        });
        self.making.add("posts", &record)?;
        if let Some(topic) = topic {
            let place = id(self.places[place].id);
            let record =
                json!({ "topic": id(self.topics[topic]), "subject": format!("post:{post}"), "place": place, "published_at": moment });
            self.making.add("topic_uses", &record)?;
        }
        Ok(author)
    }
}
