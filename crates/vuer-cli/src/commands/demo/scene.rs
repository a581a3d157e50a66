//! The demo's scene as nodes, and the changes of it. Everything stands in one group whose z is up,
//! so that its positions are those of the arm's base; the group puts the base on a table.

use std::f64::consts::FRAC_PI_2;

use glam::{DAffine3, DQuat, DVec3, Vec3};
use vuer::components::SceneContainers as _;
use vuer::prelude::*;
use vuer::prop::Material;
use vuer::{Link, Map, Node, Workspace, components as c};

use super::arm::{self, Arm, Reach};
use super::cloud::{self, Cloud};
use super::paint::{self, Blocks, PALETTE, hex};
use super::show::Show;
use super::{video, world};

/// Keys that the program and the browser know things by.
pub(super) const TARGET: &str = "target";
const ARM: &str = "arm";
const BALL: &str = "target-ball";
const CLOUD: &str = "cloud";
const SCREEN: &str = "screen";
const STATUS: &str = "status";
const CAMERA: &str = "perspective-camera";
/// Blocks are `block-0`, `block-1` ….
const BLOCK: &str = "block-";

/// Where the arm's base stands in the world: on a table, a step in front of who stands at the origin
/// with a headset.
const BASE: [f64; 3] = [-0.35, 0.74, -0.75];
const GRAPHITE: &str = "#4b5462";

/// Where the arm's base stands in the world.
pub(super) fn base() -> DAffine3 {
    DAffine3::from_rotation_translation(DQuat::from_rotation_x(-FRAC_PI_2), DVec3::from_array(BASE))
}

/// The arm's URDF and meshes, for the browser to fetch.
pub(super) fn files() -> Workspace {
    macro_rules! mesh {
        ($name:literal) => {
            (
                $name,
                include_bytes!(concat!("../../../assets/demo/arm/", $name)).as_slice(),
            )
        };
    }
    let meshes = [
        mesh!("base.glb"),
        mesh!("turret.glb"),
        mesh!("upper_arm.glb"),
        mesh!("elbow.glb"),
        mesh!("forearm.glb"),
        mesh!("wrist.glb"),
        mesh!("flange.glb"),
    ];
    let files = Workspace::new();
    for (name, bytes) in meshes
        .into_iter()
        .chain([("arm.urdf", arm::URDF.as_bytes())])
    {
        files.link(&format!("demo/{name}"), Link::bytes(bytes));
    }
    files
}

/// The whole scene as it is now.
pub(super) fn scene(show: &Show) -> c::Scene {
    let base = c::Group::new()
        .key("cell")
        .position(BASE)
        .rotation([-FRAC_PI_2, 0.0, 0.0])
        .child((table(), screen_on_stand(), tank(), blocks(&show.blocks)))
        .child(
            joints(&show.arm)
                .src("/static/demo/arm.urdf")
                .enable_joint_drag(false),
        )
        .child(c::PointCloud::new().key(CLOUD).size(0.0042))
        .child(
            target(&show.arm.target())
                .scale(1.3)
                .child(ball(&show.arm).args([0.016, 24.0, 16.0])),
        );
    let mut bold = Map::new();
    bold.insert("fontWeight", "bold");
    c::Scene::new()
        .child(base)
        .bg_child((
            c::Grid::new()
                .key("grid")
                .cell_size(0.25)
                .fade_distance(14.0),
            c::HemisphereLightStage::new()
                .key("light-stage")
                .cast_shadow(true)
                .hemi_intensity(1.5)
                .dir_intensity(2.2)
                .dir_position([1.6, 4.0, 1.8]),
            c::OrbitControls::new()
                .key("orb-control")
                .target([0.02, 0.98, -0.7])
                .max_distance(8.0),
            view(false)
                .make_default(true)
                .near(0.02)
                .position([1.1, 1.75, 1.15]),
            c::GrabRender::new(),
        ))
        .html_child((
            paragraph("title")
                .prop("style", bold)
                .child("Drag the target: the arm follows."),
            paragraph(STATUS).child(show.status()),
            paragraph("hint")
                .child("Click a block to repaint it. Dip the probe into the water to make waves."),
        ))
}

/// What the page is seen through. With a wide view the whole table is in it; a narrow one gets a wider
/// angle, and the table in its upper half, since on a phone the panel takes the lower.
pub(super) fn view(is_narrow: bool) -> c::PerspectiveCamera {
    let (angle, height) = if is_narrow {
        (62.0, 0.72)
    } else {
        (36.0, 0.98)
    };
    c::PerspectiveCamera::new()
        .key(CAMERA)
        .fov(angle)
        .look_at([0.02, height, -0.7])
}

/// The arm's joints.
pub(super) fn joints(arm: &Arm) -> c::Urdf {
    c::Urdf::new()
        .key(ARM)
        .joint_values(arm.joints().collect::<Vec<_>>())
}

