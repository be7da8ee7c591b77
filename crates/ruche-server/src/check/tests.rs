//! Every check finds what it is there to find.

use super::bytes::made_before;
use super::*;
use ruche_kernel::{Clock as _, FakeClock};
use ruche_platform::blobs::FolderBlobs;
use ruche_platform::work;
use std::collections::HashSet;
use tempfile::TempDir;

const NOW: i64 = 1_800_000_000_000;

/// A small company that holds together: employees 1 to 3, of whom 3 has left, the partner 4, a community, a post with a
/// comment, an answer to it, two reactions, a file, the card of a link.
const SOUND: &[&str] = &[
    "INSERT INTO companies (id, locale, brand_hue, leaver_naming, employee_count, created_at) VALUES (10, 'fr', 0, 0, 2, 0)",
    "INSERT INTO places (id, kind, access, name, sort_key, description, icon, hue, picture_id, language, member_count, partner_count, post_count, created_at)
        VALUES (10, 0, 0, '', '', '', '', 0, NULL, 'fr', 0, 0, 0, 0), (11, 1, 0, '', '', '', '', 0, 52, 'fr', 2, 1, 1, 0)",
    "INSERT INTO partner_companies (id, name, sort_key, kind, sponsor_id, starts_at, ends_at, created_at) VALUES (20, '', '', 0, 1, 0, 9, 0)",
    "INSERT INTO members (id, kind, role, state, name, sort_key, title, unit, site, phone, languages, bio, photo_id, hue, locale, zone, theme, shortcuts,
            partner_company_id, sponsor_id, ends_at, follower_count, created_at)
        VALUES (1, 0, 1, 0, '', '', '', '', '', '', '', '', 50, 0, 'fr', '', '', 1, NULL, NULL, NULL, 1, 0), (2, 0, 0, 0, '', '', '', '', '', '', '', '', NULL, 0, 'fr', '', '', 1, NULL, NULL, NULL, 0, 0),
            (3, 0, 0, 1, '', '', '', '', '', '', '', '', NULL, 0, 'fr', '', '', 1, NULL, NULL, NULL, 0, 0), (4, 1, 0, 0, '', '', '', '', '', '', '', '', NULL, 0, 'fr', '', '', 1, 20, 1, 9, 0, 0)",
    "INSERT INTO units (id, parent_id, name, key, about, lead_id, member_count, created_at) VALUES (100, NULL, 'u', 'u', '', NULL, 0, 0), (101, 100, 'v', 'v', '', 1, 1, 0)",
    "INSERT INTO sites (id, name, key, address, zone, member_count, created_at) VALUES (102, 's', 's', '', '', 1, 0)",
    "UPDATE members SET manager_id = 1, unit = 'v', unit_id = 101, site = 's', site_id = 102 WHERE id = 2",
    "UPDATE members SET report_count = 1, team_count = 1 WHERE id = 1",
    "INSERT INTO sessions (id, member_id, token_hash, device, created_at, last_seen_at, expires_at) VALUES (1, 1, '', '', 0, 0, 0)",
    "INSERT INTO calendars (member_id, token_hash, created_at) VALUES (2, '', 0)",
    "INSERT INTO feeds (id, member_id, kind, target_id, token_hash, created_at) VALUES (1, 2, 'community', 1, '', 0)",
    "INSERT INTO saved_searches (id, member_id, query, words, checked_at, created_at) VALUES (95, 2, 'q=a', 'a', 0, 0)",
    "INSERT INTO api_tokens (id, member_id, name, token_hash, scopes, created_at, expires_at) VALUES (96, 2, '', '', '', 0, 9)",
    "INSERT INTO memberships (member_id, place_id, role, joined_at) VALUES (1, 11, 2, 0), (4, 11, 0, 0)",
    "INSERT INTO place_terms (place_id, asks, body, version, saved_by_id, saved_at) VALUES (11, 1, '', 1, 1, 0)",
    "INSERT INTO place_terms_accepted (place_id, member_id, version, accepted_at) VALUES (11, 1, 1, 0), (11, 4, 1, 0)",
    "INSERT INTO membership_requests (place_id, member_id, state, message, created_at) VALUES (11, 2, 0, '', 0)",
    "INSERT INTO follows (follower_id, member_id, created_at) VALUES (2, 1, 0)",
    "INSERT INTO skills (id, name, sort_key, holder_count, created_by_id, created_at) VALUES (97, '', '', 1, 1, 0)",
    "INSERT INTO skills (id, name, sort_key, holder_count, created_by_id, created_at, merged_into_id) VALUES (94, '', '', 0, 1, 0, 97)",
    "INSERT INTO skill_proposals (id, member_id, key, name, skill_key, answer_count, thanks_count, proposed_at) VALUES (93, 2, 'a', 'a', 'a', 3, 0, 0)",
    "INSERT INTO skill_names (key, skill_id, name, language) VALUES ('a', 97, 'a', 'fr')",
    "INSERT INTO member_skills (id, member_id, skill_id, level, endorsement_count, declared_at, removed_at) VALUES (98, 1, 97, 2, 1, 0, NULL), (99, 2, 97, 2, 0, 0, 5)",
    "INSERT INTO endorsements (held_id, endorser_id, sentence, created_at) VALUES (98, 3, '', 0)",
    "INSERT INTO profiles (member_id, pronunciation, ask_about, status, away, shows_presence, days, birthday, shows_arrival, ways, guide_hidden) VALUES (1, '', '', '', 0, 0, 31, 0, 0, '[]', 0)",
    "INSERT INTO experiences (id, member_id, kind, title, organisation, begins, ends, about, created_at) VALUES (82, 1, 0, '', '', '2024-03', '', '', 0)",
    "INSERT INTO profile_fields (id, name_fr, name_en, kind, choices, edited_by, seen_by, position, created_at) VALUES (83, '', '', 0, '', 0, 0, 1, 0)",
    "INSERT INTO profile_values (member_id, field_id, value) VALUES (1, 83, 'x')",
    "INSERT INTO journeys (id, name, language, titles, sites, created_by_id, created_at) VALUES (80, '', 'fr', '', '', 1, 0)",
    "INSERT INTO journey_steps (id, journey_id, day, kind, title, text, target) VALUES (81, 80, 3, 8, '', '', '')",
    "INSERT INTO newcomers (member_id, journey_id, started_at, buddy_id, manager_id, told_day, mood) VALUES (2, 80, 5, 1, NULL, 0, 0)",
    "INSERT INTO newcomer_steps (member_id, step_id, done_at) VALUES (2, 81, 0)",
    "INSERT INTO newcomer_answers (member_id, day, expected, helped, welcomed, sentence, answered_at) VALUES (2, 30, 4, 4, 4, '', 0)",
    "UPDATE members SET starting_at = 5 WHERE id = 2",
    "UPDATE members SET accompanies = 1 WHERE id = 1",
    "INSERT INTO posts (id, place_id, author_id, body, html, title, language, missing_file, comment_count, version, created_at, published_at, deleted_at)
        VALUES (30, 11, 1, '', '', '', 'fr', 0, 2, 1, 0, 0, NULL), (31, 11, 1, '', '', '', 'fr', 0, 0, 1, 0, 0, 5)",
    "INSERT INTO posts (id, place_id, author_id, body, html, title, language, missing_file, comment_count, version, created_at, published_at, format)
        VALUES (32, 11, 1, '', '', '', 'fr', 0, 0, 1, 0, 0, 'question')",
    "UPDATE places SET post_count = 2 WHERE id = 11",
    "INSERT INTO routes (post_id, wave, widen_at) VALUES (32, 1, 9)",
    "INSERT INTO asks (id, post_id, member_id, asked_at, wave, position, state) VALUES (92, 32, 2, 0, 1, 0, 0)",
    "INSERT INTO drafts (id, author_id, place_id, key, stage, format, title, written, publish_at, note, writer, version, updated_at) VALUES (35, 1, 11, 'd', 'scheduled', 'message', '', '{}', 9, '', '', 1, 0)",
    "INSERT INTO comments (id, place_id, root_kind, root_id, parent_id, author_id, body, html, title, reply_count, published_at, deleted_at)
        VALUES (40, 11, 'post', 30, NULL, 4, '', '', '', 1, 0, NULL), (41, 11, 'post', 30, 40, 3, '', '', '', 0, 0, NULL), (42, 11, 'post', 30, 40, 3, '', '', '', 0, 0, 5)",
    "INSERT INTO reactions (subject_kind, subject_id, member_id, place_id, kind, created_at) VALUES ('post', 30, 2, 11, 0, 0), ('comment', 40, 1, 11, 3, 0)",
    "INSERT INTO reaction_counts (subject_kind, subject_id, kind, count) VALUES ('post', 30, 0, 1), ('comment', 40, 3, 1), ('post', 30, 4, 0)",
    "INSERT INTO marks (subject_kind, subject_id, member_id, mark, created_at) VALUES ('post', 30, 2, 'bookmark', 0), ('comment', 40, 1, 'bookmark', 0)",
    "INSERT INTO translations (subject_kind, subject_id, language, source, html, made_at) VALUES ('post', 30, 'fr', '', '', 0), ('comment', 40, 'en', '', '', 0)",
    "INSERT INTO mentions (subject_kind, subject_id, member_id, place_id) VALUES ('comment', 41, 4, 11)",
    "INSERT INTO links (id, url, title, description, site, picture_id, asked_at, checked_at) VALUES ('a', '', '', '', '', 53, 0, 0)",
    "UPDATE posts SET link = 'a' WHERE id = 30",
    "INSERT INTO topics (id, key, name, follower_count) VALUES (60, 'a', 'a', 1)",
    "INSERT INTO topics (id, key, name, merged_into_id) VALUES (61, 'b', 'b', 60)",
    "INSERT INTO topic_follows (member_id, topic_id, created_at) VALUES (2, 60, 0)",
    "INSERT INTO topic_uses (topic_id, subject_kind, subject_id, place_id, published_at) VALUES (60, 'post', 30, 11, 0)",
    "INSERT INTO files (id, owner_id, subject_kind, subject_id, position, kind, name, label, mime, bytes, width, height, color, sizes, original, alt, created_at)
        VALUES (50, 1, 'member', 1, 0, 0, '', '', 'image/webp', 1, 1, 1, '', '480:1x1', 0, '', 0), (52, 1, 'community', 11, 0, 0, '', '', 'image/webp', 1, 1, 1, '', '480:1x1', 0, '', 0), (51, 2, NULL, NULL, 0, 1, '', '', '', 1, 0, 0, '', '', 0, '', 0)",
    "INSERT INTO notifications (member_id, id, kind, group_key, actor_id, actor_count, subject_kind, subject_id, place_id, updated_at) VALUES (1, 70, 'reply', '', 4, 1, 'comment', 40, 11, 0)",
    "INSERT INTO events (id, seq, kind, actor_id, subject_kind, subject_id, root_kind, root_id, place_id, at) VALUES (80, 1, '', 1, 'post', 30, 'post', 30, 11, 0)",
    "UPDATE sequences SET value = 1",
    "INSERT INTO listener_cursors (name, seq, holder, lease_until) VALUES ('notifications', 1, '', 0)",
    "INSERT INTO idempotency_keys (member_id, key, body_hash, subject_kind, subject_id, created_at) VALUES (1, 'a', '', 'post', 30, 0), (1, 'b', '', 'comment', 40, 0), (1, 'c', '', 'file', 99, 0)",
    "INSERT INTO mails (id, recipient, recipient_name, subject, body, attempts, next_at, sent_at, created_at) VALUES (90, '', '', '', '', 0, 1799999999999, NULL, 0), (91, '', '', '', '', 1, NULL, 0, 0)",
];

