//! A poll: options, one or several to choose, open or anonymous, until a date or for good.
//!
//! What was voted on does not change: while nobody voted its options can be edited, then only when it closes.

use super::{PEOPLE, Typed, field_of, moment};
use crate::posts::model::Post;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use ruche_kernel::{Refusal, names};
use ruche_web::Member;
use ruche_web::parts::{Field, Refused, icon};
use serde::{Deserialize, Serialize};

/// The options that a poll may have.
pub const MAX_OPTIONS: usize = 10;
/// The most characters of an option.
const MAX_OPTION: usize = 100;

/// The options of a poll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// What one may choose; the place in the list is the number of the choice.
    pub options: Vec<String>,
    /// Whether several may be chosen.
    pub several: bool,
    /// Whether nobody sees who chose what.
    pub anonymous: bool,
    /// When it closes, in milliseconds UTC.
    pub closes_at: Option<i64>,
}

impl Poll {
    /// Whether nobody votes any more.
    #[must_use]
    pub fn is_closed(&self, now: i64) -> bool {
        self.closes_at.is_some_and(|at| at <= now)
    }

    pub(super) fn read(typed: &Typed, zone: &TimeZone, now: i64, before: Option<&super::Details>) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Vec::new();
        let options: Vec<String> = typed.options.iter().map(|o| names::clean_line(o)).filter(|o| !o.is_empty()).collect();
        let mut keys: Vec<String> = options.iter().map(|o| names::sort_key(o)).collect();
        keys.sort();
        keys.dedup();
        if options.len() < 2 {
            refusals.push(Refusal::new("posts.poll_options_few").at("option-1"));
        } else if options.len() > MAX_OPTIONS {
            refusals.push(Refusal::new("posts.poll_options_many").at("option-1").with("max", 10));
        } else if keys.len() < options.len() {
            refusals.push(Refusal::new("posts.poll_options_same").at("option-1"));
        } else if options.iter().any(|o| o.chars().count() > MAX_OPTION) {
            refusals.push(Refusal::new("posts.poll_option_long").at("option-1").with("max", 100));
        }
        let closes_at = moment(&typed.closes, zone, "closes").unwrap_or_else(|refusal| {
            refusals.push(refusal);
            None
        });
        let was = match before {
            Some(super::Details::Poll(poll)) => poll.closes_at,
            _ => None,
        };
        if closes_at.is_some_and(|at| at <= now) && closes_at != was {
            refusals.push(Refusal::new("posts.time_past").at("closes"));
        }
        if refusals.is_empty() {
            Ok(Self { options, several: typed.several, anonymous: typed.anonymous, closes_at })
        } else {
            Err(refusals)
        }
    }

    pub(super) fn typed(&self, typed: Typed, zone: &TimeZone) -> Typed {
        Typed {
            options: self.options.clone(),
            several: self.several,
            anonymous: self.anonymous,
            closes: self.closes_at.map(|at| field_of(at, zone)).unwrap_or_default(),
            ..typed
        }
    }

    /// Whether another poll asks the same: only when it closes may differ once people have voted.
    #[must_use]
    pub fn asks_the_same(&self, other: &Self) -> bool {
        (&self.options, self.several, self.anonymous) == (&other.options, other.several, other.anonymous)
    }
}

pub(super) fn fields(member: &Member, typed: &Typed, fixed: bool, refused: &Refused) -> Markup {
    let t = member.t;
    let error = refused.at(member, "option-1");
    html! {
        // Empty ones after the first empty one are hidden by the style: a next one appears when it is needed.
        ol class="options" aria-label=(t.formats_options()) {
            @for place in 1..=MAX_OPTIONS {
                li {
                    input class="input" id={ "option-" (place) } name={ "option-" (place) } value=(typed.options.get(place - 1).map_or("", String::as_str)) placeholder=(t.formats_option(place.try_into().unwrap_or(0)))
                        aria-label=(t.formats_option(place.try_into().unwrap_or(0))) maxlength=(MAX_OPTION) autocomplete="off" data-draft-target="field" aria-invalid=[(place == 1 && error.is_some()).then_some("true")] aria-describedby=[(place == 1 && error.is_some()).then_some("option-error")];
                }
            }
        }
        @if let Some(error) = &error { p class="error" id="option-error" { (icon(member, "alert")) (error) } }
        @if fixed { p class="small soft" { (t.formats_poll_fixed()) } }
        label class="check" { input type="checkbox" name="several" value="on" checked[typed.several]; span { (t.formats_several()) } }
        label class="check" { input type="checkbox" name="anonymous" value="on" checked[typed.anonymous]; span { (t.formats_anonymous()) } small { (t.formats_anonymous_hint()) } }
        (Field { name: "closes", label: t.formats_closes(), kind: "datetime-local", value: &typed.closes, hint: Some(t.formats_your_time()), autocomplete: "off", draft: true, ..Field::default() }.show(member, refused))
    }
}

