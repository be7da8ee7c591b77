//! A replica of PostgreSQL, which is asked in the place of the primary for pages: by a request that has not written, on behalf of
//! somebody who has not written of late, while the replica is hardly late.
//!
//! It is never asked for what must be up to the moment: who somebody is, what an event tells of, what a transaction reads. A replica
//! that is late, away or none at all is left alone until it has caught up, and what it cannot answer the primary answers.
//! Deliberately not here: which request may be answered by it.

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::{Executor as _, PgPool, Postgres, Row as _};
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

/// How late a replica may be and still be asked. Whoever wrote is kept from it for longer.
const MOST_LATE: Duration = Duration::from_secs(2);
/// How often it is looked how late it is.
const LOOK: Duration = Duration::from_millis(100);

/// Where the log of the primary stands, in bytes.
const WRITTEN: &str = "SELECT CAST(pg_current_wal_lsn() - CAST('0/0' AS pg_lsn) AS BIGINT)";
/// Up to where the replica has it, NULL on a server that is none, and the number of the newest event there.
const REPLAYED: &str =
    "SELECT CAST(pg_last_wal_replay_lsn() - CAST('0/0' AS pg_lsn) AS BIGINT), (SELECT value FROM sequences WHERE name = 'events')";

/// A query with its values.
type Asked<'q> = Query<'q, Postgres, PgArguments>;

tokio::task_local! {
    /// Whether what this task reads may come from a replica.
    static READS: Cell<bool>;
}

/// Lets what `future` reads in its own task come from a replica, until it writes. Tells also whether it could until the end.
pub async fn reading<F: Future>(future: F) -> (F::Output, bool) {
    READS.scope(Cell::new(true), async { (future.await, READS.with(Cell::get)) }).await
}

/// This task has written: from here on it reads what it wrote.
pub(super) fn writes() {
    // Outside of a scope nothing is read from a replica.
    let _ = READS.try_with(|reads| reads.set(false));
}

/// The rows of a query, of the replica where this task may read from it and it answers, else of the primary.
pub(super) async fn fetch<'q>(primary: &PgPool, replica: Option<&Replica>, query: impl Fn() -> Asked<'q>) -> sqlx::Result<Vec<PgRow>> {
    if let Some(replica) = replica.filter(|replica| replica.is_fresh() && READS.try_with(Cell::get).unwrap_or(false)) {
        match replica.pool.fetch_all(query()).await {
            Ok(rows) => {
                metrics::counter!("ruche_replica_statements_total").increment(1);
                return Ok(rows);
            }
            Err(error) => replica.failed(&error),
        }
    }
    primary.fetch_all(query()).await
}

/// A replica, and how late it is.
pub(super) struct Replica {
    pub(super) pool: PgPool,
    begun: Instant,
    /// Everything that was committed until then is there, in milliseconds since `begun`.
    fresh_until: AtomicU64,
    /// The number of the newest event there.
    seq: AtomicI64,
    /// Whether it answered at the last look.
    answers: AtomicBool,
}

impl Replica {
    /// Begins to follow how late the replica behind `pool` is, for as long as anybody holds it.
    pub(super) fn follow(primary: PgPool, pool: PgPool) -> Arc<Self> {
        let (begun, answers) = (Instant::now(), AtomicBool::new(true));
        let replica = Arc::new(Self { pool, begun, fresh_until: AtomicU64::new(0), seq: AtomicI64::new(0), answers });
        tokio::spawn(look(Arc::downgrade(&replica), primary));
        replica
    }

    /// Whether it is hardly late.
    pub(super) fn is_fresh(&self) -> bool {
        let fresh_until = Duration::from_millis(self.fresh_until.load(Ordering::Acquire));
        !fresh_until.is_zero() && self.begun.elapsed() < fresh_until + MOST_LATE
    }

    /// The number of an event that is there, with all before it.
    pub(super) fn seq(&self) -> i64 {
        self.seq.load(Ordering::Acquire)
    }

    /// It did not answer: it is left alone until it is found to have caught up.
    fn failed(&self, error: &sqlx::Error) {
        self.fresh_until.store(0, Ordering::Release);
        if self.answers.swap(false, Ordering::AcqRel) {
            tracing::warn!(%error, "the replica is left alone");
        }
    }

    /// Looks once; `waited_for` is what the primary had written, and when.
    async fn look(&self, primary: &PgPool, waited_for: &mut Option<(i64, Instant)>) -> sqlx::Result<()> {
        let (written, at) = match *waited_for {
            Some(known) => known,
            None => {
                let at = Instant::now();
                (sqlx::query_scalar::<_, i64>(WRITTEN).fetch_one(primary).await?, at)
            }
        };
        *waited_for = Some((written, at));
        let row = sqlx::query(REPLAYED).fetch_one(&self.pool).await?;
        let Some(replayed) = row.try_get::<Option<i64>, _>(0)? else {
            return Err(sqlx::Error::Configuration("database_replica_url is that of no replica".into()));
        };
        if replayed >= written {
            self.seq.store(row.try_get(1)?, Ordering::Release);
            self.fresh_until.store(u64::try_from((at - self.begun).as_millis()).unwrap_or(0).max(1), Ordering::Release);
            *waited_for = None;
            if !self.answers.swap(true, Ordering::AcqRel) {
                tracing::info!("the replica is asked again");
            }
        }
        Ok(())
    }
}

/// Looks until nobody holds the replica.
async fn look(replica: Weak<Replica>, primary: PgPool) {
    let mut waited_for = None;
    while let Some(replica) = replica.upgrade() {
        if let Err(error) = replica.look(&primary, &mut waited_for).await {
            replica.failed(&error);
        }
        drop(replica);
        tokio::time::sleep(LOOK).await;
    }
}
