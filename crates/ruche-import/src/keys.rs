//! SQL of the keys: which row of which source became what. Every import keeps them, whatever it reads.

use ruche_kernel::Result;
use ruche_platform::db::{Db, Tx};
use ruche_platform::{sql, values};

sql! {
    KNOWN = "SELECT source_id, target_id FROM import_sources WHERE source = $1 AND kind = $2 AND source_id > $3 ORDER BY source_id LIMIT $4";
    INSERT = "INSERT INTO import_sources (source, kind, source_id, target_id) VALUES ($1, $2, $3, $4)";
    DELETE = "DELETE FROM import_sources WHERE source = $1 AND kind = $2 AND source_id = $3";
}

/// How many keys are read at once.
const PAGE: i64 = 5000;

/// What was written of a kind: the keys and what each became, in batches given to `keep`.
pub(crate) async fn known(db: &Db, source: &str, kind: &str, mut keep: impl FnMut(String, i64) -> Result<()>) -> Result<()> {
    let mut after = String::new();
    loop {
        let page = db.all(&KNOWN, values![source, kind, &after, PAGE], |r| Ok((r.text("source_id")?, r.int("target_id")?))).await?;
        let Some((last, _)) = page.last() else { return Ok(()) };
        after.clone_from(last);
        for (id, target) in page {
            keep(id, target)?;
        }
    }
}

/// Notes a row, in the transaction that writes it. `Conflict` when it is noted already: another import is running.
pub(crate) async fn insert(tx: &mut Tx, source: &str, kind: &str, id: &str, target: i64) -> Result<()> {
    tx.exec(&INSERT, values![source, kind, id, target]).await?;
    Ok(())
}

/// Forgets a row that the source holds no more, so that it is new when it comes back.
pub(crate) async fn forget(tx: &mut Tx, source: &str, kind: &str, id: &str) -> Result<()> {
    tx.exec(&DELETE, values![source, kind, id]).await?;
    Ok(())
}
