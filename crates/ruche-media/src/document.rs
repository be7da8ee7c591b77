//! The label of a document and the type under which it may be sent out.
//!
//! Deliberately not here: reading the document. What is inside an archive or an office file stays unknown, so the
//! label trusts the ending of the name only within the family that the content has shown.

use crate::{Kind, sniff};

/// How a document is shown and served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What its content is.
    pub kind: Kind,
    /// A short name to show, such as `PDF` or `XLSX`: at most five capital letters or digits, empty when neither the
    /// content nor the name tells.
    pub label: String,
    /// The media type to serve it with, beside `Content-Disposition: attachment` and `nosniff`. It is one of
    /// `application/pdf`, `text/plain; charset=utf-8` and `application/octet-stream`: never something that a browser
    /// runs.
    pub mime: &'static str,
}

/// Endings of the archives that office programs write, then of other formats made of a ZIP archive.
const OF_ZIP: &[&str] =
    &["docx", "xlsx", "pptx", "odt", "ods", "odp", "odg", "docm", "xlsm", "pptm", "dotx", "xltx", "potx", "epub", "vsdx"];
const OF_OLE: &[&str] = &["doc", "xls", "ppt", "msg", "vsd", "pub", "mpp"];
/// Endings of text that no program runs when a person opens the file.
const OF_TEXT: &[&str] = &["txt", "csv", "tsv", "md", "log"];
/// Endings of what [`sniff`] would have recognised: on other content they say something false.
const RECOGNISED: &[&str] = &[
    "jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "avif", "tif", "tiff", "bmp", "svg", "html", "htm", "xml", "pdf", "zip", "mp4",
    "mov", "webm", "wav",
];

/// The label and the safe type of a document, by its first bytes ([`crate::HEAD`]) and the ending of its name.
pub fn document_kind(name: &str, head: &[u8]) -> Document {
    let kind = sniff(head);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let ending = ending.as_str();
    let short = (1..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let elsewhere = || [RECOGNISED, OF_ZIP, OF_OLE].iter().any(|list| list.contains(&ending));
    let believed = match kind {
        Kind::Zip => OF_ZIP.contains(&ending),
        Kind::Ole => OF_OLE.contains(&ending),
        Kind::Text | Kind::Unknown => short && !elsewhere(),
        _ => false,
    };
    Document {
        kind,
        label: if believed { ending.to_ascii_uppercase() } else { kind.label().to_owned() },
        mime: match kind {
            Kind::Pdf => Kind::Pdf.mime(),
            Kind::Text if OF_TEXT.contains(&ending) => Kind::Text.mime(),
            _ => Kind::Unknown.mime(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_follow_the_content_then_the_name() {
        let cases: [(&str, &[u8], &str, &str); 14] = [
            ("plan.pdf", b"%PDF-1.4", "PDF", "application/pdf"),
            ("plan.exe", b"%PDF-1.4", "PDF", "application/pdf"),
            ("plan.pdf", b"MZ\x90\0", "", "application/octet-stream"),
            ("a.DOCX", b"PK\x03\x04", "DOCX", "application/octet-stream"),
            ("a.jpg", b"PK\x03\x04", "ZIP", "application/octet-stream"),
            ("a.docx", b"hello", "TXT", "application/octet-stream"),
            ("a.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "XLS", "application/octet-stream"),
            ("a.csv", b"a;b\n1;2\n", "CSV", "text/plain; charset=utf-8"),
            ("notes.txt", b"<html>", "HTML", "application/octet-stream"),
            ("notes.html", b"hello", "TXT", "application/octet-stream"),
            ("x.svg", b"<svg/>", "SVG", "application/octet-stream"),
            ("film.mp4", b"\0\0\0\x18ftypisom\0\0\0\0isommp42", "MP4", "application/octet-stream"),
            ("sans-point", b"\0", "", "application/octet-stream"),
            ("a.<b>", b"\0", "", "application/octet-stream"),
        ];
        for (name, head, label, mime) in cases {
            let document = document_kind(name, head);
            assert_eq!((document.label.as_str(), document.mime), (label, mime), "{name}");
        }
    }
}
