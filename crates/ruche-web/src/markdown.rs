//! What people write: Markdown in, allow-listed HTML out, with the people and topics that it names.
//!
//! Deliberately not here: who may be mentioned; the caller gives the people it knows and decides.

use comrak::nodes::{AstNode, NodeLink, NodeValue};
use comrak::{Arena, Options, parse_document};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

/// The most characters of a text.
pub const MAX_CHARS: usize = 20_000;
/// The most people that one text mentions, and the most topics it names.
pub const MAX_MENTIONS: usize = 50;

/// How many addresses that a text links to are told.
const MAX_LINKS: usize = 20;

/// The most bytes of the HTML of one text: the longest text of words is far below, what only repeats signs is not.
pub const MAX_HTML: usize = 256 * 1024;

/// The most cells that the tables of one text may have: a row of one sign is filled up to the width of its table, so that a short text
/// could ask for half a million. A text beyond it keeps its tables as they were typed.
pub const MAX_CELLS: usize = 2_000;

/// The deepest that parts of a text stand in one another.
const MAX_DEPTH: usize = 24;

/// What a text says besides its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Ids of the people it mentions, by `[@Name](/members/ID)`.
    pub members: BTreeSet<i64>,
    /// Topics, by `#word`: the key (without accents, in lower case) and the word as written.
    pub topics: Vec<(String, String)>,
}

/// How a person whom a text mentions is named in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mentioned {
    /// The name.
    pub name: String,
    /// The company of a partner, which stands beside the name wherever it appears.
    pub partner: Option<String>,
}

/// A text made ready.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// Safe HTML.
    pub html: String,
    /// The words alone, for titles, extracts and search.
    pub plain: String,
    /// The first addresses of the web that it links to, in their order.
    pub links: Vec<url::Url>,
}

fn options(text: &str) -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = cells_at_most(text) <= MAX_CELLS;
    options.extension.autolink = true;
    options.parse.smart = false;
    // A single line end is a line end, as in every text box that people know.
    options.render.hardbreaks = true;
    options.render.r#unsafe = false;
    options.render.escape = true;
    options
}

fn parse<'a>(arena: &'a Arena<'a>, text: &str) -> &'a AstNode<'a> {
    let root = parse_document(arena, text, &options(text));
    flatten(arena, root);
    root
}

/// Keeps what stands too deep as its words alone: cleaning takes time with the square of the depth, and nobody reads it.
fn flatten<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>) {
    let mut waiting = vec![(root, 0)];
    while let Some((node, depth)) = waiting.pop() {
        let inline = matches!(node.data.borrow().value, NodeValue::Emph | NodeValue::Strong | NodeValue::Strikethrough);
        let block = matches!(node.data.borrow().value, NodeValue::BlockQuote | NodeValue::Item(_));
        if depth < MAX_DEPTH || !(inline || block) {
            waiting.extend(node.children().map(|child| (child, depth + 1)));
            continue;
        }
        let words = arena.alloc(NodeValue::Text(words(node).into()).into());
        for child in node.children().collect::<Vec<_>>() {
            child.detach();
        }
        if inline {
            node.append(words);
        } else {
            let paragraph = arena.alloc(NodeValue::Paragraph.into());
            paragraph.append(words);
            node.append(paragraph);
        }
    }
}

/// The words of HTML that [`render`] made: what stands in blocks of its own is kept apart by a line end. Linear.
#[must_use]
pub fn words_of(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    for piece in html.split('<') {
        // Only tags begin with the sign: what people typed is escaped.
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        let inline = matches!(name, "" | "a" | "b" | "code" | "del" | "em" | "i" | "img" | "s" | "span" | "strong");
        if !inline && !words.is_empty() && !words.ends_with('\n') {
            words.push('\n');
        }
        words.push_str(&html_escape::decode_html_entities(text));
    }
    words.trim().to_owned()
}

