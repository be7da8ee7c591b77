//! The configuration: one TOML file, every key also an environment variable (`RUCHE_` and the key in capitals), which wins.
//!
//! An unknown key or a bad value is refused with its line: what a value may be is in its type. Where files are kept is in [`store`].

mod store;

pub use store::{Place, StoreUrl};

use crate::connections;
use ruche_import::directories::Source;
use ruche_mail::{FolderMailer, SmtpMailer, SmtpSettings};
use ruche_media::{Tools, find_program, office_program};
use ruche_nats::NatsBus;
use ruche_outgoing::{ENGINE_TIME, HttpClient, LibreTranslate};
use ruche_platform::bus::{Bus, NoBus};
use ruche_platform::mail::{MailError, Mailer};
use ruche_platform::outgoing::{Off, Outgoing};
use ruche_platform::translation::Translator;
use ruche_web::{Network, Settings};
use serde::Deserialize;
use std::ffi::OsString;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tracing_subscriber::EnvFilter;
use url::Url;

/// The number of a node among those that share a database, 0 to 62. 63 is kept for the words beside a server.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "u8")]
pub struct NodeNumber(pub u8);

impl TryFrom<u8> for NodeNumber {
    type Error = &'static str;

    fn try_from(number: u8) -> Result<Self, Self::Error> {
        if number > 62 { Err("0 to 62; each node that shares a database has its own") } else { Ok(Self(number)) }
    }
}

/// The address people use: over http or https, on a host.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Url")]
pub struct PublicUrl(pub Url);

impl TryFrom<Url> for PublicUrl {
    type Error = &'static str;

    fn try_from(url: Url) -> Result<Self, Self::Error> {
        if matches!(url.scheme(), "http" | "https") { Ok(Self(url)) } else { Err("the address must begin with https:// or http://") }
    }
}

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SmtpTls {
    /// In clear.
    None,
    /// Begun in clear, then encrypted, or given up.
    #[default]
    StartTls,
    /// From the first byte.
    Tls,
}

/// Whether others are asked anything over HTTP.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum OutgoingRequests {
    /// Nobody is.
    Off,
    /// Public addresses are.
    #[default]
    On,
}

/// A proxy, over http or https.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Url")]
pub struct ProxyUrl(pub Url);

impl TryFrom<Url> for ProxyUrl {
    type Error = &'static str;

    fn try_from(url: Url) -> Result<Self, Self::Error> {
        let usable = matches!(url.scheme(), "http" | "https") && url.has_host();
        if usable { Ok(Self(url)) } else { Err("a proxy is http://HOST:PORT or https://HOST:PORT") }
    }
}

/// A translation engine, over http or https, perhaps below a path.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Url")]
pub struct EngineUrl(pub Url);

impl TryFrom<Url> for EngineUrl {
    type Error = &'static str;

    fn try_from(url: Url) -> Result<Self, Self::Error> {
        let usable = matches!(url.scheme(), "http" | "https") && url.has_host();
        let bare = url.username().is_empty() && url.password().is_none() && url.query().is_none() && url.fragment().is_none();
        if usable && bare { Ok(Self(url)) } else { Err("an engine is http://HOST:PORT or https://HOST:PORT, its key in translation_key") }
    }
}

/// What a line of the log looks like.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Words.
    #[default]
    Text,
    /// An object.
    Json,
}

/// What is logged: a level, or a filter by module.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct LogLevel(String);

impl LogLevel {
    /// The filter itself.
    #[must_use]
    pub fn filter(&self) -> EnvFilter {
        // It was read once; what it does not know it leaves out.
        EnvFilter::new(&self.0)
    }
}

impl Default for LogLevel {
    fn default() -> Self {
        Self("info,sqlx=warn".into())
    }
}

impl TryFrom<String> for LogLevel {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        EnvFilter::try_new(&text).map(|_| Self(text)).map_err(|e| e.to_string())
    }
}

