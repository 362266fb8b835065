//! What outlets let programs fetch: robots.txt, by RFC 9309, and reservations of text and data mining, by the TDM
//! Reservation Protocol.

use super::address::Address;
use super::fetch::{FetchError, Fetched};
use robotxt::Robots;
use serde_json::Value;
use std::time::Duration;

/// The name under which robots.txt speaks to us.
const NAME: &str = "parallax";

/// No robots.txt is read further than this: the least that RFC 9309 asks for.
const MOST: usize = 500 << 10;

/// No more places of a `tdmrep.json` are looked at.
const MOST_PLACES: usize = 1000;

/// No longer pause than this is left a host because its robots.txt asks for it; `Crawl-delay` is no part of RFC 9309.
pub(crate) const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// Why an address may not be fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Forbidden {
    /// A rule says so.
    #[error("robots.txt of {origin} says Disallow: {rule}")]
    Rule {
        /// Whose rules these are.
        origin: String,
        /// The pattern of the rule.
        rule: String,
    },
    /// The rules could not be had; the HTTP status. RFC 9309 has that forbid everything for now.
    #[error("robots.txt of {origin} answered with status {status}, which forbids for now; try again later")]
    Status {
        /// Whose rules these are.
        origin: String,
        /// What the server answered.
        status: u16,
    },
    /// Nor could the rest: the host cannot be reached, or may not be.
    #[error("{0}")]
    Fetch(FetchError),
}

/// What an origin lets programs fetch and keep.
#[derive(Debug)]
pub(super) struct Rules {
    robots: Robots,
    /// Each place that is reserved or expressly not, in the order of the file.
    reservations: Vec<(Robots, bool)>,
}

impl Rules {
    /// What the answer for its robots.txt says. An outlet without one allows everything.
    pub(super) fn of(origin: &str, answer: Result<Fetched, FetchError>) -> Result<Self, Forbidden> {
        let robots = match answer {
            Ok(answer) if (200..300).contains(&answer.status) => {
                let end = answer.body.len().min(MOST);
                Robots::parse(answer.body.get(..end).unwrap_or_default(), NAME)
            }
            Ok(answer) if (400..500).contains(&answer.status) && answer.status != 429 => Robots::allow_all(),
            Ok(answer) => {
                return Err(Forbidden::Status { origin: origin.to_owned(), status: answer.status });
            }
            // More redirects than are followed count as no robots.txt.
            Err(FetchError::Redirects(_)) => Robots::allow_all(),
            Err(error) => return Err(Forbidden::Fetch(error)),
        };
        Ok(Self { robots, reservations: Vec::new() })
    }

    /// Adds what stands in the origin's `/.well-known/tdmrep.json`. One that cannot be understood reserves nothing.
    pub(super) fn reserve(&mut self, file: &[u8]) {
        let places: Vec<Value> =
            serde_json::from_slice(file.get(..file.len().min(MOST)).unwrap_or_default()).unwrap_or_default();
        self.reservations = places.iter().take(MOST_PLACES).filter_map(place).collect();
    }

    /// Whether an address of the origin may be fetched.
    ///
    /// # Errors
    ///
    /// Says why it may not.
    pub(super) fn allow(&self, address: &Address) -> Result<(), Forbidden> {
        let path = address.path();
        if self.robots.is_allowed(&path) {
            return Ok(());
        }
        let rule = self.robots.matching_rule(&path).map_or("/", robotxt::Rule::pattern).to_owned();
        Err(Forbidden::Rule { origin: address.origin(), rule })
    }

    /// Whether text and data mining is reserved at an address of the origin.
    pub(super) fn is_reserved(&self, address: &Address) -> bool {
        let path = address.path();
        let place = self.reservations.iter().find(|(place, _)| !place.is_allowed(&path));
        place.is_some_and(|(_, is_reserved)| *is_reserved)
    }

    /// The pause between two calls that the origin asks for.
    pub(super) fn pause(&self) -> Duration {
        self.robots.crawl_delay().unwrap_or_default().min(LONGEST_PAUSE)
    }

    /// The sitemaps that robots.txt names.
    pub(super) fn sitemaps(&self) -> Vec<Address> {
        self.robots.sitemaps().iter().filter_map(|address| Address::parse(address.as_str()).ok()).collect()
    }
}

/// A place in `tdmrep.json`, and whether it is reserved. Places are written as robots.txt writes them.
fn place(said: &Value) -> Option<(Robots, bool)> {
    let location = said.get("location")?.as_str()?.trim();
    if !location.starts_with('/') || location.contains(char::is_control) {
        return None;
    }
    let is_reserved = match said.get("tdm-reservation")? {
        Value::Number(number) => number.as_u64() == Some(1),
        Value::String(words) => words.trim() == "1",
        Value::Bool(is_reserved) => *is_reserved,
        _ => return None,
    };
    let file = format!("User-agent: {NAME}\nDisallow: {location}\n");
    Some((Robots::parse(file.as_bytes(), NAME), is_reserved))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str) -> Address {
        Address::parse(&format!("https://tide.example{path}")).unwrap()
    }

    #[test]
    fn the_first_place_that_fits_says_whether_it_is_reserved() {
        let mut rules = Rules { robots: Robots::allow_all(), reservations: Vec::new() };
        rules.reserve(
            br#"[{"location": "/news/open/*", "tdm-reservation": 0}, {"location": "/news/", "tdm-reservation": 1},
                {"location": "/a\nAllow: /", "tdm-reservation": 1}, {"location": "*.pdf", "tdm-reservation": 1},
                7, {"location": "/odd/"}, {"location": "/words/", "tdm-reservation": "1"}]"#,
        );
        for (path, is_reserved) in [
            ("/news/gate", true),
            ("/news/open/gate", false),
            ("/", false),
            ("/a", false),
            ("/odd/1", false),
            ("/words/1", true),
        ] {
            assert_eq!(rules.is_reserved(&at(path)), is_reserved, "{path}");
        }
        rules.reserve(b"<html>");
        assert!(!rules.is_reserved(&at("/news/gate")));
    }
}
