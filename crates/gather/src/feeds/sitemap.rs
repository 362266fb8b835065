//! Sitemaps, by the protocol of sitemaps.org, with what the News extension says of each page.

use super::markup::{Step, steps};
use super::{Feed, Item};
use crate::draft::Known;
use crate::html::tidy;
use crate::web::Address;

/// How many pages of a sitemap are looked at; the protocol allows as many.
const MOST: usize = 50_000;

/// A sitemap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sitemap {
    /// The pages of a site.
    Pages(Feed),
    /// Further sitemaps, with when each was changed last, as written.
    Index(Vec<(Address, Option<String>)>),
}

/// A page or sitemap as it is being read.
#[derive(Debug, Default)]
struct Place {
    location: Option<Address>,
    modified: Option<String>,
    is_news: bool,
    known: Known,
}

/// What a sitemap that stands at `base` says. Pages that are not marked as news are
/// left out: they are sections and the like.
///
/// # Errors
///
/// Says why the text is no sitemap.
pub(super) fn parse(xml: &str, base: &Address) -> Result<Sitemap, String> {
    let mut is_index = None;
    let mut places = Vec::new();
    let mut place = Place::default();
    let mut passed_over = 0;
    let mut path: Vec<String> = Vec::new();
    let mut words = String::new();
    for step in steps(xml) {
        match step? {
            Step::Begin(element) => {
                match element.name.as_str() {
                    "urlset" => is_index = Some(false),
                    "sitemapindex" => is_index = Some(true),
                    "url" | "sitemap" => place = Place::default(),
                    "news" => place.is_news = true,
                    _ => {}
                }
                path.push(element.name);
                words.clear();
            }
            Step::Text(text) => words.push_str(&text),
            Step::End(name) => {
                let outer = path.iter().rev().nth(1).map_or("", String::as_str);
                match (outer, name.as_str()) {
                    ("url" | "sitemap", "loc") => place.location = base.join(&words).ok(),
                    ("url" | "sitemap", "lastmod") => place.modified = tidy(&words),
                    ("news", "title") => place.known.title = tidy(&words),
                    ("news", "publication_date") => place.known.published = tidy(&words),
                    ("publication", "name") => place.known.outlet = tidy(&words),
                    ("publication", "language") => place.known.language = tidy(&words),
                    (_, "url" | "sitemap") if places.len() < MOST => places.push(std::mem::take(&mut place)),
                    (_, "url" | "sitemap") => passed_over += 1,
                    _ => {}
                }
                if path.last() == Some(&name) {
                    path.pop();
                }
                words.clear();
            }
        }
    }
    if is_index.ok_or("it is no sitemap")? {
        let further = places.into_iter().filter_map(|place| Some((place.location?, place.modified)));
        return Ok(Sitemap::Index(further.collect()));
    }
    if !places.is_empty() && !places.iter().any(|place| place.is_news) {
        // Of a whole site: often all that an outlet ever published.
        return Err(
            "it is a sitemap of a whole site and not of its news; give one whose pages are marked as news"
                .to_owned(),
        );
    }
    let items = places.into_iter().filter(|place| place.is_news).map(|place| {
        let url = place.location.as_ref().map(ToString::to_string);
        Item {
            link: place.location,
            known: Known { url, modified: place.modified, ..place.known },
            content: None,
        }
    });
    Ok(Sitemap::Pages(Feed { title: None, items: items.collect(), passed_over, every: None }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> Address {
        Address::parse("https://tide.example/sitemap.xml").unwrap()
    }

    #[test]
    fn a_news_sitemap_gives_pages_with_title_day_and_outlet() {
        let xml = "<?xml version='1.0'?><urlset xmlns='s' xmlns:news='n'><url><loc>https://tide.example/gate</loc>
            <lastmod>2031-05-01</lastmod><news:news><news:publication><news:name>The Tide</news:name><news:language>en</news:language>
            </news:publication><news:publication_date>2031-04-30T17:20:00+02:00</news:publication_date><news:title>Gate &amp; quay</news:title>
            </news:news></url><url><loc>/about</loc></url></urlset>";
        let Sitemap::Pages(feed) = parse(xml, &base()).unwrap() else { panic!() };
        let [item] = feed.items.as_slice() else { panic!("{feed:?}") };
        assert_eq!(item.known.title.as_deref(), Some("Gate & quay"));
        assert_eq!(item.known.published.as_deref(), Some("2031-04-30T17:20:00+02:00"));
        assert_eq!(
            (item.known.outlet.as_deref(), item.known.language.as_deref()),
            (Some("The Tide"), Some("en"))
        );
        assert_eq!(item.link.as_ref().unwrap().to_string(), "https://tide.example/gate");
    }

    #[test]
    fn an_index_leads_to_sitemaps_and_anything_else_is_none() {
        let xml = "<sitemapindex><sitemap><loc>https://tide.example/news.xml</loc><lastmod>2031-05-01</lastmod></sitemap>
            <sitemap><loc>ftp://tide.example/b</loc></sitemap></sitemapindex>";
        let Sitemap::Index(further) = parse(xml, &base()).unwrap() else { panic!() };
        assert_eq!(further.len(), 1);
        for xml in ["", "<html>", "<urlset", "<urlset><url><loc>/a</loc></url></urlset>"] {
            assert!(parse(xml, &base()).is_err(), "{xml}");
        }
    }
}
