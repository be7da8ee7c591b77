//! The shapes of fields: how what a column keeps is said in JSON, and back. Both ways are written side by side, so that what is
//! exported can be restored. Reading back is strict: what export would not have written is refused.

use super::nested;
use jiff::Timestamp;
use ruche_kernel::{Error, Result, SubjectRef};
use ruche_platform::db::{Row, Value as Bound};
use serde_json::{Value, json};

/// How a field is said in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// An id: a string of digits.
    Id,
    /// The same, or null.
    OptId,
    /// The same; null for what is kept as 0.
    IdOrZero,
    /// A moment: RFC 3339, UTC, with milliseconds.
    Time,
    /// The same, or null.
    OptTime,
    /// The same; null for what is kept as 0.
    TimeOrZero,
    /// An integer.
    Number,
    /// The same, or null.
    OptNumber,
    /// True or false.
    Flag,
    /// A text.
    Text,
    /// A text, or null.
    OptText,
    /// One of these words, kept as its place in the list.
    Word(&'static [&'static str]),
    /// Words: a list of texts, kept with a space between them.
    Words,
    /// What can be seen, `post:7`: kept as its kind and its id.
    Subject,
    /// The same, or null.
    OptSubject,
    /// What the format of a post knows, as an object; null for nothing.
    Details,
    /// What was written into a draft, as an object.
    Written,
    /// The small copies of a picture: a list of objects.
    Copies,
    /// Ways to reach somebody: a list of objects.
    Ways,
}

/// The beginning of what cannot be read back.
fn wrong<T>(expected: &str) -> std::result::Result<T, String> {
    Err(format!("{expected} expected"))
}

/// A moment in words.
///
/// # Errors
/// `Bug` for one that no calendar has.
pub fn time(ms: i64) -> Result<String> {
    let at = Timestamp::from_millisecond(ms).map_err(|e| Error::bug(format!("a moment: {e}")))?;
    Ok(at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string())
}

/// The moment that words say, exactly as [`time`] says it.
pub(crate) fn moment(text: &str) -> Option<i64> {
    let ms = text.parse::<Timestamp>().ok()?.as_millisecond();
    (time(ms).ok()? == text).then_some(ms)
}

/// The id in a string of digits.
pub(super) fn id(text: &str) -> Option<i64> {
    text.parse().ok().filter(|id: &i64| *id > 0 && id.to_string() == text)
}

fn optional<T>(value: &Value, read: impl Fn(&str) -> Option<T>, expected: &str) -> std::result::Result<Option<T>, String> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => read(text).map(Some).map_or_else(|| wrong(expected), Ok),
        _ => wrong(expected),
    }
}

fn required<T>(value: &Value, read: impl Fn(&str) -> Option<T>, expected: &str) -> std::result::Result<T, String> {
    value.as_str().and_then(read).map_or_else(|| wrong(expected), Ok)
}

const ID: &str = "an id";
const TIME: &str = "a time";
const SUBJECT: &str = "a kind and an id";

impl Shape {
    /// What a row keeps in `columns`.
    ///
    /// # Errors
    /// `Bug` when a column is absent, or keeps what the shape does not know.
    pub fn read(self, r: &Row, columns: &[&str]) -> Result<Value> {
        let column = columns[0];
        let subject = |id: i64| -> Result<Value> { Ok(SubjectRef::new(&r.text(column)?, id).to_string().into()) };
        Ok(match self {
            Self::Id => r.int(column)?.to_string().into(),
            Self::OptId => r.opt_int(column)?.map(|id| id.to_string()).into(),
            Self::IdOrZero => Some(r.int(column)?).filter(|id| *id != 0).map(|id| id.to_string()).into(),
            Self::Time => time(r.int(column)?)?.into(),
            Self::OptTime => r.opt_int(column)?.map(time).transpose()?.into(),
            Self::TimeOrZero => Some(r.int(column)?).filter(|ms| *ms != 0).map(time).transpose()?.into(),
            Self::Number => r.int(column)?.into(),
            Self::OptNumber => r.opt_int(column)?.into(),
            Self::Flag => r.flag(column)?.into(),
            Self::Text => r.text(column)?.into(),
            Self::OptText => r.opt_text(column)?.into(),
            Self::Word(words) => {
                let number = r.int(column)?;
                let word = usize::try_from(number).ok().and_then(|number| words.get(number));
                (*word.ok_or_else(|| Error::bug(format!("column {column}: {number}")))?).into()
            }
            Self::Words => r.text(column)?.split_whitespace().collect::<Vec<_>>().into(),
            Self::Subject => subject(r.int(columns[1])?)?,
            Self::OptSubject => r.opt_int(columns[1])?.map(subject).transpose()?.into(),
            Self::Details => nested::details(&r.text(column)?)?,
            Self::Written => nested::written(&r.text(column)?)?,
            Self::Copies => nested::copies(&r.text(column)?),
            Self::Ways => nested::ways(&r.text(column)?)?,
        })
    }

