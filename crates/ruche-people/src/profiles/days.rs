//! Birthdays and arrivals of those close to a person, beside the home feed: of those alone who let them be told. They come in a frame of
//! their own: the feed does not wait for them.

use super::rules;
use super::store::{self, Day};
use crate::People;
use async_trait::async_trait;
use axum::extract::State;
use maud::{Markup, html};
use ruche_web::parts::{avatar, icon};
use ruche_web::slots::Slot;
use ruche_web::{Member, Result};

/// For how long an arrival is told, in milliseconds.
const ARRIVAL_MS: i64 = 14 * 86_400_000;
/// How many people are shown.
const SHOWN: usize = 6;

/// Fills `home.aside`; nothing for partners.
pub(super) struct Week;

#[async_trait]
impl Slot for Week {
    async fn fill(&self, member: &Member, _: i64) -> ruche_kernel::Result<Markup> {
        Ok(
            html! { @if member.me.actor.is_employee() { turbo-frame id="days" class="block" src="/members/days" loading="lazy" target="_top" {} } },
        )
    }
}

pub(super) async fn show(State(people): State<People>, member: Member) -> Result<Markup> {
    let t = member.t;
    let to_come = rules::days_to_come(member.now, &member.zone);
    let mut found = store::days(&people.platform.db, member.id(), &to_come, member.now - ARRIVAL_MS).await?;
    // The nearest day first, then who arrived.
    let rank = |day: &Day| to_come.iter().position(|one| *one == day.birthday).unwrap_or(usize::MAX);
    found.sort_by_key(rank);
    found.truncate(SHOWN);
    Ok(html! {
        turbo-frame id="days" class="block" target="_top" {
            @if !found.is_empty() {
                section class="card" aria-labelledby="days-title" {
                    div class="card-head" { h2 id="days-title" { (t.profiles_days()) } }
                    ul class="list" { @for day in &found {
                        @let birthday = to_come.contains(&day.birthday);
                        li {
                            (avatar(&day.person, ""))
                            div class="grow" {
                                a class="name cover" href={ "/members/" (day.person.id) } { (day.person.shown_name(&member)) }
                                span class="meta" { @if birthday { (birthday_words(&member, day.birthday, &to_come)) } @else { (t.profiles_arrived()) } }
                            }
                            (icon(&member, if birthday { "star" } else { "flag" }))
                        }
                    } }
                }
            }
        }
    })
}

/// "Anniversaire aujourd’hui", "Anniversaire le 12 mars".
fn birthday_words(member: &Member, day: i64, to_come: &[i64]) -> String {
    let t = member.t;
    if to_come.first() == Some(&day) {
        return t.profiles_birthday_today().to_owned();
    }
    t.profiles_birthday_on(t.dates_day_month(day % 100, day / 100))
}
