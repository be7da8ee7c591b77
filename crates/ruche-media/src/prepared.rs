//! What comes back of a picture: the words that the two processes share.

use crate::Kind;

/// What the server keeps of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// Width of the picture as people see it, in pixels: the orientation is applied.
    pub width: u32,
    /// Height, likewise.
    pub height: u32,
    /// The mean colour (red, green, blue), to show while the picture loads.
    pub colour: [u8; 3],
    /// One to three copies, the smallest first. The last one has every detail up to 2560 pixels.
    pub variants: Vec<Variant>,
    /// The picture as it was sent without its metadata, when [`crate::Keep::Original`] was asked.
    pub original: Option<Original>,
}

/// A copy: WebP with loss, nothing but pixels (sRGB, transparency kept).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// `480`, `1200` or `2560`: the longest side is at most that, in pixels.
    pub name: &'static str,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A picture kept as it was sent, upright and without metadata; animations still move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// Its type, one of those with [`Kind::is_photo`].
    pub kind: Kind,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Longest sides of the copies. Nothing is enlarged: a picture of 900 pixels gives 480 and, named 1200, 900.
pub(crate) const SIZES: [(u32, &str); 3] = [(480, "480"), (1200, "1200"), (2560, "2560")];
