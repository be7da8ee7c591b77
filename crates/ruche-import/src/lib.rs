//! Fills a company from public social network data, for benches and for whoever wants to see a busy place at once.
//!
//! Three layers, each using only the one before: [`ldbc`] reads the files as they lie, [`mapping`] says what each row becomes
//! here, [`load`] writes it in batches that can be interrupted and run again.
//! Deliberately not here: any table of a room (each room inserts its own rows), mail, and events: nobody is told of an import.

mod error;
pub mod ldbc;
pub mod load;
pub mod mapping;

pub use error::ImportError;
