//! What a film or a sound holds: how long it lasts, in which formats. Nothing of it is decoded. Runs in the child; the
//! server reads the answer and trusts none of it.

use crate::{Kind, Refusal, sniff};
use std::io::{self, Cursor, Write};
use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::audio::well_known as audio;
use symphonia::core::codecs::video::well_known as video;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader};
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;

/// Another mark belongs to another version of the program.
const MARK: &[u8; 8] = b"probe-1\n";
/// The longest that is believed, in milliseconds: a thousand hours.
const LONGEST: u64 = 3_600_000_000;

/// How pictures or sound are written inside the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Codec {
    H264,
    Vp8,
    Vp9,
    Av1,
    Aac,
    Mp3,
    Opus,
    Vorbis,
    Flac,
    /// Samples as they are.
    Pcm,
    /// What not every browser plays.
    Other,
}

impl Codec {
    /// The place in this list, from 1 on, is the number that travels between the processes; 0 is none.
    const ALL: [Self; 11] =
        [Self::H264, Self::Vp8, Self::Vp9, Self::Av1, Self::Aac, Self::Mp3, Self::Opus, Self::Vorbis, Self::Flac, Self::Pcm, Self::Other];
}

/// What was found in a film or a sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Probe {
    /// How long it lasts, in milliseconds; 0 when nothing tells.
    pub duration: u64,
    /// The format of the pictures; nothing for sound alone.
    pub video: Option<Codec>,
    /// The format of the sound; nothing for a silent film.
    pub audio: Option<Codec>,
}

impl Probe {
    /// Whether the browsers of today play it, in a box of this kind.
    #[must_use]
    pub const fn plays(&self, kind: Kind) -> bool {
        use Codec::{Aac, Av1, Flac, H264, Mp3, Opus, Pcm, Vorbis, Vp8, Vp9};
        let pictures = match kind {
            Kind::Mp4 | Kind::Mov => matches!(self.video, None | Some(H264 | Vp9 | Av1)),
            Kind::Webm => matches!(self.video, None | Some(Vp8 | Vp9 | Av1)),
            _ => self.video.is_none(),
        };
        let sound = match kind {
            Kind::Mp4 | Kind::Mov | Kind::M4a => matches!(self.audio, None | Some(Aac | Mp3 | Opus | Flac)),
            Kind::Webm => matches!(self.audio, None | Some(Opus | Vorbis)),
            Kind::Mp3 => matches!(self.audio, Some(Mp3)),
            Kind::Aac => matches!(self.audio, Some(Aac)),
            Kind::Wav => matches!(self.audio, Some(Pcm)),
            Kind::Ogg => matches!(self.audio, Some(Opus | Vorbis | Flac)),
            Kind::Flac => matches!(self.audio, Some(Flac)),
            _ => false,
        };
        pictures && sound && (self.video.is_some() || self.audio.is_some())
    }
}

/// Reads what the file says of itself.
pub(crate) fn probe(bytes: Vec<u8>) -> Result<Probe, Refusal> {
    let kind = sniff(&bytes);
    if !kind.is_video() && !kind.is_audio() {
        return Err(Refusal::FormatNotSupported(kind));
    }
    let source = MediaSourceStream::new(Box::new(Cursor::new(bytes)), MediaSourceStreamOptions::default());
    let found = symphonia::default::get_probe().probe(&Hint::new(), source, FormatOptions::default(), MetadataOptions::default());
    let mut reader = found.map_err(|_| Refusal::Damaged)?;
    let (mut pictures, mut sound) = (None, None);
    for track in reader.tracks() {
        match &track.codec_params {
            Some(CodecParameters::Video(parameters)) => pictures = pictures.or(Some(of_video(parameters.codec))),
            Some(CodecParameters::Audio(parameters)) => sound = sound.or(Some(of_audio(parameters.codec))),
            _ => {}
        }
    }
    if pictures.is_none() && sound.is_none() {
        return Err(Refusal::Damaged);
    }
    let duration = announced(&*reader).unwrap_or_else(|| counted(&mut *reader));
    Ok(Probe { duration: if duration > LONGEST { 0 } else { duration }, video: pictures, audio: sound })
}

/// How long it lasts by what the box or the longest track says, in milliseconds.
fn announced(reader: &dyn FormatReader) -> Option<u64> {
    let info = reader.media_info();
    let whole = info.time_base.zip(info.duration);
    let tracks = reader.tracks().iter().filter_map(|track| track.time_base.zip(track.duration));
    let longest = whole.into_iter().chain(tracks).filter_map(|(base, length)| u64::try_from(base.calc_duration(length)?.as_millis()).ok());
    longest.max().filter(|length| *length > 0)
}

/// How long it lasts by the end of its last piece: what a browser records says nothing of its own length.
fn counted(reader: &mut dyn FormatReader) -> u64 {
    let bases: Vec<_> = reader.tracks().iter().filter_map(|track| Some((track.id, track.time_base?))).collect();
    let mut end = 0;
    while let Ok(Some(packet)) = reader.next_packet() {
        let base = bases.iter().find(|(id, _)| *id == packet.track_id).map(|(_, base)| base);
        let time = base.and_then(|base| base.calc_time(packet.pts)).and_then(|time| u64::try_from(time.as_millis()).ok());
        let length = base.and_then(|base| base.calc_duration(packet.dur)).and_then(|time| u64::try_from(time.as_millis()).ok());
        end = end.max(time.unwrap_or(0).saturating_add(length.unwrap_or(0)));
    }
    end
}

