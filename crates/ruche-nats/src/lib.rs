//! The bus between nodes, over NATS: each tells the others up to which number the outbox has come.
//!
//! A word says no more than a number, and one that is lost costs only time: nothing is kept by NATS, and nothing depends on it. While
//! it does not answer, the connection is tried again for ever, and nodes look at the outbox as often as without a bus. Deliberately
//! not here: events, which stand in the database.

use async_nats::connection::State;
use async_nats::{Client, ConnectOptions, Event, ServerAddr};
use futures_util::StreamExt as _;
use ruche_platform::bus::Bus;
use tokio::sync::watch;

/// What nodes speak of. Companies that share a NATS hear one another's numbers, and look at their own outbox for nothing.
const SUBJECT: &str = "ruche.events";

/// A connection to NATS, kept for as long as the process runs.
pub struct NatsBus {
    client: Client,
    told: watch::Sender<i64>,
    heard: watch::Sender<i64>,
}

impl NatsBus {
    /// Connects to one of `servers` (`nats://` or `tls://`, separated by commas, with a user and a password or a token before the `@`
    /// where they ask for one), and to another when it goes. Returns before the connection stands: a node starts without.
    ///
    /// # Errors
    /// A sentence when an address cannot be read.
    pub async fn connect(servers: &str) -> Result<Self, String> {
        let addresses: Result<Vec<ServerAddr>, _> = servers.split(',').map(|server| server.trim().parse()).collect();
        let addresses = addresses.map_err(|error: std::io::Error| format!("nats_url: {error}"))?;
        let said = |error: String| format!("nats_url: {error}");
        let options = ConnectOptions::new().name("ruche").no_echo().retry_on_initial_connect().event_callback(told);
        let client = options.connect(addresses).await.map_err(|error| said(error.to_string()))?;
        let mut words = client.subscribe(SUBJECT).await.map_err(|error| said(error.to_string()))?;
        let bus = Self { client: client.clone(), told: watch::Sender::new(0), heard: watch::Sender::new(0) };
        let heard = bus.heard.clone();
        tokio::spawn(async move {
            while let Some(word) = words.next().await {
                if let Some(seq) = std::str::from_utf8(&word.payload).ok().and_then(|text| text.parse().ok()) {
                    heard.send_replace(seq);
                    metrics::counter!("ruche_bus_heard_total").increment(1);
                }
            }
        });
        let mut told = bus.told.subscribe();
        tokio::spawn(async move {
            // Of numbers that come faster than they leave, the last says all.
            while told.changed().await.is_ok() {
                let seq = *told.borrow_and_update();
                if client.connection_state() == State::Connected
                    && let Err(error) = client.publish(SUBJECT, seq.to_string().into()).await
                {
                    tracing::warn!(%error, "other nodes are not told");
                }
            }
        });
        Ok(bus)
    }
}

/// Tells the log of what happens to the connection.
async fn told(event: Event) {
    match event {
        Event::Connected => tracing::info!("NATS is connected"),
        Event::Disconnected => tracing::warn!("NATS is away: other nodes hear of what happens a little later"),
        other => tracing::warn!(event = %other, "NATS"),
    }
}

impl Bus for NatsBus {
    fn tell(&self, seq: i64) {
        self.told.send_replace(seq);
    }

    fn heard(&self) -> watch::Receiver<i64> {
        self.heard.subscribe()
    }

    fn carries(&self) -> bool {
        self.client.connection_state() == State::Connected
    }
}
