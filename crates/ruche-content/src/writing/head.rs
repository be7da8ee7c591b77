//! What a page of others says of itself in its head. Read as a stream, no further than the body.

use super::card::LinkCard;
use encoding_rs::Encoding;
use lol_html::html_content::TextChunk;
use lol_html::{AsciiCompatibleEncoding, HtmlRewriter, MemorySettings, Settings, element, text};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use url::Url;

/// The most memory of the reader, in bytes.
const MEMORY: usize = 2 * 1024 * 1024;
/// The most bytes that are kept of one thing a page says.
const LONGEST: usize = 8 * 1024;
/// The names by which pages say what a card shows.
const NAMES: [&str; 5] = ["og:title", "og:description", "og:site_name", "og:image", "description"];

/// The card of the page at `url` that answered `body` under `content_type`, and the address of its picture if it names one; none when
/// it is no page, or says nothing of itself.
pub(super) fn read(url: &str, content_type: &str, body: &[u8]) -> Option<(LinkCard, Option<String>)> {
    let (kind, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
    if !matches!(kind.trim().to_ascii_lowercase().as_str(), "text/html" | "application/xhtml+xml") {
        return None;
    }
    let said = said(charset(parameters), body);
    let decoded = |name: &str| said.get(name).map(|raw| html_escape::decode_html_entities(raw)).filter(|text| !text.trim().is_empty());
    let first = |one: &str, other: &str| decoded(one).or_else(|| decoded(other)).unwrap_or_default();
    let site = decoded("og:site_name").unwrap_or_default();
    let card = LinkCard::of(url, &first("og:title", "title"), &first("og:description", "description"), &site)?;
    // Who is asked for it decides whether that address may be asked.
    let picture = decoded("og:image").and_then(|at| Some(Url::parse(url).ok()?.join(at.trim()).ok()?.into()));
    Some((card, picture))
}

/// The encoding that the header of an answer names.
fn charset(parameters: &str) -> Option<AsciiCompatibleEncoding> {
    let named = parameters.split(';').filter_map(|one| one.split_once('=')).find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    AsciiCompatibleEncoding::new(Encoding::for_label_no_replacement(named?.1.trim().trim_matches('"').as_bytes())?)
}

/// What a head says, by its name; the first of each counts.
fn said(charset: Option<AsciiCompatibleEncoding>, body: &[u8]) -> HashMap<String, String> {
    let said = RefCell::new(HashMap::<String, String>::new());
    let meta = element!("meta[content]", |meta| {
        let name = meta.get_attribute("property").or_else(|| meta.get_attribute("name")).unwrap_or_default().to_ascii_lowercase();
        if let Some(content) = meta.get_attribute("content").filter(|c| NAMES.contains(&name.as_str()) && c.len() <= LONGEST) {
            said.borrow_mut().entry(name).or_insert(content);
        }
        Ok(())
    });
    // The first alone: drawings have titles too. A page need not say where its head begins.
    let titles = Cell::new(0);
    let begun = element!("title", |_| {
        titles.set(titles.get() + 1);
        Ok(())
    });
    let title = text!("title", |chunk: &mut TextChunk<'_>| {
        if titles.get() > 1 {
            return Ok(());
        }
        let mut said = said.borrow_mut();
        let title = said.entry("title".into()).or_default();
        if title.len() + chunk.as_str().len() <= LONGEST {
            title.push_str(chunk.as_str());
        }
        Ok(())
    });
    let end = element!("body", |_| Err("the head is read".into()));
    let settings = Settings::new()
        .append_element_content_handler(meta)
        .append_element_content_handler(begun)
        .append_element_content_handler(title)
        .append_element_content_handler(end)
        .with_memory_settings(MemorySettings::new().with_max_allowed_memory_usage(MEMORY))
        .with_strict(false)
        .with_adjust_charset_on_meta_tag(charset.is_none())
        .with_encoding(charset.unwrap_or_else(AsciiCompatibleEncoding::utf_8));
    let mut reader = HtmlRewriter::new(settings, |_: &[u8]| {});
    // An error is the body, or what cannot be read: what was said until then counts.
    if reader.write(body).is_ok() {
        let _ = reader.end();
    }
    said.take()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The type of an answer, its body, and the title, description and site that are shown of it.
    type Case<'a> = (&'a str, &'a [u8], Option<(&'a str, &'a str, &'a str)>);

    fn shown(content_type: &str, body: &[u8]) -> Option<(String, String, String)> {
        read("https://site.example/", content_type, body).map(|(card, _)| (card.title, card.description, card.site))
    }

    #[test]
    fn heads_say_what_a_card_shows() {
        let all = "<!doctype html><html><head><title>Un titre</title><meta name=description content='Une description'>\
            <meta property='og:title' content='Bornes &amp; copropri&eacute;t&#233;s'><meta property=og:description content=\"D&#x27;abord\">\
            <meta property='og:title' content='Un autre'><meta property='og:site_name' content='L’Avère'></head><body><title>x</title>";
        let cases: [Case; 14] = [
            ("text/html; charset=utf-8", all.as_bytes(), Some(("Bornes & copropriétés", "D'abord", "L’Avère"))),
            ("TEXT/HTML", b"<title>Seul\n titre</title><svg><title>Un dessin</title></svg>", Some(("Seul titre", "", ""))),
            ("text/html", b"<html><head><title>Seul\n titre</title>", Some(("Seul titre", "", ""))),
            ("text/html", b"<head><title>A &lt;b&gt;</title><meta property=og:title content=' '>", Some(("A <b>", "", ""))),
            ("text/html; charset=iso-8859-1", b"<head><title>\xe9t\xe9</title>", Some(("été", "", ""))),
            ("text/html; charset=\"windows-1252\"", b"<head><title>\x80</title>", Some(("€", "", ""))),
            ("text/html", b"<head><meta charset=iso-8859-1><title>\xe9t\xe9</title>", Some(("été", "", ""))),
            ("text/html; charset=utf-16le", b"<head><title>x</title>", Some(("x", "", ""))),
            ("text/html", b"<head></head><body><meta property='og:title' content='Dans le corps'>", None),
            ("text/html", b"<head><script>var a = '<title>faux</title>'</script><title>vrai</title>", Some(("vrai", "", ""))),
            ("text/html", b"", None),
            ("application/pdf", b"<head><title>x</title>", None),
            ("", b"<head><title>x</title>", None),
            ("image/svg+xml", b"<svg><title>x</title></svg>", None),
        ];
        for (content_type, body, expected) in cases {
            let expected = expected.map(|(title, description, site)| (title.to_owned(), description.to_owned(), site.to_owned()));
            assert_eq!(shown(content_type, body), expected, "{content_type} {}", String::from_utf8_lossy(body));
        }
    }

    #[test]
    fn the_picture_of_a_page_has_a_whole_address() {
        for (said, expected) in [
            ("https://b.example/x.png", Some("https://b.example/x.png")),
            ("//b.example/x.png?a=1&amp;b=2", Some("https://b.example/x.png?a=1&b=2")),
            (" /x.png ", Some("https://a.example/x.png")),
            ("x.png", Some("https://a.example/dir/x.png")),
            ("data:image/png;base64,x", Some("data:image/png;base64,x")),
            ("https://[", None),
            ("", None),
        ] {
            let page = format!("<head><title>t</title><meta property='og:image' content='{said}'>");
            let (_, picture) = read("https://a.example/dir/page", "text/html", page.as_bytes()).unwrap();
            assert_eq!(picture.as_deref(), expected, "{said}");
        }
    }

    #[test]
    fn what_is_odd_costs_little() {
        let begun = std::time::Instant::now();
        for body in [
            "<".repeat(1_000_000),
            "<a ".repeat(300_000),
            format!("<head><title>{}", "x".repeat(1_000_000)),
            "<head><meta content=".to_owned() + &"x".repeat(900_000),
            "<div>".repeat(200_000),
            "\0".repeat(500_000),
        ] {
            let _ = shown("text/html", body.as_bytes());
        }
        assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    }
}
