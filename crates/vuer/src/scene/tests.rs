use std::net::SocketAddr;

use proptest::prelude::*;

use super::tree::Tree;
use super::tree::tests::{events, text};
use super::*;
use crate::handler::Handlers;
use crate::hub::{Doors, Hub};
use crate::settings::Settings;

/// A session without a socket, and the client's scene as far as it was told.
struct Client {
    session: Session,
    seen: Tree,
    is_in: bool,
}

impl Client {
    fn new(hub: &Arc<Hub>) -> Self {
        let session = Session::new(
            Arc::clone(hub),
            SocketAddr::from(([127, 0, 0, 1], 1)),
            None,
            Vec::new(),
        );
        Self {
            session,
            seen: Tree::default(),
            is_in: false,
        }
    }

    fn read(&mut self) {
        for frame in self.session.waiting() {
            self.seen
                .apply(&ServerEvent::decode(&frame).expect("we sent it").0)
                .expect("it is not too deep");
        }
    }
}

/// What happens next.
#[derive(Debug, Clone)]
enum Happening {
    Change(ServerEvent),
    JoinsOrLeaves(usize),
    Reads(usize),
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let other = prop_oneof![
        (0..4_usize).prop_map(Happening::JoinsOrLeaves),
        (0..4_usize).prop_map(Happening::Reads),
    ];
    let changes = events(40).prop_map(|events| {
        events
            .into_iter()
            .map(Happening::Change)
            .collect::<Vec<_>>()
    });
    (changes, prop::collection::vec((0..40_usize, other), 0..20)).prop_map(|(mut all, others)| {
        for (at, other) in others {
            all.insert(at.min(all.len()), other);
        }
        all
    })
}

proptest! {
    /// Whenever they join and leave and read, those who are in have the program's scene, with nothing lost
    /// and nothing doubled.
    #[test]
    fn all_who_have_joined_see_the_same_scene(happenings in happenings(), queue_len in 0..5_usize) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let _in_runtime = runtime.enter();
        let settings = Settings { queue_len, ..Settings::default() };
        let hub = Arc::new(Hub::new(settings, Handlers::default(), Doors::new()));
        let mut clients: Vec<Client> = (0..4).map(|_| Client::new(&hub)).collect();
        let scene = Scene::new();
        for happening in happenings {
            match happening {
                Happening::Change(event) => scene.apply(event),
                Happening::Reads(index) => clients[index].read(),
                Happening::JoinsOrLeaves(index) if clients[index].is_in => {
                    prop_assert!(scene.leave(&clients[index].session));
                    // Its page is another one when it comes back.
                    clients[index] = Client::new(&hub);
                }
                Happening::JoinsOrLeaves(index) => {
                    clients[index].is_in = true;
                    prop_assert_eq!(scene.join(&clients[index].session), Ok(()));
                    prop_assert_eq!(scene.join(&clients[index].session), Err(JoinError::Joined));
                }
            }
        }
        for client in &mut clients {
            client.read();
            let expected = if client.is_in { text(&scene.lock().tree) } else { text(&Tree::default()) };
            prop_assert_eq!(text(&client.seen), expected);
        }
    }
}

#[tokio::test]
async fn a_session_that_is_over_cannot_join_even_an_empty_scene() {
    let hub = Hub::new(Settings::default(), Handlers::default(), Doors::new());
    let client = Client::new(&Arc::new(hub));
    client.session.close("done");
    let scene = Scene::new();
    assert!(matches!(
        scene.join(&client.session),
        Err(JoinError::Closed(_))
    ));
    assert!(scene.lock().members.is_empty());
}

#[tokio::test]
async fn a_deletion_sent_as_an_event_is_a_removal() {
    let hub = Hub::new(Settings::default(), Handlers::default(), Doors::new());
    let mut client = Client::new(&Arc::new(hub));
    let scene = Scene::new();
    scene.join(&client.session).unwrap();
    scene.add((Node::new("Box").key("a"), Node::new("Box").key("b")));
    scene.send(&ServerEvent::Update {
        nodes: vec![Node::update("a").prop("value", "$delete")],
        strict: false,
    });
    client.read();
    assert_eq!(text(&client.seen), text(&scene.lock().tree));
    assert_eq!(client.seen.snapshot().len(), 1);
    assert!(
        !text(&client.seen).contains("\"a\""),
        "{}",
        text(&client.seen)
    );
}
