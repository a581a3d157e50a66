//! What loads, begins and is recorded.

use bytes::Bytes;
use vuer_macros::{EventView, FromWire};

use super::inputs::from_base64;
use crate::codec::DecodeError;
use crate::event::rpc::MjState;
use crate::value::Value;

/// The client introduces itself, once for each connection. The 0.0.71 client never does.
#[derive(Debug, Clone, PartialEq, Default, FromWire, EventView)]
#[event(etype = "INIT")]
pub struct Init {
    /// `browser` or `python`.
    pub client: Option<String>,
    /// The client's package.
    pub pkg: Option<String>,
    /// The version of that package.
    pub pkg_version: Option<String>,
    /// The version of a client written in Python.
    pub client_version: Option<String>,
    /// What our own clients can do beyond the original's protocol; the original's send none.
    #[wire(default)]
    pub features: Vec<String>,
    /// How the browser names itself.
    pub user_agent: Option<String>,
    /// Width of the screen in CSS pixels.
    pub screen_width: Option<f64>,
    /// Height of the screen in CSS pixels.
    pub screen_height: Option<f64>,
    /// Device pixels per CSS pixel.
    pub device_pixel_ratio: Option<f64>,
    /// Name of the time zone: `Europe/Berlin`.
    pub timezone: Option<String>,
    /// Minutes from local time to UTC.
    pub timezone_offset: Option<f64>,
    /// The version of Python, from a client written in it.
    pub python_version: Option<String>,
    /// The operating system, from a client written in Python.
    pub platform: Option<String>,
    /// The version of that system.
    pub platform_version: Option<String>,
    /// The machine's architecture, from a client written in Python.
    pub machine: Option<String>,
}

/// The page could not do what it was told, and says why. The original's clients never send it.
#[derive(Debug, Clone, PartialEq, Eq, Default, FromWire, EventView)]
#[event(etype = "WARNING")]
pub struct Warning {
    /// What is wrong, in a sentence.
    #[wire(default)]
    pub message: String,
}

/// How good the way to the client is, about once a second: made by the server for handlers of this type, from what a
/// client of ours and it measure. It is not put into the queue of events. Times are in milliseconds; those that are not
/// known are absent.
#[derive(Debug, Clone, PartialEq, Default, FromWire, EventView)]
#[event(etype = "LINK")]
pub struct Link {
    /// From the client to the server and back.
    pub round_trip: Option<f64>,
    /// How much the time of travel from the client varies, by RFC 3550, §6.4.1.
    pub jitter: Option<f64>,
    /// How far the server's clock is ahead of the client's.
    pub clock_offset: Option<f64>,
    /// How old the newest pose is.
    pub pose_age: Option<f64>,
    /// How many updates were left out, because a later one made them superfluous before the client could take them.
    pub coalesced: f64,
    /// The connection is lost, and the session waits for the client to come back.
    pub resuming: bool,
}

/// The user has taken hold of the dead-man's switch, or released it: made by the server, where the program has asked for
/// one. What was released in whatever way – by the hand, because it is lost, because the connection is – is told once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, FromWire, EventView)]
#[event(etype = "DEAD_MAN")]
pub struct DeadMan {
    /// Whether it is held from now on.
    pub held: bool,
}

/// The session has become the operator, or an observer: made by the server where there is one operator, when the session
/// begins and whenever it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, FromWire, EventView)]
#[event(etype = "ROLE")]
pub struct Role {
    /// Whether it operates from now on. Events of those who do not never reach the program.
    pub operator: bool,
}

/// The user wants something of the roles, where there is one operator. The server has done it if it may be done; only
/// our own client sends it.
#[derive(Debug, Clone, PartialEq, Default, FromWire, EventView)]
#[event(etype = "CONTROL")]
pub struct Control {
    /// `ask` for the role or `withdraw` that; as the operator `grant` it to a visitor, `decline` its request, or
    /// `release` the role.
    #[wire(default)]
    pub action: String,
    /// The visitor's number, which the server gives in the order in which they come.
    pub visitor: Option<f64>,
}

/// A model is there; the event's key is its component's.
#[derive(Debug, Clone, PartialEq, Default, FromWire, EventView)]
#[event(etype = "LOAD")]
pub struct Load(
    /// The component's `onLoad`; nil if it has none.
    pub Value,
);

/// Something that the scene names could not be loaded; the event's key is its component's, which shows
/// a marker or does without. Sent by our own client only.
#[derive(Debug, Clone, PartialEq, Eq, Default, FromWire, EventView)]
#[event(etype = "LOAD_ERROR")]
pub struct LoadError {
    /// The URL that was to be loaded; absent for what came with the node.
    pub src: Option<String>,
    /// The component's tag.
    pub tag: Option<String>,
    /// What went wrong, in words for people.
    pub reason: String,
}

/// A `ContribLoader` has loaded its script.
#[derive(Debug, Clone, PartialEq, Default, FromWire, EventView)]
#[event(etype = "ON_CONTRIB_LOAD")]
pub struct ContribLoad {
    /// Where the script came from.
    pub url: Option<String>,
    /// The library's name.
    pub library: Option<String>,
    /// The library's version.
    pub version: Option<String>,
    /// The script within the library.
    pub main: Option<String>,
}

/// A picture of the scene, on SAVE_SNAPSHOT. Since 0.1.6.
#[derive(Debug, Clone, PartialEq, Eq, FromWire, EventView)]
#[event(etype = "SNAPSHOT")]
pub struct Snapshot {
    /// The picture as a data URL.
    pub screen: String,
}

impl Snapshot {
    /// The content of the PNG file. Fails if the URL holds no base64.
    pub fn png(&self) -> Result<Bytes, DecodeError> {
        from_base64(&self.screen)
    }
}

/// A MuJoCo simulation is loaded.
#[derive(Debug, Clone, PartialEq, FromWire, EventView)]
#[event(etype = "ON_MUJOCO_LOAD")]
pub struct MjLoad(pub MjState);

/// A MuJoCo simulation has gone on.
#[derive(Debug, Clone, PartialEq, FromWire, EventView)]
#[event(etype = "ON_MUJOCO_FRAME")]
pub struct MjFrame(pub MjState);
