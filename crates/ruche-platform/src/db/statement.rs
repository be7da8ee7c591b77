//! Statements: named SQL texts, declared once a store, prepared on both engines by a test, counted per request.

use super::Value;
use std::cell::Cell;

/// One SQL text with the name that logs and tests call it by.
#[derive(Debug)]
pub struct Statement {
    /// `module::NAME`.
    pub name: &'static str,
    /// The text: `$1`, `$2`... for values, `{list}` for a list of ids.
    pub text: &'static str,
}

/// Sizes that lists are padded to, so that the text and its prepared plan stay the same.
const LIST_SIZES: [usize; 4] = [1, 20, 100, 500];

impl Statement {
    /// How many numbered values the text takes, the list left out.
    #[must_use]
    pub fn parameters(&self) -> usize {
        self.text
            .split('$')
            .skip(1)
            .filter_map(|rest| rest[..rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())].parse().ok())
            .max()
            .unwrap_or(0)
    }

    /// The size that a list of so many ids is padded to.
    pub(super) fn list_size(length: usize) -> usize {
        LIST_SIZES.into_iter().find(|&size| size >= length).unwrap_or(length)
    }

    /// Whether a list is so long that it is not padded.
    pub(super) fn is_beyond(size: usize) -> bool {
        size > LIST_SIZES[LIST_SIZES.len() - 1]
    }

    /// The text with `{list}` written out as so many numbered places, after the numbered values of the text.
    pub(super) fn with_places(&self, size: usize) -> String {
        let first = self.parameters() + 1;
        let places = (first..first + size).map(|n| format!("${n}")).collect::<Vec<_>>().join(",");
        self.text.replace("{list}", &places)
    }

    /// The text and the values with `{list}` written out; the last id fills the padding.
    pub(super) fn with_list(&self, values: &[Value], list: &[i64]) -> (String, Vec<Value>) {
        let size = Self::list_size(list.len());
        let padding = list.last().into_iter().cycle().take(size.saturating_sub(list.len()));
        let all = values.iter().cloned().chain(list.iter().chain(padding).map(|&id| Value::Int(id))).collect();
        (self.with_places(size), all)
    }
}

/// Declares the statements of a store: `sql! { FIND = "SELECT ..."; SAVE = "UPDATE ..."; }`, and lists them in `STATEMENTS`.
#[macro_export]
macro_rules! sql {
    ($($(#[$doc:meta])* $name:ident = $text:expr;)+) => {
        $($(#[$doc])* static $name: $crate::db::Statement = $crate::db::Statement { name: concat!(module_path!(), "::", stringify!($name)), text: $text };)+
        /// Every statement of this store, for the test that prepares them on both engines.
        pub static STATEMENTS: &[&$crate::db::Statement] = &[$(&$name),+];
    };
}

tokio::task_local! {
    static COUNT: Cell<u64>;
}

/// Runs `future` and tells how many statements it ran in its own task: the query budget of a page is asserted on it.
pub async fn count_statements<F: Future>(future: F) -> (F::Output, u64) {
    COUNT.scope(Cell::new(0), async { (future.await, COUNT.with(Cell::get)) }).await
}

/// One more statement was run by this task, if anyone counts.
pub(super) fn count() {
    // Outside a counted request there is nothing to count.
    let _ = COUNT.try_with(|n| n.set(n.get() + 1));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_padded_with_their_last_id() {
        let statement = Statement { name: "t", text: "SELECT 1 WHERE a = $1 AND b IN ({list})" };
        assert_eq!(statement.parameters(), 1);
        let (text, values) = statement.with_list(&[Value::Int(9)], &[1, 2]);
        assert!(text.starts_with("SELECT 1 WHERE a = $1 AND b IN ($2,$3,"));
        assert_eq!(values.len(), 21);
        assert_eq!(values[20], Value::Int(2));
        let (text, _) = statement.with_list(&[Value::Int(9)], &[1]);
        assert!(text.ends_with("IN ($2)"));
    }

    #[tokio::test]
    async fn statements_are_counted_in_their_scope_only() {
        count();
        let (out, n) = count_statements(async {
            count();
            count();
            7
        })
        .await;
        assert_eq!((out, n), (7, 2));
    }
}
