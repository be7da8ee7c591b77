//! The page of search: what was found by groups, with extracts, filters and the searches that one keeps.

use super::ask::{Asked, FORMATS, Typed};
use super::find::{self, Results};
use super::groups::Group;
use super::store::{self, Place, Saved};
use crate::Reach;
use axum::extract::{Query, State};
use axum::http::header;
use maud::{Markup, html};
use ruche_kernel::{Error, PlaceId, languages};
use ruche_people::members;
use ruche_platform::search::{Detail, Marks, Shown};
use ruche_web::extract::{extract, marked};
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Person, avatar, badge, empty, icon, place_mark, time};
use ruche_web::{Ctx, Member, Result};
use std::collections::HashMap;

/// What stands beside what was found.
struct Around {
    people: HashMap<i64, Person>,
    places: HashMap<PlaceId, Place>,
    joined: Vec<Place>,
    saved: Vec<Saved>,
    marks: Marks,
}

pub(super) async fn show(State(reach): State<Reach>, member: Member, Query(typed): Query<Typed>) -> Result<Markup> {
    let t = member.t;
    let asked = Asked::of(&typed);
    let platform = &reach.platform;
    // Only what asks for work is counted.
    let (results, absent) = if asked.is_empty() {
        (Results::default(), find::available(platform).is_err())
    } else {
        member.app.limits.take(Act::Search, member.id().0)?;
        match find::find(platform, &member.actor(), &asked, &member.zone).await {
            Ok(results) => (results, false),
            Err(Error::Unavailable(_)) if find::available(platform).is_err() => (Results::default(), true),
            Err(error) => return Err(error.into()),
        }
    };
    let around = around(&reach, &member, &asked, &results).await?;
    let total = results.total();
    let title = if asked.is_empty() || absent {
        t.search_title().to_owned()
    } else if asked.words.is_empty() {
        t.search_results(count(total))
    } else {
        t.search_results_for(count(total), &asked.words)
    };
    let main = html! {
        header class="page-head" { div { h1 { (title) } p { (t.search_private()) } } @if !asked.is_empty() { div class="actions" { (keep(&member, &asked, &around)) } } }
        (form(&member, &asked))
        @if reach.keeper.building() || absent { p class="callout" data-tone="info" role="status" { (icon(&member, "info")) span { (if absent { t.search_absent() } else { t.search_building() }) } } }
        @if asked.is_empty() { (start(&member, &around)) }
        @else if !absent {
            (kinds(&member, &asked, &results))
            (narrow_filters(&member, &asked, &around))
            @if results.sections.is_empty() { (nothing(&member, &asked, &results)) }
            @for (group, shown) in &results.sections { (section(&member, &asked, &results, &around, *group, shown)) }
            @if asked.group.is_some() { (pages(&member, &asked, results.more)) }
        }
    };
    let aside = (!asked.is_empty()).then(|| {
        html! { section class="card pad refine-wide" aria-labelledby="refine-title" {
            div class="panel-title" { h2 id="refine-title" { (t.search_refine()) } @if asked.filtered() { a class="link small" href=(cleared(&asked)) { (t.search_clear()) } } }
            (filters(&member, &asked, &around, "wide"))
        } }
    });
    Ok(layout::page(&member, Page { title: &title, here: "search", class: "", back: Some(("/", t.search_title())), main, aside }).await?)
}

async fn around(reach: &Reach, member: &Member, asked: &Asked, results: &Results) -> ruche_kernel::Result<Around> {
    let db = &reach.platform.db;
    let shown = || results.sections.iter().flat_map(|(_, shown)| shown);
    let authors: Vec<i64> = shown().filter_map(|one| one.author).map(|author| author.0).collect();
    // The place that is asked for is named to those who read it.
    let scoped = match asked.place {
        Some(place) => ruche_people::access::read_place(db, member.id(), place, member.now).await.is_ok().then_some(place.0),
        None => None,
    };
    let places: Vec<i64> = shown().filter_map(|one| one.place).map(|place| place.0).chain(scoped).collect();
    Ok(Around {
        marks: reach.platform.index.marks(&asked.words),
        people: members::store::people(db, &authors).await?,
        places: store::places(db, &places).await?,
        joined: store::joined(db, member.id()).await?,
        saved: store::saved(db, member.id()).await?,
    })
}

