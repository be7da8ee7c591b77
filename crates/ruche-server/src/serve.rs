//! Serving: the listener, TLS from given files, time limits on slow clients, an orderly end.

use crate::connections::{Door, Most};
use crate::node::Node;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use hyper_util::rt::TokioTimer;
use ruche_web::middleware;
use rustix::process::{Resource, getrlimit, setrlimit};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::time::Duration;
use tower::Layer;

/// How long a client may take to send the headers of a request, from the connection on for the first one.
pub const HEADERS: Duration = Duration::from_secs(15);
/// How often a connection of HTTP/2 is asked whether it is still there, and how long its answer may take.
const ALIVE: Duration = Duration::from_secs(20);
/// How many requests one connection of HTTP/2 may have open.
const STREAMS: u32 = 100;
/// How long open requests may take to end when the server stops.
const GRACE: Duration = Duration::from_secs(5);

/// Reads the certificate and its key.
///
/// # Errors
/// A sentence that names both files.
pub async fn tls(certificate: &Path, key: &Path) -> Result<RustlsConfig, String> {
    // A second installation is refused by the library and changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    RustlsConfig::from_pem_file(certificate, key)
        .await
        .map_err(|e| format!("TLS files {} and {}: {e}", certificate.display(), key.display()))
}

/// Serves until the process is asked to end, then lets open requests finish.
///
/// # Errors
/// A sentence for the person at the terminal.
pub async fn serve(node: &Node, listener: TcpListener, tls: Option<RustlsConfig>, most: Most) -> Result<(), String> {
    listener.set_nonblocking(true).map_err(|e| e.to_string())?;
    open_many_files();
    let door = Door::new(most, node.app.settings.trusted_proxies.clone(), HEADERS);
    // Before routing: a form of a plain page says by `?_method=` what its post means.
    let service = tower::util::MapRequestLayer::new(middleware::method_override).layer(node.router());
    let service = axum::ServiceExt::<http::Request<hyper::body::Incoming>>::into_make_service_with_connect_info::<SocketAddr>(service);
    let handle = axum_server::Handle::new();
    let (ending, live) = (handle.clone(), std::sync::Arc::clone(&node.reach.live));
    tokio::spawn(async move {
        stop_signal().await;
        tracing::info!("stopping");
        // Streams never end by themselves; browsers come back to the next start.
        live.close();
        ending.graceful_shutdown(Some(GRACE));
    });
    let server = axum_server::from_tcp(listener).map_err(|e| e.to_string())?.handle(handle);
    macro_rules! run {
        ($acceptor:expr) => {{
            let mut server = server.acceptor($acceptor);
            let http = server.http_builder();
            http.http1().timer(TokioTimer::new()).header_read_timeout(HEADERS);
            http.http2().timer(TokioTimer::new()).keep_alive_interval(ALIVE).keep_alive_timeout(ALIVE).max_concurrent_streams(STREAMS);
            server.serve(service).await.map_err(|e| e.to_string())
        }};
    }
    match tls {
        None => run!(door),
        Some(config) => run!(RustlsAcceptor::new(config).acceptor(door)),
    }
}

/// Lets this process open as many files, connections among them, as the system lets it ask for: what it starts with is often
/// a thousand.
fn open_many_files() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::warn!(%error, "the limit of open files stays as it is");
    }
}

/// Waits for the signal to end: Ctrl+C, or what service managers send.
pub async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
        }
        Err(_) => {
            // Without the second signal the first one still ends the server.
            let _ = interrupt.await;
        }
    }
}
