//! A question: answers stand below it, one of them may be accepted by whoever asked or by those who keep order. One that is put to a level
//! of the org chart is seconded by others, and what somebody of that level answers is accepted by itself.

use super::{Details, Typed};
use crate::posts::model::Post;
use maud::{Markup, PreEscaped, html};
use ruche_kernel::{MemberId, Refusal};
use ruche_web::Member;
use ruche_web::parts::{Refused, avatar, icon, name};
use serde::{Deserialize, Serialize};

/// The lowest level of the chart that questions are put to, 1 being the top.
const LOWEST: u8 = 3;

/// To whom it is put.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// A level of the org chart, 1 being the top; none for a question to everyone.
    pub level: Option<u8>,
    /// Who stood there above whoever asked when it was published.
    #[serde(default)]
    pub asked: Vec<i64>,
}

impl Question {
    /// Whether it is put to somebody.
    #[must_use]
    pub fn is_put_to(&self, member: MemberId) -> bool {
        self.asked.contains(&member.0)
    }

    pub(super) fn read(typed: &Typed, before: Option<&Details>) -> Result<Self, Vec<Refusal>> {
        // To whom it is put is said once.
        if let Some(Details::Question(was)) = before {
            return Ok(was.clone());
        }
        match typed.level.as_str() {
            "" => Ok(Self::default()),
            level => match level.parse() {
                Ok(level @ 1..=LOWEST) => Ok(Self { level: Some(level), asked: Vec::new() }),
                _ => Err(vec![Refusal::new("posts.level_unknown").at("level")]),
            },
        }
    }

    pub(super) fn typed(&self, typed: Typed) -> Typed {
        Typed { level: self.level.map(|level| level.to_string()).unwrap_or_default(), ..typed }
    }
}

/// A level, in words.
fn level_words(member: &Member, level: u8) -> &'static str {
    let t = member.t;
    match level {
        1 => t.formats_level_top(),
        2 => t.formats_level_second(),
        _ => t.formats_level_third(),
    }
}

pub(super) fn fields(member: &Member, typed: &Typed, fixed: bool, refused: &Refused) -> Markup {
    let t = member.t;
    let error = refused.at(member, "level");
    html! {
        p class="small soft" { (t.formats_question_hint()) }
        // A partner sees nothing of the chart.
        @if member.me.actor.is_employee() && !fixed {
            div class="field" data-tone=[error.as_ref().map(|_| "danger")] {
                label for="level" { (t.formats_level()) }
                select class="select" id="level" name="level" aria-invalid=[error.as_ref().map(|_| "true")] aria-describedby=[error.as_ref().map(|_| "level-error")] {
                    option value="" { (t.formats_level_everyone()) }
                    @for level in 1..=LOWEST { option value=(level) selected[typed.level == level.to_string()] { (level_words(member, level)) } }
                }
                @if let Some(error) = &error { p class="error" id="level-error" { (icon(member, "alert")) (error) } }
            }
        }
        // Those who asked the same before: shown while the title is typed.
        turbo-frame id="similar" {}
    }
}

/// The accepted answer, before the conversation.
pub(super) fn block(member: &Member, post: &Post, question: &Question) -> Markup {
    let t = member.t;
    html! {
        @if let Some(answer) = &post.answer {
            // No landmark: a list of questions has many of them.
            div class="answer" data-tone="success" {
                header { (icon(member, "check-circle")) span { (if question.is_put_to(answer.author.id) { t.formats_level_answer() } else { t.formats_accepted() }) } }
                div class="prose" { (PreEscaped(&answer.html)) }
                div class="row" { (avatar(&answer.author, "xs")) span class="meta" { (name(member, &answer.author)) " · " a class="link" href={ "/comments/" (answer.id) } { (t.formats_see_answer()) } } }
            }
        }
    }
}

/// To which level it is put, and the button by which others say that they would know too.
pub(super) fn seconds(member: &Member, post: &Post, level: u8) -> Markup {
    let (t, id) = (member.t, post.id);
    let (votes, own) = (post.responses.count(0), post.responses.chose(0));
    html! {
        div class="idea" {
            form action={ "/posts/" (id) "/response" } method="post" {
                @if !own { input type="hidden" name="choice" value="0"; }
                button class="vote" id={ "vote-" (id) } aria-pressed=(if own { "true" } else { "false" }) aria-label=(t.formats_second(votes)) { (icon(member, "arrow-up")) span { (t.number(votes)) } small aria-hidden="true" { (t.formats_votes_word(votes)) } }
            }
            p { span class="badge" data-tone="info" { (icon(member, "network")) (level_words(member, level)) } }
        }
    }
}
