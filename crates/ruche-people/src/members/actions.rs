//! What can be done about members.

use super::{held, store};
use crate::organisation::place::{Doubt, place};
use crate::sign_in::store::delete_other_sessions;
use crate::{People, access, circles, partners, profiles};
use ruche_kernel::{Actor, Error, Event, MemberId, MemberKind, Refusal, Result, Role, SubjectRef, languages, names};
use ruche_platform::db::Tx;
use ruche_platform::keys::Sending;
use ruche_platform::{outbox, work};

/// The most characters of a single line of a profile, and of the few lines about oneself.
const MAX_LINE: usize = 80;
const MAX_BIO: usize = 600;

/// A member to make. Employees need an address or a user name; partners also a company, a sponsor and an end.
#[derive(Clone, Debug)]
pub struct NewMember {
    /// Employee or partner.
    pub kind: MemberKind,
    /// What they administer.
    pub role: Role,
    /// The name.
    pub name: String,
    /// The address, where they have one.
    pub email: Option<String>,
    /// The user name, for those without an address.
    pub username: Option<String>,
    /// The hash of the password; without one nobody signs in until an administrator sets it.
    pub password_hash: Option<String>,
    /// The role in the company.
    pub title: String,
    /// The unit.
    pub unit: String,
    /// The site.
    pub site: String,
    /// The phone.
    pub phone: String,
    /// Languages, separated by commas.
    pub languages: String,
    /// A few lines.
    pub bio: String,
    /// The hue of the initials, 0 to 350 by ten; one of its own when absent.
    pub hue: Option<i64>,
    /// The language of the pages.
    pub locale: String,
    /// The time zone's name.
    pub zone: String,
    /// The partner's company.
    pub partner_company: Option<i64>,
    /// Who answers for a partner.
    pub sponsor: Option<MemberId>,
    /// When a partner's access ends, in milliseconds UTC.
    pub ends_at: Option<i64>,
}

impl Default for NewMember {
    fn default() -> Self {
        let empty = String::new;
        Self {
            kind: MemberKind::Employee,
            role: Role::Member,
            name: empty(),
            email: None,
            username: None,
            password_hash: None,
            title: empty(),
            unit: empty(),
            site: empty(),
            phone: empty(),
            languages: empty(),
            bio: empty(),
            hue: None,
            locale: "fr".into(),
            zone: "Europe/Paris".into(),
            partner_company: None,
            sponsor: None,
            ends_at: None,
        }
    }
}

impl NewMember {
    /// Cleans what was typed and tells every refusal, each at its field.
    pub fn check(&mut self) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        self.name = names::clean_line(&self.name);
        if self.name.is_empty() {
            refusals.push(Refusal::new("members.name_missing").at("name"));
        } else if self.name.chars().count() > MAX_LINE {
            refusals.push(Refusal::new("members.line_too_long").at("name").with("max", 80));
        } else if !names::is_plain(&self.name) {
            refusals.push(Refusal::new("members.name_mixed").at("name"));
        }
        self.email = self.email.take().map(|e| crate::sign_in::actions::normalise_login(&e)).filter(|e| !e.is_empty());
        self.username = self.username.take().map(|u| crate::sign_in::actions::normalise_login(&u)).filter(|u| !u.is_empty());
        if let Some(email) = &self.email
            && !plausible_email(email)
        {
            refusals.push(Refusal::new("members.email_unreadable").at("email"));
        }
        if let Some(username) = &self.username {
            let plain =
                username.len() <= 40 && username.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-'));
            if !plain {
                refusals.push(Refusal::new("members.username_unreadable").at("username"));
            }
        }
        if self.email.is_none() && self.username.is_none() {
            refusals.push(Refusal::new("members.login_missing").at("email"));
        }
        if !is_zone(&self.zone) {
            refusals.push(Refusal::new("members.zone_unknown").at("zone"));
        }
        if self.kind == MemberKind::Partner {
            if self.sponsor.is_none() || self.partner_company.is_none() {
                refusals.push(Refusal::new("members.sponsor_missing").at("sponsor"));
            }
            if self.ends_at.is_none() {
                refusals.push(Refusal::new("members.end_missing").at("ends"));
            }
        }
        refusals
    }
}

