//! A store that speaks S3, on this machine: moto, in a process of its own, behind a door that tests close and open again.

use ruche_s3::{S3Blobs, SILENCE, Settings};
use std::env;
use std::io::Write as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::Stdio;
use std::sync::Mutex;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};
use tokio::task::{AbortHandle, JoinSet};

const BUCKET: &str = "ruche";
const KEY: &str = "ruche-key";
const SECRET: &str = "ruche-secret";

/// A store with one empty bucket.
pub struct S3 {
    /// Ends with this.
    _process: Child,
    /// Where moto itself listens.
    inside: SocketAddr,
    /// Where it is reached while the door is open.
    outside: SocketAddr,
    door: Mutex<Option<AbortHandle>>,
}

impl S3 {
    /// Starts a store; nothing, loudly, where there is no Python of the tests.
    pub async fn start() -> Option<Self> {
        let Some(python) = env::var_os("RUCHE_TEST_PYTHON") else {
            assert!(env::var("CI").as_deref() != Ok("true"), "RUCHE_TEST_PYTHON must name the Python of the tests");
            // Past the test runner, which keeps what `eprintln!` says of a test that succeeds.
            let _ =
                writeln!(std::io::stderr(), "SKIPPED: no store that speaks S3, since RUCHE_TEST_PYTHON is not set (`make test` sets it)");
            return None;
        };
        let _ = rustls::crypto::ring::default_provider().install_default();
        let (inside, outside) = (free().await, free().await);
        let mut command = Command::new(python);
        command.args(["-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", &inside.port().to_string()]);
        let mut process = command.stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true).spawn().unwrap();
        while TcpStream::connect(inside).await.is_err() {
            assert!(process.try_wait().unwrap().is_none(), "moto does not begin: is it in the Python of the tests?");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let s3 = Self { _process: process, inside, outside, door: Mutex::default() };
        s3.ask(reqwest::Method::PUT, "").await;
        s3.open().await;
        Some(s3)
    }

    /// How a node reaches it: people are sent there too.
    #[must_use]
    pub fn settings(&self) -> Settings {
        Settings {
            bucket: BUCKET.into(),
            prefix: "files".into(),
            endpoint: self.address().parse().unwrap(),
            region: "us-east-1".into(),
            key: KEY.into(),
            secret: SECRET.into(),
            direct: true,
            silence: SILENCE,
        }
    }

    /// Files in it.
    pub async fn blobs(&self) -> S3Blobs {
        S3Blobs::open(&self.settings()).await.unwrap()
    }

    /// The same as settings of the program, put before its command.
    #[must_use]
    pub fn environment(&self) -> Vec<String> {
        let Settings { bucket, prefix, .. } = self.settings();
        vec![
            "env".to_owned(),
            format!("RUCHE_FILES=s3://{bucket}/{prefix}"),
            format!("RUCHE_S3_ENDPOINT={}", self.address()),
            format!("RUCHE_S3_KEY={KEY}"),
            format!("RUCHE_S3_SECRET={SECRET}"),
        ]
    }

    /// The address of the store.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}", self.outside)
    }

    /// The names of all objects of the bucket, in their order.
    pub async fn objects(&self) -> Vec<String> {
        let listed = self.ask(reqwest::Method::GET, "?list-type=2").await;
        listed.split("<Key>").skip(1).map(|rest| rest.split("</Key>").next().unwrap().to_owned()).collect()
    }

    async fn ask(&self, method: reqwest::Method, what: &str) -> String {
        // What makes the region known; moto looks no further.
        let by = format!("AWS4-HMAC-SHA256 Credential={KEY}/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0");
        let request = reqwest::Client::new().request(method, format!("http://{}/{BUCKET}{what}", self.inside));
        request.header("authorization", by).send().await.unwrap().error_for_status().unwrap().text().await.unwrap()
    }

    /// Cuts every connection, and refuses new ones.
    pub fn close(&self) {
        if let Some(door) = self.door.lock().unwrap().take() {
            door.abort();
        }
    }

    /// Lets the nodes in again.
    pub async fn open(&self) {
        self.close();
        let (listener, inside) = (self.listen().await, self.inside);
        let door = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((mut from, _)) = listener.accept().await {
                connections.spawn(async move {
                    if let Ok(mut to) = TcpStream::connect(inside).await {
                        let _ = tokio::io::copy_bidirectional(&mut from, &mut to).await;
                    }
                });
            }
        });
        *self.door.lock().unwrap() = Some(door.abort_handle());
    }

    /// Lets the nodes in, and says nothing.
    pub async fn be_silent(&self) {
        self.close();
        let listener = self.listen().await;
        let door = tokio::spawn(async move {
            let mut connections = Vec::new();
            while let Ok((from, _)) = listener.accept().await {
                connections.push(from);
            }
        });
        *self.door.lock().unwrap() = Some(door.abort_handle());
    }

    /// The door, once the one before has let go of it.
    async fn listen(&self) -> TcpListener {
        loop {
            match TcpListener::bind(self.outside).await {
                Ok(listener) => return listener,
                Err(_) => tokio::time::sleep(Duration::from_millis(5)).await,
            }
        }
    }
}

/// An address of this machine where nobody listens.
async fn free() -> SocketAddr {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap().local_addr().unwrap()
}
