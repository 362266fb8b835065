//! Which machines may be asked: those of the public internet, and those that the user names.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Which machines may be asked. By default only those with a public address: a page must not make us speak to a
/// router, to another program on this machine or to the inside of somebody's network.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    hosts: BTreeSet<String>,
}

impl Reach {
    /// Lets a host be asked whatever its address, by the name or number that stands in addresses: `localhost`, `10.0.0.7`, `[::1]`.
    #[must_use]
    pub fn with(mut self, host: &str) -> Self {
        self.hosts.insert(host.to_lowercase());
        self
    }

    /// Whether a machine may be asked that a host's name stands for.
    pub fn permits(&self, host: &str, at: IpAddr) -> bool {
        is_public(at) || self.hosts.contains(&host.to_lowercase())
    }
}

/// Networks of IPv4 that are not the public internet, from the registry of special-purpose addresses of IANA
/// (RFC 6890 and its updates), with the number of their leading bits; and the one public address behind which a cloud keeps its own.
const SPECIAL: [(Ipv4Addr, u32); 16] = [
    (Ipv4Addr::UNSPECIFIED, 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(168, 63, 129, 16), 32),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// Networks of IPv6 within `2000::/3` that are not the public internet.
const SPECIAL_6: [(Ipv6Addr, u32); 3] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

/// Whether an address is of the public internet.
fn is_public(at: IpAddr) -> bool {
    match at {
        IpAddr::V4(at) => {
            !SPECIAL.iter().any(|(network, bits)| (at.to_bits() ^ network.to_bits()) >> (32 - bits) == 0)
        }
        IpAddr::V6(at) => {
            if let Some(inner) = inside(at) {
                return is_public(IpAddr::V4(inner));
            }
            let in_network =
                |network: Ipv6Addr, bits: u32| (at.to_bits() ^ network.to_bits()) >> (128 - bits) == 0;
            in_network(Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3)
                && !SPECIAL_6.iter().any(|(network, bits)| in_network(*network, *bits))
        }
    }
}

/// The IPv4 address that an IPv6 address carries: mapped, translated (`64:ff9b::/96`) or 6to4.
fn inside(at: Ipv6Addr) -> Option<Ipv4Addr> {
    let bits = at.to_bits();
    let low = Ipv4Addr::from_bits(bits as u32);
    match (bits >> 32, bits >> 112) {
        (0xffff | 0x0064_ff9b_0000_0000_0000_0000, _) => Some(low),
        (_, 0x2002) => Some(Ipv4Addr::from_bits((bits >> 80) as u32)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_internet_is_asked() {
        for at in [
            "127.0.0.1",
            "127.8.9.10",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "fe80::1",
            "fd00:ec2::254",
            "fc00::1",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
            "3fff::1",
        ] {
            assert!(!is_public(at.parse().unwrap()), "{at}");
        }
        for at in [
            "8.8.8.8",
            "172.32.0.1",
            "100.128.0.1",
            "192.0.1.1",
            "2606:4700::1111",
            "2a00:1450::1",
            "::ffff:8.8.8.8",
        ] {
            assert!(is_public(at.parse().unwrap()), "{at}");
        }
    }

    #[test]
    fn a_host_that_the_user_names_is_asked() {
        let at = "127.0.0.1".parse().unwrap();
        assert!(!Reach::default().permits("localhost", at));
        assert!(Reach::default().with("LocalHost").permits("localhost", at));
        assert!(!Reach::default().with("localhost").permits("127.0.0.1", at));
    }
}
