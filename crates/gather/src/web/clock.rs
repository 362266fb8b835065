//! What time it is.

use jiff::{SignedDuration, Timestamp};
use std::str::FromStr;
use std::time::Duration;

/// The clock by which feeds are due and hosts are left their pauses.
///
/// It is that of the machine, or, for rehearsals, one that runs faster from some moment on: so an hour of watching takes a
/// few minutes, and a rehearsal that was stopped goes on at the time it had reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    since: Timestamp,
    rate: u32,
}

impl Default for Clock {
    /// The clock of the machine.
    fn default() -> Self {
        Self { since: Timestamp::UNIX_EPOCH, rate: 1 }
    }
}

impl Clock {
    /// A clock that showed the machine's time at `since` and runs `rate` times as fast from there; 0 counts as 1.
    pub fn faster(since: Timestamp, rate: u32) -> Self {
        Self { since, rate: rate.max(1) }
    }

    /// How many times as fast as the machine's it runs.
    pub fn rate(&self) -> u32 {
        self.rate
    }

    /// What it shows.
    pub fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        if self.rate == 1 {
            return now;
        }
        let passed =
            i32::try_from(self.rate).ok().and_then(|rate| now.duration_since(self.since).checked_mul(rate));
        passed.and_then(|passed| self.since.checked_add(passed).ok()).unwrap_or(now)
    }

    /// How long a time by this clock takes.
    pub fn real(&self, time: Duration) -> Duration {
        time / self.rate
    }

    /// How long it takes until the clock shows a moment; nothing when that is past.
    pub fn until(&self, moment: Timestamp) -> Duration {
        let left = moment.duration_since(self.now());
        self.real(Duration::try_from(left.max(SignedDuration::ZERO)).unwrap_or_default())
    }
}

impl FromStr for Clock {
    type Err = String;

    /// `2031-04-30T08:00:00Z*60`: the moment from which it runs faster, and how many times.
    fn from_str(given: &str) -> Result<Self, String> {
        let parts = given.split_once('*').and_then(|(since, rate)| {
            Some((since.parse().ok()?, rate.parse().ok().filter(|rate| *rate > 0)?))
        });
        let (since, rate) = parts.ok_or("write a moment in UTC, * and a number: 2031-04-30T08:00:00Z*60")?;
        Ok(Self::faster(since, rate))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_faster_clock_shows_more_time_and_takes_less() {
        let since = Timestamp::now() - SignedDuration::from_mins(1);
        let clock = Clock::faster(since, 60);
        let shown = clock.now().duration_since(since);
        assert!(
            shown >= SignedDuration::from_hours(1) && shown < SignedDuration::from_hours(24),
            "{shown:?}"
        );
        assert_eq!(clock.real(Duration::from_mins(1)), Duration::from_secs(1));
        assert_eq!(clock.until(since), Duration::ZERO);
        assert_eq!(format!("{since}*60").parse(), Ok(clock));
        for given in ["", "60", "2031-04-30T08:00:00Z", "2031-04-30T08:00:00Z*0", "noon*2"] {
            assert!(given.parse::<Clock>().is_err(), "{given}");
        }
        assert!(
            Clock::default().now().duration_since(Timestamp::now()).abs() < SignedDuration::from_hours(1)
        );
    }
}
