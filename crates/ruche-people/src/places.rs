//! What other rooms tell a place: how much was written there, and when last.

use ruche_kernel::{PlaceId, Result};
use ruche_platform::db::Tx;
use ruche_platform::{sql, values};

sql! {
    COUNT_POST = "UPDATE places SET post_count = post_count + $2, last_post_at = CASE WHEN $2 > 0 AND (last_post_at IS NULL OR last_post_at < $3) THEN $3 ELSE last_post_at END WHERE id = $1";
}

/// Counts posts that came (or went, with a negative change) in the transaction that writes them.
///
/// # Errors
/// What the database says.
pub async fn count_posts_in(tx: &mut Tx, place: PlaceId, change: i64, at: i64) -> Result<()> {
    tx.exec(&COUNT_POST, values![place, change, at]).await?;
    Ok(())
}
