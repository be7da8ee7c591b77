//! Each way a text can be wrong, with what is said about it; what right texts become is tested in `ruche-texts`.

use crate::{Source, compile};

fn source(language: &'static str, feature: &str, text: &str) -> Source {
    Source { language, feature: feature.to_owned(), file: format!("locales/{language}/{feature}.ftl"), text: text.to_owned() }
}

/// What is wrong with one French and one English file.
fn problems(french: &str, english: &str) -> Vec<String> {
    match compile(&[source("fr", "posts", french), source("en", "posts", english)]) {
        Ok(code) => panic!("accepted:\n{code}"),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

/// What is wrong with a message that is the same in both languages, as said of the French file if it is said of both.
fn problem_of_both(text: &str) -> String {
    let all = problems(text, text);
    assert!(all.len() <= 2, "{all:?}");
    let last = all.last().unwrap();
    last.split_once("posts.ftl:").unwrap().1.to_owned()
}

#[test]
fn a_key_that_one_language_lacks() {
    assert_eq!(
        problems("posts-a = A\n\n# Note\nposts-b = B\n", "posts-a = A\n"),
        ["locales/fr/posts.ftl:4: posts-b: missing in locales/en/posts.ftl"]
    );
    assert_eq!(
        problems("posts-a = A\n", "posts-a = A\nposts-b = B\n"),
        ["locales/en/posts.ftl:2: posts-b: missing in locales/fr/posts.ftl"]
    );
}

#[test]
fn a_file_that_one_language_lacks() {
    let all = compile(&[source("en", "posts", "posts-a = A")]).unwrap_err();
    assert_eq!(
        all.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["locales/en/posts.ftl:1: posts-a: missing in locales/fr/posts.ftl"]
    );
}

#[test]
fn a_key_in_another_file() {
    let all = compile(&[source("fr", "posts", "posts-a = A"), source("en", "web", "posts-a = A")]).unwrap_err();
    assert_eq!(all[0].to_string(), "locales/en/web.ftl:1: posts-a: stands in another file at locales/fr/posts.ftl:1");
}

#[test]
fn other_arguments() {
    assert_eq!(
        problems("posts-a = { $who } et { $what }\n", "posts-a = { $who }\n"),
        ["locales/en/posts.ftl:1: posts-a: takes $who but locales/fr/posts.ftl:1 takes $what, $who"]
    );
    assert_eq!(
        problems("posts-a = A\n", "posts-a = { $who }\n"),
        ["locales/en/posts.ftl:1: posts-a: takes $who but locales/fr/posts.ftl:1 takes no argument"]
    );
}

#[test]
fn arguments_inside_variants_and_references_count() {
    let french = "posts-a = { $n ->\n    [one] { posts-b }\n   *[other] x\n}\nposts-b = { $who }\n";
    let english = "posts-a = { $n ->\n    [one] x\n   *[other] x\n}\nposts-b = { $who }\n";
    assert_eq!(problems(french, english), ["locales/en/posts.ftl:1: posts-a: takes $n but locales/fr/posts.ftl:1 takes $n, $who"]);
}

#[test]
fn an_argument_of_two_kinds() {
    let number = "posts-a = { $x ->\n    [one] a\n   *[other] b\n}\n";
    let word = "posts-a = { $x ->\n    [post] a\n   *[comment] b\n}\n";
    assert_eq!(problems(number, word), ["locales/en/posts.ftl:1: posts-a: $x chooses by number here and by word there"]);
}

#[test]
fn syntax() {
    assert_eq!(
        problems("posts-a = A\nposts-b = { $n\nposts-c = C\n", "posts-a = A\nposts-c = C\n"),
        ["locales/fr/posts.ftl:3: posts-b: Expected a token starting with \"}\""]
    );
    assert_eq!(
        problems("posts-a = A\nposts-b\n", "posts-a = A\n"),
        ["locales/fr/posts.ftl:2: posts-b: Expected a token starting with \"=\""]
    );
    assert_eq!(
        problems("posts-a = A\nposts-é = B\n", "posts-a = A\n"),
        ["locales/fr/posts.ftl:2: posts-: Expected a token starting with \"=\""]
    );
}

#[test]
fn a_key_given_twice() {
    assert_eq!(
        problems("posts-a = A\nposts-a = B\n", "posts-a = A\n"),
        ["locales/fr/posts.ftl:2: posts-a: already at locales/fr/posts.ftl:1"]
    );
    let all = compile(&[
        source("fr", "posts", "posts-a = A"),
        source("fr", "web", "web-a = A\nposts-a = A"),
        source("en", "posts", "posts-a = A"),
        source("en", "web", "web-a = A"),
    ]);
    assert_eq!(all.unwrap_err()[0].to_string(), "locales/fr/web.ftl:2: posts-a: already at locales/fr/posts.ftl:1");
}

#[test]
fn every_problem_is_told_at_once() {
    assert_eq!(problems("posts-a = { $a }\nposts-b = B\nposts-c = { -c }\n", "posts-a = A\nposts-c = C\n").len(), 3);
}

#[test]
fn what_is_not_supported() {
    for (text, wanted) in [
        ("posts-a = { -brand }", "1: posts-a: no term -brand"),
        ("posts-a = { posts-none }", "1: posts-a: no message posts-none to put in place"),
        ("posts-a = { NUMBER($n) }", "1: posts-a: unknown function NUMBER"),
        ("posts-a = { NUMBER($n) ->\n   *[other] x\n}", "1: posts-a: only a variable can choose between variants"),
        ("posts-a = A\n    .title = B", "1: posts-a: attributes are not supported"),
        ("posts-a = { posts-b.title }\nposts-b = B", "1: posts-a: posts-b: attributes are not supported"),
        ("posts-a = { -brand(case: \"x\") }\n-brand = B", "1: posts-a: -brand: terms take no attribute and no argument"),
        ("-brand = { $x }\nposts-a = { -brand }", "2: posts-a: $x: a term takes no variable"),
        ("posts-a = { posts-a }", "1: posts-a: posts-a holds itself"),
        ("posts-a = { posts-b-html }\nposts-b-html = { $x }", "1: posts-a: posts-b-html is markup: only a key ending in -html may hold it"),
        ("posts-refusal-b-html = B", "1: posts-refusal-b-html: a refusal is plain text, not -html"),
        ("posts-refusal-b = { $x ->\n    [a] a\n   *[b] b\n}", "1: posts-refusal-b: $x: a refusal names numbers only"),
        ("posts = A", "1: posts: a key is lower-case words joined by hyphens, the feature first"),
        ("posts-A = A", "1: posts-A: a key is lower-case words joined by hyphens, the feature first"),
        ("posts_a = A", "1: posts_a: a key is lower-case words joined by hyphens, the feature first"),
        ("-Brand = A", "1: -Brand: a key is lower-case words joined by hyphens, the feature first"),
        (
            "posts-a = { $max-size }",
            "1: posts-a: $max-size: a variable is lower-case words joined by underscores, none of them a word of Rust",
        ),
        ("posts-a = { $type }", "1: posts-a: $type: a variable is lower-case words joined by underscores, none of them a word of Rust"),
        ("posts-a = { $n ->\n    [one] a\n    [one] b\n   *[other] c\n}", "1: posts-a: $n: [one] stands twice"),
        ("posts-a = { $n ->\n   *[one] a\n    [other] b\n}", "1: posts-a: $n: the default of a plural is *[other]"),
        ("posts-a = { $n ->\n    [other] a\n   *[0] b\n}", "1: posts-a: $n: the default of a plural is *[other]"),
        ("posts-a = { $n ->\n    [few] a\n   *[other] b\n}", "1: posts-a: $n: the language fr has no plural [few]"),
        ("posts-a = { $n ->\n    [1.5] a\n   *[other] b\n}", "1: posts-a: $n: [1.5] is no whole number"),
        ("posts-a = { $n ->\n    [one] a\n}", "3: posts-a: The select expression must have a default variant"),
    ] {
        assert_eq!(problem_of_both(text), wanted, "{text}");
    }
}

#[test]
fn messages_that_hold_each_other() {
    let text = "posts-a = { posts-b }\nposts-b = { posts-a }";
    assert!(problems(text, text).contains(&"locales/fr/posts.ftl:2: posts-b: posts-b holds itself".to_owned()));
}

#[test]
fn english_has_no_many() {
    let text = "posts-a = { $n ->\n    [many] a\n   *[other] b\n}";
    assert_eq!(problems(text, text), ["locales/en/posts.ftl:1: posts-a: $n: the language en has no plural [many]"]);
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let all = crate::generate(std::path::Path::new("no/such/folder"), std::path::Path::new("out.rs")).unwrap_err();
    assert!(all[0].to_string().starts_with("no/such/folder/fr: "), "{}", all[0]);
}

#[test]
fn the_same_texts_always_give_the_same_code() {
    let files = ["fr", "en"].map(|l| [source(l, "posts", "posts-b = B\nposts-a = { $z } { $a }"), source(l, "web", "web-a = A")]).concat();
    let mut reversed = files.clone();
    reversed.reverse();
    let code = compile(&files).unwrap();
    assert_eq!(Ok(&code), compile(&reversed).as_ref());
    assert!(code.contains("pub fn posts_a(self, a: impl Shown, z: impl Shown) -> String"), "{code}");
}
