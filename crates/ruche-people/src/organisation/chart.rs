//! The org chart: one row a level, from the top down to somebody and those who report to them. It costs as much for fifty thousand
//! people as for fifty: a row has six boxes, the last of which says how many more there are.

use super::store::{self, Node};
use crate::People;
use crate::members::page::{people_list, sections};
use axum::extract::{Path, Query, State};
use maud::{Markup, html};
use ruche_kernel::{MemberId, after_key};
use ruche_web::layout::{self, Page};
use ruche_web::parts::{avatar, empty, icon};
use ruche_web::{Member, Result};
use serde::Deserialize;
use std::collections::HashMap;

/// Boxes in one row: people, and the one that tells how many more there are.
const ROW: usize = 6;
/// People on one page of a team.
const PAGE: usize = 60;

/// One row of the chart.
struct Level {
    /// To whom these report; nobody for those on top.
    above: Option<Node>,
    /// The first ones, and the one whose team follows.
    nodes: Vec<Node>,
    /// How many more there are; unknown on top.
    more: i64,
    /// Whose team follows, or who was asked for.
    open: Option<MemberId>,
}

/// The chart around whoever asks.
pub(super) async fn around_me(State(people): State<People>, member: Member) -> Result<Markup> {
    show(&people, &member, member.id(), true).await
}

