//! Limits in memory: token buckets per person or network, for what is asked often. Sign-in and codes also count in the database.

use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use ruche_kernel::{Error, Result};
use std::net::IpAddr;
use std::num::NonZeroU32;

/// What is limited, each with its own buckets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Writing posts and comments.
    Write,
    /// Reactions, follows, marks: light changes.
    Touch,
    /// Sending files.
    Upload,
    /// Completion of names and topics.
    Suggest,
    /// Searching.
    Search,
    /// Having texts translated.
    Translate,
    /// Inviting.
    Invite,
    /// Reading the private address of a calendar.
    Calendar,
    /// Reading the private address of a feed.
    Feed,
    /// Posting by the address of an incoming webhook.
    Hook,
    /// What needs no session and costs a hash or a write: sign-in, reset, joining, the first run.
    Knock,
}

/// Per act: how many at once, and how many a minute afterwards.
const QUOTAS: [(Act, u32, u32); 11] = [
    (Act::Write, 30, 60),
    (Act::Touch, 120, 300),
    (Act::Upload, 60, 120),
    (Act::Suggest, 120, 600),
    (Act::Search, 60, 180),
    (Act::Translate, 20, 30),
    (Act::Invite, 200, 60),
    (Act::Calendar, 30, 30),
    (Act::Feed, 30, 30),
    (Act::Hook, 20, 20),
    (Act::Knock, 100, 60),
];

/// The requests of one token: how many at once, and how many a minute afterwards.
const API: (u32, u32) = (300, 600);

/// The number of the network that an address belongs to: a whole /64 of IPv6, since one person has that many.
#[must_use]
pub fn network(ip: IpAddr) -> i64 {
    match ip.to_canonical() {
        IpAddr::V4(ip) => u32::from(ip).into(),
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            let head = [a, b, c, d].into_iter().fold(0_u64, |number, part| number << 16 | u64::from(part));
            head.cast_signed()
        }
    }
}

/// The buckets of this node.
pub struct Limits {
    buckets: Vec<(Act, DefaultKeyedRateLimiter<i64>)>,
    /// Those of the tokens of the API, which are told how much is left.
    tokens: RateLimiter<i64, DefaultKeyedStateStore<i64>, DefaultClock, StateInformationMiddleware>,
    leniency: u32,
}

/// How much a token may still ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// How many requests at once.
    pub limit: u32,
    /// How many of them are left.
    pub left: u32,
    /// After how many seconds all of them are there again.
    pub reset: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self::new(1)
    }
}

impl Limits {
    /// Buckets of so many times what is usual.
    #[must_use]
    pub fn new(leniency: u32) -> Self {
        let times = |n: u32| NonZeroU32::new(n.saturating_mul(leniency)).unwrap_or(NonZeroU32::MIN);
        let quota = |burst: u32, minute: u32| Quota::per_minute(times(minute)).allow_burst(times(burst));
        Self {
            buckets: QUOTAS.iter().map(|&(act, burst, minute)| (act, RateLimiter::keyed(quota(burst, minute)))).collect(),
            tokens: RateLimiter::keyed(quota(API.0, API.1)).with_middleware(),
            leniency,
        }
    }

    /// Takes one token of `key`: a member's id, or the number of a [`network`].
    ///
    /// # Errors
    /// `TooMany` with the seconds to wait.
    pub fn take(&self, act: Act, key: i64) -> Result<()> {
        let Some((_, bucket)) = self.buckets.iter().find(|(a, _)| *a == act) else { return Ok(()) };
        bucket.check_key(&key).map_err(|wait| {
            let left = wait.wait_time_from(DefaultClock::default().now());
            Error::TooMany(u32::try_from(left.as_secs()).unwrap_or(60) + 1)
        })
    }

    /// Counts a request of a token of the API, and tells how much is left; `left` is none where there was nothing left.
    ///
    /// # Errors
    /// The same with the seconds to wait.
    pub fn take_api(&self, token: i64) -> std::result::Result<Allowance, (Allowance, u32)> {
        let (limit, per_second) = (API.0 * self.leniency, API.1 * self.leniency / 60);
        let told = |left: u32| Allowance { limit, left, reset: (limit - left).div_ceil(per_second) };
        match self.tokens.check_key(&token) {
            Ok(state) => Ok(told(state.remaining_burst_capacity().min(limit))),
            Err(wait) => {
                let seconds = wait.wait_time_from(DefaultClock::default().now()).as_secs();
                Err((told(0), u32::try_from(seconds).unwrap_or(60) + 1))
            }
        }
    }

    /// Forgets those who have not been seen lately; called every few minutes.
    pub fn sweep(&self) {
        for (_, bucket) in &self.buckets {
            bucket.retain_recent();
        }
        self.tokens.retain_recent();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_network_is_one_number() {
        let of = |ip: &str| network(ip.parse().unwrap());
        assert_eq!(of("::ffff:192.0.2.7"), of("192.0.2.7"));
        assert_ne!(of("192.0.2.8"), of("192.0.2.7"));
        assert_eq!(of("2001:db8:1:2:3::4"), of("2001:db8:1:2::9"));
        assert_ne!(of("2001:db8:1:3::4"), of("2001:db8:1:2::4"));
    }

    #[test]
    fn one_who_asks_too_much_waits_and_the_others_do_not() {
        let limits = Limits::default();
        for _ in 0..30 {
            limits.take(Act::Write, 1).unwrap();
        }
        assert!(matches!(limits.take(Act::Write, 1), Err(Error::TooMany(1..))));
        limits.take(Act::Write, 2).unwrap();
        limits.take(Act::Touch, 1).unwrap();
    }
}
