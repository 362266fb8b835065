//! What a page says of its article besides text and imprint: section, owner, lasting address, what it is based on, what was
//! corrected.

use super::linked_data::{self, Object};
use super::metadata::{Meta, absolute, attribute, tidy};
use crate::tables::rows;
use crate::web::Address;
use article::Particulars;
use dom_query::Document;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// So many addresses of one kind are kept: a page may name as many as it likes.
const MOST: usize = 50;

static SECTIONS: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| rows(include_str!("sections.tsv")).map(|(section, _)| section).collect());

/// What JSON-LD, the markup, the meta tags and the address say. `articles` are what describes the article, the better first;
/// `roots` is all that the page's JSON-LD says.
pub(super) fn read(
    document: &Document,
    meta: &Meta,
    articles: [Option<&Object>; 2],
    roots: &[Value],
    url: Option<&str>,
) -> Particulars {
    let said = articles.into_iter().flatten().map(|article| of_article(article, roots));
    let linked = said.reduce(Particulars::or).unwrap_or_default();
    let section = meta.first(&["article:section", "og:article:section", "parsely-section", "section"]);
    let marked = Particulars {
        section: section.or_else(|| url.and_then(section_of_address)),
        canonical: url.and_then(|url| canonical(document, meta, url)),
        ..Particulars::default()
    };
    let mut both = linked.or(marked);
    // Some pages say of themselves that they are derived from themselves.
    let own = |address: &String| {
        let bare = |url: &str| url.split(['?', '#']).next().unwrap_or_default().to_owned();
        [url, both.canonical.as_deref()].into_iter().flatten().any(|own| bare(own) == bare(address))
    };
    both.based_on = std::mem::take(&mut both.based_on).into_iter().filter(|address| !own(address)).collect();
    both
}

fn of_article(article: &Object, roots: &[Value]) -> Particulars {
    let addresses = |names: &[&str]| {
        let values = names.iter().filter_map(|name| article.get(*name)).flat_map(linked_data::each);
        let mut found: Vec<String> = Vec::new();
        for value in values {
            let address = ["@id", "url"].iter().find_map(|key| linked_data::words(value, key));
            if let Some(address) = address.and_then(absolute).filter(|address| !found.contains(address)) {
                found.push(address);
            }
        }
        found.truncate(MOST);
        found
    };
    let section = article.get("articleSection");
    Particulars {
        section: section.and_then(|section| linked_data::words(section, "name")),
        owner: article.get("publisher").and_then(|publisher| owner(publisher, roots)),
        based_on: addresses(&["isBasedOn", "isBasedOnUrl"]),
        cites: addresses(&["citation"]),
        corrections: article.get("correction").map(corrections).unwrap_or_default(),
        captions: article.get("image").map(captions).unwrap_or_default(),
        ..Particulars::default()
    }
}

/// The organisation that the publisher is a part of, or that says of itself that it owns the publisher. Who holds the
/// copyright is not asked: of a report of an agency that is the agency, whoever printed it.
fn owner(publisher: &Value, roots: &[Value]) -> Option<String> {
    let publisher = linked_data::each(publisher).next()?;
    let id = linked_data::words(publisher, "@id").filter(|_| publisher.is_object());
    // Many pages describe the publisher once and else name it by its `@id`.
    let described = id.as_deref().and_then(|id| linked_data::by_id(roots, id));
    let parent = [publisher.as_object(), described]
        .into_iter()
        .flatten()
        .find_map(|publisher| publisher.get("parentOrganization"));
    let name = linked_data::words(publisher, "name")
        .or_else(|| described.and_then(|publisher| linked_data::words(publisher.get("name")?, "name")));
    let named = |organisation: &Value| -> Option<String> {
        let id = organisation.as_object().and_then(|_| linked_data::words(organisation, "@id"));
        let described =
            || linked_data::words(linked_data::by_id(roots, id.as_deref()?)?.get("name")?, "name");
        linked_data::words(organisation, "name").filter(|name| !name.contains("://")).or_else(described)
    };
    let is_publisher = |owned: &Value| {
        let same = |given: Option<String>, known: &Option<String>| given.is_some() && given == *known;
        same(linked_data::words(owned, "name"), &name)
            || owned.is_object() && same(linked_data::words(owned, "@id"), &id)
    };
    let owning = || {
        linked_data::objects(roots).find_map(|object| {
            let owns = object.get("owns")?;
            if linked_data::each(owns).any(is_publisher) {
                linked_data::words(object.get("name")?, "name")
            } else {
                None
            }
        })
    };
    parent
        .and_then(|parent| linked_data::each(parent).find_map(named))
        .or_else(owning)
        .filter(|owner| Some(owner) != name.as_ref())
}

