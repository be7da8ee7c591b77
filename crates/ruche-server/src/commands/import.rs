//! `ruche import`: fills a company from data of elsewhere, beside a running server or without one.

use super::{Common, Failure, OFFLINE_NODE, Setting, say, tell};
use crate::lock::DataLock;
use crate::node::Node;
use clap::{Args, Subcommand, ValueEnum};
use ruche_import::directory::ldap::{self, Search};
use ruche_import::directory::{Added, Directory, check_added};
use ruche_import::exchange::Exchange;
use ruche_import::intake::{self, Follow, Source as Intake};
use ruche_import::ldbc::Dataset;
use ruche_import::load;
use ruche_import::slack::Slack;
use ruche_import::updates::{self, Updates};
use ruche_kernel::MemberId;
use ruche_people::communities::rules::Access;
use ruche_people::{members, sign_in};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// The options of `import`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Nothing is written without --write: the first run tells what would come.\nAn import that was stopped is run again with the same words: what is there already is left alone.\nNobody is notified. docs/operate/import.md says what is taken of each, and what is not."
)]
pub struct Import {
    #[command(subcommand)]
    source: Source,
}

#[derive(Subcommand, Clone, Debug)]
enum Source {
    /// The people and groups of a directory: CSV (French or English headers) or LDIF
    #[command(
        after_help = "People are known by the identifier of the directory, else by their address: run it again as often as the directory changes.\nWho is new gets an account without a password; who is here becomes what the directory says; nobody is deleted.\n\nExamples:\n  ruche import directory annuaire.csv\n  ruche import directory annuaire.csv --write --invite\n  ruche import directory people.ldif groups.ldif --owner lea.martin@example.com --groups open --write"
    )]
    Directory {
        #[command(flatten)]
        words: Words,
        /// The files
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Tell by mail those who have no password yet of their account, each once
        #[arg(long)]
        invite: bool,
        /// What groups become
        #[arg(long, value_enum, default_value = "closed")]
        groups: Groups,
        #[command(flatten)]
        following: Following,
        /// Another directory than the one that was imported before, whose identifiers may be the same
        #[arg(long, value_name = "NAME", default_value = "directory")]
        source: String,
    },
    /// The people and groups of a directory over LDAP: OpenLDAP, Active Directory and others
    #[command(
        after_help = "What is taken of an entry is what is taken of it in LDIF. The certificate is always verified.\n\nExamples:\n  ruche import ldap --url ldaps://ad.example.com --bind-dn 'CN=ruche,OU=Services,DC=example,DC=com' --password-file /etc/ruche/ldap-password --base DC=example,DC=com\n  ruche import ldap --url ldap://ldap.example.com --starttls --base ou=people,dc=example,dc=com --filter '(objectClass=inetOrgPerson)' --leavers --write"
    )]
    Ldap {
        #[command(flatten)]
        words: Words,
        /// The server: ldaps://HOST, or ldap://HOST
        #[arg(long, value_name = "URL")]
        url: url::Url,
        /// Encrypts a connection that begins in clear
        #[arg(long)]
        starttls: bool,
        /// As whom it is asked; as nobody without it
        #[arg(long, value_name = "DN", requires = "password_file")]
        bind_dn: Option<String>,
        /// The file that holds the password, in its first line
        #[arg(long, value_name = "FILE", requires = "bind_dn")]
        password_file: Option<PathBuf>,
        /// Below which place of the tree
        #[arg(long, value_name = "DN")]
        base: String,
        /// Which entries; people, groups and branches without it
        #[arg(long, value_name = "FILTER", default_value = ldap::FILTER, hide_default_value = true)]
        filter: String,
        /// The certificates that the server is trusted by, in PEM; those of this machine without it
        #[arg(long, value_name = "FILE")]
        ca: Option<PathBuf>,
        /// Tell by mail those who have no password yet of their account, each once
        #[arg(long)]
        invite: bool,
        /// What groups become
        #[arg(long, value_enum, default_value = "closed")]
        groups: Groups,
        #[command(flatten)]
        following: Following,
        /// Another directory than the one that was imported before, whose identifiers may be the same
        #[arg(long, value_name = "NAME", default_value = "directory")]
        source: String,
    },
    /// An export of a Slack workspace: its zip file, or the folder that it was unpacked to
    #[command(
        after_help = "Channels become communities, messages posts, threads comments. Private conversations and programs are left out.\nPeople are known by their address, where the export has it.\n\nExample:\n  ruche import slack export.zip --owner lea.martin@example.com --write"
    )]
    Slack {
        #[command(flatten)]
        words: Words,
        /// The zip file or the folder
        path: PathBuf,
    },
    /// The dump of a Stack Exchange site: a folder with Posts.xml, Users.xml, Comments.xml and Votes.xml
    #[command(
        after_help = "The site becomes one community of questions and answers.\n\nExample:\n  ruche import stackexchange dump --community 'Quantum computing' --owner lea.martin@example.com --write"
    )]
    Stackexchange {
        #[command(flatten)]
        words: Words,
        /// The folder; its files plain or compressed by zstd
        dir: PathBuf,
        /// The name of the community; another one is another import
        #[arg(long, value_name = "NAME")]
        community: String,
        /// Who reads it
        #[arg(long, value_enum, default_value = "open")]
        access: Groups,
    },
    /// The LDBC social network data (interactive v1, CSV with merged foreign keys): a folder with `static` and `dynamic`
    Ldbc {
        #[command(flatten)]
        common: Common,
        /// The folder; its files plain or compressed by zstd
        dir: PathBuf,
        /// Instead, have the people who came with the data do what its folder `update_streams` says, now and by the product's own
        /// actions, and tell how fast that went
        #[arg(long)]
        updates: bool,
        /// Write; without it, only tell what would come
        #[arg(long)]
        write: bool,
    },
}

