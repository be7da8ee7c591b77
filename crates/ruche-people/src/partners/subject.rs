//! Partners as notifications see them: known to those who answer for them, never anything to comment or react to.

use super::store;
use async_trait::async_trait;
use ruche_kernel::{Actor, MemberId, Result, SubjectRef};
use ruche_platform::Platform;
use ruche_platform::subjects::{Card, Subject};

const PARTNER: &str = "partner";

/// A partner.
pub(super) fn partner(member: MemberId) -> SubjectRef {
    SubjectRef::new(PARTNER, member.0)
}

/// Partners.
pub(super) struct Partners(pub Platform);

#[async_trait]
impl Subject for Partners {
    fn kinds(&self) -> &'static [&'static str] {
        &[PARTNER]
    }

    async fn cards(&self, viewer: &Actor, subjects: &[SubjectRef]) -> Result<Vec<Card>> {
        let ids: Vec<i64> = subjects.iter().map(|one| one.id).collect();
        Ok(store::cards(&self.0.db, viewer.id, &ids)
            .await?
            .into_iter()
            .map(|(id, title)| Card {
                root: partner(MemberId(id)),
                subject: partner(MemberId(id)),
                place: viewer.company,
                author: viewer.id,
                title,
                url: format!("/partners/{id}"),
                format: String::new(),
                archived: true,
                closed: false,
            })
            .collect())
    }
}
