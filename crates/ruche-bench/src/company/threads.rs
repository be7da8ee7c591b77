//! Comments: drawn with their post, and written when their time has come, so that what is written lies on the disk in the order in which
//! companies write it. Only those of the days to come stand in memory.

use super::id;
use super::writings::Year;
use ruche_import::export::{ExportError, time};
use serde_json::json;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The share of comments that are replies to one above, and that mention somebody.
const REPLY: f64 = 0.25;
const MENTION: f64 = 0.1;

/// What will be written.
#[derive(Default)]
pub(super) struct Threads {
    waiting: BinaryHeap<Reverse<Coming>>,
    drawn: u64,
}

/// A comment to come, the next first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Coming {
    at: i64,
    /// Which one it is of those that were drawn.
    number: u64,
    post: i64,
    place: usize,
    /// Who wrote the post.
    author: usize,
    /// Its id, where its post names it.
    id: Option<i64>,
    parent: Option<i64>,
    replies: u32,
    /// Whether those who are told of it may not have read that yet: one of each post, since what is unread is told together.
    unread: bool,
}

impl Threads {
    fn push(&mut self, coming: Coming) {
        self.drawn += 1;
        self.waiting.push(Reverse(Coming { number: self.drawn, ..coming }));
    }
}

impl Year<'_> {
    /// Draws the comments of a post; the first is its answer, where it has one.
    pub(super) fn comments_to_come(&mut self, post: i64, at: i64, place: usize, author: usize, many: u32, answer: Option<i64>) {
        let (mut left, mut answer) = (many, answer);
        while left > 0 {
            let mut replies = 0;
            left -= 1;
            while left > 0 && self.making.dice.chance(REPLY) {
                replies += 1;
                left -= 1;
            }
            let at = self.making.calendar.later(&mut self.making.dice, at);
            self.threads.push(Coming { at, number: 0, post, place, author, id: answer.take(), parent: None, replies, unread: left == 0 });
        }
    }

    /// Writes the comments that appear before a moment.
    pub(super) fn comment_until(&mut self, until: i64) -> Result<(), ExportError> {
        while let Some(Reverse(next)) = self.threads.waiting.peek()
            && next.at < until
        {
            let next = *next;
            self.threads.waiting.pop();
            self.comment(next)?;
        }
        Ok(())
    }

    fn comment(&mut self, coming: Coming) -> Result<(), ExportError> {
        let Coming { at, post, place, parent, .. } = coming;
        let comment = coming.id.unwrap_or_else(|| self.making.id(at));
        let dice = &mut self.making.dice;
        let here = &self.places[place];
        let author = here.author(dice);
        let long = 5 + dice.below(56);
        let text = self.making.words.text(dice, here.language, long);
        let mentioned = Some(here.author(dice)).filter(|one| *one != author && dice.chance(MENTION));
        let body = match mentioned.map(|one| &self.people[one]) {
            Some(person) => format!("[@{}](/members/{}) {text}", person.name, person.id),
            None => text,
        };
        let (place_id, subject) = (id(here.id), format!("comment:{comment}"));
        let record = json!({
            "id": id(comment), "place": place_id, "root": format!("post:{post}"), "parent": parent.map(id), "author": id(self.people[author].id),
            "body": body, "language": here.language, "link": null, "published_at": time(at)?, "edited_at": null, "deleted_at": null,
            "deleted_by": null,
        });
        self.making.add("comments", &record)?;
        if let Some(one) = mentioned {
            let record = json!({ "subject": subject, "member": id(self.people[one].id), "place": place_id });
            self.making.add("mentions", &record)?;
            self.tell_mention(comment, at, place, author, one)?;
        }
        for _ in 0..coming.replies {
            let at = self.making.calendar.later(&mut self.making.dice, at);
            self.threads.push(Coming { at, id: None, parent: Some(comment), replies: 0, unread: false, ..coming });
        }
        self.react("comment", comment, at, place, author)?;
        self.tell_reply(post, comment, at, place, author, coming.author, coming.unread)
    }
}
