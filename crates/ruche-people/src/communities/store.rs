//! SQL of one community: what it is to its viewer, who belongs to it, and every change.
//!
//! Deliberately not here: lists for pages, in `listing`, and what other rooms ask, in `audience`.

use super::listing::told_of;
use super::rules::{Access, Handed, NewCommunity, Pending, Tie};
use crate::access::Standing;
use ruche_kernel::{Actor, Error, MemberId, MemberKind, PlaceId, Result, names};
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};
use std::collections::HashMap;

sql! {
    /// A community as one person may see it: those who read it by the rule of `visible_places`, and from outside employees,
    /// unless it is unlisted and they are not invited, or they are in a circle and it is not of that one. The place of a circle is a
    /// community of which nobody decides. One row for each outside company that reads, a single row without one;
    /// partners are found by their end date, of which there is an index: the cost does not grow with the community. What was merged is
    /// no community any more.
    FIND = concat!("SELECT p.id, p.name, p.description, p.access, p.icon, p.hue, p.picture_id, p.language, p.reviewed, p.archived_at, p.kind, p.member_count, p.partner_count, s.role, q.state AS pending, r.place_id AS readable,
            CASE WHEN s.member_id IS NULL AND EXISTS (SELECT 1 FROM memberships h WHERE h.member_id = m.id AND h.place_id = p.id) THEN 1 ELSE 0 END AS withheld,
            (SELECT count(*) FROM membership_requests w WHERE w.place_id = p.id AND w.state = 0) AS waiting, c.name AS company
        FROM places p JOIN members m ON m.id = $1
        LEFT JOIN memberships s ON s.member_id = m.id AND s.place_id = p.id AND NOT EXISTS (SELECT 1 FROM withheld_places w WHERE w.viewer_id = s.member_id AND w.place_id = s.place_id)
        LEFT JOIN membership_requests q ON q.place_id = p.id AND q.member_id = m.id
        LEFT JOIN (SELECT DISTINCT v.place_id FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = $2) r ON r.place_id = p.id
        LEFT JOIN (SELECT DISTINCT o.place_id, k.id, k.name, k.sort_key FROM members x CROSS JOIN memberships o CROSS JOIN partner_companies k
            WHERE x.ends_at > $3 AND x.kind = 1 AND o.member_id = x.id AND o.place_id = $2 AND k.id = x.partner_company_id) c ON c.place_id = p.id
        WHERE p.id = $2 AND p.kind <> 0 AND p.merged_into_id IS NULL AND m.state = 0 AND (m.ends_at IS NULL OR m.ends_at > $3)
            AND (r.place_id IS NOT NULL OR ", told_of!(), ")
        ORDER BY c.sort_key, c.id");
    /// Those who change who belongs to a place take turns, so that the last owner is counted right.
    LOCK = "UPDATE places SET member_count = member_count WHERE id = $1 AND kind = 1 AND merged_into_id IS NULL";
    INSERT = "INSERT INTO places (id, parent_id, kind, access, name, sort_key, description, icon, hue, language, reviewed, member_count, partner_count, post_count, created_at)
        VALUES ($1, (SELECT id FROM companies), 1, $2, $3, $4, $5, $6, $7, $8, $10, 0, 0, 0, $9)";
    /// A community is of the circle of whoever founds it.
    FOUND_IN = "UPDATE places SET circle_id = (SELECT m.circle_id FROM members m WHERE m.id = $2) WHERE id = $1";
    SAVE = "UPDATE places SET access = $2, name = $3, sort_key = $4, description = $5, icon = $6, hue = $7, language = $8, reviewed = $9 WHERE id = $1";
    SAVE_PICTURE = "UPDATE places SET picture_id = $2 WHERE id = $1 AND kind = 1";
    INSERT_MEMBER = "INSERT INTO memberships (member_id, place_id, role, joined_at) VALUES ($1, $2, $3, $4) ON CONFLICT (member_id, place_id) DO NOTHING";
    DELETE_MEMBER = "DELETE FROM memberships WHERE member_id = $1 AND place_id = $2";
    COUNT = "UPDATE places SET member_count = member_count + $2, partner_count = partner_count + $3 WHERE id = $1";
    SAVE_ROLE = "UPDATE memberships SET role = $3 WHERE member_id = $1 AND place_id = $2";
    ARCHIVE = "UPDATE places SET archived_at = $2 WHERE id = $1 AND kind = 1";
    IS_ARCHIVED = "SELECT archived_at FROM places WHERE id = $1 AND archived_at IS NOT NULL";
    HAND = "UPDATE places SET handed_by_id = $2, handed_to_id = $3, handed_role = $4, handed_at = $5 WHERE id = $1";
    HANDED = "SELECT handed_by_id, handed_to_id, handed_role, handed_at FROM places WHERE id = $1 AND handed_at IS NOT NULL";
    FORGET_HANDED = "UPDATE places SET handed_by_id = NULL, handed_to_id = NULL, handed_role = NULL, handed_at = NULL WHERE id = $1";
    COUNT_OWNERS = "SELECT count(*) AS n FROM memberships WHERE place_id = $1 AND role = 2";
    FIND_MEMBER = "SELECT s.role, m.kind FROM memberships s JOIN members m ON m.id = s.member_id WHERE s.member_id = $1 AND s.place_id = $2";
    INSERT_PENDING = "INSERT INTO membership_requests (place_id, member_id, state, inviter_id, message, created_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (place_id, member_id) DO NOTHING";
    DELETE_INVITATIONS = "DELETE FROM membership_requests WHERE place_id = $1 AND inviter_id = $2 AND state = 1";
    DELETE_OLD_INVITATIONS = "DELETE FROM membership_requests WHERE state = 1 AND created_at < $1";
    DELETE_PENDING = "DELETE FROM membership_requests WHERE place_id = $1 AND member_id = $2";
    /// People who are here, and what they are to the place.
    FIND_PEOPLE = "SELECT m.id, m.kind, s.role, q.state AS pending FROM members m
        LEFT JOIN memberships s ON s.member_id = m.id AND s.place_id = $1
        LEFT JOIN membership_requests q ON q.place_id = $1 AND q.member_id = m.id
        WHERE m.state = 0 AND (m.ends_at IS NULL OR m.ends_at > $2) AND m.id IN ({list})";
}

/// A community as one person may see it.
#[derive(Clone, Debug)]
pub struct Community {
    /// Which one.
    pub id: PlaceId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Its kind.
    pub access: Access,
    /// Its sign.
    pub icon: String,
    /// Its hue, 0 to 350 by ten.
    pub hue: i64,
    /// Its picture.
    pub picture: Option<i64>,
    /// The language people write in.
    pub language: String,
    /// Whether moderators read what members write there before it appears.
    pub reviewed: bool,
    /// Since when it is archived: read, and changed no more.
    pub archived_at: Option<i64>,
    /// Whether it is the place of a circle, in which administrators put people.
    pub circle: bool,
    /// What the person is to it.
    pub tie: Tie,
    /// Whether the person reads it.
    pub reads: bool,
    /// Whether the person belongs to it and does not read it before accepting its text.
    pub withheld: bool,
    /// How many belong to it; 0 for those who do not read it.
    pub members: i64,
    /// How many of them are partners; 0 for those who do not read it.
    pub partners: i64,
}

/// A community with what stands around it on its own page.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub community: Community,
    /// Requests that wait for an answer; 0 for those who do not decide.
    pub waiting: i64,
    /// The outside companies that read; none for those who do not.
    pub companies: Vec<String>,
}

