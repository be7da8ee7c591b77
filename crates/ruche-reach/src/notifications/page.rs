//! The page of notifications, and the two forms that mark them as read.

use super::actions;
use super::rules::{Early, Kind, Outcome, Period, Turn, period};
use super::store::{self, Matter, Notification};
use crate::Reach;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use maud::{Markup, Render, html};
use ruche_kernel::{Cursor, SubjectRef};
use ruche_platform::subjects::Card;
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{avatar, badge, empty, icon, time};
use ruche_web::{Fields, Member, Result};
use serde::Deserialize;
use std::collections::HashMap;

/// Notifications on one page.
const PAGE: usize = 40;

#[derive(Deserialize)]
pub(super) struct Listing {
    #[serde(default)]
    filter: String,
    after: Option<String>,
}

pub(super) async fn list(State(reach): State<Reach>, member: Member, Query(query): Query<Listing>) -> Result<Markup> {
    let t = member.t;
    let mentions = query.filter == "mentions";
    let newest = query.after.is_none();
    let after = query.after.and_then(|text| text.parse().ok()).unwrap_or(Cursor::NEWEST);
    let rows = store::list(&reach.platform.db, member.id(), mentions.then_some(Kind::Mention), after, PAGE as i64 + 1).await?;
    let page = ruche_kernel::Page::of(rows, PAGE, |row| Cursor { at: row.at, id: row.id });
    let cards = cards(&reach, &member, page.items.iter().map(|row| &row.matter)).await?;
    let sections = sections(&member, &page.items, &cards);
    let content = html! {
        header class="page-head" {
            div { h1 { (t.web_notifications()) } p { (t.notifications_intro()) } }
            div class="actions" {
                // Also for rows that are not shown any more: what they are about is gone, but the bell still counts them.
                @if !page.items.is_empty() {
                    form action="/notifications/read" method="post" {
                        @if mentions { input type="hidden" name="filter" value="mentions"; }
                        button class="btn btn-quiet" { (icon(&member, "check-check")) (if mentions { t.notifications_read_mentions() } else { t.notifications_read_all() }) }
                    }
                }
                a class="icon-btn" href="/settings/notifications" aria-label=(t.notifications_set()) { (icon(&member, "sliders")) }
            }
        }
        nav class="chips scroll" aria-label=(t.notifications_filter()) {
            a class="chip" href="/notifications" aria-current=[(!mentions).then_some("page")] { (t.notifications_all()) }
            a class="chip" href="/notifications?filter=mentions" aria-current=[mentions.then_some("page")] { (t.notifications_mentions()) }
        }
        @for (title, id, rows) in &sections {
            section class="card" aria-labelledby=(id) {
                div class="card-head" { h2 id=(id) { (title) } }
                ul class="list" { @for row in rows { (row) } }
            }
        }
        @if let Some(next) = page.next {
            a class="btn" href={ "/notifications?" @if mentions { "filter=mentions&" } "after=" (next) } { (t.web_more()) }
        } @else if sections.is_empty() {
            @if mentions { (empty(&member, "at-sign", t.notifications_no_mention_title(), t.notifications_no_mention(), html! {})) }
            @else { (empty(&member, "bell", t.notifications_none_title(), t.notifications_none(), html! {})) }
        }
    };
    // The newest page says at once what arrives while it is read; older ones keep what they show.
    let main = html! {
        @if newest {
            turbo-frame id="notifications" target="_top" refresh="morph" data-controller="bell" data-bell-url-value={ "/notifications" @if mentions { "?filter=mentions" } } { (content) }
        } @else { (content) }
    };
    Ok(layout::page(
        &member,
        Page { title: t.web_notifications(), here: "", class: "page-narrow", back: Some(("/", t.web_notifications())), main, aside: None },
    )
    .await?)
}

