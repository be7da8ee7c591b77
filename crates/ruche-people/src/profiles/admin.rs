//! The administrators' pages of the fields that the company adds to profiles.

use super::fields::{Editor, Field, Holds};
use super::rules::Seen;
use super::{actions, store};
use crate::People;
use crate::members::admin::frame;
use crate::sign_in::see_other;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::Error;
use ruche_web::limits::Act;
use ruche_web::parts::{self, Refused, empty, icon};
use ruche_web::{Fields, Member, Result, layout};

/// Which one a form is about.
enum Which {
    Old(i64),
    /// A new one, by the key that has it added once.
    New(String),
}

/// What a field holds, in words.
fn holds_words(member: &Member, holds: Holds) -> &'static str {
    let t = member.t;
    match holds {
        Holds::Text => t.profiles_holds_text(),
        Holds::Choice => t.profiles_holds_choice(),
        Holds::Date => t.profiles_holds_date(),
        Holds::Number => t.profiles_holds_number(),
    }
}

fn editor_words(member: &Member, editor: Editor) -> &'static str {
    let t = member.t;
    match editor {
        Editor::Oneself => t.profiles_by_oneself(),
        Editor::Administrators => t.profiles_by_administrators(),
    }
}

fn seen_words(member: &Member, seen: Seen) -> &'static str {
    let t = member.t;
    match seen {
        Seen::Everyone => t.profiles_seen_everyone(),
        Seen::Employees => t.profiles_seen_employees(),
        Seen::Oneself => t.profiles_seen_admins(),
    }
}

pub(super) async fn list(State(people): State<People>, member: Member) -> Result<Markup> {
    let key = ruche_platform::secret::random_token()?;
    list_page(&people, &member, &Which::New(key), &Field::default(), &Refused::default()).await
}

async fn list_page(people: &People, member: &Member, which: &Which, typed: &Field, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let (rows, said_by) = (store::fields(&people.platform.db).await?, store::said_by(&people.platform.db).await?);
    let content = html! {
        @if rows.is_empty() { (empty(member, "list", t.profiles_fields_none_title(), t.profiles_fields_none(), html! {})) }
        @else {
            ul class="card list" { @for (id, field) in &rows {
                li {
                    div class="grow" { a class="name" href={ "/admin/fields/" (id) } { (field.name(t.0.tag())) } span class="meta" { (holds_words(member, field.holds)) " · " (editor_words(member, field.editor)) " · " (seen_words(member, field.seen)) }
                        @for (directory, people) in said_by.get(id).into_iter().flatten() { p class="meta" { (t.profiles_said_by(directory.as_str(), *people)) } }
                    }
                    form action={ "/admin/fields/" (id) "?_method=delete" } method="post" { button class="icon-btn" aria-label=(t.profiles_field_remove(field.name(t.0.tag()))) { (icon(member, "trash")) } }
                }
            } }
        }
        (form(member, which, typed, refused))
    };
    frame(member, "fields", t.profiles_admin(), content).await
}