/// A community in a row of [`FIND`] or of the list.
pub(super) fn community(r: &Row) -> Result<Community> {
    let reads = r.opt_int("readable")?.is_some();
    Ok(Community {
        id: PlaceId(r.int("id")?),
        name: r.text("name")?,
        description: r.text("description")?,
        access: Access::from_number(r.int("access")?),
        icon: r.text("icon")?,
        hue: r.int("hue")?,
        picture: r.opt_int("picture_id")?,
        language: r.text("language")?,
        reviewed: r.flag("reviewed")?,
        archived_at: r.opt_int("archived_at")?,
        circle: r.int("kind")? == 2,
        tie: tie(r)?,
        reads,
        withheld: r.flag("withheld")?,
        members: if reads { r.int("member_count")? } else { 0 },
        partners: if reads { r.int("partner_count")? } else { 0 },
    })
}

/// The columns `role` and `pending`.
fn tie(r: &Row) -> Result<Tie> {
    Ok(Tie { standing: r.opt_int("role")?.map(Standing::from_number), pending: r.opt_int("pending")?.map(Pending::from_number) })
}

/// The community as `viewer` may see it now, with what stands around it: one statement.
pub(super) async fn find(db: &Db, viewer: MemberId, place: PlaceId, now: i64) -> Result<Found> {
    let rows = db.all(&FIND, values![viewer, place, now], |r| Ok((community(r)?, r.int("waiting")?, r.opt_text("company")?))).await?;
    let companies = rows.iter().filter(|(c, ..)| c.reads).filter_map(|(.., company)| company.clone()).collect();
    let (community, waiting, _) = rows.into_iter().next().ok_or(Error::NotFound)?;
    let decides = super::rules::decide(community.tie.standing).is_ok();
    Ok(Found { community, waiting: if decides { waiting } else { 0 }, companies })
}

