//! The index as rooms use it: what it finds, for whom, and what it survives.

use ruche_index::DiskIndex;
use ruche_kernel::{Error, MemberId, PlaceId, SubjectRef};
use ruche_platform::search::{DEEPEST, Document, Index, Order, Query, Scope, State};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

fn post(id: i64, title: &str, body: &str) -> Document {
    Document {
        subject: SubjectRef::new("post", id),
        root: SubjectRef::new("post", id),
        place: PlaceId(1),
        author: MemberId(10),
        at: id * 1000,
        language: String::new(),
        format: String::new(),
        title: title.into(),
        body: body.into(),
        keywords: String::new(),
    }
}

fn named(kind: &str, id: i64, title: &str, keywords: &str) -> Document {
    let subject = SubjectRef::new(kind, id);
    Document { root: subject.clone(), subject, place: PlaceId(0), author: MemberId(0), keywords: keywords.into(), ..post(id, title, "") }
}

fn said(language: &str, id: i64, title: &str, body: &str) -> Document {
    Document { language: language.into(), ..post(id, title, body) }
}

/// Everything in the places 1 to 9.
fn all() -> Scope {
    Scope { places: (1..10).map(PlaceId).collect(), named: None }
}

fn query(words: &str) -> Query {
    Query { words: words.into(), limit: 50, ..Query::default() }
}

async fn filled(folder: &Path, documents: Vec<Document>) -> DiskIndex {
    let index = DiskIndex::open(folder);
    let mut making = index.rebuild().await.unwrap();
    making.add(documents).await.unwrap();
    making.finish(7).await.unwrap();
    index
}

async fn find(index: &DiskIndex, query: &Query) -> Vec<i64> {
    index.search(query, &all()).await.unwrap().hits.into_iter().map(|subject| subject.id).collect()
}

async fn ids(index: &DiskIndex, words: &str) -> Vec<i64> {
    find(index, &query(words)).await
}

#[tokio::test]
async fn nothing_is_touched_before_something_is_asked_and_what_is_missing_is_absent() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("search");
    let index = DiskIndex::open(&folder);
    assert!(!folder.exists());
    assert_eq!(index.state(), State::Absent);
    assert_eq!(index.position(), 0);
    assert!(!folder.exists());
    assert!(matches!(index.search(&query("x"), &all()).await, Err(Error::Unavailable(_))));
    assert!(matches!(index.complete("x", &[], &all(), 5).await, Err(Error::Unavailable(_))));
    assert!(matches!(index.apply(vec![], vec![], vec![post(1, "x", "")], 1).await, Err(Error::Unavailable(_))));
}

#[tokio::test]
async fn what_is_applied_is_found_at_once_and_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let index = filled(folder.path(), vec![post(1, "Budget", "first"), post(2, "Canteen", "second")]).await;
    assert_eq!((index.state(), index.position()), (State::Ready, 7));
    index.apply(vec![SubjectRef::new("post", 2)], vec![], vec![post(1, "Garden", "new"), post(3, "Budget", "third")], 9).await.unwrap();
    for index in [index, DiskIndex::open(folder.path())] {
        assert_eq!(index.position(), 9);
        assert_eq!(ids(&index, "budget").await, [3]);
        assert_eq!(ids(&index, "garden").await, [1]);
        assert_eq!(ids(&index, "canteen").await, [0; 0]);
        drop(index);
    }
}

#[tokio::test]
async fn what_hangs_on_a_root_goes_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let comment =
        |id, root| Document { subject: SubjectRef::new("comment", id), root: SubjectRef::new("post", root), ..post(id, "", "answer") };
    let index = filled(folder.path(), vec![post(1, "answer", ""), comment(11, 1), comment(12, 1), comment(21, 2)]).await;
    index.apply(vec![], vec![SubjectRef::new("post", 1)], vec![comment(13, 1)], 8).await.unwrap();
    let mut found = ids(&index, "answer").await;
    found.sort_unstable();
    assert_eq!(found, [13, 21]);
}

