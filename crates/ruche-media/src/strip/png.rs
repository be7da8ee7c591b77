//! PNG: chunks (ISO/IEC 15948, W3C PNG third edition). Those that change the pixels or the animation stay.

use super::{MAX_PROFILE, Reader};

const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1A\n";

pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader { rest: bytes };
    let mut out = Vec::with_capacity(bytes.len());
    (reader.array()? == SIGNATURE).then(|| out.extend(SIGNATURE))?;
    loop {
        let whole = reader.rest;
        let length = u32::from_be_bytes(reader.array()?) as usize;
        let name: [u8; 4] = reader.array()?;
        reader.take(length)?;
        let _checksum: [u8; 4] = reader.array()?;
        let stays = match &name {
            b"IHDR" | b"PLTE" | b"IDAT" | b"IEND" => true,
            b"tRNS" | b"bKGD" | b"sBIT" | b"pHYs" | b"gAMA" | b"cHRM" | b"sRGB" | b"cICP" => true,
            b"acTL" | b"fcTL" | b"fdAT" => true,
            b"iCCP" => length <= MAX_PROFILE,
            // A capital first letter says that the picture cannot be shown without the chunk.
            [b'A'..=b'Z', ..] => return None,
            _ => false,
        };
        if stays {
            out.extend(whole.get(..length + 12)?);
        }
        if &name == b"IEND" {
            return Some(out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checksums are copied, never read.
    fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
        [&(data.len() as u32).to_be_bytes()[..], name, data, b"crc!"].concat()
    }

    #[test]
    fn keeps_pixels_and_colours_only() {
        let head = [SIGNATURE.to_vec(), chunk(b"IHDR", &[0; 13])].concat();
        let tail = [chunk(b"sRGB", &[0]), chunk(b"IDAT", b"pixels"), chunk(b"IEND", b"")].concat();
        let said = [
            chunk(b"tEXt", b"Author\0someone"),
            chunk(b"iTXt", b"XML:com.adobe.xmp\0"),
            chunk(b"eXIf", b"MM\0*GPS"),
            chunk(b"tIME", &[0; 7]),
            chunk(b"prVw", b"preview"),
            chunk(b"iCCP", &[0; MAX_PROFILE + 1]),
        ]
        .concat();
        let input = [&head[..], &said, &tail, b"after the end"].concat();
        assert_eq!(strip(&input).unwrap(), [head, tail].concat());
    }

    #[test]
    fn refuses_unknown_needed_chunks_and_lengths_that_lie() {
        let unknown = [SIGNATURE.to_vec(), chunk(b"CgBI", b"x"), chunk(b"IEND", b"")].concat();
        assert_eq!(strip(&unknown), None);
        let mut lying = [SIGNATURE.to_vec(), chunk(b"IDAT", b"x"), chunk(b"IEND", b"")].concat();
        lying[8..12].fill(0xFF);
        assert_eq!(strip(&lying), None);
    }
}
