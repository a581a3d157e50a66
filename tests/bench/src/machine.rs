//! What the figures were measured on, and what else it had to do.

use std::fs;
use std::thread::{available_parallelism, sleep};
use std::time::Duration;

/// How often it is looked at what runs, and with what pauses.
const SAMPLES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(50);

/// The processor and its number of cores.
pub(crate) fn description() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown processor", |rest| {
            rest.trim_start_matches([' ', '\t', ':'])
        });
    format!("{name}, {} cores, Linux.", cores())
}

/// How many programs beside this one want each core at this moment. To be asked while nothing is measured; the load
/// average would count what was built a minute ago.
pub(crate) fn others_per_core() -> f64 {
    let mut running = 0;
    for _ in 0..SAMPLES {
        sleep(PAUSE);
        let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        running += others(&load).unwrap_or(0);
    }
    f64::from(running) / f64::from(SAMPLES) / cores() as f64
}

/// Of the line of `/proc/loadavg` how many programs run, without the one that reads it.
fn others(load: &str) -> Option<u32> {
    let (running, _all) = load.split_whitespace().nth(3)?.split_once('/')?;
    Some(running.parse::<u32>().ok()?.saturating_sub(1))
}

fn cores() -> usize {
    available_parallelism().map_or(1, usize::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_reads_is_not_counted() {
        assert_eq!(others("0.20 0.18 0.12 3/80 11206\n"), Some(2));
        assert_eq!(others("0.20 0.18 0.12 1/80 11206\n"), Some(0));
        assert_eq!(others(""), None);
    }
}
