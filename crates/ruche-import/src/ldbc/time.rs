//! Times of the data set: `2010-02-14T15:32:10.447+0000`.

use jiff::fmt::strtime;

/// Milliseconds UTC of a time with its offset, or nothing when it is not one.
pub(super) fn milliseconds(text: &str) -> Option<i64> {
    Some(strtime::parse("%Y-%m-%dT%H:%M:%S%.f%z", text).ok()?.to_timestamp().ok()?.as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::milliseconds;

    #[test]
    fn times_are_milliseconds_in_utc() {
        for (text, ms) in [
            ("1970-01-01T00:00:00.000+0000", Some(0)),
            ("2010-02-14T15:32:10.447+0000", Some(1_266_161_530_447)),
            ("2010-02-14T16:32:10.447+0100", Some(1_266_161_530_447)),
            ("2010-02-14T15:32:10.447-0530", Some(1_266_161_530_447 + 19_800_000)),
            ("2010-02-14T15:32:10.447", None),
            ("2010-02-30T15:32:10.447+0000", None),
            ("2010-02-14", None),
            ("", None),
        ] {
            assert_eq!(milliseconds(text), ms, "{text}");
        }
    }
}
