//! From the path of a request to a file that may be served, or to nothing.
//!
//! A path is decoded once and must then be a plain list of names. What it leads to must lie in the folder after every
//! symlink is followed, and must not be something that is nobody's business: hidden files, keys, and whatever begins
//! like a private key. All refusals look alike to the visitor (404); the reason goes to the log.

use std::fs::{File, Metadata};
use std::io::{self, Read as _, Seek as _};
use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;
use thiserror::Error;

/// How far into a file that begins like PEM a private key is looked for: a key may follow its certificate chain.
const PEM_SEARCH_BYTES: u64 = 64 * 1024;

/// What files of keys are called: PEM, PKCS #12 and #8, the key stores of Java, Android and PuTTY.
const KEY_EXTENSIONS: [&str; 9] = [
    "pem", "key", "p12", "pfx", "jks", "keystore", "bks", "p8", "ppk",
];
/// What is appended to the name of a file that is kept aside; beside these, numbers, dates and `~`.
const COPY_EXTENSIONS: [&str; 6] = ["bak", "backup", "old", "orig", "save", "tmp"];

/// Why a path leads to nothing.
#[derive(Debug, Error)]
pub(super) enum Refused {
    #[error("the path is not a plain list of names")]
    Path,
    #[error("hidden files and keys are not served")]
    Name,
    #[error("it lies outside the folder")]
    Outside,
    #[error("it is a certificate or key of this server, or lies beside one")]
    Configured,
    #[error("it contains a private key")]
    PrivateKey,
    #[error("it is not a regular file")]
    NotAFile,
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// The certificate, key and authority files of this server, and the folders they lie in.
#[derive(Debug, Clone, Default)]
pub(super) struct Secrets {
    files: Vec<PathBuf>,
    /// Closed where they lie inside of what is served.
    folders: Vec<PathBuf>,
    /// Closed always.
    vaults: Vec<PathBuf>,
}

impl Secrets {
    /// Takes the configured paths, and folders that hold nothing but keys; one that does not exist protects nothing.
    pub(super) fn new<'a>(
        configured: impl IntoIterator<Item = &'a Path>,
        vaults: impl IntoIterator<Item = PathBuf>,
    ) -> Self {
        let vaults = vaults
            .into_iter()
            .filter_map(|path| path.canonicalize().ok());
        let mut secrets = Self {
            vaults: vaults.collect(),
            ..Self::default()
        };
        for path in configured
            .into_iter()
            .filter_map(|path| path.canonicalize().ok())
        {
            if path.is_dir() {
                secrets.folders.push(path);
            } else {
                secrets.folders.extend(path.parent().map(Path::to_owned));
                secrets.files.push(path);
            }
        }
        secrets
    }

    /// A folder that someone serves, or that contains it, is not closed by a key that lies in it: only the key is.
    fn hide(&self, root: &Path, file: &Path) -> bool {
        let is_closed = |folder: &PathBuf| !root.starts_with(folder) && file.starts_with(folder);
        self.files.iter().any(|secret| secret == file)
            || self.folders.iter().any(is_closed)
            || self.vaults.iter().any(|vault| file.starts_with(vault))
    }
}

/// The path of a request, still encoded and without a leading slash, as the names it consists of.
pub(super) fn decode(path: &str) -> Result<String, Refused> {
    let decoded = percent_decode_str(path)
        .decode_utf8()
        .map_err(|_| Refused::Path)?;
    let is_plain = |name: &str| {
        let has_drive = name.as_bytes().get(1) == Some(&b':');
        let has_stream = cfg!(windows) && name.contains(':');
        let has_separator = name.contains(['\\', '\0']);
        !(["", ".", ".."].contains(&name) || has_drive || has_stream || has_separator)
    };
    if !decoded.split('/').all(is_plain) {
        return Err(Refused::Path);
    }
    Ok(decoded.into_owned())
}

