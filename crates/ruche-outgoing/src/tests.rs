//! The client against servers of this machine, and tables of what it refuses to ask.

use super::*;
use std::collections::VecDeque;
use std::sync::Mutex;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// Rules of a server with one more port.
fn rules() -> Rules {
    Rules { ports: vec![8443], this_machine: false }
}

#[test]
fn only_addresses_of_the_internet_are_public() {
    let cases: [(&str, bool); 52] = [
        ("1.1.1.1", true),
        ("9.255.255.255", true),
        ("11.0.0.0", true),
        ("100.63.255.255", true),
        ("100.128.0.0", true),
        ("126.255.255.255", true),
        ("172.15.255.255", true),
        ("172.32.0.0", true),
        ("192.167.255.255", true),
        ("198.17.255.255", true),
        ("198.20.0.0", true),
        ("223.255.255.255", true),
        ("2606:4700::1111", true),
        ("2a01:e0a::1", true),
        ("2001:200::1", true),
        ("0.0.0.0", false),
        ("0.1.2.3", false),
        ("10.0.0.1", false),
        ("10.255.255.255", false),
        ("100.64.0.1", false),
        ("100.100.100.200", false),
        ("100.127.255.255", false),
        ("127.0.0.1", false),
        ("127.255.255.254", false),
        ("168.63.129.16", false),
        ("169.254.0.1", false),
        ("169.254.169.254", false),
        ("172.16.0.1", false),
        ("172.31.255.255", false),
        ("192.0.0.192", false),
        ("192.0.2.1", false),
        ("192.88.99.1", false),
        ("192.168.0.1", false),
        ("198.18.0.1", false),
        ("198.19.255.255", false),
        ("198.51.100.7", false),
        ("203.0.113.7", false),
        ("224.0.0.1", false),
        ("239.255.255.255", false),
        ("240.0.0.1", false),
        ("255.255.255.255", false),
        ("::", false),
        ("::1", false),
        ("::7f00:1", false),
        ("::ffff:127.0.0.1", false),
        ("::ffff:1.1.1.1", false),
        ("64:ff9b::a00:1", false),
        ("2001:0:a00:1::", false),
        ("2002:a00:1::", false),
        ("fd00:ec2::254", false),
        ("fe80::1", false),
        ("ff02::1", false),
    ];
    for (ip, public) in cases {
        assert_eq!(is_public(ip.parse().unwrap()), public, "{ip}");
    }
}

#[test]
fn addresses_that_may_be_asked() {
    for (url, asked) in [
        ("https://site.example/a?b=c#d", true),
        ("http://site.example", true),
        ("http://site.example:80/", true),
        ("https://site.example:8443/", true),
        ("https://1.1.1.1/", true),
        ("https://[2606:4700::1111]/", true),
        ("https://bücher.example/", true),
        ("http://site.example:81/", false),
        ("http://site.example:22/", false),
        ("http://site.example:5432/", false),
        ("ftp://site.example/", false),
        ("file:///etc/passwd", false),
        ("gopher://site.example/", false),
        ("data:text/html,x", false),
        ("//site.example/", false),
        ("site.example", false),
        ("https://me@site.example/", false),
        ("https://me:secret@site.example/", false),
        ("https://:secret@site.example/", false),
        ("http://127.0.0.1/", false),
        ("http://127.1/", false),
        ("http://0x7f.1/", false),
        ("http://0x7f000001/", false),
        ("http://0177.0.0.1/", false),
        ("http://2130706433/", false),
        ("http://017700000001/", false),
        ("http://127.0.0.1./", false),
        ("http://１２７.０.０.１/", false),
        ("http://0/", false),
        ("http://[::1]/", false),
        ("http://[::ffff:127.0.0.1]/", false),
        ("http://[::ffff:7f00:1]/", false),
        ("http://[0:0:0:0:0:ffff:10.0.0.1]/", false),
        ("http://[64:ff9b::10.0.0.1]/", false),
        ("http://[fe80::1]/", false),
        ("http://169.254.169.254/latest/meta-data/", false),
        ("http://localhost/", false),
        ("http://LOCALHOST./", false),
        ("http://a.localhost/", false),
        ("http://printer.local/", false),
        ("http://metadata.google.internal/", false),
        ("http://intranet/", false),
        ("http:///", false),
        ("", false),
    ] {
        assert_eq!(rules().parse(url).is_ok(), asked, "{url}");
    }
    assert!(rules().parse(&format!("https://site.example/{}", "a".repeat(LONG))).is_err(), "a long one");
    // A name that only ends in the same letters is one of the internet.
    assert!(rules().parse("https://notlocalhost.com/").is_ok());
}

const LONG: usize = 2_000;

/// Says in turn what its list says, then the last for ever; counts how often it was asked.
struct Names(Mutex<(VecDeque<Vec<IpAddr>>, usize)>);

impl Names {
    fn saying(answers: &[&[&str]]) -> Arc<Self> {
        let answers = answers.iter().map(|all| all.iter().map(|ip| ip.parse().unwrap()).collect()).collect();
        Arc::new(Self(Mutex::new((answers, 0))))
    }

