//! The frame of every page: head, navigation, top bar, tab bar, toasts, dialogs; and the pages of errors.

use crate::context::{App, Ctx, Member};
use crate::failure::status;
use crate::middleware::TOAST_COOKIE;
use crate::parts::{Person, avatar, badge, icon, logo, plate, sentence};
use axum::response::{Html, IntoResponse, Response};
use http::{HeaderValue, header};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use ruche_kernel::{Error, Result};

/// An entry of the main navigation.
struct Entry {
    here: &'static str,
    href: &'static str,
    icon: &'static str,
}

const HOME: Entry = Entry { here: "home", href: "/", icon: "home" };
const COMMUNITIES: Entry = Entry { here: "communities", href: "/communities", icon: "hexagon" };
const QUESTIONS: Entry = Entry { here: "questions", href: "/questions", icon: "circle-help" };
const MEMBERS: Entry = Entry { here: "members", href: "/members", icon: "users" };

/// The document around any body.
fn document(ctx: &Ctx, title: &str, body: &Markup, embeds: Option<&str>) -> Markup {
    let app = &ctx.app;
    let (theme, hue) = (ctx.viewer.as_ref().map_or("", |v| v.theme.as_str()), app.company().map_or(168, |c| c.hue));
    html! {
        (DOCTYPE)
        html lang=(ctx.t.0.tag()) data-theme=[(!theme.is_empty()).then_some(theme)] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="color-scheme" content="light dark";
                meta name="csp-nonce" content=(ctx.nonce);
                meta name="view-transition" content="same-origin";
                title { (title) " · Ruche" }
                @if let Some(font) = &app.assets.font { link rel="preload" href=(font) as="font" type="font/woff2" crossorigin; }
                link rel="stylesheet" href=(app.assets.style) data-turbo-track="reload";
                link rel="stylesheet" href={ "/brand.css?h=" (hue) } data-turbo-track="reload";
                @if let Some(path) = embeds {
                    // Programs that show an address of ours elsewhere ask there what it is, as whoever they act for (oEmbed 1.0, 4).
                    link rel="alternate" type="application/json+oembed" title=(title) href=(oembed(&app.settings.link(path)));
                }
                link rel="icon" href="/icons/logo.svg" type="image/svg+xml";
                link rel="apple-touch-icon" href="/icons/apple-touch-icon.png";
                link rel="manifest" href="/manifest.webmanifest";
                meta name="theme-color" media="(prefers-color-scheme: light)" content="#f7f6f2";
                meta name="theme-color" media="(prefers-color-scheme: dark)" content="#121413";
                script type="module" src=(app.assets.script) data-turbo-track="reload" {}
            }
            (body)
        }
    }
}

/// The path of a page that `/oembed` tells of: one post, comment, community, topic or person.
fn embeddable(path: &str) -> Option<&str> {
    let path = path.split('?').next()?;
    let (kind, key) = path.strip_prefix('/')?.split_once('/')?;
    let one = match kind {
        "posts" | "comments" | "communities" | "members" => !key.is_empty() && key.bytes().all(|sign| sign.is_ascii_digit()),
        "topics" => !key.is_empty() && !key.contains('/') && key != "suggest",
        _ => false,
    };
    one.then_some(path)
}

/// Where it is told what stands behind an address.
fn oembed(address: &str) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("url", address).append_pair("format", "json").finish();
    format!("/oembed?{query}")
}

/// A page without the frame: sign-in, set-up, invitations.
#[must_use]
pub fn bare(ctx: &Ctx, title: &str, main: &Markup) -> Markup {
    let body = html! {
        body data-controller="shortcuts" data-shortcuts="off" {
            a class="skip" href="#main" { (ctx.t.web_skip()) }
            (main)
            div class="toast-stack" id="toasts" aria-live="polite" { (toast(ctx)) }
        }
    };
    document(ctx, title, &body, None)
}

