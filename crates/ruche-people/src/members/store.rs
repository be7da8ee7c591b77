//! SQL of members.

use super::actions::Display;
use super::sounds;
use crate::access::sees;
use crate::profiles::rules::Seen;
use ruche_kernel::{Actor, Error, MemberId, MemberKind, PlaceId, Result, Role, names};
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};
use ruche_texts::{Locale, T};
use ruche_web::parts::Person;

/// Whom completion may name, as a condition on `v`, who types, and `m`, who is looked at.
macro_rules! suggested {
    () => {
        concat!(
            "v.id = $1 AND m.state = 0 AND m.kind <> 2 AND (m.ends_at IS NULL OR m.ends_at > $3) AND m.id <> v.id AND (m.sort_key LIKE $4 OR m.sort_key LIKE $5) AND ",
            sees!()
        )
    };
}

/// People by name whom the viewer ($6) sees, of whom a condition holds.
macro_rules! listed {
    ($condition:expr) => {
        concat!(
            "SELECT c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state, m.site, m.unit, m.sort_key FROM members v CROSS JOIN members m JOIN member_cards c ON c.id = m.id
            WHERE v.id = $6 AND m.state = 0 AND m.kind <> 2 AND (m.sort_key, m.id) > ($1, $2) AND (m.sort_key LIKE $3 OR m.sort_key LIKE $4) AND ",
            sees!(),
            $condition,
            " ORDER BY m.sort_key, m.id LIMIT $5"
        )
    };
}

