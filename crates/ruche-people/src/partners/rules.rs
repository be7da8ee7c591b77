//! What is decided about partners without asking anybody: kinds, days, and when a warning is due.

use crate::sign_in::DAY_MS;
use ruche_kernel::{Refusal, Result};

/// The most days that the access of a partner lasts from the day it is given or renewed.
pub const MAX_DAYS: i64 = 730;
/// The most days from now until the end of a contract.
const MAX_CONTRACT_DAYS: i64 = 3_660;
/// How many days before its end an access is marked, and warned of first.
pub const SOON: i64 = 30;
/// How many days before its end it is warned of again.
pub const LAST: i64 = 7;
/// How long before its end an access is marked, in milliseconds.
pub const SOON_MS: i64 = SOON * DAY_MS;

/// What a company is to ours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CompanyKind {
    /// We buy from it.
    Supplier,
    /// It buys from us.
    Client,
    /// It sells what is ours.
    Distributor,
    /// Anything else.
    #[default]
    Other,
}

impl CompanyKind {
    /// Every kind, in the order of forms.
    pub const ALL: [Self; 4] = [Self::Supplier, Self::Client, Self::Distributor, Self::Other];

    /// The word of forms and of the API.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Supplier => "supplier",
            Self::Client => "client",
            Self::Distributor => "distributor",
            Self::Other => "other",
        }
    }

    /// From its word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// From its stored number.
    #[must_use]
    pub fn from_number(number: i64) -> Self {
        Self::ALL.into_iter().find(|kind| kind.number() == number).unwrap_or_default()
    }

    /// The stored number.
    #[must_use]
    pub fn number(self) -> i64 {
        self as i64
    }
}

/// Whether an access or a contract ends in the days that are marked. Times are in milliseconds UTC.
#[must_use]
pub fn ends_soon(ends_at: Option<i64>, now: i64) -> bool {
    ends_at.is_some_and(|end| end > now && end - now <= SOON_MS)
}

/// The warning that is due before an end, in days, when `told` was the last one; nothing while there is time, and once it is over.
#[must_use]
pub fn warning(ends_at: i64, told: i64, now: i64) -> Option<i64> {
    match ends_at - now {
        ..=0 => None,
        left if left <= LAST * DAY_MS => (told != LAST).then_some(LAST),
        left if left <= SOON_MS => (told == 0).then_some(SOON),
        _ => None,
    }
}

/// The warning that whoever sets an end knows without being told, in days; 0 for none.
#[must_use]
pub fn told_by_setting(ends_at: i64, now: i64) -> i64 {
    warning(ends_at, 0, now).unwrap_or(0)
}

/// Asks that an access which lasts to `ends_at` does not outlast the contract of its company.
///
/// # Errors
/// Refused at `ends`.
pub fn within(ends_at: i64, contract: Option<i64>) -> Result<()> {
    match contract {
        Some(contract) if ends_at > contract => Err(Refusal::new("partners.beyond_contract").at("ends").into()),
        _ => Ok(()),
    }
}

/// What is wrong with the days of a contract: its first moment and its last one.
#[must_use]
pub fn days_of_contract(starts_at: Option<i64>, ends_at: Option<i64>, now: i64) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    if starts_at.is_none() {
        refusals.push(Refusal::new("partners.start_unreadable").at("starts"));
    }
    match ends_at {
        None => refusals.push(Refusal::new("partners.end_unreadable").at("ends")),
        Some(end) if end < now => refusals.push(Refusal::new("partners.end_past").at("ends")),
        Some(end) if end - now > MAX_CONTRACT_DAYS * DAY_MS => refusals.push(Refusal::new("partners.end_far").at("ends")),
        Some(end) if starts_at.is_some_and(|start| start > end) => refusals.push(Refusal::new("partners.end_before_start").at("ends")),
        Some(_) => {}
    }
    refusals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_warning_comes_once_and_none_after_the_end() {
        for (days, told, due) in [
            (31, 0, None),
            (30, 0, Some(30)),
            (30, 30, None),
            (8, 30, None),
            (7, 30, Some(7)),
            (7, 0, Some(7)),
            (1, 7, None),
            (0, 30, None),
            (-1, 0, None),
        ] {
            assert_eq!(warning(days * DAY_MS, told, 0), due, "{days} days, told {told}");
        }
        assert_eq!([40, 20, 5].map(|days| told_by_setting(days * DAY_MS, 0)), [0, 30, 7]);
    }

    #[test]
    fn a_contract_has_days_that_make_sense() {
        for (start, end, wrong) in [
            (Some(0), Some(DAY_MS), &[][..]),
            (None, None, &["starts", "ends"]),
            (Some(0), Some(-1), &["ends"]),
            (Some(2 * DAY_MS), Some(DAY_MS), &["ends"]),
            (Some(0), Some(4_000 * DAY_MS), &["ends"]),
        ] {
            let fields: Vec<_> = days_of_contract(start, end, 0).iter().filter_map(|refusal| refusal.field).collect();
            assert_eq!(fields, wrong, "{start:?} to {end:?}");
        }
    }

    #[test]
    fn an_access_lasts_no_longer_than_the_contract() {
        for (end, contract, fine) in [(5, None, true), (5, Some(5), true), (6, Some(5), false)] {
            assert_eq!(within(end, contract).is_ok(), fine);
        }
    }

    #[test]
    fn kinds_have_words_and_numbers() {
        for kind in CompanyKind::ALL {
            assert_eq!((CompanyKind::from_word(kind.word()), CompanyKind::from_number(kind.number())), (Some(kind), kind));
        }
        assert_eq!(CompanyKind::from_word("x"), None);
    }
}