/// What was done just before, told once: the code names the sentence, the id lets it be undone.
fn toast(ctx: &Ctx) -> Markup {
    let Some((code, id)) = ctx.toast.as_deref().and_then(|text| text.split_once('~')) else { return PreEscaped(String::new()) };
    // For some what was done counts, and the number is how many.
    let Some(sentence) = ctx.t.refusal(&format!("toast.{code}"), &[("n", id.parse().unwrap_or(0))]) else {
        return PreEscaped(String::new());
    };
    let undo = match (code, id.parse::<i64>()) {
        ("post-deleted", Ok(id)) => Some(format!("/posts/{id}/restoration")),
        ("comment-deleted", Ok(id)) => Some(format!("/comments/{id}/restoration")),
        ("draft-thrown", Ok(id)) => Some(format!("/drafts/{id}/restoration")),
        ("post-archived", Ok(id)) => Some(format!("/posts/{id}/archive?_method=delete")),
        ("community-archived", Ok(id)) => Some(format!("/communities/{id}/archive?_method=delete")),
        ("community-handed", Ok(id)) => Some(format!("/communities/{id}/owner?_method=delete")),
        ("circle-dissolved", Ok(id)) => Some(format!("/admin/circles/{id}/dissolution?_method=delete")),
        ("start-away", _) => Some("/start/away?_method=delete".to_owned()),
        ("journey-removed", Ok(id)) => Some(format!("/admin/journeys/{id}/restoration")),
        ("step-removed", Ok(id)) => Some(format!("/admin/journeys/steps/{id}/restoration")),
        ("newcomer-ended", Ok(id)) => Some(format!("/admin/newcomers/{id}/restoration")),
        ("skill-withdrawn", Ok(id)) => Some(format!("/skills/confirmations/{id}/restoration")),
        ("experience-removed", Ok(id)) => Some(format!("/settings/experience/{id}/restoration")),
        ("field-removed", Ok(id)) => Some(format!("/admin/fields/{id}/restoration")),
        ("guide-hidden", _) => Some("/settings/guide?_method=delete".to_owned()),
        ("proposal-refused", Ok(id)) => Some(format!("/settings/skills/proposals/{id}/restoration")),
        ("skill-stale", Ok(id)) => Some(format!("/settings/skills/{id}/currency?_method=put")),
        ("question-passed" | "question-withdrawn", Ok(id)) => Some(format!("/posts/{id}/ask?_method=put")),
        ("skill-removed", Ok(id)) => Some(format!("/settings/skills/{id}/restoration")),
        ("topic-described" | "topic-renamed", Ok(id)) => Some(format!("/topics/changes/{id}/restoration")),
        _ => None,
    };
    let open = match (code, id.parse::<i64>()) {
        ("post-published" | "post-already" | "post-edited", Ok(id)) => Some(format!("/posts/{id}")),
        ("draft-scheduled" | "draft-proposed", Ok(id)) => Some(format!("/drafts/{id}")),
        _ => None,
    };
    html! {
        div class="toast" role="status" data-controller="toast" {
            span { (sentence) }
            @if let Some(href) = open { a href=(href) { (ctx.t.web_open()) } }
            @if let Some(action) = undo { form action=(action) method="post" { button { (icon(ctx, "undo")) (ctx.t.web_undo()) } } }
            button class="only-script" type="button" data-action="toast#close" aria-label=(ctx.t.web_close()) { (icon(ctx, "x")) }
        }
    }
}

/// Adds to an answer what the next page tells once.
#[must_use]
pub fn with_toast(answer: impl IntoResponse, code: &str, id: i64) -> Response {
    let mut answer = answer.into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("{TOAST_COOKIE}={code}~{id}; Path=/; Max-Age=60; SameSite=Lax; HttpOnly")) {
        answer.headers_mut().append(header::SET_COOKIE, value);
    }
    answer
}

/// What a page in the frame is made of.
pub struct Page<'a> {
    /// The title of the document.
    pub title: &'a str,
    /// The entry of the navigation that is current: `home`, `communities`, `questions`, `members`, `start`, `newcomers`, `search`, or empty.
    pub here: &'a str,
    /// Further classes of the page: `page-narrow`, `page-wide`.
    pub class: &'a str,
    /// A title beside a way back, instead of the product's name, in the top bar of phones.
    pub back: Option<(&'a str, &'a str)>,
    /// The main part.
    pub main: Markup,
    /// The side column, if any.
    pub aside: Option<Markup>,
}

