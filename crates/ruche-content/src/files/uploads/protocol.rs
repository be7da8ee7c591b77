//! The words of tus 1.0.0: what its headers say, and what is answered. <https://tus.io/protocols/resumable-upload>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderName};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use ruche_kernel::{Refusal, Result};

/// The version that is spoken.
pub(super) const VERSION: &str = "1.0.0";
/// What is spoken beyond the core.
pub(super) const EXTENSIONS: &str = "creation,termination,expiration";
/// The type of a piece.
pub(super) const PIECE: &str = "application/offset+octet-stream";

pub(super) const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
pub(super) const VERSIONS: HeaderName = HeaderName::from_static("tus-version");
pub(super) const EXTENSION: HeaderName = HeaderName::from_static("tus-extension");
pub(super) const MAX_SIZE: HeaderName = HeaderName::from_static("tus-max-size");
pub(super) const LENGTH: HeaderName = HeaderName::from_static("upload-length");
pub(super) const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
pub(super) const METADATA: HeaderName = HeaderName::from_static("upload-metadata");
pub(super) const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");

/// What is said of a file beside its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Metadata {
    /// The name on the person's device.
    pub name: String,
    /// Whether a photo is also kept as it was sent.
    pub original: bool,
}

/// The text of a header; nothing when it was not sent, or is no text.
pub(super) fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn unreadable() -> Refusal {
    Refusal::new("files.upload_unreadable").status(400)
}

/// A number of bytes: digits alone. One that is too large to be read is larger than any limit.
///
/// # Errors
/// Refused (400) when it is missing or is no such number.
pub(super) fn number(headers: &HeaderMap, name: &HeaderName) -> Result<u64> {
    match text(headers, name) {
        Some(digits) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => Ok(digits.parse().unwrap_or(u64::MAX)),
        _ => Err(unreadable().into()),
    }
}

/// Reads the header `Upload-Metadata`: pairs of a word and a text in base 64. `filetype`, which many programs send, is not believed:
/// content says what a file is.
///
/// # Errors
/// Refused (400) when it is not that, names something twice or something that is not known.
pub(super) fn metadata(header: Option<&str>) -> Result<Metadata> {
    let mut seen = Vec::new();
    let mut found = Metadata::default();
    for pair in header.unwrap_or_default().split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (word, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let bytes = STANDARD.decode(value.trim()).map_err(|_| unreadable())?;
        let value = String::from_utf8(bytes).map_err(|_| unreadable())?;
        if seen.contains(&word) {
            return Err(unreadable().into());
        }
        seen.push(word);
        match word {
            "filename" => found.name = value,
            "original" => found.original = value == "1",
            "filetype" => {}
            _ => return Err(unreadable().into()),
        }
    }
    Ok(found)
}

/// The same header, as it is told again.
pub(super) fn metadata_header(name: &str, original: bool) -> String {
    let name = STANDARD.encode(name);
    if original { format!("filename {name},original {}", STANDARD.encode("1")) } else { format!("filename {name}") }
}

/// A date as headers write it, from milliseconds UTC.
pub(super) fn date(milliseconds: i64) -> String {
    let at = Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::MAX);
    DateTimePrinter::new().timestamp_to_rfc9110_string(&at).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_digits() {
        for (said, number_said) in [
            (Some("0"), Some(0)),
            (Some("50000000"), Some(50_000_000)),
            (Some("99999999999999999999999"), Some(u64::MAX)),
            (Some("-1"), None),
            (Some("+1"), None),
            (Some("1.5"), None),
            (Some("1e9"), None),
            (Some("0x10"), None),
            (Some(" "), None),
            (Some(""), None),
            (None, None),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(said) = said {
                headers.insert(LENGTH, said.parse().unwrap());
            }
            assert_eq!(number(&headers, &LENGTH).ok(), number_said, "{said:?}");
        }
    }

    #[test]
    fn metadata_is_known_words_once() {
        let named = |name: &str, original| Some(Metadata { name: name.into(), original });
        for (header, said) in [
            (None, named("", false)),
            (Some(""), named("", false)),
            (Some("filename w6kucGRm"), named("é.pdf", false)),
            (Some("filename w6kucGRm, original MQ==,filetype aW1hZ2UvcG5n"), named("é.pdf", true)),
            (Some("original MA=="), named("", false)),
            (Some("filename"), named("", false)),
            (Some("filename ***"), None),
            (Some("filename /w=="), None),
            (Some("filename YQ==,filename Yg=="), None),
            (Some("owner MQ=="), None),
        ] {
            assert_eq!(metadata(header).ok(), said, "{header:?}");
        }
        for original in [false, true] {
            let again = metadata(Some(&metadata_header("é \"x\", y.pdf", original))).unwrap();
            assert_eq!(again, Metadata { name: "é \"x\", y.pdf".into(), original });
        }
    }

    #[test]
    fn dates_are_those_of_headers() {
        assert_eq!(date(784_111_777_000), "Sun, 06 Nov 1994 08:49:37 GMT");
    }
}
