//! Certificate, key and client authorities, from PEM files or of our own making, to a rustls configuration.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::time::SystemTime;

use rustls_pki_types::pem::{self, PemObject as _};
use rustls_pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use thiserror::Error;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::client::verify_server_name;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::server::{
    ClientHello, ParsedCertificate, ResolvesServerCert, WebPkiClientVerifier,
};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_rustls::rustls::{self, RootCertStore, ServerConfig};

use crate::certificates::{CertificateError, CertificateFacts, Issued, LocalCa, Names};
use crate::settings::Settings;

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
    /// A certificate of our own making was asked for, and one from files as well.
    #[error("a certificate is set ({}), and tls auto would make another: drop one of the two", path.display())]
    AutoAndFiles {
        /// The certificate, or the key if only that is set.
        path: PathBuf,
    },
    /// There is no certificate of our own making.
    #[error(transparent)]
    Auto(#[from] CertificateError),
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
    shown: Arc<Shown>,
    /// Where the certificate is of our own making.
    local: Option<Arc<Local>>,
}

/// The certificate that is shown to whoever connects now.
#[derive(Debug)]
struct Shown(RwLock<Arc<CertifiedKey>>);

impl Shown {
    fn get(&self) -> Arc<CertifiedKey> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.get())
    }
}

/// Our own authority and what it has made last.
struct Local {
    ca: LocalCa,
    issued: RwLock<Issued>,
}

impl Tls {
    /// TLS by the settings; none if they name neither certificate nor key and do not ask for one to be made.
    ///
    /// TLS 1.2 and 1.3; client certificates are asked for only if `ca_cert` is set, and then required.
    pub(crate) fn load(settings: &Settings) -> Result<Option<Self>, TlsError> {
        let (cert, key) = (settings.cert.as_deref(), settings.key.as_deref());
        let clients = settings.ca_cert.as_deref();
        if settings.tls_auto {
            return match cert.or(key) {
                Some(path) => Err(TlsError::AutoAndFiles { path: path.into() }),
                None => Self::auto(settings.tls_dir.clone(), clients).map(Some),
            };
        }
        let (cert, key) = match (cert, key, clients) {
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
        let private = read_key(key)?;
        let certified = CertifiedKey::from_der(chain, private, &ring::default_provider());
        let certified = certified.map_err(|cause| TlsError::Pair {
            cert: cert.into(),
            key: key.into(),
            cause,
        })?;
        Self::showing(certified, clients, None).map(Some)
    }

    fn auto(folder: Option<PathBuf>, clients: Option<&Path>) -> Result<Self, TlsError> {
        let ca = LocalCa::new(folder)?;
        let issued = ca.issue(&Names::of_this_machine(), SystemTime::now())?;
        let certified = certified(&issued)?;
        let issued = RwLock::new(issued);
        Self::showing(certified, clients, Some(Arc::new(Local { ca, issued })))
    }

    fn showing(
        certified: CertifiedKey,
        clients: Option<&Path>,
        local: Option<Arc<Local>>,
    ) -> Result<Self, TlsError> {
        let provider = Arc::new(ring::default_provider());
        let builder = ServerConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .expect("ring has suites for TLS 1.2 and 1.3");
        let builder = match clients {
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
        let shown = Arc::new(Shown(RwLock::new(Arc::new(certified))));
        let mut config = builder.with_cert_resolver(Arc::clone(&shown) as _);
        // The websocket needs HTTP/1.1; a browser that was promised HTTP/2 would not find it.
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self {
            config: Arc::new(config),
            shown,
            local,
        })
    }

    /// Sees to it that a certificate of our own making is for these names, as far as that may be, and will last.
    /// Whoever connects from now on is shown the new one.
    pub(crate) fn refresh(&self, names: &Names, now: SystemTime) -> Result<(), CertificateError> {
        let Some(local) = &self.local else {
            return Ok(());
        };
        if local.read().is_good_for(names, now) {
            return Ok(());
        }
        let issued = local.ca.issue(names, now)?;
        let certified = Arc::new(certified(&issued)?);
        *self.shown.0.write().unwrap_or_else(PoisonError::into_inner) = certified;
        *local.issued.write().unwrap_or_else(PoisonError::into_inner) = issued;
        Ok(())
    }

    /// Our own authority, if it made the certificate.
    pub(crate) fn authority(&self) -> Option<Arc<CertificateFacts>> {
        let local = self.local.as_ref()?;
        Some(Arc::clone(&local.read().authority))
    }

    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(Arc::clone(&self.config))
    }

    /// Whether the certificate is for this host name or address. Says nothing about who trusts it.
    pub(crate) fn covers(&self, host: &str) -> bool {
        let Ok(name) = ServerName::try_from(host) else {
            return false;
        };
        let shown = self.shown.get();
        shown
            .end_entity_cert()
            .and_then(ParsedCertificate::try_from)
            .is_ok_and(|parsed| verify_server_name(&parsed, &name).is_ok())
    }
}

impl Local {
    fn read(&self) -> RwLockReadGuard<'_, Issued> {
        self.issued.read().unwrap_or_else(PoisonError::into_inner)
    }
}

fn certified(issued: &Issued) -> Result<CertifiedKey, CertificateError> {
    let (chain, key) = (vec![issued.certificate.clone()], issued.key.clone_key());
    CertifiedKey::from_der(chain, key, &ring::default_provider()).map_err(CertificateError::made)
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tls").finish_non_exhaustive()
    }
}

/// The certificates of a PEM file, at least one.
pub(crate) fn read_certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
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
