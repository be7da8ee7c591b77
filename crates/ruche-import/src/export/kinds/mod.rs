//! Every kind of record, in the order in which they are written and restored: what a text needs to be rendered comes before it.
//!
//! A new table is a kind in one of the three files and a name in [`KINDS`], or a line of [`LEFT_OUT`]. A new column is a field, or is
//! filled. A test compares both with the tables that there are, and the documentation is made of what stands here.

mod content;
mod people;
mod reach;

use super::kind::{Field, Kind};
use super::shape::Shape;

/// Every kind, the company first.
pub static KINDS: &[&Kind] = &[
    &people::COMPANY,
    &people::PARTNER_COMPANIES,
    &people::MEMBERS,
    &people::SITES,
    &people::UNITS,
    &people::PLACES,
    &people::MEMBERSHIPS,
    &people::TERMS,
    &people::TERMS_ACCEPTED,
    &people::REQUESTS,
    &people::FOLLOWS,
    &people::DELEGATIONS,
    &people::SKILLS,
    &people::SKILL_NAMES,
    &people::HELD_SKILLS,
    &people::ENDORSEMENTS,
    &people::PROFILES,
    &people::EXPERIENCES,
    &people::PROFILE_FIELDS,
    &people::PROFILE_VALUES,
    &people::SKILL_PROPOSALS,
    &people::JOURNEYS,
    &people::JOURNEY_STEPS,
    &people::NEWCOMERS,
    &people::NEWCOMER_STEPS,
    &people::NEWCOMER_ANSWERS,
    &content::LINKS,
    &content::TOPICS,
    &content::TOPIC_FOLLOWS,
    &content::POSTS,
    &content::VERSIONS,
    &content::RESPONSES,
    &content::COMMENTS,
    &content::ROUTES,
    &content::ASKS,
    &content::VOTES,
    &content::REACTIONS,
    &content::MENTIONS,
    &content::TOPIC_USES,
    &content::FILES,
    &content::MARKS,
    &content::DRAFTS,
    &reach::NOTIFICATIONS,
    &reach::ACTORS,
    &reach::CHOICES,
    &reach::SEARCHES,
    &reach::FEED_MARKS,
    &reach::FEED_CHOICES,
    &reach::IMPORTS,
];

/// The tables that no kind says, and why.
pub const LEFT_OUT: &[(&str, &str)] = &[
    ("api_tokens", "tokens by which programs act for people are secrets: they are made again"),
    ("attempts", "what limits sign-ins, of the last hours"),
    ("calendars", "the private address of a calendar is a secret: it is made again"),
    ("directory_changes", "what the last look at a directory told: it is looked at again"),
    ("directory_runs", "when directories were last looked at by this server"),
    ("events", "what happened was told already; what is not told yet when an export begins is lost with it"),
    ("feeds", "the private addresses of feeds are secrets: they are made again"),
    ("idempotency_keys", "what forms that were sent made, for a few days"),
    ("incoming_hooks", "the addresses by which programs post are secrets: they are made again"),
    ("invitations", "the links of invitations are secrets: people are invited again"),
    ("listener_cursors", "how far this server has read its events"),
    ("listener_failures", "events that could not be told"),
    ("mails", "messages that wait, with links that are secrets"),
    ("name_sounds", "made of the names by a sweep"),
    ("password_resets", "the links are secrets: they are asked for again"),
    ("reaction_counts", "counted again"),
    ("response_counts", "counted again"),
    ("schema_migrations", "of this database"),
    ("search_nodes", "of the search index of each node, which is made again"),
    ("sequences", "of this database"),
    ("sessions", "secrets: everyone signs in again"),
    ("translations", "made by the engine of texts that are here; asked for again"),
    ("uploads", "files that were on their way"),
    ("webhook_deliveries", "what programs were told, of the last 30 days"),
    ("webhooks", "they lead out of the house and sign with secrets: they are made again"),
];

const fn f(name: &'static str, columns: &'static [&'static str], shape: Shape, about: &'static str, example: &'static str) -> Field {
    Field { name, columns, shape, about, example }
}
