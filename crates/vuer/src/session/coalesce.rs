//! Which waiting messages a later one makes superfluous: one pure function over encoded messages.
//!
//! A message is taken out only if it is an UPDATE, or an UPSERT of one node, without containers, a later one is
//! of the same kind, keys and `to` and sets at least the same props, and no message in between could change
//! what the keys address. So the store of the client ends up the same with it and without it:
//!
//! - An UPDATE changes props, never structure. What it set is set again by the later one, whatever other
//!   updates stand between. So does one of several nodes, if the later one names the same in the same order: two
//!   pictures for two eyes come as one, and of those a slow client must not get each.
//! - The first UPSERT of a key may create or move its node, so its place is kept and with it the order of
//!   siblings. Those behind it find the node where it put it, and are like updates – unless their parent was
//!   missing then and has come since.
//! - One that names no parent cannot fail for want of one. If besides nothing since the first could have set props of
//!   its node, or have moved a node, the first may as well say what the later one says: the later message takes its
//!   place. So a client that reads nothing is kept one UPSERT a node, and not two.
//! - A node that moves takes others with it. If one of their keys is also that of a node elsewhere, the key
//!   may mean another node from then on. So nothing that is addressed by its key alone is compared across the
//!   first UPSERT that names a parent.
//! - SET, ADD, REMOVE, an RPC, an event this module does not know, and anything that carries children stand
//!   as walls: nothing is compared across them. So does an UPSERT that names another parent than the one
//!   before of its key.
//!
//! Messages are read where they lie. It costs nothing to send one to a client that keeps up.

mod reader;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rmp::Marker;

pub(super) use self::reader::Reader;

const CONTAINERS: [&[u8]; 4] = [b"children", b"rawChildren", b"bgChildren", b"htmlChildren"];

/// For the place of each message (the payload of a frame, in sending order) which message is to be sent there: itself,
/// a later one, or none.
pub(crate) fn places(messages: &[&[u8]]) -> Vec<Option<usize>> {
    let effects: Vec<Effect<'_>> = messages.iter().map(|message| effect(message)).collect();
    let mut places: Vec<Option<usize>> = (0..effects.len()).map(Some).collect();
    let mut waiting = Waiting::default();
    for (index, effect) in effects.iter().enumerate() {
        let group = match effect {
            Effect::Wall => {
                waiting = Waiting::default();
                continue;
            }
            Effect::Update(states) => waiting.update(index, states),
            Effect::Upsert(state) => match waiting.upsert(index, state) {
                Some(group) => group,
                None => continue,
            },
        };
        group.open.retain(|&earlier| {
            let is_superfluous = effect.covers(&effects[earlier]);
            if is_superfluous {
                places[earlier] = None;
            }
            !is_superfluous
        });
        let first = group.first.filter(|_| group.open.is_empty());
        match first {
            Some((place, said)) if effect.covers(&effects[said]) => {
                group.first = Some((place, index));
                places[place] = Some(index);
                places[index] = None;
            }
            _ => group.open.push(index),
        }
    }
    places
}

