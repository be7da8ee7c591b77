//! Files become rows, and what is wrong in them is said with file and line.

use crate::shared;
use crate::small::{AT_MS, Small};
use ruche_import::ImportError;
use ruche_import::ldbc::{Comment, Dataset, File, Forum, ForumMember, Knows, Like, Person, Post, Study, Tag, Tagged, Work};
use std::collections::BTreeMap;

fn all<T>(rows: impl Iterator<Item = Result<T, ImportError>>) -> Vec<T> {
    rows.collect::<Result<_, _>>().expect("rows")
}

#[test]
fn rows_are_typed() {
    let small = Small::new();
    let data = small.open();
    let people = all(data.persons().expect("people"));
    assert_eq!(people.len(), 3);
    let expected = Person {
        id: 1,
        first: "Ana".into(),
        last: "Lima".into(),
        gender: "female".into(),
        birthday: "1987-09-18".parse().expect("a date"),
        created_at_ms: AT_MS,
        browser: "Firefox".into(),
        languages: vec!["es".into(), "en".into()],
        emails: vec!["ana@gmail.com".into(), "ana@gmx.com".into()],
        works_at: vec![Work { organisation: "Kam_Air".into(), from: 2009 }, Work { organisation: "Delmas".into(), from: 2011 }],
        studies_at: vec![Study { organisation: "Lyon_II".into(), class: 2008 }],
        place: Some("Lyon".into()),
    };
    assert_eq!(people[0], expected);
    assert_eq!(
        (people[1].place.as_deref(), people[2].place.as_deref(), people[2].languages.len()),
        (None, None, 0),
        "an unknown city, and none"
    );
    assert_eq!(all(data.knows())[1], Knows { a: 2, b: 3, at: AT_MS });
    assert_eq!(all(data.forums())[1], Forum { id: 101, title: "Wall of Ana".into(), created_at: AT_MS, moderator: 2 });
    assert_eq!(all(data.forum_members())[2], ForumMember { forum: 101, person: 3, joined_at: AT_MS });
    let picture = Post {
        id: 1001,
        created_at: 1_266_192_000_000,
        creator: 3,
        forum: 100,
        content: String::new(),
        image_file: Some("photo1001.jpg".into()),
        language: String::new(),
        place: Some(1),
    };
    let text = Post {
        id: 1002,
        created_at: AT_MS,
        creator: 2,
        forum: 101,
        content: "Hello".into(),
        image_file: None,
        language: String::new(),
        place: None,
    };
    assert_eq!(all(data.posts())[1..], [picture, text]);
    let comments = all(data.comments());
    assert_eq!(
        comments[0],
        Comment { id: 5001, created_at: AT_MS, creator: 1, content: "yes".into(), reply_of_post: Some(1000), reply_of_comment: None }
    );
    assert_eq!((comments[1].reply_of_post, comments[1].reply_of_comment), (None, Some(5001)));
    assert_eq!(all(data.post_likes())[1], Like { person: 3, subject: 1000, at: AT_MS });
    assert_eq!(all(data.comment_likes()), [Like { person: 2, subject: 5003, at: AT_MS }]);
    assert_eq!(all(data.tags())[0], Tag { id: 20, name: "Hamid_Karzai".into() });
    assert_eq!(all(data.post_tags())[2], Tagged { subject: 1000, tag: 20 });
    for (rows, expected) in [(data.comment_tags(), (5003, 21)), (data.forum_tags(), (100, 20)), (data.interests(), (1, 20))] {
        assert_eq!(all(rows), [Tagged { subject: expected.0, tag: expected.1 }]);
    }
}