/// A page in the frame, or its content alone when a Turbo frame asks for it.
///
/// # Errors
/// What fills the frame says.
pub async fn page(member: &Member, page: Page<'_>) -> Result<Markup> {
    framed(member, page, embeddable(&member.ctx.path)).await
}

/// A page in the frame; `embeds` is the path of what it shows, where `/oembed` tells of it.
async fn framed(member: &Member, page: Page<'_>, embeds: Option<&str>) -> Result<Markup> {
    let ctx = &member.ctx;
    let t = ctx.t;
    let slots = &ctx.app.slots;
    let (places, bell, dialogs) = (
        slots.fill("frame.places", member, 0).await?,
        slots.fill("frame.bell", member, 0).await?,
        slots.fill("frame.dialogs", member, 0).await?,
    );
    let company = ctx.app.company().map(|c| c.name.clone()).unwrap_or_default();
    let me = Person::from(&member.me);
    let label = |entry: &Entry| match entry.here {
        "home" => t.web_nav_home(),
        "communities" => t.web_nav_communities(),
        "questions" => t.web_nav_questions(),
        _ => t.web_nav_members(),
    };
    let link = |entry: &Entry| {
        html! { a class="nav-link" href=(entry.href) aria-current=[(page.here == entry.here).then_some("page")] { (icon(ctx, entry.icon)) span { (label(entry)) } } }
    };
    let tab = |entry: &Entry| {
        html! { a href=(entry.href) aria-current=[(page.here == entry.here).then_some("page")] { (icon(ctx, entry.icon)) (label(entry)) } }
    };
    let employee = member.me.actor.is_employee();
    let sign_out = html! { form action="/sign-out" method="post" data-turbo="false" data-controller="sign-out" data-sign-out-member-value=(me.id) { button { (icon(ctx, "log-out")) (t.web_sign_out()) } } };
    let personal = html! {
        a href={ "/members/" (me.id) } { (icon(ctx, "user")) (t.web_my_profile()) }
        @if member.me.starting_at.is_some() { a class="hide-desk" href="/start" { (icon(ctx, "flag")) (t.newcomers_title()) } }
        @if member.me.accompanies { a class="hide-desk" href="/newcomers" { (icon(ctx, "users")) (t.newcomers_arrivals()) } }
        @if member.me.sponsors { a href="/partners/mine" { (icon(ctx, "handshake")) (t.partners_mine()) } }
        a class="hide-desk" href="/questions" { (icon(ctx, "circle-help")) (t.web_nav_questions()) }
        a href="/settings" { (icon(ctx, "settings")) (t.web_settings()) }
        a href="/bookmarks" { (icon(ctx, "bookmark")) (t.web_bookmarks()) }
        a href="/drafts" { (icon(ctx, "edit")) (t.web_drafts()) }
        a href="/bin" { (icon(ctx, "trash")) (t.web_bin()) }
        @if member.me.actor.is_admin() { a href="/admin" { (icon(ctx, "sliders")) (t.web_admin()) } }
    };
    // Two copies, one for each width: the ids of their buttons must differ.
    let theme = |place: &str| {
        html! {
            form action="/settings/theme?_method=put" method="post" data-controller="theme" {
                div class="theme-choice" role="group" aria-label=(t.members_theme()) { @for (value, symbol, label) in [("light", "sun", t.members_theme_light()), ("dark", "moon", t.members_theme_dark()), ("system", "monitor", t.members_theme_auto())] {
                    button id={ "theme-" (place) "-" (value) } name="theme" value=(value)
                        aria-pressed=(if theme_word(&member.me.theme) == value { "true" } else { "false" }) { (icon(ctx, symbol)) (label) }
                } }
            }
        }
    };
    let mail_note = member.me.actor.is_admin() && !ctx.app.mail_delivers && page.here == "admin";
    let body = html! {
        body data-controller="live shortcuts" data-member=(me.id) data-live-url-value="/live" data-live-seq-value=[ctx.seq] data-shortcuts=[(!member.me.shortcuts).then_some("off")] {
            a class="skip" href="#main" { (t.web_skip()) }
            div class="app" {
                nav class="nav" aria-label=(t.web_nav_main()) {
                    a class="nav-brand" href="/" { (logo()) span { "Ruche " small { (company) } } }
                    div class="nav-list" { (link(&HOME)) (link(&COMMUNITIES)) (link(&QUESTIONS)) @if employee { (link(&MEMBERS)) } }
                    (places)
                    div class="nav-foot nav-list" {
                        @if member.me.starting_at.is_some() { a class="nav-link" href="/start" aria-current=[(page.here == "start").then_some("page")] { (icon(ctx, "flag")) span { (t.newcomers_title()) } } }
                        @if member.me.accompanies { a class="nav-link" href="/newcomers" aria-current=[(page.here == "newcomers").then_some("page")] { (icon(ctx, "users")) span { (t.newcomers_arrivals()) } } }
                        button class="nav-link only-script" type="button" data-opens="shortcuts" { (icon(ctx, "keyboard")) span { (t.web_shortcuts()) } } }
                }
                div {
                    header class="topbar" {
                        div class="topbar-title" {
                            @if let Some((href, title)) = page.back {
                                a class="icon-btn" href=(href) aria-label=(t.web_back()) { (icon(ctx, "arrow-left")) } span { (title) }
                            } @else { (logo()) span { "Ruche" } }
                        }
                        @if page.here != "search" { (search_box(ctx)) }
                        div class="topbar-end" {
                            @if page.here != "search" { a class="icon-btn only-phone" href="/search" aria-label=(t.search_title()) { (icon(ctx, "search")) } }
                            a class="btn btn-primary only-desk" href="/posts/new" data-composer data-shortcut="write" { (icon(ctx, "plus")) (t.web_publish()) }
                            (bell)
                            span class="menu-anchor only-desk" {
                                button class="icon-btn" type="button" id="me-button" popovertarget="me" aria-label=(t.web_my_account()) { (avatar(&me, "sm")) }
                                div class="menu" id="me" popover { (personal) hr; (theme("menu")) hr; (sign_out) }
                            }
                        }
                    }
                    div class="netbar" data-tone="warning" data-live-target="offline" role="status" hidden { (icon(ctx, "wifi-off")) span { (t.web_offline()) } }
                    @if mail_note { div class="netbar" data-tone="info" role="status" { (icon(ctx, "mail")) span { (t.web_mail_kept()) } } }
                    div class={ "page " (page.class) @if page.aside.is_none() { " page-alone" } } {
                        main class="page-main" id="main" { (page.main) }
                        @if let Some(aside) = &page.aside { aside class="page-aside" aria-label=(if page.here == "search" { t.search_refine() } else { t.web_aside() }) { (aside) } }
                    }
                }
                nav class="tabbar" aria-label=(t.web_nav_shortcuts()) {
                    (tab(&HOME)) (tab(&COMMUNITIES))
                    a href="/posts/new" data-composer { span class="plus" { (icon(ctx, "plus")) } span class="sr" { (t.web_publish()) } }
                    @if employee { (tab(&MEMBERS)) } @else { a href="/notifications" { (icon(ctx, "bell")) (t.web_notifications()) } }
                    a href="/menu" data-opens="menu" { (icon(ctx, "menu")) (t.web_menu()) }
                }
            }
            dialog class="dialog sheet" id="menu" aria-label=(t.web_menu()) data-controller="dialog" {
                div class="sheet-me" {
                    (avatar(&me, ""))
                    div class="grow" { a class="name" href={ "/members/" (me.id) } { (member.me.name) } (badge(ctx, &me)) p class="meta" { (member.me.title) } }
                    button class="icon-btn" type="button" data-action="dialog#close" aria-label=(t.web_close()) { (icon(ctx, "x")) }
                }
                nav class="sheet-grid" aria-label=(t.web_nav_all()) { (personal) (sign_out) }
                (theme("sheet"))
            }
            @if page.here != "compose" {
                dialog class="dialog composer-dialog" id="composer" data-controller="dialog" data-dialog-links-value="a[data-composer]" aria-label=(t.web_publish()) {
                    turbo-frame id="composer-frame" target="_top" {
                        div class="dialog-head" { button class="icon-btn" type="button" data-action="dialog#close" aria-label=(t.web_close()) { (icon(ctx, "x")) } h2 { (t.web_publish()) } }
                        div class="dialog-body stack" aria-busy="true" { span class="skel title" {} span class="skel w-90" {} span class="skel w-60" {} }
                    }
                }
            }
            dialog class="dialog" id="leave" data-controller="dialog" aria-labelledby="leave-title" {
                div class="dialog-head" { h2 id="leave-title" { (t.web_leave_title()) } }
                div class="dialog-body" { p data-part="text" data-one=(t.web_leave_one()) data-other=(t.web_leave_other()) {} }
                div class="dialog-foot" {
                    button class="btn" type="button" data-action="dialog#close" { (t.web_leave_stay()) }
                    button class="btn btn-danger" type="button" data-part="leave" { (t.web_leave_go()) }
                }
            }
            (dialogs)
            (shortcuts(ctx))
            div class="toast-stack" id="toasts" aria-live="polite" { (toast(ctx)) }
        }
    };
    Ok(document(ctx, page.title, &body, embeds))
}

