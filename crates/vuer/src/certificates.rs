//! A certificate authority of this machine's own, and what it signs: HTTPS without buying, asking or configuring.
//!
//! Browsers let a page use WebXR over HTTPS only, and nobody signs certificates for `192.168.1.5`. So
//! [`LocalCa`] keeps a small authority in the user's data folder, which a headset is told to trust once, and makes
//! the server's certificate with it: for every name and address that this machine goes by now, renewed by itself
//! when one is new or its end comes near.
//!
//! A device that trusts an authority trusts whatever that signs, so this one can sign little: its certificate limits
//! it, by critical name constraints, to private and link-local addresses and to this machine's own names. Its key is
//! readable by its user only and never leaves the folder.

mod facts;
mod folder;
mod issue;
mod names;
mod renewal;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use thiserror::Error;
use tracing::{info, warn};

pub use self::facts::CertificateFacts;
use self::folder::Folder;
pub(crate) use self::names::{Names, mdns_name, short_name};
pub(crate) use self::renewal::keep_fresh;

/// The authority's certificate and key, and the server's.
const CA_CERT: &str = "ca.pem";
const CA_KEY: &str = "ca.key";
const SERVER_CERT: &str = "server.pem";
const SERVER_KEY: &str = "server.key";

/// Why there is no certificate of our own.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CertificateError {
    /// The user has no home folder in which the authority could be kept.
    #[error(
        "no home folder is known to keep the certificate authority in: name a folder (VUER_TLS_DIR)"
    )]
    NoHome,
    /// A file or folder of the authority cannot be used.
    #[error("cannot {action} {}: {cause} (VUER_TLS_DIR names another folder)", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// Others than its owner may look into the folder of the keys.
    #[error(
        "{} is open to other users (mode {mode:o}), and keys are to be kept there: chmod 700 it, or name another folder (VUER_TLS_DIR)",
        path.display()
    )]
    Open {
        /// The folder.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// The authority's files are incomplete or unreadable.
    #[error(
        "the certificate authority in {} is damaged ({reason}): `vuer tls remove` deletes it, the next start makes a new one",
        path.display()
    )]
    Damaged {
        /// The folder.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A certificate cannot be read.
    #[error("{what} is no certificate that can be read: {reason}")]
    Unreadable {
        /// Which one.
        what: String,
        /// Where reading stopped.
        reason: String,
    },
    /// A certificate could not be made.
    #[error("cannot make a certificate: {reason}")]
    Make {
        /// What the library says.
        reason: String,
    },
}

impl CertificateError {
    /// What a library says that was to make a certificate.
    pub(crate) fn made(error: impl std::error::Error) -> Self {
        Self::Make {
            reason: error.to_string(),
        }
    }
}

/// The certificate authority of `tls_auto` in its folder. Nothing is read or written before it is asked for something.
///
/// Several processes may use one folder at a time.
#[derive(Debug, Clone)]
pub struct LocalCa {
    folder: Folder,
}

/// What a server shows, and who signed it.
pub(crate) struct Issued {
    pub(crate) certificate: CertificateDer<'static>,
    pub(crate) key: PrivateKeyDer<'static>,
    pub(crate) facts: CertificateFacts,
    pub(crate) authority: Arc<CertificateFacts>,
}

impl LocalCa {
    /// The one in `folder`, or in the place that is the custom of the platform: `vuer/tls` below `$XDG_DATA_HOME`
    /// (`~/.local/share`), below `~/Library/Application Support` on macOS, below the local application data on
    /// Windows.
    pub fn new(folder: Option<PathBuf>) -> Result<Self, CertificateError> {
        let path = match folder {
            Some(path) => std::path::absolute(&path).unwrap_or(path),
            None => folder::default_path().ok_or(CertificateError::NoHome)?,
        };
        Ok(Self {
            folder: Folder::new(path),
        })
    }

    /// Where it is kept.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The authority's public certificate, to be given to devices. The file exists once a server with `tls_auto` ran.
    pub fn certificate_path(&self) -> PathBuf {
        self.folder.path().join(CA_CERT)
    }

    /// What the authority's certificate says; none if there is no authority yet.
    pub fn authority(&self) -> Result<Option<CertificateFacts>, CertificateError> {
        self.read(CA_CERT)
    }

    /// What the certificate of the servers says; none if there is none yet.
    pub fn server(&self) -> Result<Option<CertificateFacts>, CertificateError> {
        self.read(SERVER_CERT)
    }