    fn asked(&self) -> usize {
        self.0.lock().unwrap().1
    }
}

#[async_trait]
impl Resolver for Names {
    async fn resolve(&self, _name: &str) -> io::Result<Vec<IpAddr>> {
        let mut inner = self.0.lock().unwrap();
        inner.1 += 1;
        let said = if inner.0.len() > 1 { inner.0.pop_front() } else { inner.0.front().cloned() };
        Ok(said.unwrap_or_default())
    }
}

/// A server that answers what `answer` makes of a request, and keeps each head that it was sent.
async fn serve(answer: fn(&str) -> String) -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let heads = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&heads);
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let kept = Arc::clone(&kept);
            tokio::spawn(async move {
                let mut head = vec![0; 8_192];
                let read = socket.read(&mut head).await.unwrap_or(0);
                let head = String::from_utf8_lossy(&head[..read]).into_owned();
                let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
                kept.lock().unwrap().push(head);
                if path.ends_with("/slow") {
                    tokio::time::sleep(Duration::from_secs(60)).await;
                }
                let _ = socket.write_all(answer(&path).as_bytes()).await;
                if path.ends_with("/drip") {
                    loop {
                        tokio::time::sleep(Duration::from_millis(200)).await;
                        if socket.write_all(b"x").await.is_err() {
                            break;
                        }
                    }
                }
            });
        }
    });
    (port, heads)
}

fn page(path: &str) -> String {
    let redirect = |to: &str| format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\nset-cookie: a=b\r\ncontent-length: 0\r\n\r\n");
    match path {
        "/3" | "/2" | "/1" => redirect(&format!("/{}", path[1..].parse::<u8>().unwrap() - 1)),
        "/4" => redirect("/3"),
        "/inside" => redirect("http://10.0.0.1/"),
        "/metadata" => redirect("http://169.254.169.254/latest/"),
        "/file" => redirect("file:///etc/passwd"),
        "/odd" => redirect("http://0x7f.2/"),
        "/mapped" => redirect("http://[::ffff:10.0.0.1]/"),
        "/nowhere" => "HTTP/1.1 302 Found\r\ncontent-length: 0\r\n\r\n".into(),
        "/no" => "HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\n\r\nno".into(),
        "/garbage" => "nonsense\r\n\r\n".into(),
        "/drip" => "HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n".into(),
        "/huge" => format!("HTTP/1.1 200 OK\r\ncontent-length: 3000000\r\n\r\n{}", "x".repeat(3_000_000)),
        _ => "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: 4\r\n\r\npage".into(),
    }
}

#[tokio::test]
async fn a_page_is_read_without_a_word_about_people() {
    let (port, heads) = serve(page).await;
    let client = HttpClient::for_tests(Names::saying(&[&["127.0.0.1"]])).unwrap();
    let answer = client.get(&format!("http://site.example:{port}/3"), "text/html").await.unwrap();
    assert_eq!(answer, Answer { content_type: "text/html; charset=utf-8".into(), body: "page".into() });
    let heads = heads.lock().unwrap();
    assert_eq!(heads.len(), 4, "three redirects were followed");
    for head in heads.iter() {
        let head = head.to_lowercase();
        assert!(head.contains(&format!("user-agent: ruche/{}", env!("CARGO_PKG_VERSION"))) && head.contains("accept: text/html"), "{head}");
        for word in ["cookie", "authorization", "referer", "accept-encoding"] {
            assert!(!head.contains(word), "{word} in {head}");
        }
    }
}

#[tokio::test]
async fn every_refusal_is_the_same() {
    let (port, heads) = serve(page).await;
    let client = HttpClient::for_tests(Names::saying(&[&["127.0.0.1"]])).unwrap();
    for path in ["4", "inside", "metadata", "file", "odd", "mapped", "nowhere", "no", "garbage"] {
        assert_eq!(client.get(&format!("http://site.example:{port}/{path}"), "*/*").await, Err(Refused), "{path}");
    }
    assert_eq!(client.get("http://site.example:1/", "*/*").await, Err(Refused), "nobody listens");
    assert_eq!(heads.lock().unwrap().len(), 9 + 3, "each was asked once, and four times where it went on");
    assert_eq!(Off.get("https://site.example/", "*/*").await, Err(Refused));
}

use ruche_platform::outgoing::Off;

#[tokio::test]
async fn a_name_that_leads_inside_leads_nowhere() {
    let (port, heads) = serve(page).await;
    for inside in [
        &["10.0.0.1"] as &[&str],
        &["127.0.0.1", "192.168.0.1"],
        &["1.1.1.1", "::1"],
        &["169.254.169.254"],
        &["::ffff:10.0.0.1"],
        &["127.0.0.2"],
        &[],
    ] {
        let client = HttpClient::for_tests(Names::saying(&[inside])).unwrap();
        assert_eq!(client.get(&format!("http://site.example:{port}/"), "*/*").await, Err(Refused), "{inside:?}");
    }
    assert!(heads.lock().unwrap().is_empty());
    // Nor does a server reach itself: what the tests may, no setting allows.
    let client = HttpClient::new(&Settings { ports: vec![port], proxy: None }).unwrap();
    assert_eq!(client.get(&format!("http://127.0.0.1:{port}/"), "*/*").await, Err(Refused));
    let rules = Rules { ports: vec![port], this_machine: false };
    let client = HttpClient::build(rules, None, Names::saying(&[&["127.0.0.1"]])).unwrap();
    assert_eq!(client.get(&format!("http://site.example:{port}/"), "*/*").await, Err(Refused));
    assert!(heads.lock().unwrap().is_empty());
}

