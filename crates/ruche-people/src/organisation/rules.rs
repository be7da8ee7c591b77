//! Pure decisions about the organisation: names of units and sites, paths, levels, points of the map.

use ruche_kernel::{Refusal, names};

/// The most levels between somebody and the top. Real companies have fewer than fifteen.
pub const DEEPEST: i64 = 30;
/// How far statements walk, whatever the data say: beyond every chain that [`DEEPEST`] allows.
pub const WALK: i64 = 64;
/// The most characters of the name of a unit or a site: those of a line of a profile.
pub const MAX_NAME: usize = 80;
/// The most characters of what is said of a unit, and of an address.
pub const MAX_ABOUT: usize = 600;

/// The name of a unit or a site and its key, refused at `field` where there is none.
///
/// # Errors
/// Empty, too long.
pub fn name(typed: &str, field: &'static str) -> Result<(String, String), Refusal> {
    let name = names::clean_line(typed);
    let key = names::sort_key(&name);
    if key.is_empty() {
        return Err(Refusal::new("organisation.name_missing").at(field));
    }
    if name.chars().count() > MAX_NAME {
        return Err(Refusal::new("members.line_too_long").at(field).with("max", MAX_NAME as i64));
    }
    Ok((name, key))
}

/// The names of a path of units as it was typed, the uppermost first: `Ventes › Sud-Est`, with `›` or `>`. One name is a path as well.
#[must_use]
pub fn path(typed: &str) -> Vec<String> {
    typed.split(['›', '>']).map(names::clean_line).filter(|name| !name.is_empty()).collect()
}

/// Whether a unit that stands at `above` (its own key last, the uppermost first) is the one that somebody means by `typed` keys: they
/// are the end of its path.
#[must_use]
pub fn means(typed: &[String], above: &[String]) -> bool {
    typed.len() <= above.len() && typed.iter().rev().zip(above.iter().rev()).all(|(a, b)| a == b)
}

/// A coordinate as people write it, in degrees with a point or a comma, as millionths of a degree; nothing when it is left empty.
///
/// # Errors
/// Refused at `field` for what is no number, or beyond `most` degrees.
pub fn coordinate(typed: &str, most: i64, field: &'static str) -> Result<Option<i64>, Refusal> {
    let typed = names::clean_line(typed).replace(',', ".").replace('−', "-");
    if typed.is_empty() {
        return Ok(None);
    }
    let refused = || Refusal::new("organisation.coordinate").at(field).with("most", most);
    let degrees: f64 = typed.parse().map_err(|_| refused())?;
    if !degrees.is_finite() || degrees.abs() > most as f64 {
        return Err(refused());
    }
    #[allow(clippy::cast_possible_truncation, reason = "at most 180 million")]
    let millionths = (degrees * 1e6).round() as i64;
    Ok(Some(millionths))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_and_mean_the_units_whose_path_ends_so() {
        let keys = |text: &str| path(text).iter().map(|name| names::sort_key(name)).collect::<Vec<_>>();
        for (typed, unit, meant) in [
            ("Atelier", "Lyon › Atelier", true),
            ("lyon > ATELIER", "Sud-Est › Lyon › Atelier", true),
            ("Atelier", "Atelier", true),
            ("Vienne › Atelier", "Lyon › Atelier", false),
            ("Lyon › Atelier", "Atelier", false),
            ("Lyon", "Lyon › Atelier", false),
        ] {
            assert_eq!(means(&keys(typed), &keys(unit)), meant, "{typed} for {unit}");
        }
        assert_eq!((path(" › "), path("A >  B")), (Vec::<String>::new(), vec!["A".to_owned(), "B".to_owned()]));
    }

    #[test]
    fn coordinates_are_degrees_in_either_language() {
        for (typed, most, expected) in [
            ("45,7485", 90, Ok(Some(45_748_500))),
            ("-4.100000", 180, Ok(Some(-4_100_000))),
            ("−21", 90, Ok(Some(-21_000_000))),
            ("", 90, Ok(None)),
            ("90", 90, Ok(Some(90_000_000))),
            ("90.1", 90, Err(())),
            ("NaN", 90, Err(())),
            ("inf", 180, Err(())),
            ("45° N", 90, Err(())),
        ] {
            assert_eq!(coordinate(typed, most, "latitude").map_err(|_| ()), expected, "{typed}");
        }
    }

    #[test]
    fn names_are_lines() {
        assert_eq!(name("  Lyon  Gerland ", "name"), Ok(("Lyon Gerland".to_owned(), "lyon gerland".to_owned())));
        for wrong in ["", "\u{200b}", &"x".repeat(81)] {
            assert!(name(wrong, "name").is_err(), "{wrong}");
        }
    }
}
