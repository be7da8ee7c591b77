//! `SmtpMailer` against a real mail server (`smtp_server.py`), which reads each message as a mail program does. Without
//! `RUCHE_TEST_PYTHON`, a Python that has what `requirements.txt` says, these tests skip themselves loudly, and fail under `CI=true`.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{env, fs};

use ruche_mail::{SmtpMailer, SmtpSettings, Tls};
use ruche_platform::mail::{Mail, MailError, Mailer};
use serde_json::Value;
use tempfile::TempDir;

struct Server {
    child: Child,
    port: u16,
    folder: TempDir,
    certificate: PathBuf,
}

impl Server {
    /// Nothing without Python.
    fn start(tls: Tls, user: Option<(&str, &str)>) -> Option<Self> {
        let Some(python) = env::var_os("RUCHE_TEST_PYTHON") else {
            assert!(env::var("CI").as_deref() != Ok("true"), "RUCHE_TEST_PYTHON must name the Python of the tests");
            // Past the test runner, which keeps what `eprintln!` says of a test that succeeds.
            let _ = writeln!(std::io::stderr(), "SKIPPED: no mail server, since RUCHE_TEST_PYTHON is not set (`make test` sets it)");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let (certificate, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
        let mode = match tls {
            Tls::None => "none",
            Tls::StartTls => "starttls",
            Tls::Tls => "tls",
        };
        if tls != Tls::None {
            make_certificate(&certificate, &key);
        }
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/smtp_server.py");
        let mut command = Command::new(python);
        command
            .args(["-W", "ignore"])
            .arg(script)
            .arg(folder.path())
            .args(["--tls", mode])
            .arg("--certificate")
            .arg(&certificate)
            .arg("--key")
            .arg(&key)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        if let Some((name, password)) = user {
            command.args(["--user", name, password]);
        }
        let mut child = command.spawn().expect("the mail server starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().parse().expect("the mail server prints its port");
        Some(Self { child, port, folder, certificate })
    }

    /// For a mailer that trusts the server's certificate.
    fn mailer(&self, tls: Tls, user: Option<(&str, &str)>) -> SmtpMailer {
        let settings = settings(self.port, tls, user);
        match tls {
            Tls::None => SmtpMailer::new(settings).unwrap(),
            _ => SmtpMailer::trusting(settings, &fs::read(&self.certificate).unwrap()).unwrap(),
        }
    }

    /// The messages received so far, in their order.
    fn received(&self) -> Vec<Value> {
        (1..)
            .map_while(|number| {
                let path = self.folder.path().join(format!("{number}.json"));
                fs::read(path).ok()
            })
            .map(|bytes| serde_json::from_slice(&bytes).unwrap())
            .collect()
    }

    fn only(&self) -> Value {
        let mut received = self.received();
        assert_eq!(received.len(), 1, "{received:?}");
        received.remove(0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn make_certificate(certificate: &Path, key: &Path) {
    let config = certificate.with_extension("cnf");
    // Not an authority: a TLS client refuses one as a server's certificate.
    fs::write(
        &config,
        "[req]\nprompt=no\ndistinguished_name=name\nx509_extensions=server\n[name]\nCN=localhost\n\
         [server]\nbasicConstraints=critical,CA:FALSE\nsubjectAltName=DNS:localhost\n",
    )
    .unwrap();
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-config"])
        .arg(config)
        .arg("-keyout")
        .arg(key)
        .arg("-out")
        .arg(certificate)
        .stderr(Stdio::null())
        .status()
        .expect("openssl makes the certificate of the test");
    assert!(made.success());
}

fn settings(port: u16, tls: Tls, user: Option<(&str, &str)>) -> SmtpSettings {
    SmtpSettings {
        host: "localhost".into(),
        port,
        tls,
        user: user.map(|(name, _)| name.into()),
        password: user.map(|(_, password)| password.into()),
        from: "ruche@orvane.example".into(),
        from_name: "Réseau d’Orvane".into(),
    }
}

fn mail(to: &str, key: &str) -> Mail {
    Mail {
        to: to.into(),
        to_name: "Élise Çağlar-Müller, RH".into(),
        subject: "Vous êtes invitée à rejoindre « Atelier » 🐝".into(),
        text: "Bonjour Élise,\n\nÀ bientôt.\n".into(),
        html: None,
        headers: Vec::new(),
        key: key.into(),
    }
}

fn header<'a>(received: &'a Value, name: &str) -> Option<&'a str> {
    received["headers"].as_array()?.iter().find(|pair| pair[0] == name)?[1].as_str()
}

async fn failure(mailer: &SmtpMailer, to: &str) -> MailError {
    mailer.send(&mail(to, "k")).await.expect_err("refused")
}

#[tokio::test]
async fn accents_long_lines_and_lone_dots_survive() {
    let Some(server) = Server::start(Tls::None, None) else {
        return;
    };
    let mailer = server.mailer(Tls::None, None);
    assert!(mailer.delivers());
    let mut sent = mail("elise@orvane.example", "invitation:7");
    sent.subject = format!("{} {}", sent.subject, "déjà-vu ".repeat(40).trim());
    sent.text = format!(
        "Bonjour Élise,\n.\n..\n{}\n{}\nFrom here on: fin.\n",
        "é".repeat(3000),
        "https://ruche.example/".to_owned() + &"a".repeat(3000)
    );
    sent.html = Some(format!("<p>Élise</p>\n<p>{}</p>\n", "ê ".repeat(3000)));
    let unsubscribe = format!("<https://ruche.example/unsubscribe/{}>", "t".repeat(120));
    sent.headers = vec![("List-Unsubscribe".into(), unsubscribe.clone())];
    mailer.send(&sent).await.unwrap();

    let received = server.only();
    assert_eq!(received["from"], "ruche@orvane.example");
    assert_eq!(received["to"], serde_json::json!(["elise@orvane.example"]));
    assert_eq!(received["defects"], serde_json::json!([]));
    assert_eq!(received["text"], sent.text);
    assert_eq!(received["html"], *sent.html.as_ref().unwrap());
    assert!(received["longest_line"].as_u64() <= Some(998));
    assert_eq!(header(&received, "Subject"), Some(sent.subject.as_str()));
    assert_eq!(header(&received, "From"), Some("Réseau d’Orvane <ruche@orvane.example>"));
    assert_eq!(header(&received, "To"), Some("\"Élise Çağlar-Müller, RH\" <elise@orvane.example>"));
    assert_eq!(header(&received, "Auto-Submitted"), Some("auto-generated"));
    assert_eq!(header(&received, "Message-ID"), Some("<invitation=3A7@orvane.example>"));
    assert_eq!(header(&received, "List-Unsubscribe").map(str::trim), Some(unsubscribe.as_str()));
}

#[tokio::test]
async fn a_refused_recipient_is_permanent_a_busy_server_is_transient() {
    let Some(server) = Server::start(Tls::None, None) else {
        return;
    };
    let mailer = server.mailer(Tls::None, None);
    let refused = failure(&mailer, "refused@orvane.example").await;
    assert!(!refused.transient && refused.reason.contains("550"), "{refused}");
    assert!(refused.reason.contains("No such mailbox"), "{refused}");
    let later = failure(&mailer, "later@orvane.example").await;
    assert!(later.transient && later.reason.contains("451"), "{later}");

    // This server has no SMTPUTF8.
    let accent = failure(&mailer, "élise@orvane.example").await;
    assert!(!accent.transient, "{accent}");

    // None of them spoils what follows.
    mailer.send(&mail("elise@orvane.example", "k")).await.unwrap();
    server.only();
}

#[tokio::test]
async fn messages_sent_together_each_arrive_once() {
    let Some(server) = Server::start(Tls::None, None) else {
        return;
    };
    let mailer = server.mailer(Tls::None, None);
    let mut sending = tokio::task::JoinSet::new();
    let mailer = std::sync::Arc::new(mailer);
    for number in 0..25 {
        let mailer = mailer.clone();
        sending.spawn(async move { mailer.send(&mail("elise@orvane.example", &number.to_string())).await });
    }
    for outcome in sending.join_all().await {
        outcome.unwrap();
    }
    let mut ids: Vec<_> = server.received().iter().map(|message| header(message, "Message-ID").unwrap().to_owned()).collect();
    ids.sort();
    let mut expected: Vec<_> = (0..25).map(|n| format!("<{n}@orvane.example>")).collect();
    expected.sort();
    assert_eq!(ids, expected);
}

#[tokio::test]
async fn an_unreachable_server_is_transient() {
    // A port that was free an instant ago, and that nobody listens to.
    let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).unwrap().port();
    let mailer = SmtpMailer::new(settings(port, Tls::None, None)).unwrap();
    let error = failure(&mailer, "elise@orvane.example").await;
    assert!(error.transient, "{error}");
}

#[tokio::test]
async fn an_encrypted_connection_signs_in_and_delivers() {
    let user = Some(("ruche", "mot de passe é"));
    for tls in [Tls::StartTls, Tls::Tls] {
        let Some(server) = Server::start(tls, user) else {
            return;
        };
        server.mailer(tls, user).send(&mail("elise@orvane.example", "k")).await.unwrap();
        let received = server.only();
        assert_eq!(received["encrypted"], true, "{tls:?}");
        assert_eq!(received["authenticated"], true, "{tls:?}");
    }
}

#[tokio::test]
async fn an_unknown_certificate_gets_no_message() {
    for tls in [Tls::StartTls, Tls::Tls] {
        let Some(server) = Server::start(tls, None) else {
            return;
        };
        let mailer = SmtpMailer::new(settings(server.port, tls, None)).unwrap();
        let error = failure(&mailer, "elise@orvane.example").await;
        assert!(error.transient, "the administrator can mend it: {error}");
        assert_eq!(server.received().len(), 0);
    }
}

#[tokio::test]
async fn a_server_that_does_not_encrypt_gets_no_message_when_encryption_is_asked() {
    let Some(server) = Server::start(Tls::None, None) else {
        return;
    };
    let mailer = SmtpMailer::new(settings(server.port, Tls::StartTls, None)).unwrap();
    let error = failure(&mailer, "elise@orvane.example").await;
    assert!(error.transient, "{error}");
    assert_eq!(server.received().len(), 0);
}

#[tokio::test]
async fn a_wrong_password_is_not_the_fault_of_the_message() {
    let Some(server) = Server::start(Tls::None, Some(("ruche", "right"))) else {
        return;
    };
    for user in [Some(("ruche", "wrong")), None] {
        let error = failure(&server.mailer(Tls::None, user), "elise@orvane.example").await;
        assert!(error.transient, "{error}");
    }
    assert_eq!(server.received().len(), 0);
}
