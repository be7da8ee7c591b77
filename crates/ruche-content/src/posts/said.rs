//! What was said to the whole company so far, counted: what an administrator is told before circles are made, since it stays.

use crate::Content;
use async_trait::async_trait;
use maud::{Markup, html};
use ruche_platform::{sql, values};
use ruche_web::Member;
use ruche_web::slots::Slot;

sql! {
    SAID = "SELECT (SELECT count(*) FROM posts WHERE place_id = $1 AND deleted_at IS NULL) AS posts, (SELECT count(*) FROM comments WHERE place_id = $1 AND deleted_at IS NULL) AS comments,
        (SELECT count(*) FROM (SELECT author_id FROM posts WHERE place_id = $1 AND deleted_at IS NULL UNION SELECT author_id FROM comments WHERE place_id = $1 AND deleted_at IS NULL) AS x) AS people";
}

/// Fills `admin.circles`.
pub(super) struct Said(pub Content);

#[async_trait]
impl Slot for Said {
    async fn fill(&self, member: &Member, _: i64) -> ruche_kernel::Result<Markup> {
        let t = member.t;
        let read = |r: &ruche_platform::db::Row| Ok((r.int("posts")?, r.int("comments")?, r.int("people")?));
        let (posts, comments, people) = self.0.platform.db.one(&SAID, values![member.me.actor.company], read).await?;
        Ok(html! { p { (t.circles_stays_said(people)) @if people > 0 { " " (t.circles_stays_counts(comments, posts)) } } })
    }
}
