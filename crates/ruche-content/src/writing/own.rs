//! Our own addresses: what each leads to, as one reader may see it. A link to a post, a comment or a community that stands in a text is
//! shown to each reader as a card of what that reader sees there, and as the bare address where that is nothing.
//!
//! Nothing of it is stored: rights are asked whenever a text is shown, in bulk, for the first such link of each text.
//! Deliberately not here: topics and people within texts, whose links say their names already.

use maud::{Markup, html};
use ruche_kernel::{Actor, MemberId, PlaceId, Result, SubjectRef};
use ruche_people::{communities, members};
use ruche_platform::{sql, values};
use ruche_web::Member;
use ruche_web::parts::{Person, badge, icon};
use std::collections::HashMap;

use crate::Content;

sql! {
    /// Names of places in which something stands that the viewer sees.
    PLACES = "SELECT id, name, kind FROM place_cards WHERE id IN ({list})";
}

/// What one of our addresses leads to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A post or a comment.
    Text(SubjectRef),
    /// A community.
    Community(PlaceId),
    /// A topic, by its word.
    Topic(String),
    /// A person.
    Person(MemberId),
}

impl Target {
    /// From an address: whole, below `site` (without a slash at its end), or a path.
    #[must_use]
    pub fn of(address: &str, site: &str) -> Option<Self> {
        let path = if address.starts_with('/') { address } else { address.strip_prefix(site)? };
        let path = path.split(['?', '#']).next()?.strip_prefix('/')?;
        let (kind, key) = path.split_once('/')?;
        let id = || key.parse::<i64>().ok().filter(|id| *id > 0);
        match kind {
            "posts" => Some(Self::Text(SubjectRef::new("post", id()?))),
            "comments" => Some(Self::Text(SubjectRef::new("comment", id()?))),
            "communities" => Some(Self::Community(PlaceId(id()?))),
            "members" => Some(Self::Person(MemberId(id()?))),
            "topics" if !key.is_empty() && !key.contains('/') => {
                let encoded = format!("k={key}");
                url::form_urlencoded::parse(encoded.as_bytes()).next().map(|(_, key)| Self::Topic(key.into_owned()))
            }
            _ => None,
        }
    }

