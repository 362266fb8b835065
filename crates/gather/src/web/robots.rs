//! What outlets let programs fetch: robots.txt, by RFC 9309.

use super::address::Address;
use super::fetch::{FetchError, Fetcher, Known};
use robotxt::Robots;
use std::collections::HashMap;

/// The name under which robots.txt speaks to us.
const NAME: &str = "parallax";

/// No robots.txt is read further than this: the least that RFC 9309 asks for.
const MOST: usize = 500 << 10;

/// What the robots.txt of each origin says; each is fetched once.
#[derive(Debug, Default)]
pub struct Rules {
    by_origin: HashMap<String, Robots>,
}

impl Rules {
    /// Why an address may not be fetched; `None` when it may. An outlet without a robots.txt allows everything; one whose
    /// robots.txt cannot be had allows nothing for now.
    pub fn against(&mut self, address: &Address, fetcher: &Fetcher) -> Option<String> {
        let origin = address.origin();
        let rules = self.by_origin.entry(origin.clone()).or_insert_with(|| fetched(&origin, fetcher));
        let path = address.path();
        if rules.is_allowed(&path) {
            return None;
        }
        Some(match rules.matching_rule(&path) {
            Some(rule) => format!("robots.txt of {origin} says Disallow: {}", rule.pattern()),
            None => format!("robots.txt of {origin} could not be had, which forbids for now"),
        })
    }
}

fn fetched(origin: &str, fetcher: &Fetcher) -> Robots {
    let answer = Address::parse(&format!("{origin}/robots.txt"))
        .map_err(FetchError::Address)
        .and_then(|address| fetcher.get(&address, &Known::default()));
    match answer {
        Ok(answer) if (200..300).contains(&answer.status) => {
            let end = answer.body.len().min(MOST);
            Robots::parse(answer.body.get(..end).unwrap_or_default(), NAME)
        }
        Ok(answer) if (400..500).contains(&answer.status) => Robots::allow_all(),
        // More redirects than are followed count as no robots.txt.
        Err(FetchError::Redirects(_)) => Robots::allow_all(),
        _ => Robots::disallow_all(),
    }
}
