//! HTTP by hand, so that tests can send what no client library would.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// An answer, read to the end of the connection.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The value of a header, the first of several; empty if it is absent.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers(name).first().copied().unwrap_or_default()
    }

    /// All values of a header.
    pub(crate) fn headers(&self, name: &str) -> Vec<&str> {
        let found = self
            .headers
            .iter()
            .filter(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str()).collect()
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("the body is text")
    }
}

/// Sends exactly this head – lines ended by `\n` here, by `\r\n` on the wire – and this body.
pub(crate) async fn exchange(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    head: &str,
    body: &[u8],
) -> Answer {
    try_exchange(stream, head, body)
        .await
        .expect("there is an answer")
}

/// The same; an error if the connection ends without an answer.
pub(crate) async fn try_exchange(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    head: &str,
    body: &[u8],
) -> io::Result<Answer> {
    let head = head.trim_end().replace('\n', "\r\n");
    let request = [head.as_bytes(), b"\r\n\r\n", body].concat();
    // A server that refuses a body may reset the connection, but not before its answer.
    let _written = stream.write_all(&request).await;
    let _flushed = stream.flush().await;
    let mut bytes = Vec::new();
    let _read = stream.read_to_end(&mut bytes).await;
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
    let end = end.ok_or(io::ErrorKind::UnexpectedEof)?;
    let head = std::str::from_utf8(&bytes[..end]).expect("headers are text");
    let mut lines = head.split("\r\n");
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1))
        .expect("there is a status");
    let headers = lines.filter_map(|line| line.split_once(": "));
    Ok(Answer {
        status: status.parse().expect("a status is a number"),
        headers: headers
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect(),
        body: bytes[end + 4..].to_vec(),
    })
}

/// The head of a request, addressed to `localhost` unless the headers say otherwise.
pub(crate) fn head(address: SocketAddr, request: &str, headers: &[(&str, &str)]) -> String {
    let mut lines = vec![format!("{request} HTTP/1.1")];
    if !headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("host"))
    {
        lines.push(format!("host: localhost:{}", address.port()));
    }
    lines.extend(
        headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}")),
    );
    lines.join("\n")
}

/// One request on a connection of its own.
pub(crate) async fn request(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let stream = TcpStream::connect(address)
        .await
        .expect("the server listens");
    let length = body.len().to_string();
    let own = [("connection", "close"), ("content-length", &length)];
    let headers = [&own[..if body.is_empty() { 1 } else { 2 }], headers].concat();
    exchange(
        stream,
        &head(address, &format!("{method} {path}"), &headers),
        body,
    )
    .await
}

pub(crate) async fn get(address: SocketAddr, path: &str) -> Answer {
    request(address, "GET", path, &[], b"").await
}

pub(crate) async fn get_with(address: SocketAddr, path: &str, headers: &[(&str, &str)]) -> Answer {
    request(address, "GET", path, headers, b"").await
}
