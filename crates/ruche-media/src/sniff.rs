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
    Mp4,
    /// `QuickTime`.
    Mov,
    ThreeGp,
    Webm,
    /// MPEG-4 that says that it holds sound alone.
    M4a,
    Mp3,
    /// AAC in a stream of its own (ADTS).
    Aac,
    Wav,
    /// Vorbis, Opus or FLAC in pages of Ogg.
    Ogg,
    Flac,
    Unknown,
}

impl Kind {
    /// Every kind; the place in this list is the number that travels between the processes.
    pub(crate) const ALL: [Self; 26] = [
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
        Self::Mp4,
        Self::Mov,
        Self::ThreeGp,
        Self::Webm,
        Self::M4a,
        Self::Mp3,
        Self::Aac,
        Self::Wav,
        Self::Ogg,
        Self::Flac,
        Self::Unknown,
    ];

    /// Whether the format is on the short list that is decoded.
    pub const fn is_photo(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Gif | Self::Webp)
    }

    /// Whether the format is one of the short list of films.
    pub const fn is_video(self) -> bool {
        matches!(self, Self::Mp4 | Self::Mov | Self::ThreeGp | Self::Webm)
    }

    /// Whether the format is one of the short list of sounds.
    pub const fn is_audio(self) -> bool {
        matches!(self, Self::M4a | Self::Mp3 | Self::Aac | Self::Wav | Self::Ogg | Self::Flac)
    }

    /// The registered media type. Only those of photos, films and sounds are safe to serve; for a document ask [`crate::document_kind`].
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
            Self::Mp4 => "video/mp4",
            Self::Mov => "video/quicktime",
            Self::ThreeGp => "video/3gpp",
            Self::Webm => "video/webm",
            Self::M4a => "audio/mp4",
            Self::Mp3 => "audio/mpeg",
            Self::Aac => "audio/aac",
            Self::Wav => "audio/wav",
            Self::Ogg => "audio/ogg",
            Self::Flac => "audio/flac",
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
            Self::Mp4 => "MP4",
            Self::Mov => "MOV",
            Self::ThreeGp => "3GP",
            Self::Webm => "WEBM",
            Self::M4a => "M4A",
            Self::Mp3 => "MP3",
            Self::Aac => "AAC",
            Self::Wav => "WAV",
            Self::Ogg => "OGG",
            Self::Flac => "FLAC",
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
            Self::Mp4 => "mp4",
            Self::Mov => "mov",
            Self::ThreeGp => "3gp",
            Self::Webm => "webm",
            Self::M4a => "m4a",
            Self::Mp3 => "mp3",
            Self::Aac => "aac",
            Self::Wav => "wav",
            Self::Ogg => "ogg",
            Self::Flac => "flac",
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
        _ if at(0, b"RIFF") && at(8, b"WAVE") => Kind::Wav,
        _ if at(4, b"ftyp") => isobmff(head),
        // QuickTime of before there were brands. A text does not begin with a zero.
        _ if at(0, b"\0") && (at(4, b"moov") || at(4, b"mdat") || at(4, b"wide")) => Kind::Mov,
        _ if at(0, b"\x1A\x45\xDF\xA3") => ebml(head),
        _ if at(0, b"OggS") => ogg(head),
        _ if at(0, b"fLaC") => Kind::Flac,
        _ if at(0, b"ID3") => Kind::Mp3,
        _ if at(0, b"II*\0") || at(0, b"MM\0*") || at(0, b"II+\0") || at(0, b"MM\0+") => Kind::Tiff,
        // The four reserved bytes tell a bitmap from a text that starts with the same two letters.
        _ if at(0, b"BM") && at(6, &[0; 4]) => Kind::Bmp,
        _ if at(0, b"%PDF-") => Kind::Pdf,
        _ if at(0, b"PK\x03\x04") || at(0, b"PK\x05\x06") => Kind::Zip,
        _ if at(0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") => Kind::Ole,
        _ => frames(head).unwrap_or_else(|| text(head)),
    }
}

/// WebM, by the name of its document type (RFC 8794); other films of the same box are `Unknown`.
fn ebml(head: &[u8]) -> Kind {
    match head[..head.len().min(64)].windows(7).any(|window| window == b"\x42\x82\x84webm") {
        true => Kind::Webm,
        false => Kind::Unknown,
    }
}

