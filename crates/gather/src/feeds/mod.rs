//! Feeds: RSS 0.9 to 2.0, Atom, JSON Feed and News sitemaps, as lists of reports that are to be had.

mod discovery;
mod extras;
mod markup;
pub mod opml;
mod sitemap;

pub(crate) use discovery::discover;

use crate::charset;
use crate::draft::Known;
use crate::foreign;
use crate::html::{tame, tidy};
use crate::problem::cut;
use crate::web::Address;
use article::Particulars;
use feed_rs::model::{Entry, Text};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sitemap::Sitemap;
use std::time::Duration;

/// How many items of a feed are looked at; a long feed has a few hundred.
const MOST: usize = 5000;

/// No title is longer, in bytes, than is looked at.
const LONGEST_TITLE: usize = 4 << 10;

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
    /// How long it asks to be left alone.
    pub(crate) every: Option<Duration>,
}

/// An item of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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
        && ["<rss", "<rdf:rdf", "<feed", "<urlset", "<sitemapindex"].iter().any(|root| start.contains(root))
        && !start.contains("<html")
}

/// The items of a feed that stands at `base`.
///
/// # Errors
///
/// Says why the bytes are no feed.
pub(crate) fn parse(bytes: &[u8], base: &Address) -> Result<Feed, String> {
    let text = charset::decode(bytes, None, true).map_err(|error| error.to_string())?.text;
    if is_sitemap(&text) {
        return match sitemap::parse(&text, base)? {
            Sitemap::Pages(feed) => Ok(feed),
            Sitemap::Index(_) => Err("it is an index of sitemaps; follow those that it names".to_owned()),
        };
    }
    let parser = feed_rs::parser::Builder::new().base_uri(Some(base.to_string())).build();
    let read = |bytes: &[u8]| foreign::call(|| parser.parse(bytes));
    let feed = if let Ok(feed) = read(bytes)? {
        feed
    } else {
        // Bytes that are not of the charset that the feed names are replaced, and what it names is no longer so.
        let undeclared = text.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
        let text = undeclared.map_or(text.as_str(), |(_, rest)| rest);
        read(text.as_bytes())?.map_err(|error| cut(&error.to_string()))?
    };
    let title = feed.title.as_ref().and_then(plain);
    let passed_over = feed.entries.len().saturating_sub(MOST);
    let language = feed.language;
    let extras = extras::of(&text);
    // Where the parser saw other items, nobody can say whose is whose.
    let are_told = extras.sources.len() == feed.entries.len();
    let mut sources = extras.sources.into_iter();
    let mut items = Vec::new();
    for entry in feed.entries.into_iter().take(MOST) {
        let source = sources.next().flatten().filter(|_| are_told);
        items.push(item(entry, language.as_deref(), source, base));
    }
    Ok(Feed { title, items, passed_over, every: extras.every })
}

/// Whether the root of a text is that of a sitemap.
fn is_sitemap(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').get(..SNIFFED.min(text.len())).unwrap_or(text);
    (start.contains("<urlset") || start.contains("<sitemapindex"))
        && !start.contains("<rss")
        && !start.contains("<feed")
}

/// The sitemaps that an index of sitemaps names, the ones changed last first; `None` when the bytes are none.
pub(crate) fn sitemaps(bytes: &[u8], base: &Address) -> Option<Vec<Address>> {
    let text = charset::decode(bytes, None, true).ok()?.text;
    match is_sitemap(&text).then(|| sitemap::parse(&text, base).ok())?? {
        Sitemap::Index(mut further) => {
            further.sort_by(|a, b| b.1.cmp(&a.1));
            Some(further.into_iter().map(|(address, _)| address).collect())
        }
        Sitemap::Pages(_) => None,
    }
}

fn item(entry: Entry, language: Option<&str>, source: Option<String>, base: &Address) -> Item {
    let moment = |seconds: i64| Timestamp::from_second(seconds).ok().map(|moment| moment.to_string());
    let names: Vec<String> =
        entry.authors.iter().filter_map(|person| tidy(person.name.as_deref()?)).collect();
    // An enclosure is a picture or a recording; `alternate` and no relation at all are the report.
    let is_report = |rel: Option<&str>| rel.is_none_or(|rel| rel == "alternate");
    let link = entry.links.iter().find(|link| is_report(link.rel.as_deref()) && link.target.is_none());
    let link = link.and_then(|link| base.join(&link.href).ok());
    // RSS lets the id be the address, where it says nothing else.
    let link = link.or_else(|| Address::parse(&entry.id).ok());
    Item {
        known: Known {
            title: entry.title.as_ref().and_then(plain),
            url: link.as_ref().map(ToString::to_string),
            published: entry.published.and_then(|moment_of| moment(moment_of.timestamp())),
            modified: entry.updated.and_then(|moment_of| moment(moment_of.timestamp())),
            byline: (!names.is_empty()).then(|| names.join(", ")),
            language: entry.language.or_else(|| language.map(str::to_owned)),
            particulars: Particulars { source, ..Particulars::default() },
            ..Known::default()
        },
        link,
        content: entry.content.and_then(|content| content.body),
    }
}

/// The words of a text that may be HTML, on one line.
fn plain(text: &Text) -> Option<String> {
    let (tamed, _) = tame(text.content.get(..text.content.floor_char_boundary(LONGEST_TITLE))?);
    let words = foreign::call(|| dom_query::Document::fragment(tamed).text().to_string());
    tidy(&words.ok()?)
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

    proptest::proptest! {
        #[test]
        fn no_bytes_are_too_much(
            place in 0usize..500, with in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..40), which in 0usize..4
        ) {
            let feeds = [
                "<rss version='2.0'><channel><ttl>5</ttl><title>T</title><item><title>a</title><link>/a</link><source>S</source></item></channel></rss>",
                "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><entry><title>a</title><link href='/a'/><updated>2031-04-30T15:20:00Z</updated></entry></feed>",
                "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"T\", \"items\": [{\"id\": \"1\", \"url\": \"/a\"}]}",
                "<urlset><url><loc>/a</loc><news><publication><name>T</name></publication><title>a</title></news></url></urlset>",
            ];
            let mut bytes = feeds[which].as_bytes().to_vec();
            let place = place % bytes.len();
            bytes.splice(place..(place + with.len() / 2).min(bytes.len()), with);
            let _ = (parse(&bytes, &base()), sitemaps(&bytes, &base()), discover(&bytes, &base()), opml::read(&bytes));
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
    fn a_feed_in_another_charset_than_it_says_is_read() {
        let mut bytes =
            b"<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>Caf".to_vec();
        bytes.push(0xe9);
        bytes.extend_from_slice(b"</title><item><title>a</title></item></channel></rss>");
        assert_eq!(parse(&bytes, &base()).unwrap().items.len(), 1);
        let latin = b"<?xml version='1.0' encoding='iso-8859-1'?><rss version='2.0'><channel><title>Caf\xe9</title><item><title>a</title></item></channel></rss>";
        assert_eq!(parse(latin, &base()).unwrap().title.as_deref(), Some("Caf\u{e9}"));
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
