//! A text that is not published, and how far it is.

use crate::posts::formats::{Format, Typed, moment};
use crate::posts::model::{PlaceMark, PostId};
use crate::posts::publishing::NewPost;
use jiff::tz::TimeZone;
use ruche_kernel::{MemberId, PlaceId, Refusal, SubjectRef, languages};
use ruche_people::access::Standing;
use ruche_web::parts::Person;
use serde::{Deserialize, Serialize};

/// How far ahead a post may be planned or expire, in milliseconds: two years.
const FARTHEST_MS: i64 = 2 * 366 * 86_400_000;

/// How far a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Being written.
    Draft,
    /// Sent back by a moderator, or could not appear: being written again.
    Returned,
    /// Waiting for a moderator.
    Waiting,
    /// Waiting for its hour.
    Scheduled,
    /// Thrown away, for a day.
    Thrown,
}

impl Stage {
    /// The word under which it is stored.
    #[must_use]
    pub fn word(self) -> &'static str {
        ["draft", "returned", "waiting", "scheduled", "thrown"][self as usize]
    }

    /// From its word; what nobody knows is being written.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        [Self::Draft, Self::Returned, Self::Waiting, Self::Scheduled, Self::Thrown]
            .into_iter()
            .find(|stage| stage.word() == word)
            .unwrap_or(Self::Draft)
    }

    /// Whether it is its author's to write on.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Returned | Self::Thrown)
    }

    /// Its icon.
    #[must_use]
    pub fn icon(self) -> &'static str {
        ["edit", "undo", "eye", "clock", "trash"][self as usize]
    }

    /// The tone of its badge.
    #[must_use]
    pub fn tone(self) -> &'static str {
        ["neutral", "warning", "violet", "info", "neutral"][self as usize]
    }
}

/// What was written, as the composer's form holds it: a draft may be anything that someone can type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The format and its fields.
    pub typed: Typed,
    /// The text, in Markdown.
    pub body: String,
    /// Files with their descriptions, in order.
    pub files: Vec<(i64, String)>,
    /// When it appears, as typed; empty for at once.
    pub planned: String,
    /// When it leaves the feeds, as typed; empty for never.
    pub expires: String,
    /// The post that it shares.
    #[serde(default)]
    pub shared: Option<i64>,
    /// In whose name it is to appear, when that is not whoever writes it.
    #[serde(default)]
    pub behalf: Option<i64>,
    /// The tag of the language that its author chose; empty for the one that its words tell.
    #[serde(default)]
    pub language: String,
}

impl Written {
    /// The language that its author chose, if one was chosen.
    ///
    /// # Errors
    /// Refused at `language` for one that is not offered.
    pub fn chosen_language(&self) -> Result<Option<&'static str>, Refusal> {
        match self.language.as_str() {
            "" => Ok(None),
            tag => languages::known(tag).map(Some).ok_or_else(|| Refusal::new("posts.language_unknown").at("language")),
        }
    }

    /// The same with these files.
    #[must_use]
    pub fn with(self, files: Vec<(i64, String)>) -> Self {
        Self { files, ..self }
    }

    /// Whether there is nothing to keep.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Typed { heading, options, venue, .. } = &self.typed;
        [&self.body, heading, venue].into_iter().chain(options).all(|text| text.trim().is_empty()) && self.files.is_empty()
    }

    /// The first words, by which its author knows it again.
    #[must_use]
    pub fn title(&self) -> String {
        let text = [&self.typed.heading, &self.body].into_iter().find(|text| !text.trim().is_empty());
        text.and_then(|text| text.trim().lines().next()).unwrap_or("").trim_start_matches(['#', '>', '-', ' ']).chars().take(120).collect()
    }

    /// When it is to appear, in milliseconds UTC; nothing for at once. The zone is that of whoever writes: the hour is the one on the
    /// clock there, whatever daylight saving does until then.
    ///
    /// # Errors
    /// Refused at `planned` when it cannot be read, is past or too far.
    pub fn publish_at(&self, zone: &TimeZone, now: i64) -> Result<Option<i64>, Refusal> {
        to_come(&self.planned, zone, now, "planned")
    }

    /// The post that it is, to be published in a place.
    ///
    /// # Errors
    /// The refusals, each at its field.
    pub fn post(&self, author: &Writer<'_>, place: PlaceId, key: &str, now: i64) -> Result<NewPost, Vec<Refusal>> {
        let expires_at = to_come(&self.expires, author.zone, now, "expires");
        let said = self.typed.details(author.zone, now, None);
        let (expires_at, chosen_language, (heading, details)) = match (expires_at, self.chosen_language(), said) {
            (Ok(expires_at), Ok(language), Ok(said)) => (expires_at, language, said),
            (expires_at, language, said) => {
                return Err(said.err().into_iter().flatten().chain(expires_at.err()).chain(language.err()).collect());
            }
        };
        Ok(NewPost {
            place,
            details,
            heading,
            body: self.body.clone(),
            chosen_language,
            language: author.language.to_owned(),
            files: self.files.clone(),
            expires_at,
            shared: self.shared.map(PostId),
            behalf: self.behalf.map(MemberId),
            approver: None,
            key: key.to_owned(),
        })
    }
}

