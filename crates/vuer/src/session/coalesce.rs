//! Which waiting messages a later one makes superfluous: one pure function over encoded messages.
//!
//! A message is taken out only if it is an UPDATE or UPSERT of one node without containers, a later one is
//! of the same kind, key and `to` and sets at least the same props, and no message in between could change
//! what the key addresses. So the store of the client ends up the same with it and without it:
//!
//! - An UPDATE changes props, never structure. What it set is set again by the later one, whatever other
//!   updates stand between.
//! - The first UPSERT of a key may create or move its node, so it stays where it is and with it the order of
//!   siblings. Those behind it find the node where it put it, and are like updates – unless their parent was
//!   missing then and has come since.
//! - A node that moves takes others with it. If one of their keys is also that of a node elsewhere, the key
//!   may mean another node from then on. So nothing that is addressed by its key alone is compared across the
//!   first UPSERT that names a parent.
//! - SET, ADD, REMOVE, an RPC, an event this module does not know, and anything that carries children stand
//!   as walls: nothing is compared across them. So does an UPSERT that names another parent than the one
//!   before of its key.
//!
//! Messages are read where they lie. It costs nothing to send one to a client that keeps up.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rmp::Marker;

const CONTAINERS: [&[u8]; 4] = [b"children", b"rawChildren", b"bgChildren", b"htmlChildren"];

/// For each message (the payload of a frame, in sending order) whether it can be left out.
pub(crate) fn superseded(messages: &[&[u8]]) -> Vec<bool> {
    let effects: Vec<Effect<'_>> = messages.iter().map(|message| effect(message)).collect();
    let mut superfluous = vec![false; effects.len()];
    let mut waiting = Waiting::default();
    for (index, effect) in effects.iter().enumerate() {
        let comparable = match effect {
            Effect::Wall => {
                waiting = Waiting::default();
                continue;
            }
            Effect::Props => continue,
            Effect::Update(state) => waiting.update(index, state),
            Effect::Upsert(state) => match waiting.upsert(index, state) {
                Some(comparable) => comparable,
                None => continue,
            },
        };
        comparable.retain(|&earlier| {
            superfluous[earlier] = covers(effect.props(), effects[earlier].props());
            !superfluous[earlier]
        });
        comparable.push(index);
    }
    superfluous
}

/// What a message does to the client's store, as far as this module must tell.
#[derive(Debug, PartialEq, Eq)]
enum Effect<'a> {
    /// It may change structure, or its place among other messages matters.
    Wall,
    /// It changes props of several nodes.
    Props,
    Update(State<'a>),
    Upsert(State<'a>),
}

/// One node's props, and where they go.
#[derive(Debug, PartialEq, Eq)]
struct State<'a> {
    /// `None` addresses the root.
    key: Option<&'a [u8]>,
    to: Option<&'a [u8]>,
    /// Names, sorted.
    props: Vec<&'a [u8]>,
}

impl<'a> Effect<'a> {
    fn props(&self) -> &[&'a [u8]] {
        match self {
            Self::Update(state) | Self::Upsert(state) => &state.props,
            Self::Wall | Self::Props => &[],
        }
    }
}

/// Are all props of `earlier` among those of `later`? Both sorted.
fn covers(later: &[&[u8]], earlier: &[&[u8]]) -> bool {
    let mut later = later.iter();
    earlier.iter().all(|prop| later.any(|other| other == prop))
}

/// What came since the last wall. Messages are known by their indices.
#[derive(Debug, Default)]
struct Waiting<'a> {
    updates: HashMap<Option<&'a [u8]>, Group>,
    /// By `to`, then by key.
    upserts: HashMap<Option<&'a [u8]>, HashMap<&'a [u8], Group>>,
    /// The `to` of the last UPSERT of a key.
    places: HashMap<&'a [u8], Option<&'a [u8]>>,
    /// The first UPSERT of a key: since when there may be such a node.
    arrivals: HashMap<&'a [u8], usize>,
    /// The last message that may have moved a node.
    last_move: Option<usize>,
}

/// Messages of one kind for one node.
#[derive(Debug, Default)]
struct Group {
    /// Those that may still turn out superfluous.
    open: Vec<usize>,
    /// The newest.
    last: usize,
}

