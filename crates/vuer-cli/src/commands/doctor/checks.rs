//! What the facts mean, and what to do.

use std::net::IpAddr;
use std::time::Duration;

use super::facts::{Certificate, Facts, Port, Says};
use super::firewall::{Firewall, Rules};
use crate::when;

/// One result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) check: &'static str,
    pub(super) state: State,
    pub(super) found: String,
    /// What to do, where something is to be done.
    pub(super) advice: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Fine,
    /// It may be the reason, or could not be looked at.
    Note,
    /// It has to be mended.
    Problem,
}

impl State {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Fine => "ok",
            Self::Note => "note",
            Self::Problem => "problem",
        }
    }
}

fn finding(
    check: &'static str,
    state: State,
    found: impl Into<String>,
    advice: Option<String>,
) -> Finding {
    Finding {
        check,
        state,
        found: found.into(),
        advice,
    }
}

pub(super) fn all(facts: &Facts) -> Vec<Finding> {
    let mut findings = vec![addresses(facts)];
    findings.extend(ports(facts));
    findings.push(certificate(facts));
    findings.push(clock(facts));
    findings.extend(firewalls(facts));
    findings
}

fn addresses(facts: &Facts) -> Finding {
    if facts.addresses.is_empty() {
        let advice = "connect it to the network of the headset, or use a USB cable: adb reverse";
        let found = "this machine has no address beyond itself";
        return finding("addresses", State::Problem, found, Some(advice.to_owned()));
    }
    finding("addresses", State::Fine, list(facts.addresses.iter()), None)
}

/// One for all ports that behave alike.
fn ports(facts: &Facts) -> Vec<Finding> {
    let port = facts.port;
    let of = |wanted: &Port| {
        let alike = facts.ports.iter().filter(|(_, found)| found == wanted);
        list(alike.map(|(address, _)| address))
    };
    let mut findings = Vec::new();
    let (free, taken) = (of(&Port::Free), of(&Port::Taken));
    if !free.is_empty() {
        let found = format!("{port} is free, and this machine reaches itself on {free}");
        findings.push(finding("port", State::Fine, found, None));
    }
    if !taken.is_empty() {
        let found = format!("{port} is in use on {taken} and takes connections");
        let advice = "fine if that is the server; else end it, or choose another with --port";
        findings.push(finding("port", State::Note, found, Some(advice.to_owned())));
    }
    for (address, port_found) in &facts.ports {
        if let Port::Failed(reason) = port_found {
            let found = format!("{port} on {address}: {reason}");
            let advice = "choose another port (--port), or look for a firewall on this machine";
            findings.push(finding(
                "port",
                State::Problem,
                found,
                Some(advice.to_owned()),
            ));
        }
    }
    findings
}

fn certificate(facts: &Facts) -> Finding {
    let check = "certificate";
    let (is_own, says) = match &facts.certificate {
        Certificate::None => {
            let advice = "headsets enter VR over HTTPS only: start with --tls auto, or use a USB cable (adb reverse)";
            let found = "none has been made, and none is given (--tls-cert)";
            return finding(check, State::Note, found, Some(advice.to_owned()));
        }
        Certificate::Unusable { is_own, reason } => {
            let advice = if *is_own {
                "vuer tls remove deletes it; the next start with --tls auto makes another"
            } else {
                "name a PEM file with a certificate (--tls-cert)"
            };
            return finding(check, State::Problem, reason, Some(advice.to_owned()));
        }
        Certificate::Found { is_own, says } => (*is_own, says),
    };
    let renew = |own: &str, other: &str| Some(if is_own { own } else { other }.to_owned());
    let until = when::date(says.not_after);
    if facts.now > says.not_after {
        let advice = renew(
            "start the server: it makes a new one",
            "have a new one made",
        );
        return finding(
            check,
            State::Problem,
            format!("it ended on {until}"),
            advice,
        );
    }
    if facts.now < says.not_before {
        let from = when::date(says.not_before);
        let advice = Some("look at the clock of this machine first".to_owned());
        return finding(
            check,
            State::Problem,
            format!("it begins on {from} only"),
            advice,
        );
    }
    let missing: Vec<&IpAddr> = missing(says, &facts.addresses);
    let kind = if is_own { "of --tls auto" } else { "given" };
    if !missing.is_empty() {
        let found = format!("{kind}, until {until}, but not for {}", list(missing));
        let advice = renew(
            "start the server, or wait a minute if it runs: it adds what its authority may sign for (vuer tls show)",
            "browsers warn there: open it by a name that it is for, or have one made for them",
        );
        return finding(check, State::Note, found, advice);
    }
    let found = format!("{kind}, until {until}, for {}", says.names.join(", "));
    finding(check, State::Fine, found, None)
}

