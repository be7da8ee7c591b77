//! The words that all rooms share: ids, clock, actor, event, subject, refusal, error, page cursor, names, languages.
//!
//! Deliberately not here: any input or output, SQL, HTTP, or a rule of one feature.

mod actor;
mod clock;
mod error;
mod event;
mod id;
pub mod languages;
pub mod names;
mod page;
mod subject;

pub use actor::{Actor, MemberKind, Role};
pub use clock::{Clock, FakeClock, SystemClock};
pub use error::{Error, Refusal, Result};
pub use event::Event;
pub use id::{IdMaker, MemberId, PlaceId};
pub use page::{Cursor, Page, after_key};
pub use subject::SubjectRef;