sql! {
    INSERT = "INSERT INTO members (id, kind, role, state, name, sort_key, email, username, password_hash, password_changed_at, title, unit, site, phone, languages, bio, hue,
            locale, zone, theme, shortcuts, partner_company_id, sponsor_id, ends_at, follower_count, created_at)
        VALUES ($1, $2, $3, 0, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, '', 1, $19, $20, $21, 0, $9)";
    COMPANY = "SELECT id FROM companies";
    COUNT_EMPLOYEE = "UPDATE companies SET employee_count = employee_count + $1";
    FIND = concat!("SELECT m.id, m.kind, m.role, m.state, m.name, m.email, m.username, m.title, m.unit, m.site, m.unit_id, m.site_id, m.phone, m.email_seen, m.phone_seen, m.languages, m.bio, m.photo_id, m.hue, m.locale, m.zone, m.theme, m.shortcuts,
            m.ends_at, m.follower_count, m.created_at, c.name AS shown_name, c.partner, s.id AS sponsor_id, s.name AS sponsor_name,
            CASE WHEN EXISTS (SELECT 1 FROM follows f WHERE f.follower_id = v.id AND f.member_id = m.id) THEN 1 ELSE 0 END AS followed
        FROM members v CROSS JOIN members m JOIN member_cards c ON c.id = m.id LEFT JOIN members sp ON sp.id = m.sponsor_id AND (v.kind <> 0 OR ", sees!("v", "sp"), ") LEFT JOIN member_cards s ON s.id = sp.id WHERE v.id = $2 AND m.id = $1 AND ", sees!());
    CARDS = "SELECT id, name, title, photo_id, hue, partner, state FROM member_cards WHERE id IN ({list})";
    NAMES = "SELECT c.id, c.name, c.partner, c.state, k.locale FROM member_cards c CROSS JOIN companies k WHERE c.id IN ({list}) ORDER BY c.id";
    /// The directory: everyone who is here, by name; the last word of the filter may be unfinished.
    LIST = listed!("");
    LIST_OF_SITE = listed!(" AND m.site_id = $7");
    /// Those of some units in which few are: read by unit, and sorted.
    LIST_OF_FEW = listed!(" AND m.unit_id IN ({list})");
    /// Those of some units in which many are: read by name until the page is full. The unary plus keeps the engines from the other way.
    LIST_OF_MANY = listed!(" AND +m.unit_id IN ({list})");
    LIST_OF_BOTH = listed!(" AND +m.unit_id IN ({list}) AND m.site_id = $7");
    /// Completion in a place: those who may read it come first, and nobody whom the viewer does not see. Candidates are the first by
    /// name of everyone and of those who belong to the place, so that what is asked of each is asked of few.
    SUGGEST = concat!("SELECT c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state,
            CASE WHEN EXISTS (SELECT 1 FROM visible_places r WHERE r.viewer_id = w.id AND r.place_id = $2) THEN 1 ELSE 0 END AS reads
        FROM (SELECT e.id, e.sort_key FROM (SELECT m.id, m.sort_key FROM members v CROSS JOIN members m WHERE ", suggested!(), " ORDER BY m.sort_key, m.id LIMIT 16) AS e
            UNION SELECT b.id, b.sort_key FROM (SELECT m.id, m.sort_key FROM members v CROSS JOIN memberships s CROSS JOIN members m
                WHERE s.place_id = $2 AND m.id = s.member_id AND ", suggested!(), " ORDER BY m.sort_key, m.id LIMIT 16) AS b) AS w
        JOIN member_cards c ON c.id = w.id ORDER BY reads DESC, w.sort_key, w.id LIMIT 8");
    SAVE_PROFILE = "UPDATE members SET name = $2, sort_key = $3, title = $4, unit = $5, site = $6, phone = $7, languages = $8, bio = $9 WHERE id = $1";
    SAVE_SAID = "UPDATE members SET name = $2, sort_key = $3, title = $4, phone = $5 WHERE id = $1 AND state = 0";
    SAVE_PHOTO = "UPDATE members SET photo_id = $2 WHERE id = $1";
    /// Whoever comes in by a password that an administrator made is led to the first visit when they first sign in.
    EXPECT_VISIT = "UPDATE members SET first_visit = 1 WHERE id = $1 AND kind = 0";
    SAVE_STARTING = "UPDATE members SET starting_at = $2 WHERE id = $1";
    SAVE_ACCOMPANIES = "UPDATE members SET accompanies = $1 WHERE id IN ({list})";
    SAVE_THEME = "UPDATE members SET theme = $2 WHERE id = $1";
    SAVE_DISPLAY = "UPDATE members SET locale = $2, zone = $3, theme = $4, shortcuts = $5, hidden_languages = $6 WHERE id = $1";
    FOLLOW = "INSERT INTO follows (follower_id, member_id, created_at) VALUES ($1, $2, $3) ON CONFLICT (follower_id, member_id) DO NOTHING";
    UNFOLLOW = "DELETE FROM follows WHERE follower_id = $1 AND member_id = $2";
    COUNT_FOLLOWER = "UPDATE members SET follower_count = follower_count + $2 WHERE id = $1";
    LEAVE = "UPDATE members SET state = 1, left_at = $2, password_hash = NULL, email = NULL, username = NULL, role = 0 WHERE id = $1 AND state = 0";
    KIND = "SELECT kind, role, state FROM members WHERE id = $1";
    ACTING = "SELECT m.kind, m.role, m.circle_id, m.locale, m.zone, k.id AS company_id FROM members m CROSS JOIN companies k WHERE m.id = $1 AND m.state = 0 AND (m.ends_at IS NULL OR m.ends_at > $2)";
    /// Whoever leaves leaves every community; the counts of the communities follow.
    UNCOUNT_PLACES = "UPDATE places SET member_count = member_count - 1, partner_count = partner_count - $2 WHERE id IN (SELECT place_id FROM memberships WHERE member_id = $1)";
    /// A community keeps an owner: where the one who leaves is the last, the highest role among the employees who stay takes over,
    /// and among equals who joined first.
    PASS_ON = "UPDATE memberships SET role = 2 WHERE member_id = (SELECT h.member_id FROM memberships h JOIN members m ON m.id = h.member_id
            WHERE h.place_id = memberships.place_id AND h.member_id <> $1 AND m.state = 0 AND m.kind = 0 ORDER BY h.role DESC, h.joined_at, h.member_id LIMIT 1)
        AND place_id IN (SELECT o.place_id FROM memberships o WHERE o.member_id = $1 AND o.role = 2
            AND NOT EXISTS (SELECT 1 FROM memberships x WHERE x.place_id = o.place_id AND x.role = 2 AND x.member_id <> $1))";
    LEAVE_PLACES = "DELETE FROM memberships WHERE member_id = $1";
    FORGET_REQUESTS = "DELETE FROM membership_requests WHERE member_id = $1 OR inviter_id = $1";
    OWNERLESS = "SELECT p.id FROM places p WHERE p.kind = 1 AND p.merged_into_id IS NULL AND NOT EXISTS (SELECT 1 FROM memberships s WHERE s.place_id = p.id AND s.role = 2) LIMIT 1";
    /// Every open account, bots among them.
    ROSTER = "SELECT id, kind, role, name, email, username, title, unit, unit_id, site, phone, ends_at FROM members WHERE state = 0 AND id > $1 ORDER BY id LIMIT $2";
    ADMIN_LIST = "SELECT m.id, m.kind, m.role, m.state, m.name, m.email, m.username, m.ends_at, m.sort_key, q.name AS partner FROM members m LEFT JOIN partner_companies q ON q.id = m.partner_company_id
        WHERE m.kind <> 2 AND (m.sort_key, m.id) > ($1, $2) AND m.sort_key LIKE $3 ORDER BY m.sort_key, m.id LIMIT $4";
    FIND_BY_LOGIN = "SELECT id FROM members WHERE email = $1 OR username = $1";
    FIND_SPONSOR = "SELECT id FROM members WHERE (email = $1 OR username = $1) AND kind = 0 AND state = 0";
    /// Those who close accounts, give roles or change who reports to whom take turns, so that the last administrator and the teams are counted right.
    LOCK = "UPDATE companies SET employee_count = employee_count";
    ADMINS = "SELECT id FROM members WHERE role = 1 AND state = 0 LIMIT 3";
    SAVE_ROLE = "UPDATE members SET role = $2 WHERE id = $1 AND state = 0 AND kind = 0";
}

