use std::fs;
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use super::*;

const DAY: Duration = Duration::from_secs(24 * 3600);

fn names(machine: &str, addresses: &[&str]) -> Names {
    let addresses = addresses.iter().map(|text| text.parse().unwrap());
    Names::new(machine, addresses.collect())
}

fn ours() -> Names {
    names("robot7", &["192.168.1.5", "fd00::2", "192.0.2.7"])
}

/// An authority's folder that does not exist yet.
fn place() -> (TempDir, LocalCa) {
    let parent = tempfile::tempdir().unwrap();
    let ca = LocalCa::new(Some(parent.path().join("share/vuer/tls"))).unwrap();
    (parent, ca)
}

/// Runs openssl: whether it was content, and what it said.
fn openssl(arguments: &[&str]) -> (bool, String) {
    let output = Command::new("openssl")
        .args(arguments)
        .output()
        .expect("openssl is missing: apt-get install openssl");
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

/// What openssl says of a server's certificate when it is asked whether it is good for a host.
fn verify(ca: &LocalCa, certificate: &Path, name: &str) -> (bool, String) {
    let option = match name.parse::<std::net::IpAddr>() {
        Ok(_) => "-verify_ip",
        Err(_) => "-verify_hostname",
    };
    openssl(&[
        "verify",
        "-x509_strict",
        "-purpose",
        "sslserver",
        "-CAfile",
        ca.certificate_path().to_str().unwrap(),
        option,
        name,
        certificate.to_str().unwrap(),
    ])
}

#[test]
fn openssl_takes_it_for_every_name_of_the_machine_and_no_other() {
    let (_parent, ca) = place();
    ca.issue(&ours(), SystemTime::now()).unwrap();
    let certificate = ca.folder().join(SERVER_CERT);
    for name in [
        "localhost",
        "127.0.0.1",
        "::1",
        "robot7",
        "robot7.local",
        "robot7-vuer.local",
        "192.168.1.5",
        "fd00::2",
        "192.0.2.7",
    ] {
        let (is_good, said) = verify(&ca, &certificate, name);
        assert!(is_good, "{name}: {said}");
    }
    for name in ["example.com", "192.168.1.6", "other.local"] {
        let (is_good, said) = verify(&ca, &certificate, name);
        assert!(!is_good && said.contains("mismatch"), "{name}: {said}");
    }
}

/// Whoever has the authority's key still cannot speak for the Internet.
#[test]
fn openssl_refuses_what_the_authority_signs_for_others() {
    let (parent, ca) = place();
    ca.issue(&ours(), SystemTime::now()).unwrap();
    let authority = ca.load_authority().unwrap().unwrap();
    for (foreign, is_permitted) in [
        (names("www.example.com", &[]), false),
        (names("robot7", &["93.184.216.34"]), false),
        (names("robot7", &["2001:db8::1"]), false),
        (names("robot7", &["192.0.2.8"]), false),
        (names("other", &["10.1.2.3"]), false),
        (names("robot7", &["10.1.2.3"]), true),
    ] {
        let (cert, _) = issue::server(&authority, &foreign, SystemTime::now()).unwrap();
        let path = parent.path().join("foreign.pem");
        fs::write(&path, cert.pem()).unwrap();
        let (is_good, said) = verify(&ca, &path, "localhost");
        assert_eq!(is_good, is_permitted, "{foreign:?}: {said}");
        assert!(
            is_good || said.contains("permitted subtree violation"),
            "{said}"
        );
    }
}

#[test]
fn openssl_finds_in_them_what_should_be_there() {
    let (_parent, ca) = place();
    ca.issue(&ours(), SystemTime::now()).unwrap();
    let text = |path: &Path| {
        let (is_read, said) = openssl(&["x509", "-noout", "-text", "-in", path.to_str().unwrap()]);
        assert!(is_read, "{said}");
        said
    };
    let authority = text(&ca.certificate_path());
    for expected in [
        "Vuer on robot7 (20",
        "X509v3 Basic Constraints: critical\n                CA:TRUE, pathlen:0",
        "X509v3 Key Usage: critical\n                Certificate Sign, CRL Sign",
        "X509v3 Name Constraints: critical",
        "IP:192.168.0.0/255.255.0.0",
        "IP:192.0.2.7/255.255.255.255",
        "DNS:local\n",
        "DNS:robot7\n",
    ] {
        assert!(authority.contains(expected), "{expected} in {authority}");
    }
    let server = text(&ca.folder().join(SERVER_CERT));
    for expected in [
        "CA:FALSE",
        "Digital Signature",
        "TLS Web Server Authentication",
    ] {
        assert!(server.contains(expected), "{expected} in {server}");
    }
    let path = ca.certificate_path();
    let (_, fingerprint) = openssl(&[
        "x509",
        "-noout",
        "-fingerprint",
        "-sha256",
        "-in",
        path.to_str().unwrap(),
    ]);
    let sha256 = ca.authority().unwrap().unwrap().sha256();
    assert_eq!(fingerprint.trim().split_once('=').unwrap().1, sha256);
}

#[test]
fn the_dates_are_what_browsers_allow() {
    let (_parent, ca) = place();
    let now = SystemTime::now();
    let issued = ca.issue(&ours(), now).unwrap();
    let facts = &issued.facts;
    let whole = facts.not_after.duration_since(facts.not_before).unwrap();
    assert!(whole <= DAY * 397, "{whole:?}");
    assert!(
        facts.not_before < now - DAY / 2,
        "for clocks that are behind"
    );
    assert!(issued.authority.not_after > now + DAY * 3600);
}

#[cfg(unix)]
#[test]
fn keys_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_parent, ca) = place();
    ca.issue(&ours(), SystemTime::now()).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(ca.folder()), 0o700);
    let files = fs::read_dir(ca.folder())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let files: Vec<_> = files.collect();
    assert_eq!(files.len(), 5, "no drafts are left: {files:?}");
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }

    fs::set_permissions(ca.folder(), fs::Permissions::from_mode(0o750)).unwrap();
    let error = ca
        .issue(&ours(), SystemTime::now())
        .err()
        .unwrap()
        .to_string();
    assert!(
        error.contains("mode 750") && error.contains("chmod 700"),
        "{error}"
    );
}

