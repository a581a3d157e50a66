//! What a session decides, without a socket, a clock or a task: messages and the time go in, actions come
//! out. The driver carries them out.

use std::time::Duration;

use bytes::Bytes;
use tokio::time::Instant;
use vuer_protocol::event::ClientEvent;

use super::close::{CloseReason, own_code};
use super::frame::{FrameError, Incoming, Opcode, control_frame};
use super::liveness::{Liveness, Pulse};
use super::reports::{Problem, Reports};
use super::resume::count;
use crate::spawn::{InitFilter, choose};

/// How long the choice among closures with filters waits for the client's first event.
const FIRST_EVENT_WAIT: Duration = Duration::from_secs(1);
/// The largest value of a PING, in bytes: it is given back, ahead of what waits and beside what may wait.
const MAX_PING: usize = 1024;

/// How many messages and bytes of a client that may come back go without an acknowledgement. One goes with every
/// PONG in any case.
const ACKNOWLEDGE_MESSAGES: u64 = 64;
const ACKNOWLEDGE_BYTES: usize = 256 * 1024;

/// What the driver is to do.
#[derive(Debug)]
pub(crate) enum Action {
    /// Start the spawned closure of this index.
    Start(usize),
    /// Answer the client's INIT: these are the features it names.
    Greet(Vec<String>),
    /// Answer a PING.
    Pong(ClientEvent),
    /// Tell the client how many of its messages have come.
    Acknowledge(u64),
    /// The client says how many messages it has got.
    Acknowledged(u64),
    /// The socket is lost; the client may come back.
    Lost(String),
    /// Hand an event to the program, which came in a message of so many bytes.
    Deliver(ClientEvent, usize),
    /// Tell the log what was dropped and why.
    Report(String),
    /// Send a control frame between messages.
    Control(Bytes),
    /// End the session.
    Close(CloseReason),
}

/// The state of one session towards its client.
#[derive(Debug)]
pub(crate) struct Machine {
    filters: Vec<InitFilter>,
    /// Until when the client's first event decides which closure starts.
    choosing: Option<Instant>,
    /// The client has its HELLO. It gets no second one: what overtakes the outbox has no bound.
    greeted: bool,
    /// Set if the client may come back.
    heard: Option<Heard>,
    liveness: Liveness,
    reports: Reports,
}

/// How much has come from a client.
#[derive(Debug, Default)]
struct Heard {
    messages: u64,
    /// The number that the client was told.
    told: u64,
    /// What has come since.
    bytes: usize,
}

impl Heard {
    /// The number that the client is to be told, if it does not know it.
    fn tell(&mut self) -> Option<Action> {
        self.bytes = 0;
        let told = std::mem::replace(&mut self.told, self.messages);
        (told < self.messages).then_some(Action::Acknowledge(self.messages))
    }

    fn took(&mut self, bytes: usize) -> Option<Action> {
        self.messages += 1;
        self.bytes += bytes;
        let is_due =
            self.messages - self.told >= ACKNOWLEDGE_MESSAGES || self.bytes >= ACKNOWLEDGE_BYTES;
        is_due.then(|| self.tell()).flatten()
    }
}

impl Machine {
    pub(crate) fn new(
        filters: Vec<InitFilter>,
        (ping_interval, dead_after): (Duration, Duration),
        now: Instant,
    ) -> Self {
        let liveness = Liveness::new(ping_interval, dead_after, now);
        Self {
            filters,
            choosing: None,
            greeted: false,
            heard: None,
            liveness,
            reports: Reports::default(),
        }
    }

    /// The websocket is open.
    pub(crate) fn open(&mut self, now: Instant, actions: &mut Vec<Action>) {
        if self.filters.iter().all(InitFilter::is_empty) {
            actions.extend((!self.filters.is_empty()).then_some(Action::Start(0)));
        } else {
            self.choosing = Some(now + FIRST_EVENT_WAIT);
        }
    }

    /// The client may come back: from now on its messages are counted and acknowledged.
    pub(crate) fn count(&mut self) {
        self.heard.get_or_insert_default();
    }

    /// The client has come back, over another socket. Says how many of its messages have come.
    pub(crate) fn resume(&mut self, now: Instant) -> u64 {
        self.liveness.moved(now);
        self.heard.as_mut().map_or(0, |heard| {
            heard.tell();
            heard.messages
        })
    }

    /// Bytes were received, or the socket has taken some of a message.
    pub(crate) fn moved(&mut self, now: Instant) {
        self.liveness.moved(now);
    }

