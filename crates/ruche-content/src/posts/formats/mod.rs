//! Formats: what a post is for, beyond its text. One file each: what it knows, which fields it has in the composer, what it accepts,
//! how it is shown.
//!
//! Rules: every format is a post, so that places, rights, comments, reactions, mentions, notifications and the bin are the same for
//! all; the format is chosen once; people respond by choosing among numbered choices, which are the same two tables for all.

mod announcement;
mod event;
mod idea;
mod kudos;
pub mod poll;
mod question;
pub mod store;

pub use announcement::{Announcement, bar};
pub use event::{Answer, CalendarEvent, Event, calendar};
pub use idea::{Idea, Stage};
pub use kudos::{Kudos, Value};
pub use poll::Poll;
pub use question::Question;

use super::model::Post;
use jiff::civil;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use ruche_kernel::{Refusal, Result, names};
use ruche_web::parts::{Field, Refused, icon};
use ruche_web::{Fields, Member};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The most characters of a title.
pub const MAX_HEADING: usize = 150;
/// The number under which the people who responded are counted, whatever they chose.
pub const PEOPLE: i64 = -1;

/// What a post is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Something said or shown.
    #[default]
    Message,
    /// Something asked, of which one answer may be accepted.
    Question,
    /// A choice between options.
    Poll,
    /// A meeting, at a time.
    Event,
    /// Thanks said aloud.
    Kudos,
    /// A proposal that people vote for.
    Idea,
    /// Something that must be read.
    Announcement,
}

impl Format {
    /// Every format, in the order they are offered.
    pub const ALL: [Self; 7] = [Self::Message, Self::Question, Self::Poll, Self::Event, Self::Kudos, Self::Idea, Self::Announcement];

    /// The word under which it is stored and sent in forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        ["message", "question", "poll", "event", "kudos", "idea", "announcement"][self as usize]
    }

    /// From its word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.word() == word)
    }

    /// Its icon.
    #[must_use]
    pub fn icon(self) -> &'static str {
        ["message-circle", "circle-help", "vote", "calendar", "award", "lightbulb", "megaphone"][self as usize]
    }

    /// The tone of its badge.
    #[must_use]
    pub fn tone(self) -> &'static str {
        ["neutral", "info", "violet", "danger", "honey", "success", "honey"][self as usize]
    }

    /// Its name.
    #[must_use]
    pub fn label(self, member: &Member) -> &'static str {
        let t = member.t;
        match self {
            Self::Message => t.formats_message(),
            Self::Question => t.formats_question(),
            Self::Poll => t.formats_poll(),
            Self::Event => t.formats_event(),
            Self::Kudos => t.formats_kudos(),
            Self::Idea => t.formats_idea(),
            Self::Announcement => t.formats_announcement(),
        }
    }

    /// Whether it has a title of its own: in a list one reads what is asked, proposed or planned.
    #[must_use]
    pub fn has_heading(self) -> bool {
        !matches!(self, Self::Message | Self::Kudos)
    }
}

/// What the format of a post knows beyond its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Details {
    /// Nothing.
    #[default]
    Message,
    /// To whom it is put.
    Question(Question),
    /// The options.
    Poll(Poll),
    /// When and where.
    Event(Event),
    /// What for.
    Kudos(Kudos),
    /// How far it is.
    Idea(Idea),
    /// Until when.
    Announcement(Announcement),
}

impl Details {
    /// Whether answers stand below it.
    #[must_use]
    pub fn is_question(&self) -> bool {
        matches!(self, Self::Question(_))
    }

    /// The format.
    #[must_use]
    pub fn format(&self) -> Format {
        match self {
            Self::Message => Format::Message,
            Self::Question(_) => Format::Question,
            Self::Poll(_) => Format::Poll,
            Self::Event(_) => Format::Event,
            Self::Kudos(_) => Format::Kudos,
            Self::Idea(_) => Format::Idea,
            Self::Announcement(_) => Format::Announcement,
        }
    }

    /// As it is stored.
    #[must_use]
    pub fn stored(&self) -> String {
        fn json(details: &impl Serialize) -> String {
            serde_json::to_string(details).unwrap_or_default()
        }
        match self {
            Self::Message | Self::Question(Question { level: None, .. }) => String::new(),
            Self::Question(question) => json(question),
            Self::Poll(poll) => json(poll),
            Self::Event(event) => json(event),
            Self::Kudos(kudos) => json(kudos),
            Self::Idea(idea) => json(idea),
            Self::Announcement(announcement) => json(announcement),
        }
    }

