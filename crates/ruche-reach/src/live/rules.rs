//! Which events pass to whom, and from where a stream may go on: pure decisions.

use axum::http::{HeaderMap, Uri, header};
use ruche_kernel::{Event, MemberId, PlaceId};
use std::collections::HashSet;

/// The most events that a stream is given again.
pub(super) const MOST_MISSED: i64 = 1_000;
/// How far back a stream goes on, in milliseconds.
const LONGEST_GAP_MS: i64 = 600_000;

/// Whether `event` passes to `me`, who may read `places`. Who asks or is asked into a place is told to those it is addressed
/// to, not to everyone there; what is not published, to nobody else at all.
pub(super) fn passes(event: &Event, me: MemberId, places: &HashSet<PlaceId>) -> bool {
    match event.target {
        Some(target) => target == me,
        None => {
            places.contains(&event.place)
                && (!["membership.", "draft."].iter().any(|kind| event.kind.starts_with(kind)) || event.actor == me)
        }
    }
}

/// Whether `event` may have changed what `me` may read, so that it is asked again before anything else passes. What others
/// gain or lose changes nothing for me, but a place that changes does for all who read it.
pub(super) fn touches(event: &Event, me: MemberId, places: &HashSet<PlaceId>) -> bool {
    let about_me = event.target == Some(me) || event.actor == me || (event.subject.kind == "member" && event.subject.id == me.0);
    match event.kind.split('.').next() {
        Some("membership" | "member") => about_me,
        Some("community") => about_me || places.contains(&event.place),
        _ => false,
    }
}

/// Whether `me` is told who caused `event`. Who reacts or responds is seen, at most, by those who look at the text, and followed live by nobody: who votes just when a count of an anonymous poll moves would be known.
pub(super) fn names_its_actor(event: &Event, me: MemberId) -> bool {
    event.actor == me || !["reaction.", "response."].iter().any(|kind| event.kind.starts_with(kind))
}

/// Whether a stream that stopped after `seq` can be given what it missed: everything is there, it is not too much, and it
/// is not too long ago. `missed` are the events after `seq`, asked with one more than may be given; `newest` is the last number.
pub(super) fn resumes(seq: i64, newest: i64, missed: &[Event], now: i64) -> bool {
    match missed.first() {
        // A number above the newest comes from before a restored copy.
        None => seq == newest,
        // Numbers have no holes: one that lacks was swept away.
        Some(first) => first.seq == seq + 1 && missed.len() as i64 <= MOST_MISSED && now - first.at <= LONGEST_GAP_MS,
    }
}

/// Whether a request comes from a page of this site: by the browser's own word, else by its `Origin`, else it is no browser's
/// cross-site request. `public` is the origin that people use.
pub(super) fn from_this_site(headers: &HeaderMap, public: &str) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN.as_str()) else { return true };
    let named = origin.parse::<Uri>().ok().and_then(|uri| uri.authority().map(ToString::to_string));
    origin == public || (named.is_some() && named.as_deref() == text(header::HOST.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruche_kernel::SubjectRef;

    const ME: MemberId = MemberId(1);

    fn event(kind: &str, actor: i64, place: i64, target: Option<i64>) -> Event {
        Event { target: target.map(MemberId), ..Event::new(kind, MemberId(actor), SubjectRef::new("post", 7), PlaceId(place)) }
    }

    /// I read the places 10 and 11.
    fn mine() -> HashSet<PlaceId> {
        HashSet::from([PlaceId(10), PlaceId(11)])
    }

    #[test]
    fn events_pass_by_address_or_by_place() {
        for (kind, actor, place, target, expected) in [
            ("post.published", 2, 10, None, true),
            ("post.published", 2, 12, None, false),
            ("notification", 2, 10, Some(1), true),
            ("notification", 2, 12, Some(1), true),
            ("notification", 2, 10, Some(3), false),
            ("notification", 1, 10, Some(3), false),
            ("membership.asked", 2, 10, None, false),
            ("membership.asked", 1, 10, None, true),
            ("membership.left", 2, 12, Some(1), true),
            ("draft.proposed", 2, 10, None, false),
            ("draft.returned", 2, 12, Some(1), true),
        ] {
            assert_eq!(passes(&event(kind, actor, place, target), ME, &mine()), expected, "{kind} by {actor} in {place} to {target:?}");
        }
    }

    #[test]
    fn nobody_follows_who_reacts() {
        for (kind, actor, expected) in [
            ("reaction.given", 2, false),
            ("reaction.given", 1, true),
            ("response.changed", 2, false),
            ("response.changed", 1, true),
            ("post.published", 2, true),
        ] {
            assert_eq!(names_its_actor(&event(kind, actor, 10, None), ME), expected, "{kind} by {actor}");
        }
    }

    #[test]
    fn rights_are_asked_again_when_they_may_have_changed() {
        for (kind, actor, place, target, expected) in [
            ("membership.left", 2, 10, Some(1), true),
            ("membership.joined", 1, 12, None, true),
            ("membership.joined", 2, 10, None, false),
            ("member.left", 2, 10, Some(1), true),
            ("member.changed", 2, 10, None, false),
            ("community.changed", 2, 10, None, true),
            ("community.changed", 2, 12, None, false),
            ("post.published", 1, 10, Some(1), false),
        ] {
            assert_eq!(touches(&event(kind, actor, place, target), ME, &mine()), expected, "{kind} by {actor} in {place} to {target:?}");
        }
        let about_me = Event::new("member.changed", MemberId(2), SubjectRef::new("member", 1), PlaceId(10));
        assert!(touches(&about_me, ME, &mine()));
    }

    #[test]
    fn streams_go_on_while_nothing_lacks() {
        let now = 10_000_000;
        let run = |first: i64, count: i64, at: i64| -> Vec<Event> {
            (first..first + count).map(|seq| Event { seq, at, ..event("post.published", 2, 10, None) }).collect()
        };
        for (name, seq, newest, missed, expected) in [
            ("nothing missed", 7, 7, run(8, 0, 0), true),
            ("some missed", 7, 9, run(8, 2, now), true),
            ("as many as may be", 7, 2000, run(8, 1000, now), true),
            ("too many", 7, 2000, run(8, 1001, now), false),
            ("ten minutes", 7, 9, run(8, 2, now - 600_000), true),
            ("too long ago", 7, 9, run(8, 2, now - 600_001), false),
            ("the oldest were swept away", 5, 9, run(8, 2, now), false),
            ("all were swept away", 5, 9, run(8, 0, 0), false),
            ("a number from before a restored copy", 12, 9, run(13, 0, 0), false),
        ] {
            assert_eq!(resumes(seq, newest, &missed, now), expected, "{name}");
        }
    }

    #[test]
    fn only_pages_of_this_site_follow() {
        let public = "https://ruche.orvane.example";
        for (headers, expected) in [
            (&[][..], true),
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "none")], true),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("sec-fetch-site", "cross-site"), ("origin", public)], false),
            (&[("origin", public)], true),
            (&[("origin", "http://10.0.0.5:8080"), ("host", "10.0.0.5:8080")], true),
            (&[("origin", "https://evil.example"), ("host", "ruche.orvane.example")], false),
            (&[("origin", "null"), ("host", "ruche.orvane.example")], false),
            (&[("origin", "null")], false),
        ] {
            let mut map = HeaderMap::new();
            for &(name, value) in headers {
                map.insert(name, value.parse().unwrap());
            }
            assert_eq!(from_this_site(&map, public), expected, "{headers:?}");
        }
    }
}
