use bytes::Bytes;

use super::{
    DecodeError, Encoder, FromWire, MAX_DEPTH, Reader, check_depth, decode, encode, node_levels,
};
use crate::Node;
use crate::components as c;
use crate::event::view::{HandMove, Matrices};
use crate::event::{ClientEvent, Downlink, ServerEvent, Timestamp};
use crate::prelude::*;
use crate::prop::Mat4;
use crate::value::{Map, Value};

fn bytes(data: &[u8]) -> Bytes {
    Bytes::copy_from_slice(data)
}

#[test]
fn a_lone_undefined_is_nil() {
    assert_eq!(decode(&bytes(&[0xd4, 0, 0])), Ok(Value::Nil));
    assert_eq!(
        decode(&bytes(&[0xd4, 1, 0])),
        Ok(Value::Ext(1, bytes(&[0])))
    );
}

#[test]
fn integers_browsers_would_make_bigints_of_travel_as_floats() {
    assert_eq!(encode(&Value::Int(i64::from(u32::MAX)))[0], 0xce);
    assert_eq!(encode(&Value::Int(1 << 32))[0], 0xcb);
    assert_eq!(encode(&Value::Int(i64::from(i32::MIN) - 1))[0], 0xcb);
}

#[test]
fn nesting_ends_at_the_limit() {
    let nested = |depth: usize| bytes(&[vec![0x91; depth], vec![0xc0]].concat());
    assert!(decode(&nested(MAX_DEPTH)).is_ok());
    assert_eq!(
        decode(&nested(MAX_DEPTH + 1)),
        Err(DecodeError::TooDeep { limit: MAX_DEPTH })
    );
    // `raw` walks by itself, for the value of an event.
    let event = [&[0x81, 0xa5][..], b"value", &nested(100_000)].concat();
    assert_eq!(
        ClientEvent::decode(&bytes(&event)),
        Err(DecodeError::TooDeep { limit: MAX_DEPTH })
    );
}

#[test]
fn the_last_level_there_may_be_is_the_last_that_is_sent() {
    let nested = |depth: usize| bytes(&[vec![0x91; depth], vec![0xc0]].concat());
    assert_eq!(check_depth(&nested(MAX_DEPTH)), Ok(()));
    let error = check_depth(&nested(MAX_DEPTH + 1)).unwrap_err();
    assert_eq!(error.path, "[0] / [0] / [0] / … / [0] / [0] / [0]");
    let value = (0..9).fold(Value::Nil, |inner, _| vec![inner].into());
    let node = Node::new("a").prop("x", value).child(Node::new("b"));
    assert_eq!((node_levels(&Node::new("a")), node_levels(&node)), (1, 10));
    let parent = Node::new("c").child(node).child("text");
    assert_eq!(node_levels(&parent), 12);
}

/// Runs of floats of 64 bits are read and passed over in another way than other numbers.
#[test]
fn numbers_of_every_kind_are_read_in_any_mixture() {
    for (count, every) in [
        (16, 1),
        (16, 2),
        (48, 4),
        (400, 3),
        (416, 7),
        (800, u32::MAX),
    ] {
        let numbers = (0_u32..count).map(|index| match index {
            index if index % every == every - 1 => Value::from(index),
            index => (f64::from(index) + 0.5).into(),
        });
        let numbers: Vec<Value> = numbers.collect();
        let expected: Vec<f64> = numbers.iter().filter_map(Value::as_f64).collect();
        let message = ClientEvent::new("A").with_value(&numbers.clone().into());
        let frame = message.encode();
        let event = ClientEvent::decode(&frame).unwrap();
        assert_eq!(event.value(), Ok(numbers.into()));
        let Matrices(matrices) = event.read().unwrap();
        assert_eq!(
            matrices
                .iter()
                .flat_map(|matrix| matrix.0)
                .collect::<Vec<_>>(),
            expected
        );
        for end in 0..frame.len() {
            let cut = ClientEvent::decode(&frame.slice(..end));
            assert!(cut.is_err(), "{end} bytes of {count} numbers");
        }
    }
}