/// The query of an address, of the pairs whose value is not empty.
#[must_use]
pub fn query(pairs: &[(&str, &str)]) -> String {
    let said = pairs.iter().filter(|(_, value)| !value.is_empty());
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(said).finish()
}

/// The word of a theme in a form: as the system does when none was chosen.
fn theme_word(theme: &str) -> &str {
    if theme.is_empty() { "system" } else { theme }
}

/// The field of search in the bar. Its list of suggestions is the script's.
#[must_use]
pub fn search_box(ctx: &Ctx) -> Markup {
    let t = ctx.t;
    html! {
        form class="searchbox" role="search" action="/search" method="get" aria-label=(t.search_here()) data-controller="search" {
            (icon(ctx, "search"))
            input type="search" name="q" aria-label=(t.search_words()) placeholder=(t.search_placeholder()) autocomplete="off" enterkeyhint="search" maxlength="200" data-search-target="field";
            kbd class="only-script" aria-hidden="true" { "/" }
            (suggestions(ctx, "search-list"))
        }
    }
}

/// Where the script shows what begins like the words typed.
#[must_use]
pub fn suggestions(ctx: &Ctx, id: &str) -> Markup {
    html! { ul class="suggest" id=(id) role="listbox" popover="manual" aria-label=(ctx.t.search_suggestions()) data-search-target="list" {} }
}