#[tokio::test]
async fn the_old_one_answers_until_the_new_one_is_finished() {
    let folder = tempfile::tempdir().unwrap();
    let index = filled(folder.path(), vec![post(1, "old", "")]).await;
    let mut making = index.rebuild().await.unwrap();
    making.add(vec![post(2, "garden", ""), post(3, "garden", "")]).await.unwrap();
    making.add(vec![post(3, "canteen", "")]).await.unwrap();
    index.apply(vec![], vec![], vec![post(4, "old", "")], 8).await.unwrap();
    assert_eq!(ids(&index, "old").await, [4, 1]);
    making.finish(20).await.unwrap();
    assert_eq!(index.position(), 20);
    assert_eq!(ids(&index, "old").await, [0; 0]);
    assert_eq!(ids(&index, "garden").await, [2]);
    assert_eq!(ids(&index, "canteen").await, [3]);
    let folders = || std::fs::read_dir(folder.path()).unwrap().flatten().filter(|entry| entry.path().is_dir()).count();
    assert_eq!(folders(), 1);
    let abandoned = index.rebuild().await.unwrap();
    assert_eq!(folders(), 2);
    drop(abandoned);
    assert_eq!(folders(), 1);
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let inside = std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).find(|path| path.is_dir()).unwrap();
    std::fs::read_dir(inside)
        .unwrap()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().ends_with(extension))
        .collect()
}

#[tokio::test]
async fn damage_makes_it_absent_and_it_is_made_again() {
    type Break = fn(&Path);
    let breaks: [(&str, Break); 7] = [
        ("the pointer is gone", |folder| std::fs::remove_file(folder.join("current")).unwrap()),
        ("the pointer leads nowhere", |folder| std::fs::write(folder.join("current"), "v1-77").unwrap()),
        ("another version", |folder| std::fs::write(folder.join("current"), "v0-1").unwrap()),
        ("the list of segments is cut", |folder| std::fs::write(&files(folder, "meta.json")[0], "{\"seg").unwrap()),
        ("a file is missing", |folder| std::fs::remove_file(&files(folder, ".idx")[0]).unwrap()),
        ("a file is cut", |folder| {
            let file = &files(folder, ".fast")[0];
            let bytes = std::fs::read(file).unwrap();
            std::fs::write(file, &bytes[..bytes.len() / 2]).unwrap();
        }),
        ("a byte is another one", |folder| {
            let file = &files(folder, ".term")[0];
            let mut bytes = std::fs::read(file).unwrap();
            bytes[2] ^= 0x55;
            std::fs::write(file, bytes).unwrap();
        }),
    ];
    for (name, damage) in breaks {
        let folder = tempfile::tempdir().unwrap();
        drop(filled(folder.path(), vec![post(1, "budget", "")]).await);
        damage(folder.path());
        let index = DiskIndex::open(folder.path());
        assert_eq!((index.state(), index.position()), (State::Absent, 0), "{name}");
        let mut making = index.rebuild().await.unwrap();
        making.add(vec![post(1, "budget", "")]).await.unwrap();
        making.finish(3).await.unwrap();
        assert_eq!((index.state(), index.position()), (State::Ready, 3), "{name}");
        assert_eq!(ids(&index, "budget").await, [1], "{name}");
    }
}

#[tokio::test]
async fn damage_that_is_met_while_changing_makes_it_absent() {
    let folder = tempfile::tempdir().unwrap();
    let index = filled(folder.path(), vec![post(1, "budget", "")]).await;
    assert_eq!(index.state(), State::Ready);
    std::fs::remove_dir_all(folder.path()).unwrap();
    assert!(matches!(index.apply(vec![], vec![], vec![post(2, "budget", "")], 8).await, Err(Error::Unavailable(_))));
    assert_eq!(index.state(), State::Absent);
}

