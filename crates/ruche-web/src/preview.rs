//! Looking through somebody else’s eyes: a page on which nothing can be done, and which leads nowhere but to its own pages.
//!
//! It is decided here, on the finished markup, so that no part of a page can forget it: forms are forms no more, what could be pressed
//! is disabled, no behaviour of the script is attached to it, and every link that is not one of the preview’s goes.

use crate::context::Ctx;
use crate::layout;
use crate::parts::icon;
use maud::{Markup, PreEscaped, html};

/// Whose eyes, in words, and the way out.
pub struct Eyes<'a> {
    /// Whose view this is: a sentence.
    pub whose: &'a str,
    /// The address that is left to.
    pub leave: &'a str,
}

/// A page of a preview, below the bar that says so. `stay` gives the address within the preview of one of ours, nothing for those that
/// lead out of it.
#[must_use]
pub fn page(ctx: &Ctx, title: &str, eyes: &Eyes<'_>, main: &Markup, stay: impl Fn(&str) -> Option<String>) -> Markup {
    let t = ctx.t;
    let body = html! {
        div class="netbar view-as alone" data-tone="violet" role="region" aria-label=(t.web_preview()) {
            (icon(ctx, "eye"))
            span { b { (eyes.whose) } " " (t.web_preview_text()) }
            a class="btn btn-sm" href=(eyes.leave) { (t.web_preview_leave()) }
        }
        div class="page page-alone" { main class="page-main" id="main" { (look_only(&main.0, &|href| led(href, &ctx.app.settings.link(""), &stay))) } }
    };
    layout::bare(ctx, title, &body)
}

/// What of an element is kept, by its name.
enum Element {
    /// A form becomes a box.
    Form,
    /// What can be pressed or filled in.
    Control,
    /// A link.
    Link,
    /// What would load something of its own accord.
    Frame,
    /// Anything else.
    Other,
}

/// Markup that can be looked at and nothing else.
fn look_only(markup: &str, led: &dyn Fn(&str) -> Option<String>) -> Markup {
    let (mut out, mut rest) = (String::with_capacity(markup.len()), markup);
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let end = end_of_tag(&rest[start..]).map_or(rest.len(), |length| start + length);
        out.push_str(&tag(&rest[start..end], led));
        rest = &rest[end..];
    }
    out.push_str(rest);
    PreEscaped(out)
}

/// How long the tag is that a text begins with: to the sign that ends it, which may stand within a value in quotes.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quoted = false;
    text.char_indices().find_map(|(at, sign)| {
        quoted ^= sign == '"';
        (sign == '>' && !quoted).then_some(at + 1)
    })
}

fn tag(tag: &str, led: &dyn Fn(&str) -> Option<String>) -> String {
    let inner = tag.trim_start_matches('<').trim_end_matches('>');
    let name_length = inner.find(|sign: char| sign.is_whitespace()).unwrap_or(inner.len());
    let (name, attributes) = inner.split_at(name_length);
    let element = match name.trim_start_matches('/').to_ascii_lowercase().as_str() {
        "form" => Element::Form,
        "button" | "input" | "textarea" | "select" | "fieldset" => Element::Control,
        "a" | "area" => Element::Link,
        "turbo-frame" => Element::Frame,
        _ => Element::Other,
    };
    if name.starts_with('/') {
        return if matches!(element, Element::Form) { "</div>".to_owned() } else { tag.to_owned() };
    }
    let mut kept = format!("<{}", if matches!(element, Element::Form) { "div" } else { name });
    for (key, value) in pairs(attributes) {
        let value = match (&element, key) {
            (_, key) if ACTS.iter().any(|act| key.starts_with(act)) => continue,
            (Element::Form, "class") | (Element::Other, _) => value.map(str::to_owned),
            // What leads nowhere opens nothing.
            (Element::Form, _)
            | (Element::Control, "disabled" | "formaction")
            | (Element::Frame, "src")
            | (Element::Link, "aria-expanded") => continue,
            (Element::Link, "href") => match value.and_then(led) {
                Some(href) => Some(href),
                None => continue,
            },
            _ => value.map(str::to_owned),
        };
        kept.push(' ');
        kept.push_str(key);
        if let Some(value) = value {
            kept.push_str("=\"");
            kept.push_str(&value);
            kept.push('"');
        }
    }
    if matches!(element, Element::Control) {
        kept.push_str(" disabled");
    }
    kept.push('>');
    kept
}