/// The field, which on a desk also stands in the bar above.
fn form(member: &Member, asked: &Asked) -> Markup {
    let t = member.t;
    html! {
        form class="searchbox boxed" role="search" action="/search" method="get" aria-label=(t.search_here()) data-controller="search" {
            (icon(member, "search"))
            input type="search" name="q" value=(asked.words) aria-label=(t.search_words()) placeholder=(t.search_placeholder()) autocomplete="off" enterkeyhint="search" maxlength="200" autofocus[asked.is_empty()] data-search-target="field";
            (layout::suggestions(member, "search-list"))
            @for (name, value) in kept(asked, &["q"]) { input type="hidden" name=(name) value=(value); }
        }
    }
}

/// The fields of what is asked but some, for a form that changes those.
fn kept(asked: &Asked, but: &[&str]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(asked.query().as_bytes()).into_owned().filter(|(name, _)| !but.contains(&name.as_str())).collect()
}

/// The same search without its filters.
fn cleared(asked: &Asked) -> String {
    Asked { words: asked.words.clone(), group: asked.group, newest: asked.newest, ..Asked::default() }.url()
}

fn group_name(ctx: &Ctx, group: Group) -> &'static str {
    match group {
        Group::People => ctx.t.search_people(),
        Group::Writings => ctx.t.search_posts(),
        Group::Files => ctx.t.search_files(),
        Group::Communities => ctx.t.search_communities(),
        Group::Topics => ctx.t.search_topics(),
    }
}

fn count(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}

/// The chips of the groups, with how many each holds.
fn kinds(member: &Member, asked: &Asked, results: &Results) -> Markup {
    let t = member.t;
    let url = |group: Option<Group>| Asked { group, page: 1, ..asked.clone() }.url();
    html! {
        nav class="chips scroll" aria-label=(t.search_kinds()) {
            a class="chip" href=(url(None)) aria-current=[asked.group.is_none().then_some("page")] { (t.search_all()) " " span class="num" { (t.number(count(results.total()))) } }
            @for group in Group::ALL {
                @if let Some((_, many)) = results.counts.iter().find(|(counted, many)| *counted == group && (*many > 0 || asked.group == Some(group))) {
                    a class="chip" href=(url(Some(group))) aria-current=[(asked.group == Some(group)).then_some("page")] { (group_name(member, group)) " " span class="num" { (t.number(count(*many))) } }
                }
            }
        }
    }
}

/// Filters in a part that unfolds, where there is no room beside.
fn narrow_filters(member: &Member, asked: &Asked, around: &Around) -> Markup {
    html! { details class="card pad refine" open[asked.filtered()] { summary { (icon(member, "sliders")) (member.t.search_refine()) } (filters(member, asked, around, "narrow")) } }
}

/// `copy` tells the two copies of the form apart, one for each width.
fn filters(member: &Member, asked: &Asked, around: &Around, copy: &str) -> Markup {
    let t = member.t;
    let id = |field: &str| format!("{copy}-{field}");
    let scoped =
        asked.place.and_then(|place| around.places.get(&place)).filter(|place| !around.joined.iter().any(|own| own.id == place.id));
    html! {
        form class="facets" action="/search" method="get" aria-label=(t.search_refine()) {
            @for (name, value) in kept(asked, &["place", "by", "from", "until", "language", "format", "order"]) { input type="hidden" name=(name) value=(value); }
            div class="field" {
                label for=(id("order")) { (t.search_order()) }
                select class="select" id=(id("order")) name="order" {
                    option value="" { (t.search_by_relevance()) }
                    option value="newest" selected[asked.newest] { (t.search_by_date()) }
                }
            }
            div class="field" {
                label for=(id("place")) { (t.search_place()) }
                select class="select" id=(id("place")) name="place" {
                    option value="" { (t.search_everywhere()) }
                    @for place in scoped.into_iter().chain(&around.joined) { option value=(place.id) selected[asked.place == Some(place.id)] { (place.name) } }
                }
            }
            div class="field" {
                label for=(id("by")) { (t.search_by()) }
                input class="input" id=(id("by")) name="by" value=(asked.by) maxlength="80" autocomplete="off";
            }
            div class="field" {
                label for=(id("from")) { (t.search_from()) }
                input class="input" id=(id("from")) name="from" type="date" value=[asked.from.map(|date| date.to_string())];
            }
            div class="field" {
                label for=(id("until")) { (t.search_until()) }
                input class="input" id=(id("until")) name="until" type="date" value=[asked.until.map(|date| date.to_string())];
            }
            div class="field" {
                label for=(id("format")) { (t.search_format()) }
                select class="select" id=(id("format")) name="format" {
                    option value="" { (t.search_any()) }
                    @for format in FORMATS { option value=(format) selected[asked.format == format] { (t.search_a_format(format)) } }
                }
            }
            div class="field" {
                label for=(id("language")) { (t.search_language()) }
                select class="select" id=(id("language")) name="language" {
                    option value="" { (t.search_any()) }
                    @for (tag, name) in languages::LANGUAGES { option value=(tag) selected[asked.language == tag] lang=(tag) { (name) } }
                }
            }
            button class="btn" { (t.search_apply()) }
        }
    }
}