    /// When it starts, for what has an hour, in milliseconds UTC.
    #[must_use]
    pub fn starts_at(&self) -> Option<i64> {
        if let Self::Event(event) = self { Some(event.starts_at) } else { None }
    }

    /// When the machine reminds of it, where it was published at `now` or its date was set then, in milliseconds UTC.
    #[must_use]
    pub fn remind_at(&self, now: i64) -> Option<i64> {
        if let Self::Announcement(announcement) = self { announcement.remind_at(now) } else { None }
    }

    /// From what is stored; what nobody can read is a message, whose text at least is shown.
    #[must_use]
    pub fn from_stored(word: &str, json: &str) -> Self {
        fn read<T: DeserializeOwned>(json: &str, make: impl Fn(T) -> Details) -> Details {
            serde_json::from_str(json).map_or(Details::Message, make)
        }
        match Format::from_word(word).unwrap_or_default() {
            Format::Message => Self::Message,
            Format::Question if json.is_empty() => Self::Question(Question::default()),
            Format::Question => read(json, Self::Question),
            Format::Poll => read(json, Self::Poll),
            Format::Event => read(json, Self::Event),
            Format::Kudos => read(json, Self::Kudos),
            Format::Idea => read(json, Self::Idea),
            Format::Announcement => read(json, Self::Announcement),
        }
    }

    /// The same after an edit of the text, with what moves beside it as it stands now: how far an idea is, who was reminded when.
    #[must_use]
    pub fn edited_from(self, now: &Self) -> Self {
        match (self, now) {
            (Self::Question(_), Self::Question(question)) => Self::Question(question.clone()),
            (Self::Idea(_), Self::Idea(idea)) => Self::Idea(idea.clone()),
            (Self::Announcement(edited), Self::Announcement(announcement)) => {
                Self::Announcement(Announcement { confirm_by: edited.confirm_by, ..announcement.clone() })
            }
            (edited, _) => edited,
        }
    }

    /// Whether a person may respond by these choices, in order and without repeats. `now` is in milliseconds UTC.
    ///
    /// # Errors
    /// The refusal of what is closed or not offered.
    pub fn accept_response(&self, choices: &[i64], now: i64) -> std::result::Result<(), Refusal> {
        let offered = |count: usize, most: usize| {
            let known = choices.iter().all(|choice| usize::try_from(*choice).is_ok_and(|choice| choice < count));
            if known && choices.len() <= most { Ok(()) } else { Err(Refusal::new("posts.choice_unknown").status(400)) }
        };
        match self {
            Self::Message | Self::Question(Question { level: None, .. }) | Self::Kudos(_) => offered(0, 0),
            Self::Poll(poll) if poll.is_closed(now) => Err(Refusal::new("posts.poll_closed").status(409)),
            Self::Poll(poll) => offered(poll.options.len(), if poll.several { poll.options.len() } else { 1 }),
            Self::Event(event) if event.is_over(now) => Err(Refusal::new("posts.event_over").status(409)),
            Self::Event(_) => offered(Answer::ALL.len(), 1),
            Self::Question(_) | Self::Idea(_) => offered(1, 1),
            // What was read was read.
            Self::Announcement(_) if choices.is_empty() => Err(Refusal::new("posts.choice_unknown").status(400)),
            Self::Announcement(_) => offered(1, 1),
        }
    }
}

/// How people responded to a post, as a viewer sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Responses {
    /// How often each choice was made; [`PEOPLE`] counts people.
    pub counts: Vec<(i64, i64)>,
    /// The viewer's own choices.
    pub own: Vec<i64>,
}

impl Responses {
    /// How often a choice was made.
    #[must_use]
    pub fn count(&self, choice: i64) -> i64 {
        self.counts.iter().find(|(known, _)| *known == choice).map_or(0, |(_, count)| *count)
    }

    /// Whether the viewer made a choice.
    #[must_use]
    pub fn chose(&self, choice: i64) -> bool {
        self.own.contains(&choice)
    }
}

/// The fields of every format as they were typed: one form holds them all, and those of the chosen format count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// The format.
    pub format: Format,
    /// The title.
    pub heading: String,
    /// The options of a poll.
    pub options: Vec<String>,
    /// Whether several may be chosen.
    pub several: bool,
    /// Whether nobody sees who chose what.
    pub anonymous: bool,
    /// When a poll closes, in the form of a field: `2026-03-12T18:00`.
    pub closes: String,
    /// When an event starts and ends, in the same form.
    pub starts: String,
    /// When it ends.
    pub ends: String,
    /// Where.
    pub venue: String,
    /// What thanks are for.
    pub value: String,
    /// Until when an announcement is to be confirmed.
    pub confirm: String,
    /// The level of the org chart that a question is put to; empty for everyone.
    pub level: String,
}

