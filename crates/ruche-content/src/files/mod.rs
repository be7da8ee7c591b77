//! Files: photos, films, sounds and documents that people add to what they write, the photo of each profile and the picture of each community.
//!
//! Rules: the content decides what a file is, never its name; photos are looked at by another process and kept as small copies
//! without metadata; films and sounds are played where browsers know their formats, in a copy without metadata where the machine
//! can make one; documents are kept as they came and only ever downloaded; a file is loose, seen by its owner alone, until
//! something published holds it, and is then seen by whoever sees that thing; what stays loose goes away after two days; one that is large
//! may come in pieces ([`uploads`]), and is a file once it is whole.
//! A picture whose process died between its copies and its row leaves copies that nothing names: the check of the data finds them.
//! Deliberately not here: decoding (the media crate), another encoding of films, folders, versions.

pub mod access;
pub mod actions;
mod api;
pub(crate) mod api_model;
mod captions;
mod captions_page;
pub(crate) mod form;
mod found;
pub mod model;
pub mod page;
mod photo_form;
mod photos_api;
mod picture;
pub mod player;
mod portrait;
mod ranges;
pub mod rules;
pub mod store;
mod sweep;
#[cfg(test)]
mod tests;
pub(crate) mod transfer;
pub mod uploads;

pub use model::{File, Kind};

use crate::Content;
use ruche_web::{Feature, Needs, Routes};
use std::sync::Arc;

/// The most bytes of one request that carries a file: the heaviest document, and room for the form around it.
const BODY: usize = 64 * 1024 * 1024;

/// What this feature declares.
#[must_use]
pub fn feature(content: &Content) -> Feature {
    let routes = Routes::default()
        .post_files("/files", Needs::SignIn, transfer::send, BODY)
        .get("/files/{id}/{size}", Needs::SignIn, transfer::serve)
        .get("/files/{id}/captions/edit", Needs::SignIn, captions_page::show)
        .post_files("/files/{id}/captions/edit", Needs::SignIn, captions_page::save, BODY)
        .delete("/files/{id}/captions/edit", Needs::SignIn, captions_page::remove)
        .post_files("/settings/photo", Needs::SignIn, portrait::save, BODY)
        .delete("/settings/photo", Needs::SignIn, portrait::remove)
        .post_files("/communities/{id}/picture", Needs::SignIn, picture::save, BODY)
        .delete("/communities/{id}/picture", Needs::SignIn, picture::remove)
        .join(api::routes())
        .join(photos_api::routes())
        .with(content.clone())
        .merge(uploads::routes(content));
    Feature {
        name: "files",
        routes,
        statements: vec![store::STATEMENTS, found::STATEMENTS, uploads::store::STATEMENTS],
        findables: vec![Arc::new(found::FoundFiles(content.platform.clone()))],
        slots: vec![
            ("settings.photo", Arc::new(portrait::Portrait)),
            ("community.picture", Arc::new(picture::Picture(content.clone()))),
            ("frame.dialogs", Arc::new(page::Viewer)),
        ],
        api: Some(api::description()),
        sweeps: vec![Arc::new(sweep::LooseFiles(content.clone())), uploads::sweep(content)],
        ..Feature::default()
    }
}
