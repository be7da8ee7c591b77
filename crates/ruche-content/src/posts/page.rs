//! The pages of posts: the card, the thread, the bin; and feeds in the pages of places and people.

use super::formats::{self, Details, Format};
use super::model::{Post, PostId, Reason, Shown};
use super::{access, actions, rules, sharing, store};
use crate::marks::Mark;
use crate::translations::{self, Original};
use crate::{Content, comments, files, marks, reactions, writing};
use async_trait::async_trait;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, PreEscaped, html};
use ruche_kernel::{Cursor, Error, MemberId, PlaceId, SubjectRef};
use ruche_people::access::Standing;
use ruche_people::communities;
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Person, avatar, badge, empty, icon, name, time};
use ruche_web::slots::Slot;
use ruche_web::{Member, Result};
use serde::Deserialize;

/// How a card is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// In a feed of several places: the reason and the place stand on it.
    Home,
    /// In the feed of one place or person.
    Feed,
    /// On its own page: its title is the page's.
    Thread,
}

/// A post as a card. Live changes fetch it again.
#[must_use]
pub fn card(member: &Member, shown: &Shown, setting: Setting) -> Markup {
    let t = member.t;
    let post = &shown.post;
    let id = post.id;
    // The same card again, when something of it changes.
    let again = match (setting, &post.reason) {
        (Setting::Thread, _) => "?as=thread",
        (Setting::Home, Some(_)) => "?as=home",
        (Setting::Home, None) => "?as=several",
        (Setting::Feed, _) => "",
    };
    let folded = folds(member, post, setting);
    html! {
        article class="post card" id={ "post-" (id) } aria-labelledby={ "post-" (id) "-by" } data-controller="fragment" data-fragment-url-value={ "/posts/" (id) "/card" (again) }
            data-fragment-subject-value={ "post:" (id) } data-fragment-kinds-value="post.edited post.previewed post.deleted post.restored post.pinned post.archived post.unarchived question.answered" data-feed-target="post" data-published=(post.published_at) data-id=(id) {
            @if folded {
                details class="fold" {
                    summary { (icon(member, "languages")) span class="grow" { (t.posts_folded(post.language.as_str(), post.author.shown_name(member))) } span class="link when-closed" { (t.posts_unfold()) } span class="link when-open" { (t.posts_fold()) } }
                    (whole(member, shown, setting))
                }
                (translations::page::aside(member, original(member, post).as_ref()))
            } @else { (whole(member, shown, setting)) }
        }
    }
}

/// The words of a post, when they can be translated for the reader.
pub(super) fn original(member: &Member, post: &Post) -> Option<Original> {
    Original::offered(member, post.subject(), &post.language, &post.heading, &post.html)
}

/// The words of a post in the reader's language, as far as they were asked for.
pub(super) async fn translation(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result {
    let post = access::one(&content, &member.actor(), id).await?;
    translations::page::show(&content, &member, original(&member, &post), &format!("/posts/{id}")).await
}

pub(super) async fn translate(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result {
    let post = access::one(&content, &member.actor(), id).await?;
    translations::page::translate(&content, &member, original(&member, &post), &format!("/posts/{id}")).await
}

/// Whether a post stands folded: in the home feed and in those of places, for someone who wants its language folded, unless it
/// concerns that person.
fn folds(member: &Member, post: &Post, setting: Setting) -> bool {
    let in_feed = setting == Setting::Feed || (setting == Setting::Home && post.reason.is_some());
    in_feed
        && member.me.hidden_languages.contains(&post.language)
        && post.author.id != member.id()
        && to_confirm(member, post).is_none()
        && !rules::mentions(&post.html, member.id())
}

/// The announcement that a post is, while the reader is to confirm having read it.
fn to_confirm<'a>(member: &Member, post: &'a Post) -> Option<&'a formats::Announcement> {
    let Details::Announcement(announcement) = &post.details else { return None };
    let waits = announcement.is_open(member.now) && !post.responses.chose(0) && post.author.id != member.id();
    waits.then_some(announcement)
}

