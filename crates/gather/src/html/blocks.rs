//! A page as a row of blocks of text, each with the elements it stands in.

use dom_query::{Document, NodeRef};

/// Elements that stand within a line: their words belong to the block around them.
const INLINE: [&str; 36] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
];

/// Elements whose words are no text of the page.
const SILENT: [&str; 14] = [
    "script", "style", "template", "head", "title", "input", "option", "select", "textarea", "object",
    "audio", "video", "canvas", "datalist",
];

/// Words of class and id names are this long at least.
const SHORTEST_TOKEN: usize = 2;

/// An element that holds blocks, or elements that do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// The element around it, by number; `None` for the outermost.
    pub parent: Option<usize>,
    /// Its name, in lower case.
    pub name: String,
    /// The words of its `class`, `id`, `role`, `itemprop` and `data-…` names, in lower case, each once.
    pub tokens: Vec<String>,
    /// Whether its attributes say that it is not shown.
    pub is_hidden: bool,
    /// The blocks in it, by number: from, to.
    pub blocks: (usize, usize),
}

impl Element {
    /// Its name and the words of its other names, each once.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let tokens = self.tokens.iter().filter(|token| **token != self.name);
        std::iter::once(self.name.as_str()).chain(tokens.map(String::as_str))
    }
}

/// Text that a page shows in one piece: a paragraph, a heading, an item of a list, a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its words on one line; several where the page breaks its lines.
    pub text: String,
    /// So many characters of it, without white space.
    pub letters: usize,
    /// So many of these stand in links.
    pub linked: usize,
    /// So many of these are bold or slanted.
    pub stressed: usize,
    /// The element it stands in, by number.
    pub element: usize,
}

/// A page as its blocks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Blocks {
    /// Every element that is no mere part of a line, in the order of the page.
    pub elements: Vec<Element>,
    /// The blocks, in the order of the page.
    pub blocks: Vec<Block>,
}

impl Blocks {
    /// Those of a page.
    pub(crate) fn of(document: &Document) -> Self {
        let mut walk = Walk::default();
        if let Some(body) = document.body() {
            walk.element(&body, None);
        }
        walk.page
    }

    /// The elements around a block, the innermost first.
    pub fn around(&self, block: &Block) -> impl Iterator<Item = &Element> {
        let mut next = Some(block.element);
        std::iter::from_fn(move || {
            let element = self.elements.get(next?)?;
            next = element.parent;
            Some(element)
        })
    }
}

#[derive(Default)]
struct Walk {
    page: Blocks,
    line: Line,
}

/// What is gathered of the next block.
#[derive(Default)]
struct Line {
    text: String,
    letters: usize,
    linked: usize,
    stressed: usize,
    /// Inside so many links and so many elements that stress.
    links: usize,
    stresses: usize,
    breaks: usize,
}

impl Walk {
    fn element(&mut self, node: &NodeRef<'_>, parent: Option<usize>) {
        let number = self.page.elements.len();
        let first = self.page.blocks.len();
        self.page.elements.push(Element {
            parent,
            name: node.node_name().map(|name| name.to_string()).unwrap_or_default(),
            tokens: tokens(node),
            is_hidden: is_hidden(node),
            blocks: (first, first),
        });
        self.children(node, number);
        self.flush(number);
        let last = self.page.blocks.len();
        if let Some(element) = self.page.elements.get_mut(number) {
            element.blocks = (first, last);
        }
    }

    fn children(&mut self, node: &NodeRef<'_>, number: usize) {
        for child in node.children_it(false) {
            if child.is_text() {
                self.words(&child.text());
                continue;
            }
            let Some(name) = child.node_name() else { continue };
            let name: &str = &name;
            if SILENT.contains(&name) {
                continue;
            }
            if name == "br" {
                self.line.breaks += 1;
                if self.line.breaks > 1 {
                    self.flush(number);
                }
            } else if name == "hr" || name == "img" {
                if name == "hr" {
                    self.flush(number);
                }
            } else if INLINE.contains(&name) {
                let (is_link, is_stress) =
                    (name == "a", matches!(name, "b" | "strong" | "i" | "em" | "u" | "big"));
                self.line.links += usize::from(is_link);
                self.line.stresses += usize::from(is_stress);
                self.children(&child, number);
                self.line.links -= usize::from(is_link);
                self.line.stresses -= usize::from(is_stress);
            } else {
                self.flush(number);
                // Within a link the blocks of a teaser are linked too.
                self.element(&child, Some(number));
            }
        }
    }

    fn words(&mut self, text: &str) {
        let line = &mut self.line;
        for (at, word) in text.split_whitespace().enumerate() {
            let begins_apart = at > 0 || text.starts_with(char::is_whitespace);
            if line.breaks > 0 && !line.text.is_empty() {
                line.text.push('\n');
            } else if begins_apart && !line.text.is_empty() && !line.text.ends_with([' ', '\n']) {
                line.text.push(' ');
            }
            line.breaks = 0;
            line.text.push_str(word);
            let letters = word.chars().count();
            line.letters += letters;
            line.linked += if line.links > 0 { letters } else { 0 };
            line.stressed += if line.stresses > 0 { letters } else { 0 };
        }
        if text.ends_with(char::is_whitespace) && !line.text.is_empty() && !line.text.ends_with([' ', '\n']) {
            line.text.push(' ');
        }
    }

    fn flush(&mut self, element: usize) {
        let line = &mut self.line;
        line.breaks = 0;
        let text = std::mem::take(&mut line.text);
        let (letters, linked, stressed) = (line.letters, line.linked, line.stressed);
        (line.letters, line.linked, line.stressed) = (0, 0, 0);
        let text = text.trim();
        if !text.is_empty() {
            self.page.blocks.push(Block { text: text.to_owned(), letters, linked, stressed, element });
        }
    }
}

/// The words of the names by which style sheets and scripts know an element.
fn tokens(node: &NodeRef<'_>) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    for attribute in node.attrs() {
        let name: &str = &attribute.name.local;
        let value: &str = match name {
            "class" | "id" | "role" | "itemprop" | "aria-label" => &attribute.value,
            name if name.starts_with("data-") => name.get(5..).unwrap_or_default(),
            _ => continue,
        };
        split(value, &mut tokens);
    }
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}

/// `storyBody__text-2` is story, body, text.
fn split(value: &str, tokens: &mut Vec<String>) {
    let mut token = String::new();
    let mut before_is_lower = false;
    for character in value.chars().take(400) {
        if !character.is_alphabetic() || (character.is_uppercase() && before_is_lower) {
            push(&mut token, tokens);
        }
        before_is_lower = character.is_lowercase();
        if character.is_alphabetic() {
            token.extend(character.to_lowercase());
        }
    }
    push(&mut token, tokens);
}

fn push(token: &mut String, tokens: &mut Vec<String>) {
    if token.len() >= SHORTEST_TOKEN && token.len() <= 24 {
        tokens.push(std::mem::take(token));
    }
    token.clear();
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style = node.attr_or("style", "");
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    node.has_attr("hidden")
        || node.attr_or("aria-hidden", "").eq_ignore_ascii_case("true")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}
