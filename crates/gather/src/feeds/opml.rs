//! OPML, versions 1.0 to 2.0: lists of feeds in folders, as feed readers exchange them.
//!
//! Written on `quick-xml`, which is here already: the crates for OPML keep only the attributes they know, and readers put
//! their own beside them.

use super::markup::{Element, Step, steps};
use crate::charset;
use crate::problem::cut;
use crate::web::Address;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;

/// Folders are nested so deep at most; what is deeper stands in the last of these.
const DEEPEST: usize = 30;

/// How the attribute begins that declares a namespace.
const SPACE: &str = "xmlns:";

/// What somebody who follows a feed has said of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Subscription {
    /// What they call it.
    pub name: Option<String>,
    /// The folders it stands in, each as the names from the outermost in. None: in no folder.
    pub folders: Vec<Vec<String>>,
    /// What else their list says of it, by the names of OPML: `htmlUrl`, `description`, `category`, and what readers add.
    pub more: BTreeMap<String, String>,
}

/// A feed in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Where it stands.
    pub address: Address,
    /// What the list says of it.
    pub said: Subscription,
}

/// A list of feeds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    /// The feeds, in the order of the list; one that stands in several folders stands here once.
    pub feeds: Vec<Listed>,
    /// What was left out, and why.
    pub left_out: Vec<String>,
}

/// Reads a list.
///
/// # Errors
///
/// Says why the bytes are none. What is wrong with one feed costs that feed, see [`List::left_out`].
///
/// ```
/// let list = br#"<opml version="2.0"><body><outline text="World"><outline type="rss" text="The Tide"
///     xmlUrl="https://tide.example/feed"/></outline></body></opml>"#;
/// let list = gather::opml::read(list).unwrap();
/// assert_eq!(list.feeds[0].said.folders, [["World"]]);
/// ```
pub fn read(bytes: &[u8]) -> Result<List, String> {
    let text = charset::decode(bytes, None, true).map_err(|error| error.to_string())?.text;
    let mut list = List::default();
    let mut places: BTreeMap<Address, usize> = BTreeMap::new();
    // The outlines that are open: the name of a folder, nothing for a feed.
    let mut open: Vec<Option<String>> = Vec::new();
    let mut commented = 0;
    let mut spaces: BTreeMap<String, String> = BTreeMap::new();
    let (mut is_list, mut is_body) = (false, false);
    for step in steps(&text) {
        let step = match step {
            Ok(step) => step,
            Err(error) if list.feeds.is_empty() => return Err(format!("it is no OPML: {error}")),
            Err(error) => {
                list.left_out
                    .push(format!("what follows the feed {} of the list: {error}", list.feeds.len()));
                break;
            }
        };
        match step {
            Step::Begin(element) if element.name == "opml" => {
                is_list = true;
                spaces = element.attributes.into_iter().filter(|(name, _)| name.starts_with(SPACE)).collect();
            }
            Step::Begin(element) if element.name == "body" => is_body = true,
            Step::Begin(element) if element.name == "outline" && is_body => {
                let is_comment =
                    element.get("isComment").is_some_and(|said| said.eq_ignore_ascii_case("true"));
                if is_comment || commented > 0 {
                    commented += 1;
                    open.push(None);
                    continue;
                }
                let folder: Vec<String> = open.iter().flatten().take(DEEPEST).cloned().collect();
                open.push(outline(&element, folder, &spaces, &mut list, &mut places));
            }
            Step::End(name) if name == "outline" && is_body => {
                open.pop();
                commented = usize::saturating_sub(commented, 1);
            }
            _ => {}
        }
    }
    if !is_list {
        return Err("it is no OPML: it has no element opml".to_owned());
    }
    Ok(list)
}

