//! Comments as they are shown below a post, and the forms that write them.

use super::access;
use super::actions::{self, NewComment, Published};
use super::model::{Answer, Comment, CommentId, Order, Shown, Thread};
use super::store;
use super::votes;
use crate::files::form::Given;
use crate::files::model::File;
use crate::posts::model::{Post, PostId};
use crate::posts::{composer, rules};
use crate::translations::{self, Original};
use crate::{Content, files, posts, reactions};
use axum::extract::{Path, Query, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::{StatusCode, header};
use maud::{Markup, PreEscaped, html};
use ruche_kernel::{Cursor, Error, PlaceId, Refusal, SubjectRef};
use ruche_people::communities;
use ruche_platform::secret;
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Person, Refused, avatar, icon, name, time};
use ruche_web::{Fields, Member, Result, TURBO_STREAM};
use serde::Deserialize;

/// The thread below a post, with the form to add to it; `outside` are the companies that read what is written there.
#[must_use]
pub fn section(member: &Member, post: &Post, thread: &Thread, outside: &[String]) -> Markup {
    let t = member.t;
    let root = post.subject();
    html! {
        section class="card" id="comments" aria-labelledby="comments-title" data-controller="thread" data-thread-root-value=(root) data-thread-url-value="/comments" {
            div class="card-head" { (title(member, post)) }
            div class="thread pad" {
                @if post.details.is_question() && post.comments > 1 { (orders(member, post, thread.order)) }
                @if let Some(before) = thread.earlier {
                    turbo-frame id="comments-before" { p { a class="btn btn-quiet btn-sm" href={ "/posts/" (post.id) "?before=" (before) "#comments" } data-turbo-frame="_top" { (icon(member, "arrow-up")) (t.comments_earlier()) } } }
                }
                ol class="comments" data-thread-target="list" { @for shown in &thread.comments { (one(member, shown, thread.target)) } }
                @if let Some(later) = &thread.later {
                    turbo-frame id="comments-after" data-thread-target="more" { p { a class="btn btn-quiet btn-sm" href={ "/posts/" (post.id) "?" (later) "#comments" } data-turbo-frame="_top" { (icon(member, "chevron-down")) (t.comments_later()) } } }
                }
                @if post.place.archived { p class="callout" { (icon(member, "archive")) span { (t.communities_closed()) } } }
                @else if post.archived_at.is_some() { p class="callout" { (icon(member, "archive")) span { (t.comments_archived()) } } }
                @else if member.actor().only_reads(post.place.id) { (posts::page::share_instead(member, post.id)) }
                @else if rules::may_write(post.standing, post.place.company) {
                    (form(member, &FormOf { key: secret::random_token().unwrap_or_default(), later: thread.later.is_some(), outside: outside.to_vec(), ..FormOf::below(post) }, &Refused::default()))
                } @else { (join(member, post.place.id)) }
            }
        }
    }
}

/// The two orders in which answers are read.
fn orders(member: &Member, post: &Post, order: Order) -> Markup {
    let t = member.t;
    let oldest = format!("?at={}", Cursor::OLDEST);
    html! {
        nav class="chips" aria-label=(t.questions_order()) {
            @for (one, query, label) in [(Order::Helpful, "", t.questions_helpful_first()), (Order::Date, oldest.as_str(), t.questions_oldest_first())] {
                a class="chip" href={ "/posts/" (post.id) (query) "#comments" } aria-current=[(one == order).then_some("page")] { (label) }
            }
        }
    }
}

/// The way in, for those who read an open community without belonging to it.
fn join(member: &Member, place: PlaceId) -> Markup {
    let t = member.t;
    html! {
        form class="callout" action={ "/communities/" (place) "/membership?_method=put" } method="post" {
            (icon(member, "users")) p class="grow" { (t.comments_join_to_comment()) }
            button class="btn btn-sm end" { (t.communities_join()) }
        }
    }
}