/// What every import from another product takes.
#[derive(Args, Clone, Debug)]
struct Words {
    #[command(flatten)]
    common: Common,
    /// Write; without it, only tell what would come
    #[arg(long)]
    write: bool,
    /// Only tell what would come, as without --write
    #[arg(long, conflicts_with = "write")]
    dry_run: bool,
    /// Who owns communities whose owner does not come: an address or a user name
    #[arg(long, value_name = "LOGIN")]
    owner: Option<String>,
}

/// How a directory is followed.
#[derive(Args, Clone, Debug)]
struct Following {
    /// Close the accounts of those who are gone from the directory; what they wrote stays
    #[arg(long)]
    leavers: bool,
    /// The most people in a hundred who may be gone; beyond, nothing is written
    #[arg(long, value_name = "PERCENT", default_value_t = 10, value_parser = clap::value_parser!(u8).range(0..=100))]
    most_leavers: u8,
    /// Have those who are new arrive: their first visit, and the journey that fits
    #[arg(long)]
    arrivals: bool,
    /// Tell it as JSON
    #[arg(long)]
    json: bool,
    /// The column or the attribute that says a field which the company added to profiles; as often as there are some
    #[arg(long = "field", value_name = "FIELD=COLUMN", value_parser = added)]
    fields: Vec<(String, String)>,
}

impl Following {
    fn added(&self) -> Added {
        self.fields.iter().cloned().collect()
    }
}

/// A field of the company and its column.
fn added(words: &str) -> Result<(String, String), String> {
    let (field, column) = words.split_once('=').ok_or("write FIELD=COLUMN, as Matricule=employeeNumber")?;
    let pair = (field.trim().to_owned(), column.trim().to_owned());
    check_added(&Added::from([pair.clone()])).map(|()| pair)
}

impl From<&Following> for Follow {
    fn from(words: &Following) -> Self {
        Self { leavers: words.leavers, most_leavers: words.most_leavers.into(), arrivals: words.arrivals, holds: false }
    }
}

#[derive(ValueEnum, Clone, Copy, Debug)]
enum Groups {
    /// Every employee reads and joins
    Open,
    /// Members read; whoever wants to join asks
    Request,
    /// Members read; one joins by invitation
    Closed,
    /// As closed, and for others it does not exist
    Unlisted,
}

impl From<Groups> for Access {
    fn from(groups: Groups) -> Self {
        match groups {
            Groups::Open => Self::Open,
            Groups::Request => Self::OnRequest,
            Groups::Closed => Self::Closed,
            Groups::Unlisted => Self::Unlisted,
        }
    }
}

