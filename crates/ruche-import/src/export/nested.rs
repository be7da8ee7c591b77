//! What is kept as JSON inside a column, in the words of the format: ids as strings, moments in words, lists of objects.

use super::shape::{id, moment, time};
use ruche_kernel::{Error, Result};
use serde_json::{Map, Value, json};

/// What holds a moment in the details of a post.
const TIMES: [&str; 5] = ["starts_at", "ends_at", "closes_at", "confirm_by", "reminded_at"];
/// What holds people in the details of a post.
const PEOPLE: [&str; 1] = ["asked"];
/// What holds an id in a draft.
const IDS: [&str; 2] = ["shared", "behalf"];

type Read<T> = std::result::Result<T, String>;

fn parse(text: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|e| Error::bug(format!("kept JSON: {e}")))
}

/// The same object with each of `names` made something else.
fn with<E>(value: Value, names: &[&str], make: impl Fn(&Value) -> std::result::Result<Value, E>) -> std::result::Result<Value, E> {
    let Value::Object(mut object) = value else { return Ok(value) };
    for name in names {
        if let Some(held) = object.get_mut(*name) {
            *held = make(held)?;
        }
    }
    Ok(Value::Object(object))
}

/// Whether a moment or an id may be absent: it then is null on both sides.
fn unless_null<E>(make: impl Fn(&Value) -> std::result::Result<Value, E>) -> impl Fn(&Value) -> std::result::Result<Value, E> {
    move |value| if value.is_null() { Ok(Value::Null) } else { make(value) }
}

fn integer(value: &Value) -> Result<i64> {
    value.as_i64().ok_or_else(|| Error::bug("kept JSON: an integer expected"))
}

/// What the format of a post knows.
pub(super) fn details(text: &str) -> Result<Value> {
    if text.is_empty() {
        return Ok(Value::Null);
    }
    let value = with(parse(text)?, &TIMES, unless_null(|ms| Ok::<_, Error>(time(integer(ms)?)?.into())))?;
    with(value, &PEOPLE, |ids| {
        ids.as_array().into_iter().flatten().map(|id| Ok(integer(id)?.to_string())).collect::<Result<Vec<_>>>().map(Value::from)
    })
}

pub(super) fn stored_details(value: &Value) -> Read<String> {
    match value {
        Value::Null => Ok(String::new()),
        Value::Object(_) => {
            let at = |text: &Value| text.as_str().and_then(moment).map(Value::from).ok_or_else(|| "a time expected".to_owned());
            let value = with(value.clone(), &TIMES, unless_null(at))?;
            let known = |one: &Value| one.as_str().and_then(id).map(Value::from).ok_or_else(|| "an id expected".to_owned());
            let people = |ids: &Value| {
                ids.as_array().ok_or_else(|| "a list of ids expected".to_owned())?.iter().map(known).collect::<Read<Vec<_>>>()
            };
            with(value, &PEOPLE, |ids| people(ids).map(Value::from)).map(|value| value.to_string())
        }
        _ => Err("an object or null expected".into()),
    }
}

/// What was written into a draft.
pub(super) fn written(text: &str) -> Result<Value> {
    let value = with(parse(text)?, &IDS, unless_null(|id| Ok::<_, Error>(integer(id)?.to_string().into())))?;
    with(value, &["files"], |files| {
        let one = |file: &Value| Ok(json!({ "file": integer(&file[0])?.to_string(), "alt": file[1] }));
        files.as_array().into_iter().flatten().map(one).collect::<Result<Vec<_>>>().map(Value::from)
    })
}

pub(super) fn stored_written(value: &Value) -> Read<String> {
    if !value.is_object() {
        return Err("an object expected".into());
    }
    let known = |value: &Value| value.as_str().and_then(id).map(Value::from).ok_or_else(|| "an id expected".to_owned());
    let value = with(value.clone(), &IDS, unless_null(known))?;
    let value = with(value, &["files"], |files| {
        let one = |file: &Value| Ok(json!([known(&file["file"])?, file["alt"]]));
        files.as_array().into_iter().flatten().map(one).collect::<Read<Vec<_>>>().map(Value::from)
    })?;
    Ok(value.to_string())
}

/// Small copies, kept as `480:480x320 1200:1200x800`.
pub(super) fn copies(text: &str) -> Value {
    let one = |part: &str| {
        let (size, sides) = part.split_once(':')?;
        let (width, height) = sides.split_once('x')?;
        let number = |text: &str| text.parse::<u32>().ok();
        Some(json!({ "size": number(size)?, "width": number(width)?, "height": number(height)? }))
    };
    text.split_whitespace().filter_map(one).collect::<Vec<_>>().into()
}

