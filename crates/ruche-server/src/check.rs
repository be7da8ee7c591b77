//! The check of the data: references, stored counts, bytes of files, outbox. It reads and changes nothing.
//!
//! It is the one place that reads the tables of every room: what it looks for is precisely what each room takes for granted.
//! Deliberately not here: repairing.

mod bytes;

pub use bytes::{coming, named};

use ruche_kernel::{Error, IdMaker, Result};
use ruche_platform::blobs::Blobs;
use ruche_platform::db::{Db, Row, Statement, Value};
use ruche_platform::{migrate, sql};

/// How long events may wait for their number and their listeners, and bytes for their row, in milliseconds.
const MOMENT: i64 = 10 * 60_000;
/// How long a message may wait beyond its time, in milliseconds.
const MAIL: i64 = 60 * 60_000;
/// Messages that were given up longer ago than this are history, in milliseconds: a week.
const WEEK: i64 = 7 * 86_400_000;
/// Examples that are told of each difference.
const EXAMPLES: usize = 5;

/// At most five rows that should not be there, each as a few words, and on each how many there are in all.
macro_rules! wrong {
    ($example:expr, $rows:expr) => {
        concat!("SELECT ", $example, " AS example, count(*) OVER () AS n FROM ", $rows, " ORDER BY example LIMIT 5")
    };
}

/// An id in words.
macro_rules! id {
    ($word:expr, $column:literal) => {
        concat!("'", $word, " ' || CAST(", $column, " AS TEXT)")
    };
}

/// A row `x` of `$table` with the post `p` or the comment `c` that it belongs to.
macro_rules! with_subject {
    ($table:literal) => {
        concat!($table, " x LEFT JOIN posts p ON x.subject_kind = 'post' AND p.id = x.subject_id LEFT JOIN comments c ON x.subject_kind = 'comment' AND c.id = x.subject_id")
    };
}

/// A stored number `$stored` of `x` beside what it counts.
macro_rules! count {
    ($table:ident.$stored:ident) => {
        wrong!(
            concat!(
                id!(stringify!($table), "x.id"),
                " || ': ' || CAST(x.",
                stringify!($stored),
                " AS TEXT) || ' stored, ' || CAST(COALESCE(t.n, 0) AS TEXT) || ' counted'"
            ),
            concat!(
                stringify!($table),
                " x LEFT JOIN (SELECT owner, count(*) AS n FROM (",
                ruche_import::counted!($table.$stored),
                ") r GROUP BY owner) t ON t.owner = x.id WHERE x.",
                stringify!($stored),
                " <> COALESCE(t.n, 0)"
            )
        )
    };
}

