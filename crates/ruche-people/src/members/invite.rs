//! Invitations into the company: by link for many, or to pasted addresses, one each.
//!
//! Rules: an invitation ends, can be revoked, is taken atomically by as many people as it has uses, says nothing about whom it
//! was sent to, and makes employees only (partners are made by administrators).

use super::actions::{self, NewMember, insert_member};
use crate::People;
use crate::sign_in::{self, split, with_session};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Actor, Error, MemberId, Refusal, Result as KernelResult};
use ruche_platform::db::{Db, Tx};
use ruche_platform::mail::{self, Mail};
use ruche_platform::{secret, sql, values, work};
use ruche_web::limits::{Act, network};
use ruche_web::parts::{Field, Refused};
use ruche_web::{Ctx, Fields, Result};

sql! {
    INSERT = "INSERT INTO invitations (id, token_hash, inviter_id, email, uses_left, expires_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    FIND = "SELECT i.id, i.email FROM invitations i JOIN members m ON m.id = i.inviter_id WHERE i.token_hash = $1 AND i.uses_left > 0 AND i.expires_at > $2 AND m.state = 0 AND m.role = 1";
    TAKE = "UPDATE invitations SET uses_left = uses_left - 1 WHERE id = $1 AND uses_left > 0";
    LIST = "SELECT i.id, i.email, i.uses_left, i.expires_at FROM invitations i JOIN members m ON m.id = i.inviter_id
        WHERE i.uses_left > 0 AND i.expires_at > $1 AND m.state = 0 AND m.role = 1 ORDER BY i.created_at DESC, i.id DESC LIMIT 100";
    REVOKE = "UPDATE invitations SET uses_left = 0 WHERE id = $1 AND uses_left > 0";
}

/// How long an invitation is open, in milliseconds: 14 days.
pub const OPEN_MS: i64 = 14 * 86_400_000;
/// People that one link lets in.
pub const LINK_USES: i64 = 50;
/// Addresses that one paste may hold.
pub const MAX_ADDRESSES: usize = 200;

/// An invitation as administrators see it.
pub(super) struct Open {
    pub id: i64,
    pub email: Option<String>,
    pub uses_left: i64,
    pub expires_at: i64,
}

pub(super) async fn list(db: &Db, now: i64) -> KernelResult<Vec<Open>> {
    db.all(&LIST, values![now], |r| {
        Ok(Open { id: r.int("id")?, email: r.opt_text("email")?, uses_left: r.int("uses_left")?, expires_at: r.int("expires_at")? })
    })
    .await
}

/// Makes a link that lets several people in, and gives its address, which is shown once.
///
/// # Errors
/// `NotFound` for someone who does not administer.
pub async fn by_link(people: &People, actor: &Actor) -> KernelResult<String> {
    if !actor.is_admin() {
        return Err(Error::NotFound);
    }
    let token = secret::random_token()?;
    let (id, hash, inviter, now) = (people.platform.id(), secret::digest(&token), actor.id, people.platform.now());
    people
        .platform
        .db
        .write(work!([hash] | tx | { tx.exec(&INSERT, values![id, &hash, inviter, None::<String>, LINK_USES, now + OPEN_MS, now]).await }))
        .await?;
    Ok(people.settings.link(&format!("/join/{token}")))
}

/// What became of pasted addresses.
#[derive(Debug, PartialEq, Eq)]
pub struct Sent {
    /// How many were invited.
    pub new: i64,
    /// Those who have an account already, and were sent nothing.
    pub known: Vec<String>,
}

/// The addresses of a pasted list: entries between commas, semicolons, tabs and line ends, each of them addresses, or one after a
/// name. Nothing is passed over: an entry without a complete address refuses the list, which says where it stands.
///
/// # Errors
/// Refused when nothing, too much or something unreadable was pasted.
fn addresses(pasted: &str) -> KernelResult<Vec<String>> {
    let entries = pasted.split([',', ';', '\n', '\r', '\t']).map(str::trim).filter(|entry| !entry.is_empty());
    let (mut found, mut wrong) = (Vec::new(), Vec::new());
    for (place, entry) in (1..).zip(entries) {
        let words: Vec<String> = entry.split([' ', '<', '>']).filter(|w| !w.is_empty()).map(sign_in::actions::normalise_login).collect();
        let (addresses, others): (Vec<_>, Vec<_>) = words.iter().cloned().partition(|word| word.contains('@'));
        let named = addresses.len() == 1 && words.last() == addresses.first();
        if addresses.is_empty() || !addresses.iter().all(|a| actions::plausible_email(a)) || !(others.is_empty() || named) {
            wrong.push(place);
        }
        found.extend(addresses);
    }
    found.sort();
    found.dedup();
    if let Some(first) = wrong.first() {
        let count = i64::try_from(wrong.len()).unwrap_or(i64::MAX);
        return Err(Refusal::new("members.address_unreadable").at("addresses").with("n", count).with("place", *first).into());
    }
    if found.is_empty() {
        return Err(Refusal::new("members.no_address").at("addresses").into());
    }
    if found.len() > MAX_ADDRESSES {
        return Err(Refusal::new("members.too_many_addresses").at("addresses").with("max", 200).into());
    }
    Ok(found)
}

