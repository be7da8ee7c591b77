//! An announcement: it must be read, each reader confirms that it was, and those who published it see who has not yet.

use super::{Details, Typed, moment};
use crate::posts::model::Post;
use crate::posts::rules;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use ruche_kernel::Refusal;
use ruche_web::Member;
use ruche_web::parts::{Field, Refused, icon};
use serde::{Deserialize, Serialize};

/// How long after a reminder the next one may go, in milliseconds: a day.
pub const REMINDER_MS: i64 = 86_400_000;

/// Until when it is to be confirmed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// Until when, in milliseconds UTC; then it is a post like others.
    pub confirm_by: Option<i64>,
    /// How many were to read it when it was published.
    #[serde(default)]
    pub readers: i64,
    /// When those who had not confirmed it were reminded last, in milliseconds UTC.
    #[serde(default)]
    pub reminded_at: Option<i64>,
    /// Whether the machine did so: it does once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reminded_by_itself: bool,
}

impl Announcement {
    /// Whether it still asks to be confirmed.
    #[must_use]
    pub fn is_open(&self, now: i64) -> bool {
        self.confirm_by.is_none_or(|at| at > now)
    }

    /// When the machine reminds of a date that is set at `now`: a day before it, half way where that leaves less than two days. Nothing
    /// without a date, or when it did so already.
    #[must_use]
    pub fn remind_at(&self, now: i64) -> Option<i64> {
        let by = self.confirm_by.filter(|by| *by > now && !self.reminded_by_itself)?;
        Some(if by - now < 2 * REMINDER_MS { now + (by - now) / 2 } else { by - REMINDER_MS })
    }

    /// Whether those who have not confirmed were reminded within a day of `at`.
    #[must_use]
    pub fn reminded_lately(&self, at: i64) -> bool {
        self.reminded_at.is_some_and(|was| at - was < REMINDER_MS)
    }

    pub(super) fn read(typed: &Typed, zone: &TimeZone, now: i64, before: Option<&Details>) -> Result<Self, Vec<Refusal>> {
        let confirm_by = moment(&typed.confirm, zone, "confirm").map_err(|refusal| vec![refusal])?;
        let unchanged = matches!(before, Some(Details::Announcement(was)) if was.confirm_by == confirm_by);
        if confirm_by.is_some_and(|at| at <= now) && !unchanged {
            return Err(vec![Refusal::new("posts.time_past").at("confirm")]);
        }
        Ok(Self { confirm_by, ..Self::default() })
    }
}

pub(super) fn fields(member: &Member, typed: &Typed, refused: &Refused) -> Markup {
    let t = member.t;
    html! {
        p class="small soft" { (t.formats_announcement_hint()) }
        (Field { name: "confirm", label: t.formats_confirm_by(), kind: "datetime-local", value: &typed.confirm, hint: Some(t.formats_your_time()), autocomplete: "off", draft: true, ..Field::default() }.show(member, refused))
    }
}

pub(super) fn block(member: &Member, post: &Post, announcement: &Announcement) -> Markup {
    let (t, id) = (member.t, post.id);
    let done = post.responses.count(0);
    let all = announcement.readers.max(done).max(1);
    let percent = done * 100 / all;
    let follows = rules::may_follow_up(&member.actor(), post.hands(), post.standing, post.place.company);
    html! {
        div class="ack" {
            div class="grow stack gap-1" {
                p class="small" { (t.formats_confirmed(announcement.readers.max(done), done)) @if follows { " " a class="link" href={ "/posts/" (id) "/responses" } { (t.formats_who_not_yet()) } } }
                svg class="progress-bar" role="img" aria-label=(t.formats_confirmed(announcement.readers.max(done), done)) preserveAspectRatio="none" { rect class="track" width="100%" height="100%" {} rect class="done" width={ (percent) "%" } height="100%" {} }
            }
            @if post.responses.chose(0) { p class="badge" data-tone="success" { (icon(member, "check")) (t.formats_you_confirmed()) } }
            @else if post.author.id != member.id() && announcement.is_open(member.now) {
                form action={ "/posts/" (id) "/response" } method="post" { input type="hidden" name="choice" value="0"; button class="btn btn-primary" id={ "confirm-" (id) } { (icon(member, "check")) (t.formats_i_read()) } }
            }
        }
    }
}

/// What stands above an announcement until one has confirmed it.
#[must_use]
pub fn bar(member: &Member, announcement: &Announcement) -> Markup {
    let t = member.t;
    html! {
        div class="must-bar" { (icon(member, "megaphone")) span { (t.formats_must_read()) } @if let Some(at) = announcement.confirm_by { span class="until" { (t.formats_before(t.date_time_long(at, &member.zone))) } } }
    }
}

#[cfg(test)]
mod tests {
    use super::Announcement;

    const HOUR: i64 = 3_600_000;

    #[test]
    fn the_machine_reminds_a_day_before_or_half_way() {
        for (confirm_by, by_itself, expected) in [
            (None, false, None),
            (Some(240), false, Some(216)),
            (Some(48), false, Some(24)),
            (Some(47), false, Some(23)),
            (Some(2), false, Some(1)),
            (Some(240), true, None),
            (Some(0), false, None),
            (Some(-1), false, None),
        ] {
            let announcement =
                Announcement { confirm_by: confirm_by.map(|at| 1 + at * HOUR), reminded_by_itself: by_itself, ..Announcement::default() };
            assert_eq!(announcement.remind_at(1).map(|at| at / HOUR), expected, "{confirm_by:?}");
        }
    }

    #[test]
    fn who_was_reminded_within_a_day_is_left_alone() {
        for (reminded_at, lately) in [(None, false), (Some(0), false), (Some(1), true), (Some(24 * HOUR), true)] {
            assert_eq!(Announcement { reminded_at, ..Announcement::default() }.reminded_lately(24 * HOUR), lately, "{reminded_at:?}");
        }
    }
}
