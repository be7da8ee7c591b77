//! A directory as a table: `,`, `;` or tabs between columns, UTF-8 or Windows-1252, a header in French or English.

use super::headers::{Column, column, word};
use super::{Added, Entries, Entry, Found, Human, Person, Unread, alias};
use crate::ImportError;
use crate::intake::Reason;
use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::WINDOWS_1252;
use ruche_people::sign_in::actions::normalise_login;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read, Seek as _, SeekFrom};
use std::path::Path;

/// The most bytes of one row.
const MAX_ROW: usize = 1 << 20;

/// Bytes without `\r`: every line ends by `\n` alone, so that lines are counted as people count them.
struct Plain<R>(R);

impl<R: Read> Read for Plain<R> {
    fn read(&mut self, block: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let read = self.0.read(block)?;
            let mut kept = 0;
            for at in 0..read {
                if block[at] != b'\r' {
                    block[kept] = block[at];
                    kept += 1;
                }
            }
            if kept > 0 || read == 0 {
                return Ok(kept);
            }
        }
    }
}

/// How a table is written.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shape {
    delimiter: u8,
    /// Whether every byte of it is UTF-8; else it is Windows-1252.
    utf8: bool,
    /// The bytes before the header.
    skip: u64,
    /// What each column says.
    columns: Vec<Option<Column>>,
    headers: Vec<String>,
    /// The fields of the company that each column says, by what they are called: those it was named for, else, where it says nothing
    /// else, the one that bears its name.
    added: Vec<Vec<String>>,
}

fn wrong(path: &Path, line: u64, reason: impl Into<String>) -> ImportError {
    ImportError::Line { file: path.to_owned(), line, reason: reason.into() }
}

/// The columns that have no place here; `known` tells whether the company has a field that is called so.
pub(super) fn notes(path: &Path, added: &Added, known: &dyn Fn(&str) -> bool) -> Result<Option<String>, ImportError> {
    let shape = shape(path, added)?;
    let columns = shape.headers.iter().zip(&shape.columns).zip(&shape.added);
    let left = columns.filter(|((_, column), added)| column.is_none() && !added.iter().any(|name| known(name)));
    let left: Vec<&str> = left.map(|((header, _), _)| header.trim()).collect();
    Ok((!left.is_empty()).then(|| format!("{}: columns without a place here: {}", path.display(), left.join(", "))))
}

/// Whether groups stand beside people.
pub(super) fn lists_groups(path: &Path) -> bool {
    shape(path, &Added::new()).is_ok_and(|shape| shape.columns.contains(&Some(Column::Groups)))
}

/// Every row.
pub(super) fn read(path: &Path, added: &Added) -> Result<Entries, ImportError> {
    let shape = shape(path, added)?;
    let mut file = File::open(path).map_err(ImportError::unreadable(path))?;
    file.seek(SeekFrom::Start(shape.skip)).map_err(ImportError::unreadable(path))?;
    let mut reader = ReaderBuilder::new()
        .delimiter(shape.delimiter)
        .has_headers(true)
        .flexible(true)
        .from_reader(Plain(BufReader::new(file)).chain(&b"\n"[..]));
    let path = path.to_owned();
    let mut record = ByteRecord::new();
    let mut done = false;
    Ok(Box::new(std::iter::from_fn(move || {
        if done {
            return None;
        }
        let read = match reader.read_byte_record(&mut record) {
            Ok(true) => {
                // The line where the row ends, less those inside its cells; where it begins is counted before the empty lines.
                let inside = record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
                Ok(row(&path, &shape, reader.position().line() - 1 - inside, &record))
            }
            Ok(false) => return None,
            Err(error) => Err(wrong(&path, error.position().map_or(0, csv::Position::line), "not a row of a table")),
        };
        let read = read.and_then(|row| row);
        done = read.is_err();
        Some(read)
    })))
}

fn row(path: &Path, shape: &Shape, line: u64, record: &ByteRecord) -> Result<Found, ImportError> {
    if record.as_slice().len() > MAX_ROW {
        return Err(wrong(path, line, "the row is larger than 1 MB: is a quotation mark not closed?"));
    }
    Ok((line, human(shape, record).map_err(Unread::blind)))
}

