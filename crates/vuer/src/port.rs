//! Who listens on a TCP port, and how to make them stop.
//!
//! Known on Linux, from `/proc`; elsewhere nobody is found and nothing is ended.

use std::fmt;
use std::io;
use std::time::Duration;

use thiserror::Error;
use tokio::time::{Instant, sleep};

/// How long a process may take to end after it was asked to.
const PATIENCE: Duration = Duration::from_secs(3);

/// A process that listens on a port.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PortHolder {
    /// Its process id.
    pub pid: u32,
    /// Its command line up to the first option, for options may hold secrets. At most 80 characters.
    pub command: String,
}

impl fmt::Display for PortHolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "process {} ({})", self.pid, self.command)
    }
}

/// Why a port was not freed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FreePortError {
    /// The listener cannot be found out, or belongs to another user.
    #[error(
        "port {port} is in use, by a process of another user or one that cannot be seen from here: choose another port"
    )]
    NotOurs {
        /// The port.
        port: u16,
    },
    /// The listener is this very process.
    #[error("port {port} is in use by this program itself: choose another port")]
    Ourselves {
        /// The port.
        port: u16,
    },
    /// The listener could not be ended.
    #[error("port {port} is in use by {holder}, which cannot be ended: {cause}")]
    Signal {
        /// The port.
        port: u16,
        /// Who listens.
        holder: PortHolder,
        /// What the operating system says.
        cause: io::Error,
    },
    /// The listener was asked to end and did not.
    #[error(
        "port {port} is in use by {holder}, which did not end when it was asked to: end it, or choose another port"
    )]
    Stays {
        /// The port.
        port: u16,
        /// Who listens.
        holder: PortHolder,
    },
}

/// The process that listens on `port`, if it is the same user's and can be seen.
pub(crate) fn holder(port: u16) -> Option<PortHolder> {
    system::holder(port)
}

/// Ends the process that listens on `port` and says which it was; `None` if nobody listens.
///
/// It is asked to end (SIGTERM), and nothing more is done if it does not within three seconds.
pub(crate) async fn free(port: u16) -> Result<Option<PortHolder>, FreePortError> {
    if !system::is_taken(port) {
        return Ok(None);
    }
    let holder = holder(port).ok_or(FreePortError::NotOurs { port })?;
    if holder.pid == std::process::id() {
        return Err(FreePortError::Ourselves { port });
    }
    if let Err(cause) = system::ask_to_end(holder.pid) {
        return Err(FreePortError::Signal {
            port,
            holder,
            cause,
        });
    }
    let deadline = Instant::now() + PATIENCE;
    while system::is_taken(port) {
        if Instant::now() > deadline {
            return Err(FreePortError::Stays { port, holder });
        }
        sleep(Duration::from_millis(20)).await;
    }
    Ok(Some(holder))
}

/// What of a command line – its words each ended by a zero – may be shown.
#[cfg(target_os = "linux")]
fn command(words: &str) -> String {
    let mut words = words.trim_end_matches('\0').split('\0');
    let program = words.next().into_iter();
    let arguments = words.take_while(|word| !word.starts_with('-'));
    let shown = program.chain(arguments).collect::<Vec<_>>().join(" ");
    shown.chars().take(80).collect()
}

#[cfg(target_os = "linux")]
mod system {
    use std::fs;
    use std::io;
    use std::os::unix::fs::MetadataExt as _;

    use nix::sys::signal::{Signal, kill};
    use nix::unistd::Pid;

    use super::PortHolder;

    pub(super) fn is_taken(port: u16) -> bool {
        listening_sockets(port).next().is_some()
    }

    pub(super) fn holder(port: u16) -> Option<PortHolder> {
        let sockets: Vec<_> = listening_sockets(port)
            .map(|inode| format!("socket:[{inode}]"))
            .collect();
        let own_user = fs::metadata("/proc/self").ok()?.uid();
        let processes = fs::read_dir("/proc").ok()?.flatten();
        let pids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        let pid = pids.into_iter().find(|pid| {
            let is_ours = fs::metadata(format!("/proc/{pid}")).is_ok_and(|it| it.uid() == own_user);
            is_ours
                && fs::read_dir(format!("/proc/{pid}/fd")).is_ok_and(|files| {
                    files
                        .flatten()
                        .filter_map(|file| fs::read_link(file.path()).ok())
                        .any(|target| {
                            sockets
                                .iter()
                                .any(|socket| target.as_os_str() == socket.as_str())
                        })
                })
        })?;
        let command_line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        Some(PortHolder {
            pid,
            command: super::command(&String::from_utf8_lossy(&command_line)),
        })
    }

    pub(super) fn ask_to_end(pid: u32) -> io::Result<()> {
        let pid = i32::try_from(pid).map_err(io::Error::other)?;
        Ok(kill(Pid::from_raw(pid), Signal::SIGTERM)?)
    }

    /// The inodes of the sockets that listen on `port`. The columns of the tables are in proc(5).
    fn listening_sockets(port: u16) -> impl Iterator<Item = String> {
        const LISTEN: &str = "0A";
        let port = format!("{port:04X}");
        let tables = ["/proc/net/tcp", "/proc/net/tcp6"].into_iter();
        let tables = tables.filter_map(|table| fs::read_to_string(table).ok());
        let sockets = tables.flat_map(move |table| {
            let inode = |line: &str| {
                let columns: Vec<_> = line.split_whitespace().collect();
                let (local, state, inode) = (columns.get(1)?, columns.get(3)?, columns.get(9)?);
                let is_port = local
                    .rsplit_once(':')
                    .is_some_and(|(_, found)| found == port);
                (is_port && *state == LISTEN).then(|| (*inode).to_owned())
            };
            table.lines().skip(1).filter_map(inode).collect::<Vec<_>>()
        });
        sockets.into_iter()
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use std::io;

    use super::PortHolder;

    pub(super) fn is_taken(_: u16) -> bool {
        false
    }

    pub(super) fn holder(_: u16) -> Option<PortHolder> {
        None
    }

    pub(super) fn ask_to_end(_: u32) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn a_listener_is_found_by_its_port() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        assert_eq!(holder(port).unwrap().pid, std::process::id());
        drop(listener);
        assert_eq!(holder(port), None);
    }

    #[test]
    fn options_of_a_command_are_not_shown() {
        assert_eq!(
            command("vuer\0serve\0robots\0--token=s3cret\0x\0"),
            "vuer serve robots"
        );
        assert_eq!(command("-bash\0"), "-bash");
        assert_eq!(command(""), "");
        assert_eq!(command(&"é".repeat(100)).chars().count(), 80);
    }

    #[tokio::test]
    async fn nothing_is_ended_needlessly() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        assert!(matches!(
            free(port).await,
            Err(FreePortError::Ourselves { .. })
        ));
        drop(listener);
        assert_eq!(free(port).await.unwrap(), None);
    }
}
