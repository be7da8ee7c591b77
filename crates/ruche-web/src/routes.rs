//! Routes: none exists without the permission it needs. And what a feature declares.

use crate::api::Scope;
use crate::context::Ctx;
use crate::failure::Failure;
use crate::limits::Allowance;
use crate::slots::Slot;
use async_trait::async_trait;
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request};
use axum::handler::Handler;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, delete, get, head, options, patch, post, put};
use http::{Method, StatusCode, header};
use ruche_kernel::{Error, Refusal, Result};
use ruche_platform::db::Statement;
use ruche_platform::outbox::Listener;
use ruche_platform::search::Findable;
use ruche_platform::subjects::Subject;
use std::sync::Arc;
use tower_http::timeout::TimeoutBody;

/// Who may ask for a route. Deny by default: there is no way to add a route without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Anyone, signed in or not.
    Nothing,
    /// Someone who is signed in.
    SignIn,
    /// Someone who works for the company; for others the route does not exist.
    Employee,
    /// An administrator; for others the route does not exist.
    Admin,
}

/// How a route may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Door {
    /// From a page.
    Page,
    /// With a token that may be used for this.
    Api(Option<Scope>),
}

/// The most bytes of an ordinary form.
pub const FORM_LIMIT: usize = 512 * 1024;

/// The most bytes that a route reads, for whoever reads its body.
#[derive(Clone, Copy, Debug)]
pub struct BodyLimit(pub usize);

/// What a route takes.
#[derive(Clone, Copy)]
enum Sent {
    /// An ordinary form, or nothing.
    Form,
    /// Files of at most so many bytes together: it may take long, as long as something comes.
    Files(usize),
}

impl Sent {
    /// The most bytes.
    fn limit(self) -> usize {
        match self {
            Self::Form => FORM_LIMIT,
            Self::Files(most) => most,
        }
    }
}

/// The routes of a feature, each with what it needs.
pub struct Routes<S> {
    router: Router<S>,
    list: Vec<(Method, String, Needs)>,
}

impl<S: Clone + Send + Sync + 'static> Default for Routes<S> {
    fn default() -> Self {
        Self { router: Router::new(), list: Vec::new() }
    }
}

macro_rules! method {
    ($(#[$doc:meta])* $name:ident, $method:ident, $constant:ident) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name<H, P>(self, path: &str, needs: Needs, handler: H) -> Self
        where
            H: Handler<P, S>,
            P: 'static,
        {
            self.add(Method::$constant, path, needs, $method(handler), Sent::Form, Door::Page)
        }
    };
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    method!(
        /// Reads; changes nothing.
        get, get, GET
    );
    method!(
        /// Creates or acts.
        post, post, POST
    );
    method!(
        /// Puts a resource in place: a pin, a membership.
        put, put, PUT
    );
    method!(
        /// Removes a resource.
        delete, delete, DELETE
    );
    method!(
        /// Tells of a resource in headers alone, where no page is read at that address.
        head, head, HEAD
    );
    method!(
        /// Tells what may be asked for at an address.
        options, options, OPTIONS
    );

    /// Creates, with files of at most `limit` bytes together.
    #[must_use]
    pub fn post_files<H, P>(self, path: &str, needs: Needs, handler: H, limit: usize) -> Self
    where
        H: Handler<P, S>,
        P: 'static,
    {
        self.add(Method::POST, path, needs, post(handler), Sent::Files(limit), Door::Page)
    }

    /// Adds at most `limit` bytes to a resource.
    #[must_use]
    pub fn patch_files<H, P>(self, path: &str, needs: Needs, handler: H, limit: usize) -> Self
    where
        H: Handler<P, S>,
        P: 'static,
    {
        self.add(Method::PATCH, path, needs, patch(handler), Sent::Files(limit), Door::Page)
    }

    /// A resource of the API, for tokens that may be used for `scope`. `path` is the whole of it, with [`crate::api::ROOT`].
    #[must_use]
    pub fn api<H, P>(self, method: Method, path: &str, needs: Needs, scope: Scope, handler: H) -> Self
    where
        H: Handler<P, S>,
        P: 'static,
    {
        self.api_door(method, path, needs, Some(scope), handler, Sent::Form)
    }

    /// The same, with a file of at most `limit` bytes.
    #[must_use]
    pub fn api_files<H, P>(self, method: Method, path: &str, needs: Needs, scope: Scope, handler: H, limit: usize) -> Self
    where
        H: Handler<P, S>,
        P: 'static,
    {
        self.api_door(method, path, needs, Some(scope), handler, Sent::Files(limit))
    }

    /// What the API tells everyone, or any token.
    #[must_use]
    pub fn api_open<H, P>(self, path: &str, needs: Needs, handler: H) -> Self
    where
        H: Handler<P, S>,
        P: 'static,
    {
        self.api_door(Method::GET, path, needs, None, handler, Sent::Form)
    }

    fn api_door<H, P>(self, method: Method, path: &str, needs: Needs, scope: Option<Scope>, handler: H, sent: Sent) -> Self
    where
        H: Handler<P, S>,
        P: 'static,
    {
        let handler = match method {
            Method::POST => post(handler),
            Method::PUT => put(handler),
            Method::PATCH => patch(handler),
            Method::DELETE => delete(handler),
            _ => get(handler),
        };
        self.add(method, path, needs, handler, sent, Door::Api(scope))
    }

    fn add(mut self, method: Method, path: &str, needs: Needs, handler: MethodRouter<S>, sent: Sent, door: Door) -> Self {
        self.list.push((method, path.to_owned(), needs));
        let limit = DefaultBodyLimit::max(sent.limit());
        self.router =
            self.router.route(path, handler.layer(limit).layer(from_fn(move |request, next| guard(needs, sent, door, request, next))));
        self
    }

    /// These and others of the same state.
    #[must_use]
    pub fn join(mut self, other: Self) -> Self {
        self.list.extend(other.list);
        self.router = self.router.merge(other.router);
        self
    }

    /// The routes with their state.
    #[must_use]
    pub fn with(self, state: S) -> Routes<()> {
        Routes { router: self.router.with_state(state), list: self.list }
    }
}

impl Routes<()> {
    /// The routes of several features together.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.list.extend(other.list);
        self.router = self.router.merge(other.router);
        self
    }

    /// The router itself, and the list of what each route needs.
    pub fn finish(self) -> (Router, Vec<(Method, String, Needs)>) {
        (self.router, self.list)
    }
}

