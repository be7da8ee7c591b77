//! How one enters the company by an invitation.
//!
//! An account holds no address that its owner has not confirmed: the personal link of a mail opens the form of the account, and a
//! link that many share only sends such a mail. What is answered to an address is the same whether or not it has an account; the
//! message alone says which.

use super::actions::{self, NewMember, insert_member, tell_joined};
use super::{invite, store};
use crate::sign_in::{self, split, with_session};
use crate::{People, circles};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::{StatusCode, header};
use maud::{Markup, html};
use ruche_kernel::{Error, MemberId, Refusal, Result as KernelResult};
use ruche_platform::db::{Db, Tx};
use ruche_platform::mail::{self, Mail};
use ruche_platform::{secret, sql, values, work};
use ruche_web::letter::{self, Letter};
use ruche_web::limits::{Act, network};
use ruche_web::parts::{Field, Refused};
use ruche_web::{Ctx, Fields, Result};
use std::sync::Arc;

sql! {
    /// An invitation is open while who made it administers, and until its address has an account.
    FIND = "SELECT i.id, i.inviter_id, i.email, i.expires_at FROM invitations i JOIN members m ON m.id = i.inviter_id
        WHERE i.token_hash = $1 AND i.uses_left > 0 AND i.expires_at > $2 AND m.state = 0 AND m.role = 1
            AND NOT EXISTS (SELECT 1 FROM members a WHERE a.email = i.email)";
    TAKE = "UPDATE invitations SET uses_left = uses_left - 1 WHERE id = $1 AND uses_left > 0";
}

/// An invitation that is open.
struct Open {
    id: i64,
    inviter: MemberId,
    /// Whom it is for; none for a link that several people share.
    email: Option<String>,
    expires_at: i64,
}

/// The open invitation of a token.
async fn find(db: &Db, token: &str, now: i64) -> KernelResult<Open> {
    let open = db
        .opt(&FIND, values![secret::digest(token), now], |r| {
            let (id, inviter) = (r.int("id")?, MemberId(r.int("inviter_id")?));
            Ok(Open { id, inviter, email: r.opt_text("email")?, expires_at: r.int("expires_at")? })
        })
        .await?;
    open.ok_or(Error::NotFound)
}