/// The heading of a thread: how many comments, kept true while the page is open.
fn title(member: &Member, post: &Post) -> Markup {
    let words = if post.details.is_question() { member.t.questions_answers().to_owned() } else { member.t.comments_count(post.comments) };
    let post = post.id;
    html! {
        h2 id="comments-title" data-controller="fragment" data-fragment-url-value={ "/posts/" (post) "/comments/count?title=1" } data-fragment-root-value={ "post:" (post) }
            data-fragment-kinds-value="comment.published comment.deleted comment.restored" { (words) }
    }
}

/// A comment with its replies.
#[must_use]
pub fn one(member: &Member, shown: &Shown, target: Option<i64>) -> Markup {
    let t = member.t;
    let comment = &shown.comment;
    let id = comment.id;
    let reply = comment.parent.is_some();
    let closed = comment.closed || member.actor().only_reads(comment.place);
    let more = comment.replies - i64::try_from(shown.replies.len()).unwrap_or(0);
    // The reply that was asked for by its address may stand far after the first ones: what follows starts after those.
    let after = shown.replies.iter().take(access::FIRST_REPLIES).next_back().map_or(Cursor::OLDEST, |r| r.comment.cursor());
    let already = shown.replies.iter().skip(access::FIRST_REPLIES).map(|r| format!("&shown={}", r.comment.id)).collect::<String>();
    html! {
        li class={ "comment" @if target == Some(id.0) { " fresh" } } id={ "comment-" (id) } data-controller="reply" data-parent=[comment.parent] {
            a href={ "/members/" (comment.author.id) } tabindex="-1" aria-hidden="true" { (avatar(&comment.author, "sm")) }
            div {
                (body_block(member, shown))
                @if !comment.deleted {
                    div class="comment-tools" {
                        // In an archived community what others said is read, and pressed no more, also once the row is fetched again.
                        fieldset class="contents" disabled[closed] {
                            (votes::button(member, comment))
                            (reactions::page::row(member, &comment.subject(), &shown.reactions))
                        }
                        @if !closed && rules::may_write(comment.standing, comment.company) { a class="btn btn-quiet btn-sm" id={ "reply-link-" (id) } href={ "/comments/" (id) "/reply" } data-turbo-frame={ "reply-" (id) } data-reply-target="link" data-action="reply#toggle" data-shortcut="reply" aria-expanded="false" { (t.comments_reply()) } }
                        (acceptance(member, comment))
                    }
                    turbo-frame id={ "reply-" (id) } data-reply-target="frame" {}
                }
                @if !reply {
                    ol class="replies" id={ "replies-" (id) } {
                        @for reply in &shown.replies { (one(member, reply, target)) }
                    }
                    @if more > 0 { turbo-frame id={ "replies-after-" (id) } { p { a class="btn btn-quiet btn-sm" href={ "/comments/" (id) "/replies?after=" (after) (already) } { (icon(member, "chevron-down")) (t.comments_more_replies(more)) } } } }
                }
            }
        }
    }
}

/// The button by which whoever asked says that this is the answer, or takes that back.
fn acceptance(member: &Member, comment: &Comment) -> Markup {
    let t = member.t;
    let Some(Answer { asked_by, accepted, .. }) = comment.answer else { return html! {} };
    if comment.closed
        || member.actor().only_reads(comment.place)
        || !rules::may_accept(&member.actor(), asked_by, comment.standing, comment.company)
    {
        return html! {};
    }
    html! {
        form action={ "/comments/" (comment.id) "/acceptance?_method=" (if accepted { "delete" } else { "put" }) } method="post" {
            button class="btn btn-quiet btn-sm" id={ "accept-" (comment.id) } aria-pressed=(if accepted { "true" } else { "false" }) { (icon(member, "check-circle")) (if accepted { t.questions_unaccept() } else { t.questions_accept() }) }
        }
    }
}

/// The words of a comment, when they can be translated for the reader.
pub(super) fn original(member: &Member, comment: &Comment) -> Option<Original> {
    Original::offered(member, comment.subject(), &comment.language, "", &comment.html)
}

