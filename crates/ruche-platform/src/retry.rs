//! How long to wait before something is tried again.

use crate::secret;
use std::time::Duration;

/// The wait after so many failures in a row: half a second, doubled each time, a minute at most, of which up to half is left
/// to chance, so that those who failed together do not come back together.
#[must_use]
pub fn pause(failures: u32) -> Duration {
    let longest = Duration::from_millis(500).saturating_mul(1 << failures.clamp(1, 8).saturating_sub(1)).min(Duration::from_secs(60));
    // Without randomness all come back together, which is only less kind.
    let chance = secret::random_bytes::<1>().map_or(0, |[byte]| u32::from(byte));
    longest - longest * chance / 512
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_a_minute() {
        for (failures, longest) in [(0, 500), (1, 500), (2, 1_000), (3, 2_000), (7, 32_000), (8, 60_000), (9, 60_000), (u32::MAX, 60_000)] {
            let waited = pause(failures).as_millis();
            assert!(waited * 2 >= longest && waited <= longest, "{failures}: {waited}");
        }
    }
}
