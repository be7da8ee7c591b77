//! Makes a picture smaller. Runs in the child only.

use crate::Refusal;
use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::{U8x3, U8x4};
use fast_image_resize::{FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, ImageBuffer};

/// The same picture with its longest side at most `size`, never enlarged.
pub(crate) fn shrink(picture: &DynamicImage, size: u32) -> Result<DynamicImage, Refusal> {
    let (width, height) = (picture.width(), picture.height());
    let longest = width.max(height);
    if longest <= size {
        return Ok(picture.clone());
    }
    let scaled = |side: u32| {
        let rounded = (u64::from(side) * u64::from(size) + u64::from(longest) / 2) / u64::from(longest);
        u32::try_from(rounded).unwrap_or(size).max(1)
    };
    let mut small = DynamicImage::new(scaled(width), scaled(height), picture.color());
    match (picture, &mut small) {
        (DynamicImage::ImageRgb8(from), DynamicImage::ImageRgb8(to)) => resize::<U8x3, _>(from, to),
        (DynamicImage::ImageRgba8(from), DynamicImage::ImageRgba8(to)) => resize::<U8x4, _>(from, to),
        _ => None,
    }
    .ok_or(Refusal::Damaged)?;
    Ok(small)
}

/// One function per layout of pixels: the resizer's own choice at run time would compile thirteen.
fn resize<Layout: PixelTrait, Pixel: image::Pixel<Subpixel = u8>>(
    from: &ImageBuffer<Pixel, Vec<u8>>,
    to: &mut ImageBuffer<Pixel, Vec<u8>>,
) -> Option<()> {
    let (width, height) = to.dimensions();
    let from = TypedImageRef::<Layout>::from_buffer(from.width(), from.height(), from).ok()?;
    let mut to = TypedImage::<Layout>::from_buffer(width, height, to).ok()?;
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    // A resizer keeps its buffers, as large as the picture: one for each time.
    Resizer::new().resize_typed(&from, &mut to, &options).ok()
}
