//! Chance, from a seed: the same numbers every time. And the few distributions that companies have.

use std::collections::HashSet;

/// Among how many of the last what is left is handed out evenly.
const EVEN: u32 = 20;

/// A generator of numbers.
pub(super) struct Dice(fastrand::Rng);

impl Dice {
    pub(super) fn of(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// From 0 to 1, without 1.
    pub(super) fn unit(&mut self) -> f64 {
        self.0.f64()
    }

    /// Whether what happens this often happens now.
    pub(super) fn chance(&mut self, often: f64) -> bool {
        self.unit() < often
    }

    /// A number below `n`; 0 where there is none.
    pub(super) fn below(&mut self, n: usize) -> usize {
        if n == 0 { 0 } else { self.0.usize(..n) }
    }

    /// A moment or a length from `from` to `to`, in milliseconds.
    pub(super) fn between(&mut self, from: i64, to: i64) -> i64 {
        if to <= from { from } else { self.0.i64(from..to) }
    }

    /// One of several.
    pub(super) fn pick<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        &among[self.below(among.len())]
    }

    /// A rank below `n`, the first twice as often as the second, three times as often as the third: Zipf’s law, by the logarithm that
    /// its sums tend to.
    pub(super) fn zipf(&mut self, n: usize) -> usize {
        index(((n + 1) as f64).powf(self.unit()) - 1.0, n)
    }

    /// A rank below `n`, skewed less: the first hundredth is met a fifth of the time.
    pub(super) fn skewed(&mut self, n: usize) -> usize {
        index(n as f64 * self.unit().powi(3), n)
    }

    /// A whole number that is `mean` on average: the one below or the one above.
    pub(super) fn about(&mut self, mean: f64) -> u32 {
        (mean + self.unit()) as u32
    }

    /// A number that is `mean` on average, mostly far less and sometimes hundreds: the distribution of Lomax with shape 1.5.
    pub(super) fn tail(&mut self, mean: f64) -> u32 {
        let scale = mean * 0.5;
        let number = scale * ((1.0 - self.unit()).powf(-1.0 / 1.5) - 1.0);
        self.about(number.min(1e6))
    }

    /// `many` different ones of what `draw` gives, as far as it gives that many.
    pub(super) fn different<T: Copy + Eq + std::hash::Hash>(&mut self, many: usize, mut draw: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let (mut seen, mut found) = (HashSet::new(), Vec::new());
        for _ in 0..many * 20 {
            if found.len() == many {
                break;
            }
            let one = draw(self);
            if seen.insert(one) {
                found.push(one);
            }
        }
        found
    }

    /// `many` different indexes below `n`, or all of them: a walk from a chance beginning, in steps that meet each once.
    pub(super) fn walk(&mut self, many: usize, n: usize) -> impl Iterator<Item = usize> + use<> {
        let (first, mut step) = (self.below(n), 1 + self.below(n.saturating_sub(1)));
        while n > 1 && divisor(step, n) > 1 {
            step += 1;
        }
        (0..many.min(n)).map(move |at| (first + at * step) % n)
    }
}

fn index(at: f64, n: usize) -> usize {
    (at as usize).min(n.saturating_sub(1))
}

fn divisor(a: usize, b: usize) -> usize {
    if b == 0 { a } else { divisor(b, a % b) }
}

/// A number of things handed out among others, few to most and many to some: in the end just so many are given.
pub(super) struct Share {
    left: u32,
    among: u32,
}

impl Share {
    pub(super) fn of(things: u32, among: u32) -> Self {
        Self { left: things, among }
    }

    /// What the next one is given, at most `most`.
    pub(super) fn next(&mut self, dice: &mut Dice, most: u32) -> u32 {
        let mean = f64::from(self.left) / f64::from(self.among.max(1));
        // What the last few are given is even: one that takes what is left alone may not have room for it.
        let given = if self.among <= EVEN { mean.ceil() as u32 } else { dice.tail(mean) }.min(self.left).min(most);
        self.among = self.among.saturating_sub(1);
        self.left -= given;
        given
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_uneven_and_add_up() {
        let (mut dice, mut share) = (Dice::of(7), Share::of(30_000, 10_000));
        let mut given: Vec<u32> = (0..10_000).map(|_| share.next(&mut dice, 1_000)).collect();
        assert_eq!(given.iter().sum::<u32>(), 30_000);
        given.sort_unstable();
        assert!(given[5_000] <= 2 && given[9_990] > 50, "{} {}", given[5_000], given[9_990]);
    }

    #[test]
    fn ranks_follow_the_law_and_stay_below() {
        let mut dice = Dice::of(7);
        let mut met = [0_u32; 1_000];
        for _ in 0..100_000 {
            met[dice.zipf(1_000)] += 1;
        }
        // ln 2 / ln 1001 of them all.
        assert!((9_500..10_600).contains(&met[0]) && met[0] > met[1] && met[9] > met[99], "{:?}", &met[..10]);
        assert_eq!((dice.zipf(1), dice.skewed(1), dice.below(0)), (0, 0, 0));
    }

    #[test]
    fn a_walk_meets_each_once() {
        let mut dice = Dice::of(7);
        for n in [1, 2, 10, 60, 1_000] {
            let met: HashSet<usize> = dice.walk(n + 5, n).collect();
            assert_eq!(met.len(), n);
        }
        assert_eq!(dice.walk(3, 0).count(), 0);
    }
}
