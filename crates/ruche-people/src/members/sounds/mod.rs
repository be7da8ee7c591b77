//! Names by how they sound, for whoever heard one and never saw it written: Gauthier is found by Gotier, Catherine by Kathryn.
//!
//! Each word of a name has a key for a French ear and up to two for an English one. Keys are kept beside the members, so that a search
//! reads an index whatever the size of the company; they are written with the name, and by a sweep where a name has none yet.

pub(super) mod store;
mod sweep;

pub(super) use sweep::Heard;

use super::store::{Filter, Listed};
use ruche_platform::db::Db;

use rphonetic::DoubleMetaphone;
use ruche_kernel::{MemberId, PlaceId, Result, names};
use ruche_web::parts::Person;
use std::collections::BTreeSet;

/// Words of what is typed that are looked at.
pub(super) const WORDS: usize = 3;
/// Keys of one word at most: one French, two English.
pub(super) const KEYS: usize = 3;
/// English keys are consonants: two of them say too little.
const SHORTEST: usize = 3;

/// The keys of a name, of every word of it.
pub(super) fn of_name(name: &str) -> BTreeSet<String> {
    words(name).flat_map(|word| of_word(&word)).collect()
}

/// The keys of the first words that somebody typed. Nothing at all where one of them cannot be heard: an initial is the beginning of a
/// written name, and leaving it out would find people who do not bear it.
pub(super) fn of_typed(typed: &str) -> Vec<Vec<String>> {
    let keys: Vec<_> = words(typed).map(|word| of_word(&word)).take(WORDS).collect();
    if keys.iter().any(Vec::is_empty) { Vec::new() } else { keys }
}

/// How many who sound alike are shown.
const SHOWN: usize = 12;
/// How many are suggested.
const SUGGESTED: usize = 8;

/// The people of the directory whose names sound like what was typed and are not among those `found` by how they are written.
pub(super) async fn alike_in(db: &Db, viewer: MemberId, filter: Filter<'_>, found: &[Listed], now: i64) -> Result<Vec<Listed>> {
    let alike = store::alike(db, viewer, filter.q, now).await?;
    if alike.is_empty() {
        return Ok(Vec::new());
    }
    let units = match filter.unit {
        Some(unit) => Some(crate::organisation::store::with_below(db, unit).await?.0),
        None => None,
    };
    let here = |one: &store::Alike| {
        filter.site.is_none_or(|site| one.site_id == Some(site))
            && units.as_ref().is_none_or(|units| one.unit_id.is_some_and(|unit| units.contains(&unit)))
            && !found.iter().any(|row| row.person.id == one.row.person.id)
    };
    Ok(alike.into_iter().filter(here).map(|one| one.row).take(SHOWN).collect())
}

/// Completion in a place by sound: some whom `viewer` sees and who sound like `typed`, and whether each reads the place, those who do first.
pub(super) async fn alike_of(db: &Db, viewer: MemberId, place: i64, typed: &str, now: i64) -> Result<Vec<(Person, bool)>> {
    let alike = store::alike(db, viewer, typed, now).await?;
    let people: Vec<Person> = alike.into_iter().map(|one| one.row.person).filter(|person| person.id != viewer).collect();
    let ids: Vec<i64> = people.iter().map(|person| person.id.0).collect();
    let readers = crate::access::readers_among(db, PlaceId(place), &ids, now).await?;
    let (reading, others): (Vec<_>, Vec<_>) =
        people.into_iter().map(|person| (readers.contains(&person.id.0), person)).partition(|one| one.0);
    Ok(reading.into_iter().chain(others).map(|(reads, person)| (person, reads)).take(SUGGESTED).collect())
}

fn words(name: &str) -> impl Iterator<Item = String> {
    let key = names::sort_key(name);
    let words: Vec<String> = key.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.into_iter()
}

