//! Why a picture was not taken. Words for people are elsewhere, under the same codes.

use crate::{Kind, MAX_BYTES, MAX_PIXELS, MAX_SIDE};

/// Why a picture was not taken. `Display` is English, for logs only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The content is of a type that is not decoded here, whatever its name says.
    #[error("{0:?} is not on the list of decoded formats")]
    FormatNotSupported(Kind),
    /// More than [`MAX_PIXELS`] pixels, or a side longer than [`MAX_SIDE`].
    #[error("more than {MAX_PIXELS} pixels or a side above {MAX_SIDE}")]
    TooManyPixels,
    /// The content is not what its first bytes announce, or uses what no decoder here knows.
    #[error("damaged or not decodable")]
    Damaged,
    /// The time allowed ran out. Trying again may succeed on a less busy machine.
    #[error("not finished in the time allowed")]
    TooSlow,
    /// More than [`MAX_BYTES`], or more memory needed than the child may take.
    #[error("more than {MAX_BYTES} bytes, or more memory than allowed")]
    TooHeavy,
    /// The child could not be started or answered nonsense: our fault, not the picture's.
    #[error("the image process is not available")]
    Unavailable,
}

impl Refusal {
    /// The stable code, also the name of the text for people. `FormatNotSupported` takes the argument `kind`
    /// ([`Kind::label`]), `TooManyPixels` and `TooHeavy` the published limits.
    pub const fn code(self) -> &'static str {
        match self {
            Self::FormatNotSupported(_) => "media.format_not_supported",
            Self::TooManyPixels => "media.too_many_pixels",
            Self::Damaged => "media.damaged",
            Self::TooSlow => "media.too_slow",
            Self::TooHeavy => "media.too_heavy",
            Self::Unavailable => "media.unavailable",
        }
    }
}
