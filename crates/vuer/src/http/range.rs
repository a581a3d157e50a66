//! Conditional requests and ranges (RFC 9110 §13 and §14), as a decision without I/O.

use std::ops::Range;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::Method;
use http::header::{
    HeaderMap, HeaderName, IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE,
    IF_UNMODIFIED_SINCE, RANGE,
};
use http::request::Parts;

/// What the server knows about the content it could send.
#[derive(Debug, Clone)]
pub(super) struct Validators {
    etag: String,
    modified: Option<SystemTime>,
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
    /// 412: the client wants no other content than the one it knows.
    Changed,
    /// 416: the range begins behind the end.
    Unsatisfiable,
}

impl Validators {
    /// `etag` is a strong one, with its quotes. A time that no header can say is left out.
    pub(super) fn new(etag: String, modified: Option<SystemTime>) -> Self {
        Self {
            etag,
            modified: modified.and_then(header_date),
        }
    }

    pub(super) fn etag(&self) -> &str {
        &self.etag
    }

    /// In whole seconds, and in the years that a header can say.
    pub(super) fn modified(&self) -> Option<SystemTime> {
        self.modified
    }

    /// What a GET or HEAD selects from `len` bytes.
    pub(super) fn select(&self, request: &Parts, len: u64) -> Selection {
        let headers = &request.headers;
        let is_expected = match text(headers, &IF_MATCH) {
            Some(list) => list == "*" || tags(list).any(|tag| tag == self.etag),
            None => self
                .is_newer_than(headers, &IF_UNMODIFIED_SINCE)
                .is_none_or(|is_newer| !is_newer),
        };
        if !is_expected {
            return Selection::Changed;
        }
        let is_known = match text(headers, &IF_NONE_MATCH) {
            Some(list) => list == "*" || tags(list).any(|tag| strong(tag) == self.etag),
            None => self.is_newer_than(headers, &IF_MODIFIED_SINCE) == Some(false),
        };
        if is_known {
            return Selection::NotModified;
        }
        match wanted_range(request) {
            Some(range) if self.range_applies(headers) => parse_range(range, len),
            _ => Selection::Whole,
        }
    }

    /// Whether the content changed after the date in this header; `None` if either is unknown.
    fn is_newer_than(&self, headers: &HeaderMap, name: &HeaderName) -> Option<bool> {
        let date = httpdate::parse_http_date(text(headers, name)?).ok()?;
        Some(self.modified? > date)
    }

    /// `If-Range` asks for the part only of the very content it names, else for everything.
    fn range_applies(&self, headers: &HeaderMap) -> bool {
        let Some(condition) = text(headers, &IF_RANGE) else {
            return true;
        };
        match httpdate::parse_http_date(condition) {
            Ok(date) => self.modified == Some(date),
            Err(_) => condition == self.etag,
        }
    }
}

/// The range that a request asks for. The standard defines it for GET alone.
pub(super) fn wanted_range(request: &Parts) -> Option<&str> {
    text(&request.headers, &RANGE).filter(|_| request.method == Method::GET)
}

/// A file may claim any time; a date in a header lies between 1970 and 9999, in whole seconds.
fn header_date(time: SystemTime) -> Option<SystemTime> {
    const YEAR_10000: u64 = 253_402_300_800;
    let seconds = time.duration_since(UNIX_EPOCH).ok()?.as_secs();
    (seconds < YEAR_10000).then(|| UNIX_EPOCH + Duration::from_secs(seconds))
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .map(str::trim)
}

fn tags(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim)
}

/// For `If-None-Match`, and only there, a weak tag is as good as a strong one.
fn strong(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
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
        select_with(&Method::GET, headers)
    }

    fn select_with(method: &Method, headers: &[(HeaderName, &str)]) -> Selection {
        let modified = httpdate::parse_http_date(DATE).unwrap() + Duration::from_millis(250);
        let validators = Validators::new("\"x\"".into(), Some(modified));
        let mut request = http::Request::builder().method(method);
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        let (head, ()) = request.body(()).unwrap().into_parts();
        validators.select(&head, 100)
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
    fn other_content_than_the_known_one_is_not_wanted() {
        for (name, value) in [
            (IF_MATCH, "\"y\""),
            (IF_MATCH, "W/\"x\""),
            (IF_UNMODIFIED_SINCE, "Sun, 06 Nov 1994 08:49:36 GMT"),
        ] {
            assert_eq!(select(&[(name, value)]), Selection::Changed, "{value}");
        }
        for (name, value) in [
            (IF_MATCH, "*"),
            (IF_MATCH, "\"y\", \"x\""),
            (IF_UNMODIFIED_SINCE, DATE),
            (IF_UNMODIFIED_SINCE, "yesterday"),
        ] {
            assert_eq!(select(&[(name, value)]), Selection::Whole, "{value}");
        }
    }

    #[test]
    fn only_get_has_parts() {
        let range = [(RANGE, "bytes=0-9")];
        assert_eq!(select_with(&Method::HEAD, &range), Selection::Whole);
    }

    #[test]
    fn times_that_no_header_can_say_are_left_out() {
        let modified = |time| Validators::new(String::new(), Some(time)).modified();
        assert_eq!(modified(UNIX_EPOCH - Duration::from_secs(1)), None);
        assert_eq!(
            modified(UNIX_EPOCH + Duration::from_secs(253_402_300_800)),
            None
        );
        assert_eq!(
            modified(UNIX_EPOCH + Duration::from_millis(1500)),
            Some(UNIX_EPOCH + Duration::from_secs(1))
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
