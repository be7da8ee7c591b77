//! What is written in the folder holds together, whatever the hour it is filled in.

use super::data::{self, Data};
use super::plan::{Makings, Plan, build};
use super::sign_ins::FEATURED;
use super::writings::{Form, Published, Writing};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use ruche_content::posts::drafts::model::Writer;
use ruche_content::posts::formats::{Details, Format, Kudos};
use ruche_content::posts::rules;
use ruche_kernel::{Actor, MemberKind, PlaceId};
use ruche_people::access::Standing;
use ruche_people::communities::Access;
use ruche_web::markdown;
use std::cell::Cell;
use std::collections::{HashMap, HashSet};

fn ms(text: &str) -> i64 {
    text.parse::<Timestamp>().unwrap().as_millisecond()
}

fn plan(data: &Data, now: i64) -> Plan {
    let last = Cell::new(0);
    let id = || {
        last.set(last.get() + 1);
        last.get()
    };
    build(&Makings { data, looked: &HashMap::new(), hashes: &HashMap::new(), id: &id, now }).unwrap().0
}

/// A morning, a night just after midnight, and days of daylight saving.
const HOURS: [&str; 6] = [
    "2026-11-24T10:00:00Z",
    "2026-11-24T02:30:00Z",
    "2026-11-23T23:00:30Z",
    "2026-03-29T01:10:00Z",
    "2026-10-25T00:30:00Z",
    "2026-07-01T07:20:00Z",
];

#[test]
fn every_file_that_is_named_is_there() {
    let data = Data::load().unwrap();
    for path in data.photos().iter().chain(&data.documents()) {
        assert!(!data::bytes(path).unwrap().is_empty(), "{path}");
    }
    assert!(data.photos().len() >= 50 && data.documents().len() >= 7);
    assert!(data::bytes("photos/none.jpg").is_err());
    for (key, _) in FEATURED {
        assert!(data.people.iter().any(|p| p.key == key && p.left_days_ago.is_none()), "{key}");
    }
}

#[test]
fn it_is_as_large_as_promised_and_names_nobody_unknown() {
    let data = Data::load().unwrap();
    let plan = plan(&data, ms(HOURS[0]));
    let posts = plan.writings.iter().filter(|w| matches!(w.form, Form::Post(_))).count();
    assert!(
        plan.people.len() >= 60 && plan.communities.len() == 12 && posts >= 120,
        "{} {} {posts}",
        plan.people.len(),
        plan.communities.len()
    );
    assert!(plan.writings.iter().all(|w| !w.body.contains("@{")));
    assert!(plan.people.iter().all(|p| p.member.kind == MemberKind::Employee || p.member.ends_at.is_some()));
    // Replies have none below them, and posts have keys of their own.
    let all: Vec<_> = data.posts.iter().flat_map(|(_, posts)| posts).collect();
    assert!(all.iter().all(|p| p.comment.iter().all(|c| c.reply.iter().all(|r| r.reply.is_empty()))));
    assert_eq!(all.iter().map(|p| &p.key).collect::<HashSet<_>>().len(), all.len());
}

#[test]
fn dates_follow_one_another_and_none_is_to_come() {
    let data = Data::load().unwrap();
    for now in HOURS.map(ms) {
        let plan = plan(&data, now);
        let dates: HashMap<i64, i64> = plan.writings.iter().map(|w| (w.subject.id, w.at)).collect();
        for w in &plan.writings {
            assert!(w.at < now && w.at >= plan.started_at, "{:?}", w.subject);
            assert!(w.reactions.iter().all(|r| r.at < now && r.at >= w.at.min(now - 60_000)), "{:?}", w.subject);
            if let Form::Comment { post, parent, .. } = &w.form {
                assert!(w.at >= dates[&parent.unwrap_or(post.id)], "{:?}", w.subject);
            }
            assert!(touches(w).iter().all(|(_, at)| *at < now && *at >= w.at.min(now - 60_000)), "{:?}", w.subject);
        }
        assert!(plan.writings.windows(2).all(|pair| pair[0].at <= pair[1].at));
        assert!(plan.communities.iter().all(|c| c.created_at >= plan.started_at));
        assert!(plan.events.windows(2).all(|pair| pair[0].1 <= pair[1].1) && plan.events.len() > 50);
        assert!(plan.events.iter().all(|(_, at, _)| *at < now && *at >= now - 4 * 86_400_000));
        assert!(plan.mark.1.at < now);
        assert!(plan.drafts.iter().all(|d| d.at < now && d.publish_at.is_none_or(|at| at > now)));
    }
}