/// Every key, all optional. `docs/operate/configuration.md` explains each.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The folder of the database, files and mail.
    pub data: Option<PathBuf>,
    /// The address to listen on.
    pub listen: Option<SocketAddr>,
    /// `s3://BUCKET/FOLDER`: where files are kept; the data folder without it.
    pub files: Option<Place>,
    /// The address of the store that speaks S3; that of Amazon without it.
    pub s3_endpoint: Option<StoreUrl>,
    /// The region that requests to it are signed for.
    pub s3_region: Option<String>,
    /// The name of the key that opens the bucket.
    pub s3_key: Option<String>,
    /// The key itself.
    pub s3_secret: Option<String>,
    /// Whether people are sent to the store for documents, films and sounds; they are.
    pub s3_direct: Option<bool>,
    /// `postgres://…`; the embedded database without it.
    pub database_url: Option<String>,
    /// A replica of that PostgreSQL, which pages are read from.
    pub database_replica_url: Option<String>,
    /// Connections to PostgreSQL, and as many to its replica.
    pub database_connections: Option<u32>,
    /// The NATS by which nodes hear of one another at once: `nats://…` or `tls://…`, several separated by commas.
    pub nats_url: Option<String>,
    /// The number of this node, 0 to 62, when several share a database.
    pub node: Option<NodeNumber>,
    /// The address people use; links in mails are made from it.
    pub public_url: Option<PublicUrl>,
    /// Accepts that passwords travel in clear.
    pub allow_insecure_http: Option<bool>,
    /// A file with the certificate chain, in PEM.
    pub tls_certificate: Option<PathBuf>,
    /// A file with the private key, in PEM.
    pub tls_key: Option<PathBuf>,
    /// Proxies whose `X-Forwarded-For` is believed: addresses, or ranges of them.
    pub trusted_proxies: Option<Vec<Network>>,
    /// The most connections at once.
    pub connections: Option<u32>,
    /// The most connections at once from one address, or from one /64 of IPv6; trusted proxies may have any number.
    pub connections_per_network: Option<u32>,
    /// The mail server; without it messages are kept as files.
    pub smtp_host: Option<String>,
    /// Its port: 587 by default, 465 with `tls`.
    pub smtp_port: Option<u16>,
    /// `none`, `starttls` (default) or `tls`.
    pub smtp_tls: Option<SmtpTls>,
    /// The user on the mail server.
    pub smtp_user: Option<String>,
    /// The password on the mail server.
    pub smtp_password: Option<String>,
    /// The address that messages come from.
    pub mail_from: Option<String>,
    /// The program `ffmpeg`; without the key it is looked for on the path.
    pub ffmpeg: Option<PathBuf>,
    /// The program `pdftoppm`, likewise.
    pub pdftoppm: Option<PathBuf>,
    /// The program `soffice` of LibreOffice, likewise.
    pub soffice: Option<PathBuf>,
    /// `on` (default) or `off`: whether others are asked anything over HTTP, the heads of linked pages for instance.
    pub outgoing: Option<OutgoingRequests>,
    /// Ports that may be asked besides 80 and 443.
    pub outgoing_ports: Option<Vec<NonZeroU16>>,
    /// The proxy that these requests pass through.
    pub outgoing_proxy: Option<ProxyUrl>,
    /// The translation engine; none without it.
    pub translation_url: Option<EngineUrl>,
    /// Its key, where it asks for one.
    pub translation_key: Option<String>,
    /// The directories that are followed every night.
    pub directories: Option<Vec<Source>>,
    /// The address at which the measures are read; none without it.
    pub metrics_listen: Option<SocketAddr>,
    /// `text` (default) or `json`.
    pub log_format: Option<LogFormat>,
    /// `error`, `warn`, `info` (default), `debug`, or a filter.
    pub log_level: Option<LogLevel>,
}