/// The sheet of shortcuts.
fn shortcuts(ctx: &Ctx) -> Markup {
    let t = ctx.t;
    let rows: [(&[&str], &str); 11] = [
        (&["/"], t.web_key_search()),
        (&["n"], t.web_key_write()),
        (&["j"], t.web_key_next()),
        (&["k"], t.web_key_previous()),
        (&["r"], t.web_key_reply()),
        (&["l"], t.web_key_like()),
        (&["s"], t.web_key_save()),
        (&["g", "h"], t.web_key_home()),
        (&["g", "n"], t.web_key_notifications()),
        (&["Ctrl", "Enter"], t.web_key_send()),
        (&["?"], t.web_key_help()),
    ];
    html! {
        dialog class="dialog" id="shortcuts" aria-labelledby="shortcuts-title" data-controller="dialog" {
            div class="dialog-head" {
                button class="icon-btn" type="button" data-action="dialog#close" aria-label=(t.web_close()) { (icon(ctx, "x")) }
                h2 id="shortcuts-title" { (t.web_shortcuts()) }
            }
            div class="dialog-body" {
                dl class="keys" { @for (keys, label) in rows { div { dt { (label) } dd { @for key in keys { kbd { (key) } } } } } }
                p class="meta" { a class="link" href="/settings/display" { (t.web_key_off()) } }
            }
        }
    }
}

