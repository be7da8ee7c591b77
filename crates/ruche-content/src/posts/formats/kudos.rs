//! Kudos: thanks said aloud, to those whom the text mentions, for something that counts.

use super::Typed;
use maud::{Markup, html};
use ruche_kernel::{MemberId, Refusal};
use ruche_web::Member;
use ruche_web::parts::{Refused, icon};
use serde::{Deserialize, Serialize};

/// What thanks are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Value {
    /// Working well together.
    Team,
    /// Giving a hand.
    Help,
    /// Daring to begin.
    Initiative,
    /// Work well done.
    Quality,
    /// Caring for those one works for.
    Customer,
}

impl Value {
    /// Every value, in the order they are offered.
    pub const ALL: [Self; 5] = [Self::Team, Self::Help, Self::Initiative, Self::Quality, Self::Customer];

    /// The word in forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        ["team", "help", "initiative", "quality", "customer"][self as usize]
    }

    /// From its word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|value| value.word() == word)
    }

    pub(in crate::posts) fn label(self, member: &Member) -> &'static str {
        let t = member.t;
        match self {
            Self::Team => t.formats_value_team(),
            Self::Help => t.formats_value_help(),
            Self::Initiative => t.formats_value_initiative(),
            Self::Quality => t.formats_value_quality(),
            Self::Customer => t.formats_value_customer(),
        }
    }
}

/// What thanks are for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kudos {
    /// What for.
    pub value: Value,
}

impl Kudos {
    pub(super) fn read(typed: &Typed) -> Result<Self, Vec<Refusal>> {
        Value::from_word(&typed.value)
            .map(|value| Self { value })
            .ok_or_else(|| vec![Refusal::new("posts.kudos_value_missing").at("value")])
    }

    /// Whether the text thanks someone: a colleague who is mentioned, and not oneself.
    ///
    /// # Errors
    /// Refused at the text when it thanks nobody.
    pub fn accept(author: MemberId, mentioned: &[i64]) -> Result<(), Refusal> {
        if mentioned.iter().any(|id| *id != author.0) { Ok(()) } else { Err(Refusal::new("posts.kudos_nobody").at("body")) }
    }
}

pub(super) fn fields(member: &Member, typed: &Typed, refused: &Refused) -> Markup {
    let t = member.t;
    let error = refused.at(member, "value");
    html! {
        p class="small soft" { (t.formats_kudos_hint()) }
        div class="field" data-tone=[error.as_ref().map(|_| "danger")] {
            label for="value" { (t.formats_value()) }
            select class="select" id="value" name="value" aria-invalid=[error.as_ref().map(|_| "true")] aria-describedby=[error.as_ref().map(|_| "value-error")] {
                @for value in Value::ALL { option value=(value.word()) selected[value.word() == typed.value] { (value.label(member)) } }
            }
            @if let Some(error) = &error { p class="error" id="value-error" { (icon(member, "alert")) (error) } }
        }
    }
}

/// The sign of thanks, above the text.
pub(super) fn block(member: &Member, kudos: &Kudos) -> Markup {
    html! {
        div class="kudos" {
            svg class="kudos-mark" viewBox="0 0 56 56" aria-hidden="true" { path class="cell" d="M28 3 50 15.5v25L28 53 6 40.5v-25z" {} path class="star" d="m28 15 3.8 7.9 8.7 1.2-6.3 6 1.5 8.6L28 34.6l-7.7 4.1 1.5-8.6-6.3-6 8.7-1.2z" {} }
            p { span class="badge" data-tone="honey" { (kudos.value.label(member)) } }
        }
    }
}