sql! {
    SCHEMA = "SELECT max(number) AS number FROM schema_migrations";
    PARTNERS = wrong!(id!("member", "x.id"), "members x LEFT JOIN partner_companies q ON q.id = x.partner_company_id LEFT JOIN members s ON s.id = x.sponsor_id
        WHERE x.kind = 1 AND (q.id IS NULL OR s.id IS NULL OR x.ends_at IS NULL)");
    SPONSORS = wrong!(id!("member", "x.id"), "members x JOIN members s ON s.id = x.sponsor_id WHERE x.kind = 1 AND x.state = 0 AND s.state = 1");
    COMPANY_SPONSORS = wrong!(id!("partner company", "x.id"), "partner_companies x JOIN members s ON s.id = x.sponsor_id WHERE s.state = 1 OR s.kind <> 0");
    CONTRACTS = wrong!(id!("member", "x.id"), "members x JOIN partner_companies q ON q.id = x.partner_company_id WHERE x.kind = 1 AND x.state = 0 AND x.ends_at > q.ends_at");
    TERMS = wrong!(id!("place", "x.place_id"), "place_terms x LEFT JOIN places p ON p.id = x.place_id LEFT JOIN members m ON m.id = x.saved_by_id WHERE p.id IS NULL OR p.kind <> 1 OR m.id IS NULL");
    TERMS_ACCEPTED = wrong!(concat!(id!("member", "x.member_id"), " || ", id!(" of place", "x.place_id")),
        "place_terms_accepted x LEFT JOIN members m ON m.id = x.member_id LEFT JOIN place_terms t ON t.place_id = x.place_id WHERE m.id IS NULL OR t.place_id IS NULL OR x.version > t.version");
    ADMINISTRATOR = wrong!(id!("company", "x.id"), "companies x WHERE NOT EXISTS (SELECT 1 FROM members m WHERE m.role = 1 AND m.state = 0)");
    OWNERS = wrong!(id!("place", "x.id"), "places x WHERE x.kind = 1 AND EXISTS (SELECT 1 FROM memberships s JOIN members m ON m.id = s.member_id WHERE s.place_id = x.id AND m.kind = 0)
        AND NOT EXISTS (SELECT 1 FROM memberships s WHERE s.place_id = x.id AND s.role = 2)");
    SESSIONS = wrong!(id!("member", "x.member_id"), "sessions x LEFT JOIN members m ON m.id = x.member_id WHERE m.id IS NULL OR m.state = 1");
    MEMBERSHIPS = wrong!(concat!(id!("member", "x.member_id"), " || ", id!(" of place", "x.place_id")),
        "memberships x LEFT JOIN members m ON m.id = x.member_id LEFT JOIN places p ON p.id = x.place_id WHERE m.id IS NULL OR m.state = 1 OR p.id IS NULL OR p.kind = 0");
    CIRCLES = wrong!(id!("member", "x.id"), "members x LEFT JOIN places p ON p.id = x.circle_id WHERE x.circle_id IS NOT NULL AND x.state = 0
        AND (p.id IS NULL OR p.kind <> 2 OR x.kind <> 0 OR p.archived_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM memberships s WHERE s.member_id = x.id AND s.place_id = x.circle_id))");
    CIRCLE_PLACES = wrong!(concat!(id!("member", "x.member_id"), " || ", id!(" of place", "x.place_id")),
        "memberships x JOIN places p ON p.id = x.place_id JOIN members m ON m.id = x.member_id WHERE p.kind = 2 AND p.archived_at IS NULL AND (m.circle_id IS NULL OR m.circle_id <> p.id)");
    REQUESTS = wrong!(concat!(id!("member", "x.member_id"), " || ", id!(" to place", "x.place_id")),
        "membership_requests x LEFT JOIN members m ON m.id = x.member_id LEFT JOIN places p ON p.id = x.place_id WHERE m.id IS NULL OR m.state = 1 OR p.id IS NULL");
    FOLLOWS = wrong!(concat!(id!("member", "x.follower_id"), " || ", id!(" of member", "x.member_id")),
        "follows x LEFT JOIN members a ON a.id = x.follower_id LEFT JOIN members b ON b.id = x.member_id WHERE a.id IS NULL OR b.id IS NULL");
    POSTS = wrong!(id!("post", "x.id"), "posts x LEFT JOIN places p ON p.id = x.place_id LEFT JOIN members m ON m.id = x.author_id WHERE p.id IS NULL OR m.id IS NULL");
    DRAFTS = wrong!(id!("draft", "x.id"), "drafts x LEFT JOIN members m ON m.id = x.author_id WHERE m.id IS NULL OR (x.stage = 'scheduled' AND x.publish_at IS NULL)");
    COMMENTS = wrong!(id!("comment", "x.id"), "comments x LEFT JOIN posts p ON x.root_kind = 'post' AND p.id = x.root_id LEFT JOIN members m ON m.id = x.author_id
        LEFT JOIN comments q ON q.id = x.parent_id
        WHERE p.id IS NULL OR m.id IS NULL OR p.place_id <> x.place_id OR (x.parent_id IS NOT NULL AND (q.id IS NULL OR q.parent_id IS NOT NULL OR q.root_id <> x.root_id))");
    REACTIONS = wrong!(concat!(id!("member", "x.member_id"), " || ' to ' || x.subject_kind || ", id!("", "x.subject_id")),
        concat!(with_subject!("reactions"), " LEFT JOIN members m ON m.id = x.member_id WHERE m.id IS NULL OR (p.id IS NULL AND c.id IS NULL) OR COALESCE(p.place_id, c.place_id) <> x.place_id"));
    VOTES = wrong!(concat!(id!("member", "x.member_id"), " || ", id!(" for comment", "x.comment_id")),
        "votes x LEFT JOIN comments c ON c.id = x.comment_id LEFT JOIN members m ON m.id = x.member_id WHERE c.id IS NULL OR m.id IS NULL");
    DELEGATES = wrong!(concat!(id!("member", "x.delegate_id"), " || ", id!(" for member", "x.member_id")),
        "delegations x LEFT JOIN members a ON a.id = x.member_id LEFT JOIN members b ON b.id = x.delegate_id WHERE a.id IS NULL OR b.id IS NULL OR a.state = 1 OR b.state = 1 OR a.kind = 1 OR b.kind = 1");
    WRITERS = wrong!(id!("post", "x.id"), "posts x LEFT JOIN members m ON m.id = x.writer_id WHERE x.writer_id IS NOT NULL AND (m.id IS NULL OR x.writer_id = x.author_id)");
    /// Who has left a moment ago may have one that is about to be forgotten.
    CALENDARS = wrong!(id!("member", "x.member_id"), "calendars x LEFT JOIN members m ON m.id = x.member_id WHERE m.id IS NULL OR (m.state = 1 AND m.left_at < $1)");
    FEEDS = wrong!(id!("feed", "x.id"), "feeds x LEFT JOIN members m ON m.id = x.member_id WHERE m.id IS NULL OR (m.state = 1 AND m.left_at < $1)");
    SEARCHES = wrong!(id!("search", "x.id"), "saved_searches x LEFT JOIN members m ON m.id = x.member_id WHERE m.id IS NULL OR (m.state = 1 AND m.left_at < $1)");
    TOKENS = wrong!(id!("token", "x.id"), "api_tokens x LEFT JOIN members m ON m.id = x.member_id WHERE m.id IS NULL OR (m.state = 1 AND m.left_at < $1)");
    MARKS = wrong!(concat!(id!("member", "x.member_id"), " || ' of ' || x.subject_kind || ", id!("", "x.subject_id")),
        concat!(with_subject!("marks"), " LEFT JOIN members m ON m.id = x.member_id WHERE m.id IS NULL OR (p.id IS NULL AND c.id IS NULL)"));
    TRANSLATIONS = wrong!(concat!("x.language || ' of ' || x.subject_kind || ", id!("", "x.subject_id")), concat!(with_subject!("translations"), " WHERE p.id IS NULL AND c.id IS NULL"));
    MENTIONS = wrong!(concat!(id!("member", "x.member_id"), " || ' in ' || x.subject_kind || ", id!("", "x.subject_id")),
        concat!(with_subject!("mentions"), " LEFT JOIN members m ON m.id = x.member_id WHERE m.id IS NULL OR (p.id IS NULL AND c.id IS NULL) OR COALESCE(p.place_id, c.place_id) <> x.place_id"));
    TOPICS = wrong!(concat!(id!("topic", "x.topic_id"), " || ' in ' || x.subject_kind || ", id!("", "x.subject_id")),
        concat!(with_subject!("topic_uses"), " LEFT JOIN topics t ON t.id = x.topic_id WHERE t.id IS NULL OR (p.id IS NULL AND c.id IS NULL) OR COALESCE(p.place_id, c.place_id) <> x.place_id"));
    TOPIC_FOLLOWS = wrong!(concat!(id!("member", "x.member_id"), " || ", id!(" of topic", "x.topic_id")),
        "topic_follows x LEFT JOIN members m ON m.id = x.member_id LEFT JOIN topics t ON t.id = x.topic_id WHERE m.id IS NULL OR (m.state = 1 AND m.left_at < $1) OR t.id IS NULL OR t.merged_into_id IS NOT NULL");
    MERGED = wrong!(id!("topic", "x.id"), "topics x LEFT JOIN topics t ON t.id = x.merged_into_id WHERE x.merged_into_id IS NOT NULL AND (t.id IS NULL OR t.merged_into_id IS NOT NULL)");
    FILES = wrong!(id!("file", "x.id"), concat!(with_subject!("files"), " LEFT JOIN members h ON x.subject_kind = 'member' AND h.id = x.subject_id LEFT JOIN places w ON x.subject_kind = 'community' AND w.id = x.subject_id LEFT JOIN drafts d ON x.subject_kind = 'draft' AND d.id = x.subject_id LEFT JOIN members o ON o.id = x.owner_id
        WHERE o.id IS NULL OR (x.subject_id IS NOT NULL AND p.id IS NULL AND c.id IS NULL AND h.id IS NULL AND w.id IS NULL AND d.id IS NULL)"));
    PHOTOS = wrong!(id!("member", "x.id"), "members x WHERE x.photo_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM files f WHERE f.id = x.photo_id AND f.subject_kind = 'member' AND f.subject_id = x.id)");
    PICTURES = wrong!(id!("place", "x.id"), "places x WHERE x.picture_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM files f WHERE f.id = x.picture_id AND f.subject_kind = 'community' AND f.subject_id = x.id)");
    NOTIFICATIONS = wrong!(id!("notification", "x.id"), "notifications x LEFT JOIN members m ON m.id = x.member_id LEFT JOIN members a ON a.id = x.actor_id LEFT JOIN places p ON p.id = x.place_id
        WHERE m.id IS NULL OR a.id IS NULL OR p.id IS NULL");
    RESPONSES = wrong!(concat!(id!("member", "x.member_id"), " || ", id!(" to post", "x.post_id")),
        "responses x LEFT JOIN posts p ON p.id = x.post_id LEFT JOIN members m ON m.id = x.member_id WHERE p.id IS NULL OR m.id IS NULL");
    POST_LINKS = wrong!(id!("post", "x.id"), "posts x LEFT JOIN links l ON l.id = x.link WHERE x.link IS NOT NULL AND l.id IS NULL");
    COMMENT_LINKS = wrong!(id!("comment", "x.id"), "comments x LEFT JOIN links l ON l.id = x.link WHERE x.link IS NOT NULL AND l.id IS NULL");
    REMINDERS = wrong!(id!("post", "x.id"), "posts x WHERE x.remind_at IS NOT NULL AND x.format <> 'announcement'");
    ANSWERS = wrong!(id!("post", "x.id"), "posts x JOIN comments c ON c.id = x.answer_id WHERE c.root_id <> x.id OR c.parent_id IS NOT NULL OR x.format <> 'question'");
    /// A file that nobody published is forgotten before the key of its sending, and what is no writing is known to other rooms.
    KEYS = wrong!(concat!(id!("member", "x.member_id"), " || ' for ' || x.subject_kind || ", id!("", "x.subject_id")),
        concat!(with_subject!("idempotency_keys"), " WHERE x.subject_kind IN ('post', 'comment') AND p.id IS NULL AND c.id IS NULL"));

    EMPLOYEES = wrong!("CAST(x.employee_count AS TEXT) || ' stored, ' || CAST(x.n AS TEXT) || ' counted'",
        "(SELECT employee_count, (SELECT count(*) FROM members WHERE kind = 0 AND state = 0) AS n FROM companies) x WHERE x.employee_count <> x.n");
    PLACE_MEMBERS = count!(places.member_count);
    PLACE_PARTNERS = count!(places.partner_count);
    PLACE_POSTS = count!(places.post_count);
    TOPIC_FOLLOWERS = count!(topics.follower_count);
    FOLLOWERS = count!(members.follower_count);
    POST_COMMENTS = count!(posts.comment_count);
    REPLIES = count!(comments.reply_count);
    VOTE_COUNTS = count!(comments.vote_count);
    PLACES_MERGED = wrong!(id!("place", "x.id"), "places x LEFT JOIN places p ON p.id = x.merged_into_id WHERE x.merged_into_id IS NOT NULL AND (p.id IS NULL OR p.merged_into_id IS NOT NULL)");
    SKILL_HOLDERS = count!(skills.holder_count);
    ENDORSEMENT_COUNTS = count!(member_skills.endorsement_count);
    REPORTS = count!(members.report_count);
    TEAMS = count!(members.team_count);
    SITE_MEMBERS = count!(sites.member_count);
    UNIT_MEMBERS = count!(units.member_count);
    /// Employees who are here report to one another, and have a unit and a site that are there.
    ORGANISATION = wrong!(id!("member", "x.id"), "members x LEFT JOIN members b ON b.id = x.manager_id LEFT JOIN units u ON u.id = x.unit_id LEFT JOIN sites s ON s.id = x.site_id
        WHERE (x.manager_id IS NOT NULL AND (b.id IS NULL OR b.kind <> 0 OR b.state <> 0 OR x.kind <> 0 OR x.state <> 0)) OR (x.unit_id IS NOT NULL AND (u.id IS NULL OR u.name <> x.unit)) OR (x.site_id IS NOT NULL AND (s.id IS NULL OR s.name <> x.site))");
    UNITS = wrong!(id!("unit", "x.id"), "units x LEFT JOIN units p ON p.id = x.parent_id LEFT JOIN members m ON m.id = x.lead_id
        WHERE (x.parent_id IS NOT NULL AND p.id IS NULL) OR (x.lead_id IS NOT NULL AND (m.id IS NULL OR m.kind <> 0 OR m.state <> 0))");
    SKILL_NAMES = wrong!("x.key", "skill_names x LEFT JOIN skills k ON k.id = x.skill_id WHERE k.id IS NULL");
    HELD = wrong!(concat!(id!("member", "x.member_id"), " || ", id!(" of skill", "x.skill_id")),
        "member_skills x LEFT JOIN members m ON m.id = x.member_id LEFT JOIN skills k ON k.id = x.skill_id WHERE m.id IS NULL OR (m.state = 1 AND m.left_at < $1) OR k.id IS NULL");
    ENDORSEMENTS = wrong!(concat!(id!("member", "x.endorser_id"), " || ", id!(" of", "x.held_id")),
        "endorsements x LEFT JOIN member_skills s ON s.id = x.held_id LEFT JOIN members m ON m.id = x.endorser_id WHERE s.id IS NULL OR m.id IS NULL OR s.member_id = x.endorser_id");
    PROFILES = wrong!(id!("member", "x.member_id"), "(SELECT member_id FROM profiles UNION SELECT member_id FROM experiences UNION SELECT member_id FROM profile_values) x
        LEFT JOIN members m ON m.id = x.member_id WHERE m.id IS NULL OR m.kind = 2 OR (m.state = 1 AND m.left_at < $1)");
    PROFILE_VALUES = wrong!(concat!(id!("member", "x.member_id"), " || ", id!(" of field", "x.field_id")), "profile_values x LEFT JOIN profile_fields f ON f.id = x.field_id WHERE f.id IS NULL");
    /// A skill that was united with another has nobody and no name, and leads to one that was not.
    SKILLS_UNITED = wrong!("CAST(x.id AS TEXT)", "skills x LEFT JOIN skills k ON k.id = x.merged_into_id WHERE x.merged_into_id IS NOT NULL
        AND (k.id IS NULL OR k.merged_into_id IS NOT NULL OR EXISTS (SELECT 1 FROM member_skills s WHERE s.skill_id = x.id) OR EXISTS (SELECT 1 FROM skill_names n WHERE n.skill_id = x.id))");
    ROUTES = wrong!("CAST(x.post_id AS TEXT)", "routes x LEFT JOIN posts p ON p.id = x.post_id WHERE (p.id IS NOT NULL AND p.format <> 'question') OR x.wave < 1 OR x.wave > 3");
    ASKS = wrong!(concat!(id!("member", "x.member_id"), " || ", id!(" of post", "x.post_id")), "asks x LEFT JOIN routes o ON o.post_id = x.post_id LEFT JOIN posts p ON p.id = x.post_id WHERE o.post_id IS NULL OR p.author_id = x.member_id");
    ASKED = wrong!(id!("member", "x.member_id"), "asks x LEFT JOIN members m ON m.id = x.member_id WHERE m.id IS NULL OR (m.state = 1 AND m.left_at < $1)");
    PROPOSALS = wrong!(id!("member", "x.member_id"), "skill_proposals x LEFT JOIN members m ON m.id = x.member_id WHERE m.id IS NULL OR (m.state = 1 AND m.left_at < $1)");
    THANKS = wrong!(concat!(id!("member", "x.member_id"), " || ' in ' || x.subject_kind || ", id!("", "x.subject_id")),
        "mentions x LEFT JOIN posts p ON x.subject_kind = 'post' AND p.id = x.subject_id WHERE x.thanks <> CASE WHEN p.format = 'kudos' THEN 1 ELSE 0 END");
    JOURNEY_STEPS = wrong!(id!("step", "x.id"), "journey_steps x LEFT JOIN journeys j ON j.id = x.journey_id WHERE j.id IS NULL OR x.day < 0 OR x.day > 90");
    NEWCOMERS = wrong!(id!("member", "x.member_id"), "newcomers x LEFT JOIN members m ON m.id = x.member_id LEFT JOIN journeys j ON j.id = x.journey_id LEFT JOIN members b ON b.id = x.buddy_id LEFT JOIN members g ON g.id = x.manager_id
        WHERE m.id IS NULL OR (m.state = 1 AND m.left_at < $1) OR (x.journey_id IS NOT NULL AND j.id IS NULL)
            OR (x.buddy_id IS NOT NULL AND (b.id IS NULL OR x.buddy_id = x.member_id OR (b.state = 1 AND b.left_at < $1))) OR (x.manager_id IS NOT NULL AND (g.id IS NULL OR x.manager_id = x.member_id OR (g.state = 1 AND g.left_at < $1)))");
    NEWCOMER_STEPS = wrong!(concat!(id!("member", "x.member_id"), " || ", id!(" of step", "x.step_id")),
        "newcomer_steps x LEFT JOIN members m ON m.id = x.member_id LEFT JOIN journey_steps s ON s.id = x.step_id WHERE m.id IS NULL OR s.id IS NULL");
    NEWCOMER_ANSWERS = wrong!(id!("member", "x.member_id"), "newcomer_answers x LEFT JOIN members m ON m.id = x.member_id WHERE m.id IS NULL OR x.day NOT IN (30, 90)");
    /// What stands in the menu of each: that they are led, and that they accompany.
    LED = wrong!(id!("member", "x.id"), "members x LEFT JOIN newcomers n ON n.member_id = x.id AND n.ended_at IS NULL AND n.away_at IS NULL WHERE x.state = 0
        AND (CASE WHEN x.starting_at IS NULL THEN 0 ELSE 1 END <> CASE WHEN n.member_id IS NULL THEN 0 ELSE 1 END
            OR x.accompanies <> CASE WHEN EXISTS (SELECT 1 FROM newcomers o WHERE o.ended_at IS NULL AND (o.buddy_id = x.id OR o.manager_id = x.id)) THEN 1 ELSE 0 END)");
    REACTION_COUNTS = wrong!(concat!("x.subject_kind || ", id!("", "x.subject_id"), " || ': ' || CAST(x.stored AS TEXT) || ' stored, ' || CAST(x.counted AS TEXT) || ' counted'"),
        "(SELECT subject_kind, subject_id, kind, CAST(SUM(stored) AS BIGINT) AS stored, CAST(SUM(counted) AS BIGINT) AS counted FROM (
            SELECT subject_kind, subject_id, kind, count AS stored, 0 AS counted FROM reaction_counts
            UNION ALL SELECT subject_kind, subject_id, kind, 0 AS stored, 1 AS counted FROM reactions) r GROUP BY subject_kind, subject_id, kind) x WHERE x.stored <> x.counted");
    /// Under -1, the people.
    RESPONSE_COUNTS = wrong!(concat!(id!("post", "x.post_id"), " || ', choice ' || CAST(x.choice AS TEXT) || ': ' || CAST(x.stored AS TEXT) || ' stored, ' || CAST(x.counted AS TEXT) || ' counted'"),
        "(SELECT post_id, choice, CAST(SUM(stored) AS BIGINT) AS stored, CAST(SUM(counted) AS BIGINT) AS counted FROM (
            SELECT post_id, choice, count AS stored, 0 AS counted FROM response_counts
            UNION ALL SELECT post_id, choice, 0 AS stored, 1 AS counted FROM responses
            UNION ALL SELECT post_id, -1 AS choice, 0 AS stored, count(DISTINCT member_id) AS counted FROM responses GROUP BY post_id) r
            GROUP BY post_id, choice) x WHERE x.stored <> x.counted");

    UNNUMBERED = wrong!(id!("event", "x.id"), "events x WHERE x.seq IS NULL AND x.id < $1");
    SEQUENCE = wrong!("CAST(x.value AS TEXT) || ' kept, ' || CAST(x.newest AS TEXT) || ' given'",
        "(SELECT value, (SELECT COALESCE(max(seq), 0) FROM events) AS newest FROM sequences WHERE name = 'events') x WHERE x.value <> x.newest");
    HOLES = wrong!("CAST(x.lacking AS TEXT) || ' numbers lack'",
        "(SELECT COALESCE(max(seq) - min(seq) + 1, 0) - count(*) AS lacking FROM events WHERE seq IS NOT NULL) x WHERE x.lacking <> 0");
    AHEAD = wrong!("x.name || ': ' || CAST(x.seq AS TEXT)", "listener_cursors x JOIN sequences s ON s.name = 'events' WHERE x.seq > s.value");
    UNDELIVERED = wrong!("x.name || ': ' || CAST(count(*) AS TEXT) || ' events'", "listener_cursors x JOIN events e ON e.seq > x.seq WHERE e.id < $1 GROUP BY x.name");
    SET_ASIDE = wrong!(concat!("x.listener || ", id!(", event", "x.event_id"), " || ': ' || x.reason"), "listener_failures x");
    MAIL_LATE = wrong!(concat!(id!("mail", "x.id"), " || COALESCE(': ' || x.reason, '')"), "mails x WHERE x.next_at < $1");
    MAIL_GIVEN_UP = wrong!(concat!(id!("mail", "x.id"), " || COALESCE(': ' || x.reason, '')"), "mails x WHERE x.next_at IS NULL AND x.sent_at IS NULL AND x.created_at > $1");
    MAIL_WAITING = "SELECT count(*) AS n FROM mails WHERE next_at IS NOT NULL";
}

/// What must hold, by statement: references, then counts.
const HOLDS: &[(&str, &Statement)] = &[
    ("partners have a company, a sponsor and an end", &PARTNERS),
    ("sponsors of partners are here", &SPONSORS),
    ("sponsors of partner companies are colleagues who are here", &COMPANY_SPONSORS),
    ("no access of a partner outlasts the contract", &CONTRACTS),
    ("texts to accept are of communities", &TERMS),
    ("who accepted a text accepted one that there is", &TERMS_ACCEPTED),
    ("somebody administers the company", &ADMINISTRATOR),
    ("communities with employees have an owner", &OWNERS),
    ("sessions belong to people who are here", &SESSIONS),
    ("memberships join people who are here and communities", &MEMBERSHIPS),
    ("who is in a circle belongs to its place", &CIRCLES),
    ("who belongs to the place of a circle is in it", &CIRCLE_PLACES),
    ("requests and invitations join people who are here and places", &REQUESTS),
    ("follows join people", &FOLLOWS),
    ("posts have a place and an author", &POSTS),
    ("drafts have an author, and an hour where they wait for it", &DRAFTS),
    ("comments have a post, an author and a comment above", &COMMENTS),
    ("reactions have a subject and a person", &REACTIONS),
    ("votes have an answer and a person", &VOTES),
    ("delegates and those who named them are employees who are here", &DELEGATES),
    ("posts in somebody's name have a writer", &WRITERS),
    ("responses have a post and a person", &RESPONSES),
    ("links of posts are known", &POST_LINKS),
    ("links of comments are known", &COMMENT_LINKS),
    ("accepted answers stand below their question", &ANSWERS),
    ("reminders are of announcements", &REMINDERS),
    ("marks have a subject and a person", &MARKS),
    ("translations have a subject", &TRANSLATIONS),
    ("mentions have a subject and a person", &MENTIONS),
    ("uses of topics have a subject and a topic", &TOPICS),
    ("words that were renamed or merged lead to a topic", &MERGED),
    ("files have an owner and what holds them", &FILES),
    ("photos of profiles are files of their own", &PHOTOS),
    ("pictures of communities are files of their own", &PICTURES),
    ("notifications name people and places", &NOTIFICATIONS),
    ("keys of sendings name what was made", &KEYS),
    ("number of employees", &EMPLOYEES),
    ("numbers of members", &PLACE_MEMBERS),
    ("numbers of partners", &PLACE_PARTNERS),
    ("numbers of posts", &PLACE_POSTS),
    ("numbers of followers", &FOLLOWERS),
    ("numbers of followers of topics", &TOPIC_FOLLOWERS),
    ("numbers of comments", &POST_COMMENTS),
    ("numbers of replies", &REPLIES),
    ("numbers of reactions", &REACTION_COUNTS),
    ("numbers of votes for answers", &VOTE_COUNTS),
    ("merged communities lead to another", &PLACES_MERGED),
    ("people report to employees who are here, and bear the names of their unit and site", &ORGANISATION),
    ("units are part of a unit and led by an employee who is here", &UNITS),
    ("numbers of those who report to somebody", &REPORTS),
    ("numbers of those below somebody", &TEAMS),
    ("numbers of people of sites", &SITE_MEMBERS),
    ("numbers of people of units", &UNIT_MEMBERS),
    ("names of skills lead to a skill", &SKILL_NAMES),
    ("what fields of profiles hold is of a field", &PROFILE_VALUES),
    ("skills that were united lead to another and are nobody’s", &SKILLS_UNITED),
    ("thanks are mentions of kudos", &THANKS),
    ("what is put to people is a question, in one of three waves", &ROUTES),
    ("who is asked is asked a question of somebody else", &ASKS),
    ("steps belong to a journey, within its days", &JOURNEY_STEPS),
    ("what newcomers did is a step, and theirs", &NEWCOMER_STEPS),
    ("answers of newcomers are of somebody and of their day", &NEWCOMER_ANSWERS),
    ("menus say who is led and who accompanies", &LED),
    ("confirmations join a skill on a profile and somebody else", &ENDORSEMENTS),
    ("numbers of those who have a skill", &SKILL_HOLDERS),
    ("numbers of confirmations", &ENDORSEMENT_COUNTS),
    ("numbers of responses", &RESPONSE_COUNTS),
];

/// What one check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What must hold.
    pub name: &'static str,
    /// How many differences there are.
    pub differences: i64,
    /// Some of them, at most five.
    pub examples: Vec<String>,
    /// What is no difference and worth knowing.
    pub note: Option<String>,
}

impl Finding {
    fn of(name: &'static str, mut examples: Vec<String>) -> Self {
        let differences = i64::try_from(examples.len()).unwrap_or(i64::MAX);
        examples.sort_unstable();
        examples.truncate(EXAMPLES);
        Self { name, differences, examples, note: None }
    }
}

/// Checks everything, as of `now`. It may run beside a server: what is on its way is given time.
///
/// # Errors
/// `Unavailable` when the database is not of this version, or it or the files do not answer.
pub async fn run(db: &Db, blobs: &dyn Blobs, now: i64) -> Result<Vec<Finding>> {
    if db.one(&SCHEMA, &[], |r| r.opt_int("number")).await? != Some(migrate::newest()) {
        return Err(Error::Unavailable("the database is not of this version: start the server once, or run `ruche migrate`".into()));
    }
    let mut findings = Vec::new();
    for &(name, statement) in HOLDS {
        findings.push(ask(db, name, statement, None).await?);
    }
    for (name, statement) in [
        ("calendars belong to people who are here", &CALENDARS),
        ("feeds belong to people who are here", &FEEDS),
        ("skills on profiles join people who are here and skills", &HELD),
        ("skills are proposed to people who are here", &PROPOSALS),
        ("who is asked is here", &ASKED),
        ("newcomers and those who accompany them are here", &NEWCOMERS),
        ("profiles say something of people who are here", &PROFILES),
        ("kept searches belong to people who are here", &SEARCHES),
        ("followers of topics are here, and follow a topic", &TOPIC_FOLLOWS),
        ("tokens belong to people who are here", &TOKENS),
    ] {
        findings.push(ask(db, name, statement, Some(now - MOMENT)).await?);
    }
    findings.extend(bytes::check(db, blobs, now).await?);
    findings.push(ask(db, "events are numbered", &UNNUMBERED, Some(IdMaker::least_at(now - MOMENT))).await?);
    for (name, statement) in [
        ("the last number of an event is kept", &SEQUENCE),
        ("numbers of events have no hole", &HOLES),
        ("listeners are not ahead", &AHEAD),
    ] {
        findings.push(ask(db, name, statement, None).await?);
    }
    findings.push(ask(db, "listeners have read the events", &UNDELIVERED, Some(IdMaker::least_at(now - MOMENT))).await?);
    findings.push(ask(db, "no event was set aside", &SET_ASIDE, None).await?);
    let late = ask(db, "no mail is late", &MAIL_LATE, Some(now - MAIL)).await?;
    let waiting = db.one(&MAIL_WAITING, &[], |r| r.int("n")).await?;
    findings.push(Finding { note: (waiting > 0).then(|| format!("{waiting} wait")), ..late });
    findings.push(ask(db, "no mail was given up this week", &MAIL_GIVEN_UP, Some(now - WEEK)).await?);
    Ok(findings)
}

async fn ask(db: &Db, name: &'static str, statement: &Statement, since: Option<i64>) -> Result<Finding> {
    let values: Vec<_> = since.map(Value::from).into_iter().collect();
    let rows = db.all(statement, &values, |r: &Row| Ok((r.text("example")?, r.int("n")?))).await?;
    let differences = rows.first().map_or(0, |(_, n)| *n);
    Ok(Finding { name, differences, examples: rows.into_iter().map(|(example, _)| example).collect(), note: None })
}

#[cfg(test)]
mod tests;