/// The target's pose.
pub(super) fn target(pose: &DAffine3) -> c::Movable {
    c::Movable::new()
        .key(TARGET)
        .position(pose.translation.to_array())
        .quaternion(DQuat::from_affine3(pose).to_array())
}

/// The ball in the target, red while the target is out of reach.
pub(super) fn ball(arm: &Arm) -> c::Sphere {
    let color = match arm.reach() {
        Reach::Full => "#1fb59a",
        Reach::Turned(_) => "#f2a93b",
        Reach::Short(_) => "#e5383b",
    };
    c::Sphere::new()
        .key(BALL)
        .material(Material::new().color(color).roughness(0.4))
}

/// What the panel says about the arm.
pub(super) fn status(show: &Show) -> Node {
    Node::update(STATUS).child(show.status())
}

fn blocks(colors: &Blocks) -> c::Group {
    let all: Vec<_> = (0..world::BLOCKS)
        .map(|index| block(index, colors))
        .collect();
    c::Group::new().key("blocks").child(all)
}

/// A block with its colour.
pub(super) fn block(index: usize, blocks: &Blocks) -> c::Box {
    let edge = f64::from(world::EDGE);
    let color = hex(PALETTE[blocks[index]]);
    solid(
        world::block_center(index).as_dvec3().to_array(),
        [edge; 3],
        &color,
    )
    .key(format!("{BLOCK}{index}"))
}

/// Which block has this key.
pub(super) fn block_of(key: &str) -> Option<usize> {
    key.strip_prefix(BLOCK)?
        .parse()
        .ok()
        .filter(|index| *index < world::BLOCKS)
}

/// The points of a scan.
pub(super) fn cloud(cloud: Cloud) -> c::PointCloud {
    c::PointCloud::new()
        .key(CLOUD)
        .vertices(cloud.positions)
        .colors(cloud.colors)
}

/// A frame of the video.
pub(super) fn screen(jpeg: Vec<u8>) -> c::Image {
    c::Image::new().key(SCREEN).rgb(jpeg)
}

fn table() -> c::Group {
    const THICK: f64 = 0.03;
    const LEG: f64 = 0.05;
    let [across, away] = world::TABLE_HALF.as_dvec2().to_array();
    let [x, y] = world::TABLE_CENTER.as_dvec2().to_array();
    let top = solid(
        [x, y, -THICK / 2.0],
        [2.0 * across, 2.0 * away, THICK],
        &hex(paint::TABLE),
    );
    let long = BASE[1] - THICK;
    let leg = |(dx, dy): (f64, f64)| {
        let at = [
            x + dx * (across - 0.06),
            y + dy * (away - 0.06),
            -THICK - long / 2.0,
        ];
        solid(at, [LEG, LEG, long], GRAPHITE)
    };
    let corners = [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)];
    c::Group::new().key("table").child((top, corners.map(leg)))
}

fn tank() -> c::Group {
    let wall = |(center, size): (Vec3, Vec3)| {
        let [center, size] = [center, size].map(|vector| vector.as_dvec3().to_array());
        solid(center, size, &hex(paint::WALL))
    };
    c::Group::new().key("tank").child(world::walls().map(wall))
}

/// The wrist camera's picture, the depth sensor on top of it.
fn screen_on_stand() -> c::Group {
    let [columns, rows] = video::SIZE.map(f64::from);
    let (height, bezel) = (0.36, 0.014);
    let width = height * columns / rows;
    let [x, y, top] = cloud::SENSOR.as_dvec3().to_array();
    let y = y + 0.05;
    let z = top - 0.02 - bezel - height / 2.0;
    let parts = [
        solid(
            [x, y, z],
            [width + 2.0 * bezel, 0.02, height + 2.0 * bezel],
            GRAPHITE,
        ),
        solid([x, y + 0.02, z / 2.0], [0.06, 0.02, z], GRAPHITE),
        solid([x, y + 0.02, 0.006], [0.26, 0.17, 0.012], GRAPHITE),
        solid([x, y - 0.03, top], [0.13, 0.05, 0.032], GRAPHITE),
    ];
    let picture = c::Image::new()
        .key(SCREEN)
        .position([x, y - 0.0105, z])
        .rotation([FRAC_PI_2, 0.0, 0.0])
        .height(height)
        .aspect(width / height)
        .placeholder_color("#10141b");
    c::Group::new().key("monitor").child((parts, picture))
}

fn solid(center: [f64; 3], size: [f64; 3], color: &str) -> c::Box {
    c::Box::new()
        .args(size)
        .position(center)
        .material(Material::new().color(color).roughness(0.7))
}

/// A line in the page's panel.
fn paragraph(key: &'static str) -> Node {
    Node::new("p").key(key)
}
