//! Taking the port.

use std::io;
use std::net::SocketAddr;
use std::task::{Context, Poll};

use tokio::net::{TcpListener, TcpStream, lookup_host};

use super::StartError;
use crate::port;
use crate::settings::Settings;

/// The sockets of one server: a name such as `localhost` has an address in each protocol family.
#[derive(Debug)]
pub(super) struct Listeners {
    sockets: Vec<TcpListener>,
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
        let mut polls = self
            .sockets
            .iter()
            .map(|socket| socket.poll_accept(context));
        polls.find(Poll::is_ready).unwrap_or(Poll::Pending)
    }
}

/// Listens on every address of the host. The first must work; the others need not exist on this machine.
pub(super) async fn listen(settings: &Settings) -> Result<Listeners, StartError> {
    let (host, mut port) = (settings.host.as_str(), settings.port);
    let failed = |source| StartError::Listen {
        host: host.to_owned(),
        port: settings.port,
        source,
    };
    if settings.free_port
        && port != 0
        && let Some(holder) = port::free(port).await?
    {
        tracing::warn!("ended {holder}, which had port {port}");
    }
    let mut addresses: Vec<SocketAddr> = lookup_host((host, port)).await.map_err(failed)?.collect();
    // Clients that try one address only try this one.
    addresses.sort_by_key(SocketAddr::is_ipv6);
    addresses.dedup();
    let mut sockets = Vec::new();
    for mut address in addresses {
        address.set_port(port);
        match TcpListener::bind(address).await {
            Ok(socket) => {
                port = socket.local_addr().map_err(failed)?.port();
                sockets.push(socket);
            }
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
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
        sockets,
    })
}
