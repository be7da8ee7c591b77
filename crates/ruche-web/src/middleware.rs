//! What every request goes through: context, protection headers, errors made into pages, one panic costing one request.

use crate::api;
use crate::context::{App, Ctx};
use crate::failure::Failed;
use crate::limits::Allowance;
use crate::settings::Network;
use crate::{layout, partner_links};
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use base64::Engine as _;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use jiff::tz::TimeZone;
use ruche_kernel::Error;
use ruche_platform::db::{count_statements, reading};
use ruche_texts::{Locale, T};
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

/// The name of the session's cookie, before the prefix for https.
pub const SESSION_COOKIE: &str = "ruche";
/// Says that the browser has just written: its pages are read where it wrote, for longer than a replica may be late.
const WROTE_COOKIE: &str = "ruche-wrote";
const WROTE: &str = "ruche-wrote=1; Path=/; Max-Age=5; SameSite=Lax; HttpOnly";
/// The cookie that carries what was just done to the next page.
pub const TOAST_COOKIE: &str = "ruche-toast";
/// The language chosen before signing in.
pub const LANGUAGE_COOKIE: &str = "ruche-lang";

/// Forms of plain pages can only post: `?_method=put|delete` says what is meant. Some networks let nothing else pass than what such
/// forms do: programs that send a file in pieces then say it by a header (tus 1.0.0). Runs before routing.
#[must_use]
pub fn method_override<B>(mut request: http::Request<B>) -> http::Request<B> {
    if request.method() == Method::POST {
        let asked = request
            .uri()
            .query()
            .into_iter()
            .flat_map(|q| url::form_urlencoded::parse(q.as_bytes()))
            .find(|(name, _)| name == "_method")
            .map(|(_, v)| v.into_owned());
        let header = request.headers().get("x-http-method-override").map(HeaderValue::as_bytes);
        match asked.as_deref() {
            None if header == Some(b"PATCH") => *request.method_mut() = Method::PATCH,
            None if header == Some(b"DELETE") => *request.method_mut() = Method::DELETE,
            Some("put") => *request.method_mut() = Method::PUT,
            Some("delete") => *request.method_mut() = Method::DELETE,
            _ => {}
        }
    }
    request
}

/// Finds out who asks and in which language, and puts the protection headers on the answer.
pub async fn context(State(app): State<App>, cookies: CookieJar, request: Request, next: Next) -> Response {
    let (now, started) = (app.platform.now(), Instant::now());
    let measured = Measured::of(&request);
    let in_api = api::is_api(request.uri().path());
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let replica = replica_seq(&app, &cookies, &request);
    let (answered, statements) = count_statements(async {
        let asked = Asked::of(&app, &request);
        let bearer = api::is_api(&asked.path).then(|| bearer(&request));
        let mut ctx = match build(&app, &cookies, asked, bearer, now).await {
            Ok(ctx) => ctx,
            Err(error) => return (crate::Failure(error).into_response(), None),
        };
        let answer = match replica {
            None => next.run(with(request, &ctx)).await,
            Some(seq) => from_replica(&mut ctx, seq, request, next).await,
        };
        match &ctx.viewer {
            Some(viewer) if !viewer.actor.sees_everyone() => match partner_links::unlink(&app, viewer, answer).await {
                Ok(answer) => (answer, Some(ctx)),
                Err(error) => (crate::Failure(error).into_response(), Some(ctx)),
            },
            _ => (answer, Some(ctx)),
        }
    })
    .await;
    let (mut answer, ctx) = answered;
    if let Some(failed) = answer.extensions_mut().remove::<Failed>() {
        let (wait, allowance) = (answer.headers().get(header::RETRY_AFTER).cloned(), answer.extensions().get::<Allowance>().copied());
        let moved = if reads && matches!(*failed.0, Error::NotFound) { moved(&app, ctx.as_ref()).await } else { None };
        answer = match moved {
            Some(to) => Redirect::permanent(&to).into_response(),
            None if in_api => api::problem(ctx.as_ref(), &app, &failed.0),
            None => layout::error_answer(ctx.as_ref(), &app, &failed.0).await,
        };
        if let Some(allowance) = allowance {
            answer.extensions_mut().insert(allowance);
        }
        if let Some(wait) = wait {
            answer.headers_mut().insert(header::RETRY_AFTER, wait);
        }
    }
    if let Some(Allowance { limit, left, reset }) = answer.extensions_mut().remove::<Allowance>() {
        for (name, value) in [("ratelimit-limit", limit), ("ratelimit-remaining", left), ("ratelimit-reset", reset)] {
            answer.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from(value));
        }
    }
    if !reads && !in_api && app.platform.db.has_replica() {
        answer.headers_mut().append(header::SET_COOKIE, HeaderValue::from_static(WROTE));
    }
    measured.answered(answer.status(), started.elapsed(), statements);
    if app.settings.count_statements {
        answer.headers_mut().insert(HeaderName::from_static("x-statements"), HeaderValue::from(statements));
    }
    protect(&app, answer, ctx.as_ref())
}

