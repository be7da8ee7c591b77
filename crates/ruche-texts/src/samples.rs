//! Tests of what the generator makes: the texts of `samples/` show each form once, and are compiled for tests only.

use crate::{Count, Locale, Plural, Shown};
use maud::html;

#[derive(Clone, Copy)]
struct T(Locale);

include!(concat!(env!("OUT_DIR"), "/samples.rs"));

const FR: T = T(Locale::Fr);
const EN: T = T(Locale::En);

#[test]
fn texts_without_values_are_fixed() {
    let plain: [&'static str; 2] = [FR.samples_plain(), EN.samples_plain()];
    assert_eq!(plain, ["Aller au «\u{a0}contenu\u{a0}»", "Skip to “content”"]);
    let brand: &'static str = FR.samples_brand();
    assert_eq!(brand, "Bienvenue dans Ruche, Aller au «\u{a0}contenu\u{a0}»");
}

#[test]
fn literals_lines_and_spaces_are_as_in_fluent() {
    assert_eq!(FR.samples_literal(), "  deux\u{a0}! ");
    assert_eq!(EN.samples_lines(), "First line\nsecond");
}

#[test]
fn arguments_stand_in_the_order_of_the_alphabet_in_every_language() {
    assert_eq!(FR.samples_who("l’article", "Ana"), "Ana a écrit l’article");
    assert_eq!(EN.samples_who("The article", "Ana"), "The article was written by Ana");
}

#[test]
fn texts_numbers_and_references_to_them_are_shown() {
    let (name, seven) = (String::from("Ana"), &7_u8);
    assert_eq!(FR.samples_who(1_234_567, &name), "Ana a écrit 1\u{202f}234\u{202f}567");
    assert_eq!(EN.samples_who(-1_234_i64, std::borrow::Cow::from("Ana")), "-1,234 was written by Ana");
    assert_eq!(EN.samples_who(u64::MAX, seven), "9,223,372,036,854,775,807 was written by 7");
}

#[test]
fn plurals_and_exact_numbers() {
    for (n, french, english) in [
        (0, "Aucun commentaire", "No comment"),
        (1, "1 commentaire", "1 comment"),
        (2, "2 commentaires", "2 comments"),
        (1_000_000, "1\u{202f}000\u{202f}000 de commentaires", "1,000,000 comments"),
        (1_000_001, "1\u{202f}000\u{202f}001 commentaires", "1,000,001 comments"),
    ] {
        assert_eq!(FR.samples_count(n), french);
        assert_eq!(EN.samples_count(n), english);
    }
    assert_eq!(FR.samples_count([0; 3].len()), "3 commentaires");
}

#[test]
fn choices_inside_a_sentence() {
    assert_eq!(FR.samples_around(1, "Ana"), "Il reste un jour pour Ana.");
    assert_eq!(FR.samples_around(1000, "Ana"), "Il reste 1\u{202f}000 jours pour Ana.");
    assert_eq!(EN.samples_around(0, "Ana"), "Ana has 0 days left.");
}

#[test]
fn choices_of_fixed_texts_are_fixed() {
    let kinds: [&'static str; 3] = ["post", "comment", "page"].map(|kind| EN.samples_kind(kind));
    assert_eq!(kinds, ["your post", "your comment", "your text"]);
    assert_eq!(["post", "page"].map(|kind| FR.samples_nested(kind, 2)), ["des publications", "autre chose"]);
    assert_eq!(FR.samples_nested("post", 0), "une publication");
    assert_eq!([FR.samples_only_french(2), EN.samples_only_french(2)], ["Choisis", "Chosen"]);
}

#[test]
fn one_allocation_is_enough() {
    let text = FR.samples_count(12_345_678);
    assert!(text.capacity() < 64, "{}", text.capacity());
    let long = "x".repeat(1000);
    let text = EN.samples_who(&long, &long);
    assert_eq!(text.capacity(), text.len());
}

#[test]
fn markup_escapes_words_and_texts_and_keeps_markup() {
    assert_eq!(
        FR.samples_mention_html("R&D <x>", 1, html! { b { "Ana" } }).into_string(),
        "<b>Ana</b> &amp; d’autres ont «\u{a0}mentionné\u{a0}» &lt;R&amp;D &lt;x&gt;&gt; une fois"
    );
    assert_eq!(
        EN.samples_mention_html("post", 1200, "<i>").into_string(),
        "&lt;i&gt; &amp; others “mentioned” &lt;the post&gt; 1,200 times"
    );
}

#[test]
fn refusals_by_their_code() {
    let fr = |code: &str, args: &[(&'static str, i64)]| {
        let (feature, name) = code.split_once('.').unwrap();
        FR.refusal_by_name(feature, name, |wanted| args.iter().find(|(name, _)| *name == wanted).map(|(_, n)| *n))
    };
    assert_eq!(fr("samples.empty", &[]).as_deref(), Some("Écrivez quelque chose."));
    assert_eq!(
        fr("samples.body-too-long", &[("length", 1200), ("max", 1000)]).as_deref(),
        Some("1\u{202f}000 caractères au plus, il y en a 1\u{202f}200.")
    );
    assert_eq!(fr("samples.too-many", &[("max", 1)]).as_deref(), Some("Un seul fichier."));
    assert_eq!(fr("two-words.bad-password", &[]).as_deref(), Some("Ce mot de passe n’est pas le bon."));
    assert_eq!(fr("samples.too-many", &[]), None);
    assert_eq!(fr("samples.plain", &[]), None);
    assert_eq!(fr("two.words", &[]), None);
}