#[tokio::test]
async fn nothing_of_elsewhere_is_given_or_counted() {
    let folder = tempfile::tempdir().unwrap();
    let there = |place, id| Document { place: PlaceId(place), ..post(id, "budget", "") };
    let documents = vec![
        there(1, 1),
        there(2, 2),
        there(3, 3),
        named("member", 4, "Budget Anne", ""),
        named("member", 5, "Budget Paul", ""),
        named("topic", 4, "budget", ""),
    ];
    let index = filled(folder.path(), documents).await;
    let see = |kind: &str, id| SubjectRef::new(kind, id);
    let cases = [
        (Scope::default(), vec![see("member", 4), see("member", 5), see("topic", 4)]),
        (Scope { places: HashSet::new(), named: Some(HashSet::new()) }, vec![]),
        (
            Scope { places: HashSet::from([PlaceId(2)]), named: Some(HashSet::from([see("member", 4)])) },
            vec![see("member", 4), see("post", 2)],
        ),
        (
            Scope { places: (2..5000).map(PlaceId).collect(), named: Some(HashSet::from([see("topic", 4)])) },
            vec![see("post", 2), see("post", 3), see("topic", 4)],
        ),
        // A place without number is no place: it lets nothing through.
        (Scope { places: HashSet::from([PlaceId(0)]), named: Some(HashSet::new()) }, vec![]),
    ];
    for (scope, expected) in cases {
        for words in ["budget", ""] {
            let mut found = index.search(&query(words), &scope).await.unwrap();
            found.hits.sort_by_key(|subject| (subject.kind.clone(), subject.id));
            let mut counts = HashMap::new();
            expected.iter().for_each(|subject| *counts.entry(subject.kind.clone()).or_default() += 1);
            assert_eq!((found.hits, found.counts), (expected.clone(), counts), "{scope:?} {words}");
        }
        let completed: HashSet<_> = index.complete("budg", &[], &scope, 50).await.unwrap().into_iter().collect();
        assert_eq!(completed, expected.into_iter().collect());
    }
}

#[tokio::test]
async fn words_are_found_in_other_forms_and_other_languages() {
    let folder = tempfile::tempdir().unwrap();
    let documents = vec![
        said("fr", 1, "Réunions d’équipe", "L'eau des animaux, aujourd'hui"),
        said("en", 2, "Travel policies", "The company's rules about AB-1234"),
        said("de", 3, "Verträge", "Die Häuser der Kollegen, Krankenversicherungskarte"),
        said("es", 4, "Vacaciones", "Las reuniones del equipo en la oficina"),
        said("it", 5, "Riunione", "Il budget di Zoé Lefèvre"),
        said("", 6, "Œuvres", "Nous avons écrit une œuvre, e-mail à suivre"),
        said("", 7, "Planning", ""),
    ];
    let index = filled(folder.path(), documents).await;
    let cases: [(&str, &[i64]); 20] = [
        ("reunion", &[4, 1]),
        ("RÉUNION", &[4, 1]),
        ("animal", &[1]),
        ("eau", &[1]),
        ("l’eau", &[1]),
        ("aujourd’hui", &[1]),
        ("policy", &[2]),
        ("company rule", &[2]),
        ("AB-1234", &[2]),
        ("ab1234", &[2]),
        ("Vertrag", &[3]),
        ("haus", &[3]),
        ("vacación", &[4]),
        ("lefevre", &[5]),
        ("budget", &[5]),
        ("oeuvre", &[6]),
        ("email", &[6]),
        ("plannings", &[7]),
        ("inconnu", &[]),
        ("?!", &[]),
    ];
    for (words, expected) in cases {
        let mut found = ids(&index, words).await;
        let mut expected = expected.to_vec();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{words}");
    }
}

#[tokio::test]
async fn typing_errors_are_forgiven_where_nobody_wrote_the_word() {
    let folder = tempfile::tempdir().unwrap();
    let mut documents =
        vec![said("fr", 1, "Recrutement", "du salaire"), said("fr", 2, "Télétravail", "la case"), said("fr", 3, "Lot 4711", "")];
    documents.extend((10..15).map(|id| said("fr", id, "Cave", "cave")));
    let index = filled(folder.path(), documents).await;
    let cases: [(&str, &[i64]); 10] = [
        ("recrutment", &[1]),
        ("recurtemnt", &[1]),
        ("teletrvail", &[2]),
        ("slaaire", &[1]),
        // One error only in a short word, none in a shorter one, none in a number.
        ("salr", &[]),
        ("lto", &[]),
        ("4712", &[]),
        // Almost nobody wrote it: others are found after it.
        ("case", &[2, 14, 13, 12, 11, 10]),
        // Many wrote it: nothing else is meant.
        ("cave", &[14, 13, 12, 11, 10]),
        ("\"recrutment\"", &[]),
    ];
    for (words, expected) in cases {
        assert_eq!(ids(&index, words).await, expected, "{words}");
    }
}

