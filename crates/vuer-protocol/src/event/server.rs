//! Events from the server.

use std::fmt;

use bytes::Bytes;

use super::{Request, Timestamp};
use crate::codec::{DecodeError, FromWire, Reader};
use crate::key::Key;
use crate::node::Node;
use crate::prop::{Mat4, Vec3};
use crate::value::{Map, Value};

/// An event from the server, whole. For clients written in Rust and for tests; a server that writes
/// frames has less to copy with [`Downlink`](super::Downlink).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ServerEvent {
    /// Replaces those containers and props of the scene that `scene` has.
    Set {
        /// The scene.
        scene: Node,
    },
    /// Appends nodes.
    Add {
        /// The nodes.
        nodes: Vec<Node>,
        /// A container's name or a node's key; none means the scene's children.
        to: Option<Key>,
    },
    /// Changes props of nodes that exist.
    Update {
        /// Key and new props of each node; without a key the scene itself is meant.
        nodes: Vec<Node>,
        /// Whether props that are not among the new ones go.
        strict: bool,
    },
    /// Changes nodes that exist and appends those that do not.
    Upsert {
        /// The nodes.
        nodes: Vec<Node>,
        /// A container's name or a node's key; none means anywhere, else the scene's children.
        to: Option<Key>,
    },
    /// Takes nodes out.
    Remove {
        /// Their keys.
        keys: Vec<Key>,
    },
    /// Asks the client for something.
    Request(Request),
    /// Pulses the controllers' actuators.
    HapticActuatorPulse {
        /// In the left hand.
        left: Option<HapticPulse>,
        /// In the right hand.
        right: Option<HapticPulse>,
    },
    /// Moves the main camera of a 0.0.71 client. Either the matrix or position and rotation.
    CameraViewUpdate {
        /// The camera's transform in the world.
        matrix: Option<Mat4>,
        /// Position in metres.
        position: Option<Vec3>,
        /// Angles about x, y and z in radians.
        rotation: Option<Vec3>,
    },
    /// Has a 0.1.6 client save a picture of the scene and send it as SNAPSHOT.
    SaveSnapshot,
    /// The answer of our own server to the INIT of our own client; no other peer gets one.
    Hello {
        /// The server's version.
        version: String,
        /// The session's name.
        session: String,
        /// What the server can do beyond the original's protocol.
        features: Vec<String>,
        /// How the client may come back into this session when its connection is lost, if it may.
        resume: Option<ResumeOffer>,
    },
    /// Nothing.
    Noop,
    /// The program's announcement that it is done. Clients ignore it.
    Terminate,
    /// Anything else, as it stands on the wire.
    Other {
        /// The event's type.
        etype: String,
        /// Its payload.
        data: Value,
        /// The other fields of the envelope.
        extra: Map,
    },
}

/// How a client comes back into its session. Its `Debug` does not show the token.
#[derive(Clone, PartialEq)]
pub struct ResumeOffer {
    /// What the client has to present. Each HELLO has a new one; older ones count until the client has sent something
    /// after it, for that HELLO may have been lost.
    pub token: String,
    /// How long the session waits, in milliseconds.
    pub grace: f64,
    /// How many messages of the client the session had before; those after it are to be sent again.
    pub received: u64,
}

impl ResumeOffer {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            token: value.get("token")?.as_str()?.to_owned(),
            grace: value.get("grace")?.as_f64()?,
            received: value.get("received")?.as_f64()? as u64,
        })
    }
}

impl From<&ResumeOffer> for Value {
    fn from(offer: &ResumeOffer) -> Self {
        Map::from([
            ("token", Self::from(&offer.token)),
            ("grace", offer.grace.into()),
            ("received", Self::Float(offer.received as f64)),
        ])
        .into()
    }
}

impl fmt::Debug for ResumeOffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            token: _,
            grace,
            received,
        } = self;
        f.debug_struct("ResumeOffer")
            .field("grace", grace)
            .field("received", received)
            .finish_non_exhaustive()
    }
}

/// One pulse of a controller's actuator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HapticPulse {
    /// From 0 to 1.
    pub strength: f64,
    /// In milliseconds.
    pub duration: f64,
}

impl From<HapticPulse> for Value {
    fn from(pulse: HapticPulse) -> Self {
        Map::from([("strength", pulse.strength), ("duration", pulse.duration)]).into()
    }
}

impl ServerEvent {
    /// The type on the wire.
    pub fn etype(&self) -> &str {
        match self {
            Self::Set { .. } => "SET",
            Self::Add { .. } => "ADD",
            Self::Update { .. } => "UPDATE",
            Self::Upsert { .. } => "UPSERT",
            Self::Remove { .. } => "REMOVE",
            Self::Request(request) => &request.etype,
            Self::HapticActuatorPulse { .. } => "HAPTIC_ACTUATOR_PULSE",
            Self::CameraViewUpdate { .. } => "CAMERA_VIEW_UPDATE",
            Self::SaveSnapshot => "SAVE_SNAPSHOT",
            Self::Hello { .. } => "HELLO",
            Self::Noop => "NOOP",
            Self::Terminate => "TERMINATE",
            Self::Other { etype, .. } => etype,
        }
    }

