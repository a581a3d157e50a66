//! What Python says of a server before it starts.

use std::path::PathBuf;
use std::time::Duration;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use vuer::{Spawn, Token, Vuer, Workspace};

use crate::guards;
use crate::route::RouteSettings;

/// A dict with the settings that differ from the default, and from what the environment says.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Settings {
    #[pyo3(default)]
    host: Option<String>,
    #[pyo3(default)]
    port: Option<u16>,
    #[pyo3(default)]
    free_port: Option<bool>,
    #[pyo3(default)]
    domain: Option<String>,
    #[pyo3(default)]
    queries: Option<Vec<(String, String)>>,
    #[pyo3(default)]
    cors: Option<Vec<String>>,
    #[pyo3(default)]
    allow_host: Option<Vec<String>>,
    #[pyo3(default)]
    token: Option<String>,
    #[pyo3(default)]
    client_root: Option<PathBuf>,
    /// Folders by the paths below which they are served, the first beats the others.
    #[pyo3(default)]
    folders: Option<Vec<(String, PathBuf)>>,
    #[pyo3(default)]
    cert: Option<PathBuf>,
    #[pyo3(default)]
    key: Option<PathBuf>,
    #[pyo3(default)]
    ca_cert: Option<PathBuf>,
    /// Certificates of the machine's own.
    #[pyo3(default)]
    tls_auto: bool,
    #[pyo3(default)]
    tls_dir: Option<PathBuf>,
    #[pyo3(default)]
    setup_port: Option<u16>,
    #[pyo3(default)]
    mdns: Option<bool>,
    #[pyo3(default)]
    websocket_max_size: Option<usize>,
    #[pyo3(default)]
    request_max_size: Option<usize>,
    #[pyo3(default)]
    queue_len: Option<usize>,
    #[pyo3(default)]
    max_sessions: Option<usize>,
    #[pyo3(default)]
    outbox_bytes: Option<usize>,
    /// Times, in seconds.
    #[pyo3(default)]
    ping_interval: Option<f64>,
    #[pyo3(default)]
    dead_after: Option<f64>,
    #[pyo3(default)]
    resume_grace: Option<f64>,
    #[pyo3(default)]
    offline: Option<bool>,
    #[pyo3(default)]
    relay: Option<bool>,
    #[pyo3(default)]
    unfinished_max_size: Option<usize>,
    /// What may be held for poses to pass.
    #[pyo3(default)]
    dead_man: Vec<String>,
    #[pyo3(default)]
    dead_man_timeout: f64,
    #[pyo3(default)]
    one_operator: Option<String>,
    #[pyo3(default)]
    pub(crate) float64: bool,
    /// Further folders of the program, by the path they are served below.
    #[pyo3(default)]
    files: Vec<(String, PathBuf)>,
    /// Single files of the program, by their path.
    #[pyo3(default)]
    file: Vec<(String, PathBuf)>,
    pub(crate) routes: Vec<RouteSettings>,
    /// The filters of each spawned function.
    pub(crate) spawns: Vec<Vec<(String, String)>>,
    /// The types of the events that have handlers.
    pub(crate) etypes: Vec<String>,
    /// How the loop is woken.
    pub(crate) bridge: String,
    /// The least level of what is logged, as `logging` counts.
    pub(crate) log_level: u8,
}

/// A loop that is busy for a second finds that many events of a headset waiting, and more; what they may hold together
/// has a bound of its own.
const MAX_RUNNING_HANDLERS: usize = 1 << 16;

impl Settings {
    /// The builder with all that is plain data.
    pub(crate) fn builder(&self) -> PyResult<Vuer> {
        let mut vuer = Vuer::new()
            .float64(self.float64)
            .max_running_handlers(MAX_RUNNING_HANDLERS);
        /// Hands over those settings that are there.
        macro_rules! set {
            ($($name:ident),* $(,)?) => {$(
                if let Some(value) = &self.$name {
                    vuer = vuer.$name(value.clone());
                }
            )*};
        }
        set!(
            host,
            port,
            free_port,
            domain,
            cors,
            client_root,
            cert,
            key,
            ca_cert,
            tls_dir,
            setup_port,
            mdns,
            websocket_max_size,
            request_max_size,
            queue_len,
            max_sessions,
            outbox_bytes,
            offline,
            relay,
            unfinished_max_size,
        );
        if self.tls_auto {
            vuer = vuer.tls_auto();
        }
        for (name, value) in self.queries.iter().flatten() {
            vuer = vuer.query(name, value);
        }
        for host in self.allow_host.iter().flatten() {
            vuer = vuer.allow_host(host);
        }
        if let Some(token) = &self.token {
            vuer = vuer.token(Token::parse(token));
        }
        if let Some(seconds) = self.ping_interval {
            vuer = vuer.ping_interval(time("ping_interval", seconds)?);
        }
        if let Some(seconds) = self.dead_after {
            vuer = vuer.dead_after(time("dead_after", seconds)?);
        }
        if let Some(seconds) = self.resume_grace {
            vuer = vuer.resume_grace(time("resume_grace", seconds)?);
        }
        let timeout = time("dead_man_timeout", self.dead_man_timeout)?;
        if let Some(switch) = guards::dead_man(&self.dead_man, timeout)? {
            vuer = vuer.dead_man(switch);
        }
        if let Some(succession) = &self.one_operator {
            vuer = vuer.one_operator(guards::succession(succession)?);
        }
        if let Some(folders) = &self.folders {
            let workspace = folders
                .iter()
                .fold(Workspace::new(), |all, (path, folder)| {
                    all.dir_at(path, folder)
                });
            vuer = vuer.workspace(workspace);
        }
        for (prefix, folder) in &self.files {
            vuer = vuer.files(prefix, Workspace::new().dir(folder));
        }
        for (path, file) in &self.file {
            vuer = vuer.file(path, file);
        }
        Ok(vuer)
    }
}

fn time(setting: &str, seconds: f64) -> PyResult<Duration> {
    Duration::try_from_secs_f64(seconds).map_err(|_| {
        let what = format!("{setting}={seconds} is no time: give seconds from 0 on");
        PyValueError::new_err(what)
    })
}

/// A function that is run for the sessions which these filters fit.
pub(crate) fn filtered(spawn: Spawn, filters: &[(String, String)]) -> Spawn {
    filters
        .iter()
        .fold(spawn, |spawn, (field, pattern)| spawn.only(field, pattern))
}
