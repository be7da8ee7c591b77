//! A browser without script: cookies, forms, redirects that it follows like a person does.

use reqwest::cookie::Jar;
use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::multipart::{Form, Part};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use scraper::{Html, Selector};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// The icons of every page.
const SPRITE: &str = include_str!("../../../ui/icons/icons.svg");

/// One person's browser.
#[derive(Clone)]
pub struct Browser {
    client: Client,
    /// The same person, who looks at a redirect instead of following it.
    careful: Client,
    address: SocketAddr,
}

/// A file that a form sends: the field, the name on the device, the bytes.
pub type Upload<'a> = (&'a str, &'a str, Vec<u8>);

/// What a page answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status, after redirects.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: String,
    /// The path that answered, after redirects.
    pub path: String,
    /// How many statements the answer took.
    pub statements: u64,
}

impl Browser {
    pub(crate) fn new(address: SocketAddr) -> Self {
        Self::from_network(address, IpAddr::from([127, 0, 0, 1]))
    }

    /// A browser whose requests come from `network`, an address of this machine.
    pub(crate) fn from_network(address: SocketAddr, network: IpAddr) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert("sec-fetch-site", HeaderValue::from_static("same-origin"));
        headers.insert("accept", HeaderValue::from_static("text/html,application/xhtml+xml"));
        headers.insert("accept-language", HeaderValue::from_static("fr"));
        headers.insert("user-agent", HeaderValue::from_static("Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0"));
        let jar = Arc::new(Jar::default());
        // A browser of the tests speaks plain http; its library wants to know all the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = |redirect| {
            Client::builder()
                .local_address(network)
                .cookie_provider(Arc::clone(&jar))
                .default_headers(headers.clone())
                .redirect(redirect)
                .tls_certs_only([])
                .build()
                .unwrap()
        };
        Self { client: client(Policy::limited(5)), careful: client(Policy::none()), address }
    }

    /// A request to be completed; for what the shortcuts below do not do.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("http://{}{path}", self.address))
    }

    /// The same, for an answer that is not followed when it is a redirect.
    pub fn request_once(&self, method: Method, path: &str) -> RequestBuilder {
        self.careful.request(method, format!("http://{}{path}", self.address))
    }

    /// Sends a request and reads the answer, whose icons must all exist.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        // A server that refuses what is too large closes before it has read it all: whoever still writes may miss the answer, and a
        // browser asks once more.
        let again = request.try_clone();
        let answer = match (request.send().await, again) {
            (Err(error), Some(again)) if error.is_request() => again.send().await.unwrap(),
            (answer, _) => answer.unwrap(),
        };
        let (status, headers, path) = (answer.status(), answer.headers().clone(), answer.url().path().to_owned());
        let statements = headers.get("x-statements").and_then(|v| v.to_str().ok()).and_then(|v| v.parse().ok()).unwrap_or(0);
        let body = answer.text().await.unwrap();
        // An icon that the sprite lacks is shown as nothing, which no test of words would see.
        let lacking =
            body.split("#i-").skip(1).filter_map(|rest| rest.split('"').next()).find(|icon| !SPRITE.contains(&format!("id=\"i-{icon}\"")));
        assert_eq!(lacking, None, "{path} names an icon that is not in the sprite");
        Answer { status, headers, body, path, statements }
    }

    /// Reads a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// Sends a form, following the redirect to the next page.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(self.request(Method::POST, path).form(fields)).await
    }

    /// Sends a form and looks at the answer itself.
    pub async fn post_once(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(self.request_once(Method::POST, path).form(fields)).await
    }

    /// Sends a form with files, as a page without script does, and looks at the answer itself.
    pub async fn post_files(&self, path: &str, fields: &[(&str, &str)], files: &[Upload<'_>]) -> Answer {
        let mut form = Form::new();
        for (name, value) in fields {
            form = form.text((*name).to_owned(), (*value).to_owned());
        }
        for (field, name, bytes) in files {
            form = form.part((*field).to_owned(), Part::bytes(bytes.clone()).file_name((*name).to_owned()));
        }
        self.send(self.request_once(Method::POST, path).multipart(form)).await
    }

    /// Signs in, which must succeed.
    pub async fn sign_in(&self, login: &str, password: &str) {
        let answer = self.post("/sign-in", &[("login", login), ("password", password), ("back", "/settings/display")]).await;
        assert_eq!(
            (answer.status, answer.path.as_str()),
            (StatusCode::OK, "/settings/display"),
            "{login} could not sign in: {}",
            answer.body
        );
    }
}

impl Answer {
    /// Asserts the status and gives the answer back.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{} answered {}:\n{}", self.path, self.status, self.text());
        self
    }

    /// Where a redirect leads; empty for any other answer.
    #[must_use]
    pub fn location(&self) -> &str {
        self.headers.get("location").and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// What the answer says was done, to be told once by the next page: the word and the id.
    #[must_use]
    pub fn toast(&self) -> Option<(String, i64)> {
        let cookies = self.headers.get_all("set-cookie").iter().filter_map(|v| v.to_str().ok());
        let told = cookies.filter_map(|c| c.strip_prefix("ruche-toast=")).find_map(|c| c.split(';').next()?.split_once('~'))?;
        Some((told.0.to_owned(), told.1.parse().ok()?))
    }

    /// The words of the page's main part.
    #[must_use]
    pub fn text(&self) -> String {
        let page = Html::parse_document(&self.body);
        let main = Selector::parse("main").unwrap();
        let words = |e: scraper::ElementRef<'_>| e.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        page.select(&main).next().map(words).unwrap_or_else(|| self.body.clone())
    }

    /// Whether the body holds these words anywhere.
    #[must_use]
    pub fn has(&self, words: &str) -> bool {
        self.body.contains(words)
    }

    /// The values of an attribute of the elements that a selector finds.
    #[must_use]
    pub fn attributes(&self, selector: &str, attribute: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        page.select(&Selector::parse(selector).unwrap()).filter_map(|e| e.value().attr(attribute)).map(str::to_owned).collect()
    }

    /// The words of the elements that a selector finds.
    #[must_use]
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        page.select(&Selector::parse(selector).unwrap())
            .map(|e| e.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" "))
            .collect()
    }
}
