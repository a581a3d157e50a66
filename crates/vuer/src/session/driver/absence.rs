//! A session whose client has lost its socket: it goes on without one, until the client comes back or too long has
//! passed.

use tokio::time::{Instant, sleep};

use super::goodbye::turn_away;
use super::{Driver, join, next, outlive};
use crate::session::close::{CloseReason, own_code};
use crate::session::resume::{Arrival, Socket};

impl Driver {
    /// Waits for a client whose socket was lost, while its program goes on. None: it has not come back in time, or need
    /// not any more. A program that has ended meanwhile has something left to say to it.
    pub(super) async fn wait(&mut self) -> Option<Box<Arrival>> {
        let how = self.loss.take().unwrap_or_default();
        tracing::debug!(session = self.session.id(), %how, "the socket is lost; its client may come back");
        self.session.set_connected(false);
        self.session.lose_touch();
        self.session.tell_link();
        self.note_unfinished(0);
        let (over, shutdown) = {
            let inner = &self.session.0;
            (inner.over.clone(), inner.hub.shutdown.clone())
        };
        let give_up = sleep(self.session.0.hub.settings.resume_grace);
        tokio::pin!(give_up);
        loop {
            let is_over = over.is_cancelled();
            if is_over {
                self.part();
                if !self.session.closed_now().reason.delivers_rest() {
                    return None;
                }
            }
            tokio::select! {
                arrival = next(&mut self.arrivals) => return Some(arrival),
                () = shutdown.cancelled() => {
                    self.session.end(CloseReason::Shutdown);
                    return None;
                }
                () = &mut give_up => {
                    self.session.end(CloseReason::Lost(how));
                    return None;
                }
                () = self.session.role_changes(), if !is_over => self.session.take_up_role(),
                () = self.session.0.backlog.ready(), if !is_over => self.catch_up(),
                result = join(&mut self.closure) => self.closure_ended(result),
                () = over.cancelled(), if !is_over => {}
            }
        }
    }

    /// Goes on with a client that has come back: greets it, and sends what it has not got. None, and the session is
    /// over, if that is not there any more.
    pub(super) fn resume(&mut self, arrival: Box<Arrival>) -> Option<Socket> {
        let Arrival {
            socket,
            reader,
            peer,
            init,
        } = *arrival;
        self.note_unfinished(0);
        if !self.writer.restart(init.received) {
            let reason = "what the client has missed is not kept any more";
            let close = turn_away(socket, own_code::NOT_RESUMABLE, reason);
            drop(self.session.0.hub.spawn(close));
            self.session.end(CloseReason::Lost(reason.to_owned()));
            return None;
        }
        self.reader = reader;
        self.loss = None;
        let received = self.machine.resume(Instant::now());
        self.reserve();
        let hello = self.session.greet(&init.features, Some(received));
        self.writer.push_first(&hello);
        self.is_unsettled = true;
        self.session.came_back(peer);
        self.session.tell_link();
        Some(socket)
    }

    /// Leaves the program's side to itself when the session is over.
    pub(super) fn part(&mut self) {
        self.session.lose_touch();
        self.session.0.hub.roles.leave(&self.session);
        if let Some(scene) = self.session.exit() {
            scene.leave(&self.session);
        }
        if let Some(closure) = self.closure.take() {
            outlive(closure, self.session.clone());
        }
    }
}