impl Typed {
    /// Takes the fields.
    ///
    /// # Errors
    /// Refused when one that is single was sent twice, or for a format that does not exist.
    pub fn read(form: &mut Fields) -> Result<Self> {
        let format = form.text("format")?;
        let format = match format.as_str() {
            "" => Format::Message,
            word => Format::from_word(word).ok_or(Refusal::new("web.unreadable").status(400))?,
        };
        let mut options: Vec<(u8, String)> =
            form.prefixed("option-").into_iter().filter_map(|(place, text)| Some((place.parse().ok()?, text))).collect();
        options.sort_by_key(|(place, _)| *place);
        Ok(Self {
            format,
            heading: form.text("heading")?,
            options: options.into_iter().map(|(_, text)| text).collect(),
            several: form.ticked("several")?,
            anonymous: form.ticked("anonymous")?,
            closes: form.text("closes")?,
            starts: form.text("starts")?,
            ends: form.text("ends")?,
            venue: form.text("venue")?,
            value: form.text("value")?,
            confirm: form.text("confirm")?,
            level: form.text("level")?,
        })
    }

    /// As they would have been typed for what is stored, in the zone of whoever edits.
    #[must_use]
    pub fn of(details: &Details, heading: &str, zone: &TimeZone) -> Self {
        let typed = Self { format: details.format(), heading: heading.to_owned(), ..Self::default() };
        match details {
            Details::Message | Details::Idea(_) => typed,
            Details::Question(question) => question.typed(typed),
            Details::Poll(poll) => poll.typed(typed, zone),
            Details::Event(event) => event.typed(typed, zone),
            Details::Kudos(kudos) => Self { value: kudos.value.word().to_owned(), ..typed },
            Details::Announcement(announcement) => {
                Self { confirm: announcement.confirm_by.map(|at| field_of(at, zone)).unwrap_or_default(), ..typed }
            }
        }
    }

    /// What they say. `zone` is that of whoever typed them; `before` what the post was, where it is edited.
    ///
    /// # Errors
    /// The refusals, each at its field.
    pub fn details(&self, zone: &TimeZone, now: i64, before: Option<&Details>) -> std::result::Result<(String, Details), Vec<Refusal>> {
        let mut refusals = Vec::new();
        let heading = if self.format.has_heading() { names::clean_line(&self.heading) } else { String::new() };
        if self.format.has_heading() && heading.is_empty() {
            refusals.push(Refusal::new("posts.heading_missing").at("heading"));
        } else if heading.chars().count() > MAX_HEADING {
            refusals.push(Refusal::new("posts.heading_too_long").at("heading").with("max", 150));
        }
        let details = match self.format {
            Format::Message => Ok(Details::Message),
            Format::Question => Question::read(self, before).map(Details::Question),
            Format::Poll => Poll::read(self, zone, now, before).map(Details::Poll),
            Format::Event => Event::read(self, zone).map(Details::Event),
            Format::Kudos => Kudos::read(self).map(Details::Kudos),
            Format::Idea => Ok(Details::Idea(Idea::default())),
            Format::Announcement => Announcement::read(self, zone, now, before).map(Details::Announcement),
        };
        match details {
            Ok(details) if refusals.is_empty() => Ok((heading, details)),
            Ok(_) => Err(refusals),
            Err(more) => {
                refusals.extend(more);
                Err(refusals)
            }
        }
    }
}

/// A moment as a field of a form has it, in a zone: `2026-03-12T18:00`.
#[must_use]
pub fn field_of(at: i64, zone: &TimeZone) -> String {
    jiff::Timestamp::from_millisecond(at).map(|at| zone.to_datetime(at).strftime("%Y-%m-%dT%H:%M").to_string()).unwrap_or_default()
}

/// The moment that a field says, in milliseconds UTC; nothing for an empty one. A time that daylight saving skips or repeats is taken
/// as calendars do: later, or the first of the two.
pub(super) fn moment(text: &str, zone: &TimeZone, field: &'static str) -> std::result::Result<Option<i64>, Refusal> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let unreadable = || Refusal::new("posts.time_unreadable").at(field);
    let local: civil::DateTime = text.trim().parse().map_err(|_| unreadable())?;
    let at = zone.to_zoned(local).map_err(|_| unreadable())?.timestamp().as_millisecond();
    // Beyond, a calendar cannot show it.
    if !(1900..=2200).contains(&local.year()) { Err(unreadable()) } else { Ok(Some(at)) }
}