/// What a message does to the client's store, as far as this module must tell.
#[derive(Debug, PartialEq, Eq)]
enum Effect<'a> {
    /// It may change structure, or its place among other messages matters.
    Wall,
    /// It changes props of these nodes.
    Update(Vec<State<'a>>),
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
    /// Whether it sets at least the props that an earlier one does, which changes the same nodes.
    fn covers(&self, earlier: &Self) -> bool {
        let mut pairs = self.states().iter().zip(earlier.states());
        pairs.all(|(later, earlier)| covers(&later.props, &earlier.props))
    }

    fn states(&self) -> &[State<'a>] {
        match self {
            Self::Update(states) => states,
            Self::Upsert(state) => std::slice::from_ref(state),
            Self::Wall => &[],
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
    /// Those of several nodes, by their keys.
    joint_updates: HashMap<Vec<Option<&'a [u8]>>, Group>,
    /// By `to`, then by key.
    upserts: HashMap<Option<&'a [u8]>, HashMap<&'a [u8], Group>>,
    /// The `to` of the last UPSERT of a key.
    places: HashMap<&'a [u8], Option<&'a [u8]>>,
    /// The first UPSERT of a key: since when there may be such a node.
    arrivals: HashMap<&'a [u8], usize>,
    /// The last message that may have moved a node.
    last_move: Option<usize>,
    /// The last UPSERT that named a parent: it may not have found it before.
    last_placed: Option<usize>,
    /// The last UPDATE of several nodes.
    last_props: Option<usize>,
}

/// Messages of one kind for one node.
#[derive(Debug, Default)]
struct Group {
    /// Those that may still turn out superfluous.
    open: Vec<usize>,
    /// The newest.
    last: usize,
    /// The place of the first UPSERT and the message that is sent there, if a later one may take it.
    first: Option<(usize, usize)>,
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
    fn update(&mut self, index: usize, states: &[State<'a>]) -> &mut Group {
        let group = if let [state] = states {
            self.updates.entry(state.key).or_default()
        } else {
            self.last_props = Some(index);
            let keys = states.iter().map(|state| state.key).collect();
            self.joint_updates.entry(keys).or_default()
        };
        group.reach(index, &[self.last_move]);
        group
    }

    /// The earlier messages that an UPSERT may replace; none if it may create or move its node, or may be the
    /// first that can.
    fn upsert(&mut self, index: usize, state: &State<'a>) -> Option<&mut Group> {
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
        let touched = [
            self.last_placed,
            self.last_props,
            self.updates.get(&None).map(|group| group.last),
            self.updates.get(&Some(key)).map(|group| group.last),
        ];
        if state.to.is_some() {
            self.last_placed = Some(index);
        }
        let parent_arrival = parent.and_then(|parent| self.arrivals.get(parent).copied());
        match self.upserts.entry(state.to).or_default().entry(key) {
            Entry::Vacant(vacant) => {
                vacant.insert(Group {
                    open: Vec::new(),
                    last: index,
                    first: state.to.is_none().then_some((index, index)),
                });
                self.arrivals.insert(key, index);
                if state.to.is_some() {
                    self.last_move = Some(index);
                }
                None
            }
            Entry::Occupied(occupied) => {
                let group = occupied.into_mut();
                let is_since = |place| touched.iter().flatten().any(|touch| *touch > place);
                group.first = group.first.filter(|(place, _)| !is_since(*place));
                let is_settled = match (state.to, parent) {
                    (_, Some(_)) => !group.reach(index, &[self.last_move, parent_arrival]),
                    (None, _) => {
                        group.reach(index, &[self.last_move]);
                        true
                    }
                    // A container of the root does not move.
                    (Some(_), None) => true,
                };
                is_settled.then_some(group)
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
    // No client reads a message with something behind it.
    if !reader.is_at_end() {
        return None;
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
    let mut states = Vec::new();
    for _ in 0..count {
        let mut state = State {
            key: None,
            to,
            props: Vec::new(),
        };
        read_node(&mut reader, &mut state)?;
        states.push(state);
    }
    if is_update {
        return Some(Effect::Update(states));
    }
    let only = states.pop()?;
    states.is_empty().then_some(Effect::Upsert(only))
}

/// Reads a node into `state`; `None` if it carries children or asks to be deleted.
fn read_node<'a>(reader: &mut Reader<'a>, state: &mut State<'a>) -> Option<()> {
    for _ in 0..reader.map()? {
        match reader.str()? {
            b"key" => state.key = reader.optional_str()?,
            container if CONTAINERS.contains(&container) => return None,
            b"value" if Reader(reader.0).str() == Some(b"$delete") => return None,
            prop => {
                reader.value()?;
                state.props.push(prop);
            }
        }
    }
    state.props.sort_unstable();
    Some(())
}

#[cfg(test)]
mod tests;
