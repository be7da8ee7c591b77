//! The context of a request: who asks, in which language and zone, at what time, with which nonce.

use crate::api::Token;
use crate::assets::Assets;
use crate::failure::Failure;
use crate::limits::Limits;
use crate::routes::Moved;
use crate::settings::Settings;
use crate::slots::Slots;
use async_trait::async_trait;
use axum::extract::FromRequestParts;
use http::request::Parts;
use jiff::tz::TimeZone;
use ruche_kernel::{Actor, Error, MemberId, PlaceId};
use ruche_platform::Platform;
use ruche_texts::{Locale, T};
use std::collections::HashSet;
use std::net::IpAddr;
use std::ops::Deref;
use std::sync::{Arc, PoisonError, RwLock};

/// What all requests share. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Shared>);

/// The parts of [`App`].
pub struct Shared {
    /// Database, clock, ids, files, Subjects.
    pub platform: Platform,
    /// Addresses, cookies, proxies.
    pub settings: Settings,
    /// Scripts, styles, icons.
    pub assets: Assets,
    /// Who a session belongs to.
    pub authenticate: Arc<dyn Authenticate>,
    /// What features add to the pages of others.
    pub slots: Slots,
    /// Where old addresses lead.
    pub moved: Vec<Arc<dyn Moved>>,
    /// Limits per person and address.
    pub limits: Limits,
    /// Whether mail reaches its addresses; administrators are told when it does not.
    pub mail_delivers: bool,
    /// The newest event number that this node knows.
    pub newest_event: std::sync::OnceLock<tokio::sync::watch::Receiver<i64>>,
    company: Latest<Company>,
}

impl Deref for App {
    type Target = Shared;
    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl App {
    /// Puts the parts together.
    #[must_use]
    pub fn new(
        platform: Platform,
        settings: Settings,
        assets: Assets,
        authenticate: Arc<dyn Authenticate>,
        slots: Slots,
        moved: Vec<Arc<dyn Moved>>,
        mail_delivers: bool,
    ) -> Self {
        Self(Arc::new(Shared {
            platform,
            limits: Limits::new(settings.leniency),
            settings,
            assets,
            authenticate,
            slots,
            moved,
            mail_delivers,
            newest_event: std::sync::OnceLock::new(),
            company: Latest::default(),
        }))
    }

    /// The company, if it was started already.
    #[must_use]
    pub fn company(&self) -> Option<Arc<Company>> {
        self.company.get()
    }

    /// Reads the company's settings again: at start-up, when they change, and every few seconds for the other nodes' changes.
    ///
    /// # Errors
    /// What the database says.
    pub async fn refresh_company(&self) -> ruche_kernel::Result<()> {
        self.company.refresh(self.authenticate.company()).await
    }
}

/// What is read again and again by several at once. A reading that began earlier and took longer never takes the place of a later
/// one: a company that was just started would not be there.
struct Latest<T> {
    value: RwLock<Option<Arc<T>>>,
    turn: tokio::sync::Mutex<()>,
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self { value: RwLock::new(None), turn: tokio::sync::Mutex::new(()) }
    }
}

impl<T> Latest<T> {
    fn get(&self) -> Option<Arc<T>> {
        self.value.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps what `reading` gives; it begins when those before it have ended.
    async fn refresh(&self, reading: impl Future<Output = ruche_kernel::Result<Option<T>>>) -> ruche_kernel::Result<()> {
        let _turn = self.turn.lock().await;
        let value = reading.await?.map(Arc::new);
        *self.value.write().unwrap_or_else(PoisonError::into_inner) = value;
        Ok(())
    }
}

/// What every page needs of the company.
#[derive(Clone, Debug)]
pub struct Company {
    /// Its place: where posts to everyone stand.
    pub id: PlaceId,
    /// Its name.
    pub name: String,
    /// Its language, for those who chose none.
    pub locale: Locale,
    /// Its hue, 0 to 359.
    pub hue: i64,
}

/// A person who is signed in, as far as pages need to know.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// Their rights.
    pub actor: Actor,
    /// The session that asks.
    pub session: i64,
    /// The name.
    pub name: String,
    /// The role in the company.
    pub title: String,
    /// The photo's file.
    pub photo: Option<i64>,
    /// The hue of the initials.
    pub hue: i64,
    /// The chosen language.
    pub locale: Locale,
    /// The time zone's name.
    pub zone: String,
    /// `light`, `dark` or empty for the system's.
    pub theme: String,
    /// Whether keyboard shortcuts are on.
    pub shortcuts: bool,
    /// The languages whose posts they want folded in the feeds, as tags.
    pub hidden_languages: Vec<String>,
    /// The partner's company, for a partner.
    pub partner: Option<String>,
    /// Since when the person is led through their first days, in milliseconds UTC, while that stands in the menu.
    pub starting_at: Option<i64>,
    /// Whether the person accompanies somebody who arrives.
    pub accompanies: bool,
    /// Whether the person answers for a partner or a partner company.
    pub sponsors: bool,
}