/// The rows that may be shown, by section: title, id of the title, rows.
fn sections(member: &Member, rows: &[Notification], cards: &HashMap<SubjectRef, Card>) -> Vec<(&'static str, &'static str, Vec<Markup>)> {
    let t = member.t;
    let mut sections = vec![
        (Period::Today, (t.notifications_today(), "today", Vec::new())),
        (Period::ThisWeek, (t.notifications_this_week(), "this-week", Vec::new())),
        (Period::Earlier, (t.notifications_earlier(), "earlier", Vec::new())),
    ];
    for row in rows {
        let Some(view) = View::of(&row.matter, cards) else { continue };
        let when = period(row.at, member.now, &member.zone);
        for (_, (.., shown)) in sections.iter_mut().filter(|(period, _)| *period == when) {
            shown.push(line(member, row, &view));
        }
    }
    sections.into_iter().map(|(_, section)| section).filter(|(.., rows)| !rows.is_empty()).collect()
}

/// Whether a notification is about a community rather than about something written.
pub(super) fn leads_to_place(kind: Kind) -> bool {
    matches!(kind, Kind::Invitation | Kind::Request | Kind::Community)
}

/// The cards of what these notifications are about, as far as the viewer may see them.
pub(super) async fn cards(
    reach: &Reach,
    member: &Member,
    matters: impl Iterator<Item = &Matter>,
) -> ruche_kernel::Result<HashMap<SubjectRef, Card>> {
    let written = matters.filter(|matter| !leads_to_place(matter.kind));
    let subjects: Vec<SubjectRef> = written.flat_map(|matter| [Some(&matter.subject), matter.root.as_ref()]).flatten().cloned().collect();
    reach.platform.subjects.cards(&member.actor(), &subjects).await
}

/// What the viewer may see of what a notification is about.
pub(super) struct View<'a> {
    /// Where it leads.
    pub url: String,
    /// The words that are quoted, if any.
    pub quote: Option<&'a str>,
    /// The title of what answers hang on.
    pub title: Option<&'a str>,
    /// Whether it thanks those whom it mentions.
    thanks: bool,
}

impl<'a> View<'a> {
    /// Nothing when all of it is gone. Several answers still lead to what they hang on when the newest of them is gone.
    pub fn of(matter: &Matter, cards: &'a HashMap<SubjectRef, Card>) -> Option<Self> {
        if leads_to_place(matter.kind) {
            let requests = if matter.kind == Kind::Request && !matter.acceptance { "/members" } else { "" };
            return Some(Self { url: format!("/communities/{}{requests}", matter.place), quote: None, title: None, thanks: false });
        }
        let root = matter.root.as_ref().and_then(|root| cards.get(root));
        let subject = cards.get(&matter.subject);
        let url = subject.or_else(|| root.filter(|_| matter.others > 0))?.url.clone();
        let words = |card: &'a Card| Some(card.title.as_str()).filter(|title| !title.is_empty());
        Some(Self {
            url,
            quote: subject.and_then(words),
            title: root.and_then(words),
            thanks: subject.is_some_and(|card| card.format == "kudos"),
        })
    }
}

