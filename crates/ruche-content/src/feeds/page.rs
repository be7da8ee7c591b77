//! The file that programs read, the pages where an address is made, and the list of one's own.

use super::actions::{self, Read, Told};
use super::atom::{Entry, Feed};
use super::store;
use crate::Content;
use crate::posts::formats::{Details, Format};
use crate::posts::model::Post;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, StatusCode, header};
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use ruche_kernel::{Error, PlaceId};
use ruche_platform::secret;
use ruche_texts::{Locale, T};
use ruche_web::limits::{Act, network};
use ruche_web::parts::{ShownOnce, empty, icon};
use ruche_web::{Ctx, Member, Result, etag, layout, markdown, settings_frame};

/// What an address gives. What is not known costs its network a try, as a wrong password does.
pub(super) async fn give(State(content): State<Content>, ctx: Ctx, Path(file): Path<String>, headers: HeaderMap) -> Result {
    let token = file.strip_suffix(".xml").ok_or(Error::NotFound)?;
    let read = match actions::read(&content, &ctx.app.limits, token).await {
        Err(Error::NotFound) => {
            ctx.app.limits.take(Act::Knock, network(ctx.ip))?;
            return Err(Error::NotFound.into());
        }
        other => other?,
    };
    let feed = feed(&ctx, &read);
    let text = feed.text();
    let tag = format!("\"{}\"", secret::digest(&text));
    let changed = Timestamp::from_second(feed.updated_at.div_euclid(1000)).unwrap_or_default();
    let date = rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&changed).map_err(Error::bug)?;
    let about = [
        (header::ETAG, tag.as_str()),
        (header::LAST_MODIFIED, date.as_str()),
        // Asked again each time: rights change.
        (header::CACHE_CONTROL, "private, no-cache"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    // The tag speaks for all that is given; the date alone only where no tag is sent (RFC 9110, 13.1.3).
    let known = if headers.contains_key(header::IF_NONE_MATCH) {
        etag::is_known(&headers, &tag)
    } else {
        let since = headers.get(header::IF_MODIFIED_SINCE).and_then(|value| rfc2822::parse(value.to_str().ok()?).ok());
        since.is_some_and(|since| changed <= since.timestamp())
    };
    if known {
        return Ok((StatusCode::NOT_MODIFIED, about).into_response());
    }
    let own =
        [(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8"), (header::CONTENT_DISPOSITION, "inline; filename=\"feed.xml\"")];
    Ok((StatusCode::OK, about, own, text).into_response())
}

/// In the words and the zone of the owner of the address.
fn feed(ctx: &Ctx, read: &Read) -> Feed {
    let t = T(Locale::from_tag(&read.acting.locale).unwrap_or(Locale::En));
    let zone = TimeZone::get(&read.acting.zone).unwrap_or(TimeZone::UTC);
    let company = ctx.app.company().map(|company| company.name.clone()).unwrap_or_default();
    let link = |path: &str| ctx.app.settings.link(path);
    let outside = markdown::outside(&link(""));
    let entries: Vec<Entry> = read.posts.iter().map(|post| entry(t, &zone, &link, &outside, post)).collect();
    Feed {
        page: link(&read.told.url),
        title: t.feeds_name(company, read.told.name.as_str()),
        subtitle: read.told.about.clone(),
        language: t.0.tag().to_owned(),
        updated_at: entries.iter().map(|entry| entry.updated_at).max().unwrap_or(read.made_at),
        entries,
    }
}

fn entry(t: T, zone: &TimeZone, link: &impl Fn(&str) -> String, outside: &impl Fn(&str) -> String, post: &Post) -> Entry {
    let name = post.author.name.as_deref().unwrap_or(t.web_former_member());
    let format = post.details.format();
    let words = html! {
        @if let Details::Event(event) = &post.details { p { (t.date_time_long(event.starts_at, zone)) @if !event.venue.is_empty() { " · " (event.venue) } } }
        (maud::PreEscaped(&post.html))
        @if let Some(quote) = post.quote() {
            blockquote { @if !quote.heading.is_empty() { p { (quote.heading) } } (maud::PreEscaped(&quote.html)) p { a href={ "/posts/" (quote.id) } { (t.posts_open()) } } }
        }
    };
    Entry {
        page: link(&format!("/posts/{}", post.id)),
        title: post.title.clone(),
        author: match &post.author.partner {
            Some(company) => format!("{name} ({})", t.web_partner_of(company.as_str())),
            None => name.to_owned(),
        },
        language: post.language.clone(),
        format: if format == Format::Message { "" } else { format.word() },
        published_at: post.published_at,
        updated_at: post.edited_at.unwrap_or(post.published_at),
        html: outside(&words.into_string()),
    }
}

/// What a program that reads feeds is given.
pub(super) fn address(member: &Member, token: &str) -> String {
    member.app.settings.link(&format!("/feeds/{token}.xml"))
}

pub(super) async fn of_community(State(content): State<Content>, member: Member, Path(id): Path<PlaceId>) -> Result<Markup> {
    let told = actions::community(&content, &member.actor(), id).await?;
    page(&content, &member, &told, None).await
}

pub(super) async fn of_topic(State(content): State<Content>, member: Member, Path(key): Path<String>) -> Result<Markup> {
    let told = actions::topic(&content, &member.actor(), &key).await?;
    page(&content, &member, &told, None).await
}

/// Makes the address, or another one in its place; the answer is the one page that shows it.
pub(super) async fn make_of_community(State(content): State<Content>, member: Member, Path(id): Path<PlaceId>) -> Result<Response> {
    let told = actions::community(&content, &member.actor(), id).await?;
    make(&content, &member, &told).await
}

pub(super) async fn make_of_topic(State(content): State<Content>, member: Member, Path(key): Path<String>) -> Result<Response> {
    let told = actions::topic(&content, &member.actor(), &key).await?;
    make(&content, &member, &told).await
}

async fn make(content: &Content, member: &Member, told: &Told) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let address = address(member, &actions::make(content, &member.actor(), told).await?);
    Ok(page(content, member, told, Some(&address)).await?.into_response())
}

