//! What is filled in of a profile beside the account: how the name is said, what one can be asked about, the fields of the company. By
//! the person, as a card of the settings; by administrators, on a page of its own.

use super::actions;
use super::fields::{Editor, Holds};
use super::rules::About;
use super::store::{self, Filled};
use crate::sign_in::see_other;
use crate::{People, members};
use async_trait::async_trait;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Error, MemberId, Refusal};
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused, empty, icon, sentence, tick};
use ruche_web::slots::Slot;
use ruche_web::{Fields, Member, Result, settings_frame};

/// Fills `settings.about`.
pub(super) struct Card(pub People);

#[async_trait]
impl Slot for Card {
    async fn fill(&self, member: &Member, _: i64) -> ruche_kernel::Result<Markup> {
        let said = store::find(&self.0.platform.db, member.id(), member.now).await?;
        let fields = actions::fillable(&self.0, &member.actor(), member.id()).await?;
        Ok(card(member, &said.about, &fields, &[], &Refused::default()))
    }
}

fn card(member: &Member, about: &About, fields: &[Filled], wrong: &[(i64, Refusal)], refused: &Refused) -> Markup {
    let t = member.t;
    html! {
        form class="card pad stack" id="about" action="/settings/about" method="post" {
            div { h2 { (t.profiles_about()) } p class="small soft" { (t.profiles_about_text()) } }
            (refused.summary(member, &["pronunciation", "ask_about", "birthday"]))
            (Field { name: "pronunciation", label: t.profiles_pronunciation(), value: &about.pronunciation, hint: Some(t.profiles_pronunciation_hint()), autocomplete: "off", max: Some(80), ..Field::default() }.show(member, refused))
            (Field { name: "ask_about", label: t.profiles_ask_me(), value: &about.ask_about, hint: Some(t.profiles_ask_hint()), rows: Some(3), max: Some(400), ..Field::default() }.show(member, refused))
            @if member.me.actor.is_employee() {
                (Field { name: "birthday", label: t.profiles_birthday(), value: &about.birthday, hint: Some(t.profiles_birthday_hint()), autocomplete: "off", max: Some(10), ..Field::default() }.show(member, refused))
                (tick(member, "shows_arrival", about.shows_arrival, t.profiles_arrival(), t.profiles_arrival_hint(), refused))
            }
            (inputs(member, fields, wrong))
            div class="row" { button class="btn btn-primary" { (t.web_save()) } }
        }
    }
}

/// The fields of the company, as a form asks for them.
fn inputs(member: &Member, fields: &[Filled], wrong: &[(i64, Refusal)]) -> Markup {
    html! { @for one in fields { (input(member, one, wrong.iter().find(|(id, _)| *id == one.id).map(|(_, refusal)| refusal))) } }
}

fn input(member: &Member, filled: &Filled, wrong: Option<&Refusal>) -> Markup {
    let (t, Filled { id, field, value, held }) = (member.t, filled);
    let name = format!("field-{id}");
    let (told, invalid) = (wrong.map(|_| format!("{name}-error")), wrong.map(|_| "true"));
    let hint = held.then(|| format!("{name}-hint"));
    let described = [&told, &hint].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ");
    let described = Some(described).filter(|ids| !ids.is_empty());
    html! {
        div class="field" data-tone=[wrong.map(|_| "danger")] {
            label for=(name) { (field.name(t.0.tag())) @if !held { " " span class="opt" { (t.web_optional()) } } }
            @if field.holds == Holds::Choice && !held {
                select class="select" id=(name) name=(name) aria-invalid=[invalid] aria-describedby=[&described] {
                    option value="" { (t.profiles_nothing()) }
                    // One that the company offers no more stays, until another is chosen.
                    @if !value.is_empty() && !field.choices.contains(value) { option value=(value) selected { (value) } }
                    @for choice in &field.choices { option value=(choice) selected[choice == value] { (choice) } }
                }
            } @else {
                input class="input" id=(name) name=(name) type=(if field.holds == Holds::Date { "date" } else { "text" }) inputmode=[(field.holds == Holds::Number).then_some("decimal")]
                    value=(value) maxlength="200" autocomplete="off" readonly[*held] aria-invalid=[invalid] aria-describedby=[&described];
            }
            @if let Some(hint) = &hint { p class="hint" id=(hint) { (t.members_of_directory()) } }
            @if let (Some(refusal), Some(told)) = (wrong, &told) { p class="error" id=(told) { (icon(member, "alert")) (sentence(member, refusal)) } }
        }
    }
}