/// The words of a comment in the reader's language, as far as they were asked for.
pub(super) async fn translation(State(content): State<Content>, member: Member, Path(id): Path<CommentId>) -> Result {
    let comment = access::one(&content, &member.actor(), id).await?;
    translations::page::show(&content, &member, original(&member, &comment), &format!("/comments/{id}")).await
}

pub(super) async fn translate(State(content): State<Content>, member: Member, Path(id): Path<CommentId>) -> Result {
    let comment = access::one(&content, &member.actor(), id).await?;
    translations::page::translate(&content, &member, original(&member, &comment), &format!("/comments/{id}")).await
}

/// What is said in a comment; live changes fetch it again.
fn body_block(member: &Member, shown: &Shown) -> Markup {
    let t = member.t;
    let comment = &shown.comment;
    let id = comment.id;
    if comment.deleted {
        return html! { p class="gone" { (t.comments_deleted()) } };
    }
    let actor = member.actor();
    let by = comment.author.shown_name(member);
    let accepted = comment.answer.is_some_and(|answer| answer.accepted);
    let words = html! { @if !comment.html.is_empty() { div class="prose" lang=[(!comment.language.is_empty()).then_some(&comment.language)] { (PreEscaped(&comment.html)) } } };
    html! {
        div class={ "bubble" @if accepted { " accepted" } } id={ "comment-" (id) "-body" } data-tone=[accepted.then_some("success")] data-controller="fragment" data-fragment-url-value={ "/comments/" (id) "/body" } data-fragment-subject-value={ "comment:" (id) } data-fragment-kinds-value="comment.edited comment.previewed comment.deleted comment.restored answer.accepted answer.unaccepted" {
            div class="post-name" {
                (name(member, &comment.author))
                @if accepted { span class="badge" data-tone="success" { (icon(member, "check")) (t.formats_accepted()) } }
                a class="meta" href={ "/comments/" (id) } { (time(member, comment.published_at)) }
                @if comment.edited_at.is_some() { span class="meta" { (t.posts_edited()) } }
                @if rules::may_delete(&actor, comment.author.id, comment.standing, comment.company) {
                    span class="menu-anchor end" {
                        button class="icon-btn small" type="button" id={ "comment-" (id) "-more" } popovertarget={ "comment-" (id) "-menu" } aria-label=(t.comments_actions(by)) { (icon(member, "ellipsis")) }
                        div class="menu" id={ "comment-" (id) "-menu" } popover {
                            @if rules::may_edit(&actor, comment.author.id) { a href={ "/comments/" (id) "/edit" } data-composer { (icon(member, "edit")) (t.posts_edit()) } }
                            form action={ "/comments/" (id) "?_method=delete" } method="post" { button { (icon(member, "trash")) (t.posts_delete()) } }
                        }
                    }
                }
            }
            (translations::page::words(member, original(member, comment).as_ref(), &words))
            (crate::writing::show_card(comment.card.as_ref(), &comment.subject()))
            (crate::writing::own::show(member, shown.own.as_ref()))
            (posts::page::outsiders(member, &comment.html, &comment.author, comment.place, comment.company, comment.standing))
            (files::page::photos(member, &shown.files))
            (files::player::players(member, &shown.files))
            (files::page::documents(member, &shown.files))
        }
    }
}

/// A form that writes a comment, a reply or an edit.
#[derive(Default)]
struct FormOf {
    frame: String,
    action: String,
    draft: String,
    place: i64,
    parent: Option<CommentId>,
    key: String,
    body: String,
    files: Vec<File>,
    /// The comment that this key made before, when it was another text, and the key under which this one can stand apart.
    first: Option<(CommentId, String)>,
    /// Whether what is sent answers a question.
    question: bool,
    /// Whether more of the thread follows than the page shows.
    later: bool,
    answer: bool,
    editing: bool,
    /// The outside companies that will read it.
    outside: Vec<String>,
}