/// Takes an outline into the list. Gives its name when it is a folder.
fn outline(
    element: &Element,
    folder: Vec<String>,
    spaces: &BTreeMap<String, String>,
    list: &mut List,
    places: &mut BTreeMap<Address, usize>,
) -> Option<String> {
    let name = element.get("title").filter(|title| !title.trim().is_empty()).or(element.get("text"));
    let name = name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    let Some(given) = element.get("xmlUrl") else {
        let kind = element.get("type").unwrap_or_default();
        if matches!(kind.to_lowercase().as_str(), "include" | "link") {
            let shown = cut(name.as_deref().or(element.get("url")).unwrap_or_default());
            list.left_out.push(format!("{shown:?}: it is a link to another list; give that list itself"));
        }
        return Some(name.unwrap_or_default());
    };
    let address = match Address::parse(given) {
        Ok(address) => address,
        Err(error) => {
            list.left_out.push(format!(
                "{:?}: {:?} {error}",
                cut(name.as_deref().unwrap_or_default()),
                cut(given)
            ));
            return None;
        }
    };
    let known = ["xmlurl", "title"];
    // What is said twice is kept once: most lists write the title also as the text.
    let more = element.attributes.iter().filter(|(key, value)| {
        let is_name = key.eq_ignore_ascii_case("text") && Some(value.trim()) == name.as_deref();
        !known.contains(&key.to_lowercase().as_str()) && !is_name
    });
    let mut more: BTreeMap<String, String> = more.cloned().collect();
    // What belongs to a namespace keeps its meaning only with it.
    let used: Vec<String> =
        more.keys().filter_map(|name| Some(format!("{SPACE}{}", name.split_once(':')?.0))).collect();
    more.extend(used.into_iter().filter_map(|space| Some((space.clone(), spaces.get(&space)?.clone()))));
    let said = Subscription { name, folders: Vec::new(), more };
    let place = *places.entry(address.clone()).or_insert_with(|| {
        list.feeds.push(Listed { address, said });
        list.feeds.len() - 1
    });
    if let Some(listed) = list.feeds.get_mut(place)
        && !listed.said.folders.contains(&folder)
    {
        listed.said.folders.push(folder);
    }
    None
}

/// A folder as it is written.
#[derive(Debug, Default)]
struct Folder<'l> {
    feeds: Vec<&'l Listed>,
    /// In the order in which they are met.
    folders: Vec<(&'l str, Folder<'l>)>,
}

impl<'l> Folder<'l> {
    fn inner(&mut self, name: &'l str) -> &mut Self {
        let place = self.folders.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
            self.folders.push((name, Self::default()));
            self.folders.len() - 1
        });
        &mut self.folders[place].1
    }
}

/// Writes a list as OPML 2.0, in UTF-8.
///
/// # Errors
///
/// When the list cannot be written, which in memory does not happen.
pub fn write(feeds: &[Listed]) -> io::Result<String> {
    let mut root = Folder::default();
    for listed in feeds {
        if listed.said.folders.is_empty() {
            root.feeds.push(listed);
        }
        for folder in &listed.said.folders {
            let inner = folder.iter().take(DEEPEST).fold(&mut root, |outer, name| outer.inner(name));
            inner.feeds.push(listed);
        }
    }
    let mut out = Writer::new_with_indent(Vec::new(), b' ', 2);
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    out.write_event(Event::Start(BytesStart::new("opml").with_attributes([("version", "2.0")])))?;
    out.write_event(Event::Start(BytesStart::new("head")))?;
    out.write_event(Event::Start(BytesStart::new("title")))?;
    out.write_event(Event::Text(BytesText::new("Feeds of Parallax")))?;
    for name in ["title", "head"] {
        out.write_event(Event::End(BytesEnd::new(name)))?;
    }
    out.write_event(Event::Start(BytesStart::new("body")))?;
    write_folder(&mut out, &root)?;
    for name in ["body", "opml"] {
        out.write_event(Event::End(BytesEnd::new(name)))?;
    }
    let mut text = String::from_utf8(out.into_inner()).map_err(io::Error::other)?;
    text.push('\n');
    Ok(text)
}

fn write_folder(out: &mut Writer<Vec<u8>>, folder: &Folder<'_>) -> io::Result<()> {
    for listed in &folder.feeds {
        let address = listed.address.to_string();
        let name = listed.said.name.as_deref().unwrap_or(&address);
        let mut start = BytesStart::new("outline");
        let more = &listed.said.more;
        let text = more.iter().find(|(key, _)| key.eq_ignore_ascii_case("text"));
        start.push_attribute(("text", printable(text.map_or(name, |(_, text)| text)).as_str()));
        start.push_attribute(("title", printable(name).as_str()));
        if !more.keys().any(|key| key.eq_ignore_ascii_case("type")) {
            start.push_attribute(("type", "rss"));
        }
        start.push_attribute(("xmlUrl", address.as_str()));
        let is_written = |key: &str| match key.split_once(':') {
            Some((space, name)) => {
                is_name(space)
                    && is_name(name)
                    && (space == "xmlns" || more.contains_key(&format!("{SPACE}{space}")))
            }
            None => is_name(key) && !key.eq_ignore_ascii_case("text"),
        };
        for (key, value) in more.iter().filter(|(key, _)| is_written(key)) {
            start.push_attribute((key.as_str(), printable(value).as_str()));
        }
        out.write_event(Event::Empty(start))?;
    }
    for (name, inner) in &folder.folders {
        let name = printable(name);
        let start =
            BytesStart::new("outline").with_attributes([("text", name.as_str()), ("title", name.as_str())]);
        out.write_event(Event::Start(start))?;
        write_folder(out, inner)?;
        out.write_event(Event::End(BytesEnd::new("outline")))?;
    }
    Ok(())
}

