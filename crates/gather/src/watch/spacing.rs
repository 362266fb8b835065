//! When to ask again.

use crate::web::Fetched;
use jiff::Timestamp;
use std::time::Duration;

/// A feed that wants to be left alone for longer is asked after so long all the same: the wish is more often an oversight.
const LONGEST_WISH: Duration = Duration::from_hours(6);

/// However often it failed, a feed is asked after so long.
const LONGEST_BACK_OFF: Duration = Duration::from_hours(24);

/// The share by which a time is made longer or shorter, so that what failed together does not come back together.
const JITTER: f64 = 0.1;

/// A time made longer or shorter by up to a tenth. `seed` decides by how much, the same in every run.
pub(super) fn jittered(time: Duration, seed: &str, now: Timestamp) -> Duration {
    let digest = xxhash_rust::xxh3::xxh3_64_with_seed(seed.as_bytes(), now.as_second().cast_unsigned());
    let share = (digest % 2001) as f64 / 1000.0 - 1.0;
    time.mul_f64(1.0 + JITTER * share)
}

/// How long after an answer a feed is asked again: as the user wishes, longer where the feed does.
pub(super) fn spacing(every: Duration, feed: Option<Duration>, answer: Option<&Fetched>) -> Duration {
    let server = answer.and_then(|answer| max_age(answer.cache_control.as_deref()?));
    let wish = feed.max(server).unwrap_or_default().min(LONGEST_WISH);
    every.max(wish)
}

/// How long after its `failures`-th failure in a row something is asked again: twice as long each time.
pub(super) fn back_off(every: Duration, failures: u32) -> Duration {
    let doubled = every.saturating_mul(1 << failures.saturating_sub(1).min(16));
    doubled.clamp(every, LONGEST_BACK_OFF.max(every))
}

fn max_age(cache_control: &str) -> Option<Duration> {
    let age = cache_control.split(',').find_map(|part| part.trim().strip_prefix("max-age="))?;
    age.trim_matches('"').parse().ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::Address;

    fn answer(cache_control: Option<&str>) -> Fetched {
        Fetched {
            status: 200,
            address: Address::parse("https://tide.example/").unwrap(),
            moved: None,
            content_type: None,
            known: crate::web::Known::default(),
            retry_after: None,
            cache_control: cache_control.map(str::to_owned),
            is_reserved: false,
            body: Vec::new(),
        }
    }

    #[test]
    fn a_feed_is_asked_as_often_as_both_sides_like() {
        let (every, minutes) = (Duration::from_mins(15), Duration::from_mins);
        for (feed, server, expected) in [
            (None, None, minutes(15)),
            (Some(minutes(5)), None, minutes(15)),
            (Some(minutes(60)), Some("public, max-age=1800"), minutes(60)),
            (None, Some("max-age=1800"), minutes(30)),
            (None, Some("max-age=31536000"), minutes(360)),
            (None, Some("no-store"), minutes(15)),
        ] {
            let answer = answer(server);
            assert_eq!(spacing(every, feed, Some(&answer)), expected, "{feed:?} {server:?}");
        }
    }

    #[test]
    fn what_fails_is_asked_ever_less_often_but_never_given_up() {
        let every = Duration::from_mins(15);
        let times: Vec<u64> =
            [1, 2, 3, 8, 4_000_000].iter().map(|n| back_off(every, *n).as_secs() / 60).collect();
        assert_eq!(times, [15, 30, 60, 1440, 1440]);
        let now = Timestamp::UNIX_EPOCH;
        let spread: std::collections::BTreeSet<_> =
            (0..50).map(|n| jittered(every, &format!("feed {n}"), now).as_secs()).collect();
        assert!(spread.len() > 20, "{spread:?}");
        assert!(spread.iter().all(|time| (809..=991).contains(time)), "{spread:?}");
    }
}
