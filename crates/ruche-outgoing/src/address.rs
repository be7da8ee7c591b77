//! Which addresses are public: of the machines of the internet, and of none that stands inside.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Ranges of IPv4 that are not public, by the register of special-purpose addresses of IANA: the first address and its bits.
const NOT_PUBLIC_V4: [([u8; 4], u32); 16] = [
    ([0, 0, 0, 0], 8),        // this network
    ([10, 0, 0, 0], 8),       // private
    ([100, 64, 0, 0], 10),    // shared by a carrier, and the metadata of some clouds
    ([127, 0, 0, 0], 8),      // this machine
    ([168, 63, 129, 16], 32), // the metadata of a cloud, in a public range
    ([169, 254, 0, 0], 16),   // link-local, and the metadata of most clouds
    ([172, 16, 0, 0], 12),    // private
    ([192, 0, 0, 0], 24),     // protocols
    ([192, 0, 2, 0], 24),     // documentation
    ([192, 88, 99, 0], 24),   // relays of 6to4
    ([192, 168, 0, 0], 16),   // private
    ([198, 18, 0, 0], 15),    // measurements
    ([198, 51, 100, 0], 24),  // documentation
    ([203, 0, 113, 0], 24),   // documentation
    ([224, 0, 0, 0], 4),      // multicast
    ([240, 0, 0, 0], 4),      // reserved, and broadcast
];

/// Ranges inside 2000::/3, outside of which nothing is public, that are not public either: those that carry an address of IPv4
/// among them.
const NOT_PUBLIC_V6: [([u16; 3], u32); 4] = [
    ([0x2001, 0x0000, 0], 23), // protocols, Teredo among them
    ([0x2001, 0x0db8, 0], 32), // documentation
    ([0x2002, 0x0000, 0], 16), // 6to4
    ([0x3fff, 0x0000, 0], 20), // documentation
];

/// Whether an address is one of the internet. Those that hold an address of IPv4 inside IPv6 are not, whatever it is.
#[must_use]
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => !NOT_PUBLIC_V4.iter().any(|(first, bits)| same_start_v4(ip, Ipv4Addr::from(*first), *bits)),
        IpAddr::V6(ip) => {
            let starts = |[a, b, c]: [u16; 3], bits| same_start_v6(ip, Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0), bits);
            starts([0x2000, 0, 0], 3) && !NOT_PUBLIC_V6.iter().any(|(first, bits)| starts(*first, *bits))
        }
    }
}

fn same_start_v4(one: Ipv4Addr, other: Ipv4Addr, bits: u32) -> bool {
    (one.to_bits() ^ other.to_bits()).leading_zeros() >= bits
}

fn same_start_v6(one: Ipv6Addr, other: Ipv6Addr, bits: u32) -> bool {
    (one.to_bits() ^ other.to_bits()).leading_zeros() >= bits
}
