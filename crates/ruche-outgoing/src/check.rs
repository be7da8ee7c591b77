//! Which addresses of the web may be asked, before any name is resolved.

use crate::address::is_public;
use std::net::{IpAddr, Ipv4Addr};
use url::{Host, Url};

/// The longest address that is asked.
const LONGEST: usize = 2_000;
/// Names that are of no machine of the internet, nor is what ends so.
const INSIDE: [&str; 4] = ["localhost", "local", "internal", "home.arpa"];

/// What may be asked.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    /// Ports besides 80 and 443.
    pub ports: Vec<u16>,
    /// Whether 127.0.0.1 may be asked, on any port: in tests only.
    pub this_machine: bool,
}

impl Rules {
    /// The address that a text says, when it may be asked.
    pub(crate) fn parse(&self, text: &str) -> Result<Url, &'static str> {
        if text.len() > LONGEST {
            return Err("too long an address");
        }
        self.check(Url::parse(text).map_err(|_| "no address")?)
    }

    /// The same for what is sent somewhere, where nobody on the way may read it.
    pub(crate) fn receiver(&self, text: &str) -> Result<Url, &'static str> {
        let url = self.parse(text)?;
        if url.scheme() == "https" || self.this_machine { Ok(url) } else { Err("not https") }
    }

    /// The same address, when it may be asked. Odd spellings of numbers were read as what they mean when it was parsed.
    pub(crate) fn check(&self, url: Url) -> Result<Url, &'static str> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err("neither http nor https");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("an address with credentials");
        }
        match url.host() {
            Some(Host::Ipv4(ip)) if self.reaches(ip.into()) => {}
            Some(Host::Ipv6(ip)) if self.reaches(ip.into()) => {}
            Some(Host::Domain(name)) if is_outside(name) => {}
            _ => return Err("an address that is not public"),
        }
        let port = url.port_or_known_default().unwrap_or_default();
        if !(matches!(port, 80 | 443) || self.ports.contains(&port) || self.this_machine) {
            return Err("a port that is not allowed");
        }
        Ok(url)
    }

    /// Whether an address of a machine may be connected to.
    pub(crate) fn reaches(&self, ip: IpAddr) -> bool {
        is_public(ip) || (self.this_machine && ip == IpAddr::V4(Ipv4Addr::LOCALHOST))
    }
}

/// Whether a name may be one of the internet: it has two parts at least, and does not end like those of a house.
fn is_outside(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name.contains('.') && !INSIDE.iter().any(|end| name.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}