/// The people and topics that a text names.
#[must_use]
pub fn named(text: &str) -> Named {
    let arena = Arena::new();
    let root = parse(&arena, text);
    let mut found = Named::default();
    let mut seen = HashSet::new();
    for node in root.descendants() {
        match &node.data.borrow().value {
            NodeValue::Link(link) => {
                if let Some(id) = mention(link)
                    && found.members.len() < MAX_MENTIONS
                {
                    found.members.insert(id);
                }
            }
            NodeValue::Text(text) if !inside_link_or_code(node) => {
                for (start, end) in topics_in(text) {
                    let word = &text[start + 1..end];
                    let key = ruche_kernel::names::sort_key(word);
                    if found.topics.len() < MAX_MENTIONS && seen.insert(key.clone()) {
                        found.topics.push((key, word.to_owned()));
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// Renders a text. `people` gives the current name of each person it mentions who can see the place; the mention of
/// anyone else is shown as plain words, marked.
#[must_use]
pub fn render(text: &str, people: &HashMap<i64, Mentioned>) -> Rendered {
    let arena = Arena::new();
    let root = parse(&arena, text);
    for node in root.descendants().collect::<Vec<_>>() {
        let mut topics = None;
        {
            let mut data = node.data.borrow_mut();
            match &mut data.value {
                NodeValue::Text(text) => topics = Some(text.to_string()),
                // Headings of what people write stand below those of the page.
                NodeValue::Heading(heading) => heading.level = (heading.level + 1).clamp(3, 5),
                _ => {}
            }
        }
        if let Some(id) = mention_of(node) {
            name_mention(&arena, node, people.get(&id).map(|person| person.name.as_str()));
        } else if let Some(text) = topics.filter(|_| !inside_link_or_code(node)) {
            link_topics(&arena, node, &text);
        }
    }
    let plain = words(root);
    let links = root.descendants().filter_map(web_address).take(MAX_LINKS).collect();
    let mut html = String::new();
    // Writing into a String cannot fail.
    let _ = comrak::format_html(root, &options(text), &mut html);
    Rendered { html: dress_tables(&dress_links(&SANITIZER.clean(&html).to_string(), people)), plain, links }
}

/// How many cells the tables of a text could have at most, before any is made: each line that may say the columns, times the lines
/// that follow it without an empty one.
fn cells_at_most(text: &str) -> usize {
    let lines: Vec<&str> = text.lines().collect();
    // How many lines stand from each on, down to the end of its paragraph.
    let mut below = vec![0; lines.len() + 1];
    for (at, line) in lines.iter().enumerate().rev() {
        let empty = line.chars().all(|c| c.is_whitespace() || c == '>');
        below[at] = if empty { 0 } else { below[at + 1] + 1 };
    }
    let says_columns =
        |line: &str| line.contains('|') && line.contains('-') && line.chars().all(|c| "|:->*+.) \t".contains(c) || c.is_ascii_digit());
    let of_line = |(at, line): (usize, &&str)| says_columns(line).then(|| (line.matches('|').count() + 1) * (below[at] + 1));
    lines.iter().enumerate().filter_map(of_line).sum()
}

/// The address of a link to the web, as a browser understands it. What stands in code is no link.
fn web_address<'a>(node: &'a AstNode<'a>) -> Option<url::Url> {
    match &node.data.borrow().value {
        NodeValue::Link(link) => url::Url::parse(&link.url).ok().filter(|url| matches!(url.scheme(), "http" | "https")),
        _ => None,
    }
}

/// The id in a link of the form `/members/ID`.
fn mention(link: &NodeLink) -> Option<i64> {
    link.url.strip_prefix("/members/")?.parse().ok()
}

fn mention_of<'a>(node: &'a AstNode<'a>) -> Option<i64> {
    match &node.data.borrow().value {
        NodeValue::Link(link) => mention(link),
        _ => None,
    }
}

/// Puts the person's current name in the link, so that nobody writes another name over somebody's profile.
fn name_mention<'a>(arena: &'a Arena<'a>, node: &'a AstNode<'a>, name: Option<&str>) {
    let written = words(node);
    let shown = name.map_or_else(|| written.trim_start_matches('@').to_owned(), str::to_owned);
    for child in node.children().collect::<Vec<_>>() {
        child.detach();
    }
    node.append(arena.alloc(NodeValue::Text(format!("@{shown}").into()).into()));
}

/// Cuts a text at its topics and links them.
fn link_topics<'a>(arena: &'a Arena<'a>, node: &'a AstNode<'a>, text: &str) {
    let mut at = 0;
    for (start, end) in topics_in(text) {
        let before = arena.alloc(NodeValue::Text(text[at..start].to_owned().into()).into());
        let url = topic_url(&ruche_kernel::names::sort_key(&text[start + 1..end]));
        let link = arena.alloc(NodeValue::Link(Box::new(NodeLink { url, title: String::new() })).into());
        link.append(arena.alloc(NodeValue::Text(text[start..end].to_owned().into()).into()));
        node.insert_before(before);
        node.insert_before(link);
        at = end;
    }
    if at > 0 {
        node.data.borrow_mut().value = NodeValue::Text(text[at..].to_owned().into());
    }
}

/// The address of the topic of a key.
#[must_use]
pub fn topic_url(key: &str) -> String {
    format!("/topics/{}", url::form_urlencoded::byte_serialize(key.as_bytes()).collect::<String>())
}

/// Where topics stand in a text: `#` at a word's beginning, then 2 to 50 letters, digits, `-` or `_`, with a letter among them.
fn topics_in(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c == '#' && !before.is_alphanumeric() && before != '#' && before != '&' && before != '/' {
            let mut end = start + 1;
            let (mut count, mut letter) = (0, false);
            while let Some(&(at, c)) = chars.peek() {
                if !(c.is_alphanumeric() || c == '-' || c == '_') {
                    break;
                }
                letter |= c.is_alphabetic();
                count += 1;
                end = at + c.len_utf8();
                chars.next();
            }
            let trimmed = text[start + 1..end].trim_end_matches(['-', '_']).len();
            if letter && (2..=50).contains(&count) && trimmed >= 2 {
                found.push((start, start + 1 + trimmed));
            }
            before = text[..end].chars().next_back().unwrap_or(' ');
            continue;
        }
        before = c;
    }
    found
}

fn inside_link_or_code<'a>(node: &'a AstNode<'a>) -> bool {
    node.ancestors().skip(1).any(|a| matches!(a.data.borrow().value, NodeValue::Link(_) | NodeValue::Code(_) | NodeValue::CodeBlock(_)))
}

