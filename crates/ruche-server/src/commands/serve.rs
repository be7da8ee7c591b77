//! `ruche serve`.

use super::{Common, Failure, Setting, say};
use crate::config::LogFormat;
use crate::lock::DataLock;
use crate::measures::Measures;
use axum_server::tls_rustls::RustlsConfig;
use clap::Args;
use std::net::{SocketAddr, TcpListener};

/// The options of `serve`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  ruche serve --data ./data --listen 127.0.0.1:8080\n  ruche serve --data /var/lib/ruche --database-url postgres://ruche@db/ruche\n\nThe first start prints a set-up code: open the address and enter it."
)]
pub struct Serve {
    #[command(flatten)]
    pub(super) common: Common,
    /// The address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDR")]
    pub(super) listen: Option<SocketAddr>,
}

impl Serve {
    /// Serves until the process is asked to end.
    ///
    /// # Errors
    /// A sentence; exit code 4 when the data folder is in use.
    pub async fn run(self) -> Result<(), Failure> {
        let setting = Setting::read(&self.common)?;
        start_log(&setting);
        let tls = tls(&setting).await?;
        let _lock = DataLock::take(&setting.data, "serve.lock").map_err(|text| Failure { code: 4, text })?;
        let (listener, listen) = listener(&setting, self.listen)?;
        let node = setting.node(setting.number(), Some(listen)).await?;
        announce(&node, listen, &setting);
        if let Some(code) = &node.people.setup_code {
            say(&format!("set-up code: {code}"));
        }
        until_asked(&node, listener, tls, &setting).await
    }
}

/// Serves a node until the process is asked to end.
pub(super) async fn until_asked(
    node: &crate::node::Node,
    listener: TcpListener,
    tls: Option<RustlsConfig>,
    setting: &Setting,
) -> Result<(), Failure> {
    if let Some(address) = setting.config.metrics_listen {
        let address = Measures::begin(node.platform.db.clone())?.serve(address)?;
        say(&format!("metrics at http://{address}/metrics"));
    }
    node.start();
    crate::serve::serve(node, listener, tls, setting.config.most_connections()).await?;
    node.platform.db.close().await;
    Ok(())
}

/// Reads the certificate that was given, before anything is opened.
pub(super) async fn tls(setting: &Setting) -> Result<Option<RustlsConfig>, Failure> {
    match (&setting.config.tls_certificate, &setting.config.tls_key) {
        (Some(certificate), Some(key)) => crate::serve::tls(certificate, key).await.map(Some).map_err(|text| Failure { code: 2, text }),
        // One without the other is refused with the other settings.
        _ => Ok(None),
    }
}

/// Opens the port, so that the address is known before anything is announced.
pub(super) fn listener(setting: &Setting, asked: Option<SocketAddr>) -> Result<(TcpListener, SocketAddr), Failure> {
    let address = asked.or(setting.config.listen).unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
    let listener = TcpListener::bind(address).map_err(|e| format!("{address}: {e}"))?;
    let listen = listener.local_addr()?;
    Ok((listener, listen))
}

/// Says where the network is.
pub(super) fn announce(node: &crate::node::Node, listen: SocketAddr, setting: &Setting) {
    let scheme = if setting.config.tls_certificate.is_some() { "https" } else { "http" };
    say(&format!("listening on {scheme}://{listen}"));
    let public = node.app.settings.public_url.as_str().trim_end_matches('/');
    if public != format!("{scheme}://{listen}") {
        say(&format!("people use {public}"));
    }
}

/// Starts the log, on standard error.
pub(super) fn start_log(setting: &Setting) {
    let filter = setting.config.log_level.clone().unwrap_or_default().filter();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match setting.config.log_format.unwrap_or_default() {
        LogFormat::Text => log.with_ansi(false).init(),
        LogFormat::Json => log.json().init(),
    }
}
