//! The gallery as the reference shows it: which picture there is of each component, and the Rust that
//! made it, read from the source of `examples/rust/gallery`.

use std::fs;

use anyhow::{Context as _, Result};

use crate::shell::root;

const SOURCE: &str = "examples/rust/gallery";

const PLAYING: &str = "it plays, and every picture of it is another one";
const LIVE: &str = "it shows what a peer sends at the moment";

const NO_PHYSICS: &str = "our client does not draw it yet";

/// Why one picture of splats is enough.
const LIKE_SPLAT: &str = "it is drawn as `Splat` is, which takes long without a GPU";

/// Components of which there is no picture, and why.
const UNPICTURED: &[(&str, &str)] = &[
    ("OrbitControls", "it draws nothing, it moves the camera"),
    (
        "GrabRender",
        "it draws nothing, it answers requests for the page's picture",
    ),
    (
        "SimplePerspectiveCamera",
        "it draws nothing, the page is seen through it",
    ),
    (
        "SimpleOrthographicCamera",
        "it draws nothing, the page is seen through it",
    ),
    (
        "SceneCamera",
        "it draws nothing, the page is seen through it",
    ),
    (
        "SmoothCamera",
        "it draws nothing, the page is seen through it",
    ),
    (
        "SceneCameraControl",
        "it draws nothing, it moves the camera",
    ),
    (
        "CameraPreviewOverlay",
        "it shows a picture large that somebody has clicked on",
    ),
    ("VuerSplat", LIKE_SPLAT),
    ("SparkSplats", LIKE_SPLAT),
    ("Splats", LIKE_SPLAT),
    (
        "SparkRenderer",
        "it draws nothing, it says how splats are drawn",
    ),
    ("Gamepad", "it draws nothing, it sends events"),
    ("div", "it draws nothing but what is in it"),
    ("AnimationClip", "it draws nothing, it is played"),
    ("VectorTrack", "it draws nothing, it is played"),
    ("QuaternionTrack", "it draws nothing, it is played"),
    ("ThreeAnimate", "it draws nothing, it moves what is there"),
    (
        "PlaybackAnimate",
        "it draws nothing, it moves what is there",
    ),
    (
        "Select",
        "it draws nothing, it sends events about what is in it",
    ),
    (
        "Clickable",
        "it draws nothing, it sends events about what is in it",
    ),
    (
        "Pointer",
        "it draws a ball under the pointer, which pictures have not",
    ),
    (
        "PointerControls",
        "it draws a ball under the pointer, which pictures have not",
    ),
    ("KeyboardMonitor", "it draws nothing, it sends events"),
    ("KeyboardControls", "it draws nothing, it moves the camera"),
    ("VideoPlane", PLAYING),
    ("StereoVideoPlane", PLAYING),
    ("VideoMaterial", PLAYING),
    ("WebRTCVideoPlane", LIVE),
    ("WebRTCStereoVideoPlane", LIVE),
    ("WebRTCVideoMaterial", LIVE),
    ("MeshDiscardMaterial", "it draws nothing"),
    ("Float", "it draws nothing, it moves what it holds"),
    ("Trail", "it shows where something has moved"),
    ("Detailed", "it shows one of its children, by the distance"),
    ("SpriteAnimator", "it shows one picture after the other"),
    (
        "BakeShadows",
        "it draws nothing, it keeps shadows as they are",
    ),
    ("CameraShake", "it draws nothing, it moves the camera"),
    ("filmPass", "its grain is another with every frame"),
    ("Bounds", "it draws nothing, it moves the camera"),
    ("SceneOffset", "it draws nothing, it shifts the picture"),
    ("PositionalAudio", "it is heard, not seen"),
    ("ContribLoader", "it draws nothing"),
    ("MuJoCoProvider", NO_PHYSICS),
    ("MuJoCo", NO_PHYSICS),
    ("MjCameraView", NO_PHYSICS),
    ("HandActuator", NO_PHYSICS),
    ("MotionControllerActuator", NO_PHYSICS),
];

/// One picture of the gallery.
pub(crate) struct Picture {
    /// The tag, for a second picture with something behind a dot.
    pub(crate) name: String,
    /// What made it: the body of a function, with the functions it calls.
    pub(crate) snippet: String,
}

impl Picture {
    /// The tag of the component.
    pub(crate) fn tag(&self) -> &str {
        self.name.split('.').next().unwrap_or_default()
    }

    /// The name of its file. There are file systems to which `line` is the same as `Line`.
    pub(crate) fn file(&self) -> String {
        let lower = self.name.starts_with(char::is_lowercase);
        format!("{}{}.png", if lower { "intrinsic-" } else { "" }, self.name)
    }
}

/// The pictures of one file.
pub(crate) struct Family {
    /// What the file says of itself.
    pub(crate) title: String,
    pub(crate) pictures: Vec<Picture>,
}

/// The families, in the order of the gallery.
pub(crate) fn families() -> Result<Vec<Family>> {
    let folder = root().join(SOURCE);
    let read = |name: &str| {
        let path = folder.join(format!("{name}.rs"));
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let main = read("main")?;
    let names = main
        .lines()
        .filter_map(|line| line.trim().strip_suffix("::PICTURES,"));
    names.map(|name| Ok(family(&read(name)?))).collect()
}

/// Why there is no picture of a component.
pub(crate) fn reason_for_none(tag: &str) -> Option<&'static str> {
    let found = UNPICTURED.iter().find(|(known, _)| *known == tag);
    found.map(|(_, reason)| *reason)
}