/// The words of a node, blocks separated by a line end.
fn words<'a>(node: &'a AstNode<'a>) -> String {
    let mut text = String::new();
    for child in node.descendants() {
        match &child.data.borrow().value {
            NodeValue::Text(words) => text.push_str(words),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::CodeBlock(code) => text.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            NodeValue::TableCell if !text.is_empty() && !text.ends_with(['\n', ' ']) => text.push(' '),
            NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::Item(_) | NodeValue::TableRow(_)
                if !text.is_empty() && !text.ends_with('\n') =>
            {
                text.push('\n')
            }
            _ => {}
        }
    }
    text.trim().to_owned()
}

/// The allow-list: no style, no script, no class of the author's, links that open nothing but pages and mail.
pub(crate) static SANITIZER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(allow_list);

pub(crate) fn allow_list() -> ammonia::Builder<'static> {
    let mut builder = ammonia::Builder::default();
    builder
        .tags(HashSet::from([
            "p",
            "br",
            "strong",
            "em",
            "del",
            "ul",
            "ol",
            "li",
            "blockquote",
            "code",
            "pre",
            "a",
            "h3",
            "h4",
            "h5",
            "hr",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        ]))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))]))
        .tag_attribute_values(HashMap::from(
            ["th", "td"].map(|cell| (cell, HashMap::from([("align", HashSet::from(["left", "center", "right"]))]))),
        ))
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(ammonia::UrlRelative::Custom(Box::new(relative)))
        .link_rel(Some("noopener nofollow ugc"));
    builder
}

/// Only our own absolute paths stay: `//host` and `page.html` would lead elsewhere.
fn relative(url: &str) -> Option<std::borrow::Cow<'_, str>> {
    (url.starts_with('/') && !url.starts_with("//") && !url.contains('\\')).then_some(url.into())
}

/// Rendered HTML as it is read outside the site, below the address `base` of which it is given: the addresses of pages are whole, and
/// people are named without a link, since the rights of whoever reads it are not those of the page.
pub fn outside(base: &str) -> impl Fn(&str) -> String + use<> {
    let mut builder = allow_list();
    builder.url_relative(ammonia::UrlRelative::Custom(Box::new(Outside(base.trim_end_matches('/').to_owned()))));
    move |html| builder.clean(html).to_string()
}