/// What publishing needs to know of whoever writes.
#[derive(Clone, Copy, Debug)]
pub struct Writer<'a> {
    /// Their time zone.
    pub zone: &'a TimeZone,
    /// Their language, for a text whose words do not tell.
    pub language: &'a str,
}

/// A moment to come that a field says.
///
/// # Errors
/// Refused at the field when it cannot be read, is past or too far.
pub fn to_come(text: &str, zone: &TimeZone, now: i64, field: &'static str) -> Result<Option<i64>, Refusal> {
    match moment(text, zone, field)? {
        Some(at) if at <= now => Err(Refusal::new("posts.time_past").at(field)),
        Some(at) if at > now + FARTHEST_MS => Err(Refusal::new("posts.time_far").at(field)),
        at => Ok(at),
    }
}

/// A text that is not published, as a viewer sees it.
#[derive(Clone, Debug)]
pub struct Unpublished {
    /// Which one.
    pub id: i64,
    /// Who writes it.
    pub author: Person,
    /// Where it is to appear.
    pub place_id: PlaceId,
    /// The same as named; nothing where its viewer does not read the place any more.
    pub place: Option<PlaceMark>,
    /// The key of its sending.
    pub key: String,
    /// How far it is.
    pub stage: Stage,
    /// Its format.
    pub format: Format,
    /// Its first words.
    pub title: String,
    /// What was written.
    pub written: Written,
    /// When it appears.
    pub publish_at: Option<i64>,
    /// The moderator who read it.
    pub approver: Option<MemberId>,
    /// Why it came back: a moderator's words, or the code of a refusal after a sign that no one types.
    pub note: String,
    /// Changes at each writing.
    pub version: i64,
    /// When it was written last.
    pub updated_at: i64,
    /// What the viewer is to the place.
    pub standing: Option<Standing>,
}

impl Unpublished {
    /// The Subject it is.
    #[must_use]
    pub fn subject(&self) -> SubjectRef {
        SubjectRef::new("draft", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPRING: i64 = 1_774_000_000_000; // 2026-03-20, nine days before the clocks of Paris go forward

    fn at(text: &str) -> i64 {
        text.parse::<jiff::Timestamp>().unwrap().as_millisecond()
    }

    #[test]
    fn the_hour_is_the_one_on_the_authors_clock() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        for (typed, expected) in [
            ("2026-03-28T09:00", "2026-03-28T08:00:00Z"),
            ("2026-03-30T09:00", "2026-03-30T07:00:00Z"),
            // Skipped by the clocks: as calendars do, later.
            ("2026-03-29T02:30", "2026-03-29T01:30:00Z"),
            // Said twice: the first.
            ("2026-10-25T02:30", "2026-10-25T00:30:00Z"),
        ] {
            assert_eq!(to_come(typed, &paris, SPRING, "planned"), Ok(Some(at(expected))), "{typed}");
        }
        assert_eq!(to_come(" ", &paris, SPRING, "planned"), Ok(None));
        for (typed, code) in
            [("2026-03-01T09:00", "posts.time_past"), ("2029-01-01T09:00", "posts.time_far"), ("demain", "posts.time_unreadable")]
        {
            assert_eq!(to_come(typed, &paris, SPRING, "planned").map_err(|refusal| refusal.code), Err(code), "{typed}");
        }
    }

    #[test]
    fn a_draft_is_known_by_its_first_words() {
        let written = |heading: &str, body: &str| Written {
            typed: Typed { heading: heading.into(), ..Typed::default() },
            body: body.into(),
            ..Written::default()
        };
        for (heading, body, title, empty) in [
            ("", "", "", true),
            (" ", "\n", "", true),
            ("", "\n## Point du lundi\nsuite", "Point du lundi", false),
            ("Qui vient ?", "texte", "Qui vient ?", false),
        ] {
            let written = written(heading, body);
            assert_eq!((written.title().as_str(), written.is_empty()), (title, empty), "{heading:?} {body:?}");
        }
        assert_eq!(written("", &"é".repeat(500)).title().chars().count(), 120);
    }

    #[test]
    fn stages_keep_their_words() {
        for stage in [Stage::Draft, Stage::Returned, Stage::Waiting, Stage::Scheduled, Stage::Thrown] {
            assert_eq!(Stage::from_word(stage.word()), stage);
        }
        assert_eq!(Stage::from_word("?"), Stage::Draft);
    }
}