fn of_word(word: &str) -> Vec<String> {
    // Both ears know Latin letters alone, and one letter sounds like too many names.
    if word.len() < 2 || !word.chars().all(|c| c.is_ascii_lowercase()) {
        return Vec::new();
    }
    let mut keys = vec![format!("f{}", french(word))];
    let english = DoubleMetaphone::new(Some(8)).double_metaphone(word);
    for key in [english.primary(), english.alternate()] {
        let key = format!("e{key}");
        if key.len() > SHORTEST && !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// Letters that sound as others do, in the order in which they are replaced. Capitals stand for sounds that have no letter: `S` as in
/// *chat*, `N` as in *agneau*, `A`, `I`, `O` the nasal vowels, `E` as in *feu*, `U` as in *cou*.
const CONSONANTS: [(&str, &str); 20] = [
    ("sch", "S"),
    ("chr", "kr"),
    ("chl", "kl"),
    ("ch", "S"),
    ("ph", "f"),
    ("h", ""),
    ("bv", "v"),
    ("gea", "ja"),
    ("geo", "jo"),
    ("gue", "Ge"),
    ("gui", "Gi"),
    ("guy", "Gi"),
    ("gn", "N"),
    ("ge", "je"),
    ("gi", "ji"),
    ("gy", "ji"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("w", "v"),
];
const HARD: [(&str, &str); 7] = [("qu", "k"), ("ck", "k"), ("q", "k"), ("c", "k"), ("G", "g"), ("z", "s"), ("x", "ks")];
const VOWELS: [(&str, &str); 14] = [
    ("eau", "o"),
    ("au", "o"),
    ("oeu", "E"),
    ("oe", "E"),
    ("eu", "E"),
    ("ou", "U"),
    ("oi", "va"),
    ("oy", "va"),
    ("vill", "vil"),
    ("ill", "y"),
    ("ai", "e"),
    ("ei", "e"),
    ("ay", "e"),
    ("ey", "e"),
];
/// The vowels before an `n` or `m` that no vowel follows.
const NASAL: [(&str, char); 14] = [
    ("ain", 'I'),
    ("aim", 'I'),
    ("ein", 'I'),
    ("ean", 'A'),
    ("in", 'I'),
    ("im", 'I'),
    ("yn", 'I'),
    ("un", 'I'),
    ("an", 'A'),
    ("am", 'A'),
    ("en", 'A'),
    ("em", 'A'),
    ("on", 'O'),
    ("om", 'O'),
];

/// How a French reader says a word in lower-case Latin letters. The rules are those of French spelling, cut down to what proper names need:
/// two spellings of one name should meet, and a key is never shown.
fn french(word: &str) -> String {
    let mut said = word.strip_prefix('x').map_or_else(|| word.to_owned(), |rest| format!("gz{rest}"));
    replace(&mut said, &CONSONANTS[..6]);
    said = nasals(&said);
    said = single(&said);
    replace(&mut said, &CONSONANTS[6..]);
    said = unspoken(&said).to_owned();
    replace(&mut said, &HARD);
    replace(&mut said, &VOWELS);
    said = said.replace('y', "i");
    single(&said)
}

fn replace(said: &mut String, rules: &[(&str, &str)]) {
    for (from, to) in rules {
        if said.contains(from) {
            *said = said.replace(from, to);
        }
    }
}

/// A vowel and an `n` or `m` become one sound, unless a vowel or the same letter again follows.
fn nasals(said: &str) -> String {
    let mut heard = String::with_capacity(said.len());
    let mut rest = said;
    'letters: while let Some(first) = rest.chars().next() {
        for (letters, sound) in NASAL {
            if let Some(after) = rest.strip_prefix(letters)
                && !after.starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'n', 'm'])
            {
                // The letters before it keep their sound: the c of Vincent is soft.
                if matches!(letters.as_bytes()[0], b'e' | b'i' | b'y') && heard.ends_with(['c', 'g']) {
                    let soft = if heard.ends_with('c') { 's' } else { 'j' };
                    heard.pop();
                    heard.push(soft);
                }
                heard.push(sound);
                rest = after;
                continue 'letters;
            }
        }
        heard.push(first);
        rest = &rest[first.len_utf8()..];
    }
    heard
}

