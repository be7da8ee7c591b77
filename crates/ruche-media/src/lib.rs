//! Looks at uploaded files in a separate, limited process, and names their types.
//!
//! A picture from outside is the most dangerous thing a server reads, so the server never decodes one. It starts
//! its own program again as a *child* ([`child_main`]) that first gives up memory, time, files and network, then
//! reads one file from its standard input and answers on its standard output: small re-encoded copies of a picture or of the
//! thumbnail that an office file carries, the length and formats of a film or a sound. Where the machine has them, outside
//! programs ([`Tools`]) copy films without their metadata and draw a picture of films and PDF files; they run limited too.
//! [`Workshop`] is the side of the server: it waits for its turn, starts the child, kills it when it is late and
//! checks what comes back.
//!
//! Deliberately not here: storage (the copies come back as bytes), quotas and rights (the caller knows who sends),
//! texts for people (a [`Refusal`] has a stable code), any other encoding of films and sound, and the text of documents:
//! those are kept as they are and served as attachments under [`Document::mime`].
#![forbid(unsafe_code)]

mod child;
mod colour;
mod document;
mod frame;
mod picture;
mod prepared;
mod prison;
mod probe;
mod refusal;
mod shrink;
mod sniff;
mod strip;
mod thumbnail;
mod tools;
mod workshop;

pub use child::{Task, child_main};
pub use document::{Document, document_kind};
pub use prepared::{Original, Prepared, Variant};
pub use probe::{Codec, Probe};
pub use refusal::Refusal;
pub use sniff::{HEAD, Kind, sniff};
pub use strip::strip_original;
pub use tools::{Tools, find_program, office_program};
pub use workshop::{Keep, Limits, Workshop};

/// The largest picture that is decoded, in pixels.
pub const MAX_PIXELS: u64 = 60_000_000;

/// The longest side that is decoded, in pixels.
pub const MAX_SIDE: u32 = 20_000;

/// The heaviest file that is looked at, in bytes.
pub const MAX_BYTES: u64 = 64 * 1024 * 1024;
