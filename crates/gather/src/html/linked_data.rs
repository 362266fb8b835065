//! What a page says about its article in JSON-LD, the vocabulary of schema.org.

use crate::draft::Known;
use dom_query::Document;
use serde_json::Value;
use std::collections::BTreeSet;

/// How many objects of a page are looked at; a page has a few, a hostile one as many as it likes.
const MOST: usize = 2000;

/// What a page's scripts of JSON-LD say, in the order of the page; those that are broken say nothing.
pub(super) fn roots(document: &Document) -> Vec<Value> {
    let scripts = document.select("script[type]");
    let linked_data = scripts
        .iter()
        .filter(|script| script.attr_or("type", "").trim().eq_ignore_ascii_case("application/ld+json"));
    linked_data.filter_map(|script| parse(&script.text())).collect()
}

/// What the first article described in the page's JSON-LD says of itself.
pub(super) fn read(roots: &[Value]) -> Known {
    roots.iter().find_map(article).map(known).unwrap_or_default()
}

/// All types that the page's JSON-LD names, and whether it says that what it describes is not open to everybody.
pub(super) fn kinds(roots: &[Value]) -> (BTreeSet<String>, bool) {
    let (mut types, mut is_closed) = (BTreeSet::new(), false);
    for root in roots {
        let mut waiting = vec![root];
        for _ in 0..MOST {
            match waiting.pop() {
                Some(Value::Object(object)) => {
                    let named = object.get("@type").map(|named| match named {
                        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
                        one => one.as_str().into_iter().collect::<Vec<&str>>(),
                    });
                    let names = named.unwrap_or_default();
                    types.extend(
                        names.iter().map(|name| name.rsplit(['/', ':']).next().unwrap_or(name).to_owned()),
                    );
                    is_closed |= object.get("isAccessibleForFree").is_some_and(|free| match free {
                        Value::Bool(free) => !free,
                        words => words.as_str().is_some_and(|words| words.eq_ignore_ascii_case("false")),
                    });
                    waiting.extend(object.values());
                }
                Some(Value::Array(values)) => waiting.extend(values),
                Some(_) => {}
                None => break,
            }
        }
    }
    (types, is_closed)
}

/// Many pages print line ends inside strings, which JSON forbids: those are read as spaces.
fn parse(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().or_else(|| {
        let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&spaced).ok()
    })
}

/// The first object that is an article, at any depth; in the order of the page.
fn article(root: &Value) -> Option<&serde_json::Map<String, Value>> {
    let mut waiting = vec![root];
    for _ in 0..MOST {
        match waiting.pop()? {
            Value::Object(object) if is_article(object) => return Some(object),
            Value::Object(object) => waiting.extend(object.values().rev()),
            Value::Array(values) => waiting.extend(values.iter().rev()),
            _ => {}
        }
    }
    None
}

fn is_article(object: &serde_json::Map<String, Value>) -> bool {
    let is_kind = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
            kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report"
        })
    };
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is_kind),
        Some(kind) => is_kind(kind),
        None => false,
    }
}

fn known(article: &serde_json::Map<String, Value>) -> Known {
    let at = |key: &str| article.get(key).and_then(|value| words(value, "name"));
    let address = |key: &str| {
        article.get(key).and_then(|value| words(value, "@id")).and_then(super::metadata::absolute)
    };
    Known {
        title: at("headline").or_else(|| at("name")),
        outlet: at("publisher"),
        url: address("mainEntityOfPage").or_else(|| address("url")),
        published: at("datePublished"),
        modified: at("dateModified"),
        byline: article.get("author").and_then(people),
        language: at("inLanguage"),
    }
}

/// A string, or the string that an object has under `key`, or that of the first of several.
fn words(value: &Value, key: &str) -> Option<String> {
    let found = match value {
        Value::String(words) => words.as_str(),
        Value::Object(object) => object.get(key)?.as_str()?,
        Value::Array(values) => {
            return values.first().filter(|first| !first.is_array()).and_then(|v| words(v, key));
        }
        _ => return None,
    };
    super::metadata::tidy(found)
}

/// The names of the authors. Organisations among them are left out: an outlet is no byline.
fn people(authors: &Value) -> Option<String> {
    let each = match authors {
        Value::Array(authors) => authors.as_slice(),
        one => std::slice::from_ref(one),
    };
    let is_organisation = |author: &Value| {
        author.get("@type").and_then(Value::as_str).is_some_and(|kind| kind.ends_with("Organization"))
    };
    let names: Vec<String> = each
        .iter()
        .filter(|author| !is_organisation(author))
        .filter_map(|author| words(author, "name"))
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::{read, roots};
    use dom_query::Document;

    fn known(json: &str) -> crate::draft::Known {
        read(&roots(&Document::from(format!("<script type='application/ld+json'>{json}</script>"))))
    }

    #[test]
    fn an_article_is_found_in_a_graph() {
        let found = known(
            r#"{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"], "headline": "Gate &amp; quay
                shut", "author": [{"@type": "Person", "name": "A. Roe"}, {"@type": "Organization", "name": "Tide"}, "B. Poe"],
                "publisher": {"name": "The Tide"}, "mainEntityOfPage": {"@id": "https://tide.example/1"}}]}"#,
        );
        assert_eq!(found.title.as_deref(), Some("Gate & quay shut"));
        assert_eq!(found.byline.as_deref(), Some("A. Roe, B. Poe"));
        assert_eq!(found.outlet.as_deref(), Some("The Tide"));
        assert_eq!(found.url.as_deref(), Some("https://tide.example/1"));
    }

    #[test]
    fn what_is_broken_or_no_article_says_nothing() {
        for json in
            ["", "{", "[[[[", "7", r#"{"@type": "Recipe", "name": "x"}"#, r#"{"@type": "NewsArticle"}"#]
        {
            assert_eq!(known(json), crate::draft::Known::default(), "{json}");
        }
        assert_eq!(known(&"[".repeat(100_000)), crate::draft::Known::default());
    }
}
