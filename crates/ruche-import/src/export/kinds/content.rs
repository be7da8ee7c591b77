//! What is shared.

use super::f;
use crate::export::kind::{Filled, Key, Kind, Parts, With};
use crate::export::shape::Shape::{
    Copies, Details, Flag, Id, Number, OptId, OptSubject, OptText, OptTime, Subject, Text, Time, TimeOrZero, Word, Written,
};

pub(super) static LINKS: Kind = Kind {
    name: "links",
    about: "Pages of others that texts link to, with the card that was made of each.",
    table: "links",
    rows: "",
    key: &[Key::Text("id")],
    fields: &[
        f(
            "id",
            &["id"],
            Text,
            "the SHA-256 of the address, in hexadecimal digits",
            r#""100680ad546ce6a577f42f52df33b4cfdca756859e664b8d7de329b150d09ce9""#,
        ),
        f("url", &["url"], Text, "the address", r#""https://example.com""#),
        f("title", &["title"], Text, "its title; empty for a page that gave nothing", r#""Example Domain""#),
        f("description", &["description"], Text, "what it says of itself", r#""""#),
        f("site", &["site"], Text, "the name of its site", r#""example.com""#),
        f("picture", &["picture_id"], OptId, "the id of its small picture, whose bytes are in `parts`", r#""108839423215001""#),
        f("asked_at", &["asked_at"], TimeOrZero, "when the page was asked; null when it was not yet", r#""2026-03-12T18:00:00.000Z""#),
        f("checked_at", &["checked_at"], Time, "when a text was last known to link to it", r#""2026-03-12T18:00:00.000Z""#),
    ],
    filled: &[],
    parts: Parts::Card,
};

pub(super) static TOPICS: Kind = Kind {
    name: "topics",
    about: "Topics, those that were renamed or merged among them: their old word leads to another.",
    table: "topics",
    rows: "",
    key: &[Key::Int("id")],
    fields: &[
        f("id", &["id"], Id, "its id", r#""108839423213800""#),
        f("key", &["key"], Text, "the word in its address", r#""bornes""#),
        f("name", &["name"], Text, "the word as it was first written", r#""Bornes""#),
        f("description", &["description"], Text, "what it is about, in Markdown", r#""""#),
        f("summary", &["summary"], Text, "the first words of that", r#""""#),
        f("changed_at", &["changed_at"], OptTime, "when that was said last", "null"),
        f("changed_by", &["changed_by_id"], OptId, "by whom", "null"),
        f("before_name", &["before_name"], OptText, "what it was called before, for as long as that can be undone", "null"),
        f("before_description", &["before_description"], OptText, "what was said of it before, likewise", "null"),
        f("merged_into", &["merged_into_id"], OptId, "the topic to which its word leads", "null"),
    ],
    filled: &[Filled { column: "follower_count", with: With::Zero, why: "counted again" }],
    parts: Parts::None,
};

pub(super) static TOPIC_FOLLOWS: Kind = Kind {
    name: "topic_follows",
    about: "Who follows which topic.",
    table: "topic_follows",
    rows: "",
    key: &[Key::Int("member_id"), Key::Int("topic_id")],
    fields: &[
        f("member", &["member_id"], Id, "who", r#""108839423213641""#),
        f("topic", &["topic_id"], Id, "which topic", r#""108839423213800""#),
        f("created_at", &["created_at"], Time, "since when", r#""2026-03-12T18:00:00.000Z""#),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static POSTS: Kind = Kind {
    name: "posts",
    about: "Posts of every format, those in the bin (`deleted_at`) and in the archives (`archived_at`) among them.",
    table: "posts",
    rows: "",
    key: &[Key::Int("id")],
    fields: &[
        f("id", &["id"], Id, "its id", r#""108839423214001""#),
        f("place", &["place_id"], Id, "where it stands", r#""108839423213505""#),
        f("author", &["author_id"], Id, "in whose name it was published", r#""108839423213641""#),
        f("writer", &["writer_id"], OptId, "who wrote it, where that is somebody else", "null"),
        f("format", &["format"], Text, "`message`, `question`, `poll`, `event`, `kudos`, `idea` or `announcement`", r#""event""#),
        f("heading", &["heading"], Text, "its title, where its author gave it one", r#""Réunion du réseau""#),
        f(
            "body",
            &["body"],
            Text,
            "its text as it was typed, in Markdown; a mention is `[@Name](/members/ID)`",
            r#""Ordre du jour : **la gamme**.""#,
        ),
        f(
            "details",
            &["details"],
            Details,
            "what its format knows, see below",
            r#"{"starts_at":"2026-03-12T18:00:00.000Z","ends_at":null,"zone":"Europe/Paris","venue":"Salle 2"}"#,
        ),
        f("language", &["language"], Text, "the language of its words, as a tag; empty when nobody knows", r#""fr""#),
        f("language_chosen", &["language_chosen"], Flag, "whether its author chose that", "false"),
        f("link", &["link"], OptText, "the record of `links` whose card it shows", "null"),
        f("shared", &["shared_id"], OptId, "the post that it shares", "null"),
        f("answer", &["answer_id"], OptId, "the comment that was accepted as the answer", "null"),
        f("missing_file", &["missing_file"], Flag, "whether its file was not supplied where it came from", "false"),
        f("version", &["version"], Number, "rises at each edit", "1"),
        f("created_at", &["created_at"], Time, "when it was stored", r#""2026-03-12T18:00:00.000Z""#),
        f("published_at", &["published_at"], Time, "when it appeared", r#""2026-03-12T18:00:00.000Z""#),
        f("edited_at", &["edited_at"], OptTime, "when it was edited last", "null"),
        f("pinned_at", &["pinned_at"], OptTime, "since when it is pinned", "null"),
        f("expires_at", &["expires_at"], OptTime, "when it leaves the feeds", "null"),
        f("archived_at", &["archived_at"], OptTime, "when it left them", "null"),
        f("remind_at", &["remind_at"], OptTime, "when those who did not confirm are reminded", "null"),
        f("deleted_at", &["deleted_at"], OptTime, "when it was put into the bin", "null"),
        f("deleted_by", &["deleted_by_id"], OptId, "by whom", "null"),
    ],
    filled: &[
        Filled { column: "html", with: With::Html, why: "rendered again from the text" },
        Filled { column: "title", with: With::Title, why: "made of the heading or the text" },
        Filled { column: "starts_at", with: With::StartsAt, why: "made of the details" },
        Filled { column: "comment_count", with: With::Zero, why: "counted again" },
    ],
    parts: Parts::None,
};

pub(super) static VERSIONS: Kind = Kind {
    name: "post_versions",
    about: "The texts of posts before each edit.",
    table: "post_versions",
    rows: "",
    key: &[Key::Int("post_id"), Key::Int("version")],
    fields: &[
        f("post", &["post_id"], Id, "of which post", r#""108839423214001""#),
        f("version", &["version"], Number, "which one of its texts", "1"),
        f("heading", &["heading"], Text, "its title then", r#""Réunion""#),
        f("body", &["body"], Text, "its text then, in Markdown", r#""Ordre du jour à venir.""#),
        f("details", &["details"], Details, "what its format knew then", "null"),
        f("written_at", &["written_at"], Time, "when it was written", r#""2026-03-12T18:00:00.000Z""#),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static RESPONSES: Kind = Kind {
    name: "responses",
    about: "How people responded to a post: a vote, a place at an event, a confirmation, the support of an idea.",
    table: "responses",
    rows: "",
    key: &[Key::Int("post_id"), Key::Int("member_id"), Key::Int("choice")],
    fields: &[
        f("post", &["post_id"], Id, "to which post", r#""108839423214001""#),
        f("member", &["member_id"], Id, "who", r#""108839423213641""#),
        f(
            "choice",
            &["choice"],
            Number,
            "the number of the choice: an option of a poll from 0; for an event 0 comes, 1 may come, 2 does not; else 0",
            "0",
        ),
        f("created_at", &["created_at"], Time, "when", r#""2026-03-12T18:00:00.000Z""#),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static COMMENTS: Kind = Kind {
    name: "comments",
    about: "Comments, answers to questions and replies, those in the bin among them.",
    table: "comments",
    rows: "",
    key: &[Key::Int("id")],
    fields: &[
        f("id", &["id"], Id, "its id", r#""108839423214402""#),
        f("place", &["place_id"], Id, "where it stands", r#""108839423213505""#),
        f("root", &["root_kind", "root_id"], Subject, "what it hangs on", r#""post:108839423214001""#),
        f("parent", &["parent_id"], OptId, "the comment that it replies to", "null"),
        f("author", &["author_id"], Id, "who wrote it", r#""108839423213641""#),
        f("body", &["body"], Text, "its text as it was typed, in Markdown", r#""Merci !""#),
        f("language", &["language"], Text, "the language of its words, as a tag; empty when nobody knows", r#""fr""#),
        f("link", &["link"], OptText, "the record of `links` whose card it shows", "null"),
        f("published_at", &["published_at"], Time, "when it appeared", r#""2026-03-12T18:00:00.000Z""#),
        f("edited_at", &["edited_at"], OptTime, "when it was edited last", "null"),
        f("deleted_at", &["deleted_at"], OptTime, "when it was put into the bin", "null"),
        f("deleted_by", &["deleted_by_id"], OptId, "by whom", "null"),
    ],
    filled: &[
        Filled { column: "html", with: With::Html, why: "rendered again from the text" },
        Filled { column: "title", with: With::Title, why: "made of the text" },
        Filled { column: "reply_count", with: With::Zero, why: "counted again" },
        Filled { column: "vote_count", with: With::Zero, why: "counted again" },
    ],
    parts: Parts::None,
};

pub(super) static VOTES: Kind = Kind {
    name: "votes",
    about: "Who found that an answer helped.",
    table: "votes",
    rows: "",
    key: &[Key::Int("comment_id"), Key::Int("member_id")],
    fields: &[
        f("comment", &["comment_id"], Id, "which answer", r#""108839423214402""#),
        f("member", &["member_id"], Id, "who", r#""108839423213641""#),
        f("created_at", &["created_at"], Time, "when", r#""2026-03-12T18:00:00.000Z""#),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static REACTIONS: Kind = Kind {
    name: "reactions",
    about: "Reactions to posts and comments: one of a person to each.",
    table: "reactions",
    rows: "",
    key: &[Key::Text("subject_kind"), Key::Int("subject_id"), Key::Int("member_id")],
    fields: &[
        f("subject", &["subject_kind", "subject_id"], Subject, "to what", r#""post:108839423214001""#),
        f("member", &["member_id"], Id, "whose", r#""108839423213641""#),
        f("place", &["place_id"], Id, "where that stands", r#""108839423213505""#),
        f("kind", &["kind"], Word(&["like", "thanks", "useful", "bravo", "smile", "support"]), "which one", r#""thanks""#),
        f("created_at", &["created_at"], Time, "when", r#""2026-03-12T18:00:00.000Z""#),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static MENTIONS: Kind = Kind {
    name: "mentions",
    about: "Whom posts and comments mention.",
    table: "mentions",
    rows: "",
    key: &[Key::Text("subject_kind"), Key::Int("subject_id"), Key::Int("member_id")],
    fields: &[
        f("subject", &["subject_kind", "subject_id"], Subject, "which text", r#""comment:108839423214402""#),
        f("member", &["member_id"], Id, "whom", r#""108839423213641""#),
        f("place", &["place_id"], Id, "where that stands", r#""108839423213505""#),
    ],
    filled: &[Filled { column: "thanks", with: With::Zero, why: "told by the format of the post" }],
    parts: Parts::None,
};

pub(super) static ROUTES: Kind = Kind {
    name: "routes",
    about: "Questions that are put to people by themselves.",
    table: "routes",
    rows: "",
    key: &[Key::Int("post_id")],
    fields: &[
        f("post", &["post_id"], Id, "the question", r#""108839423214001""#),
        f("wave", &["wave"], Number, "how often it was put to people: 1 to 3", "1"),
        f("widen_at", &["widen_at"], OptTime, "when it is put to others, unless somebody answers", r#""2026-03-13T18:00:00.000Z""#),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static ASKS: Kind = Kind {
    name: "asks",
    about: "To whom questions were put, and what became of it.",
    table: "asks",
    rows: "",
    key: &[Key::Int("id")],
    fields: &[
        f("id", &["id"], Id, "its id", r#""108839423214501""#),
        f("post", &["post_id"], Id, "the question", r#""108839423214001""#),
        f("member", &["member_id"], Id, "who was asked", r#""108839423213641""#),
        f("asked_at", &["asked_at"], Time, "when", r#""2026-03-12T18:00:00.000Z""#),
        f("wave", &["wave"], Number, "in which wave", "1"),
        f("position", &["position"], Number, "at which place in it, from 0 on", "0"),
        f("passed_by", &["passed_by_id"], OptId, "who passed it on to them", "null"),
        f("state", &["state"], Word(&["waiting", "passed", "answered", "withdrawn"]), "what became of it", r#""waiting""#),
        f("settled_at", &["settled_at"], OptTime, "when", "null"),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static TOPIC_USES: Kind = Kind {
    name: "topic_uses",
    about: "Which posts and comments a topic is used in.",
    table: "topic_uses",
    rows: "",
    key: &[Key::Int("topic_id"), Key::Int("published_at"), Key::Text("subject_kind"), Key::Int("subject_id")],
    fields: &[
        f("topic", &["topic_id"], Id, "which topic", r#""108839423213800""#),
        f("subject", &["subject_kind", "subject_id"], Subject, "used in what", r#""post:108839423214001""#),
        f("place", &["place_id"], Id, "where that stands", r#""108839423213505""#),
        f("published_at", &["published_at"], Time, "when that appeared", r#""2026-03-12T18:00:00.000Z""#),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static FILES: Kind = Kind {
    name: "files",
    about: "Files that something holds: photos, films, sounds and documents, portraits and pictures. What nobody has published or kept in a draft is left out.",
    table: "files",
    rows: "WHERE x.subject_id IS NOT NULL",
    key: &[Key::Int("id")],
    fields: &[
        f("id", &["id"], Id, "its id", r#""108839423215001""#),
        f("owner", &["owner_id"], Id, "who sent it", r#""108839423213641""#),
        f("place", &["place_id"], OptId, "where what holds it stands", r#""108839423213505""#),
        f(
            "subject",
            &["subject_kind", "subject_id"],
            OptSubject,
            "what holds it: a post, a comment, a draft, a `member` whose photo or a `community` whose picture it is",
            r#""post:108839423214001""#,
        ),
        f("position", &["position"], Number, "its place among the files of that", "0"),
        f("kind", &["kind"], Word(&["photo", "document", "video", "audio"]), "what it is", r#""document""#),
        f("name", &["name"], Text, "its name", r#""plan.pdf""#),
        f("label", &["label"], Text, "its type in a few letters", r#""PDF""#),
        f("mime", &["mime"], Text, "its media type", r#""application/pdf""#),
        f("bytes", &["bytes"], Number, "how many bytes all its parts have", "5"),
        f("width", &["width"], Number, "the width of a photo as it was sent, else of its picture, in pixels; 0 without", "0"),
        f("height", &["height"], Number, "the height, likewise", "0"),
        f("color", &["color"], Text, "the mean colour of that, as `#rrggbb`; empty without", r#""""#),
        f("copies", &["sizes"], Copies, "its small copies in WebP: `size` is the name, `width` and `height` are in pixels", "[]"),
        f("original", &["original"], Flag, "whether a photo is kept as it was sent, too", "false"),
        f("alt", &["alt"], Text, "what a photo shows, in words", r#""""#),
        f("duration", &["duration"], Number, "how long a film or a sound lasts, in milliseconds; 0 when nothing tells", "0"),
        f("playable", &["playable"], Flag, "whether browsers play it", "false"),
        f("captions_language", &["captions_language"], Text, "the language of the subtitles; empty without", r#""""#),
        f("captions_version", &["captions_version"], Number, "the number in the name of their bytes", "0"),
        f("captions_bytes", &["captions_bytes"], Number, "how many bytes they have", "0"),
        f("created_at", &["created_at"], Time, "when it was sent", r#""2026-03-12T18:00:00.000Z""#),
    ],
    filled: &[],
    parts: Parts::File,
};

pub(super) static MARKS: Kind = Kind {
    name: "marks",
    about: "What people marked for themselves: `bookmark` to be found again, `follow` for a thread to be told of, `mute` for one not to be.",
    table: "marks",
    rows: "",
    key: &[Key::Text("subject_kind"), Key::Int("subject_id"), Key::Int("member_id"), Key::Text("mark")],
    fields: &[
        f("subject", &["subject_kind", "subject_id"], Subject, "what", r#""post:108839423214001""#),
        f("member", &["member_id"], Id, "who", r#""108839423213641""#),
        f("mark", &["mark"], Text, "the word of the mark", r#""bookmark""#),
        f("created_at", &["created_at"], Time, "when", r#""2026-03-12T18:00:00.000Z""#),
    ],
    filled: &[],
    parts: Parts::None,
};

pub(super) static DRAFTS: Kind = Kind {
    name: "drafts",
    about: "What is not published yet: drafts, and texts that wait for a moderator or for their hour.",
    table: "drafts",
    rows: "",
    key: &[Key::Int("id")],
    fields: &[
        f("id", &["id"], Id, "its id", r#""108839423216001""#),
        f("author", &["author_id"], Id, "who writes it", r#""108839423213641""#),
        f("place", &["place_id"], Id, "where it is to appear", r#""108839423213505""#),
        f("key", &["key"], Text, "the key of its sending: published twice, it makes one post", r#""3f6c-11""#),
        f("stage", &["stage"], Text, "`draft`, `returned`, `waiting`, `scheduled`, or `thrown` for a day", r#""draft""#),
        f("format", &["format"], Text, "as in `posts`", r#""message""#),
        f("title", &["title"], Text, "its first words", r#""Point du lundi""#),
        f(
            "written",
            &["written"],
            Written,
            "what was typed, as the form has it: `body` is Markdown, hours are those on the clock of who writes",
            r#"{"typed":{"format":"message","heading":"","options":[],"several":false,"anonymous":false,"closes":"","starts":"","ends":"","venue":"","value":"","confirm":""},"body":"Point du lundi","files":[{"file":"108839423215001","alt":""}],"planned":"","expires":"","shared":null,"behalf":null,"language":""}"#,
        ),
        f("publish_at", &["publish_at"], OptTime, "when it appears, where it is scheduled", "null"),
        f("approver", &["approver_id"], OptId, "the moderator who read it", "null"),
        f("note", &["note"], Text, "why it came back", r#""""#),
        f("version", &["version"], Number, "rises at each writing", "1"),
        f("updated_at", &["updated_at"], Time, "when it was written last", r#""2026-03-12T18:00:00.000Z""#),
    ],
    filled: &[Filled { column: "writer", with: With::Empty, why: "the window in which it is open; none is" }],
    parts: Parts::None,
};
