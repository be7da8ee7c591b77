//! A data set on the disk.

use super::files::{self, Counts, File};
use super::rows::{self, Comment, Forum, ForumMember, Knows, Like, Parse, Person, Post, Rows, Study, Tag, Tagged, Work};
use crate::ImportError;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The files of a data set, found but not read. Cheap to clone.
///
/// Every reader streams; each call reads the files again.
#[derive(Clone, Debug)]
pub struct Dataset {
    parts: Arc<BTreeMap<File, Vec<PathBuf>>>,
}

impl Dataset {
    /// The data set in `dir`, which holds the folders `dynamic` and `static`.
    ///
    /// # Errors
    /// When a folder cannot be read, or when a file is missing or there twice.
    pub fn open(dir: &Path) -> Result<Self, ImportError> {
        let parts: Result<_, ImportError> = File::ALL.into_iter().map(|file| Ok((file, file.find(dir)?))).collect();
        Ok(Self { parts: Arc::new(parts?) })
    }

    /// How many rows each file holds, by its lines alone.
    ///
    /// # Errors
    /// When a file cannot be read or decompressed.
    pub fn count(&self) -> Result<Counts, ImportError> {
        let rows = |parts: &[PathBuf]| parts.iter().map(|part| files::count_rows(part)).sum::<Result<u64, _>>();
        self.parts.iter().map(|(&file, parts)| Ok((file, rows(parts)?))).collect()
    }

    /// People, each with what six other files say of them: these are held in memory, by person.
    ///
    /// # Errors
    /// When one of the other files cannot be read; each row tells the errors of its own line.
    pub fn persons(&self) -> Result<impl Iterator<Item = Result<Person, ImportError>> + Send + use<>, ImportError> {
        let places = self.names(File::Place, |f| Ok((f.number(0)?, f.text(1))))?;
        let organisations = self.names(File::Organisation, |f| Ok((f.number(0)?, f.text(2))))?;
        let mut languages = self.by_person(File::Language, |f| Ok((f.number(0)?, f.text(1))))?;
        let mut emails = self.by_person(File::Email, |f| Ok((f.number(0)?, f.text(1))))?;
        let mut works = self.by_person(File::Work, |f| Ok((f.number(0)?, (f.number(1)?, f.number(2)?))))?;
        let mut studies = self.by_person(File::Study, |f| Ok((f.number(0)?, (f.number(1)?, f.number(2)?))))?;
        Ok(self.rows(File::Person, rows::person).map(move |row| {
            let (mut person, place) = row?;
            let named = |(id, year): (i64, i64)| Some((organisations.get(&id)?.clone(), year));
            let job = |(organisation, from)| Work { organisation, from };
            let class = |(organisation, class)| Study { organisation, class };
            person.languages = languages.remove(&person.id).unwrap_or_default();
            person.emails = emails.remove(&person.id).unwrap_or_default();
            person.works_at = works.remove(&person.id).unwrap_or_default().into_iter().filter_map(named).map(job).collect();
            person.studies_at = studies.remove(&person.id).unwrap_or_default().into_iter().filter_map(named).map(class).collect();
            person.place = place.and_then(|id| places.get(&id).cloned());
            Ok(person)
        }))
    }

    /// Who knows whom.
    #[must_use]
    pub fn knows(&self) -> Rows<Knows> {
        self.rows(File::Knows, rows::knows)
    }

    /// The tags that people care for.
    #[must_use]
    pub fn interests(&self) -> Rows<Tagged> {
        self.rows(File::Interest, rows::tagged)
    }

    /// Walls, albums and groups.
    #[must_use]
    pub fn forums(&self) -> Rows<Forum> {
        self.rows(File::Forum, rows::forum)
    }

    /// Who joined which forum.
    #[must_use]
    pub fn forum_members(&self) -> Rows<ForumMember> {
        self.rows(File::ForumMember, rows::forum_member)
    }

    /// The tags of forums.
    #[must_use]
    pub fn forum_tags(&self) -> Rows<Tagged> {
        self.rows(File::ForumTag, rows::tagged)
    }

    /// Texts and pictures.
    #[must_use]
    pub fn posts(&self) -> Rows<Post> {
        self.rows(File::Post, rows::post)
    }

    /// The tags of posts.
    #[must_use]
    pub fn post_tags(&self) -> Rows<Tagged> {
        self.rows(File::PostTag, rows::tagged)
    }

    /// Who likes which post.
    #[must_use]
    pub fn post_likes(&self) -> Rows<Like> {
        self.rows(File::PostLike, rows::like)
    }

    /// Comments, in no promised order: a reply may stand before what it replies to.
    #[must_use]
    pub fn comments(&self) -> Rows<Comment> {
        self.rows(File::Comment, rows::comment)
    }

    /// The tags of comments.
    #[must_use]
    pub fn comment_tags(&self) -> Rows<Tagged> {
        self.rows(File::CommentTag, rows::tagged)
    }

    /// Who likes which comment.
    #[must_use]
    pub fn comment_likes(&self) -> Rows<Like> {
        self.rows(File::CommentLike, rows::like)
    }

    /// Tags.
    #[must_use]
    pub fn tags(&self) -> Rows<Tag> {
        self.rows(File::Tag, rows::tag)
    }

    fn rows<T>(&self, file: File, parse: Parse<T>) -> Rows<T> {
        Rows::new(file, self.parts.get(&file).map_or(&[], Vec::as_slice), parse)
    }

    fn names(&self, file: File, parse: Parse<(i64, String)>) -> Result<HashMap<i64, String>, ImportError> {
        self.rows(file, parse).collect()
    }

    fn by_person<T>(&self, file: File, parse: Parse<(i64, T)>) -> Result<HashMap<i64, Vec<T>>, ImportError> {
        let mut lists: HashMap<i64, Vec<T>> = HashMap::new();
        for row in self.rows(file, parse) {
            let (person, value) = row?;
            lists.entry(person).or_default().push(value);
        }
        Ok(lists)
    }
}
