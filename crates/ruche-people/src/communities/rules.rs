//! What may be done about a community: pure decisions and their refusals, nothing looked up.

use crate::access::Standing;
use ruche_kernel::{Error, MemberId, MemberKind, Refusal, Result, names};

/// The most characters of a name.
pub const MAX_NAME: usize = 60;
/// The most characters of a description.
pub const MAX_DESCRIPTION: usize = 400;
/// The most characters of the message that goes with a request.
pub const MAX_MESSAGE: usize = 300;
/// The most people that one form invites.
pub const MAX_INVITED: usize = 50;

/// How long an invitation waits for its answer, in milliseconds: 30 days.
pub const INVITATION_MS: i64 = 30 * 86_400_000;

/// The signs that a community may bear: names of icons of the sprite.
pub const ICONS: [&str; 24] = [
    "hexagon",
    "users",
    "message-circle",
    "lightbulb",
    "zap",
    "car",
    "truck",
    "wrench",
    "package",
    "building",
    "globe",
    "map-pin",
    "chart",
    "target",
    "megaphone",
    "calendar",
    "book-open",
    "graduation-cap",
    "award",
    "star",
    "heart",
    "shield",
    "smile",
    "flag",
];

/// The four kinds of community. Stored as a number: the discriminant never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(i64)]
pub enum Access {
    /// Every employee reads and joins.
    Open = 0,
    /// Members read; whoever wants to join asks.
    OnRequest = 1,
    /// Members read; one joins by invitation.
    Closed = 2,
    /// As closed, and for others it does not exist.
    Unlisted = 3,
}

impl Access {
    /// The four, from the widest to the narrowest.
    pub const ALL: [Self; 4] = [Self::Open, Self::OnRequest, Self::Closed, Self::Unlisted];

    /// From its stored number; unknown numbers are the narrowest kind.
    #[must_use]
    pub fn from_number(number: i64) -> Self {
        Self::ALL.into_iter().find(|a| a.number() == number).unwrap_or(Self::Unlisted)
    }

    /// The stored number.
    #[must_use]
    pub fn number(self) -> i64 {
        self as i64
    }

    /// The word that forms, texts and imports use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::OnRequest => "request",
            Self::Closed => "closed",
            Self::Unlisted => "unlisted",
        }
    }

    /// From its word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.word() == word)
    }
}

/// The word of a role, as forms and texts use it.
#[must_use]
pub fn role_word(role: Standing) -> &'static str {
    match role {
        Standing::Member => "member",
        Standing::Moderator => "moderator",
        Standing::Owner => "owner",
    }
}

/// A role from its word.
#[must_use]
pub fn role_from_word(word: &str) -> Option<Standing> {
    [Standing::Member, Standing::Moderator, Standing::Owner].into_iter().find(|role| role_word(*role) == word)
}

/// What stands between a person and a membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pending {
    /// The person asked; owners and moderators answer.
    Asked,
    /// An owner invited; the person answers.
    Invited,
}

impl Pending {
    /// From its stored number.
    #[must_use]
    pub fn from_number(number: i64) -> Self {
        if number == 1 { Self::Invited } else { Self::Asked }
    }

    /// The stored number.
    #[must_use]
    pub fn number(self) -> i64 {
        i64::from(self == Self::Invited)
    }
}

/// What a person is to a community: a member in some role, someone who waits, or neither.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tie {
    /// The role, for a member.
    pub standing: Option<Standing>,
    /// The open request or invitation.
    pub pending: Option<Pending>,
}

/// A community to make, or what its owners change of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCommunity {
    /// The name, at most [`MAX_NAME`] characters.
    pub name: String,
    /// What it is for, at most [`MAX_DESCRIPTION`] characters.
    pub description: String,
    /// Its kind.
    pub access: Access,
    /// Its sign, one of [`ICONS`].
    pub icon: String,
    /// Its hue, 0 to 359; kept as the nearest ten, which is what the sheet has classes for.
    pub hue: i64,
    /// The language people write in: `fr` or `en`.
    pub language: String,
    /// Whether its moderators read what members write there before it appears.
    pub reviewed: bool,
}

