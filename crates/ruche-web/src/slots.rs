//! Slots: named places of one feature's page that others fill on the server.

use crate::Member;
use async_trait::async_trait;
use maud::{Markup, html};
use ruche_kernel::Result;
use std::collections::HashMap;
use std::sync::Arc;

/// Fills a slot.
#[async_trait]
pub trait Slot: Send + Sync {
    /// The markup for this viewer; `about` is the id of what the page shows, 0 for none.
    async fn fill(&self, member: &Member, about: i64) -> Result<Markup>;
}

/// Every slot that is filled, by name.
#[derive(Default, Clone)]
pub struct Slots(HashMap<&'static str, Vec<Arc<dyn Slot>>>);

impl Slots {
    /// Adds what fills `name`.
    pub fn add(&mut self, name: &'static str, slot: Arc<dyn Slot>) {
        self.0.entry(name).or_default().push(slot);
    }

    /// Everything that fills `name`, in the order it was added.
    ///
    /// # Errors
    /// What a filler's store says.
    pub async fn fill(&self, name: &str, member: &Member, about: i64) -> Result<Markup> {
        let mut parts = Vec::new();
        for slot in self.0.get(name).into_iter().flatten() {
            parts.push(slot.fill(member, about).await?);
        }
        Ok(html! { @for part in &parts { (part) } })
    }
}