/// The beginnings of the attributes by which a page does something.
const ACTS: [&str; 8] =
    ["data-controller", "data-action", "data-opens", "data-composer", "data-shortcut", "data-turbo", "popovertarget", "on"];

/// Where a link leads to, as an attribute holds it: elsewhere, within the page, or within the preview. People write addresses of ours
/// whole, below `site`: these are no others.
fn led(href: &str, site: &str, stay: impl Fn(&str) -> Option<String>) -> Option<String> {
    let own = href.strip_prefix(site).filter(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']));
    let outside = own.is_none() && (href.starts_with("https://") || href.starts_with("http://"));
    let path = own.unwrap_or(href);
    // A file is given to whoever looks by their own rights.
    if outside || href.starts_with('#') || path.starts_with("/files/") { Some(href.to_owned()) } else { stay(path) }
}

/// The attributes of a tag: names, each with its value as it stands in its quotes.
fn pairs(mut text: &str) -> Vec<(&str, Option<&str>)> {
    let mut found = Vec::new();
    loop {
        text = text.trim_start();
        let end = text.find(|sign: char| sign == '=' || sign.is_whitespace()).unwrap_or(text.len());
        let (key, rest) = text.split_at(end);
        if key.is_empty() {
            return found;
        }
        match rest.strip_prefix("=\"").and_then(|rest| rest.split_once('"')) {
            Some((value, rest)) => {
                found.push((key, Some(value)));
                text = rest;
            }
            None => {
                found.push((key, None));
                text = rest.strip_prefix('=').unwrap_or(rest);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_can_be_done_and_no_link_leads_out() {
        let stay = |href: &str| href.strip_prefix("/communities/7").map(|rest| format!("/communities/7/as/9{rest}"));
        for (markup, seen) in [
            ("<p>1 &lt; 2</p>", "<p>1 &lt; 2</p>"),
            (
                r#"<form class="row" action="/x" method="post" aria-label="y"><button name="a" value="b" formaction="/z" data-action="x#y">Go</button></form>"#,
                r#"<div class="row"><button name="a" value="b" disabled>Go</button></div>"#,
            ),
            (r#"<input type="checkbox" checked disabled>"#, r#"<input type="checkbox" checked disabled>"#),
            (r#"<textarea name="body">a</textarea>"#, r#"<textarea name="body" disabled>a</textarea>"#),
            (r#"<a class="btn" href="/comments/3/reply" aria-expanded="false">Reply</a>"#, r#"<a class="btn">Reply</a>"#),
            (r#"<a class="name" href="/members/3">Zoé</a>"#, r#"<a class="name">Zoé</a>"#),
            (r#"<a href="/communities/7?after=1">x</a>"#, r#"<a href="/communities/7/as/9?after=1">x</a>"#),
            (r##"<a href="#comments">x</a>"##, r##"<a href="#comments">x</a>"##),
            (r#"<a href="https://site.example/a>b" title="c > d">x</a>"#, r#"<a href="https://site.example/a>b" title="c > d">x</a>"#),
            (r#"<a href="https://ruche.example/settings">x</a>"#, "<a>x</a>"),
            (r#"<a href="https://ruche.example.evil/settings">x</a>"#, r#"<a href="https://ruche.example.evil/settings">x</a>"#),
            (r#"<a href="https://ruche.example/communities/7">x</a>"#, r#"<a href="/communities/7/as/9">x</a>"#),
            (r#"<a href="javascript:alert(1)" onclick="x()">x</a>"#, "<a>x</a>"),
            (
                r#"<a href="/files/5/2000" data-turbo-frame="x"><img src="/files/5/480" alt=""></a>"#,
                r#"<a href="/files/5/2000"><img src="/files/5/480" alt=""></a>"#,
            ),
            (r#"<svg><use href="/icons.svg#i-eye"></use></svg>"#, r#"<svg><use href="/icons.svg#i-eye"></use></svg>"#),
            (
                r#"<turbo-frame id="a" src="/posts/1/x" loading="lazy"></turbo-frame>"#,
                r#"<turbo-frame id="a" loading="lazy"></turbo-frame>"#,
            ),
            (
                r#"<div data-controller="fragment" data-tone="info" data-fragment-url-value="/x">a</div>"#,
                r#"<div data-tone="info" data-fragment-url-value="/x">a</div>"#,
            ),
            (r#"<button popovertarget="m" aria-label="More">…</button>"#, r#"<button aria-label="More" disabled>…</button>"#),
        ] {
            assert_eq!(look_only(markup, &|href| led(href, "https://ruche.example", stay)).0, seen);
        }
    }
}