#[tokio::test]
async fn quotes_hold_words_together() {
    let folder = tempfile::tempdir().unwrap();
    let documents = vec![
        said("fr", 1, "Le plan de charge", ""),
        said("fr", 2, "", "La charge du plan de la cave"),
        said("fr", 3, "Plan", "de charge"),
        said("fr", 4, "plans de charge", ""),
    ];
    let index = filled(folder.path(), documents).await;
    let cases: [(&str, &[i64]); 5] = [
        ("\"plan de charge\"", &[1]),
        ("« plan de charge »", &[1]),
        ("\"plan de\"", &[1, 2]),
        ("\"plans\"", &[4]),
        ("\"charge de plan\"", &[]),
    ];
    for (words, expected) in cases {
        let mut found = ids(&index, words).await;
        found.sort_unstable();
        assert_eq!(found, expected, "{words}");
    }
}

#[tokio::test]
async fn what_answers_best_comes_first() {
    let folder = tempfile::tempdir().unwrap();
    let documents = vec![
        said("en", 1, "Lunch", "The printer on the third floor was moved, and so was the canteen"),
        said("en", 2, "Printer on the third floor", "It is out of paper"),
        said("en", 3, "Printers", "Where they are"),
        said("en", 4, "Floor plan", "Of the third building"),
        Document { keywords: "badge".into(), ..said("en", 5, "Access", "Doors") },
        said("en", 6, "Doors", "Your badge opens the door of the garage and that of the building, except on Sundays and at night"),
    ];
    let index = filled(folder.path(), documents).await;
    // Every word of a short query, or what holds most words of a longer one; titles and topics before texts.
    assert_eq!(ids(&index, "third floor printer").await[..2], [2, 1]);
    assert_eq!(ids(&index, "printer floor").await, [2, 1]);
    assert_eq!(ids(&index, "badge").await, [5, 6]);
}

#[tokio::test]
async fn filters_let_through_what_they_say() {
    let folder = tempfile::tempdir().unwrap();
    let one = |id: i64| Document {
        place: PlaceId(1 + id % 2),
        author: MemberId(10 + id % 3),
        language: if id < 5 { "fr" } else { "en" }.into(),
        format: if id == 3 { "question" } else { "" }.into(),
        ..post(id, "budget", "")
    };
    let mut documents: Vec<Document> = (1..9).map(one).collect();
    documents.push(Document { subject: SubjectRef::new("file", 1), ..one(1) });
    let index = filled(folder.path(), documents).await;
    let base = || Query { order: Order::Newest, kinds: vec!["post".into()], ..query("budget") };
    let cases: [(Query, &[i64], usize); 11] = [
        (base(), &[8, 7, 6, 5, 4, 3, 2, 1], 1),
        (Query { words: String::new(), ..base() }, &[8, 7, 6, 5, 4, 3, 2, 1], 1),
        (Query { kinds: vec!["file".into()], ..base() }, &[1], 1),
        (Query { place: Some(PlaceId(1)), ..base() }, &[8, 6, 4, 2], 0),
        (Query { author: Some(MemberId(11)), ..base() }, &[7, 4, 1], 1),
        (Query { from: Some(4000), until: Some(7000), ..base() }, &[6, 5, 4], 0),
        (Query { language: "en".into(), ..base() }, &[8, 7, 6, 5], 0),
        (Query { language: "xx".into(), ..base() }, &[], 0),
        (Query { format: "question".into(), ..base() }, &[3], 0),
        (Query { skip: 2, limit: 3, ..base() }, &[6, 5, 4], 1),
        (Query { limit: 0, ..base() }, &[], 1),
    ];
    for (query, expected, files) in cases {
        let found = index.search(&query, &all()).await.unwrap();
        assert_eq!(found.hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), expected, "{query:?}");
        assert_eq!(found.counts.get("file").copied().unwrap_or(0), files, "of each kind, whatever was asked for: {query:?}");
    }
}

