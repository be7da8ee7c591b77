//! What may be said on a profile, who is told of it, and what follows from it. No input or output.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use ruche_kernel::{Actor, MemberId, Refusal, names};
use serde::{Deserialize, Serialize};

/// The most characters of a line, and of the few lines on what one can be asked about or did.
const MAX_LINE: usize = 80;
const MAX_TEXT: usize = 400;
/// The most ways to reach somebody, besides address and phone.
pub const MAX_WAYS: usize = 8;
/// The most jobs, missions and trainings of one person.
pub const MAX_EXPERIENCES: i64 = 50;
/// How long after the last request a person who shows it counts as here, in milliseconds. Sessions note their use every five minutes.
pub const PRESENT_MS: i64 = 10 * 60_000;

/// Who is told something of a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seen {
    /// Whoever sees the person: employees, and the partners of shared communities.
    #[default]
    Everyone,
    /// Employees.
    Employees,
    /// The person alone.
    Oneself,
}

impl Seen {
    /// All of them, the widest first.
    pub const ALL: [Self; 3] = [Self::Everyone, Self::Employees, Self::Oneself];

    /// From its stored number.
    #[must_use]
    pub fn from_number(number: i64) -> Self {
        match number {
            0 => Self::Everyone,
            1 => Self::Employees,
            _ => Self::Oneself,
        }
    }

    /// The stored number.
    #[must_use]
    pub fn number(self) -> i64 {
        self as i64
    }

    /// Its word in forms and in the API.
    #[must_use]
    pub fn word(self) -> &'static str {
        ["everyone", "employees", "oneself"][self as usize]
    }

    /// From its word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|seen| seen.word() == word)
    }

    /// Whether `viewer`, who sees the person `of`, is told.
    #[must_use]
    pub fn allows(self, viewer: &Actor, of: MemberId) -> bool {
        viewer.id == of || self == Self::Everyone || (self == Self::Employees && viewer.is_employee())
    }
}

/// Text of at most `max` characters at a field, cleaned as a line.
fn line(text: &str, field: &'static str, refusals: &mut Vec<Refusal>) -> String {
    let text = names::clean_line(text);
    if text.chars().count() > MAX_LINE {
        refusals.push(Refusal::new("members.line_too_long").at(field).with("max", 80));
    }
    text
}

/// A few lines, at a field.
fn lines(text: &str, field: &'static str, refusals: &mut Vec<Refusal>) -> String {
    let text = names::clean_text(text).trim().to_owned();
    if text.chars().count() > MAX_TEXT {
        refusals.push(Refusal::new("profiles.text_too_long").at(field).with("max", 400));
    }
    text
}

/// What a person says of themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// How the name is said, written as it sounds.
    pub pronunciation: String,
    /// What one can be asked about.
    pub ask_about: String,
    /// The day of the year that those close to the person may be told, `12/03` as it is typed; empty for none.
    pub birthday: String,
    /// Whether those close to the person may be told of their arrival.
    pub shows_arrival: bool,
}

impl About {
    /// Cleaned, or every refusal at its field.
    ///
    /// # Errors
    /// What is too long.
    pub fn check(&self) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Vec::new();
        let checked = Self {
            pronunciation: line(&self.pronunciation, "pronunciation", &mut refusals),
            ask_about: lines(&self.ask_about, "ask_about", &mut refusals),
            birthday: typed_birthday(birthday(&self.birthday).unwrap_or_else(|| {
                refusals.push(Refusal::new("profiles.birthday_unreadable").at("birthday"));
                0
            })),
            shows_arrival: self.shows_arrival,
        };
        if refusals.is_empty() { Ok(checked) } else { Err(refusals) }
    }
}

/// The day of the year that was typed, day before month, as it is stored: the month times 100 and the day; 0 for nothing.
pub(super) fn birthday(typed: &str) -> Option<i64> {
    if typed.trim().is_empty() {
        return Some(0);
    }
    let mut parts = typed.trim().split(['/', '.', '-', ' ']).map(|part| part.trim().parse::<i8>().ok());
    let (day, month) = (parts.next()??, parts.next()??);
    // A leap year, so that whoever was born on such a day may say so.
    let date = Date::new(2024, month, day).ok().filter(|_| parts.next().is_none())?;
    Some(day_of_year(date))
}

