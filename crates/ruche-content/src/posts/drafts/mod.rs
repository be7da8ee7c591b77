//! What is not published yet: drafts that follow their author from one device to another, texts that wait for a moderator or for their
//! hour, those that were sent back or could not appear.
//!
//! Rules: a draft is its author's alone; what waits for a moderator, or for its hour, is also read by the moderators of its community;
//! nobody else knows of either. Nothing here is a post: no feed, count or search can show it. Publishing is what publishes any post,
//! under the key of the draft, with every right asked again at that moment, and takes the draft away in the same transaction. What
//! could not appear, or was to in a community that is archived, goes back to its author with the reason. What was thrown away can be taken back for a day; what
//! somebody who leaves had not published goes with them.

pub mod access;
pub mod actions;
pub(super) mod api;
mod calendar;
pub mod model;
pub mod page;
pub mod store;
mod subject;
mod sweep;

pub(super) use calendar::show as calendar;
pub use model::{Stage, Unpublished, Written};
pub(super) use subject::Drafts;
pub(super) use sweep::{Archived, Due, Leavers, Thrown};
