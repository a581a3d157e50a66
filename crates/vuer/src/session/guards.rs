//! What keeps a robot from going on without its user: watches on the streams of poses, and the dead-man's switch.
//!
//! [`Guards`] decides, from what comes and from the time; the session tells the program of it. Events come through the
//! driver, which also sees to what is [due](Guards::due) when none come.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use tokio::time::{Instant, sleep_until};
use vuer_protocol::Map;
use vuer_protocol::event::{ClientEvent, EventView as _, view};

use super::Session;
use super::dead_man::{DeadMan, Grip, Verdict};
use super::role::may_come_from_observers;
use super::streams::{Pose, Stream};
use super::watch::Watched;

/// The guards of one session.
#[derive(Debug)]
pub(crate) struct Guards(Mutex<State>);

#[derive(Debug)]
struct State {
    watched: Vec<Watched>,
    grip: Option<Grip>,
    is_over: bool,
}

impl Guards {
    pub(crate) fn new(dead_man: Option<DeadMan>) -> Self {
        Self(Mutex::new(State {
            watched: Vec::new(),
            grip: dead_man.map(Grip::new),
            is_over: false,
        }))
    }

    /// Takes in a watch. Of a session that is over it ends at once.
    pub(super) fn watch(&self, watched: Watched) {
        let mut state = self.lock();
        state.watched.retain(Watched::is_wanted);
        if !state.is_over {
            state.watched.push(watched);
        }
    }

    /// An event of a stream has come: what that means to the watches.
    pub(super) fn see(&self, pose: &Pose<'_>, now: Instant) {
        for watched in &mut self.lock().watched {
            watched.expire(now);
            watched.pose(pose, now);
        }
    }

    /// And to the switch.
    pub(super) fn judge(&self, pose: &Pose<'_>, now: Instant) -> Verdict {
        let mut state = self.lock();
        let grip = state.grip.as_mut();
        grip.map_or(Verdict::PASSES, |grip| grip.pose(pose, now))
    }

    /// Time has passed. True if that has released the switch.
    pub(super) fn expire(&self, now: Instant) -> bool {
        let mut state = self.lock();
        for watched in &mut state.watched {
            watched.expire(now);
        }
        state.grip.as_mut().is_some_and(|grip| grip.expire(now))
    }

    /// The client is out of touch. True if that has released the switch.
    pub(super) fn lose_touch(&self) -> bool {
        let mut state = self.lock();
        state.watched.iter_mut().for_each(Watched::end);
        state.grip.as_mut().is_some_and(Grip::release)
    }

    /// Releases the switch. True if it was held.
    pub(super) fn release(&self) -> bool {
        self.lock().grip.as_mut().is_some_and(Grip::release)
    }

    /// The session is over: so are its watches. The switch is the driver's to release.
    pub(super) fn close(&self) {
        let mut state = self.lock();
        state.is_over = true;
        state.watched.iter_mut().for_each(Watched::end);
        state.watched = Vec::new();
    }

    /// Waits until [`Self::expire`] has something to do. What comes meanwhile may change that.
    pub(super) async fn due(&self) {
        let deadline = self.lock().deadline();
        match deadline {
            Some(deadline) => sleep_until(deadline).await,
            None => std::future::pending().await,
        }
    }

    fn is_held(&self) -> Option<bool> {
        self.lock().grip.as_ref().map(Grip::is_held)
    }

    fn holds_back(&self, etype: &str) -> bool {
        let state = self.lock();
        let (Some(grip), Some(stream)) = (&state.grip, Stream::of(etype)) else {
            return false;
        };
        grip.holds_back(stream)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn deadline(&self) -> Option<Instant> {
        let watched = self.watched.iter().filter_map(Watched::deadline);
        let grip = self.grip.as_ref().and_then(Grip::deadline);
        watched.chain(grip).min()
    }
}

impl Session {
    /// Whether the user holds the [dead-man's switch](crate::Vuer::dead_man) now; none if there is no such thing.
    pub fn is_dead_man_held(&self) -> Option<bool> {
        self.guards().is_held()
    }

    pub(super) fn guards(&self) -> &Guards {
        &self.0.guards
    }

    /// Looks at an event of the client, and tells the program what follows from it. Whether it may have the event.
    pub(super) fn lets_through(&self, event: &ClientEvent) -> bool {
        let (pose, now) = (self.observe(event), Instant::now());
        if let Some(pose) = &pose {
            self.guards().see(pose, now);
        }
        let roles = &self.0.hub.roles;
        if roles.are_kept() && event.etype == view::Control::ETYPE {
            return self.control(event);
        }
        if !roles.operates(self) {
            return may_come_from_observers(&event.etype);
        }
        let Some(pose) = pose else {
            return true;
        };
        let verdict = self.guards().judge(&pose, now);
        if verdict.was_released {
            self.tell_of_release();
        }
        if verdict.is_taken_hold_of {
            // What is wrong with its handlers was said of the handler.
            let _outcome = self.hand_over(&dead_man_event(true), 0);
        }
        verdict.passes
    }

    /// Whether events of this type are the server's to make, and not the client's.
    pub(super) fn makes_itself(&self, etype: &str) -> bool {
        etype == view::DeadMan::ETYPE && self.is_dead_man_held().is_some()
            || etype == view::Role::ETYPE && self.0.hub.roles.are_kept()
    }

    /// Sees to what is due.
    pub(super) fn expire_guards(&self) {
        if self.guards().expire(Instant::now()) {
            self.tell_of_release();
        }
    }

    /// The session is not the operator's any more.
    pub(super) fn release_switch(&self) {
        if self.guards().release() {
            self.tell_of_release();
        }
    }

    /// There is nobody at the other end for now, or ever.
    pub(super) fn lose_touch(&self) {
        if self.guards().lose_touch() {
            self.tell_of_release();
        }
    }

    /// Takes back what the program has not yet seen of the poses, and has it know at once.
    fn tell_of_release(&self) {
        let is_void = |event: &ClientEvent| {
            event.etype == view::DeadMan::ETYPE || self.guards().holds_back(&event.etype)
        };
        self.0.backlog.withdraw(is_void);
        self.0
            .inbox
            .withdraw(|event| self.guards().holds_back(&event.etype));
        self.0.pending.withdraw(is_void);
        self.tell(&dead_man_event(false));
    }
}

fn dead_man_event(held: bool) -> ClientEvent {
    let value = Map::from([("held", held)]);
    ClientEvent {
        ts: Some(SystemTime::now().into()),
        ..ClientEvent::new(view::DeadMan::ETYPE).with_value(&value.into())
    }
}

#[cfg(test)]
mod tests;