/// A person, in full, as the profile page shows it.
#[derive(Clone, Debug)]
pub struct Profile {
    /// As shown beside what they did.
    pub person: Person,
    /// Employee, partner or bot.
    pub kind: MemberKind,
    /// What they administer.
    pub role: Role,
    /// The name itself, whatever is shown.
    pub name: String,
    /// The address.
    pub email: Option<String>,
    /// The user name.
    pub username: Option<String>,
    /// The unit.
    pub unit: String,
    /// The page of the unit.
    pub unit_id: Option<i64>,
    /// Where they work.
    pub site: String,
    /// The page of the site.
    pub site_id: Option<i64>,
    /// How to call them.
    pub phone: String,
    /// Who is told the address.
    pub email_seen: Seen,
    /// Who is told the phone.
    pub phone_seen: Seen,
    /// Languages, separated by commas.
    pub languages: String,
    /// A few lines in their words.
    pub bio: String,
    /// Language of the pages.
    pub locale: String,
    /// Time zone.
    pub zone: String,
    /// Theme.
    pub theme: String,
    /// Keyboard shortcuts.
    pub shortcuts: bool,
    /// The end of a partner's access.
    pub ends_at: Option<i64>,
    /// Who answers for a partner: who it is, where one is told, and the name, unless the company names that person no more.
    pub sponsor: Option<(Option<MemberId>, Option<String>)>,
    /// How many follow, where one is told.
    pub followers: Option<i64>,
    /// Whether the viewer follows.
    pub followed: bool,
}

