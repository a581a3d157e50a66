//! Models from files.

use vuer::{Children, components as c, prelude::*};

use crate::picture::{Picture, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("Glb", glb),
    picture!("Obj", obj),
    picture!("Stl", stl),
    picture!("Ply", ply),
    picture!("Ply.points", points_of_ply),
    picture!("Pcd", pcd),
    picture!("Dae", dae),
    picture!("Fbx", fbx),
    picture!("Bvh", bvh),
    picture!("Urdf", urdf).seen([1.9, 1.3, 2.4], [0.0, 0.45, 0.0]),
];

fn glb() -> impl Children {
    c::Glb::new()
        .src("/static/arm/turret.glb")
        .scale(3.0)
        .rotation([-std::f64::consts::FRAC_PI_2, 0.0, 0.0])
}

fn urdf() -> impl Children {
    c::Urdf::new()
        .src("/static/arm/arm.urdf")
        .rotation([-std::f64::consts::FRAC_PI_2, 0.0, 0.0])
        .joint_values([("shoulder", 0.4), ("elbow", 1.2), ("wrist_pitch", -0.5)])
}

fn obj() -> impl Children {
    // Its materials are in chair.mtl, which it names.
    c::Obj::new()
        .src("/static/models/chair.obj")
        .rotation([0.0, -0.5, 0.0])
}

fn stl() -> impl Children {
    c::Stl::new()
        .src("/static/models/gear.stl")
        .material(vuer::prop::Material::new().metalness(0.7).roughness(0.35))
        .color("#c9a227")
        .position([0.0, 0.02, 0.0])
        .scale(1.8)
}

fn ply() -> impl Children {
    c::Ply::new().src("/static/models/island.ply")
}

fn points_of_ply() -> impl Children {
    // Without faces the vertices are points.
    let cloud = (0..400_u32).map(|i| {
        let (turn, height) = (f64::from(i) * 0.3, f64::from(i) / 400.0);
        let [x, z] = [turn.cos(), turn.sin()].map(|x| x * 0.5 * (1.0 - height));
        let [red, green] = [255 - i * 255 / 400, i * 255 / 400];
        format!("{x:.3} {height:.3} {z:.3} {red} {green} 120\n")
    });
    let header = "ply\nformat ascii 1.0\nelement vertex 400\n\
        property float x\nproperty float y\nproperty float z\n\
        property uchar red\nproperty uchar green\nproperty uchar blue\nend_header\n";
    c::Ply::new()
        .text(format!("{header}{}", cloud.collect::<String>()))
        .size(0.05)
}

fn pcd() -> impl Children {
    c::Pcd::new().src("/static/models/scan.pcd").size(0.035)
}

fn dae() -> impl Children {
    c::Dae::new().src("/static/models/lamp.dae")
}

fn fbx() -> impl Children {
    // Seen through, so that its skeleton shows.
    c::Fbx::new()
        .src("/static/models/arm.fbx")
        .opacity(0.5)
        .bone_radius(0.02)
        .frame(true)
}

fn bvh() -> impl Children {
    c::Bvh::new()
        .src("/static/models/walk.bvh")
        .bone_radius(2.5)
        .frame_scale(0.7)
        .play_animation(false)
        .scale(0.006)
}
