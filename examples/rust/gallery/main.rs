//! Every component, each in a scene of its own.
//!
//! `cargo run --example gallery`, then type a name – `Box`, `PointCloud`, … – and look at the page. The
//! functions in the files beside this one are what stands in `docs/components.md` under the pictures, and
//! the pictures there are those that the tests compare (`tests/e2e/pictures`).
//!
//! With `--json` it answers in lines of JSON and shows scenes that nobody can move, for the tests.

#![expect(clippy::print_stdout, reason = "it tells its user where the page is")]

mod bodies;
mod cameras;
mod controls;
mod depth;
mod effects;
mod extras;
mod geometries;
mod helpers;
mod images;
mod layout;
mod lights;
mod markers;
mod materials;
mod models;
mod objects;
mod panel;
mod picture;
mod points;
mod primitives;
mod skies;
mod solids;
mod splats;
mod staging;
mod text;

use tokio::sync::{mpsc, watch};
use vuer::{Node, Vuer, Workspace};

use crate::picture::Picture;

/// The families, in the order of the documentation.
const FAMILIES: &[&[Picture]] = &[
    layout::PICTURES,
    primitives::PICTURES,
    solids::PICTURES,
    objects::PICTURES,
    geometries::PICTURES,
    materials::PICTURES,
    points::PICTURES,
    splats::PICTURES,
    depth::PICTURES,
    markers::PICTURES,
    helpers::PICTURES,
    text::PICTURES,
    staging::PICTURES,
    skies::PICTURES,
    effects::PICTURES,
    extras::PICTURES,
    images::PICTURES,
    models::PICTURES,
    lights::PICTURES,
    cameras::PICTURES,
    controls::PICTURES,
    bodies::PICTURES,
    panel::PICTURES,
];

/// Files that the scenes name, at `/static`.
const FOLDERS: [&str; 2] = [
    concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../examples/rust/gallery/assets"
    ),
    concat!(env!("CARGO_MANIFEST_DIR"), "/../vuer-cli/assets/demo"),
];

/// What the command line says.
struct Options {
    /// Answer in JSON, for the tests.
    json: bool,
    /// Another client than our own to serve.
    client_root: Option<String>,
    /// Show scenes as the 0.1.6 client needs them.
    suit_0_1_6: bool,
    /// What to show first.
    name: Option<String>,
}

#[tokio::main]
async fn main() -> vuer::Result {
    let options = Options::read(std::env::args().skip(1))?;
    let first = options.name.as_deref().unwrap_or("Box");
    let first = find(first).ok_or_else(|| format!("there is no picture of {first}"))?;
    let (show, shown) = watch::channel(first.scene(!options.json));

    let files = FOLDERS.iter().fold(Workspace::new(), Workspace::dir);
    let mut vuer = Vuer::new().workspace(files).spawn(move |session| {
        let mut shown = shown.clone();
        async move {
            loop {
                let scene: Node = shown.borrow_and_update().clone();
                session.set(scene)?;
                shown.changed().await?;
            }
        }
    });
    if options.json {
        vuer = vuer.host("127.0.0.1").port(0);
    }
    if let Some(folder) = &options.client_root {
        vuer = vuer.client_root(folder);
    }
    let server = vuer.start().await?;
    if options.json {
        println!("{{\"url\":\"{}\"}}", server.url());
        for picture in pictures() {
            println!("{}", picture.to_json());
        }
        println!("{{\"end\":true}}");
    } else {
        println!("{}\n{}", server.url(), names());
    }

    let mut lines = stdin();
    while let Some(line) = lines.recv().await {
        let mut words = line.split_whitespace();
        let Some(picture) = words.next().and_then(find) else {
            println!("There is no such picture.\n{}", names());
            continue;
        };
        let mut scene = picture.scene(!options.json);
        if options.suit_0_1_6 {
            picture.suit_0_1_6(&mut scene);
        }
        // For the tests: the scene without its n-th node.
        if let Some(index) = words.next().and_then(|word| word.parse().ok()) {
            picture::remove(&mut scene, index);
        }
        // What a client has applied can be told from this.
        scene.set("picture", line);
        show.send_replace(scene);
    }
    server.shutdown().await;
    Ok(())
}

impl Options {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self {
            json: false,
            client_root: None,
            suit_0_1_6: false,
            name: None,
        };
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--json" => options.json = true,
                "--suit-0.1.6" => options.suit_0_1_6 = true,
                "--client-root" => options.client_root = arguments.next(),
                flag if flag.starts_with('-') => return Err(format!("what is {flag}?")),
                _ => options.name = Some(argument),
            }
        }
        Ok(options)
    }
}

fn pictures() -> impl Iterator<Item = &'static Picture> {
    FAMILIES.iter().copied().flatten()
}

fn find(name: &str) -> Option<&'static Picture> {
    // `Points` and `points` are two.
    let exact = pictures().find(|picture| picture.name == name);
    exact.or_else(|| pictures().find(|picture| picture.name.eq_ignore_ascii_case(name)))
}

fn names() -> String {
    pictures()
        .map(|picture| picture.name)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The lines of standard input, read by a thread of their own: tokio's own reader would keep the
/// program alive until one more line has come.
fn stdin() -> mpsc::UnboundedReceiver<String> {
    let (send, receive) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                break;
            }
        }
    });
    receive
}