async fn take(tx: &mut Tx, invitation: i64) -> KernelResult<()> {
    if tx.exec(&TAKE, values![invitation]).await? == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// What is written to someone who gave an address: subject, text and HTML for a new address and for one that has an account.
struct Letters {
    fresh: (String, String, String),
    known: (String, String, String),
}

/// Sends a personal invitation to the address that someone gave on the page of a shared link, which has one use less; to an address
/// that has an account, a message that says so. The answer and the statements are the same.
///
/// # Errors
/// Refused for an address that is none; `NotFound` for a link that is not open; `TooMany` after too many messages.
async fn ask(
    people: &People,
    link: &Open,
    email: &str,
    from: &sign_in::actions::From,
    letters: impl FnOnce(&str) -> Letters,
) -> KernelResult<()> {
    let email = sign_in::actions::normalise_login(email);
    if !actions::plausible_email(&email) {
        return Err(Refusal::new("members.email_unreadable").at("email").into());
    }
    sign_in::actions::limit_join(people, &email, from).await?;
    let (token, now) = (secret::random_token()?, people.platform.now());
    let letters = letters(&people.settings.link(&format!("/join/{token}")));
    let message = |(subject, text, html)| Mail {
        to: email.clone(),
        to_name: String::new(),
        subject,
        text,
        html: Some(html),
        headers: Vec::new(),
        key: String::new(),
    };
    let (fresh, known) = (message(letters.fresh), message(letters.known));
    let (id, inviter, token_hash) = (people.platform.id(), link.inviter, secret::digest(&token));
    let new = invite::New { id, token_hash, inviter, email: Some(email), uses: 1, expires_at: link.expires_at, now };
    let (link, mail_id, row) = (link.id, people.platform.id(), Arc::new((new, fresh, known)));
    people
        .platform
        .db
        .write(work!(
            [row] | tx | {
                let (new, fresh, known) = &*row;
                take(tx, link).await?;
                let has_account = store::find_by_login(tx, &fresh.to).await?;
                invite::insert(tx, new).await?;
                mail::queue(tx, mail_id, now, if has_account { known } else { fresh }).await
            }
        ))
        .await
}

/// Makes the account that a personal invitation is for, and takes the invitation together with it.
///
/// # Errors
/// `NotFound` for an invitation that is not open, else the refusals.
async fn accept(people: &People, invitation: Open, member: &NewMember, password: &str) -> KernelResult<MemberId> {
    let now = people.platform.now();
    let mut member = NewMember { email: invitation.email, ..member.clone() };
    let mut refusals = member.check();
    let own: Vec<String> = [Some(member.name.clone()), member.email.clone()].into_iter().flatten().collect();
    match sign_in::actions::accept(people, password, &own).await {
        Err(Error::Refused(wrong)) => refusals.extend(wrong),
        other => other?,
    }
    if !refusals.is_empty() {
        return Err(Error::Refused(refusals));
    }
    member.password_hash = Some(people.passwords.hash(password).await?);
    let (id, event, inviter, invitation) = (MemberId(people.platform.id()), people.platform.id(), invitation.inviter, invitation.id);
    people
        .platform
        .db
        .write(work!(
            [member] | tx | {
                take(tx, invitation).await?;
                insert_member(tx, id, &member, now).await?;
                circles::store::follow_in(tx, id, inviter, now).await?;
                tell_joined(tx, event, id, now).await?;
                Ok(id)
            }
        ))
        .await
}

pub(super) async fn show(State(people): State<People>, ctx: Ctx, Path(token): Path<String>) -> Result {
    match find(&people.platform.db, &token, ctx.now).await {
        Ok(open) if open.email.is_none() => Ok(ask_page(&ctx, &token, "", &Refused::default()).into_response()),
        Ok(_) => Ok(account_page(&ctx, &token, &NewMember::default(), &Refused::default()).into_response()),
        Err(Error::NotFound) => Ok((StatusCode::NOT_FOUND, closed_page(&ctx)).into_response()),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn join(State(people): State<People>, ctx: Ctx, Path(token): Path<String>, form: Fields) -> Result {
    ctx.app.limits.take(Act::Knock, network(ctx.ip))?;
    let done = match find(&people.platform.db, &token, ctx.now).await {
        Ok(open) if open.email.is_none() => send_personal(&people, &ctx, &token, &open, form).await,
        Ok(open) => make_account(&people, &ctx, &token, open, form).await,
        Err(error) => Err(error),
    };
    match done {
        // Closed before, or by others meanwhile.
        Err(Error::NotFound) => Ok((StatusCode::NOT_FOUND, closed_page(&ctx)).into_response()),
        done => Ok(done?),
    }
}

async fn send_personal(people: &People, ctx: &Ctx, token: &str, open: &Open, mut form: Fields) -> KernelResult<Response> {
    let email = form.text("email")?;
    form.finish()?;
    let t = ctx.t;
    let company = ctx.app.company();
    let name = company.as_ref().map(|c| c.name.clone()).unwrap_or_default();
    let title = t.members_mail_title(name.as_str());
    let compose = |text: &str, button: &str, link: String| {
        let letter = Letter {
            company: company.clone(),
            why: t.members_mail_asked(),
            title: &title,
            paragraphs: vec![text.to_owned()],
            button: Some((button, link)),
            foot: t.members_mail_asked_foot(),
        };
        let (text, html) = letter::render(t, &letter);
        (title.clone(), text, html)
    };
    let letters = |link: &str| Letters {
        fresh: compose(t.members_mail_asked_text(), t.members_mail_asked_button(), link.to_owned()),
        known: compose(t.members_mail_known_text(), t.sign_in_submit(), people.settings.link("/sign-in")),
    };
    match ask(people, open, &email, &ctx.into(), letters).await {
        Ok(()) => {
            let sent = html! {
                div class="stack gap-2" role="status" { h1 { (t.sign_in_reset_sent_title()) } p class="soft" { (t.members_join_sent(email.trim())) } }
                p class="small" { a class="link" href="/sign-in" { (t.sign_in_back()) } }
            };
            Ok(([(header::REFERRER_POLICY, "no-referrer")], split(ctx, t.sign_in_reset_sent_title(), &sent)).into_response())
        }
        Err(Error::Refused(refusals)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, ask_page(ctx, token, &email, &Refused(refusals))).into_response())
        }
        Err(error) => Err(error),
    }
}

async fn make_account(people: &People, ctx: &Ctx, token: &str, open: Open, mut form: Fields) -> KernelResult<Response> {
    let member = NewMember {
        name: form.text("name")?,
        title: form.text("title")?,
        locale: ctx.t.0.tag().to_owned(),
        zone: actions::zone_or_default(form.opt("zone")?),
        ..NewMember::default()
    };
    let password = form.text("password")?;
    form.finish()?;
    match accept(people, open, &member, &password).await {
        Ok(id) => {
            let session = sign_in::actions::open_session(people, id, &ctx.into()).await?;
            Ok(with_session(ctx, &session, Redirect::to("/start")))
        }
        Err(Error::Refused(refusals)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, account_page(ctx, token, &member, &Refused(refusals))).into_response())
        }
        Err(error) => Err(error),
    }
}

