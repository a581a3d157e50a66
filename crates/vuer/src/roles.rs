//! One operator at a time: who it is, who asks to be, and how the role goes from one to another.
//!
//! [`Roles`] decides and wakes those whom it concerns; each session's driver then takes up what is new (see
//! `session/role.rs`). A role that is handed over is nobody's until the program has been told that the one who had it
//! has it no more: so it never hears of two operators, and what it stops for the first does not stop the second.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::time::Instant;

use crate::session::Session;
use crate::time::Pace;

/// How often a visitor may ask, or stop asking, within a minute: everybody is told of it.
const MOST_ASKS: u32 = 30;

/// Who becomes the operator when nobody is, with [`Vuer::one_operator`](crate::Vuer::one_operator).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Succession {
    /// Who has asked first, of those who are there; if nobody has, the next who asks or connects. So the first session of
    /// a server is its operator, and nobody who only looks on becomes it unasked.
    FirstCome,
    /// Only whom the program names, by [`Session::make_operator`].
    Named,
}

/// What a visitor is to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct View {
    /// Its number, in the order of arrival.
    pub(crate) visitor: u64,
    pub(crate) operates: bool,
    pub(crate) operator: Option<u64>,
    /// Who asks, in order; told only to the operator, others hear of themselves.
    pub(crate) asking: Vec<u64>,
}

/// What a visitor wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    /// To be the operator.
    Ask,
    /// No more to be that.
    Withdraw,
    /// As the operator, that this one be it.
    Grant(u64),
    /// As the operator, that this one ask no more.
    Decline(u64),
    /// As the operator, not to be it any more.
    Release,
}

/// The roles of a server's sessions.
#[derive(Debug)]
pub(crate) struct Roles(Option<Mutex<Table>>);

#[derive(Debug)]
struct Table {
    succession: Succession,
    /// In order of arrival.
    visitors: Vec<Visitor>,
    operator: Option<u64>,
    /// The operator is to be it no more.
    yields: Option<Yield>,
    /// In the order in which they asked.
    asking: Vec<u64>,
    last_number: u64,
}

#[derive(Debug)]
struct Visitor {
    number: u64,
    session: Session,
    asks: Pace,
}

/// Who is to have the role next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Yield {
    To(u64),
    /// Whoever is due then.
    ToNext,
}

impl Roles {
    /// With none given, everybody operates.
    pub(crate) fn new(succession: Option<Succession>) -> Self {
        Self(succession.map(|succession| {
            Mutex::new(Table {
                succession,
                visitors: Vec::new(),
                operator: None,
                yields: None,
                asking: Vec::new(),
                last_number: 0,
            })
        }))
    }

    /// Whether there are any.
    pub(crate) fn are_kept(&self) -> bool {
        self.0.is_some()
    }

    /// A session is there.
    pub(crate) fn enter(&self, session: &Session) {
        self.change(|table| {
            table.last_number += 1;
            let number = table.last_number;
            table.visitors.push(Visitor {
                number,
                session: session.clone(),
                asks: Pace::default(),
            });
            if table.operator.is_none() && table.succession == Succession::FirstCome {
                table.operator = Some(number);
            }
            true
        });
    }

    /// A session is over.
    pub(crate) fn leave(&self, session: &Session) {
        self.change(|table| {
            let Some(number) = table.number(session) else {
                return false;
            };
            table.visitors.retain(|visitor| visitor.number != number);
            table.asking.retain(|asking| *asking != number);
            if table.operator == Some(number) {
                table.pass_on();
            }
            true
        });
    }

    /// The program has been told that this one is the operator no more, or was never told that it is.
    pub(crate) fn has_yielded(&self, session: &Session) {
        self.change(|table| {
            let is_due = table.yields.is_some() && table.operator == table.number(session);
            if is_due {
                table.pass_on();
            }
            is_due
        });
    }

    pub(crate) fn operates(&self, session: &Session) -> bool {
        self.lock()
            .is_none_or(|table| table.number(session).is_some_and(|it| table.operates(it)))
    }