/// The words of `correction`: as text, or of a `CorrectionComment`. An address is none.
fn corrections(value: &Value) -> Vec<String> {
    let words =
        |value: &Value| ["text", "description", "name"].iter().find_map(|key| linked_data::words(value, key));
    linked_data::each(value)
        .filter_map(words)
        .filter(|words| !words.contains("://") || words.contains(' '))
        .collect()
}

/// What an `ImageObject` has as its caption.
fn captions(value: &Value) -> Vec<String> {
    let of_image = |image: &Value| linked_data::words(image.as_object()?.get("caption")?, "text");
    linked_data::each(value).filter_map(of_image).collect()
}

/// The first part of an address that is known as a section.
fn section_of_address(url: &str) -> Option<String> {
    let (_, path) = url.split_once("://")?.1.split_once('/')?;
    let parts: Vec<&str> =
        path.split(['?', '#']).next()?.split('/').filter(|part| !part.is_empty()).collect();
    // The last part is the article's own name.
    let (_, sections) = parts.split_last()?;
    sections.iter().take(2).find_map(|part| SECTIONS.get(part)).map(|section| (*section).to_owned())
}

/// The address by which a page wants to be known, where it is another than the one it was got by, of the same site, and of
/// an article: what names the front page of a site names no article.
fn canonical(document: &Document, meta: &Meta, url: &str) -> Option<String> {
    let own = Address::parse(url).ok()?;
    let named = attribute(document, "link[rel=canonical]", "href").or_else(|| meta.first(&["og:url"]))?;
    let named = own.join(&named).ok()?;
    let is_article = own.path() == "/" || named.path() != "/";
    (named != own && is_article && is_one_site(named.host(), own.host())).then(|| named.to_string())
}

/// Whether one host is the other or stands below it: `m.tide.example` and `www.tide.example`.
fn is_one_site(a: &str, b: &str) -> bool {
    let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
    let (a, b) = (bare(a), bare(b));
    let is_below = |inner: &str, outer: &str| {
        inner.strip_suffix(outer).is_some_and(|label| label.is_empty() || label.ends_with('.'))
    };
    is_below(&a, &b) || is_below(&b, &a)
}

