//! Lights.

use vuer_macros::Component;

use crate::base::Base;
use crate::groups::{Light, Object3d, Shadow};
use crate::prop::{Color, Vec3};

/// Light from everywhere, without shadow.
#[derive(Debug, Clone, Default, Component)]
pub struct AmbientLight {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Whether it shines.
    #[component(group)]
    pub object: Object3d,
    /// Colour. The intensity is 0.5 if it is not set.
    #[component(group)]
    pub light: Light,
}

/// Light from far away, in parallel rays: from its position towards the origin.
#[derive(Debug, Clone, Default, Component)]
pub struct DirectionalLight {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Colour. The intensity is 0.5 if it is not set.
    #[component(group)]
    pub light: Light,
    /// Its shadows.
    #[component(group)]
    pub shadow: Shadow,
}

/// Light from a point, in all directions.
#[derive(Debug, Clone, Default, Component)]
pub struct PointLight {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Colour. The intensity is 20 if it is not set.
    #[component(group)]
    pub light: Light,
    /// Its shadows.
    #[component(group)]
    pub shadow: Shadow,
    /// Whether a sphere is drawn where the light is.
    #[component(default = false)]
    pub show_sphere: Option<bool>,
    /// Radius of that sphere in metres.
    #[component(default = 0.1)]
    pub radius: Option<f64>,
    /// Metres after which nothing is lit; 0 means no end.
    #[component(default = 0)]
    pub distance: Option<f64>,
    /// Power of the distance by which the light grows weaker.
    #[component(default = 2)]
    pub decay: Option<f64>,
}

/// Light from a point, in a cone towards the origin.
#[derive(Debug, Clone, Default, Component)]
pub struct SpotLight {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Colour. The intensity is 0.5 if it is not set.
    #[component(group)]
    pub light: Light,
    /// Its shadows.
    #[component(group)]
    pub shadow: Shadow,
    /// Metres after which nothing is lit; 0 means no end.
    #[component(default = 0)]
    pub distance: Option<f64>,
    /// Half the opening of the cone in radians, at most π/2.
    #[component(default = 1.0471975511965976)]
    pub angle: Option<f64>,
    /// Share of the cone, from 0 to 1, over which the edge is soft.
    #[component(default = 0)]
    pub penumbra: Option<f64>,
    /// Power of the distance by which the light grows weaker.
    #[component(default = 2)]
    pub decay: Option<f64>,
}

/// Light from the sky above and from the ground below, without shadow.
#[derive(Debug, Clone, Default, Component)]
pub struct HemisphereLight {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// The intensity is 1 if it is not set; the colours are `sky_color` and `ground_color`.
    #[component(group)]
    pub light: Light,
    /// Colour from above.
    #[component(default = "#ffffff")]
    pub sky_color: Option<Color>,
    /// Colour from below.
    #[component(default = "#ffffff")]
    pub ground_color: Option<Color>,
}

/// Light from a rectangle, such as a window, without shadow. Only standard and physical materials see
/// it.
#[derive(Debug, Clone, Default, Component)]
pub struct RectAreaLight {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Where it stands.
    #[component(group)]
    pub object: Object3d,
    /// Colour. The intensity, in nits, is 1 if it is not set.
    #[component(group)]
    pub light: Light,
    /// Width in metres.
    #[component(default = 1)]
    pub width: Option<f64>,
    /// Height in metres.
    #[component(default = 1)]
    pub height: Option<f64>,
    /// The point in the parent's frame that it faces.
    #[component(default = [0, 0, 0])]
    pub look_at: Option<Vec3>,
}

/// The usual light of a scene: sky and ground, and one directional light.
///
/// The 0.0.71 client reads none of its props.
#[derive(Debug, Clone, Default, Component)]
pub struct HemisphereLightStage {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// Colour from below. Since 0.1.6.
    #[component(default = "#000000")]
    pub ground_color: Option<Color>,
    /// Colour from above. Since 0.1.6.
    #[component(default = "#ffffff")]
    pub sky_color: Option<Color>,
    /// Strength of the light of sky and ground. Since 0.1.6.
    #[component(default = 1)]
    pub hemi_intensity: Option<f64>,
    /// Colour of the directional light. Since 0.1.6.
    #[component(default = "#ffffff")]
    pub dir_color: Option<Color>,
    /// Strength of the directional light. Since 0.1.6.
    #[component(default = 1)]
    pub dir_intensity: Option<f64>,
    /// Where the directional light comes from, in metres. Since 0.1.6.
    #[component(default = [4, 10, 1])]
    pub dir_position: Option<Vec3>,
    /// Whether the directional light throws shadows. Since 0.1.6.
    #[component(default = false)]
    pub cast_shadow: Option<bool>,
    /// Whether the lights are out.
    #[component(default = false)]
    pub hide: Option<bool>,
}