#[test]
fn it_is_kept_until_its_end_is_near_or_a_name_is_new() {
    let (_parent, ca) = place();
    let now = SystemTime::now();
    let first = ca.issue(&ours(), now).unwrap();
    let same = |a: &Issued, b: &Issued| a.certificate == b.certificate;
    let issue = |names: &Names, now| ca.issue(names, now).unwrap();
    assert!(same(&first, &issue(&ours(), now + DAY * 300)));
    assert!(
        same(&first, &issue(&names("robot7", &["192.168.1.5"]), now)),
        "fewer names"
    );
    // An address that the authority may not sign for is no reason to sign again.
    assert!(same(
        &first,
        &issue(&names("robot7", &["198.51.100.1"]), now)
    ));

    let late = issue(&ours(), now + DAY * 340);
    assert!(!same(&first, &late));
    assert!(late.facts.not_after > now + DAY * 600);
    let moved = issue(&names("robot7", &["10.9.8.7"]), now + DAY * 340);
    assert!(moved.facts.names.contains(&"10.9.8.7".to_owned()));
    let renamed = issue(&names("robot8", &["10.9.8.7"]), now + DAY * 340);
    assert!(renamed.facts.names.contains(&"robot8.local".to_owned()));
    assert!(
        !renamed.facts.names.contains(&"robot8".to_owned()),
        "not permitted"
    );
    for issued in [&late, &moved, &renamed] {
        assert_eq!(
            issued.authority, first.authority,
            "devices trust it already"
        );
    }
}

#[test]
fn a_new_authority_takes_the_place_of_one_at_its_end() {
    let (_parent, ca) = place();
    let now = SystemTime::now();
    let first = ca.issue(&ours(), now).unwrap();
    let later = ca.issue(&ours(), now + DAY * 3640).unwrap();
    assert_ne!(first.authority, later.authority);
    assert!(later.is_good_for(&ours(), now + DAY * 3640));
}

/// As on a board without a battery for its clock, before it has heard the time.
#[test]
fn a_clock_that_is_behind_makes_nothing_that_is_over_already() {
    let (_parent, ca) = place();
    let now = SystemTime::now();
    ca.issue(&ours(), now).unwrap();
    let issued = ca
        .issue(
            &names("robot7", &["10.1.1.1"]),
            SystemTime::UNIX_EPOCH + DAY,
        )
        .unwrap();
    assert!(issued.facts.is_valid_at(now));
}

#[test]
fn what_is_damaged_is_named_and_what_can_be_made_again_is() {
    let (_parent, ca) = place();
    let now = SystemTime::now();
    let first = ca.issue(&ours(), now).unwrap();
    fs::write(ca.folder().join(SERVER_CERT), "no certificate").unwrap();
    let again = ca.issue(&ours(), now).unwrap();
    assert_eq!(again.authority, first.authority);

    // The server's certificate of another authority.
    let (_other_parent, other) = place();
    other.issue(&ours(), now).unwrap();
    for name in [SERVER_CERT, SERVER_KEY] {
        fs::copy(other.folder().join(name), ca.folder().join(name)).unwrap();
    }
    let own = ca.issue(&ours(), now).unwrap();
    assert!(verify(&ca, &ca.folder().join(SERVER_CERT), "localhost").0);
    assert_eq!(own.authority, first.authority);

    for (name, content, expected) in [
        (CA_KEY, None, "ca.key is missing"),
        (CA_KEY, Some("nonsense"), "damaged"),
        (
            CA_KEY,
            Some(
                fs::read_to_string(other.folder().join(CA_KEY))
                    .unwrap()
                    .as_str(),
            ),
            "no pair",
        ),
    ] {
        let path = ca.folder().join(name);
        match content {
            None => fs::remove_file(&path).unwrap(),
            Some(content) => fs::write(&path, content).unwrap(),
        }
        let error = ca.issue(&ours(), now).err().unwrap().to_string();
        assert!(
            error.contains(expected) && error.contains("vuer tls remove"),
            "{error}"
        );
    }
    assert!(ca.remove().unwrap());
    assert!(!ca.remove().unwrap());
    assert!(ca.authority().unwrap().is_none());
    ca.issue(&ours(), now).unwrap();
    // Making it was cut short after the key.
    fs::remove_file(ca.certificate_path()).unwrap();
    ca.issue(&ours(), now).unwrap();
}

#[test]
fn those_who_start_at_once_have_one_authority() {
    let (_parent, ca) = place();
    let now = SystemTime::now();
    let issued: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| ca.issue(&ours(), now).unwrap()))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    for other in &issued {
        assert_eq!(other.certificate, issued[0].certificate);
        assert_eq!(other.authority, issued[0].authority);
    }
}

#[tokio::test(start_paused = true)]
async fn while_running_it_is_looked_at_each_minute() {
    let (asked, mut count) = tokio::sync::mpsc::unbounded_channel();
    let refresh = move || {
        asked.send(()).unwrap();
        Err(CertificateError::NoHome)
    };
    let began = tokio::time::Instant::now();
    let task = tokio::spawn(keep_fresh(refresh));
    for _ in 0..3 {
        count.recv().await.unwrap();
    }
    assert_eq!(began.elapsed().as_secs(), 180, "trouble does not end it");
    task.abort();
}
