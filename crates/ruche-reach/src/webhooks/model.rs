//! What a webhook and a delivery are.

use super::rules::{Kind, Outcome, State};
use ruche_kernel::{MemberId, PlaceId, SubjectRef};

/// A webhook.
#[derive(Clone, Debug)]
pub(super) struct Webhook {
    pub id: i64,
    pub place: PlaceId,
    /// Who answers for it: what it tells is what this person sees.
    pub maker: MemberId,
    pub name: String,
    pub url: String,
    pub kinds: Vec<Kind>,
    /// Signs what is sent; `whsec_` and its bytes in Base64.
    pub secret: String,
    pub state: State,
    /// How many attempts failed in a row.
    pub failures: i64,
    /// Since when nothing arrived, in milliseconds UTC.
    pub failing_since: Option<i64>,
    pub created_at: i64,
}

/// What an owner says of a webhook.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    pub name: String,
    pub url: String,
    pub kinds: Vec<Kind>,
}

/// What happened, as far as a webhook tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Happening {
    /// The event; for a trial the delivery itself.
    pub event: i64,
    pub kind: Kind,
    pub actor: MemberId,
    pub subject: SubjectRef,
    pub root: SubjectRef,
    /// In milliseconds UTC.
    pub at: i64,
}

/// One thing to tell to one webhook, and what became of it.
#[derive(Clone, Debug)]
pub(super) struct Delivery {
    pub id: i64,
    pub happening: Happening,
    pub attempts: i64,
    pub next_at: Option<i64>,
    pub outcome: Outcome,
    /// The status of the last answer.
    pub status: Option<i64>,
    /// How long it took, in milliseconds.
    pub took_ms: Option<i64>,
    /// Its beginning.
    pub answer: String,
    pub tried_at: Option<i64>,
    pub created_at: i64,
}
