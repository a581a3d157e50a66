//! How good the way to a client is: what is measured with its pings, and how old its poses are.

use std::time::Duration;

use tokio::time::Instant;
use vuer_protocol::Value;
use vuer_protocol::event::ClientEvent;

use super::streams::Stream;

/// How good the way to a client is. See [`Session::link`](crate::Session::link).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub struct LinkState {
    /// From the client to the server and back: of the last ping that was answered. `None` before the first.
    pub round_trip: Option<Duration>,
    /// How much the time of travel from the client varies, smoothed: of two pings that follow each other, `D` is the
    /// difference of their times of travel, and `J += (|D| − J) / 16` (RFC 3550, §6.4.1). The clocks need not agree for
    /// that. `None` before the second ping.
    pub jitter: Option<Duration>,
    /// How far the server's clock is ahead of the client's, in milliseconds: `server − (sent + round trip / 2)`, of the
    /// ping of the least round trip among the last 32. It is off by half that round trip at most.
    pub clock_offset: Option<f64>,
    /// How old the newest pose is: the server's clock now, less `serverTime` of the event if it has one, else less the
    /// time at which it came. `None` before the first. What a pose is: see [`Stream`].
    pub pose_age: Option<Duration>,
    /// How many updates were left out, because a later one made them superfluous before the client could take them.
    pub coalesced: u64,
    /// The connection is lost, and the session waits for the client to come back.
    pub is_resuming: bool,
}

impl LinkState {
    /// As it stands in the event LINK and in the answers to pings; times in milliseconds.
    pub(crate) fn to_value(self) -> Value {
        let millis = |time: Duration| time.as_secs_f64() * 1000.0;
        let times = [
            ("roundTrip", self.round_trip.map(millis)),
            ("jitter", self.jitter.map(millis)),
            ("clockOffset", self.clock_offset),
            ("poseAge", self.pose_age.map(millis)),
        ];
        let times = times
            .into_iter()
            .filter_map(|(name, time)| Some((name, Value::Float(time?))));
        let counts = [
            ("coalesced", Value::Float(self.coalesced as f64)),
            ("resuming", self.is_resuming.into()),
        ];
        times.chain(counts).collect()
    }
}

/// What is measured for one client.
#[derive(Debug, Default)]
pub(crate) struct Monitor {
    round_trip: Option<f64>,
    offset: Option<f64>,
    /// Time of travel of the last ping, with the difference of the clocks in it.
    travel: Option<f64>,
    jitter: Option<f64>,
    /// When the program was last told after a ping.
    told: Option<Instant>,
    /// When the newest pose of each stream was taken.
    poses: [Option<Instant>; Stream::ALL.len()],
}

/// The longest that a time in a ping may be, in milliseconds: a day. What is longer is no measurement.
const LONGEST: f64 = 86_400_000.0;

/// The program is told no more often: clients ping once a second, and not to the millisecond.
const LEAST_PAUSE: Duration = Duration::from_millis(500);

impl Monitor {
    /// Whether it is time to tell the program, after a ping. It counts as told.
    pub(crate) fn is_due(&mut self, now: Instant) -> bool {
        let is_due = self
            .told
            .is_none_or(|told| now.saturating_duration_since(told) >= LEAST_PAUSE);
        if is_due {
            self.told = Some(now);
        }
        is_due
    }

    /// A ping has come, when the server's clock showed `now` (ms since 1970).
    pub(crate) fn ping(&mut self, ping: &Value, now: f64) {
        let number = |name| {
            let number = ping.get(name).and_then(Value::as_f64)?;
            number.is_finite().then_some(number)
        };
        let is_time = |time: &f64| (0.0..=LONGEST).contains(time);
        self.round_trip = number("rtt").filter(is_time).or(self.round_trip);
        self.offset = number("offset").or(self.offset);
        let Some(sent) = number("t") else {
            return;
        };
        let travel = now - sent;
        if let Some(last) = self.travel.replace(travel) {
            let difference = (travel - last).abs().min(LONGEST);
            let jitter = self.jitter.unwrap_or(0.0);
            self.jitter = Some(jitter + (difference - jitter) / 16.0);
        }
    }

