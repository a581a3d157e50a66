//! The server measured against the original under one load: `cargo xtask bench`.
//!
//! This program is the load and the judge. It starts the servers as processes of their own, ours
//! (`server.rs`) and the original's (`original.py`, in the environments that `cargo xtask test`
//! makes), takes turns between them, has browsers show what they are sent, and writes `docs/performance.md`. It fails if a message is
//! missing or a goal is not met; `--short` asserts the messages only, on small numbers.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool"
)]

mod browser;
mod load;
mod machine;
mod many_nodes;
mod message;
mod report;
mod socket;
mod stereo_video;
mod subject;

use std::fs;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use clap::Parser;

use load::Stream;
use report::{Goal, Row, Section};
use subject::{Running, Subject, root};

const SUBJECTS: [Subject; 3] = [
    Subject::Ours,
    Subject::Original("0.0.71"),
    Subject::Original("0.1.6"),
];

/// How long an idle server is watched; one tick of the clock is then 0.017 % of a core.
const IDLE: Duration = Duration::from_secs(60);

/// A measurement that takes longer waits for something that will not come.
const LIMIT: Duration = Duration::from_secs(180);

#[derive(Parser)]
#[command(about = "Measure the server against the original under one load")]
struct Options {
    /// Small numbers, messages checked and nothing judged or written
    #[arg(long)]
    short: bool,
    /// Only what has this in its name; of the servers nothing is judged or written then
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Rounds of each scenario
    #[arg(long, default_value_t = 3)]
    rounds: usize,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let options = Options::parse();
    let rounds = if options.short { 1 } else { options.rounds };
    let chosen = SCENARIOS
        .iter()
        .filter(|scenario| {
            options
                .only
                .as_ref()
                .is_none_or(|only| scenario.what.contains(only))
        })
        .filter(|scenario| !(options.short && scenario.watches()));
    let only = options.only.as_deref();
    let in_the_browser = IN_THE_BROWSER
        .iter()
        .filter(|(what, _)| only.is_none_or(|only| what.contains(only)));
    if let Some(only) = only {
        let names = SCENARIOS.iter().map(|scenario| scenario.what);
        let names: Vec<&str> = names.chain(IN_THE_BROWSER.map(|(what, _)| what)).collect();
        ensure!(
            names.iter().any(|name| name.contains(only)),
            "nothing here has {only:?} in its name; there are: {}",
            names.join("; ")
        );
    }
    let mut parts = Vec::new();
    let mut missed = Vec::new();
    for (what, measure) in in_the_browser {
        eprintln!("{what}");
        let others = machine::others_per_core();
        let section = measure(options.short)?;
        if !section.met {
            missed.push(*what);
        }
        parts.push(section.text(others));
    }
    let others = machine::others_per_core();
    let mut rows = Vec::new();
    for scenario in chosen {
        eprintln!("{}", scenario.what);
        let figures = scenario
            .rounds(rounds, if options.short { 100 } else { 1 })
            .await?;
        rows.push(Row {
            what: scenario.what,
            unit: scenario.unit,
            goal: scenario.goal,
            figures,
        });
    }
    let servers = report::servers(&machine::description(), &rows, others);
    if only.is_some() {
        eprintln!("{servers}");
    } else {
        missed.extend(rows.iter().filter(|row| !row.met()).map(|row| row.what));
        parts.insert(0, servers);
    }
    println!("{}", parts.join("\n"));
    if options.short {
        return Ok(());
    }
    let path = root().join("docs/performance.md");
    let known = fs::read_to_string(&path)?;
    fs::write(
        &path,
        parts
            .iter()
            .fold(known, |page, part| report::put(&page, part)),
    )?;
    ensure!(missed.is_empty(), "goals missed: {}", missed.join(", "));
    Ok(())
}

/// Measures in a browser; told whether it is a short run.
type InTheBrowser = fn(bool) -> Result<Section>;

/// What is measured in a browser, and how.
const IN_THE_BROWSER: [(&str, InTheBrowser); 2] = [
    (many_nodes::WHAT, many_nodes::measure),
    (stereo_video::WHAT, stereo_video::measure),
];

/// A line of the report.
struct Scenario {
    what: &'static str,
    unit: &'static str,
    goal: Goal,
    measure: Measure,
}

/// What is measured. The numbers are those for our server and for the original's: the faster one gets more
/// to do, so that each is watched for seconds.
enum Measure {
    /// Deliveries per second of a stream, by the number of its messages.
    Stream(Stream, [u64; 2]),
    /// Calls to the client per second, one after the other.
    Calls([u64; 2]),
    /// Hand events from the client per second.
    Hands([u64; 2]),
    /// Per cent of a core that so many idle sessions take.
    Idle(usize),
    /// KiB that a session takes, of that many.
    Memory(usize),
    /// Milliseconds from exec to the first answered request.
    StartUp,
}