fn of_video(codec: symphonia::core::codecs::video::VideoCodecId) -> Codec {
    match codec {
        video::CODEC_ID_H264 => Codec::H264,
        video::CODEC_ID_VP8 => Codec::Vp8,
        video::CODEC_ID_VP9 => Codec::Vp9,
        video::CODEC_ID_AV1 => Codec::Av1,
        _ => Codec::Other,
    }
}

fn of_audio(codec: symphonia::core::codecs::audio::AudioCodecId) -> Codec {
    match codec {
        audio::CODEC_ID_AAC => Codec::Aac,
        audio::CODEC_ID_MP3 => Codec::Mp3,
        audio::CODEC_ID_OPUS => Codec::Opus,
        audio::CODEC_ID_VORBIS => Codec::Vorbis,
        audio::CODEC_ID_FLAC => Codec::Flac,
        audio::CODEC_ID_PCM_U8
        | audio::CODEC_ID_PCM_S16LE
        | audio::CODEC_ID_PCM_S24LE
        | audio::CODEC_ID_PCM_S32LE
        | audio::CODEC_ID_PCM_F32LE => Codec::Pcm,
        _ => Codec::Other,
    }
}

/// Writes a whole answer.
pub(crate) fn write(out: &mut impl Write, answer: &Result<Probe, Refusal>) -> io::Result<()> {
    let number = |codec: Option<Codec>| match codec {
        None => 0,
        Some(codec) => Codec::ALL.iter().position(|one| *one == codec).and_then(|place| u8::try_from(place + 1).ok()).unwrap_or(u8::MAX),
    };
    out.write_all(MARK)?;
    match answer {
        Ok(probe) => {
            out.write_all(&[0, number(probe.video), number(probe.audio)])?;
            out.write_all(&probe.duration.to_be_bytes())?;
        }
        Err(Refusal::Unavailable) => out.write_all(&[2])?,
        Err(_) => out.write_all(&[1])?,
    }
    out.flush()
}

/// Reads a whole answer. `None` when it is cut, too long, or says what no honest child says.
pub(crate) fn read(bytes: &[u8]) -> Option<Result<Probe, Refusal>> {
    let codec = |number: u8| match number {
        0 => Some(None),
        number => Codec::ALL.get(usize::from(number) - 1).map(|codec| Some(*codec)),
    };
    match bytes.strip_prefix(MARK)? {
        [0, video, audio, duration @ ..] => {
            let duration = u64::from_be_bytes(duration.try_into().ok()?);
            let probe = Probe { duration, video: codec(*video)?, audio: codec(*audio)? };
            (duration <= LONGEST && (probe.video.is_some() || probe.audio.is_some())).then_some(Ok(probe))
        }
        [1] => Some(Err(Refusal::Damaged)),
        [2] => Some(Err(Refusal::Unavailable)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(answer: &Result<Probe, Refusal>) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&mut bytes, answer).unwrap();
        bytes
    }

    #[test]
    fn answers_come_through_whole_and_lies_do_not() {
        let film = Probe { duration: 5_000, video: Some(Codec::H264), audio: Some(Codec::Other) };
        for answer in [Ok(film), Ok(Probe { video: None, ..film }), Err(Refusal::Damaged), Err(Refusal::Unavailable)] {
            assert_eq!(read(&written(&answer)), Some(answer));
        }
        let bytes = written(&Ok(film));
        for cut in 0..bytes.len() {
            assert_eq!(read(&bytes[..cut]), None, "{cut}");
        }
        assert_eq!(read(&[&bytes[..], b"x"].concat()), None);
        for lie in [Probe { duration: LONGEST + 1, ..film }, Probe { video: None, audio: None, ..film }] {
            assert_eq!(read(&written(&Ok(lie))), None);
        }
        let mut odd = bytes;
        odd[9] = 12;
        assert_eq!(read(&odd), None);
    }

    #[test]
    fn browsers_play_some_of_them() {
        use Codec::{Aac, Flac, H264, Opus, Other, Pcm, Vp9};
        for (kind, video, audio, plays) in [
            (Kind::Mp4, Some(H264), Some(Aac), true),
            (Kind::Mov, Some(H264), None, true),
            (Kind::Mov, Some(H264), Some(Pcm), false),
            (Kind::Mp4, Some(Other), Some(Aac), false),
            (Kind::Mp4, None, Some(Aac), true),
            (Kind::ThreeGp, Some(H264), Some(Aac), false),
            (Kind::Webm, Some(Vp9), Some(Opus), true),
            (Kind::Webm, Some(H264), Some(Opus), false),
            (Kind::M4a, None, Some(Aac), true),
            (Kind::M4a, None, Some(Other), false),
            (Kind::Wav, None, Some(Pcm), true),
            (Kind::Ogg, None, Some(Flac), true),
            (Kind::Pdf, None, Some(Aac), false),
            (Kind::Mp4, None, None, false),
        ] {
            assert_eq!(Probe { duration: 0, video, audio }.plays(kind), plays, "{kind:?} {video:?} {audio:?}");
        }
    }
}
