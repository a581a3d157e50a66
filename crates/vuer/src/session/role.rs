//! A session as the operator or an observer, where a server has [one operator](crate::Vuer::one_operator).

use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use tokio::sync::Notify;
use tokio::time::Instant;
use vuer_protocol::event::{ClientEvent, EventView as _, ServerEvent, view};
use vuer_protocol::{Map, Value};

use super::Session;
use crate::roles::{View, Wish};

/// What the program and the client have been told of a session's role.
#[derive(Debug, Default)]
pub(crate) struct Told {
    changed: Notify,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// What the program knows: whether it operates.
    operates: Option<bool>,
    /// The client is one of ours and knows of roles.
    client_knows: bool,
    /// What that was told.
    client: Option<View>,
}

impl Session {
    /// Whether this session is the operator, where there is [one](crate::Vuer::one_operator); else it is true.
    pub fn is_operator(&self) -> bool {
        self.0.hub.roles.operates(self)
    }

    /// Makes this session the operator. The one that was is told first, and the program of it: the event ROLE says when
    /// it is done. Nothing happens if the session is over, or there are no roles.
    pub fn make_operator(&self) {
        self.0.hub.roles.name(self);
    }

    /// Takes the role of the operator from this session, if it has it: it goes to whom
    /// [`Succession`](crate::Succession) says.
    pub fn make_observer(&self) {
        self.0.hub.roles.wish(self, Wish::Release, Instant::now());
    }

    /// There may be something new for [`Self::take_up_role`].
    pub(crate) fn role_has_changed(&self) {
        self.0.role.changed.notify_one();
    }

    /// Waits until there may be something new. One caller at a time.
    pub(super) async fn role_changes(&self) {
        self.0.role.changed.notified().await;
    }

    /// Tells program and client what is new.
    pub(super) fn take_up_role(&self) {
        let Some(view) = self.0.hub.roles.view(self) else {
            return;
        };
        let before = self.with_role(|state| state.operates.replace(view.operates));
        if before != Some(view.operates) {
            if before == Some(true) {
                self.lose_role();
            }
            self.tell(&role_event(view.operates));
        }
        if !view.operates {
            self.0.hub.roles.has_yielded(self);
        }
        let is_news = self.with_role(|state| {
            let is_news = state.client_knows && state.client.as_ref() != Some(&view);
            if is_news {
                state.client = Some(view.clone());
            }
            is_news
        });
        if is_news {
            // A session that is over has nobody to tell.
            let _sent = self.push_unchecked(self.encoder().event(&message(&view)));
        }
    }

    /// The client understands what it is told of roles. It is told all of it, also when it comes back.
    pub(super) fn tell_client_of_role(&self) {
        self.with_role(|state| {
            state.client_knows = true;
            state.client = None;
        });
        self.role_has_changed();
    }

    /// What the program has not yet seen of an operator who is it no more, it never sees.
    fn lose_role(&self) {
        self.release_switch();
        let is_void = |event: &ClientEvent| !may_come_from_observers(&event.etype);
        self.0.backlog.withdraw(is_void);
        self.0.inbox.withdraw(is_void);
        self.0.pending.withdraw(is_void);
    }

    /// Does what the client wants of roles, if it may; false if it wants nothing that is known.
    pub(super) fn control(&self, event: &ClientEvent) -> bool {
        let wish = event.value().ok().as_ref().and_then(wish);
        if let Some(wish) = wish {
            self.0.hub.roles.wish(self, wish, Instant::now());
        }
        wish.is_some()
    }

    fn with_role<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self
            .0
            .role
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        look(&mut state)
    }
}

/// What reaches the program from whoever sends it, and what the server makes itself.
pub(super) fn may_come_from_observers(etype: &str) -> bool {
    [
        "INIT",
        view::Control::ETYPE,
        view::Role::ETYPE,
        view::DeadMan::ETYPE,
    ]
    .contains(&etype)
}

fn wish(value: &Value) -> Option<Wish> {
    let whom = || {
        let number = value.get("visitor").and_then(Value::as_f64)?;
        (number.is_finite() && number >= 0.0).then_some(number as u64)
    };
    Some(match value.get("action").and_then(Value::as_str)? {
        "ask" => Wish::Ask,
        "withdraw" => Wish::Withdraw,
        "grant" => Wish::Grant(whom()?),
        "decline" => Wish::Decline(whom()?),
        "release" => Wish::Release,
        _ => return None,
    })
}

fn role_event(operates: bool) -> ClientEvent {
    let value = Map::from([("operator", operates)]);
    ClientEvent {
        ts: Some(SystemTime::now().into()),
        ..ClientEvent::new(view::Role::ETYPE).with_value(&value.into())
    }
}

/// What a page is told.
fn message(view: &View) -> ServerEvent {
    let number = |number: u64| Value::Float(number as f64);
    let asking = view.asking.iter().map(|visitor| number(*visitor));
    let data = Map::from([
        ("visitor", number(view.visitor)),
        ("operates", view.operates.into()),
        ("operator", view.operator.map_or(Value::Nil, number)),
        ("asking", Value::List(asking.collect())),
    ]);
    ServerEvent::Other {
        etype: view::Role::ETYPE.to_owned(),
        data: data.into(),
        extra: Map::new(),
    }
}

#[cfg(test)]
mod tests;
