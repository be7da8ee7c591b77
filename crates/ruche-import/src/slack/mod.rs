//! Reads an export of a Slack workspace, as a zip file or a folder.
//!
//! Rules: a channel becomes a community, open or, where it was private, closed; a message a post; a reply of a thread a comment below
//! it. A reaction that has its like here is kept, one for each person. People are known by their address where the export has it. Who
//! was deactivated, and a guest, who must not become an employee by an import, gets an account that is closed at once: what they wrote
//! stays under their name. Files are named, since an export holds no bytes of them.
//! Deliberately not here: private conversations, which are nobody's to import; programs and what they wrote; what a channel says of
//! itself (somebody joined, the topic changed); cards of links, custom emoji.

mod archive;
mod markup;
mod rows;

use crate::ImportError;
use crate::intake::{Comment, Community, Item, Kind, On, Person, Post, Reason, Row, Rows, Source};
use archive::Archive;
use markup::Names;
use rows::{Channel, Message, User};
use ruche_content::reactions::Kind as Emotion;
use ruche_people::communities::rules::Access;
use std::collections::HashSet;
use std::path::Path;

/// An export, with its people and channels in memory; messages are read a day of a channel at a time.
#[derive(Clone, Debug)]
pub struct Slack {
    archive: Archive,
    users: Vec<User>,
    channels: Vec<(Channel, Access)>,
    names: Names,
    /// Who is a program.
    programs: HashSet<String>,
}

impl Slack {
    /// The export at `path`: a zip file, or the folder that it was unpacked to.
    ///
    /// # Errors
    /// When a file is missing or not what an export holds.
    pub fn open(path: &Path) -> Result<Self, ImportError> {
        let archive = Archive::open(path)?;
        let users: Vec<User> = archive.read("users.json")?.unwrap_or_default();
        let mut channels = Vec::new();
        for (file, access) in [("channels.json", Access::Open), ("groups.json", Access::Closed)] {
            let found: Vec<Channel> = archive.read(file)?.unwrap_or_default();
            channels.extend(found.into_iter().map(|channel| (channel, access)));
        }
        let names = Names {
            people: users.iter().map(|user| (user.id.clone(), name(user))).collect(),
            channels: channels.iter().map(|(channel, _)| (channel.id.clone(), channel.name.clone())).collect(),
        };
        let programs = users.iter().filter(|user| user.is_bot || user.id == "USLACKBOT").map(|user| user.id.clone()).collect();
        Ok(Self { archive, users, channels, names, programs })
    }

    /// The name under which its keys are kept: that of the workspace, where the export says it.
    #[must_use]
    pub fn source(&self) -> String {
        let team = self.users.iter().find_map(|user| user.team_id.clone()).unwrap_or_default();
        format!("slack:{team}")
    }

    fn person(&self, user: &User) -> Result<Item, Reason> {
        if self.programs.contains(&user.id) {
            return Err("it is a program".into());
        }
        let said = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        Ok(Item::Person(Person {
            name: name(user),
            email: said(&user.profile.email),
            username: Some(format!("slack-{}", user.id.to_lowercase())),
            title: said(&user.profile.title),
            phone: said(&user.profile.phone),
            closed: user.deleted || user.is_restricted || user.is_ultra_restricted,
            ..Person::default()
        }))
    }

    /// Every message, a day after the other, with its channel.
    fn messages(&self) -> impl Iterator<Item = Result<(&Channel, Message), ImportError>> + Send {
        self.channels.iter().flat_map(|(channel, _)| {
            let days = self.archive.days(&channel.name);
            days.flat_map(|day| match self.archive.read::<Vec<Message>>(day) {
                Ok(messages) => messages.unwrap_or_default().into_iter().map(Ok).collect::<Vec<_>>(),
                Err(error) => vec![Err(error)],
            })
            .map(move |message| message.map(|message| (channel, message)))
        })
    }

    /// The author of a message that somebody wrote, and when.
    fn written(&self, message: &Message) -> Result<(String, i64), Reason> {
        let kept = ["file_share", "file_comment", "file_mention", "me_message", "thread_broadcast", "reply_broadcast"];
        match message.subtype.as_deref() {
            Some("bot_message") => return Err(PROGRAM.into()),
            Some("tombstone") => return Err("it was deleted".into()),
            Some(subtype) if !kept.contains(&subtype) => return Err("the channel says it of itself".into()),
            _ => {}
        }
        let author = message.user.clone().ok_or(PROGRAM)?;
        if self.programs.contains(&author) {
            return Err(PROGRAM.into());
        }
        Ok((author, message.ts.as_deref().and_then(time).ok_or("there is no date that can be read")?))
    }

    fn item(&self, channel: &Channel, message: &Message) -> Result<Item, Reason> {
        let (author, at) = self.written(message)?;
        let files: Vec<String> =
            message.files.iter().flatten().chain(&message.file).filter_map(|file| file.name.clone().or(file.title.clone())).collect();
        let body = markup::body(message.text.as_deref().unwrap_or_default(), &self.names, &files);
        Ok(match thread(channel, message) {
            Some(post) => Item::Comment(Comment { post, parent: None, author, body, at }),
            None => {
                let (community, missing_file) = (channel.id.clone(), !files.is_empty());
                Item::Post(Post { community, author, question: None, body, topics: Vec::new(), missing_file, at })
            }
        })
    }