/// Lets a request through when its person may ask for the route at all, and waits for its answer no longer than is usual.
async fn guard(needs: Needs, sent: Sent, door: Door, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(BodyLimit(sent.limit()));
    let Some(ctx) = request.extensions().get::<Ctx>() else {
        return Failure(Error::bug("a request without context")).into_response();
    };
    let mut allowance = None;
    if let (Door::Api(scope), Some(token)) = (door, &ctx.token) {
        match ctx.app.limits.take_api(token.id) {
            Ok(left) => allowance = Some(left),
            Err((left, seconds)) => return told(Failure(Error::TooMany(seconds)).into_response(), Some(left)),
        }
        if scope.is_some_and(|scope| !token.scopes.allow(scope)) {
            return told(Failure(Refusal::new("api.scope").status(403).into()).into_response(), allowance);
        }
    }
    let allowed = match (needs, &ctx.viewer) {
        (Needs::Nothing, _) => true,
        (_, None) if door != Door::Page => return Failure(Refusal::new("api.token").status(401).into()).into_response(),
        (_, None) => return sign_in_first(ctx, &request),
        (Needs::SignIn, Some(_)) => true,
        (Needs::Employee, Some(viewer)) => viewer.actor.is_employee(),
        (Needs::Admin, Some(viewer)) => viewer.actor.is_admin(),
    };
    if !allowed {
        return told(Failure(Error::NotFound).into_response(), allowance);
    }
    let patience = ctx.app.settings.patience;
    let (most, request) = match sent {
        Sent::Form => (patience.request, request),
        Sent::Files(_) => (patience.files, request.map(|body| Body::new(TimeoutBody::new(patience.silence, body)))),
    };
    let answer = tokio::time::timeout(most, next.run(request)).await.unwrap_or_else(|_| StatusCode::REQUEST_TIMEOUT.into_response());
    told(answer, allowance)
}

/// An answer that will tell how much its token may still ask.
fn told(mut answer: Response, allowance: Option<Allowance>) -> Response {
    if let Some(allowance) = allowance {
        answer.extensions_mut().insert(allowance);
    }
    answer
}

/// Pages lead to the sign-in page and back. What was sent is never answered by a redirect: it would look kept.
fn sign_in_first(ctx: &Ctx, request: &Request) -> Response {
    if ctx.app.company().is_none() {
        return Redirect::to("/set-up").into_response();
    }
    let wants_page = request.headers().get(header::ACCEPT).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("text/html"));
    let fragment = request.headers().contains_key("turbo-frame") || request.headers().get("sec-fetch-mode").is_some_and(|m| m == "cors");
    if request.method() != Method::GET {
        return (StatusCode::UNAUTHORIZED, crate::layout::signed_out(ctx)).into_response();
    }
    if !wants_page || fragment {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let back = request.uri().path_and_query().map_or("/", |p| p.as_str());
    let back: String = url::form_urlencoded::byte_serialize(back.as_bytes()).collect();
    Redirect::to(&format!("/sign-in?back={back}")).into_response()
}

/// Work that comes round: sweeping a bin, ending what has expired.
#[async_trait]
pub trait Sweep: Send + Sync {
    /// Names it in the log.
    fn name(&self) -> &'static str;
    /// Does a bounded amount of work.
    async fn sweep(&self, now: i64) -> Result<()>;
}

/// Tells where what stood at an address stands now.
#[async_trait]
pub trait Moved: Send + Sync {
    /// The address to which the one that was asked leads, for its viewer; nothing where it leads nowhere they may go. Asked only where
    /// nothing was found.
    async fn to(&self, ctx: &Ctx) -> Result<Option<String>>;
}

/// What a feature declares. Taking a feature out is removing its line where features are listed.
#[derive(Default)]
pub struct Feature {
    /// Its word.
    pub name: &'static str,
    /// Its addresses.
    pub routes: Routes<()>,
    /// Its statements, prepared on both engines by a test.
    pub statements: Vec<&'static [&'static Statement]>,
    /// What it does with events.
    pub listeners: Vec<Arc<dyn Listener>>,
    /// What people can see of it.
    pub subjects: Vec<Arc<dyn Subject>>,
    /// What people find of it.
    pub findables: Vec<Arc<dyn Findable>>,
    /// What it adds to the pages of others.
    pub slots: Vec<(&'static str, Arc<dyn Slot>)>,
    /// Where its old addresses lead.
    pub moved: Vec<Arc<dyn Moved>>,
    /// What it adds to the description of the API.
    pub api: Option<utoipa::openapi::OpenApi>,
    /// Its work that comes round.
    pub sweeps: Vec<Arc<dyn Sweep>>,
}