/// All of a post.
fn whole(member: &Member, shown: &Shown, setting: Setting) -> Markup {
    let t = member.t;
    let post = &shown.post;
    let id = post.id;
    let thread = setting == Setting::Thread;
    let named = format!("post-{id}-by");
    let format = post.details.format();
    let words = html! {
        @if !post.heading.is_empty() { h3 class="post-title" { @if thread { (post.heading) } @else { a href={ "/posts/" (id) } { (post.heading) } } } }
        @if !post.html.is_empty() {
            div class={ "prose" @if !thread { " clamp" } } lang=(post.language) { (PreEscaped(&post.html)) }
            @if !thread && post.html.len() > 1800 { p { a class="link small" href={ "/posts/" (id) } { (t.posts_read_all()) } } }
        }
    };
    html! {
        @if setting == Setting::Home && matches!(post.reason, Some(Reason::Followed)) {
            p class="reason" { (icon(member, "user-check")) span { (t.posts_reason_followed(post.author.shown_name(member))) } (badge(member, &post.author)) }
        }
        @if let (Setting::Home, Some(Reason::Topic(topic))) = (setting, &post.reason) {
            p class="reason" { (icon(member, "hash")) span { a class="link" href=(topic.url()) { (t.posts_reason_topic(format!("#{}", topic.name))) } } }
        }
        @if let Some(writer) = &post.writer { p class="reason" { (icon(member, "edit")) span { a class="link" href={ "/members/" (writer.person.id) } { (t.posts_published_by(writer.person.shown_name(member))) } } } }
        @if post.pinned_at.is_some() && setting != Setting::Home { p class="reason" { (icon(member, "pin")) span { (t.posts_pinned()) } } }
        @if let Some(at) = post.archived_at { p class="reason" { (icon(member, "archive")) span { (t.posts_archived_since(t.date_long(at, &member.zone))) } } }
        @if let Some(announcement) = to_confirm(member, post) { (formats::bar(member, announcement)) }
        header class="post-head" {
            a href={ "/members/" (post.author.id) } tabindex="-1" aria-hidden="true" { (avatar(&post.author, "")) }
            div class="grow" {
                // A heading, so that those who hear the page go from post to post, and that the titles within a text stand below it.
                h2 class="post-name" id=(named) { (name(member, &post.author)) }
                div class="meta meta-row" {
                    @if !post.author.title.is_empty() { span class="post-role" { (post.author.title) } }
                    span class="post-place" { @if post.place.company { (t.posts_whole_company()) } @else { a href={ "/communities/" (post.place.id) } { (post.place.name) } } }
                    span class="post-date" { a href={ "/posts/" (id) } { (time(member, post.published_at)) } }
                    @if let Some(edited) = post.edited_at { span title=(t.date_time_long(edited, &member.zone)) { a href={ "/posts/" (id) "/history" } { (t.posts_edited()) } } }
                }
            }
            @if format != Format::Message { span class="badge" data-tone=(format.tone()) { (icon(member, format.icon())) (format.label(member)) } }
            (menu(member, post, thread))
        }
        div class="post-main" {
            @if format == Format::Kudos { (formats::block(member, post)) }
            (translations::page::words(member, original(member, post).as_ref(), &words))
            (writing::show_card(post.card.as_ref(), &post.subject()))
            (writing::own::show(member, shown.own.as_ref()))
            (sharing::inside(member, post, &shown.shared_files))
            (outsiders(member, &post.html, &post.author, post.place.id, post.place.company, post.standing))
            @if post.missing_file { p class="callout" { (icon(member, "image")) span { (t.posts_missing_file()) } } }
            (files::page::photos(member, &shown.files))
            (files::player::players(member, &shown.files))
            (files::page::documents(member, &shown.files))
            @if format != Format::Kudos { fieldset class="contents" disabled[post.place.archived || (format != Format::Announcement && post.only_read(&member.actor()))] { (formats::block(member, post)) } }
        }
        footer class="post-foot" {
            fieldset class="contents" disabled[post.only_read(&member.actor())] { (reactions::page::row(member, &post.subject(), &shown.reactions)) }
            div class="post-actions" {
                // Without comments it would invite to write one.
                @if !post.only_read(&member.actor()) || post.comments > 0 { (comment_count(member, post)) }
                (marks::page::bookmark(member, &post.subject(), post.marks.contains(&Mark::Bookmark)))
            }
        }
    }
}

