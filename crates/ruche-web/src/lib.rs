//! The HTML and JSON kit: routes with declared permissions, the context of a request, forms, errors, layout and shared parts.
//!
//! Deliberately not here: any feature. People implement [`Authenticate`]; features fill [`slots`].

pub mod api;
pub mod assets;
pub mod context;
pub mod etag;
pub mod extract;
pub mod failure;
pub mod fields;
pub mod layout;
pub mod letter;
pub mod limits;
pub mod markdown;
pub mod middleware;
mod partner_links;
pub mod parts;
pub mod preview;
pub mod routes;
pub mod settings;
pub mod settings_frame;
pub mod slots;
pub mod translated;

pub use context::{App, Authenticate, Company, Ctx, Member, Viewer};
pub use failure::{Failure, Result};
pub use fields::Fields;
pub use routes::{Feature, Moved, Needs, Routes, Sweep};
pub use settings::{Network, Settings};

/// The `Turbo-Frame` or stream content type that Turbo asks for.
pub const TURBO_STREAM: &str = "text/vnd.turbo-stream.html";
