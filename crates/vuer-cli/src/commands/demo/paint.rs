//! The demo's colours, as the browser shows them and as its cameras see them. sRGB.

use glam::{Vec3, vec3};

use super::world::{BLOCKS, Hit, Thing};

/// What a click on a block walks through.
pub(super) const PALETTE: [[u8; 3]; 6] = [
    [0xff, 0x6a, 0x3d],
    [0xff, 0xb8, 0x2e],
    [0x35, 0xb3, 0x7e],
    [0x2f, 0x8f, 0xe8],
    [0x7a, 0x63, 0xe0],
    [0xe4, 0x5c, 0x9c],
];

/// The table top.
pub(super) const TABLE: [u8; 3] = [0xd8, 0xcf, 0xc2];
/// The tank's walls.
pub(super) const WALL: [u8; 3] = [0x5a, 0x66, 0x78];
/// The arm's shells, as the cameras see them.
const SHELL: [u8; 3] = [0xe9, 0xe7, 0xe2];

/// Which colour of the palette each block has.
pub(super) type Blocks = [usize; BLOCKS];

/// One block of each colour but the last.
pub(super) const FIRST: Blocks = [0, 1, 2, 3, 4];

/// `#rrggbb`.
pub(super) fn hex(color: [u8; 3]) -> String {
    let [r, g, b] = color;
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// From 0 to 1 a part.
pub(super) fn unit(color: [u8; 3]) -> Vec3 {
    Vec3::from_array(color.map(|part| f32::from(part) / 255.0))
}

/// The colour of what a ray hit, without light.
pub(super) fn base(hit: &Hit, blocks: &Blocks) -> Vec3 {
    match hit.thing {
        Thing::Table => unit(TABLE),
        Thing::Block(index) => unit(PALETTE[blocks[index] % PALETTE.len()]),
        Thing::Wall => unit(WALL),
        Thing::Arm => unit(SHELL),
        Thing::Water => vec3(0.05, 0.30, 0.42),
    }
}
