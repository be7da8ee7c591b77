//! How many people each follows.

use super::dice::Dice;

/// How many people the members of a large network know, by percentile: a hundredth of them each know at most so many, and more than
/// the number before. The facts of `facebookBucket100.dat` of the LDBC data generator
/// (<https://github.com/ldbc/ldbc_snb_datagen_spark>, `src/main/resources/distributions`, Apache-2.0).
const PERCENTILES: [f64; 100] = [
    1.0, 1.0, 1.5, 2.2, 3.55, 4.37, 5.37, 6.61, 8.13, 10.0, 11.22, 12.0, 14.0, 16.0, 17.0, 19.0, 20.0, 22.0, 23.0, 25.0, 26.0, 28.0, 30.0,
    31.0, 33.0, 35.0, 36.0, 38.0, 40.0, 42.0, 44.0, 46.0, 49.0, 51.0, 54.0, 56.0, 59.0, 61.0, 64.0, 66.0, 69.0, 72.0, 75.0, 78.0, 82.0,
    85.0, 88.0, 92.0, 95.0, 99.0, 102.0, 106.0, 110.0, 113.0, 117.0, 122.0, 126.0, 130.0, 135.0, 139.0, 144.0, 149.0, 154.0, 160.0, 166.0,
    172.0, 180.0, 188.0, 196.0, 204.0, 211.0, 217.0, 223.0, 229.0, 236.0, 243.0, 252.0, 261.0, 272.0, 283.0, 295.0, 307.0, 320.0, 334.0,
    349.0, 365.0, 383.0, 402.0, 423.0, 447.0, 478.0, 519.0, 570.0, 623.0, 674.0, 723.0, 781.0, 863.0, 1029.0, 5000.0,
];

/// The mean that the generator scales from.
const MEAN: f64 = 190.0;

/// How many people each knows on average among `people`: the rule of the same generator, 19 of 1 000, 48 of 20 000.
fn mean(people: f64) -> f64 {
    people.powf(0.512 - 0.028 * people.log10())
}

/// How many people one of `people` follows.
pub(super) fn count(dice: &mut Dice, people: usize) -> usize {
    let percentile = dice.below(PERCENTILES.len());
    let below = if percentile == 0 { 0.0 } else { PERCENTILES[percentile - 1] };
    let known = below + dice.unit() * (PERCENTILES[percentile] - below);
    (known * mean(people as f64) / MEAN).round().min(people as f64 / 3.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_follow_few_and_the_mean_is_that_of_the_rule() {
        let mut dice = Dice::of(7);
        let mut counts: Vec<usize> = (0..20_000).map(|_| count(&mut dice, 20_000)).collect();
        counts.sort_unstable();
        let mean = counts.iter().sum::<usize>() as f64 / 20_000.0;
        assert!((40.0..60.0).contains(&mean) && counts[10_000] < 30 && counts[19_999] > 1_000, "{mean} {}", counts[10_000]);
    }
}