/// A day of the year that is stored, as it is typed.
#[must_use]
pub fn typed_birthday(stored: i64) -> String {
    if stored == 0 { String::new() } else { format!("{:02}/{:02}", stored % 100, stored / 100) }
}

fn day_of_year(date: Date) -> i64 {
    i64::from(date.month()) * 100 + i64::from(date.day())
}

/// The days of the year that are told of at a moment: this one and the six that follow, as they are stored.
#[must_use]
pub fn days_to_come(now: i64, zone: &TimeZone) -> Vec<i64> {
    let Ok(at) = Timestamp::from_millisecond(now) else { return Vec::new() };
    let today = at.to_zoned(zone.clone()).date();
    let mut days: Vec<i64> = today.series(jiff::Span::new().days(1)).take(7).map(day_of_year).collect();
    // Who was born on 29 February is told of on the last day of the month.
    if let Some(at) = days.iter().position(|day| *day == 228).filter(|_| !today.in_leap_year()) {
        days.insert(at + 1, 229);
    }
    days
}

/// Another way to reach somebody, or a page of theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// What it is: "Mobile", "Portfolio".
    pub label: String,
    /// The address, the number, the page, or words.
    pub value: String,
    /// The stored number of [`Seen`].
    pub seen: i64,
}

/// What a way leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leads {
    /// A letter: `mailto:`.
    Mail,
    /// A call: `tel:`.
    Phone,
    /// A page of the web.
    Web,
    /// Words that lead nowhere.
    Nowhere,
}

impl Way {
    /// Who is told of it.
    #[must_use]
    pub fn seen(&self) -> Seen {
        Seen::from_number(self.seen)
    }

    /// What it leads to, and the address that does.
    #[must_use]
    pub fn leads(&self) -> (Leads, String) {
        let value = &self.value;
        let digits = value.chars().filter(char::is_ascii_digit).count();
        let phone =
            digits >= 6 && value.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '+' | '-' | '.' | '(' | ')' | '/' | '\u{a0}'));
        let web = value.starts_with("https://") || value.starts_with("http://");
        if web && url::Url::parse(value).is_ok_and(|url| url.host_str().is_some()) {
            (Leads::Web, value.clone())
        } else if crate::members::actions::plausible_email(value) {
            (Leads::Mail, format!("mailto:{value}"))
        } else if phone {
            (Leads::Phone, format!("tel:{}", value.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>()))
        } else {
            (Leads::Nowhere, String::new())
        }
    }
}

/// How and when to reach somebody, and who is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Who is told the address.
    pub email_seen: Seen,
    /// Who is told the phone.
    pub phone_seen: Seen,
    /// The other ways, in order.
    pub ways: Vec<Way>,
    /// The hours of work, where they are said.
    pub hours: Option<Hours>,
}

impl Contact {
    /// Cleaned, without the ways that say nothing; or every refusal at its field.
    ///
    /// # Errors
    /// What is too long, half a way, more than eight.
    pub fn check(&self) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Vec::new();
        let mut ways = Vec::new();
        for way in &self.ways {
            let (label, value) = (names::clean_line(&way.label), names::clean_line(&way.value));
            if label.is_empty() && value.is_empty() {
                continue;
            }
            if label.is_empty() || value.is_empty() {
                refusals.push(Refusal::new("profiles.way_half").at("ways"));
            } else if label.chars().count() > 40 || value.chars().count() > 200 {
                refusals.push(Refusal::new("profiles.way_too_long").at("ways"));
            }
            ways.push(Way { label, value, seen: way.seen });
        }
        if ways.len() > MAX_WAYS {
            refusals.push(Refusal::new("profiles.ways_many").at("ways").with("max", 8));
        }
        if self.hours.as_ref().is_some_and(|hours| hours.opens >= hours.closes) {
            refusals.push(Refusal::new("profiles.hours_backwards").at("closes"));
        }
        if refusals.is_empty() { Ok(Self { ways, ..self.clone() }) } else { Err(refusals) }
    }
}