/// The chart around somebody.
pub(super) async fn around(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result<Markup> {
    show(&people, &member, id, id == member.id()).await
}

async fn show(people: &People, member: &Member, id: MemberId, mine: bool) -> Result<Markup> {
    let (t, db) = (member.t, &people.platform.db);
    let chain = store::above(db, member.id(), id).await?;
    let ids: Vec<i64> = chain.iter().filter(|node| node.reports > 0).map(|node| node.person.id.0).collect();
    let below = store::first_reports(db, member.id(), &ids).await?;
    let top = store::on_top(db, member.id(), ("", 0), ROW as i64 + 1).await?;
    let (placed, employees) = store::placed(db).await?;
    // Who reports to nobody, and to whom nobody does, has no place yet.
    let placeless = chain.len() == 1 && chain[0].reports == 0;
    let name = chain.last().map(|node| node.person.shown_name(member)).unwrap_or_default();
    let levels = if placeless { levels(&[], Vec::new(), top) } else { levels(&chain, below, top) };
    let last = levels.len().saturating_sub(1);
    let main = html! {
        header class="page-head" {
            div { h1 { (t.organisation_chart()) } @if member.me.actor.sees_everyone() { p { (t.organisation_placed(employees, placed)) } } }
            div class="actions" {
                @if !mine {
                    a class="btn" href="/organisation" { (icon(member, "target")) (t.organisation_find_me()) }
                    a class="btn btn-quiet" href={ "/members/" (id) } { (icon(member, "user")) (t.organisation_profile_of(name.as_str())) }
                }
                @if mine { a class="btn btn-quiet" href="/settings/team" { (icon(member, "edit")) (if chain.len() > 1 { t.organisation_change_manager() } else { t.organisation_say_mine() }) } }
                @else if member.me.actor.is_admin() { a class="btn btn-quiet" href={ "/members/" (id) "/manager" } { (icon(member, "edit")) (t.organisation_change_manager()) } }
            }
        }
        (sections(member, "organisation"))
        form class="input-row" action="/members" role="search" {
            label class="sr" for="q" { (t.members_filter()) }
            input class="input" id="q" type="search" name="q" placeholder=(t.organisation_go_to()) maxlength="80";
            button class="btn" { (icon(member, "search")) (t.members_find()) }
        }
        @if levels.is_empty() {
            (empty(member, "network", t.organisation_none_title(), t.organisation_none(), html! { a class="btn btn-primary" href="/settings/team" { (t.organisation_say_mine()) } }))
        } @else {
            @if placeless {
                div class="callout" data-tone="info" { (icon(member, "info")) p { (if mine { t.organisation_placeless_me().to_owned() } else { t.organisation_placeless(name.as_str()) }) } }
            }
            div class="card levels" data-controller="levels" {
                @for (number, level) in levels.iter().enumerate() { (row(member, number, level, number == last)) }
            }
        }
    };
    let title = t.organisation_chart();
    Ok(layout::page(member, Page { title, here: "members", class: "page-wide", back: Some(("/members", title)), main, aside: None })
        .await?)
}

/// The rows: those on top, then the team of each of the chain. In each, the one whose team follows is there.
fn levels(chain: &[Node], below: Vec<Node>, top: Vec<Node>) -> Vec<Level> {
    // One more than a row was asked for.
    let more = i64::from(top.len() > ROW);
    let mut teams: HashMap<MemberId, Vec<Node>> = HashMap::new();
    for node in below {
        if let Some(manager) = node.manager {
            teams.entry(manager).or_default().push(node);
        }
    }
    let mut levels = Vec::new();
    // Somebody on top to whom nobody reports is there all the same: it was asked for.
    if !top.is_empty() || !chain.is_empty() {
        levels.push(Level {
            above: None,
            nodes: fitting(top, chain.first(), more > 0),
            more,
            open: chain.first().map(|node| node.person.id),
        });
    }
    for (place, node) in chain.iter().enumerate() {
        let Some(team) = teams.remove(&node.person.id) else { continue };
        let open = chain.get(place + 1);
        let nodes = fitting(team, open, node.reports > ROW as i64);
        let more = node.reports - i64::try_from(nodes.len()).unwrap_or(0);
        levels.push(Level { above: Some(node.clone()), nodes, more, open: open.map(|node| node.person.id) });
    }
    levels
}

/// The people of a row, one fewer where there are `more`, with the one that is open: first, when it is not among the first ones.
fn fitting(mut nodes: Vec<Node>, open: Option<&Node>, more: bool) -> Vec<Node> {
    let room = if more { ROW - 1 } else { ROW };
    nodes.truncate(room);
    if let Some(open) = open
        && !nodes.iter().any(|node| node.person.id == open.person.id)
    {
        nodes.insert(0, open.clone());
        nodes.truncate(room);
    }
    nodes
}

fn row(member: &Member, number: usize, level: &Level, last: bool) -> Markup {
    let t = member.t;
    let id = format!("level-{number}");
    let name = level.above.as_ref().map(|node| node.person.shown_name(member));
    let more = match &level.above {
        Some(node) => format!("/organisation/{}/reports", node.person.id),
        None => "/organisation/0/reports".to_owned(),
    };
    html! {
        section class={ "level-row" @if last { " last" } } aria-labelledby=(id) {
            header {
                h2 id=(id) { (name.map_or_else(|| t.organisation_top().to_owned(), |name| t.organisation_team_of(name.as_str()))) }
                @if let Some(node) = &level.above { span class="meta" { (t.organisation_reports(node.reports)) @if node.team > node.reports { " · " (t.organisation_in_all(node.team)) } } }
            }
            ul {
                @for node in &level.nodes { li { (person(member, node, level.open == Some(node.person.id))) } }
                @if level.more > 0 {
                    li { a class="org-node fold" href=(more) { (icon(member, "plus")) b { (if level.above.is_some() { t.organisation_others(level.more) } else { t.organisation_all_on_top().to_owned() }) } } }
                }
            }
        }
    }
}

fn person(member: &Member, node: &Node, open: bool) -> Markup {
    let detail = if node.person.title.is_empty() { &node.unit } else { &node.person.title };
    html! {
        a class="org-node" href={ "/organisation/" (node.person.id) } aria-current=[open.then_some("true")] {
            (avatar(&node.person, "sm"))
            b class="name" { (node.person.shown_name(member)) }
            span class="meta" { (detail) }
            @if node.team > 0 { span class="badge" { (icon(member, "users")) span class="sr" { (member.t.organisation_in_all(node.team)) } span aria-hidden="true" { (member.t.number(node.team)) } } }
        }
    }
}

#[derive(Deserialize)]
pub(super) struct After {
    pub(super) after: Option<String>,
}

/// Everyone who reports to somebody; 0 stands for those on top.
pub(super) async fn reports(
    State(people): State<People>,
    member: Member,
    Path(id): Path<MemberId>,
    Query(query): Query<After>,
) -> Result<Markup> {
    let (t, db) = (member.t, &people.platform.db);
    let (key, last) = after_key(query.after.as_deref(), (String::new(), 0));
    let limit = PAGE as i64 + 1;
    let (title, rows) = if id.0 == 0 {
        (t.organisation_top().to_owned(), store::on_top(db, member.id(), (&key, last), limit).await?)
    } else {
        let of = store::someone(db, member.id(), id).await?.ok_or(ruche_kernel::Error::NotFound)?;
        (t.organisation_team_of(of.person.shown_name(&member).as_str()), store::reports(db, member.id(), id, (&key, last), limit).await?)
    };
    let ruche_kernel::Page { items: rows, next } = ruche_kernel::Page::of(rows, PAGE, |node| format!("{}.{}", node.key, node.person.id));
    let main = html! {
        header class="page-head" { div { h1 { (title) } } div class="actions" { a class="btn btn-quiet" href=(if id.0 == 0 { "/organisation".to_owned() } else { format!("/organisation/{id}") }) { (icon(&member, "network")) (t.organisation_chart()) } } }
        @if rows.is_empty() { (empty(&member, "users", t.organisation_nobody_title(), t.organisation_nobody_below(), html! {})) }
        @else { (people_list(&member, rows.iter().map(|node| (&node.person, node.site.as_str())))) }
        @if let Some(next) = next { a class="btn" href=(format!("/organisation/{id}/reports?{}", layout::query(&[("after", &next)]))) { (t.web_more()) } }
    };
    let back = format!("/organisation/{id}");
    let back = if id.0 == 0 { "/organisation" } else { &back };
    Ok(layout::page(&member, Page { title: &title, here: "members", class: "page-narrow", back: Some((back, &title)), main, aside: None })
        .await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruche_web::parts::Person;

    fn node(id: i64, manager: Option<i64>, reports: i64) -> Node {
        let person = Person {
            id: MemberId(id),
            name: Some(id.to_string()),
            title: String::new(),
            photo: None,
            hue: 0,
            partner: None,
            left: false,
            bot: false,
        };
        Node {
            person,
            manager: manager.map(MemberId),
            reports,
            team: reports,
            unit: String::new(),
            site: String::new(),
            key: id.to_string(),
        }
    }

    #[test]
    fn each_row_holds_the_one_whose_team_follows_and_tells_how_many_more_there_are() {
        // 1 leads 9 people of whom 19 comes last, who leads two.
        let chain = [node(1, None, 9), node(19, Some(1), 2)];
        let below = (11..17).map(|id| node(id, Some(1), 0)).chain((21..23).map(|id| node(id, Some(19), 0))).collect();
        let rows = levels(&chain, below, vec![node(1, None, 9), node(2, None, 3)]);
        let told: Vec<_> = rows
            .iter()
            .map(|row| (row.nodes.iter().map(|node| node.person.id.0).collect::<Vec<_>>(), row.more, row.open.map(|id| id.0)))
            .collect();
        assert_eq!(told, [(vec![1, 2], 0, Some(1)), (vec![19, 11, 12, 13, 14], 4, Some(19)), (vec![21, 22], 0, None)]);
        // Six fit without a box for more.
        let whole = levels(&[node(1, None, 6)], (11..17).map(|id| node(id, Some(1), 0)).collect(), vec![node(1, None, 6)]);
        assert_eq!((whole[1].nodes.len(), whole[1].more), (6, 0));
        let crowded = levels(&[], Vec::new(), (1..8).map(|id| node(id, None, 1)).collect());
        assert_eq!((crowded[0].nodes.len(), crowded[0].more), (5, 1));
        assert!(levels(&[], Vec::new(), Vec::new()).is_empty(), "nobody is placed");
    }
}
