//! `vuer doctor` as a process; what it makes of which facts is tested beside it.

use std::net::TcpListener;

use serde_json::Value;

fn doctor(arguments: &[&str], folder: &str) -> (i32, Vec<Value>) {
    let mut command = super::command();
    command.args(["doctor", "--json"]).args(arguments);
    let output = command.env("VUER_TLS_DIR", folder).output().unwrap();
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let checks = told["checks"].as_array().unwrap().clone();
    let problems = checks.iter().filter(|check| check["state"] == "problem");
    assert_eq!(told["problems"], problems.count());
    (output.status.code().unwrap(), checks)
}

#[test]
fn it_tells_what_it_has_tried_and_exits_by_it() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().to_str().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let (code, checks) = doctor(&["--port", &port], folder);
    for name in ["addresses", "port", "certificate", "clock", "firewall"] {
        let found = checks.iter().filter(|check| check["check"] == name);
        assert!(found.count() > 0, "{name}: {checks:?}");
    }
    let taken = format!("{port} is in use on 127.0.0.1");
    let says = |text: &str| {
        checks.iter().any(|check| {
            check["found"]
                .as_str()
                .is_some_and(|found| found.contains(text))
        })
    };
    assert!(says(&taken), "{checks:?}");
    assert!(says("none has been made"), "{checks:?}");
    let has_problem = checks.iter().any(|check| check["state"] == "problem");
    assert_eq!(code, if has_problem { 3 } else { 0 });

    let (code, checks) = doctor(&["--port", &port, "--tls-cert", "/no/such.pem"], folder);
    let certificate = checks
        .iter()
        .find(|check| check["check"] == "certificate")
        .unwrap();
    assert_eq!((code, &certificate["state"]), (3, &Value::from("problem")));
    assert!(
        certificate["found"]
            .as_str()
            .unwrap()
            .contains("/no/such.pem")
    );
}
