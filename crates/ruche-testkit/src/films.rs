//! Short sounds and films that are real: a sound is written here, a film by `ffmpeg`, with the place where it was made.

use std::process::Command;

/// The place that [`mov`] says it was made at.
pub const PLACE: &str = "+48.8577+002.2950/";

/// A WAV file of silence, this many seconds long.
#[must_use]
pub fn wav(seconds: u32) -> Vec<u8> {
    const RATE: u32 = 8_000;
    let length = seconds * RATE;
    // RIFF, then a format of one channel of eight bits (Microsoft and IBM, Multimedia Programming Interface 1.0).
    let mut bytes = [&b"RIFF"[..], &(36 + length).to_le_bytes(), b"WAVEfmt ", &16_u32.to_le_bytes()].concat();
    bytes.extend([&1_u16.to_le_bytes()[..], &1_u16.to_le_bytes(), &RATE.to_le_bytes(), &RATE.to_le_bytes()].concat());
    bytes.extend([&1_u16.to_le_bytes()[..], &8_u16.to_le_bytes(), b"data", &length.to_le_bytes()].concat());
    bytes.resize(bytes.len() + length as usize, 128);
    bytes
}

/// A film of `QuickTime`, three seconds in H.264 and AAC; nothing, said loudly, where `ffmpeg` is not installed, which fails under CI.
#[must_use]
#[allow(clippy::print_stderr, reason = "a skipped test must be seen")]
pub fn mov() -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("film.mov");
    let made = Command::new("ffmpeg")
        .args("-nostdin -loglevel error -f lavfi -i testsrc=d=3:s=320x180:r=10 -f lavfi -i sine=d=3 -c:v libx264 -g 10".split(' '))
        .args("-pix_fmt yuv420p -c:a aac -metadata title=Secret -metadata".split(' '))
        .arg(format!("location={PLACE}"))
        .arg(&output)
        .status();
    match made {
        Ok(status) => assert!(status.success(), "ffmpeg made no film"),
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "ffmpeg: {error}");
            eprintln!("SKIPPED: ffmpeg is not on this machine");
            return None;
        }
    }
    Some(std::fs::read(output).unwrap())
}