/// Whether a name that came from outside may stand as that of an attribute.
fn is_name(name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_part)
}

/// Without the control characters that XML cannot hold.
fn printable(words: &str) -> String {
    words.chars().filter(|character| !character.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Written as the specification of OPML 2.0 describes lists of subscriptions, with the habits of several readers.
    const LIST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.1" xmlns:fx="https://fx.example/ns" xmlns:unused="u"><head><title>Ada's feeds</title><ownerName>Ada</ownerName></head><body>
<outline text="The Tide &amp; more" title="The Tide &amp; more" type="rss" xmlUrl="https://tide.example/feed?a=1&amp;b=2" htmlUrl="https://tide.example/"
  description="Harbour &lt;news&gt;" language="en" version="RSS2"/>
<outline text="World"><outline text="Wires" title="Wires">
  <outline type="rss" text="calder" title="Calder Wire" xmlUrl="https://calder.example/rss" category="/a/b,/c" fx:priority="1" reader-id="7"/></outline>
  <outline type="atom" text="Gale" xmlUrl="http://gale.example/atom.xml"/></outline>
<outline text="Twice"><outline text="Gale" xmlUrl="http://gale.example/atom.xml"/></outline>
<outline text="off" isComment="true"><outline text="x" xmlUrl="https://x.example/"/></outline>
<outline type="link" text="more" url="https://a.example/b.opml"/>
<outline text="bad" xmlUrl="file:///etc/passwd"/>
</body></opml>"#;

    #[test]
    fn a_list_goes_in_and_out_unchanged_in_meaning() {
        let list = read(LIST.as_bytes()).unwrap();
        let names: Vec<_> = list.feeds.iter().map(|listed| listed.said.name.as_deref().unwrap()).collect();
        assert_eq!(names, ["The Tide & more", "Calder Wire", "Gale"]);
        assert_eq!(list.feeds[1].said.folders, [["World", "Wires"]]);
        assert_eq!(list.feeds[2].said.folders, [["World"], ["Twice"]]);
        assert_eq!(list.feeds[0].said.more["description"], "Harbour <news>");
        assert_eq!(list.left_out.len(), 2, "{:?}", list.left_out);
        assert_eq!(list.feeds[1].said.more["xmlns:fx"], "https://fx.example/ns");
        let written = write(&list.feeds).unwrap();
        let again = read(written.as_bytes()).unwrap();
        assert!(again.left_out.is_empty());
        let by_address = |list: &List| {
            let mut feeds = list.feeds.clone();
            for listed in &mut feeds {
                listed.said.folders.sort();
                listed.said.more.entry("type".to_owned()).or_insert_with(|| "rss".to_owned());
            }
            feeds.sort_by(|a, b| a.address.cmp(&b.address));
            feeds
        };
        assert_eq!(by_address(&list), by_address(&again));
        assert_eq!(
            write(&again.feeds).unwrap(),
            write(&read(write(&again.feeds).unwrap().as_bytes()).unwrap().feeds).unwrap()
        );
    }

    #[test]
    fn what_is_no_list_says_so_and_what_is_cut_keeps_its_feeds() {
        for text in ["", "<html><body><outline xmlUrl='https://a.example'/></body></html>", "<opml", "{}"] {
            assert!(read(text.as_bytes()).is_err(), "{text}");
        }
        let cut = LIST.split_once("<outline text=\"World\"").unwrap().0;
        assert_eq!(read(cut.as_bytes()).unwrap().feeds.len(), 1);
        let deep = format!(
            "<opml><body>{}<outline xmlUrl='https://a.example/'/>",
            "<outline text='a'>".repeat(100_000)
        );
        let list = read(deep.as_bytes()).unwrap();
        assert_eq!(list.feeds[0].said.folders[0].len(), DEEPEST);
        assert!(write(&list.feeds).unwrap().contains("https://a.example/"));
    }

    #[test]
    fn names_from_outside_are_never_markup() {
        let mut listed =
            Listed { address: Address::parse("https://a.example/").unwrap(), said: Subscription::default() };
        listed.said.name = Some("\"><outline xmlUrl='https://evil.example/'/>\u{0}".to_owned());
        listed.said.more.insert("a b=\"".to_owned(), "x".to_owned());
        let written = write(&[listed]).unwrap();
        assert_eq!(read(written.as_bytes()).unwrap().feeds.len(), 1);
    }
}
