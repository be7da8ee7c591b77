//! SQL of what the last look at each source told.

use crate::intake::{Change, Report, Told, What};
use ruche_kernel::{Error, Result};
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};

sql! {
    BEGIN = "INSERT INTO directory_runs (source, lease_until, night, asked, asked_digest, applied, outcome, failure, digest, known, created, changed, leaves, stays, left_out)
        VALUES ($1, 0, $2, 0, '', 0, 0, '', '', 0, 0, 0, 0, 0, 0) ON CONFLICT (source) DO NOTHING";
    FIND = "SELECT source, lease_until, night, asked, asked_digest, ended_at, applied, outcome, failure, digest, known, created, changed, leaves, stays, left_out FROM directory_runs WHERE source = $1";
    /// Whoever moves the date first works on it.
    LEASE = "UPDATE directory_runs SET lease_until = $3 WHERE source = $1 AND lease_until <= $2";
    RENEW = "UPDATE directory_runs SET lease_until = $2 WHERE source = $1 AND lease_until > 0";
    ASK = "UPDATE directory_runs SET asked = $2, asked_digest = $3 WHERE source = $1";
    END = "UPDATE directory_runs SET lease_until = 0, night = $2, asked = 0, asked_digest = '', ended_at = $3, applied = $4, outcome = $5, failure = $6 WHERE source = $1";
    TOLD = "UPDATE directory_runs SET digest = $2, known = $3, created = $4, changed = $5, leaves = $6, stays = $7, left_out = $8 WHERE source = $1";
    FORGET = "DELETE FROM directory_changes WHERE source = $1";
    INSERT = "INSERT INTO directory_changes (source, n, what, member_id, person_key, name, fields, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    CHANGES = "SELECT n, what, member_id, person_key, name, fields, reason FROM directory_changes WHERE source = $1 AND n > $2 ORDER BY n LIMIT $3";
}

/// The most people of whom a report is kept; its figures count them all.
const MOST: usize = 20_000;

/// How the last look ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// There was none yet.
    None = 0,
    /// Well.
    Done = 1,
    /// Too many seem gone: nothing was written.
    Stopped = 2,
    /// The source says something else than what was announced: nothing was written.
    Moved = 3,
    /// The source cannot be read, or not be written.
    Failed = 4,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// Nothing.
    Nothing = 0,
    /// A report.
    Report = 1,
    /// What was announced.
    Apply = 2,
}

/// A source, as it was last looked at.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub lease_until: i64,
    pub night: i64,
    pub asked: Asked,
    pub asked_digest: String,
    pub ended_at: Option<i64>,
    pub applied: bool,
    pub outcome: Outcome,
    pub failure: String,
    pub digest: String,
    pub known: i64,
    /// How many leave, stay, are left out, change, are new.
    pub counts: [i64; 5],
}

fn run(r: &Row) -> Result<Run> {
    Ok(Run {
        lease_until: r.int("lease_until")?,
        night: r.int("night")?,
        asked: match r.int("asked")? {
            1 => Asked::Report,
            2 => Asked::Apply,
            _ => Asked::Nothing,
        },
        asked_digest: r.text("asked_digest")?,
        ended_at: r.opt_int("ended_at")?,
        applied: r.flag("applied")?,
        outcome: match r.int("outcome")? {
            1 => Outcome::Done,
            2 => Outcome::Stopped,
            3 => Outcome::Moved,
            4 => Outcome::Failed,
            _ => Outcome::None,
        },
        failure: r.text("failure")?,
        digest: r.text("digest")?,
        known: r.int("known")?,
        counts: [r.int("leaves")?, r.int("stays")?, r.int("left_out")?, r.int("changed")?, r.int("created")?],
    })
}

/// A source; its row is made when it is first asked for.
pub(super) async fn find(db: &Db, source: &str) -> Result<Option<Run>> {
    db.opt(&FIND, values![source], run).await
}

pub(super) async fn begin(tx: &mut Tx, source: &str, night: i64) -> Result<()> {
    tx.exec(&BEGIN, values![source, night]).await?;
    Ok(())
}

