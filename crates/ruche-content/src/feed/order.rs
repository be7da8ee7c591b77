//! The order of the home feed: the page that says its rules and lets each person weigh them, and the reason on each entry.

use super::store::{self, Choice};
use crate::Content;
use crate::posts::model::Shown;
use crate::posts::relevance::{Weight, Weights, Why};
use axum::extract::State;
use axum::response::Redirect;
use maud::{Markup, html};
use ruche_kernel::Refusal;
use ruche_platform::work;
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::{Fields, Member, Result};

/// The word of a weight in the form.
pub(super) fn word(weight: Weight) -> &'static str {
    ["none", "low", "normal", "high"][weight as usize]
}

pub(super) async fn show(State(content): State<Content>, member: Member) -> Result<Markup> {
    let t = member.t;
    let (_, choice) = store::state(&content.platform.db, member.id()).await?;
    let orders = [("newest", t.feed_newest(), t.feed_newest_hint()), ("relevant", t.feed_relevant(), t.feed_relevant_hint())];
    let rules = [
        ("needs", choice.weights.needs, t.feed_rule_needs(), t.feed_rule_needs_hint()),
        ("people", choice.weights.people, t.feed_rule_people(), t.feed_rule_people_hint()),
        ("echo", choice.weights.echo, t.feed_rule_echo(), t.feed_rule_echo_hint()),
    ];
    let title = t.feed_order_title();
    let main = html! {
        header class="page-head" { div { h1 { (title) } p { (t.feed_order_intro()) } } }
        form class="card pad stack gap-5" action="/feed/order" method="post" {
            fieldset class="stack gap-2" {
                legend class="label" { (t.feed_order_first()) }
                div class="choices" { @for (value, label, hint) in orders { label class="choice" { input type="radio" name="first" value=(value) checked[(value == "relevant") == choice.useful_first]; b { (label) } small { (hint) } } } }
            }
            @for (name, weight, label, hint) in rules {
                fieldset class="stack gap-2" aria-describedby={ (name) "-hint" } {
                    legend class="label" { (label) }
                    p class="meta" id={ (name) "-hint" } { (hint) }
                    div class="choices small" { @for level in Weight::ALL { label class="choice" { input type="radio" name=(name) value=(word(level)) checked[level == weight]; b { (t.feed_weight(word(level))) } } } }
                }
            }
            p class="meta" { (t.feed_order_age()) }
            p class="meta" { (t.feed_order_honest()) }
            div class="row" { button class="btn btn-primary" { (t.web_save()) } }
        }
    };
    Ok(layout::page(&member, Page { title, here: "home", class: "page-narrow", back: Some(("/", title)), main, aside: None }).await?)
}

/// What somebody chose, by the words of an order and of what people, needs and echo weigh.
pub(super) fn chosen(first: &str, weights: [&str; 3]) -> std::result::Result<Choice, Refusal> {
    let unknown = || Refusal::new("feed.weight_unknown");
    let weight = |typed: &str| Weight::ALL.into_iter().find(|weight| word(*weight) == typed).ok_or_else(unknown);
    let [people, needs, echo] = weights;
    let weights = Weights { people: weight(people)?, needs: weight(needs)?, echo: weight(echo)? };
    match first {
        "relevant" => Ok(Choice { useful_first: true, weights }),
        "newest" => Ok(Choice { useful_first: false, weights }),
        _ => Err(unknown()),
    }
}

/// Keeps it.
pub(super) async fn keep(content: &Content, member: &Member, choice: Choice) -> ruche_kernel::Result<()> {
    let me = member.id();
    content.platform.db.write(work!([] | tx | { store::save_choice(tx, me, choice).await })).await
}

pub(super) async fn save(State(content): State<Content>, member: Member, mut form: Fields) -> Result {
    let [people, needs, echo, first] = [form.text("people")?, form.text("needs")?, form.text("echo")?, form.text("first")?];
    form.finish()?;
    // What no form offers is no mistake of the person.
    let choice = chosen(&first, [&people, &needs, &echo]).map_err(|refusal| refusal.status(400))?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    keep(&content, &member, choice).await?;
    Ok(layout::with_toast(Redirect::to("/"), "saved", 0))
}

/// The sign before a reason.
pub(super) fn symbol(why: &Why) -> &'static str {
    match why {
        Why::Mentioned => "at-sign",
        Why::Confirm => "megaphone",
        Why::Vote => "vote",
        Why::Attend => "calendar",
        Why::QuestionOn(_) | Why::Question => "circle-help",
        Why::Followed => "user-check",
        Why::Talked => "messages-square",
        Why::Topic(_) => "hash",
        Why::Echo(..) => "trending-up",
        Why::New => "clock",
    }
}

/// Why a post stands where it stands, in words.
pub(super) fn why(member: &Member, shown: &Shown, why: &Why) -> String {
    let t = member.t;
    let author = || shown.post.author.shown_name(member);
    match why {
        Why::Mentioned => t.feed_why_mentioned().to_owned(),
        Why::Confirm => t.feed_why_confirm().to_owned(),
        Why::Vote => t.feed_why_vote().to_owned(),
        Why::Attend => t.feed_why_attend().to_owned(),
        Why::QuestionOn(topic) => t.feed_why_question_on(format!("#{}", topic.name)),
        Why::Question => t.feed_why_question().to_owned(),
        Why::Followed => t.feed_why_followed(author()),
        Why::Talked => t.feed_why_talked(author()),
        Why::Topic(topic) => t.feed_why_topic(format!("#{}", topic.name)),
        Why::Echo(reactions, comments) => {
            let parts = [(*reactions, t.topics_reactions(*reactions)), (*comments, t.feed_comments(*comments))];
            t.feed_why_echo(parts.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| words).collect::<Vec<_>>().join(", "))
        }
        Why::New => t.feed_why_new().to_owned(),
    }
}
