//! The web client: the embedded one, or a folder that the program names.

use std::path::PathBuf;

use bytes::Bytes;
use http::Response;
use http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, HeaderMap,
    HeaderValue, VARY,
};
use http::request::Parts;
use vuer_web::Asset;

use super::confine::{self, Secrets};
use super::content::{Content, Source};
use super::origin::Origins;
use super::range::{Validators, wanted_range};
use super::reply::{Body, not_found};
use super::workspace::{content_type, serve_first};
use crate::settings::Settings;

/// KTX2's decoder is compiled from C++ and builds functions from text. It gets a worker whose response alone allows
/// that, and nothing else: no requests, no other scripts. Its file is recognised by this beginning of its name.
const EVAL_WORKER_PREFIX: &str = "assets/ktx2-worker";
const EVAL_WORKER_POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; script-src 'unsafe-eval' 'wasm-unsafe-eval'");

/// The file that is the page.
const PAGE: &str = "index.html";
/// By what the page knows that it is to fetch nothing from elsewhere, before a program has said anything.
const OFFLINE_MARK: &[u8] = b"<meta name=\"vuer-offline\" />";

/// Where the client's files come from.
#[derive(Debug)]
pub(super) enum Client {
    /// Our own, the policy that its page is sent with, and the page itself where it differs from the built one.
    Embedded {
        policy: HeaderValue,
        page: Option<Bytes>,
    },
    /// A build in a folder. It knows its own needs: no policy.
    Folder(PathBuf),
}

impl Client {
    pub(super) fn new(settings: &Settings, origins: &Origins) -> Self {
        match &settings.client_root {
            Some(folder) => Self::Folder(folder.clone()),
            None => Self::Embedded {
                policy: page_policy(origins),
                page: settings.offline.then(offline_page).flatten(),
            },
        }
    }

    pub(super) fn is_folder(&self) -> bool {
        matches!(self, Self::Folder(_))
    }

    /// The page.
    pub(super) async fn index(&self, head: &Parts, secrets: &Secrets) -> Response<Body> {
        let mut response = self.file(PAGE, head, secrets).await;
        // It names the hashed files: an old copy would ask for files that are gone.
        response
            .headers_mut()
            .insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        response
    }

    /// The file at `path`, still encoded and without its first slash.
    pub(super) async fn file(&self, path: &str, head: &Parts, secrets: &Secrets) -> Response<Body> {
        let Ok(path) = confine::decode(path) else {
            return not_found();
        };
        match self {
            Self::Embedded { policy, page } => match (vuer_web::asset(&path), page) {
                (Some(asset), Some(page)) if path == PAGE => changed(asset, page, policy, head),
                (Some(asset), _) => embedded(asset, policy, head),
                (None, _) => not_found(),
            },
            Self::Folder(folder) => {
                let content_type = content_type(&path);
                serve_first(vec![(folder.clone(), path)], content_type, head, secrets).await
            }
        }
    }
}

/// Scripts from this server only, no plugins, no forms that leave the page, frames in this machine's pages and those of
/// the listed origins.
fn page_policy(origins: &Origins) -> HeaderValue {
    // The default list has these as well; a list of the program's own must not lock this machine out.
    let mut ancestors = vec![
        "'self'".to_owned(),
        "http://localhost:*".to_owned(),
        "https://localhost:*".to_owned(),
    ];
    for source in origins.sources() {
        if !ancestors.contains(&source) {
            ancestors.push(source);
        }
    }
    let ancestors = ancestors.join(" ");
    let policy = format!(
        "script-src 'self' 'wasm-unsafe-eval' blob:; worker-src 'self' blob:; object-src 'none'; \
         base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
    );
    HeaderValue::try_from(policy).expect("origins consist of printable ASCII")
}

/// The page with the mark. None if nothing is built in.
fn offline_page() -> Option<Bytes> {
    const HEAD: &[u8] = b"<head>";
    let page = vuer_web::asset(PAGE)?.raw;
    let at = page.windows(HEAD.len()).position(|part| part == HEAD)? + HEAD.len();
    Some([&page[..at], OFFLINE_MARK, &page[at..]].concat().into())
}

/// The page in place of the built one; small enough to go as it is.
fn changed(asset: &Asset, page: &Bytes, policy: &HeaderValue, request: &Parts) -> Response<Body> {
    let content = Content {
        mime: content_type(asset.path),
        validators: Validators::new(format!("\"{}-offline\"", asset.hash), None),
        source: Source::Bytes(page.clone()),
    };
    let mut response = content.respond(request);
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, policy.clone());
    response
}

