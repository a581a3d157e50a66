//! Bytes or a file on their way out: headers, conditional answers, ranges, and a body that is read as it is sent.

use std::fs::{File, Metadata};
use std::io::{self, Seek as _, SeekFrom};
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::UNIX_EPOCH;

use bytes::{BufMut as _, Bytes, BytesMut};
use http::header::{
    ACCEPT_RANGES, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, LAST_MODIFIED,
};
use http::request::Parts;
use http::{Response, StatusCode};
use http_body_util::BodyExt as _;
use hyper::body::{Frame, SizeHint};
use tokio_util::io::poll_read_buf;
use tracing::warn;

use super::range::{Selection, Validators};
use super::reply::{Body, empty, full, text};

/// How much of a file is in memory at a time, per answer.
const CHUNK_BYTES: usize = 128 * 1024;

/// Something that can be sent whole or in part.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) mime: HeaderValue,
    pub(super) validators: Validators,
    pub(super) source: Source,
}

/// Where the bytes come from.
#[derive(Debug)]
pub(super) enum Source {
    Bytes(Bytes),
    File(File, u64),
}

impl Content {
    /// A file, with validators from its time and size.
    pub(super) fn file(mime: HeaderValue, file: File, metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok();
        let nanos = modified.map_or(0, |time| {
            let since_epoch = time.duration_since(UNIX_EPOCH);
            since_epoch
                .unwrap_or_else(|before| before.duration())
                .as_nanos()
        });
        let etag = format!("\"{nanos:x}-{:x}\"", metadata.len());
        let source = Source::File(file, metadata.len());
        Self {
            mime,
            validators: Validators::new(etag, modified),
            source,
        }
    }

    /// The answer to a GET or HEAD.
    pub(super) fn respond(self, request: &Parts) -> Response<Body> {
        let len = self.source.len();
        let (status, range) = match self.validators.select(request, len) {
            Selection::Whole => (StatusCode::OK, 0..len),
            Selection::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
            Selection::NotModified => {
                let mut response = empty(StatusCode::NOT_MODIFIED);
                self.describe(response.headers_mut());
                return response;
            }
            Selection::Changed => {
                return text(
                    StatusCode::PRECONDITION_FAILED,
                    "The content is another one by now.\n",
                );
            }
            Selection::Unsatisfiable => {
                let mut response = text(
                    StatusCode::RANGE_NOT_SATISFIABLE,
                    format!("There are {len} bytes.\n"),
                );
                let range = HeaderValue::try_from(format!("bytes */{len}"));
                response
                    .headers_mut()
                    .insert(CONTENT_RANGE, range.expect("digits are ASCII"));
                return response;
            }
        };
        let mut headers = HeaderMap::new();
        self.describe(&mut headers);
        headers.insert(CONTENT_TYPE, self.mime);
        headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        if status == StatusCode::PARTIAL_CONTENT {
            let range = format!("bytes {}-{}/{len}", range.start, range.end - 1);
            headers.insert(
                CONTENT_RANGE,
                HeaderValue::try_from(range).expect("digits are ASCII"),
            );
        }
        match self.source.into_body(range) {
            Ok(body) => {
                let mut response = Response::new(body);
                *response.status_mut() = status;
                *response.headers_mut() = headers;
                response
            }
            Err(error) => {
                warn!(%error, "a file that was opened cannot be read");
                text(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "The file cannot be read.\n",
                )
            }
        }
    }

    fn describe(&self, headers: &mut HeaderMap) {
        if let Ok(etag) = HeaderValue::try_from(self.validators.etag()) {
            headers.insert(ETAG, etag);
        }
        if let Some(modified) = self.validators.modified() {
            let date = HeaderValue::try_from(httpdate::fmt_http_date(modified));
            headers.insert(LAST_MODIFIED, date.expect("a date is ASCII"));
        }
    }
}

impl Source {
    fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File(_, len) => *len,
        }
    }

    fn into_body(self, range: Range<u64>) -> io::Result<Body> {
        match self {
            Self::Bytes(bytes) => Ok(full(bytes.slice(range.start as usize..range.end as usize))),
            Self::File(mut file, _) => {
                file.seek(SeekFrom::Start(range.start))?;
                let mut file = tokio::fs::File::from_std(file);
                file.set_max_buf_size(CHUNK_BYTES);
                let left = range.end - range.start;
                Ok(FileBody {
                    file,
                    left,
                    chunk: BytesMut::new(),
                }
                .boxed_unsync())
            }
        }
    }
}

/// Part of a file, read chunk by chunk as the connection takes it.
struct FileBody {
    file: tokio::fs::File,
    left: u64,
    chunk: BytesMut,
}

impl hyper::body::Body for FileBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let Self { file, left, chunk } = self.get_mut();
        if *left == 0 {
            return Poll::Ready(None);
        }
        let wanted = CHUNK_BYTES.min(usize::try_from(*left).unwrap_or(CHUNK_BYTES));
        chunk.reserve(wanted);
        let mut limited = (&mut *chunk).limit(wanted);
        let read = ready!(poll_read_buf(Pin::new(file), cx, &mut limited))?;
        if read == 0 {
            // The length was promised: breaking off is the only way to say that it was not kept.
            let error = io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "the file was cut while it was sent",
            );
            return Poll::Ready(Some(Err(error)));
        }
        *left -= read as u64;
        Poll::Ready(Some(Ok(Frame::data(chunk.split().freeze()))))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
