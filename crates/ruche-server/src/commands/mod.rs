//! The words of the command line. Results go to standard output, errors to standard error.
//!
//! Exit codes: 0 done, 1 it failed, 2 the words are wrong, 3 a check found something, 4 the data folder is in use.

pub mod backup;
pub mod bench;
pub mod check;
pub mod demo;
pub mod export;
pub mod import;
pub mod member;
pub mod moving;
pub mod outbox;
pub mod restore;
pub mod search;
pub mod serve;
pub mod token;

use crate::config::Config;
use crate::lock::own_folder;
use crate::node::{Node, Options};
use clap::{Args, Parser, Subcommand};
use ruche_import::restore::{RestoreError, unfinished};
use ruche_index::DiskIndex;
use ruche_kernel::SystemClock;
use ruche_platform::blobs::{Blobs, FolderBlobs};
use ruche_platform::bus::NoBus;
use ruche_platform::db::Db;
use ruche_platform::outgoing::Off;
use ruche_platform::search::NoIndex;
use ruche_s3::S3Blobs;
use std::ffi::OsString;
use std::fs::OpenOptions;
use std::net::SocketAddr;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// Why a word did not do what it was asked.
#[derive(Debug)]
pub struct Failure {
    /// The exit code.
    pub code: u8,
    /// The sentence.
    pub text: String,
}

impl<T: std::fmt::Display> From<T> for Failure {
    fn from(text: T) -> Self {
        Self { code: 1, text: text.to_string() }
    }
}

/// Ruche, the enterprise social network.
#[derive(Debug, Parser)]
#[command(
    name = "ruche",
    version,
    about = "Ruche, the enterprise social network: one binary, one data folder",
    after_help = "Exit codes: 0 done, 1 failed, 2 wrong words, 3 a check found something, 4 the data folder is in use."
)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// Where the data is. Every option is also a key of the configuration file and an environment variable.
#[derive(Args, Clone, Debug)]
pub struct Common {
    /// The configuration file (TOML); see docs/operate/configuration.md
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The folder of the database, files and mail
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// A PostgreSQL database instead of the embedded one: postgres://user:password@host/name
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the network: opens (and creates) the data folder, applies migrations, prints the address
    Serve(serve::Serve),
    /// Serve an invented company of sixty people, to look around; fills the data folder at the first start
    Demo(demo::Demo),
    /// Apply the migrations and stop
    Migrate {
        #[command(flatten)]
        common: Common,
    },
    /// Fill a company from data of elsewhere; tells first, writes with --write
    Import(import::Import),
    /// Write everything the company holds to a folder, in an open format that programs and people read
    Export(export::Export),
    /// Make dated copies of everything, once or again and again, beside a running server
    Backup(backup::Backup),
    /// Fill an empty data folder from a backup or an export, on either engine
    Restore(restore::Restore),
    /// Move everything from the embedded database to PostgreSQL, or back
    Move(moving::Move),
    /// List, add and close accounts, give passwords, name administrators
    Member(member::Member),
    /// Tell whether the data holds together: references, counts, files, events, mails
    Check(check::Check),
    /// List events that were set aside and mails that were given up, and have them tried again
    Outbox(outbox::Outbox),
    /// Tell how the search index is, and have it made again while the product serves
    Search(search::Search),
    /// Print the description of the API (OpenAPI), as it is served at /api/v1/openapi.json
    Openapi,
    /// Make a token by which a program asks the API as a member, and print it
    Token(token::Token),
    /// Measure how fast the program is on this machine, on a made-up company of its own
    Bench(bench::Bench),
    /// Serve what everything is measured against; started by `bench`
    #[command(hide = true)]
    BenchReference,
    /// Look at one file from standard input; started by the server itself, with limits
    #[command(hide = true)]
    DecodeImage {
        /// What is asked of it
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        task: Vec<OsString>,
    },
}

