//! The arm, link by link, each in the frame of its joint as the URDF places it. Metres.

use glam::{Quat, Vec2, vec2};

use crate::skin::{Section, Shape, cheek, drum, lathe, limb, rounded};

/// How a surface looks. Colours are sRGB; `glow` is the share of the colour it shines with itself.
pub(crate) struct Finish {
    pub(crate) name: &'static str,
    pub(crate) color: [u8; 3],
    pub(crate) metallic: f32,
    pub(crate) roughness: f32,
    pub(crate) glow: f32,
}

const fn finish(
    name: &'static str,
    color: [u8; 3],
    metallic: f32,
    roughness: f32,
    glow: f32,
) -> Finish {
    Finish {
        name,
        color,
        metallic,
        roughness,
        glow,
    }
}

const SHELL: Finish = finish("shell", [0xe9, 0xe7, 0xe2], 0.0, 0.42, 0.0);
const GRAPHITE: Finish = finish("graphite", [0x42, 0x49, 0x56], 0.1, 0.5, 0.0);
const ACCENT: Finish = finish("accent", [0xff, 0x6a, 0x3d], 0.0, 0.45, 0.25);
const STEEL: Finish = finish("steel", [0xb4, 0xba, 0xc4], 0.35, 0.3, 0.0);
const GLASS: Finish = finish("glass", [0x12, 0x2a, 0x4c], 0.1, 0.08, 0.0);

/// A link: its surfaces by finish.
pub(crate) type Part = Vec<(Finish, Shape)>;

/// Points around a housing and around something small.
const ROUND: usize = 40;
const FINE: usize = 24;

