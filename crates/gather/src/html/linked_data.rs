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
    linked_data.flat_map(|script| parse(&script.text())).collect()
}

/// An object of JSON-LD.
pub(super) type Object = serde_json::Map<String, Value>;

/// All objects, at any depth, in the order of the page.
pub(super) fn objects(roots: &[Value]) -> impl Iterator<Item = &Object> {
    roots.iter().flat_map(|root| {
        let mut waiting = vec![root];
        let mut left = MOST;
        std::iter::from_fn(move || {
            while left > 0 {
                left -= 1;
                match waiting.pop()? {
                    Value::Object(object) => {
                        waiting.extend(object.values().rev());
                        return Some(object);
                    }
                    Value::Array(values) => waiting.extend(values.iter().rev()),
                    _ => {}
                }
            }
            None
        })
    })
}

/// The first object that describes an article.
pub(super) fn article_of(roots: &[Value]) -> Option<&Object> {
    objects(roots).find(|object| is_article(object))
}

/// The object that says most under this `@id`; elsewhere it is only named.
pub(super) fn by_id<'v>(roots: &'v [Value], id: &str) -> Option<&'v Object> {
    let is_it = |object: &&Object| object.get("@id").and_then(Value::as_str) == Some(id);
    objects(roots).filter(is_it).max_by_key(|object| object.len()).filter(|object| object.len() > 1)
}

/// The values of a property: those of an array, else the one.
pub(super) fn each(value: &Value) -> impl Iterator<Item = &Value> {
    match value {
        Value::Array(values) => values.as_slice(),
        one => std::slice::from_ref(one),
    }
    .iter()
}

/// All types that the page's JSON-LD names, and whether it says that what it describes is not open to everybody.
pub(super) fn kinds(roots: &[Value]) -> (BTreeSet<String>, bool) {
    let (mut types, mut is_closed) = (BTreeSet::new(), false);
    for object in objects(roots) {
        let names = object.get("@type").into_iter().flat_map(each).filter_map(Value::as_str);
        types.extend(names.map(|name| name.rsplit(['/', ':']).next().unwrap_or(name).to_owned()));
        is_closed |= object.get("isAccessibleForFree").is_some_and(|free| match free {
            Value::Bool(free) => !free,
            words => words.as_str().is_some_and(|words| words.eq_ignore_ascii_case("false")),
        });
    }
    (types, is_closed)
}

/// The values that a script begins with: some have a bracket or a mark too many behind the last. Many pages print line ends
/// inside strings, which JSON forbids: those are read as spaces.
fn parse(text: &str) -> Vec<Value> {
    let values = |text: &str| -> Vec<Value> {
        serde_json::Deserializer::from_str(text).into_iter().map_while(Result::ok).collect()
    };
    let found = values(text);
    if !found.is_empty() {
        return found;
    }
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    values(&spaced)
}

fn is_article(object: &Object) -> bool {
    let is_kind = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
            kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report"
        })
    };
    object.get("@type").into_iter().flat_map(each).any(is_kind)
}

/// What an article says of itself.
pub(super) fn known(article: &Object) -> Known {
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
        ..Known::default()
    }
}

/// A string, or the string that an object has under `key`, or that of the first of several.
pub(super) fn words(value: &Value, key: &str) -> Option<String> {
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
    let is_organisation = |author: &Value| {
        author.get("@type").and_then(Value::as_str).is_some_and(|kind| kind.ends_with("Organization"))
    };
    let names: Vec<String> = each(authors)
        .filter(|author| !is_organisation(author))
        .filter_map(|author| words(author, "name"))
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::{article_of, roots};
    use dom_query::Document;

    fn known(json: &str) -> crate::draft::Known {
        let page = Document::from(format!("<script type='application/ld+json'>{json}</script>"));
        article_of(&roots(&page)).map(super::known).unwrap_or_default()
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
    fn what_stands_behind_an_article_does_not_hide_it() {
        for behind in ["}", ";", " {\"@type\": "] {
            let found =
                known(&format!("{{\"@type\": \"NewsArticle\", \"headline\": \"Gate shut\"}}{behind}"));
            assert_eq!(found.title.as_deref(), Some("Gate shut"), "{behind}");
        }
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
