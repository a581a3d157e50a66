//! The server measured against the original under one load: `cargo xtask bench`.
//!
//! This program is the load and the judge. It starts the servers as processes of their own, ours
//! (`server.rs`) and the original's (`original.py`, in the environments that `cargo xtask test`
//! makes), takes turns between them, and writes `docs/performance.md`. It fails if a message is
//! missing or a goal is not met; `--short` asserts the messages only, on small numbers.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool"
)]

mod load;
mod message;
mod report;
mod socket;
mod subject;

use std::fs;
use std::future::Future;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use clap::Parser;

use load::Stream;
use report::{Goal, Row};
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
    /// Rounds of each scenario
    #[arg(long, default_value_t = 3)]
    rounds: usize,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let options = Options::parse();
    let bench = Bench {
        scale: if options.short { 100 } else { 1 },
        rounds: if options.short { 1 } else { options.rounds },
    };
    let mut rows = bench.throughput().await?;
    if options.short {
        println!("every message of {} scenarios arrived", rows.len());
        return Ok(());
    }
    rows.extend(bench.footprint().await?);
    let page = report::page(&rows, &machine());
    println!("{page}");
    fs::write(root().join("docs/performance.md"), page)?;
    let missed: Vec<&str> = rows
        .iter()
        .filter(|row| !row.met())
        .map(|row| row.what)
        .collect();
    ensure!(missed.is_empty(), "goals missed: {}", missed.join(", "));
    Ok(())
}

/// How much of everything.
struct Bench {
    /// Divides the numbers of messages.
    scale: u64,
    rounds: usize,
}

impl Bench {
    /// Messages per second, in and out.
    async fn throughput(&self) -> Result<Vec<Row>> {
        let updates = |subject| {
            let messages = self.number(subject, 1_000_000, 50_000);
            Stream {
                scenario: "updates",
                clients: 1,
                messages,
                window: 4_000,
                least: 20,
            }
        };
        let fanout = |subject| {
            let messages = self.number(subject, 50_000, 500);
            Stream {
                scenario: "fanout",
                clients: 100,
                messages,
                window: 4_000,
                least: 20,
            }
        };
        let clouds = |subject| {
            let messages = self.number(subject, 100, 20).max(2);
            Stream {
                scenario: "clouds",
                clients: 1,
                messages,
                window: 2,
                least: 9_000_000,
            }
        };
        let calls = |subject| self.number(subject, 10_000, 2_000);
        let events = |subject| self.number(subject, 100_000, 10_000);
        Ok(vec![
            Row {
                what: "updates to one client",
                unit: "messages/s",
                goal: Goal::Times(10.0),
                figures: self
                    .rounds(async |subject| stream(subject, updates(subject)).await)
                    .await?,
            },
            Row {
                what: "one change to 100 clients",
                unit: "deliveries/s",
                goal: Goal::Times(10.0),
                figures: self
                    .rounds(async |subject| stream(subject, fanout(subject)).await)
                    .await?,
            },
            Row {
                what: "clouds of 1 M coloured points",
                unit: "clouds/s",
                goal: Goal::Times(1.0),
                figures: self
                    .rounds(async |subject| stream(subject, clouds(subject)).await)
                    .await?,
            },
            Row {
                what: "calls to the client, one after the other",
                unit: "calls/s",
                goal: Goal::None,
                figures: self
                    .rounds(async |subject| {
                        let server = subject.start()?;
                        Ok(calls(subject) as f64
                            / load::answer(server.address, calls(subject))
                                .await?
                                .as_secs_f64())
                    })
                    .await?,
            },
            Row {
                what: "hand events in",
                unit: "events/s",
                goal: Goal::Times(10.0),
                figures: self
                    .rounds(async |subject| {
                        let server = subject.start()?;
                        Ok(events(subject) as f64
                            / load::hands(server.address, events(subject))
                                .await?
                                .as_secs_f64())
                    })
                    .await?,
            },
        ])
    }

    /// What a server costs that does nothing, and how soon it is there.
    async fn footprint(&self) -> Result<Vec<Row>> {
        let once = Self {
            scale: 1,
            rounds: 1,
        };
        let mut rows = Vec::new();
        for (what, sessions) in [
            ("idle, no session", 0),
            ("idle, one session", 1),
            ("idle, 100 sessions", 100),
        ] {
            rows.push(Row {
                what,
                unit: "% of a core",
                goal: Goal::AtMost(0.05),
                figures: once
                    .rounds(async |subject| idle(&subject.start()?, sessions).await)
                    .await?,
            });
        }
        rows.push(Row {
            what: "memory of a session, of 100",
            unit: "KiB",
            goal: Goal::None,
            figures: self
                .rounds(async |subject| {
                    let server = subject.start()?;
                    let before = server.resident_kib()?;
                    let sessions = load::sessions(server.address, 100).await?;
                    let after = server.resident_kib()?;
                    drop(sessions);
                    Ok((after - before) / 100.0)
                })
                .await?,
        });
        rows.push(Row {
            what: "exec to the first answer",
            unit: "ms",
            goal: Goal::AtMost(20.0),
            figures: self
                .rounds(async |subject| Ok(subject.start_up()?.as_secs_f64() * 1e3))
                .await?,
        });
        Ok(rows)
    }

    /// Measures the subjects in turn, that many times, and takes the middle figure of each.
    async fn rounds<F: Future<Output = Result<f64>>>(
        &self,
        measure: impl Fn(Subject) -> F,
    ) -> Result<Vec<(Subject, f64)>> {
        let mut figures = vec![Vec::new(); SUBJECTS.len()];
        for _ in 0..self.rounds {
            for (subject, figures) in SUBJECTS.into_iter().zip(&mut figures) {
                let figure = tokio::time::timeout(LIMIT, measure(subject))
                    .await
                    .with_context(|| format!("{subject} was not done after {LIMIT:?}"))?;
                figures.push(figure?);
                eprintln!("{subject}: {:.3}", figures.last().expect("just measured"));
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

    /// The faster server gets more to do, so that both are watched for about a second.
    fn number(&self, subject: Subject, ours: u64, original: u64) -> u64 {
        (if subject == Subject::Ours {
            ours
        } else {
            original
        } / self.scale)
            .max(1)
    }
}

async fn stream(subject: Subject, stream: Stream) -> Result<f64> {
    let server = subject.start()?;
    let time = load::receive(server.address, stream).await?;
    Ok(stream.messages as f64 * stream.clients as f64 / time.as_secs_f64())
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

/// The processor and its number of cores.
fn machine() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown processor", |rest| {
            rest.trim_start_matches([' ', '\t', ':'])
        });
    format!(
        "{name}, {} cores, Linux.",
        std::thread::available_parallelism().map_or(1, usize::from)
    )
}