/// A change to it, and the check that finds it.
const BREAKS: &[(&str, &str)] = &[
    ("UPDATE members SET sponsor_id = 9 WHERE id = 4", "partners have a company, a sponsor and an end"),
    ("UPDATE members SET partner_company_id = 9 WHERE id = 4", "partners have a company, a sponsor and an end"),
    ("UPDATE members SET ends_at = NULL WHERE id = 4", "partners have a company, a sponsor and an end"),
    ("UPDATE members SET sponsor_id = 3 WHERE id = 4", "sponsors of partners are here"),
    ("UPDATE partner_companies SET sponsor_id = 3", "sponsors of partner companies are colleagues who are here"),
    ("UPDATE place_terms SET place_id = 99; UPDATE place_terms_accepted SET place_id = 99", "texts to accept are of communities"),
    ("UPDATE place_terms SET saved_by_id = 99", "texts to accept are of communities"),
    ("UPDATE place_terms_accepted SET version = 2", "who accepted a text accepted one that there is"),
    ("UPDATE place_terms_accepted SET member_id = 99 WHERE member_id = 4", "who accepted a text accepted one that there is"),
    ("UPDATE partner_companies SET ends_at = 8", "no access of a partner outlasts the contract"),
    ("UPDATE members SET role = 0 WHERE id = 1", "somebody administers the company"),
    ("UPDATE memberships SET role = 1 WHERE member_id = 1", "communities with employees have an owner"),
    ("UPDATE sessions SET member_id = 3", "sessions belong to people who are here"),
    ("UPDATE sessions SET member_id = 9", "sessions belong to people who are here"),
    ("UPDATE calendars SET member_id = 9", "calendars belong to people who are here"),
    ("UPDATE feeds SET member_id = 9", "feeds belong to people who are here"),
    ("UPDATE calendars SET member_id = 3; UPDATE members SET left_at = 0 WHERE id = 3", "calendars belong to people who are here"),
    ("UPDATE saved_searches SET member_id = 9", "kept searches belong to people who are here"),
    ("UPDATE api_tokens SET member_id = 9", "tokens belong to people who are here"),
    (
        "INSERT INTO memberships (member_id, place_id, role, joined_at) VALUES (3, 11, 0, 0); UPDATE places SET member_count = 3 WHERE id = 11",
        "memberships join people who are here and communities",
    ),
    (
        "INSERT INTO memberships (member_id, place_id, role, joined_at) VALUES (1, 99, 0, 0)",
        "memberships join people who are here and communities",
    ),
    ("UPDATE membership_requests SET place_id = 99", "requests and invitations join people who are here and places"),
    (
        "INSERT INTO follows (follower_id, member_id, created_at) VALUES (9, 1, 0); UPDATE members SET follower_count = 2 WHERE id = 1",
        "follows join people",
    ),
    ("UPDATE posts SET author_id = 9 WHERE id = 30", "posts have a place and an author"),
    ("UPDATE posts SET place_id = 99 WHERE id = 31", "posts have a place and an author"),
    ("UPDATE drafts SET author_id = 9", "drafts have an author, and an hour where they wait for it"),
    ("UPDATE drafts SET publish_at = NULL", "drafts have an author, and an hour where they wait for it"),
    ("UPDATE files SET subject_kind = 'draft', subject_id = 99 WHERE id = 51", "files have an owner and what holds them"),
    ("UPDATE comments SET author_id = 9 WHERE id = 40", "comments have a post, an author and a comment above"),
    ("UPDATE comments SET place_id = 10 WHERE id = 42", "comments have a post, an author and a comment above"),
    ("UPDATE comments SET parent_id = 41 WHERE id = 42", "comments have a post, an author and a comment above"),
    (
        "INSERT INTO reactions (subject_kind, subject_id, member_id, place_id, kind, created_at) VALUES ('post', 99, 1, 11, 0, 0); INSERT INTO reaction_counts (subject_kind, subject_id, kind, count) VALUES ('post', 99, 0, 1)",
        "reactions have a subject and a person",
    ),
    (
        "UPDATE reactions SET subject_kind = 'comment', subject_id = 41 WHERE subject_id = 30; UPDATE reactions SET place_id = 10 WHERE subject_id = 41; DELETE FROM reaction_counts WHERE subject_id = 30; INSERT INTO reaction_counts (subject_kind, subject_id, kind, count) VALUES ('comment', 41, 0, 1)",
        "reactions have a subject and a person",
    ),
    (
        "INSERT INTO responses (post_id, member_id, choice, created_at) VALUES (99, 1, 0, 0); INSERT INTO response_counts (post_id, choice, count) VALUES (99, 0, 1), (99, -1, 1)",
        "responses have a post and a person",
    ),
    ("UPDATE posts SET answer_id = 40 WHERE id = 30", "accepted answers stand below their question"),
    ("UPDATE posts SET remind_at = 1 WHERE id = 30", "reminders are of announcements"),
    ("INSERT INTO response_counts (post_id, choice, count) VALUES (30, 0, 1)", "numbers of responses"),
    (
        "INSERT INTO responses (post_id, member_id, choice, created_at) VALUES (30, 1, 0, 0); INSERT INTO response_counts (post_id, choice, count) VALUES (30, 0, 1)",
        "numbers of responses",
    ),
    ("UPDATE marks SET subject_id = 99 WHERE subject_kind = 'post'", "marks have a subject and a person"),
    ("UPDATE marks SET member_id = 9 WHERE subject_kind = 'post'", "marks have a subject and a person"),
    ("UPDATE translations SET subject_id = 99 WHERE subject_kind = 'post'", "translations have a subject"),
    ("UPDATE translations SET subject_kind = 'post' WHERE subject_kind = 'comment'", "translations have a subject"),
    ("UPDATE mentions SET subject_kind = 'post'", "mentions have a subject and a person"),
    ("UPDATE topics SET merged_into_id = 9 WHERE id = 61", "words that were renamed or merged lead to a topic"),
    ("UPDATE topics SET merged_into_id = 61 WHERE id = 61", "words that were renamed or merged lead to a topic"),
    ("UPDATE topic_follows SET member_id = 9", "followers of topics are here, and follow a topic"),
    (
        "UPDATE topic_follows SET member_id = 3; UPDATE members SET left_at = 0 WHERE id = 3",
        "followers of topics are here, and follow a topic",
    ),
    (
        "INSERT INTO topic_follows (member_id, topic_id, created_at) VALUES (1, 61, 0); UPDATE topics SET follower_count = 1 WHERE id = 61",
        "followers of topics are here, and follow a topic",
    ),
    ("UPDATE topics SET follower_count = 2 WHERE id = 60", "numbers of followers of topics"),
    ("UPDATE topic_uses SET topic_id = 9", "uses of topics have a subject and a topic"),
    ("UPDATE topic_uses SET subject_id = 9", "uses of topics have a subject and a topic"),
    ("UPDATE files SET owner_id = 9 WHERE id = 51", "files have an owner and what holds them"),
    ("UPDATE files SET subject_kind = 'post', subject_id = 99 WHERE id = 51", "files have an owner and what holds them"),
    ("UPDATE members SET photo_id = 51 WHERE id = 1", "photos of profiles are files of their own"),
    ("UPDATE places SET picture_id = 50 WHERE id = 11", "pictures of communities are files of their own"),
    ("UPDATE notifications SET actor_id = 9", "notifications name people and places"),
    ("UPDATE idempotency_keys SET subject_id = 99 WHERE key = 'a'", "keys of sendings name what was made"),
    ("UPDATE idempotency_keys SET subject_id = 99 WHERE key = 'b'", "keys of sendings name what was made"),
    ("UPDATE members SET circle_id = 11 WHERE id = 1", "who is in a circle belongs to its place"),
    (
        "INSERT INTO places (id, kind, access, name, sort_key, description, icon, hue, picture_id, language, member_count, partner_count, post_count, created_at)
            VALUES (13, 2, 3, '', '', '', '', 0, NULL, 'fr', 1, 0, 0, 0); INSERT INTO memberships (member_id, place_id, role, joined_at) VALUES (2, 13, 0, 0)",
        "who belongs to the place of a circle is in it",
    ),
    ("UPDATE companies SET employee_count = 3", "number of employees"),
    ("UPDATE places SET member_count = 1 WHERE id = 11", "numbers of members"),
    ("UPDATE places SET partner_count = 0 WHERE id = 11", "numbers of partners"),
    ("UPDATE places SET post_count = 3 WHERE id = 11", "numbers of posts"),
    ("UPDATE members SET follower_count = 1 WHERE id = 2", "numbers of followers"),
    ("UPDATE posts SET comment_count = 3 WHERE id = 30", "numbers of comments"),
    ("UPDATE comments SET reply_count = 2 WHERE id = 40", "numbers of replies"),
    ("UPDATE reaction_counts SET count = 2 WHERE kind = 3", "numbers of reactions"),
    ("UPDATE comments SET vote_count = 1 WHERE id = 40", "numbers of votes for answers"),
    (
        "INSERT INTO delegations (member_id, delegate_id, created_at) VALUES (1, 99, 0)",
        "delegates and those who named them are employees who are here",
    ),
    ("UPDATE posts SET writer_id = 99 WHERE id = 30", "posts in somebody's name have a writer"),
    (
        "UPDATE members SET manager_id = 3 WHERE id = 2; UPDATE members SET report_count = 0, team_count = 0 WHERE id = 1; UPDATE members SET report_count = 1, team_count = 1 WHERE id = 3",
        "people report to employees who are here, and bear the names of their unit and site",
    ),
    ("UPDATE sites SET name = 't'", "people report to employees who are here, and bear the names of their unit and site"),
    ("UPDATE units SET parent_id = 9 WHERE id = 101", "units are part of a unit and led by an employee who is here"),
    ("UPDATE units SET lead_id = 4 WHERE id = 101", "units are part of a unit and led by an employee who is here"),
    ("UPDATE members SET report_count = 2 WHERE id = 1", "numbers of those who report to somebody"),
    ("UPDATE members SET team_count = 2 WHERE id = 1", "numbers of those below somebody"),
    ("UPDATE sites SET member_count = 0", "numbers of people of sites"),
    ("UPDATE units SET member_count = 1 WHERE id = 100", "numbers of people of units"),
    ("UPDATE skill_names SET skill_id = 9", "names of skills lead to a skill"),
    ("UPDATE skills SET merged_into_id = 9 WHERE id = 94", "skills that were united lead to another and are nobody’s"),
    ("UPDATE skill_names SET skill_id = 94", "skills that were united lead to another and are nobody’s"),
    ("UPDATE skill_proposals SET member_id = 9", "skills are proposed to people who are here"),
    ("UPDATE mentions SET thanks = 1", "thanks are mentions of kudos"),
    ("UPDATE routes SET wave = 4", "what is put to people is a question, in one of three waves"),
    ("UPDATE posts SET format = 'idea' WHERE id = 32", "what is put to people is a question, in one of three waves"),
    ("UPDATE asks SET member_id = 1", "who is asked is asked a question of somebody else"),
    ("UPDATE asks SET post_id = 30", "who is asked is asked a question of somebody else"),
    ("UPDATE asks SET member_id = 9", "who is asked is here"),
    ("UPDATE journey_steps SET journey_id = 9", "steps belong to a journey, within its days"),
    ("UPDATE journey_steps SET day = 91", "steps belong to a journey, within its days"),
    ("UPDATE newcomer_steps SET step_id = 9", "what newcomers did is a step, and theirs"),
    ("UPDATE newcomer_answers SET day = 31", "answers of newcomers are of somebody and of their day"),
    ("UPDATE newcomers SET journey_id = 9", "newcomers and those who accompany them are here"),
    ("UPDATE newcomers SET manager_id = 9", "newcomers and those who accompany them are here"),
    ("UPDATE members SET starting_at = NULL WHERE id = 2", "menus say who is led and who accompanies"),
    ("UPDATE members SET accompanies = 0 WHERE id = 1", "menus say who is led and who accompanies"),
    (
        "INSERT INTO member_skills (id, member_id, skill_id, level, endorsement_count, declared_at, removed_at) VALUES (100, 9, 97, 2, 0, 0, 5)",
        "skills on profiles join people who are here and skills",
    ),
    ("UPDATE endorsements SET endorser_id = 1", "confirmations join a skill on a profile and somebody else"),
    (
        "INSERT INTO endorsements (held_id, endorser_id, sentence, created_at) VALUES (9, 3, '', 0)",
        "confirmations join a skill on a profile and somebody else",
    ),
    ("UPDATE profiles SET member_id = 9", "profiles say something of people who are here"),
    ("UPDATE experiences SET member_id = 9", "profiles say something of people who are here"),
    ("UPDATE profile_values SET field_id = 9", "what fields of profiles hold is of a field"),
    ("UPDATE skills SET holder_count = 2", "numbers of those who have a skill"),
    ("UPDATE member_skills SET endorsement_count = 2 WHERE id = 98", "numbers of confirmations"),
    ("UPDATE places SET merged_into_id = 9 WHERE id = 11", "merged communities lead to another"),
    ("UPDATE places SET merged_into_id = 11 WHERE id = 11", "merged communities lead to another"),
    ("INSERT INTO votes (comment_id, member_id, created_at) VALUES (99, 1, 0)", "votes have an answer and a person"),
    ("DELETE FROM reaction_counts WHERE kind = 3", "numbers of reactions"),
    ("UPDATE files SET sizes = '480:1x1 1200:2x2' WHERE id = 50", "files have their bytes"),
    (
        "INSERT INTO links (id, url, title, description, site, picture_id, asked_at, checked_at) VALUES ('c', '', '', '', '', 54, 0, 0)",
        "files have their bytes",
    ),
    ("DELETE FROM files WHERE id = 51", "bytes belong to a file or a card"),
    ("UPDATE links SET picture_id = NULL", "bytes belong to a file or a card"),
    ("UPDATE posts SET link = 'b' WHERE id = 31", "links of posts are known"),
    ("UPDATE comments SET link = 'b' WHERE id = 41", "links of comments are known"),
    (
        "INSERT INTO events (id, seq, kind, actor_id, subject_kind, subject_id, root_kind, root_id, place_id, at) VALUES (81, NULL, '', 1, 'post', 30, 'post', 30, 11, 0)",
        "events are numbered",
    ),
    ("UPDATE sequences SET value = 2", "the last number of an event is kept"),
    (
        "INSERT INTO events (id, seq, kind, actor_id, subject_kind, subject_id, root_kind, root_id, place_id, at) VALUES (81, 3, '', 1, 'post', 30, 'post', 30, 11, 0); UPDATE sequences SET value = 3; UPDATE listener_cursors SET seq = 3",
        "numbers of events have no hole",
    ),
    ("UPDATE listener_cursors SET seq = 2", "listeners are not ahead"),
    ("UPDATE listener_cursors SET seq = 0", "listeners have read the events"),
    ("INSERT INTO listener_failures (listener, event_id, reason, at) VALUES ('notifications', 80, 'no', 0)", "no event was set aside"),
    ("UPDATE mails SET next_at = 5 WHERE id = 90", "no mail is late"),
    ("UPDATE mails SET next_at = NULL, created_at = 1799999999999, reason = 'no' WHERE id = 90", "no mail was given up this week"),
];

