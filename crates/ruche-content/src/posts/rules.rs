//! Who may do what to a post. Pure decisions.

use ruche_kernel::{Actor, MemberId, MemberKind, Refusal};
use ruche_people::access::Standing;

/// For how long what was deleted can be brought back, in milliseconds: 30 days.
pub const BIN_MS: i64 = 30 * 86_400_000;
/// The code of the refusal of what a moderator must read first.
pub const REVIEW_NEEDED: &str = "posts.review_needed";
/// The most people that a text of a bot names.
pub const BOT_NAMES: usize = 5;
/// Posts that may be pinned in one place.
pub const MAX_PINS: i64 = 3;

/// Refuses a post of nothing.
///
/// # Errors
/// `posts.empty`, at `body`.
pub fn accept(body: &str, files: usize) -> Result<(), Refusal> {
    if body.trim().is_empty() && files == 0 { Err(Refusal::new("posts.empty").at("body")) } else { Ok(()) }
}

/// Refuses a text of a program that calls many people: it writes as often as it is asked to.
///
/// # Errors
/// `posts.bot_names`, at `body`.
pub fn names_few(actor: &Actor, named: usize) -> Result<(), Refusal> {
    let many = actor.kind == MemberKind::Bot && named > BOT_NAMES;
    if many { Err(Refusal::new("posts.bot_names").at("body").with("max", 5)) } else { Ok(()) }
}

/// Whose a text is: its author's, and theirs whom the author let write it, as long as that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hands {
    /// Whose name it bears.
    pub author: MemberId,
    /// Who wrote it in that name, and may still do so.
    pub delegate: Option<MemberId>,
}

impl Hands {
    /// Whether it is this person's to change.
    #[must_use]
    pub fn hold(self, person: MemberId) -> bool {
        self.author == person || self.delegate == Some(person)
    }
}

impl From<MemberId> for Hands {
    fn from(author: MemberId) -> Self {
        Self { author, delegate: None }
    }
}

/// Only those who wrote it edit: nobody puts words in somebody's mouth.
#[must_use]
pub fn may_edit(actor: &Actor, of: impl Into<Hands>) -> bool {
    of.into().hold(actor.id)
}

/// The author, the moderators of the community, and for what is said to the whole company its administrators.
#[must_use]
pub fn may_delete(actor: &Actor, of: impl Into<Hands>, standing: Option<Standing>, company: bool) -> bool {
    of.into().hold(actor.id) || keeps_order(actor, standing, company)
}

/// Those who keep order in a community. What is said to the whole company is read in everyone's home feed, by date: nothing is pinned there.
#[must_use]
pub fn may_pin(standing: Option<Standing>, company: bool) -> bool {
    !company && standing.is_some_and(|s| s >= Standing::Moderator)
}

/// Whoever reads the company writes there; in a community those who belong to it, although employees read an open one.
#[must_use]
pub fn may_write(standing: Option<Standing>, company: bool) -> bool {
    company || standing.is_some()
}

/// Those who keep order say how far an idea is.
#[must_use]
pub fn may_steer(actor: &Actor, standing: Option<Standing>, company: bool) -> bool {
    keeps_order(actor, standing, company)
}

/// Those who keep order announce: what everyone must read is rare.
#[must_use]
pub fn may_announce(actor: &Actor, standing: Option<Standing>, company: bool) -> bool {
    keeps_order(actor, standing, company)
}

/// The author, and those who keep order, put a post into the archives and take it out.
#[must_use]
pub fn may_archive(actor: &Actor, of: impl Into<Hands>, standing: Option<Standing>, company: bool) -> bool {
    of.into().hold(actor.id) || keeps_order(actor, standing, company)
}

/// Whoever published an announcement, and those who keep order, see who has confirmed it and who has not.
#[must_use]
pub fn may_follow_up(actor: &Actor, of: impl Into<Hands>, standing: Option<Standing>, company: bool) -> bool {
    of.into().hold(actor.id) || keeps_order(actor, standing, company)
}

/// Whoever asked, and those who keep order, accept an answer.
#[must_use]
pub fn may_accept(actor: &Actor, asked: impl Into<Hands>, standing: Option<Standing>, company: bool) -> bool {
    asked.into().hold(actor.id) || keeps_order(actor, standing, company)
}

/// The people that a rendered text mentions although they cannot read it: id and name as written, each once.
#[must_use]
pub fn mentioned_outside(html: &str) -> Vec<(i64, String)> {
    const MARK: &str = "<a class=\"mention mention-outside\" href=\"/members/";
    let mut found: Vec<(i64, String)> = Vec::new();
    for rest in html.split(MARK).skip(1) {
        let id = rest.split('"').next().and_then(|id| id.parse().ok());
        let name = rest
            .split_once('>')
            .and_then(|(_, rest)| rest.split_once("</a>"))
            .map(|(name, _)| name.trim_start_matches('@').replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">"));
        if let (Some(id), Some(name)) = (id, name)
            && !found.iter().any(|(known, _)| *known == id)
        {
            found.push((id, name));
        }
    }
    found
}

