//! The last part of a first visit: saying hello, or answering a question that is open. Fills `start.act`.
//!
//! The form is that of any post; what it makes is found by those who lead newcomers through its event.

use super::{access, store::Questions};
use crate::Content;
use async_trait::async_trait;
use maud::{Markup, html};
use ruche_kernel::Cursor;
use ruche_people::communities;
use ruche_platform::secret;
use ruche_web::parts::icon;
use ruche_web::slots::Slot;
use ruche_web::{Member, parts};

/// How many questions are proposed.
const QUESTIONS: usize = 3;

pub(super) struct FirstAct(pub Content);

#[async_trait]
impl Slot for FirstAct {
    async fn fill(&self, member: &Member, _: i64) -> ruche_kernel::Result<Markup> {
        let (t, actor) = (member.t, member.actor());
        let places = communities::writable(&self.0.platform.db, &actor, member.now).await?;
        let open = access::questions(&self.0, &actor, Questions::Unanswered, Cursor::NEWEST).await?;
        let asked: Vec<_> = open.items.iter().map(|shown| &shown.post).filter(|post| post.author.id != actor.id).take(QUESTIONS).collect();
        let greeting = if member.me.title.is_empty() {
            t.posts_greeting(member.me.name.as_str())
        } else {
            t.posts_greeting_as(member.me.name.as_str(), member.me.title.as_str())
        };
        Ok(html! {
            form class="stack" action="/posts" method="post" enctype="multipart/form-data" {
                input type="hidden" name="key" value=(secret::random_token()?);
                div class="field" {
                    label for="hello" { (t.posts_say_hello()) }
                    // The composer of the frame has a field of its own by the name of this one.
                    textarea class="textarea" id="hello" name="body" rows="3" required aria-describedby="hello-hint" { (greeting) }
                    p class="hint" id="hello-hint" { (t.posts_say_hello_hint()) }
                }
                div class="field" {
                    label for="hello-place" { (t.posts_where()) }
                    select class="select" id="hello-place" name="place" { @for place in &places { option value=(place.id) { (if place.is_company { t.posts_whole_company() } else { &place.name }) } } }
                }
                div class="row" { button class="btn btn-primary" { (icon(member, "send")) (t.web_publish()) } }
            }
            @if !asked.is_empty() {
                section class="stack gap-2" aria-labelledby="open-questions" {
                    h3 class="small" id="open-questions" { (t.posts_or_answer()) }
                    ul class="list tight" { @for post in asked {
                        li {
                            (parts::avatar(&post.author, "sm"))
                            div class="grow" { a class="name small" href={ "/posts/" (post.id) "#comments" } lang=[Some(post.language.as_str()).filter(|language| !language.is_empty() && *language != t.0.tag())] { (post.title) } span class="meta" { (post.author.shown_name(member)) " · " (if post.place.company { t.posts_whole_company() } else { &post.place.name }) } }
                            a class="btn btn-sm" href={ "/posts/" (post.id) "#comments" } aria-label=(t.posts_answer_this(post.title.as_str())) { (t.posts_answer()) }
                        }
                    } }
                }
            }
        })
    }
}