/// For the author: whom a text mentions in vain, with the way to let them in.
pub(crate) fn outsiders(member: &Member, text: &str, author: &Person, place: PlaceId, company: bool, standing: Option<Standing>) -> Markup {
    let t = member.t;
    let outside = rules::mentioned_outside(text);
    if author.id != member.id() || outside.is_empty() {
        return html! {};
    }
    let names = t.list(&outside.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>());
    html! {
        div class="callout" data-tone="info" {
            (icon(member, "eye-off"))
            div class="grow" { p { (t.posts_outside(names)) } @if company { p { (t.posts_outside_company()) } } }
            @if !company {
                @if standing == Some(Standing::Owner) {
                    form class="end" action={ "/communities/" (place) "/invitations" } method="post" {
                        @for (id, _) in &outside { input type="hidden" name="member" value=(id); }
                        button class="btn btn-sm" { (icon(member, "user-plus")) (t.posts_outside_invite()) }
                    }
                } @else { a class="btn btn-sm end" href={ "/communities/" (place) "/members" } { (t.posts_outside_ask()) } }
            }
        }
    }
}

/// Why a post stands in the home feed, in words.
fn reason(member: &Member, post: &Post) -> Option<String> {
    let t = member.t;
    Some(match post.reason.as_ref()? {
        Reason::Company => t.posts_reason_company().to_owned(),
        Reason::Joined => t.posts_reason_joined(post.place.name.as_str()),
        Reason::Followed => t.posts_reason_followed(post.author.shown_name(member)),
        Reason::Topic(topic) => t.posts_reason_topic(format!("#{}", topic.name)),
    })
}

/// The number of comments, which leads to them.
pub(crate) fn comment_count(member: &Member, post: &Post) -> Markup {
    let (t, id, count) = (member.t, post.id, post.comments);
    // Below a question, the first to write answers it.
    let none = if post.details.is_question() { t.comments_reply() } else { t.posts_comment() };
    let label = if count > 0 { t.posts_comment_count(count) } else { none.to_owned() };
    html! {
        a class="btn btn-quiet btn-sm" id={ "comments-of-" (id) } href={ "/posts/" (id) "#comments" } aria-label=(label) data-controller="fragment"
            data-fragment-url-value={ "/posts/" (id) "/comments/count" } data-fragment-root-value={ "post:" (id) } data-fragment-kinds-value="comment.published comment.deleted comment.restored" data-shortcut="reply" {
            (icon(member, "message-circle")) span { @if count > 0 { (t.number(count)) } @else { (none) } }
        }
    }
}

