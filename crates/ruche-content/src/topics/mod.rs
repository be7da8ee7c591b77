//! Topics: the `#words` of what people write.
//!
//! Rules: a topic is known by its key (without accents, in lower case) and shown as it was written first; its page shows what
//! the viewer may see, and a topic whose every use is hidden does not exist for that viewer.
//! Deliberately not here: followers, experts, merging.

mod found;
mod page;
pub mod store;

use crate::Content;
use ruche_web::{Feature, Needs, Routes};
use std::sync::Arc;

/// What this feature declares.
#[must_use]
pub fn feature(content: &Content) -> Feature {
    let routes = Routes::default().get("/topics/suggest", Needs::SignIn, page::suggest).with(content.clone());
    Feature {
        name: "topics",
        routes,
        statements: vec![store::STATEMENTS, found::STATEMENTS],
        findables: vec![Arc::new(found::Topics(content.platform.clone()))],
        ..Feature::default()
    }
}
