//! Passes over the picture.

use vuer::prop::{Material, MaterialType};
use vuer::{Children, components as c, prelude::*};

use crate::picture::{Frame, Picture, Setting, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("Effects", effects).setting(Setting::Night),
    picture!("unrealBloomPass", bloom).setting(Setting::Night),
    picture!("dotScreenPass", dots),
    picture!("shaderPass", shader),
    picture!("AsciiRenderer", ascii_renderer)
        .setting(Setting::Night)
        .frame(Frame::Page),
];

fn effects() -> impl Children {
    let passes = (
        c::UnrealBloomPass::new().strength(0.3).radius(0.3),
        c::DotScreenPass::new().scale(0.5),
    );
    (c::Effects::new().child(passes), lamp("gold"))
}

fn bloom() -> impl Children {
    let bloom = c::UnrealBloomPass::new()
        .strength(0.2)
        .radius(0.5)
        .threshold(1.0);
    let glow = c::Effects::new().disable_gamma(true).child(bloom);
    (glow, lamp("orange"))
}

fn dots() -> impl Children {
    let dots = c::DotScreenPass::new().angle(0.6).scale(0.5);
    (c::Effects::new().child(dots), lamp("white"))
}

fn shader() -> impl Children {
    let darker = "
        uniform sampler2D tDiffuse;
        varying vec2 vUv;
        void main() {
            float edge = smoothstep(0.3, 0.7, distance(vUv, vec2(0.5)));
            gl_FragColor = mix(texture2D(tDiffuse, vUv), vec4(0.1, 0.0, 0.2, 1.0), edge);
        }";
    let pass = c::ShaderPass::new().fragment_shader(darker);
    (c::Effects::new().child(pass), lamp("tomato"))
}

fn lamp(color: &str) -> c::Sphere {
    c::Sphere::new()
        .args([0.3, 48.0, 24.0])
        .position([0.0, 0.4, 0.0])
        .material_type(MaterialType::Standard)
        .material(Material::new().emissive(color).emissive_intensity(3.0))
}

fn ascii_renderer() -> impl Children {
    let letters = c::AsciiRenderer::new()
        .resolution(0.12)
        .color(true)
        .characters(" .:-+*=%@#");
    (letters, lamp("gold"))
}