impl Group {
    /// Adds a message. If one of `events` came in between, those before are not open any more.
    fn reach(&mut self, index: usize, events: &[Option<usize>]) -> bool {
        let last = std::mem::replace(&mut self.last, index);
        let is_cut = events.iter().flatten().any(|event| last < *event);
        if is_cut {
            self.open.clear();
        }
        is_cut
    }
}

impl<'a> Waiting<'a> {
    /// The earlier messages that an UPDATE may replace.
    fn update(&mut self, index: usize, state: &State<'a>) -> &mut Vec<usize> {
        let group = self.updates.entry(state.key).or_default();
        group.reach(index, &[self.last_move]);
        &mut group.open
    }

    /// The earlier messages that an UPSERT may replace; none if it may create or move its node, or may be the
    /// first that can.
    fn upsert(&mut self, index: usize, state: &State<'a>) -> Option<&mut Vec<usize>> {
        // Without a key it is a new node each time.
        let Some(key) = state.key else {
            *self = Self::default();
            return None;
        };
        if self
            .places
            .insert(key, state.to)
            .is_some_and(|to| to != state.to)
        {
            *self = Self::default();
            self.places.insert(key, state.to);
        }
        let parent = state.to.filter(|to| !CONTAINERS.contains(to));
        let parent_arrival = parent.and_then(|parent| self.arrivals.get(parent).copied());
        match self.upserts.entry(state.to).or_default().entry(key) {
            Entry::Vacant(vacant) => {
                vacant.insert(Group {
                    open: Vec::new(),
                    last: index,
                });
                self.arrivals.insert(key, index);
                if state.to.is_some() {
                    self.last_move = Some(index);
                }
                None
            }
            Entry::Occupied(occupied) => {
                let group = occupied.into_mut();
                let is_settled = match (state.to, parent) {
                    (_, Some(_)) => !group.reach(index, &[self.last_move, parent_arrival]),
                    (None, _) => {
                        group.reach(index, &[self.last_move]);
                        true
                    }
                    // A container of the root does not move.
                    (Some(_), None) => true,
                };
                is_settled.then_some(&mut group.open)
            }
        }
    }
}

/// Reads what a message does. Whatever is not exactly an UPDATE or UPSERT as we encode them is a wall.
fn effect(message: &[u8]) -> Effect<'_> {
    parse(message).unwrap_or(Effect::Wall)
}

fn parse(message: &[u8]) -> Option<Effect<'_>> {
    let mut reader = Reader(message);
    let (mut etype, mut data) = (None, None);
    for _ in 0..reader.map()? {
        match reader.str()? {
            b"etype" => etype = Some(reader.str()?),
            b"data" => data = Some(reader.value()?),
            b"strict" if reader.value()? == [Marker::True.to_u8()] => return None,
            b"strict" => {}
            b"ts" => drop(reader.value()?),
            _ => return None,
        }
    }
    let is_update = match etype? {
        b"UPDATE" => true,
        b"UPSERT" => false,
        _ => return None,
    };
    let mut reader = Reader(data?);
    let (mut nodes, mut to) = (None, None);
    for _ in 0..reader.map()? {
        match reader.str()? {
            b"nodes" => nodes = Some(reader.value()?),
            b"to" => to = reader.optional_str()?,
            _ => return None,
        }
    }
    let mut reader = Reader(nodes?);
    let count = reader.array()?;
    let mut state = State {
        key: None,
        to,
        props: Vec::new(),
    };
    for _ in 0..count {
        state = State {
            key: None,
            to,
            props: Vec::new(),
        };
        reader.node(&mut state)?;
    }
    match (is_update, count) {
        (true, 1) => Some(Effect::Update(state)),
        (true, _) => Some(Effect::Props),
        (false, 1) => Some(Effect::Upsert(state)),
        (false, _) => None,
    }
}