/// Runs the command line.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    if let Command::DecodeImage { task } = cli.command {
        return ruche_media::child_main(ruche_media::Task::from_arguments(task));
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return finish(Err(error.into())),
    };
    let done = runtime.block_on(async {
        match cli.command {
            Command::Serve(serve) => serve.run().await,
            Command::Demo(demo) => demo.run().await,
            Command::Import(import) => import.run().await,
            Command::Export(export) => export.run().await,
            Command::Backup(backup) => backup.run().await,
            Command::Restore(restore) => restore.run().await,
            Command::Move(moving) => moving.run().await,
            Command::Member(member) => member.run().await,
            Command::Check(check) => check.run().await,
            Command::Outbox(outbox) => outbox.run().await,
            Command::Search(search) => search.run().await,
            Command::Openapi => describe().await,
            Command::Token(token) => token.run().await,
            Command::Bench(bench) => bench.run().await,
            Command::BenchReference => bench::serve_reference().await,
            Command::Migrate { common } => {
                let setting = Setting::read(&common)?;
                setting.node(OFFLINE_NODE, None).await?.platform.db.close().await;
                say("The database is up to date.");
                Ok(())
            }
            Command::DecodeImage { .. } => Ok(()),
        }
    });
    finish(done)
}

/// The description is that of the rooms, whatever the data: a company that is empty and forgotten at once gives it.
async fn describe() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let setting = Setting { config: Config::default(), data: folder.path().to_owned() };
    let node = setting.node(OFFLINE_NODE, None).await?;
    node.platform.db.close().await;
    say(node.description.trim_end());
    Ok(())
}

fn finish(done: Result<(), Failure>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            tell(&failure.text);
            ExitCode::from(failure.code)
        }
    }
}

/// A line for the person at the terminal.
#[allow(clippy::print_stdout, reason = "this is the command line")]
pub fn say(text: &str) {
    println!("{text}");
}

/// An error for the person at the terminal.
#[allow(clippy::print_stderr, reason = "this is the command line")]
fn tell(text: &str) {
    eprintln!("ruche: {text}");
}

/// Tells which step has begun, and how far a long one is.
fn progress() -> impl FnMut(&str, u64) + Send {
    /// After how many rows or files something is said.
    const OFTEN: u64 = 100_000;
    |step, done| match done {
        0 => say(&format!("{step}…")),
        done if done % OFTEN == 0 => say(&format!("{step}: {done}")),
        _ => {}
    }
}

/// The node number of the words that work beside a server: their ids never meet the server's.
pub const OFFLINE_NODE: u8 = 63;

/// The embedded database, in the data folder.
const DATABASE: &str = "ruche.sqlite";

/// The configuration with the options over it.
pub struct Setting {
    /// The keys.
    pub config: Config,
    /// The data folder.
    pub data: PathBuf,
}

impl Setting {
    /// Reads file, environment and options, in that order.
    ///
    /// # Errors
    /// A sentence, with exit code 2.
    pub fn read(common: &Common) -> Result<Self, Failure> {
        let mut config = Config::read(common.config.as_deref(), std::env::vars()).map_err(|text| Failure { code: 2, text })?;
        if common.data.is_some() {
            config.data.clone_from(&common.data);
        }
        if common.database_url.is_some() {
            config.database_url.clone_from(&common.database_url);
        }
        let data = config.data.clone().unwrap_or_else(|| PathBuf::from("data"));
        Ok(Self { config, data })
    }

    /// The number of this node.
    #[must_use]
    pub fn number(&self) -> u8 {
        self.config.node.map_or(0, |node| node.0)
    }

    /// Asks that there is data, for words that make none: opening would.
    ///
    /// # Errors
    /// A sentence when there is no database.
    pub fn existing(&self) -> Result<(), Failure> {
        if self.config.database_url.is_none() && !self.data.join(DATABASE).exists() {
            return Err(format!("{} holds no data", self.data.display()).into());
        }
        Ok(())
    }