/// A page shows what this context tells.
fn with(mut request: Request, ctx: &Ctx) -> Request {
    request.extensions_mut().insert(ctx.clone());
    request
}

/// Whether a page may be read from a replica of the database, and the number of an event that is there: a whole page, of somebody whose
/// browser has not written of late. What an event made a page ask for, and what programs ask, is read where it was written.
fn replica_seq(app: &App, cookies: &CookieJar, request: &Request) -> Option<i64> {
    let head = |name: &str| request.headers().get(name).and_then(|v| v.to_str().ok());
    let visited = head("sec-fetch-dest") == Some("document") || (head("x-turbo-request-id").is_some() && head("turbo-frame").is_none());
    let page = *request.method() == Method::GET && visited && !head("accept").is_some_and(|a| a.contains(crate::TURBO_STREAM));
    (page && cookies.get(WROTE_COOKIE).is_none()).then(|| app.platform.db.replica_seq())?
}

/// A page read from a replica: it shows what had happened there. What is not there yet may be where it is written.
async fn from_replica(ctx: &mut Ctx, seq: i64, request: Request, next: Next) -> Response {
    let newest = ctx.seq;
    ctx.seq = newest.min(Some(seq));
    let (parts, _) = request.into_parts();
    let again = Request::from_parts(parts.clone(), axum::body::Body::empty());
    let asked = with(Request::from_parts(parts, axum::body::Body::empty()), ctx);
    let (answer, replicated) = reading(next.clone().run(asked)).await;
    if !replicated || answer.extensions().get::<Failed>().is_none() {
        return answer;
    }
    ctx.seq = newest;
    next.run(with(again, ctx)).await
}

/// What the measures of a request are told apart by: never an address that was typed, of which there is no end.
struct Measured {
    method: &'static str,
    route: String,
}

impl Measured {
    fn of(request: &Request) -> Self {
        let method = match *request.method() {
            Method::GET => "GET",
            Method::HEAD => "HEAD",
            Method::POST => "POST",
            Method::PUT => "PUT",
            Method::PATCH => "PATCH",
            Method::DELETE => "DELETE",
            _ => "other",
        };
        let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
        Self { method, route }
    }

    fn answered(self, status: StatusCode, after: Duration, statements: u64) {
        let Self { method, route } = self;
        metrics::counter!("ruche_requests_total", "method" => method, "route" => route.clone(), "status" => status.as_u16().to_string())
            .increment(1);
        metrics::counter!("ruche_statements_total", "method" => method, "route" => route.clone()).increment(statements);
        metrics::histogram!("ruche_request_seconds", "method" => method, "route" => route).record(after);
    }
}

/// Where an address leads at which nothing was found.
async fn moved(app: &App, ctx: Option<&Ctx>) -> Option<String> {
    for moved in &app.moved {
        match moved.to(ctx?).await {
            Ok(None) => {}
            Ok(to) => return to,
            // It is not found then.
            Err(error) => tracing::warn!(%error, "where an address leads"),
        }
    }
    None
}

