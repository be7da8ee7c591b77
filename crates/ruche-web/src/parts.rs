//! Shared parts of pages: icons, avatars, names, fields, times. Plain functions from values to markup.

use crate::context::{Ctx, Viewer};
use maud::{Markup, Render, html};
use ruche_kernel::{MemberId, MemberKind, Refusal, names};

/// An icon of the sprite; decorative, so that a word or a label always stands beside it.
#[must_use]
pub fn icon(ctx: &Ctx, name: &str) -> Markup {
    html! { svg class="icon" aria-hidden="true" { use href={ (ctx.app.assets.icons) "#i-" (name) } {} } }
}

/// A person as shown beside what they did. `name` is absent for a former member whom the company does not name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: MemberId,
    /// The name, unless it is not shown any more.
    pub name: Option<String>,
    /// The role in the company.
    pub title: String,
    /// The photo's file.
    pub photo: Option<i64>,
    /// The hue of the initials.
    pub hue: i64,
    /// The partner's company: a badge wherever the name appears.
    pub partner: Option<String>,
    /// Whether the person left.
    pub left: bool,
    /// Whether it is no person but a program: a badge wherever the name appears.
    pub bot: bool,
}

impl Person {
    /// The name, or the words for someone who left.
    #[must_use]
    pub fn shown_name(&self, ctx: &Ctx) -> String {
        self.name.clone().unwrap_or_else(|| ctx.t.web_former_member().to_owned())
    }
}

impl From<&Viewer> for Person {
    fn from(v: &Viewer) -> Self {
        Self {
            id: v.actor.id,
            name: Some(v.name.clone()),
            title: v.title.clone(),
            photo: v.photo,
            hue: v.hue,
            partner: v.partner.clone(),
            left: false,
            bot: v.actor.kind == MemberKind::Bot,
        }
    }
}

/// The picture of a person, or the initials; `size` is `xs`, `sm`, empty, `lg`, `xl` or `xxl`.
#[must_use]
pub fn avatar(person: &Person, size: &str) -> Markup {
    let letters = person.name.as_deref().map(names::initials).unwrap_or_default();
    html! {
        span class={ "avatar hue-" (person.hue) " " (size) } aria-hidden="true" data-i=(letters) {
            @if let Some(photo) = person.photo { img src={ "/files/" (photo) "/480" } alt="" width="80" height="80" loading="lazy"; }
        }
    }
}

/// The name of a person, linked to the profile, with the badge of a partner or a bot.
#[must_use]
pub fn name(ctx: &Ctx, person: &Person) -> Markup {
    html! {
        a class="name" href={ "/members/" (person.id) } { (person.shown_name(ctx)) }
        (badge(ctx, person))
    }
}

/// The badge of a partner or of a bot, wherever the name appears.
#[must_use]
pub fn badge(ctx: &Ctx, person: &Person) -> Markup {
    html! { @if let Some(company) = &person.partner { (partner_badge(ctx, company)) } @if person.bot { (bot_badge(ctx)) } }
}

/// The badge of a program.
#[must_use]
pub fn bot_badge(ctx: &Ctx) -> Markup {
    html! { span class="badge" data-tone="info" { (icon(ctx, "code")) (ctx.t.web_bot()) } }
}

/// The badge of a partner of this company.
#[must_use]
pub fn partner_badge(ctx: &Ctx, company: &str) -> Markup {
    html! { span class="badge" data-tone="warning" { (icon(ctx, "handshake")) (ctx.t.web_partner_of(company)) } }
}

/// The square of a place.
#[must_use]
pub fn place_mark(ctx: &Ctx, symbol: &str, hue: i64, picture: Option<i64>, size: &str) -> Markup {
    html! {
        span class={ "avatar hex hue-" (hue) " " (size) } aria-hidden="true" {
            (icon(ctx, symbol))
            @if let Some(picture) = picture { img src={ "/files/" (picture) "/480" } alt="" loading="lazy"; }
        }
    }
}

/// A secret on the one page that shows it, with the button that copies it.
pub struct ShownOnce<'a> {
    /// The secret, or the address that holds it.
    pub secret: &'a str,
    /// That it was made, and is shown this once.
    pub made: &'a str,
    /// What to do with it.
    pub how: &'a str,
    /// The words of the button.
    pub copy: &'a str,
    /// What is said once it was pressed.
    pub copied: &'a str,
}