/// What a person is told who sends something after the session has ended.
#[must_use]
pub fn signed_out(ctx: &Ctx) -> Markup {
    let t = ctx.t;
    bare(
        ctx,
        t.web_session_ended_title(),
        &html! {
            main class="solo" id="main" {
                div class="empty" {
                    (plate(ctx, "key"))
                    h1 { (t.web_session_ended_title()) }
                    p { (t.web_session_ended_text()) }
                    a class="btn btn-primary" href="/sign-in" { (t.web_session_ended_again()) }
                }
            }
        },
    )
}

/// The path as the log keeps it: what follows may be a secret (a reset link, an invitation, the address of a calendar, of a feed or of an incoming webhook) or what someone typed.
fn logged(path: &str) -> &str {
    let path = path.split('?').next().unwrap_or(path);
    ["/reset/", "/join/", "/calendar/", "/feeds/", "/hooks/"].into_iter().find(|secret| path.starts_with(secret)).unwrap_or(path)
}

/// The page of an error, in the reader's language, with a number that the log also has when it is our fault.
pub(crate) async fn error_answer(ctx: Option<&Ctx>, app: &App, error: &Error) -> Response {
    let code = status(error);
    let incident = code.is_server_error().then(|| app.platform.id());
    if let Some(incident) = incident {
        tracing::error!(incident, %error, path = ctx.map(|c| logged(&c.path)), "a request failed");
    }
    let Some(ctx) = ctx else {
        return (code, format!("Ruche: {code}. Incident {}.", incident.unwrap_or(0))).into_response();
    };
    let t = ctx.t;
    let (symbol, title, text) = match error {
        Error::NotFound => ("eye-off", t.web_not_found_title(), t.web_not_found_text().to_owned()),
        Error::Forbidden => ("lock", t.web_forbidden_title(), t.web_forbidden_text().to_owned()),
        Error::Conflict => ("alert", t.web_conflict_title(), t.web_conflict_text().to_owned()),
        Error::TooMany(seconds) => ("clock", t.web_too_many_title(), t.web_too_many_text(i64::from(*seconds))),
        Error::Unavailable(_) => ("wifi-off", t.web_unavailable_title(), t.web_unavailable_text().to_owned()),
        Error::Refused(refusals) => {
            ("alert", t.web_refused_title(), refusals.iter().map(|r| sentence(ctx, r)).collect::<Vec<_>>().join(" "))
        }
        Error::Bug(_) => ("alert", t.web_bug_title(), t.web_bug_text().to_owned()),
    };
    let main = html! {
        div class="empty" {
            (plate(ctx, symbol))
            h1 { (title) }
            p { (text) }
            @if let Some(incident) = incident { p class="meta" { (t.web_incident()) " " span class="code" { (incident) } } }
            a class="btn btn-primary" href="/" { (icon(ctx, "home")) (t.web_go_home()) }
        }
    };
    let shown = match ctx.viewer.clone() {
        Some(me) if !code.is_server_error() => {
            let member = Member { ctx: ctx.clone(), me };
            let page = Page { title, here: "", class: "page-narrow", back: Some(("/", title)), main: main.clone(), aside: None };
            // What could not be shown is told of nowhere else.
            framed(&member, page, None).await.ok()
        }
        _ => None,
    };
    let markup = shown.unwrap_or_else(|| bare(ctx, title, &html! { main class="solo" id="main" { (main) } }));
    (code, Html(markup.into_string())).into_response()
}

#[cfg(test)]
mod tests {
    use super::logged;

    #[test]
    fn no_secret_of_an_address_is_logged() {
        for (path, kept) in [
            ("/posts/7?after=1", "/posts/7"),
            ("/reset/secret", "/reset/"),
            ("/join/secret?a=b", "/join/"),
            ("/calendar/secret.ics", "/calendar/"),
            ("/hooks/secret", "/hooks/"),
            ("/communities/7/calendar", "/communities/7/calendar"),
        ] {
            assert_eq!(logged(path), kept);
        }
    }
}