/// The database of [`SOUND`] and its bytes, in a folder.
async fn sound() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::sqlite(&folder.path().join("ruche.sqlite")).await.unwrap();
    migrate::run(&db, NOW).await.unwrap();
    change(&db, SOUND).await;
    db.close().await;
    let blobs = FolderBlobs::open(&folder.path().join("files")).unwrap();
    for key in ["50/480.webp", "51/file", "52/480.webp", "53/480.webp"] {
        blobs.put(key, "x".into()).await.unwrap();
    }
    folder
}

async fn change(db: &Db, changes: &'static [&'static str]) {
    for text in changes.iter().flat_map(|text| text.split("; ")) {
        db.write(work!([] | tx | { tx.exec(&Statement { name: "test", text }, &[]).await })).await.unwrap();
    }
}

/// A copy of the database after these changes, in a folder of its own, beside the same bytes.
async fn company(sound: &TempDir, changes: &'static [&'static str]) -> (TempDir, Db, FolderBlobs) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ruche.sqlite");
    std::fs::copy(sound.path().join("ruche.sqlite"), &file).unwrap();
    let db = Db::sqlite(&file).await.unwrap();
    change(&db, changes).await;
    (folder, db, FolderBlobs::open(&sound.path().join("files")).unwrap())
}

fn wrong(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().filter(|f| f.differences > 0).map(|f| f.name).collect()
}

