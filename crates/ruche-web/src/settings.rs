//! What the operator decided about the outside: the public address, cookies, proxies.

use serde::Deserialize;
use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;
use url::Url;

/// A range of addresses: one address, or all that share the first bits with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    /// What counts as one address: that of IPv4, or a whole /64 of IPv6, since one person has that many.
    #[must_use]
    pub fn around(ip: IpAddr) -> Self {
        let address = ip.to_canonical();
        Self::masked(address, if address.is_ipv4() { 32 } else { 64 })
    }

    /// Whether an address is in the range. An IPv4 address that came as IPv6 is itself.
    #[must_use]
    pub fn contains(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        ip.is_ipv4() == self.address.is_ipv4() && Self::masked(ip, self.bits) == *self
    }

    fn masked(address: IpAddr, bits: u8) -> Self {
        let address = match address {
            IpAddr::V4(ip) => IpAddr::from((u32::from(ip) & u32::MAX.checked_shl(32 - u32::from(bits)).unwrap_or(0)).to_be_bytes()),
            IpAddr::V6(ip) => IpAddr::from((u128::from(ip) & u128::MAX.checked_shl(128 - u32::from(bits)).unwrap_or(0)).to_be_bytes()),
        };
        Self { address, bits }
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is neither an address nor a range such as 10.0.0.0/8");
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let address = if bits.is_none() { address.to_canonical() } else { address };
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), |bits| bits.parse().map_err(|_| wrong()))?;
        if bits > most { Err(wrong()) } else { Ok(Self::masked(address, bits)) }
    }
}

impl TryFrom<String> for Network {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// How long requests are waited for.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// From the headers of a request to its answer.
    pub request: Duration,
    /// The same where files are sent.
    pub files: Duration,
    /// How long nothing of a file may come.
    pub silence: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { request: Duration::from_secs(60), files: Duration::from_secs(15 * 60), silence: Duration::from_secs(30) }
    }
}

/// Settings of the web side, checked at start-up.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address people use; links in mails are made from it, never from a header.
    pub public_url: Url,
    /// Proxies whose `X-Forwarded-For` is believed, from its right-hand end.
    pub trusted_proxies: Vec<Network>,
    /// Whether answers tell how many statements they took (tests and developers).
    pub count_statements: bool,
    /// By how much the limits of how often are raised; one, but in tests that ask much in little time.
    pub leniency: u32,
    /// How long requests are waited for.
    pub patience: Patience,
}

impl Settings {
    /// What is usual, at the address that people use.
    #[must_use]
    pub fn at(public_url: Url) -> Self {
        Self { public_url, trusted_proxies: Vec::new(), count_statements: false, leniency: 1, patience: Patience::default() }
    }

    /// Whether people come over https: cookies are then marked Secure and bound to the host.
    #[must_use]
    pub fn secure(&self) -> bool {
        self.public_url.scheme() == "https"
    }

    /// The name of a cookie: `__Host-` binds it to this host, which browsers accept over https only.
    #[must_use]
    pub fn cookie(&self, name: &str) -> String {
        if self.secure() { format!("__Host-{name}") } else { name.to_owned() }
    }

    /// A full address for a mail.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.public_url.as_str().trim_end_matches('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_what_shares_their_first_bits() {
        for (range, address, expected) in [
            ("10.1.2.3", "10.1.2.3", true),
            ("10.1.2.3", "10.1.2.4", false),
            ("10.1.2.3", "::ffff:10.1.2.3", true),
            ("::ffff:10.1.2.3", "10.1.2.3", true),
            ("10.0.0.0/8", "10.255.0.1", true),
            ("10.9.9.9/8", "11.0.0.1", false),
            ("0.0.0.0/0", "203.0.113.9", true),
            ("0.0.0.0/0", "2001:db8::1", false),
            ("::/0", "2001:db8::1", true),
            ("2001:db8::/32", "2001:db8:1::1", true),
            ("2001:db8::/32", "2001:db9::1", false),
            ("::1", "::1", true),
        ] {
            assert_eq!(range.parse::<Network>().unwrap().contains(address.parse().unwrap()), expected, "{address} in {range}");
        }
        for wrong in ["", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0/8", "proxy.example", "10.0.0.0/-1"] {
            assert!(wrong.parse::<Network>().unwrap_err().contains("neither"), "{wrong}");
        }
    }

    #[test]
    fn a_person_has_one_address_or_a_whole_network() {
        let around = |ip: &str| Network::around(ip.parse().unwrap());
        assert_eq!(around("2001:db8::1"), around("2001:db8::ffff:2"));
        assert_ne!(around("2001:db8::1"), around("2001:db8:0:1::1"));
        assert_eq!(around("203.0.113.9"), around("::ffff:203.0.113.9"));
        assert_ne!(around("203.0.113.9"), around("203.0.113.8"));
    }
}
