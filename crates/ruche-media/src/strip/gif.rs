//! GIF: blocks (GIF89a). Comments, texts and application data go; the loop count of an animation stays.

use super::Reader;

const EXTENSION: u8 = 0x21;
const IMAGE: u8 = 0x2C;
const TRAILER: u8 = 0x3B;
const CONTROL: u8 = 0xF9;
const PLAIN_TEXT: u8 = 0x01;
const APPLICATION: u8 = 0xFF;

pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader { rest: bytes };
    let mut out = Vec::with_capacity(bytes.len());
    let header: [u8; 13] = reader.array()?;
    (header.starts_with(b"GIF87a") || header.starts_with(b"GIF89a")).then_some(())?;
    out.extend(header);
    out.extend(reader.take(table_length(header[10]))?);
    // Delay and transparency of what follows, written only if a picture follows.
    let mut control: &[u8] = &[];
    loop {
        match reader.byte()? {
            EXTENSION => {
                let whole = reader.rest;
                let label = reader.byte()?;
                blocks(&mut reader)?;
                let extension = &whole[..whole.len() - reader.rest.len()];
                match label {
                    // Label, length 4, four bytes, end: with no room for anything else.
                    CONTROL if extension.len() == 7 => control = extension,
                    CONTROL | PLAIN_TEXT => control = &[],
                    APPLICATION if is_loop_count(extension) => {
                        out.push(EXTENSION);
                        out.extend(extension);
                    }
                    _ => {}
                }
            }
            IMAGE => {
                if !control.is_empty() {
                    out.push(EXTENSION);
                    out.extend(std::mem::take(&mut control));
                }
                let whole = reader.rest;
                let descriptor: [u8; 9] = reader.array()?;
                // The colours of this picture alone, then the size of the codes.
                reader.take(table_length(descriptor[8]) + 1)?;
                blocks(&mut reader)?;
                out.push(IMAGE);
                out.extend(&whole[..whole.len() - reader.rest.len()]);
            }
            TRAILER => {
                out.push(TRAILER);
                return Some(out);
            }
            _ => return None,
        }
    }
}

/// The length of a table of colours, by the flags that announce it.
fn table_length(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 0x07) + 1) }
}

/// Goes past data blocks, up to and including the empty one.
fn blocks(reader: &mut Reader) -> Option<()> {
    loop {
        match reader.byte()? {
            0 => return Some(()),
            length => reader.take(usize::from(length))?,
        };
    }
}

/// An application extension that is exactly a loop count, with no room for anything else.
fn is_loop_count(extension: &[u8]) -> bool {
    let names: [&[u8]; 2] = [b"\xFF\x0BNETSCAPE2.0\x03\x01", b"\xFF\x0BANIMEXTS1.0\x03\x01"];
    extension.len() == 18 && names.iter().any(|name| extension.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_frames_delays_and_loop_count_only() {
        let header = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF".to_vec();
        let looping = b"\x21\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0".to_vec();
        let comment = b"\x21\xFE\x05<?php\0".to_vec();
        let xmp = b"\x21\xFF\x0BXMP DataXMP\x03GPS\0".to_vec();
        let control = b"\x21\xF9\x04\0\x0A\0\0\0".to_vec();
        let text = b"\x21\x01\x02hi\0".to_vec();
        let frame = b"\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0".to_vec();
        let input =
            [&header[..], &looping, &comment, &xmp, &control, &text, &control, &comment, &frame, &frame, b";after the end"].concat();
        let expected = [&header[..], &looping, &control, &frame, &frame, b";"].concat();
        assert_eq!(strip(&input).unwrap(), expected);
    }

    #[test]
    fn a_loop_count_with_luggage_goes() {
        let input = b"GIF89a\x01\0\x01\0\0\0\0\x21\xFF\x0BNETSCAPE2.0\x03\x01\0\0\x03GPS\0;";
        assert_eq!(strip(input).unwrap(), b"GIF89a\x01\0\x01\0\0\0\0;");
    }
}
