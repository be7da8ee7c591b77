//! What only the real program shows: its connections, its TLS, its health, its log, what it finds again after a restart.

use reqwest::Method;
use ruche_server::serve::HEADERS;
use ruche_testkit::{Browser, Engine, Program, skips_postgres};
use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Settings of the program, as words before its command.
fn with(settings: &[(&str, &str)]) -> Vec<String> {
    std::iter::once("env".to_owned()).chain(settings.iter().map(|(key, value)| format!("{key}={value}"))).collect()
}

/// Whether the other side has closed, waiting as long as `within`. What it still says is passed over.
async fn closed(stream: &mut TcpStream, within: Duration) -> bool {
    let mut bytes = [0; 1024];
    timeout(within, async { while matches!(stream.read(&mut bytes).await, Ok(1..)) {} }).await.is_ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_says_nothing_or_half_a_request_is_let_go() {
    let program = Program::start(Engine::Sqlite, &[]).await;
    let mut streams = Vec::new();
    for said in ["", "G", "GET /health/live HTTP/1.1\r\nHost: x\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"] {
        let mut stream = TcpStream::connect(program.address).await.unwrap();
        stream.write_all(said.as_bytes()).await.unwrap();
        streams.push((said, stream));
    }
    for (said, stream) in &mut streams {
        assert!(closed(stream, 5 * HEADERS).await, "{said:?} is waited for");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_network_has_its_part_of_the_connections() {
    let program = Program::start(Engine::Sqlite, &with(&[("RUCHE_CONNECTIONS_PER_NETWORK", "8")])).await;
    // What the start of the program left is given back first.
    let mut held: Vec<TcpStream> = Vec::new();
    let asked = b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
    let answers = async |stream: &mut TcpStream| {
        let mut bytes = [0; 64];
        stream.write_all(asked).await.is_ok() && matches!(stream.read(&mut bytes).await, Ok(1..))
    };
    for _ in 0..100 {
        let mut stream = TcpStream::connect(program.address).await.unwrap();
        if answers(&mut stream).await {
            held.push(stream);
        }
        if held.len() == 8 {
            break;
        }
    }
    assert_eq!(held.len(), 8);
    for _ in 0..5 {
        let mut stream = TcpStream::connect(program.address).await.unwrap();
        assert!(!answers(&mut stream).await, "the surplus is closed");
    }
    assert!(answers(&mut held[0]).await, "those who are in go on");
    drop(held);
    let mut back = false;
    for _ in 0..250 {
        back = answers(&mut TcpStream::connect(program.address).await.unwrap()).await;
        if back {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(back, "places are given back");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_that_was_given_is_the_one_that_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = (folder.path().join("c.pem"), folder.path().join("k.pem"));
    let (certificate, key) = (certificate.to_str().unwrap(), key.to_str().unwrap());
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"])
        .args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate])
        .output()
        .expect("openssl");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let program = Program::start(Engine::Sqlite, &with(&[("RUCHE_TLS_CERTIFICATE", certificate), ("RUCHE_TLS_KEY", key)])).await;
    let said = tokio::task::spawn_blocking({
        let (address, certificate) = (program.address.to_string(), certificate.to_owned());
        move || {
            let mut asking = Command::new("openssl")
                .args(["s_client", "-quiet", "-verify_return_error", "-CAfile", &certificate, "-servername", "localhost"])
                .args(["-verify_hostname", "localhost", "-connect", &address])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            asking.stdin.as_mut().unwrap().write_all(b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
            String::from_utf8_lossy(&asking.wait_with_output().unwrap().stdout).to_lowercase()
        }
    });
    let said = timeout(Duration::from_secs(60), said).await.unwrap().unwrap();
    assert!(said.starts_with("http/1.1 303") && said.contains("strict-transport-security"), "{said}");
    // In clear, the same port gives nothing.
    let mut stream = TcpStream::connect(program.address).await.unwrap();
    stream.write_all(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    let _ = timeout(5 * HEADERS, stream.read_to_end(&mut answer)).await.unwrap();
    assert!(!String::from_utf8_lossy(&answer).contains("live"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_its_database_it_lives_is_not_ready_and_gives_a_number_that_the_log_has() {
    if skips_postgres() {
        return;
    }
    let program = Program::start(Engine::Postgres, &[]).await;
    program.set_up().await;
    let stranger = program.browser();
    assert_eq!(stranger.get("/health/live").await.expect(200).body, "live\n");
    assert_eq!(stranger.get("/health/ready").await.expect(200).body, "ready\n");
    program.lose_database().await;
    stranger.get("/health/ready").await.expect(503);
    stranger.get("/health/live").await.expect(200);
    let page = stranger.post("/sign-in", &[("login", "lucie@orvane.example"), ("password", "x"), ("back", "/")]).await.expect(503);
    let number = page.texts(".meta .code").concat();
    assert!(number.len() > 10, "{}", page.text());
    let log = program.log();
    assert!(
        log.lines().any(|line| line.contains(&format!("incident={number}")) && line.contains("a request failed")),
        "{number} in\n{log}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_restart_fifty_readers_are_back_at_once() {
    let mut program = Program::start(Engine::Sqlite, &[]).await;
    let admin = program.set_up().await;
    let mut people: Vec<Browser> = Vec::new();
    for n in 0..5 {
        let fields = [("name", format!("Lecteur {n}")), ("username", format!("lecteur{n}")), ("title", String::new())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let password = admin.post_once("/admin/members", &fields).await.expect(200).texts("#secret").remove(0);
        let browser = program.browser();
        browser.sign_in(&format!("lecteur{n}"), &password).await;
        people.push(browser);
    }
    program.kill().await;
    program.run(&[]).await;
    let back = people.iter().flat_map(|browser| (0..10).map(move |_| browser.clone())).map(|browser| {
        tokio::spawn(async move {
            let answer = browser.request(Method::GET, "/live").header("accept", "text/event-stream").send().await.unwrap();
            // The stream is held until everyone is back.
            (answer.status().as_u16(), answer)
        })
    });
    let mut streams = Vec::new();
    for reader in back.collect::<Vec<_>>() {
        streams.push(reader.await.unwrap());
    }
    assert!(streams.iter().all(|(status, _)| *status == 200), "{:?}", streams.iter().map(|(status, _)| status).collect::<BTreeSet<_>>());
    assert_eq!(streams.len(), 50);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_mail_server_administrators_are_told_that_messages_are_kept_as_files() {
    let program = Program::start(Engine::Sqlite, &[]).await;
    let admin = program.set_up().await;
    let told = admin.get("/admin").await.expect(200).texts(".netbar[role=status]").concat();
    assert!(told.contains("fichier"), "{told}");
    admin.post_once("/reset", &[("email", "lucie@orvane.example")]).await;
    for _ in 0..250 {
        if !program.messages().is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let messages = program.messages();
    assert!(matches!(messages.as_slice(), [mail] if mail.contains("To: ")), "{messages:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn measures_stand_at_their_own_address_and_name_nobody() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let before = ["env".to_owned(), format!("RUCHE_METRICS_LISTEN={free}")];
    let program = Program::start(Engine::Sqlite, &before).await;
    let admin = program.set_up().await;
    let company = admin.get("/posts/new").await.attributes("#place option", "value").remove(0);
    let form = [("key", ruche_testkit::key()), ("place", company), ("body", "Quelque chose de secret".into())];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    admin.post_once("/posts", &form).await.expect(303);
    let address = admin.get("/").await.expect(200).attributes(".post-date a", "href").remove(0);
    admin.get(&address).await.expect(200);
    let read = reqwest::get(format!("http://{free}/metrics")).await.unwrap();
    assert_eq!(read.status(), 200);
    let text = read.text().await.unwrap();
    for told in [
        "ruche_requests_total{method=\"GET\",route=\"/posts/{id}\",status=\"200\"} 1",
        "ruche_requests_total{method=\"POST\",route=\"/posts\",status=\"303\"} 1",
        "ruche_statements_total{method=\"GET\",route=\"/posts/{id}\"}",
        "ruche_request_seconds_bucket{method=\"GET\",route=\"/\",le=\"0.05\"}",
        "ruche_write_seconds_count",
        "ruche_events_behind{listener=\"notifications\"}",
        "ruche_database_up 1",
        "process_cpu_seconds_total",
    ] {
        assert!(text.contains(told), "{told} is not in\n{text}");
    }
    let id = address.rsplit('/').next().unwrap();
    for kept in [id, "secret", "lucie", "Lucie"] {
        assert!(!text.contains(kept), "{kept} is told");
    }
    // The people's address has no such page.
    admin.get("/metrics").await.expect(404);
    assert_eq!(reqwest::get(format!("http://{free}/")).await.unwrap().status(), 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_demo_started_again_keeps_what_people_did() {
    let mut program = Program::start_word("demo", Engine::Sqlite, &[]).await;
    let file = program.folder().join("data/demo-sign-ins.txt");
    let sign_ins = std::fs::read_to_string(&file).unwrap();
    let (login, password) = sign_ins.lines().next().unwrap().split_once('\t').unwrap();
    let admin = program.browser();
    admin.sign_in(login, password).await;
    let company = admin.get("/posts/new").await.attributes("#place option", "value").remove(0);
    let form = [("key", ruche_testkit::key()), ("place", company), ("body", "Après la démonstration".into())];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    admin.post_once("/posts", &form).await.expect(303);
    let before = super::words::done(&program.folder().join("data"), &["member", "list"]);
    program.kill().await;
    program.run(&[]).await;
    assert_eq!(std::fs::read_to_string(&file).unwrap(), sign_ins);
    assert!(admin.get("/").await.expect(200).has("Après la démonstration"), "the session and the post are there");
    assert_eq!(super::words::done(&program.folder().join("data"), &["member", "list"]), before);
    assert!(super::words::done(&program.folder().join("data"), &["check"]).contains("all OK"));
}