/// Whether a reader is told what others chose: before one has voted, that would weigh on the choice.
#[must_use]
pub fn is_told(member: &Member, post: &Post, poll: &Poll) -> bool {
    poll.is_closed(member.now) || !post.responses.own.is_empty() || post.author.id == member.id()
}

/// How many chose an option, and their share of those who voted, in percent.
fn share(post: &Post, choice: usize) -> (i64, i64) {
    let (count, people) = (post.responses.count(i64::try_from(choice).unwrap_or(-2)), post.responses.count(PEOPLE));
    (count, if people > 0 { (count * 100 + people / 2) / people } else { 0 })
}

/// The results as a table, for those who read figures better than bars, or take them elsewhere.
#[must_use]
pub fn table(member: &Member, post: &Post, poll: &Poll) -> Markup {
    let t = member.t;
    html! {
        div class="card table-wrap" tabindex="0" role="region" aria-label=(t.formats_results()) {
            table class="table" {
                thead { tr { th scope="col" { (t.formats_results_option()) } th scope="col" { (t.formats_results_votes()) } th scope="col" { (t.formats_results_share()) } } }
                tbody {
                    @for (choice, option) in poll.options.iter().enumerate() {
                        @let (count, percent) = share(post, choice);
                        tr { th scope="row" { (option) } td { (t.number(count)) } td { (t.formats_percent(percent)) } }
                    }
                }
            }
        }
    }
}

pub(super) fn block(member: &Member, post: &Post, poll: &Poll) -> Markup {
    let (t, id) = (member.t, post.id);
    let closed = poll.is_closed(member.now);
    let people = post.responses.count(PEOPLE);
    let told = is_told(member, post, poll);
    html! {
        form class="poll-form" action={ "/posts/" (id) "/response" } method="post" {
            fieldset class="poll" disabled[closed] {
                legend class="sr" { (post.heading) }
                @for (choice, option) in poll.options.iter().enumerate() {
                    @let (count, percent) = share(post, choice);
                    label class="poll-opt" {
                        @if told { svg class="poll-bar" aria-hidden="true" preserveAspectRatio="none" { rect height="100%" width={ (percent) "%" } {} } }
                        input type=(if poll.several { "checkbox" } else { "radio" }) name="choice" value=(choice) checked[post.responses.chose(i64::try_from(choice).unwrap_or(-2))];
                        span { (option) }
                        @if told { b { (t.formats_percent(percent)) span class="sr" { " " (t.formats_votes(count)) } } }
                    }
                }
            }
            div class="row wrap poll-foot" {
                @if !closed { button class="btn btn-sm" { (icon(member, "vote")) (if post.responses.own.is_empty() { t.formats_vote() } else { t.formats_vote_again() }) } }
                p class="meta" {
                    (t.formats_voters(people))
                    @if poll.anonymous { " · " (t.formats_is_anonymous()) }
                    @if let Some(at) = poll.closes_at { " · " (if closed { t.formats_closed_at(t.date_time_long(at, &member.zone)) } else { t.formats_closes_at(t.date_time_long(at, &member.zone)) }) }
                }
                @if told && people > 0 { a class="link small" href={ "/posts/" (id) "/responses" } { (if poll.anonymous { t.formats_see_table() } else { t.formats_who_voted() }) } }
            }
        }
    }
}
