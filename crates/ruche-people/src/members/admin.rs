//! The administrators' pages: people, invitations, company.

use super::actions::{self, NewMember};
use super::{FirstPassword, invite, store};
use crate::People;
use crate::setup::store::{CompanySettings, NewCompany};
use crate::sign_in::{self, see_other};
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Error, MemberId, Refusal, Role, after_key};
use ruche_platform::keys::Sending;
use ruche_platform::secret;
use ruche_web::layout::{self, Page};
use ruche_web::letter::{self, Letter};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused, icon, partner_badge};
use ruche_web::{Fields, Member, Result};
use serde::Deserialize;

/// Accounts on one page.
const PAGE: i64 = 50;

#[derive(Deserialize)]
pub(super) struct Listing {
    #[serde(default)]
    q: String,
    after: Option<String>,
}

/// What an administrator is shown once: a new link or a new password.
pub(crate) struct Shown<'a> {
    pub label: &'a str,
    pub secret: String,
}

/// The field that makes a form one sending, however often it comes.
pub(crate) fn sending_field() -> Result<Markup> {
    let key = secret::random_token()?;
    Ok(html! { input type="hidden" name="key" value=(key); })
}

/// The frame of the administrators’ pages, with a link to each; `section` is the one that is shown.
///
/// # Errors
/// What the layout says.
pub async fn frame(member: &Member, section: &str, title: &str, content: Markup) -> Result<Markup> {
    let t = member.t;
    let sections = [
        ("people", "/admin", "users", t.members_admin_people()),
        ("partners", "/admin/partners", "handshake", t.members_admin_partners()),
        ("bots", "/admin/bots", "code", t.bots_title()),
        ("circles", "/admin/circles", "network", t.circles_title()),
        ("communities", "/admin/communities", "hexagon", t.web_nav_communities()),
        ("directory", "/admin/directory", "users", t.directories_title()),
        ("newcomers", "/admin/newcomers", "flag", t.newcomers_admin()),
        ("fields", "/admin/fields", "list", t.profiles_admin()),
        ("company", "/admin/company", "building", t.members_admin_company()),
    ];
    let main = html! {
        header class="page-head" { div { h1 { (title) } p { (t.members_admin_intro()) } } }
        nav class="tabs" aria-label=(t.web_admin()) { @for (key, href, symbol, label) in sections { a href=(href) aria-current=[(key == section).then_some("page")] { (icon(member, symbol)) (label) } } }
        (content)
    };
    Ok(layout::page(member, Page { title, here: "admin", class: "page-narrow", back: Some(("/", t.web_admin())), main, aside: None })
        .await?)
}

pub(super) async fn people(State(people): State<People>, member: Member, Query(query): Query<Listing>) -> Result<Markup> {
    people_page(&people, &member, &query, &After::default(), &Refused::default()).await
}

/// What the page of people shows after a form was sent.
#[derive(Default)]
struct After<'a> {
    /// A secret, once.
    shown: Option<Shown<'a>>,
    /// What was done.
    note: String,
    /// What was typed.
    draft: NewMember,
    addresses: String,
}

