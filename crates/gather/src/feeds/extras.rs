//! What feeds say that the parser of feeds passes over: where an item was taken from, and how often the feed changes.

use super::markup::{Step, steps};
use std::time::Duration;

/// What else a feed says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Extras {
    /// For each item, in the order of the feed, the name of the outlet that it was taken from (`source` of RSS and Atom).
    pub(super) sources: Vec<Option<String>>,
    /// How long the feed asks to be left alone (`ttl` of RSS, `updatePeriod` and `updateFrequency` of the syndication module).
    pub(super) every: Option<Duration>,
}

/// What else a feed of XML says, up to the first place that is none.
pub(super) fn of(xml: &str) -> Extras {
    let mut extras = Extras::default();
    let (mut ttl, mut period, mut frequency) = (None, None, 1);
    let mut path: Vec<String> = Vec::new();
    let mut words = String::new();
    for step in steps(xml) {
        match step {
            Ok(Step::Begin(element)) => {
                if matches!(element.name.as_str(), "item" | "entry") {
                    extras.sources.push(None);
                }
                path.push(element.name);
                words.clear();
            }
            Ok(Step::Text(text)) => words.push_str(&text),
            Ok(Step::End(name)) => {
                let outer: Vec<&str> = path.iter().rev().skip(1).take(2).map(String::as_str).collect();
                let said = words.split_whitespace().collect::<Vec<_>>().join(" ");
                match (name.as_str(), outer.as_slice()) {
                    ("source", ["item" | "entry", ..]) | ("title", ["source", "item" | "entry"])
                        if !said.is_empty() =>
                    {
                        if let Some(last) = extras.sources.last_mut() {
                            *last = Some(said);
                        }
                    }
                    ("ttl", ["channel", ..]) => ttl = said.parse().ok(),
                    ("updateperiod", _) => period = minutes(&said),
                    ("updatefrequency", _) => frequency = said.parse().unwrap_or(1).max(1),
                    _ => {}
                }
                // A closing tag without an opening one closes nothing.
                if path.last() == Some(&name) {
                    path.pop();
                }
                words.clear();
            }
            Err(_) => break,
        }
    }
    let minutes: Option<u64> = ttl.max(period.map(|period| period / frequency));
    extras.every = minutes.map(|minutes| Duration::from_secs(minutes.saturating_mul(60)));
    extras
}

/// The minutes of a period of the syndication module.
fn minutes(period: &str) -> Option<u64> {
    let hours = match period {
        "hourly" => 1,
        "daily" => 24,
        "weekly" => 7 * 24,
        "monthly" => 30 * 24,
        "yearly" => 365 * 24,
        _ => return None,
    };
    Some(hours * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_and_spacing_are_read_from_rss_and_atom() {
        let rss = "<rss><channel><ttl>30</ttl><item><title>a</title><source url='https://x.example'>Calder &amp; Wire</source></item>
            <item><title>b</title></item></channel></rss>";
        let found = of(rss);
        assert_eq!(found.sources, [Some("Calder & Wire".to_owned()), None]);
        assert_eq!(found.every, Some(Duration::from_mins(30)));
        let atom = "<feed xmlns:sy='s'><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>
            <entry><source><id>1</id><title>Calder Wire</title></source><title>Gate</title></entry></feed>";
        let found = of(atom);
        assert_eq!(
            (found.sources, found.every),
            (vec![Some("Calder Wire".to_owned())], Some(Duration::from_mins(15)))
        );
        assert_eq!(of("<rss><channel><ttl>soon</ttl>").every, None);
    }
}