impl FormOf {
    /// A comment below a post, or an answer below a question.
    fn below(post: &Post) -> Self {
        let (id, place) = (post.id, post.place.id);
        Self {
            question: post.details.is_question(),
            frame: format!("comment-form-{id}"),
            action: format!("/posts/{id}/comments"),
            draft: format!("comment-{id}"),
            place: place.0,
            ..Self::default()
        }
    }

    /// A reply to a comment.
    fn answering(parent: CommentId, post: i64, place: PlaceId) -> Self {
        Self {
            frame: format!("reply-{parent}"),
            action: format!("/posts/{post}/comments"),
            draft: format!("reply-{parent}"),
            place: place.0,
            parent: Some(parent),
            ..Self::default()
        }
    }

    /// An edit of a comment.
    fn edit(id: CommentId, place: PlaceId) -> Self {
        Self {
            frame: "composer-frame".into(),
            action: format!("/comments/{id}"),
            draft: format!("edit-{id}"),
            place: place.0,
            editing: true,
            ..Self::default()
        }
    }
}

fn form(member: &Member, of: &FormOf, refused: &Refused) -> Markup {
    let t = member.t;
    let id = format!("{}-body", of.frame);
    html! {
        turbo-frame id=(of.frame) target="_top" {
            form class="reply" action=(of.action) method="post" enctype="multipart/form-data" data-controller="composer draft uploads" data-draft-key-value=(of.draft) data-draft-member-value=(member.id())
                data-draft-answer-value=[of.answer.then_some("true")] data-uploads-url-value="/files" data-composer-place-value=(of.place) data-composer-people-url-value="/members/suggest" data-composer-topics-url-value="/topics/suggest" {
                input type="hidden" name="key" value=(of.key);
                @if let Some(parent) = of.parent { input type="hidden" name="parent" value=(parent); }
                @if of.later { input type="hidden" name="later" value="1"; }
                (avatar(&Person::from(&member.me), "sm"))
                div class="reply-box stack gap-2" {
                    (refused.summary(member, &["body"]))
                    @if let Some((first, key)) = &of.first {
                        div class="callout" data-tone="info" { (icon(member, "info")) div class="grow" { p { a class="link underline" href={ "/comments/" (first) } { (t.posts_see_first()) } } }
                            button class="btn btn-sm end" name="as-new" value=(key) { (t.posts_publish_as_new()) } }
                    }
                    div data-composer-target="problems" role="alert" {}
                    (composer::problems(member))
                    (composer::write_field(member, &id, &of.body, if of.parent.is_some() || of.question { t.comments_reply_placeholder() } else { t.comments_placeholder() }, of.parent.is_some() || of.editing, refused))
                    (files::page::picker(member, &of.files))
                    @if !of.outside.is_empty() { p class="audience" data-tone="warning" { (icon(member, "handshake")) span { (t.comments_outside(communities::companies_in_words(t, &of.outside))) } } }
                    div class="row wrap reply-foot" {
                        (composer::emoji_button(member))
                        (files::page::picker_button(member))
                        span class="draft" role="status" data-draft-target="state" data-saved=(t.posts_draft_kept()) data-failed=(t.posts_draft_not_kept()) {}
                        button class="btn btn-primary btn-sm end" data-composer-target="send" { (icon(member, "send")) (if of.editing { t.web_save() } else { t.comments_send() }) }
                    }
                }
            }
        }
    }
}

#[derive(Deserialize)]
pub(super) struct After {
    after: Option<String>,
    /// A reply that the page shows already.
    shown: Option<i64>,
}

