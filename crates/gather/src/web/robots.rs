//! What outlets let programs fetch: robots.txt, by RFC 9309.

use super::address::Address;
use super::fetch::{FetchError, Fetcher, Known};
use robotxt::Robots;
use std::collections::HashMap;

/// The name under which robots.txt speaks to us.
const NAME: &str = "parallax";

/// No robots.txt is read further than this: the least that RFC 9309 asks for.
const MOST: usize = 500 << 10;

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

/// What the robots.txt of each origin says; each is fetched once.
#[derive(Debug, Default)]
pub struct Rules {
    by_origin: HashMap<String, Result<Robots, Forbidden>>,
}

impl Rules {
    /// Whether an address may be fetched. An outlet without a robots.txt allows everything.
    ///
    /// # Errors
    ///
    /// Says why it may not.
    pub fn allow(&mut self, address: &Address, fetcher: &Fetcher) -> Result<(), Forbidden> {
        let origin = address.origin();
        let rules = self.by_origin.entry(origin.clone()).or_insert_with(|| fetched(&origin, fetcher));
        let rules = rules.as_ref().map_err(Clone::clone)?;
        let path = address.path();
        if rules.is_allowed(&path) {
            return Ok(());
        }
        let rule = rules.matching_rule(&path).map_or("/", robotxt::Rule::pattern).to_owned();
        Err(Forbidden::Rule { origin, rule })
    }
}

fn fetched(origin: &str, fetcher: &Fetcher) -> Result<Robots, Forbidden> {
    let address = Address::parse(&format!("{origin}/robots.txt"));
    let address = address.map_err(|error| Forbidden::Fetch(FetchError::Address(error)))?;
    match fetcher.get(&address, &Known::default()) {
        Ok(answer) if (200..300).contains(&answer.status) => {
            let end = answer.body.len().min(MOST);
            Ok(Robots::parse(answer.body.get(..end).unwrap_or_default(), NAME))
        }
        Ok(answer) if (400..500).contains(&answer.status) => Ok(Robots::allow_all()),
        Ok(answer) => Err(Forbidden::Status { origin: origin.to_owned(), status: answer.status }),
        // More redirects than are followed count as no robots.txt.
        Err(FetchError::Redirects(_)) => Ok(Robots::allow_all()),
        Err(error) => Err(Forbidden::Fetch(error)),
    }
}
