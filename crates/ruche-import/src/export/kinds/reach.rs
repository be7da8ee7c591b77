//! What people were told, how they read, where things came from.

use super::f;
use crate::export::kind::{Key, Kind, Parts};
use crate::export::shape::Shape::{Flag, Id, IdOrZero, Number, OptTime, Subject, Text, Time};

pub(super) static NOTIFICATIONS: Kind = Kind {
    name: "notifications",
    about: "What people were told and still keep. What a deletion put away is left out.",
    table: "notifications",
    rows: "WHERE (x.read_at IS NULL OR x.read_at >= 0)",
    key: &[Key::Int("member_id"), Key::Int("id")],
    fields: &[
        f("id", &["id"], Id, "its id", r#""108839423217001""#),
        f("member", &["member_id"], Id, "who was told", r#""108839423213641""#),
        f("kind", &["kind"], Text, "the word of its kind", r#""mention""#),
        f("group", &["group_key"], Text, "what is told together", r#""mention:post:108839423214001""#),
        f("actor", &["actor_id"], Id, "who did it last", r#""108839423213642""#),
        f("actors", &["actor_count"], Number, "how many did it", "1"),
        f("subject", &["subject_kind", "subject_id"], Subject, "what it is about", r#""post:108839423214001""#),
        f("place", &["place_id"], Id, "where that stands", r#""108839423213505""#),
        f("updated_at", &["updated_at"], Time, "when it was told last", r#""2026-03-12T18:00:00.000Z""#),
        f("read_at", &["read_at"], OptTime, "when it was read", "null"),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static ACTORS: Kind = Kind {
    name: "notification_actors",
    about: "Who is counted in a notification, by what they did.",
    table: "notification_events",
    rows: "JOIN notifications n ON n.member_id = x.member_id AND n.id = x.notification_id WHERE (n.read_at IS NULL OR n.read_at >= 0)",
    key: &[Key::Int("member_id"), Key::Int("event_id")],
    fields: &[
        f("member", &["member_id"], Id, "who was told", r#""108839423213641""#),
        f("event", &["event_id"], Id, "what was done: a number of its own", r#""108839423217002""#),
        f("notification", &["notification_id"], Id, "counted in which notification", r#""108839423217001""#),
        f("actor", &["actor_id"], Id, "who did it", r#""108839423213642""#),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static CHOICES: Kind = Kind {
    name: "notification_choices",
    about: "Kinds of notifications that people switched off.",
    table: "notification_choices",
    rows: "",
    key: &[Key::Int("member_id"), Key::Text("kind")],
    fields: &[
        f("member", &["member_id"], Id, "who", r#""108839423213641""#),
        f("kind", &["kind"], Text, "the word of the kind", r#""reaction""#),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static SEARCHES: Kind = Kind {
    name: "saved_searches",
    about: "Searches that people keep, and are told of.",
    table: "saved_searches",
    rows: "",
    key: &[Key::Int("id")],
    fields: &[
        f("id", &["id"], Id, "its id", r#""108839423218001""#),
        f("member", &["member_id"], Id, "whose", r#""108839423213641""#),
        f("query", &["query"], Text, "the address without its path", r#""q=bornes&group=posts""#),
        f("words", &["words"], Text, "what was typed", r#""bornes""#),
        f("checked_at", &["checked_at"], Time, "until when its owner was told of what it finds", r#""2026-03-12T18:00:00.000Z""#),
        f("created_at", &["created_at"], Time, "since when", r#""2026-03-12T18:00:00.000Z""#),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static FEED_MARKS: Kind = Kind {
    name: "feed_marks",
    about: "Where people stopped reading the home feed.",
    table: "feed_marks",
    // Whatever a browser sent is kept: what no calendar has is no mark.
    rows: "WHERE x.published_at > 0 AND x.post_id >= 0",
    key: &[Key::Int("member_id")],
    fields: &[
        f("member", &["member_id"], Id, "who", r#""108839423213641""#),
        f("published_at", &["published_at"], Time, "at which date", r#""2026-03-12T18:00:00.000Z""#),
        f("post", &["post_id"], IdOrZero, "at which post; null for that date alone", r#""108839423214001""#),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static FEED_CHOICES: Kind = Kind {
    name: "feed_choices",
    about: "In which order people want the home feed, once they said so.",
    table: "feed_choices",
    rows: "",
    key: &[Key::Int("member_id")],
    fields: &[
        f("member", &["member_id"], Id, "who", r#""108839423213641""#),
        f("useful_first", &["useful_first"], Flag, "whether the most useful comes first", "true"),
        f("people", &["people"], Number, "what the people one follows weigh: 0 nothing, 1 little, 2 as usual, 3 much", "2"),
        f("needs", &["needs"], Number, "what waits for the reader weighs, likewise", "3"),
        f("echo", &["echo"], Number, "the echo of others weighs, likewise", "1"),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static IMPORTS: Kind = Kind {
    name: "imports",
    about: "Which record of which source became what, so that an import that is run again doubles nothing.",
    table: "import_sources",
    rows: "",
    key: &[Key::Text("source"), Key::Text("kind"), Key::Text("source_id")],
    fields: &[
        f("source", &["source"], Text, "the name of the source", r#""ldbc""#),
        f("kind", &["kind"], Text, "the kind of record there", r#""post""#),
        f("source_id", &["source_id"], Text, "its id there", r#""618475290629""#),
        f("target", &["target_id"], Id, "its id here", r#""108839423214001""#),
    ],
    filled: &[],
    parts: Parts::None,
};