/// A comment at its own address: for the script, its element; for people, its place in the thread.
pub(super) async fn show(
    State(content): State<Content>,
    member: Member,
    Path(id): Path<CommentId>,
    headers: axum::http::HeaderMap,
) -> Result {
    let shown = access::shown(&content, &member.actor(), id).await?;
    // A form that the script sends follows its answer here: it wants the page.
    let script = headers.get("sec-fetch-dest").is_some_and(|v| v == "empty") && !member.streams;
    if script && !headers.get("accept").is_some_and(|v| v.to_str().unwrap_or("").contains("application/xhtml+xml")) {
        return Ok(one(&member, &shown, Some(id.0)).into_response());
    }
    let at = match shown.comment.parent {
        None => shown.comment.cursor(),
        Some(parent) => access::position(&content, &member.actor(), parent).await?,
    };
    Ok(Redirect::to(&format!("/posts/{}?at={at}&comment={id}#comment-{id}", shown.comment.root.id)).into_response())
}

pub(super) async fn body(State(content): State<Content>, member: Member, Path(id): Path<CommentId>) -> Result<Markup> {
    Ok(body_block(&member, &access::shown(&content, &member.actor(), id).await?))
}

#[derive(Deserialize)]
pub(super) struct AsTitle {
    title: Option<String>,
}

pub(super) async fn count(
    State(content): State<Content>,
    member: Member,
    Path(id): Path<PostId>,
    Query(query): Query<AsTitle>,
) -> Result<Markup> {
    let post = posts::access::one(&content, &member.actor(), id).await?;
    Ok(if query.title.is_some() { title(&member, &post) } else { posts::page::comment_count(&member, &post) })
}

/// Further replies, in the frame that asked for them; as a page for those without script.
pub(super) async fn replies(
    State(content): State<Content>,
    member: Member,
    Path(id): Path<CommentId>,
    Query(query): Query<After>,
) -> Result {
    let after = query.after.as_deref().and_then(|t| t.parse().ok()).unwrap_or(Cursor::OLDEST);
    let page = access::replies(&content, &member.actor(), id, after).await?;
    let already = query.shown.map(|id| format!("&shown={id}")).unwrap_or_default();
    let frame = html! {
        turbo-frame id={ "replies-after-" (id) } {
            ol class="replies" { @for reply in page.items.iter().filter(|r| Some(r.comment.id.0) != query.shown) { (one(&member, reply, None)) } }
            @if let Some(next) = page.next { turbo-frame id={ "replies-after-" (id) } { p { a class="btn btn-quiet btn-sm" href={ "/comments/" (id) "/replies?after=" (next) (already) } { (icon(&member, "chevron-down")) (member.t.web_more()) } } } }
        }
    };
    framed(&member, member.t.comments_replies(), frame).await
}

pub(super) async fn reply(State(content): State<Content>, member: Member, Path(id): Path<CommentId>) -> Result {
    let comment = access::one(&content, &member.actor(), id).await?;
    if member.actor().only_reads(comment.place) {
        let post = PostId(comment.root.id);
        return framed(
            &member,
            member.t.comments_reply(),
            html! { turbo-frame id={ "reply-" (id) } { (posts::page::share_instead(&member, post)) } },
        )
        .await;
    }
    if !rules::may_write(comment.standing, comment.company) {
        return framed(&member, member.t.comments_reply(), html! { turbo-frame id={ "reply-" (id) } { (join(&member, comment.place)) } })
            .await;
    }
    // A reply to a reply mentions whom it answers, since both stand under the same comment. The name comes when it is rendered:
    // as people choose it, it could bring Markdown of its own.
    let body = match comment.parent {
        Some(_) if comment.author.id != member.id() => {
            let name = comment.author.name.as_deref().map(plain).unwrap_or_default();
            format!("[@{name}](/members/{}) ", comment.author.id)
        }
        _ => String::new(),
    };
    let outside = communities::outside_companies(&content.platform.db, &member.actor(), comment.place, member.now).await?;
    let of = FormOf { key: secret::random_token()?, body, outside, ..FormOf::answering(id, comment.root.id, comment.place) };
    framed(&member, member.t.comments_reply(), form(&member, &of, &Refused::default())).await
}