async fn people_page(people: &People, member: &Member, query: &Listing, after: &After<'_>, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let After { shown, note, draft, addresses } = after;
    let (key, id) = after_key(query.after.as_deref(), (String::new(), 0));
    let accounts = store::accounts(&people.platform.db, (&key, id), &query.q, PAGE + 1).await?;
    let ruche_kernel::Page { items: accounts, next } =
        ruche_kernel::Page::of(accounts, usize::try_from(PAGE).unwrap_or(50), |a| format!("{}.{}", a.key.0, a.key.1));
    let ownerless = store::has_ownerless(&people.platform.db).await?;
    let open = invite::list(&people.platform.db, member.now).await?;
    let sending = sending_field()?;
    // Two forms: what was refused is said by the one that was sent.
    let invited = refused.at(member, "addresses").is_some();
    let content = html! {
        @if !note.is_empty() { div class="callout" data-tone="info" role="status" { (icon(member, "info")) p { (note) } } }
        @if let Some(shown) = shown {
            div class="callout" data-tone="success" role="status" { (icon(member, "check")) div class="grow" { p { (shown.label) } p class="code" id="secret" { (shown.secret) } }
                button class="btn btn-sm only-script" type="button" data-controller="copy" data-action="copy#copy" data-copy-text-value=(shown.secret) {
                    (icon(member, "copy")) (t.members_copy())
                    template data-copy-target="done" { div class="toast" role="status" data-controller="toast" { span { (t.members_copied()) } } }
                } }
        }
        @if ownerless { div class="callout" data-tone="warning" { (icon(member, "alert")) p class="grow" { (t.members_ownerless()) } a class="btn btn-sm" href="/admin/communities" { (t.web_open()) } } }
        section class="card pad stack" aria-labelledby="invite" {
            h2 id="invite" { (t.members_invite_title()) }
            @if invited { (refused.summary(member, &["addresses"])) }
            form class="stack" action="/admin/invitations" method="post" data-turbo="false" {
                (sending)
                (Field { name: "addresses", label: t.members_addresses(), value: addresses, hint: Some(t.members_addresses_hint()), required: true, rows: Some(3), ..Field::default() }.show(member, refused))
                div class="row wrap" {
                    button class="btn btn-primary" name="how" value="mail" { (icon(member, "mail")) (t.members_invite_mail()) }
                    button class="btn" name="how" value="link" formnovalidate { (icon(member, "link")) (t.members_invite_link()) }
                }
            }
            @if !open.is_empty() {
                ul class="list tight" { @for one in &open {
                    li { (icon(member, if one.email.is_some() { "mail" } else { "link" })) div class="grow" { b class="name" { (one.email.as_deref().unwrap_or(t.members_a_link())) } span class="meta" { (t.members_open_until(t.date_long(one.expires_at, &member.zone))) @if one.email.is_none() { " · " (t.members_uses_left(one.uses_left)) } } }
                        form action={ "/admin/invitations/" (one.id) "?_method=delete" } method="post" { button class="btn btn-sm" { (t.members_revoke()) } } }
                } }
            }
        }
        details class="card pad" open[!refused.0.is_empty() && !invited] {
            summary class="row" { (icon(member, "user-plus")) b { (t.members_create_title()) } }
            @if !invited { (refused.summary(member, &["name", "username", "title"])) }
            form class="stack" action="/admin/members" method="post" data-turbo="false" {
                (sending)
                p class="small soft" { (t.members_create_text()) }
                (Field { name: "name", label: t.members_name(), value: &draft.name, autocomplete: "off", required: true, max: Some(80), ..Field::default() }.show(member, refused))
                (Field { name: "username", label: t.members_username(), value: draft.username.as_deref().unwrap_or(""), hint: Some(t.members_username_hint()), autocomplete: "off", required: true, max: Some(40), ..Field::default() }.show(member, refused))
                (Field { name: "title", label: t.members_title(), value: &draft.title, autocomplete: "off", max: Some(80), ..Field::default() }.show(member, refused))
                div class="row" { button class="btn btn-primary" { (t.members_create_submit()) } }
            }
        }
        form class="input-row" action="/admin" role="search" { label class="sr" for="q" { (t.members_filter()) } input class="input" id="q" type="search" name="q" value=(query.q) placeholder=(t.members_filter()); button class="btn" { (icon(member, "search")) (t.members_find()) } }
        ul class="card list" { @for account in &accounts {
            li {
                div class="grow" { a class="name" href={ "/members/" (account.id) } { (account.name) } @if let Some(company) = &account.partner { " " (partner_badge(member, company)) } span class="meta" { (account.login) @if let Some(end) = account.ends_at { " · " (t.members_until(t.date_long(end, &member.zone))) } } }
                @if account.admin { span class="badge" data-tone="brand" { (t.web_admin()) } }
                @if account.left { span class="badge" { (t.members_has_left()) } }
                @else if account.id != member.id() {
                    div class="menu-anchor" {
                        button class="icon-btn" type="button" popovertarget={ "account-" (account.id) } aria-label=(t.members_actions_for(account.name.as_str())) { (icon(member, "ellipsis")) }
                        div class="menu" id={ "account-" (account.id) } popover {
                            @if !account.admin { form action={ "/admin/members/" (account.id) "/password" } method="post" data-turbo="false" { button { (icon(member, "key")) (t.members_new_password()) } } }
                            @if account.partner.is_none() { (role_button(member, account.id, account.admin)) }
                            form action={ "/admin/members/" (account.id) "/sessions?_method=delete" } method="post" { button { (icon(member, "monitor")) (t.members_end_sessions()) } }
                            a href={ "/admin/members/" (account.id) "/departure" } { (icon(member, "log-out")) (t.members_close_account()) }
                        }
                    }
                }
            }
        } }
        @if let Some(next) = next { a class="btn" href=(format!("/admin?{}", layout::query(&[("q", &query.q), ("after", &next)]))) { (t.web_more()) } }
    };
    frame(member, "people", t.members_admin_people(), content).await
}

