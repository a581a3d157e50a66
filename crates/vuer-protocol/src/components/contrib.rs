//! What the original's clients load from elsewhere: the loader, and the physics that come by it.

use vuer_macros::Component;

use super::placed::placed;
use crate::base::Base;
use crate::groups::Object3d;

/// Has the original's clients fetch a script that teaches them further tags. Our client fetches nothing:
/// what it draws is built in. So it sends no ON_CONTRIB_LOAD either.
#[derive(Debug, Clone, Default, Component)]
pub struct ContribLoader {
    /// Key, containers, further props.
    #[component(base)]
    pub base: Base,
    /// URL of the script; absent, that of `library` at a public host of packages.
    pub url: Option<String>,
    /// The npm package, by which the script registers what it brings.
    pub library: Option<String>,
    /// Version of the package.
    #[component(default = "latest")]
    pub version: Option<String>,
    /// The script in the package.
    #[component(default = "dist/index.js")]
    pub main: Option<String>,
    /// Names that the page must have before the script runs, such as `THREE`.
    pub dependencies: Option<Vec<String>>,
    /// Whether the page goes on while the script is fetched.
    #[component(default = false)]
    pub r#async: Option<bool>,
    /// Whether the script is fetched anew when it changes.
    #[component(default = false)]
    pub dev_mode: Option<bool>,
    /// Another name for the event ON_CONTRIB_LOAD.
    pub on_load: Option<String>,
}

placed! {
    /// What several [`MuJoCo`] simulations share. Not drawn yet.
    MuJoCoProvider [] {}

    /// A simulation of a MuJoCo model, run by the page. Not drawn yet: its place shows a marker.
    MuJoCo [] {
        /// URL of the model, an `.mjcf.xml`.
        src: String,
        /// Folder in which `assets` are found; absent, that of `src`.
        work_dir: String,
        /// URLs of the files that the model names.
        assets: Vec<String>,
        /// Seconds of simulation in a second.
        #[component(default = 1)]
        speed: f64,
        /// Whether it stands still.
        #[component(default = false)]
        pause: bool,
        /// Frames, and events ON_MUJOCO_FRAME, per second.
        #[component(default = 60)]
        fps: f64,
        /// Seconds after which a step is given up; 0, never.
        #[component(default = 0)]
        timeout: f64,
        /// How far something must have moved to be sent, in metres.
        #[component(default = 0.001)]
        threshold: f64,
        /// Names of the arrays in an event ON_MUJOCO_FRAME, separated by spaces.
        #[component(default = "time qpos mocap_pos mocap_quat site_xpos geom_xpos sensordata")]
        frame_keys: String,
        /// Names of states of the model to begin with.
        key_frames: Vec<String>,
        /// Numbers of the groups of geometries that are shown. The original's Python class spells it so.
        visibile: Vec<u32>,
        /// Whether it needs no [`MuJoCoProvider`] around it.
        #[component(default = true)]
        self_provide: bool,
        /// Whether the lights of the model shine.
        #[component(default = true)]
        use_lights: bool,
        /// Whether mocap bodies have handles.
        #[component(default = true)]
        use_mocap: bool,
        /// Length of those handles in metres.
        #[component(default = 0.3)]
        gizmo_scale: f64,
        /// Whether the simulation goes on while somebody drags a body.
        #[component(default = false)]
        unpause_on_drag: bool,
        /// Factor of the force with which a body is dragged.
        #[component(default = 1)]
        drag_force_scale: f64,
        /// Whether an arrow shows that force.
        #[component(default = true)]
        show_drag_arrow: bool,
        /// Whether that force is written beside it.
        #[component(default = true)]
        show_drag_force_text: bool,
    }

    /// A camera in a [`MuJoCo`] simulation whose pictures are sent. Not drawn yet.
    MjCameraView [] {
        /// Vertical field of view in degrees.
        #[component(default = 50)]
        fov: f64,
        /// Width of the picture in pixels.
        #[component(default = 320)]
        width: u32,
        /// Height of the picture in pixels.
        #[component(default = 240)]
        height: u32,
        /// Pictures per second.
        #[component(default = 30)]
        fps: f64,
        /// Metres from the camera where it begins to see.
        #[component(default = 0.1)]
        near: f64,
        /// Metres from the camera up to which it sees.
        #[component(default = 20)]
        far: f64,
        /// Width and height of what is sent are divided by this.
        #[component(default = 1)]
        downsample: f64,
        /// Metres from the camera at which its picture is shown.
        #[component(default = 2)]
        distance_to_camera: f64,
        /// Whether it can be dragged.
        #[component(default = true)]
        movable: bool,
        /// Whether lines show what it sees.
        #[component(default = true)]
        show_camera_frustum: bool,
    }

    /// Has a hand of a headset drive an actuator of the [`MuJoCo`] simulation around it. Not drawn yet.
    /// `scale`, one number, is the factor of what is measured.
    HandActuator [] {
        /// Number of the actuator.
        #[component(default = -1)]
        ctrl_id: i64,
        /// Distance that counts as closed, in metres.
        #[component(default = 0.01)]
        offset: f64,
        /// Value of the actuator when the hand is closed.
        #[component(default = 0.01)]
        low: f64,
        /// Value of the actuator when it is open.
        #[component(default = 1)]
        high: f64,
        /// What must be held for it to count, such as `right-squeeze`.
        #[component(default = "right-squeeze")]
        cond: String,
        /// The two joints whose distance is measured, such as
        /// `right:thumb-tip,right:index-finger-tip`.
        value: String,
    }

    /// Has a button of a controller drive an actuator of the [`MuJoCo`] simulation around it. Not drawn
    /// yet. `scale`, one number, is the factor of what is measured.
    MotionControllerActuator [] {
        /// Number of the actuator.
        #[component(default = -1)]
        ctrl_id: i64,
        /// Value of the actuator when the button is free.
        #[component(default = 0)]
        low: f64,
        /// Value of the actuator when it is pressed down.
        #[component(default = 1)]
        high: f64,
        /// The button, such as `right-trigger`.
        #[component(default = "right-trigger")]
        cond: String,
    }
}