/// When somebody works, in their own time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// Minutes from midnight.
    pub opens: i64,
    /// Minutes from midnight, later than it opens.
    pub closes: i64,
    /// 1 for Monday, 2 for Tuesday, 4 and so on, added.
    pub days: i64,
}

/// Monday to Friday.
pub const WEEK: i64 = 0b1_1111;

impl Hours {
    /// Whether these hours hold at a moment.
    #[must_use]
    pub fn hold(&self, now: i64, zone: &TimeZone) -> bool {
        let Ok(at) = Timestamp::from_millisecond(now) else { return false };
        let there = at.to_zoned(zone.clone());
        let (day, minute) = (i64::from(there.weekday().to_monday_zero_offset()), i64::from(there.hour()) * 60 + i64::from(there.minute()));
        self.days & (1 << day) != 0 && (self.opens..self.closes).contains(&minute)
    }
}

/// The minutes of a time as a form sends it, `08:30`.
#[must_use]
pub fn minutes(text: &str) -> Option<i64> {
    let time: Time = format!("{}:00", text.trim()).parse().ok()?;
    (text.trim().len() == 5).then(|| i64::from(time.hour()) * 60 + i64::from(time.minute()))
}

/// A time of the day as a form shows it.
#[must_use]
pub fn clock(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// What somebody is at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// In a few words; may be empty.
    pub text: String,
    /// Whether they are not there meanwhile.
    pub away: bool,
    /// Until which moment it holds, in milliseconds UTC; without one until it is changed.
    pub until: Option<i64>,
}

impl Status {
    /// The status itself while it holds, and none afterwards.
    #[must_use]
    pub fn at(&self, now: i64) -> Self {
        if self.until.is_some_and(|until| until <= now) { Self::default() } else { self.clone() }
    }

    /// Cleaned, or every refusal at its field.
    ///
    /// # Errors
    /// What is too long, or over already.
    pub fn check(&self, now: i64) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Vec::new();
        let text = line(&self.text, "status", &mut refusals);
        if self.until.is_some_and(|until| until <= now) {
            refusals.push(Refusal::new("profiles.until_past").at("until"));
        }
        if refusals.is_empty() { Ok(Self { text, ..self.clone() }) } else { Err(refusals) }
    }
}

/// The end of a day in a zone, in milliseconds UTC; none where it cannot be read.
#[must_use]
pub fn end_of_day(text: &str, zone: &TimeZone) -> Option<i64> {
    let next = text.trim().parse::<Date>().ok()?.tomorrow().ok()?;
    Some(next.to_zoned(zone.clone()).ok()?.timestamp().as_millisecond())
}

/// The day that ends at a moment, as a form shows it.
#[must_use]
pub fn day_before(end: i64, zone: &TimeZone) -> String {
    Timestamp::from_millisecond(end - 1).map(|at| at.to_zoned(zone.clone()).date().to_string()).unwrap_or_default()
}

/// Whether somebody can be asked now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// Not there, until a moment where that is said.
    Away(Option<i64>),
    /// Here: they show it, and asked for a page a few minutes ago.
    Here,
    /// At work, by the hours they say.
    Working,
    /// Not at work, by the hours they say.
    Off,
    /// Nothing is known.
    Unsaid,
}

impl Availability {
    /// Whether somebody can be expected to answer soon.
    #[must_use]
    pub fn is_available(self) -> bool {
        matches!(self, Self::Here | Self::Working)
    }
}

/// What follows from a status, the hours and whether somebody shows to be here. Being away comes before anything else, since it is said on
/// purpose.
#[must_use]
pub fn availability(status: &Status, hours: Option<Hours>, here: bool, zone: &TimeZone, now: i64) -> Availability {
    let status = status.at(now);
    if status.away {
        return Availability::Away(status.until);
    }
    match hours {
        _ if here => Availability::Here,
        Some(hours) if hours.hold(now, zone) => Availability::Working,
        Some(_) => Availability::Off,
        None => Availability::Unsaid,
    }
}

/// What somebody did, or does beside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Did {
    /// A job.
    #[default]
    Job,
    /// A mission, for a time.
    Mission,
    /// A training.
    Training,
}

numbered!(Did, Job "job", Mission "mission", Training "training");