/// Every link with the name of its mesh.
pub(crate) fn links() -> [(&'static str, Part); 7] {
    [
        ("base", base()),
        ("turret", turret()),
        ("upper_arm", upper_arm()),
        ("elbow", elbow()),
        ("forearm", forearm()),
        ("wrist", wrist()),
        ("flange", flange()),
    ]
}

fn joined(shapes: impl IntoIterator<Item = Shape>) -> Shape {
    shapes.into_iter().fold(Shape::default(), |mut all, shape| {
        all.append(&shape);
        all
    })
}

fn base() -> Part {
    let foot = rounded(&[
        [0.0, 0.0, 0.0],
        [0.125, 0.0, 0.002],
        [0.125, 0.016, 0.006],
        [0.102, 0.022, 0.014],
        [0.090, 0.070, 0.030],
        [0.088, 0.117, 0.003],
        [0.0, 0.117, 0.0],
    ]);
    let bolts = (0..8).map(|index| {
        let angle = (f32::from(index as u8) + 0.5) * std::f32::consts::FRAC_PI_4;
        let (y, x) = angle.sin_cos();
        drum(12, 0.0055, 0.0, 0.0075, 0.0015).at(0.1135 * x, 0.1135 * y, 0.016)
    });
    vec![
        (SHELL, lathe(ROUND, &foot)),
        (GRAPHITE, drum(ROUND, 0.0835, 0.115, 0.132, 0.0)),
        (STEEL, joined(bolts)),
        (ACCENT, drum(ROUND, 0.0888, 0.100, 0.1045, 0.001)),
    ]
}

fn turret() -> Part {
    let column = rounded(&[
        [0.0, 0.002, 0.0],
        [0.088, 0.002, 0.003],
        [0.088, 0.040, 0.030],
        [0.077, 0.110, 0.030],
        [0.077, 0.172, 0.0],
    ]);
    let (ring, cap) = cover(0.052);
    vec![
        (
            SHELL,
            joined([
                lathe(ROUND, &column),
                drum(ROUND, 0.078, -0.088, 0.070, 0.014)
                    .along_y()
                    .at(0.0, 0.0, 0.17),
            ]),
        ),
        (
            GRAPHITE,
            joined([
                drum(ROUND, 0.071, 0.06, 0.080, 0.0)
                    .along_y()
                    .at(0.0, 0.0, 0.17),
                mirrored(cap).at(0.0, -0.088, 0.17),
            ]),
        ),
        (ACCENT, mirrored(ring).at(0.0, -0.088, 0.17)),
    ]
}

/// A lid on a housing's end, at y = 0 facing along y: the accent ring around it and the lid.
fn cover(radius: f32) -> (Shape, Shape) {
    let ring = drum(ROUND, radius + 0.004, -0.004, 0.0015, 0.001).along_y();
    let lid = rounded(&[
        [0.0, -0.004, 0.0],
        [radius, -0.004, 0.0],
        [radius, 0.005, 0.003],
        [radius * 0.55, 0.0075, 0.004],
        [0.0, 0.0075, 0.0],
    ]);
    (ring, lathe(ROUND, &lid).along_y())
}

/// Facing along −y instead.
fn mirrored(shape: Shape) -> Shape {
    shape.turned(Quat::from_rotation_z(std::f32::consts::PI))
}

fn upper_arm() -> Part {
    let section = |z: f32, x: f32, y: f32| Section {
        z,
        offset: vec2(0.0, 0.122),
        half: vec2(x, y),
        square: 2.8,
    };
    let tube = [
        section(0.0, 0.056, 0.041),
        section(0.06, 0.055, 0.041),
        section(0.12, 0.050, 0.040),
        section(0.20, 0.0465, 0.039),
        section(0.28, 0.0445, 0.038),
        section(0.34, 0.046, 0.0385),
        section(0.38, 0.048, 0.039),
    ];
    let (low_ring, low_cap) = cover(0.050);
    let (high_ring, high_cap) = cover(0.043);
    vec![
        (
            SHELL,
            joined([
                drum(ROUND, 0.076, 0.079, 0.168, 0.016).along_y(),
                drum(ROUND, 0.066, 0.064, 0.166, 0.014)
                    .along_y()
                    .at(0.0, 0.0, 0.38),
                limb(ROUND, &tube),
            ]),
        ),
        (
            GRAPHITE,
            joined([
                low_cap.at(0.0, 0.168, 0.0),
                high_cap.at(0.0, 0.166, 0.38),
                drum(ROUND, 0.059, 0.052, 0.07, 0.0)
                    .along_y()
                    .at(0.0, 0.0, 0.38),
                band(0.0476, 0.0395, 0.228, 0.252),
            ]),
        ),
        (
            ACCENT,
            joined([low_ring.at(0.0, 0.168, 0.0), high_ring.at(0.0, 0.166, 0.38)]),
        ),
    ]
}

/// A narrow sleeve around the upper arm's tube.
fn band(x: f32, y: f32, from: f32, to: f32) -> Shape {
    let section = |z, grow: f32| Section {
        z,
        offset: vec2(0.0, 0.122),
        half: vec2(x, y) + Vec2::splat(grow),
        square: 2.8,
    };
    limb(
        ROUND,
        &[
            section(from, -0.004),
            section(from, 0.0),
            section(to, -0.0004),
            section(to, -0.004),
        ],
    )
}

fn elbow() -> Part {
    let section = |z: f32, half: f32| Section {
        z,
        offset: Vec2::ZERO,
        half: Vec2::splat(half),
        square: 2.0,
    };
    let (ring, cap) = cover(0.041);
    vec![
        (
            SHELL,
            joined([
                drum(ROUND, 0.064, -0.060, 0.054, 0.014).along_y(),
                limb(
                    ROUND,
                    &[
                        section(0.0, 0.054),
                        section(0.05, 0.051),
                        section(0.09, 0.0475),
                        section(0.111, 0.0465),
                    ],
                ),
                drum(ROUND, 0.0465, 0.10, 0.113, 0.003),
            ]),
        ),
        (
            GRAPHITE,
            joined([
                drum(ROUND, 0.043, 0.10, 0.122, 0.0),
                mirrored(cap).at(0.0, -0.060, 0.0),
            ]),
        ),
        (ACCENT, mirrored(ring).at(0.0, -0.060, 0.0)),
    ]
}

fn forearm() -> Part {
    let sleeve = rounded(&[
        [0.0, 0.002, 0.0],
        [0.0465, 0.002, 0.003],
        [0.0465, 0.030, 0.02],
        [0.0395, 0.085, 0.02],
        [0.0395, 0.100, 0.0],
    ]);
    let neck = |z: f32, x: f32, y: f32, square: f32| Section {
        z,
        offset: Vec2::ZERO,
        half: vec2(x, y),
        square,
    };
    let throat = limb(
        ROUND,
        &[
            neck(0.080, 0.0400, 0.0400, 2.0),
            neck(0.100, 0.0385, 0.0425, 2.3),
            neck(0.118, 0.0355, 0.0490, 3.0),
            neck(0.132, 0.0330, 0.0530, 4.0),
            neck(0.142, 0.0320, 0.0540, 5.0),
            neck(0.148, 0.0290, 0.0510, 5.0),
            neck(0.150, 0.0, 0.0, 5.0),
        ],
    );
    let cheeks = [[0.0375, 0.0540], [-0.0540, -0.0375]];
    let (ring, cap) = cover(0.0195);
    let (other_ring, other_cap) = cover(0.0195);
    vec![
        (
            SHELL,
            joined(
                [lathe(ROUND, &sleeve), throat]
                    .into_iter()
                    .chain(cheeks.map(|y| cheek(0.032, 0.132, 0.2, y, 0.005))),
            ),
        ),
        (
            GRAPHITE,
            joined([
                cap.at(0.0, 0.054, 0.2),
                mirrored(other_cap).at(0.0, -0.054, 0.2),
            ]),
        ),
        (
            ACCENT,
            joined([
                ring.at(0.0, 0.054, 0.2),
                mirrored(other_ring).at(0.0, -0.054, 0.2),
            ]),
        ),
    ]
}

fn wrist() -> Part {
    let barrel = rounded(&[
        [0.031, 0.0, 0.0],
        [0.031, 0.048, 0.006],
        [0.027, 0.056, 0.004],
        [0.027, 0.066, 0.0],
        [0.0, 0.066, 0.0],
    ]);
    vec![
        (
            GRAPHITE,
            joined([
                drum(36, 0.0315, -0.0365, 0.0365, 0.004).along_y(),
                lathe(36, &barrel),
            ]),
        ),
        (STEEL, drum(36, 0.0285, 0.058, 0.0695, 0.001)),
    ]
}

fn flange() -> Part {
    let hub = rounded(&[
        [0.0, 0.001, 0.0],
        [0.034, 0.001, 0.002],
        [0.034, 0.024, 0.006],
        [0.020, 0.032, 0.004],
        [0.0, 0.032, 0.0],
    ]);
    let holder = rounded(&[
        [0.0175, 0.028, 0.0],
        [0.0155, 0.046, 0.004],
        [0.0075, 0.062, 0.003],
        [0.0, 0.062, 0.0],
    ]);
    let needle = rounded(&[
        [0.0048, 0.058, 0.0],
        [0.0042, 0.074, 0.004],
        [0.0022, 0.104, 0.0],
    ]);
    // A bead whose pole is the tool point.
    let bead: Vec<Vec2> = (0..=10)
        .map(|step| {
            let (sin, cos) = (std::f32::consts::PI * step as f32 / 10.0).sin_cos();
            vec2(0.004 * sin, 0.106 - 0.004 * cos)
        })
        .collect();
    let block = |z: f32, x: f32, y: f32| Section {
        z,
        offset: Vec2::ZERO,
        half: vec2(x, y),
        square: 5.0,
    };
    let pod = limb(
        36,
        &[
            block(-0.020, 0.0, 0.0),
            block(-0.020, 0.012, 0.020),
            block(-0.018, 0.014, 0.022),
            block(0.001, 0.014, 0.022),
            block(0.003, 0.012, 0.020),
            block(0.003, 0.0, 0.0),
        ],
    );
    // As the camera's optical frame in the URDF.
    let aimed = |shape: Shape| {
        shape
            .turned(Quat::from_rotation_y(-0.35))
            .at(0.058, 0.0, 0.034)
    };
    let strut = limb(
        FINE,
        &[block(0.0, 0.006, 0.012), block(0.036, 0.006, 0.012)],
    )
    .turned(Quat::from_rotation_y(std::f32::consts::FRAC_PI_2))
    .at(0.022, 0.0, 0.014);
    vec![
        (SHELL, lathe(36, &hub)),
        (GRAPHITE, joined([lathe(FINE, &holder), aimed(pod), strut])),
        (
            STEEL,
            joined([
                lathe(16, &needle),
                aimed(drum(FINE, 0.0095, 0.0, 0.0055, 0.001)),
            ]),
        ),
        (GLASS, aimed(drum(FINE, 0.0078, 0.0, 0.0062, 0.001))),
        (
            ACCENT,
            joined([lathe(16, &bead), drum(36, 0.0346, 0.0085, 0.0125, 0.0008)]),
        ),
    ]
}
