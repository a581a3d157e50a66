//! What `/static` and `/workspace` serve: folders laid over each other, and links from a path to something else.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use http::request::Parts;
use http::{Request, Response};
use tracing::{debug, warn};

use super::confine::{self, Refused, Secrets};
use super::content::{Content, Source};
use super::endpoint::{Endpoint, Run};
use super::mime;
use super::range::Validators;
use super::reply::{Body, full, not_found};

/// Files for the scene: any number of folders, of which the first that has a file provides it, and links that give a
/// path to bytes, to a file elsewhere or to a function.
///
/// A handle: clones share their content, and links may come and go while the server runs. Paths are confined to the
/// folders, and hidden files and keys are never served; see `docs/security.md` of the
/// repository.
///
/// ```
/// use vuer::{Link, Workspace};
///
/// let files = Workspace::new().dir("robots").dir_at("scans", "/data/scans");
/// files.link("status.json", Link::call(|| r#"{"ok":true}"#));
/// files.link("notes.txt", "served from memory");
/// assert!(files.unlink("notes.txt"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Workspace(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    mounts: Vec<Mount>,
    links: BTreeMap<String, Link>,
}

#[derive(Debug, Clone)]
struct Mount {
    /// Empty, or a path with a final slash.
    prefix: String,
    folder: PathBuf,
}

/// What a path of a [`Workspace`] leads to.
#[derive(Clone)]
#[must_use]
pub struct Link {
    target: Target,
    content_type: Option<HeaderValue>,
}

#[derive(Clone)]
enum Target {
    Bytes(Bytes, Validators),
    File(PathBuf),
    Function(Run),
}

impl Link {
    /// These bytes, from memory, with an entity tag over their content.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let mut hasher = DefaultHasher::new();
        hasher.write(&bytes);
        let etag = format!("\"{:016x}\"", hasher.finish());
        let validators = Validators::new(etag, Some(SystemTime::now()));
        Self {
            target: Target::Bytes(bytes, validators),
            content_type: None,
        }
    }

    /// A file anywhere, under the same rules: hidden files and keys stay closed.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self {
            target: Target::File(absolute(path.into())),
            content_type: None,
        }
    }

    /// A function, called for each request.
    pub fn call<Kind: 'static>(endpoint: impl Endpoint<Kind>) -> Self {
        Self {
            target: Target::Function(Run::new(endpoint)),
            content_type: None,
        }
    }

    /// Sends it with this content type. Default: by the extension of the path it is linked to, or,
    /// where that has none, of the file.
    ///
    /// # Panics
    /// If it is no header value: it has control characters or is not ASCII.
    pub fn content_type(mut self, content_type: &str) -> Self {
        let value = HeaderValue::from_str(content_type);
        self.content_type = Some(value.expect("a content type is printable ASCII"));
        self
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.target {
            Target::Bytes(bytes, _) => write!(f, "Link({} bytes)", bytes.len()),
            Target::File(path) => write!(f, "Link({})", path.display()),
            Target::Function(_) => f.write_str("Link(function)"),
        }
    }
}

impl From<Bytes> for Link {
    fn from(bytes: Bytes) -> Self {
        Self::bytes(bytes)
    }
}

impl From<Vec<u8>> for Link {
    fn from(bytes: Vec<u8>) -> Self {
        Self::bytes(bytes)
    }
}

impl From<&'static str> for Link {
    fn from(text: &'static str) -> Self {
        Self::bytes(text)
    }
}

impl From<PathBuf> for Link {
    fn from(path: PathBuf) -> Self {
        Self::file(path)
    }
}

impl From<&Path> for Link {
    fn from(path: &Path) -> Self {
        Self::file(path)
    }
}

impl Workspace {
    /// A workspace with nothing in it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lays a folder under those that are there: a file of the same path in an earlier one hides its own. A relative
    /// folder is one of the working directory at this moment.
    #[must_use]
    pub fn dir(self, folder: impl Into<PathBuf>) -> Self {
        self.dir_at("", folder)
    }

    /// The same, with the folder's files below `path`.
    #[must_use]
    pub fn dir_at(self, path: &str, folder: impl Into<PathBuf>) -> Self {
        let path = path.trim_matches('/');
        let prefix = if path.is_empty() {
            String::new()
        } else {
            format!("{path}/")
        };
        self.state().mounts.push(Mount {
            prefix,
            folder: absolute(folder.into()),
        });
        self
    }

    /// Puts `link` at `path`, in place of what was linked there; it comes before all folders.
    pub fn link(&self, path: &str, link: impl Into<Link>) {
        self.state()
            .links
            .insert(path.trim_matches('/').to_owned(), link.into());
    }