impl Import {
    /// Tells what would come, or writes it.
    ///
    /// # Errors
    /// A sentence that names the file and the line, or what the database says.
    pub async fn run(self) -> Result<(), Failure> {
        let (Source::Directory { words: Words { common, .. }, .. }
        | Source::Ldap { words: Words { common, .. }, .. }
        | Source::Slack { words: Words { common, .. }, .. }
        | Source::Stackexchange { words: Words { common, .. }, .. }
        | Source::Ldbc { common, .. }) = &self.source;
        let setting = Setting::read(common)?;
        setting.existing()?;
        let _lock = DataLock::take(&setting.data, "cli.lock").map_err(|text| Failure { code: 4, text })?;
        let node = setting.node(OFFLINE_NODE, None).await?;
        if node.app.company().is_none() {
            return Err("there is no company yet: start it first, with `ruche serve`".into());
        }
        // What programs read stands alone on the standard output.
        let talk = match &self.source {
            Source::Directory { following, .. } | Source::Ldap { following, .. } if following.json => tell,
            _ => say,
        };
        let written = match &self.source {
            Source::Directory { words, files, invite, groups, following, source } => {
                let directory = Directory::open(files, (*groups).into(), *invite)?.adding(following.added());
                let fields = ruche_people::profiles::store::fields(&node.platform.db).await?;
                for note in directory.notes(&|name| fields.iter().any(|(_, field)| field.is_called(name)))? {
                    talk(&note);
                }
                take(&node, &directory, words, source, Some(following)).await?
            }
            Source::Ldap { words, url, starttls, bind_dn, password_file, base, filter, ca, invite, groups, following, source } => {
                let (url, bind_dn, password_file, ca) = (url.clone(), bind_dn.clone(), password_file.clone(), ca.clone());
                let (base, filter, added) = (base.clone(), filter.clone(), following.added());
                let answer =
                    Search { url, starttls: *starttls, bind_dn, password_file, base, filter, ca, added: added.clone() }.ask().await?;
                let directory = Directory::of(&answer, (*groups).into(), *invite)?.adding(added);
                take(&node, &directory, words, source, Some(following)).await?
            }
            Source::Slack { words, path } => {
                let slack = Slack::open(path)?;
                take(&node, &slack, words, &slack.source(), None).await?
            }
            Source::Stackexchange { words, dir, community, access } => {
                let exchange = Exchange::open(dir, community, (*access).into())?;
                take(&node, &exchange, words, &exchange.source(), None).await?
            }
            Source::Ldbc { dir, updates: true, write, .. } => play(&node, dir, *write).await?,
            Source::Ldbc { dir, write, .. } => ldbc(&node, dir.clone(), *write).await?,
        };
        if !written {
            talk("Nothing was written. Run it again with --write.");
        }
        node.platform.db.close().await;
        Ok(())
    }
}

/// Takes what comes from another product, and tells whether it was written.
async fn take(node: &Node, source: &dyn Intake, words: &Words, name: &str, following: Option<&Following>) -> Result<bool, Failure> {
    let owner = match &words.owner {
        Some(login) => Some(owner(node, login).await?),
        None => None,
    };
    let options = intake::Options { source: name.to_owned(), dry_run: !words.write, owner, follow: following.map(Follow::from) };
    let json = following.is_some_and(|following| following.json);
    let mut last = None;
    let report = intake::write(&node.content, source, &options, &mut |kind, done| {
        if last != Some(kind) || done.is_multiple_of(5000) {
            if json {
                tell(&format!("{kind}: {done}…"))
            } else {
                say(&format!("{kind}: {done}…"))
            }
            last = Some(kind);
        }
        ControlFlow::Continue(())
    })
    .await?;
    if json {
        say(&serde_json::to_string_pretty(&report)?);
    } else {
        say(&report.to_string());
    }
    match report.stopped {
        Some(stopped) => Err(stopped.into()),
        None => Ok(words.write),
    }
}

/// The employee who signs in with `login`.
async fn owner(node: &Node, login: &str) -> Result<MemberId, Failure> {
    let found = members::store::by_login(&node.platform.db, &sign_in::actions::normalise_login(login)).await?;
    let found = found.ok_or_else(|| format!("nobody signs in as {login:?}: see `ruche member list`"))?;
    let acting = members::store::acting(&node.platform.db, found, node.platform.now()).await?;
    match acting {
        Some(acting) if acting.actor.is_employee() => Ok(found),
        _ => Err(format!("{login} is a partner: only employees own a community").into()),
    }
}

async fn ldbc(node: &Node, dir: PathBuf, write: bool) -> Result<bool, Failure> {
    let dataset = Dataset::open(&dir)?;
    let options = load::Options { source: LDBC.into(), dry_run: !write };
    let mut last = None;
    let report = load::load(&node.platform, &dataset, &options, &mut |progress| {
        if last != Some(progress.kind) {
            say(&format!("{}…", progress.kind.word()));
            last = Some(progress.kind);
        }
        ControlFlow::Continue(())
    })
    .await?;
    say(&report.to_string());
    Ok(write)
}

/// Has the people of the data set do what its update streams say.
async fn play(node: &Node, dir: &Path, write: bool) -> Result<bool, Failure> {
    let streams = Updates::open(dir)?;
    if !write {
        let mut count = 0_u64;
        for update in streams.read()? {
            update?;
            count += 1;
        }
        say(&format!("{count} operations to be done."));
        return Ok(false);
    }
    let replay = updates::replay(&node.content, &streams, LDBC, &mut |done| say(&format!("{done} operations…"))).await?;
    say(&replay.to_string());
    Ok(true)
}

/// The name under which the keys of LDBC data are kept.
const LDBC: &str = "ldbc";
