//! What a file is, as it is stored and shown.

use ruche_kernel::{MemberId, PlaceId, SubjectRef};
use std::fmt::Write as _;

/// What people do with a file. Stored as a number: the discriminant never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i64)]
pub enum Kind {
    /// A picture that is shown, kept as small copies.
    Photo = 0,
    /// Anything else: kept as it came, only downloaded.
    Document = 1,
    /// A film, played where browsers know its formats.
    Video = 2,
    /// A sound, likewise.
    Audio = 3,
}

impl Kind {
    /// From its stored number; unknown numbers are what is only downloaded.
    #[must_use]
    pub fn from_number(number: i64) -> Self {
        match number {
            0 => Self::Photo,
            2 => Self::Video,
            3 => Self::Audio,
            _ => Self::Document,
        }
    }

    /// The word of the browser's contract.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Document => "document",
            Self::Video => "video",
            Self::Audio => "audio",
        }
    }
}

/// The subtitles of a video.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Captions {
    /// Their language, as a tag of the list in [`super::rules::LANGUAGES`].
    pub language: String,
    /// Another number for each text: it stands in the name of their bytes.
    pub version: i64,
    /// Their weight, which is part of the weight of the file.
    pub bytes: i64,
}

/// A small copy of a photo, of a moment of a film or of the first page of a document, in WebP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its name and the most its longest side may have, in pixels: 480, 1200 or 2560.
    pub size: u32,
    /// Its width, in pixels.
    pub width: u32,
    /// Its height, in pixels.
    pub height: u32,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its id, also the folder of its bytes.
    pub id: i64,
    /// Who sent it.
    pub owner: MemberId,
    /// What holds it; nothing while it is loose.
    pub subject: Option<SubjectRef>,
    /// Where that stands.
    pub place: Option<PlaceId>,
    /// What people do with it.
    pub kind: Kind,
    /// The name, cleaned.
    pub name: String,
    /// The type in a few capital letters, such as `PDF`; empty when nothing tells it.
    pub label: String,
    /// The media type of what is downloaded.
    pub mime: String,
    /// Everything that is kept of it, in bytes.
    pub bytes: i64,
    /// The width of a photo as it was sent, else of its picture, in pixels; 0 for what has none.
    pub width: i64,
    /// Its height, likewise.
    pub height: i64,
    /// The mean colour of that, as `#rrggbb`; empty for what has none.
    pub color: String,
    /// The copies of a photo, the smallest first, at least one; those of the picture of a film or of a document, where it has one.
    pub variants: Vec<Variant>,
    /// Whether the photo is also kept as it was sent, without its metadata.
    pub original: bool,
    /// What a photo shows, in words, for those who do not see it.
    pub alt: String,
    /// How long a film or a sound lasts, in milliseconds; 0 when nothing tells.
    pub duration: i64,
    /// Whether browsers play it.
    pub playable: bool,
    /// The subtitles of a video.
    pub captions: Option<Captions>,
}

impl File {
    /// The address of one of its sizes: `480`, `1200`, `2560`, `original`, `play`, `captions` or `download`.
    #[must_use]
    pub fn address(&self, size: &str) -> String {
        format!("/files/{}/{size}", self.id)
    }

    /// The copy for a size: small photos have fewer copies, the largest one then stands for those above it.
    #[must_use]
    pub fn variant(&self, size: u32) -> Option<Variant> {
        self.variants.iter().find(|variant| variant.size >= size).or(self.variants.last()).copied()
    }

    /// The same file with another description: what a form shows again before it is saved.
    #[must_use]
    pub fn described(mut self, alt: &str) -> Self {
        alt.clone_into(&mut self.alt);
        self
    }
}

/// Copies as one text: `480:480x320 1200:1200x800`.
pub(super) fn write_variants(variants: &[Variant]) -> String {
    variants.iter().fold(String::new(), |mut text, variant| {
        let space = if text.is_empty() { "" } else { " " };
        // Writing to a text does not fail.
        let _ = write!(text, "{space}{}:{}x{}", variant.size, variant.width, variant.height);
        text
    })
}

/// The copies of that text; what cannot be read is left out.
pub(super) fn read_variants(text: &str) -> Vec<Variant> {
    let one = |part: &str| {
        let (size, sides) = part.split_once(':')?;
        let (width, height) = sides.split_once('x')?;
        Some(Variant { size: size.parse().ok()?, width: width.parse().ok()?, height: height.parse().ok()? })
    };
    text.split_whitespace().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_read_as_they_were_written() {
        let copies = vec![Variant { size: 480, width: 480, height: 320 }, Variant { size: 1200, width: 900, height: 600 }];
        assert_eq!(write_variants(&copies), "480:480x320 1200:900x600");
        assert_eq!(read_variants(&write_variants(&copies)), copies);
        assert_eq!(read_variants(""), []);
        assert_eq!(read_variants("480 x:1x2 1200:900x600"), copies[1..]);
    }
}