/// One notification. While it is unread, what it names and the quotation are buttons that mark it as read and lead there.
fn line(member: &Member, row: &Notification, view: &View<'_>) -> Markup {
    let t = member.t;
    let url = view.url.as_str();
    let form = format!("read-{}", row.id);
    let (symbol, tone) = match row.matter.kind {
        Kind::Mention if view.thanks => ("award", "honey"),
        Kind::Mention => ("at-sign", "info"),
        Kind::Reply => ("reply", "success"),
        Kind::Reaction => ("heart", "danger"),
        Kind::Invitation => ("hexagon", "brand"),
        Kind::Request if row.matter.acceptance => ("check-circle", "success"),
        Kind::Request => ("user-plus", "brand"),
        Kind::Answer => ("check-circle", "success"),
        Kind::Share => ("share", "info"),
        Kind::Search => ("search", "brand"),
        Kind::Skill => ("award", "success"),
        Kind::Asked => ("circle-help", "honey"),
        Kind::Newcomer => match row.matter.early {
            Early::Buddy | Early::Manager => ("handshake", "brand"),
            Early::Asked | Early::Answered => ("message-circle", "honey"),
            Early::Begun | Early::Due => ("flag", "brand"),
        },
        Kind::Community => match row.matter.turn {
            Turn::Handed => ("key", "brand"),
            Turn::Archived | Turn::Unarchived => ("archive", "neutral"),
        },
        Kind::Team => ("users", "brand"),
        Kind::Partner => ("clock", if row.matter.soon { "honey" } else { "warning" }),
        Kind::Event => ("calendar", "info"),
        Kind::Announcement => ("megaphone", "honey"),
        Kind::Review => match row.matter.outcome {
            Outcome::Waits => ("eye", "violet"),
            Outcome::Approved => ("check-circle", "success"),
            Outcome::Returned | Outcome::Failed => ("undo", "warning"),
            Outcome::Behalf => ("edit", "info"),
        },
    };
    let link = |text: &str| {
        html! {
            @if row.unread { button class="link" id={ "notification-" (row.id) } form=(form) { (text) } }
            @else { a class="link" id={ "notification-" (row.id) } href=(url) { (text) } }
        }
    };
    html! {
        li id={ "notif-" (row.id) } class={ "notif" @if row.unread { " unread" } } {
            span class="mark" { (avatar(&row.actor, "")) span class="icon-badge" data-tone=(tone) { (icon(member, symbol)) } }
            div class="stack gap-1" {
                p { (sentence(member, row, view, &link)) }
                @if let Some(quote) = view.quote.filter(|_| !matches!(row.matter.kind, Kind::Event | Kind::Announcement | Kind::Review | Kind::Search | Kind::Skill | Kind::Newcomer | Kind::Team | Kind::Partner | Kind::Asked)) {
                    p class="quote clip" {
                        @if row.unread { button form=(form) { (t.notifications_quote(quote)) } } @else { a href=(url) { (t.notifications_quote(quote)) } }
                    }
                }
                p class="meta" { (time(member, row.at)) @if names_place(&row.matter) { " · " (row.place_name) } }
                @if row.unread { form id=(form) action={ "/notifications/" (row.id) "/read" } method="post" hidden {} }
            }
            @if row.unread { span class="dot" role="img" aria-label=(t.notifications_unread()) {} } @else { span {} }
        }
    }
}

/// Whether the place of what is told stands beside it: not twice, and not where the person may not read it any more.
pub(super) fn names_place(matter: &Matter) -> bool {
    !leads_to_place(matter.kind)
        && !matches!(matter.kind, Kind::Skill | Kind::Newcomer | Kind::Team | Kind::Partner)
        && (matter.kind, matter.outcome) != (Kind::Review, Outcome::Failed)
}