const NO_FILTER: Listing = Listing { q: String::new(), after: None };

pub(super) async fn invite(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let (addresses, how, key) = (form.text("addresses")?, form.text("how")?, form.key()?);
    form.finish()?;
    member.app.limits.take(Act::Invite, member.id().0)?;
    let t = member.t;
    if how == "link" {
        let link = invite::by_link(&people, &member.actor()).await?;
        let shown = Shown { label: t.members_link_made(), secret: link };
        let after = After { shown: Some(shown), addresses, ..After::default() };
        return Ok(people_page(&people, &member, &NO_FILTER, &after, &Refused::default()).await?.into_response());
    }
    match invite::by_mail(&people, &member.actor(), &addresses, key, invitation_letter(&member)).await {
        Ok(invite::Sent { new, known }) if known.is_empty() => Ok(layout::with_toast(see_other("/admin"), "invitations-sent", new)),
        Ok(invite::Sent { new, known }) => {
            let after = After { note: t.members_invited_some(t.list(&known), known.len(), new), ..After::default() };
            Ok(people_page(&people, &member, &NO_FILTER, &after, &Refused::default()).await?.into_response())
        }
        Err(Error::Refused(refusals)) => Ok((
            StatusCode::UNPROCESSABLE_ENTITY,
            people_page(&people, &member, &NO_FILTER, &After { addresses, ..After::default() }, &Refused(refusals)).await?,
        )
            .into_response()),
        Err(error) => Err(error.into()),
    }
}

/// The message that invites through a link: its subject, as text and as HTML.
pub(super) fn invitation_letter(member: &Member) -> impl Fn(&str) -> (String, String, String) + use<> {
    let (t, company, inviter) = (member.t, member.app.company(), member.me.name.clone());
    move |link: &str| {
        let name = company.as_ref().map(|c| c.name.clone()).unwrap_or_default();
        let (why, title, text) = (t.members_mail_why(inviter.as_str()), t.members_mail_title(name), t.members_mail_text().to_owned());
        let letter = Letter {
            company: company.clone(),
            why: &why,
            title: &title,
            paragraphs: vec![text],
            button: Some((t.members_join_submit(), link.to_owned())),
            foot: t.members_mail_foot(),
        };
        let (text, html) = letter::render(t, &letter);
        (title.clone(), text, html)
    }
}