/// Whether a time zone is known by its name.
#[must_use]
pub fn is_zone(name: &str) -> bool {
    jiff::tz::TimeZone::get(name).is_ok()
}

/// The zone that a browser names, where it is known; else the one that accounts begin with.
#[must_use]
pub fn zone_or_default(name: Option<String>) -> String {
    name.filter(|name| is_zone(name)).unwrap_or_else(|| NewMember::default().zone)
}

/// One `@`, something before it, a domain with a point after it, nothing that could end a header.
#[must_use]
pub fn plausible_email(email: &str) -> bool {
    let plain = email.len() <= 254
        && !email.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';' | '"' | '(' | ')'));
    match email.split_once('@') {
        Some((local, domain)) => {
            plain
                && !local.is_empty()
                && !domain.contains('@')
                && domain.contains('.')
                && !domain.starts_with(['.', '-'])
                && !domain.ends_with(['.', '-'])
                && !domain.contains("..")
        }
        None => false,
    }
}

/// Inserts a checked member, in the caller's transaction.
///
/// # Errors
/// Refused when the login is taken.
pub async fn insert_member(tx: &mut Tx, id: MemberId, member: &NewMember, now: i64) -> Result<()> {
    for (login, field) in [(&member.email, "email"), (&member.username, "username")] {
        if let Some(login) = login
            && store::find_by_login(tx, login).await?
        {
            return Err(Refusal::new("members.login_taken").at(field).into());
        }
    }
    store::insert(tx, id, member, now).await
}

/// Tells that a member has come, in the transaction that inserts one. `event` is the id of the event.
///
/// # Errors
/// What the database says.
pub(crate) async fn tell_joined(tx: &mut Tx, event: i64, id: MemberId, now: i64) -> Result<()> {
    let company = store::company_in(tx).await?;
    // Only the index of search looks at it: nobody's open page changes.
    let told = Event::new("member.joined", id, SubjectRef::new("member", id.0), company).about(id);
    outbox::record(tx, event, now, &told).await
}

/// Makes a member.
///
/// # Errors
/// The refusals, each at its field.
pub async fn create(people: &People, member: &NewMember) -> Result<MemberId> {
    let id = MemberId(people.platform.id());
    make(people, id, member, id, None).await.map(|_| id)
}

/// Makes a member by a form of `by`, and tells who it is and whether it did: a form that comes twice makes one account.
///
/// # Errors
/// The refusals, each at its field.
pub(super) async fn create_once(people: &People, by: MemberId, member: &NewMember, sending: Option<Sending>) -> Result<(MemberId, bool)> {
    make(people, MemberId(people.platform.id()), member, by, sending).await
}