impl Profile {
    /// What `viewer` is told of it. Address and phone are for those whom the person said; who answers for a partner and until when is for
    /// employees and the person; a partner
    /// knows the name of who answers, and sees that profile only in a place that both share. The count of followers is of the whole
    /// company, of which a partner sees a few people. Of who has left there is the name alone.
    #[must_use]
    pub fn seen_by(mut self, viewer: &Actor) -> Self {
        let (left, employee) = (self.person.left, viewer.is_employee());
        if left || !(employee || self.person.id == viewer.id) {
            (self.sponsor, self.ends_at) = (None, None);
        }
        if left || !self.email_seen.allows(viewer, self.person.id) {
            self.email = None;
        }
        if !self.phone_seen.allows(viewer, self.person.id) {
            self.phone.clear();
        }
        if left || !employee {
            self.followers = None;
        }
        if !employee {
            self.sponsor = self.sponsor.map(|(_, name)| (None, name));
        }
        if left {
            for line in [&mut self.unit, &mut self.site, &mut self.phone, &mut self.languages, &mut self.bio] {
                line.clear();
            }
            self.followed = false;
        }
        self
    }
}

/// A card of the view `member_cards`.
///
/// # Errors
/// When a column is missing.
pub fn person(r: &Row) -> Result<Person> {
    Ok(Person {
        id: MemberId(r.int("id")?),
        name: r.opt_text("name")?,
        title: r.text("title")?,
        photo: r.opt_int("photo_id")?,
        hue: r.int("hue")?,
        partner: r.opt_text("partner")?,
        left: r.int("state")? == 1,
        bot: r.int("state")? == 2,
    })
}

/// The profile of a member, as `viewer` may see it and follows it or not: one statement.
///
/// # Errors
/// `NotFound` when there is none, or none for this viewer.
pub async fn find(db: &Db, id: MemberId, viewer: MemberId) -> Result<Profile> {
    db.one(&FIND, values![id, viewer], |r| {
        let left = r.flag("state")?;
        let kind = MemberKind::from_number(r.int("kind")?);
        Ok(Profile {
            person: Person {
                id,
                name: r.opt_text("shown_name")?,
                title: if left { String::new() } else { r.text("title")? },
                photo: if left { None } else { r.opt_int("photo_id")? },
                hue: r.int("hue")?,
                partner: r.opt_text("partner")?,
                left,
                bot: !left && kind == MemberKind::Bot,
            },
            kind,
            role: Role::from_number(r.int("role")?),
            name: r.text("name")?,
            email: r.opt_text("email")?,
            username: r.opt_text("username")?,
            unit: r.text("unit")?,
            unit_id: r.opt_int("unit_id")?,
            site: r.text("site")?,
            site_id: r.opt_int("site_id")?,
            phone: r.text("phone")?,
            email_seen: Seen::from_number(r.int("email_seen")?),
            phone_seen: Seen::from_number(r.int("phone_seen")?),
            languages: r.text("languages")?,
            bio: r.text("bio")?,
            locale: r.text("locale")?,
            zone: r.text("zone")?,
            theme: r.text("theme")?,
            shortcuts: r.flag("shortcuts")?,
            ends_at: r.opt_int("ends_at")?,
            sponsor: r
                .opt_int("sponsor_id")?
                .map(|id| Ok::<_, ruche_kernel::Error>((Some(MemberId(id)), r.opt_text("sponsor_name")?)))
                .transpose()?,
            followers: Some(r.int("follower_count")?),
            followed: r.flag("followed")?,
        })
    })
    .await
}

/// People by their ids, in bulk. Whoever is asked for is known to be shown beside something the viewer sees.
///
/// # Errors
/// What the database says.
pub async fn people(db: &Db, ids: &[i64]) -> Result<std::collections::HashMap<i64, Person>> {
    Ok(db.all_in(&CARDS, &[], ids, |r| Ok((r.int("id")?, person(r)?))).await?.into_iter().collect())
}