    /// What was received has become a message, or cannot become one.
    pub(crate) fn receive(
        &mut self,
        incoming: Result<Incoming, FrameError>,
        now: Instant,
        actions: &mut Vec<Action>,
    ) {
        match incoming {
            Ok(Incoming::Binary(bytes)) => self.message(&bytes, now, actions),
            Ok(Incoming::Text) => {
                self.report(
                    Problem::Text,
                    "dropped a text message; Vuer's are MessagePack",
                    now,
                    actions,
                );
            }
            Ok(Incoming::Ping(payload)) => {
                actions.push(Action::Control(control_frame(Opcode::Pong, &payload)));
            }
            Ok(Incoming::Pong) => {}
            Ok(Incoming::Close(Some(own_code::LOST), _)) if self.heard.is_some() => {
                actions.push(Action::Lost("the client heard nothing".to_owned()));
            }
            Ok(Incoming::Close(code, _)) => actions.push(Action::Close(CloseReason::Left(code))),
            Err(error) => {
                let (code, message) = (error.close_code(), error.to_string());
                actions.push(Action::Close(CloseReason::Protocol { code, message }));
            }
        }
    }

    fn message(&mut self, bytes: &Bytes, now: Instant, actions: &mut Vec<Action>) {
        let event = match ClientEvent::decode(bytes) {
            Ok(event) => event,
            Err(error) => {
                self.counted(bytes.len(), actions);
                return self.report(
                    Problem::Malformed,
                    &format!("dropped a message: {error}"),
                    now,
                    actions,
                );
            }
        };
        let init = (event.etype == "INIT")
            .then(|| event.value().ok())
            .flatten();
        if self.choosing.take().is_some() {
            actions.push(self.choose(init.as_ref()));
        }
        if !self.greeted
            && let Some(features) = init.as_ref().and_then(features)
        {
            self.greeted = true;
            actions.push(Action::Greet(features));
        }
        match event.etype.as_str() {
            "PING" if self.greeted && event.raw_value.len() > MAX_PING => self.report(
                Problem::Malformed,
                &format!(
                    "dropped a PING: its value has {} bytes, and {MAX_PING} at most are given back",
                    event.raw_value.len()
                ),
                now,
                actions,
            ),
            "PING" if self.greeted => {
                actions.push(Action::Pong(event));
                actions.extend(self.heard.as_mut().and_then(Heard::tell));
            }
            "ACK" if self.heard.is_some() => {
                let received = event.value().ok().as_ref().and_then(count);
                actions.extend(received.map(Action::Acknowledged));
            }
            etype => {
                if etype != "INIT" {
                    self.counted(bytes.len(), actions);
                }
                actions.push(Action::Deliver(event, bytes.len()));
            }
        }
    }

    /// Counts a message of a client that may come back. Those about the connection itself do not count: INIT, PING and
    /// ACK.
    fn counted(&mut self, bytes: usize, actions: &mut Vec<Action>) {
        let heard = self.heard.as_mut();
        actions.extend(heard.and_then(|heard| heard.took(bytes)));
    }

    fn choose(&self, init: Option<&vuer_protocol::Value>) -> Action {
        choose(&self.filters, init).map_or(Action::Close(CloseReason::Unwanted), Action::Start)
    }

    fn report(&mut self, problem: Problem, what: &str, now: Instant, actions: &mut Vec<Action>) {
        if self.should_report(problem, now) {
            actions.push(Action::Report(what.to_owned()));
        }
    }

    /// Whether a problem of this kind has not been reported for a while.
    pub(crate) fn should_report(&mut self, problem: Problem, now: Instant) -> bool {
        self.reports.due(problem, now)
    }

    /// When [`Self::tick`] is due. It may move to later, never to earlier.
    pub(crate) fn deadline(&self) -> Instant {
        let liveness = self.liveness.deadline();
        self.choosing
            .map_or(liveness, |choosing| choosing.min(liveness))
    }

    pub(crate) fn tick(&mut self, now: Instant, actions: &mut Vec<Action>) {
        if self.choosing.take_if(|until| now >= *until).is_some() {
            actions.push(self.choose(None));
        }
        match self.liveness.due(now) {
            Some(Pulse::Ping) => actions.push(Action::Control(control_frame(Opcode::Ping, &[]))),
            Some(Pulse::Dead) => {
                actions.push(Action::Lost("nothing moved for dead_after".to_owned()));
            }
            None => {}
        }
    }
}

/// The features that the INIT of a client of ours names. Other clients name none, and get no HELLO.
pub(crate) fn features(init: &vuer_protocol::Value) -> Option<Vec<String>> {
    let list = init.as_map()?.get("features")?.as_list()?;
    Some(
        list.iter()
            .filter_map(|feature| feature.as_str().map(str::to_owned))
            .collect(),
    )
}

#[cfg(test)]
mod tests;