#[test]
fn parts_follow_their_numbers_and_may_be_compressed() {
    let small = Small::new();
    let dir = small.write();
    let part = |number: &str, person: u8| {
        let text = format!("{}\n{person}|9\n", File::Interest.header());
        let (name, bytes) = match number {
            "10" => (".csv.zst", zstd::encode_all(text.as_bytes(), 1).expect("packed")),
            _ => (".csv", text.into_bytes()),
        };
        std::fs::write(dir.join("dynamic").join(format!("{}_0_{number}{name}", File::Interest.name())), bytes).expect("a file");
    };
    part("10", 3);
    part("2", 2);
    let data = Dataset::open(&dir).expect("the data set");
    assert_eq!(all(data.interests()).iter().map(|row| row.subject).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(data.count().expect("counts")[&File::Interest], 3);
}

#[test]
fn what_is_missing_or_there_twice_is_named() {
    let small = Small::new();
    let dir = small.write();
    let path = small.path(File::Knows);
    let other = dir.join("dynamic").join(if path.extension().is_some_and(|e| e == "zst") {
        "person_knows_person_0_0.csv"
    } else {
        "person_knows_person_0_0.csv.zst"
    });
    std::fs::copy(&path, &other).expect("a copy");
    let twice = Dataset::open(&dir).expect_err("there twice");
    assert!(matches!(&twice, ImportError::Twice(_)) && twice.to_string().contains("person_knows_person_0_0.csv"), "{twice}");
    std::fs::remove_file(other).expect("removed");
    std::fs::remove_file(path).expect("removed");
    let missing = Dataset::open(&dir).expect_err("missing");
    assert!(matches!(&missing, ImportError::Missing(_)) && missing.to_string().contains("person_knows_person_0_0.csv"), "{missing}");
    let nowhere = Dataset::open(&dir.join("nowhere")).expect_err("no folder");
    assert!(matches!(&nowhere, ImportError::Unreadable(..)) && nowhere.to_string().contains("nowhere"), "{nowhere}");
}

#[test]
fn a_wrong_line_is_named_and_ends_the_rows() {
    let header = File::ForumMember.header();
    let fine = "100|1|2010-02-14T15:32:10.447+0000";
    for (text, line, reason) in [
        (format!("{header}\n{fine}\n100|x|2010-02-14T15:32:10.447+0000\n{fine}\n"), 3, "Person.id is \"x\", not a number"),
        (format!("{header}\n\n{fine}\n100|1|yesterday\n{fine}\n"), 4, "joinDate is \"yesterday\", not a time"),
        (format!("{header}\n{fine}\n100|1\n{fine}\n"), 3, "2 columns instead of 3"),
        (format!("{header}\n{fine}\n{fine}|4\n"), 3, "4 columns instead of 3"),
        (format!("{}\n{fine}\n", header.to_lowercase()), 1, "the header is"),
        (String::new(), 1, "the header is"),
    ] {
        let small = Small::new();
        let dir = small.write();
        small.write_text(File::ForumMember, text.as_bytes());
        let data = Dataset::open(&dir).expect("the data set");
        let rows: Vec<_> = data.forum_members().skip_while(Result::is_ok).collect();
        let [Err(error)] = rows.as_slice() else { panic!("one error ends the rows: {rows:?}") };
        let text = error.to_string();
        assert!(text.contains("forum_hasMember_person_0_0.csv") && text.contains(&format!(", line {line}: {reason}")), "{text}");
    }
    let small = Small::new();
    let dir = small.write();
    small.write_text(File::Forum, &[File::Forum.header().as_bytes(), b"\n7|\xff\xfe|2010-02-14T15:32:10.447+0000|1\n"].concat());
    let error = Dataset::open(&dir).expect("the data set").forums().next().expect("a row").expect_err("not a text");
    assert!(error.to_string().contains("line 2: not UTF-8"), "{error}");
    std::fs::write(small.path(File::Tag), b"(\xb5\x2f\xfd broken").expect("a file");
    let broken = Dataset::open(&dir).and_then(|data| data.count().map(|_| ())).expect_err("broken");
    assert!(broken.to_string().contains("tag_0_0.csv"), "{broken}");
}

#[test]
fn the_rows_of_the_public_data_set_are_as_many_as_its_lines() {
    let Some(data) = shared() else { return };
    let mut rows: BTreeMap<File, usize> = BTreeMap::new();
    let people = all(data.persons().expect("people"));
    for (file, count) in [
        (File::Person, people.len()),
        (File::Email, people.iter().map(|p| p.emails.len()).sum()),
        (File::Language, people.iter().map(|p| p.languages.len()).sum()),
        (File::Work, people.iter().map(|p| p.works_at.len()).sum()),
        (File::Study, people.iter().map(|p| p.studies_at.len()).sum()),
        (File::Knows, all(data.knows()).len()),
        (File::Interest, all(data.interests()).len()),
        (File::Forum, all(data.forums()).len()),
        (File::ForumMember, all(data.forum_members()).len()),
        (File::ForumTag, all(data.forum_tags()).len()),
        (File::Post, all(data.posts()).len()),
        (File::PostTag, all(data.post_tags()).len()),
        (File::PostLike, all(data.post_likes()).len()),
        (File::Comment, all(data.comments()).len()),
        (File::CommentTag, all(data.comment_tags()).len()),
        (File::CommentLike, all(data.comment_likes()).len()),
        (File::Tag, all(data.tags()).len()),
    ] {
        rows.insert(file, count);
    }
    let counts = data.count().expect("counts");
    assert_eq!(counts.len(), File::ALL.len());
    assert_eq!(counts[&File::Person], 222, "as its description says");
    for (file, rows) in rows {
        assert_eq!(u64::try_from(rows), Ok(counts[&file]), "{file:?}");
    }
    assert!(people.iter().all(|person| person.place.is_some()), "every city is known");
}