/// The person of a row.
fn human(shape: &Shape, record: &ByteRecord) -> Result<Entry, Reason> {
    if record.len() != shape.columns.len() {
        return Err(format!("{} columns instead of {}", record.len(), shape.columns.len()).into());
    }
    let cell = |bytes: &[u8]| {
        let text = if shape.utf8 { String::from_utf8_lossy(bytes) } else { WINDOWS_1252.decode_without_bom_handling(bytes).0 };
        text.trim().to_owned()
    };
    // Of two columns that say the same, the first with something in it.
    let get = |wanted: Column| {
        let cells = shape.columns.iter().zip(record).filter(|(column, _)| **column == Some(wanted));
        cells.map(|(_, bytes)| cell(bytes)).find(|text| !text.is_empty())
    };
    let name = get(Column::Name).unwrap_or_else(|| {
        let parts: Vec<String> = [get(Column::First), get(Column::Last)].into_iter().flatten().collect();
        parts.join(" ")
    });
    let (id, email) = (get(Column::Id), get(Column::Email).map(|email| normalise_login(&email)));
    let Some(key) = id.as_deref().map(alias).or(email.clone()) else {
        return Err("there is neither an identifier nor an address".into());
    };
    // The unit may be a path by itself already.
    let unit = match (get(Column::UnitAbove), get(Column::Unit)) {
        (Some(above), Some(unit)) if above != unit => Some(format!("{above} › {unit}")),
        (above, unit) => unit.or(above),
    };
    let groups = get(Column::Groups).map(|cell| split(&cell, shape.delimiter)).unwrap_or_default();
    let aliases = [Some(key.clone()), email.clone()].into_iter().flatten().collect();
    let cells = shape.added.iter().zip(record).filter(|(names, _)| !names.is_empty());
    let added = cells.flat_map(|(names, bytes)| names.iter().map(move |name| (name.clone(), cell(bytes)))).collect();
    let person = Person {
        name,
        email,
        username: id.map(|id| normalise_login(&id)),
        title: get(Column::Title),
        unit,
        site: get(Column::Site),
        phone: get(Column::Phone),
        skills: get(Column::Skills).map(|cell| split(&cell, shape.delimiter)).unwrap_or_default(),
        added,
        update: true,
        ..Person::default()
    };
    Ok(Entry::Person(Box::new(Human { key, aliases, person, photo: None, groups, manager: get(Column::Manager) })))
}

/// The groups or the skills of a cell: between `|` where there is one, else between the one of `,` and `;` that does not part columns.
fn split(cell: &str, delimiter: u8) -> Vec<String> {
    let barred = cell.contains('|');
    let parts = |c: char| c == '|' || c == '\n' || (!barred && ((c == ';' && delimiter != b';') || (c == ',' && delimiter == b';')));
    let mut names: Vec<String> = cell.split(parts).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    names.sort();
    names.dedup();
    names
}

/// Looks at the header, and at every byte for what they are.
fn shape(path: &Path, named: &Added) -> Result<Shape, ImportError> {
    let mut file = BufReader::new(File::open(path).map_err(ImportError::unreadable(path))?);
    let start = file.fill_buf().map_err(ImportError::unreadable(path))?;
    if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
        return Err(wrong(path, 1, "the file is UTF-16: save it as UTF-8"));
    }
    let skip = if start.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let utf8 = is_utf8(path)?;
    file.seek(SeekFrom::Start(skip)).map_err(ImportError::unreadable(path))?;
    let mut header = Vec::new();
    file.by_ref().take(MAX_ROW as u64).read_until(b'\n', &mut header).map_err(ImportError::unreadable(path))?;
    let delimiter = delimiter(&header);
    let mut reader = ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(header.as_slice());
    let mut record = ByteRecord::new();
    if !reader.read_byte_record(&mut record).map_err(|_| wrong(path, 1, "not a header"))? {
        return Err(wrong(path, 1, "the file is empty"));
    }
    let text =
        |bytes: &[u8]| if utf8 { String::from_utf8_lossy(bytes) } else { WINDOWS_1252.decode_without_bom_handling(bytes).0 }.into_owned();
    let headers: Vec<String> = record.iter().map(text).collect();
    let columns: Vec<Option<Column>> = headers.iter().map(|header| column(header)).collect();
    let added = headers.iter().zip(&columns).map(|(header, column)| {
        let of: Vec<String> = named.iter().filter(|(_, wanted)| word(wanted) == word(header)).map(|(name, _)| name.clone()).collect();
        if of.is_empty() && column.is_none() { vec![header.clone()] } else { of }
    });
    let added = added.collect();
    let has = |wanted: Column| columns.contains(&Some(wanted));
    if !(has(Column::Name) || has(Column::First) || has(Column::Last)) {
        return Err(wrong(path, 1, "no column holds names: call one \"name\" or \"nom\", with \"firstname\" or \"prénom\" beside it"));
    }
    if !(has(Column::Id) || has(Column::Email)) {
        return Err(wrong(path, 1, "no column holds addresses or identifiers: call one \"mail\", \"courriel\", \"id\" or \"matricule\""));
    }
    Ok(Shape { delimiter, utf8, skip, columns, headers, added })
}

