//! The part of the documentation that says the kinds: made of them, so that it cannot say something else.

use super::kind::{Kind, Parts};
use super::kinds::{KINDS, LEFT_OUT};
use std::fmt::Write as _;

/// The kinds field by field, with an example line each, and what is left out, in Markdown.
#[must_use]
pub fn documented() -> String {
    let mut text = String::new();
    for kind in KINDS {
        say(&mut text, kind);
    }
    text.push_str("## What is left out\n\n| what | why |\n| --- | --- |\n");
    for (table, why) in LEFT_OUT {
        line(&mut text, &[&format!("the table `{table}`"), why]);
    }
    for kind in KINDS {
        for filled in kind.filled {
            line(&mut text, &[&format!("`{}` of the table `{}`", filled.column, kind.table), filled.why]);
        }
    }
    text
}

fn say(text: &mut String, kind: &Kind) {
    // Writing to a text does not fail.
    let _ = write!(text, "### `{}`\n\n{}\n\n| field | is | says |\n| --- | --- | --- |\n", kind.file(), kind.about);
    for field in kind.fields {
        line(text, &[&format!("`{}`", field.name), &field.shape.words(), field.about]);
    }
    if kind.parts != Parts::None {
        line(
            text,
            &[
                "`parts`",
                "list of objects",
                "its bytes: `name` is what each part is called, `bytes` how many, `sha256` their digest, the name below `files/`; null where they were removed while the export was written",
            ],
        );
    }
    let _ = write!(text, "\n```json\n{}```\n\n", kind.example());
}

fn line(text: &mut String, cells: &[&str]) {
    let _ = writeln!(text, "| {} |", cells.join(" | "));
}

#[cfg(test)]
mod tests {
    use super::documented;

    const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/operate/export.md");
    const MARK: &str = "<!-- What follows is made of crates/ruche-import/src/export/kinds by its test: RUCHE_TEST_EXPORT=write -->\n";

    #[test]
    fn the_documentation_says_every_field_and_no_other() {
        let page = std::fs::read_to_string(PAGE).unwrap();
        let (head, said) = page.split_once(MARK).expect("the mark");
        let documented = format!("\n{}", documented());
        if std::env::var("RUCHE_TEST_EXPORT").as_deref() == Ok("write") {
            std::fs::write(PAGE, format!("{head}{MARK}{documented}")).unwrap();
            return;
        }
        assert!(said == documented, "docs/operate/export.md is not what is exported: run this test with RUCHE_TEST_EXPORT=write");
    }
}