/// A job, a mission or a training.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Experience {
    /// Which of them.
    pub did: Did,
    /// In which role, or what was learnt.
    pub title: String,
    /// Where; may be empty.
    pub organisation: String,
    /// The month it began, `2024-03`.
    pub begins: String,
    /// The month it ended; empty while it lasts.
    pub ends: String,
    /// What was done; may be empty.
    pub about: String,
}

/// A month as it is stored.
#[must_use]
pub fn month(text: &str) -> Option<Date> {
    let text = text.trim();
    (text.len() == 7).then(|| format!("{text}-01").parse().ok()).flatten().filter(|date: &Date| (1900..=2200).contains(&date.year()))
}

impl Experience {
    /// Cleaned, or every refusal at its field.
    ///
    /// # Errors
    /// What is missing or too long, a month that cannot be read, an end before the beginning.
    pub fn check(&self) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Vec::new();
        let checked = Self {
            did: self.did,
            title: line(&self.title, "title", &mut refusals),
            organisation: line(&self.organisation, "organisation", &mut refusals),
            begins: self.begins.trim().to_owned(),
            ends: self.ends.trim().to_owned(),
            about: lines(&self.about, "about", &mut refusals),
        };
        if checked.title.is_empty() {
            refusals.push(Refusal::new("profiles.title_missing").at("title"));
        }
        let (begins, ends) = (month(&checked.begins), month(&checked.ends));
        if begins.is_none() {
            refusals.push(Refusal::new("profiles.month_unreadable").at("begins"));
        }
        if !checked.ends.is_empty() && ends.is_none() {
            refusals.push(Refusal::new("profiles.month_unreadable").at("ends"));
        } else if ends.is_some_and(|ends| begins.is_some_and(|begins| ends < begins)) {
            refusals.push(Refusal::new("profiles.ends_before").at("ends"));
        }
        if refusals.is_empty() { Ok(checked) } else { Err(refusals) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruche_kernel::{MemberKind, PlaceId, Role};

    fn actor(id: i64, kind: MemberKind) -> Actor {
        Actor { id: MemberId(id), kind, role: Role::Member, company: PlaceId(1), circle: None }
    }

    #[test]
    fn who_is_told() {
        let of = MemberId(7);
        for (seen, colleague, partner, oneself) in
            [(Seen::Everyone, true, true, true), (Seen::Employees, true, false, true), (Seen::Oneself, false, false, true)]
        {
            assert_eq!(seen.allows(&actor(1, MemberKind::Employee), of), colleague, "{seen:?}");
            assert_eq!(seen.allows(&actor(2, MemberKind::Partner), of), partner, "{seen:?}");
            assert_eq!(seen.allows(&actor(7, MemberKind::Partner), of), oneself, "{seen:?}");
            assert_eq!((Seen::from_word(seen.word()), Seen::from_number(seen.number())), (Some(seen), seen));
        }
        // An unknown number tells nobody rather than everybody.
        assert_eq!(Seen::from_number(9), Seen::Oneself);
    }

    #[test]
    fn ways_lead_somewhere() {
        for (value, leads, href) in [
            ("https://example.com/camille", Leads::Web, "https://example.com/camille"),
            ("javascript:alert(1)", Leads::Nowhere, ""),
            ("https://", Leads::Nowhere, ""),
            ("camille@example.com", Leads::Mail, "mailto:camille@example.com"),
            ("+33 (0)6 12 34 56 78", Leads::Phone, "tel:+330612345678"),
            ("12345", Leads::Nowhere, ""),
            ("Poste 1234, bâtiment 12", Leads::Nowhere, ""),
        ] {
            let way = Way { label: "x".into(), value: value.into(), seen: 0 };
            assert_eq!(way.leads(), (leads, href.to_owned()), "{value}");
        }
    }

    #[test]
    fn who_can_be_asked_now() {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        let at = |text: &str| text.parse::<jiff::civil::DateTime>().unwrap().to_zoned(zone.clone()).unwrap().timestamp().as_millisecond();
        let hours = Some(Hours { opens: 510, closes: 1080, days: WEEK });
        let (monday, evening, sunday) = (at("2026-03-16T10:00"), at("2026-03-16T18:00"), at("2026-03-15T10:00"));
        let status = |away, until| Status { text: "En congé".into(), away, until };
        for (status, hours, here, now, is) in [
            (Status::default(), hours, false, monday, Availability::Working),
            (Status::default(), hours, false, evening, Availability::Off),
            (Status::default(), hours, false, sunday, Availability::Off),
            (Status::default(), hours, true, evening, Availability::Here),
            (Status::default(), None, false, monday, Availability::Unsaid),
            (status(true, None), hours, true, monday, Availability::Away(None)),
            (status(true, Some(evening)), hours, true, monday, Availability::Away(Some(evening))),
            (status(true, Some(monday)), hours, false, monday, Availability::Working),
            (status(false, None), hours, false, monday, Availability::Working),
        ] {
            assert_eq!(availability(&status, hours, here, &zone, now), is, "{status:?} {here} {now}");
        }
        assert_eq!(end_of_day("2026-03-16", &zone).map(|end| day_before(end, &zone)), Some("2026-03-16".to_owned()));
        assert_eq!(end_of_day("16/03", &zone), None);
    }

    #[test]
    fn days_of_the_year() {
        for (typed, stored) in [
            ("12/03", Some("12/03")),
            (" 1.4 ", Some("01/04")),
            ("29/02", Some("29/02")),
            ("", Some("")),
            ("31/04", None),
            ("12/03/1980", None),
            ("mars", None),
        ] {
            let about = About { birthday: typed.into(), ..About::default() };
            assert_eq!(about.check().ok().map(|about| about.birthday), stored.map(str::to_owned), "{typed}");
        }
        assert_eq!((birthday("12/03"), typed_birthday(312), typed_birthday(0)), (Some(312), "12/03".into(), String::new()));
        let days = |text: &str| {
            let at = text.parse::<jiff::civil::DateTime>().unwrap().to_zoned(TimeZone::UTC).unwrap().timestamp().as_millisecond();
            days_to_come(at, &TimeZone::UTC)
        };
        assert_eq!(days("2026-12-29T10:00"), [1229, 1230, 1231, 101, 102, 103, 104]);
        assert_eq!(days("2026-02-27T10:00")[..3], [227, 228, 229], "no leap year");
        assert_eq!(days("2028-02-28T10:00")[..3], [228, 229, 301]);
    }

    #[test]
    fn times_and_months() {
        for (text, is) in [("08:30", Some(510)), ("00:00", Some(0)), ("23:59", Some(1439)), ("24:00", None), ("8h30", None), ("", None)] {
            assert_eq!(minutes(text), is, "{text}");
        }
        assert_eq!(clock(510), "08:30");
        let (a, b) = ("2024-03", "2024-02");
        for (begins, ends, refused) in [
            (a, "", ""),
            (a, a, ""),
            (b, a, ""),
            (a, b, "ends"),
            ("mars 2024", "", "begins"),
            (a, "2024", "ends"),
            ("0001-01", "", "begins"),
        ] {
            let one = Experience { title: "Vendeur".into(), begins: begins.into(), ends: ends.into(), ..Experience::default() };
            let at: Vec<_> = one.check().err().into_iter().flatten().filter_map(|refusal| refusal.field).collect();
            assert_eq!(at.concat(), refused, "{begins} {ends}");
        }
    }

    #[test]
    fn ways_are_whole_or_not_there() {
        let way = |label: &str, value: &str| Way { label: label.into(), value: value.into(), seen: 1 };
        let contact = |ways| Contact { email_seen: Seen::Employees, phone_seen: Seen::Everyone, ways, hours: None };
        assert_eq!(contact(vec![way(" ", ""), way("Mobile", " 06 12 34 56 78 ")]).check().unwrap().ways, [way("Mobile", "06 12 34 56 78")]);
        assert_eq!(contact(vec![way("Mobile", "")]).check().unwrap_err()[0].code, "profiles.way_half");
        assert_eq!(contact(vec![way("a", "b"); 9]).check().unwrap_err()[0].code, "profiles.ways_many");
        let backwards = Contact { hours: Some(Hours { opens: 600, closes: 600, days: WEEK }), ..contact(Vec::new()) };
        assert_eq!(backwards.check().unwrap_err()[0].field, Some("closes"));
    }
}
