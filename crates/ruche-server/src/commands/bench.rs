//! `ruche bench`: how fast the program is on this machine, on a company that is made up for that.

use super::{Failure, OFFLINE_NODE, Setting, say};
use crate::node::Node;
use clap::Args;
use ruche_bench::company::{self, Company, Size};
use ruche_bench::figures::{Figures, Machine};
use ruche_bench::kinds::World;
use ruche_bench::run::{self, Plan, Site};
use ruche_bench::{reference, report};
use ruche_import::restore;
use ruche_kernel::{Clock as _, MemberId, SystemClock};
use ruche_people::sign_in::actions::{From, open_session};
use ruche_platform::secret;
use ruche_web::middleware::SESSION_COOKIE;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The options of `bench`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "It serves a company of its own, in a folder of its own, and asks nothing of yours: stop what else the machine does meanwhile.\nWith --folder what was made is kept, and the next run with the same folder begins at once.\n\nExamples:\n  ruche bench\n  ruche bench --size M --folder /var/tmp/ruche-bench --json m.json --html m.html\n  ruche bench --database-url postgres://ruche@db/empty"
)]
pub struct Bench {
    /// The size of the company: S (1,000 members, 10,000 posts), M (20,000 members, a million posts), L (200,000, ten million; PostgreSQL)
    #[arg(long, default_value = "S", value_parser = size)]
    size: Size,
    /// Where the company is kept; without the option it is forgotten at the end
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
    /// An empty PostgreSQL database instead of the embedded one
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// How many requests of each kind of page
    #[arg(long, value_name = "N", default_value_t = Plan::default().requests)]
    requests: u64,
    /// How many seconds each working day lasts
    #[arg(long, value_name = "N", default_value_t = Plan::default().day.as_secs())]
    seconds: u64,
    /// On how many connections a working day is asked as fast as it goes; may be given several times
    #[arg(long, value_name = "N", default_values_t = Plan::default().connections)]
    connections: Vec<usize>,
    /// At which rate it is asked, in requests a second; may be given several times
    #[arg(long, value_name = "N", default_values_t = Plan::default().rates)]
    rate: Vec<f64>,
    /// How many live streams are opened; may be given several times
    #[arg(long, value_name = "N", default_values_t = Plan::default().streams)]
    streams: Vec<usize>,
    /// Writes the figures to a file, in JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Writes a page with charts
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

fn size(text: &str) -> Result<Size, String> {
    Size::named(text).ok_or_else(|| "S, M or L".to_owned())
}

/// Serves the reference until it is ended.
///
/// # Errors
/// When no address is free.
pub async fn serve_reference() -> Result<(), Failure> {
    Ok(reference::serve(|address| say(&format!("listening on http://{address}"))).await?)
}

impl Bench {
    /// Makes the company, serves it, measures, and tells.
    ///
    /// # Errors
    /// A sentence.
    pub async fn run(self) -> Result<(), Failure> {
        let temporary = tempfile::tempdir()?;
        let folder = self.folder.clone().unwrap_or_else(|| temporary.path().to_owned());
        std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        let (data, known) = (folder.join("data"), folder.join("company.json"));
        let (company, filled) = match std::fs::read_to_string(&known) {
            Ok(text) => serde_json::from_str(&text).map_err(|e| format!("{}: {e}", known.display()))?,
            Err(_) => {
                let made = self.fill(&folder, &data).await?;
                std::fs::write(&known, serde_json::to_string(&made)?)?;
                made
            }
        };
        let setting = self.setting(&data)?;
        let figures = Figures {
            ruche: env!("CARGO_PKG_VERSION").to_owned(),
            made_at: jiff::Timestamp::now().strftime("%Y-%m-%d %H:%M UTC").to_string(),
            machine: Machine::here(),
            size: self.size.name.to_owned(),
            engine: if self.database_url.is_some() { "PostgreSQL" } else { "SQLite" }.to_owned(),
            filled,
            ..Figures::default()
        };
        let world = World { cookies: sessions(&setting, &company).await?, company, run: secret::random_code()? };
        let plan = Plan {
            requests: self.requests,
            day: Duration::from_secs(self.seconds),
            connections: self.connections.clone(),
            rates: self.rate.clone(),
            streams: self.streams.clone(),
        };
        let program = std::env::current_exe()?;
        let site = Site { program: &program, data: &data, database_url: self.database_url.as_deref() };
        let figures = run::run(&site, world, &plan, figures, &mut |step| say(&format!("{step}…"))).await?;
        say(&format!("\n{}", report::text(&figures)));
        if let Some(file) = &self.json {
            std::fs::write(file, serde_json::to_string_pretty(&figures)? + "\n").map_err(|e| format!("{}: {e}", file.display()))?;
        }
        if let Some(file) = &self.html {
            std::fs::write(file, report::page(&figures)).map_err(|e| format!("{}: {e}", file.display()))?;
        }
        Ok(())
    }

    fn setting(&self, data: &Path) -> Result<Setting, Failure> {
        // Nothing of the configuration of a company that is served here.
        let config = crate::config::Config { database_url: self.database_url.clone(), ..Default::default() };
        Ok(Setting { config, data: data.to_owned() })
    }

    /// Makes a company and fills the database with it: what it is, how many records, in how many seconds.
    async fn fill(&self, folder: &Path, data: &Path) -> Result<(Company, (u64, f64)), Failure> {
        let export = folder.join("export");
        let (size, to, end) = (self.size, export.clone(), SystemClock.now_ms());
        say(&format!("making a company of size {}…", size.name));
        let company =
            tokio::task::spawn_blocking(move || company::write(&size, 1, end, &to, &mut |step| say(&format!("  {step}")))).await??;
        let begun = Instant::now();
        let node = self.setting(data)?.any_node(OFFLINE_NODE, None).await?;
        let manifest = restore::read(&node.platform, &export, &mut |step| say(&format!("filling: {step}…"))).await?;
        let seconds = begun.elapsed().as_secs_f64();
        node.platform.db.close().await;
        std::fs::remove_dir_all(&export)?;
        Ok((company, (manifest.kinds.iter().map(|records| records.records).sum(), seconds)))
    }
}

/// A session for each member who asks: the value of its cookie.
async fn sessions(setting: &Setting, company: &Company) -> Result<Vec<Arc<str>>, Failure> {
    let node: Node = setting.node(OFFLINE_NODE, None).await?;
    let from = From { ip: IpAddr::V4(Ipv4Addr::LOCALHOST), agent: "bench".to_owned() };
    let mut cookies = Vec::with_capacity(company.members.len());
    for &member in &company.members {
        let token = open_session(&node.people, MemberId(member), &from).await?;
        cookies.push(format!("{}={token}", node.app.settings.cookie(SESSION_COOKIE)).into());
    }
    node.platform.db.close().await;
    Ok(cookies)
}
