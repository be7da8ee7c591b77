//! Looks at each source when its night has come or somebody asks, one node at a time.

use super::rules::{digest, night};
use super::source::{Mode, Source};
use super::store::{self, Asked, Ended, Outcome, Run};
use crate::ImportError;
use crate::intake::{self, Options, Report};
use ruche_content::Content;
use ruche_kernel::{Error, MemberId, Result};
use ruche_people::members::{held, store as members};
use ruche_people::sign_in::actions::normalise_login;
use ruche_platform::{guarded, work};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

/// How often it is looked whose night has come.
const ROUND: Duration = Duration::from_secs(30);
/// How long a source is left to the node that works on it, in milliseconds, and how often that is renewed.
const LEASE_MS: i64 = 300_000;
const RENEW: Duration = Duration::from_secs(60);

/// Follows the sources of the configuration.
pub struct Runner {
    pub(super) content: Content,
    pub(super) sources: Vec<Source>,
    wake: Notify,
}

impl Runner {
    /// One that is to be run.
    #[must_use]
    pub fn new(content: Content, sources: Vec<Source>) -> Self {
        Self { content, sources, wake: Notify::new() }
    }

    /// Follows for ever. Spawned once by the server.
    pub async fn run(self: Arc<Self>) {
        if let Err(error) = self.release().await {
            tracing::warn!(%error, "what directories said that are followed no longer stays theirs");
        }
        if self.sources.is_empty() {
            return;
        }
        loop {
            if let Err(error) = guarded(self.round()).await {
                tracing::warn!(%error, "directories wait");
            }
            let _ = tokio::time::timeout(ROUND, self.wake.notified()).await;
        }
    }

    /// Gives back to the people what directories said that are not in the configuration any more.
    ///
    /// # Errors
    /// What the database says.
    pub async fn release(&self) -> Result<()> {
        let db = &self.content.platform.db;
        for gone in held::directories(db).await?.into_iter().filter(|name| self.source(name).is_err()) {
            db.write(work!([gone] | tx | { held::release(tx, &gone).await })).await?;
        }
        Ok(())
    }

    /// A source by its name.
    ///
    /// # Errors
    /// `NotFound` for one that is not configured.
    pub(super) fn source(&self, name: &str) -> Result<&Source> {
        self.sources.iter().find(|source| source.name == name).ok_or(Error::NotFound)
    }

    /// A source as it was last looked at.
    pub(super) async fn last(&self, source: &Source) -> Result<Run> {
        let db = &self.content.platform.db;
        if let Some(run) = store::find(db, &source.name).await? {
            return Ok(run);
        }
        Ok(Run {
            lease_until: 0,
            night: 0,
            asked: Asked::Nothing,
            asked_digest: String::new(),
            ended_at: None,
            applied: false,
            outcome: Outcome::None,
            failure: String::new(),
            digest: String::new(),
            known: 0,
            counts: [0; 5],
        })
    }

    /// Asks for a report, or for what a report announced, and has it begin.
    pub(super) async fn ask(&self, source: &Source, asked: Asked, digest: &str) -> Result<()> {
        let (name, digest, night) = (source.name.clone(), digest.to_owned(), self.night(source));
        let db = &self.content.platform.db;
        db.write(work!(
            [name, digest] | tx | {
                store::begin(tx, &name, night).await?;
                store::ask(tx, &name, asked, &digest).await
            }
        ))
        .await?;
        self.wake.notify_one();
        Ok(())
    }

    fn night(&self, source: &Source) -> i64 {
        night(self.content.platform.now(), source.hour, &source.zone())
    }

    /// Looks at each source whose turn it is.
    ///
    /// # Errors
    /// What the database says.
    pub async fn round(&self) -> Result<()> {
        // Before the company is started there is nobody to follow.
        if ruche_people::sign_in::Sessions(self.content.people.clone()).company_place().await?.is_none() {
            return Ok(());
        }
        for source in &self.sources {
            self.turn(source).await?;
        }
        Ok(())
    }

