//! Rows become members, communities, posts and what hangs on them.

use crate::shared;
use crate::small::{AT_MS, Small};
use ruche_import::ImportError;
use ruche_import::ldbc::{Dataset, File};
use ruche_import::mapping::{
    Comment, CommentPlace, Community, Follows, Kind, Mapped, Mapping, Member, Membership, Post, Reaction, Skip, Subject, TopicUse,
};
use std::collections::{HashMap, HashSet};

type Rows<T> = Vec<(String, Result<T, Skip>)>;

fn all<T>(rows: impl Iterator<Item = Result<Mapped<T>, ImportError>>) -> Rows<T> {
    rows.map(|row| row.map(|(key, row)| (key.to_string(), row))).collect::<Result<_, _>>().expect("rows")
}

fn map(data: &Dataset) -> Mapping {
    Mapping::read(data).expect("a mapping")
}

fn row<T>(key: &str, row: T) -> (String, Result<T, Skip>) {
    (key.to_owned(), Ok(row))
}

fn skip<T>(key: &str, skip: Skip) -> (String, Result<T, Skip>) {
    (key.to_owned(), Err(skip))
}

#[test]
fn people_become_members_whom_no_mail_reaches() {
    let small = Small::new();
    let members = all(map(&small.open()).members().expect("members"));
    let ana = Member {
        name: "Ana Lima".into(),
        username: "ldbc-1".into(),
        unit: "Delmas".into(),
        site: "Lyon".into(),
        languages: "es, en".into(),
        created_at: AT_MS,
    };
    assert_eq!(members[0], row("person:1", ana));
    let bo = Member {
        name: "Bo Chen".into(),
        username: "ldbc-2".into(),
        unit: String::new(),
        site: String::new(),
        languages: String::new(),
        created_at: AT_MS,
    };
    assert_eq!(members[1], row("person:2", bo));
}

#[test]
fn forums_become_communities_with_all_who_are_in_them() {
    let small = Small::new();
    let map = map(&small.open());
    let community =
        |forum, name: &str, owner| row(&format!("forum:{forum}"), Community { forum, name: name.into(), owner, created_at: AT_MS });
    assert_eq!(all(map.communities()), [community(100, "Wall of Ana", 1), community(101, "Wall of Ana (2)", 2)]);
    let membership = |forum, person, joined_at| Membership { forum, person, joined_at };
    let joined = [
        skip("forum-member:100:1", Skip::OwnsIt),
        row("forum-member:100:2", membership(100, 2, AT_MS)),
        row("forum-member:101:3", membership(101, 3, AT_MS)),
    ];
    assert_eq!(all(map.memberships()), joined);
    // Bo owns 101 and joined 100; Cy only wrote in 100.
    assert_eq!(all(map.authors().expect("authors")), [row("author:100:3", membership(100, 3, 1_266_192_000_000))]);
    assert_eq!(
        all(map.follows()),
        [row("knows:1:2", Follows { a: 1, b: 2, at: AT_MS }), row("knows:2:3", Follows { a: 2, b: 3, at: AT_MS })]
    );
}

#[test]
fn posts_keep_their_text_and_date_and_pictures_say_that_they_are_missing() {
    let small = Small::new();
    let posts = all(map(&small.open()).posts());
    let text =
        Post { forum: 100, author: 2, body: "About \\*Rumi\\*".into(), language: "fr".into(), missing_file: false, published_at: AT_MS };
    let picture =
        Post { forum: 100, author: 3, body: String::new(), language: String::new(), missing_file: true, published_at: 1_266_192_000_000 };
    assert_eq!(posts[..2], [row("post:1000", text), row("post:1001", picture)]);
}

#[test]
fn replies_hang_on_the_top_level_comment_and_come_after_it() {
    let small = Small::new();
    let comments = all(map(&small.open()).comments());
    let comment = |id: i64, forum, post, parent, author, body: &str| {
        let place = CommentPlace { forum, post, parent };
        row(&format!("comment:{id}"), Comment { place, author, body: body.into(), published_at: AT_MS })
    };
    let expected = [
        comment(5001, 100, 1000, None, 1, "yes"),
        comment(5005, 101, 1002, None, 1, "late"),
        comment(5002, 100, 1000, Some(5001), 2, "no"),
        comment(5004, 101, 1002, Some(5005), 3, "early"),
        comment(5003, 100, 1000, Some(5001), 3, "maybe"),
    ];
    assert_eq!(comments, expected);
}