/// The keys, for the environment.
const KEYS: [&str; 38] = [
    "data",
    "files",
    "s3_endpoint",
    "s3_region",
    "s3_key",
    "s3_secret",
    "s3_direct",
    "listen",
    "database_url",
    "database_replica_url",
    "database_connections",
    "nats_url",
    "node",
    "public_url",
    "allow_insecure_http",
    "tls_certificate",
    "tls_key",
    "trusted_proxies",
    "connections",
    "connections_per_network",
    "smtp_host",
    "smtp_port",
    "smtp_tls",
    "smtp_user",
    "smtp_password",
    "mail_from",
    "ffmpeg",
    "pdftoppm",
    "soffice",
    "outgoing",
    "outgoing_ports",
    "outgoing_proxy",
    "translation_url",
    "translation_key",
    "directories",
    "metrics_listen",
    "log_format",
    "log_level",
];
/// Variables that begin like ours and are not keys: those of the tests and the tools.
const NOT_KEYS: [&str; 2] = ["RUCHE_TEST_", "RUCHE_BIN"];

impl Config {
    /// Reads the file, if one is given, and the environment over it.
    ///
    /// # Errors
    /// A sentence with the file, the line and the key.
    pub fn read(file: Option<&Path>, environment: impl Iterator<Item = (String, String)>) -> Result<Self, String> {
        let mut table = match file {
            None => toml::Table::new(),
            Some(path) => {
                let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
                // Parsed twice: this time for its errors, which name the line of the file.
                toml::from_str::<Self>(&text).map_err(|e| format!("{}: {e}", path.display()))?;
                toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?
            }
        };
        for (name, value) in environment {
            let Some(key) = name.strip_prefix("RUCHE_").map(str::to_lowercase) else { continue };
            if NOT_KEYS.iter().any(|prefix| name.starts_with(prefix)) {
                continue;
            }
            let Some(key) = KEYS.iter().find(|k| **k == key) else {
                return Err(format!("the environment variable {name} is not a setting; see `ruche serve --help`"));
            };
            let one: Self = toml::from_str(&line(key, &value)).map_err(|e| format!("the environment variable {name}: {}", e.message()))?;
            drop(one);
            let parsed: toml::Table =
                toml::from_str(&line(key, &value)).map_err(|e| format!("the environment variable {name}: {}", e.message()))?;
            table.extend(parsed);
        }
        table.try_into().map_err(|e: toml::de::Error| e.message().to_owned())
    }

    /// The directories that are followed.
    ///
    /// # Errors
    /// A sentence that names the source and what is wrong with it, or two of one name.
    pub fn directories(&self) -> Result<Vec<Source>, String> {
        let sources = self.directories.clone().unwrap_or_default();
        for (place, source) in sources.iter().enumerate() {
            source.check()?;
            if sources[..place].iter().any(|other| other.name == source.name) {
                return Err(format!("directories: {:?} is there twice", source.name));
            }
        }
        Ok(sources)
    }

    /// The web's settings for the address that is listened on.
    ///
    /// # Errors
    /// A sentence when people would send passwords in clear over a network.
    pub fn web(&self, listen: SocketAddr) -> Result<Settings, String> {
        if self.tls_certificate.is_some() != self.tls_key.is_some() {
            return Err("tls_certificate and tls_key go together: set both, or neither".into());
        }
        let scheme = if self.tls_certificate.is_some() { "https" } else { "http" };
        let public_url = match &self.public_url {
            Some(PublicUrl(url)) => url.clone(),
            None => Url::parse(&format!("{scheme}://{listen}")).map_err(|e| format!("public_url: {e}"))?,
        };
        let here = match public_url.host() {
            Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
            Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
            None => return Err("public_url: the address has no host".into()),
        };
        if self.allow_insecure_http != Some(true) {
            if public_url.scheme() == "http" && !here {
                return Err(format!(
                    "{public_url} would carry passwords in clear: use https (tls_certificate and tls_key, or a proxy and public_url), or set allow_insecure_http = true"
                ));
            }
            // Other machines reach the port itself, whatever the address that people are told.
            let behind_proxy = public_url.scheme() == "https" && self.trusted_proxies.as_ref().is_some_and(|all| !all.is_empty());
            if self.tls_certificate.is_none() && !listen.ip().to_canonical().is_loopback() && !behind_proxy {
                return Err(format!(
                    "other machines reach {listen}, where passwords would travel in clear: use https (tls_certificate and tls_key, or public_url and trusted_proxies when a proxy of another machine does it), or set allow_insecure_http = true"
                ));
            }
        }
        Ok(Settings { trusted_proxies: self.trusted_proxies.clone().unwrap_or_default(), ..Settings::at(public_url) })
    }

