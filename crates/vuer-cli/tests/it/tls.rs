//! `--tls auto` and `vuer tls`.

use std::process::Output;

use tempfile::TempDir;

use super::serve::Running;

fn vuer_in(folder: &TempDir, arguments: &[&str]) -> Output {
    let mut command = super::command();
    command.args(arguments).env("XDG_DATA_HOME", folder.path());
    command.output().unwrap()
}

fn said(folder: &TempDir, arguments: &[&str]) -> String {
    let output = vuer_in(folder, arguments);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn the_authority_is_kept_shown_and_removed() {
    let data = tempfile::tempdir().unwrap();
    let home = data.path().to_str().unwrap();
    assert!(said(&data, &["tls", "show"]).starts_with("There is no certificate authority"));

    let environment = [("XDG_DATA_HOME", home)];
    let mut server = Running::start_in(&environment, &["--port", "0", "--tls", "auto", "--json"]);
    let listening = server.listening();
    assert!(
        listening["url"]
            .as_str()
            .unwrap()
            .starts_with("https://localhost:")
    );

    let path = format!("{home}/vuer/tls/ca.pem\n");
    assert_eq!(said(&data, &["tls", "path"]), path);
    let shown: serde_json::Value =
        serde_json::from_str(&said(&data, &["tls", "show", "--json"])).unwrap();
    let sha256 = shown["authority"]["sha256"].as_str().unwrap();
    assert_eq!(listening["authority"]["sha256"], sha256);
    let text = said(&data, &["tls", "show"]);
    assert!(
        text.contains(sha256) && text.contains("localhost"),
        "{text}"
    );

    let removed = said(&data, &["tls", "remove"]);
    assert!(
        removed.starts_with("Removed the certificate authority"),
        "{removed}"
    );
    for platform in ["Vision Pro", "Android", "macOS", "Windows", "Firefox"] {
        assert!(removed.contains(platform), "{removed}");
    }
    assert!(said(&data, &["tls", "remove"]).starts_with("There was no"));
}

#[test]
fn those_who_start_at_once_have_one_authority() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("tls");
    let environment = [
        ("VUER_TLS_DIR", folder.to_str().unwrap()),
        ("VUER_TLS", "auto"),
    ];
    let mut servers: Vec<_> = (0..4)
        .map(|_| Running::start_in(&environment, &["--port", "0", "--json"]))
        .collect();
    let authorities: Vec<_> = servers
        .iter_mut()
        .map(|server| server.listening()["authority"]["sha256"].clone())
        .collect();
    assert!(authorities[0].is_string(), "{authorities:?}");
    assert!(
        authorities.iter().all(|sha256| *sha256 == authorities[0]),
        "{authorities:?}"
    );
}

#[test]
fn a_certificate_from_elsewhere_and_auto_in_the_environment_is_a_contradiction() {
    let environment = [("VUER_TLS", "auto"), ("VUER_SSL_CERT", "a.pem")];
    let mut server = Running::start_in(&environment, &["--port", "0"]);
    assert_eq!(server.child.wait().unwrap().code(), Some(1));
    assert_eq!(
        server.stderr(),
        "vuer: a certificate is set (a.pem), and tls auto would make another: drop one of the two\n"
    );
}

/// A server that the network could reach, with an authority of its own.
fn on_the_network(data: &TempDir, arguments: &[&str]) -> Running {
    let folder = data.path().join("tls");
    let environment = [("VUER_TLS_DIR", folder.to_str().unwrap())];
    let own = ["--host", "0.0.0.0", "--port", "0", "--tls", "auto"];
    Running::start_in(&environment, &[&own[..], arguments].concat())
}

#[test]
fn the_start_says_how_to_trust_it_and_draws_its_url() {
    let data = tempfile::tempdir().unwrap();
    let text = on_the_network(&data, &["--qr", "--token=s3cret"]).said();
    let line = |label: &str| {
        text.lines()
            .find(|line| line.trim_start().starts_with(label))
    };
    let sha256 = line("its SHA-256")
        .unwrap()
        .split_whitespace()
        .last()
        .unwrap();
    assert_eq!(sha256.len(), 32 * 3 - 1, "{text}");
    // A machine without a network has nothing to draw.
    if let Some(network) = line("network") {
        assert!(
            network.contains("https://") && network.contains("token=s3cret"),
            "{text}"
        );
        let setup = line("trust it").unwrap();
        assert!(
            setup.contains("http://") && setup.ends_with("/setup"),
            "{text}"
        );
        assert!(!setup.contains("s3cret"), "{text}");
        assert!(
            text.contains('█') && text.contains("the token included"),
            "{text}"
        );
    }
    let plain = on_the_network(&data, &[]).said();
    assert!(!plain.contains('█'), "stdout is no terminal: {plain}");
    let environment = [("VUER_TLS_DIR", data.path().to_str().unwrap())];
    let loopback = Running::start_in(&environment, &["--port", "0", "--qr"]).said();
    assert!(
        !loopback.contains('█') && !loopback.contains("trust it"),
        "{loopback}"
    );
}