async fn make(people: &People, id: MemberId, member: &NewMember, by: MemberId, sending: Option<Sending>) -> Result<(MemberId, bool)> {
    let mut member = member.clone();
    let refusals = member.check();
    if !refusals.is_empty() {
        return Err(Error::Refused(refusals));
    }
    let (event, now) = (people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write_once(work!(
            [member, sending] | tx | {
                if let Some(made) = super::made_before(tx, sending.as_ref(), by, id.0, now, "name").await? {
                    return Ok((MemberId(made), false));
                }
                insert_member(tx, id, &member, now).await?;
                store::expect_visit(tx, id).await?;
                circles::store::follow_in(tx, id, by, now).await?;
                tell_joined(tx, event, id, now).await?;
                Ok((id, true))
            }
        ))
        .await
}

/// What a person changes on the own profile.
#[derive(Clone, Debug, Default)]
pub struct ProfileEdit {
    /// The name.
    pub name: String,
    /// The role in the company.
    pub title: String,
    /// The unit.
    pub unit: String,
    /// The site.
    pub site: String,
    /// The phone.
    pub phone: String,
    /// Languages.
    pub languages: String,
    /// A few lines.
    pub bio: String,
}

/// Saves the own profile.
///
/// # Errors
/// The refusals, each at its field.
pub async fn save_profile(people: &People, actor: &Actor, edit: &ProfileEdit) -> Result<()> {
    let line = |text: &str| names::clean_line(text);
    let edit = ProfileEdit {
        name: line(&edit.name),
        title: line(&edit.title),
        unit: line(&edit.unit),
        site: line(&edit.site),
        phone: line(&edit.phone),
        languages: line(&edit.languages),
        bio: names::clean_text(&edit.bio).trim().to_owned(),
    };
    let mut refusals = Vec::new();
    if edit.name.is_empty() {
        refusals.push(Refusal::new("members.name_missing").at("name"));
    } else if !names::is_plain(&edit.name) {
        refusals.push(Refusal::new("members.name_mixed").at("name"));
    }
    for (text, field) in [
        (&edit.name, "name"),
        (&edit.title, "title"),
        (&edit.unit, "unit"),
        (&edit.site, "site"),
        (&edit.phone, "phone"),
        (&edit.languages, "languages"),
    ] {
        if text.chars().count() > MAX_LINE {
            refusals.push(Refusal::new("members.line_too_long").at(field).with("max", 80));
        }
    }
    if edit.bio.chars().count() > MAX_BIO {
        refusals.push(Refusal::new("members.bio_too_long").at("bio").with("max", 600));
    }
    if !refusals.is_empty() {
        return Err(Error::Refused(refusals));
    }
    let (id, ids, now) = (actor.id, [people.platform.id(), people.platform.id()], people.platform.now());
    let (event, platform) = (|kind: &str| Event::new(kind, id, SubjectRef::new("member", id.0), actor.company), people.platform.clone());
    let (changed, renamed) = (event("member.changed"), event("member.renamed"));
    people
        .platform
        .db
        .write(work!(
            [edit, changed, renamed, platform] | tx | {
                let refusals = held::refusals(tx, id, &edit).await?;
                if !refusals.is_empty() {
                    return Err(Error::Refused(refusals));
                }
                let before = store::names_in(tx, &[id.0]).await?;
                store::save_profile(tx, id, &edit).await?;
                place(tx, &|| platform.id(), id, (&edit.unit, &edit.site), Doubt::Ask, now).await?;
                // Apart, since the texts that carry the name are made again for it.
                if before.iter().any(|called| called.name != edit.name) {
                    outbox::record(tx, ids[1], now, &renamed).await?;
                }
                outbox::record(tx, ids[0], now, &changed).await
            }
        ))
        .await
}

/// What a directory of the company says of somebody, checked and cleaned.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// The name.
    pub name: String,
    /// The role in the company.
    pub title: String,
    /// The unit, or the path that leads to it.
    pub unit: String,
    /// The site.
    pub site: String,
    /// The phone.
    pub phone: String,
    /// The fields that the company added and that it says, by their numbers, as they are stored.
    pub added: Vec<(i64, String)>,
}