#[test]
fn likes_and_tags_know_where_their_subject_stands() {
    let small = Small::new();
    let map = map(&small.open());
    let post = Subject { forum: 100, is_comment: false, id: 1000, published_at: AT_MS };
    let reply = Subject { forum: 100, is_comment: true, id: 5003, published_at: AT_MS };
    assert_eq!(all(map.post_likes())[0], row("post-like:1:1000", Reaction { subject: post, person: 1, at: AT_MS }));
    assert_eq!(all(map.comment_likes()), [row("comment-like:2:5003", Reaction { subject: reply, person: 2, at: AT_MS })]);
    let topics = [
        row("post-tag:1000:21", TopicUse { subject: post, name: "Rumi".into() }),
        skip("post-tag:1000:23", Skip::SameWord),
        row("post-tag:1000:20", TopicUse { subject: post, name: "Hamid_Karzai".into() }),
    ];
    assert_eq!(all(map.post_topics()), topics);
    assert_eq!(all(map.comment_topics()), [row("comment-tag:5003:21", TopicUse { subject: reply, name: "Rumi".into() })]);
}

#[test]
fn what_cannot_be_placed_gives_its_reason_and_takes_what_hangs_on_it_along() {
    let mut small = Small::new();
    small.add(File::Person, &["4|\u{200b}||male|1982-06-09|AT|1.2.3.4|Chrome|"]);
    small.add(File::Knows, &["1|4|AT", "1|9|AT", "1|1|AT"]);
    small.add(File::Forum, &["102|Wall|AT|4", "103|_|AT|1"]);
    small.add(File::ForumMember, &["102|1|AT", "100|4|AT"]);
    let long = "x".repeat(20_001);
    small.add(
        File::Post,
        &[
            "1003||AT|i|b|||0|1|100|",
            &format!("1004||AT|i|b||{long}|20001|1|100|"),
            "1005||AT|i|b||text|4|1|102|",
            "1006||AT|i|b||text|4|4|100|",
        ],
    );
    small.add(File::PostTag, &["1000|22", "1000|99", "1005|20"]);
    small.add(
        File::Comment,
        &[
            "5010|AT|i|b|text|4|1|1|1005|",
            "5011|AT|i|b|text|4|1|1||5010",
            "5012|AT|i|b|text|4|1|1||5013",
            "5013|AT|i|b|text|4|1|1||5012",
            "5014|AT|i|b|text|4|1|1||5012",
            "5015|AT|i|b| |1|1|1|1000|",
            "5016|AT|i|b|text|4|4|1|1000|",
            "5017|AT|i|b|text|4|1|1||",
        ],
    );
    small.add(File::PostLike, &["4|1000|AT", "1|1005|AT"]);
    small.add(File::CommentLike, &["1|5012|AT"]);
    let map = map(&small.open());
    let skipped = |rows: Vec<(String, Skip)>, expected: &[(&str, Skip)]| {
        assert_eq!(rows.iter().map(|(key, skip)| (key.as_str(), *skip)).collect::<Vec<_>>(), expected);
    };
    skipped(left_out(map.members().expect("members")), &[("person:4", Skip::NoName)]);
    skipped(
        left_out(map.follows()),
        &[("knows:1:4", Skip::UnknownPerson), ("knows:1:9", Skip::UnknownPerson), ("knows:1:1", Skip::Oneself)],
    );
    skipped(left_out(map.communities()), &[("forum:102", Skip::UnknownPerson), ("forum:103", Skip::NoName)]);
    skipped(
        left_out(map.memberships()),
        &[("forum-member:100:1", Skip::OwnsIt), ("forum-member:102:1", Skip::UnknownForum), ("forum-member:100:4", Skip::UnknownPerson)],
    );
    assert_eq!(all(map.authors().expect("authors")).len(), 1, "only where the person and the forum are known");
    skipped(
        left_out(map.posts()),
        &[
            ("post:1003", Skip::NoText),
            ("post:1004", Skip::TextTooLong),
            ("post:1005", Skip::UnknownForum),
            ("post:1006", Skip::UnknownPerson),
        ],
    );
    let unknown = Skip::UnknownSubject;
    skipped(
        left_out(map.comments()),
        &[
            ("comment:5010", unknown),
            ("comment:5015", Skip::NoText),
            ("comment:5016", Skip::UnknownPerson),
            ("comment:5017", unknown),
            ("comment:5011", unknown),
            ("comment:5012", unknown),
            ("comment:5013", unknown),
            ("comment:5014", unknown),
        ],
    );
    skipped(
        left_out(map.post_topics()),
        &[
            ("post-tag:1000:23", Skip::SameWord),
            ("post-tag:1000:22", Skip::NotAWord),
            ("post-tag:1000:99", Skip::UnknownTag),
            ("post-tag:1005:20", unknown),
        ],
    );
    skipped(left_out(map.post_likes()), &[("post-like:4:1000", Skip::UnknownPerson), ("post-like:1:1005", unknown)]);
    skipped(left_out(map.comment_likes()), &[("comment-like:1:5012", unknown)]);
}