/// Who a session belongs to, and what the company is. Implemented by people.
#[async_trait]
pub trait Authenticate: Send + Sync {
    /// The person of a session's token, if it is valid now.
    async fn viewer(&self, token: &str, now: i64) -> ruche_kernel::Result<Option<Viewer>>;
    /// The person of a token of the API and what it may be used for, if it is valid now.
    async fn bearer(&self, token: &str, now: i64) -> ruche_kernel::Result<Option<(Viewer, Token)>>;
    /// Those among `members` whom `viewer` may see.
    async fn seen_among(&self, viewer: MemberId, members: &[i64]) -> ruche_kernel::Result<HashSet<MemberId>>;
    /// The company's settings, once it was started.
    async fn company(&self) -> ruche_kernel::Result<Option<Company>>;
}

/// The context of one request.
#[derive(Clone)]
pub struct Ctx {
    /// What all requests share.
    pub app: App,
    /// Who asks, if signed in.
    pub viewer: Option<Viewer>,
    /// The token by which a request to the API came.
    pub token: Option<Token>,
    /// The texts in the reader's language.
    pub t: T,
    /// The reader's time zone.
    pub zone: TimeZone,
    /// Allows the scripts and styles of this answer.
    pub nonce: String,
    /// When the request came, in milliseconds UTC.
    pub now: i64,
    /// The path and query that were asked.
    pub path: String,
    /// The Turbo frame that asks, if one does.
    pub frame: Option<String>,
    /// Whether the answer may be a Turbo stream.
    pub streams: bool,
    /// What was done just before, to be told once: `code~id`.
    pub toast: Option<String>,
    /// The newest event before anything was read: live updates start after it.
    pub seq: Option<i64>,
    /// Where the request comes from.
    pub ip: IpAddr,
    /// A few words on the device, from its header.
    pub agent: String,
}

impl Ctx {
    /// The database, clock, ids, files and Subjects.
    #[must_use]
    pub fn platform(&self) -> &Platform {
        &self.app.platform
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Ctx {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Failure(Error::bug("a request without context")))
    }
}

/// The context of a request whose person is signed in; routes that need it declare so.
#[derive(Clone)]
pub struct Member {
    /// The context.
    pub ctx: Ctx,
    /// Who asks.
    pub me: Viewer,
}

impl Member {
    /// Their rights.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.me.actor
    }

    /// Who they are.
    #[must_use]
    pub fn id(&self) -> MemberId {
        self.me.actor.id
    }
}

impl Deref for Member {
    type Target = Ctx;
    fn deref(&self) -> &Ctx {
        &self.ctx
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Member {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let ctx = Ctx::from_request_parts(parts, state).await?;
        let me = ctx.viewer.clone().ok_or(Failure(Error::Forbidden))?;
        Ok(Self { ctx, me })
    }
}

#[cfg(test)]
mod tests {
    use super::Latest;
    use std::sync::atomic::{AtomicI64, Ordering};
    use tokio::sync::Notify;

    #[tokio::test]
    async fn a_slow_reading_does_not_undo_a_later_one() {
        let (latest, stored, go_on) = (Latest::default(), AtomicI64::new(1), Notify::new());
        // Reads what is stored, and is given the answer only when something newer is stored.
        let slow = latest.refresh(async {
            let read = stored.load(Ordering::SeqCst);
            go_on.notified().await;
            Ok(Some(read))
        });
        let later = async {
            stored.store(2, Ordering::SeqCst);
            let refreshed = latest.refresh(async { Ok(Some(stored.load(Ordering::SeqCst))) });
            go_on.notify_one();
            refreshed.await
        };
        let (slow, later) = tokio::join!(slow, later);
        slow.and(later).unwrap();
        assert_eq!(latest.get().as_deref(), Some(&2));
    }
}
