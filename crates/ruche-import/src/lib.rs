//! Fills a company from public social network data, for benches and for whoever wants to see a busy place at once.
//!
//! Beside it [`export`] writes everything that a company holds in an open format, and [`restore`] fills an empty one from it.
//!
//! An import has three layers, each using only the one before: [`ldbc`] reads the files as they lie, [`mapping`] says what each row becomes
//! here, [`load`] writes it in batches that can be interrupted and run again.
//! Deliberately not here: any table of a room (each room inserts its own rows; an export and its restore are the exception, they
//! say every table), mail, and events: nobody is told of an import.

mod error;
pub mod export;
pub mod ldbc;
pub mod load;
pub mod mapping;
pub mod restore;

pub use error::ImportError;
