//! What a directory that is followed says of each, so that nobody changes here what it says again the next night.

use super::Person;
use super::write::Pass;
use crate::ImportError;
use ruche_people::members::held;
pub(super) use ruche_people::members::held::word;
use ruche_platform::work;
use std::sync::Arc;

/// People in one transaction.
const AT_ONCE: usize = 500;

/// The fields that a row says, as words; `added` are those of the company.
pub(super) fn said(person: &Person, added: &[String]) -> String {
    let given = [Some(&person.name), person.title.as_ref(), person.unit.as_ref(), person.site.as_ref(), person.phone.as_ref()];
    let given = held::FIELDS.into_iter().zip(given).filter(|(_, text)| text.is_some_and(|text| !text.trim().is_empty()));
    given.map(|(field, _)| field).chain(added.iter().map(String::as_str)).collect::<Vec<_>>().join(" ")
}

impl Pass<'_> {
    /// Notes it for everyone of whom that has changed, those of whom the source says nothing any more among them.
    pub(super) async fn hold(&mut self) -> Result<(), ImportError> {
        let (db, source) = (&self.content.platform.db, Arc::<str>::from(self.options.source.as_str()));
        let mut before = held::by(db, &source).await?;
        let said = std::mem::take(&mut self.said);
        let mut changed: Vec<(i64, String)> = said.into_iter().filter(|(id, fields)| before.remove(id).as_ref() != Some(fields)).collect();
        changed.extend(before.into_keys().map(|id| (id, String::new())));
        for slice in changed.chunks(AT_ONCE) {
            let slice = Arc::new(slice.to_vec());
            db.write(work!(
                [slice, source] | tx | {
                    for (id, fields) in slice.iter() {
                        held::hold(tx, *id, &source, fields).await?;
                    }
                    Ok(())
                }
            ))
            .await?;
        }
        Ok(())
    }
}
