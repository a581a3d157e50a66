//! Requests: events from the server that a client answers with one event of its own.

use bytes::Bytes;
use vuer_macros::FromWire;

use super::ClientEvent;
use crate::codec::{FromWire, Lenient};
use crate::prop::{Mat4, words};
use crate::value::{Map, Value};

/// A request as it goes over the wire.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// The event's type.
    pub etype: String,
    /// A name no other request of this server has, such as a UUID.
    pub uuid: String,
    /// The type that the answer must carry, `<etype>_RESPONSE@<uuid>`.
    pub rtype: String,
    /// Which component is to answer.
    pub key: Option<String>,
    /// The arguments.
    pub data: Value,
}

impl Request {
    /// The request that `rpc` makes, under a name nobody else uses.
    pub fn new<R: Rpc>(rpc: &R, uuid: impl Into<String>) -> Self {
        let uuid = uuid.into();
        Self {
            etype: R::ETYPE.to_owned(),
            rtype: format!("{}_RESPONSE@{uuid}", R::ETYPE),
            uuid,
            key: rpc.key().map(str::to_owned),
            data: rpc.data().into(),
        }
    }

    /// The client's answer to it.
    pub fn answer(&self, value: &Value) -> ClientEvent {
        let answer = ClientEvent::new(&self.rtype).with_value(value);
        match &self.key {
            Some(key) => answer.with_key(key),
            None => answer,
        }
    }
}

/// A typed request.
pub trait Rpc {
    /// The event's type on the wire.
    const ETYPE: &'static str;

    /// The value of the answer.
    type Reply: FromWire;

    /// Which component is to answer; none leaves it to the client.
    fn key(&self) -> Option<&str>;

    /// The arguments.
    fn data(&self) -> Map;
}

words! {
    /// The kind of file that a picture comes in.
    pub enum PictureFormat {
        /// Small; loses detail.
        Jpeg = "jpeg",
        /// Exact.
        Png = "png",
    }
}

/// Asks for a picture of what the canvas shows, or a camera sees.
///
/// The scene must hold a [`GrabRender`](crate::components::GrabRender) or a camera of this key; if it
/// does not, no answer comes, save for the default key. The original's clients know of no cameras but
/// a `CameraView` in the mode `ondemand`.
#[derive(Debug, Clone, PartialEq)]
pub struct GrabRender {
    /// Whose picture. Default: `DEFAULT`.
    pub key: String,
    /// JPEG quality from 0 to 1. Default: the client's.
    pub quality: Option<f64>,
    /// By what factor to make the picture smaller than the canvas. Default: 1, or what the
    /// `CameraView` says.
    pub downsample: Option<f64>,
    /// The kind of file. Default: JPEG, which is all that the original's clients send.
    pub format: Option<PictureFormat>,
}

impl Default for GrabRender {
    fn default() -> Self {
        Self {
            key: "DEFAULT".to_owned(),
            quality: None,
            downsample: None,
            format: None,
        }
    }
}

impl Rpc for GrabRender {
    const ETYPE: &'static str = "GRAB_RENDER";
    type Reply = Frame;

    fn key(&self) -> Option<&str> {
        Some(&self.key)
    }

    fn data(&self) -> Map {
        let quality = self.quality.map(|quality| ("quality", quality));
        let downsample = self.downsample.map(|downsample| ("downsample", downsample));
        let format = self
            .format
            .as_ref()
            .map(|format| ("format", format.as_str()));
        let mut data: Map = quality.into_iter().chain(downsample).collect();
        if let Some((name, format)) = format {
            data.insert(name, format);
        }
        data
    }
}

/// Asks for the meshes that the headset has recognised in the room.
///
/// The scene must hold a `WebXRMesh`.
#[derive(Debug, Clone, PartialEq)]
pub struct GetWebXrMesh {
    /// The key of the `WebXRMesh`. The original's clients answer whatever it is. Default:
    /// `webxr-mesh`.
    pub key: String,
}

impl Default for GetWebXrMesh {
    fn default() -> Self {
        Self {
            key: "webxr-mesh".to_owned(),
        }
    }
}

