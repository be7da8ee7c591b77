//! Embeds: what an address of ours is, told to a program that shows it elsewhere (oEmbed 1.0, oembed.com).
//!
//! Rules: the answer is what the asker sees behind the address, and 404 where that is nothing; who is not known is told nothing of any
//! address, not even that it is none of ours: 401. JSON alone is spoken; XML answers 501, as the specification has it, and to a token 422, as every value that the API does not know. The type is
//! `link`: what stands behind changes with its reader, so that no HTML is given to be shown to others.
//! Deliberately not here: the cards within our own texts (`writing::own`), which know the reader.

mod api;
mod page;

use crate::Content;
use ruche_web::{Feature, Needs, Routes};

/// What this feature declares.
#[must_use]
pub fn feature(content: &Content) -> Feature {
    let routes = Routes::default().get("/oembed", Needs::Nothing, page::give).join(api::routes()).with(content.clone());
    Feature { name: "embeds", routes, api: Some(api::description()), ..Feature::default() }
}
