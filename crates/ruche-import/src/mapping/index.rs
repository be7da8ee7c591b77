//! What the data set holds and what hangs on what, in numbers alone.

use super::rows::{self, CommentPlace, Post, Subject};
use super::{Skip, text};
use crate::ImportError;
use crate::ldbc::{self, Dataset};
use ruche_kernel::names;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// The numbers of people, forums, posts and comments that are taken over. What was left out is not in it, so that what hangs
/// on it is left out too; of what stands there twice, the first counts.
#[derive(Debug, Default)]
pub(super) struct Index {
    persons: HashSet<i64>,
    /// The moderator of each forum.
    moderators: HashMap<i64, i64>,
    /// The forum and the time of each post.
    posts: HashMap<i64, (i64, i64)>,
    /// Where each comment stands, and its time.
    comments: HashMap<i64, (CommentPlace, i64)>,
    /// The word of each tag; nothing for one that has no letter.
    words: HashMap<i64, Option<Word>>,
}

/// The word of a tag.
#[derive(Debug)]
pub(super) struct Word {
    /// As it is shown.
    pub(super) name: String,
    /// A number that all tags of the same word have in common, if there are several.
    pub(super) shared: Option<i64>,
}

/// What a comment replies to, and its time.
type Reply = (Parent, i64);

#[derive(Clone, Copy, Debug)]
enum Parent {
    Post(i64),
    Comment(i64),
}

impl Index {
    pub(super) fn read(dataset: &Dataset) -> Result<Self, ImportError> {
        let mut index = Self::default();
        for person in dataset.persons()? {
            let person = person?;
            if rows::member(&person).is_ok() {
                index.persons.insert(person.id);
            }
        }
        for forum in dataset.forums() {
            let forum = forum?;
            if index.person(forum.moderator).is_ok() && rows::community_name(&forum.title).is_ok() {
                index.moderators.entry(forum.id).or_insert(forum.moderator);
            }
        }
        for post in dataset.posts() {
            let post = post?;
            let id = post.id;
            if let Ok(post) = index.post(post) {
                index.posts.entry(id).or_insert((post.forum, post.published_at));
            }
        }
        let mut replies = HashMap::new();
        for comment in dataset.comments() {
            let comment = comment?;
            let parent = comment.reply_of_comment.map(Parent::Comment).or(comment.reply_of_post.map(Parent::Post));
            if let Some(parent) = parent
                && index.person(comment.creator).is_ok()
                && rows::text(&comment.content).is_ok()
            {
                replies.entry(comment.id).or_insert((parent, comment.created_at));
            }
        }
        index.place_comments(&replies);
        index.read_words(dataset)?;
        Ok(index)
    }

    fn read_words(&mut self, dataset: &Dataset) -> Result<(), ImportError> {
        let mut first: HashMap<String, i64> = HashMap::new();
        for tag in dataset.tags() {
            let tag = tag?;
            let word = text::topic(&tag.name).map(|name| {
                let shared = match first.entry(names::sort_key(&name)) {
                    Entry::Vacant(entry) => {
                        entry.insert(tag.id);
                        None
                    }
                    Entry::Occupied(entry) => Some(*entry.get()),
                };
                Word { name, shared }
            });
            if let Some(shared) = word.as_ref().and_then(|word| word.shared)
                && let Some(Some(first)) = self.words.get_mut(&shared)
            {
                first.shared = Some(shared);
            }
            self.words.insert(tag.id, word);
        }
        Ok(())
    }

    /// Follows each comment up to its post. What ends elsewhere, or nowhere because it turns in a circle, has no place.
    fn place_comments(&mut self, replies: &HashMap<i64, Reply>) {
        let mut places: HashMap<i64, Option<CommentPlace>> = HashMap::with_capacity(replies.len());
        let mut path = Vec::new();
        for &id in replies.keys() {
            let mut at = id;
            let found = loop {
                if let Some(&known) = places.get(&at) {
                    break known.map(|place| CommentPlace { parent: Some(place.parent.unwrap_or(at)), ..place });
                }
                // Nothing yet: whoever comes by again before the end walks in a circle.
                places.insert(at, None);
                path.push(at);
                match replies.get(&at) {
                    Some((Parent::Comment(parent), _)) => at = *parent,
                    Some((Parent::Post(post), _)) => {
                        path.pop();
                        let top = self.posts.get(post).map(|&(forum, _)| CommentPlace { forum, post: *post, parent: None });
                        places.insert(at, top);
                        break top.map(|place| CommentPlace { parent: Some(at), ..place });
                    }
                    None => break None,
                }
            };
            for below in path.drain(..) {
                places.insert(below, found);
            }
        }
        let placed = places.into_iter().filter_map(|(id, place)| Some((id, (place?, replies.get(&id)?.1))));
        self.comments = placed.collect();
    }

    pub(super) fn person(&self, id: i64) -> Result<(), Skip> {
        if self.persons.contains(&id) { Ok(()) } else { Err(Skip::UnknownPerson) }
    }

    /// Whether a person may be put into a forum: both are known, and the person does not keep it.
    pub(super) fn membership(&self, forum: i64, person: i64) -> Result<(), Skip> {
        self.person(person)?;
        match self.moderators.get(&forum) {
            None => Err(Skip::UnknownForum),
            Some(&moderator) if moderator == person => Err(Skip::OwnsIt),
            Some(_) => Ok(()),
        }
    }

    /// What a post becomes.
    pub(super) fn post(&self, post: ldbc::Post) -> Result<Post, Skip> {
        self.person(post.creator)?;
        if !self.moderators.contains_key(&post.forum) {
            return Err(Skip::UnknownForum);
        }
        rows::post(post)
    }

    /// Where a comment stands.
    pub(super) fn comment_place(&self, id: i64) -> Result<CommentPlace, Skip> {
        self.comments.get(&id).map(|&(place, _)| place).ok_or(Skip::UnknownSubject)
    }

    /// The word of a tag.
    pub(super) fn word(&self, tag: i64) -> Result<&Word, Skip> {
        self.words.get(&tag).ok_or(Skip::UnknownTag)?.as_ref().ok_or(Skip::NotAWord)
    }

    pub(super) fn post_subject(&self, id: i64) -> Result<Subject, Skip> {
        let &(forum, published_at) = self.posts.get(&id).ok_or(Skip::UnknownSubject)?;
        Ok(Subject { forum, is_comment: false, id, published_at })
    }

    pub(super) fn comment_subject(&self, id: i64) -> Result<Subject, Skip> {
        let &(place, published_at) = self.comments.get(&id).ok_or(Skip::UnknownSubject)?;
        Ok(Subject { forum: place.forum, is_comment: true, id, published_at })
    }
}