/// The same, of those among them whom somebody sees; nobody else is left out for who sees everyone, without a statement more.
///
/// # Errors
/// What the database says.
pub async fn people_seen(db: &Db, viewer: &Actor, ids: &[i64]) -> Result<std::collections::HashMap<i64, Person>> {
    if viewer.sees_everyone() {
        return people(db, ids).await;
    }
    let seen: Vec<i64> = crate::access::seen_among(db, viewer.id, ids).await?.into_iter().map(|id| id.0).collect();
    people(db, &seen).await
}

/// How a person is called in a text that is the same for all its readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// Who.
    pub id: MemberId,
    /// The name; of who left, where the company does not name them, the words for a former member in the company's language.
    pub name: String,
    /// The company of a partner.
    pub partner: Option<String>,
    /// Whether the person left.
    pub left: bool,
}

/// How those among `ids` who exist are called now, by their ids: for the mentions of a text.
///
/// # Errors
/// What the database says.
pub async fn names(db: &Db, ids: &[i64]) -> Result<Vec<Called>> {
    db.all_in(&NAMES, &[], ids, called).await
}

/// The same, inside a transaction.
///
/// # Errors
/// What the database says.
pub async fn names_in(tx: &mut Tx, ids: &[i64]) -> Result<Vec<Called>> {
    tx.all_in(&NAMES, &[], ids, called).await
}

fn called(r: &Row) -> Result<Called> {
    let words = T(Locale::from_tag(&r.text("locale")?).unwrap_or(Locale::En)).web_former_member();
    Ok(Called {
        id: MemberId(r.int("id")?),
        name: r.opt_text("name")?.unwrap_or_else(|| words.to_owned()),
        partner: r.opt_text("partner")?,
        left: r.int("state")? == 1,
    })
}

/// One row of the directory.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    /// Who.
    pub person: Person,
    /// The unit; may be empty.
    pub unit: String,
    /// Where they work; may be empty.
    pub site: String,
    /// Where the next page starts.
    pub key: (String, i64),
}

/// Up to how many people of some units are read whole and sorted, to show a page of them.
const FEW: i64 = 1_000;

/// Which people of the directory.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Filter<'a> {
    /// The beginning of a word of the name.
    pub q: &'a str,
    /// A unit, with those below it.
    pub unit: Option<i64>,
    /// A site.
    pub site: Option<i64>,
}

/// A row of the directory.
pub(super) fn listed(r: &Row) -> Result<Listed> {
    Ok(Listed { person: person(r)?, unit: r.text("unit")?, site: r.text("site")?, key: (r.text("sort_key")?, r.int("id")?) })
}

/// The directory by name as the viewer sees it, strictly after a key.
pub(super) async fn list(db: &Db, viewer: MemberId, after: (&str, i64), filter: Filter<'_>, limit: i64) -> Result<Vec<Listed>> {
    let (first, word) = names::patterns(filter.q);
    let page = values![after.0, after.1, first, word, limit, viewer];
    let at_site = |site: i64| [page, values![site]].concat();
    let Some(unit) = filter.unit else {
        return match filter.site {
            None => db.all(&LIST, page, listed).await,
            Some(site) => db.all(&LIST_OF_SITE, &at_site(site), listed).await,
        };
    };
    let (units, people) = crate::organisation::store::with_below(db, unit).await?;
    match filter.site {
        Some(site) => db.all_in(&LIST_OF_BOTH, &at_site(site), &units, listed).await,
        None if people <= FEW => db.all_in(&LIST_OF_FEW, page, &units, listed).await,
        None => db.all_in(&LIST_OF_MANY, page, &units, listed).await,
    }
}

pub(super) async fn suggest(db: &Db, viewer: MemberId, place: i64, text: &str, now: i64) -> Result<Vec<(Person, bool)>> {
    let (first, word) = names::patterns(text);
    db.all(&SUGGEST, values![viewer, place, now, first, word], |r| Ok((person(r)?, r.flag("reads")?))).await
}

