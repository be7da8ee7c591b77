//! The program that is measured, in a process of its own, and what the system says of that process.

use crate::client::{Ask, Connection, Lost};
use rustix::process::{Pid, Signal, kill_process};
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

/// How long a start may take.
const START: Duration = Duration::from_secs(120);
/// How often it is looked whether something is done.
const LOOK: Duration = Duration::from_millis(100);
/// How long an end may take.
const END: Duration = Duration::from_secs(30);

/// A process that serves on an address of this machine.
pub struct Served {
    process: Child,
    /// Where it answers.
    pub address: SocketAddr,
    /// Where it tells its measures, if it does.
    pub metrics: Option<SocketAddr>,
    /// From its start to its first answer.
    pub ready: Duration,
}

/// The address in a line of what a program says at its start.
fn address(line: &str, after: &str) -> Option<SocketAddr> {
    line.strip_prefix(after)?.trim_end_matches("/metrics").parse().ok()
}

impl Served {
    /// Starts `command`, and waits until it says that it listens (and, with `measured`, where it tells its measures) and answers `path`.
    ///
    /// # Errors
    /// When it does not within two minutes.
    pub async fn start(mut command: Command, measured: bool, path: &str) -> Result<Self, Lost> {
        let begun = Instant::now();
        let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
        let mut lines = BufReader::new(process.stdout.take().ok_or("no output")?).lines();
        let (mut listens, mut metrics) = (None, None);
        let said = timeout(START, async {
            while listens.is_none() || (measured && metrics.is_none()) {
                let line = lines.next_line().await?.ok_or("the program ended before it listened")?;
                listens = listens.or(address(&line, "listening on http://"));
                metrics = metrics.or(address(&line, "metrics at http://"));
            }
            Ok::<_, Lost>(())
        });
        said.await??;
        let address = listens.ok_or("no address")?;
        let ask = Ask::page(&Arc::from(""), path.to_owned());
        Connection::to(address)?.ask(&ask).await?;
        Ok(Self { process, address, metrics, ready: begun.elapsed() })
    }

    /// `ruche serve` on a data folder, with nothing asked of the outside.
    ///
    /// # Errors
    /// As [`Served::start`].
    pub async fn ruche(program: &Path, data: &Path, database_url: Option<&str>) -> Result<Self, Lost> {
        let mut command = Command::new(program);
        command.arg("serve").arg("--data").arg(data).args(["--listen", "127.0.0.1:0"]);
        if let Some(url) = database_url {
            command.args(["--database-url", url]);
        }
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("RUCHE_")) {
            command.env_remove(name);
        }
        command.env("RUCHE_METRICS_LISTEN", "127.0.0.1:0").env("RUCHE_OUTGOING", "off").env("RUCHE_LOG_LEVEL", "warn");
        // Every connection comes from this one machine.
        command.env("RUCHE_CONNECTIONS", "40000").env("RUCHE_CONNECTIONS_PER_NETWORK", "40000");
        Self::start(command, true, "/health/ready").await
    }

    fn pid(&self) -> Result<u32, Lost> {
        self.process.id().ok_or_else(|| "the program has ended".into())
    }

    /// The time that the processors have spent on it so far, in the kernel too.
    ///
    /// # Errors
    /// When it has ended.
    pub fn cpu(&self) -> Result<Duration, Lost> {
        let text = std::fs::read_to_string(format!("/proc/{}/stat", self.pid()?))?;
        // After the name in brackets, which may hold anything: state is the third field, the two times the 14th and 15th (proc(5)).
        let rest = text.rsplit_once(") ").ok_or("/proc/PID/stat")?.1;
        let ticks: u64 = rest.split(' ').skip(11).take(2).map(|field| field.parse::<u64>().unwrap_or(0)).sum();
        Ok(Duration::from_secs_f64(ticks as f64 / rustix::param::clock_ticks_per_second() as f64))
    }

    /// The memory that is its own, in bytes: what it shares with others, the file of the program among it, is left out.
    ///
    /// # Errors
    /// When it has ended.
    pub fn private_memory(&self) -> Result<u64, Lost> {
        let text = std::fs::read_to_string(format!("/proc/{}/smaps_rollup", self.pid()?))?;
        let kilobytes = text.lines().filter(|line| line.starts_with("Private_")).filter_map(|line| line.split_whitespace().nth(1));
        Ok(kilobytes.filter_map(|n| n.parse::<u64>().ok()).sum::<u64>() * 1024)
    }

    /// The sum of a counter or a gauge over all its labels.
    ///
    /// # Errors
    /// When the measures cannot be read.
    pub async fn counter(&self, name: &str) -> Result<f64, Lost> {
        let ask = Ask::page(&Arc::from(""), "/metrics".into());
        let answer = Connection::to(self.metrics.ok_or("no measures")?)?.ask(&ask).await?;
        let text = String::from_utf8_lossy(&answer.body);
        let of_name = |line: &&str| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(['{', ' ']));
        Ok(text.lines().filter(of_name).filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok()).sum())
    }

    /// Waits until nothing runs beside the requests: the search index is made, and nothing that happened waits to be told.
    ///
    /// # Errors
    /// When the measures cannot be read, or that takes more than `at_most`.
    pub async fn settled(&self, at_most: Duration) -> Result<(), Lost> {
        let quiet = async {
            while self.counter("ruche_search_ready").await? < 1.0 || self.counter("ruche_events_behind").await? > 0.0 {
                tokio::time::sleep(LOOK).await;
            }
            Ok::<_, Lost>(())
        };
        timeout(at_most, quiet).await.map_err(|_| "the search index is not made")?
    }

    /// Asks it to end, and waits until it has.
    ///
    /// # Errors
    /// When it does not within half a minute; it is killed then.
    pub async fn stop(mut self) -> Result<(), Lost> {
        let pid = i32::try_from(self.pid()?).ok().and_then(Pid::from_raw).ok_or("no process")?;
        kill_process(pid, Signal::TERM)?;
        timeout(END, self.process.wait()).await.map_err(|_| "the program did not end")??;
        Ok(())
    }
}
