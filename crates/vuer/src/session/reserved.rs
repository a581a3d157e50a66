//! Types of events that only the connection itself may send: a program's event of such a name would be taken for one
//! of its, and would not be counted by a client that resumes.

use super::coalesce::Reader;

const RESERVED: [&str; 3] = ["HELLO", "PONG", "ACK"];

/// The type of an encoded event, if it is one of these. What is no event has none.
pub(crate) fn reserved(event: &[u8]) -> Option<&'static str> {
    let mut reader = Reader(event);
    for _ in 0..reader.map()? {
        let name = reader.value()?;
        let is_type = Reader(name).str() == Some(b"etype");
        let value = reader.value()?;
        // Of several fields of the same name a client takes the last, so each is looked at.
        if is_type
            && let Some(etype) = Reader(value).str()
            && let Some(found) = RESERVED.iter().find(|name| name.as_bytes() == etype)
        {
            return Some(found);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(fields: &[(&str, &str)]) -> Vec<u8> {
        let mut out = vec![0x80 | fields.len() as u8];
        for text in fields.iter().flat_map(|(name, value)| [name, value]) {
            out.push(0xa0 | text.len() as u8);
            out.extend(text.as_bytes());
        }
        out
    }

    #[test]
    fn the_type_is_found_wherever_it_stands() {
        assert_eq!(reserved(&event(&[("etype", "ACK")])), Some("ACK"));
        let behind = event(&[("data", "etype"), ("etype", "PONG")]);
        assert_eq!(reserved(&behind), Some("PONG"));
        let twice = event(&[("etype", "SET"), ("etype", "HELLO")]);
        assert_eq!(reserved(&twice), Some("HELLO"));
        // Clients read past fields that no server of ours sends.
        let numbered = [&[0x82, 1, 0][..], &event(&[("etype", "ACK")])[1..]].concat();
        assert_eq!(reserved(&numbered), Some("ACK"));
    }

    #[test]
    fn other_events_and_what_is_none_are_nobodys() {
        assert_eq!(
            reserved(&event(&[("etype", "ACKS"), ("data", "ACK")])),
            None
        );
        for nothing in [&[][..], &[0xc0], &[0x81, 0xa5]] {
            assert_eq!(reserved(nothing), None);
        }
    }
}
