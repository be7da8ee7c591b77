//! Those who report to somebody, as notifications see them: known to that person, never anything to comment or react to.

use super::store;
use async_trait::async_trait;
use ruche_kernel::{Actor, MemberId, Result, SubjectRef};
use ruche_platform::Platform;
use ruche_platform::subjects::{Card, Subject};

const REPORT: &str = "report";

/// Somebody who reports to another person.
pub(super) fn report(member: MemberId) -> SubjectRef {
    SubjectRef::new(REPORT, member.0)
}

/// Those who report to the viewer.
pub(super) struct Reports(pub Platform);

#[async_trait]
impl Subject for Reports {
    fn kinds(&self) -> &'static [&'static str] {
        &[REPORT]
    }

    async fn cards(&self, viewer: &Actor, subjects: &[SubjectRef]) -> Result<Vec<Card>> {
        let ids: Vec<i64> = subjects.iter().map(|one| one.id).collect();
        Ok(store::reporting_to(&self.0.db, viewer.id, &ids)
            .await?
            .into_iter()
            .map(|(id, title)| Card {
                root: report(MemberId(id)),
                subject: report(MemberId(id)),
                place: viewer.company,
                author: viewer.id,
                title,
                url: format!("/members/{id}"),
                format: String::new(),
                archived: true,
                closed: false,
            })
            .collect())
    }
}