#[tokio::test]
async fn what_holds_together_passes_and_each_break_is_found_alone() {
    let sound = sound().await;
    let (_folder, db, blobs) = company(&sound, &[]).await;
    let all = run(&db, &blobs, NOW).await.unwrap();
    assert_eq!(wrong(&all), [""; 0], "{all:#?}");
    assert!(all.iter().any(|f| f.note.as_deref() == Some("1 wait")), "{all:#?}");
    db.close().await;
    for (change, name) in BREAKS {
        let (_folder, db, blobs) = company(&sound, std::slice::from_ref(change)).await;
        let findings = run(&db, &blobs, NOW).await.unwrap();
        assert_eq!(wrong(&findings), [*name], "{change}: {findings:#?}");
        assert!(findings.iter().all(|f| f.examples.is_empty() == (f.differences == 0)), "{change}");
        db.close().await;
    }
    let known: HashSet<&str> = BREAKS.iter().map(|(_, name)| *name).collect();
    let never: Vec<_> = all.iter().filter(|f| !known.contains(f.name)).collect();
    assert!(never.is_empty(), "nothing shows that these checks find anything: {never:?}");
}

#[tokio::test]
async fn differences_are_all_counted_and_five_are_shown() {
    let (_folder, db, blobs) = company(&sound().await, &["INSERT INTO topic_uses (topic_id, subject_kind, subject_id, place_id, published_at) VALUES (60, 'post', 1, 11, 0), (60, 'post', 2, 11, 0), (60, 'post', 3, 11, 0), (60, 'post', 4, 11, 0), (60, 'post', 5, 11, 0), (60, 'post', 6, 11, 0)"]).await;
    let findings = run(&db, &blobs, NOW).await.unwrap();
    let topics = findings.iter().find(|f| f.differences > 0).unwrap();
    assert_eq!((topics.differences, topics.examples.len()), (6, 5));
    assert_eq!(topics.examples[0], "topic 60 in post 1");
    db.close().await;
}

#[tokio::test]
async fn a_database_of_another_version_is_refused() {
    let (_folder, db, blobs) =
        company(&sound().await, &["DELETE FROM schema_migrations WHERE number = (SELECT max(number) FROM schema_migrations)"]).await;
    assert!(matches!(run(&db, &blobs, NOW).await, Err(Error::Unavailable(_))));
    db.close().await;
}

#[test]
fn the_age_of_bytes_is_in_their_id() {
    let clock = FakeClock::at(NOW);
    let key = format!("{}/480.webp", IdMaker::new(63, 0).next(&clock));
    assert!(!made_before(&key, clock.now_ms()));
    assert!(made_before(&key, clock.now_ms() + 1));
    assert!(made_before("notes/readme", 0));
}
