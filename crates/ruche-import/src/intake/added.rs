//! The fields that the company added to profiles, as a source says them.

use super::report::Change;
use super::{Person, held};
use crate::ImportError;
use ruche_kernel::MemberId;
use ruche_people::profiles::fields::Field;
use ruche_people::profiles::store;
use ruche_platform::db::Db;
use std::collections::{HashMap, HashSet};

/// The fields, and what they hold for everybody.
pub(super) struct Added {
    fields: Vec<(i64, Field)>,
    values: HashMap<(i64, i64), String>,
    /// The language in which the report names them.
    language: String,
}

/// What a row says of them.
#[derive(Default)]
pub(super) struct Saying {
    /// What is to be stored, of fields that hold something else.
    pub values: Vec<(i64, String)>,
    /// What changes, and what cannot be read.
    pub changes: Vec<Change>,
    /// The words of those that it says.
    pub held: Vec<String>,
}

impl Added {
    pub(super) async fn load(db: &Db, language: &str) -> Result<Self, ImportError> {
        let fields = store::fields(db).await?;
        let values = if fields.is_empty() { HashMap::new() } else { store::values(db).await? };
        Ok(Self { fields, values, language: language.to_owned() })
    }

    /// Whether a field is called so.
    pub(super) fn knows(&self, called: &str) -> bool {
        self.fields.iter().any(|(_, field)| field.is_called(called))
    }

    /// What a row says of somebody; of a field that is said twice, the first.
    pub(super) fn say(&self, member: Option<MemberId>, person: &Person) -> Saying {
        let (mut saying, mut seen) = (Saying::default(), HashSet::new());
        for (called, said) in person.added.iter().filter(|(_, said)| !said.trim().is_empty()) {
            let Some((id, field)) = self.fields.iter().find(|(_, field)| field.is_called(called)) else { continue };
            if !seen.insert(id) {
                continue;
            }
            let before = member.and_then(|member| self.values.get(&(member.0, *id))).cloned().unwrap_or_default();
            let (name, read) = (field.name(&self.language).to_owned(), field.said(said));
            let unread = read.is_none().then(|| field.holds.word());
            let after = read.unwrap_or_else(|| said.clone());
            if unread.is_none() {
                saying.held.push(held::word(*id));
                if after != before {
                    saying.values.push((*id, after.clone()));
                }
            }
            if after != before {
                saying.changes.push(Change { field: name.into(), before, after, unread });
            }
        }
        saying
    }
}
