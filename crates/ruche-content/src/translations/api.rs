//! A translation as the API tells it. Its addresses are those of posts and comments, whose rooms know who may see a text.

use super::{Original, Problem, ask, kept};
use crate::Content;
use ruche_kernel::{Error, Refusal};
use ruche_web::limits::Act;
use ruche_web::markdown::words_of;
use ruche_web::{Member, Result};
use serde::Serialize;
use utoipa::ToSchema;

/// A text in the language of whoever asks.
#[derive(Serialize, ToSchema)]
#[schema(as = Translation)]
pub(crate) struct TranslationJson {
    /// The tag of the language that it was written in.
    from: String,
    /// The tag of the language that it is in now.
    to: String,
    /// As safe HTML, a title first where it has one.
    html: String,
    /// The words alone.
    text: String,
}

/// The translation that is kept.
///
/// # Errors
/// `NotFound` where none is offered, or nobody asked for it yet.
pub(crate) async fn show(content: &Content, member: &Member, original: Option<Original>) -> Result<axum::Json<TranslationJson>> {
    let original = original.ok_or(Error::NotFound)?;
    let to = member.t.0.tag();
    let html = kept(content, &original, to).await?.ok_or(Error::NotFound)?;
    Ok(axum::Json(TranslationJson { from: original.language.to_owned(), to: to.to_owned(), text: words_of(&html), html }))
}

/// Has a text translated, and gives what is kept.
///
/// # Errors
/// `NotFound` where no translation is offered; refused when the engine does not answer or will not.
pub(crate) async fn translate(content: &Content, member: &Member, original: Option<Original>) -> Result<axum::Json<TranslationJson>> {
    let original = original.ok_or(Error::NotFound)?;
    member.app.limits.take(Act::Translate, member.id().0)?;
    ask(content, original.clone(), member.t.0.tag()).await.map_err(|problem| match problem {
        Problem::Unavailable => Refusal::new("translations.unavailable").status(503),
        Problem::Refused => Refusal::new("translations.refused"),
        Problem::TooLong => Refusal::new("translations.too_long"),
    })?;
    show(content, member, Some(original)).await
}
