//! The administrators' pages of the directories that are followed: each source with its last report, and its people one by one.

use super::rules;
use super::runner::Runner;
use super::source::{Mode, Source};
use super::store::{self, Asked, Kept, Outcome, Run};
use crate::intake::What;
use axum::extract::{Path, Query, State};
use maud::{Markup, html};
use ruche_kernel::Page as Cut;
use ruche_people::members::admin_frame;
use ruche_people::sign_in::see_other;
use ruche_web::layout;
use ruche_web::limits::Act;
use ruche_web::parts::{empty, icon};
use ruche_web::{Fields, Member, Result};
use serde::Deserialize;
use std::sync::Arc;

/// People of a report on one page.
const PAGE: usize = 60;

pub(super) async fn list(State(runner): State<Arc<Runner>>, member: Member) -> Result<Markup> {
    let t = member.t;
    let mut cards = Vec::new();
    for source in &runner.sources {
        cards.push(card(&member, source, &runner.last(source).await?, true));
    }
    let content = html! {
        p class="soft" { (t.directories_intro()) }
        @if cards.is_empty() { (empty(&member, "users", t.directories_none_title(), t.directories_none(), html! {})) }
        @for card in &cards { (card) }
    };
    admin_frame(&member, "directory", t.directories_title(), content).await
}

#[derive(Deserialize)]
pub(super) struct After {
    after: Option<i64>,
}

pub(super) async fn show(
    State(runner): State<Arc<Runner>>,
    member: Member,
    Path(name): Path<String>,
    Query(query): Query<After>,
) -> Result<Markup> {
    let t = member.t;
    let source = runner.source(&name)?;
    let run = runner.last(source).await?;
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let rows = store::changes(&runner.content.platform.db, &name, query.after.unwrap_or(0), limit).await?;
    let Cut { items: rows, next } = Cut::of(rows, PAGE, |row: &Kept| row.n.to_string());
    let content = html! {
        (card(&member, source, &run, false))
        section class="card" aria-labelledby="people" {
            div class="card-head" { h2 id="people" { (if run.applied { t.directories_done() } else { t.directories_announced() }) } }
            @if rows.is_empty() { p class="pad soft" { (t.directories_nothing()) } }
            @else { ul class="list" { @for row in &rows { (person(&member, row, run.applied)) } } }
        }
        @if let Some(next) = next { a class="btn" href={ "/admin/directory/" (name) "?after=" (next) } { (t.web_more()) } }
    };
    admin_frame(&member, "directory", t.directories_title(), content).await
}

