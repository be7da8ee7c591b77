//! From the bytes of one picture to its small copies. Runs in the child only.
//!
//! Deliberately not here: animations (the first frame is the picture; a kept original still moves) and any limit of
//! the process, which [`crate::prison`] sets before the first byte is read.

use crate::colour::{mean, profile, to_srgb};
use crate::prepared::SIZES;
use crate::shrink::shrink;
use crate::{Keep, Kind, MAX_PIXELS, MAX_SIDE, Original, Prepared, Refusal, Variant, sniff, strip_original};
use image::error::LimitErrorKind;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageError, ImageFormat, ImageReader};
use std::io::Cursor;

/// Quality of the copies: above it files grow faster than what people see.
const QUALITY: f32 = 80.0;
/// Quality of an original that has to be encoded again, because its orientation was only written beside the pixels.
const ORIGINAL_QUALITY: u8 = 92;

/// What a decoder may allocate beside the pixels, in bytes. Those of PNG need a few rows; the rest would go to
/// compressed profiles and texts.
const SCRATCH: u64 = 384 << 20;
const PNG_SCRATCH: u64 = 16 << 20;

/// Decodes, turns upright, shrinks and encodes.
pub(crate) fn prepare(bytes: &[u8], keep: Keep) -> Result<Prepared, Refusal> {
    let kind = sniff(bytes);
    let (format, scratch) = match kind {
        Kind::Jpeg => (ImageFormat::Jpeg, SCRATCH),
        Kind::Png => (ImageFormat::Png, PNG_SCRATCH),
        Kind::Gif => (ImageFormat::Gif, SCRATCH),
        Kind::Webp => (ImageFormat::WebP, SCRATCH),
        other => return Err(Refusal::FormatNotSupported(other)),
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(scratch);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(Refusal::Damaged);
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Refusal::TooManyPixels);
    }
    // Unreadable metadata is no reason to refuse the pixels.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = profile(&mut decoder);
    let decoded = plain(DynamicImage::from_decoder(decoder)?);

    let longest = width.max(height);
    // A size is of use when the one before it lacks detail.
    let sizes = 1 + SIZES[..SIZES.len() - 1].iter().filter(|(size, _)| longest > *size).count();
    let mut picture = shrink(&decoded, SIZES[sizes - 1].0)?;
    let original = match keep {
        Keep::Copies => None,
        Keep::Original => Some(original(kind, bytes, decoded, orientation, profile.as_deref())?),
    };
    picture.apply_orientation(orientation);
    to_srgb(&mut picture, profile.as_deref());
    let mut variants = Vec::with_capacity(sizes);
    for (size, name) in SIZES[..sizes].iter().rev() {
        picture = shrink(&picture, *size)?;
        variants.push(Variant { name, width: picture.width(), height: picture.height(), bytes: encode(&picture)? });
    }
    variants.reverse();
    let (width, height) = match is_sideways(orientation) {
        true => (height, width),
        false => (width, height),
    };
    Ok(Prepared { width, height, colour: mean(&picture), variants, original })
}

impl From<ImageError> for Refusal {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::Limits(limit) if matches!(limit.kind(), LimitErrorKind::DimensionError) => Self::TooManyPixels,
            ImageError::Limits(_) => Self::TooHeavy,
            _ => Self::Damaged,
        }
    }
}

