//! What is written in the folder holds together, whatever the hour it is filled in.

use super::data::{self, Data};
use super::plan::{Makings, Plan, build};
use super::sign_ins::FEATURED;
use super::writings::{Form, Writing};
use jiff::Timestamp;
use ruche_kernel::{Actor, MemberKind, PlaceId};
use ruche_people::communities::Access;
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
    let posts = plan.writings.iter().filter(|w| matches!(w.form, Form::Post { .. })).count();
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
            if let Form::Comment { post, parent } = &w.form {
                assert!(w.at >= dates[&parent.unwrap_or(post.id)], "{:?}", w.subject);
            }
        }
        assert!(plan.writings.windows(2).all(|pair| pair[0].at <= pair[1].at));
        assert!(plan.communities.iter().all(|c| c.created_at >= plan.started_at));
        assert!(plan.events.windows(2).all(|pair| pair[0].1 <= pair[1].1) && plan.events.len() > 50);
        assert!(plan.events.iter().all(|(_, at, _)| *at < now && *at >= now - 4 * 86_400_000));
        assert!(plan.mark.1.at < now);
    }
}

/// Who reads and who writes a place, as the rules of people have it.
struct Reach<'a> {
    plan: &'a Plan,
    members: HashMap<PlaceId, (Access, HashSet<i64>)>,
}

impl<'a> Reach<'a> {
    fn of(plan: &'a Plan) -> Self {
        let members = plan
            .communities
            .iter()
            .map(|c| (c.id, (c.community.access, c.members.iter().map(|(actor, _)| actor.id.0).collect())))
            .collect();
        Self { plan, members }
    }

    fn writes(&self, actor: &Actor, place: PlaceId) -> bool {
        self.members.get(&place).map_or(actor.is_employee(), |(_, members)| members.contains(&actor.id.0))
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
    for Writing { subject, author, place, at, reactions, .. } in &plan.writings {
        assert!(reach.writes(author, *place) && reach.here(author, *at), "{subject} by {author:?}");
        for r in reactions {
            assert!(reach.reads(&r.by, *place) && reach.here(&r.by, r.at), "{subject}: {r:?}");
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
