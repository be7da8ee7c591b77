//! In whose name somebody may publish: asked by whatever publishes.

use super::store;
use ruche_kernel::{MemberId, Result};
use ruche_platform::db::{Db, Tx};
use ruche_web::parts::Person;

/// Those in whose name a person may publish, by name.
///
/// # Errors
/// What the database says.
pub async fn principals(db: &Db, delegate: MemberId) -> Result<Vec<Person>> {
    store::principals(db, delegate).await
}

/// Whether `delegate` may publish in the name of `member`.
///
/// # Errors
/// What the database says.
pub async fn may_act(db: &Db, delegate: MemberId, member: MemberId) -> Result<bool> {
    store::exists(db, member, delegate).await
}

/// The same, inside the transaction that publishes.
///
/// # Errors
/// What the database says.
pub async fn may_act_in(tx: &mut Tx, delegate: MemberId, member: MemberId) -> Result<bool> {
    store::exists_in(tx, member, delegate).await
}
