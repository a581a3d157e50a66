//! What is so on this machine, without judgement.

use std::fs;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use vuer::{CertificateFacts, LocalCa};

use super::firewall::{self, Firewall};

/// How long an address of this machine may take to answer itself.
const CONNECT_TIME: Duration = Duration::from_secs(2);

pub(super) struct Facts {
    pub(super) port: u16,
    /// Addresses beyond loopback.
    pub(super) addresses: Vec<IpAddr>,
    /// What came of listening on and connecting to the port of each address, loopback first.
    pub(super) ports: Vec<(IpAddr, Port)>,
    pub(super) certificate: Certificate,
    pub(super) now: SystemTime,
    /// Files of this machine and when they were written, by its clock at that time.
    pub(super) written: Vec<(PathBuf, SystemTime)>,
    pub(super) firewalls: Vec<Firewall>,
}

/// What came of a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Port {
    /// It could be listened on, and the connection came through.
    Free,
    /// Something else listens, and takes connections.
    Taken,
    /// It could not be listened on, or not be reached.
    Failed(String),
}

/// The certificate that a server would show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Certificate {
    /// None is configured, and none has been made.
    None,
    /// Whether it is of `--tls auto`, and what it says.
    Found {
        is_own: bool,
        says: Says,
    },
    Unusable {
        is_own: bool,
        reason: String,
    },
}

/// What of a certificate matters here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Says {
    pub(super) not_before: SystemTime,
    pub(super) not_after: SystemTime,
    pub(super) names: Vec<String>,
}

impl From<CertificateFacts> for Says {
    fn from(facts: CertificateFacts) -> Self {
        Self {
            not_before: facts.not_before,
            not_after: facts.not_after,
            names: facts.names,
        }
    }
}

impl Facts {
    pub(super) fn gather(port: u16, cert: Option<&Path>) -> anyhow::Result<Self> {
        let addresses = vuer::lan_addresses();
        let loopback = IpAddr::from(Ipv4Addr::LOCALHOST);
        let tried = [loopback].into_iter().chain(addresses.iter().copied());
        let ca = LocalCa::new(super::super::tls::folder())?;
        let program = std::env::current_exe().ok();
        let files = program.into_iter().chain([ca.certificate_path()]);
        Ok(Self {
            port,
            ports: tried
                .map(|address| (address, try_port(address, port)))
                .collect(),
            addresses,
            certificate: certificate(&ca, cert),
            now: SystemTime::now(),
            written: files
                .filter_map(|file| {
                    let written = fs::metadata(&file)
                        .and_then(|found| found.modified())
                        .ok()?;
                    Some((file, written))
                })
                .collect(),
            firewalls: firewall::gather(),
        })
    }
}

fn certificate(ca: &LocalCa, cert: Option<&Path>) -> Certificate {
    let (is_own, found) = match cert {
        Some(path) => (false, CertificateFacts::from_pem_file(path).map(Some)),
        None => (true, ca.server()),
    };
    match found {
        Ok(None) => Certificate::None,
        Ok(Some(facts)) => Certificate::Found {
            is_own,
            says: facts.into(),
        },
        Err(error) => Certificate::Unusable {
            is_own,
            reason: error.to_string(),
        },
    }
}

/// Listens for a moment and connects to itself; where the port is taken, connects to whoever has it.
fn try_port(address: IpAddr, port: u16) -> Port {
    let wanted = SocketAddr::new(address, port);
    match TcpListener::bind(wanted) {
        Ok(listener) => {
            let reached = listener
                .local_addr()
                .and_then(|bound| TcpStream::connect_timeout(&bound, CONNECT_TIME));
            match reached {
                Ok(_) => Port::Free,
                Err(error) => Port::Failed(format!("listened on, but not reached: {error}")),
            }
        }
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            match TcpStream::connect_timeout(&wanted, CONNECT_TIME) {
                Ok(_) => Port::Taken,
                Err(error) => Port::Failed(format!("in use, but not reached: {error}")),
            }
        }
        Err(error) => Port::Failed(format!("cannot be listened on: {error}")),
    }
}
