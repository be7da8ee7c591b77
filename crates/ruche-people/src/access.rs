//! The one decision of who may see which place; every outlet asks it, here or through the view `visible_places`.

use ruche_kernel::{Actor, Error, MemberId, PlaceId, Refusal, Result};
use ruche_platform::db::{Db, Tx};
use ruche_platform::{sql, values};
use std::collections::HashSet;

/// Whether no wall stands between two circles, each as an expression that is nothing for the head office: of two people who are each in a
/// circle, and not in the same one, none sees the other.
macro_rules! no_wall {
    ($($one:literal),+; $($other:literal),+) => {
        concat!("(", $($one,)+ " IS NULL OR ", $($other,)+ " IS NULL OR ", $($one,)+ " = ", $($other,)+ ")")
    };
}
pub(crate) use no_wall;

/// Who sees whom, as a condition on two rows of `members`: `v`, who looks, and `m`, who is looked at, or those that are named.
/// Employees see everyone where no wall stands between. Partners see themselves. Everybody sees those with whom they share a place that
/// they read, across a wall too. The offset of nothing keeps PostgreSQL from joining all memberships with one another once, instead of
/// looking up those of two people.
macro_rules! sees {
    () => {
        sees!("v", "m")
    };
    ($v:literal, $m:literal) => {
        concat!(
            "((",
            $v,
            ".kind = 0 AND ",
            $crate::access::no_wall!($v, ".circle_id"; $m, ".circle_id"),
            ") OR ",
            $v,
            ".id = ",
            $m,
            ".id OR EXISTS (SELECT 1 FROM memberships a JOIN memberships b ON b.place_id = a.place_id WHERE a.member_id = ",
            $v,
            ".id AND b.member_id = ",
            $m,
            ".id AND NOT EXISTS (SELECT 1 FROM withheld_places w WHERE w.viewer_id = a.member_id AND w.place_id = a.place_id) LIMIT 1 OFFSET 0))"
        )
    };
}
pub(crate) use sees;

/// Whether member `m` only reads place `p`, as [`Actor::only_reads`] says of an actor.
macro_rules! only_reads {
    () => {
        "(p.kind = 0 AND m.circle_id IS NOT NULL)"
    };
}
pub(crate) use only_reads;

/// The partners `m` for whom $1 answers, or for whose company.
macro_rules! answered_for {
    () => {
        "m.state = 0 AND m.id IN (SELECT x.id FROM members x WHERE x.sponsor_id = $1
            UNION SELECT y.id FROM partner_companies k JOIN members y ON y.partner_company_id = k.id WHERE k.sponsor_id = $1)"
    };
}
pub(crate) use answered_for;