impl Rpc for GetWebXrMesh {
    const ETYPE: &'static str = "GET_WEBXR_MESH";
    type Reply = Meshes;

    fn key(&self) -> Option<&str> {
        Some(&self.key)
    }

    fn data(&self) -> Map {
        Map::new()
    }
}

/// Steps a MuJoCo simulation in the client.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MjStep {
    /// The simulation's key. The original's client ignores it.
    pub key: String,
    /// How many steps; 0 computes the state without a step. Default: as many as fit one frame.
    pub sim_steps: Option<u32>,
    /// Actuators' controls.
    pub ctrl: Option<Vec<f64>>,
    /// Actuators' activations.
    pub act: Option<Vec<f64>>,
    /// Further arrays, such as `qfrc_applied` and `xfrc_applied`.
    pub more: Map,
}

impl Rpc for MjStep {
    const ETYPE: &'static str = "MJ_STEP";
    type Reply = MjState;

    fn key(&self) -> Option<&str> {
        Some(&self.key)
    }

    fn data(&self) -> Map {
        let sim_steps = self
            .sim_steps
            .map(|steps| ("sim_steps".into(), Value::from(steps)));
        let ctrl = self
            .ctrl
            .as_ref()
            .map(|ctrl| ("ctrl".into(), ctrl.as_slice().into()));
        let act = self
            .act
            .as_ref()
            .map(|act| ("act".into(), act.as_slice().into()));
        sim_steps
            .into_iter()
            .chain(ctrl)
            .chain(act)
            .chain(self.more.clone())
            .collect()
    }
}

/// Asks for the picture of a camera in a MuJoCo simulation.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MjRender {
    /// The key of the `MjCameraView`.
    pub key: String,
    /// JPEG quality from 0 to 1. Default: the client's.
    pub quality: Option<f64>,
}

impl Rpc for MjRender {
    const ETYPE: &'static str = "MJ_RENDER";
    type Reply = Frame;

    fn key(&self) -> Option<&str> {
        Some(&self.key)
    }

    fn data(&self) -> Map {
        self.quality
            .map(|quality| ("quality", quality))
            .into_iter()
            .collect()
    }
}

/// A picture the client made.
#[derive(Debug, Clone, PartialEq, FromWire)]
pub struct Frame {
    /// The content of a JPEG file, or of a PNG where that was asked for.
    pub frame: Bytes,
    /// The depth as the content of a grey JPEG file: white is near, black far. Only from a camera
    /// that renders depth.
    pub depth_frame: Option<Bytes>,
    /// Width of the canvas or camera in pixels, before `downsample`.
    pub width: f64,
    /// Height of the canvas or camera in pixels, before `downsample`.
    pub height: f64,
    /// Device pixels per CSS pixel.
    pub dpr: Option<f64>,
    /// Milliseconds since the picture before, from a canvas. The original's camera views send
    /// something else here, which is passed over.
    pub delta: Lenient<f64>,
}

/// The meshes of a room.
#[derive(Debug, Clone, PartialEq, FromWire)]
pub struct Meshes {
    /// Each mesh the headset knows of.
    pub meshes: Vec<Mesh>,
}

/// A piece of a room as a headset sees it.
#[derive(Debug, Clone, PartialEq, FromWire)]
pub struct Mesh {
    /// Coordinates x, y, z of each vertex in the mesh's own frame, in metres. None from the 0.0.71
    /// client, which garbles them on the way.
    pub vertices: Lenient<Vec<f64>>,
    /// Three indices into the vertices for each triangle. None from the 0.0.71 client.
    pub indices: Lenient<Vec<u32>>,
    /// What it is: `table`, `wall`, …
    pub semantic_label: Option<String>,
    /// From the mesh's frame to the frame of the XR session.
    pub matrix: Mat4,
}

/// The state of a MuJoCo simulation.
#[derive(Debug, Clone, PartialEq, FromWire)]
pub struct MjState {
    /// Simulated seconds since the state before.
    pub dt: Option<f64>,
    /// Arrays by name, such as `qpos` and `sensordata`; which ones the component's `frameKeys` say.
    pub key_frame: Map,
}
