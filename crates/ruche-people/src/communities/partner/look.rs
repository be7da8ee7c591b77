//! A community looked at in a partner’s stead: who may, with whose rights it is loaded, as whom it is rendered, and its frame.

use super::super::head::{self, Section};
use super::super::rules::Tie;
use super::super::store::{self as communities, Found};
use super::store;
use crate::access::{self, LookedAs};
use maud::{Markup, html};
use ruche_kernel::{Actor, MemberId, MemberKind, PlaceId, Result, Role};
use ruche_platform::db::Db;
use ruche_web::parts::{Person, icon};
use ruche_web::preview::{self, Eyes};
use ruche_web::{Ctx, Member, Viewer};

/// One look. What is shown in it is loaded with the rights of whoever looks, and narrowed by [`Look::eyes`].
pub struct Look {
    /// The community.
    pub place: PlaceId,
    /// What the partner is there, and whether the text waits.
    pub partner: LookedAs,
    /// As whom the question is asked whether the partner sees a thing; never what is the partner’s own.
    pub eyes: Actor,
    /// As whom pages are rendered: a partner of that name and company who has no id, so that nothing is anybody’s own.
    pub member: Member,
    pub(super) found: Found,
    pub(super) person: Person,
}

/// Lets `member` look at `place` as `partner` would see it.
///
/// # Errors
/// As [`access::look_as`].
pub async fn look(db: &Db, member: &Member, place: PlaceId, partner: MemberId) -> Result<Look> {
    let looked = access::look_as(db, member.id(), partner, place, member.now).await?;
    let mut found = communities::find(db, member.id(), place, member.now).await?;
    found.community.tie = Tie { standing: Some(looked.standing), pending: None };
    found.waiting = 0;
    let (person, _) = store::find(db, partner).await?;
    let eyes = Actor { id: partner, kind: MemberKind::Partner, role: Role::Member, company: member.me.actor.company, circle: None };
    let me = Viewer {
        actor: Actor { id: MemberId(0), ..eyes },
        session: 0,
        name: person.name.clone().unwrap_or_default(),
        title: person.title.clone(),
        photo: person.photo,
        hue: person.hue,
        hidden_languages: Vec::new(),
        partner: person.partner.clone(),
        starting_at: None,
        accompanies: false,
        sponsors: false,
        // How a page looks is the reader’s.
        ..member.me.clone()
    };
    let ctx = Ctx { viewer: Some(me.clone()), toast: None, frame: None, seq: None, ..member.ctx.clone() };
    Ok(Look { place, partner: looked, eyes, member: Member { ctx, me }, found, person })
}

impl Look {
    /// The page of the feed.
    #[must_use]
    pub fn feed(&self, content: &Markup, posts: &[i64]) -> Markup {
        self.section(Section::Feed, content, posts)
    }

    pub(super) fn section(&self, section: Section, content: &Markup, posts: &[i64]) -> Markup {
        let member = &self.member;
        self.page(&head::title(member, &self.found, section), &head::body(member, &self.found, section, content), posts)
    }

    /// A page; `posts` are those of the community that it leads to.
    #[must_use]
    pub fn page(&self, title: &str, main: &Markup, posts: &[i64]) -> Markup {
        let t = self.member.t;
        let whose = t.communities_look_whose(self.person.partner.as_deref().unwrap_or_default(), self.person.shown_name(&self.member));
        let leave = format!("/communities/{}/members", self.place);
        preview::page(&self.member, title, &Eyes { whose: &whose, leave: &leave }, main, |href| stay(href, self.place, self.eyes.id, posts))
    }

    /// What stands where the partner reads nothing yet.
    #[must_use]
    pub fn waits(&self) -> Markup {
        let member = &self.member;
        let name = self.person.shown_name(member);
        let main = html! {
            header class="page-head" { div { h1 lang=[head::foreign(member, &self.found.community)] { (self.found.community.name) } } }
            div class="callout" data-tone="honey" { (icon(member, "clock")) p { (member.t.communities_look_waits(name)) } }
        };
        self.page(&self.found.community.name, &main, &[])
    }
}

/// Where an address leads within the look; nothing for those outside.
fn stay(href: &str, place: PlaceId, partner: MemberId, posts: &[i64]) -> Option<String> {
    let end = href.find(['?', '#']).unwrap_or(href.len());
    let (path, rest) = href.split_at(end);
    let base = format!("/communities/{place}/as/{partner}");
    if let Some(post) = path.strip_prefix("/posts/") {
        return post.parse().is_ok_and(|post| posts.contains(&post)).then(|| format!("{base}/posts/{post}{rest}"));
    }
    match path.strip_prefix(&format!("/communities/{place}"))? {
        "" => Some(format!("{base}{rest}")),
        "/members" => Some(format!("{base}/members{rest}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_leads_to_its_own_pages_only() {
        for (href, inside) in [
            ("/communities/7", Some("/communities/7/as/9")),
            ("/communities/7?after=1.2", Some("/communities/7/as/9?after=1.2")),
            ("/communities/7/members?q=a", Some("/communities/7/as/9/members?q=a")),
            ("/posts/3#comments", Some("/communities/7/as/9/posts/3#comments")),
            ("/posts/4", None),
            ("/posts/3/edit", None),
            ("/communities/71", None),
            ("/communities/7/settings", None),
            ("/members/9", None),
            ("//evil.example/posts/3", None),
            ("/", None),
        ] {
            assert_eq!(stay(href, PlaceId(7), MemberId(9), &[3]).as_deref(), inside, "{href}");
        }
    }
}