/// A cursor over MessagePack; every method gives `None` on what it does not expect.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// Reads a node into `state`; `None` if it carries children or asks to be deleted.
    fn node(&mut self, state: &mut State<'a>) -> Option<()> {
        for _ in 0..self.map()? {
            match self.str()? {
                b"key" => state.key = self.optional_str()?,
                container if CONTAINERS.contains(&container) => return None,
                b"value" if Reader(self.0).str() == Some(b"$delete") => return None,
                prop => {
                    self.value()?;
                    state.props.push(prop);
                }
            }
        }
        state.props.sort_unstable();
        Some(())
    }

    /// The next value, whole.
    fn value(&mut self) -> Option<&'a [u8]> {
        let start = self.0;
        let mut values: usize = 1;
        while values > 0 {
            values -= 1;
            let inner = match self.marker()? {
                Marker::Null
                | Marker::True
                | Marker::False
                | Marker::FixPos(_)
                | Marker::FixNeg(_) => 0,
                Marker::U8 | Marker::I8 => self.skip(1)?,
                Marker::U16 | Marker::I16 | Marker::FixExt1 => self.skip(2)?,
                Marker::FixExt2 => self.skip(3)?,
                Marker::U32 | Marker::I32 | Marker::F32 => self.skip(4)?,
                Marker::FixExt4 => self.skip(5)?,
                Marker::U64 | Marker::I64 | Marker::F64 => self.skip(8)?,
                Marker::FixExt8 => self.skip(9)?,
                Marker::FixExt16 => self.skip(17)?,
                Marker::FixStr(len) => self.skip(len as usize)?,
                Marker::Str8 | Marker::Bin8 => self.skip_counted(1, 0)?,
                Marker::Str16 | Marker::Bin16 => self.skip_counted(2, 0)?,
                Marker::Str32 | Marker::Bin32 => self.skip_counted(4, 0)?,
                Marker::Ext8 => self.skip_counted(1, 1)?,
                Marker::Ext16 => self.skip_counted(2, 1)?,
                Marker::Ext32 => self.skip_counted(4, 1)?,
                Marker::FixArray(len) => len as usize,
                Marker::Array16 => self.count(2)?,
                Marker::Array32 => self.count(4)?,
                Marker::FixMap(len) => 2 * len as usize,
                Marker::Map16 => 2 * self.count(2)?,
                Marker::Map32 => 2 * self.count(4)?,
                Marker::Reserved => return None,
            };
            values += inner;
        }
        Some(&start[..start.len() - self.0.len()])
    }

    fn map(&mut self) -> Option<usize> {
        match self.marker()? {
            Marker::FixMap(len) => Some(len as usize),
            Marker::Map16 => self.count(2),
            Marker::Map32 => self.count(4),
            _ => None,
        }
    }

    fn array(&mut self) -> Option<usize> {
        match self.marker()? {
            Marker::FixArray(len) => Some(len as usize),
            Marker::Array16 => self.count(2),
            Marker::Array32 => self.count(4),
            _ => None,
        }
    }

    fn str(&mut self) -> Option<&'a [u8]> {
        let len = match self.marker()? {
            Marker::FixStr(len) => len as usize,
            Marker::Str8 => self.count(1)?,
            Marker::Str16 => self.count(2)?,
            Marker::Str32 => self.count(4)?,
            _ => return None,
        };
        self.take(len)
    }

    /// Text, or the nil that stands for none.
    #[expect(
        clippy::option_option,
        reason = "the outer one is, as everywhere here, for what is not expected"
    )]
    fn optional_str(&mut self) -> Option<Option<&'a [u8]>> {
        if self.0.first() == Some(&Marker::Null.to_u8()) {
            self.take(1)?;
            return Some(None);
        }
        self.str().map(Some)
    }

    fn marker(&mut self) -> Option<Marker> {
        self.take(1).map(|byte| Marker::from_u8(byte[0]))
    }

    /// A big-endian number of `width` bytes.
    fn count(&mut self, width: usize) -> Option<usize> {
        Some(
            self.take(width)?
                .iter()
                .fold(0, |count, &byte| count << 8 | byte as usize),
        )
    }

    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(head)
    }

    /// Skips bytes; zero values lie within.
    fn skip(&mut self, len: usize) -> Option<usize> {
        self.take(len).map(|_| 0)
    }

    /// Skips a counted run of bytes and the type byte an extension has.
    fn skip_counted(&mut self, width: usize, extra: usize) -> Option<usize> {
        let len = self.count(width)?;
        self.skip(len.checked_add(extra)?)
    }
}

#[cfg(test)]
mod tests;
