//! SQL of the keys: which row of the source became what.

use super::{Known, Written};
use crate::mapping::{Kind, SourceId};
use ruche_kernel::{Error, Result};
use ruche_platform::db::{Db, Tx};
use ruche_platform::{sql, values};

sql! {
    KNOWN = "SELECT source_id, target_id FROM import_sources WHERE source = $1 AND kind = $2 AND source_id > $3 ORDER BY source_id LIMIT $4";
    INSERT = "INSERT INTO import_sources (source, kind, source_id, target_id) VALUES ($1, $2, $3, $4)";
}

/// How many keys are read at once.
const PAGE: i64 = 5000;

/// What was written of a kind.
pub(super) async fn known(db: &Db, source: &str, kind: Kind) -> Result<Known> {
    let mut known = Known::new();
    let mut after = String::new();
    loop {
        let page = db.all(&KNOWN, values![source, kind.word(), &after, PAGE], |r| Ok((r.text("source_id")?, r.int("target_id")?))).await?;
        let Some((last, _)) = page.last() else { return Ok(known) };
        after.clone_from(last);
        for (id, target) in page {
            let id: SourceId = id.parse().map_err(|e| Error::bug(format!("import key {id:?}: {e}")))?;
            known.insert(id, Written { target, seen: false });
        }
    }
}

/// Notes a row, in the transaction that writes it. `Conflict` when it is noted already: another load is running.
pub(super) async fn insert(tx: &mut Tx, source: &str, kind: Kind, id: SourceId, target: i64) -> Result<()> {
    tx.exec(&INSERT, values![source, kind.word(), id.to_string(), target]).await?;
    Ok(())
}
