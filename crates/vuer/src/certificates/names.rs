//! What a machine is called on its networks.

use std::net::IpAddr;

use super::CertificateFacts;
use crate::http::url::lan_addresses;

/// Top-level domains of the Internet, in ASCII. A name constraint of one word permits everything below it, and a machine
/// called `dev` must not get an authority for all of `.dev`.
const TOP_LEVEL_DOMAINS: &str = include_str!("top_level_domains.txt");

/// The most addresses of one certificate: a machine with more has containers, not networks.
const MAX_ADDRESSES: usize = 64;

/// The names and addresses of a machine, beside those that every machine has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Names {
    /// Host names in lower case.
    pub(super) hosts: Vec<String>,
    pub(super) addresses: Vec<IpAddr>,
}

impl Names {
    /// Those of this machine now.
    pub(crate) fn of_this_machine() -> Self {
        let machine = gethostname::gethostname();
        Self::new(&machine.to_string_lossy(), lan_addresses())
    }

    /// Those of a machine of this host name.
    pub(super) fn new(machine: &str, mut addresses: Vec<IpAddr>) -> Self {
        let machine = machine.to_ascii_lowercase();
        let machine = machine.trim_end_matches('.');
        let short = machine.split('.').next().unwrap_or_default();
        let mut hosts = vec!["localhost".to_owned()];
        if !short.is_empty() {
            let own = [
                machine.to_owned(),
                short.to_owned(),
                format!("{short}.local"),
                mdns_name(short),
            ];
            hosts.extend(own);
        }
        let mut known = Vec::new();
        hosts.retain(|host| {
            let is_new = !known.contains(host);
            known.push(host.clone());
            is_new && is_host_name(host) && !is_top_level(host)
        });
        addresses.truncate(MAX_ADDRESSES);
        Self { hosts, addresses }
    }

    /// Those that an authority may sign for.
    pub(super) fn permitted_by(&self, authority: &CertificateFacts) -> Self {
        let (hosts, addresses) = (self.hosts.iter(), self.addresses.iter());
        Self {
            hosts: hosts
                .filter(|host| authority.permits_name(host))
                .cloned()
                .collect(),
            addresses: addresses
                .filter(|address| authority.permits_address(**address))
                .copied()
                .collect(),
        }
    }

    /// Whether a certificate is for all of them.
    pub(super) fn are_in(&self, certificate: &CertificateFacts) -> bool {
        let addresses = self.addresses.iter().map(ToString::to_string);
        let mut names = self.hosts.iter().cloned().chain(addresses);
        names.all(|name| certificate.names.contains(&name))
    }

    pub(super) fn len(&self) -> usize {
        self.hosts.len() + self.addresses.len()
    }

    /// The shortest name of the machine itself.
    pub(super) fn machine(&self) -> &str {
        let own = self.hosts.iter().filter(|host| *host != "localhost");
        own.min_by_key(|host| host.len())
            .map_or("this machine", |host| host)
    }
}

/// The first part of this machine's host name, in lower case; empty if it has none.
pub(crate) fn short_name() -> String {
    let machine = gethostname::gethostname();
    let machine = machine.to_string_lossy().to_ascii_lowercase();
    machine.split('.').next().unwrap_or_default().to_owned()
}

/// The name under which a server makes itself known by multicast DNS. Not the machine's own: that belongs to the system,
/// whose responder may come and go, and two that speak for one name take it from each other.
pub(crate) fn mdns_name(short: &str) -> String {
    format!("{short}-vuer.local")
}

fn is_host_name(name: &str) -> bool {
    let is_label = |label: &str| {
        let is_inner =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (1..=63).contains(&label.len())
            && label.bytes().all(is_inner)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    name.len() <= 253 && name.split('.').all(is_label)
}

fn is_top_level(name: &str) -> bool {
    TOP_LEVEL_DOMAINS.lines().any(|domain| domain == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(machine: &str, expected: &[&str]) {
        let names = Names::new(machine, Vec::new());
        assert_eq!(names.hosts[0], "localhost");
        assert_eq!(names.hosts[1..], *expected, "{machine}");
    }

    #[test]
    fn a_machine_goes_by_several_names() {
        check("Robot7", &["robot7", "robot7.local", "robot7-vuer.local"]);
        check("mac.local", &["mac.local", "mac", "mac-vuer.local"]);
        check(
            "arm.lab.example.com",
            &["arm.lab.example.com", "arm", "arm.local", "arm-vuer.local"],
        );
    }

    /// It would stand for every name of the Internet below it.
    #[test]
    fn a_name_that_is_a_top_level_domain_is_left_out() {
        check("dev", &["dev.local", "dev-vuer.local"]);
        check("ai", &["ai.local", "ai-vuer.local"]);
        check(
            "museum.example.com",
            &["museum.example.com", "museum.local", "museum-vuer.local"],
        );
    }

    #[test]
    fn what_is_no_host_name_is_left_out() {
        check("", &[]);
        check("my_robot", &[]);
        check("-x", &[]);
        check("größe", &[]);
        check(&"a".repeat(64), &[]);
    }
}