/// What parts the columns of a header: the sign that stands there most often outside quotation marks.
fn delimiter(header: &[u8]) -> u8 {
    let mut counts = [(b';', 0), (b',', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in header {
        quoted ^= *byte == b'"';
        for (sign, count) in &mut counts {
            *count += usize::from(!quoted && byte == sign);
        }
    }
    // Of equals the last is taken: a header of one column has commas, which is what such files are called after.
    counts.iter().filter(|(sign, _)| *sign != b'\t' || counts[2].1 > 0).max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| *sign)
}

/// Whether a file is UTF-8 from its first byte to its last.
fn is_utf8(path: &Path) -> Result<bool, ImportError> {
    let mut file = File::open(path).map_err(ImportError::unreadable(path))?;
    let mut block = vec![0; 1 << 16];
    let mut kept = 0;
    loop {
        let read = file.read(&mut block[kept..]).map_err(ImportError::unreadable(path))?;
        if read == 0 {
            return Ok(kept == 0);
        }
        let length = kept + read;
        match std::str::from_utf8(&block[..length]) {
            Ok(_) => kept = 0,
            // A character that the next block ends.
            Err(error) if error.error_len().is_none() => {
                block.copy_within(error.valid_up_to()..length, 0);
                kept = length - error.valid_up_to();
            }
            Err(_) => return Ok(false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Told = (u64, Result<Human, Reason>);

    fn people(bytes: &[u8]) -> Result<Vec<Told>, String> {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a.csv");
        std::fs::write(&path, bytes).expect("a file");
        let rows = read(&path, &Added::new()).map_err(|e| e.to_string())?.collect::<Result<Vec<_>, _>>().map_err(|e| e.to_string())?;
        let human = |entry| match entry {
            Entry::Person(human) => *human,
            other => panic!("{other:?}"),
        };
        Ok(rows.into_iter().map(|(line, entry)| (line, entry.map(human).map_err(|unread| unread.reason))).collect())
    }

    #[test]
    fn tables_are_read_whatever_wrote_them() {
        let expected = ("Zoé Lefèvre", Some("zoe@orvane.example"), Some("Cheffe d’atelier"));
        let excel: Vec<u8> =
            WINDOWS_1252.encode("Prénom;Nom;Courriel;Fonction\r\nZoé;Lefèvre;ZOE@orvane.example;Cheffe d’atelier\r\n").0.into_owned();
        for bytes in [
            &b"\xef\xbb\xbffirstname,lastname,mail,title\nZo\xc3\xa9,Lef\xc3\xa8vre,zoe@orvane.example,Cheffe d\xe2\x80\x99atelier\n"[..],
            &excel,
            "nom complet\te-mail\tposte\nZoé Lefèvre\tzoe@orvane.example\tCheffe d’atelier".as_bytes(),
            "\"name\",\"mail\",\"a, b; c; d; e\",\"title\"\n\"Zoé Lefèvre\",zoe@orvane.example,x,\"Cheffe d’atelier\"\n".as_bytes(),
        ] {
            let rows = people(bytes).expect("rows");
            let [(2, Ok(human))] = rows.as_slice() else { panic!("{rows:?}") };
            let Person { name, email, title, .. } = &human.person;
            assert_eq!((name.as_str(), email.as_deref(), title.as_deref()), expected);
        }
    }

    #[test]
    fn a_row_that_is_wrong_is_told_and_the_others_are_read() {
        let rows = people(b"id,nom,mail,groupes\n1,Ana,ana@x.example,Ventes|Lyon\n\n2,Bo\n,Cy,,\n4,Di,,\"Lyon;Lyon\"\n").expect("rows");
        let told: Vec<_> = rows.iter().map(|(line, row)| (*line, row.as_ref().err().map(|reason| reason.as_ref()))).collect();
        let expected =
            [(2, None), (4, Some("2 columns instead of 4")), (5, Some("there is neither an identifier nor an address")), (6, None)];
        assert_eq!(told, expected);
        let groups: Vec<_> = rows.iter().filter_map(|(_, row)| row.as_ref().ok()).map(|human| human.groups.join("+")).collect();
        assert_eq!(groups, ["Lyon+Ventes", "Lyon"]);
    }

    #[test]
    fn files_that_are_no_directory_are_refused_with_their_line() {
        for (bytes, reason) in [
            (&b""[..], "line 1: the file is empty"),
            (b"a,b\n1,2\n", "line 1: no column holds names"),
            (b"nom\nAna\n", "line 1: no column holds addresses"),
            (b"\xff\xfen\0o\0m\0", "line 1: the file is UTF-16"),
        ] {
            let error = people(bytes).expect_err("refused");
            assert!(error.contains(reason) && error.contains("a.csv"), "{error}");
        }
    }
}
