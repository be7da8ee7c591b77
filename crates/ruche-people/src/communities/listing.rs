//! SQL of the lists that pages show: communities, their people, who waits, whom to invite.

use super::rules::{Access, Pending};
use super::store::{Community, community};
use crate::access::{Standing, sees};
use crate::members::store::person;
use ruche_kernel::{Actor, MemberId, MemberKind, PlaceId, Result, after_key, names};
use ruche_platform::db::{Db, Row};
use ruche_platform::{sql, values};
use ruche_web::parts::Person;

/// Whether member `m`, who does not belong to community `p`, is told of it: employees are, where it is listed or invites them (`q`); of
/// those that are listed, whoever is in a circle is told of those of the circle.
macro_rules! told_of {
    () => {
        "(m.kind = 0 AND ((p.access <> 3 AND (m.circle_id IS NULL OR p.circle_id = m.circle_id)) OR q.state = 1))"
    };
}
pub(super) use told_of;

/// The communities that the viewer ($1) meets: the own ones, and those of which one is told.
macro_rules! met {
    () => {
        concat!(
            "FROM places p JOIN members m ON m.id = $1
        LEFT JOIN memberships s ON s.member_id = m.id AND s.place_id = p.id
            AND NOT EXISTS (SELECT 1 FROM withheld_places w WHERE w.viewer_id = s.member_id AND w.place_id = s.place_id)
        LEFT JOIN membership_requests q ON q.place_id = p.id AND q.member_id = m.id
        WHERE p.kind <> 0 AND p.merged_into_id IS NULL AND (s.role IS NOT NULL OR ",
            $crate::communities::listing::told_of!(),
            ")"
        )
    };
}
pub(super) use met;

/// Communities that the viewer meets, after a key.
macro_rules! listed {
    ($key:literal, $follows:literal, $order:literal) => {
        concat!(
            "SELECT l.*, ",
            $key,
            " AS cursor_key FROM (SELECT p.id, p.name, p.sort_key, p.description, p.access, p.icon, p.hue, p.picture_id, p.language, p.reviewed, p.archived_at, p.kind, p.member_count, p.partner_count, p.created_at,
            COALESCE(p.last_post_at, p.created_at) AS written_at, s.role, q.state AS pending,
            CASE WHEN s.member_id IS NULL AND EXISTS (SELECT 1 FROM memberships h WHERE h.member_id = m.id AND h.place_id = p.id) THEN 1 ELSE 0 END AS withheld,
            (SELECT v.place_id FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = p.id LIMIT 1) AS readable ",
            met!(),
            " AND (p.sort_key LIKE $5 OR p.sort_key LIKE $6)
            AND (CAST($4 AS BIGINT) = 0 OR ($4 = 7 AND p.archived_at IS NOT NULL) OR ($4 = 1 AND s.role IS NOT NULL) OR ($4 = 2 AND p.access = 0) OR ($4 = 3 AND p.access = 1) OR ($4 = 4 AND p.access = 2)
                OR ($4 = 5 AND p.partner_count > 0 AND EXISTS (SELECT 1 FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = p.id))
                OR ($4 = 6 AND (q.state = 1 OR (s.role > 0 AND EXISTS (SELECT 1 FROM membership_requests w WHERE w.place_id = p.id AND w.state = 0)))))) AS l
        WHERE (",
            $key,
            ", l.id) ",
            $follows,
            " ORDER BY ",
            $order,
            " LIMIT $7"
        )
    };
}

sql! {
    /// Communities by their ids, as far as the viewer meets them.
    MET = concat!("SELECT p.id, p.name, p.description ", met!(), " AND p.id IN ({list})");
    BY_NAME = listed!("l.sort_key", "> ($2, $3)", "l.sort_key, l.id");
    /// When something was written last is told to those who read it.
    BY_ACTIVITY = listed!("CASE WHEN l.readable IS NULL THEN l.created_at ELSE l.written_at END", "< (CAST($2 AS BIGINT), $3)",
        "CASE WHEN l.readable IS NULL THEN l.created_at ELSE l.written_at END DESC, l.id DESC");
    BY_AGE = listed!("l.created_at", "< (CAST($2 AS BIGINT), $3)", "l.created_at DESC, l.id DESC");
    /// The viewer's communities that are not archived, the most recently active first: every page shows a few.
    MINE = "SELECT p.id, p.name, p.icon, p.hue, p.picture_id FROM memberships s JOIN places p ON p.id = s.place_id
        WHERE s.member_id = $1 AND p.archived_at IS NULL AND NOT EXISTS (SELECT 1 FROM withheld_places w WHERE w.viewer_id = s.member_id AND w.place_id = s.place_id)
        ORDER BY COALESCE(p.last_post_at, p.created_at) DESC, p.id DESC LIMIT $2";
    /// Communities that the viewer could enter: those read without belonging to them, the largest first, and the open ones of the own circle.
    /// How many belong is told to readers alone.
    DISCOVER = "SELECT d.* FROM (SELECT p.id, p.name, p.icon, p.hue, p.picture_id, p.language,
                CASE WHEN p.id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) THEN p.member_count END AS members
            FROM places p JOIN members m ON m.id = $1
            WHERE p.kind = 1 AND p.archived_at IS NULL AND NOT EXISTS (SELECT 1 FROM memberships s WHERE s.member_id = $1 AND s.place_id = p.id)
                AND (p.id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) OR (m.kind = 0 AND p.access = 0 AND p.merged_into_id IS NULL AND p.circle_id = m.circle_id))) AS d
        ORDER BY COALESCE(d.members, 0) DESC, d.id DESC LIMIT $2";
    /// What the viewer waits for, and what waits for the viewer.
    PENDING_OF = "SELECT p.id, p.name, q.state AS pending FROM membership_requests q JOIN places p ON p.id = q.place_id
        WHERE q.member_id = $1 AND p.archived_at IS NULL AND (p.access <> 3 OR q.state = 1) ORDER BY q.state DESC, q.created_at DESC, p.id LIMIT 20";
    /// Members by rank, in the order of the index of a place, so that a page costs the same in a community of any size.
    MEMBERS = "SELECT c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state, c.kind, s.role FROM memberships s JOIN member_cards c ON c.id = s.member_id
        WHERE s.place_id = $1 AND (s.role, s.member_id) < ($2, $3) AND (c.sort_key LIKE $4 OR c.sort_key LIKE $5) ORDER BY s.role DESC, s.member_id DESC LIMIT $6";
    /// As far as the viewer sees them: a community of a circle may be owned from elsewhere.
    OWNERS = concat!("SELECT c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state FROM members v CROSS JOIN memberships s JOIN members m ON m.id = s.member_id JOIN member_cards c ON c.id = s.member_id
        WHERE v.id = $2 AND s.place_id = $1 AND s.role = 2 AND (v.kind <> 0 OR ", sees!(), ") ORDER BY c.sort_key, c.id LIMIT 20");
    /// Whoever asks wants to be seen; whoever is invited is seen by those who see them.
    PENDING_IN = concat!("SELECT c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state, q.state AS pending, q.message, q.created_at FROM members v CROSS JOIN membership_requests q JOIN members m ON m.id = q.member_id JOIN member_cards c ON c.id = q.member_id
        WHERE v.id = $2 AND q.place_id = $1 AND (q.state = 0 OR v.kind <> 0 OR ", sees!(), ") ORDER BY q.state, q.created_at, q.member_id LIMIT 200");
    /// Places that nobody looks after: the last owner left, and no colleague was there to take over.
    OWNERLESS = "SELECT p.id, p.name, p.access, p.member_count FROM places p
        WHERE p.kind = 1 AND p.merged_into_id IS NULL AND NOT EXISTS (SELECT 1 FROM memberships s WHERE s.place_id = p.id AND s.role = 2) ORDER BY p.sort_key, p.id LIMIT 100";
    /// Places that are archived, the last one first.
    ARCHIVED = "SELECT p.id, p.name, p.access, p.member_count FROM places p WHERE p.kind = 1 AND p.archived_at IS NOT NULL AND p.merged_into_id IS NULL ORDER BY p.archived_at DESC, p.id DESC LIMIT 100";
    /// Whom to bring in, by name: everyone who is here and no member yet, as far as an employee ($5) sees them.
    CANDIDATES = concat!("SELECT c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state, q.state AS pending FROM members v CROSS JOIN members m JOIN member_cards c ON c.id = m.id
        LEFT JOIN membership_requests q ON q.place_id = $1 AND q.member_id = m.id
        WHERE v.id = $5 AND m.state = 0 AND (m.ends_at IS NULL OR m.ends_at > $2) AND (m.sort_key LIKE $3 OR m.sort_key LIKE $4)
            AND NOT EXISTS (SELECT 1 FROM memberships s WHERE s.member_id = m.id AND s.place_id = $1) AND (v.kind <> 0 OR ", sees!(), ")
        ORDER BY m.sort_key, m.id LIMIT 20");
}

/// Which communities a list holds. Stored nowhere; the numbers are those of the statements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Filter {
    #[default]
    All = 0,
    Mine = 1,
    Open = 2,
    OnRequest = 3,
    Closed = 4,
    /// Those that people from outside read too, as far as the viewer reads them.
    Partners = 5,
    /// Those that wait for the viewer's answer: an invitation, or requests that the viewer decides.
    Waiting = 6,
    /// Those that are read and changed no more.
    Archived = 7,
}

impl Filter {
    pub(super) const ALL: [Self; 8] =
        [Self::All, Self::Mine, Self::Open, Self::OnRequest, Self::Closed, Self::Partners, Self::Waiting, Self::Archived];

    /// The word in addresses.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Mine => "mine",
            Self::Open => "open",
            Self::OnRequest => "request",
            Self::Closed => "closed",
            Self::Partners => "partners",
            Self::Waiting => "waiting",
            Self::Archived => "archived",
        }
    }

    /// From its word; what is unknown filters nothing.
    pub(super) fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|f| f.word() == word).unwrap_or_default()
    }
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sort {
    #[default]
    Name,
    /// Where something was written last.
    Active,
    Newest,
}