/// What can be done with a post, by whoever sees the menu.
fn menu(member: &Member, post: &Post, thread: bool) -> Markup {
    let t = member.t;
    let (actor, id) = (member.actor(), post.id);
    let by = post.author.shown_name(member);
    let link = member.app.settings.link(&format!("/posts/{id}"));
    html! {
        span class="menu-anchor" {
            button class="icon-btn" type="button" id={ "post-" (id) "-more" } popovertarget={ "post-" (id) "-menu" } aria-label=(t.posts_actions(by)) { (icon(member, "ellipsis")) }
            div class="menu wide" id={ "post-" (id) "-menu" } popover {
                a href={ "/posts/" (id) } { (icon(member, "external")) (t.posts_open()) }
                button class="only-script" type="button" data-controller="copy" data-action="copy#copy" data-copy-text-value=(link) {
                    (icon(member, "link")) (t.posts_copy_link())
                    template data-copy-target="done" { div class="toast" role="status" data-controller="toast" { span { (t.posts_link_copied()) } } }
                }
                a href={ "/posts/new?share=" (id) } data-composer { (icon(member, "share")) (t.posts_share()) }
                @for (mark, symbol, set, unset) in [(Mark::Follow, "bell", t.marks_follow(), t.marks_unfollow()), (Mark::Mute, "bell-off", t.marks_mute(), t.marks_unmute())] {
                    @let on = post.marks.contains(&mark);
                    form action={ "/marks/" (mark.word()) "/post:" (id) "?_method=" (if on { "delete" } else { "put" }) } method="post" { button { (icon(member, symbol)) (if on { unset } else { set }) } }
                }
                @if thread { button class="only-script" type="button" data-controller="print" data-action="print#print" { (icon(member, "file")) (t.posts_print()) } }
                @if !post.only_read(&actor) && rules::may_edit(&actor, post.hands()) { a href={ "/posts/" (id) "/edit" } data-composer { (icon(member, "edit")) (t.posts_edit()) } }
                @if !post.place.archived && rules::may_pin(post.standing, post.place.company) && post.archived_at.is_none() {
                    form action={ "/posts/" (id) "/pin?_method=" (if post.pinned_at.is_some() { "delete" } else { "put" }) } method="post" { button { (icon(member, "pin")) (if post.pinned_at.is_some() { t.posts_unpin() } else { t.posts_pin() }) } }
                }
                @if !post.place.archived && rules::may_archive(&actor, post.hands(), post.standing, post.place.company) {
                    form action={ "/posts/" (id) "/archive?_method=" (if post.archived_at.is_some() { "delete" } else { "put" }) } method="post" { button { (icon(member, "archive")) (if post.archived_at.is_some() { t.posts_unarchive() } else { t.posts_archive() }) } }
                }
                @if rules::may_delete(&actor, post.hands(), post.standing, post.place.company) {
                    form action={ "/posts/" (id) "?_method=delete" } method="post" { button { (icon(member, "trash")) (t.posts_delete()) } }
                }
                @if let Some(reason) = reason(member, post) { hr; p class="menu-note meta" { (icon(member, "info")) span { (reason) } } }
            }
        }
    }
}

#[derive(Deserialize)]
pub(super) struct As {
    r#as: Option<String>,
}

pub(super) async fn card_fragment(
    State(content): State<Content>,
    member: Member,
    Path(id): Path<PostId>,
    Query(query): Query<As>,
) -> Result<Markup> {
    let mut shown = access::shown(&content, &member.actor(), id).await?;
    let (setting, reason) = match query.r#as.as_deref() {
        Some("thread") => (Setting::Thread, None),
        Some("home") => (Setting::Home, access::reason(&content, &member.actor(), &shown.post).await?),
        Some("several") => (Setting::Home, None),
        _ => (Setting::Feed, None),
    };
    shown.post.reason = reason;
    Ok(card(&member, &shown, setting))
}

#[derive(Deserialize)]
pub(super) struct At {
    at: Option<String>,
    before: Option<String>,
    helpful: Option<String>,
    comment: Option<i64>,
}

impl At {
    /// Where the thread starts.
    pub(super) fn start(&self) -> comments::access::Start {
        comments::access::Start::of(self.at.as_deref(), self.before.as_deref(), self.helpful.as_deref(), self.comment)
    }
}

/// The title of the page of a post.
pub(super) fn title(member: &Member, post: &Post) -> String {
    if post.title.is_empty() { member.t.posts_of(post.author.shown_name(member)) } else { post.title.clone() }
}

