//! Uploads: files that come in pieces, by the protocol tus 1.0.0 (core, creation, termination, expiration), so that a weak network
//! loses nothing of what has arrived.
//!
//! Rules: what may not be sent is said at the beginning, by the length that is announced, then by the first bytes; an upload is its
//! owner's alone and does not exist for anyone else; the bytes on the disk are the truth, the row says how many of them are safe,
//! and what stands beyond is cut off; once whole it goes through the very door of a file that came at once, and gives that same
//! file however often its end is asked for; a day after its last piece it is given up.
//! Deliberately not here: checksums (what a network damages, TLS refuses), several parts at once, a length that is told later.

mod actions;
mod api;
mod protocol;
mod rules;
pub mod store;
mod sweep;
mod turns;

use crate::Content;
use ruche_kernel::MemberId;
use ruche_web::{Needs, Routes, Sweep};
use std::sync::Arc;
use turns::Turns;

/// A file that comes in pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partial {
    /// Its id, also the folder of its bytes.
    pub id: i64,
    /// Who sends it.
    pub owner: MemberId,
    /// Names the sending: the same key is the same upload, and then the same file.
    pub key: String,
    /// The name on the person's device.
    pub name: String,
    /// Whether a photo is also kept as it was sent.
    pub original: bool,
    /// How many bytes it will have.
    pub length: u64,
    /// How many of them are safe.
    pub received: u64,
    /// What it became.
    pub file: Option<i64>,
    /// When it is given up, in milliseconds UTC.
    pub expires_at: i64,
}

/// Where the bytes of an upload are kept until it is whole.
#[must_use]
pub fn blob(id: i64) -> String {
    super::rules::blob(id, "upload")
}

/// What the handlers share.
#[derive(Clone)]
struct Uploads {
    content: Content,
    turns: Arc<Turns>,
}

/// The addresses of this room.
pub(super) fn routes(content: &Content) -> Routes<()> {
    let one = "/files/uploads/{id}";
    Routes::default()
        .options("/files/uploads", Needs::SignIn, api::options)
        .post("/files/uploads", Needs::SignIn, api::create)
        .options(one, Needs::SignIn, api::options)
        .head(one, Needs::SignIn, api::tell)
        .patch_files(one, Needs::SignIn, api::append, super::BODY)
        .delete(one, Needs::SignIn, api::end)
        .with(Uploads { content: content.clone(), turns: Arc::default() })
}

/// What comes round: those that were given up go away.
pub(super) fn sweep(content: &Content) -> Arc<dyn Sweep> {
    Arc::new(sweep::Abandoned(content.clone()))
}