fn family(source: &str) -> Family {
    let title = source.lines().next().unwrap_or_default();
    let functions = functions(source);
    let entries = source.split("picture!(").skip(1).filter_map(|call| {
        let (name, rest) = call.trim_start().strip_prefix('"')?.split_once('"')?;
        let function = rest.trim_start_matches([',', ' ', '\n']);
        let end = function.find(|letter: char| !letter.is_alphanumeric() && letter != '_')?;
        Some((name, &function[..end]))
    });
    let entries: Vec<_> = entries.collect();
    let is_entry = |name: &str| entries.iter().any(|(_, function)| *function == name);
    let pictures = entries.iter().filter_map(|(name, function)| {
        let (_, whole) = functions.iter().find(|(known, _)| known == function)?;
        let body = body(whole);
        let helpers = functions
            .iter()
            .filter(|(helper, _)| !is_entry(helper) && calls(&body, helper))
            .map(|(_, whole)| format!("{whole}\n\n"));
        Some(Picture {
            name: (*name).to_owned(),
            snippet: helpers.collect::<String>() + &body,
        })
    });
    Family {
        title: title
            .trim_start_matches("//! ")
            .trim_end_matches('.')
            .to_owned(),
        pictures: pictures.collect(),
    }
}

/// Whether a piece of code calls a function of that name, not a method.
fn calls(code: &str, name: &str) -> bool {
    code.match_indices(&format!("{name}(")).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|letter| letter.is_alphanumeric() || "._:".contains(letter))
    })
}

/// The functions that begin and end at the margin, with the documentation before them: name and source.
fn functions(source: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = source.lines().collect();
    let mut found = Vec::new();
    for (begin, line) in lines.iter().enumerate() {
        let Some((name, _)) = line
            .strip_prefix("fn ")
            .and_then(|rest| rest.split_once('('))
        else {
            continue;
        };
        let Some(length) = lines[begin..].iter().position(|line| *line == "}") else {
            continue;
        };
        let docs = lines[..begin].iter().rev();
        let docs = docs.take_while(|line| line.starts_with("///")).count();
        found.push((
            name.to_owned(),
            lines[begin - docs..=begin + length].join("\n"),
        ));
    }
    found
}

/// What stands between the braces of a function, at the margin.
fn body(whole: &str) -> String {
    let inner = whole.split_once("{\n").map_or("", |(_, rest)| rest);
    let lines = inner.trim_end_matches('}').trim_end().lines();
    lines
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use vuer_protocol::components::COMPONENTS;

    use super::*;

    #[test]
    fn every_component_has_a_picture_or_a_reason() {
        let families = families().unwrap();
        let pictured: BTreeSet<_> = families
            .iter()
            .flat_map(|family| &family.pictures)
            .map(Picture::tag)
            .collect();
        let tags = || COMPONENTS.iter().map(|component| component.tag);
        let excused = |tag: &str| reason_for_none(tag).is_some();
        let neither: Vec<_> = tags()
            .filter(|tag| !pictured.contains(tag) && !excused(tag))
            .collect();
        assert!(
            neither.is_empty(),
            "neither a picture in {SOURCE} nor a line in UNPICTURED that says why: {neither:?}"
        );
        let both: Vec<_> = tags()
            .filter(|tag| pictured.contains(tag) && excused(tag))
            .collect();
        assert!(
            both.is_empty(),
            "a picture and a line in UNPICTURED: {both:?}"
        );
        for tag in pictured
            .into_iter()
            .chain(UNPICTURED.iter().map(|(tag, _)| *tag))
        {
            assert!(
                COMPONENTS.iter().any(|component| component.tag == tag),
                "no component has the tag {tag}"
            );
        }
    }

    #[test]
    fn pictures_and_their_files_belong_together() {
        let families = families().unwrap();
        let names: BTreeSet<_> = families
            .iter()
            .flat_map(|family| &family.pictures)
            .map(Picture::file)
            .collect();
        let mut bytes = 0;
        let files: BTreeSet<_> = fs::read_dir(root().join("docs/pictures"))
            .unwrap()
            .map(|entry| {
                let entry = entry.unwrap();
                bytes += entry.metadata().unwrap().len();
                entry.file_name().into_string().unwrap()
            })
            .collect();
        assert_eq!(names, files, "`cargo xtask pictures` draws what is missing");
        assert!(bytes <= 20_000_000, "the pictures have {bytes} bytes");
    }

    #[test]
    fn a_snippet_has_the_body_and_what_it_calls() {
        let family = family(
            "//! Lamps.\n\nconst PICTURES: &[Picture] = &[\n    picture!(\"Lamp\", lamp in bg_child).night(),\n];\n\n\
             /// Lit.\nfn ball() -> B {\n    B\n}\n\nfn lamp() -> X {\n    let a = 1;\n    if a {\n        (ball(), a)\n    }\n}\n",
        );
        assert_eq!(family.title, "Lamps");
        assert_eq!(family.pictures[0].tag(), "Lamp");
        assert_eq!(
            family.pictures[0].snippet,
            "/// Lit.\nfn ball() -> B {\n    B\n}\n\nlet a = 1;\nif a {\n    (ball(), a)\n}"
        );
    }
}
