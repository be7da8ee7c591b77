//! What asks: one request after the other on a connection that is kept open, with as little of its own as possible, since it shares
//! the processor with what is measured.

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, header};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// After how long an answer is not waited for any longer: it counts as an error.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why there was no answer.
pub type Lost = Box<dyn std::error::Error + Send + Sync>;

/// One request.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Its method.
    pub method: Method,
    /// Its path and query.
    pub path: String,
    /// Who asks: the value of the header `Cookie`.
    pub cookie: Arc<str>,
    /// The fields of a form, encoded; none in a request that only reads.
    pub form: Option<String>,
    /// Whether the answer may be compressed, as browsers say.
    pub compressed: bool,
}

impl Ask {
    /// A page, as a browser asks for it, but that it comes as it is.
    #[must_use]
    pub fn page(cookie: &Arc<str>, path: String) -> Self {
        Self { method: Method::GET, path, cookie: Arc::clone(cookie), form: None, compressed: false }
    }

    /// A form that is sent.
    #[must_use]
    pub fn form(cookie: &Arc<str>, path: String, fields: &[(&str, &str)]) -> Self {
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        Self { method: Method::POST, path, cookie: Arc::clone(cookie), form: Some(form), compressed: false }
    }

    fn request(&self, host: &HeaderValue) -> Result<Request<Full<Bytes>>, http::Error> {
        let request = Request::builder()
            .method(self.method.clone())
            .uri(&self.path)
            .header(header::HOST, host)
            .header(header::COOKIE, &*self.cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT, "text/html");
        let request = if self.compressed { request.header(header::ACCEPT_ENCODING, "gzip, deflate, br, zstd") } else { request };
        match &self.form {
            Some(form) => request
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Full::new(Bytes::copy_from_slice(form.as_bytes()))),
            None => request.body(Full::new(Bytes::new())),
        }
    }
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its body, as it came.
    pub body: Bytes,
}

/// A connection.
pub struct Connection {
    address: SocketAddr,
    host: HeaderValue,
    sender: Option<SendRequest<Full<Bytes>>>,
}

impl Connection {
    /// A connection to be opened when something is asked.
    ///
    /// # Errors
    /// Never for an address of this machine.
    pub fn to(address: SocketAddr) -> Result<Self, Lost> {
        Ok(Self { address, host: HeaderValue::from_str(&address.to_string())?, sender: None })
    }

    /// Asks, and reads the whole answer.
    ///
    /// # Errors
    /// When there is none within 30 seconds. The next request opens the connection again.
    pub async fn ask(&mut self, ask: &Ask) -> Result<Answer, Lost> {
        let asked = timeout(PATIENCE, async {
            let response = self.begin(ask).await?;
            let status = response.status().as_u16();
            Ok::<_, Lost>(Answer { status, body: response.into_body().collect().await?.to_bytes() })
        });
        let answered = asked.await.unwrap_or_else(|_| Err("no answer within 30 seconds".into()));
        if answered.is_err() {
            self.sender = None;
        }
        answered
    }

    /// Asks, and gives the answer as soon as it begins.
    ///
    /// # Errors
    /// When the connection fails.
    pub async fn begin(&mut self, ask: &Ask) -> Result<Response<Incoming>, Lost> {
        let sender = match self.sender.take() {
            Some(sender) if !sender.is_closed() => sender,
            _ => self.open().await?,
        };
        let sender = self.sender.insert(sender);
        sender.ready().await?;
        Ok(sender.send_request(ask.request(&self.host)?).await?)
    }

    async fn open(&self) -> Result<SendRequest<Full<Bytes>>, Lost> {
        let stream = TcpStream::connect(self.address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(async move {
            // What goes wrong is told to whoever waits for the answer.
            let _ = connection.await;
        });
        Ok(sender)
    }
}