/// Makes an employee what the directory says. Whoever runs the directory answers for it.
///
/// # Errors
/// What the database says.
pub async fn save_said(people: &People, company: ruche_kernel::PlaceId, id: MemberId, said: &Said) -> Result<()> {
    let (ids, now) = ([people.platform.id(), people.platform.id()], people.platform.now());
    let event = |kind: &str| Event::new(kind, id, SubjectRef::new("member", id.0), company);
    let (changed, renamed, platform) = (event("member.changed"), event("member.renamed"), people.platform.clone());
    people
        .platform
        .db
        .write(work!(
            [said, changed, renamed, platform] | tx | {
                let before = store::names_in(tx, &[id.0]).await?;
                store::save_said(tx, id, &said).await?;
                profiles::store::set_values(tx, id, &said.added).await?;
                if place(tx, &|| platform.id(), id, (&said.unit, &said.site), Doubt::Oldest, now).await? {
                    circles::store::follow_move(tx, id, now).await?;
                }
                // Apart, since the texts that carry the name are made again for it.
                if before.iter().any(|called| called.name != said.name) {
                    outbox::record(tx, ids[1], now, &renamed).await?;
                }
                outbox::record(tx, ids[0], now, &changed).await
            }
        ))
        .await
}

/// Tells that somebody whom a directory brought arrives, in the transaction that inserts them. `event` is the id of the event.
///
/// # Errors
/// What the database says.
pub async fn arrive(tx: &mut Tx, event: i64, id: MemberId, now: i64) -> Result<()> {
    store::expect_visit(tx, id).await?;
    tell_joined(tx, event, id, now).await
}

/// How a person wants pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Display {
    /// The language of the pages.
    pub locale: String,
    /// The time zone's name.
    pub zone: String,
    /// `light`, `dark`, or empty for the system's.
    pub theme: String,
    /// Whether keyboard shortcuts are on.
    pub shortcuts: bool,
    /// The languages whose posts are folded in the feeds, as tags.
    pub hidden_languages: Vec<String>,
}

/// Saves how a person wants pages.
///
/// # Errors
/// Refused for a language, zone or theme that is not offered.
pub async fn save_display(people: &People, member: MemberId, display: &Display) -> Result<()> {
    if !["fr", "en"].contains(&display.locale.as_str()) {
        return Err(Refusal::new("setup.locale_unknown").at("locale").into());
    }
    if !is_zone(&display.zone) {
        return Err(Refusal::new("members.zone_unknown").at("zone").into());
    }
    if display.hidden_languages.iter().any(|tag| languages::known(tag).is_none()) {
        return Err(Refusal::new("members.language_unknown").at("hidden").into());
    }
    offered_theme(&display.theme)?;
    let mut display = display.clone();
    display.hidden_languages.sort_unstable();
    display.hidden_languages.dedup();
    people.platform.db.write(work!([display] | tx | { store::save_display(tx, member, &display).await })).await
}

/// Saves the theme: `light`, `dark`, or empty for the system's.
///
/// # Errors
/// Refused for one that is not offered.
pub async fn save_theme(people: &People, member: MemberId, theme: &str) -> Result<()> {
    offered_theme(theme)?;
    let theme = theme.to_owned();
    people.platform.db.write(work!([theme] | tx | { store::save_theme(tx, member, &theme).await })).await
}

fn offered_theme(theme: &str) -> Result<()> {
    if ["", "light", "dark"].contains(&theme) { Ok(()) } else { Err(Refusal::new("members.theme_unknown").at("theme").into()) }
}

/// Follows someone the actor may see.
///
/// # Errors
/// `NotFound` for someone the actor may not see; refused for oneself.
pub async fn follow(people: &People, actor: &Actor, member: MemberId) -> Result<()> {
    access::see_member(&people.platform.db, actor, member).await?;
    if actor.id == member {
        return Err(Refusal::new("members.follow_self").into());
    }
    let (me, now) = (actor.id, people.platform.now());
    people.platform.db.write(work!([] | tx | { store::follow(tx, me, member, now).await.map(|_| ()) })).await
}

/// Follows someone no longer.
///
/// # Errors
/// What the database says.
pub async fn unfollow(people: &People, actor: &Actor, member: MemberId) -> Result<()> {
    let me = actor.id;
    people.platform.db.write(work!([] | tx | { store::unfollow(tx, me, member).await })).await
}

