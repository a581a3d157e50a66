//! Whose certificates a client takes.

use std::path::PathBuf;
use std::sync::Arc;

use rustls_pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::client::danger::{
    HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier,
};
use tokio_rustls::rustls::crypto::{
    CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature,
};
use tokio_rustls::rustls::{
    ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
};

use super::ConnectError;
use crate::http::read_certificates;

/// Those of the system's authorities, of these instead, or of anybody.
#[derive(Debug, Clone, Default)]
pub(super) struct Trust {
    pub(super) files: Vec<PathBuf>,
    pub(super) ders: Vec<Vec<u8>>,
    pub(super) is_blind: bool,
}

impl Trust {
    /// Reads what there is to be read.
    pub(super) fn config(&self) -> Result<ClientConfig, ConnectError> {
        let provider = Arc::new(ring::default_provider());
        let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .expect("ring has suites for TLS 1.2 and 1.3");
        let mut config = if self.is_blind {
            builder
                .dangerous()
                .with_custom_certificate_verifier(Arc::new(Blind(provider)))
                .with_no_client_auth()
        } else {
            builder
                .with_root_certificates(self.roots()?)
                .with_no_client_auth()
        };
        // A server that offers HTTP/2 as well would choose that, and there is no websocket in it.
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(config)
    }

    fn roots(&self) -> Result<RootCertStore, ConnectError> {
        let mut roots = RootCertStore::empty();
        let unusable = |error: Error| ConnectError::Authorities {
            reason: error.to_string(),
        };
        for file in &self.files {
            for authority in read_certificates(file)? {
                roots.add(authority).map_err(unusable)?;
            }
        }
        for der in &self.ders {
            roots
                .add(CertificateDer::from_slice(der))
                .map_err(unusable)?;
        }
        if self.files.is_empty() && self.ders.is_empty() {
            let found = rustls_native_certs::load_native_certs();
            // A system's store may hold what cannot be used; the rest is as good as before.
            roots.add_parsable_certificates(found.certs);
            if roots.is_empty() {
                let errors: Vec<_> = found.errors.iter().map(ToString::to_string).collect();
                return Err(ConnectError::Authorities {
                    reason: format!("this system has none: {}", errors.join("; ")),
                });
            }
        }
        Ok(roots)
    }
}

/// Takes any certificate. That the server has its key is still checked.
#[derive(Debug)]
struct Blind(Arc<CryptoProvider>);

impl ServerCertVerifier for Blind {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
