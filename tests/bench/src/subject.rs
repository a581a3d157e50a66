//! A server under measurement: its process, and what the kernel says of it.

use std::fmt;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};

/// Ticks of /proc/PID/stat in a second; a constant of Linux's interface to programs.
const TICKS_PER_SECOND: f64 = 100.0;

/// Far more than a server needs to start, Python included.
const START_LIMIT: Duration = Duration::from_secs(30);

/// Prints how many seconds the import takes, and whether numpy is there then.
const IMPORT: &str = "import sys, time; begin = time.perf_counter(); import vuer; \
                      print(time.perf_counter() - begin, 'numpy' in sys.modules)";

/// Whose server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// The crate.
    Ours,
    /// The Python package, with the program that the original runs.
    Package,
    Original(&'static str),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ours => f.write_str("this project"),
            Self::Package => f.write_str("its Python package"),
            Self::Original(version) => write!(f, "vuer {version}"),
        }
    }
}

/// A running server; dropping it ends the process.
pub(crate) struct Running {
    process: Child,
    pub(crate) address: SocketAddr,
}

impl Subject {
    /// Starts the program of the scenarios, with its default settings but for the length of its queues if one is
    /// given, and waits until it answers HTTP.
    pub(crate) fn start(self, queue_len: Option<u64>) -> Result<Running> {
        let address = free_address()?;
        let settings = [Some(u64::from(address.port())), queue_len];
        let settings = settings.iter().flatten().map(u64::to_string);
        let mut command = match self.python() {
            None => Command::new(beside_us("bench-server")?),
            Some(python) => {
                let mut command = Command::new(python);
                command.arg(root().join("tests/bench/program.py"));
                command
            }
        };
        command.args(settings);
        Running::start(command, address).map(|(running, _)| running)
    }

    /// The interpreter of its environment.
    fn python(self) -> Option<PathBuf> {
        let environment = match self {
            Self::Ours => return None,
            Self::Package => "python".to_owned(),
            Self::Original(version) => format!("vuer-{version}"),
        };
        Some(root().join(format!(".venvs/{environment}/bin/python")))
    }

    /// Milliseconds that `import vuer` takes. Ours must not bring numpy with it.
    pub(crate) fn import_time(self) -> Result<f64> {
        let python = self.python().context("only Python imports")?;
        let printed = Command::new(python)
            .args(["-c", IMPORT])
            .stderr(Stdio::null())
            .output()?
            .stdout;
        let printed = String::from_utf8_lossy(&printed);
        let (time, numpy) = printed
            .trim()
            .split_once(' ')
            .with_context(|| format!("{self} cannot be imported"))?;
        ensure!(
            self != Self::Package || numpy == "False",
            "{self} imports numpy"
        );
        Ok(time.parse::<f64>()? * 1e3)
    }

    /// From exec to the first answered request: ours as the bare `vuer serve`, those in Python as the program of the
    /// scenarios, nearly all of whose time goes into importing numpy and `vuer`.
    pub(crate) fn start_up(self) -> Result<Duration> {
        if self != Self::Ours {
            let begin = Instant::now();
            self.start(None)?;
            return Ok(begin.elapsed());
        }
        let address = free_address()?;
        let mut command = Command::new(beside_us("vuer")?);
        command
            .args(["serve", "--port", &address.port().to_string()])
            .current_dir(root().join("docs"));
        Running::start(command, address).map(|(_, time)| time)
    }
}

impl Running {
    fn start(mut command: Command, address: SocketAddr) -> Result<(Self, Duration)> {
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let begin = Instant::now();
        let process = command
            .spawn()
            .with_context(|| format!("cannot start {}", command.get_program().display()))?;
        let mut running = Self { process, address };
        while !answers(address) {
            if let Some(status) = running.process.try_wait()? {
                bail!(
                    "{} ended at once ({status})",
                    command.get_program().display()
                );
            }
            if begin.elapsed() > START_LIMIT {
                bail!("{} does not answer", command.get_program().display());
            }
            thread::sleep(Duration::from_micros(500));
        }
        Ok((running, begin.elapsed()))
    }

    /// Seconds of processor time used so far, in user and kernel mode.
    pub(crate) fn cpu_seconds(&self) -> Result<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process.id()))?;
        // The second field is the program's name in parentheses, with whatever it holds.
        let (_, fields) = stat.rsplit_once(')').context("odd /proc stat")?;
        let ticks: f64 = fields
            .split_whitespace()
            .skip(11)
            .take(2)
            .filter_map(|field| field.parse::<f64>().ok())
            .sum();
        Ok(ticks / TICKS_PER_SECOND)
    }

    /// Memory in use, in KiB, without what only others have mapped.
    pub(crate) fn resident_kib(&self) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .context("no VmRSS")?;
        line.trim()
            .trim_end_matches(" kB")
            .parse()
            .context("odd VmRSS")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail only if the process is gone already.
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

fn answers(address: SocketAddr) -> bool {
    let Ok(mut stream) = TcpStream::connect(address) else {
        return false;
    };
    let request = format!("GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    let mut status = [0; 12];
    stream.write_all(request.as_bytes()).is_ok()
        && stream.read_exact(&mut status).is_ok()
        && &status == b"HTTP/1.1 200"
}

/// A port that was free a moment ago: the originals cannot be asked which one they took.
fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

fn beside_us(name: &str) -> Result<PathBuf> {
    Ok(std::env::current_exe()?.with_file_name(name))
}

/// The repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("two folders below the root")
}
