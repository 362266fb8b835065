//! The account for a terminal.

use crate::account::Account;
use crate::lines::{self, Line, Piece, Reference, Titled, Tone};
use crate::view::View;
use anstyle::{AnsiColor, Style};
use std::fmt::Write;
use textwrap::{Options, WordSplitter, WrapAlgorithm};

/// Narrower than this, a line has no room for words beside its indent.
const NARROWEST: usize = 24;

const HEADING: Style = Style::new().bold();
const STRONG: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// The account as text of this width, coloured when `colour` says so.
///
/// Nothing a report contains can move the cursor, change a colour or turn a line around. A long sentence is
/// wrapped, never cut.
pub fn text(account: &Account, width: usize, colour: bool) -> String {
    let document = lines::document(&View::new(account));
    page(&document.title, &document.lead, &document.titled(), width, colour)
}

/// A page with these sections.
pub(crate) fn page(
    title: &str,
    lead: &[Line],
    sections: &[Titled<'_>],
    width: usize,
    colour: bool,
) -> String {
    let page = Page { width: width.max(NARROWEST), colour };
    let mut out = String::new();
    page.wrap(&mut out, &page.styled(title, HEADING), "", "");
    for line in lead.iter().chain([&lines::explanation("[3:12]")]) {
        page.wrap(&mut out, &page.line(line), "", "");
    }
    for section in sections {
        out.push('\n');
        page.wrap(&mut out, &page.styled(section.heading, HEADING), "", "");
        out.push('\n');
        for line in section.lines {
            page.tree(&mut out, line, 0);
        }
        if let Some(left_out) = section.left_out {
            page.wrap(&mut out, &page.styled(&format!("({left_out})"), DIM), "  ", "  ");
        }
    }
    out
}

/// What later versions of the pages of this account changed, with every sentence that differs, as text of this width.
pub fn revisions(account: &Account, width: usize, colour: bool) -> String {
    let page = Page { width: width.max(NARROWEST), colour };
    let mut out = String::new();
    for line in lines::every_revision(&View::new(account)) {
        page.tree(&mut out, &line, 0);
    }
    out
}

struct Page {
    width: usize,
    colour: bool,
}

impl Page {
    fn tree(&self, out: &mut String, line: &Line, depth: usize) {
        let bullet = match (line.number, depth) {
            (Some(number), _) => format!("{number:>3}. "),
            (None, 0) => "• ".to_owned(),
            (None, _) => "– ".to_owned(),
        };
        let first = format!("{}{bullet}", "  ".repeat(depth + usize::from(line.number.is_none())));
        let rest = " ".repeat(first.chars().count());
        self.wrap(out, &self.line(line), &first, &rest);
        for below in line.under() {
            self.tree(out, below, depth + 1);
        }
    }

    fn line(&self, line: &Line) -> String {
        let mut out = String::new();
        for (index, piece) in line.pieces.iter().enumerate() {
            if line.spaced(index) {
                out.push(' ');
            }
            match piece {
                Piece::Ours(words) | Piece::Theirs(words) => out.push_str(words),
                Piece::Strong(words) => out.push_str(&self.styled(words, STRONG)),
                Piece::Mark(tone, words) => out.push_str(&self.styled(words, style(*tone))),
            }
        }
        for (index, Reference { report, sentence, .. }) in line.references.iter().enumerate() {
            out.push_str(if index == 0 && !out.is_empty() { " " } else { "" });
            out.push_str(&self.styled(&format!("[{report}:{sentence}]"), DIM));
        }
        out
    }

    /// Words in a style. Each word is styled by itself, so that no style runs over the end of a line.
    fn styled(&self, words: &str, style: Style) -> String {
        if !self.colour {
            return words.to_owned();
        }
        let mut out = String::new();
        for (index, word) in words.split(' ').enumerate() {
            if index > 0 {
                out.push(' ');
            }
            // Writing to a string cannot fail.
            let _ = write!(out, "{style}{word}{style:#}");
        }
        out
    }

    fn wrap(&self, out: &mut String, words: &str, first: &str, rest: &str) {
        let options = Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_splitter(WordSplitter::NoHyphenation)
            .wrap_algorithm(WrapAlgorithm::FirstFit);
        for line in textwrap::wrap(words, options) {
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
}

fn style(tone: Tone) -> Style {
    let colour = match tone {
        Tone::Firm => AnsiColor::Green,
        Tone::Contested => AnsiColor::Red,
        Tone::Open => AnsiColor::Yellow,
    };
    Style::new().fg_color(Some(colour.into()))
}
