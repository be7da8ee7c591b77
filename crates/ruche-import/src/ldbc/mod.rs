//! Reads the data of the LDBC Social Network Benchmark, Interactive workload, version 1, as its generator writes it with
//! "merged foreign keys": `|` between columns, a header, no quoting.
//!
//! Deliberately not here: the update streams, query parameters and tag classes, and what any row means to us.

mod dataset;
mod files;
mod rows;
mod time;

pub use dataset::Dataset;
pub(crate) use files::open;
pub use files::{Counts, File};
pub use rows::{Comment, Forum, ForumMember, Knows, Like, Person, Post, Rows, Study, Tag, Tagged, Work};