impl Sort {
    pub(super) const ALL: [Self; 3] = [Self::Name, Self::Active, Self::Newest];

    /// The word in addresses.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Active => "active",
            Self::Newest => "newest",
        }
    }

    /// From its word; what is unknown is the order of names.
    pub(super) fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|s| s.word() == word).unwrap_or_default()
    }
}

/// What a list of communities shows.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    pub filter: Filter,
    pub sort: Sort,
    /// The beginning of a word of the name.
    pub text: String,
    /// The key after which the list goes on.
    pub after: Option<String>,
}

/// The names of these communities and what they are for, of those that the viewer meets in the list of communities.
///
/// # Errors
/// What the database says.
pub async fn met_among(db: &Db, viewer: &Actor, ids: &[i64]) -> Result<Vec<(PlaceId, String, String)>> {
    db.all_in(&MET, values![viewer.id], ids, |r| Ok((PlaceId(r.int("id")?), r.text("name")?, r.text("description")?))).await
}

/// Communities, each with the key after which the next page begins.
pub(super) async fn communities(db: &Db, viewer: MemberId, wanted: &Wanted, limit: i64) -> Result<Vec<(Community, String)>> {
    let (first, word) = names::patterns(&wanted.text);
    let (after, filter) = (wanted.after.as_deref(), wanted.filter as i64);
    if wanted.sort == Sort::Name {
        let (key, id) = after_key(after, (String::new(), 0));
        return db
            .all(&BY_NAME, values![viewer, key, id, filter, first, word, limit], |r| {
                Ok((community(r)?, format!("{}.{}", r.text("cursor_key")?, r.int("id")?)))
            })
            .await;
    }
    let statement = if wanted.sort == Sort::Active { &BY_ACTIVITY } else { &BY_AGE };
    let (key, id) = after_key(after, (i64::MAX, i64::MAX));
    db.all(statement, values![viewer, key, id, filter, first, word, limit], |r| {
        Ok((community(r)?, format!("{}.{}", r.int("cursor_key")?, r.int("id")?)))
    })
    .await
}

