//! Reading the query of a request.

use percent_encoding::percent_decode_str;

/// The value of the first parameter called `name`, decoded; empty when it stands there without a value.
pub(crate) fn parameter(query: Option<&str>, name: &str) -> Option<String> {
    pairs(query)
        .find(|(key, _)| key == name)
        .map(|(_, value)| value)
}

/// Whether the caller asked not to be answered from a cache: a parameter `hot`, in any case, that is not `false`.
pub(super) fn is_hot(query: Option<&str>) -> bool {
    pairs(query)
        .any(|(key, value)| key.eq_ignore_ascii_case("hot") && !value.eq_ignore_ascii_case("false"))
}

fn pairs(query: Option<&str>) -> impl Iterator<Item = (String, String)> {
    query
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(key), decode(value))
        })
}

fn decode(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_decoded() {
        let query = Some("a=1&sid=a%20b+c&sid=2&flag");
        assert_eq!(parameter(query, "sid").as_deref(), Some("a b c"));
        assert_eq!(parameter(query, "flag").as_deref(), Some(""));
        assert_eq!(parameter(query, "none"), None);
        assert_eq!(parameter(None, "sid"), None);
    }

    #[test]
    fn hot_is_read_leniently() {
        for hot in ["hot", "hot=", "HOT=true", "a=1&Hot=1"] {
            assert!(is_hot(Some(hot)), "{hot}");
        }
        for cold in ["", "hot=false", "hot=False", "shot=1"] {
            assert!(!is_hot(Some(cold)), "{cold}");
        }
    }
}
