//! `vuer serve` as a process.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Stdio};

use serde_json::Value;

/// A running `vuer`, ended when the test is.
pub(crate) struct Running {
    pub(crate) child: Child,
    out: BufReader<ChildStdout>,
}

impl Running {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        Self::start_in(&[], arguments)
    }

    pub(crate) fn start_in(environment: &[(&str, &str)], arguments: &[&str]) -> Self {
        let mut command = super::command();
        command
            .args(arguments)
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary runs");
        let out = BufReader::new(child.stdout.take().expect("stdout is piped"));
        Self { child, out }
    }

    /// The line that says it listens.
    pub(crate) fn listening(&mut self) -> Value {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        serde_json::from_str(&line).expect("the first line is JSON")
    }

    /// What it prints for people when it listens.
    pub(crate) fn said(&mut self) -> String {
        let mut text = String::new();
        while !text.contains("Ctrl-C") {
            assert_ne!(self.out.read_line(&mut text).unwrap(), 0, "{text}");
        }
        text
    }

    pub(crate) fn stderr(&mut self) -> String {
        let mut text = String::new();
        self.child
            .stderr
            .take()
            .expect("stderr is piped")
            .read_to_string(&mut text)
            .unwrap();
        text
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _status = self.child.wait();
    }
}

fn get(listening: &Value, path: &str) -> String {
    get_with(listening, path, "connection: close")
}

fn get_with(listening: &Value, path: &str, header: &str) -> String {
    let address = listening["address"].as_str().unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n{header}\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn port(listening: &Value) -> String {
    listening["address"]
        .as_str()
        .unwrap()
        .rsplit_once(':')
        .unwrap()
        .1
        .to_owned()
}

#[test]
fn it_serves_the_page_and_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("arm.urdf"), "<robot/>").unwrap();
    let mut server = Running::start(&[
        "serve",
        "--port",
        "0",
        "--json",
        folder.path().to_str().unwrap(),
    ]);
    let listening = server.listening();
    assert_eq!(listening["event"], "listening");
    assert_eq!(
        listening["url"],
        format!("http://localhost:{}", port(&listening))
    );
    assert_eq!(listening["urls"][0]["reach"], "this-machine");
    assert_eq!(listening["urls"][0]["headset"], "over-usb");
    assert!(get(&listening, "/").starts_with("HTTP/1.1 200"));
    assert!(get(&listening, "/static/arm.urdf").ends_with("<robot/>"));
}

#[test]
fn people_read_where_it_is_and_what_works_there() {
    let text = Running::start(&["--port", "0", "--query", "grid=False"]).said();
    assert!(
        text.contains("http://localhost:") && text.contains("/?grid=False"),
        "{text}"
    );
    assert!(text.contains("adb reverse"), "{text}");
    assert!(text.contains("Only this machine can connect"), "{text}");
}

#[test]
fn people_read_which_files_are_served() {
    let folder = tempfile::tempdir().unwrap();
    let name = folder.path().to_str().unwrap();
    let here = std::env::current_dir().unwrap();
    for (arguments, expected) in [
        (&["serve", "--port", "0", name][..], name),
        (&["serve", "--port", "0"], here.to_str().unwrap()),
    ] {
        let text = Running::start(arguments).said();
        let expected = format!("/static        {expected}\n");
        assert!(text.contains(&expected), "{text}");
        assert!(text.contains("without hidden files and keys"), "{text}");
    }
    let text = Running::start(&["--host", "0.0.0.0", "--port", "0"]).said();
    assert!(!text.contains("/static"), "{text}");
    let listening = Running::start(&["--port", "0", "--json", name]).listening();
    assert_eq!(listening["folders"], serde_json::json!([name]));
}

#[test]
fn a_random_token_is_in_the_url_and_asked_for() {
    let mut server = Running::start(&["--port", "0", "--json", "--token"]);
    let listening = server.listening();
    let url = listening["url"].as_str().unwrap();
    let token = url.split_once("token=").unwrap().1;
    assert_eq!(token.len(), 32);
    assert!(get(&listening, "/").starts_with("HTTP/1.1 401"));
    assert!(get(&listening, &format!("/?token={token}")).starts_with("HTTP/1.1 200"));
}

