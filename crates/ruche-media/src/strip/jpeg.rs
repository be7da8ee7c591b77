//! JPEG: segments (ITU-T T.81, annex B). JFIF, colour profile and Adobe's colour transform stay, the rest of the
//! application segments and comments go, as do the second pictures that phones append.

use super::Reader;

const SOI: [u8; 2] = [0xFF, 0xD8];
const EOI: [u8; 2] = [0xFF, 0xD9];

pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader { rest: bytes };
    let mut out = Vec::with_capacity(bytes.len());
    (reader.array()? == SOI).then(|| out.extend(SOI))?;
    let mut scans = 0;
    loop {
        let marker = match marker(&mut reader) {
            Some(marker) => marker,
            // Cameras that lose power leave the last marker out; browsers show such pictures.
            None if reader.rest.is_empty() && scans > 0 => 0xD9,
            None => return None,
        };
        match marker {
            0xD9 => {
                out.extend(EOI);
                return (scans > 0).then_some(out);
            }
            0xC0..=0xCF | 0xDA..=0xFE => {
                let length = u16::from_be_bytes(reader.array()?);
                let payload = reader.take(usize::from(length).checked_sub(2)?)?;
                if let Some(kept) = kept(marker, payload) {
                    segment(&mut out, marker, &kept)?;
                }
                if marker == 0xDA {
                    scans += 1;
                    let data = reader.take(scan_length(reader.rest))?;
                    out.extend(data);
                }
            }
            _ => return None,
        }
    }
}

/// The next marker, after any number of fill bytes.
fn marker(reader: &mut Reader) -> Option<u8> {
    if reader.byte()? != 0xFF {
        return None;
    }
    loop {
        match reader.byte()? {
            0xFF => {}
            marker => return Some(marker),
        }
    }
}

/// What stays of a segment.
fn kept(marker: u8, payload: &[u8]) -> Option<std::borrow::Cow<'_, [u8]>> {
    match marker {
        // The twelve first bytes are the density of the pixels; then comes a thumbnail, given here the size 0 x 0.
        0xE0 if payload.len() >= 14 && payload.starts_with(b"JFIF\0") => Some([&payload[..12], &[0, 0]].concat().into()),
        0xE2 if payload.starts_with(b"ICC_PROFILE\0") => Some(payload.into()),
        0xEE if payload.len() >= 12 && payload.starts_with(b"Adobe") => Some(payload[..12].into()),
        0xE0..=0xFE => None,
        _ => Some(payload.into()),
    }
}

fn segment(out: &mut Vec<u8>, marker: u8, payload: &[u8]) -> Option<()> {
    out.extend([0xFF, marker]);
    out.extend(u16::try_from(payload.len() + 2).ok()?.to_be_bytes());
    out.extend(payload);
    Some(())
}

/// How long the coded data goes on: up to a marker that is neither a stuffed byte nor a restart. Without one, up to
/// the end of the bytes.
fn scan_length(data: &[u8]) -> usize {
    data.windows(2).position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xD0..=0xD7 | 0xFF)).unwrap_or(data.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_profile_and_colour_transform_only() {
        let piece = |marker: u8, payload: &[u8]| {
            let mut bytes = Vec::new();
            segment(&mut bytes, marker, payload).unwrap();
            bytes
        };
        let scan = [piece(0xDA, &[1, 1, 0, 0, 63, 0]), vec![0x12, 0xFF, 0x00, 0xFF, 0xD0, 0x34]].concat();
        let jfif = b"JFIF\0\x01\x01\0\0\x48\0\x48\x02\x01THUMBN";
        let input = [
            SOI.to_vec(),
            piece(0xE0, jfif),
            piece(0xE0, b"JFXX\0\x10thumbnail"),
            piece(0xE1, b"Exif\0\0MM\0*GPS"),
            piece(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>"),
            piece(0xE2, b"ICC_PROFILE\0\x01\x01profile"),
            piece(0xE2, b"MPF\0second picture"),
            piece(0xED, b"Photoshop 3.0\0caption"),
            piece(0xEE, b"Adobe\0\x64\0\0\0\0\x01and more"),
            piece(0xFE, b"a comment"),
            piece(0xDB, &[0; 65]),
            scan.clone(),
            piece(0xFE, b"between scans"),
            scan.clone(),
            EOI.to_vec(),
            SOI.to_vec(),
            piece(0xE1, b"Exif\0\0GPS of the second"),
        ]
        .concat();
        let expected = [
            SOI.to_vec(),
            piece(0xE0, b"JFIF\0\x01\x01\0\0\x48\0\x48\0\0"),
            piece(0xE2, b"ICC_PROFILE\0\x01\x01profile"),
            piece(0xEE, b"Adobe\0\x64\0\0\0\0\x01"),
            piece(0xDB, &[0; 65]),
            scan.clone(),
            scan,
            EOI.to_vec(),
        ]
        .concat();
        assert_eq!(strip(&input).unwrap(), expected);
    }

    #[test]
    fn refuses_what_is_not_a_picture() {
        assert_eq!(strip(b"\xFF\xD8\xFF\xD9"), None);
        assert_eq!(strip(b"\xFF\xD8\xFF<html>"), None);
        assert_eq!(strip(b"\xFF\xD8\xFF\xE1\x00\x01"), None);
    }
}