/// Before anything is asked.
fn start(member: &Member, around: &Around) -> Markup {
    let t = member.t;
    html! {
        @if around.saved.is_empty() { (empty(member, "search", t.search_start_title(), t.search_start(), html! {})) }
        @else { (saved_list(member, around)) }
    }
}

fn saved_list(member: &Member, around: &Around) -> Markup {
    let t = member.t;
    html! {
        section class="card" aria-labelledby="saved-title" {
            div class="card-head" { h2 id="saved-title" { (t.search_saved()) } }
            p class="meta pad" { (t.search_saved_hint()) }
            ul class="list" { @for saved in &around.saved {
                li {
                    (icon(member, "bell"))
                    div class="grow" { a class="name" href={ "/search?" (saved.query) } { (saved.words) } }
                    form action={ "/search/saved/" (saved.id) "?_method=delete" } method="post" { button class="icon-btn" aria-label=(t.search_forget(&saved.words)) { (icon(member, "x")) } }
                }
            } }
        }
    }
}

/// The button that keeps a search, or forgets it.
fn keep(member: &Member, asked: &Asked, around: &Around) -> Markup {
    let t = member.t;
    let query = asked.query();
    html! {
        @match around.saved.iter().find(|saved| saved.query == query) {
            Some(saved) => form action={ "/search/saved/" (saved.id) "?_method=delete" } method="post" {
                button class="btn btn-soft" aria-pressed="true" { (icon(member, "bell")) (t.search_kept()) }
            },
            None => form action="/search/saved" method="post" {
                input type="hidden" name="query" value=(query);
                button class="btn" aria-pressed="false" { (icon(member, "bell")) (t.search_keep()) }
            },
        }
    }
}

fn nothing(member: &Member, asked: &Asked, results: &Results) -> Markup {
    let t = member.t;
    let unknown = !asked.by.is_empty() && results.author.is_none();
    let text = if unknown {
        t.search_nobody(&asked.by)
    } else if asked.filtered() {
        t.search_none_filtered().to_owned()
    } else {
        t.search_none().to_owned()
    };
    let way = html! {
        @if asked.filtered() { a class="btn" href=(cleared(asked)) { (t.search_clear()) } }
        @else if asked.group.is_some() { a class="btn" href=(Asked { group: None, page: 1, ..asked.clone() }.url()) { (t.search_all()) } }
        @else { a class="btn btn-primary" href="/posts/new?format=question" data-composer { (icon(member, "circle-help")) (t.search_ask()) } }
    };
    empty(member, "search", t.search_none_title(), &text, way)
}

