//! The file that calendar programs read, and the page of the settings where its address is made and taken back.

use super::{actions, store};
use crate::Content;
use crate::posts::formats;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::Duration;
use http::{HeaderMap, StatusCode, header};
use icalendar::Property;
use maud::{Markup, html};
use ruche_kernel::Error;
use ruche_platform::secret;
use ruche_texts::{Locale, T};
use ruche_web::limits::{Act, network};
use ruche_web::parts::{ShownOnce, icon};
use ruche_web::{Ctx, Member, Result, etag, layout, settings_frame};

/// How often programs are asked to read again, in hours.
const REFRESH_HOURS: i64 = 1;

/// The events of whoever made this address. What is not known costs its network a try, as a wrong password does.
pub(super) async fn give(State(content): State<Content>, ctx: Ctx, Path(file): Path<String>, headers: HeaderMap) -> Result {
    let token = file.strip_suffix(".ics").ok_or(Error::NotFound)?;
    let (acting, events) = match actions::read(&content, &ctx.app.limits, token).await {
        Err(Error::NotFound) => {
            ctx.app.limits.take(Act::Knock, network(ctx.ip))?;
            return Err(Error::NotFound.into());
        }
        other => other?,
    };
    let t = T(Locale::from_tag(&acting.locale).unwrap_or(Locale::En));
    let company = ctx.app.company().map(|company| company.name.clone()).unwrap_or_default();
    let name = t.calendars_name(company);
    let mut calendar = formats::calendar();
    // A word that is newer than those the library knows to hold a text (RFC 7986, 5.1).
    let escaped = name.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;");
    calendar.append_property(Property::new("NAME", escaped)).append_property(Property::new("X-WR-CALNAME", name.as_str()));
    calendar.ttl(&Duration::hours(REFRESH_HOURS));
    for event in &events {
        calendar.push(event.entry(&ctx.app.settings));
    }
    let text = calendar.done().to_string();
    let tag = format!("\"{}\"", secret::digest(&text));
    let about = [
        (header::ETAG, tag.as_str()),
        // Asked again each time: rights change.
        (header::CACHE_CONTROL, "private, no-cache"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    if etag::is_known(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, about).into_response());
    }
    let own = [(header::CONTENT_TYPE, "text/calendar; charset=utf-8"), (header::CONTENT_DISPOSITION, "inline; filename=\"calendar.ics\"")];
    Ok((StatusCode::OK, about, own, text).into_response())
}

pub(super) async fn show(State(content): State<Content>, member: Member) -> Result<Markup> {
    page(&content, &member, None).await
}

/// What a calendar program is given.
pub(super) fn address(member: &Member, token: &str) -> String {
    member.app.settings.link(&format!("/calendar/{token}.ics"))
}

/// Makes the address, or another one in its place; the answer is the one page that shows it.
pub(super) async fn make(State(content): State<Content>, member: Member) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let address = address(&member, &actions::make(&content, &member.actor()).await?);
    Ok(page(&content, &member, Some(&address)).await?.into_response())
}

pub(super) async fn revoke(State(content): State<Content>, member: Member) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::revoke(&content, &member.actor()).await?;
    Ok(layout::with_toast(Redirect::to("/settings/calendar"), "calendar-revoked", 0))
}

async fn page(content: &Content, member: &Member, made: Option<&str>) -> Result<Markup> {
    let t = member.t;
    let calendar = store::of_member(&content.platform.db, member.id()).await?;
    let main = html! {
        @if let Some(address) = made { (shown(member, address)) }
        section class="card pad stack" aria-labelledby="address" {
            h2 id="address" { (t.calendars_title()) }
            p { (t.calendars_intro()) }
            p class="small soft" { (t.calendars_secret()) }
            @match &calendar {
                None => {
                    // Its answer is the page that shows the address, and Turbo shows no answer that does not redirect.
                    form action="/settings/calendar" method="post" data-turbo="false" { button class="btn btn-primary" { (icon(member, "calendar")) (t.calendars_make()) } }
                }
                Some(calendar) => {
                    p class="meta" {
                        (t.calendars_since(t.date_long(calendar.created_at, &member.zone))) " · "
                        // A day of the world, not of the reader: it is known no better.
                        @match calendar.used_on { Some(day) => (t.calendars_used(t.date_long(day, &jiff::tz::TimeZone::UTC))), None => (t.calendars_unused()) }
                    }
                    p class="small soft" { (t.calendars_ends()) }
                    div class="row wrap" {
                        form action="/settings/calendar" method="post" data-turbo="false" { button class="btn" { (icon(member, "refresh")) (t.calendars_replace()) } }
                        form action="/settings/calendar?_method=delete" method="post" { button class="btn btn-danger" { (t.calendars_revoke()) } }
                    }
                }
            }
        }
    };
    Ok(settings_frame::page(member, "calendar", t.web_settings_calendar(), main).await?)
}

/// The address, once.
fn shown(member: &Member, address: &str) -> Markup {
    let t = member.t;
    let subscribe = address.split_once("://").map(|(_, rest)| format!("webcal://{rest}"));
    let open = html! { @if let Some(subscribe) = subscribe { a class="btn btn-sm" href=(subscribe) { (icon(member, "calendar")) (t.calendars_open()) } } };
    ShownOnce { secret: address, made: t.calendars_made(), how: t.calendars_how(), copy: t.calendars_copy(), copied: t.calendars_copied() }
        .show(member, &open)
}
