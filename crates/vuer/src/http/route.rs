//! The program's own routes beside the built-in ones.

use std::path::{Path, PathBuf};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::request::Parts;
use http::{Method, Request, Response};
use percent_encoding::percent_decode_str;

use super::endpoint::{Endpoint, Run};
use super::reply::{Body, full};
use super::workspace::Workspace;

/// A function behind a method: what [`Vuer::route`](crate::Vuer::route) puts at a path.
///
/// ```
/// use vuer::Route;
/// use vuer::route::{Bytes, Request};
///
/// Route::get(|| "<h1>Hello</h1>");
/// Route::post(|request: Request<Bytes>| async move { format!("{} bytes", request.body().len()) })
///     .content_type("text/plain");
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Route {
    method: Option<Method>,
    content_type: Option<HeaderValue>,
    run: Run,
}

impl Route {
    /// Answers GET, and HEAD without the content.
    pub fn get<Kind: 'static>(endpoint: impl Endpoint<Kind>) -> Self {
        Self::new(Method::GET, endpoint)
    }

    /// Answers POST. Bodies above the request limit are refused with 413 before the function is called.
    pub fn post<Kind: 'static>(endpoint: impl Endpoint<Kind>) -> Self {
        Self::new(Method::POST, endpoint)
    }

    /// Answers this method.
    pub fn new<Kind: 'static>(method: Method, endpoint: impl Endpoint<Kind>) -> Self {
        Self {
            method: Some(method),
            content_type: None,
            run: Run::new(endpoint),
        }
    }

    /// Answers every method.
    pub fn any<Kind: 'static>(endpoint: impl Endpoint<Kind>) -> Self {
        Self {
            method: None,
            content_type: None,
            run: Run::new(endpoint),
        }
    }

    /// Sends every answer with this content type. Default: HTML for text, `application/octet-stream` for bytes.
    ///
    /// # Panics
    /// If it is no header value: it has control characters or is not ASCII.
    pub fn content_type(mut self, content_type: &str) -> Self {
        let value = HeaderValue::from_str(content_type);
        self.content_type = Some(value.expect("a content type is printable ASCII"));
        self
    }

    fn accepts(&self, method: &Method) -> bool {
        let is_head_of_get = method == Method::HEAD && self.method == Some(Method::GET);
        is_head_of_get || self.method.as_ref().is_none_or(|own| own == method)
    }

    pub(super) async fn respond(&self, request: Request<Bytes>) -> Response<Body> {
        let mut response = self.run.answer(request).await;
        if let Some(content_type) = &self.content_type
            && response.status().is_success()
        {
            response
                .headers_mut()
                .insert(CONTENT_TYPE, content_type.clone());
        }
        response.map(full)
    }
}

/// The program's routes, in the order they were added. The first that fits answers, before any built-in one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Routes(Vec<(Pattern, Target)>);

/// Where a route is.
#[derive(Debug, Clone)]
enum Pattern {
    Exact(String),
    /// With its first and its final slash.
    Below(String),
}

#[derive(Debug, Clone)]
enum Target {
    Route(Route),
    Files(Workspace),
    File(PathBuf),
}

/// What the routes say about a request.
#[derive(Debug)]
pub(super) enum Match<'a> {
    Route(&'a Route),
    /// The files of a workspace, at this path – still encoded.
    Files(&'a Workspace, &'a str),
    File(&'a Path),
    /// The path has routes, but only for these methods.
    WrongMethod(Vec<&'a str>),
    None,
}

impl Routes {
    /// A function at `path`, or at every path below it if it ends in `/*`.
    pub(crate) fn add_route(&mut self, path: &str, route: Route) {
        let path = absolute_path(path);
        let pattern = match path.strip_suffix('*') {
            Some(prefix) if prefix.ends_with('/') => Pattern::Below(prefix.to_owned()),
            _ => Pattern::Exact(path),
        };
        self.0.push((pattern, Target::Route(route)));
    }

    /// Files below `prefix`, confined like those of `/static`.
    pub(crate) fn add_files(&mut self, prefix: &str, files: Workspace) {
        let prefix = absolute_path(&format!("{}/", prefix.trim_end_matches('/')));
        self.0.push((Pattern::Below(prefix), Target::Files(files)));
    }

    /// One file.
    pub(crate) fn add_file(&mut self, path: &str, file: PathBuf) {
        self.0
            .push((Pattern::Exact(absolute_path(path)), Target::File(file)));
    }

    /// The folders that the routes serve.
    pub(super) fn workspaces(&self) -> impl Iterator<Item = &Workspace> {
        self.0.iter().filter_map(|(_, target)| match target {
            Target::Files(files) => Some(files),
            Target::Route(_) | Target::File(_) => None,
        })
    }

    pub(super) fn find<'a>(&'a self, head: &'a Parts) -> Match<'a> {
        let mut allowed = Vec::new();
        for (pattern, target) in &self.0 {
            let Some(rest) = pattern.rest(head.uri.path()) else {
                continue;
            };
            match target {
                Target::Route(route) if route.accepts(&head.method) => return Match::Route(route),
                Target::Route(route) => {
                    allowed.extend(route.method.as_ref().map(Method::as_str));
                }
                Target::Files(files) => return Match::Files(files, rest),
                Target::File(file) => return Match::File(file),
            }
        }
        if allowed.is_empty() {
            Match::None
        } else {
            Match::WrongMethod(allowed)
        }
    }
}

impl Pattern {
    /// What follows the pattern in `path`, if it fits.
    fn rest<'a>(&self, path: &'a str) -> Option<&'a str> {
        match self {
            Self::Exact(own) => is_encoded(path, own).then_some(""),
            Self::Below(prefix) => {
                let (last, _) = path
                    .match_indices('/')
                    .nth(prefix.matches('/').count() - 1)?;
                let (head, rest) = path.split_at(last + 1);
                is_encoded(head, prefix).then_some(rest)
            }
        }
    }
}

/// Whether `encoded`, as it stands in a request, means `path`.
fn is_encoded(encoded: &str, path: &str) -> bool {
    percent_decode_str(encoded)
        .decode_utf8()
        .is_ok_and(|decoded| decoded == path)
}

/// A path as requests have it: it begins with a slash, whether or not the program wrote one.
pub(crate) fn absolute_path(path: &str) -> String {
    format!("/{}", path.trim_start_matches('/'))
}
