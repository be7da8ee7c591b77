//! Formats of posts as the folder writes them, and what the rooms read in them: the same fields as those of the composer, under the
//! same rules.

use super::data::wrong;
use super::dates::{Calendar, Moment};
use jiff::tz::TimeZone;
use ruche_content::posts::formats::{Answer, Details, Format as Kind, Idea, Stage, Typed, field_of};
use ruche_kernel::{Error, Result};
use serde::Deserialize;

/// What a post is for: `format.poll = { title = "…", … }`. A post without one is a message.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Format {
    Question(Question),
    Poll(Poll),
    Event(Event),
    Kudos(Kudos),
    Idea(Proposal),
    Announcement(Announcement),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    title: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Poll {
    title: String,
    options: Vec<Choice>,
    #[serde(default)]
    several: bool,
    #[serde(default)]
    anonymous: bool,
    closes: Option<Moment>,
}

/// An option of a poll, and who chose it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    text: String,
    #[serde(default)]
    by: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Event {
    title: String,
    starts: Moment,
    ends: Option<Moment>,
    #[serde(default)]
    venue: String,
    #[serde(default)]
    yes: Vec<String>,
    #[serde(default)]
    maybe: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kudos {
    value: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Proposal {
    title: String,
    stage: String,
    #[serde(default)]
    votes: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Announcement {
    title: String,
    confirm_by: Option<Moment>,
    #[serde(default)]
    confirmed: Vec<String>,
}

impl Format {
    /// The fields of the composer, as someone in that zone would type them.
    pub fn typed(&self, calendar: &Calendar, zone: &TimeZone) -> Typed {
        let at = |moment: Moment| field_of(calendar.plain(moment), zone);
        let when = |moment: Option<Moment>| moment.map(at).unwrap_or_default();
        let titled = |format, title: &str| Typed { format, heading: title.to_owned(), ..Typed::default() };
        match self {
            Self::Question(q) => titled(Kind::Question, &q.title),
            Self::Poll(p) => Typed {
                options: p.options.iter().map(|option| option.text.clone()).collect(),
                several: p.several,
                anonymous: p.anonymous,
                closes: when(p.closes),
                ..titled(Kind::Poll, &p.title)
            },
            Self::Event(e) => Typed { starts: at(e.starts), ends: when(e.ends), venue: e.venue.clone(), ..titled(Kind::Event, &e.title) },
            Self::Kudos(k) => Typed { value: k.value.clone(), ..titled(Kind::Kudos, "") },
            Self::Idea(i) => titled(Kind::Idea, &i.title),
            Self::Announcement(a) => Typed { confirm: when(a.confirm_by), ..titled(Kind::Announcement, &a.title) },
        }
    }

    /// The title, and what the format knew when it was published at `at`, but for what has moved since: how far an idea is.
    ///
    /// # Errors
    /// `Bug` with the rule that the folder breaks.
    pub fn said(&self, calendar: &Calendar, zone: &TimeZone, at: i64) -> Result<(String, Details)> {
        let (heading, details) = self.typed(calendar, zone).details(zone, at, None).map_err(|refusals| wrong(Error::Refused(refusals)))?;
        match self {
            Self::Idea(i) => {
                let stage = Stage::from_word(&i.stage).ok_or_else(|| wrong(format_args!("no stage is {:?}", i.stage)))?;
                Ok((heading, Details::Idea(Idea { stage })))
            }
            _ => Ok((heading, details)),
        }
    }

    /// Who responded, each once, with what they chose.
    pub fn responses(&self) -> Vec<(&str, Vec<i64>)> {
        let mut all: Vec<(&str, Vec<i64>)> = Vec::new();
        for (people, choice) in self.choices() {
            for person in people {
                match all.iter_mut().find(|(known, _)| known == person) {
                    Some((_, choices)) => choices.push(choice),
                    None => all.push((person, vec![choice])),
                }
            }
        }
        all
    }

    /// Those who made each choice.
    fn choices(&self) -> Vec<(&[String], i64)> {
        match self {
            Self::Question(_) | Self::Kudos(_) => Vec::new(),
            Self::Poll(p) => p.options.iter().map(|option| option.by.as_slice()).zip(0..).collect(),
            Self::Event(e) => vec![(&e.yes, Answer::Yes as i64), (&e.maybe, Answer::Maybe as i64), (&e.no, Answer::No as i64)],
            Self::Idea(i) => vec![(&i.votes, 0)],
            Self::Announcement(a) => vec![(&a.confirmed, 0)],
        }
    }
}
