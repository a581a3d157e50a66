//! An ordered map from text to values.

use std::borrow::Cow;
use std::collections::HashSet;

use super::Value;

/// A map key. Names that the crate knows are borrowed, so a node of known props allocates none.
pub type Name = Cow<'static, str>;

/// A map from text to [`Value`], in the order of insertion.
///
/// It is a list inside: nodes have a dozen props, and a dozen comparisons beat a hash. Equality does
/// not look at the order, which carries no meaning on the wire.
#[derive(Debug, Clone, Default)]
pub struct Map(Vec<(Name, Value)>);

impl Map {
    /// An empty map; it does not allocate.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value under `name`.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0
            .iter()
            .find(|(found, _)| found == name)
            .map(|(_, value)| value)
    }

    /// The value under `name`, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.0
            .iter_mut()
            .find(|(found, _)| found == name)
            .map(|(_, value)| value)
    }

    /// Whether there is a value under `name`; it may be nil.
    pub fn contains(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Sets the value under `name` and returns the one it replaced, which also gave it its place.
    pub fn insert(&mut self, name: impl Into<Name>, value: impl Into<Value>) -> Option<Value> {
        let (name, value) = (name.into(), value.into());
        if let Some(slot) = self.get_mut(&name) {
            return Some(std::mem::replace(slot, value));
        }
        self.0.push((name, value));
        None
    }

    /// Takes the value under `name` out; the rest keeps its order.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let index = self.0.iter().position(|(found, _)| found == name)?;
        Some(self.0.remove(index).1)
    }

    /// The entries in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Name, &Value)> {
        self.0.iter().map(|(name, value)| (name, value))
    }

    /// The names in order.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &Name> {
        self.0.iter().map(|(name, _)| name)
    }

    /// Drops all but the last entry of each name. Quadratic only up to a size where that is cheap:
    /// what comes from outside must not buy more time than it sent bytes.
    fn dedup(&mut self) {
        const LINEAR: usize = 16;
        let unique = if self.0.len() <= LINEAR {
            (1..self.0.len()).all(|i| !self.0[..i].iter().any(|(name, _)| *name == self.0[i].0))
        } else {
            let mut seen = HashSet::with_capacity(self.0.len());
            self.0.iter().all(|(name, _)| seen.insert(name.as_ref()))
        };
        if unique {
            return;
        }
        let mut seen = HashSet::new();
        let mut entries: Vec<_> = std::mem::take(&mut self.0)
            .into_iter()
            .rev()
            .filter(|(name, _)| seen.insert(name.clone()))
            .collect();
        entries.reverse();
        self.0 = entries;
    }
}

/// Later entries replace earlier ones of the same name.
impl<N: Into<Name>, V: Into<Value>> FromIterator<(N, V)> for Map {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(entries: I) -> Self {
        let mut map = Self(
            entries
                .into_iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        );
        map.dedup();
        map
    }
}

impl<N: Into<Name>, V: Into<Value>, const LEN: usize> From<[(N, V); LEN]> for Map {
    fn from(entries: [(N, V); LEN]) -> Self {
        entries.into_iter().collect()
    }
}

impl IntoIterator for Map {
    type Item = (Name, Value);
    type IntoIter = std::vec::IntoIter<(Name, Value)>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl PartialEq for Map {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && (self.0 == other.0
                || self
                    .iter()
                    .all(|(name, value)| other.get(name) == Some(value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_equal_names_counts() {
        for size in [3, 100] {
            let entries = (0..size).map(|i| (format!("k{}", i % 2), i));
            let map = entries.collect::<Map>();
            assert_eq!(map.len(), 2, "of {size}");
            assert_eq!(
                map.get("k0").and_then(Value::as_i64),
                Some((size - 1) / 2 * 2)
            );
        }
    }

    #[test]
    fn order_is_kept_and_not_compared() {
        let forth = Map::from([("a", 1), ("b", 2)]);
        let back = Map::from([("b", 2), ("a", 1)]);
        assert_eq!(forth, back);
        assert_eq!(back.names().collect::<Vec<_>>(), ["b", "a"]);
    }
}
