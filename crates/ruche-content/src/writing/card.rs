//! The card of a link: what a page of others says of itself. It was written by strangers: cleaned when it is read, escaped when it is
//! shown. Its picture is our own copy: pages load nothing from others.

use maud::{Markup, html};
use ruche_kernel::{Result, SubjectRef, names};
use ruche_platform::db::Row;
use url::Url;

/// The most characters of a title, of a description, of the name of a site.
const MAX: (usize, usize, usize) = (150, 300, 60);

/// What is shown of a page that a text links to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkCard {
    /// The address, as the text says it: a redirect may lead elsewhere by tomorrow.
    pub url: String,
    /// Its title.
    pub title: String,
    /// Its first words, or none.
    pub description: String,
    /// The name of its site, or none.
    pub site: String,
    /// The small copy of its picture, if it has one.
    pub picture: Option<i64>,
}

impl LinkCard {
    /// A card of what a page says, made harmless; none without a title.
    pub(super) fn of(url: &str, title: &str, description: &str, site: &str) -> Option<Self> {
        let clean = |text: &str, max| names::excerpt(&names::clean_line(&cut(text)), max);
        let title = clean(title, MAX.0);
        let card = Self { url: url.to_owned(), description: clean(description, MAX.1), site: clean(site, MAX.2), title, picture: None };
        (!card.title.is_empty()).then_some(card)
    }

    /// That of a row that shows a text with its link; none when the text has no link, or its page gave nothing.
    pub(crate) fn read(r: &Row) -> Result<Option<Self>> {
        let Some(title) = r.opt_text("link_title")?.filter(|title| !title.is_empty()) else { return Ok(None) };
        Ok(Some(Self {
            url: r.text("link_url")?,
            title,
            description: r.text("link_description")?,
            site: r.text("link_site")?,
            picture: r.opt_int("link_picture")?,
        }))
    }
}

/// The beginning of a text: what is cut away later need not be cleaned.
fn cut(text: &str) -> String {
    text.chars().take(4 * MAX.1).collect()
}

/// The card of the link of `subject` as people see it. The host that the link leads to stands in it, whatever the page says.
#[must_use]
pub(crate) fn show(card: Option<&LinkCard>, subject: &SubjectRef) -> Markup {
    let Some(card) = card else { return html! {} };
    let url = Url::parse(&card.url).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let Some(host) = url.as_ref().and_then(Url::host_str) else { return html! {} };
    html! {
        a class="linkcard" href=(card.url) rel="noopener nofollow ugc" {
            @if let Some(picture) = card.picture { img src={ "/links/" (subject.kind) "/" (subject.id) "/" (picture) } alt="" loading="lazy" decoding="async"; }
            span {
                span class="meta" { (host) @if !card.site.is_empty() && card.site != host { " · " (card.site) } }
                b class="name" { (card.title) }
                @if !card.description.is_empty() { span class="extract small soft" { (card.description) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_shows_its_host_and_is_escaped() {
        let subject = SubjectRef::new("post", 7);
        let shown = |card: &LinkCard| show(Some(card), &subject).into_string();
        let card =
            LinkCard::of("https://site.example/a?b=1&c=2", "A \u{202e}<b>title</b>\n of it", "\"><script>x</script>", "Bank & Co").unwrap();
        let text = "<span class=\"meta\">site.example · Bank &amp; Co</span><b class=\"name\">A &lt;b&gt;title&lt;/b&gt; of it</b>\
             <span class=\"extract small soft\">&quot;&gt;&lt;script&gt;x&lt;/script&gt;</span></span></a>";
        let link = "<a class=\"linkcard\" href=\"https://site.example/a?b=1&amp;c=2\" rel=\"noopener nofollow ugc\">";
        assert_eq!(shown(&card), format!("{link}<span>{text}"));
        let picture = "<img src=\"/links/post/7/5\" alt=\"\" loading=\"lazy\" decoding=\"async\">";
        assert_eq!(shown(&LinkCard { picture: Some(5), ..card }), format!("{link}{picture}<span>{text}"), "our own copy");
        assert_eq!(LinkCard::of("https://site.example/", " \u{200b} ", "x", "y"), None, "without a title");
        let long = LinkCard::of("https://site.example/", &"é".repeat(9_000), &"a ".repeat(9_000), &"s".repeat(900)).unwrap();
        assert!(
            long.title.chars().count() <= MAX.0 + 1
                && long.description.chars().count() <= MAX.1 + 1
                && long.site.chars().count() <= MAX.2 + 1
        );
        for url in ["javascript:alert(1)", "mailto:a@b.example", "/posts/1", ""] {
            assert_eq!(shown(&LinkCard { url: url.into(), ..long.clone() }), "", "{url}");
        }
        assert_eq!(show(None, &subject).into_string(), "");
    }
}