/// A name as Markdown that says just that.
fn plain(name: &str) -> String {
    name.chars().flat_map(|c| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c])).collect()
}

pub(super) async fn edit(State(content): State<Content>, member: Member, Path(id): Path<CommentId>) -> Result {
    let shown = access::shown(&content, &member.actor(), id).await?;
    let body = store::body(&content.platform.db, member.id(), id).await?;
    let outside = communities::outside_companies(&content.platform.db, &member.actor(), shown.comment.place, member.now).await?;
    let of = FormOf { key: secret::random_token()?, body, files: shown.files, outside, ..FormOf::edit(id, shown.comment.place) };
    framed(&member, member.t.posts_edit(), form(&member, &of, &Refused::default())).await
}

/// A frame alone when a frame asked for it, else as a page.
async fn framed(member: &Member, title: &str, content: Markup) -> Result {
    if member.frame.is_some() {
        return Ok(content.into_response());
    }
    let main = html! { h1 class="sr" { (title) } div class="card pad" { (content) } };
    Ok(layout::page(member, Page { title, here: "compose", class: "page-narrow", back: Some(("/", title)), main, aside: None })
        .await?
        .into_response())
}

/// What was sent: the key, the text, the files that were sent ahead.
struct Sent {
    key: String,
    body: String,
    given: Given,
}

fn read(form: &mut Fields) -> ruche_kernel::Result<Sent> {
    let (key, as_new, body) = (form.text("key")?, form.text("as-new")?, form.text("body")?);
    // The button that publishes separately brings a key of its own, so that pressing it twice makes one comment too.
    Ok(Sent { key: if as_new.is_empty() { key } else { as_new }, body, given: files::form::listed(form) })
}

pub(super) async fn publish(State(content): State<Content>, member: Member, Path(id): Path<PostId>, request: Request) -> Result {
    let post = posts::access::one(&content, &member.actor(), id).await?;
    let mut fields = files::form::read(&member, request).await?;
    let mut sent = read(&mut fields)?;
    let parent = fields.number("parent")?.map(CommentId);
    let later = fields.ticked("later")?;
    let outside = if post.place.company {
        Vec::new()
    } else {
        communities::outside_companies(&content.platform.db, &member.actor(), post.place.id, member.now).await?
    };
    let of =
        FormOf { later, outside, ..parent.map_or_else(|| FormOf::below(&post), |parent| FormOf::answering(parent, id.0, post.place.id)) };
    let published = match send(&content, &member, &post, parent, fields, &mut sent).await {
        Ok(published) => published,
        Err(Error::Refused(refusals)) => return refused(&content, &member, of, sent, refusals).await,
        Err(error) => return Err(error.into()),
    };
    match published {
        Published::Made(made) if member.streams => arrived(&content, &member, made, of).await,
        Published::Made(made) => Ok(to(made)),
        Published::Other(made) => {
            let of = FormOf { first: Some((made, secret::random_token()?)), ..of };
            refused(&content, &member, of, sent, vec![Refusal::new("comments.already_published").status(409)]).await
        }
    }
}

/// Publishes what was sent: the right to write is asked before any file is kept.
async fn send(
    content: &Content,
    member: &Member,
    post: &Post,
    parent: Option<CommentId>,
    fields: Fields,
    sent: &mut Sent,
) -> ruche_kernel::Result<Published> {
    communities::may_write(&content.platform.db, &member.actor(), post.place.id, member.now).await?;
    keep_files(content, member, fields, sent).await?;
    let new = NewComment {
        root: post.subject(),
        parent,
        body: sent.body.clone(),
        files: sent.given.files.clone(),
        language: member.me.locale.tag().to_owned(),
        key: sent.key.clone(),
    };
    actions::publish(content, &member.actor(), &new).await
}

fn to(comment: CommentId) -> Response {
    Redirect::to(&format!("/comments/{comment}")).into_response()
}

