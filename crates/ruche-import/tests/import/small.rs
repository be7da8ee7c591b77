//! A data set of three people, written for one test, every other file compressed.

use ruche_import::ldbc::{Dataset, File};
use std::collections::BTreeMap;
use std::path::PathBuf;
use tempfile::TempDir;

/// The lines of each file, and the folder they are written to.
pub struct Small {
    dir: TempDir,
    lines: BTreeMap<File, Vec<String>>,
}

const AT: &str = "2010-02-14T15:32:10.447+0000";
/// The time of every line that does not say another, in milliseconds UTC.
pub const AT_MS: i64 = 1_266_161_530_447;

impl Small {
    /// Three people, two forums of one title, three posts, five comments.
    pub fn new() -> Self {
        let mut small = Self { dir: TempDir::new().expect("a folder"), lines: File::ALL.map(|file| (file, Vec::new())).into() };
        small.add(File::Place, &["10|Lyon|u|city|1", "1|France|u|country|0"]);
        small.add(File::Organisation, &["5|company|Kam_Air|u|1", "6|university|Lyon_II|u|10", "7|company|Delmas|u|1"]);
        small.add(File::Tag, &["20|Hamid_Karzai|u|0", "21|Rumi|u|0", "22|1984|u|0", "23|Rumi!|u|0"]);
        small.add(
            File::Person,
            &[
                "1|Ana|Lima|female|1987-09-18|AT|1.2.3.4|Firefox|10",
                "2|Bo|Chen|male|1983-01-20|AT|1.2.3.4|Chrome|99",
                "3|Cy|Diaz|male|1982-06-09|AT|1.2.3.4|Chrome|",
            ],
        );
        small.add(File::Email, &["1|ana@gmail.com", "1|ana@gmx.com"]);
        small.add(File::Language, &["1|es", "1|en"]);
        small.add(File::Work, &["1|5|2009", "1|7|2011"]);
        small.add(File::Study, &["1|6|2008"]);
        small.add(File::Interest, &["1|20"]);
        small.add(File::Knows, &["1|2|AT", "2|3|AT"]);
        small.add(File::Forum, &["100|Wall of Ana|AT|1", "101|Wall of Ana|AT|2"]);
        small.add(File::ForumMember, &["100|1|AT", "100|2|AT", "101|3|AT"]);
        small.add(File::ForumTag, &["100|20"]);
        small.add(
            File::Post,
            &[
                "1000||AT|1.2.3.4|Firefox|fr|About *Rumi*|12|2|100|1",
                "1001|photo1001.jpg|2010-02-15T00:00:00.000+0000|1.2.3.4|Firefox|||0|3|100|1",
                "1002||AT|1.2.3.4|Firefox||Hello|5|2|101|",
            ],
        );
        small.add(File::PostTag, &["1000|21", "1000|23", "1000|20"]);
        small.add(
            File::Comment,
            &[
                "5001|AT|1.2.3.4|Firefox|yes|3|1|1|1000|",
                "5002|AT|1.2.3.4|Firefox|no|2|2|1||5001",
                "5004|AT|1.2.3.4|Firefox|early|5|3|1||5005",
                "5003|AT|1.2.3.4|Firefox|maybe|5|3|1||5002",
                "5005|AT|1.2.3.4|Firefox|late|4|1|1|1002|",
            ],
        );
        small.add(File::CommentTag, &["5003|21"]);
        small.add(File::PostLike, &["1|1000|AT", "3|1000|AT", "1|1001|AT"]);
        small.add(File::CommentLike, &["2|5003|AT"]);
        small
    }

    /// Adds lines; `AT` in them stands for the usual time.
    pub fn add(&mut self, file: File, lines: &[&str]) {
        self.lines.entry(file).or_default().extend(lines.iter().map(|line| line.replace("|AT", &format!("|{AT}"))));
    }

    /// Takes the last line away again.
    pub fn remove_last(&mut self, file: File) {
        self.lines.entry(file).or_default().pop();
    }

    /// Where a file is written.
    pub fn path(&self, file: File) -> PathBuf {
        let folder = if matches!(file, File::Place | File::Organisation | File::Tag) { "static" } else { "dynamic" };
        let packed = if (file as usize).is_multiple_of(2) { ".zst" } else { "" };
        self.dir.path().join(folder).join(format!("{}_0_0.csv{packed}", file.name()))
    }

    /// Writes every file as it stands now and gives the folder.
    pub fn write(&self) -> PathBuf {
        for (&file, lines) in &self.lines {
            let text = format!("{}\n{}", file.header(), lines.iter().map(|line| format!("{line}\n")).collect::<String>());
            self.write_text(file, text.as_bytes());
        }
        self.dir.path().to_owned()
    }

    /// Writes one file's whole text.
    pub fn write_text(&self, file: File, text: &[u8]) {
        let path = self.path(file);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        let packed = path.extension().is_some_and(|extension| extension == "zst");
        let bytes = if packed { zstd::encode_all(text, 1).expect("packed") } else { text.to_owned() };
        std::fs::write(path, bytes).expect("a file");
    }

    /// Writes every file and opens them.
    pub fn open(&self) -> Dataset {
        Dataset::open(&self.write()).expect("the small data set")
    }
}
