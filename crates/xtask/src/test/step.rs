//! One check after the other: what it runs, what came of it, and the report at the end.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

use super::STEP_LIMIT;
use super::count::{Count, Runner};
use crate::shell::{display, target};

/// A check with its name in the report.
pub(super) struct Step {
    name: &'static str,
    work: Work,
    runner: Option<Runner>,
    needs: Vec<&'static str>,
}

enum Work {
    Command(Command),
    Function(Box<dyn FnOnce() -> Result<()>>),
    Skip(&'static str),
}

/// What came of a step.
enum Outcome {
    Passed(Count),
    Failed(Count),
    Blocked(&'static str),
    Skipped(&'static str),
}

impl Step {
    /// A program that ends with success or not.
    pub(super) fn new(name: &'static str, command: Command) -> Self {
        Self {
            name,
            work: Work::Command(command),
            runner: None,
            needs: Vec::new(),
        }
    }

    /// Work of our own, whose output is shown as it comes.
    pub(super) fn function(
        name: &'static str,
        function: impl FnOnce() -> Result<()> + 'static,
    ) -> Self {
        Self {
            name,
            work: Work::Function(Box::new(function)),
            runner: None,
            needs: Vec::new(),
        }
    }

    /// A check that cannot run here, with the reason the report gives.
    pub(super) fn skipped(name: &'static str, reason: &'static str) -> Self {
        Self {
            name,
            work: Work::Skip(reason),
            runner: None,
            needs: Vec::new(),
        }
    }

    /// The program is a test runner: its tests count, not the step.
    pub(super) fn counts(mut self, runner: Runner) -> Self {
        self.runner = Some(runner);
        self
    }

    /// Not begun unless that earlier step has passed.
    pub(super) fn needs(mut self, name: &'static str) -> Self {
        self.needs.push(name);
        self
    }

    /// A variable for the step's program.
    pub(super) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        if let Work::Command(command) = &mut self.work {
            command.env(name, value);
        }
        self
    }

    fn run(self) -> Result<Outcome> {
        let (ok, count) = match self.work {
            Work::Skip(reason) => return Ok(Outcome::Skipped(reason)),
            Work::Function(function) => match function() {
                Ok(()) => (true, Count::default()),
                Err(error) => {
                    println!("{error:#}");
                    (false, Count::default())
                }
            },
            Work::Command(command) => {
                let (ok, output) = run_logged(self.name, command)?;
                if !ok {
                    println!("{output}");
                }
                (
                    ok,
                    self.runner
                        .map(|runner| runner.count(&output))
                        .unwrap_or_default(),
                )
            }
        };
        // A runner without a test has found none, or says so in other words than it did.
        let ok = ok && self.runner.is_none_or(|_| count.passed > 0);
        // A check is one; so is a runner that failed before its first test.
        let count = match (ok, self.runner) {
            (true, None) => Count {
                passed: 1,
                failed: 0,
            },
            (true, Some(_)) => count,
            (false, _) => Count {
                passed: count.passed,
                failed: count.failed.max(1),
            },
        };
        Ok(if ok {
            Outcome::Passed(count)
        } else {
            Outcome::Failed(count)
        })
    }
}

/// Runs a program with its output in the step's log; false if it failed or took too long.
fn run_logged(name: &str, mut command: Command) -> Result<(bool, String)> {
    let folder = target().join("xtask");
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{}.log", name.replace(' ', "-")));
    let log = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    // In a process group of its own, so that what the program started ends with it.
    command
        .stdout(log.try_clone()?)
        .stderr(log)
        .process_group(0);
    command
        .env("NO_COLOR", "1")
        .env("CARGO_TERM_COLOR", "never")
        .env("CARGO_TERM_PROGRESS_WHEN", "never");
    let status = match command.spawn() {
        Ok(mut child) => wait(&mut child)?,
        Err(error) => {
            return Ok((
                false,
                format!("cannot run `{}`: {error}", display(&command)),
            ));
        }
    };
    let mut output = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
    if status.is_none() {
        let minutes = STEP_LIMIT.as_secs() / 60;
        output = format!("{output}\n{name} was ended after {minutes} minutes");
    }
    Ok((status.is_some_and(|status| status.success()), output))
}

/// The status of a child, or `None` after it had to be killed with its group.
fn wait(child: &mut Child) -> Result<Option<ExitStatus>> {
    let deadline = Instant::now() + STEP_LIMIT;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() > deadline {
            let group = format!("-{}", child.id());
            // It fails only if the group has ended this moment, and then there is nothing to do.
            Command::new("kill")
                .args(["-KILL", "--", &group])
                .status()
                .ok();
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// Every step with its outcome and time.
pub(super) struct Report(Vec<(&'static str, Outcome, Duration)>);

impl Report {
    /// Runs the steps in order; with `stop`, not beyond the first failure.
    pub(super) fn run(steps: Vec<Step>, stop: bool) -> Result<Self> {
        let mut report = Self(Vec::new());
        for step in steps {
            let name = step.name;
            println!("── {name}");
            let begin = Instant::now();
            let outcome = match step
                .needs
                .iter()
                .find(|&&needed| !report.passed_step(needed))
            {
                Some(needed) => Outcome::Blocked(needed),
                None => step.run()?,
            };
            let failed = matches!(outcome, Outcome::Failed(_));
            report.0.push((name, outcome, begin.elapsed()));
            println!("   {}", report.line(report.0.len() - 1));
            if failed && stop {
                break;
            }
        }
        Ok(report)
    }

    /// The table, and under it the one line that sums it up.
    pub(super) fn print(&self) {
        println!();
        for index in 0..self.0.len() {
            println!("{:<20} {}", self.0[index].0, self.line(index));
        }
        println!(
            "\n{} passed, {} failed",
            self.sum(|count| count.passed),
            self.failed()
        );
    }

    /// Failed tests and checks, those that could not run because of them included.
    pub(super) fn failed(&self) -> usize {
        let blocked = self
            .0
            .iter()
            .filter(|(_, outcome, _)| matches!(outcome, Outcome::Blocked(_)))
            .count();
        self.sum(|count| count.failed) + blocked
    }

    fn sum(&self, field: impl Fn(&Count) -> usize) -> usize {
        self.0
            .iter()
            .map(|(_, outcome, _)| match outcome {
                Outcome::Passed(count) | Outcome::Failed(count) => field(count),
                Outcome::Blocked(_) | Outcome::Skipped(_) => 0,
            })
            .sum()
    }

    fn passed_step(&self, name: &str) -> bool {
        self.0
            .iter()
            .any(|(step, outcome, _)| *step == name && matches!(outcome, Outcome::Passed(_)))
    }

    fn line(&self, index: usize) -> String {
        let (_, outcome, time) = &self.0[index];
        let seconds = time.as_secs_f64();
        match outcome {
            Outcome::Passed(Count { passed, .. }) => {
                format!("{seconds:7.1} s  ok      {passed:>5}")
            }
            Outcome::Failed(Count { passed, failed }) => {
                format!("{seconds:7.1} s  FAILED  {passed:>5} passed, {failed} failed")
            }
            Outcome::Blocked(needed) => {
                format!("{:>7}    FAILED        not run: needs {needed}", "–")
            }
            Outcome::Skipped(reason) => format!("{:>7}    skipped       {reason}", "–"),
        }
    }
}

/// A folder of programs that fail, to stand at the head of `PATH` for what must do without them.
pub(super) fn failing_programs(folder: &Path, names: &[&str]) -> Result<()> {
    fs::create_dir_all(folder)?;
    for name in names {
        let path = folder.join(name);
        fs::write(
            &path,
            format!("#!/bin/sh\necho '{name} must not be needed here' >&2\nexit 1\n"),
        )?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}
