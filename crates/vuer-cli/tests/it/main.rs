//! The binary as its users see it: what it prints where, what it exits with.

#![allow(clippy::unwrap_used, reason = "helpers of tests may fail like tests")]

mod doctor;
mod serve;
mod tls;

use std::process::{Command, Output};

fn vuer(arguments: &[&str]) -> Output {
    command().args(arguments).output().expect("the binary runs")
}

/// The binary, deaf to the settings of whoever runs the tests.
fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vuer"));
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("VUER_") || name.starts_with("SSL_") {
            command.env_remove(name.as_ref());
        }
    }
    // Tests keep to this machine.
    command.env("VUER_MDNS", "false");
    command
}

#[test]
fn the_version_is_a_result() {
    let output = vuer(&["version"]);
    let expected = format!(
        "vuer {} (compatible with Vuer 0.0.71 and 0.1.6)\n",
        env!("CARGO_PKG_VERSION")
    );
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
    assert!(output.status.success() && output.stderr.is_empty());
    let json: serde_json::Value =
        serde_json::from_slice(&vuer(&["version", "--json"]).stdout).unwrap();
    assert_eq!(json["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn shells_get_completions() {
    for shell in ["bash", "zsh", "fish"] {
        let output = vuer(&["completions", shell]);
        assert!(output.status.success());
        assert!(
            String::from_utf8_lossy(&output.stdout).contains("completions"),
            "{shell}"
        );
    }
}

#[test]
fn what_is_not_understood_is_one_line_and_exits_with_2() {
    let help = "(vuer --help lists what there is)";
    for (arguments, expected) in [
        (
            &["--prot", "1"][..],
            "unexpected argument '--prot' found; tip: a similar argument exists: '--port'",
        ),
        (
            &["serve", "--port", "abc"],
            "invalid value 'abc' for '--port <PORT>': give a number from 0 to 65535",
        ),
        (
            &["serve", "--port", "99999"],
            "invalid value '99999' for '--port <PORT>': give a number from 0 to 65535",
        ),
        (
            &["demo", "--query", "grid"],
            "invalid value 'grid' for '--query <NAME=VALUE>': write it as NAME=VALUE",
        ),
        (
            &["--tls", "auto", "--tls-cert", "a.pem"],
            "the argument '--tls <auto>' cannot be used with '--tls-cert <FILE>'",
        ),
        (
            &["demo", "--tls", "on"],
            "invalid value 'on' for '--tls <auto>' [possible values: auto]",
        ),
        (
            &["tls"],
            "'vuer tls' requires a subcommand but one was not provided [subcommands: show, remove, path, help]",
        ),
        (
            &["completions", "xonsh"],
            "invalid value 'xonsh' for '<SHELL>' [possible values: bash, elvish, fish, powershell, zsh]",
        ),
    ] {
        let output = vuer(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(
            String::from_utf8_lossy(&output.stderr),
            format!("vuer: {expected} {help}\n")
        );
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn help_is_a_result() {
    for arguments in [&["--help"][..], &["serve", "--help"], &["--version"]] {
        let output = vuer(arguments);
        assert!(output.status.success() && output.stderr.is_empty());
        assert!(String::from_utf8_lossy(&output.stdout).contains("vuer"));
    }
}

#[test]
fn failures_are_one_line_and_exit_with_1() {
    let missing = format!(
        "vuer: cannot read /no/such.pem: {}\n",
        std::io::Error::from_raw_os_error(2)
    );
    for (arguments, expected) in [
        (
            &["--tls-cert", "/no/such.pem", "--tls-key", "/no/such.key"][..],
            missing.as_str(),
        ),
        (
            &["serve", "--tls-cert", "a.pem"],
            "vuer: TLS needs both a certificate and a key, but only the certificate is set (a.pem)\n",
        ),
        (
            &["serve", "--tls-ca", "ca.pem"],
            "vuer: client certificates are asked for (ca.pem), but TLS itself needs a certificate and a key\n",
        ),
        (
            &["serve", "/no/such/folder"],
            "vuer: /no/such/folder is no folder to serve, nor a command (vuer --help lists those)\n",
        ),
        (
            &["serve", "--token", "secret"],
            "vuer: secret is no folder to serve, nor a command: if it is to be the token, write --token=secret (vuer --help lists those)\n",
        ),
        (
            &["serve", "--setup-port", "9000"],
            "vuer: --setup-port is the port of the page that helps devices trust --tls auto, which is not asked for\n",
        ),
        (
            &["serv"],
            "vuer: serv is no folder to serve, nor a command: did you mean serve? (vuer --help lists those)\n",
        ),
        (
            &["--port", "0", "--cors", "a b"],
            "vuer: \"a b\" in the cors list is no origin: write it as https://host, http://host:port, http://host:* or *\n",
        ),
        (
            &["--port", "0", "--cors", "https://a.example,foo"],
            "vuer: \"foo\" in the cors list is no origin: write it as https://host, http://host:port, http://host:* or *\n",
        ),
        (
            &["--token="],
            "vuer: --token= is empty: give a secret, or --token for a random one\n",
        ),
    ] {
        let output = vuer(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), expected);
    }
}
