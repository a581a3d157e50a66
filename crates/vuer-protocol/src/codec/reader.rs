//! A pull parser over one message.

use bytes::Bytes;
use rmp::Marker;

use super::floats::Floats;
use super::{DecodeError, MAX_DEPTH, MAX_ITEMS};

/// The first and the last marker of a text of up to 31 bytes.
const SHORT_TEXT: u8 = 0xa0;
const SHORT_TEXT_END: u8 = 0xbf;
/// The marker of a float of 64 bits.
const DOUBLE: u8 = 0xcb;
/// A float of 64 bits with its marker.
const DOUBLE_BYTES: usize = 9;

/// One step of a message: a scalar, or the head of a list or a map whose parts follow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Token<'a> {
    /// Null or `undefined`.
    Nil,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A float, or an integer above the range of `i64`.
    Float(f64),
    /// Text.
    Str(&'a str),
    /// Bytes.
    Bin(&'a [u8]),
    /// A list of so many items.
    List(usize),
    /// A map of so many pairs.
    Map(usize),
    /// An extension type with its bytes.
    Ext(i8, &'a [u8]),
}

impl Token<'_> {
    /// The kind of token, as error messages name it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Nil => "nil",
            Self::Bool(_) => "a boolean",
            Self::Int(_) => "an integer",
            Self::Float(_) => "a float",
            Self::Str(_) => "text",
            Self::Bin(_) => "bytes",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
            Self::Ext(..) => "an extension",
        }
    }

    /// The error of finding this where `expected` belongs.
    pub fn unexpected(&self, expected: &'static str) -> DecodeError {
        DecodeError::Type {
            expected,
            found: self.kind(),
        }
    }
}