/// A post with its comments: at the beginning, or from a given comment on.
pub(super) async fn show(
    State(content): State<Content>,
    member: Member,
    Path(id): Path<PostId>,
    Query(query): Query<At>,
) -> Result<Markup> {
    let t = member.t;
    let actor = member.actor();
    let post = access::one(&content, &actor, id).await?;
    let (shown, thread) = comments::access::with_post(&content, &actor, post, query.start()).await?;
    let title = title(&member, &shown.post);
    let place = &shown.post.place;
    // Nobody from outside reads the company.
    let outside =
        if place.company { Vec::new() } else { communities::outside_companies(&content.platform.db, &actor, place.id, member.now).await? };
    let format = shown.post.details.format();
    let kind = if format == Format::Message { t.posts_post() } else { format.label(&member) };
    let back = if place.company { "/".to_owned() } else { format!("/communities/{}", place.id) };
    let asked = if format == Format::Question {
        member.app.slots.fill("post.question", &member, id.0).await?
    } else {
        html! {}
    };
    let main = html! {
        h1 class="sr" { (title) }
        nav class="crumbs hide-phone" aria-label=(t.posts_crumbs()) {
            a href=(back) { (if place.company { t.posts_whole_company() } else { &place.name }) } (icon(&member, "chevron-right")) span aria-current="page" { (kind) }
        }
        (card(&member, &shown, Setting::Thread))
        (asked)
        (comments::page::section(&member, &shown.post, &thread, &outside))
    };
    Ok(layout::page(
        &member,
        Page {
            title: &title,
            here: if place.company { "home" } else { "communities" },
            class: "",
            back: Some((&back, kind)),
            main,
            aside: None,
        },
    )
    .await?)
}

