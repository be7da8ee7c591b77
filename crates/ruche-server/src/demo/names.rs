//! `@{key}` in the texts of the demo company: the mention of a person.

use ruche_kernel::MemberId;

/// The text with each `@{key}` as the mention of whom `who` gives, in the form that people type.
///
/// # Errors
/// The key of a person whom `who` does not know, or what is left of the text after a brace that is not closed.
pub(super) fn mention(text: &str, who: impl Fn(&str) -> Option<(MemberId, String)>) -> Result<String, &str> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("@{") {
        let (key, after) = after.split_once('}').ok_or(after)?;
        let (id, name) = who(key).ok_or(key)?;
        out.push_str(before);
        out.push_str(&format!("[@{name}](/members/{id})"));
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_become_mentions() {
        let who = |key: &str| (key == "ines").then(|| (MemberId(7), "Inès Caron".to_owned()));
        let mentioned = |text| mention(text, who);
        assert_eq!(
            mentioned("entre les mains d’@{ines}, @{ines}."),
            Ok("entre les mains d’[@Inès Caron](/members/7), [@Inès Caron](/members/7).".to_owned())
        );
        assert_eq!(mentioned("a@b {x} `@`"), Ok("a@b {x} `@`".to_owned()));
        assert_eq!(mentioned("@{nobody}"), Err("nobody"));
        assert_eq!(mentioned("@{ines"), Err("ines"));
    }
}