/// Opens the file at `path` – decoded – below `root`.
pub(super) fn open(
    root: &Path,
    path: &str,
    secrets: &Secrets,
) -> Result<(File, Metadata), Refused> {
    check_names(Path::new(path))?;
    let root = root.canonicalize()?;
    let file = root.join(path).canonicalize()?;
    check_place(&root, &file, secrets)?;
    // Asked before opening as well: opening a named pipe would wait for somebody to write into it.
    if !file.metadata()?.is_file() {
        return Err(Refused::NotAFile);
    }
    let mut opened = File::open(&file)?;
    let metadata = opened.metadata()?;
    if !metadata.is_file() {
        return Err(Refused::NotAFile);
    }
    check_opened(&root, &opened, secrets)?;
    if holds_private_key(&mut opened)? {
        return Err(Refused::PrivateKey);
    }
    Ok((opened, metadata))
}

/// Whether `file` may be served from `root`; of both, the places they really are.
fn check_place(root: &Path, file: &Path, secrets: &Secrets) -> Result<(), Refused> {
    // A link may lead to a place whose own name is refused.
    check_names(file.strip_prefix(root).map_err(|_| Refused::Outside)?)?;
    if secrets.hide(root, file) {
        return Err(Refused::Configured);
    }
    Ok(())
}

/// Checks the place of what was opened: whoever may write into the folder could have put a link there after the path
/// was looked at. Only Linux tells where an open file is.
#[cfg(target_os = "linux")]
fn check_opened(root: &Path, file: &File, secrets: &Secrets) -> Result<(), Refused> {
    use std::os::fd::AsRawFd as _;
    let place = |opened: &File| std::fs::read_link(format!("/proc/self/fd/{}", opened.as_raw_fd()));
    check_place(&place(&File::open(root)?)?, &place(file)?, secrets)
}

#[cfg(not(target_os = "linux"))]
fn check_opened(_: &Path, _: &File, _: &Secrets) -> Result<(), Refused> {
    Ok(())
}

fn check_names(path: &Path) -> Result<(), Refused> {
    for component in path.components() {
        let Component::Normal(name) = component else {
            return Err(Refused::Outside);
        };
        let name = name.to_string_lossy().to_ascii_lowercase();
        if name.starts_with('.') || is_key_name(&name) {
            return Err(Refused::Name);
        }
    }
    Ok(())
}

fn is_key_name(name: &str) -> bool {
    let is_copy = |part: &str| {
        COPY_EXTENSIONS.contains(&part)
            || part
                .bytes()
                .all(|byte| byte.is_ascii_digit() || b"-_".contains(&byte))
    };
    let mut extensions = name.rsplit('.').map(|part| part.trim_end_matches('~'));
    let extension = extensions.find(|part| !is_copy(part));
    let has_stem = extensions.next().is_some();
    name.starts_with("id_") || has_stem && extension.is_some_and(|it| KEY_EXTENSIONS.contains(&it))
}

