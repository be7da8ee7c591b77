//! What a journey may say, whom it fits, on which day somebody is, and when to tell them: pure decisions and their refusals.

use crate::days;
use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use ruche_kernel::{Refusal, Result, languages, names};
use std::ops::RangeInclusive;

/// The last day of a journey.
pub const LAST_DAY: i64 = 90;
/// The days on which somebody is asked how it was.
pub const SURVEYS: [i64; 2] = [30, 90];
/// The last day before all of it is over: a week after the last step; without a journey, two weeks after the arrival.
const OVER_AFTER: i64 = LAST_DAY + 7;
const VISIT_OVER_AFTER: i64 = 14;
/// The most steps of a journey.
pub const MAX_STEPS: i64 = 60;
/// The most journeys of a company.
pub const MAX_JOURNEYS: i64 = 100;
/// How many skills make that step done, and how many the first visit asks for.
pub const SKILLS: i64 = 3;
/// How many answers are added to the totals at once: what one person answered is never the difference of two totals.
pub const TOGETHER: i64 = 5;
/// How long what was taken away can be brought back, in milliseconds: 30 days.
pub const BACK_MS: i64 = 30 * 86_400_000;
/// How long what is over is kept, in milliseconds: 180 days.
pub const KEPT_MS: i64 = 180 * 86_400_000;

/// The hour of the day at which messages come, and those between which they may.
const MORNING: i8 = 9;
const OFFICE: RangeInclusive<i8> = 8..=18;
const MAX_NAME: usize = 80;
const MAX_WORDS: usize = 200;
const MAX_TITLE: usize = 100;
const MAX_TEXT: usize = 400;
const MAX_TARGET: usize = 300;
const MAX_SENTENCE: usize = 500;

/// What a step asks for. Stored as a number: the discriminant never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(i64)]
pub enum Kind {
    /// A role and a few lines on the own profile.
    Profile = 1,
    /// A photo.
    Photo = 2,
    /// Three skills.
    Skills = 3,
    /// A community: the one it names, else any.
    Join = 4,
    /// A person: the one it names, else the buddy.
    Meet = 5,
    /// Something of ours to read.
    Read = 6,
    /// A first post, of any format.
    Hello = 7,
    /// A question.
    Ask = 8,
    /// An answer to somebody else's question.
    Answer = 9,
    /// Anything else.
    Task = 10,
}

impl Kind {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 10] =
        [Self::Profile, Self::Photo, Self::Skills, Self::Join, Self::Meet, Self::Read, Self::Hello, Self::Ask, Self::Answer, Self::Task];

    /// From its stored number; unknown numbers are something to do.
    #[must_use]
    pub fn from_number(number: i64) -> Self {
        Self::ALL.into_iter().find(|kind| kind.number() == number).unwrap_or(Self::Task)
    }

    /// The stored number.
    #[must_use]
    pub fn number(self) -> i64 {
        self as i64
    }

    /// The word that forms, texts and programs use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Photo => "photo",
            Self::Skills => "skills",
            Self::Join => "join",
            Self::Meet => "meet",
            Self::Read => "read",
            Self::Hello => "hello",
            Self::Ask => "ask",
            Self::Answer => "answer",
            Self::Task => "task",
        }
    }

    /// From its word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Whether those who accompany see that it is done: what somebody reads is theirs alone.
    #[must_use]
    pub fn is_shared(self) -> bool {
        self != Self::Read
    }

    /// What a target of this kind begins with; nothing for those that have none.
    fn target(self) -> Option<&'static str> {
        match self {
            Self::Join => Some("/communities/"),
            Self::Meet => Some("/members/"),
            Self::Read | Self::Task => Some("/"),
            _ => None,
        }
    }
}

/// The parts of ninety days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Until the seventh day.
    Week,
    /// Until the thirtieth.
    First,
    /// Until the sixtieth.
    Second,
    /// Until the ninetieth.
    Third,
}

impl Phase {
    /// The four, in their order.
    pub const ALL: [Self; 4] = [Self::Week, Self::First, Self::Second, Self::Third];

    /// That of a day; whoever has not arrived yet is in the first.
    #[must_use]
    pub fn of(day: i64) -> Self {
        match day {
            ..=7 => Self::Week,
            8..=30 => Self::First,
            31..=60 => Self::Second,
            _ => Self::Third,
        }
    }

    /// The word that texts use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::First => "first",
            Self::Second => "second",
            Self::Third => "third",
        }
    }
}

