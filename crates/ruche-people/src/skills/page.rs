//! The pages of skills: on a profile, who confirms one, one's own, the list, and who has one.

use super::rules::Level;
use super::store::{self, Faces, Held, Holder, Rank};
use super::{actions, own_page, proposals};
use crate::sign_in::see_other;
use crate::{People, access, members};
use async_trait::async_trait;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Cursor, Error, MemberId, Refusal, after_key, languages};
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused, avatar, badge, empty, icon, time};
use ruche_web::slots::Slot;
use ruche_web::{Ctx, Fields, Member, Result, settings_frame};
use serde::Deserialize;

/// Skills, or people, on one page.
const PAGE: usize = 60;

/// How well, in four strokes and a word.
fn level(ctx: &Ctx, level: Level) -> Markup {
    html! {
        span class="row gap-2" {
            span class="level" aria-hidden="true" { @for one in Level::ALL { i class=[(one <= level).then_some("on")] {} } }
            span class="meta" { (ctx.t.skills_level(level.word())) }
        }
    }
}

/// When it was last said, confirmed or used.
fn said(member: &Member, at: i64) -> String {
    member.t.skills_said(member.t.month_at(at, &member.zone))
}

/// Fills `member.skills`: what a person can do, on the profile. The profile has asked whether it may be seen.
pub(super) struct OfMember(pub People);

#[async_trait]
impl Slot for OfMember {
    async fn fill(&self, member: &Member, about: i64) -> ruche_kernel::Result<Markup> {
        let (t, db, of) = (member.t, &self.0.platform.db, MemberId(about));
        let own = of == member.id();
        let held = store::of_member(db, member.id(), t.0.tag(), of).await?;
        if held.is_empty() && !own {
            return Ok(html! {});
        }
        let asked = if own {
            own_page::asked(member, &proposals::waiting(db, of, t.0.tag()).await?, &held)
        } else {
            html! {}
        };
        let mut faces = if held.is_empty() { std::collections::HashMap::new() } else { store::faces(db, member.id(), of).await? };
        Ok(html! {
            section class="card" aria-labelledby="skills" {
                div class="card-head" {
                    h2 id="skills" { (t.skills_title()) }
                    @if own { a class="btn btn-quiet btn-sm end" href="/settings/skills" { (icon(member, "edit")) (t.skills_edit()) } }
                }
                @if held.is_empty() { p class="pad soft" { (t.skills_own_none()) } }
                @for one in &held { (row(member, one, &faces.remove(&one.id).unwrap_or_default(), own)) }
            }
            (asked)
        })
    }
}

/// One skill on a profile.
fn row(member: &Member, held: &Held, faces: &Faces, own: bool) -> Markup {
    let t = member.t;
    let base = format!("/members/{}/skills/{}", held.member, held.skill);
    let confirmed = held.own.is_some();
    html! {
        div class={ "endorse" @if !held.fresh { " faded" } } {
            div { a class="name" href=(base) { (held.name) } (level(member, held.level)) @if !held.fresh { p class="meta" { (said(member, held.fresh_at)) } } @if own && held.brought { p class="meta" { (t.skills_brought()) } } }
            span class="avatars" aria-hidden="true" {
                @for person in &faces.people { (avatar(person, "xs")) }
                @if faces.count > 3 { span class="avatar xs more" { "+" (t.number(faces.count - 3)) } }
            }
            @if own {
                @if faces.count > 0 {
                    a class="btn btn-quiet btn-sm" href=(base) {
                        (icon(member, "check")) span class="sr-phone" { (t.skills_confirmed_by(faces.count)) } span class="only-phone" aria-hidden="true" { (t.number(faces.count)) }
                    }
                }
            } @else if held.own.as_deref().is_some_and(|sentence| !sentence.is_empty()) {
                // A press would lose the words that go with it.
                a class="btn btn-soft btn-sm" href=(base) aria-label=(t.skills_confirmed_this(faces.count, held.name.as_str())) {
                    (icon(member, "check")) span class="sr-phone" { (t.skills_confirmed()) } span { (t.number(faces.count)) }
                }
            } @else {
                form action={ (base) "/endorsement?_method=" (if confirmed { "delete" } else { "put" }) } method="post" {
                    button class="btn btn-sm" aria-pressed=(if confirmed { "true" } else { "false" }) aria-label=(t.skills_confirm_this(faces.count, held.name.as_str())) {
                        (icon(member, "check")) span class="sr-phone" { (t.skills_confirm()) } @if faces.count > 0 { span { (t.number(faces.count)) } }
                    }
                }
            }
        }
    }
}