    /// The first post, comment or community that a rendered text links to. Mentions and topics are dressed links, and others than these.
    #[must_use]
    pub fn first_in(html: &str, site: &str) -> Option<Self> {
        let links = html.split("<a href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        links.filter_map(|link| Self::of(link, site)).find(|target| matches!(target, Self::Text(_) | Self::Community(_)))
    }
}

/// What a reader sees behind one of our addresses.
#[derive(Clone, Debug)]
pub struct OwnCard {
    /// Its page.
    pub url: String,
    /// Its title or first words, or its name.
    pub title: String,
    /// Who wrote it; of a text alone.
    pub author: Option<Person>,
    /// Where it stands, nothing for the whole company; of a text alone.
    pub place: Option<String>,
    /// What it is for; of a community alone.
    pub about: String,
    /// The word of its kind: `post`, `comment` or `community`.
    pub kind: &'static str,
}

/// The cards of those targets that the viewer sees now: four statements at most, however many there are.
///
/// # Errors
/// What the database says.
pub async fn cards(content: &Content, viewer: &Actor, targets: &[Target]) -> Result<HashMap<Target, OwnCard>> {
    let db = &content.platform.db;
    let (mut texts, mut places) = (Vec::new(), Vec::new());
    for target in targets {
        match target {
            Target::Text(subject) if !texts.contains(subject) => texts.push(subject.clone()),
            Target::Community(id) if !places.contains(&id.0) => places.push(id.0),
            _ => {}
        }
    }
    let mut found = HashMap::new();
    if !texts.is_empty() {
        let seen = content.platform.subjects.cards(viewer, &texts).await?;
        let authors = members::store::people(db, &seen.values().map(|card| card.author.0).collect::<Vec<_>>()).await?;
        let standing: Vec<i64> = seen.values().map(|card| card.place.0).collect();
        let named = db.all_in(&PLACES, values![], &standing, |r| Ok((r.int("id")?, (r.text("name")?, r.int("kind")? == 0)))).await?;
        let named: HashMap<i64, (String, bool)> = named.into_iter().collect();
        for (subject, card) in seen {
            let place = named.get(&card.place.0).filter(|(_, company)| !company).map(|(name, _)| name.clone());
            let author = authors.get(&card.author.0).cloned();
            let kind = if subject.kind == "comment" { "comment" } else { "post" };
            let (url, title) = (card.url, card.title);
            found.insert(Target::Text(subject), OwnCard { url, title, author, place, about: String::new(), kind });
        }
    }
    if !places.is_empty() {
        for (id, name, about) in communities::met_among(db, viewer, &places).await? {
            let url = format!("/communities/{id}");
            found.insert(Target::Community(id), OwnCard { url, title: name, author: None, place: None, about, kind: "community" });
        }
    }
    Ok(found)
}

/// The cards of the first links of some texts, by the place of each text in the list.
pub(crate) async fn of_texts(content: &Content, viewer: &Actor, texts: &[&str]) -> Result<Vec<Option<OwnCard>>> {
    let site = content.people.settings.link("");
    let firsts: Vec<Option<Target>> = texts.iter().map(|html| Target::first_in(html, &site)).collect();
    let targets: Vec<Target> = firsts.iter().flatten().cloned().collect();
    let cards = if targets.is_empty() { HashMap::new() } else { cards(content, viewer, &targets).await? };
    Ok(firsts.into_iter().map(|target| cards.get(&target?).cloned()).collect())
}

/// The card of a link of our own, as its reader sees it.
pub(crate) fn show(member: &Member, card: Option<&OwnCard>) -> Markup {
    let t = member.t;
    let Some(card) = card else { return html! {} };
    html! {
        div class="linkcard" {
            span {
                span class="meta meta-row" {
                    @match card.kind {
                        "community" => span class="row" { (icon(member, "hexagon")) (t.search_a_community()) },
                        "comment" => span class="row" { (icon(member, "message-circle")) (t.writing_own_comment()) },
                        _ => span class="row" { (icon(member, "message-circle")) (t.writing_own_post()) },
                    }
                    @if let Some(author) = &card.author { span { (author.shown_name(member)) " " (badge(member, author)) } }
                    @if let Some(place) = &card.place { span { (place) } }
                }
                a class="name" href=(card.url) { @if card.title.is_empty() { (t.web_open()) } @else { (card.title) } }
                @if !card.about.is_empty() { span class="extract small soft" { (card.about) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_one_thing_or_to_nothing() {
        let site = "https://ruche.example/reseau";
        let text = |kind: &str, id| Some(Target::Text(SubjectRef::new(kind, id)));
        for (address, expected) in [
            ("https://ruche.example/reseau/posts/7", text("post", 7)),
            ("https://ruche.example/reseau/posts/7?at=1#comments", text("post", 7)),
            ("/posts/7", text("post", 7)),
            ("/comments/9", text("comment", 9)),
            ("/communities/5", Some(Target::Community(PlaceId(5)))),
            ("/members/3", Some(Target::Person(MemberId(3)))),
            ("/topics/mise+en%20sc%C3%A8ne", Some(Target::Topic("mise en scène".into()))),
            ("/posts/7/edit", None),
            ("/posts/new", None),
            ("/posts/-7", None),
            ("/posts/", None),
            ("/topics/", None),
            ("/topics/a/edit", None),
            ("/settings/tokens", None),
            ("https://ruche.example/posts/7", None),
            ("https://ruche.example.evil/reseau/posts/7", None),
            ("https://ruche.example/reseauposts/7", None),
            ("//evil.example/posts/7", None),
            ("", None),
        ] {
            assert_eq!(Target::of(address, site), expected, "{address}");
        }
    }

    #[test]
    fn the_first_link_that_is_no_mention_counts() {
        let html = "<p><a class=\"mention\" href=\"/members/3\">@Zoé</a> <a href=\"https://other.example/posts/1\">x</a> <a href=\"/topics/x\">y</a> \
            <a href=\"/posts/7\" rel=\"nofollow\">z</a> <a href=\"/posts/8\">w</a> &lt;a href=\"/posts/9\"</p>";
        assert_eq!(Target::first_in(html, "https://ruche.example"), Some(Target::Text(SubjectRef::new("post", 7))));
        assert_eq!(Target::first_in("<p>rien</p>", "https://ruche.example"), None);
    }
}