/// How it is going. Stored as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i64)]
pub enum Mood {
    /// Well.
    Well = 1,
    /// So so.
    Fair = 2,
    /// Hard.
    Hard = 3,
}

impl Mood {
    /// The three.
    pub const ALL: [Self; 3] = [Self::Well, Self::Fair, Self::Hard];

    /// From its stored number.
    #[must_use]
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|mood| *mood as i64 == number)
    }

    /// The word that forms and programs use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Well => "well",
            Self::Fair => "fair",
            Self::Hard => "hard",
        }
    }

    /// From its word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mood| mood.word() == word)
    }
}

/// What a journey is, but for its steps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Journey {
    /// Its name.
    pub name: String,
    /// The language it is written in, as a tag.
    pub language: String,
    /// Words of a role, between commas; whoever has one of them is meant, empty for everyone.
    pub titles: String,
    /// Words of a site, likewise.
    pub sites: String,
}

/// Cleans what was typed of a journey.
///
/// # Errors
/// The refusals, each at its field.
pub fn journey(typed: &Journey) -> Result<Journey> {
    let line = names::clean_line;
    let journey =
        Journey { name: line(&typed.name), language: typed.language.clone(), titles: line(&typed.titles), sites: line(&typed.sites) };
    let mut refusals = Vec::new();
    if journey.name.is_empty() {
        refusals.push(Refusal::new("newcomers.name_missing").at("name"));
    }
    for (text, max, field) in
        [(&journey.name, MAX_NAME, "name"), (&journey.titles, MAX_WORDS, "titles"), (&journey.sites, MAX_WORDS, "sites")]
    {
        if text.chars().count() > max {
            refusals.push(long(field, max));
        }
    }
    if !languages::LANGUAGES.iter().any(|(tag, _)| *tag == journey.language) {
        refusals.push(Refusal::new("newcomers.language_unknown").at("language"));
    }
    if refusals.is_empty() { Ok(journey) } else { Err(ruche_kernel::Error::Refused(refusals)) }
}

fn long(field: &'static str, max: usize) -> Refusal {
    Refusal::new("newcomers.long").at(field).with("max", i64::try_from(max).unwrap_or(i64::MAX))
}

/// A step as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// When it is told, 0 to 90.
    pub day: i64,
    /// What it asks for.
    pub kind: Kind,
    /// In a few words.
    pub title: String,
    /// Why, and how long it takes.
    pub text: String,
    /// Where it leads, as a path of ours; empty without one.
    pub target: String,
}

/// Cleans what was typed of a step. `here` is what the addresses of this company begin with.
///
/// # Errors
/// The refusals, each at its field.
pub fn step(typed: &Step, here: &str) -> Result<Step> {
    let mut step = Step { title: names::clean_line(&typed.title), text: names::clean_line(&typed.text), ..typed.clone() };
    let mut refusals = Vec::new();
    if !(0..=LAST_DAY).contains(&step.day) {
        refusals.push(Refusal::new("newcomers.day_outside").at("day").with("max", LAST_DAY));
    }
    if step.title.is_empty() {
        refusals.push(Refusal::new("newcomers.title_missing").at("title"));
    }
    for (text, max, field) in [(&step.title, MAX_TITLE, "title"), (&step.text, MAX_TEXT, "text"), (&typed.target, MAX_TARGET, "target")] {
        if text.chars().count() > max {
            refusals.push(long(field, max));
        }
    }
    match target(step.kind, &typed.target, here) {
        Some(target) => step.target = target,
        None => refusals
            .push(Refusal::new(if step.kind == Kind::Read { "newcomers.read_where" } else { "newcomers.target_unfit" }).at("target")),
    }
    if refusals.is_empty() { Ok(step) } else { Err(ruche_kernel::Error::Refused(refusals)) }
}

/// The path that was meant, as it was typed or copied from the bar of a browser; nothing where it leads elsewhere.
fn target(kind: Kind, typed: &str, here: &str) -> Option<String> {
    let typed = typed.trim();
    let path = typed.strip_prefix(here.trim_end_matches('/')).unwrap_or(typed);
    match kind.target() {
        None => Some(String::new()),
        Some(_) if path.is_empty() => (kind != Kind::Read).then(String::new),
        Some("/") => (ruche_web::middleware::local_path(path) == path).then(|| path.to_owned()),
        Some(begin) => {
            let id = path.strip_prefix(begin)?.split(['/', '?', '#']).next()?;
            (!id.is_empty() && id.len() < 17 && id.bytes().all(|sign| sign.is_ascii_digit())).then(|| format!("{begin}{id}"))
        }
    }
}

