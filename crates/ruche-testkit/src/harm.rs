//! What no page of ours may contain, whatever people typed: found by parsing the page as a browser does.

use crate::Answer;
use scraper::{ElementRef, Html, Selector};
use std::collections::HashSet;

/// The elements that what people write may become.
const PROSE: [&str; 17] =
    ["p", "br", "strong", "em", "del", "ul", "ol", "li", "blockquote", "code", "pre", "a", "h3", "h4", "h5", "hr", "span"];
/// Elements that none of our pages has.
const NEVER: [&str; 18] = [
    "iframe",
    "object",
    "embed",
    "base",
    "applet",
    "frame",
    "frameset",
    "style",
    "math",
    "foreignobject",
    "animate",
    "animatetransform",
    "set",
    "image",
    "marquee",
    "source",
    "portal",
    "xml",
];
/// Attributes that hold an address.
const ADDRESSES: [&str; 10] = ["href", "src", "action", "formaction", "poster", "data", "background", "ping", "manifest", "xlink:href"];

impl Answer {
    /// Everything in the page that people could have put there to do harm, and ids that stand twice.
    #[must_use]
    pub fn harm(&self) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let mut found = Vec::new();
        let mut ids = HashSet::new();
        for element in page.select(&all()) {
            let name = element.value().name().to_ascii_lowercase();
            let mut blame = |what: String| found.push(format!("{} in {}", what, excerpt(&element)));
            if NEVER.contains(&name.as_str()) {
                blame(format!("<{name}>"));
            }
            match name.as_str() {
                "script"
                    if !(element.value().attr("src").is_some_and(|src| src.starts_with("/assets/"))
                        && element.text().all(|t| t.trim().is_empty())) =>
                {
                    blame("a script that is not ours".into())
                }
                "use" if !element.value().attr("href").is_some_and(|href| href.starts_with("/assets/")) => {
                    blame("an icon that is not ours".into())
                }
                "link" if !element.value().attr("href").is_some_and(|href| href.starts_with('/') && !href.starts_with("//")) => {
                    blame("a link element that leads out".into())
                }
                "img" if !element.value().attr("src").is_none_or(|src| src.starts_with("/files/")) => {
                    blame("a picture that is not ours".into())
                }
                // A player is one of ours alone, below the text and never within it.
                "video" | "audio"
                    if !element.value().attr("src").is_some_and(|src| src.starts_with("/files/") && src.ends_with("/play"))
                        || !element.value().attr("poster").is_none_or(|poster| poster.starts_with("/files/"))
                        || element.value().attr("autoplay").is_some() =>
                {
                    blame("a player that is not ours".into())
                }
                "track" if !element.value().attr("src").is_some_and(|src| src.starts_with("/files/")) => {
                    blame("subtitles that are not ours".into())
                }
                "form" if !element.value().attr("action").is_none_or(|to| to.starts_with('/') && !to.starts_with("//")) => {
                    blame("a form that leads out".into())
                }
                "meta" if element.value().attr("http-equiv").is_some() => blame("a meta that acts".into()),
                _ => {}
            }
            for (attribute, value) in element.value().attrs() {
                let attribute = attribute.to_ascii_lowercase();
                if attribute.starts_with("on") || matches!(attribute.as_str(), "style" | "srcdoc") {
                    blame(format!("attribute {attribute}"));
                }
                let bare: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).flat_map(char::to_lowercase).collect();
                if ADDRESSES.contains(&attribute.as_str())
                    && ["javascript:", "vbscript:", "data:"].iter().any(|scheme| bare.starts_with(scheme))
                {
                    blame(format!("{attribute}={value:?}"));
                }
                if attribute == "id" && !ids.insert(value.to_owned()) {
                    blame(format!("the id {value} twice"));
                }
            }
        }
        let inside = Selector::parse(".prose *").expect("a selector");
        for element in page.select(&inside) {
            let name = element.value().name();
            if !PROSE.contains(&name) {
                found.push(format!("<{name}> in what someone wrote: {}", excerpt(&element)));
            }
            for (attribute, value) in element.value().attrs() {
                let fine = match attribute {
                    "href" => {
                        value.starts_with("https://")
                            || value.starts_with("http://")
                            || value.starts_with("mailto:")
                            || value.starts_with("tel:")
                            || (value.starts_with('/') && !value.starts_with("//"))
                    }
                    "rel" => value == "noopener nofollow ugc",
                    "class" => matches!(value, "mention" | "mention mention-outside" | "mention-partner" | "host" | "topic"),
                    "start" => value.parse::<i64>().is_ok(),
                    _ => false,
                };
                if !fine {
                    found.push(format!("{attribute}={value:?} in what someone wrote"));
                }
            }
        }
        found
    }

    /// Asserts that there is no harm in the page, and gives it back.
    #[track_caller]
    pub fn harmless(self) -> Self {
        let found = self.harm();
        assert!(found.is_empty(), "{}: {}", self.path, found.join("\n"));
        self
    }
}

fn all() -> Selector {
    Selector::parse("*").expect("a selector")
}

fn excerpt(element: &ElementRef<'_>) -> String {
    element.html().chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use crate::Answer;
    use reqwest::StatusCode;
    use reqwest::header::HeaderMap;

    fn harm(body: &str) -> usize {
        Answer { status: StatusCode::OK, headers: HeaderMap::new(), body: body.to_owned(), path: String::new(), statements: 0 }.harm().len()
    }

    #[test]
    fn harm_is_seen_and_what_is_ours_is_not() {
        for (body, expected) in [
            ("<p>Bonjour &lt;script&gt;</p><script type=module src=/assets/a.js></script><img src=/files/7/480>", 0),
            ("<div class=prose><p>a <a class=mention rel='noopener nofollow ugc' href=/members/7>@A</a></p></div>", 0),
            ("<script>alert(1)</script>", 1),
            ("<script src=/assets/a.js>alert(1)</script>", 1),
            ("<p onclick=a>x</p>", 1),
            ("<a href='java\nscript:alert(1)'>x</a>", 1),
            ("<img src=x onerror=a>", 2),
            ("<svg><use href='data:x'></use></svg>", 2),
            ("<div class=prose><p data-controller=x>a</p></div>", 1),
            ("<div class=prose><img src=/files/7/480></div>", 2),
            ("<video src=/files/7/play poster=/files/7/480><track src=/files/7/captions></video><audio src=/files/8/play></audio>", 0),
            ("<video src=https://evil.example/a.mp4></video>", 1),
            ("<audio src=/files/8/play autoplay></audio>", 1),
            ("<video><source src=https://evil.example/a.mp4></video>", 2),
            ("<video src=/files/7/play><track src=//evil.example></video>", 1),
            ("<div class=prose><video src=/files/7/play></video></div>", 2),
            ("<form action=https://evil.example></form>", 1),
            ("<p id=a></p><p id=a></p>", 1),
        ] {
            assert_eq!(harm(body), expected, "{body}");
        }
    }
}
