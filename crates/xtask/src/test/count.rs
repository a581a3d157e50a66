//! How many tests a runner says have passed and failed.
//!
//! Read from the summaries that the runners print for people: they are the only form that all of
//! them offer without a plug-in.

/// Who ran the tests of a step.
#[derive(Debug, Clone, Copy)]
pub(super) enum Runner {
    /// `Summary [ 1.2s] 12 tests run: 10 passed (1 slow), 2 failed, 1 skipped`
    Nextest,
    /// `test result: FAILED. 3 passed; 1 failed; 0 ignored; …`, once a binary
    Cargo,
    /// `Tests  1 failed | 41 passed | 2 skipped (44)`
    Vitest,
    /// `ℹ pass 7` and `ℹ fail 0`, each on a line
    Node,
    /// `==== 2 failed, 40 passed, 1 skipped in 9.55s ====`
    Pytest,
}

/// Tests passed and failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) passed: usize,
    pub(super) failed: usize,
}

impl Runner {
    /// Sums up what the output says; zeros if it says nothing, as after a compile error.
    pub(super) fn count(self, output: &str) -> Count {
        let mut total = Count::default();
        for line in output.lines().map(str::trim) {
            let Some(line) = self.summary(line) else {
                continue;
            };
            let words: Vec<&str> = line.split_whitespace().collect();
            for pair in words.windows(2) {
                let (number, word) = if matches!(self, Self::Node) {
                    (pair[1], pair[0])
                } else {
                    (pair[0], pair[1])
                };
                let Ok(number) = number.parse::<usize>() else {
                    continue;
                };
                match word.trim_end_matches([',', ';']) {
                    "passed" | "pass" => total.passed += number,
                    // Nextest counts a test that it had to end as timed out, not as failed.
                    "failed" | "fail" | "timed" | "cancelled" | "error" | "errors" => {
                        total.failed += number;
                    }
                    _ => {}
                }
            }
        }
        total
    }

    /// The part of a line that holds the numbers, if it is a summary.
    fn summary(self, line: &str) -> Option<&str> {
        match self {
            Self::Nextest => line
                .strip_prefix("Summary [")?
                .split_once(':')
                .map(|(_, rest)| rest),
            Self::Cargo => line.strip_prefix("test result: "),
            Self::Vitest => line.strip_prefix("Tests "),
            Self::Node => line.strip_prefix("ℹ "),
            Self::Pytest => line
                .trim_matches(['=', ' '])
                .split_once(" in ")
                .filter(|(_, time)| time.starts_with(|first: char| first.is_ascii_digit()))
                .map(|(counts, _)| counts),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(runner: Runner, output: &str, passed: usize, failed: usize) {
        assert_eq!(
            runner.count(output),
            Count { passed, failed },
            "{runner:?}: {output}"
        );
    }

    #[test]
    fn reads_pytest() {
        let check = |output, passed, failed| check(Runner::Pytest, output, passed, failed);
        check("===== 2 failed, 40 passed, 1 error in 9.55s =====", 40, 3);
        check("922 passed in 141.34s (0:02:21)", 922, 0);
        check("FAILED tests/test_x.py::test_y - 3 passed in vain", 0, 0);
    }

    #[test]
    fn reads_each_runner() {
        check(
            Runner::Nextest,
            "     Summary [   0.005s] 1 test run: 1 passed, 0 skipped",
            1,
            0,
        );
        check(
            Runner::Nextest,
            "Summary [  31.6s] 12 tests run: 9 passed (1 slow), 2 failed, 1 timed out, 1 skipped",
            9,
            3,
        );
        check(
            Runner::Cargo,
            "running 4 tests\ntest result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured\n\
             test result: ok. 2 passed; 0 failed; 0 ignored",
            5,
            1,
        );
        check(
            Runner::Vitest,
            " Test Files  2 passed (2)\n      Tests  1 failed | 41 passed | 2 skipped (44)",
            41,
            1,
        );
        check(
            Runner::Node,
            "ℹ tests 9\nℹ suites 0\nℹ pass 7\nℹ fail 1\nℹ cancelled 1\nℹ skipped 0",
            7,
            2,
        );
        check(Runner::Nextest, "error: could not compile `vuer`", 0, 0);
    }
}
