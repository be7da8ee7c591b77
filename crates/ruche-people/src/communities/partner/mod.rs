//! What a partner sees of us: the communities and the people, as a list; and each community, looked at in their stead.
//!
//! Rules: nobody learns anything by it that they do not read themselves. The list names the communities that whoever asks reads too, and
//! the people of these; administrators are told how many others there are. Those ask for it who answer for the partner, administrators,
//! and owners of a community to which the partner was added. A community is looked at in a partner’s stead by its owners, and by
//! administrators who read it. What is shown is loaded with the rights of whoever looks, then narrowed to what the partner reads; what is
//! the partner’s alone (votes, marks, drafts, messages, other communities) is never loaded. Nothing can be done there.
//! Deliberately not here: the feed and the posts of such a look, which `posts::preview` of the content shows by [`Look`].

pub(super) mod api;
mod look;
pub(super) mod page;
pub(super) mod store;

pub use look::{Look, look};
