//! Who and where.

use super::f;
use crate::export::kind::{Filled, Key, Kind, Parts, With};
use crate::export::nested::SEEN;
use crate::export::shape::Shape::{Flag, Id, Number, OptId, OptNumber, OptText, OptTime, Text, Time, Ways, Word, Words};

pub(super) static COMPANY: Kind = Kind {
    name: "company",
    about: "The company itself: its settings. One record; its name is that of its place.",
    table: "companies",
    rows: "",
    key: &[Key::Int("id")],
    fields: &[
        f("id", &["id"], Id, "the id of the company, and of its place", r#""108839423213505""#),
        f("language", &["locale"], Text, "the language for those who choose none: `fr` or `en`", r#""fr""#),
        f("hue", &["brand_hue"], Number, "the hue of its colour, 0 to 359", "168"),
        f(
            "leavers",
            &["leaver_naming"],
            Word(&["named", "unnamed"]),
            "how those who left are shown: under their name, or as a former member",
            r#""named""#,
        ),
        f("created_at", &["created_at"], Time, "when it was started", r#""2026-03-12T18:00:00.000Z""#),
    ],
    filled: &[
        Filled { column: "employee_count", with: With::Zero, why: "counted again" },
        Filled { column: "single", with: With::Default, why: "the same in every company: there is one" },
    ],
    parts: Parts::None,
};

pub(super) static PARTNER_COMPANIES: Kind = Kind {
    name: "partner_companies",
    about: "Companies that partners come from.",
    table: "partner_companies",
    rows: "",
    key: &[Key::Int("id")],
    fields: &[
        f("id", &["id"], Id, "its id", r#""108839423213700""#),
        f("name", &["name"], Text, "its name", r#""Delmas Logistique""#),
        f("kind", &["kind"], Word(&["supplier", "client", "distributor", "other"]), "what it is to the company", r#""supplier""#),
        f("sponsor", &["sponsor_id"], OptId, "who answers for it", r#""108839423213642""#),
        f("starts_at", &["starts_at"], OptTime, "the first moment of its contract", r#""2026-03-11T23:00:00.000Z""#),
        f("ends_at", &["ends_at"], OptTime, "the last moment of its contract", r#""2027-03-11T22:59:59.999Z""#),
        f("note", &["note"], Text, "a few lines for administrators", r#""""#),
        f("created_at", &["created_at"], Time, "when it was first named", r#""2026-03-12T18:00:00.000Z""#),
    ],
    filled: &[Filled { column: "sort_key", with: With::SortKey, why: "made of the name" }],
    parts: Parts::None,
};

pub(super) static MEMBERS: Kind = Kind {
    name: "members",
    about: "People: employees and partners, those who left among them, with their profiles and choices.",
    table: "members",
    rows: "",
    key: &[Key::Int("id")],
    fields: &[
        f("id", &["id"], Id, "the id of the person", r#""108839423213641""#),
        f("kind", &["kind"], Word(&["employee", "partner", "bot"]), "what the person is; a bot is a program", r#""employee""#),
        f("role", &["role"], Word(&["member", "administrator"]), "what the person administers", r#""member""#),
        f("state", &["state"], Word(&["active", "left"]), "whether the account is open", r#""active""#),
        f("name", &["name"], Text, "the name", r#""Léa Martin""#),
        f(
            "email",
            &["email"],
            OptText,
            "the address; none for who signs in with a user name, and for who left",
            r#""lea.martin@example.com""#,
        ),
        f("username", &["username"], OptText, "the user name", "null"),
        f("title", &["title"], Text, "the role in the company", r#""Conseillère""#),
        f("unit", &["unit"], Text, "the unit", r#""Ventes""#),
        f("unit_id", &["unit_id"], OptId, "the record of `units`; none for a partner, and for who left", r#""108839423213910""#),
        f("site", &["site"], Text, "where the person works", r#""Lyon""#),
        f("site_id", &["site_id"], OptId, "the record of `sites`; none for a partner, and for who left", r#""108839423213911""#),
        f("circle", &["circle_id"], OptId, "the place of the circle the person is in; none for the head office", "null"),
        f("manager", &["manager_id"], OptId, "whom the person reports to", r#""108839423213642""#),
        f("phone", &["phone"], Text, "how to call them", r#""""#),
        f(
            "email_seen_by",
            &["email_seen"],
            Word(&SEEN),
            "who is told the address: whoever sees the person, employees, the person alone",
            r#""employees""#,
        ),
        f("phone_seen_by", &["phone_seen"], Word(&SEEN), "who is told the phone", r#""everyone""#),
        f("languages", &["languages"], Text, "the languages they speak, as they wrote them", r#""français, anglais""#),
        f("bio", &["bio"], Text, "a few lines in their words", r#""""#),
        f("photo", &["photo_id"], OptId, "the file that is their photo", "null"),
        f("hue", &["hue"], Number, "the hue of their initials, 0 to 359", "40"),
        f("language", &["locale"], Text, "the language of their pages", r#""fr""#),
        f("zone", &["zone"], Text, "their time zone, by its IANA name", r#""Europe/Paris""#),
        f("theme", &["theme"], Text, "`light`, `dark`, or empty for that of the machine", r#""""#),
        f("shortcuts", &["shortcuts"], Flag, "whether keys are shortcuts", "true"),
        f("first_visit", &["first_visit"], Flag, "whether the next sign-in leads to the first visit", "false"),
        f("starting_at", &["starting_at"], OptTime, "since when they are led, while that stands in their menu", "null"),
        f("accompanies", &["accompanies"], Flag, "whether they accompany somebody who arrives", "false"),
        f("proposes_skills", &["proposes_skills"], Flag, "whether they want to be asked about skills that they show", "true"),
        f("ask_limit", &["ask_limit"], Number, "how many questions they accept in seven days", "5"),
        f("hidden_languages", &["hidden_languages"], Words, "languages that are folded in their feeds, as tags", r#"["de"]"#),
        f("partner_company", &["partner_company_id"], OptId, "the company of a partner", "null"),
        f("sponsor", &["sponsor_id"], OptId, "who answers for a partner", "null"),
        f("ends_at", &["ends_at"], OptTime, "when the access of a partner ends", "null"),
        f("end_told", &["end_told"], Number, "the last warning that was told before it, in days; 0 for none", "0"),
        f("created_at", &["created_at"], Time, "when the account was made", r#""2026-03-12T18:00:00.000Z""#),
        f("left_at", &["left_at"], OptTime, "when the person left", "null"),
    ],
    filled: &[
        Filled { column: "sort_key", with: With::SortKey, why: "made of the name" },
        Filled { column: "password_hash", with: With::Default, why: "a secret: everyone sets a password again" },
        Filled { column: "password_changed_at", with: With::Default, why: "of the password, which is not there" },
        Filled { column: "follower_count", with: With::Zero, why: "counted again" },
        Filled { column: "report_count", with: With::Zero, why: "counted again" },
        Filled { column: "team_count", with: With::Zero, why: "counted again" },
        Filled { column: "directory", with: With::Default, why: "what a directory says is noted when it is followed here" },
        Filled { column: "directory_fields", with: With::Default, why: "with the directory" },
        Filled { column: "sounds", with: With::Default, why: "how the name sounds is made anew by a sweep" },
    ],
    parts: Parts::None,
};

pub(super) static SITES: Kind = Kind {
    name: "sites",
    about: "Where people work.",
    table: "sites",
    rows: "",
    key: &[Key::Int("id")],
    fields: &[
        f("id", &["id"], Id, "its id", r#""108839423213911""#),
        f("name", &["name"], Text, "its name", r#""Lyon Gerland""#),
        f("address", &["address"], Text, "where it is", r#""14 rue de Gerland, Lyon""#),
        f("zone", &["zone"], Text, "its time zone, by its IANA name; may be empty", r#""Europe/Paris""#),
        f("latitude", &["latitude"], OptNumber, "in millionths of a degree, north of the equator", "45731000"),
        f("longitude", &["longitude"], OptNumber, "in millionths of a degree, east of Greenwich", "4832000"),
        f("circle", &["circle_id"], OptId, "the place of the circle into which those who come are put", "null"),
        f("created_at", &["created_at"], Time, "when it was first named", r#""2026-03-12T18:00:00.000Z""#),
    ],
    filled: &[
        Filled { column: "key", with: With::SortKey, why: "made of the name" },
        Filled { column: "member_count", with: With::Zero, why: "counted again" },
    ],
    parts: Parts::None,
};

pub(super) static UNITS: Kind = Kind {
    name: "units",
    about: "The units of the company: departments, services, teams.",
    table: "units",
    rows: "",
    key: &[Key::Int("id")],
    fields: &[
        f("id", &["id"], Id, "its id", r#""108839423213910""#),
        f("parent", &["parent_id"], OptId, "the unit it is part of", "null"),
        f("name", &["name"], Text, "its name", r#""Ventes""#),
        f("about", &["about"], Text, "what it does", r#""Les conseillers des points de vente""#),
        f("lead", &["lead_id"], OptId, "who leads it", r#""108839423213642""#),
        f("circle", &["circle_id"], OptId, "the place of the circle into which those who come are put", "null"),
        f("created_at", &["created_at"], Time, "when it was first named", r#""2026-03-12T18:00:00.000Z""#),
    ],
    filled: &[
        Filled { column: "key", with: With::SortKey, why: "made of the name" },
        Filled { column: "member_count", with: With::Zero, why: "counted again" },
    ],
    parts: Parts::None,
};

pub(super) static PLACES: Kind = Kind {
    name: "places",
    about: "Where people write: the company as a whole, and its communities.",
    table: "places",
    rows: "",
    key: &[Key::Int("id")],
    fields: &[
        f("id", &["id"], Id, "its id", r#""108839423213505""#),
        f("parent", &["parent_id"], OptId, "the place it belongs to", "null"),
        f(
            "kind",
            &["kind"],
            Word(&["company", "community", "circle"]),
            "what it is; a circle is the place of people who do not see those of other circles",
            r#""community""#,
        ),
        f(
            "access",
            &["access"],
            Word(&["open", "request", "closed", "unlisted"]),
            "how one comes in; always `open` for the company",
            r#""open""#,
        ),
        f("name", &["name"], Text, "its name", r#""Réseau Sud""#),
        f("description", &["description"], Text, "what it is about", r#""Les conseillers du Sud""#),
        f("icon", &["icon"], Text, "the word of its icon", r#""hexagon""#),
        f("hue", &["hue"], Number, "the hue of its mark, 0 to 359", "160"),
        f("picture", &["picture_id"], OptId, "the file that is its picture", "null"),
        f("language", &["language"], Text, "its language, as a tag", r#""fr""#),
        f("reviewed", &["reviewed"], Flag, "whether moderators read first", "false"),
        f("circle", &["circle_id"], OptId, "of a community, the circle it was founded in", "null"),
        f("archived_at", &["archived_at"], OptTime, "since when it is archived: read, and changed no more", "null"),
        f("merged_into", &["merged_into_id"], OptId, "the community that it became, where it was merged into one", "null"),
        f("merged_at", &["merged_at"], OptTime, "when it was", "null"),
        f("last_post_at", &["last_post_at"], OptTime, "when the newest post appeared in it, even one that has gone since", "null"),
        f("created_at", &["created_at"], Time, "when it was made", r#""2026-03-12T18:00:00.000Z""#),
    ],
    filled: &[
        Filled { column: "sort_key", with: With::SortKey, why: "made of the name" },
        Filled { column: "member_count", with: With::Zero, why: "counted again" },
        Filled { column: "partner_count", with: With::Zero, why: "counted again" },
        Filled { column: "post_count", with: With::Zero, why: "counted again" },
        Filled { column: "handed_by_id", with: With::Default, why: "that one was passed on can be taken back for an hour" },
        Filled { column: "handed_to_id", with: With::Default, why: "likewise" },
        Filled { column: "handed_role", with: With::Default, why: "likewise" },
        Filled { column: "handed_at", with: With::Default, why: "likewise" },
    ],
    parts: Parts::None,
};

pub(super) static MEMBERSHIPS: Kind = Kind {
    name: "memberships",
    about: "Who belongs to which community, and as what.",
    table: "memberships",
    rows: "",
    key: &[Key::Int("member_id"), Key::Int("place_id")],
    fields: &[
        f("member", &["member_id"], Id, "who", r#""108839423213641""#),
        f("place", &["place_id"], Id, "the community", r#""108839423213505""#),
        f("role", &["role"], Word(&["member", "moderator", "owner"]), "as what", r#""owner""#),
        f("joined_at", &["joined_at"], Time, "since when", r#""2026-03-12T18:00:00.000Z""#),
    ],
    filled: &[Filled { column: "directory", with: With::Default, why: "whom a group of a directory brought belongs by hand from then on" }],
    parts: Parts::None,
};

pub(super) static TERMS: Kind = Kind {
    name: "community_terms",
    about: "The texts that communities ask to accept before one reads them.",
    table: "place_terms",
    rows: "",
    key: &[Key::Int("place_id")],
    fields: &[
        f("place", &["place_id"], Id, "the community", r#""108839423213505""#),
        f("asks", &["asks"], Word(&["nobody", "partners", "everyone"]), "of whom it is asked", r#""partners""#),
        f("body", &["body"], Text, "the text, as Markdown", r#""Ce que vous lisez ici reste entre nous.""#),
        f("version", &["version"], Number, "which version it is", "1"),
        f("saved_by", &["saved_by_id"], Id, "the owner who wrote it", r#""108839423213642""#),
        f("saved_at", &["saved_at"], Time, "when", r#""2026-03-12T18:00:00.000Z""#),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static TERMS_ACCEPTED: Kind = Kind {
    name: "community_terms_accepted",
    about: "Who accepted them, the last time.",
    table: "place_terms_accepted",
    rows: "",
    key: &[Key::Int("place_id"), Key::Int("member_id")],
    fields: &[
        f("place", &["place_id"], Id, "the community", r#""108839423213505""#),
        f("member", &["member_id"], Id, "who", r#""108839423213641""#),
        f("version", &["version"], Number, "which version", "1"),
        f("accepted_at", &["accepted_at"], Time, "when", r#""2026-03-12T18:00:00.000Z""#),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static REQUESTS: Kind = Kind {
    name: "membership_requests",
    about: "Who asks to come into a community or is invited, and has no answer yet.",
    table: "membership_requests",
    rows: "",
    key: &[Key::Int("place_id"), Key::Int("member_id")],
    fields: &[
        f("place", &["place_id"], Id, "the community", r#""108839423213505""#),
        f("member", &["member_id"], Id, "who is to come in", r#""108839423213641""#),
        f("state", &["state"], Word(&["asked", "invited"]), "whether the person asks or is invited", r#""asked""#),
        f("inviter", &["inviter_id"], OptId, "who invites", "null"),
        f("message", &["message"], Text, "the words of the request", r#""Je rejoins l’équipe en mai.""#),
        f("created_at", &["created_at"], Time, "since when", r#""2026-03-12T18:00:00.000Z""#),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static FOLLOWS: Kind = Kind {
    name: "follows",
    about: "Who follows whom.",
    table: "follows",
    rows: "",
    key: &[Key::Int("follower_id"), Key::Int("member_id")],
    fields: &[
        f("follower", &["follower_id"], Id, "who follows", r#""108839423213641""#),
        f("member", &["member_id"], Id, "whom", r#""108839423213642""#),
        f("created_at", &["created_at"], Time, "since when", r#""2026-03-12T18:00:00.000Z""#),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static SKILLS: Kind = Kind {
    name: "skills",
    about: "What people can do: the list that they make.",
    table: "skills",
    rows: "",
    key: &[Key::Int("id")],
    fields: &[
        f("id", &["id"], Id, "its id", r#""108839423213900""#),
        f("name", &["name"], Text, "as it was first written", r#""Recharge à domicile""#),
        f("created_by", &["created_by_id"], Id, "who named it first", r#""108839423213641""#),
        f("created_at", &["created_at"], Time, "when", r#""2026-03-12T18:00:00.000Z""#),
        f("merged_into", &["merged_into_id"], OptId, "the skill that it was united with", "null"),
    ],
    filled: &[
        Filled { column: "sort_key", with: With::SortKey, why: "made of the name" },
        Filled { column: "holder_count", with: With::Zero, why: "counted again" },
    ],
    parts: Parts::None,
};

pub(super) static SKILL_NAMES: Kind = Kind {
    name: "skill_names",
    about: "The names of skills: in other languages, and synonyms. Each leads to one skill.",
    table: "skill_names",
    rows: "",
    key: &[Key::Text("key")],
    fields: &[
        f("key", &["key"], Text, "the name without case or accents", r#""recharge a domicile""#),
        f("skill", &["skill_id"], Id, "the skill", r#""108839423213900""#),
        f("name", &["name"], Text, "the name", r#""Recharge à domicile""#),
        f("language", &["language"], Text, "its language, as a tag", r#""fr""#),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static HELD_SKILLS: Kind = Kind {
    name: "member_skills",
    about: "Who says that they can do what, and how well.",
    table: "member_skills",
    rows: "",
    key: &[Key::Int("id")],
    fields: &[
        f("id", &["id"], Id, "its id", r#""108839423213901""#),
        f("member", &["member_id"], Id, "who", r#""108839423213641""#),
        f("skill", &["skill_id"], Id, "what", r#""108839423213900""#),
        f("level", &["level"], Number, "how well: 1 the basics, 2 at ease, 3 experienced, 4 asked by others", "4"),
        f("declared_at", &["declared_at"], Time, "since when", r#""2026-03-12T18:00:00.000Z""#),
        f("removed_at", &["removed_at"], OptTime, "since when it is taken away; it can be brought back for 30 days", "null"),
        f("fresh_at", &["fresh_at"], Time, "when it was last said, confirmed or used", r#""2026-03-12T18:00:00.000Z""#),
        f("fresh", &["fresh"], Flag, "whether that is not long ago", "true"),
        f("stale_at", &["stale_at"], OptTime, "since when its person says that it is not so any more", "null"),
    ],
    filled: &[
        Filled { column: "endorsement_count", with: With::Zero, why: "counted again" },
        Filled { column: "brought", with: With::Zero, why: "said to its person while a directory is what said it" },
    ],
    parts: Parts::None,
};

pub(super) static ENDORSEMENTS: Kind = Kind {
    name: "endorsements",
    about: "Who confirms what somebody can do.",
    table: "endorsements",
    rows: "",
    key: &[Key::Int("held_id"), Key::Int("endorser_id")],
    fields: &[
        f("held", &["held_id"], Id, "the record of `member_skills`", r#""108839423213901""#),
        f("endorser", &["endorser_id"], Id, "who confirms it", r#""108839423213642""#),
        f("sentence", &["sentence"], Text, "with which words", r#""Elle a remis la ligne 3 en route.""#),
        f("created_at", &["created_at"], Time, "when", r#""2026-03-12T18:00:00.000Z""#),
        f("withdrawn_at", &["withdrawn_at"], OptTime, "since when it is taken back; it can be brought back for 30 days", "null"),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static PROFILES: Kind = Kind {
    name: "profiles",
    about: "What people say of themselves.",
    table: "profiles",
    rows: "",
    key: &[Key::Int("member_id")],
    fields: &[
        f("member", &["member_id"], Id, "who", r#""108839423213641""#),
        f("pronunciation", &["pronunciation"], Text, "how the name is said", r#""Lé-a Mar-tin""#),
        f("ask_about", &["ask_about"], Text, "what one can ask them about", r#""La recharge à domicile""#),
        f("status", &["status"], Text, "what they are at", r#""En déplacement à Lille""#),
        f("status_until", &["status_until"], OptTime, "until when that holds", "null"),
        f("away", &["away"], Flag, "whether they are not there meanwhile", "false"),
        f("shows_presence", &["shows_presence"], Flag, "whether they show that they are here", "false"),
        f("opens", &["opens"], OptNumber, "when their work begins, in minutes from midnight in their zone", "510"),
        f("closes", &["closes"], OptNumber, "when it ends", "1080"),
        f("days", &["days"], Number, "on which days: 1 for Monday, 2 for Tuesday, 4 for Wednesday and so on, added", "31"),
        f(
            "birthday",
            &["birthday"],
            Number,
            "the day of the year that those close may be told: the month times 100 and the day; 0 for none",
            "312",
        ),
        f("shows_arrival", &["shows_arrival"], Flag, "whether those close may be told of their arrival", "false"),
        f(
            "ways",
            &["ways"],
            Ways,
            "other ways to reach them, and who is told",
            r#"[{"label":"Mobile","value":"06 12 34 56 78","seen_by":"employees"}]"#,
        ),
        f("guide_hidden", &["guide_hidden"], Flag, "whether they put away what is missing on their profile", "false"),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static EXPERIENCES: Kind = Kind {
    name: "experiences",
    about: "What people did before and do beside.",
    table: "experiences",
    rows: "",
    key: &[Key::Int("id")],
    fields: &[
        f("id", &["id"], Id, "its id", r#""108839423213902""#),
        f("member", &["member_id"], Id, "who", r#""108839423213641""#),
        f("kind", &["kind"], Word(&["job", "mission", "training"]), "what it is", r#""job""#),
        f("title", &["title"], Text, "in which role, or what was learnt", r#""Technicienne""#),
        f("organisation", &["organisation"], Text, "where", r#""Concession de Blagnac""#),
        f("begins", &["begins"], Text, "the month it began", r#""2018-09""#),
        f("ends", &["ends"], Text, "the month it ended; empty while it lasts", r#""2023-02""#),
        f("about", &["about"], Text, "what was done", r#""""#),
        f("created_at", &["created_at"], Time, "when it was written", r#""2026-03-12T18:00:00.000Z""#),
        f("removed_at", &["removed_at"], OptTime, "since when it is taken away; it can be brought back for 30 days", "null"),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static PROFILE_FIELDS: Kind = Kind {
    name: "profile_fields",
    about: "The fields that the company adds to profiles.",
    table: "profile_fields",
    rows: "",
    key: &[Key::Int("id")],
    fields: &[
        f("id", &["id"], Id, "its id", r#""108839423213903""#),
        f("name_fr", &["name_fr"], Text, "what it is called in French", r#""Étage""#),
        f("name_en", &["name_en"], Text, "what it is called in English", r#""Floor""#),
        f("kind", &["kind"], Word(&["text", "choice", "date", "number"]), "what it holds", r#""choice""#),
        f("choices", &["choices"], Text, "the choices of a choice, a line each", r#""Rez-de-chaussée""#),
        f("edited_by", &["edited_by"], Word(&["oneself", "administrators"]), "who fills it in", r#""oneself""#),
        f(
            "seen_by",
            &["seen_by"],
            Word(&SEEN),
            "who is told: whoever sees the person, employees, the person and administrators",
            r#""employees""#,
        ),
        f("position", &["position"], Number, "its place among the others", "1"),
        f("created_at", &["created_at"], Time, "when it was added", r#""2026-03-12T18:00:00.000Z""#),
        f("removed_at", &["removed_at"], OptTime, "since when it is taken away; it can be brought back for 30 days", "null"),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static PROFILE_VALUES: Kind = Kind {
    name: "profile_values",
    about: "What the fields of the company hold.",
    table: "profile_values",
    rows: "",
    key: &[Key::Int("member_id"), Key::Int("field_id")],
    fields: &[
        f("member", &["member_id"], Id, "for whom", r#""108839423213641""#),
        f("field", &["field_id"], Id, "the record of `profile_fields`", r#""108839423213903""#),
        f("value", &["value"], Text, "words, a date as 2026-03-12, a number with a point", r#""Rez-de-chaussée""#),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static SKILL_PROPOSALS: Kind = Kind {
    name: "skill_proposals",
    about: "Skills that people are asked whether they have, since it shows in what they do.",
    table: "skill_proposals",
    rows: "",
    key: &[Key::Int("id")],
    fields: &[
        f("id", &["id"], Id, "its id", r#""108839423213902""#),
        f("member", &["member_id"], Id, "who", r#""108839423213641""#),
        f("key", &["key"], Text, "the word without case or accents", r#""pont-roulant""#),
        f("name", &["name"], Text, "the word as it is written", r#""Pont-roulant""#),
        f("skill_key", &["skill_key"], Text, "the key that the name of a skill would have", r#""pont roulant""#),
        f("answers", &["answer_count"], Number, "accepted answers that bear it", "3"),
        f("thanks", &["thanks_count"], Number, "thanks that bear it", "0"),
        f("proposed_at", &["proposed_at"], Time, "since when", r#""2026-03-12T18:00:00.000Z""#),
        f("told_at", &["told_at"], OptTime, "when the person was told", r#""2026-03-12T18:00:00.000Z""#),
        f("settled_at", &["settled_at"], OptTime, "when the person took it or said no", "null"),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static JOURNEYS: Kind = Kind {
    name: "journeys",
    about: "Journeys for those who arrive, as the company wrote them.",
    table: "journeys",
    rows: "",
    key: &[Key::Int("id")],
    fields: &[
        f("id", &["id"], Id, "its id", r#""108839423213910""#),
        f("name", &["name"], Text, "its name", r#""Arrivée, tous métiers""#),
        f("language", &["language"], Text, "the language it is written in, as a tag", r#""fr""#),
        f("titles", &["titles"], Text, "words of a role, between commas; empty for everyone", r#""conseiller, vendeur""#),
        f("sites", &["sites"], Text, "words of a site, likewise", r#""""#),
        f("active_since", &["active_since"], OptTime, "since when it is given to those who arrive", r#""2026-03-12T18:00:00.000Z""#),
        f("created_by", &["created_by_id"], Id, "who made it", r#""108839423213641""#),
        f("created_at", &["created_at"], Time, "when", r#""2026-03-12T18:00:00.000Z""#),
        f("removed_at", &["removed_at"], OptTime, "since when it is taken away; it can be brought back for 30 days", "null"),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static JOURNEY_STEPS: Kind = Kind {
    name: "journey_steps",
    about: "The steps of journeys.",
    table: "journey_steps",
    rows: "",
    key: &[Key::Int("id")],
    fields: &[
        f("id", &["id"], Id, "its id", r#""108839423213911""#),
        f("journey", &["journey_id"], Id, "the journey", r#""108839423213910""#),
        f("day", &["day"], Number, "the day it is for, 0 to 90 from the arrival", "3"),
        f(
            "kind",
            &["kind"],
            Number,
            "what it asks for: 1 a profile, 2 a photo, 3 skills, 4 to join, 5 to meet, 6 to read, 7 to say hello, 8 to ask, 9 to answer, 10 anything else",
            "8",
        ),
        f("title", &["title"], Text, "in a few words", r#""Poser une première question""#),
        f("text", &["text"], Text, "why, and how long it takes", r#""Une petite question rend service.""#),
        f("target", &["target"], Text, "where it leads, as a path; may be empty", r#""""#),
        f("removed_at", &["removed_at"], OptTime, "since when it is taken away; it can be brought back for 30 days", "null"),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static NEWCOMERS: Kind = Kind {
    name: "newcomers",
    about: "Who arrives: led by which journey, accompanied by whom.",
    table: "newcomers",
    rows: "",
    key: &[Key::Int("member_id")],
    fields: &[
        f("member", &["member_id"], Id, "who", r#""108839423213641""#),
        f("journey", &["journey_id"], OptId, "the journey; none for the first visit alone", r#""108839423213910""#),
        f("started_at", &["started_at"], Time, "since when", r#""2026-03-12T18:00:00.000Z""#),
        f("buddy", &["buddy_id"], OptId, "who is there for any question", r#""108839423213642""#),
        f("manager", &["manager_id"], OptId, "who follows it", "null"),
        f("told_day", &["told_day"], Number, "the last day whose steps were told", "23"),
        f("next_at", &["next_at"], OptTime, "when to look next; none once it is over", r#""2026-04-13T07:00:00.000Z""#),
        f("mood", &["mood"], Number, "how it is going: 0 unsaid, 1 well, 2 so so, 3 hard", "1"),
        f("acted_at", &["acted_at"], OptTime, "when the person first did something that others read", r#""2026-03-12T18:00:00.000Z""#),
        f("away_at", &["away_at"], OptTime, "since when the person put it away", "null"),
        f("ended_at", &["ended_at"], OptTime, "when it was over", "null"),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static NEWCOMER_STEPS: Kind = Kind {
    name: "newcomer_steps",
    about: "What those who arrive have done of their journey.",
    table: "newcomer_steps",
    rows: "",
    key: &[Key::Int("member_id"), Key::Int("step_id")],
    fields: &[
        f("member", &["member_id"], Id, "who", r#""108839423213641""#),
        f("step", &["step_id"], Id, "the step", r#""108839423213911""#),
        f("done_at", &["done_at"], Time, "when it was ticked", r#""2026-03-12T18:00:00.000Z""#),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static NEWCOMER_ANSWERS: Kind = Kind {
    name: "newcomer_answers",
    about: "What those who arrive answered on day 30 and on day 90: how far three statements hold, 1 not at all to 4 entirely.",
    table: "newcomer_answers",
    rows: "",
    key: &[Key::Int("member_id"), Key::Int("day")],
    fields: &[
        f("member", &["member_id"], Id, "who", r#""108839423213641""#),
        f("day", &["day"], Number, "30 or 90", "30"),
        f("expected", &["expected"], Number, "“I know what is expected of me”", "4"),
        f("helped", &["helped"], Number, "“I know whom to ask”", "4"),
        f("welcomed", &["welcomed"], Number, "“I was made welcome”", "3"),
        f("sentence", &["sentence"], Text, "anything else", r#""""#),
        f("reader", &["reader_id"], OptId, "who alone reads it", r#""108839423213642""#),
        f("answered_at", &["answered_at"], Time, "when", r#""2026-04-12T18:00:00.000Z""#),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static DELEGATIONS: Kind = Kind {
    name: "delegations",
    about: "Who may publish in whose name.",
    table: "delegations",
    rows: "",
    key: &[Key::Int("member_id"), Key::Int("delegate_id")],
    fields: &[
        f("member", &["member_id"], Id, "in whose name", r#""108839423213641""#),
        f("delegate", &["delegate_id"], Id, "who may publish", r#""108839423213642""#),
        f("created_at", &["created_at"], Time, "since when", r#""2026-03-12T18:00:00.000Z""#),
    ],
    filled: &[],
    parts: Parts::None,
};
