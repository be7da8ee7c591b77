//! Enumerations: "a, b et c", "a, b and c".
//!
//! Deliberately not here: how many of a long list to name; the caller cuts it.

use crate::T;
use maud::{Markup, PreEscaped, Render};

impl T {
    /// The items with commas and a last "et" or "and" (no comma before it). Empty for none.
    #[must_use]
    pub fn list<S: AsRef<str>>(self, items: &[S]) -> String {
        let mut out = String::with_capacity(items.iter().map(|i| i.as_ref().len() + 5).sum());
        self.enumerate(items, &mut out, |item, out| out.push_str(item.as_ref()));
        out
    }

    /// As [`list`](Self::list), of what is shown as markup: texts are escaped, markup is kept.
    #[must_use]
    pub fn list_html<R: Render>(self, items: &[R]) -> Markup {
        let mut out = String::new();
        self.enumerate(items, &mut out, |item, out| item.render_to(out));
        PreEscaped(out)
    }

    fn enumerate<I>(self, items: &[I], out: &mut String, mut add: impl FnMut(&I, &mut String)) {
        for (place, item) in items.iter().enumerate() {
            if place > 0 && place + 1 == items.len() {
                out.push(' ');
                out.push_str(self.lists_and());
                out.push(' ');
            } else if place > 0 {
                out.push_str(", ");
            }
            add(item, out);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Locale, T};
    use maud::html;

    #[test]
    fn enumerations() {
        for (items, french, english) in [
            (&[][..], "", ""),
            (&["Ana"], "Ana", "Ana"),
            (&["Ana", "Li"], "Ana et Li", "Ana and Li"),
            (&["Ana", "Li", "Zoé"], "Ana, Li et Zoé", "Ana, Li and Zoé"),
            (&["a", "b", "c", "d"], "a, b, c et d", "a, b, c and d"),
        ] {
            assert_eq!(T(Locale::Fr).list(items), french);
            assert_eq!(T(Locale::En).list(items), english);
        }
    }

    #[test]
    fn markup_is_kept_and_text_is_escaped() {
        assert_eq!(T(Locale::Fr).list_html(&[html! { b { "Ana" } }, html! { "R&D" }]).into_string(), "<b>Ana</b> et R&amp;D");
        assert_eq!(T(Locale::En).list_html(&["<i>", "R&D"]).into_string(), "&lt;i&gt; and R&amp;D");
    }
}