/// The place of the company, inside a transaction.
pub(super) async fn company_in(tx: &mut Tx) -> Result<PlaceId> {
    tx.opt(&COMPANY, &[], |r| Ok(PlaceId(r.int("id")?))).await?.ok_or(Error::NotFound)
}

/// A member to insert; see the action for what is checked.
pub(super) async fn insert(tx: &mut Tx, id: MemberId, m: &super::actions::NewMember, now: i64) -> Result<()> {
    tx.exec(
        &INSERT,
        values![
            id,
            m.kind as i64,
            m.role as i64,
            &m.name,
            names::sort_key(&m.name),
            m.email.clone(),
            m.username.clone(),
            m.password_hash.clone(),
            now,
            &m.title,
            &m.unit,
            &m.site,
            &m.phone,
            &m.languages,
            &m.bio,
            m.hue.unwrap_or(id.0 / 64 % 36 * 10),
            &m.locale,
            &m.zone,
            m.partner_company,
            m.sponsor,
            m.ends_at
        ],
    )
    .await?;
    if m.kind != MemberKind::Bot {
        sounds::store::keep(tx, id, &m.name).await?;
    }
    if m.kind == MemberKind::Employee {
        tx.exec(&COUNT_EMPLOYEE, values![1_i64]).await?;
    }
    Ok(())
}

pub(super) async fn find_by_login(tx: &mut Tx, login: &str) -> Result<bool> {
    tx.exists(&FIND_BY_LOGIN, values![login]).await
}

pub(super) async fn save_profile(tx: &mut Tx, id: MemberId, p: &super::actions::ProfileEdit) -> Result<()> {
    tx.exec(&SAVE_PROFILE, values![id, &p.name, names::sort_key(&p.name), &p.title, &p.unit, &p.site, &p.phone, &p.languages, &p.bio])
        .await?;
    sounds::store::keep(tx, id, &p.name).await
}

/// Sets or removes the photo.
///
/// # Errors
/// What the database says.
pub async fn save_photo(tx: &mut Tx, id: MemberId, photo: Option<i64>) -> Result<()> {
    tx.exec(&SAVE_PHOTO, values![id, photo]).await?;
    Ok(())
}

/// Saves what a directory says of somebody; what a person alone says stays.
pub(super) async fn save_said(tx: &mut Tx, id: MemberId, said: &super::actions::Said) -> Result<()> {
    tx.exec(&SAVE_SAID, values![id, &said.name, names::sort_key(&said.name), &said.title, &said.phone]).await?;
    sounds::store::keep(tx, id, &said.name).await
}

/// Leads an employee to the first visit when they sign in next.
pub(super) async fn expect_visit(tx: &mut Tx, id: MemberId) -> Result<()> {
    tx.exec(&EXPECT_VISIT, values![id]).await?;
    Ok(())
}

/// Keeps since when a person is led, in milliseconds UTC, while that stands in their menu.
pub(crate) async fn save_starting(tx: &mut Tx, id: MemberId, starting_at: Option<i64>) -> Result<()> {
    tx.exec(&SAVE_STARTING, values![id, starting_at]).await?;
    Ok(())
}

/// Keeps whether some people accompany somebody who arrives.
pub(crate) async fn save_accompanies(tx: &mut Tx, ids: &[i64], accompanies: bool) -> Result<()> {
    tx.exec_in(&SAVE_ACCOMPANIES, values![accompanies], ids).await?;
    Ok(())
}

pub(super) async fn save_theme(tx: &mut Tx, id: MemberId, theme: &str) -> Result<()> {
    tx.exec(&SAVE_THEME, values![id, theme]).await?;
    Ok(())
}

pub(super) async fn save_display(tx: &mut Tx, id: MemberId, display: &Display) -> Result<()> {
    let Display { locale, zone, theme, shortcuts, hidden_languages } = display;
    tx.exec(&SAVE_DISPLAY, values![id, locale, zone, theme, *shortcuts, hidden_languages.join(" ")]).await?;
    Ok(())
}