fn missing<'a>(says: &Says, addresses: &'a [IpAddr]) -> Vec<&'a IpAddr> {
    let is_missing = |address: &&IpAddr| !says.names.contains(&address.to_string());
    addresses.iter().filter(is_missing).collect()
}

/// Nobody is asked for the time: a clock that is behind what was written by it is wrong for sure, others may be right.
fn clock(facts: &Facts) -> Finding {
    const TOLERANCE: Duration = Duration::from_secs(60);
    let today = when::date(facts.now);
    let later = facts
        .written
        .iter()
        .find(|(_, written)| *written > facts.now + TOLERANCE);
    if let Some((file, written)) = later {
        let found = format!(
            "it says {today}, but {} was written on {}",
            file.display(),
            when::date(*written)
        );
        let advice = "set the clock: certificates made now may not be valid for a headset";
        return finding("clock", State::Problem, found, Some(advice.to_owned()));
    }
    let found = format!(
        "it says {today}, which is not before files of this machine; the right time was not asked for"
    );
    finding("clock", State::Fine, found, None)
}

fn firewalls(facts: &Facts) -> Vec<Finding> {
    if facts.firewalls.is_empty() {
        return vec![finding(
            "firewall",
            State::Fine,
            "none that is known here",
            None,
        )];
    }
    let tell = |firewall: &Firewall| {
        let name = firewall.name;
        let open = Some(firewall.how_to_open(facts.port));
        match &firewall.rules {
            Rules::Active => {
                let found = format!(
                    "{name} is active; whether it lets port {} through was not tested",
                    facts.port
                );
                finding("firewall", State::Note, found, open)
            }
            Rules::Inactive => finding(
                "firewall",
                State::Fine,
                format!("{name} is not active"),
                None,
            ),
            Rules::NotChecked(why) => finding(
                "firewall",
                State::Note,
                format!("{name} was not checked: {why}"),
                open,
            ),
        }
    };
    facts.firewalls.iter().map(tell).collect()
}

