//! The card by which someone chooses a photo that stands for a person or a community, or takes it off.
//!
//! Deliberately not here: whose photo it is and who may change it; the rooms of the portrait and of the picture know.

use super::{rules, transfer};
use axum::extract::Request;
use maud::{Markup, html};
use ruche_kernel::{Refusal, Result};
use ruche_web::fields::Upload;
use ruche_web::parts::{Refused, icon};
use ruche_web::{Ctx, Member};

/// The field of the photo, at which every refusal stands.
pub(super) const FIELD: &str = "photo";

/// What the card says.
pub(super) struct PhotoForm<'a> {
    /// Where the form is sent; the same address takes the photo off.
    pub action: &'a str,
    /// What is shown now, in large.
    pub mark: Markup,
    /// Whether there is a photo to take off.
    pub taken: bool,
    pub title: &'a str,
    pub text: &'a str,
    pub choose: &'a str,
    pub save: &'a str,
    pub remove: &'a str,
}

impl PhotoForm<'_> {
    pub(super) fn show(&self, ctx: &Ctx, refused: &Refused) -> Markup {
        let error = refused.at(ctx, FIELD);
        let described = if error.is_some() { "photo-error photo-hint" } else { "photo-hint" };
        html! {
            section class="card pad row wrap gap-5" aria-labelledby="photo-title" {
                (self.mark)
                div class="grow stack" {
                    div { h2 id="photo-title" { (self.title) } p class="soft" { (self.text) } }
                    form class="stack gap-3" action=(self.action) method="post" enctype="multipart/form-data" data-controller="crop" {
                        div class="field" data-tone=[error.as_ref().map(|_| "danger")] {
                            label for=(FIELD) { (self.choose) }
                            // The list makes phones hand over a JPEG where they keep another format.
                            input class="input" id=(FIELD) name=(FIELD) type="file" accept="image/jpeg,image/png,image/webp,image/gif" required
                                aria-invalid=[error.as_ref().map(|_| "true")] aria-describedby=(described);
                            @if let Some(error) = &error { p class="error" id="photo-error" { (icon(ctx, "alert")) (error) } }
                            p class="hint" id="photo-hint" { (ctx.t.files_portrait_hint(rules::MAX_PHOTO / 1_000_000)) }
                        }
                        div class="crop" hidden {
                            canvas width="320" height="320" tabindex="0" role="img" aria-label=(ctx.t.files_crop()) {}
                            div class="field" { label for="zoom" { (ctx.t.files_crop_zoom()) } input class="range" id="zoom" type="range" min="1" max="4" step="0.05" value="1"; }
                            p class="hint" { (ctx.t.files_crop_hint()) }
                        }
                        div class="row wrap" {
                            button class="btn btn-soft" { (self.save) }
                            @if self.taken { button class="btn btn-quiet" form="photo-remove" { (icon(ctx, "trash")) (self.remove) } }
                        }
                    }
                    // A form of its own: the field above need not be filled in to remove what is there.
                    @if self.taken { form id="photo-remove" action={ (self.action) "?_method=delete" } method="post" {} }
                }
            }
        }
    }
}

/// The photo that was sent with the form.
pub(super) async fn read(member: &Member, request: Request) -> Result<Upload> {
    let mut form = transfer::form(member, request).await?;
    let photo = form.files(FIELD).pop();
    form.finish()?;
    photo.ok_or_else(|| Refusal::new("files.no_file"))?.read().await
}

/// The refusals, at the field.
pub(super) fn at_field(refusals: Vec<Refusal>) -> Refused {
    Refused(refusals.into_iter().map(|refusal| refusal.at(FIELD)).collect())
}
