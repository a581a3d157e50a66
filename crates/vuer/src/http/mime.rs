//! Content types by file extension: what browsers need to run the client, and what robotics brings along.
//!
//! Every answer forbids sniffing, so a type that is missing here is a download to the browser, never a page.

/// The content type of a file with this name.
pub(super) fn of(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or_default();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_it = |(known, _): &&(&str, &str)| known.eq_ignore_ascii_case(extension);
    TYPES
        .iter()
        .find(is_it)
        .map_or("application/octet-stream", |(_, mime)| mime)
}

const TYPES: &[(&str, &str)] = &[
    // pages and their parts
    ("html", "text/html; charset=utf-8"),
    ("htm", "text/html; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("json", "application/json"),
    ("map", "application/json"),
    ("webmanifest", "application/manifest+json"),
    ("woff", "font/woff"),
    ("woff2", "font/woff2"),
    ("ttf", "font/ttf"),
    ("otf", "font/otf"),
    // robots and worlds
    ("urdf", "application/xml"),
    ("xacro", "application/xml"),
    ("srdf", "application/xml"),
    ("sdf", "application/xml"),
    ("mjcf", "application/xml"),
    ("xml", "application/xml"),
    ("mjb", "application/octet-stream"),
    ("yaml", "application/yaml"),
    ("yml", "application/yaml"),
    ("vuer", "application/yaml"),
    ("vrz", "application/zip"),
    ("msgpack", "application/msgpack"),
    ("mcap", "application/octet-stream"),
    ("npy", "application/octet-stream"),
    ("npz", "application/zip"),
    // meshes, clouds, splats
    ("glb", "model/gltf-binary"),
    ("gltf", "model/gltf+json"),
    ("vrm", "model/gltf-binary"),
    ("stl", "model/stl"),
    ("obj", "model/obj"),
    ("mtl", "model/mtl"),
    ("dae", "model/vnd.collada+xml"),
    ("3mf", "model/3mf"),
    ("usdz", "model/vnd.usdz+zip"),
    ("ply", "application/octet-stream"),
    ("pcd", "application/octet-stream"),
    ("fbx", "application/octet-stream"),
    ("splat", "application/octet-stream"),
    ("ksplat", "application/octet-stream"),
    ("spz", "application/octet-stream"),
    ("drc", "application/octet-stream"),
    // pictures
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("gif", "image/gif"),
    ("bmp", "image/bmp"),
    ("svg", "image/svg+xml"),
    ("ico", "image/x-icon"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("hdr", "image/vnd.radiance"),
    ("exr", "image/x-exr"),
    ("ktx2", "image/ktx2"),
    // sound and video
    ("mp4", "video/mp4"),
    ("m4v", "video/mp4"),
    ("webm", "video/webm"),
    ("mov", "video/quicktime"),
    ("ogv", "video/ogg"),
    ("m3u8", "application/vnd.apple.mpegurl"),
    ("mp3", "audio/mpeg"),
    ("wav", "audio/wav"),
    ("ogg", "audio/ogg"),
    ("m4a", "audio/mp4"),
    // documents and archives
    ("txt", "text/plain; charset=utf-8"),
    ("log", "text/plain; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("pdf", "application/pdf"),
    ("zip", "application/zip"),
    ("gz", "application/gzip"),
    ("tar", "application/x-tar"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_count_in_any_case() {
        assert_eq!(of("robots/arm.URDF"), "application/xml");
        assert_eq!(of("a.b/mesh.glb"), "model/gltf-binary");
        assert_eq!(of("a.html/LICENSE"), "application/octet-stream");
        assert_eq!(of("index.html"), "text/html; charset=utf-8");
        assert_eq!(of(""), "application/octet-stream");
    }

    #[test]
    fn no_extension_is_listed_twice() {
        for (index, (extension, _)) in TYPES.iter().enumerate() {
            assert!(
                TYPES[..index]
                    .iter()
                    .all(|(earlier, _)| earlier != extension),
                "{extension}"
            );
        }
    }
}
