//! Writes a plan, in one transaction: all of the demo company or nothing of it. Each room inserts its own rows.

use super::newcomers;
use super::plan::{Plan, profile};
use super::profiles;
use super::writings::{Draft, Form, Writing};
use ruche_content::comments::{model::CommentId, store as comments};
use ruche_content::files::{actions as files, store as file_rows};
use ruche_content::marks::{Mark, store as marks};
use ruche_content::posts::drafts::{Stage, store as drafts};
use ruche_content::posts::formats::store as responses;
use ruche_content::posts::{model::PostId, rules, store as posts};
use ruche_content::reactions::store as reactions;
use ruche_content::{feed, writing};
use ruche_kernel::{Error, Result};
use ruche_people::communities::store as communities;
use ruche_people::delegates::store as delegates;
use ruche_people::members::{actions::insert_member, store as members};
use ruche_people::organisation::place::{self, Ids};
use ruche_people::organisation::store::{self as organisation, Site, Unit};
use ruche_people::partners::store as partners;
use ruche_people::setup::store as setup;
use ruche_people::skills::store as skills;
use ruche_platform::db::Tx;
use ruche_platform::outbox;

/// Writes everything.
///
/// # Errors
/// `Conflict` when a company exists, else what a room says.
pub(super) async fn write(tx: &mut Tx, plan: &Plan, ids: &Ids<'_>) -> Result<()> {
    if setup::exists_in(tx).await? {
        return Err(Error::Conflict);
    }
    setup::insert(tx, plan.company, &plan.settings, plan.started_at).await?;
    people(tx, plan).await?;
    organise(tx, plan, ids).await?;
    skilled(tx, plan).await?;
    for c in &plan.communities {
        communities::insert_in(tx, c.id, &c.community, c.created_at).await?;
        for (actor, standing) in &c.members {
            communities::add_member_in(tx, c.id, actor.id, *standing, c.created_at, actor.kind).await?;
        }
    }
    for w in &plan.writings {
        write_one(tx, w).await?;
    }
    for draft in &plan.drafts {
        keep_draft(tx, draft).await?;
    }
    newcomers::write(tx, &plan.journeys, &plan.led, plan.started_at).await?;
    profiles::write(tx, &plan.fields, &plan.profiles, plan.started_at).await?;
    feed::store::save_mark(tx, plan.mark.0, plan.mark.1).await?;
    for (id, at, event) in &plan.events {
        outbox::record(tx, *id, *at, event).await?;
    }
    // Last: who left took part until then.
    for person in &plan.people {
        if let Some(at) = person.left_at {
            members::leave(tx, person.actor.id, at).await?;
        }
    }
    Ok(())
}

async fn people(tx: &mut Tx, plan: &Plan) -> Result<()> {
    let at = plan.started_at;
    for (id, contract) in &plan.partners {
        partners::insert_company(tx, *id, contract, at).await?;
    }
    for person in &plan.people {
        let actor = &person.actor;
        insert_member(tx, actor.id, &person.member, at).await?;
        if let Some(portrait) = &person.portrait {
            file_rows::insert(tx, portrait, at).await?;
            files::attach(tx, actor, plan.company, &profile(actor), &[(portrait.id, String::new())]).await?;
            members::save_photo(tx, actor.id, Some(portrait.id)).await?;
        }
    }
    for person in &plan.people {
        for followed in &person.follows {
            members::follow(tx, person.actor.id, *followed, at).await?;
        }
        for delegate in &person.delegates {
            delegates::insert(tx, person.actor.id, *delegate, at).await?;
        }
    }
    Ok(())
}

async fn organise(tx: &mut Tx, plan: &Plan, ids: &Ids<'_>) -> Result<()> {
    let at = plan.started_at;
    for site in &plan.sites {
        if let Some((id, _)) = place::find_site(tx, ids, &site.name, at).await? {
            organisation::save_site(tx, &Site { id, ..site.clone() }).await?;
        }
    }
    for (path, about, lead) in &plan.units {
        let mut above = path.clone();
        above.pop();
        let parent = if above.is_empty() { None } else { Some(place::make_units(tx, ids, &above, at).await?.0) };
        let (id, name) = place::make_units(tx, ids, path, at).await?;
        organisation::save_unit(tx, &Unit { id, parent, name, about: about.clone(), lead: Some(*lead), people: 0 }).await?;
    }
    for person in &plan.people {
        let at_work = (person.member.unit.as_str(), person.member.site.as_str());
        place::place(tx, ids, person.actor.id, at_work, place::Doubt::Oldest, at).await?;
    }
    for (id, manager) in &plan.reports {
        if let Some(was) = organisation::reporting(tx, *id).await? {
            organisation::report_to(tx, *id, was, Some(*manager)).await?;
        }
    }
    Ok(())
}