    /// The outside programs that copy films and draw pictures, those that are there: what is missing is said to the log.
    #[must_use]
    pub fn tools(&self, folders: Option<OsString>) -> Tools {
        let find = |set: &Option<PathBuf>, name: &str, without: &str| {
            let found = find_program(set.as_deref(), name, folders.clone());
            if found.is_none() {
                tracing::warn!("{name} was not found: {without}");
            }
            found
        };
        Tools {
            ffmpeg: find(&self.ffmpeg, "ffmpeg", "films and sounds are refused"),
            pdftoppm: find(&self.pdftoppm, "pdftoppm", "PDF files show no first page"),
            soffice: find(&self.soffice, "soffice", "office files without a picture of their own show none")
                .and_then(|found| office_program(&found)),
        }
    }

    /// How many connections there may be.
    #[must_use]
    pub fn most_connections(&self) -> connections::Most {
        let usual = connections::Most::default();
        connections::Most {
            all: self.connections.unwrap_or(usual.all),
            of_a_network: self.connections_per_network.unwrap_or(usual.of_a_network),
        }
    }

    /// What sends mail: the server that is set, else files in the data folder.
    ///
    /// # Errors
    /// Transient when the folder cannot be made, else a sentence on the setting that is missing or wrong.
    pub fn mailer(&self, data: &Path, public_url: &Url) -> Result<Arc<dyn Mailer>, MailError> {
        let from = self.mail_from.clone().unwrap_or_else(|| {
            format!(
                "ruche@{}",
                public_url.host_str().filter(|h| h.contains('.') && h.parse::<IpAddr>().is_err()).unwrap_or("ruche.invalid")
            )
        });
        let Some(host) = &self.smtp_host else {
            return Ok(Arc::new(FolderMailer::new(data.join("mail"), &from, "Ruche")?));
        };
        let tls = match self.smtp_tls.unwrap_or_default() {
            SmtpTls::None => ruche_mail::Tls::None,
            SmtpTls::StartTls => ruche_mail::Tls::StartTls,
            SmtpTls::Tls => ruche_mail::Tls::Tls,
        };
        let port = self.smtp_port.unwrap_or(if matches!(tls, ruche_mail::Tls::Tls) { 465 } else { 587 });
        let settings = SmtpSettings {
            host: host.clone(),
            port,
            tls,
            user: self.smtp_user.clone(),
            password: self.smtp_password.clone(),
            from,
            from_name: "Ruche".into(),
        };
        Ok(Arc::new(SmtpMailer::new(settings)?))
    }

    /// What tells the other nodes.
    ///
    /// # Errors
    /// A sentence when the address of NATS cannot be read.
    pub async fn bus(&self) -> Result<Arc<dyn Bus>, String> {
        Ok(match &self.nats_url {
            Some(servers) => Arc::new(NatsBus::connect(servers).await?),
            None => Arc::new(NoBus::default()),
        })
    }