/// A journey that is switched on, as far as choosing needs to know.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Which one.
    pub id: i64,
    /// What it says of whom it is for.
    pub journey: Journey,
}

/// The journey for somebody: of those that fit, one written for the role before one for the site, that before one for everyone, and among
/// equals one in the person's language, then the first of `offers`.
#[must_use]
pub fn choose(offers: &[Offer], title: &str, site: &str, language: &str) -> Option<i64> {
    let weight = |offer: &Offer| {
        let (title, site) = (fits(&offer.journey.titles, title)?, fits(&offer.journey.sites, site)?);
        Some(4 * title + 2 * site + i32::from(offer.journey.language == language))
    };
    let weighed = offers.iter().filter_map(|offer| weight(offer).map(|weight| (weight, offer.id)));
    // The first of equals: `max_by_key` would give the last.
    weighed.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, id)| id)
}

/// Whether words between commas mean a text: 0 without words, 1 where the text holds one of them, nothing otherwise.
fn fits(words: &str, text: &str) -> Option<i32> {
    let text = names::sort_key(text);
    let mut wanted = words.split(',').map(|word| names::sort_key(word.trim())).filter(|word| !word.is_empty()).peekable();
    if wanted.peek().is_none() {
        return Some(0);
    }
    wanted.any(|word| text.contains(&word)).then_some(1)
}

/// The time zone of a name, UTC for what is none.
#[must_use]
pub fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// On which day somebody is who began at `started`, both in milliseconds UTC: 0 on the first, below before it.
#[must_use]
pub fn day(started: i64, now: i64, zone: &TimeZone) -> i64 {
    match (days::of(started, zone), days::of(now, zone)) {
        (Some(started), Some(now)) => started.until(now).map_or(0, |span| span.get_days().into()),
        _ => 0,
    }
}

/// Whether all of it is over on a day.
#[must_use]
pub fn is_over(day: i64, has_journey: bool) -> bool {
    day > if has_journey { OVER_AFTER } else { VISIT_OVER_AFTER }
}

/// Whether messages may come at a time, in milliseconds UTC: on weekdays, in office hours.
#[must_use]
pub fn may_tell(now: i64, zone: &TimeZone) -> bool {
    Timestamp::from_millisecond(now).is_ok_and(|at| {
        let local = zone.to_datetime(at);
        OFFICE.contains(&local.hour()) && !matches!(local.date().weekday(), Weekday::Saturday | Weekday::Sunday)
    })
}

/// The next morning of a weekday after a time, both in milliseconds UTC.
#[must_use]
pub fn next_morning(now: i64, zone: &TimeZone) -> i64 {
    let mut day = days::of(now, zone);
    for _ in 0..8 {
        day = day.and_then(|day| day.tomorrow().ok());
        let Some(day) = day else { break };
        if matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            continue;
        }
        if let Ok(at) = zone.to_zoned(day.at(MORNING, 0, 0, 0)) {
            return at.timestamp().as_millisecond();
        }
    }
    now + 86_400_000
}

/// The morning of a day that was typed as `2026-03-12`, in milliseconds UTC.
///
/// # Errors
/// Refused at `started` for what is no day, and beyond a year from `now`.
pub fn start(typed: &str, now: i64, zone: &TimeZone) -> Result<i64> {
    let at = typed.trim().parse::<Date>().ok().and_then(|day| zone.to_zoned(day.at(MORNING, 0, 0, 0)).ok());
    match at.map(|at| at.timestamp().as_millisecond()) {
        Some(at) if (at - now).abs() < 366 * 86_400_000 => Ok(at),
        _ => Err(Refusal::new("newcomers.start_unknown").at("started").into()),
    }
}

/// What was answered on day 30 or day 90: how far three statements hold, 1 not at all to 4 entirely, and a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// I know what is expected of me.
    pub expected: i64,
    /// I know whom to ask.
    pub helped: i64,
    /// I was welcomed well.
    pub welcomed: i64,
    /// What else there is to say.
    pub sentence: String,
}

/// Cleans what was answered.
///
/// # Errors
/// The refusals, each at its field.
pub fn answers(typed: &Answers) -> Result<Answers> {
    let answers = Answers { sentence: names::clean_text(&typed.sentence).trim().to_owned(), ..typed.clone() };
    let mut refusals = Vec::new();
    for (value, field) in [(answers.expected, "expected"), (answers.helped, "helped"), (answers.welcomed, "welcomed")] {
        if !(1..=4).contains(&value) {
            refusals.push(Refusal::new("newcomers.answer_missing").at(field));
        }
    }
    if answers.sentence.chars().count() > MAX_SENTENCE {
        refusals.push(long("sentence", MAX_SENTENCE));
    }
    if refusals.is_empty() { Ok(answers) } else { Err(ruche_kernel::Error::Refused(refusals)) }
}

