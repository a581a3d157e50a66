//! The folder of the keys: for its owner's eyes only, written whole or not at all, used by one process at a time.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use etcetera::base_strategy::{BaseStrategy as _, choose_native_strategy};
use uuid::Uuid;

use super::CertificateError;

/// Whoever holds this file's lock may write.
const LOCK: &str = "lock";

#[derive(Debug, Clone)]
pub(super) struct Folder {
    path: PathBuf,
}

/// The folder by the custom of the platform; none without a home.
pub(super) fn default_path() -> Option<PathBuf> {
    let strategy = choose_native_strategy().ok()?;
    // On Windows the folder of data wanders with its user from machine to machine. Keys of a machine stay on it.
    let data = if cfg!(windows) {
        strategy.cache_dir()
    } else {
        strategy.data_dir()
    };
    Some(data.join("vuer").join("tls"))
}

impl Folder {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn exists(&self) -> bool {
        self.path.is_dir()
    }

    /// Makes it if need be. One that others may look into is refused, not closed: it may be theirs.
    pub(super) fn create(&self) -> Result<(), CertificateError> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder
            .create(&self.path)
            .map_err(self.failed("make", None))?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let metadata = fs::metadata(&self.path).map_err(self.failed("read", None))?;
            let mode = metadata.permissions().mode() & 0o777;
            if mode & 0o077 != 0 {
                let path = self.path.clone();
                return Err(CertificateError::Open { path, mode });
            }
        }
        Ok(())
    }

    /// Waits until no other process works here. Dropping the file lets the next one in.
    pub(super) fn lock(&self) -> Result<File, CertificateError> {
        let mut options = private();
        options.create(true).truncate(false);
        let file = options
            .open(self.path.join(LOCK))
            .map_err(self.failed("open", Some(LOCK)))?;
        file.lock().map_err(self.failed("lock", Some(LOCK)))?;
        Ok(file)
    }

    /// What is in a file; none if there is none.
    pub(super) fn read(&self, name: &str) -> Result<Option<Vec<u8>>, CertificateError> {
        match fs::read(self.path.join(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.failed("read", Some(name))(error)),
        }
    }

    /// Replaces a file as a whole: whoever reads it meanwhile, or after a power cut, finds the old one or the new one.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), CertificateError> {
        let draft = self
            .path
            .join(format!(".{name}.{}", Uuid::new_v4().simple()));
        let written = || -> io::Result<()> {
            let mut file = private().create_new(true).open(&draft)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&draft, self.path.join(name))
        };
        written().map_err(|error| {
            fs::remove_file(&draft).ok();
            self.failed("write", Some(name))(error)
        })
    }

    /// Whether there was such a file.
    pub(super) fn remove(&self, name: &str) -> Result<bool, CertificateError> {
        match fs::remove_file(self.path.join(name)) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(self.failed("delete", Some(name))(error)),
        }
    }

    fn failed(
        &self,
        action: &'static str,
        name: Option<&str>,
    ) -> impl FnOnce(io::Error) -> CertificateError + use<> {
        let path = name.map_or_else(|| self.path.clone(), |name| self.path.join(name));
        move |cause| CertificateError::Io {
            action,
            path,
            cause,
        }
    }
}

/// How files are opened that only their owner may read.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