#[tokio::test]
async fn pages_follow_one_another_down_to_the_deepest() {
    let folder = tempfile::tempdir().unwrap();
    let index = filled(folder.path(), (1..=620).map(|id| said("fr", id, "budget", &"mot ".repeat((id % 7) as usize))).collect()).await;
    for order in [Order::Relevance, Order::Newest] {
        let page = |skip, limit| Query { order, skip, limit, ..query("budget") };
        let whole = find(&index, &page(0, 10_000)).await;
        assert_eq!(whole.len(), DEEPEST);
        assert_eq!(whole.iter().collect::<HashSet<_>>().len(), DEEPEST);
        for (skip, limit) in [(0, 20), (190, 20), (480, 50), (500, 20), (usize::MAX, 20)] {
            let expected: Vec<i64> = whole.iter().copied().skip(skip).take(limit).collect();
            assert_eq!(find(&index, &page(skip, limit)).await, expected, "{skip} {limit}");
        }
        assert_eq!(index.search(&page(0, 1), &all()).await.unwrap().counts["post"], 620);
    }
}

#[tokio::test]
async fn names_are_completed() {
    let folder = tempfile::tempdir().unwrap();
    let documents = vec![
        named("member", 1, "Anne Martin", "directrice"),
        named("member", 2, "Martine Dubois", ""),
        named("member", 3, "Jean-Martin Le Goff", ""),
        named("member", 4, "Éloïse Martinez Garcia", "comptable"),
        named("topic", 5, "marketing", ""),
        Document { keywords: "martin".into(), ..post(6, "Un titre", "martin") },
        post(7, "", "martin"),
    ];
    let index = filled(folder.path(), documents).await;
    let cases: [(&str, &[&str], &[i64]); 12] = [
        ("martin", &["member"], &[1, 3, 2, 4]),
        ("MART", &["member"], &[2, 1, 4, 3]),
        ("eloise mar", &["member"], &[4]),
        ("anne martin", &["member"], &[1]),
        ("ann martin", &["member"], &[]),
        ("martin", &["post"], &[6]),
        ("mark", &["topic"], &[5]),
        ("compt", &["member"], &[4]),
        // One error, in a word of four letters or more.
        ("dubios", &["member"], &[2]),
        ("mrtine", &["member"], &[2, 4]),
        ("dbu", &["member"], &[]),
        ("", &[], &[]),
    ];
    for (words, kinds, expected) in cases {
        let found = index.complete(words, kinds, &all(), 20).await.unwrap();
        assert_eq!(found.iter().map(|subject| subject.id).collect::<Vec<_>>(), expected, "{words}");
    }
    assert_eq!(index.complete("mart", &[], &all(), 2).await.unwrap().len(), 2);
}

#[tokio::test]
async fn what_stands_near_a_question_holds_one_of_its_words() {
    let folder = tempfile::tempdir().unwrap();
    let documents = vec![
        post(1, "Une borne pour un immeuble", ""),
        post(2, "La borne du parking", ""),
        post(3, "Un immeuble à vendre", ""),
        post(4, "Le syndic", ""),
    ];
    let index = filled(folder.path(), documents).await;
    assert_eq!(ids(&index, "borne immeuble").await, [1]);
    let near = index.search(&Query { any: true, ..query("« borne » d’un “immeuble à louer”") }, &all()).await.unwrap();
    let mut found: Vec<i64> = near.hits.iter().map(|subject| subject.id).collect();
    assert_eq!((found[0], near.scores.len()), (1, 3));
    assert!(near.scores.is_sorted_by(|a, b| a >= b) && near.scores[0] > near.scores[1], "{:?}", near.scores);
    found.sort_unstable();
    assert_eq!(found, [1, 2, 3]);
}