fn form(member: &Member, which: &Which, typed: &Field, refused: &Refused) -> Markup {
    let t = member.t;
    let (action, title) = match which {
        Which::Old(id) => (format!("/admin/fields/{id}"), t.profiles_field_edit()),
        Which::New(_) => ("/admin/fields".to_owned(), t.profiles_field_add()),
    };
    let line = |name: &'static str, label: &str, value: &str| {
        parts::Field { name, label, value, autocomplete: "off", max: Some(40), ..parts::Field::default() }.show(member, refused)
    };
    let choices = typed.choices.join("\n");
    html! {
        form class="card pad stack" action=(action) method="post" {
            div { h2 { (title) } p class="small soft" { (t.profiles_field_text()) } }
            (refused.summary(member, &["name_fr", "name_en", "choices"]))
            @if let Which::New(key) = which { input type="hidden" name="key" value=(key); }
            div class="cols" { (line("name_fr", t.profiles_name_fr(), &typed.name_fr)) (line("name_en", t.profiles_name_en(), &typed.name_en)) }
            @if let Which::New(_) = which {
                (select(t.profiles_holds(), "holds", Holds::ALL.iter().map(|one| (one.word(), holds_words(member, *one))), typed.holds.word()))
            } @else { p class="meta" { (t.profiles_holds()) " " (holds_words(member, typed.holds)) } }
            @if matches!(which, Which::New(_)) || typed.holds == Holds::Choice {
                (parts::Field { name: "choices", label: t.profiles_choices(), value: &choices, hint: Some(t.profiles_choices_hint()), rows: Some(4), ..parts::Field::default() }.show(member, refused))
            }
            div class="cols" {
                (select(t.profiles_edited_by(), "editor", Editor::ALL.iter().map(|one| (one.word(), editor_words(member, *one))), typed.editor.word()))
                (select(t.profiles_seen_by(), "seen", Seen::ALL.iter().map(|one| (one.word(), seen_words(member, *one))), typed.seen.word()))
            }
            div class="row wrap" {
                button class="btn btn-primary" { (if matches!(which, Which::New(_)) { t.profiles_add() } else { t.web_save() }) }
                @if matches!(which, Which::Old(_)) { a class="btn" href="/admin/fields" { (t.web_cancel()) } }
            }
        }
    }
}

fn select<'a>(label: &str, name: &str, choices: impl Iterator<Item = (&'a str, &'a str)>, chosen: &str) -> Markup {
    html! {
        div class="field" {
            label for=(name) { (label) }
            select class="select" id=(name) name=(name) { @for (word, words) in choices { option value=(word) selected[word == chosen] { (words) } } }
        }
    }
}

/// What a form says; words that no form offers are the first ones.
fn typed(form: &mut Fields) -> Result<Field> {
    Ok(Field {
        name_fr: form.text("name_fr")?,
        name_en: form.text("name_en")?,
        holds: Holds::from_word(&form.text("holds")?).unwrap_or_default(),
        choices: form.text("choices")?.lines().map(str::to_owned).collect(),
        editor: Editor::from_word(&form.text("editor")?).unwrap_or_default(),
        seen: Seen::from_word(&form.text("seen")?).unwrap_or_default(),
    })
}

pub(super) async fn add(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let (field, key) = (typed(&mut form)?, form.key()?);
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::add_field(&people, &member.actor(), &field, key.clone()).await {
        Ok(_) => Ok(layout::with_toast(see_other("/admin/fields"), "saved", 0)),
        Err(Error::Refused(refusals)) => {
            let page = list_page(&people, &member, &Which::New(key.unwrap_or_default()), &field, &Refused(refusals)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn edit(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result<Markup> {
    let field = store::find_field(&people.platform.db, id).await?;
    edit_page(&people, &member, id, &field, &Refused::default()).await
}

async fn edit_page(people: &People, member: &Member, id: i64, field: &Field, refused: &Refused) -> Result<Markup> {
    let said_by = store::said_by(&people.platform.db).await?.remove(&id).unwrap_or_default();
    let content = html! {
        @for (directory, people) in &said_by { div class="callout" data-tone="info" { (icon(member, "info")) p { (member.t.profiles_said_by(directory.as_str(), *people)) } } }
        (form(member, &Which::Old(id), field, refused))
    };
    frame(member, "fields", member.t.profiles_admin(), content).await
}

pub(super) async fn save(State(people): State<People>, member: Member, Path(id): Path<i64>, mut form: Fields) -> Result {
    let mut field = typed(&mut form)?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::save_field(&people, &member.actor(), id, &field).await {
        Ok(()) => Ok(layout::with_toast(see_other("/admin/fields"), "saved", 0)),
        Err(Error::Refused(refusals)) => {
            field.holds = store::find_field(&people.platform.db, id).await?.holds;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, edit_page(&people, &member, id, &field, &Refused(refusals)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn remove(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::keep_field(&people, &member.actor(), id, false).await?;
    Ok(layout::with_toast(see_other("/admin/fields"), "field-removed", id))
}

pub(super) async fn restore(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::keep_field(&people, &member.actor(), id, true).await?;
    Ok(layout::with_toast(see_other("/admin/fields"), "saved", 0))
}