/// The extension of a typed array: `kind` is msgpackr's number for the type.
fn typed_array(kind: u8, data: &[u8]) -> Vec<u8> {
    let len = u16::try_from(data.len() + 1).unwrap();
    [&[0xc8][..], &len.to_be_bytes(), &[0x74, kind], data].concat()
}

#[test]
fn a_typed_array_reads_as_the_list_of_its_numbers() {
    let numbers: Vec<f32> = (0..400_u16).map(|index| f32::from(index) / 3.0).collect();
    let doubles: Vec<f64> = numbers.iter().copied().map(f64::from).collect();
    let single: Vec<u8> = numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
    let double: Vec<u8> = doubles.iter().flat_map(|n| n.to_le_bytes()).collect();
    for array in [typed_array(7, &single), typed_array(8, &double)] {
        assert_eq!(decode(&bytes(&array)), Ok(doubles.clone().into()));
        // As what is told of a hand, beside other fields.
        let left = [
            &[0x82, 0xa4][..],
            b"left",
            &array,
            &[0xa5],
            b"right",
            &[0xc0],
        ];
        let frame = [
            &[0x82, 0xa5][..],
            b"etype",
            &[0xa1],
            b"A",
            &[0xa5],
            b"value",
        ];
        let event = ClientEvent::decode(&bytes(&[frame.concat(), left.concat()].concat())).unwrap();
        let HandMove { left, right, .. } = event.read().unwrap();
        let joints = left.unwrap();
        let read: Vec<f64> = joints.joints().iter().flat_map(|joint| joint.0).collect();
        assert_eq!((read, right), (doubles.clone(), None));
        // As one matrix, which has 16.
        let frame = [frame.concat(), array].concat();
        let event = ClientEvent::decode(&bytes(&frame)).unwrap();
        assert!(event.read::<Matrices>().is_ok());
        for end in 0..frame.len() {
            let cut = ClientEvent::decode(&bytes(&frame[..end]));
            assert!(cut.is_err(), "{end} bytes");
        }
    }
    let matrix = bytes(&typed_array(7, &single[..64]));
    let mut reader = Reader::new(&matrix);
    let Mat4(read) = Mat4::read(&mut reader).unwrap();
    assert_eq!(read[..], doubles[..16]);
    assert_eq!(reader.finish(), Ok(()));
}

#[test]
fn what_is_no_whole_array_of_floats_stays_an_extension() {
    for (kind, data) in [(7, &[0; 5][..]), (8, &[0; 12]), (0, &[0; 4]), (99, &[])] {
        let array = typed_array(kind, data);
        let value = decode(&bytes(&array));
        assert_eq!(value, Ok(Value::Ext(0x74, bytes(&array[4..]))));
        let numbers = Vec::<f64>::read(&mut Reader::new(&bytes(&array)));
        assert!(matches!(numbers, Err(DecodeError::Type { .. })));
    }
    assert_eq!(
        decode(&bytes(&typed_array(7, &[]))),
        Ok(vec![Value::Nil; 0].into())
    );
    // Read in part, it is not done with.
    let two = bytes(&typed_array(7, &[0; 8]));
    let mut reader = Reader::new(&two);
    assert_eq!((reader.list(), reader.number()), (Ok(2), Ok(0.0)));
    assert!(!reader.nil());
    assert_eq!(
        reader.finish(),
        Err(DecodeError::TrailingBytes { bytes: 4 })
    );
}

#[test]
fn announced_lengths_buy_no_memory() {
    for head in [
        &[0xdd, 255, 255, 255, 255][..],
        &[0xdf, 255, 255, 255, 255],
        &[0xc6, 255, 255, 255, 255],
    ] {
        assert_eq!(decode(&bytes(head)), Err(DecodeError::UnexpectedEnd));
    }
}

