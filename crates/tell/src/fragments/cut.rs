//! Which lines of a section are shown, and how much of each.

use super::{Bounds, Place, Showing};
use crate::labels;
use crate::lines::{Line, Reference, Section};

/// What of a section is shown.
pub(super) struct Cut<'a> {
    pub(super) nodes: Vec<Node<'a>>,
    /// How many lines the section has.
    pub(super) lines: usize,
    /// How many of them are new.
    pub(super) new: usize,
    /// How many are shown.
    pub(super) shown: usize,
}

/// A line, or the head of several, as it is shown.
pub(super) struct Node<'a> {
    pub(super) line: &'a Line,
    /// Its id in the page; empty for a head and for what belongs under a line.
    pub(super) anchor: String,
    /// Whether it is a head whose first lines stand on a page before.
    pub(super) continued: bool,
    /// Where the person or party is shown whose head it is; empty for none.
    pub(super) who: String,
    pub(super) references: Vec<Link>,
    pub(super) why: Vec<Node<'a>>,
    pub(super) below: Vec<Node<'a>>,
    /// How much of the three was cut, in words; empty for nothing.
    pub(super) more_references: String,
    pub(super) more_why: String,
    pub(super) more_below: String,
    /// Where the line stands uncut; empty when nobody says.
    pub(super) whole: String,
}

/// A reference with where it leads.
pub(super) struct Link {
    pub(super) href: String,
    pub(super) report: usize,
    pub(super) sentence: usize,
    /// The ids of the evidence.
    pub(super) evidence: String,
}

/// The lines of `section` within the bounds, each with its number.
pub(super) fn cut<'a>(section: &'a Section, showing: &Showing<'_>) -> Cut<'a> {
    let Bounds { from, lines, .. } = showing.bounds;
    let from = from.max(1);
    let end = from.saturating_add(lines);
    let mut cut = Cut { nodes: Vec::new(), lines: 0, new: 0, shown: 0 };
    for line in &section.lines {
        let heads = line.below.first().is_some_and(|below| below.entry);
        let entries = if heads { line.below.as_slice() } else { std::slice::from_ref(line) };
        let first = cut.lines + 1;
        let mut shown = Vec::new();
        for entry in entries {
            cut.lines += 1;
            cut.new += usize::from(entry.new);
            if (from..end).contains(&cut.lines) {
                shown.push(numbered(entry, section.heading, cut.lines, showing));
            }
        }
        cut.shown += shown.len();
        if !heads {
            cut.nodes.append(&mut shown);
        } else if !shown.is_empty() {
            let mut head = node(line, String::new(), showing);
            (head.below, head.more_below) = (shown, String::new());
            head.continued = first < from;
            cut.nodes.push(head);
        }
    }
    cut
}

/// A line with its id, and with where it stands whole when it is cut here.
fn numbered<'a>(line: &'a Line, heading: labels::Heading, number: usize, showing: &Showing<'_>) -> Node<'a> {
    let whole = showing.links.rest(heading.anchor, number).unwrap_or_default();
    Node { anchor: format!("{}-{number}", heading.anchor), ..node(line, whole, showing) }
}

/// A line as far as the bounds let it be shown.
pub(super) fn node<'a>(line: &'a Line, whole: String, showing: &Showing<'_>) -> Node<'a> {
    let Bounds { below, references, .. } = showing.bounds;
    let nodes = |lines: &'a [Line]| -> Vec<Node<'a>> {
        lines.iter().take(below).map(|line| node(line, whole.clone(), showing)).collect()
    };
    Node {
        line,
        anchor: String::new(),
        continued: false,
        who: line.who.as_deref().and_then(|name| showing.links.person(name)).unwrap_or_default(),
        references: links(&line.references, references, showing),
        why: nodes(&line.why),
        below: nodes(&line.below),
        more_references: more(line.references.len(), references),
        more_why: more(line.why.len(), below),
        more_below: more(line.below.len(), below),
        whole,
    }
}

/// So many of these references, with where they lead.
pub(super) fn links(references: &[Reference], most: usize, showing: &Showing<'_>) -> Vec<Link> {
    let link = |Reference { report, article, sentence, evidence }: &Reference| {
        let (report, sentence) = (*report, *sentence);
        let href = showing.links.sentence(&Place { article, report, sentence, evidence });
        Link { href, report, sentence, evidence: evidence.join(" ") }
    };
    references.iter().take(most).map(link).collect()
}

/// `3 more` of so many when at most so many are shown; else nothing.
pub(super) fn more(of: usize, most: usize) -> String {
    if of > most { labels::more(of - most) } else { String::new() }
}
