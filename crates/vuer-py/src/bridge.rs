//! From the server's threads to Python's event loop.
//!
//! What happens is put into one queue, in order, and the loop is woken once for all that is in it: the server's threads
//! never wait for the GIL, and a hundred events cost the loop one turn, in which it takes them with
//! [`drain`](Bridge::drain).

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pyo3::prelude::*;
use tokio::sync::oneshot;
use vuer::{ClientEvent, RpcError, Session};

use crate::route::Visit;
use crate::wake::Waker;

/// Something for the loop to know.
pub(crate) enum Item {
    /// A client has come. `spawn` is the place of its function among those the server was started with; dropping
    /// `ends` tells that the function is done.
    Opened {
        session: Session,
        spawn: usize,
        ends: oneshot::Sender<()>,
    },
    /// The session is over.
    Closed { session: Session },
    /// An event for the handlers of its type. Dropping `done` tells that they are done.
    Event {
        session: Session,
        event: ClientEvent,
        done: oneshot::Sender<()>,
    },
    /// What a future of asyncio has been waiting for.
    Settled {
        future: Py<PyAny>,
        result: Result<Answer, RpcError>,
    },
    /// A request of HTTP for the function of this place among the routes.
    Visited { route: usize, visit: Visit },
}

/// What a future of asyncio is given.
pub(crate) enum Answer {
    Event(ClientEvent),
    /// Whether poses are fresh.
    Fresh(bool),
    /// What it waits for is at its end.
    End,
}

/// How much the loop takes in one turn. Between turns it runs what handlers have begun: thousands of tasks that wait
/// for their first step only fill the memory.
const TURN: usize = 128;

/// The queue of one server. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Bridge(Arc<Inner>);

struct Inner {
    queue: Mutex<Queue>,
    waker: Waker,
}

#[derive(Default)]
struct Queue {
    items: VecDeque<Item>,
    /// The loop has been woken and has not come yet.
    is_woken: bool,
}

impl Bridge {
    pub(crate) fn new(waker: Waker) -> Self {
        Self(Arc::new(Inner {
            queue: Mutex::default(),
            waker,
        }))
    }

    pub(crate) fn push(&self, item: Item) {
        let mut queue = self.lock();
        queue.items.push_back(item);
        self.wake(queue);
    }

    /// Wakes the loop for what does not stand in the queue.
    pub(crate) fn nudge(&self) {
        self.wake(self.lock());
    }

    fn wake(&self, mut queue: MutexGuard<'_, Queue>) {
        let was_woken = std::mem::replace(&mut queue.is_woken, true);
        drop(queue);
        if !was_woken {
            self.0.waker.wake();
        }
    }

    /// Takes what has happened, the oldest first. Of much it takes a part, and wakes the loop for the rest.
    pub(crate) fn drain(&self) -> Vec<Item> {
        self.0.waker.clear();
        let mut queue = self.lock();
        queue.is_woken = false;
        let most = queue.items.len().min(TURN);
        let items = queue.items.drain(..most).collect();
        if !queue.items.is_empty() {
            self.wake(queue);
        }
        items
    }

    pub(crate) fn waker(&self) -> &Waker {
        &self.0.waker
    }

    pub(crate) fn downgrade(&self) -> WeakBridge {
        WeakBridge(Arc::downgrade(&self.0))
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.0.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A bridge that is not kept alive.
pub(crate) struct WeakBridge(std::sync::Weak<Inner>);

impl WeakBridge {
    pub(crate) fn upgrade(&self) -> Option<Bridge> {
        self.0.upgrade().map(Bridge)
    }

    pub(crate) fn is(&self, bridge: &Bridge) -> bool {
        std::ptr::eq(self.0.as_ptr(), Arc::as_ptr(&bridge.0))
    }
}