fn section(member: &Member, asked: &Asked, results: &Results, around: &Around, group: Group, shown: &[Shown]) -> Markup {
    let t = member.t;
    let name = group_name(member, group);
    let many = results.counts.iter().find(|(counted, _)| *counted == group).map_or(shown.len(), |(_, many)| *many);
    let id = format!("found-{}", group.word());
    html! {
        section class="card" aria-labelledby=(id) {
            div class="card-head" {
                h2 id=(id) { (name) " " span class="count plain" { (t.number(count(many))) } }
                @if asked.group.is_none() && many > shown.len() { a class="link small" href=(Asked { group: Some(group), ..asked.clone() }.url()) aria-label=(t.search_see_all_of(name)) { (t.search_see_all()) } }
            }
            @if group == Group::Topics { div class="chips pad" { @for one in shown { a class="chip" href=(one.url) { "#" (highlighted(around, &one.title)) } } } }
            @else { ul class="list" { @for one in shown { li class="result" { (row(member, around, group, one)) } } } }
        }
    }
}

fn highlighted(around: &Around, text: &str) -> Markup {
    marked(text, &(around.marks)(text))
}

fn row(member: &Member, around: &Around, group: Group, one: &Shown) -> Markup {
    let t = member.t;
    let person = one.author.and_then(|author| around.people.get(&author.0));
    let place = one.place.and_then(|place| around.places.get(&place));
    let title = if one.title.is_empty() { t.posts_without_text() } else { &one.title };
    let comment = one.subject.kind == "comment";
    let lang = Some(one.language.as_str()).filter(|tag| !tag.is_empty());
    let text = |text: &str| {
        html! { @if !text.is_empty() { p class="extract" lang=[lang] { (extract(text, &(around.marks)(text))) } } }
    };
    let by = html! {
        @if let Some(person) = person { span { (person.shown_name(member)) } (badge(member, person)) }
        @if let Some(place) = place { span { (place.name) } }
        @if one.at > 0 { span { (time(member, one.at)) } }
    };
    match group {
        Group::People => html! {
            @if let Some(person) = person { (avatar(person, "")) }
            div class="grow" {
                a class="name cover" href=(one.url) { (highlighted(around, title)) } @if let Some(person) = person { " " (badge(member, person)) }
                @if let Detail::Line(line) = &one.detail { @if !line.is_empty() { p class="meta" { (highlighted(around, line)) } } }
                (text(&one.text))
            }
        },
        Group::Writings => html! {
            @if let Some(person) = person { (avatar(person, "sm")) }
            div class="grow" {
                @if comment { span class="meta" { (t.search_in_reply()) " " } }
                // Without a title of its own, the words are what leads there.
                @if !comment && one.text.starts_with(title.trim_end_matches('…')) {
                    a class="name words cover" href=(one.url) lang=[lang] { (extract(&one.text, &(around.marks)(&one.text))) }
                } @else {
                    a class="name cover" href=(one.url) lang=[lang] { @if comment { (title) } @else { (highlighted(around, title)) } }
                }
                @if !one.format.is_empty() { " " span class="badge" data-tone="neutral" { (t.search_a_format(&one.format)) } }
                @if let Detail::Answers(true, _) = one.detail { " " span class="badge" data-tone="success" { (icon(member, "check")) (t.questions_answered()) } }
                @if comment || !one.text.starts_with(title.trim_end_matches('…')) { (text(&one.text)) }
                p class="meta meta-row" { (by) @if let Detail::Answers(_, n) = one.detail { @if n > 0 { span { (t.search_answers(n)) } } } }
            }
        },
        Group::Files => html! {
            (icon(member, file_icon(&one.detail)))
            div class="grow" {
                a class="name cover" href=(one.url) { (highlighted(around, title)) }
                (text(&one.text))
                p class="meta meta-row" { @if let Detail::File(bytes, _) = &one.detail { span { (t.bytes((*bytes).unsigned_abs())) } } (by) }
            }
        },
        Group::Communities => html! {
            @if let Some(place) = place { (place_mark(member, &place.icon, place.hue, place.picture, "")) }
            div class="grow" {
                a class="name cover" href=(one.url) { (highlighted(around, title)) }
                @if place.is_some_and(|place| place.archived) { " " span class="badge" { (icon(member, "archive")) (t.communities_archived()) } }
                (text(&one.text))
                @if let Detail::Count(n) = one.detail { p class="meta" { (t.search_members(n)) } }
            }
        },
        Group::Topics => html! {},
    }
}

fn file_icon(detail: &Detail) -> &'static str {
    match detail {
        Detail::File(_, mime) if mime.starts_with("image/") => "image",
        Detail::File(_, mime) if mime.starts_with("video/") => "video",
        Detail::File(_, mime) if mime.starts_with("audio/") => "mic",
        _ => "file",
    }
}

