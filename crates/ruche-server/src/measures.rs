//! What is measured, for Prometheus, at an address of its own: whoever reaches that of the people does not reach this one.
//!
//! Rooms say what happens where it happens (`metrics::counter!` and its kin), by the template of a route and never by an address,
//! a name or an id. Without `metrics_listen` nothing is kept. Deliberately not here: what is measured, and charts.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::{StatusCode, header};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use metrics_process::Collector;
use ruche_kernel::Result;
use ruche_platform::db::Db;
use ruche_platform::{mail, outbox};
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

/// The bounds of the durations, in seconds: from an answer out of memory to one that somebody complains of.
const SECONDS: [f64; 14] = [0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];
/// How often what was measured is gathered, so that it takes no more room when nobody reads it.
const GATHER: Duration = Duration::from_secs(5);

/// What was measured since the start of this process.
#[derive(Clone)]
pub struct Measures {
    handle: PrometheusHandle,
    process: Collector,
    db: Db,
}

impl Measures {
    /// Begins to measure. Once a process.
    ///
    /// # Errors
    /// A sentence when it has begun already.
    pub fn begin(db: Db) -> std::result::Result<Self, String> {
        let builder = PrometheusBuilder::new().set_buckets_for_metric(Matcher::Suffix("_seconds".into()), &SECONDS);
        let handle = builder.and_then(PrometheusBuilder::install_recorder).map_err(|error| format!("metrics: {error}"))?;
        let process = Collector::default();
        process.describe();
        describe();
        Ok(Self { handle, process, db })
    }

    /// Answers `/metrics` until the process ends.
    ///
    /// # Errors
    /// A sentence when the address cannot be listened on.
    pub fn serve(self, address: SocketAddr) -> std::result::Result<SocketAddr, String> {
        let said = |error: std::io::Error| format!("metrics_listen: {address}: {error}");
        let listener = TcpListener::bind(address).map_err(said)?;
        listener.set_nonblocking(true).map_err(said)?;
        let listener = tokio::net::TcpListener::from_std(listener).map_err(said)?;
        let bound = listener.local_addr().map_err(said)?;
        let gathered = self.handle.clone();
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(GATHER).await;
                gathered.run_upkeep();
            }
        });
        let router = Router::new().route("/metrics", get(read)).with_state(self);
        tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::warn!(%error, "the address of the measures");
            }
        });
        Ok(bound)
    }

    /// What stands in the database and not in this process: asked when somebody reads.
    async fn ask(&self) -> Result<()> {
        for (listener, events) in outbox::behind(&self.db).await? {
            metrics::gauge!("ruche_events_behind", "listener" => listener).set(events as f64);
        }
        metrics::gauge!("ruche_events_set_aside").set(outbox::set_aside(&self.db).await?.len() as f64);
        metrics::gauge!("ruche_mails_waiting").set(mail::count_waiting(&self.db).await? as f64);
        metrics::gauge!("ruche_mails_given_up").set(mail::given_up(&self.db).await?.len() as f64);
        Ok(())
    }
}

/// A database that does not answer is told by `ruche_database_up`, and the rest is read all the same.
async fn read(State(measures): State<Measures>) -> Response {
    let asked = measures.ask().await;
    if let Err(error) = &asked {
        tracing::warn!(%error, "measures of the database");
    }
    metrics::gauge!("ruche_database_up").set(if asked.is_ok() { 1.0 } else { 0.0 });
    measures.process.collect();
    (StatusCode::OK, [(header::CONTENT_TYPE, "text/plain; version=0.0.4")], measures.handle.render()).into_response()
}

/// The sentence that Prometheus shows beside each name.
fn describe() {
    metrics::describe_counter!("ruche_requests_total", "Requests that were answered, by method, route and status.");
    metrics::describe_counter!("ruche_statements_total", "SQL statements that requests ran, by method and route.");
    metrics::describe_histogram!("ruche_request_seconds", "Time until the answer of a request began, by method and route.");
    metrics::describe_histogram!("ruche_write_seconds", "Time until a write was on the disk.");
    metrics::describe_gauge!("ruche_live_streams", "Open streams of live events.");
    metrics::describe_gauge!("ruche_events_behind", "Events that a listener has still to be given.");
    metrics::describe_gauge!("ruche_events_set_aside", "Events that a listener could not handle.");
    metrics::describe_gauge!("ruche_mails_waiting", "Messages that wait to leave.");
    metrics::describe_gauge!("ruche_mails_given_up", "Messages that did not leave and are not tried again by themselves.");
    metrics::describe_gauge!("ruche_search_ready", "1 when this node's search index is made, and follows what happens.");
    metrics::describe_gauge!("ruche_database_up", "Whether the database answered when this was read.");
}
