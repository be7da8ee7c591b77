//! A kind of record: which rows it is, which fields it has, what is filled in when it is restored. Its statements are made from that.

use super::shape::{self, Shape};
use ruche_kernel::Result;
use ruche_platform::db::{Row, Statement, Value as Bound};
use serde_json::{Map, Value};
use std::sync::LazyLock;

/// A kind of record: one file of lines, the rows of one table.
#[derive(Debug)]
pub struct Kind {
    /// Its word, also the name of its file.
    pub name: &'static str,
    /// What a record of it is, for the documentation.
    pub about: &'static str,
    /// The table that keeps it.
    pub table: &'static str,
    /// Which rows of the table `x` are exported; empty for all. It may begin with a join.
    pub rows: &'static str,
    /// The columns that order the records and tell one from the next.
    pub key: &'static [Key],
    /// Its fields, in their order.
    pub fields: &'static [Field],
    /// The columns that no field says.
    pub filled: &'static [Filled],
    /// Whose bytes hang on it.
    pub parts: Parts,
}

/// A column of a key.
#[derive(Clone, Copy, Debug)]
pub enum Key {
    /// Of integers.
    Int(&'static str),
    /// Of texts.
    Text(&'static str),
}

/// A field of a kind.
#[derive(Debug)]
pub struct Field {
    /// Its name in JSON.
    pub name: &'static str,
    /// The columns it says: one, or two for a subject.
    pub columns: &'static [&'static str],
    /// How it is said.
    pub shape: Shape,
    /// What it says, for the documentation.
    pub about: &'static str,
    /// An example, in JSON.
    pub example: &'static str,
}

/// A column that is not exported, and what it is filled with.
#[derive(Debug)]
pub struct Filled {
    /// The column.
    pub column: &'static str,
    /// What stands there after a restore.
    pub with: With,
    /// Why it is not exported.
    pub why: &'static str,
}

/// What a column that is not exported is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum With {
    /// What the table says where nothing is said.
    Default,
    /// 0, until it is counted.
    Zero,
    /// An empty text.
    Empty,
    /// The name, as lists are ordered by it.
    SortKey,
    /// The text, rendered.
    Html,
    /// The first words of the text.
    Title,
    /// When the event of the details starts.
    StartsAt,
}

/// Whose bytes hang on a record, in a last field `parts`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// None do.
    None,
    /// Those of a file.
    File,
    /// The picture of the card of a link.
    Card,
}

impl Parts {
    /// The field that names the folder of the bytes.
    #[must_use]
    pub fn owner(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::File => Some("id"),
            Self::Card => Some("picture"),
        }
    }
}

/// The example of `parts`.
const PARTS: &str = r#"[{"name":"file","bytes":5,"sha256":"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"}]"#;

impl Kind {
    /// The name of its file.
    #[must_use]
    pub fn file(&self) -> String {
        format!("{}.jsonl", self.name)
    }

    /// The values of a row, one a field.
    ///
    /// # Errors
    /// `Bug` when a column keeps what its shape does not know.
    pub fn read(&self, r: &Row) -> Result<Vec<Value>> {
        self.fields.iter().map(|field| field.shape.read(r, field.columns)).collect()
    }

    /// Where a row stands in the order of the key.
    ///
    /// # Errors
    /// `Bug` when a column is absent.
    pub fn place(&self, r: &Row) -> Result<Vec<Bound>> {
        self.key
            .iter()
            .map(|key| match key {
                Key::Int(column) => r.int(column).map(Bound::Int),
                Key::Text(column) => r.text(column).map(Bound::Text),
            })
            .collect()
    }

    /// Before the first row.
    #[must_use]
    pub fn beginning(&self) -> Vec<Bound> {
        self.key.iter().map(|key| if matches!(key, Key::Int(_)) { Bound::Int(i64::MIN) } else { Bound::Text(String::new()) }).collect()
    }

    /// A line of its file: the fields in their order.
    #[must_use]
    pub fn line(&self, values: &[&Value], parts: Option<&Value>) -> String {
        let names = self.fields.iter().map(|field| field.name).chain(parts.map(|_| "parts"));
        let said = names.zip(values.iter().copied().chain(parts)).map(|(name, value)| format!("\"{name}\":{value}"));
        format!("{{{}}}\n", said.collect::<Vec<_>>().join(","))
    }

    /// The example of the documentation, as a line.
    #[must_use]
    pub fn example(&self) -> String {
        let values: Vec<Value> = self.fields.iter().map(|field| shape::example(field.example)).collect();
        let parts = shape::example(PARTS);
        self.line(&values.iter().collect::<Vec<_>>(), (self.parts != Parts::None).then_some(&parts))
    }

    /// Whether its records hold texts that are rendered.
    #[must_use]
    pub fn has_text(&self) -> bool {
        self.filled.iter().any(|filled| filled.with == With::Html)
    }

