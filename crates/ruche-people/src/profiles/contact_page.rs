//! The settings of how and when one is reached: who is told address and phone, other ways, hours; and the status.

use super::rules::{self, Contact, Hours, MAX_WAYS, Seen, Status, WEEK, Way};
use super::{actions, store};
use crate::sign_in::see_other;
use crate::{People, members};
use axum::extract::State;
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Error, Refusal};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused, icon, tick};
use ruche_web::{Fields, Member, Result, layout, settings_frame};

/// What the two forms hold.
struct Typed {
    contact: Contact,
    /// The hours as they were typed.
    opens: String,
    closes: String,
    days: i64,
    status: String,
    away: bool,
    until: String,
    shows_presence: bool,
}

impl Typed {
    async fn stored(people: &People, member: &Member) -> Result<Self> {
        let said = store::find(&people.platform.db, member.id(), member.now).await?;
        let (hours, status) = (said.contact.hours, said.status.at(member.now));
        let time = |of: fn(Hours) -> i64| hours.map(|hours| rules::clock(of(hours))).unwrap_or_default();
        Ok(Self {
            opens: time(|hours| hours.opens),
            closes: time(|hours| hours.closes),
            days: hours.map_or(WEEK, |hours| hours.days),
            contact: said.contact,
            status: status.text,
            away: status.away,
            until: status.until.map(|end| rules::day_before(end, &member.zone)).unwrap_or_default(),
            shows_presence: said.shows_presence,
        })
    }
}

pub(super) async fn show(State(people): State<People>, member: Member) -> Result<Markup> {
    page(&people, &member, &Typed::stored(&people, &member).await?, &Refused::default()).await
}

async fn page(people: &People, member: &Member, typed: &Typed, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let profile = members::store::find(&people.platform.db, member.id(), member.id()).await?;
    let content = html! {
        (status_card(member, typed, refused))
        form class="card pad stack gap-5" action="/settings/contact" method="post" {
            div { h2 { (t.profiles_reach()) } p class="small soft" { (t.profiles_reach_text()) } }
            (refused.summary(member, &["ways", "opens", "closes", "status", "until"]))
            div class="stack gap-3" {
                (kept(member, "email_seen", t.sign_in_email(), profile.email.as_deref().unwrap_or_default(), typed.contact.email_seen))
                (kept(member, "phone_seen", t.members_phone(), &profile.phone, typed.contact.phone_seen))
            }
            (ways(member, &typed.contact.ways, refused))
            (hours(member, typed, refused))
            div class="row" { button class="btn btn-primary" { (t.web_save()) } }
        }
    };
    Ok(settings_frame::page(member, "contact", t.web_settings_contact(), content).await?)
}

fn status_card(member: &Member, typed: &Typed, refused: &Refused) -> Markup {
    let t = member.t;
    html! {
        form class="card pad stack" action="/settings/status" method="post" {
            div { h2 { (t.profiles_status_title()) } p class="small soft" { (t.profiles_status_text()) } }
            div class="cols" {
                (Field { name: "status", label: t.profiles_status(), value: &typed.status, hint: Some(t.profiles_status_hint()), autocomplete: "off", max: Some(80), ..Field::default() }.show(member, refused))
                (Field { name: "until", label: t.profiles_until(), kind: "date", value: &typed.until, hint: Some(t.profiles_until_hint()), autocomplete: "off", ..Field::default() }.show(member, refused))
            }
            (tick(member, "away", typed.away, t.profiles_i_am_away(), t.profiles_i_am_away_hint(), refused))
            (tick(member, "shows_presence", typed.shows_presence, t.profiles_presence(), t.profiles_presence_hint(), refused))
            div class="row" { button class="btn btn-primary" { (t.web_save()) } }
        }
    }
}

/// Who is told something, as a select.
fn readers(member: &Member, name: &str, id: &str, label: &str, chosen: Seen) -> Markup {
    let t = member.t;
    let choices = [
        (Seen::Everyone, t.profiles_seen_everyone()),
        (Seen::Employees, t.profiles_seen_employees()),
        (Seen::Oneself, t.profiles_seen_me()),
    ];
    html! {
        label class="sr" for=(id) { (label) }
        select class="select" id=(id) name=(name) { @for (seen, words) in choices { option value=(seen.word()) selected[seen == chosen] { (words) } } }
    }
}

/// The address and the phone, which are written elsewhere, with who is told.
fn kept(member: &Member, name: &'static str, label: &str, value: &str, chosen: Seen) -> Markup {
    let t = member.t;
    html! {
        div class="way-kept" {
            div class="grow" { b class="name small" { (label) } p class="meta" { (if value.is_empty() { t.profiles_unsaid() } else { value }) } }
            div { (readers(member, name, name, &t.profiles_seen_of(label), chosen)) }
        }
    }
}