/// Whether a page reserves text and data mining in its head, by the TDM Reservation Protocol.
pub(crate) fn is_reserved(html: &[u8]) -> bool {
    const NAME: &[u8] = b"tdm-reservation";
    // Few pages do; only those are taken apart for it.
    if !html.windows(NAME.len()).any(|window| window.eq_ignore_ascii_case(NAME)) {
        return false;
    }
    let text = String::from_utf8_lossy(html);
    let (tamed, _) = super::tame::tame(&text);
    Meta::of(&Document::from(tamed)).get("tdm-reservation").and_then(|said| tidy(&said)).as_deref()
        == Some("1")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(json: &str, head: &str, url: &str) -> Particulars {
        let script = format!("<script type='application/ld+json'>{json}</script>");
        let document = Document::from(format!("<head>{head}{script}</head>"));
        let roots = linked_data::roots(&document);
        let articles = [linked_data::article_of(&roots), None];
        read(&document, &Meta::of(&document), articles, &roots, Some(url))
    }

    #[test]
    fn linked_data_says_what_an_article_stands_on() {
        let found = said(
            r#"{"@type": "NewsArticle", "articleSection": ["World", "Harbours"], "isBasedOn": ["https://ebb.example/1", {"@id":
            "https://ebb.example/2"}, {"url": "https://ebb.example/1"}, 7, "a book"], "citation": {"@type": "Article", "url": "https://gale.example/3"},
            "correction": [{"@type": "CorrectionComment", "text": "The quay is 40 metres long."}, "https://tide.example/corrections"],
            "image": {"@type": "ImageObject", "caption": "The gate."}}"#,
            "<meta property='article:section' content=Other>",
            "https://tide.example/1",
        );
        assert_eq!(found.section.as_deref(), Some("World"));
        assert_eq!(found.based_on, ["https://ebb.example/1", "https://ebb.example/2"]);
        assert_eq!(found.cites, ["https://gale.example/3"]);
        assert_eq!(found.corrections, ["The quay is 40 metres long."]);
        assert_eq!(found.captions, ["The gate."]);
    }

    #[test]
    fn only_a_stated_owner_is_one() {
        let owner = |json: &str| said(json, "", "https://tide.example/1").owner;
        let direct = r#"{"@type": "NewsArticle", "publisher": {"name": "The Tide", "parentOrganization": {"name": "Harbour Group"}}}"#;
        assert_eq!(owner(direct).as_deref(), Some("Harbour Group"));
        let by_id = r##"{"@graph": [{"@type": "NewsArticle", "publisher": {"@id": "#tide"}},
            {"@id": "#tide", "@type": "Organization", "name": "The Tide", "parentOrganization": {"@id": "#group"}},
            {"@id": "#group", "name": "Harbour Group"}]}"##;
        assert_eq!(owner(by_id).as_deref(), Some("Harbour Group"));
        let inverse = r#"[{"@type": "NewsArticle", "publisher": {"name": "The Tide"}}, {"@type": "Organization", "name": "Harbour Group",
            "owns": [{"name": "Ebb"}, {"name": "The Tide"}]}]"#;
        assert_eq!(owner(inverse).as_deref(), Some("Harbour Group"));
        for none in [
            r#"{"@type": "NewsArticle", "publisher": {"name": "The Tide"}, "copyrightHolder": {"@type": "Organization", "name": "Larkspur"}}"#,
            r#"{"@type": "NewsArticle", "publisher": {"name": "The Tide", "parentOrganization": {"name": "The Tide"}}}"#,
            r#"[{"@type": "NewsArticle", "publisher": {"name": "The Tide"}}, {"name": "Harbour Group", "owns": {"name": "Ebb"}}]"#,
        ] {
            assert_eq!(owner(none), None, "{none}");
        }
    }

    #[test]
    fn a_lasting_address_is_of_the_same_site_and_of_an_article() {
        let canonical =
            |named: &str, url: &str| said("", &format!("<link rel=canonical href='{named}'>"), url).canonical;
        let marked = "https://www.tide.example/gate?utm_source=feed";
        assert_eq!(
            canonical("https://tide.example/gate", marked).as_deref(),
            Some("https://tide.example/gate")
        );
        assert_eq!(canonical("/gate", marked).as_deref(), Some("https://www.tide.example/gate"));
        assert_eq!(
            canonical("https://www.tide.example/gate", "https://m.tide.example/gate").as_deref(),
            Some("https://www.tide.example/gate")
        );
        for none in [
            "https://ebb.example/gate",
            "https://www.tide.example/",
            marked,
            "javascript:x",
            "https://riptide.example/gate",
        ] {
            assert_eq!(canonical(none, marked), None, "{none}");
        }
    }

    #[test]
    fn addresses_name_sections() {
        let section = |url: &str| said("", "", url).section;
        assert_eq!(section("https://tide.example/world/2031/gate").as_deref(), Some("world"));
        assert_eq!(section("https://tide.example/news/politics/gate?x").as_deref(), Some("politics"));
        for none in
            ["https://tide.example/world", "https://tide.example/2031/04/gate", "https://tide.example"]
        {
            assert_eq!(section(none), None, "{none}");
        }
    }

    #[test]
    fn a_reservation_in_the_head_is_seen() {
        assert!(is_reserved(b"<html><head><meta name='TDM-Reservation' content='1'></head>"));
        assert!(!is_reserved(b"<html><head><meta name=tdm-reservation content=0></head>"));
        assert!(!is_reserved(b"<p>About tdm-reservation content=1</p>"));
    }

    #[test]
    fn the_table_is_well_formed() {
        assert_eq!(rows(include_str!("sections.tsv")).count(), SECTIONS.len());
        assert!(SECTIONS.iter().all(|section| section.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
    }
}
