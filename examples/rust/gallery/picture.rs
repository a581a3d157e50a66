//! A picture of the gallery: a scene around what one function makes, and how it is looked at.

use vuer::components as c;
use vuer::prelude::*;
use vuer::{Child, Container, Encode as _, Node};

/// Behind everything, unless the picture says otherwise.
const BACKGROUND: &str = "#c9d6e4";
/// Behind pictures whose subject is light.
const NIGHT: &str = "#10131a";

/// What stands around the subject.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setting {
    /// A round table of 2 m, its top at height 0, in light from everywhere and the sun.
    Studio,
    /// The light of the studio, without the table.
    Light,
    /// The same table, dark: the subject is the light.
    Night,
    /// Nothing.
    Empty,
}

/// What of the page is compared.
#[allow(dead_code, reason = "not every kind is in use at all times")]
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Frame {
    /// The canvas.
    Canvas,
    /// The page with what stands over the canvas.
    Page,
    /// The panel that holds `htmlChildren`.
    Panel,
}

pub(crate) struct Picture {
    /// The tag of the component; of a second picture of one component, with something behind a dot.
    pub(crate) name: &'static str,
    subject: fn() -> c::Scene,
    setting: Setting,
    frame: Frame,
    eye: [f64; 3],
    target: [f64; 3],
    fov: f64,
}

/// `picture!(Box, cuboid)`: what the function makes – nodes, one or a tuple – stands in the scene.
/// `picture!(Fog, fog in raw_child)` puts it into another container, and `picture!(Scene, scene in whole)`
/// takes a scene.
macro_rules! picture {
    ($name:expr, $subject:ident) => {
        picture!($name, $subject in child)
    };
    ($name:expr, $subject:ident in whole) => {
        $crate::picture::Picture::new($name, $subject)
    };
    ($name:expr, $subject:ident in $container:ident) => {
        $crate::picture::Picture::new($name, || {
            ::vuer::components::Scene::new().$container($subject())
        })
    };
}
pub(crate) use picture;

impl Picture {
    pub(crate) const fn new(name: &'static str, subject: fn() -> c::Scene) -> Self {
        Self {
            name,
            subject,
            setting: Setting::Studio,
            frame: Frame::Canvas,
            eye: [1.8, 1.6, 2.9],
            target: [0.0, 0.38, 0.0],
            fov: 32.0,
        }
    }

    /// From where to where it is looked, in metres.
    pub(crate) const fn seen(mut self, eye: [f64; 3], target: [f64; 3]) -> Self {
        self.eye = eye;
        self.target = target;
        self
    }

    pub(crate) const fn setting(mut self, setting: Setting) -> Self {
        self.setting = setting;
        self
    }

    /// For what stands over the canvas, in the page. A panel has no scene around it.
    #[allow(dead_code, reason = "not every kind is in use at all times")]
    pub(crate) const fn frame(mut self, frame: Frame) -> Self {
        if matches!(frame, Frame::Panel) {
            self.setting = Setting::Empty;
        }
        self.frame = frame;
        self
    }

    /// The whole scene. With `controls` its user can look around.
    pub(crate) fn scene(&self, controls: bool) -> Node {
        let mut scene = (self.subject)();
        let settings = &mut scene.settings;
        let background = match self.setting {
            Setting::Night => NIGHT,
            _ => BACKGROUND,
        };
        // All of them, for a scene that is set keeps what it does not name.
        settings.background.get_or_insert(background.into());
        settings.tone_mapping.get_or_insert("acesFilmic".into());
        settings.tone_mapping_exposure.get_or_insert(1.0);
        settings.shadows.get_or_insert(true.into());
        settings.up.get_or_insert([0, 1, 0].into());
        scene = scene.bg_child(Vec::<Node>::new());
        if self.frame != Frame::Panel {
            scene = scene.bg_child(self.camera());
        }
        if matches!(self.setting, Setting::Studio | Setting::Light) {
            scene = scene.bg_child(light());
        }
        if matches!(self.setting, Setting::Studio | Setting::Night) {
            scene = scene.bg_child(table());
        }
        if controls {
            scene = scene.bg_child(c::OrbitControls::new().key("controls").target(self.target));
        }
        let mut scene = scene.to_node();
        for container in Container::ALL {
            scene.containers.get_mut(container).get_or_insert_default();
        }
        // The names of nodes are in the report of a picture that does not show one of them.
        scene.ensure_keys();
        scene
    }