/// What is read of a request before anything is awaited.
struct Asked {
    path: String,
    languages: String,
    frame: Option<String>,
    streams: bool,
    ip: IpAddr,
    agent: String,
}

impl Asked {
    fn of(app: &App, request: &Request) -> Self {
        let text = |name: HeaderName| request.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or("");
        Self {
            path: request.uri().path_and_query().map_or("/", |p| p.as_str()).to_owned(),
            languages: text(header::ACCEPT_LANGUAGE).to_owned(),
            frame: request.headers().get("turbo-frame").and_then(|v| v.to_str().ok()).map(str::to_owned),
            streams: text(header::ACCEPT).contains(crate::TURBO_STREAM),
            ip: client_ip(app, request),
            agent: text(header::USER_AGENT).chars().take(400).collect(),
        }
    }
}

/// The token that a request to the API carries.
fn bearer(request: &Request) -> Option<String> {
    let header = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (kind, token) = header.split_once(' ')?;
    kind.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

/// `bearer` is there for requests to the API, which know no cookie.
async fn build(app: &App, cookies: &CookieJar, asked: Asked, bearer: Option<Option<String>>, now: i64) -> Result<Ctx, Error> {
    let (viewer, token) = match (bearer, cookies.get(&app.settings.cookie(SESSION_COOKIE))) {
        (Some(Some(bearer)), _) => app.authenticate.bearer(&bearer, now).await?.unzip(),
        (None, Some(cookie)) => (app.authenticate.viewer(cookie.value(), now).await?, None),
        _ => (None, None),
    };
    let locale = viewer
        .as_ref()
        .map(|v| v.locale)
        .or_else(|| cookies.get(LANGUAGE_COOKIE).and_then(|c| Locale::from_tag(c.value())))
        .unwrap_or_else(|| Locale::from_accept_language(&asked.languages));
    let zone = viewer.as_ref().and_then(|v| TimeZone::get(&v.zone).ok()).unwrap_or(TimeZone::UTC);
    let nonce = base64::engine::general_purpose::STANDARD.encode(ruche_platform::secret::random_bytes::<16>()?);
    Ok(Ctx {
        t: T(locale),
        zone,
        nonce,
        now,
        path: asked.path,
        frame: asked.frame,
        streams: asked.streams,
        toast: cookies.get(TOAST_COOKIE).map(|c| c.value().to_owned()),
        seq: app.newest_event.get().map(|newest| *newest.borrow()),
        ip: asked.ip,
        agent: asked.agent,
        viewer,
        token,
        app: app.clone(),
    })
}

/// The address of the person: of the connection, or what the declared proxies say.
fn client_ip(app: &App, request: &Request) -> IpAddr {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map_or(IpAddr::from([127, 0, 0, 1]), |c| c.0.ip());
    let said = request.headers().get_all("x-forwarded-for").iter().map(|v| v.to_str().unwrap_or("unreadable"));
    forwarded(&app.settings.trusted_proxies, peer, said)
}

/// Who stands behind the proxies that are believed: their entries are read from the right-hand end, up to the first that comes
/// from nobody who is believed, or that is no address. What stands to the left of it may be anybody's invention.
fn forwarded<'a>(proxies: &[Network], peer: IpAddr, said: impl DoubleEndedIterator<Item = &'a str>) -> IpAddr {
    let mut ip = peer.to_canonical();
    for entry in said.flat_map(|line| line.split(',')).rev() {
        if !proxies.iter().any(|proxy| proxy.contains(ip)) {
            break;
        }
        let entry = entry.trim();
        let bare = entry.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(entry);
        match bare.parse().or_else(|_| entry.parse::<SocketAddr>().map(|address| address.ip())) {
            Ok(before) => ip = IpAddr::to_canonical(&before),
            Err(_) => break,
        }
    }
    ip
}

/// Puts the protection headers on what is no page: built files, health, and their errors.
pub async fn protected(State(app): State<App>, request: Request, next: Next) -> Response {
    protect(&app, next.run(request).await, None)
}

