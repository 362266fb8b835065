//! Feeds: RSS 0.9 to 2.0, Atom and JSON Feed, as lists of reports that are to be had.

use crate::draft::Known;
use crate::foreign;
use crate::html::tidy;
use crate::problem::cut;
use crate::web::Address;
use feed_rs::model::{Entry, Text};
use jiff::Timestamp;

/// How many items of a feed are looked at; a long feed has a few hundred.
const MOST: usize = 5000;

/// How many bytes [`looks_like_feed`] wants to see.
const SNIFFED: usize = 2048;

/// A feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Feed {
    /// What it is called.
    pub(crate) title: Option<String>,
    /// Its items, in its own order.
    pub(crate) items: Vec<Item>,
    /// How many items were passed over, as there are too many.
    pub(crate) passed_over: usize,
}

/// An item of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Item {
    /// Where its report stands.
    pub(crate) link: Option<Address>,
    /// What the feed says of it. Its dates are in UTC, as feeds give them.
    pub(crate) known: Known,
    /// Its text as HTML, where the feed has it whole; a teaser is none.
    pub(crate) content: Option<String>,
}

/// Whether the bytes begin as a feed does.
pub(crate) fn looks_like_feed(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(SNIFFED)).unwrap_or_default();
    let start = String::from_utf8_lossy(start).to_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('{') {
        return start.contains("jsonfeed.org/version");
    }
    start.starts_with('<')
        && ["<rss", "<rdf:rdf", "<feed"].iter().any(|root| start.contains(root))
        && !start.contains("<html")
}

/// The items of a feed that stands at `base`.
///
/// # Errors
///
/// Says why the bytes are no feed.
pub(crate) fn parse(bytes: &[u8], base: &Address) -> Result<Feed, String> {
    let parser = feed_rs::parser::Builder::new().base_uri(Some(base.to_string())).build();
    let feed = foreign::call(|| parser.parse(bytes))?.map_err(|error| cut(&error.to_string()))?;
    let title = feed.title.as_ref().and_then(plain);
    let passed_over = feed.entries.len().saturating_sub(MOST);
    let language = feed.language;
    let items =
        feed.entries.into_iter().take(MOST).map(|entry| item(entry, language.as_deref(), base)).collect();
    Ok(Feed { title, items, passed_over })
}

fn item(entry: Entry, language: Option<&str>, base: &Address) -> Item {
    let moment = |seconds: i64| Timestamp::from_second(seconds).ok().map(|moment| moment.to_string());
    let names: Vec<String> =
        entry.authors.iter().filter_map(|person| tidy(person.name.as_deref()?)).collect();
    // An enclosure is a picture or a recording; `alternate` and no relation at all are the report.
    let is_report = |rel: Option<&str>| rel.is_none_or(|rel| rel == "alternate");
    let link = entry.links.iter().find(|link| is_report(link.rel.as_deref())).or(entry.links.first());
    let link = link.and_then(|link| base.join(&link.href).ok());
    Item {
        known: Known {
            title: entry.title.as_ref().and_then(plain),
            url: link.as_ref().map(ToString::to_string),
            published: entry.published.and_then(|moment_of| moment(moment_of.timestamp())),
            modified: entry.updated.and_then(|moment_of| moment(moment_of.timestamp())),
            byline: (!names.is_empty()).then(|| names.join(", ")),
            language: entry.language.or_else(|| language.map(str::to_owned)),
            ..Known::default()
        },
        link,
        content: entry.content.and_then(|content| content.body),
    }
}

/// The words of a text that may be HTML, on one line.
fn plain(text: &Text) -> Option<String> {
    let words = dom_query::Document::fragment(text.content.as_str()).text().to_string();
    tidy(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> Address {
        Address::parse("https://tide.example/feeds/world.xml").unwrap()
    }

    fn parsed(text: &str) -> Feed {
        assert!(looks_like_feed(text.as_bytes()), "{text}");
        parse(text.as_bytes(), &base()).unwrap()
    }

    #[test]
    fn feeds_of_all_kinds_say_the_same() {
        let rss = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>The Tide &amp; more</title><item>
            <title>Gate &lt;b&gt;shut&lt;/b&gt;</title><link>https://tide.example/gate</link><author>a@tide.example (Ada Roe)</author>
            <pubDate>Wed, 30 Apr 2031 17:20:00 +0200</pubDate></item></channel></rss>"#;
        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>The Tide &amp; more</title><id>x</id><updated>2031-04-30T15:20:00Z</updated>
            <entry><id>1</id><title>Gate shut</title><link rel="enclosure" href="/p.jpg"/><link href="/gate"/><published>2031-04-30T15:20:00Z</published>
            <updated>2031-04-30T15:20:00Z</updated></entry></feed>"#;
        let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "The Tide & more", "items": [{"id": "1", "title": "Gate shut",
            "url": "https://tide.example/gate", "date_published": "2031-04-30T17:20:00+02:00", "content_html": "<p>Shut.</p>"}]}"#;
        for text in [rss, atom, json] {
            let feed = parsed(text);
            assert_eq!(feed.title.as_deref(), Some("The Tide & more"), "{text}");
            let [item] = feed.items.as_slice() else { panic!("{text}") };
            assert_eq!(item.known.title.as_deref(), Some("Gate shut"), "{text}");
            assert_eq!(item.link.as_ref().unwrap().to_string(), "https://tide.example/gate", "{text}");
            assert_eq!(item.known.published.as_deref(), Some("2031-04-30T15:20:00Z"), "{text}");
        }
    }

    #[test]
    fn what_is_no_feed_says_so() {
        for text in ["<!doctype html><html><feed>", "Rain <rss>", "{}", "", "<p>"] {
            assert!(!looks_like_feed(text.as_bytes()), "{text}");
        }
        for text in [
            "<rss",
            "<rss><channel><item><title>a",
            "{\"version\": \"https://jsonfeed.org/version/1\"",
            "<feed/>",
        ] {
            let _ = parse(text.as_bytes(), &base());
        }
        assert!(parse(b"<rss", &base()).is_err());
    }

    #[test]
    fn dates_and_links_that_are_none_are_left_out() {
        let feed = parsed(
            "<rss version='2.0'><channel><item><title>a</title><link>javascript:alert(1)</link><pubDate>Smarch 3</pubDate></item>
            <item><description>no title</description></item></channel></rss>",
        );
        assert_eq!(feed.items.len(), 2);
        assert_eq!((&feed.items[0].link, &feed.items[0].known.published), (&None, &None));
    }
}