pub(super) fn stored_copies(value: &Value) -> Read<String> {
    let expected = || "a list of copies expected".to_owned();
    let one = |copy: &Value| {
        let number = |name: &str| copy[name].as_u64().and_then(|n| u32::try_from(n).ok()).ok_or_else(expected);
        if copy.as_object().map(Map::len) != Some(3) {
            return Err(expected());
        }
        Ok(format!("{}:{}x{}", number("size")?, number("width")?, number("height")?))
    };
    Ok(value.as_array().ok_or_else(expected)?.iter().map(one).collect::<Read<Vec<_>>>()?.join(" "))
}

/// Who is told a way to reach somebody, in the order of the stored numbers.
pub(super) const SEEN: [&str; 3] = ["everyone", "employees", "oneself"];

/// Ways to reach somebody, whose readers are kept as a number.
pub(super) fn ways(text: &str) -> Result<Value> {
    let one = |way: &Value| {
        let seen = usize::try_from(integer(&way["seen"])?).ok().and_then(|seen| SEEN.get(seen));
        Ok(json!({ "label": way["label"], "value": way["value"], "seen_by": seen.ok_or_else(|| Error::bug("kept JSON: who is told"))? }))
    };
    parse(text)?.as_array().into_iter().flatten().map(one).collect::<Result<Vec<_>>>().map(Value::from)
}

pub(super) fn stored_ways(value: &Value) -> Read<String> {
    let expected = || "a list of ways expected".to_owned();
    let one = |way: &Value| {
        let (label, kept) = (way["label"].as_str().ok_or_else(expected)?, way["value"].as_str().ok_or_else(expected)?);
        let seen = SEEN.iter().position(|word| way["seen_by"] == *word).ok_or_else(expected)?;
        if way.as_object().map(Map::len) != Some(3) {
            return Err(expected());
        }
        Ok(json!({ "label": label, "value": kept, "seen": seen }))
    };
    Ok(Value::from(value.as_array().ok_or_else(expected)?.iter().map(one).collect::<Read<Vec<_>>>()?).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(text: &str, again: &str) {
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::from_str::<Value>(again).unwrap(), value);
    }

    #[test]
    fn what_formats_know_is_said_in_words_and_kept_again() {
        let kept = r#"{"starts_at":1773338400007,"ends_at":null,"zone":"Europe/Paris","venue":"Salle 2"}"#;
        let said = details(kept).unwrap();
        assert_eq!((said["starts_at"].as_str(), said["ends_at"].is_null()), (Some("2026-03-12T18:00:00.007Z"), true));
        same(kept, &stored_details(&said).unwrap());
        let kept = r#"{"confirm_by":1773338400007,"readers":12,"reminded_at":1773338400008}"#;
        let said = details(kept).unwrap();
        assert_eq!((said["readers"].as_i64(), said["reminded_at"].as_str()), (Some(12), Some("2026-03-12T18:00:00.008Z")));
        same(kept, &stored_details(&said).unwrap());
        let kept = r#"{"level":1,"asked":[108839423213641]}"#;
        let said = details(kept).unwrap();
        assert_eq!(said["asked"], json!(["108839423213641"]));
        same(kept, &stored_details(&said).unwrap());
        assert!(stored_details(&json!({ "asked": [7] })).is_err());
        assert_eq!(details("").unwrap(), Value::Null);
        assert_eq!(stored_details(&Value::Null).unwrap(), "");
        assert!(stored_details(&json!({ "starts_at": "soon" })).is_err() && stored_details(&json!([])).is_err());
    }

    #[test]
    fn drafts_name_files_and_people_by_ids_of_the_format() {
        let kept = r#"{"typed":{"format":"poll","options":["a","b"]},"body":"x","files":[[7,"un plan"]],"shared":9,"behalf":null}"#;
        let said = written(kept).unwrap();
        assert_eq!(said["files"], json!([{ "file": "7", "alt": "un plan" }]));
        assert_eq!((said["shared"].as_str(), said["behalf"].is_null()), (Some("9"), true));
        same(kept, &stored_written(&said).unwrap());
        assert!(stored_written(&json!({ "shared": 9 })).is_err() && stored_written(&json!({ "files": [{ "alt": "" }] })).is_err());
    }

    #[test]
    fn ways_name_their_readers_and_are_kept_again() {
        let kept = r#"[{"label":"Mobile","seen":1,"value":"06 12 34 56 78"}]"#;
        let said = ways(kept).unwrap();
        assert_eq!(said, json!([{ "label": "Mobile", "value": "06 12 34 56 78", "seen_by": "employees" }]));
        same(kept, &stored_ways(&said).unwrap());
        assert!(ways(r#"[{"label":"a","value":"b","seen":3}]"#).is_err());
        assert!(stored_ways(&json!([{ "label": "a", "value": "b", "seen_by": "all" }])).is_err() && stored_ways(&json!("x")).is_err());
    }

    #[test]
    fn copies_are_a_list_and_kept_again() {
        for kept in ["", "480:480x320", "480:480x320 1200:900x600"] {
            assert_eq!(stored_copies(&copies(kept)).unwrap(), kept);
        }
        assert!(stored_copies(&json!([{ "size": 480 }])).is_err() && stored_copies(&json!("480")).is_err());
    }
}
