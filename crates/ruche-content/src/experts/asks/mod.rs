//! A question that is put to the people who are likeliest to know, within what each accepts; passed on, answered, and put to others
//! when nobody answers.

pub(super) mod actions;
pub(super) mod api;
mod listen;
pub(super) mod page;
pub mod rules;
pub(super) mod settings;
pub(super) mod store;
mod sweep;

pub(super) use listen::{Answers, Leavers};
pub(super) use page::OfPost;
pub(super) use sweep::Widen;