/// The formats to choose among and the fields of each, of which the style shows those of the chosen one. `fixed` where the post is
/// published: what it is for does not change any more.
#[must_use]
pub fn fields(member: &Member, typed: &Typed, fixed: bool, refused: &Refused) -> Markup {
    let t = member.t;
    // Chosen by the link that opened the form: a draft of another format that waits on the device does not change it.
    let asked = typed.format != Format::Message && *typed == Typed { format: typed.format, ..Typed::default() };
    html! {
        @if fixed { input type="hidden" name="format" value=(typed.format.word()); }
        @else {
            div class="chips formats" role="radiogroup" aria-label=(t.formats_title()) {
                @for format in Format::ALL {
                    label class="chip" { input class="sr" type="radio" name="format" value=(format.word()) checked[format == typed.format] data-asked=[asked.then_some("true")]; @if format != Format::Message { (icon(member, format.icon())) } span { (format.label(member)) } }
                }
            }
        }
        @if !fixed || typed.format.has_heading() {
            div class="format-heading" {
                (Field { name: "heading", label: t.formats_heading(), value: &typed.heading, autocomplete: "off", expected: true, max: Some(150), draft: true, ..Field::default() }.show(member, refused))
            }
        }
        @for format in Format::ALL.into_iter().filter(|format| !fixed || *format == typed.format) {
            @let own = match format {
                Format::Message => None,
                Format::Question => Some(question::fields(member, typed, fixed, refused)),
                Format::Poll => Some(poll::fields(member, typed, fixed, refused)),
                Format::Event => Some(event::fields(member, typed, refused)),
                Format::Kudos => Some(kudos::fields(member, typed, refused)),
                Format::Idea => Some(idea::fields(member)),
                Format::Announcement => Some(announcement::fields(member, typed, refused)),
            };
            @if let Some(own) = own { fieldset class="format-fields" data-format=(format.word()) { legend class="sr" { (format.label(member)) } (own) } }
        }
    }
}

/// What the fields of a format say of a text that is not published, to be read only.
#[must_use]
pub fn preview(member: &Member, typed: &Typed) -> Markup {
    let t = member.t;
    let at = |text: &str, field| moment(text, &member.zone, field).ok().flatten().map(|at| t.date_time_long(at, &member.zone));
    let line = |label: &str, text: Option<String>| html! { @if let Some(text) = text.filter(|text| !text.is_empty()) { dt { (label) } dd { (text) } } };
    html! {
        dl class="dl" {
            @match typed.format {
                Format::Message | Format::Question | Format::Idea => {}
                Format::Poll => { dt { (t.formats_options()) } dd { ul { @for option in typed.options.iter().filter(|option| !option.trim().is_empty()) { li { (option) } } } } (line(t.formats_closes(), at(&typed.closes, "closes"))) }
                Format::Event => { (line(t.formats_starts(), at(&typed.starts, "starts"))) (line(t.formats_ends(), at(&typed.ends, "ends"))) (line(t.formats_venue(), Some(typed.venue.clone()))) }
                Format::Kudos => (line(t.formats_value(), Value::from_word(&typed.value).map(|value| value.label(member).to_owned()))),
                Format::Announcement => (line(t.formats_confirm_by(), at(&typed.confirm, "confirm"))),
            }
        }
    }
}

/// What must be said of a format where a post stands inside another one: of an event, when and where.
#[must_use]
pub fn facts(member: &Member, details: &Details) -> Markup {
    html! { @if let Details::Event(event) = details { ul class="event-facts" { (event::facts(member, event)) } } }
}

/// What the format shows below the text: live changes and the answer to a response fetch it again.
#[must_use]
pub fn block(member: &Member, post: &Post) -> Markup {
    let own = match &post.details {
        Details::Message => return html! {},
        Details::Question(question) => match question.level {
            None => return question::block(member, post, question),
            Some(level) => html! { (question::seconds(member, post, level)) (question::block(member, post, question)) },
        },
        Details::Poll(poll) => poll::block(member, post, poll),
        Details::Event(event) => event::block(member, post, event),
        Details::Kudos(kudos) => return kudos::block(member, kudos),
        Details::Idea(idea) => idea::block(member, post, idea),
        Details::Announcement(announcement) => announcement::block(member, post, announcement),
    };
    let id = post.id;
    html! {
        div id={ "response-" (id) } data-controller="fragment" data-fragment-url-value={ "/posts/" (id) "/response" } data-fragment-subject-value={ "post:" (id) }
            data-fragment-kinds-value="response.changed post.edited question.answered" { (own) }
    }
}
