//! Finds the feed of a site.

use super::Feed;
use crate::feeds::opml::{Listed, Subscription};
use crate::feeds::{self, discover, sitemaps};
use crate::problem::ProblemKind;
use crate::web::{Address, Known, Polite};
use std::collections::BTreeSet;

/// Where sites often have a feed that their pages do not name.
const USUAL: [&str; 6] = ["/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml"];

/// No more places than these are asked to find the feed of a site.
const ASKED: usize = 20;

/// What was found at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The feed.
    pub feed: Feed,
    /// How many items it has.
    pub items: usize,
    /// Other feeds that the site names, which were not asked.
    pub others: Vec<Address>,
}

/// The feed at an address; where a page stands there, the first that works of those that the page names, of the News sitemaps
/// that its robots.txt names, and of the usual places.
///
/// # Errors
///
/// When the address cannot be had, or no feed is found.
pub fn find(address: &Address, polite: &Polite) -> Result<Found, ProblemKind> {
    let answer = polite.get(address, &Known::default())?;
    if !(200..300).contains(&answer.status) {
        return Err(ProblemKind::Status(answer.status));
    }
    // A redirect that may be taken back tomorrow is not remembered.
    let here = answer.moved.clone().unwrap_or_else(|| address.clone());
    let found = |address: Address, name: Option<String>, feed: &feeds::Feed| {
        let said = Subscription { name: None, ..Subscription::default() };
        let mut followed = Feed::new(Listed { address, said }, polite.clock().now());
        followed.title = feed.title.clone().or(name);
        Found { feed: followed, items: feed.items.len(), others: Vec::new() }
    };
    if let Ok(feed) = feeds::parse(&answer.body, &answer.address) {
        return Ok(found(here, None, &feed));
    }
    let mut candidates: Vec<(Address, Option<String>)> = Vec::new();
    let further = sitemaps(&answer.body, &answer.address);
    let is_index = further.is_some();
    if let Some(further) = further {
        candidates.extend(further.into_iter().map(|address| (address, None)));
    } else {
        let named = discover(&answer.body, &answer.address);
        candidates.extend(named.into_iter().map(|feed| (feed.address, feed.title)));
        let named = polite.sitemaps(&answer.address);
        let of_news = named.into_iter().filter(|address| address.path().to_lowercase().contains("news"));
        candidates.extend(of_news.map(|address| (address, None)));
    }
    let named = candidates.len();
    if !is_index {
        candidates.extend(USUAL.iter().filter_map(|path| Some((answer.address.join(path).ok()?, None))));
    }
    let mut seen = BTreeSet::new();
    for (place, (candidate, name)) in candidates.iter().take(ASKED).enumerate() {
        if !seen.insert(candidate) {
            continue;
        }
        let Ok(answer) = polite.get(candidate, &Known::default()) else { continue };
        if answer.status != 200 {
            continue;
        }
        if let Ok(feed) = feeds::parse(&answer.body, &answer.address) {
            let others = candidates.get(place + 1..named).unwrap_or_default();
            let others = others.iter().map(|(address, _)| address.clone()).collect();
            return Ok(Found { others, ..found(candidate.clone(), name.clone(), &feed) });
        }
    }
    Err(ProblemKind::NoFeed)
}