/// A source: where it is, how the last look ended, and what can be done.
fn card(member: &Member, source: &Source, run: &Run, leads: bool) -> Markup {
    let t = member.t;
    let at = run.ended_at.map(|at| t.date_time_long(at, &member.zone));
    let runs = run.lease_until > member.now || run.asked != Asked::Nothing;
    let changes = run.counts[0] + run.counts[3] + run.counts[4];
    let action = format!("/admin/directory/{}/runs", source.name);
    html! {
        section class="card pad stack" aria-labelledby={ "source-" (source.name) } {
            div class="row wrap" {
                div class="grow" {
                    h2 id={ "source-" (source.name) } { (source.name) }
                    p class="small soft" { (source.place()) " · " (if source.mode == Mode::Apply { t.directories_mode_apply(i64::from(source.hour)) } else { t.directories_mode_report(i64::from(source.hour)) }) }
                }
                @if runs { span class="badge" data-tone="info" { (icon(member, "clock")) (t.directories_running()) } }
                @else if run.applied && run.outcome == Outcome::Done { span class="badge" data-tone="success" { (icon(member, "check")) (t.directories_applied()) } }
            }
            @match run.outcome {
                Outcome::None => p class="soft" { (t.directories_never()) },
                Outcome::Failed => div class="callout" data-tone="danger" role="status" { (icon(member, "alert")) div { p { b { (t.directories_failed()) } } p class="small" lang="en" { (run.failure) } p class="small" { (t.directories_failed_hint()) } } },
                Outcome::Stopped => div class="callout" data-tone="danger" role="status" { (icon(member, "alert")) p { (t.directories_stopped(run.counts[0] + run.counts[1], run.known, i64::from(source.most_leavers))) } },
                Outcome::Moved => div class="callout" data-tone="info" role="status" { (icon(member, "info")) p { (t.directories_moved()) } },
                Outcome::Done => {},
            }
            @if let (Some(at), true) = (&at, !matches!(run.outcome, Outcome::None | Outcome::Failed)) {
                p class="meta" { (t.directories_looked(at.as_str())) }
                dl class="dl" {
                    @for (word, count) in ["leaves", "stays", "left_out", "changed", "created"].into_iter().zip(run.counts) { @if count > 0 { dt { (t.directories_count(word)) } dd { (t.number(count)) } } }
                }
                @if run.counts.iter().all(|count| *count == 0) { p class="soft" { (t.directories_same()) } }
            }
            div class="row wrap" {
                @if !run.applied && run.outcome != Outcome::Stopped && !runs && changes > 0 {
                    form action=(action) method="post" {
                        input type="hidden" name="what" value="apply";
                        input type="hidden" name="digest" value=(run.digest);
                        button class="btn btn-primary" { (icon(member, "check")) (t.directories_apply()) }
                    }
                }
                form action=(action) method="post" {
                    input type="hidden" name="what" value="report";
                    input type="hidden" name="digest" value="";
                    button class="btn" disabled[runs] { (icon(member, "search")) (t.directories_report()) }
                }
                @if leads && run.counts.iter().any(|count| *count > 0) { a class="btn btn-quiet" href={ "/admin/directory/" (source.name) } aria-label=(t.directories_people_of(source.name.as_str())) { (icon(member, "users")) (t.directories_people()) } }
                @if runs { a class="btn btn-quiet" href=(if leads { "/admin/directory".to_owned() } else { format!("/admin/directory/{}", source.name) }) { (t.directories_look_again()) } }
            }
        }
    }
}

fn person(member: &Member, row: &Kept, applied: bool) -> Markup {
    let (t, told) = (member.t, &row.told);
    let tone = match told.what {
        What::Leaves => Some("danger"),
        What::Created => Some("success"),
        _ => None,
    };
    let name = if told.name.is_empty() { t.directories_nameless() } else { told.name.as_str() };
    html! {
        li class="wrap" {
            div class="grow" {
                @if let Some(id) = told.member { a class="name" href={ "/members/" (id) } { (name) } } @else { span class="name" { (name) } }
                span class="meta" { (told.key) }
                @for change in told.fields.iter().filter(|change| told.what == What::Changed || change.unread.is_some()) {
                    p class="small" {
                        (t.directories_field(rules::field(&change.field), change.field.as_ref())) " "
                        @if let Some(kind) = change.unread { (t.directories_unread(kind, change.after.as_str())) }
                        @else if change.before.is_empty() { (change.after) }
                        @else if change.after.is_empty() { del { (change.before) } }
                        @else { del { (change.before) } " → " ins { (change.after) } }
                    }
                }
                @if let Some(reason) = &told.reason {
                    @match rules::reason(reason) {
                        Some(word) => p class="small soft" { (t.directories_reason(word)) },
                        None => p class="small soft" lang="en" { (reason) },
                    }
                }
            }
            span class="badge" data-tone=[tone] { (t.directories_what(told.what.word(), if applied { "done" } else { "ahead" })) }
        }
    }
}

pub(super) async fn run(State(runner): State<Arc<Runner>>, member: Member, Path(name): Path<String>, mut form: Fields) -> Result {
    let (what, digest) = (form.text("what")?, form.text("digest")?);
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    let source = runner.source(&name)?;
    runner.ask(source, if what == "apply" { Asked::Apply } else { Asked::Report }, &digest).await?;
    Ok(layout::with_toast(see_other(&format!("/admin/directory/{name}")), "directory-asked", 0))
}