const fn is_sideways(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

/// Eight bits, three channels or four.
fn plain(picture: DynamicImage) -> DynamicImage {
    match picture.color().has_alpha() {
        true => picture.into_rgba8().into(),
        false => picture.into_rgb8().into(),
    }
}

fn encode(picture: &DynamicImage) -> Result<Vec<u8>, Refusal> {
    let (width, height) = (picture.width(), picture.height());
    let encoder = match picture {
        DynamicImage::ImageRgba8(pixels) => webp::Encoder::from_rgba(pixels, width, height),
        DynamicImage::ImageRgb8(pixels) => webp::Encoder::from_rgb(pixels, width, height),
        _ => return Err(Refusal::Damaged),
    };
    // The pixels are sound and the sides short: what can fail is memory.
    encoder.encode_simple(false, QUALITY).map(|file| file.to_vec()).map_err(|_| Refusal::TooHeavy)
}

/// The picture as it was sent; turned and encoded again in its own format when its orientation was beside the pixels or
/// its structure cannot be cleaned.
fn original(
    kind: Kind,
    bytes: &[u8],
    mut picture: DynamicImage,
    orientation: Orientation,
    profile: Option<&[u8]>,
) -> Result<Original, Refusal> {
    use image::codecs::{gif::GifEncoder, jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder};
    if orientation == Orientation::NoTransforms
        && let Some(bytes) = strip_original(kind, bytes)
    {
        return Ok(Original { kind, bytes });
    }
    picture.apply_orientation(orientation);
    let mut bytes = Vec::new();
    let out = &mut bytes;
    match kind {
        Kind::Jpeg => with_profile(JpegEncoder::new_with_quality(out, ORIGINAL_QUALITY), &picture, profile)?,
        Kind::Png => with_profile(PngEncoder::new(out), &picture, profile)?,
        Kind::Webp => with_profile(WebPEncoder::new_lossless(out), &picture, profile)?,
        _ => GifEncoder::new(out).encode_frame(image::Frame::new(picture.into_rgba8()))?,
    }
    Ok(Original { kind, bytes })
}

fn with_profile(mut encoder: impl ImageEncoder, picture: &DynamicImage, profile: Option<&[u8]>) -> Result<(), Refusal> {
    if let Some(profile) = profile {
        // Formats that cannot hold one are not used here.
        let _ = encoder.set_icc_profile(profile.to_vec());
    }
    Ok(picture.write_with_encoder(encoder)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    fn png(picture: impl Into<DynamicImage>) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.into().write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    fn sizes(prepared: &Prepared) -> Vec<(&str, u32, u32)> {
        prepared.variants.iter().map(|variant| (variant.name, variant.width, variant.height)).collect()
    }

    #[test]
    fn sizes_stop_where_the_detail_ends() {
        let of = |width, height| prepare(&png(RgbImage::new(width, height)), Keep::Copies).unwrap();
        assert_eq!(sizes(&of(30, 20)), [("480", 30, 20)]);
        assert_eq!(sizes(&of(480, 1)), [("480", 480, 1)]);
        assert_eq!(sizes(&of(450, 900)), [("480", 240, 480), ("1200", 450, 900)]);
        assert_eq!(sizes(&of(1300, 13)), [("480", 480, 5), ("1200", 1200, 12), ("2560", 1300, 13)]);
        assert_eq!(sizes(&of(5000, 1)), [("480", 480, 1), ("1200", 1200, 1), ("2560", 2560, 1)]);
    }

    #[test]
    fn transparency_and_mean_colour_are_kept() {
        let half = RgbaImage::from_fn(64, 64, |x, _| if x < 32 { Rgba([200, 100, 0, 255]) } else { Rgba([0, 0, 255, 0]) });
        let prepared = prepare(&png(half), Keep::Copies).unwrap();
        let copy = image::load_from_memory(&prepared.variants[0].bytes).unwrap().to_rgba8();
        assert_eq!((copy.get_pixel(4, 32)[3], copy.get_pixel(60, 32)[3]), (255, 0));
        assert_eq!(prepared.colour, [200, 100, 0]);
        assert_eq!(prepare(&png(RgbaImage::new(4, 4)), Keep::Copies).unwrap().colour, [255; 3]);
    }

    #[test]
    fn sixteen_bits_and_greys_are_taken() {
        let deep = image::ImageBuffer::<image::LumaA<u16>, _>::from_pixel(9, 9, image::LumaA([0x8080, 0xFFFF]));
        assert_eq!(prepare(&png(deep), Keep::Copies).unwrap().colour, [0x80; 3]);
        assert_eq!(prepare(&png(image::GrayImage::new(9, 9)), Keep::Copies).unwrap().colour, [0; 3]);
    }

    #[test]
    fn an_orientation_beside_the_pixels_is_applied_in_every_format() {
        // Little-endian TIFF with one entry: orientation (0x0112), one short, 6: turn a quarter to the right.
        let exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
        // Red on the left, so red at the top once turned.
        let wide = DynamicImage::from(RgbImage::from_fn(64, 32, |x, _| Rgb(if x < 32 { [250, 0, 0] } else { [0, 0, 250] })));
        fn write(mut encoder: impl ImageEncoder, picture: &DynamicImage, exif: &[u8]) {
            encoder.set_exif_metadata(exif.to_vec()).unwrap();
            picture.write_with_encoder(encoder).unwrap();
        }
        for kind in [Kind::Jpeg, Kind::Png, Kind::Webp] {
            use image::codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder};
            let mut bytes = Vec::new();
            match kind {
                Kind::Jpeg => write(JpegEncoder::new(&mut bytes), &wide, &exif),
                Kind::Png => write(PngEncoder::new(&mut bytes), &wide, &exif),
                _ => write(WebPEncoder::new_lossless(&mut bytes), &wide, &exif),
            }
            assert_eq!(sniff(&bytes), kind);
            let prepared = prepare(&bytes, Keep::Original).unwrap();
            assert_eq!((prepared.width, prepared.height), (32, 64), "{kind:?}");
            let original = prepared.original.unwrap();
            assert_eq!(original.kind, kind);
            for output in [&original.bytes, &prepared.variants[0].bytes] {
                let upright = image::load_from_memory(output).unwrap().to_rgb8();
                assert_eq!(upright.dimensions(), (32, 64), "{kind:?}");
                assert!(upright.get_pixel(16, 8)[0] > 200 && upright.get_pixel(16, 56)[2] > 200);
                assert!(!output.windows(4).any(|window| window == &exif[..4]));
            }
        }
    }

    #[test]
    fn limits_are_told_from_damage() {
        let too_long = png(image::GrayImage::new(MAX_SIDE + 1, 1));
        assert_eq!(prepare(&too_long, Keep::Copies), Err(Refusal::TooManyPixels));
        let whole = png(RgbImage::from_fn(60, 60, |x, y| Rgb([(x * y) as u8, x as u8, y as u8])));
        assert_eq!(prepare(&whole[..whole.len() / 2], Keep::Copies), Err(Refusal::Damaged));
        assert_eq!(prepare(b"<svg/>", Keep::Copies), Err(Refusal::FormatNotSupported(Kind::Svg)));
    }
}