#[test]
fn the_environment_is_read_and_flags_beat_it() {
    let environment = [("VUER_PORT", "1"), ("PORT", "2"), ("VUER_TOKEN", "secret")];
    let mut server = Running::start_in(&environment, &["--port", "0", "--json"]);
    let listening = server.listening();
    assert!(!["1", "2"].contains(&port(&listening).as_str()));
    assert!(get(&listening, "/").starts_with("HTTP/1.1 401"));
    assert!(get(&listening, "/?token=secret").starts_with("HTTP/1.1 200"));

    let mut server = Running::start_in(&[("VUER_PORT", "http")], &["--json"]);
    assert_eq!(server.child.wait().unwrap().code(), Some(1));
    assert!(
        server.stderr().contains("VUER_PORT"),
        "the variable is named"
    );

    // Half of a pair from either: what is said is about the file.
    let environment = [("VUER_SSL_CERT", "/no/such.pem")];
    let mut server = Running::start_in(&environment, &["--port", "0", "--tls-key", "a.key"]);
    assert_eq!(server.child.wait().unwrap().code(), Some(1));
    let stderr = server.stderr();
    assert!(
        stderr.starts_with("vuer: cannot read /no/such.pem"),
        "{stderr}"
    );

    let mut server = Running::start_in(&[("VUER_CORS", "foo")], &["--port", "0"]);
    assert_eq!(server.child.wait().unwrap().code(), Some(1));
    assert_eq!(
        server.stderr(),
        "vuer: \"foo\" in the cors list is no origin: write it as https://host, http://host:port, http://host:* or *\n"
    );
}

/// Also where everything is logged, and whatever becomes of the request.
#[test]
fn the_log_names_refused_pages_and_no_token() {
    let mut server = Running::start(&["--port", "0", "--json", "--token=s3cret", "--log", "trace"]);
    let listening = server.listening();
    for path in ["/", "/static/missing", "/%zz", "/relay"] {
        get(&listening, &format!("{path}?token=s3cret"));
    }
    let upgrade = "upgrade: websocket\r\nconnection: close";
    for header in [
        "cookie: vuer_token=s3cret",
        "authorization: Bearer s3cret",
        "x-vuer-token: s3cret",
    ] {
        get_with(&listening, "/", &format!("{header}\r\n{upgrade}"));
    }
    // The bytes of a control sequence for terminals: it must arrive as text.
    let foreign = format!("origin: http://evil.example\u{9b}31m\r\n{upgrade}");
    assert!(get_with(&listening, "/?token=s3cret", &foreign).starts_with("HTTP/1.1 403"));
    server.child.kill().unwrap();
    let log = server.stderr();
    assert!(log.contains("path=\"/static/missing\" status=404"), "{log}");
    assert!(log.contains("http://evil.example\\u{9b}31m"), "{log}");
    assert!(log.contains("`cors` list (--cors)"), "{log}");
    assert!(!log.contains("s3cret"), "{log}");
}

#[test]
fn beyond_loopback_it_says_what_that_means() {
    let mut server = Running::start(&["--host", "0.0.0.0", "--port", "0", "--json"]);
    server.listening();
    server.child.kill().unwrap();
    let stderr = server.stderr();
    assert!(stderr.contains("set a token"), "{stderr}");
    assert!(stderr.contains("no files are served"), "{stderr}");
}

#[cfg(target_os = "linux")]
mod on_linux {
    use super::*;
    use nix::sys::signal::{Signal, kill};
    use nix::unistd::Pid;

    #[test]
    fn a_request_to_end_is_met() {
        for signal in [Signal::SIGINT, Signal::SIGTERM] {
            let mut server = Running::start(&["--port", "0", "--json"]);
            server.listening();
            kill(Pid::from_raw(server.child.id().cast_signed()), signal).unwrap();
            assert_eq!(server.child.wait().unwrap().code(), Some(0), "{signal}");
        }
    }

    #[test]
    fn who_has_the_port_is_said() {
        let mut first = Running::start(&["--port", "0", "--json", "--token=s3cret"]);
        let port = port(&first.listening());
        let mut second = Running::start(&["--port", &port]);
        assert_eq!(second.child.wait().unwrap().code(), Some(1));
        let stderr = second.stderr();
        let holder = format!("port {port} is in use by process {} (", first.child.id());
        assert!(
            stderr.contains(&holder) && stderr.lines().count() == 1,
            "{stderr}"
        );
        assert!(!stderr.contains("s3cret"), "{stderr}");
    }

    #[test]
    fn the_port_can_be_freed() {
        let mut first = Running::start(&["--port", "0", "--json"]);
        let port = port(&first.listening());
        let mut second = Running::start(&["--port", &port, "--free-port", "--json"]);
        assert!(get(&second.listening(), "/").starts_with("HTTP/1.1 200"));
        assert_eq!(first.child.wait().unwrap().code(), Some(0));
    }
}
