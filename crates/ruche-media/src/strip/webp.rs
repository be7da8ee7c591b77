//! WebP: RIFF chunks (RFC 9649). EXIF, XMP and unknown chunks go, in the frames of an animation as well.

use super::{MAX_PROFILE, Reader};

/// Flags of the `VP8X` chunk that announce what may stay: animation, transparency, colour profile.
const ANIMATION: u8 = 0x02;
const ALPHA: u8 = 0x10;
const PROFILE: u8 = 0x20;

/// What stands before the first chunk: `RIFF`, the length of the rest, `WEBP`.
const HEADER: usize = 12;
/// Place and duration at the start of an `ANMF` chunk, before its own chunks.
const FRAME_HEADER: usize = 16;
/// Where the flags of a leading `VP8X` chunk are in the file.
const FLAGS: usize = HEADER + 8;

pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader { rest: bytes };
    (reader.take(4)? == b"RIFF").then_some(())?;
    let length = u32::from_le_bytes(reader.array()?) as usize;
    let mut reader = Reader { rest: reader.take(length)? };
    (reader.take(4)? == b"WEBP").then_some(())?;

    let mut out = Vec::with_capacity(bytes.len());
    out.extend(b"RIFF\0\0\0\0WEBP");
    let mut profile = 0;
    while !reader.rest.is_empty() {
        let (name, data) = chunk(&mut reader)?;
        match &name {
            b"VP8X" if out.len() == HEADER && data.len() == 10 => put(&mut out, name, data)?,
            b"ICCP" if data.len() <= MAX_PROFILE => {
                profile = PROFILE;
                put(&mut out, name, data)?;
            }
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" => put(&mut out, name, data)?,
            b"ANMF" => put(&mut out, name, &frame(data)?)?,
            _ => {}
        }
    }
    if out.get(HEADER..HEADER + 4)? == b"VP8X" {
        let flags = out.get_mut(FLAGS)?;
        *flags = *flags & (ANIMATION | ALPHA) | profile;
    }
    let length = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&length.to_le_bytes());
    Some(out)
}

/// One frame of an animation with its pixels only.
fn frame(data: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader { rest: data };
    let mut out = reader.take(FRAME_HEADER)?.to_vec();
    while !reader.rest.is_empty() {
        let (name, data) = chunk(&mut reader)?;
        if matches!(&name, b"VP8 " | b"VP8L" | b"ALPH") {
            put(&mut out, name, data)?;
        }
    }
    Some(out)
}

fn chunk<'a>(reader: &mut Reader<'a>) -> Option<([u8; 4], &'a [u8])> {
    let name = reader.array()?;
    let length = u32::from_le_bytes(reader.array()?) as usize;
    let data = reader.take(length)?;
    // Some encoders leave out the byte that evens the length of the last chunk.
    if length % 2 == 1 && !reader.rest.is_empty() {
        reader.take(1)?;
    }
    Some((name, data))
}

fn put(out: &mut Vec<u8>, name: [u8; 4], data: &[u8]) -> Option<()> {
    out.extend(name);
    out.extend(u32::try_from(data.len()).ok()?.to_le_bytes());
    out.extend(data);
    out.resize(out.len().next_multiple_of(2), 0);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn riff(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
        for (name, data) in chunks {
            put(&mut out, **name, data).unwrap();
        }
        let length = out.len() as u32 - 8;
        out[4..8].copy_from_slice(&length.to_le_bytes());
        out
    }

    #[test]
    fn drops_what_is_said_and_clears_the_flags() {
        let said = |flags: u8| [flags, 0, 0, 0, 9, 0, 0, 9, 0, 0];
        let frame = |extra: &[u8]| {
            let mut data = vec![7; FRAME_HEADER];
            put(&mut data, *b"VP8L", b"pixels").unwrap();
            data.extend(extra);
            data
        };
        let input = riff(&[
            (b"VP8X", &said(0x3E)),
            (b"ICCP", b"profile"),
            (b"ANIM", &[0; 6]),
            (b"ANMF", &frame(b"EXIF\x04\0\0\0GPS!")),
            (b"EXIF", b"MM\0*GPS"),
            (b"XMP ", b"<x/>"),
            (b"note", b"unknown"),
        ]);
        let expected = riff(&[(b"VP8X", &said(0x32)), (b"ICCP", b"profile"), (b"ANIM", &[0; 6]), (b"ANMF", &frame(b""))]);
        assert_eq!(strip(&input).unwrap(), expected);
    }

    #[test]
    fn a_profile_too_heavy_goes_with_its_flag() {
        let input = riff(&[(b"VP8X", &[PROFILE, 0, 0, 0, 0, 0, 0, 0, 0, 0]), (b"ICCP", &[0; MAX_PROFILE + 1]), (b"VP8 ", b"pixels")]);
        assert_eq!(strip(&input).unwrap(), riff(&[(b"VP8X", &[0; 10]), (b"VP8 ", b"pixels")]));
    }
}