const SCENARIOS: [Scenario; 10] = [
    Scenario {
        what: "updates to one client",
        unit: "messages/s",
        goal: Goal::Times(10.0),
        measure: Measure::Stream(
            Stream {
                scenario: "updates",
                clients: 1,
                messages: 0,
                window: 4_000,
                least: 20,
            },
            [1_000_000, 50_000],
        ),
    },
    Scenario {
        what: "one change to 100 clients",
        unit: "deliveries/s",
        goal: Goal::Times(10.0),
        measure: Measure::Stream(
            Stream {
                scenario: "fanout",
                clients: 100,
                messages: 0,
                window: 4_000,
                least: 20,
            },
            [50_000, 500],
        ),
    },
    Scenario {
        what: "clouds of 1 M coloured points",
        unit: "clouds/s",
        goal: Goal::Times(1.0),
        measure: Measure::Stream(
            Stream {
                scenario: "clouds",
                clients: 1,
                messages: 0,
                window: 2,
                least: 9_000_000,
            },
            [100, 50],
        ),
    },
    Scenario {
        what: "calls to the client, one after the other",
        unit: "calls/s",
        goal: Goal::None,
        measure: Measure::Calls([10_000, 2_000]),
    },
    Scenario {
        what: "hand events in",
        unit: "events/s",
        goal: Goal::Times(10.0),
        measure: Measure::Hands([400_000, 40_000]),
    },
    Scenario {
        what: "idle, no session",
        unit: "% of a core",
        goal: IDLE_GOAL,
        measure: Measure::Idle(0),
    },
    Scenario {
        what: "idle, one session",
        unit: "% of a core",
        goal: IDLE_GOAL,
        measure: Measure::Idle(1),
    },
    Scenario {
        what: "idle, 100 sessions",
        unit: "% of a core",
        goal: IDLE_GOAL,
        measure: Measure::Idle(100),
    },
    Scenario {
        what: "memory of a session, of 100",
        unit: "KiB",
        goal: Goal::None,
        measure: Measure::Memory(100),
    },
    Scenario {
        what: "exec to the first answer",
        unit: "ms",
        goal: Goal::AtMost(20.0),
        measure: Measure::StartUp,
    },
];

const IDLE_GOAL: Goal = Goal::AtMost(0.05);

impl Scenario {
    /// Whether it only watches the process, which a short run does not.
    fn watches(&self) -> bool {
        matches!(
            self.measure,
            Measure::Idle(_) | Measure::Memory(_) | Measure::StartUp
        )
    }

    /// Measures the subjects in turn, that many times, and takes the middle figure of each. What is idle is
    /// watched for long, once.
    async fn rounds(&self, rounds: usize, scale: u64) -> Result<Vec<(Subject, f64)>> {
        let rounds = if matches!(self.measure, Measure::Idle(_)) {
            1
        } else {
            rounds
        };
        let mut figures = vec![Vec::new(); SUBJECTS.len()];
        for _ in 0..rounds {
            for (subject, figures) in SUBJECTS.into_iter().zip(&mut figures) {
                let figure = tokio::time::timeout(LIMIT, self.measure.take(subject, scale))
                    .await
                    .with_context(|| format!("{subject} was not done after {LIMIT:?}"))??;
                eprintln!("  {subject}: {figure:.3}");
                figures.push(figure);
            }
        }
        let middle = |mut figures: Vec<f64>| {
            figures.sort_by(f64::total_cmp);
            figures[figures.len() / 2]
        };
        Ok(SUBJECTS
            .into_iter()
            .zip(figures.into_iter().map(middle))
            .collect())
    }
}

impl Measure {
    /// One measurement; numbers of messages are divided by `scale`.
    async fn take(&self, subject: Subject, scale: u64) -> Result<f64> {
        let number = |[ours, original]: [u64; 2]| {
            (if subject == Subject::Ours {
                ours
            } else {
                original
            } / scale)
                .max(2)
        };
        let rate = |count: u64, time: Duration| count as f64 / time.as_secs_f64();
        match *self {
            Self::StartUp => Ok(subject.start_up()?.as_secs_f64() * 1e3),
            Self::Stream(stream, numbers) => {
                // Longer than the window: no update may be left out, each is to be counted.
                let server = subject.start(Some((2 * stream.window).max(100)))?;
                let stream = Stream {
                    messages: number(numbers),
                    ..stream
                };
                let time = load::receive(server.address, stream).await?;
                Ok(rate(stream.messages * stream.clients as u64, time))
            }
            Self::Calls(numbers) => {
                let server = subject.start(None)?;
                Ok(rate(
                    number(numbers),
                    load::answer(server.address, number(numbers)).await?,
                ))
            }
            Self::Hands(numbers) => {
                let server = subject.start(None)?;
                Ok(rate(
                    number(numbers),
                    load::hands(server.address, number(numbers)).await?,
                ))
            }
            Self::Idle(sessions) => idle(&subject.start(None)?, sessions).await,
            Self::Memory(sessions) => {
                let server = subject.start(None)?;
                let before = server.resident_kib()?;
                let sockets = load::sessions(server.address, sessions).await?;
                let after = server.resident_kib()?;
                drop(sockets);
                Ok((after - before) / sessions as f64)
            }
        }
    }
}

/// The share of a core, in per cent, that a server takes with sessions in which nothing happens.
async fn idle(server: &Running, sessions: usize) -> Result<f64> {
    let sockets = load::sessions(server.address, sessions).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let before = server.cpu_seconds()?;
    let mut readers = tokio::task::JoinSet::new();
    for mut socket in sockets {
        // Reading answers the pings.
        readers.spawn(async move { socket.next().await.map(drop) });
    }
    tokio::time::sleep(IDLE).await;
    Ok((server.cpu_seconds()? - before) / IDLE.as_secs_f64() * 100.0)
}