/// Who responded to a text, voted for it or kept it, and when.
fn touches(w: &Writing) -> Vec<(Actor, i64)> {
    match &w.form {
        Form::Post(post) => post.responses.iter().map(|r| (r.by, r.at)).chain(post.bookmarks.iter().copied()).collect(),
        Form::Comment { votes, .. } => votes.clone(),
    }
}

/// The posts, each with what posts alone have.
fn published(plan: &Plan) -> impl Iterator<Item = (&Writing, &Published)> {
    plan.writings.iter().filter_map(|w| if let Form::Post(post) = &w.form { Some((w, &**post)) } else { None })
}

#[test]
fn every_format_is_met_with_what_it_lives_from() {
    let data = Data::load().unwrap();
    for now in HOURS.map(ms) {
        let plan = plan(&data, now);
        let of = |format: Format| published(&plan).filter(|(_, p)| p.details.format() == format).collect::<Vec<_>>();
        let recent = |at: i64| now - at < 8 * 86_400_000;
        for format in Format::ALL {
            assert!(of(format).iter().any(|(w, _)| recent(w.at)), "{format:?}");
            assert!(of(format).iter().all(|(_, p)| p.heading.is_empty() != format.has_heading()), "{format:?}");
        }
        // Questions: one that several people answered, voted on and settled; one that waits.
        let answers = |question: i64| {
            let below = plan.writings.iter().filter_map(move |w| match &w.form {
                Form::Comment { post, parent: None, votes, accepted_at } if post.id == question => {
                    Some((votes.len(), accepted_at.is_some()))
                }
                _ => None,
            });
            below.collect::<Vec<_>>()
        };
        let questions: Vec<_> = of(Format::Question).iter().map(|(w, _)| answers(w.subject.id)).collect();
        assert!(questions.iter().all(|a| a.iter().filter(|(_, accepted)| *accepted).count() <= 1));
        assert!(questions.iter().any(|a| a.len() > 3 && a.iter().any(|(votes, accepted)| *accepted && *votes > 3)));
        assert!(questions.iter().any(Vec::is_empty));
        assert!(of(Format::Poll).iter().any(|(_, p)| p.responses.len() > 10 && p.details.accept_response(&[0], now).is_ok()));
        assert!(of(Format::Event).iter().any(|(_, p)| p.responses.len() > 10 && p.details.starts_at() > Some(now)));
        assert!(of(Format::Idea).iter().any(|(w, p)| p.responses.len() > 5 && recent(w.at) && p.details.stored().contains("studied")));
        // The administrator whose sign-in is printed first has an announcement to confirm.
        let lucie = person(&plan, "Lucie Perrot");
        assert!(of(Format::Announcement).iter().any(|(w, p)| {
            let Details::Announcement(announcement) = &p.details else { return false };
            let confirmed = i64::try_from(p.responses.len()).unwrap();
            let open = announcement.is_open(now) && (5..announcement.readers).contains(&confirmed);
            open && w.author != lucie && p.responses.iter().all(|r| r.by != lucie)
        }));
        // One from a community in the feed of the whole company, one in somebody's name, something kept and something planned.
        let places: HashMap<i64, PlaceId> = plan.writings.iter().map(|w| (w.subject.id, w.place)).collect();
        assert!(published(&plan).any(|(w, p)| w.place == plan.company && p.shared.is_some_and(|(id, _)| places[&id.0] != plan.company)));
        assert!(published(&plan).any(|(w, p)| p.writer == Some(lucie) && recent(w.at)));
        assert!(published(&plan).any(|(_, p)| p.bookmarks.iter().any(|(by, _)| *by == lucie)));
        for scheduled in [true, false] {
            assert!(plan.drafts.iter().any(|d| d.author == lucie && d.publish_at.is_some() == scheduled));
        }
    }
}