    /// Deletes the authority and what it signed. False if there was none. Devices that trust it have to be told to
    /// stop: its key is gone, but nothing tells them.
    pub fn remove(&self) -> Result<bool, CertificateError> {
        if !self.folder.exists() {
            return Ok(false);
        }
        let _lock = self.folder.lock()?;
        let mut found = false;
        for name in [CA_KEY, SERVER_KEY, SERVER_CERT, CA_CERT] {
            found |= self.folder.remove(name)?;
        }
        Ok(found)
    }

    fn read(&self, name: &str) -> Result<Option<CertificateFacts>, CertificateError> {
        let Some(pem) = self.folder.read(name)? else {
            return Ok(None);
        };
        let path = self.folder.path().join(name);
        CertificateFacts::from_pem(&pem, &path.display().to_string()).map(Some)
    }

    /// A certificate that is for these names now: the one in the folder if it will do, else a new one. An authority is
    /// made where there is none, or where its end has come near.
    pub(crate) fn issue(&self, names: &Names, now: SystemTime) -> Result<Issued, CertificateError> {
        self.folder.create()?;
        let _lock = self.folder.lock()?;
        let authority = match self.load_authority()? {
            Some(authority) if authority.facts.lasts(now) => authority,
            found => {
                if found.is_some() {
                    warn!(
                        "the certificate authority is at its end: devices must install the new one"
                    );
                }
                self.make_authority(names, now)?
            }
        };
        let made = authority.facts.not_before;
        let now = if now < made {
            warn!(
                "the clock of this machine is behind the making of its certificate authority: set it"
            );
            made
        } else {
            now
        };
        let names = names.permitted_by(&authority.facts);
        if let Some(issued) = self.load_server(&authority)
            && issued.is_good_for(&names, now)
        {
            return Ok(issued);
        }
        let (cert, key) = issue::server(&authority, &names, now)?;
        self.folder
            .write(SERVER_KEY, key.serialize_pem().as_bytes())?;
        self.folder.write(SERVER_CERT, cert.pem().as_bytes())?;
        info!(names = names.len(), "made a certificate");
        Issued::new(cert.der().clone(), &key, &authority)
    }

    /// The authority in the folder. A key alone is one whose making was cut short: nobody has seen it.
    fn load_authority(&self) -> Result<Option<issue::Authority>, CertificateError> {
        let (cert, key) = (self.folder.read(CA_CERT)?, self.folder.read(CA_KEY)?);
        let damaged = |reason: String| CertificateError::Damaged {
            path: self.folder.path().to_owned(),
            reason,
        };
        match (cert, key) {
            (None, _) => Ok(None),
            (Some(_), None) => Err(damaged(format!("{CA_KEY} is missing"))),
            (Some(cert), Some(key)) => issue::Authority::from_pem(&cert, &key)
                .map(Some)
                .map_err(damaged),
        }
    }

    fn make_authority(
        &self,
        names: &Names,
        now: SystemTime,
    ) -> Result<issue::Authority, CertificateError> {
        let (cert, key) = issue::authority(names, now)?;
        // A certificate beside a key that is not its own would count as damage.
        self.folder.remove(CA_CERT)?;
        self.folder.write(CA_KEY, key.serialize_pem().as_bytes())?;
        self.folder.write(CA_CERT, cert.pem().as_bytes())?;
        issue::Authority::from_pem(cert.pem().as_bytes(), key.serialize_pem().as_bytes())
            .map_err(|reason| CertificateError::Make { reason })
    }

    /// The server's certificate in the folder, if it is whole and of this authority: else it is as good as none.
    fn load_server(&self, authority: &issue::Authority) -> Option<Issued> {
        let (cert, key) = (
            self.folder.read(SERVER_CERT).ok()??,
            self.folder.read(SERVER_KEY).ok()??,
        );
        let (der, key) = issue::pair(&cert, &key).ok()?;
        authority.has_signed(&der).then_some(())?;
        Issued::new(der, &key, authority).ok()
    }
}

impl Issued {
    fn new(
        certificate: CertificateDer<'static>,
        key: &rcgen::KeyPair,
        authority: &issue::Authority,
    ) -> Result<Self, CertificateError> {
        let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        Ok(Self {
            facts: CertificateFacts::from_der(&certificate, SERVER_CERT)?,
            authority: Arc::clone(&authority.facts),
            certificate,
            key,
        })
    }

    /// Whether it is for all of these names, as far as its authority may sign them, and for a while yet.
    pub(crate) fn is_good_for(&self, names: &Names, now: SystemTime) -> bool {
        let names = names.permitted_by(&self.authority);
        self.facts.not_before <= now && self.facts.lasts(now) && names.are_in(&self.facts)
    }
}

#[cfg(test)]
mod tests;
