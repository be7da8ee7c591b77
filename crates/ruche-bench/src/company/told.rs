//! Reactions, and what people are told of.

use super::calendar::{DAY, DAYS};
use super::id;
use super::writings::Year;
use ruche_import::export::{ExportError, time};
use serde_json::json;

/// Reactions as often as they are met.
const REACTIONS: [&str; 10] = ["like", "like", "like", "like", "like", "thanks", "useful", "bravo", "smile", "support"];
/// What is told longer ago than this was read and is forgotten, in milliseconds: less than what the product keeps.
const KEPT: i64 = 80 * DAY;
/// The share of what may be unread that is.
const UNREAD: f64 = 0.4;

/// Something that somebody did, to be told.
struct Telling<'t> {
    kind: &'t str,
    /// What is told together.
    group: String,
    subject: String,
    at: i64,
    place: usize,
    actor: usize,
    /// Whether it may be unread: once for each group.
    unread: bool,
}

impl Year<'_> {
    /// Writes the reactions to a post or a comment, of those who write in its place, and tells its author of those to a post.
    pub(super) fn react(&mut self, kind: &str, subject: i64, at: i64, place: usize, author: usize) -> Result<(), ExportError> {
        let most = self.places[place].len();
        let share = &mut self.reactions[usize::from(kind == "comment")];
        let many = share.next(&mut self.making.dice, u32::try_from(most).unwrap_or(u32::MAX).min(2_000));
        let mut actor = None;
        for rank in self.making.dice.walk(many as usize, most) {
            let member = self.places[place].member(rank);
            actor = Some(member);
            let when = self.making.calendar.later(&mut self.making.dice, at);
            let record = json!({
                "subject": format!("{kind}:{subject}"), "member": id(self.people[member].id), "place": id(self.places[place].id),
                "kind": self.making.dice.pick(&REACTIONS), "created_at": time(when)?,
            });
            self.making.add("reactions", &record)?;
        }
        match actor {
            Some(actor) if kind == "post" && actor != author && self.tells(at) > 0 => {
                let subject = format!("post:{subject}");
                let telling = Telling { kind: "reaction", group: format!("reaction:{subject}"), subject, at, place, actor, unread: true };
                self.tell(&telling, author)
            }
            _ => Ok(()),
        }
    }

    /// Tells whoever is mentioned in a comment.
    pub(super) fn tell_mention(&mut self, comment: i64, at: i64, place: usize, actor: usize, member: usize) -> Result<(), ExportError> {
        if self.tells(at) == 0 {
            return Ok(());
        }
        let subject = format!("comment:{comment}");
        let telling = Telling { kind: "mention", group: format!("mention:{subject}"), subject, at, place, actor, unread: true };
        self.tell(&telling, member)
    }

    /// Tells the author of a post, and others who follow it, of a comment.
    #[allow(clippy::too_many_arguments, reason = "a comment and its post")]
    pub(super) fn tell_reply(
        &mut self,
        post: i64,
        comment: i64,
        at: i64,
        place: usize,
        actor: usize,
        author: usize,
        unread: bool,
    ) -> Result<(), ExportError> {
        let many = self.tells(at) as usize;
        let group = format!("reply:post:{post}");
        let telling = Telling { kind: "reply", group, subject: format!("comment:{comment}"), at, place, actor, unread };
        let followers: Vec<usize> =
            self.making.dice.walk(many + 1, self.places[place].len()).map(|rank| self.places[place].member(rank)).collect();
        let told = [author].into_iter().chain(followers.into_iter().filter(|one| *one != author)).filter(|one| *one != actor);
        for member in told.take(many) {
            self.tell(&telling, member)?;
        }
        Ok(())
    }

    /// How many people are told of something that happens at a moment, so that each is told as much as the size says.
    fn tells(&mut self, at: i64) -> u32 {
        let (calendar, size) = (self.making.calendar, self.making.size);
        if at < calendar.end() - KEPT {
            return 0;
        }
        let happening = (f64::from(size.comments) + f64::from(size.posts)) * (KEPT / DAY) as f64 / DAYS as f64;
        self.making.dice.about(f64::from(size.told) * f64::from(size.members) / happening)
    }

    fn tell(&mut self, telling: &Telling<'_>, member: usize) -> Result<(), ExportError> {
        let at = telling.at;
        let unread = telling.unread && self.making.dice.chance(UNREAD);
        let read_at = (!unread).then(|| self.making.calendar.later(&mut self.making.dice, at));
        let notification = id(self.making.id(at));
        let (member, actor) = (id(self.people[member].id), id(self.people[telling.actor].id));
        let record = json!({
            "id": notification, "member": member, "kind": telling.kind, "group": telling.group, "actor": actor, "actors": 1,
            "subject": telling.subject, "place": id(self.places[telling.place].id), "updated_at": time(at)?, "read_at": read_at.map(time).transpose()?,
        });
        self.making.add("notifications", &record)?;
        let record = json!({ "member": member, "event": notification, "notification": notification, "actor": actor });
        self.making.add("notification_actors", &record)
    }
}