#[test]
fn formats_keep_the_rules_of_their_rooms() {
    let data = Data::load().unwrap();
    let now = ms(HOURS[0]);
    let plan = plan(&data, now);
    let reach = Reach::of(&plan);
    let by_id: HashMap<i64, (&Writing, &Published)> = published(&plan).map(|(w, p)| (w.subject.id, (w, p))).collect();
    for (w, post) in published(&plan) {
        let (subject, responses) = (&w.subject, &post.responses);
        assert_eq!(responses.iter().map(|r| r.by.id).collect::<HashSet<_>>().len(), responses.len(), "{subject}: somebody responds twice");
        match &post.details {
            Details::Announcement(announcement) => {
                assert!(rules::may_announce(&w.author, reach.standing(&w.author, w.place), w.place == plan.company), "{subject}");
                let readers = plan.people.iter().filter(|p| reach.reads(&p.actor, w.place) && reach.here(&p.actor, w.at)).count();
                assert_eq!(announcement.readers, i64::try_from(readers).unwrap() - 1, "{subject}");
                assert!(responses.iter().all(|r| r.by != w.author), "{subject}");
            }
            Details::Kudos(_) => {
                let named: Vec<i64> = markdown::named(&w.body).members.into_iter().collect();
                Kudos::accept(w.author.id, &named).unwrap();
            }
            _ => {}
        }
        if let Some((id, author)) = post.shared {
            let (original, shown) = by_id[&id.0];
            assert!(original.at <= w.at && original.author.id == author && shown.shared.is_none(), "{subject}");
            assert!(reach.reads(&w.author, original.place), "{subject}");
        }
        if let Some(writer) = &post.writer {
            assert!(writer.is_employee() && w.author.is_employee() && reach.writes(writer, w.place), "{subject}");
        }
    }
    // An answer is voted for by anyone but its author, once.
    for w in &plan.writings {
        if let Form::Comment { votes, .. } = &w.form {
            assert!(votes.iter().all(|(by, _)| *by != w.author), "{}", w.subject);
            assert_eq!(votes.iter().map(|(by, _)| by.id).collect::<HashSet<_>>().len(), votes.len(), "{}", w.subject);
        }
    }
    // What waits for its hour would be published at that hour.
    for d in &plan.drafts {
        assert!(reach.writes(&d.author, d.place), "{d:?}");
        if let Some(at) = d.publish_at {
            let zone = TimeZone::get("Europe/London").unwrap();
            let zone = if d.author.id == person(&plan, "James Whitfield").id { zone } else { TimeZone::get("Europe/Paris").unwrap() };
            assert_eq!(d.written.publish_at(&zone, now).unwrap(), Some(at));
            d.written.post(&Writer { zone: &zone, language: "fr" }, d.place, "key", at).unwrap();
        }
    }
}

fn person(plan: &Plan, name: &str) -> Actor {
    plan.people.iter().find(|p| p.member.name == name).unwrap().actor
}

/// Who reads and who writes a place, as the rules of people have it.
struct Reach<'a> {
    plan: &'a Plan,
    members: HashMap<PlaceId, (Access, HashMap<i64, Standing>)>,
}

impl<'a> Reach<'a> {
    fn of(plan: &'a Plan) -> Self {
        let members = plan
            .communities
            .iter()
            .map(|c| (c.id, (c.community.access, c.members.iter().map(|(actor, standing)| (actor.id.0, *standing)).collect())))
            .collect();
        Self { plan, members }
    }

    fn writes(&self, actor: &Actor, place: PlaceId) -> bool {
        self.members.get(&place).map_or(actor.is_employee(), |(_, members)| members.contains_key(&actor.id.0))
    }

    fn standing(&self, actor: &Actor, place: PlaceId) -> Option<Standing> {
        self.members.get(&place)?.1.get(&actor.id.0).copied()
    }

    fn reads(&self, actor: &Actor, place: PlaceId) -> bool {
        self.writes(actor, place) || (actor.is_employee() && self.members.get(&place).is_some_and(|(access, _)| *access == Access::Open))
    }

    fn here(&self, actor: &Actor, at: i64) -> bool {
        self.plan.people.iter().find(|p| p.actor == *actor).and_then(|p| p.left_at).is_none_or(|left| at < left)
    }
}

#[test]
fn people_write_and_react_only_where_they_may() {
    let data = Data::load().unwrap();
    let plan = plan(&data, ms(HOURS[0]));
    let reach = Reach::of(&plan);
    for w in &plan.writings {
        let Writing { subject, author, place, at, reactions, .. } = w;
        assert!(reach.writes(author, *place) && reach.here(author, *at), "{subject} by {author:?}");
        for r in reactions {
            assert!(reach.reads(&r.by, *place) && reach.here(&r.by, r.at), "{subject}: {r:?}");
        }
        for (by, at) in touches(w) {
            assert!(reach.reads(&by, *place) && reach.here(&by, at), "{subject}: {by:?}");
        }
        assert_eq!(reactions.iter().map(|r| r.by.id).collect::<HashSet<_>>().len(), reactions.len(), "{subject}: somebody reacts twice");
    }
    for c in &plan.communities {
        assert_eq!(
            c.members.iter().map(|(actor, _)| actor.id).collect::<HashSet<_>>().len(),
            c.members.len(),
            "{} names somebody twice",
            c.community.name
        );
    }
}