/// Sound in Ogg, by the first packet (RFC 3533, 5334); films of the same pages are `Unknown`.
fn ogg(head: &[u8]) -> Kind {
    let packet = head.get(26).and_then(|segments| head.get(27 + usize::from(*segments)..)).unwrap_or_default();
    match [&b"\x01vorbis"[..], b"OpusHead", b"\x7FFLAC"].iter().any(|name| packet.starts_with(name)) {
        true => Kind::Ogg,
        false => Kind::Unknown,
    }
}

/// Sound without a box, by the header of its first frame: layer III (ISO/IEC 11172-3) or ADTS (ISO/IEC 13818-7).
fn frames(head: &[u8]) -> Option<Kind> {
    let &[0xFF, second, third, ..] = head else { return None };
    let (rate, bits) = ((third >> 2) & 0b11, third >> 4);
    match second {
        _ if second & 0b1111_0110 == 0b1111_0000 && (third >> 2) & 0b1111 < 13 => Some(Kind::Aac),
        // Neither the reserved version nor what has no number.
        _ if second & 0b1110_0110 == 0b1110_0010 && second & 0b0001_1000 != 0b0000_1000 && rate != 3 && (1..15).contains(&bits) => {
            Some(Kind::Mp3)
        }
        _ => None,
    }
}

/// Pictures, films and sound in the box format of MPEG-4, by their brands (ISO/IEC 14496-12, 23008-12).
fn isobmff(head: &[u8]) -> Kind {
    let length = head.first_chunk().map_or(0, |bytes| u32::from_be_bytes(*bytes) as usize);
    let brands = head.get(8..length.min(head.len())).unwrap_or_default();
    let has = |names: &[&[u8]]| brands.chunks(4).any(|brand| names.contains(&brand));
    if has(&[b"avif", b"avis"]) {
        Kind::Avif
    } else if has(&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"]) {
        Kind::Heic
    } else if brands.starts_with(b"qt  ") {
        Kind::Mov
    } else if brands.starts_with(b"3g") {
        Kind::ThreeGp
    } else if brands.starts_with(b"M4A ") || brands.starts_with(b"M4B ") {
        Kind::M4a
    } else if brands.starts_with(b"M4V ") || has(&[b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"dash"]) {
        Kind::Mp4
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
        let cases: [(&[u8], Kind); 43] = [
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF", Kind::Jpeg),
            (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", Kind::Png),
            (b"GIF89a\x01\0\x01\0", Kind::Gif),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Kind::Webp),
            (b"RIFF\x10\0\0\0WAVEfmt ", Kind::Wav),
            (b"RIFF\x10\0\0\0AVI LIST", Kind::Unknown),
            (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", Kind::Mov),
            (b"\0\0\0\x08wide\0\0\0\x08mdat", Kind::Mov),
            (b"text mdat", Kind::Text),
            (b"\0\0\0\x14ftyp3gp4\0\0\0\x003gp4", Kind::ThreeGp),
            (b"\0\0\0\x18ftypM4A \0\0\0\0isommp42", Kind::M4a),
            (b"\0\0\0\x18ftypMSNV\0\0\0\0MSNVmp42", Kind::Mp4),
            (b"\0\0\0\x14ftypcrx \0\0\0\0crx ", Kind::Unknown),
            (b"\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\x82\x84webm", Kind::Webm),
            (b"\x1A\x45\xDF\xA3\xA3\x42\x86\x81\x01\x42\x82\x88matroska", Kind::Unknown),
            (b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x13OpusHead", Kind::Ogg),
            (b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x2A\x80theora", Kind::Unknown),
            (b"OggS", Kind::Unknown),
            (b"fLaC\0\0\0\x22", Kind::Flac),
            (b"ID3\x04\0\0", Kind::Mp3),
            (b"\xFF\xFB\x90\x64", Kind::Mp3),
            (b"\xFF\xF1\x50\x80", Kind::Aac),
            // The mark of UTF-16, a reserved version.
            (b"\xFF\xFEa\0", Kind::Unknown),
            (b"\xFF\xEB\x90\x64", Kind::Unknown),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Kind::Heic),
            (b"\0\0\0\x1Cftypmif1\0\0\0\0mif1avifmiaf", Kind::Avif),
            (b"\0\0\0\x18ftypisom\0\0\0\0isommp42", Kind::Mp4),
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
