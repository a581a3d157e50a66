//! From a request to what answers it.

use std::net::SocketAddr;

use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, HeaderValue, SET_COOKIE,
};
use http::request::Parts;
use http::{Method, Request, Response, StatusCode};
use hyper::body::Incoming;
use tracing::debug;

use super::authority::Authority;
use super::gate::Refusal;
use super::reply::{self, Body, text};
use super::route::Match;
use super::site::Site;
use super::workspace::{self, Workspace};
use super::{cors, query, relay};

/// What a page among served files may do: a data set is not the program, so a script in it must not act in the name of
/// whoever opens it. The sandbox gives it an origin of its own, which neither the websocket nor the relay lets in.
const DOCUMENT_POLICY: HeaderValue = HeaderValue::from_static(
    "sandbox allow-scripts allow-popups allow-forms allow-modals allow-downloads",
);

impl Site {
    /// The answer to everything that is no websocket upgrade.
    pub(crate) async fn respond(
        &self,
        request: Request<Incoming>,
        peer: SocketAddr,
    ) -> Response<Body> {
        let (head, body) = request.into_parts();
        let host = match self.gate.host(&head) {
            Ok(host) => host,
            Err(refusal) => return refusal.into_response(),
        };
        let answer = self.answer(&head, body, &host, peer).await;
        let mut response = answer.unwrap_or_else(Refusal::into_response);
        if query::is_hot(head.uri.query()) {
            let no_cache = HeaderValue::from_static("no-cache");
            response.headers_mut().insert(CACHE_CONTROL, no_cache);
        }
        if let Ok(Some(cookie)) = self.gate.token(&head) {
            // A route may have set cookies of its own.
            response.headers_mut().append(SET_COOKIE, cookie);
        }
        cors::allow(&self.gate.origins, &head, response.headers_mut());
        // Without the query: a token may stand in it.
        debug!(%peer, method = %head.method, path = head.uri.path(), status = response.status().as_u16());
        response
    }

    /// The routes. The program's own come first, then those of the original, then the client's files.
    async fn answer(
        &self,
        head: &Parts,
        body: Incoming,
        host: &Authority,
        peer: SocketAddr,
    ) -> Result<Response<Body>, Refusal> {
        if head.method == Method::OPTIONS && cors::is_preflight(head) {
            return Ok(cors::preflight(head));
        }
        let path = head.uri.path();
        match self.routes.find(head) {
            Match::Route(route) => {
                self.gate.token(head)?;
                // Reading is for whoever may read the answer; a page that may not must not change anything either.
                if !head.method.is_safe() {
                    self.gate.origin(head, host)?;
                }
                return Ok(match self.bodies.read(body).await {
                    Ok((body, _held)) => {
                        route.respond(Request::from_parts(head.clone(), body)).await
                    }
                    Err(refused) => refused,
                });
            }
            Match::WrongMethod(methods) => return Ok(reply::methods(head, &methods)),
            Match::Files(files, rest) => {
                return self.files(files, rest, head).await;
            }
            Match::File(file) => {
                self.gate.token(head)?;
                let content_type = workspace::content_type(&file.to_string_lossy());
                return Ok(reading(
                    head,
                    workspace::serve_file(file, content_type, head, &self.secrets),
                )
                .await);
            }
            Match::None => {}
        }
        if path == "/relay" {
            return self.relay(head, body, host, peer).await;
        }
        if let Some(rest) = path
            .strip_prefix("/static/")
            .or_else(|| path.strip_prefix("/workspace/"))
        {
            let mut response = self.files(&self.workspace, rest, head).await?;
            sandbox_documents(response.headers_mut());
            return Ok(response);
        }
        self.page(head).await
    }

    /// The client: its page, and the files that the page loads.
    async fn page(&self, head: &Parts) -> Result<Response<Body>, Refusal> {
        let (client, secrets) = (&self.client, &self.secrets);
        // The embedded client is no secret, but its page could only fail to connect. A folder is the program's.
        if head.uri.path() == "/" || client.is_folder() {
            self.gate.token(head)?;
        }
        Ok(match head.uri.path() {
            "/" => reading(head, client.index(head, secrets)).await,
            // Browsers ask for it wherever a page does not name another; a client without one is no error.
            "/favicon.ico" => {
                match reading(head, client.file("favicon.ico", head, secrets)).await {
                    missing if missing.status() == StatusCode::NOT_FOUND => {
                        reply::empty(StatusCode::NO_CONTENT)
                    }
                    found => found,
                }
            }
            "/editor" => reading(head, client.file("editor/index.html", head, secrets)).await,
            path => {
                let path = path.strip_prefix('/').unwrap_or(path);
                reading(head, client.file(path, head, secrets)).await
            }
        })
    }

    async fn files(
        &self,
        files: &Workspace,
        path: &str,
        head: &Parts,
    ) -> Result<Response<Body>, Refusal> {
        self.gate.token(head)?;
        Ok(reading(head, files.respond(path, head, &self.secrets)).await)
    }

    async fn relay(
        &self,
        head: &Parts,
        body: Incoming,
        host: &Authority,
        peer: SocketAddr,
    ) -> Result<Response<Body>, Refusal> {
        self.gate.relay(head, host, peer)?;
        if head.method != Method::POST {
            return Ok(reply::methods(head, &["POST"]));
        }
        if !relay::is_msgpack(&head.headers) {
            return Ok(text(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "Send a message as `Content-Type: application/msgpack`.\n",
            ));
        }
        Ok(match self.bodies.read(body).await {
            Ok((message, _held)) => relay::deliver(&*self.sessions, head, message),
            Err(refused) => refused,
        })
    }
}

/// Sets the policy for what a browser would show as a page and run scripts in: HTML, and XML of every kind, SVG among it.
fn sandbox_documents(headers: &mut HeaderMap) {
    let mime = headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    // A program may give a link any spelling, and parameters.
    let essence = mime.and_then(|mime| mime.split(|&byte| byte == b';').next());
    let essence = essence.map(|essence| essence.trim_ascii().to_ascii_lowercase());
    if essence.is_some_and(|essence| essence == b"text/html" || essence.ends_with(b"xml")) {
        headers.insert(CONTENT_SECURITY_POLICY, DOCUMENT_POLICY);
    }
}

/// A resource that can only be read.
async fn reading(head: &Parts, response: impl Future<Output = Response<Body>>) -> Response<Body> {
    match head.method {
        Method::GET | Method::HEAD => response.await,
        _ => reply::methods(head, &["GET"]),
    }
}
