//! Telling the network by multicast DNS where the server is.
//!
//! The machine's own `.local` name is left to the system: Avahi, systemd or macOS may answer for it, or come to later,
//! and two that answer for one name take it from each other. So the server goes by a name of its own, which is in its
//! certificate, too.

use std::net::SocketAddr;

use mdns_sd::{DaemonEvent, IfKind, ServiceDaemon, ServiceInfo};
use tracing::{info, warn};

use crate::certificates::{mdns_name, short_name};

const SERVICE: &str = "_vuer._tcp.local.";

/// What speaks for the server; it says good-bye when it is dropped.
pub(super) struct Announced(ServiceDaemon);

/// Begins to tell. Without multicast there is a warning and nothing else: the server is reached by its addresses.
pub(super) fn announce(address: SocketAddr, is_tls: bool) -> Option<Announced> {
    let begin = || -> mdns_sd::Result<Announced> {
        let daemon = Announced(ServiceDaemon::new()?);
        let loopback = vec![IfKind::LoopbackV4, IfKind::LoopbackV6];
        daemon.0.disable_interface(loopback)?;
        daemon
            .0
            .register(service(&short_name(), address, is_tls)?)?;
        Ok(daemon)
    };
    begin()
        .inspect_err(|error| warn!("not announced by multicast DNS: {error}"))
        .ok()
}

/// Keeps it until the server ends, and says if another one had the name already.
pub(super) async fn watch(announced: Option<Announced>) {
    let Some(announced) = announced else { return };
    let Ok(events) = announced.0.monitor() else {
        return std::future::pending().await;
    };
    while let Ok(event) = events.recv_async().await {
        if let DaemonEvent::NameChange(change) = event {
            info!(
                from = change.original,
                to = change.new_name,
                "another one has this name in the network"
            );
        }
    }
}

fn service(short: &str, address: SocketAddr, is_tls: bool) -> mdns_sd::Result<ServiceInfo> {
    let short = if short.is_empty() { "machine" } else { short };
    let name = format!("Vuer on {short} ({})", address.port());
    let host = format!("{}.", mdns_name(short));
    let scheme = if is_tls { "https" } else { "http" };
    let properties = [("scheme", scheme), ("path", "/")];
    let ip = address.ip().to_canonical();
    let (port, properties) = (address.port(), &properties[..]);
    if ip.is_unspecified() {
        // The daemon finds the addresses, and those that come later.
        let found = ServiceInfo::new(SERVICE, &name, &host, "", port, properties)?;
        return Ok(found.enable_addr_auto());
    }
    ServiceInfo::new(SERVICE, &name, &host, ip, port, properties)
}

impl Drop for Announced {
    fn drop(&mut self) {
        // Its thread ends by itself, after it has told.
        self.0.shutdown().ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_announced_by_a_name_of_its_own() {
        let service = |address: &str| service("robot7", address.parse().unwrap(), true).unwrap();
        let everywhere = service("0.0.0.0:8012");
        assert_eq!(
            everywhere.get_fullname(),
            "Vuer on robot7 (8012)._vuer._tcp.local."
        );
        assert_eq!(everywhere.get_hostname(), "robot7-vuer.local.");
        assert_eq!(everywhere.get_port(), 8012);
        assert_eq!(everywhere.get_property_val_str("scheme"), Some("https"));
        assert!(everywhere.is_addr_auto());
        let one = service("192.168.1.5:8012");
        assert!(!one.is_addr_auto() && one.get_addresses().len() == 1);
    }
}
