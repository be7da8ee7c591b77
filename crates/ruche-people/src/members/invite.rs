//! Invitations into the company as administrators make them: by link for many, or to pasted addresses, one each.
//!
//! Rules: an invitation ends, can be revoked, is taken atomically by as many people as it has uses, says nothing about whom it
//! was sent to, and makes employees only (partners are made by administrators). How one enters by it is in [`super::join`].

use super::actions;
use crate::sign_in::Sessions;
use crate::{People, sign_in};
use ruche_kernel::{Actor, Error, MemberId, Refusal, Result};
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::keys::Sending;
use ruche_platform::mail::{self, Mail};
use ruche_platform::{secret, sql, values, work};
use ruche_texts::{Locale, T};
use ruche_web::Authenticate as _;
use ruche_web::letter::{self, Letter};
use std::sync::Arc;

sql! {
    INSERT = "INSERT INTO invitations (id, token_hash, inviter_id, email, uses_left, expires_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    LIST = "SELECT i.id, i.email, i.uses_left, i.expires_at FROM invitations i JOIN members m ON m.id = i.inviter_id
        WHERE i.uses_left > 0 AND i.expires_at > $1 AND m.state = 0 AND m.role = 1 ORDER BY i.created_at DESC, i.id DESC LIMIT 100";
    /// An employee who has an address and no password yet.
    WAITING = "SELECT name, email, locale FROM members WHERE id = $1 AND state = 0 AND kind = 0 AND email IS NOT NULL AND password_hash IS NULL";
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

pub(super) async fn list(db: &Db, now: i64) -> Result<Vec<Open>> {
    db.all(&LIST, values![now], |r| {
        Ok(Open { id: r.int("id")?, email: r.opt_text("email")?, uses_left: r.int("uses_left")?, expires_at: r.int("expires_at")? })
    })
    .await
}

/// One invitation to insert. Times are in milliseconds UTC.
pub(super) struct New {
    pub id: i64,
    pub token_hash: String,
    pub inviter: MemberId,
    /// Whom it is for; none for a link that several people share.
    pub email: Option<String>,
    pub uses: i64,
    pub expires_at: i64,
    pub now: i64,
}

pub(super) async fn insert(tx: &mut Tx, new: &New) -> Result<()> {
    let New { id, token_hash, inviter, email, uses, expires_at, now } = new;
    tx.exec(&INSERT, values![*id, token_hash, *inviter, email.clone(), *uses, *expires_at, *now]).await?;
    Ok(())
}

/// Makes a link that lets several people in, and gives its address, which is shown once.
///
/// # Errors
/// `NotFound` for someone who does not administer.
pub async fn by_link(people: &People, actor: &Actor) -> Result<String> {
    if !actor.is_admin() {
        return Err(Error::NotFound);
    }
    let token = secret::random_token()?;
    let (id, now) = (people.platform.id(), people.platform.now());
    let (inviter, token_hash) = (actor.id, secret::digest(&token));
    let new = Arc::new(New { id, token_hash, inviter, email: None, uses: LINK_USES, expires_at: now + OPEN_MS, now });
    people.platform.db.write(work!([new] | tx | { insert(tx, &new).await })).await?;
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
fn addresses(pasted: &str) -> Result<Vec<String>> {
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

/// Invites pasted addresses, one message each; those who have an account already are told of and sent nothing. A form whose `key`
/// comes twice with the same list invites once.
///
/// # Errors
/// `NotFound` for someone who does not administer; refused when nothing, too much or something unreadable was pasted, and when
/// the key came with another list.
pub async fn by_mail(
    people: &People,
    actor: &Actor,
    pasted: &str,
    key: Option<String>,
    compose: impl Fn(&str) -> (String, String, String),
) -> Result<Sent> {
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
        let (id, inviter, token_hash) = (people.platform.id(), actor.id, secret::digest(&token));
        let new = New { id, token_hash, inviter, email: Some(email), uses: 1, expires_at: now + OPEN_MS, now };
        rows.push((new, people.platform.id(), mail));
    }
    let sending = key.map(|key| Sending { key, hash: secret::digest(pasted), kind: "invitation" });
    let (new, inviter, id, rows) = (i64::try_from(rows.len()).unwrap_or(i64::MAX), actor.id, people.platform.id(), Arc::new(rows));
    people
        .platform
        .db
        .write_once(work!(
            [rows, sending] | tx | {
                if super::made_before(tx, sending.as_ref(), inviter, id, now, "addresses").await?.is_none() {
                    for (new, mail_id, mail) in rows.iter() {
                        insert(tx, new).await?;
                        mail::queue(tx, *mail_id, now, mail).await?;
                    }
                }
                Ok(())
            }
        ))
        .await?;
    Ok(Sent { new, known })
}

/// The message that tells somebody of the account that was made for them: they choose their password as somebody does who forgot
/// theirs, by a link that goes to their address and works for an hour.
///
/// # Errors
/// `NotFound` for someone who has a password, no address, or left, and for a partner.
pub async fn account_letter(people: &People, member: MemberId) -> Result<Mail> {
    let row = |r: &Row| Ok((r.text("name")?, r.text("email")?, r.text("locale")?));
    let (to_name, to, locale) = people.platform.db.opt(&WAITING, values![member], row).await?.ok_or(Error::NotFound)?;
    let (t, company) = (T(Locale::from_tag(&locale).unwrap_or(Locale::En)), Sessions(people.clone()).company().await?.map(Arc::new));
    let name = company.as_ref().map(|company| company.name.clone()).unwrap_or_default();
    let (title, why) = (t.members_mail_account_title(name.as_str()), t.members_mail_account_why(to.as_str()));
    let letter = Letter {
        company,
        why: &why,
        title: &title,
        paragraphs: vec![t.members_mail_account_text().to_owned()],
        button: Some((t.members_mail_account_button(), people.settings.link("/reset"))),
        foot: t.members_mail_account_foot(),
    };
    let (text, html) = letter::render(t, &letter);
    Ok(Mail { to, to_name, subject: title.clone(), text, html: Some(html), headers: Vec::new(), key: String::new() })
}

/// Takes an invitation back.
///
/// # Errors
/// `NotFound` for someone who does not administer or an invitation that is not open.
pub async fn revoke(people: &People, actor: &Actor, id: i64) -> Result<()> {
    if !actor.is_admin() {
        return Err(Error::NotFound);
    }
    match people.platform.db.write(work!([] | tx | { tx.exec(&REVOKE, values![id]).await })).await? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
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
