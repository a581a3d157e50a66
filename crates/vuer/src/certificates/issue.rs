//! Making certificates: what exactly stands in them.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CidrSubnet, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    NameConstraints, PublicKeyData as _, SanType,
};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use time::OffsetDateTime;
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;

use super::{CertificateError, CertificateFacts, Names};

const DAY: Duration = Duration::from_secs(24 * 3600);
/// Certificates are valid since a day ago: a headset's clock may be behind.
const BEFORE: Duration = DAY;
/// A device is told once to trust the authority; that should last as long as the device.
const AUTHORITY_TIME: Duration = Duration::from_secs(10 * 365 * 24 * 3600);
/// With the day before it below the 397 days that browsers have come to allow.
const SERVER_TIME: Duration = Duration::from_secs(365 * 24 * 3600);

/// Networks that are nobody's on the Internet: private, link-local, this machine.
const PRIVATE_NETWORKS: [&str; 8] = [
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "169.254.0.0/16",
    "127.0.0.0/8",
    "fc00::/7",
    "fe80::/10",
    "::1/128",
];

/// An authority that can sign.
pub(super) struct Authority {
    pub(super) facts: Arc<CertificateFacts>,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    /// From its files; what is wrong with them, if something is.
    pub(super) fn from_pem(cert: &[u8], key: &[u8]) -> Result<Self, String> {
        let (der, key) = pair(cert, key)?;
        let facts = CertificateFacts::from_der(&der, "it").map_err(|error| error.to_string())?;
        if !facts.is_authority {
            return Err("its certificate may not sign others".to_owned());
        }
        let issuer = Issuer::from_ca_cert_der(&der, key).map_err(|error| error.to_string())?;
        Ok(Self {
            facts: Arc::new(facts),
            issuer,
        })
    }

    pub(super) fn has_signed(&self, certificate: &CertificateDer<'_>) -> bool {
        let authority = X509Certificate::from_der(&self.facts.der);
        let certificate = X509Certificate::from_der(certificate);
        let (Ok((_, authority)), Ok((_, certificate))) = (authority, certificate) else {
            return false;
        };
        certificate.issuer() == authority.subject()
            && certificate
                .verify_signature(Some(authority.public_key()))
                .is_ok()
    }
}

/// A certificate and its key, from PEM; what is wrong with them, if something is.
pub(super) fn pair(cert: &[u8], key: &[u8]) -> Result<(CertificateDer<'static>, KeyPair), String> {
    let der = CertificateDer::from_pem_slice(cert).map_err(|error| error.to_string())?;
    let key = str::from_utf8(key).map_err(|error| error.to_string())?;
    let key = KeyPair::from_pem(key).map_err(|error| error.to_string())?;
    let (_, parsed) = X509Certificate::from_der(&der).map_err(|error| error.to_string())?;
    if parsed.public_key().raw != key.subject_public_key_info() {
        return Err("certificate and key are no pair".to_owned());
    }
    Ok((der, key))
}

/// A new authority for a machine of these names.
pub(super) fn authority(
    names: &Names,
    now: SystemTime,
) -> Result<(Certificate, KeyPair), CertificateError> {
    let mut params = CertificateParams::default();
    let date = OffsetDateTime::from(now).date();
    params.distinguished_name = subject(&format!("Vuer on {} ({date})", names.machine()));
    params.not_before = (now - BEFORE).into();
    params.not_after = (now + AUTHORITY_TIME).into();
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    // For servers only: nobody who trusts it for HTTPS wants it to sign programs or mail.
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.name_constraints = Some(NameConstraints {
        permitted_subtrees: permitted(names),
        excluded_subtrees: Vec::new(),
    });
    let key = KeyPair::generate().map_err(CertificateError::made)?;
    let cert = params.self_signed(&key).map_err(CertificateError::made)?;
    Ok((cert, key))
}

fn permitted(names: &Names) -> Vec<GeneralSubtree> {
    let networks = PRIVATE_NETWORKS.iter().map(|network| {
        let parsed: Result<CidrSubnet, ()> = network.parse();
        GeneralSubtree::IpAddress(parsed.expect("the list is of networks"))
    });
    let addresses = names.addresses.iter().map(|address| {
        let bits = if address.is_ipv4() { 32 } else { 128 };
        GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(*address, bits))
    });
    // Every name below `local` is permitted, so those of this machine need not be listed one by one.
    let is_below_local = |host: &str| host.rsplit('.').next() == Some("local");
    let hosts = names.hosts.iter().filter(|host| !is_below_local(host));
    let hosts = hosts.cloned().chain(["local".to_owned()]);
    networks
        .chain(addresses)
        .chain(hosts.map(GeneralSubtree::DnsName))
        .collect()
}

/// A new certificate of a server that goes by these names.
pub(super) fn server(
    authority: &Authority,
    names: &Names,
    now: SystemTime,
) -> Result<(Certificate, KeyPair), CertificateError> {
    let mut params = CertificateParams::default();
    let addresses = [
        IpAddr::from([127, 0, 0, 1]),
        IpAddr::from([0, 0, 0, 0, 0, 0, 0, 1]),
    ];
    let hosts = names.hosts.iter().map(|host| {
        let name = host.clone().try_into().map_err(CertificateError::made)?;
        Ok(SanType::DnsName(name))
    });
    params.subject_alt_names = hosts.collect::<Result<_, CertificateError>>()?;
    let addresses = addresses.iter().chain(&names.addresses);
    params
        .subject_alt_names
        .extend(addresses.map(|address| SanType::IpAddress(*address)));
    params.distinguished_name = subject(names.machine());
    params.not_before = (now - BEFORE).into();
    params.not_after = (now + SERVER_TIME).min(authority.facts.not_after).into();
    params.is_ca = IsCa::ExplicitNoCa;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    let key = KeyPair::generate().map_err(CertificateError::made)?;
    let cert = params
        .signed_by(&key, &authority.issuer)
        .map_err(CertificateError::made)?;
    Ok((cert, key))
}

/// X.509 allows 64 characters for a common name; what is longer is cut.
fn subject(common_name: &str) -> DistinguishedName {
    let mut subject = DistinguishedName::new();
    subject.push(DnType::OrganizationName, "Vuer");
    subject.push(
        DnType::CommonName,
        common_name.chars().take(64).collect::<String>(),
    );
    subject
}
