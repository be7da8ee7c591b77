//! Subtitles: text in `WebVTT` or `SubRip` is read, and written again as plain `WebVTT`.
//!
//! What is kept is written here, never the bytes that came: only times, the place of a line and text go through. Style sheets,
//! regions and notes are left out.

use ruche_kernel::{Refusal, Result};
use std::fmt::Write as _;

/// The most bytes of the text as it is sent.
pub(super) const MAX_BYTES: usize = 500_000;
/// The most subtitles of a film: one a second for almost three hours.
const MAX_CUES: usize = 10_000;
/// The most characters of one of them.
const MAX_TEXT: usize = 2_000;

/// One subtitle: from when to when, in milliseconds, where it stands, what it says.
struct Cue<'a> {
    from: u64,
    to: u64,
    settings: Vec<&'a str>,
    text: Vec<&'a str>,
}

/// The text as it is kept.
///
/// # Errors
/// Refused when it is too heavy, not in UTF-8, holds no subtitle, or one whose times cannot be: with its line.
pub(super) fn accept(bytes: &[u8]) -> Result<String> {
    if bytes.len() > MAX_BYTES {
        return Err(Refusal::new("files.captions_too_heavy").status(413).with("max", 500).into());
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Refusal::new("files.captions_not_utf8"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    if text.contains('\0') {
        return Err(Refusal::new("files.captions_unreadable").into());
    }
    let mut written = String::from("WEBVTT\n");
    let mut count = 0;
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        let Some((from, to)) = line.split_once("-->") else { continue };
        let mut cue = times(from, to).ok_or_else(|| wrong(at))?;
        cue.text = lines.by_ref().map(|(_, line)| line).take_while(|line| !line.trim().is_empty()).collect();
        // What reads like times within a text would begin another subtitle.
        if cue.text.iter().any(|line| line.contains("-->")) || cue.text.iter().map(|line| line.chars().count()).sum::<usize>() > MAX_TEXT {
            return Err(wrong(at).into());
        }
        count += 1;
        if count > MAX_CUES {
            return Err(Refusal::new("files.captions_too_many").with("max", i64::try_from(MAX_CUES).unwrap_or(i64::MAX)).into());
        }
        if !cue.text.is_empty() {
            write_cue(&mut written, &cue);
        }
    }
    if count == 0 { Err(Refusal::new("files.captions_unreadable").into()) } else { Ok(written) }
}

/// The refusal of a subtitle, by the number of its line.
fn wrong(at: usize) -> Refusal {
    Refusal::new("files.captions_wrong_times").with("line", i64::try_from(at + 1).unwrap_or(i64::MAX))
}

/// The times of a subtitle, and what follows them; nothing when they are none, or end before they begin.
fn times<'a>(from: &str, rest: &'a str) -> Option<Cue<'a>> {
    let mut rest = rest.split_whitespace();
    let (from, to) = (time(from.trim())?, time(rest.next()?)?);
    // The place of a line (WebVTT, 3.4), such as `line:0` or `align:start`; what else stands there is left out.
    let known = |setting: &&str| {
        setting.split_once(':').is_some_and(|(name, value)| {
            matches!(name, "vertical" | "line" | "position" | "size" | "align")
                && !value.is_empty()
                && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'%' | b'.' | b',' | b'-'))
        })
    };
    (from < to).then(|| Cue { from, to, settings: rest.filter(known).collect(), text: Vec::new() })
}

