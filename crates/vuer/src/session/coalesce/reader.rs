//! MessagePack read where it lies, without making anything of it.

use rmp::Marker;

/// A cursor over MessagePack; every method gives `None` on what it does not expect.
pub(in crate::session) struct Reader<'a>(pub(in crate::session) &'a [u8]);

impl<'a> Reader<'a> {
    pub(in crate::session) fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }

    /// The next value, whole.
    pub(in crate::session) fn value(&mut self) -> Option<&'a [u8]> {
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
                Marker::Map32 => self.count(4)?.checked_mul(2)?,
                Marker::Reserved => return None,
            };
            values = values.checked_add(inner)?;
        }
        Some(&start[..start.len() - self.0.len()])
    }

    pub(in crate::session) fn map(&mut self) -> Option<usize> {
        match self.marker()? {
            Marker::FixMap(len) => Some(len as usize),
            Marker::Map16 => self.count(2),
            Marker::Map32 => self.count(4),
            _ => None,
        }
    }

    pub(in crate::session) fn array(&mut self) -> Option<usize> {
        match self.marker()? {
            Marker::FixArray(len) => Some(len as usize),
            Marker::Array16 => self.count(2),
            Marker::Array32 => self.count(4),
            _ => None,
        }
    }

    pub(in crate::session) fn str(&mut self) -> Option<&'a [u8]> {
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
    pub(in crate::session) fn optional_str(&mut self) -> Option<Option<&'a [u8]>> {
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
