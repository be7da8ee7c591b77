//! The clients of what the server asks of others over HTTP: [`ruche_platform::outgoing::Outgoing`] for what strangers chose, and the
//! translation engine that the operator chose ([`LibreTranslate`], with rules of its own).
//!
//! Rules for what strangers chose: http and https to public addresses only, on ports that are allowed; an address is checked after it was resolved, and the
//! connection goes to what was checked; redirects are followed here, three at most, each checked again; five seconds and a megabyte
//! in all; no cookies, no credentials. Every refusal and every failure is the same [`Refused`].
//! Deliberately not here: who asks, why, and what the answer means.

mod address;
mod check;
mod engine;

pub use address::is_public;
pub use engine::{LibreTranslate, TIME as ENGINE_TIME};

use async_trait::async_trait;
use bytes::Bytes;
use check::Rules;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Proxy, Response};
use ruche_platform::outgoing::{Answer, MOST_SAID, Outgoing, Refused, Said};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// How long one request may take, with its redirects and its answer.
const TIME: Duration = Duration::from_secs(5);
/// The most bytes of an answer that are read; the rest is left.
const MOST_BYTES: usize = 1_000_000;
/// How many redirects are followed.
const MOST_REDIRECTS: usize = 3;
/// Who asks.
const USER_AGENT: &str = concat!("Ruche/", env!("CARGO_PKG_VERSION"));

/// Finds the addresses of a name. It is asked once for a connection: what it says is checked, and is what is connected to.
#[async_trait]
pub trait Resolver: Send + Sync {
    /// The addresses of `name`.
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>>;
}

/// The resolver of the machine.
struct Machine;

#[async_trait]
impl Resolver for Machine {
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        Ok(tokio::net::lookup_host((name, 0)).await?.map(|found| found.ip()).collect())
    }
}

/// What an operator sets.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Ports besides 80 and 443.
    pub ports: Vec<u16>,
    /// The proxy that every request passes through. It then resolves names, and has to refuse addresses inside by itself.
    pub proxy: Option<Url>,
}

/// The client.
pub struct HttpClient {
    http: reqwest::Client,
    rules: Rules,
}

impl HttpClient {
    /// A client for a server.
    ///
    /// # Errors
    /// A sentence when the machine has no certificates to trust, or the proxy is none.
    pub fn new(settings: &Settings) -> Result<Self, String> {
        let rules = Rules { ports: settings.ports.clone(), this_machine: false };
        Self::build(rules, settings.proxy.clone(), Arc::new(Machine))
    }

    /// A client for tests, which also asks 127.0.0.1, on any port, and finds names by `resolver`. No setting leads here.
    ///
    /// # Errors
    /// As [`HttpClient::new`].
    pub fn for_tests(resolver: Arc<dyn Resolver>) -> Result<Self, String> {
        Self::build(Rules { ports: Vec::new(), this_machine: true }, None, resolver)
    }

    fn build(rules: Rules, proxy: Option<Url>, resolver: Arc<dyn Resolver>) -> Result<Self, String> {
        // A second installation is refused by the library and changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .redirect(Policy::none())
            .referer(false)
            // The address is checked for each request: none goes on by a connection that an earlier one left.
            .pool_max_idle_per_host(0)
            // Neither the environment of the process nor its proxies.
            .no_proxy();
        let builder = match proxy {
            Some(proxy) => builder.proxy(Proxy::all(proxy).map_err(|e| format!("outgoing_proxy: {e}"))?),
            None => builder.dns_resolver(Arc::new(Checked { resolver, rules: rules.clone() })),
        };
        let http = builder.build().map_err(|e| format!("the client of outgoing requests: {}", words(&e)))?;
        Ok(Self { http, rules })
    }

    async fn ask(&self, url: &str, accept: &str) -> Result<Answer, String> {
        let mut url = self.rules.parse(url)?;
        for _ in 0..=MOST_REDIRECTS {
            let answer = self.http.get(url.clone()).header(ACCEPT, accept).send().await.map_err(|e| words(&e))?;
            if !answer.status().is_redirection() {
                return read(answer).await;
            }
            let location = header(answer.headers(), LOCATION).ok_or("a redirect to nowhere")?;
            url = self.rules.check(url.join(&location).map_err(|e| e.to_string())?)?;
        }
        Err("too many redirects".into())
    }

    async fn send(&self, url: &str, headers: &[(&'static str, String)], json: Bytes) -> Result<Said, String> {
        let mut request = self.http.post(self.rules.receiver(url)?).header(CONTENT_TYPE, "application/json").body(json);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let mut answer = request.send().await.map_err(|e| words(&e))?;
        let status = answer.status().as_u16();
        Ok(Said { status, body: beginning(&mut answer, MOST_SAID).await?.into() })
    }
}

#[async_trait]
impl Outgoing for HttpClient {
    async fn get(&self, url: &str, accept: &str) -> Result<Answer, Refused> {
        let asked = tokio::time::timeout(TIME, self.ask(url, accept)).await;
        asked.unwrap_or_else(|_| Err("it took too long".into())).map_err(|reason| {
            // Without the address: it is of a text of people.
            tracing::debug!(reason, "an outgoing request gave nothing");
            Refused
        })
    }

    async fn post(&self, url: &str, headers: &[(&'static str, String)], json: Bytes) -> Result<Said, Refused> {
        let sent = tokio::time::timeout(TIME, self.send(url, headers, json)).await;
        sent.unwrap_or_else(|_| Err("it took too long".into())).map_err(|reason| {
            tracing::debug!(reason, "nobody took what was sent");
            Refused
        })
    }

    fn posts_to(&self, url: &str) -> bool {
        self.rules.receiver(url).is_ok()
    }
}

/// The beginning of an answer that says yes.
async fn read(mut answer: Response) -> Result<Answer, String> {
    if !answer.status().is_success() {
        return Err(format!("answered {}", answer.status()));
    }
    let content_type = header(answer.headers(), CONTENT_TYPE).unwrap_or_default();
    Ok(Answer { content_type, body: beginning(&mut answer, MOST_BYTES).await?.into() })
}

/// At most `most` bytes of an answer.
async fn beginning(answer: &mut Response, most: usize) -> Result<Vec<u8>, String> {
    let mut body = Vec::new();
    while body.len() < most {
        let Some(chunk) = answer.chunk().await.map_err(|e| words(&e))? else { break };
        body.extend_from_slice(&chunk[..chunk.len().min(most - body.len())]);
    }
    Ok(body)
}

fn header(headers: &HeaderMap, name: reqwest::header::HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// An error and what it comes from, without the address.
fn words(error: &reqwest::Error) -> String {
    let mut said = if error.is_connect() { "no connection".to_owned() } else { "no answer".to_owned() };
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        said = format!("{said}: {cause}");
        source = cause.source();
    }
    said
}

/// Gives the addresses of a name when every one of them may be connected to: a name that also leads inside leads nowhere.
struct Checked {
    resolver: Arc<dyn Resolver>,
    rules: Rules,
}

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let (resolver, rules) = (Arc::clone(&self.resolver), self.rules.clone());
        Box::pin(async move {
            let found = resolver.resolve(name.as_str()).await?;
            if found.is_empty() || !found.iter().all(|ip| rules.reaches(*ip)) {
                return Err("an address that is not public".into());
            }
            // Port 0 stands for that of the request, which was checked.
            Ok(Box::new(found.into_iter().map(|ip| SocketAddr::new(ip, 0))) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests;