/// Whether a line near the file's beginning opens a private key. What may stand before it: other blocks, the attributes
/// that tools write, comments. Leaves the file at its start.
fn holds_private_key(file: &mut File) -> io::Result<bool> {
    let mut head = Vec::new();
    file.take(PEM_SEARCH_BYTES).read_to_end(&mut head)?;
    file.rewind()?;
    let mut lines = head.split(|byte| matches!(byte, b'\n' | b'\r'));
    Ok(lines.any(|line| {
        let line = line
            .strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(line)
            .trim_ascii();
        line.starts_with(b"-----BEGIN ") && line.ends_with(b"PRIVATE KEY-----")
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    #[cfg(target_os = "linux")]
    use std::sync::atomic::{AtomicBool, Ordering};
    use tempfile::TempDir;

    const KEY: &str = "-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----\n";
    const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----\nMC4=\n-----END CERTIFICATE-----\n";

    /// A folder with these files, and beside it `outside.txt`.
    fn root(files: &[(&str, &str)]) -> (TempDir, PathBuf) {
        let parent = tempfile::tempdir().unwrap();
        let root = parent.path().join("root");
        fs::create_dir(&root).unwrap();
        fs::write(parent.path().join("outside.txt"), "outside").unwrap();
        for (path, content) in files {
            let file = root.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, content).unwrap();
        }
        (parent, root)
    }

    fn read(root: &Path, path: &str) -> Option<String> {
        let (mut file, _) = open(root, &decode(path).ok()?, &Secrets::default()).ok()?;
        let mut content = String::new();
        file.read_to_string(&mut content).unwrap();
        Some(content)
    }

    #[test]
    fn names_are_decoded_once() {
        let (_parent, root) = root(&[("a/b c.txt", "1"), ("per%20cent.txt", "2"), ("é.txt", "3")]);
        assert_eq!(read(&root, "a/b%20c.txt").as_deref(), Some("1"));
        assert_eq!(read(&root, "per%2520cent.txt").as_deref(), Some("2"));
        assert_eq!(read(&root, "per%20cent.txt"), None);
        assert_eq!(read(&root, "%C3%A9.txt").as_deref(), Some("3"));
    }

    #[test]
    fn a_path_is_a_plain_list_of_names() {
        let (_parent, root) = root(&[("a.txt", ""), ("dir/b.txt", "")]);
        for path in [
            "",
            ".",
            "..",
            "/",
            "dir",
            "dir/",
            "dir//b.txt",
            "./a.txt",
            "dir/../a.txt",
            "../outside.txt",
            "%2e%2e/outside.txt",
            "%2E./outside.txt",
            "..%2foutside.txt",
            "dir/%2e%2e/%2e%2e/outside.txt",
            "/etc/hostname",
            "//etc/hostname",
            "%2fetc%2fhostname",
            "a.txt%00",
            "%00",
            "dir%5cb.txt",
            "..\\outside.txt",
            "..%5coutside.txt",
            "C:/windows/win.ini",
            "c%3a/windows/win.ini",
            "C:a.txt",
            "%ff.txt",
            "missing.txt",
        ] {
            assert_eq!(read(&root, path), None, "{path}");
        }
        assert_eq!(read(&root, "dir%2fb.txt").as_deref(), Some(""));
    }

    #[test]
    fn hidden_files_and_keys_have_no_address() {
        let names = [
            ".env",
            ".git/config",
            "dir/.hidden/a.txt",
            "server.pem",
            "SERVER.PEM",
            "a.key",
            "a.p12",
            "a.pfx",
            "id_rsa",
            "id_ed25519.pub",
            "certs.key/readme.txt",
            "server.key.bak",
            "server.KEY~",
            "server.pem.2026-01-01",
            "release.jks",
            "debug.keystore",
            "a.p8",
            "a.ppk",
        ];
        let (_parent, root) = root(&names.map(|name| (name, "x")));
        for path in names {
            assert_eq!(read(&root, path), None, "{path}");
        }
        for path in [
            "key",
            "pem.txt",
            "piano.key.png",
            "keys.json",
            "old.bak",
            "a.1",
        ] {
            fs::write(root.join(path), "x").unwrap();
            assert!(read(&root, path).is_some(), "{path}");
        }
    }

    #[test]
    fn a_private_key_is_recognised_by_its_content() {
        let chain = format!("{CERTIFICATE}{KEY}");
        let (_parent, root) = root(&[
            ("key.txt", KEY),
            ("bom.txt", &format!("\u{feff}\r\n{KEY}")),
            ("chain.txt", &chain),
            ("ssh.txt", "-----BEGIN OPENSSH PRIVATE KEY-----\n"),
            (
                "bag.txt",
                &format!("Bag Attributes\n  friendlyName: robot\n{KEY}"),
            ),
            ("comment.txt", &format!("# do not share\n\n{KEY}")),
            ("cert.txt", CERTIFICATE),
            ("about.txt", "A key begins with -----BEGIN PRIVATE KEY-----"),
        ]);
        for path in [
            "key.txt",
            "bom.txt",
            "chain.txt",
            "ssh.txt",
            "bag.txt",
            "comment.txt",
        ] {
            assert_eq!(read(&root, path), None, "{path}");
        }
        assert_eq!(read(&root, "cert.txt").as_deref(), Some(CERTIFICATE));
        assert!(read(&root, "about.txt").is_some());
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_nowhere_a_path_could_not() {
        use std::os::unix::fs::symlink;
        let (parent, root) = root(&[("a.txt", "inside"), (".env", "secret")]);
        symlink("a.txt", root.join("fine.txt")).unwrap();
        symlink(parent.path().join("outside.txt"), root.join("out.txt")).unwrap();
        symlink("../outside.txt", root.join("up.txt")).unwrap();
        symlink(parent.path(), root.join("parent")).unwrap();
        symlink(".env", root.join("env.txt")).unwrap();
        symlink("loop", root.join("loop")).unwrap();
        assert_eq!(read(&root, "fine.txt").as_deref(), Some("inside"));
        for path in ["out.txt", "up.txt", "parent/outside.txt", "env.txt", "loop"] {
            assert_eq!(read(&root, path), None, "{path}");
        }
    }

    /// As if the path had been exchanged between the look at it and its opening.
    #[cfg(target_os = "linux")]
    #[test]
    fn what_was_opened_is_looked_at_too() {
        let (parent, root) = root(&[("a.txt", "inside"), (".env", "secret")]);
        let check =
            |file: PathBuf| check_opened(&root, &File::open(file).unwrap(), &Secrets::default());
        assert!(check(root.join("a.txt")).is_ok());
        assert!(matches!(check(root.join(".env")), Err(Refused::Name)));
        let outside = parent.path().join("outside.txt");
        assert!(matches!(check(outside), Err(Refused::Outside)));
    }

    /// A folder and a link out of the root take turns under one name, as fast as they can.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_link_put_in_place_while_a_file_is_opened_leads_nowhere() {
        let (parent, root) = root(&[("dir/outside.txt", "inside")]);
        std::os::unix::fs::symlink(parent.path(), root.join("link")).unwrap();
        let is_over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let rename = |from, to| fs::rename(root.join(from), root.join(to)).unwrap();
                while !is_over.load(Ordering::Relaxed) {
                    rename("dir", "kept");
                    rename("link", "dir");
                    rename("dir", "link");
                    rename("kept", "dir");
                }
            });
            let leaked = (0..20_000)
                .filter_map(|_| read(&root, "dir/outside.txt"))
                .find(|content| content != "inside");
            is_over.store(true, Ordering::Relaxed);
            assert_eq!(leaked, None);
        });
    }

    #[cfg(unix)]
    #[test]
    fn a_root_may_itself_be_a_link() {
        let (parent, root) = root(&[("a.txt", "inside")]);
        let link = parent.path().join("link");
        std::os::unix::fs::symlink(&root, &link).unwrap();
        assert_eq!(read(&link, "a.txt").as_deref(), Some("inside"));
    }

    proptest::proptest! {
        #[test]
        fn no_path_leaves_the_folder(
            parts in proptest::collection::vec(
                proptest::sample::select(vec![
                    "a", "a.txt", "..", ".", "/", "//", "%2e", "%2E%2e", "%2f", "\\", "%5c", "%00", "%", "outside.txt",
                    "root", "C:", "%252e", "etc", "hostname", "é", "%ff", " ",
                ]),
                0..8,
            ),
            separator in proptest::sample::select(vec!["", "/"]),
        ) {
            let (_parent, root) = root(&[("a.txt", "inside"), ("a/a.txt", "inside")]);
            let content = read(&root, &parts.join(separator));
            proptest::prop_assert!(content.is_none_or(|content| content == "inside"));
        }
    }

    #[test]
    fn configured_certificates_and_their_folders_are_closed() {
        let (_parent, root) = root(&[
            ("server.crt", CERTIFICATE),
            ("tls/ca.crt", CERTIFICATE),
            ("tls/notes.txt", ""),
            ("a.txt", ""),
        ]);
        let configured = [
            root.join("server.crt"),
            root.join("tls/ca.crt"),
            root.join("missing.crt"),
        ];
        let secrets = Secrets::new(configured.iter().map(PathBuf::as_path), []);
        let is_open = |root: &Path, path: &str| open(root, path, &secrets).is_ok();
        assert!(!is_open(&root, "server.crt"));
        assert!(!is_open(&root, "tls/ca.crt"));
        assert!(!is_open(&root, "tls/notes.txt"));
        assert!(is_open(&root, "a.txt"));
        // A folder that is served on purpose stays open, except for the configured file itself.
        assert!(is_open(&root.join("tls"), "notes.txt"));
        assert!(!is_open(&root.join("tls"), "ca.crt"));
    }
}