/// The fields that a form fills in, by their numbers.
fn typed(form: &mut Fields) -> Result<Vec<(i64, String)>> {
    let unknown = || Refusal::new("web.unknown_field").status(400);
    let sent = form.prefixed("field-").into_iter();
    Ok(sent.map(|(id, text)| Ok((id.parse().map_err(|_| unknown())?, text))).collect::<std::result::Result<_, Refusal>>()?)
}

/// The same fields, with what was typed.
fn with(mut fields: Vec<Filled>, values: &[(i64, String)]) -> Vec<Filled> {
    for one in &mut fields {
        if let Some((_, text)) = values.iter().find(|(id, _)| *id == one.id) {
            one.value.clone_from(text);
        }
    }
    fields
}

pub(super) async fn save_about(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let about = About {
        pronunciation: form.text("pronunciation")?,
        ask_about: form.text("ask_about")?,
        birthday: form.text("birthday")?,
        shows_arrival: form.ticked("shows_arrival")?,
    };
    let values = typed(&mut form)?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    let (wrong, refused) = match actions::save_about(&people, &member.actor(), &about, &values).await {
        Ok(wrong) if wrong.is_empty() => return Ok(layout::with_toast(see_other("/settings"), "saved", 0)),
        Ok(wrong) => (wrong, Refused::default()),
        Err(Error::Refused(refusals)) => (Vec::new(), Refused(refusals)),
        Err(error) => return Err(error.into()),
    };
    let fields = with(actions::fillable(&people, &member.actor(), member.id()).await?, &values);
    let card = card(&member, &about, &fields, &wrong, &refused);
    let page = settings_frame::page(&member, "profile", member.t.web_settings_profile(), card).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// What administrators fill in for somebody else.
pub(super) async fn of_other(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result<Markup> {
    let fields = administered(&people, &member, id).await?;
    other_page(&people, &member, id, &fields, &[]).await
}

/// The fields of somebody that administrators fill in, their own ones left aside.
async fn administered(people: &People, member: &Member, id: MemberId) -> Result<Vec<Filled>> {
    let fields = actions::fillable(people, &member.actor(), id).await?;
    Ok(fields.into_iter().filter(|one| one.field.editor == Editor::Administrators).collect())
}

async fn other_page(people: &People, member: &Member, id: MemberId, fields: &[Filled], wrong: &[(i64, Refusal)]) -> Result<Markup> {
    let t = member.t;
    let person = members::store::find(&people.platform.db, id, member.id()).await?.person;
    let (name, back) = (person.shown_name(member), format!("/members/{id}"));
    let title = t.profiles_fields_of(name.as_str());
    let main = html! {
        header class="page-head" { div { h1 { (title) } } }
        @if fields.is_empty() { (empty(member, "list", t.profiles_fields_none_title(), t.profiles_fields_none_admin(), html! { a class="btn" href="/admin/fields" { (t.profiles_admin()) } })) }
        @else {
            form class="card pad stack" action={ "/members/" (id) "/fields" } method="post" {
                (inputs(member, fields, wrong))
                div class="row" { button class="btn btn-primary" { (t.web_save()) } }
            }
        }
    };
    Ok(layout::page(member, Page { title: &title, here: "members", class: "page-narrow", back: Some((&back, &title)), main, aside: None })
        .await?)
}

pub(super) async fn save_other(State(people): State<People>, member: Member, Path(id): Path<MemberId>, mut form: Fields) -> Result {
    let values = typed(&mut form)?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    let fields = with(administered(&people, &member, id).await?, &values);
    let wrong = actions::fill(&people, &member.actor(), id, None, &values).await?;
    if wrong.is_empty() {
        return Ok(layout::with_toast(see_other(&format!("/members/{id}")), "saved", 0));
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, other_page(&people, &member, id, &fields, &wrong).await?).into_response())
}
