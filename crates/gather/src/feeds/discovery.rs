//! Which feeds a page names.

use crate::charset;
use crate::foreign;
use crate::html::{tame, tidy};
use crate::web::Address;
use dom_query::Document;
use std::collections::BTreeSet;

/// A feed that a page names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Discovered {
    pub(crate) address: Address,
    /// What the page calls it.
    pub(crate) title: Option<String>,
}

/// The media types under which pages name feeds.
const TYPES: [&str; 4] =
    ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"];

/// No page names more feeds than are worth looking at.
const MOST: usize = 50;

/// The feeds that a page at `base` names as its alternates, in its order. Those of comments come last.
pub(crate) fn discover(html: &[u8], base: &Address) -> Vec<Discovered> {
    let Ok(decoded) = charset::decode(html, None, true) else { return Vec::new() };
    let found = foreign::call(|| {
        let (tamed, _) = tame(&decoded.text);
        let document = Document::from(tamed);
        let base = document.select("base[href]").iter().next();
        let base_of = base.and_then(|tag| Some(tag.attr("href")?.to_string()));
        let links = document.select("link[rel][href]");
        let mut found = Vec::new();
        for link in links.iter().take(1000) {
            let relation = link.attr_or("rel", "").to_lowercase();
            let kind = link.attr_or("type", "").trim().to_lowercase();
            let is_named = relation.split_whitespace().any(|word| word == "alternate");
            let is_feed = TYPES.contains(&kind.split(';').next().unwrap_or_default())
                || relation.split_whitespace().any(|word| word == "feed");
            if is_feed && (is_named || relation.contains("feed")) {
                found.push((link.attr_or("href", "").to_string(), tidy(&link.attr_or("title", ""))));
            }
        }
        (base_of, found)
    });
    let Ok((base_of, links)) = found else { return Vec::new() };
    let base = base_of.and_then(|given| base.join(&given).ok()).unwrap_or_else(|| base.clone());
    let mut seen = BTreeSet::new();
    let mut feeds: Vec<Discovered> = links
        .into_iter()
        .filter_map(|(href, title)| Some(Discovered { address: base.join(&href).ok()?, title }))
        .filter(|feed| seen.insert(feed.address.clone()))
        .take(MOST)
        .collect();
    feeds.sort_by_key(is_of_comments);
    feeds
}

fn is_of_comments(feed: &Discovered) -> bool {
    feed.address.path().to_lowercase().split(['/', '?', '=', '.', '-']).any(|part| part == "comments")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_feeds_of_a_page_are_those_it_names() {
        let base = Address::parse("https://tide.example/world/").unwrap();
        let page = b"<head><link rel=stylesheet href=a.css><link rel='alternate' type='application/rss+xml' href='/comments/feed' title=Talk>
            <link rel=ALTERNATE type='application/atom+xml; charset=utf-8' href='atom.xml' title='World &amp; more'><link rel=alternate hreflang=fr href=/fr>
            <link rel=alternate type='application/rss+xml' href='javascript:alert(1)'><link rel=alternate type=application/feed+json href=/feed.json>
            <link rel=alternate type=application/feed+json href=/feed.json></head>";
        let found = discover(page, &base);
        let shown: Vec<String> = found.iter().map(|feed| feed.address.to_string()).collect();
        assert_eq!(
            shown,
            [
                "https://tide.example/world/atom.xml",
                "https://tide.example/feed.json",
                "https://tide.example/comments/feed"
            ]
        );
        assert_eq!(found[0].title.as_deref(), Some("World & more"));
        assert!(discover(b"\0\0", &base).is_empty());
    }
}