pub(super) async fn delete(State(content): State<Content>, member: Member, Path(id): Path<i64>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::delete(&content, &member.actor(), id).await?;
    Ok(layout::with_toast(Redirect::to("/settings/feeds"), "feed-deleted", 0))
}

/// The page of one: what it gives, and the way to its address.
async fn page(content: &Content, member: &Member, told: &Told, made: Option<&str>) -> Result<Markup> {
    let t = member.t;
    let feed = store::one(&content.platform.db, member.id(), told.target).await?;
    let action = format!("{}/feed", told.url);
    let main = html! {
        @if let Some(address) = made { (shown(member, address)) }
        section class="card pad stack" aria-labelledby="address" {
            h2 id="address" { (t.feeds_of(told.name.as_str())) }
            p { (t.feeds_intro()) }
            p class="small soft" { (t.feeds_secret()) }
            // The answer is the page that shows the address, and Turbo shows no answer that does not redirect.
            @match &feed {
                None => form action=(action) method="post" data-turbo="false" { button class="btn btn-primary" { (icon(member, "rss")) (t.calendars_make()) } },
                Some(feed) => {
                    p class="meta" { (since(member, feed)) }
                    div class="row wrap" {
                        form action=(action) method="post" data-turbo="false" { button class="btn" { (icon(member, "refresh")) (t.calendars_replace()) } }
                        form action={ "/settings/feeds/" (feed.id) "?_method=delete" } method="post" { button class="btn btn-danger" { (t.calendars_revoke()) } }
                    }
                }
            }
            p { a class="link" href=(told.url) { (t.feeds_back(told.name.as_str())) } }
        }
    };
    Ok(settings_frame::page(member, "feeds", t.web_settings_feeds(), main).await?)
}

/// When an address was made and read last. A day of the world, not of the reader: it is known no better.
fn since(member: &Member, feed: &store::Feed) -> String {
    let t = member.t;
    let used = match feed.used_on {
        Some(day) => t.calendars_used(t.date_long(day, &TimeZone::UTC)),
        None => t.calendars_unused().to_owned(),
    };
    format!("{} · {used}", t.calendars_since(t.date_long(feed.created_at, &member.zone)))
}

/// The address, once.
fn shown(member: &Member, address: &str) -> Markup {
    let t = member.t;
    ShownOnce { secret: address, made: t.calendars_made(), how: t.feeds_how(), copy: t.calendars_copy(), copied: t.calendars_copied() }
        .show(member, &Markup::default())
}

pub(super) async fn list(State(content): State<Content>, member: Member) -> Result<Markup> {
    let t = member.t;
    let own = store::own(&content.platform.db, member.id()).await?;
    let main = html! {
        @if own.is_empty() { (empty(&member, "rss", t.feeds_none(), t.feeds_where(), html! { a class="btn btn-primary" href="/communities" { (t.feeds_find()) } })) }
        @else {
            p class="soft" { (t.feeds_where()) }
            ul class="card list" { @for one in &own {
                li class="wrap" {
                    (icon(&member, "rss"))
                    div class="grow" {
                        @match &one.name {
                            Some((name, url)) => a class="name" href={ (url) "/feed" } { (name) },
                            None => b class="name" { (t.feeds_lost()) },
                        }
                        span class="meta" { (since(&member, &one.feed)) }
                    }
                    form class="end" action={ "/settings/feeds/" (one.feed.id) "?_method=delete" } method="post" {
                        button class="btn btn-sm" aria-label=[one.name.as_ref().map(|(name, _)| t.feeds_delete(name.as_str()))] { (t.calendars_revoke()) }
                    }
                }
            } }
        }
    };
    Ok(settings_frame::page(&member, "feeds", t.web_settings_feeds(), main).await?)
}
