//! Typed arrays of floats, as clients of ours send poses: half the bytes, or less, of a list of numbers.

/// The extension of typed arrays, and the bytes that say which, in msgpackr's numbering.
const TYPED_ARRAY: u8 = 0x74;
const FLOAT32: u8 = 7;
const FLOAT64: u8 = 8;

/// The items of a typed array that have not been read, each 4 or 8 bytes in the order of little machines.
#[derive(Debug, Clone, Copy)]
pub(super) enum Floats<'a> {
    Single(&'a [[u8; 4]]),
    Double(&'a [[u8; 8]]),
}

impl Default for Floats<'_> {
    fn default() -> Self {
        Self::Single(&[])
    }
}

impl<'a> Floats<'a> {
    /// The array that an extension is. None if it is something else, or ends within an item.
    pub(super) fn of_extension(kind: u8, bytes: &'a [u8]) -> Option<Self> {
        let (&which, data) = bytes.split_first().filter(|_| kind == TYPED_ARRAY)?;
        match which {
            FLOAT32 => whole(data.as_chunks()).map(Self::Single),
            FLOAT64 => whole(data.as_chunks()).map(Self::Double),
            _ => None,
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Single(items) => items.len(),
            Self::Double(items) => items.len(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many bytes they take.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Single(items) => items.as_flattened().len(),
            Self::Double(items) => items.as_flattened().len(),
        }
    }

    pub(super) fn next(&mut self) -> Option<f64> {
        let mut one = [0.0];
        (self.fill(&mut one) == 1).then_some(one[0])
    }

    /// Takes as many as `out` has room for; how many that were.
    #[inline]
    pub(super) fn fill(&mut self, out: &mut [f64]) -> usize {
        match self {
            Self::Single(items) => take(items, out, |item| f64::from(f32::from_le_bytes(item))),
            Self::Double(items) => take(items, out, f64::from_le_bytes),
        }
    }

    /// Passes over all of them; how many they were.
    pub(super) fn drain(&mut self) -> usize {
        std::mem::take(self).len()
    }
}

fn whole<T>((items, rest): (T, &[u8])) -> Option<T> {
    rest.is_empty().then_some(items)
}

#[inline]
fn take<const N: usize>(
    items: &mut &[[u8; N]],
    out: &mut [f64],
    read: impl Fn([u8; N]) -> f64,
) -> usize {
    let count = items.len().min(out.len());
    let (taken, rest) = items.split_at(count);
    for (item, number) in taken.iter().zip(out) {
        *number = read(*item);
    }
    *items = rest;
    count
}
