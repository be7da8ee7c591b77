//! People as search finds them: by name, role, unit, site, languages, what they can do, did, can be asked about and say of themselves.

use crate::access::sees;
use crate::{organisation, profiles, skills};
use async_trait::async_trait;
use ruche_kernel::{Actor, Event, MemberId, PlaceId, Result, SubjectRef};
use ruche_platform::search::{Detail, Document, Findable, NAMED_MOST, Shown, Touched};
use ruche_platform::{Platform, sql, values};

/// The kind's word.
const KIND: &str = "member";
/// How many people the scope of somebody in a circle holds.
const IN_CIRCLE_MOST: i64 = 100_000;

sql! {
    DOCUMENTS = "SELECT m.id, m.name, m.title, m.unit, m.site, m.languages, m.bio, m.created_at, q.name AS partner FROM members m
        LEFT JOIN partner_companies q ON q.id = m.partner_company_id WHERE m.state = 0 AND m.kind <> 2 AND m.id IN ({list})";
    /// The people of shared communities.
    SEEN = "SELECT DISTINCT b.member_id AS id FROM memberships a JOIN memberships b ON b.place_id = a.place_id WHERE a.member_id = $1
        AND NOT EXISTS (SELECT 1 FROM withheld_places w WHERE w.viewer_id = a.member_id AND w.place_id = a.place_id) LIMIT $2";
    IDS = "SELECT id FROM members WHERE state = 0 AND kind <> 2 AND id > $1 ORDER BY id LIMIT $2";
    /// Those whom somebody in a circle sees, by id: of the circle, of the head office, of the own communities.
    SEEN_IN_CIRCLE = concat!("SELECT m.id FROM members v CROSS JOIN members m WHERE v.id = $1 AND m.state = 0 AND m.kind <> 2 AND ", sees!(), " ORDER BY m.id LIMIT $2");
    SHOWN = concat!("SELECT m.id, m.name, m.title, m.unit, m.site, m.bio, p.ask_about FROM members v CROSS JOIN members m LEFT JOIN profiles p ON p.member_id = m.id
        WHERE v.id = $1 AND m.state = 0 AND m.kind <> 2 AND m.id IN ({list}) AND ", sees!());
}

/// People.
pub(super) struct Members(pub Platform);

#[async_trait]
impl Findable for Members {
    fn kinds(&self) -> &'static [&'static str] {
        &[KIND]
    }

    async fn touched(&self, event: &Event) -> Result<Touched> {
        if let "skill.named" | "skill.united" = event.kind.as_str() {
            // Those who have it are found by one more name.
            let holders = skills::store::holder_ids(&self.0.db, event.subject.id).await?;
            return Ok(Touched { subjects: holders.into_iter().map(|id| SubjectRef::new(KIND, id)).collect(), roots: Vec::new() });
        }
        if let "unit.changed" | "site.changed" = event.kind.as_str() {
            // Those who are in it bear its name.
            let people = organisation::store::ids_of(&self.0.db, event.kind == "unit.changed", event.subject.id).await?;
            return Ok(Touched { subjects: people.into_iter().map(|id| SubjectRef::new(KIND, id)).collect(), roots: Vec::new() });
        }
        if event.kind == "profile_field.changed" {
            // Those for whom it holds something are found by it, or no longer.
            let holders = profiles::store::holders(&self.0.db, event.subject.id).await?;
            return Ok(Touched { subjects: holders.into_iter().map(|id| SubjectRef::new(KIND, id)).collect(), roots: Vec::new() });
        }
        let touches = event.kind.starts_with("member.") && event.subject.kind == KIND;
        Ok(Touched { subjects: if touches { vec![event.subject.clone()] } else { Vec::new() }, roots: Vec::new() })
    }

    async fn documents(&self, subjects: &[SubjectRef]) -> Result<Vec<Document>> {
        let ids: Vec<i64> = subjects.iter().map(|subject| subject.id).collect();
        let db = &self.0.db;
        let skills = skills::store::names_of(db, &ids).await?;
        let said = profiles::store::words_of(db, &ids).await?;
        db.all_in(&DOCUMENTS, &[], &ids, |r| {
            let subject = SubjectRef::new(KIND, r.int("id")?);
            let words = [r.text("title")?, r.text("unit")?, r.text("site")?, r.text("languages")?];
            let words = words.into_iter().chain(r.opt_text("partner")?).chain(skills.get(&subject.id).into_iter().flatten().cloned());
            let said = said.get(&subject.id);
            let words = words.chain(said.into_iter().flat_map(|said| said.words.iter().cloned()));
            let lines = [r.text("bio")?, said.map(|said| said.ask_about.clone()).unwrap_or_default()];
            Ok(Document {
                root: subject.clone(),
                subject,
                place: PlaceId(0),
                author: MemberId(0),
                at: r.int("created_at")?,
                language: String::new(),
                format: String::new(),
                title: r.text("name")?,
                body: lines.join("\n").trim().to_owned(),
                keywords: words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("\n"),
            })
        })
        .await
    }

    async fn ids(&self, _: &str, after: i64, limit: i64) -> Result<Vec<i64>> {
        self.0.db.all(&IDS, values![after, limit], |r| r.int("id")).await
    }

    async fn named(&self, viewer: &Actor) -> Result<Vec<SubjectRef>> {
        let seen = if viewer.circle.is_some() { &SEEN_IN_CIRCLE } else { &SEEN };
        // Who is in a circle sees as many people as there are in it and in the head office.
        let most = if viewer.circle.is_some() { IN_CIRCLE_MOST } else { NAMED_MOST };
        self.0.db.all(seen, values![viewer.id, most], |r| Ok(SubjectRef::new(KIND, r.int("id")?))).await
    }

    async fn shown(&self, viewer: &Actor, subjects: &[SubjectRef]) -> Result<Vec<Shown>> {
        let ids: Vec<i64> = subjects.iter().map(|subject| subject.id).collect();
        self.0
            .db
            .all_in(&SHOWN, values![viewer.id], &ids, |r| {
                let id = r.int("id")?;
                let line: Vec<String> =
                    [r.text("title")?, r.text("unit")?, r.text("site")?].into_iter().filter(|word| !word.is_empty()).collect();
                Ok(Shown {
                    subject: SubjectRef::new(KIND, id),
                    url: format!("/members/{id}"),
                    title: r.text("name")?,
                    text: [r.text("bio")?, r.opt_text("ask_about")?.unwrap_or_default()].join("\n").trim().to_owned(),
                    format: String::new(),
                    language: String::new(),
                    author: Some(MemberId(id)),
                    place: None,
                    at: 0,
                    detail: Detail::Line(line.join(" · ")),
                })
            })
            .await
    }
}
