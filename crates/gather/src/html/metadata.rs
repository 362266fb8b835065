//! What a page says about its article: JSON-LD first, then meta tags, then the markup itself.

use super::blocks::Blocks;
use super::bylines;
use super::dating::{self, Shown};
use crate::draft::Known;
use dom_query::Document;
use std::collections::{BTreeMap, BTreeSet};

/// Everything the page says. `url` is the address it came from and counts before what the page calls itself.
/// `linked` is what its JSON-LD, and where that is silent its markup, says of the article.
pub(super) fn read(
    document: &Document,
    page: &Blocks,
    meta: &Meta,
    linked: Known,
    url: Option<&str>,
) -> Known {
    let canonical = || attribute(document, "link[rel=canonical]", "href");
    let own = || canonical().and_then(absolute).or_else(|| meta.first(&["og:url"]).and_then(absolute));
    let address = url.map(str::to_owned).or_else(own).or_else(|| linked.url.clone());
    let outlet = linked.outlet.clone().or_else(|| meta.first(&["og:site_name", "application-name"]));
    let title = title(document, meta, linked.title.as_deref(), outlet.as_deref(), address.as_deref());
    let language = attribute(document, "html[lang]", "lang")
        .or_else(|| meta.first(&["og:locale", "content-language"]))
        .map(|tag| tag.replace('_', "-"));
    let headline = headline(page, title.as_deref());
    let month_first = is_american(language.as_deref(), address.as_deref());
    let shown = Shown { page, headline, month_first };
    let published =
        dating::published(document, meta, linked.published.as_deref(), address.as_deref(), &shown);
    let signed = || {
        let named = meta.first(&[
            "author",
            "byl",
            "parsely-author",
            "dc.creator",
            "article:author",
            "sailthru.author",
        ]);
        named
            .filter(|name| !name.contains("://"))
            .map(|name| bylines::names(&name).unwrap_or(name))
            .filter(|name| outlet.as_deref().is_none_or(|outlet| key(outlet) != key(name)))
            .or_else(|| {
                text(document, "[rel=author], [itemprop=author]").and_then(|text| bylines::names(&text))
            })
            .or_else(|| bylines::shown(page, headline))
    };
    let marked = Known {
        byline: linked.byline.is_none().then(signed).flatten(),
        modified: meta
            .first(&MODIFIED)
            .or_else(|| attribute(document, "time[itemprop=dateModified]", "datetime")),
        outlet,
        language,
        ..Known::default()
    };
    // These are chosen among all that claim to be it, as described above.
    Known { title, url: address, published, ..linked.or(marked) }
}

/// Whether the page's language and address are those of the United States, where the month stands before the day.
fn is_american(language: Option<&str>, url: Option<&str>) -> bool {
    let language = language.map(str::to_lowercase);
    if language.as_ref().is_some_and(|tag| tag != "en" && tag != "en-us") {
        return false;
    }
    let top = url.and_then(host).and_then(|host| host.rsplit('.').next()).unwrap_or("com");
    language.as_deref() == Some("en-us") || matches!(top, "com" | "org" | "net" | "us" | "edu" | "gov")
}

const MODIFIED: [&str; 5] = [
    "article:modified_time",
    "og:article:modified_time",
    "datemodified",
    "dcterms.modified",
    "og:updated_time",
];

/// The block that is the headline: a heading with its words, else any block with these, else the first great heading.
pub(super) fn headline(page: &Blocks, title: Option<&str>) -> Option<usize> {
    let is_heading = |at: &usize| {
        let element = page.blocks.get(*at).and_then(|block| page.elements.get(block.element));
        element.is_some_and(|element| matches!(element.name.as_str(), "h1" | "h2" | "h3"))
    };
    let titled: Vec<usize> = match title.map(key).filter(|title| !title.is_empty()) {
        Some(title) => (0..page.blocks.len()).filter(|at| key(&page.blocks[*at].text) == title).collect(),
        None => Vec::new(),
    };
    let great = || page.blocks.iter().position(|block| page.elements[block.element].name == "h1");
    titled.iter().copied().find(is_heading).or_else(|| titled.first().copied()).or_else(great)
}

/// What stands in a page's meta tags, under `property`, `name`, `itemprop` or `http-equiv`, in lower case.
pub(super) struct Meta(BTreeMap<String, String>);

impl Meta {
    /// Those of a page; of several with one name the first.
    pub(super) fn of(document: &Document) -> Self {
        let mut meta = BTreeMap::new();
        for tag in &document.select("meta[content]") {
            let Some(content) = tidy(&tag.attr_or("content", "")) else { continue };
            for name in ["property", "name", "itemprop", "http-equiv"] {
                let name = tag.attr_or(name, "").trim().to_lowercase();
                if !name.is_empty() {
                    meta.entry(name).or_insert_with(|| content.clone());
                }
            }
        }
        Self(meta)
    }

    /// What stands under a name.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }

    /// What stands under the first of these that the page has.
    pub(super) fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.get(name))
    }
}

/// An attribute of the first element that has it.
pub(super) fn attribute(document: &Document, selector: &str, name: &str) -> Option<String> {
    document.select(selector).iter().find_map(|found| tidy(&found.attr_or(name, "")))
}

fn text(document: &Document, selector: &str) -> Option<String> {
    document.select(selector).iter().find_map(|found| tidy(&found.text()))
}

