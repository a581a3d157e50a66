//! A stage: does to every session what it reads, reports what each of them says.
//!
//! Each line of standard input is a JSON command, each line of standard output a JSON report. The
//! vocabulary is that of `harness/stage.js`; `originals/stage.py` is the same stage on the
//! original's servers. The end of the input is the end of the stage.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use clap::Args as ClapArgs;
use serde_json::{Value as Json, json};
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use vuer::components::COMPONENTS;
use vuer::{
    Button, DeadMan, GrabRender, Node, Server, Session, Side, Stream, Succession, Value, Vuer,
};

use crate::json::{from_json, to_json};
use crate::report;

/// Longer than a picture takes on a loaded machine.
const GRAB_LIMIT: Duration = Duration::from_secs(60);

#[derive(ClapArgs)]
pub(crate) struct Args {
    /// The port to listen on; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// A built client to serve instead of our own
    #[arg(long)]
    client_root: Option<PathBuf>,
    /// Files to serve under /static
    #[arg(long)]
    root: Option<PathBuf>,
    /// A scene, as JSON, that each session begins with
    #[arg(long)]
    scene: Option<String>,
    /// A dead-man's switch: the right hand's pinch, or the right controller's trigger
    #[arg(long)]
    dead_man: bool,
    /// One operator at a time, the first who comes or asks
    #[arg(long)]
    one_operator: bool,
}

/// How old a pose may be that holds the switch. Frames are seldom where a machine is busy: it is the hand that lets go
/// in tests, and not the time.
const DEAD_MAN_TIMEOUT: Duration = Duration::from_secs(60);

/// The newest session: pictures are asked of it.
type Newest = Arc<Mutex<Option<Session>>>;

pub(crate) async fn run(args: Args) -> Result<()> {
    let scene = args
        .scene
        .as_deref()
        .map(serde_json::from_str)
        .transpose()
        .context("--scene")?;
    let scene = scene.as_ref().map(node).transpose()?;
    let newest = Newest::default();
    let mut vuer = Vuer::new()
        .host("127.0.0.1")
        .port(args.port)
        // Tests wait for each event, on machines that may be too slow to hear them all at once.
        .queue_len(100_000)
        .spawn({
            let newest = Arc::clone(&newest);
            move |session| play(session, scene.clone(), Arc::clone(&newest))
        });
    if let Some(folder) = args.client_root {
        vuer = vuer.client_root(folder);
    }
    if args.dead_man {
        let switch = DeadMan::pinch(Side::Right).or_button(Side::Right, Button::Trigger);
        vuer = vuer.dead_man(switch.timeout(DEAD_MAN_TIMEOUT));
    }
    if args.one_operator {
        vuer = vuer.one_operator(Succession::FirstCome);
    }
    if let Some(folder) = args.root {
        vuer = vuer.static_root(folder);
    }
    let server = vuer.start().await?;
    report(&json!({ "url": server.url() }));

    let mut lines = stdin();
    while let Some(line) = lines.recv().await {
        let command: Json = serde_json::from_str(&line)?;
        match carry_out(&server, &newest, &command).await {
            Ok(()) => report(&json!({ "done": command["op"] })),
            Err(error) => {
                report(&json!({ "failed": command["op"], "error": format!("{error:#}") }));
            }
        }
    }
    server.shutdown().await;
    Ok(())
}

/// What runs for each session.
async fn play(session: Session, scene: Option<Node>, newest: Newest) -> vuer::Result {
    let mut events = session.events();
    if let Some(scene) = scene {
        session.set(scene)?;
    }
    *newest.lock().unwrap_or_else(PoisonError::into_inner) = Some(session.clone());
    report(&json!({ "session": "open", "id": session.id() }));
    while let Some(event) = events.next().await {
        let value = event
            .value()
            .map_or_else(|error| json!(error.to_string()), |value| to_json(&value));
        let mut told = json!({ "event": event.etype, "key": event.key, "value": value });
        told["from"] = json!(session.id());
        if let Some(time) = event.extra.get("frameTime").and_then(Value::as_f64) {
            told["frameTime"] = json!(time);
        }
        report(&told);
    }
    Ok(())
}

