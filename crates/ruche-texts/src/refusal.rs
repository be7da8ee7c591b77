//! The sentence of a refusal, found by its code.
//!
//! Deliberately not here: which refusals exist. Any key `<feature>-refusal-<name>` is one.

use crate::T;

impl T {
    /// The sentence for a code such as `posts.body_too_long`, whose key is `posts-refusal-body-too-long`; dots and underscores
    /// of the code are hyphens of the key. `None` where there is no such text, or where `args` lacks a number that it names.
    #[must_use]
    pub fn refusal(self, code: &str, args: &[(&'static str, i64)]) -> Option<String> {
        let (feature, name) = code.split_once('.')?;
        let [feature, name] = [feature, name].map(|part| part.replace(['.', '_'], "-"));
        self.refusal_by_name(&feature, &name, |wanted| args.iter().find(|(name, _)| *name == wanted).map(|(_, number)| *number))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Locale, T};

    #[test]
    fn codes_of_the_program_find_their_texts() {
        let t = T(Locale::Fr);
        assert_eq!(t.refusal("web.too_large", &[]).as_deref(), Some(t.web_refusal_too_large()));
        assert_eq!(t.refusal("web.too.large", &[("max", 3)]).as_deref(), Some(t.web_refusal_too_large()));
        for unknown in ["", "web", "web.", ".", "web.none", "none.too_large"] {
            assert_eq!(t.refusal(unknown, &[]), None, "{unknown:?}");
        }
    }
}
