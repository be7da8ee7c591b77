//! The people of a company: where each stands in it, whom they follow, what they can do.

use super::calendar::DAY;
use super::{Making, friends, id, names};
use ruche_import::export::{ExportError, time};
use ruche_kernel::names::sort_key;
use serde_json::json;

/// A person, as others name them.
pub(super) struct Person {
    pub id: i64,
    pub name: String,
}

/// A unit or a site: its id, and its name.
type Named = (i64, String);

/// Writes the company and everybody in it; the first is its administrator and stands above all.
pub(super) fn write(making: &mut Making, company: i64) -> Result<Vec<Person>, ExportError> {
    let founded = time(making.calendar.founded())?;
    making.add("company", &json!({ "id": id(company), "language": "fr", "hue": 168, "leavers": "named", "created_at": founded }))?;
    let people = invent(making);
    let sites = sites(making)?;
    let units = units(making, &people)?;
    members(making, &people, &sites, &units)?;
    follows(making, &people)?;
    skills(making, &people)?;
    Ok(people)
}

/// When the account of each was made: one after the other, in the years before.
fn arrived(making: &Making, at: usize) -> i64 {
    let (founded, begin) = (making.calendar.founded(), making.calendar.begin());
    let people = i64::from(making.size.members.max(1));
    founded + (begin - founded) / people * i64::try_from(at).unwrap_or_default()
}

fn invent(making: &mut Making) -> Vec<Person> {
    let name = |making: &mut Making| format!("{} {}", making.dice.pick(&names::GIVEN), making.dice.pick(&names::SURNAMES));
    let people = (0..usize::try_from(making.size.members).unwrap_or_default()).map(|at| {
        let arrived = arrived(making, at);
        Person { id: making.id(arrived), name: name(making) }
    });
    people.collect()
}

fn sites(making: &mut Making) -> Result<Vec<Named>, ExportError> {
    let at = making.calendar.founded();
    let mut sites = Vec::new();
    for (name, latitude, longitude, zone) in names::SITES {
        let site = making.id(at);
        let record = json!({ "id": id(site), "name": name, "address": name, "zone": zone, "latitude": latitude, "longitude": longitude, "circle": null, "created_at": time(at)? });
        making.add("sites", &record)?;
        sites.push((site, name.to_owned()));
    }
    Ok(sites)
}

/// Departments, led by those who report to the first person, and what they are divided into. Only the latter have people.
fn units(making: &mut Making, people: &[Person]) -> Result<Vec<Named>, ExportError> {
    let at = making.calendar.founded();
    let mut units = Vec::new();
    for (n, (department, parts)) in names::UNITS.into_iter().enumerate() {
        let above = making.id(at);
        let record = |unit: i64, parent: Option<i64>, name: &str, lead: Option<i64>| {
            Ok::<_, ExportError>(
                json!({ "id": id(unit), "parent": parent.map(id), "name": name, "about": "", "lead": lead.map(id), "circle": null, "created_at": time(at)? }),
            )
        };
        making.add("units", &record(above, None, department, people.get(n + 1).map(|lead| lead.id))?)?;
        for part in parts {
            let (unit, name) = (making.id(at), format!("{department}, {part}"));
            making.add("units", &record(unit, Some(above), &name, None)?)?;
            units.push((unit, name));
        }
    }
    Ok(units)
}