/// How many answers the totals hold of so many: whole fives.
#[must_use]
pub fn told_together(answers: i64) -> i64 {
    answers / TOGETHER * TOGETHER
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruche_kernel::Error;

    fn paris() -> TimeZone {
        TimeZone::get("Europe/Paris").unwrap()
    }

    fn ms(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_millisecond()
    }

    fn fields<T>(result: Result<T>) -> Vec<(&'static str, &'static str)> {
        match result {
            Err(Error::Refused(refusals)) => refusals.into_iter().map(|one| (one.field.unwrap_or(""), one.code)).collect(),
            Err(error) => panic!("{error}"),
            Ok(_) => Vec::new(),
        }
    }

    #[test]
    fn kinds_keep_their_numbers_and_words() {
        let numbers: Vec<_> = Kind::ALL.into_iter().map(|kind| (kind.number(), kind.word())).collect();
        let expected = ["profile", "photo", "skills", "join", "meet", "read", "hello", "ask", "answer", "task"];
        assert_eq!(numbers, (1..).zip(expected).collect::<Vec<_>>());
        for kind in Kind::ALL {
            assert_eq!((Kind::from_number(kind.number()), Kind::from_word(kind.word())), (kind, Some(kind)));
        }
        assert_eq!((Kind::from_number(99), Kind::from_word("spy")), (Kind::Task, None));
        let hidden: Vec<_> = Kind::ALL.into_iter().filter(|kind| !kind.is_shared()).collect();
        assert_eq!(hidden, [Kind::Read]);
    }

    #[test]
    fn the_journey_that_fits_best_is_chosen() {
        let offer = |id, titles: &str, sites: &str, language: &str| Offer {
            id,
            journey: Journey { name: String::new(), language: language.into(), titles: titles.into(), sites: sites.into() },
        };
        let all = [
            offer(1, "", "", "fr"),
            offer(2, "", "", "en"),
            offer(3, "conseiller, Vendeur", "", "fr"),
            offer(4, "", "Lyon", "fr"),
            offer(5, "conseiller", "Lyon", "fr"),
            offer(6, "", "", "fr"),
        ];
        for (title, site, language, expected) in [
            ("Juriste", "Nanterre", "fr", Some(1)),
            ("Juriste", "Nanterre", "en", Some(2)),
            ("Juriste", "Nanterre", "de", Some(1)),
            ("Conseillère commerciale", "Brest", "en", Some(3)),
            ("VENDEUR", "Brest", "fr", Some(3)),
            ("Juriste", "Lyon Gerland", "en", Some(4)),
            ("Conseiller commercial", "Lyon Gerland", "fr", Some(5)),
            ("", "", "fr", Some(1)),
        ] {
            assert_eq!(choose(&all, title, site, language), expected, "{title} {site} {language}");
        }
        assert_eq!(choose(&all[2..5], "Juriste", "Brest", "fr"), None);
        assert_eq!(choose(&[offer(7, " , ", "", "fr")], "x", "", "fr"), Some(7), "commas alone mean everyone");
    }

    #[test]
    fn days_follow_the_calendar_of_the_person() {
        let started = ms("2026-03-12T22:30:00Z");
        for (now, day_there) in [
            ("2026-03-12T22:59:00Z", 0),
            ("2026-03-12T23:01:00Z", 1),
            ("2026-03-11T10:00:00Z", -1),
            // The clocks go forward on the 29th.
            ("2026-04-11T10:00:00Z", 30),
            ("2026-06-10T10:00:00Z", 90),
        ] {
            assert_eq!(day(started, ms(now), &paris()), day_there, "{now}");
        }
        for (day, phase) in [
            (-3, Phase::Week),
            (0, Phase::Week),
            (7, Phase::Week),
            (8, Phase::First),
            (30, Phase::First),
            (31, Phase::Second),
            (60, Phase::Second),
            (61, Phase::Third),
            (90, Phase::Third),
        ] {
            assert_eq!(Phase::of(day), phase, "{day}");
        }
        for (day, journey, over) in [(97, true, false), (98, true, true), (14, false, false), (15, false, true)] {
            assert_eq!(is_over(day, journey), over, "{day}");
        }
    }

    #[test]
    fn messages_come_in_the_morning_of_a_weekday() {
        for (now, may, next) in [
            // Thursday 12 March 2026.
            ("2026-03-12T08:00:00Z", true, "2026-03-13T08:00:00Z"),
            ("2026-03-12T06:30:00Z", false, "2026-03-13T08:00:00Z"),
            ("2026-03-12T18:30:00Z", false, "2026-03-13T08:00:00Z"),
            // Friday, then Saturday and Sunday.
            ("2026-03-13T08:00:00Z", true, "2026-03-16T08:00:00Z"),
            ("2026-03-14T10:00:00Z", false, "2026-03-16T08:00:00Z"),
            ("2026-03-15T10:00:00Z", false, "2026-03-16T08:00:00Z"),
            // Over the change of the clocks.
            ("2026-03-27T10:00:00Z", true, "2026-03-30T07:00:00Z"),
        ] {
            assert_eq!((may_tell(ms(now), &paris()), next_morning(ms(now), &paris())), (may, ms(next)), "{now}");
        }
        let now = ms("2026-03-12T08:00:00Z");
        assert_eq!(start("2026-03-16", now, &paris()).unwrap(), ms("2026-03-16T08:00:00Z"));
        for typed in ["", "demain", "2026-02-30", "2028-01-01", "1999-01-01"] {
            assert_eq!(fields(start(typed, now, &paris())), [("started", "newcomers.start_unknown")], "{typed}");
        }
    }

    #[test]
    fn a_step_leads_to_a_path_of_ours_or_nowhere() {
        let here = "https://ruche.orvane.example";
        let written =
            |kind, target: &str| Step { day: 3, kind, title: "Lire la charte".into(), text: String::new(), target: target.into() };
        for (kind, typed, kept) in [
            (Kind::Read, "https://ruche.orvane.example/posts/7?x=1", Some("/posts/7?x=1")),
            (Kind::Read, " /topics/charte ", Some("/topics/charte")),
            (Kind::Read, "", None),
            (Kind::Read, "https://elsewhere.example/posts/7", None),
            (Kind::Read, "//elsewhere.example", None),
            (Kind::Read, "javascript:alert(1)", None),
            (Kind::Task, "", Some("")),
            (Kind::Join, "https://ruche.orvane.example/communities/12/members", Some("/communities/12")),
            (Kind::Join, "", Some("")),
            (Kind::Join, "/members/12", None),
            (Kind::Meet, "/members/12", Some("/members/12")),
            (Kind::Meet, "/members/x", None),
            // What has no target keeps none.
            (Kind::Ask, "/posts/7", Some("")),
        ] {
            let step = step(&written(kind, typed), here);
            assert_eq!(step.as_ref().ok().map(|step| step.target.as_str()), kept, "{kind:?} {typed}");
        }
        let wrong = Step { day: 91, kind: Kind::Task, title: "  ".into(), text: "x".repeat(401), target: String::new() };
        assert_eq!(
            fields(step(&wrong, here)),
            [("day", "newcomers.day_outside"), ("title", "newcomers.title_missing"), ("text", "newcomers.long")]
        );
        assert_eq!(fields(step(&Step { day: -1, ..written(Kind::Task, "") }, here)), [("day", "newcomers.day_outside")]);
    }

    #[test]
    fn a_journey_has_a_name_and_a_language() {
        let typed = Journey { name: "  Conseil  ".into(), language: "fr".into(), ..Journey::default() };
        assert_eq!(journey(&typed).unwrap().name, "Conseil");
        let wrong = Journey { name: String::new(), language: "xx".into(), titles: "x".repeat(201), sites: String::new() };
        assert_eq!(
            fields(journey(&wrong)),
            [("name", "newcomers.name_missing"), ("titles", "newcomers.long"), ("language", "newcomers.language_unknown")]
        );
    }

    #[test]
    fn answers_are_whole_and_told_five_at_a_time() {
        let said = Answers { expected: 4, helped: 1, welcomed: 3, sentence: " Merci\r\nà tous ".into() };
        assert_eq!(answers(&said).unwrap().sentence, "Merci\nà tous");
        let wrong = Answers { expected: 0, helped: 5, welcomed: 2, sentence: "x".repeat(501) };
        assert_eq!(
            fields(answers(&wrong)),
            [("expected", "newcomers.answer_missing"), ("helped", "newcomers.answer_missing"), ("sentence", "newcomers.long")]
        );
        for (all, told) in [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10)] {
            assert_eq!(told_together(all), told);
        }
    }
}