fn text_icon(one: &Shown) -> &'static str {
    match one.format.as_str() {
        "question" => "circle-help",
        _ => "message-circle",
    }
}

fn pages(member: &Member, asked: &Asked, more: bool) -> Markup {
    let t = member.t;
    let url = |page: usize| format!("{}&page={page}", asked.url());
    html! {
        @if asked.page > 1 || more {
            nav class="row center" aria-label=(t.search_pages()) {
                @if asked.page > 1 { a class="btn" href=(url(asked.page - 1)) { (icon(member, "arrow-left")) (t.search_previous()) } }
                @if more { a class="btn" href=(url(asked.page + 1)) { (t.search_next()) } }
            }
        }
    }
}

/// The groups in which typed words are looked for, and the words. As in what people write, a sign says what is meant.
pub(super) fn looked_for(words: &str) -> (&'static [Group], &str) {
    match words.chars().next() {
        Some('@') => (&[Group::People], &words[1..]),
        Some('#') => (&[Group::Topics], &words[1..]),
        _ => (&Group::ALL, words),
    }
}

/// What begins like the words typed, as options of a list; the answer changes at every key and is kept nowhere.
pub(super) async fn suggest(State(reach): State<Reach>, member: Member, Query(typed): Query<Typed>) -> Result {
    use axum::response::IntoResponse as _;
    let t = member.t;
    member.app.limits.take(Act::Suggest, member.id().0)?;
    let asked = Asked::of(&typed);
    let (groups, words) = looked_for(&asked.words);
    let found = match find::complete(&reach.platform, &member.actor(), words, groups, 7).await {
        // Completion is a help: without an index there is none.
        Err(Error::Unavailable(_)) => Vec::new(),
        other => other?,
    };
    let authors: Vec<i64> = found.iter().filter(|one| one.subject.kind == "member").filter_map(|one| one.author).map(|id| id.0).collect();
    let places: Vec<i64> = found.iter().filter_map(|one| one.place).map(|place| place.0).collect();
    let people = members::store::people(&reach.platform.db, &authors).await?;
    let places = store::places(&reach.platform.db, &places).await?;
    let stand = reach.platform.index.marks(words);
    let marks = |text: &str| marked(text, &stand(text));
    let options = html! {
        @if !asked.words.is_empty() {
            li role="option" data-url=(Asked { words: words.to_owned(), ..Asked::default() }.url()) { (icon(&member, "search")) span class="grow" { b class="name" { (words) } span class="meta" { (t.search_everywhere_for()) } } }
        }
        @for one in &found {
            li role="option" data-url=(one.url) {
                @match one.subject.kind.as_str() {
                    "member" => @if let Some(person) = people.get(&one.subject.id) { (avatar(person, "sm")) },
                    "community" => @if let Some(place) = one.place.and_then(|place| places.get(&place)) { (place_mark(&member, &place.icon, place.hue, place.picture, "sm")) },
                    "topic" => (icon(&member, "hash")),
                    "file" => (icon(&member, file_icon(&one.detail))),
                    _ => (icon(&member, text_icon(one))),
                }
                span class="grow" {
                    b class="name" { (marks(&one.title)) }
                    span class="meta" { (suggested(&member, one, &places)) @if let Some(person) = people.get(&one.subject.id) { " " (badge(&member, person)) } }
                }
            }
        }
    };
    Ok(([(header::CONTENT_TYPE, "text/html; charset=utf-8")], options.into_string()).into_response())
}

/// The second line of an option.
fn suggested(member: &Member, one: &Shown, places: &HashMap<PlaceId, Place>) -> String {
    let t = member.t;
    let place = || one.place.and_then(|place| places.get(&place)).map(|place| place.name.clone()).unwrap_or_default();
    match (one.subject.kind.as_str(), &one.detail) {
        ("member", Detail::Line(line)) => line.clone(),
        ("community", Detail::Count(n)) => t.search_members(*n),
        ("community", _) => t.search_a_community().to_owned(),
        ("topic", _) => t.search_a_topic().to_owned(),
        _ => place(),
    }
}
