//! The text that a community asks to accept before one reads it: a confidentiality agreement, rules of the place.
//!
//! Owners write it and choose who is asked: partners, or everybody. Until it is accepted the place does not exist for whoever is asked,
//! but for its name on the page that asks: the view `withheld_places` says for whom, and `visible_places`, `joined_places` and the
//! statements of people leave those out. A text that changes is another one: it is asked for again. Whoever saves it accepts it by that.
//! Owners see who accepted and when; that stays when somebody leaves, and when the text is asked of nobody any more.
//! Deliberately not here: earlier texts, which nobody has accepted any more.

mod actions;
pub(super) mod api;
pub(super) mod page;
pub(super) mod store;
