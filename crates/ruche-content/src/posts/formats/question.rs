//! A question: answers stand below it, one of them may be accepted by whoever asked or by those who keep order.

use crate::posts::model::Post;
use maud::{Markup, PreEscaped, html};
use ruche_web::Member;
use ruche_web::parts::{avatar, icon, name};

pub(super) fn fields(member: &Member) -> Markup {
    html! {
        p class="small soft" { (member.t.formats_question_hint()) }
        // Those who asked the same before: shown while the title is typed.
        turbo-frame id="similar" {}
    }
}

/// The accepted answer, before the conversation.
pub(super) fn block(member: &Member, post: &Post) -> Markup {
    let t = member.t;
    html! {
        @if let Some(answer) = &post.answer {
            // No landmark: a list of questions has many of them.
            div class="answer" data-tone="success" {
                header { (icon(member, "check-circle")) span { (t.formats_accepted()) } }
                div class="prose" { (PreEscaped(&answer.html)) }
                div class="row" { (avatar(&answer.author, "xs")) span class="meta" { (name(member, &answer.author)) " · " a class="link" href={ "/comments/" (answer.id) } { (t.formats_see_answer()) } } }
            }
        }
    }
}
