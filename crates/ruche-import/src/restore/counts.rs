//! Stored counts, counted again: each is a statement over its whole table, which no server reads yet.

use ruche_kernel::Result;
use ruche_platform::db::{Db, Statement, Tx};
use ruche_platform::{sql, work};

/// What a stored number counts: one row for each thing, with the id of the row that keeps the number as `owner`. The check of the data
/// asks the same.
#[macro_export]
macro_rules! counted {
    (members.follower_count) => {
        "SELECT member_id AS owner FROM follows"
    };
    (members.report_count) => {
        "SELECT manager_id AS owner FROM members WHERE manager_id IS NOT NULL"
    };
    // One row for each person and each level above.
    (members.team_count) => {
        "WITH RECURSIVE above(owner, step) AS (SELECT manager_id, 1 FROM members WHERE manager_id IS NOT NULL
            UNION ALL SELECT m.manager_id, a.step + 1 FROM above a JOIN members m ON m.id = a.owner WHERE m.manager_id IS NOT NULL AND a.step < 64) SELECT owner FROM above"
    };
    (sites.member_count) => {
        "SELECT site_id AS owner FROM members WHERE site_id IS NOT NULL"
    };
    (units.member_count) => {
        "SELECT unit_id AS owner FROM members WHERE unit_id IS NOT NULL"
    };
    (places.member_count) => {
        "SELECT s.place_id AS owner FROM memberships s JOIN members m ON m.id = s.member_id WHERE m.kind <> 2"
    };
    (places.partner_count) => {
        "SELECT s.place_id AS owner FROM memberships s JOIN members m ON m.id = s.member_id WHERE m.kind = 1"
    };
    (places.post_count) => {
        "SELECT place_id AS owner FROM posts WHERE deleted_at IS NULL"
    };
    (topics.follower_count) => {
        "SELECT topic_id AS owner FROM topic_follows"
    };
    (posts.comment_count) => {
        "SELECT root_id AS owner FROM comments WHERE root_kind = 'post' AND deleted_at IS NULL"
    };
    (comments.reply_count) => {
        "SELECT parent_id AS owner FROM comments WHERE parent_id IS NOT NULL AND deleted_at IS NULL"
    };
    (comments.vote_count) => {
        "SELECT comment_id AS owner FROM votes"
    };
    (skills.holder_count) => {
        "SELECT skill_id AS owner FROM member_skills WHERE removed_at IS NULL"
    };
    (member_skills.endorsement_count) => {
        "SELECT held_id AS owner FROM endorsements WHERE withdrawn_at IS NULL"
    };
}

/// A stored number of a table, counted.
macro_rules! count {
    ($table:ident.$stored:ident) => {
        concat!(
            "UPDATE ",
            stringify!($table),
            " SET ",
            stringify!($stored),
            " = t.n FROM (SELECT owner, count(*) AS n FROM (",
            $crate::counted!($table.$stored),
            ") r GROUP BY owner) t WHERE t.owner = ",
            stringify!($table),
            ".id"
        )
    };
}

sql! {
    FOLLOWERS = count!(members.follower_count);
    REPORTS = count!(members.report_count);
    TEAMS = count!(members.team_count);
    SITES = count!(sites.member_count);
    UNITS = count!(units.member_count);
    PLACE_MEMBERS = count!(places.member_count);
    PLACE_PARTNERS = count!(places.partner_count);
    PLACE_POSTS = count!(places.post_count);
    TOPIC_FOLLOWERS = count!(topics.follower_count);
    POST_COMMENTS = count!(posts.comment_count);
    REPLIES = count!(comments.reply_count);
    VOTES = count!(comments.vote_count);
    SKILL_HOLDERS = count!(skills.holder_count);
    ENDORSEMENTS = count!(member_skills.endorsement_count);
    REACTIONS = "INSERT INTO reaction_counts (subject_kind, subject_id, kind, count) SELECT subject_kind, subject_id, kind, count(*) FROM reactions GROUP BY subject_kind, subject_id, kind";
    RESPONSES = "INSERT INTO response_counts (post_id, choice, count) SELECT post_id, choice, count(*) FROM responses GROUP BY post_id, choice";
    /// Under -1, the people.
    RESPONDENTS = "INSERT INTO response_counts (post_id, choice, count) SELECT post_id, -1, count(DISTINCT member_id) FROM responses GROUP BY post_id";
    THANKS = "UPDATE mentions SET thanks = 1 WHERE subject_kind = 'post' AND subject_id IN (SELECT id FROM posts WHERE format = 'kudos')";
    EMPLOYEES = "UPDATE companies SET employee_count = (SELECT count(*) FROM members WHERE kind = 0 AND state = 0)";
}

const ALL: [&Statement; 18] = [
    &FOLLOWERS,
    &REPORTS,
    &TEAMS,
    &SITES,
    &UNITS,
    &PLACE_MEMBERS,
    &PLACE_PARTNERS,
    &PLACE_POSTS,
    &TOPIC_FOLLOWERS,
    &POST_COMMENTS,
    &REPLIES,
    &VOTES,
    &SKILL_HOLDERS,
    &ENDORSEMENTS,
    &REACTIONS,
    &RESPONSES,
    &RESPONDENTS,
    &THANKS,
];

/// Counts what rows keep the number of, each in a transaction of its own.
pub(super) async fn count(db: &Db) -> Result<()> {
    for statement in ALL {
        db.write(work!([] | tx | { tx.exec(statement, &[]).await })).await?;
    }
    Ok(())
}

/// Counts the employees, once the company is there.
pub(super) async fn count_employees(tx: &mut Tx) -> Result<()> {
    tx.exec(&EMPLOYEES, &[]).await?;
    Ok(())
}
