//! Looks at uploaded images in a separate, limited process, and names the types of uploaded files.
//!
//! A picture from outside is the most dangerous thing a server reads, so the server never decodes one. It starts
//! its own program again as a *child* ([`child_main`]) that first gives up memory, time, files and network, then
//! reads one picture from its standard input and answers on its standard output with small re-encoded copies.
//! [`Workshop`] is the side of the server: it waits for its turn, starts the child, kills it when it is late and
//! checks what comes back.
//!
//! Deliberately not here: storage (the copies come back as bytes), quotas and rights (the caller knows who sends),
//! texts for people (a [`Refusal`] has a stable code), and any decoder for documents, archives, sound or video:
//! those files are kept as they are and served as attachments under [`Document::mime`].
#![forbid(unsafe_code)]

mod child;
mod colour;
mod document;
mod frame;
mod picture;
mod prepared;
mod prison;
mod refusal;
mod shrink;
mod sniff;
mod strip;
mod workshop;

pub use child::child_main;
pub use document::{Document, document_kind};
pub use prepared::{Original, Prepared, Variant};
pub use refusal::Refusal;
pub use sniff::{HEAD, Kind, sniff};
pub use strip::strip_original;
pub use workshop::{KEEP_ORIGINAL, Keep, Limits, Workshop};

/// The largest picture that is decoded, in pixels.
pub const MAX_PIXELS: u64 = 60_000_000;

/// The longest side that is decoded, in pixels.
pub const MAX_SIDE: u32 = 20_000;

/// The heaviest file that is looked at, in bytes.
pub const MAX_BYTES: u64 = 64 * 1024 * 1024;