pub(super) async fn lease(tx: &mut Tx, source: &str, now: i64, until: i64) -> Result<bool> {
    Ok(tx.exec(&LEASE, values![source, now, until]).await? == 1)
}

pub(super) async fn renew(tx: &mut Tx, source: &str, until: i64) -> Result<()> {
    tx.exec(&RENEW, values![source, until]).await?;
    Ok(())
}

pub(super) async fn ask(tx: &mut Tx, source: &str, asked: Asked, digest: &str) -> Result<()> {
    tx.exec(&ASK, values![source, asked as i64, digest]).await?;
    Ok(())
}

/// How a look ended.
#[derive(Clone, Debug)]
pub(super) struct Ended {
    pub night: i64,
    pub at: i64,
    pub applied: bool,
    pub outcome: Outcome,
    pub failure: String,
}

/// Keeps how a look ended, and what it told in place of what was told before; a look that failed leaves what was told.
pub(super) async fn end(tx: &mut Tx, source: &str, ended: &Ended, told: Option<(&Report, &str)>) -> Result<()> {
    if let Some((report, digest)) = told {
        let [leaves, stays, left_out, changed, created] = What::ALL.map(|what| i64::try_from(report.count(what)).unwrap_or(i64::MAX));
        let known = i64::try_from(report.known).unwrap_or(i64::MAX);
        tx.exec(&TOLD, values![source, digest, known, created, changed, leaves, stays, left_out]).await?;
        tx.exec(&FORGET, values![source]).await?;
        let mut people: Vec<&Told> = report.people.iter().collect();
        people.sort_by_key(|told| What::ALL.iter().position(|what| *what == told.what));
        for (n, told) in (1_i64..).zip(people.into_iter().take(MOST)) {
            let what = What::ALL.iter().position(|what| *what == told.what).and_then(|at| i64::try_from(at).ok());
            let fields: Vec<[&str; 4]> = told
                .fields
                .iter()
                .map(|Change { field, before, after, unread }| [field.as_ref(), before, after, unread.unwrap_or_default()])
                .collect();
            let fields = serde_json::to_string(&fields).map_err(|error| Error::bug(error.to_string()))?;
            // Whoever would be new has no page yet.
            let member = told.member.filter(|_| told.what != What::Created || ended.applied);
            let reason = told.reason.as_deref().unwrap_or_default();
            tx.exec(&INSERT, values![source, n, what.unwrap_or_default(), member, &told.key, &told.name, fields, reason]).await?;
        }
    }
    let Ended { night, at, applied, outcome, failure } = ended;
    tx.exec(&END, values![source, *night, *at, *applied, *outcome as i64, failure]).await?;
    Ok(())
}

/// A person of a report, and its place in it.
pub(super) struct Kept {
    pub n: i64,
    pub told: Told,
}

/// A field as it was stored; an older version stored no word of what cannot be read.
fn change(stored: Vec<String>) -> Change {
    let mut parts = stored.into_iter();
    let mut next = || parts.next().unwrap_or_default();
    let (field, before, after, unread) = (next(), next(), next(), next());
    let unread = ["choice", "date", "number"].into_iter().find(|word| *word == unread);
    Change { field: field.into(), before, after, unread }
}

/// The people of the last report, strictly after a place.
pub(super) async fn changes(db: &Db, source: &str, after: i64, limit: i64) -> Result<Vec<Kept>> {
    db.all(&CHANGES, values![source, after, limit], |r| {
        let fields: Vec<Vec<String>> = serde_json::from_str(&r.text("fields")?).unwrap_or_default();
        let what = usize::try_from(r.int("what")?).ok().and_then(|at| What::ALL.get(at).copied()).unwrap_or(What::LeftOut);
        let reason = Some(r.text("reason")?).filter(|reason| !reason.is_empty()).map(Into::into);
        Ok(Kept {
            n: r.int("n")?,
            told: Told {
                what,
                member: r.opt_int("member_id")?,
                key: r.text("person_key")?,
                name: r.text("name")?,
                reason,
                fields: fields.into_iter().map(change).collect(),
            },
        })
    })
    .await
}