/// Invites pasted addresses, one message each; those who have an account already are told of and sent nothing.
///
/// # Errors
/// `NotFound` for someone who does not administer; refused when nothing, too much or something unreadable was pasted.
pub async fn by_mail(
    people: &People,
    actor: &Actor,
    pasted: &str,
    compose: impl Fn(&str) -> (String, String, String),
) -> KernelResult<Sent> {
    if !actor.is_admin() {
        return Err(Error::NotFound);
    }
    let (mut new, mut known) = (Vec::new(), Vec::new());
    for address in addresses(pasted)? {
        let taken = super::store::by_login(&people.platform.db, &address).await?.is_some();
        if taken { known.push(address) } else { new.push(address) }
    }
    let now = people.platform.now();
    let mut rows = Vec::with_capacity(new.len());
    for email in new {
        let token = secret::random_token()?;
        let (subject, text, html) = compose(&people.settings.link(&format!("/join/{token}")));
        let mail =
            Mail { to: email.clone(), to_name: String::new(), subject, text, html: Some(html), headers: Vec::new(), key: String::new() };
        rows.push((people.platform.id(), secret::digest(&token), people.platform.id(), mail));
    }
    let (new, inviter, rows) = (i64::try_from(rows.len()).unwrap_or(i64::MAX), actor.id, std::sync::Arc::new(rows));
    people
        .platform
        .db
        .write(work!(
            [rows] | tx | {
                for (id, hash, mail_id, mail) in rows.iter() {
                    tx.exec(&INSERT, values![*id, hash, inviter, mail.to.as_str(), 1_i64, now + OPEN_MS, now]).await?;
                    mail::queue(tx, *mail_id, now, mail).await?;
                }
                Ok(())
            }
        ))
        .await?;
    Ok(Sent { new, known })
}

/// Takes an invitation back.
///
/// # Errors
/// `NotFound` for someone who does not administer or an invitation that is not open.
pub async fn revoke(people: &People, actor: &Actor, id: i64) -> KernelResult<()> {
    if !actor.is_admin() {
        return Err(Error::NotFound);
    }
    match people.platform.db.write(work!([] | tx | { tx.exec(&REVOKE, values![id]).await })).await? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}

/// The open invitation of a token: its id and the address it was sent to.
async fn find(db: &Db, token: &str, now: i64) -> KernelResult<(i64, Option<String>)> {
    db.opt(&FIND, values![secret::digest(token), now], |r| Ok((r.int("id")?, r.opt_text("email")?))).await?.ok_or(Error::NotFound)
}