#[derive(Deserialize)]
pub(super) struct After {
    after: Option<String>,
}

/// Who confirms a skill of somebody, with which words.
pub(super) async fn evidence(
    State(people): State<People>,
    member: Member,
    Path((id, skill)): Path<(MemberId, i64)>,
    Query(query): Query<After>,
) -> Result<Markup> {
    evidence_page(&people, &member, id, skill, query.after.as_deref(), None, &Refused::default()).await
}

async fn evidence_page(
    people: &People,
    member: &Member,
    id: MemberId,
    skill: i64,
    after: Option<&str>,
    typed: Option<&str>,
    refused: &Refused,
) -> Result<Markup> {
    let (t, db) = (member.t, &people.platform.db);
    access::see_member(db, &member.actor(), id).await?;
    let held = store::one(db, member.id(), t.0.tag(), id, skill).await?;
    let person = members::store::people(db, &[id.0]).await?.remove(&id.0).ok_or(Error::NotFound)?;
    let cursor = after.and_then(|text| text.parse().ok()).unwrap_or(Cursor::NEWEST);
    let rows = store::endorsers(db, member.id(), held.id, cursor, i64::try_from(PAGE + 1).unwrap_or(i64::MAX)).await?;
    let ruche_kernel::Page { items: rows, next } =
        ruche_kernel::Page::of(rows, PAGE, |(person, _, at)| Cursor { at: *at, id: person.id.0 });
    let base = format!("/members/{id}/skills/{}", held.skill);
    let name = person.shown_name(member);
    let title = t.skills_of(name.as_str(), held.name.as_str());
    let own = id == member.id();
    let main = html! {
        header class="page-head" { div { h1 { (held.name) } p { a class="link" href={ "/members/" (id) } { (name) } } (level(member, held.level)) @if !held.fresh { p class="meta" { (said(member, held.fresh_at)) } } } }
        @if !own {
            form class="card pad stack" action={ (base) "/endorsement?_method=put" } method="post" {
                (refused.summary(member, &["sentence"]))
                (Field { name: "sentence", label: t.skills_sentence(), value: typed.or(held.own.as_deref()).unwrap_or_default(), hint: Some(t.skills_sentence_hint()), autocomplete: "off", max: Some(300), ..Field::default() }.show(member, refused))
                div class="row wrap" {
                    button class="btn btn-primary" { (icon(member, "check")) (if held.own.is_some() { t.web_save() } else { t.skills_confirm() }) }
                    @if held.own.is_some() { button class="btn btn-quiet" formaction={ (base) "/endorsement?_method=delete" } { (t.skills_withdraw()) } }
                }
            }
        }
        @if rows.is_empty() { (empty(member, "check-circle", t.skills_nobody_title(), if own { t.skills_nobody_own() } else { t.skills_nobody() }, html! {})) }
        @else {
            ul class="card list" { @for (person, sentence, at) in &rows {
                li {
                    (avatar(person, ""))
                    div class="grow" {
                        a class="name" href={ "/members/" (person.id) } { (person.shown_name(member)) } " " (badge(member, person))
                        @if !sentence.is_empty() { p { (t.skills_quote(sentence.as_str())) } }
                    }
                    span class="meta" { (time(member, *at)) }
                }
            } }
        }
        @if let Some(next) = next { a class="btn" href={ (base) "?after=" (next) } { (t.web_more()) } }
    };
    let back = format!("/members/{id}");
    Ok(layout::page(member, Page { title: &title, here: "members", class: "page-narrow", back: Some((&back, &title)), main, aside: None })
        .await?)
}

