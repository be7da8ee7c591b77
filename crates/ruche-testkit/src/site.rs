//! A site of somebody else, on this machine, and the client by which a node of the tests asks it.

use async_trait::async_trait;
use axum::Router;
use axum::extract::Request;
use axum::middleware::{self, Next};
use ruche_outgoing::{HttpClient, Resolver};
use ruche_platform::outgoing::Outgoing;
use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex};

/// A site whose name is `site.example`. `inside.example` is the name of something in the house, which nobody may ask.
pub struct Site {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Site {
    /// Starts a site that answers by `pages`.
    pub async fn start(pages: Router) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        let keep = middleware::from_fn(move |request: Request, next: Next| {
            kept.lock().unwrap().push(request.uri().path().to_owned());
            next.run(request)
        });
        tokio::spawn(async move { axum::serve(listener, pages.layer(keep)).await });
        Self { port, asked }
    }

    /// The address of one of its pages.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://site.example:{}{path}", self.port)
    }

    /// The port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The paths that were asked, each time.
    #[must_use]
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// The client that the nodes of the tests have.
pub(crate) fn client() -> Arc<dyn Outgoing> {
    Arc::new(HttpClient::for_tests(Arc::new(Names)).unwrap())
}

/// Knows two names, and asks nobody for others.
struct Names;

#[async_trait]
impl Resolver for Names {
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        match name {
            "site.example" => Ok(vec![Ipv4Addr::LOCALHOST.into()]),
            "inside.example" => Ok(vec![Ipv4Addr::new(10, 0, 0, 7).into()]),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }
}
