//! What is measured of the servers, and what it has to be.

use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::load::{self, Stream};
use crate::report::{Goal, Goals};
use crate::subject::{Running, Subject};

/// In the order of the table.
pub(crate) const SUBJECTS: [Subject; 4] = [
    Subject::Ours,
    Subject::Package,
    Subject::Original("0.0.71"),
    Subject::Original("0.1.6"),
];

/// How long an idle server is watched; one tick of the clock is then 0.017 % of a core.
const IDLE: Duration = Duration::from_secs(60);

/// A measurement that takes longer waits for something that will not come.
const LIMIT: Duration = Duration::from_secs(180);

/// How often an import is measured.
const IMPORTS: usize = 20;

/// What a headset sends, in the frames that it draws.
const POSES_PER_SECOND: u32 = 90;

/// More than any headset sends.
const HANDS_PER_SECOND: u32 = 1_000;

/// A line of the report.
pub(crate) struct Scenario {
    pub(crate) what: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) goals: Goals,
    measure: Measure,
}

/// How much each gets to do, the faster ones more, so that all are watched for seconds: our server, that of our Python
/// package, the original's.
type Numbers = [u64; 3];

/// What is measured.
enum Measure {
    /// Deliveries per second of a stream, by the number of its messages.
    Stream(Stream, Numbers),
    /// Calls to the client per second, one after the other.
    Calls(Numbers),
    /// Hand events from the client per second.
    Hands(Numbers),
    /// Milliseconds after which a Python program has had all but a hundredth of that many hand events, a thousand a second.
    Delay(u64),
    /// Milliseconds after which all but a hundredth of that many poses were answered by updates, beside a video.
    RoundTrips(usize),
    /// Pairs of pictures that a Python program packs and sends per second, of that many.
    Pictures(u64),
    /// Milliseconds for which each of that many pairs kept the program's event loop.
    Blocked(u64),
    /// Per cent of a core that so many idle sessions take.
    Idle(usize),
    /// KiB that a session takes, of that many.
    Memory(usize),
    /// Milliseconds from exec to the first answered request.
    StartUp,
    /// Milliseconds of `import vuer`.
    Import,
}

pub(crate) const SCENARIOS: [Scenario; 15] = [
    Scenario {
        what: "updates to one client",
        unit: "messages/s",
        goals: [Goal::Times(10.0), Goal::Times(1.0)],
        measure: Measure::Stream(
            Stream {
                scenario: "updates",
                clients: 1,
                messages: 0,
                window: 4_000,
                least: 20,
            },
            [1_000_000, 200_000, 50_000],
        ),
    },
    Scenario {
        what: "one change to 100 clients",
        unit: "deliveries/s",
        goals: [Goal::Times(10.0), Goal::Times(10.0)],
        measure: Measure::Stream(
            Stream {
                scenario: "fanout",
                clients: 100,
                messages: 0,
                window: 4_000,
                least: 20,
            },
            [50_000, 20_000, 500],
        ),
    },
    Scenario {
        what: "clouds of 1 M coloured points",
        unit: "clouds/s",
        goals: [Goal::Times(1.0), Goal::Times(1.0)],
        measure: Measure::Stream(
            Stream {
                scenario: "clouds",
                clients: 1,
                messages: 0,
                window: 2,
                least: 9_000_000,
            },
            [100, 100, 50],
        ),
    },
    Scenario {
        what: "calls to the client, one after the other",
        unit: "calls/s",
        goals: [Goal::None, Goal::None],
        measure: Measure::Calls([10_000, 5_000, 2_000]),
    },
    Scenario {
        what: "hand events in",
        unit: "events/s",
        goals: [Goal::Times(10.0), Goal::Times(1.0)],
        measure: Measure::Hands([400_000, 200_000, 40_000]),
    },
    Scenario {
        what: "idle, no session",
        unit: "% of a core",
        goals: [IDLE_GOAL, IDLE_GOAL],
        measure: Measure::Idle(0),
    },
    Scenario {
        what: "idle, one session",
        unit: "% of a core",
        goals: [IDLE_GOAL, IDLE_GOAL],
        measure: Measure::Idle(1),
    },
    Scenario {
        what: "idle, 100 sessions",
        unit: "% of a core",
        goals: [IDLE_GOAL, IDLE_GOAL],
        measure: Measure::Idle(100),
    },
    Scenario {
        what: "memory of a session, of 100",
        unit: "KiB",
        goals: [Goal::None, Goal::None],
        measure: Measure::Memory(100),
    },
    Scenario {
        what: "exec to the first answer",
        unit: "ms",
        goals: [Goal::AtMost(20.0), Goal::None],
        measure: Measure::StartUp,
    },
    Scenario {
        what: "hand events, 1,000/s: 99 % handled after",
        unit: "ms",
        goals: [Goal::None, Goal::AtMost(5.0)],
        measure: Measure::Delay(5_000),
    },
    Scenario {
        what: "pose to update beside stereo video, 99 % within",
        unit: "ms",
        goals: [Goal::AtMost(10.0), Goal::AtMost(10.0)],
        measure: Measure::RoundTrips(900),
    },
    Scenario {
        what: "pairs of 720p JPEGs, of 60/s",
        unit: "pairs/s",
        goals: [Goal::None, Goal::AtLeast(57.0)],
        measure: Measure::Pictures(300),
    },
    Scenario {
        what: "event loop kept by each pair of JPEGs",
        unit: "ms",
        goals: [Goal::None, Goal::AtMost(1.0)],
        measure: Measure::Blocked(300),
    },
    Scenario {
        what: "import vuer",
        unit: "ms",
        goals: [Goal::None, Goal::AtMost(60.0)],
        measure: Measure::Import,
    },
];

