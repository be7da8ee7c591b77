//! The files of a data set: where they lie, plain or compressed, in one part or several, and how many rows they hold.

use crate::ImportError;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// How many rows each file holds, its header left out, all parts together.
pub type Counts = BTreeMap<File, u64>;

/// A file of the data set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum File {
    /// Cities, countries, continents.
    Place,
    /// Universities and companies.
    Organisation,
    /// What posts are about.
    Tag,
    /// People.
    Person,
    /// Their addresses.
    Email,
    /// The languages they speak.
    Language,
    /// Where they work.
    Work,
    /// Where they studied.
    Study,
    /// The tags they care for.
    Interest,
    /// Who knows whom; each pair stands once.
    Knows,
    /// Walls, albums and groups.
    Forum,
    /// Who joined a forum.
    ForumMember,
    /// The tags of a forum.
    ForumTag,
    /// Texts and pictures in a forum.
    Post,
    /// The tags of a post.
    PostTag,
    /// Replies to a post or to a comment.
    Comment,
    /// The tags of a comment.
    CommentTag,
    /// Who likes a post.
    PostLike,
    /// Who likes a comment.
    CommentLike,
}

impl File {
    /// Every file that is read.
    pub const ALL: [Self; 19] = [
        Self::Place,
        Self::Organisation,
        Self::Tag,
        Self::Person,
        Self::Email,
        Self::Language,
        Self::Work,
        Self::Study,
        Self::Interest,
        Self::Knows,
        Self::Forum,
        Self::ForumMember,
        Self::ForumTag,
        Self::Post,
        Self::PostTag,
        Self::Comment,
        Self::CommentTag,
        Self::PostLike,
        Self::CommentLike,
    ];

    /// The name without part number and extension.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Organisation => "organisation",
            Self::Tag => "tag",
            Self::Person => "person",
            Self::Email => "person_email_emailaddress",
            Self::Language => "person_speaks_language",
            Self::Work => "person_workAt_organisation",
            Self::Study => "person_studyAt_organisation",
            Self::Interest => "person_hasInterest_tag",
            Self::Knows => "person_knows_person",
            Self::Forum => "forum",
            Self::ForumMember => "forum_hasMember_person",
            Self::ForumTag => "forum_hasTag_tag",
            Self::Post => "post",
            Self::PostTag => "post_hasTag_tag",
            Self::Comment => "comment",
            Self::CommentTag => "comment_hasTag_tag",
            Self::PostLike => "person_likes_post",
            Self::CommentLike => "person_likes_comment",
        }
    }

    /// The header line.
    #[must_use]
    pub const fn header(self) -> &'static str {
        match self {
            Self::Place => "id|name|url|type|isPartOf",
            Self::Organisation => "id|type|name|url|place",
            Self::Tag => "id|name|url|hasType",
            Self::Person => "id|firstName|lastName|gender|birthday|creationDate|locationIP|browserUsed|place",
            Self::Email => "Person.id|email",
            Self::Language => "Person.id|language",
            Self::Work => "Person.id|Organisation.id|workFrom",
            Self::Study => "Person.id|Organisation.id|classYear",
            Self::Interest => "Person.id|Tag.id",
            Self::Knows => "Person.id|Person.id|creationDate",
            Self::Forum => "id|title|creationDate|moderator",
            Self::ForumMember => "Forum.id|Person.id|joinDate",
            Self::ForumTag => "Forum.id|Tag.id",
            Self::Post => "id|imageFile|creationDate|locationIP|browserUsed|language|content|length|creator|Forum.id|place",
            Self::PostTag => "Post.id|Tag.id",
            Self::Comment => "id|creationDate|locationIP|browserUsed|content|length|creator|place|replyOfPost|replyOfComment",
            Self::CommentTag => "Comment.id|Tag.id",
            Self::PostLike => "Person.id|Post.id|creationDate",
            Self::CommentLike => "Person.id|Comment.id|creationDate",
        }
    }

    /// The folder.
    const fn folder(self) -> &'static str {
        match self {
            Self::Place | Self::Organisation | Self::Tag => "static",
            _ => "dynamic",
        }
    }

    /// The two numbers of a part in a file name such as `post_0_12.csv.zst`, if it is a part of this file.
    fn part(self, file_name: &str) -> Option<(u32, u32)> {
        let plain = file_name.strip_suffix(".zst").unwrap_or(file_name);
        let (step, part) = plain.strip_suffix(".csv")?.strip_prefix(self.name())?.strip_prefix('_')?.split_once('_')?;
        Some((step.parse().ok()?, part.parse().ok()?))
    }

    /// The parts of this file below `dir`, in the order of their numbers.
    pub(super) fn find(self, dir: &Path) -> Result<Vec<PathBuf>, ImportError> {
        let folder = dir.join(self.folder());
        let mut parts = BTreeMap::new();
        for entry in fs::read_dir(&folder).map_err(ImportError::unreadable(&folder))? {
            let path = entry.map_err(ImportError::unreadable(&folder))?.path();
            let number = path.file_name().and_then(|name| self.part(name.to_str()?));
            if let Some(number) = number
                && let Some(other) = parts.insert(number, path)
            {
                return Err(ImportError::Twice(other));
            }
        }
        if parts.is_empty() {
            return Err(ImportError::Missing(folder.join(format!("{}_0_0.csv", self.name()))));
        }
        Ok(parts.into_values().collect())
    }
}

