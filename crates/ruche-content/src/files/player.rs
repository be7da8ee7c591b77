//! Films and sounds as they are shown below a text: the player of the browser, or a sentence where no browser plays them.

use super::model::{File, Kind};
use super::{page, rules};
use maud::{Markup, html};
use ruche_web::Ctx;
use ruche_web::parts::icon;

/// The films and sounds among `files`, one after the other. Nothing when there is none.
#[must_use]
pub fn players(ctx: &Ctx, files: &[File]) -> Markup {
    html! {
        @for file in files {
            @match (file.kind, file.playable) {
                (Kind::Video, true) => (video(ctx, file)),
                (Kind::Audio, true) => (audio(ctx, file)),
                (Kind::Video | Kind::Audio, false) => (unplayable(ctx, file)),
                _ => {}
            }
        }
    }
}

/// Nothing is fetched before somebody plays: a page with ten films stays light.
fn video(ctx: &Ctx, file: &File) -> Markup {
    let picture = file.variant(1200);
    let own = ctx.viewer.as_ref().is_some_and(|viewer| viewer.actor.id == file.owner);
    html! {
        figure class="video" {
            video controls preload="none" playsinline src=(file.address("play")) aria-label=(file.name)
                poster=[picture.map(|_| file.address("1200"))] width=[picture.map(|copy| copy.width)] height=[picture.map(|copy| copy.height)] {
                @if let Some(captions) = &file.captions {
                    // The number makes another address of other subtitles.
                    track kind="captions" default src={ (file.address("captions")) "?" (captions.version) } srclang=(captions.language)
                        label=(rules::LANGUAGES.iter().find(|(tag, _)| *tag == captions.language).map_or("", |(_, name)| name));
                }
            }
            (caption(ctx, file, html! {
                @if own {
                    a class="link" href=(file.address("captions/edit")) {
                        @if file.captions.is_some() { (ctx.t.files_captions_change()) } @else { (ctx.t.files_captions_add()) }
                    }
                }
            }))
        }
    }
}

fn audio(ctx: &Ctx, file: &File) -> Markup {
    html! {
        figure class="audio" {
            audio controls preload="none" src=(file.address("play")) aria-label=(file.name) {}
            (caption(ctx, file, html! {}))
        }
    }
}

fn caption(ctx: &Ctx, file: &File, more: Markup) -> Markup {
    html! {
        figcaption {
            div class="grow" {
                span class="name" { (file.name) }
                span class="meta" { (page::about(ctx, file)) }
                (more)
            }
            (page::download(ctx, file))
        }
    }
}

/// No dead player: what cannot be played says so, and can be saved.
fn unplayable(ctx: &Ctx, file: &File) -> Markup {
    html! {
        div class="file" {
            (page::sign(file))
            div class="grow" {
                a class="name cover" href=(file.address("download")) download { (file.name) }
                div class="meta" { (page::about(ctx, file)) }
                p class="row small" { (icon(ctx, "info")) span { (ctx.t.files_not_playable()) } }
            }
            (page::download(ctx, file))
        }
    }
}