/// Doubled letters once, but for the two l of *ill*.
fn single(said: &str) -> String {
    let mut once = String::with_capacity(said.len());
    for c in said.chars() {
        if !once.ends_with(c) || (c == 'l' && once.ends_with("il")) {
            once.push(c);
        }
    }
    once
}

/// Without the letters at the end that nobody says.
fn unspoken(said: &str) -> &str {
    let keep = |cut: &'static [char], said: &str| said.trim_end_matches(cut).len();
    let plural = said.strip_suffix('s').unwrap_or(said);
    let end = if plural.ends_with('e') && !plural.ends_with("ue") {
        keep(&['e'], plural)
    } else {
        let spoken = &said[..keep(&['t', 'd', 's', 'x', 'z', 'p'], said)];
        let spoken =
            spoken.strip_suffix("er").or_else(|| spoken.strip_suffix("aul").map(|_| &spoken[..spoken.len() - 1])).unwrap_or(spoken);
        keep(&['e'], spoken)
    };
    // Ed, Sy: nothing would be left of them.
    if end < 2 { said } else { &said[..end] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(one: &str, other: &str) -> bool {
        of_typed(one).iter().all(|keys| keys.iter().any(|key| of_name(other).contains(key)))
    }

    #[test]
    fn names_that_sound_alike_meet() {
        let pairs = [
            ("gotier", "Gauthier"),
            ("gotié", "Gautier"),
            ("lefevre", "Lefebvre"),
            ("tibo", "Thibault"),
            ("tibaud", "Thibault"),
            ("reno", "Renaud"),
            ("raynault", "Reynaud"),
            ("roussé", "Rousset"),
            ("rousse", "Rousset"),
            ("moro", "Moreau"),
            ("filip", "Philippe"),
            ("sessil", "Cécile"),
            ("jofroi", "Geoffroy"),
            ("anri", "Henri"),
            ("chmit", "Schmitt"),
            ("matieu", "Mathieu"),
            ("dupond", "Dupont"),
            ("jan", "Jean"),
            ("kathryn", "Catherine"),
            ("durant", "Durand"),
            ("lorent", "Laurent"),
            ("erik", "Éric"),
            ("kristine", "Christine"),
            ("ive", "Yves"),
            ("guiyome", "Guillaume"),
            ("kantin", "Quentin"),
            ("gzavier", "Xavier"),
            ("smyth", "Smith"),
            ("cayo", "Caillaud"),
            ("obert", "Aubert"),
            ("ebert", "Hébert"),
            ("pero", "Perrault"),
            ("sinte", "Sainte"),
            ("vinsan", "Vincent"),
            ("boulange", "Boulanger"),
            ("leclerc", "Leclercq"),
            ("jan dupond", "Jean-Pierre Dupont"),
            ("camille roussé", "Camille Rousset"),
        ];
        let apart =
            pairs.map(|(typed, name)| (!alike(typed, name)).then(|| format!("{typed}, {name}: {:?} {:?}", of_typed(typed), of_name(name))));
        assert_eq!(apart.into_iter().flatten().collect::<Vec<_>>(), Vec::<String>::new());
    }

    #[test]
    fn names_that_do_not_stay_apart() {
        for (typed, name) in [
            ("petit", "Bernard"),
            ("renard", "Renaud"),
            ("michaud", "Michel"),
            ("roux", "Rose"),
            ("meyer", "Moreau"),
            ("martin", "Marchand"),
            ("jan dupond", "Jean Durand"),
            ("faure", "Ferrand"),
        ] {
            assert!(!alike(typed, name), "{typed} and {name}: {:?} {:?}", of_typed(typed), of_name(name));
        }
    }

    #[test]
    fn what_cannot_be_heard_has_no_key() {
        for typed in ["", " ", "1234", "é", "李", "a b c", "Анна", "' ; --"] {
            assert_eq!(of_typed(typed), Vec::<Vec<String>>::new(), "{typed}");
        }
        assert_eq!(of_typed("un deux trois quatre cinq").len(), WORDS);
        for word in ["ed", "ss", "hh", "xx", "ill", "ee", "tttt", "aue"] {
            assert!(of_word(word).len() <= KEYS, "{word}");
        }
    }
}
