use super::*;
use std::collections::BTreeMap;

/// 2026-03-12T18:00:00Z.
const END: i64 = 1_773_338_400_000;

fn made(folder: &Path, name: &str, seed: u64) -> (Company, BTreeMap<String, String>) {
    let to = folder.join(name);
    let company = write(&Size::TINY, seed, END, &to, &mut |_| {}).unwrap();
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        path.is_file().then(|| (name, std::fs::read_to_string(path).unwrap()))
    };
    (company, std::fs::read_dir(to).unwrap().filter_map(read).collect())
}

#[test]
fn a_load_finds_something_of_each_kind_whatever_the_chance() {
    let folder = tempfile::tempdir().unwrap();
    for seed in 0..12 {
        let (company, _) = made(folder.path(), &seed.to_string(), seed);
        let Company { members, communities, posts, common, threads, words, names, topics, .. } = &company;
        let least =
            [members, communities, posts, common, threads].map(Vec::len).into_iter().chain([words, names, topics].map(Vec::len)).min();
        assert!(least >= Some(1) && company.long_thread != 0, "{seed}: {company:?}");
    }
}

#[test]
fn a_seed_makes_one_company() {
    let folder = tempfile::tempdir().unwrap();
    let (company, files) = made(folder.path(), "one", 7);
    let again = made(folder.path(), "again", 7);
    assert!((&company, &files) == (&again.0, &again.1), "the same bytes");
    assert!(made(folder.path(), "other", 8).1 != files, "another seed makes another one");

    let count = |kind: &str| u32::try_from(files[&format!("{kind}.jsonl")].lines().count()).unwrap();
    let size = Size::TINY;
    assert_eq!((count("members"), count("posts"), count("places")), (size.members, size.posts, size.communities + 1));
    assert_eq!((count("comments"), count("reactions")), (size.comments, size.reactions));
    for (kind, least) in [
        ("follows", 100),
        ("memberships", 240),
        ("notifications", 150),
        ("topic_uses", 40),
        ("mentions", 30),
        ("skills", 10),
        ("units", 40),
    ] {
        assert!(count(kind) >= least, "{} {kind}", count(kind));
    }
    // The threads that are named have their comments.
    let comments = |post: i64| files["comments.jsonl"].matches(&format!("\"root\":\"post:{post}\"")).count();
    assert_eq!(company.threads.iter().map(|post| comments(*post)).collect::<Vec<_>>(), [40, 40]);
    assert_eq!(comments(company.long_thread), 100);
    assert_eq!(company.members.len(), 60);
    assert!(company.posts.len() > 150 && company.communities.len() == 6 && company.admin == company.members[0], "{company:?}");
    let kept: Company = serde_json::from_str(&serde_json::to_string(&company).unwrap()).unwrap();
    assert_eq!(kept, company);
}
