//! Moves bytes between one socket and one session. Of a server's code only this touches a websocket, but for `returning`,
//! which reads the first frame of a page that comes back.
//!
//! One task per socket, with no polling: it sleeps until the socket has bytes or takes bytes, something
//! waits in the outbox, time is up, the closure is done, or the session was ended.

mod absence;
mod goodbye;

use std::io;
use std::sync::Arc;

use bytes::Buf as _;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::mpsc;
use tokio::task::{JoinError, JoinHandle, block_in_place};
use tokio::time::{Instant, sleep_until};

pub(crate) use self::goodbye::turn_away;
use super::Session;
use super::close::{CloseReason, own_code};
use super::frame::{FrameReader, Incoming};
use super::machine::{Action, Machine};
use super::reports::{self, Problem};
use super::resume::{Arrival, Socket};
use super::unfinished::Unfinished;
use super::writer::Writer;
use crate::spawn::Result as ProgramResult;

/// Longer messages, in bytes, are read [aside](aside): at some nanoseconds a byte they take milliseconds.
const LONG_MESSAGE: usize = 1024 * 1024;

/// Does work that takes long. The worker that last waited for the sockets goes on to wait for them only when its task
/// pauses, and nobody else would: the others go on meanwhile on a thread of their own, where the runtime has several.
fn aside<T>(work: impl FnOnce() -> T) -> T {
    match Handle::current().runtime_flavor() {
        RuntimeFlavor::MultiThread => block_in_place(work),
        _ => work(),
    }
}

/// Watches a closure when its session is over: a detached one runs on, any other until its next await, and both may
/// panic yet.
fn outlive(closure: Closure, session: Session) {
    let hub = Arc::clone(&session.0.hub);
    hub.spawn(async move {
        if let Err(panic) = closure.await {
            log_panic(&session, &panic);
        }
    });
}

fn log_panic(session: &Session, panic: &JoinError) {
    tracing::error!(
        session = session.id(),
        "the spawned closure panicked: {panic}"
    );
}

/// Runs a session to its end, over as many sockets as its client needs. `first` is a message that `reader` has given
/// already.
pub(crate) async fn run(
    socket: Socket,
    reader: FrameReader,
    first: Option<Incoming>,
    session: Session,
) {
    let mut driver = Driver::new(reader, session.clone());
    driver.open(first);
    let mut socket = Some(socket);
    while let Some(open) = socket.take() {
        let (mut input, mut output) = tokio::io::split(open);
        match driver.converse(&mut input, &mut output).await {
            Turn::Over => {
                driver.part();
                driver.say_goodbye(&mut input, &mut output).await;
            }
            Turn::Lost => {
                drop((input, output));
                let arrival = driver.wait().await;
                socket = arrival.and_then(|arrival| driver.resume(arrival));
            }
            Turn::Replaced(arrival) => {
                // Within a frame nothing can be said.
                if driver.writer.is_between_frames() {
                    let old = input.unsplit(output);
                    let reason = "its client came back through another connection";
                    let close = turn_away(Box::new(old), own_code::REPLACED, reason);
                    drop(session.0.hub.spawn(close));
                }
                socket = driver.resume(arrival);
            }
        }
    }
    driver.part();
    session.0.outbox.discard();
    session.0.backlog.discard();
    let reason = session.closed_now().reason;
    if matches!(reason, CloseReason::Protocol { code: 1009, .. }) {
        // What the client sent is lost, and a setting would have let it in.
        tracing::warn!(session = session.id(), "closed: {reason}");
    } else {
        tracing::debug!(session = session.id(), %reason, "the session is over");
    }
}

/// How a conversation over one socket has ended.
enum Turn {
    /// The session is over.
    Over,
    /// The socket is lost, and the client may come back.
    Lost,
    /// It has come back already.
    Replaced(Box<Arrival>),
}

/// The spawned closure at work; it gives `None` when it was cancelled.
type Closure = JoinHandle<Option<ProgramResult>>;

struct Driver {
    reader: FrameReader,
    writer: Writer,
    machine: Machine,
    closure: Option<Closure>,
    /// What the client is known to have sent of a message that is not complete.
    unfinished: usize,
    /// What the machine asked for; empty between two calls.
    actions: Vec<Action>,
    /// Where the client comes in when it comes back; none if it cannot.
    arrivals: Option<mpsc::Receiver<Box<Arrival>>>,
    /// How the socket was lost.
    loss: Option<String>,
    /// Nothing has come yet from a client that was told a new token.
    is_unsettled: bool,
    session: Session,
}

