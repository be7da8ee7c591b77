//! The screens of the first run: code, company, administrator.

use super::actions;
use super::store::NewCompany;
use crate::People;
use crate::members::actions::{NewMember, zone_or_default};
use crate::sign_in;
use axum::extract::State;
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Error, Refusal, Role, names};
use ruche_platform::secret;
use ruche_web::limits::{Act, network};
use ruche_web::parts::{Field, Refused, icon, logo};
use ruche_web::{Ctx, Fields, Result, layout};

/// What was typed so far; carried from screen to screen in the form.
#[derive(Clone, Debug, Default)]
struct Draft {
    code: String,
    name: String,
    locale: String,
    hue: i64,
    admin: String,
    email: String,
    zone: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Screen {
    Code,
    Company,
    Admin,
}

pub(super) async fn show(ctx: Ctx) -> Result {
    if ctx.app.company().is_some() {
        return Err(Error::NotFound.into());
    }
    let draft = Draft { locale: ctx.t.0.tag().to_owned(), hue: 168, ..Draft::default() };
    Ok(screen(&ctx, Screen::Code, &draft, &Refused::default()).into_response())
}

pub(super) async fn step(State(people): State<People>, ctx: Ctx, mut form: Fields) -> Result {
    if ctx.app.company().is_some() {
        return Err(Error::NotFound.into());
    }
    let draft = Draft {
        code: form.text("code")?,
        name: names::clean_line(&form.text("name")?),
        locale: form.opt("locale")?.unwrap_or_else(|| ctx.t.0.tag().to_owned()),
        hue: form.number("hue")?.unwrap_or(168),
        admin: names::clean_line(&form.text("admin")?),
        email: form.text("email")?,
        zone: zone_or_default(form.opt("zone")?),
    };
    let (from, password) = (form.text("screen")?, form.text("password")?);
    form.finish()?;
    let again =
        |screen_now, refusals| Ok((StatusCode::UNPROCESSABLE_ENTITY, screen(&ctx, screen_now, &draft, &Refused(refusals))).into_response());
    ctx.app.limits.take(Act::Knock, network(ctx.ip))?;
    if !people.setup_code_matches(&ctx, &draft.code).await? {
        return again(Screen::Code, vec![Refusal::new("setup.code_wrong").at("code")]);
    }
    let company = NewCompany { name: draft.name.clone(), locale: draft.locale.clone(), hue: draft.hue };
    match from.as_str() {
        "code" => Ok(screen(&ctx, Screen::Company, &draft, &Refused::default()).into_response()),
        "company" => match actions::accept_company(&company) {
            Ok(_) => Ok(screen(&ctx, Screen::Admin, &draft, &Refused::default()).into_response()),
            Err(Error::Refused(refusals)) => again(Screen::Company, refusals),
            Err(error) => Err(error.into()),
        },
        _ => finish(&people, &ctx, &draft, &company, &password).await,
    }
}

async fn finish(people: &People, ctx: &Ctx, draft: &Draft, company: &NewCompany, password: &str) -> Result {
    let again = |refusals| Ok((StatusCode::UNPROCESSABLE_ENTITY, screen(ctx, Screen::Admin, draft, &Refused(refusals))).into_response());
    let mut admin = NewMember {
        name: draft.admin.clone(),
        email: Some(draft.email.clone()),
        role: Role::Admin,
        locale: draft.locale.clone(),
        zone: draft.zone.clone(),
        ..NewMember::default()
    };
    let mut refusals = admin.check();
    let own = [draft.admin.clone(), draft.name.clone(), draft.email.clone()];
    refusals.extend(people.passwords.accept(password, &own, "password").err());
    // The form of this screen calls the person's name `admin`: `name` is the company's.
    for refusal in refusals.iter_mut().filter(|r| r.field == Some("name")) {
        refusal.field = Some("admin");
    }
    if !refusals.is_empty() {
        return again(refusals);
    }
    admin.password_hash = Some(people.passwords.hash(password).await?);
    match actions::start_company(people, company, &admin).await {
        Ok((_, member)) => {
            ctx.app.refresh_company().await?;
            let token = sign_in::actions::open_session(people, member, &ctx.into()).await?;
            Ok(sign_in::with_session(ctx, &token, axum::response::Redirect::to("/")))
        }
        Err(Error::Refused(refusals)) => again(refusals),
        Err(error) => Err(error.into()),
    }
}

fn screen(ctx: &Ctx, screen: Screen, draft: &Draft, refused: &Refused) -> Markup {
    let t = ctx.t;
    let steps = [(Screen::Code, t.setup_step_code()), (Screen::Company, t.setup_step_company()), (Screen::Admin, t.setup_step_admin())];
    let at = steps.iter().position(|(s, _)| *s == screen).unwrap_or(0);
    let hidden = |name: &str, value: &str| html! { input type="hidden" name=(name) value=(value); };
    let main = html! {
        main class="solo" id="main" {
            header class="setup-brand row" { (logo()) b { "Ruche" } }
            ol class="steps" aria-label=(t.setup_steps()) {
                @for (n, (_, label)) in steps.iter().enumerate() { li class=[(n < at).then_some("done")] aria-current=[(n == at).then_some("step")] { span { (label) } } }
            }
            div class={ @if screen == Screen::Company { "cols" } @else { "stack setup-one" } } {
                form class="stack gap-5" action="/set-up" method="post" data-turbo="false" data-controller="setup" {
                    @match screen {
                        Screen::Code => {
                            div { h1 { (t.setup_code_title()) } p class="soft" { (t.setup_code_text()) } }
                            (hidden("screen", "code"))
                            (Field { name: "code", label: t.setup_code(), value: &draft.code, hint: Some(t.setup_code_hint()), autocomplete: "off", required: true, max: Some(40), ..Field::default() }.show(ctx, refused))
                        }
                        Screen::Company => {
                            div { h1 { (t.setup_company_title()) } p class="soft" { (t.setup_company_text()) } }
                            (hidden("screen", "company")) (hidden("code", &draft.code)) (hidden("admin", &draft.admin)) (hidden("email", &draft.email))
                            (Field { name: "name", label: t.setup_name(), value: &draft.name, autocomplete: "organization", required: true, max: Some(80), ..Field::default() }.show(ctx, refused))
                            (languages(ctx, &draft.locale))
                            (hue_field(ctx, draft.hue))
                        }
                        Screen::Admin => {
                            div { h1 { (t.setup_admin_title()) } p class="soft" { (t.setup_admin_text()) } }
                            (hidden("screen", "admin")) input type="hidden" name="zone" data-controller="zone"; (hidden("code", &draft.code)) (hidden("name", &draft.name)) (hidden("locale", &draft.locale)) (hidden("hue", &draft.hue.to_string()))
                            (refused.summary(ctx, &["admin", "email", "password"]))
                            (Field { name: "admin", label: t.setup_your_name(), value: &draft.admin, autocomplete: "name", required: true, max: Some(80), ..Field::default() }.show(ctx, refused))
                            (Field { name: "email", label: t.sign_in_email(), kind: "email", value: &draft.email, autocomplete: "username", required: true, max: Some(320), ..Field::default() }.show(ctx, refused))
                            (Field { name: "password", label: t.sign_in_password(), kind: "password", hint: Some(t.sign_in_password_hint()), autocomplete: "new-password", required: true, ..Field::default() }.show(ctx, refused))
                        }
                    }
                    div class="row" { button class="btn btn-primary btn-lg end" { (if screen == Screen::Admin { t.setup_start() } else { t.setup_next() }) (icon(ctx, "arrow-right")) } }
                }
                @if screen == Screen::Company { (preview(ctx)) }
            }
        }
    };
    layout::bare(ctx, t.setup_steps(), &main)
}

fn languages(ctx: &Ctx, chosen: &str) -> Markup {
    html! {
        fieldset class="stack gap-2" {
            legend class="label" { (ctx.t.setup_language()) }
            div class="choices" {
                @for (tag, name) in [("fr", "Français"), ("en", "English")] {
                    label class="choice" lang=(tag) { input type="radio" name="locale" value=(tag) checked[tag == chosen]; b { (name) } }
                }
            }
        }
    }
}

/// The slider of the company's hue; a script shows its effect at once.
pub(crate) fn hue_field(ctx: &Ctx, hue: i64) -> Markup {
    html! {
        div class="field" {
            label for="hue" { (ctx.t.setup_hue()) " " span class="opt" { (ctx.t.setup_hue_hint()) } }
            input class="hue-range" id="hue" name="hue" type="range" min="0" max="359" value=(hue) data-action="input->setup#hue";
        }
    }
}

fn preview(ctx: &Ctx) -> Markup {
    let t = ctx.t;
    html! {
        section class="card preview" aria-labelledby="preview-title" {
            div class="card-head" { h2 id="preview-title" { (t.setup_preview()) } span class="badge" { (icon(ctx, "eye")) (t.setup_preview_live()) } }
            div class="preview-body stack gap-3" {
                div class="card pad row" { span class="avatar hue-160" aria-hidden="true" data-i="CR" {} span class="grow soft" { (t.setup_preview_ask()) } span class="btn btn-primary btn-sm" { (t.web_publish()) } }
                div class="card pad stack gap-2" {
                    div class="row" { span class="avatar hue-190" aria-hidden="true" data-i="YH" {} div class="grow" { b class="name" { "Yanis Haddad" } p class="meta" { (t.setup_preview_role()) } } }
                    p { (t.setup_preview_text()) }
                    div class="row" { span class="badge" data-tone="brand" { (t.setup_preview_selected()) } span class="badge" data-tone="honey" { (t.setup_preview_unread()) } }
                }
            }
        }
    }
}

impl People {
    /// Whether a typed code is the one that was printed. Case, spaces and dashes do not count.
    async fn setup_code_matches(&self, ctx: &Ctx, typed: &str) -> ruche_kernel::Result<bool> {
        let plain = |code: &str| code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect::<String>();
        sign_in::actions::limit_code(self, &ctx.into()).await?;
        Ok(self.setup_code.as_deref().is_some_and(|code| secret::digest(&plain(code)) == secret::digest(&plain(typed))))
    }
}