    /// The values of the columns that keep it, in their order.
    ///
    /// # Errors
    /// What was expected, in words.
    pub fn bind(self, value: &Value) -> std::result::Result<Vec<Bound>, String> {
        let subject = |text: &str| text.parse::<SubjectRef>().ok().filter(|s| s.id > 0 && s.to_string() == text);
        Ok(vec![match self {
            Self::Id => required(value, id, ID)?.into(),
            Self::OptId => optional(value, id, ID)?.into(),
            Self::IdOrZero => optional(value, id, ID)?.unwrap_or(0).into(),
            Self::Time => required(value, moment, TIME)?.into(),
            Self::OptTime => optional(value, moment, TIME)?.into(),
            Self::TimeOrZero => optional(value, moment, TIME)?.unwrap_or(0).into(),
            Self::Number => value.as_i64().map_or_else(|| wrong("an integer"), Ok)?.into(),
            Self::OptNumber if value.is_null() => Bound::OptInt(None),
            Self::OptNumber => Bound::OptInt(Some(value.as_i64().map_or_else(|| wrong("an integer or null"), Ok)?)),
            Self::Flag => value.as_bool().map_or_else(|| wrong("true or false"), Ok)?.into(),
            Self::Text => required(value, |text| Some(text.to_owned()), "a text")?.into(),
            Self::OptText => optional(value, |text| Some(text.to_owned()), "a text")?.into(),
            Self::Word(words) => {
                let known = |text: &str| words.iter().position(|word| *word == text).and_then(|at| i64::try_from(at).ok());
                required(value, known, &format!("one of {}", words.join(", ")))?.into()
            }
            Self::Words => {
                let words = value.as_array().map_or_else(|| wrong("a list of words"), Ok)?;
                let one = |word: &Value| required(word, |text| (!text.contains(' ')).then(|| text.to_owned()), "a word");
                words.iter().map(one).collect::<std::result::Result<Vec<_>, _>>()?.join(" ").into()
            }
            Self::Subject => {
                let subject = required(value, subject, SUBJECT)?;
                return Ok(vec![subject.kind.into(), subject.id.into()]);
            }
            Self::OptSubject => {
                let subject = optional(value, subject, SUBJECT)?;
                return Ok(vec![subject.as_ref().map(|s| s.kind.clone()).into(), subject.map(|s| s.id).into()]);
            }
            Self::Details => nested::stored_details(value)?.into(),
            Self::Written => nested::stored_written(value)?.into(),
            Self::Copies => nested::stored_copies(value)?.into(),
            Self::Ways => nested::stored_ways(value)?.into(),
        }])
    }

    /// The shape in the words of the documentation.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Id => "id".into(),
            Self::OptId | Self::IdOrZero => "id or null".into(),
            Self::Time => "time".into(),
            Self::OptTime | Self::TimeOrZero => "time or null".into(),
            Self::Number => "integer".into(),
            Self::OptNumber => "integer or null".into(),
            Self::Flag => "true or false".into(),
            Self::Text => "text".into(),
            Self::OptText => "text or null".into(),
            Self::Word(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
            Self::Words => "list of texts".into(),
            Self::Subject => "subject".into(),
            Self::OptSubject => "subject or null".into(),
            Self::Details => "object or null".into(),
            Self::Written => "object".into(),
            Self::Copies | Self::Ways => "list of objects".into(),
        }
    }
}

/// A value of JSON for an example.
pub(super) fn example(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| json!(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_written_by_an_export_is_refused() {
        const WORDS: Shape = Shape::Word(&["member", "owner"]);
        for (shape, value, expected) in [
            (Shape::Id, json!("7"), Some(vec![Bound::Int(7)])),
            (Shape::Id, json!(7), None),
            (Shape::Id, json!("07"), None),
            (Shape::Id, json!("-7"), None),
            (Shape::Id, json!("9223372036854775808"), None),
            (Shape::Id, Value::Null, None),
            (Shape::OptId, Value::Null, Some(vec![Bound::OptInt(None)])),
            (Shape::OptId, json!("7"), Some(vec![Bound::OptInt(Some(7))])),
            (Shape::IdOrZero, Value::Null, Some(vec![Bound::Int(0)])),
            (Shape::IdOrZero, json!("0"), None),
            (Shape::Time, json!("2026-03-12T18:00:00.007Z"), Some(vec![Bound::Int(1_773_338_400_007)])),
            (Shape::Time, json!("2026-03-12T18:00:00Z"), None),
            (Shape::Time, json!("2026-03-12T18:00:00.007+01:00"), None),
            (Shape::TimeOrZero, Value::Null, Some(vec![Bound::Int(0)])),
            (Shape::Number, json!(-1), Some(vec![Bound::Int(-1)])),
            (Shape::Number, json!(1.5), None),
            (Shape::OptNumber, json!(null), Some(vec![Bound::OptInt(None)])),
            (Shape::OptNumber, json!(-7), Some(vec![Bound::OptInt(Some(-7))])),
            (Shape::OptNumber, json!("7"), None),
            (Shape::Number, json!("1"), None),
            (Shape::Flag, json!(true), Some(vec![Bound::Int(1)])),
            (Shape::Flag, json!(1), None),
            (Shape::Text, json!(""), Some(vec![Bound::Text(String::new())])),
            (Shape::Text, Value::Null, None),
            (Shape::OptText, Value::Null, Some(vec![Bound::OptText(None)])),
            (WORDS, json!("owner"), Some(vec![Bound::Int(1)])),
            (WORDS, json!("king"), None),
            (Shape::Words, json!(["en", "de"]), Some(vec![Bound::Text("en de".into())])),
            (Shape::Words, json!(["en de"]), None),
            (Shape::Subject, json!("post:7"), Some(vec![Bound::Text("post".into()), Bound::Int(7)])),
            (Shape::Subject, json!("post:07"), None),
            (Shape::Subject, json!("7"), None),
            (Shape::OptSubject, Value::Null, Some(vec![Bound::OptText(None), Bound::OptInt(None)])),
        ] {
            assert_eq!(shape.bind(&value).ok(), expected, "{shape:?} {value}");
        }
    }

    #[test]
    fn moments_are_said_as_they_are_read() {
        for ms in [0, 7, 1_773_338_400_007, -1, 4_102_444_800_000] {
            assert_eq!(moment(&time(ms).unwrap()), Some(ms));
        }
        assert_eq!(time(1_773_338_400_007).unwrap(), "2026-03-12T18:00:00.007Z");
    }
}