    /// Removes the link at `path`. False if there was none.
    pub fn unlink(&self, path: &str) -> bool {
        self.state().links.remove(path.trim_matches('/')).is_some()
    }

    /// The folders, in order.
    pub fn dirs(&self) -> Vec<PathBuf> {
        self.state()
            .mounts
            .iter()
            .map(|mount| mount.folder.clone())
            .collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a request for `path`, which is still encoded.
    pub(super) async fn respond(
        &self,
        path: &str,
        head: &Parts,
        secrets: &Secrets,
    ) -> Response<Body> {
        let path = match confine::decode(path) {
            Ok(path) => path,
            Err(reason) => return refuse(path, &reason),
        };
        let (link, mounts) = {
            let state = self.state();
            (state.links.get(&path).cloned(), state.mounts.clone())
        };
        if let Some(link) = link {
            return link.respond(&path, head, secrets).await;
        }
        let candidates = mounts.into_iter().filter_map(|mount| {
            let rest = path.strip_prefix(&mount.prefix)?;
            Some((mount.folder, rest.to_owned()))
        });
        serve_first(candidates.collect(), content_type(&path), head, secrets).await
    }
}

impl Link {
    async fn respond(self, path: &str, head: &Parts, secrets: &Secrets) -> Response<Body> {
        let has_extension = has_extension(path);
        let explicit = self.content_type;
        let content_type = explicit.clone().unwrap_or_else(|| match &self.target {
            Target::File(file) if !has_extension => content_type(&file.to_string_lossy()),
            _ => content_type(path),
        });
        match self.target {
            Target::Bytes(bytes, validators) => {
                let source = Source::Bytes(bytes);
                Content {
                    mime: content_type,
                    validators,
                    source,
                }
                .respond(head)
            }
            Target::File(file) => serve_file(&file, content_type, head, secrets).await,
            Target::Function(run) => {
                let request = Request::from_parts(head.clone(), Bytes::new());
                let mut response = run.answer(request).await;
                if response.status().is_success() && (explicit.is_some() || has_extension) {
                    response.headers_mut().insert(CONTENT_TYPE, content_type);
                }
                let no_cache = HeaderValue::from_static("no-cache");
                response
                    .headers_mut()
                    .entry(CACHE_CONTROL)
                    .or_insert(no_cache);
                response.map(full)
            }
        }
    }
}

/// One file that the program named itself: what it may be a symlink to is the program's business.
pub(super) async fn serve_file(
    file: &Path,
    content_type: HeaderValue,
    head: &Parts,
    secrets: &Secrets,
) -> Response<Body> {
    let resolved = tokio::fs::canonicalize(file).await;
    match resolved
        .as_deref()
        .map(|file| (file.parent(), file.file_name()))
    {
        Ok((Some(folder), Some(name))) => {
            let name = name.to_string_lossy().into_owned();
            serve_first(vec![(folder.to_owned(), name)], content_type, head, secrets).await
        }
        Ok(_) => refuse(&file.to_string_lossy(), &Refused::NotAFile),
        Err(error) => {
            warn!(file = %file.display(), %error, "a file that was given a path cannot be served");
            not_found()
        }
    }
}

/// The first of several files – each a folder and a decoded path in it – that may be served.
pub(super) async fn serve_first(
    candidates: Vec<(PathBuf, String)>,
    content_type: HeaderValue,
    head: &Parts,
    secrets: &Secrets,
) -> Response<Body> {
    let secrets = secrets.clone();
    let open = move || {
        candidates.into_iter().find_map(|(folder, path)| {
            confine::open(&folder, &path, &secrets)
                .inspect_err(
                    |reason| debug!(folder = %folder.display(), path, %reason, "not served"),
                )
                .ok()
        })
    };
    let opened = tokio::task::spawn_blocking(open).await;
    match opened.unwrap_or_default() {
        Some((file, metadata)) => Content::file(content_type, file, &metadata).respond(head),
        None => not_found(),
    }
}

fn refuse(path: &str, reason: &Refused) -> Response<Body> {
    debug!(path, %reason, "not served");
    not_found()
}

pub(super) fn content_type(path: &str) -> HeaderValue {
    HeaderValue::from_static(mime::of(path))
}

fn has_extension(path: &str) -> bool {
    path.rsplit('/')
        .next()
        .is_some_and(|name| name.contains('.'))
}

/// Relative folders are meant from where the program started, wherever it goes later.
fn absolute(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}