#[test]
fn what_follows_the_value_is_an_error() {
    assert_eq!(
        decode(&bytes(&[0xc0, 0xc0])),
        Err(DecodeError::TrailingBytes { bytes: 1 })
    );
}

#[test]
fn a_component_and_its_node_are_the_same_on_the_wire() {
    let typed = c::Group::new()
        .key("g")
        .position([0.5, 1.0, -2.0])
        .prop("extra", Map::from([("a", 1)]))
        .child((c::Box::new().key("b").args([1, 2, 3]), "text"));
    let node = Node::from(typed.clone());
    let downlink = Downlink::new(Timestamp::default());
    assert_eq!(downlink.upsert(&typed, None), downlink.upsert(&node, None));
}

#[test]
fn a_prop_set_by_name_overrides_the_typed_one() {
    let typed = c::Box::new().key("b").args([1, 2, 3]).prop("args", "odd");
    let frame = Downlink::new(Timestamp::default()).add(&typed, None);
    let (ServerEvent::Add { nodes, .. }, _) = ServerEvent::decode(&frame).unwrap() else {
        panic!()
    };
    assert_eq!(nodes[0].props, Map::from([("args", "odd")]));
    assert_eq!(nodes[0], Node::from(typed));
}

#[test]
fn placed_nodes_get_keys_and_updates_do_not() {
    let downlink = Downlink::new(Timestamp::default());
    let scene = c::Scene::new().child(c::Box::new());
    let (ServerEvent::Set { scene }, _) = ServerEvent::decode(&downlink.set(&scene)).unwrap()
    else {
        panic!()
    };
    assert_eq!(scene.key, None, "the root is addressed by having none");
    let Some([crate::Child::Node(child)]) = scene.containers.get(crate::Container::Children) else {
        panic!()
    };
    assert!(child.key.is_some());
    let root = c::Scene::new().up([0, 0, 1]);
    let (ServerEvent::Update { nodes, .. }, _) =
        ServerEvent::decode(&downlink.update(&root, false)).unwrap()
    else {
        panic!()
    };
    assert_eq!(nodes[0].key, None);
}

#[test]
fn float64_is_for_the_whole_frame() {
    let node = Node::update("n").prop("x", 0.1);
    let read = |frame| match ServerEvent::decode(&frame).unwrap().0 {
        ServerEvent::Update { nodes, .. } => {
            nodes[0].props.get("x").and_then(Value::as_f64).unwrap()
        }
        _ => unreachable!(),
    };
    let downlink = Downlink::new(Timestamp::default());
    assert_eq!(
        read(downlink.update(&node, false)).to_bits(),
        f64::from(0.1_f32).to_bits()
    );
    assert_eq!(
        read(downlink.float64(true).update(&node, false)).to_bits(),
        0.1_f64.to_bits()
    );
}

#[test]
fn seconds_and_milliseconds_are_told_apart() {
    for ts in [1_795_349_834.706, 1_795_349_834_706.0] {
        let millis = Timestamp::from_wire(ts).unwrap().as_millis();
        assert!((millis - 1_795_349_834_706.0).abs() < 0.5);
    }
    assert!(Timestamp::from_wire(f64::NAN).is_err());
}

#[test]
fn clicks_of_the_first_generation_are_read() {
    let click = Value::from_iter([("dtype", Value::from("ON_CLICK")), ("key", ().into())]);
    let event = ClientEvent::decode(&encode(&click)).unwrap();
    assert_eq!((event.etype.as_str(), event.key), ("ON_CLICK", None));
}

#[test]
fn bytes_that_are_copied_later_stand_where_they_were_written() {
    let write = |bin: fn(&mut Encoder, &'static [u8])| {
        let mut out = Encoder::new(false);
        out.list(4);
        bin(&mut out, b"first");
        out.str("between");
        bin(&mut out, &[7; 300]);
        bin(&mut out, b"");
        out.finish()
    };
    let later = write(|out, bytes| out.bin_later(Bytes::from_static(bytes)));
    assert_eq!(later, write(Encoder::bin));
}
