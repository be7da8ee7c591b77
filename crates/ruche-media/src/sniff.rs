//! The type of a file by its first bytes. Names and announced types lie; nothing is decoded here.
//!
//! Signatures: the specification of each format. A signature counts only at the very start, so that a file that is
//! several formats at once is what its first bytes say, and nothing else.

/// How many first bytes of a file [`sniff`] wants. Fewer are enough for everything but markup.
pub const HEAD: usize = 512;

/// What the content of a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Kind {
    Jpeg,
    Png,
    Gif,
    Webp,
    Heic,
    Avif,
    Tiff,
    Bmp,
    Svg,
    Html,
    /// Any other text that starts with a tag.
    Xml,
    Pdf,
    /// An archive: also DOCX, XLSX, PPTX, ODT, ODS, ODP.
    Zip,
    /// The container of the office files of before 2007.
    Ole,
    /// UTF-8 without control characters.
    Text,
    Unknown,
}

impl Kind {
    /// Every kind; the place in this list is the number that travels between the processes.
    pub(crate) const ALL: [Self; 16] = [
        Self::Jpeg,
        Self::Png,
        Self::Gif,
        Self::Webp,
        Self::Heic,
        Self::Avif,
        Self::Tiff,
        Self::Bmp,
        Self::Svg,
        Self::Html,
        Self::Xml,
        Self::Pdf,
        Self::Zip,
        Self::Ole,
        Self::Text,
        Self::Unknown,
    ];

    /// Whether the format is on the short list that is decoded.
    pub const fn is_photo(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Gif | Self::Webp)
    }

    /// The registered media type. Only those of photos are safe to serve; for a document ask [`crate::document_kind`].
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Heic => "image/heic",
            Self::Avif => "image/avif",
            Self::Tiff => "image/tiff",
            Self::Bmp => "image/bmp",
            Self::Svg => "image/svg+xml",
            Self::Html => "text/html",
            Self::Xml => "application/xml",
            Self::Pdf => "application/pdf",
            Self::Zip => "application/zip",
            Self::Ole => "application/x-ole-storage",
            Self::Text => "text/plain; charset=utf-8",
            Self::Unknown => "application/octet-stream",
        }
    }

    /// A short name to show, the same in every language; empty for `Unknown`.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Gif => "GIF",
            Self::Webp => "WEBP",
            Self::Heic => "HEIC",
            Self::Avif => "AVIF",
            Self::Tiff => "TIFF",
            Self::Bmp => "BMP",
            Self::Svg => "SVG",
            Self::Html => "HTML",
            Self::Xml => "XML",
            Self::Pdf => "PDF",
            Self::Zip => "ZIP",
            Self::Ole => "OLE",
            Self::Text => "TXT",
            Self::Unknown => "",
        }
    }

    /// The usual ending of a file name, without the point; `bin` for `Unknown`.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::Webp => "webp",
            Self::Heic => "heic",
            Self::Avif => "avif",
            Self::Tiff => "tiff",
            Self::Bmp => "bmp",
            Self::Svg => "svg",
            Self::Html => "html",
            Self::Xml => "xml",
            Self::Pdf => "pdf",
            Self::Zip => "zip",
            Self::Ole => "doc",
            Self::Text => "txt",
            Self::Unknown => "bin",
        }
    }
}

