//! What people wrote near a question: pure counting, of what a store has read.

use super::rank::worth;
use ruche_kernel::SubjectRef;
use std::collections::{HashMap, HashSet};

/// A post near a question.
#[derive(Clone, Debug)]
pub struct Post {
    /// Which one.
    pub id: i64,
    /// Who wrote it.
    pub author: i64,
    /// Milliseconds UTC.
    pub at: i64,
    /// Whether it asks.
    pub question: bool,
}

/// A comment near a question, or below one that is.
#[derive(Clone, Debug)]
pub struct Comment {
    /// Which one.
    pub id: i64,
    /// The post it hangs on.
    pub post: i64,
    /// Who wrote it.
    pub author: i64,
    /// Milliseconds UTC.
    pub at: i64,
    /// Who wrote the post.
    pub asker: i64,
    /// Whether it is the accepted answer.
    pub accepted: bool,
    /// Whether somebody said that it helped.
    pub helped: bool,
    /// Whether it answers a question.
    pub answers: bool,
}

/// What shows that somebody knows, as far as the reader sees it.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// How many accepted answers near the question.
    pub accepted: i64,
    /// How many other answers.
    pub answers: i64,
    /// How many posts and comments.
    pub texts: i64,
    /// When the last of them was written, in milliseconds UTC.
    pub last: i64,
    /// The nearest one, and what it weighs.
    pub best: Option<(SubjectRef, f64)>,
    /// The sum of what they weigh.
    pub near: f64,
}

/// What a text is.
#[derive(Clone, Copy)]
enum Is {
    Accepted,
    Answer,
    Text,
}

impl Evidence {
    /// Whether there is a text to show.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.accepted + self.answers + self.texts > 0
    }

    fn count(&mut self, is: Is, at: i64) {
        match is {
            Is::Accepted => self.accepted += 1,
            Is::Answer => self.answers += 1,
            Is::Text => self.texts += 1,
        }
        self.last = self.last.max(at);
    }

    fn weigh(&mut self, subject: SubjectRef, weight: f64) {
        self.near += weight;
        if self.best.as_ref().is_none_or(|(_, best)| weight > *best) {
            self.best = Some((subject, weight));
        }
    }
}

/// What each person wrote near a question: `posts` and `comments` that are near, each with its closeness by id, and `under`, the
/// comments right below those posts that are questions. `left` tells what is left of a text of a time. A comment that is near by itself
/// and below a near question weighs twice, and is counted once.
#[must_use]
pub fn gather(
    (posts, near_posts): (&[Post], &HashMap<i64, f64>),
    (comments, near_comments): (&[Comment], &HashMap<i64, f64>),
    under: &[Comment],
    left: impl Fn(i64) -> f64,
) -> HashMap<i64, Evidence> {
    let mut known: HashMap<i64, Evidence> = HashMap::new();
    let mut counted: HashSet<i64> = HashSet::new();
    for (one, beside) in comments.iter().map(|one| (one, false)).chain(under.iter().map(|one| (one, true))) {
        let close = if beside { near_posts.get(&one.post) } else { near_comments.get(&one.id) }.copied().unwrap_or(0.0);
        // Whoever asked and answers alone helps nobody else by it.
        let answers = one.answers && one.author != one.asker;
        let (worth, is) = match (answers, one.accepted, one.helped) {
            (true, true, _) => (worth::ACCEPTED, Is::Accepted),
            (true, false, true) => (worth::HELPED, Is::Answer),
            (true, false, false) => (worth::SAID, Is::Answer),
            (false, ..) => (worth::SAID, Is::Text),
        };
        let evidence = known.entry(one.author).or_default();
        if counted.insert(one.id) {
            evidence.count(is, one.at);
        }
        evidence.weigh(SubjectRef::new("comment", one.id), close * worth * left(one.at));
    }
    // To ask is not to know.
    for post in posts.iter().filter(|post| !post.question) {
        let close = near_posts.get(&post.id).copied().unwrap_or(0.0);
        let evidence = known.entry(post.author).or_default();
        evidence.count(Is::Text, post.at);
        evidence.weigh(SubjectRef::new("post", post.id), close * worth::POST * left(post.at));
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_count_for_who_gave_them_and_questions_for_nobody() {
        let comment =
            |id, post, author, (accepted, helped), answers| Comment { id, post, author, at: id, asker: 9, accepted, helped, answers };
        let (no, helped, accepted) = ((false, false), (false, true), (true, false));
        let posts = [Post { id: 1, author: 9, at: 1, question: true }, Post { id: 2, author: 8, at: 2, question: false }];
        let (near_posts, near_comments) = (HashMap::from([(1, 1.0), (2, 0.5)]), HashMap::from([(11, 1.0), (13, 0.25)]));
        let near = [comment(11, 1, 5, accepted, true), comment(13, 3, 6, no, false)];
        let under = [
            comment(11, 1, 5, accepted, true),
            comment(12, 1, 9, helped, true),
            comment(14, 1, 3, helped, true),
            comment(15, 1, 4, no, true),
        ];
        let known = gather((&posts, &near_posts), (&near, &near_comments), &under, |_| 1.0);
        let told = |id: i64| {
            let one = &known[&id];
            (
                one.accepted,
                one.answers,
                one.texts,
                one.last,
                (one.near * 1_000.0).round() / 1_000.0,
                one.best.as_ref().map(|(subject, _)| subject.id),
            )
        };
        assert_eq!(told(5), (1, 0, 0, 11, 4.0, Some(11)), "near by itself and below, counted once");
        assert_eq!(told(6), (0, 0, 1, 13, 0.05, Some(13)));
        assert_eq!(told(3), (0, 1, 0, 14, 1.0, Some(14)), "an answer that helped");
        assert_eq!(told(4), (0, 1, 0, 15, 0.2, Some(15)), "one of which nobody said so");
        assert_eq!(told(8), (0, 0, 1, 2, 0.25, Some(2)));
        assert_eq!(told(9), (0, 0, 1, 12, 0.2, Some(12)), "whoever asked only spoke beside");
        assert!(known[&9].is_there() && !Evidence::default().is_there());
    }
}