    /// What asks others over HTTP.
    ///
    /// # Errors
    /// A sentence when the machine has no certificates to trust others by.
    pub fn outgoing(&self) -> Result<Arc<dyn Outgoing>, String> {
        if self.outgoing == Some(OutgoingRequests::Off) {
            return Ok(Arc::new(Off));
        }
        let ports = self.outgoing_ports.iter().flatten().map(|port| port.get()).collect();
        let settings = ruche_outgoing::Settings { ports, proxy: self.outgoing_proxy.as_ref().map(|ProxyUrl(url)| url.clone()) };
        Ok(Arc::new(HttpClient::new(&settings)?))
    }

    /// The translation engine, if there is one. It is asked whatever `outgoing` says: the operator chose it.
    ///
    /// # Errors
    /// A sentence when there is a key of no engine.
    pub fn translator(&self) -> Result<Option<Arc<dyn Translator>>, String> {
        let Some(EngineUrl(url)) = &self.translation_url else {
            return if self.translation_key.is_some() {
                Err("translation_key is that of an engine: set translation_url too".into())
            } else {
                Ok(None)
            };
        };
        match LibreTranslate::new(url, self.translation_key.clone(), ENGINE_TIME) {
            Ok(engine) => Ok(Some(Arc::new(engine))),
            Err(reason) => {
                // As with requests to others: a server is of use without.
                tracing::warn!(reason, "nothing is translated");
                Ok(None)
            }
        }
    }
}