/// The headline: a heading that the page's titles confirm, else the only great heading, else one of the titles without
/// the site's name.
fn title(
    document: &Document,
    meta: &Meta,
    linked: Option<&str>,
    outlet: Option<&str>,
    url: Option<&str>,
) -> Option<String> {
    let shared = meta.first(&["og:title", "twitter:title"]);
    let window = text(document, "head > title");
    let outlet_key = outlet.map(key).unwrap_or_default();
    let site = url.map(site).unwrap_or_default();
    let is_site = |words: &str| {
        let key = key(words);
        !key.is_empty() && (key == outlet_key || key == site || key == format!("{site}com"))
    };
    let headings: Vec<String> = document
        .select("h1")
        .iter()
        .take(20)
        .filter_map(|heading| tidy(&heading.text()))
        .filter(|heading| !key(heading).is_empty() && !is_site(heading))
        .collect();
    let titles: Vec<&str> = [linked, shared.as_deref(), window.as_deref()].into_iter().flatten().collect();
    let confirmed = headings.iter().find(|heading| {
        let heading_key = key(heading);
        titles.iter().any(|title| key(title) == heading_key)
            || window.as_deref().is_some_and(|title| key(title).starts_with(&heading_key))
    });
    let alike = || headings.iter().find(|heading| titles.iter().any(|title| share_words(heading, title)));
    let only =
        || headings.first().filter(|heading| headings.len() == 1 && heading.split(' ').count() >= ALONE);
    if let Some(heading) = confirmed.or_else(alike).or_else(only) {
        return Some(heading.clone());
    }
    titles.first().map(|chosen| without_site(chosen, is_site).to_owned())
}

/// A heading that stands alone is taken for the headline when it has so many words: fewer name a section.
const ALONE: usize = 4;

/// Whether most words of the two are the same.
fn share_words(a: &str, b: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        text.split_whitespace().map(key).filter(|word| !word.is_empty()).collect()
    };
    let (a, b) = (words(a), words(b));
    a.len() >= 3 && a.intersection(&b).count() * 3 >= a.len() * 2
}

/// `www.tide.example` of `https://www.tide.example/gate`.
fn host(url: &str) -> Option<&str> {
    url.split("://").nth(1)?.split(['/', ':', '?']).next()
}

/// `tide` of the same.
fn site(url: &str) -> String {
    let labels: Vec<&str> = host(url).unwrap_or_default().split('.').collect();
    key(labels.get(labels.len().saturating_sub(2)).copied().unwrap_or_default())
}

/// `Gate shut | The Tide` without ` | The Tide`.
fn without_site(title: &str, is_site: impl Fn(&str) -> bool) -> &str {
    for separator in [" | ", " - ", " – ", " — ", " :: ", " » ", " • "] {
        if let Some((headline, site)) = title.rsplit_once(separator)
            && is_site(site)
            && !headline.trim().is_empty()
        {
            return headline.trim();
        }
    }
    title
}

/// Letters and digits only, in lower case: two titles with one key are one title.
pub(super) fn key(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Words on one line, entities that were escaped twice decoded; nothing when none are left.
pub(crate) fn tidy(words: &str) -> Option<String> {
    let decoded = if words.contains('&') && !words.contains('<') {
        Document::fragment(words).text().to_string()
    } else {
        words.to_owned()
    };
    let line = decoded.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// An address on the web, whole.
pub(super) fn absolute(url: String) -> Option<String> {
    (url.starts_with("https://") || url.starts_with("http://")).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::{Blocks, Known};
    use dom_query::Document;

    fn read(document: &Document, url: Option<&str>) -> Known {
        super::read(document, &Blocks::of(document), &super::Meta::of(document), Known::default(), url)
    }

    fn title(html: &str) -> Option<String> {
        read(&Document::from(html), None).title
    }

    #[test]
    fn the_headline_is_told_from_the_site() {
        let site = "<meta property=og:site_name content='The Tide'>";
        let page = format!("<head>{site}<title>Gate shut - The Tide</title></head><h1>The Tide</h1>");
        assert_eq!(title(&page).as_deref(), Some("Gate shut"));
        let page =
            format!("<head>{site}<title>Gate shut, says mayor | The Tide</title></head><h1>Gate shut</h1>");
        assert_eq!(title(&page).as_deref(), Some("Gate shut"));
        assert_eq!(title("<p>Rain.</p>"), None);
    }

    #[test]
    fn what_is_given_counts_before_what_the_page_calls_itself() {
        let page = Document::from("<head><link rel=canonical href='https://tide.example/1'></head>");
        assert_eq!(read(&page, None).url.as_deref(), Some("https://tide.example/1"));
        assert_eq!(read(&page, Some("https://x.example/")).url.as_deref(), Some("https://x.example/"));
        let relative = Document::from("<head><link rel=canonical href='/1'></head>");
        assert_eq!(read(&relative, None).url, None);
    }

    #[test]
    fn meta_tags_are_read_under_all_their_names() {
        let page = Document::from(
            "<html lang=en_GB><head><meta name=Author content='A. Roe'><meta itemprop=datePublished content=2031-04-30>
             <meta property=article:modified_time content=2031-05-01></head>",
        );
        let known = read(&page, None);
        assert_eq!(known.byline.as_deref(), Some("A. Roe"));
        assert_eq!(known.published.as_deref(), Some("2031-04-30"));
        assert_eq!(known.modified.as_deref(), Some("2031-05-01"));
        assert_eq!(known.language.as_deref(), Some("en-GB"));
    }
}
