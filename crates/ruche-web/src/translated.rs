//! A rendered text on its way to a translation engine and back. It goes as HTML, so that what is bold or a list stays so, without what
//! was dressed for the page; what comes back passes the allow-list like any text, its mentions and topics are those of the original
//! again, and it leads nowhere that the original does not.

use crate::markdown::{MAX_HTML, SANITIZER, allow_list, dress_tables, escape, host_beside, without_tags};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What was dressed for the page goes: hosts beside links, companies beside names.
static BARE: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = allow_list();
    builder.clean_content_tags(HashSet::from(["script", "style", "span"])).link_rel(None);
    builder
});

/// What an engine is given of a text that was rendered by [`crate::markdown::render`], under a title that may be empty.
#[must_use]
pub fn question(title: &str, html: &str) -> String {
    let title = if title.is_empty() { String::new() } else { format!("<h3>{}</h3>\n", escape(title)) };
    let bare = BARE.clean(html).to_string();
    let kept = ["/members/", "/topics/"]
        .iter()
        .fold(bare, |html, path| html.replace(&format!("<a href=\"{path}"), &format!("<a translate=\"no\" href=\"{path}")));
    title + &kept
}

/// What an engine answered for `original` (as rendered), safe and dressed; nothing when it is no translation of it.
#[must_use]
pub fn answer(original: &str, question: &str, answered: &str) -> Option<String> {
    let tags = |html: &str| html.matches('<').count();
    // Cleaning takes time with the square of the depth: an answer nests no deeper than twice what was asked holds.
    if answered.len() > MAX_HTML || tags(answered) > 2 * tags(question) + 20 {
        return None;
    }
    let html = dress_tables(&relink(original, &SANITIZER.clean(answered).to_string()));
    (html.len() <= MAX_HTML && !without_tags(&html).trim().is_empty()).then_some(html)
}

/// The links of a cleaned answer by those of the original: a mention and a topic stand as they did, another link keeps its translated
/// words, and one that was not there is words alone.
fn relink(original: &str, html: &str) -> String {
    const LINK: &str = "<a href=\"";
    let known: HashMap<&str, &str> = links(original).collect();
    let mut out = String::with_capacity(html.len() + 64);
    let mut rest = html;
    while let Some((before, link)) = rest.split_once(LINK) {
        out.push_str(before);
        // The allow-list closes every link, and lets none stand in another.
        let parts = link.split_once("</a>").and_then(|(link, after)| Some((link.split_once('>')?, after)));
        let Some(((attributes, words), after)) = parts else {
            rest = link;
            continue;
        };
        let href = attributes.split('"').next().unwrap_or_default();
        match known.get(href) {
            Some(link) if href.starts_with("/members/") || href.starts_with("/topics/") => out.push_str(link),
            Some(_) => {
                for part in [LINK, attributes, ">", words, "</a>", &host_beside(href, words)] {
                    out.push_str(part);
                }
            }
            None => out.push_str(words),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The links of a rendered text: where each leads, and all of it.
fn links(html: &str) -> impl Iterator<Item = (&str, &str)> {
    html.match_indices("<a ").filter_map(|(at, _)| {
        let link = &html[at..at + html[at..].find("</a>")? + "</a>".len()];
        Some((link.split_once("href=\"")?.1.split('"').next()?, link))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::tests::html as rendered;

    #[test]
    fn what_is_asked_is_the_text_without_its_dress() {
        for (title, text, asked) in [
            ("", "Bonjour **à tous**", "<p>Bonjour <strong>à tous</strong></p>\n"),
            ("Où & <quand>", "Ici", "<h3>Où &amp; &lt;quand&gt;</h3>\n<p>Ici</p>\n"),
            (
                "",
                "[@x](/members/8) et #Recharge",
                "<p><a translate=\"no\" href=\"/members/8\">@Ana Delmas</a> et <a translate=\"no\" href=\"/topics/recharge\">#Recharge</a></p>\n",
            ),
            ("", "[ici](https://site.example/a?b=1&c=2)", "<p><a href=\"https://site.example/a?b=1&amp;c=2\">ici</a> </p>\n"),
            (
                "",
                "| a | b |\n|---|---|\n| c | d |",
                "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>c</td>\n<td>d</td>\n</tr>\n</tbody>\n</table>",
            ),
        ] {
            assert_eq!(question(title, &rendered(text)).trim_end(), asked.trim_end(), "{text}");
        }
    }

    #[test]
    fn what_comes_back_is_safe_and_leads_nowhere_else() {
        let text = "[@x](/members/8), [@y](/members/9) et #Recharge, [ici](https://site.example/a) https://site.example/b";
        let original = rendered(text);
        let asked = question("", &original);
        let ana = "<a class=\"mention\" href=\"/members/8\" rel=\"noopener nofollow ugc\">@Ana Delmas<span class=\"mention-partner\"> (Delmas &amp; Fils)</span></a>";
        for (answered, expected) in [
            // Mentions and topics are those of the original, whatever became of their words; so are people who may not read it.
            ("<p><a href=\"/members/8\">@Anna from Mas</a>!</p>", Some(format!("<p>{ana}!</p>"))),
            ("<p><a href=\"/members/9\">@Why</a></p>", Some("<p><a class=\"mention mention-outside\" href=\"/members/9\" rel=\"noopener nofollow ugc\">@y</a></p>".into())),
            ("<p><a translate=\"no\" href=\"/topics/recharge\">#Charging</a></p>", Some("<p><a class=\"topic\" href=\"/topics/recharge\" rel=\"noopener nofollow ugc\">#Recharge</a></p>".into())),
            // Other links are translated and show their host.
            ("<p><a href=\"https://site.example/a\">here</a></p>", Some("<p><a href=\"https://site.example/a\" rel=\"noopener nofollow ugc\">here</a> <span class=\"host\">(site.example)</span></p>".into())),
            ("<p><a href=\"https://site.example/b\">https://site.example/b</a></p>", Some("<p><a href=\"https://site.example/b\" rel=\"noopener nofollow ugc\">https://site.example/b</a></p>".into())),
            // None that was not there.
            ("<p><a href=\"https://evil.example/\">here</a> <a href=\"/members/1\">@Boss</a> <a href=\"/sign-out\">x</a></p>", Some("<p>here @Boss x</p>".into())),
            ("<p onclick=\"x()\" style=\"a\" class=\"b\" id=\"c\">Hi<script>alert(1)</script><img src=x onerror=alert(1)></p>", Some("<p>Hi</p>".into())),
            ("<p><a href=\"javascript:alert(1)\">x</a></p>", Some("<p><a rel=\"noopener nofollow ugc\">x</a></p>".into())),
            ("words alone", Some("words alone".into())),
            // Nothing that is no translation.
            ("", None),
            ("<p> </p>", None),
            ("<script>alert(1)</script>", None),
        ] {
            assert_eq!(answer(&original, &asked, answered), expected, "{answered}");
        }
    }

    #[test]
    fn an_answer_costs_little() {
        let original = rendered("Bonjour");
        let asked = question("", &original);
        let begun = std::time::Instant::now();
        for answered in ["<em>".repeat(60_000), "<p>".repeat(60_000), "x".repeat(MAX_HTML + 1), "<a href=\"".repeat(20_000)] {
            assert_eq!(answer(&original, &asked, &answered), None);
        }
        assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
    }
}