/// An environment variable as a line of the file: numbers, yes or no and lists as they are, the rest as text.
fn line(key: &str, value: &str) -> String {
    let bare = matches!(
        key,
        "database_connections" | "node" | "allow_insecure_http" | "s3_direct" | "smtp_port" | "connections" | "connections_per_network"
    );
    if bare {
        return format!("{key} = {value}");
    }
    // A list of tables, as a file has it between brackets.
    if key == "directories" {
        return format!("{key} = {value}");
    }
    if key == "outgoing_ports" {
        return format!("{key} = [{value}]");
    }
    if key == "trusted_proxies" {
        let items: Vec<String> = value.split(',').map(|v| format!("{:?}", v.trim())).collect();
        return format!("{key} = [{}]", items.join(", "));
    }
    format!("{key} = {}", toml::Value::String(value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, environment: &[(&str, &str)]) -> Result<Config, String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ruche.toml");
        std::fs::write(&file, text).unwrap();
        Config::read(Some(&file), environment.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())))
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let config = read(
            "listen = \"127.0.0.1:8080\"\nsmtp_port = 25\n",
            &[
                ("RUCHE_LISTEN", "127.0.0.1:9090"),
                ("RUCHE_TRUSTED_PROXIES", "10.0.0.0/8, ::1"),
                ("PATH", "x"),
                ("RUCHE_TEST_POSTGRES", "x"),
            ],
        )
        .unwrap();
        assert_eq!(config.listen.unwrap().port(), 9090);
        assert_eq!(config.smtp_port, Some(25));
        assert_eq!(config.trusted_proxies.unwrap().len(), 2);
    }

    #[test]
    fn mistakes_are_told_with_their_line_or_name() {
        for (text, line) in [
            ("data = \"d\"\nlissen = \"x\"\n", "line 2"),
            ("smtp_port = \"many\"\n", "line 1"),
            ("data = \"d\"\nsmtp_tls = \"ssl\"\n", "line 2"),
            ("\nlog_format = \"xml\"\n", "line 2"),
            ("\nlog_level = \"info,,=\"\n", "line 2"),
            ("\nnode = 63\n", "line 2"),
            ("\npublic_url = \"ftp://ruche.example\"\n", "line 2"),
            ("\npublic_url = \"ruche.example\"\n", "line 2"),
            ("\ntrusted_proxies = [\"10.0.0.0/8\", \"proxy\"]\n", "line 2"),
            ("\noutgoing = \"maybe\"\n", "line 2"),
            ("\noutgoing_ports = [0]\n", "line 2"),
            ("\noutgoing_proxy = \"socks5://proxy:1080\"\n", "line 2"),
            ("\ntranslation_url = \"translate.example\"\n", "line 2"),
            ("\ntranslation_url = \"ftp://translate.example\"\n", "line 2"),
            ("\ntranslation_url = \"https://me:secret@translate.example\"\n", "line 2"),
            ("\ntranslation_url = \"https://translate.example/?api_key=a\"\n", "line 2"),
            ("\nfiles = \"/srv/files\"\n", "line 2"),
            ("\nfiles = \"s3://\"\n", "line 2"),
            ("\nfiles = \"s3://key:secret@ruche\"\n", "line 2"),
            ("\nfiles = \"s3://ruche/a//b\"\n", "line 2"),
            ("\ns3_endpoint = \"minio.example:9000\"\n", "line 2"),
            ("\ns3_endpoint = \"https://minio.example/ruche\"\n", "line 2"),
        ] {
            let said = read(text, &[]).unwrap_err();
            assert!(said.contains(line), "{text}: {said}");
        }
        for (name, value) in [
            ("RUCHE_LISSEN", "x"),
            ("RUCHE_LISTEN", "nowhere"),
            ("RUCHE_NODE", "63"),
            ("RUCHE_SMTP_TLS", "ssl"),
            ("RUCHE_LOG_FORMAT", "xml"),
            ("RUCHE_LOG_LEVEL", "info,,="),
            ("RUCHE_PUBLIC_URL", "ftp://ruche.example"),
            ("RUCHE_TRUSTED_PROXIES", "10.0.0.0/33"),
            ("RUCHE_CONNECTIONS", "-1"),
            ("RUCHE_OUTGOING", "yes"),
            ("RUCHE_FILES", "s3:ruche"),
            ("RUCHE_S3_DIRECT", "off"),
            ("RUCHE_OUTGOING_PORTS", "8080, 70000"),
        ] {
            let said = read("", &[(name, value)]).unwrap_err();
            assert!(said.contains(name), "{name}={value}: {said}");
        }
    }

    #[tokio::test]
    async fn others_are_asked_unless_the_operator_says_no() {
        for (text, environment, off) in [
            ("", &[] as &[(&str, &str)], false),
            ("outgoing = \"off\"\n", &[], true),
            ("outgoing = \"off\"\n", &[("RUCHE_OUTGOING", "on"), ("RUCHE_OUTGOING_PORTS", "8080, 8443")], false),
            ("outgoing_proxy = \"http://proxy.example:3128\"\n", &[("RUCHE_OUTGOING", "off")], true),
        ] {
            let config = read(text, environment).unwrap();
            assert_eq!(config.outgoing == Some(OutgoingRequests::Off), off, "{text} {environment:?}");
            // What no setting allows: this very machine, where the server stands among others of the house.
            assert!(config.outgoing().unwrap().get("http://127.0.0.1:8080/", "*/*").await.is_err());
        }
    }

    #[test]
    fn outside_programs_are_where_they_are_set_or_on_the_path() {
        let tools = |text: &str, path: &str| read(text, &[]).unwrap().tools(Some(path.into()));
        assert_eq!(tools("", "/nowhere"), Tools::default());
        assert_eq!(tools("ffmpeg = \"/bin/sh\"\n", "/nowhere").ffmpeg.as_deref(), Some(Path::new("/bin/sh")));
        assert_eq!(tools("ffmpeg = \"/nowhere/ffmpeg\"\n", "/usr/bin:/bin").ffmpeg, None);
        assert_eq!(read("", &[("RUCHE_PDFTOPPM", "/bin/sh")]).unwrap().tools(None).pdftoppm.as_deref(), Some(Path::new("/bin/sh")));
    }

    #[test]
    fn what_goes_together_is_set_together() {
        let listen: SocketAddr = "127.0.0.1:8080".parse().unwrap();
        assert!(read("tls_certificate = \"c.pem\"\n", &[]).unwrap().web(listen).unwrap_err().contains("go together"));
    }

    #[test]
    fn passwords_do_not_travel_in_clear() {
        let (own, proxies) = ("tls_certificate = \"c.pem\"\ntls_key = \"k.pem\"", "trusted_proxies = [\"10.0.0.0/8\"]");
        let (here, all) = ("127.0.0.1:8080", "0.0.0.0:8080");
        for (listen, url, more, accepted) in [
            (here, "", "", true),
            ("[::1]:8080", "", "", true),
            (all, "", "", false),
            ("[::]:8080", "", "", false),
            ("192.0.2.7:8080", "", "", false),
            (here, "http://localhost:8080", "", true),
            (here, "http://ruche.example", "", false),
            (here, "https://ruche.example", "", true),
            (all, "http://localhost", "", false),
            (all, "http://ruche.example", "", false),
            (all, "http://ruche.example", proxies, false),
            (all, "http://localhost", proxies, false),
            (all, "https://ruche.example", "", false),
            (all, "https://ruche.example", "trusted_proxies = []", false),
            (all, "https://ruche.example", proxies, true),
            (all, "https://ruche.example", own, true),
            (all, "", own, true),
            (all, "http://ruche.example", own, false),
        ] {
            let url = if url.is_empty() { String::new() } else { format!("public_url = \"{url}\"") };
            let text = format!("{url}\n{more}\n");
            let listen: SocketAddr = listen.parse().unwrap();
            let said = read(&text, &[]).unwrap().web(listen);
            assert_eq!(said.is_ok(), accepted, "{listen} {text}: {said:?}");
            assert!(said.err().is_none_or(|said| said.contains("in clear")), "{listen} {text}");
            assert!(read(&format!("{text}allow_insecure_http = true\n"), &[]).unwrap().web(listen).is_ok(), "{listen} {text}");
        }
        let settings = read("public_url = \"https://ruche.example\"\n", &[]).unwrap().web(here.parse().unwrap()).unwrap();
        assert_eq!(settings.cookie("ruche"), "__Host-ruche");
        assert_eq!(settings.link("/x"), "https://ruche.example/x");
    }

    #[test]
    fn directories_are_named_once_and_known_by_their_keys() {
        let one = "[[directories]]\nname = \"rh\"\nfiles = [\"/srv/rh.csv\"]\nmode = \"apply\"\n";
        assert_eq!(read(one, &[]).unwrap().directories().unwrap().len(), 1);
        assert!(read(&format!("{one}{one}"), &[]).unwrap().directories().unwrap_err().contains("twice"));
        assert!(read(&format!("{one}hours = 3\n"), &[]).unwrap_err().contains("hours"));
        let environment = "[{ name = \"ad\", url = \"ldaps://ad.example.com\", hour = 3 }]";
        assert_eq!(read(one, &[("RUCHE_DIRECTORIES", environment)]).unwrap().directories().unwrap()[0].name, "ad");
        assert!(read("", &[("RUCHE_DIRECTORIES", "[{ name = \"a d\", files = [\"x\"] }]")]).unwrap().directories().is_err());
    }

    #[test]
    fn an_engine_is_asked_only_where_one_is_set() {
        for (text, environment, asked) in [
            ("", &[] as &[(&str, &str)], Some(false)),
            ("outgoing = \"off\"\ntranslation_url = \"http://10.0.0.5:5000\"\n", &[], Some(true)),
            ("translation_url = \"https://translate.example/api/\"\ntranslation_key = \"a\"\n", &[], Some(true)),
            ("", &[("RUCHE_TRANSLATION_URL", "http://localhost:5000"), ("RUCHE_TRANSLATION_KEY", "a")], Some(true)),
            ("translation_key = \"a\"\n", &[], None),
        ] {
            let found = read(text, environment).unwrap().translator();
            assert_eq!(found.ok().map(|engine| engine.is_some()), asked, "{text} {environment:?}");
        }
    }
}