/// What a post said before each edit: whoever reads it may know.
pub(super) async fn history(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result<Markup> {
    let t = member.t;
    let post = access::one(&content, &member.actor(), id).await?;
    let versions = store::versions(&content.platform.db, id).await?;
    // Rendered now: whom they mention is named as one may name them today.
    let bodies = versions.iter().map(|version| version.body.clone()).collect();
    let texts = writing::rendered(&content, post.place.id, bodies).await?;
    let address = format!("/posts/{id}");
    let title = t.posts_history();
    let main = html! {
        header class="page-head" { div { h1 { (title) } p { a class="link" href=(address) { @if post.title.is_empty() { (t.posts_post()) } @else { (post.title) } } } } }
        @if versions.is_empty() { (empty(&member, "history", t.posts_history_none_title(), t.posts_history_none(), html! {})) }
        @for (version, text) in versions.iter().zip(&texts) {
            section class="card pad stack gap-2" {
                h2 class="meta" { (t.posts_history_of(t.date_time_long(version.written_at, &member.zone))) }
                @if !version.heading.is_empty() { p class="strong" { (version.heading) } }
                @if !text.is_empty() { div class="prose" lang=(post.language) { (PreEscaped(text)) } }
            }
        }
    };
    Ok(layout::page(&member, Page { title, here: "", class: "page-narrow", back: Some((&address, title)), main, aside: None }).await?)
}

pub(super) async fn delete(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let place = actions::delete(&content, &member.actor(), id).await?;
    let to = if place == member.me.actor.company { "/".to_owned() } else { format!("/communities/{place}") };
    Ok(layout::with_toast(Redirect::to(&to), "post-deleted", id.0))
}

pub(super) async fn restore(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::restore(&content, &member.actor(), id).await?;
    Ok(layout::with_toast(to(id), "post-restored", id.0))
}

pub(super) async fn archive(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let place = actions::archive(&content, &member.actor(), id, true).await?;
    let back = if place == member.me.actor.company { "/".to_owned() } else { format!("/communities/{place}") };
    Ok(layout::with_toast(Redirect::to(&back), "post-archived", id.0))
}

pub(super) async fn unarchive(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::archive(&content, &member.actor(), id, false).await?;
    Ok(layout::with_toast(to(id), "post-unarchived", id.0))
}

/// What stands in the archives of a community.
pub(super) async fn archives(State(content): State<Content>, member: Member, Path(place): Path<PlaceId>) -> Result<Markup> {
    let t = member.t;
    let community = communities::see(&content.platform.db, &member.actor(), place, member.now).await?;
    if !community.reads {
        return Err(Error::NotFound.into());
    }
    let after = cursor_of(&member.path).unwrap_or(Cursor::NEWEST);
    let page = access::archives(&content, &member.actor(), place, after).await?;
    let title = t.posts_archives();
    let main = html! {
        header class="page-head" { div { h1 { (title) } p { (t.posts_archives_intro(community.name.as_str())) } } }
        @if page.items.is_empty() { (empty(&member, "archive", t.posts_archives_none_title(), t.posts_archives_none(), html! {})) }
        div class="stack feed" { (list(&member, &page, Setting::Feed, &format!("/communities/{place}/archives?after="))) }
    };
    let back = format!("/communities/{place}");
    Ok(layout::page(&member, Page { title, here: "communities", class: "page-narrow", back: Some((&back, title)), main, aside: None })
        .await?)
}

fn to(id: PostId) -> Response {
    Redirect::to(&format!("/posts/{id}")).into_response()
}

pub(super) async fn pin(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::pin(&content, &member.actor(), id, true).await?;
    Ok(layout::with_toast(to(id), "post-pinned", id.0))
}

pub(super) async fn unpin(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::pin(&content, &member.actor(), id, false).await?;
    Ok(layout::with_toast(to(id), "post-unpinned", id.0))
}

/// What the person deleted and can bring back.
/// Something that a person deleted and can bring back.
pub(super) struct Gone {
    pub subject: SubjectRef,
    pub title: String,
    pub place: String,
    pub deleted_at: i64,
}

/// What the member deleted in the last 30 days, posts and comments, the last first.
pub(super) async fn binned(content: &Content, member: &Member) -> ruche_kernel::Result<Vec<Gone>> {
    let (db, since) = (&content.platform.db, member.now - rules::BIN_MS);
    let posts = store::bin(db, member.id(), since).await?.into_iter().map(|post| Gone {
        subject: SubjectRef::new("post", post.id.0),
        title: post.title,
        place: post.place,
        deleted_at: post.deleted_at,
    });
    let comments = comments::store::bin(db, member.id(), since).await?.into_iter().map(|comment| Gone {
        subject: SubjectRef::new("comment", comment.id.0),
        title: comment.title,
        place: comment.place,
        deleted_at: comment.deleted_at,
    });
    let mut rows: Vec<Gone> = posts.chain(comments).collect();
    rows.sort_by_key(|gone| std::cmp::Reverse(gone.deleted_at));
    Ok(rows)
}

pub(super) async fn bin(State(content): State<Content>, member: Member) -> Result<Markup> {
    let t = member.t;
    let rows = binned(&content, &member).await?;
    let main = html! {
        header class="page-head" { div { h1 { (t.web_bin()) } p { (t.posts_bin_intro()) } } }
        @if rows.is_empty() { (empty(&member, "trash", t.posts_bin_empty_title(), t.posts_bin_empty(), html! {})) }
        @else {
            ul class="card list" { @for Gone { subject, title, place, deleted_at } in &rows {
                @let comment = subject.kind == "comment";
                li {
                    div class="grow" {
                        b class="name" { @if title.is_empty() { (if comment { t.comments_without_text() } else { t.posts_without_text() }) } @else { (title) } }
                        span class="meta" { @if comment { (t.comments_one()) " · " } (place) " · " (t.posts_deleted_at()) " " (time(&member, *deleted_at)) }
                    }
                    form action={ "/" (subject.kind) "s/" (subject.id) "/restoration" } method="post" { button class="btn btn-sm" { (icon(&member, "undo")) (t.posts_restore()) } }
                }
            } }
        }
    };
    Ok(layout::page(
        &member,
        Page { title: t.web_bin(), here: "", class: "page-narrow", back: Some(("/", t.web_bin())), main, aside: None },
    )
    .await?)
}

/// Posts as a list, with the way to the next page.
#[must_use]
pub fn list(member: &Member, page: &ruche_kernel::Page<Shown>, setting: Setting, next: &str) -> Markup {
    html! {
        @for shown in &page.items { (card(member, shown, setting)) }
        @if let Some(cursor) = page.next { (more(member, &format!("{next}{cursor}"))) }
    }
}

/// The link to what follows; with script it brings it here.
#[must_use]
pub fn more(member: &Member, href: &str) -> Markup {
    html! { p class="center" { a class="btn" href=(href) { (icon(member, "chevron-down")) (member.t.web_more()) } } }
}

/// The first posts of a person, in the profile.
pub(super) struct OfMember(pub Content);

#[async_trait]
impl Slot for OfMember {
    async fn fill(&self, member: &Member, about: i64) -> ruche_kernel::Result<Markup> {
        let after = cursor_of(&member.path).unwrap_or(Cursor::NEWEST);
        let page = access::of_member(&self.0, &member.actor(), MemberId(about), after).await?;
        if page.items.is_empty() {
            return Ok(empty(member, "message-circle", member.t.posts_none_title(), member.t.posts_none(), html! {}));
        }
        Ok(list(member, &page, Setting::Home, &format!("/members/{about}?after=")))
    }
}

/// The feed of a place, in its page.
pub(super) struct OfPlace(pub Content);

#[async_trait]
impl Slot for OfPlace {
    async fn fill(&self, member: &Member, about: i64) -> ruche_kernel::Result<Markup> {
        let t = member.t;
        let after = cursor_of(&member.path);
        let page = access::of_place(&self.0, &member.actor(), PlaceId(about), after).await?;
        Ok(html! {
            div class="stack feed" data-controller="feed" data-feed-places-value=(about) data-feed-me-value=(member.id()) {
                (pill(member, &format!("/communities/{about}")))
                @if page.items.is_empty() { (empty(member, "message-circle", t.posts_first_title(), t.posts_first(), html! {})) }
                (list(member, &page, Setting::Feed, &format!("/communities/{about}?after=")))
            }
        })
    }
}

/// The closed composer on top of a place, for those who write there.
pub(super) struct Opener;

#[async_trait]
impl Slot for Opener {
    async fn fill(&self, member: &Member, about: i64) -> ruche_kernel::Result<Markup> {
        Ok(super::composer::opener(member, Some(PlaceId(about))))
    }
}

/// What stands in place of a form for who only reads what is said to the whole company: a way to discuss it among colleagues.
#[must_use]
pub fn share_instead(member: &Member, post: PostId) -> Markup {
    let t = member.t;
    html! {
        div class="callout" {
            (icon(member, "users"))
            div class="stack gap-2" {
                p { (t.circles_only_reads()) }
                p { a class="btn btn-sm" href={ "/posts/new?share=" (post) "&place=" (member.me.actor.home()) } data-composer { (icon(member, "share")) (t.circles_share()) } }
            }
        }
    }
}

/// The quiet line that counts new posts.
#[must_use]
pub fn pill(member: &Member, href: &str) -> Markup {
    let t = member.t;
    html! {
        a class="new-pill" href=(href) hidden data-feed-target="pill" data-one=(t.posts_new_one()) data-other=(t.posts_new_other()) data-some=(t.posts_new_some()) { (icon(member, "arrow-up")) span data-part="text" {} }
    }
}

/// The cursor in a path's query, for the pages of others that show our feeds.
#[must_use]
pub fn cursor_of(path: &str) -> Option<Cursor> {
    cursor_in(path, "after=")
}

/// A cursor in a path's query, by its name and the sign that follows it.
#[must_use]
pub fn cursor_in(path: &str, name: &str) -> Option<Cursor> {
    let (_, query) = path.split_once('?')?;
    query.split('&').find_map(|pair| pair.strip_prefix(name)).and_then(|text| text.parse().ok())
}
