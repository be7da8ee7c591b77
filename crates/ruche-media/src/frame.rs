//! The answer of the child, as bytes: a mark, then frames of one letter, a length (four bytes, the highest first) and
//! that many bytes.
//!
//! `P` width, height, colour; `V` place among the sizes, width, height, file; `O` kind, file; `R` refusal, kind;
//! `E` nothing, and the answer is complete. The reader trusts nothing: the child may have been taken over by a picture.

use crate::prepared::SIZES;
use crate::{Kind, MAX_SIDE, Original, Prepared, Refusal, Variant, sniff};
use std::io::{self, Write};

/// Another mark belongs to another version of the program.
const MARK: &[u8; 8] = b"ruche-1\n";

/// Writes a whole answer.
pub(crate) fn write(out: &mut impl Write, answer: &Result<Prepared, Refusal>) -> io::Result<()> {
    out.write_all(MARK)?;
    match answer {
        Ok(prepared) => {
            let sides = [prepared.width.to_be_bytes(), prepared.height.to_be_bytes()].concat();
            frame(out, b'P', &[&sides, &prepared.colour])?;
            for variant in &prepared.variants {
                let place = SIZES.iter().position(|(_, name)| *name == variant.name).unwrap_or(SIZES.len());
                let sides = [variant.width.to_be_bytes(), variant.height.to_be_bytes()].concat();
                frame(out, b'V', &[&[byte(place)], &sides, &variant.bytes])?;
            }
            if let Some(original) = &prepared.original {
                frame(out, b'O', &[&[original.kind as u8], &original.bytes])?;
            }
        }
        Err(refusal) => {
            let (number, kind) = match refusal {
                Refusal::FormatNotSupported(kind) => (1, *kind),
                Refusal::TooManyPixels => (2, Kind::Unknown),
                Refusal::Damaged => (3, Kind::Unknown),
                Refusal::TooSlow => (4, Kind::Unknown),
                Refusal::TooHeavy => (5, Kind::Unknown),
                Refusal::Unavailable => (6, Kind::Unknown),
            };
            frame(out, b'R', &[&[number, kind as u8]])?;
        }
    }
    frame(out, b'E', &[])?;
    out.flush()
}

fn frame(out: &mut impl Write, letter: u8, parts: &[&[u8]]) -> io::Result<()> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    out.write_all(&[letter])?;
    out.write_all(&u32::try_from(length).map_err(io::Error::other)?.to_be_bytes())?;
    parts.iter().try_for_each(|part| out.write_all(part))
}

fn byte(place: usize) -> u8 {
    u8::try_from(place).unwrap_or(u8::MAX)
}