/// Who did what: names in bold, what it is about as a link.
fn sentence(member: &Member, row: &Notification, view: &View<'_>, link: &impl Fn(&str) -> Markup) -> Markup {
    let t = member.t;
    let who =
        html! { b class="name" { (row.actor.shown_name(member)) } @if row.actor.partner.is_some() || row.actor.bot { " " (badge(member, &row.actor)) } }
            .render();
    let (others, subject) = (row.matter.others, row.matter.subject.kind.as_str());
    match row.matter.kind {
        Kind::Mention if view.thanks => t.notifications_thanked_html(link(t.notifications_a_text(subject)), who),
        Kind::Mention => t.notifications_mention_html(link(t.notifications_a_text(subject)), others, who),
        Kind::Reply => t.notifications_reply_html(link(view.title.unwrap_or(t.notifications_your_words())), others, who),
        Kind::Reaction => t.notifications_reaction_html(link(t.notifications_your_text(subject)), others, who),
        Kind::Invitation if row.matter.addition => t.notifications_added_html(link(&row.place_name), others, who),
        Kind::Invitation => t.notifications_invitation_html(link(&row.place_name), others, who),
        Kind::Request if row.matter.acceptance => t.notifications_accepted_html(link(&row.place_name)),
        Kind::Request => t.notifications_request_html(link(&row.place_name), others, who),
        Kind::Community => match row.matter.turn {
            Turn::Handed => t.notifications_handed_html(link(&row.place_name), who),
            Turn::Archived => t.notifications_archived_html(link(&row.place_name), who),
            Turn::Unarchived => t.notifications_unarchived_html(link(&row.place_name), who),
        },
        Kind::Answer => t.notifications_answer_html(link(view.title.unwrap_or(t.notifications_your_words())), who),
        Kind::Search => t.notifications_search_html(link(view.quote.unwrap_or_default()), who),
        Kind::Asked => t.notifications_question_html(link(view.quote.unwrap_or(t.notifications_a_text(subject))), who),
        Kind::Skill if subject == "proposal" => t.notifications_proposed_html(link(view.quote.unwrap_or_default())),
        Kind::Skill => t.notifications_skill_html(link(view.quote.unwrap_or_default()), others, who),
        Kind::Newcomer => {
            let title = view.quote.unwrap_or_default();
            match row.matter.early {
                Early::Buddy => t.notifications_buddy_html(link(title), who),
                Early::Manager => t.notifications_manager_html(link(title), who),
                Early::Begun => t.notifications_begun_html(link(t.notifications_your_journey()), who),
                Early::Due => t.notifications_due_html(link(title)),
                Early::Asked => t.notifications_asked_html(link(&t.newcomers_survey(row.matter.subject.id))),
                Early::Answered => t.notifications_said_html(link(t.notifications_how_it_is()), who),
            }
        }
        Kind::Team if row.actor.id.0 == row.matter.subject.id => t.notifications_team_own_html(link(t.notifications_your_team()), who),
        Kind::Team => t.notifications_team_html(link(view.quote.unwrap_or_default()), who),
        Kind::Partner if row.matter.soon => t.notifications_ending_soon_html(link(view.quote.unwrap_or_default())),
        Kind::Partner => t.notifications_ending_html(link(view.quote.unwrap_or_default())),
        Kind::Share => t.notifications_share_html(link(t.notifications_your_text(subject)), who),
        Kind::Event => t.notifications_event_html(link(view.quote.unwrap_or(t.notifications_a_text(subject))), who),
        Kind::Review => {
            let link = link(view.quote.unwrap_or(t.notifications_a_text("post")));
            match row.matter.outcome {
                Outcome::Waits => t.notifications_review_html(link, who),
                Outcome::Approved => t.notifications_approved_html(link, who),
                Outcome::Returned => t.notifications_returned_html(link, who),
                Outcome::Failed => t.notifications_failed_html(link),
                Outcome::Behalf => t.notifications_behalf_html(link, who),
            }
        }
        Kind::Announcement => t.notifications_announcement_html(link(view.quote.unwrap_or(t.notifications_a_text(subject))), who),
    }
}

/// Marks one as read and leads to what it is about; to the list when that can no longer be seen.
pub(super) async fn read(State(reach): State<Reach>, member: Member, Path(id): Path<i64>) -> Result<Redirect> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let matter = actions::read(&reach, &member.actor(), id).await?;
    let cards = cards(&reach, &member, std::iter::once(&matter)).await?;
    Ok(Redirect::to(View::of(&matter, &cards).as_ref().map_or("/notifications", |view| &view.url)))
}

/// Marks as read what the list holds, whichever page of it is shown.
pub(super) async fn read_all(State(reach): State<Reach>, member: Member, mut form: Fields) -> Result {
    let mentions = form.opt("filter")?.as_deref() == Some("mentions");
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::read_all(&reach, &member.actor(), mentions.then_some(Kind::Mention)).await?;
    let (address, toast) = if mentions { ("/notifications?filter=mentions", "mentions-read") } else { ("/notifications", "all-read") };
    Ok(layout::with_toast(Redirect::to(address), toast, 0))
}