/// Reads a message token by token. Nothing is copied.
#[derive(Debug)]
pub struct Reader<'a> {
    message: &'a Bytes,
    rest: &'a [u8],
    /// The items that are left of a typed array whose head was read: they come before `rest`.
    floats: Floats<'a>,
    depth: usize,
    items: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the beginning of `message`.
    pub fn new(message: &'a Bytes) -> Self {
        Self {
            message,
            rest: message,
            floats: Floats::default(),
            depth: 0,
            items: 0,
        }
    }

    /// How many bytes have not been read.
    pub fn remaining(&self) -> usize {
        self.floats.bytes() + self.rest.len()
    }

    /// Fails if anything has not been read.
    pub fn finish(&self) -> Result<(), DecodeError> {
        match self.remaining() {
            0 => Ok(()),
            bytes => Err(DecodeError::TrailingBytes { bytes }),
        }
    }

    /// The next token. A typed array of floats is a list like any other.
    pub fn token(&mut self) -> Result<Token<'a>, DecodeError> {
        if let Some(float) = self.floats.next() {
            return Ok(Token::Float(float));
        }
        let [marker] = self.take()?;
        Ok(match Marker::from_u8(marker) {
            Marker::Null => Token::Nil,
            Marker::True => Token::Bool(true),
            Marker::False => Token::Bool(false),
            Marker::FixPos(value) => Token::Int(i64::from(value)),
            Marker::FixNeg(value) => Token::Int(i64::from(value)),
            Marker::U8 => Token::Int(i64::from(u8::from_be_bytes(self.take()?))),
            Marker::U16 => Token::Int(i64::from(u16::from_be_bytes(self.take()?))),
            Marker::U32 => Token::Int(i64::from(u32::from_be_bytes(self.take()?))),
            Marker::U64 => {
                let value = u64::from_be_bytes(self.take()?);
                i64::try_from(value).map_or(Token::Float(value as f64), Token::Int)
            }
            Marker::I8 => Token::Int(i64::from(i8::from_be_bytes(self.take()?))),
            Marker::I16 => Token::Int(i64::from(i16::from_be_bytes(self.take()?))),
            Marker::I32 => Token::Int(i64::from(i32::from_be_bytes(self.take()?))),
            Marker::I64 => Token::Int(i64::from_be_bytes(self.take()?)),
            Marker::F32 => Token::Float(f64::from(f32::from_be_bytes(self.take()?))),
            Marker::F64 => Token::Float(f64::from_be_bytes(self.take()?)),
            Marker::FixStr(len) => Token::Str(self.text(usize::from(len))?),
            Marker::Str8 => Token::Str(self.len8().and_then(|len| self.text(len))?),
            Marker::Str16 => Token::Str(self.len16().and_then(|len| self.text(len))?),
            Marker::Str32 => Token::Str(self.len32().and_then(|len| self.text(len))?),
            Marker::Bin8 => Token::Bin(self.len8().and_then(|len| self.slice(len))?),
            Marker::Bin16 => Token::Bin(self.len16().and_then(|len| self.slice(len))?),
            Marker::Bin32 => Token::Bin(self.len32().and_then(|len| self.slice(len))?),
            Marker::FixArray(len) => Token::List(usize::from(len)),
            Marker::Array16 => Token::List(self.len16()?),
            Marker::Array32 => Token::List(self.len32()?),
            Marker::FixMap(len) => Token::Map(usize::from(len)),
            Marker::Map16 => Token::Map(self.len16()?),
            Marker::Map32 => Token::Map(self.len32()?),
            Marker::FixExt1 => self.extension(1)?,
            Marker::FixExt2 => self.extension(2)?,
            Marker::FixExt4 => self.extension(4)?,
            Marker::FixExt8 => self.extension(8)?,
            Marker::FixExt16 => self.extension(16)?,
            Marker::Ext8 => self.len8().and_then(|len| self.extension(len))?,
            Marker::Ext16 => self.len16().and_then(|len| self.extension(len))?,
            Marker::Ext32 => self.len32().and_then(|len| self.extension(len))?,
            Marker::Reserved => return Err(DecodeError::InvalidMarker),
        })
    }

    /// Text.
    pub fn str(&mut self) -> Result<&'a str, DecodeError> {
        // The form of nearly all names.
        if self.floats.is_empty()
            && let Some((&marker @ SHORT_TEXT..=SHORT_TEXT_END, rest)) = self.rest.split_first()
        {
            self.rest = rest;
            return self.text(usize::from(marker - SHORT_TEXT));
        }
        match self.token()? {
            Token::Str(text) => Ok(text),
            other => Err(other.unexpected("text")),
        }
    }

    /// A number of either kind.
    pub fn number(&mut self) -> Result<f64, DecodeError> {
        match self.token()? {
            Token::Int(value) => Ok(value as f64),
            Token::Float(value) => Ok(value),
            other => Err(other.unexpected("a number")),
        }
    }

    /// As many numbers of either kind as `out` has room for.
    #[inline]
    pub fn numbers(&mut self, out: &mut [f64]) -> Result<(), DecodeError> {
        let mut done = self.floats.fill(out);
        while done < out.len() {
            let doubles = self.doubles(out.len() - done);
            for ([_marker, double @ ..], number) in doubles.iter().zip(&mut out[done..]) {
                *number = f64::from_be_bytes(*double);
            }
            done += doubles.len();
            if let Some(number) = out.get_mut(done) {
                *number = self.number()?;
                done += 1;
            }
        }
        Ok(())
    }

    /// The head of a list: how many items follow. Read them inside [`Reader::nested`].
    pub fn list(&mut self) -> Result<usize, DecodeError> {
        match self.token()? {
            Token::List(len) => Ok(len),
            other => Err(other.unexpected("a list")),
        }
    }

    /// The head of a map: how many pairs follow. Read them inside [`Reader::nested`].
    pub fn map(&mut self) -> Result<usize, DecodeError> {
        match self.token()? {
            Token::Map(len) => Ok(len),
            other => Err(other.unexpected("a map")),
        }
    }

    /// Takes a nil if one is next, and says whether.
    pub fn nil(&mut self) -> bool {
        let ahead = (self.rest, self.floats);
        if let Ok(Token::Nil) = self.token() {
            return true;
        }
        (self.rest, self.floats) = ahead;
        false
    }

    /// The next token, which stays next.
    pub fn peek(&mut self) -> Result<Token<'a>, DecodeError> {
        let ahead = (self.rest, self.floats);
        let token = self.token();
        (self.rest, self.floats) = ahead;
        token
    }

    /// Passes over one value of any kind, with all it holds.
    pub fn skip(&mut self) -> Result<(), DecodeError> {
        if self.floats.is_empty()
            && let Some(SHORT_TEXT..=SHORT_TEXT_END) = self.rest.first()
        {
            return self.str().map(drop);
        }
        match self.token()? {
            Token::List(len) => self.nested(|reader| {
                let mut left = len - reader.floats.drain();
                while left > 0 {
                    left -= reader.doubles(left).len();
                    if left > 0 {
                        reader.skip()?;
                        left -= 1;
                    }
                }
                Ok(())
            }),
            Token::Map(len) => self.nested(|reader| {
                (0..len).try_for_each(|_| reader.skip().and_then(|()| reader.skip()))
            }),
            _ => Ok(()),
        }
    }

    /// Takes those of the next items that are floats of 64 bits, up to the first that is none. Clients send nearly
    /// all numbers so, and 800 of them with each move of two hands.
    ///
    /// Those of a typed array are not among them: they have been taken before.
    #[inline]
    fn doubles(&mut self, most: usize) -> &'a [[u8; DOUBLE_BYTES]] {
        let (items, _) = self.rest.as_chunks::<DOUBLE_BYTES>();
        let items = &items[..most.min(items.len())];
        let is_double = |item: &[u8; DOUBLE_BYTES]| item[0] == DOUBLE;
        // Eight at a time, so that the loop does not branch at each.
        let (eights, _) = items.as_chunks::<8>();
        let are_doubles =
            |eight: &&[_; 8]| eight.iter().fold(true, |all, item| all & is_double(item));
        let whole = 8 * eights.iter().take_while(are_doubles).count();
        let rest = items[whole..].iter();
        let doubles = whole + rest.take_while(|item| is_double(item)).count();
        self.rest = &self.rest[doubles * DOUBLE_BYTES..];
        &items[..doubles]
    }

    /// The bytes of one value, unread but for its outline.
    pub fn raw(&mut self) -> Result<Bytes, DecodeError> {
        let begin = self.rest;
        self.skip()?;
        Ok(self.share(&begin[..begin.len() - self.rest.len()]))
    }

    /// Runs `read` one level deeper, or refuses at [`MAX_DEPTH`].
    pub fn nested<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        if self.depth == MAX_DEPTH {
            return Err(DecodeError::TooDeep { limit: MAX_DEPTH });
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// Counts one value towards [`MAX_ITEMS`], for what makes of a value more memory than the message takes.
    pub fn count_item(&mut self) -> Result<(), DecodeError> {
        self.items += 1;
        if self.items > MAX_ITEMS {
            return Err(DecodeError::TooManyItems { limit: MAX_ITEMS });
        }
        Ok(())
    }

    /// A capacity for `announced` items: no more than the bytes at hand could hold, and never much
    /// at once, since an item is larger here than there.
    pub fn plausible(&self, announced: usize) -> usize {
        announced.min(self.remaining()).min(1024)
    }

    /// Bytes that the reader gave out, as a share of the message's memory.
    pub fn share(&self, bytes: &[u8]) -> Bytes {
        self.message.slice_ref(bytes)
    }

    // No `ok_or` here: the error that it makes in vain has to be dropped, which took a quarter of the time of
    // reading a hand.
    #[inline]
    fn slice(&mut self, len: usize) -> Result<&'a [u8], DecodeError> {
        let Some((slice, rest)) = self.rest.split_at_checked(len) else {
            return Err(DecodeError::UnexpectedEnd);
        };
        self.rest = rest;
        Ok(slice)
    }

    #[inline]
    fn take<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        let Some((bytes, rest)) = self.rest.split_first_chunk() else {
            return Err(DecodeError::UnexpectedEnd);
        };
        self.rest = rest;
        Ok(*bytes)
    }

    fn len8(&mut self) -> Result<usize, DecodeError> {
        self.take()
            .map(|bytes| usize::from(u8::from_be_bytes(bytes)))
    }

    fn len16(&mut self) -> Result<usize, DecodeError> {
        self.take()
            .map(|bytes| usize::from(u16::from_be_bytes(bytes)))
    }

    fn len32(&mut self) -> Result<usize, DecodeError> {
        self.take().map(|bytes| u32::from_be_bytes(bytes) as usize)
    }

    fn text(&mut self, len: usize) -> Result<&'a str, DecodeError> {
        std::str::from_utf8(self.slice(len)?).map_err(|_| DecodeError::InvalidUtf8)
    }

    fn extension(&mut self, len: usize) -> Result<Token<'a>, DecodeError> {
        let [kind] = self.take()?;
        let bytes = self.slice(len)?;
        // msgpackr's `undefined`.
        Ok(if kind == 0 && bytes == [0] {
            Token::Nil
        } else if let Some(floats) = Floats::of_extension(kind, bytes) {
            self.floats = floats;
            Token::List(floats.len())
        } else {
            Token::Ext(kind.cast_signed(), bytes)
        })
    }
}
