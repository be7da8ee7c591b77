//! What somebody asks of search, as an address says it.

use super::groups::Group;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use ruche_kernel::{MemberId, PlaceId, languages, names};
use ruche_platform::search::{Order, Query};
use serde::Deserialize;
use std::fmt::Write as _;

/// The most characters of what is searched: beyond, the rest is left out.
const MOST_CHARS: usize = 200;
/// How many results a page shows.
pub(super) const PAGE: usize = 20;
/// The formats that can be asked for.
pub(super) const FORMATS: [&str; 6] = ["question", "poll", "event", "kudos", "idea", "announcement"];

/// The fields of the form, as they come.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    pub q: String,
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub place: String,
    #[serde(default)]
    pub by: String,
    #[serde(default)]
    pub from: String,
    #[serde(default)]
    pub until: String,
    #[serde(default)]
    pub language: String,
    #[serde(default)]
    pub format: String,
    #[serde(default)]
    pub order: String,
    #[serde(default)]
    pub page: String,
}

/// The same, understood: what cannot be is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// The words.
    pub words: String,
    /// One group of kinds; all of them without.
    pub group: Option<Group>,
    /// One place.
    pub place: Option<PlaceId>,
    /// The name of an author, as typed.
    pub by: String,
    /// From this day on.
    pub from: Option<Date>,
    /// Until this day, included.
    pub until: Option<Date>,
    /// A language.
    pub language: &'static str,
    /// A format.
    pub format: &'static str,
    /// Whether the newest come first.
    pub newest: bool,
    /// The page, from 1.
    pub page: usize,
}

impl Asked {
    /// From the fields.
    pub fn of(typed: &Typed) -> Self {
        let line = |text: &str| names::clean_line(&text.chars().take(MOST_CHARS).collect::<String>());
        Self {
            words: line(&typed.q),
            group: Group::from_word(&typed.kind),
            place: typed.place.parse().ok().map(PlaceId),
            by: line(&typed.by),
            from: typed.from.parse().ok(),
            until: typed.until.parse().ok(),
            language: languages::known(&typed.language).unwrap_or_default(),
            format: FORMATS.into_iter().find(|format| *format == typed.format).unwrap_or_default(),
            newest: typed.order == "newest",
            page: typed.page.parse().unwrap_or(1).max(1),
        }
    }

    /// Whether anything is asked at all.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && !self.filtered()
    }

    /// Whether it leaves out what has no author, place, date, language or format: people, communities and topics.
    pub fn filtered(&self) -> bool {
        self.place.is_some()
            || !self.by.is_empty()
            || self.from.is_some()
            || self.until.is_some()
            || !self.language.is_empty()
            || !self.format.is_empty()
    }

    /// The address that asks the same, without its path and its page.
    pub fn query(&self) -> String {
        let mut query = String::new();
        let mut add = |name: &str, value: &str| {
            if !value.is_empty() {
                let value: String = url::form_urlencoded::byte_serialize(value.as_bytes()).collect();
                let _ = write!(query, "{}{name}={value}", if query.is_empty() { "" } else { "&" });
            }
        };
        let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        add("q", &self.words);
        add("kind", self.group.map_or("", Group::word));
        add("place", &self.place.map(|place| place.to_string()).unwrap_or_default());
        add("by", &self.by);
        add("from", &date(self.from));
        add("until", &date(self.until));
        add("language", self.language);
        add("format", self.format);
        add("order", if self.newest { "newest" } else { "" });
        query
    }

    /// The same, without something that is not there.
    pub fn url(&self) -> String {
        format!("/search?{}", self.query())
    }

    /// What the index is asked, for some kinds. `author` is who `by` names; days are those of `zone`.
    pub fn ask(&self, kinds: &[&str], author: Option<MemberId>, zone: &TimeZone) -> Query {
        let start = |date: Date| date.to_zoned(zone.clone()).ok().map(|at| at.timestamp().as_millisecond());
        Query {
            any: false,
            words: self.words.clone(),
            kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
            place: self.place,
            author,
            from: self.from.and_then(start),
            until: self.until.and_then(|date| date.tomorrow().ok()).and_then(start),
            language: self.language.to_owned(),
            format: self.format.to_owned(),
            order: if self.newest || self.words.is_empty() { Order::Newest } else { Order::Relevance },
            skip: 0,
            limit: PAGE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_written_alike_and_nonsense_is_left_out() {
        let typed = Typed {
            q: "  pompe à\u{200b} chaleur ".into(),
            kind: "posts".into(),
            place: "7".into(),
            by: "Élodie".into(),
            from: "2026-03-01".into(),
            until: "2026-02-31".into(),
            language: "fr".into(),
            format: "novel".into(),
            order: "newest".into(),
            page: "0".into(),
        };
        let asked = Asked::of(&typed);
        assert_eq!(asked.words, "pompe à chaleur");
        assert_eq!((asked.until, asked.format, asked.page), (None, "", 1));
        assert_eq!(asked.query(), "q=pompe+%C3%A0+chaleur&kind=posts&place=7&by=%C3%89lodie&from=2026-03-01&language=fr&order=newest");
        assert!(asked.filtered() && !asked.is_empty() && Asked::of(&Typed::default()).is_empty());
        let long = Asked::of(&Typed { q: "a".repeat(10_000), ..Typed::default() });
        assert_eq!(long.words.len(), MOST_CHARS);
    }

    #[test]
    fn days_are_those_of_the_reader() {
        let asked = Asked { from: "2026-03-01".parse().ok(), until: "2026-03-29".parse().ok(), ..Asked::default() };
        let query = asked.ask(&["post"], None, &TimeZone::get("Europe/Paris").unwrap());
        let ms = |text: &str| text.parse::<jiff::Timestamp>().unwrap().as_millisecond();
        // Summer time begins on the 29th, which ends an hour sooner.
        assert_eq!((query.from, query.until), (Some(ms("2026-02-28T23:00:00Z")), Some(ms("2026-03-29T22:00:00Z"))));
    }
}
