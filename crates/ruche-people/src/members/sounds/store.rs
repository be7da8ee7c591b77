//! SQL of the sounds of names.

use super::{KEYS, WORDS, of_name, of_typed};
use crate::access::sees;
use ruche_kernel::{MemberId, Result};
use ruche_platform::db::{Db, Row, Tx, Value};
use ruche_platform::{sql, values};

/// How many who sound alike are looked at, by name.
const LOOKED_AT: i64 = 100;

sql! {
    FORGET = "DELETE FROM name_sounds WHERE member_id = $1";
    INSERT = "INSERT INTO name_sounds (sound, member_id) VALUES ($1, $2)";
    MARK = "UPDATE members SET sounds = 1 WHERE id = $1";
    UNHEARD = "SELECT id, name FROM members WHERE sounds < 1 AND kind <> 2 AND state = 0 ORDER BY id LIMIT $1";
    /// Those of whom each typed word has a sound in common with a word of the name. The sounds are read first, whatever the engine thinks.
    ALIKE = concat!("WITH heard AS MATERIALIZED (SELECT DISTINCT a.member_id FROM name_sounds a WHERE a.sound IN ($4, $5, $6)
            AND EXISTS (SELECT 1 FROM name_sounds b WHERE b.sound IN ($7, $8, $9) AND b.member_id = a.member_id)
            AND EXISTS (SELECT 1 FROM name_sounds b WHERE b.sound IN ($10, $11, $12) AND b.member_id = a.member_id))
        SELECT c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state, m.site, m.unit, m.unit_id, m.site_id, m.sort_key
        FROM heard h CROSS JOIN members v CROSS JOIN members m JOIN member_cards c ON c.id = m.id
        WHERE m.id = h.member_id AND v.id = $1 AND m.state = 0 AND m.kind <> 2 AND (m.ends_at IS NULL OR m.ends_at > $2) AND ", sees!(),
        " ORDER BY m.sort_key, m.id LIMIT $3");
}

/// Somebody whose name sounds like what was typed.
pub(in crate::members) struct Alike {
    /// Who, as in a list.
    pub row: crate::members::store::Listed,
    /// The unit they are in.
    pub unit_id: Option<i64>,
    /// The site where they work.
    pub site_id: Option<i64>,
}

/// Writes the sounds of a name in the place of those before.
pub(in crate::members) async fn keep(tx: &mut Tx, id: MemberId, name: &str) -> Result<()> {
    forget(tx, id).await?;
    for sound in of_name(name) {
        tx.exec(&INSERT, values![sound, id]).await?;
    }
    tx.exec(&MARK, values![id]).await?;
    Ok(())
}

/// Of whoever leaves nothing is heard any more.
pub(in crate::members) async fn forget(tx: &mut Tx, id: MemberId) -> Result<()> {
    tx.exec(&FORGET, values![id]).await?;
    Ok(())
}

/// Some whose names have no sounds yet.
pub(super) async fn unheard(db: &Db, limit: i64) -> Result<Vec<(MemberId, String)>> {
    db.all(&UNHEARD, values![limit], |r| Ok((MemberId(r.int("id")?), r.text("name")?))).await
}

/// Whom `viewer` sees among those whose names sound like `typed`, by name; few. Nobody where nothing can be heard in it.
pub(in crate::members) async fn alike(db: &Db, viewer: MemberId, typed: &str, now: i64) -> Result<Vec<Alike>> {
    let words = of_typed(typed);
    let Some(first) = words.first() else { return Ok(Vec::new()) };
    let mut values = values![viewer, now, LOOKED_AT].to_vec();
    // The first stands for words that are not there, and for the keys that a word has not.
    for at in 0..WORDS {
        let word = words.get(at).unwrap_or(first);
        values.extend((0..KEYS).map(|key| Value::from(word.get(key).unwrap_or(&word[0]))));
    }
    db.all(&ALIKE, &values, read).await
}

fn read(r: &Row) -> Result<Alike> {
    Ok(Alike { row: crate::members::store::listed(r)?, unit_id: r.opt_int("unit_id")?, site_id: r.opt_int("site_id")? })
}