/// The comment in its place, and a fresh form (an empty frame for a reply). Where more stands between what the page shows and
/// the new comment, its own address is where it is seen.
async fn arrived(content: &Content, member: &Member, made: CommentId, of: FormOf) -> Result {
    let shown = access::shown(content, &member.actor(), made).await?;
    let hidden = match shown.comment.parent {
        None => of.later,
        Some(top) => store::reply_count(&content.platform.db, top).await? > i64::try_from(access::FIRST_REPLIES).unwrap_or(0) + 1,
    };
    if hidden {
        return Ok(to(made));
    }
    let (frame, parent) = (of.frame.clone(), of.parent);
    let fresh = FormOf { key: secret::random_token()?, ..of };
    let streams = html! {
        @if let Some(top) = shown.comment.parent { turbo-stream action="append" target={ "replies-" (top) } { template { (one(member, &shown, Some(made.0))) } } }
        @else { turbo-stream action="append" targets="#comments ol.comments" { template { (one(member, &shown, Some(made.0))) } } }
        turbo-stream action="replace" target=(frame) { template { @if parent.is_some() { turbo-frame id=(frame) data-reply-target="frame" {} } @else { (form(member, &fresh, &Refused::default())) } } }
    };
    Ok(([(header::CONTENT_TYPE, TURBO_STREAM)], streams.into_string()).into_response())
}

/// The same form again: the text kept, the files kept, the sentences beside.
async fn refused(content: &Content, member: &Member, of: FormOf, sent: Sent, refusals: Vec<Refusal>) -> Result {
    let files = files::form::again(content, member, &sent.given.files).await?;
    let of = FormOf { key: sent.key, body: sent.body, files, answer: true, ..of };
    let status = refusals.first().and_then(|r| StatusCode::from_u16(r.status).ok()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    let answer: Response = framed(member, member.t.comments_reply(), form(member, &of, &Refused(refusals))).await?;
    Ok((status, answer).into_response())
}

pub(super) async fn save(State(content): State<Content>, member: Member, Path(id): Path<CommentId>, request: Request) -> Result {
    let comment = access::own(&content, &member.actor(), id).await?;
    let mut fields = files::form::read(&member, request).await?;
    let mut sent = read(&mut fields)?;
    match change(&content, &member, id, fields, &mut sent).await {
        Ok(_) => Ok(to(id)),
        Err(Error::Refused(refusals)) => refused(&content, &member, FormOf::edit(id, comment.place), sent, refusals).await,
        Err(error) => Err(error.into()),
    }
}

async fn change(content: &Content, member: &Member, id: CommentId, fields: Fields, sent: &mut Sent) -> ruche_kernel::Result<SubjectRef> {
    keep_files(content, member, fields, sent).await?;
    actions::edit(content, &member.actor(), id, &sent.body, &sent.given.files).await
}

/// Keeps the files that came with the form, and says what was refused.
async fn keep_files(content: &Content, member: &Member, mut fields: Fields, sent: &mut Sent) -> ruche_kernel::Result<()> {
    files::form::receive(content, member, &mut fields, &sent.key, &mut sent.given).await?;
    fields.finish()?;
    if let Err(Error::TooMany(seconds)) = member.app.limits.take(Act::Write, member.id().0) {
        sent.given.problems.push(files::form::too_fast(seconds));
    }
    let problems = std::mem::take(&mut sent.given.problems);
    if problems.is_empty() { Ok(()) } else { Err(Error::Refused(problems)) }
}

pub(super) async fn delete(State(content): State<Content>, member: Member, Path(id): Path<CommentId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let root = actions::delete(&content, &member.actor(), id).await?;
    Ok(layout::with_toast(Redirect::to(&format!("/posts/{}#comments", root.id)), "comment-deleted", id.0))
}

pub(super) async fn restore(State(content): State<Content>, member: Member, Path(id): Path<CommentId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::restore(&content, &member.actor(), id).await?;
    Ok(layout::with_toast(Redirect::to(&format!("/comments/{id}")), "comment-restored", id.0))
}