/// The community as the actor may see it, held until the transaction ends.
pub(super) async fn lock(tx: &mut Tx, actor: &Actor, place: PlaceId, now: i64) -> Result<Community> {
    // The place of a circle is seen, and not changed by those who see it.
    if tx.exec(&LOCK, values![place]).await? == 0 {
        return Err(Error::NotFound);
    }
    tx.opt(&FIND, values![actor.id, place, now], community).await?.ok_or(Error::NotFound)
}

/// Inserts a checked community without members, in the caller's transaction; [`add_member_in`] brings its owner.
///
/// # Errors
/// What the database says.
pub async fn insert_in(tx: &mut Tx, id: PlaceId, c: &NewCommunity, created_at: i64) -> Result<()> {
    tx.exec(
        &INSERT,
        values![
            id,
            c.access.number(),
            &c.name,
            names::sort_key(&c.name),
            &c.description,
            &c.icon,
            c.hue,
            &c.language,
            created_at,
            c.reviewed
        ],
    )
    .await?;
    Ok(())
}

/// Says that somebody founded a community: it is of their circle, if they are in one.
pub(super) async fn founded_by(tx: &mut Tx, id: PlaceId, founder: MemberId) -> Result<()> {
    tx.exec(&FOUND_IN, values![id, founder]).await?;
    Ok(())
}

pub(super) async fn save(tx: &mut Tx, id: PlaceId, c: &NewCommunity) -> Result<()> {
    tx.exec(
        &SAVE,
        values![id, c.access.number(), &c.name, names::sort_key(&c.name), &c.description, &c.icon, c.hue, &c.language, c.reviewed],
    )
    .await?;
    Ok(())
}

/// Sets or removes the picture of a community.
///
/// # Errors
/// What the database says.
pub async fn save_picture(tx: &mut Tx, place: PlaceId, picture: Option<i64>) -> Result<()> {
    tx.exec(&SAVE_PICTURE, values![place, picture]).await?;
    Ok(())
}

/// Makes someone a member, keeps the counts and ends what was pending; tells whether that is new. `joined_at` is in
/// milliseconds UTC.
///
/// # Errors
/// What the database says.
pub async fn add_member_in(
    tx: &mut Tx,
    place: PlaceId,
    member: MemberId,
    role: Standing,
    joined_at: i64,
    kind: MemberKind,
) -> Result<bool> {
    tx.exec(&DELETE_PENDING, values![place, member]).await?;
    let new = tx.exec(&INSERT_MEMBER, values![member, place, role.number(), joined_at]).await? == 1;
    // A program is no person: it is in no number of members.
    if new && kind != MemberKind::Bot {
        tx.exec(&COUNT, values![place, 1_i64, kind == MemberKind::Partner]).await?;
    }
    Ok(new)
}

/// Ends a membership and keeps the counts; tells whether there was one.
///
/// # Errors
/// What the database says.
pub async fn remove_member_in(tx: &mut Tx, place: PlaceId, member: MemberId, kind: MemberKind) -> Result<bool> {
    let was = tx.exec(&DELETE_MEMBER, values![member, place]).await? == 1;
    if was && kind != MemberKind::Bot {
        tx.exec(&COUNT, values![place, -1_i64, -i64::from(kind == MemberKind::Partner)]).await?;
    }
    Ok(was)
}