fn members(making: &mut Making, people: &[Person], sites: &[Named], units: &[Named]) -> Result<(), ExportError> {
    // Who is being given reports, and how many more.
    let (mut manager, mut left) = (0, 10);
    for (at, person) in people.iter().enumerate() {
        if at > 0 && left == 0 {
            (manager, left) = (manager + 1, 8 + making.dice.below(5));
        }
        left -= usize::from(at > 0);
        // A team is in one unit, and mostly on one site.
        let (unit_id, unit) = &units[manager % units.len()];
        let (site_id, site) = if making.dice.chance(0.8) { &sites[manager % sites.len()] } else { making.dice.pick(sites) };
        let english = site == "London";
        let record = json!({
            "id": id(person.id), "kind": "employee", "role": if at == 0 { "administrator" } else { "member" }, "state": "active",
            "name": person.name, "email": address(&person.name, at), "username": null, "title": making.dice.pick(&names::TITLES),
            "unit": unit, "unit_id": id(*unit_id), "site": site, "site_id": id(*site_id), "circle": null,
            "manager": (at > 0).then(|| id(people[manager].id)), "phone": "", "email_seen_by": "employees", "phone_seen_by": "everyone",
            "languages": if english { "English" } else { "français" }, "bio": "", "photo": null, "hue": at * 37 % 360,
            "language": if english { "en" } else { "fr" }, "zone": "Europe/Paris", "theme": "", "shortcuts": true, "first_visit": false,
            "starting_at": null, "accompanies": false, "proposes_skills": true, "ask_limit": 5, "hidden_languages": [],
            "partner_company": null, "sponsor": null, "ends_at": null, "end_told": 0, "created_at": time(arrived(making, at))?, "left_at": null,
        });
        making.add("members", &record)?;
    }
    Ok(())
}

/// An address that nobody has, in a domain kept for examples.
fn address(name: &str, at: usize) -> String {
    let plain = |part: &str| sort_key(part).chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let parts: Vec<String> = name.split(' ').map(plain).collect();
    format!("{}.{at}@example.com", parts.join("."))
}

/// Half of those whom somebody follows are near in the organisation, the others known to many.
fn follows(making: &mut Making, people: &[Person]) -> Result<(), ExportError> {
    for (at, person) in people.iter().enumerate() {
        let many = friends::count(&mut making.dice, people.len());
        let followed = making.dice.different(many, |dice| {
            if dice.chance(0.5) { (at + 1 + dice.below(4 * many)) % people.len() } else { dice.skewed(people.len()) }
        });
        for one in followed.into_iter().filter(|one| *one != at) {
            let since = time(making.calendar.any(&mut making.dice))?;
            making.add("follows", &json!({ "follower": id(person.id), "member": id(people[one].id), "created_at": since }))?;
        }
    }
    Ok(())
}

/// The share of people who say what they can do, and the most skills that they say.
const SKILLED: (f64, usize) = (0.4, 8);

fn skills(making: &mut Making, people: &[Person]) -> Result<(), ExportError> {
    let (at, mut skills) = (making.calendar.founded(), Vec::new());
    let many = (people.len() / 10).clamp(12, 2_000);
    let words: Vec<String> = (0..many).map(|_| making.words.name(&mut making.dice)).collect();
    let mut keys = std::collections::HashSet::new();
    for name in words {
        let key = sort_key(&name);
        if !keys.insert(key.clone()) {
            continue;
        }
        let skill = making.id(at);
        let by = id(making.dice.pick(people).id);
        making.add("skills", &json!({ "id": id(skill), "name": name, "created_by": by, "created_at": time(at)?, "merged_into": null }))?;
        making.add("skill_names", &json!({ "key": key, "skill": id(skill), "name": name, "language": "fr" }))?;
        skills.push(skill);
    }
    for person in people {
        if !making.dice.chance(SKILLED.0) {
            continue;
        }
        let many = 1 + making.dice.below(SKILLED.1);
        for skill in making.dice.different(many, |dice| skills[dice.zipf(skills.len())]) {
            let said = making.calendar.any(&mut making.dice);
            let record = json!({
                "id": id(making.id(at)), "member": id(person.id), "skill": id(skill), "level": 1 + making.dice.below(4), "declared_at": time(said)?,
                "removed_at": null, "fresh_at": time((said + DAY).min(making.calendar.end()))?, "fresh": true, "stale_at": null,
            });
            making.add("member_skills", &record)?;
        }
    }
    Ok(())
}