/// The kind of a file by its first bytes; [`HEAD`] of them are read at most.
pub fn sniff(head: &[u8]) -> Kind {
    let head = &head[..head.len().min(HEAD)];
    let at = |offset: usize, magic: &[u8]| head.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    match head {
        _ if at(0, b"\xFF\xD8\xFF") => Kind::Jpeg,
        _ if at(0, b"\x89PNG\r\n\x1A\n") => Kind::Png,
        _ if at(0, b"GIF87a") || at(0, b"GIF89a") => Kind::Gif,
        _ if at(0, b"RIFF") && at(8, b"WEBP") => Kind::Webp,
        _ if at(4, b"ftyp") => isobmff(head),
        _ if at(0, b"II*\0") || at(0, b"MM\0*") || at(0, b"II+\0") || at(0, b"MM\0+") => Kind::Tiff,
        // The four reserved bytes tell a bitmap from a text that starts with the same two letters.
        _ if at(0, b"BM") && at(6, &[0; 4]) => Kind::Bmp,
        _ if at(0, b"%PDF-") => Kind::Pdf,
        _ if at(0, b"PK\x03\x04") || at(0, b"PK\x05\x06") => Kind::Zip,
        _ if at(0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") => Kind::Ole,
        _ => text(head),
    }
}

/// Pictures in the box format of MPEG-4, by their brands (ISO/IEC 23008-12). Films of the same format are `Unknown`.
fn isobmff(head: &[u8]) -> Kind {
    let length = head.first_chunk().map_or(0, |bytes| u32::from_be_bytes(*bytes) as usize);
    let brands = head.get(8..length.min(head.len())).unwrap_or_default();
    let has = |names: &[&[u8]]| brands.chunks(4).any(|brand| names.contains(&brand));
    if has(&[b"avif", b"avis"]) {
        Kind::Avif
    } else if has(&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"]) {
        Kind::Heic
    } else {
        Kind::Unknown
    }
}

/// Text and markup. Whatever starts with a tag is markup: better one file too many that is never shown in a page.
fn text(head: &[u8]) -> Kind {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let start = head.trim_ascii_start();
    if start.starts_with(b"<") {
        let start = start.to_ascii_lowercase();
        let says = |word: &[u8]| start.windows(word.len()).any(|window| window == word);
        let tags: [&[u8]; 8] = [b"<html", b"<!doctype html", b"<head", b"<body", b"<script", b"<iframe", b"<img", b"<meta"];
        return if says(b"<svg") {
            Kind::Svg
        } else if tags.iter().any(|tag| says(tag)) {
            Kind::Html
        } else {
            Kind::Xml
        };
    }
    let plain = |byte: &u8| !byte.is_ascii_control() || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C);
    let readable = match std::str::from_utf8(head) {
        Ok(_) => true,
        // A character cut by the end of the head is no mistake.
        Err(error) => error.error_len().is_none(),
    };
    if !head.is_empty() && readable && head.iter().all(plain) { Kind::Text } else { Kind::Unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_each_signature() {
        let cases: [(&[u8], Kind); 24] = [
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF", Kind::Jpeg),
            (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", Kind::Png),
            (b"GIF89a\x01\0\x01\0", Kind::Gif),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Kind::Webp),
            (b"RIFF\x10\0\0\0WAVEfmt ", Kind::Unknown),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Kind::Heic),
            (b"\0\0\0\x1Cftypmif1\0\0\0\0mif1avifmiaf", Kind::Avif),
            (b"\0\0\0\x18ftypisom\0\0\0\0isommp42", Kind::Unknown),
            (b"II*\0\x08\0\0\0", Kind::Tiff),
            (b"MM\0*\0\0\0\x08", Kind::Tiff),
            (b"BM\x36\x04\0\0\0\0\0\0\x36", Kind::Bmp),
            (b"BMW et autres", Kind::Text),
            (b"%PDF-1.7", Kind::Pdf),
            (b"PK\x03\x04\x14\0", Kind::Zip),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Kind::Ole),
            (b"\xEF\xBB\xBF <?xml version='1.0'?>\n<svg xmlns='x'>", Kind::Svg),
            (b"\n<!DOCTYPE HTML><title>x</title>", Kind::Html),
            (b"<SCRIPT>alert(1)</SCRIPT>", Kind::Html),
            (b"<?xml version='1.0'?><a/>", Kind::Xml),
            ("déjà vu\n".as_bytes(), Kind::Text),
            (b"caf\xE9 noir", Kind::Unknown),
            (b"a\0b", Kind::Unknown),
            (b"", Kind::Unknown),
            (b"\xFF\xD8", Kind::Unknown),
        ];
        for (head, kind) in cases {
            assert_eq!(sniff(head), kind, "{}", head.escape_ascii());
        }
    }

    #[test]
    fn a_character_cut_at_the_end_is_still_text() {
        let long = "é".repeat(HEAD);
        assert_eq!(sniff(&long.as_bytes()[..HEAD - 1]), Kind::Text);
    }

    #[test]
    fn every_kind_has_its_number() {
        for (place, kind) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, place);
        }
    }
}
