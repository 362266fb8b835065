//! The feeds of made outlets, as each manner writes them.

use crate::Manner;
use crate::pages::headline;
use jiff::Timestamp;
use std::fmt::Write;

/// An item of a feed.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// The number of its page in the world.
    pub(crate) number: u64,
    pub(crate) address: String,
    pub(crate) published: Timestamp,
    /// When its page was changed last.
    pub(crate) modified: Timestamp,
}

/// A feed with these items, and its media type. `asked` counts how often it was asked for.
pub(crate) fn feed(manner: Manner, title: &str, items: &[Item], asked: u32) -> (&'static str, Vec<u8>) {
    match manner {
        Manner::Edited => ("application/atom+xml", atom(title, items).into_bytes()),
        Manner::Json => ("application/feed+json", json(title, items).into_bytes()),
        Manner::Sitemap => ("application/xml", sitemap(title, items).into_bytes()),
        Manner::WrongCharset => {
            let text = rss(manner, &format!("{title} \u{e9}"), items, asked);
            (
                "application/rss+xml; charset=utf-8",
                text.chars().map(|letter| u8::try_from(letter).unwrap_or(b'?')).collect(),
            )
        }
        Manner::Torn | Manner::Stale => {
            let text = rss(manner, title, items, asked);
            let half = text.len() / 3;
            (
                "application/rss+xml",
                text.get(..half).unwrap_or_default().replace("<item>", "<item").into_bytes(),
            )
        }
        Manner::Bare => ("application/rss+xml", rss(manner, title, &[], asked).into_bytes()),
        _ => ("application/rss+xml", rss(manner, title, items, asked).into_bytes()),
    }
}

fn rfc_2822(moment: Timestamp) -> String {
    moment.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

fn rss(manner: Manner, title: &str, items: &[Item], asked: u32) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>{title}</title><link>/</link>"
    );
    for item in items {
        let link = match manner {
            Manner::Tracking => format!("{}?utm_source=feed&amp;utm_campaign={asked}", item.address),
            _ => item.address.clone(),
        };
        let (id, day) = (&item.address, rfc_2822(item.published));
        let more = match manner {
            Manner::Nameless => String::new(),
            Manner::OneId => format!("<guid isPermaLink=\"false\">1</guid><pubDate>{day}</pubDate>"),
            Manner::Future => format!("<guid>{id}</guid><pubDate>Wed, 01 Nov 2090 10:00:00 GMT</pubDate>"),
            Manner::BadDates => {
                format!("<guid>{id}</guid><pubDate>Smarch the {}th, late</pubDate>", item.number)
            }
            _ => format!("<guid>{id}</guid><pubDate>{day}</pubDate>"),
        };
        let headline = headline(item.number);
        let _ = write!(
            out,
            "<item><title>{headline}</title><link>{link}</link><description>More on the page.</description>{more}</item>"
        );
    }
    out + "</channel></rss>"
}

fn atom(title: &str, items: &[Item]) -> String {
    let mut out =
        format!("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>{title}</title><id>urn:{title}</id>");
    for item in items {
        let (address, headline) = (&item.address, headline(item.number));
        let (published, modified) = (item.published, item.modified);
        let _ = write!(
            out,
            "<entry><id>{address}</id><title>{headline}</title><link href=\"{address}\"/><published>{published}</published><updated>{modified}</updated></entry>"
        );
    }
    out + "</feed>"
}

fn json(title: &str, items: &[Item]) -> String {
    let items: Vec<String> = items
        .iter()
        .map(|item| {
            let (address, headline, day) = (&item.address, headline(item.number), item.published);
            format!("{{\"id\": \"{address}\", \"url\": \"{address}\", \"title\": \"{headline}\", \"date_published\": \"{day}\"}}")
        })
        .collect();
    format!(
        "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"{title}\", \"items\": [{}]}}",
        items.join(", ")
    )
}

fn sitemap(title: &str, items: &[Item]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">",
    );
    for item in items {
        let (address, headline, day) = (&item.address, headline(item.number), item.published);
        let _ = write!(
            out,
            "<url><loc>{address}</loc><news:news><news:publication><news:name>{title}</news:name><news:language>en</news:language></news:publication><news:publication_date>{day}</news:publication_date><news:title>{headline}</news:title></news:news></url>"
        );
    }
    out + "</urlset>"
}