    /// Opens the database.
    ///
    /// # Errors
    /// What the engine or the file system says.
    pub async fn database(&self) -> Result<Db, Failure> {
        own_folder(&self.data).map_err(|e| format!("{}: {e}", self.data.display()))?;
        let connections = self.config.database_connections.unwrap_or(16);
        match (&self.config.database_url, &self.config.database_replica_url) {
            (Some(url), None) => Ok(Db::postgres(url, connections).await?),
            (Some(url), Some(replica)) => Ok(Db::postgres(url, connections).await?.with_replica(replica, connections)?),
            (None, Some(_)) => Err("database_replica_url is that of a PostgreSQL: set database_url too".to_owned().into()),
            (None, None) => {
                let file = self.data.join(DATABASE);
                // Made here, so that nobody else on the machine may read it; the engine gives its log the same rights.
                let options = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&file);
                options.map_err(|e| format!("{}: {e}", file.display()))?;
                Ok(Db::sqlite(&file).await?)
            }
        }
    }

    /// What keeps files: the data folder, or a store that speaks S3.
    ///
    /// # Errors
    /// A sentence, with exit code 2 when a setting is missing or wrong.
    pub async fn blobs(&self) -> Result<Arc<dyn Blobs>, Failure> {
        match self.config.store().map_err(|text| Failure { code: 2, text })? {
            Some(settings) => Ok(Arc::new(S3Blobs::open(&settings).await?)),
            None => Ok(Arc::new(FolderBlobs::open(&self.data.join("files"))?)),
        }
    }

    /// Puts a node together on this data.
    ///
    /// # Errors
    /// What its parts say; that the data is half of a restore.
    pub async fn node(&self, number: u8, listen: Option<SocketAddr>) -> Result<Node, Failure> {
        let node = self.any_node(number, listen).await?;
        if unfinished(&node.platform.db).await? {
            return Err(RestoreError::Unfinished.into());
        }
        Ok(node)
    }

    /// The same, whatever the data is.
    ///
    /// # Errors
    /// What its parts say.
    pub async fn any_node(&self, number: u8, listen: Option<SocketAddr>) -> Result<Node, Failure> {
        let settings = self
            .config
            .web(listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))))
            .map_err(|text| Failure { code: 2, text })?;
        let mailer = self
            .config
            .mailer(&self.data, &settings.public_url)
            .map_err(|e| Failure { code: if e.transient { 1 } else { 2 }, text: e.reason })?;
        let outgoing = self.config.outgoing().unwrap_or_else(|reason| {
            // A server is of use without: it has no certificates to trust others by, in a bare container for instance.
            tracing::warn!(reason, "nobody is asked anything over HTTP");
            Arc::new(Off)
        });
        let blobs = self.blobs().await?;
        if settings.secure() && blobs.origin().is_some_and(|origin| origin.starts_with("http:")) {
            let text = "browsers go from https to no address in clear: give s3_endpoint one with https, or set s3_direct = false";
            return Err(Failure { code: 2, text: text.into() });
        }
        let options = Options {
            db: self.database().await?,
            data: self.data.clone(),
            blobs,
            settings,
            mailer,
            outgoing,
            // What works beside a server is heard of by the next look at the outbox.
            bus: if number == OFFLINE_NODE {
                Arc::new(NoBus::default())
            } else {
                self.config.bus().await.map_err(|text| Failure { code: 2, text })?
            },
            translator: self.config.translator().map_err(|text| Failure { code: 2, text })?,
            // What works beside a server finds nothing, and leaves its index alone.
            index: if number == OFFLINE_NODE { Arc::new(NoIndex) } else { Arc::new(DiskIndex::open(self.data.join("search"))) },
            clock: Arc::new(SystemClock),
            number,
            program: std::env::current_exe()?,
            tools: self.config.tools(std::env::var_os("PATH")),
            directories: self.config.directories().map_err(|text| Failure { code: 2, text })?,
            cheap_passwords: false,
        };
        Ok(Node::build(options).await?)
    }
}