    /// The 0.1.6 client looks through no camera but a SceneCamera, whose control turns it to what it looks at, and reads no
    /// background of a scene.
    pub(crate) fn suit_0_1_6(&self, scene: &mut Node) {
        let nodes = scene.containers.get_mut(Container::BgChildren);
        let nodes = nodes.get_or_insert_default();
        let night = self.setting == Setting::Night;
        let background = c::BackgroundColor::new().key("background").color(if night {
            NIGHT
        } else {
            BACKGROUND
        });
        let camera = c::SceneCamera::new()
            .key("camera")
            .fov(self.fov)
            .position(self.eye)
            .look_at(self.target);
        nodes.retain(|child| {
            !matches!(child, Child::Node(node) if node.key.as_ref().is_some_and(|key| key.as_str() == "camera"))
        });
        let control = c::SceneCameraControl::new().key("control");
        let seen_by = [background.into(), camera.into(), control.into()];
        nodes.splice(0..0, seen_by.map(Child::Node));
    }

    /// Turned by angles: the original's clients know no other way.
    fn camera(&self) -> c::PerspectiveCamera {
        let [x, y, z] = [0, 1, 2].map(|axis| self.target[axis] - self.eye[axis]);
        let (yaw, pitch) = ((-x).atan2(-z), y.atan2(x.hypot(z)));
        c::PerspectiveCamera::new()
            .key("camera")
            .make_default(true)
            .fov(self.fov)
            .position(self.eye)
            .rotation(vuer::prop::Euler::with_order(
                [pitch, yaw, 0.0],
                vuer::prop::EulerOrder::Yxz,
            ))
    }

    /// What the tests have to know of it, on a line.
    pub(crate) fn to_json(&self) -> String {
        let mut nodes = Vec::new();
        visit(&self.scene(false), &mut |node| {
            let tag = node.tag.as_deref().unwrap_or_default();
            let key = node.key.as_ref().map_or("", |key| key.as_str());
            nodes.push(format!("\"{tag} {key}\""));
        });
        let frame = match self.frame {
            Frame::Canvas => "canvas",
            Frame::Page => "page",
            Frame::Panel => "panel",
        };
        format!(
            "{{\"picture\":\"{}\",\"frame\":\"{frame}\",\"nodes\":[{}]}}",
            self.name,
            nodes.join(",")
        )
    }
}

fn light() -> c::HemisphereLightStage {
    c::HemisphereLightStage::new()
        .key("light")
        .hemi_intensity(1.3)
        .sky_color("#ffffff")
        .ground_color("#7d7468")
        .dir_intensity(3.2)
        .dir_position([2.5, 5.0, 3.0])
        .cast_shadow(true)
}

fn table() -> c::Cylinder {
    c::Cylinder::new()
        .key("table")
        .args((1.0, 1.0, 0.06, 96))
        .position([0.0, -0.03, 0.0])
        .material(vuer::prop::Material::new().color("#f4f1ea").roughness(0.9))
}

/// Visits the nodes inside of one, each before those that it holds.
fn visit(node: &Node, see: &mut dyn FnMut(&Node)) {
    for (_, children) in node.containers.iter() {
        for child in children {
            if let Child::Node(child) = child {
                see(child);
                visit(child, see);
            }
        }
    }
}

/// Takes the node out that `visit` comes to after so many others.
pub(crate) fn remove(node: &mut Node, index: usize) {
    fn go(node: &mut Node, left: &mut usize) -> bool {
        for container in Container::ALL {
            let Some(children) = node.containers.get_mut(container) else {
                continue;
            };
            for at in 0..children.len() {
                let Child::Node(child) = &mut children[at] else {
                    continue;
                };
                if *left == 0 {
                    children.remove(at);
                    return true;
                }
                *left -= 1;
                if go(child, left) {
                    return true;
                }
            }
        }
        false
    }
    let mut left = index;
    go(node, &mut left);
}