async fn skilled(tx: &mut Tx, plan: &Plan) -> Result<()> {
    let at = plan.started_at;
    for one in &plan.skills {
        let skill = skills::called(tx, one.ids[0], (&one.name, &one.key), &one.language, one.member, at).await?;
        skills::declare(tx, one.ids[1], one.member, skill, one.level, at).await?;
        for (by, sentence) in &one.endorsed {
            skills::endorse(tx, one.ids[1], *by, Some(sentence), at).await?;
        }
    }
    Ok(())
}

async fn write_one(tx: &mut Tx, w: &Writing) -> Result<()> {
    let language = match &w.form {
        Form::Post(post) => &post.language,
        Form::Comment { .. } => writing::language::of(&w.body).unwrap_or_default(),
    };
    let text = writing::prepare(tx, w.place, &w.body, language, w.at).await?;
    match &w.form {
        Form::Post(post) => {
            let row = posts::NewRow {
                id: PostId(w.subject.id),
                place: w.place,
                author: w.author.id,
                details: post.details.clone(),
                heading: post.heading.clone(),
                missing_file: false,
                created_at: w.at,
                published_at: w.at,
                expires_at: None,
                shared: post.shared.map(|(id, _)| id),
                writer: post.writer.map(|writer| writer.id),
            };
            posts::insert(tx, &row, &text).await?;
        }
        Form::Comment { post, parent, .. } => {
            let row = comments::NewRow {
                id: CommentId(w.subject.id),
                place: w.place,
                root: post.clone(),
                parent: parent.map(CommentId),
                author: w.author.id,
                published_at: w.at,
            };
            comments::insert(tx, &row, &text).await?;
            writing::store::count_comment(tx, post.id, 1).await?;
        }
    }
    writing::save_named(tx, &w.subject, w.place, &text, w.at, &w.topics).await?;
    if !w.files.is_empty() {
        for (file, _) in &w.files {
            file_rows::insert(tx, file, w.at).await?;
        }
        let attached: Vec<(i64, String)> = w.files.iter().map(|(file, alt)| (file.id, alt.clone())).collect();
        files::attach(tx, &w.author, w.place, &w.subject, &attached).await?;
    }
    for reaction in &w.reactions {
        reactions::set(tx, &w.subject, w.place, reaction.by.id, Some(reaction.kind), reaction.at).await?;
    }
    match &w.form {
        Form::Post(post) => {
            let id = PostId(w.subject.id);
            for response in &post.responses {
                responses::respond(tx, id, response.by.id, &response.choices, response.at).await?;
            }
            for (person, at) in &post.bookmarks {
                marks::add(tx, person.id, &w.subject, Mark::Bookmark, *at).await?;
            }
            if post.pinned {
                posts::pin(tx, id, w.place, Some(w.at), rules::MAX_PINS).await?;
            }
        }
        Form::Comment { post, votes, accepted_at, .. } => {
            let id = CommentId(w.subject.id);
            for (voter, at) in votes {
                comments::vote(tx, id, voter.id, true, *at).await?;
            }
            if accepted_at.is_some() {
                posts::save_answer(tx, PostId(post.id), Some(id)).await?;
            }
        }
    }
    Ok(())
}

async fn keep_draft(tx: &mut Tx, draft: &Draft) -> Result<()> {
    let stage = if draft.publish_at.is_some() { Stage::Scheduled } else { Stage::Draft };
    let content = drafts::Content { place: draft.place, stage, written: &draft.written, publish_at: draft.publish_at, writer: "" };
    drafts::insert(tx, draft.id, draft.author.id, &format!("demo-{}", draft.id), &content, draft.at).await
}