/// A community as the navigation shows it.
pub(crate) struct Mark {
    pub id: PlaceId,
    pub name: String,
    pub icon: String,
    pub hue: i64,
    pub picture: Option<i64>,
}

pub(super) async fn mine(db: &Db, viewer: MemberId, limit: i64) -> Result<Vec<Mark>> {
    db.all(&MINE, values![viewer, limit], mark).await
}

/// A community that one could enter.
pub(crate) struct Discovered {
    pub mark: Mark,
    pub language: String,
    /// How many belong to it, for those who read it.
    pub members: Option<i64>,
}

pub(crate) async fn discover(db: &Db, viewer: MemberId, limit: i64) -> Result<Vec<Discovered>> {
    db.all(&DISCOVER, values![viewer, limit], |r| {
        Ok(Discovered { mark: mark(r)?, language: r.text("language")?, members: r.opt_int("members")? })
    })
    .await
}

fn mark(r: &Row) -> Result<Mark> {
    Ok(Mark {
        id: PlaceId(r.int("id")?),
        name: r.text("name")?,
        icon: r.text("icon")?,
        hue: r.int("hue")?,
        picture: r.opt_int("picture_id")?,
    })
}

/// The places where the viewer asked or is invited, invitations first.
pub(super) async fn pending_of(db: &Db, viewer: MemberId) -> Result<Vec<(PlaceId, String, Pending)>> {
    db.all(&PENDING_OF, values![viewer], |r| Ok((PlaceId(r.int("id")?), r.text("name")?, Pending::from_number(r.int("pending")?)))).await
}