#[tokio::test]
async fn what_was_checked_is_what_is_connected_to() {
    let (port, heads) = serve(page).await;
    let names = Names::saying(&[&["127.0.0.1"], &["10.0.0.1"]]);
    let client = HttpClient::for_tests(names.clone()).unwrap();
    assert!(client.get(&format!("http://site.example:{port}/"), "*/*").await.is_ok());
    assert_eq!(names.asked(), 1, "once for the check and the connection");
    // The next request asks again, and the name leads inside by now; so it does after a redirect.
    assert_eq!(client.get(&format!("http://site.example:{port}/"), "*/*").await, Err(Refused));
    let client = HttpClient::for_tests(Names::saying(&[&["127.0.0.1"], &["10.0.0.1"]])).unwrap();
    assert_eq!(client.get(&format!("http://site.example:{port}/1"), "*/*").await, Err(Refused));
    assert_eq!(heads.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn little_is_read_in_little_time() {
    let (port, _) = serve(page).await;
    let client = HttpClient::for_tests(Names::saying(&[&["127.0.0.1"]])).unwrap();
    assert_eq!(client.get(&format!("http://site.example:{port}/huge"), "*/*").await.unwrap().body.len(), MOST_BYTES);
    let begun = std::time::Instant::now();
    let (slow, drip) = (format!("http://site.example:{port}/slow"), format!("http://site.example:{port}/drip"));
    let (slow, drip) = tokio::join!(client.get(&slow, "*/*"), client.get(&drip, "*/*"));
    assert_eq!((slow, drip), (Err(Refused), Err(Refused)));
    assert!(begun.elapsed() < TIME + Duration::from_secs(2));
}

#[tokio::test]
async fn a_proxy_is_asked_for_what_may_be_asked() {
    let (port, heads) = serve(page).await;
    let proxy = Url::parse(&format!("http://127.0.0.1:{port}")).unwrap();
    let client = HttpClient::new(&Settings { ports: Vec::new(), proxy: Some(proxy) }).unwrap();
    assert_eq!(client.get("http://site.example/a", "*/*").await.unwrap().body, "page");
    assert!(heads.lock().unwrap()[0].starts_with("GET http://site.example/a HTTP/1.1"));
    for url in ["http://10.0.0.1/", "http://[::1]/", "http://intranet/", "http://a.internal/", "http://site.example:8080/"] {
        assert_eq!(client.get(url, "*/*").await, Err(Refused), "{url}");
    }
    assert_eq!(heads.lock().unwrap().len(), 1);
}

#[test]
fn what_is_sent_goes_by_https_only() {
    for (address, taken) in [
        ("https://site.example/hook", true),
        ("https://site.example:8443/hook", true),
        ("http://site.example/hook", false),
        ("https://site.example:9/hook", false),
        ("https://10.0.0.7/hook", false),
        ("https://me:secret@site.example/", false),
        ("", false),
    ] {
        assert_eq!(rules().receiver(address).is_ok(), taken, "{address}");
    }
}

#[tokio::test]
async fn what_is_sent_follows_no_redirect_and_little_is_read_of_the_answer() {
    let (port, heads) = serve(page).await;
    let client = HttpClient::for_tests(Names::saying(&[&["127.0.0.1"]])).unwrap();
    let post = async |path: &str| {
        client.post(&format!("http://site.example:{port}{path}"), &[("webhook-id", "msg_7".to_owned())], Bytes::from_static(b"{}")).await
    };
    assert_eq!(post("/inside").await.unwrap().status, 302);
    assert_eq!(heads.lock().unwrap().len(), 1);
    let head = heads.lock().unwrap()[0].to_lowercase();
    assert!(
        head.starts_with("post /inside") && head.contains("webhook-id: msg_7") && head.contains("content-type: application/json"),
        "{head}"
    );
    assert!(!head.contains("cookie") && !head.contains("authorization"), "{head}");
    let said = post("/huge").await.unwrap();
    assert_eq!((said.status, said.body.len()), (200, MOST_SAID));
    assert_eq!(post("/no").await.unwrap(), Said { status: 404, body: Bytes::from_static(b"no") });
    assert_eq!(post("/garbage").await, Err(Refused));
    let inside = HttpClient::for_tests(Names::saying(&[&["10.0.0.7"]])).unwrap();
    assert_eq!(inside.post("http://site.example/hook", &[], Bytes::new()).await, Err(Refused));
    assert_eq!(Off.post("https://site.example/", &[], Bytes::new()).await, Err(Refused));
    assert!(!Off.posts_to("https://site.example/"));
}
