//! HTML of elsewhere as Markdown: what people meant by it, within what may be written here.
//!
//! Rules: it is cleaned by the allow-list first, so that what is read is well formed; a picture becomes a link to it, since pages call
//! nobody; a link that does not say `http`, `https` or `mailto` keeps its words alone, so that none leads into this company.

use html_escape::decode_html_entities;
use std::borrow::Cow;
use std::sync::LazyLock;

/// The deepest that parts stand in one another; what is deeper stands there.
const MAX_DEPTH: usize = 24;

const TAGS: [&str; 35] = [
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "strong",
    "sub",
    "sup",
    "table",
    "td",
    "th",
    "tr",
    "ul",
    "strike",
];

static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = ammonia::Builder::empty();
    cleaner
        .tags(TAGS.into_iter().collect())
        .add_tag_attributes("a", ["href"])
        .add_tag_attributes("img", ["src", "alt"])
        .clean_content_tags(["script", "style"].into_iter().collect())
        .url_schemes(["http", "https", "mailto"].into_iter().collect())
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(None);
    cleaner
});

/// An element, or words.
#[derive(Debug)]
enum Node {
    Words(String),
    Element(Element),
}

#[derive(Debug, Default)]
struct Element {
    tag: String,
    /// Where it leads, or what it shows.
    address: String,
    /// What a picture shows, in words.
    alt: String,
    children: Vec<Node>,
}

/// Markdown that shows what this HTML shows.
#[must_use]
pub fn markdown(html: &str) -> String {
    blocks(&tree(&CLEANER.clean(html).to_string()).children).join("\n\n")
}

