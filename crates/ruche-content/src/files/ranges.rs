//! Which of the bytes of a file a request asks for: a player jumps to where it wants to read on (RFC 9110, 14).

use std::ops::Range;

/// What a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Everything: nothing else was asked, or nothing that is understood, or several parts at once.
    Whole,
    /// One part, not empty.
    Part(Range<u64>),
    /// A part that begins where there is nothing.
    Nothing,
}

/// Reads the header `Range` for a file of `length` bytes.
pub(super) fn wanted(header: Option<&str>, length: u64) -> Wanted {
    let Some(asked) = header.and_then(|text| text.trim().strip_prefix("bytes=")) else { return Wanted::Whole };
    let Some((first, last)) = asked.split_once('-') else { return Wanted::Whole };
    let (first, last) = (first.trim(), last.trim());
    // Signs and spaces are no numbers here.
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(first) || !plain(last) {
        return Wanted::Whole;
    }
    // A number too large to be read is beyond every end.
    let number = |text: &str| text.parse().unwrap_or(u64::MAX);
    match (first, last) {
        ("", "") => Wanted::Whole,
        ("", suffix) => match number(suffix).min(length) {
            0 => Wanted::Nothing,
            suffix => Wanted::Part(length - suffix..length),
        },
        (first, _) if number(first) >= length => Wanted::Nothing,
        (first, "") => Wanted::Part(number(first)..length),
        (first, last) if number(first) > number(last) => Wanted::Whole,
        (first, last) => Wanted::Part(number(first)..number(last).saturating_add(1).min(length)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_part_is_read_and_all_else_is_the_whole() {
        for (header, answer) in [
            ("bytes=0-", Wanted::Part(0..10)),
            ("bytes=0-0", Wanted::Part(0..1)),
            ("bytes=2-4", Wanted::Part(2..5)),
            ("bytes=9-", Wanted::Part(9..10)),
            ("bytes=4-99", Wanted::Part(4..10)),
            ("bytes=4-99999999999999999999999", Wanted::Part(4..10)),
            ("bytes=-3", Wanted::Part(7..10)),
            ("bytes=-99", Wanted::Part(0..10)),
            (" bytes=1-2 ", Wanted::Part(1..3)),
            ("bytes=10-", Wanted::Nothing),
            ("bytes=10-12", Wanted::Nothing),
            ("bytes=99999999999999999999999-", Wanted::Nothing),
            ("bytes=-0", Wanted::Nothing),
            ("bytes=0-1,4-5", Wanted::Whole),
            ("bytes=4-2", Wanted::Whole),
            ("bytes=-", Wanted::Whole),
            ("bytes=", Wanted::Whole),
            ("bytes=a-b", Wanted::Whole),
            ("bytes=+1-2", Wanted::Whole),
            ("bytes=--1", Wanted::Whole),
            ("items=0-1", Wanted::Whole),
            ("", Wanted::Whole),
        ] {
            assert_eq!(wanted(Some(header), 10), answer, "{header}");
        }
        assert_eq!(wanted(None, 10), Wanted::Whole);
        assert_eq!((wanted(Some("bytes=0-"), 0), wanted(Some("bytes=-1"), 0)), (Wanted::Nothing, Wanted::Nothing));
    }
}