async fn carry_out(server: &Server, newest: &Newest, command: &Json) -> Result<()> {
    let op = command["op"].as_str().context("a command has an op")?;
    let to = command["to"].as_str();
    match op {
        "grab" => {
            let newest = newest
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            let session = newest.context("no session yet")?;
            report(&json!({ "grab": grab(&session).await? }));
            return Ok(());
        }
        "count" => {
            let tasks = Handle::current().metrics().num_alive_tasks();
            report(&json!({ "sessions": server.sessions().len(), "tasks": tasks }));
            return Ok(());
        }
        "tags" => {
            let tags: Vec<&str> = COMPONENTS.iter().map(|component| component.tag).collect();
            report(&json!({ "tags": tags }));
            return Ok(());
        }
        "props" => {
            let props = COMPONENTS.iter().map(|component| {
                let groups = component.groups.iter().flat_map(|group| group.props);
                let names = groups.chain(component.props).map(|prop| prop.name);
                (component.tag.to_owned(), names.collect::<Json>())
            });
            report(&json!({ "props": props.collect::<serde_json::Map<_, _>>() }));
            return Ok(());
        }
        "assets" => {
            let assets = vuer_web::assets().iter().map(|asset| {
                let wire = asset.brotli.unwrap_or(asset.raw).len();
                json!({ "path": asset.path, "raw": asset.raw.len(), "wire": wire })
            });
            report(&json!({ "assets": assets.collect::<Vec<_>>() }));
            return Ok(());
        }
        _ => {}
    }
    for session in server.sessions() {
        match op {
            "set" => session.set(node(&command["scene"])?)?,
            "update" => session.update(nodes(command)?)?,
            "add" => match to {
                None => session.add(nodes(command)?)?,
                Some(to) => session.add_to(to, nodes(command)?)?,
            },
            "upsert" => match to {
                None => session.upsert(nodes(command)?)?,
                Some(to) => session.upsert_to(to, nodes(command)?)?,
            },
            "remove" => session.remove(keys(command)?.as_slice())?,
            "watch" => watch(&session, command["millis"].as_u64().context("no millis")?),
            "close" => session.close("the test says so"),
            _ => bail!("no such op"),
        }
    }
    Ok(())
}

/// Reports whether hands are fresh, from now on.
fn watch(session: &Session, millis: u64) {
    let mut watch = session.watch(Stream::Hands, Duration::from_millis(millis));
    session.spawn_task(async move {
        while let Some(freshness) = watch.next().await {
            report(&json!({ "hands": format!("{freshness:?}") }));
        }
    });
}

async fn grab(session: &Session) -> Result<Json> {
    let request = GrabRender {
        quality: Some(0.9),
        ..GrabRender::default()
    };
    let picture = session.grab_render(request).ttl(GRAB_LIMIT).await?;
    let frame = to_json(&Value::Bytes(picture.frame));
    Ok(json!({ "width": picture.width, "height": picture.height, "frame": frame }))
}

fn node(json: &Json) -> Result<Node> {
    match from_json(json) {
        Value::Map(map) => Ok(Node::from(map)),
        _ => bail!("a node is a map"),
    }
}

fn nodes(command: &Json) -> Result<Vec<Node>> {
    command["nodes"]
        .as_array()
        .context("no nodes")?
        .iter()
        .map(node)
        .collect()
}

fn keys(command: &Json) -> Result<Vec<String>> {
    let keys = command["keys"].as_array().context("no keys")?;
    Ok(keys
        .iter()
        .filter_map(Json::as_str)
        .map(str::to_owned)
        .collect())
}

/// The lines of standard input, read by a thread of their own: tokio's own reader would keep the
/// program alive until one more line has come.
fn stdin() -> mpsc::UnboundedReceiver<String> {
    let (send, receive) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                break;
            }
        }
    });
    receive
}
