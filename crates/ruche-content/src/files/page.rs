//! Photos, documents and what is only downloaded as they are shown below a text, and as the composer shows those that a text already has.
//!
//! The markup is the one of the contract with the browser: the viewer of photos and the script of uploads find their parts by it.

use super::model::{File, Kind};
use super::rules;
use async_trait::async_trait;
use maud::{Markup, html};
use ruche_web::parts::icon;
use ruche_web::slots::Slot;
use ruche_web::{Ctx, Member};

/// How many photos of a publication are seen before the viewer of photos is opened.
const SHOWN: usize = 5;

/// The photos among `files`, each a link to its large copy. Nothing when there is none.
#[must_use]
pub fn photos(ctx: &Ctx, files: &[File]) -> Markup {
    let photos: Vec<&File> = files.iter().filter(|file| file.kind == Kind::Photo).collect();
    html! {
        @if !photos.is_empty() {
            div class="photos" {
                // Turbo would fetch the picture as if it were a page, already on hovering.
                @for (index, file) in photos.iter().enumerate() {
                    a href=(file.address("2560")) data-lightbox data-original=[file.original.then(|| file.address("original"))] data-turbo="false"
                        aria-label=[file.alt.is_empty().then(|| ctx.t.files_photo_of(index + 1, photos.len()))] {
                        img src=(file.address("480")) srcset=(copies(file)) sizes=(rules::shown_width(photos.len(), index)) alt=(file.alt)
                            width=(file.width) height=(file.height) loading="lazy" decoding="async";
                        @if index + 1 == SHOWN && photos.len() > SHOWN {
                            span class="over" {
                                span aria-hidden="true" { "+" (photos.len() - SHOWN) }
                                span class="sr" { (ctx.t.files_more_photos(photos.len() - SHOWN)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The copies of a photo with their widths, for the browser to choose from.
fn copies(file: &File) -> String {
    file.variants.iter().map(|copy| format!("{} {}w", file.address(&copy.size.to_string()), copy.width)).collect::<Vec<_>>().join(", ")
}

/// The documents among `files`, one row each. Nothing when there is none.
#[must_use]
pub fn documents(ctx: &Ctx, files: &[File]) -> Markup {
    let documents: Vec<&File> = files.iter().filter(|file| file.kind == Kind::Document).collect();
    html! {
        @if !documents.is_empty() {
            div class="files" {
                @for file in documents {
                    div class="file" {
                        @if let Some(page) = file.variant(480) {
                            img class="file-page" src=(file.address("480")) alt="" width=(page.width) height=(page.height) loading="lazy" decoding="async";
                        } @else { (sign(file)) }
                        div class="grow" {
                            a class="name cover" href=(file.address("download")) download { (file.name) }
                            div class="meta" { (about(ctx, file)) }
                        }
                        (download(ctx, file))
                    }
                }
            }
        }
    }
}

/// The button that saves a file.
pub(super) fn download(ctx: &Ctx, file: &File) -> Markup {
    html! {
        a class="icon-btn" href=(file.address("download")) download aria-label=(ctx.t.files_download(&file.name)) { (icon(ctx, "download")) }
    }
}

/// What is said of a file beside its name: its length where it has one, its type where no sign shows it, its weight.
pub(super) fn about(ctx: &Ctx, file: &File) -> String {
    let length = (file.duration > 0).then(|| rules::clock(file.duration));
    let label = (!file.variants.is_empty() && !file.label.is_empty()).then(|| file.label.clone());
    length.into_iter().chain(label).chain([size(ctx, file)]).collect::<Vec<_>>().join(" · ")
}

/// The sheet with the letters of a document's type; the name beside it says it to everyone.
pub(super) fn sign(file: &File) -> Markup {
    html! { span class="filetype" data-tone=[rules::tone(&file.label)] aria-hidden="true" { (file.label) } }
}

fn size(ctx: &Ctx, file: &File) -> String {
    ctx.t.bytes(u64::try_from(file.bytes).unwrap_or(0))
}

/// The viewer of photos, among the dialogs of every page: what a live update brings may hold some too.
pub(super) struct Viewer;

#[async_trait]
impl Slot for Viewer {
    async fn fill(&self, member: &Member, _: i64) -> ruche_kernel::Result<Markup> {
        Ok(lightbox(member))
    }
}

fn lightbox(ctx: &Ctx) -> Markup {
    let t = ctx.t;
    html! {
        dialog class="dialog lightbox" id="lightbox" aria-labelledby="lightbox-t"
            data-controller="dialog lightbox" data-action="keydown->lightbox#key" {
            div class="dialog-head" {
                h2 id="lightbox-t" data-lightbox-target="title" data-text=(t.files_photo_of("{n}", "{total}")) {}
                a class="icon-btn" target="_blank" data-lightbox-target="original" aria-label=(t.files_original_size()) {
                    (icon(ctx, "external"))
                }
                button type="button" class="icon-btn" data-action="dialog#close" aria-label=(t.web_close()) { (icon(ctx, "x")) }
            }
            div class="stage" data-lightbox-target="stage" {
                img data-lightbox-target="image" alt="";
                @for (word, symbol, label) in [("previous", "chevron-left", t.files_previous()), ("next", "chevron-right", t.files_next())] {
                    button type="button" class={ "icon-btn " (word) } aria-label=(label)
                        data-lightbox-target=(word) data-action={ "lightbox#" (word) } { (icon(ctx, symbol)) }
                }
            }
            p class="dialog-foot" data-lightbox-target="caption" {}
        }
    }
}

/// The way in for photos and documents, among the tools of a composer. Without script the form itself carries them, as `upload`.
#[must_use]
pub fn picker_button(ctx: &Ctx) -> Markup {
    html! {
        label class="btn btn-quiet btn-sm" {
            (icon(ctx, "image")) span class="sr-phone" { (ctx.t.files_add()) }
            input class="sr" type="file" name="upload" multiple data-uploads-target="input" data-action="uploads#add";
        }
        label class="check" {
            input type="checkbox" name="original" value="1" data-uploads-target="original";
            span { (ctx.t.files_original()) }
        }
        // With script a file that is too much is refused as soon as it is chosen.
        p class="meta no-script" { (rules::limits(ctx.t)) }
    }
}

/// What a composer shows of its files: those of `files`, which are sent already, and the forms of those that will be.
/// Each file sends `file` with its id, and a photo `alt-ID` with its description.
#[must_use]
pub fn picker(ctx: &Ctx, files: &[File]) -> Markup {
    let t = ctx.t;
    let (photos, others): (Vec<&File>, Vec<&File>) = files.iter().partition(|file| file.kind == Kind::Photo);
    let [sending, paused, stopped] = [t.files_sending("{percent}"), t.files_paused("{percent}"), t.files_stopped("{percent}")];
    html! {
        ul class="thumbs" aria-label=(t.files_photos()) data-uploads-target="list" { @for file in photos { (sent_photo(ctx, file)) } }
        ul class="uploads" aria-label=(t.files_documents()) data-uploads-target="documents" {
            @for file in others { (sent_document(ctx, file)) }
        }
        template data-uploads-target="photo" data-preparing=(t.files_preparing()) data-sending=(sending) data-paused=(paused)
            data-queued=(t.files_queued()) data-waiting=(t.files_waiting()) data-stopped=(stopped) data-failed=(t.files_failed()) {
            li class="thumb-item" {
                div class="thumb" {
                    img data-part="image" alt="";
                    (remove(ctx, "{name}"))
                    div class="over" data-part="state" { span data-part="text" {} (progress(ctx)) (pause(ctx)) (retry(ctx)) }
                }
                input class="input" data-part="alt" maxlength=(rules::MAX_ALT)
                    aria-label=(t.files_alt("{name}")) placeholder=(t.files_alt_hint());
                input type="hidden" data-part="id";
            }
        }
        template data-uploads-target="document" data-preparing=(t.files_preparing()) data-sending=(sending) data-paused=(paused)
            data-queued=(t.files_queued()) data-waiting=(t.files_waiting()) data-stopped=(stopped) data-failed=(t.files_failed()) data-sent=(t.files_sent()) {
            li class="upload" {
                span class="filetype" data-part="type" aria-hidden="true" {}
                div class="grow" { span class="name small" data-part="name" {} (progress(ctx)) span class="meta" data-part="text" {} }
                span class="row" { (retry(ctx)) (pause(ctx)) (remove(ctx, "{name}")) }
                input type="hidden" data-part="id";
            }
        }
    }
}

fn remove(ctx: &Ctx, name: &str) -> Markup {
    html! {
        button type="button" class="icon-btn only-script" data-part="remove" aria-label=(ctx.t.files_remove(name)) { (icon(ctx, "x")) }
    }
}

fn retry(ctx: &Ctx) -> Markup {
    html! { button type="button" class="btn btn-sm" data-part="retry" hidden { (ctx.t.files_retry()) } }
}

/// One button that has a large file wait, then go on: it keeps the focus.
fn pause(ctx: &Ctx) -> Markup {
    html! {
        button type="button" class="icon-btn" data-part="pause" data-pause=(ctx.t.files_pause("{name}")) data-resume=(ctx.t.files_resume("{name}")) hidden {
            (icon(ctx, "pause")) (icon(ctx, "play"))
        }
    }
}

fn progress(ctx: &Ctx) -> Markup {
    html! { progress class="progress" data-part="progress" max="100" aria-label=(ctx.t.files_progress("{name}")) {} }
}

/// A file stays with the form as long as its box is ticked; with script a button takes the whole item away instead.
fn keep(ctx: &Ctx, file: &File) -> Markup {
    html! {
        label class="check no-script" {
            input type="checkbox" name="file" value=(file.id) checked aria-describedby={ "file-" (file.id) };
            span { (ctx.t.files_keep()) }
        }
    }
}

fn sent_photo(ctx: &Ctx, file: &File) -> Markup {
    let (id, shows) = (file.id, if file.alt.is_empty() { &file.name } else { &file.alt });
    html! {
        li class="thumb-item" data-state="sent" {
            div class="thumb" {
                img id={ "file-" (id) } src=(file.address("480")) alt=(shows) width=(file.width) height=(file.height);
                (remove(ctx, &file.name))
            }
            input class="input" name={ "alt-" (id) } value=(file.alt) maxlength=(rules::MAX_ALT)
                aria-label=(ctx.t.files_alt(&file.name)) placeholder=(ctx.t.files_alt_hint());
            (keep(ctx, file))
        }
    }
}

fn sent_document(ctx: &Ctx, file: &File) -> Markup {
    html! {
        li class="upload" data-state="sent" {
            (sign(file))
            div class="grow" {
                span class="name small" id={ "file-" (file.id) } { (file.name) }
                span class="meta" { (about(ctx, file)) }
            }
            span class="row" { (remove(ctx, &file.name)) }
            (keep(ctx, file))
        }
    }
}
