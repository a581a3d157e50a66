//! The firewalls that are known here, and whether they are at work, as far as that can be seen without rights.

#[cfg(target_os = "linux")]
use std::process::Command;

/// One firewall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Firewall {
    pub(super) name: &'static str,
    pub(super) rules: Rules,
}

/// Whether it is at work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Rules {
    Active,
    Inactive,
    /// Why it was not looked at.
    NotChecked(String),
}

impl Firewall {
    /// What lets connections to this port in, and those to `/setup` behind it.
    pub(super) fn how_to_open(&self, port: u16) -> String {
        let setup = port.saturating_add(1);
        match self.name {
            "ufw" => format!(
                "if a headset does not get in: sudo ufw allow {port}/tcp (and {setup}/tcp for /setup)"
            ),
            "firewalld" => format!(
                "if a headset does not get in: sudo firewall-cmd --add-port={port}/tcp (and {setup}/tcp for /setup)"
            ),
            "nftables" => "sudo nft list ruleset shows its rules".to_owned(),
            "iptables" => "sudo iptables -S INPUT shows its rules".to_owned(),
            _ => format!("see that it lets connections to port {port} in"),
        }
    }
}

#[cfg(target_os = "linux")]
pub(super) fn gather() -> Vec<Firewall> {
    let found = [
        (
            "ufw",
            ufw(std::fs::read_to_string("/etc/ufw/ufw.conf").ok().as_deref()),
        ),
        ("firewalld", firewalld(said("firewall-cmd", &["--state"]))),
        (
            "nftables",
            rules(said("nft", &["list", "ruleset"]), filters_by_nft),
        ),
        (
            "iptables",
            rules(said("iptables", &["-S", "INPUT"]), filters_by_iptables),
        ),
    ];
    let known = found.into_iter().filter_map(|(name, rules)| {
        Some(Firewall {
            name,
            rules: rules?,
        })
    });
    known.collect()
}

#[cfg(not(target_os = "linux"))]
pub(super) fn gather() -> Vec<Firewall> {
    let name = if cfg!(windows) {
        "the firewall of Windows"
    } else {
        "the firewall of this system"
    };
    let rules = Rules::NotChecked("only those of Linux are known here".to_owned());
    vec![Firewall { name, rules }]
}

/// What a program printed and whether it was content; none if it is not installed.
#[cfg(target_os = "linux")]
fn said(program: &str, arguments: &[&str]) -> Option<(bool, String)> {
    // People without rights do not have the folders of these programs in their path.
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain(["/usr/sbin".into(), "/sbin".into()]);
    let program = folders
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())?;
    let output = Command::new(program).args(arguments).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Some((output.status.success(), text))
}

#[cfg(target_os = "linux")]
fn ufw(configuration: Option<&str>) -> Option<Rules> {
    let mut lines = configuration?.lines().map(str::trim);
    let enabled = lines.find_map(|line| line.strip_prefix("ENABLED="))?;
    Some(match enabled.trim_matches('"') {
        "yes" => Rules::Active,
        _ => Rules::Inactive,
    })
}

#[cfg(target_os = "linux")]
fn firewalld(state: Option<(bool, String)>) -> Option<Rules> {
    let (_, said) = state?;
    Some(match said.trim() {
        "running" => Rules::Active,
        _ => Rules::Inactive,
    })
}

/// Rules that only root may read are not told from none: the program fails for others.
#[cfg(target_os = "linux")]
fn rules(listed: Option<(bool, String)>, filters: fn(&str) -> bool) -> Option<Rules> {
    Some(match listed? {
        (false, _) => {
            Rules::NotChecked("its rules could not be read; that may need root".to_owned())
        }
        (true, listed) if filters(&listed) => Rules::Active,
        (true, _) => Rules::Inactive,
    })
}

/// Whether a chain looks at what comes in and throws some of it away.
#[cfg(target_os = "linux")]
fn filters_by_nft(ruleset: &str) -> bool {
    let refuses = ["policy drop", " drop", " reject"];
    ruleset.contains("hook input") && refuses.iter().any(|word| ruleset.contains(word))
}

#[cfg(target_os = "linux")]
fn filters_by_iptables(rules: &str) -> bool {
    let refuses = |line: &str| line.ends_with("DROP") || line.contains("-j REJECT");
    rules.lines().any(|line| refuses(line.trim()))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn what_the_programs_print_is_understood() {
        let ended = |said: &str| Some((true, said.to_owned()));
        assert_eq!(ufw(None), None);
        assert_eq!(
            ufw(Some("# x\nENABLED=yes\nLOGLEVEL=low\n")),
            Some(Rules::Active)
        );
        assert_eq!(ufw(Some("ENABLED=no\n")), Some(Rules::Inactive));
        assert_eq!(firewalld(None), None);
        assert_eq!(firewalld(ended("running\n")), Some(Rules::Active));
        assert_eq!(
            firewalld(Some((false, String::new()))),
            Some(Rules::Inactive)
        );

        let nft = |text: &str| rules(ended(text), filters_by_nft);
        assert_eq!(nft(""), Some(Rules::Inactive));
        let open = "table inet f {\n chain input {\n  type filter hook input priority 0; policy accept;\n }\n}\n";
        assert_eq!(nft(open), Some(Rules::Inactive));
        assert_eq!(
            nft(&open.replace("policy accept", "policy drop")),
            Some(Rules::Active)
        );
        let iptables = |text: &str| rules(ended(text), filters_by_iptables);
        assert_eq!(iptables("-P INPUT ACCEPT\n"), Some(Rules::Inactive));
        assert_eq!(iptables("-P INPUT DROP\n"), Some(Rules::Active));
        assert_eq!(
            iptables("-P INPUT ACCEPT\n-A INPUT -p tcp -j REJECT --reject-with x\n"),
            Some(Rules::Active)
        );
        let refused = rules(Some((false, String::new())), filters_by_nft);
        assert!(matches!(refused, Some(Rules::NotChecked(why)) if why.contains("root")));
    }
}