    async fn turn(&self, source: &Source) -> Result<()> {
        let platform = &self.content.platform;
        let (name, night) = (source.name.clone(), self.night(source));
        let Some(run) = store::find(&platform.db, &name).await? else {
            // A source that is new waits for its first night, or for somebody who asks.
            return platform.db.write(work!([name] | tx | { store::begin(tx, &name, night).await })).await;
        };
        if run.asked == Asked::Nothing && run.night >= night {
            return Ok(());
        }
        let now = platform.now();
        if !platform.db.write(work!([name] | tx | { store::lease(tx, &name, now, now + LEASE_MS).await })).await? {
            return Ok(());
        }
        let renewing = {
            let (platform, name) = (platform.clone(), name.clone());
            tokio::spawn(async move {
                loop {
                    tokio::time::sleep(RENEW).await;
                    let until = platform.now() + LEASE_MS;
                    let _ = platform.db.write(work!([name] | tx | { store::renew(tx, &name, until).await })).await;
                }
            })
        };
        // Somebody may have been faster with the one and with the other.
        let ended = match store::find(&platform.db, &name).await? {
            Some(run) if run.asked != Asked::Nothing || run.night < night => Some(self.look(source, &run).await),
            _ => None,
        };
        renewing.abort();
        let (applied, outcome, failure, report) = match ended {
            None => return platform.db.write(work!([name] | tx | { store::renew(tx, &name, 0).await })).await,
            Some(Ok((report, applied, outcome))) => (applied, outcome, String::new(), Some(report)),
            Some(Err(error)) => {
                tracing::warn!(source = name, %error, "a directory cannot be followed");
                (false, Outcome::Failed, error.to_string(), None)
            }
        };
        let ended = Ended { night, at: platform.now(), applied, outcome, failure };
        let report = Arc::new(report.map(|report| (digest(&report), report)));
        platform
            .db
            .write(work!(
                [name, ended, report] | tx | {
                    let told = report.as_ref().as_ref().map(|(digest, report)| (report, digest.as_str()));
                    store::end(tx, &name, &ended, told).await
                }
            ))
            .await
    }

    /// Who owns the communities of which a source names no owner; nobody once they are gone.
    async fn owner(&self, source: &Source) -> Result<Option<MemberId>> {
        let (db, now) = (&self.content.platform.db, self.content.platform.now());
        let Some(login) = &source.owner else { return Ok(None) };
        let Some(found) = members::by_login(db, &normalise_login(login)).await? else { return Ok(None) };
        Ok(members::acting(db, found, now).await?.filter(|acting| acting.actor.is_employee()).map(|_| found))
    }

    /// Reads a source, and writes it where that is its turn.
    async fn look(&self, source: &Source, run: &Run) -> std::result::Result<(Report, bool, Outcome), ImportError> {
        let kept = source.open().await?;
        let owner = self.owner(source).await?;
        let options = |dry_run| Options { source: source.name.clone(), dry_run, owner, follow: Some(source.follow()) };
        let mut on_progress = |_, _| ControlFlow::Continue(());
        let applies = match run.asked {
            Asked::Report => false,
            Asked::Apply => true,
            Asked::Nothing => source.mode == Mode::Apply,
        };
        let plan = intake::write(&self.content, &kept.directory, &options(true), &mut on_progress).await?;
        if plan.stopped.is_some() {
            return Ok((plan, false, Outcome::Stopped));
        }
        if !applies {
            return Ok((plan, false, Outcome::Done));
        }
        if run.asked == Asked::Apply && digest(&plan) != run.asked_digest {
            return Ok((plan, false, Outcome::Moved));
        }
        let report = intake::write(&self.content, &kept.directory, &options(false), &mut on_progress).await?;
        Ok(if report.stopped.is_some() { (report, false, Outcome::Stopped) } else { (report, true, Outcome::Done) })
    }
}