/// Whether a rendered text mentions a person who can read it.
#[must_use]
pub fn mentions(html: &str, member: MemberId) -> bool {
    html.contains(&format!("<a class=\"mention\" href=\"/members/{member}\""))
}

fn keeps_order(actor: &Actor, standing: Option<Standing>, company: bool) -> bool {
    if company { actor.is_admin() } else { standing.is_some_and(|s| s >= Standing::Moderator) }
}

/// Whoever deleted brings back, while it is not purged.
#[must_use]
pub fn may_restore(actor: &Actor, deleted_by: MemberId, deleted_at: i64, now: i64) -> bool {
    actor.id == deleted_by && now - deleted_at < BIN_MS
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruche_kernel::{MemberKind, PlaceId, Role};

    fn actor(id: i64, role: Role) -> Actor {
        Actor { id: MemberId(id), kind: MemberKind::Employee, role, company: PlaceId(1), circle: None }
    }

    #[test]
    fn every_role_and_verb() {
        let author = MemberId(7);
        for (who, role, standing, company, edit, delete, pin, write) in [
            (7, Role::Member, Some(Standing::Member), false, true, true, false, true),
            (7, Role::Member, Some(Standing::Moderator), false, true, true, true, true),
            (7, Role::Member, None, true, true, true, false, true),
            (8, Role::Member, None, false, false, false, false, false),
            (8, Role::Member, Some(Standing::Member), false, false, false, false, true),
            (8, Role::Member, Some(Standing::Moderator), false, false, true, true, true),
            (8, Role::Member, Some(Standing::Owner), false, false, true, true, true),
            // Administering the company gives no power in a community.
            (8, Role::Admin, Some(Standing::Member), false, false, false, false, true),
            (8, Role::Admin, None, true, false, true, false, true),
            (8, Role::Member, None, true, false, false, false, true),
        ] {
            let actor = actor(who, role);
            assert_eq!(may_edit(&actor, author), edit, "{who} {role:?} {standing:?} {company}");
            assert_eq!(may_delete(&actor, author, standing, company), delete, "{who} {role:?} {standing:?} {company}");
            assert_eq!(may_pin(standing, company), pin, "{who} {role:?} {standing:?} {company}");
            assert_eq!(may_write(standing, company), write, "{who} {role:?} {standing:?} {company}");
        }
    }

    #[test]
    fn a_text_is_in_the_hands_of_its_author_and_of_whoever_wrote_it_for_them() {
        let of = |delegate: Option<i64>| Hands { author: MemberId(7), delegate: delegate.map(MemberId) };
        for (who, delegate, holds) in [(7, None, true), (7, Some(8), true), (8, Some(8), true), (8, None, false), (9, Some(8), false)] {
            let actor = actor(who, Role::Admin);
            assert_eq!(may_edit(&actor, of(delegate)), holds, "{who} {delegate:?}");
            assert_eq!(may_delete(&actor, of(delegate), None, false), holds, "{who} {delegate:?}");
            assert_eq!(may_archive(&actor, of(delegate), None, false), holds, "{who} {delegate:?}");
            assert_eq!(may_follow_up(&actor, of(delegate), None, false), holds, "{who} {delegate:?}");
            assert_eq!(may_accept(&actor, of(delegate), None, false), holds, "{who} {delegate:?}");
        }
    }

    #[test]
    fn what_was_deleted_comes_back_for_thirty_days() {
        let (me, other) = (actor(7, Role::Member), actor(8, Role::Admin));
        assert!(may_restore(&me, MemberId(7), 0, BIN_MS - 1));
        assert!(!may_restore(&me, MemberId(7), 0, BIN_MS));
        assert!(!may_restore(&other, MemberId(7), 0, 1));
    }

    #[test]
    fn those_who_cannot_read_are_found_in_the_text() {
        let html = "<p><a class=\"mention mention-outside\" href=\"/members/9\" rel=\"x\">@Zoé &amp; Cie</a> et <a class=\"mention\" href=\"/members/7\">@Yanis</a>, <a class=\"mention mention-outside\" href=\"/members/9\">@Zoé</a></p>";
        assert_eq!(mentioned_outside(html), [(9, "Zoé & Cie".to_owned())]);
    }

    #[test]
    fn those_whom_a_text_mentions_are_found_in_it() {
        let html = "<p><a class=\"mention mention-outside\" href=\"/members/9\" rel=\"x\">@Zoé</a> et <a class=\"mention\" href=\"/members/71\" rel=\"x\">@Yanis</a></p><p>&lt;a class=\"mention\" href=\"/members/5\"</p>";
        for (member, expected) in [(71, true), (7, false), (9, false), (5, false), (1, false)] {
            assert_eq!(mentions(html, MemberId(member)), expected, "{member}");
        }
    }

    #[test]
    fn a_post_says_or_shows_something() {
        assert!(accept(" \n", 0).is_err());
        assert!(accept("", 1).is_ok());
        assert!(accept("Bonjour", 0).is_ok());
    }
}
