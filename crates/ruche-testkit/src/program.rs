//! The real program in a process of its own, for what only a process can show: that it is killed, and what it asks of the disk.

use crate::{Browser, Engine, PASSWORD, database, program};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

/// A company served by the real program, on a data folder that outlives the process.
pub struct Program {
    folder: Arc<TempDir>,
    /// The part of it that is this node's.
    data: PathBuf,
    database: database::Database,
    process: Option<Child>,
    /// Where it listens now.
    pub address: SocketAddr,
    /// The code of the first run, while there is no company.
    pub code: Option<String>,
    /// The word it is started with.
    word: &'static str,
    log: Arc<Mutex<String>>,
}

impl Program {
    /// Starts it on an empty data folder. `before` are words put before the command: a tracer and its options, or `env` and
    /// settings.
    pub async fn start(engine: Engine, before: &[String]) -> Self {
        Self::start_word("serve", engine, before).await
    }

    /// The same with another word than `serve`: `demo`.
    pub async fn start_word(word: &'static str, engine: Engine, before: &[String]) -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let database = database::Database::create(engine, folder.path()).await;
        Self::on(folder, "data", database, word, before).await
    }

    /// Starts it on an empty database of another PostgreSQL than that of the tests.
    pub async fn start_on(url: &str, before: &[String]) -> Self {
        let database = database::Database::Postgres(url.to_owned());
        Self::on(Arc::new(tempfile::tempdir().unwrap()), "data", database, "serve", before).await
    }

    /// Starts another node, the `number`th, on the same database, with the same folder of files and with settings of its own.
    pub async fn beside(&self, number: u8, settings: &[String]) -> Self {
        let name = format!("data-{number}");
        let data = self.folder.path().join(&name);
        std::fs::create_dir(&data).unwrap();
        std::os::unix::fs::symlink(self.data.join("files"), data.join("files")).unwrap();
        let before = [["env".to_owned(), format!("RUCHE_NODE={number}")].as_slice(), settings].concat();
        Self::on(Arc::clone(&self.folder), &name, self.database.clone(), "serve", &before).await
    }

    async fn on(folder: Arc<TempDir>, data: &str, database: database::Database, word: &'static str, before: &[String]) -> Self {
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        let data = folder.path().join(data);
        let mut program = Self { folder, data, database, process: None, address, code: None, word, log: Arc::default() };
        program.run(before).await;
        program
    }

    /// Starts it on the data that stands in `data` below the folder, with the PostgreSQL database at `url` where there is one.
    pub async fn found(folder: TempDir, url: Option<String>) -> Self {
        let database =
            url.map_or_else(|| database::Database::Sqlite(folder.path().join("data/ruche.sqlite")), database::Database::Postgres);
        Self::on(Arc::new(folder), "data", database, "serve", &[]).await
    }

    /// The address of its PostgreSQL database.
    #[must_use]
    pub fn database_url(&self) -> Option<&str> {
        match &self.database {
            database::Database::Postgres(url) => Some(url),
            database::Database::Sqlite(_) => None,
        }
    }

    /// From its next start on it serves another database: PostgreSQL at `url`, or the embedded one.
    pub fn change_database(&mut self, url: Option<String>) {
        self.database = url.map_or_else(|| database::Database::Sqlite(self.data.join("ruche.sqlite")), database::Database::Postgres);
    }

    /// Runs another word beside the process, on the same data and with the same words before it: whether it succeeded, and all
    /// that it said.
    pub async fn word(&self, before: &[String], words: &[&str]) -> (bool, String) {
        let mut command = self.command(before, words[0]);
        let said = command.args(&words[1..]).output().await.unwrap();
        (said.status.success(), String::from_utf8_lossy(&said.stdout).into_owned() + &String::from_utf8_lossy(&said.stderr))
    }

    /// The program with a word and its data.
    fn command(&self, before: &[String], word: &str) -> Command {
        let words: Vec<String> = before.iter().cloned().chain([program().to_str().unwrap().to_owned()]).collect();
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]).arg(word).arg("--data").arg(&self.data);
        if let database::Database::Postgres(url) = &self.database {
            command.args(["--database-url", url]);
        }
        // The environment of the tests is not the program's: it refuses keys that it does not know.
        command.env_remove("RUCHE_BIN").env("RUCHE_LOG_LEVEL", "warn").kill_on_drop(true);
        command
    }

    /// The folder that holds the data folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The messages that are kept as files, each whole, in the order of writing: one that is still written has another name.
    #[must_use]
    pub fn messages(&self) -> Vec<String> {
        let Ok(folder) = std::fs::read_dir(self.data.join("mail")) else { return Vec::new() };
        let mut files: Vec<_> =
            folder.map(|file| file.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "eml")).collect();
        files.sort();
        files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
    }

    /// What the process and those before it logged.
    #[must_use]
    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Takes the PostgreSQL database away from the process.
    pub async fn lose_database(&self) {
        self.database.drop().await;
    }

    /// Starts the process on the data that is there, at the address it had before.
    pub async fn run(&mut self, before: &[String]) {
        let mut command = self.command(before, self.word);
        command.args(["--listen", &self.address.to_string()]).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut errors = BufReader::new(process.stderr.take().unwrap()).lines();
        let log = Arc::clone(&self.log);
        tokio::spawn(async move {
            while let Ok(Some(line)) = errors.next_line().await {
                log.lock().unwrap().push_str(&format!("{line}\n"));
            }
        });
        self.process = Some(process);
        let (mut address, first) = (None, self.address.port() == 0);
        self.code = None;
        // The address is said first, then the code while there is no company, which is waited for at the first start alone; the tables
        // of that one take a moment.
        while (first || address.is_none())
            && let Ok(Ok(Some(line))) = timeout(Duration::from_secs(if address.is_none() { 240 } else { 1 }), lines.next_line()).await
        {
            if let Some(said) = line.strip_prefix("listening on http://").or_else(|| line.strip_prefix("listening on https://")) {
                address = said.parse().ok();
            } else if let Some(code) = line.strip_prefix("set-up code: ") {
                self.code = Some(code.to_owned());
                break;
            }
        }
        self.address = address.unwrap_or_else(|| panic!("the program does not say where it listens:\n{}", self.log()));
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        for _ in 0..200 {
            if tokio::net::TcpStream::connect(self.address).await.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("the program does not answer");
    }

    /// Starts a company through the pages of the first run; the administrator's browser is signed in.
    pub async fn set_up(&self) -> Browser {
        let browser = self.browser();
        let code = self.code.clone().expect("a first start prints its code");
        let fields = [
            ("screen", "admin"),
            ("code", code.as_str()),
            ("name", "Orvane"),
            ("locale", "fr"),
            ("hue", "168"),
            ("admin", "Lucie Martel"),
            ("email", "lucie@orvane.example"),
            ("password", PASSWORD),
        ];
        let answer = browser.post("/set-up", &fields).await.expect(200);
        assert_eq!(answer.path, "/");
        browser
    }

    /// A browser that nobody is signed in with.
    #[must_use]
    pub fn browser(&self) -> Browser {
        Browser::new(self.address)
    }

    /// The number of the process that was started.
    #[must_use]
    pub fn process(&self) -> Option<u32> {
        self.process.as_ref().and_then(Child::id)
    }

    /// Ends the process as a power cut does: nothing in it runs any more.
    pub async fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().await.unwrap();
        }
    }
}