/// Follows, and tells whether that is new. `now` is in milliseconds UTC.
///
/// # Errors
/// What the database says.
pub async fn follow(tx: &mut Tx, follower: MemberId, member: MemberId, now: i64) -> Result<bool> {
    let new = tx.exec(&FOLLOW, values![follower, member, now]).await? == 1;
    if new {
        tx.exec(&COUNT_FOLLOWER, values![member, 1_i64]).await?;
    }
    Ok(new)
}

pub(super) async fn unfollow(tx: &mut Tx, follower: MemberId, member: MemberId) -> Result<()> {
    if tx.exec(&UNFOLLOW, values![follower, member]).await? == 1 {
        tx.exec(&COUNT_FOLLOWER, values![member, -1_i64]).await?;
    }
    Ok(())
}

/// Closes an account: no session, no community, no way back in; a community that only this person owned passes to another
/// employee who belongs to it. Tells whether the account was open. `now` is in milliseconds UTC.
///
/// # Errors
/// What the database says.
pub async fn leave(tx: &mut Tx, id: MemberId, now: i64) -> Result<bool> {
    let Some(kind) = tx.opt(&KIND, values![id], |r| r.int("kind")).await? else { return Ok(false) };
    if tx.exec(&LEAVE, values![id, now]).await? == 0 {
        return Ok(false);
    }
    // The rows of the places come first: whoever changes their members waits for them.
    if kind != MemberKind::Bot as i64 {
        tx.exec(&UNCOUNT_PLACES, values![id, kind]).await?;
    }
    tx.exec(&PASS_ON, values![id]).await?;
    tx.exec(&LEAVE_PLACES, values![id]).await?;
    tx.exec(&FORGET_REQUESTS, values![id]).await?;
    sounds::store::forget(tx, id).await?;
    crate::delegates::store::forget(tx, id).await?;
    crate::organisation::store::forget(tx, id).await?;
    if kind == 0 {
        tx.exec(&COUNT_EMPLOYEE, values![-1_i64]).await?;
    }
    crate::sign_in::store::delete_other_sessions(tx, id, 0).await?;
    Ok(true)
}

/// Has those who change what is true of several accounts at once take turns until their transaction ends.
pub(crate) async fn take_turns(tx: &mut Tx) -> Result<()> {
    tx.exec(&LOCK, &[]).await?;
    Ok(())
}

/// Whether somebody else administers the company, which stays so until the transaction ends.
pub(super) async fn other_admin(tx: &mut Tx, id: MemberId) -> Result<bool> {
    take_turns(tx).await?;
    Ok(tx.all(&ADMINS, &[], |r| r.int("id")).await?.into_iter().any(|admin| admin != id.0))
}

/// Whether a community has no owner any more.
pub(super) async fn has_ownerless(db: &Db) -> Result<bool> {
    Ok(db.opt(&OWNERLESS, &[], |_| Ok(())).await?.is_some())
}

/// One row of the administrators' list.
pub struct Account {
    /// Who.
    pub id: MemberId,
    /// Whether the person administers the company.
    pub admin: bool,
    /// Whether the person left.
    pub left: bool,
    /// The name.
    pub name: String,
    /// The address, else the user name; empty for who left.
    pub login: String,
    /// A partner's company.
    pub partner: Option<String>,
    /// The end of a partner's access, in milliseconds UTC.
    pub ends_at: Option<i64>,
    /// Where the next page starts.
    pub key: (String, i64),
}

/// Every account by name, strictly after a key, whose name holds `filter`.
///
/// # Errors
/// What the database says.
pub async fn accounts(db: &Db, after: (&str, i64), filter: &str, limit: i64) -> Result<Vec<Account>> {
    db.all(&ADMIN_LIST, values![after.0, after.1, format!("%{}", names::patterns(filter).0), limit], |r| {
        Ok(Account {
            id: MemberId(r.int("id")?),
            admin: r.flag("role")?,
            left: r.flag("state")?,
            name: r.text("name")?,
            login: r.opt_text("email")?.or(r.opt_text("username")?).unwrap_or_default(),
            partner: r.opt_text("partner")?,
            ends_at: r.opt_int("ends_at")?,
            key: (r.text("sort_key")?, r.int("id")?),
        })
    })
    .await
}

