//! Two communities become one: an owner of both brings the people, the texts and the addresses of one into the other.
//!
//! What is decided at once: nobody meets the one that went any more, it is archived, and its addresses lead to the other, for those who
//! meet that one. What follows the commit, in slices: its people belong to the other as simple members ([`bring`]), what waits for an
//! answer waits there, then the room of what is written moves that, thread by thread, and closes the place at the end ([`close`]).
//! Meanwhile every text is read by those who read it before, or already by those who read the other: by nobody else.
//!
//! The people of one come to read what was written in the other. How many, and how many partners, is told before; whoever decides says
//! so and types the name, since it cannot be taken back.

mod actions;
pub(super) mod api;
pub(super) mod moved;
pub(super) mod page;
pub(super) mod store;

pub use actions::{bring, close};
pub use store::merged_among;