/// `01:02:03.004`, `02:03.004`, or with a comma as `SubRip` has it; in milliseconds.
fn time(text: &str) -> Option<u64> {
    let (clock, thousandths) = text.split_once(['.', ','])?;
    let number = |text: &str, most: usize| {
        ((1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse::<u64>().ok()).flatten()
    };
    let parts: Vec<&str> = clock.split(':').collect();
    let (hours, minutes, seconds) = match parts[..] {
        [minutes, seconds] => (0, number(minutes, 2)?, number(seconds, 2)?),
        [hours, minutes, seconds] => (number(hours, 3)?, number(minutes, 2)?, number(seconds, 2)?),
        _ => return None,
    };
    let milliseconds = number(thousandths, 3).filter(|_| thousandths.len() == 3)?;
    (minutes < 60 && seconds < 60).then_some(((hours * 60 + minutes) * 60 + seconds) * 1_000 + milliseconds)
}

fn write_cue(out: &mut String, cue: &Cue) {
    let clock = |ms: u64| format!("{:02}:{:02}:{:02}.{:03}", ms / 3_600_000, ms / 60_000 % 60, ms / 1_000 % 60, ms % 1_000);
    // Writing to a text does not fail.
    let _ = write!(out, "\n{} --> {}", clock(cue.from), clock(cue.to));
    for setting in &cue.settings {
        let _ = write!(out, " {setting}");
    }
    out.push('\n');
    for line in &cue.text {
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruche_kernel::Error;

    fn refused(text: &[u8]) -> &'static str {
        match accept(text) {
            Err(Error::Refused(refusals)) => refusals[0].code,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn both_formats_become_one() {
        let subrip =
            "1\r\n00:00:01,000 --> 00:00:02,500\r\nBonjour à tous.\r\nDeuxième ligne\r\n\r\n2\r\n00:01:00,000 --> 00:01:02,000\r\nFin";
        let webvtt = "\u{feff}WEBVTT - titre\n\nSTYLE\n::cue { background: url(x) }\n\nNOTE rien\n\nun\n00:01.000 --> 00:02.500 line:0 align:start x:\"y\" region:r\nBonjour à tous.\nDeuxième ligne\n\n01:00.000 --> 01:02.000\nFin\n";
        let plain = |settings: &str| {
            format!(
                "WEBVTT\n\n00:00:01.000 --> 00:00:02.500{settings}\nBonjour à tous.\nDeuxième ligne\n\n00:01:00.000 --> 00:01:02.000\nFin\n"
            )
        };
        assert_eq!(accept(subrip.as_bytes()).unwrap(), plain(""));
        assert_eq!(accept(webvtt.as_bytes()).unwrap(), plain(" line:0 align:start"));
        // What was written is read again as the same.
        assert_eq!(accept(plain("").as_bytes()).unwrap(), plain(""));
    }

    #[test]
    fn what_is_no_subtitles_is_refused() {
        for (text, code) in [
            (&b""[..], "files.captions_unreadable"),
            (b"WEBVTT\n\n", "files.captions_unreadable"),
            (b"<script>alert(1)</script>", "files.captions_unreadable"),
            (b"\xE9t\xE9", "files.captions_not_utf8"),
            (b"00:01.000 --> 00:02.000\na\0b", "files.captions_unreadable"),
            (b"00:02.000 --> 00:01.000\na", "files.captions_wrong_times"),
            (b"00:01.000 --> 00:01.000\na", "files.captions_wrong_times"),
            (b"00:61.000 --> 00:62.000\na", "files.captions_wrong_times"),
            (b"00:01 --> 00:02\na", "files.captions_wrong_times"),
            (b"00:01.00 --> 00:02.00\na", "files.captions_wrong_times"),
            (b"+0:01.000 --> 00:02.000\na", "files.captions_wrong_times"),
            (b"00:01.000 --> 00:02.000\na --> b", "files.captions_wrong_times"),
            (b"99999:00:01.000 --> 99999:00:02.000\na", "files.captions_wrong_times"),
        ] {
            assert_eq!(refused(text), code, "{}", text.escape_ascii());
        }
        assert_eq!(refused(&vec![b'a'; MAX_BYTES + 1]), "files.captions_too_heavy");
        assert_eq!(refused("00:01.000 --> 00:02.000\na\n\n".repeat(MAX_CUES + 1).as_bytes()), "files.captions_too_many");
        assert_eq!(refused(format!("00:01.000 --> 00:02.000\n{}", "é".repeat(MAX_TEXT + 1)).as_bytes()), "files.captions_wrong_times");
    }
}