/// The other ways: those that are said, and room for two more.
fn ways(member: &Member, ways: &[Way], refused: &Refused) -> Markup {
    let t = member.t;
    let more = (MAX_WAYS.saturating_sub(ways.len())).min(2);
    let nothing = Way { label: String::new(), value: String::new(), seen: Seen::Employees.number() };
    let error = refused.at(member, "ways");
    html! {
        fieldset class="stack gap-3" aria-describedby=[error.as_ref().map(|_| "ways-error")] {
            legend class="label" { (t.profiles_ways()) }
            p class="meta" { (t.profiles_ways_hint()) }
            @for (at, way) in ways.iter().chain(std::iter::repeat_n(&nothing, more)).enumerate() {
                div class="way" {
                    div class="field" { label for={ "label-" (at) } { (t.profiles_way_label()) } input class="input" id={ "label-" (at) } name="label" value=(way.label) maxlength="40" autocomplete="off"; }
                    div class="field" { label for={ "value-" (at) } { (t.profiles_way_value()) } input class="input" id={ "value-" (at) } name="value" value=(way.value) maxlength="200" autocomplete="off"; }
                    div class="field" { (readers(member, "seen", &format!("seen-{at}"), t.profiles_way_seen(), way.seen())) }
                }
            }
            @if let Some(error) = &error { div class="field" data-tone="danger" { p class="error" id="ways-error" { (icon(member, "alert")) (error) } } }
        }
    }
}

fn hours(member: &Member, typed: &Typed, refused: &Refused) -> Markup {
    let t = member.t;
    html! {
        fieldset class="stack gap-3" {
            legend class="label" { (t.profiles_hours()) }
            p class="meta" { (t.profiles_hours_hint(member.me.zone.as_str())) }
            div class="cols col-14" {
                (Field { name: "opens", label: t.profiles_opens(), kind: "time", value: &typed.opens, ..Field::default() }.show(member, refused))
                (Field { name: "closes", label: t.profiles_closes(), kind: "time", value: &typed.closes, ..Field::default() }.show(member, refused))
            }
            div class="choices small" { @for day in 0..7_i8 { label class="choice" { input type="checkbox" name="day" value=(day) checked[typed.days & (1 << day) != 0]; b { (t.day_of_week(day + 1).0) } } } }
        }
    }
}

/// A word of who is told. One that no form offers is no mistake of the person.
fn seen(word: &str) -> Result<Seen> {
    Ok(Seen::from_word(word).ok_or(Refusal::new("profiles.seen_unknown").status(400))?)
}

pub(super) async fn save(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let (email_seen, phone_seen) = (seen(&form.text("email_seen")?)?, seen(&form.text("phone_seen")?)?);
    let (labels, values, seens) = (form.all("label"), form.all("value"), form.all("seen"));
    let (opens, closes) = (form.text("opens")?, form.text("closes")?);
    let days = form.all("day").iter().filter_map(|day| day.parse::<u32>().ok()).filter(|day| *day < 7).fold(0, |days, day| days | 1 << day);
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    let ways = labels.into_iter().zip(values).zip(seens);
    let ways = ways.map(|((label, value), word)| Ok(Way { label, value, seen: seen(&word)?.number() })).collect::<Result<Vec<_>>>()?;
    let (hours, mut refusals) = said_hours(&opens, &closes, days);
    let contact = Contact { email_seen, phone_seen, ways, hours };
    if refusals.is_empty() {
        match actions::save_contact(&people, &member.actor(), &contact).await {
            Ok(()) => return Ok(layout::with_toast(see_other("/settings/contact"), "saved", 0)),
            Err(Error::Refused(wrong)) => refusals = wrong,
            Err(error) => return Err(error.into()),
        }
    }
    let typed = Typed { contact, opens, closes, days, ..Typed::stored(&people, &member).await? };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&people, &member, &typed, &Refused(refusals)).await?).into_response())
}

/// The hours that were typed; none where neither was, or no day is ticked.
fn said_hours(opens: &str, closes: &str, days: i64) -> (Option<Hours>, Vec<Refusal>) {
    if (opens.trim().is_empty() && closes.trim().is_empty()) || days == 0 {
        return (None, Vec::new());
    }
    let unread = |field| Refusal::new("profiles.time_unreadable").at(field);
    match (rules::minutes(opens), rules::minutes(closes)) {
        (Some(opens), Some(closes)) => (Some(Hours { opens, closes, days }), Vec::new()),
        (opens, closes) => (
            None,
            [("opens", opens), ("closes", closes)].into_iter().filter(|(_, is)| is.is_none()).map(|(field, _)| unread(field)).collect(),
        ),
    }
}

pub(super) async fn save_status(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let (status, until) = (form.text("status")?, form.text("until")?);
    let (away, shows_presence) = (form.ticked("away")?, form.ticked("shows_presence")?);
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    let end = rules::end_of_day(&until, &member.zone);
    let refused = if !until.trim().is_empty() && end.is_none() {
        vec![Refusal::new("profiles.date_unreadable").at("until")]
    } else {
        let said = Status { text: status.clone(), away, until: end };
        match actions::save_status(&people, &member.actor(), &said, shows_presence).await {
            Ok(()) => return Ok(layout::with_toast(see_other("/settings/contact"), "saved", 0)),
            Err(Error::Refused(refusals)) => refusals,
            Err(error) => return Err(error.into()),
        }
    };
    let typed = Typed { status, away, until, shows_presence, ..Typed::stored(&people, &member).await? };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&people, &member, &typed, &Refused(refused)).await?).into_response())
}