/// Closes an account: the writings stay, access ends at once; the administrator answers for the partners for whom the person did.
///
/// # Errors
/// `NotFound` for someone who does not administer or an account that is closed; refused for the last administrator, and when
/// `typed` is not the person's name: this cannot be undone.
pub async fn close_account(people: &People, actor: &Actor, member: MemberId, typed: &str) -> Result<()> {
    if !actor.is_admin() {
        return Err(Error::NotFound);
    }
    let profile = store::find(&people.platform.db, member, actor.id).await?;
    let key = |name: &str| names::sort_key(&names::clean_line(name)).replace('\u{a0}', " ");
    if !profile.person.left && key(typed) != key(&profile.name) {
        return Err(Refusal::new("members.name_differs").at("name").into());
    }
    close(people, actor.id, actor.company, member).await
}

async fn close(people: &People, by: MemberId, company: ruche_kernel::PlaceId, member: MemberId) -> Result<()> {
    let (event_id, now) = (people.platform.id(), people.platform.now());
    let event = Event::new("member.left", by, SubjectRef::new("member", member.0), company).about(member);
    people
        .platform
        .db
        .write(work!(
            [event] | tx | {
                if !store::other_admin(tx, member).await? {
                    return Err(Refusal::new("members.last_admin").into());
                }
                if !store::leave(tx, member, now).await? {
                    return Err(Error::NotFound);
                }
                if by != member {
                    partners::store::pass_on(tx, member, by).await?;
                }
                outbox::record(tx, event_id, now, &event).await
            }
        ))
        .await
}

/// Closes an account by the word of whoever runs the machine; the rest is as in [`close_account`].
///
/// # Errors
/// `NotFound` for an account that is closed; refused for the last administrator.
pub async fn leave(people: &People, company: ruche_kernel::PlaceId, member: MemberId) -> Result<()> {
    close(people, member, company, member).await
}

/// Gives or takes the right to administer the company, and ends the sessions of whoever had or gets it, but the one in which
/// administrators give up their own.
///
/// # Errors
/// `NotFound` for someone who does not administer, for a partner and for someone who left; refused for the last administrator.
pub async fn give_role(people: &People, actor: &Actor, session: i64, member: MemberId, role: Role) -> Result<()> {
    if !actor.is_admin() {
        return Err(Error::NotFound);
    }
    change_role(people, member, role, if actor.id == member { session } else { 0 }).await
}

/// The same by the word of whoever runs the machine.
///
/// # Errors
/// As [`give_role`].
pub async fn save_role(people: &People, member: MemberId, role: Role) -> Result<()> {
    change_role(people, member, role, 0).await
}

async fn change_role(people: &People, member: MemberId, role: Role, kept: i64) -> Result<()> {
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                if role == Role::Member && !store::other_admin(tx, member).await? {
                    return Err(Refusal::new("members.last_admin").into());
                }
                if !store::save_role(tx, member, role).await? {
                    return Err(Error::NotFound);
                }
                delete_other_sessions(tx, member, kept).await
            }
        ))
        .await
}

/// Ends every session of someone, but that of the administrator who asks.
///
/// # Errors
/// `NotFound` for someone who does not administer.
pub async fn end_sessions(people: &People, actor: &Actor, session: i64, member: MemberId) -> Result<()> {
    if !actor.is_admin() {
        return Err(Error::NotFound);
    }
    people.platform.db.write(work!([] | tx | { delete_other_sessions(tx, member, session).await })).await
}

#[cfg(test)]
mod tests {
    use super::plausible_email;

    #[test]
    fn addresses_look_like_addresses() {
        for (email, fine) in [
            ("camille.rousset@orvane.example", true),
            ("a@b", false),
            ("a@b.c\nBcc: x@y.z", false),
            ("a b@c.d", false),
            ("@c.d", false),
            ("a@@c.d", false),
            ("a@.d", false),
            ("élodie@orvane.example", true),
        ] {
            assert_eq!(plausible_email(email), fine, "{email}");
        }
    }
}
