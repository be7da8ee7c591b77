//! An idea: people vote for it, those who keep order say how far it is.

use crate::posts::model::Post;
use crate::posts::rules;
use maud::{Markup, html};
use ruche_web::Member;
use ruche_web::parts::icon;
use serde::{Deserialize, Serialize};

/// How far an idea is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Said.
    #[default]
    Proposed,
    /// Looked at.
    Studied,
    /// It will be done.
    Accepted,
    /// It is done.
    Done,
    /// It will not be done.
    Declined,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 5] = [Self::Proposed, Self::Studied, Self::Accepted, Self::Done, Self::Declined];

    /// The word in forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        ["proposed", "studied", "accepted", "done", "declined"][self as usize]
    }

    /// From its word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.word() == word)
    }

    fn label(self, member: &Member) -> &'static str {
        let t = member.t;
        match self {
            Self::Proposed => t.formats_stage_proposed(),
            Self::Studied => t.formats_stage_studied(),
            Self::Accepted => t.formats_stage_accepted(),
            Self::Done => t.formats_stage_done(),
            Self::Declined => t.formats_stage_declined(),
        }
    }
}

/// How far it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Idea {
    /// How far it is.
    pub stage: Stage,
}

pub(super) fn fields(member: &Member) -> Markup {
    html! { p class="small soft" { (member.t.formats_idea_hint()) } }
}

pub(super) fn block(member: &Member, post: &Post, idea: &Idea) -> Markup {
    let (t, id) = (member.t, post.id);
    let (votes, own) = (post.responses.count(0), post.responses.chose(0));
    let way: &[Stage] = if idea.stage == Stage::Declined { &[Stage::Proposed, Stage::Declined] } else { &Stage::ALL[..4] };
    html! {
        div class="idea" {
            form action={ "/posts/" (id) "/response" } method="post" {
                @if !own { input type="hidden" name="choice" value="0"; }
                button class="vote" id={ "vote-" (id) } aria-pressed=(if own { "true" } else { "false" }) aria-label=(t.formats_vote_for(votes)) { (icon(member, "arrow-up")) span { (t.number(votes)) } small aria-hidden="true" { (t.formats_votes_word(votes)) } }
            }
            div class="stack gap-2" {
                ol class="track" aria-label=(t.formats_progress()) {
                    @for stage in way { li class=[(*stage as i64) .lt(&(idea.stage as i64)).then_some("done")] aria-current=[(*stage == idea.stage).then_some("step")] { (stage.label(member)) } }
                }
                @if rules::may_steer(&member.actor(), post.standing, post.place.company) {
                    form class="input-row" action={ "/posts/" (id) "/stage?_method=put" } method="post" {
                        label class="sr" for={ "stage-" (id) } { (t.formats_progress()) }
                        select class="select input" id={ "stage-" (id) } name="stage" { @for stage in Stage::ALL { option value=(stage.word()) selected[stage == idea.stage] { (stage.label(member)) } } }
                        button class="btn btn-sm" { (t.formats_move()) }
                    }
                }
            }
        }
    }
}
