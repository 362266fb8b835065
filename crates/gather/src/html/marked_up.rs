//! What the markup of a page says in the vocabulary of schema.org: microdata (`itemscope`, `itemprop`) and `RDFa` Lite
//! (`typeof`, `property`), in the form that JSON-LD has, so that all three are read by the same rules.

use super::metadata::tidy;
use dom_query::{Document, NodeRef};
use serde_json::{Map, Value};

/// So many properties of a page are looked at; a page has a few dozen, a hostile one as many as it likes.
const MOST: usize = 2000;

/// Properties of which the value is an address, and which stand on links.
const ADDRESSES: [&str; 6] = ["url", "mainEntityOfPage", "isBasedOn", "isBasedOnUrl", "citation", "sameAs"];

/// Properties of which the value is the article itself or what is written below it.
const LONG: [&str; 4] = ["articleBody", "text", "comment", "reviewBody"];

/// The things that the markup describes, in the order of the page: each with its `@type` and its properties.
pub(super) fn roots(document: &Document) -> Vec<Value> {
    let mut walk = Walk { roots: Vec::new(), left: MOST };
    walk.children(&document.html_root(), None);
    walk.roots
}

struct Walk {
    roots: Vec<Value>,
    left: usize,
}

impl Walk {
    fn children(&mut self, node: &NodeRef<'_>, mut into: Option<&mut Map<String, Value>>) {
        for child in node.children_it(false).filter(NodeRef::is_element) {
            let kinds = types(&child);
            let is_thing = child.has_attr("itemscope") || !kinds.is_empty();
            let names = names(&child);
            if (is_thing || !names.is_empty()) && self.left == 0 {
                return;
            }
            self.left = self.left.saturating_sub(usize::from(is_thing) + names.len());
            let value = if is_thing {
                let mut thing = Map::new();
                let id =
                    ["itemid", "resource", "about"].iter().find_map(|name| tidy(&child.attr_or(name, "")));
                thing.extend(id.map(|id| ("@id".to_owned(), Value::String(id))));
                thing.insert("@type".to_owned(), kinds.into_iter().map(Value::String).collect());
                self.children(&child, Some(&mut thing));
                Some(Value::Object(thing))
            } else {
                self.children(&child, into.as_deref_mut());
                None
            };
            match into.as_deref_mut().filter(|_| !names.is_empty()) {
                Some(thing) => {
                    for name in names {
                        let value = value.clone().or_else(|| said(&child, &name).map(Value::String));
                        if let Some(value) = value {
                            add(thing, name, value);
                        }
                    }
                }
                // What no property ties to the thing around it stands by itself.
                None => self.roots.extend(value),
            }
        }
    }
}

/// Of several values the first stands first.
fn add(thing: &mut Map<String, Value>, name: String, value: Value) {
    match thing.get_mut(&name) {
        Some(Value::Array(values)) => values.push(value),
        Some(one) => *one = Value::Array(vec![one.take(), value]),
        None => {
            thing.insert(name, value);
        }
    }
}

/// The types of schema.org that an element names, bare.
fn types(node: &NodeRef<'_>) -> Vec<String> {
    let of_microdata = node.attr_or("itemtype", "");
    let of_rdfa = node.attr_or("typeof", "");
    let microdata = of_microdata.split_whitespace().filter_map(|name| {
        let (vocabulary, name) = name.rsplit_once('/')?;
        vocabulary.ends_with("schema.org").then_some(name)
    });
    // Without a prefix it is of the vocabulary that the page declares, which on pages of news is this one.
    let rdfa = of_rdfa.split_whitespace().filter_map(bare);
    microdata.chain(rdfa).map(str::to_owned).collect()
}

/// The properties of schema.org that an element is the value of, bare.
fn names(node: &NodeRef<'_>) -> Vec<String> {
    let (of_microdata, of_rdfa) = (node.attr_or("itemprop", ""), node.attr_or("property", ""));
    let names = of_microdata.split_whitespace().chain(of_rdfa.split_whitespace());
    names.filter_map(bare).filter(|name| !LONG.contains(name)).map(str::to_owned).collect()
}

/// `headline` of `schema:headline`; nothing of `og:title`, which is of another vocabulary.
fn bare(name: &str) -> Option<&str> {
    match name.rsplit_once([':', '/']) {
        Some((vocabulary, name)) => {
            (vocabulary == "schema" || vocabulary.ends_with("schema.org")).then_some(name)
        }
        None => Some(name),
    }
}

/// What an element says as the value of a property.
fn said(node: &NodeRef<'_>, name: &str) -> Option<String> {
    let attribute = |name: &str| tidy(&node.attr_or(name, ""));
    let address = || ADDRESSES.contains(&name).then(|| attribute("href")).flatten();
    // Who signed it is looked for in the line as a whole, which says more than the name.
    if name == "author" {
        return None;
    }
    attribute("content").or_else(|| attribute("datetime")).or_else(address).or_else(|| tidy(&node.text()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(html: &str) -> Vec<Value> {
        roots(&Document::from(html))
    }

    #[test]
    fn microdata_is_read_like_linked_data() {
        let html = "<div itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop='headline name'>Gate <b>shut</b></h1>
            <p>By <span itemprop=author itemscope itemtype='https://schema.org/Person'><i itemprop=name>A. Roe</i></span></p>
            <a itemprop=isBasedOn href='https://ebb.example/1'>Ebb</a><a itemprop=isBasedOn href='https://ebb.example/2'>Ebb</a>
            <div itemprop=articleBody>Rain. <time itemprop=datePublished datetime=2031-04-30>today</time></div></div>";
        let article = json!({
            "@type": ["NewsArticle"], "headline": "Gate shut", "name": "Gate shut",
            "author": {"@type": ["Person"], "name": "A. Roe"},
            "isBasedOn": ["https://ebb.example/1", "https://ebb.example/2"], "datePublished": "2031-04-30",
        });
        assert_eq!(of(html), [article]);
    }

    #[test]
    fn rdfa_lite_is_read_too_and_other_vocabularies_are_not() {
        let html = "<head><meta property='og:title' content=x></head><body vocab='https://schema.org/' typeof=NewsArticle>
            <h1 property=headline>Gate shut</h1><p property='schema:articleSection'>World</p><p property='dc:title'>y</p></body>";
        let article = json!({"@type": ["NewsArticle"], "headline": "Gate shut", "articleSection": "World"});
        assert_eq!(of(html), [article]);
    }

    #[test]
    fn a_hostile_page_is_left_at_some_point() {
        let many = "<i itemprop=name>x</i>".repeat(3 * MOST);
        let found = of(&format!("<div itemscope itemtype='http://schema.org/Article'>{many}</div>"));
        assert!(found[0]["name"].as_array().is_some_and(|names| names.len() < MOST));
    }
}
