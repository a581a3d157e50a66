//! Taking the port.

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use tokio::net::{TcpListener, TcpStream, lookup_host};

use super::StartError;
use crate::port;
use crate::settings::Settings;

/// The sockets of one server: a name such as `localhost` has an address in each protocol family.
#[derive(Debug)]
pub(super) struct Listeners {
    sockets: Vec<TcpListener>,
    /// Which of them is asked first; each in turn, so that a flood at one does not keep the others waiting.
    first: AtomicUsize,
    local_addr: SocketAddr,
}

impl Listeners {
    pub(super) fn local_addr(&self) -> SocketAddr {
        self.local_addr
    }

    pub(super) fn poll_accept(
        &self,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<(TcpStream, SocketAddr)>> {
        let first = self.first.fetch_add(1, Ordering::Relaxed) % self.sockets.len();
        let (behind, ahead) = self.sockets.split_at(first);
        let mut polls = ahead
            .iter()
            .chain(behind)
            .map(|socket| socket.poll_accept(context));
        polls.find(Poll::is_ready).unwrap_or(Poll::Pending)
    }
}

/// Listens where the settings say.
pub(super) async fn listen(settings: &Settings) -> Result<Listeners, StartError> {
    let port = settings.port;
    if settings.free_port
        && port != 0
        && let Some(holder) = port::free(port).await?
    {
        tracing::warn!("ended {holder}, which had port {port}");
    }
    on(&settings.host, port).await
}

/// Listens for `/setup`, beside a server on `port`.
pub(super) async fn beside(settings: &Settings, port: u16) -> Result<Listeners, StartError> {
    let host = &settings.host;
    let next = match (settings.setup_port, settings.port) {
        (Some(port), _) => return on(host, port).await,
        // Whoever takes any port for the one takes any for the other.
        (None, 0) => None,
        (None, _) => port.checked_add(1),
    };
    match on(host, next.unwrap_or(0)).await {
        Err(StartError::PortInUse { .. }) => on(host, 0).await,
        other => other,
    }
}

/// Listens on every address of the host. The first must work; the others need not exist on this machine.
async fn on(host: &str, wanted: u16) -> Result<Listeners, StartError> {
    let mut port = wanted;
    let failed = |cause| StartError::Listen {
        host: host.to_owned(),
        port: wanted,
        cause,
    };
    let addresses = lookup_host((host, port)).await.map_err(failed)?;
    let mut sockets = Vec::new();
    for mut address in in_order(addresses.collect()) {
        address.set_port(port);
        match TcpListener::bind(address).await {
            Ok(socket) => {
                port = socket.local_addr().map_err(failed)?.port();
                sockets.push(socket);
            }
            // A free port was asked for, and one was found; that another program has it in the other family
            // is bad luck and no fault.
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && wanted != 0 => {
                return Err(StartError::PortInUse {
                    port,
                    holder: port::holder(port),
                });
            }
            Err(error) if sockets.is_empty() => return Err(failed(error)),
            Err(error) => tracing::debug!(%address, %error, "not listening there"),
        }
    }
    let first = sockets
        .first()
        .ok_or_else(|| failed(io::ErrorKind::NotFound.into()))?;
    Ok(Listeners {
        local_addr: first.local_addr().map_err(failed)?,
        first: AtomicUsize::new(0),
        sockets,
    })
}

/// Addresses beyond this machine first: what is said and allowed of the server goes by its first address, and a name
/// can mean both (Debian gives a machine's name 127.0.1.1). Then IPv4, which clients that try one address only try.
fn in_order(mut addresses: Vec<SocketAddr>) -> Vec<SocketAddr> {
    addresses.sort_by_key(|address| (address.ip().to_canonical().is_loopback(), *address));
    addresses.dedup();
    addresses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_means_more_than_this_machine_counts_as_the_network() {
        let check = |addresses: &[&str], expected: &[&str]| {
            let parse = |texts: &[&str]| -> Vec<SocketAddr> {
                texts.iter().map(|text| text.parse().unwrap()).collect()
            };
            assert_eq!(in_order(parse(addresses)), parse(expected));
        };
        check(&["[::1]:1", "127.0.0.1:1"], &["127.0.0.1:1", "[::1]:1"]);
        check(
            &["127.0.1.1:1", "[fd00::2]:1", "192.168.1.5:1", "127.0.1.1:1"],
            &["192.168.1.5:1", "[fd00::2]:1", "127.0.1.1:1"],
        );
    }
}