    /// What a session is to know; none where there are no roles, or it has left.
    pub(crate) fn view(&self, session: &Session) -> Option<View> {
        let table = self.lock()?;
        let visitor = table.number(session)?;
        let operates = table.operates(visitor);
        let asking = table.asking.iter().copied();
        Some(View {
            visitor,
            operates,
            operator: table.operator,
            asking: asking
                .filter(|asking| operates || *asking == visitor)
                .collect(),
        })
    }

    pub(crate) fn operator(&self) -> Option<Session> {
        let table = self.lock()?;
        let operator = table
            .operator
            .filter(|operator| table.operates(*operator))?;
        let mut visitors = table.visitors.iter();
        visitors
            .find(|visitor| visitor.number == operator)
            .map(|visitor| visitor.session.clone())
    }

    /// The program wants this one to operate.
    pub(crate) fn name(&self, session: &Session) {
        self.change(|table| {
            if let Some(number) = table.number(session) {
                table.hand_to(Yield::To(number));
            }
            true
        });
    }

    /// A visitor wants something. What it has no right to, and what is past, changes nothing.
    pub(crate) fn wish(&self, session: &Session, wish: Wish, now: Instant) {
        self.change(|table| {
            let Some(number) = table.number(session) else {
                return false;
            };
            match wish {
                Wish::Ask => {
                    let is_new = table.operator != Some(number) && !table.asking.contains(&number);
                    if is_new && table.allows(number, now) {
                        table.asking.push(number);
                        if table.operator.is_none() {
                            table.pass_on();
                        }
                    }
                }
                Wish::Withdraw => table.asking.retain(|asking| *asking != number),
                Wish::Grant(to) if table.operates(number) && table.asking.contains(&to) => {
                    table.hand_to(Yield::To(to));
                }
                Wish::Decline(whom) if table.operates(number) => {
                    table.asking.retain(|asking| *asking != whom);
                }
                Wish::Release if table.operates(number) => table.hand_to(Yield::ToNext),
                Wish::Grant(_) | Wish::Decline(_) | Wish::Release => {}
            }
            true
        });
    }

    /// Does something, and has everybody look at what has come of it, if it says that something may have.
    fn change(&self, change: impl FnOnce(&mut Table) -> bool) {
        if let Some(mut table) = self.lock()
            && change(&mut table)
        {
            for visitor in &table.visitors {
                visitor.session.role_has_changed();
            }
        }
    }

    fn lock(&self) -> Option<MutexGuard<'_, Table>> {
        let table = self.0.as_ref()?;
        Some(table.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Table {
    fn number(&self, session: &Session) -> Option<u64> {
        let mut visitors = self.visitors.iter();
        visitors
            .find(|visitor| visitor.session.id() == session.id())
            .map(|visitor| visitor.number)
    }

    fn is_there(&self, number: u64) -> bool {
        self.visitors.iter().any(|visitor| visitor.number == number)
    }

    fn operates(&self, number: u64) -> bool {
        self.operator == Some(number) && self.yields.is_none()
    }

    fn allows(&mut self, number: u64, now: Instant) -> bool {
        let mut visitors = self.visitors.iter_mut();
        visitors
            .find(|visitor| visitor.number == number)
            .is_some_and(|visitor| visitor.asks.allows(MOST_ASKS, now))
    }

    /// Has the role go there, once the program knows that the operator has it no more.
    fn hand_to(&mut self, next: Yield) {
        if next == self.operator.map_or(Yield::ToNext, Yield::To) {
            self.yields = None;
            return;
        }
        self.yields = Some(next);
        if self.operator.is_none() {
            self.pass_on();
        }
    }

    /// Gives the role to whom it is due.
    fn pass_on(&mut self) {
        let named = match self.yields.take() {
            Some(Yield::To(number)) => Some(number),
            Some(Yield::ToNext) | None => None,
        };
        let first = self.asking.first().copied();
        let first = first.filter(|_| self.succession == Succession::FirstCome);
        self.operator = named.filter(|number| self.is_there(*number)).or(first);
        self.asking.retain(|asking| Some(*asking) != self.operator);
    }
}
