//! The one writer of the embedded engine: first come, first served, and one flush to the disk shared by those who wait.
//!
//! Each write runs in its own savepoint; the batch (at most 5 ms) is committed once with `synchronous=FULL`, and only then
//! is everyone answered, refusals included. When the batch dies (a full disk rolls back everything) it takes nothing more
//! in, and each write of it is run again alone. A write that panics is undone and answered like one that failed.

use super::Work;
use super::tx::{Connection, Tx};
use crate::guarded;
use ruche_kernel::{Error, Result};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};

/// How long a batch may gather writes that are already waiting.
const BATCH: Duration = Duration::from_millis(5);
/// How many writes may wait before new ones are told to come back.
const QUEUE: usize = 1024;

/// The door to the writer. Cheap to clone.
#[derive(Clone)]
pub(super) struct Writer {
    jobs: mpsc::Sender<Message>,
}

enum Message {
    Job(Box<dyn Job>),
    Close(oneshot::Sender<()>),
}

/// A write whose result type is hidden: it keeps its own outcome until the batch is on the disk.
trait Job: Send {
    fn run<'a>(&'a mut self, tx: &'a mut Tx) -> std::pin::Pin<Box<dyn Future<Output = bool> + Send + 'a>>;
    fn fail(&mut self, error: Error);
    fn answer(self: Box<Self>);
}

struct Task<T, F> {
    work: F,
    outcome: Option<Result<(T, bool)>>,
    reply: oneshot::Sender<Result<(T, bool)>>,
}

impl<T, F> Job for Task<T, F>
where
    T: Send + 'static,
    F: for<'t> Fn(&'t mut Tx) -> Work<'t, T> + Send + Sync + 'static,
{
    fn run<'a>(&'a mut self, tx: &'a mut Tx) -> std::pin::Pin<Box<dyn Future<Output = bool> + Send + 'a>> {
        Box::pin(async move {
            tx.recorded = false;
            let result = guarded(async { (self.work)(tx).await }).await;
            let kept = result.is_ok();
            self.outcome = Some(result.map(|value| (value, tx.recorded)));
            kept
        })
    }

    fn fail(&mut self, error: Error) {
        // A refusal stays what it is: nothing of it was to be kept.
        if !matches!(self.outcome, Some(Err(_))) {
            self.outcome = Some(Err(error));
        }
    }

    fn answer(self: Box<Self>) {
        let outcome = self.outcome.unwrap_or_else(|| Err(Error::Unavailable("the write was not run".into())));
        // The person may have gone; the write is kept all the same.
        let _ = self.reply.send(outcome);
    }
}

impl Writer {
    /// Starts the writer on its connection, on a thread of its own: a flush lasts, and nobody else is to wait for it.
    pub(super) fn start(connection: rusqlite::Connection) -> Result<Self> {
        let (jobs, inbox) = mpsc::channel(QUEUE);
        let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(|e| Error::Unavailable(format!("writer: {e}")))?;
        let writing = move || runtime.block_on(run(Tx::on(Connection::Sqlite(connection)), inbox));
        std::thread::Builder::new().name("writer".into()).spawn(writing).map_err(|e| Error::Unavailable(format!("writer: {e}")))?;
        Ok(Self { jobs })
    }

    /// Hands a write over and waits until it is on the disk.
    pub(super) async fn submit<T, F>(&self, work: F) -> Result<(T, bool)>
    where
        T: Send + 'static,
        F: for<'t> Fn(&'t mut Tx) -> Work<'t, T> + Send + Sync + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = Message::Job(Box::new(Task { work, outcome: None, reply }));
        self.jobs.try_send(job).map_err(|e| Error::Unavailable(format!("writer: {e}")))?;
        answer.await.map_err(|_| Error::Unavailable("the writer stopped".into()))?
    }

    /// Finishes what waits and closes the connection.
    pub(super) async fn close(&self) {
        let (done, closed) = oneshot::channel();
        if self.jobs.send(Message::Close(done)).await.is_ok() {
            // The writer may have stopped already: then it is closed.
            let _ = closed.await;
        }
    }
}

async fn run(mut tx: Tx, mut inbox: mpsc::Receiver<Message>) {
    while let Some(message) = inbox.recv().await {
        let mut closing = None;
        let mut batch = Vec::new();
        match message {
            Message::Close(done) => closing = Some(done),
            Message::Job(mut job) => {
                let started = Instant::now();
                match tx.word("BEGIN IMMEDIATE").await {
                    Err(error) => {
                        job.fail(error);
                        job.answer();
                    }
                    Ok(()) => {
                        let mut whole = step(&mut tx, job, &mut batch).await;
                        while whole.is_ok() && started.elapsed() < BATCH {
                            match inbox.try_recv() {
                                Ok(Message::Job(job)) => whole = step(&mut tx, job, &mut batch).await,
                                Ok(Message::Close(done)) => {
                                    closing = Some(done);
                                    break;
                                }
                                Err(_) => break,
                            }
                        }
                        if whole.is_ok() {
                            whole = tx.word("COMMIT").await;
                        }
                        if let Err(error) = whole {
                            tracing::warn!(%error, writes = batch.len(), "the batch was lost, each write is run alone");
                            // Nothing may be left open; an engine that rolled back by itself says so, which is as good.
                            let _ = tx.word("ROLLBACK").await;
                            for job in &mut batch {
                                alone(&mut tx, job.as_mut()).await;
                            }
                        }
                        for job in batch {
                            job.answer();
                        }
                    }
                }
            }
        }
        if let Some(done) = closing {
            if let Connection::Sqlite(connection) = tx.connection {
                // Closing tidies the log; what was acknowledged is on the disk already.
                let _ = connection.close();
            }
            let _ = done.send(());
            return;
        }
    }
}