/// The protection headers. Pages and errors are never stored by a cache; what says otherwise itself keeps its word.
fn protect(app: &App, mut answer: Response, ctx: Option<&Ctx>) -> Response {
    let nonce = ctx.map(|c| format!(" 'nonce-{}'", c.nonce)).unwrap_or_default();
    // What is played may lie in a store that people are sent to.
    let store = app.platform.blobs.origin().map(|origin| format!(" {origin}")).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; script-src 'self'{nonce}; style-src 'self'{nonce}; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; media-src 'self' blob:{store}; \
         manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    let head = answer.headers_mut();
    let set = |head: &mut HeaderMap, name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            head.entry(name).or_insert(value);
        }
    };
    set(head, header::CONTENT_SECURITY_POLICY, &policy);
    set(head, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(head, header::REFERRER_POLICY, "same-origin");
    set(head, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(head, HeaderName::from_static("permissions-policy"), "geolocation=(), browsing-topics=()");
    set(head, header::CACHE_CONTROL, "no-store");
    if app.settings.secure() {
        set(head, header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    // What was told is told once.
    if ctx.is_some_and(|c| c.toast.is_some()) && head.get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(b"text/html")) {
        head.append(header::SET_COOKIE, HeaderValue::from_static("ruche-toast=; Path=/; Max-Age=0; SameSite=Lax"));
    }
    answer
}

/// Only same-origin requests may change anything: the browser's own word for it, else the Origin header.
pub fn csrf() -> tower_http::csrf::CsrfLayer {
    tower_http::csrf::CsrfLayer::new()
}

/// The path and query of this site that a person may be sent back to; anything else leads home.
#[must_use]
pub fn local_path(path: &str) -> String {
    let plain = path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') && path.bytes().all(|b| b > 32 && b != 127);
    match path.parse::<Uri>() {
        Ok(uri) if plain && uri.authority().is_none() => path.to_owned(),
        _ => "/".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{forwarded, local_path};
    use crate::settings::Network;
    use std::net::IpAddr;

    #[test]
    fn only_what_believed_proxies_say_is_believed() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        let proxies: Vec<Network> = ["10.0.0.0/8", "fd00::/8"].iter().map(|range| range.parse().unwrap()).collect();
        for (peer, said, expected) in [
            ("198.51.100.7", &["203.0.113.9"][..], "198.51.100.7"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["203.0.113.9"], "203.0.113.9"),
            ("::ffff:10.0.0.1", &["203.0.113.9"], "203.0.113.9"),
            ("10.0.0.1", &["6.6.6.6, 203.0.113.9:4711"], "203.0.113.9"),
            ("10.0.0.1", &["6.6.6.6, [2001:db8::9]:4711"], "2001:db8::9"),
            ("10.0.0.1", &["6.6.6.6, [2001:db8::9]"], "2001:db8::9"),
            ("10.0.0.1", &["6.6.6.6, 2001:db8::9"], "2001:db8::9"),
            ("10.0.0.1", &["6.6.6.6", "203.0.113.9, 10.0.0.2"], "203.0.113.9"),
            ("10.0.0.1", &["203.0.113.9, fd00::2, 10.0.0.2"], "203.0.113.9"),
            ("10.0.0.1", &["6.6.6.6, unknown"], "10.0.0.1"),
            ("10.0.0.1", &["6.6.6.6, unknown, 10.0.0.2"], "10.0.0.2"),
            ("10.0.0.1", &["6.6.6.6,"], "10.0.0.1"),
            ("10.0.0.1", &["6.6.6.6, [::1"], "10.0.0.1"),
            ("10.0.0.1", &["10.0.0.3"], "10.0.0.3"),
        ] {
            assert_eq!(forwarded(&proxies, ip(peer), said.iter().copied()), ip(expected), "{peer} says {said:?}");
        }
    }

    #[test]
    fn people_are_sent_back_within_the_site_only() {
        for (asked, given) in [
            ("/posts/7?a=b", "/posts/7?a=b"),
            ("//evil.example/x", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
            ("javascript:alert(1)", "/"),
        ] {
            assert_eq!(local_path(asked), given, "{asked:?}");
        }
    }
}
