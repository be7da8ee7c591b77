//! A NATS of the tests: Debian's `nats-server` on a port that stays its own, so that it can go and come back.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::process::{Child, Command};

/// A server that is there, or away.
pub struct Nats {
    program: PathBuf,
    port: u16,
    process: Option<Child>,
}

impl Nats {
    /// Starts one; nothing, said loudly, where it is not installed and nobody promised that it is.
    ///
    /// # Panics
    /// Under CI when `nats-server` is not installed.
    #[allow(clippy::print_stderr, reason = "a skipped test must be seen")]
    pub async fn start() -> Option<Self> {
        let folders = std::env::var("PATH").unwrap_or_default() + ":/usr/sbin";
        let Some(program) = folders.split(':').map(|folder| Path::new(folder).join("nats-server")).find(|file| file.is_file()) else {
            assert!(std::env::var_os("CI").is_none(), "nats-server is not installed");
            eprintln!("SKIPPED: nats-server is absent");
            return None;
        };
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut nats = Self { program, port, process: None };
        nats.come().await;
        Some(nats)
    }

    /// Its address.
    #[must_use]
    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// Starts it where it was, and waits until it answers.
    ///
    /// # Panics
    /// When it does not.
    pub async fn come(&mut self) {
        let mut command = Command::new(&self.program);
        command.args(["-a", "127.0.0.1", "-p", &self.port.to_string()]).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
        self.process = Some(command.spawn().unwrap());
        for _ in 0..500 {
            if tokio::net::TcpStream::connect(("127.0.0.1", self.port)).await.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("nats-server does not answer");
    }

    /// Kills it.
    pub async fn go(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().await.unwrap();
        }
    }
}