    /// A pose has come.
    pub(crate) fn pose(&mut self, stream: Stream, taken: Instant) {
        let newest = &mut self.poses[stream as usize];
        *newest = (*newest).max(Some(taken));
    }

    pub(crate) fn state(&self, now: Instant) -> LinkState {
        let duration = |millis: f64| Duration::from_secs_f64(millis / 1000.0);
        let newest = self.poses.iter().flatten().max();
        LinkState {
            round_trip: self.round_trip.map(duration),
            jitter: self.jitter.map(duration),
            clock_offset: self.offset,
            pose_age: newest.map(|taken| now.saturating_duration_since(*taken)),
            ..LinkState::default()
        }
    }
}

/// When what an event tells of was so, by `serverTime` if it has that, else by its arrival.
pub(crate) fn taken(event: &ClientEvent, now: Instant, server_time: f64) -> Instant {
    let taken = event.extra.get("serverTime").and_then(Value::as_f64);
    let age = taken.map_or(0.0, |taken| server_time - taken);
    // One from the future is new, whatever its clock says.
    let age = if age.is_finite() {
        age.clamp(0.0, LONGEST)
    } else {
        0.0
    };
    now.checked_sub(Duration::from_secs_f64(age / 1000.0))
        .unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use vuer_protocol::Map;

    use super::*;

    fn ping(t: f64) -> Value {
        Map::from([("t", t), ("rtt", 10.0), ("offset", -3.0)]).into()
    }

    #[test]
    fn jitter_is_that_of_rfc_3550_whatever_the_clocks_say() {
        let mut monitor = Monitor::default();
        let jitter = |monitor: &Monitor| monitor.state(Instant::now()).jitter;
        monitor.ping(&ping(0.0), 1e12);
        assert_eq!(jitter(&monitor), None);
        monitor.ping(&ping(1000.0), 1e12 + 1016.0);
        assert_eq!(jitter(&monitor), Some(Duration::from_millis(1)));
        monitor.ping(&ping(2000.0), 1e12 + 2016.0);
        assert_eq!(jitter(&monitor), Some(Duration::from_nanos(937_500)));
        let state = monitor.state(Instant::now());
        assert_eq!(state.round_trip, Some(Duration::from_millis(10)));
        assert_eq!(state.clock_offset, Some(-3.0));
    }

    #[test]
    fn the_program_is_told_as_often_as_clients_ping_and_no_more() {
        let (mut monitor, now) = (Monitor::default(), Instant::now());
        let mut due = |millis| monitor.is_due(now + Duration::from_millis(millis));
        assert_eq!(
            [0, 10, 499, 950, 1900, 2000].map(&mut due),
            [true, false, false, true, true, false]
        );
    }

    #[test]
    fn what_is_no_measurement_is_none() {
        let mut monitor = Monitor::default();
        for bad in [f64::NAN, f64::INFINITY, -1.0, 1e300] {
            monitor.ping(&Map::from([("t", bad), ("rtt", bad)]).into(), 1e12);
        }
        monitor.ping(&Value::Nil, 1e12);
        let state = monitor.state(Instant::now());
        assert_eq!(state.round_trip, None);
        assert!(
            state
                .jitter
                .is_some_and(|jitter| jitter.as_millis() as f64 <= LONGEST)
        );
    }

    #[test]
    fn a_pose_is_as_old_as_it_says_and_never_from_the_future() {
        let (mut monitor, now) = (Monitor::default(), Instant::now() + Duration::from_secs(60));
        let event = |server_time: f64| ClientEvent {
            extra: Map::from([("serverTime", server_time)]),
            ..ClientEvent::new("HEAD_MOVE")
        };
        let mut age = |event: &ClientEvent| {
            monitor.pose(Stream::Head, taken(event, now, 5000.0));
            monitor.state(now).pose_age.unwrap()
        };
        assert_eq!(age(&event(4750.0)), Duration::from_millis(250));
        assert_eq!(
            age(&event(4000.0)),
            Duration::from_millis(250),
            "an older one changes nothing"
        );
        assert_eq!(age(&event(f64::NAN)), Duration::ZERO);
        assert_eq!(age(&event(9000.0)), Duration::ZERO);
        assert_eq!(age(&ClientEvent::new("HEAD_MOVE")), Duration::ZERO);
    }
}