fn list<'a>(addresses: impl IntoIterator<Item = &'a IpAddr>) -> String {
    let addresses = addresses.into_iter().map(ToString::to_string);
    addresses.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;
    use std::time::SystemTime;

    const DAY: Duration = Duration::from_secs(24 * 3600);

    fn now() -> SystemTime {
        SystemTime::UNIX_EPOCH + DAY * 20_000
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn says(names: &[&str]) -> Says {
        Says {
            not_before: now() - DAY,
            not_after: now() + DAY,
            names: names.iter().map(|&name| name.to_owned()).collect(),
        }
    }

    fn found(is_own: bool, says: Says) -> Certificate {
        Certificate::Found { is_own, says }
    }

    /// A machine on which all is well.
    fn healthy() -> Facts {
        Facts {
            port: 8012,
            addresses: vec![ip("192.168.1.5")],
            ports: vec![
                (ip("127.0.0.1"), Port::Free),
                (ip("192.168.1.5"), Port::Free),
            ],
            certificate: found(true, says(&["localhost", "192.168.1.5"])),
            now: now(),
            written: vec![(PathBuf::from("/a"), now() - DAY)],
            firewalls: Vec::new(),
        }
    }

    /// What is said of one check, and with which advice.
    fn check(facts: &Facts, check: &str, state: State, expected: &[&str]) {
        let findings = all(facts);
        let found = findings
            .iter()
            .find(|it| it.check == check && it.state == state);
        let found = found.unwrap_or_else(|| panic!("no {state:?} of {check} in {findings:?}"));
        let text = format!(
            "{}; {}",
            found.found,
            found.advice.as_deref().unwrap_or_default()
        );
        for expected in expected {
            assert!(text.contains(expected), "{expected} in {text}");
        }
    }

    #[test]
    fn a_healthy_machine_is_fine() {
        let findings = all(&healthy());
        assert!(
            findings
                .iter()
                .all(|it| it.state == State::Fine && it.advice.is_none())
        );
        let checks: Vec<_> = findings.iter().map(|it| it.check).collect();
        assert_eq!(
            checks,
            ["addresses", "port", "certificate", "clock", "firewall"]
        );
    }

    #[test]
    fn a_machine_without_a_network_is_told_of_the_cable() {
        let facts = Facts {
            addresses: Vec::new(),
            ..healthy()
        };
        check(
            &facts,
            "addresses",
            State::Problem,
            &["no address", "adb reverse"],
        );
    }

    #[test]
    fn ports_are_told_by_what_came_of_them() {
        let refused = Port::Failed("listened on, but not reached: refused".to_owned());
        let ports = vec![(ip("127.0.0.1"), Port::Taken), (ip("192.168.1.5"), refused)];
        let facts = Facts { ports, ..healthy() };
        check(
            &facts,
            "port",
            State::Note,
            &["8012 is in use on 127.0.0.1", "--port"],
        );
        check(
            &facts,
            "port",
            State::Problem,
            &["8012 on 192.168.1.5", "not reached"],
        );
    }

    #[test]
    fn a_certificate_is_looked_at_for_dates_and_names() {
        let with = |certificate| Facts {
            certificate,
            ..healthy()
        };
        check(
            &with(Certificate::None),
            "certificate",
            State::Note,
            &["--tls auto"],
        );
        let unusable = |is_own| Certificate::Unusable {
            is_own,
            reason: "x.pem is no certificate".to_owned(),
        };
        check(
            &with(unusable(true)),
            "certificate",
            State::Problem,
            &["x.pem", "vuer tls remove"],
        );
        check(
            &with(unusable(false)),
            "certificate",
            State::Problem,
            &["x.pem", "name a PEM file"],
        );
        let ended = Says {
            not_after: now() - DAY,
            ..says(&[])
        };
        check(
            &with(found(true, ended.clone())),
            "certificate",
            State::Problem,
            &["it ended on", "start the server"],
        );
        check(
            &with(found(false, ended)),
            "certificate",
            State::Problem,
            &["have a new one made"],
        );
        let early = Says {
            not_before: now() + DAY,
            ..says(&[])
        };
        check(
            &with(found(true, early)),
            "certificate",
            State::Problem,
            &["begins on", "clock"],
        );
        let other = found(true, says(&["localhost"]));
        check(
            &with(other),
            "certificate",
            State::Note,
            &["not for 192.168.1.5", "vuer tls show"],
        );
    }

    #[test]
    fn a_clock_behind_its_own_files_is_wrong() {
        let written = vec![(PathBuf::from("/bin/vuer"), now() + DAY * 365)];
        let facts = Facts {
            written,
            ..healthy()
        };
        check(
            &facts,
            "clock",
            State::Problem,
            &["/bin/vuer was written on", "set the clock"],
        );
        check(&healthy(), "clock", State::Fine, &["was not asked for"]);
    }

    #[test]
    fn firewalls_are_told_with_how_to_open_them() {
        let firewalls = [
            ("ufw", Rules::Active),
            ("firewalld", Rules::Inactive),
            ("nftables", Rules::NotChecked("only root may".to_owned())),
        ];
        let firewalls = firewalls.map(|(name, rules)| Firewall { name, rules });
        let facts = Facts {
            firewalls: firewalls.to_vec(),
            ..healthy()
        };
        check(
            &facts,
            "firewall",
            State::Note,
            &["ufw is active", "not tested", "ufw allow 8012/tcp"],
        );
        check(
            &facts,
            "firewall",
            State::Fine,
            &["firewalld is not active"],
        );
        let findings = all(&facts);
        let nft = findings
            .iter()
            .find(|it| it.found.contains("nftables"))
            .unwrap();
        assert!(
            nft.state == State::Note && nft.found.contains("only root may"),
            "{nft:?}"
        );
    }
}