pub(super) async fn save_role(tx: &mut Tx, place: PlaceId, member: MemberId, role: Standing) -> Result<()> {
    tx.exec(&SAVE_ROLE, values![member, place, role.number()]).await?;
    Ok(())
}

/// Archives a community as of a moment, or puts it back.
pub(super) async fn archive(tx: &mut Tx, place: PlaceId, at: Option<i64>) -> Result<()> {
    tx.exec(&ARCHIVE, values![place, at]).await?;
    Ok(())
}

/// Whether a community is archived.
pub(super) async fn is_archived(tx: &mut Tx, place: PlaceId) -> Result<bool> {
    tx.exists(&IS_ARCHIVED, values![place]).await
}

/// Notes who passed a community on, to whom, as what; nothing once that is taken back.
pub(super) async fn save_handed(tx: &mut Tx, place: PlaceId, handed: Option<Handed>) -> Result<()> {
    match handed {
        Some(Handed { by, to, role, at }) => tx.exec(&HAND, values![place, by, to, role.number(), at]).await?,
        None => tx.exec(&FORGET_HANDED, values![place]).await?,
    };
    Ok(())
}

/// The last time that a community was passed on, unless that was taken back.
pub(super) async fn handed_in(tx: &mut Tx, place: PlaceId) -> Result<Option<Handed>> {
    tx.opt(&HANDED, values![place], |r| {
        Ok(Handed {
            by: MemberId(r.int("handed_by_id")?),
            to: MemberId(r.int("handed_to_id")?),
            role: Standing::from_number(r.int("handed_role")?),
            at: r.int("handed_at")?,
        })
    })
    .await
}

pub(super) async fn owners_in(tx: &mut Tx, place: PlaceId) -> Result<i64> {
    Ok(tx.opt(&COUNT_OWNERS, values![place], |r| r.int("n")).await?.unwrap_or(0))
}

/// The role and the kind of a member, even one whose access has ended.
pub(super) async fn member_in(tx: &mut Tx, place: PlaceId, member: MemberId) -> Result<Option<(Standing, MemberKind)>> {
    tx.opt(&FIND_MEMBER, values![member, place], |r| Ok((Standing::from_number(r.int("role")?), MemberKind::from_number(r.int("kind")?))))
        .await
}

/// Notes a request, or the invitation of `inviter`; tells whether it is new.
pub(super) async fn insert_pending(
    tx: &mut Tx,
    place: PlaceId,
    member: MemberId,
    inviter: Option<MemberId>,
    message: &str,
    now: i64,
) -> Result<bool> {
    let state = if inviter.is_some() { Pending::Invited } else { Pending::Asked };
    Ok(tx.exec(&INSERT_PENDING, values![place, member, state.number(), inviter, message, now]).await? == 1)
}

pub(super) async fn delete_pending(tx: &mut Tx, place: PlaceId, member: MemberId) -> Result<()> {
    tx.exec(&DELETE_PENDING, values![place, member]).await?;
    Ok(())
}

/// Takes back what someone invited to a place.
pub(super) async fn delete_invitations(tx: &mut Tx, place: PlaceId, inviter: MemberId) -> Result<()> {
    tx.exec(&DELETE_INVITATIONS, values![place, inviter]).await?;
    Ok(())
}

/// Forgets the invitations made before a time, in milliseconds UTC.
pub(super) async fn delete_old_invitations(tx: &mut Tx, before: i64) -> Result<()> {
    tx.exec(&DELETE_OLD_INVITATIONS, values![before]).await?;
    Ok(())
}

/// Holds a community until the transaction ends; tells whether there is one.
pub(super) async fn hold(tx: &mut Tx, place: PlaceId) -> Result<bool> {
    Ok(tx.exec(&LOCK, values![place]).await? == 1)
}

/// Who is here among `ids`, of which kind, and what each is to the place.
pub(super) async fn people_in(tx: &mut Tx, place: PlaceId, ids: &[i64], now: i64) -> Result<HashMap<i64, (MemberKind, Tie)>> {
    let people = tx
        .all_in(&FIND_PEOPLE, values![place, now], ids, |r| Ok((r.int("id")?, (MemberKind::from_number(r.int("kind")?), tie(r)?))))
        .await?;
    Ok(people.into_iter().collect())
}
