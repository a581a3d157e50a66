//! Certificate, key and client authorities, from PEM files to a rustls configuration.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls_pki_types::pem::{self, PemObject as _};
use rustls_pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use thiserror::Error;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::client::verify_server_name;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::server::{ParsedCertificate, WebPkiClientVerifier};
use tokio_rustls::rustls::{self, RootCertStore, ServerConfig};

/// Why TLS cannot be set up. Every message names the file and what is wrong with it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TlsError {
    /// A certificate without a key, or the reverse.
    #[error("TLS needs both a certificate and a key, but only the {given} is set ({})", path.display())]
    Half {
        /// The one that is set.
        given: &'static str,
        /// Its file.
        path: PathBuf,
    },
    /// Client certificates are asked for, but there is no TLS to ask for them in.
    #[error("client certificates are asked for ({}), but TLS itself needs a certificate and a key", path.display())]
    ClientAuthorityAlone {
        /// The file of authorities.
        path: PathBuf,
    },
    /// A file cannot be read.
    #[error("cannot read {}: {cause}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        cause: io::Error,
    },
    /// A file is not PEM, or holds something else than it should.
    #[error("{} holds no {expected}{hint}", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
        /// What was looked for.
        expected: &'static str,
        /// What was found instead, if that helps.
        hint: &'static str,
    },
    /// A file is broken.
    #[error("{} cannot be parsed: {reason}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Where parsing stopped.
        reason: String,
    },
    /// Certificate and key are not a pair, or of a kind that cannot be used.
    #[error("the certificate {} does not work with the key {}: {cause}", cert.display(), key.display())]
    Pair {
        /// The certificate's file.
        cert: PathBuf,
        /// The key's file.
        key: PathBuf,
        /// What rustls says.
        cause: rustls::Error,
    },
    /// The authorities of client certificates cannot be used.
    #[error("{} cannot be used to check client certificates: {reason}", path.display())]
    ClientAuthority {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
}

/// TLS as configured: what accepts connections, and whom the certificate speaks for.
#[derive(Clone)]
pub(crate) struct Tls {
    config: Arc<ServerConfig>,
    certificate: CertificateDer<'static>,
}

impl Tls {
    /// TLS by the three settings; none if neither certificate nor key is set.
    ///
    /// TLS 1.2 and 1.3; client certificates are asked for only if `ca_cert` is set, and then required.
    pub(crate) fn load(
        cert: Option<&Path>,
        key: Option<&Path>,
        ca_cert: Option<&Path>,
    ) -> Result<Option<Self>, TlsError> {
        let (cert, key) = match (cert, key, ca_cert) {
            (Some(cert), Some(key), _) => (cert, key),
            (Some(cert), None, _) => {
                return Err(TlsError::Half {
                    given: "certificate",
                    path: cert.into(),
                });
            }
            (None, Some(key), _) => {
                return Err(TlsError::Half {
                    given: "key",
                    path: key.into(),
                });
            }
            (None, None, Some(ca)) => {
                return Err(TlsError::ClientAuthorityAlone { path: ca.into() });
            }
            (None, None, None) => return Ok(None),
        };
        let chain = read_certificates(cert)?;
        let certificate = chain[0].clone();
        let private = read_key(key)?;
        let provider = Arc::new(ring::default_provider());
        let builder = ServerConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .expect("ring has suites for TLS 1.2 and 1.3");
        let builder = match ca_cert {
            None => builder.with_no_client_auth(),
            Some(ca) => {
                let unusable = |reason| TlsError::ClientAuthority {
                    path: ca.into(),
                    reason,
                };
                let mut roots = RootCertStore::empty();
                for authority in read_certificates(ca)? {
                    roots
                        .add(authority)
                        .map_err(|error| unusable(error.to_string()))?;
                }
                let verifier =
                    WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider)
                        .build()
                        .map_err(|error| unusable(error.to_string()))?;
                builder.with_client_cert_verifier(verifier)
            }
        };
        let mut config =
            builder
                .with_single_cert(chain, private)
                .map_err(|cause| TlsError::Pair {
                    cert: cert.into(),
                    key: key.into(),
                    cause,
                })?;
        // The websocket needs HTTP/1.1; a browser that was promised HTTP/2 would not find it.
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Some(Self {
            config: Arc::new(config),
            certificate,
        }))
    }

    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(Arc::clone(&self.config))
    }

    /// Whether the certificate is for this host name or address. Says nothing about who trusts it.
    pub(crate) fn covers(&self, host: &str) -> bool {
        let Ok(name) = ServerName::try_from(host) else {
            return false;
        };
        ParsedCertificate::try_from(&self.certificate)
            .is_ok_and(|parsed| verify_server_name(&parsed, &name).is_ok())
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tls").finish_non_exhaustive()
    }
}

/// The certificates of a PEM file, at least one.
fn read_certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let text = read(path)?;
    let found = CertificateDer::pem_slice_iter(&text).collect::<Result<Vec<_>, _>>();
    let found = found.map_err(|error| malformed(path, &error))?;
    if !found.is_empty() {
        return Ok(found);
    }
    let hint = match PrivateKeyDer::from_pem_slice(&text) {
        Ok(_) => " but a private key: are certificate and key swapped?",
        Err(_) => " in PEM form",
    };
    Err(TlsError::Missing {
        path: path.into(),
        expected: "certificate",
        hint,
    })
}

fn read_key(path: &Path) -> Result<PrivateKeyDer<'static>, TlsError> {
    let text = read(path)?;
    match PrivateKeyDer::from_pem_slice(&text) {
        Ok(key) => Ok(key),
        Err(pem::Error::NoItemsFound) => {
            let is_encrypted = text.windows(9).any(|window| window == b"ENCRYPTED");
            let is_certificate = CertificateDer::from_pem_slice(&text).is_ok();
            let hint = match (is_encrypted, is_certificate) {
                (true, _) => " that can be used without a passphrase",
                (_, true) => " but a certificate: are certificate and key swapped?",
                _ => " in PEM form",
            };
            Err(TlsError::Missing {
                path: path.into(),
                expected: "private key",
                hint,
            })
        }
        Err(error) => Err(malformed(path, &error)),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, TlsError> {
    std::fs::read(path).map_err(|cause| TlsError::Read {
        path: path.into(),
        cause,
    })
}

fn malformed(path: &Path, error: &pem::Error) -> TlsError {
    TlsError::Malformed {
        path: path.into(),
        reason: error.to_string(),
    }
}