impl NewCommunity {
    /// Cleans what was typed and tells every refusal, each at its field.
    pub fn check(&mut self) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        self.name = names::clean_line(&self.name);
        self.description = names::clean_text(&self.description).trim().to_owned();
        if self.name.is_empty() {
            refusals.push(Refusal::new("communities.name_missing").at("name"));
        } else if self.name.chars().count() > MAX_NAME {
            refusals.push(Refusal::new("communities.too_long").at("name").with("max", limit(MAX_NAME)));
        }
        if self.description.chars().count() > MAX_DESCRIPTION {
            refusals.push(Refusal::new("communities.too_long").at("description").with("max", limit(MAX_DESCRIPTION)));
        }
        if !ICONS.contains(&self.icon.as_str()) {
            refusals.push(Refusal::new("communities.icon_unknown").at("icon"));
        }
        if (0..360).contains(&self.hue) {
            self.hue = (self.hue + 5) / 10 * 10 % 360;
        } else {
            refusals.push(Refusal::new("communities.hue_unknown").at("hue"));
        }
        if !["fr", "en"].contains(&self.language.as_str()) {
            refusals.push(Refusal::new("setup.locale_unknown").at("language"));
        }
        refusals
    }
}

/// A limit as refusals name it.
fn limit(max: usize) -> i64 {
    i64::try_from(max).unwrap_or(i64::MAX)
}

/// Whether a change of kind lets every employee read what was written for the members.
#[must_use]
pub fn opens_past(from: Access, to: Access) -> bool {
    from != Access::Open && to == Access::Open
}

/// Whether joining makes a new member; someone who is one already stays one.
///
/// # Errors
/// Refused for someone who is to ask, or to be invited, first.
pub fn join(access: Access, tie: Tie) -> Result<bool> {
    match (tie.standing, tie.pending, access) {
        (Some(_), ..) => Ok(false),
        (None, Some(Pending::Invited), _) | (None, _, Access::Open) => Ok(true),
        (None, _, Access::OnRequest) => Err(Refusal::new("communities.ask_first").into()),
        (None, _, Access::Closed | Access::Unlisted) => Err(Refusal::new("communities.invitation_only").into()),
    }
}

/// Whether asking makes a new request; someone who asked, was invited or is a member asks nothing more.
///
/// # Errors
/// Refused where nobody asks: in an open community one joins, in the others one is invited; and for a long message.
pub fn ask(access: Access, tie: Tie, message: &str) -> Result<bool> {
    if tie != Tie::default() {
        return Ok(false);
    }
    match access {
        Access::Open => Err(Refusal::new("communities.join_at_once").into()),
        Access::Closed | Access::Unlisted => Err(Refusal::new("communities.invitation_only").into()),
        Access::OnRequest if message.chars().count() > MAX_MESSAGE => {
            Err(Refusal::new("communities.too_long").at("message").with("max", limit(MAX_MESSAGE)).into())
        }
        Access::OnRequest => Ok(true),
    }
}

/// Owners and moderators answer requests.
///
/// # Errors
/// `Forbidden` for anyone else.
pub fn decide(actor: Option<Standing>) -> Result<()> {
    if actor >= Some(Standing::Moderator) { Ok(()) } else { Err(Error::Forbidden) }
}

/// Owners decide settings, roles and whom to invite.
///
/// # Errors
/// `Forbidden` for anyone else.
pub fn own(actor: Option<Standing>) -> Result<()> {
    if actor == Some(Standing::Owner) { Ok(()) } else { Err(Error::Forbidden) }
}

/// Whether a reader is shown the way to look at the community as its partners see it; `access::look_as` decides.
#[must_use]
pub fn look_as(reader: Option<Standing>, admin: bool) -> bool {
    admin || reader == Some(Standing::Owner)
}

