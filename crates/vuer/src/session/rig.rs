//! Servers without a network, for tests: their clients are in memory, so that time can be paused.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncWriteExt as _, DuplexStream};
use vuer_protocol::event::ClientEvent;
use vuer_protocol::{Map, Value};

use super::Session;
use super::driver;
use super::frame::{FrameReader, Opcode, SendHeader};
use crate::handler::{Handler, Handlers};
use crate::hub::{Doors, Hub};
use crate::settings::Settings;

pub(crate) struct Rig {
    pub(crate) hub: Arc<Hub>,
    told: Arc<Mutex<Vec<String>>>,
}

impl Rig {
    /// A server that notes what its handlers of these types are called with.
    pub(crate) fn new(settings: Settings, etypes: &[&str]) -> Self {
        let told = Arc::new(Mutex::new(Vec::new()));
        let handlers = Handlers::default();
        for etype in etypes {
            let told = Arc::clone(&told);
            handlers.add(Handler::sync(*etype, move |event, _| {
                told.lock().unwrap().push(line(&event));
            }));
        }
        Self {
            hub: Arc::new(Hub::new(settings, handlers, Doors::new())),
            told,
        }
    }

    /// What was noted since this was last asked.
    pub(crate) fn told(&self) -> Vec<String> {
        std::mem::take(&mut self.told.lock().unwrap())
    }

    /// A client with a session.
    pub(crate) async fn connect(&self) -> Page {
        let peer = ([127, 0, 0, 1], 1).into();
        let session = Session::new(Arc::clone(&self.hub), peer, None, Vec::new());
        let (pipe, far) = tokio::io::duplex(1 << 20);
        let listed = self.hub.admit(&session).unwrap();
        let run = driver::run(
            Box::new(far),
            FrameReader::new(&[], 1 << 20),
            None,
            session.clone(),
        );
        self.hub.spawn(async move {
            run.await;
            drop(listed);
        });
        settle().await;
        Page { session, pipe }
    }
}

/// The other end of a session.
pub(crate) struct Page {
    pub(crate) session: Session,
    pub(crate) pipe: DuplexStream,
}

impl Page {
    pub(crate) async fn send(&mut self, event: ClientEvent) {
        let payload = event.encode();
        let mut header = SendHeader::new(Opcode::Binary, true, payload.len())
            .as_bytes()
            .to_vec();
        // With the mask of four zeros, which changes nothing.
        header[1] |= 0x80;
        let frame = [&header, &[0; 4][..], &payload].concat();
        self.pipe.write_all(&frame).await.unwrap();
        settle().await;
    }

    /// As a client of ours that names these features.
    pub(crate) async fn introduce(&mut self, features: &[&str]) {
        let features = Value::from(features.to_vec());
        let init = Map::from([("features", features)]);
        self.send(ClientEvent::new("INIT").with_value(&init.into()))
            .await;
    }

    pub(crate) async fn send_value(&mut self, etype: &str, value: impl Into<Value>) {
        self.send(ClientEvent::new(etype).with_value(&value.into()))
            .await;
    }
}

/// Lets everything be done that can be done now.
pub(crate) async fn settle() {
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
}

/// Lets time pass, in paused time.
pub(crate) async fn wait(millis: u64) {
    tokio::time::sleep(Duration::from_millis(millis)).await;
    settle().await;
}

/// An event in a word or two: its type, and its first field if that is a flag or a word.
fn line(event: &ClientEvent) -> String {
    let value = event.value().unwrap();
    let first = value.as_map().and_then(|map| map.iter().next());
    match first {
        Some((name, Value::Bool(value))) => format!("{} {name}={value}", event.etype),
        Some((_, Value::Str(word))) => format!("{} {word}", event.etype),
        _ => event.etype.clone(),
    }
}