impl ShownOnce<'_> {
    /// The card; `more` stands beside the button.
    #[must_use]
    pub fn show(&self, ctx: &Ctx, more: &Markup) -> Markup {
        html! {
            div class="callout" data-tone="success" role="status" {
                (icon(ctx, "check"))
                div class="grow stack gap-2" {
                    p { (self.made) }
                    p class="code" id="secret" { (self.secret) }
                    p class="small" { (self.how) }
                    div class="row wrap" {
                        button class="btn btn-sm only-script" type="button" data-controller="copy" data-action="copy#copy" data-copy-text-value=(self.secret) {
                            (icon(ctx, "copy")) (self.copy)
                            template data-copy-target="done" { div class="toast" role="status" data-controller="toast" { span { (self.copied) } } }
                        }
                        (more)
                    }
                }
            }
        }
    }
}

/// When something happened: short words, the exact time for machines and on hovering.
#[must_use]
pub fn time(ctx: &Ctx, at: i64) -> Markup {
    html! { time datetime=(iso(at)) title=(ctx.t.date_time_long(at, &ctx.zone)) { (ctx.t.ago(at, ctx.now, &ctx.zone)) } }
}

/// A time in the form of ISO 8601, UTC.
#[must_use]
pub fn iso(at: i64) -> String {
    jiff::Timestamp::from_millisecond(at).map(|t| t.to_string()).unwrap_or_default()
}

/// The sentence of a refusal in the reader's language.
#[must_use]
pub fn sentence(ctx: &Ctx, refusal: &Refusal) -> String {
    ctx.t.refusal(refusal.code, &refusal.args).unwrap_or_else(|| ctx.t.web_refused().to_owned())
}

/// What a form shows again after a refusal: what was typed is in its fields, the sentences stand beside them.
#[derive(Clone, Debug, Default)]
pub struct Refused(pub Vec<Refusal>);

impl Refused {
    /// The sentence at a field, if it was refused.
    #[must_use]
    pub fn at(&self, ctx: &Ctx, field: &str) -> Option<String> {
        self.0.iter().find(|r| r.field == Some(field)).map(|r| sentence(ctx, r))
    }

    /// The sentences of the refusals that stand at none of the `shown` fields of the form, above it: none goes unsaid.
    #[must_use]
    pub fn summary(&self, ctx: &Ctx, shown: &[&str]) -> Markup {
        html! {
            @for refusal in self.0.iter().filter(|r| r.field.is_none_or(|field| !shown.contains(&field))) {
                div class="callout" data-tone="danger" role="alert" { (icon(ctx, "alert")) p { (sentence(ctx, refusal)) } }
            }
        }
    }
}

/// A field: label, what was typed, hint, and the sentence of its refusal.
#[derive(Clone, Debug, Default)]
pub struct Field<'a> {
    /// The name in the form; also its id.
    pub name: &'a str,
    /// The label.
    pub label: &'a str,
    /// The type: `text` when empty.
    pub kind: &'a str,
    /// What was typed.
    pub value: &'a str,
    /// What helps to fill it in.
    pub hint: Option<&'a str>,
    /// The `autocomplete` word.
    pub autocomplete: &'a str,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether it shows what cannot be changed here.
    pub readonly: bool,
    /// Whether it must be filled in where the form shows it: the browser does not ask for what is hidden, so the server does.
    pub expected: bool,
    /// Whether what is typed is kept on the device until it is sent.
    pub draft: bool,
    /// The most characters.
    pub max: Option<u32>,
    /// How many lines it shows, for a field of several.
    pub rows: Option<u8>,
    /// The id of the `datalist` that proposes values.
    pub list: Option<&'a str>,
}

