//! Who a session or a token belongs to: one statement a request.

use super::{DAY_MS, IDLE_DAYS, store};
use crate::{People, access, tokens};
use async_trait::async_trait;
use ruche_kernel::{Actor, MemberId, MemberKind, PlaceId, Result, Role};
use ruche_platform::db::Row;
use ruche_platform::{secret, sql, values, work};
use ruche_texts::Locale;
use ruche_web::api::{Scopes, Token};
use ruche_web::{Authenticate, Company, Viewer};
use std::collections::HashSet;

/// Who asks, by what they show; whoever has left or whose end has come is nobody.
macro_rules! viewer {
    ($columns:literal, $from:literal, $condition:literal) => {
        concat!(
            "SELECT ",
            $columns,
            ", m.id, m.kind, m.role, m.circle_id, m.name, m.title, m.photo_id, m.hue, m.locale, m.zone, m.theme, m.shortcuts, m.hidden_languages, m.starting_at, m.accompanies,
                CASE WHEN m.kind = 0 AND (EXISTS (SELECT 1 FROM members x WHERE x.sponsor_id = m.id AND x.state = 0) OR EXISTS (SELECT 1 FROM partner_companies x WHERE x.sponsor_id = m.id)) THEN 1 ELSE 0 END AS sponsors,
                q.name AS partner, c.id AS company_id
            FROM ",
            $from,
            " s JOIN members m ON m.id = s.member_id CROSS JOIN companies c LEFT JOIN partner_companies q ON q.id = m.partner_company_id
            WHERE s.token_hash = $1 AND s.expires_at > $2 AND m.state = 0 AND (m.ends_at IS NULL OR m.ends_at > $2)",
            $condition
        )
    };
}

sql! {
    FIND_VIEWER = viewer!("s.id AS session_id, s.last_seen_at", "sessions", " AND s.last_seen_at > $3");
    FIND_BEARER = viewer!("s.id AS token_id, s.scopes, s.used_on", "api_tokens", "");
    FIND_COMPANY = "SELECT c.id, p.name, c.locale, c.brand_hue FROM companies c JOIN places p ON p.id = c.id";
}

/// How long a session's last use may be out of date, in milliseconds: a write per request would be one too many.
const FRESHNESS_MS: i64 = 300_000;

/// Sessions kept in the database, as the web asks them.
pub struct Sessions(pub People);

impl Sessions {
    /// The place of the whole company, once it was started.
    ///
    /// # Errors
    /// What the database says.
    pub async fn company_place(&self) -> Result<Option<PlaceId>> {
        Ok(self.company().await?.map(|company| company.id))
    }
}

fn viewer(r: &Row, session: i64) -> Result<Viewer> {
    let actor = Actor {
        id: MemberId(r.int("id")?),
        kind: MemberKind::from_number(r.int("kind")?),
        role: Role::from_number(r.int("role")?),
        company: PlaceId(r.int("company_id")?),
        circle: r.opt_int("circle_id")?.map(PlaceId),
    };
    Ok(Viewer {
        actor,
        session,
        name: r.text("name")?,
        title: r.text("title")?,
        photo: r.opt_int("photo_id")?,
        hue: r.int("hue")?,
        locale: Locale::from_tag(&r.text("locale")?).unwrap_or(Locale::En),
        zone: r.text("zone")?,
        theme: r.text("theme")?,
        shortcuts: r.flag("shortcuts")?,
        hidden_languages: r.text("hidden_languages")?.split_whitespace().map(str::to_owned).collect(),
        partner: r.opt_text("partner")?,
        starting_at: r.opt_int("starting_at")?,
        accompanies: r.flag("accompanies")?,
        sponsors: r.flag("sponsors")?,
    })
}

#[async_trait]
impl Authenticate for Sessions {
    async fn viewer(&self, token: &str, now: i64) -> Result<Option<Viewer>> {
        let db = &self.0.platform.db;
        let found = db
            .opt(&FIND_VIEWER, values![secret::digest(token), now, now - IDLE_DAYS * DAY_MS], |r| {
                Ok((viewer(r, r.int("session_id")?)?, r.int("last_seen_at")?))
            })
            .await?;
        let Some((viewer, seen)) = found else { return Ok(None) };
        if now - seen > FRESHNESS_MS {
            let (db, id) = (db.clone(), viewer.session);
            // In its own task: the page does not wait for it, and losing it costs nothing.
            tokio::spawn(async move { db.write(work!([id, now] | tx | { store::touch_session(tx, id, now).await })).await });
        }
        Ok(Some(viewer))
    }

    async fn bearer(&self, token: &str, now: i64) -> Result<Option<(Viewer, Token)>> {
        let db = &self.0.platform.db;
        let found = db
            .opt(&FIND_BEARER, values![secret::digest(token), now], |r| {
                let token = Token { id: r.int("token_id")?, scopes: Scopes::stored(&r.text("scopes")?) };
                Ok((viewer(r, 0)?, token, r.opt_int("used_on")?))
            })
            .await?;
        let Some((viewer, token, used)) = found else { return Ok(None) };
        tokens::store::note_use(db, token.id, used, now);
        Ok(Some((viewer, token)))
    }

    async fn seen_among(&self, viewer: MemberId, members: &[i64]) -> Result<HashSet<MemberId>> {
        access::seen_among(&self.0.platform.db, viewer, members).await
    }

    async fn company(&self) -> Result<Option<Company>> {
        self.0
            .platform
            .db
            .opt(&FIND_COMPANY, &[], |r| {
                Ok(Company {
                    id: PlaceId(r.int("id")?),
                    name: r.text("name")?,
                    locale: Locale::from_tag(&r.text("locale")?).unwrap_or(Locale::En),
                    hue: r.int("brand_hue")?,
                })
            })
            .await
    }
}