    /// The messages that are posts, or those that are comments.
    fn writings(&self, kind: Kind) -> impl Iterator<Item = Result<Row, ImportError>> + Send {
        self.messages().filter_map(move |found| match found {
            Ok((channel, message)) => {
                let of = if thread(channel, &message).is_some() { Kind::Comment } else { Kind::Post };
                (of == kind).then(|| Ok(Row::new(kind, key(channel, &message), self.item(channel, &message))))
            }
            Err(error) => Some(Err(error)),
        })
    }

    fn reactions(&self) -> impl Iterator<Item = Result<Row, ImportError>> + Send {
        self.messages().flat_map(|found| match found {
            Ok((channel, message)) => self.reactions_of(channel, &message).into_iter().map(Ok).collect(),
            Err(error) => vec![Err(error)],
        })
    }

    fn reactions_of(&self, channel: &Channel, message: &Message) -> Vec<Row> {
        let (key, at) = (key(channel, message), message.ts.as_deref().and_then(time).unwrap_or_default());
        let on = if thread(channel, message).is_some() { On::Comment(key.clone()) } else { On::Post(key.clone()) };
        let mut reacted = HashSet::new();
        let mut rows = Vec::new();
        for reaction in message.reactions.iter().flatten() {
            for person in &reaction.users {
                let item = match emotion(&reaction.name) {
                    None => Err("there is no such reaction here".into()),
                    Some(_) if !reacted.insert(person) => Err("a person has one reaction here".into()),
                    Some(emotion) => Ok(Item::Reaction { on: on.clone(), person: person.clone(), emotion, at }),
                };
                rows.push(Row::new(Kind::Reaction, format!("{key}:{person}"), item));
            }
        }
        rows
    }
}

impl Source for Slack {
    fn rows(&self) -> Result<Rows<'_>, ImportError> {
        let people = self.users.iter().map(|user| Ok(Row::new(Kind::Person, user.id.clone(), self.person(user))));
        let communities = self.channels.iter().map(|(channel, access)| {
            let said = [&channel.purpose.value, &channel.topic.value];
            let community = Community {
                name: channel.name.clone(),
                description: said.into_iter().find(|text| !text.is_empty()).cloned().unwrap_or_default(),
                access: *access,
                owner: channel.creator.clone(),
                created_at: channel.created.as_ref().and_then(|at| at.as_i64().or_else(|| at.as_str()?.parse().ok())).map(|at| at * 1000),
            };
            Ok(Row::new(Kind::Community, channel.id.clone(), Ok(Item::Community(community))))
        });
        let members = self.channels.iter().flat_map(|(channel, _)| {
            channel.members.iter().flatten().map(|person| {
                let item = Ok(Item::Membership { community: channel.id.clone(), person: person.clone(), at: None });
                Ok(Row::new(Kind::Membership, format!("{}:{person}", channel.id), item))
            })
        });
        let writings = self.writings(Kind::Post).chain(self.writings(Kind::Comment));
        Ok(Box::new(people.chain(communities).chain(members).chain(writings).chain(self.reactions())))
    }
}

const PROGRAM: &str = "a program wrote it";

fn name(user: &User) -> String {
    let names = [&user.profile.real_name, &user.real_name, &user.profile.display_name, &user.name];
    names.into_iter().flatten().find(|name| !name.trim().is_empty()).cloned().unwrap_or_default()
}

fn key(channel: &Channel, message: &Message) -> String {
    format!("{}:{}", channel.id, message.ts.as_deref().unwrap_or_default())
}

/// The message that began the thread in which a message replies.
fn thread(channel: &Channel, message: &Message) -> Option<String> {
    let start = message.thread_ts.as_deref().filter(|start| Some(*start) != message.ts.as_deref())?;
    Some(format!("{}:{start}", channel.id))
}

/// A time such as `1459154014.000018` in milliseconds UTC.
fn time(ts: &str) -> Option<i64> {
    let (seconds, part) = ts.split_once('.').unwrap_or((ts, ""));
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    seconds.parse::<i64>().ok()?.checked_mul(1000)?.checked_add(part.parse().ok()?)
}

/// The reaction that a sign is here, whatever the tone of the skin.
fn emotion(name: &str) -> Option<Emotion> {
    Some(match name.split("::").next().unwrap_or_default() {
        "+1" | "thumbsup" | "ok_hand" | "white_check_mark" | "heavy_check_mark" => Emotion::Like,
        "heart" | "hearts" | "heart_eyes" | "pray" | "thankyou" | "bow" => Emotion::Thanks,
        "bulb" | "eyes" | "memo" => Emotion::Useful,
        "clap" | "tada" | "raised_hands" | "rocket" | "trophy" | "fire" | "100" | "star" | "muscle" => Emotion::Bravo,
        "joy"
        | "smile"
        | "smiley"
        | "laughing"
        | "grinning"
        | "grin"
        | "slightly_smiling_face"
        | "rolling_on_the_floor_laughing"
        | "wink" => Emotion::Smile,
        "handshake" | "hugging_face" | "people_hugging" | "cry" | "sob" | "disappointed" => Emotion::Support,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_signs_are_read() {
        for (ts, at) in [
            ("1459154014.000018", Some(1_459_154_014_000)),
            ("1459154014.5", Some(1_459_154_014_500)),
            ("7", Some(7000)),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(time(ts), at, "{ts}");
        }
        for (name, kind) in [("+1::skin-tone-3", Some(Emotion::Like)), ("tada", Some(Emotion::Bravo)), ("-1", None), ("botman", None)] {
            assert_eq!(emotion(name), kind, "{name}");
        }
    }
}