async fn take(tx: &mut Tx, invitation: i64) -> KernelResult<()> {
    if tx.exec(&TAKE, values![invitation]).await? == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Joins the company by an invitation: makes the account and takes the invitation together.
///
/// # Errors
/// `NotFound` for an invitation that is not open, else the refusals.
pub async fn accept(people: &People, token: &str, member: &NewMember, password: &str) -> KernelResult<MemberId> {
    let now = people.platform.now();
    let (invitation, email) = find(&people.platform.db, token, now).await?;
    let mut member = NewMember { email: email.or_else(|| member.email.clone()), ..member.clone() };
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
    let id = MemberId(people.platform.id());
    people
        .platform
        .db
        .write(work!(
            [member] | tx | {
                take(tx, invitation).await?;
                insert_member(tx, id, &member, now).await?;
                Ok(id)
            }
        ))
        .await
}

pub(super) async fn show(State(people): State<People>, ctx: Ctx, Path(token): Path<String>) -> Result {
    match find(&people.platform.db, &token, ctx.now).await {
        Ok((_, email)) => Ok(join_page(&ctx, &token, &NewMember::default(), email.is_some(), &Refused::default()).into_response()),
        Err(Error::NotFound) => Ok((StatusCode::NOT_FOUND, closed_page(&ctx)).into_response()),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn join(State(people): State<People>, ctx: Ctx, Path(token): Path<String>, mut form: Fields) -> Result {
    let member = NewMember {
        name: form.text("name")?,
        email: form.opt("email")?,
        title: form.text("title")?,
        locale: ctx.t.0.tag().to_owned(),
        zone: actions::zone_or_default(form.opt("zone")?),
        ..NewMember::default()
    };
    let password = form.text("password")?;
    form.finish()?;
    ctx.app.limits.take(Act::Knock, network(ctx.ip))?;
    match accept(&people, &token, &member, &password).await {
        Ok(id) => {
            let session = sign_in::actions::open_session(&people, id, &(&ctx).into()).await?;
            Ok(with_session(&ctx, &session, Redirect::to("/")))
        }
        Err(Error::Refused(refusals)) => {
            let (_, email) = find(&people.platform.db, &token, ctx.now).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, join_page(&ctx, &token, &member, email.is_some(), &Refused(refusals))).into_response())
        }
        Err(Error::NotFound) => Ok((StatusCode::NOT_FOUND, closed_page(&ctx)).into_response()),
        Err(error) => Err(error.into()),
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

fn join_page(ctx: &Ctx, token: &str, member: &NewMember, addressed: bool, refused: &Refused) -> Markup {
    let t = ctx.t;
    let company = ctx.app.company().map(|c| c.name.clone()).unwrap_or_default();
    split(
        ctx,
        t.members_join_title(),
        &html! {
            div class="stack gap-2" { h1 { (t.members_join_title()) } p class="soft" { (t.members_join_text(company)) } }
            (refused.summary(ctx, if addressed { &["name", "title", "password"] } else { &["name", "email", "title", "password"] }))
            form class="stack" action={ "/join/" (token) } method="post" data-turbo="false" {
                input type="hidden" name="zone" data-controller="zone";
                (Field { name: "name", label: t.members_name(), value: &member.name, autocomplete: "name", required: true, max: Some(80), ..Field::default() }.show(ctx, refused))
                @if !addressed { (Field { name: "email", label: t.sign_in_email(), kind: "email", value: member.email.as_deref().unwrap_or(""), autocomplete: "username", required: true, max: Some(254), ..Field::default() }.show(ctx, refused)) }
                (Field { name: "title", label: t.members_title(), value: &member.title, autocomplete: "organization-title", max: Some(80), ..Field::default() }.show(ctx, refused))
                (Field { name: "password", label: t.sign_in_password(), kind: "password", hint: Some(t.sign_in_password_hint()), autocomplete: "new-password", required: true, ..Field::default() }.show(ctx, refused))
                button class="btn btn-primary btn-lg btn-block" { (t.members_join_submit()) }
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_list_loses_nothing() {
        for (pasted, expected) in [
            ("paul@orvane.example", Ok(vec!["paul@orvane.example"])),
            (
                "Paul Sorel <paul@orvane.example>; ZOE@orvane.example,\r\n zoe@orvane.example\n",
                Ok(vec!["paul@orvane.example", "zoe@orvane.example"]),
            ),
            ("b@orvane.example a@orvane.example", Ok(vec!["a@orvane.example", "b@orvane.example"])),
            ("Paul Sorel paul@orvane.example", Ok(vec!["paul@orvane.example"])),
            ("", Err(("members.no_address", None))),
            ("paul(at)orvane.example", Err(("members.address_unreadable", Some(1)))),
            ("a@orvane.example, b.orvane.example, c", Err(("members.address_unreadable", Some(2)))),
            ("a@orvane.example b.orvane.example", Err(("members.address_unreadable", Some(1)))),
            ("a@orvane.example, b@orvane", Err(("members.address_unreadable", Some(2)))),
        ] {
            let found = addresses(pasted).map_err(|error| match error {
                Error::Refused(refusals) => (refusals[0].code, refusals[0].args.iter().find(|(name, _)| *name == "place").map(|(_, n)| *n)),
                other => panic!("{other}"),
            });
            assert_eq!(found, expected.map(|list| list.into_iter().map(String::from).collect()), "{pasted:?}");
        }
    }
}
