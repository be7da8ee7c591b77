//! Removes what a picture says beside its pixels (position, device, author, comments, thumbnails, bytes after the
//! end) without encoding it again.
//!
//! One reader per format. Each goes once through the bytes, allocates at most as much as it reads, writes only
//! what is on its list, and gives up on a structure it does not understand. Colour profiles stay: without them the
//! colours change.

mod gif;
mod jpeg;
mod png;
mod webp;

use crate::Kind;

/// The heaviest colour profile that is kept, in bytes as stored. Those of screens weigh less than 4 KiB; a compressed
/// one that is larger may be a bomb for whoever opens the file.
const MAX_PROFILE: usize = 16 * 1024;

/// The same picture with its pixels untouched and nothing else but what is needed to show them. `None` when `kind` is
/// not a photo or the structure is broken. An EXIF orientation is removed like the rest: turn such a picture first.
pub fn strip_original(kind: Kind, bytes: &[u8]) -> Option<Vec<u8>> {
    match kind {
        Kind::Jpeg => jpeg::strip(bytes),
        Kind::Png => png::strip(bytes),
        Kind::Gif => gif::strip(bytes),
        Kind::Webp => webp::strip(bytes),
        _ => None,
    }
}

/// A place in the bytes that only moves forward.
struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn byte(&mut self) -> Option<u8> {
        self.array::<1>().map(|[byte]| byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sniff;

    /// Small valid pictures of each format, made by the encoders.
    fn samples() -> Vec<(Kind, Vec<u8>)> {
        let picture =
            image::DynamicImage::ImageRgb8(image::RgbImage::from_fn(24, 16, |x, y| image::Rgb([(x * 10) as u8, (y * 15) as u8, 90])));
        let encode = |format| {
            let mut bytes = std::io::Cursor::new(Vec::new());
            picture.write_to(&mut bytes, format).unwrap();
            bytes.into_inner()
        };
        use image::ImageFormat as F;
        [(Kind::Jpeg, F::Jpeg), (Kind::Png, F::Png), (Kind::Gif, F::Gif), (Kind::Webp, F::WebP)]
            .into_iter()
            .map(|(kind, format)| (kind, encode(format)))
            .collect()
    }

    #[test]
    fn clean_pictures_keep_their_pixels() {
        for (kind, bytes) in samples() {
            let stripped = strip_original(kind, &bytes).unwrap();
            assert_eq!(sniff(&stripped), kind);
            let pixels = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().to_rgba8();
            assert_eq!(pixels(&stripped), pixels(&bytes), "{kind:?}");
        }
    }

    #[test]
    fn bytes_after_the_end_are_dropped() {
        for (kind, bytes) in samples() {
            let clean = strip_original(kind, &bytes).unwrap();
            let tail = [&bytes[..], b"PK\x03\x04 GPS position"].concat();
            assert_eq!(strip_original(kind, &tail).unwrap(), clean, "{kind:?}");
        }
    }

    #[test]
    fn other_kinds_are_not_read() {
        assert_eq!(strip_original(Kind::Svg, b"<svg/>"), None);
    }

    /// Every cut and every changed byte: never a panic, never more than a few bytes longer, and stable when repeated.
    #[test]
    fn damaged_pictures_never_grow_or_panic() {
        for (kind, bytes) in samples() {
            let check = |damaged: &[u8]| {
                if let Some(stripped) = strip_original(kind, damaged) {
                    assert!(stripped.len() <= damaged.len() + 2, "{kind:?}");
                    assert_eq!(strip_original(kind, &stripped).as_deref(), Some(&stripped[..]), "{kind:?}");
                }
            };
            for cut in 0..bytes.len() {
                check(&bytes[..cut]);
            }
            for place in 0..bytes.len() {
                for value in [0x00, 0x21, 0x7F, 0xD9, 0xDA, 0xFF] {
                    let mut damaged = bytes.clone();
                    damaged[place] = value;
                    check(&damaged);
                }
            }
        }
    }
}
