//! Conditional requests and ranges (RFC 9110 §13 and §14), as a decision without I/O.

use std::ops::Range;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::header::{HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, RANGE};

/// What the server knows about the content it could send.
#[derive(Debug, Clone)]
pub(super) struct Validators {
    /// With its quotes; strong.
    pub(super) etag: String,
    pub(super) modified: Option<SystemTime>,
}

/// What to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Selection {
    /// 200, everything.
    Whole,
    /// 206, these bytes.
    Part(Range<u64>),
    /// 304.
    NotModified,
    /// 416: the range begins behind the end.
    Unsatisfiable,
}

impl Validators {
    /// What the headers of a GET or HEAD select from `len` bytes.
    pub(super) fn select(&self, headers: &HeaderMap, len: u64) -> Selection {
        let is_known = match text(headers, &IF_NONE_MATCH) {
            Some(list) => list == "*" || tags(list).any(|tag| tag == self.etag),
            None => text(headers, &IF_MODIFIED_SINCE)
                .and_then(|date| httpdate::parse_http_date(date).ok())
                .is_some_and(|since| self.modified_seconds().is_some_and(|at| at <= since)),
        };
        if is_known {
            return Selection::NotModified;
        }
        match text(headers, &RANGE) {
            Some(range) if self.range_applies(headers) => parse_range(range, len),
            _ => Selection::Whole,
        }
    }

    /// `If-Range` asks for the part only of the very content it names, else for everything.
    fn range_applies(&self, headers: &HeaderMap) -> bool {
        let Some(condition) = text(headers, &IF_RANGE) else {
            return true;
        };
        match httpdate::parse_http_date(condition) {
            Ok(date) => self.modified_seconds() == Some(date),
            Err(_) => condition == self.etag,
        }
    }

    /// Dates in headers have whole seconds.
    fn modified_seconds(&self) -> Option<SystemTime> {
        let since_epoch = self.modified?.duration_since(UNIX_EPOCH).ok()?;
        Some(UNIX_EPOCH + Duration::from_secs(since_epoch.as_secs()))
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .map(str::trim)
}

/// The entity tags of a list. For `If-None-Match` a weak tag is as good as a strong one.
fn tags(list: &str) -> impl Iterator<Item = &str> {
    list.split(',')
        .map(str::trim)
        .map(|tag| tag.strip_prefix("W/").unwrap_or(tag))
}

/// One range, in the three forms `a-b`, `a-` and `-n`. Anything else – other units, several ranges, nonsense – may be
/// ignored by the standard, and is.
fn parse_range(header: &str, len: u64) -> Selection {
    let Some((first, last)) = header
        .strip_prefix("bytes=")
        .and_then(|range| range.split_once('-'))
    else {
        return Selection::Whole;
    };
    let number = |text: &str| {
        let text = text.trim();
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // More digits than fit are still a number: one beyond every file.
        is_number.then(|| text.parse().unwrap_or(u64::MAX))
    };
    let range = match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => first..last.saturating_add(1).min(len),
        (Some(first), None) if last.trim().is_empty() => first..len,
        (None, Some(suffix)) if first.trim().is_empty() => {
            if suffix == 0 {
                return Selection::Unsatisfiable;
            }
            len.saturating_sub(suffix)..len
        }
        _ => return Selection::Whole,
    };
    if range.start < range.end {
        Selection::Part(range)
    } else {
        Selection::Unsatisfiable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

    fn select(headers: &[(HeaderName, &str)]) -> Selection {
        let modified = httpdate::parse_http_date(DATE).unwrap() + Duration::from_millis(250);
        let validators = Validators {
            etag: "\"x\"".into(),
            modified: Some(modified),
        };
        let headers = headers
            .iter()
            .map(|(name, value)| (name.clone(), value.parse().unwrap()));
        validators.select(&headers.collect(), 100)
    }

    #[test]
    fn the_forms_of_a_range() {
        let check = |range, expected| assert_eq!(select(&[(RANGE, range)]), expected, "{range}");
        check("bytes=0-9", Selection::Part(0..10));
        check("bytes=90-", Selection::Part(90..100));
        check("bytes=-10", Selection::Part(90..100));
        check("bytes=-1000", Selection::Part(0..100));
        check("bytes=99-1000", Selection::Part(99..100));
        check(
            "bytes=0-99999999999999999999999999",
            Selection::Part(0..100),
        );
        for beyond in [
            "bytes=100-",
            "bytes=100-200",
            "bytes=-0",
            "bytes=99999999999999999999999-",
        ] {
            check(beyond, Selection::Unsatisfiable);
        }
        for ignored in [
            "bytes=5-4",
            "bytes=0-1,5-6",
            "lines=0-1",
            "bytes=",
            "bytes=-",
            "bytes=+1-2",
            "bytes=a-",
        ] {
            check(ignored, Selection::Whole);
        }
    }

    #[test]
    fn what_the_client_has_is_not_sent_again() {
        for (name, value) in [
            (IF_NONE_MATCH, "\"x\""),
            (IF_NONE_MATCH, "\"a\", W/\"x\""),
            (IF_NONE_MATCH, "*"),
            (IF_MODIFIED_SINCE, DATE),
            (IF_MODIFIED_SINCE, "Sun, 06 Nov 1994 08:49:38 GMT"),
        ] {
            assert_eq!(select(&[(name, value)]), Selection::NotModified, "{value}");
        }
        assert_eq!(
            select(&[(IF_MODIFIED_SINCE, "Sun, 06 Nov 1994 08:49:36 GMT")]),
            Selection::Whole
        );
        assert_eq!(
            select(&[(IF_MODIFIED_SINCE, "yesterday")]),
            Selection::Whole
        );
        // The tag decides where both are given.
        assert_eq!(
            select(&[(IF_NONE_MATCH, "\"y\""), (IF_MODIFIED_SINCE, DATE)]),
            Selection::Whole
        );
    }

    #[test]
    fn a_part_only_of_the_same_content() {
        let ranged = |condition| select(&[(RANGE, "bytes=1-2"), (IF_RANGE, condition)]);
        assert_eq!(ranged("\"x\""), Selection::Part(1..3));
        assert_eq!(ranged(DATE), Selection::Part(1..3));
        assert_eq!(ranged("\"y\""), Selection::Whole);
        assert_eq!(ranged("W/\"x\""), Selection::Whole);
        assert_eq!(ranged("Sun, 06 Nov 1994 08:49:38 GMT"), Selection::Whole);
    }
}
