//! Colours of a picture: its profile, their way to sRGB, their mean. Runs in the child only.

use image::{DynamicImage, ExtendedColorType, ImageDecoder};
use moxcms::{ColorProfile, Layout, TransformOptions};

/// The heaviest colour profile that is read, in bytes.
const MAX_PROFILE: usize = 1 << 20;

/// The colour profile, if it is one for the pixels that the decoder gives: a profile for CMYK is not.
pub(crate) fn profile(decoder: &mut impl ImageDecoder) -> Option<Vec<u8>> {
    use ExtendedColorType::{Rgb8, Rgb16, Rgba8, Rgba16};
    matches!(decoder.original_color_type(), Rgb8 | Rgba8 | Rgb16 | Rgba16)
        .then(|| decoder.icc_profile().ok().flatten())
        .flatten()
        .filter(|profile| profile.len() <= MAX_PROFILE && profile.get(16..20) == Some(b"RGB "))
}

/// Brings the colours of phones and cameras into the space that every screen expects, since the copies have no profile.
/// A profile that cannot be read changes nothing.
pub(crate) fn to_srgb(picture: &mut DynamicImage, profile: Option<&[u8]>) {
    let Some(from) = profile.and_then(|profile| ColorProfile::new_from_slice(profile).ok()) else {
        return;
    };
    let layout = if picture.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let to = ColorProfile::new_srgb();
    let Ok(transform) = from.create_transform_8bit(layout, &to, layout, TransformOptions::default()) else {
        return;
    };
    let convert = |samples: &mut [u8]| {
        let before = samples.to_vec();
        if transform.transform(&before, samples).is_err() {
            samples.copy_from_slice(&before);
        }
    };
    match picture {
        DynamicImage::ImageRgb8(pixels) => convert(pixels),
        DynamicImage::ImageRgba8(pixels) => convert(pixels),
        _ => {}
    }
}

/// The mean colour of what is not transparent; white when everything is.
pub(crate) fn mean(picture: &DynamicImage) -> [u8; 3] {
    let mut sums = [0_u64; 3];
    let mut weight = 0;
    for pixel in picture.to_rgba8().pixels() {
        let [red, green, blue, alpha] = pixel.0.map(u64::from);
        for (sum, value) in sums.iter_mut().zip([red, green, blue]) {
            *sum += value * alpha;
        }
        weight += alpha;
    }
    sums.map(|sum| sum.checked_div(weight).and_then(|mean| u8::try_from(mean).ok()).unwrap_or(255))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    #[test]
    fn wide_colours_are_brought_to_srgb() {
        let mut picture = DynamicImage::from(RgbImage::from_pixel(16, 16, Rgb([200, 80, 80])));
        let profile = ColorProfile::new_display_p3().encode().unwrap();
        to_srgb(&mut picture, Some(&profile));
        // Display P3 (200, 80, 80) is about sRGB (214, 73, 77): redder than the numbers say.
        let [red, green, blue] = mean(&picture);
        assert!((210..=218).contains(&red) && (66..=78).contains(&green) && (70..=82).contains(&blue));
    }

    #[test]
    fn a_profile_that_cannot_be_read_changes_nothing() {
        let mut picture = DynamicImage::from(RgbImage::from_pixel(4, 4, Rgb([200, 80, 80])));
        for profile in [None, Some(&[0; 300][..])] {
            to_srgb(&mut picture, profile);
            assert_eq!(mean(&picture), [200, 80, 80]);
        }
    }

    #[test]
    fn what_is_transparent_has_no_colour() {
        let half = RgbaImage::from_fn(2, 1, |x, _| Rgba([200, 100, 0, if x == 0 { 255 } else { 0 }]));
        assert_eq!(mean(&half.into()), [200, 100, 0]);
        assert_eq!(mean(&RgbaImage::new(4, 4).into()), [255; 3]);
    }
}