/// The elements of HTML that was cleaned: every one is closed, every attribute quoted, every sign escaped.
fn tree(html: &str) -> Element {
    let mut open = vec![Element::default()];
    for piece in html.split('<') {
        let (tag, words) = piece.split_once('>').unwrap_or(("", piece));
        if let Some(name) = tag.strip_prefix('/') {
            if open.len() > 1 && open.last().is_some_and(|element| element.tag == name) {
                close(&mut open);
            }
        } else if !tag.is_empty() {
            let element = element(tag);
            let void = matches!(element.tag.as_str(), "br" | "hr" | "img");
            if void {
                push(&mut open, Node::Element(element));
            } else if open.len() < MAX_DEPTH {
                open.push(element);
            }
        }
        if !words.is_empty() {
            push(&mut open, Node::Words(decode_html_entities(words).into_owned()));
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().unwrap_or_default()
}

fn push(open: &mut [Element], node: Node) {
    if let Some(last) = open.last_mut() {
        last.children.push(node);
    }
}

fn close(open: &mut Vec<Element>) {
    if let Some(element) = open.pop() {
        push(open, Node::Element(element));
    }
}

fn element(tag: &str) -> Element {
    let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
    let value = |name: &str| {
        let (_, rest) = attributes.split_once(&format!("{name}=\""))?;
        rest.split_once('"').map(|(value, _)| decode_html_entities(value).into_owned())
    };
    let address = value("href").or_else(|| value("src")).unwrap_or_default();
    Element { tag: name.trim_end_matches('/').to_owned(), address, alt: value("alt").unwrap_or_default(), children: Vec::new() }
}

const BLOCKS: [&str; 17] =
    ["blockquote", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "ul"];

/// The blocks of some nodes; words between them are paragraphs.
fn blocks(nodes: &[Node]) -> Vec<String> {
    let mut found = Vec::new();
    let mut words: Vec<&Node> = Vec::new();
    for node in nodes {
        match node {
            Node::Element(element) if BLOCKS.contains(&element.tag.as_str()) => {
                paragraph(&mut found, &mut words);
                block(&mut found, element);
            }
            other => words.push(other),
        }
    }
    paragraph(&mut found, &mut words);
    found
}

fn paragraph(found: &mut Vec<String>, words: &mut Vec<&Node>) {
    let text = lines(&inline(words.drain(..)));
    if !text.is_empty() {
        found.push(text);
    }
}

fn block(found: &mut Vec<String>, element: &Element) {
    let children = &element.children;
    match element.tag.as_str() {
        "hr" => found.push("---".into()),
        "pre" => found.push(fenced(&plain(children))),
        "ul" | "ol" => found.extend(list(element)),
        "table" => found.extend(table(children)),
        "blockquote" => {
            let quoted = blocks(children).join("\n\n");
            if !quoted.is_empty() {
                found.push(
                    quoted
                        .lines()
                        .map(|line| if line.is_empty() { ">".into() } else { format!("> {line}") })
                        .collect::<Vec<String>>()
                        .join("\n"),
                );
            }
        }
        tag if tag.len() == 2 && tag.starts_with('h') => {
            let level = tag[1..].parse().unwrap_or(2);
            let title = inline(children.iter()).split_whitespace().collect::<Vec<_>>().join(" ");
            if !title.is_empty() {
                found.push(format!("{} {title}", "#".repeat(level)));
            }
        }
        _ => found.extend(blocks(children)),
    }
}

/// The items of a list, each line of one below its first word.
fn list(element: &Element) -> Option<String> {
    let items = element.children.iter().filter_map(|node| match node {
        Node::Element(item) if item.tag == "li" => Some(blocks(&item.children)),
        _ => None,
    });
    let mut text = Vec::new();
    for (number, blocks) in (1..).zip(items) {
        let mark = if element.tag == "ol" { format!("{number}. ") } else { "- ".to_owned() };
        let indent = " ".repeat(mark.len());
        let body = blocks
            .join("\n\n")
            .lines()
            .map(|line| if line.is_empty() { String::new() } else { format!("{indent}{line}") })
            .collect::<Vec<_>>()
            .join("\n");
        text.push(format!("{mark}{}", body.trim_start()));
    }
    (!text.is_empty()).then(|| text.join("\n"))
}

/// The rows of a table, the first as its head.
fn table(nodes: &[Node]) -> Option<String> {
    let mut rows = Vec::new();
    for node in nodes {
        if let Node::Element(row) = node
            && row.tag == "tr"
        {
            let cells = row.children.iter().filter_map(|node| match node {
                Node::Element(cell) => {
                    Some(inline(cell.children.iter()).split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|"))
                }
                Node::Words(_) => None,
            });
            rows.push(cells.collect::<Vec<_>>());
        }
    }
    let width = rows.iter().map(Vec::len).max().filter(|width| *width > 0)?;
    let line = |cells: &[String]| {
        let cells = (0..width).map(|at| cells.get(at).map_or("", String::as_str));
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    let mut lines: Vec<String> = rows.iter().map(|row| line(row)).collect();
    lines.insert(1, format!("|{}", " --- |".repeat(width)));
    Some(lines.join("\n"))
}

/// A block of code, between fences that do not stand in it.
pub(crate) fn fenced(code: &str) -> String {
    let mut fence = "```".to_owned();
    while code.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}\n{}\n{fence}", code.trim_matches('\n').trim_end())
}

/// The words alone.
fn plain(nodes: &[Node]) -> String {
    nodes
        .iter()
        .map(|node| match node {
            Node::Words(words) => words.clone(),
            Node::Element(element) if element.tag == "br" => "\n".into(),
            Node::Element(element) => plain(&element.children),
        })
        .collect()
}

/// Words and what stands among them. A line end is one that was meant.
fn inline<'n>(nodes: impl Iterator<Item = &'n Node>) -> String {
    let mut out = String::new();
    for node in nodes {
        let Node::Element(element) = node else {
            if let Node::Words(words) = node {
                out.push_str(&escape(words));
            }
            continue;
        };
        let children = element.children.iter();
        match element.tag.as_str() {
            "br" => out.push('\n'),
            "strong" | "b" => out.push_str(&around(&inline(children), "**")),
            "em" | "i" => out.push_str(&around(&inline(children), "*")),
            "del" | "s" | "strike" => out.push_str(&around(&inline(children), "~~")),
            "code" | "kbd" => out.push_str(&code(&plain(&element.children))),
            "sup" => out.push_str(&format!("^{}", inline(children))),
            "a" => out.push_str(&link(&inline(children), &element.address)),
            "img" => out.push_str(&link(&escape(if element.alt.is_empty() { "image" } else { &element.alt }), &element.address)),
            _ => out.push_str(&inline(children)),
        }
    }
    out
}

pub(crate) fn link(words: &str, address: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let safe = !address.is_empty() && !address.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>'));
    match (words.is_empty(), safe) {
        (true, _) => String::new(),
        (false, true) => format!("[{words}](<{address}>)"),
        (false, false) => words,
    }
}

/// Words between marks, which touch them.
fn around(words: &str, mark: &str) -> String {
    let inner = words.trim();
    if inner.is_empty() || inner.contains('\n') {
        return words.to_owned();
    }
    let (before, after) = (&words[..words.len() - words.trim_start().len()], &words[words.trim_end().len()..]);
    format!("{before}{mark}{inner}{mark}{after}")
}

/// Code among words, between as many marks as do not stand in it.
pub(crate) fn code(text: &str) -> String {
    let text = text.replace('\n', " ");
    if text.trim().is_empty() {
        return text;
    }
    let mut mark = "`".to_owned();
    while text.contains(&mark) {
        mark.push('`');
    }
    if text.starts_with('`') || text.ends_with('`') { format!("{mark} {text} {mark}") } else { format!("{mark}{text}{mark}") }
}

/// Words as they are, none of them taken for a sign of Markdown. Line ends of the source are spaces.
pub(crate) fn escape(words: &str) -> String {
    escape_after(' ', words)
}

/// The same for words that stand after a sign.
pub(crate) fn escape_after(mut before: char, words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    let mut rest = words.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        let marks = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' => true,
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '~' => next == '~' || before == '~',
            '&' => next.is_ascii_alphabetic() || next == '#',
            _ => false,
        };
        if marks {
            out.push('\\');
        }
        out.push(if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c });
        before = c;
    }
    out
}

