//! Translations: what the engine that the company configured makes of a post or a comment, for a reader who asks.
//!
//! Rules: without an engine there is nothing of it anywhere; it is offered for a text in another known language than the reader's; a
//! text goes to the engine only when somebody who may see it asks, by a POST, and once for all who read that language; what comes
//! back is as safe as any text, and goes with its subject: at an edit, when a name in it changes, at its purge.
//! Deliberately not here: who may see a text. The rooms of posts and comments load it by their own doors, and have the routes.

mod actions;
pub(crate) mod api;
pub mod page;
pub(crate) mod store;

pub use actions::{Desk, Problem, ask, kept};

use ruche_kernel::{SubjectRef, languages};
use ruche_platform::secret;
use ruche_web::{Ctx, Feature, translated};

/// The most bytes that the engine is given of one text.
pub const MAX_BYTES: usize = 32 * 1024;

/// A text that may be translated, as its reader sees it.
#[derive(Clone, Debug)]
pub struct Original {
    /// What it is of.
    pub subject: SubjectRef,
    /// Its language, one of those that are known.
    pub language: &'static str,
    /// The title that its author gave it; empty when it has none.
    pub title: String,
    /// Safe HTML.
    pub html: String,
}

impl Original {
    /// A text, when it can be translated for a reader: there is an engine, and its language is known and is not the reader's.
    #[must_use]
    pub fn offered(ctx: &Ctx, subject: SubjectRef, language: &str, title: &str, html: &str) -> Option<Self> {
        let language = languages::known(language).filter(|known| *known != ctx.t.0.tag())?;
        let says = ctx.app.platform.translator.is_some() && !(title.is_empty() && html.is_empty());
        says.then(|| Self { subject, language, title: title.to_owned(), html: html.to_owned() })
    }

    /// What the engine is asked.
    fn question(&self) -> String {
        translated::question(&self.title, &self.html)
    }

    /// Tells one source from another.
    fn source(&self) -> String {
        secret::digest(&format!("{}\u{0}{}\u{0}{}", self.language, self.title, self.html))
    }
}

/// What this feature declares.
#[must_use]
pub fn feature() -> Feature {
    Feature { name: "translations", statements: vec![store::STATEMENTS], ..Feature::default() }
}