pub(super) async fn endorse(
    State(people): State<People>,
    member: Member,
    Path((id, skill)): Path<(MemberId, i64)>,
    mut form: Fields,
) -> Result {
    // The button of the profile sends no sentence; the page of the skill does.
    let sentence = form.opt("sentence")?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::endorse(&people, &member.actor(), id, skill, sentence.as_deref()).await {
        Ok(()) => {
            let back = if sentence.is_some() { format!("/members/{id}/skills/{skill}") } else { format!("/members/{id}#skills") };
            Ok(layout::with_toast(see_other(&back), "skill-confirmed", 0))
        }
        Err(Error::Refused(refusals)) if refusals.iter().any(|r| r.field.is_some()) => {
            let page = evidence_page(&people, &member, id, skill, None, sentence.as_deref(), &Refused(refusals)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn withdraw(State(people): State<People>, member: Member, Path((id, skill)): Path<(MemberId, i64)>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let held = actions::withdraw(&people, &member.actor(), id, skill).await?;
    Ok(layout::with_toast(see_other(&format!("/members/{id}#skills")), "skill-withdrawn", held))
}

pub(super) async fn confirm_again(State(people): State<People>, member: Member, Path(held): Path<i64>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let (id, skill) = actions::confirm_again(&people, &member.actor(), held).await?;
    Ok(layout::with_toast(see_other(&format!("/members/{id}/skills/{skill}")), "skill-confirmed", 0))
}

/// One's own skills, in the settings.
pub(super) async fn own(State(people): State<People>, member: Member) -> Result<Markup> {
    own_page(&people, &member, "", Level::Able, &Refused::default()).await
}

async fn own_page(people: &People, member: &Member, typed: &str, chosen: Level, refused: &Refused) -> Result<Markup> {
    let (t, db) = (member.t, &people.platform.db);
    let held = store::of_member(db, member.id(), t.0.tag(), member.id()).await?;
    // What others can do is told to those who see everyone.
    let common = if member.me.actor.is_employee() { store::common(db, member.id(), t.0.tag()).await? } else { Vec::new() };
    let (proposed, wanted) = (proposals::waiting(db, member.id(), t.0.tag()).await?, proposals::proposes(db, member.id()).await?);
    let content = html! {
        form class="card pad stack" action="/settings/skills" method="post" {
            (refused.summary(member, &["name"]))
            div class="cols" {
                div class="field" data-tone=[refused.at(member, "name").map(|_| "danger")] {
                    label class="label" for="name" { (t.skills_name()) }
                    input class="input" id="name" name="name" value=(typed) list="common" maxlength="60" autocomplete="off" required aria-describedby={ "name-hint" @if refused.at(member, "name").is_some() { " name-error" } } aria-invalid=[refused.at(member, "name").map(|_| "true")];
                    @if let Some(error) = refused.at(member, "name") { p class="error" id="name-error" { (icon(member, "alert")) (error) } }
                    p class="hint" id="name-hint" { (if member.me.actor.is_employee() { t.skills_name_hint() } else { t.skills_name_hint_partner() }) }
                }
                div class="field" {
                    label class="label" for="level" { (t.skills_how_well()) }
                    (level_choice("level", "level", chosen, member, ""))
                }
            }
            datalist id="common" { @for name in &common { option value=(name) {} } }
            div class="row" { button class="btn btn-primary" { (icon(member, "plus")) (t.skills_add()) } }
        }
        @if held.is_empty() { (empty(member, "award", t.skills_none_title(), t.skills_none(), html! {})) }
        @else {
            ul class="card list" { @for one in &held { (own_row(member, one)) } }
        }
        (own_page::settings(member, &proposed, wanted))
    };
    Ok(settings_frame::page(member, "skills", t.skills_title(), content).await?)
}

/// The four levels, to choose among.
pub(super) fn level_choice(name: &str, id: &str, chosen: Level, ctx: &Ctx, label: &str) -> Markup {
    html! {
        select class="select" name=(name) id=(id) aria-label=[(!label.is_empty()).then_some(label)] {
            @for one in Level::ALL { option value=(one.word()) selected[one == chosen] { (ctx.t.skills_level(one.word())) } }
        }
    }
}

fn own_row(member: &Member, held: &Held) -> Markup {
    let t = member.t;
    let base = format!("/settings/skills/{}", held.skill);
    html! {
        li class="wrap" {
            div class="grow" { a class="name" href={ "/members/" (held.member) "/skills/" (held.skill) } { (held.name) } @if !held.fresh { p class="meta" { (said(member, held.fresh_at)) } } }
            form class="input-row end" action=(base) method="post" {
                (level_choice("level", &format!("level-{}", held.skill), held.level, member, &t.skills_level_of(held.name.as_str())))
                button class="btn btn-sm" aria-label=(t.skills_save_level(held.name.as_str())) { (t.web_save()) }
            }
            form action={ (base) "?_method=delete" } method="post" { button class="icon-btn" aria-label=(t.skills_remove(held.name.as_str())) { (icon(member, "trash")) } }
        }
    }
}

/// The level that a form says. One that no form offers is no mistake of the person.
pub(super) fn chosen(form: &mut Fields) -> Result<Level> {
    Ok(Level::from_word(&form.text("level")?).ok_or(Refusal::new("skills.level_unknown").status(400))?)
}

pub(super) async fn declare(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let (name, level) = (form.text("name")?, chosen(&mut form)?);
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::declare(&people, &member.actor(), &name, level, member.t.0.tag()).await {
        Ok(_) => Ok(layout::with_toast(see_other("/settings/skills"), "skill-declared", 0)),
        Err(Error::Refused(refusals)) => {
            let page = own_page(&people, &member, &name, level, &Refused(refusals)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn set_level(State(people): State<People>, member: Member, Path(skill): Path<i64>, mut form: Fields) -> Result {
    let level = chosen(&mut form)?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::set_level(&people, &member.actor(), skill, level).await?;
    Ok(layout::with_toast(see_other("/settings/skills"), "saved", 0))
}

pub(super) async fn remove(State(people): State<People>, member: Member, Path(skill): Path<i64>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::keep(&people, &member.actor(), skill, false).await?;
    Ok(layout::with_toast(see_other("/settings/skills"), "skill-removed", skill))
}

pub(super) async fn restore(State(people): State<People>, member: Member, Path(skill): Path<i64>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::keep(&people, &member.actor(), skill, true).await?;
    Ok(layout::with_toast(see_other("/settings/skills"), "skill-restored", 0))
}

#[derive(Deserialize)]
pub(super) struct Listing {
    #[serde(default)]
    q: String,
    after: Option<String>,
}

/// The skills of the company.
pub(super) async fn list(State(people): State<People>, member: Member, Query(query): Query<Listing>) -> Result<Markup> {
    let t = member.t;
    let (key, id) = after_key(query.after.as_deref(), (String::new(), 0));
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let rows = store::list(&people.platform.db, member.id(), t.0.tag(), &query.q, (&key, id), limit).await?;
    let ruche_kernel::Page { items: rows, next } = ruche_kernel::Page::of(rows, PAGE, |skill| format!("{}.{}", skill.key, skill.id));
    let main = html! {
        header class="page-head" {
            div { h1 { (t.skills_all()) } p { (t.skills_all_text()) } }
            div class="actions" { a class="btn" href="/settings/skills" { (icon(&member, "plus")) (t.skills_say_own()) } }
        }
        (members::page::sections(&member, "skills"))
        form class="input-row" action="/skills" role="search" {
            label class="sr" for="q" { (t.skills_search()) }
            input class="input" id="q" type="search" name="q" value=(query.q) placeholder=(t.skills_search()) maxlength="60";
            button class="btn" { (icon(&member, "search")) (t.members_find()) }
        }
        @if rows.is_empty() { (empty(&member, "award", t.skills_list_none_title(), t.skills_list_none(), html! {})) }
        @else {
            ul class="card list" { @for skill in &rows {
                li { (icon(&member, "award")) div class="grow" { a class="name cover" href={ "/skills/" (skill.id) } { (skill.name) } span class="meta" { (t.skills_holders(skill.holders)) } } }
            } }
        }
        @if let Some(next) = next {
            a class="btn" href={ "/skills?" (layout::query(&[("q", &query.q), ("after", &next)])) } { (t.web_more()) }
        }
    };
    let title = t.skills_all();
    Ok(layout::page(&member, Page { title, here: "members", class: "page-narrow", back: Some(("/members", title)), main, aside: None })
        .await?)
}

/// Who has a skill.
pub(super) async fn show(State(people): State<People>, member: Member, Path(id): Path<i64>, Query(query): Query<After>) -> Result {
    skill_page(&people, &member, id, query.after.as_deref(), ("", member.t.0.tag()), &Refused::default()).await
}

pub(super) async fn add_name(State(people): State<People>, member: Member, Path(id): Path<i64>, mut form: Fields) -> Result {
    let (name, language) = (form.text("name")?, form.text("language")?);
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::add_name(&people, &member.actor(), id, &name, &language).await {
        Ok(()) => Ok(layout::with_toast(see_other(&format!("/skills/{id}")), "skill-named", 0)),
        Err(Error::Refused(refusals)) => {
            let mut page = skill_page(&people, &member, id, None, (&name, &language), &Refused(refusals)).await?;
            *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(page)
        }
        Err(error) => Err(error.into()),
    }
}

async fn skill_page(
    people: &People,
    member: &Member,
    id: i64,
    after: Option<&str>,
    (typed, language): (&str, &str),
    refused: &Refused,
) -> Result {
    let (t, db) = (member.t, &people.platform.db);
    let skill = store::find(db, member.id(), t.0.tag(), id).await?;
    if skill.id != id {
        return Ok(Redirect::to(&format!("/skills/{}", skill.id)).into_response());
    }
    let also: Vec<String> = store::also_called(db, id).await?.into_iter().filter(|name| *name != skill.name).collect();
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let rows = store::holders(db, member.id(), id, after.and_then(|text| text.parse().ok()).unwrap_or(Rank::FIRST), limit).await?;
    let ruche_kernel::Page { items: rows, next } = ruche_kernel::Page::of(rows, PAGE, Holder::rank);
    let main = html! {
        header class="page-head" { div { h1 { (skill.name) } p { (t.skills_holders(skill.holders)) @if !also.is_empty() { " · " (t.skills_also(t.list(&also))) } } }
            @if member.me.actor.is_admin() { div class="actions" { a class="btn" href={ "/skills/" (id) "/union" } { (icon(member, "link")) (t.skills_unite()) } } }
        }
        @if rows.is_empty() { (empty(member, "award", t.skills_holder_none_title(), t.skills_holder_none(), html! {})) }
        @else {
            ul class="card list" { @for one in &rows {
                li class={ "wrap" @if !one.fresh { " faded" } } {
                    (avatar(&one.person, ""))
                    div class="grow" {
                        a class="name cover" href={ "/members/" (one.person.id) } { (one.person.shown_name(member)) }
                        span class="meta" { (one.person.title) @if !one.person.title.is_empty() && !one.site.is_empty() { " · " } (one.site) }
                    }
                    (badge(member, &one.person))
                    div class="end" { (level(member, one.level)) @if !one.fresh { p class="meta" { (said(member, one.fresh_at)) } } @if one.endorsements > 0 { p class="meta" { (t.skills_confirmed_by(one.endorsements)) } } }
                }
            } }
        }
        @if let Some(next) = next { a class="btn" href={ "/skills/" (id) "?after=" (next) } { (t.web_more()) } }
        form class="card pad stack" action={ "/skills/" (id) "/names" } method="post" {
            (refused.summary(member, &["name"]))
            h2 { (t.skills_other_name()) }
            div class="cols" {
                (Field { name: "name", label: t.skills_other_name_label(), value: typed, hint: Some(t.skills_other_name_hint()), autocomplete: "off", required: true, max: Some(60), ..Field::default() }.show(member, refused))
                div class="field" {
                    label class="label" for="language" { (t.skills_language()) }
                    select class="select" id="language" name="language" { @for (tag, label) in languages::LANGUAGES { option value=(tag) lang=(tag) selected[tag == language] { (label) } } }
                }
            }
            div class="row" { button class="btn" { (icon(member, "plus")) (t.skills_add()) } }
        }
    };
    let page = Page { title: &skill.name, here: "members", class: "page-narrow", back: Some(("/skills", &skill.name)), main, aside: None };
    Ok(layout::page(member, page).await?.into_response())
}