/// A community that an administrator acts upon: nothing but that it is there is told of one that is unlisted.
pub(super) struct Administered {
    pub id: PlaceId,
    pub name: Option<String>,
    pub members: i64,
}

fn administered(r: &Row) -> Result<Administered> {
    let listed = Access::from_number(r.int("access")?) != Access::Unlisted;
    Ok(Administered { id: PlaceId(r.int("id")?), name: if listed { r.opt_text("name")? } else { None }, members: r.int("member_count")? })
}

/// The communities that nobody looks after.
pub(super) async fn ownerless(db: &Db) -> Result<Vec<Administered>> {
    db.all(&OWNERLESS, &[], administered).await
}

/// The communities that are archived, at most the last hundred.
pub(super) async fn archived(db: &Db) -> Result<Vec<Administered>> {
    db.all(&ARCHIVED, &[], administered).await
}

/// A member in the list of a community.
pub(super) struct Belonging {
    pub person: Person,
    pub kind: MemberKind,
    pub role: Standing,
}

/// Members after a rank and an id, the highest rank first.
pub(super) async fn members(db: &Db, place: PlaceId, after: (i64, i64), text: &str, limit: i64) -> Result<Vec<Belonging>> {
    let (first, word) = names::patterns(text);
    db.all(&MEMBERS, values![place, after.0, after.1, first, word, limit], |r| {
        Ok(Belonging { person: person(r)?, kind: MemberKind::from_number(r.int("kind")?), role: Standing::from_number(r.int("role")?) })
    })
    .await
}

pub(super) async fn owners(db: &Db, viewer: MemberId, place: PlaceId) -> Result<Vec<Person>> {
    db.all(&OWNERS, values![place, viewer], person).await
}

/// Someone who asked or was invited.
pub(super) struct Waiting {
    pub person: Person,
    pub pending: Pending,
    pub message: String,
    pub at: i64,
}

/// Who waits in a community, requests first, the oldest first.
pub(super) async fn pending_in(db: &Db, viewer: MemberId, place: PlaceId) -> Result<Vec<Waiting>> {
    db.all(&PENDING_IN, values![place, viewer], |r| {
        Ok(Waiting {
            person: person(r)?,
            pending: Pending::from_number(r.int("pending")?),
            message: r.text("message")?,
            at: r.int("created_at")?,
        })
    })
    .await
}

/// People of a name who are not members, with what waits already.
pub(super) async fn candidates(db: &Db, viewer: MemberId, place: PlaceId, text: &str, now: i64) -> Result<Vec<(Person, Option<Pending>)>> {
    let (first, word) = names::patterns(text);
    db.all(&CANDIDATES, values![place, now, first, word, viewer], |r| Ok((person(r)?, r.opt_int("pending")?.map(Pending::from_number))))
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_and_orders_have_words() {
        for filter in Filter::ALL {
            assert_eq!(Filter::from_word(filter.word()), filter);
        }
        assert_eq!(Filter::from_word("x"), Filter::All);
        for sort in Sort::ALL {
            assert_eq!(Sort::from_word(sort.word()), sort);
        }
        assert_eq!(Sort::from_word("x"), Sort::Name);
    }
}
