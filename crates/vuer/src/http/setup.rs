//! `/setup`: what a device needs to trust the certificate that the server made itself – a page with the steps, and the
//! authority's public certificate. It is on plain HTTP and on a port of its own, for a device that does not trust the
//! certificate yet should not be told to click a warning away to read how to avoid it. It has no secrets: no token, no
//! files, no scene.

use std::sync::Arc;

use http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue,
    REFERRER_POLICY,
};
use http::request::Parts;
use http::{Method, Response, StatusCode};

use super::authority::Authority;
use super::gate::Refusal;
use super::reply::{self, Body, full, not_found};
use super::site::Site;
use super::tls::Tls;
use crate::certificates::CertificateFacts;

/// The page, with `{{…}}` where facts go.
const PAGE: &str = include_str!("setup/page.html");

/// Its one style sheet stands in the page; there is nothing else to load, and no script.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The path of the page.
pub(crate) const PATH: &str = "/setup";
/// The path of the certificate. Android goes by the extension, Apple's systems by the content type.
const CERTIFICATE: &str = "/setup/vuer-ca.crt";

/// What answers on the port of `/setup`.
pub(crate) struct Setup {
    site: Arc<Site>,
    tls: Tls,
    /// Where the scene is.
    https_port: u16,
}

impl Setup {
    pub(crate) fn new(site: Arc<Site>, tls: Tls, https_port: u16) -> Self {
        Self {
            site,
            tls,
            https_port,
        }
    }

    /// The answer to any request.
    pub(crate) fn respond(&self, head: &Parts) -> Response<Body> {
        let host = match self.site.gate.host(head) {
            Ok(host) => host,
            Err(refusal) => return Refusal::into_response(refusal),
        };
        let Some(authority) = self.tls.authority() else {
            return not_found();
        };
        let path = head.uri.path();
        if path != PATH && path != CERTIFICATE {
            return not_found();
        }
        if head.method != Method::GET && head.method != Method::HEAD {
            return reply::methods(head, &["GET"]);
        }
        if path == PATH {
            self.page(host, &authority)
        } else {
            certificate(&authority)
        }
    }

    fn page(&self, host: Authority, authority: &CertificateFacts) -> Response<Body> {
        let port = Some(self.https_port);
        let url = format!("https://{}/", Authority { port, ..host });
        let facts = [
            ("{{url}}", url),
            ("{{name}}", common_name(&authority.subject).to_owned()),
            ("{{sha256}}", authority.sha256()),
            ("{{certificate}}", CERTIFICATE.to_owned()),
            ("{{port}}", self.https_port.to_string()),
        ];
        let page = facts.iter().fold(PAGE.to_owned(), |page, (place, fact)| {
            page.replace(place, &escaped(fact))
        });
        // So that it breaks between bytes.
        let sha256 = authority.sha256();
        let page = page.replace(&sha256, &sha256.replace(':', ":<wbr>"));
        let mut response = with_type(full(page), "text/html; charset=utf-8");
        let headers = response.headers_mut();
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
        headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        response
    }
}

fn certificate(authority: &CertificateFacts) -> Response<Body> {
    let der = authority.der.to_vec();
    let mut response = with_type(full(der), "application/x-x509-ca-cert");
    let name = HeaderValue::from_static("attachment; filename=\"vuer-ca.crt\"");
    response.headers_mut().insert(CONTENT_DISPOSITION, name);
    response
}

/// What the device shows of a subject like `O=Vuer, CN=Vuer on robot (2026-05-31)`.
fn common_name(subject: &str) -> &str {
    subject.split_once("CN=").map_or(subject, |(_, name)| name)
}

fn with_type(body: Body, content_type: &'static str) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::OK;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    // The authority may be another one tomorrow.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_cannot_become_markup() {
        assert_eq!(
            escaped("<a href=\"&\">"),
            "&lt;a href=&quot;&amp;&quot;&gt;"
        );
    }

    #[test]
    fn the_page_loads_nothing_and_runs_nothing() {
        for forbidden in [
            "<script", "<link", "<img", "@import", "url(", "http://", "onclick",
        ] {
            assert!(!PAGE.contains(forbidden), "{forbidden}");
        }
    }
}
