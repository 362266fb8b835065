//! What the templates of fragments are given.

use super::axis::{Axis, axis};
use super::cut::{self, Cut, Link, Node};
use super::grid::{Grid, grid};
use super::network::{Network, network};
use super::{Fragment, Showing};
use crate::labels;
use crate::lines::{Line, Piece, Section, Tone, explanation};
use crate::safe;
use crate::view::View;
use askama::Template;
use askama::filters::HtmlSafe;

/// A section without its heading.
#[derive(Template)]
#[template(path = "section.html")]
struct Inside<'a> {
    axis: Option<Axis>,
    grid: Option<Grid>,
    network: Option<Network>,
    items: Vec<Item<'a>>,
    /// How many lines come after those shown, and where; empty for none, and for nowhere.
    more: String,
    rest: String,
    left_out: &'a str,
}

/// A line of a section with the links of the report that it lists, if it does.
struct Item<'a> {
    node: Node<'a>,
    /// Where the text of the report is shown, and where it was published; empty when that is not known.
    text: String,
    published: String,
}

/// A line with what is below it.
#[derive(Template)]
#[template(path = "line.html")]
struct Lines<'a> {
    node: &'a Node<'a>,
    /// Whether it is below another.
    deep: bool,
}

/// The references of a line.
#[derive(Template)]
#[template(path = "references.html")]
struct References<'a> {
    links: &'a [Link],
    more: &'a str,
    whole: &'a str,
}

/// The lines above the first section.
#[derive(Template)]
#[template(path = "lead.html")]
struct Lead<'a> {
    lines: Vec<Node<'a>>,
}

// Both are written by templates of ours, which have escaped what they hold.
impl HtmlSafe for Lines<'_> {}
impl HtmlSafe for References<'_> {}

/// A section as a fragment.
pub(crate) fn section(view: &View<'_>, section: &Section, showing: &Showing<'_>) -> Fragment {
    let Cut { nodes, lines, new, shown } = cut::cut(section, showing);
    let (heading, from) = (section.heading, showing.bounds.from.max(1));
    let pictured = |of: labels::Heading| heading == of && from == 1;
    let more = lines.saturating_sub((from - 1).saturating_add(shown));
    let rest = if more > 0 { showing.links.rest(heading.anchor, from + shown) } else { None };
    let inside = Inside {
        axis: pictured(labels::EVENTS).then(|| axis(view, showing.links)).flatten(),
        grid: pictured(labels::POSITIONS).then(|| grid(view, showing)).flatten(),
        network: pictured(labels::LINEAGE).then(|| network(view, showing.links)).flatten(),
        items: nodes.into_iter().map(|node| item(view, node, showing)).collect(),
        more: if more > 0 { labels::more(more) } else { String::new() },
        rest: rest.unwrap_or_default(),
        left_out: section.left_out.as_deref().unwrap_or_default(),
    };
    Fragment {
        anchor: heading.anchor.into(),
        heading: heading.text.into(),
        lines,
        new,
        from,
        shown,
        more,
        // Rendering writes into a string and none of our templates fails of itself.
        html: inside.render().unwrap_or_default(),
    }
}

/// Lines that are all shown, as a fragment.
pub(crate) fn plain(
    view: &View<'_>,
    anchor: String,
    heading: String,
    lines: &[Line],
    showing: &Showing<'_>,
) -> Fragment {
    let numbered = |(line, number)| {
        let node = cut::node(line, String::new(), showing);
        item(view, Node { anchor: format!("{anchor}-{number}"), ..node }, showing)
    };
    let inside = Inside {
        axis: None,
        grid: None,
        network: None,
        items: lines.iter().zip(1..).map(numbered).collect(),
        more: String::new(),
        rest: String::new(),
        left_out: "",
    };
    let html = inside.render().unwrap_or_default();
    let count = lines.len();
    Fragment {
        anchor: anchor.into(),
        heading: heading.into(),
        lines: count,
        new: 0,
        from: 1,
        shown: count,
        more: 0,
        html,
    }
}

/// The lines above the first section, and what a reference is.
pub(crate) fn lead(lines: &[Line], showing: &Showing<'_>) -> String {
    let explained = explanation("3:12");
    let lines = lines.iter().chain([&explained]).map(|line| cut::node(line, String::new(), showing));
    Lead { lines: lines.collect() }.render().unwrap_or_default()
}

fn item<'a>(view: &View<'_>, node: Node<'a>, showing: &Showing<'_>) -> Item<'a> {
    let at = node.line.number.and_then(|number| number.checked_sub(1));
    let article = at.and_then(|at| view.account.articles.get(at));
    let published = article.and_then(|article| safe::link(article.url.as_deref()?));
    Item {
        text: article.and_then(|article| showing.links.report(&article.id)).unwrap_or_default(),
        published: published.unwrap_or_default().to_owned(),
        node,
    }
}

impl Node<'_> {
    /// Whether the line is only the head of those below it.
    fn heads(&self) -> bool {
        self.line.references.is_empty() && self.line.under().next().is_some()
    }
}

/// The class of a tone.
fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Firm => "firm",
        Tone::Contested => "contested",
        Tone::Open => "open",
    }
}

/// A mark without the punctuation that only running text needs.
fn bare(mark: &str) -> &str {
    mark.trim_end_matches([':', ')']).trim_start_matches('(')
}
