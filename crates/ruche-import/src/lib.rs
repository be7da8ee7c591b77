//! Fills a company from data of elsewhere.
//!
//! What companies bring: [`directory`], [`slack`] and [`exchange`] read files and turn them into rows of one neutral form, which
//! [`intake`] writes. What benches bring: [`ldbc`] reads the files as they lie, [`mapping`] says what each row becomes here, [`load`]
//! writes it; [`updates`] has the people of that data act. All can be interrupted and run again, by the keys of `import_sources`.
//!
//! Beside them [`export`] writes everything that a company holds in an open format, and [`restore`] fills an empty one from it.
//! [`directories`] follows directories by itself, every night.
//! Deliberately not here: any table of a room (each room inserts its own rows; an export and its restore are the exception, they
//! say every table).

pub mod directories;
pub mod directory;
mod error;
pub mod exchange;
pub mod export;
mod html;
pub mod intake;
mod keys;
pub mod ldbc;
pub mod load;
pub mod mapping;
pub mod restore;
pub mod slack;
pub mod updates;

pub use error::ImportError;
