//! Reactions as the API tells them.

use super::store::Summary;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// How people reacted.
#[derive(Serialize, ToSchema)]
#[schema(as = Reactions)]
pub(crate) struct ReactionsJson {
    /// How many of each kind: `like`, `thanks`, `useful`, `bravo`, `smile`, `support`.
    counts: BTreeMap<String, i64>,
    /// The own one.
    #[schema(required)]
    own: Option<String>,
}

impl ReactionsJson {
    pub(crate) fn of(summary: &Summary) -> Self {
        Self {
            counts: summary.counts.iter().map(|(kind, count)| (kind.word().to_owned(), *count)).collect(),
            own: summary.mine.map(|kind| kind.word().to_owned()),
        }
    }
}