    /// Type, payload and further fields of those events that have a small payload.
    pub(super) fn untyped(&self) -> (&str, Value, &Map) {
        static NONE: Map = Map::new();
        let data = match self {
            Self::HapticActuatorPulse { left, right } => {
                Map::from([("left", *left), ("right", *right)]).into()
            }
            Self::CameraViewUpdate {
                matrix,
                position,
                rotation,
            } => {
                let matrix = matrix.map(|matrix| ("matrix", Value::from(matrix)));
                let position = position.map(|position| ("position", Value::from(position)));
                let rotation = rotation.map(|rotation| ("rotation", Value::from(rotation)));
                matrix.into_iter().chain(position).chain(rotation).collect()
            }
            Self::Hello {
                version,
                session,
                features,
                resume,
            } => [
                ("version", Value::from(version)),
                ("session", session.into()),
                ("features", features.as_slice().into()),
            ]
            .into_iter()
            .chain(resume.iter().map(|resume| ("resume", resume.into())))
            .collect(),
            Self::Other { etype, data, extra } => return (etype, data.clone(), extra),
            _ => Value::Nil,
        };
        (self.etype(), data, &NONE)
    }

    /// Reads a frame. What the type of an event does not explain is kept as [`ServerEvent::Other`].
    pub fn decode(frame: &Bytes) -> Result<(Self, Option<Timestamp>), DecodeError> {
        let mut reader = Reader::new(frame);
        let mut fields = Map::read(&mut reader)?;
        reader.finish()?;
        let etype = match fields.remove("etype") {
            Some(Value::Str(etype)) => etype,
            Some(other) => return Err(wrong("text", &other).in_field("etype")),
            None => return Err(DecodeError::MissingField { name: "etype" }),
        };
        let ts = fields
            .remove("ts")
            .as_ref()
            .and_then(Value::as_f64)
            .map(Timestamp::from_wire)
            .transpose()?;
        let data = fields.remove("data").unwrap_or_default();
        Ok((Self::from_fields(etype, data, fields)?, ts))
    }

    fn from_fields(etype: String, data: Value, mut extra: Map) -> Result<Self, DecodeError> {
        let to = || match data.get("to") {
            None | Some(Value::Nil) => Ok(None),
            Some(Value::Str(to)) => Ok(Some(Key::from(to))),
            Some(other) => Err(wrong("text", other).in_field("to")),
        };
        let nodes = || {
            let nodes = list(&data, "nodes")?.iter();
            nodes
                .map(|node| node_of(node).map_err(|error| error.in_field("nodes")))
                .collect::<Result<Vec<_>, _>>()
        };
        Ok(match etype.as_str() {
            "SET" => Self::Set {
                scene: node_of(&data)?,
            },
            "ADD" => Self::Add {
                nodes: nodes()?,
                to: to()?,
            },
            "UPSERT" => Self::Upsert {
                nodes: nodes()?,
                to: to()?,
            },
            "UPDATE" => {
                let strict = extra
                    .get("strict")
                    .and_then(Value::as_bool)
                    .unwrap_or(false);
                Self::Update {
                    nodes: nodes()?,
                    strict,
                }
            }
            "REMOVE" => {
                let keys = list(&data, "keys")?.iter().map(|key| {
                    key.as_str()
                        .map(Key::from)
                        .ok_or_else(|| wrong("text", key).in_field("keys"))
                });
                Self::Remove {
                    keys: keys.collect::<Result<_, _>>()?,
                }
            }
            "HAPTIC_ACTUATOR_PULSE" => Self::HapticActuatorPulse {
                left: data.get("left").and_then(pulse),
                right: data.get("right").and_then(pulse),
            },
            "CAMERA_VIEW_UPDATE" => Self::CameraViewUpdate {
                matrix: prop(&data, "matrix"),
                position: prop(&data, "position"),
                rotation: prop(&data, "rotation"),
            },
            "HELLO" => Self::Hello {
                version: prop(&data, "version").unwrap_or_default(),
                session: prop(&data, "session").unwrap_or_default(),
                features: prop(&data, "features").unwrap_or_default(),
                resume: data.get("resume").and_then(ResumeOffer::read),
            },
            "SAVE_SNAPSHOT" => Self::SaveSnapshot,
            "NOOP" => Self::Noop,
            "TERMINATE" => Self::Terminate,
            _ if is_text(&extra, "uuid") && is_text(&extra, "rtype") => {
                let mut text = |name| match extra.remove(name) {
                    Some(Value::Str(text)) => Some(text),
                    _ => None,
                };
                Self::Request(Request {
                    uuid: text("uuid").unwrap_or_default(),
                    rtype: text("rtype").unwrap_or_default(),
                    key: text("key"),
                    etype,
                    data,
                })
            }
            _ => Self::Other { etype, data, extra },
        })
    }
}

fn is_text(fields: &Map, name: &str) -> bool {
    fields
        .get(name)
        .is_some_and(|value| value.as_str().is_some())
}

fn wrong(expected: &'static str, found: &Value) -> DecodeError {
    DecodeError::Type {
        expected,
        found: found.kind(),
    }
}

fn list<'a>(data: &'a Value, name: &'static str) -> Result<&'a [Value], DecodeError> {
    match data.get(name) {
        Some(Value::List(items)) => Ok(items),
        Some(other) => Err(wrong("a list", other).in_field(name)),
        None => Err(DecodeError::MissingField { name }),
    }
}

fn node_of(value: &Value) -> Result<Node, DecodeError> {
    value
        .as_map()
        .cloned()
        .map(Node::from)
        .ok_or_else(|| wrong("a map", value))
}

fn prop<T: crate::prop::PropValue>(data: &Value, name: &str) -> Option<T> {
    T::from_value(data.get(name)?.clone()).ok()
}

fn pulse(value: &Value) -> Option<HapticPulse> {
    let number = |name| value.get(name).and_then(Value::as_f64);
    Some(HapticPulse {
        strength: number("strength")?,
        duration: number("duration")?,
    })
}
