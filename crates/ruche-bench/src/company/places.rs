//! Where people write: the company as a whole and its communities, large ones and small ones by rank.

use super::people::Person;
use super::{Making, id};
use ruche_import::export::{ExportError, time};
use ruche_kernel::names::sort_key;
use serde_json::json;
use std::collections::HashSet;

/// A place with those who write in it, each by their place among all.
pub(super) struct Place {
    pub id: i64,
    pub language: &'static str,
    /// Whether every employee reads it.
    pub open: bool,
    /// When the newest post appeared in it.
    pub last: Option<i64>,
    name: String,
    access: &'static str,
    members: Vec<u32>,
    /// Who writes most: elsewhere in each, so that nobody does everywhere.
    first: usize,
}

impl Place {
    /// How many write in it.
    pub(super) fn len(&self) -> usize {
        self.members.len()
    }

    /// One of those who write in it, by rank.
    pub(super) fn member(&self, at: usize) -> usize {
        self.members.get((self.first + at) % self.members.len().max(1)).map_or(0, |member| *member as usize)
    }

    /// Somebody who writes in it: a few write much.
    pub(super) fn author(&self, dice: &mut super::Dice) -> usize {
        self.member(dice.skewed(self.members.len()))
    }
}

/// How communities are come into: seven of ten are open.
const ACCESS: [&str; 10] = ["open", "open", "request", "open", "open", "closed", "open", "open", "unlisted", "open"];

/// Makes the places, the company first and then communities by size, and writes who belongs to them.
pub(super) fn join(making: &mut Making, company: i64, people: &[Person]) -> Result<Vec<Place>, ExportError> {
    let founded = making.calendar.founded();
    let everybody = (0..making.size.members).collect();
    let name = "Entreprise d’essai".to_owned();
    let mut places =
        vec![Place { id: company, language: "fr", open: true, last: None, name, access: "open", members: everybody, first: 0 }];
    let mut keys = HashSet::new();
    for n in 0..usize::try_from(making.size.communities).unwrap_or_default() {
        let mut name = making.words.name(&mut making.dice);
        while !keys.insert(sort_key(&name)) {
            name = making.words.name(&mut making.dice);
        }
        let access = ACCESS[n % ACCESS.len()];
        let language = if n % 10 < 7 { "fr" } else { "en" };
        let place = making.id(founded);
        // Somebody founded it, whoever comes then.
        let founder = u32::try_from(n * 31 % people.len().max(1)).unwrap_or_default();
        places.push(Place {
            id: place,
            language,
            open: access == "open",
            last: None,
            name,
            access,
            members: vec![founder],
            first: n * 7_919,
        });
    }
    for (at, person) in people.iter().enumerate() {
        let member = u32::try_from(at).unwrap_or_default();
        let many = usize::try_from(making.size.joined).unwrap_or_default();
        let communities = places.len() - 1;
        let mut joined = making.dice.different(many, |dice| 1 + dice.zipf(communities));
        let founded = (1..places.len()).filter(|place| places[*place].members[0] == member);
        joined.extend(founded);
        joined.sort_unstable();
        joined.dedup();
        for joined in joined {
            let place = &mut places[joined];
            let role = match place.members.len() {
                _ if place.members[0] == member => "owner",
                20 | 21 => "moderator",
                _ => "member",
            };
            if role != "owner" {
                place.members.push(member);
            }
            let place = id(place.id);
            let since = time(making.calendar.begin())?;
            making.add("memberships", &json!({ "member": id(person.id), "place": place, "role": role, "joined_at": since }))?;
        }
    }
    Ok(places)
}

/// Writes the places, once it is known when each was last written in.
pub(super) fn write(making: &mut Making, places: &[Place]) -> Result<(), ExportError> {
    let founded = time(making.calendar.founded())?;
    for (n, place) in places.iter().enumerate() {
        let record = json!({
            "id": id(place.id), "parent": (n > 0).then(|| id(places[0].id)), "kind": if n == 0 { "company" } else { "community" },
            "access": place.access, "name": place.name, "description": "", "icon": "hexagon", "hue": n * 47 % 360, "picture": null,
            "language": place.language, "reviewed": false, "circle": null, "archived_at": null, "merged_into": null, "merged_at": null,
            "last_post_at": place.last.map(time).transpose()?, "created_at": founded,
        });
        making.add("places", &record)?;
    }
    Ok(())
}