/// The employee with this login (normalised), who is here.
pub(crate) async fn sponsor(db: &Db, login: &str) -> Result<Option<MemberId>> {
    db.opt(&FIND_SPONSOR, values![login], |r| Ok(MemberId(r.int("id")?))).await
}

/// An open account, as who brings people in needs it.
#[derive(Clone, Debug)]
pub struct Rostered {
    /// Who.
    pub id: MemberId,
    /// Employee, partner or bot.
    pub kind: MemberKind,
    /// Whether the person administers the company.
    pub admin: bool,
    /// The name.
    pub name: String,
    /// The address.
    pub email: Option<String>,
    /// The user name.
    pub username: Option<String>,
    /// The role.
    pub title: String,
    /// The unit.
    pub unit: String,
    /// Which one.
    pub unit_id: Option<i64>,
    /// The site.
    pub site: String,
    /// The phone.
    pub phone: String,
    /// When a partner's access ends, in milliseconds UTC.
    pub ends_at: Option<i64>,
}

/// Every open account.
///
/// # Errors
/// What the database says.
pub async fn roster(db: &Db) -> Result<Vec<Rostered>> {
    const SLICE: i64 = 5_000;
    let mut all: Vec<Rostered> = Vec::new();
    loop {
        let after = all.last().map_or(i64::MIN, |last| last.id.0);
        let page = db.all(&ROSTER, values![after, SLICE], rostered).await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}

fn rostered(r: &Row) -> Result<Rostered> {
    Ok(Rostered {
        id: MemberId(r.int("id")?),
        kind: MemberKind::from_number(r.int("kind")?),
        admin: r.flag("role")?,
        name: r.text("name")?,
        email: r.opt_text("email")?,
        username: r.opt_text("username")?,
        title: r.text("title")?,
        unit: r.text("unit")?,
        unit_id: r.opt_int("unit_id")?,
        site: r.text("site")?,
        phone: r.text("phone")?,
        ends_at: r.opt_int("ends_at")?,
    })
}

/// Who signs in with this login (normalised), active or not.
///
/// # Errors
/// What the database says.
pub async fn by_login(db: &Db, login: &str) -> Result<Option<MemberId>> {
    db.opt(&FIND_BY_LOGIN, values![login], |r| Ok(MemberId(r.int("id")?))).await
}

/// Makes an employee administer the company, or no longer; tells whether there is such an employee.
pub(super) async fn save_role(tx: &mut Tx, id: MemberId, role: Role) -> Result<bool> {
    Ok(tx.exec(&SAVE_ROLE, values![id, role as i64]).await? == 1)
}

/// Someone in whose name something is done later than it was asked.
#[derive(Clone, Debug)]
pub struct Acting {
    /// As who.
    pub actor: Actor,
    /// The language they read.
    pub locale: String,
    /// Their time zone.
    pub zone: String,
}

/// Someone as who acts now; nothing for whoever has left or whose account has ended.
///
/// # Errors
/// What the database says.
pub async fn acting(db: &Db, id: MemberId, now: i64) -> Result<Option<Acting>> {
    db.opt(&ACTING, values![id, now], |r| {
        let actor = Actor {
            id,
            kind: MemberKind::from_number(r.int("kind")?),
            role: Role::from_number(r.int("role")?),
            company: PlaceId(r.int("company_id")?),
            circle: r.opt_int("circle_id")?.map(PlaceId),
        };
        Ok(Acting { actor, locale: r.text("locale")?, zone: r.text("zone")? })
    })
    .await
}