/// Ends a request or an invitation: the person's own, always; a request, who decides; an invitation, who invites.
///
/// # Errors
/// `Forbidden` for anyone else.
pub fn end_pending(actor: Option<Standing>, own_one: bool, pending: Pending) -> Result<()> {
    match pending {
        _ if own_one => Ok(()),
        Pending::Asked => decide(actor),
        Pending::Invited => own(actor),
    }
}

/// The event of what [`end_pending`] ends.
#[must_use]
pub fn ended(own_one: bool, pending: Pending) -> &'static str {
    match (own_one, pending) {
        (true, Pending::Invited) => "membership.declined",
        (false, Pending::Invited) => "membership.uninvited",
        (true, Pending::Asked) => "membership.withdrawn",
        (false, Pending::Asked) => "membership.refused",
    }
}

/// How a person whom an owner picked comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Welcome {
    /// Nothing to do: a member, or invited already.
    Already,
    /// Partners, who cannot find the place by themselves, become members at once.
    Added,
    /// The request that was waiting is accepted.
    Accepted,
    /// The person is invited, and answers.
    Invited,
}

/// How a picked person comes in.
#[must_use]
pub fn welcome(kind: MemberKind, tie: Tie) -> Welcome {
    match (kind, tie.standing, tie.pending) {
        (_, Some(_), _) => Welcome::Already,
        (MemberKind::Partner | MemberKind::Bot, None, _) => Welcome::Added,
        (MemberKind::Employee, None, Some(Pending::Asked)) => Welcome::Accepted,
        (MemberKind::Employee, None, Some(Pending::Invited)) => Welcome::Already,
        (MemberKind::Employee, None, None) => Welcome::Invited,
    }
}

/// Someone leaves. `owners` counts the owners before.
///
/// # Errors
/// Refused for the last owner.
pub fn leave(role: Standing, owners: i64) -> Result<()> {
    if role == Standing::Owner && owners <= 1 { Err(Refusal::new("communities.last_owner").into()) } else { Ok(()) }
}

/// Someone else is removed: owners remove anyone, moderators ordinary members.
///
/// # Errors
/// `Forbidden` for anyone else.
pub fn remove(actor: Option<Standing>, role: Standing) -> Result<()> {
    match actor {
        Some(Standing::Owner) => Ok(()),
        Some(Standing::Moderator) if role == Standing::Member => Ok(()),
        _ => Err(Error::Forbidden),
    }
}

/// Whether giving a role changes anything. A partner stays an ordinary member: whoever keeps a place answers to the company.
///
/// # Errors
/// `Forbidden` for anyone but an owner; refused for a partner, and when the last owner would be none.
pub fn give_role(actor: Option<Standing>, kind: MemberKind, from: Standing, to: Standing, owners: i64) -> Result<bool> {
    own(actor)?;
    if from == to {
        return Ok(false);
    }
    if kind != MemberKind::Employee {
        return Err(Refusal::new("communities.partner_role").at("role").into());
    }
    leave(from, owners).map(|()| true)
}

/// How long whoever passed a community on can take it back, in milliseconds: an hour.
pub const HANDED_MS: i64 = 3_600_000;

/// Whether an owner may pass a community on to a member: to a colleague, since whoever keeps a place answers to the company.
///
/// # Errors
/// `Forbidden` for anyone but an owner; refused for a partner, and for oneself.
pub fn hand_over(actor: Option<Standing>, to_oneself: bool, kind: MemberKind) -> Result<()> {
    own(actor)?;
    if to_oneself {
        return Err(Refusal::new("communities.hand_self").at("member").into());
    }
    if kind != MemberKind::Employee { Err(Refusal::new("communities.partner_role").at("member").into()) } else { Ok(()) }
}

/// Who passed a community on last, to whom, what that person was to it before, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handed {
    /// Who.
    pub by: MemberId,
    /// To whom.
    pub to: MemberId,
    /// What that person was before.
    pub role: Standing,
    /// When, in milliseconds UTC.
    pub at: i64,
}

