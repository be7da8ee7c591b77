//! Four people who write at once, and a fifth who is mentioned in every text: what is looked at when something breaks meanwhile.

use reqwest::Method;
use ruche_testkit::{Browser, Program, key};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

/// Who writes.
const WRITERS: [&str; 4] = ["Camille", "Paul", "Nora", "Ali"];
/// How often something is broken in the long form of a test.
pub fn times(usual: usize) -> usize {
    std::env::var("RUCHE_TEST_TIMES").ok().and_then(|times| times.parse().ok()).unwrap_or(usual)
}

/// Somebody with an account, and their password.
pub struct Account {
    name: &'static str,
    pub password: String,
    pub browser: Browser,
}

/// The people, and what each has to say.
pub struct Crowd {
    reader: Account,
    mention: String,
    writers: Vec<Account>,
    company: String,
    /// For each writer the key and the body of each text.
    forms: Vec<Vec<(String, String)>>,
    acknowledged: Arc<Mutex<Vec<String>>>,
}

/// An account that the administrator makes, signed in.
pub async fn account(program: &Program, admin: &Browser, name: &'static str) -> Account {
    let made = admin.post_once("/admin/members", &[("name", name), ("username", &name.to_lowercase()), ("title", "")]).await.expect(200);
    let password = made.texts("#secret").remove(0);
    let browser = program.browser();
    browser.sign_in(&name.to_lowercase(), &password).await;
    Account { name, password, browser }
}

/// Everything on the pages of a list.
pub async fn every_page(browser: &Browser, first: &str, what: &str, next: &str) -> Vec<String> {
    let (mut all, mut path) = (Vec::new(), Some(first.to_owned()));
    while let Some(at) = path {
        let page = browser.get(&at).await.expect(200);
        all.extend(page.texts(what));
        path = page.attributes(next, "href").into_iter().next();
    }
    all
}

/// A text long enough to be written in several pieces, of which nothing may lack.
fn text(writer: usize, n: usize, mention: &str) -> String {
    format!("Début {writer}-{n:02} {} {mention} fin", "mot ".repeat(200))
}

impl Crowd {
    /// Makes their accounts, and `each` a number of texts. Nothing is written yet.
    pub async fn gather(program: &Program, admin: &Browser, each: usize) -> Self {
        let reader = account(program, admin, "Yanis").await;
        let me = reader.browser.get("/menu").await.attributes("main a[href^='/members/']", "href").remove(0);
        let mention = format!("[@Yanis]({me})");
        let mut writers = Vec::new();
        for name in WRITERS {
            writers.push(account(program, admin, name).await);
        }
        let company = admin.get("/posts/new").await.attributes("#place option", "value").remove(0);
        let forms = (0..WRITERS.len()).map(|w| (0..each).map(|n| (key(), text(w, n, &mention))).collect()).collect();
        Self { reader, mention, writers, company, forms, acknowledged: Arc::default() }
    }

    /// How many texts they have together.
    pub fn texts(&self) -> usize {
        self.forms.iter().map(Vec::len).sum()
    }

    /// Has them write, each one text after the other, until what they write to is gone or, when they `insist`, until each text is
    /// acknowledged: one that met an error is sent again.
    pub fn write(&self, insist: bool) -> Vec<JoinHandle<()>> {
        let each = self.writers.iter().zip(self.forms.clone());
        each.map(|(writer, forms)| {
            let (browser, company, acknowledged) = (writer.browser.clone(), self.company.clone(), Arc::clone(&self.acknowledged));
            tokio::spawn(async move {
                'texts: for (key, body) in forms {
                    let form = [("key", &key), ("place", &company), ("body", &body)];
                    loop {
                        match browser.request_once(Method::POST, "/posts").form(&form).send().await.map(|answer| answer.status().as_u16()) {
                            Ok(303) => {
                                acknowledged.lock().unwrap().push(body);
                                if insist {
                                    // Nobody types faster; and what breaks finds them in the middle.
                                    sleep(Duration::from_millis(25)).await;
                                }
                                continue 'texts;
                            }
                            // Too many in a minute, for somebody who writes without a pause.
                            Ok(429) if insist => sleep(Duration::from_secs(1)).await,
                            Ok(500..) | Err(_) if insist => sleep(Duration::from_millis(20)).await,
                            Ok(status) => panic!("{status}"),
                            Err(_) => break 'texts,
                        }
                    }
                }
            })
        })
        .collect()
    }

    /// How many texts are acknowledged.
    pub fn acknowledged_now(&self) -> usize {
        self.acknowledged.lock().unwrap().len()
    }

    /// Waits until so many texts are acknowledged.
    pub async fn acknowledged(&self, least: usize) {
        let waited = timeout(Duration::from_secs(60), async {
            while self.acknowledged_now() < least {
                sleep(Duration::from_millis(1)).await;
            }
        });
        waited.await.expect("they write");
    }

    fn shown(&self, body: &str) -> String {
        body.replace(&self.mention, "@Yanis").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The mentioned one, signed in at `program`.
    async fn reader_at(&self, program: &Program) -> Browser {
        let reader = program.browser();
        reader.sign_in(&self.reader.name.to_lowercase(), &self.reader.password).await;
        reader
    }

    /// Looks whether every acknowledged text is there whole, once, and that the mentioned one is told of each, once.
    pub async fn nothing_is_lost_or_doubled(&self, program: &Program) {
        let reader = self.reader_at(program).await;
        let found = every_page(&reader, "/", "article.post .prose", ".feed > .center a").await;
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for text in &found {
            *times.entry(text).or_default() += 1;
        }
        let sent: Vec<String> = self.forms.iter().flatten().map(|(_, body)| self.shown(body)).collect();
        assert!(found.iter().all(|text| sent.contains(text)), "none is half written");
        for body in self.acknowledged.lock().unwrap().iter() {
            assert_eq!(times.get(self.shown(body).as_str()), Some(&1), "acknowledged, and not there once: {}", &body[..12]);
        }
        assert!(times.values().all(|n| *n == 1), "none is there twice");
        // What had not been delivered is delivered now.
        let told = async || every_page(&reader, "/notifications", "main .notif .quote", "main a.btn[href*='after=']").await.len();
        let all = timeout(Duration::from_secs(60), async {
            while told().await < found.len() {
                sleep(Duration::from_millis(100)).await;
            }
        });
        let _ = all.await;
        assert_eq!(told().await, found.len(), "told of each, once");
    }

    /// Everyone sends again what they had, at `program`: each text is there once in the end.
    pub async fn send_again(&self, program: &Program) {
        for (writer, forms) in self.writers.iter().zip(&self.forms) {
            let browser = program.browser();
            browser.sign_in(&writer.name.to_lowercase(), &writer.password).await;
            for (key, body) in forms {
                browser.post_once("/posts", &[("key", key), ("place", &self.company), ("body", body)]).await.expect(303);
            }
        }
        let reader = self.reader_at(program).await;
        let mut found = every_page(&reader, "/", "article.post .prose", ".feed > .center a").await;
        let mut sent: Vec<String> = self.forms.iter().flatten().map(|(_, body)| self.shown(body)).collect();
        found.sort_unstable();
        sent.sort_unstable();
        assert_eq!(found, sent);
    }
}
