//! The search index of a node, behind the trait of the platform.
//!
//! `analysis` makes words of text, `schema` says what is kept of them, `disk` keeps it in a folder and survives damage, `ask` answers:
//! `query` reads what was typed, `scope` leaves out what the viewer does not read, `rank` orders
//! the rest, `forgive` forgives typing errors, `rerank` looks at the best ones again. `complete` and `marks` are
//! for the box where people type and for the extracts below a result.
//! Deliberately not here: any right, and what the documents are made of.

mod analysis;
mod ask;
mod complete;
mod disk;
mod forgive;
mod marks;
mod query;
mod rank;
mod rerank;
mod schema;
mod scope;
mod words;

pub use disk::DiskIndex;
