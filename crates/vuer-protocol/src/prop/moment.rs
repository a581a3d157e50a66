//! Moments as props.

use super::{Prop, PropValue};
use crate::codec::Encoder;
use crate::component::PropType;
use crate::event::Timestamp;
use crate::value::Value;

impl Timestamp {
    /// The wire's form of a moment in a scene: floats there have 24 bits, whole numbers have enough.
    fn whole_millis(self) -> i64 {
        self.as_millis().round() as i64
    }
}

impl From<Timestamp> for Value {
    fn from(moment: Timestamp) -> Self {
        moment.whole_millis().into()
    }
}

/// Written to the millisecond.
impl Prop for Timestamp {
    fn encode(&self, out: &mut Encoder) {
        out.int(self.whole_millis());
    }
    fn to_value(&self) -> Value {
        (*self).into()
    }
}

impl PropValue for Timestamp {
    const TYPE: PropType = PropType::Integer;
    fn from_value(value: Value) -> Result<Self, Value> {
        value.as_f64().map(Self::from_millis).ok_or(value)
    }
}