/// Reads a whole answer. `None` when it is cut, too long, or says what no honest child says.
pub(crate) fn read(bytes: &[u8]) -> Option<Result<Prepared, Refusal>> {
    let mut rest = bytes.strip_prefix(MARK)?;
    let mut prepared: Option<Prepared> = None;
    let mut refusal = None;
    loop {
        let (letter, mut payload);
        (letter, rest) = rest.split_first()?;
        let length = number(&mut rest)?;
        (payload, rest) = rest.split_at_checked(length as usize)?;
        match (letter, &mut prepared) {
            (b'P', None) => {
                let (width, height) = (side(&mut payload, MAX_SIDE)?, side(&mut payload, MAX_SIDE)?);
                let colour = payload.try_into().ok()?;
                prepared = Some(Prepared { width, height, colour, variants: Vec::new(), original: None });
            }
            (b'V', Some(prepared)) if prepared.original.is_none() => {
                let place;
                (place, payload) = payload.split_first()?;
                // In order, none missing.
                (usize::from(*place) == prepared.variants.len()).then_some(())?;
                let (size, name) = SIZES.get(usize::from(*place))?;
                let (width, height) = (side(&mut payload, *size)?, side(&mut payload, *size)?);
                (sniff(payload) == Kind::Webp).then_some(())?;
                prepared.variants.push(Variant { name, width, height, bytes: payload.to_vec() });
            }
            (b'O', Some(prepared)) if prepared.original.is_none() => {
                let kind;
                (kind, payload) = payload.split_first()?;
                let kind = *Kind::ALL.get(usize::from(*kind))?;
                (kind.is_photo() && sniff(payload) == kind).then_some(())?;
                prepared.original = Some(Original { kind, bytes: payload.to_vec() });
            }
            (b'R', None) if refusal.is_none() => {
                let [number, kind]: [u8; 2] = payload.try_into().ok()?;
                refusal = Some(match number {
                    1 => Refusal::FormatNotSupported(*Kind::ALL.get(usize::from(kind))?),
                    2 => Refusal::TooManyPixels,
                    3 => Refusal::Damaged,
                    4 => Refusal::TooSlow,
                    5 => Refusal::TooHeavy,
                    6 => Refusal::Unavailable,
                    _ => return None,
                });
            }
            (b'E', _) if payload.is_empty() && rest.is_empty() => {
                return match (prepared, refusal) {
                    (Some(prepared), None) if !prepared.variants.is_empty() => Some(Ok(prepared)),
                    (None, Some(refusal)) => Some(Err(refusal)),
                    _ => None,
                };
            }
            _ => return None,
        }
    }
}

fn number(bytes: &mut &[u8]) -> Option<u32> {
    let (head, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(u32::from_be_bytes(*head))
}

/// A side in pixels, from 1 to `max`.
fn side(bytes: &mut &[u8], max: u32) -> Option<u32> {
    number(bytes).filter(|side| (1..=max).contains(side))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Prepared {
        let file = |letter: u8| [b"RIFF\0\0\0\0WEBP", &[letter][..]].concat();
        Prepared {
            width: 900,
            height: 600,
            colour: [1, 2, 3],
            variants: vec![
                Variant { name: "480", width: 480, height: 320, bytes: file(b'a') },
                Variant { name: "1200", width: 900, height: 600, bytes: file(b'b') },
            ],
            original: Some(Original { kind: Kind::Gif, bytes: b"GIF89a".to_vec() }),
        }
    }

    fn written(answer: &Result<Prepared, Refusal>) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&mut bytes, answer).unwrap();
        bytes
    }

    #[test]
    fn answers_come_through_whole() {
        let answers = [
            Ok(example()),
            Err(Refusal::FormatNotSupported(Kind::Heic)),
            Err(Refusal::TooManyPixels),
            Err(Refusal::Damaged),
            Err(Refusal::TooSlow),
            Err(Refusal::TooHeavy),
            Err(Refusal::Unavailable),
        ];
        for answer in answers {
            assert_eq!(read(&written(&answer)), Some(answer));
        }
    }

    #[test]
    fn a_cut_answer_is_no_answer() {
        let bytes = written(&Ok(example()));
        for cut in 0..bytes.len() {
            assert_eq!(read(&bytes[..cut]), None, "{cut}");
        }
        assert_eq!(read(&[&bytes[..], b"E\0\0\0\0"].concat()), None);
    }

    #[test]
    fn lies_are_not_believed() {
        let lies: [fn(&mut Prepared); 7] = [
            |p| p.width = MAX_SIDE + 1,
            |p| p.height = 0,
            |p| p.variants[0].width = 481,
            |p| p.variants[0].bytes = b"<html>".to_vec(),
            |p| p.variants.swap(0, 1),
            |p| p.variants.clear(),
            |p| p.original = Some(Original { kind: Kind::Gif, bytes: b"<html>".to_vec() }),
        ];
        for (place, lie) in lies.into_iter().enumerate() {
            let mut prepared = example();
            lie(&mut prepared);
            assert_eq!(read(&written(&Ok(prepared))), None, "{place}");
        }
    }
}