/// One write of a batch, in its savepoint.
///
/// # Errors
/// When the batch is lost: the engine rolled it back by itself, and a further savepoint would be a transaction of its own.
async fn step(tx: &mut Tx, mut job: Box<dyn Job>, batch: &mut Vec<Box<dyn Job>>) -> Result<()> {
    let done = match tx.word("SAVEPOINT job").await {
        Ok(()) if job.run(tx).await => tx.word("RELEASE job").await,
        Ok(()) => tx.word("ROLLBACK TO job; RELEASE job").await,
        Err(error) => Err(error),
    };
    batch.push(job);
    done
}

/// One write in a transaction of its own.
async fn alone(tx: &mut Tx, job: &mut dyn Job) {
    if let Err(error) = tx.word("BEGIN IMMEDIATE").await {
        job.fail(error);
        return;
    }
    let word = if job.run(tx).await { "COMMIT" } else { "ROLLBACK" };
    if let Err(error) = tx.word(word).await {
        let _ = tx.word("ROLLBACK").await;
        job.fail(error);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Db, Statement, Value};
    use super::*;
    use crate::{values, work};
    use futures_util::future::join_all;
    use ruche_kernel::Refusal;

    static CREATE: Statement = Statement { name: "CREATE", text: "CREATE TABLE notes (n BIGINT NOT NULL, body TEXT NOT NULL)" };
    static INSERT: Statement = Statement { name: "INSERT", text: "INSERT INTO notes (n, body) VALUES ($1, $2)" };
    static ALL: Statement = Statement { name: "ALL", text: "SELECT n FROM notes ORDER BY n" };

    /// A writer on a table of notes, in a database of at most `pages` pages.
    async fn writer(folder: &tempfile::TempDir, pages: u32) -> Writer {
        let connection = super::super::sqlite::open(&folder.path().join("notes.sqlite"), false).unwrap();
        connection.execute_batch(&format!("PRAGMA max_page_count = {pages}")).unwrap();
        let writer = Writer::start(connection).unwrap();
        writer.submit(work!([] | tx | { tx.exec(&CREATE, &[]).await })).await.unwrap();
        writer
    }

    async fn note(writer: &Writer, n: i64, bytes: usize) -> Result<()> {
        writer.submit(work!([n, bytes] | tx | { tx.exec(&INSERT, values![n, "x".repeat(bytes)]).await })).await.map(|_| ())
    }

    async fn notes(writer: &Writer) -> Vec<i64> {
        writer.submit(work!([] | tx | { tx.all(&ALL, &[], |r| r.int("n")).await })).await.unwrap().0
    }

    #[tokio::test]
    async fn a_refusal_in_a_batch_undoes_itself_alone() {
        let folder = tempfile::tempdir().unwrap();
        let writer = writer(&folder, 1000).await;
        let written = join_all((0..20_i64).map(|n| {
            writer.submit(work!(
                [n] | tx | {
                    tx.exec(&INSERT, values![n, ""]).await?;
                    if n % 3 == 0 { Err(Refusal::new("notes.third").into()) } else { Ok(()) }
                }
            ))
        }))
        .await;
        for (n, outcome) in written.iter().enumerate() {
            assert_eq!(outcome.is_ok(), n % 3 != 0, "{n}");
            assert!(matches!(outcome, Ok(_) | Err(Error::Refused(_))), "{n}");
        }
        assert_eq!(notes(&writer).await, (0..20).filter(|n| n % 3 != 0).collect::<Vec<_>>());
    }

    #[tokio::test]
    async fn a_full_disk_costs_the_write_that_does_not_fit_and_repeats_none() {
        let folder = tempfile::tempdir().unwrap();
        let writer = writer(&folder, 20).await;
        // Together in one batch: the third is larger than the database may become.
        let written = join_all((0..8).map(|n| note(&writer, n, if n == 3 { 1_000_000 } else { 10 }))).await;
        for (n, outcome) in written.iter().enumerate() {
            assert_eq!(matches!(outcome, Err(Error::Unavailable(_))), n == 3, "{n}: {outcome:?}");
        }
        assert_eq!(notes(&writer).await, [0, 1, 2, 4, 5, 6, 7]);
        note(&writer, 9, 10).await.unwrap();
    }

    #[tokio::test]
    async fn a_write_that_panics_costs_itself_alone() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::sqlite(&folder.path().join("ruche.sqlite")).await.unwrap();
        db.write(work!([] | tx | { tx.exec(&CREATE, &[]).await })).await.unwrap();
        let bad = db.write::<(), _>(work!(
            [] | tx | {
                tx.exec(&INSERT, values![1, ""]).await?;
                panic!("on purpose")
            }
        ));
        let good = db.write(work!([] | tx | { tx.exec(&INSERT, values![2, ""]).await }));
        let (bad, good) = tokio::join!(bad, good);
        assert!(matches!(&bad, Err(Error::Bug(text)) if text.contains("on purpose")), "{bad:?}");
        good.unwrap();
        db.write(work!([] | tx | { tx.exec(&INSERT, values![3, ""]).await })).await.unwrap();
        let kept: Vec<i64> = db.all(&ALL, &[] as &[Value], |r| r.int("n")).await.unwrap();
        assert_eq!(kept, [2, 3]);
        db.ping().await.unwrap();
        db.close().await;
        assert!(matches!(db.ping().await, Err(Error::Unavailable(_))));
    }
}