impl Driver {
    fn new(reader: FrameReader, session: Session) -> Self {
        let settings = &session.0.hub.settings;
        let liveness = (settings.ping_interval, settings.dead_after);
        let spawns = session.0.spawns.iter();
        let filters = spawns.map(|spawn| spawn.filter.clone()).collect();
        Self {
            reader,
            writer: Writer::default(),
            machine: Machine::new(filters, liveness, Instant::now()),
            closure: None,
            unfinished: 0,
            actions: Vec::new(),
            arrivals: None,
            loss: None,
            is_unsettled: false,
            session,
        }
    }

    fn open(&mut self, first: Option<Incoming>) {
        self.session.take_up_role();
        let now = Instant::now();
        self.machine.open(now, &mut self.actions);
        if let Some(first) = first {
            self.machine.receive(Ok(first), now, &mut self.actions);
        }
        self.carry_out();
    }

    /// Everything until the session is over or the socket lost.
    async fn converse(
        &mut self,
        input: &mut (impl AsyncRead + Unpin),
        output: &mut (impl AsyncWrite + Unpin),
    ) -> Turn {
        let over = self.session.0.over.clone();
        self.receive();
        let timer = sleep_until(self.machine.deadline());
        tokio::pin!(timer);
        loop {
            if over.is_cancelled() {
                return Turn::Over;
            }
            if self.loss.is_some() {
                return Turn::Lost;
            }
            tokio::select! {
                read = input.read_buf(self.reader.space()) => self.after_read(read),
                sent = send(output, &mut self.writer), if !self.writer.is_idle() => self.after_send(sent),
                () = self.session.0.outbox.ready(), if !self.writer.has_remaining() => self.fill(),
                () = &mut timer => {
                    self.tick();
                    timer.as_mut().reset(self.machine.deadline());
                }
                () = self.session.0.guards.due() => self.session.expire_guards(),
                () = self.session.role_changes() => self.session.take_up_role(),
                () = self.session.0.backlog.ready() => self.catch_up(),
                result = join(&mut self.closure) => self.closure_ended(result),
                arrival = next(&mut self.arrivals) => return Turn::Replaced(arrival),
                () = over.cancelled() => {}
            }
        }
    }

    fn after_read(&mut self, read: io::Result<usize>) {
        match read {
            Ok(0) => self.lost("the client hung up"),
            Ok(bytes) => {
                self.reader.took(bytes);
                self.machine.moved(Instant::now());
                self.receive();
                self.note_unfinished(self.reader.unfinished());
            }
            Err(error) => self.lost(&error.to_string()),
        }
    }

    /// Tells the budget of all sessions what this one holds, and ends the one that holds the most if it is too much.
    fn note_unfinished(&mut self, bytes: usize) {
        let counted = Unfinished::counted(bytes);
        if counted == std::mem::replace(&mut self.unfinished, counted) {
            return;
        }
        let hub = &self.session.0.hub;
        let largest = hub.unfinished.note(self.session.id(), counted);
        if let Some(largest) = largest.and_then(|id| hub.session(&id)) {
            let reason = CloseReason::Unfinished(hub.unfinished.limit());
            tracing::warn!(session = largest.id(), "closed: {reason}");
            largest.end(reason);
        }
    }

    fn after_send(&mut self, sent: io::Result<()>) {
        match sent {
            Ok(()) if self.writer.take_progress() => self.machine.moved(Instant::now()),
            Ok(()) => {}
            Err(error) => self.lost(&error.to_string()),
        }
    }

    fn fill(&mut self) {
        let outbox = &self.session.0.outbox;
        outbox.take(|segment| self.writer.push_segment(segment));
        self.reserve();
    }

    /// Has what is kept count as waiting.
    fn reserve(&self) {
        if self.writer.keeps() {
            self.session.0.outbox.reserve(self.writer.kept_bytes());
        }
    }

    fn tick(&mut self) {
        self.machine.tick(Instant::now(), &mut self.actions);
        self.carry_out();
    }

    fn lost(&mut self, how: &str) {
        if self.arrivals.is_some() {
            self.loss.get_or_insert_with(|| how.to_owned());
        } else {
            self.session.end(CloseReason::Lost(how.to_owned()));
        }
    }

    /// Handles every message that is complete.
    fn receive(&mut self) {
        while !self.session.0.over.is_cancelled() && self.loss.is_none() {
            let incoming = match self.reader.next() {
                Ok(Some(incoming)) => Ok(incoming),
                Ok(None) => return,
                Err(error) => Err(error),
            };
            let is_long =
                matches!(&incoming, Ok(Incoming::Binary(bytes)) if bytes.len() > LONG_MESSAGE);
            let handle = || {
                self.machine
                    .receive(incoming, Instant::now(), &mut self.actions);
                self.carry_out();
            };
            if is_long { aside(handle) } else { handle() }
        }
    }