/// Makes our own addresses whole, but those of people.
struct Outside(String);

impl ammonia::UrlRelativeEvaluate<'static> for Outside {
    fn evaluate<'url>(&self, url: &'url str) -> Option<std::borrow::Cow<'url, str>> {
        relative(url).filter(|url| !url.starts_with("/members/")).map(|url| format!("{}{url}", self.0).into())
    }
}

/// Dresses the links of what the allow-list let through: mentions and topics get their classes, a partner's company stands beside
/// the name, and a link whose words do not say where it leads is followed by its host.
fn dress_links(html: &str, people: &HashMap<i64, Mentioned>) -> String {
    const LINK: &str = "<a href=\"";
    let mut out = String::with_capacity(html.len() + 64);
    let mut rest = html;
    while let Some((before, link)) = rest.split_once(LINK) {
        out.push_str(before);
        // The allow-list closes every link, and lets none stand in another.
        let parts = link.split_once("</a>").and_then(|(link, after)| Some((link.split_once('>')?, after)));
        let Some(((attributes, words), after)) = parts else {
            out.push_str(LINK);
            rest = link;
            continue;
        };
        let href = attributes.split('"').next().unwrap_or_default();
        let person = href.strip_prefix("/members/").and_then(|id| id.parse::<i64>().ok());
        let known = person.and_then(|id| people.get(&id));
        let class = match (person, known) {
            (Some(_), Some(_)) => "class=\"mention\" ",
            (Some(_), None) => "class=\"mention mention-outside\" ",
            (None, _) if href.starts_with("/topics/") => "class=\"topic\" ",
            (None, _) => "",
        };
        for part in ["<a ", class, "href=\"", attributes, ">", words] {
            out.push_str(part);
        }
        if let Some(company) = known.and_then(|person| person.partner.as_deref()) {
            for part in ["<span class=\"mention-partner\"> (", &escape(company), ")</span>"] {
                out.push_str(part);
            }
        }
        out.push_str("</a>");
        out.push_str(&host_beside(href, words));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Puts each table that the allow-list let through into a block of its own, which scrolls where the table is wider than the page and
/// takes the focus, so that the keys scroll it too. Its name is that of its columns: the only words that are in its own language.
pub(crate) fn dress_tables(html: &str) -> String {
    const TABLE: &str = "<table>";
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, table)) = rest.split_once(TABLE) {
        let (inside, after) = table.split_once("</table>").unwrap_or((table, ""));
        let head = inside.split_once("</thead>").map_or("", |(head, _)| head);
        let columns: Vec<String> =
            head.split("</th>").map(|cell| without_tags(cell).trim().to_owned()).filter(|cell| !cell.is_empty()).collect();
        out.push_str(before);
        out.push_str("<div class=\"table-scroll\" tabindex=\"0\"");
        if !columns.is_empty() {
            // The allow-list escapes all but the quotes of words.
            for part in [" role=\"group\" aria-label=\"", &columns.join(", ").replace('"', "&quot;"), "\""] {
                out.push_str(part);
            }
        }
        // A header without a word is none: those who hear the table would be told of nothing.
        let inside = ["", " align=\"left\"", " align=\"center\"", " align=\"right\""]
            .iter()
            .fold(inside.to_owned(), |inside, align| inside.replace(&format!("<th{align}></th>"), &format!("<td{align}></td>")));
        for part in [">", TABLE, &inside, "</table></div>"] {
            out.push_str(part);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The words of a piece of HTML.
pub(crate) fn without_tags(html: &str) -> String {
    html.split('<').enumerate().filter_map(|(n, part)| if n == 0 { Some(part) } else { part.split_once('>').map(|p| p.1) }).collect()
}

/// The host of a link whose words do not say where it leads, as it stands after it; else nothing.
pub(crate) fn host_beside(href: &str, words: &str) -> String {
    hidden_host(href, words).map(|host| format!(" <span class=\"host\">({})</span>", escape(&host))).unwrap_or_default()
}

/// The host that a link leads to, unless its words begin with it.
fn hidden_host(href: &str, words: &str) -> Option<String> {
    let url = url::Url::parse(&href.replace("&amp;", "&")).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = url.host_str()?.to_owned();
    let words = without_tags(words).trim().to_lowercase();
    let shown = words.strip_prefix("https://").or_else(|| words.strip_prefix("http://")).unwrap_or(&words);
    let said = shown.strip_prefix(host.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#', ':']));
    (!said).then_some(host)
}

pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A text as it is shown, where 7 is an employee and 8 a partner.
    pub(crate) fn html(text: &str) -> String {
        let person = |name: &str, partner: Option<&str>| Mentioned { name: name.to_owned(), partner: partner.map(str::to_owned) };
        render(text, &HashMap::from([(7, person("Yanis Haddad", None)), (8, person("Ana Delmas", Some("Delmas & Fils")))])).html
    }

    #[test]
    fn names_people_and_topics() {
        let found = named("[@Yanis](/members/7) voit #Recharge et #recharge, pas `#code` ni a#b ni #12 ni [#x](/y). #Été-2026!");
        assert_eq!(found.members.into_iter().collect::<Vec<_>>(), [7]);
        assert_eq!(found.topics, [("recharge".to_owned(), "Recharge".to_owned()), ("ete-2026".to_owned(), "Été-2026".to_owned())]);
    }

    #[test]
    fn mentions_carry_the_current_name_or_a_mark() {
        assert_eq!(
            html("Salut [@Le Patron](/members/7) !").trim(),
            "<p>Salut <a class=\"mention\" href=\"/members/7\" rel=\"noopener nofollow ugc\">@Yanis Haddad</a> !</p>"
        );
        assert!(html("[@Zoé](/members/9)").contains("mention mention-outside"));
    }

    #[test]
    fn a_partner_is_named_with_the_company() {
        assert_eq!(
            html("[@x](/members/8)").trim(),
            "<p><a class=\"mention\" href=\"/members/8\" rel=\"noopener nofollow ugc\">@Ana Delmas<span class=\"mention-partner\"> (Delmas &amp; Fils)</span></a></p>"
        );
    }

    #[test]
    fn links_show_the_host_that_they_lead_to() {
        for (text, host) in [
            ("[la banque](https://evil.example/a?b=1&c=2)", Some("evil.example")),
            ("[https://bank.example](https://evil.example/)", Some("evil.example")),
            ("[bank.example](https://bank.example.evil.example/)", Some("bank.example.evil.example")),
            ("[bank.example](https://bank.example@evil.example/)", Some("evil.example")),
            ("[**evil**.example.com](https://evil.example/)", Some("evil.example")),
            ("[аpple.example](https://аpple.example/)", Some("xn--pple-43d.example")),
            ("https://evil.example/a", None),
            ("[Evil.example/a](https://evil.example/a)", None),
            ("[**evil**.example](https://evil.example/)", None),
            ("www.evil.example", None),
            ("[ici](/posts/7) #sujet-x a@evil.example", None),
        ] {
            let out = html(text);
            let shown = out.split_once("<span class=\"host\">(").map(|(_, rest)| rest.split(')').next().unwrap_or_default());
            assert_eq!(shown, host, "{text} -> {out}");
        }
    }

    #[test]
    fn many_cells_are_no_table() {
        let bomb = ("|".to_owned() + &"a|".repeat(500) + "\n|" + &"-|".repeat(500) + "\n" + &"a\n".repeat(1000) + "\n").repeat(4);
        assert!(bomb.len() <= MAX_CHARS && html(&bomb).len() < MAX_HTML / 2, "{}", html(&bomb).len());
        let quoted = bomb.lines().fold(String::new(), |text, line| text + "> - " + line + "\n");
        assert!(!html(&quoted).contains("<table>"));
        let wide = |rows: usize| format!("|{}\n|{}\n{}", "a|".repeat(18), "-|".repeat(18), "|b\n".repeat(rows));
        assert_eq!((html(&wide(97)).matches("<td>").count(), html(&wide(140)).matches("<td").count()), (97 * 18, 0));
    }

    #[test]
    fn tables_scroll_in_a_block_named_by_their_columns() {
        let table = "| Modèle | *Prix* \"net\" |\n| --- | ---: |\n| Lys | [@x](/members/7) #prix |\n| a\\|b |";
        let cell = "<a class=\"mention\" href=\"/members/7\" rel=\"noopener nofollow ugc\">@Yanis Haddad</a> <a class=\"topic\" href=\"/topics/prix\" rel=\"noopener nofollow ugc\">#prix</a>";
        let expected = format!(
            "<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Modèle, Prix &quot;net&quot;\"><table><thead><tr><th>Modèle</th>\
             <th align=\"right\"><em>Prix</em> \"net\"</th></tr></thead><tbody><tr><td>Lys</td><td align=\"right\">{cell}</td></tr>\
             <tr><td>a|b</td><td align=\"right\"></td></tr></tbody></table></div>"
        );
        assert_eq!(html(table).replace('\n', ""), expected);
        assert_eq!(render(table, &HashMap::new()).plain, "Modèle Prix \"net\"\nLys @x #prix\na|b");
        assert_eq!(named(table).topics.len(), 1);
        assert!(html("||\n|-|\n|a|").starts_with("<div class=\"table-scroll\" tabindex=\"0\"><table>"), "{}", html("||\n|-|\n|a|"));
        assert_eq!(
            html("| | b |\n|-:|-|\n|c|d|").replace('\n', ""),
            "<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"b\"><table><thead><tr><td align=\"right\"></td><th>b</th></tr></thead>\
             <tbody><tr><td align=\"right\">c</td><td>d</td></tr></tbody></table></div>"
        );
        assert!(!html("`<table>` <table><tr><td>x").contains("<table>"));
    }

    #[test]
    fn topics_are_linked_by_their_key() {
        assert!(
            html("Voir #Été-2026.").contains("<a class=\"topic\" href=\"/topics/ete-2026\" rel=\"noopener nofollow ugc\">#Été-2026</a>.")
        );
    }

    #[test]
    fn nothing_dangerous_passes() {
        for text in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "[x](data:text/html,<script>)",
            "[x](//evil.example)",
            "<a href=\"/members/7\" class=\"x\" style=\"color:red\" onclick=\"a\">x</a>",
            "![x](https://evil.example/p.png)",
            "<svg/onload=alert(1)>",
        ] {
            let out = html(text);
            // What stands between tags is words, whatever it looks like.
            for tag in out.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
                let forbidden = ["script", "img", "svg"].iter().any(|name| tag.starts_with(name))
                    || ["href=\"javascript", "href=\"data", "href=\"//", " style=", " class=", " on"].iter().any(|part| tag.contains(part));
                assert!(!forbidden, "{text} -> {out}");
            }
        }
    }

    #[test]
    fn what_stands_too_deep_is_shown_as_its_words() {
        let inline = format!("{}au fond{}", "*a _b ".repeat(1_500), " b_ a*".repeat(1_500));
        for text in ["> ".repeat(9_990) + "au fond", "- + * ".repeat(3_000) + "au fond", "> 1. - ".repeat(2_500) + "au fond", inline] {
            let out = html(&text);
            let opened = ["<blockquote>", "<li>", "<ul>", "<ol>", "<em>"].iter().map(|tag| out.matches(tag).count()).sum::<usize>();
            assert!(out.contains("au fond") && opened <= MAX_DEPTH + 1, "{opened} in one another");
        }
        assert_eq!(html("> - > a").matches("<blockquote>").count(), 2);
    }

    #[test]
    fn links_to_the_web_are_told_in_their_order() {
        let text = "[@x](/members/7) `https://code.example/` [a](https://a.example/b?c=1&d=2) puis HTTPS://B.example/x.\n\n    https://block.example/\n\nmailto:a@c.example #sujet www.d.example <ftp://e.example/>";
        let links: Vec<String> = render(text, &HashMap::new()).links.into_iter().map(String::from).collect();
        assert_eq!(links, ["https://a.example/b?c=1&d=2", "https://b.example/x", "http://www.d.example/"]);
    }

    #[test]
    fn plain_words_keep_blocks_apart() {
        assert_eq!(render("## Titre\n\nUn **mot**\net `code`.\n\n- a\n- b", &HashMap::new()).plain, "Titre\nUn mot et code.\na\nb");
    }
}
