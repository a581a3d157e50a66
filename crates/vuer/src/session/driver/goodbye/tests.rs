use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use tokio::io::{DuplexStream, duplex};

use super::*;
use crate::handler::Handlers;
use crate::hub::{Doors, Hub};
use crate::session::Session;
use crate::session::driver::run;
use crate::session::frame::FrameReader;
use crate::settings::Settings;

/// A session over a pipe that holds 1 KiB, and the client's end of it.
fn session() -> (Session, DuplexStream, DuplexStream) {
    let hub = Hub::new(Settings::default(), Handlers::default(), Doors::new());
    let peer = SocketAddr::from(([127, 0, 0, 1], 1));
    let session = Session::new(Arc::new(hub), peer, None, Vec::new());
    let (ours, theirs) = duplex(1024);
    (session, ours, theirs)
}

fn reader() -> FrameReader {
    FrameReader::new(&[], 1 << 20)
}

#[tokio::test(start_paused = true)]
async fn who_takes_nothing_is_left_however_much_it_says() {
    let (session, ours, mut theirs) = session();
    session
        .send_bytes(Bytes::from(vec![0xc0; 100_000]))
        .unwrap();
    let talk = async {
        loop {
            sleep(Duration::from_secs(1)).await;
            // No frame begins like this, so the session ends, and what follows is not read as frames.
            if theirs.write_all(&[0xff; 512]).await.is_err() {
                return;
            }
        }
    };
    let run = run(Box::new(ours), reader(), None, session.clone());
    let patience = session.0.hub.settings.dead_after + CLOSING_TIME * 2;
    timeout(patience, async { tokio::join!(run, talk) })
        .await
        .expect("it is given up");
    assert!(matches!(
        session.closed_now().reason,
        CloseReason::Protocol { .. }
    ));
}

#[tokio::test]
async fn what_cannot_be_read_does_not_pile_up() {
    let (session, ..) = session();
    let mut driver = Driver::new(reader(), session);
    for _ in 0..100 {
        driver.reader.space().extend_from_slice(&[0xff; 8 * 1024]);
        driver.drop_received();
        assert!(driver.reader.space().is_empty());
    }
}
