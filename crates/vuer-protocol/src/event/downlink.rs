//! Frames of the server, written straight from what they are about.

use bytes::Bytes;

use super::{Request, ServerEvent, Timestamp};
use crate::codec::Encoder;
use crate::component::{Encode, Nodes};

/// Writes the server's frames.
///
/// Nodes that are placed in a scene – by SET, ADD and UPSERT – must have a key, or clients confuse
/// them with the root. Those that have none are given a [fresh](crate::Key::fresh) one while they are
/// written; only the scene itself goes without. In an UPDATE a node without a key *means* the root,
/// so nothing is added there.
///
/// ```
/// use vuer_protocol::event::{Downlink, Timestamp};
/// use vuer_protocol::{BaseProps, components as c, groups::Object3dProps};
///
/// let downlink = Downlink::new(Timestamp::from_millis(1.7e12));
/// let frame = downlink.upsert(&c::Box::new().key("b").position([0.0, 1.0, 0.0]), None);
/// assert_eq!(frame.len(), 83);
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Downlink {
    ts: Timestamp,
    float64: bool,
}

impl Downlink {
    /// Frames of this moment, with floats in single precision as the original sends them.
    pub fn new(ts: Timestamp) -> Self {
        Self { ts, float64: false }
    }

    /// Whether floats go in double precision. Default: false.
    #[must_use]
    pub fn float64(self, float64: bool) -> Self {
        Self { float64, ..self }
    }

    /// SET: the scene replaces those containers and props of the client's that it has.
    pub fn set(&self, scene: &dyn Encode) -> Bytes {
        let mut out = Encoder::new(self.float64).with_fresh_keys(1);
        self.head(&mut out, "SET", 0);
        scene.encode(&mut out);
        out.finish()
    }

    /// ADD: appends nodes to the container or the node called `to`, or to the scene's children.
    pub fn add(&self, nodes: &dyn Nodes, to: Option<&str>) -> Bytes {
        self.place("ADD", nodes, to)
    }

    /// UPSERT: updates each node that is found by its key and adds the others, as ADD does.
    pub fn upsert(&self, nodes: &dyn Nodes, to: Option<&str>) -> Bytes {
        self.place("UPSERT", nodes, to)
    }

    fn place(&self, etype: &str, nodes: &dyn Nodes, to: Option<&str>) -> Bytes {
        let mut out = Encoder::new(self.float64).with_fresh_keys(0);
        self.head(&mut out, etype, 0);
        out.map(2);
        out.str("nodes");
        write_nodes(&mut out, nodes);
        out.str("to");
        write_option(&mut out, to);
        out.finish()
    }

    /// UPDATE: sets the props that the nodes have on the nodes of the same keys; `strict` asks to
    /// drop all other props.
    pub fn update(&self, nodes: &dyn Nodes, strict: bool) -> Bytes {
        let mut out = Encoder::new(self.float64);
        self.head(&mut out, "UPDATE", 1);
        out.map(1);
        out.str("nodes");
        write_nodes(&mut out, nodes);
        out.str("strict");
        out.bool(strict);
        out.finish()
    }

    /// REMOVE: takes the nodes of these keys out.
    pub fn remove<K: AsRef<str>>(&self, keys: &[K]) -> Bytes {
        let mut out = Encoder::new(self.float64);
        self.head(&mut out, "REMOVE", 0);
        out.map(1);
        out.str("keys");
        out.list(keys.len());
        for key in keys {
            out.str(key.as_ref());
        }
        out.finish()
    }

    /// A request that the client is to answer.
    pub fn request(&self, request: &Request) -> Bytes {
        let mut out = Encoder::new(self.float64);
        self.head(
            &mut out,
            &request.etype,
            2 + usize::from(request.key.is_some()),
        );
        out.value(&request.data);
        out.str("uuid");
        out.str(&request.uuid);
        out.str("rtype");
        out.str(&request.rtype);
        if let Some(key) = &request.key {
            out.str("key");
            out.str(key);
        }
        out.finish()
    }

    /// Any event.
    pub fn event(&self, event: &ServerEvent) -> Bytes {
        match event {
            ServerEvent::Set { scene } => self.set(scene),
            ServerEvent::Add { nodes, to } => self.add(nodes, to.as_deref()),
            ServerEvent::Update { nodes, strict } => self.update(nodes, *strict),
            ServerEvent::Upsert { nodes, to } => self.upsert(nodes, to.as_deref()),
            ServerEvent::Remove { keys } => self.remove(keys),
            ServerEvent::Request(request) => self.request(request),
            other => {
                let (etype, data, extra) = other.untyped();
                let mut out = Encoder::new(self.float64);
                self.head(&mut out, etype, extra.len());
                out.value(&data);
                out.entries(extra);
                out.finish()
            }
        }
    }

    /// The envelope up to its `data`, which must follow, then `more` further fields.
    fn head(&self, out: &mut Encoder, etype: &str, more: usize) {
        out.map(3 + more);
        out.str("ts");
        out.uint64(self.ts.as_millis().max(0.0) as u64);
        out.str("etype");
        out.str(etype);
        out.str("data");
    }
}

fn write_nodes(out: &mut Encoder, nodes: &dyn Nodes) {
    let mut len = 0;
    nodes.for_each(&mut |_| len += 1);
    out.list(len);
    nodes.for_each(&mut |node| node.encode(out));
}

fn write_option(out: &mut Encoder, text: Option<&str>) {
    match text {
        Some(text) => out.str(text),
        None => out.nil(),
    }
}
