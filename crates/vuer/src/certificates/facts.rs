//! What a certificate says, for those who decide by it or show it.

use std::net::IpAddr;
use std::path::Path;
use std::time::{Duration, SystemTime};

use ring::digest::{SHA256, digest};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::FromDer as _;

use super::CertificateError;

/// A certificate with less time left than this counts as at its end: a server that is started once a month renews it.
const LAST_DAYS: Duration = Duration::from_secs(30 * 24 * 3600);

/// What a certificate says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CertificateFacts {
    /// Whom it is for, as it is written in it.
    pub subject: String,
    /// Who signed it.
    pub issuer: String,
    /// Since when it is valid.
    pub not_before: SystemTime,
    /// Until when it is valid.
    pub not_after: SystemTime,
    /// The host names and addresses it is for.
    pub names: Vec<String>,
    /// Whether it may sign others.
    pub is_authority: bool,
    /// The names, and the networks as `address/mask`, for which alone an authority may sign; none: for anything.
    pub permitted: Option<Vec<String>>,
    /// The certificate in DER form.
    pub der: CertificateDer<'static>,
}

impl CertificateFacts {
    /// Reads the first certificate of a PEM file.
    pub fn from_pem_file(path: &Path) -> Result<Self, CertificateError> {
        let pem = std::fs::read(path).map_err(|cause| CertificateError::Io {
            action: "read",
            path: path.into(),
            cause,
        })?;
        Self::from_pem(&pem, &path.display().to_string())
    }

    pub(super) fn from_pem(pem: &[u8], what: &str) -> Result<Self, CertificateError> {
        let der = CertificateDer::from_pem_slice(pem).map_err(|error| unreadable(what, &error))?;
        Self::from_der(&der, what)
    }

    pub(super) fn from_der(
        der: &CertificateDer<'static>,
        what: &str,
    ) -> Result<Self, CertificateError> {
        let (_, parsed) =
            X509Certificate::from_der(der).map_err(|error| unreadable(what, &error))?;
        let alternatives = parsed
            .subject_alternative_name()
            .map_err(|error| unreadable(what, &error))?;
        let names = alternatives.map_or(&[][..], |found| &found.value.general_names);
        let constraints = parsed
            .name_constraints()
            .map_err(|error| unreadable(what, &error))?;
        let permitted = constraints.and_then(|found| found.value.permitted_subtrees.as_ref());
        let time = |time: x509_parser::time::ASN1Time| SystemTime::from(time.to_datetime());
        Ok(Self {
            subject: parsed.subject().to_string(),
            issuer: parsed.issuer().to_string(),
            not_before: time(parsed.validity().not_before),
            not_after: time(parsed.validity().not_after),
            names: names.iter().filter_map(name).collect(),
            is_authority: parsed.is_ca(),
            permitted: permitted
                .map(|trees| trees.iter().filter_map(|tree| name(&tree.base)).collect()),
            der: der.clone(),
        })
    }

    /// The SHA-256 of the whole certificate as people compare it: `AB:CD:…`.
    pub fn sha256(&self) -> String {
        let digest = digest(&SHA256, &self.der);
        let bytes = digest.as_ref().iter().map(|byte| format!("{byte:02X}"));
        bytes.collect::<Vec<_>>().join(":")
    }

    /// Whether it is valid now, by its dates.
    pub fn is_valid_at(&self, now: SystemTime) -> bool {
        (self.not_before..=self.not_after).contains(&now)
    }

    /// Whether more than its last days are left.
    pub(super) fn lasts(&self, now: SystemTime) -> bool {
        now + LAST_DAYS < self.not_after
    }

    /// Whether an authority may sign for this host name.
    pub(super) fn permits_name(&self, name: &str) -> bool {
        let is_below = |tree: &String| {
            name.strip_suffix(tree.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        self.permitted
            .as_ref()
            .is_none_or(|trees| trees.iter().any(is_below))
    }

    /// Whether an authority may sign for this address.
    pub(super) fn permits_address(&self, address: IpAddr) -> bool {
        let contains = |tree: &String| {
            tree.split_once('/').is_some_and(|(network, mask)| {
                let (Ok(network), Ok(mask)) = (network.parse(), mask.parse()) else {
                    return false;
                };
                masked(address, mask).is_some_and(|found| Some(found) == masked(network, mask))
            })
        };
        self.permitted
            .as_ref()
            .is_none_or(|trees| trees.iter().any(contains))
    }
}

fn masked(address: IpAddr, mask: IpAddr) -> Option<IpAddr> {
    match (address, mask) {
        (IpAddr::V4(address), IpAddr::V4(mask)) => Some((address & mask).into()),
        (IpAddr::V6(address), IpAddr::V6(mask)) => Some((address & mask).into()),
        _ => None,
    }
}

/// A host name, an address, or a network as it stands in name constraints.
fn name(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        GeneralName::IPAddress(bytes) => {
            address(bytes).map(|found| found.to_string()).or_else(|| {
                let (network, mask) = bytes.split_at(bytes.len() / 2);
                Some(format!("{}/{}", address(network)?, address(mask)?))
            })
        }
        _ => None,
    }
}

fn address(bytes: &[u8]) -> Option<IpAddr> {
    let v4 = <[u8; 4]>::try_from(bytes).map(IpAddr::from);
    v4.or_else(|_| <[u8; 16]>::try_from(bytes).map(IpAddr::from))
        .ok()
}

fn unreadable(what: &str, reason: &impl std::fmt::Display) -> CertificateError {
    CertificateError::Unreadable {
        what: what.to_owned(),
        reason: reason.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn authority(permitted: &[&str]) -> CertificateFacts {
        CertificateFacts {
            subject: String::new(),
            issuer: String::new(),
            not_before: SystemTime::UNIX_EPOCH,
            not_after: SystemTime::UNIX_EPOCH,
            names: Vec::new(),
            is_authority: true,
            permitted: Some(permitted.iter().map(|&tree| tree.to_owned()).collect()),
            der: Vec::new().into(),
        }
    }

    #[test]
    fn a_tree_of_names_holds_what_is_below_it() {
        let facts = authority(&["local", "robot7"]);
        for name in ["robot.local", "local", "robot7", "arm.robot7"] {
            assert!(facts.permits_name(name), "{name}");
        }
        for name in [
            "example.com",
            "notlocal",
            "xrobot7",
            "local.example.com",
            "",
        ] {
            assert!(!facts.permits_name(name), "{name}");
        }
    }

    #[test]
    fn a_network_holds_its_addresses() {
        let facts = authority(&[
            "10.0.0.0/255.0.0.0",
            "fc00::/fe00::",
            "192.0.2.7/255.255.255.255",
        ]);
        for address in ["10.200.3.4", "fd00::2", "192.0.2.7"] {
            assert!(facts.permits_address(address.parse().unwrap()), "{address}");
        }
        for address in ["11.0.0.1", "2001:db8::1", "192.0.2.8"] {
            assert!(
                !facts.permits_address(address.parse().unwrap()),
                "{address}"
            );
        }
    }
}
