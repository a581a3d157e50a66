//! The built web client of Vuer, embedded.
//!
//! Nothing but a table of files: `build.rs` finds or builds the client and lists what it made. How the files are
//! served – headers, encodings, policy – is `vuer`'s business.

#![forbid(unsafe_code)]

include!(concat!(env!("OUT_DIR"), "/table.rs"));

/// One file of the client, with the encodings that its build prepared.
#[derive(Debug)]
#[non_exhaustive]
pub struct Asset {
    /// Path below the client's root, with `/` between components: `index.html`, `assets/main-4f2a.js`.
    pub path: &'static str,
    /// Hash of the content in hexadecimal digits, the same for every encoding.
    pub hash: &'static str,
    /// The bytes as they are.
    pub raw: &'static [u8],
    /// The bytes after gzip, where that is smaller.
    pub gzip: Option<&'static [u8]>,
    /// The bytes after brotli, where that is smaller.
    pub brotli: Option<&'static [u8]>,
}

/// Every file of the client, sorted by path.
pub fn assets() -> &'static [Asset] {
    ASSETS
}

/// The file at `path`, or `None` if the client has no such file.
pub fn asset(path: &str) -> Option<&'static Asset> {
    let found = ASSETS.binary_search_by_key(&path, |asset| asset.path);
    found.ok().map(|index| &ASSETS[index])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_found_by_its_path() {
        assert!(asset("index.html").is_some());
        assert!(asset("no/such/file").is_none());
        for entry in assets() {
            assert_eq!(asset(entry.path).map(|found| found.hash), Some(entry.hash));
        }
    }

    #[test]
    fn encodings_are_kept_only_where_they_pay() {
        for entry in assets() {
            for encoded in [entry.gzip, entry.brotli].into_iter().flatten() {
                assert!(encoded.len() < entry.raw.len(), "{}", entry.path);
            }
        }
    }
}
