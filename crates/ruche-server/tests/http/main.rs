//! The features through HTTP, on both engines. One binary: linking costs more than compiling.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, reason = "tests")]

mod api;
mod api_content;
mod api_people;
mod api_reach;
mod budgets;
mod calendars;
mod canary;
mod clients;
mod comments;
mod communities;
mod conformance;
mod crawl;
mod delegates;
mod demo;
mod drafts;
mod durability;
mod exports;
mod embeds;
mod feed;
mod feeds;
mod formats;
mod hands;
mod hostile;
mod imports;
mod languages;
mod leavers;
mod links;
mod live;
mod marks;
mod media;
mod members;
mod odd_input;
mod parts;
mod pictures;
mod posts;
mod program;
mod protection;
mod reactions;
mod retention;
mod schema;
mod search;
mod setup;
mod sharing;
mod sign_in;
#[allow(dead_code, reason = "the tests of the import use the rest")]
#[path = "../../../ruche-import/tests/import/small.rs"]
mod small;
mod topics;
mod translations;
mod tus;
mod upgrade;
mod uploads;
mod webhooks;
mod words;