/// The text of a file, decompressed as it is read.
pub(crate) fn open(path: &Path) -> Result<Box<dyn BufRead + Send>, ImportError> {
    let file = fs::File::open(path).map_err(ImportError::unreadable(path))?;
    if path.extension().is_some_and(|extension| extension == "zst") {
        let text = zstd::Decoder::new(file).map_err(ImportError::unreadable(path))?;
        Ok(Box::new(BufReader::new(text)))
    } else {
        Ok(Box::new(BufReader::new(file)))
    }
}

/// How many lines a file has besides its header, empty ones left out. It knows nothing of columns: what is read is held
/// against it.
pub(super) fn count_rows(path: &Path) -> Result<u64, ImportError> {
    let mut text = open(path)?;
    let mut block = vec![0; 1 << 16];
    let (mut lines, mut empty) = (0_u64, true);
    loop {
        let read = text.read(&mut block).map_err(ImportError::unreadable(path))?;
        if read == 0 {
            return Ok((lines + u64::from(!empty)).saturating_sub(1));
        }
        for &byte in &block[..read] {
            if byte == b'\n' {
                lines += u64::from(!empty);
                empty = true;
            } else {
                empty = false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_from_files_of_a_longer_name() {
        for (name, part) in [
            ("post_0_0.csv", Some((0, 0))),
            ("post_0_12.csv.zst", Some((0, 12))),
            ("post_hasTag_tag_0_0.csv", None),
            ("post_0_0.csv.gz", None),
            ("post.csv", None),
            ("compost_0_0.csv", None),
        ] {
            assert_eq!(File::Post.part(name), part, "{name}");
        }
    }

    #[test]
    fn lines_are_counted_whatever_ends_the_last_one() {
        let dir = tempfile::tempdir().expect("a folder");
        for (text, rows) in [("", 0), ("h\n", 0), ("h\na\nb\n", 2), ("h\na\n\nb", 2)] {
            let path = dir.path().join("f.csv");
            fs::write(&path, text).expect("a file");
            assert_eq!(count_rows(&path).expect("a count"), rows, "{text:?}");
            let packed = dir.path().join("f.csv.zst");
            fs::write(&packed, zstd::encode_all(text.as_bytes(), 1).expect("packed")).expect("a file");
            assert_eq!(count_rows(&packed).expect("a count"), rows, "{text:?}, packed");
        }
    }
}