const IDLE_GOAL: Goal = Goal::AtMost(0.05);

impl Scenario {
    /// Whether it only watches the process, which a short run does not.
    pub(crate) fn watches(&self) -> bool {
        matches!(
            self.measure,
            Measure::Idle(_) | Measure::Memory(_) | Measure::StartUp | Measure::Import
        )
    }

    /// Whose figure it is.
    fn subjects(&self) -> impl Iterator<Item = Subject> {
        let python_only = matches!(
            self.measure,
            Measure::Delay(_) | Measure::Pictures(_) | Measure::Blocked(_) | Measure::Import
        );
        SUBJECTS
            .into_iter()
            .filter(move |subject| !python_only || *subject != Subject::Ours)
    }

    /// Measures the subjects in turn, that many times, and takes the middle figure of each. What is idle is
    /// watched for long, once; what is over in no time is measured more often.
    pub(crate) async fn rounds(&self, rounds: usize, scale: u64) -> Result<Vec<(Subject, f64)>> {
        let rounds = match self.measure {
            Measure::Idle(_) => 1,
            Measure::Import => IMPORTS,
            _ => rounds,
        };
        let mut figures: Vec<(Subject, Vec<f64>)> = self
            .subjects()
            .map(|subject| (subject, Vec::new()))
            .collect();
        for _ in 0..rounds {
            for (subject, figures) in &mut figures {
                let figure = tokio::time::timeout(LIMIT, self.measure.take(*subject, scale))
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
        Ok(figures
            .into_iter()
            .map(|(subject, figures)| (subject, middle(figures)))
            .collect())
    }
}

impl Measure {
    /// One measurement; numbers of messages are divided by `scale`.
    async fn take(&self, subject: Subject, scale: u64) -> Result<f64> {
        let number = |[ours, package, original]: Numbers| {
            let number = match subject {
                Subject::Ours => ours,
                Subject::Package => package,
                Subject::Original(_) => original,
            };
            (number / scale).max(2)
        };
        let rate = |count: u64, time: Duration| count as f64 / time.as_secs_f64();
        match *self {
            Self::StartUp => Ok(subject.start_up()?.as_secs_f64() * 1e3),
            Self::Import => subject.import_time(),
            Self::Delay(events) => {
                let server = subject.start(None)?;
                load::paced_hands(server.address, events / scale, HANDS_PER_SECOND).await
            }
            Self::RoundTrips(poses) => {
                let server = subject.start(None)?;
                load::round_trips(server.address, poses / scale as usize, POSES_PER_SECOND).await
            }
            Self::Pictures(pairs) => {
                let server = subject.start(None)?;
                Ok(load::video(server.address, pairs / scale).await?.rate)
            }
            Self::Blocked(pairs) => {
                let server = subject.start(None)?;
                Ok(load::video(server.address, pairs / scale).await?.blocked)
            }
            Self::Stream(stream, numbers) => {
                // Longer than the window, also as ours counts large messages, by pieces of 5 KiB: no update may be left
                // out, each is to be counted.
                let pieces = (stream.least as u64).div_ceil(5 * 1024);
                let queue_len = (2 * stream.window * pieces).max(100);
                let server = subject.start(Some(queue_len))?;
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