pub(super) async fn revoke(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result {
    invite::revoke(&people, &member.actor(), id).await?;
    Ok(layout::with_toast(see_other("/admin"), "saved", 0))
}

/// Someone without an address: the administrator gives the user name and hands over a first password.
pub(super) async fn create(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let draft = NewMember {
        name: form.text("name")?,
        username: form.opt("username")?,
        title: form.text("title")?,
        locale: member.me.locale.tag().to_owned(),
        ..NewMember::default()
    };
    let key = form.key()?;
    form.finish()?;
    match first_password(&people, &member, &draft, key).await {
        Ok(made) => {
            let shown = made.password.map(|password| Shown { label: member.t.members_password_made(), secret: password });
            let note = if shown.is_none() { member.t.members_made_before(draft.name.as_str()) } else { String::new() };
            let after = After { shown, note, ..After::default() };
            Ok(people_page(&people, &member, &NO_FILTER, &after, &Refused::default()).await?.into_response())
        }
        Err(Error::Refused(refusals)) => {
            let after = After { draft, ..After::default() };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, people_page(&people, &member, &NO_FILTER, &after, &Refused(refusals)).await?)
                .into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Makes the account of someone without an address, with a first password.
///
/// # Errors
/// The refusals, each at its field.
pub(super) async fn first_password(
    people: &People,
    member: &Member,
    draft: &NewMember,
    key: Option<String>,
) -> ruche_kernel::Result<FirstPassword> {
    let sending = key.map(|key| Sending { key, hash: secret::digest(&format!("{draft:?}")), kind: "member" });
    let password = secret::random_code()?;
    let new = NewMember { password_hash: Some(people.passwords.hash(&password).await?), ..draft.clone() };
    match actions::create_once(people, member.id(), &new, sending).await {
        Ok((id, new)) => Ok(FirstPassword { id, password: new.then_some(password) }),
        // There is no address here: what the account signs in with is its user name.
        Err(Error::Refused(refusals)) => {
            let missing = || Refusal::new("members.username_missing").at("username");
            Err(Error::Refused(refusals.into_iter().map(|r| if r.code == "members.login_missing" { missing() } else { r }).collect()))
        }
        Err(error) => Err(error),
    }
}

pub(super) async fn new_password(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result {
    let profile = store::find(&people.platform.db, id, member.id()).await?;
    // Nobody edits someone of the same rank; administrators reset their own passwords.
    if profile.role == Role::Admin || profile.person.left {
        return Err(Error::Forbidden.into());
    }
    let password = secret::random_code()?;
    sign_in::actions::set_password(&people, id, &password).await?;
    let after = After { shown: Some(Shown { label: member.t.members_password_made(), secret: password }), ..After::default() };
    Ok(people_page(&people, &member, &NO_FILTER, &after, &Refused::default()).await?.into_response())
}

/// Names an administrator, or no longer.
fn role_button(member: &Member, id: MemberId, admin: bool) -> Markup {
    let t = member.t;
    let (role, symbol, label) = if admin { ("member", "user", t.members_no_admin()) } else { ("admin", "shield", t.members_make_admin()) };
    html! { form action={ "/admin/members/" (id) "/role" } method="post" { button name="role" value=(role) { (icon(member, symbol)) (label) } } }
}

pub(super) async fn give_role(State(people): State<People>, member: Member, Path(id): Path<MemberId>, mut form: Fields) -> Result {
    let role = match form.text("role")?.as_str() {
        "admin" => Role::Admin,
        "member" => Role::Member,
        _ => return Err(Refusal::new("members.role_unknown").status(400).into()),
    };
    form.finish()?;
    actions::give_role(&people, &member.actor(), member.me.session, id, role).await?;
    // Whoever gave up the own right reads these pages no more.
    let next = if id == member.id() && role == Role::Member { "/" } else { "/admin" };
    Ok(layout::with_toast(see_other(next), "saved", 0))
}

pub(super) async fn end_sessions(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result {
    actions::end_sessions(&people, &member.actor(), member.me.session, id).await?;
    Ok(layout::with_toast(see_other("/admin"), "sessions-ended", 0))
}

pub(super) async fn ask_departure(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result<Markup> {
    departure_page(&people, &member, id, "", &Refused::default()).await
}

/// What closing an account does, and the one thing that must be typed: it cannot be undone.
async fn departure_page(people: &People, member: &Member, id: MemberId, typed: &str, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let profile = store::find(&people.platform.db, id, member.id()).await?;
    if profile.person.left {
        return Err(Error::NotFound.into());
    }
    let name = profile.name.as_str();
    let title = t.members_close_title(name);
    let content = html! {
        form class="card pad stack" action={ "/admin/members/" (id) "/departure" } method="post" {
            ul class="prose soft" { li { (t.members_close_access()) } li { (t.members_close_places()) } li { (t.members_close_writings()) } li { (t.members_close_login()) } }
            (refused.summary(member, &["name"]))
            (Field { name: "name", label: &t.members_close_type(name), value: typed, autocomplete: "off", required: true, max: Some(80), ..Field::default() }.show(member, refused))
            div class="row wrap" { button class="btn btn-danger" { (icon(member, "log-out")) (t.members_close_submit()) } a class="btn" href="/admin" { (t.members_close_keep()) } }
        }
    };
    frame(member, "people", &title, content).await
}

pub(super) async fn departure(State(people): State<People>, member: Member, Path(id): Path<MemberId>, mut form: Fields) -> Result {
    let typed = form.text("name")?;
    form.finish()?;
    match actions::close_account(&people, &member.actor(), id, &typed).await {
        Ok(()) => Ok(layout::with_toast(see_other("/admin"), "member-left", id.0)),
        Err(Error::Refused(refusals)) => {
            let page = departure_page(&people, &member, id, &typed, &Refused(refusals)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn company(State(people): State<People>, member: Member) -> Result<Markup> {
    let settings = crate::setup::store::settings(&people.platform.db).await?;
    company_page(&member, &settings, &Refused::default()).await
}

async fn company_page(member: &Member, settings: &CompanySettings, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let content = html! {
        form class="card pad stack gap-5" action="/admin/company" method="post" data-turbo="false" data-controller="setup" {
            (refused.summary(member, &["name"]))
            (Field { name: "name", label: t.setup_name(), value: &settings.company.name, autocomplete: "organization", required: true, max: Some(80), ..Field::default() }.show(member, refused))
            fieldset class="stack gap-2" { legend class="label" { (t.setup_language()) } div class="choices" { @for (tag, name) in [("fr", "Français"), ("en", "English")] { label class="choice" lang=(tag) { input type="radio" name="locale" value=(tag) checked[tag == settings.company.locale]; b { (name) } } } } }
            (crate::setup::hue_field(member, settings.company.hue))
            fieldset class="stack gap-2" { legend class="label" { (t.members_leavers()) } div class="choices" {
                label class="choice" { input type="radio" name="leavers" value="name" checked[!settings.hide_leavers]; b { (t.members_leavers_name()) } small { (t.members_leavers_name_hint()) } }
                label class="choice" { input type="radio" name="leavers" value="hidden" checked[settings.hide_leavers]; b { (t.web_former_member()) } small { (t.members_leavers_hidden_hint()) } }
            } }
            div class="row" { button class="btn btn-primary" { (t.web_save()) } }
        }
    };
    frame(member, "company", t.members_admin_company(), content).await
}

pub(super) async fn save_company(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let company = NewCompany { name: form.text("name")?, locale: form.text("locale")?, hue: form.number("hue")?.unwrap_or(-1) };
    let settings = CompanySettings { company, hide_leavers: form.text("leavers")? == "hidden" };
    form.finish()?;
    match crate::setup::actions::save_settings(&people, &member.actor(), &settings).await {
        Ok(()) => {
            member.app.refresh_company().await?;
            Ok(layout::with_toast(see_other("/admin/company"), "saved", 0))
        }
        Err(Error::Refused(refusals)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, company_page(&member, &settings, &Refused(refusals)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
