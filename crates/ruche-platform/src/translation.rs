//! What the server asks of a translation engine: the trait of the one client. The company chooses the engine; without one nobody is asked.
//!
//! Deliberately not here: the wire, which is that of the client's crate; who may have what translated.

use async_trait::async_trait;

/// Why there is no translation. It may be kept by several who asked for the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Untranslated {
    /// The engine does not answer, is too slow or too busy, or answers nothing that can be read: trying again may help.
    #[error("the translation engine does not answer")]
    Unavailable,
    /// The engine will not: it does not know the languages, or does not accept the text or the key.
    #[error("the translation engine refuses")]
    Refused,
}

/// Translates.
#[async_trait]
pub trait Translator: Send + Sync {
    /// The HTML in another language, as the engine gives it: it is as safe as a stranger's. Languages are tags of HTML. It takes ten
    /// seconds at most.
    ///
    /// # Errors
    /// Why there is none.
    async fn translate(&self, html: &str, from: &str, to: &str) -> Result<String, Untranslated>;
}