fn embedded(asset: &Asset, policy: &HeaderValue, request: &Parts) -> Response<Body> {
    // A range counts in the bytes as they are.
    let wants_part = wanted_range(request).is_some();
    let accepts = |encoding| !wants_part && accepts(&request.headers, encoding);
    let (bytes, encoding) = match (asset.brotli, asset.gzip) {
        (Some(brotli), _) if accepts("br") => (brotli, Some("br")),
        (_, Some(gzip)) if accepts("gzip") => (gzip, Some("gzip")),
        _ => (asset.raw, None),
    };
    let suffix = encoding.map_or(String::new(), |encoding| format!("-{encoding}"));
    let etag = format!("\"{}{suffix}\"", asset.hash);
    let content = Content {
        mime: content_type(asset.path),
        validators: Validators::new(etag, None),
        source: Source::Bytes(Bytes::from_static(bytes)),
    };
    let mut response = content.respond(request);
    let headers = response.headers_mut();
    if let Some(encoding) = encoding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if asset.brotli.is_some() || asset.gzip.is_some() {
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    }
    let caching = if is_hashed(asset.path) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(CONTENT_SECURITY_POLICY, policy_for(asset.path, policy));
    response
}

fn policy_for(path: &str, policy: &HeaderValue) -> HeaderValue {
    if path.starts_with(EVAL_WORKER_PREFIX) {
        EVAL_WORKER_POLICY
    } else {
        policy.clone()
    }
}

/// Whether the client takes this encoding. Preferences among several are ours to decide; a weight of 0 is a refusal.
fn accepts(request: &HeaderMap, encoding: &str) -> bool {
    let lists = request
        .get_all(ACCEPT_ENCODING)
        .into_iter()
        .filter_map(|list| list.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|entry| {
        let (name, weight) = entry.split_once(';').unwrap_or((entry, ""));
        let weight = weight
            .trim()
            .strip_prefix("q=")
            .map_or(Ok(1.0), str::parse::<f32>);
        name.trim().eq_ignore_ascii_case(encoding) && weight.is_ok_and(|weight| weight > 0.0)
    })
}

/// Whether the name changes with the content: the build's own files, `assets/name-<8 characters>.ext`.
fn is_hashed(path: &str) -> bool {
    let Some(name) = path.strip_prefix("assets/") else {
        return false;
    };
    let stem = name
        .rsplit_once('.')
        .map_or(name, |(stem, _)| stem)
        .as_bytes();
    let is_hash = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-".contains(byte);
    stem.len() > 9 && stem[stem.len() - 9] == b'-' && stem[stem.len() - 8..].iter().all(is_hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_hash_never_change() {
        assert!(is_hashed("assets/index-B4_x-9kQ.js"));
        assert!(is_hashed("assets/draco_decoder-Dk2a91Zx.wasm"));
        assert!(is_hashed("assets/three.core-CSfbPJ8h.js"));
        let built = vuer_web::assets().iter().map(|asset| asset.path);
        for name in built.filter(|path| path.starts_with("assets/")) {
            assert!(is_hashed(name), "{name}");
        }
        for name in [
            "index.html",
            "assets/font.woff2",
            "assets/ktx2-worker.js",
            "favicon-12345678.svg",
        ] {
            assert!(!is_hashed(name), "{name}");
        }
    }

    #[test]
    fn encodings_are_taken_as_offered() {
        let accepts = |list: &str, encoding| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_str(list).unwrap());
            accepts(&headers, encoding)
        };
        assert!(accepts("gzip, deflate, br;q=0.5", "br"));
        assert!(accepts("GZIP", "gzip"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("brotli", "br"));
        assert!(!accepts("", "gzip"));
    }

    #[test]
    fn only_the_worker_that_needs_it_may_evaluate_text() {
        let page = page_policy(&Origins::parse(&[]).unwrap());
        assert_eq!(
            policy_for("assets/ktx2-worker-B4_x-9kQ.js", &page),
            EVAL_WORKER_POLICY
        );
        for path in [
            "index.html",
            "assets/index-B4_x-9kQ.js",
            "assets/decode-worker-B4_x-9kQ.js",
        ] {
            assert_eq!(policy_for(path, &page), page);
            assert!(
                !policy_for(path, &page)
                    .to_str()
                    .unwrap()
                    .contains("'unsafe-eval'")
            );
        }
    }

    #[test]
    fn the_policy_names_who_may_frame_the_page() {
        let cors = ["https://vuer.ai", "http://10.0.0.7:*", "http://[::1]:*"].map(str::to_owned);
        let policy = page_policy(&Origins::parse(&cors).unwrap());
        let policy = policy.to_str().unwrap();
        assert!(
            policy.starts_with(
                "script-src 'self' 'wasm-unsafe-eval' blob:; worker-src 'self' blob:; object-src 'none'; "
            )
        );
        assert!(policy.ends_with(
            "frame-ancestors 'self' http://localhost:* https://localhost:* https://vuer.ai http://10.0.0.7:*"
        ));
    }
}