    /// The value of a field in a record.
    #[must_use]
    pub fn value<'r>(&self, record: &'r Map<String, Value>, name: &str) -> &'r Value {
        record.get(name).unwrap_or(&Value::Null)
    }

    /// Asks that a record has its fields and no others.
    ///
    /// # Errors
    /// What it lacks or has besides, in words.
    pub fn check(&self, record: &Map<String, Value>) -> std::result::Result<(), String> {
        let known = |name: &str| (name == "parts" && self.parts != Parts::None) || self.fields.iter().any(|field| field.name == name);
        if let Some(other) = record.keys().find(|name| !known(name)) {
            return Err(format!("there is no field {other:?}"));
        }
        match self.fields.iter().map(|field| field.name).find(|name| !record.contains_key(*name)) {
            Some(lacking) => Err(format!("the field {lacking:?} lacks")),
            None => Ok(()),
        }
    }

    /// The columns of the fields of a record, which has them and no others, each of its shape.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn bind(&self, record: &Map<String, Value>) -> std::result::Result<Vec<Bound>, String> {
        self.check(record)?;
        let mut bound = Vec::new();
        for field in self.fields {
            bound.extend(field.shape.bind(self.value(record, field.name)).map_err(|reason| format!("{:?}: {reason}", field.name))?);
        }
        Ok(bound)
    }

    fn select(&self) -> String {
        let columns: Vec<String> = self.fields.iter().flat_map(|field| field.columns).map(|column| format!("x.{column}")).collect();
        let key: Vec<String> = self.key.iter().map(|(Key::Int(column) | Key::Text(column))| format!("x.{column}")).collect();
        let after: Vec<String> = (1..=key.len()).map(|n| format!("${n}")).collect();
        let (key, after, limit) = (key.join(", "), after.join(", "), key.len() + 1);
        // A key of one column is compared as such: PostgreSQL guesses the type of a row of one otherwise.
        let beyond = if self.key.len() == 1 { format!("{key} > {after}") } else { format!("({key}) > ({after})") };
        let (table, rows) = (self.table, self.rows);
        let condition = if rows.contains("WHERE") { format!("{rows} AND") } else { format!("{rows} WHERE") };
        format!("SELECT {} FROM {table} x {condition} {beyond} ORDER BY {key} LIMIT ${limit}", columns.join(", "))
    }

    /// The columns that a restore writes: those of the fields, then those that are filled.
    fn written(&self) -> impl Iterator<Item = &'static str> {
        let filled = self.filled.iter().filter(|filled| filled.with != With::Default).map(|filled| filled.column);
        self.fields.iter().flat_map(|field| field.columns).copied().chain(filled)
    }

    fn insert(&self, rows: usize) -> String {
        let columns: Vec<&str> = self.written().collect();
        let row = |row: usize| {
            let values: Vec<String> = (1..=columns.len()).map(|n| format!("${}", row * columns.len() + n)).collect();
            format!("({})", values.join(", "))
        };
        let values: Vec<String> = (0..rows).map(row).collect();
        format!("INSERT INTO {} ({}) VALUES {}", self.table, columns.join(", "), values.join(", "))
    }
}

/// A kind with its statements.
#[derive(Debug)]
pub struct Prepared {
    /// The kind.
    pub kind: &'static Kind,
    /// The next records after a key: the values of the key, then how many.
    pub select: Statement,
    /// One record: the columns of the fields, then those that are filled.
    pub insert: Statement,
    /// As many records as [`ROWS`], one after the other.
    pub insert_rows: Statement,
}

/// How many records one statement writes, where there are as many: the time of a restore is that of statements. With the most columns
/// of a table it has far fewer values than either engine takes (32 766 and 65 535).
pub const ROWS: usize = 50;

/// Made once, from the kinds that are declared: a statement cannot forget a field, nor a field its statement.
static PREPARED: LazyLock<Vec<Prepared>> = LazyLock::new(|| {
    let statement = |word: &str, kind: &Kind, text: String| {
        let name = format!("{}::{word}::{}", module_path!(), kind.name);
        Statement { name: name.leak(), text: text.leak() }
    };
    super::KINDS
        .iter()
        .copied()
        .map(|kind| Prepared {
            kind,
            select: statement("select", kind, kind.select()),
            insert: statement("insert", kind, kind.insert(1)),
            insert_rows: statement("insert_rows", kind, kind.insert(ROWS)),
        })
        .collect()
});

/// Every kind with its statements, in the order in which they are written and restored.
#[must_use]
pub fn prepared() -> &'static [Prepared] {
    &PREPARED
}

/// Every statement, for the test that prepares them on both engines.
#[must_use]
pub fn statements() -> &'static [&'static Statement] {
    static ALL: LazyLock<Vec<&'static Statement>> =
        LazyLock::new(|| prepared().iter().flat_map(|p| [&p.select, &p.insert, &p.insert_rows]).collect());
    &ALL
}
