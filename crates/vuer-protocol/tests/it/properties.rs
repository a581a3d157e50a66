//! What holds of all values and of all bytes.

use bytes::Bytes;
use proptest::prelude::*;
use vuer_protocol::codec::Encoder;
use vuer_protocol::{Map, Value, decode, fuzz};

/// Any value that comes back as it was: integers that travel as such, no tensors.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Nil),
        any::<bool>().prop_map(Value::Bool),
        (i64::from(i32::MIN)..=i64::from(u32::MAX)).prop_map(Value::Int),
        any::<f64>()
            .prop_filter("NaN is not equal to itself", |x| !x.is_nan())
            .prop_map(Value::Float),
        ".{0,40}".prop_map(Value::Str),
        prop::collection::vec(any::<u8>(), 0..300).prop_map(|bytes| Value::Bytes(bytes.into())),
        (1..=i8::MAX, prop::collection::vec(any::<u8>(), 0..40))
            // The extension of typed arrays decodes as what it means.
            .prop_filter("a typed array", |(kind, _)| *kind != 0x74)
            .prop_map(|(kind, bytes)| Value::Ext(kind, bytes.into())),
    ];
    leaf.prop_recursive(6, 128, 20, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..20).prop_map(Value::List),
            prop::collection::vec((".{0,8}", inner), 0..20)
                .prop_map(|entries| Value::Map(entries.into_iter().collect::<Map>())),
        ]
    })
}

fn encoded(value: &Value, float64: bool) -> Bytes {
    let mut encoder = Encoder::new(float64);
    encoder.value(value);
    encoder.finish()
}

proptest! {
    #[test]
    fn decoding_undoes_encoding(value in any_value()) {
        prop_assert_eq!(decode(&encoded(&value, true)), Ok(value));
    }

    #[test]
    fn single_precision_is_lost_once(value in any_value()) {
        let once = decode(&encoded(&value, false)).unwrap();
        prop_assert_eq!(decode(&encoded(&once, false)), Ok(once));
    }

    #[test]
    fn integers_arrive_whatever_their_size(number in any::<i64>()) {
        let found = decode(&encoded(&Value::Int(number), false)).unwrap();
        prop_assert_eq!(found.as_f64(), Some(number as f64));
    }

    #[test]
    fn typed_arrays_are_lists_in_any_place(numbers in prop::collection::vec(any::<f32>(), 0..300), before in any_value(), after in any_value()) {
        let data: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        let len = u32::try_from(data.len() + 1).unwrap().to_be_bytes();
        let array = [&[0xc9][..], &len, &[0x74, 7], &data].concat();
        let list = Value::List(numbers.iter().map(|number| f64::from(*number).into()).collect());
        let message = |middle: &[u8]| Bytes::from([&[0x93][..], &encoded(&before, true), middle, &encoded(&after, true)].concat());
        let [found, expected] = [message(&array), message(&encoded(&list, true))].map(|message| decode(&message).unwrap());
        // As bytes, since NaN is not equal to itself.
        prop_assert_eq!(encoded(&found, true), encoded(&expected, true));
    }

    #[test]
    fn no_bytes_break_the_decoder(data in prop::collection::vec(any::<u8>(), 0..600)) {
        fuzz::decode(&data);
        fuzz::client_event(&data);
        fuzz::server_event(&data);
    }

    /// Random bytes seldom get past the first; a damaged message does.
    #[test]
    fn no_damage_breaks_the_decoder(value in any_value(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut data = encoded(&value, true).to_vec();
        let at = at.index(data.len());
        data[at] = byte;
        fuzz::decode(&data);
        fuzz::client_event(&data);
        fuzz::server_event(&data);
    }
}