/// Lines of words, of which none begins a list, a heading or a quotation.
pub(crate) fn lines(text: &str) -> String {
    let line = |line: &str| -> Cow<'_, str> {
        let line = line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let number = line.bytes().take_while(u8::is_ascii_digit).count();
        if line.starts_with(['#', '>', '+', '-', '=', '|']) {
            format!("\\{line}").into()
        } else if number > 0 && line[number..].starts_with(['.', ')']) {
            format!("{}\\{}", &line[..number], &line[number..]).into()
        } else {
            line.into()
        }
    };
    text.trim().lines().map(|text| line(text).into_owned()).collect::<Vec<_>>().join("\n")
}

/// Markdown of elsewhere in which no link leads into this company: one that does not say where on the web it leads keeps its words.
#[must_use]
pub(crate) fn outward(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len() + 8);
    let mut rest = markdown;
    while let Some(at) = rest.find(']') {
        let after = &rest[at + 1..];
        let target = after.strip_prefix('(').or_else(|| after.strip_prefix(':'));
        let leads = target.is_none_or(|target| {
            let target = target.trim_start().trim_start_matches('<').to_ascii_lowercase();
            ["http://", "https://", "mailto:"].iter().any(|scheme| target.starts_with(scheme))
        });
        out.push_str(&rest[..at]);
        out.push_str(if leads { "]" } else { "\\]" });
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    fn shown(markdown: &str) -> String {
        ruche_web::markdown::render(markdown, &HashMap::new()).html
    }

    #[test]
    fn html_becomes_markdown() {
        for (html, expected) in [
            ("<p>One\ntwo</p>\n\n<p>three<br>four</p>", "One two\n\nthree\nfour"),
            ("<p>A <em>b </em><strong>c</strong> <del>d</del> <code>e`f</code></p>", "A *b* **c** ~~d~~ ``e`f``"),
            ("<ul>\n<li>a</li>\n<li>b<ol><li>c</li><li>d</li></ol></li>\n</ul>", "- a\n- b\n\n  1. c\n  2. d"),
            ("<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>", "> a\n>\n> b"),
            ("<pre><code>if a &lt; b:\n    *x*\n</code></pre>", "```\nif a < b:\n    *x*\n```"),
            ("<h2>T *</h2><hr>", "## T \\*\n\n---"),
            (
                "<p><a href=\"https://a.example/(x)\" rel=\"nofollow\">b</a> <a href=\"/members/7\">@c</a> <a href=\"javascript:x\">d</a></p>",
                "[b](<https://a.example/(x)>) @c d",
            ),
            ("<p><img src=\"https://a.example/i.png\" alt=\"A cat\"></p>", "[A cat](<https://a.example/i.png>)"),
            ("<table><tr><th>a</th><th>b</th></tr><tr><td>1|2</td></tr></table>", "| a | b |\n| --- | --- |\n| 1\\|2 |  |"),
            (
                "<p># a</p><p>1. b</p><p>- c</p><p>snake_case _d_ &amp;amp; x &lt; y</p>",
                "\\# a\n\n1\\. b\n\n\\- c\n\nsnake_case \\_d\\_ \\&amp; x \\< y",
            ),
            ("<script>x</script><p>2<sup>n</sup></p>", "2^n"),
            ("no <b>end", "no **end**"),
            ("", ""),
        ] {
            assert_eq!(markdown(html), expected, "{html}");
        }
    }

    #[test]
    fn what_is_shown_is_what_was_said() {
        for (html, words) in [
            ("<p>a <b>b</b>c * d_e_ [f](/g) &lt;i&gt; &amp;copy;</p>", "a bc * d_e_ [f](/g) <i> &copy;"),
            ("<pre>```\ncode</pre>", "```\ncode"),
        ] {
            assert_eq!(ruche_web::markdown::render(&markdown(html), &HashMap::new()).plain.trim(), words, "{html}");
        }
        let deep = format!("{}x{}", "<blockquote>".repeat(5000), "</blockquote>".repeat(5000));
        assert!(shown(&markdown(&deep)).contains('x'));
    }

    #[test]
    fn links_of_elsewhere_lead_nowhere_in_here() {
        for (markdown, safe) in [
            ("[a](https://b.example) [c]", "[a](https://b.example) [c]"),
            ("[@x](/members/7)", "[@x\\](/members/7)"),
            ("[@x]( </members/7>)", "[@x\\]( </members/7>)"),
            ("[@x][1]\n\n[1]: /members/7", "[@x][1]\n\n[1\\]: /members/7"),
        ] {
            assert_eq!(outward(markdown), safe);
            assert!(ruche_web::markdown::named(&outward(markdown)).members.is_empty(), "{markdown}");
        }
    }
}