    fn carry_out(&mut self) {
        let mut actions = std::mem::take(&mut self.actions);
        for action in actions.drain(..) {
            match action {
                Action::Start(index) => self.start(index),
                Action::Greet(features) => self.greet(&features),
                Action::Pong(event) => {
                    self.settle();
                    let pong = self.session.pong(&event);
                    self.writer.push_first(&pong);
                    if self.session.link_is_due() {
                        self.session.tell_link();
                    }
                }
                Action::Acknowledge(messages) => {
                    let acknowledgement = self.session.acknowledgement(messages);
                    self.writer.push_first(&acknowledgement);
                }
                Action::Acknowledged(messages) => {
                    self.settle();
                    self.writer.acknowledge(messages);
                    self.reserve();
                }
                Action::Lost(how) => self.lost(&how),
                Action::Deliver(event, len) => {
                    self.settle();
                    let outcome = self.session.deliver(&event, len);
                    self.report_problem(outcome);
                }
                Action::Report(what) => self.report(&what),
                Action::Control(frame) => self.writer.push_control(frame),
                Action::Close(reason) => self.session.end(reason),
            }
        }
        self.actions = actions;
    }

    /// Answers the client's INIT, ahead of what waits: the client reads the rest in its light.
    fn greet(&mut self, features: &[String]) {
        if self.session.may_resume(features) {
            self.arrivals = Some(self.session.0.returns.open());
            // Half: whatever is kept, as much may wait.
            self.writer
                .keep(self.session.0.hub.settings.outbox_bytes / 2);
            self.reserve();
            self.machine.count();
        }
        let hello = self.session.greet(features, None);
        self.writer.push_first(&hello);
    }

    /// The client has its HELLO, for it has sent something.
    fn settle(&mut self) {
        if std::mem::take(&mut self.is_unsettled) {
            self.session.0.returns.settle();
        }
    }

    /// Calls the handlers of events that had to wait.
    fn catch_up(&mut self) {
        // Or an observer's events would be handed over that came when it was the operator.
        self.session.take_up_role();
        while let Some(waiting) = self.session.0.backlog.pop() {
            let outcome = self
                .session
                .call_handlers(&waiting.event, waiting.is_awaited);
            self.report_problem(outcome);
        }
    }

    fn report_problem(&mut self, outcome: Result<(), (Problem, String)>) {
        if let Err((problem, what)) = outcome
            && self.machine.should_report(problem, Instant::now())
        {
            self.report(&what);
        }
    }

    fn report(&self, what: &str) {
        tracing::warn!(session = self.session.id(), "{}", reports::line(what));
    }

    fn start(&mut self, index: usize) {
        let inner = &self.session.0;
        let spawn = inner.spawns[index].clone();
        let session = self.session.clone();
        let until = if spawn.detached {
            inner.hub.shutdown.clone()
        } else {
            inner.over.clone()
        };
        let closure = async move {
            let work = async {
                let result = (spawn.run)(session.clone()).await;
                // Said here and not by the driver, which may have ended with the session.
                if let Err(error) = &result {
                    session.log_failure("the spawned closure", &**error);
                }
                result
            };
            until.run_until_cancelled(work).await
        };
        self.closure = Some(inner.hub.spawn(closure));
        // The closure alone would run on this worker, and should it block that, nobody would wait for the sockets: the
        // runtime wakes another worker only for a second task.
        drop(inner.hub.spawn(async {}));
    }

    fn closure_ended(&mut self, result: Result<Option<ProgramResult>, JoinError>) {
        self.closure = None;
        match result {
            Ok(None) => {}
            Ok(Some(Ok(()))) => self.session.end(CloseReason::Finished),
            Ok(Some(Err(_logged))) => self.session.end(CloseReason::Failed),
            Err(panic) => {
                log_panic(&self.session, &panic);
                self.session.end(CloseReason::Failed);
            }
        }
    }
}

/// Writes as much as the stream takes, or flushes it when everything is written.
async fn send(output: &mut (impl AsyncWrite + Unpin), writer: &mut Writer) -> io::Result<()> {
    if !writer.has_remaining() {
        output.flush().await?;
        writer.flushed();
    } else if output.write_buf(writer).await? == 0 {
        return Err(io::ErrorKind::WriteZero.into());
    }
    Ok(())
}

/// Waits for the client to come back, if it can, else for ever.
async fn next(arrivals: &mut Option<mpsc::Receiver<Box<Arrival>>>) -> Box<Arrival> {
    if let Some(arrivals) = arrivals
        && let Some(mut arrival) = arrivals.recv().await
    {
        // Of several attempts the last is the one that the client still knows of.
        while let Ok(later) = arrivals.try_recv() {
            arrival = later;
        }
        return arrival;
    }
    std::future::pending().await
}

/// Waits for the closure, if there is one at work, else for ever.
async fn join(closure: &mut Option<Closure>) -> Result<Option<ProgramResult>, JoinError> {
    match closure {
        Some(closure) => closure.await,
        None => std::future::pending().await,
    }
}