sql! {
    /// The rule itself, for one person and one place. A partner's end date counts from its very moment.
    MAY_READ = "SELECT 1 AS one FROM visible_places v JOIN members m ON m.id = v.viewer_id
        WHERE v.viewer_id = $1 AND v.place_id = $2 AND (m.ends_at IS NULL OR m.ends_at > $3) LIMIT 1";
    READERS_AMONG = "SELECT DISTINCT v.viewer_id AS id FROM visible_places v JOIN members m ON m.id = v.viewer_id
        WHERE v.place_id = $1 AND (m.ends_at IS NULL OR m.ends_at > $2) AND v.viewer_id IN ({list})";
    /// Those who read it, but in the place of the whole company people of circles.
    TAKING_PART_AMONG = concat!("SELECT DISTINCT v.viewer_id AS id FROM visible_places v JOIN members m ON m.id = v.viewer_id JOIN places p ON p.id = v.place_id
        WHERE v.place_id = $1 AND (m.ends_at IS NULL OR m.ends_at > $2) AND NOT ", only_reads!(), " AND v.viewer_id IN ({list})");
    VISIBLE = "SELECT DISTINCT v.place_id AS id FROM visible_places v JOIN members m ON m.id = v.viewer_id
        WHERE v.viewer_id = $1 AND (m.ends_at IS NULL OR m.ends_at > $2)";
    MAY_SEE_MEMBER = concat!("SELECT 1 AS one FROM members v CROSS JOIN members m WHERE v.id = $1 AND m.id = $2 AND ", sees!());
    SEEN_AMONG = concat!("SELECT m.id FROM members v CROSS JOIN members m WHERE v.id = $1 AND m.id IN ({list}) AND ", sees!());
    MEMBERSHIP = "SELECT role FROM joined_places WHERE viewer_id = $1 AND place_id = $2";
    /// Who may look at a place ($3) as a partner ($2) who belongs to it: of those who read it themselves, its owners and administrators.
    LOOK_AS = "SELECT b.role, CASE WHEN EXISTS (SELECT 1 FROM withheld_places w WHERE w.viewer_id = b.member_id AND w.place_id = b.place_id) THEN 1 ELSE 0 END AS withheld
        FROM memberships b JOIN members m ON m.id = b.member_id JOIN members v ON v.id = $1
        WHERE b.member_id = $2 AND b.place_id = $3 AND m.kind = 1 AND m.state = 0 AND (m.ends_at IS NULL OR m.ends_at > $4) AND v.kind = 0
            AND EXISTS (SELECT 1 FROM visible_places s WHERE s.viewer_id = v.id AND s.place_id = b.place_id)
            AND (v.role = 1 OR EXISTS (SELECT 1 FROM joined_places j WHERE j.viewer_id = v.id AND j.place_id = b.place_id AND j.role = 2))";
    /// Who may know what a partner ($2) sees: administrators, those who answer for the person or the company, owners of a place to which
    /// the partner was added. Of which places they are told is another question.
    OVERSEES = concat!("SELECT 1 AS one FROM members m JOIN members v ON v.id = $1
        WHERE m.id = $2 AND m.kind = 1 AND m.state = 0 AND (m.ends_at IS NULL OR m.ends_at > $3) AND v.kind = 0 AND v.state = 0
            AND (v.role = 1 OR (", answered_for!(), ")
                OR EXISTS (SELECT 1 FROM memberships b JOIN joined_places j ON j.place_id = b.place_id WHERE b.member_id = m.id AND j.viewer_id = v.id AND j.role = 2))");
}

/// What a person is to a community.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Takes part.
    Member,
    /// Also keeps order: pins, removes.
    Moderator,
    /// Also decides: settings, people, kind.
    Owner,
}

impl Standing {
    /// From its stored number.
    #[must_use]
    pub fn from_number(number: i64) -> Self {
        match number {
            2 => Self::Owner,
            1 => Self::Moderator,
            _ => Self::Member,
        }
    }

    /// The stored number.
    #[must_use]
    pub fn number(self) -> i64 {
        self as i64
    }
}

/// Asks that `viewer` may read `place` now.
///
/// # Errors
/// `NotFound` when not: what one may not see does not exist.
pub async fn read_place(db: &Db, viewer: MemberId, place: PlaceId, now: i64) -> Result<()> {
    db.opt(&MAY_READ, values![viewer, place, now], |_| Ok(())).await?.ok_or(Error::NotFound)
}

/// The same, inside the transaction that acts upon it.
///
/// # Errors
/// As [`read_place`].
pub async fn read_place_in(tx: &mut Tx, viewer: MemberId, place: PlaceId, now: i64) -> Result<()> {
    tx.opt(&MAY_READ, values![viewer, place, now], |_| Ok(())).await?.ok_or(Error::NotFound)
}

/// Those among `members` who may read `place` now, asked in bulk.
///
/// # Errors
/// What the database says.
pub async fn readers_among(db: &Db, place: PlaceId, members: &[i64], now: i64) -> Result<HashSet<i64>> {
    Ok(db.all_in(&READERS_AMONG, values![place, now], members, |r| r.int("id")).await?.into_iter().collect())
}

/// Those among `members` who read `place` now and do not only read it, as [`takes_part`] says: whom one asks to answer there.
///
/// # Errors
/// What the database says.
pub async fn taking_part_among(db: &Db, place: PlaceId, members: &[i64], now: i64) -> Result<HashSet<i64>> {
    Ok(db.all_in(&TAKING_PART_AMONG, values![place, now], members, |r| r.int("id")).await?.into_iter().collect())
}

/// [`readers_among`], inside a transaction.
///
/// # Errors
/// What the database says.
pub async fn readers_among_in(tx: &mut Tx, place: PlaceId, members: &[i64], now: i64) -> Result<HashSet<i64>> {
    Ok(tx.all_in(&READERS_AMONG, values![place, now], members, |r| r.int("id")).await?.into_iter().collect())
}

/// Every place that `viewer` may read now: what a live stream lets through.
///
/// # Errors
/// What the database says.
pub async fn visible_places(db: &Db, viewer: MemberId, now: i64) -> Result<HashSet<PlaceId>> {
    Ok(db.all(&VISIBLE, values![viewer, now], |r| Ok(PlaceId(r.int("id")?))).await?.into_iter().collect())
}

/// Asks that `viewer` may see the profile of `member`: employees see everyone but the people of other circles, everybody sees those
/// with whom they share a place.
///
/// # Errors
/// `NotFound` when not.
pub async fn see_member(db: &Db, viewer: &Actor, member: MemberId) -> Result<()> {
    db.opt(&MAY_SEE_MEMBER, values![viewer.id, member], |_| Ok(())).await?.ok_or(Error::NotFound)
}

/// The same, inside a transaction.
///
/// # Errors
/// As [`see_member`].
pub async fn see_member_in(tx: &mut Tx, viewer: MemberId, member: MemberId) -> Result<()> {
    tx.opt(&MAY_SEE_MEMBER, values![viewer, member], |_| Ok(())).await?.ok_or(Error::NotFound)
}

/// Those among `members` whom `viewer` may see, asked in bulk.
///
/// # Errors
/// What the database says.
pub async fn seen_among(db: &Db, viewer: MemberId, members: &[i64]) -> Result<HashSet<MemberId>> {
    Ok(db.all_in(&SEEN_AMONG, values![viewer], members, |r| Ok(MemberId(r.int("id")?))).await?.into_iter().collect())
}

/// Asks that what stands in a place may be changed: in an archived one nothing is written, joined or answered any more. The one place
/// of this rule, with [`takes_part`].
///
/// # Errors
/// Refused in an archived one.
pub fn changes(archived: bool) -> Result<()> {
    if archived { Err(Refusal::new("communities.archived").status(409).into()) } else { Ok(()) }
}

/// Asks that the actor takes part in a place that they read, as whoever writes, comments, votes or reacts there: who is in a circle
/// only reads the place of the whole company, where their name would be shown to the other circles.
///
/// # Errors
/// Refused in an archived place, and where the actor only reads.
pub fn takes_part(actor: &Actor, place: PlaceId, archived: bool) -> Result<()> {
    changes(archived)?;
    if actor.only_reads(place) { Err(Refusal::new("circles.only_reads").status(409).into()) } else { Ok(()) }
}

/// What `member` is to `place`, if anything.
///
/// # Errors
/// What the database says.
pub async fn standing(db: &Db, member: MemberId, place: PlaceId) -> Result<Option<Standing>> {
    db.opt(&MEMBERSHIP, values![member, place], |r| Ok(Standing::from_number(r.int("role")?))).await
}

/// The same, inside a transaction.
///
/// # Errors
/// What the database says.
pub async fn standing_in(tx: &mut Tx, member: MemberId, place: PlaceId) -> Result<Option<Standing>> {
    tx.opt(&MEMBERSHIP, values![member, place], |r| Ok(Standing::from_number(r.int("role")?))).await
}

/// What a partner is to a place at which somebody looks in their stead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LookedAs {
    /// The partner’s role there.
    pub standing: Standing,
    /// Whether the partner reads nothing of it before accepting its text.
    pub withheld: bool,
}

/// Asks that `viewer` may look at `place` as `partner` would see it.
///
/// # Errors
/// `NotFound` when not: for those who do not read it, for readers who are neither owners nor administrators, and where the partner is no
/// member of it who may come in now.
pub async fn look_as(db: &Db, viewer: MemberId, partner: MemberId, place: PlaceId, now: i64) -> Result<LookedAs> {
    db.one(&LOOK_AS, values![viewer, partner, place, now], |r| {
        Ok(LookedAs { standing: Standing::from_number(r.int("role")?), withheld: r.flag("withheld")? })
    })
    .await
}

/// Asks that `viewer` may know what `partner` sees, of what `viewer` reads too.
///
/// # Errors
/// `NotFound` when not.
pub async fn oversees(db: &Db, viewer: MemberId, partner: MemberId, now: i64) -> Result<()> {
    db.one(&OVERSEES, values![viewer, partner, now], |_| Ok(())).await
}