fn closed_page(ctx: &Ctx) -> Markup {
    let t = ctx.t;
    split(
        ctx,
        t.members_join_closed_title(),
        &html! {
            div class="stack gap-2" { h1 { (t.members_join_closed_title()) } p class="soft" { (t.members_join_closed()) } }
            a class="btn btn-lg btn-block" href="/sign-in" { (t.sign_in_back()) }
        },
    )
}

/// The page of a shared link: where the personal one is to go.
fn ask_page(ctx: &Ctx, token: &str, email: &str, refused: &Refused) -> Markup {
    let t = ctx.t;
    let company = ctx.app.company().map(|c| c.name.clone()).unwrap_or_default();
    split(
        ctx,
        t.members_join_title(),
        &html! {
            div class="stack gap-2" { h1 { (t.members_join_title()) } p class="soft" { (t.members_join_ask(company)) } }
            (refused.summary(ctx, &["email"]))
            // Its answer neither redirects nor refuses: Turbo would not show it.
            form class="stack" action={ "/join/" (token) } method="post" data-turbo="false" {
                (Field { name: "email", label: t.sign_in_email(), kind: "email", value: email, autocomplete: "email", required: true, max: Some(254), ..Field::default() }.show(ctx, refused))
                button class="btn btn-primary btn-lg btn-block" { (t.members_join_ask_submit()) }
            }
            p class="small" { a class="link" href="/sign-in" { (t.sign_in_back()) } }
        },
    )
}

/// The page of a personal invitation.
fn account_page(ctx: &Ctx, token: &str, member: &NewMember, refused: &Refused) -> Markup {
    let t = ctx.t;
    let company = ctx.app.company().map(|c| c.name.clone()).unwrap_or_default();
    split(
        ctx,
        t.members_join_title(),
        &html! {
            div class="stack gap-2" { h1 { (t.members_join_title()) } p class="soft" { (t.members_join_text(company)) } }
            (refused.summary(ctx, &["name", "title", "password"]))
            form class="stack" action={ "/join/" (token) } method="post" data-turbo="false" {
                input type="hidden" name="zone" data-controller="zone";
                (Field { name: "name", label: t.members_name(), value: &member.name, autocomplete: "name", required: true, max: Some(80), ..Field::default() }.show(ctx, refused))
                (Field { name: "title", label: t.members_title(), value: &member.title, autocomplete: "organization-title", max: Some(80), ..Field::default() }.show(ctx, refused))
                (Field { name: "password", label: t.sign_in_password(), kind: "password", hint: Some(t.sign_in_password_hint()), autocomplete: "new-password", required: true, ..Field::default() }.show(ctx, refused))
                button class="btn btn-primary btn-lg btn-block" { (t.members_join_submit()) }
            }
        },
    )
}