impl Handed {
    /// Whether `actor`, now `standing`, takes back what was handed to somebody who is now `other`: only while both are what the handing
    /// over made of them, and for an hour.
    #[must_use]
    pub fn may_take_back(self, actor: MemberId, standing: Option<Standing>, other: Standing, now: i64) -> bool {
        self.by == actor && standing == Some(Standing::Moderator) && other == Standing::Owner && now - self.at < HANDED_MS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Access::{Closed, OnRequest, Open, Unlisted};
    use Standing::{Member, Moderator, Owner};

    const NOBODY: Tie = Tie { standing: None, pending: None };
    const ASKED: Tie = Tie { standing: None, pending: Some(Pending::Asked) };
    const INVITED: Tie = Tie { standing: None, pending: Some(Pending::Invited) };
    const MEMBER: Tie = Tie { standing: Some(Member), pending: None };

    /// The outcome in a word: what was decided, the refusal's code, or the error.
    fn word<T: std::fmt::Debug>(outcome: Result<T>) -> String {
        match outcome {
            Ok(value) => format!("{value:?}"),
            Err(Error::Refused(refusals)) => refusals[0].code.trim_start_matches("communities.").to_owned(),
            Err(error) => format!("{error}"),
        }
    }

    #[test]
    fn kinds_and_roles_keep_their_numbers_and_words() {
        for (access, number, spelt) in [(Open, 0, "open"), (OnRequest, 1, "request"), (Closed, 2, "closed"), (Unlisted, 3, "unlisted")] {
            assert_eq!((access.number(), access.word()), (number, spelt));
            assert_eq!((Access::from_number(number), Access::from_word(spelt)), (access, Some(access)));
        }
        assert_eq!((Access::from_number(9), Access::from_number(-1), Access::from_word("secret")), (Unlisted, Unlisted, None));
        for (role, spelt) in [(Member, "member"), (Moderator, "moderator"), (Owner, "owner")] {
            assert_eq!((role_word(role), role_from_word(spelt)), (spelt, Some(role)));
        }
        assert_eq!(role_from_word("admin"), None);
        for pending in [Pending::Asked, Pending::Invited] {
            assert_eq!(Pending::from_number(pending.number()), pending);
        }
    }

    #[test]
    fn joining_follows_the_kind() {
        for (access, tie, expected) in [
            (Open, NOBODY, "true"),
            (Open, ASKED, "true"),
            (Open, INVITED, "true"),
            (Open, MEMBER, "false"),
            (OnRequest, NOBODY, "ask_first"),
            (OnRequest, ASKED, "ask_first"),
            (OnRequest, INVITED, "true"),
            (OnRequest, MEMBER, "false"),
            (Closed, NOBODY, "invitation_only"),
            (Closed, ASKED, "invitation_only"),
            (Closed, INVITED, "true"),
            (Closed, MEMBER, "false"),
            (Unlisted, NOBODY, "invitation_only"),
            (Unlisted, INVITED, "true"),
            (Unlisted, MEMBER, "false"),
        ] {
            assert_eq!(word(join(access, tie)), expected, "{access:?} {tie:?}");
        }
    }

    #[test]
    fn one_asks_only_where_asking_is_the_way_in() {
        let long = "é".repeat(MAX_MESSAGE + 1);
        for (access, tie, message, expected) in [
            (OnRequest, NOBODY, "", "true"),
            (OnRequest, NOBODY, &long[..long.len() - 2], "true"),
            (OnRequest, NOBODY, long.as_str(), "too_long"),
            (OnRequest, ASKED, "", "false"),
            (OnRequest, INVITED, "", "false"),
            (OnRequest, MEMBER, "", "false"),
            (Open, NOBODY, "", "join_at_once"),
            (Open, MEMBER, "", "false"),
            (Closed, NOBODY, "", "invitation_only"),
            (Unlisted, NOBODY, "", "invitation_only"),
        ] {
            assert_eq!(word(ask(access, tie, message)), expected, "{access:?} {tie:?}");
        }
    }

    #[test]
    fn each_role_may_what_it_may() {
        for (actor, decides, owns, ends_request, ends_invitation) in [
            (None, false, false, false, false),
            (Some(Member), false, false, false, false),
            (Some(Moderator), true, false, true, false),
            (Some(Owner), true, true, true, true),
        ] {
            assert_eq!(decide(actor).is_ok(), decides, "{actor:?} decides");
            assert_eq!(own(actor).is_ok(), owns, "{actor:?} owns");
            assert_eq!((look_as(actor, false), look_as(actor, true)), (owns, true), "{actor:?} looks");
            assert_eq!(end_pending(actor, false, Pending::Asked).is_ok(), ends_request, "{actor:?} refuses");
            assert_eq!(end_pending(actor, false, Pending::Invited).is_ok(), ends_invitation, "{actor:?} takes an invitation back");
            assert!(
                end_pending(actor, true, Pending::Asked).is_ok() && end_pending(actor, true, Pending::Invited).is_ok(),
                "{actor:?} ends the own one"
            );
        }
    }

    #[test]
    fn removing_follows_the_rank() {
        for (actor, role, expected) in [
            (Some(Owner), Owner, "()"),
            (Some(Owner), Moderator, "()"),
            (Some(Owner), Member, "()"),
            (Some(Moderator), Owner, "forbidden"),
            (Some(Moderator), Moderator, "forbidden"),
            (Some(Moderator), Member, "()"),
            (Some(Member), Member, "forbidden"),
            (None, Member, "forbidden"),
        ] {
            assert_eq!(word(remove(actor, role)), expected, "{actor:?} removes {role:?}");
        }
    }

    #[test]
    fn a_community_never_loses_its_last_owner() {
        for (role, owners, expected) in [(Owner, 1, "last_owner"), (Owner, 2, "()"), (Moderator, 1, "()"), (Member, 1, "()")] {
            assert_eq!(word(leave(role, owners)), expected, "{role:?} of {owners}");
        }
        for (actor, kind, from, to, owners, expected) in [
            (Some(Owner), MemberKind::Employee, Member, Moderator, 1, "true"),
            (Some(Owner), MemberKind::Employee, Member, Owner, 1, "true"),
            (Some(Owner), MemberKind::Employee, Moderator, Member, 1, "true"),
            (Some(Owner), MemberKind::Employee, Owner, Owner, 1, "false"),
            (Some(Owner), MemberKind::Employee, Owner, Moderator, 1, "last_owner"),
            (Some(Owner), MemberKind::Employee, Owner, Member, 2, "true"),
            (Some(Owner), MemberKind::Partner, Member, Moderator, 1, "partner_role"),
            (Some(Owner), MemberKind::Partner, Member, Owner, 1, "partner_role"),
            (Some(Owner), MemberKind::Partner, Member, Member, 1, "false"),
            (Some(Owner), MemberKind::Bot, Member, Moderator, 1, "partner_role"),
            (Some(Moderator), MemberKind::Employee, Member, Moderator, 1, "forbidden"),
            (Some(Member), MemberKind::Employee, Member, Owner, 1, "forbidden"),
            (None, MemberKind::Employee, Member, Member, 1, "forbidden"),
        ] {
            assert_eq!(word(give_role(actor, kind, from, to, owners)), expected, "{actor:?} makes {kind:?} {from:?} {to:?}");
        }
    }

    #[test]
    fn an_owner_hands_over_to_a_colleague_and_takes_it_back_for_an_hour() {
        for (actor, oneself, kind, expected) in [
            (Some(Owner), false, MemberKind::Employee, "true"),
            (Some(Owner), true, MemberKind::Employee, "hand_self"),
            (Some(Owner), false, MemberKind::Partner, "partner_role"),
            (Some(Owner), false, MemberKind::Bot, "partner_role"),
            (Some(Moderator), false, MemberKind::Employee, "forbidden"),
            (Some(Member), false, MemberKind::Employee, "forbidden"),
            (None, false, MemberKind::Employee, "forbidden"),
        ] {
            assert_eq!(word(hand_over(actor, oneself, kind).map(|()| true)), expected, "{actor:?} to {kind:?}");
        }
        let handed = Handed { by: MemberId(1), to: MemberId(2), role: Member, at: 1_000 };
        for (who, standing, other, now, expected) in [
            (1, Some(Moderator), Owner, 1_000 + HANDED_MS - 1, true),
            (1, Some(Moderator), Owner, 1_000 + HANDED_MS, false),
            (3, Some(Moderator), Owner, 1_000, false),
            (1, Some(Owner), Owner, 1_000, false),
            (1, Some(Member), Owner, 1_000, false),
            (1, None, Owner, 1_000, false),
            (1, Some(Moderator), Member, 1_000, false),
        ] {
            assert_eq!(handed.may_take_back(MemberId(who), standing, other, now), expected, "{who} {standing:?} {other:?} {now}");
        }
    }

    #[test]
    fn whoever_is_picked_comes_in_the_right_way() {
        for (kind, tie, expected) in [
            (MemberKind::Employee, NOBODY, Welcome::Invited),
            (MemberKind::Employee, ASKED, Welcome::Accepted),
            (MemberKind::Employee, INVITED, Welcome::Already),
            (MemberKind::Employee, MEMBER, Welcome::Already),
            (MemberKind::Partner, NOBODY, Welcome::Added),
            (MemberKind::Partner, MEMBER, Welcome::Already),
            (MemberKind::Bot, NOBODY, Welcome::Added),
            (MemberKind::Bot, MEMBER, Welcome::Already),
        ] {
            assert_eq!(welcome(kind, tie), expected, "{kind:?} {tie:?}");
        }
    }

    #[test]
    fn only_opening_to_every_employee_opens_the_past() {
        for from in Access::ALL {
            for to in Access::ALL {
                assert_eq!(opens_past(from, to), to == Open && from != Open, "{from:?} to {to:?}");
            }
        }
    }

    #[test]
    fn what_is_typed_is_cleaned_and_checked() {
        let fine = NewCommunity {
            name: "  Gamme \u{200b}électrique ".into(),
            description: "Une ligne\r\nune autre\n".into(),
            access: Open,
            icon: "zap".into(),
            hue: 170,
            language: "fr".into(),
            reviewed: false,
        };
        let mut cleaned = fine.clone();
        assert_eq!(cleaned.check(), []);
        assert_eq!((cleaned.name.as_str(), cleaned.description.as_str()), ("Gamme électrique", "Une ligne\nune autre"));
        for (wrong, code, field) in [
            (NewCommunity { name: " \u{200b}".into(), ..fine.clone() }, "communities.name_missing", "name"),
            (NewCommunity { name: "é".repeat(61), ..fine.clone() }, "communities.too_long", "name"),
            (NewCommunity { description: "é".repeat(401), ..fine.clone() }, "communities.too_long", "description"),
            (NewCommunity { icon: "skull".into(), ..fine.clone() }, "communities.icon_unknown", "icon"),
            (NewCommunity { hue: 360, ..fine.clone() }, "communities.hue_unknown", "hue"),
            (NewCommunity { hue: -10, ..fine.clone() }, "communities.hue_unknown", "hue"),
            (NewCommunity { language: "de".into(), ..fine.clone() }, "setup.locale_unknown", "language"),
        ] {
            let found: Vec<_> = wrong.clone().check().into_iter().map(|r| (r.code, r.field)).collect();
            assert_eq!(found, [(code, Some(field))], "{wrong:?}");
        }
        assert_eq!(NewCommunity { name: "é".repeat(60), description: "é".repeat(400), ..fine.clone() }.check(), []);
        for (hue, kept) in [(0, 0), (4, 0), (5, 10), (168, 170), (350, 350), (354, 350), (355, 0), (359, 0)] {
            let mut rounded = NewCommunity { hue, ..fine.clone() };
            assert_eq!((rounded.check(), rounded.hue), (vec![], kept), "{hue}");
        }
    }
}
