//! What a page says about its article: JSON-LD first, then meta tags, then the markup itself.

use super::linked_data;
use crate::draft::Known;
use dom_query::Document;

/// Everything the page says. `url` is the address it came from and counts before what the page calls itself.
pub(super) fn read(document: &Document, url: Option<&str>) -> Known {
    let linked = linked_data::read(document);
    let canonical = || attribute(document, "link[rel=canonical]", "href");
    let address = url.map(str::to_owned).or_else(|| {
        canonical().and_then(absolute).or_else(|| meta(document, &["og:url"]).and_then(absolute))
    });
    let outlet = linked.outlet.clone().or_else(|| meta(document, &["og:site_name", "application-name"]));
    let title = title(document, linked.title.as_deref(), outlet.as_deref());
    let marked = Known {
        title: title.clone(),
        outlet,
        url: address.clone(),
        published: meta(document, &PUBLISHED)
            .or_else(|| attribute(document, "time[itemprop=datePublished]", "datetime"))
            .or_else(|| attribute(document, "time[pubdate]", "datetime")),
        modified: meta(document, &MODIFIED)
            .or_else(|| attribute(document, "time[itemprop=dateModified]", "datetime")),
        byline: meta(document, &["author", "byl", "parsely-author", "dc.creator", "article:author"])
            .filter(|name| !name.contains("://"))
            .or_else(|| text(document, "[rel=author], [itemprop=author]")),
        language: attribute(document, "html[lang]", "lang")
            .or_else(|| meta(document, &["og:locale", "content-language"]))
            .map(|tag| tag.replace('_', "-")),
    };
    // The headline is chosen among all that claim to be it, and the address as described above.
    Known { title, url: address.or_else(|| linked.url.clone()), ..linked.or(marked) }
}

const PUBLISHED: [&str; 10] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "pubdate",
    "publishdate",
    "publish-date",
    "date",
];

const MODIFIED: [&str; 4] =
    ["article:modified_time", "og:article:modified_time", "datemodified", "dcterms.modified"];

/// The first of these that the page has, under `property`, `name`, `itemprop` or `http-equiv`.
fn meta(document: &Document, names: &[&str]) -> Option<String> {
    let tags = document.select("meta[content]");
    names.iter().find_map(|wanted| {
        tags.iter().find_map(|tag| {
            ["property", "name", "itemprop", "http-equiv"]
                .iter()
                .any(|key| tag.attr_or(key, "").trim().eq_ignore_ascii_case(wanted))
                .then(|| tidy(&tag.attr_or("content", "")))
                .flatten()
        })
    })
}

fn attribute(document: &Document, selector: &str, name: &str) -> Option<String> {
    document.select(selector).iter().find_map(|found| tidy(&found.attr_or(name, "")))
}

fn text(document: &Document, selector: &str) -> Option<String> {
    document.select(selector).iter().find_map(|found| tidy(&found.text()))
}

/// The headline: a heading that the page's titles confirm, else one of these without the site's name.
fn title(document: &Document, linked: Option<&str>, outlet: Option<&str>) -> Option<String> {
    let shared = meta(document, &["og:title", "twitter:title"]);
    let window = text(document, "head > title");
    let outlet_key = outlet.map(key).unwrap_or_default();
    for heading in document.select("h1").iter().take(20) {
        let Some(heading) = tidy(&heading.text()) else { continue };
        let heading_key = key(&heading);
        let is_said_by = |title: Option<&str>| title.is_some_and(|title| key(title) == heading_key);
        let begins_window = window.as_deref().is_some_and(|title| key(title).starts_with(&heading_key));
        if !heading_key.is_empty()
            && heading_key != outlet_key
            && (is_said_by(linked) || is_said_by(shared.as_deref()) || begins_window)
        {
            return Some(heading);
        }
    }
    let chosen = linked.map(str::to_owned).or(shared).or(window)?;
    Some(without_outlet(&chosen, &outlet_key).to_owned())
}

/// `Gate shut | The Tide` without ` | The Tide`.
fn without_outlet<'t>(title: &'t str, outlet_key: &str) -> &'t str {
    for separator in [" | ", " - ", " – ", " — ", " :: "] {
        if let Some((headline, site)) = title.rsplit_once(separator)
            && !outlet_key.is_empty()
            && key(site) == outlet_key
            && !headline.trim().is_empty()
        {
            return headline.trim();
        }
    }
    title
}

/// Letters and digits only, in lower case: two titles with one key are one title.
fn key(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Words on one line, entities that were escaped twice decoded; nothing when none are left.
pub(super) fn tidy(words: &str) -> Option<String> {
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
    use super::read;
    use dom_query::Document;

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