fn left_out<T>(rows: impl Iterator<Item = Result<Mapped<T>, ImportError>>) -> Vec<(String, Skip)> {
    all(rows).into_iter().filter_map(|(key, row)| row.err().map(|skip| (key, skip))).collect()
}

#[test]
fn the_public_data_set_is_mapped_whole_and_always_alike() {
    let Some(data) = shared() else { return };
    let (map, again) = (map(&data), map(&data));
    let counts = data.count().expect("counts");
    let members = all(map.members().expect("members"));
    let communities = all(map.communities());
    let memberships = all(map.memberships());
    let posts = all(map.posts());
    let comments = all(map.comments());
    for (kind, rows) in [
        (Kind::Person, members.len()),
        (Kind::Forum, communities.len()),
        (Kind::ForumMember, memberships.len()),
        (Kind::Post, posts.len()),
        (Kind::Comment, comments.len()),
    ] {
        let lines = counts[&kind.file().expect("a file")];
        assert_eq!(u64::try_from(rows), Ok(lines), "{kind:?}");
    }
    assert_eq!(all(again.members().expect("members")), members);
    assert_eq!(all(again.communities()), communities);
    assert_eq!(all(again.memberships()), memberships);
    assert_eq!(all(again.posts()), posts);
    assert_eq!(all(again.comments()), comments);
    assert_eq!(all(again.comment_topics()), all(map.comment_topics()));

    let names: HashSet<_> =
        communities.iter().filter_map(|(_, row)| Some(ruche_kernel::names::sort_key(&row.as_ref().ok()?.name))).collect();
    assert_eq!(names.len(), communities.len(), "no two communities are read as the same");
    assert!(communities.iter().all(|(_, row)| row.as_ref().is_ok_and(|c| c.name.chars().count() <= 60 && !c.name.contains('_'))));
    let tops: HashSet<_> =
        comments.iter().filter(|(_, row)| row.as_ref().is_ok_and(|c| c.place.parent.is_none())).map(|(key, _)| key.clone()).collect();
    assert!(
        comments
            .iter()
            .all(|(_, row)| row.as_ref().is_ok_and(|c| c.place.parent.is_none_or(|top| tops.contains(&format!("comment:{top}"))))),
        "one level deep"
    );
    assert!(tops.len() < comments.len(), "there are replies");
    assert!(posts.iter().all(|(_, row)| row.as_ref().is_ok_and(|post| post.missing_file == post.body.is_empty())));
}

#[test]
fn the_texts_of_the_public_data_set_are_shown_as_they_were() {
    let Some(data) = shared() else { return };
    let shown: HashMap<String, String> = all(map(&data).posts())
        .into_iter()
        .filter_map(|(key, row)| Some((key, ruche_web::markdown::render(&row.ok()?.body, &HashMap::new()).plain)))
        .collect();
    for post in data.posts() {
        let post = post.expect("a post");
        assert_eq!(shown[&format!("post:{}", post.id)], post.content.trim(), "{}", post.id);
    }
}