impl Field<'_> {
    /// The field as markup.
    #[must_use]
    pub fn show(&self, ctx: &Ctx, refused: &Refused) -> Markup {
        let error = refused.at(ctx, self.name);
        let described = match (&error, self.hint) {
            (Some(_), Some(_)) => Some(format!("{0}-error {0}-hint", self.name)),
            (Some(_), None) => Some(format!("{}-error", self.name)),
            (None, Some(_)) => Some(format!("{}-hint", self.name)),
            (None, None) => None,
        };
        let (secret, draft) = (self.kind == "password", self.draft.then_some("field"));
        let (autocomplete, invalid) = ((!self.autocomplete.is_empty()).then_some(self.autocomplete), error.as_ref().map(|_| "true"));
        let input = html! {
            @if let Some(rows) = self.rows {
                textarea class="textarea" id=(self.name) name=(self.name) rows=(rows) autocomplete=[autocomplete] required[self.required] maxlength=[self.max]
                    aria-invalid=[invalid] aria-describedby=[described] data-draft-target=[draft] { (self.value) }
            } @else {
                input class="input" id=(self.name) name=(self.name) type=(if self.kind.is_empty() { "text" } else { self.kind }) value=[(!secret).then_some(self.value)]
                    autocomplete=[autocomplete] required[self.required] readonly[self.readonly] maxlength=[self.max] list=[self.list]
                    aria-invalid=[invalid] aria-describedby=[described] data-reveal-target=[secret.then_some("field")] data-draft-target=[draft];
            }
        };
        html! {
            div class="field" data-tone=[error.as_ref().map(|_| "danger")] {
                label for=(self.name) { (self.label) @if !self.required && !self.expected && !self.readonly { " " span class="opt" { (ctx.t.web_optional()) } } }
                @if secret {
                    div class="input-row" data-controller="reveal" {
                        (input)
                        button class="btn only-script" type="button" data-reveal-target="button" data-action="reveal#toggle" aria-pressed="false" aria-label=(ctx.t.web_show_password()) { (icon(ctx, "eye")) }
                    }
                } @else { (input) }
                @if let Some(error) = &error { p class="error" id={ (self.name) "-error" } { (icon(ctx, "alert")) (error) } }
                @if let Some(hint) = self.hint { p class="hint" id={ (self.name) "-hint" } { (hint) } }
            }
        }
    }
}

/// A choice that one ticks, with what it means, and the sentence of its refusal.
#[must_use]
pub fn tick(ctx: &Ctx, name: &str, ticked: bool, label: &str, hint: &str, refused: &Refused) -> Markup {
    let error = refused.at(ctx, name);
    let (told, wrong) = (format!("{name}-error"), error.as_ref().map(|_| "true"));
    html! {
        div class="field" data-tone=[error.as_ref().map(|_| "danger")] {
            div {
                label class="check" {
                    input type="checkbox" name=(name) value="1" checked[ticked] aria-invalid=[wrong] aria-describedby=[wrong.map(|_| told.as_str())];
                    span { (label) }
                    small { (hint) }
                }
            }
            @if let Some(error) = &error { p class="error" id=(told) { (icon(ctx, "alert")) (error) } }
        }
    }
}

/// An empty state: what is not there yet, and the next step.
#[must_use]
pub fn empty(ctx: &Ctx, symbol: &str, title: &str, text: &str, action: impl Render) -> Markup {
    html! {
        div class="empty" {
            (plate(ctx, symbol))
            h2 { (title) }
            p { (text) }
            (action)
        }
    }
}

/// The hexagon of an empty or a wrong page, with an icon on it.
#[must_use]
pub fn plate(ctx: &Ctx, symbol: &str) -> Markup {
    html! {
        svg class="art-hex" viewBox="0 0 96 96" aria-hidden="true" {
            path class="plate" d="M48 6 84 27v42L48 90 12 69V27z" {}
            use href={ (ctx.app.assets.icons) "#i-" (symbol) } x="28" y="28" width="40" height="40" {}
        }
    }
}

/// The sign of the product.
#[must_use]
pub fn logo() -> Markup {
    html! {
        svg class="logo" viewBox="0 0 32 32" aria-hidden="true" {
            // Closed one by one: within SVG an open element takes the next one as its child.
            path class="logo-honey" d="M16 1.5 28.6 8.75v14.5L16 30.5 3.4 23.25V8.75z" {}
            path class="logo-deep" d="M16 8.2l6.7 3.9v7.8L16 23.8l-6.7-3.9v-7.8z" {}
            path class="logo-honey" d="M16 13.2l2.5 1.4v2.8L16 18.8l-2.5-1.4v-2.8z" {}
        }
    }
}
